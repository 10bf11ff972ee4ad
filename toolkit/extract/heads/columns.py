"""Damaged heads by their columns: which column is which, from all that stands over each, where columns are true.

Where labels are misspelt or lost, one alone may be nobody's; but a head is a whole: each column is at most one of the
form's, and those under one label are sisters. So the columns are assigned to the form's all at once, as whole as they
fit best, and a column is believed as far as the best assignment without it is worse.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from toolkit.extract.heads.sisters import CERTAIN, SURE, Leaf
from toolkit.extract.labels import is_illegible, printed_likeness
from toolkit.extract.layouts import Head, Known, Slot

_OWN = ((CERTAIN, 4.0), (SURE, 3.0), (0.5, 1.5), (0.3, 0.0))
_ANOTHER = -6.0
"""What stands over a column in words that are not the slot's outweighs all groups over it."""
_GROUP = ((CERTAIN, 2.0), (SURE, 1.5), (0.5, 0.75))
_OTHER_GROUP, _NO_GROUP = -3.0, -0.5
_LEAST_MARGIN = 1.5
TRUSTED = 0.75
"""How like a damaged label counts that its whole head confirms."""
_IMPOSSIBLE = -1e6


class Assigned(NamedTuple):
    """``columns`` are the slots' places, ``likeness`` how far each is believed, ``texts`` what stands over it.
    ``others`` are columns that are no slot's, and ``hits`` counts the labels that are sure.
    """

    columns: dict[int, tuple[int, int]]
    likeness: dict[int, float]
    texts: dict[int, str]
    others: tuple[Leaf, ...]
    hits: int


class _Unit(NamedTuple):
    """A column: the label right over it, and those over that, the nearest last."""

    start: int
    end: int
    own: Leaf
    over: tuple[Leaf, ...]


def assign(lines: Sequence[Sequence[Leaf]], head: Head, is_foreign: Callable[[str], bool]) -> Assigned | None:
    """The columns under a head's lines as the form's slots; None where they don't fit, or stand there twice."""
    printed = _units(lines)
    units = [unit for unit in printed if not is_foreign(unit.own.text)]
    gains = [_gains(unit, head) for unit in units]
    used = [number for number, row in enumerate(gains) if max(row, default=0.0) > 0]
    if not used:
        return None
    units, gains = units[used[0] : used[-1] + 1], gains[used[0] : used[-1] + 1]
    best = _best(gains)
    total = _worth(gains, best)
    chosen = {
        slot: number
        for number, slot in enumerate(best)
        if slot is not None and total - _worth_without(gains, number, slot) >= _LEAST_MARGIN
    }
    others = [unit for number, unit in enumerate(units) if number not in chosen.values()]
    if not _are_together([units[number] for number in chosen.values()], printed) or any(
        printed_likeness(unit.own.text, slot.known) >= CERTAIN for unit in others for slot in head.slots
    ):
        return None
    likes = {slot: printed_likeness(units[number].own.text, head.slots[slot].known) for slot, number in chosen.items()}
    sure = {id(leaf): leaf for n in chosen.values() for leaf in units[n].over if _like(leaf, head.groups) >= SURE}
    return Assigned(
        {slot: (units[number].start, units[number].end) for slot, number in chosen.items()},
        {slot: like if like >= SURE else TRUSTED for slot, like in likes.items()},
        {slot: units[number].own.text for slot, number in chosen.items()},
        tuple(unit.own for unit in others),
        sum(1 for like in likes.values() if like >= SURE) + len(sure),
    )


def are_contradicted(lines: Sequence[Sequence[Leaf]], columns: Mapping[int, tuple[int, int]], head: Head) -> bool:
    """Whether over a slot's column stands, for certain, the label of a group that isn't one of its own."""
    starts = {start: slot for slot, (start, _) in columns.items()}
    for unit in _units(lines):
        if unit.start in starts:
            own_groups = head.groups_over[starts[unit.start]]
            if any(_like(leaf, head.groups) >= CERTAIN and _like(leaf, own_groups) < SURE for leaf in unit.over):
                return True
    return False


def _like(leaf: Leaf, known: Known) -> float:
    return printed_likeness(leaf.text, known)


