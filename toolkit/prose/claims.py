"""Figures that a sentence ties together: a total with its parts, a share, a change, a stock beside the year's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Literal, NamedTuple

from toolkit.model import ClaimKind
from toolkit.numbers import Numeral
from toolkit.prose.adding import Adding
from toolkit.prose.grammar import Grammar
from toolkit.prose.lexicon import FIGURE, SHARE
from toolkit.prose.sentences import Sentence, last_of, outside_brackets
from toolkit.prose.settling import Ties

_PIECES = frozenset("件条份宗篇项个起例次") | {None, "件次", "条次"}
"""Units that a list mixes: 收到56条, 其中当面3件."""


_CLAUSE_ENDS = ",;()"
_OF_SO_MANY = re.compile(r"[^，。；、（）,;:：()]{0,8}中[,，：:]")
_Direction = Literal["up", "down"]


class NumberedClaim(NamedTuple):
    """A claim about a section's numerals, by their numbers."""

    kind: ClaimKind
    whole: int | None
    parts: tuple[int, ...]
    complete: bool = False
    direction: _Direction | None = None
    against: str | None = None


def claims_of(
    text: str, sentences: Sequence[Sentence], numerals: Sequence[Numeral], ties: Ties, grammar: Grammar
) -> Iterator[NumberedClaim]:
    """The claims of one section, in order of place."""
    lists = _Lists(text, sentences, numerals, ties, grammar)
    signs = grammar.lexicon.signs
    directions: dict[str, _Direction] = {signs["up"]: "up", signs["down"]: "down"}
    compares = frozenset({signs["against"], signs["compare"]})
    whole_of: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        if FIGURE not in sentence.signs and SHARE not in sentence.signs:
            continue
        for claim in lists.of(number):
            if claim.whole is not None:
                whole_of.update(dict.fromkeys(claim.parts, claim.whole))
            yield claim
        if SHARE in sentence.signs:
            yield from _shares(sentence, numerals, whole_of, grammar)
        if not directions.keys().isdisjoint(sentence.signs):
            yield from _changes(text, sentence, directions, compares)
    yield from _cumulative(ties)


# --- totals and their parts -------------------------------------------------------------------------------


