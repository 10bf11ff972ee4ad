"""Words of direction and comparison, held against the metrics: 增长 on a fall, 高于上年 where it is lower."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from toolkit.draft.guard.allowed import Allowed, Refusal, slot_name
from toolkit.draft.guard.lexicon import alternatives, words_spec
from toolkit.draft.guard.said import Said, Token
from toolkit.draft.metrics import Direction, Metric
from toolkit.draft.spec import metrics_spec

_SAID = {"up": "上升", "down": "下降", "same": "持平"}
_LEVEL = re.compile(r"^(?:了)?(?:到|至|为)?(?:本年度?|今年|全年|当年|年末|年底)?(?:的)?$")
_GOODNESS = frozenset("快强优好长慢弱差短")
"""What is faster or better than last year's no metric tells."""
_MOVE_BEHIND = re.compile(r"^(?:了|为|达到?|是|幅度?(?:为|是|达)?|率(?:为|是)?|数量?(?:为|是)?)*$")
_TO = ("至", "到")
_NEUTRAL = re.compile(r"(?:相差|变化|变动|增减)(?:了|为|幅度为?)?$")
_MORE = re.compile(r"(?P<up>多了?)|(?P<down>少了?)")
_THAN_LAST = re.compile(r"同比|(?:比|较|与|同|和)(?:上年|去年|上一年)|上年同期|去年同期")
_NO_BASE = re.compile(
    r"环比|前年|往年|历年|历史|近年(?![底末终])|多年来|连年|逐年|新[高低](?!技|级)|首[次位个]|全[国省市]|平均水平"
)
_COMPARED = re.compile(
    r"(?P<up>[高多快大强优好长]于|超过|超出|超(?=上年|去年))|(?P<down>[低少慢小弱差短]于|不及|不如|不到)"
)
_INTRANSITIVE = re.compile(
    r"(?:较[快多大]|明显|显著|趋势|态势|势头|幅度|至|到|为|了|而来)*(?:[，。；、）\s\n]|的(?:趋势|态势|情况)|$|\{)"
)
_AIM = re.compile(r"(?:需要?|有待|应|要|待|进一步|以|予以|可以|不断)$")
_BIG = re.compile(r"(?:大幅度?|显著|成倍|急剧)(?:的|地)?$")
_SLIGHT = re.compile(r"(?:略有|小幅|微|略|稍有)$")
_NEARLY = re.compile(r"(?:基本|大体|大致)(?:与(?:上年|去年))?$")
_BIG_FROM, _SLIGHT_TO, _NEARLY_TO = Decimal(20), Decimal(10), Decimal(5)
_RATIO = re.compile(r"占比|比例|比重|比率|率$")


@cache
def _words() -> re.Pattern[str]:
    spec = words_spec()
    return re.compile("|".join(f"(?P<{name}>{alternatives(getattr(spec, name))})" for name in ("up", "down", "same")))


def wrong_moves(said: Said, allowed: Allowed, *, without_slot: bool = False) -> Iterator[Refusal]:
    """Directions and comparisons that the metrics contradict, or that no metric carries; ``without_slot``: only those
    that are said without a number.
    """
    used: set[int] = set()
    for place in said.slots:
        metric = allowed.defined(said.tokens[place].metric)
        wrong = tuple(_at_slot(said, place, metric, allowed, used)) if metric is not None else ()
        yield from () if without_slot else wrong
    for found in _words().finditer(said.text):
        if found.start() not in used and not _is_within_slot(said, found.start()):
            yield from _Claim(said, found, allowed).refusals()
    yield from _comparisons(said, allowed)


def _is_within_slot(said: Said, at: int) -> bool:
    return any(said.tokens[place].start <= at < said.tokens[place].end for place in said.slots)


# --- at a slot --------------------------------------------------------------------------------------------


def _at_slot(said: Said, place: int, metric: Metric, allowed: Allowed, used: set[int]) -> Iterator[Refusal]:
    name, token = slot_name(metric.id), said.tokens[place]
    start = said.tokens[said.start_of(place, ("end", "slot", "pause"), "，：（）")].start
    words = list(_words().finditer(said.text, start, token.start))
    last = words[-1] if words else None
    between = said.text[last.end() : token.start] if last else ""
    if name.kind == "trend":
        yield from _trend(said, token, metric, used)
    elif name.is_move:
        more = next((m for m in _MORE.finditer(said.text, start, token.start) if m.end() == token.start), None)
        if last is None or not _MOVE_BEHIND.match(between):
            last = more
        if last is None:
            if not _NEUTRAL.search(said.text[start : token.start]):
                yield Refusal(
                    "direction", f"{token.text} 前面要紧接着写增减（{_SAID[metric.direction or 'same']}）", token.text
                )
            return
        used.add(last.start())
        if last[0].endswith(_TO) or (name.kind == "delta" and "幅" in last[0] + between):
            yield Refusal("direction", f"{token.text} 是增减的数，前面不能写“{last[0]}”", last[0])
        yield from _against(last, metric, token.text)
    elif last is not None and not any(t.kind == "noun" and t.start >= last.end() for t in said.between(0, place)):
        used.add(last.start())
        is_to = bool(re.match(r"了?[到至为]", between)) or last[0].endswith(_TO)
        moved = _moved(metric.id, allowed)
        is_level = bool(_LEVEL.match(between))
        if is_level and (last[0].endswith("幅") or (not is_to and _direction(last) != "same")):
            yield Refusal("direction", f"{token.text} 不是增减的数，前面不能紧接着写“{last[0]}”", last[0])
        elif (name.is_last and (is_to or not is_level)) or moved is None:
            yield Refusal("direction", f"没有数据说明{metric.name}“{last[0]}”", last[0])
        else:
            yield from _against(last, moved, token.text)


