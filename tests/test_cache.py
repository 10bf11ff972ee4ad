from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toolkit import cache
from toolkit.commands.app import app


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["cache", *words])


def test_what_is_put_is_got_until_it_is_cleared() -> None:
    assert cache.get("pages", "ab12") is None
    assert cache.put("pages", "ab12", b"content")
    assert cache.get("pages", "ab12") == b"content"
    done = cache.clear()
    assert (done.entries, done.size, done.left) == (1, 7, 0)
    assert cache.get("pages", "ab12") is None


def test_nothing_but_whole_entries_is_left_in_the_folder(home: Path) -> None:
    for _ in range(3):
        cache.put("pages", "ab12", b"content")
    assert [file.name for file in home.rglob("*") if file.is_file()] == ["ab12"]


def test_where_nothing_can_be_written_nothing_is_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_bytes(b"")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(home / "file"))
    assert not cache.put("pages", "ab12", b"content")
    assert cache.get("pages", "ab12") is None


def test_clear_says_what_was_removed_and_touches_only_its_own_folder(home: Path) -> None:
    cache.put("pages", "ab12", b"x" * 2_000_000)
    other = home / "other"
    other.write_bytes(b"")
    result = run("clear")
    assert result.exit_code == 0
    assert "已删除 1 项缓存，共 2.0 MB" in result.stdout
    assert other.exists()
    assert "空的" in run("clear").stdout


def test_cache_alone_says_where_it_is_and_other_words_are_refused() -> None:
    assert str(cache.folder()) in run().stdout
    assert run("vacuum").exit_code != 0
