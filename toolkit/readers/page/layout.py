"""A page parted into what stands on it from the top down: lines of text, and tables with the text of their cells."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.readers.page.grid import Grid, GridCell, grid_of
from toolkit.readers.page.model import UNKNOWN, Box, Content, Glyph, Rules
from toolkit.readers.page.rules import meshes
from toolkit.readers.page.text import Frame, TextLine, cell_text, line_of, lines_of

_PADDING = 6.0  # points: text stands no farther from a cell's side without a reason
_CUT = 0.2  # share of a character that must stand beyond a border to be cut by it
_TIGHT = 0.2  # of the size: characters no farther apart are one word
_MOSTLY = 0.6
_LOW = 0.7  # of a page's height: a table that ends lower may have been cut by the page's end
_BEYOND = 0.5  # of the size: how far below the last stretch of a cell's sides its text may begin


@dataclass(frozen=True, slots=True)
class PartCell:
    """A cell of a table on one page: its place in the grid, its box on the page as laid out, and its text. ``lines``
    are the lines of the text, ``frame`` the room they have; ``inner`` are the parts of a cell with a table in it.
    """

    place: GridCell
    box: Box
    text: str
    lines: tuple[TextLine, ...]
    frame: Frame
    inner: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table, or what of it stands on this page."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[PartCell, ...]

    @property
    def y(self) -> float:
        """Where it begins."""
        return self.ys[0]


@dataclass(frozen=True, slots=True)
class RunOn:
    """Lines that seem to be a table's, in columns that can't be told: to be read as text, and not row by row."""

    lines: tuple[TextLine, ...]

    @property
    def y(self) -> float:
        """Where they begin."""
        return self.lines[0].y


@dataclass(frozen=True, slots=True)
class Spaced:
    """Rows that are set with blanks or tabs: of each its cells in order, their columns unknown."""

    rows: tuple[tuple[TextLine, ...], ...]

    @property
    def y(self) -> float:
        """Where they begin."""
        return self.rows[0][0].y


Part = TextLine | TablePart | RunOn | Spaced


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page laid out: ``turn`` is how it has to be turned to be read, ``width`` and ``height`` are as it is read."""

    number: int
    turn: int
    width: float
    height: float
    parts: tuple[Part, ...]


def grids_of(tables: Iterable[Rules]) -> list[Grid]:
    """The grids that ruled lines (tidied) make, the smaller first. Lines that are given apart do not meet."""
    grids = [grid for rules in tables for mesh in meshes(rules) if (grid := grid_of(mesh))]
    return sorted(grids, key=lambda grid: _area(grid.box))


def parts_of(content: Content, grids: Sequence[Grid], left_out: Collection[int] = ()) -> tuple[Part, ...]:
    """What stands on a page whose text runs to the right, from the top down. ``grids`` are those of the page, the
    smaller first; ``left_out`` are characters, by their order in the file, that are no part of its text.
    """
    holders = [_Holder(grid, grid.ys[-1] > _LOW * content.height) for grid in grids]
    outside: list[Glyph] = []
    are_apart = _are_apart(grids)
    x0 = y0 = x1 = y1 = 0.0  # where the last cell is, if none is within it
    here: list[Glyph] = []
    for glyph in content.glyphs:
        if glyph.order in left_out:
            continue
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        if x0 <= x < x1 and y0 <= y < y1:
            here.append(glyph)  # as nearly all of the characters of a cell
            continue
        for holder in holders:
            if holder.top <= y <= holder.bottom + glyph.size and (number := holder.take(glyph, x, y)) is not None:
                if are_apart:
                    x0, y0, x1, y1 = holder.grid.box_of(holder.grid.cells[number])
                    here = holder.glyphs[number]
                break
        else:
            outside.append(glyph)
    tops: list[_Holder] = []
    for number, holder in enumerate(holders):
        if not any(other.take_in(holder) for other in holders[number + 1 :]):
            tops.append(holder)
    return _in_order([*lines_of(outside), *(part for holder in tops if (part := holder.part()))])


