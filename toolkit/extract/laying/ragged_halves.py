"""Tables set side by side where rows are known by their cells alone: the rows of each behind those of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from toolkit.extract.heads.sisters import SURE
from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines.units import unit_of
from toolkit.extract.strips.strips import Strip

_LEAST = 2
"""So many rows must have a known label behind their values: one alone may be a remark."""


def halves_apart(strips: Sequence[Strip], labels: Known) -> list[Strip]:
    """The strips, with the halves of rows that hold two each behind one another.

    Merged cells that are written once move what stands behind them, so that the second labels stand in no one column,
    as they do in a grid. ``labels`` are those of rows.
    """
    if not any(_may_hold_two(strip) for strip in strips):
        return list(strips)
    run = max(strip.run for strip in strips)
    found: list[Strip] = []
    for (own, is_ragged), group in groupby(strips, key=lambda each: (each.run, _is_ragged(each))):
        table = list(group)
        cuts = _cuts(table, labels) if is_ragged else None
        if cuts is None:
            found += table
            continue
        last = max(cuts) + 1
        found += [_part(strip, slice(cuts.get(number)), own) for number, strip in enumerate(table[:last])]
        found += [_part(table[number], slice(cut, None), run + 1) for number, cut in sorted(cuts.items())]
        found += [replace(strip, run=run + 2) for strip in table[last:]]
        run += 2
    return found


def _is_ragged(strip: Strip) -> bool:
    return strip.layout == "ragged" and not strip.stacked


def _may_hold_two(strip: Strip) -> bool:
    return strip.more_words and _is_ragged(strip)


def _cuts(table: Sequence[Strip], labels: Known) -> Mapping[int, int] | None:
    """Where each strip that holds two rows, or the heads of two, is to be cut; None where none does, or where a head
    among them can't be.
    """
    rows = {number: cut for number, strip in enumerate(table) if (cut := second_label(strip, labels)) is not None}
    seconds = {normalise(table[number].tokens[cut].text) for number, cut in rows.items()}
    if len(rows) < _LEAST or len(seconds) < len(rows):
        return None
    cuts = dict(rows)
    following: int | None = None
    for number in range(max(rows), -1, -1):
        strip = table[number]
        if number in rows:
            following = number
        elif following is not None and _is_like_row(strip, table[following], rows[following], labels):
            cuts[number] = rows[following]
        elif not strip.has_values and strip.words and following is not None:
            cut = _cut_of_head(strip, table[following], rows[following])
            if cut is None and number > min(rows):
                return None
            if cut is None:
                break
            cuts[number] = cut
        elif number < min(rows):
            break
    return cuts


def _is_like_row(strip: Strip, row: Strip, cut: int, labels: Known) -> bool:
    """Whether a row holds two as that below it does, though the label of its own is damaged."""
    if not strip.has_values or len(strip.tokens) != len(row.tokens):
        return False
    token = strip.tokens[cut]
    return token.is_word and label_likeness(token.text, labels) >= SURE


def second_label(strip: Strip, labels: Known) -> int | None:
    """The place of a row's label behind the values of another row's, and before values of its own."""
    if not strip.more_words or not strip.words:
        return None
    own = strip.tokens[strip.words[-1]].text
    behind = [
        place
        for place, token in enumerate(strip.tokens)
        if place > strip.words[-1] and token.is_word and unit_of(token) is None
    ]
    if len(behind) != 1 or behind[0] + 1 == len(strip.tokens):
        return None
    texts = (own, strip.tokens[behind[0]].text)
    are_labels = normalise(texts[0]) != normalise(texts[1]) and all(label_likeness(t, labels) >= SURE for t in texts)
    return behind[0] if are_labels else None


def _cut_of_head(head: Strip, row: Strip, cut: int) -> int | None:
    """Where a line of a head parts: as the row below it if it has as many cells, between its two if it has no more."""
    if len(head.tokens) == len(row.tokens) and head.tokens[cut].is_word:
        return cut
    return 1 if len(head.tokens) == _LEAST and head.tokens[1].is_word else None


def _part(strip: Strip, which: slice, run: int) -> Strip:
    return replace(strip, tokens=strip.tokens[which], run=run)
