"""A list of indicators that a text has lost the grid of, as rows with columns again: one cell a line, or columns set by
blanks; and what stands side by side behind one another.

A list with one column of figures is read as it stands. With two sides, or with figures of other times beside the
year's, a line no longer tells what belongs together, but the whole list does: so many cells from one label to the
next, or gaps that run through all lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from toolkit.extract.halves import set_apart
from toolkit.extract.labels import normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines import Line, Place, Token, are_even
from toolkit.extract.lists.cells import one_a_line, with_labels_whole
from toolkit.extract.lists.heads import FEW, SetRows, is_names, is_unit_name, with_heads
from toolkit.extract.lists.label_to_label import from_label_to_label, two_sides_of_uneven
from toolkit.extract.lists.marks import YEAR, Printed, row_label
from toolkit.extract.units import unit_of
from toolkit.model import TextOrigin
from toolkit.numbers import read_cell

_ENOUGH = 6  # labels, spelt as the form has them, that show how the rows stand
_MOST = 0.9  # of the rows stand so
_FITTING = 0.95  # of the lines of a table set by blanks
_RISING = 0.85  # of the rows follow one another in the form's order
_TWO = 2
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
        as_it_stands = list(_with_head_whole(list(group)))
        stretch = [(number, line) for line, number, _ in as_it_stands]
        if is_loose:
            stretch = with_labels_whole(stretch, printed)
        found = _set_in_rows(stretch, printed) if is_loose else _with_cells(stretch, printed)
        if found is None:
            for each in as_it_stands:
                _add(done, *each)
            continue
        for number, line in stretch[: found.first]:
            _add(done, line, number, number)
        run = next(runs)
        of_row = [line._replace(run=run, flow=place) for place, (line, _, _) in enumerate(found.rows)]
        for line in set_apart(of_row, _labels_in(of_row, printed), lambda: next(runs)):
            flow = found.rows[line.flow][0].flow
            _add(done, line._replace(flow=flow), *found.rows[line.flow][1:])
        for number, line in stretch[found.end :]:
            _add(done, line, number, number)
    return done


def _labels_in(lines: Sequence[Line], printed: Printed) -> Known:
    """The rows' labels, and those with their units behind them as they are spelt here."""
    spelt = {normalise(t.text) for line in lines for t in line.tokens if row_label(t, printed)}
    return printed.rows | spelt


def _add(rows: Rows, line: Line, first: int, last: int) -> None:
    rows.lines.append(line)
    rows.extents.append((first, last))


