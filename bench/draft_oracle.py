"""Judges a draft that a model wrote without asking the guard: fills in its numbers, reads them back out of the text,
and holds them against the figures by a table of words of its own. Simple on purpose: it has to be right, not complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase

from toolkit.draft.document import Draft, DraftParagraph, Gap, Run, Slot
from toolkit.draft.metrics import Metrics
from toolkit.model import Report

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNITS = {"count": ("件", "万元", "个"), "share": ("%",), "points": ("个百分点",), "change": ("%",), "trend": ("年",)}
_WORDS: Mapping[str, str] = {
    **{
        "natural": "自然人",
        "new_organisations": "法人|组织",
        "company": "企业",
        "carried_in": "上年结转",
        "carried_out": "结转|未办结",
    },
    **{
        "answered": "办结|办复|办理",
        "granted": "予以公开",
        "partial": "部分公开|区分处理",
        "denied": "不予公开",
        "unavailable": "无法提供",
    },
    **{
        "refused": "不予处理",
        "other": "其他处理",
        "review": "复议",
        "suits": "诉讼",
        "licensing": "许可",
        "penalty": "处罚",
    },
    **{
        "coercion": "强制",
        "fees": "收费",
        "new": "新收|收到|申请",
        "petition": "信访",
        "repeat": "重复",
        "not_held": "不掌握",
    },
    **{
        "to_make": "另行制作",
        "unclear": "补正后",
        "no_correction": "不补正",
        "unpaid": "缴费",
        "normative_issued": "制发",
    },
    **{
        "normative_repealed": "废止",
        "normative_in_force": "现行有效",
        "rules_issued": "制发",
        "rules_repealed": "废止",
    },
    **{
        "rules_in_force": "现行有效",
        "received": "应办理",
        "disputes": "复议|诉讼|争议",
        "corrected": "纠正",
        "pending": "尚未审结",
    },
    **{
        "review_corrected": "纠正",
        "suits_corrected": "纠正",
        "review_upheld": "维持",
        "suits_upheld": "维持",
        "procured": "采购",
    },
}
"""A word that must stand between the start of its sentence and a slot of the quantity."""
_NOT: Mapping[str, str] = {
    **{
        "granted": "不予公开|部分公开|无法提供|不予处理",
        "denied": "予以公开|无法提供|不予处理",
        "partial": "不予公开|无法提供|不予处理",
    },
    **{
        "unavailable": "不予公开|予以公开|不予处理",
        "refused": "不予公开|予以公开|无法提供|其他处理",
        "other": "不予处理|无法提供",
    },
    **{
        "review": "诉讼|投诉",
        "suits": "复议|投诉",
        "licensing": "处罚|强制|检查",
        "penalty": "许可|强制|检查",
        "coercion": "许可|处罚",
    },
    **{
        "new_natural": "企业|组织|机构",
        "new_company": "自然人|科研",
        "carried_out": "信息处理费|上年结转|逾期",
        "carried_in": "逾期|下年度",
    },
    **{"new": "信息处理费|投诉|提案|累计|上半年|全市|历年|征地|律师|网上|当面"},
}
"""A word that must not stand in the slot's own clause."""
_UP, _DOWN = "增长|增加|上升|升至|增至|多于|高于", "下降|减少|回落|降低|降至|减至|少于|低于"
_OF_NONE = re.compile(
    r"一[是经并致般步些定]|[二三四]是|第三方|[上下]一年|统一|进一步|逐一|同一|三类|四类|单一|第一|十分|一方面|一类|一项"
)
_HAN = re.compile(r"[〇零一二三四五六七八九十百千万亿两廿半]|[0-9０-９①-⓿Ⅰ-ⅿ]")


def wrong_in(draft: Draft, plain: Draft, metrics: Metrics, this: Report, last: Report) -> Iterator[str]:
    """What is wrong in a draft; ``plain`` is the templates' draft of the same figures."""
    for block, own in zip(draft.blocks, plain.blocks, strict=True):
        if not isinstance(block, DraftParagraph) or not isinstance(own, DraftParagraph):
            continue
        for run, before in zip(block.runs, own.runs, strict=True):
            if run.pieces != before.pieces:
                yield from _wrong_in_run(run, before, metrics, (this, last))


def _wrong_in_run(run: Run, before: Run, metrics: Metrics, years: tuple[Report, Report]) -> Iterator[str]:
    slots = sorted(piece.metric for piece in run.pieces if isinstance(piece, Slot))
    if slots != sorted(piece.metric for piece in before.pieces if isinstance(piece, Slot)):
        yield f"other slots: {run.text}"
        return
    text, places = _filled(run, metrics)
    loose = "".join(piece for piece in run.pieces if isinstance(piece, str))
    if _HAN.search(_OF_NONE.sub("", loose)):
        yield f"a numeral outside a slot: {text}"
    read = [found for found in _NUMBER.finditer(text) if not _is_in_gap(run, found[0])]
    if len(read) != len(places):
        yield f"numbers read {len(read)}, slots {len(places)}: {text}"
        return
    at = 0
    for found, (start, metric) in zip(read, places, strict=True):
        if start != found.start() or Decimal(found[0]) != _true(metric, years):
            yield f"{metric} should be {_true(metric, years)}: {text}"
        yield from _wrong_words(text, metric, found, at, years)
        at = found.end()


