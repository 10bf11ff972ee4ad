"""Rows of tables that are set with blanks or tabs, and wrapped where a line was full: their cells in order.

Figures of such rows stand under one another by chance only, and the rest of a wrapped row begins at the margin. What is
sure is the order within a row: a line with words begins one, lines of figures alone go on with it, and a label that
filled its line goes on in the next one. Rows that have not as many figures as the others stay text: which of them is
lacking, nothing shows.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.readers.page.rows import SIGN, Row, is_value, units_of
from toolkit.readers.page.text import TextLine, chunks_of

_SEVERAL = 5  # figures in each row: so many are of one table, whatever its head
_MOSTLY = 0.6  # of the rows have as many figures
_SHOWN = 3  # labels that go on without having filled a line
_ALIKE = 1.0  # points
_GAP = 0.4  # of the size: blanks between cells are wider

_HAN = re.compile("[\u3400-\u9fff]")

Cells = tuple[TextLine, ...]


def spaced_rows(rows: Sequence[Row]) -> list[Cells]:
    """The rows that lines make, each with its cells from left to right, or with what it says as one cell; none where
    they have no number of figures in common.
    """
    right = max(row.line.x1 for row in rows)
    groups = list(_groups(rows, right))
    counts = Counter(len(figures) for group in groups if (figures := _figures(group)))
    if not counts:
        return []
    usual, times = counts.most_common(1)[0]
    first = next(n for n, group in enumerate(groups) if _figures(group))
    left = min(figures[0].x0 for group in groups if (figures := _figures(group)))
    head = _named(groups[:first], usual, left, right)
    if _are_set_in_cells(groups, first):
        return []
    if times < _MOSTLY * counts.total() or not (head or (times > 1 and usual >= _SEVERAL)):
        return []
    over = [group for group in groups[:first] if not any(row in group for row in head)]
    heads = [*over, head] if head else over
    return [*(_head_cells(group) for group in heads), *(_cells(group, usual) for group in groups[first:])]


def _are_set_in_cells(groups: Sequence[Sequence[Row]], first: int) -> bool:
    """Whether labels go on right under themselves, those of the head side by side: what stands on one line is not the
    order of the columns then. ``first`` is the number of the first row with figures.
    """
    heads = [row for group in groups[:first] for row in group if not row.line.parts]
    are_below = any(
        sum(_begin_alike(a, b) for a in over.chunks for b in row.chunks) > 1 for over, row in itertools.pairwise(heads)
    )
    rest = (b[0] for a, b in itertools.pairwise(groups[first:]) if _figures(a) and not _figures(b))
    return are_below and sum(not SIGN.match(row.line.text) for row in rest) >= _SHOWN


def _begin_alike(one: TextLine, other: TextLine) -> bool:
    return abs(one.x0 - other.x0) < _ALIKE


def _groups(rows: Sequence[Row], right: float) -> Iterator[list[Row]]:
    """The lines of each row."""
    group: list[Row] = []
    for row in rows:
        if group and not _goes_on(group, row, right):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _goes_on(group: Sequence[Row], row: Row, right: float) -> bool:
    label, figures = _label_and_figures(group)
    if all(map(_is_figure, row.chunks)):
        # Figures of a row in columns may stand lower as well, but not under its label.
        end = max((piece.x1 for piece in label), default=figures[0].x1 if figures else 0.0)
        return row.line.x0 < end and (bool(figures) or _is_full(group[-1], row, right))
    is_label = not figures and len(group[-1].words) < 2
    return is_label and bool(row.values) and not SIGN.match(row.line.text) and _is_full(group[-1], row, right)


def _is_figure(piece: TextLine) -> bool:
    """Whether a piece stands among figures: one, or something that begins like one."""
    text = piece.text
    return is_value(piece) or (text[0].isdigit() and not SIGN.match(text) and not _HAN.search(text))


def _label_and_figures(group: Sequence[Row]) -> tuple[list[TextLine], list[TextLine]]:
    """The pieces of a row up to its last word before its first figure, and those behind; a number before its first
    word is the row's own.
    """
    pieces = [part for row in group for piece in row.chunks for part in _apart(piece)]
    first = 1 if len(pieces) > 1 and _is_figure(pieces[0]) and not _is_figure(pieces[1]) else 0
    end = next((n for n, piece in enumerate(pieces) if n >= first and _is_figure(piece)), len(pieces))
    return pieces[:end], pieces[end:]


def _apart(piece: TextLine) -> list[TextLine]:
    """A piece, and each of its figures where between those there are blanks alone."""
    parts = units_of(piece, _GAP) if is_value(piece) else [piece]
    return parts if all(map(is_value, parts)) else [piece]


def _figures(group: Sequence[Row]) -> list[TextLine]:
    return _label_and_figures(group)[1]


def _is_full(row: Row, following: Row, right: float) -> bool:
    """Whether a line left no room for the first letter of the next one."""
    first = following.line.glyphs[0]
    return row.line.x1 + first.x1 - first.x0 > right


def _named(heads: Sequence[Sequence[Row]], usual: int, left: float, right: float) -> list[Row]:
    """The line over the figures, or the lines if it is wrapped, with a label for each figure, and one over the rows'
    labels or none; none where no line has them. ``left`` is where figures begin, ``right`` where lines end.
    """
    rows = [row for group in heads for row in group]
    for first in range(len(rows) - 1, -1, -1):
        for end in range(first + 1, len(rows) + 1):
            lines = rows[first:end]
            pieces = _head_cells(lines)
            is_line = end == first + 1 or (
                end == len(rows) and all(_is_full(a, b, right) for a, b in itertools.pairwise(lines))
            )
            if len(pieces) == usual + (pieces[0].x1 <= left) and is_line:
                return lines
    return []


def _head_cells(rows: Sequence[Row]) -> Cells:
    return tuple(piece for row in rows for piece in chunks_of(row.line, _GAP))


def _cells(group: Sequence[Row], usual: int) -> Cells:
    label, figures = _label_and_figures(group)
    if not figures:
        return _head_cells(group)
    if len(figures) != usual:
        return (_as_one([row.line for row in group]),)
    if len(group[0].chunks) < len(label):  # it goes on in the next line
        at = len(group[0].chunks)
        label[at - 1 : at + 1] = [_as_one(label[at - 1 : at + 1])]
    return (*label, *figures)


def _as_one(lines: Sequence[TextLine]) -> TextLine:
    if len(lines) == 1:
        return lines[0]
    glyphs = tuple(glyph for line in lines for glyph in line.glyphs)
    x0, y0 = min(line.x0 for line in lines), min(line.y0 for line in lines)
    x1, y1 = max(line.x1 for line in lines), max(line.y1 for line in lines)
    return TextLine(glyphs, x0, y0, x1, y1, max(line.size for line in lines), tuple(lines))
