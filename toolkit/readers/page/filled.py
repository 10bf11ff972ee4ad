"""The rows of a table without lines between its columns made cells: a head, and labels and figures under it."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.readers.page.grid import GridCell
from toolkit.readers.page.heads import NO_HEAD, head_of
from toolkit.readers.page.layout import PartCell, TablePart
from toolkit.readers.page.model import UNKNOWN, Box, Glyph, Rule
from toolkit.readers.page.rows import Columns, Row, begins, is_parted, units_of
from toolkit.readers.page.text import Frame, TextLine, cell_text, lines_of, piece_of

_EXACT = 0.5  # points
_APART = 0.25  # of the size: no letters of one word are so far apart


def part_of(
    heads: Sequence[Row],
    bands: Sequence[Sequence[Row]],
    columns: Columns,
    rules: Sequence[Rule],
    *,
    goes_on: bool = False,
) -> TablePart:
    """The table that the lines of a head and of rows make over such columns; ``rules`` are the page's, ``goes_on`` says
    whether rows stand on the page before: a label without figures may be the rest of the last one's.
    """
    xs = _with_words_behind(columns, bands)
    is_ruled = bool(heads) and is_parted(heads, bands, rules)
    head = head_of([row.line for row in heads], columns, rules, is_ruled) if heads else NO_HEAD
    tops = _head_sides(heads, head.levels) if heads and head.cells else ()
    ys = (*tops, *_sides(bands)) if bands else (*tops, max(row.line.y1 for row in heads) + 1)
    cells = [_made(place, stack, xs, ys) for place, stack in head.cells]
    for place, group in enumerate(bands):
        is_rest = goes_on and place == 0 and not heads and not any(begins(row) for row in group)
        is_row = is_rest or _is_between(place, bands, heads, rules)
        cells += _cells(place + len(tops), group, columns, xs, ys, is_row=is_row)
    return TablePart(xs, ys, tuple(cells))


def _with_words_behind(columns: Columns, bands: Sequence[Sequence[Row]]) -> tuple[float, ...]:
    """The sides of the columns, and of one more for words that stand behind all figures of their rows."""
    end = columns.values[-1][1]
    behind = [word for group in bands for row in group for word in row.chunks if word.x0 >= end]
    if not behind:
        return columns.xs
    *sides, right = columns.xs
    return (*sides, min(right, min(word.x0 for word in behind) - 1), max(right, *(word.x1 for word in behind)) + 1)


def _is_between(place: int, bands: Sequence[Sequence[Row]], heads: Sequence[Row], rules: Sequence[Rule]) -> bool:
    """Whether the lines of a row, and no others, stand between two rules."""
    own = bands[place]
    over = bands[place - 1] if place else heads
    top = max((row.line.y for row in over), default=0.0)
    bottom = min((row.line.y for row in bands[place + 1]), default=0.0) if place + 1 < len(bands) else float("inf")
    first, last = min(row.line.y for row in own), max(row.line.y for row in own)
    return any(top < rule.at < first for rule in rules) and any(last < rule.at < bottom for rule in rules)


def _head_sides(heads: Sequence[Row], levels: int) -> tuple[float, ...]:
    top, bottom = min(row.line.y0 for row in heads) - 1, max(row.line.y1 for row in heads)
    return tuple(top + (bottom - top) * level / levels for level in range(levels))


def _sides(groups: Sequence[Sequence[Row]]) -> tuple[float, ...]:
    tops = [min(row.line.y0 for row in group) for group in groups]
    ends = [max(row.line.y1 for row in group) for group in groups]
    return (tops[0] - 1, *((end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)), ends[-1] + 1)


def _cells(
    number: int, group: Sequence[Row], columns: Columns, xs: Sequence[float], ys: Sequence[float], *, is_row: bool
) -> Iterator[PartCell]:
    """A row's cells: its labels by where they begin, and one in each column of figures, blank or not. Lines without a
    figure are the rest of a label rather than a row left blank, unless it is sure that they are a row.
    """
    shift = len(columns.labels)
    labels: dict[int, list[TextLine]] = {}
    values: dict[int, list[TextLine]] = {}
    for row in group:
        for chunk in (piece for whole in row.chunks for piece in _by_column(whole, columns)):
            column = columns.of_value(chunk) if chunk in row.values else None
            if column is None and chunk.x0 >= columns.values[0][0] - 1:
                column = next(iter(_met(chunk, columns)), None)
                if column is None:  # between or behind figures: no label of them, and in the figure's cell no figure
                    column = bisect_right(xs, chunk.x0) - 1 - shift
            if column is not None:
                values.setdefault(column, []).append(chunk)
            else:
                for piece in _label_pieces(chunk, labels, columns):
                    labels.setdefault(_label_column(piece, labels, columns), []).append(piece)
    starts = sorted(labels)
    for place, end in itertools.pairwise([*starts, shift]):
        yield _made(GridCell(number, place, number + 1, end), labels[place], xs, ys)
    # What lies over a column of figures without being its figure may hide one: in such a row none is sure.
    covering = [*itertools.chain(*labels.values()), *itertools.chain(*values.values())]
    is_hidden = any(
        chunk.x0 < x1 and chunk.x1 > x0
        for n, (x0, x1) in enumerate(columns.values)
        if n not in values
        for chunk in covering
    )
    count = len(columns.values)
    is_shown = any(column < count for column in values) or (is_row and not is_hidden)
    for column in range(0 if is_shown else count, len(xs) - 1 - shift):
        spot = GridCell(number, shift + column, number + 1, shift + column + 1)
        room = columns.inner_of(column) if column < count else 0.0
        cell = _made(spot, values.get(column, []), xs, ys, room)
        yield replace(cell, text=UNKNOWN) if is_hidden else cell


def _met(chunk: TextLine, columns: Columns) -> list[int]:
    """The columns of figures that a piece stands in or over."""
    return [number for number, (x0, x1) in enumerate(columns.values) if chunk.x0 < x1 and chunk.x1 > x0]


def _by_column(chunk: TextLine, columns: Columns) -> list[TextLine]:
    """A piece among the figures parted into what stands in one column each, if it can be: a figure and a note may stand
    so close side by side that they seem to be one.
    """
    if len(_met(chunk, columns)) < 2 or chunk.x0 < columns.values[0][0] - 1:
        return [chunk]
    units = units_of(chunk)
    met = [number for unit in units for number in _met(unit, columns)]
    return units if len(set(met)) == len(met) == len(units) else [chunk]


def _label_pieces(chunk: TextLine, labels: Mapping[int, Sequence[TextLine]], columns: Columns) -> Iterator[TextLine]:
    """A piece parted where it stands under two labels that are close by one another, and where the file draws a label
    by itself that begins with its column.
    """
    met = [pieces for pieces in labels.values() if any(p.x0 < chunk.x1 and p.x1 > chunk.x0 for p in pieces)]
    if len(met) > 1:
        yield from units_of(chunk)
        return
    if chunk.parts:
        yield chunk
        return
    piece: list[Glyph] = []
    for glyph in chunk.glyphs:
        is_apart = piece and glyph.piece != piece[-1].piece and glyph.x0 - piece[-1].x1 > _APART * glyph.size
        if is_apart and any(abs(glyph.x0 - x) < _EXACT for x in columns.labels):
            yield piece_of(piece)
            piece = []
        piece.append(glyph)
    yield piece_of(piece)


def _label_column(chunk: TextLine, labels: Mapping[int, Sequence[TextLine]], columns: Columns) -> int:
    """The column of a piece of a label: that of the piece of its row that it stands under, else by where it begins."""
    for place, pieces in labels.items():
        if any(piece.x0 < chunk.x1 and piece.x1 > chunk.x0 for piece in pieces):
            return place
    return max((n for n, x in enumerate(columns.labels) if x <= chunk.x0 + 0.5), default=0)


def _made(
    place: GridCell, chunks: Sequence[TextLine], xs: Sequence[float], ys: Sequence[float], room: float = 0.0
) -> PartCell:
    box: Box = (xs[place.column], ys[place.row], xs[place.column_end], ys[place.row_end])
    glyphs = [glyph for chunk in chunks for glyph in chunk.glyphs]
    left, right = min((c.x0 for c in chunks), default=box[0]), max((c.x1 for c in chunks), default=box[2])
    frame = Frame(left, max(right, left + room))
    lines = lines_of(glyphs) if len(chunks) > 1 else chunks[0].parts or chunks if chunks else ()
    return PartCell(place, box, cell_text(glyphs, lines, frame), tuple(chunks), frame)