def _is_in_gap(run: Run, digits: str) -> bool:
    return any(isinstance(piece, Gap) and digits in piece.text for piece in run.pieces)


def _filled(run: Run, metrics: Metrics) -> tuple[str, list[tuple[int, str]]]:
    text, places = "", []
    for piece in run.pieces:
        if isinstance(piece, Slot):
            places.append((len(text), piece.metric))
            text += metrics[piece.metric].text
        else:
            text += piece.text if isinstance(piece, Gap) else piece
    return text, places


def _wrong_words(
    text: str, metric: str, found: re.Match[str], behind: int, years: tuple[Report, Report]
) -> Iterator[str]:
    kind, name = _parts(metric)
    unit = next((unit for unit in _UNITS.get(kind, _UNITS["count"]) if text.startswith(unit, found.end())), None)
    if unit is None or re.match(r"[件条次份%余多万左以]|个百", text[found.end() + len(unit) :]):
        yield f"{metric}: unit: {text}"
    if re.search(r"[约近超逾第负\-]$", text[: found.start()]):
        yield f"{metric}: made vague: {text}"
    sentence = max(text.rfind(sign, 0, found.start()) for sign in "。；") + 1
    clause = max([behind, *(text.rfind(sign, 0, found.start()) + 1 for sign in "。；，：（")])
    word = _WORDS.get(name) or _WORDS.get(name.removeprefix("new_"))
    if word and not re.search(word, text[sentence : found.start()] + text[found.end() : found.end() + 12]):
        yield f"{metric}: nothing names it: {text}"
    if kind == "count" and name in _NOT and re.search(_NOT[name], text[clause : found.start()]):
        yield f"{metric}: named otherwise: {text}"
    yield from _wrong_direction(text, metric, (clause, found.start()), years)


def _wrong_direction(text: str, metric: str, span: tuple[int, int], years: tuple[Report, Report]) -> Iterator[str]:
    kind, name = _parts(metric)
    if metric.startswith("last.") or kind == "trend":
        return
    said = re.findall(f"(?:{_UP}|{_DOWN})", text[span[0] : span[1]])
    if not said:
        return
    moved = {"share": f"share.{name}", "points": f"share.{name}"}.get(kind, name)
    this, last = _exact(moved, years), _exact(f"last.{moved}", years)
    if this is None or last is None:
        yield f"{metric}: nothing to compare: {text}"
    elif bool(re.fullmatch(_UP, said[-1])) != (this > last) or this == last:
        yield f"{metric}: {said[-1]}: {text}"


# --- the figures, computed anew ---------------------------------------------------------------------------


def _parts(metric: str) -> tuple[str, str]:
    rest = metric.removeprefix("last.")
    kind, _, name = rest.partition(".")
    return (kind, name) if name else ("count", rest)


def _true(metric: str, years: tuple[Report, Report]) -> Decimal | None:
    """The number that a draft must print for a metric."""
    kind = _parts(metric)[0]
    if kind == "trend":
        return Decimal(2)  # cannot be with two years; any such slot is wrong
    exact = _exact(metric, years)
    if exact is None:
        return None
    if kind in ("share", "points", "change"):
        rounded = abs(exact).quantize(Decimal("0.1"), ROUND_HALF_UP)
        places = 1
        while places < 4 and ((rounded == 0 and exact) or (rounded == 100 and exact != 100 and kind == "share")):
            places += 1
            rounded = abs(exact).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return rounded
    return abs(exact)


def _exact(metric: str, years: tuple[Report, Report]) -> Decimal | None:
    kind, name = _parts(metric)
    report = years[1] if metric.startswith("last.") else years[0]
    if kind == "share":
        part, whole = _SHARES[name]
        one, other = _sum(part, report), _sum(whole, report)
        return None if one is None or not other else one / other * 100
    if kind == "points":
        one, other = _exact(f"share.{name}", years), _exact(f"last.share.{name}", years)
        return None if one is None or other is None else one - other
    one = _sum(name, report)
    if kind == "count":
        return one
    other = _sum(name, years[1])
    if one is None or other is None or (kind == "change" and not other):
        return None
    return one - other if kind == "delta" else (one - other) / other * 100


def _sum(name: str, report: Report) -> Decimal | None:
    values = [f.value for cell, f in report.figures.items() if any(fnmatchcase(cell, p) for p in _SUMS[name])]
    return None if not values or None in values else sum((v for v in values if v is not None), Decimal(0))


def _spec() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, str]]]:
    from toolkit.draft.spec import metrics_spec

    spec = metrics_spec()
    return (
        {name: quantity.sum for name, quantity in spec.quantities.items()},
        {name: (share.part, share.whole) for name, share in spec.shares.items()},
    )


_SUMS, _SHARES = _spec()
