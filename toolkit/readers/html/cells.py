"""The elements of a page's tables, as they begin: rows and cells left open end, those without a parent get one."""

from __future__ import annotations

import re

from lxml import etree

from toolkit.model import Unreadable
from toolkit.readers.html.drafts import Draft, DraftCell, DraftGroup, DraftParagraph, DraftRow, DraftTable, GroupKind
from toolkit.readers.html.reading import NOTHING, Flow, OpenTable, Reading
from toolkit.readers.html.styles import PLAIN, Look
from toolkit.readers.html.text import printed, text_within

COLUMN_LIMIT = 255
"""No table of a report has more columns: a larger span is a slip or an attack."""
ROW_LIMIT = 65_534
"""What browsers take as the largest ``rowspan``."""
CELL_LIMIT = 200_000
"""Cells in one page: a report has some hundreds."""
NESTING_LIMIT = 60
"""Tables within tables."""

_MOST_DIGITS = 9
_NUMBER = re.compile(r"[ \t\n\r\f]*\+?(\d+)", re.ASCII)
_WORDS_ONLY = frozenset(
    {"span", "font", "b", "strong", "i", "em", "u", "o:p", "a", "big", "small", "nobr", "st1:chsdate"}
)
_TD, _END_OF_TD = "<td>", "</td>"
_CELLS = frozenset({"td", "th"})
_GROUPS: dict[str, GroupKind] = {
    "thead": "head",
    "tbody": "body",
    "tfoot": "foot",
    "table-header-group": "head",
    "table-row-group": "body",
    "table-footer-group": "foot",
}


def begin_table(page: Reading, element: etree._Element, look: Look) -> bool:
    """A ``table``, or what CSS sets as one."""
    if len(page.tables) >= NESTING_LIMIT:
        raise Unreadable(page.name, f"网页的表格嵌套过深（超过 {NESTING_LIMIT} 层），拒绝读取")
    parent = page.flow
    parent.flush()
    draft = DraftTable(parent.chain)
    table = OpenTable(draft, page.within(parent.chain), parent, is_table=element.tag == "table")
    parent.items.append(draft)
    page.tables.append(table)
    between = page.flow = Flow(draft.before, table.chain, in_table=True)
    lists, page.lists = page.lists, []

    def end() -> None:
        between.flush()
        page.flow, page.lists = parent, lists
        page.tables.pop()
        _settle(table)

    page.open(element, end)
    return False


def begin_caption(page: Reading, element: etree._Element, look: Look) -> bool:
    """A ``caption``."""
    if look.is_hidden and page.tables:
        page.begin_hidden(element)
    page.begin_block(element)
    return False


def begin_columns(page: Reading, element: etree._Element, look: Look) -> bool:
    """A ``colgroup``, which counts itself if it has no ``col``."""
    columns = list(element.iterchildren("col"))
    if not columns:
        return begin_column(page, element, look)
    if look.is_hidden and page.tables:
        table = page.tables[-1]
        count = sum(_span(column.get("span"), COLUMN_LIMIT) or 1 for column in columns)
        table.draft.hidden_columns.update(range(table.columns, min(table.columns + count, COLUMN_LIMIT)))
    return False


def begin_column(page: Reading, element: etree._Element, look: Look) -> bool:
    """A ``col``."""
    if page.tables:
        table = page.tables[-1]
        first = table.columns
        table.columns = min(first + (_span(element.get("span"), COLUMN_LIMIT) or 1), COLUMN_LIMIT)
        if look.is_hidden:
            table.draft.hidden_columns.update(range(first, table.columns))
    return False


def begin_group(page: Reading, element: etree._Element, look: Look) -> bool:
    """A ``thead``, ``tbody`` or ``tfoot``."""
    if not page.tables:
        page.begin_block(element)
        return False
    table = page.tables[-1]
    _end_row(page, table)
    if table.group_frame is not None:
        page.close_to(table.group_frame)
    table.group = DraftGroup(_GROUPS.get(element.tag) or _GROUPS[look.display or ""])
    table.draft.groups.append(table.group)
    table.is_group_hidden = look.is_hidden
    table.group_frame = len(page.frames)

    def end() -> None:
        table.row, table.group, table.group_frame, table.is_group_hidden = None, None, None, False

    page.open(element, end)
    return False


def begin_row(page: Reading, element: etree._Element, look: Look) -> bool:
    """A ``tr``."""
    if not page.tables:
        page.begin_block(element)
        return False
    table = page.tables[-1]
    _end_row(page, table)
    row = _new_row(page, table, is_hidden=look.is_hidden)

    def end() -> None:
        table.row, table.row_frame = None, None
        if element.get("height") == "0" and not any(cell.items for cell in row.cells):
            row.is_hidden = True  # Word's last row of a table, there for the widths of its columns

    if _fill(page, table, row, element):
        end()
        return True
    table.row_frame = len(page.frames)
    page.open(element, end)
    return False


def _fill(page: Reading, table: OpenTable, row: DraftRow, element: etree._Element) -> bool:
    """Read a row's cells at once, where each holds words only and CSS says nothing of it: that is most of the rows."""
    if page.keeping:
        return False
    if not page.is_styled and (bare := _bare_words(element)):
        _count(page, len(bare))
        row.words = bare
        return True
    words: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    between = [element.text] if element.text else []
    is_styled = page.is_styled
    for child in element:
        tag = child.tag
        if tag not in _CELLS:
            return False
        if is_styled or child.keys():
            if page.look(child, tag) is not None:
                return False
            spans[len(words)] = _height(child.get("rowspan")), _width(child.get("colspan"))
        text = child.text or ""
        if len(child) or (text and not text.isalnum()):
            printed_words = _words_only(page, child)
            if printed_words is None:
                return False
            text = printed_words
        words.append(text)
        if tail := child.tail:
            between.append(tail)
    _count(page, len(words))
    if any(span != (1, 1) for span in spans.values()):
        made = (DraftCell(*spans.get(n, (1, 1)), False, table.chain, each) for n, each in enumerate(words))
        row.cells.extend(made)
    else:
        row.words = words
    page.flow.pieces += between  # what stands between the cells is shown over the table
    return True


