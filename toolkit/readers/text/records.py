"""Separated values with quotes (RFC 4180), each field knowing its code points in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from toolkit.readers.text.lines import Piece, piece

_LONGEST_QUOTED = 20_000  # code points: a quote that is not closed by then was only a mark


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    mark = re.escape(delimiter)
    bare = re.compile(f"[^{mark}\r\n\x0b\x0c\x85\u2028\u2029]*")
    quoted = re.compile(f'[ \u3000]*"((?:[^"]|""){{0,{_LONGEST_QUOTED}}}+)"[ \u3000]*(?=[{mark}\r\n]|\\Z)')
    return bare, quoted


def record(text: str, at: int, delimiter: str, line_of: Callable[[int], int]) -> tuple[list[Piece], int]:
    """The fields of the record that starts at ``at``, and where its newline (or the text's end) stands.

    A quote counts only where it opens a field and is closed at the field's end; every other is a mark of the text.
    """
    bare, quoted = _patterns(delimiter)
    fields = []
    while True:
        opened = quoted.match(text, at) if '"' in text[at : at + 4] else None
        if opened:
            fields.append(_unquoted(opened[1], opened.start(1), line_of))
            at = opened.end()
        else:
            found = bare.match(text, at)
            end = found.end() if found else at
            fields.append(piece(text[at:end], at, line_of(at)))
            at = end
        if text[at : at + 1] != delimiter:
            return fields, at
        at += 1


def _unquoted(content: str, start: int, line_of: Callable[[int], int]) -> Piece:
    outer = piece(content, start, 0)
    inner = content.replace('""', '"').replace("\r\n", "\n").replace("\r", "\n")
    return Piece(inner, outer.start, outer.end, line_of(outer.start))
