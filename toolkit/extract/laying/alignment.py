"""The monotone alignment of strips with the lines of a form: which strip is which row, and how sure that is.

Dynamic programming over the order of both. A pair scores by how like its labels are, by whether the values fit, and by
the list sign; what is passed over costs a little. For each pair that is chosen the best alignment without it is known
too: their difference is the margin, from which the confidence comes.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.extract.laying.scores import NO_DOUBT, ROW_PASSED

LEAST_MARGIN = 2.0
"""Below this a pair is left out: the second best alignment is nearly as good."""


class Unit(NamedTuple):
    """Something that may be a row: the strips ``first`` to ``last``, its score with each line of the form that it may
    be, and what it costs to pass over it.
    """

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
        return min(1.0, max(0.0, self.margin / NO_DOUBT))


class Aligned(NamedTuple):
    """The best alignment. Units and lines rise together."""

    matches: tuple[Match, ...]
    score: float


def align(units: Sequence[Unit], lines: int) -> Aligned:
    """The best local alignment of units (in order of ``first``; they may overlap) with the lines 0 to ``lines`` − 1."""
    if not units:
        return Aligned((), 0.0)
    lattice = _lattice(units, lines)
    before, after = _before(lattice), _after(lattice)
    total = max(max(row) for row in before)
    matches = [
        Match(number, line, total - _best_without(lattice, before, after, number, line))
        for number, line in _path(lattice, before)
    ]
    return Aligned(tuple(matches), total)


_Scores = list[list[float]]
"""By stop, then by line."""


class _Lattice(NamedTuple):
    """The units between the stops: one before each strip that some unit begins at, and one behind the last.

    ``spans`` has the stops at which each unit begins and ends; ``starting`` and ``ending`` the units by stop;
    ``passing`` what it costs to pass from a stop to the next.
    """

    units: Sequence[Unit]
    lines: int
    spans: Sequence[tuple[int, int]]
    starting: Sequence[Sequence[int]]
    ending: Sequence[Sequence[int]]
    passing: Sequence[float]


def _lattice(units: Sequence[Unit], lines: int) -> _Lattice:
    stops = sorted({unit.first for unit in units} | {unit.last + 1 for unit in units})
    at = {strip: number for number, strip in enumerate(stops)}
    spans = [(at[unit.first], at[unit.last + 1]) for unit in units]
    starting: list[list[int]] = [[] for _ in stops]
    ending: list[list[int]] = [[] for _ in stops]
    passing = [0.0] * len(stops)
    for number, (unit, (first, end)) in enumerate(zip(units, spans, strict=True)):
        starting[first].append(number)
        ending[end].append(number)
        if unit.first == unit.last:
            passing[first] += unit.passed
    return _Lattice(units, lines, spans, starting, ending, passing)


def _before(lattice: _Lattice) -> _Scores:
    """The best score of an alignment of what stands before a stop with the lines before a line; never below 0."""
    units, lines, spans, _, ending, passing = lattice
    best: _Scores = [[0.0] * (lines + 1)]
    for stop in range(1, len(passing)):
        row = _passed_over(best[stop - 1], passing[stop - 1])
        for number in ending[stop]:
            start = best[spans[number][0]]
            for line, score in units[number].scores.items():
                _raise(row, range(line + 1, lines + 1), start[line] + score)
        best.append(row)
    return best


def _after(lattice: _Lattice) -> _Scores:
    """The best score of an alignment of what stands behind a stop with the lines from a line on; never below 0."""
    units, lines, spans, starting, _, passing = lattice
    best: _Scores = [[0.0] * (lines + 1)] * len(passing)  # all but the last are made as they are reached
    for stop in range(len(passing) - 2, -1, -1):
        row = best[stop] = _passed_over(best[stop + 1], passing[stop])
        for number in starting[stop]:
            end = best[spans[number][1]]
            for line, score in units[number].scores.items():
                _raise(row, range(line, -1, -1), end[line + 1] + score)
    return best


def _passed_over(row: Sequence[float], cost: float) -> list[float]:
    if not cost or not any(row):  # before the first row there is nothing to lose
        return list(row)
    return [score - cost if score > cost else 0.0 for score in row]


def _raise(row: list[float], lines: Iterable[int], score: float) -> None:
    """Let the first of the lines have at least this score, and those behind it what is left of it there."""
    for line in lines:
        if score <= row[line]:
            return
        row[line] = score
        score -= ROW_PASSED


def _path(lattice: _Lattice, best: _Scores) -> list[tuple[int, int]]:
    """The pairs of the best alignment, traced back from its end: unit and line."""
    ends = [max(row) for row in best]
    stop = ends.index(max(ends))
    line = best[stop].index(ends[stop])
    pairs: list[tuple[int, int]] = []
    while best[stop][line] > 0:
        here = best[stop][line]
        taken = next(
            (
                number
                for number in lattice.ending[stop]
                if line
                and (score := lattice.units[number].scores.get(line - 1)) is not None
                and abs(best[lattice.spans[number][0]][line - 1] + score - here) < 1e-9
            ),
            None,
        )
        if taken is not None:
            pairs.append((taken, line - 1))
            stop, line = lattice.spans[taken][0], line - 1
        elif line and abs(best[stop][line - 1] - ROW_PASSED - here) < 1e-9:
            line -= 1
        elif stop:
            stop -= 1
        else:
            break
    return pairs[::-1]


def _best_without(lattice: _Lattice, before: _Scores, after: _Scores, number: int, line: int) -> float:
    """The best score of an alignment in which this unit's strips are no such line: another one, or passed over."""
    first, end = lattice.spans[number]
    head, tail = before[first], after[end]
    best: float = max(map(operator.add, head, tail)) - sum(lattice.passing[first:end], 0.0)
    for other, score in lattice.units[number].scores.items():
        if other != line:
            best = max(best, head[other] + score + tail[other + 1])
    return best