class _Lists:
    """Finds the lists of a section's sentences."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], numerals: Sequence[Numeral], ties: Ties, grammar: Grammar
    ) -> None:
        self._text, self._sentences, self._numerals, self._ties = text, sentences, numerals, ties
        self._parents, self._overlap = grammar.parents, grammar.overlapping
        signs = grammar.lexicon.signs
        self._among, self._made_of = signs["among"], signs["made_of"]
        self._compares = frozenset({signs["compare"], signs["against"]})
        self._openings = frozenset({FIGURE, "(", self._among, self._made_of})
        self._rests = grammar.classes.rests
        self._outcomes, self._categories = grammar.with_outcomes, grammar.with_categories
        self._listed: set[int] = set()
        self._adding = Adding(text, sentences, numerals, ties, grammar)

    def of(self, number: int) -> Iterator[NumberedClaim]:
        """The lists of one sentence: those that words, a bracket or what the figures are show, but where figures that
        add up show better what is a part of what.
        """
        told = list(self._told(number))
        opened = {(claim.whole, claim.parts[0]) for claim in told if claim.whole is not None}
        for whole, parts in self._adding.lists(number, opened):
            rivals = [claim for claim in told if not set(parts).isdisjoint(claim.parts)]
            if any(claim.parts != parts and self._stands(claim, whole, parts) for claim in rivals):
                continue
            told = [claim for claim in told if claim not in rivals]
            self._listed.add(whole)
            told.append(NumberedClaim(self._kind(whole), whole, parts, complete=True))
        yield from sorted(told, key=lambda claim: claim.parts)

    def _stands(self, claim: NumberedClaim, whole: int, parts: Sequence[int]) -> bool:
        """Whether what words tell stands beside a sum: it adds up, too; or has more than adds up, which is a slip."""
        return self._adds_up(claim) or (claim.whole == whole and set(parts) < set(claim.parts))

    def _adds_up(self, claim: NumberedClaim) -> bool:
        values = [self._numerals[part].value for part in claim.parts]
        known = [value for value in values if value is not None]
        return claim.whole is not None and len(known) == len(values) and sum(known) == self._numerals[claim.whole].value

    def _told(self, number: int) -> Iterator[NumberedClaim]:
        """The lists of one sentence: those that a word or a bracket opens, then those that figures alone make."""
        sentence = self._sentences[number]
        signs = sentence.signs
        taken, opened = set[int](), set[int]()
        for at, sign in enumerate(signs):
            if sign not in self._openings:
                continue
            if sign == FIGURE and self._is_in_middle(sentence, at):
                parts = list(self._parts(sentence, at, sentence.numerals[at], in_bracket=False))
                if len(parts) > 1:
                    taken.update(sentence.numerals[place] for place in parts)
                    opened.add(sentence.numerals[at])
                    yield self._claim(sentence, sentence.numerals[at], parts, says_all=False)
            opens = sign == "(" and at and signs[at - 1] == FIGURE
            if not opens and sign not in (self._among, self._made_of):
                continue
            if sign == self._among and signs[at - 1 : at] == "(" and at > 1 and signs[at - 2] == FIGURE:
                continue  # the bracket has opened this list
            whole = self._whole(number, at)
            if whole is None:
                continue
            parts = self._of_its_unit(sentence, whole, self._parts(sentence, at, whole, self._in_bracket(signs, at)))
            if whole in opened and not taken.isdisjoint(sentence.numerals[place] for place in parts):
                continue  # a bracket has opened this list; 12件（个人10件、单位2件），其中11件已办结 is another
            if parts and (not opens or len(parts) > 1 or signs[at + 1 : at + 2] == self._among):
                taken.update(sentence.numerals[place] for place in parts)
                opened.add(whole)
                yield self._claim(sentence, whole, parts, says_all=sign == self._made_of)
        for total, added in self._sums(sentence, taken):
            taken.update(added)
            opened.add(total)
            self._listed.add(total)
            yield NumberedClaim(self._kind(total), total, added, complete=True)
        yield from self._unopened(number, taken, opened)

    def _is_in_middle(self, sentence: Sentence, at: int) -> bool:
        """Whether a figure says of how many the next ones are: 收到的8件申请中，5件已公开，2件…"""
        return _OF_SO_MANY.match(self._text, self._numerals[sentence.numerals[at]].end) is not None

    def _is_other(self, part: int, whole: int) -> bool:
        """Whether a figure is known to be of something that is no part of the whole."""
        tied = self._ties.indicators
        return part in tied and whole in tied and not self._related(part, whole)

    def _sums(self, sentence: Sentence, taken: Set[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
        for number in sentence.numerals if self._ties.sums else ():
            parts = self._ties.sums.get(number, ())
            if parts and taken.isdisjoint(parts) and not all(self._is_other(part, number) for part in parts):
                yield number, parts

    def _in_bracket(self, signs: str, at: int) -> bool:
        return signs[: at + 1].count("(") > signs[: at + 1].count(")")

    def _whole(self, number: int, at: int) -> int | None:
        """The figure that a list is of: the nearest before its opening, in the sentence or the one before."""
        sentence = self._sentences[number]
        first = next((n for s, n in zip(sentence.signs[at:], sentence.numerals[at:], strict=True) if s == FIGURE), None)
        for place in _before(sentence.signs, at):
            if self._counts(sentence.numerals[place]) and not self._is_mean(sentence.numerals[place], first):
                start = max(sentence.signs.rfind(mark, 0, place) for mark in _CLAUSE_ENDS)
                if self._compares.isdisjoint(sentence.signs[start + 1 : place]):
                    return sentence.numerals[place]
        if at > 1 or not number or "\n" in self._text[self._sentences[number - 1].end : sentence.start]:
            return None
        before = self._sentences[number - 1]
        candidates = [n for s, n in zip(before.signs, before.numerals, strict=True) if s == FIGURE and self._counts(n)]
        if first is None or not candidates:
            return None
        related = [n for n in candidates if self._related(first, n)]
        return (related or candidates)[-1]

    def _is_mean(self, number: int, part: int | None) -> bool:
        """发布12680条，日均34条；其中财政类1322条: the figure of a day, which is less than the part."""
        of_a_day = number in self._ties.barred or self._ties.vetoes.get(number, ("", None))[0] == "part"
        one, other = self._numerals[number].value, self._numerals[part].value if part is not None else None
        return of_a_day and one is not None and other is not None and one < other

    def _is_of_stock(self, part: int, whole: int) -> bool:
        """累计公开5210条，其中今年新增806条: a stock beside the year's figure, which is another claim."""
        veto, indicator = self._ties.vetoes.get(whole, ("", None))
        return veto == "cumulative" and indicator in self._ties.indicators.get(part, ())

    def _counts(self, number: int) -> bool:
        """Whether a figure is a count of this year, and not another year's or by how much one has changed."""
        return self._ties.vetoes.get(number, ("", None))[0] not in ("change", "earlier")

    def _related(self, part: int, whole: int) -> bool:
        wholes = set(self._ties.indicators.get(whole, ()))
        return any(self._parents[i] & wholes for i in self._ties.indicators.get(part, ()))

    def _parts(self, sentence: Sentence, at: int, whole: int, in_bracket: bool) -> Iterator[int]:
        signs, depth, first, free = sentence.signs, 0, True, True
        by_semicolon: bool | None = None  # how the items are parted, once there are two
        kinds = False  # whether one of them is a category, which no indicator counts
        clause_ended = False
        for place in range(at + 1, len(signs)):
            sign = signs[place]
            if sign == "(":
                depth += 1
            elif sign == ")":
                depth -= 1
                if depth < 0 and in_bracket:
                    return
                depth = max(depth, 0)
            elif depth:
                continue
            elif sign == ";":
                clause_ended = True
            elif sign in (self._among, self._made_of):
                if not first:
                    return
            elif sign == FIGURE and self._counts(sentence.numerals[place]):
                number = sentence.numerals[place]
                tied = self._ties.indicators.get(number, ())
                may_be = (free and any(self._parents[i] for i in tied)) or (kinds and self._has_categories(whole, tied))
                is_part = self._is_part(number, whole, first, may_be)
                if not is_part or (clause_ended and by_semicolon is False):
                    return
                kinds |= number not in self._ties.indicators
                by_semicolon = None if first else clause_ended if by_semicolon is None else by_semicolon
                clause_ended = False
                first, free = False, free and not self._related(number, whole)
                yield place

    def _of_its_unit(self, sentence: Sentence, whole: int, places: Iterator[int]) -> list[int]:
        """局机关390条，7个直属单位864条: where those of the whole's unit make it, another's counts something else."""
        parts = list(places)
        numerals = [self._numerals[sentence.numerals[place]] for place in parts]
        of = self._numerals[whole]
        alike = [place for place, one in zip(parts, numerals, strict=True) if one.unit == of.unit]
        added = sum(one.value or 0 for one in numerals if one.unit == of.unit)
        return alike if len(alike) > 1 and added == of.value else parts

    def _is_part(self, part: int, whole: int, first: bool, free: bool = False) -> bool:
        """``first``: it opens the list. ``free``: none of the list is known to be the whole's part, so that what the
        figures are tied to tells nothing: 收到申请8件，其中予以公开2件，部分公开6件.
        """
        one, all_ = self._numerals[part], self._numerals[whole]
        if one.unit != all_.unit and not (one.unit in _PIECES and all_.unit in _PIECES):
            return False
        if one.value is not None and all_.value is not None and one.value > all_.value:
            return False
        if self._is_of_stock(part, whole):
            return False
        if first or self._related(part, whole):
            return True
        tied = self._ties.indicators.get(part, ())
        return not tied or free

    def _has_categories(self, whole: int, tied: Sequence[str]) -> bool:
        """Whether in a list of categories what an indicator counts is one, too: 工作信息580条；制发规范性文件7件."""
        of_kinds = not self._categories.isdisjoint(self._ties.indicators.get(whole, ()))
        return of_kinds and self._overlap.isdisjoint(tied)

    def _unopened(self, number: int, taken: set[int], opened: Set[int]) -> Iterator[NumberedClaim]:
        """行政复议7件，维持5件，纠正2件: no word opens the list, but what the figures are does. The whole may stand in
        the sentence before, if at least two parts follow: 已答复9件。答复中，同意公开7件，部分公开2件.
        """
        sentence = self._sentences[number]
        places = outside_brackets(sentence.signs)
        for order, place in enumerate(places):
            whole = sentence.numerals[place]
            if whole in self._ties.indicators and whole not in opened:
                parts = self._related_run(sentence, places[order + 1 :], whole, taken)
                if len(parts) > 1 or (parts and self._categories.isdisjoint(self._ties.indicators[whole])):
                    taken.update(sentence.numerals[part] for part in parts)
                    yield self._claim(sentence, whole, parts, says_all=False)
        before = self._wholes_before(number) if number else ()
        for whole in reversed(before):
            parts = self._related_run(sentence, places, whole, taken)
            if len(parts) > 1:
                yield self._claim(sentence, whole, parts, says_all=False)
                return
        free = [place for place in places if sentence.numerals[place] not in self._ties.indicators]
        for whole in reversed(before):
            if free and self._add_up(sentence, free, whole) and taken.isdisjoint(sentence.numerals[p] for p in free):
                yield self._claim(sentence, whole, free, says_all=True)
                return

    def _add_up(self, sentence: Sentence, places: Sequence[int], whole: int) -> bool:
        """公开83条。机构类5条，财政类31条，民生类47条: categories, which only their sum ties to the total."""
        parts = [self._numerals[sentence.numerals[place]] for place in places]
        of = self._numerals[whole]
        values = [part.value for part in parts if part.value is not None and part.unit == of.unit]
        return len(values) == len(parts) > 1 and sum(values) == of.value

    def _wholes_before(self, number: int) -> Sequence[int]:
        """The figures of the sentence before, in the same paragraph, that are tied and have no list yet."""
        before = self._sentences[number - 1]
        if "\n" in self._text[before.start : self._sentences[number].start]:
            return ()
        return [n for n in before.numerals if n in self._ties.indicators and n not in self._listed]

    def _related_run(self, sentence: Sentence, places: Sequence[int], whole: int, taken: Set[int]) -> list[int]:
        """The figures that are the whole's parts, up to the first that is something else's."""
        parts: list[int] = []
        for place in places:
            number = sentence.numerals[place]
            overlaps = not self._overlap.isdisjoint(self._ties.indicators.get(number, ()))
            if number in taken or overlaps or not self._related(number, whole):
                if number in self._ties.indicators and parts:
                    break
                continue
            parts.append(place)
        return parts if all(self._is_part(sentence.numerals[p], whole, first=False) for p in parts) else []

    def _claim(self, sentence: Sentence, whole: int, parts: Sequence[int], says_all: bool) -> NumberedClaim:
        numbers = tuple(sentence.numerals[place] for place in parts)
        self._listed.add(whole)
        has_rest = any(place and sentence.signs[place - 1] in self._rests for place in parts)
        return NumberedClaim(self._kind(whole), whole, numbers, complete=says_all or has_rest)

    def _kind(self, whole: int) -> ClaimKind:
        return "outcomes" if self._outcomes & set(self._ties.indicators.get(whole, ())) else "parts"


