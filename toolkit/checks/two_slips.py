"""Sets of changes that are two slips and make all sums hold, where one slip would not.

One of two slips leaves most of its sums to itself, so that its changes can be said from them (``moves``, or what a sum
that fails asks of one of its cells) and mend more sums than they spoil. Each such change is made, and what is left must
be one slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.checks.one_slip import one_slip_sets
from toolkit.checks.slips import Changes
from toolkit.checks.syndrome import Syndrome
from toolkit.model import CellId

_MOST_FIRST = 60
"""First slips that are tried, those first that mend most."""
_MOST_SETS = 200
"""So many ways are not told apart by anybody."""


@dataclass(frozen=True, slots=True)
class TwoSlips:
    """The sets of changes, each once, and whether all first slips were tried."""

    sets: tuple[Changes, ...]
    is_complete: bool


def two_slip_sets(syndrome: Syndrome, moved: Sequence[Changes]) -> TwoSlips:
    """Sets of changes that are two slips of which at least one stands clear."""
    if not _are_in_two_lines(syndrome):
        return TwoSlips((), True)
    found: dict[tuple[tuple[CellId, Decimal], ...], Changes] = {}
    firsts = _first_slips(syndrome, moved)
    for first in firsts[:_MOST_FIRST]:
        for second in one_slip_sets(syndrome.after(first)).sets:
            both = {**first, **second}
            changes = {cell: value for cell, value in both.items() if value != syndrome.values[cell]}
            found.setdefault(tuple(sorted(changes.items())), changes)
        if len(found) >= _MOST_SETS:
            return TwoSlips(tuple(found.values()), False)
    return TwoSlips(tuple(found.values()), len(firsts) <= _MOST_FIRST)


def _are_in_two_lines(syndrome: Syndrome) -> bool:
    """Whether two rows or columns have figures in all sums that fail: a slip is in one of them, or in a cell."""
    left = {syndrome.failing & ~line.mask for line in syndrome.network.lines}
    return any(not one & other for one in left for other in left)


def _first_slips(syndrome: Syndrome, moved: Sequence[Changes]) -> list[Changes]:
    """What might be one of the two, those first that mend most."""
    ranked: dict[tuple[tuple[CellId, Decimal], ...], tuple[int, Changes]] = {}
    for changes in (*moved, *_single_cells(syndrome)):
        mended = syndrome.failing.bit_count() - syndrome.after(changes).failing.bit_count()
        if mended > 0 and all(syndrome.may_stand(cell, value) for cell, value in changes.items()):
            ranked.setdefault(tuple(sorted(changes.items())), (mended, changes))
    return [changes for _, changes in sorted(ranked.values(), key=lambda pair: -pair[0])]


def _single_cells(syndrome: Syndrome) -> Iterator[Changes]:
    """What each equation that fails asks of each of its cells."""
    for number in syndrome.numbers:
        constraint = syndrome.network.constraints[number]
        for cell, sign in constraint.signs.items() if constraint.exact else ():
            yield {cell: syndrome.values[cell] - sign * syndrome.excess[number]}
