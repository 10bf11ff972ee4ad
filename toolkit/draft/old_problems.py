"""Last year's problems: what its section five lists, in its own words, and the theme that each is, if one is sure.

A section five comes as headings with numbered items below (（一）存在的主要问题 / 1.…), as a run of 一是…二是…, or as a
sentence that says the problems one behind the other. Behind the problems stand the measures, which are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.draft.spec import themes_spec
from toolkit.model import Report

MOST_FOLLOWED = 6
_PROBLEMS = 5  # the section that holds last year's problems
_LONGEST, _SHORTEST = 36, 4
_LONGEST_HEADING = 16

_NUMBERED = {
    "（一）": re.compile(r"[（(][一二三四五六七八九十][）)]、?"),
    "一是": re.compile(r"[一二三四五六七八九]是(?!否)[，,:：]?|(?<![一-龥])其[一二三四五六][，,、]"),
    "第一": re.compile(r"第[一二三四五六七八九](?:[，,、]|是|方面[，,是])"),
    "1.": re.compile(r"(?<![\d.])[1-9](?:[.．](?!\d)|[、)）])|[（(][1-9][）)]|[①-⑨]"),
    "首先": re.compile(r"首先[，,]?|其次[，,]?|再次[，,]?|再者[，,]?|最后[，,]"),
}
_SENTENCE = re.compile(r"[。；;！？!?\n]")
_CLAUSE = re.compile(r"[，,。；;！？!?\n：:]")
_SIGN = re.compile(
    r"(?:存在|面临)[^。]{0,20}?(?:问题|不足|差距|困难)|(?:主要)?(?:问题|不足)[是有为]?[：:]|不足之处|仍?存在"
)
_MEASURES = re.compile(
    r"""针对(?:上述|以上|存在|这些|此|出现)|(?<!问题[及和与])(?<!问题以及)(?:改进|整改)(?:措施|情况|方向|办法|打算|计划|思路)
        |下一?步|下一阶段|[今此]后(?:的|，|我|将)|[来明]年|为此|为了?解决
        |将(?:从|在|以|采取|重点|着[力重]|进一步|继续|围绕|通过|结合|认真|切实|始终|按照|不断|加强|严格)
        |(?:我们|本机关|我[局镇县区市委办厅])(?:将|拟|要)|20\d\d年度?，?(?:将|我[一-龥]{0,4}(?:将|拟))
        |在20\d\d年的?[^。]{0,24}将""",
    re.VERBOSE,
)
_LACKING = re.compile(
    r"""不够|不足|(?:[有仍还尚]|亟)待|亟[待需]|[还仍尚]需|应(?:进一步|继续|不断)|待(?:进一步|继续|再)
        |需要?(?:再|进一步|继续|不断|加强|提[高升]|完善|拓[宽展]|规范|丰富|强化|改进|健全|优化)
        |待(?:加强|提[高升]|完善|改进|拓[宽展]|规范|丰富|健全|强化|增强|深化|优化|加[快大])
        |不[强高深广全熟细实多]|不(?:规范|到位|及时|全面|完善|健全|准确|深入|能满足|平衡|均衡|丰富|统一|明确|畅|了解|清楚)
        |欠缺|滞后|单[一调]|薄弱|差距|偏[低少慢窄]|缺[乏少]|较[少低窄慢弱]|比较[少低窄慢弱]|未(?:能|进行|及时|按|做到|形成|建立)
        |没有(?:及时|形成|做到)""",
    re.VERBOSE,
)
_NO_SUBJECT = re.compile(
    r"""(?:但是?|然而|虽然|不过)?
        (?:[与和同]?[^，]{0,14}?(?:要求|期[待盼望]|需[求要]|标准)(?:[^，]{0,12}?(?:要求|期[待盼望]|需[求要]))?(?:相比|来看)?
          |[^，]{0,16}?(?:公开|报告)?工作(?:中|上|方面)?)?
        (?:[也还仍尚均都]|仍然|依然)*(?:存在|有)?(?:着|了)?
        (?:一定|一些|不少|部分|以下|较大|明显|薄弱|几方面|几个方面)*的?
        (?:问题和不足|不足和问题|差距|不足|不足之处|问题|环节)?(?:主要(?:表现|体现)?[在为是]?)?
        |[均都有需仍还].*(?:解决|克服|改进)""",
    re.VERBOSE,
)
_LEAD = re.compile(
    r"""(?:[^，、]{0,12}工作(?:中|上)?(?=主要存在|还?存在|仍存在))?
        (?:(?:例如|比如|但是|仍然|[如还仍也但]|主要(?!负责|领导)|集中(?=体现|表现)|(?:表现|体现|反映)(?=[在为出])|存在|一些(?:问题|不足)
            |同时|此外|另外|特别是)(?:在于?|为|是|有|出|着)?[：:]?)+
        |有(?=个别|部分|些|的)""",
    re.VERBOSE,
)
_TAIL = re.compile(r"等(?:等|方面|几个方面)*(?:的?(?:问题|不足|情况|现象|薄弱环节))*$|(?:的)?(?:问题|现象|情况)$")
_HEADING = re.compile(r"问题|不足|困难|情况|措施|打算|方面")
_NUMERAL = re.compile(r"[0-9０-９]|[一二两三四五六七八九十百千万亿]+[件条项次个份人名篇%％]")


@dataclass(frozen=True, slots=True)
class OldProblem:
    """A problem of last year's report: its words, and the theme that it is, if one is recognised."""

    words: str
    theme: str | None


