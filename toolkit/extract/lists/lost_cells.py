"""Rows of a list with several figures each that have lost a cell: which of its figures is the year's, nothing shows.

The cells are counted before any column is cut away: behind a label stand its unit and as many figures as the table has
columns of them, blank ones included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from toolkit.extract.labels import normalise
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.lines.lines import Line, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.lists.heads import is_names
from toolkit.extract.lists.marks import LEAST_LABEL, Printed, is_sum, row_label
from toolkit.extract.placing.placed import nothing_placed

_LEAST = 5  # rows, that show how many cells each has
_MOST = 0.9  # of the rows have as many
_TWO = 2


class _Side(NamedTuple):
    """A row of one side: the line, how far to the left, the cells behind its label without the unit, and whether there
    is one.
    """

    line: int
    place: int
    cells: tuple[Token, ...]
    has_unit: bool

    @property
    def printed(self) -> int:
        """How many figures it has."""
        return sum(1 for cell in self.cells if cell.is_printed)

    @property
    def has_lost_unit(self) -> bool:
        """Whether nothing stands for its unit, so that its figures stand in the columns before their own."""
        return not self.has_unit and all(cell.reading.status == "printed" for cell in self.cells)


def without_lost_cells(laid: Laid, lines: Sequence[Line], printed: Printed) -> Laid:
    """The list laid on lines made of these, with the rows left open that have fewer cells than the others of their side
    where these have several figures each.
    """
    lost = lost_cells(lines, printed)
    if not lost:
        return laid
    return replace(laid, rows=tuple(_opened(row, lost) for row in laid.rows))


def _opened(row: Row, lost: dict[int, int]) -> Row:
    lacking = max((lost.get(line, 0) for line in range(row.strip.first, row.strip.last + 1)), default=0)
    if not lacking or not row.placed.filled:
        return row
    why = f"这一行的格子比其他各行少 {lacking} 个，无法确定剩下的数字是不是本年的"
    return row._replace(placed=nothing_placed(len(row.placed.tokens), why))


def lost_cells(lines: Sequence[Line], printed: Printed) -> dict[int, int]:
    """The lines of tables on which cells are lacking, and how many; those right behind a table too, where a text has a
    row that could not be set in it.
    """
    lost: dict[int, int] = {}
    most = 0
    for _, group in groupby(enumerate(lines), key=lambda each: each[1].run):
        of_run = list(group)
        if of_run[0][1].layout == "loose":
            lost |= _lacking(_sides_behind(of_run, printed) if most else (), most)
            most = 0
            continue
        sides = [side for number, line in of_run for side in _sides(number, line, printed)]
        most = 0
        for place in {side.place for side in sides}:
            of_place = [side for side in sides if side.place == place]
            usual = _usual(of_place)
            most = max(most, usual)
            lost |= _lacking(of_place, usual)
            moved = [side.line for side in of_place if side.has_lost_unit]
            if usual and len(moved) < (1 - _MOST) * sum(side.has_unit for side in of_place):
                lost |= dict.fromkeys(moved, 1)
    return lost


def _lacking(sides: Iterable[_Side], usual: int) -> dict[int, int]:
    return {side.line: usual - len(side.cells) for side in sides if len(side.cells) < usual}


def _sides_behind(lines: Sequence[tuple[int, Line]], printed: Printed) -> Iterator[_Side]:
    """What may be rows of the table before these lines: up to the columns' names of the next one."""
    for number, line in lines:
        if len(line.tokens) > 1 and is_names(line.tokens, printed):
            return
        yield from _sides(number, line, printed)


def _usual(sides: Sequence[_Side]) -> int:
    """How many cells nearly all rows of a side have; 0 where most have one figure and no code."""
    if len(sides) < _LEAST or sum(side.printed >= _TWO for side in sides) * _TWO < len(sides):
        return 0
    counts = Counter(len(side.cells) for side in sides)
    others = len(sides) - 1
    return max((n for n in counts if sum(counts[m] for m in counts if m >= n) >= _MOST * others), default=0)


def _sides(number: int, line: Line, printed: Printed) -> Iterator[_Side]:
    """The rows that stand on a line side by side, each with a unit or a figure behind its label."""
    cells: list[Token] = []
    is_open, has_unit, place = False, False, 0
    for at, token in enumerate(line.tokens):
        before, behind = line.tokens[max(0, at - 1) : at], line.tokens[at + 1 :]
        is_for_figure = any(unit_of(each) for each in before) and row_label(token, printed) is None  # 不详
        is_behind_figures = any(cell.is_printed for cell in cells)
        if not is_for_figure and _is_label(token, behind, is_behind_figures=is_behind_figures, printed=printed):
            if is_open:
                yield _Side(number, place, tuple(cells), has_unit)
                place += 1
            is_open, has_unit, cells = False, False, []
        elif unit_of(token) is not None:
            has_unit = True
        elif not is_sum(token):
            cells.append(token)
        is_open = is_open or token.is_printed
    if is_open:
        yield _Side(number, place, tuple(cells), has_unit)


def _is_label(token: Token, behind: Sequence[Token], *, is_behind_figures: bool, printed: Printed) -> bool:
    """Whether a row's label begins, or goes on, rather than a remark stands behind the figures."""
    if not token.is_word or unit_of(token) is not None or is_sum(token) or len(token.text.strip()) < LEAST_LABEL:
        return False
    if not is_behind_figures or row_label(token, printed) is not None or normalise(token.text) in printed.heads:
        return True
    return bool(behind) and (behind[0].is_printed or unit_of(behind[0]) is not None)
