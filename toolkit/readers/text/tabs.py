"""Tables set by tabs: a Word file dumped to text (a tab before each cell), and rows with tabs between the cells."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from toolkit.readers.text.lines import (
    Line,
    LineNumbers,
    Piece,
    Region,
    is_numbered,
    is_section_title,
    is_sentence,
    is_title_row,
    joined,
    piece,
)
from toolkit.readers.text.records import record

_MOST_CELLS = 40  # in a row; the widest known table has 15 columns of figures
_LIST_SIGN = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]")


DumpedRow = list[tuple[int, Piece]]
"""Cells, each with the index of its first line."""


class TabFinder:
    """Finds tables set by tabs in the lines of a text."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self._text = text
        self._lines = lines
        self._line_of = LineNumbers(lines)
        self._index = {line.number: index for index, line in enumerate(lines)}
        self._spaces_end_rows = _spaces_end_rows(lines)
        self._read_rows: dict[int, tuple[list[DumpedRow], int, int]] = {}

    def find(self, at: int) -> Region | None:
        """The region that starts at a line; None where the line has no tab."""
        text = self._lines[at].text
        if "\t" not in text:
            return None
        if self._is_separated(at):
            return self._separated(at)
        return self._dump(at) if text.startswith("\t") else Region(at + 1, at + 1)

    def _is_separated(self, at: int) -> bool:
        """Whether the stretch of lines has rows of cells rather than one cell a line."""
        within = before = 0
        for line in self._lines[at : at + 200]:
            if line.is_blank:
                break
            if "\t" in line.text[1:]:
                within += 1
            elif line.text.startswith("\t"):
                before += 1
        return within > before

    # --- a tab before each cell ---------------------------------------------------------------------------

    def _dump(self, at: int) -> Region:
        rows, end = self._rows_from(at)
        first_row, first_cell = _prose_before(rows)
        stop = _table_end(rows, first_row)
        table = [rows[first_row][first_cell:], *rows[first_row + 1 : stop]] if first_row < len(rows) else []
        if stop < len(rows):
            end = rows[stop][0][0]
        cells = tuple(tuple(cell for _, cell in row) for row in table if row)
        if not _is_dumped_table(cells):
            return Region(end, end)
        return Region(table[0][0][0], end, cells)

    def _rows_from(self, at: int) -> tuple[list[DumpedRow], int]:
        """The rows from a line on, and the index of the line behind them. What stands behind the end of a table has
        been read with it: it isn't read again for the next.
        """
        if at not in self._read_rows:
            rows, end = self._dump_rows(at)
            self._read_rows.update((row[0][0], (rows, number, end)) for number, row in enumerate(rows))
        rows, first, end = self._read_rows[at]
        return rows[first:], end

    def _dump_rows(self, at: int) -> tuple[list[DumpedRow], int]:
        rows: list[DumpedRow] = []
        row: list[tuple[int, list[Piece]]] = []

        def close() -> None:
            rows.append([(index, joined(pieces)) for index, pieces in row])
            row.clear()

        while at < len(self._lines):
            line = self._lines[at]
            if line.text.startswith("\t"):
                row.append((at, [piece(line.text[1:], line.start + 1, line.number)]))
            elif self._ends_row(line):
                close()
                following = self._lines[at + 1] if at + 1 < len(self._lines) else None
                if following is None or not following.text.startswith("\t") or self._is_separated(at + 1):
                    return rows, at + 1
            elif _ends_table(line.text, row[-1][1]):
                break
            else:
                row[-1][1].append(piece(line.text, line.start, line.number))
            at += 1
        if row:
            close()
        return rows, at

    def _ends_row(self, line: Line) -> bool:
        return line.is_blank and (self._spaces_end_rows or not line.text)

    # --- tabs between the cells ---------------------------------------------------------------------------

    def _separated(self, at: int) -> Region:
        rows: list[tuple[Piece, ...]] = []
        end = at
        while end < len(self._lines):
            line = self._lines[end]
            if not ("\t" in line.text or line.text.startswith('"')) or is_sentence(line.text.rsplit("\t", 1)[-1]):
                break
            fields, behind = record(self._text, line.start, "\t", self._line_of)
            if len(fields) == 1:
                break
            last = self._index.get(self._line_of(behind), end)
            rows.append(tuple(fields))
            end = max(end, last) + 1
        if not rows:
            return Region(at + 1, at + 1)
        if all(row[0].is_blank and len(row) > 1 for row in rows):
            rows = [row[1:] for row in rows]
        return Region(at, end, tuple(rows)) if _is_separated_table(rows) else Region(end, end)


def _spaces_end_rows(lines: Sequence[Line]) -> bool:
    """Whether a line of spaces behind a cell ends the row as an empty line does, or is an empty paragraph in it."""
    empty = spaces = 0
    for line, following in itertools.pairwise(lines):
        if line.text.startswith("\t") and following.is_blank:
            if following.text:
                spaces += 1
            else:
                empty += 1
    return spaces > empty


def _ends_table(text: str, cell: Sequence[Piece]) -> bool:
    """Whether a line behind a cell is a paragraph of its own: a sentence, or a numbered head behind a full cell."""
    return is_sentence(text) or is_section_title(text) or (is_numbered(text) and any(not p.is_blank for p in cell))


def _prose_before(rows: Sequence[DumpedRow]) -> tuple[int, int]:
    """The row and the cell where the table begins, behind paragraphs indented by a tab."""
    cut = (0, 0)
    for number, row in enumerate(rows):
        sentences = [index for index, (_, cell) in enumerate(row) if is_sentence(cell.text)]
        if sentences:
            rest = sentences[-1] + 1
            if rest < len(row):
                return number, rest
            cut = (number + 1, 0)
        elif _is_title(rows, number) and cut == (number, 0):
            cut = (number + 1, 0)
        elif len(row) > 1:
            break
    return cut


def _table_end(rows: Sequence[DumpedRow], first: int) -> int:
    """The row at which a table that begins in row ``first`` has ended: the next one with prose or a title."""
    for number in range(first + 1, len(rows)):
        if _is_title(rows, number) or any(is_sentence(cell.text) for _, cell in rows[number]):
            return number
    return len(rows)


def _is_title(rows: Sequence[DumpedRow], number: int) -> bool:
    following = rows[number + 1] if number + 1 < len(rows) else []
    return len(rows[number]) == 1 and is_title_row([rows[number][0][1]], [cell for _, cell in following])


def _is_dumped_table(rows: Sequence[Sequence[Piece]]) -> bool:
    widest = max((len(row) for row in rows), default=0)
    if widest < 2 or widest > _MOST_CELLS:
        return False
    if len(rows) > 1:
        return True
    row = rows[0]
    words_behind_values = sum(1 for a, b in itertools.pairwise(row) if a.is_value and not a.is_blank and not b.is_value)
    # Several rows in one: the empty lines between them are lost, and only the words say where one begins.
    return words_behind_values < 2 and (len(row) > 3 or any(p.is_value for p in row))


def _is_separated_table(rows: Sequence[Sequence[Piece]]) -> bool:
    if all(len(row) == 2 and _LIST_SIGN.fullmatch(row[0].text.strip()) and not row[1].is_value for row in rows):
        return False
    return any(len(row) > 2 for row in rows) or sum(1 for row in rows if len(row) > 1) > 1
