"""Places in a worksheet: row and column from 0, as its XML names them (``B7``, ``A1:C3``)."""

from __future__ import annotations

import re
from functools import lru_cache

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
DIGITS = "0123456789"

Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def to_place(reference: str) -> Place | None:
    """The place that a reference names; None for what is none."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, to_column(found[1])) if found else None


@lru_cache(maxsize=LAST_COLUMN)
def to_column(letters: str) -> int:
    """The column with these letters; -1 for what are none."""
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        column = column * 26 + ord(letter) - 64
    return column - 1


def to_area(reference: str) -> Area | None:
    """The area that a reference names; None for what is none."""
    first, _, last = reference.partition(":")
    top, bottom = to_place(first), to_place(last or first)
    if top is None or bottom is None or min(top) < 0 or bottom[0] < top[0] or bottom[1] < top[1]:
        return None
    return (*top, min(bottom[0], LAST_ROW), min(bottom[1], LAST_COLUMN))


def letters(column: int) -> str:
    """A column's letters: 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def to_count(text: str | None, otherwise: int) -> int:
    """An attribute as a number that isn't negative."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
