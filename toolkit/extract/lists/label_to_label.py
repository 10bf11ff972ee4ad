"""A list with one cell a line whose labels have now more, now fewer heads before them: each row is a label with what
all labels have behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.extract.labels import normalise
from toolkit.extract.lines.lines import Line, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.lists.cells import ENOUGH, cells_with_labels, rises, row_of
from toolkit.extract.lists.heads import FEW, SetRows, is_names, whole_unit_names
from toolkit.extract.lists.marks import LEAST_LABEL, Printed, is_sum, number_rows, row_label

_TWO = 2
_SHORTER = 3  # of two sides one may be half as long as the other


class _Shape(NamedTuple):
    """What stands behind a label: where a unit, how many cells of figures, and how many blanks behind these, which may
    be figures left out or what is merged with a cell over it in the next row.
    """

    unit: int | None
    figures: int
    blanks: int = 0

    @property
    def width(self) -> int:
        """The cells of a row, its label among them."""
        return 1 + (self.unit is not None) + self.figures

    def is_like(self, usual: _Shape) -> bool:
        """Whether a row has the unit and the figures that rows usually have."""
        return self.unit == usual.unit and self.figures == usual.figures

    def holds(self, usual: _Shape) -> bool:
        """Whether a row has all that rows usually have."""
        return self.unit == usual.unit and self.figures <= usual.figures <= self.figures + self.blanks


class _Names(NamedTuple):
    """The columns' names as a row, and where their cells begin: those of the left one, of two sides."""

    at: int
    row: tuple[Line, int, int]


