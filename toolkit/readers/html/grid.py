"""Which cell of an HTML table stands where: spans, however wrong, to places in a grid.

The grid is first laid as the file says. Where rows then differ in width, the other ways to read a table that occur
are tried: with hidden rows and cells as if they weren't there, as browsers do; without the rows that have no cells,
which the spans of some programs don't count; with spans that go on past the end of their row group; with spans cut
short that push later rows out of the table. The first in which every row is equally
wide and full counts; if there is none, what a browser shows. So no cell is moved unless the whole table then fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from toolkit.readers.html.drafts import DraftCell, DraftRow, DraftTable

WORK_LIMIT = 1_000_000
"""Steps in laying one table: only a table made to do harm takes more than some thousands."""


_AS_IN_FILE: Mapping[int, int] = MappingProxyType({})


class TooBigError(Exception):
    """A table that takes too long to lay out."""


class Place(NamedTuple):
    """A cell at its top left place. ``row`` counts all rows of the file as shown, hidden ones too."""

    cell: DraftCell
    row: int
    column: int
    rowspan: int
    colspan: int


_new_place: Callable[[tuple[DraftCell, int, int, int, int]], Place] = partial(tuple.__new__, Place)
"""The same, made of a tuple: there are hundreds."""


@dataclass(slots=True)
class HiddenRow:
    """A row that isn't printed."""

    row: int
    draft: DraftRow


@dataclass(slots=True)
class Straight:
    """A row of words whose cells stand one behind the other, from a column on, as in nearly all rows."""

    row: int
    column: int
    draft: DraftRow

    @property
    def words(self) -> Sequence[str]:
        """What its cells hold."""
        return self.draft.words or ()

    @property
    def places(self) -> list[Place]:
        """Its cells, each at its place."""
        return [Place(cell, self.row, column, 1, 1) for column, cell in enumerate(self.draft.cells, self.column)]


@dataclass(slots=True)
class Layout:
    """A table laid out: its rows, each its cells in reading order, and the hidden ones.

    ``cut`` are the cells whose spans were longer in the file than in the table, by ``id``. ``has_all_columns``: hidden
    cells have columns of their own.
    """

    rows: list[Sequence[Place] | Straight | HiddenRow]
    cut: frozenset[int]
    has_all_columns: bool


@dataclass(slots=True)
class _Row:
    """A row to lay: its number, the row, and the one (among those laid) after the last of its group."""

    number: int
    draft: DraftRow
    group_end: int


@dataclass(slots=True)
class _Rows:
    """The rows to lay; ``as_shown``: without the hidden ones, and without hidden cells. ``with_empty``: those without
    cells are among them.
    """

    rows: list[_Row]
    as_shown: bool
    with_empty: bool


@dataclass(slots=True)
class _Laid:
    """Rows laid in a grid; ``widths`` are their ends. ``is_full``: every row is filled, and none has more."""

    rows: _Rows
    places: list[list[Place] | Straight]
    widths: list[int]
    is_full: bool


HasFigure = Callable[[DraftCell], bool]


def lay_out(table: DraftTable, has_figure: HasFigure) -> Layout:
    """Lay out a table. ``has_figure`` says whether something that may be a figure stands in a cell.

    Raises:
        TooBigError: for a table that takes too long.
    """
    first = _lay(_rows(table))
    if first.is_full:
        return _layout(table, first)
    fitting = next(_fitting(table, first, has_figure), None)
    if fitting is not None:
        return fitting
    return _layout(table, _lay(_rows(table, as_shown=True)) if _has_hidden(table) else first)


def _fitting(table: DraftTable, first: _Laid, has_figure: HasFigure) -> Iterator[Layout]:
    """The other ways to lay a table in which it fits."""
    ways = [first]
    if _has_hidden(table):
        ways.append(_lay(_rows(table, as_shown=True)))
    if any(not row.cells for row in table.rows):
        ways += [_lay(_rows(table, as_shown=way.rows.as_shown, with_empty=False)) for way in tuple(ways)]
    if len(table.groups) > 1:
        ways += [_lay(_across(table, way.rows)) for way in tuple(ways)]
    for laid in ways:
        if laid.is_full:
            yield _layout(table, laid)
    for laid in ways:
        heights = _without_overlong(laid, has_figure)
        mended = _lay(laid.rows, heights) if heights else laid
        if mended.is_full:
            yield _layout(table, mended, frozenset(heights))


def _layout(table: DraftTable, laid: _Laid, cut: frozenset[int] = frozenset()) -> Layout:
    """A table as it was laid, in reading order; hidden rows are named, not their cells."""
    by_row = {row.number: places for row, places in zip(laid.rows.rows, laid.places, strict=True)}
    ordered: list[Sequence[Place] | Straight | HiddenRow] = []
    for number, draft in enumerate(table.rows):
        ordered.append(HiddenRow(number, draft) if draft.is_hidden else by_row.get(number, ()))
    return Layout(ordered, cut, not laid.rows.as_shown)


def _has_hidden(table: DraftTable) -> bool:
    return any(row.is_hidden or any(cell.is_hidden for cell in row.cells) for row in table.rows)


