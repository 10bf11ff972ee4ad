"""The head of a table without lines: which labels stand over which columns, and which over other labels."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.readers.page_grid import GridCell
from toolkit.readers.page_text import TextLine

Stack = Sequence[TextLine]
"""The lines of one label, from the top down."""


class Head(NamedTuple):
    """The cells of a head with their lines, in so many rows."""

    cells: list[tuple[GridCell, Stack]]
    levels: int


_NONE = Head([], 0)


class _Label(NamedTuple):
    stack: Stack
    columns: range

    @property
    def top(self) -> float:
        return self.stack[0].y0

    @property
    def bottom(self) -> float:
        return self.stack[-1].y1


def head_of(pieces: Sequence[TextLine], xs: Sequence[float], labels: int, floor: float) -> Head:
    """The head that pieces of text make over columns with sides ``xs``, of which the first ``labels`` are for the rows'
    names; ``floor`` is where the rows begin. A head that leaves a column of figures without a label is none: it would
    name the wrong ones.
    """
    stacks = _stacks(pieces)
    over_figures = [_Label(s, _reach(s, xs)) for s in stacks if s[0].x1 > xs[labels]]
    columns = range(labels, len(xs) - 1)
    leaves: dict[int, _Label] = {}
    for label in sorted(over_figures, key=lambda label: label.bottom):
        if len(label.columns) == 1:
            leaves[label.columns[0]] = label
    if set(leaves) != set(columns):
        return _NONE
    own = {id(leaf.stack) for leaf in leaves.values()}
    groups = [
        _Label(label.stack, spread)
        for label in over_figures
        if id(label.stack) not in own and (spread := _under(label, leaves, columns, floor))
    ]
    levels = _levels(groups)
    cells: list[tuple[GridCell, Stack]] = []
    depth = dict.fromkeys(columns, 0)
    for level, group in enumerate(levels):
        for label in group:
            cells.append((GridCell(level, label.columns[0], level + 1, label.columns[-1] + 1), label.stack))
            for column in label.columns:
                depth[column] = level + 1
    for column, leaf in leaves.items():
        cells.append((GridCell(depth[column], column, len(levels) + 1, column + 1), leaf.stack))
    corner = [stack for stack in stacks if stack[0].x1 <= xs[labels]]
    if labels and corner:
        lines = sorted((line for stack in corner for line in stack), key=lambda line: line.y)
        cells.append((GridCell(0, 0, len(levels) + 1, labels), lines))
    return Head(cells, len(levels) + 1)


def _stacks(pieces: Sequence[TextLine]) -> list[list[TextLine]]:
    """Pieces right under one another, as one label."""
    stacks: list[list[TextLine]] = []
    for piece in sorted(pieces, key=lambda piece: piece.y):
        over = next((stack for stack in stacks if _goes_on(stack[-1], piece)), None)
        if over is None:
            stacks.append([piece])
        else:
            over.append(piece)
    return stacks


def _goes_on(over: TextLine, piece: TextLine) -> bool:
    step = piece.y - over.y
    return 0 < step < 1.6 * piece.size and abs(piece.x0 + piece.x1 - over.x0 - over.x1) < 1.2 * piece.size


def _reach(stack: Stack, xs: Sequence[float]) -> range:
    """The columns that a label lies over: those whose middle it covers, at least the one that its own middle is in."""
    x0, x1 = min(line.x0 for line in stack), max(line.x1 for line in stack)
    middles = [(a + b) / 2 for a, b in itertools.pairwise(xs)]
    covered = [n for n, middle in enumerate(middles) if x0 <= middle <= x1]
    if covered:
        return range(covered[0], covered[-1] + 1)
    place = max(0, min(len(xs) - 2, sum(x <= (x0 + x1) / 2 for x in xs) - 1))
    return range(place, place + 1)


def _under(group: _Label, leaves: dict[int, _Label], columns: range, floor: float) -> range | None:
    """The columns under a group: those around its middle whose labels stand below it.

    A label beside the group stands in a cell as high as the group and the labels under it together: set at the cell's
    top it begins beside the group, set in its middle it stands higher than the labels under the group do.
    """
    slack = 0.1 * group.stack[0].size
    at_top = any(leaf.top < group.bottom - slack for leaf in leaves.values())
    beside, below = (group.top + floor) / 2, (group.bottom + floor) / 2

    def is_below(column: int) -> bool:
        leaf = leaves[column]
        if leaf.top < group.bottom - slack:
            return False
        middle = (leaf.top + leaf.bottom) / 2
        return at_top or abs(middle - below) < abs(middle - beside) or middle > below

    middle = group.columns[len(group.columns) // 2]
    if middle not in columns or not is_below(middle):
        return None
    first = last = middle
    while first - 1 in columns and is_below(first - 1):
        first -= 1
    while last + 1 in columns and is_below(last + 1):
        last += 1
    return range(first, last + 1)


def _levels(groups: Sequence[_Label]) -> list[list[_Label]]:
    """Groups by the line that they stand on, parted where two on one line would share columns."""
    levels: list[list[_Label]] = []
    for group in sorted(groups, key=lambda label: label.top):
        if levels and group.top < levels[-1][0].bottom:
            levels[-1].append(group)
        else:
            levels.append([group])
    return [_apart(level) for level in levels]


def _apart(level: Sequence[_Label]) -> list[_Label]:
    """Groups on one line, each with the columns nearer to it than to its neighbours."""
    ordered = sorted(level, key=lambda label: label.stack[0].x0)
    found: list[_Label] = []
    for group in ordered:
        columns = group.columns
        if found and columns[0] <= found[-1].columns[-1]:
            before = found[-1]
            # Of columns that both claim, the cut is where they are as many on either side of each middle.
            cut = (before.columns[0] + columns[-1] + 1) // 2
            found[-1] = before._replace(columns=range(before.columns[0], max(before.columns[0] + 1, cut)))
            columns = range(max(columns[0], found[-1].columns[-1] + 1), columns[-1] + 1)
        if columns:
            found.append(group._replace(columns=columns))
    return found
