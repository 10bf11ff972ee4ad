"""A page's tree of elements, walked once: what is printed becomes paragraphs and tables, what isn't is kept apart.

The walk is a loop and keeps what is open on a list of its own, so that no depth of nesting can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from toolkit.readers.html.cells import (
    begin_caption,
    begin_cell,
    begin_column,
    begin_columns,
    begin_group,
    begin_row,
    begin_table,
)
from toolkit.readers.html.drafts import Draft
from toolkit.readers.html.lists import NumberedList, number_item, open_list
from toolkit.readers.html.reading import Reading
from toolkit.readers.html.styles import PLAIN, Look, Sheets
from toolkit.readers.html.text import BOX, BREAK, CONTROL, LEVEL, RAISED, kept, text_within

_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "legend", "main", "marquee", "menu"),
    *("nav", "optgroup", "option", "p", "section", "summary"),
)
_KEPT = ("pre", "listing", "xmp", "plaintext")
_SKIPPED = (
    # What a browser doesn't show.
    *("audio", "base", "basefont", "canvas", "datalist", "head", "link", "map", "meta", "noembed", "noframes"),
    *("noscript", "param", "rp", "rt", "script", "source", "style", "svg", "template", "title", "track", "video"),
    # What Word and Excel leave in their pages for themselves.
    *("w:worddocument", "w:latentstyles", "o:documentproperties", "o:customdocumentproperties"),
    *("o:officedocumentsettings", "o:shapelayout", "o:shapedefaults", "x:excelworkbook", "m:mathpr"),
)
_ROWS_AND_MORE = frozenset({"table", "colgroup", "col", "thead", "tbody", "tfoot", "tr"})
_WITHIN_TABLES = (_ROWS_AND_MORE - {"table"}) | {"caption", "td", "th"}
_NOT_RESTYLED = _WITHIN_TABLES | {"table", "body", "html", "br", "hr", "li", "ol", "input", "select", "textarea", "img"}
_UNPRINTED_INPUTS = frozenset({"hidden", "image", "file", "range", "color", "password"})
_TICKS = frozenset({"checkbox", "radio"})
_PIXELS = re.compile(r"\s*(\d{1,6})", re.ASCII)
_ICON = 40  # pixels


@dataclass(frozen=True, slots=True)
class Walked:
    """What a page holds; ``frames`` are the addresses of other pages and files that are shown within it.

    ``has_hidden``: there are hidden parts, rows or cells among the items.
    """

    items: list[Draft]
    frames: tuple[str, ...]
    has_hidden: bool


def walk(root: etree._Element, name: str, *, may_hide: bool) -> Walked:
    """Read the elements of a page; ``may_hide``: the ``hidden`` attribute may occur.

    Raises:
        Unreadable: for more cells, or tables within tables, than any report has.
    """
    page = Reading(name, Sheets.of(root), may_hide)
    frames = page.frames
    elements = etree.iterwalk(root, events=("start", "end"))
    for event, element in elements:
        if event == "start":
            tag = element.tag
            look = page.look(element, tag)
            if look is None:
                begin = _ELEMENTS.get(tag)
                is_done = begin is not None and begin(page, element, PLAIN)
            else:
                is_done = _begin_styled(page, element, tag, look)
            if is_done:
                elements.skip_subtree()
                continue
            text = element.text
        else:
            while frames[-1][0] is element:
                frames.pop()[1]()
            text = element.tail
        if text:
            page.flow.pieces.append(kept(text) if page.keeping else text)
    page.flow.flush()
    return Walked(page.items, tuple(page.embedded), page.has_hidden)


Begin = Callable[[Reading, etree._Element, Look], bool]
"""Begins an element; True if what it holds is not to be walked."""


def _begin_styled(page: Reading, element: etree._Element, tag: str, look: Look) -> bool:
    """Begin an element of which CSS says something."""
    begin = _ELEMENTS.get(tag)
    if begin is _skip:
        return True
    if look.is_hidden and not (page.tables and tag in _WITHIN_TABLES):
        page.begin_hidden(element)
    if look.display is not None and tag not in _NOT_RESTYLED:
        begin = _displayed(page, look.display, begin)
    if begin is None and (look.floats or look.display == "inline-block"):
        edge = BOX if look.floats else CONTROL
        page.bracket(element, edge, edge)
    if begin is not None and begin(page, element, look):
        return True
    if tag in _ROWS_AND_MORE:
        return False
    if look.struck and begin is not _struck:
        page.begin_struck(element)
    if look.raised and begin is None:
        page.bracket(element, RAISED, LEVEL)
    if look.keeps_blanks:
        page.keep_blanks(element)
    return False


def _displayed(page: Reading, display: str, begin: Begin | None) -> Begin | None:
    """How an element begins that CSS gives a ``display`` that may not be its own."""
    if display in ("inline", "inline-block", "contents"):
        return None if begin is _block else begin
    if display.endswith("table"):
        return begin_table
    if display.startswith("table-"):
        table = page.tables[-1] if page.tables else None
        # In a real table, or in a cell, such an element has no table of its own: a block then.
        is_part = table is not None and not table.is_table and table.cell_frame is None
        return _TABLE_PARTS.get(display, _block) if is_part else begin or _block
    return begin or (_block if display in ("block", "list-item", "flex", "grid", "flow-root") else None)


# --- paragraphs -------------------------------------------------------------------------------------------


def _skip(page: Reading, element: etree._Element, look: Look) -> bool:
    return True


def _block(page: Reading, element: etree._Element, look: Look) -> bool:
    page.begin_block(element)
    return False


def _heading(page: Reading, element: etree._Element, look: Look) -> bool:
    page.begin_block(element, heading=int(element.tag[1]))
    return False


def _kept_block(page: Reading, element: etree._Element, look: Look) -> bool:
    page.begin_block(element)
    page.keep_blanks(element)
    return False


def _break(page: Reading, element: etree._Element, look: Look) -> bool:
    page.flow.pieces.append(BREAK)
    return False


def _raised(page: Reading, element: etree._Element, look: Look) -> bool:
    page.bracket(element, RAISED, LEVEL)
    return False


def _struck(page: Reading, element: etree._Element, look: Look) -> bool:
    page.begin_struck(element)
    return False


def _dialog(page: Reading, element: etree._Element, look: Look) -> bool:
    if element.get("open") is None and not look.is_hidden:
        page.begin_hidden(element)
    page.begin_block(element)
    return False


# --- lists ------------------------------------------------------------------------------------------------


def _ordered_list(page: Reading, element: etree._Element, look: Look) -> bool:
    return _list(page, element, open_list(element, look.list_style))


def _plain_list(page: Reading, element: etree._Element, look: Look) -> bool:
    return _list(page, element, None)


def _list(page: Reading, element: etree._Element, numbered: NumberedList | None) -> bool:
    page.begin_block(element)
    outer, page.lists = page.lists, [*page.lists, numbered]

    def end() -> None:
        page.lists = outer

    page.open(element, end)
    return False


def _item(page: Reading, element: etree._Element, look: Look) -> bool:
    numbered = page.lists[-1] if page.lists else None
    page.begin_block(element, number=number_item(numbered, element, look.list_style) if numbered else "")
    return False


# --- form controls, pictures, frames ----------------------------------------------------------------------


def _input(page: Reading, element: etree._Element, look: Look) -> bool:
    kind = (element.get("type") or "text").strip().lower()
    if kind in _TICKS:
        _put_control(page, "☐" if element.get("checked") is None else "☑")
    elif kind not in _UNPRINTED_INPUTS:
        _put_control(page, element.get("value") or "")
    return False


def _textarea(page: Reading, element: etree._Element, look: Look) -> bool:
    _put_control(page, kept(text_within(element).strip("\r\n")))
    return True


def _select(page: Reading, element: etree._Element, look: Look) -> bool:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if element.get("multiple") is None:
        chosen = chosen[-1:] or options[:1]
    _put_control(page, BREAK.join(text_within(option) for option in chosen or options))
    return True


def _put_control(page: Reading, text: str) -> None:
    if text.strip():
        page.flow.pieces.append(f"{CONTROL}{text}{CONTROL}")


def _picture(page: Reading, element: etree._Element, look: Look) -> bool:
    sizes = [_PIXELS.match(element.get(name) or "") for name in ("width", "height")]
    if not any(size is not None and int(size[1]) <= _ICON for size in sizes):
        page.flow.pictures += 1
    return False


def _frame(page: Reading, element: etree._Element, look: Look) -> bool:
    address = (element.get("src") or element.get("data") or "").strip()
    if address and not page.hidden_depth and not address.lower().startswith(("about:", "javascript:")):
        page.embedded.append(address)
    return True


_TABLE_PARTS: dict[str, Begin] = {
    "table-row": begin_row,
    "table-cell": begin_cell,
    "table-row-group": begin_group,
    "table-header-group": begin_group,
    "table-footer-group": begin_group,
    "table-caption": begin_caption,
}
_ELEMENTS: dict[str, Begin] = {
    **dict.fromkeys(_BLOCKS, _block),
    **dict.fromkeys(_KEPT, _kept_block),
    **dict.fromkeys(_SKIPPED, _skip),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("iframe", "frame", "embed", "object"), _frame),
    **dict.fromkeys(("sup", "sub"), _raised),
    **dict.fromkeys(("del", "s", "strike"), _struck),
    **dict.fromkeys(("thead", "tbody", "tfoot"), begin_group),
    **dict.fromkeys(("td", "th"), begin_cell),
    "table": begin_table,
    "caption": begin_caption,
    "colgroup": begin_columns,
    "col": begin_column,
    "tr": begin_row,
    "ol": _ordered_list,
    "ul": _plain_list,
    "li": _item,
    "br": _break,
    "hr": _block,
    "img": _picture,
    "v:imagedata": _picture,
    "input": _input,
    "select": _select,
    "textarea": _textarea,
    "dialog": _dialog,
}
"""The elements that begin in a way of their own; all others are inline."""
