"""The columns of lines that are set by blanks: whether a Chinese character takes two of them, or one.

On a screen it takes two, and what is typed or drawn there is set so. Programs that turn a page into text (pdftotext
with its layout kept) count characters. Which of both a text does is seen where its lines meet: pieces that stand
under one another begin, end or have their middle in one column.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_PIECE = re.compile(r"\S+(?: \S+)*")
_LEAST = 4  # pieces that tell
_SURER = 3  # times as far apart


class _Span(NamedTuple):
    """A piece's begin and end, in characters and on a screen."""

    begin: int
    end: int
    screen_begin: int
    screen_end: int


def counts_characters(texts: Iterable[str]) -> bool:
    """Whether the lines of these texts are set by numbers of characters rather than by columns of a screen."""
    by_count = by_screen = 0.0
    told = 0
    lines = (_spans(line) for text in texts for line in text.split("\n") if line.strip())
    for one, other in itertools.pairwise(lines):
        few, many = sorted((one, other), key=len)
        for span in few[1:] if len(few) > 1 else ():
            counted = min(_apart(span[:2], each[:2]) for each in many)
            shown = min(_apart(span[2:], each[2:]) for each in many)
            told += counted != shown
            by_count += counted
            by_screen += shown
    return told >= _LEAST and by_count * _SURER < by_screen


def _apart(one: Sequence[int], other: Sequence[int]) -> float:
    """How far two pieces are from standing under one another."""
    (begin, end), (its_begin, its_end) = one, other
    return min(abs(begin - its_begin), abs(end - its_end), abs(begin + end - its_begin - its_end) / 2)


def _spans(line: str) -> list[_Span]:
    if "  " not in line:
        return []
    wide = [0, *itertools.accumulate(unicodedata.east_asian_width(sign) in "WF" for sign in line)]
    return [
        _Span(found.start(), found.end(), found.start() + wide[found.start()], found.end() + wide[found.end()])
        for found in _PIECE.finditer(line)
    ]
