"""Figures that no pattern ties, tied by what their item, their list and their sentence say together.

A pattern wants its words side by side. Here an item's words are taken for what each says, whatever stands between them:
of what it is (applications, reviews), which kind, by which way. The figure is of the one thing of which all that is
said, and nothing against it: 经检索不存在7件; 因信息不存在而无法提供的3份; 制作规章2件、规范性文件14件.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from toolkit.numbers import Numeral
from toolkit.prose.grammar import Grammar, Pattern
from toolkit.prose.lexicon import DATE, FIGURE, UNKNOWN
from toolkit.prose.sentences import Sentence, last_of
from toolkit.prose.settling import Ties
from toolkit.prose.spec import IndicatorSpec

_BOUNDS = frozenset(",;、()#%")
_CLAUSE_BOUNDS = frozenset(",;()#%")
_ENDS_OF_CLAUSE = (_BOUNDS - {FIGURE}) | {""}
_LIST = "、"
_WITHOUT_FIGURE = re.compile(r"\(([^()#%]*)\)")
_SPACE = " "
_MOST_UNKNOWN = 2


class Left(NamedTuple):
    """A figure that no pattern ties: where it stands, what the text speaks of there, what the sentence has spoken of so
    far, the list that was opened.
    """

    at: int
    topic: str | None
    spoken: frozenset[str]
    list_of: str | None


class _Named(NamedTuple):
    left: Left
    spec: IndicatorSpec


class Composing:
    """Ties by what items say. ``joins`` are the signs that stand between things that are named together."""

    def __init__(self, grammar: Grammar, joins: frozenset[str]) -> None:
        self._grammar = grammar
        self._joins = joins
        self._goes_on = grammar.classes.shared | {
            grammar.lexicon.signs[name] for name in ("among", "added") if name in grammar.lexicon.signs
        }
        self._other_matters = frozenset(grammar.topics.other)
        self._own = {
            sign: frozenset(spec.id for spec in specs if sign in {grammar.lexicon.signs[name] for name in spec.kinds})
            for sign, specs in grammar.kinds.items()
        }
        self._wider = grammar.wider
        self._outcomes_of = {
            each: frozenset(of for name in wider for of in grammar.indicators[name].outcomes_of)
            for each, wider in self._wider.items()
        }

    # --- what patterns tie too widely ---------------------------------------------------------------------

    def narrowed(self, found: Pattern, sentence: Sentence, at: int) -> Pattern:
        """非本机关职责范围答复5条: a kind named in the clause of a figure, of what the pattern took it for."""
        signs, wide = flat(sentence.signs), found.indicator.id
        start = last_of(_CLAUSE_BOUNDS, signs, at) + 1
        kinds: dict[str, IndicatorSpec] = {}
        for place, sign in enumerate(signs[start:at], start):
            specs = self._grammar.kinds.get(sign)
            if not specs or not self._joins.isdisjoint(signs[max(start, place - 1) : place + 2]):
                continue  # 通过当面、自助终端等途径提交的申请187件: one of several ways
            for spec in specs:
                if (spec.id in self._own[sign] or not spec.kinds) and wide in self._wider[spec.id]:
                    kinds[spec.id] = spec
        narrow = (self._narrowest(kinds) if kinds else None) or self._said_behind(signs, at, wide)
        return found if narrow is None else found._replace(indicator=narrow)

    def _said_behind(self, signs: str, at: int, wide: str) -> IndicatorSpec | None:
        """复议结果为2件维持: the kind that stands behind a figure, and ends its clause."""
        if signs[at + 1 : at + 2] not in self._own or signs[at + 2 : at + 3] not in _ENDS_OF_CLAUSE:
            return None
        kinds = (spec for spec in self._grammar.kinds.get(signs[at + 1 : at + 2], ()) if wide in self._wider[spec.id])
        return next((spec for spec in kinds if spec.id in self._own[signs[at + 1]]), None)

    def with_shared(self, signs: str, at: int) -> str:
        """The signs before a figure, the nearest first, as if its item had the verb of the item before it too; empty
        where that has none, or this has one of its own.
        """
        start = self._item_start(signs, at)
        item, bound, first = signs[start:at], signs[start - 1 : start], start - 2
        if not item or bound not in (_LIST, ",") or first < 0 or signs[first] not in (FIGURE, ")"):
            return ""
        if UNKNOWN in item or not self._grammar.classes.shared.isdisjoint(item):
            return ""
        figure = signs.rfind(FIGURE, 0, start)
        before = signs[self._item_start(signs, figure) : figure]
        verbs = "".join(sign for sign in before if sign in self._grammar.classes.shared)
        return (verbs + item)[::-1] if verbs else ""

    def only_goes_on(self, signs: str, first: int, at: int) -> bool:
        """Whether between two figures there is a comma, a date, 其中, and verbs that many items share."""
        between = signs[first + 1 : at]
        begins = first < 0 or between[:1] in (",", ";", "(")
        return begins and set(between[first >= 0 :]) <= {DATE, *self._goes_on}

    # --- what patterns leave ------------------------------------------------------------------------------

    def tie(
        self, sentence: Sentence, left: Iterable[Left], last: str | None, numerals: Sequence[Numeral], ties: Ties
    ) -> None:
        """Tie the figures that are left over in a sentence. ``last`` is what the figure before the sentence is of."""
        named = list(self._all_named(sentence, left, numerals, ties))
        for each in named:
            number = sentence.numerals[each.left.at]
            others = {other.spec.id for other in named if other is not each}
            if self._is_in_list(each, others, sentence, last, ties) and _fits_whole(
                number, self._wider[each.spec.id], numerals, ties
            ):
                ties.indicators[number] = (each.spec.id,)

    def _all_named(
        self, sentence: Sentence, left: Iterable[Left], numerals: Sequence[Numeral], ties: Ties
    ) -> Iterator[_Named]:
        for each in left:
            number = sentence.numerals[each.at]
            spec = self._named(sentence, each)
            if spec and number not in ties.indicators and numerals[number].unit in self._grammar.units[spec.id]:
                yield _Named(each, spec)

    def _named(self, sentence: Sentence, left: Left) -> IndicatorSpec | None:
        """The one kind that a figure's item names, before the figure or, where nothing does, behind it."""
        signs, at = flat(sentence.signs), left.at
        before = signs[self._item_start(signs, at) : at]
        if any(self._says_kind(sign) for sign in before):
            return self._kind_in(before, left)
        return self._kind_in(signs[at + 1 : self._item_end(signs, at)], left)

    def _says_kind(self, sign: str) -> bool:
        """Whether a sign says what kind an item is, or that it is of something else."""
        return sign in self._grammar.kinds or (
            sign not in (UNKNOWN, _SPACE) and sign not in self._grammar.classes.beside
        )

    def _item_start(self, signs: str, at: int) -> int:
        """Where a figure's item begins: behind a comma or a figure, but not between two that are named together."""
        start = last_of(_BOUNDS, signs, at) + 1
        while start > 1 and signs[start - 1] == _LIST and signs[start - 2] not in _BOUNDS:
            start = last_of(_BOUNDS, signs, start - 1) + 1
        return start

    def _item_end(self, signs: str, at: int) -> int:
        """Where what stands behind a figure ends; but 其余7件为信息不存在、非本机关掌握等 names two things together."""
        end = _next_bound(signs, at + 1)
        while signs[end : end + 1] == _LIST and FIGURE not in signs[end : (further := _next_bound(signs, end + 1)) + 1]:
            end = further
        return end

    def _kind_in(self, item: str, left: Left) -> IndicatorSpec | None:
        if item.count(UNKNOWN) > _MOST_UNKNOWN:
            return None
        found: dict[str, IndicatorSpec] = {}
        lists_alone: dict[str, IndicatorSpec] = {}
        for sign in item:
            specs = [spec for spec in self._grammar.kinds.get(sign, ()) if self._is_of(spec, left)]
            for spec in specs:
                (found if spec.id in self._own[sign] else lists_alone)[spec.id] = spec
            if not specs and sign not in self._grammar.classes.beside and sign not in (UNKNOWN, _LIST, _SPACE):
                return None
        return self._narrowest(found or lists_alone) or self._whole(item, found)

    def _whole(self, item: str, found: Mapping[str, IndicatorSpec]) -> IndicatorSpec | None:
        """通过网络、信函等方式提出的申请53件: several ways together, and of what they are, are the whole's figure."""
        wholes = set[str].intersection(*(set(spec.part_of) for spec in found.values())) if len(found) > 1 else set()
        if len(wholes) != 1 or item[-1:] not in self._grammar.classes.objects:
            return None
        return self._grammar.indicators[wholes.pop()]

    def _is_of(self, spec: IndicatorSpec, left: Left) -> bool:
        """Whether the text speaks of what this is a kind of; 公开 in an item before, an answer, changes the subject."""
        # Answers to nothing else are told.
        is_answer_alone = left.topic is None and bool(self._outcomes_of[spec.id])
        return spec.of == left.topic or left.list_of in spec.part_of or is_answer_alone or self._has_strayed(spec, left)

    def _has_strayed(self, spec: IndicatorSpec, left: Left) -> bool:
        return self._grammar.strays(left.topic, spec.of)

    def _narrowest(self, found: Mapping[str, IndicatorSpec]) -> IndicatorSpec | None:
        """Of 因涉及商业秘密不予公开 the secret, which is a part of what is not disclosed; of 内容不明确、请其补正 why;
        of two kinds none.
        """
        wider = {name for spec in found.values() for name in (*self._wider[spec.id], *spec.outdoes)}
        narrow = [spec for name, spec in found.items() if name not in wider]
        if len(narrow) != 1:
            return None
        (spec,) = narrow
        return spec if set(found) <= {spec.id, *self._wider[spec.id], *spec.outdoes} else None

    def _is_in_list(self, named: _Named, others: set[str], sentence: Sentence, last: str | None, ties: Ties) -> bool:
        """Whether the list is known to be of what this is a part of, and has no other figure for it: by a figure of the
        whole or of another part, by another item that names a part, or by the sentence, which speaks of it.
        """
        left, spec = named
        tied = {name for number in sentence.numerals for name in ties.indicators.get(number, ())}
        if spec.id in tied or spec.id in others:
            return False
        parents = set(self._wider[spec.id])
        if not parents:
            return True
        outcomes_of = self._outcomes_of[spec.id]
        parents |= outcomes_of  # 收到的9件申请中，6件予以公开
        strayed = self._has_strayed(spec, left)
        near = tied if strayed else {left.list_of, last, *tied}
        if near & parents or any(name and parents & self._wider[name] for name in {*near, *others}):
            return True
        return bool(outcomes_of) and spec.of in left.spoken and self._other_matters.isdisjoint(left.spoken)


def _next_bound(signs: str, start: int) -> int:
    return next((place for place in range(start, len(signs)) if signs[place] in _BOUNDS), len(signs))


def flat(signs: str) -> str:
    """Without the brackets that hold no figure, so that what they say is their item's: 不予处理（信访类）2件."""
    return _WITHOUT_FIGURE.sub(rf"{_SPACE}\1{_SPACE}", signs) if ")" in signs else signs


def _fits_whole(number: int, wider: Set[str], numerals: Sequence[Numeral], ties: Ties) -> bool:
    """Whether it is no more than the figures of the whole, where the text has them."""
    value = numerals[number].value
    wholes = [numerals[other].value for other, names in ties.indicators.items() if not wider.isdisjoint(names)]
    known = [whole for whole in wholes if whole is not None]
    return value is not None and (not known or value <= max(known))
