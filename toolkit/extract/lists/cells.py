"""A list with one cell a line, in rows again: so many cells from one label to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from toolkit.extract.labels import normalise
from toolkit.extract.lines import Line, Place, Token
from toolkit.extract.lists.heads import FEW, SetRows, is_names, whole_unit_names, with_heads
from toolkit.extract.lists.marks import LEAST_LABEL, Printed, is_sum, row_label, running
from toolkit.extract.lists.run_out import in_stretch, with_right_side
from toolkit.extract.units import unit_of
from toolkit.model import TextOrigin
from toolkit.numbers import read_cell

_ENOUGH = 6  # labels, spelt as the form has them, that show how the rows stand
_MOST = 0.9  # of the rows stand so
_FITTING = 0.95  # of the lines have one cell
_RISING = 0.85  # of the rows follow one another in the form's order
_TWO = 2
_SINGLE = 3  # cells: label, unit, figure
_LONGEST_ROW = 9
_BEHIND_NUMBERS = frozenset(".．、)）")


def one_a_line(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of a list with one cell a line, where more than a label, a unit and a figure make one."""
    if (found := _cells_with_labels(stretch, printed)) is None:
        return None
    cells, labels = found
    if (whole := with_right_side(stretch, labels, _numbered(cells, labels))) is not None:
        longer, places = whole
        again = _cells_with_labels(longer, printed)
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
    rows = [_row(stretch, cells, range(at, at + width)) for at in range(first, end, width)]
    return SetRows(first, end, rows), count


def _cells_with_labels(stretch: Sequence[tuple[int, Line]], printed: Printed) -> tuple[list[Token], list[int]] | None:
    """The cells of a stretch with one a line, and which of them are labels of rows; None where these are few."""
    if not _is_one_a_line(stretch):
        return None
    cells = [_as_one_cell(line) for _, line in stretch]
    labels = [at for at, cell in enumerate(cells) if row_label(cell, printed)]
    return (cells, labels) if len(labels) >= _ENOUGH else None


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
    whole = _as_one_cell(line._replace(tokens=(first, second)))
    return line._replace(tokens=(whole._replace(text=text, reading=read_cell(text), is_word=True),))


def _is_one_a_line(stretch: Sequence[tuple[int, Line]]) -> bool:
    """Whether nearly all lines have one text, and none has nothing at all."""
    counts = [len(line.tokens) for _, line in stretch]
    return all(counts) and sum(count == 1 for count in counts) >= _FITTING * len(counts)


def _as_one_cell(line: Line) -> Token:
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
    if _rises([place for _, place in known]):
        return 1, 0
    sides = [[place for row, place in known if row % 2 == parity] for parity in (0, 1)]
    if not all(len(side) * 2 >= _ENOUGH and _rises(side) for side in sides):
        return None
    return 2, 0 if sides[0][0] < sides[1][0] else 1


def _rises(places: Sequence[int]) -> bool:
    steps = [a < b for a, b in pairwise(places)]
    return bool(steps) and sum(steps) >= _RISING * len(steps)


def _numbered(cells: Sequence[Token], labels: Sequence[int]) -> int:
    """1 where the rows are numbered before their labels."""
    before = [cells[at - 1] for at in labels if at]
    return 1 if len(running(before)) >= _MOST * len(before) else 0


def _has_label(cells: Sequence[Token], at: int, width: int, step: int, before: int) -> bool:
    """Whether a row begins here, be its label spelt otherwise: a word, and no unit, where the others have theirs."""
    places = range(at + before, at + width, step)
    return any(
        cells[place].is_word and unit_of(cells[place]) is None and len(cells[place].text) >= LEAST_LABEL
        for place in places
    )


def _row(stretch: Sequence[tuple[int, Line]], cells: Sequence[Token], places: Sequence[int]) -> tuple[Line, int, int]:
    tokens = tuple(cells[place]._replace(start=at, end=at + 1) for at, place in enumerate(places))
    (first, line), (last, _) = stretch[places[0]], stretch[places[-1]]
    return line._replace(tokens=tokens, layout="grid"), first, last


