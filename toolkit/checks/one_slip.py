"""Sets of changes that are one slip and make all sums hold: of one cell, of a line left at 0, or a move of figures.

They are worked out in exact numbers without a search: a cell's figure follows from a sum that fails, those of an empty
line from the sums that see just one of its cells. Where one slip explains all that fails, nothing else needs to be
looked for: two slips cost more (``slips``), unless something beside the table speaks for both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.checks.constraints import Constraint
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import Changes, left_empty
from toolkit.model import CellId


@dataclass(frozen=True, slots=True)
class OneSlip:
    """The sets of changes, each once; ``is_complete`` is False where an empty line's figures do not follow."""

    sets: tuple[Changes, ...]
    is_complete: bool


def one_slip_sets(sheet: Sheet, constraints: Sequence[Constraint], moves: Sequence[Changes]) -> OneSlip:
    """All sets of changes that are one slip, after which these constraints hold."""
    if any(constraint.identity.tolerance for constraint in constraints):
        return OneSlip((), False)  # within a tolerance several figures would do
    work = _Work(sheet, constraints)
    lines = [work.filled(line) for line in left_empty(sheet, work.of_cell)]
    found: dict[tuple[tuple[CellId, Decimal], ...], Changes] = {}
    for changes in (*work.single_cells(), *(line for line in lines if line), *moves):
        if work.would_do(changes):
            found.setdefault(tuple(sorted(changes.items())), changes)
    return OneSlip(tuple(found.values()), None not in lines)


class _Work:
    """The sums and by how much they fail."""

    def __init__(self, sheet: Sheet, constraints: Sequence[Constraint]) -> None:
        self._sheet = sheet
        self._constraints = constraints
        self._excess = [constraint.excess(sheet.values) for constraint in constraints]
        self._failing = {n for n, c in enumerate(constraints) if not c.allows(self._excess[n])}
        self.of_cell: dict[CellId, list[int]] = {}
        for number, constraint in enumerate(constraints):
            for cell in constraint.signs:
                self.of_cell.setdefault(cell, []).append(number)

    def single_cells(self) -> Iterator[Changes]:
        """What a sum that fails asks of each of its cells."""
        first = next((n for n in sorted(self._failing) if self._constraints[n].exact), None)
        if first is None:
            return
        for cell, sign in self._constraints[first].signs.items():
            yield {cell: self._sheet.values[cell] - sign * self._excess[first]}

    def filled(self, line: Collection[CellId]) -> Changes | None:
        """The figures of a line, one after the other from the sums that see only one cell that is still open; empty
        where the sums say that it can't be the slip, None where they leave something open.
        """
        numbers = {number for cell in line for number in self.of_cell[cell]}
        if not self._failing <= numbers:
            return {}
        left, deltas = set(line), dict[CellId, Decimal]()
        exact = [number for number in sorted(numbers) if self._constraints[number].exact]
        while left:
            said = next(((n, open_) for n in exact if len(open_ := left & self._constraints[n].signs.keys()) == 1), None)
            if said is None:
                return None
            number, (cell,) = said
            signs = self._constraints[number].signs
            shift = sum((signs[c] * delta for c, delta in deltas.items() if c in signs), Decimal(0))
            deltas[cell] = -signs[cell] * (self._excess[number] + shift)
            left.remove(cell)
        return {cell: self._sheet.values[cell] + deltas[cell] for cell in line if deltas[cell]}

    def would_do(self, changes: Changes) -> bool:
        """Whether all sums hold after the changes, and the figures could stand there."""
        values, shifts = self._sheet.values, dict[int, Decimal]()
        for cell, value in changes.items():
            if not self._may_stand(cell, value):
                return False
            for number in self.of_cell.get(cell, ()):
                moved = self._constraints[number].signs[cell] * (value - values[cell])
                shifts[number] = shifts.get(number, Decimal(0)) + moved
        return self._failing <= shifts.keys() and all(
            self._constraints[number].allows(self._excess[number] + shift) for number, shift in shifts.items()
        )

    def _may_stand(self, cell: CellId, value: Decimal) -> bool:
        of, old = self._sheet.cells[cell], self._sheet.values[cell]
        whole = of.is_money or value == value.to_integral_value() or old != old.to_integral_value()
        return whole and (value >= 0 or of.column.signed)


def two_slips_cost(rebates: Collection[float], one: float, least: float) -> float:
    """The least that two slips can cost: each ``one`` less what speaks for it, or ``least`` if it moves figures."""
    first, second = sorted((*(one - rebate for rebate in rebates), least, least))[:2]
    return first + second
