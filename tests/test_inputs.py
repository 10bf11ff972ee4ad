from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest

from toolkit.inputs import FILE_LIMIT, Input, Listed, find_files, open_file, page_series
from toolkit.model import Unreadable


def touch(*files: Path) -> None:
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("内容", encoding="utf-8")


def listed(*named: str | Path) -> list[Listed | Unreadable]:
    return list(find_files([str(name) for name in named]).entries)


def paths(*named: str | Path) -> list[str]:
    return [entry.path for entry in listed(*named) if isinstance(entry, Listed)]


def why_not(*named: str | Path) -> str:
    (entry,) = listed(*named)
    assert isinstance(entry, Unreadable)
    assert "\n" not in str(entry)
    return entry.why


def opened(named: Path) -> list[Input]:
    return [given for entry in listed(named) if isinstance(entry, Listed) for given in open_file(entry)]


@contextmanager
def barred(file: Path) -> Iterator[None]:
    """No permission to read the file; root, who may read everything, is somebody else meanwhile."""
    file.chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield
    file.chmod(0o600)


# --- files ------------------------------------------------------------------------------------------------


def test_a_file_is_shown_as_given_and_its_output_has_its_own_name(tmp_path: Path) -> None:
    touch(tmp_path / "2023" / "年报.docx")
    (entry,) = listed(tmp_path / "2023" / "年报.docx")
    assert isinstance(entry, Listed)
    assert (entry.path, entry.output) == (str(tmp_path / "2023" / "年报.docx"), "年报.docx")


def test_one_named_file_is_one_file_and_a_folder_or_two_files_are_not(tmp_path: Path) -> None:
    touch(tmp_path / "a.docx", tmp_path / "b.docx")
    assert find_files([str(tmp_path / "a.docx")]).one_file
    assert find_files([str(tmp_path / "missing.docx")]).one_file
    assert not find_files([str(tmp_path)]).one_file
    assert not find_files([str(tmp_path / "a.docx"), str(tmp_path / "b.docx")]).one_file


def test_a_named_file_is_tried_whatever_its_ending(tmp_path: Path) -> None:
    touch(tmp_path / "扫描.jpg")
    assert len(paths(tmp_path / "扫描.jpg")) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("年保.docx", "是不是 年报.docx？"),
        ("nothing-like-it", "请核对路径和文件名"),
        ("2022*.docx", "没有与它相符的文件"),
        ("absent/年报.docx", "所在的文件夹也打不开"),
        ("年报.docx/年报.docx", "找不到"),
    ],
)
def test_a_file_that_is_not_there_is_named_with_what_to_do(tmp_path: Path, given: str, said: str) -> None:
    touch(tmp_path / "年报.docx")
    assert said in why_not(tmp_path / given)


def test_an_empty_name_is_refused() -> None:
    assert "文件名是空的" in why_not("")


def test_a_link_that_leads_nowhere_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "年报.docx").symlink_to(tmp_path / "moved.docx")
    assert "失效的链接" in why_not(tmp_path / "年报.docx")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "绕回自身的链接" in why_not(tmp_path / "loop")


def test_a_pipe_a_socket_and_a_device_are_refused_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    os.mkfifo("管道")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        for name in ("管道", "socket", os.devnull):
            assert "不是普通文件" in why_not(name)


def test_a_file_that_vanishes_before_it_is_read_is_said_to_have_vanished(tmp_path: Path) -> None:
    touch(tmp_path / "年报.docx")
    (entry,) = listed(tmp_path)
    (tmp_path / "年报.docx").unlink()
    assert isinstance(entry, Listed)
    (given,) = open_file(entry)
    assert isinstance(given.content, Unreadable)
    assert "刚才还在，现在找不到了" in given.content.why


def test_a_file_that_turns_into_a_folder_is_refused(tmp_path: Path) -> None:
    touch(tmp_path / "年报.docx")
    (entry,) = listed(tmp_path)
    (tmp_path / "年报.docx").unlink()
    (tmp_path / "年报.docx").mkdir()
    assert isinstance(entry, Listed)
    (given,) = open_file(entry)
    assert isinstance(given.content, Unreadable)
    assert "现在不是了" in given.content.why


def test_a_file_without_permission_is_said_to_be_so(tmp_path: Path) -> None:
    touch(tmp_path / "年报.docx")
    (entry,) = listed(tmp_path)
    assert isinstance(entry, Listed)
    with barred(tmp_path / "年报.docx"):
        (given,) = open_file(entry)
    assert isinstance(given.content, Unreadable)
    assert "没有读取它的权限" in given.content.why


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.docx").open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    (given,) = opened(tmp_path / "big.docx")
    assert isinstance(given.content, Unreadable)
    assert "超出单个文件 256 MB 的上限" in given.content.why


def test_a_name_in_an_old_chinese_encoding_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("年报.txt".encode("gb18030"))).write_text("内容", encoding="utf-8")
    (given,) = opened(tmp_path)
    assert (given.name, given.path, given.content) == ("年报.txt", "年报.txt", "内容".encode())


