"""Rules about single figures."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Observation, rule
from toolkit.checks.sheet import Sheet
from toolkit.checks.wording import number


@rule("figures.not_negative", severity="error")
def not_negative(sheet: Sheet) -> Iterator[Observation]:
    """What: 件数和金额不小于 0；只有“本年增/减”一列可以是负数。
    Why: 负数多半是减号、连接号粘在了数字前面，或把增减量填进了件数。
    Example:
        disclosure.penalty.decisions -3
        finds disclosure.penalty.decisions
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件）
    """
    for cell, value in sheet.values.items():
        if value < 0 and not sheet.cells[cell].column.signed:
            yield Observation(f"{sheet.cells[cell].name} 填的是 {number(value)}，这里的数不会小于 0；请核对", (cell,))


@rule("figures.whole", severity="error")
def whole(sheet: Sheet) -> Iterator[Observation]:
    """What: 件数、项数是整数；只有以万元计的金额可以有小数。
    Why: 小数多半是填错了格，例如把金额填进了件数，或小数点是误敲的。
    Example:
        applications.new.natural 2.5
        finds applications.new.natural
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件）
    """
    for cell, value in sheet.values.items():
        of = sheet.cells[cell]
        if value != value.to_integral_value() and not of.is_money:
            yield Observation(f"{of.name} 填的是 {number(value)}，以“{of.unit}”计的数应是整数；请核对", (cell,))
