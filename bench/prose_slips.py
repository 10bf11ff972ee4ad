"""Slips planted in the prose of clean reports, and clean prose with traps: what ``bench.mutations`` measures of words.

The sentences are drawn here and nowhere else: no fixture has them, and the grammar was not written with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from fixtures.figures import Figures, invent_figures
from toolkit.checks import check
from toolkit.forms import load
from toolkit.forms.form import Form
from toolkit.model import CellId, Figure, Report, Section, Source
from toolkit.prose import read_prose

SOURCE = Source("made.json", "made.json", "0" * 64, "json")
_ORGANS = ("云溪县水务局", "青岚市财政局", "墨泉县档案局")
Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A clean report's figures, last year's, and what its prose will say, by the names of the places in it."""

    form: Form
    figures: Figures
    last: Figures
    year: int
    organ: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Told:
    """The rules of prose that found something, errors and warnings, in a report; and in which kind it was planted."""

    kind: str
    wanted: str | None
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    others: tuple[str, ...]
    slips: tuple[str | None, ...] = ()


def case(rng: Random) -> Case:
    """A report of some organ: its figures agree, and its words are true."""
    form = load("2021")
    figures, last = (invent_figures(form, rng.choice(["small", "county"]), rng, single_other=False) for _ in range(2))
    year = rng.randint(2022, 2025)
    return Case(form, figures, last, year, rng.choice(_ORGANS), _facts(figures, last, year, rng))


def _count(figures: Figures, cell: str) -> int:
    return int(figures[CellId(f"applications.{cell}")])


def _facts(figures: Figures, last: Figures, year: int, rng: Random) -> Facts:
    total, granted = _count(figures, "total.total"), _count(figures, "granted.total")
    new, before = _count(figures, "new.total"), _count(last, "new.total")
    kinds = [rng.randint(3, 90) for _ in range(3)]
    denied = sum(int(v) for c, v in figures.items() if c.startswith("applications.denied.") and c.endswith(".total"))
    suits = sum(int(figures[CellId(f"disputes.suit_{row}.total")]) for row in ("direct", "after_review"))
    return {
        "year": str(year),
        "new": str(new),
        "natural": str(_count(figures, "new.natural")),
        "carried_in": str(_count(figures, "carried_in.total")),
        "total": str(total),
        "carried_out": str(_count(figures, "carried_out.total")),
        "granted": str(granted),
        "share": _percent(granted, total, rng.choice([0, 1, 2])) if total else "0",
        "partial": str(_count(figures, "partial.total")),
        "denied": str(denied),
        "reviews": str(int(figures[CellId("disputes.review.total")])),
        "suits": str(suits),
        "disclosed": str(sum(kinds)),
        **{f"kind{at}": str(number) for at, number in enumerate(kinds)},
        "website": str(rng.randint(20, 900)),
        "change": _change(new, before),
        "upheld": "",
    } | {"website2": ""}


