"""Numbers of the prose that a model may tie to indicators: asked about, judged, and taken or said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from toolkit.extract.pointing import agreed
from toolkit.extract.pointing.candidates import Candidate, candidates_of
from toolkit.extract.pointing.evidence import Evidence, is_more_like_another, sums_of
from toolkit.extract.pointing.objections import broken_identity
from toolkit.extract.pointing.open_numbers import Sentence, Sought, batches, clause_of, open_sentences
from toolkit.forms import load
from toolkit.model import CellId, Claim, Figure, Mention, Note, Origin
from toolkit.pointing import NotPointed, Pointer

_SURE = 0.7
_ABOUT = 0.5
"""Confidence in a figure that a model pointed at twice, and in one that the report itself calls no more than near."""
_SHOWN = 6
_LENGTH = 3000
"""Characters of prose for each question: asking must cost a fraction of sending it all."""
_ENOUGH_ASKED = "一份报告的提问已够多"

ValueOf = Callable[[Mention], Decimal | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """The prose as far as patterns have read it. ``is_open``: the mentions that a model may be asked about."""

    form: str
    texts: Sequence[tuple[str, str]]
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    is_open: Collection[str]
    figures: Mapping[CellId, Figure]
    value_of: ValueOf
    origin_of: Callable[[Mention], Origin]


@dataclass(slots=True)
class Pointed:
    """What came of asking: indicators by mention, figures, and notes."""

    ties: dict[str, CellId] = field(default_factory=dict)
    figures: dict[CellId, Figure] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def mentions(self, before: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions with what was pointed at."""
        return tuple(m._replace(indicator=self.ties[m.id]) if m.id in self.ties else m for m in before)


def point_numbers(asked: Asked, pointer: Pointer | None) -> Pointed:
    """Ask about the open numbers. A figure is taken where both framings agree, the report's own words or sums speak for
    it, and nothing objects: the unit, the patterns, the lists that the number stands in, the form's identities,
    another number pointed at for the same. Without a pointer it is only said what is open.
    """
    candidates = candidates_of(asked.form)
    sought = Sought(candidates, frozenset(candidates).difference(asked.figures), _wholes(asked))
    sentences = open_sentences(asked.texts, asked.mentions, asked.is_open, sought)
    done = Pointed()
    if not sentences:
        return done
    if pointer is None:
        done.notes.append(_left(asked, sentences, ""))
        return done
    judge = _Judge(asked, sought, _evidence(asked, candidates, sentences), done)
    pointed: list[tuple[Mention, CellId]] = []
    unasked: list[Sentence] = []
    why = ""
    most = 1 + sum(len(text) for _, text in asked.texts) // _LENGTH
    for number, batch in enumerate(batches(sentences, sought)):
        if number >= most:
            unasked += batch.sentences
            why = why or _ENOUGH_ASKED
            continue
        worth = partial(judge.worth, batch.asked)
        answer = agreed(pointer, "numbers", len(batch.asked), batch.lines, batch.names, batch.allowed, worth)
        if isinstance(answer, NotPointed):
            why = why or answer.why
            unasked += batch.sentences
        else:
            pointed += [(batch.asked[thing], _cell(choice)) for thing, choice in answer.items()]
    judge.take(_whole_lists(pointed, asked, sentences))
    if unasked:
        done.notes.append(_left(asked, unasked, why))
    return done


def _cell(choice: str) -> CellId:
    return CellId(f"indicators.{choice}")


def _evidence(asked: Asked, candidates: Mapping[CellId, Candidate], sentences: Sequence[Sentence]) -> Evidence:
    clauses = {m.id: clause_of(asked.texts[m.section][1], m).replace(m.raw, "") for m in asked.mentions}
    known = {mention.id: CellId(mention.indicator) for mention in asked.mentions if mention.indicator is not None}
    sums = sums_of(asked.claims, asked.mentions, [sentence.mentions for sentence in sentences])
    return Evidence(candidates, sums, clauses, known)


