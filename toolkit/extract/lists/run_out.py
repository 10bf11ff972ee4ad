"""Two sides of a list with one cell a line, where one has run out: its empty cells leave one empty line, so that from
there the rows are no longer so many lines apart. The lines that are lacking are put back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from toolkit.extract.lines.lines import Line
from toolkit.extract.lists.heads import SetRows
from toolkit.numbers import read_cell

Numbered = tuple[int, Line]


def with_both_sides(
    stretch: Sequence[Numbered], labels: Sequence[int], before: int
) -> tuple[list[Numbered], list[int]] | None:
    """The stretch with as many empty lines beside each row of one side alone as the other has cells, and for each line
    which of the stretch it is; None where no row has one empty line behind it. ``before``: 1 where numbers stand before
    the labels.
    """
    step, _ = Counter(b - a for a, b in pairwise(labels)).most_common(1)[0]
    lacking = {at: step - 1 for a, b in pairwise(labels) for at in _left_empty(stretch, a - before, b - before, step)}
    end = labels[-1] - before + step - 1  # of the last row
    if not lacking or end >= len(stretch):
        return None
    if end + 1 < len(stretch) and _is_blank(stretch[end + 1]):
        lacking[end + 1] = step - 1
    else:
        lacking[end] = step
    whole: list[Numbered] = []
    places: list[int] = []
    for at, each in enumerate(stretch):
        lines = [each, *[_emptied(each)] * lacking.get(at, 0)]
        whole += lines
        places += [at] * len(lines)
    return whole, places


def _left_empty(stretch: Sequence[Numbered], this: int, following: int, step: int) -> Sequence[int]:
    """The empty lines that stand for the cells of one side, between two rows: one behind each row from the first on."""
    rows, more = divmod(following - this, step + 1)
    places = range(this + step, following, step + 1)
    return places if rows and not more and all(_is_blank(stretch[at]) for at in places) else ()


def in_stretch(found: SetRows, places: Sequence[int]) -> SetRows:
    """The rows by the lines of the stretch as it was."""
    end = found.end - 1
    return SetRows(places[found.first], places[min(end, len(places) - 1)] + 1, found.rows)


def _is_blank(each: Numbered) -> bool:
    return all(token.is_blank for token in each[1].tokens)


def _emptied(each: Numbered) -> Numbered:
    number, line = each
    token = line.tokens[0]
    return number, line._replace(tokens=(token._replace(text="", reading=read_cell(""), is_word=False),))
