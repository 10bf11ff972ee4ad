"""Read pages into a Document: tables over pages whole, lines joined to paragraphs, page numbers left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.model import Block, Cell, PageOrigin, Paragraph, Table
from toolkit.readers.scan.page import Points, ReadLine, ReadSheet, ReadTable
from toolkit.readers.scan.stitch import PageTable, begun, continued, is_continued
from toolkit.readers.scan.values import DOUBT

_MARGIN = 0.1  # of the page's height, at its top and bottom: where page numbers stand
_PAGE_MARK = re.compile(r"[-—–－一·.\s]*第?\s*\d{1,3}\s*页?[-—–－一·.\s]*(?:共\s*\d{1,3}\s*页)?")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,2}[、)）.．]")
_FULL = 0.06  # of the page's width: a line that ends nearer than that to the right margin is full
_INDENTED = 0.025  # of the page's width


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as read. ``dpi`` is its picture's resolution."""

    number: int
    dpi: float
    sheets: tuple[ReadSheet, ...]


def blocks_of(pages: Iterable[ReadPage]) -> tuple[Block, ...]:
    """All pages' tables and paragraphs in order."""
    parts: list[PageTable | str] = []
    dpi: dict[int, float] = {}
    for page in pages:
        dpi[page.number] = page.dpi
        for sheet in page.sheets:
            for part in _parts(sheet):
                if isinstance(part, str):
                    parts.append(part)
                    continue
                table = begun(part, page.number)
                if parts and isinstance(last := parts[-1], PageTable) and _is_next(last, table):
                    parts[-1] = continued(last, table)
                else:
                    parts.append(table)
    return tuple(_block(part, number, dpi) for number, part in enumerate(parts))


def _is_next(table: PageTable, more: PageTable) -> bool:
    """Whether a table goes on in one that follows it with nothing between, on another page or sheet."""
    pages = {cell.page for cell in table.cells}
    return more.cells[0].page > max(pages) and is_continued(table, more)


def _block(part: PageTable | str, number: int, dpi: dict[int, float]) -> Block:
    if isinstance(part, str):
        return Paragraph(part, number)
    cells = []
    for cell in part.cells:
        origin = PageOrigin(cell.page, in_points(cell.box, dpi[cell.page]), cell.row, cell.column)
        cells.append(Cell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan, origin, (), cell.seen))
    return Table(number, tuple(cells))


def in_points(box: Points, dpi: float) -> Points:
    """A box in pixels as points."""
    x0, y0, x1, y1 = (round(value * 72 / dpi, 1) for value in box)
    return x0, y0, x1, y1


def _parts(sheet: ReadSheet) -> Iterator[ReadTable | str]:
    """A sheet's tables and paragraphs from the top, without page numbers."""
    lines = [line for line in sheet.lines if not _is_page_mark(line)]
    right = max((line.right for line in lines), default=1.0)
    left = min((line.left for line in lines), default=0.0)
    things: list[ReadTable | ReadLine] = sorted((*sheet.tables, *lines), key=lambda thing: thing.at[0])
    text, last = "", None
    for thing in things:
        if isinstance(thing, ReadLine):
            if last is not None and _goes_on(last, thing, left, right):
                text += thing.text
            else:
                if text:
                    yield text
                text = thing.text
            last = thing
            continue
        if text:
            yield text
        text, last = "", None
        yield thing
    if text:
        yield text


def _goes_on(line: ReadLine, following: ReadLine, left: float, right: float) -> bool:
    """Whether a line is full, and the next one begins neither indented nor with a heading's sign."""
    is_full = right - line.right < _FULL and line.left - left < 3 * _INDENTED
    return is_full and following.left - left < _INDENTED and not _HEADING.match(following.text)


def _is_page_mark(line: ReadLine) -> bool:
    at_edge = line.at[1] < _MARGIN or line.at[0] > 1 - _MARGIN
    return at_edge and _PAGE_MARK.fullmatch(line.text.replace(DOUBT, "")) is not None
