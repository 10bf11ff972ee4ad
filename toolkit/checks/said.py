"""What the prose says of the tables' figures, with the words round it and what makes its meaning uncertain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from toolkit.checks.series import Series
from toolkit.checks.sheet import Sheet
from toolkit.model import CellId, Evidence, Mention, Report, SectionOrigin
from toolkit.numbers import MONEY_IN_WAN

Doubt = Literal["about", "wide", "narrow", "period", "other_organ", "review"]
"""Why a figure need not be the table's: it is only near; it is of more than this organ, or of this organ's own office
alone; of a part of the year; of another organ; of a review of old documents.
"""

_SENTENCE_END = "。！？!?；;\n"
_CLAUSE_END = "，,。；;：:！？!?（）()\n"
_LONGEST_QUOTE = 28
_FAR, _FAR_IN_PARAGRAPH = 1000, 10_000
"""Characters before a figure, and behind it, that are looked at for its sentence's and its paragraph's ends: a text may
be without any.
"""
_LINES, _SHORT = 8, 40
_GOVERNMENT = re.compile("政府$|政府办(公室|公厅)?$|政府（|^.{2,8}[省市区县]$")
_WIDE = re.compile("全[省市区县州]|各级|各部门|各单位|各科室|全系统|系统内|各[街乡]")
_NARROW = re.compile("本级|本机关|本单位|政府办|办公室|我办|本办|局机关")
_PERIOD = re.compile(
    "上半年|下半年|季度|以来|累计|历年|十三五|十四五|前[一二三四五六七八九十]+个?月|[1-9]\\d?[-—至到]+[1-9]\\d?月份"
)
_UNTIL = re.compile(r"截[至止到][^，。；]{0,12}")
_YEAR_END = re.compile(r"12\s*月\s*31|年底|年末|年终|年12月底")
_ACTING = re.compile(
    "([\u4e00-\u9fff]{2,12}?(?:局|委员会|街道|镇|乡|中心|公司|厅))(?:共|全年|累计)*(?:收到|受理|办理|答复|办结)"
)
_OWN = re.compile("^(?:年|全|我|本|该|全年|经)?(?:我|本|全)(?:局|委员会|街道|镇|乡|中心|厅)$")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure of the prose. ``indicator`` is the mention's, or what its words count of which no form has an indicator;
    ``sentence`` are the words of its sentence, ``before`` those before it, ``quote`` its
    clause; ``about_disclosure``: its paragraph speaks of disclosure or of applications before it.
    """

    mention: Mention
    indicator: str | None
    value: Decimal
    sentence: str
    before: str
    quote: str
    doubts: frozenset[Doubt]
    about_disclosure: bool

    @property
    def is_exact(self) -> bool:
        """Whether it says this number of this report and nothing else."""
        return not self.doubts


_GROUPS = {
    "无法提供(政府信息|信息)?的?(申请|答复)?(共|计|为|有)?$": "groups.unavailable",
    "不予处理的?(申请|答复)?(共|计|为|有)?$": "groups.refused",
}


def texts_of(report: Report) -> list[str]:
    """The texts that mentions count in: the preamble, then the sections."""
    return [report.preamble, *(section.text for section in report.sections)]


def is_government(organ: str | None) -> bool:
    """Whether the report is of a government, whose tables sum up its organs."""
    return organ is not None and _GOVERNMENT.search(organ) is not None


def all_said(report: Report) -> tuple[Said, ...]:
    """Every figure of the prose that has a value, in order."""
    texts = texts_of(report)
    titles = ["", *(section.title for section in report.sections)]
    return tuple(
        _said(mention, mention.value, texts[mention.section], titles[mention.section], report.organ)
        for mention in report.mentions
        if mention.value is not None and 0 <= mention.section < len(texts) and _is_figure(mention, texts)
    )


def _is_figure(mention: Mention, texts: Sequence[str]) -> bool:
    """Whether it surely counts something: 国家秘密一项含… does not."""
    behind = texts[mention.section][mention.end : mention.end + 1]
    return not mention.value or any(c.isdigit() for c in mention.raw) or not behind or behind in _CLAUSE_END + "、"


