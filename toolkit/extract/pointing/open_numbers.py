"""The numbers of a report's prose that its patterns left open, as questions: sentences with the numbers masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.extract.pointing.candidates import Candidate, topics_of_title
from toolkit.model import CellId, Mention

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_ENDS = "，,；;：:（）()、。\n"
_MARKS = str.maketrans({"⟦": "〔", "⟧": "〕", "★": "☆", "<": "＜", ">": "＞"})
"""What a question marks its things with must not stand in the report's own words."""
_BEFORE, _FEW = 24, 4  # characters around a number that is shown alone; so few of its own tell nothing
_TITLE = 24
_MOST_NUMBERS = 12
_MOST_OPTIONS, _FEWEST, _MOST_LISTED, _LIKEST = 16, 4, 18, 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a section, with the numbers in it (all of them) and those that are open."""

    section: int
    title: str
    start: int
    text: str
    mentions: tuple[Mention, ...]
    open_ones: frozenset[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences that are asked about together, the numbers asked for, and the list to choose from."""

    sentences: tuple[Sentence, ...]
    asked: tuple[Mention, ...]
    options: Mapping[CellId, Candidate]
    fits: Mapping[str, frozenset[CellId]]

    @property
    def allowed(self) -> tuple[frozenset[str], ...]:
        """For each number asked for what comes into question, by the ids' last parts."""
        return tuple(frozenset(_short(cell) for cell in self.fits[mention.id]) for mention in self.asked)

    @property
    def names(self) -> Mapping[str, str]:
        """The list, by the ids' last parts."""
        return {_short(cell): each.name for cell, each in self.options.items()}

    def lines(self, framing: str, things: Collection[int]) -> tuple[str, ...]:
        """The question's lines about these of the numbers asked for, under their sections' titles."""
        numbers = {self.asked[thing].id: number for number, thing in enumerate(things, start=1)}
        if framing == "whole":
            asked = [s for s in self.sentences if any(m.id in numbers for m in s.mentions)]
            return _under_titles((s.title, _masked(s, numbers)) for s in asked)
        of = {mention.id: sentence for sentence in self.sentences for mention in sentence.mentions}
        alone = [(of[self.asked[thing].id], self.asked[thing]) for thing in things]
        return _under_titles((sentence.title, _alone(sentence, mention)) for sentence, mention in alone)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: of all ``candidates`` those that are ``absent`` yet. ``wholes`` has for a number that stands
    in a list of parts the total, where that is known: only one of its parts comes into question there.
    """

    candidates: Mapping[CellId, Candidate]
    absent: frozenset[CellId]
    wholes: Mapping[str, CellId]

    def fitting(self, mention: Mention, clause: str, title: str) -> Iterator[Candidate]:
        """The indicators looked for that come into question for a number, by its unit and the words around it, or by
        what its section is about.
        """
        whole = self.wholes.get(mention.id)
        topics = topics_of_title(title)
        for candidate in self.candidates.values():
            fits = mention.unit in candidate.units and (whole is None or whole in candidate.part_of)
            is_near = candidate.is_like(clause) or not topics.isdisjoint(candidate.topics)
            if fits and is_near and candidate.id in self.absent:
                yield candidate


def open_sentences(
    texts: Sequence[tuple[str, str]], mentions: Sequence[Mention], is_open: Collection[str], sought: Sought
) -> list[Sentence]:
    """The sentences in which a number is open for which one of the sought comes into question."""
    found = []
    for section, (title, text) in enumerate(texts):
        here = [mention for mention in mentions if mention.section == section and mention.value is not None]
        for match in _SENTENCE.finditer(text) if here else ():
            inside = tuple(m for m in here if match.start() <= m.start and m.end <= match.end())
            worth = {m.id for m in inside if m.id in is_open and any(sought.fitting(m, clause_of(text, m), title))}
            if worth:
                found.append(Sentence(section, title, match.start(), match[0], inside, frozenset(worth)))
    return found


def clause_of(text: str, mention: Mention, moved: int = 0) -> str:
    """The words around a number up to the next marks; ``moved``: the text begins so much later."""
    start, end = _around(text, mention.start - moved, mention.end - moved)
    return text[start:end]


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch from mark to mark around a place."""
    while start and text[start - 1] not in _ENDS:
        start -= 1
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    return start, end


