"""Which indicators a number of a sentence may be the figure of, and how near the sentence comes to their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log

from toolkit.extract.labels import normalise
from toolkit.forms import load
from toolkit.model import CellId
from toolkit.prose.grammar import Grammar, grammar
from toolkit.prose.spec import IndicatorSpec

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
    of it: how a total is spoken of differs most.
    """

    id: CellId
    name: str
    units: frozenset[str | None]
    part_of: frozenset[CellId]
    pairs: Mapping[str, float]
    words: frozenset[str]

    def likeness(self, text: str) -> float:
        """From 0 to 1: how much of what sets the name apart stands in a text."""
        there = sum(weight for pair, weight in self.pairs.items() if pair in text)
        return there / sum(self.pairs.values()) if self.pairs else 0.0

    def is_like(self, text: str) -> bool:
        """Whether it comes into question for a number of a text."""
        return self.likeness(text) >= _LIKE or any(word in text for word in self.words)


@cache
def candidates_of(form_id: str) -> Mapping[CellId, Candidate]:
    """The indicators of a form whose figures stand in prose, in the order of its list."""
    rules = grammar()
    units: dict[CellId, frozenset[str | None]] = {}
    part_of: dict[CellId, frozenset[CellId]] = {}
    words: dict[CellId, frozenset[str]] = {}
    for spec in rules.indicators.values():
        cell = rules.cell_of(spec.id, form_id)
        if cell is not None:
            cell_id = CellId(cell)
            units[cell_id] = units.get(cell_id, frozenset()) | rules.units[spec.id]
            words[cell_id] = words.get(cell_id, frozenset()) | _words_of(spec, rules)
            wholes = (rules.cell_of(whole, form_id) for whole in spec.part_of)
            part_of[cell_id] = part_of.get(cell_id, frozenset()) | {CellId(whole) for whole in wholes if whole}
    wholes_of_any = frozenset().union(*part_of.values())
    cells = {cell.id: cell for cell in load(form_id).cells.values() if cell.id.startswith("indicators.")}
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
        )
        for cell_id, cell in cells.items()
    }


def _words_of(spec: IndicatorSpec, rules: Grammar) -> frozenset[str]:
    """The words that its patterns have, beside those that all of them may have."""
    says = (pattern if isinstance(pattern, str) else pattern.say for pattern in spec.patterns)
    classes = {name for say in says for item in say.split() if not item.endswith("?") for name in item.split("|")}
    return frozenset(
        spelling for spelling, word in rules.lexicon.words.items() if word.name in classes and len(spelling) > 1
    )


def _weights(names: Mapping[CellId, Collection[str]]) -> dict[CellId, dict[str, float]]:
    """The pairs of characters of each name (the first wording), weighed by how few names have them."""
    pairs = {cell: {a + b for name in list(each)[:1] for a, b in pairwise(name)} for cell, each in names.items()}
    often = Counter(pair for each in pairs.values() for pair in each)
    return {cell: {pair: log(len(names) / often[pair]) for pair in each} for cell, each in pairs.items()}
