"""A head set by blanks in which the label over the rows' own is longer than its column: what stands behind it on its
line has been pushed aside, so that the place of a label there says nothing but the order does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.extract.heads.sisters import SURE, Leaf
from toolkit.extract.labels import label_likeness
from toolkit.extract.layouts import Head, Known

_GAP = 2  # columns of a screen: what a label that pushes leaves between itself and the next


def beside_all(lines: Sequence[list[Leaf]], head: Head) -> list[list[Leaf]]:
    """The labels line by line; those beside the label that stands over all columns, on a line pushed aside, are put
    beside all labels below: before or behind them, as they stand before or behind that one.
    """
    whole = _over_all(head)
    return [_beside(line, lines[number + 1 :], whole) for number, line in enumerate(lines)] if whole else list(lines)


def _over_all(head: Head) -> Known:
    """The wordings of the one label over all columns; none where there is no such label."""
    only = head.tree[0] if len(head.tree) == 1 else None
    return only.known if only is not None and only.children else frozenset()


def _beside(line: list[Leaf], below: Sequence[Sequence[Leaf]], whole: Known) -> list[Leaf]:
    leaves = [leaf for each in below for leaf in each]
    at = next((n for n, leaf in enumerate(line) if n and label_likeness(leaf.text, whole) >= SURE), None)
    if at is None or not leaves:
        return line
    first, end = min(leaf.start for leaf in leaves), max(leaf.end for leaf in leaves)
    pusher = next((n for n in range(at) if line[n].end + _GAP > first), None)
    if pusher is None or not _are_pushed(line[pusher : at + 1]):
        return line
    placed = list(line)
    for number in range(at - 1, pusher, -1):
        # As wide again as the label is the gap behind its column at the most.
        width = line[number].end - line[number].start
        placed[number] = replace(line[number], start=first - 2 * width, end=first - 1)
        first -= 2 * width
    for number in range(at + 1, len(line)):
        if not _are_pushed(line[number - 1 : number + 1]):
            break
        width = line[number].end - line[number].start
        placed[number] = replace(line[number], start=end + 1, end=end + 2 * width)
        end += 2 * width
    return placed


def _are_pushed(line: Sequence[Leaf]) -> bool:
    """Whether each label stands as near behind the one before it as can be."""
    return all(b.start - a.end <= _GAP for a, b in pairwise(line))
