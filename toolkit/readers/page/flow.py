"""Pages laid out into one document: paragraphs joined over lines and pages, tables stitched over pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

from toolkit.model import Block, Cell, PageOrigin, Paragraph, Table
from toolkit.readers.page.halves import Stitch
from toolkit.readers.page.layout import PageLayout, Part, RunOn, Spaced, TablePart
from toolkit.readers.page.model import Box, turned_box
from toolkit.readers.page.rules import nearest
from toolkit.readers.page.stitch import Stitched, begun, continued, is_continued, settle
from toolkit.readers.page.text import Frame, TextLine, goes_on, text_of_lines

_INDENTED = 0.8  # of the size: a line that begins so far in begins a paragraph
_SPACED = 1.4  # times the usual distance of lines: farther apart they are two paragraphs
_OTHER_SIZE = 1.15
_ENDS = frozenset("。；：！？;:")
_HANGING = frozenset("，。、；：？！）》”’】〕」』")
_SIGN = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、]|[(（]?\d{1,2}[)）、.．](?!\d)|第[一二三四五六七八九十]+部分"
)
_FIGURE = re.compile(r"[+\-−]?[\d０-９][\d０-９,.，．]*")
_EXACT = 1.0  # points
_FACING = 0.5  # of how much further in a page's lines begin: they end as much further out on a facing page
_BAR = re.compile("[|｜│┃]")
_HAN = re.compile("[\u3400-\u9fff]")
_ENTRY = re.compile(r"[\s:：][+\-−]?[\d０-９][\d０-９,.，．]*[万亿]?[件项条份人次元宗起个部篇]{0,2}$")
"""The end of a list's line: a figure behind its label."""
_ENOUGH = 6  # lines that show where a page's lines end


class Flow(NamedTuple):
    """The blocks of a document, the pages on which lines look like a table that can't be read, and whether some of a
    table may be left out.
    """

    blocks: tuple[Block, ...]
    unruled: tuple[int, ...]
    is_partial: bool


def flow_of(
    pages: Sequence[PageLayout],
    between: Mapping[int, Sequence[Block]] = MappingProxyType({}),
    check: Callable[[], None] = lambda: None,
) -> Flow:
    """The pages as one document. ``between`` are the blocks of pages read otherwise, by the first page of each run.
    ``check`` is called for each page: it may stop what takes too long.
    """
    flow = _Flow(pages)
    others = sorted(between)
    for page in pages:
        check()
        while others and others[0] < page.number:
            flow.insert(between[others.pop(0)])
        flow.add(page)
    for number in others:
        flow.insert(between[number])
    flow.close()
    return Flow(tuple(flow.blocks), tuple(dict.fromkeys(flow.unruled)), flow.is_partial or bool(flow.unruled))