def _before(signs: str, at: int) -> Iterator[int]:
    """The places of the figures before one, the nearest first, but of brackets that are closed there."""
    depth = 0
    for place in range(at - 1, -1, -1):
        if signs[place] == ")":
            depth += 1
        elif signs[place] == "(":
            depth = max(0, depth - 1)
        elif signs[place] == FIGURE and not depth:
            yield place


# --- shares, changes, stocks ------------------------------------------------------------------------------


def _shares(
    sentence: Sentence, numerals: Sequence[Numeral], whole_of: Mapping[int, int], grammar: Grammar
) -> Iterator[NumberedClaim]:
    share, rate = grammar.lexicon.signs["share"], grammar.lexicon.signs["rate"]
    for at, sign in enumerate(sentence.signs):
        if sign != SHARE:
            continue
        counted = _counted_before(sentence, at)
        if counted is None:
            continue
        if share in _clause(sentence.signs, at):
            yield NumberedClaim("share", whole_of.get(counted), (counted, sentence.numerals[at]))
        elif sentence.signs[at - 1] == rate and (base := _base(sentence, counted, numerals)) is not None:
            yield NumberedClaim("share", base, (counted, sentence.numerals[at]))


def _base(sentence: Sentence, counted: int, numerals: Sequence[Numeral]) -> int | None:
    """录入134个，挂接108个，挂接率80%: what a rate is of, the count before the one that it is the rate of."""
    place = sentence.numerals.index(counted)
    base = _counted_before(sentence, place)
    if base is None or ";" in sentence.signs[sentence.numerals.index(base) : place]:
        return None
    whole, part = numerals[base], numerals[counted]
    fits = whole.unit == part.unit and whole.value is not None and part.value is not None and whole.value >= part.value
    return base if fits else None


