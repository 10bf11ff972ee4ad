"""A list of indicators that a text has lost the grid of, as rows with columns again: one cell a line, or columns set by
blanks; and what stands side by side behind one another.

A list with one column of figures is read as it stands. With two sides, or with figures of other times beside the
year's, a line no longer tells what belongs together, but the whole list does: so many cells from one label to the
next, or gaps that run through all lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from toolkit.extract.halves import set_apart
from toolkit.extract.labels import normalise
from toolkit.extract.lines import Line, Place, Token
from toolkit.extract.list_marks import LEAST_LABEL, YEAR, Printed, is_sum, running
from toolkit.extract.units import unit_of
from toolkit.model import TextOrigin
from toolkit.numbers import read_cell

_ENOUGH = 6  # labels, spelt as the form has them, that show how the rows stand
_MOST = 0.9  # of the rows stand so
_FITTING = 0.95  # of the lines of a table set by blanks
_RISING = 0.85  # of the rows follow one another in the form's order
_UNIT_NAMES = frozenset(("单位", "计量单位"))
_TWO = 2
_FEW = 5  # heads and rows between the columns' names and the first label that is known
_SINGLE = 3  # cells: label, unit, figure
_LONGEST_ROW = 9
_GAP = 2  # columns of a screen
_COVERED = 0.08  # of the lines: a label may reach into the next column


class Rows(NamedTuple):
    """Lines, and for each the first and the last line of the document that it stands for."""

    lines: list[Line]
    extents: list[tuple[int, int]]


def with_rows(lines: Sequence[Line], printed: Printed) -> Rows:
    """The lines with lists that have lost their grid set in rows; all others as they are."""
    runs = (max((line.run for line in lines), default=0) + number for number in range(1, len(lines) + 2))
    done = Rows([], [])
    stretches = groupby(enumerate(lines), key=lambda each: (each[1].run, each[1].layout == "loose"))
    for (_, is_loose), group in stretches:
        stretch = list(group)
        found = _set_in_rows(stretch, printed) if is_loose else _uneven(stretch, printed)
        for number, line in stretch if found is None else stretch[: found.first]:
            _add(done, line, number, number)
        if found is None:
            continue
        run = next(runs)
        of_row = [line._replace(run=run, flow=place) for place, (line, _, _) in enumerate(found.rows)]
        for line in set_apart(of_row, printed.rows, lambda: next(runs)):
            flow = found.rows[line.flow][0].flow
            _add(done, line._replace(flow=flow), *found.rows[line.flow][1:])
        for number, line in stretch[found.end :]:
            _add(done, line, number, number)
    return done


def _add(rows: Rows, line: Line, first: int, last: int) -> None:
    rows.lines.append(line)
    rows.extents.append((first, last))


class _Set(NamedTuple):
    """Rows in place of the lines from ``first`` up to ``end`` of a stretch, each with the lines it stands for."""

    first: int
    end: int
    rows: list[tuple[Line, int, int]]


def _set_in_rows(stretch: Sequence[tuple[int, Line]], printed: Printed) -> _Set | None:
    return _one_a_line(stretch, printed) or _from_label_to_label(stretch, printed) or _by_blanks(stretch, printed)


# --- rows that lack cells -----------------------------------------------------------------------------------


def _uneven(stretch: Sequence[tuple[int, Line]], printed: Printed) -> _Set | None:
    """Two sides in rows parted by tabs or bars, some of which lack the cells that were merged on their left side."""
    if any(line.layout != "ragged" for _, line in stretch):
        return None
    lines = [line for _, line in stretch]
    width, often = Counter(len(line.tokens) for line in lines).most_common(1)[0]
    labels = [sum(t.is_word and normalise(t.text) in printed.rows for t in line.tokens) for line in lines]
    if sum(count > 1 for count in labels) < _ENOUGH or often * _TWO < len(lines):
        return None
    rows = [(_to_width(line, width)._replace(layout="grid"), number, number) for number, line in stretch]
    return _Set(0, len(rows), rows)


def _to_width(line: Line, width: int) -> Line:
    free = width - len(line.tokens)
    if free <= 0 or not line.tokens[:1] or not line.tokens[0].is_blank:
        return line
    return line._replace(tokens=tuple(t._replace(start=t.start + free, end=t.end + free) for t in line.tokens))


# --- one cell a line ----------------------------------------------------------------------------------------


def _one_a_line(stretch: Sequence[tuple[int, Line]], printed: Printed) -> _Set | None:
    """The rows of a list with one cell a line, where more than a label, a unit and a figure make one."""
    cells = [_as_one_cell(line) for _, line in stretch]
    if sum(len(line.tokens) == 1 for _, line in stretch) < _FITTING * len(cells):
        return None
    labels = [at for at, cell in enumerate(cells) if cell.is_word and normalise(cell.text) in printed.rows]
    if len(labels) < _ENOUGH:
        return None
    step, often = Counter(b - a for a, b in pairwise(labels)).most_common(1)[0]
    place, rows = Counter(at % step for at in labels).most_common(1)[0]
    if not 1 < step <= _LONGEST_ROW or often * _TWO < len(labels) or rows < _MOST * len(labels):
        return None
    labels = [at for at in labels if at % step == place]
    sides = _sides(labels, step, cells, printed.order)
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
    first = _with_heads(first, width, lambda at: cells[at - width : at], printed)
    end = first
    while end + width <= len(cells) and (end <= labels[-1] or _has_label(cells, end, width, step, before)):
        end += width
    return _Set(first, end, [_row(stretch, cells, range(at, at + width)) for at in range(first, end, width)])


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


def _with_heads(first: int, step: int, over: Callable[[int], Sequence[Token]], printed: Printed) -> int:
    """Where a list begins, from its first row upwards: heads without figures, and the columns' names, are its own."""
    for at in range(first, max(step, first - _FEW * step) - 1, -step):
        cells = over(at)
        if _is_head(cells, printed):
            return at - step
        if not any(cell.is_word for cell in cells):
            break
    return first


