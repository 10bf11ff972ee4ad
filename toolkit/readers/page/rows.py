"""Lines of a page as words and figures, and which of them are one row of a table without lines between its columns.

Rows are lines with figures; where rules part the rows, what stands between two of them is one row.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Literal, NamedTuple

from toolkit.readers.page.model import Glyph, Rule
from toolkit.readers.page.text import Frame, TextLine, chunks_of, goes_on, piece_of

_MINUS = "−－–—‐‑‒―﹣﹘-"  # its last stands at the end of a set
_VALUE = re.compile(
    rf"(?:[+＋{_MINUS}]|增[加长]?|减少?|下降)?[\d０-９][\d０-９,，.．]*(?:[百千万亿]{{0,2}}[件项条份人次元宗起个部篇]{{0,2}}|[%％])"
    rf"|[/／{_MINUS}]{{1,2}}|[无零]"
)
SIGN = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d)|第[一二三四五六七八九十]+条"
)
UNIT = re.compile("[万亿]?[件项条份人次元宗起个部篇]{1,2}")
"""A unit that stands in a column of its own."""
_OPENING = frozenset("(（〔【[")
_SIGNS = ("增", "减", "增加", "增长", "减少", "下降")  # words that are part of the number behind them
_APART = 10.0  # times its size: no gap within a number is so wide
_BEGINS_VALUE = frozenset(f"+＋{_MINUS}/／增减下无零0123456789０１２３４５６７８９")
_DIGITS = frozenset("0123456789")
_LONGEST = 24  # characters: no figure is so long
_MOST_CHUNKS = 40
_GAP = 0.9  # of the size: pieces of a line are so far apart
SIDES = 11.0
"""Points: what a cell's two sides take of its width at the most."""
_SIDE = 3.0  # points between a column's side and its texts
PROSE = 0.7
"""Share of the width of the text, or of a table: a single piece so long is a sentence."""
BANDS = 3
"""Stretches between rules: with fewer the rules stand around a table and not between its rows."""
_NEXT = 1.6  # times its size: the lines of one label are no farther apart
_LOOKED_BACK = 3  # lines of a row that may hold the label over a line
_LONG = 0.4  # of the longest rule of a page: shorter ones part no rows


Setting = Literal["left", "middle", "right"]
_SETTINGS: tuple[Setting, ...] = ("middle", "left", "right")
_TOUCHING = 0.05  # of the size: the letters of one word are no farther apart
_EXACT = 0.25  # of the size: texts set alike agree so far


