"""Rows of a text whose cells are parted by bars: whether the outer bars frame the table or part cells as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_SHOWN = 2
"""So many rows of a table must have text outside the outer bars of the others, where these are more."""


class BarredRow(NamedTuple):
    """A line that bars part, by its number: its run, how many pieces it has with those outside the outer bars, and
    whether text stands in one of these.
    """

    line: int
    run: int
    pieces: int
    is_open: bool


def framed(rows: Sequence[BarredRow]) -> frozenset[int]:
    """The lines whose outer bars are the table's frame, so that what is outside them is no cell.

    Nothing stands there. But where bars only part cells a row whose first and last cells are blank looks the same:
    then other rows of the table, which have as many bars, have text there.
    """
    found: set[int] = set()
    for table in _tables(rows):
        closed = Counter(row.pieces for row in table if not row.is_open)
        opened = Counter(row.pieces for row in table if row.is_open)
        found |= {row.line for row in table if not row.is_open and opened[row.pieces] < min(_SHOWN, closed[row.pieces])}
    return frozenset(found)


def _tables(rows: Sequence[BarredRow]) -> Iterator[list[BarredRow]]:
    """The stretches of lines one behind another in one run."""
    table: list[BarredRow] = []
    for row in rows:
        if table and (row.line != table[-1].line + 1 or row.run != table[-1].run):
            yield table
            table = []
        table.append(row)
    if table:
        yield table
