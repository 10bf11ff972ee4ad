"""Rows of tables without any lines, told by the gaps between their labels.

Lines of one label stand closer than labels of two rows. That alone may deceive; it is believed only where the figures
say the same: each row's figures stand all in one gap-parted stretch of labels, no stretch has figures at two heights,
and in every stretch they stand at its middle, or in every one beside its first line.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.readers.page.model import Rule
from toolkit.readers.page.rows import UNIT, Columns, Row
from toolkit.readers.page.text import TextLine

_APART = 1.2  # times the distance of lines
_NEXT = 1.8  # times their size: lines of one label are no farther apart
_EXACT = 0.3  # of the size
_FEWEST = 3  # rows that show how the figures stand
_REACH = 5.0  # points to either side of a table


class _Stretch(NamedTuple):
    """The lines of a label, from the top down, and at what heights figures stand beside it."""

    lines: tuple[TextLine, ...]
    heights: tuple[float, ...]


def gaps_of(rows: Sequence[Row], columns: Columns) -> list[Rule]:
    """Rules where the rows of a page's table are parted; none where that is not certain."""
    figures = sum(bool(row.values) for row in rows)
    for labels in (_last_labels(rows, columns), _all_labels(rows, columns)):
        stretches = list(_with_figures(_parted(labels), rows))
        if _are_rows(stretches, figures):
            left, right = min(row.line.x0 for row in rows) - _REACH, max(row.line.x1 for row in rows) + _REACH
            return [
                Rule((over.lines[-1].y1 + under.lines[0].y0) / 2, left, right)
                for over, under in itertools.pairwise(stretches)
            ]
    return []


def _parted(labels: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines from the top down, those of one label together."""
    step = _step(labels)
    parted: list[list[TextLine]] = []
    for line in labels if step is not None else ():
        if parted and line.y - parted[-1][-1].y <= _APART * (step or 0.0):
            parted[-1].append(line)
        else:
            parted.append([line])
    return parted


def _last_labels(rows: Sequence[Row], columns: Columns) -> list[TextLine]:
    """The pieces in the last column of labels, or that reach into it, from the top down."""
    begin, end = columns.labels[-1] if columns.labels else 0.0, columns.values[0][0]
    beside = ([word for word in row.words if word.x0 < end and word.x1 > begin] for row in rows)
    return sorted((own[-1] for own in beside if own), key=lambda line: line.y)


def _all_labels(rows: Sequence[Row], columns: Columns) -> list[TextLine]:
    """Of each line its first piece before the figures, units apart, from the top down: labels of any column."""
    end = columns.values[0][0]
    words = ([word for word in row.words if word.x0 < end and not UNIT.fullmatch(word.text)] for row in rows)
    return sorted((own[0] for own in words if own), key=lambda line: line.y)


def _step(labels: Sequence[TextLine]) -> float | None:
    """How far the lines of one label stand apart; None where every label has one line."""
    steps = [b.y - a.y for a, b in itertools.pairwise(labels) if b.y - a.y < _NEXT * b.size]
    return min(steps, default=None)


def _with_figures(parted: Sequence[Sequence[TextLine]], rows: Sequence[Row]) -> Iterator[_Stretch]:
    for lines in parted:
        top, bottom = lines[0].y0, lines[-1].y1
        heights = tuple(row.line.y for row in rows if row.values and top <= row.line.y <= bottom)
        yield _Stretch(tuple(lines), heights)


def _are_rows(stretches: Sequence[_Stretch], figures: int) -> bool:
    """Whether the stretches are rows. ``figures`` are the lines that have any."""
    with_figures = [stretch for stretch in stretches if stretch.heights]
    if sum(len(stretch.heights) for stretch in with_figures) != figures:
        return False
    if any(len(stretch.heights) > 1 for stretch in with_figures):
        return False
    tall = [stretch for stretch in with_figures if len(stretch.lines) > 1]
    if len(tall) < _FEWEST:
        return False
    return all(map(_at_middle, tall)) or all(map(_at_top, tall))


def _at_middle(stretch: _Stretch) -> bool:
    first, last = stretch.lines[0], stretch.lines[-1]
    return abs((first.y + last.y) / 2 - stretch.heights[0]) < _EXACT * first.size


def _at_top(stretch: _Stretch) -> bool:
    return abs(stretch.lines[0].y - stretch.heights[0]) < _EXACT * stretch.lines[0].size
