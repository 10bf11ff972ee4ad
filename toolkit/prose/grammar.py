"""The grammar of prose, compiled: words into classes, patterns into expressions over signs of classes.

A sentence becomes a string of signs, one for each word that is known: a class has a sign of its own, a figure is ``#``,
a share ``%``, a date ``@``, words for none ``0``, what isn't known ``?``; commas, list commas, semicolons and brackets
stand for themselves. A pattern is then an expression that ends or begins at a figure's sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from toolkit.forms.loading import spec_from_yaml
from toolkit.forms.spec import FormError
from toolkit.prose.lexicon import DATE, FIGURE, NAME, UNKNOWN, Lexicon, lexicon_of
from toolkit.prose.spec import IndicatorSpec, PatternSpec, SentencesSpec, TopicsSpec, WordsSpec

_SENTENCES = "sentences.yaml"
_BOUNDS = "[,;、()@%]"
compiled = lru_cache(maxsize=4096)(re.compile)
_THEMSELVES = frozenset({DATE, FIGURE, ",", "、"})


class Pattern(NamedTuple):
    """A pattern about one figure. ``left`` matches the signs before it, read backwards; ``right`` those behind it.

    ``left_reach`` is how many signs before the figure ``left`` can depend on, the next one included; None: all.
    """

    indicator: IndicatorSpec
    left: str | None
    right: str | None
    left_reach: int | None
    of: frozenset[str]
    among: frozenset[str]
    not_among: frozenset[str]
    after: frozenset[str]
    unless: frozenset[str]
    without: frozenset[str]
    not_behind: frozenset[str]
    beside: frozenset[str]
    in_list_of: frozenset[str]
    names_date: bool
    """Whether a date stands in it: 2010年结转3件 is no other year's figure."""
    speaks_for_itself: bool
    """Whether its words are of what it asks for even where nothing before has spoken of that."""


class Classes(NamedTuple):
    """The signs of classes by what they do; see the head of ``sentences.yaml``."""

    beside: frozenset[str]
    """Say nothing of which kind an item is."""
    shared: frozenset[str]
    """What the items of a list have in common though only the first has them: 制作规章2件、规范性文件14件."""
    matters: frozenset[str]
    """What passages are about: of a figure beside one of them that no pattern knows, others can be parts."""
    asked: frozenset[str]
    objects: frozenset[str]
    soft: frozenset[str]
    """May stand before what words for none speak of: 未收到政府信息公开申请行政复议."""
    channels: frozenset[str]
    media: frozenset[str]
    social: frozenset[str]
    rests: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Everything that ties figures to indicators.

    ``by_left`` and ``by_right`` have the patterns by the sign next to the figure and the figure's unit; those in
    ``by_right`` have no left side. ``nothing`` has for each indicator what words for none may speak of.
    """

    lexicon: Lexicon
    table_forms: frozenset[str]
    indicators: Mapping[str, IndicatorSpec]
    units: Mapping[str, frozenset[str | None]]
    by_left: Mapping[tuple[str, str | None], Sequence[Pattern]]
    by_right: Mapping[tuple[str, str | None], Sequence[Pattern]]
    nothing: tuple[tuple[IndicatorSpec, str], ...]
    parents: Mapping[str, frozenset[str]]
    """What each indicator is a part of."""
    wider: Mapping[str, frozenset[str]]
    """And what that is a part of."""
    overlapping: frozenset[str]
    """The indicators whose figures count some of another's once more."""
    with_outcomes: frozenset[str]
    """Those whose parts are how applications were answered."""
    with_categories: frozenset[str]
    """Those whose parts may be categories that no indicator counts."""
    kinds: Mapping[str, Sequence[IndicatorSpec]]
    """The indicators that a class names among the parts of a whole, by the class's sign; those for lists alone, too."""
    topics: TopicsSpec
    classes: Classes
    say_nothing: frozenset[str]
    """Classes of a pattern's words, by name, that stand beside figures of any kind."""
    topic_of: Mapping[str, str]
    """What is spoken of once an indicator's figure has been told, where its patterns ask for one topic alone."""

    def cell_of(self, indicator: str, form: str | None) -> str | None:
        """The id of an indicator's figure in a form: a cell's, an ``indicators.*``, or None where it has none."""
        spec = self.indicators[indicator]
        if form in self.table_forms:
            if spec.cell is not None and form in spec.cell:
                return spec.cell[form]
            if spec.only or spec.old:
                return None
        elif spec.only:
            return None
        return f"indicators.{spec.indicator or spec.id}"

    def bare(self, indicator: str) -> Pattern:
        """A pattern without words, for a figure that other evidence ties."""
        nothing: frozenset[str] = frozenset()
        none_of = (nothing,) * 9
        return Pattern(self.indicators[indicator], None, None, 1, *none_of, names_date=False, speaks_for_itself=False)

    def strays(self, topic: str | None, of: str | None) -> bool:
        """Whether a text that seems to speak of a topic may still speak of another, whose words that one has too."""
        return topic is not None and of is not None and self.topics.strays.get(topic) == of


