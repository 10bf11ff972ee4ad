"""The numbers of a report's prose that its patterns left open, as questions: sentences with the numbers masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.extract.candidates import Candidate
from toolkit.model import CellId, Mention

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_ENDS = "，,；;：:（）()、。\n"
_MARKS = str.maketrans({"⟦": "〔", "⟧": "〕", "★": "☆", "<": "＜", ">": "＞"})
"""What a question marks its things with must not stand in the report's own words."""
_BEFORE, _BEHIND = 24, 10  # characters around a number that is shown alone
_TITLE = 24
_MOST_NUMBERS = 8
_MOST_OPTIONS, _FEWEST = 16, 6


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

    def lines(self, framing: str, things: Collection[int]) -> tuple[str, ...]:
        """The question's lines about these of the numbers asked for."""
        numbers = {self.asked[thing].id: number for number, thing in enumerate(things, start=1)}
        if framing == "whole":
            return tuple(_masked(s, numbers) for s in self.sentences if any(m.id in numbers for m in s.mentions))
        of = {mention.id: sentence for sentence in self.sentences for mention in sentence.mentions}
        return tuple(_alone(of[self.asked[thing].id], self.asked[thing]) for thing in things)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: of all ``candidates`` those that are ``absent`` yet. ``wholes`` has for a number that stands
    in a list of parts the total, where that is known: only one of its parts comes into question there.
    """

    candidates: Mapping[CellId, Candidate]
    absent: frozenset[CellId]
    wholes: Mapping[str, CellId]

    def fitting(self, mention: Mention, clause: str) -> Iterator[Candidate]:
        """The indicators looked for that come into question for a number, by its unit and the words around it."""
        whole = self.wholes.get(mention.id)
        for candidate in self.candidates.values():
            fits = mention.unit in candidate.units and (whole is None or whole in candidate.part_of)
            if fits and candidate.id in self.absent and candidate.is_like(clause):
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
            worth = {m.id for m in inside if m.id in is_open and any(sought.fitting(m, _clause(text, m)))}
            if worth:
                found.append(Sentence(section, title, match.start(), match[0], inside, frozenset(worth)))
    return found


def _clause(text: str, mention: Mention, moved: int = 0) -> str:
    """The words around a number up to the next marks; ``moved``: the text begins so much later."""
    start, end = mention.start - moved, mention.end - moved
    while start and text[start - 1] not in _ENDS:
        start -= 1
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    return text[start:end]


def batches(sentences: Sequence[Sentence], sought: Sought) -> Iterator[Batch]:
    """The sentences in questions of a few numbers each. Asked are the open numbers, and those that the patterns tied
    in the same sentences, so that a model that sees it otherwise is heard. The list has the indicators in question,
    those that are tied here, and where these are few others that are near.
    """
    held: list[Sentence] = []
    for sentence in sentences:
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
    asked = tuple(mention for sentence in sentences for mention in _asked(sentence))
    scores: dict[CellId, float] = {}
    near = dict.fromkeys(sought.candidates, 0.0)
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.id in sentence.open_ones:
                clause = _clause(sentence.text, mention, sentence.start)
                for candidate in sought.candidates.values():
                    near[candidate.id] = max(near[candidate.id], candidate.likeness(clause))
                for candidate in sought.fitting(mention, clause):
                    scores[candidate.id] = max(scores.get(candidate.id, 0.0), candidate.likeness(clause))
    best = sorted(scores, key=lambda cell: scores[cell], reverse=True)
    listed = {*best[:_MOST_OPTIONS], *(mention.indicator for mention in asked)}
    others = sorted((cell for cell in near if cell not in listed), key=lambda cell: near[cell], reverse=True)
    listed.update(others[: max(0, _FEWEST - len(listed))])
    return Batch(tuple(sentences), asked, {cell: c for cell, c in sought.candidates.items() if cell in listed})


# --- masks ------------------------------------------------------------------------------------------------


def _masked(sentence: Sentence, numbers: Mapping[str, int]) -> str:
    """The sentence with numbers for its numbers; those not asked for are …. The section's title stands before it."""
    text = _with(sentence, {m.id: f"⟦{numbers[m.id]}⟧" for m in sentence.mentions if m.id in numbers})
    title = shown(sentence.title)[:_TITLE]
    return f"（{title}）{text}" if title else text


def _alone(sentence: Sentence, asked: Mention) -> str:
    """What stands around a number, and nothing else."""
    text = _with(sentence, {asked.id: "★"})
    at = text.index("★")
    return text[max(0, at - _BEFORE) : at + _BEHIND].strip()


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
