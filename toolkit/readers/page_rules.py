"""The lines of a page put in order: pieces joined, double lines made one, and grids told apart."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.readers.page_model import Rule, Rules

SAME = 4.0
"""Points: lines no farther apart are one (double lines); no row or column is so narrow."""
_GAP = 6.0  # between the dashes of a line
_SHORTEST = 5.0
TOUCH = 5.5  # how far a line may end from the one it meets, which may be a double one; no text fits between


@dataclass(frozen=True, slots=True)
class Mesh:
    """Lines that meet one another, directly or by others: a table's, or a frame's."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def tidied(rules: Rules) -> Rules:
    """The lines whole: pieces in one line joined, doubles made one, dots left out."""
    return Rules(tuple(_joined(rules.horizontal)), tuple(_joined(rules.vertical)))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    found: list[Rule] = []
    for level in _levels(sorted(rules)):
        at = sum(rule.at * (rule.end - rule.start + 0.1) for rule in level)
        at /= sum(rule.end - rule.start + 0.1 for rule in level)
        stretches: list[tuple[float, float]] = []
        for start, end in sorted((rule.start, rule.end) for rule in level):
            if stretches and start <= stretches[-1][1] + _GAP:
                stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
            else:
                stretches.append((start, end))
        found += [Rule(at, start, end) for start, end in stretches if end - start >= _SHORTEST]
    return found


def _levels(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines in order of place, those at one place together."""
    levels: list[list[Rule]] = []
    for rule in rules:
        if levels and rule.at - levels[-1][0].at <= SAME:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return levels


def meshes(rules: Rules) -> list[Mesh]:
    """The lines by what they meet, from the top down. A line that meets no other is left out."""
    flat, upright = sorted(rules.horizontal), sorted(rules.vertical)
    parent = list(range(len(flat) + len(upright)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    heights = [rule.at for rule in flat]
    for number, line in enumerate(upright, len(flat)):
        first, last = bisect_left(heights, line.start - TOUCH), bisect_right(heights, line.end + TOUCH)
        for other in range(first, last):
            if flat[other].start - TOUCH <= line.at <= flat[other].end + TOUCH:
                parent[root(other)] = root(number)
    members: dict[int, list[int]] = {}
    for number in range(len(parent)):
        members.setdefault(root(number), []).append(number)
    found = [
        Mesh(
            tuple(flat[n] for n in group if n < len(flat)), tuple(upright[n - len(flat)] for n in group if n >= len(flat))
        )
        for group in members.values()
    ]
    return sorted((mesh for mesh in found if mesh.horizontal and mesh.vertical), key=lambda m: m.horizontal[0].at)


def places(values: Sequence[float]) -> list[float]:
    """Places along an axis, those that are the same put together."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= SAME:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def nearest(found: Sequence[float], value: float) -> int:
    """The number of the place that is nearest."""
    after = bisect_left(found, value)
    return min(range(max(0, after - 1), min(len(found), after + 1)), key=lambda n: abs(found[n] - value))


def gaps(found: Sequence[float]) -> list[tuple[float, float]]:
    """The stretches between neighbouring places."""
    return list(itertools.pairwise(found))
