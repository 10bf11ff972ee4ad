"""Rules about figures that a sentence ties together: lists add up, shares follow from what they are shares of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from toolkit.checks.rule import Observation, rule
from toolkit.checks.said import Said, Told, agrees, readings
from toolkit.checks.wording import number, sum_of
from toolkit.model import CellId, Claim, Severity

_CHANNEL = re.compile(
    "网站|网|微信|微博|公众号|新媒体|平台|公报|报刊|报纸|电视|广播|电子屏|公开栏|公示栏|抖音|头条|客户端|媒体|渠道|APP"
)
_BESIDE = re.compile("另|此外|还有")
"""What stands beside a list: 办结109件，其中按时办结103件，延期办结6件，另有3件结转."""
_OPEN = re.compile("等|主要|包括但不限于|重点|另")
_NEARLY_ALL = Decimal("0.7")
_LISTED = 3
_WAN = 10_000
_RATE_NEAR = 2
"""Of a rate (挂接率) it isn't said what it is of; one that is farther off than this is of something else."""


@rule("prose.parts", severity="error")
def parts(told: Told) -> Iterator[Observation]:
    """What: “其中”各项之和不超过总数；说明是全部的，等于总数。
    Why: 部分加起来比全部还多，必有一个数写错；几种渠道公开同一条信息的不算。
    Example:
        year 2023
        section 一 全年公开政府信息36条，其中政策文件12条、工作动态20条、财政信息5条。
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    for claim in told.sheet.report.claims:
        whole = told.by_id.get(claim.whole or "")
        named = [told.by_id[part] for part in claim.parts if part in told.by_id]
        if claim.kind not in ("parts", "outcomes") or whole is None or len(named) < len(claim.parts):
            continue
        listed = [said for said in named if not _BESIDE.match(said.quote)]
        if any("about" in said.doubts for said in (whole, *listed)):
            continue
        observation = _list(claim, whole, listed, told)
        if observation is not None:
            yield observation


def _list(claim: Claim, whole: Said, listed: Sequence[Said], told: Told) -> Observation | None:
    total = sum((said.value for said in listed), Decimal(0))
    mistaken = "万" in whole.mention.raw and len(listed) > 1 and total * _WAN == whole.value
    weight = "error" if mistaken else _weight(claim, whole, listed, total)
    if total == whole.value or weight is None:
        return None
    if any(_contradicts_table(said, told) for said in (whole, *listed)):
        return None  # the same slip is told by the rule about the figure
    unit = whole.mention.raw.lstrip("0123456789.,，")
    how = f"各项合计 {number(total)}（{sum_of([said.value for said in listed])}），"
    if mistaken:
        clauses = [f"{how}恰好是总数不带“万”的数，疑似单位“{unit}”多写了“万”"]
    elif total > whole.value:
        clauses = [f"{how}比总数 {number(whole.value)} 多 {number(total - whole.value)}"]
    else:
        clauses = [f"{how}比总数 {number(whole.value)} 少 {number(whole.value - total)}"]
    advice = (
        "请核对；没有列全的，请写“等”或写明其余是什么"
        if total < whole.value and not claim.complete
        else "请核对哪一个数写错"
    )
    return Observation(
        "；".join([f"正文写“{whole.quote}”，{_items(listed)}：{clauses[0]}", advice]),
        slip="unit_slip" if mistaken else None,
        quotes=(whole.quote, *(said.quote for said in listed)),
        severity=weight,
    )


def _items(listed: Sequence[Said]) -> str:
    return "、".join(f"“{said.quote}”" for said in listed[:8]) + ("等" if len(listed) > 8 else "")


def _weight(claim: Claim, whole: Said, listed: Sequence[Said], total: Decimal) -> Severity | None:
    """How much it weighs that a list does not add up; None: nothing can be said."""
    applications = (whole.mention.indicator or "").startswith(("applications.", "disputes.", "indicators.received"))
    overlaps = not applications and any(_CHANNEL.search(said.quote) for said in listed)
    tied = any(said.mention.indicator for said in listed)
    if total > whole.value:
        if overlaps:
            return None
        return "error" if len(listed) > 1 and all(said.is_exact for said in listed) else "warning"
    if claim.complete:
        return None if overlaps else "error" if len(listed) > 1 else "warning"
    # What isn't said to be all is worth a look only where it seems to be meant for all.
    full = len(listed) >= _LISTED and total >= _NEARLY_ALL * whole.value and not tied
    return "warning" if full and not overlaps and not _OPEN.search(_between(whole, listed)) else None


def _between(whole: Said, listed: Sequence[Said]) -> str:
    """The words from the total to the end of the list's sentence."""
    first, last = whole.mention, listed[-1].mention
    sentence = listed[-1].sentence
    return sentence[max(0, len(whole.before)) :] if first.section == last.section else sentence


