"""Which indicators a number of a sentence may be the figure of, and how near the sentence comes to their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log

from toolkit.extract.labels import normalise
from toolkit.forms import load
from toolkit.model import CellId
from toolkit.prose.grammar import Grammar, grammar, patterns_of
from toolkit.prose.spec import IndicatorSpec

_NATIONAL = "2014"
_GAP = "…"
_LIKE = 0.3
"""So much of a name's tell-tale pairs of characters must stand in a sentence for the name to come into question."""
_OF_UNIT: Mapping[str, frozenset[str | None]] = {
    "件": frozenset({"件", "宗", "份", "条", "起", "例", None}),
    "条": frozenset({"条", "件", "篇", "份", None}),
    "次": frozenset({"次", "场", "期", "人次", "场次", None}),
    "个": frozenset({"个", "处", "所", "家", None}),
    "人": frozenset({"人", "名", "位", None}),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator: its name, the units it may have in a sentence, the indicators that it is a part of. ``pairs`` are
    the pairs of characters of its name with their weights. ``words`` are those of its patterns, where others are parts
    of it: how a total is spoken of differs most. ``topics`` are what a section must be about for it to come into
    question there whatever the words around a number are. ``own_signs`` are the characters of its name that no other
    part of the same total has in its own. ``kinds`` are words that name it among the parts of a total;
    ``overlaps``: its figures count some of another's once more.
    """

    id: CellId
    name: str
    units: frozenset[str | None]
    part_of: frozenset[CellId]
    pairs: Mapping[str, float]
    words: frozenset[str]
    topics: frozenset[str]
    own_signs: frozenset[str]
    kinds: frozenset[str]
    overlaps: bool

    def likeness(self, text: str) -> float:
        """From 0 to 1: how much of what sets the name apart stands in a text."""
        there = sum((weight for pair, weight in self.pairs.items() if pair in text), 0.0)
        return there / sum(self.pairs.values()) if self.pairs else 0.0

    def is_like(self, text: str) -> bool:
        """Whether it comes into question for a number of a text."""
        return self.likeness(text) >= _LIKE or any(word in text for word in self.words)

    def is_named_by(self, clause: str) -> bool:
        """Whether the words around a number say that it is this, in whatever manner."""
        said = telling(clause)
        return self.is_like(clause) or bool(self.own_signs.intersection(said)) or any(w in said for w in self.kinds)


@cache
def candidates_of(form_id: str) -> Mapping[CellId, Candidate]:
    """The indicators of a form whose figures stand in prose, in the order of its list."""
    rules = grammar()
    topics: dict[CellId, frozenset[str]] = {}
    units: dict[CellId, frozenset[str | None]] = {}
    part_of: dict[CellId, frozenset[CellId]] = {}
    words: dict[CellId, frozenset[str]] = {}
    kinds: dict[CellId, frozenset[str]] = {}
    overlapping: set[CellId] = set()
    for spec in rules.indicators.values():
        cell = rules.cell_of(spec.id, form_id)
        if cell is not None:
            cell_id = CellId(cell)
            units[cell_id] = units.get(cell_id, frozenset()) | rules.units[spec.id]
            words[cell_id] = words.get(cell_id, frozenset()) | _words_of(spec, rules)
            kinds[cell_id] = kinds.get(cell_id, frozenset()) | _spellings({*spec.kinds, *spec.in_lists}, rules)
            overlapping |= {cell_id} if spec.overlaps else set()
            topics[cell_id] = topics.get(cell_id, frozenset()) | _topics_of(spec, rules)
            wholes = (rules.cell_of(whole, form_id) for whole in spec.part_of)
            part_of[cell_id] = part_of.get(cell_id, frozenset()) | {CellId(whole) for whole in wholes if whole}
    wholes_of_any = frozenset().union(*part_of.values())
    cells = {cell.id: cell for cell in load(form_id).cells.values() if cell.id.startswith("indicators.")}
    told = _told_by_topic(part_of)
    own_signs = _own_signs({cell_id: cell.name for cell_id, cell in cells.items()}, part_of)
    names = {cell_id: (cell.name, *cell.row.label.others) for cell_id, cell in cells.items()}
    weights = _weights({cell_id: [*map(normalise, each)] for cell_id, each in names.items()})
    return {
        cell_id: Candidate(
            cell_id,
            cell.name,
            units.get(cell_id) or _OF_UNIT.get(cell.unit, frozenset({cell.unit})),
            part_of.get(cell_id, frozenset()),
            weights[cell_id],
            words[cell_id] if cell_id in wholes_of_any else frozenset(),
            topics.get(cell_id, frozenset()).intersection(rules.topics.titles) if cell_id in told else frozenset(),
            own_signs[cell_id],
            kinds.get(cell_id, frozenset()),
            cell_id in overlapping,
        )
        for cell_id, cell in cells.items()
    }


def _own_signs(
    names: Mapping[CellId, str], part_of: Mapping[CellId, Collection[CellId]]
) -> dict[CellId, frozenset[str]]:
    """For each part the characters that tell it from its fellows (信函 of 信函申请数), but those that tell nothing."""
    light = [spelling for spelling, word in grammar().lexicon.words.items() if len(spelling) == 1 and not word.alone]
    done: dict[CellId, frozenset[str]] = {}
    for cell, name in names.items():
        fellows = [
            names[other]
            for other in names
            if other != cell and set(part_of.get(other, ())) & set(part_of.get(cell, ()))
        ]
        done[cell] = frozenset(name).difference(light, *fellows) if fellows else frozenset()
    return done


@lru_cache(maxsize=256)
def topics_of_title(title: str) -> frozenset[str]:
    """What a section is about, of that which tells what its numbers may be."""
    rules = grammar()
    words = rules.lexicon.words.items()
    found = {word.topic for spelling, word in words if word.topic in rules.topics.titles and spelling in title}
    others = found.difference(rules.topics.weak_titles)
    return frozenset(topic for topic in others or found if topic)  # 因政府信息公开申请行政复议: not the applications


def _topics_of(spec: IndicatorSpec, rules: Grammar) -> frozenset[str]:
    """What the text must speak of for its patterns, or does with their words."""
    classes = {word.name: word.topic for word in rules.lexicon.words.values() if word.topic}
    found: set[str] = set()
    for pattern in patterns_of(spec):
        found.update(pattern.of)
        items = (name for item in pattern.say.split() for name in item.rstrip("?*").split("|"))
        found.update(classes[name] for name in items if name in classes)
    return frozenset(found)


def _told_by_topic(part_of: Mapping[CellId, Collection[CellId]]) -> frozenset[CellId]:
    """The rows of the national list but for the parts of parts: what others report is named when it is."""
    national = {f"indicators.{row.id}" for table in load(_NATIONAL).tables for row in table.rows if not row.is_local}
    return frozenset(cell for cell, of in part_of.items() if cell in national and not any(map(part_of.get, of)))


def _words_of(spec: IndicatorSpec, rules: Grammar) -> frozenset[str]:
    """The words that its patterns have, beside those that all of them may have."""
    items = (item for pattern in patterns_of(spec) for item in pattern.say.split() if item[-1] not in "?*")
    return _spellings({name for item in items for name in item.split("|")} - rules.say_nothing, rules)


def _spellings(classes: Collection[str], rules: Grammar) -> frozenset[str]:
    """The words of some classes, but those of one character, which stand in others."""
    return frozenset(
        spelling for spelling, word in rules.lexicon.words.items() if word.name in classes and len(spelling) > 1
    )


@lru_cache(maxsize=1024)
def telling(clause: str) -> str:
    """A clause without the words that say nothing of which kind something is: the 信 of 信息 names no letter."""
    return _says_nothing().sub(_GAP, clause)


@cache
def _says_nothing() -> re.Pattern[str]:
    rules = grammar()
    found = [
        spelling
        for spelling, word in rules.lexicon.words.items()
        if word.sign in rules.classes.beside and len(spelling) > 1
    ]
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def _weights(names: Mapping[CellId, Collection[str]]) -> dict[CellId, dict[str, float]]:
    """The pairs of characters of each name (the first wording), weighed by how few names have them."""
    pairs = {cell: {a + b for name in list(each)[:1] for a, b in pairwise(name)} for cell, each in names.items()}
    often = Counter(pair for each in pairs.values() for pair in each)
    return {cell: {pair: log(len(names) / often[pair]) for pair in each} for cell, each in pairs.items()}