def _rows(table: DraftTable, *, as_shown: bool = False, with_empty: bool = True) -> _Rows:
    """The rows to lay."""
    rows: list[_Row] = []
    number = 0
    for group in table.groups_shown:
        begin = len(rows)
        for draft in group.rows:
            if not (as_shown and draft.is_hidden) and (with_empty or draft.words or draft.cells):
                rows.append(_Row(number, draft, 0))
            number += 1
        for row in rows[begin:]:
            row.group_end = len(rows)
    return _Rows(rows, as_shown, with_empty)


def _across(table: DraftTable, laid: _Rows) -> _Rows:
    """The same rows, their spans reaching out of their groups."""
    across = _rows(table, as_shown=laid.as_shown, with_empty=laid.with_empty)
    for row in across.rows:
        row.group_end = len(across.rows)
    return across


@dataclass(slots=True)
class _Span:
    """Columns that a cell of an earlier row takes, and the row (among those laid) after the last in which it does."""

    start: int
    end: int
    until: int


def _lay(to_lay: _Rows, heights: Mapping[int, int] = _AS_IN_FILE) -> _Laid:
    """Lay rows as HTML says; ``heights`` are rowspans by ``id`` of the cell that count instead of the file's."""
    rows = to_lay.rows
    places: list[list[Place] | Straight] = []
    widths: list[int] = []
    spans: list[_Span] = []
    fills: list[int] = []
    work = 0
    for number, row in enumerate(rows):
        if spans:
            spans = [span for span in spans if span.until > number]
        count, draft = len(spans), row.draft
        work += count + len(draft.words or draft.cells)
        if work > WORK_LIMIT:
            raise TooBigError
        column = at = 0
        while at < count and spans[at].start <= column:
            column = max(column, spans[at].end)
            at += 1
        filled = sum([span.end - span.start for span in spans]) if spans else 0
        starting: list[_Span] = []
        if draft.words is not None and at == count:  # nothing reaches down into it behind its first cell
            places.append(Straight(row.number, column, draft))
            column += len(draft.words)
            filled += len(draft.words)
        else:
            cells = [cell for cell in draft.cells if not cell.is_hidden] if to_lay.as_shown else draft.cells
            in_row, starting, column = _laid_between(spans, cells, number, rows, heights)
            places.append(in_row)
            filled += sum([cell.colspan for cell in cells])
        widths.append(max([column, *[span.end for span in spans]]) if spans else column)
        fills.append(filled)
        if starting:
            spans = sorted([*spans, *starting], key=_start)
    real = [(width, filled) for width, filled in zip(widths, fills, strict=True) if width]
    is_full = all(width == filled == real[0][0] for width, filled in real)
    return _Laid(to_lay, places, widths, is_full)


def _laid_between(
    spans: Sequence[_Span], cells: Sequence[DraftCell], number: int, rows: Sequence[_Row], heights: Mapping[int, int]
) -> tuple[list[Place], list[_Span], int]:
    """The cells of a row in the columns that those of earlier rows leave, what they take of later rows, and the end."""
    of_file, group_end = rows[number].number, rows[number].group_end
    in_row: list[Place] = []
    starting: list[_Span] = []
    column, at, count = 0, 0, len(spans)
    for cell in cells:
        width, height = cell.colspan, 1
        stop = end = column + width
        if at < count:
            while at < count and spans[at].start <= column:
                column = max(column, spans[at].end)
                at += 1
            end = column + width
            stop = spans[at].start if at < count and spans[at].start < end else end
        rowspan = heights.get(id(cell), cell.rowspan) if heights else cell.rowspan
        if rowspan != 1:
            until = group_end if rowspan == 0 else min(number + rowspan, group_end)
            height = rows[until - 1].number - of_file + 1
            if until > number + 1:
                starting.append(_Span(column, stop, until))
        in_row.append(_new_place((cell, of_file, column, height, stop - column)))
        column = end
    return in_row, starting, column


def _start(span: _Span) -> int:
    return span.start


def _without_overlong(laid: _Laid, has_figure: HasFigure) -> dict[int, int]:
    """Cells (by ``id``) whose spans reach down too far and push whole rows to the right, with the height they should
    have.

    Rows that are all too wide by the same number of columns, beside others that are all equally wide; spans from
    above that take just so many columns in each of them; and in the last columns figures, not blanks or remarks,
    which could be an additional cell. If it isn't clear which spans those are, there is none.
    """
    width = min((width for width in laid.widths if width), default=0)
    wide = [number for number, each in enumerate(laid.widths) if each > width]
    excess = {laid.widths[number] - width for number in wide}
    placed = [row.places if isinstance(row, Straight) else row for row in laid.places]
    if len(excess) != 1 or wide != list(range(wide[0], wide[-1] + 1)) or not all(placed[row] for row in wide):
        return {}
    last_cells = [placed[row][-1].cell for row in wide]
    if not all(cell.items for cell in last_cells) or not any(has_figure(cell) for cell in last_cells):
        return {}
    first, end, over = wide[0], laid.rows.rows[wide[-1]].number, excess.pop()
    covering = [
        (place, first - row)
        for row, places in enumerate(placed[:first])
        for place in places
        if place.rowspan > 1 and place.row + place.rowspan > end
    ]
    alone = [each for each in covering if each[0].colspan == over]
    if len(alone) != 1:
        alone = covering if sum(place.colspan for place, _ in covering) == over else []
    return {id(place.cell): height for place, height in alone}
