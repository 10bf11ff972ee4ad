"""From the sums that fail to slips, each with what would undo it: the cheapest sets of changes, compared and cut apart.

The figures that sums connect are looked at together. The cheapest set of changes is cut into slips; where another set
costs about as much, the slips in which the two differ become one explanation that gives both. Without HiGHS, and where
its search is broken off, the simpler search of ``explanations`` tells what it can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from time import thread_time

from toolkit.checks.constraints import Constraint
from toolkit.checks.explanations import Explanation, explain
from toolkit.checks.repair import Found, Rebates, are_determined, cheapest_sets
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import EACH_MORE, MOVED, SLIP, Changes, Lines, Slip, Slips, lines
from toolkit.checks.solver import Budget
from toolkit.checks.wording import number
from toolkit.model import CellId, Repair

STEPS = 6
"""Steps that searches may take for a report, so that it says the same on every run: of slips that one or two would not
explain, which are worked out without a search.
"""
SECONDS = 0.05
"""Seconds of the processor's time after which a search is broken off all the same."""
MARGIN = 1.5
"""A set of changes is clearly the best if every other costs more by so much: half a slip."""
MOST_REPAIRS = 5
_ROUNDING = 1e-9

NO_SEARCH = "没有安装 xxgk[repair]，未逐一比较可能的改法"
BROKEN_OFF = "牵涉的格太多，查找改法到限度为止，没有比较完"

TOUCHED = "另有一处失误改法不止一种，会牵动这里，不能断定"
SEVERAL = "不止一处失误，这是改动最少的改法，不能断定"


def reconcile(
    sheet: Sheet, constraints: Sequence[Constraint], rebates: Rebates, last: Mapping[CellId, Decimal]
) -> Iterator[Explanation]:
    """Explanations of the failing constraints, each failing constraint in just one of them; ``last``: last year's
    figures.
    """
    budget = Budget(STEPS, thread_time() + SECONDS)
    simple: list[Constraint] = []
    for connected in sorted(_connected(sheet, constraints), key=len):  # the smallest are sure to have their time
        failing = [constraint for constraint in connected if not constraint.holds(sheet.values)]
        if not any(constraint.exact for constraint in failing):
            simple.extend(connected)  # that something is too much says not by how much
        else:
            found = cheapest_sets(sheet, connected, rebates, budget, last)
            if found is None:
                yield from (_unsearched(e) for e in _simply(sheet, connected, rebates))
            elif found.sets:
                yield from _Comparison(
                    sheet, connected, Slips(sheet, sums_of(connected), rebates, Lines(sheet), last), found
                ).explanations()
            else:
                simply = _simply(sheet, connected, rebates)
                yield from (_broken_off(e) for e in simply) if found.bound_reached else simply
    yield from _simply(sheet, simple, rebates)


def _simply(sheet: Sheet, constraints: Sequence[Constraint], rebates: Rebates) -> Iterator[Explanation]:
    """What the simpler search says, its changes as repairs."""
    slips = Slips(sheet, sums_of(constraints), rebates, Lines(sheet))
    for explanation in explain(sheet, constraints):
        if not explanation.changes:
            yield explanation
            continue
        apart = slips.apart(explanation.changes)
        repair = repair_of(sheet, apart, explanation.changes, explanation.failing)
        yield replace(explanation, repairs=(repair,), status="unique", slip=kind_of(apart))


def _unsearched(explanation: Explanation) -> Explanation:
    return explanation if explanation.changes else replace(explanation, remark=NO_SEARCH)


def _broken_off(explanation: Explanation) -> Explanation:
    return replace(explanation, status="bound_reached", remark=BROKEN_OFF)


def _connected(sheet: Sheet, constraints: Sequence[Constraint]) -> list[list[Constraint]]:
    """Constraints in groups that share no cell with each other, and of which none fails with another's in a row that is
    all 0: where blanks keep the sums of an empty row apart, it is one slip all the same.
    """
    failing = [constraint.signs.keys() for constraint in constraints if not constraint.holds(sheet.values)]
    suspect = set().union(*failing)
    rows = [[cell for cell in line if cell in suspect] for way, line in lines(sheet) if way == "row"]
    empty = [(set(row), list[int]()) for row in rows if not any(sheet.values[cell] for cell in row)]
    groups: list[tuple[set[CellId], list[int]]] = []
    for cells, mine in (*((set(c.signs), [place]) for place, c in enumerate(constraints)), *empty):
        near = [group for group in groups if not cells.isdisjoint(group[0])]
        joined = (cells.union(*(its for its, _ in near)), [*mine, *(place for _, its in near for place in its)])
        groups = [*(group for group in groups if cells.isdisjoint(group[0])), joined]
    return [[constraints[place] for place in sorted(places)] for _, places in groups if places]


