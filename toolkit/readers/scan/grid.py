"""Drawn lines into tables: the grid of each, and its cells, merged where no line parts them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit.readers.scan.clean import Grey, Mask
from toolkit.readers.scan.rules import Rules

_TOUCHING = 7  # pixels: lines nearer than that meet
_JOINT = 1.5  # pixels that may be missing between a line's end and the middle of the line that it ends at
_EVEN = 0.7  # of its usual darkness a short line has everywhere
_ONE_LINE = 7  # pixels: pieces of lines nearer than that are one line; rows are higher
_STANDS_OUT = 20  # pixels: a line that goes on so far beyond the last crossing has lost its crossing line
_LEAST_WIDTH, _LEAST_HEIGHT = 120, 36  # pixels: of a table
_WITHIN = 5  # pixels: how far a line may stray from its place in the grid
_INSET = 4  # pixels at the ends of a side that are not looked at
_FAINTEST = 90  # of 255: darker is ink
_LONG_ENOUGH = 60  # pixels: of a side of a cell, for letters not to look like a line
_TRACE = 0.4  # of a side's length that has ink, for it to be taken for a broken line where one must be
_ENDS = 9  # pixels from the middle of a line, in which a letter beside it would leave paper
_PRESENT, _PRESENT_IF_SHORT = 0.55, 0.8  # of a cell's side must be drawn
_PRESENT_IF_TRACED = 0.3  # of a long side, where a trace of it goes from end to end
_TRACED, _FAINT = 0.9, 35  # of a side's length that has a trace, at least so dark (of 255)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its place in the grid, and the white within its lines (x0, y0, x1, y1 in pixels of the sheet)."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells in reading order. ``box`` is all of it in pixels of the sheet.

    ``xs`` and ``ys`` are where the grid's lines stand. ``uneven`` counts cells whose lines closed no rectangle.
    """

    cells: tuple[GridCell, ...]
    box: tuple[int, int, int, int]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    uneven: int

    @property
    def shares(self) -> tuple[float, ...]:
        """The columns' edges from 0 to 1 of the table's width."""
        return tuple((x - self.xs[0]) / (self.xs[-1] - self.xs[0]) for x in self.xs)

    def places_of(self, cell: GridCell) -> list[GridCell]:
        """The places that a merged cell covers, each as a cell."""
        rows, columns = range(cell.row, cell.row + cell.rowspan), range(cell.column, cell.column + cell.colspan)
        x0, y0, x1, y1 = cell.box
        return [
            GridCell(
                row,
                column,
                1,
                1,
                (
                    max(x0, round(self.xs[column]) + _INSET),
                    max(y0, round(self.ys[row]) + _INSET),
                    min(x1, round(self.xs[column + 1]) - _INSET),
                    min(y1, round(self.ys[row + 1]) - _INSET),
                ),
            )
            for row in rows
            for column in columns
        ]


