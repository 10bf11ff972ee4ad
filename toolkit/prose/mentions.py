"""The prose of a report into mentions, claims and, where its form has no tables, figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.model import Claim, Mention
from toolkit.numbers import Numeral, find_numerals
from toolkit.prose.claims import NumberedClaim, claims_of
from toolkit.prose.grammar import Grammar, grammar
from toolkit.prose.sentences import sentences_of
from toolkit.prose.settling import Ties
from toolkit.prose.tying import Tying, spoken_in


class Prose(NamedTuple):
    """What the prose says in numbers."""

    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    has_figures: bool
    """Whether the form's figures stand in prose, all of them or those that its list does not have."""
    barred: frozenset[str] = frozenset()
    """The mentions that are no figure of this year's whole: of other years, differences, parts of a kind."""


class _Passage(NamedTuple):
    """One section, read."""

    numerals: Sequence[Numeral]
    ties: Ties
    claims: Sequence[NumberedClaim]


def read_prose(texts: Sequence[tuple[str, str]], form: str | None, year: int | None) -> Prose:
    """Read sections, each a title and a text; the first is the preamble, without title.

    A mention is every figure, and words for none (未收到, 均为零) where what they speak of is an indicator; where one
    figure is that of two (各1件), there are two mentions of it.
    """
    rules = grammar()
    mentions: list[Mention] = []
    claims: list[Claim] = []
    barred: set[str] = set()
    for section, (title, text) in enumerate(texts):
        passage = _read(title, text, year, rules)
        ids: dict[int, str] = {}
        for number, indicator in _mentioned(passage):
            mention = _mention(passage.numerals[number], f"m{len(mentions) + 1}", section, indicator, form, rules)
            mentions.append(mention)
            ids.setdefault(number, mention.id)
        barred.update(ids[number] for number in (*passage.ties.barred, *passage.ties.vetoes) if number in ids)
        claims += [_claim(each, ids) for each in passage.claims]
    has_figures = form is not None and form not in rules.table_forms
    return Prose(tuple(mentions), tuple(claims), has_figures, frozenset(barred))


def _read(title: str, text: str, year: int | None, rules: Grammar) -> _Passage:
    numerals = find_numerals(text)
    tying = Tying(rules, year, text, numerals, spoken_in(title, rules))
    sentences = []
    for sentence in sentences_of(text, numerals, rules.lexicon):
        tying.read(sentence)
        sentences.append(sentence)
    return _Passage(numerals, tying.ties, tuple(claims_of(text, sentences, numerals, tying.ties, rules)))


def _mentioned(passage: _Passage) -> Iterator[tuple[int, str | None]]:
    for number, numeral in enumerate(passage.numerals):
        tied = passage.ties.indicators.get(number)
        if tied:
            yield from ((number, indicator) for indicator in tied)
        elif numeral.kind == "figure":
            yield number, None


def _mention(
    numeral: Numeral, name: str, section: int, indicator: str | None, form: str | None, rules: Grammar
) -> Mention:
    return Mention(
        name,
        numeral.raw,
        numeral.value,
        numeral.unit,
        section,
        numeral.start,
        numeral.end,
        rules.cell_of(indicator, form) if indicator else None,
        numeral.approximate,
        numeral.low,
        numeral.high,
    )


def _claim(claim: NumberedClaim, ids: Mapping[int, str]) -> Claim:
    whole = ids.get(claim.whole) if claim.whole is not None else None
    parts = tuple(ids[part] for part in claim.parts)
    return Claim(claim.kind, whole, parts, claim.complete, claim.direction, claim.against)
