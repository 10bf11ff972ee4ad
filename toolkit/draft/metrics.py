"""Every quantity that the narrative may use: its value, how it is said, its formula; undefined stays undefined.

Names: ``new`` (a quantity of ``metrics.yaml``), ``share.granted``; of a quantity ``last.new`` (last year's),
``delta.new`` (how many more or fewer), ``change.new`` (by how many percent), ``trend.new`` (for how many years it went
the same way); of a share ``last.share.granted`` and ``points.granted`` (by how many percentage points it moved).
A delta, a change and points are said without their sign: their ``direction`` is said in words beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from toolkit.checks.sheet import Sheet, sheet_of
from toolkit.checks.wording import number
from toolkit.draft.comparing import comparable_tables
from toolkit.draft.spec import QuantitySpec, ShareSpec, metrics_spec
from toolkit.model import CellId, Report

Direction = Literal["up", "down", "same"]

YEAR = "report.year"
INCOMPARABLE = "两年的年报格式不同，口径不可比"
_MOST_PLACES = 4
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric.

    ``value`` is exact and has its sign, ``shown`` is rounded and has none, ``text`` is ``shown`` with the unit. All
    three are None (or empty) where the metric is undefined, and ``why`` says why. ``cells`` are this year's cells that
    it is made of.
    """

    id: str
    name: str
    unit: str
    value: Decimal | None = None
    shown: Decimal | None = None
    text: str = ""
    direction: Direction | None = None
    formula: str = ""
    why: str = ""
    cells: tuple[CellId, ...] = ()


Metrics = Mapping[str, Metric]


def metrics_of(report: Report, previous: Sequence[Report] = ()) -> Metrics:
    """All metrics of a report, compared with the report of the year before, where that is among ``previous``."""
    years = {each.year: sheet_of(each) for each in previous if each.year is not None}
    sheet = sheet_of(report)
    last = years.get(report.year - 1) if report.year is not None else None
    found: dict[str, Metric] = {YEAR: _year(report)}
    for name, quantity in metrics_spec().quantities.items():
        cells = _cells(quantity, sheet)
        if not cells:
            continue
        this = _quantity(name, quantity, sheet, cells)
        before = _last(this, quantity, sheet, last)
        found |= {this.id: this, before.id: before}
        for metric in (_delta(this, before), _change(this, before), _trend(this, quantity, sheet, years)):
            found[metric.id] = metric
    for name, share in metrics_spec().shares.items():
        if share.part in found and share.whole in found:
            for metric in _shares(name, share, found):
                found[metric.id] = metric
    return found


def _year(report: Report) -> Metric:
    if report.year is None:
        return Metric(YEAR, "报告年度", "年", why="没有报告年度")
    year = Decimal(report.year)
    return Metric(YEAR, "报告年度", "年", year, year, f"{report.year}年", formula="报告标题")


# --- quantities -------------------------------------------------------------------------------------------


def _cells(quantity: QuantitySpec, sheet: Sheet) -> tuple[CellId, ...]:
    return _matching(quantity.sum, tuple(sheet.cells))


@lru_cache(maxsize=512)  # the quantities on the few sets of cells that forms have
def _matching(patterns: tuple[str, ...], cells: tuple[CellId, ...]) -> tuple[CellId, ...]:
    plain = frozenset(pattern for pattern in patterns if "*" not in pattern)
    wild = [pattern for pattern in patterns if pattern not in plain]
    return tuple(cell for cell in cells if cell in plain or any(fnmatchcase(cell, pattern) for pattern in wild))


def _quantity(name: str, spec: QuantitySpec, sheet: Sheet, cells: Sequence[CellId]) -> Metric:
    metric = Metric(name, spec.name, spec.unit, cells=tuple(cells))
    unknown = [sheet.cells[cell].name for cell in cells if cell not in sheet.values]
    if unknown:
        more = f"等 {len(unknown)} 格" if len(unknown) > 1 else ""
        return replace(metric, why=f"“{unknown[0]}”{more}没有数")
    values = [sheet.values[cell] for cell in cells]
    total = sum(values, Decimal(0))
    if total < 0 or (spec.unit != "万元" and total != total.to_integral_value()):
        return replace(metric, why=f"{number(total)} 不可能是{spec.name}的数")
    terms = " + ".join(f"{sheet.cells[c].name} {number(v)}" for c, v in zip(cells, values, strict=True) if v)
    return replace(metric, value=total, shown=total, text=number(total) + spec.unit, formula=terms or "各项均为 0")


def _last(this: Metric, spec: QuantitySpec, sheet: Sheet, last: Sheet | None) -> Metric:
    """Last year's quantity, if it was counted as this year's is."""
    name, words = f"last.{this.id}", f"上年{this.name.removeprefix('本年')}"
    if last is None:
        return Metric(name, words, this.unit, why="没有上年年报")
    cells = _cells(spec, last)
    if not _comparable(sheet, last, (*this.cells, *cells)) or not cells:
        return Metric(name, words, this.unit, why=INCOMPARABLE)
    return replace(_quantity(name, spec, last, cells), name=words, cells=())