def _bare_words(row: etree._Element) -> list[str] | None:
    """The words of a row's cells where each is a ``td`` without attributes that holds text and nothing stands between
    them; None of any other. Such a row, written out, parts at once: to ask each cell takes four times as long.
    """
    if not len(row) or (first := row[0]).keys() or len(first):
        return None
    written = etree.tostring(row, encoding="unicode", with_tail=False).replace("<td/>", _TD + _END_OF_TD)
    inner = written[written.index(">") + 1 : -len("</tr>")]
    words = inner[len(_TD) : -len(_END_OF_TD)].split(_END_OF_TD + _TD)
    # Nothing but these tags, and no sign that is written otherwise than it reads.
    if (
        inner.count("<") != 2 * len(words)
        or not inner.startswith(_TD)
        or not inner.endswith(_END_OF_TD)
        or "&" in inner
    ):
        return None
    return [text if text.isalnum() else _printed_words(text) for text in words]


def begin_cell(page: Reading, element: etree._Element, look: Look) -> bool:
    """A ``td`` or ``th``."""
    if not page.tables:
        page.begin_block(element)
        return False
    table = page.tables[-1]
    if table.cell_frame is not None:
        page.close_to(table.cell_frame)
    row = table.row or _new_row(page, table, is_hidden=False)
    cell = _new_cell(page, table, row, element, is_hidden=look.display == "none")
    words = _words_only(page, element) if look is PLAIN and not page.keeping else None
    if words is not None:
        cell.words = words
        return True
    page.has_hidden = page.has_hidden or cell.is_hidden
    outer = page.flow
    drafts: list[Draft] = []
    cell.drafts = drafts
    inner = page.flow = Flow(drafts, page.within(table.chain), in_table=True)
    table.cell_frame = len(page.frames)

    def end() -> None:
        inner.flush()
        page.flow, table.cell_frame = outer, None

    page.open(element, end)
    if look.is_hidden and not cell.is_hidden:  # the cell has its place, but nothing is to be seen in it
        page.begin_hidden(element)
    return False


def _new_cell(page: Reading, table: OpenTable, row: DraftRow, element: etree._Element, *, is_hidden: bool) -> DraftCell:
    _count(page, 1)
    cell = DraftCell(_height(element.get("rowspan")), _width(element.get("colspan")), is_hidden, table.chain)
    row.cells.append(cell)
    return cell


def _count(page: Reading, cells: int) -> None:
    page.cells += cells
    if page.cells > CELL_LIMIT:
        raise Unreadable(page.name, f"网页里有超过 {CELL_LIMIT} 个单元格，不像年度报告，未读取")


def _height(rowspan: str | None) -> int:
    return 1 if rowspan is None else _span(rowspan, ROW_LIMIT)


def _width(colspan: str | None) -> int:
    return 1 if colspan is None else _span(colspan, COLUMN_LIMIT) or 1


def _words_only(page: Reading, cell: etree._Element) -> str | None:
    """The text of a cell that holds words only, in one paragraph at most, as nearly all do; None if it holds more."""
    inner, count = cell, len(cell)
    if count == 1 and cell[0].tag == "p":
        inner = cell[0]
        around = (cell.text or "") + (inner.tail or "")
        if (around and around.strip(NOTHING)) or page.look(inner, "p") is not None:
            return None
        count = len(inner)
    raw = inner.text or ""
    if count:
        for element in inner.iterdescendants():
            tag = element.tag
            if tag not in _WORDS_ONLY or page.look(element, tag) is not None:
                return None
        raw = text_within(inner)
    return raw if raw.isalnum() else _printed_words(raw)


def _printed_words(raw: str) -> str:
    text = printed(raw, in_table=True) if raw else ""
    return "" if text.isspace() else text


def _new_row(page: Reading, table: OpenTable, *, is_hidden: bool) -> DraftRow:
    if table.group is None:
        table.group = DraftGroup("body")
        table.draft.groups.append(table.group)
    row = table.row = DraftRow(is_hidden or table.is_group_hidden, table.chain)
    table.group.rows.append(row)
    page.has_hidden = page.has_hidden or row.is_hidden
    return row


def _end_row(page: Reading, table: OpenTable) -> None:
    """End the row that is open, and its cell, also where their end tags are missing."""
    for frame in (table.cell_frame, table.row_frame):
        if frame is not None:
            page.close_to(frame)
    table.row = None


def _settle(table: OpenTable) -> None:
    """See to what stood in a table outside its cells: tables follow it, and what has no cells is no table."""
    draft, items = table.draft, table.parent.items
    if not draft.groups and not table.is_table:
        items.pop()
        items.extend(draft.before)
        return
    items.extend(item for item in draft.before if not isinstance(item, DraftParagraph))
    draft.before = [item for item in draft.before if isinstance(item, DraftParagraph)]


def _span(text: str | None, most: int) -> int:
    """A span as browsers read it: ``2px`` is 2; what is no number is 1."""
    if text and text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS:
        return min(int(text), most)  # most are no more than that
    found = _NUMBER.match(text) if text else None
    return min(int(found[1][:_MOST_DIGITS]), most) if found else 1
