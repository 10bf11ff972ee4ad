"""Raised and lowered characters: a note's sign behind 12 must not make it 121."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby


class Raised(str):
    """A piece of text that is set above or below the line."""

    __slots__ = ()


def joined(pieces: Iterable[str]) -> str:
    """The pieces in a row; a raised one with digits stands in 〔〕 where it touches other digits."""
    runs = [(raised, "".join(group)) for raised, group in groupby(pieces, lambda piece: isinstance(piece, Raised))]
    text = ""
    for number, (raised, piece) in enumerate(runs):
        following = runs[number + 1][1] if number + 1 < len(runs) else ""
        touches = text[-1:].isdigit() or following[:1].isdigit()
        text += f"〔{piece}〕" if raised and touches and any(c.isdigit() for c in piece) else piece
    return text