def _contradicts_table(said: Said, told: Told) -> bool:
    options = readings(said, told.sheet)
    return bool(options) and not any(agrees(said, terms, told) for terms in options)


# --- shares -----------------------------------------------------------------------------------------------

Fit = Literal["rounded", "truncated", "last_digit"]


@rule("prose.share", severity="warning")
def share(told: Told) -> Iterator[Observation]:
    """What: 正文写的百分比是由它的两个数算出来的。
    Why: 百分比算错或照抄上年，读者一算便知；只截去尾数、末位差 1 的另外说明。
    Example:
        year 2023
        section 一 全年办结申请734件，其中予以公开16件，占2.8%。
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    told_before: set[tuple[str, ...]] = set()
    for claim in told.sheet.report.claims:
        if claim.kind != "share" or len(claim.parts) != 2 or any(part not in told.by_id for part in claim.parts):
            continue
        part, percent = (told.by_id[name] for name in claim.parts)
        if "about" in percent.doubts or "about" in part.doubts or percent.mention.unit != "%":
            continue
        whole = told.by_id.get(claim.whole or "")
        observation = _share(part, percent, whole, told)
        if observation is not None and observation.quotes not in told_before:
            told_before.add(observation.quotes)
            yield observation


def _share(part: Said, percent: Said, whole: Said | None, told: Told) -> Observation | None:
    bases = list(_bases(part, whole, told))
    if not bases or _contradicts_table(part, told) or (whole is not None and _contradicts_table(whole, told)):
        return None
    fits = [_fit(part.value, base, percent.value) for base, _ in bases]
    base, name = bases[0]
    exact = part.value * 100 / base
    of_another = "占" not in percent.sentence and abs(exact - percent.value) > _RATE_NEAR
    if "rounded" in fits or of_another:
        return None
    step = Decimal(1).scaleb(_exponent(percent.value))
    right = number(exact.quantize(step, ROUND_HALF_UP))
    done = f"{number(part.value)}÷{number(base)}={number(exact.quantize(step / 100, ROUND_HALF_UP))}%"
    said = f"正文写“{percent.quote}”，{name}：{done}，四舍五入应为 {right}%"
    severity: Severity | None = None
    if "truncated" in fits or "last_digit" in fits:
        severity = "info"
        said += "；写的是截去尾数的结果" if fits[0] == "truncated" else "；末位差 1"
    else:
        said += f"，写成 {number(percent.value)}%；请核对百分比和两个数"
    return Observation(
        said,
        quotes=(part.quote, percent.quote),
        severity=severity,
    )


def _bases(part: Said, whole: Said | None, told: Told) -> Iterator[tuple[Decimal, str]]:
    """What a share may be of, with its name: what the sentence says, and where it says nothing, the tables' totals."""
    values = told.sheet.values
    if whole is not None and whole.value >= part.value > 0:
        yield whole.value, f"以“{whole.quote}”为总数"
    if not re.match(r"applications\.|indicators\.answered", part.mention.indicator or "") or not part.value:
        return
    total, new, before = (CellId(f"applications.{row}.total") for row in ("total", "new", "carried_in"))
    for cell in (total, new):
        if values.get(cell, Decimal(0)) >= part.value:
            yield values[cell], f"以 {told.sheet.cells[cell].name} 的 {number(values[cell])} 为总数"
    if new in values and before in values and values[new] + values[before] >= part.value:
        yield values[new] + values[before], "以新收与结转之和为总数"


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _fit(part: Decimal, base: Decimal, percent: Decimal) -> Fit | None:
    exact = part * 100 / base
    step = Decimal(1).scaleb(_exponent(percent))
    rounded = exact.quantize(step, ROUND_HALF_UP)
    if percent == rounded:
        return "rounded"
    if percent == exact.quantize(step, ROUND_DOWN):
        return "truncated"
    return "last_digit" if abs(percent - rounded) == step and abs(percent) > step else None