def _percent(part: int, whole: int, digits: int) -> str:
    return str((Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _change(now: int, before: int) -> str:
    if not before or now == before:
        return ""
    word = "增长" if now > before else "下降"
    return f"，同比{word}{_percent(abs(now - before), before, 1)}%"


def text_of(facts: Mapping[str, str], rng: Random) -> str:
    """The prose, in one of many wordings, with figures of other things between."""
    f = facts
    receive = rng.choice(["收到", "受理", "新收", "接收"])
    unit = rng.choice(["件", "件", "宗"])
    applications = [
        rng.choice([f"{f['year']}年，", "全年", "本年度，", ""])
        + f"共{receive}政府信息公开申请{f['new']}{unit}{f['change']}"
        + rng.choice(["。", f"，其中自然人申请{f['natural']}{unit}。"]),
        f"上年结转{f['carried_in']}件，全年办结{f['total']}件，结转下年度继续办理{f['carried_out']}件。",
        rng.choice(["办结的申请中，", "从办理结果看，", ""])
        + f"予以公开{f['granted']}件，占{f['share']}%；部分公开{f['partial']}件；不予公开{f['denied']}件。",
        f"因政府信息公开被申请行政复议{f['reviews']}件{f['upheld']}，被提起行政诉讼{f['suits']}件。",
    ]
    disclosed = [
        f"{rng.choice(['全年', '一年来'])}主动公开政府信息{f['disclosed']}条，其中政策文件{f['kind0']}条、"
        f"工作动态{f['kind1']}条、其他{f['kind2']}条。",
        f"通过政府网站公开政府信息{f['website']}条。",
    ]
    traps = rng.sample(_TRAPS, 3)
    numbers = [trap.format(rng.randint(3, 60), rng.randint(61, 400)) for trap in traps]
    tail = [f"通过政府网站公开政府信息{f['website2']}条，网站栏目更新及时。"] if f["website2"] else []
    return "\n".join(["".join(disclosed), "".join(applications), "".join(numbers), *tail])


_TRAPS = (
    "上半年办理12345热线工单{}件，回访{}人次。",
    "召开专题会议{}次，印发文件{}份。",
    "微信公众号推送信息{}条，阅读量{}万次。",
    "清理规范性文件{}件，修订制度{}项。",
    "县教育局收到政府信息公开申请{}件，已指导答复。",
    "自2008年以来，累计收到政府信息公开申请{}件、公开政府信息{}万条。",
    "组织培训{}期，参训{}人次，满意率98.5%。",
    "办理人大代表建议{}件，其中主办{}件以内的均按期答复。",
    "计划明年公开政府信息{}条以上。",
    "截至2021年底，历年共办结政府信息公开申请{}件。",
)


# --- slips ------------------------------------------------------------------------------------------------

Planter = Callable[[Case, Random], Facts | None]


def _digits(name: str, least: int = 10) -> Planter:
    def plant(given: Case, rng: Random) -> Facts | None:
        value = given.facts[name]
        if int(value) < least:
            return None
        at = rng.randrange(len(value))
        changed = value[:at] + str((int(value[at]) + rng.randint(1, 8)) % 10) + value[at + 1 :]
        return None if changed.startswith("0") else {**given.facts, name: changed}

    return plant


def _last_years(given: Case, rng: Random) -> Facts | None:
    before = _count(given.last, "new.total")
    same = before == _count(given.figures, "new.total") or not before
    return None if same else {**given.facts, "new": str(before), "change": ""}


def _none(given: Case, rng: Random) -> Facts | None:
    return {**given.facts, "suits": "0"} if given.facts["suits"] != "0" else None


def _natural(given: Case, rng: Random) -> Facts | None:
    one, all_ = _count(given.figures, "granted.natural"), _count(given.figures, "granted.total")
    return {**given.facts, "granted": str(one)} if 2 < one < all_ else None


def _list(given: Case, rng: Random) -> Facts:
    return {**given.facts, "kind1": str(int(given.facts["kind1"]) + rng.choice([-2, -1, 1, 2, 9]))}


def _share(given: Case, rng: Random) -> Facts | None:
    wrong = Decimal(given.facts["share"]) + rng.randint(3, 30)
    return {**given.facts, "share": str(wrong)} if given.facts["granted"] != "0" and wrong < 100 else None


def _direction(given: Case, rng: Random) -> Facts | None:
    said = given.facts["change"]
    turned = said.replace("增长", "下降") if "增长" in said else said.replace("下降", "增长")
    return {**given.facts, "change": turned} if said else None


def _amount(given: Case, rng: Random) -> Facts | None:
    said = given.facts["change"]
    if not said:
        return None
    word = "增长" if "增长" in said else "下降"
    return {**given.facts, "change": f"，同比{word}{Decimal(said[5:-1]) + rng.randint(2, 20)}%"}


def _twice(given: Case, rng: Random) -> Facts:
    return {**given.facts, "website2": str(int(given.facts["website"]) + rng.randint(1, 30))}


def _upheld(given: Case, rng: Random) -> Facts | None:
    cells = [CellId(f"disputes.review.{column}") for column in ("corrected", "other", "pending")]
    return {**given.facts, "upheld": "，均获维持"} if any(given.figures[cell] for cell in cells) else None


def _office(given: Case, rng: Random) -> Facts | None:
    """The office's own applications beside a table that has the whole county's."""
    new = _count(given.figures, "new.total")
    mine = rng.randint(1, max(1, new // 3))
    if new < 12 or str(mine) in (str(new)[1:], str(new)[:-1]):
        return None
    return {**given.facts, "new": str(mine), "change": "", "organ": "云溪县人民政府", "natural": str(mine)}


NAMED: Mapping[str, str] = {
    "last_year": "last_years_figure",
    "natural": "cell_taken_for_total",
    "office": "scope",
}
"""What ``slip`` should say of those kinds of which it can."""

PLANTED: Mapping[str, tuple[str, str, Planter]] = {
    "new": ("收到申请数错一位", "prose.figure", _digits("new")),
    "total": ("办结数错一位", "prose.figure", _digits("total")),
    "granted": ("予以公开数错一位", "prose.figure", _digits("granted")),
    "denied": ("不予公开数（几格之和）错一位", "prose.figure", _digits("denied")),
    "reviews": ("行政复议数错一位", "prose.figure", _digits("reviews", 1)),
    "last_year": ("留着上年的收到申请数", "prose.figure", _last_years),
    "none": ("有诉讼而写 0 件", "prose.figure", _none),
    "natural": ("自然人一格当作合计", "prose.figure", _natural),
    "office": ("正文写本机关的数，表中是全县的数", "prose.figure", _office),
    "list": ("其中各项加起来不对", "prose.parts", _list),
    "share": ("百分比错", "prose.share", _share),
    "direction": ("同比方向反", "prose.change", _direction),
    "amount": ("同比数错", "prose.change", _amount),
    "twice": ("两处网站公开数不同", "prose.two_values", _twice),
    "upheld": ("未全维持而写“均获维持”", "prose.all_upheld", _upheld),
}
"""The kinds: how they are called, which rule must find them, and how they are planted."""


def told(seed: int, number: int, kind: str | None) -> Told | None:
    """What the rules of prose say of a report with such a slip, or with none; None where it can't be planted."""
    rng = Random(f"prose/{seed}/{number}/{kind}")
    given = case(rng)
    wanted: str | None = None
    facts: Facts | None = given.facts
    if kind is not None:
        _, wanted, plant = PLANTED[kind]
        facts = plant(given, rng)
    if facts is None:
        return None
    given = replace(given, organ=facts.get("organ", given.organ))
    report = _report(given, given.figures, given.year, text_of(facts, rng))
    before = _report(given, given.last, given.year - 1, "")
    found = [f for f in check(report, [before]) if f.rule.startswith("prose.")]
    errors = tuple(f.rule for f in found if f.severity == "error")
    warnings = tuple(f.rule for f in found if f.severity == "warning")
    others = tuple(rule for rule in (*errors, *warnings) if rule != wanted)
    return Told(kind or "", wanted, errors, warnings, others, tuple(f.slip for f in found))


def _report(given: Case, figures: Figures, year: int, text: str) -> Report:
    read = {cell: Figure(value, "printed", str(value), "table", 1.0, None) for cell, value in figures.items()}
    report = Report(given.organ, year, given.form.id, None, SOURCE, read, (Section(1, "总体情况", text),))
    prose = read_prose([("", ""), ("总体情况", text)], given.form.id, year)
    return replace(report, mentions=prose.mentions, claims=prose.claims)
