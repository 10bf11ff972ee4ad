"""Where on pages tables without lines may stand: stretches of lines from a head to the last row of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.readers.page.layout import Part, TablePart
from toolkit.readers.page.rows import PROSE, UNIT, Row, are_banded, begins
from toolkit.readers.page.text import TextLine

TITLE = re.compile(r"[一二三四五六七八九十]{1,2}、.*情况|第[一二三四五六七八九十]+(?:条|部分)")
FEWEST = 3
"""Rows that make a table."""
_LABELS = 8  # lines of one piece that may stand between two rows
_LONGEST = 40  # lines of labels that stand left of the figures between two rows
_HEAD = 10  # lines over the first row that may be its head
_NEXT = 1.6  # times its size: the lines of one label are no farther apart
_SEVERAL = 5  # figures in a line: as many beside no words may be a row without a label


def stretches(flow: Sequence[tuple[int, Part]]) -> Iterator[tuple[int, int]]:
    """The stretches of lines between ruled tables."""
    first = 0
    for place in range(len(flow) + 1):
        if place == len(flow) or isinstance(flow[place][1], TablePart):
            if sum(len(part.parts) or 1 for _, part in flow[first:place] if isinstance(part, TextLine)) >= FEWEST:
                yield first, place
            first = place + 1


def regions(rows: Sequence[Row], width: float) -> Iterator[tuple[int, int]]:
    """The stretches of lines that may be tables: from the head over the first row to the last row."""
    at = 0
    while at < len(rows):
        if not (rows[at].is_row or (rows[at].is_bare and len(rows[at].values) >= _SEVERAL)):
            at += 1
            continue
        last, between, left = at, 0, rows[at].values[0].x0
        for place in range(at + 1, len(rows)):
            if rows[place].is_row or rows[place].band or (rows[place].values and not rows[place].words):
                last, between = place, 0
                continue
            between += rows[place].line.x1 > left
            if between > _LABELS or _is_prose(rows[place], width) or place - last > _LONGEST:
                break
        last = _end_of_label(rows, last, left)
        begin = at
        while begin and are_banded(rows[begin - 1 : begin + 1]):
            begin -= 1
        first = _head_before(rows, begin, min(chunk.x0 for row in rows[at : at + 3] for chunk in row.values), width)
        several = max(len(row.values) for row in rows[at : last + 1]) >= _SEVERAL
        if several or sum(row.is_row for row in rows[at : last + 1]) >= FEWEST:
            yield first, last + 1
        at = last + 1


def _end_of_label(rows: Sequence[Row], last: int, left: float) -> int:
    """The last line of the label of the last row, whose figures may stand beside its middle; of one that a page's end
    cuts, on the next page. ``left`` is where the figures begin.
    """
    first = last
    label = rows[last].words[0] if rows[last].words else None
    while last + 1 < len(rows):
        row, over = rows[last + 1], rows[last]
        is_close = row.page > over.page or row.line.y - over.line.y < _NEXT * row.line.size
        if row.page > rows[first].page:
            is_close = is_close and label is not None and _stands_within(row.line, label)
        if not is_close or row.values or row.line.x1 > left or begins(row) or TITLE.match(row.line.text):
            break
        last += 1
    return last


def _stands_within(line: TextLine, label: TextLine) -> bool:
    """Whether a line is no wider than a label and stands under it, as its rest does."""
    return abs(line.x0 - label.x0) < 1.0 and line.x1 <= label.x1 + 1.0


def _is_prose(row: Row, width: float) -> bool:
    text = row.line.text
    return len(row.chunks) == 1 and (
        row.line.x1 - row.line.x0 > PROSE * width or text.endswith(("。", "；", "：", ":"))
    )


def _head_before(rows: Sequence[Row], at: int, left: float, width: float) -> int:
    """The first line of the head over a row: lines of several pieces, and single ones between them. ``left`` is where
    the figures begin.
    """
    first = at
    for place in range(at - 1, max(-1, at - 1 - _HEAD), -1):
        row = rows[place]
        is_over_page = row.page != rows[place + 1].page
        if row.page < rows[at].page - 1 or (is_over_page and (len(row.chunks) == 1 or row.values)):
            break  # what of a head a page's end cuts off has several pieces
        if _is_prose(row, width) or TITLE.match(row.line.text):
            break
        if len(row.chunks) > 1:
            first = place
    if first > 0:
        over = rows[first - 1]
        if over.page == rows[at].page and len(over.chunks) == 1 and over.line.x0 > left - over.line.size:
            first -= 1  # a head over all columns
    return first


def segments(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """A stretch parted where a head stands over other columns, or a section's title."""
    first = 0
    left: float | None = None
    labels_end = 0.0
    for place, row in enumerate(rows):
        if row.is_row:
            begin = row.values[0].x0
            left = begin if left is None else min(left, begin)
            labels_end = max([labels_end, *(word.x1 for word in row.words if word.x1 <= begin)])
        elif (left is not None and not row.band and _opens(row, left, labels_end)) or (
            left is None and _begins_anew(rows[first:place], row)
        ):
            yield rows[first:place]
            first, left, labels_end = place, None, 0.0
    yield rows[first:]


def _begins_anew(over: Sequence[Row], row: Row) -> bool:
    """Whether a line is the title of another table behind a head without rows, as one that is printed again."""
    return len(row.chunks) == 1 and TITLE.match(row.line.text) is not None and any(len(r.chunks) > 1 for r in over)


def _opens(row: Row, left: float, labels_end: float) -> bool:
    """Whether a line without figures begins another table: it has words over the figures' columns, or is a title.
    ``left`` is where the figures begin, ``labels_end`` where their rows' labels end.
    """
    if row.values:
        return False
    if len(row.chunks) > 1:
        last = row.chunks[-1]
        is_beyond_labels = last.x0 > labels_end > 0 and not UNIT.fullmatch(last.text)
        return last.x1 > left or is_beyond_labels
    return row.line.x1 > left or TITLE.match(row.line.text) is not None
