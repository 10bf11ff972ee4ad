"""Rules about single figures of the prose: they are the tables', and the prose does not contradict itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from toolkit.checks.constraints import constraints_of
from toolkit.checks.rule import Observation, rule
from toolkit.checks.said import Said, Terms, Told, agrees, in_unit_of, is_government, readings, value_of
from toolkit.checks.slips import WORDS, digit_slip
from toolkit.checks.wording import number, sum_of
from toolkit.model import CellId, Severity

_FIRM = re.compile(
    r"applications\.|groups\.|indicators\.(received|completed|answered|carried_in|carried_out|denied)(_|$)|"
    r"indicators\.(reviews|suits)|disputes\."
)
"""What the prose and the tables count alike; of documents and decisions the prose may count others."""
_NEAR = Decimal("0.2")
_WIDER = 2
_FEW = 3
"""That so small a number stands elsewhere too says nothing."""


@rule("prose.figure", severity="error")
def figure(told: Told) -> Iterator[Observation]:
    """What: 正文写到的数与表格里的数一致。
    Why: 正文和表格说的是同一件事，两处不同必有一处错；只写约数、口径可能不同的，只提醒核对。
    Example:
        year 2023
        organ 云溪县水务局
        rest 0
        applications.new.natural 3
        applications.new.total 3
        applications.granted.natural 3
        applications.granted.total 3
        applications.total.natural 3
        applications.total.total 3
        section 一 2023年共收到政府信息公开申请2件，办结3件。
        finds applications.new.total
    Citation: 国办公开办函〔2021〕30号
    """
    apart: dict[str, list[Said]] = {}
    agreed: set[str] = set()
    for said in told.said:
        options = readings(said, told.sheet)
        if not options:
            continue
        indicator = said.indicator or ""
        if any(agrees(said, terms, told) or _is_near(said, terms, told) for terms in options):
            agreed.add(indicator)
        else:
            apart.setdefault(indicator, []).append(said)
    for one, other in list(_crossed(apart, told)):
        yield _exchanged(apart.pop(one), apart.pop(other), told)
    for indicator, those in apart.items():
        yield _contradiction(those, readings(those[0], told.sheet)[0], told, elsewhere_right=indicator in agreed)


def _crossed(apart: Mapping[str, Sequence[Said]], told: Told) -> Iterator[tuple[str, str]]:
    """Pairs of indicators of which the prose says of each what the table has in the other; each in one pair."""
    values = told.sheet.values
    of = {name: (said[0], terms) for name, said in apart.items() for terms in readings(said[0], told.sheet)[:1]}
    single = {
        name: (in_unit_of(said, terms, told.sheet), terms[0][0])
        for name, (said, terms) in of.items()
        if len(terms) == 1
    }
    paired: set[str] = set()
    for one, other in combinations(single, 2):
        (said, cell), (said2, cell2) = single[one], single[other]
        if said != said2 and (said, said2) == (values[cell2], values[cell]) and paired.isdisjoint((one, other)):
            paired |= {one, other}
            yield one, other


def _exchanged(those: Sequence[Said], others: Sequence[Said], told: Told) -> Observation:
    """Two figures of the prose that stand in each other's cells."""
    (cell, _), (cell2, _) = (readings(said[0], told.sheet)[0][0] for said in (those, others))
    names, values = [told.sheet.cells[c].name for c in (cell, cell2)], [told.sheet.values[c] for c in (cell, cell2)]
    in_rows = told.sheet.cells[cell].column is told.sheet.cells[cell2].column
    return Observation(
        f"正文写“{those[0].quote}”和“{others[0].quote}”，表中 {names[0]} 为 {number(values[0])}、"
        f"{names[1]} 为 {number(values[1])}，恰好对调；疑似表中两{'行' if in_rows else '格'}的数填颠倒了，"
        "也可能是正文写颠倒了；请对照底稿，改正写错的一处",
        (cell, cell2),
        slip="rows_exchanged" if in_rows else "cells_exchanged",
        quotes=tuple(said.quote for said in (*those, *others)),
        severity=_severity([*those, *others], None, elsewhere_right=False),
    )