def _are_apart(grids: Sequence[Grid]) -> bool:
    """Whether each grid ends over the next one, so that none stands in a cell of another."""
    boxes = sorted((grid.box for grid in grids), key=lambda box: box[1])
    return all(a[3] <= b[1] for a, b in itertools.pairwise(boxes))


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: part.y))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


class _Holder:
    """A grid that takes what stands in its cells. ``may_be_cut``: by the page's end, where a browser draws the last
    line of a row that it cuts below the ends of the row's sides.
    """

    def __init__(self, grid: Grid, may_be_cut: bool) -> None:
        self.grid = grid
        self.top, self.bottom = grid.ys[0], grid.ys[-1]
        self._may_be_cut = may_be_cut
        self._cell_at = {
            (row, column): number
            for number, cell in enumerate(grid.cells)
            for row in range(cell.row, cell.row_end)
            for column in range(cell.column, cell.column_end)
        }
        self.glyphs: dict[int, list[Glyph]] = {}
        self._inner: dict[int, list[_Holder]] = {}

    def _number(self, x: float, y: float) -> int | None:
        row, column = bisect_right(self.grid.ys, y) - 1, bisect_right(self.grid.xs, x) - 1
        return self._cell_at.get((row, column))

    def take(self, glyph: Glyph, x: float, y: float) -> int | None:
        """Take a character if its middle, which is given, stands in a cell, the number of which is given back."""
        number = self._number(x, y)
        if number is None and self._may_be_cut and y > self.grid.ys[-1] > glyph.y0 - _BEYOND * glyph.size:
            below = self._number(x, self.grid.ys[-1] - 0.1)
            number = None if below is None or self.grid.cells[below].bottom else below
        if number is not None:
            self.glyphs.setdefault(number, []).append(glyph)
        return number

    def take_in(self, other: _Holder) -> bool:
        """Take another grid that stands in a cell."""
        x0, y0, x1, y1 = other.grid.box
        number = self._number((x0 + x1) / 2, (y0 + y1) / 2)
        if number is None:
            return False
        left, top, right, bottom = self._box(number)
        if x0 < left - 2 or y0 < top - 2 or x1 > right + 2 or y1 > bottom + 2:
            return False
        self._inner.setdefault(number, []).append(other)
        return True

    def part(self) -> TablePart | None:
        """The table; None for lines that hold no text."""
        self._keep_words_whole()
        if not self.glyphs and not self._inner:
            return None
        boxes = {number: self._box(number) for number in self.glyphs}
        paddings = {number: _padding(glyphs, boxes[number]) for number, glyphs in self.glyphs.items()}
        least = min(paddings.values(), default=0.0)
        cells = []
        filled = {edge for number in (*self.glyphs, *self._inner) for edge in _edges(self.grid.cells[number])}
        for number, place in enumerate(self.grid.cells):
            box = boxes.get(number) or self._box(number)
            glyphs = self.glyphs.get(number, [])
            padding = paddings.get(number, least)
            frame = Frame(box[0] + padding, box[2] - padding)
            is_blank = not glyphs and number not in self._inner
            if place.is_room and is_blank and filled.isdisjoint(_edges(place)):
                continue  # a cell as wide as one over or under it that is filled is one
            lines = () if not glyphs else (line_of(glyphs),) if _is_figure(glyphs) else tuple(lines_of(glyphs))
            inner: tuple[Part, ...] = ()
            if number in self._inner:
                inner = _in_order([*lines, *(part for holder in self._inner[number] if (part := holder.part()))])
            cells.append(PartCell(place, box, cell_text(glyphs, lines, frame), lines, frame, inner))
        return TablePart(self.grid.xs, self.grid.ys, tuple(cells))

    def _box(self, number: int) -> Box:
        return self.grid.box_of(self.grid.cells[number])

    # --- words that reach over a border -------------------------------------------------------------------

    def _keep_words_whole(self) -> None:
        """Put a word that a border cuts into the cell in which most of it stands. Where that is neither, its figures
        belong to no cell for sure, and both get a character that cannot be read.
        """
        cut = [glyph for number, glyphs in self.glyphs.items() for glyph in self._cut(glyphs, number)]
        if not cut:
            return
        number_of = {id(glyph): number for number, glyphs in self.glyphs.items() for glyph in glyphs}
        cut_ones = {id(glyph) for glyph in cut}
        everything = [glyph for glyphs in self.glyphs.values() for glyph in glyphs]
        for word in _words(sorted(everything, key=lambda glyph: glyph.order)):
            if any(id(glyph) in cut_ones for glyph in word):
                for part in _parted_at_figures(word, number_of):
                    self._settle(part, number_of)

    def _settle(self, word: Sequence[Glyph], number_of: Mapping[int, int]) -> None:
        """Decide which cell a word belongs to."""
        numbers = {number_of[id(glyph)] for glyph in word}
        if len(numbers) < 2:
            return
        widths = {n: sum((self._within(glyph, n) for glyph in word), 0.0) for n in numbers}
        best = max(widths, key=lambda n: widths[n])
        if widths[best] < _MOSTLY * sum(widths.values(), 0.0):
            for number in numbers:
                self.glyphs[number].append(word[-1]._replace(text=UNKNOWN, x0=word[-1].x1))
            return
        for glyph in word:
            self.glyphs[number_of[id(glyph)]].remove(glyph)
        self.glyphs[best] += word
        for number in numbers:
            if not self.glyphs[number]:
                del self.glyphs[number]

    def _cut(self, glyphs: Sequence[Glyph], number: int) -> list[Glyph]:
        """Those of a cell's characters that its sides cut."""
        left, _, right, _ = self._box(number)
        if len(glyphs) == 1 and left <= glyphs[0].x0 and glyphs[0].x1 <= right:
            return []  # as most
        return [
            glyph
            for glyph in glyphs
            if (glyph.x0 < left or glyph.x1 > right)
            and max(left - glyph.x0, glyph.x1 - right) > _CUT * (glyph.x1 - glyph.x0)
        ]

    def _within(self, glyph: Glyph, number: int) -> float:
        left, _, right, _ = self._box(number)
        return max(0.0, min(right, glyph.x1) - max(left, glyph.x0))