class _Comparison:
    """The sets of changes that were found for connected sums."""

    def __init__(self, sheet: Sheet, constraints: Sequence[Constraint], slips: Slips, found: Found) -> None:
        self._sheet = sheet
        self._constraints = constraints
        self._slips = slips
        stepwise = (slips.one_after_the_other(*steps) for steps in found.steps)
        known = [its for its in stepwise if its is not None]
        self._told_apart = {frozenset(_merged(its).items()): its for its in sorted(known, key=_cost, reverse=True)}
        priced = [(changes, self._slips_of(changes)) for changes in found.sets]
        self._priced = sorted(priced, key=lambda pair: _cost(pair[1]))
        self._sure = found.sure

    def explanations(self) -> Iterator[Explanation]:
        best, slips = self._priced[0]
        rivals = [changes for changes, its in self._priced[1:] if _cost(its) < _cost(slips) + MARGIN]
        told = []
        for group, failing in self._apart(_joined([slip.changes for slip in slips], rivals)):
            assumed = {cell: value for cell, value in best.items() if cell not in group}
            told.append(self._explanation(failing, [group, *_instead(group, assumed, rivals)], assumed))
        open_ = {id(constraint) for each in told if not each.changes for constraint in each.failing}
        for each in told:
            touched = each.status == "unique" and any(id(constraint) in open_ for constraint in each.failing)
            yield replace(each, status="ambiguous", remark=TOUCHED) if touched else each

    def _slips_of(self, changes: Changes) -> tuple[Slip, ...]:
        """A set of changes, or a part of one, as slips, by what makes them likelier."""
        apart = self._slips.apart(changes)
        stepwise = self._told_apart.get(frozenset(changes.items()))
        return apart if stepwise is None or _cost(apart) <= _cost(stepwise) else stepwise

    def _apart(self, groups: list[Changes]) -> list[tuple[Changes, tuple[Constraint, ...]]]:
        """Each group with the sums that fail of it alone, all other groups being mended: so that what is said of a slip
        does not change when another one is mended. One of which none fails joins a group beside it.
        """
        while True:
            apart = [(group, self._failing_of(group, groups)) for group in groups]
            without = next((group for group, failing in apart if not failing), None)
            if without is None:
                return apart
            beside = next(g for g in groups if g is not without and self._are_beside(g, without))
            groups = [g for g in groups if g is not without and g is not beside] + [{**beside, **without}]

    def _failing_of(self, group: Changes, groups: Sequence[Changes]) -> tuple[Constraint, ...]:
        others = {cell: value for other in groups if other is not group for cell, value in other.items()}
        values = {**self._sheet.values, **others}
        return tuple(constraint for constraint in self._constraints if not constraint.holds(values))

    def _are_beside(self, one: Changes, other: Changes) -> bool:
        return any(
            not one.keys().isdisjoint(c.signs) and not other.keys().isdisjoint(c.signs) for c in self._constraints
        )

    def _explanation(
        self, failing: tuple[Constraint, ...], options: Sequence[Changes], assumed: Changes
    ) -> Explanation:
        seen = {cell for constraint in failing for cell in constraint.signs}
        near = {cell: value for cell, value in assumed.items() if cell in seen}
        apart = ((self._slips_of(option), option) for option in options)
        sure = [(slips, option) for slips, option in apart if _follow(slips, self._constraints)]
        priced = sorted(sure, key=lambda pair: _cost(pair[0]))
        repairs = tuple(repair_of(self._sheet, slips, option, failing) for slips, option in priced[:MOST_REPAIRS])
        if len(options) == 1 and sure:
            (slips, changes), *_ = priced
            said = Explanation(failing, changes, near, repairs, "unique", kind_of(slips))
            if not self._sure:
                return _broken_off(said)
            # That one slip explains all is worth much; two slips may always be two others.
            return said if _count(slips) == 1 else replace(said, status="ambiguous", remark=SEVERAL)
        return Explanation(failing, {}, near, repairs, "ambiguous" if repairs else "none", _likeliest(priced))


def repair_of(sheet: Sheet, slips: Sequence[Slip], changes: Changes, failing: Iterable[Constraint]) -> Repair:
    """Changes as a repair: what probably happened, what it mends, and its price."""
    in_order = {cell: changes[cell] for cell in sheet.cells if cell in changes}
    mended = dict.fromkeys(f"“{c.identity.says}”" for c in failing if c.exact)
    guesses = dict.fromkeys(slip.words for slip in slips if slip.words)
    clauses = [*guesses, f"这样改，{'、'.join(mended)}成立，其他勾稽关系不受影响", _price(slips)]
    return Repair(in_order, round(_cost(slips), 2), "；".join(clauses))


