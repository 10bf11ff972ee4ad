"""What a slot is said to count: the words round it must name its metric, and nothing else may be said of it there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.draft.guard.allowed import Allowed, Refusal, SlotName, slot_name
from toolkit.draft.guard.lexicon import lexicon
from toolkit.draft.guard.said import Said, Token
from toolkit.draft.spec import metrics_spec
from toolkit.numbers.units import UNIT

_RATIO = re.compile(r"占|比例|比重|比率|相当于|之比|比值")
_RATIO_PARTS = ("占", "相当于")
_LAST = re.compile(r"(?P<than>[比较与同和])?(?:上年度?|上一年度?|去年)(?:同期)?(?P<of>的)?")
_BOTH = re.compile(r"上年(?:和|与|、)本年(?:均|都)")  # whether that is so is the claim's matter (whole.py)
_PART = re.compile(r"[中里内]|当中|之中")
_UNIT_BEHIND = re.compile(rf"(?:{UNIT}|[%％‰°℃]|余|多|几|左右|上下|以[上下内外]|[十百千万亿])")
_UNIT_BEFORE = re.compile(r"(?:万元|亿元|(?<![文案事条证])件|[元％%负第几]|(?<!件)数|百分之)$")
_ABOUT = re.compile(r"(?:大?约|近|将近|接近|超过?|逾|不足|不到|至少|至多|最多|最少|以上|多达|高达)$")
_MORE = re.compile(r"(?<![较偏很不])[多少]了?$")
_CLAUSE = "，：（）“”"


def wrong_counts(said: Said, allowed: Allowed) -> Iterator[Refusal]:
    """Slots that are unknown, doubled with a unit, or said to count what they don't."""
    for place in said.slots:
        token = said.tokens[place]
        metric = allowed.defined(token.metric)
        if token.metric not in allowed.slots or metric is None:
            yield Refusal("slot", f"没有空位 {token.text}", token.text)
            continue
        yield from _beside(said, token, metric.text)
        if slot_name(token.metric).kind != "year":
            yield from _Counting(said, place, slot_name(token.metric), allowed).refusals()


def _beside(said: Said, token: Token, shown: str) -> Iterator[Refusal]:
    """Units and words of about that touch a slot."""
    behind = _UNIT_BEHIND.match(said.text, token.end)
    if behind:
        yield Refusal("unit", f"{token.text} 已经带有单位（{_unit(shown)}），后面不能再写“{behind[0]}”", behind[0])
    before = said.text[: token.start]
    unit, about = _UNIT_BEFORE.search(before), _ABOUT.search(before)
    if unit:
        yield Refusal("unit", f"{token.text} 前面不能写“{unit[0]}”", unit[0])
    if about:
        yield Refusal("unit", f"{token.text} 是准确的数，前面不能写“{about[0]}”", about[0])
    if not slot_name(token.metric).is_move and _MORE.search(before):
        yield Refusal("unit", f"{token.text} 不是增减的数，前面不能写“{before[-1]}”", before[-1])
    if said.text.startswith("{", token.end):
        yield Refusal("slot", f"{token.text} 与后一个空位之间没有文字", token.text)


def _unit(shown: str) -> str:
    return re.sub(r"[\d.\-]", "", shown) or "数"