class _Shape(NamedTuple):
    """What stands behind a label: whether a unit, how many cells of figures, and how many blanks behind these, which
    may be figures left out or what is merged with a cell over it in the next row.
    """

    has_unit: bool
    figures: int
    blanks: int = 0

    def is_like(self, usual: _Shape) -> bool:
        """Whether a row has the unit and the figures that rows usually have."""
        return self.has_unit == usual.has_unit and self.figures == usual.figures

    def holds(self, usual: _Shape) -> bool:
        """Whether a row has all that rows usually have."""
        return self.has_unit == usual.has_unit and self.figures <= usual.figures <= self.figures + self.blanks


def from_label_to_label(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of a list with one cell a line whose labels have now more, now fewer heads before them: each is a label
    with what all labels have behind them. Heads are passed over, and rows that lack a cell.

    Where all have one figure and blanks behind it, the columns' names say what the blanks are (备注).
    """
    if (found := _cells_with_labels(stretch, printed)) is None:
        return None
    cells, labels = found
    shapes = [_shape_behind(cells, at) for at in labels]
    (shape, often), *_ = Counter(shape._replace(blanks=0) for shape in shapes).most_common(1)
    blanks = min((each.blanks for each in shapes if each.is_like(shape)), default=0)
    if often * _TWO < len(labels) or not shape.figures or shape.figures + blanks < _TWO:
        return None
    width = 1 + shape.has_unit + shape.figures
    starts = [at for at, cell in enumerate(cells) if _is_label(cell) and _shape_behind(cells, at).holds(shape)]
    known = [printed.order[label] for at in starts if (label := row_label(cells[at], printed) or "") in printed.order]
    if len(known) < _ENOUGH or not _rises(known):
        return None
    head = _names_over(
        stretch, cells, starts[0], range(width + (shape.figures < _TWO and blanks), width - 1, -1), printed
    )
    if head is not None:
        width = len(head[0].tokens)
    elif shape.figures < _TWO:
        return None  # one figure a row: it is read as it stands
    places = [_places_of(cells, at, width) for at in starts]
    if labels[-1] > starts[-1] and _lacks_number(shapes[-1], shape, [cells[row[-1]] for row in places]):
        places.append(_places_of(cells, labels[-1], width - 1))
    rows = [] if head is None else [head]
    rows += [_row(stretch, cells, each) for each in places]
    first = starts[0] if head is None else head[1] - stretch[0][0]
    return SetRows(first, rows[-1][2] - stretch[0][0] + 1, rows)


def _places_of(cells: Sequence[Token], at: int, width: int) -> Sequence[int]:
    """The places of a row's cells, its sign of a sum left out."""
    behind = at + 1 + is_sum(cells[at + 1])
    return (at, *range(behind, behind + width - 1))


def _lacks_number(last: _Shape, usual: _Shape, numbers: Sequence[Token]) -> bool:
    """Whether the last row lacks no more than what ends the others: the running number of the row behind them."""
    is_shorter = last.is_like(usual._replace(figures=usual.figures - 1))
    return is_shorter and len(running(numbers)) >= _MOST * len(numbers)


def _names_over(
    stretch: Sequence[tuple[int, Line]], cells: Sequence[Token], first: int, widths: Sequence[int], printed: Printed
) -> tuple[Line, int, int] | None:
    """The columns' names over the first row, one a line; 计量 and 单位 on two lines are one."""
    for width in widths:
        for at in range(first - width, max(0, first - FEW * width) - 1, -1):
            for more in (0, 1):
                places = range(at, min(at + width + more, first))
                names = whole_unit_names([cells[place] for place in places])
                if len(names) == width and is_names(names, printed):
                    line, begin, end = _row(stretch, cells, places)
                    tokens = tuple(name._replace(start=n, end=n + 1) for n, name in enumerate(names))
                    return line._replace(tokens=tokens), begin, end
    return None


def _is_label(cell: Token) -> bool:
    return cell.is_word and unit_of(cell) is None and len(normalise(cell.text)) >= LEAST_LABEL


def _shape_behind(cells: Sequence[Token], at: int) -> _Shape:
    behind = at + 1
    if behind < len(cells) and is_sum(cells[behind]):
        behind += 1
    has_unit = behind < len(cells) and unit_of(cells[behind]) is not None
    first = end = behind + has_unit
    last = first
    while end < len(cells) and not cells[end].is_word:
        end += 1
        last = last if cells[end - 1].is_blank else end
    return _Shape(has_unit, last - first, end - last)
