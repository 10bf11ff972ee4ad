"""Which slips a report's figures show, by the form's equations alone: each kind of slip is undone in every place.

Nothing of the checks is used here. For figures with one slip in them all kinds are named of which a single slip could
have made these figures out of figures that agree: with one kind the figures show what happened, with several they show
that something did, and where every equation holds they show nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from bench.planted import outcomes_of
from fixtures.figures import APPLICANTS, Figures
from toolkit.forms.form import Case, Form
from toolkit.model import CellId

Changes = Mapping[CellId, Decimal]
ZERO = Decimal(0)
_FLOW = {"new": 1, "carried_in": 1, "total": -1, "carried_out": -1}


class Shown:
    """The figures as printed, and the form's equations."""

    def __init__(self, printed: Figures, form: Form) -> None:
        self.printed = printed
        self.form = form
        # The form's sums name rows that stand for others; a report has the one or the others.
        self.equations = [
            {cell: sign for sign, cells in ((1, case.left), (-1, case.right)) for cell in cells if cell in printed}
            for case in _cases(form)
        ]
        self.of_cell: dict[CellId, list[int]] = {}
        for number, equation in enumerate(self.equations):
            for cell in equation:
                self.of_cell.setdefault(cell, []).append(number)
        self.off = [sum((sign * printed[cell] for cell, sign in e.items()), ZERO) for e in self.equations]
        self.failing = {number for number, amount in enumerate(self.off) if amount}

    def kinds(self) -> frozenset[str]:
        """The kinds of which one slip could have made the figures; empty where none could, or nothing fails."""
        return frozenset(kind for kind, changes in self._undone() if self.failing and self._agrees_after(changes))

    def _agrees_after(self, changes: Changes) -> bool:
        if not changes or any(value < 0 for value in changes.values()):
            return False
        moved: dict[int, Decimal] = {}
        for cell, value in changes.items():
            for number in self.of_cell.get(cell, ()):
                sign = self.equations[number][cell]
                moved[number] = moved.get(number, ZERO) + sign * (value - self.printed[cell])
        return self.failing <= moved.keys() and all(self.off[number] + shift == 0 for number, shift in moved.items())

    def _undone(self) -> Iterator[tuple[str, Changes]]:
        """Every slip of every kind, undone."""
        yield from self._single_cells()
        yield from self._left_empty()
        yield from self._moved()
        yield from self._of_pairs()

    # --- one cell -----------------------------------------------------------------------------------------

    def _single_cells(self) -> Iterator[tuple[str, Changes]]:
        first = min(self.failing, default=None)
        if first is None:
            return
        for cell, sign in self.equations[first].items():
            right = self.printed[cell] - sign * self.off[first]
            for kind in self._single_kinds(cell, right):
                yield kind, {cell: right}

    def _single_kinds(self, cell: CellId, right: Decimal) -> Iterator[str]:
        old = self.printed[cell]
        if right < 0 or old < 0:
            return
        was, now = str(int(right)), str(int(old))
        if not old and (cell.endswith(".total") or cell.startswith("applications.total.")):
            yield "total_cell_empty"
        if right >= 10:
            if len(was) == len(now) + 1 and now in {was[:at] + was[at + 1 :] for at in range(len(was))}:
                yield "digit_dropped"
            if len(now) == len(was) + 1 and was in {now[:at] + now[at + 1 :] for at in range(len(now))}:
                yield "digit_added"
            apart = [at for at, (a, b) in enumerate(zip(was, now, strict=False)) if a != b]
            if len(was) == len(now) and len(apart) == 1:
                yield "digit_changed"
            if len(was) == len(now) and len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(was) == sorted(now):
                yield "digits_swapped"
        if cell.startswith("applications.total.") and self._is_outcome(old - right, cell.rpartition(".")[2]):
            yield "part_counted_twice"

    def _is_outcome(self, amount: Decimal, column: str) -> bool:
        return amount > 9 and any(self.printed[CellId(f"applications.{row}.{column}")] == amount for row in self._rows)

    # --- rows and columns ---------------------------------------------------------------------------------

    @property
    def _rows(self) -> Sequence[str]:
        return outcomes_of(self.printed, self.form)

    def _row(self, row: str, columns: Sequence[str] = (*APPLICANTS, "total")) -> list[CellId]:
        return [CellId(f"applications.{row}.{column}") for column in columns]

    @property
    def _all_rows(self) -> Sequence[str]:
        return ["new", "carried_in", *self._rows, "total", "carried_out"]

    def _left_empty(self) -> Iterator[tuple[str, Changes]]:
        """Rows and the column of totals, all 0, with what the outcomes or the applicants add up to."""
        printed = self.printed
        sums = [sum((printed[CellId(f"applications.{r}.{c}")] for r in self._rows), ZERO) for c in APPLICANTS]
        totals = [printed[cell] for cell in self._row("total", APPLICANTS)]
        missing = [b - a for a, b in zip(sums, totals, strict=True)]
        carried = [
            sum((sign * printed[CellId(f"applications.{row}.{column}")] for row, sign in _FLOW.items()), ZERO)
            for column in APPLICANTS
        ]
        for row in self._all_rows:
            if not any(printed[cell] for cell in self._row(row)):
                flow = [-_FLOW[row] * amount for amount in carried] if row in _FLOW else missing
                parts = sums if row == "total" else flow
                changes = dict(zip(self._row(row), (*parts, sum(parts, ZERO)), strict=True))
                kind = "total_row_empty" if row == "total" else "row_empty"
                yield kind, {cell: value for cell, value in changes.items() if value}
        column = {cells[-1]: cells[:-1] for cells in map(self._row, self._all_rows)}
        if not any(printed[cell] for cell in column):
            added = {total: sum((printed[cell] for cell in parts), ZERO) for total, parts in column.items()}
            yield "total_column_empty", {cell: value for cell, value in added.items() if value}

    def _moved(self) -> Iterator[tuple[str, Changes]]:
        """Rows and columns, or parts of them, one place back, and rows exchanged."""
        for row in self._all_rows:
            yield from (("row_shifted", self._back(cells)) for cells in _parts(self._row(row, APPLICANTS)))
        for column in APPLICANTS:
            cells = [CellId(f"applications.{row}.{column}") for row in self._rows]
            yield from (("column_shifted", self._back(cells)) for cells in _parts(cells))
        for one, other in pairwise(self._all_rows):
            a, b = self._row(one), self._row(other)
            pairs = [pair for up, down in zip(a, b, strict=True) for pair in ((up, down), (down, up))]
            yield "rows_exchanged", self._changed({to: self.printed[of] for to, of in pairs})

    def _back(self, cells: Sequence[CellId]) -> Changes:
        moved = zip(cells, (*cells[1:], cells[0]), strict=True)
        return self._changed({to: self.printed[of] for to, of in moved})

    def _changed(self, changes: Changes) -> Changes:
        return {cell: value for cell, value in changes.items() if value != self.printed[cell]}

    # --- two cells ----------------------------------------------------------------------------------------

    def _of_pairs(self) -> Iterator[tuple[str, Changes]]:
        for row in self._all_rows:
            cells = self._row(row, APPLICANTS)
            total = CellId(f"applications.{row}.total")
            for one, other in combinations(cells, 2):
                for delta in self._asked(one, other):
                    changes = {one: self.printed[one] + delta, other: self.printed[other] - delta}
                    yield "compensating_pair", changes
                    if changes[one] == self.printed[other]:
                        yield "cells_exchanged", changes
            for cell in cells:
                for delta in self._asked(cell, total):
                    yield "cell_and_total", {cell: self.printed[cell] + delta, total: self.printed[total] + delta}

    def _asked(self, cell: CellId, other: CellId) -> set[Decimal]:
        """The amounts that equations which see the one and not the other ask of it."""
        alone = [n for n in self.of_cell[cell] if n in self.failing and other not in self.equations[n]]
        return {-self.equations[n][cell] * self.off[n] for n in alone}


def _parts(cells: Sequence[CellId]) -> Iterator[Sequence[CellId]]:
    """All stretches of at least three cells."""
    for first, last in combinations(range(len(cells) + 1), 2):
        if last - first > 2:
            yield cells[first:last]


def _cases(form: Form) -> Iterator[Case]:
    for identity in form.identities:
        if identity.relation == "equal" and identity.severity == "error":
            yield from identity.cases
