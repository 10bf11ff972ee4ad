"""Whether the figures of a list stand under the year's column: where there are several, a head must say which it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from toolkit.extract.laid import Laid, Row
from toolkit.extract.placing import nothing_placed

_UNKNOWN = "表头里有认不出的列名，无法确定哪一列是本年的数"
_SEVERAL = "表里有几列数字，没有认得出的表头，无法确定哪一列是本年的数"
_FEW = 2  # rows: one row with two figures is a slip


def under_year(laid: Laid) -> Laid:
    """The list with those rows left open whose figure may be another year's, or a part of the year's."""
    several = {run for run in {row.strip.run for row in laid.rows} if _has_several(run, laid.rows)}
    rows = tuple(_settled(row, several) for row in laid.rows)
    return dataclasses.replace(laid, rows=rows)


def _settled(row: Row, several: set[int]) -> Row:
    if row.strip.run not in several:
        return row
    head = row.head
    if head is None or not head.columns or head.run != row.strip.run:
        return row._replace(placed=nothing_placed(1, _SEVERAL))
    return row._replace(placed=nothing_placed(1, _UNKNOWN)) if head.unknown else row


def _has_several(run: int, rows: Sequence[Row]) -> bool:
    """Whether the rows of a table have figures in several columns."""
    of_run = [row for row in rows if row.strip.run == run]
    figures = [[token for token in row.strip.tokens[row.label.end :] if token.is_printed] for row in of_run]
    if sum(1 for each in figures if len(each) > 1) >= _FEW:
        return True
    is_grid = all(row.strip.layout == "grid" for row in of_run)
    return is_grid and len({token.start for each in figures for token in each}) > 1
