"""The slips that people make, and what a set of changes says of them: which slip each part undoes, at what price.

Prices rank explanations; they are no probabilities. Each slip costs ``SLIP``, however many cells it touched: one slip
is always likelier than two; what is added says how odd the slip is. A digit dropped, added or swapped and a figure
left at 0 are what clerks do; a figure that has nothing to do with the right one is odd.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from toolkit.checks.sheet import Sheet
from toolkit.model import CellId

SLIP = 3.0
ODD = 1.5
"""What a figure that has nothing to do with the right one adds."""
EACH_MORE = 0.2
_MORE = 1.0
"""What all further cells add at most: so that one slip, however many cells it touched, is likelier than two."""
_TELLING = 10
"""That smaller figures are the same says little."""
EMPTY_LINE = SLIP + 0.3
MOVE = SLIP + 0.6
_SINGLE: Mapping[str, float] = {
    "last_years_figure": 0.3,
    "digit_dropped": 0.3,
    "digit_added": 0.3,
    "digits_swapped": 0.3,
    "total_cell_empty": 0.6,
    "cell_empty": 0.9,
    "part_counted_twice": 0.7,
    "part_left_out": 0.7,
    "digit_changed": 1.0,
}
_SEVERAL: Mapping[str, float] = {
    "last_years_figure": 0.3,
    "total_row_empty": 0.3,
    "total_column_empty": 0.3,
    "row_empty": 0.5,
    "column_empty": 0.5,
    "cells_exchanged": 0.4,
    "row_shifted": 0.4,
    "column_shifted": 0.4,
    "rows_exchanged": 0.5,
    "compensating_pair": 1.0,
    "cell_and_total": 1.0,
}
MOVED = frozenset({"cells_exchanged", "row_shifted", "column_shifted", "rows_exchanged"})
"""Slips after which the right figures stand in other cells."""
WORDS: Mapping[str, str] = {
    "digit_dropped": "疑似漏写了一位数字",
    "digit_added": "疑似多写了一位数字",
    "digits_swapped": "疑似相邻两位数字写颠倒了",
    "digit_changed": "疑似有一位数字写错",
    "total_cell_empty": "填的是 0，疑似漏填",
    "cell_empty": "填的是 0，疑似漏填",
    "part_counted_twice": "多出的数恰好等于其中一项，疑似有一项重复计入",
    "part_left_out": "少的数恰好等于其中一项，疑似有一项没有计入",
    "total_row_empty": "整行为 0，疑似漏填",
    "total_column_empty": "整列为 0，疑似漏填",
    "row_empty": "整行为 0，疑似漏填",
    "column_empty": "整列为 0，疑似漏填",
    "cells_exchanged": "疑似两格的数填颠倒了",
    "row_shifted": "疑似整行错了一列",
    "column_shifted": "疑似整列错了一行",
    "rows_exchanged": "疑似两行的数填颠倒了",
    "compensating_pair": "一格多、一格少，同样的数，疑似填错了格",
    "cell_and_total": "疑似一格填错，总计随之而错",
    "last_years_figure": "与上年报告的数相同，疑似上年的数没有改",
}
"""What is said of each slip."""

Changes = Mapping[CellId, Decimal]


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: what undoes it, what it is called (None: nothing is known of how it came about), and its price.

    ``count`` is 2 for two slips in the same cells, which can't be told apart there.
    """

    changes: Changes
    kind: str | None
    cost: float
    count: int = 1

    @property
    def words(self) -> str:
        """What probably happened; empty where nothing is known."""
        return WORDS.get(self.kind or "", "")


