"""Web pages (.html, .htm, a .doc that is one) into Documents: what a browser shows of the page, in order.

Blocks are each innermost block element outside tables, empty ones included, each run of text between blocks, and each
table. What is shown over a table, its caption above all, has the table's number. A table in a cell has a path: see
``model.TableOrigin``; blocks in a cell are those in which something stands.

What isn't printed (hidden rows, cells and words, what is struck through, pictures, frames) leaves a note; which hidden
parts are read all the same, ``html.hidden`` says. Automatic list numbers are put in front of the text, in a table only
before Chinese text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from toolkit.model import Block, Document, Note, Paragraph, Table, Unreadable
from toolkit.readers.html.source import parse
from toolkit.readers.html.story import Story
from toolkit.readers.html.text import printed, text_within
from toolkit.readers.html.walk import walk

_TITLE_NAMES = ("articletitle", "og:title", "title", "dc.title", "dcterms.title")
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd)\b", re.IGNORECASE)
_NAMED = 3
_TITLES = 5  # of one kind: a page that has more uses the element for something else


def read(data: bytes, name: str) -> Document:
    """Read a web page.

    Raises:
        Unreadable: for a page that is too big, would do harm, or has its text elsewhere.
    """
    source = parse(data, name)
    if source.root is None:
        return Document("html", (), notes=source.notes)
    walked = walk(source.root, name, may_hide=source.may_hide)
    story = Story(name)
    blocks = tuple(story.blocks(walked))
    if not any(_has_text(block) for block in blocks):
        _refuse_empty(source.root, walked.frames, name)
    notes = (*source.notes, *story.notes(), *_of_frames(walked.frames, blocks))
    return Document("html", blocks, _titles(source.root), notes)


def _has_text(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(block.text.strip())
    return any(cell.text.strip() or any(_has_text(inner) for inner in cell.nested) for cell in block.cells)


def _refuse_empty(root: etree._Element, frames: Sequence[str], name: str) -> None:
    """A page without text whose text is elsewhere: say where."""
    if frames:
        raise Unreadable(
            name, f"网页本身没有文字，内容在它框架里的另一个网页或文件中（{_listed(frames)}）；请打开那一个，保存后再读"
        )
    if next(root.iter("script"), None) is not None:
        raise Unreadable(
            name,
            "网页里没有正文，内容要由脚本另行载入；请用浏览器打开，等内容显示后另存，或复制到 Word 存为 .docx 后再读",
        )


def _of_frames(frames: Sequence[str], blocks: Sequence[Block]) -> Iterator[Note]:
    """What is shown in frames isn't in the file. Banners and counters are too, so with a table only files are named."""
    has_table = any(isinstance(block, Table) for block in blocks)
    named = [address for address in frames if not has_table or _FILE.search(address)]
    if named:
        yield Note("html.frame", f"网页里嵌着另外的网页或文件（{_listed(named)}），其中的内容不在本文件里，未读")


def _listed(addresses: Sequence[str]) -> str:
    shown = "、".join(address if len(address) <= 80 else address[:80] + "……" for address in addresses[:_NAMED])
    return shown if len(addresses) <= _NAMED else f"{shown} 等 {len(addresses)} 处"


# --- titles -----------------------------------------------------------------------------------------------


def _titles(root: etree._Element) -> tuple[str, ...]:
    """The page's titles, the best first: those for machines, the headline that makes up most of the page's title, that
    title (often with the site's name behind it), the other headlines.
    """
    named: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").strip().lower()
        if key in _TITLE_NAMES:
            named.setdefault(key, []).append(_line(meta.get("content") or ""))
    page, headlines = ([_line(text_within(e)) for e in islice(root.iter(tag), _TITLES)] for tag in ("title", "h1"))
    own = [line for line in headlines if any(line in title and len(line) * 2 > len(title) for title in page)]
    ordered = [*(title for key in _TITLE_NAMES for title in named.get(key, ())), *own, *page, *headlines]
    return tuple(dict.fromkeys(title for title in ordered if title))


def _line(text: str) -> str:
    return " ".join(printed(text, in_table=False).split())