def _sides(
    labels: Sequence[int], step: int, cells: Sequence[Token], order: Mapping[str, int]
) -> tuple[int, int] | None:
    """How many rows stand side by side, one or two, and which of them by parity is the left one: the form's order
    tells. None where the labels follow neither.
    """
    known = [(at // step, order[label]) for at in labels if (label := normalise(cells[at].text)) in order]
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


def _is_head(cells: Sequence[Token], printed: Printed) -> bool:
    """Whether cells are columns' names rather than a row, or what stands over the table."""
    names = [
        cell
        for cell in cells
        if normalise(cell.text) in printed.values | printed.foreign or YEAR.fullmatch(cell.text) or _is_unit_name(cell)
    ]
    return len(names) * 2 >= len(cells) and not any(cell.is_printed and cell not in names for cell in cells)


def _is_unit_name(cell: Token) -> bool:
    return normalise(cell.text) in _UNIT_NAMES


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

    def holds(self, usual: _Shape) -> bool:
        """Whether a row has all that rows usually have."""
        return self.has_unit == usual.has_unit and self.figures <= usual.figures <= self.figures + self.blanks


def _from_label_to_label(stretch: Sequence[tuple[int, Line]], printed: Printed) -> _Set | None:
    """The rows of a list with one cell a line whose labels have now more, now fewer heads before them: each is a label
    with what all labels have behind them. Heads are passed over, and rows that lack a cell.
    """
    cells = [_as_one_cell(line) for _, line in stretch]
    labels = [at for at, cell in enumerate(cells) if cell.is_word and normalise(cell.text) in printed.rows]
    if len(labels) < _ENOUGH or sum(len(line.tokens) == 1 for _, line in stretch) < _FITTING * len(cells):
        return None
    (shape, often), *_ = Counter(_shape_behind(cells, at)._replace(blanks=0) for at in labels).most_common(1)
    if shape.figures < _TWO or often * _TWO < len(labels):
        return None
    width = 1 + shape.has_unit + shape.figures
    starts = [at for at, cell in enumerate(cells) if _is_label(cell) and _shape_behind(cells, at).holds(shape)]
    known = [printed.order[label] for at in starts if (label := normalise(cells[at].text)) in printed.order]
    if len(known) < _ENOUGH or not _rises(known):
        return None
    heads = range(starts[0] - width, max(0, starts[0] - _FEW * width) - 1, -1)
    head = next((at for at in heads if at >= 0 and _is_head(cells[at : at + width], printed)), None)
    rows = [] if head is None else [_row(stretch, cells, range(head, head + width))]
    for at in starts:
        behind = at + 1 + is_sum(cells[at + 1])
        rows.append(_row(stretch, cells, (at, *range(behind, behind + width - 1))))
    first = starts[0] if head is None else head
    return _Set(first, rows[-1][2] - stretch[0][0] + 1, rows)


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


# --- columns set by blanks ----------------------------------------------------------------------------------


def _by_blanks(stretch: Sequence[tuple[int, Line]], printed: Printed) -> _Set | None:
    """The rows of a list whose columns are set by blanks, where nearly every line keeps to them."""
    with_label = [at for at, (_, line) in enumerate(stretch) if _labels_on(line, printed)]
    if len(with_label) < _ENOUGH:
        return None
    first, end = with_label[0], with_label[-1] + 1
    body = [line for _, line in stretch[first:end] if not _is_empty(line)]
    columns = _columns_of(body)
    if len(columns) < _SINGLE:
        return None
    rows = [_in_columns(line, columns) for _, line in stretch[first:end]]
    lost = sum(row is None for row in rows)
    if lost > (1 - _FITTING) * len(body):
        return None
    begin = _with_heads(first, 1, lambda at: stretch[at - 1][1].tokens, printed)
    over = [_in_columns(line, columns) for _, line in stretch[begin:first]]
    wrapped = _wrapped_head([line for _, line in stretch[max(0, begin - _FEW) : first]], columns, printed)
    if wrapped is not None and over:
        over = [*over[:-1], wrapped] if len(over) > 1 else [wrapped]
    rows, first = [*over, *rows], begin
    while end < len(stretch) and len(stretch[end][1].tokens) > 1:
        more = _in_columns(stretch[end][1], columns)
        if more is None:
            break
        rows.append(more)
        end += 1
    numbered = zip(stretch[first:end], rows, strict=True)
    # A line out of its columns tells nothing: which of its figures is the year's is not known.
    return _Set(first, end, [(row or line._replace(tokens=(), layout="grid"), at, at) for (at, line), row in numbered])


def _is_empty(line: Line) -> bool:
    return all(token.is_blank for token in line.tokens)


def _labels_on(line: Line, printed: Printed) -> bool:
    return len(line.tokens) > 1 and any(t.is_word and normalise(t.text) in printed.rows for t in line.tokens)


def _columns_of(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The columns: what lies between the gaps that run through nearly all lines."""
    width = max((token.end for line in lines for token in line.tokens), default=0)
    covered = [0] * (width + _GAP)
    for line in lines:
        for token in line.tokens:
            if not token.is_blank:
                for at in range(token.start, token.end):
                    covered[at] += 1
    most = int(_COVERED * len(lines))
    columns: list[tuple[int, int]] = []
    for is_gap, group in groupby(range(width + _GAP), key=lambda at: covered[at] <= most):
        places = list(group)
        if is_gap:
            continue
        if columns and places[0] - columns[-1][1] < _GAP:
            columns[-1] = (columns[-1][0], places[-1] + 1)
        else:
            columns.append((places[0], places[-1] + 1))
    return columns


def _in_columns(line: Line, columns: Sequence[tuple[int, int]]) -> Line | None:
    """A line with each text in its column and blanks in the others; None where a text stands in none, or two in one."""
    cells: dict[int, Token] = {}
    taken: set[int] = set()
    if _is_pushed([token for token in line.tokens if not token.is_blank], columns):
        return None
    for token in line.tokens:
        if token.is_blank:
            continue
        over = [at for at, (start, end) in enumerate(columns) if token.start < end and start < token.end]
        if not over or any(at in taken for at in over):
            return None
        cells[over[0]] = token._replace(start=over[0], end=over[-1] + 1)
        taken.update(over)
    if not cells:
        return line._replace(layout="grid")
    last = line.tokens[0]
    for at in range(len(columns)):
        if at not in taken:
            cells[at] = _blank_behind(last)._replace(start=at, end=at + 1)
        last = cells.get(at, last)
    return line._replace(tokens=tuple(cells[at] for at in sorted(cells)), layout="grid")


def _is_pushed(tokens: Sequence[Token], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a text longer than its column has pushed those behind it aside, so that a blank among them is lost."""
    for at, (token, following) in enumerate(pairwise(tokens)):
        column = max((n for n, (start, _) in enumerate(columns) if start <= token.start), default=0)
        is_long = token.end > columns[column][1] and following.start - token.end <= _GAP
        if is_long and len(tokens) - at - 1 != len(columns) - column - 1:
            return True
    return False


def _wrapped_head(lines: Sequence[Line], columns: Sequence[tuple[int, int]], printed: Printed) -> Line | None:
    """Columns' names that were broken over lines within a name (计量, and 单位 on the next line), in their columns;
    only where there are as many names as columns.
    """
    names: list[Token] = []
    for line in lines:
        tokens = [token for token in line.tokens if not token.is_blank]
        if names and tokens and normalise(names[-1].text + tokens[0].text) in _UNIT_NAMES:
            names[-1:] = [names[-1]._replace(text=names[-1].text + tokens[0].text)]
            names += tokens[1:]
        elif not names or not _is_head(names, printed) or len(names) < len(columns):
            names = tokens
    if len(names) != len(columns) or not _is_head(names, printed):
        return None
    tokens = [name._replace(start=at, end=at + 1) for at, name in enumerate(names)]
    return lines[-1]._replace(tokens=tuple(tokens), layout="grid")


def _blank_behind(token: Token) -> Token:
    """An empty cell: it has the place behind the text before it."""
    place = token.place
    if isinstance(place, TextOrigin):
        place = replace(place, start=place.end)
    elif isinstance(place, Place):
        place = place._replace(start=place.end)
    return token._replace(text="", reading=read_cell(""), is_word=False, place=place)


def between(rows: Rows, first: int, last: int) -> tuple[int, int]:
    """The document's lines that some of the lines stand for."""
    spans = rows.extents[first : last + 1]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def starts_in(rows: Rows, starts: Sequence[tuple[int, int | None]]) -> Iterator[tuple[int, int | None]]:
    """Where sections begin, by the lines here in place of the document's."""
    for line, kind in starts:
        yield next((at for at, (first, _) in enumerate(rows.extents) if first >= line), len(rows.extents)), kind