@cache
def grammar() -> Grammar:
    """The grammar of this version, compiled when first asked for."""
    return grammar_from_yaml(_text(NAME), _text(_SENTENCES))


def _text(name: str) -> str:
    return (files("toolkit.forms") / "prose" / name).read_text(encoding="utf-8")


def grammar_from_yaml(words: str, sentences: str) -> Grammar:
    """A grammar from the text of its two files.

    Raises:
        FormError: a file breaks its schema, spells a word twice, or names a class, unit or indicator that isn't there.
    """
    lexicon = lexicon_of(spec_from_yaml(WordsSpec, words, NAME))
    spec = spec_from_yaml(SentencesSpec, sentences, _SENTENCES)
    indicators = {each.id: each for each in spec.indicators}
    if len(indicators) < len(spec.indicators):
        raise FormError(f"{_SENTENCES}: an indicator stands twice")
    groups = {name: frozenset(units) for name, units in spec.units.items()}
    units = {each.id: _units(each, groups) for each in spec.indicators}
    _refuse_unknown(spec, lexicon)
    compiled = [
        pattern
        for each in spec.indicators
        for given in patterns_of(each)
        for pattern in _patterns(each, given, lexicon, frozenset(spec.topics.own_parts))
    ]
    by_left: dict[tuple[str, str | None], list[Pattern]] = {}
    by_right: dict[tuple[str, str | None], list[Pattern]] = {}
    for pattern, sign, side in compiled:
        for unit in units[pattern.indicator.id]:
            (by_left if side == "left" else by_right).setdefault((sign, unit), []).append(pattern)
    parents = {each.id: frozenset(each.part_of) for each in spec.indicators}
    return Grammar(
        lexicon,
        frozenset(spec.table_forms),
        indicators,
        units,
        by_left,
        by_right,
        tuple((each, _nothing(each, says, lexicon)) for each in spec.indicators if (says := _nones_of(each))),
        parents,
        {each: _ancestors(each, parents) for each in parents},
        frozenset(each.id for each in spec.indicators if each.overlaps),
        frozenset(each.id for each in spec.indicators if each.outcomes),
        frozenset(each.id for each in spec.indicators if each.categories),
        _kinds(spec.indicators, lexicon),
        spec.topics,
        Classes(*(_signs_of(getattr(spec, name), lexicon) for name in Classes._fields)),
        frozenset(spec.say_nothing),
        {each.id: of.pop() for each in spec.indicators if len(of := _topics(each)) == 1},
    )


def _topics(spec: IndicatorSpec) -> set[str]:
    """The topics that an indicator's patterns ask for."""
    return {topic for pattern in patterns_of(spec) for topic in pattern.of}


