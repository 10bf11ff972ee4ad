"""Pictures of pages into a Document: scans, photographs, and the pages of PDF files without text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from toolkit.model import Block, Cell, Document, Format, Note, PageOrigin, Paragraph, Table
from toolkit.readers.scan_clean import Colour, sheet_of
from toolkit.readers.scan_page import Points, ReadSheet, read_sheet


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page's picture (rows, columns, RGB); ``number`` from 1; ``dpi`` is its resolution."""

    number: int
    pixels: Colour
    dpi: float


def read_images(pages: Iterable[PageImage], name: str, of: Format) -> Document:
    blocks: list[Block] = []
    for page in pages:
        sheet = sheet_of(page.pixels, np.eye(3))
        read = read_sheet(sheet)
        things = [(t.at[0], t) for t in read.tables] + [(l.at[0], l) for l in read.lines]
        for _, thing in sorted(things, key=lambda x: x[0]):
            n = len(blocks)
            if hasattr(thing, "cells"):
                blocks.append(Table(n, tuple(Cell(c.text, c.row, c.column, c.rowspan, c.colspan, PageOrigin(page.number, _pts(c.box, page.dpi), c.row, c.column), (), c.seen) for c in thing.cells)))
            else:
                blocks.append(Paragraph(thing.text, n))
    return Document(of, tuple(blocks))

def _pts(b: Points, dpi: float) -> Points:
    return tuple(round(v * 72 / dpi, 2) for v in b)
