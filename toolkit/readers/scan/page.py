"""A page's picture read: its ruled tables cell by cell, and the lines of text outside them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from toolkit.model import Seen
from toolkit.readers.scan.cells import Box, CellInk, TextLine, cut_out, ink_in, letter_height
from toolkit.readers.scan.clean import Sheet
from toolkit.readers.scan.grid import Grid, GridCell, grids_of
from toolkit.readers.scan.model import LineReading, find_text, read_lines
from toolkit.readers.scan.rules import rules_of
from toolkit.readers.scan.values import DOUBT, is_value, numbers_alone, value, with_doubts, words

Points = tuple[float, float, float, float]
"""x0, y0, x1, y1 in pixels of the picture as it came."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell of a page's table. ``box`` is around it in pixels of the picture as it came."""

    text: str
    seen: Seen
    row: int
    column: int
    rowspan: int
    colspan: int
    box: Points


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as far as it stands on this page. ``at``: its top and bottom on the upright page, from 0 to 1; ``width``
    likewise; ``xs`` are its columns' edges from 0 to 1 of its width; ``uneven`` as of a grid.
    """

    cells: tuple[ReadCell, ...]
    at: tuple[float, float]
    width: float
    xs: tuple[float, ...]
    uneven: int


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of text outside tables. ``at`` as of a table; ``left``, ``right`` likewise, across. ``figures``: so many
    numbers stand in it each by itself, as in a table without rules.
    """

    text: str
    score: float
    box: Points
    at: tuple[float, float]
    left: float
    right: float
    figures: int


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """All of a sheet: tables and lines, each from the top."""

    tables: tuple[ReadTable, ...]
    lines: tuple[ReadLine, ...]


def read_sheet(sheet: Sheet) -> ReadSheet:
    """Read a levelled page."""
    grids = grids_of(rules_of(sheet.grey))
    em = letter_height(sheet.ink, [cell.box for grid in grids for cell in grid.cells])
    tables = tuple(_table(grid, sheet, em) for grid in grids)
    return ReadSheet(tables, tuple(_lines(sheet, [grid.box for grid in grids])))


# --- tables -----------------------------------------------------------------------------------------------


def _table(grid: Grid, sheet: Sheet, em: float) -> ReadTable:
    inks = {cell: ink_in(sheet, cell.box, em) for cell in grid.cells}
    firsts = _read(sheet, [line for ink in inks.values() for line in ink.lines], em, 0.8, 0.18)
    parted = {cell: places for cell, ink in inks.items() if (places := _parted(cell, ink, grid, firsts, em))}
    for cell, places in parted.items():
        del inks[cell]
        inks.update((place, ink_in(sheet, place.box, em)) for place in places)
    again = [line for places in parted.values() for place in places for line in inks[place].lines]
    firsts |= _read(sheet, [line for line in again if line not in firsts], em, 0.8, 0.18)
    seconds = _read(sheet, [line for line in firsts if is_value(firsts[line].text)], em, 0.9, 0.3)
    cells = []
    for cell, ink in sorted(inks.items(), key=lambda item: (item[0].row, item[0].column)):
        text, seen = _cell_text(cell, ink, firsts, seconds, sheet, em)
        box = around(sheet, cell.box)
        cells.append(ReadCell(text, seen, cell.row, cell.column, cell.rowspan, cell.colspan, box))
    at = (grid.box[1] / sheet.height, grid.box[3] / sheet.height)
    width = (grid.box[2] - grid.box[0]) / sheet.width
    return ReadTable(tuple(cells), at, width, grid.shares, grid.uneven + len(parted))


def _parted(
    cell: GridCell, ink: CellInk, grid: Grid, readings: dict[TextLine, LineReading], em: float
) -> list[GridCell]:
    """The places of a merged cell in which several numbers stand, each in a place of its own: the lines between were
    lost. None for every other cell.
    """
    if cell.rowspan * cell.colspan == 1 or not ink.lines:
        return []
    if not all(is_value(readings[line].text) for line in ink.lines):
        return []
    inner_xs = grid.xs[cell.column + 1 : cell.column + cell.colspan]
    inner_ys = grid.ys[cell.row + 1 : cell.row + cell.rowspan]
    # What is left of the line itself parts as the line did.
    blobs = [b for line in ink.lines for b in line.soft if not any(_is_remnant(b, x) for x in inner_xs)]
    clear = 0.25 * em
    if any(b[0] - clear < x < b[2] + clear for b in blobs for x in inner_xs):
        return []
    if any(b[1] < y < b[3] for b in blobs for y in inner_ys):
        return []
    filled = {(bisect(inner_xs, (b[0] + b[2]) / 2), bisect(inner_ys, (b[1] + b[3]) / 2)) for b in blobs}
    return grid.places_of(cell) if len(filled) > 1 else []


