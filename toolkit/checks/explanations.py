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
from toolkit.forms.form import Identity
from toolkit.model import CellId, Repair, RepairStatus

_MOST_COMBINATIONS = 64
"""How many combinations are tried for a line whose sums disagree about its cells."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Failing constraints that go back to one slip.

    ``changes`` are the new figures of the cells that would make all of them hold, and break nothing; empty where more
    than one set of changes would do, or none was found. ``assumed`` are the changes that other explanations give.
    ``repairs`` are the sets of changes that were compared, the likeliest first; ``slip`` is what the likeliest says of
    what happened, where it stands out. ``remark`` is what is to be said of the search.
    """

    failing: tuple[Constraint, ...]
    changes: Mapping[CellId, Decimal] = field(default_factory=dict)
    assumed: Mapping[CellId, Decimal] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    status: RepairStatus = "none"
    slip: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class _Slip:
    """Changes that could be a slip: the failing constraints that they mend, and what speaks for them."""

    changes: Mapping[CellId, Decimal]
    mends: frozenset[int]
    worth: int
    stands: bool
    """Whether enough speaks for it to take it for the slip, if nothing else would do."""

    @property
    def rank(self) -> tuple[int, int]:
        """The best first."""
        return (-self.worth, len(self.changes))

    def would_do_for(self, other: _Slip) -> bool:
        """Whether it mends all that the other does with no more changes. (That less speaks for it may only mean that
        blanks keep sums from speaking.)
        """
        return self is not other and self.mends >= other.mends and len(self.changes) <= len(other.changes)


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
        while possible := self._possible_slips():
            standing = [slip for slip in possible if slip.stands]
            if not standing:
                return
            best = min(standing, key=lambda slip: slip.rank)
            as_good = [slip for slip in possible if slip.would_do_for(best)]
            rivals = [s for s in standing if s.rank == best.rank and s.mends & best.mends and s.mends != best.mends]
            self._settled |= best.mends.union(*(slip.mends for slip in rivals))
            if rivals:
                continue  # what is tangled like this is told sum by sum
            failing = tuple(self._constraints[number] for number in sorted(best.mends))
            self._told |= best.mends
            yield Explanation(failing, {} if as_good else best.changes, self._assumed_in(failing))
            if as_good:
                self._unmended.extend(failing)
            else:
                self._make(best.changes)

    def _possible_slips(self) -> list[_Slip]:
        """Every possible slip that mends something not yet settled, the same changes once."""
        found: dict[tuple[tuple[CellId, Decimal], ...], _Slip] = {}
        for deltas in (*self._single_cells(), *self._whole_lines()):
            slip = self._judged(deltas)
            if slip is not None and slip.mends.isdisjoint(self._settled):
                found.setdefault(tuple(sorted(slip.changes.items())), slip)
        return list(found.values())

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
            asked = {cell: self._asked_alone(cell, line, failing) for cell in line}
            options = {cell: deltas for cell, deltas in asked.items() if deltas}
            unasked = {cell for cell, deltas in asked.items() if deltas is None}
            if len(options) > 1 and prod(map(len, options.values())) <= _MOST_COMBINATIONS:
                for deltas in product(*options.values()):
                    yield self._with_last(dict(zip(options, deltas, strict=True)), unasked)

    def _asked_alone(self, cell: CellId, line: tuple[CellId, ...], failing: set[int]) -> list[Decimal] | None:
        """By how much the equations that see only this cell of the line want it changed.

        Empty if one of them holds, so that the cell must stay; None if there is no such equation.
        """
        asked: dict[Decimal, None] | None = None
        for number in self._of_cell.get(cell, ()):
            constraint = self._constraints[number]
            if not constraint.exact or sum(other in constraint.signs for other in line) > 1:
                continue
            if number not in failing:
                return []
            asked = {**(asked or {}), -constraint.signs[cell] * self._excess[number]: None}
        return None if asked is None else list(asked)

    def _with_last(self, deltas: dict[CellId, Decimal], unasked: set[CellId]) -> dict[CellId, Decimal]:
        """The changes with one more, where an equation along the line asks it of the only cell no other speaks of."""
        for number in sorted({number for cell in deltas for number in self._of_cell[cell]}):
            constraint = self._constraints[number]
            last = unasked.intersection(constraint.signs)
            excess = self._excess[number] + self._shift(constraint, deltas)
            if constraint.exact and len(last) == 1 and not constraint.allows(excess):
                (cell,) = last
                return {**deltas, cell: -constraint.signs[cell] * excess}
        return deltas

    def _shift(self, constraint: Constraint, deltas: Mapping[CellId, Decimal]) -> Decimal:
        """By how much changes move a constraint's excess."""
        return sum((constraint.signs[c] * delta for c, delta in deltas.items() if c in constraint.signs), Decimal(0))

    def _judged(self, deltas: Mapping[CellId, Decimal]) -> _Slip | None:
        """What speaks for these changes; None if they break something, or mend nothing."""
        changes = {cell: self._values[cell] + delta for cell, delta in deltas.items()}
        if not all(self._may_stand(cell, value) for cell, value in changes.items()):
            return None
        mends, holding, failing = set(), 0, 0
        for number in {number for cell in deltas for number in self._of_cell[cell]}:
            constraint = self._constraints[number]
            held = constraint.allows(self._excess[number])
            holds = constraint.allows(self._excess[number] + self._shift(constraint, deltas))
            if held and not holds:
                return None
            if holds and not held:
                mends.add(number)
            # That an inequality goes on holding says little.
            if constraint.exact or not held:
                holding, failing = holding + holds, failing + (not holds)
        worth = holding - failing - len(changes)
        if not any(self._constraints[number].exact for number in mends):
            return None
        if worth < 0:
            return None
        # Sums that agree about a change speak for it. A sum alone speaks for nothing, unless no other of its cells can
        # be the wrong one: 10+1 with a total of 0.
        stands = worth > 0 or (len(changes) == 1 and self._must_be(next(iter(changes)), mends))
        return _Slip(changes, frozenset(mends), worth, stands)

    def _must_be(self, cell: CellId, mends: set[int]) -> bool:
        """Whether no change of another cell could mend these constraints, and none fails beside them of their cells."""
        cells = {other for number in mends for other in self._constraints[number].signs} - {cell}
        near = {number for other in cells for number in self._of_cell[other]} - mends
        possible = (
            self._may_stand(other, self._values[other] - constraint.signs[other] * self._excess[number])
            for number in mends
            if (constraint := self._constraints[number]).exact
            for other in constraint.signs.keys() - {cell}
        )
        return not any(possible) and all(self._constraints[number].allows(self._excess[number]) for number in near)

    def _may_stand(self, cell: CellId, value: Decimal) -> bool:
        found = self._sheet.cells[cell]
        return (value >= 0 or found.column.signed) and (found.is_money or value == value.to_integral_value())

    def _make(self, changes: Mapping[CellId, Decimal]) -> None:
        for cell, value in changes.items():
            for number in self._of_cell[cell]:
                self._excess[number] += self._constraints[number].signs[cell] * (value - self._values[cell])
            self._values[cell] = value
            self._assumed[cell] = value

    # --- what remains -------------------------------------------------------------------------------------

    def rest(self) -> Iterator[Explanation]:
        """The constraints that no slip explains, each by itself, but for sums that were left at 0: those are one slip.

        An inequality about cells of an equation that fails as well follows from it, and is not told again.
        """
        failing = [
            constraint
            for number, constraint in enumerate(self._constraints)
            if number not in self._told and not constraint.allows(self._excess[number])
        ]
        groups: dict[tuple[str, CellId | None], list[Constraint]] = {}
        for constraint in sorted(failing, key=lambda constraint: (not constraint.exact, bool(constraint.unknown))):
            cells = constraint.signs.keys()
            if not constraint.exact and any(cells <= told.signs.keys() for told in self._unmended):
                continue
            self._unmended.append(constraint)
            of = None if self._left_empty(constraint.identity) else constraint.case.result
            groups.setdefault((constraint.identity.id, of), []).append(constraint)
        for group in groups.values():
            yield Explanation(tuple(group), {}, self._assumed_in(group))

    def _left_empty(self, identity: Identity) -> bool:
        """Whether all the sums that an identity is about stand at 0."""
        sums = [self._values[case.result] for case in identity.cases if case.result in self._values]
        return all((case.result,) in (case.left, case.right) for case in identity.cases) and not any(sums)

    def _assumed_in(self, failing: Iterable[Constraint]) -> dict[CellId, Decimal]:
        seen = {cell for constraint in failing for cell in constraint.signs}
        return {cell: value for cell, value in self._assumed.items() if cell in seen}


def _lines(sheet: Sheet) -> Iterator[tuple[CellId, ...]]:
    """The cells of each row and of each column of each part of the form's tables, as far as they are known."""
    if sheet.form is None:
        return
    for table in sheet.form.tables:
        for part in table.parts:
            rows = [[table.cell_id(row, column) for column in part.columns] for row in part.rows]
            # The figures of a list are in one column, and of different things: there a slip is in one row.
            for line in rows if table.is_list else (*rows, *zip(*rows, strict=True)):
                yield tuple(cell for cell in line if cell in sheet.values)