def _wholes(asked: Asked) -> dict[str, CellId]:
    """For each number that stands in a list of parts, what its total is, where that is known."""
    ties = {mention.id: mention.indicator for mention in asked.mentions}
    return {
        part: CellId(whole)
        for claim in asked.claims
        if claim.kind in ("parts", "outcomes") and (whole := ties.get(claim.whole or ""))
        for part in claim.parts
    }


def _whole_lists(
    pointed: Sequence[tuple[Mention, CellId]], asked: Asked, sentences: Sequence[Sentence]
) -> list[tuple[Mention, CellId]]:
    """What was pointed at without those parts of a list whose fellows were not: who knows what the parts of a total are
    knows all of them, and who goes down the list of answers is right about one by chance.
    """
    open_ones = frozenset().union(*(sentence.open_ones for sentence in sentences))
    known = {mention.id for mention, _ in pointed} | {mention.id for mention in asked.mentions if mention.indicator}
    lists = [claim.parts for claim in asked.claims if claim.kind in ("parts", "outcomes")]
    lists += [each.parts for each in sums_of((), (), [sentence.mentions for sentence in sentences])]
    broken: set[str] = set()
    for of_list in lists:
        parts = open_ones.intersection(of_list)
        if len(of_list) > 1 and not parts <= known:
            broken |= parts
    return [(mention, cell) for mention, cell in pointed if mention.id not in broken]