def _trend(said: Said, token: Token, metric: Metric, used: set[int]) -> Iterator[Refusal]:
    word = _words().match(said.text, token.end)
    if word is None or not said.text[: token.start].endswith("连续"):
        yield Refusal(
            "direction", f"{token.text} 要写成“连续{token.text}{_SAID[metric.direction or 'same']}”", token.text
        )
    else:
        used.add(word.start())
        yield from _against(word, metric, token.text)


def _against(word: re.Match[str], metric: Metric, slot: str) -> Iterator[Refusal]:
    direction = _direction(word)
    if metric.direction is not None and direction != metric.direction:
        truth = _SAID[metric.direction]
        yield Refusal("direction", f"{slot}：{metric.name}是{truth}的，写成了“{word[0]}”", word[0], is_false=True)


def _direction(word: re.Match[str]) -> Direction:
    groups = word.groupdict()
    return "up" if groups.get("up") else "down" if groups.get("down") else "same"


def _moved(metric: str, allowed: Allowed) -> Metric | None:
    name = slot_name(metric)
    return allowed.defined(f"{'points' if name.kind == 'share' else 'delta'}.{name.base}")


# --- without one ------------------------------------------------------------------------------------------


class _Claim:
    """A word of direction that says something of a quantity without its number."""

    def __init__(self, said: Said, word: re.Match[str], allowed: Allowed) -> None:
        self._said, self._word, self._allowed = said, word, allowed
        self._sentence = max((t.end for t in said.tokens if t.kind == "end" and t.end <= word.start()), default=0)
        starts = [t.end for t in said.tokens if t.kind in ("end", "pause") and t.end <= word.start() and t.text != "、"]
        self._clause = max(starts, default=0)

    def refusals(self) -> Iterator[Refusal]:
        """What is wrong with the claim, if it is one."""
        has_base = bool(_THAN_LAST.search(self._said.text, self._clause, self._word.end() + 6))
        if self._allowed.is_plan and not has_base:
            return
        subject = self._subject()
        if subject is None:
            if has_base or (self._is_intransitive() and not self._is_of_action()) or self._touches_slot():
                yield self._unknown("它")
            return
        moves = self._moves(subject)
        defined = [metric for metric in moves if metric is not None]
        if not defined:
            yield self._unknown(subject.text)
        elif (wrong := self._against_word(defined)) and not self._is_nearly(wrong[0]):
            metric = wrong[0]
            truth = _SAID[metric.direction or "same"]
            reason = f"{metric.name}是{truth}的，写成了“{self._word[0]}”"
            # A name of several quantities is false of all of them, or can't be told.
            is_false = len(wrong) == len(defined) and self._said.is_known(self._clause, self._word.end())
            yield Refusal("direction", reason, self._quote(), is_false)
        else:
            yield from self._degree(subject)

    def _against_word(self, metrics: Sequence[Metric]) -> Sequence[Metric]:
        return [metric for metric in metrics if metric.direction != _direction(self._word)]

    def _quote(self) -> str:
        return self._said.text[max(self._clause, self._word.start() - 12) : self._word.end()]

    def _unknown(self, what: str) -> Refusal:
        return Refusal("direction", f"“{self._quote()}”：没有数据说明{what}是否{self._word[0]}", self._word[0])

    def _subject(self) -> Token | None:
        """What is said to move: the name behind a transitive verb, else the last before the word in its sentence."""
        nouns = [token for token in self._said.tokens if token.kind == "noun"]
        behind = next((n for n in nouns if 0 <= n.start - self._word.end() <= len("了的") - 1), None)
        if behind is not None and not self._said.text.startswith("，", self._word.end()):
            return behind
        if not self._is_intransitive():
            return None
        before = [n for n in nouns if self._sentence <= n.start and n.end <= self._word.start()]
        near = [n for n in before if n.start >= self._clause]
        if near:
            return near[-1] if self._said.is_known(near[-1].end, self._word.start()) else None
        own = self._said.text[self._clause : self._word.start()]
        return before[-1] if before and not self._speaks_of_other(own) else None

    def _speaks_of_other(self, text: str) -> bool:
        """Whether the clause has a subject of its own that is no quantity."""
        clause = [t for t in self._said.tokens if self._clause <= t.start and t.end <= self._clause + len(text)]
        return any(token.kind == "unknown" for token in clause)

    def _is_intransitive(self) -> bool:
        return bool(_INTRANSITIVE.match(self._said.text, self._word.end()))

    def _touches_slot(self) -> bool:
        """{last.partial}上升之后: said of the slot, and of no quantity that is named."""
        return any(self._said.tokens[place].end == self._word.start() for place in self._said.slots)

    def _is_of_action(self) -> bool:
        """进一步提高: an aim."""
        return bool(_AIM.search(self._said.text[: self._word.start()]))

    def _moves(self, subject: Token) -> Sequence[Metric | None]:
        spec = metrics_spec()
        between = self._said.text[subject.end : self._word.start()]
        if _RATIO.search(between) or any(name.startswith("share.") for name in subject.names):
            names = [
                n for n, share in spec.shares.items() if share.part in subject.names or f"share.{n}" in subject.names
            ]
            return [self._allowed.defined(f"points.{name}") for name in names]
        return [self._allowed.defined(f"delta.{name}") for name in sorted(subject.names)]

    def _change(self, subject: Token) -> Decimal | None:
        changes = [self._allowed.defined(f"change.{name}") for name in sorted(subject.names)]
        return next((abs(metric.value) for metric in changes if metric is not None and metric.value is not None), None)

    def _is_nearly(self, metric: Metric) -> bool:
        """基本持平 where it changed by little."""
        change = self._allowed.defined(metric.id.replace("delta.", "change.", 1))
        before = self._said.text[: self._word.start()]
        by = change.value if change is not None else None
        return bool(
            _direction(self._word) == "same" and _NEARLY.search(before) and by is not None and abs(by) <= _NEARLY_TO
        )

    def _degree(self, subject: Token) -> Iterator[Refusal]:
        before = self._said.text[: self._word.start()]
        change = self._change(subject)
        if change is None:
            return
        if _BIG.search(before) and change < _BIG_FROM:
            yield Refusal("direction", f"“{self._quote()}”：变化只有 {change:.1f}%，不能说大幅", self._word[0])
        if _SLIGHT.search(before) and change > _SLIGHT_TO:
            yield Refusal("direction", f"“{self._quote()}”：变化有 {change:.1f}%，不能说略有", self._word[0])