class Row(NamedTuple):
    """A line of a page with its pieces, and which of them are figures and which words. ``band`` numbers the stretches
    between two rules that hold figures of one row at the most; 0 for a line that stands in none. ``is_moved``: it
    stands at the end of the page before.
    """

    page: int
    line: TextLine
    chunks: tuple[TextLine, ...]
    values: tuple[TextLine, ...]
    words: tuple[TextLine, ...]
    band: int = 0
    is_moved: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it has figures, and something besides."""
        return bool(self.values) and len(self.chunks) > 1

    @property
    def is_bare(self) -> bool:
        """Whether nothing but figures stands in it."""
        return bool(self.values) and len(self.values) == len(self.chunks)


def row_of(page: int, line: TextLine) -> Row:
    """A line with its pieces, figures apart."""
    if line.parts:
        are_figures = sum(map(is_value, line.parts)) > 1
        chunks = [c for part in line.parts for c in ([part] if part.parts else _without_figure(part, are_figures))]
        return _row(page, line, chunks, [is_value(chunk) for chunk in chunks])
    if len(line.glyphs) > _LONGEST and not line.glyphs[-1].text.isdigit() and not _has_gap(line):
        return Row(page, line, (line,), (), (line,))  # as most lines of prose
    parted = chunks_of(line, _GAP)[:_MOST_CHUNKS]
    are_figures = sum(is_value(chunk) for chunk in parted) > 1
    pieces = [part for chunk in parted for part in _without_figure(chunk, are_figures)]
    chunks = [part for piece in pieces for part in (_numbers(piece) if is_value(piece) else [piece])]
    figures = [is_value(chunk) for chunk in chunks]
    if any(figures):  # in prose signs begin no columns
        chunks = [part for chunk in chunks for part in _parted_at_signs(chunk)]
        figures = [is_value(chunk) for chunk in chunks]
    return _row(page, line, chunks, figures)


def _row(page: int, line: TextLine, chunks: Sequence[TextLine], figures: Sequence[bool]) -> Row:
    pairs = list(zip(chunks, figures, strict=True))
    values, words = tuple(c for c, is_figure in pairs if is_figure), tuple(c for c, is_figure in pairs if not is_figure)
    return Row(page, line, tuple(chunks), values, words)


def banded(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Row]:
    """The lines of a page, those between two rules that end at one place marked as such where they hold figures, none
    of which stands over another.
    """
    longest = max((rule.end - rule.start for rule in rules), default=0.0)
    along = sorted(rule for rule in rules if rule.end - rule.start > _LONG * longest)
    found, number = list(rows), 0
    for over, under in itertools.pairwise(along):
        if abs(over.end - under.end) > _SIDE:
            continue
        own = [place for place, row in enumerate(rows) if over.at < row.line.y < under.at]
        figures = sorted((chunk.x0, chunk.x1) for place in own for chunk in rows[place].values)
        if not figures or any(b[0] < a[1] for a, b in itertools.pairwise(figures)):
            continue
        widest = max((chunk.x1 - chunk.x0 for place in own for chunk in rows[place].words), default=0.0)
        if widest > PROSE * (under.end - under.start):
            continue
        number += 1
        for place in own:
            found[place] = rows[place]._replace(band=number)
    return found


def are_banded(rows: Sequence[Row]) -> bool:
    """Whether lines stand between the same two rules."""
    return rows[0].band > 0 and all((row.page, row.band) == (rows[0].page, rows[0].band) for row in rows)


def _has_gap(line: TextLine) -> bool:
    """Whether there is a gap between the characters of a line as between columns."""
    end = line.x1
    for glyph in line.glyphs:
        if glyph.x0 - end > _GAP * glyph.size:
            return True
        end = glyph.x1
    return False


def is_value(chunk: TextLine) -> bool:
    """Whether a piece is a figure: a number, a dash, or 无."""
    first = chunk.glyphs[0].text
    if len(chunk.glyphs) > _LONGEST or first[0] not in _BEGINS_VALUE:
        return False
    if len(chunk.glyphs) == 1 and first in _DIGITS:  # as most
        return True
    return _VALUE.fullmatch("".join(chunk.text.split())) is not None


def _numbers(chunk: TextLine) -> list[TextLine]:
    """The numbers of a piece of figures: the file draws each cell's by itself."""
    units = units_of(chunk, _APART)
    return units if len(units) > 1 and all(any(c.isdigit() for c in unit.text) for unit in units) else [chunk]


def _parted_at_signs(chunk: TextLine) -> Iterator[TextLine]:
    """A piece, parted where the file draws a list sign by itself: a label's column begins there, however close."""
    begun = 0
    glyphs = chunk.glyphs
    for place in range(1, len(glyphs)):
        before = glyphs[place - 1]
        is_new = glyphs[place].piece != before.piece and before.text not in _OPENING
        if is_new and SIGN.match(piece_of(glyphs[place : place + 5]).text):
            yield piece_of(glyphs[begun:place])
            begun = place
    yield chunk if not begun else piece_of(glyphs[begun:])


def _without_figure(chunk: TextLine, among_figures: bool) -> Iterator[TextLine]:
    """A piece, and the number that stands so close behind its words that it seems to be part of it; ``among_figures``
    where others follow, so that one that the file draws by itself is a figure too.
    """
    at = len(chunk.glyphs)
    while at and chunk.glyphs[at - 1].text.isdigit():
        at -= 1
    words = "".join(glyph.text for glyph in chunk.glyphs[:at])
    if at < len(chunk.glyphs) and any("\u4e00" <= c <= "\u9fff" for c in words) and words not in _SIGNS:
        before, first = chunk.glyphs[at - 1], chunk.glyphs[at]
        if first.x0 - before.x1 > 0.15 * first.size or (among_figures and first.piece != before.piece):
            yield piece_of(chunk.glyphs[:at])
            yield piece_of(chunk.glyphs[at:])
            return
    yield chunk