def _ancestors(indicator: str, parents: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What an indicator is a part of, and what that is a part of."""
    found: set[str] = set()
    open_ones = [indicator]
    while open_ones:
        for parent in parents[open_ones.pop()] - found:
            found.add(parent)
            open_ones.append(parent)
    return frozenset(found)


def _units(spec: IndicatorSpec, groups: Mapping[str, frozenset[str | None]]) -> frozenset[str | None]:
    if isinstance(spec.units, str):
        if spec.units not in groups:
            raise FormError(f"{_SENTENCES}: {spec.id} has units {spec.units!r}, which stand nowhere")
        return groups[spec.units]
    return frozenset(spec.units)


def _refuse_unknown(spec: SentencesSpec, lexicon: Lexicon) -> None:
    known = {each.id for each in spec.indicators}
    topics = {word.topic for word in lexicon.words.values()}
    told_of = {*spec.topics.strays, *spec.topics.strays.values()}
    for wrong in {*spec.topics.own_parts, *spec.topics.other, *spec.topics.titles, *told_of} - topics:
        raise FormError(f"{_SENTENCES}: topics name {wrong!r}, which is no topic")
    for wrong in set(spec.topics.weak_titles) - set(spec.topics.titles):
        raise FormError(f"{_SENTENCES}: topics name {wrong!r} in weak_titles, which is not in titles")
    for wrong in set(spec.say_nothing) - lexicon.signs.keys():
        raise FormError(f"{_SENTENCES}: {wrong!r} is no class of words")
    for each in spec.indicators:
        patterns = [pattern for pattern in each.patterns if isinstance(pattern, PatternSpec)]
        others = {*each.part_of, *each.outdoes, *each.outcomes_of, *each.goes_before, *each.all_there_was}
        for wrong in {*others, *(i for p in patterns for i in (*p.after, *p.in_list_of))} - known:
            raise FormError(f"{_SENTENCES}: {each.id} speaks of {wrong!r}, which is no indicator")
        for wrong in {t for p in patterns for t in (*p.of, *p.unless)} - topics:
            raise FormError(f"{_SENTENCES}: {each.id} asks for {wrong!r}, which is no topic")
        if each.of is not None and each.of not in topics:
            raise FormError(f"{_SENTENCES}: {each.id} is of {each.of!r}, which is no topic")
        for wrong in {c for p in patterns for c in (*p.among, *p.not_among, *p.without, *p.not_behind, *p.beside)} - {
            "~",
            *lexicon.signs,
        }:
            raise FormError(f"{_SENTENCES}: {each.id} asks for {wrong!r}, which is no class of words")


# --- patterns ---------------------------------------------------------------------------------------------


def patterns_of(spec: IndicatorSpec) -> Iterator[PatternSpec]:
    """How sentences speak of an indicator: its patterns, and those of what names it among the parts of a whole, before
    the figure and behind it.
    """
    for given in spec.patterns:
        yield given if isinstance(given, PatternSpec) else PatternSpec(given)
    if spec.kinds:
        kinds, of = "|".join(spec.kinds), (spec.of,) if spec.of else ()
        yield PatternSpec(f"{kinds} {spec.then} #", of, not_among=spec.not_among)
        yield PatternSpec(f"# applicant? {kinds}", of, not_among=spec.not_among)


def _kinds(indicators: Iterable[IndicatorSpec], lexicon: Lexicon) -> Mapping[str, Sequence[IndicatorSpec]]:
    found: dict[str, list[IndicatorSpec]] = {}
    for each in indicators:
        named = "|".join((*each.kinds, *each.in_lists))
        for sign in _signs(named, each, lexicon) if named else ():
            found.setdefault(sign, []).append(each)
    return found


def _signs_of(names: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    for name in names:
        if name not in lexicon.signs:
            raise FormError(f"{_SENTENCES}: {name!r} is no class of words")
    return frozenset(lexicon.signs[name] for name in names)


def _patterns(
    spec: IndicatorSpec, pattern: PatternSpec, lexicon: Lexicon, own: Set[str]
) -> Iterator[tuple[Pattern, str, Literal["left", "right"]]]:
    items = pattern.say.split()
    if items.count(FIGURE) != 1:
        raise FormError(f"{_SENTENCES}: {spec.id}: {pattern.say!r} has no figure, or two")
    at = items.index(FIGURE)
    before, behind = items[:at][::-1], items[at + 1 :]
    left = "".join(_expression(item, spec, lexicon) for item in before) if before else None
    right = "".join(_expression(item, spec, lexicon) for item in behind) if behind else None
    done = Pattern(
        spec,
        left,
        right,
        None if any(item in _REPEATED or item.endswith("*") for item in before) else len(before) + 1,
        frozenset(pattern.of),
        frozenset(pattern.among),
        frozenset(pattern.not_among),
        frozenset(pattern.after),
        frozenset(pattern.unless),
        frozenset(pattern.without),
        frozenset(UNKNOWN if name == "~" else lexicon.signs[name] for name in pattern.not_behind),
        frozenset(pattern.beside),
        frozenset(pattern.in_list_of),
        DATE in items,
        not own.isdisjoint(pattern.of) and bool(spec.part_of),
    )
    side: Literal["left", "right"] = "left" if before else "right"
    for sign in _next_signs(before or behind, spec, lexicon):
        yield done, sign, side


def _next_signs(items: list[str], spec: IndicatorSpec, lexicon: Lexicon) -> Iterator[str]:
    """The signs that can stand next to the figure."""
    for item in items:
        if item == "~~":
            yield UNKNOWN
            return
        if item in _EXPRESSIONS:
            yield from (UNKNOWN,) if item == "~" else ()
            continue
        yield from _signs(item.rstrip("?*"), spec, lexicon)
        if item[-1] not in "?*":
            return


_REPEATED = frozenset({"~", "~~"})
"""Items that stand for any number of signs, as those with a star do."""
_EXPRESSIONS = {"~": r"\??", "^": f"(?={_BOUNDS}|$)", ".": f"(?={_BOUNDS}|$)", ";": "(?=[,;()@%]|$)"}


def _expression(item: str, spec: IndicatorSpec, lexicon: Lexicon) -> str:
    if item == "~" and (joins := lexicon.signs.get("and")):
        return rf"(?:\?(?:[、{joins}]\?)*)?"  # 县政府及县政府办文件: two that aren't known
    if item == "~~":
        return rf"\?(?:[、{lexicon.signs.get('and', '')}]\?){{2,}}"
    if item in _EXPRESSIONS:
        return _EXPRESSIONS[item]
    signs = re.escape("".join(_signs(item.rstrip("?*"), spec, lexicon)))
    if item.endswith("*"):
        return f"(?:[{signs}][、{lexicon.signs.get('and', '')}]?)*"
    return f"[{signs}]{'?' if item.endswith('?') else ''}"


def _signs(item: str, spec: IndicatorSpec, lexicon: Lexicon) -> Iterable[str]:
    for name in item.split("|"):
        sign = name if name in _THEMSELVES else lexicon.signs.get(name)
        if sign is None:
            raise FormError(f"{_SENTENCES}: {spec.id}: {name!r} is no class of words")
        yield sign


def _nones_of(spec: IndicatorSpec) -> Sequence[str]:
    """What words for none may speak of: what is written, and what names it among the parts of a whole (无传真申请)."""
    kinds = "|".join(name for name in spec.kinds)
    return (*spec.none, f"{kinds} {spec.then}") if kinds else spec.none


def _nothing(spec: IndicatorSpec, says: Iterable[str], lexicon: Lexicon) -> str:
    each = ("".join(_expression(item, spec, lexicon) for item in say.split()) for say in says)
    return "|".join(each)
