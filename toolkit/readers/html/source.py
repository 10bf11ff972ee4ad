"""A web page's bytes into a tree of elements: decoded, bounded, mended where a browser is kinder than the parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from toolkit.model import Note, Unreadable
from toolkit.readers.encoding import decode
from toolkit.readers.html.text import BREAK, MARKS

MIB = 1024 * 1024
SIZE_LIMIT = 32 * MIB
"""The biggest file that is read as a web page; pages with their pictures inside have some megabytes."""
TAG_LIMIT = 400_000
"""The most tags: a page with a report has some thousands."""
ATTRIBUTE_LIMIT = 5_000
"""The most blanks within one tag: the parser's time grows with the square of a tag's attributes."""
_MANY = 100_000  # characters: below, no tag can have so many attributes that it matters

_DECLARED_WITHIN = 16 * 1024
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"hidden(?<=[\s\"']hidden)[\s=>/]")
_ENDS_OF_PAGE = re.compile(r"</(?:body|html)\b[^<>]*>", re.IGNORECASE)
_END_OF_PARAGRAPH = re.compile(r"</(?:P|p(?!>))\b[^<>]*>")
_END_OF_BREAK = re.compile(r"(?:<br\s*>\s*)?</br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"""<[a-z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""", re.IGNORECASE)
_OPENS_TAG = re.compile(r"<[a-z/!]", re.IGNORECASE)
_SWALLOWING = ("script", "style", "textarea", "title", "xmp")
_REPLACEMENTS = str.maketrans(dict.fromkeys(MARKS, "\ufffd"))


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed page. ``root`` is None where nothing stands in the file but comments.

    ``may_hide`` is whether the ``hidden`` attribute may occur: a false alarm costs a little time.
    """

    root: etree._Element | None
    may_hide: bool
    notes: tuple[Note, ...]


def parse(data: bytes, name: str) -> Source:
    """Decode and parse a page.

    Raises:
        Unreadable: for a page that is too big, has too many tags or attributes, or nests its elements too deeply.
    """
    if len(data) > SIZE_LIMIT:
        raise Unreadable(
            name, f"网页有 {len(data) / MIB:.0f} MB，超出上限（{SIZE_LIMIT // MIB} MB），不像年度报告，未读取"
        )
    text, encoding, broken = decode(data, _declared(data))
    _refuse_excess(text, name)
    mended = _mended(text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(mended.encode("utf-8", "replace"), parser) if mended.strip() else None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable(name, "网页的元素嵌套过深（超过 2000 层），不像正常的网页，拒绝读取")
    notes = tuple(_notes(text, root, encoding, broken))
    return Source(root, "HIDDEN" in text or _HIDDEN.search(text) is not None, notes)


def _declared(data: bytes) -> str | None:
    head = data[:_DECLARED_WITHIN]
    found = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    return found[1].decode("ascii", "replace") if found else None


def _refuse_excess(text: str, name: str) -> None:
    if text.count("<") > TAG_LIMIT:
        raise Unreadable(name, f"网页里有超过 {TAG_LIMIT} 个标签，不像年度报告，未读取")
    if len(text) >= _MANY and any(len(tag[0].split()) > ATTRIBUTE_LIMIT for tag in _TAG.finditer(text)):
        raise Unreadable(name, f"网页里有一个标签带着超过 {ATTRIBUTE_LIMIT} 个属性，不像正常的网页，拒绝读取")


def _mended(text: str) -> str:
    """The page as the parser must be given it to read what a browser shows.

    What stands behind ``</html>`` is shown too; ``</br>`` is a break; ``</p>`` that closes nothing still parts what
    stands before it from what follows (two numbers, perhaps), so each leaves a break behind.
    """
    text = text.translate(_REPLACEMENTS) if any(mark in text for mark in MARKS) else text
    text = _ENDS_OF_PAGE.sub("", text.replace("\0", ""))
    if "</br" in text or "</BR" in text:
        text = _END_OF_BREAK.sub("<br>", text)
    text = text.replace("</p>", f"</p>{BREAK}")
    return _END_OF_PARAGRAPH.sub(f"</p>{BREAK}", text) if "</p " in text or "</P" in text else text


def _notes(text: str, root: etree._Element | None, encoding: str, broken: int) -> Iterator[Note]:
    if broken:
        line = text.count("\n", 0, text.find("\ufffd")) + 1
        message = (
            f"网页有 {broken} 处字节不能按 {encoding.upper()} 解码，已用“\ufffd”代替（首处在源文件第 {line} 行）；"
            "文件可能不完整或混用了编码，请与原网页核对"
        )
        yield Note("encoding.broken", message)
    cut = _cut_at(text, root)
    if cut:
        message = f"网页的源文件{cut}，此后的内容显示不出来，也未读；文件可能没有下载完，请重新保存网页后再读"
        yield Note("html.cut", message)


def _cut_at(text: str, root: etree._Element | None) -> str | None:
    """What is left open at the end of the file and swallows what stands behind it; None if nothing is."""
    last = text.rfind("<")
    if last > text.rfind(">") and _OPENS_TAG.match(text, last):
        return "在一个标签中间断了"
    if text.rfind("<!--") > text.rfind("-->"):
        return "里有一处注释没有结束（<!-- 之后没有 -->）"
    tag = None if root is None else _last(root).tag
    if tag in _SWALLOWING and not re.search(rf"</{tag}\b", text[text.lower().rfind(f"<{tag}") :], re.IGNORECASE):
        return f"里有一处 <{tag}> 没有结束"
    return None


def _last(element: etree._Element) -> etree._Element:
    """The last element of a page."""
    while len(element):
        element = element[-1]
    return element
