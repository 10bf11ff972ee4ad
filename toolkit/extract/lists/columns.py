"""Which rows of a list can be believed: where it has several columns of figures, a head must say which is the year's.

A list has one figure a row, so that no other figure of the row confirms it: what is only likely is left open.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence, Set

from toolkit.extract.labels import is_damaged, normalise
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.layouts import Known, TableLayout
from toolkit.extract.lists.marks import holds_figure
from toolkit.extract.placing.placed import nothing_placed
from toolkit.extract.placing.placing import strays
from toolkit.extract.strips.joining import Pair
from toolkit.forms.form import FormTable

_UNKNOWN = "表头里有认不出的列名，无法确定哪一列是本年的数"
_SEVERAL = "表里有几列数字，没有认得出的表头，无法确定哪一列是本年的数"
_SHIFTED = "有的数字不在表头的任何一列下面，无法确定哪一列是本年的数"
_RUN_IN = "行名后面还连着一个数字，无法确定哪一个是本年的数"
_GAP = "别的各行数字都写在行名同一行，这一行没有，下面的空行不是格子，无法确定是空着还是没有认出来"
_FEW = 2  # rows: one row with two figures is a slip
_FIGURE_BEHIND = re.compile(r"\d\s*[\u4e00-\u9fff]{0,2}\s*[;；,，.。]?\s*$")
_PLAIN = 0.95


def whole_pairs(pairs: Sequence[Pair], layout: TableLayout) -> list[Pair]:
    """Two strips as one row only where both together have a label word for word, and neither is one that was lost, or
    where the figure of a label without a cell is in the next line: a table's row has a cell for it, be it blank.
    """

    def is_whole(text: str) -> bool:
        return normalise(text) in layout.exact and not is_damaged(text)

    return [
        pair
        for pair in pairs
        if (is_whole(pair.strip.last_word) if pair.joins_labels else pair.strip.layout == "loose")
    ]


def local_lines(table: FormTable) -> frozenset[int]:
    """The lines that only local lists have, by number."""
    return frozenset(number for number, row in enumerate(table.rows) if row.is_local)


def under_year(laid: Laid, local: Set[int]) -> Laid:
    """The list with those rows left open whose figure may be another year's, or a part of the year's; and without local
    rows whose label is not theirs beyond doubt: most lists don't have them.
    """
    known = frozenset(laid.layout.exact)
    rows = [
        row
        for row in laid.rows
        if _is_own(row) and not _has_run_in(row) and (row.line not in local or row.label.likeness >= _PLAIN)
    ]
    runs = {row.strip.run for row in rows}
    several = {run for run in runs if _has_several(run, rows)}
    in_line = {run for run in runs if _are_in_line(run, rows)}
    shifted = {id(row.head) for row in rows if _strays(row)}
    short = {id(row) for run in several for row in _lacking([row for row in rows if row.strip.run == run])}
    settled = (
        row._replace(placed=nothing_placed(1, _SHIFTED)) if id(row) in short else _settled(row, several, shifted, known)
        for row in (_without_gap(row) if row.strip.run in in_line else row for row in rows)
    )
    return dataclasses.replace(laid, rows=tuple(settled))


def _lacking(rows: Sequence[Row]) -> list[Row]:
    """Rows set by blanks that have fewer figures than the others: in which column one is lacking, nothing shows."""
    counts = [sum(1 for token in row.strip.tokens[row.label.end :] if token.is_printed) for row in rows]
    usual = Counter(counts).most_common(1)[0][0]
    return [row for row, count in zip(rows, counts, strict=True) if row.strip.layout == "loose" and count < usual]


def _is_own(row: Row) -> bool:
    """Whether the label is the text right before the figure: one further off is of what the row is a part of."""
    return not row.strip.words or row.strip.words[-1] < row.label.end


def _has_run_in(row: Row) -> bool:
    """Whether a row was taken for blank whose figure has run into its label, and could not be told from it."""
    is_blank = all(token is None or token.is_blank for token in row.placed.tokens)
    return is_blank and row.strip.layout == "loose" and _FIGURE_BEHIND.search(row.label.text) is not None


def _are_in_line(run: int, rows: Sequence[Row]) -> bool:
    """Whether in most rows of a text the figure stands on the line of the label."""
    printed = [row for row in rows if row.strip.run == run and row.placed.printed]
    return sum(1 for row in printed if row.strip.layout == "loose" and not row.strip.stacked) * 2 > len(printed)


def _without_gap(row: Row) -> Row:
    """A row without the empty line below its label, which is no cell of it."""
    is_below = row.strip.stacked and row.placed.filled and not row.placed.printed
    return row._replace(placed=nothing_placed(1, _GAP)) if is_below else row


def _settled(row: Row, several: Set[int], shifted: Set[int], known: Known) -> Row:
    if _names_a_figure(row, known):
        return row._replace(placed=nothing_placed(1, _RUN_IN))
    if _lies_beside(row):
        return row._replace(placed=nothing_placed(1, _SHIFTED))
    if row.strip.run not in several:
        return row
    head = row.head
    if head is None or not head.columns or head.run != row.strip.run:
        return row._replace(placed=nothing_placed(1, _SEVERAL))
    if head.unknown or id(head) in shifted:
        return row._replace(placed=nothing_placed(1, _UNKNOWN if head.unknown else _SHIFTED))
    return row


def _names_a_figure(row: Row, known: Known) -> bool:
    """Whether a row set by blanks has, besides its own, a figure in a label that is not the form's."""
    text = row.label.text
    if row.strip.layout != "loose" or row.label.likeness >= 1.0 or not row.placed.printed:
        return False
    return _FIGURE_BEHIND.search(text) is not None or holds_figure(normalise(text), known)


def _lies_beside(row: Row) -> bool:
    """Whether a row set by blanks was taken for blank though a figure is printed in it: it stands in no column."""
    is_blank = all(token is None or token.is_blank for token in row.placed.tokens)
    return row.strip.layout == "loose" and is_blank and any(t.is_printed for t in row.strip.tokens[row.label.end :])


def _strays(row: Row) -> bool:
    """Whether a figure stands in no column of the row's head."""
    head = row.head
    is_under = head is not None and bool(head.columns) and head.run == row.strip.run
    return is_under and head is not None and strays(row.strip, row.label.end, head)


def _has_several(run: int, rows: Sequence[Row]) -> bool:
    """Whether the rows of a table have figures in several columns; a number among labels is what is left of one."""
    of_run = [row for row in rows if row.strip.run == run]
    figures = [[token for token in row.strip.tokens[row.label.end :] if token.is_printed] for row in of_run]
    if sum(1 for each in figures if len(each) > 1) >= _FEW:
        return True
    labels = Counter(token.start for row in of_run for token in row.strip.tokens if token.is_word)
    starts = Counter(token.start for each in figures for token in each)
    columns = [start for start, count in starts.items() if count > labels[start]]
    return len(columns) > 1 and all(row.strip.layout == "grid" for row in of_run)
