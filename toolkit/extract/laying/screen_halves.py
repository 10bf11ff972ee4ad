"""Tables set side by side by blanks: the rows of each behind those of the other, parted where the second begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from toolkit.extract.labels import normalise
from toolkit.extract.laying.ragged_halves import second_label
from toolkit.extract.layouts import Known
from toolkit.extract.lines.lines import Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.strips.strips import Strip

_LEAST = 2
"""So many rows must have a known label behind their values, all in one column: one alone may be a remark."""
_ODD = 1  # columns: full-width blanks can't set a label at an odd one

Sides = tuple[tuple[Token, ...], tuple[Token, ...]]


def screens_apart(strips: Sequence[Strip], labels: Known) -> list[Strip]:
    """The strips, with the halves of lines that hold two rows each behind one another.

    ``labels`` are those of rows. Where the second row of a line begins, the right side does; lines belong to the
    stretch as long as nothing in them reaches across.
    """
    if not any(strip.more_words and _is_loose(strip) for strip in strips):
        return list(strips)
    run = max(strip.run for strip in strips)
    found: list[Strip] = []
    for own, group in groupby(strips, key=lambda each: each.run):
        lines = list(group)
        first, sides = _stretch(lines, labels)
        parted = list(zip(lines[first : first + len(sides)], sides, strict=True))
        found += lines[:first]
        found += [replace(line, tokens=left, run=own) for line, (left, _) in parted if left]
        found += [replace(line, tokens=right, run=run + 1) for line, (_, right) in parted if right]
        found += [replace(line, run=run + 2) if sides else line for line in lines[first + len(sides) :]]
        run += 2 if sides else 0
    return found


def _is_loose(strip: Strip) -> bool:
    """Whether it is one line of a text, set by blanks."""
    return strip.layout == "loose" and not strip.stacked and strip.first == strip.last


def _stretch(lines: Sequence[Strip], labels: Known) -> tuple[int, list[Sides]]:
    """The first line that is parted, and both sides of it and of those behind it; none where nothing is to be."""
    loose = ((number, line) for number, line in enumerate(lines) if _is_loose(line))
    places = {number: place for number, line in loose if (place := second_label(line, labels)) is not None}
    seconds = {number: lines[number].tokens[place] for number, place in places.items()}
    starts = [label.start for label in seconds.values()]
    are_others = len({normalise(label.text) for label in seconds.values()}) == len(seconds)
    if len(seconds) < _LEAST or not are_others or max(starts) - min(starts) > _ODD:
        return 0, []
    column = min(starts)
    first, last = min(seconds), max(seconds)
    while first and not lines[first - 1].has_values and _has_right(_sides(lines[first - 1], column)):
        first -= 1
    end = last + 1
    while end < len(lines) and (below := _sides(lines[end], column)) is not None and _goes_on(below, labels):
        # A head without a row belongs to what follows.
        last = end if _has_row(below[0], labels) or _has_row(below[1], labels) else last
        end += 1
    sides = [_sides(line, column) for line in lines[first : last + 1]]
    whole = [each for each in sides if each is not None]
    return (first, whole) if len(whole) == len(sides) else (0, [])


def _sides(line: Strip, column: int) -> Sides | None:
    """What stands on either side of a column; nothing where something reaches across, or where no blanks set it."""
    if not _is_loose(line):
        return None
    left = tuple(token for token in line.tokens if token.start < column - _ODD)
    if any(token.end > column for token in left):
        return None
    return left, line.tokens[len(left) :]


def _has_right(sides: Sides | None) -> bool:
    """Whether a word begins the right side, and not the unit of a row on the left."""
    return sides is not None and bool(sides[1]) and sides[1][0].is_word and unit_of(sides[1][0]) is None


def _goes_on(sides: Sides, labels: Known) -> bool:
    """Whether a line below has a right side, or a row on its left alone."""
    return _has_right(sides) if sides[1] else _has_row(sides[0], labels)


def _has_row(tokens: Sequence[Token], labels: Known) -> bool:
    return any(token.is_word and normalise(token.text) in labels for token in tokens)