def _is_remnant(blob: Box, x: float) -> bool:
    return blob[2] - blob[0] <= 7 and abs((blob[0] + blob[2]) / 2 - x) <= 4


def _read(
    sheet: Sheet, lines: Sequence[TextLine], em: float, height: float, margin: float
) -> dict[TextLine, LineReading]:
    pictures = [cut_out(sheet.grey, line.box, height * em, margin) for line in lines]
    return dict(zip(lines, read_lines(pictures), strict=True))


def _cell_text(
    cell: GridCell,
    ink: CellInk,
    firsts: dict[TextLine, LineReading],
    seconds: dict[TextLine, LineReading],
    sheet: Sheet,
    em: float,
) -> tuple[str, Seen]:
    if not ink.lines:
        return (DOUBT, Seen(0.0)) if ink.trace else ("", Seen(1.0))
    if all(line in seconds for line in ink.lines):
        both = [(firsts[line], seconds[line]) for line in ink.lines]
        return value(ink.lines, both, sheet.ink, (cell.box[0], cell.box[2]), em)
    text, seen = words([firsts[line] for line in ink.lines])
    return (text, seen) if text else (DOUBT, Seen(0.0))


# --- text outside tables ----------------------------------------------------------------------------------


def _lines(sheet: Sheet, tables: Sequence[Box]) -> list[ReadLine]:
    outside = sheet.grey.copy()
    for x0, y0, x1, y1 in tables:
        outside[max(0, y0 - 4) : y1 + 4, max(0, x0 - 4) : x1 + 4] = 255
    if np.count_nonzero(outside < 128) < 200:
        return []
    pieces = [box for box in find_text(outside) if _is_text(box, outside)]
    readings = read_lines([outside[y0:y1, x0:x1] for x0, y0, x1, y1 in pieces])
    lines = []
    for group in _rows(pieces):
        boxes = [pieces[number] for number in group]
        text, figures = _line_text([readings[number] for number in group], boxes)
        if not text:
            continue
        x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
        x1, y1 = max(b[2] for b in boxes), max(b[3] for b in boxes)
        lines.append(
            ReadLine(
                text,
                min(readings[number].score for number in group),
                around(sheet, (x0, y0, x1, y1)),
                (y0 / sheet.height, y1 / sheet.height),
                x0 / sheet.width,
                x1 / sheet.width,
                figures,
            )
        )
    return lines


def _line_text(readings: Sequence[LineReading], boxes: Sequence[Box]) -> tuple[str, int]:
    """Pieces of a line from the left, a wide gap as two spaces; and how many numbers stand in it each by itself.

    Such numbers are of a table without rules. They are marked: where one more of them was not found, the others would
    be taken for those of other columns.
    """
    gaps = [right[0] - left[2] > 0.8 * (left[3] - left[1]) for left, right in pairwise(boxes)]
    text, figures = "", 0
    for reading, left_gap, right_gap in zip(readings, [True, *gaps], [*gaps, True], strict=True):
        piece = with_doubts(reading)
        alone = numbers_alone(piece) if left_gap and right_gap else 0
        figures += alone
        text += ("  " if left_gap and text else "") + (f"{piece.rstrip()}{DOUBT}" if alone else piece)
    return text.strip(), figures


def _is_text(box: Box, grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bool:
    x0, y0, x1, y1 = box
    return x1 - x0 > 8 and y1 - y0 > 8 and bool((grey[y0:y1, x0:x1] < 128).any())


def _rows(boxes: Sequence[Box]) -> list[list[int]]:
    """Boxes on the same line together, from the left; lines from the top."""
    rows: list[list[int]] = []
    for number in sorted(range(len(boxes)), key=lambda n: boxes[n][1] + boxes[n][3]):
        _, y0, _, y1 = boxes[number]
        if rows:
            last = boxes[rows[-1][-1]]
            overlap = min(y1, last[3]) - max(y0, last[1])
            if overlap > 0.5 * min(y1 - y0, last[3] - last[1]):
                rows[-1].append(number)
                continue
        rows.append([number])
    return [sorted(row, key=lambda n: boxes[n][0]) for row in rows]


def around(sheet: Sheet, box: Box) -> Points:
    """A box of the sheet, as the box around it in the picture as it came."""
    x0, y0, x1, y1 = box
    corners = sheet.back @ np.array([[x0, x1, x1, x0], [y0, y0, y1, y1], [1, 1, 1, 1]], np.float64)
    xs, ys = corners[0] / corners[2], corners[1] / corners[2]
    return (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
