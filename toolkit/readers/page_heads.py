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


def head_of(
    pieces: Sequence[TextLine], xs: Sequence[float], figures: Sequence[tuple[float, float]], labels: int
) -> Head:
    """The head that pieces of text make over columns with sides ``xs``, of which the first ``labels`` are for the rows'
    names; ``figures`` are the sides of what stands in the others. A head that leaves a column of figures without a
    label, or whose groups are not clear, is none: it would name the wrong columns.
    """
    stacks = _stacks(pieces)
    over_figures = [_Label(s, _reach(s, xs)) for s in stacks if s[0].x1 > xs[labels]]
    columns = range(labels, len(xs) - 1)
    leaves: dict[int, _Label] = {}
    for label in sorted(over_figures, key=lambda label: label.stack[-1].y1):
        if len(label.columns) == 1:
            leaves[label.columns[0]] = label
    if set(leaves) != set(columns) or (not labels and len(over_figures) < len(stacks)):
        return _NONE
    # A label beside a column's figures is that of a column left blank.
    apart = [label for label in over_figures if not any(_lies_over(label.stack, sides) for sides in figures)]
    if apart:
        return _NONE
    own = {id(leaf.stack) for leaf in leaves.values()}
    groups = [label.stack for label in over_figures if id(label.stack) not in own]
    levels = _levels(groups, [leaves[column] for column in columns], xs)
    if levels is None:
        return _NONE
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


def _lies_over(stack: Stack, sides: tuple[float, float]) -> bool:
    slack = stack[0].size / 2
    return min(line.x0 for line in stack) < sides[1] + slack and max(line.x1 for line in stack) > sides[0] - slack


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
    step, slack = piece.y - over.y, 0.6 * piece.size
    is_under = (
        abs(piece.x0 + piece.x1 - over.x0 - over.x1) < 2 * slack
        or abs(piece.x0 - over.x0) < slack
        or abs(piece.x1 - over.x1) < slack
    )
    return 0 < step < 1.6 * piece.size and is_under


def _reach(stack: Stack, xs: Sequence[float]) -> range:
    """The columns that a label lies over: those whose middle it covers, at least the one that its own middle is in."""
    x0, x1 = min(line.x0 for line in stack), max(line.x1 for line in stack)
    middles = [(a + b) / 2 for a, b in itertools.pairwise(xs)]
    covered = [n for n, middle in enumerate(middles) if x0 <= middle <= x1]
    if covered:
        return range(covered[0], covered[-1] + 1)
    place = max(0, min(len(xs) - 2, sum(x <= (x0 + x1) / 2 for x in xs) - 1))
    return range(place, place + 1)


def _levels(groups: Sequence[Stack], leaves: Sequence[_Label], xs: Sequence[float]) -> list[list[_Label]] | None:
    """The labels over other labels, level by level, with their columns; None where those are not clear.

    Where each column has a label of its own, it is not asked how far a group reaches, which nothing shows: it stands
    over all. Where labels come again, each group has a whole turn of them, or several.
    """
    columns = range(leaves[0].columns[0], leaves[-1].columns[-1] + 1)
    texts = ["".join(line.text for line in leaf.stack) for leaf in leaves]
    turns = [columns[n] for n, text in enumerate(texts) if text == texts[0]]
    if len(set(texts)) == len(texts):
        whole = sorted(groups, key=lambda group: group[0].y)
        # Two side by side cannot both stand over all columns: they are pieces of labels, or it is not clear of which.
        is_clear = all(over[-1].y1 < group[0].y for over, group in itertools.pairwise(whole))
        return [[_Label(group, columns)] for group in whole] if is_clear else None
    ends = [*turns[1:], columns[-1] + 1]
    parts = [range(first, end) for first, end in zip(turns, ends, strict=True)]
    if turns[0] != columns[0] or len({len(part) for part in parts}) != 1:
        return None
    levels: list[list[_Label]] = []
    for group in sorted(groups, key=lambda group: group[0].y):
        spread = _centred(parts, _middle(group), xs)
        if spread is None:
            return None
        if levels and group[0].y < levels[-1][0].stack[-1].y1:
            levels[-1].append(_Label(group, spread))
        else:
            levels.append([_Label(group, spread)])
    taken = [[column for label in level for column in label.columns] for level in levels]
    return levels if all(len(set(level)) == len(level) for level in taken) else None


def _middle(stack: Stack) -> float:
    return (min(line.x0 for line in stack) + max(line.x1 for line in stack)) / 2


def _centred(parts: Sequence[range], middle: float, xs: Sequence[float]) -> range | None:
    """The neighbouring parts that a label stands in the middle of."""
    spreads = [range(a[0], b[-1] + 1) for n, a in enumerate(parts) for b in parts[n:]]
    nearest = min(spreads, key=lambda spread: abs((xs[spread[0]] + xs[spread[-1] + 1]) / 2 - middle))
    off = abs((xs[nearest[0]] + xs[nearest[-1] + 1]) / 2 - middle)
    return nearest if off < (xs[nearest[-1] + 1] - xs[nearest[0]]) / len(nearest) else None