@dataclass(frozen=True)
class Columns:
    """The columns of figures by their sides, where the labels' columns begin, and where the widest label of a row ends.
    ``set_to`` says what the texts of a column have in common: where they begin, their middle, or where they end;
    ``is_named``: there are also columns that only their labels show.
    """

    values: tuple[tuple[float, float], ...]
    labels: tuple[float, ...]
    right: float
    set_to: Setting = "middle"
    labels_end: float = 0.0
    is_named: bool = False

    @cached_property
    def xs(self) -> tuple[float, ...]:
        """The sides of all columns."""
        (x0, x1), (x2, x3) = self.values[0], self.values[-1]
        if self.set_to == "left":
            between = [max(b[0] - _SIDE, (a[1] + b[0]) / 2) for a, b in itertools.pairwise(self.values)]
            left, right = x0 - _SIDE, max(self.right, x3 + 4)
        elif self.set_to == "right":
            between = [min(a[1] + _SIDE, (a[1] + b[0]) / 2) for a, b in itertools.pairwise(self.values)]
            left, right = x0 - 4, x3 + _SIDE
        else:
            between = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(self.values)]
            # The outermost columns are as wide on their far sides as on the near ones.
            left = min(x0 - 1, x0 + x1 - between[0]) if between else x0 - 4
            right = max(x3 + 1, x2 + x3 - between[-1]) if between else max(self.right, x3 + 4)
        return (*self.labels, max(left, max(self.labels, default=0.0) + 1), *between, right)

    @cached_property
    def _sides(self) -> tuple[list[float], list[float]]:
        """Where the columns of figures begin and where they end."""
        return [x0 for x0, _ in self.values], [x1 for _, x1 in self.values]

    def of_value(self, chunk: TextLine) -> int | None:
        """The number of the column that a piece stands in."""
        begin, end = self._sides
        first, last = bisect_right(end, chunk.x0), bisect_left(begin, chunk.x1) - 1
        return first if first == last else None

    def is_before(self, piece: TextLine) -> bool:
        """Whether a piece stands over the labels' columns."""
        x0, _ = self.values[0]
        if self.set_to == "left":
            return piece.x0 < x0 - piece.size / 2
        if self.set_to == "right":
            return piece.x1 < x0
        return (piece.x0 + piece.x1) / 2 < self.xs[len(self.labels)]

    def nearest_to(self, piece: TextLine) -> int:
        """The number of the column that a piece is set like."""
        own = edge(piece.x0, piece.x1, self.set_to)
        return min(range(len(self.values)), key=lambda n: abs(edge(*self.values[n], self.set_to) - own))

    def place_of(self, piece: TextLine) -> int:
        """The number of the column, labels' ones counted, that a piece begins, ends or has its middle in."""
        return bisect_right(self.xs, edge(piece.x0, piece.x1, self.set_to))

    def room_of(self, column: int) -> float:
        """How wide a column of figures is, its sides counted."""
        at = [edge(x0, x1, self.set_to) for x0, x1 in self.values]
        if len(at) == 1:
            return self.right - self.xs[len(self.labels)]
        if self.set_to == "left":
            return at[column + 1] - at[column] if column + 1 < len(at) else max(self.right, self.xs[-1]) - at[column]
        if self.set_to == "right":
            return at[column] - at[column - 1] if column else at[1] - at[0]
        xs = self.xs[len(self.labels) :]
        return xs[column + 1] - xs[column]

    def as_cells(self) -> Iterator[Columns]:
        """The columns as wide as they are if all figures begin, or end, at the sides of their cells."""
        if len(self.values) < 2:
            return
        begin, end = [x0 - _SIDE for x0, _ in self.values], [x1 + _SIDE for _, x1 in self.values]
        usual = median(b - a for a, b in itertools.pairwise(begin))
        rights = [*(x - 1 for x in begin[1:]), max(self.right, begin[-1] + usual)]
        lefts = [end[0] - usual, *(x + 1 for x in end[:-1])]
        yield Columns(tuple(zip(begin, rights, strict=True)), self.labels, self.right)
        yield Columns(tuple(zip(lefts, end, strict=True)), self.labels, self.right)

    def inner_of(self, column: int) -> float:
        """How much room a column of figures has at the least."""
        return self.room_of(column) - SIDES