class _Counting:
    """One slot with the words that say what it counts."""

    def __init__(self, said: Said, place: int, name: SlotName, allowed: Allowed) -> None:
        self._said, self._place, self._name, self._allowed = said, place, name, allowed
        self._token = said.tokens[place]
        self._sentence = said.start_of(place, ("end",))
        self._after = said.start_of(place, ("end", "slot"))
        self._clause = max(self._after, said.start_of(place, ("end", "pause"), _CLAUSE))
        self._end = said.end_of(place + 1, ("end", "pause", "slot"), _CLAUSE)
        self._wanted = self._wanted_names()

    def _wanted_names(self) -> frozenset[str]:
        if self._name.kind in ("share", "points"):
            return frozenset({metrics_spec().shares[self._name.base].part, f"share.{self._name.base}"})
        return frozenset({self._name.base})

    def refusals(self) -> Iterator[Refusal]:
        """All that is wrong with what the words say of it."""
        paired = self._paired()
        start = self._clause
        if paired is not None:
            if not self._may_mean(paired):
                yield self._mixed(paired)
        else:
            governing, start = self._governing()
            if governing is None:
                yield self._refused("noun", "没有写清是什么的数")
            elif not self._may_mean(governing) and not self._is_sum():
                yield self._mixed(governing)
            else:
                yield from self._others(governing)
        yield from self._ratio()
        yield from self._year(min(start, self._clause))
        # A name in the clause before (新增的决定有：…) is narrowed by the words before it as much.
        yield from self._unknown(min(self._said.start_of(start, ("end", "pause", "slot"), _CLAUSE), self._clause))
        yield from self._base()

    def _refused(self, kind: str, why: str, quote: str = "") -> Refusal:
        return Refusal(kind, f"{self._token.text}：{why}", quote or self._token.text)  # type: ignore[arg-type]

    def _mixed(self, noun: Token) -> Refusal:
        meant = _name_of(self._token.metric)
        return self._refused("noun", f"是{meant}，旁边写的却是“{noun.text}”", noun.text)

    # --- the noun that the slot is said of

    def _governing(self) -> tuple[Token | None, int]:
        """The name that stands before the slot (or, where none does, behind it), and where it stands."""
        stretch = range(self._after, self._place)
        if self._name.kind == "share" and self._follows_its_part():
            return Token("noun", 0, 0, self._token.text, self._wanted), self._clause
        if self._name.kind == "share":
            ratio = self._ratio_at()
            stretch = range(self._after, ratio if ratio is not None else self._place)
        inner = [at for at in stretch if self._said.tokens[at].kind == "noun"]
        if inner:
            return self._said.tokens[inner[-1]], inner[-1]
        behind = [token for token in self._said.between(self._place + 1, self._end) if token.kind == "noun"]
        if behind and not self._is_followed():
            return behind[0], self._clause
        for at in range(self._after - 1, self._sentence - 1, -1):
            if self._said.tokens[at].kind == "noun" and not self._is_whole(at):
                return self._said.tokens[at], self._after
        generic = any(token.text.endswith("申请") for token in self._said.between(self._clause, self._end))
        return (Token("noun", 0, 0, "申请", frozenset({"new"})), self._clause) if generic else (None, self._clause)

    def _follows_its_part(self) -> bool:
        """Whether it is the share of the slot before it, with no name between but the whole's."""
        before = self._after - 1
        if before < self._sentence or self._said.tokens[before].kind != "slot":
            return False
        nouns = (at for at in range(self._after, self._place) if self._said.tokens[at].kind == "noun")
        part = metrics_spec().shares[self._name.base].part
        return self._said.tokens[before].metric == part and all(map(self._is_whole, nouns))

    def _is_followed(self) -> bool:
        """Whether the clause goes on to another slot, whose names those behind this one are."""
        return self._end < len(self._said.tokens) and self._said.tokens[self._end].kind == "slot"

    def _is_whole(self, at: int) -> bool:
        """Whether a name before this one's stretch is the whole of a share: 占 it 的."""
        before = [token.text for token in self._said.between(self._said.start_of(at, ("end", "pause", "slot")), at)]
        return any(text.startswith(_RATIO_PARTS) for text in before)

    def _may_mean(self, noun: Token) -> bool:
        if not noun.names & self._wanted:
            return False
        if len(noun.names) == 1:
            return True
        kinds = {name: lexicon().of.get(name) for name in noun.names}
        kind = next((kinds[name] for name in noun.names & self._wanted), None)
        return kind is None or kind == self._kind_before(set(kinds.values()))

    def _is_sum(self) -> bool:
        """Whether it is the sum of what the sentence named before: 予以公开 {a}，部分公开 {b}，合计 {a and b}."""
        clause = self._said.between(self._clause, self._place)
        if not any(token.text in ("合计", "共计", "两项", "总计") for token in clause):
            return False
        nouns = [token for token in self._said.between(self._sentence, self._place) if token.kind == "noun"]
        metrics, cells = self._allowed.metrics, list[str]()
        wanted = next((metrics[name] for name in self._wanted if name in metrics and "." not in name), None)
        for noun in nouns[::-1]:
            if self._is_whole(self._said.tokens.index(noun)):
                continue
            cells += [cell for name in noun.names if name in metrics for cell in metrics[name].cells]
            if wanted is not None and sorted(cells) == sorted(wanted.cells):
                return True
        return False

    def _kind_before(self, kinds: set[str | None]) -> str | None:
        """Which of the kinds of thing (规章, 规范性文件; 复议, 诉讼, both) the text spoke of last."""
        text = self._said.text[: self._token.start]
        last = max((kind for kind in kinds if kind and kind in text), key=text.rfind, default=None)
        both = "复议和诉讼"
        if both not in kinds:
            return last
        clause = text[max(text.rfind(sign) for sign in "。；\n") + 1 :] or text
        spoken = [kind for kind in ("复议", "诉讼") if kind in (clause if "议" in clause or "讼" in clause else text)]
        return both if len(spoken) != 1 else spoken[0]

    def _paired(self) -> Token | None:
        """甲和乙分别为 {a} 和 {b}: the name that stands at this slot's place in the list."""
        tokens = self._said.tokens
        at = next(
            (n for n in range(self._place - 1, self._sentence - 1, -1) if tokens[n].text.startswith("分别")), None
        )
        if at is None or any(token.kind == "pause" and token.text in _CLAUSE for token in tokens[at : self._place]):
            return None
        end = self._said.end_of(at, ("end", "pause"), _CLAUSE)
        slots = [n for n in range(at, end) if tokens[n].kind == "slot"]
        if any(token.kind == "noun" for token in tokens[at:end]):
            return None
        start = max((n for n in self._said.slots if n < at), default=-1) + 1
        names = [each for token in tokens[max(start, self._sentence) : at] for each in apart(token)]
        names = names[-len(slots) :]
        if len(names) != len(slots):
            return Token("noun", 0, 0, "分别", frozenset())
        return names[slots.index(self._place)]

    # --- other names beside it

    def _others(self, governing: Token) -> Iterator[Refusal]:
        """Names beside the slot that aren't its own: only a whole may stand before its part, with 中 or the like."""
        stop = self._place
        ratio = self._ratio_at() if self._name.kind in ("share", "points") else None
        stop = ratio if ratio is not None else stop
        for at in range(self._clause, stop):
            noun = self._said.tokens[at]
            if noun.kind == "noun" and noun is not governing and not noun.names & self._wanted:
                behind = self._said.tokens[at + 1].text if at + 1 < stop else ""
                if not (self._has_part(noun) and _PART.match(behind)):
                    yield self._mixed(noun)
        if not self._is_followed():
            for noun in self._said.between(self._place + 1, self._end):
                if noun.kind == "noun" and not self._may_mean(noun) and noun is not governing:
                    yield self._mixed(noun)

    def _has_part(self, noun: Token) -> bool:
        """Whether what the slot counts is a part of what a name means."""
        wholes = {whole for name in self._wanted for whole in lexicon().wholes.get(name, frozenset())}
        if self._name.kind in ("share", "points"):
            wholes.add(metrics_spec().shares[self._name.base].whole)
        return bool(noun.names & (wholes | self._wanted))

    def _base(self) -> Iterator[Refusal]:
        """其中 leads from a whole to its parts."""
        tokens = self._said.tokens
        at = next((n for n in range(self._place - 1, self._sentence - 1, -1) if tokens[n].text == "其中"), None)
        if at is None:
            return
        start = self._said.start_of(max(0, at - 1), ("end",)) if at and tokens[at - 1].kind == "end" else self._sentence
        before = [token for token in tokens[start:at] if token.kind == "noun"]
        if not any(self._has_part(noun) for noun in before):
            yield self._refused("noun", "“其中”前面没有写到它所属的总数", "其中")

    # --- shares, years, the rest

    def _ratio_at(self) -> int | None:
        """The place of the word that says that a share follows."""
        start = self._after
        if start and self._said.tokens[start - 1].metric == f"last.{self._token.metric}":
            start = self._said.start_of(start - 1, ("end", "slot"))  # 占比由上年的 … 升至 …
        found = [n for n in range(start, self._place) if _RATIO.search(self._said.tokens[n].text) and self._is_word(n)]
        told = [n for n in found if self._said.tokens[n].text.startswith(_RATIO_PARTS)]
        return (told or found)[-1] if found else None

    def _is_word(self, at: int) -> bool:
        return self._said.tokens[at].kind == "word"

    def _ratio(self) -> Iterator[Refusal]:
        """A share is said with 占 or the like, and of its own whole."""
        is_share = self._name.kind == "share"
        ratio = self._ratio_at()
        if self._name.kind not in ("share", "points"):
            if ratio is not None and ratio >= self._clause:
                yield self._refused("noun", "不是比例")
            return
        spec = metrics_spec().shares[self._name.base]
        at = ratio
        names = [t for t in self._said.between(self._after, self._place) if t.kind == "noun"]
        if is_share and at is None and not any(f"share.{self._name.base}" in noun.names for noun in names):
            yield self._refused("noun", "是比例，前面要写“占”或“占比”")
        before = self._said.tokens[self._after - 1].metric if self._after else ""
        if not is_share and at is None and slot_name(before).kind not in ("share", "points"):
            yield self._refused("noun", "是比例的增减，前面要写“占比”")
        inner = [] if at is None else [t for t in self._said.between(at, self._place) if t.kind == "noun"]
        if is_share and any(spec.whole not in noun.names for noun in inner):
            yield self._refused("noun", f"是{spec.name}，写成了占“{inner[0].text}”", inner[0].text)
        others = [name for name, other in metrics_spec().shares.items() if other.part == spec.part]
        if others[0] != self._name.base and not inner:
            told = [t for t in self._said.tokens[: self._place] if t.kind == "noun" and spec.whole in t.names]
            if not told:
                yield self._refused("noun", f"是{spec.name}，没有写占什么的比例")

    def _year(self, start: int) -> Iterator[Refusal]:
        """上年 stands before a slot of last year, and before no other but in a comparison."""
        tokens = self._said.between(max(start, self._after), self._place)
        text = "".join(" " if token.kind == "noun" else token.text for token in tokens)
        told = [each for each in _LAST.finditer(text) if not _BOTH.match(text, each.start())]
        own = [each for each in told if not each["than"] or (each["of"] and each.end() == len(text))]
        if self._name.is_last and not own and not self._is_from_last_year():
            yield self._refused("noun", "是上年的数，前面要写“上年”")
        if self._name.is_last and len(own) > 1:
            yield self._refused("noun", "写了两次“上年”", own[0][0])
        if not self._name.is_last and own:
            yield self._refused("noun", "是本年的数，写成了上年的", own[0][0])

    def _is_from_last_year(self) -> bool:
        """与上年相比，…由 {last.x} …: the clause before told whose number it is."""
        before = self._said.text[self._said.tokens[self._sentence].start : self._token.start]
        return bool(before.endswith(("由", "从")) and re.search(r"[比较与同和](?:上年|去年|上一年)", before))

    def _unknown(self, start: int) -> Iterator[Refusal]:
        """Words in the slot's clause that the guard doesn't know: they could narrow what it counts."""
        end = self._end if self._is_followed() else self._said.end_of(self._place + 1, ("end", "pause"), _CLAUSE)
        found = ""
        for token in self._said.between(start, end):
            if token.kind == "unknown":
                found += token.text
            elif found:
                break
        if found:
            yield self._refused("noun", f"同一分句里的“{found}”不能据数据核对，请去掉或另写一个分句", found)


def apart(token: Token) -> Sequence[Token]:
    """The names that one name joins: 行政复议和行政诉讼."""
    if token.kind != "noun":
        return ()
    parts = re.split(r"以及|[和及与、]", token.text)
    nouns = lexicon().nouns
    if len(parts) > 1 and all(part in nouns for part in parts):
        return [Token("noun", token.start, token.end, part, nouns[part]) for part in parts]
    return (token,)


def _name_of(metric: str) -> str:
    name, spec = slot_name(metric), metrics_spec()
    is_share = name.kind in ("share", "points")
    words = spec.shares[name.base].name if is_share else spec.quantities[name.base].name
    return f"上年{words}" if name.is_last else words
