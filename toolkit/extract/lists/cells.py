"""A list with one cell a line, in rows again: so many cells from one label to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.extract.labels import normalise
from toolkit.extract.lines.lines import Line, Place, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.lists.heads import SetRows, with_heads
from toolkit.extract.lists.marks import LEAST_LABEL, Printed, number_rows, row_label
from toolkit.extract.lists.run_out import in_stretch, with_both_sides
from toolkit.model import TextOrigin
from toolkit.numbers import read_cell

ENOUGH = 6  # labels, spelt as the form has them, that show how the rows stand
_MOST = 0.9  # of the rows stand so
_FITTING = 0.95  # of the lines have one cell
_RISING = 0.85  # of the rows follow one another in the form's order
_TWO = 2
_SINGLE = 3  # cells: label, unit, figure
_LONGEST_ROW = 9
_BEHIND_NUMBERS = frozenset(".．、)）")


def one_a_line(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of a list with one cell a line, where more than a label, a unit and a figure make one."""
    if (found := cells_with_labels(stretch, printed)) is None:
        return None
    cells, labels = found
    if (whole := with_both_sides(stretch, labels, _numbered(cells, labels))) is not None:
        longer, places = whole
        again = cells_with_labels(longer, printed)
        of_two_sides = _rows_of(longer, *again, printed) if again else None
        if of_two_sides is not None and of_two_sides[1] == _TWO:
            return in_stretch(of_two_sides[0], places)
    rows = _rows_of(stretch, cells, labels, printed)
    return None if rows is None else rows[0]


