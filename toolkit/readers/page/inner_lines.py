"""Cells parted by lines that part nothing else: fields and tables in the cells of web pages, whose sides meet those of
the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.readers.page.layout import Part, PartCell, TablePart

Span = tuple[int, int]
"""The first row or column, and the one behind the last."""


def without_inner_lines(parts: Iterable[Part]) -> tuple[Part, ...]:
    """A page's parts; in tables cells put together of which only one has something in it: those in rows that all other
    cells go over, and those side by side in one row where other rows have one cell in their place.
    """
    return tuple(_whole(part) if isinstance(part, TablePart) else part for part in parts)


class _Group(NamedTuple):
    """Pieces of one cell, and the rows and columns that it has."""

    pieces: Sequence[PartCell]
    rows: Span
    columns: Span


def _whole(table: TablePart) -> TablePart:
    groups = [group for rows in _tall(table.cells) for group in _in_rows(table.cells, rows)]
    taken = {id(cell) for group in groups for cell in group.pieces}
    groups += [group for group in _neighbours(table.cells) if taken.isdisjoint(map(id, group.pieces))]
    if not groups:
        return table
    held = {id(cell) for group in groups for cell in group.pieces}
    made = {id(group.pieces[0]): _joined(group, table) for group in groups}
    cells = [made.get(id(cell), cell) for cell in table.cells if id(cell) in made or id(cell) not in held]
    return _compressed(table, cells)


def _compressed(table: TablePart, cells: Sequence[PartCell]) -> TablePart:
    """The table with only those rows and columns at which one of the cells begins or ends."""
    rows = sorted({side for cell in cells for side in (cell.place.row, cell.place.row_end)})
    columns = sorted({side for cell in cells for side in _columns(cell)})
    row_of, column_of = {row: n for n, row in enumerate(rows)}, {column: n for n, column in enumerate(columns)}
    placed = (
        cell.place._replace(
            row=row_of[cell.place.row],
            row_end=row_of[cell.place.row_end],
            column=column_of[cell.place.column],
            column_end=column_of[cell.place.column_end],
        )
        for cell in cells
    )
    made = tuple(replace(cell, place=place) for cell, place in zip(cells, placed, strict=True))
    return TablePart(tuple(table.xs[n] for n in columns), tuple(table.ys[n] for n in rows), made)


def _joined(group: _Group, table: TablePart) -> PartCell:
    filled = next(cell for cell in group.pieces if not _is_blank(cell))
    (top, end), (left, right) = group.rows, group.columns
    last = max(group.pieces, key=lambda cell: cell.place.row_end)
    place = filled.place._replace(
        row=top,
        row_end=end,
        column=left,
        column_end=right,
        top=group.pieces[0].place.top,
        bottom=last.place.bottom,
    )
    box = (table.xs[left], table.ys[top], table.xs[right], table.ys[end])
    return PartCell(place, box, filled.text, filled.lines, filled.frame, filled.inner)


def _is_blank(cell: PartCell) -> bool:
    return not cell.text.strip() and not cell.inner


def _columns(cell: PartCell) -> Span:
    return cell.place.column, cell.place.column_end


# --- rows that most cells go over ---------------------------------------------------------------------------


def _tall(cells: Sequence[PartCell]) -> Iterator[Span]:
    """The stretches of rows that a cell goes over, where a blank one goes over some of them."""
    rows = {(cell.place.row, cell.place.row_end) for cell in cells if cell.place.row_end - cell.place.row > 1}
    blank = {cell.place.row for cell in cells if _is_blank(cell)} if rows else set()
    return ((top, end) for top, end in sorted(rows) if any(top <= row < end for row in blank))


def _in_rows(cells: Sequence[PartCell], rows: Span) -> list[_Group]:
    """What the cells of such rows are the pieces of; nothing where that leaves one with two figures."""
    top, end = rows
    here = [cell for cell in cells if cell.place.row < end and cell.place.row_end > top]
    pieces = [cell for cell in here if cell.place.row > top or cell.place.row_end < end]
    whole = {id(cell) for cell in here} - {id(cell) for cell in pieces}
    taken = {n for cell in here if id(cell) in whole for n in range(*_columns(cell))}
    spans = {_columns(cell) for cell in cells}
    spans = {span for span in spans if taken.isdisjoint(range(*span))}
    groups: list[_Group] = []
    for span in sorted(spans, key=lambda span: span[0] - span[1]):
        own = [cell for cell in pieces if span[0] <= cell.place.column and cell.place.column_end <= span[1]]
        if len(own) > 1 and sum(not _is_blank(cell) for cell in own) == 1:
            groups.append(_Group(own, rows, span))
            pieces = [cell for cell in pieces if all(cell is not other for other in own)]
    return [] if pieces else groups


# --- cells side by side -------------------------------------------------------------------------------------


def _neighbours(cells: Sequence[PartCell]) -> Iterator[_Group]:
    """Cells side by side, a figure and a blank one, parted by a line behind which nothing stands in any row, as wide
    together as a cell of another row.
    """
    whole = {_columns(cell) for cell in cells if cell.place.column_end - cell.place.column > 1}
    begun = {cell.place.column for cell in cells if not _is_blank(cell)} if whole else set()
    by_place = {(cell.place.row, cell.place.row_end, cell.place.column): cell for cell in cells if whole}
    for cell in cells if whole else ():
        following = by_place.get((cell.place.row, cell.place.row_end, cell.place.column_end))
        if following is None or _is_blank(cell) or not _is_blank(following) or following.place.column in begun:
            continue
        columns = (cell.place.column, following.place.column_end)
        if columns in whole and not any(map(str.isalpha, cell.text)):
            yield _Group((cell, following), (cell.place.row, cell.place.row_end), columns)
