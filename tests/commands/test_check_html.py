from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from tests.samples import CLEAN, WRONG, sample_file
from tests.webpage.looking import links, text, tree
from toolkit.commands.app import app


def check(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "年报"
    (made / "下属").mkdir(parents=True)
    for name, said in {"甲": CLEAN, "乙#1": WRONG, "下属/丙": WRONG}.items():
        (made / f"{name}.json").write_bytes(sample_file(said, f"{Path(name).name}.docx"))
    return made


def test_one_report_is_one_page(folder: Path, tmp_path: Path) -> None:
    done = check(folder / "乙#1.json", "--html", tmp_path / "核对.html")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == f"网页：{tmp_path / '核对.html'}"
    assert "[1] 错误  （七）总计·自然人 应为 22" in done.stdout
    page = tree((tmp_path / "核对.html").read_text(encoding="utf-8"))
    assert page.find_class("finding")
    assert not page.find_class("back")


def test_a_folder_is_a_page_each_and_a_list_and_all_lead_to_one_another(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.docx").write_bytes(b"")
    done = check(folder, "--html", tmp_path / "out")
    assert done.exit_code == 2
    assert f"网页：{tmp_path / 'out' / 'index.html'}（3 份年报）" in done.stdout
    index = tree((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    pages = [unquote(link) for link in links(index)]
    assert sorted(pages) == ["下属/丙.json.html", "乙#1.json.html", "甲.json.html"]
    assert "坏.docx" in text(index)
    for name in pages:
        page = tmp_path / "out" / name
        (back,) = tree(page.read_text(encoding="utf-8")).find_class("back")
        assert (page.parent / str(back.get("href"))).resolve() == (tmp_path / "out" / "index.html").resolve()


def test_one_report_may_go_into_a_folder(folder: Path, tmp_path: Path) -> None:
    assert check(folder / "甲.json", "--html", tmp_path / "out").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"index.html", "甲.json.html"}


def test_a_report_that_is_called_index_does_not_take_the_place_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(sample_file(CLEAN))
    assert check(tmp_path / "index", "--html", tmp_path / "out").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"index.html", "index (2).html"}


def test_a_page_for_several_reports_is_refused_before_anything_is_read(folder: Path, tmp_path: Path) -> None:
    done = check(folder, "--html", tmp_path / "核对.html")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "请写一个文件夹" in done.stderr
    assert not (tmp_path / "核对.html").exists()


def test_a_second_report_in_a_zip_file_is_said_not_to_be_in_the_page(folder: Path, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "年报.zip", "w") as archive:
        for name in ("甲.json", "乙#1.json"):
            archive.write(folder / name, name)
    done = check(tmp_path / "年报.zip", "--html", tmp_path / "核对.html")
    assert done.exit_code == 2
    assert "乙#1.json 的结果没有写出" in done.stderr


def test_a_page_is_never_written_over_what_is_read(folder: Path) -> None:
    file = (folder / "甲.json").rename(folder / "甲.html")
    before = file.read_bytes()
    done = check(file, "--html", file)
    assert done.exit_code == 2
    assert "正是要读取的文件" in done.stderr
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_one_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for output in (tmp_path / "file", tmp_path / "none" / "核对.html"):
        done = check(folder / "甲.json", "--html", output)
        assert done.exit_code == 2
        assert len(done.stderr.splitlines()) == 1


def test_with_json_standard_output_is_json_alone(folder: Path, tmp_path: Path) -> None:
    done = check(folder, "--html", tmp_path / "out", "--json")
    assert isinstance(json.loads(done.stdout), list)
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_page_does_not_tell_where_the_file_lay(folder: Path, tmp_path: Path) -> None:
    check(folder / "甲.json", "--html", tmp_path / "核对.html")
    assert str(tmp_path) not in (tmp_path / "核对.html").read_text(encoding="utf-8")


def test_the_same_report_is_the_same_page(folder: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        check(folder / "乙#1.json", "--html", tmp_path / name)
    one, other = (re.sub(r"\s+", " ", (tmp_path / name).read_text("utf-8")) for name in ("a.html", "b.html"))
    assert one == other
