"""What was read of marked texts, against the marks: numerals, mentions tied to indicators, 其中 lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from fixtures.prose.marked import Marked, MarkedText
from toolkit.model import Claim, Mention


@dataclass(slots=True)
class Score:
    """Counts of one kind of thing. ``said`` are those that were read, ``there`` those that are marked."""

    right: int = 0
    said: int = 0
    there: int = 0
    misses: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        """Both together."""
        return Score(
            self.right + other.right,
            self.said + other.said,
            self.there + other.there,
            [*self.misses, *other.misses],
        )

    @property
    def precision(self) -> float:
        """Of what was read, how much is so."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, how much was read."""
        return self.right / self.there if self.there else 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with its place in the whole text."""

    start: int
    end: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one text or several."""

    numerals: Score
    indicators: Score
    lists: Score

    def __add__(self, other: Scores) -> Scores:
        """Both together."""
        return Scores(self.numerals + other.numerals, self.indicators + other.indicators, self.lists + other.lists)


def total(scores: Iterable[Scores]) -> Scores:
    """All together."""
    done = Scores(Score(), Score(), Score())
    for each in scores:
        done = done + each
    return done


def score(truth: MarkedText, placed: Sequence[Placed], claims: Sequence[Claim]) -> Scores:
    """One text's mentions and claims against its marks."""
    return Scores(_numerals(truth, placed), _indicators(truth, placed), _lists(truth, placed, claims))


def _key(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, unit: str | None, about: bool
) -> tuple[object, ...]:
    return value, low, high, unit, about


def _numerals(truth: MarkedText, placed: Sequence[Placed]) -> Score:
    there = {
        (each.start, each.end): _key(each.value, each.low, each.high, each.unit, each.approximate)
        for each in truth.figures
        if not each.is_none
    }
    # Words for none are mentions only as an indicator's; they are counted there.
    nones = {(each.start, each.end) for each in truth.figures if each.is_none}
    said = {}
    for each in placed:
        mention = each.mention
        is_word = mention.value == 0 and mention.raw[-1:] not in "0０" and not any(c.isdigit() for c in mention.raw)
        if (each.start, each.end) not in nones and not is_word:
            said[each.start, each.end] = _key(
                mention.value, mention.low, mention.high, mention.unit, mention.approximate
            )
    right = sum(said.get(span) == key for span, key in there.items())
    text = truth.text
    misses = [
        f"{truth.name}: {text[a:b]} {key} 读作 {said.get((a, b))}"
        for (a, b), key in there.items()
        if said.get((a, b)) != key
    ]
    misses += [f"{truth.name}: {text[a - 8 : b + 4]!r} 不是数" for a, b in said if (a, b) not in there]
    return Score(right, len(said), len(there), misses)


def _indicators(truth: MarkedText, placed: Sequence[Placed]) -> Score:
    there = {(each.start, each.end, name) for each in truth.figures for name in each.indicators}
    nones = [each for each in truth.figures if each.is_none]
    said = set()
    for each in placed:
        # Where words for none begin is a matter of taste: 均未收取 or 未收取.
        of = next((n for n in nones if n.start < each.end and each.start < n.end), each)
        if each.mention.indicator is not None:
            said.add((of.start, of.end, each.mention.indicator))
    text = truth.text
    misses = [f"{truth.name}: 漏 {text[max(0, a - 12) : b]} {name}" for a, b, name in sorted(there - said)]
    misses += [f"{truth.name}: 错 {text[max(0, a - 12) : b]} {name}" for a, b, name in sorted(said - there, key=str)]
    return Score(len(there & said), len(said), len(there), misses)


def _lists(truth: MarkedText, placed: Sequence[Placed], claims: Sequence[Claim]) -> Score:
    def span(marked: Marked) -> tuple[int, int]:
        return marked.start, marked.end

    places = {each.mention.id: (each.start, each.end) for each in placed}
    there = {(span(whole), frozenset(map(span, parts))) for whole, parts in truth.lists().values() if parts}
    said = {
        (places[claim.whole], frozenset(places[part] for part in claim.parts))
        for claim in claims
        if claim.kind in ("parts", "outcomes") and claim.whole is not None
    }
    text = truth.text

    def shown(item: tuple[tuple[int, int], frozenset[tuple[int, int]]]) -> str:
        return text[slice(*item[0])] + " = " + " + ".join(text[slice(*part)] for part in sorted(item[1]))

    misses = [f"{truth.name}: 漏 {shown(item)}" for item in there - said]
    misses += [f"{truth.name}: 错 {shown(item)}" for item in said - there]
    return Score(len(there & said), len(said), len(there), misses)
