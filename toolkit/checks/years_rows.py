"""Two rows that last year's report has the other way round: no sum can see that they were exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from math import log

from toolkit.checks.rule import Observation, rule
from toolkit.checks.series import Series, evidence
from toolkit.checks.sheet import Sheet
from toolkit.checks.wording import number
from toolkit.model import CellId, Repair

_MUCH = 10
"""Either year one of the rows has at least so many."""
_ALIKE = 2
"""Exchanged, no row is more than so many times last year's, or less than that part of it."""
_DRIFT = 0.36
"""How far a row's figures are from last year's: the variance of their logarithms, a factor of 1.8 either way."""
_NEARER = 1.0
_NEARER_BY_COLUMNS = 8.0
"""By so much is it likelier that the rows were exchanged, by their totals and by all columns (logarithms of odds)."""
_CARRIED = frozenset({"new", "carried_in", "total", "carried_out"})
"""Rows of which sums or last year's report speak."""


@rule("years.rows_exchanged", severity="warning")
def rows_exchanged(series: Series) -> Iterator[Observation]:
    """What: 相邻两行的数没有填颠倒。
    Why: 两行办理结果对调，各行、各列的合计都不变，勾稽关系查不出来；只有上年报告看得出：
        一多一少的两行，今年恰好反了过来，各类申请人也是这样。
    Example:
        year 2023
        applications.granted.natural 3
        applications.granted.total 3
        applications.partial.natural 41
        applications.partial.total 41
        last applications.granted.natural 38
        last applications.granted.total 38
        last applications.partial.natural 2
        last applications.partial.total 2
        finds applications.granted.natural applications.granted.total
        finds applications.partial.natural applications.partial.total
    Citation: 国办公开办函〔2021〕30号 附件，表三
    """
    last = series.last
    if last is None or series.sheet.form is None:
        return
    sheet = series.sheet
    rows = dict.fromkeys(cell.row.id for cell in sheet.cells.values() if cell.table == "applications")
    for one, other in pairwise(row for row in rows if row not in _CARRIED):
        columns = _columns(sheet, last, one, other)
        totals = columns.pop("total", None)
        if totals is None or not _look_exchanged(totals, columns.values()):
            continue
        now, before = totals
        changes = _exchanged(sheet, one, other)
        names = [sheet.cells[CellId(f"applications.{row}.total")].row.name for row in (one, other)]
        yield Observation(
            f"{names[0]} 与 {names[1]} 两行：今年合计 {number(now[0])} 和 {number(now[1])}，"
            f"{last.report.year} 年是 {number(before[0])} 和 {number(before[1])}，恰好反了过来；"
            "疑似两行的数填颠倒了，请对照底稿核对这两行",
            tuple(changes),
            slip="rows_exchanged",
            repairs=(Repair(changes, 1.0, "两行对调后与上年的多少相近，各项勾稽关系不受影响"),),
            repair_status="ambiguous",
            elsewhere=evidence(last, [CellId(f"applications.{row}.total") for row in (one, other)]),
        )


Pair = tuple[Decimal, Decimal]
"""The figures of two rows in a column."""


def _columns(sheet: Sheet, last: Sheet, one: str, other: str) -> dict[str, tuple[Pair, Pair]]:
    """The two rows' figures in this year's and in last year's report, by the columns in which all four are known."""
    known: dict[str, tuple[Pair, Pair]] = {}
    for column in (c.column.id for c in sheet.cells.values() if c.id.startswith(f"applications.{one}.")):
        cells = [CellId(f"applications.{row}.{column}") for row in (one, other)]
        if all(cell in values for cell in cells for values in (sheet.values, last.values)):
            (a, b), (c, d) = ([values[cell] for cell in cells] for values in (sheet.values, last.values))
            known[column] = ((a, b), (c, d))
    return known


def _look_exchanged(totals: tuple[Pair, Pair], columns: Iterable[tuple[Pair, Pair]]) -> bool:
    """Whether two rows are much nearer to last year's if they are exchanged, and near enough then."""
    (one, other), (one_before, other_before) = totals
    return (
        min(max(one, other), max(one_before, other_before)) >= _MUCH
        and _are_alike(one, other_before)
        and _are_alike(other, one_before)
        and _nearer_exchanged(*totals) >= _NEARER
        and sum(_nearer_exchanged(*column) for column in columns) >= _NEARER_BY_COLUMNS
    )


def _are_alike(one: Decimal, other: Decimal) -> bool:
    return max(one, other) + 1 <= _ALIKE * (min(one, other) + 1)


def _nearer_exchanged(now: Pair, before: Pair) -> float:
    """By how much it is likelier that two figures come of last year's if they are exchanged (a logarithm of odds)."""
    as_printed = _far(now[0], before[0]) + _far(now[1], before[1])
    return as_printed - _far(now[0], before[1]) - _far(now[1], before[0])


def _far(now: Decimal, before: Decimal) -> float:
    """How far a figure is from last year's, by what figures vary and by what chance does to small ones."""
    ratio = log((float(now) + 1) / (float(before) + 1))
    return ratio**2 / (2 * (_DRIFT + 1 / (float(now + before) + 1)))


def _exchanged(sheet: Sheet, one: str, other: str) -> dict[CellId, Decimal]:
    """The two rows' figures, each where the other's stand, of cells in which they differ."""
    changes: dict[CellId, Decimal] = {}
    columns = [c.column.id for c in sheet.cells.values() if c.id.startswith(f"applications.{one}.")]
    for row, there in ((one, other), (other, one)):
        for column in columns:
            cell, from_ = CellId(f"applications.{row}.{column}"), CellId(f"applications.{there}.{column}")
            if cell in sheet.values and from_ in sheet.values and sheet.values[cell] != sheet.values[from_]:
                changes[cell] = sheet.values[from_]
    return changes