def _rows_of(
    stretch: Sequence[tuple[int, Line]], cells: Sequence[Token], labels: Sequence[int], printed: Printed
) -> tuple[SetRows, int] | None:
    """The rows, and how many stand side by side."""
    step, often = Counter(b - a for a, b in pairwise(labels)).most_common(1)[0]
    place, in_place = Counter(at % step for at in labels).most_common(1)[0]
    if not 1 < step <= _LONGEST_ROW or often * _TWO < len(labels) or in_place < _MOST * len(labels):
        return None
    astray = [at for at in labels if at % step != place]
    labels = [at for at in labels if at % step == place]
    sides = _sides(labels, step, cells, printed)
    if sides is None or (sides == (1, 0) and step <= _SINGLE):
        return None
    count, left = sides
    before = _numbered(cells, labels)
    width = step * count
    first = labels[0] - before
    if count > 1 and (labels[0] // step) % count != left:
        first -= step
    if first < 0:
        return None
    first = with_heads(first, width, lambda at: cells[at - width : at], printed)
    end = first
    while end + width <= len(cells) and (end <= labels[-1] or _has_label(cells, end, width, step, before)):
        end += width
    lost = {(at - first) // width - before for at in astray for before in (0, 1)}
    starts = range(first, end, width)
    rows = [row_of(stretch, cells, range(at, at + width)) for at in starts]
    return SetRows(first, end, [_labels_alone(row) if n in lost else row for n, row in enumerate(rows)]), count


def _labels_alone(row: tuple[Line, int, int]) -> tuple[Line, int, int]:
    """A row in which a label stands out of its place, or the one before: a cell was lost there, or joined to another,
    so that nothing is where it seems to be.
    """
    line, first, last = row
    tokens = tuple(token for token in line.tokens if token.is_word and unit_of(token) is None)
    return line._replace(tokens=tokens, layout="ragged"), first, last


def cells_with_labels(stretch: Sequence[tuple[int, Line]], printed: Printed) -> tuple[list[Token], list[int]] | None:
    """The cells of a stretch with one a line, and which of them are labels of rows; None where these are few."""
    if not _is_one_a_line(stretch):
        return None
    cells = [as_one_cell(line) for _, line in stretch]
    labels = [at for at, cell in enumerate(cells) if row_label(cell, printed)]
    return (cells, labels) if len(labels) >= ENOUGH else None


def with_labels_whole(stretch: Sequence[tuple[int, Line]], printed: Printed) -> list[tuple[int, Line]]:
    """The lines with a label, or a row's number and its label, as one where a line's break has parted them."""
    whole: list[tuple[int, Line]] = []
    for number, line in stretch:
        joined = _joined(whole[-1][1], line, printed) if whole else None
        if joined is None:
            whole.append((number, line))
        else:
            whole[-1] = (whole[-1][0], joined)
    return whole


def _joined(line: Line, following: Line, printed: Printed) -> Line | None:
    if not len(line.tokens) == len(following.tokens) == 1 or not following.tokens[0].is_word:
        return None
    first, second = line.tokens[0], following.tokens[0]
    text = first.text.rstrip() + second.text.lstrip()
    if first.is_word:
        is_one = row_label(first, printed) is None and normalise(text) in printed.rows
    else:
        is_one = first.is_printed and len(first.text.strip()) <= _TWO and second.text.lstrip()[:1] in _BEHIND_NUMBERS
    if not is_one:
        return None
    whole = as_one_cell(line._replace(tokens=(first, second)))
    return line._replace(tokens=(whole._replace(text=text, reading=read_cell(text), is_word=True),))


def _is_one_a_line(stretch: Sequence[tuple[int, Line]]) -> bool:
    """Whether nearly all lines have one text, and none has nothing at all."""
    counts = [len(line.tokens) for _, line in stretch]
    return all(counts) and sum(count == 1 for count in counts) >= _FITTING * len(counts)


def as_one_cell(line: Line) -> Token:
    """What stands on a line, as one text: a number may have a blank in it."""
    first, last = line.tokens[0], line.tokens[-1]
    if len(line.tokens) == 1:
        return first
    text = " ".join(token.text for token in line.tokens)
    place = first.place
    if isinstance(place, TextOrigin) and isinstance(last.place, TextOrigin):
        place = replace(place, end=last.place.end)
    elif isinstance(place, Place) and isinstance(last.place, Place):
        place = place._replace(end=last.place.end)
    is_word = any(token.is_word for token in line.tokens)
    return first._replace(text=text, reading=read_cell(text), is_word=is_word, end=last.end, place=place)


def _sides(labels: Sequence[int], step: int, cells: Sequence[Token], printed: Printed) -> tuple[int, int] | None:
    """How many rows stand side by side, one or two, and which of them by parity is the left one: the form's order
    tells. None where the labels follow neither.
    """
    order = printed.order
    known = [(at // step, order[label]) for at in labels if (label := row_label(cells[at], printed) or "") in order]
    if rises([place for _, place in known]):
        return 1, 0
    sides = [[place for row, place in known if row % 2 == parity] for parity in (0, 1)]
    if not all(len(side) * 2 >= ENOUGH and rises(side) for side in sides):
        return None
    return 2, 0 if sides[0][0] < sides[1][0] else 1


def rises(places: Sequence[int]) -> bool:
    """Whether rows follow one another in the form's order, but for a few."""
    steps = [a < b for a, b in pairwise(places)]
    return bool(steps) and sum(steps) >= _RISING * len(steps)


def _numbered(cells: Sequence[Token], labels: Sequence[int]) -> int:
    """1 where the rows are numbered before their labels."""
    return 1 if number_rows([cells[at - 1] for at in labels if at]) else 0


def _has_label(cells: Sequence[Token], at: int, width: int, step: int, before: int) -> bool:
    """Whether a row begins here, be its label spelt otherwise: a word, and no unit, where the others have theirs."""
    places = range(at + before, at + width, step)
    return any(
        cells[place].is_word and unit_of(cells[place]) is None and len(cells[place].text) >= LEAST_LABEL
        for place in places
    )


def row_of(stretch: Sequence[tuple[int, Line]], cells: Sequence[Token], places: Sequence[int]) -> tuple[Line, int, int]:
    """A row of these cells, with the first and the last line that it stands for."""
    tokens = tuple(cells[place]._replace(start=at, end=at + 1) for at, place in enumerate(places))
    (first, line), (last, _) = stretch[places[0]], stretch[places[-1]]
    return line._replace(tokens=tokens, layout="grid"), first, last