def edge(x0: float, x1: float, set_to: Setting) -> float:
    """What a text has in common with others that are set alike."""
    return x0 if set_to == "left" else x1 if set_to == "right" else (x0 + x1) / 2


def bands(
    rows: Sequence[Row], columns: Columns, rules: Sequence[Rule], head: Sequence[Row] = ()
) -> Iterator[list[Row]]:
    """The lines of each row. ``head`` are the lines over them."""
    bands_between = parted(rows, rules)
    if not columns.labels and is_one_row(rows, columns):
        yield list(rows)  # a row without a label whose figures stand at several heights
        return
    is_ended = any(rule.at > rows[-1].line.y for rule in rules)
    is_ruled = len(bands_between) >= BANDS or (is_ended and is_parted(head, bands_between, rules))
    for band in bands_between:
        if (is_ruled or are_banded(band)) and is_one_row(band, columns):
            yield band
        else:
            yield from _by_figures(band, columns)


def parted(rows: Sequence[Row], rules: Sequence[Rule]) -> list[list[Row]]:
    """The lines of a page between the rules that run along most of their width."""
    left, right = min(row.line.x0 for row in rows), max(row.line.x1 for row in rows)
    cuts = [rule.at for rule in rules if min(rule.end, right) - max(rule.start, left) > 0.6 * (right - left)]
    found: list[list[Row]] = [[]]
    for row in rows:
        if found[-1] and any(found[-1][-1].line.y < cut < row.line.y for cut in cuts):
            found.append([])
        found[-1].append(row)
    return found


