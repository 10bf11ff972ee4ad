"""Which hidden parts of a page are read all the same.

What isn't printed isn't read. But pages hide parts of a report until someone clicks (tabs, 展开全文), or until a script
has run: to lose the only copy of a report's table would be worse. So a hidden part is read, and that is said, if it
holds a table that is nowhere among the tables shown, or prose that is nowhere shown and stands among its like. A
second copy of what is shown, another year's perhaps, stays unread, and so do menus and dialogs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from toolkit.readers.html.drafts import (
    Draft,
    DraftCell,
    DraftRow,
    DraftTable,
    HiddenPart,
    paragraphs_in,
    tables_in,
    text_of,
)
from toolkit.readers.html.reading import LONG_HIDDEN
from toolkit.readers.html.text import text_within

Hidden = HiddenPart | DraftRow | DraftCell
"""Rows and cells of layout tables are hidden as parts are: they hold tables."""

_BLANKS = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff]")
_FEWEST_WORDS = 3  # a table with fewer different words isn't one of a form
_LONG_PARAGRAPH = 20


def open_hidden(items: list[Draft]) -> tuple[list[Hidden], list[Hidden]]:
    """Open the hidden parts that are to be read, and what holds them.

    Returns:
        The outermost of these, and the parts with a table that stay hidden.
    """
    hidden = list(_hidden_in(items))
    shown = {_compact(paragraph.text) for paragraph in paragraphs_in(items)} if hidden else set()
    text = "\n".join(shown)
    opened: list[Hidden] = []
    closed: list[Hidden] = []
    for part in hidden:
        content = list(content_of(part))
        tables = [words for table in tables_in(content) if len(words := _words(table)) >= _FEWEST_WORDS]
        # Half of the words: a copy may differ from what is shown in its figures, and in a label or two.
        has_new_table = any(len(words & shown) * 2 < len(words) for words in tables)
        within = {id(inner) for inner in _hidden_in(content)}
        kept = [inner for inner in opened if id(inner) not in within] if within else opened
        holds_opened = len(kept) < len(opened)
        if has_new_table or holds_opened or (not tables and _has_new_prose(part, content, text)):
            _open(part)
            opened = kept
            opened.append(part)
        elif tables:
            closed.append(part)
    return opened, closed


def _hidden_in(items: Iterable[Draft]) -> Iterator[Hidden]:
    """Hidden parts, and hidden rows and cells with tables in them, wherever they are; the inner ones first."""
    for item in items:
        if isinstance(item, HiddenPart):
            yield from _hidden_in(item.items)
            yield item
        elif isinstance(item, DraftTable):
            for row in item.rows:
                for cell in row.cells:
                    yield from _hidden_in(cell.items)
                    if cell.is_hidden and any(tables_in(cell.items)):
                        yield cell
                if row.is_hidden and any(tables_in(content_of(row))):
                    yield row


def content_of(part: Hidden) -> Iterator[Draft]:
    """What a hidden part holds."""
    if isinstance(part, DraftRow):
        for cell in part.cells:
            yield from cell.items
    else:
        yield from part.items


def _open(part: Hidden) -> None:
    if isinstance(part, HiddenPart):
        part.is_open = True
    else:
        part.is_hidden = False


def _words(table: DraftTable) -> set[str]:
    """The paragraphs in a table that have words in them: its labels."""
    compact = (_compact(paragraph.text) for paragraph in paragraphs_in([table]))
    return {text for text in compact if _HAN.search(text)}


def _compact(text: str) -> str:
    return _BLANKS.sub("", text)


def _has_new_prose(part: Hidden, content: list[Draft], shown_text: str) -> bool:
    """Whether a part holds sentences that are nowhere shown, most of them not links, beside parts of its kind. On a
    page that shows nothing, any text.
    """
    if not isinstance(part, HiddenPart):
        return False
    if not shown_text:
        return bool(text_of(content))
    long = [
        text
        for paragraph in paragraphs_in(content)
        if "。" in paragraph.text and len(text := _compact(paragraph.text)) >= _LONG_PARAGRAPH
    ]
    new = sum(len(text) for text in long if text not in shown_text)
    if new < LONG_HIDDEN or _in_links(part.element) * 2 > len(text_of(content)):
        return False
    return new > len(shown_text) or _has_like_beside(part.element)


def _in_links(element: etree._Element) -> int:
    return sum(len(text_within(link).strip()) for link in element.iter("a"))


def _has_like_beside(element: etree._Element) -> bool:
    """Whether the element before or after it is of the same kind: one of several tabs, a paragraph among others."""
    return any(
        beside is not None and beside.tag == element.tag and _is_like(beside.get("class"), element.get("class"))
        for beside in (element.getprevious(), element.getnext())
    )


def _is_like(one: str | None, other: str | None) -> bool:
    return one == other or bool(set((one or "").split()) & set((other or "").split()))
