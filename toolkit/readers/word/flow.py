"""Paragraphs, cell ends and row ends in a row, as .doc and RTF have them, into the tree of WordprocessingML.

Those formats have no tables, only paragraphs that say how many tables they stand in, and rows that say where their
cells' edges lie. From the edges of all rows come the table's columns, as Word makes them when it saves a .docx.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.model import Note, Unreadable
from toolkit.readers.docx.names import GRID_LIMIT
from toolkit.readers.word.xml import MAIN_LIMIT
from toolkit.readers.zips import MIB

Merge = Literal["restart", "continue"]

DEEPEST = 25
"""Tables within tables; nobody sets more than three."""
_PARAGRAPH = 100  # what a paragraph costs at the least, in characters of a usual .docx
_SAME_EDGE = 150
"""Twentieths of a point (2.6 mm): edges of two rows that lie nearer are one column's, drawn by hand."""
_TEXT = re.compile(r"<w:t [^>]*>([^<]*)</w:t>")


@dataclass(frozen=True, slots=True)
class CellLayout:
    """How a cell is merged: with the one over it, with the one to its left."""

    vertical: Merge | None = None
    horizontal: Merge | None = None


@dataclass(frozen=True, slots=True)
class RowLayout:
    """Where a row's cells lie: ``edges`` in twentieths of a point from left to right, one more than ``cells``."""

    edges: tuple[int, ...] = ()
    cells: tuple[CellLayout, ...] = ()
    hidden: bool = False
    deleted: bool = False


@dataclass(slots=True)
class _Level:
    """What is open at one depth: the current cell's blocks, the row's cells, the table's rows."""

    blocks: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[tuple[RowLayout, list[str]]] = field(default_factory=list)


_MOST_MORE = 1  # cells than a row defines
_DOUBT = '<w:p><w:r><w:t xml:space="preserve">\ufffd</w:t></w:r></w:p>'
_OF_DAMAGE = ("word.row_layout", "word.cells_lost", "doc.stray_cells")


def is_damaged(notes: Iterable[Note]) -> bool:
    """Whether notes say that tables may have lost something: what is not found in them may have been there."""
    return any(note.code in _OF_DAMAGE for note in notes)