def from_label_to_label(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of such a list. Heads are passed over, and rows that lack a cell. Of two lists side by side the left one
    comes first.

    Where all have one figure and blanks behind it, the columns' names say what the blanks are (备注).
    """
    found = _rows(stretch, printed)
    return None if found is None else found[0]


def two_sides_of_uneven(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of two lists side by side in lines of cells that have now more, now fewer heads before the labels."""
    of_line = [at for at, (_, line) in enumerate(stretch) for _ in line.tokens]
    cells = [(number, line._replace(tokens=(token,))) for number, line in stretch for token in line.tokens]
    found = _rows(cells, printed)
    if found is None or found[1] < _TWO:
        return None
    (first, end, rows), _ = found
    return SetRows(of_line[first], of_line[end - 1] + 1, rows)


def _rows(stretch: Sequence[tuple[int, Line]], printed: Printed) -> tuple[SetRows, int] | None:
    """The rows, and how many lists stand side by side."""
    if (found := cells_with_labels(stretch, printed)) is None:
        return None
    cells, labels = found
    shapes = [_shape_behind(cells, at) for at in labels]
    (shape, often), *_ = Counter(shape._replace(blanks=0) for shape in shapes).most_common(1)
    blanks = min((each.blanks for each in shapes if each.is_like(shape)), default=0)
    if often * _TWO < len(labels) or not shape.figures:
        return None
    # What ends the row before: the number before a label, or before its heads.
    ends = (at + shape.width - 1 for at, each in zip(labels, shapes, strict=True) if each.is_like(shape))
    numbers = ([cells[at - 1] for at in labels if at], [cells[at] for at in ends])
    numbered = shape.figures > 1 and any(map(number_rows, numbers))
    starts = _starts(cells, shape, numbered=numbered)
    if numbered:
        shape = shape._replace(figures=shape.figures - 1)
    sides = in_order(starts, {at: printed.order.get(row_label(cells[at], printed) or "") for at in starts})
    as_it_stands = len(sides) == 1 and not numbered and shape.figures < _TWO
    if not sides or (as_it_stands and not blanks):
        return None
    width = shape.width
    widths = range(width + (blanks if shape.figures < _TWO else 0), width - 1, -1)
    head = _names_over(stretch, cells, starts[0], widths, printed)
    if head is not None:
        width = len(head.row[0].tokens)
    elif as_it_stands:
        return None
    places = [_places_of(cells, at, width) for side in sides for at in side]
    if any(row[-1] >= len(cells) for row in places):
        return None  # the last row is cut short: nobody knows which of its cells are gone
    rows = [] if head is None else [head.row]
    rows += [row_of(stretch, cells, each) for each in places]
    first = starts[0] if head is None else head.at
    return SetRows(first, max(row[-1] for row in places) + 1, rows), len(sides)


def _starts(cells: Sequence[Token], shape: _Shape, *, numbered: bool) -> list[int]:
    """Where rows begin. Of a list whose rows are numbered, the last row of a table has no number behind it; any other
    without one has lost that or its figure, and it is not known which. Where one of two sides has run out, blanks may
    part a row from the number of the next.
    """
    last = shape._replace(figures=shape.figures - 1) if numbered else shape

    def is_last(at: int, behind: _Shape) -> bool:
        if not behind.is_like(last):
            return False
        end = at + is_sum(cells[at + 1]) + behind.width + behind.blanks
        following = _shape_behind(cells, end) if end < len(cells) else behind._replace(figures=0)
        return not (following.is_like(shape) or following.is_like(last))

    def begins(at: int) -> bool:
        behind = _shape_behind(cells, at)
        return behind.holds(shape) or is_last(at, behind) or _shape_behind(cells, at, to_blank=True).holds(shape)

    return [at for at, cell in enumerate(cells) if _is_label(cell) and begins(at)]


def in_order(starts: Sequence[int], order: Mapping[int, int | None]) -> Sequence[Sequence[int]]:
    """The rows of one list, or of two whose rows take turns, but for heads on one side, and until one of them has run
    out; none where the labels follow neither way.
    """
    if _is_in_order(starts, order, ENOUGH):
        return [starts]
    turns = (*_by_turns(starts), *_by_order(starts, order))
    ways = [way for way in turns if all(_is_in_order(side, order, ENOUGH // _TWO) for side in way)]
    return min(ways, key=lambda way: _falls([*way[0], *way[1]], order), default=())


def _by_turns(starts: Sequence[int]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Two sides: as far as possible by turns, then with more and more rows behind that are all of one of them."""
    for pairs in range(len(starts) // _TWO, len(starts) // _SHORTER, -1):
        end = pairs * _TWO
        left, right, rest = starts[:end:2], starts[1:end:2], starts[end:]
        yield [*left, *rest], right
        yield left, [*right, *rest]


def _by_order(starts: Sequence[int], order: Mapping[int, int | None]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Two sides: those that the form has before a row, and those behind. A label that isn't known is on the other side
    than the row before it.
    """
    for first_right in sorted({place for place in order.values() if place is not None}):
        left, right = list[int](), list[int]()
        is_left = False
        for at in starts:
            place = order[at]
            is_left = not is_left if place is None else place < first_right
            (left if is_left else right).append(at)
        yield left, right


def _falls(rows: Sequence[int], order: Mapping[int, int | None]) -> int:
    known = [place for at in rows if (place := order[at]) is not None]
    return sum(a > b for a, b in pairwise(known))


def _is_in_order(rows: Sequence[int], order: Mapping[int, int | None], least: int) -> bool:
    known = [place for at in rows if (place := order[at]) is not None]
    return len(known) >= least and rises(known)


def _places_of(cells: Sequence[Token], at: int, width: int) -> Sequence[int]:
    """The places of a row's cells, its sign of a sum left out."""
    behind = at + 1 + is_sum(cells[at + 1])
    return (at, *range(behind, behind + width - 1))


def _names_over(
    stretch: Sequence[tuple[int, Line]], cells: Sequence[Token], first: int, widths: Sequence[int], printed: Printed
) -> _Names | None:
    """The columns' names over the first row, one a line; 计量 and 单位 on two lines are one."""
    for width in widths:
        for at in range(first - width, max(0, first - FEW * width) - 1, -1):
            for more in (0, 1):
                places = range(at, min(at + width + more, first))
                names = whole_unit_names([cells[place] for place in places])
                if len(names) == width and is_names(names, printed):
                    long = len(places)
                    is_again = at >= long and [cells[n - long].text for n in places] == [cells[n].text for n in places]
                    line, begin, end = row_of(stretch, cells, places)
                    tokens = tuple(name._replace(start=n, end=n + 1) for n, name in enumerate(names))
                    return _Names(at - long if is_again else at, (line._replace(tokens=tokens), begin, end))
    return None


def _is_label(cell: Token) -> bool:
    return cell.is_word and unit_of(cell) is None and len(normalise(cell.text)) >= LEAST_LABEL


def _shape_behind(cells: Sequence[Token], at: int, *, to_blank: bool = False) -> _Shape:
    """What stands behind a label up to the next word; ``to_blank``: up to what is printed behind a blank."""
    behind = at + 1
    if behind < len(cells) and is_sum(cells[behind]):
        behind += 1
    end = last = behind
    unit: int | None = None
    while end < len(cells):
        is_unit = unit is None and unit_of(cells[end]) is not None
        is_behind_blank = to_blank and end > last and not cells[end].is_blank
        if (cells[end].is_word and not is_unit) or is_behind_blank:
            break
        unit = end - behind if is_unit else unit
        end += 1
        last = last if cells[end - 1].is_blank else end
    return _Shape(unit, last - behind - (unit is not None), end - last)
