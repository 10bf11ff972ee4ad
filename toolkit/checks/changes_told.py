"""Sets of changes in a few words: which cells, from what to what, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import WORDS
from toolkit.checks.wording import number
from toolkit.forms.form import FormCell
from toolkit.model import CellId, Repair

_MOST_REPAIRS = 3
_MOST_ROWS = 3
_ROWS_TOLD = 2
_CIRCLED = "①②③"

Changes = Mapping[CellId, Decimal]


def repairs_told(sheet: Sheet, repairs: Sequence[Repair]) -> str:
    """The first of several repairs, so that a person can look at the cells without opening anything else."""
    clauses = [
        f"{mark}{changes_told(sheet, repair.changes)}{_guess(repair)}"
        for mark, repair in zip(_CIRCLED, repairs[:_MOST_REPAIRS], strict=False)
    ]
    more = " 等" if len(repairs) > _MOST_REPAIRS else ""
    return "，".join(clauses) + more


def _guess(repair: Repair) -> str:
    """What probably happened, where the reason begins with it."""
    words = next((words for words in WORDS.values() if repair.reason.startswith(words)), "")
    return f"（{words}）" if words else ""


def changes_told(sheet: Sheet, changes: Changes) -> str:
    """Changes row by row: （二）部分公开·自然人 0→3、总计 0→3."""
    rows: dict[str, list[CellId]] = {}
    for cell in sheet.cells:
        if cell in changes:
            rows.setdefault(sheet.cells[cell].row.id, []).append(cell)
    told = [
        f"{sheet.cells[cells[0]].name} {_arrow(sheet, changes, cells[0])}"
        + "".join(f"、{sheet.cells[cell].column.label.text} {_arrow(sheet, changes, cell)}" for cell in cells[1:])
        for cells in list(rows.values())[:_MOST_ROWS]
    ]
    more = f" 等 {len(rows)} 行" if len(rows) > _MOST_ROWS else ""
    return "，".join(told) + more


def _arrow(sheet: Sheet, changes: Changes, cell: CellId) -> str:
    return f"{number(sheet.values[cell])}→{number(changes[cell])}"


def line_told(sheet: Sheet, changes: Changes, most: int) -> str | None:
    """What many cells of one row or of two, or of one column, should be, without how each comes about; None where they
    are few or in no line.
    """
    cells = [sheet.cells[cell] for cell in sheet.cells if cell in changes]
    if len(cells) <= most:
        return None
    rows = list(dict.fromkeys(cell.row.id for cell in cells))
    if len(rows) <= _ROWS_TOLD:
        mine = [[cell for cell in cells if cell.row.id == row] for row in rows]
        return "；".join(
            _line(sheet, changes, f"{row[0].row.name} 一行", [(cell, cell.column.label.text) for cell in row])
            for row in mine
        )
    if len({(cell.table, cell.column.id) for cell in cells}) == 1:
        name = f"{cells[0].column.label.text} 一列"
        return _line(sheet, changes, name, [(cell, cell.row.name) for cell in cells])
    return None


def _line(sheet: Sheet, changes: Changes, name: str, cells: Sequence[tuple[FormCell, str]]) -> str:
    printed = {sheet.values[cell.id] for cell, _ in cells}
    if len(printed) == 1:
        told = "、".join(f"{label} {number(changes[cell.id])}" for cell, label in cells)
        return f"{name} {len(cells)} 格应为：{told}，表中都是 {number(printed.pop())}"
    told = "、".join(f"{label} {_arrow(sheet, changes, cell.id)}" for cell, label in cells)
    return f"{name} {len(cells)} 格应改为：{told}"
