"""Office packages: parts by name, limits, and what is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.readers.building import docx, p, package, relations
from toolkit.model import Unreadable
from toolkit.readers.package import open_package, parse_xml
from toolkit.readers.zips import MIB


def refusal(data: bytes, part: str = "a.xml") -> str:
    with pytest.raises(Unreadable) as refused:
        open_package(data, "报告.docx").part(part)
    return refused.value.why


def test_part_names_are_looked_up_as_office_does() -> None:
    opened = open_package(package({"Word\\Document.xml": "x"}), "x")
    assert opened.part("/word/document.xml") == b"x"
    assert opened.part("word/other.xml") is None


def test_relations_lead_from_the_folder_of_their_part() -> None:
    opened = open_package(package({"word/_rels/document.xml.rels": relations(("styles", "../s.xml"))}), "x")
    assert [(r.kind, r.target) for r in opened.relations("word/document.xml").values()] == [("styles", "s.xml")]


def test_a_part_that_is_damaged_is_said_to_be() -> None:
    data = bytearray(package({"a.xml": "甲" * 200}))
    data[36] ^= 0xFF
    assert "无法解压" in refusal(bytes(data))


def test_a_part_with_a_password_is_said_to_have_one() -> None:
    data = bytearray(package({"a.xml": "x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refusal(bytes(data))


def test_a_part_that_unpacks_to_too_much_is_not_unpacked() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xml", "w") as member:
        for _ in range(65):
            member.write(bytes(MIB))
    assert "超出上限" in refusal(made.getvalue())


def test_a_part_that_deflates_too_well_is_not_unpacked() -> None:
    assert "压缩比" in refusal(package({"a.xml": bytes(5 * MIB)}))


def test_a_part_that_is_bigger_than_it_declares_is_damaged() -> None:
    data = bytearray(package({"a.xml": "x" * 5000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    assert "已损坏" in refusal(bytes(data))


def test_bytes_that_are_no_package_are_said_to_be_none() -> None:
    assert refusal(b"") == "文件是空的"
    assert "不是 Office 文件" in refusal(b"hello")
    assert "不完整" in refusal(docx(p("文"))[:200])


@pytest.mark.parametrize(
    "head", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x "y">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type_is_refused(head: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{head}<a/>'.encode(encoding)
    with pytest.raises(Unreadable, match=r"出于安全|XML 有错"):
        parse_xml(xml, "a.xml", "x")


def test_malformed_xml_names_the_part_and_the_line() -> None:
    with pytest.raises(Unreadable, match=r"a\.xml 第 3 行"):
        parse_xml(b"<a>\n<b>\n</c>", "a.xml", "x")


def test_strict_names_become_transitional_ones() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    root = parse_xml(f'<w:a xmlns:w="{strict}" w:val="1"/>'.encode(), "a.xml", "x")
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert (root.tag, root.get(f"{name}val")) == (f"{name}a", "1")


def test_strict_names_become_transitional_ones_in_any_encoding() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    root = parse_xml(f'<w:a xmlns:w="{strict}"/>'.encode("utf-16"), "a.xml", "x")
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}a"


def test_a_name_that_only_begins_like_a_strict_one_stays() -> None:
    root = parse_xml(b'<a xmlns="http://purl.oclc.org/ooxml/"/>', "a.xml", "x")
    assert root.tag == "{http://purl.oclc.org/ooxml/}a"