class _Flow:
    """Gathers blocks; keeps the paragraph and the table that may go on."""

    def __init__(self, pages: Sequence[PageLayout]) -> None:
        self.blocks: list[Block] = []
        self.unruled: list[int] = []
        self.is_partial = False
        self._pages = {page.number: page for page in pages}
        self._frames = _frames(pages)
        self._pitches = {page.number: _pitch(page) for page in pages}
        self._lines: list[tuple[PageLayout, TextLine]] = []
        self._table: Stitched | None = None

    def add(self, page: PageLayout) -> None:
        for number, part in enumerate(page.parts):
            if isinstance(part, TextLine):
                self._close_table()
                if self._lines and not self._goes_on(page, part):
                    self._close_lines()
                self._lines.append((page, part))
                continue
            self._close_lines()
            if isinstance(part, Spaced):
                self._close_table()
                self.blocks.append(_spaced(part, page, len(self.blocks)))
                self.is_partial = True
                continue
            if isinstance(part, RunOn):
                self._close_table()
                self.blocks.append(_run_on(part, page, len(self.blocks)))
                self.unruled.append(page.number)
                continue
            if self._table is not None and number == 0 and is_continued(self._table, part):
                continued(self._table, part, page.number)
                continue
            self._close_table()
            self._table = begun(part, page.number)

    def insert(self, blocks: Sequence[Block]) -> None:
        """Put what was read otherwise behind what was added: nothing goes on over it."""
        self.close()
        self.blocks += (replace(block, block=number) for number, block in enumerate(blocks, len(self.blocks)))

    def close(self) -> None:
        self._close_lines()
        self._close_table()

    def _close_lines(self) -> None:
        if self._lines:
            page, _ = self._lines[0]
            text = text_of_lines([line for _, line in self._lines], self._frames[page.number])
            self.blocks.append(Paragraph(text, len(self.blocks)))
            self._lines = []

    def _close_table(self) -> None:
        if self._table is not None:
            self.blocks.append(_table(self._table, len(self.blocks), self._pages))
            self._table = None

    def _goes_on(self, page: PageLayout, line: TextLine) -> bool:
        """Whether a line goes on with the paragraph before it."""
        before_page, before = self._lines[-1]
        if _BAR.search(line.text):
            is_rest = _is_rest_of_bars("".join(own.text for _, own in self._lines), line.text)
            if is_rest or _BAR.match(line.text):
                return is_rest
        frame = self._frames[before_page.number]
        if max(before.size, line.size) > _OTHER_SIZE * min(before.size, line.size):
            return False
        left = self._frames[page.number].left
        is_centered = abs(before.x0 + before.x1 - line.x0 - line.x1) < line.size and before.x0 < line.x0
        if (line.x0 > left + _INDENTED * line.size and not is_centered) or not goes_on(before, line, frame):
            return False
        if _FIGURE.fullmatch(line.text) and not before.glyphs[-1].text.isdigit():
            return False  # no sentence ends in a number without a point: cells of a table set one below the other
        if _SIGN.match(line.text) and (before.glyphs[-1].text in _ENDS or _ENTRY.search(before.text)):
            return False
        pitch = self._pitches[page.number]
        return before_page is not page or line.y - before.y <= _SPACED * max(pitch, 1.2 * before.size)


def _is_rest_of_bars(text: str, following: str) -> bool:
    """Whether a line goes on with a row drawn with bars that was too long for its line: it has no words, and the row
    has none behind its label, as heads do.
    """
    _, *cells = _BAR.split(text)
    return bool(cells) and _HAN.search(cells[0]) is not None and not _HAN.search("".join((*cells[1:], following)))


def _run_on(part: RunOn, page: PageLayout, block: int) -> Table:
    """Lines whose columns can't be told as one cell: their text is kept, and nobody takes a line for a row."""
    lines = part.lines
    box = (min(line.x0 for line in lines), lines[0].y0, max(line.x1 for line in lines), max(line.y1 for line in lines))
    origin = PageOrigin(page.number, _displayed(box, page), 0, 0)
    text = "\n".join(line.text for line in lines)
    return Table(block, (Cell(text, 0, 0, 1, 1, origin),), "ragged")


def _spaced(part: Spaced, page: PageLayout, block: int) -> Table:
    """Rows of which only the order of their cells is known."""
    cells = [
        Cell(text_of_lines(cell.parts or [cell], Frame(cell.x0, cell.x1)), n, m, 1, 1, origin)
        for n, row in enumerate(part.rows)
        for m, cell in enumerate(row)
        for origin in [PageOrigin(page.number, _displayed((cell.x0, cell.y0, cell.x1, cell.y1), page), n, m)]
    ]
    return Table(block, tuple(cells), "ragged")


def _pitch(page: PageLayout) -> float:
    """The usual distance of lines on a page."""
    lines = [part for part in page.parts if isinstance(part, TextLine)]
    steps = [b.y - a.y for a, b in itertools.pairwise(lines) if b.y > a.y]
    return median(steps) if steps else 0.0


