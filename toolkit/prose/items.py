"""Figures that stand in a list of known things, tied by what their own item names, whatever else stands in it.

A pattern lets nothing unknown stand between its words. In a list of answers or of channels, of which others are tied,
an item that names one kind and no other is of that kind: 经检索不存在7件; 4件因涉及企业的商业秘密未予公开.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.numbers import Numeral
from toolkit.prose.grammar import UNKNOWN, Grammar
from toolkit.prose.sentences import Sentence
from toolkit.prose.settling import Ties
from toolkit.prose.spec import IndicatorSpec

_BOUNDS = ",;、()#%"
_BESIDE = (
    "answer",
    "application",
    "applicant",
    "gov_info",
    "info",
    "on_request",
    "by",
    "receive",
    "disclose",
    "go_on",
    "fee_kind",
    "among",
)
"""Classes that say nothing of which kind an item is."""
_MOST_UNKNOWN = 2
_ANSWERED, _RECEIVED = "answered", "received"


class Left(NamedTuple):
    """A figure that no pattern ties: where it stands, what the text speaks of there, the list that was opened."""

    at: int
    topic: str | None
    list_of: str | None


def tie_items(
    sentence: Sentence,
    left: Iterable[Left],
    last: str | None,
    numerals: Sequence[Numeral],
    ties: Ties,
    grammar: Grammar,
) -> None:
    """Tie the figures that are left over in a sentence. ``last`` is what the figure before the sentence is of."""
    beside = frozenset(grammar.lexicon.signs[name] for name in _BESIDE if name in grammar.lexicon.signs)
    for each in left:
        number = sentence.numerals[each.at]
        spec = _named(sentence, each, grammar, beside)
        if spec is None or number in ties.indicators or numerals[number].unit not in grammar.units[spec.id]:
            continue
        if _is_in_list_of(spec, each, sentence, last, ties, grammar) and _fits_whole(number, spec, numerals, ties):
            ties.indicators[number] = (spec.id,)


def _named(sentence: Sentence, left: Left, grammar: Grammar, beside: frozenset[str]) -> IndicatorSpec | None:
    """The one kind that a figure's item names, before the figure or, where nothing does, behind it."""
    signs, at = sentence.signs, left.at
    start = max(signs.rfind(bound, 0, at) for bound in _BOUNDS) + 1
    end = min((place for bound in _BOUNDS if (place := signs.find(bound, at + 1)) >= 0), default=len(signs))
    before = signs[start:at]
    item = before if before.strip(UNKNOWN) else signs[at + 1 : end]
    if item.count(UNKNOWN) > _MOST_UNKNOWN:
        return None
    found: dict[str, IndicatorSpec] = {}
    lists_alone: dict[str, IndicatorSpec] = {}
    for sign in item:
        specs = [spec for spec in grammar.kinds.get(sign, ()) if _is_of(spec, left)]
        for spec in specs:
            is_kind = sign in {grammar.lexicon.signs[name] for name in spec.kinds}
            (found if is_kind else lists_alone)[spec.id] = spec
        if not specs and sign not in beside and sign != UNKNOWN:
            return None
    return _narrowest(found or lists_alone)


def _is_of(spec: IndicatorSpec, left: Left) -> bool:
    """Whether the text speaks of what this is a kind of; 公开 in an item before, an answer, has changed the subject."""
    return spec.of == left.topic or left.list_of in spec.part_of or _has_strayed(spec, left)


def _has_strayed(spec: IndicatorSpec, left: Left) -> bool:
    return left.topic == "disclosure" and spec.of == "applications"


def _narrowest(found: dict[str, IndicatorSpec]) -> IndicatorSpec | None:
    """Of 因涉及商业秘密不予公开 the secret, which is a part of what is not disclosed; of two kinds none."""
    wider = {name for spec in found.values() for name in spec.part_of}
    narrow = [spec for name, spec in found.items() if name not in wider]
    return narrow[0] if len(narrow) == 1 and set(found) <= {narrow[0].id, *narrow[0].part_of} else None


def _is_in_list_of(
    spec: IndicatorSpec, left: Left, sentence: Sentence, last: str | None, ties: Ties, grammar: Grammar
) -> bool:
    """Whether the list is known to be of what this is a part of, and has no other figure for it."""
    tied = [name for number in sentence.numerals for name in ties.indicators.get(number, ())]
    if spec.id in tied:
        return False
    parents = set(spec.part_of)
    if _ANSWERED in parents:
        parents.add(_RECEIVED)  # 收到的9件申请中，6件予以公开
    near = {*tied} if _has_strayed(spec, left) else {left.list_of, last, *tied}
    siblings = {name for name in near if name and parents.intersection(grammar.indicators[name].part_of)}
    return bool(siblings or near & parents)


def _fits_whole(number: int, spec: IndicatorSpec, numerals: Sequence[Numeral], ties: Ties) -> bool:
    """Whether it is no more than the figures of the whole, where the text has them."""
    value = numerals[number].value
    wholes = [
        numerals[other].value for other, names in ties.indicators.items() if not set(spec.part_of).isdisjoint(names)
    ]
    known = [whole for whole in wholes if whole is not None]
    return value is not None and (not known or value <= max(known))