class _Judge:
    """Takes what was pointed at, or says why not."""

    def __init__(self, asked: Asked, sought: Sought, evidence: Evidence, done: Pointed) -> None:
        self._asked, self._candidates, self._wholes, self._done = asked, sought.candidates, sought.wholes, done
        self._evidence = evidence

    def worth(self, numbers: Sequence[Mention], answer: Mapping[int, str]) -> set[int]:
        """Of what the first framing pointed at, that about which it is worth asking again: another opinion on what the
        patterns tied; and what may count. What is objected to now is said now.
        """
        cells = {thing: _cell(choice) for thing, choice in answer.items()}
        pointed = {numbers[thing].id: cell for thing, cell in cells.items()}
        kept: set[int] = set()
        for thing, cell in cells.items():
            mention = numbers[thing]
            if mention.indicator is not None:
                kept |= {thing} if cell != mention.indicator else set()
            elif mention.unit in self._candidates[cell].units:
                if (objection := self._of_number(cell, mention, pointed)) is not None:
                    self._say("model.refused", mention, cell, f"{objection}，没有采用")
                elif self._evidence.speaks_for(mention.id, cell, pointed):
                    kept.add(thing)
        return kept

    def take(self, pointed: Sequence[tuple[Mention, CellId]]) -> None:
        chosen: dict[CellId, list[Mention]] = {}
        cells = {mention.id: cell for mention, cell in pointed}
        for mention, cell in pointed:
            if mention.indicator is not None:
                self._compare(mention, cell)
            elif mention.id in self._asked.is_open and self._evidence.speaks_for(mention.id, cell, cells):
                chosen.setdefault(cell, []).append(mention)
        # All together: which of two that don't go together is right, nobody can say, and neither is taken.
        values = {i: figure.value for i, figure in self._asked.figures.items()}
        together = {cell: self._asked.value_of(mentions[0]) for cell, mentions in chosen.items()} | values
        for cell, mentions in chosen.items():
            objection = self._objection(cell, mentions, together, cells)
            if objection:
                self._say("model.refused", mentions[0], cell, f"{objection}，没有采用")
            else:
                self._accept(cell, mentions)
        if self._done.figures:
            self._done.notes.append(self._told())

    def _compare(self, mention: Mention, cell: CellId) -> None:
        """A number that the patterns tied: what they say stands, but another opinion is told."""
        tied = CellId(mention.indicator or "")
        if tied != cell and tied in self._candidates:
            name = self._candidates[tied].name
            self._say("model.disagrees", mention, cell, f"句式认出的是“{name}”，以句式为准，请核对")

    def _objection(
        self,
        cell: CellId,
        mentions: Sequence[Mention],
        together: Mapping[CellId, Decimal | None],
        pointed: Mapping[str, CellId],
    ) -> str | None:
        values = {self._asked.value_of(mention) for mention in mentions}
        if len(values) > 1:
            return f"另一处（“{mentions[1].raw}”）也指为它，数不相同"
        value = values.pop()
        figure = self._asked.figures.get(cell)
        if figure is not None:
            return None if figure.value == value else f"但已读到的是“{figure.raw}”"
        for mention in mentions:
            if (objection := self._of_number(cell, mention, pointed)) is not None:
                return objection
        broken = broken_identity(load(self._asked.form), cell, together)
        if broken is not None:
            return f"但与“{broken.says}”不合"
        return self._of_whole(cell, together)

    def _of_number(self, cell: CellId, mention: Mention, pointed: Mapping[str, CellId]) -> str | None:
        """What is against a number's being an indicator's, whatever others are."""
        return (
            self._of_list(cell, mention)
            or self._of_words(cell, mention)
            or self._evidence.against(mention.id, cell, pointed)
        )

    def _of_whole(self, cell: CellId, values: Mapping[CellId, Decimal | None]) -> str | None:
        """No part is more than its total, nor a total less than one of its parts."""
        for part, candidate in self._candidates.items():
            for whole in candidate.part_of if cell in (part, *candidate.part_of) else ():
                one, all_ = values.get(part), values.get(whole)
                if cell in (part, whole) and one is not None and all_ is not None and one > all_:
                    return f"但“{candidate.name}”就比“{self._candidates[whole].name}”多了"
        return None

    def _of_list(self, cell: CellId, mention: Mention) -> str | None:
        """A part of a total that is known must be one of that total's parts."""
        whole = self._wholes.get(mention.id)
        if whole is None or whole in self._candidates[cell].part_of:
            return None
        name = self._candidates[whole].name if whole in self._candidates else "另一个数"
        return f"但它在“{name}”的分项里，两者不是总数和分项"

    def _of_words(self, cell: CellId, mention: Mention) -> str | None:
        """Of the parts of one total none may be named by the words around a number but the one pointed at."""
        clause = clause_of(self._asked.texts[mention.section][1], mention).replace(mention.raw, "")
        other = is_more_like_another(self._candidates[cell], self._candidates, clause)
        return None if other is None else f"但字面上更像“{other.name}”"

    def _accept(self, cell: CellId, mentions: Sequence[Mention]) -> None:
        self._done.ties.update((mention.id, cell) for mention in mentions)
        first = mentions[0]
        if cell not in self._asked.figures:
            sure = _ABOUT if first.approximate else _SURE
            value = self._asked.value_of(first)
            self._done.figures[cell] = Figure(value, "printed", first.raw, "model", sure, self._asked.origin_of(first))

    def _say(self, code: str, mention: Mention, cell: CellId, what: str) -> None:
        name = self._candidates[cell].name
        said = f"模型把正文的“{mention.raw}”指为“{name}”，{what}"
        self._done.notes.append(Note(code, said, self._asked.origin_of(mention), (cell,)))

    def _told(self) -> Note:
        named = [f"{self._candidates[cell].name}“{f.raw}”" for cell, f in self._done.figures.items()]
        more = f"等 {len(named)} 个" if len(named) > _SHOWN else ""
        said = f"由模型指出是哪个指标（两种问法一致，数取自原文），请核对：{'、'.join(named[:_SHOWN])}{more}"
        return Note("model.pointed", said, None, tuple(self._done.figures))


def _left(asked: Asked, sentences: Sequence[Sentence], why: str) -> Note:
    """What stays open: numbers that may be an indicator's."""
    mentions = [m for sentence in sentences for m in sentence.mentions if m.id in sentence.open_ones]
    shown = "、".join(f"“{m.raw}”" for m in mentions[:_SHOWN])
    more = "等" if len(mentions) > _SHOWN else ""
    because = f"模型没有回答（{why}）" if why else "没有使用模型"
    said = (
        f"正文中有 {len(mentions)} 个数（{shown}{more}）可能是某个指标的数，句式认不出，{because}，没有取值，请对照原件"
    )
    return Note("prose.open", said, asked.origin_of(mentions[0]))