def _is_near(said: Said, terms: Terms, told: Told) -> bool:
    value, it = value_of(terms, told.sheet.values), in_unit_of(said, terms, told.sheet)
    return "about" in said.doubts and abs(value - it) <= _NEAR * max(value, it)


def _contradiction(those: Sequence[Said], terms: Terms, told: Told, *, elsewhere_right: bool) -> Observation:
    first = those[0]
    cells = tuple(cell for cell, _ in terms)
    printed = value_of(terms, told.sheet.values)
    quotes = "、".join(dict.fromkeys(f"“{said.quote}”" for said in those))
    slip, cause = _cause(first, terms, told)
    apart = number(abs(printed - in_unit_of(first, terms, told.sheet)))
    clauses = [
        f"正文写{quotes}，{_named(terms, told)} 表中为 {_worked(terms, told)}，相差 {apart}",
        *cause,
        *(["正文另一处写的与表相符"] if elsewhere_right else []),
        _advice(terms, told),
    ]
    return Observation(
        "；".join(clauses),
        cells,
        slip=slip,
        quotes=tuple(said.quote for said in those),
        severity=_severity(those, slip, elsewhere_right=elsewhere_right),
    )


def _severity(those: Sequence[Said], slip: str | None, *, elsewhere_right: bool) -> Severity | None:
    """A warning where it may be that both are right; None: the rule's own."""
    if elsewhere_right or slip == "scope" or not any(said.is_exact and _is_firm(said) for said in those):
        return "info" if all("wide" in said.doubts for said in those) else "warning"
    return None


def _is_firm(said: Said) -> bool:
    indicator = said.indicator or ""
    if indicator.startswith(("disputes.", "indicators.suits", "indicators.reviews")) and not said.about_disclosure:
        return False
    if indicator == "applications.total.total" and "答复" in said.quote:
        return False  # answered may be fewer than done with
    return _FIRM.match(indicator) is not None


def _named(terms: Terms, told: Told) -> str:
    names = [told.sheet.cells[cell].name for cell, _ in terms]
    return names[0] if len(names) == 1 else f"{names[0]} 等 {len(names)} 格合计"


def _worked(terms: Terms, told: Told) -> str:
    values = [sign * told.sheet.values[cell] for cell, sign in terms]
    total = number(sum(values, Decimal(0)))
    return f"{total}（{sum_of(values)}）" if sum(value != 0 for value in values) > 1 else total


def _cause(said: Said, terms: Terms, told: Told) -> tuple[str | None, list[str]]:
    """What probably happened, as far as the figures show it."""
    values, value = told.sheet.values, in_unit_of(said, terms, told.sheet)
    printed = value_of(terms, values)
    last = told.series.last
    known = last is not None and all(cell in last.values for cell, _ in terms)
    if value and last is not None and known and value_of(terms, last.values) == value:
        return "last_years_figure", [f"与上年报告的 {number(value)} 相同，疑似正文留着上年的数"]
    if scope := _scope(said, printed, told):
        return scope
    if not value:
        return None, ["正文说没有，疑似套用旧稿"]
    if (taken := _taken_for_total(value, terms, told)) is not None:
        name = told.sheet.cells[taken].name
        return "cell_taken_for_total", [f"恰好是 {name} 的数，疑似把一格当成了合计"]
    kind = digit_slip(value, printed)
    return kind, [f"正文{WORDS[kind]}"] if kind else []


def _scope(said: Said, printed: Decimal, told: Told) -> tuple[str, list[str]] | None:
    """Whether the prose counts more, or less, than the tables do."""
    organ = told.sheet.report.organ
    if "wide" in said.doubts and said.value > printed:
        return "scope", ["正文说的范围比本机关大，口径不同"]
    if "narrow" in said.doubts and said.value < printed:
        return "scope", ["正文只说本级机关，表中是汇总数，口径不同"]
    much_less = printed >= _WIDER * said.value > 0 and digit_slip(said.value, printed) is None
    if is_government(organ) and much_less and (said.indicator or "").startswith("applications.new."):
        return "scope", ["正文可能只是机关本身的数，表中是各机关汇总数，疑似口径不同"]
    return None


