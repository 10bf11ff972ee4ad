"""The columns' names over a list, and the rows that a list which has lost its grid is set in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from toolkit.extract.labels import normalise
from toolkit.extract.lines.lines import Line, Token
from toolkit.extract.lists.marks import YEAR, Printed

FEW = 5
"""Heads and rows between the columns' names and the first label that is known."""
REMARKS = frozenset(("备注", "说明"))
"""The last columns' names under which most rows have nothing."""
_UNIT_NAMES = frozenset(("单位", "计量单位"))


class SetRows(NamedTuple):
    """Rows in place of the lines from ``first`` up to ``end`` of a stretch, each with the lines it stands for."""

    first: int
    end: int
    rows: list[tuple[Line, int, int]]


def with_heads(first: int, step: int, over: Callable[[int], Sequence[Token]], printed: Printed) -> int:
    """Where a list begins, from its first row upwards: heads without figures, and the columns' names, are its own."""
    for at in range(first, max(step, first - FEW * step) - 1, -step):
        cells = over(at)
        if is_names(cells, printed):
            return at - step
        if not any(cell.is_word for cell in cells):
            break
    return first


def is_names(cells: Sequence[Token], printed: Printed) -> bool:
    """Whether cells are columns' names rather than a row, or what stands over the table."""
    others = [cell for cell in cells if not _is_name(cell.text, printed)]
    rows = printed.heads | printed.rows
    is_row = any(cell.is_printed or normalise(cell.text) in rows for cell in others)
    return (len(cells) - len(others)) * 2 >= len(cells) and not is_row


def _is_name(text: str, printed: Printed) -> bool:
    name = normalise(text)
    return name in printed.values or name in printed.foreign or bool(YEAR.fullmatch(text)) or is_unit_name(text)


def is_unit_name(text: str) -> bool:
    """Whether a text names the column of units."""
    return normalise(text) in _UNIT_NAMES


def whole_unit_names(cells: Sequence[Token]) -> list[Token]:
    """Cells in which 计量 and 单位 behind one another are one name that was broken over two lines."""
    names: list[Token] = []
    for cell in cells:
        if names and not is_unit_name(names[-1].text) and is_unit_name(names[-1].text + cell.text):
            names[-1] = names[-1]._replace(text=names[-1].text + cell.text)
        else:
            names.append(cell)
    return names
