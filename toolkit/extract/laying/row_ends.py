"""Rows of a grid that end elsewhere than all others: one of their cells is gone, or stands there twice."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.extract.laying.laid import Row
from toolkit.extract.placing.placed import nothing_placed

_LEAST = 3  # other rows, that show where rows end


def without_uneven(rows: Sequence[Row]) -> list[Row]:
    """The rows; those are left open that end some columns before or behind all others of their table, and have as many
    cells fewer or more than those under the same head: what stands behind the place has moved.

    A row that is shorter by blank cells at its end alone has lost nothing.
    """
    found = []
    for row in rows:
        step = _step(row, rows)
        why = f"这一行的格子比旁边各行{'多' if step > 0 else '少'} {abs(step)} 个，数字可能移了位"
        found.append(row._replace(placed=nothing_placed(len(row.placed.tokens), why)) if step else row)
    return found


def end_alike(rows: Sequence[Row]) -> bool:
    """Whether no row has cells more or fewer than the others."""
    return len(set(map(_end, rows))) == 1 or not any(_step(row, rows) for row in rows)


def _step(row: Row, rows: Sequence[Row]) -> int:
    """How many cells too many a row has, or too few; 0 where it ends as the others do, or they don't agree."""
    if row.strip.layout != "grid" or not row.placed.filled:
        return 0
    others = [o for o in rows if o is not row and o.strip.run == row.strip.run and o.strip.first != row.strip.first]
    ends = {_end(other) for other in others}
    like = [other for other in others if other.head is row.head]
    cells = set(map(_cells, like))
    if len(others) < _LEAST or len(ends) != 1:
        return 0
    step = _end(row) - ends.pop()
    if step < 0 and all(_last_printed(other) <= _last_printed(row) for other in like):
        return 0
    if any(_behind(other) == _behind(row) for other in like if _label_ends(other) > _label_ends(row)):
        return 0  # it has as many cells, and all of them stand aside
    return step if (cells or {_width(row)}) == {_cells(row) - step} else 0


def _width(row: Row) -> int:
    return len(row.head.order) if row.head is not None else len(row.placed.tokens)


def _end(row: Row) -> int:
    return max(token.end for token in (*row.strip.tokens, *row.strip.above))


def _last_printed(row: Row) -> int:
    return max((token.end for token in row.strip.tokens[row.label.end :] if token.is_printed), default=0)


def _behind(row: Row) -> int:
    return len(row.strip.tokens) - row.label.end


def _label_ends(row: Row) -> int:
    return row.strip.tokens[row.label.end - 1].end if row.label.end else 0


def _cells(row: Row) -> int:
    """How many cells stand from the first column of the head on, or behind the label where there is none."""
    if row.head is None or not row.head.columns:
        return sum(1 for token in row.strip.tokens[row.label.end :] if not token.is_word)
    first = min(start for start, _ in row.head.columns.values())
    return sum(1 for token in (*row.strip.tokens, *row.strip.above) if token.start >= first and not token.is_word)