# --- comparisons ------------------------------------------------------------------------------------------


def _comparisons(said: Said, allowed: Allowed) -> Iterator[Refusal]:
    base = _NO_BASE.search(said.text)
    if base:
        yield Refusal("comparison", f"没有可与“{base[0]}”比较的数据", base[0])
    for found in _COMPARED.finditer(said.text):
        yield from _compared(said, found, allowed)


def _compared(said: Said, word: re.Match[str], allowed: Allowed) -> Iterator[Refusal]:
    """高于上年, 多于不予公开."""
    if word[0][0] in _GOODNESS:
        yield Refusal("comparison", f"“{word[0]}”：没有可比的数据", word[0])
        return
    last = re.match(r"(?:上年|去年|上一年)", said.text[word.end() :])
    nouns = [token for token in said.tokens if token.kind == "noun"]
    other = next((noun for noun in nouns if noun.start == word.end()), None)
    if last is None and other is None:
        if re.search(r"等$|[限在由处基对关鉴归用]$", said.text[: word.start() + 1]):
            return
        yield Refusal("comparison", f"“{said.text[word.start() : word.end() + 6]}”：没有可比的数据", word[0])
        return
    before = [noun for noun in nouns if noun.end <= word.start()]
    subject = before[-1] if before else None
    want = "up" if word["up"] else "down"
    if subject is not None and last is not None and not (other and other.start == word.end()):
        moves = _Claim(said, word, allowed)._moves(subject)
        defined = [metric for metric in moves if metric is not None]
        if any(metric.direction == want for metric in defined):
            return
        is_false = bool(defined) and said.is_known(subject.start, word.end())
        yield Refusal("comparison", f"“{subject.text}…{word[0]}上年”与数据不符", word[0], is_false)
    elif subject is not None and other is not None:
        mine, its = (_value(noun, allowed) for noun in (subject, other))
        if mine is None or its is None or not (mine > its if want == "up" else mine < its):
            reason = f"“{subject.text}”并不{word[0]}“{other.text}”"
            is_false = mine is not None and its is not None and said.is_known(subject.start, other.end)
            yield Refusal("comparison", reason, word[0], is_false)
    else:
        yield Refusal("comparison", f"“{word[0]}”前面没有写是什么", word[0])


def _value(noun: Token, allowed: Allowed) -> Decimal | None:
    metric = allowed.defined(next(iter(noun.names))) if len(noun.names) == 1 else None
    return metric.value if metric is not None else None
