"""Rows of one pitch: texts of one cell a line in which every cell of a table has its line, those of labels included.

Where merged labels have left their blanks, a row's values have blanks on either side, which nothing tells from its own.
But then all rows have as many lines, and from label to label the lines count out the table.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

_LABELS = 4  # columns of labels, with those of running numbers and units
_ROWS = 8
_ROWS_LOST = 2  # side by side, their labels unknown
_ASTRAY = 2  # words where values should stand: 未统计, 详见附表


class Pitch(NamedTuple):
    """Rows begin on every ``length``-th line from ``start`` on, and their values behind ``labels`` lines and before
    ``remarks``; up to the row of ``last``: behind it, as before the start, another head may have moved them.
    """

    start: int
    length: int
    labels: int
    last: int
    remarks: int


def pitch_of(strips: Sequence[Strip], labels: Sequence[int], width: int, remarks: int) -> Pitch | None:
    """The pitch of rows with ``width`` cells behind their labels, the last of them for ``remarks``; None where lines
    don't agree on one. ``labels`` are the lines of the labels that are known.
    """
    labels = _together(labels, _ROWS_LOST * (width + _LABELS))
    if len(labels) < _ROWS or not width:
        return None
    first, last = labels[0], labels[-1]
    words: list[int] = []
    values: list[int] = []
    for strip in strips:
        for line, token in enumerate(strip.tokens, strip.first):
            if first <= line <= last + width:
                (words if token.is_word else values if token.is_printed else []).append(line)
    tried = [
        Pitch(first - offset, columns + width, columns, last, remarks)
        for columns in range(1, _LABELS + 1)
        for offset in range(columns)
    ]
    found = [pitch for pitch in tried if _fits(pitch, labels, words, values)]
    return found[0] if len(found) == 1 else None


def _together(lines: Sequence[int], reach: int) -> Sequence[int]:
    """The most lines of which none is farther from the next: another table has labels like these, too."""
    ordered = sorted(lines)
    breaks = [n for n, (a, b) in enumerate(itertools.pairwise(ordered), 1) if b - a > reach]
    return max((ordered[a:b] for a, b in itertools.pairwise([0, *breaks, len(ordered)])), key=len)


def _fits(pitch: Pitch, labels: Sequence[int], words: Sequence[int], values: Sequence[int]) -> bool:
    def place(line: int) -> int:
        return (line - pitch.start) % pitch.length

    if any(place(line) >= pitch.labels for line in labels) or not values:
        return False
    astray = sum(1 for line in words if pitch.labels <= place(line) < pitch.length - pitch.remarks)
    places = set(map(place, values))
    return astray <= _ASTRAY and min(places) == pitch.labels


def cells_at(strip: Strip, label: int, pitch: Pitch) -> Sequence[Token] | None:
    """The cells for values of the row whose label stands at that place of a strip; None where lines are lost."""
    shown = max((place for place, token in enumerate(strip.tokens) if not token.is_blank), default=0)
    if shown != strip.last - strip.first:
        return None  # two words stand on one line
    line = strip.first + label
    if not pitch.start <= line < pitch.last + pitch.length or (line - pitch.start) % pitch.length >= pitch.labels:
        return None
    begin = line - (line - pitch.start) % pitch.length + pitch.labels - strip.first
    values = pitch.length - pitch.labels - pitch.remarks
    cells = strip.tokens[begin : begin + values]
    return cells if len(cells) == values else None


def may_go_on(strip: Strip, label_end: int, cells: Sequence[Token]) -> bool:
    """Whether the values behind a row's cells, before the next label, are just those that these lack at their end: a
    row that was broken in two has its others in the next one.
    """
    printed = sum(1 for token in cells if token.is_printed)
    others = sum(1 for token in strip.tokens[label_end:] if token.is_printed) - printed
    return others > 0 and printed + others == len(cells) and all(token.is_printed for token in cells[:printed])