def _frames(pages: Sequence[PageLayout]) -> dict[int, Frame]:
    """Where the lines of each page begin and end; of a page with few lines as on the others of its width. Nor do lines
    that all stand further in than those of another page, and end before them, show a page's margins.
    """
    own = {page.number: _frame(page) for page in pages}
    lines = {page.number: sum(isinstance(part, TextLine) for part in page.parts) for page in pages}
    found = {}
    for page in pages:
        frame = own[page.number]
        others = [
            own[other.number] for other in pages if abs(other.width - page.width) < 1 and lines[other.number] >= _ENOUGH
        ]
        if lines[page.number] < _ENOUGH:
            left = min((f.left for f in others), default=frame.left)
            # Where no page has enough, its margins are taken to be alike.
            right = max((f.right for f in others), default=page.width - frame.left)
            frame = Frame(min(frame.left, left), max(frame.right, right))
        widest = min((_within(frame, other) for other in others), key=lambda f: (f.left, -f.right), default=frame)
        found[page.number] = widest
    return found


def _within(frame: Frame, other: Frame) -> Frame:
    """A frame as wide as another one that reaches further to the left, unless it stands further to the right as a
    whole, as on facing pages.
    """
    left, right = frame.left - other.left, frame.right - other.right
    return Frame(other.left, max(frame.right, other.right)) if left > -_EXACT and right <= _FACING * left else frame


def _frame(page: PageLayout) -> Frame:
    lines = [(part.x0, _end(part)) for part in page.parts if isinstance(part, TextLine)]
    tables = [(part.xs[0], part.xs[-1]) for part in page.parts if isinstance(part, TablePart)]
    sides = lines if len(lines) >= _ENOUGH else [*lines, *tables]
    return Frame(min((x0 for x0, _ in sides), default=0.0), max((x1 for _, x1 in sides), default=page.width))


def _end(line: TextLine) -> float:
    """Where a line's letters end: marks may hang over the margin."""
    return next((glyph.x1 for glyph in reversed(line.glyphs) if glyph.text not in _HANGING), line.x1)


# --- tables -----------------------------------------------------------------------------------------------


def _table(table: Stitched, block: int, pages: dict[int, PageLayout]) -> Table:
    settle(table)
    columns = table.columns()
    column_at = {x: nearest(columns, x) for x in {x for cell in table.cells for x in (cell.x0, cell.x1)}}
    cells = [_cell(cell, column_at, block, pages) for cell in table.cells]
    return Table(block, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _cell(cell: Stitch, column_at: Mapping[float, int], block: int, pages: dict[int, PageLayout]) -> Cell:
    column, end = column_at[cell.x0], column_at[cell.x1]
    number, box = cell.spot
    page = pages[number]
    origin = PageOrigin(number, _displayed(box, page), cell.row, column)
    nested = tuple(_nested(cell.inner, page, block)) if cell.inner else ()
    return Cell(cell.text, cell.row, column, cell.row_end - cell.row, max(1, end - column), origin, nested)


def _displayed(box: Box, page: PageLayout) -> Box:
    """A box of the page as it is read, on the page as it is displayed."""
    x0, y0, x1, y1 = turned_box(box, -page.turn % 4, page.width, page.height) if page.turn else box
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def _nested(parts: Sequence[Part], page: PageLayout, block: int) -> Iterator[Block]:
    """The blocks of a cell in which a table stands."""
    lines: list[TextLine] = []
    for part in (*parts, None):
        if isinstance(part, TextLine):
            lines.append(part)
            continue
        yield from _paragraphs(lines, block)
        lines = []
        if isinstance(part, TablePart):
            yield _table(begun(part, page.number), block, {page.number: page})


def _paragraphs(lines: Sequence[TextLine], block: int) -> Iterator[Paragraph]:
    if not lines:
        return
    frame = Frame(min(line.x0 for line in lines), max(line.x1 for line in lines))
    group = [lines[0]]
    for before, line in itertools.pairwise(lines):
        if line.x0 > frame.left + _INDENTED * line.size or not goes_on(before, line, frame):
            yield Paragraph(text_of_lines(group, frame), block)
            group = []
        group.append(line)
    yield Paragraph(text_of_lines(group, frame), block)
