"""Sets of changes that are two slips and make all sums hold, where one slip would not.

Of two slips one can always be said from the sums that fail: it moves figures that are printed, or some sum that fails
is spoilt by it alone and so asks for its amount. (Where each sum of the one is a sum of the other too, nothing says
how much each has of it, and no figures would follow.) Each such first slip is made; what fails then must be within what
one slip may spoil, and be one slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from toolkit.checks.first_slips import FirstSlip, asked_first, moved_first
from toolkit.checks.one_slip import are_of_one_amount, one_slip_sets
from toolkit.checks.syndrome import Amounts, Line, Syndrome
from toolkit.model import CellId

_MOST_ASKED = 400
"""First slips by amounts that sums ask for, those first that mend most; of moves of figures there are never many."""
_MOST_SETS = 60
"""So many ways are not told apart by anybody."""

_Shifts = frozenset[tuple[int, int]]
_Key = frozenset[tuple[CellId, int]]


@dataclass(frozen=True, slots=True)
class TwoSlips:
    """The sets of changes, each as one slip undone and then another, and whether all first slips were tried. The same
    changes may come of several pairs of slips.
    """

    sets: tuple[tuple[Amounts, Amounts], ...]
    is_complete: bool


def two_slip_sets(syndrome: Syndrome) -> TwoSlips:
    """Sets of changes that are two slips."""
    if not syndrome.network.is_exact or not syndrome.network.is_within_two_slips(syndrome.failing):
        return TwoSlips((), True)
    moved, asked = moved_first(syndrome), asked_first(syndrome)
    found: dict[_Key, list[tuple[Amounts, Amounts]]] = {}
    for first, second in chain(
        _moved_twice(syndrome, moved), _one_after_the_other(syndrome, [*moved, *asked[:_MOST_ASKED]])
    ):
        both = {**first, **second}.items()
        changes = frozenset((cell, value) for cell, value in both if value != syndrome.values[cell])
        found.setdefault(changes, []).append((first, second))
        if len(found) >= _MOST_SETS:
            break
    is_complete = len(found) < _MOST_SETS and len(asked) <= _MOST_ASKED
    return TwoSlips(tuple(steps for ways in found.values() for steps in ways), is_complete)


def _moved_twice(syndrome: Syndrome, moved: Sequence[FirstSlip]) -> Iterator[tuple[Amounts, Amounts]]:
    """Two moves of figures that have no cell in common."""
    by_shifts: dict[_Shifts, list[Amounts]] = {}
    shifts = [_telling(first.shifts) for first in moved]
    for first, its in zip(moved, shifts, strict=True):
        by_shifts.setdefault(frozenset(its.items()), []).append(first.changes)
    off = {n: amount for n, amount in enumerate(syndrome.excess) if amount}
    for first, its in zip(moved, shifts, strict=True):
        wanted = _telling({n: -off.get(n, 0) - its.get(n, 0) for n in off.keys() | its.keys()})
        for second in by_shifts.get(frozenset(wanted.items()), ()):
            if first.changes.keys().isdisjoint(second):
                yield first.changes, second


def _telling(shifts: Mapping[int, int]) -> dict[int, int]:
    return {number: shift for number, shift in shifts.items() if shift}


def _one_after_the_other(syndrome: Syndrome, firsts: Iterable[FirstSlip]) -> Iterator[tuple[Amounts, Amounts]]:
    """One slip, and another in the figures that are then there: of moves only one of the same cells, since another
    goes before the first as well as after it.
    """
    for first in firsts:
        lines = _touched(syndrome, first)
        if lines or _leaves_one(syndrome, first):
            for second in one_slip_sets(syndrome.after(first.changes), lines).sets:
                yield first.changes, second


def _touched(syndrome: Syndrome, first: FirstSlip) -> list[Line]:
    """The lines of a slip's cells that are in all sums which fail after it is undone."""
    lines_of = syndrome.network.lines_of
    touched = dict.fromkeys(line for cell in first.changes for line in lines_of.get(cell, ()))
    return [line for line in touched if not first.failing & ~line.mask]


def _leaves_one(syndrome: Syndrome, first: FirstSlip) -> bool:
    """Whether what fails after a slip is undone may be by an amount, or in a line into which nothing was written."""
    constraints, shifts = syndrome.network.constraints, first.shifts
    failing = (n for n in range(len(constraints)) if first.failing >> n & 1 and constraints[n].exact)
    return any(not first.failing & ~line.mask for line in syndrome.left) or are_of_one_amount(
        syndrome.excess[n] + shifts.get(n, 0) for n in failing
    )
