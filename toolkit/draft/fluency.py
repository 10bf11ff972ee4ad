"""Whether a sentence reads well, as far as a program can tell: whole, without repetition, unlike its neighbours.

The guard looks at what is said, this at how. A fault that the template's own sentence has too is none: then the
template would be no better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from toolkit.draft.matter import pairs_of

_SLOT = re.compile(r"\{[^{}]*\}")
_PLACE = "□"  # stands for any slot
_SIGNS = re.compile(r"[，。；：、！？“”（）\s]")
_OPENING = 4  # characters by which the beginnings of two sentences are alike
_PHRASE = 7  # characters of a phrase that a sentence should not say twice
_NAME = 5  # characters of one that a clause should not: 自然人申请全部是自然人申请
_ALIKE = 0.75  # of the pairs of characters, in two sentences that say the same
_BREATH = 42  # characters that a reader takes in without a pause
_CUT = re.compile(
    r"(?:[的和与及或并且而但把将对向从由在被让使以为因]|以及|或者|并且|但是|因为|由于|通过|按照|根据|对于|关于|其中|包括|分别|[有是]|(?<!行)为)[。！？]?$"
)
_STRAY = re.compile(r"[的了着过约近逾超]")  # no sentence begins so
_STUTTER = re.compile(r"([一-鿿]{2,})\1|([的了在和与将对把为])\2")
_SHARE_TWICE = re.compile(r"占[^，。；]*\}的?(?:比例|比重|比率)(?!为|是|比|较)")
_SHARE = re.compile(r"占(?![用比据线])")
_SPOKEN = re.compile(r"我们|咱们?|大家|你们?|[啦吧呢吗啊嘛]|挺|特别地|搞")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))


def clumsy(text: str, plain: str, others: Collection[str] = ()) -> tuple[str, ...]:
    """Why a text reads badly in the place of a plain sentence, beside the other sentences of its paragraph; slots are
    open in all of them.
    """
    faults = (_broken, _repeated, _ungrammatical, _long, _spoken)
    own = [reason for find in faults for reason in _new(find, text, plain)]
    return (*own, *_like_others(text, plain, others))


def _new(find: Callable[[str], Iterator[str]], text: str, plain: str) -> Iterator[str]:
    had = set(find(plain))
    return (reason for reason in find(text) if reason not in had)


def _broken(text: str) -> Iterator[str]:
    """A sentence that begins or ends within another, or marks without their other half."""
    stray = _STRAY.match(text)
    if stray:
        yield f"句子不能以“{stray[0]}”开头"
    cut = _CUT.search(text)
    if cut:
        yield f"句子没有写完（以“{cut[0]}”结尾）"
    for left, right in _PAIRS:
        if text.count(left) != text.count(right):
            yield f"“{left}”和“{right}”不成对"


def _repeated(text: str) -> Iterator[str]:
    """The same words twice."""
    stutter = _STUTTER.search(_SLOT.sub(_PLACE, text))
    if stutter:
        yield f"“{stutter[0]}”重复"
    clauses = _SIGNS.sub("\n", _SLOT.sub("\n", text)).split("\n")
    within = (_twice([clause], _NAME) for clause in clauses)
    twice = next(filter(None, (_twice(clauses, _PHRASE), *within)), None)
    if twice:
        yield f"“{twice}”说了两遍"


def _twice(texts: Sequence[str], length: int) -> str | None:
    """The first stretch of so many characters that stands twice in these texts."""
    stretches = [text[at : at + length] for text in texts for at in range(len(text) - length + 1)]
    return next((each for at, each in enumerate(stretches) if each in stretches[:at]), None)


def _ungrammatical(text: str) -> Iterator[str]:
    """占 with its share twice or with none; words in brackets, which stand in no such sentence."""
    if _SHARE_TWICE.search(text):
        yield "“占”后面的空位已经是比例，不再写“比例”"
    if any(_SHARE.search(clause) and "{" not in clause for clause in re.split(r"[，。；：]", text)):
        yield "“占”后面没有写占多少"
    if "（" in text:
        yield "不要添加括号里的话"


def _long(text: str) -> Iterator[str]:
    """A stretch without a pause that nobody reads in one breath."""
    if any(len(_SLOT.sub(_PLACE, part)) > _BREATH for part in re.split(r"[，。；：、！？]", text)):
        yield f"连续 {_BREATH} 字以上没有停顿"


def _spoken(text: str) -> Iterator[str]:
    found = _SPOKEN.search(text)
    if found:
        yield f"“{found[0]}”是口语"


def _like_others(text: str, plain: str, others: Collection[str]) -> Iterator[str]:
    """A beginning that another sentence of the paragraph has, or the same sentence once more."""
    for other in others:
        if _opening(text) == _opening(other) != _opening(plain):
            yield f"与“{_opening(other)}…”一句的开头相同"
        if _likeness(text, other) >= _ALIKE > _likeness(plain, other):
            yield f"与“{_opening(other)}…”一句几乎一样"


def _opening(text: str) -> str:
    return _SIGNS.sub("", _SLOT.sub(_PLACE, text))[:_OPENING]


def _likeness(one: str, other: str) -> float:
    mine, its = pairs_of(one), pairs_of(other)
    return len(mine & its) / max(1, len(mine | its))
