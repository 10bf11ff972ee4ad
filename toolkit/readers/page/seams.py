"""Tables that stand so close that their borders touch, told apart.

A table's last line and the next one's first lie side by side then, no upright line runs through between them, and the
columns above are not those below. Taken for one table, the two would have the columns of both. Where all rows are
parted by two lines, as a double border does, that says nothing.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.readers.page.model import Rule, Rules
from toolkit.readers.page.rules import SAME, TOUCH, meshes, whole_lines

_ONE = 0.2  # points: pieces of one line stand no farther apart
_EXACT = 1.0  # an upright line of both tables stands at one place
_BESIDE = 12.0  # so far to the side of a table its frame may stand, as of double lines the outer one
_SHORT = 0.4  # of the longer line
_MOSTLY = 0.6  # of the shorter: two lines are as long side by side


class _Seam(NamedTuple):
    """Two lines between which nothing runs through: where, and from where to where."""

    over: Rule
    under: Rule

    @property
    def at(self) -> float:
        return (self.over.at + self.under.at) / 2

    @property
    def left(self) -> float:
        return min(self.over.start, self.under.start) - SAME

    @property
    def right(self) -> float:
        return max(self.over.end, self.under.end) + SAME


def apart(rules: Rules) -> list[Rules]:
    """The lines of a page (as drawn), those of tables that touch by table; one list where none do."""
    whole = Rules(tuple(whole_lines(rules.horizontal, _ONE)), rules.vertical)
    seams = _seams(whole)
    groups = [whole if seams else rules]
    for seam in seams:
        # Of several tables, one under the other, the third may be wider than where the first two meet.
        beside = [other for other in seams if other.left < seam.right and other.right > seam.left]
        left, right = min(other.left for other in beside), max(other.right for other in beside)
        groups = [part for group in groups for part in _parted(group, seam, left, right)]
    return groups


def _parted(group: Rules, seam: _Seam, left: float, right: float) -> Iterator[Rules]:
    """What of a table stands over a seam, what under it, and the rest of the lines; the tables stand between ``left``
    and ``right``.
    """
    held = [mesh for mesh in meshes(group) if any(_is_of(rule, line) for rule in mesh.horizontal for line in seam)]
    own = {*(rule for mesh in held for rule in mesh.horizontal)}, {*(rule for mesh in held for rule in mesh.vertical)}
    above, below, rest = _Lines(), _Lines(), _Lines()
    for rule in group.horizontal:
        is_own = rule in own[0] and left <= rule.start and rule.end <= right
        (rest if not is_own else above if rule.at < seam.at else below).horizontal.append(rule)
    for rule in group.vertical:
        is_own = rule in own[1] and left <= rule.at <= right
        (rest if not is_own else above if rule.start + rule.end < 2 * seam.at else below).vertical.append(rule)
    yield from (lines.rules for lines in (above, below, rest) if lines.horizontal or lines.vertical)


def _is_of(rule: Rule, line: Rule) -> bool:
    return abs(rule.at - line.at) <= _ONE and rule.start < line.end and rule.end > line.start


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines gathered."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)

    @property
    def rules(self) -> Rules:
        return Rules(tuple(self.horizontal), tuple(self.vertical))


def _seams(rules: Rules) -> list[_Seam]:
    lines = [line for line in rules.horizontal if line.end - line.start > TOUCH]
    pairs = list(_pairs(lines))
    if not pairs:
        return []
    upright = sorted(rules.vertical)
    doubles = [seam for seam in pairs if not _runs_through(upright, seam)]
    held = {line for seam in doubles for line in seam}
    if len(doubles) > sum(line not in held for line in lines):
        return []  # every row is parted so
    return [seam for seam in doubles if _has_other_columns(upright, seam)]


def _pairs(lines: Sequence[Rule]) -> Iterator[_Seam]:
    """Lines side by side with none between them."""
    for number, line in enumerate(lines):
        for other in itertools.islice(lines, number + 1, None):
            if other.at - line.at > TOUCH:
                break
            common = min(line.end, other.end) - max(line.start, other.start)
            if common > _MOSTLY * min(line.end - line.start, other.end - other.start):
                yield _Seam(line, other)
                break


def _runs_through(upright: Sequence[Rule], seam: _Seam) -> bool:
    return any(rule.start < seam.at - _ONE and rule.end > seam.at + _ONE for rule in _within(upright, seam, _BESIDE))


def _has_other_columns(upright: Sequence[Rule], seam: _Seam) -> bool:
    """Whether the upright lines that end at a seam are not those that begin there, and both are several; where one of
    the two lines is short, as the side of a field in a cell is, those right beside it.
    """
    own = list(_within(upright, seam))
    short, long = sorted(line.end - line.start for line in seam)
    if short < _SHORT * long:
        left, right = max(line.start for line in seam) - SAME, min(line.end for line in seam) + SAME
        own = [rule for rule in own if left <= rule.at <= right]
    over = sorted({rule.at for rule in own if abs(rule.end - seam.at) <= SAME and rule.start < seam.at - SAME})
    under = sorted({rule.at for rule in own if abs(rule.start - seam.at) <= SAME and rule.end > seam.at + SAME})
    if len(over) < 2 or len(under) < 2:
        return False
    return not (all(_has_near(under, x) for x in over) and all(_has_near(over, x) for x in under))


def _has_near(places: Sequence[float], x: float) -> bool:
    after = bisect_left(places, x - _EXACT)
    return after < len(places) and places[after] <= x + _EXACT


def _within(upright: Sequence[Rule], seam: _Seam, beside: float = 0.0) -> Iterator[Rule]:
    return (rule for rule in upright if seam.left - beside <= rule.at <= seam.right + beside)
