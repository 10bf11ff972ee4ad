"""Documents into lines of tokens: what every layout has in common.

A row of a Word table, a line of a text dump and a paragraph all become lines: tokens from left to right, each a word,
a value or a blank, with the columns it covers where columns are known. Layout tables are opened.
"""

from __future__ import annotations

import itertools
import operator
import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from toolkit.extract.lines.bars import BarredRow, framed
from toolkit.extract.lines.named import Rows, named_rows
from toolkit.extract.lines.page_breaks import page_breaks
from toolkit.extract.lines.page_marks import is_mark, is_of_pages, is_page_mark
from toolkit.extract.lines.pieces import read_text, split_numbers
from toolkit.extract.lines.screen import counts_characters
from toolkit.extract.lines.sentences import WIDE_GAP, is_prose
from toolkit.model import Block, Cell, Document, Origin, Paragraph, Seen, Table, TextOrigin
from toolkit.numbers import COUNTING_UNITS, MONEY_IN_WAN, UNREADABLE, CellReading

Layout = Literal["grid", "ragged", "loose"]
"""``grid``: the tokens' columns are true. ``ragged``: a row's cells are known, their columns are not.
``loose``: paragraphs; a token's columns are where it stands on the line."""

_start = operator.attrgetter("start")
_WORD = (UNREADABLE, True)
_LONGEST_VALUE = 24  # characters: no number with its unit is longer, so longer texts need no reading
_BAR = re.compile(r"[|｜│┃]")
_TAB = re.compile(r"\t")
_FRAME = re.compile(r"[\u2500-\u257f]*[\u2502\u2503\u250c-\u254b\u2551-\u257f][\u2500-\u257f]*")
_SIGNED_NUMBER = re.compile(r"\s*[-+\u2212\u2013\u2014\uff0b\uff0d]\s\d[\d,.]*\s*")  # alone on its line
_PARTED = re.compile(r"[\s|｜│┃\u3000]")
_WIDE = 4  # columns of a table
_UNITS = COUNTING_UNITS.union(MONEY_IN_WAN)


class Place(NamedTuple):
    """Where a loose token stands when the format has no place of its own for it: code points of a paragraph's text.

    ``paragraph`` numbers the document's paragraphs as they are walked, those in layout tables included.
    """

    paragraph: int
    start: int
    end: int


class Token(NamedTuple):
    """A cell, or a piece of a loose line. ``rows`` counts the lines it covers; ``start`` and ``end`` are columns;
    ``seen`` is set for a cell that was read from a picture.
    """

    text: str
    reading: CellReading
    is_word: bool
    start: int
    end: int
    rows: int
    place: Origin | Place
    seen: Seen | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return self.reading.status == "blank"

    @property
    def is_printed(self) -> bool:
        """Whether it is a value that something stands for: a number, a dash, or signs that are no word."""
        return not self.is_word and self.reading.status != "blank"


_new_token: Callable[[tuple[str, CellReading, bool, int, int, int, Origin | Place, Seen | None]], Token] = partial(
    tuple.__new__, Token
)
"""The same, made of a tuple of all its fields: there are hundreds."""


class Line(NamedTuple):
    """Tokens from left to right. ``above`` are those that reach down into this line from earlier ones.

    ``run`` numbers the stretch of lines that belong together: a table, or paragraphs with no prose between them.
    ``flow`` is the paragraph's number for a loose line, and the number of paragraphs before it for a table's.
    """

    tokens: tuple[Token, ...]
    above: tuple[Token, ...]
    layout: Layout
    run: int
    block: int
    flow: int


class FlowParagraph(NamedTuple):
    """A paragraph as it is walked: outside tables, or in a layout table that was opened."""

    text: str
    heading: int | None
    container: tuple[int, ...]
    first_line: int
    lines: int
    block: int


class Walk(NamedTuple):
    """A document walked through: every line, and every paragraph with the lines that it yielded."""

    lines: list[Line]
    paragraphs: list[FlowParagraph]


def walk(document: Document, apart: Apart | None = None, title_at: TitleAt | None = None) -> Walk:
    """All lines and paragraphs of a document in order. Long prose yields a paragraph but no line, and ends a run.

    ``apart`` says of a table's lines how they stand when tables that are set side by side in it are set apart,
    ``title_at`` where at a line's end a title begins, which is a line of its own.
    """
    counted = counts_characters(block.text for block in document.blocks if isinstance(block, Paragraph))
    walker = _Walker(apart, title_at, counted)
    walker.blocks(document.blocks)
    walker.drop_frames()
    return Walk(walker.lines, walker.paragraphs)


