"""Patterns of figures that do not stand whole beside them: the rest is in the item, clause or figure before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.numbers import Numeral
from toolkit.prose.grammar import Pattern
from toolkit.prose.lexicon import DATE, FIGURE, SHARE, UNKNOWN
from toolkit.prose.means import LIST, Means
from toolkit.prose.now import Now
from toolkit.prose.sentences import Sentence, year_of
from toolkit.prose.settling import Ties, is_total

_REACH = 14  # signs before a figure that a pattern can see
_JUST_BEFORE = 12  # characters
_CLAUSE_ENDS = frozenset(",;()")
_WITHOUT_FIGURE = re.compile(r"\((?:[^()#%]*|#)\)")
"""费用（检索费、复制费）36元; 微博账号（1个）发布信息149条."""
_HOW_COUNTED = re.compile(r"(?<![#%(])\([^()]*\)\Z")
"""回应热点（同一热点计1次）3次."""
_YEAR_ALONE = re.compile(r"\D{0,4}\d{0,4}[ ]?年度?")


class Beyond:
    """Looks for the patterns of a text's figures beside them and beyond."""

    def __init__(self, means: Means, year: int | None, numerals: Sequence[Numeral], ties: Ties) -> None:
        self._means, self._year, self._numerals, self._ties = means, year, numerals, ties
        self._own_years: dict[int, bool] = {}

    def before(self, sentence: Sentence, at: int) -> str:
        """The signs before a figure, the nearest first, without a bracket between or the report's own year."""
        signs = sentence.signs[:at]
        if self._year is not None and (date := signs.rfind(DATE)) >= 0:
            while date >= 0:
                if self._is_own_year(sentence, date):
                    signs = signs[:date] + signs[date + 1 :]
                date = signs.rfind(DATE, 0, date)
        if ")" in signs:
            signs = _HOW_COUNTED.sub("", _WITHOUT_FIGURE.sub("", signs))
        before = signs[: -_REACH - 1 : -1]
        if SHARE in before:
            before = self._means.shares.sub("", before)  # 予以公开占比38.2%，计34件
        return before[1:] if before[:1] == "(" else before

    def find(self, sentence: Sentence, at: int, before: str, behind: str, now: Now, last: str | None) -> Pattern | None:
        """The pattern of a figure, narrowed by what its clause says. ``last`` is what the figure before it is of."""
        place = sentence.signs.rfind(FIGURE, 0, at)
        found = (
            (self._again(sentence, at, place) if place >= 0 else None)
            or self._means.choosing.best(before, behind, self._unit(sentence, at), now, last)
            or self._second_count(sentence, at, now, last)
            or self._shared(sentence, at, now, last)
            or self._again(sentence, at, -1)
            or self._of_clause_before(sentence, at, before, behind, now, last)
        )
        if found is None or self._is_counted_again(found, sentence, at):
            return None
        return self._means.composing.narrowed(found, sentence, at)

    def _is_counted_again(self, found: Pattern, sentence: Sentence, at: int) -> bool:
        """公开政府信息12项96条: of two counts of one thing the finer is its figure."""
        if sentence.signs[at + 1 : at + 2] != FIGURE or self._unit(sentence, at) == self._unit(sentence, at + 1):
            return False
        return self._unit(sentence, at + 1) in self._means.grammar.units[found.indicator.id]

    def of_total(self, sentence: Sentence, whole: int, parts: Sequence[int], now: Now, last: str | None) -> str | None:
        """受理的申请主要涉及土地征收46件、规划审批27件，合计73件: a total of categories is what the sentence counts."""
        spoken = self._means.spoken(sentence.signs[: sentence.numerals.index(parts[0])])[::-1]
        found = self._means.choosing.best(spoken, "", self._numerals[whole].unit, now, last) if spoken else None
        return None if found is None or found.indicator.part_of else found.indicator.id

    def _unit(self, sentence: Sentence, at: int) -> str | None:
        return self._numerals[sentence.numerals[at]].unit

    def _second_count(self, sentence: Sentence, at: int, now: Now, last: str | None) -> Pattern | None:
        """培训2期、64人次; 收费3件，计52元: the second figure of one thing, counted in another unit."""
        joined = at > 1 and sentence.signs[at - 1] in (LIST, ",")
        behind = sentence.signs[at + 1 : at + 2]
        if joined and sentence.signs[at - 1] == "," and behind and behind not in _CLAUSE_ENDS:
            return None
        first = at - 2 if joined else at - 1
        if first < 0 or sentence.signs[first] != FIGURE or self._unit(sentence, at) == self._unit(sentence, first):
            return None
        before, unit = self.before(sentence, first), self._unit(sentence, at)
        found = self._means.choosing.best(before, "", unit, now, last)
        tied = self._ties.indicators.get(sentence.numerals[first], ())
        return None if found is None or found.indicator.id in tied else found

    def _shared(self, sentence: Sentence, at: int, now: Now, last: str | None) -> Pattern | None:
        """制作规章2件、规范性文件14件: the second item has the first one's verb."""
        before = self._means.composing.with_shared(sentence.signs, at)
        return self._means.choosing.best(before, "", self._unit(sentence, at), now, last) if before else None

    def _again(self, sentence: Sentence, at: int, place: int) -> Pattern | None:
        """通过公报累计发布文件620件，2011年发布96件: behind a stock or another year's figure, in its sentence or
        the one before, the year's own. ``place`` is that figure's, -1 for the sentence before.
        """
        counted = sentence.numerals[place] if place >= 0 else self._counted_before(sentence)
        veto, indicator = self._ties.vetoes.get(counted, (None, None)) if counted is not None else (None, None)
        if veto not in ("cumulative", "earlier") or indicator is None:
            return None
        grammar = self._means.grammar
        says_no_more = self._means.composing.only_goes_on(sentence.signs, place, at)
        return (
            grammar.bare(indicator) if says_no_more and self._unit(sentence, at) in grammar.units[indicator] else None
        )

    def _counted_before(self, sentence: Sentence) -> int | None:
        """The last figure before a sentence, if it stands just before: 累计公开2410条。其中2012年公开385条."""
        first = next((number for number in sentence.numerals if number >= 0), 0)
        figures = (n for n in range(first - 1, -1, -1) if self._numerals[n].kind == "figure")
        number = next(figures, None)
        is_near = number is not None and sentence.start - self._numerals[number].end <= _JUST_BEFORE
        return number if is_near else None

    def _of_clause_before(
        self, sentence: Sentence, at: int, before: str, behind: str, now: Now, last: str | None
    ) -> Pattern | None:
        """当面申请最多，为45件; 受理的申请主要来自企业，共53件: a clause that is but a figure says how many of what
        the one before it names.
        """
        before = before.lstrip(DATE)
        if (behind and behind[0] not in _CLAUSE_ENDS) or before[:1] != ",":
            return None
        means, unit, named = self._means, self._unit(sentence, at), before[1:]
        if named[:1] == FIGURE and named[1:2] in means.changes:
            named = named[2:]  # 申请数量增加5件，达到32件
        elif named[:1] in means.changes:
            named = named[1:].lstrip(UNKNOWN)  # 申请数量大幅增加，由18件增至47件
        if named[:1] == means.sign("most") and named[1:2] in means.grammar.kinds:
            named = named[1:]
        found = means.choosing.best(named, behind, unit, now, last)
        if found is None and FIGURE not in sentence.signs[:at] and is_total(sentence, at):
            spoken = means.spoken(before)
            found = means.choosing.best(spoken, behind, unit, now, last) if spoken else None
        return found

    def _is_own_year(self, sentence: Sentence, place: int) -> bool:
        """累计公开32万条，其中2011年8.4万条: the year in a report of 2011 says nothing."""
        number = sentence.numerals[place]
        is_own = self._own_years.get(number)
        if is_own is None:
            raw = self._numerals[number].raw
            is_own = year_of(raw) == self._year and _YEAR_ALONE.fullmatch(raw) is not None
            self._own_years[number] = is_own
        return is_own
