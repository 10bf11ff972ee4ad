"""What in the report itself speaks for an indicator that was pointed at, and which sums speak against it.

Two framings of one small model are not independent enough: both go down a list of answers, or take the first that fits.
So what they agree on counts only where the report's words or its arithmetic say so, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.extract.pointing.candidates import Candidate, telling
from toolkit.model import CellId, Claim, Mention

_ENOUGH = 3
"""One part in so many of a list has to be named by its words; the sum vouches for the others."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures that add up to another: the ids of the total's mention and of its parts'."""

    whole: str
    parts: tuple[str, ...]


def sums_of(claims: Sequence[Claim], mentions: Sequence[Mention], sentences: Sequence[Sequence[Mention]]) -> list[Sum]:
    """The sums of a report: those that the prose tells, and those that its sentences' figures make."""
    values = {mention.id: mention.value for mention in mentions}
    told = [
        Sum(claim.whole, claim.parts)
        for claim in claims
        if claim.kind in ("parts", "outcomes") and claim.whole and len(claim.parts) > 1
    ]
    right = [each for each in told if _adds_up([values.get(part) for part in each.parts], values.get(each.whole))]
    found = {each.parts for each in right}
    made = (each for sentence in sentences for each in _adding_up(sentence))
    return [*right, *(each for each in made if each.parts not in found)]


def _adds_up(parts: Sequence[Decimal | None], whole: Decimal | None) -> bool:
    """Whether parts make their total; a part that is not known makes none."""
    known = [part for part in parts if part is not None]
    return len(known) == len(parts) and sum(known) == whole


def _adding_up(mentions: Sequence[Mention]) -> Iterator[Sum]:
    """23宗，到窗口来要的9宗，写信来要的14宗: the figures that make the one before them, though no word says so."""
    for number, whole in enumerate(mentions):
        left, parts = whole.value, list[str]()
        for part in mentions[number + 1 :]:
            if part.unit != whole.unit or part.value is None or not left or part.value > left:
                break
            left -= part.value
            parts.append(part.id)
            if not left and len(parts) > 1:
                yield Sum(whole.id, tuple(parts))


class Evidence:
    """What speaks for or against indicators of a report's numbers. ``clauses`` are the words around each number;
    ``known`` what the patterns tied.
    """

    def __init__(
        self,
        candidates: Mapping[CellId, Candidate],
        sums: Sequence[Sum],
        clauses: Mapping[str, str],
        known: Mapping[str, CellId],
    ) -> None:
        self._candidates, self._sums, self._known = candidates, sums, known
        self._clauses = clauses

    def speaks_for(self, mention: str, cell: CellId, pointed: Mapping[str, CellId]) -> bool:
        """Whether its words name the indicator, or its sum: a total is a total of something, and of a list whose total
        is known each part is another part of it. ``pointed``: what all numbers were pointed at as.
        """
        if self._candidates[cell].is_named_by(self._clauses[mention]):
            return True
        return any(
            (each.whole == mention and self._is_total_of(each, pointed) == {cell})
            or (mention in each.parts and self._is_of_one_total(each, pointed))
            for each in self._sums
        )

    def against(self, mention: str, cell: CellId, pointed: Mapping[str, CellId]) -> str | None:
        """What sums have to say: a total is not what its parts are no parts of."""
        for each in self._sums:
            if each.whole == mention and cell not in (of := self._is_total_of(each, pointed)) and of:
                return "但它是后面几个数的合计，而那几个数不是它的分项"
        return None

    def _is_total_of(self, each: Sum, pointed: Mapping[str, CellId]) -> frozenset[CellId]:
        """What all parts that are known, or were pointed at, are parts of."""
        of = {**pointed, **self._known}
        parts = [self._candidates[cell] for part in each.parts if (cell := of.get(part)) in self._candidates and cell]
        parents = [part.part_of for part in parts if part.part_of]
        return frozenset.intersection(*parents) if parents else frozenset()

    def _is_of_one_total(self, each: Sum, pointed: Mapping[str, CellId]) -> bool:
        of = {**pointed, **self._known}
        whole, parts = of.get(each.whole), [of.get(part) for part in each.parts]
        known = [self._candidates[part] for part in parts if part is not None and part in self._candidates]
        if whole is None or len(set(parts)) < len(each.parts) or len(known) < len(each.parts):
            return False
        named = sum(
            candidate.is_named_by(self._clauses.get(part, "")) or part in self._known
            for part, candidate in zip(each.parts, known, strict=True)
        )
        return all(whole in part.part_of and not part.overlaps for part in known) and named * _ENOUGH >= len(known)


def is_more_like_another(chosen: Candidate, candidates: Mapping[CellId, Candidate], clause: str) -> Candidate | None:
    """What the words around a number name, and not this: another part of the same total, or a part of it."""
    said = telling(clause)
    if chosen.own_signs.intersection(said):
        return None
    for other in candidates.values():
        is_near = other.part_of & chosen.part_of or (chosen.id in other.part_of and not chosen.is_like(clause))
        if is_near and other.id != chosen.id and other.own_signs.intersection(said):
            return other
    return None