def sums_of(constraints: Iterable[Constraint]) -> dict[CellId, tuple[tuple[CellId, ...], ...]]:
    """The parts of each cell that an equation makes a sum."""
    sums: dict[CellId, tuple[tuple[CellId, ...], ...]] = {}
    for constraint in constraints:
        case = constraint.case
        if constraint.identity.relation == "equal" and constraint.defines:
            parts = case.right if case.left == (case.result,) else case.left
            sums[case.result] = (*sums.get(case.result, ()), parts)
    return sums


def _cost(slips: Iterable[Slip]) -> float:
    return sum(slip.cost for slip in slips)


def _count(slips: Iterable[Slip]) -> int:
    return sum(slip.count for slip in slips)


def _merged(slips: Iterable[Slip]) -> Changes:
    return {cell: value for slip in slips for cell, value in slip.changes.items()}


def kind_of(slips: Sequence[Slip]) -> str | None:
    """What a set of changes says happened, if it undoes just one slip."""
    return slips[0].kind if len(slips) == 1 else None


def _likeliest(priced: Sequence[tuple[Sequence[Slip], Changes]]) -> str | None:
    """The kind of slip of the cheapest change, if every other kind is less likely by what tells kinds apart: which
    figure it was may be open where what happened is not.
    """
    if not priced:
        return None
    slips, _ = priced[0]
    kind = kind_of(slips)
    others = [_cost(its) for its, _ in priced if kind_of(its) != kind]
    return kind if all(cost - _cost(slips) >= EACH_MORE - _ROUNDING for cost in others) else None


def _price(slips: Sequence[Slip]) -> str:
    """What a repair costs and why."""
    count = _count(slips)
    odd = _cost(slips) - SLIP * count
    base = f"{count} 处失误计 {number(Decimal(str(SLIP * count)))}"
    more = f"，这种失误的罕见程度计 {round(odd, 2):g}" if odd >= 0 else f"，另有旁证减 {round(-odd, 2):g}"
    return f"代价 {round(_cost(slips), 2):g}（{base}{more}）"


def _joined(groups: Sequence[Changes], rivals: Sequence[Changes]) -> list[Changes]:
    """The best set's slips; those that a rival undoes together in another way become one.

    A rival that has another way for one slip and, apart from that, another way for a second joins nothing.
    """
    joined = [dict(group) for group in groups]
    for rival in sorted(rivals, key=lambda rival: len(_differing(joined, rival))):
        differing = _differing(joined, rival)
        if len(differing) > 1 and not _is_put_together(rival, differing, joined, rivals):
            merged = {cell: value for group in differing for cell, value in group.items()}
            joined = [group for group in joined if group not in differing] + [merged]
    return list(joined)


def _differing(groups: Sequence[dict[CellId, Decimal]], rival: Changes) -> list[dict[CellId, Decimal]]:
    return [group for group in groups if any(rival.get(cell) != value for cell, value in group.items())]


def _is_put_together(
    rival: Changes, differing: Sequence[Changes], groups: Sequence[Changes], rivals: Sequence[Changes]
) -> bool:
    """Whether a rival is made of other ways for single slips, each of which is a rival by itself."""
    same = {cell for group in groups if group not in differing for cell in group}
    left = {cell: value for cell, value in rival.items() if cell not in same}
    for group in differing:
        others = {c: v for other in groups if other is not group for c, v in other.items()}
        ways = (way for way in _instead(group, others, rivals) if way.items() <= left.items())
        way = max(ways, key=len, default=None)
        if way is None:
            return False
        left = {cell: value for cell, value in left.items() if cell not in way}
    return not left


def _instead(group: Changes, others: Changes, rivals: Sequence[Changes]) -> Iterator[Changes]:
    """What rivals change instead of a group, all the rest being as in the best set."""
    for rival in rivals:
        if others.items() <= rival.items() and any(rival.get(cell) != value for cell, value in group.items()):
            yield {cell: value for cell, value in rival.items() if cell not in others}


def _follow(slips: Sequence[Slip], constraints: Sequence[Constraint]) -> bool:
    """Whether no other figures would do in these cells: equations say what they are, or they are printed elsewhere."""
    return are_determined((c for slip in slips if slip.kind not in MOVED for c in slip.changes), constraints)
