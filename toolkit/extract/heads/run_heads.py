"""Heads of a text whose labels, each with its groups' in front, were broken over lines anyhow and run together.

Read as one text they are cut into the labels of the form at the least cost; the head is believed if it is whole: each
column once, right behind its groups' labels or behind its sister's, and next to nothing left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from toolkit.extract.heads.columns import TRUSTED
from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.heads.sisters import Columns
from toolkit.extract.labels import normalise
from toolkit.extract.layouts import Head, Known, Slot, united
from toolkit.extract.lines.lines import Token

_MANY = 4  # columns
_LONGEST = 400  # characters of a head
_MAY_SLIP, _MAY_SLIP_TWICE = 4, 7  # characters of a label
_LEFT_OVER = 2  # characters
_STARTS = 3
_A_PIECE = 0.01  # so that of two ways the one with fewer pieces is taken
_UNITS = re.compile(r"[(（][^()（）]{0,4}[件元个项条次][)）]")


class _Piece(NamedTuple):
    """A label of the form's in the text; ``slips`` counts how far it is from that."""

    text: str
    known: str
    slips: int


def read_run_together(
    lines: Sequence[Sequence[Token]], head: Head, foreign: Known, asides: Known, kind: Columns, run: int
) -> HeadMap | None:
    """The whole head in these lines read as one text; None where it isn't all there, or its order can't be told."""
    if kind == "true" or len(head.slots) < _MANY:
        return None
    raw = "".join(token.text for line in lines for token in line if token.is_word)
    text = normalise(_UNITS.sub("", raw)) if len(raw) <= _LONGEST else ""
    if sum(any(label in text for label in slot.known) for slot in head.slots) * 2 <= len(head.slots):
        return None
    others = united(foreign, asides)
    starts = [
        at for at in range(len(text)) if any(text.startswith(label, at) for label in head.known if len(label) > 1)
    ]
    for start in starts[:_STARTS]:
        if any(group in text[:start] and group in text[start:] for group in head.groups):
            return None  # parted: one of its places is left out
        pieces = _cut(text[start:], head.known, others)
        if pieces is None:
            continue
        slots = _slots_of(pieces, head)
        if slots is not None:
            return _as_map(pieces, slots, head, kind, run)
    return None


def _as_map(pieces: Sequence[_Piece], slots: Sequence[int | None], head: Head, kind: Columns, run: int) -> HeadMap:
    printed = list(zip(slots, pieces, strict=True))
    columns = [(slot, piece) for slot, piece in printed if slot is not None or piece.known not in head.groups]
    found = {slot: piece for slot, piece in printed if slot is not None}
    places = [place for place, (slot, _) in enumerate(columns) if slot is not None]
    order = tuple(slot for slot, _ in columns[places[0] :])
    return HeadMap(
        order=order,
        known_order=order,
        columns={},
        likeness={slot: TRUSTED if piece.slips else 1.0 for slot, piece in found.items()},
        texts={slot: piece.text for slot, piece in found.items()},
        repeated=frozenset(),
        extra=(),
        unknown=0,
        kind=kind,
        run=run,
        hits=sum(1 for piece in pieces if not piece.slips and piece.known in head.known),
        groups=sum(1 for piece in pieces if piece.known in head.groups),
        whole=True,
        is_parted=False,
        behind=tuple(piece.text for _, piece in columns[places[-1] + 1 :]),
    )


# --- the text in pieces -----------------------------------------------------------------------------------


def _cut(text: str, known: Known, others: Known) -> list[_Piece] | None:
    """The text cut into known labels and others; None where too much is left over."""
    costs = [0.0] + [float("inf")] * len(text)
    last: list[_Piece | None] = [None] * (len(text) + 1)  # the piece that ends there; none for a character left over
    for at in range(len(text)):
        if costs[at] + 1 < costs[at + 1]:
            costs[at + 1], last[at + 1] = costs[at] + 1, None
        for piece in _pieces_at(text, at, known, others):
            end, cost = at + len(piece.text), costs[at] + piece.slips + _A_PIECE
            if cost < costs[end]:
                costs[end], last[end] = cost, piece
    pieces: list[_Piece] = []
    at, left = len(text), 0
    while at:
        own = last[at]
        if own is None:
            left, at = left + 1, at - 1
        else:
            pieces.append(own)
            at -= len(own.text)
    return pieces[::-1] if left <= _LEFT_OVER else None


def _pieces_at(text: str, at: int, known: Known, others: Known) -> Iterator[_Piece]:
    """The labels that begin at a place: the form's with one slip or two in a long one, others as they are."""
    for label in (*_by_start(known).get(text[at], ()), *_by_start(others).get(text[at], ())):
        if text.startswith(label, at):
            yield _Piece(label, label, 0)
    begun = text[at : at + 3]
    for label in _long(known):
        slips = 2 if len(label) >= _MAY_SLIP_TWICE else 1
        if not set(begun) & set(label[:3]):
            continue  # more slips than that
        for length in range(len(label) - slips, len(label) + slips + 1):
            part = text[at : at + length]
            if len(part) == length and part != label:
                found = OSA.distance(part, label, score_cutoff=slips)
                if found <= slips:
                    yield _Piece(part, label, found)


@lru_cache(maxsize=16)
def _by_start(known: Known) -> dict[str, tuple[str, ...]]:
    # In one order in every run: of two labels as near, the first is taken.
    starts = {label[0] for label in known if label}
    return {start: tuple(label for label in sorted(known) if label[:1] == start) for start in starts}


@lru_cache(maxsize=16)
def _long(known: Known) -> tuple[str, ...]:
    return tuple(label for label in sorted(known) if len(label) >= _MAY_SLIP)


# --- the pieces as columns --------------------------------------------------------------------------------


def _slots_of(pieces: Iterable[_Piece], head: Head) -> list[int | None] | None:
    """Each piece's slot, None for a group's label or a foreign one; nothing where one can't be told, or is lacking."""
    slots: list[int | None] = []
    over: list[str] = []
    before: int | None = None
    left = dict(enumerate(head.slots))
    for piece in pieces:
        fitting = [n for n, slot in left.items() if piece.known in slot.known and _are_over(over, slot)]
        if not fitting and piece.known in head.groups:
            over.append(piece.known)
        fitting = _nearest(fitting, piece, before if not over else None, head)
        if len(fitting) > 1 or (not fitting and piece.known in head.known - head.groups):
            return None
        slots += fitting or [None]
        if fitting:
            before = fitting[0]
            over = []
            del left[before]
    return slots if not left else None


def _are_over(labels: Iterable[str], slot: Slot) -> bool:
    return all(any(label in group for group in slot.groups) for label in labels)


def _nearest(fitting: Sequence[int], piece: _Piece, before: int | None, head: Head) -> list[int]:
    """Of several columns with a label that which is a sister of the one before, or stands in fewer groups than it; a
    label that begins with its group's needs none before it.
    """
    groups = {n: head.slots[n].groups for n in fitting}
    joint = [n for n in fitting if any(piece.known.startswith(text) for group in groups[n] for text in group)]
    if joint or before is None:
        found = joint or list(fitting)
    else:
        own = head.slots[before].groups
        found = [n for n in fitting if groups[n] == own] or [n for n in fitting if set(groups[n]) < set(own)]
    fewest = min((len(groups[n]) for n in found), default=0)
    return [n for n in found if len(groups[n]) == fewest]
