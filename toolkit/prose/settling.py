"""What a sentence as a whole tells of its figures, once each was looked at alone.

Totals are what their parts add up to, and two different figures of one thing are the figures of parts of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.numbers import Numeral
from toolkit.prose.grammar import Grammar
from toolkit.prose.lexicon import FIGURE
from toolkit.prose.sentences import Sentence, last_of
from toolkit.prose.spec import Veto

_SUM = "sum"
_LEAST_OF_SUM = 3  # figures: two parts and what they add up to
_CLAUSE_ENDS = ",;("


@dataclass(slots=True)
class Ties:
    """What the figures of a text were found to be.

    ``indicators`` has for each numeral, by its number, the indicators that it is the figure of (two where one 均为零
    speaks of two); ``vetoes`` why a figure is none of this year's, with the indicator that it would have been;
    ``sums`` the figures before it that a total adds up (合计受理25件, behind 书面16件、网络9件).
    """

    indicators: dict[int, tuple[str, ...]] = field(default_factory=dict)
    vetoes: dict[int, tuple[Veto, str | None]] = field(default_factory=dict)
    barred: set[int] = field(default_factory=set)
    """Those that are none of this year's, whatever they are of."""
    sums: dict[int, tuple[int, ...]] = field(default_factory=dict)


def settle(sentence: Sentence, numerals: Sequence[Numeral], ties: Ties, grammar: Grammar) -> None:
    """Tie the totals of a sentence by their parts, and untie figures that are only parts of what they were tied to."""
    if sentence.signs.count(FIGURE) >= _LEAST_OF_SUM:
        _settle_totals(sentence, numerals, ties, grammar)
    _untie_rivals(sentence, numerals, ties, grammar)


# --- totals -----------------------------------------------------------------------------------------------


def _settle_totals(sentence: Sentence, numerals: Sequence[Numeral], ties: Ties, grammar: Grammar) -> None:
    for whole, parts in _sums(sentence, numerals):
        ties.sums[whole] = parts
        if whole in ties.indicators:
            _untie_likes(whole, parts, ties)
        elif whole not in ties.vetoes and not _tie_as_all(whole, parts, ties, grammar):
            _tie_by_parts(sentence, whole, parts, numerals, ties, grammar)
            if whole not in ties.indicators and not _have_whole(parts, ties, grammar):
                _untie_some(parts, ties)
    opened = (
        *_opened(sentence, numerals, grammar),
        *_answers(sentence, numerals, grammar),
        *_led(sentence, numerals, ties),
    )
    for whole, parts in opened:
        if whole not in ties.indicators and whole not in ties.vetoes:
            _tie_by_parts(sentence, whole, parts, numerals, ties, grammar)


def _untie_likes(whole: int, parts: Sequence[int], ties: Ties) -> None:
    """各镇公开20条，县直单位公开30条，合计公开50条: a part that was taken for what the total is counts some of it."""
    for part in parts:
        if set(ties.indicators.get(part, ())) & set(ties.indicators[whole]):
            del ties.indicators[part]


def _untie_some(parts: Sequence[int], ties: Ties) -> None:
    """规范性文件2条，政策解读5条，工作动态86条，合计93条: beside parts that are nothing known it is but a part."""
    if any(part not in ties.indicators for part in parts):
        for part in parts:
            ties.indicators.pop(part, None)


def _have_whole(parts: Sequence[int], ties: Ties, grammar: Grammar) -> bool:
    """新收24件（自然人20件、企业4件），结转2件，共26件: the parts are those of another figure."""
    parents = {name for part in parts for tied in ties.indicators.get(part, ()) for name in grammar.parents[tied]}
    return any(not parents.isdisjoint(names) for names in ties.indicators.values())


def _tie_as_all(whole: int, parts: Sequence[int], ties: Ties, grammar: Grammar) -> bool:
    """市本级收到申请402件，各区县收到904件，全市合计1306件: parts that are all of one kind make the total so."""
    alike = {ties.indicators.get(part) or _in_part(part, ties) for part in parts}
    names = alike.pop()
    if alike or not names or any(grammar.indicators[name].part_of for name in names):
        return False
    ties.indicators[whole] = names
    for part in parts:
        ties.indicators.pop(part, None)
    return True


