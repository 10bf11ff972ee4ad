"""A form's table in Word, as the form prints it: merged heads, figures centred, what is blank or wrong coloured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from toolkit.checks.wording import number
from toolkit.draft.grid import Grid, GridCell
from toolkit.draft.word_parts import TEXT_WIDTH
from toolkit.model import CellId, Figure, Report

_BLANK, _WRONG = "FFFF00", "FFC7CE"
_LABEL_SHARES: Mapping[int, tuple[float, ...]] = {0: (), 1: (0.4,), 2: (0.12, 0.3), 3: (0.09, 0.13, 0.28)}
"""How much of the width the columns of labels take, by their number."""
_MANY_COLUMNS = 12  # in a table with more the type is smaller
_LONG = 20  # rows of a table that may be broken by a page's end, with its head once more on the next


class Marks(NamedTuple):
    """What is wrong with cells, and how a comment is put on XML."""

    wrong: Mapping[CellId, str]
    comment: Callable[[str, str], str]


def table_xml(grid: Grid, report: Report, marks: Marks) -> str:
    """The table's XML."""
    widths = _widths(grid)
    by_place = {(cell.row, cell.column): cell for cell in grid.cells}
    said: set[str] = set()
    rows = "".join(_row(row, grid, widths, by_place, _Content(report, marks, said)) for row in range(grid.rows))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _widths(grid: Grid) -> Sequence[int]:
    shares = _LABEL_SHARES.get(grid.label_columns, (0.5 / max(1, grid.label_columns),) * grid.label_columns)
    others = grid.columns - grid.label_columns
    return [int(TEXT_WIDTH * share) for share in shares] + [int(TEXT_WIDTH * (1 - sum(shares)) / others)] * others


class _Content:
    """What stands in the cells; a finding that touches several has its comment at the first."""

    def __init__(self, report: Report, marks: Marks, said: set[str]) -> None:
        self._figures, self._marks, self._said = report.figures, marks, said

    def text(self, cell: GridCell) -> str:
        """What is printed."""
        return cell.text if cell.cell is None else printed(self._figures.get(cell.cell))

    def colour(self, cell: GridCell) -> str | None:
        """The colour behind it, if it is to be looked at."""
        if cell.cell is None:
            return None
        return _WRONG if cell.cell in self._marks.wrong else None if self.text(cell) else _BLANK

    def marked(self, cell: GridCell, xml: str) -> str:
        """The cell's content with what is wrong, where that isn't said yet."""
        remark = self._marks.wrong.get(cell.cell) if cell.cell else None
        if remark is None or remark in self._said:
            return xml
        self._said.add(remark)
        return self._marks.comment(remark, xml)


def printed(figure: Figure | None) -> str:
    """A figure as a table has it: its number; what stands there instead; nothing."""
    if figure is None:
        return ""
    return figure.raw if figure.value is None else number(figure.value)


def _row(
    row: int, grid: Grid, widths: Sequence[int], by_place: Mapping[tuple[int, int], GridCell], content: _Content
) -> str:
    cells = []
    column = 0
    while column < grid.columns:
        cell = by_place.get((row, column)) or _above(by_place, row, column)
        cells.append(_cell(cell, row, sum(widths[column : column + cell.colspan]), grid, content))
        column += cell.colspan
    is_head = grid.rows > _LONG and all(cell.kind in ("head", "heading") for cell in grid.cells if cell.row <= row)
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _above(by_place: Mapping[tuple[int, int], GridCell], row: int, column: int) -> GridCell:
    """The cell that reaches down to this place."""
    return next(by_place[above, column] for above in range(row - 1, -1, -1) if (above, column) in by_place)


def _cell(cell: GridCell, row: int, width: int, grid: Grid, content: _Content) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
    colour = content.colour(cell)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>' if colour else ""
    text = content.text(cell) if cell.row == row else ""
    size = '<w:rPr><w:sz w:val="18"/></w:rPr>' if grid.columns > _MANY_COLUMNS else ""
    run = f'<w:r>{size}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""
    if cell.row == row:
        run = content.marked(cell, run)
    style = "CellLabel" if cell.kind == "label" and cell.rowspan == 1 else "Cell"
    keep = "<w:keepNext/>" if grid.rows <= _LONG and row < grid.rows - 1 else ""  # a short table stays on one page
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{run}</w:p></w:tc>'
    )