def old_problems(previous: Report) -> tuple[OldProblem, ...]:
    """The problems that last year's section five lists, in order, each once."""
    text = next((section.text for section in previous.sections if section.number == _PROBLEMS), "")
    words = dict.fromkeys(words for each in _listed(text) if (words := each.strip(" 　、，")))
    return tuple(OldProblem(each, theme_of(each)) for each in words)


def can_be_quoted(words: str) -> bool:
    """Whether words of last year's report may stand in this year's: short, without numbers, and no slot or gap."""
    signs = set(words) & set("{}〔〕“”《》<>[]")
    return _SHORTEST <= len(words) <= _LONGEST and not signs and not _NUMERAL.search(words)


# --- the list ---------------------------------------------------------------------------------------------


def _listed(text: str) -> Iterator[str]:
    told = _told(text)
    items = _items(told)
    if items:
        for item in items:
            yield _named(item)
        return
    for sentence in _SENTENCE.split(told):
        for clause in _CLAUSE.split(sentence):
            yield from _lacking(clause)


def _told(text: str) -> str:
    """The text up to where the measures begin; where nothing says that problems are named, what stands before them."""
    sign = _SIGN.search(text)
    starts = [found.start() for pattern in (_SIGN, *_NUMBERED.values()) if (found := pattern.search(text))]
    cut = _MEASURES.search(text, min(starts) if sign else 0)
    if cut is None:
        return text
    # What stands before the measures in their own line (（二）, 二、) is theirs.
    return text[: cut.start()].rstrip("（(二三两、）) \n")


def _items(told: str) -> Sequence[str]:
    """The items of the list on its outermost level, without the heading over it."""
    marks = sorted(
        ((found.start(), found.end(), kind) for kind, pattern in _NUMBERED.items() for found in pattern.finditer(told)),
    )
    items = [
        (kind, told[end : marks[at + 1][0] if at + 1 < len(marks) else len(told)].strip())
        for at, (_, end, kind) in enumerate(marks)
    ]
    while items and _is_heading(items[0][1]):
        items = items[1:]
    return [text for kind, text in items if kind == items[0][0] and text]


def _is_heading(text: str) -> bool:
    head = text.strip().rstrip("。：:")
    return not head or (len(head) <= _LONGEST_HEADING and bool(_HEADING.search(head)) and not _has_lack(head))


def _named(item: str) -> str:
    """The clause of an item that says what is lacking; where none does, the first."""
    clauses = [clause.strip() for clause in _CLAUSE.split(_SENTENCE.split(item)[0]) if clause.strip()]
    lacking = next((clause for clause in clauses if _has_lack(clause)), None)
    return lacking or (clauses[0] if clauses else "")


def _lacking(clause: str) -> Iterator[str]:
    """The problems that a clause names; a list within it taken apart where each of its parts is one."""
    parts = [part for part in clause.split("、") if part.strip()]
    apart = parts if len(parts) > 1 and sum(map(_has_lack, parts)) > 1 else [clause]
    for part in apart:
        words = _TAIL.sub("", part.strip())
        lead = _LEAD.match(words)
        words = words[lead.end() :] if lead else words
        if _has_lack(words):
            yield words


def _has_lack(words: str) -> bool:
    """Whether words say that something lacks, and what: 仍存在一定差距 names nothing."""
    lacking = _LACKING.search(words)
    return lacking is not None and len(words) >= _SHORTEST and not _NO_SUBJECT.fullmatch(words)


# --- the theme --------------------------------------------------------------------------------------------


def theme_of(words: str) -> str | None:
    """The theme whose words these are; None where no theme's are, or as many of several."""
    scores = {name: sum(bool(each.search(words)) for each in patterns) for name, patterns in _patterns().items()}
    best = max(scores.values())
    names = [name for name, score in scores.items() if score == best]
    return names[0] if best and len(names) == 1 else None


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {name: tuple(map(re.compile, spec.keywords)) for name, spec in themes_spec().themes.items()}
