"""Cells parted by lines that part nothing else: a web page's field in a cell, whose upper and lower sides run from one
side of the cell to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.readers.page.layout import Part, PartCell, TablePart


def without_inner_lines(parts: Iterable[Part]) -> tuple[Part, ...]:
    """A page's parts; in tables cells put together that stand one under the other where all the other cells of their
    rows go over all of them, if only one has something in it.
    """
    return tuple(_whole(part) if isinstance(part, TablePart) else part for part in parts)


def _whole(table: TablePart) -> TablePart:
    stacks = [stack for stack in _stacks(table.cells) if _is_one(stack, table.cells)]
    if not stacks:
        return table
    held = {id(cell) for stack in stacks for cell in stack}
    made = {id(stack[0]): _joined(stack) for stack in stacks}
    cells = (made.get(id(cell), cell) for cell in table.cells if id(cell) in made or id(cell) not in held)
    return replace(table, cells=tuple(cells))


def _stacks(cells: Sequence[PartCell]) -> Iterator[list[PartCell]]:
    """Cells of the same columns right under one another, blank ones among them, beside one that goes over them all."""
    blank = {(cell.place.column, cell.place.column_end) for cell in cells if _is_blank(cell)}
    tall = {(cell.place.row, cell.place.row_end) for cell in cells if cell.place.row_end - cell.place.row > 1}
    for columns in blank if tall else ():
        own = [cell for cell in cells if (cell.place.column, cell.place.column_end) == columns]
        own.sort(key=lambda cell: cell.place.row)
        for top, end in tall:
            stack = [cell for cell in own if top <= cell.place.row and cell.place.row_end <= end]
            if len(stack) > 1 and sum(cell.place.row_end - cell.place.row for cell in stack) == end - top:
                yield stack


def _is_blank(cell: PartCell) -> bool:
    return not cell.text.strip() and not cell.inner


def _is_one(stack: Sequence[PartCell], cells: Sequence[PartCell]) -> bool:
    if sum(not _is_blank(cell) for cell in stack) != 1:
        return False
    top, end = stack[0].place.row, stack[-1].place.row_end
    own = {id(cell) for cell in stack}
    beside = [cell for cell in cells if cell.place.row < end and cell.place.row_end > top and id(cell) not in own]
    return all(cell.place.row <= top and cell.place.row_end >= end for cell in beside)


def _joined(stack: Sequence[PartCell]) -> PartCell:
    filled = next(cell for cell in stack if not _is_blank(cell))
    first, last = stack[0], stack[-1]
    place = first.place._replace(row_end=last.place.row_end, bottom=last.place.bottom)
    box = (first.box[0], first.box[1], first.box[2], last.box[3])
    return PartCell(place, box, filled.text, filled.lines, filled.frame, filled.inner)
