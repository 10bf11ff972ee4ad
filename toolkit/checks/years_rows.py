"""Two rows that last year's report has the other way round: no sum can see that they were exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from toolkit.checks.rule import Observation, rule
from toolkit.checks.series import Series, evidence
from toolkit.checks.sheet import Sheet
from toolkit.checks.wording import number
from toolkit.model import CellId, Repair

_MUCH = 10
"""Both rows have at least so many in the year in which they have more."""
_TIMES = 4
"""In each report one row has so many times the other's figures, but not the same one."""
_ALIKE = 2
"""Exchanged, no row is more than so many times last year's, or less than that part of it."""
_CARRIED = frozenset({"new", "carried_in", "total", "carried_out"})
"""Rows of which sums or last year's report speak."""


@rule("years.rows_exchanged", severity="warning")
def rows_exchanged(series: Series) -> Iterator[Observation]:
    """What: 相邻两行的数没有填颠倒。
    Why: 两行办理结果对调，各行、各列的合计都不变，勾稽关系查不出来；只有上年报告看得出：
        一多一少的两行，今年恰好反了过来。
    Example:
        year 2023
        applications.granted.total 3
        applications.partial.total 41
        last applications.granted.total 38
        last applications.partial.total 2
        finds applications.granted.total applications.partial.total
    Citation: 国办公开办函〔2021〕30号 附件，表三
    """
    last = series.last
    if last is None or series.sheet.form is None:
        return
    sheet = series.sheet
    rows = dict.fromkeys(cell.row.id for cell in sheet.cells.values() if cell.table == "applications")
    for one, other in pairwise(row for row in rows if row not in _CARRIED):
        now = _totals(sheet, one, other)
        before = _totals(last, one, other)
        if now is None or before is None or not _look_exchanged(now, before):
            continue
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


def _totals(sheet: Sheet, one: str, other: str) -> tuple[Decimal, Decimal] | None:
    first, second = (sheet.values.get(CellId(f"applications.{row}.total")) for row in (one, other))
    return None if first is None or second is None else (first, second)


def _look_exchanged(now: tuple[Decimal, Decimal], before: tuple[Decimal, Decimal]) -> bool:
    """Whether one row was by far the larger last year, the other is now, and exchanged both are much as they were."""
    (much, few), (much2, few2) = sorted(before, reverse=True), sorted(now, reverse=True)
    turned = (before[0] > before[1]) != (now[0] > now[1])
    telling = min(much, much2) >= _MUCH and much >= _TIMES * (few + 1) and much2 >= _TIMES * (few2 + 1)
    alike = max(much, much2) <= _ALIKE * min(much, much2) and max(few, few2) + 1 <= _ALIKE * (min(few, few2) + 1)
    return turned and telling and alike


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