def _are_together(chosen: Sequence[_Unit], printed: Sequence[_Unit]) -> bool:
    """Whether columns stand side by side, with no more than labelled ones between: else cells have moved."""
    if not chosen:
        return False
    first, last = min(unit.start for unit in chosen), max(unit.end for unit in chosen)
    highest = min(unit.own.line for unit in chosen)
    within = [unit for unit in printed if first <= unit.start < last and unit.own.line >= highest]
    return all(one.end == other.start for one, other in itertools.pairwise(within))


# --- columns ----------------------------------------------------------------------------------------------


def _units(lines: Sequence[Sequence[Leaf]]) -> list[_Unit]:
    """The columns under the lines' labels, neighbours under the very same labels as one."""
    leaves = [leaf for line in lines for leaf in line]
    found: list[_Unit] = []
    for column in range(min((leaf.start for leaf in leaves), default=0), max((leaf.end for leaf in leaves), default=0)):
        right_over = [leaf for leaf in leaves if leaf.start <= column < leaf.end]
        if not right_over:
            continue
        own = right_over[-1]
        # A label reaches over the blanks behind it, which are what is left of a merged cell: down to the next label.
        over = tuple(leaf for leaf in leaves if leaf.line < own.line and leaf.start <= column < leaf.reach)
        if found and found[-1].own is own and found[-1].over == over and found[-1].end == column:
            found[-1] = found[-1]._replace(end=column + 1)
        else:
            found.append(_Unit(column, column + 1, own, over))
    return found


def _gains(unit: _Unit, head: Head) -> list[float]:
    """What speaks for a column's being each slot's."""
    groups = [(leaf, like) for leaf in unit.over if (like := _like(leaf, head.groups)) >= SURE]
    return [_gain(unit, slot, groups, own) for slot, own in zip(head.slots, head.groups_over, strict=True)]


def _gain(unit: _Unit, slot: Slot, groups: Sequence[tuple[Leaf, float]], own_groups: Known) -> float:
    gain = 0.0 if is_illegible(unit.own.text) else _graded(_like(unit.own, slot.known), _OWN, _ANOTHER)
    for group in slot.groups:
        like = max((_like(leaf, group) for leaf in unit.over), default=0.0)
        gain += _graded(like, _GROUP, _NO_GROUP)
    for leaf, like in groups:
        if _like(leaf, own_groups) < like:
            gain += _OTHER_GROUP
    return gain


def _graded(like: float, grades: Sequence[tuple[float, float]], otherwise: float) -> float:
    return next((gain for least, gain in grades if like >= least), otherwise)


# --- the best assignment ----------------------------------------------------------------------------------


def _worth(gains: Sequence[Sequence[float]], chosen: Sequence[int | None]) -> float:
    return sum((gains[number][slot] for number, slot in enumerate(chosen) if slot is not None), 0.0)


def _worth_without(gains: Sequence[Sequence[float]], number: int, slot: int) -> float:
    """The best that can be had without one pair."""
    rows = [list(row) for row in gains]
    rows[number][slot] = _IMPOSSIBLE
    return _worth(rows, _best(rows))


def _best(gains: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row one column at most, each taken once, so that the gains are the greatest; None where that is better.

    The Hungarian method by shortest augmenting paths; a row of its own that gains nothing stands beside the columns.
    """
    rows, columns = len(gains), len(gains[0])
    width = columns + rows
    costs = [
        [-gain for gain in row] + [0.0 if n == number else -_IMPOSSIBLE for n in range(rows)]
        for number, row in enumerate(gains)
    ]
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (width + 1)
    taken = [0] * (width + 1)  # by column from 1: the row that has it
    for row in range(1, rows + 1):
        taken[0] = row
        nearest, came_from, is_done = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        at = 0
        while taken[at]:
            is_done[at] = True
            step, after = float("inf"), 0
            for column in range(1, width + 1):
                if is_done[column]:
                    continue
                cost = costs[taken[at] - 1][column - 1] - row_price[taken[at]] - column_price[column]
                if cost < nearest[column]:
                    nearest[column], came_from[column] = cost, at
                if nearest[column] < step:
                    step, after = nearest[column], column
            for column in range(width + 1):
                if is_done[column]:
                    row_price[taken[column]] += step
                    column_price[column] -= step
                else:
                    nearest[column] -= step
            at = after
        while at:
            taken[at] = taken[came_from[at]]
            at = came_from[at]
    found: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if taken[column]:
            found[taken[column] - 1] = column - 1
    return found