def _in_part(number: int, ties: Ties) -> tuple[str, ...]:
    """What a figure would be the figure of, if it were all of the year's."""
    veto, indicator = ties.vetoes.get(number, (None, None))
    return (indicator,) if veto == "part" and indicator is not None else ()


def _tie_by_parts(
    sentence: Sentence, whole: int, parts: Sequence[int], numerals: Sequence[Numeral], ties: Ties, grammar: Grammar
) -> None:
    """现场咨询640次，电话咨询2310次，总计2950次: what the parts are parts of, where that is one thing alone."""
    tied = [name for part in parts for name in ties.indicators.get(part, ())]
    common = _common([set(grammar.indicators[name].part_of) for name in tied])
    said = _said(sentence, whole, numerals[whole].unit, grammar)
    common = common & said or common - {n for each in common for n in grammar.indicators[each].goes_before}
    if not common and len(set(tied)) > 1:  # 部分公开7件，行政查询事项3件: one is a part of what the other is beside
        common = _common([set(grammar.wider[name]) for name in tied])
        common -= {name for each in common for name in grammar.indicators[each].goes_before}
    if not common and len(set(tied)) > 1:  # 检索费0元，复印费45元，共计45元: the first was taken for all fees
        common = _common([{name, *grammar.indicators[name].part_of} for name in tied])
    if len(common) == 1 and numerals[whole].unit in grammar.units[parent := common.pop()]:
        known = (*ties.indicators.items(), *((n, (name,)) for n, (_, name) in ties.vetoes.items()))
        others = (number for number, names in known if parent in names and number not in parts)
        if any(numerals[number].value != numerals[whole].value for number in others):
            return  # 行政诉讼6件。已判决5件，其中驳回4件，败诉1件
        if said and parent not in said:
            return  # 答复86件，其中按时答复85件: its own verb is of something else
        if _names_channel(sentence, whole, grammar) and not grammar.overlapping.isdisjoint(tied):
            return  # 政务新媒体发布2040条，其中微信1530条、微博510条
        ties.indicators[whole] = (parent,)
        _untie_likes(whole, parts, ties)


def _names_channel(sentence: Sentence, whole: int, grammar: Grammar) -> bool:
    place = sentence.numerals.index(whole)
    clause = sentence.signs[last_of(_CLAUSE_ENDS, sentence.signs, place) + 1 : place]
    return not grammar.classes.channels.isdisjoint(clause)


def _said(sentence: Sentence, whole: int, unit: str | None, grammar: Grammar) -> set[str]:
    """What a total may be by the verb before it; nothing where none stands there."""
    place = sentence.numerals.index(whole)
    verb = sentence.signs[place - 1 : place]
    if verb not in grammar.classes.shared:
        return set()
    return {pattern.indicator.id for pattern in grammar.by_left.get((verb, unit), ())}


def _common(sets: Sequence[set[str]]) -> set[str]:
    return set.intersection(*sets) if sets else set()