def _said(mention: Mention, value: Decimal, text: str, title: str, organ: str | None) -> Said:
    start = _behind(text, _SENTENCE_END, mention.start)
    end = _ahead(text, _SENTENCE_END, mention.end)
    before = text[start : mention.start]
    paragraph = text[_behind(text, "\n", mention.start, _FAR_IN_PARAGRAPH) : mention.end]
    return Said(
        mention,
        mention.indicator or _by_words(before),
        value,
        text[start:end],
        before,
        _quote(text, mention),
        frozenset(_doubts(mention, _introduced(text, start) + before, organ)),
        re.search("信息公开|依申请", title + paragraph) is not None,
    )


def _by_words(before: str) -> str | None:
    """What a figure counts that the tables have only in parts, by the words just before it."""
    return next((name for words, name in _GROUPS.items() if re.search(words, before)), None)


def _introduced(text: str, start: int) -> str:
    """The line with a colon that introduces the short lines among which a sentence stands: 其中上半年："""
    for line in reversed(text[max(0, start - _FAR) : start].splitlines()[-_LINES:]):
        if line.rstrip().endswith(("：", ":")):
            return line
        if len(line) > _SHORT or line.rstrip().endswith("。"):
            return ""
    return ""


def _behind(text: str, marks: str, at: int, far: int = _FAR) -> int:
    first = max(0, at - far)
    return max(first, *(text.rfind(mark, first, at) + 1 for mark in marks))


def _ahead(text: str, marks: str, at: int) -> int:
    last = min(len(text), at + _FAR)
    return min((found for mark in marks if (found := text.find(mark, at, last)) >= 0), default=last)


def _quote(text: str, mention: Mention) -> str:
    """The clause in which a figure stands, cut where it is long."""
    start = max(_behind(text, _CLAUSE_END + "、", mention.start), mention.end - _LONGEST_QUOTE)
    end = min(_ahead(text, _CLAUSE_END + "、", mention.end), max(mention.end, start + _LONGEST_QUOTE))
    return " ".join(text[start:end].split())


def _doubts(mention: Mention, before: str, organ: str | None) -> Iterator[Doubt]:
    clause = before[_behind(before, "，,；;：:", len(before)) :]
    government = is_government(organ)
    if mention.approximate:
        yield "about"
    if not government and _WIDE.search(before) and (organ is None or not _own_name(_WIDE, before, organ)):
        yield "wide"
    if government and _NARROW.search(clause):
        yield "narrow"
    until = [found for found in _UNTIL.finditer(before) if not _YEAR_END.search(found.group())]
    if until or _PERIOD.search(before):
        yield "period"
    if "清理" in before:
        yield "review"
    acting = _ACTING.search(before)
    if acting and not _is_own(acting[1], organ):
        yield "other_organ"


def _own_name(pattern: re.Pattern[str], text: str, organ: str) -> bool:
    """Whether what was found is a part of the organ's name."""
    return all(found.group() in organ for found in pattern.finditer(text))


def _is_own(name: str, organ: str | None) -> bool:
    """我局, 全镇, or the organ's own name."""
    return organ is None or _OWN.match(name) is not None or name[-4:] in organ or organ in name


# --- with the tables --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A report's prose beside its tables. ``mended``: what findings of the arithmetic would have in cells instead."""

    series: Series
    said: tuple[Said, ...]
    mended: Mapping[CellId, tuple[Decimal, ...]]

    @property
    def sheet(self) -> Sheet:
        """The report."""
        return self.series.sheet

    @cached_property
    def by_id(self) -> Mapping[str, Said]:
        """What is said, by the mention's id."""
        return {said.mention.id: said for said in self.said}


def evidence_of(report: Report, said: Sequence[Said]) -> tuple[Evidence, ...]:
    """The words of the prose as evidence."""
    return tuple(
        Evidence(
            report.source.name,
            report.year,
            None,
            SectionOrigin(each.mention.section, each.mention.start, each.mention.end),
            each.quote,
        )
        for each in said
    )


# --- what it says of cells --------------------------------------------------------------------------------

