"""Rows whose label can't be told, held by the rows around them: the form has one row there, and so has the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from toolkit.extract.layouts import FormLine
from toolkit.extract.strips.strips import Strip


class Held(NamedTuple):
    """A strip, by its number, the one line of the form that it can be, and the strip over which its head is looked for:
    itself, or where it has been taken for a part of the head the row behind it.
    """

    strip: int
    line: int
    under: int


def held_between(
    strips: Sequence[Strip],
    like_rows: Sequence[int],
    firsts: Set[int],
    rows: Mapping[int, int],
    lines: Sequence[FormLine],
) -> list[Held]:
    """The strips that stand alone between two rows (or a head and a row) where the form has one row as well.

    ``like_rows`` are the strips that look like rows, by number and in order; ``firsts`` those right below a head;
    ``rows`` says which strips are which line beyond doubt.
    """
    found = []
    for at, here in enumerate(like_rows[:-1]):
        behind = like_rows[at + 1]
        if here in rows or behind not in rows or strips[here].run != strips[behind].run:
            continue
        last = rows[behind]
        if here in firsts:
            first = next(n for n, line in enumerate(lines) if line.head is lines[last].head) - 1
        elif at and (before := like_rows[at - 1]) in rows and strips[before].run == strips[here].run:
            first = rows[before]
        else:
            continue
        between = range(first + 1, last)
        if len(between) == 1 and not _is_open(lines[max(0, first) : last + 1]):
            found.append(Held(here, between[0], here if strips[here].has_values else behind))
    return found


def _is_open(lines: Sequence[FormLine]) -> bool:
    """Whether lines stand under several heads, or some may be printed as one row or as several."""
    return any(line.instead_of or line.head is not lines[0].head for line in lines)
