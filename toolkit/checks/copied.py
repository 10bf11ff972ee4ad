"""Rules about text that stands in last year's report as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from toolkit.checks.rule import Observation, rule
from toolkit.checks.sections import problems_section
from toolkit.checks.series import Series
from toolkit.checks.sheet import Sheet
from toolkit.model import Evidence, Report

_SHORTEST = 14
"""Characters of a sentence; shorter ones are alike by chance."""
_MUCH = 0.5
_QUOTED = 24
_ENDS = re.compile(r"(?<=[。；！？\n])")


@rule("years.copied_text", severity="warning")
def copied_text(series: Series) -> Iterator[Observation]:
    """What: 正文不是上年报告改了年份和数字。
    Why: 内容雷同、敷衍塞责的报告要被通报；抄来的段落里也常留着上年的数字。
    Example:
        year 2023
        section 一 2023年，我局在门户网站公开政府信息120条，编制了主动公开目录。
        last section 一 2022年，我局在门户网站公开政府信息98条，编制了主动公开目录。
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    last = series.last
    if last is None:
        return
    mine = [s for s in _sentences(_texts(series.sheet.report)) if _key(s)]
    theirs = {_key(s) for s in _sentences(_texts(last.report))}
    copied = [sentence for sentence in mine if _key(sentence) in theirs]
    share = sum(map(len, copied)) / max(1, sum(map(len, mine)))
    if share >= _MUCH:
        yield Observation(
            f"正文有 {share:.0%} 与 {last.report.year} 年的报告相同（不计年份和数字），如“{_quoted(copied)}”；"
            "请按当年的情况重写，并核对其中的数字",
            quotes=(copied[0],),
            elsewhere=(Evidence(last.report.source.name, last.report.year, None, None, copied[0].strip()),),
        )


@rule("years.problems_repeated", severity="warning")
def problems_repeated(series: Series) -> Iterator[Observation]:
    """What: “存在的主要问题及改进情况”写的不是往年写过的同样的话。
    Why: 同一个问题连年照抄，说明没有改进，或没有认真写；要说明上年的问题改得怎样了。
    Example:
        year 2023
        section 五 工作人员多为兼职，业务不够熟悉，答复文书不够规范。
        last section 五 工作人员多为兼职，业务不够熟悉，答复文书不够规范。
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    mine = {_key(s): s for s in _sentences(_problems(series.sheet)) if _key(s)}
    years: dict[str, list[int | None]] = {key: [] for key in mine}
    for sheet in series.earlier:
        for key in {_key(sentence) for sentence in _sentences(_problems(sheet))} & mine.keys():
            years[key].append(sheet.report.year)
    repeated = [key for key in mine if years[key]]
    if repeated:
        since = sorted({year for key in repeated for year in years[key] if year})
        sentence = mine[repeated[0]]
        yield Observation(
            f"“存在的主要问题及改进情况”有 {len(repeated)} 句与 {'、'.join(map(str, since))} 年的报告相同，"
            f"如“{_quoted([sentence])}”；请写当年的问题，并说明往年的问题改得怎样",
            quotes=(sentence,),
        )


def _texts(report: Report) -> list[str]:
    return [section.text for section in report.sections]


def _problems(sheet: Sheet) -> list[str]:
    section = problems_section(sheet)
    return [] if section is None else [section.text]


def _sentences(texts: Iterable[str]) -> list[str]:
    return [sentence.strip() for text in texts for sentence in _ENDS.split(text) if sentence.strip()]


def _key(sentence: str) -> str:
    """A sentence without its numbers; empty for a short one."""
    plain = re.sub(r"[\d.]+", "#", "".join(normalize("NFKC", sentence).split()))
    return plain if len(plain) >= _SHORTEST else ""


def _quoted(sentences: list[str]) -> str:
    first = sentences[0].strip()
    return first if len(first) <= _QUOTED else first[:_QUOTED] + "…"
