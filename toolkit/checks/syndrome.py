"""Which sums fail and by how much, kept so that what a change of figures does to them is quickly told.

The sums are numbered; a set of them is a whole number with one bit for each, so that “these figures are in all sums
that fail” is one operation. Figures are whole numbers of the smallest unit that is printed, so that all amounts are
exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from math import inf

from toolkit.checks.constraints import Constraint
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import Changes, lines
from toolkit.model import CellId

_MOST_PLACES = 30
"""More decimal places than that no figure has."""

Amounts = Mapping[CellId, int]
"""New figures of cells, in the smallest unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A row or a column: its known cells, and the sums that see one of them."""

    way: str
    cells: tuple[CellId, ...]
    mask: int
    seen: Mapping[int, tuple[CellId, ...]]
    """Its cells by the sum that sees them."""


class Network:
    """Connected sums and the cells in them; ``last`` are the figures of last year's report."""

    def __init__(
        self, sheet: Sheet, constraints: Sequence[Constraint], last: Mapping[CellId, Decimal] | None = None
    ) -> None:
        self.constraints = tuple(constraints)
        self.exact = [constraint.exact for constraint in constraints]
        self.equations = [(n, constraint.signs) for n, constraint in enumerate(constraints) if constraint.exact]
        self.is_exact = not any(constraint.identity.tolerance for constraint in constraints)
        """Whether equations say what a figure is, not only within a tolerance."""
        self.signs: dict[CellId, list[tuple[int, int]]] = {}
        for number, constraint in enumerate(constraints):
            for cell, sign in constraint.signs.items():
                self.signs.setdefault(cell, []).append((number, sign))
        self.masks = {cell: sum(1 << number for number, _ in signs) for cell, signs in self.signs.items()}
        self._read(sheet, last or {})
        self._lay_out(sheet)

    def _read(self, sheet: Sheet, last: Mapping[CellId, Decimal]) -> None:
        """The figures in the smallest unit that is printed."""
        printed = {cell: sheet.values[cell] for cell in self.signs}
        tolerances = [constraint.identity.tolerance for constraint in self.constraints]
        places = max((_places(value) for value in (*printed.values(), *tolerances)), default=0)
        self._unit = 10**places
        self.values = {cell: int(value * self._unit) for cell, value in printed.items()}
        self._last = {cell: value * self._unit for cell, value in last.items()}
        high = [int(tolerance * self._unit) for tolerance in tolerances]
        self.bounds = [(-most if exact else -inf, most) for most, exact in zip(high, self.exact, strict=True)]
        cells = sheet.cells
        self.signed = frozenset(cell for cell in printed if cells[cell].column.signed)
        self._whole = frozenset(c for c, v in self.values.items() if not cells[c].is_money and not v % self._unit)

    def _lay_out(self, sheet: Sheet) -> None:
        """The lines, and which cells are sums of which."""
        known = ((way, tuple(cell for cell in line if cell in self.signs)) for way, line in lines(sheet))
        self.lines = [self._line(way, cells) for way, cells in known if len(cells) > 1]
        self.lines_of: dict[CellId, list[Line]] = {}
        for line in self.lines:
            for cell in line.cells:
                self.lines_of.setdefault(cell, []).append(line)
        # By the form: that another part is blank is no reason to think less of a cell and its sum.
        identities = sheet.form.identities if sheet.form else ()
        sums = (
            (case.result, part)
            for identity in identities
            if identity.relation == "equal"
            for case in identity.cases
            if case.left == (case.result,)
            for part in case.right
        )
        self.with_sum = frozenset(pair for whole, part in sums for pair in ((whole, part), (part, whole)))
        """Cells of which one is a sum and the other a part of it, either way."""
        self._within: dict[int, bool] = {}

    def _line(self, way: str, cells: tuple[CellId, ...]) -> Line:
        seen: dict[int, tuple[CellId, ...]] = {}
        for cell in cells:
            for number, _ in self.signs[cell]:
                seen[number] = (*seen.get(number, ()), cell)
        return Line(way, cells, self.mask_of(cells), seen)

    @cached_property
    def neighbours(self) -> list[tuple[Line, Line]]:
        """Rows one below the other that have the same columns."""
        rows = [line for line in self.lines if line.way == "row"]
        columns = [[cell.rpartition(".")[2] for cell in row.cells] for row in rows]
        pairs = zip(pairwise(rows), pairwise(columns), strict=True)
        return [(one, other) for (one, other), (mine, its) in pairs if mine == its]

    @cached_property
    def _reaches(self) -> list[int]:
        """The sums that one slip may spoil: those of a line, of two rows, of a cell that is in no line; none that is
        within another.
        """
        two_rows = {one.mask | other.mask for one, other in self.neighbours}
        alone = {mask for cell, mask in self.masks.items() if cell not in self.lines_of}
        every = alone | two_rows | {line.mask for line in self.lines}
        return [mask for mask in every if not any(mask != other and not mask & ~other for other in every)]

    def is_within_one_slip(self, failing: int) -> bool:
        """Whether one slip may have spoilt all these sums."""
        known = self._within.get(failing)
        if known is None:
            known = self._within[failing] = any(not failing & ~reach for reach in self._reaches)
        return known

    def is_within_two_slips(self, failing: int) -> bool:
        """Whether two slips may have spoilt all these sums."""
        return any(self.is_within_one_slip(rest) for rest in {failing & ~reach for reach in self._reaches})

    def mask_of(self, cells: Iterable[CellId]) -> int:
        """The sums that see one of these cells."""
        mask = 0
        for cell in cells:
            mask |= self.masks[cell]
        return mask

    def may_stand(self, changes: Amounts) -> bool:
        """Whether figures could be their cells': counts are not below 0, and whole where they were."""
        unit = self._unit
        for cell, value in changes.items():
            if value < 0 and cell not in self.signed:
                return False
            if unit > 1 and value % unit and cell in self._whole:
                return False
        return True

    def left_empty(self, among: Iterable[Line], values: Amounts) -> list[Line]:
        """The lines into which nothing was written: they are all 0, or have last year's figures."""
        last = self._last
        return [
            line
            for line in among
            if not any(values[cell] for cell in line.cells)
            or (last and all(last.get(cell) == values[cell] for cell in line.cells))
        ]

    def printed(self) -> Syndrome:
        """The sums as the report's figures have them."""
        values = self.values
        excess = [sum(sign * values[cell] for cell, sign in c.signs.items()) for c in self.constraints]
        failing = sum(1 << n for n, (low, high) in enumerate(self.bounds) if not low <= excess[n] <= high)
        return Syndrome(self, values, excess, failing, self.left_empty(self.lines, values))

    def figures(self, changes: Amounts) -> Changes:
        """Changes as they would be printed."""
        return {cell: Decimal(value) / self._unit for cell, value in changes.items()}