def grids_of(rules: Rules) -> list[Grid]:
    """All ruled tables of a page, from the top. A frame around a page or a paragraph is none: it parts nothing."""
    level, upright = _without_letters(rules)
    both = cv2.dilate(level | upright, np.ones((_TOUCHING, _TOUCHING), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    grids = []
    for label in range(1, count):
        x, y, width, height = (int(value) for value in stats[label][:4])
        if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
            continue
        part = np.s_[y : y + height, x : x + width]
        own = labels[part] == label
        across = np.where(own, level[part], 0).astype(np.uint8)
        down = np.where(own, upright[part], 0).astype(np.uint8)
        grid = _grid(_Masks(across, down, rules.dark[part]), x, y)
        if grid is not None and len(grid.cells) > 1:
            grids.append(grid)
    grids.sort(key=lambda grid: (grid.box[1], grid.box[0]))
    return [grid for grid in grids if not any(_is_within(grid, other) for other in grids if other is not grid)]


def _is_within(grid: Grid, other: Grid) -> bool:
    """Whether a table is only a cell's ornament of another."""
    x0, y0, x1, y1 = grid.box
    return (
        any(
            cell.box[0] - 6 <= x0 and cell.box[1] - 6 <= y0 and x1 <= cell.box[2] + 6 and y1 <= cell.box[3] + 6
            for cell in other.cells
        )
        and len(grid.cells) < 4
    )


# --- the lines of the grid --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A piece of a line: from ``start`` to ``end`` along it, at ``at`` across; ``number`` is its label in the mask."""

    start: int
    end: int
    at: float
    number: int

    @property
    def length(self) -> int:
        return self.end - self.start


def _strokes(mask: Mask) -> list[_Stroke]:
    """The level pieces of a mask."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        _Stroke(int(s[0]), int(s[0] + s[2]), float(c[1]), n)
        for n, (s, c) in enumerate(zip(stats, centres, strict=True))
        if n
    ]


def _without_letters(rules: Rules) -> tuple[Mask, Mask]:
    """The two masks with short pieces only where they go from one crossing line to another, as every side of a cell
    does and no letter.
    """
    sideways = np.ascontiguousarray(rules.upright.T)
    across, down = _strokes(rules.level), _strokes(sideways)
    long_across = [stroke for stroke in across if stroke.length > _LONG_ENOUGH]
    beside = np.ascontiguousarray(rules.dark.T)
    kept_down = [s for s in down if s.length > _LONG_ENOUGH or _is_side(s, long_across, beside)]
    kept_across = [s for s in across if s.length > _LONG_ENOUGH or _is_side(s, kept_down, rules.dark)]
    return _only(rules.level, kept_across), np.ascontiguousarray(_only(sideways, kept_down).T)


def _is_side(stroke: _Stroke, crossing: Sequence[_Stroke], dark: Grey) -> bool:
    """Whether a short piece is a side of a cell: it goes from the middle of one crossing line to that of another, as
    dark at its ends, where it runs into them, as between. A letter only comes near.
    """
    near = [other.at for other in crossing if other.start - _TOUCHING <= stroke.at <= other.end + _TOUCHING]
    first = [at for at in near if stroke.start - _JOINT <= at <= stroke.start + _TOUCHING]
    last = [at for at in near if stroke.end - _TOUCHING <= at <= stroke.end - 1 + _JOINT]
    if not first or not last or max(last) - min(first) < _TOUCHING:
        return False
    at = round(stroke.at)
    profile = dark[max(0, at - 1) : at + 2, round(min(first)) : round(max(last)) + 1].max(axis=0)
    return float(profile.min()) >= _EVEN * float(np.median(profile))


def _only(mask: Mask, strokes: Sequence[_Stroke]) -> Mask:
    count, labels = cv2.connectedComponents(mask, connectivity=8)
    kept = np.zeros(count, np.uint8)
    kept[[stroke.number for stroke in strokes]] = 255
    return np.asarray(kept[labels], np.uint8)


@dataclass(frozen=True, slots=True)
class _Masks:
    """One table's lines alone, and the darkness of all that stands there."""

    level: Mask
    upright: Mask
    dark: Grey


def _grid(masks: _Masks, left: int, top: int) -> Grid | None:
    """The grid of one table, whose corner is at ``left``, ``top`` of the sheet."""
    across, down = _strokes(masks.level), _strokes(np.ascontiguousarray(masks.upright.T))
    if len(across) < 2 or not down:
        return None
    ys = _with_ends(_places(across), [stroke for stroke in down if stroke.length > _LEAST_HEIGHT])
    xs = _with_ends(_places(down), [stroke for stroke in across if stroke.length > _LEAST_WIDTH])
    if len(xs) < 2 or len(ys) < 2:
        return None
    lines = _Lines(xs, ys, masks)
    # A line of which no side of a cell is drawn parts nothing: it was letters.
    xs = [x for i, x in enumerate(xs) if i in (0, len(xs) - 1) or any(lines.upright(i, j) for j in range(len(ys) - 1))]
    ys = [y for j, y in enumerate(ys) if j in (0, len(ys) - 1) or any(lines.level(i, j) for i in range(len(xs) - 1))]
    lines = _Lines(xs, ys, masks)
    cells, uneven = _cells(lines)
    shifted = tuple(_shifted(cell, left, top) for cell in cells)
    box = (left + round(xs[0]), top + round(ys[0]), left + round(xs[-1]), top + round(ys[-1]))
    return Grid(shifted, box, tuple(left + x for x in xs), tuple(top + y for y in ys), uneven)


def _places(strokes: Sequence[_Stroke]) -> list[float]:
    """Where lines stand across: pieces near one another are one line, its place that of the longest together."""
    places: list[float] = []
    group: list[_Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if group and stroke.at - group[-1].at > _ONE_LINE:
            places.append(_middle(group))
            group = []
        group.append(stroke)
    if group:
        places.append(_middle(group))
    return places


def _middle(group: Sequence[_Stroke]) -> float:
    return sum(stroke.at * stroke.length for stroke in group) / sum(stroke.length for stroke in group)


def _with_ends(places: list[float], crossing: Sequence[_Stroke]) -> list[float]:
    """With an edge where crossing lines go on beyond the last line: the page's end has cut the table there."""
    if len(crossing) < 2:
        return places
    starts, ends = sorted(stroke.start for stroke in crossing), sorted(stroke.end for stroke in crossing)
    first, last = float(starts[1]), float(ends[-2])  # two lines must agree: one alone may be letters
    if not places:
        return [first, last] if last - first > _STANDS_OUT else []
    if places[0] - first > _STANDS_OUT:
        places = [first, *places]
    if last - places[-1] > _STANDS_OUT:
        places = [*places, last]
    return places


class _Lines:
    """Which sides of the grid's places are drawn, and where exactly."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], masks: _Masks) -> None:
        self.xs, self.ys = xs, ys
        self._masks = masks

    def level(self, column: int, line: int) -> bool:
        """Whether the line of that number is drawn over that column."""
        masks = self._masks
        return _is_drawn(masks.level, masks.dark, self.ys[line], self.xs[column], self.xs[column + 1])

    def upright(self, line: int, row: int) -> bool:
        """Whether the line of that number is drawn beside that row."""
        masks = self._masks
        return _is_drawn(masks.upright.T, masks.dark.T, self.xs[line], self.ys[row], self.ys[row + 1])

    def level_share(self, column: int, line: int) -> float:
        """How much of that side has ink."""
        return _inked(self._masks.dark, self.ys[line], self.xs[column], self.xs[column + 1])

    def upright_share(self, line: int, row: int) -> float:
        """How much of that side has ink."""
        return _inked(self._masks.dark.T, self.xs[line], self.ys[row], self.ys[row + 1])

    def white(self, row: int, column: int, rowspan: int, colspan: int) -> tuple[int, int, int, int]:
        """What is within the lines around some places of the grid."""
        x0, x1 = self.xs[column], self.xs[column + colspan]
        y0, y1 = self.ys[row], self.ys[row + rowspan]
        return (
            _inner(self._masks.upright.T, x0, y0, y1, 1),
            _inner(self._masks.level, y0, x0, x1, 1),
            _inner(self._masks.upright.T, x1, y0, y1, -1),
            _inner(self._masks.level, y1, x0, x1, -1),
        )


def _is_drawn(mask: NDArray[np.uint8], dark: Grey, at: float, start: float, end: float) -> bool:
    """Whether a side of a place is drawn: most of it as a line, a short one also where it runs into other lines."""
    first, last = round(start) + _INSET, round(end) - _INSET
    if last <= first:
        return False
    share = _along(mask, at, first, last).mean()
    if end - start > _LONG_ENOUGH:
        return bool(share >= _PRESENT or (share >= _PRESENT_IF_TRACED and _is_traced(dark, at, first, last)))
    ink = dark[max(0, round(at) - 2) : round(at) + 3, round(start) : round(end)].max(axis=0)
    smooth = np.convolve(ink.astype(np.float64), np.ones(3) / 3, "valid")
    if share < _PRESENT_IF_SHORT:
        # Broken in the mask but whole in ink.
        return bool(smooth.min() >= max(_FAINTEST, _EVEN * float(np.median(ink))))
    # A letter leaves paper at an end.
    level = 0.5 * float(np.median(ink))
    return bool(smooth[:_ENDS].min() >= level and smooth[-_ENDS:].min() >= level)


def _is_traced(dark: Grey, at: float, first: int, last: int) -> bool:
    """Whether something darker than paper goes along a side from end to end, such as red ink leaves of a line."""
    trace = dark[max(0, round(at) - 1) : round(at) + 2, first:last].max(axis=0)
    return bool((trace > _FAINT).mean() >= _TRACED)


def _inked(dark: Grey, at: float, start: float, end: float) -> float:
    piece = dark[max(0, round(at) - 1) : round(at) + 2, round(start) : round(end)]
    return float((piece.max(axis=0) > _FAINTEST).mean()) if piece.size else 0.0


def _along(mask: Mask, at: float, first: int, last: int) -> NDArray[np.bool_]:
    """For each pixel along a line whether it is drawn there."""
    piece = mask[max(0, round(at) - _WITHIN) : round(at) + _WITHIN + 1, first:last]
    return np.asarray(piece.max(axis=0) > 0, np.bool_)


def _inner(mask: NDArray[np.uint8], at: float, start: float, end: float, inwards: int) -> int:
    """The first pixel beyond a line, on the side of the cell."""
    low = max(0, round(at) - _WITHIN)
    piece = mask[low : round(at) + _WITHIN + 1, round(start) + 4 : max(round(start) + 5, round(end) - 4)]
    drawn = np.flatnonzero(piece.mean(axis=1) > 255 * 0.1) if piece.size else np.array([], int)
    if not len(drawn):
        return round(at) + inwards
    return low + int(drawn[-1]) + 2 if inwards > 0 else low + int(drawn[0]) - 1


# --- cells ------------------------------------------------------------------------------------------------


_Place = tuple[int, int]


def _cells(lines: _Lines) -> tuple[list[GridCell], int]:
    """The cells, and how many groups of places had to be taken apart as they are no rectangles."""
    rows, columns = len(lines.ys) - 1, len(lines.xs) - 1
    places = list(itertools.product(range(rows), range(columns)))
    beside = [((r, c), (r, c + 1)) for r, c in places if c + 1 < columns and not lines.upright(c + 1, r)]
    below = [((r, c), (r + 1, c)) for r, c in places if r + 1 < rows and not lines.level(c, r + 1)]
    cells: list[GridCell] = []
    uneven = 0
    for group in _groups(places, [*beside, *below]):
        if _is_rectangle(group):
            parts = [group]
        else:
            uneven += 1
            parts = _taken_apart(group, lines)
        for part in parts:
            row, column = part[0]
            rowspan, colspan = part[-1][0] - row + 1, part[-1][1] - column + 1
            cells.append(GridCell(row, column, rowspan, colspan, lines.white(row, column, rowspan, colspan)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return cells, uneven


def _groups(places: Sequence[_Place], open_sides: Sequence[tuple[_Place, _Place]]) -> list[list[_Place]]:
    """Places that no line parts together, each group in reading order."""
    group = {place: place for place in places}

    def root(place: _Place) -> _Place:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    for one, other in open_sides:
        group[root(other)] = root(one)
    members: dict[_Place, list[_Place]] = {}
    for place in places:
        members.setdefault(root(place), []).append(place)
    return [sorted(member) for member in members.values()]


def _is_rectangle(group: Sequence[_Place]) -> bool:
    rows, columns = {row for row, _ in group}, {column for _, column in group}
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) == len(group)


def _taken_apart(group: Sequence[_Place], lines: _Lines) -> list[list[_Place]]:
    """A group that is no rectangle, parted along the sides of which the most is drawn until all parts are rectangles;
    else along the one straight line that leaves rectangles; else place by place.
    """
    inside = set(group)
    sides = [((r, c), (r, c + 1), lines.upright_share(c + 1, r)) for r, c in group if (r, c + 1) in inside]
    sides += [((r, c), (r + 1, c), lines.level_share(c, r + 1)) for r, c in group if (r + 1, c) in inside]
    sides.sort(key=lambda side: side[2])
    while sides and sides[-1][2] >= _TRACE:
        sides.pop()
        parts = _groups(group, [(one, other) for one, other, _ in sides])
        if all(map(_is_rectangle, parts)):
            return parts
    return _cut_straight(group, lines) or [[place] for place in group]


def _cut_straight(group: Sequence[_Place], lines: _Lines) -> list[list[_Place]] | None:
    """A group parted along one line of the grid into rectangles: of several such lines the one with most ink."""
    best: tuple[float, list[list[_Place]]] | None = None
    for axis, share_of in ((0, lines.level_share), (1, lines.upright_share)):
        for line in sorted({place[axis] for place in group})[1:]:
            parts = [[p for p in group if p[axis] < line], [p for p in group if p[axis] >= line]]
            if not all(map(_is_rectangle, parts)):
                continue
            crossed = [p for p in parts[1] if p[axis] == line and (p[0] - (axis == 0), p[1] - (axis == 1)) in parts[0]]
            shares = [share_of(p[1], line) if axis == 0 else share_of(line, p[0]) for p in crossed]
            share = sum(shares) / len(shares) if shares else 0.0
            if best is None or share > best[0]:
                best = share, parts
    return best[1] if best else None


def _shifted(cell: GridCell, left: int, top: int) -> GridCell:
    x0, y0, x1, y1 = cell.box
    return GridCell(cell.row, cell.column, cell.rowspan, cell.colspan, (x0 + left, y0 + top, x1 + left, y1 + top))
