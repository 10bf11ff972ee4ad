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
    """Pieces that belong together; ``comment`` is a remark for the person who edits, put beside them.

    ``kind``: a sentence of figures (``fact``) or of what will be done (``plan``) may be said in other words
    (rewriting.py), what is ``fixed`` may not. ``lead`` are the words before it that stay (一是), ``about`` its topic.
    """

    pieces: tuple[Piece, ...]
    comment: str = ""
    kind: Literal["fixed", "fact", "plan"] = "fixed"
    lead: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        """The text with its slots open, without the lead."""
        return "".join(_open(piece) for piece in self.pieces).removeprefix(self.lead)


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
    """A whole draft. ``left_out`` says in words what could have been said and was not, ``log`` what became of the
    sentences that a model wrote.
    """

    title: str
    organ: str
    year: int
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()
    log: tuple[str, ...] = ()

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


def _open(piece: Piece) -> str:
    return f"{{{piece.metric}}}" if isinstance(piece, Slot) else piece.text if isinstance(piece, Gap) else piece


def slots_in(text: str) -> tuple[str, ...]:
    """The metrics of a text's slots."""
    return tuple(piece.metric for piece in pieces_of(text) if isinstance(piece, Slot))