def _edges(place: GridCell) -> tuple[tuple[int, int, int], ...]:
    """A cell's upper and lower sides: the row behind each, and from which column to which."""
    return (place.row, place.column, place.column_end), (place.row_end, place.column, place.column_end)


def _parted_at_figures(word: Sequence[Glyph], number_of: Mapping[int, int]) -> Iterator[list[Glyph]]:
    """A word parted at its figures, where the file draws them by themselves: a label that reaches over its border must
    not draw the next cell's figure after it.
    """
    part = [word[0]]
    for before, glyph in itertools.pairwise(word):
        is_border = number_of[id(before)] != number_of[id(glyph)]
        are_figures = before.text.isdigit(), glyph.text.isdigit()
        if before.piece != glyph.piece and any(are_figures) and (is_border or not all(are_figures)):
            yield part
            part = []
        part.append(glyph)
    yield part


def _is_figure(glyphs: Sequence[Glyph]) -> bool:
    """Whether a single upright character stands in a cell, as in most."""
    return len(glyphs) == 1 and not glyphs[0].turn


def _padding(glyphs: Sequence[Glyph], box: Box) -> float:
    """How far text stands from the nearer side of its cell, as far as that is no more than the room that is left."""
    if len(glyphs) == 1:
        begin, end = glyphs[0].x0, glyphs[0].x1
    else:
        begin, end = min([glyph.x0 for glyph in glyphs]), max([glyph.x1 for glyph in glyphs])
    nearest = min(begin - box[0], box[2] - end)
    return max(0.0, min(_PADDING, nearest))


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that stand close by one another on a line."""
    word: list[Glyph] = []
    for glyph in glyphs:
        is_next = word and glyph.order - word[-1].order == 1 and abs(glyph.base - word[-1].base) <= 1
        if word and not (is_next and glyph.x0 - word[-1].x1 <= _TIGHT * glyph.size):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word
