"""A draft: paragraphs of text, slots and gaps, before it is set in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

GAP_OPEN, GAP_CLOSE = "〔待填：", "〕"
_PIECES = re.compile(r"\{(?P<slot>[a-z0-9_.]+)\}|(?P<gap>〔待填：[^〕]*〕)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a metric is said."""

    metric: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the organ must say what only it knows; ``text`` with its brackets."""

    text: str


Piece = str | Slot | Gap


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that belong together; ``comment`` is a remark for the person who edits, put beside them."""

    pieces: tuple[Piece, ...]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of prose or a heading."""

    runs: tuple[Run, ...]
    style: Literal["heading", "subheading", "body"] = "body"


@dataclass(frozen=True, slots=True)
class DraftTable:
    """The form's table of that id."""

    table: str


Block = DraftParagraph | DraftTable


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole draft. ``left_out`` says in words what could have been said and was not."""

    title: str
    organ: str
    year: int
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """The metrics of all slots, in order."""
        return tuple(piece.metric for piece in self.pieces if isinstance(piece, Slot))

    @property
    def pieces(self) -> Iterator[Piece]:
        """Every piece of the prose, in order."""
        for block in self.blocks:
            if isinstance(block, DraftParagraph):
                for run in block.runs:
                    yield from run.pieces


def pieces_of(text: str) -> tuple[Piece, ...]:
    """A text of the data, with its slots and gaps told apart."""
    pieces: list[Piece] = []
    at = 0
    for found in _PIECES.finditer(text):
        if found.start() > at:
            pieces.append(text[at : found.start()])
        pieces.append(Slot(found["slot"]) if found["slot"] else Gap(found["gap"]))
        at = found.end()
    if at < len(text):
        pieces.append(text[at:])
    return tuple(pieces)


def slots_in(text: str) -> tuple[str, ...]:
    """The metrics of a text's slots."""
    return tuple(piece.metric for piece in pieces_of(text) if isinstance(piece, Slot))