def _sums(sentence: Sentence, numerals: Sequence[Numeral]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The totals whose clause says 合计 or 共, and which the figures just before them add up to. Words alone make no
    sum: the figures must.
    """
    if not any(word.name == _SUM for _, word in sentence.unseen):
        return
    places = [place for place, sign in enumerate(sentence.signs) if sign == FIGURE]
    for order, place in enumerate(places):
        if order < 2 or not is_total(sentence, place):
            continue
        before = [sentence.numerals[p] for p in places[:order]]
        parts = _added(numerals, before[::-1], sentence.numerals[place])
        if parts:
            yield sentence.numerals[place], parts[::-1]


def is_total(sentence: Sentence, place: int) -> bool:
    """Whether a figure's clause says 合计 or 共."""
    clause = last_of(_CLAUSE_ENDS, sentence.signs, place) + 1
    return any(word.name == _SUM and clause <= at <= place for at, word in sentence.unseen)


def _opened(sentence: Sentence, numerals: Sequence[Numeral], grammar: Grammar) -> Iterator[tuple[int, tuple[int, ...]]]:
    """工作人员5人，其中专职1人、兼职4人: the figures before 其中 which the next ones add up to."""
    among = grammar.lexicon.signs["among"]
    if among not in sentence.signs:
        return
    for at, sign in enumerate(sentence.signs):
        whole = sentence.signs.rfind(FIGURE, 0, at) if sign == among else -1
        if whole >= 0:
            behind = [n for n, s in zip(sentence.numerals[at:], sentence.signs[at:], strict=True) if s == FIGURE]
            parts = _added(numerals, behind, sentence.numerals[whole])
            if parts:
                yield sentence.numerals[whole], parts


def _answers(
    sentence: Sentence, numerals: Sequence[Numeral], grammar: Grammar
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """共办理答复51件：予以公开20件，部分公开31件: figures behind 答复 that the next ones add up to, without 其中."""
    answer = grammar.lexicon.signs["answer"]
    if answer + FIGURE not in sentence.signs:
        return
    for at, sign in enumerate(sentence.signs[:-1]):
        if sign == answer and sentence.signs[at + 1] == FIGURE:
            behind = [
                n for n, s in zip(sentence.numerals[at + 2 :], sentence.signs[at + 2 :], strict=True) if s == FIGURE
            ]
            parts = _added(numerals, behind, sentence.numerals[at + 1])
            if parts:
                yield sentence.numerals[at + 1], parts


def _led(sentence: Sentence, numerals: Sequence[Numeral], ties: Ties) -> Iterator[tuple[int, tuple[int, ...]]]:
    """全部138件中，同意公开88件，不予公开50件: a figure that the next ones make, all of which are known."""
    figures = [number for number, sign in zip(sentence.numerals, sentence.signs, strict=True) if sign == FIGURE]
    for order, whole in enumerate(figures):
        if whole not in ties.indicators:
            parts = _added(numerals, figures[order + 1 :], whole)
            if parts and all(part in ties.indicators for part in parts):
                yield whole, parts


def _added(numerals: Sequence[Numeral], others: Sequence[int], total: int) -> tuple[int, ...]:
    """The first of the others, at least two and of the total's unit, that make the total; noughts beside them, too."""
    whole = numerals[total]
    if not whole.value or whole.approximate:
        return ()
    added, parts = Decimal(0), list[int]()
    for number in others:
        part = numerals[number]
        if part.unit != whole.unit:
            continue  # 两项合计750条
        if added == whole.value and len(parts) > 1 and part.value != 0:
            break
        if part.value is None or part.approximate or added + part.value > whole.value:
            return ()
        added += part.value
        parts.append(number)
    return tuple(parts) if added == whole.value and len(parts) > 1 else ()


# --- rivals -----------------------------------------------------------------------------------------------


def _untie_rivals(sentence: Sentence, numerals: Sequence[Numeral], ties: Ties, grammar: Grammar) -> None:
    """市网站公开2.1万条，县网站公开8.7万条: of two figures that a sentence has for one thing, neither is all of it. Nor
    of two equal ones that are parts of a total: 行政诉讼4件，1件已撤回，1件不予立案.
    """
    tied = [number for number in sentence.numerals if number in ties.indicators]
    if len(tied) < 2:
        return
    figures: dict[str, list[int]] = {}
    for number in tied:
        for name in ties.indicators[number]:
            figures.setdefault(name, []).append(number)
    told = {name for number in tied for name in ties.indicators[number]}
    for name, numbers in figures.items():
        are_parts = len(numbers) > 1 and not told.isdisjoint(grammar.parents[name])
        if are_parts or len({numerals[number].value for number in numbers}) > 1:
            for number in numbers:
                ties.indicators.pop(number, None)