_SUMS: Mapping[str, str] = {
    "indicators.answered_denied": r"applications\.denied\.\w+\.total",
    "groups.unavailable": r"applications\.unavailable\.\w+\.total",
    "groups.refused": r"applications\.refused\.\w+\.total",
    "indicators.suits": r"disputes\.suit_\w+\.total",
    "indicators.suits_upheld": r"disputes\.suit_\w+\.upheld",
    "indicators.suits_corrected": r"disputes\.suit_\w+\.corrected",
    "indicators.suits_other": r"disputes\.suit_\w+\.other",
}
"""What the prose counts and the tables have only in parts: the cells that make it up."""
_NEW, _CARRIED_IN, _TOTAL = (CellId(f"applications.{row}.total") for row in ("new", "carried_in", "total"))
_GRANTED, _PARTIAL = (CellId(f"applications.{row}.total") for row in ("granted", "partial"))
_AND_PARTIAL = re.compile("[及和、或与含]部分公开$|[及和、或与含]部分公开[^，。；]{0,8}$")

Terms = tuple[tuple[CellId, int], ...]


def readings(said: Said, sheet: Sheet) -> tuple[Terms, ...]:
    """What of the tables a figure may be, as cells with signs: what its words say first; none if it is not there."""
    indicator = said.indicator
    if indicator is None or "period" in said.doubts or "other_organ" in said.doubts:
        return ()
    if indicator in _SUMS:
        whole = tuple((cell, 1) for cell in sheet.cells if re.fullmatch(_SUMS[indicator], cell))
        also = _concluded(whole, sheet) if indicator == "indicators.suits" and said.value else ()
        options = [whole, *also] if whole else []
    elif "review" in said.doubts and indicator.startswith("disclosure."):
        options = []
    elif indicator == _GRANTED and _AND_PARTIAL.search(said.before):
        options = [((_GRANTED, 1), (_PARTIAL, 1))]
    else:
        # That there was none says so of all of them, whatever they are called.
        options = [((CellId(indicator), 1),), *(_also(CellId(indicator), sheet) if said.value else ())]
    known = [terms for terms in options if all(cell in sheet.values for cell, _ in terms)]
    return tuple(known) if known and known[0] is options[0] else ()


def _also(cell: CellId, sheet: Sheet) -> Iterator[Terms]:
    """What else offices mean by the same words."""
    if cell == _NEW:
        yield ((_NEW, 1), (_CARRIED_IN, 1))  # 共收到24件（含上年结转2件）
    elif cell == _TOTAL:
        # An application that was not gone into, or withdrawn, is done with, but not answered.
        for rows in ("other", "other|refused"):
            left = [(c, -1) for c in sheet.cells if re.match(rf"applications\.({rows})(\.\w+)?\.total$", c)]
            if left:
                yield ((_TOTAL, 1), *left)
    elif re.fullmatch(r"disputes\.\w+\.total", cell):
        yield from _concluded(((cell, 1),), sheet)


def _concluded(whole: Terms, sheet: Sheet) -> Iterator[Terms]:
    """Disputes without those that are pending."""
    pending = tuple((CellId(f"{cell.rpartition('.')[0]}.pending"), -1) for cell, _ in whole)
    if all(cell in sheet.values for cell, _ in pending):
        yield (*whole, *pending)


def value_of(terms: Terms, values: Mapping[CellId, Decimal]) -> Decimal:
    """What the cells come to."""
    return sum((sign * values[cell] for cell, sign in terms), Decimal(0))


def in_unit_of(said: Said, terms: Terms, sheet: Sheet) -> Decimal:
    """What is said, in the unit of the cells: 123元 is 0.0123 万元."""
    money = said.mention.unit in MONEY_IN_WAN and sheet.cells[terms[0][0]].is_money
    return said.value * MONEY_IN_WAN[said.mention.unit or ""] if money else said.value


def agrees(said: Said, terms: Terms, told: Told) -> bool:
    """Whether a figure is what these cells come to, as printed or as findings would mend them."""
    values = told.sheet.values
    value = in_unit_of(said, terms, told.sheet)
    if value == value_of(terms, values):
        return True
    choices = max((len(told.mended.get(cell, ())) for cell, _ in terms), default=0)
    for number in range(choices):
        mended = {
            cell: told.mended[cell][min(number, len(told.mended[cell]) - 1)]
            for cell, _ in terms
            if told.mended.get(cell)
        }
        if value == value_of(terms, {**values, **mended}):
            return True
    return False


def spoken_for(said: Sequence[Said], sheet: Sheet) -> Iterator[tuple[CellId, Decimal]]:
    """The cells of which the prose says one figure, without doubt, and that figure."""
    for each in said:
        options = readings(each, sheet) if each.is_exact else ()
        if options and len(options[0]) == 1:
            yield options[0][0][0], in_unit_of(each, options[0], sheet)
