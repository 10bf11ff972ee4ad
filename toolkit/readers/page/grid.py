"""Lines that meet into a grid of cells: rows, columns, merged cells, sides left open at a page's end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.readers.page.model import Box
from toolkit.readers.page.rules import TOUCH, Mesh, nearest, places

_OPEN = 6.0  # points: lines that reach so far beyond the last one across them leave a row or a column open
_COVERED = 0.7  # share of a cell's side that a line has to run along to be its border
MOST_PLACES = 40_000
"""Rows times columns of one grid; a report's biggest table has some 300."""

Borders = set[tuple[int, int]]
"""Sides of cells with a line: number of the place, number of the stretch along it."""


class GridCell(NamedTuple):
    """A cell: its first row and column, and the ones behind its last. ``top`` and ``bottom`` say whether a line stands
    there. ``is_room``: if nothing stands in it, it is the room beside a row that has fewer cells than others.
    """

    row: int
    column: int
    row_end: int
    column_end: int
    top: bool = True
    bottom: bool = True
    is_room: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells between ``ys`` (rows, from the top) and ``xs`` (columns, from the left)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        """All of it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, cell: GridCell) -> Box:
        """Where a cell stands."""
        return self.xs[cell.column], self.ys[cell.row], self.xs[cell.column_end], self.ys[cell.row_end]


def grid_of(mesh: Mesh) -> Grid | None:
    """The grid of lines that meet; None for one of a single cell (a frame), or of more places than any table has."""
    ys = _with_open_ends([rule.at for rule in mesh.horizontal], [(r.start, r.end) for r in mesh.vertical])
    xs = _with_open_ends([rule.at for rule in mesh.vertical], [(r.start, r.end) for r in mesh.horizontal])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > MOST_PLACES:
        return None
    below = _borders([(r.at, r.start, r.end) for r in mesh.horizontal], ys, xs)
    beside = _borders([(r.at, r.start, r.end) for r in mesh.vertical], xs, ys)
    regions = _regions(rows, columns, below, beside)
    cells = [part for region in regions for part in _cells_of(region)]
    return _compressed(xs, ys, list(_with_room(cells, rows, columns, beside)), below) if len(cells) > 1 else None


def _with_room(cells: Sequence[GridCell], rows: int, columns: int, beside: Borders) -> Iterator[GridCell]:
    """The cells, those marked that may be the room beside a row that has fewer: they lack the line at the table's side
    that most rows have, or reach to its end without the lines that part most rows there.
    """
    parted = [sum((column, row) in beside for row in range(rows)) for column in range(columns + 1)]
    usual = [2 * count >= rows for count in parted]
    for cell in cells:
        if cell.column > 0 and cell.column_end < columns:  # as most are
            yield cell
            continue
        ends = [column for column in (cell.column, cell.column_end) if column in (0, columns)]
        is_open = any(usual[x] and not any((x, row) in beside for row in range(cell.row, cell.row_end)) for x in ends)
        inner = range(cell.column + 1, cell.column_end)
        is_long = cell.column > 0 and bool(inner)
        is_long = is_long and all(usual[column] for column in inner)
        yield cell._replace(is_room=True) if is_open or is_long else cell


def _with_open_ends(at: Sequence[float], across: Sequence[tuple[float, float]]) -> list[float]:
    """The places of lines, with the ends of those across them where all, or two, reach beyond the outermost."""
    found = places(at)
    enough = min(2, len(across))
    starts = sorted(start for start, _ in across if start < found[0] - _OPEN)
    ends = sorted(end for _, end in across if end > found[-1] + _OPEN)
    if len(starts) >= enough:
        found.insert(0, starts[0])
    if len(ends) >= enough:
        found.append(ends[-1])
    return found


def _borders(lines: Sequence[tuple[float, float, float]], at: Sequence[float], along: Sequence[float]) -> Borders:
    """The borders that lines (place, start, end) are."""
    covered: dict[tuple[int, int], float] = {}
    for place, start, end in lines:
        number = nearest(at, place)
        for stretch in range(max(0, bisect_right(along, start) - 1), len(along) - 1):
            low, high = along[stretch], along[stretch + 1]
            if low >= end:
                break
            part = min(end, high) - max(start, low)
            if part > 0:
                covered[number, stretch] = covered.get((number, stretch), 0.0) + part
    return {
        (number, stretch)
        for (number, stretch), part in covered.items()
        if part >= _enough(along[stretch + 1] - along[stretch])
    }


def _enough(length: float) -> float:
    """How much of a cell's side a line has to cover: where double lines meet, the ends of short ones are missing."""
    return max(0.25 * length, min(_COVERED * length, length - 2 * TOUCH))


def _regions(rows: int, columns: int, below: Borders, beside: Borders) -> list[list[tuple[int, int]]]:
    """The places of the grid that no line parts."""
    seen: set[tuple[int, int]] = set()
    regions = []
    for start in ((row, column) for row in range(rows) for column in range(columns)):
        if start in seen:
            continue
        seen.add(start)
        region, waiting = [], [start]
        while waiting:
            row, column = waiting.pop()
            region.append((row, column))
            around = (
                (row + 1, column, (row + 1, column) in below),
                (row - 1, column, (row, column) in below),
                (row, column + 1, (column + 1, row) in beside),
                (row, column - 1, (column, row) in beside),
            )
            for next_row, next_column, is_parted in around:
                place = (next_row, next_column)
                if not is_parted and place not in seen and 0 <= next_row < rows and 0 <= next_column < columns:
                    seen.add(place)
                    waiting.append(place)
        regions.append(region)
    return regions


def _cells_of(region: Sequence[tuple[int, int]]) -> Iterator[GridCell]:
    """The cells of a region; one that is no rectangle is none."""
    parts = list(_rectangles(region))
    yield from parts if len(parts) == 1 else (part._replace(is_room=True) for part in parts)


def _rectangles(region: Sequence[tuple[int, int]]) -> Iterator[GridCell]:
    """A region as rectangles: one, unless a line is missing."""
    left = set(region)
    while left:
        row, column = min(left)
        column_end = column + 1
        while (row, column_end) in left:
            column_end += 1
        row_end = row + 1
        while all((row_end, place) in left for place in range(column, column_end)):
            row_end += 1
        left -= {(r, c) for r in range(row, row_end) for c in range(column, column_end)}
        yield GridCell(row, column, row_end, column_end)


def _compressed(xs: Sequence[float], ys: Sequence[float], cells: Sequence[GridCell], below: Borders) -> Grid:
    """The grid with only those rows and columns at which a cell begins or ends."""
    rows = sorted({0, len(ys) - 1, *(c.row for c in cells), *(c.row_end for c in cells)})
    columns = sorted({0, len(xs) - 1, *(c.column for c in cells), *(c.column_end for c in cells)})
    row_of, column_of = {r: n for n, r in enumerate(rows)}, {c: n for n, c in enumerate(columns)}
    made = [
        GridCell(
            row_of[cell.row],
            column_of[cell.column],
            row_of[cell.row_end],
            column_of[cell.column_end],
            all((cell.row, column) in below for column in range(cell.column, cell.column_end)),
            all((cell.row_end, column) in below for column in range(cell.column, cell.column_end)),
            cell.is_room,
        )
        for cell in cells
    ]
    return Grid(tuple(xs[c] for c in columns), tuple(ys[r] for r in rows), tuple(sorted(made)))
