"""A worksheet as a table: merged ranges as one cell, hidden rows and columns left out, blank cells filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.model import Table, new_cell, new_table_origin
from toolkit.readers.xlsx.places import Place
from toolkit.readers.xlsx.sheet import Sheet

MOST_FILLED = 200_000
"""Cells of one sheet, blank ones included: of a bigger one only those in which something stands."""
LONGEST_GAP = 20
"""Rows or columns: a longer stretch in which nothing stands is not filled with blank cells."""

Spans = dict[Place, tuple[int, int]]


def lay_out(sheet: Sheet, block: int) -> Table:
    """The sheet's table; what is left out though something stands there is remarked.

    A merged range whose first row or column is hidden has its cell at its first place that is seen. Columns are closed
    up where one between is hidden; a cell's origin says where it stands in the sheet.
    """
    spans, covered = _spans(sheet)
    texts = {place: text for place, text in sheet.texts.items() if place not in covered}
    for place in sorted(sheet.texts.keys() & covered.keys()):
        sheet.remark("merged_text_hidden", place, sheet.texts[place])
    rows, columns = _used((*texts, *sheet.spaces), spans)
    hidden_columns = {c for c in columns if any(first <= c <= last for first, last in sheet.hidden_columns)}
    _remark_hidden(sheet, texts, hidden_columns)
    rows = [row for row in rows if row not in sheet.hidden_rows]
    columns = [column for column in columns if column not in hidden_columns]
    cells = []
    for place in _places(rows, columns, texts):
        row, column = anchor = covered.get(place, place)
        if anchor is not place and not _is_first_seen(anchor, place, sheet.hidden_rows, hidden_columns):
            continue
        height, width = spans.get(anchor, (1, 1))
        down, across = row + height - place[0], column + width - place[1]
        origin = new_table_origin((block, row, column, sheet.name, None, "table"))
        at, first = place
        if sheet.hidden_columns:
            across -= _hidden_before(first + across, sheet) - _hidden_before(first, sheet)
            first -= _hidden_before(first, sheet)
        cells.append(new_cell((texts.get(anchor, ""), at, first, down, across, origin, (), None)))
    return Table(block, tuple(cells))


def _hidden_before(column: int, sheet: Sheet) -> int:
    """How many of the columns left of one are hidden."""
    return len({each for first, last in sheet.hidden_columns for each in range(first, min(last + 1, column))})


def _is_first_seen(anchor: Place, place: Place, hidden_rows: set[int], hidden_columns: set[int]) -> bool:
    """Whether a place is the first of its merged range that isn't hidden, the range's own first place being hidden."""
    if anchor[0] not in hidden_rows and anchor[1] not in hidden_columns:
        return False
    return all(row in hidden_rows for row in range(anchor[0], place[0])) and all(
        column in hidden_columns for column in range(anchor[1], place[1])
    )


def _spans(sheet: Sheet) -> tuple[Spans, dict[Place, Place]]:
    """Height and width of the merged ranges by their first place, and that place for each other place in them.

    Ranges that go on far behind the last text are cut off there; of ranges that overlap the first counts.
    """
    if not sheet.merged or not sheet.texts:
        return {}, {}
    bottom = max(row for row, _ in sheet.texts)
    right = max(column for _, column in sheet.texts)
    spans: Spans = {}
    covered: dict[Place, Place] = {}
    budget = MOST_FILLED
    for first_row, first_column, last_row, last_column in sheet.merged:
        height = _cut(last_row, bottom) - first_row + 1
        width = _cut(last_column, right) - first_column + 1
        anchor = (first_row, first_column)
        if height < 1 or width < 1 or height * width < 2:
            continue
        budget -= height * width
        if budget < 0:
            break
        places = [(first_row + down, first_column + across) for down in range(height) for across in range(width)]
        if any(place in covered or place in spans for place in places):
            continue
        spans[anchor] = (height, width)
        covered.update((place, anchor) for place in places[1:])
    return spans, covered


def _cut(last: int, bound: int) -> int:
    return last if last <= bound + LONGEST_GAP else bound


def _used(places: Iterable[Place], spans: Spans) -> tuple[list[int], list[int]]:
    """The rows and columns of these places, and those between them unless the gap is long."""
    rows: set[int] = set()
    columns: set[int] = set()
    for place in places:
        height, width = spans.get(place, (1, 1))
        rows.update(range(place[0], place[0] + height))
        columns.update(range(place[1], place[1] + width))
    return _with_gaps(rows), _with_gaps(columns)


def _with_gaps(numbers: Iterable[int]) -> list[int]:
    filled: list[int] = []
    for number in sorted(numbers):
        if filled and 1 < number - filled[-1] <= LONGEST_GAP:
            filled.extend(range(filled[-1] + 1, number))
        filled.append(number)
    return filled


def _places(rows: list[int], columns: list[int], texts: Mapping[Place, str]) -> Iterator[Place]:
    if len(rows) * len(columns) <= MOST_FILLED:
        return ((row, column) for row in rows for column in columns)
    visible_rows, visible_columns = set(rows), set(columns)
    return iter(sorted(place for place in texts if place[0] in visible_rows and place[1] in visible_columns))


def _remark_hidden(sheet: Sheet, texts: Mapping[Place, str], hidden_columns: set[int]) -> None:
    """Remark the hidden rows and columns in which something stands."""
    for row in sorted({row for row, _ in texts if row in sheet.hidden_rows}):
        sheet.remark("hidden_rows", (row, 0))
    for column in sorted({column for _, column in texts if column in hidden_columns}):
        sheet.remark("hidden_columns", (0, column))
