"""Columns of a table that have no figure, or few: known by their labels in the head.

Where figures make the columns, one left blank has none, and the labels over the others are one too many. That a label
stands over a blank column and is no piece of another's the rest of the head has to show: ``heads`` names every column,
or the table is not read. Only where rules part the rows, so that no figure can be moved into another row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.readers.page.rows import Columns, Row, units_of
from toolkit.readers.page.text import TextLine

_GAP = 0.6  # of the size: labels side by side are as far apart


def with_blank_columns(columns: Columns, rows: Sequence[Row], body: int) -> Iterator[Columns]:
    """The columns of lines with those that only their head shows, where rules part all rows; ``body`` is the number of
    the first line with figures.
    """
    if not body or not all(row.band for row in rows[body:] if row.values):
        return
    pieces = [piece for row in rows[:body] for piece in units_of(row.line, _GAP) if not columns.is_before(piece)]
    values = list(columns.values)
    for piece in sorted(pieces, key=_lowest_first):
        if not any(piece.x0 < x1 and piece.x1 > x0 for x0, x1 in values):
            values.append((piece.x0, piece.x1))
    yield replace(columns, values=tuple(sorted(values)), is_named=True)


def _lowest_first(piece: TextLine) -> tuple[float, float]:
    return -piece.y, piece.x0