def test_a_line_break_in_a_name_stays_off_the_line(tmp_path: Path) -> None:
    touch(tmp_path / "年\n报.txt")
    assert paths(tmp_path) == ["年�报.txt"]


# --- folders ----------------------------------------------------------------------------------------------


def test_a_folder_gives_all_files_below_it_in_order_with_paths_below_it(tmp_path: Path) -> None:
    touch(tmp_path / "b.docx", tmp_path / "a" / "z.html", tmp_path / "a" / "y" / "x.txt", tmp_path / "c.unknown")
    assert paths(tmp_path) == ["a/y/x.txt", "a/z.html", "b.docx", "c.unknown"]


def test_hidden_files_locks_and_what_systems_leave_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path / "年报.docx", tmp_path / "~$年报.docx", tmp_path / ".年报.docx", tmp_path / "Thumbs.db")
    touch(tmp_path / ".git" / "x.txt", tmp_path / "__MACOSX" / "年报.docx", tmp_path / "~WRL0001.tmp")
    assert paths(tmp_path) == ["年报.docx"]


def test_files_of_other_kinds_in_a_folder_are_left_out_and_counted(tmp_path: Path) -> None:
    touch(tmp_path / "年报.html", tmp_path / "a.GIF", tmp_path / "b.gif", tmp_path / "style.css")
    listing = find_files([str(tmp_path)])
    assert paths(tmp_path) == ["年报.html"]
    assert listing.left_out == {".gif": 2, ".css": 1}


def test_a_folder_of_links_in_a_circle_is_read_once(tmp_path: Path) -> None:
    touch(tmp_path / "a" / "年报.docx")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert paths(tmp_path) == ["a/年报.docx"]


def test_a_folder_named_twice_is_read_twice(tmp_path: Path) -> None:
    touch(tmp_path / "a" / "年报.docx")
    assert paths(tmp_path, tmp_path / "a") == ["a/年报.docx", "年报.docx"]


def test_a_folder_without_reports_is_an_error_that_says_so(tmp_path: Path) -> None:
    touch(tmp_path / "a.gif")
    assert why_not(tmp_path) == "文件夹里没有可以读取的文件（1 个文件都不是报告的格式）"
    (tmp_path / "a.gif").unlink()
    assert why_not(tmp_path) == "文件夹里没有可以读取的文件"


def test_a_folder_without_permission_is_named_and_its_neighbours_are_read() -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o755)  # others may come as far as this
        touch(home / "a" / "年报.docx", home / "b.docx")
        with barred(home / "a"):
            first, second = listed(home)
        (home / "a").chmod(0o700)
    assert isinstance(first, Unreadable)
    assert "没有读取它的权限" in first.why
    assert isinstance(second, Listed)


# --- zip files --------------------------------------------------------------------------------------------


def test_a_zip_file_gives_each_file_in_it_under_its_own_path(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "年报.zip", "w") as archive:
        archive.writestr("甲/年报.txt", "内容甲")
        archive.writestr("乙/年报.txt", "内容乙")
    first, second = opened(tmp_path)
    assert (first.name, first.path, first.output) == ("年报.txt", "年报.zip/甲/年报.txt", "年报.zip/甲/年报.txt")
    assert first.in_zip
    assert (second.path, second.content) == ("年报.zip/乙/年报.txt", "内容乙".encode())


def test_an_empty_zip_file_is_named_once(tmp_path: Path) -> None:
    ZipFile(tmp_path / "年报.zip", "w").close()
    (given,) = opened(tmp_path / "年报.zip")
    assert given.shown == str(tmp_path / "年报.zip")
    assert isinstance(given.content, Unreadable)


def test_a_broken_zip_file_is_given_as_it_is_for_the_reader_to_refuse(tmp_path: Path) -> None:
    (tmp_path / "年报.zip").write_bytes(b"PK\x03\x04 and no more")
    (given,) = opened(tmp_path / "年报.zip")
    assert isinstance(given.content, bytes)
    assert not given.in_zip


def series_of(tmp_path: Path, *names: str) -> list[tuple[str, int]]:
    for name in names:
        (tmp_path / name).touch()
    return [(Path(first).name, count) for first, count in page_series(find_files([str(tmp_path)]))]


def test_pictures_numbered_on_may_be_the_pages_of_one_report(tmp_path: Path) -> None:
    names = ("年报_9.jpg", "年报_10.jpg", "年报_11.JPG", "封面.jpg", "年报_10.docx", "其他1.png")
    assert series_of(tmp_path, *names) == [("年报_9.jpg", 3)]


def test_years_and_gaps_make_no_series_of_pages(tmp_path: Path) -> None:
    assert series_of(tmp_path, "年报2021.jpg", "年报2022.jpg", "扫描3.png", "扫描7.png") == []
