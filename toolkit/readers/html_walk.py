"""A page's tree of elements, walked once: what is printed becomes paragraphs and tables, what isn't is kept apart.

The walk is a loop and keeps what is open on a list of its own, so that no depth of nesting can exhaust the stack. It
stands what pages get wrong as browsers do: cells and rows left open, cells without a row, wrappers between a table and
its rows, text between the cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from toolkit.model import Unreadable
from toolkit.readers.html_drafts import (
    Chain,
    Draft,
    DraftCell,
    DraftGroup,
    DraftParagraph,
    DraftRow,
    DraftTable,
    GroupKind,
    HiddenPart,
    tables_in,
    text_of,
)
from toolkit.readers.html_lists import NumberedList, number_item, open_list, with_number
from toolkit.readers.html_styles import Look, Sheets, look_of
from toolkit.readers.html_text import BOX, BREAK, CONTROL, LEVEL, RAISED, kept, printed, text_within

COLUMN_LIMIT = 255
"""No table of a report has more columns: a larger span is a slip or an attack."""
ROW_LIMIT = 65_534
"""What browsers take as the largest ``rowspan``."""
CELL_LIMIT = 200_000
"""Cells in one page: a report has some hundreds."""
NESTING_LIMIT = 60
"""Tables within tables."""
LONG_HIDDEN = 100
"""Characters: a hidden element with less is furniture of the page."""

_NOTHING = " \t\n\r\f" + BREAK
_SPAN = re.compile(r"[ \t\n\r\f]*\+?(\d+)", re.ASCII)
_UNSEEN = Look(display="none")
_SHOWN = Look()
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
_FRAMES = ("iframe", "frame", "embed", "object")
_DISPLAYS = {
    "table-row": "tr",
    "table-cell": "td",
    "table-row-group": "tbody",
    "table-header-group": "thead",
    "table-footer-group": "tfoot",
    "table-caption": "caption",
    "block": "div",
    "list-item": "div",
    "flex": "div",
    "grid": "div",
    "flow-root": "div",
}
_ROWS_AND_MORE = frozenset({"table", "colgroup", "col", "thead", "tbody", "tfoot", "tr"})
_TABLE_PARTS = _ROWS_AND_MORE | {"caption", "td", "th"}
_NOT_STYLED = _TABLE_PARTS | {"body", "html", "br", "hr", "li", "ol", "input", "select", "textarea", "img"}
_PLAIN = frozenset({"span", "font", "b", "strong", "i", "em", "u", "o:p", "a", "big", "small", "nobr", "st1:chsdate"})
_GROUPS: dict[str, GroupKind] = {"thead": "head", "tbody": "body", "tfoot": "foot"}
_UNPRINTED_INPUTS = frozenset({"hidden", "image", "file", "range", "color", "password"})
_TICKS = frozenset({"checkbox", "radio"})
_ICON = 40  # pixels
_DEEPEST_CHAIN = 100


@dataclass(slots=True)
class Flow:
    """Where what is printed goes: the drafts of the page, a cell or a hidden part, and the paragraph that is open.

    ``chain`` leads to the innermost open block; ``number`` is the list number that waits for a text.
    """

    items: list[Draft]
    chain: Chain
    in_table: bool
    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    pictures: int = 0
    heading: int | None = None
    number: str = ""


@dataclass(slots=True)
class OpenTable:
    """A table that is being read. The frames are places in the walk's list of open elements; None: none is open."""

    draft: DraftTable
    chain: Chain
    parent: Flow
    is_table: bool
    row: DraftRow | None = None
    group: DraftGroup | None = None
    cell_frame: int | None = None
    row_frame: int | None = None
    group_frame: int | None = None
    is_group_hidden: bool = False
    columns: int = 0


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
    walker = _Walker(name, Sheets.of(root), may_hide)
    walker.walk(root)
    return Walked(walker.items, tuple(walker.embedded), walker.has_hidden)


Handler = Callable[[etree._Element, Look], bool]
"""Begins an element; True if what it holds is not to be walked."""


