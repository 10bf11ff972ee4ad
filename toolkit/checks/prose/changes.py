"""The rule about changes: what the prose says of last year follows from last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from toolkit.checks.rule import Observation, rule
from toolkit.checks.said import Said, Told, all_said, evidence_of, readings, value_of
from toolkit.checks.series import evidence
from toolkit.checks.wording import number
from toolkit.model import CellId, Claim, Evidence, Severity

_TIMES = {"倍": 1, "成": 10, "%": 100}
_LAST_YEAR = re.compile("同比|[上去]年|上一年|去年同期")


@rule("prose.change", severity="warning")
def change(told: Told) -> Iterator[Observation]:
    """What: 正文写的“同比”“比上年”增减，由上年报告的数算得出来。
    Why: 方向写反、百分比照抄上年，只有拿上年的报告来算才看得出。
    Example:
        year 2023
        rest 0
        applications.new.natural 30
        applications.new.total 30
        applications.granted.natural 30
        applications.granted.total 30
        applications.total.natural 30
        applications.total.total 30
        last rest 0
        last applications.new.natural 40
        last applications.new.total 40
        last applications.granted.natural 40
        last applications.granted.total 40
        last applications.total.natural 40
        last applications.total.total 40
        section 一 全年收到政府信息公开申请30件，同比下降35%。
        finds applications.new.total
    Citation: 国办公开办函〔2021〕30号
    """
    for claim in told.sheet.report.claims:
        changed = told.by_id.get(claim.whole or "")
        amount = told.by_id.get(claim.parts[0]) if claim.parts else None
        if claim.kind != "change" or changed is None or amount is None or claim.direction is None:
            continue
        if not _is_of_last_year(claim.against, told.sheet.report.year) or changed.doubts or amount.doubts:
            continue
        before = _before(changed, told)
        if before is not None:
            yield from _compared(claim, changed, amount, *before, told)


def _is_of_last_year(against: str | None, year: int | None) -> bool:
    if against is None or year is None:
        return False
    return _LAST_YEAR.search(against) is not None or f"{year - 1}年" in against


def _before(changed: Said, told: Told) -> tuple[Decimal, tuple[CellId, ...], tuple[Evidence, ...]] | None:
    """Last year's figure of the same thing: of the same cells, else what its prose says, if that is one number."""
    last = told.series.last
    indicator = changed.mention.indicator
    if last is None or indicator is None:
        return None
    options = readings(changed, told.sheet)
    if options:
        cells = tuple(cell for cell, _ in options[0])
        if value_of(options[0], told.sheet.values) != changed.value or any(cell not in last.values for cell in cells):
            return None  # that the prose is not the table's is another rule's matter
        return value_of(options[0], last.values), cells, evidence(last, cells)
    those = [s for s in all_said(last.report) if s.mention.indicator == indicator and s.is_exact]
    if len({(said.value, said.mention.unit) for said in those}) != 1 or those[0].mention.unit != changed.mention.unit:
        return None
    return those[0].value, (), evidence_of(last.report, those[:1])


def _compared(
    claim: Claim,
    changed: Said,
    amount: Said,
    before: Decimal,
    cells: tuple[CellId, ...],
    elsewhere: tuple[Evidence, ...],
    told: Told,
) -> Iterator[Observation]:
    difference = changed.value - before
    up = claim.direction == "up"
    wrong_way = (difference < 0) if up else (difference > 0)
    unit = amount.mention.unit
    if unit in _TIMES and not before:
        return  # nothing can be said in shares of nothing
    said = f"正文写“{changed.quote}”“{amount.quote}”，上年报告为 {number(before)}"
    if unit not in _TIMES:
        right = number(abs(difference))
        fits, truncated = amount.value == abs(difference), False
    else:
        exact = abs(difference) * _TIMES[unit] / before
        step = Decimal(1).scaleb(min(int(amount.value.as_tuple().exponent), 0))
        right = f"{number(exact.quantize(step, ROUND_HALF_UP))}{unit}"
        fits = amount.value == exact.quantize(step, ROUND_HALF_UP)
        truncated = not fits and amount.value == exact.quantize(step, ROUND_DOWN)
    if fits and not (wrong_way and difference):
        return
    way = "增加" if difference > 0 else "减少" if difference < 0 else "持平"
    severity: Severity | None = None
    if wrong_way:
        tail, severity = f"实际是{way} {right}，方向写反", "error" if cells else None
    elif truncated:
        tail, severity = f"应为{way} {right}，写的是截去尾数的结果", "info"
    else:
        tail = f"应为{way} {right}；请核对，或看是不是照抄了上年的话"
    yield Observation(
        f"{said}，{tail}",
        cells,
        quotes=(changed.quote, amount.quote),
        elsewhere=elsewhere,
        severity=severity,
    )
