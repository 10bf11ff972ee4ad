"""What stands between two wide gaps of a line: a label and the values behind it, parted by single blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.extract.labels import is_begun, is_lost
from toolkit.numbers import CellReading, has_han, read_cell

Piece = tuple[str, int]
"""A text, and where it begins in its line."""

_PIECE = re.compile(r"[^\s\u3000]+")
_BETWEEN = re.compile(r"[/／\\、]$")  # 增 / 减
_LONGEST_SIGN = 2  # characters


@lru_cache(maxsize=8192)
def read_text(text: str) -> tuple[CellReading, bool]:
    """What a text of a value's length is, and whether it is a word."""
    reading = read_cell(text)
    return reading, reading.status == "unreadable" and (has_han(text) or is_lost(text) or is_begun(text))


def split_numbers(text: str, begin: int, end: int) -> Iterator[Piece]:
    """``（一）予以公开 6 0 0`` has a label and three values; ``6 0 0`` has three values, ``减 6`` is one."""
    pieces = _with_signs([(m.group(), begin + m.start()) for m in _PIECE.finditer(text[begin:end])], text)
    values = 0
    while values < len(pieces) and not _is_word(pieces[-1 - values][0]):
        values += 1
    head = pieces[: len(pieces) - values]
    if head:
        start, (last, last_at) = head[0][1], head[-1]
        yield text[start : last_at + len(last)], start
    yield from pieces[len(pieces) - values :]


def _with_signs(pieces: list[Piece], text: str) -> list[Piece]:
    """The pieces, a word that is a number's sign together with that: without it the number would say the contrary."""
    whole: list[Piece] = []
    for at, (piece, start) in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        before = "".join(each for each, _ in pieces[:at])
        if whole and whole[-1][1] + len(whole[-1][0]) > start:
            continue  # taken with its sign
        if following is not None and _is_sign(piece, following[0]) and not _goes_on_label(piece, before):
            whole.append((text[start : following[1] + len(following[0])], start))
        else:
            whole.append((piece, start))
    return whole


def _is_sign(piece: str, following: str) -> bool:
    if len(piece) > _LONGEST_SIGN or not following[0].isdecimal() or not _is_word(piece):
        return False
    return read_text(following)[0].status == read_text(piece + following)[0].status == "printed"


def _goes_on_label(sign: str, before: str) -> bool:
    """Whether a word that may be a sign is the end of a label that names both, broken by blanks: 本年增 / 减."""
    return _BETWEEN.search(before) is not None or (sign not in before and _is_sign(before[-1:], "1"))


def _is_word(piece: str) -> bool:
    return read_text(piece)[1]
