"""The head of a narrow table on a page that was turned into text: labels that wrap, each over its column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.readers.text.page_lines import Atom

_PIECE = 2  # characters


class Head(NamedTuple):
    """The lines of labels over several columns (each with its first column and how many it stands over), what stands
    over the rows' labels, and the labels of the columns from left to right.
    """

    over: tuple[tuple[tuple[Atom, int, int], ...], ...]
    corner: tuple[Atom, ...]
    leaves: tuple[tuple[Atom, ...], ...]


def head_over(lines: Sequence[Sequence[Atom]], width: int, corners: int) -> Head | None:
    """The head of so many columns that the lines hold behind those over the rows' labels; None where they don't show
    it.
    """
    columns, spans = _parted(lines)
    if len(columns) > corners + width:
        columns = _with_pieces(columns, len(columns) - corners - width)
    if len(columns) != corners + width:
        return None
    leaves = columns[corners:]
    corner = _in_order(columns[:corners])
    bands = [tuple(_spread(atom, leaves) for atom in over) for over in spans]
    return Head(tuple(band for band in bands if band), corner, tuple(map(tuple, leaves)))


def head_over_pages(
    lines: Sequence[Sequence[Atom]], rest: Sequence[Sequence[Atom]], cells: Sequence[Atom], corners: int
) -> Head | None:
    """The head whose last lines stand on the next page, over a row of figures: the labels that begin there stand below
    one label of the page before, and those beside it are of the columns beside.
    """
    columns, spans = _parted(lines)
    below, _ = _parted(rest)
    under = [[n for n, cell in enumerate(cells) if _meet(column, cell)] for column in below]
    corner = [column for column, over in zip(below, under, strict=True) if not over]
    places = [n for over in under for n in over]
    if any(len(over) > 1 for over in under) or len(corner) > 1 or not places:
        return None
    first, last = min(places), max(places)
    behind = len(cells) - 1 - last
    if len(set(places)) != len(places) or last - first + 1 != len(places):
        return None
    if len(columns) != corners + first + 1 + behind:
        return None
    *higher, over = columns[corners + first]
    own = [column for column, of in zip(below, under, strict=True) if of]
    leaves = [*columns[corners : corners + first], *own, *columns[corners + first + 1 :]]
    bands = [((atom, 0, len(cells)),) for each in (*spans, higher) for atom in each[:1]]
    bands.append(((over, first, len(places)),))
    return Head(tuple(bands), _in_order([*columns[:corners], *corner]), tuple(map(tuple, leaves)))


def _parted(lines: Sequence[Sequence[Atom]]) -> tuple[list[list[Atom]], list[list[Atom]]]:
    """The columns of labels, and line by line those that stand over several of them."""
    lines = [line for line in lines if line]
    spans = [[atom for atom in line if _is_over_several(atom, lines[n + 1 :])] for n, line in enumerate(lines)]
    return columns_of([a for line, over in zip(lines, spans, strict=True) for a in line if a not in over]), spans


def _with_pieces(columns: list[list[Atom]], more: int) -> list[list[Atom]]:
    """Columns of which so many are only a piece of the one beside them, put to it; as they were where that isn't
    plain.
    """
    loose = [n for n, (one, other) in enumerate(pairwise(columns)) if _is_piece(one, other)]
    if len(loose) != more or any(b - a < 2 for a, b in pairwise(loose)):
        return columns
    joined = [[*column, *columns[n + 1]] if n in loose else column for n, column in enumerate(columns)]
    return [sorted(c, key=lambda a: (a.line, a.start)) for n, c in enumerate(joined) if n - 1 not in loose]


def _is_piece(one: Sequence[Atom], other: Sequence[Atom]) -> bool:
    """Whether of two columns side by side one is a character or two on one line, right beside the other."""
    if min(sum(len(atom.text) for atom in column) for column in (one, other)) > _PIECE:
        return False
    return any(b.start - a.end == 1 for a in one for b in other if a.line == b.line)


def _in_order(columns: Sequence[Sequence[Atom]]) -> tuple[Atom, ...]:
    return tuple(sorted((atom for column in columns for atom in column), key=lambda atom: (atom.line, atom.start)))


def _meet(column: Sequence[Atom], cell: Atom) -> bool:
    return any(atom.start < cell.end and cell.start < atom.end for atom in column)


def _is_over_several(atom: Atom, below: Sequence[Sequence[Atom]]) -> bool:
    """Whether an atom stands over several of a line below it."""
    return any(sum(1 for each in line if each.start < atom.end and atom.start < each.end) > 1 for line in below)


def columns_of(atoms: Sequence[Atom]) -> list[list[Atom]]:
    """Atoms that stand over one another, from left to right."""
    found: list[list[Atom]] = []
    reach = -2
    for atom in sorted(atoms, key=lambda each: (each.start, each.end)):
        if atom.start > reach or (atom.start == reach and any(each.line == atom.line for each in found[-1])):
            found.append([])
        found[-1].append(atom)
        reach = max(reach, atom.end)
    for column in found:
        column.sort(key=lambda atom: (atom.line, atom.start))
    return found


def _spread(atom: Atom, leaves: Sequence[Sequence[Atom]]) -> tuple[Atom, int, int]:
    """A label with the columns that it stands over: those side by side whose own labels begin below its line."""
    last = first = next((n for n, leaf in enumerate(leaves) if _meet(leaf, atom)), 0)
    while first and leaves[first - 1][0].line > atom.line:
        first -= 1
    while last + 1 < len(leaves) and leaves[last + 1][0].line > atom.line:
        last += 1
    return atom, first, last - first + 1
