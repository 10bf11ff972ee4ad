"""Whether the places of a head's labels can be believed to be those of its columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from toolkit.extract.heads.sisters import Columns, Leaf, Sisters

_OVER_AND_UNDER = 2  # lines of sisters, where their group is not named


def leaves_of(sisters: Sisters) -> list[tuple[int | None, Leaf, float]]:
    """The columns' labels from left to right: slot, label, likeness."""
    found: list[tuple[int | None, Leaf, float]] = []
    for node, leaf, like in sisters.met:
        if node is not None and node.children:
            found += leaves_of(sisters.opened[id(node)])
        else:
            found.append((node.slot if node else None, leaf, like))
    return found


def is_sound(root: Sisters, leaves: Sequence[Leaf], kind: Columns) -> bool:
    """Whether the columns of a head can be believed: no two labels share one, and each stands under its group."""
    spans = sorted([(leaf.start, leaf.end) for leaf in leaves])
    are_apart = all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    # Blanks seldom put a group's label right over its columns; but sisters on two lines are a line that was broken.
    # Labels that several groups have (结果维持) say nothing of which one's name is gone.
    most = _OVER_AND_UNDER if len({leaf.text for leaf in leaves}) == len(leaves) else 1
    return are_apart and (_are_in_line(root, most) if kind == "screen" else _are_under_groups(root))


def _are_in_line(sisters: Sisters, most: int) -> bool:
    """Whether sisters stand on one line, or, where they may stand on two at the ``most``, those of the next in a gap of
    the line above, whose group's label is gone; a line that was broken goes on at its beginning.
    """
    leaves = [leaf for node, leaf, _ in sisters.met if node is not None]
    lines = sorted({leaf.line for leaf in leaves})
    are_in_line = all(
        _are_between([leaf for leaf in leaves if leaf.line == under], [leaf for leaf in leaves if leaf.line == over])
        for over, under in itertools.pairwise(lines)
    )
    return len(lines) <= most and are_in_line and all(_are_in_line(each, most) for each in sisters.opened.values())


def _are_between(under: Sequence[Leaf], over: Sequence[Leaf]) -> bool:
    """Whether all labels of a line stand in one gap of the line above, behind its first label."""
    first, last = min(leaf.start for leaf in under), max(leaf.end for leaf in under)
    return min(leaf.end for leaf in over) <= first and not any(leaf.start < last and first < leaf.end for leaf in over)


def _are_under_groups(sisters: Sisters) -> bool:
    for node, group, _ in sisters.met:
        if node is None or not node.children:
            continue
        children = sisters.opened[id(node)]
        spans = [(group.start, group.reach), *((g.start, g.reach) for n, g in sisters.again if n is node)]
        if any(
            not any(a <= leaf.start < b for a, b in spans) for slot, leaf, _ in leaves_of(children) if slot is not None
        ):
            return False
        if not _are_under_groups(children):
            return False
    return True
