"""Totals that stand behind what they add up: 网站公开611条，公开栏公开139条，合计750条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.numbers import Numeral
from toolkit.prose.grammar import FIGURE
from toolkit.prose.sentences import Sentence

_SUM = "sum"
_CLAUSE_ENDS = ",;("


def sums_of(sentence: Sentence, numerals: Sequence[Numeral]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The totals of a sentence whose clause says 合计 or 共, and which the figures just before them add up to, with
    those figures; all by their numbers. Words alone don't make a sum: the figures must.
    """
    places = [place for place, sign in enumerate(sentence.signs) if sign == FIGURE]
    said = [place for place, word in sentence.unseen if word.name == _SUM]
    for order, place in enumerate(places):
        clause = max(sentence.signs.rfind(mark, 0, place) for mark in _CLAUSE_ENDS) + 1
        if order < 2 or not any(clause <= at <= place for at in said):
            continue
        parts = _added(numerals, [sentence.numerals[p] for p in places[:order]], sentence.numerals[place])
        if parts:
            yield sentence.numerals[place], parts


def _added(numerals: Sequence[Numeral], before: Sequence[int], total: int) -> tuple[int, ...]:
    """The last figures, at least two and of the total's unit, that make the total."""
    whole = numerals[total]
    if not whole.value or whole.approximate:
        return ()
    added, parts = Decimal(0), list[int]()
    for number in reversed(before):
        part = numerals[number]
        if part.unit != whole.unit:
            continue  # 两项合计750条
        if part.value is None or part.approximate or added >= whole.value:
            return ()
        added += part.value
        parts.append(number)
        if added == whole.value:
            return tuple(parts[::-1]) if len(parts) > 1 else ()
    return ()
