"""Which slips explain the sums that fail: evidence is counted, and what one slip explains is told once.

A slip is a wrong figure in one cell, or wrong figures in the cells of one row or one column. The sums that see only one
of these cells say what its figure should be; where they agree, and no sum that held before is broken by it, the slip is
possible. It is worth the number of sums that hold after the change less the number of cells changed: a figure that is
wrong in its row and in its column is worth one, a total row left at 0 is worth more the more columns it has. The best
is taken, its changes are supposed to be made, and the rest is looked at again. Where several different changes would do
as well, none of them is taken: the sums that fail are still told as one slip, with no repair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from math import prod

from toolkit.checks.constraints import Constraint
from toolkit.checks.sheet import Sheet
from toolkit.model import CellId

_MOST_COMBINATIONS = 64
"""How many combinations are tried for a line whose sums disagree about its cells."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Failing constraints that go back to one slip.

    ``changes`` are the new figures of the cells that would make all of them hold, and break nothing; empty where more
    than one set of changes would do, or none was found. ``assumed`` are the changes of slips explained before.
    """

    failing: tuple[Constraint, ...]
    changes: Mapping[CellId, Decimal] = field(default_factory=dict)
    assumed: Mapping[CellId, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Slip:
    """Changes that could be a slip: the failing constraints that they mend, and what speaks for them."""

    changes: Mapping[CellId, Decimal]
    mends: frozenset[int]
    worth: int

    @property
    def rank(self) -> tuple[int, int]:
        """The best first."""
        return (-self.worth, len(self.changes))


def explain(sheet: Sheet, constraints: Sequence[Constraint]) -> list[Explanation]:
    """Explanations of the failing constraints, each failing constraint in just one of them."""
    search = _Search(sheet, constraints)
    return [*search.slips(), *search.rest()]


class _Search:
    """The state of an explanation in progress: the figures as they are supposed to be by now."""

    def __init__(self, sheet: Sheet, constraints: Sequence[Constraint]) -> None:
        self._sheet = sheet
        self._constraints = constraints
        self._of_cell: dict[CellId, list[int]] = {}
        for number, constraint in enumerate(constraints):
            for cell in constraint.signs:
                self._of_cell.setdefault(cell, []).append(number)
        self._excess = [constraint.excess(sheet.values) for constraint in constraints]
        self._values = dict(sheet.values)
        self._assumed: dict[CellId, Decimal] = {}
        self._settled: set[int] = set()
        self._told: set[int] = set()
        self._unmended: list[Constraint] = []
        self._lines = [line for line in _lines(sheet) if any(cell in self._of_cell for cell in line)]

    # --- slips, the best first ----------------------------------------------------------------------------

    def slips(self) -> Iterator[Explanation]:
        """One possible slip after the other, the best supported first."""
        while slips := sorted(self._possible_slips(), key=lambda slip: slip.rank):
            best = slips[0]
            rivals = [slip for slip in slips[1:] if slip.rank == best.rank and slip.mends & best.mends]
            self._settled |= best.mends.union(*(slip.mends for slip in rivals))
            if any(slip.mends != best.mends for slip in rivals):
                continue  # what is tangled like this is told sum by sum
            failing = tuple(self._constraints[number] for number in sorted(best.mends))
            self._told |= best.mends
            yield Explanation(failing, {} if rivals else best.changes, self._assumed_in(failing))
            if rivals:
                self._unmended.extend(failing)
            else:
                self._make(best.changes)

    def _possible_slips(self) -> Iterable[_Slip]:
        """Every possible slip that mends something not yet settled, the same changes once."""
        found: dict[tuple[tuple[CellId, Decimal], ...], _Slip] = {}
        for deltas in (*self._single_cells(), *self._whole_lines()):
            slip = self._judged(deltas)
            if slip is not None and slip.mends.isdisjoint(self._settled):
                found.setdefault(tuple(sorted(slip.changes.items())), slip)
        return found.values()

    def _failing(self) -> Iterator[int]:
        """The exact constraints that fail: only they say by how much a cell is wrong."""
        for number, constraint in enumerate(self._constraints):
            if constraint.exact and not constraint.allows(self._excess[number]):
                yield number

    def _single_cells(self) -> Iterator[dict[CellId, Decimal]]:
        for number in self._failing():
            for cell, sign in self._constraints[number].signs.items():
                yield {cell: -sign * self._excess[number]}

    def _whole_lines(self) -> Iterator[dict[CellId, Decimal]]:
        failing = set(self._failing())
        if not failing:
            return
        for line in self._lines:
            options = {cell: asked for cell in line if (asked := self._asked_alone(cell, line, failing))}
            if len(options) > 1 and prod(map(len, options.values())) <= _MOST_COMBINATIONS:
                for deltas in product(*options.values()):
                    yield dict(zip(options, deltas, strict=True))

    def _asked_alone(self, cell: CellId, line: tuple[CellId, ...], failing: set[int]) -> list[Decimal]:
        """By how much the constraints that see only this cell of the line want it changed; nothing if one holds."""
        asked: dict[Decimal, None] = {}
        for number in self._of_cell.get(cell, ()):
            constraint = self._constraints[number]
            if not constraint.exact or sum(other in constraint.signs for other in line) > 1:
                continue
            if number not in failing:
                return []
            asked[-constraint.signs[cell] * self._excess[number]] = None
        return list(asked)

    def _judged(self, deltas: Mapping[CellId, Decimal]) -> _Slip | None:
        """What speaks for these changes; None if they break something, or mend nothing."""
        changes = {cell: self._values[cell] + delta for cell, delta in deltas.items()}
        if not all(self._may_stand(cell, value) for cell, value in changes.items()):
            return None
        mends, holding, failing = set(), 0, 0
        for number in {number for cell in deltas for number in self._of_cell[cell]}:
            constraint = self._constraints[number]
            shift = sum(
                (constraint.signs[c] * delta for c, delta in deltas.items() if c in constraint.signs), Decimal(0)
            )
            held, holds = constraint.allows(self._excess[number]), constraint.allows(self._excess[number] + shift)
            if held and not holds:
                return None
            if holds and not held:
                mends.add(number)
            if constraint.exact:
                holding, failing = holding + holds, failing + (not holds)
        worth = holding - failing - len(changes)
        # Sums that agree about a change prove it. One sum alone proves nothing, but if only one change of a single cell
        # could mend it, that is the slip.
        needed = 0 if len(changes) == 1 and not failing else 1
        if worth < needed or not any(self._constraints[number].exact for number in mends):
            return None
        return _Slip(changes, frozenset(mends), worth)

    def _may_stand(self, cell: CellId, value: Decimal) -> bool:
        column = self._sheet.cells[cell].column
        return (value >= 0 or column.signed) and (column.is_money or value == value.to_integral_value())

    def _make(self, changes: Mapping[CellId, Decimal]) -> None:
        for cell, value in changes.items():
            for number in self._of_cell[cell]:
                self._excess[number] += self._constraints[number].signs[cell] * (value - self._values[cell])
            self._values[cell] = value
            self._assumed[cell] = value

    # --- what remains -------------------------------------------------------------------------------------

    def rest(self) -> Iterator[Explanation]:
        """The constraints that no slip explains, each by itself. An inequality about cells of an equation that fails as
        well follows from it, and is not told again.
        """
        failing = [
            constraint
            for number, constraint in enumerate(self._constraints)
            if number not in self._told and not constraint.allows(self._excess[number])
        ]
        for constraint in sorted(failing, key=lambda constraint: (not constraint.exact, bool(constraint.unknown))):
            cells = constraint.signs.keys()
            if not constraint.exact and any(cells <= told.signs.keys() for told in self._unmended):
                continue
            self._unmended.append(constraint)
            yield Explanation((constraint,), {}, self._assumed_in([constraint]))

    def _assumed_in(self, failing: Iterable[Constraint]) -> dict[CellId, Decimal]:
        seen = {cell for constraint in failing for cell in constraint.signs}
        return {cell: value for cell, value in self._assumed.items() if cell in seen}


def _lines(sheet: Sheet) -> Iterator[tuple[CellId, ...]]:
    """The cells of each row and of each column of each part of the form's tables, as far as they are known."""
    if sheet.form is None:
        return
    for table in sheet.form.tables:
        for part in table.parts:
            rows = [[CellId(f"{table.id}.{row.id}.{column.id}") for column in part.columns] for row in part.rows]
            for line in (*rows, *zip(*rows, strict=True)):
                yield tuple(cell for cell in line if cell in sheet.values)
