"""Frames around the text of a cell: fields of a form on a web page, figures that somebody has boxed.

They stand so close to their cell's sides that they would be taken for lines of the table, and part the cell. A frame is
four lines that meet at their ends alone, with no line in it or on it, in a cell that is larger on all sides. Cells that
are drawn as boxes side by side are none: the lines nearest to them are their neighbours', no longer than their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from toolkit.readers.page.model import Rule, Rules

_CLOSE = 1.0  # points: lines that meet end no farther apart
_BIN = 2.0
_AROUND = tuple(product((-1, 0, 1), repeat=2))
_HIGHEST = 80.0  # points
_MOST = 400  # frames on a page
_BEYOND = 0.5  # points: a cell's side reaches beyond the frame's


class _Frame(NamedTuple):
    top: Rule
    bottom: Rule
    left: Rule
    right: Rule


def without_frames(rules: Rules) -> Rules:
    """The lines of a page (as drawn) but for frames that stand within cells."""
    found = [frame for frame in _frames(rules) if _is_alone(frame, rules) and _is_in_cell(frame, rules)]
    if not found:
        return rules
    flat = {line for frame in found for line in (frame.top, frame.bottom)}
    upright = {line for frame in found for line in (frame.left, frame.right)}
    return Rules(
        tuple(rule for rule in rules.horizontal if rule not in flat),
        tuple(rule for rule in rules.vertical if rule not in upright),
    )


def _frames(rules: Rules) -> Iterator[_Frame]:
    """Four lines that meet at their ends, where no others end."""
    ends = Counter(_bin(x, rule.at) for rule in rules.horizontal for x in rule[1:])
    ends.update(_bin(rule.at, y) for rule in rules.vertical for y in rule[1:])
    flat = [rule for rule in sorted(rules.horizontal) if all(_is_free(ends, x, rule.at) for x in rule[1:])]
    if not flat:
        return
    upright = [rule for rule in rules.vertical if all(_is_free(ends, rule.at, y) for y in rule[1:])]
    if len(flat) > 2 * _MOST or len(upright) > 2 * _MOST:
        return
    for number, top in enumerate(flat):
        for bottom in flat[number + 1 :]:
            if bottom.at - top.at > _HIGHEST:
                break
            if _is_close(top.start, bottom.start) and _is_close(top.end, bottom.end):
                sides = [
                    next((rule for rule in upright if _is_close(rule.at, x) and _joins(rule, top, bottom)), None)
                    for x in top[1:]
                ]
                if sides[0] is not None and sides[1] is not None:
                    yield _Frame(top, bottom, sides[0], sides[1])
                break


def _bin(x: float, y: float) -> tuple[int, int]:
    return int(x // _BIN), int(y // _BIN)


def _is_free(ends: Counter[tuple[int, int]], x: float, y: float) -> bool:
    """Whether two lines end at a place, or right beside it."""
    column, row = _bin(x, y)
    if ends[column, row] > 2:  # as in most corners of cells
        return False
    return sum(ends[column + right, row + down] for right, down in _AROUND) == 2


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE


def _joins(rule: Rule, top: Rule, bottom: Rule) -> bool:
    return _is_close(rule.start, top.at) and _is_close(rule.end, bottom.at)


def _is_alone(frame: _Frame, rules: Rules) -> bool:
    """Whether no other line stands in a frame or touches it."""
    left, right = frame.left.at - _CLOSE, frame.right.at + _CLOSE
    top, bottom = frame.top.at - _CLOSE, frame.bottom.at + _CLOSE
    flat = sum(_meets(rule, top, bottom, left, right) for rule in rules.horizontal)
    upright = sum(_meets(rule, left, right, top, bottom) for rule in rules.vertical)
    return (flat, upright) == (2, 2)


def _meets(rule: Rule, low: float, high: float, start: float, end: float) -> bool:
    return low <= rule.at <= high and rule.start < end and rule.end > start


def _is_in_cell(frame: _Frame, rules: Rules) -> bool:
    """Whether the nearest lines on its sides reach beyond it, as the sides of a cell do; two may be missing, where a
    page's end cuts the table.
    """
    upright = _around(frame.left, frame.right, rules.vertical)
    flat = _around(frame.top, frame.bottom, rules.horizontal)
    if not upright or not flat:
        return False
    return all(_reaches(rule, frame.top.at, frame.bottom.at) for rule in upright) and all(
        _reaches(rule, frame.left.at, frame.right.at) for rule in flat
    )


def _around(low: Rule, high: Rule, rules: Iterable[Rule]) -> Sequence[Rule]:
    """The nearest line before a frame's first side, and the nearest behind its other one."""
    beside = [rule for rule in rules if rule.start < low.end and rule.end > low.start]
    before = max((rule for rule in beside if rule.at < low.at), key=lambda rule: (rule.at, rule.end), default=None)
    behind = min((rule for rule in beside if rule.at > high.at), key=lambda rule: (rule.at, -rule.end), default=None)
    return [rule for rule in (before, behind) if rule is not None]


def _reaches(rule: Rule, start: float, end: float) -> bool:
    return rule.start < start - _BEYOND and rule.end > end + _BEYOND