def batches(sentences: Sequence[Sentence], sought: Sought) -> Iterator[Batch]:
    """The sentences in questions of a few numbers each. Asked are the open numbers, and those that the patterns tied
    in the same sentences, so that a model that sees it otherwise is heard. The list has the indicators in question,
    those that are tied here, and where these are few others that are near. What leaves nothing to choose is not asked.
    """
    held: list[Sentence] = []
    for sentence in sentences:
        if not any(mention.id in sentence.open_ones for mention in _asked(sentence)):
            continue
        if held and sum(len(_asked(each)) for each in (*held, sentence)) > _MOST_NUMBERS:
            yield _batch(held, sought)
            held = []
        held.append(sentence)
    if held:
        yield _batch(held, sought)


def _asked(sentence: Sentence) -> list[Mention]:
    spans = Counter((m.start, m.end) for m in sentence.mentions)
    alone = (m for m in sentence.mentions if spans[m.start, m.end] == 1)  # 各1件 is two mentions of one number
    return [m for m in alone if m.id in sentence.open_ones or m.indicator is not None]


def _batch(sentences: Sequence[Sentence], sought: Sought) -> Batch:
    of = {mention.id: sentence for sentence in sentences for mention in sentence.mentions}
    asked = [mention for sentence in sentences for mention in _asked(sentence)]
    ranked = {mention.id: _fits(mention, of[mention.id], sought) for mention in asked}
    often = Counter(cell for cells in ranked.values() for cell in cells)
    tied = {mention.indicator for mention in asked}
    order = sorted(often, key=lambda cell: (cell in tied, often[cell]), reverse=True)
    likest = {cell for cells in ranked.values() for cell in cells[:_LIKEST]}
    listed = likest.union(order[: max(_MOST_LISTED, len(tied))])
    options = {cell: c for cell, c in sought.candidates.items() if cell in listed}
    fits = {mention: options.keys() & cells for mention, cells in ranked.items()}
    choosing = tuple(mention for mention in asked if fits[mention.id] - {mention.indicator})
    return Batch(tuple(sentences), choosing, options, {mention: frozenset(cells) for mention, cells in fits.items()})


def _fits(mention: Mention, sentence: Sentence, sought: Sought) -> tuple[CellId, ...]:
    """What comes into question for a number, the likest first; where these are few, with others of its unit that are
    near: who has but one thing to point at points at it.
    """
    clause = clause_of(sentence.text, mention, sentence.start)
    found = sorted(sought.fitting(mention, clause, sentence.title), key=lambda c: c.likeness(clause), reverse=True)
    own = [CellId(mention.indicator)] if mention.indicator is not None else []
    fitting = [*own, *(candidate.id for candidate in found[:_MOST_OPTIONS])]
    others = [c for c in sought.candidates.values() if mention.unit in c.units and c.id not in fitting]
    others.sort(key=lambda c: c.likeness(clause), reverse=True)
    return (*fitting, *(c.id for c in others[: max(0, _FEWEST - len(fitting))]))


def _short(cell: CellId) -> str:
    return cell.removeprefix("indicators.")


# --- masks ------------------------------------------------------------------------------------------------


def _masked(sentence: Sentence, numbers: Mapping[str, int]) -> str:
    """The sentence with numbers for its numbers; those not asked for are …."""
    return _with(sentence, {m.id: f"⟦{numbers[m.id]}⟧" for m in sentence.mentions if m.id in numbers})


def _alone(sentence: Sentence, asked: Mention) -> str:
    """A number's own words, up to the marks around them; where these are few, with those before."""
    text = _with(sentence, {asked.id: "★"})
    at = text.index("★")
    start, end = _around(text, at, at + 1)
    if at - start < _FEW:
        start = max(0, at - _BEFORE)
    return text[start : min(end, at + _BEFORE)].strip()


def _under_titles(lines: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Texts with their sections' titles before them, but where the one before has the same."""
    done: list[str] = []
    above = ""
    for title, text in lines:
        name = shown(title)[:_TITLE]
        done.append(f"（{name}）{text}" if name and name != above else text)
        above = name
    return tuple(done)


def _with(sentence: Sentence, masks: Mapping[str, str]) -> str:
    done, at = [], 0
    for mention in sorted(sentence.mentions, key=lambda m: (m.start, m.id not in masks)):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        if start >= at:
            words = shown(sentence.text[at:start])
            done += [words, masks.get(mention.id, "…"), mention.unit or ""]
            at = end
    return "".join((*done, shown(sentence.text[at:])))


_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")


def shown(text: str) -> str:
    """The report's words as a model may see them: without the signs that mark the things asked about, and of digits
    only years, so that no value is there to be taken for an answer.
    """
    return _DIGITS.sub(_year_or_none, text.translate(_MARKS))


def _year_or_none(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) == 4 and found[0][:2] in ("19", "20") else "…"