def _set_in_rows(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    return one_a_line(stretch, printed) or from_label_to_label(stretch, printed) or _by_blanks(stretch, printed)


# --- rows that lack cells -----------------------------------------------------------------------------------


def _with_cells(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """Two sides in rows parted by tabs or bars, which may not all have as many cells."""
    lines = [line for _, line in stretch]
    if any(line.layout != "ragged" for line in lines):
        return None
    found = None if are_even(lines) else two_sides_of_uneven(stretch, printed)
    return found or _uneven(stretch, printed)


def _uneven(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """Rows some of which lack the cells that were merged on their left side."""
    lines = [line for _, line in stretch]
    width, often = Counter(len(line.tokens) for line in lines).most_common(1)[0]
    labels = [sum(row_label(t, printed) is not None for t in line.tokens) for line in lines]
    if sum(count > 1 for count in labels) < _ENOUGH or often * _TWO < len(lines):
        return None
    rows = [(_to_width(line, width)._replace(layout="grid"), number, number) for number, line in stretch]
    return SetRows(0, len(rows), rows)


def _to_width(line: Line, width: int) -> Line:
    free = width - len(line.tokens)
    if free <= 0 or not line.tokens[:1] or not line.tokens[0].is_blank:
        return line
    return line._replace(tokens=tuple(t._replace(start=t.start + free, end=t.end + free) for t in line.tokens))


def _with_head_whole(stretch: Sequence[tuple[int, Line]]) -> Iterator[tuple[Line, int, int]]:
    """The lines with their numbers; lines of cells parted by signs become one where a line's break within 计量单位 has
    made them two, or three where the table has two sides.
    """
    waiting: tuple[Line, int, int] | None = None
    for number, line in stretch:
        if waiting is not None:
            begun, first, last = waiting
            joined = _joined_at_unit(begun, line)
            if joined is not None:
                waiting = joined, first, number
                continue
            yield begun, first, last
            waiting = None
        if line.layout == "ragged" and line.tokens and all(map(_may_be_name, line.tokens)):
            waiting = line, number, number
        else:
            yield line, number, number
    if waiting is not None:
        yield waiting


def _may_be_name(token: Token) -> bool:
    return token.is_word or token.is_blank or YEAR.fullmatch(token.text) is not None


def _joined_at_unit(begun: Line, line: Line) -> Line | None:
    """Two lines as one, if what the first ends with and the second begins with is the name of the units' column."""
    if not line.tokens or not is_unit_name(begun.tokens[-1].text + line.tokens[0].text):
        return None
    *before, half = begun.tokens
    whole = half._replace(text=half.text + line.tokens[0].text)
    moved = (token._replace(start=token.start + half.start, end=token.end + half.start) for token in line.tokens[1:])
    return begun._replace(tokens=(*before, whole, *moved))


# --- columns set by blanks ----------------------------------------------------------------------------------


def _by_blanks(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of a list whose columns are set by blanks, where nearly every line keeps to them."""
    with_label = [at for at, (_, line) in enumerate(stretch) if _labels_on(line, printed)]
    if len(with_label) < _ENOUGH:
        return None
    first, end = with_label[0], with_label[-1] + 1
    body = [line for _, line in stretch[first:end] if not _is_empty(line)]
    columns = _columns_of(body)
    if len(columns) < _SINGLE or _reads_as_it_stands(body, printed):
        return None
    rows = [_in_columns(line, columns) for _, line in stretch[first:end]]
    lost = sum(row is None for row in rows)
    if lost > (1 - _FITTING) * len(body):
        return None
    begin = with_heads(first, 1, lambda at: stretch[at - 1][1].tokens, printed)
    over = [_in_columns(line, columns) for _, line in stretch[begin:first]]
    wrapped = _wrapped_head([line for _, line in stretch[max(0, begin - FEW) : first]], columns, rows, printed)
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
    return SetRows(
        first, end, [(row or line._replace(tokens=(), layout="grid"), at, at) for (at, line), row in numbered]
    )


def _reads_as_it_stands(lines: Sequence[Line], printed: Printed) -> bool:
    """Whether each row has one figure, and its unit behind its label: no column need be known to read it."""
    figures = max((sum(token.is_printed for token in line.tokens) for line in lines), default=0)
    return figures < _TWO and not any(normalise(t.text) in printed.rows for line in lines for t in line.tokens)


def _is_empty(line: Line) -> bool:
    return all(token.is_blank for token in line.tokens)


def _labels_on(line: Line, printed: Printed) -> bool:
    return len(line.tokens) > 1 and any(row_label(t, printed) for t in line.tokens)


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


def _wrapped_head(
    lines: Sequence[Line], columns: Sequence[tuple[int, int]], rows: Sequence[Line | None], printed: Printed
) -> Line | None:
    """Columns' names that were broken over lines within a name (计量, and 单位 on the next line), in their columns;
    only where there are as many names as columns, but that the first may stand over all columns of labels.
    """
    names: list[Token] = []
    for line in lines:
        tokens = [token for token in line.tokens if not token.is_blank]
        if names and tokens and is_unit_name(names[-1].text + tokens[0].text):
            names[-1:] = [names[-1]._replace(text=names[-1].text + tokens[0].text)]
            names += tokens[1:]
        elif not names or not is_names(names, printed) or len(names) < len(columns):
            names = tokens
    more = len(columns) - len(names)
    if len(names) < _SINGLE or more < 0 or not is_names(names, printed):
        return None
    if more and not (is_unit_name(names[1].text) and _is_of_units(more + 1, rows)):
        return None
    tokens = [name._replace(start=at + more, end=at + more + 1) for at, name in enumerate(names)]
    tokens[0] = tokens[0]._replace(start=0)
    return lines[-1]._replace(tokens=tuple(tokens), layout="grid")


def _is_of_units(column: int, rows: Sequence[Line | None]) -> bool:
    """Whether nearly all that stands in a column are units."""
    cells = [token for row in rows if row for token in row.tokens if token.start == column and not token.is_blank]
    return bool(cells) and sum(unit_of(cell) is not None for cell in cells) >= _FITTING * len(cells)


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
