"""Documents into lines of tokens: what every layout has in common.

A row of a Word table, a line of a text dump and a run of paragraphs all become lines: tokens from left to right,
each a word, a value or a blank, with the columns it covers where columns are known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.model import Block, Cell, Document, Origin, Paragraph, Table, TextOrigin
from toolkit.numbers import CellReading, has_han, read_cell

Layout = Literal["grid", "ragged", "loose"]
"""``grid``: the tokens' columns are true. ``ragged``: a row's cells are known, their columns are not.
``loose``: paragraphs; a token's columns are where it stands on the line."""

_WORD = CellReading("unreadable")
_LONGEST_VALUE = 24  # characters: no number with its unit is longer, so longer texts need no reading
_WIDE_GAP = re.compile(r"[\t|｜│]+|[ \u00a0]{2,}|[\u2002\u2003\u3000]+")
_PIECE = re.compile(r"[^\s\u3000]+")
_PAGE_MARK = re.compile(
    r"\s*(?:[-—–－―─~·]+\s*\d{1,4}\s*[-—–－―─~·]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}\s*页?)\s*"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a loose token stands when the format has no place of its own for it: code points of a block's text."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A cell, or a piece of a loose line. ``rows`` counts the lines it covers; ``start`` and ``end`` are columns."""

    text: str
    reading: CellReading
    is_word: bool
    start: int
    end: int
    rows: int
    place: Origin | Place

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return self.reading.status == "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens from left to right. ``above`` are those that reach down into this line from earlier ones.

    ``run`` numbers the stretch of lines that belong together: a table, or paragraphs with no prose between them.
    """

    tokens: tuple[Token, ...]
    above: tuple[Token, ...]
    layout: Layout
    run: int
    block: int


def lines_of(document: Document) -> list[Line]:
    """All lines of a document in order. Long prose yields none, and ends the run."""
    return list(_Lines().walk(document.blocks))


class _Lines:
    """Numbers the runs while walking the blocks."""

    def __init__(self) -> None:
        self.run = 0
        self.in_paragraphs = False

    def walk(self, blocks: Sequence[Block]) -> Iterator[Line]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from self._paragraph(block)
            else:
                yield from self._table(block)

    def _new_run(self, in_paragraphs: bool) -> None:
        self.run += 1
        self.in_paragraphs = in_paragraphs

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Line]:
        if not self.in_paragraphs:
            self._new_run(in_paragraphs=True)
        at = 0
        for text in paragraph.text.split("\n"):
            if is_prose(text):
                self._new_run(in_paragraphs=True)
            elif not _PAGE_MARK.fullmatch(text):
                tokens = tuple(_loose_tokens(text, at, paragraph))
                yield Line(tokens, (), "loose", self.run, paragraph.block)
            at += len(text) + 1

    def _table(self, table: Table) -> Iterator[Line]:
        if is_layout(table):
            for cell in table.cells:
                yield from self.walk(cell.nested or cell_paragraphs(cell, table))
            return
        self._new_run(in_paragraphs=False)
        rows: dict[int, list[Token]] = {}
        above: dict[int, list[Token]] = {}
        for cell in table.cells:
            token = _cell_token(cell)
            rows.setdefault(cell.row, []).append(token)
            for row in range(cell.row + 1, cell.row + cell.rowspan):
                above.setdefault(row, []).append(token)
        for row in sorted(rows.keys() | above.keys()):
            own = tuple(sorted(rows.get(row, ()), key=lambda token: token.start))
            reaching = tuple(sorted(above.get(row, ()), key=lambda token: token.start))
            if table.columns == "ragged" and len(own) == 1 and is_prose(own[0].text):
                continue
            yield Line(own, reaching, "grid" if table.columns == "grid" else "ragged", self.run, table.block)
        for cell in table.cells:
            if cell.nested and _only_cell(cell) is None:
                yield from self.walk(tuple(block for block in cell.nested if isinstance(block, Table)))


def is_prose(text: str) -> bool:
    """Whether a text is a sentence or more, which no label of a form is."""
    return len(text) > 60 and any(mark in text for mark in "。；，,") or text.rstrip().endswith(("。", "；"))


def is_layout(table: Table) -> bool:
    """Whether a table only arranges the page: it holds the report's paragraphs and tables rather than figures."""
    if any(cell.nested and _only_cell(cell) is None for cell in table.cells):
        return not any(_is_figure(cell) for cell in table.cells if not cell.nested) or _share_nested(table) > 0.5
    columns = {cell.column for cell in table.cells if cell.text.strip()}
    if len(columns) <= 1 and table.columns == "grid":
        return True
    return any(text.count("\n") >= 3 and any(is_prose(p) for p in text.split("\n")) for text in _texts(table))


def _texts(table: Table) -> Iterator[str]:
    return (cell.text for cell in table.cells)


def _share_nested(table: Table) -> float:
    return sum(1 for cell in table.cells if cell.nested) / max(1, len(table.cells))


def _is_figure(cell: Cell) -> bool:
    return len(cell.text) <= _LONGEST_VALUE and read_cell(cell.text).status == "printed"


def cell_paragraphs(cell: Cell, table: Table) -> tuple[Paragraph, ...]:
    """The paragraphs of a layout table's cell, as if they stood outside it."""
    return tuple(
        Paragraph(text, table.block, container=table.container, span=_part_of(cell, text))
        for text in cell.text.split("\n")
    )


def _part_of(cell: Cell, text: str) -> TextOrigin | None:
    if not isinstance(cell.origin, TextOrigin):
        return None
    start = cell.origin.start + max(0, cell.text.find(text))
    return TextOrigin(start, start + len(text), cell.origin.line)


def _only_cell(cell: Cell) -> Cell | None:
    """The one cell of a table that stands alone in this cell: a frame around the figure."""
    tables = [block for block in cell.nested if isinstance(block, Table)]
    if len(tables) == 1 and len(tables[0].cells) == 1 and not cell.text.strip():
        return tables[0].cells[0]
    return None


def _cell_token(cell: Cell) -> Token:
    inner = _only_cell(cell) if cell.nested else None
    text, origin = (inner.text, inner.origin) if inner else (cell.text, cell.origin)
    return _token(text, cell.column, cell.column + cell.colspan, cell.rowspan, origin)


def _token(text: str, start: int, end: int, rows: int, place: Origin | Place) -> Token:
    if len(text) > _LONGEST_VALUE and text.strip():
        reading, is_word = _WORD, True
    else:
        reading = read_cell(text)
        is_word = reading.status == "unreadable" and has_han(text)
    return Token(text, reading, is_word, start, end, rows, place)


# --- loose lines ------------------------------------------------------------------------------------------


def _loose_tokens(text: str, at: int, paragraph: Paragraph) -> Iterator[Token]:
    """Pieces of a line: parted by tabs, bars and wide gaps; numbers also by single blanks."""
    if not text.strip():
        yield _loose_token("", 0, text, at, paragraph)
        return
    begin = 0
    for gap in [*_WIDE_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _split_numbers(text, begin, end, at, paragraph)
        begin = gap.end() if gap else end


def _split_numbers(text: str, begin: int, end: int, at: int, paragraph: Paragraph) -> Iterator[Token]:
    """``（一）予以公开 6 0 0`` has a label and three values; ``6 0 0`` has three values."""
    pieces = [(m.group(), begin + m.start()) for m in _PIECE.finditer(text[begin:end])]
    if not pieces:
        return
    values = 0
    while values < len(pieces) and not _is_word_piece(pieces[-1 - values][0]):
        values += 1
    head = pieces[: len(pieces) - values]
    if head:
        start, (last, last_at) = head[0][1], head[-1]
        yield _loose_token(text[start : last_at + len(last)], start, text, at, paragraph)
    for piece, start in pieces[len(pieces) - values :]:
        yield _loose_token(piece, start, text, at, paragraph)


def _is_word_piece(piece: str) -> bool:
    return read_cell(piece).status not in ("printed", "dash") and has_han(piece)


def _loose_token(piece: str, start: int, line: str, at: int, paragraph: Paragraph) -> Token:
    place: Origin | Place
    if paragraph.span is not None:
        first = paragraph.span.start + at + start
        place = TextOrigin(first, first + len(piece), paragraph.span.line)
    else:
        place = Place(paragraph.block, at + start, at + start + len(piece))
    left = _width(line[:start])
    return _token(piece, left, left + max(1, _width(piece)), 1, place)


def _width(text: str) -> int:
    """Columns on a fixed-width screen: Chinese and full-width characters take two."""
    return len(text) + sum(1 for c in text if not c.isascii() and unicodedata.east_asian_width(c) in "WF")