Apart = Callable[[Sequence[Line], Callable[[], int]], Sequence[Line]]
"""A table's lines set apart, given what numbers the next run."""
TitleAt = Callable[[str], int | None]


class _Walker:
    """Numbers the runs and the paragraphs while walking the blocks."""

    def __init__(self, apart: Apart | None, title_at: TitleAt | None, counted: bool) -> None:
        self._counted = counted
        self._apart = apart
        self._title_at = title_at
        self._barred: list[BarredRow] = []
        self.lines: list[Line] = []
        self.paragraphs: list[FlowParagraph] = []
        self._run = 0
        self._in_paragraphs = False

    def blocks(self, blocks: Sequence[Block]) -> None:
        breaks, named = page_breaks(blocks), named_rows(blocks)
        for place, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                own = {number: rows for (of, number), rows in named.items() if of == place} if named else {}
                self._paragraph(block, {number for of, number in breaks if of == place} if breaks else (), own)
            else:
                self._table(block)

    def drop_frames(self) -> None:
        """Take away what stands outside the bars that frame a table."""
        for number in framed(self._barred):
            line = self.lines[number]
            inner = (token._replace(start=token.start - 1, end=token.end - 1) for token in line.tokens[1:-1])
            self.lines[number] = line._replace(tokens=tuple(inner))

    def _new_run(self, *, in_paragraphs: bool) -> None:
        self._run += 1
        self._in_paragraphs = in_paragraphs

    def _next_run(self) -> int:
        self._run += 1
        return self._run

    def _paragraph(self, paragraph: Paragraph, breaks: Container[int], named: Mapping[int, Rows]) -> None:
        first, number, at = len(self.lines), len(self.paragraphs), 0
        for count, text in enumerate(paragraph.text.split("\n")):
            if count in named:
                self._named(_Printed(text, at, paragraph, number), named[count])
                at += len(text) + 1
                continue
            if not self._in_paragraphs:
                self._new_run(in_paragraphs=True)
            cut = self._title_at(text) if self._title_at is not None else None
            for start, end in ((0, cut), (cut, None))[: 1 if cut is None else 2] if count not in breaks else ():
                self._line(_Printed(text[start:end], at + (start or 0), paragraph, number, self._counted))
            at += len(text) + 1
        self.paragraphs.append(
            FlowParagraph(
                paragraph.text, paragraph.heading, paragraph.container, first, len(self.lines) - first, paragraph.block
            )
        )

    def _named(self, line: _Printed, rows: Rows) -> None:
        """A line that names its figures, as rows of a table, which begins with a head."""
        if len(rows) > 1:
            self._new_run(in_paragraphs=False)
        for spans in rows:
            pieces = enumerate(_loose_token(line.text[start:end], start, line) for start, end in spans)
            tokens = tuple(token._replace(start=column, end=column + 1) for column, token in pieces)
            self.lines.append(Line(tokens, (), "grid", self._run, line.paragraph.block, line.number))

    def _line(self, line: _Printed) -> None:
        if is_prose(line.text):
            self._new_run(in_paragraphs=True)
            return
        bare = line.text.strip()
        if is_mark(bare) and not (is_of_pages(bare) and self._is_behind_unit()):
            return
        tokens, mark = _tokens_of(line)
        if mark is _BAR:
            is_open = not (tokens[0].is_blank and tokens[-1].is_blank)
            self._barred.append(BarredRow(len(self.lines), self._run, len(tokens), is_open))
        layout: Layout = "ragged" if mark else "loose"
        self.lines.append(Line(tokens, (), layout, self._run, line.paragraph.block, line.number))

    def _is_behind_unit(self) -> bool:
        """Whether the line before holds a unit alone: then ``1/2`` is what stands for the figure, no page of two."""
        last = self.lines[-1] if self.lines else None
        return last is not None and last.run == self._run and len(last.tokens) == 1 and last.tokens[0].text in _UNITS

    def _table(self, table: Table) -> None:
        if is_layout(table):
            for cell in table.cells:
                self._in_paragraphs = False
                self.blocks(cell.nested or cell_paragraphs(cell, table))
            self._in_paragraphs = False
            return
        self._new_run(in_paragraphs=False)
        rows, above = _rows_of(table)
        layout: Layout = "grid" if table.columns == "grid" else "ragged"
        lines: list[Line] = []
        run, flow, nothing = self._run, len(self.paragraphs), list[Token]()
        width = max((tokens[-1].end for tokens in rows.values() if len(tokens) > 1), default=0)
        for row in sorted(rows.keys() | above.keys()):
            tokens, reaching = rows.get(row, nothing), above.get(row, nothing)
            if width and _is_page_mark(tokens, width, lines[-1].tokens if lines else nothing):
                continue
            tokens.sort(key=_start)
            reaching.sort(key=_start)
            lines.append(Line(tuple(tokens), tuple(reaching), layout, run, table.block, flow))
        is_even = layout == "grid" or are_even(lines)
        self.lines += self._apart(lines, self._next_run) if self._apart is not None and is_even else lines
        for cell in table.cells:
            if cell.nested and _only_cell(cell.text, cell.nested) is None:
                self.blocks(tuple(block for block in cell.nested if isinstance(block, Table)))
        self._in_paragraphs = False


