"""Rules about a report and the same organ's reports of earlier years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.rule import Observation, rule
from toolkit.checks.series import Series, evidence
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import WORDS, digit_slip
from toolkit.checks.wording import number
from toolkit.model import CellId

_EXPLAINED = re.compile("机构改革|机构调整|职能划转|撤并|合并|更正|上年度?(报告|数据)(有误|统计)|口径")
"""Words that say why figures need not follow from last year's."""
_JUMP = 5
_LARGE = 50
_LEAST_FIGURES = 3


@rule("years.other_organ", severity="warning")
def other_organ(series: Series) -> Iterator[Observation]:
    """What: 用来比较的往年报告是同一机关的。
    Why: 机关改了名称，可以照常比较；拿错了文件，比出来的都不算数。
    Example:
        organ 云溪县水务局
        last organ 云溪县林业局
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    mine = series.sheet.report
    others = [s.report for s in series.earlier if s.report.organ and mine.organ and not _same(s, series.sheet)]
    if others:
        named = "、".join(f"{report.year} 年的是“{report.organ}”" for report in others)
        yield Observation(f"这份报告的机关是“{mine.organ}”，往年报告中 {named}；请确认是同一机关，没有拿错文件")


def _same(one: Sheet, other: Sheet) -> bool:
    return "".join((one.report.organ or "").split()) == "".join((other.report.organ or "").split())


@rule("years.carried_over", severity="error")
def carried_over(series: Series) -> Iterator[Observation]:
    """What: 上年结转 = 上年报告的“结转下年度继续办理”，各列分别相等。
    Why: 上年没有办结的申请一件不少地转到今年。机构改革、上年报告有误时可以不等，但应当在“其他需要报告的事项”里说明。
    Example:
        year 2023
        rest 0
        applications.new.natural 5
        applications.new.total 5
        applications.granted.natural 5
        applications.granted.total 5
        applications.total.natural 5
        applications.total.total 5
        last rest 0
        last applications.new.natural 2
        last applications.new.total 2
        last applications.carried_out.natural 2
        last applications.carried_out.total 2
        finds applications.carried_in.natural applications.carried_in.total
    Citation: 国办公开办函〔2021〕30号 附件，表三
    """
    last = series.last
    if last is None:
        return
    clauses: list[str] = []
    cells: list[CellId] = []
    before: list[CellId] = []
    for cell, form_cell in series.sheet.cells.items():
        source = CellId(f"applications.carried_out.{form_cell.column.id}")
        if cell != f"applications.carried_in.{form_cell.column.id}":
            continue
        mine, theirs = series.sheet.values.get(cell), last.values.get(source)
        if mine is not None and theirs is not None and mine != theirs:
            cells.append(cell)
            before.append(source)
            clauses.append(f"{form_cell.column.label.text} 填 {number(mine)}，上年报告结转 {number(theirs)}")
    if cells:
        explained = _explained(series.sheet)
        slip, guess = _how_carried(series.sheet, last)
        said = f"；报告里提到“{explained}”，请核对说的是不是这件事" if explained else "；请核对是哪一年的报告填错了"
        yield Observation(
            f"上年结转与上年报告的“结转下年度继续办理”不一致：{'；'.join(clauses)}{guess}{said}",
            tuple(cells),
            expected=last.values[before[0]] if len(cells) == 1 else None,
            slip=slip,
            elsewhere=evidence(last, before),
            severity="warning" if explained else None,
        )


def _how_carried(sheet: Sheet, last: Sheet) -> tuple[str | None, str]:
    """What probably happened to a row that should have been carried over, and how it is told."""

    def row(of: Sheet, name: str) -> list[Decimal | None]:
        return [of.values.get(CellId(f"applications.{name}.{column}")) for column in columns]

    columns = [c.column.id for c in sheet.cells.values() if c.id.startswith("applications.carried_in.")]
    mine, right = row(sheet, "carried_in"), row(last, "carried_out")
    if not any(mine):
        return "row_empty", f"；{WORDS['row_empty']}"
    beside = list(dict.fromkeys(c.row.id for c in sheet.cells.values() if c.table == "applications"))
    at = beside.index("carried_in")
    for name in (beside[at - 1], *beside[at + 1 : at + 2]):
        # That a row beside it is all 0 as well says nothing, but of 本年新收: then there were no applications at all.
        if row(sheet, name) == right and (any(right) or name == "new"):
            there = sheet.cells[CellId(f"applications.{name}.{columns[0]}")].row.name
            return "rows_exchanged", f"；与“{there}”一行的数对调后就一致，疑似两行的数填颠倒了"
    if mine == row(last, "carried_in"):
        return "last_years_figure", "；与上年报告的“上年结转”一行相同，疑似上年的数没有改"
    pairs = [(a, b) for a, b in zip(mine, right, strict=True) if a is not None and b is not None and a != b]
    kinds = {digit_slip(a, b) for a, b in pairs}
    kind = kinds.pop() if len(pairs) == 1 else None
    return kind, f"；{WORDS[kind]}" if kind else ""


def _explained(sheet: Sheet) -> str | None:
    """The words of the report that may explain why it doesn't follow from last year's."""
    texts = (sheet.report.preamble, *(section.text for section in sheet.report.sections))
    found = next((match for text in texts if (match := _EXPLAINED.search(text))), None)
    return found.group() if found else None


@rule("years.in_force_follows", severity="warning")
def in_force_follows(series: Series) -> Iterator[Observation]:
    """What: 现行有效件数 = 上年报告的现行有效件数 + 本年制发件数 − 本年废止件数。
    Why: 现行有效件数是历年累计，只因制发和废止而变。清理文件、调整统计口径时可以例外。
    Example:
        year 2023
        disclosure.normative.issued 3
        disclosure.normative.repealed 1
        disclosure.normative.in_force 20
        last disclosure.normative.in_force 15
        finds disclosure.normative.in_force
    Citation: 国办公开办函〔2021〕30号 附件，表二
    """
    last = series.last
    for row in ("rules", "normative") if last is not None else ():
        cell, issued, repealed = (CellId(f"disclosure.{row}.{column}") for column in ("in_force", "issued", "repealed"))
        yield from _follows(series, last, cell, {cell: 1}, {issued: 1, repealed: -1})


@rule("years.previous_items_follow", severity="warning")
def previous_items_follow(series: Series) -> Iterator[Observation]:
    """What: 上一年项目数量 = 上年报告的上一年项目数量 + 上年报告的本年增/减。
    Why: 两份报告说的是同一年末的项目数。权责清单调整后可以例外。
    Example:
        year 2020
        form 2019
        disclosure.penalty.previous_items 57
        last form 2019
        last disclosure.penalty.previous_items 50
        last disclosure.penalty.change 4
        finds disclosure.penalty.previous_items
    Citation: 国办公开办函〔2019〕60号 附件，表二
    """
    last = series.last
    for row in ("licensing", "other_services", "penalty", "coercion", "fees") if last is not None else ():
        cell, change = (CellId(f"disclosure.{row}.{column}") for column in ("previous_items", "change"))
        yield from _follows(series, last, cell, {cell: 1, change: 1}, {})


def _follows(
    series: Series, last: Sheet | None, cell: CellId, before: dict[CellId, int], now: dict[CellId, int]
) -> Iterator[Observation]:
    """Whether a figure is the sum of last year's and of this year's."""
    values, names = series.sheet.values, series.sheet.cells
    if last is None or cell not in values or not (before.keys() <= last.values.keys() and now.keys() <= values.keys()):
        return
    terms = [(sign, "上年报告的 " + last.cells[c].name, last.values[c]) for c, sign in before.items()]
    terms += [(sign, names[c].name, values[c]) for c, sign in now.items()]
    expected = sum((sign * value for sign, _, value in terms), Decimal(0))
    if expected == values[cell]:
        return
    worked = " ".join(f"{'−' if sign < 0 else '+'} {name} {number(value)}" for sign, name, value in terms)
    yield Observation(
        f"{names[cell].name} 应为 {number(expected)}（{worked.removeprefix('+ ')}），表中为 {number(values[cell])}，"
        f"相差 {number(abs(expected - values[cell]))}；口径有调整的，请在报告里说明",
        (cell,),
        expected=expected,
        related=tuple(now),
        elsewhere=evidence(last, before),
    )


@rule("years.row_repeated", severity="warning")
def row_repeated(series: Series) -> Iterator[Observation]:
    """What: 一整行的数与上年报告不完全相同。
    Why: 一行里几个数都与上年一样，多半是拿上年的表修改时忘了改这一行。
    Example:
        year 2023
        applications.granted.natural 31
        applications.granted.company 7
        applications.granted.total 38
        last applications.granted.natural 31
        last applications.granted.company 7
        last applications.granted.total 38
        finds applications.granted.natural applications.granted.company applications.granted.total
    Citation: 国办公开办函〔2021〕30号
    """
    last = series.last
    if last is None:
        return
    rows: dict[str, list[CellId]] = {}
    for cell in series.sheet.cells:
        rows.setdefault(cell.rpartition(".")[0], []).append(cell)
    repeated = {row: tuple(cells) for row, cells in rows.items() if _is_repeated(cells, series.sheet, last)}
    if repeated:
        cells = tuple(cell for row in repeated.values() for cell in row if cell in series.sheet.values)
        names = dict.fromkeys(series.sheet.cells[row[0]].row.name for row in repeated.values())
        yield Observation(
            f"{'、'.join(names)} 整行与 {last.report.year} 年的报告完全相同，疑似上年的数没有改；请核对",
            cells,
            slip="last_years_figure",
            elsewhere=evidence(last, cells),
        )


def _is_repeated(cells: list[CellId], sheet: Sheet, last: Sheet) -> bool:
    """Whether a row has several figures that are not all small, each the same as last year's."""
    mine = [sheet.values.get(cell) for cell in cells]
    figures = [value for value in mine if value]
    telling = len(figures) >= _LEAST_FIGURES and max(figures) >= 10
    return telling and mine == [last.values.get(cell) for cell in cells]


