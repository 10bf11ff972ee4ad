"""Rows whose values may stand in other columns than those of their head, as the rows beside them show."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from toolkit.extract.laying.laid import Row
from toolkit.extract.layouts import TableLayout
from toolkit.extract.lines.units import unit_of
from toolkit.extract.placing.placed import nothing_placed
from toolkit.extract.placing.placing import CROWDED, drifts, straddles, strays

_USUAL = 4  # rows
_SEVERAL = 3  # cells of a row
_NEARLY_ALL = 0.8  # of the rows as deep within groups
MOVED = "旁边各行的数字与表头的列错开，这一行的也可能错开"


def without_misfits(rows: Sequence[Row]) -> list[Row]:
    """Rows with a blank that were placed by order alone are left open where most rows under the same head can't be
    placed, having more values than that has columns: then the blank is a column's, and the values may be others'.
    """
    misfits = (row for row in rows if not row.placed.filled and _printed_behind(row) > len(row.placed.tokens))
    wide = Counter(id(row.head) for row in misfits)
    all_of = Counter(id(row.head) for row in rows)

    def is_misfit(row: Row) -> bool:
        is_by_order = row.placed.each is None and row.placed.filled and wide[id(row.head)] * 2 > all_of[id(row.head)]
        return bool(is_by_order) and any(token.is_blank for token in row.strip.tokens[row.label.end :])

    said = "旁边各行的数字比表头的列多，这一行的空格不知是哪一列"
    return [
        row._replace(placed=nothing_placed(len(row.placed.tokens), said)) if is_misfit(row) else row for row in rows
    ]


def _printed_behind(row: Row) -> int:
    return sum(1 for token in row.strip.tokens[row.label.end :] if token.is_printed)


def without_moved_units(rows: Sequence[Row]) -> list[Row]:
    """Rows of a grid whose unit stands in another column than that of the rows under the same head are left open: what
    moved it has moved the values, too.
    """
    units = {row.strip.first: start for row in rows if (start := _unit_start(row)) is not None}
    usual: dict[int, Counter[int]] = {}
    for row in rows:
        if row.strip.first in units:
            usual.setdefault(id(row.head), Counter())[units[row.strip.first]] += 1

    def is_moved(row: Row) -> bool:
        start = units.get(row.strip.first)
        if start is None:
            return False
        (most, count), *_ = usual[id(row.head)].most_common(1)
        return start != most and count >= _USUAL and count * 2 > usual[id(row.head)].total()

    return [
        row._replace(placed=nothing_placed(len(row.placed.tokens), MOVED)) if is_moved(row) else row for row in rows
    ]


def _unit_start(row: Row) -> int | None:
    """Where a unit alone (件) stands between a row's label and its values, in columns that are true."""
    if row.strip.layout != "grid" or row.head is None or not row.head.columns or row.head.kind != "true":
        return None
    return next((token.start for token in row.strip.tokens[1:] if token.is_word and unit_of(token) is not None), None)


def without_moved_cells(rows: Sequence[Row]) -> list[Row]:
    """Rows of a grid without a head that have blanks are laid anew if they were laid on other columns than the full
    ones of their run, since a blank beside the table was taken for one of its cells; where they have cells elsewhere
    that are not blank, they are left open.
    """
    usual: dict[int, Counter[tuple[int, ...]]] = {}
    for row in rows:
        if row.placed.printed == len(row.placed.tokens) and (columns := _columns_of(row)) is not None:
            usual.setdefault(row.strip.run, Counter())[columns] += 1

    def moved_from(row: Row) -> tuple[int, ...] | None:
        columns = _columns_of(row)
        if columns is None or row.placed.printed == len(columns) or row.strip.run not in usual:
            return None
        ((most, count),) = usual[row.strip.run].most_common(1)
        return most if len(most) == len(columns) and columns != most and count >= _USUAL else None

    return [row if (columns := moved_from(row)) is None else _laid_on(columns, row) for row in rows]


def _laid_on(columns: Sequence[int], row: Row) -> Row:
    """A row with its cells in these columns, and nothing but blanks elsewhere; left open where it is none."""
    behind = {token.start: token for token in row.strip.tokens[row.label.end :]}
    tokens = tuple(behind[column] for column in columns if column in behind)
    is_whole = len(tokens) == len(columns)
    if not is_whole or any(not token.is_blank for start, token in behind.items() if start not in columns):
        return row._replace(placed=nothing_placed(len(row.placed.tokens), MOVED))
    return row._replace(placed=replace(row.placed, tokens=tokens))


def _columns_of(row: Row) -> tuple[int, ...] | None:
    """Where the cells of a row that no head is over begin, in columns that are true; None for any other."""
    if row.head is not None or row.strip.layout != "grid" or len(row.placed.tokens) < _SEVERAL:
        return None
    starts = tuple(token.start for token in row.placed.tokens if token is not None)
    return starts if len(starts) == len(row.placed.tokens) else None


