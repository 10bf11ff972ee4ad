"""A head set by blanks whose labels are broken within their columns: what stands right below goes on with them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.extract.heads.sisters import SURE, Leaf
from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.layouts import Head

_NEARLY = 0.85
"""How like the whole must be to a label where a slip is in it."""
_PIECES = 3


def whole_in_columns(lines: Sequence[list[Leaf]], head: Head) -> list[list[Leaf]]:
    """The labels line by line, each whole on the line where it begins. Pieces are a label's if together they are one of
    the form's and not each by itself, as 法人或 above 其他组织 is.
    """
    left = [list(line) for line in lines]
    for number, line in enumerate(left):
        for place, leaf in enumerate(line):
            ways = [pieces for pieces in _ways(leaf, left[number:]) if _are_one(pieces, head)]
            if not ways:
                continue
            pieces = max(ways, key=lambda each: label_likeness(_text(each), head.known))
            end = max(piece.end for piece in pieces)
            line[place] = replace(leaf, text=_text(pieces), start=min(p.start for p in pieces), end=end)
            for below, piece in enumerate(pieces[1:], number + 1):
                left[below] = [each for each in left[below] if each is not piece]
    return left


def _ways(leaf: Leaf, lines: Sequence[Sequence[Leaf]]) -> Iterator[list[Leaf]]:
    """The label with what stands right below it, line by line, of most pieces first."""
    pieces = [leaf]
    for above, line in itertools.pairwise(lines[:_PIECES]):
        under = [each for each in line if _overlap(pieces[-1], each)]
        if len(under) != 1 or sum(1 for each in above if _overlap(each, under[0])) != 1:
            break
        pieces.append(under[0])
    yield from (pieces[:count] for count in range(len(pieces), 1, -1))


def _overlap(one: Leaf, other: Leaf) -> bool:
    return one.start < other.end and other.start < one.end


def _text(pieces: Sequence[Leaf]) -> str:
    return "".join(piece.text for piece in pieces)


def _are_one(pieces: Sequence[Leaf], head: Head) -> bool:
    if any(_is_known(pieces[:at], head) and _is_known(pieces[at:], head) for at in range(1, len(pieces))):
        return False  # a group's label over that of its column
    text, rest, first = _text(pieces), _text(pieces[1:]), label_likeness(pieces[0].text, head.known)
    # What is a column's label by itself may be a piece of a group's, as 其他组织 is; else something stands over it.
    known = head.groups if _is_known(pieces[1:], head) else head.known
    alone = max(first, label_likeness(rest, known))
    is_better = first < SURE and label_likeness(text, known) >= max(_NEARLY, alone + 0.03)
    return normalise(text) in head.known or is_better


def _is_known(pieces: Sequence[Leaf], head: Head) -> bool:
    return label_likeness(_text(pieces), head.known) >= SURE
