"""What else in a report could be rows of a table: bounds on what another alignment could make of it.

Another alignment either passes over one of the rows and gains nothing for it, which costs all of the row's score; or it
has rivals in place of rows. Since lines and strips rise together, with a rival that stands before the rows and is taken
for a line none of the rows up to that line can be, and with one behind them none from that line on: what the rivals can
win there, each line once, has to be less than what these rows are worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.labels import list_sign, normalise
from toolkit.extract.laying.scores import ALONE, FITTING, LEAST, LIKE, NO_DOUBT, OWN, PAIR, ROOM, ROW_PASSED
from toolkit.extract.layouts import TableLayout
from toolkit.extract.placing.row_placing import STRONG
from toolkit.extract.strips.joining import pair_of
from toolkit.extract.strips.strips import JOINED, Strip

_SIGN = 0.15  # by so much a list sign can make a label liker than its words are
ROW = OWN + FITTING
"""What a row with a label of the form's own is worth, each of its cells there."""


class _Rival(NamedTuple):
    """What else might be a row: the strips from ``first`` to ``last``; the texts that may be its label, the likeliest
    first (none where it is one of those over it); and what it would win or lose for what stands beside the label.
    """

    first: int
    last: int
    texts: tuple[str, ...]
    beside: float

    @property
    def is_pair(self) -> bool:
        """Whether it is two strips."""
        return self.first < self.last


class _Win(NamedTuple):
    """The most that the alignment can give for a rival as a line, and whether its label would count as known."""

    score: float
    is_known: bool


_NOTHING = _Win(float("-inf"), is_known=False)


class Rivals:
    """Everything in a report that the alignment would look at, whatever the table."""

    def __init__(self, strips: Sequence[Strip], heads: HeadFinder) -> None:
        self._strips = strips
        self._heads = heads
        self._found = _rivals_among(strips)

    def cannot_win(self, numbers: Sequence[int], lines: Sequence[int], layout: TableLayout) -> bool:
        """Whether no other alignment could do better than strips with these numbers as these lines, or nearly."""
        first, last = numbers[0], numbers[-1]
        rows = set(numbers)
        before: dict[int, float] = {}  # the most that a rival wins, by line
        behind: dict[int, float] = {}
        known = 0
        for rival in self._found:
            if rival.first in rows or rival.last in rows:
                # Half of it is a row by itself: only as the same line, with a longer label, could it be preferred.
                if rival.is_pair and any(normalise(text) in layout.exact for text in rival.texts):
                    return False
                continue
            texts = rival.texts or self._texts_over(rival, layout)
            if not layout.is_like_any(texts):
                continue
            wins = _wins(rival, texts, layout)
            known += any(win.is_known for win in wins.values())
            for line, win in wins.items():
                if win.score > 0:
                    if first < rival.last and rival.first < last:
                        return False
                    side = before if rival.last < first else behind
                    side[line] = max(side.get(line, 0.0), win.score)
        if known * 3 >= len(lines):
            return False  # then the search goes on for a second such table
        needed = NO_DOUBT + ROW_PASSED * (len(layout.lines) - len(lines))
        return (
            ROW * len(lines) >= needed + sum(before.values(), 0.0) + sum(behind.values(), 0.0)
            and all(
                ROW * sum(1 for line in lines if line <= reach)
                >= needed + sum((won for line, won in before.items() if line <= reach), 0.0)
                for reach in before
            )
            and all(
                ROW * sum(1 for line in lines if line >= reach)
                >= needed + sum((won for line, won in behind.items() if line >= reach), 0.0)
                for reach in behind
            )
        )

    def _texts_over(self, rival: _Rival, layout: TableLayout) -> tuple[str, ...]:
        """The texts over a strip without words, any of which may be its label."""
        over = [token.text for token in self._heads.words_over(rival.first)]
        texts = (*over, "".join(reversed(over[:2])), "".join(reversed(over[:3])))
        beside = [token.text for token in self._strips[rival.first].path[-1:]]
        return (*beside, *(text for text in texts if normalise(text) not in layout.columns))


def _rivals_among(strips: Sequence[Strip]) -> list[_Rival]:
    found = [
        _rival(number, number, strip)
        for number, strip in enumerate(strips)
        if strip.tokens and (strip.has_room or strip.path)
    ]
    for number, (strip, following) in enumerate(pairwise(strips)):
        if not strip.words or strip.layout != following.layout:
            continue
        if strip.has_values and following.has_values and _are_parted(strip, following):
            continue
        if _are_words(strip, following):
            found.append(_Rival(number, number + 1, (strip.last_word + following.last_word,), ALONE))
            continue
        pair = pair_of(number, strip, following)
        if pair is not None:
            found.append(_rival(number, number + 1, pair.strip))
    return found


def _rival(first: int, last: int, strip: Strip) -> _Rival:
    if len(strip.words) == 1 and not strip.path:
        texts: tuple[str, ...] = (strip.last_word,)
    else:
        texts = tuple([text for text, _, _ in strip.label_texts]) if strip.words else ()
    return _Rival(first, last, texts, FITTING if strip.has_values else ROOM if strip.has_room else ALONE)


def _wins(rival: _Rival, texts: Sequence[str], layout: TableLayout) -> dict[int, _Win]:
    """By line what a rival with one of these texts for its label can win; more than it will in truth."""
    if rival.texts and (exact := layout.exact.get(normalise(texts[0]))):
        return dict.fromkeys(exact, _Win(OWN + rival.beside + PAIR * rival.is_pair, not rival.is_pair))
    found: dict[int, _Win] = {}
    for text in texts:
        for line, printed in layout.likenesses(text).items():
            like = printed if printed >= 1.0 else min(0.99, printed + (_SIGN if list_sign(text) else 0.0))
            is_known = like + JOINED >= STRONG
            if rival.is_pair and not is_known:
                continue
            score = rival.beside + (OWN if like >= 1.0 else LIKE * (like + JOINED - LEAST)) + PAIR * rival.is_pair
            found[line] = max(found.get(line, _NOTHING), _Win(score, is_known and not rival.is_pair))
    return found


def _are_words(strip: Strip, following: Strip) -> bool:
    """Whether two lines outside tables are words and nothing else: then joined they are one label."""
    return (
        strip.layout == "loose"
        and len(following.words) == len(following.tokens) == 1
        and not strip.has_values
        and bool(strip.tokens)
    )


def _are_parted(strip: Strip, following: Strip) -> bool:
    """Whether a strip with values has another label, in the same place, than the one before it: they are two rows."""
    if not following.words or strip.layout == "loose":
        return bool(following.words)
    label, other = strip.tokens[strip.words[-1]], following.tokens[following.words[-1]]
    return label.start == other.start and label.text != other.text