def _rows_of(table: Table) -> tuple[dict[int, list[Token]], dict[int, list[Token]]]:
    """A table's tokens by row, and those that reach down into a row from earlier ones."""
    rows: dict[int, list[Token]] = {}
    above: dict[int, list[Token]] = {}
    own, own_row = list[Token](), -1
    for text, row, column, height, width, origin, nested, seen in table.cells:
        if nested and (inner := _only_cell(text, nested)) is not None:
            text, origin = inner.text, inner.origin  # noqa: PLW2901
        reading, is_word = read_text(text) if len(text) <= _LONGEST_VALUE or not text.strip() else _WORD
        token = _new_token((text, reading, is_word, column, column + width, height, origin, seen))
        if row != own_row:
            own, own_row = rows.setdefault(row, []), row
        own.append(token)
        if height > 1:
            for below in range(row + 1, row + height):
                above.setdefault(below, []).append(token)
    return rows, above


def are_even(lines: Sequence[Line]) -> bool:
    """Whether the rows of a table have as many cells each, but for blanks at the end: then each one's place is its
    column.
    """
    width = max((len(line.tokens) for line in lines), default=0)
    whole = sum(1 for line in lines if len(line.tokens) == width)
    return whole * 2 > len(lines) and all(
        len(line.tokens) == width or (line.tokens and line.tokens[-1].is_blank) for line in lines
    )


def _is_page_mark(row: Sequence[Token], width: int, before: Sequence[Token]) -> bool:
    """Whether a row of a table so many columns wide holds a page's number alone, as where pages were pasted together:
    set like one, or bare in one cell from edge to edge, below a row that has its figures and waits for none.
    """
    printed = [token.text.strip() for token in row if token.reading.status != "blank"]
    is_edge_to_edge = len(row) == 1 and row[0].start == 0 and row[0].end == width >= _WIDE
    is_bare = is_edge_to_edge and sum(1 for token in before if token.is_printed) >= _WIDE - 1
    return len(printed) == 1 and is_page_mark(printed[0], is_bare=is_bare)


def is_layout(table: Table) -> bool:
    """Whether a table only arranges the page: it holds the report's paragraphs and tables rather than figures."""
    cells = table.cells
    nested = [cell for cell in cells if cell.nested]
    if any(_only_cell(cell.text, cell.nested) is None for cell in nested):
        return len(nested) * 2 > len(cells) or not any(_is_figure(cell) for cell in cells if not cell.nested)
    if table.columns != "grid":
        return False
    columns = (cell.column for cell in cells if cell.text.strip())
    first = next(columns, None)
    if all(column == first for column in columns):
        return True
    long = [text for cell in cells if "\n" in (text := cell.text) and text.count("\n") >= 3]
    if not any(is_prose(p) for text in long for p in text.split("\n")):
        return False
    # A cell of many paragraphs may be a note under real figures.
    return sum(1 for cell in cells if _is_figure(cell)) < 4


def _is_figure(cell: Cell) -> bool:
    return len(cell.text) <= _LONGEST_VALUE and read_text(cell.text)[0].status == "printed"


