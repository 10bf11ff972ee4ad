"""Numbers in columns too narrow for two digits, which print with one digit to a line.

Two numbers of one digit, one under the other in a cell, would look alike. So a stack of digits is one number only where
all of this is so: two digits had no room side by side, whatever the cell's margins; the digits stand as close as the
lines of other texts of the table that had to be broken; none of the row's stacks begins with 0, as rows that run into
one another because the line between them is lost nearly always have one that does; and no other cell of the row has
several figures.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.readers.page.layout import Part, PartCell, TablePart
from toolkit.readers.page.text import TextLine

_WIDEST_MARGIN = 6.0  # points
_EXACT = 0.3  # points: boxes of letters and cells are no more exact
_STEP = 1.05  # times the usual distance of lines
_ALIKE = 1.1  # times the size: letters of one size
_ASCII = frozenset("0123456789")
_FIGURES = frozenset("0123456789０１２３４５６７８９-−－–—―/／.,，．")


def whole_numbers(parts: Iterable[Part]) -> tuple[Part, ...]:
    """A page's parts, the stacks of digits in tables made numbers where it is certain that each is one."""
    return tuple(_whole(part) if isinstance(part, TablePart) else part for part in parts)


def _whole(table: TablePart) -> TablePart:
    stacks = [cell for cell in table.cells if _is_stack(cell)]
    if not stacks:
        return table
    margin = min([_WIDEST_MARGIN, *_margins(table.cells)])
    steps = list(_steps(table.cells))
    rows = {cell.place.row for cell in stacks}
    certain = {row for row in rows if _is_certain([cell for cell in table.cells if cell.place.row == row])}
    made = {
        id(cell): replace(cell, text="".join(line.text for line in cell.lines))
        for cell in stacks
        if cell.place.row in certain and _is_narrow(cell, margin) and _is_close(cell.lines, steps)
    }
    return replace(table, cells=tuple(made.get(id(cell), cell) for cell in table.cells)) if made else table


def numbers_apart(parts: Iterable[Part]) -> tuple[Part, ...]:
    """A page's parts, no number going on from one line of a cell in the next: for files of programs that break none."""
    return tuple(
        replace(part, cells=tuple(map(_apart, part.cells))) if isinstance(part, TablePart) else part for part in parts
    )


def _apart(cell: PartCell) -> PartCell:
    are_broken = any(
        over.glyphs[-1].text in _ASCII and line.glyphs[0].text in _ASCII and line.y - over.y > over.size / 2
        for over, line in itertools.pairwise(cell.lines)
    )
    return replace(cell, text="\n".join(line.text for line in cell.lines)) if are_broken else cell


def _is_stack(cell: PartCell) -> bool:
    """Whether several lines stand in a cell, each a digit."""
    return (
        len(cell.lines) > 1
        and cell.place.row_end == cell.place.row + 1
        and not cell.inner
        and all(len(line.glyphs) == 1 and line.text.isdecimal() for line in cell.lines)
    )


def _is_certain(row: Sequence[PartCell]) -> bool:
    """Whether nothing says that the stacks of a row are figures of several rows."""
    for cell in row:
        if _is_stack(cell):
            if cell.lines[0].text in "0０":
                return False
        elif "\n" in cell.text and _FIGURES.issuperset("".join(cell.text.split())):
            return False
    return True


def _margins(cells: Iterable[PartCell]) -> Iterator[float]:
    """How far lines stand from the nearer side of their cells; a single letter may find no room between its margins."""
    for cell in cells:
        left, _, right, _ = cell.box
        yield from (max(0.0, min(line.x0 - left, right - line.x1)) for line in cell.lines if len(line.glyphs) > 1)


def _is_narrow(cell: PartCell, margin: float) -> bool:
    """Whether two digits had no room side by side. ``margin`` is the least of the table."""
    digit = min(line.x1 - line.x0 for line in cell.lines)
    return 2 * digit + _EXACT > cell.box[2] - cell.box[0] - 2 * margin


def _steps(cells: Iterable[PartCell]) -> Iterator[tuple[float, float]]:
    """The size of lines that go on with others of their cell, and how far they stand below them."""
    for cell in cells:
        if len(cell.lines) > 1 and "\n" not in cell.text:
            yield from ((line.size, line.y - over.y) for over, line in itertools.pairwise(cell.lines))


def _is_close(lines: Sequence[TextLine], steps: Sequence[tuple[float, float]]) -> bool:
    """Whether lines stand as close as others of their size that go on with one another."""
    size = lines[0].size
    usual = min((step for of, step in steps if size <= of * _ALIKE and of <= size * _ALIKE), default=0.0)
    return all(line.y - over.y <= usual * _STEP for over, line in itertools.pairwise(lines))
