"""The cheapest sets of changes after which the sums hold: an integer programme over the figures that failing sums see.

Each of these cells keeps its figure for nothing, or takes another for a price: a fixed one for whichever figure, less
for a figure that something else speaks for (another reading of the characters, last year's report). All sums that see
one of the cells must hold afterwards. The cheapest set is found, then forbidden, and so on. What HiGHS computes in
floating point is rounded, and every set is checked against the sums in exact numbers before it is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from math import gcd, inf

from toolkit.checks.constraints import Constraint
from toolkit.checks.first_slips import clear_moves
from toolkit.checks.one_slip import one_slip_sets, two_slips_cost
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import EACH_MORE, EMPTY_LINE, MOVE, ODD, SLIP, Changes, left_empty
from toolkit.checks.solver import Budget, Ending, Programme, Row, Solver, is_installed, is_one
from toolkit.checks.syndrome import Network
from toolkit.checks.two_slips import TwoSlips, two_slip_sets
from toolkit.model import CellId

_MOST_SETS = 6
_SPAN = ODD + 0.1
"""Sets that cost more than the cheapest by this are not looked for: they have more slips."""
_LARGEST = 10**8
"""Larger figures are beyond what floating point tells apart from 0 beside them."""

Rebates = Mapping[tuple[CellId, Decimal], float]


@dataclass(frozen=True, slots=True)
class Found:
    """Sets of changes, the cheapest first, and whether the search was broken off before it was sure of the first.

    ``sure``: what all these sets change alike, every other set about as cheap changes too. ``steps``: pairs of slips of
    which one undone after the other comes to one of the sets.
    """

    sets: tuple[Changes, ...] = ()
    steps: tuple[tuple[Changes, Changes], ...] = ()
    bound_reached: bool = False
    sure: bool = True


def cheapest_sets(
    sheet: Sheet,
    constraints: Sequence[Constraint],
    rebates: Rebates,
    budget: Budget,
    last: Mapping[CellId, Decimal] | None = None,
) -> Found | None:
    """Sets of changes after which the constraints hold; the search is broken off when the budget is spent.

    One slip and two are worked out; HiGHS looks for what is more tangled, and for sets that something else speaks for.
    None where it takes that and HiGHS is not there.
    """
    speaking = {
        (cell, value): rebate
        for (cell, value), rebate in rebates.items()
        if sheet.values.get(cell, value) != value and any(cell in constraint.signs for constraint in constraints)
    }
    network = Network(sheet, constraints, last)
    syndrome = network.printed()
    one = one_slip_sets(syndrome)
    one_slip = tuple(map(network.figures, one.sets))
    if one_slip and one.is_complete and _are_enough(one_slip, speaking):
        return Found(one_slip)
    two = TwoSlips((), True) if one.sets else two_slip_sets(syndrome)
    steps = tuple((network.figures(first), network.figures(second)) for first, second in two.sets)
    worked_out = _each_once((*one_slip, *(_both(sheet, first, second) for first, second in steps)))
    if two.sets and one.is_complete and not speaking:
        return Found(worked_out, steps, sure=two.is_complete)
    if not is_installed():
        return Found(worked_out, steps, sure=False) if worked_out else None
    found = _searched(sheet, constraints, [network.figures(move) for move in clear_moves(syndrome)], rebates, budget)
    return replace(found, sets=_each_once((*worked_out, *found.sets)), steps=steps)


def _both(sheet: Sheet, first: Changes, second: Changes) -> Changes:
    """Two sets of changes, one after the other, as one."""
    return {cell: value for cell, value in {**first, **second}.items() if value != sheet.values[cell]}


def _each_once(sets: Iterable[Changes]) -> tuple[Changes, ...]:
    return tuple({tuple(sorted(changes.items())): changes for changes in sets}.values())


def _searched(
    sheet: Sheet, constraints: Sequence[Constraint], moved: Sequence[Changes], rebates: Rebates, budget: Budget
) -> Found:
    """What HiGHS finds."""
    failing = [constraint for constraint in constraints if not constraint.holds(sheet.values)]
    suspect = {cell for constraint in failing for cell in constraint.signs}
    # Where a row and a column of sums were left at 0, the sum of the sums is in no sum that fails.
    suspect |= {c.case.result for c in constraints if c.exact and c.defines and not sheet.values[c.case.result]}
    cells = [cell for cell in sheet.cells if cell in suspect]
    changing = suspect.union(*moved)
    near = [constraint for constraint in constraints if not constraint.signs.keys().isdisjoint(changing)]
    seen = {cell for constraint in near for cell in constraint.signs}
    if any(abs(sheet.values[cell]) > _LARGEST for cell in seen):
        return Found(bound_reached=True)
    return _Search(sheet, near, _Model(sheet, near, cells, moved, rebates), budget).found()


def _are_enough(sets: Iterable[Changes], rebates: Rebates) -> bool:
    """Whether one slip is so much likelier than any two that two need not be looked for."""
    least = min(MOVE, EMPTY_LINE + 2 * EACH_MORE)
    costs = (
        MOVE if len(changes) > 1 else SLIP + ODD - max(rebates.get(change, 0.0) for change in changes.items())
        for changes in sets
    )
    return two_slips_cost(tuple(rebates.values()), SLIP + ODD, least) >= min(costs) + _SPAN


class _Search:
    """One set after the other, each forbidden when it is found."""

    def __init__(self, sheet: Sheet, constraints: Sequence[Constraint], model: _Model, budget: Budget) -> None:
        self._sheet = sheet
        self._constraints = constraints
        self._model = model
        self._solver = Solver(self._model.programme, budget)
        self._chosen: list[list[int]] = []
        self._sets: list[Changes] = []

    def found(self) -> Found:
        """The cheapest sets; where there are more than are looked for, also one without each thing they share."""
        ending: Ending = "solved"
        while ending == "solved" and len(self._sets) < _MOST_SETS:
            ending = self._next()
        if ending == "solved":
            ending = self._without_what_is_shared()
        sure = ending == "impossible"
        return Found(tuple(self._sets), bound_reached=not self._sets and not sure, sure=sure)

    def _next(self) -> Ending:
        """Find the next set and forbid it."""
        while True:
            ending, values = self._solver.solve()
            if ending != "solved":
                return ending
            changes = self._model.changes(values)
            if self._is_possible(changes):
                break
            self._solver.forbid(self._model.chosen(values))
        if not all(c.holds({**self._sheet.values, **changes}) for c in self._constraints):
            return "bound_reached"  # floating point did not tell two figures apart
        if not self._sets:
            self._solver.limit(self._model.cost(values) + _SPAN)
        self._sets.append(changes)
        self._chosen.append(self._model.chosen(values))
        self._solver.forbid(self._chosen[-1])
        return ending

    def _is_possible(self, changes: Changes) -> bool:
        """Whether counts stay whole, or could: only of figures that equations determine it is known that they can't."""
        halved = [c for c, v in changes.items() if not self._sheet.cells[c].is_money and v != v.to_integral_value()]
        were = [c for c in halved if self._sheet.values[c] != self._sheet.values[c].to_integral_value()]
        return len(halved) == len(were) or not are_determined(changes, self._constraints)

    def _without_what_is_shared(self) -> Ending:
        """``impossible`` if for each thing that is the same in all sets it is known whether it must be."""
        for number in sorted(set(self._chosen[0]).intersection(*self._chosen[1:])):
            if all(number in chosen for chosen in self._chosen):
                row = self._solver.forbid([number])
                if self._next() == "bound_reached":
                    return "bound_reached"
                self._solver.allow(row)
        return "impossible"