@rule("years.jump", severity="warning")
def jump(series: Series) -> Iterator[Observation]:
    """What: 本年新收、现行有效件数、各类处理决定数和金额与往年相差不超过五倍。
    Why: 差得太多，多半是多写或少写了一位数字、元与万元相混，或把全区的数与本机关的数相混；确有其事的可以不改。
    Example:
        year 2023
        disclosure.fees.amount 77300
        last disclosure.fees.amount 7.73
        finds disclosure.fees.amount
    Citation: 国办公开办函〔2021〕30号
    """
    for cell, value in series.sheet.values.items():
        form_cell = series.sheet.cells[cell]
        watched = form_cell.table == "disclosure" and not form_cell.column.signed and form_cell.column.id != "repealed"
        if not watched and cell != "applications.new.total":
            continue
        known = {s.report.year: s.values[cell] for s in series.earlier if cell in s.values}
        if not known or max(known.values()) <= 0:
            continue
        low, high = min(v for v in known.values()), max(known.values())
        if value - high > _LARGE and value > _JUMP * high:
            told, unit = f"是往年最多时的 {number(round(value / high, 1))} 倍", value / high
        elif low - value > _LARGE and value * _JUMP < low:
            told, unit = "不到往年最少时的五分之一", low / value if value else Decimal(0)
        else:
            continue
        slip = "unit_slip" if form_cell.is_money and 5000 <= unit <= 20000 else None
        right = f"，按元填的应为 {number(value / 10000)} 万元" if value > high else ""
        guess = f"，疑似元与万元相混{right}" if slip else ""
        past = "、".join(f"{year} 年 {number(v)}" for year, v in sorted(known.items(), key=lambda pair: pair[0] or 0))
        yield Observation(
            f"{form_cell.name} 填 {number(value)}，{told}（{past}）{guess}；请核对",
            (cell,),
            slip=slip,
            elsewhere=tuple(e for s in series.earlier for e in evidence(s, [cell])),
        )