@dataclass(frozen=True)
class Slips:
    """How the slips of a report are told apart. ``sums`` are the parts of each cell that is a sum, once for each sum.

    ``rebates`` say what a change of this cell to this value costs less, because something else speaks for it. ``last``
    are the figures of last year's report.
    """

    sheet: Sheet
    sums: Mapping[CellId, tuple[tuple[CellId, ...], ...]]
    rebates: Mapping[tuple[CellId, Decimal], float]
    lines: Lines
    last: Mapping[CellId, Decimal] = field(default_factory=dict)

    def apart(self, changes: Changes) -> tuple[Slip, ...]:
        """A set of changes as the slips that it undoes: those of several cells first, then cell by cell."""
        left = dict(changes)
        slips = []
        while (slip := self._of_several(left)) is not None:
            slips.append(slip)
            left = {cell: value for cell, value in left.items() if cell not in slip.changes}
        return (*slips, *(self._of_one(cell, value) for cell, value in left.items()))

    def one_after_the_other(self, first: Changes, second: Changes) -> tuple[Slip, ...] | None:
        """Two slips, the second as it looks when the first is undone; None where one of them is not one slip."""
        undone = replace(self.sheet, values={**self.sheet.values, **first})
        one, two = self.apart(first), replace(self, sheet=undone).apart(second)
        if len(one) != 1 or len(two) != 1:
            return None
        if first.keys().isdisjoint(second):
            return (*one, *two)
        both = {cell: value for cell, value in {**first, **second}.items() if value != self.sheet.values[cell]}
        return (Slip(both, None, one[0].cost + two[0].cost, count=2),)

    # --- one cell -----------------------------------------------------------------------------------------

    def _of_one(self, cell: CellId, value: Decimal) -> Slip:
        old = self.sheet.values[cell]
        part = self._part(cell, value - old)
        telling = part if abs(value - old) >= _TELLING else None
        one_digit = "digit_changed" if one_digit_differs(old, value) else None
        left = "last_years_figure" if old >= _TELLING and self.last.get(cell) == old else None
        kind = self._empty(cell, old) or left or digit_slip(old, value) or telling or one_digit or part
        return Slip({cell: value}, kind, SLIP + _SINGLE.get(kind or "", ODD) - self.rebates.get((cell, value), 0.0))

    def _empty(self, cell: CellId, old: Decimal) -> str | None:
        if old:
            return None
        return "total_cell_empty" if cell in self.sums else "cell_empty"

    def _part(self, cell: CellId, missing: Decimal) -> str | None:
        parts = (abs(self.sheet.values.get(part, Decimal(0))) for parts in self.sums.get(cell, ()) for part in parts)
        if abs(missing) not in set(parts):
            return None
        return "part_left_out" if missing > 0 else "part_counted_twice"

    # --- several cells ------------------------------------------------------------------------------------

    def _of_several(self, changes: Changes) -> Slip | None:
        """The slip that undoes most of these changes at once."""
        found = [*self._of_lines(changes), *self._of_two_rows(changes)] if len(changes) > 1 else []
        if all(len(slip.changes) < 3 for slip in found):
            found += self._of_pairs(changes)
        return max(found, key=lambda slip: (len(slip.changes), -slip.cost), default=None)

    def _slip(self, kind: str, changes: Changes) -> Slip:
        rebate = sum(self.rebates.get(change, 0.0) for change in changes.items())
        more = min(EACH_MORE * (len(changes) - 1), _MORE)
        return Slip(changes, kind, SLIP + _SEVERAL[kind] + more - min(rebate, ODD))

    def _of_lines(self, changes: Changes) -> Iterator[Slip]:
        for way, line in self.lines.with_two_of(changes):
            mine = {cell: changes[cell] for cell in line if cell in changes}
            before = [self.sheet.values.get(cell) for cell in line]
            if not any(before):
                total = all(cell in self.sums for cell in mine) and self._is_total(way, line)
                yield self._slip(f"total_{way}_empty" if total else f"{way}_empty", mine)
            elif self._is_last_years(line, mine):
                yield self._slip("last_years_figure", mine)
            elif len(mine) > 2 and _shifted(before, [mine.get(cell, self.sheet.values.get(cell)) for cell in line]):
                yield self._slip(f"{way}_shifted", mine)

    def _is_last_years(self, line: tuple[CellId, ...], changes: Changes) -> bool:
        """Whether a line's figures are those of last year, and not all of them small."""
        values = self.sheet.values
        same = all(self.last.get(cell) == values.get(cell) for cell in line)
        return same and max(values.get(cell, Decimal(0)) for cell in changes) >= _TELLING

    def _is_total(self, way: str, line: tuple[CellId, ...]) -> bool:
        """Whether a line is one of sums across it: all sums of cells outside of it."""
        return all(
            any(set(parts).isdisjoint(line) for parts in self.sums.get(cell, ()))
            for cell in line
            if cell in self.sheet.values
        )

    def _of_pairs(self, changes: Changes) -> Iterator[Slip]:
        values = self.sheet.values
        for one, other in combinations(changes, 2):
            pair = {one: changes[one], other: changes[other]}
            deltas = changes[one] - values[one], changes[other] - values[other]
            if changes[one] == values[other] and changes[other] == values[one]:
                yield self._slip("cells_exchanged", pair)
            elif deltas[0] == -deltas[1] and _in_line(one, other):
                yield self._slip("compensating_pair", pair)
            elif deltas[0] == deltas[1] and (self._is_part(one, other) or self._is_part(other, one)):
                yield self._slip("cell_and_total", pair)

    def _is_part(self, part: CellId, whole: CellId) -> bool:
        return any(part in parts for parts in self.sums.get(whole, ()))

    def _of_two_rows(self, changes: Changes) -> Iterator[Slip]:
        values = {**self.sheet.values, **changes}
        rows: dict[str, dict[str, CellId]] = {}
        for cell in changes:
            row, _, column = cell.rpartition(".")
            rows.setdefault(row, {})[column] = cell
        for one, other in combinations([row for row, cells in rows.items() if len(cells) > 1], 2):
            if rows[one].keys() != rows[other].keys():
                continue
            pairs = [(cell, rows[other][column]) for column, cell in rows[one].items()]
            mine = {cell: changes[cell] for pair in pairs for cell in pair}
            if all(
                values.get(a) == self.sheet.values.get(b) and values.get(b) == self.sheet.values.get(a)
                for a, b in pairs
            ):
                yield self._slip("rows_exchanged", mine)


