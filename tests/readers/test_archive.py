"""Zip files of reports: each member by itself, with a path that is safe everywhere."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.readers.building import docx, p, package, sheet, xlsx
from toolkit.model import Unreadable
from toolkit.readers import archive
from toolkit.readers.archive import is_archive, members
from toolkit.readers.sniff import sniff
from toolkit.readers.zips import MIB


def listed(data: bytes) -> dict[str, bytes | str]:
    """Contents, or why there is none, by path."""
    found = members(data, "报告.zip")
    return {m.path: m.content.why if isinstance(m.content, Unreadable) else m.content for m in found}


def test_a_document_is_no_archive_and_a_zip_of_documents_is_one() -> None:
    assert not is_archive(docx(p("文")))
    assert not is_archive(xlsx(sheet({})))
    assert not is_archive(b"")
    assert is_archive(package({"a/报告.docx": docx(p("文"))}))
    assert is_archive(package({}))


def test_members_come_in_order_with_their_paths() -> None:
    assert listed(package({"b/二.txt": "2", "a/一.txt": "1"})) == {"b/二.txt": b"2", "a/一.txt": b"1"}


def test_a_zip_within_a_zip_is_opened_but_not_for_ever() -> None:
    inner = package({"报告.txt": "1"})
    assert listed(package({"内.zip": inner})) == {"内.zip/报告.txt": b"1"}
    for _ in range(3):
        inner = package({"z.zip": inner})
    assert list(listed(inner).values()) == ["是压缩包里的压缩包，套得太深，未打开；请先解压"]


def test_names_that_windows_wrote_in_gbk_are_read() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("AAAAAAAA.txt", "1")
    data = made.getvalue().replace(b"AAAAAAAA", "年度报告".encode("gbk"))
    assert listed(data) == {"年度报告.txt": b"1"}


@pytest.mark.parametrize(
    ("stored", "path"),
    [
        ("../../etc/报告.txt", "etc/报告.txt"),
        ("/报告.txt", "报告.txt"),
        ("C:\\甲\\报告.txt", "甲/报告.txt"),
        ("a/./b.txt", "a/b.txt"),
        ("con.txt", "_con.txt"),
        ("甲:b?.txt", "甲_b_.txt"),
        ("甲 ./报告.txt. ", "甲/报告.txt"),
        ("报" * 200 + ".txt", "报" * 65 + ".txt"),
    ],
)
def test_paths_stay_below_where_they_are_put(stored: str, path: str) -> None:
    assert list(listed(package({stored: "1"}))) == [path]


def test_members_of_one_name_get_numbers() -> None:
    made = package({"报告.TXT": "1", "报告.txt": "1", "/报告.txt": "1", "甲/报告.txt": "1"})
    assert list(listed(made)) == ["报告.TXT", "报告 (2).txt", "报告 (3).txt", "甲/报告.txt"]


def test_what_systems_leave_behind_is_skipped() -> None:
    left = {"__MACOSX/._报告.docx": "x", "a/.DS_Store": "x", "~$报告.docx": "x", "Thumbs.db": "x", "报告.txt": "1"}
    assert listed(package(left)) == {"报告.txt": b"1"}


def test_an_empty_zip_says_so() -> None:
    assert listed(package({})) == {"报告.zip": "压缩包里没有文件"}


def test_a_damaged_member_does_not_lose_the_others() -> None:
    data = bytearray(package({"坏.txt": "甲乙丙" * 50, "好.txt": "1"}))
    data[50] ^= 0xFF
    assert listed(bytes(data)) == {"坏.txt": "在压缩包里已损坏，无法解压", "好.txt": b"1"}


def test_a_member_with_a_password_says_so() -> None:
    data = bytearray(package({"a.txt": "1"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in str(listed(bytes(data))["a.txt"])


def test_a_bomb_is_not_unpacked() -> None:
    assert "压缩炸弹" in str(listed(package({"a.txt": bytes(5 * MIB)}))["a.txt"])


def test_all_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TOTAL_LIMIT", 15)
    found = listed(package({"a.txt": "0123456789", "b.txt": "0123456789", "c.txt": "01234"}))
    assert [isinstance(content, bytes) for content in found.values()] == [True, False, True]


def test_a_cut_zip_says_so() -> None:
    assert "不完整" in str(listed(package({"a.txt": "1"})[:-30])["报告.zip"])


def test_an_office_document_whose_kind_is_lost_is_no_zip_of_files() -> None:
    data = package(
        {"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>", "xl/w\u8a93rkbook.xml": "<a/>"}
    )
    assert not is_archive(data)
    with pytest.raises(Unreadable, match="Office 文档的打包格式"):
        sniff(data, "年报.xlsx")
