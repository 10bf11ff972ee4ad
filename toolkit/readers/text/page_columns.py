"""Which columns the figures of a page's rows stand in, where some of their cells are blank."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from toolkit.readers.text.page_lines import Atom
from toolkit.readers.text.page_rows import Row

_NEAR = 1  # columns


def lay_figures(rows: Sequence[Row], width: int) -> None:
    """Say of each row which of its figures stand in which of so many columns, or leave it open."""
    for row, following in pairwise(rows):
        if 0 < len(following.cells) < width and not following.label[0].is_numbered:
            row.is_open = following.is_open = True  # figures of a row may go on below it
    full = [at for at, row in enumerate(rows) if len(row.cells) == width and not row.is_open]
    on_pages: dict[int, list[list[Atom]] | None] = {}
    for at, row in enumerate(rows):
        if row.is_open:
            continue
        if len(row.cells) == width:
            row.laid = list(row.cells)
        elif not row.cells:
            row.laid = [None] * width
        else:
            above = next((rows[n] for n in reversed(full) if n < at and rows[n].page == row.page), None)
            below = next((rows[n] for n in full if n > at and rows[n].page == row.page), None)
            places = _places(row, [other for other in (above, below) if other is not None])
            if places is None:
                if row.page not in on_pages:
                    on_pages[row.page] = _columns_on([each for each in rows if each.page == row.page], width)
                places = _places_in(row, on_pages[row.page])
            row.laid = [None] * width
            for place, atom in zip(places or (), row.cells, strict=False):
                row.laid[place] = atom
            row.is_unlaid = places is None
    for row in rows:
        row.is_open = row.is_open or row.is_unlaid


def _columns_on(rows: Sequence[Row], width: int) -> list[list[Atom]] | None:
    """The figures of a page's rows that lack some, column by column; None where these are not as many as there should
    be, or not plain: each is straight, and of any two side by side some row has a figure in both, so that they are two.
    """
    lacking = [row for row in rows if 0 < len(row.cells) < width and not row.is_open]
    columns: list[list[Atom]] = []
    for atom in sorted((atom for row in lacking for atom in row.cells), key=lambda each: each.start):
        if columns and atom.start < max(each.end for each in columns[-1]):
            columns[-1].append(atom)
        else:
            columns.append([atom])
    if len(columns) != width or not all(
        _are_aligned(one, other) for column in columns for one, other in pairwise(column)
    ):
        return None
    lines = [{atom.line for atom in column} for column in columns]
    return columns if all(one & other for one, other in pairwise(lines)) else None


def _places_in(row: Row, columns: Sequence[Sequence[Atom]] | None) -> tuple[int, ...] | None:
    """The columns of a row's figures, of which each is in one of its own."""
    found = [n for atom in row.cells for n, column in enumerate(columns or ()) if atom in column]
    return tuple(found) if len(found) == len(row.cells) == len(set(found)) else None


def _places(row: Row, full: Sequence[Row]) -> tuple[int, ...] | None:
    """The columns of a row's figures, if these stand as those of the full rows around it do."""
    found = {_between(row, other) for other in full}
    return found.pop() if len(found) == 1 else None


def _between(row: Row, other: Row) -> tuple[int, ...] | None:
    """The columns in which a row's figures stand as those of a full one do; None where that isn't plain."""
    found: list[int] = []
    for atom in row.cells:
        over = [place for place, each in enumerate(other.cells) if each.start < atom.end and atom.start < each.end]
        if len(over) != 1 or not _are_aligned(atom, other.cells[over[0]]):
            return None
        found.append(over[0])
    return tuple(found) if all(a < b for a, b in pairwise(found)) else None


def _are_aligned(one: Atom, other: Atom) -> bool:
    middle = abs(one.start + one.end - other.start - other.end)
    return one.start == other.start or one.end == other.end or middle <= _NEAR
