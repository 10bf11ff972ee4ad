"""What a file is, by its content: read it, or say what it is and what to do."""

from __future__ import annotations

import json
import struct

import pytest

from tests.readers.building import docx, number, p, package, sheet, xlsx
from toolkit.model import Format, Unreadable
from toolkit.readers import FORMATS, read
from toolkit.readers.sniff import sniff

PROSE = "云溪县水务局2023年政府信息公开工作年度报告\n本年度主动公开政府信息12条，其中规范性文件3件。\n"
VALUES = "项目,自然人,总计\n本年新收,2,2\n上年结转,0,0\n结转下年度,0,0\n"
PAGE = "<!DOCTYPE html><html><body><p>云溪县水务局</p></body></html>"
MESSAGE = (
    "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\n"
)
WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
OPENDOCUMENT = "application/vnd.oasis.opendocument."


def compound_file(*streams: str) -> bytes:
    """The directory of an OLE2 file with these streams."""
    entries = b""
    for stream in ("Root Entry", *streams):
        name = stream.encode("utf-16-le") + b"\0\0"
        entries += name.ljust(64, b"\0") + struct.pack("<HB", len(name), 5 if stream == "Root Entry" else 2) + bytes(61)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries


def refusal(data: bytes, name: str = "报告.docx") -> str:
    with pytest.raises(Unreadable) as refused:
        sniff(data, name)
    assert refused.value.name == name
    assert "\n" not in refused.value.why
    return refused.value.why


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (docx(p("文")), "报告.docx", "docx"),
        (docx(p("文")), "报告.doc", "docx"),
        (docx(p("文")), "报告.xlsx", "docx"),
        (xlsx(sheet({1: {"A": number("1")}})), "报告.xls", "xlsx"),
        (compound_file("WordDocument"), "报告.wps", "doc"),
        (b"{\\rtf1\\ansi }", "报告.doc", "rtf"),
        (f"{MESSAGE}{PAGE}{PAGE}".encode(), "报告.doc", "mhtml"),
        (f'<?xml version="1.0"?><w:wordDocument xmlns:w="{WORD_2003}"/>'.encode(), "报告.doc", "wordml"),
        (PAGE.encode(), "报告.doc", "html"),
        (PAGE.encode("gb18030"), "报告", "html"),
        (PAGE.encode("utf-16"), "报告.html", "html"),
        (PAGE.encode("utf-16-le"), "报告.html", "html"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<html><body/></html>', "报告.xhtml", "html"),
        (b"<table><tr><td>1</td></tr></table>", "报告.xls", "html"),
        (PROSE.encode(), "报告.txt", "txt"),
        (PROSE.encode("utf-16-be"), "报告.txt", "txt"),
        (("│规章│  0│  0│\n├──┼──┼──┤\n" * 40 + PROSE).encode("utf-16-le"), "有框线.txt", "txt"),
        (PROSE.encode("gb18030"), "报告.html", "txt"),
        (VALUES.encode(), "报告", "csv"),
        (VALUES.encode("gb18030"), "报告.txt", "csv"),
        (b'{"schema_version": 1}', "报告.json", "json"),
    ],
)
def test_the_content_says_what_a_file_is_whatever_its_name(data: bytes, name: str, expected: Format) -> None:
    assert sniff(data, name) == expected


def test_prose_named_csv_is_text() -> None:
    assert sniff(PROSE.encode(), "报告.csv") == "txt"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b" \r\n\0\0", "只有空白"),
        (b"\xef\xbb\xbf\n", "只有空白"),
        (b"GIF89a" + bytes(99), "图片（GIF）"),
        (b"BM" + struct.pack("<IHH", 99, 0, 0) + bytes(99), "图片（BMP）"),
        (b"RIFF" + bytes(4) + b"WEBPVP8 ", "图片（WebP）"),
        (b"RIFF" + bytes(4) + b"WAVEfmt ", "音频"),
        (bytes(4) + b"ftypheic" + bytes(99), "图片（HEIF）"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "图片（SVG）"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"MZ\x90\x00" + bytes(99), "程序"),
        (compound_file("Workbook"), "旧版 Excel 工作簿（.xls 或 .et）"),
        (compound_file("EncryptionInfo", "EncryptedPackage"), "加了打开密码"),
        (compound_file("PowerPoint Document"), "演示文稿"),
        (compound_file("Strange"), "OLE2"),
        (package({"OFD.xml": "<ofd/>"}), "OFD"),
        (package({"mimetype": OPENDOCUMENT + "text"}), "（.odt）"),
        (package({"mimetype": OPENDOCUMENT + "spreadsheet"}), "（.ods）"),
        (package({"xl/workbook.bin": ""}), ".xlsb"),
        (package({"ppt/presentation.xml": ""}), "演示文稿"),
        (package({"报告.docx": docx("")}), "压缩包"),
        (docx(p("文"))[:-40], "不完整"),
        (b"PK\x03\x04" + bytes(99), "不完整"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'/>", "XML 数据"),
        (b"<?xml version='1.0'?><rss/>", "XML 数据"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n", "电子邮件"),
        (b"[InternetShortcut]\r\nURL=http://example.org", "快捷方式"),
        (b'{"a": 1}', "没有 schema_version"),
        (b'[{"schema_version": 1}]', "列表"),
        (bytes(range(256)) * 20, "二进制数据"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_word_file_in_a_workbook_is_told_by_the_outer_one() -> None:
    outer = compound_file("WordDocument", "Workbook")
    root = outer.index("Root Entry".encode("utf-16-le")) + 80
    assert "Excel" in refusal(outer[:root] + bytes.fromhex("20080200") + outer[root + 4 :])


def test_a_refusal_says_what_to_do() -> None:
    assert "另存为 .xlsx" in refusal(compound_file("Workbook"))


def test_reading_goes_to_the_reader_of_the_format() -> None:
    made = {"a": docx(p("文")), "b": xlsx(sheet({1: {"A": "文"}})), "c": PROSE.encode(), "d": VALUES.encode()}
    assert [read(data, name).format for name, data in made.items()] == ["docx", "xlsx", "txt", "csv"]


def test_report_data_is_no_document() -> None:
    with pytest.raises(Unreadable, match="JSON"):
        read(json.dumps({"schema_version": 1}).encode(), "报告.json")


def test_every_format_that_is_read_has_its_reader() -> None:
    assert {"docx", "doc", "rtf", "wordml", "xlsx", "txt", "csv", "html", "mhtml"} <= set(FORMATS)
    assert all(callable(FORMATS[name]()) for name in FORMATS)