def are_determined(changes: Iterable[CellId], constraints: Iterable[Constraint]) -> bool:
    """Whether equations say what each of these cells must be, so that no other figures would do in them."""
    cells = list(changes)
    rows = [
        [constraint.signs.get(cell, 0) for cell in cells]
        for constraint in constraints
        if constraint.exact and not constraint.signs.keys().isdisjoint(cells)
    ]
    return rank(rows) == len(cells)


def rank(rows: list[list[int]]) -> int:
    """The rank of a matrix of whole numbers."""
    rows = [list(row) for row in rows]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(found, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        top = rows[found]
        for at in range(found + 1, len(rows)):
            if rows[at][column]:
                mine, its = rows[at][column], top[column]
                divisor = gcd(mine, its)
                mine, its = mine // divisor, its // divisor
                rows[at] = [its * one - mine * other for one, other in zip(rows[at], top, strict=True)]
        found += 1
    return found


@dataclass(frozen=True, slots=True)
class _Choice:
    """A cell's variables: whether it takes any figure, by how much it rises and falls, and its suggested figures."""

    any_figure: int
    up: int
    down: int
    suggested: tuple[tuple[int, Decimal], ...]


class _Model:
    """The programme for the figures of some cells."""

    def __init__(
        self,
        sheet: Sheet,
        constraints: Sequence[Constraint],
        cells: Sequence[CellId],
        moved: Sequence[Changes],
        rebates: Rebates,
    ) -> None:
        self.programme = Programme()
        self._sheet = sheet
        failing = [constraint for constraint in constraints if not constraint.holds(sheet.values)]
        # What mends the sums is made of the amounts by which they fail.
        self._far = float(sum((abs(constraint.excess(sheet.values)) for constraint in failing), Decimal(1)))
        self._lines = {cell: line for line in left_empty(sheet, set(cells)) for cell in line}
        self._line_chosen = {line: self.programme.variable(EMPTY_LINE, 1) for line in set(self._lines.values())}
        self._moves = [
            (self.programme.variable(MOVE, 1), {cell: value - sheet.values[cell] for cell, value in move.items()})
            for move in moved
        ]
        self._choices = {cell: self._choice(cell, rebates) for cell in cells}
        for cell in {cell for _, move in self._moves for cell in move} - set(cells):
            both = tuple((number, 1.0) for number, move in self._moves if cell in move)
            self.programme.rows.append(Row(both, -inf, 1))
        for constraint in constraints:
            self._require(constraint)
            if constraint.exact:
                self._sharpen(constraint, holding=constraint.holds(sheet.values))

    def _choice(self, cell: CellId, rebates: Rebates) -> _Choice:
        programme, old, of = self.programme, self._sheet.values[cell], self._sheet.cells[cell]
        lowest = self._far if of.column.signed else max(float(old), 0.0)
        line = self._line_chosen.get(self._lines.get(cell, ()))
        any_figure = programme.variable(SLIP + ODD if line is None else EACH_MORE, 1)
        if line is not None:
            programme.rows.append(Row(((any_figure, 1.0), (line, -1.0)), -inf, 0))
        # Not held to whole steps: sums of whole figures make them whole, and the search is many times quicker.
        up, down = programme.variable(0, self._far, whole=False), programme.variable(0, lowest, whole=False)
        programme.rows.append(Row(((up, 1.0), (any_figure, -self._far)), -inf, 0))
        programme.rows.append(Row(((down, 1.0), (any_figure, -lowest)), -inf, 0))
        suggested = tuple(
            (programme.variable(SLIP + ODD - rebate, 1), value - old)
            for (its, value), rebate in rebates.items()
            if its == cell and value != old and (value >= 0 or of.column.signed)
        )
        moved = tuple((number, 1.0) for number, move in self._moves if cell in move)
        programme.rows.append(Row(((any_figure, 1.0), *((number, 1.0) for number, _ in suggested), *moved), -inf, 1))
        return _Choice(any_figure, up, down, suggested)

    def _require(self, constraint: Constraint) -> None:
        factors: list[tuple[int, float]] = []
        for cell, sign in constraint.signs.items():
            if (choice := self._choices.get(cell)) is not None:
                factors += [(choice.up, float(sign)), (choice.down, float(-sign))]
                factors += [(number, float(sign * delta)) for number, delta in choice.suggested]
        for number, move in self._moves:
            shift = sum((sign * move[cell] for cell, sign in constraint.signs.items() if cell in move), Decimal(0))
            if shift:
                factors.append((number, float(shift)))
        excess, tolerance = float(constraint.excess(self._sheet.values)), float(constraint.identity.tolerance)
        low = -tolerance - excess if constraint.exact else -inf
        self.programme.rows.append(Row(tuple(factors), low, tolerance - excess))

    def _sharpen(self, constraint: Constraint, *, holding: bool) -> None:
        """What follows and quickens the search: where a sum fails one of its figures changes, else none or two do."""
        taken = {
            cell: tuple((number, 1.0) for number in (choice.any_figure, *(n for n, _ in choice.suggested)))
            for cell in constraint.signs
            if (choice := self._choices.get(cell)) is not None
        }
        moved = tuple((number, 1.0) for number, move in self._moves if not move.keys().isdisjoint(constraint.signs))
        if not holding:
            self.programme.rows.append(Row((*chain.from_iterable(taken.values()), *moved), 1, inf))
            return
        for cell, mine in taken.items():
            others = chain.from_iterable(others for other, others in taken.items() if other != cell)
            self.programme.rows.append(Row((*((n, -f) for n, f in mine), *others, *moved), 0, inf))

    def changes(self, values: Sequence[float]) -> Changes:
        """The new figures of a solution, by cell."""
        deltas = {cell: self._delta(choice, values) for cell, choice in self._choices.items()}
        for number, move in self._moves:
            if is_one(values[number]):
                deltas.update(move)
        return {cell: self._sheet.values[cell] + delta for cell, delta in deltas.items() if delta}

    def _delta(self, choice: _Choice, values: Sequence[float]) -> Decimal:
        moved = Decimal(repr(round(values[choice.up] - values[choice.down], 4)))
        return moved.normalize() + sum(
            (delta for number, delta in choice.suggested if is_one(values[number])), Decimal(0)
        )

    def chosen(self, values: Sequence[float]) -> list[int]:
        """The 0–1 variables that a solution sets."""
        numbers = (n for c in self._choices.values() for n in (c.any_figure, *(number for number, _ in c.suggested)))
        return [number for number in (*numbers, *(n for n, _ in self._moves)) if is_one(values[number])]

    def cost(self, values: Sequence[float]) -> float:
        """What a solution costs."""
        return sum(cost for cost, value in zip(self.programme.costs, values, strict=True) if is_one(value))