def _comparable(one: Sheet, other: Sheet, cells: Sequence[CellId]) -> bool:
    if one.form is None or other.form is None:
        return False
    tables = comparable_tables(other.form.id, one.form.id)
    return one.form is other.form or all(cell.partition(".")[0] in tables for cell in cells)


def _delta(this: Metric, last: Metric) -> Metric:
    made = Metric(f"delta.{this.id}", f"{this.name}与上年之差", this.unit, cells=this.cells)
    if this.value is None or last.value is None:
        return replace(made, why=this.why or last.why)
    difference = this.value - last.value
    shown = abs(difference)
    return replace(
        made,
        value=difference,
        shown=shown,
        text=number(shown) + this.unit,
        direction=_direction(difference),
        formula=f"本年 {number(this.value)} − 上年 {number(last.value)}",
    )


def _change(this: Metric, last: Metric) -> Metric:
    made = Metric(f"change.{this.id}", f"{this.name}比上年的增减幅度", "%", cells=this.cells)
    if this.value is None or last.value is None:
        return replace(made, why=this.why or last.why)
    if last.value == 0:
        return replace(made, why="上年为 0，没有增减幅度")
    value = (this.value - last.value) / last.value * _HUNDRED
    shown = rounded(abs(value), is_share=False)
    formula = f"（本年 {number(this.value)} − 上年 {number(last.value)}）÷ 上年 {number(last.value)}"
    return replace(
        made, value=value, shown=shown, text=f"{number(shown)}%", direction=_direction(value), formula=formula
    )


def _trend(this: Metric, spec: QuantitySpec, sheet: Sheet, years: Mapping[int, Sheet]) -> Metric:
    """For how many years in a row, this one included, it rose or fell; at least two, else it is no trend."""
    made = Metric(f"trend.{this.id}", f"{this.name}连续同向变化的年数", "年", cells=this.cells)
    year, values = sheet.report.year, [this.value]
    while year is not None and (before := years.get(year - 1)) is not None:
        year -= 1
        values.append(_last(this, spec, sheet, before).value)
    known = values[: values.index(None)] if None in values else values
    steps = [_direction(a - b) for a, b in pairwise(known) if a is not None and b is not None]
    length = next((at for at, step in enumerate(steps) if step != steps[0]), len(steps))
    if length < 2 or steps[0] == "same":
        return replace(made, why="没有连续两年同向的变化")
    shown = Decimal(length)
    formula = " ← ".join(number(v) for v in known[: length + 1] if v is not None)
    return replace(made, value=shown, shown=shown, text=f"{length}年", direction=steps[0], formula=formula)


def _direction(difference: Decimal) -> Direction:
    return "up" if difference > 0 else "down" if difference < 0 else "same"


# --- shares -----------------------------------------------------------------------------------------------


def _shares(name: str, spec: ShareSpec, found: Metrics) -> Iterator[Metric]:
    this = _share(f"share.{name}", spec.name, found[spec.part], found[spec.whole])
    last = _share(f"last.share.{name}", f"上年{spec.name}", found[f"last.{spec.part}"], found[f"last.{spec.whole}"])
    yield this
    yield last
    made = Metric(f"points.{name}", f"{spec.name}与上年之差", "个百分点", cells=this.cells)
    if this.value is None or last.value is None:
        yield replace(made, why=this.why or last.why)
        return
    difference = this.value - last.value
    shown = rounded(abs(difference), is_share=False)
    yield replace(
        made,
        value=difference,
        shown=shown,
        text=f"{number(shown)}个百分点",
        direction=_direction(difference),
        formula=f"本年 {this.text} − 上年 {last.text}（按未舍入的数计算）",
    )


def _share(name: str, words: str, part: Metric, whole: Metric) -> Metric:
    made = Metric(name, words, "%", cells=(*part.cells, *whole.cells))
    if part.value is None or whole.value is None:
        return replace(made, why=part.why or whole.why)
    if whole.value == 0:
        return replace(made, why=f"{whole.name}为 0，没有比例")
    value = part.value / whole.value * _HUNDRED
    shown = rounded(value, is_share=True)
    formula = f"{part.name} {number(part.value)} ÷ {whole.name} {number(whole.value)}"
    return replace(made, value=value, shown=shown, text=f"{number(shown)}%", formula=formula)


def rounded(value: Decimal, *, is_share: bool) -> Decimal:
    """A percentage to one decimal, half up; to more where one would make 0 or (of a share) 100 of what is neither."""
    for places in range(1, _MOST_PLACES + 1):
        shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if (shown != 0 or value == 0) and (shown != _HUNDRED or value == _HUNDRED or not is_share):
            return shown
    return value.quantize(Decimal(1).scaleb(-_MOST_PLACES), ROUND_HALF_UP)
