"""Columns of figures that do not stand right under one another: blanks before or behind them have moved them in their
cells. Rows that have a figure in every column show by their order which is which.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from toolkit.readers.page.text import TextLine

_FEWEST = 2  # rows that have all figures
_MOSTLY = 0.5  # of the rows
_NEARER = 0.4  # times: so much nearer to its column than to any other a figure stands


def columns_of_full_rows(rows: Sequence[Sequence[TextLine]]) -> list[tuple[float, float]]:
    """Where the columns of rows of figures, each from left to right, begin and end; none where they are not clear."""
    count = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == count]
    if count < 2 or len(full) < max(_FEWEST, _MOSTLY * len(rows)):
        return []
    found = [
        (min(chunk.x0 for chunk in column), max(chunk.x1 for chunk in column)) for column in zip(*full, strict=True)
    ]
    for chunk in itertools.chain.from_iterable(row for row in rows if len(row) < count):
        place = _nearest(chunk, found)
        if place is None:
            return []
        found[place] = min(found[place][0], chunk.x0), max(found[place][1], chunk.x1)
    are_apart = all(a[1] < b[0] for a, b in itertools.pairwise(found))
    return found if are_apart else []


def _nearest(chunk: TextLine, columns: Sequence[tuple[float, float]]) -> int | None:
    """The column that a figure stands in, or far nearer to than to any other."""
    away = sorted((max(x0 - chunk.x1, chunk.x0 - x1, 0.0), place) for place, (x0, x1) in enumerate(columns))
    (first, place), (second, _) = away[:2]
    return place if first <= _NEARER * second and second > 0 else None
