"""Pages on which tables without lines are put together row by row, as the file draws them (see ``drawn_cells``)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.readers.page.drawn_cells import DrawnRow, drawn_tables
from toolkit.readers.page.layout import PageLayout, Part
from toolkit.readers.page.model import Rule
from toolkit.readers.page.rows import is_value
from toolkit.readers.page.text import TextLine, line_of, lines_of

_FEWEST = 3  # times that a file goes up within a row
_CLOSE = 0.6  # of the size: words of one cell are no farther apart
_REACH = 5.0  # points to either side of a table


def with_drawn_rows(
    pages: Sequence[PageLayout], rules: Sequence[Sequence[Rule]]
) -> tuple[list[PageLayout], list[list[Rule]]]:
    """The pages, lines of tables that a file draws cell by cell put together row by row, and each page's rules with
    such between those rows. ``rules`` are each page's horizontal lines that are no part of a grid.
    """
    found = [list(_tables(page, own)) for page, own in zip(pages, rules, strict=True)]
    if sum(row.ups for tables in found for rows in tables for row in rows) < _FEWEST:
        return list(pages), [list(own) for own in rules]
    laid = [_in_rows(page, tables) for page, tables in zip(pages, found, strict=True)]
    every = [[*own, *_between(tables, own)] for tables, own in zip(found, rules, strict=True)]
    return laid, [sorted(own) for own in every]


def without_drawn_rows(page: PageLayout) -> PageLayout:
    """The page with the lines that such rows are of, where they have made no table."""
    parts: list[Part] = []
    for are_rows, group in itertools.groupby(page.parts, key=_is_row):
        if are_rows:
            parts += lines_of(glyph for row in group if isinstance(row, TextLine) for glyph in row.glyphs)
        else:
            parts += group
    return replace(page, parts=tuple(parts))


def _is_row(part: Part) -> bool:
    return isinstance(part, TextLine) and bool(part.parts)


def _tables(page: PageLayout, rules: Sequence[Rule]) -> Iterator[list[DrawnRow]]:
    for are_lines, group in itertools.groupby(page.parts, key=lambda part: isinstance(part, TextLine)):
        lines = [part for part in group if isinstance(part, TextLine)] if are_lines else []
        if any(map(_has_gap, lines)):
            glyphs = [glyph for line in lines for glyph in line.glyphs]
            if not any(glyph.turn or glyph.order < 0 for glyph in glyphs):  # what is lost has no place in the order
                yield from drawn_tables(glyphs, rules)


def _has_gap(line: TextLine) -> bool:
    """Whether a line has a gap as between the cells of a row."""
    end = line.x1
    for glyph in line.glyphs:
        if glyph.x0 - end > glyph.size:
            return True
        end = glyph.x1
    return False


def _in_rows(page: PageLayout, tables: Sequence[Sequence[DrawnRow]]) -> PageLayout:
    rows = [line for table in tables for row in table if (line := _line(row)) is not None]
    taken = {glyph.order for row in rows for glyph in row.glyphs}
    rest = (_rest(part, taken) if isinstance(part, TextLine) else part for part in page.parts)
    return replace(page, parts=tuple(sorted([*(part for part in rest if part), *rows], key=lambda part: part.y)))


def _rest(line: TextLine, taken: set[int]) -> TextLine | None:
    """A line without the characters that are taken."""
    left = [glyph for glyph in line.glyphs if glyph.order not in taken]
    return line if len(left) == len(line.glyphs) else line_of(left) if left else None


def _line(row: DrawnRow) -> TextLine | None:
    """A row as a line with its cells; None where it is a line as it is, or prose."""
    if row.is_prose or (len(row.cells) == 1 and len(row.cells[0].lines) == 1 and not _has_gap(row.cells[0].lines[0])):
        return None
    pieces = tuple(_joined([cell.as_piece() for cell in row.cells]))
    glyphs = tuple(glyph for piece in pieces for glyph in piece.glyphs)
    x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    return TextLine(glyphs, x0, row.y0, x1, row.y1, max(piece.size for piece in pieces), pieces)


def _joined(pieces: Sequence[TextLine]) -> Iterator[TextLine]:
    """The cells of a row, words on one line that are close to each other as one."""
    found: list[TextLine] = []
    for piece in pieces:
        before = found[-1] if found else None
        is_line = (
            before is not None and not before.parts and not piece.parts and abs(piece.y - before.y) < 0.3 * piece.size
        )
        if (
            before is not None
            and is_line
            and piece.x0 - before.x1 <= _CLOSE * piece.size
            and not _are_figures(before, piece)
        ):
            found[-1] = line_of([*before.glyphs, *piece.glyphs])
        else:
            found.append(piece)
    return iter(found)


def _are_figures(one: TextLine, other: TextLine) -> bool:
    return is_value(one) and is_value(other)


def _between(tables: Sequence[Sequence[DrawnRow]], rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules over, between and under rows where there are none, as long as their table is wide, or as its own ones."""
    for rows in tables:
        own = [rule for rule in rules if rows[0].y0 - _REACH < rule.at < rows[-1].y1 + _REACH]
        left = min([*(rule.start for rule in own), *(cell.x0 - _REACH for row in rows for cell in row.cells)])
        right = max((rule.end for rule in own), default=max(cell.x1 for row in rows for cell in row.cells) + _REACH)
        top, bottom = rows[0].y0 - 1, rows[-1].y1 + 1
        ends = [(top - _REACH, top, rows[0].y), *_gaps(rows), (rows[-1].y, bottom, bottom + _REACH)]
        for over, at, under in ends:
            if not any(over < rule.at < under for rule in own):
                yield Rule(at, left, right)


def _gaps(rows: Sequence[DrawnRow]) -> Iterator[tuple[float, float, float]]:
    """Between each two rows one of which has several cells the middle of the upper one, where they part, and the middle
    of the lower one.
    """
    for over, under in itertools.pairwise(rows):
        if max(len(over.cells), len(under.cells)) > 1:
            yield over.y, (over.y1 + under.y0) / 2, under.y
