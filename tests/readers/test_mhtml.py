"""Web pages in a single file, as Word, WPS and browsers save them."""

from __future__ import annotations

import base64
import quopri

import pytest

from tests.readers.looking import lines, only_table, rows
from toolkit.model import Document, Unreadable
from toolkit.readers import read

PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>云溪县年报</title></head>"
    "<body>"
    "<p>本年度=总体情况</p><table><tr><td>本年新收</td><td>22</td></tr></table></body></html>"
)
PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"


def part(content: bytes, headers: str, encoding: str = "quoted-printable") -> str:
    if encoding == "base64":
        body = base64.encodebytes(content).decode()
    else:
        body = quopri.encodestring(content).decode() if encoding == "quoted-printable" else content.decode("latin-1")
    return f"{headers}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n"


def message(*parts: str, head: str = "MIME-Version: 1.0", kind: str = "multipart/related") -> bytes:
    inner = "".join(f"--=_a\r\n{of}" for of in parts)
    text = f'{head}\r\nContent-Type: {kind};\r\n\tboundary="=_a"\r\n\r\n说明\r\n{inner}--=_a--\r\n'
    return text.replace("说明", "This").encode("latin-1")


def read_page(data: bytes) -> Document:
    document = read(data, "报告.doc")
    assert document.format == "mhtml"
    return document


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize(
    "head", ["MIME-Version: 1.0\r\nX-Document-Type: Workbook", "From: <Saved by Blink>", "Message-ID: 1"]
)
def test_the_page_is_read_however_it_is_encoded(encoding: str, head: str) -> None:
    page = part(
        PAGE.encode("gbk"), 'Content-Location: file:///C:/a.htm\r\nContent-Type: text/html; charset="gb2312"', encoding
    )
    document = read_page(message(page, PICTURE, head=head))
    assert rows(only_table(document)) == [["本年新收", "22"]]
    assert lines(document.blocks) == ["本年度=总体情况"]
    assert document.titles == ("云溪县年报",)


def test_the_page_may_name_its_charset_itself_or_wrongly() -> None:
    own = part(PAGE.encode("gbk"), "Content-Type: text/html")
    wrong = part(PAGE.encode("gbk"), 'Content-Type: text/html; charset="utf-8"')
    assert read_page(message(own, PICTURE)).blocks == read_page(message(wrong, PICTURE)).blocks


def test_of_a_page_of_frames_the_one_with_the_text_is_read() -> None:
    frames = part(b"<html><frameset><frame src=b.htm></frameset></html>", "Content-Type: text/html")
    tabs = part(b"<html>tabs</html>", "Content-Type: text/html")
    page = part(PAGE.encode("gbk"), "Content-Type: text/html")
    assert rows(only_table(read_page(message(frames, tabs, page, PICTURE)))) == [["本年新收", "22"]]


def test_a_message_of_one_page_only_is_read() -> None:
    data = part(PAGE.encode("gbk"), "MIME-Version: 1.0\r\nContent-Type: text/html; charset=gbk").encode("latin-1")
    assert rows(only_table(read_page(data))) == [["本年新收", "22"]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (message(part(PAGE.encode("gbk"), "Content-Type: text/html"))[:-40], "不完整"),
        (message(PICTURE), "没有网页"),
        (message(PICTURE, kind="multipart/mixed"), "电子邮件"),
    ],
)
def test_what_is_no_whole_page_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, "报告.mht")
    assert words in refused.value.why
    assert "\n" not in refused.value.why


def test_messages_within_messages_end() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n"
    with pytest.raises(Unreadable):
        read(data + b"--a\r\nContent-Type: message/rfc822\r\n\r\n" * 3000, "报告.mht")