def cell_paragraphs(cell: Cell, table: Table) -> tuple[Paragraph, ...]:
    """The paragraphs of a layout table's cell, as if they stood outside it."""
    if not cell.text.strip():
        return ()
    paragraphs = []
    at = 0
    for text in cell.text.split("\n"):
        span = None
        if isinstance(cell.origin, TextOrigin):
            start = cell.origin.start + at
            span = TextOrigin(start, start + len(text), cell.origin.line)
        paragraphs.append(Paragraph(text, table.block, container=table.container, span=span))
        at += len(text) + 1
    return tuple(paragraphs)


def _only_cell(text: str, nested: Sequence[Block]) -> Cell | None:
    """The one cell of a table that stands alone in a cell: a frame around the figure, or frames around it."""
    tables = [block for block in nested if isinstance(block, Table)]
    if len(tables) == 1 and len(tables[0].cells) == 1 and not text.strip():
        only = tables[0].cells[0]
        return _only_cell(only.text, only.nested) if only.nested else only
    return None


# --- loose lines ------------------------------------------------------------------------------------------


class _Printed(NamedTuple):
    """A line of a paragraph, and where in that it begins; ``counted`` if characters count its columns, not a screen."""

    text: str
    at: int
    paragraph: Paragraph
    number: int
    counted: bool = False


def _tokens_of(line: _Printed) -> tuple[tuple[Token, ...], re.Pattern[str] | None]:
    """The tokens of a line of a paragraph, and what parts its cells: bars, tabs, or nothing that has blank cells too.

    What stands outside the outer bars is a piece as well, though it may be nothing.
    """
    text = line.text
    if not _PARTED.search(text):
        return (_loose_token(text, 0, line),), None
    for mark in (_BAR, _TAB):
        bars = [found.span() for found in mark.finditer(text)]
        if len(bars) > 1:
            break
    else:
        return tuple(_loose_tokens(line)), None
    edges = [(0, 0), *bars, (len(text), len(text))]
    cells = [(a[1], b[0]) for a, b in itertools.pairwise(edges)]
    tokens: list[Token] = []
    for begin, end in cells:
        piece = text[begin:end]
        bare = piece.strip()
        start = begin + (piece.index(bare) if bare else 0)
        printed, reading, is_word, _, _, rows, place, seen = _loose_token(bare, start, line)
        number = len(tokens)
        tokens.append(_new_token((printed, reading, is_word, number, number + 1, rows, place, seen)))
    return tuple(tokens), mark


def _loose_tokens(line: _Printed) -> Iterator[Token]:
    """Pieces of a line: parted by tabs, bars and wide gaps; numbers also by single blanks."""
    text = line.text
    if not text.strip():
        yield _loose_token("", 0, line)
        return
    if _SIGNED_NUMBER.fullmatch(text):
        start = len(text) - len(text.lstrip())
        yield _loose_token(text.strip(), start, line)
        return
    begin = 0
    for gap in [*WIDE_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        for piece, start in split_numbers(text, begin, end):
            yield _loose_token(piece, start, line)
        begin = gap.end() if gap else end


def _loose_token(piece: str, start: int, line: _Printed) -> Token:
    first = line.at + start
    place: Origin | Place
    if (span := line.paragraph.span) is not None:
        place = TextOrigin(span.start + first, span.start + first + len(piece), span.line)
    else:
        place = Place(line.number, first, first + len(piece))
    left = start if line.counted else _left(line.text, start)
    width = len(piece) if line.counted else _width(piece)
    piece = "" if _FRAME.fullmatch(piece) else piece  # what is left of lines that were drawn
    reading, is_word = read_text(piece) if len(piece) <= _LONGEST_VALUE or not piece.strip() else _WORD
    return _new_token((piece, reading, is_word, left, left + max(1, width), 1, place, None))


def _width(text: str) -> int:
    """Columns on a fixed-width screen: Chinese and full-width characters take two."""
    return _left(text, len(text))


def _left(text: str, at: int) -> int:
    """The column of a place in a line: as wide as all before it."""
    wide, ascii_to = _wide_before(text)
    return len(text[:at].expandtabs(8)) if at <= ascii_to else at + wide[at]


@lru_cache(maxsize=8192)
def _wide_before(text: str) -> tuple[Sequence[int], int]:
    """How many wide characters stand before each place of a line, and up to where it is ASCII."""
    if text.isascii():
        return (), len(text)
    is_wide = (not c.isascii() and unicodedata.east_asian_width(c) in "WF" for c in text)
    first = next(at for at, c in enumerate(text) if not c.isascii())
    return tuple(itertools.accumulate(is_wide, initial=0)), first