class _Walker:
    """The walk. ``_frames`` holds, innermost last, each open element that has an end to be seen to."""

    def __init__(self, name: str, sheets: Sheets | None, may_hide: bool) -> None:
        self.items: list[Draft] = []
        self.embedded: list[str] = []
        self.has_hidden = False
        self._name = name
        self._sheets = sheets
        self._may_hide = may_hide
        self._flow = Flow(self.items, (), in_table=False)
        self._frames: list[tuple[etree._Element | None, Callable[[], None]]] = [(None, lambda: None)]
        self._tables: list[OpenTable] = []
        self._lists: list[NumberedList | None] = []
        self._containers = 0
        self._cells = 0
        self._keeping = 0
        self._is_hidden = False
        self._handlers: dict[str, Handler] = {
            **dict.fromkeys(_BLOCKS, self._block),
            **dict.fromkeys(_KEPT, self._kept_block),
            **dict.fromkeys(_SKIPPED, _skip),
            **dict.fromkeys(_FRAMES, self._frame),
            **dict.fromkeys(("sup", "sub"), self._raised),
            **dict.fromkeys(("del", "s", "strike"), self._struck),
            **dict.fromkeys(("td", "th"), self._cell),
            **dict.fromkeys(_GROUPS, self._group),
            **{f"h{level}": self._heading for level in range(1, 7)},
            "table": self._table,
            "tr": self._row,
            "caption": self._caption,
            "col": self._column,
            "colgroup": self._columns,
            "ol": self._ordered_list,
            "ul": self._plain_list,
            "li": self._item,
            "br": self._break,
            "hr": self._rule,
            "img": self._picture,
            "v:imagedata": self._picture,
            "input": self._input,
            "select": self._select,
            "textarea": self._textarea,
            "dialog": self._dialog,
        }

    def walk(self, root: etree._Element) -> None:
        """Read all that stands below an element."""
        frames, handlers = self._frames, self._handlers
        asks_more = self._sheets is not None or self._may_hide
        elements = etree.iterwalk(root, events=("start", "end"))
        for event, element in elements:
            if event == "start":
                tag = element.tag
                style = element.get("style")
                look = look_of(style) if style else None
                if asks_more:
                    look = self._look(element, tag, look)
                if look is None:
                    handler = handlers.get(tag)
                    if handler is not None and handler(element, _SHOWN):
                        elements.skip_subtree()
                        continue
                elif self._start_styled(element, tag, look):
                    elements.skip_subtree()
                    continue
                text = element.text
            else:
                while frames[-1][0] is element:
                    frames.pop()[1]()
                text = element.tail
            if text:
                self._flow.pieces.append(kept(text) if self._keeping else text)
        self._flush()

    def _look(self, element: etree._Element, tag: str, own: Look | None) -> Look | None:
        look = self._sheets.look(element, tag) if self._sheets is not None else None
        if self._may_hide and element.get("hidden") is not None:
            look = _UNSEEN
        return own if look is None else look if own is None else look.under(own)

    def _start_styled(self, element: etree._Element, tag: str, look: Look) -> bool:
        """Begin an element of which CSS says something; True if what it holds is not to be walked."""
        handler = self._handlers.get(tag)
        if handler == _skip:
            return True
        if look.is_hidden and not (tag in _TABLE_PARTS and self._tables and tag != "table"):
            self._begin_hidden(element)
        if tag not in _NOT_STYLED and look.display is not None:
            handler = self._displayed(look.display, handler)
        if handler is None and (look.floats or look.display == "inline-block"):
            edge = BOX if look.floats else CONTROL
            self._bracket(element, edge, edge)
        if handler is not None and handler(element, look):
            return True
        if tag in _ROWS_AND_MORE:
            return False
        if look.struck and handler != self._struck:
            self._struck(element, look)
        if look.raised and handler is None:
            self._raised(element, look)
        if look.keeps_blanks:
            self._keep(element)
        return False

    def _displayed(self, display: str, handler: Handler | None) -> Handler | None:
        """How an element begins that CSS gives another ``display`` than its own."""
        if display in ("inline", "inline-block", "contents"):
            return None if handler == self._block else handler
        if display.endswith("table"):
            return self._table
        if display.startswith("table-"):
            table = self._tables[-1] if self._tables else None
            if table is not None and not table.is_table and table.cell_frame is None and display in _DISPLAYS:
                return self._handlers[_DISPLAYS[display]]
            return handler or self._block
        return handler or (self._block if display in _DISPLAYS else None)

    # --- what is open -------------------------------------------------------------------------------------

    def _open(self, element: etree._Element, end: Callable[[], None]) -> None:
        self._frames.append((element, end))

    def _close_to(self, frame: int) -> None:
        """End everything that was opened at a frame and after it."""
        while len(self._frames) > frame:
            self._frames.pop()[1]()

    def _within(self, chain: Chain) -> Chain:
        """The chain of what stands in the next element of those in a chain. What is nested absurdly deep has no own."""
        self._containers += 1
        return (*chain, self._containers) if len(chain) < _DEEPEST_CHAIN else chain

    # --- paragraphs ---------------------------------------------------------------------------------------

    def _flush(self, *, is_element: bool = False) -> None:
        """End the paragraph that is open. An empty one counts only if it is an element, and not in a table."""
        flow = self._flow
        raw = "".join(flow.pieces)
        flow.pieces.clear()
        text = printed(raw, in_table=flow.in_table) if raw.strip(_NOTHING) else ""
        is_blank = not text or text.isspace()
        if flow.in_table and is_blank:
            text = ""
        if not is_blank and flow.number:
            text = with_number(flow.number, text, in_table=flow.in_table)
            flow.number = ""
        has_more = flow.hidden or flow.struck or flow.pictures
        if not is_blank or has_more or (is_element and not flow.in_table):
            paragraph = DraftParagraph(text, flow.chain, None if is_blank else flow.heading)
            paragraph.is_block = is_element or not is_blank
            if has_more:
                paragraph.hidden, paragraph.struck = "".join(flow.hidden), "".join(flow.struck)
                paragraph.pictures = flow.pictures
                flow.hidden, flow.struck, flow.pictures = [], [], 0
            flow.items.append(paragraph)

    def _block(self, element: etree._Element, look: Look) -> bool:
        self._begin_block(element, self._flow.heading)
        return False

    def _heading(self, element: etree._Element, look: Look) -> bool:
        self._begin_block(element, int(element.tag[1]))
        return False

    def _kept_block(self, element: etree._Element, look: Look) -> bool:
        self._begin_block(element, self._flow.heading)
        self._keep(element)
        return False

    def _begin_block(self, element: etree._Element, heading: int | None, number: str | None = None) -> None:
        """Begin a block; ``number`` is the list number that stands before its text, None if it is no list's item."""
        self._flush()
        flow = self._flow
        chain, count, outer = flow.chain, len(flow.items), flow.heading
        flow.chain, flow.heading = self._within(chain), heading
        if number is not None:
            flow.number = number

        def end() -> None:
            if len(flow.items) == count:  # nothing within it was a block
                flow.chain = chain
                self._flush(is_element=True)
            else:
                self._flush()
            flow.chain, flow.heading = chain, outer
            if number is not None:
                flow.number = ""

        self._open(element, end)

    def _keep(self, element: etree._Element) -> None:
        self._keeping += 1

        def end() -> None:
            self._keeping -= 1

        self._open(element, end)

    def _break(self, element: etree._Element, look: Look) -> bool:
        self._flow.pieces.append(BREAK)
        return False

    def _rule(self, element: etree._Element, look: Look) -> bool:
        self._flush()
        self._flush(is_element=True)
        return False

    def _raised(self, element: etree._Element, look: Look) -> bool:
        self._bracket(element, RAISED, LEVEL)
        return False

    def _bracket(self, element: etree._Element, before: str, behind: str) -> None:
        self._flow.pieces.append(before)
        self._open(element, lambda: self._flow.pieces.append(behind))

    # --- lists --------------------------------------------------------------------------------------------

    def _ordered_list(self, element: etree._Element, look: Look) -> bool:
        return self._list(element, open_list(element, look.list_style))

    def _plain_list(self, element: etree._Element, look: Look) -> bool:
        return self._list(element, None)

    def _list(self, element: etree._Element, numbered: NumberedList | None) -> bool:
        self._begin_block(element, self._flow.heading)
        outer, self._lists = self._lists, [*self._lists, numbered]

        def end() -> None:
            self._lists = outer

        self._open(element, end)
        return False

    def _item(self, element: etree._Element, look: Look) -> bool:
        numbered = self._lists[-1] if self._lists else None
        number = number_item(numbered, element, look.list_style) if numbered else ""
        self._begin_block(element, self._flow.heading, number)
        return False

    # --- what isn't printed, or isn't valid ---------------------------------------------------------------

    def _begin_hidden(self, element: etree._Element) -> None:
        """Read what a hidden element holds apart from what is shown. What is hidden within it isn't told apart."""
        if self._is_hidden:
            return
        outer, self._is_hidden = self._flow, True
        inner = self._flow = Flow([], outer.chain, outer.in_table)

        def end() -> None:
            self._flush()
            self._flow, self._is_hidden = outer, False
            text = text_of(inner.items)
            if len(text) < LONG_HIDDEN and next(tables_in(inner.items), None) is None:
                if text:
                    outer.hidden.append(text)
            else:
                self._flush()
                outer.items.append(HiddenPart(element, inner.items))
                self.has_hidden = True

        self._open(element, end)

    def _struck(self, element: etree._Element, look: Look) -> bool:
        outer = self._flow
        inner = self._flow = Flow([], outer.chain, outer.in_table)

        def end() -> None:
            self._flush()
            self._flow = outer
            outer.struck.append(text_of(inner.items))

        self._open(element, end)
        return False

    def _dialog(self, element: etree._Element, look: Look) -> bool:
        if element.get("open") is None and not look.is_hidden:
            self._begin_hidden(element)
        return self._block(element, look)

    # --- form controls, pictures, frames ------------------------------------------------------------------

    def _input(self, element: etree._Element, look: Look) -> bool:
        kind = (element.get("type") or "text").strip().lower()
        if kind in _TICKS:
            self._control("☐" if element.get("checked") is None else "☑")
        elif kind not in _UNPRINTED_INPUTS:
            self._control(element.get("value") or "")
        return False

    def _textarea(self, element: etree._Element, look: Look) -> bool:
        self._control(kept(text_within(element).strip("\r\n")))
        return True

    def _select(self, element: etree._Element, look: Look) -> bool:
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if element.get("multiple") is None:
            chosen = chosen[-1:] or options[:1]
        self._control(BREAK.join(text_within(option) for option in chosen or options))
        return True

    def _control(self, text: str) -> None:
        if text.strip():
            self._flow.pieces.append(f"{CONTROL}{text}{CONTROL}")

    def _picture(self, element: etree._Element, look: Look) -> bool:
        sizes = [_SPAN.match(element.get(name) or "") for name in ("width", "height")]
        if not any(size is not None and int(size[1][:6]) <= _ICON for size in sizes):
            self._flow.pictures += 1
        return False

    def _frame(self, element: etree._Element, look: Look) -> bool:
        address = (element.get("src") or element.get("data") or "").strip()
        if address and not self._is_hidden and not address.lower().startswith(("about:", "javascript:")):
            self.embedded.append(address)
        return True

    # --- tables -------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element, look: Look) -> bool:
        self._flush()
        if len(self._tables) >= NESTING_LIMIT:
            raise Unreadable(self._name, f"网页的表格嵌套过深（超过 {NESTING_LIMIT} 层），拒绝读取")
        parent = self._flow
        draft = DraftTable(parent.chain)
        table = OpenTable(draft, self._within(parent.chain), parent, is_table=element.tag == "table")
        parent.items.append(draft)
        self._tables.append(table)
        self._flow = Flow(draft.before, table.chain, in_table=True)
        lists, self._lists = self._lists, []

        def end() -> None:
            self._flush()
            self._flow, self._lists = parent, lists
            self._tables.pop()
            _settle(table)

        self._open(element, end)
        return False

    def _caption(self, element: etree._Element, look: Look) -> bool:
        if self._tables and look.is_hidden:
            self._begin_hidden(element)
        return self._block(element, look)

    def _columns(self, element: etree._Element, look: Look) -> bool:
        """A ``colgroup``: it hides its own columns, those of its ``col`` or as many as its span says."""
        if look.is_hidden and self._tables and next(element.iterchildren("col"), None) is None:
            return self._column(element, look)
        if look.is_hidden and self._tables:
            table = self._tables[-1]
            count = sum(_span(column.get("span"), COLUMN_LIMIT) or 1 for column in element.iterchildren("col"))
            table.draft.hidden_columns.update(range(table.columns, min(table.columns + count, COLUMN_LIMIT)))
        return False

    def _column(self, element: etree._Element, look: Look) -> bool:
        if self._tables:
            table = self._tables[-1]
            last = min(table.columns + (_span(element.get("span"), COLUMN_LIMIT) or 1), COLUMN_LIMIT)
            if look.is_hidden:
                table.draft.hidden_columns.update(range(table.columns, last))
            table.columns = last
        return False

    def _group(self, element: etree._Element, look: Look) -> bool:
        if not self._tables:
            return self._block(element, look)
        table = self._tables[-1]
        self._end_row(table)
        if table.group_frame is not None:
            self._close_to(table.group_frame)
        kind = _GROUPS.get(element.tag) or _GROUPS[_DISPLAYS[look.display or ""]]
        table.group = DraftGroup(kind)
        table.draft.groups.append(table.group)
        table.is_group_hidden = look.is_hidden
        table.group_frame = len(self._frames)

        def end() -> None:
            table.row, table.group, table.group_frame, table.is_group_hidden = None, None, None, False

        self._open(element, end)
        return False

    def _row(self, element: etree._Element, look: Look) -> bool:
        if not self._tables:
            return self._block(element, look)
        table = self._tables[-1]
        self._end_row(table)
        row = self._begin_row(table, element, look.is_hidden or table.is_group_hidden)
        table.row_frame = len(self._frames)

        def end() -> None:
            table.row, table.row_frame = None, None
            if element.get("height") == "0" and not any(cell.items for cell in row.cells):
                row.is_hidden = True  # Word's last row of a table, there for the widths of its columns

        self._open(element, end)
        return False

    def _cell(self, element: etree._Element, look: Look) -> bool:
        if not self._tables:
            return self._block(element, look)
        self._cells += 1
        if self._cells > CELL_LIMIT:
            raise Unreadable(self._name, f"网页里有超过 {CELL_LIMIT} 个单元格，不像年度报告，未读取")
        table = self._tables[-1]
        if table.cell_frame is not None:
            self._close_to(table.cell_frame)
        row = table.row or self._begin_row(table, None, table.is_group_hidden)
        rowspan, colspan = element.get("rowspan"), element.get("colspan")
        cell = DraftCell(
            element,
            1 if rowspan is None else _span(rowspan, ROW_LIMIT),
            1 if colspan is None else _span(colspan, COLUMN_LIMIT) or 1,
            look.display == "none",
        )
        row.cells.append(cell)
        if look is _SHOWN and not self._keeping:
            text = self._plain_text(element)
            if text is not None:
                if text:
                    cell.items.append(DraftParagraph(text, table.chain))
                return True
        self.has_hidden = self.has_hidden or cell.is_hidden
        outer = self._flow
        self._flow = Flow(cell.items, self._within(table.chain), in_table=True)
        table.cell_frame = len(self._frames)

        def end() -> None:
            self._flush()
            self._flow, table.cell_frame = outer, None

        self._open(element, end)
        if look.is_hidden and not cell.is_hidden:  # the cell has its place, but nothing is to be seen in it
            self._begin_hidden(element)
        return False

    def _plain_text(self, cell: etree._Element) -> str | None:
        """The text of a cell that holds nothing but words, in one paragraph at most, as nearly all do; None for any
        other.
        """
        inner = cell
        if len(cell) == 1 and cell[0].tag == "p":
            inner = cell[0]
            around = (cell.text or "") + (inner.tail or "")
            if (around and around.strip(_NOTHING)) or self._is_styled(inner, "p"):
                return None
        if len(inner):
            for element in inner.iterdescendants():
                tag = element.tag
                if tag not in _PLAIN or self._is_styled(element, tag):
                    return None
            raw = text_within(inner)
        else:
            raw = inner.text or ""
        if raw.isalnum():
            return raw
        text = printed(raw, in_table=True)
        return "" if text.isspace() else text

    def _is_styled(self, element: etree._Element, tag: str) -> bool:
        """Whether something is said of an element that changes what is read."""
        style = element.get("style")
        if style and look_of(style) is not None:
            return True
        return (self._sheets is not None or self._may_hide) and self._look(element, tag, None) is not None

    def _begin_row(self, table: OpenTable, element: etree._Element | None, is_hidden: bool) -> DraftRow:
        if table.group is None:
            table.group = DraftGroup("body")
            table.draft.groups.append(table.group)
        table.row = DraftRow(element, is_hidden)
        self.has_hidden = self.has_hidden or is_hidden
        table.group.rows.append(table.row)
        return table.row

    def _end_row(self, table: OpenTable) -> None:
        """End the row that is open, and its cell, also where their end tags are missing."""
        for frame in (table.cell_frame, table.row_frame):
            if frame is not None:
                self._close_to(frame)
        table.row = None


def _skip(element: etree._Element, look: Look) -> bool:
    return True


def _settle(table: OpenTable) -> None:
    """See to what stood in a table outside its cells: tables follow it, and what has no cells is no table."""
    draft, items = table.draft, table.parent.items
    if not draft.groups and not table.is_table:
        items.pop()
        items.extend(draft.before)
        return
    items.extend(item for item in draft.before if not isinstance(item, DraftParagraph))
    draft.before = [item for item in draft.before if isinstance(item, DraftParagraph)]


@lru_cache(maxsize=512)
def _span(text: str | None, most: int) -> int:
    """A span as browsers read it: ``2px`` is 2; what is no number is 1."""
    found = _SPAN.match(text) if text else None
    return min(int(found[1][:9]), most) if found else 1