@dataclass(frozen=True)
class Syndrome:
    """Figures, by how much each sum is off, which fail, and the lines into which nothing was written."""

    network: Network
    values: Amounts
    excess: Sequence[int]
    failing: int
    left: Sequence[Line]

    @cached_property
    def equations(self) -> list[int]:
        """The equations that fail, those of few cells first: they say by how much their cells are wrong."""
        constraints, exact = self.network.constraints, self.network.exact
        failing = [n for n in range(len(exact)) if self.failing >> n & 1 and exact[n]]
        return sorted(failing, key=lambda n: len(constraints[n].signs))

    def asked(self, number: int, cell: CellId) -> int:
        """By how much an equation that fails would have a cell changed, if that alone is wrong in it."""
        return -self.network.constraints[number].signs[cell] * self.excess[number]

    def across(self, line: Line) -> list[tuple[int, CellId]]:
        """The equations that fail and see just one cell of a line, and that cell."""
        mine = ((n, line.seen[n]) for n in self.equations if line.mask >> n & 1)
        return [(n, cells[0]) for n, cells in mine if len(cells) == 1]

    def wrong_places(self, line: Line) -> list[int]:
        """The places in a line of which equations across it fail."""
        wrong = {cell for _, cell in self.across(line)}
        return [at for at, cell in enumerate(line.cells) if cell in wrong] if wrong else []

    def shifts(self, changes: Amounts) -> dict[int, int]:
        """By how much changes move each sum that sees them."""
        moved: dict[int, int] = {}
        values, signs = self.values, self.network.signs
        for cell, value in changes.items():
            delta = value - values[cell]
            for number, sign in signs[cell]:
                moved[number] = moved.get(number, 0) + sign * delta
        return moved

    def failing_after(self, shifts: Mapping[int, int]) -> int:
        """The sums that fail after they were moved."""
        failing, excess, bounds = self.failing, self.excess, self.network.bounds
        for number, shift in shifts.items():
            low, high = bounds[number]
            if low <= excess[number] + shift <= high:
                failing &= ~(1 << number)
            else:
                failing |= 1 << number
        return failing

    def after(self, changes: Amounts) -> Syndrome:
        """The sums as they would be."""
        shifts, excess, values = self.shifts(changes), list(self.excess), {**self.values, **changes}
        for number, shift in shifts.items():
            excess[number] += shift
        network = self.network
        touched = dict.fromkeys(line for cell in changes for line in network.lines_of.get(cell, ()))
        left = [line for line in self.left if line not in touched] + network.left_empty(touched, values)
        return Syndrome(network, values, excess, self.failing_after(shifts), left)

    def would_do(self, changes: Amounts) -> bool:
        """Whether all sums hold after the changes, and the figures could stand there."""
        return (
            bool(changes)
            and not self.failing & ~self.network.mask_of(changes)
            and self._would_hold_first(changes)
            and not self.failing_after(self.shifts(changes))
            and self.network.may_stand(changes)
        )

    def _would_hold_first(self, changes: Amounts) -> bool:
        """Whether the first equation that fails would hold: most changes are dismissed by that."""
        if not self.equations:
            return True
        number, values = self.equations[0], self.values
        signs, excess = self.network.constraints[number].signs, self.excess[number]
        for cell, value in changes.items():
            excess += signs.get(cell, 0) * (value - values[cell])
        low, high = self.network.bounds[number]
        return low <= excess <= high

    def would_turn(self, cells: Sequence[CellId], step: int) -> bool:
        """Whether the first equation that fails would hold with these figures one place back (1) or on (−1)."""
        if not self.equations:
            return False
        number, values = self.equations[0], self.values
        signs, excess = self.network.constraints[number].signs, self.excess[number]
        for at, cell in enumerate(cells):
            sign = signs.get(cell)
            if sign:
                excess += sign * (values[cells[(at + step) % len(cells)]] - values[cell])
        low, high = self.network.bounds[number]
        return low <= excess <= high


def _places(value: Decimal) -> int:
    """How many decimal places a figure has."""
    exponent = value.normalize().as_tuple().exponent
    return min(max(-exponent, 0), _MOST_PLACES) if isinstance(exponent, int) else 0