def without_moved_labels(rows: Sequence[Row], layout: TableLayout) -> list[Row]:
    """Rows whose label has taken a group's place are left open if blanks hide whether the values moved with it."""
    moved = with_moved_labels(rows, layout)
    said = "行名在旁边各行的组名一列，行首和行末又都有空格，数字可能移了位"
    return [
        row._replace(placed=nothing_placed(len(row.placed.tokens), said)) if row.strip.first in moved else row
        for row in rows
    ]


def with_moved_labels(rows: Sequence[Row], layout: TableLayout) -> Set[int]:
    """The first lines of rows whose label stands left of those of the rows as deep within groups, if so many blanks
    stand between it and the first column, and at the row's end: as where a group's box ends too early.
    """
    suspects = [row for row in rows if row.placed.printed and row.placed.has_blanks and _may_be_moved_up(row)]
    if not suspects:
        return frozenset()
    usual: dict[tuple[int, int], Counter[int]] = {}
    for row in rows:
        if (start := _label_start(row)) is not None:
            usual.setdefault(_depth(row, layout), Counter())[start] += 1

    def is_moved(row: Row) -> bool:
        start, starts = _label_start(row), usual.get(_depth(row, layout), Counter())
        most, count = next(iter(starts.most_common(1)), (0, 0))
        return start is not None and start < most and count >= max(_USUAL, _NEARLY_ALL * starts.total())

    return {row.strip.first for row in suspects if is_moved(row)}


def _label_start(row: Row) -> int | None:
    """The column in which a row's label stands, in a grid under true columns."""
    if row.strip.layout != "grid" or row.head is None or not row.head.columns or row.head.kind != "true":
        return None
    return row.strip.tokens[row.label.end - 1].start if row.label.end else None


def _label_span(row: Row) -> tuple[int, int] | None:
    """The columns that a row's label covers, in a grid under true columns."""
    if _label_start(row) is None:
        return None
    label = row.strip.tokens[row.label.end - 1]
    return label.start, label.end


def _depth(row: Row, layout: TableLayout) -> tuple[int, int]:
    """The row's head and how many groups its line is in, as its cells' names say."""
    return id(row.head), layout.lines[row.line].cells[0].count(".")


def _may_be_moved_up(row: Row) -> bool:
    """Whether before the first column of the head stand blanks, and as many are the last cells of the row."""
    if row.head is None or not row.head.columns:
        return False
    tokens = row.strip.tokens[row.label.end :]
    first = min(start for start, _ in row.head.columns.values())
    spare = list(itertools.takewhile(lambda token: token.end <= first, tokens))
    last = list(itertools.takewhile(lambda token: token.is_blank, reversed(tokens)))
    return bool(spare) and all(token.is_blank for token in spare) and len(last) >= len(spare)


def without_shifted(rows: Sequence[Row], beside: Set[int] = frozenset()) -> list[Row]:
    """Rows whose columns may be others than those of their head are left open: several values stand under one of
    its labels, as in no row beside them; or they have blanks, beside rows whose values stand under none. Where blanks
    set the table that says nothing of rows (``beside``, by their first lines) that were laid as those rows are.
    """
    firm = {row.strip.first: _is_firm(row) for row in rows}
    ordered = sorted((row for row in rows if firm[row.strip.first] is not None), key=lambda row: row.strip.first)
    moved = {id(row.head) for row in ordered if firm[row.strip.first]}
    shaky: set[int] = set()
    for at, row in enumerate(ordered):
        near = ordered if row.strip.layout == "grid" else ordered[max(0, at - 1) : at + 2]
        is_by_rows = row.strip.layout == "loose" and row.strip.first in beside
        has_blanks = row.placed.printed < row.placed.filled and not is_by_rows
        # What pushes a whole row aside pushes its label too: of rows whose label stands elsewhere it says nothing, but
        # for those next to it.
        next_to = {each.strip.first for each in ordered[max(0, at - 1) : at + 2]}
        alike = (
            each
            for each in near
            if each.head is row.head and (each.strip.first in next_to or _label_span(each) == _label_span(row))
        )
        if has_blanks and any(firm[each.strip.first] is False for each in alike):
            shaky.add(row.strip.first)
        if row.placed.why == CROWDED and id(row.head) in moved:
            shaky.add(row.strip.first)
        if firm[row.strip.first] is False and not row.placed.is_complete and _is_pushed(row):
            shaky.add(row.strip.first)
    return [
        row._replace(placed=nothing_placed(len(row.placed.tokens), MOVED)) if row.strip.first in shaky else row
        for row in rows
    ]


def _is_firm(row: Row) -> bool | None:
    """Whether a row's values stand in the columns of its head; None where that can't be told."""
    head = row.head
    if head is None or not head.columns or head.run != row.strip.run or not row.strip.has_values:
        return None
    is_off = row.placed.why == CROWDED or _is_pushed(row)
    return not is_off and not strays(row.strip, row.label.end, head) and not drifts(row.placed, head)


def _is_pushed(row: Row) -> bool:
    """Whether a row's merged cells have been pushed out of their columns, in a grid."""
    return row.strip.layout == "grid" and row.head is not None and straddles(row.placed, row.head)
