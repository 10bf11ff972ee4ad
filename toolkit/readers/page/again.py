"""Heads of tables that are printed again at a page's top over rows that they are no head of.

A word processor prints the first rows of a table again on each page. Where a table is several, one under the other,
as that of 主动公开 is, the first one's head then stands over the rows of another. If there are lines on all sides it
is part of the table, and found there; else it seems to begin a table of its own, in which those rows have the wrong
columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.readers.page.layout import PageLayout, Part, TablePart
from toolkit.readers.page.text import TextLine, chunks_of

_GAP = 0.9  # of the size: labels side by side are as far apart


def without_heads_again(pages: Sequence[PageLayout]) -> list[PageLayout]:
    """The pages, without heads at their tops that stand on an earlier page and do not fit the row below them, where the
    page before ends in a table's row.
    """
    found = list(pages)
    for number in range(1, len(pages)):
        before = pages[number - 1].parts
        if not before or not _is_row(before[-1]):
            continue
        parts = pages[number].parts
        for earlier in pages[:number]:
            if (rest := _rest(parts, earlier.parts)) is not None:
                found[number] = replace(pages[number], parts=tuple(rest))
                break
    return found


def _is_row(part: Part) -> bool:
    return isinstance(part, TablePart) or (isinstance(part, TextLine) and len(chunks_of(part, _GAP)) > 1)


def _rest(parts: Sequence[Part], earlier: Sequence[Part]) -> list[Part] | None:
    """What is left of a page when a head is taken off that stands among earlier parts; None where there is none."""
    for place in range(len(earlier)):
        count = _same_lines(parts, earlier[place:])
        if not count or count == len(parts):
            continue
        following = parts[count]
        over = earlier[place + count] if place + count < len(earlier) else None
        if isinstance(following, TablePart):
            rows = _same_rows(following, over) if isinstance(over, TablePart) else 0
            if rows and _is_wider(following, rows):
                return [_below(following, rows), *parts[count + 1 :]]
        elif isinstance(following, TextLine) and count > 1:
            widest = max(len(chunks_of(part, _GAP)) for part in parts[:count] if isinstance(part, TextLine))
            if len(chunks_of(following, _GAP)) < widest:
                return list(parts[count:])
    return None


def _same_lines(parts: Sequence[Part], earlier: Sequence[Part]) -> int:
    """How many lines at the top say the same."""
    count = 0
    for part, other in zip(parts, earlier, strict=False):
        if not isinstance(part, TextLine) or not isinstance(other, TextLine) or _said(part) != _said(other):
            break
        count += 1
    return count


def _said(line: TextLine) -> str:
    return "".join(glyph.text for glyph in line.glyphs)


def _same_rows(part: TablePart, earlier: TablePart) -> int:
    """How many rows at the top say the same, and no figure."""
    count = 0
    for row, other in zip(_rows(part), _rows(earlier), strict=False):
        if row != other or any(text.isdecimal() for _, _, text in row):
            break
        count += 1
    return count


def _rows(part: TablePart) -> Iterator[list[tuple[int, int, str]]]:
    """The rows' cells: column, end and what they say."""
    for number in range(len(part.ys) - 1):
        yield [
            (cell.place.column, cell.place.column_end, "".join(cell.text.split()))
            for cell in part.cells
            if cell.place.row == number
        ]


def _is_wider(part: TablePart, rows: int) -> bool:
    """Whether the row below so many has a cell over several columns of the row above it."""
    above, below = list(_rows(part))[rows - 1 : rows + 1] if len(part.ys) - 1 > rows else ([], [])
    return any(
        sum(column <= start and end <= column_end for start, end, _ in above) > 1 for column, column_end, _ in below
    )


def _below(part: TablePart, rows: int) -> TablePart:
    cells = [
        replace(cell, place=cell.place._replace(row=cell.place.row - rows, row_end=cell.place.row_end - rows))
        for cell in part.cells
        if cell.place.row >= rows
    ]
    return TablePart(part.xs, part.ys[rows:], tuple(cells))
