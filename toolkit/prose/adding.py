"""Lists that their sum shows, whatever words stand between: 受理37件，25件由申请人在网上填报，12件到窗口递交.

A whole and its parts stand one behind the other, in a sentence or in the next one. That figures which follow on a count
add up to it is hardly ever chance; where they are known to be something else than its parts, it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

from toolkit.numbers import Numeral
from toolkit.prose.grammar import Grammar
from toolkit.prose.sentences import Sentence, outside_brackets
from toolkit.prose.settling import Ties

_BACK = 3  # sentences
_MANY, _BIG, _HUGE = 3, 20, 100
"""Parts, or a total, that chance does not make in another sentence. In another paragraph it takes both, or more."""
_CLAUSE_ENDS = ",;()"


class AddedUp(NamedTuple):
    """A total and the figures that make it, by their numbers."""

    whole: int
    parts: tuple[int, ...]


class Adding:
    """Finds such lists in the sentences of one section."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], numerals: Sequence[Numeral], ties: Ties, grammar: Grammar
    ) -> None:
        self._text, self._sentences, self._numerals, self._ties = text, sentences, numerals, ties
        self._grammar = grammar
        self._counts: dict[int, Sequence[int]] = {}

    def lists(self, number: int, opened: Set[tuple[int, int]]) -> Iterator[AddedUp]:
        """The lists whose parts stand in a sentence. ``opened`` has the total and the first part of those that a word
        opens.
        """
        sentence = self._sentences[number]
        places = self._counts_in(number)
        at, free_from = 0, 0  # the figures before ``free_from`` are parts of lists
        last: AddedUp | None = None
        while at + 1 < len(places):  # a list has two parts at least
            found: AddedUp | None = None
            for whole in self._wholes(number, places, at, free_from, last):
                run = self._run(sentence, places[at:], whole)
                # The nearest whole, but of 收到6件，其中5件…。公开2件，不存在3件，其他1件 the one that all are of.
                is_longer = len(run) > (len(found.parts) if found else 0)
                if is_longer and self._is_list(whole, run, number, opened=(whole, run[0]) in opened):
                    found = AddedUp(whole, run)
            if found is None:
                at += 1
                continue
            yield found
            last = found
            at += len(found.parts)
            free_from = at

    # --- figures ------------------------------------------------------------------------------------------

    def _counts_in(self, number: int) -> Sequence[int]:
        """The places of a sentence's exact counts of the year that stand in no bracket."""
        known = self._counts.get(number)
        if known is None:
            sentence = self._sentences[number]
            exact = [place for place in outside_brackets(sentence.signs) if self._is_exact(sentence.numerals[place])]
            known = self._counts[number] = _not_vetoed(sentence, exact) if exact else exact
        return known

    def _is_exact(self, number: int) -> bool:
        numeral = self._numerals[number]
        return numeral.value is not None and not numeral.approximate and number not in self._ties.vetoes

    def _wholes(
        self, number: int, places: Sequence[int], at: int, free_from: int, last: AddedUp | None
    ) -> Iterator[int]:
        """What the figures from a place on may be the parts of, the nearest first: the figure just before; behind a
        list, or a semicolon, also what that is of and what stands before it, and the figures of the sentences before.
        """
        sentence = self._sentences[number]
        begins = at in (0, free_from) or ";" in sentence.signs[places[at - 1] : places[at]]
        unit = self._numerals[sentence.numerals[places[at]]].unit
        others = (sentence.numerals[place] for place in reversed(places[:at]))
        # 公开10条，类别有七类：机构职能1条
        nearest = next((other for other in others if self._numerals[other].unit == unit), None)
        if nearest is not None:
            yield nearest
        if not begins:
            return
        if last is not None:
            yield last.whole
        if at in (0, free_from):
            for before in range(number - 1, max(-1, number - 1 - _BACK), -1):
                numerals = self._sentences[before].numerals
                yield from (numerals[place] for place in reversed(self._counts_in(before)))

    def _run(self, sentence: Sentence, places: Sequence[int], whole: int) -> tuple[int, ...]:
        """The first of these figures, at least two, that make the whole; noughts behind them in the same list, too."""
        total = self._numerals[whole]
        left = total.value or Decimal(0)
        parts: list[int] = []
        by_semicolon = mixed = False
        for order, place in enumerate(places):
            part = self._numerals[sentence.numerals[place]]
            value = part.value or Decimal(0)
            parted = order > 0 and ";" in sentence.signs[places[order - 1] : place]
            by_semicolon = parted if order == 1 else by_semicolon
            is_behind = not left and (value != 0 or parted)
            if part.unit != total.unit or value > left or is_behind:
                break
            mixed |= order > 0 and parted != by_semicolon
            left -= value
            parts.append(sentence.numerals[place])
        makes = not left and total.value and sum(self._numerals[part].value != 0 for part in parts) > 1
        # Parted now by commas, now by semicolons, it is no list unless it is all that follows.
        is_all = len(parts) > _MANY and len(parts) == len(places)
        return tuple(parts) if makes and (is_all or not mixed) else ()

    # --- what speaks for chance ---------------------------------------------------------------------------

    def _is_list(self, whole: int, parts: Sequence[int], number: int, *, opened: bool) -> bool:
        sentence = self._sentences[number]
        if not self._go_together(whole, parts):
            return opened and not any(self._is_part(part, whole) for part in parts)
        if sentence.start <= self._numerals[whole].start:
            return True
        many, big = len(parts) >= _MANY, (self._numerals[whole].value or 0) >= _BIG
        if "\n" in self._text[self._numerals[whole].end : sentence.start]:
            return big and (many or (self._numerals[whole].value or 0) >= _HUGE)
        return many or big or any(part in self._ties.indicators for part in parts)

    def _is_part(self, part: int, whole: int) -> bool:
        names = self._ties.indicators.get(whole, ())
        return any(not self._grammar.parents[name].isdisjoint(names) for name in self._ties.indicators.get(part, ()))

    def _go_together(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether none of the figures is known to be something else than a part of the whole: received 16 and carried
        over 1 are not what 17 answers are made of.
        """
        names = self._ties.indicators.get(whole, ())
        tied = [self._ties.indicators[part] for part in parts if part in self._ties.indicators]
        if any(not self._grammar.overlapping.isdisjoint(of_part) for of_part in tied):
            return False  # what the website has, the newspaper may have, too
        parents = [frozenset().union(*(self._grammar.parents[name] for name in of_part)) for of_part in tied]
        if not names or not parents:
            return True
        if all(parents) and any(not wider.isdisjoint(names) for wider in parents):
            return True  # not disclosed 22, of which 9 do not exist: those are no part of it everywhere
        common = frozenset.intersection(*parents)
        outcomes = {of for name in common for of in self._grammar.indicators[name].outcomes_of}
        return not outcomes.isdisjoint(names)


def _not_vetoed(sentence: Sentence, places: Sequence[int]) -> list[int]:
    """The places in whose clause no word before the figure makes it another's than the year's."""
    words = [at for at, word in sentence.words.items() if word.veto and word.veto != "plan"]  # 规划计划类3条
    unseen = [at for at, word in sentence.unseen if word.veto and word.veto != "plan"]
    if not words and not unseen:
        return list(places)
    kept: list[int] = []
    for place in places:
        start = max(sentence.signs.rfind(mark, 0, place) for mark in _CLAUSE_ENDS) + 1
        is_vetoed = any(start <= at < place for at in words)
        if not is_vetoed and not any(start < at <= place or at == start > 0 for at in unseen):
            kept.append(place)
    return kept
