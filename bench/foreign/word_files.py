"""Documents as Word files, by python-docx; other programs' versions come from ``office``."""

from __future__ import annotations

from io import BytesIO
from random import Random

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import _Cell

from bench.foreign.grid import Document, Paragraph, Table, squares, without_spans


def write(document: Document, dice: Random, setting: str) -> bytes:
    """The file. ``setting``: merged, bare (spans lost), breaks (a paragraph a line in cells), tabs (rows as tabbed
    lines), nested (each table within a frame), rows (a table a row), controls left out.
    """
    word = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            _paragraph(word, block, dice)
        elif setting == "tabs":
            for line in squares(block):
                word.add_paragraph("\t".join(_one_line(box.text) if begins else "" for box, begins in line))
        elif setting == "nested":
            frame = word.add_table(rows=1, cols=1)
            _fill(frame.cell(0, 0), block)
        else:
            _table(word, without_spans(block) if setting == "bare" else block, dice)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _one_line(text: str) -> str:
    return text.replace("\n", "")


def _paragraph(word: WordDocument, block: Paragraph, dice: Random) -> None:
    if block.level == 1 and dice.random() < 0.4:
        word.add_heading(block.text, 1)
        return
    paragraph = word.add_paragraph()
    if block.level == 0:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Word cuts what is typed in several goes into runs.
    place = dice.randint(0, len(block.text))
    for part in (block.text[:place], block.text[place:]):
        if part:
            paragraph.add_run(part)


def _table(word: WordDocument, block: Table, dice: Random) -> None:
    grid = squares(block)
    table = word.add_table(rows=len(grid), cols=len(grid[0]))
    table.style = "Table Grid"
    _spread([[table.cell(r, c) for c in range(len(grid[0]))] for r in range(len(grid))], block)


def _fill(cell: _Cell, block: Table) -> None:
    grid = squares(block)
    table = cell.add_table(len(grid), len(grid[0]))
    _spread([[table.cell(r, c) for c in range(len(grid[0]))] for r in range(len(grid))], block)


def _spread(places: list[list[_Cell]], block: Table) -> None:
    grid = squares(block)
    for top, line in enumerate(grid):
        for left, (box, begins) in enumerate(line):
            if not begins:
                continue
            cell = places[top][left]
            if box.rows > 1 or box.cols > 1:
                cell = cell.merge(places[min(top + box.rows, len(grid)) - 1][left + box.cols - 1])
            pieces = box.text.split("\n")
            cell.text = pieces[0]
            for piece in pieces[1:]:
                cell.add_paragraph(piece)
