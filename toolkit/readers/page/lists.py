"""Lists, the lines of which end in a figure: no tables, though figures may stand under one another by chance."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from toolkit.readers.page.rows import Row
from toolkit.readers.page.text import TextLine

_ALIKE = 0.6  # of the size: how far the distances of a list's figures from their labels agree
_SCATTERED = 2.0  # times the size: columns of figures are no wider


def list_gaps(parted_rows: Iterable[Sequence[Row]]) -> Iterator[float]:
    """How far behind their labels figures stand in stretches that are lists and no tables."""
    for rows in parted_rows:
        gap = _list_gap(rows)
        if gap is not None and _is_scattered(rows):
            yield gap


def is_list(rows: Sequence[Row], gaps: Sequence[float]) -> bool:
    """Whether lines are those of a list, with figures as far behind their labels as in others."""
    own = _list_gap(rows)
    return own is not None and any(abs(own - gap) <= _ALIKE * rows[0].line.size for gap in gaps)


def _list_gap(rows: Sequence[Row]) -> float | None:
    """How far behind its label each line's figure stands where that is the same in all, as in a list; None where it is
    not, or where several figures stand in a line.
    """
    left = min((row.line.x0 for row in rows if row.words), default=0.0)
    own = [row for row in rows if row.values and not (row.is_bare and row.line.x0 <= left)]  # a line's last words
    if not own or any(row.band or len(row.values) > 1 or row.chunks[-1] not in row.values for row in own):
        return None
    if any(row.is_bare or _has_columns(row.words) for row in own):
        return None
    gaps = [row.values[0].x0 - row.words[-1].x1 for row in own]
    return gaps[0] if max(gaps) - min(gaps) <= _ALIKE * own[0].line.size else None


def _is_scattered(rows: Sequence[Row]) -> bool:
    """Whether the figures of lines stand in no column."""
    figures = [figure for row in rows for figure in row.values]
    begin, end = [figure.x0 for figure in figures], [figure.x1 for figure in figures]
    return min(max(begin) - min(begin), max(end) - min(end)) > _SCATTERED * figures[0].size


def _has_columns(words: Sequence[TextLine]) -> bool:
    return any(b.x0 - a.x1 > _ALIKE * b.size for a, b in itertools.pairwise(words))
