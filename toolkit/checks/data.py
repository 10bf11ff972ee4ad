"""Rules about figures that may be right, and seldom are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.rule import Observation, rule
from toolkit.checks.sheet import Sheet
from toolkit.checks.wording import number
from toolkit.model import CellId

_MANY = 20
_FEW = 10
"""Smaller figures are sums of others by chance."""
_TIMES = 5
_MUCH_MONEY = 100_000
_LARGE_GOVERNMENT = re.compile("(市|州|盟|地区|省|自治区)(人民政府|政府|行政公署)(办公室|办公厅)?$")


@rule("data.third_column_as_stock", severity="warning")
def third_column_as_stock(sheet: Sheet) -> Iterator[Observation]:
    """What: “处理决定数量”填的是当年办件量，不是年末的项目数。
    Why: 三列连着看容易误作“上年数、增减、本年数”；第三列恰好等于前两列相加减时，多半是这样误填的。
    Example:
        form 2019
        disclosure.penalty.previous_items 57
        disclosure.penalty.change 4
        disclosure.penalty.decisions 53
        finds disclosure.penalty.decisions
    Citation: 国办公开办函〔2019〕60号 附件，表二
    """
    for row in ("licensing", "other_services", "penalty", "coercion"):
        before, change, decisions = (
            CellId(f"disclosure.{row}.{column}") for column in ("previous_items", "change", "decisions")
        )
        if not {before, change, decisions} <= sheet.values.keys():
            continue
        items, more, done = (sheet.values[cell] for cell in (before, change, decisions))
        sign = next((sign for sign in (1, -1) if items and more and done >= _FEW and done == items + sign * more), None)
        if sign is not None:
            worked = f"{number(items)}{'+' if sign * more > 0 else '−'}{number(abs(more))}"
            yield Observation(
                f"{sheet.cells[decisions].name} 填 {number(done)}，恰好是前两列相加减（{worked}）；"
                "这一列应填当年作出的决定件数，请核对是否误填了项目数",
                (decisions,),
                related=(before, change),
            )


@rule("data.change_too_large", severity="warning")
def change_too_large(sheet: Sheet) -> Iterator[Observation]:
    """What: “本年增/减”填的是项目的增减，不是当年的办件量。
    Why: 项目数一年里很少成倍地变；增减数远大于上一年项目数，多半是把办件量填进了这一列。
    Example:
        form 2019
        disclosure.licensing.previous_items 6
        disclosure.licensing.change 128
        finds disclosure.licensing.change
    Citation: 国办公开办函〔2019〕60号 附件，表二
    """
    for cell, value in sheet.values.items():
        row, _, column = cell.rpartition(".")
        before = CellId(f"{row}.previous_items")
        items = sheet.values.get(before)
        if column == "change" and items is not None and abs(value) >= _MANY and abs(value) > _TIMES * items:
            yield Observation(
                f"{sheet.cells[cell].name} 填 {number(value)}，而上一年项目数量只有 {number(items)}；"
                "请核对是否把当年的办件量填进了增减",
                (cell,),
                related=(before,),
            )


@rule("data.money_in_yuan", severity="warning")
def money_in_yuan(sheet: Sheet) -> Iterator[Observation]:
    """What: 以万元计的金额没有按元填。
    Why: 金额栏的单位是万元；十万（万元）以上的整数，即十亿元以上，多半是按元填的。
        市、州、省级政府的汇总报告从一百亿元起才提醒。
    Example:
        disclosure.fees.amount 7730000
        finds disclosure.fees.amount
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件，表二）
    """
    much = _MUCH_MONEY * (10 if _LARGE_GOVERNMENT.search(sheet.report.organ or "") else 1)
    for cell, value in sheet.values.items():
        if sheet.cells[cell].is_money and value >= much and value == value.to_integral_value():
            yield Observation(
                f"{sheet.cells[cell].name} 填 {number(value)} 万元，合 {number(value / 10000)} 亿元；"
                f"如果是按元填的，应为 {number(value / 10000)} 万元，请核对单位",
                (cell,),
                slip="unit_slip",
            )


@rule("data.disputes_without_applications", severity="warning")
def disputes_without_applications(sheet: Sheet) -> Iterator[Observation]:
    """What: 有复议、诉讼的，本年或上年应当有申请。
    Why: 复议和诉讼因申请的答复而起；一件申请也没有，却有复议、诉讼，多半是漏填了申请。更早的申请引起的可以例外。
    Example:
        rest 0
        disputes.review.upheld 3
        disputes.review.total 3
        finds disputes.review.total
    Citation: 国办公开办函〔2021〕30号 附件，表三、表四
    """
    rows = ("new", "carried_in", "total")
    asked = [sheet.values.get(CellId(f"applications.{row}.total")) for row in rows]
    # Where only the sums are 0, they were left out.
    asked += [
        value for cell, value in sheet.values.items() if cell.startswith(tuple(f"applications.{r}." for r in rows))
    ]
    disputes = tuple(
        cell
        for cell, value in sheet.values.items()
        if cell.startswith("disputes.") and cell.endswith(".total") and value
    )
    if disputes and all(value == Decimal(0) for value in asked):
        worth = sum((sheet.values[cell] for cell in disputes), Decimal(0))
        yield Observation(
            f"填了复议、诉讼 {number(worth)} 件，但本年新收、上年结转和办结的申请都是 0；请核对是否漏填了申请",
            disputes,
        )
