"""Which sums fail and by how much, kept so that what a change of figures does to them is quickly told.

The sums are numbered; a set of them is a whole number with one bit for each, so that “these figures are in all sums
that fail” is one operation. All amounts are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.checks.constraints import Constraint
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import Changes, lines
from toolkit.model import CellId


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its known cells, and the sums that see one of them."""

    way: str
    cells: tuple[CellId, ...]
    mask: int


class Network:
    """Connected sums and the cells in them; ``last`` are the figures of last year's report."""

    def __init__(
        self, sheet: Sheet, constraints: Sequence[Constraint], last: Mapping[CellId, Decimal] | None = None
    ) -> None:
        self.sheet = sheet
        self.last = last or {}
        self.constraints = tuple(constraints)
        self.equations = [(n, constraint.signs) for n, constraint in enumerate(constraints) if constraint.exact]
        seen: dict[CellId, list[tuple[int, int]]] = {}
        for number, constraint in enumerate(constraints):
            for cell, sign in constraint.signs.items():
                seen.setdefault(cell, []).append((number, sign))
        self.signs: Mapping[CellId, Sequence[tuple[int, int]]] = seen
        self.masks = {cell: sum(1 << number for number, _ in signs) for cell, signs in seen.items()}
        known = ((way, tuple(cell for cell in line if cell in seen)) for way, line in lines(sheet))
        self.lines = [Line(way, cells, self.mask_of(cells)) for way, cells in known if len(cells) > 1]
        self.lines_of: dict[CellId, list[Line]] = {}
        for line in self.lines:
            for cell in line.cells:
                self.lines_of.setdefault(cell, []).append(line)
        self._parts: dict[CellId, set[CellId]] = {}
        # By the form: that another part is blank is no reason to think less of a cell and its sum.
        for identity in sheet.form.identities if sheet.form else ():
            for case in identity.cases if identity.relation == "equal" else ():
                if case.left == (case.result,):
                    self._parts.setdefault(case.result, set()).update(case.right)

    def mask_of(self, cells: Iterable[CellId]) -> int:
        """The sums that see one of these cells."""
        mask = 0
        for cell in cells:
            mask |= self.masks.get(cell, 0)
        return mask

    def is_sum_of(self, whole: CellId, part: CellId) -> bool:
        """Whether one cell is a sum of which the other is a part."""
        return part in self._parts.get(whole, ())

    def printed(self) -> Syndrome:
        """The sums as the report's figures have them."""
        excess = [constraint.excess(self.sheet.values) for constraint in self.constraints]
        failing = sum(1 << n for n, c in enumerate(self.constraints) if not c.allows(excess[n]))
        return Syndrome(self, self.sheet.values, excess, failing)


@dataclass(frozen=True, slots=True)
class Syndrome:
    """Figures, by how much each sum is off, and which fail."""

    network: Network
    values: Mapping[CellId, Decimal]
    excess: Sequence[Decimal]
    failing: int

    @property
    def numbers(self) -> list[int]:
        """The sums that fail."""
        return [n for n in range(len(self.excess)) if self.failing >> n & 1]

    @property
    def asking(self) -> int | None:
        """The first equation that fails: it says by how much its cells are wrong."""
        return next((n for n in self.numbers if self.network.constraints[n].exact), None)

    def shifts(self, changes: Changes) -> dict[int, Decimal]:
        """By how much changes move each sum that sees them."""
        moved: dict[int, Decimal] = {}
        for cell, value in changes.items():
            delta = value - self.values[cell]
            for number, sign in self.network.signs.get(cell, ()):
                moved[number] = moved.get(number, Decimal(0)) + (delta if sign > 0 else -delta)
        return moved

    def after(self, changes: Changes) -> Syndrome:
        """The sums as they would be."""
        excess, failing = list(self.excess), self.failing
        for number, shift in self.shifts(changes).items():
            excess[number] += shift
            fails = not self.network.constraints[number].allows(excess[number])
            failing = failing | 1 << number if fails else failing & ~(1 << number)
        return Syndrome(self.network, {**self.values, **changes}, excess, failing)

    def would_do(self, changes: Changes) -> bool:
        """Whether all sums hold after the changes, and the figures could stand there."""
        if not changes or self.failing & ~self.network.mask_of(changes):
            return False
        if not all(self.may_stand(cell, value) for cell, value in changes.items()):
            return False
        constraints, excess = self.network.constraints, self.excess
        shifts = self.shifts(changes)
        return all(constraints[n].allows(excess[n] + shift) for n, shift in shifts.items())

    def may_stand(self, cell: CellId, value: Decimal) -> bool:
        """Whether a figure could be a cell's: counts are whole and not below 0."""
        of, old = self.network.sheet.cells[cell], self.network.sheet.values[cell]
        whole = of.is_money or value == value.to_integral_value() or old != old.to_integral_value()
        return whole and (value >= 0 or of.column.signed)
