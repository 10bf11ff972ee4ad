"""What may be one of several slips, as the sums that fail say it: amounts that they ask for, figures that moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from toolkit.checks.one_slip import exchanged, pair, rotated
from toolkit.checks.syndrome import Amounts, Line, Syndrome
from toolkit.model import CellId

Wanted = Callable[[int], bool]
"""Whether a slip may be looked at, by the sums that fail and that it does not touch."""


@dataclass(frozen=True, slots=True)
class FirstSlip:
    """Changes that would undo a slip, how many more sums hold then, which fail, and by how much each sum is moved."""

    changes: Amounts
    mended: int
    failing: int
    shifts: Mapping[int, int]


def moved_first(syndrome: Syndrome) -> list[FirstSlip]:
    """Moves of printed figures of which what is left may be one slip."""
    within = syndrome.network.is_within_one_slip
    return [first for first in _judged(syndrome, _moved(syndrome, within)) if within(first.failing)]


def asked_first(syndrome: Syndrome) -> list[FirstSlip]:
    """Changes by amounts that sums ask for, of which what is left may be one slip; those first that mend most."""
    within = syndrome.network.is_within_one_slip
    every = (*_single_cells(syndrome, within), *_pairs(syndrome, within), *_left_lines(syndrome))
    firsts = (first for first in _judged(syndrome, every) if within(first.failing))
    return sorted(firsts, key=lambda first: (-first.mended, len(first.changes)))


def clear_moves(syndrome: Syndrome) -> list[Amounts]:
    """Slips of several cells that mend clearly more than they spoil, however many others there are."""
    every = (*_moved(syndrome, lambda _: True), *_left_lines(syndrome), *_agreed_pairs(syndrome))
    return [first.changes for first in _judged(syndrome, every) if len(first.changes) > 1 and first.mended > 1]


def _judged(syndrome: Syndrome, every: Iterable[Amounts]) -> Iterator[FirstSlip]:
    """Each once, if its figures could stand there, with what it does to the sums."""
    known: set[frozenset[tuple[CellId, int]]] = set()
    for changes in every:
        key = frozenset(changes.items())
        if changes and key not in known and syndrome.network.may_stand(changes):
            known.add(key)
            shifts = syndrome.shifts(changes)
            failing = syndrome.failing_after(shifts)
            yield FirstSlip(changes, syndrome.failing.bit_count() - failing.bit_count(), failing, shifts)


# --- amounts that sums ask for ----------------------------------------------------------------------------


def _single_cells(syndrome: Syndrome, wanted: Wanted) -> Iterator[Amounts]:
    """What each equation that fails asks of each of its cells."""
    network = syndrome.network
    for number in syndrome.equations:
        for cell in network.constraints[number].signs:
            if wanted(syndrome.failing & ~network.masks[cell]):
                yield {cell: syndrome.values[cell] + syndrome.asked(number, cell)}


def _pairs(syndrome: Syndrome, wanted: Wanted) -> Iterator[Amounts]:
    """What each equation that fails asks of two cells of a line."""
    network, failing = syndrome.network, syndrome.failing
    for number in syndrome.equations:
        for one in network.constraints[number].signs:
            rest = failing & ~network.masks[one]
            for line in network.lines_of.get(one, ()):
                if wanted(rest & ~line.mask):
                    others = (c for c in line.cells if c != one and wanted(rest & ~network.masks[c]))
                    found = (pair(syndrome, number, one, other) for other in others)
                    yield from (changes for changes in found if changes)


def _agreed_pairs(syndrome: Syndrome) -> Iterator[Amounts]:
    """Two cells of a line, or a cell and its sum, of which sums that fail ask for the same amount."""
    network = syndrome.network
    asked: dict[CellId, dict[int, int]] = {}
    for number in syndrome.equations:
        for cell in network.constraints[number].signs:
            asked.setdefault(cell, {})[syndrome.asked(number, cell)] = number
    sizes = {cell: {abs(amount) for amount in amounts} for cell, amounts in asked.items()}
    for one, amounts in asked.items():
        for line in network.lines_of.get(one, ()):
            for other in line.cells:
                if other == one or other not in sizes or sizes[one].isdisjoint(sizes[other]):
                    continue
                numbers = (number for amount, number in amounts.items() if abs(amount) in sizes[other])
                found = (pair(syndrome, number, one, other) for number in numbers)
                yield from (changes for changes in found if changes)


def _left_lines(syndrome: Syndrome) -> Iterator[Amounts]:
    """What the equations of each identity ask in a line into which nothing was written."""
    for line in syndrome.left:
        asked: dict[str, dict[CellId, int]] = {}
        for number, cell in syndrome.across(line):
            amounts = asked.setdefault(syndrome.network.constraints[number].identity.id, {})
            amounts[cell] = syndrome.values[cell] + syndrome.asked(number, cell)
        yield from asked.values()


# --- figures that stand in other places -------------------------------------------------------------------


def _moved(syndrome: Syndrome, wanted: Wanted) -> Iterator[Amounts]:
    """Figures of a row one column on or back, of a part of a column one row, and rows exchanged."""
    network, failing = syndrome.network, syndrome.failing
    for line in network.lines:
        if failing & line.mask and wanted(failing & ~line.mask):
            for cells in (line.cells, line.cells[:-1]):  # the last may be the sum, which stays
                if len(cells) > 2:
                    yield rotated(syndrome, cells, 1)
                    yield rotated(syndrome, cells, -1)
            if line.way == "column":
                yield from _part_moved(syndrome, line)
    for one, other in network.neighbours:
        mask = one.mask | other.mask
        if failing & mask and wanted(failing & ~mask):
            yield exchanged(syndrome, one, other)


def _part_moved(syndrome: Syndrome, line: Line) -> Iterator[Amounts]:
    """Figures of a part of a column one row on or back, where that gives the first or the last of them what the sum
    across it asks.
    """
    asked = {cell: syndrome.values[cell] + syndrome.asked(number, cell) for number, cell in syndrome.across(line)}
    values = syndrome.values
    for first, last in combinations([at for at, cell in enumerate(line.cells) if cell in asked], 2):
        top, bottom = line.cells[first], line.cells[last]
        cells = line.cells[first : last + 1]
        if last - first > 1:
            if asked[top] == values[cells[1]] or asked[bottom] == values[top]:
                yield rotated(syndrome, cells, 1)
            if asked[top] == values[bottom] or asked[bottom] == values[cells[-2]]:
                yield rotated(syndrome, cells, -1)
