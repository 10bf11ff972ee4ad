"""The monotone alignment of strips with the lines of a form: which strip is which row, and how sure that is.

Dynamic programming over the order of both. A pair scores by how like its labels are, by whether the values fit, and by
the list sign; what is passed over costs a little. For each pair that is chosen the best alignment without it is known
too: their difference is the margin, from which the confidence comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

_ROW_PASSED = 0.4
_FULL = 8.0
"""A margin that leaves no doubt: what a pair of equal labels wins over its loss."""
LEAST_MARGIN = 2.0
"""Below this a pair is left out: the second best alignment is nearly as good."""


class Unit(NamedTuple):
    """Something that may be a row: the strips ``first`` to ``last``, its score with each line of the form that it may
    be, and what it costs to pass over it."""

    first: int
    last: int
    scores: Mapping[int, float]
    passed: float


class Match(NamedTuple):
    """A unit taken for a line of the form. ``margin`` is the score lost where it is not."""

    unit: int
    line: int
    margin: float

    @property
    def confidence(self) -> float:
        """The margin as a number from 0 to 1."""
        return min(1.0, max(0.0, self.margin / _FULL))


class Aligned(NamedTuple):
    """The best alignment. Units and lines rise together."""

    matches: tuple[Match, ...]
    score: float


def align(units: Sequence[Unit], lines: int) -> Aligned:
    """The best local alignment of units (in order of ``first``; they may overlap) with the lines 0 to ``lines`` − 1."""
    if not units:
        return Aligned((), 0.0)
    # States lie before each strip that some unit begins at, and behind the last.
    stops = sorted({unit.first for unit in units} | {unit.last + 1 for unit in units})
    at = {strip: number for number, strip in enumerate(stops)}
    starting: list[list[int]] = [[] for _ in stops]
    ending: list[list[int]] = [[] for _ in stops]
    passing = [0.0] * len(stops)
    for number, unit in enumerate(units):
        starting[at[unit.first]].append(number)
        ending[at[unit.last + 1]].append(number)
        if unit.first == unit.last:
            passing[at[unit.first]] += unit.passed
    before = _before(units, stops, ending, at, passing, lines)
    after = _after(units, stops, starting, at, passing, lines)
    path = _path(units, stops, ending, at, passing, before, lines)
    matches = []
    total = max(max(row) for row in before)
    for number, line in path:
        matches.append(Match(number, line, total - _best_without(units, at, before, after, passing, number, line)))
    return Aligned(tuple(matches), total)


Scores = list[list[float]]


def _before(
    units: Sequence[Unit],
    stops: Sequence[int],
    ending: Sequence[Sequence[int]],
    at: Mapping[int, int],
    passing: Sequence[float],
    lines: int,
) -> Scores:
    """The best score of an alignment of what stands before a stop with the lines before a line; never below 0."""
    best: Scores = [[0.0] * (lines + 1) for _ in stops]
    for stop in range(1, len(stops)):
        row, over, cost = best[stop], best[stop - 1], passing[stop - 1]
        for line in range(lines + 1):
            value = over[line] - cost
            if value > row[line]:
                row[line] = value
        for number in ending[stop]:
            unit = units[number]
            start = best[at[unit.first]]
            for line, score in unit.scores.items():
                value = start[line] + score
                if value > row[line + 1]:
                    row[line + 1] = value
        for line in range(1, lines + 1):
            value = row[line - 1] - _ROW_PASSED
            if value > row[line]:
                row[line] = value
    return best


def _after(
    units: Sequence[Unit],
    stops: Sequence[int],
    starting: Sequence[Sequence[int]],
    at: Mapping[int, int],
    passing: Sequence[float],
    lines: int,
) -> Scores:
    """The best score of an alignment of what stands behind a stop with the lines from a line on; never below 0."""
    best: Scores = [[0.0] * (lines + 1) for _ in stops]
    for stop in range(len(stops) - 2, -1, -1):
        row, over, cost = best[stop], best[stop + 1], passing[stop]
        for line in range(lines + 1):
            value = over[line] - cost
            if value > row[line]:
                row[line] = value
        for number in starting[stop]:
            unit = units[number]
            end = best[at[unit.last + 1]]
            for line, score in unit.scores.items():
                value = end[line + 1] + score
                if value > row[line]:
                    row[line] = value
        for line in range(lines - 1, -1, -1):
            value = row[line + 1] - _ROW_PASSED
            if value > row[line]:
                row[line] = value
    return best


def _path(
    units: Sequence[Unit],
    stops: Sequence[int],
    ending: Sequence[Sequence[int]],
    at: Mapping[int, int],
    passing: Sequence[float],
    best: Scores,
    lines: int,
) -> list[tuple[int, int]]:
    """The pairs of the best alignment, traced back from its end."""
    _, stop, line = max((best[s][r], -s, -r) for s in range(len(stops)) for r in range(lines + 1))
    stop, line = -stop, -line
    pairs: list[tuple[int, int]] = []
    while best[stop][line] > 0:
        here = best[stop][line]
        taken = next(
            (
                number
                for number in ending[stop]
                if line
                and (score := units[number].scores.get(line - 1)) is not None
                and abs(best[at[units[number].first]][line - 1] + score - here) < 1e-9
            ),
            None,
        )
        if taken is not None:
            pairs.append((taken, line - 1))
            stop, line = at[units[taken].first], line - 1
        elif line and abs(best[stop][line - 1] - _ROW_PASSED - here) < 1e-9:
            line -= 1
        elif stop:
            stop -= 1
        else:
            break
    return pairs[::-1]


def _best_without(
    units: Sequence[Unit],
    at: Mapping[int, int],
    before: Scores,
    after: Scores,
    passing: Sequence[float],
    number: int,
    line: int,
) -> float:
    """The best score of an alignment in which this unit's strips are no such line: another one, or passed over."""
    unit = units[number]
    first, end = at[unit.first], at[unit.last + 1]
    cost = sum(passing[first:end])
    head, tail = before[first], after[end]
    best = max(a + b for a, b in zip(head, tail, strict=True)) - cost
    for other, score in unit.scores.items():
        if other != line:
            best = max(best, head[other] + score + tail[other + 1])
    return best