def _clause(signs: str, at: int) -> str:
    return signs[last_of(",;()、", signs, at) + 1 : at]


def _counted_before(sentence: Sentence, at: int) -> int | None:
    """The count that stands before."""
    place = sentence.signs.rfind(FIGURE, 0, at)
    return sentence.numerals[place] if place >= 0 else None


def _changes(
    text: str, sentence: Sentence, directions: Mapping[str, _Direction], compares: Set[str]
) -> Iterator[NumberedClaim]:
    against: str | None = None
    ends = frozenset((*directions, *",;()#%"))
    for at, sign in enumerate(sentence.signs):
        if sign in compares:
            end = at + 1
            while end < len(sentence.signs) and sentence.signs[end] not in ends:
                end += 1
            stop = sentence.starts[end] if end < len(sentence.signs) else sentence.end
            against = text[sentence.starts[at] : stop].strip()
        elif sign in (";", ")"):
            against = None
        elif sign in (FIGURE, SHARE) and at and sentence.signs[at - 1] in directions:
            word = text[sentence.starts[at - 1] : sentence.starts[at - 1] + 2]
            said = word if word in ("同比", "环比") else against
            changed = next(
                (
                    sentence.numerals[place]
                    for place in range(at - 1, -1, -1)
                    if sentence.signs[place] == FIGURE and (not place or sentence.signs[place - 1] not in directions)
                ),
                None,
            )
            yield NumberedClaim(
                "change", changed, (sentence.numerals[at],), False, directions[sentence.signs[at - 1]], said
            )


def _cumulative(ties: Ties) -> Iterator[NumberedClaim]:
    for number, (veto, indicator) in ties.vetoes.items():
        if veto == "cumulative":
            same = (other for other, tied in ties.indicators.items() if indicator in tied)
            nearest = min(same, key=lambda other: abs(other - number), default=None)
            yield NumberedClaim("cumulative", number, () if nearest is None else (nearest,))