def _in_line(one: CellId, other: CellId) -> bool:
    """Whether two cells stand in one row, or in one column of a table."""
    (row, _, column), (row2, _, column2) = one.rpartition("."), other.rpartition(".")
    return row == row2 or (column == column2 and row.partition(".")[0] == row2.partition(".")[0])


class Lines:
    """The rows and columns of a report's tables."""

    def __init__(self, sheet: Sheet) -> None:
        self.every = tuple(lines(sheet))
        self._of: dict[CellId, list[int]] = {}
        for number, (_, line) in enumerate(self.every):
            for cell in line:
                self._of.setdefault(cell, []).append(number)

    def with_two_of(self, cells: Iterable[CellId]) -> Iterator[tuple[str, tuple[CellId, ...]]]:
        """Those in which at least two of these cells are."""
        often = Counter(number for cell in cells for number in self._of.get(cell, ()))
        return (self.every[number] for number in sorted(often) if often[number] > 1)


def lines(sheet: Sheet) -> Iterator[tuple[str, tuple[CellId, ...]]]:
    """The rows and columns of the form's tables, as far as the report has them."""
    if sheet.form is None:
        return
    for table in sheet.form.tables:
        for part in table.parts:
            grid = [[table.cell_id(row, column) for column in part.columns] for row in part.rows]
            for row in grid:
                yield "row", tuple(cell for cell in row if cell in sheet.cells)
            # The figures of a list are in one column, and of different things.
            for line in () if table.is_list else zip(*grid, strict=True):
                yield "column", tuple(cell for cell in line if cell in sheet.cells)


def left_empty(sheet: Sheet, seen: Collection[CellId]) -> list[tuple[CellId, ...]]:
    """Rows and columns in which all is 0, by those of their cells that are seen: they may have been left out."""
    empty = [line for _, line in lines(sheet) if not any(sheet.values.get(cell) for cell in line)]
    mine = [tuple(cell for cell in line if cell in seen) for line in empty]
    return sorted((line for line in mine if len(line) > 1), key=len)


def _shifted(before: list[Decimal | None], after: list[Decimal | None]) -> bool:
    """Whether the figures before are those after, one place on or back, from the first that is wrong to the last; what
    falls off comes round or is lost.
    """
    apart = [at for at, (mine, right) in enumerate(zip(before, after, strict=True)) if mine != right]
    mine, right = (values[apart[0] : apart[-1] + 1] for values in (before, after))
    return len(mine) > 2 and (mine[1:] == right[:-1] or mine[:-1] == right[1:])


def digit_slip(old: Decimal, new: Decimal) -> str | None:
    """What happened to the digits of ``new`` if ``old`` was printed: one dropped, added, or two neighbours swapped."""
    one, other = _digits(old), _digits(new)
    if one is None or other is None or one == other:
        return None
    if len(one) == len(other):
        apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return "digits_swapped" if swapped and sorted(one) == sorted(other) else None
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) != len(shorter) + 1 or shorter == "0":
        return None
    if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return "digit_added" if longer is one else "digit_dropped"
    return None


def one_digit_differs(old: Decimal, new: Decimal) -> bool:
    """Whether two numbers of as many digits differ in one of them."""
    one, other = _digits(old), _digits(new)
    return (
        one is not None
        and other is not None
        and len(one) == len(other)
        and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    )


def _digits(value: Decimal) -> str | None:
    """The digits of a whole number that is not negative."""
    return str(int(value)) if value >= 0 and value == value.to_integral_value() else None