def is_one_row(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether no column has two figures in these lines."""
    taken = [columns.of_value(chunk) for row in rows for chunk in row.values]
    known = [column for column in taken if column is not None]
    return len(set(known)) == len(known)


def _by_figures(rows: Sequence[Row], columns: Columns) -> Iterator[list[Row]]:
    """The lines of each row, told by its figures: a label's further lines stand below them, or around them."""
    around = any(row.values and not row.words for row in rows)
    found: list[list[Row]] = []
    for row in rows:
        if not found:
            goes_on_there = False
        elif is_tail(found[-1][-1], row, columns):
            goes_on_there = True
        elif begins(row):
            goes_on_there = False
        elif row.values and _is_second(found[-1], row, columns):
            goes_on_there = True
        elif row.values:
            goes_on_there = around and not any(other.values for other in found[-1])
        else:
            goes_on_there = _is_rest(found[-1], row)
        if goes_on_there:
            found[-1].append(row)
        else:
            found.append([row])
    yield from found


def tails(rows: Sequence[Row], columns: Columns) -> list[bool]:
    """Which lines hold the last digits of numbers that were too long for their columns."""
    return [False, *(is_tail(over, row, columns) for over, row in itertools.pairwise(rows))] if rows else []


def is_tail(over: Row, row: Row, columns: Columns) -> bool:
    """Whether the figures of a line are the last digits of the numbers over them: each stands under one that left no
    room for another digit, not all columns have one, and no label begins beside them.
    """
    if row.page != over.page or row.line.parts or not 0 < len(row.values) < len(columns.values):
        return False
    if row.line.y - over.line.y >= _NEXT * row.line.size or begins(row):
        return False
    values = {columns.of_value(chunk): chunk for chunk in over.values}
    for chunk in row.values:
        column = columns.of_value(chunk)
        above = values.get(column)
        digit = chunk.glyphs[0]
        if column is None or above is None or len(above.glyphs) < 2:
            return False
        if above.x1 - above.x0 + digit.x1 - digit.x0 <= columns.inner_of(column):
            return False
    return all(_goes_on_under(over.words, piece) for piece in row.words)


def begins(row: Row) -> bool:
    """Whether a line begins with a list sign."""
    return any(SIGN.match(word.text) for word in row.words)


def _is_rest(band: Sequence[Row], row: Row) -> bool:
    """Whether a line without figures goes on with the labels before it: each of its pieces under one of them that was
    too full for it.
    """
    if row.line.y - band[-1].line.y >= _NEXT * row.line.size:
        return False
    labels = [label for other in band[-_LOOKED_BACK:] for label in other.words]
    return all(_goes_on_under(labels, piece) for piece in row.words)


def _is_second(band: Sequence[Row], row: Row, columns: Columns) -> bool:
    """Whether a line with figures in some columns stands beside the next line of the label above: as in a row of which
    a cell has two lines, and not as in a row of its own.
    """
    return len(row.values) < len(columns.values) and bool(row.words) and _is_rest(band, row)


def _goes_on_under(labels: Sequence[TextLine], piece: TextLine) -> bool:
    over = [label for label in labels if label.x0 < piece.x1 and label.x1 > piece.x0]
    if not over:
        return False
    label = over[-1]
    # In a column set to the middle or to the right the next word may have been the wider one.
    frame = Frame(min(label.x0, piece.x0), max(label.x1, piece.x1))
    return SIGN.match(piece.text) is None and goes_on(label, piece, frame)


def is_parted(head: Sequence[Row], rows: Sequence[Sequence[Row]], rules: Sequence[Rule]) -> bool:
    """Whether there is a rule under the head of a table and between each two of its rows."""
    stretches = [head, *rows] if head else rows
    ends = [(max(row.line.y for row in a), min(row.line.y for row in b)) for a, b in itertools.pairwise(stretches)]
    return bool(ends) and all(any(above < rule.at < below for rule in rules) for above, below in ends)


def setting_of(columns: Sequence[tuple[float, float]], rows: Sequence[Row]) -> Setting:
    """What the texts of a column, figures and the labels over them, have in common."""
    first = next((n for n, row in enumerate(rows) if row.is_row or row.is_bare), 0)
    texts = [chunk for row in rows[first:] for chunk in row.values]
    texts += [unit for row in rows[:first] for unit in units_of(row.line)]
    agreeing: Counter[Setting] = Counter()
    for x0, x1 in columns:
        own = [text for text in texts if text.x0 < x1 and text.x1 > x0 and _meets_one(text, columns)]
        for setting in _SETTINGS:
            edges = sorted(edge(text.x0, text.x1, setting) for text in own)
            usual = edges[len(edges) // 2] if edges else 0.0
            agreeing[setting] += sum(abs(at - usual) < _EXACT * text.size for at, text in zip(edges, own, strict=True))
    return max(_SETTINGS, key=lambda setting: agreeing[setting])


def _meets_one(text: TextLine, columns: Sequence[tuple[float, float]]) -> bool:
    return sum(text.x0 < x1 and text.x1 > x0 for x0, x1 in columns) == 1


def units_of(line: TextLine, gap: float = 0.3) -> list[TextLine]:
    """The stretches of a line parted at gaps of so many times their size, and where the file draws them apart and they
    do not touch; the cells of a row whose cells are known.
    """
    if line.parts:
        return list(line.parts)
    units: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if not units or _is_apart(units[-1][-1], glyph, gap):
            units.append([])
        units[-1].append(glyph)
    return [piece_of(unit) for unit in units]


def _is_apart(before: Glyph, glyph: Glyph, gap: float) -> bool:
    distance = (glyph.x0 - before.x1) / max(glyph.size, 0.1)
    return distance > gap or (distance > _TOUCHING and glyph.piece != before.piece)
