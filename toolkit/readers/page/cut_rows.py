"""Rows of tables without lines that a page's end may have cut: what nobody can tell of them is made unreadable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.readers.page.layout import TablePart
from toolkit.readers.page.model import UNKNOWN
from toolkit.readers.page.rows import Columns, Row, begins
from toolkit.readers.page.text import TextLine

_USUAL = 0.8  # share of a table's rows that begin with a list sign


def doubted(
    parts: tuple[TablePart, TablePart], bands: Sequence[Sequence[Row]], place: int, columns: Columns
) -> tuple[TablePart, TablePart]:
    """The parts of a table on two pages, with what is unreadable in the last row of the first and the first one of the
    second if both may be one row. ``bands`` are the rows, ``place`` is that of the first one on the second page.
    """
    over, part = parts
    both = _figures(bands[place - 1], columns), _figures(bands[place], columns)
    if not both[1] or any(begins(row) for row in bands[place]):
        return parts
    common = both[0].keys() & both[1].keys()
    are_signed = sum(any(begins(row) for row in band) for band in bands) >= _USUAL * len(bands)
    is_part = len(both[1]) < len(columns.values) or are_signed
    if common and not (is_part and all(len(both[0][column].glyphs) > 1 for column in common)):
        return parts
    # A figure in both may be a number that is broken, its last digits overleaf.
    rows_below = len(bands) - place
    return (
        _unreadable(over, len(over.ys) - 2, columns, common),
        _unreadable(part, len(part.ys) - 1 - rows_below, columns, common),
    )


def _figures(band: Sequence[Row], columns: Columns) -> Mapping[int | None, TextLine]:
    return {columns.of_value(chunk): chunk for row in band for chunk in row.values}


def _unreadable(
    part: TablePart, row: int, columns: Columns, common: frozenset[int | None] | set[int | None]
) -> TablePart:
    """With the blank cells of a row unreadable, and its figures in such columns."""
    shift = len(columns.labels)
    cells = (
        replace(cell, text=UNKNOWN)
        if cell.place.row == row and (not cell.text.strip() or cell.place.column - shift in common)
        else cell
        for cell in part.cells
    )
    return replace(part, cells=tuple(cells))