def _taken_for_total(value: Decimal, terms: Terms, told: Told) -> CellId | None:
    """The cell of the same row, or one of the parts, that has just this figure."""
    if value < _FEW:
        return None
    rows = {cell.rpartition(".")[0] for cell, _ in terms}
    parts = [cell for cell, _ in terms] if len(terms) > 1 else []
    mine = [*parts, *(c for c in told.sheet.values if c.rpartition(".")[0] in rows and c not in dict(terms))]
    return next((cell for cell in mine if told.sheet.values[cell] == value), None)


def _advice(terms: Terms, told: Told) -> str:
    cells = {cell for cell, _ in terms}
    sums = [c for c in constraints_of(told.sheet) if c.exact and not cells.isdisjoint(c.signs)]
    if sums and all(c.holds(told.sheet.values) for c in sums) and cells.isdisjoint(told.mended):
        return "表中的数与其他各格的勾稽关系相符，多半是正文写错，请核对后改正文"
    return "请对照底稿，改正写错的一处"


@rule("prose.two_values", severity="warning")
def two_values(told: Told) -> Iterator[Observation]:
    """What: 正文几处写到同一个数的，写的一样。
    Why: 前后两处不同，必有一处错，或者说的不是一回事而没有说清。
    Example:
        year 2022
        section 一 全年通过政府网站主动公开政府信息20条。段全年通过政府网站公开政府信息16条，做到应公开尽公开。
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    parts = {part for claim in told.sheet.report.claims if claim.kind != "share" for part in claim.parts}
    by: dict[str, list[Said]] = {}
    for said in told.said:
        indicator = said.mention.indicator
        loose = not said.is_exact or said.mention.id in parts or not said.mention.raw[:1].strip()
        if indicator is None or loose or readings(said, told.sheet) or not said.value:
            continue
        by.setdefault(f"{indicator}/{said.mention.unit}", []).append(said)
    for those in by.values():
        values = list(dict.fromkeys(said.value for said in those))
        if len(values) == 2 and len(those) == 2:
            quoted = "，另一处写".join(f"“{said.quote}”" for said in those)
            yield Observation(
                f"正文一处写{quoted}，相差 {number(abs(values[0] - values[1]))}；"
                "请核对哪一个对，说的不是一回事的请写清楚",
                quotes=tuple(said.quote for said in those),
            )


_ALL_UPHELD = re.compile("(均|全部|都)(获得?|予以|被|得到|为|是|已)?(结果)?维持")


@rule("prose.all_upheld", severity="warning")
def all_upheld(told: Told) -> Iterator[Observation]:
    """What: 正文说复议、诉讼“均获维持”的，表格里没有纠正、其他结果和尚未审结的。
    Why: 还有没审结的就说不上“均”；有纠正的更是相互矛盾。
    Example:
        year 2023
        rest 0
        disputes.review.upheld 5
        disputes.review.pending 2
        disputes.review.total 7
        section 一 因政府信息公开被申请行政复议7件，均获维持。
        finds disputes.review.pending
    Citation: 国办公开办函〔2021〕30号 附件，表四
    """
    report = told.sheet.report
    for section in report.sections:
        for sentence in re.split("[。！？\n]", section.text):
            found = _ALL_UPHELD.search(sentence)
            rows = _disputes_in(sentence[: found.start()] if found else "")
            cells = tuple(
                cell
                for row in rows
                for column in ("corrected", "other", "pending")
                if told.sheet.values.get(cell := CellId(f"disputes.{row}.{column}"))
            )
            if found is None or not cells:
                continue
            quote = " ".join(sentence[max(0, found.start() - 16) : found.end()].split())
            listed = "、".join(f"{told.sheet.cells[c].name} {number(told.sheet.values[c])}" for c in cells)
            yield Observation(
                f"正文写“{quote}”，表中还有 {listed}；请核对，没有审结的写明“已审结的均维持”", cells, quotes=(quote,)
            )


def _disputes_in(words: str) -> list[str]:
    """The rows that words speak of: 复议, 诉讼."""
    after = [row for word, rows in _ROWS.items() if word in words for row in rows]
    return list(dict.fromkeys(after))


_ROWS = {"复议": ("review",), "诉讼": ("suit_direct", "suit_after_review")}
