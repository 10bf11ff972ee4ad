"""The lines of a page put in order: pieces joined, double lines made one, and grids told apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.readers.page.model import Glyph, Rule, Rules

SAME = 4.0
"""Points: lines no farther apart are one (double lines); no row or column is so narrow."""
_GAP = 6.0  # between the dashes of a line
_SHORTEST = 3.0
_ONE_LINE = 0.6
_DRAWN = 0.2  # pieces of one line are drawn no farther apart
_HIGHEST, _LOWEST = 0.55, 0.15  # of the size, over the baseline: where a line strikes a letter out
_ALONG = 0.8  # of a mesh's height: as long a line beside it belongs to it
_BESIDE = 200.0
MOST_LINES = 3000
"""In one direction on a page."""
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
    """Lines that go on in one another or run side by side, as one."""
    stretches = _stretches(rules)
    parent = list(range(len(stretches)))
    for number, rule in enumerate(stretches):
        for other in range(number + 1, len(stretches)):
            following = stretches[other]
            if following.at - rule.at > SAME:
                break
            if following.start <= rule.end + _GAP and rule.start <= following.end + _GAP:
                parent[root_of(parent, other)] = root_of(parent, number)
    groups: dict[int, list[Rule]] = {}
    for number, rule in enumerate(stretches):
        groups.setdefault(root_of(parent, number), []).append(rule)
    return [_as_one(group) for group in groups.values()]


def _stretches(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line put together, in order of place, without single dots; of very many the longest, as a table's
    lines are.
    """
    found = [rule for rule in whole_lines(rules, _ONE_LINE) if rule.end - rule.start >= _SHORTEST]
    if len(found) > MOST_LINES:
        found = sorted(sorted(found, key=lambda rule: rule.start - rule.end)[:MOST_LINES])
    return found


def whole_lines(rules: Sequence[Rule], apart: float) -> list[Rule]:
    """Pieces of one line put together, in order of place; they stand no farther apart than that."""
    found: list[Rule] = []
    line: list[Rule] = []
    for rule in [*sorted(rules), None]:
        if rule is not None and (not line or rule.at - line[0].at <= apart):
            line.append(rule)
            continue
        start, end = None, 0.0
        for piece in sorted(line, key=lambda piece: piece.start):
            if start is None or piece.start > end + _GAP:
                if start is not None:
                    found.append(Rule(line[0].at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        if start is not None:
            found.append(Rule(line[0].at, start, end))
        line = [rule] if rule is not None else []
    return found


def _as_one(group: Sequence[Rule]) -> Rule:
    weights = [rule.end - rule.start + 0.1 for rule in group]
    at = sum([rule.at * weight for rule, weight in zip(group, weights, strict=True)], 0.0) / sum(weights, 0.0)
    return Rule(at, min(rule.start for rule in group), max(rule.end for rule in group))


def root_of(parent: list[int], number: int) -> int:
    """The group that a number is of, where each points to another of its group."""
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def meshes(rules: Rules) -> list[Mesh]:
    """The lines by what they meet, from the top down. A line that meets no other is left out."""
    flat, upright = sorted(rules.horizontal), sorted(rules.vertical)
    parent = list(range(len(flat) + len(upright)))

    heights = [rule.at for rule in flat]
    for number, line in enumerate(upright, len(flat)):
        first, last = bisect_left(heights, line.start - TOUCH), bisect_right(heights, line.end + TOUCH)
        for other in range(first, last):
            if flat[other].start - TOUCH <= line.at <= flat[other].end + TOUCH:
                parent[root_of(parent, other)] = root_of(parent, number)
    members: dict[int, list[int]] = {}
    for number in range(len(parent)):
        members.setdefault(root_of(parent, number), []).append(number)
    found = [
        Mesh(
            tuple(flat[n] for n in group if n < len(flat)),
            tuple(upright[n - len(flat)] for n in group if n >= len(flat)),
        )
        for group in members.values()
    ]
    alone = [line for mesh in found if not mesh.horizontal for line in mesh.vertical]
    made = [_with_open_sides(mesh, alone) for mesh in found if mesh.horizontal and mesh.vertical]
    return sorted(made, key=lambda mesh: mesh.horizontal[0].at)


def _meet(flat: Rule, upright: Rule) -> bool:
    return (
        upright.start - TOUCH <= flat.at <= upright.end + TOUCH and flat.start - TOUCH <= upright.at <= flat.end + TOUCH
    )


def _with_open_sides(mesh: Mesh, alone: Sequence[Rule]) -> Mesh:
    """With the lines beside a mesh that run along all of it: sides of a cell that is open above and below, as where a
    merged label goes on over a whole page.
    """
    top, bottom = min(line.start for line in mesh.vertical), max(line.end for line in mesh.vertical)
    left, right = mesh.vertical[0].at, mesh.vertical[-1].at
    beside = [
        line
        for line in alone
        if min(line.end, bottom) - max(line.start, top) > _ALONG * (bottom - top)
        and line.end - line.start < (bottom - top) / _ALONG
        and (left - _BESIDE < line.at < left or right < line.at < right + _BESIDE)
    ]
    return Mesh(mesh.horizontal, tuple(sorted((*mesh.vertical, *beside)))) if beside else mesh


def loose_lines(rules: Rules) -> list[Rule]:
    """The horizontal lines that meet no vertical one: between the rows of a table without columns, under or through
    words.
    """
    uprights = rules.vertical
    held = {line for line in rules.horizontal if any(_meet(line, upright) for upright in uprights)}
    return [line for line in rules.horizontal if line not in held]


def struck_out(glyphs: Iterable[Glyph], rules: Rules) -> list[Glyph]:
    """The characters that a line runs through at half their height, and no farther than they do. ``rules`` are as
    drawn: tidied, a line that strikes out and one that underlines what stands beside it may be one.
    """
    lines = whole_lines(rules.horizontal, _DRAWN)
    if not lines:
        return []
    heights = [line.at for line in lines]
    crossed: dict[int, list[Glyph]] = {}
    near: range | None = None
    base = size = 0.0
    for glyph in glyphs:
        if near is None or glyph.base != base or glyph.size != size:  # the letters of a line have the same
            base, size = glyph.base, glyph.size
            near = range(bisect_left(heights, base - _HIGHEST * size), bisect_right(heights, base - _LOWEST * size))
        if not near or glyph.turn:
            continue
        for number in near:
            line = lines[number]
            if line.start <= glyph.x0 + 0.2 * glyph.size and line.end >= glyph.x1 - 0.2 * glyph.size:
                crossed.setdefault(number, []).append(glyph)
    found: dict[int, Glyph] = {}
    for number, row in crossed.items():
        slack = 0.8 * max(glyph.size for glyph in row)
        left, right = min(glyph.x0 for glyph in row), max(glyph.x1 for glyph in row)
        if lines[number].start >= left - slack and lines[number].end <= right + slack:
            found.update((glyph.order, glyph) for glyph in row)  # once, be it struck out by two lines
    return list(found.values())


def places(values: Sequence[float]) -> list[float]:
    """Places along an axis, those that are the same put together."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= SAME:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group, 0.0) / len(group) for group in found]


def nearest(found: Sequence[float], value: float) -> int:
    """The number of the place that is nearest."""
    after = bisect_left(found, value)
    return min(range(max(0, after - 1), min(len(found), after + 1)), key=lambda n: abs(found[n] - value))