class Flow:
    """Takes paragraphs in their order; ``name`` is the file's, for errors."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._levels = [_Level()]
        self._notes: list[Note] = []
        self._odd_rows = 0
        self._broken_rows = 0
        self._room = MAIN_LIMIT

    def paragraph(self, xml: str, depth: int) -> None:
        """A paragraph (``w:p``) that stands in so many tables."""
        self._room -= len(xml) + _PARAGRAPH
        if self._room < 0:
            raise Unreadable(self._name, f"正文展开后超过 {MAIN_LIMIT // MIB} MB，不像年度报告，拒绝读取")
        self._go_to(depth)
        self._levels[-1].blocks.append(xml)

    def end_cell(self, xml: str, depth: int) -> None:
        """The last paragraph of a cell."""
        self.paragraph(xml, depth)
        level = self._levels[-1]
        level.cells.append("".join(level.blocks))
        level.blocks = []

    def end_row(self, layout: RowLayout, depth: int) -> None:
        """The end of a row; what stands before it in the row without a cell's end is a cell too."""
        self._go_to(depth)
        level = self._levels[-1]
        if level.blocks:
            level.cells.append("".join(level.blocks))
            level.blocks = []
        if level.cells:
            level.rows.append((layout, level.cells))
            level.cells = []

    def close(self) -> str:
        """The blocks of the whole flow."""
        self._go_to(0)
        return "".join(self._levels[0].blocks)

    def notes(self) -> list[Note]:
        """What is to be said of the tables, when all is closed."""
        found = list(self._notes)
        if self._odd_rows:
            message = f"表格里有 {self._odd_rows} 行，单元格的个数与行的定义不符，这些单元格按先后次序排在各列"
            found.append(Note("word.row_layout", message))
        if self._broken_rows:
            broken = f"表格里有 {self._broken_rows} 行丢了单元格或行的结束符（文件可能已损坏）"
            found.append(Note("word.cells_lost", f"{broken}，分不清哪个数字在哪一格，没有取值"))
        return found

    def _go_to(self, depth: int) -> None:
        if depth > DEEPEST:
            raise Unreadable(self._name, f"表格里套表格超过 {DEEPEST} 层，不是正常的文档，拒绝读取")
        while len(self._levels) - 1 > depth:
            self.end_row(RowLayout(), len(self._levels) - 1)
            rows = self._levels.pop().rows
            if rows:
                self._levels[-1].blocks.append(self._table(rows))
        while len(self._levels) - 1 < depth:
            self._levels.append(_Level())

    # --- tables -------------------------------------------------------------------------------------------

    def _table(self, rows: Sequence[tuple[RowLayout, list[str]]]) -> str:
        columns = _columns([layout for layout, _ in rows])
        made = ["<w:tbl>"]
        for layout, cells in rows:
            made.append("<w:tr>")
            made += self._row(layout, cells, columns)
            made.append("</w:tr>")
        made.append("</w:tbl>")
        return "".join(made)

    def _row(self, layout: RowLayout, cells: list[str], columns: list[int]) -> list[str]:
        while len(cells) > len(layout.cells) > 0 and not _TEXT.search(cells[-1]):
            cells.pop()  # an empty cell that has no place
        more = len(cells) - len(layout.cells)
        if layout.cells and (more < 0 or more > _MOST_MORE):
            # The end of a cell is lost, or that of a row: nobody knows which cells are one.
            self._broken_rows += 1
            cells = [content + _DOUBT for content in cells]
        elif more:
            self._odd_rows += 1
        places = [bisect_right(columns, edge) - 1 for edge in layout.edges]
        before = min(places[0], GRID_LIMIT) if places else 0
        properties = f'<w:gridBefore w:val="{before}"/>' if before > 0 else ""
        properties += "<w:hidden/>" * layout.hidden + "<w:del/>" * layout.deleted
        made = [f"<w:trPr>{properties}</w:trPr>"] if properties else []
        for number, content in enumerate(cells):
            span, merged = 1, ""
            if number < len(layout.cells):
                span = places[number + 1] - places[number]
                merged = _MERGED[layout.cells[number]]
            if span < 1:
                self._leave_out(content)
                continue
            if span > 1:
                merged = f'<w:gridSpan w:val="{span}"/>{merged}'
            made.append(f"<w:tc><w:tcPr>{merged}</w:tcPr>{content}</w:tc>" if merged else f"<w:tc>{content}</w:tc>")
        return made

    def _leave_out(self, content: str) -> None:
        """A cell without any width: nobody sees what is in it."""
        text = "".join(_TEXT.findall(content)).strip()
        if text:
            self._notes.append(Note("hidden", f"表格里有一个宽度为零的单元格，其中的文字未读：“{text[:40]}”"))


_MERGED = {
    CellLayout(vertical, horizontal): (f'<w:vMerge w:val="{vertical}"/>' if vertical else "")
    + (f'<w:hMerge w:val="{horizontal}"/>' if horizontal else "")
    for vertical in (None, "restart", "continue")
    for horizontal in (None, "restart", "continue")
}


def _columns(layouts: Sequence[RowLayout]) -> list[int]:
    """The left edges of a table's columns, and the last one's right edge."""
    widths = [right - left for layout in layouts for left, right in zip(layout.edges, layout.edges[1:], strict=False)]
    narrowest = min((width for width in widths if width > 0), default=0)
    # So small that two edges of one cell are never the same.
    tolerance = min(_SAME_EDGE, narrowest // 3)
    columns: list[int] = []
    for edge in sorted({edge for layout in layouts for edge in layout.edges}):
        if not columns or edge - columns[-1] > tolerance:
            columns.append(edge)
    return columns
