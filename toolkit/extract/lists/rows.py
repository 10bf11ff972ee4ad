"""A list of indicators that a text has lost the grid of, as rows with columns again: one cell a line, or columns set by
blanks; and what stands side by side behind one another.

A list with one column of figures is read as it stands. With two sides, or with figures of other times beside the
year's, a line no longer tells what belongs together, but the whole list does: so many cells from one label to the
next, or gaps that run through all lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from toolkit.extract.labels import normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines.halves import set_apart
from toolkit.extract.lines.lines import Line, Token
from toolkit.extract.lists.blanks import by_blanks, by_names, with_remarks
from toolkit.extract.lists.by_units import all_by_units, most_by_units
from toolkit.extract.lists.cells import ENOUGH, one_a_line, with_labels_whole
from toolkit.extract.lists.heads import SetRows, is_unit_name
from toolkit.extract.lists.label_to_label import from_label_to_label, two_sides_of_uneven
from toolkit.extract.lists.marks import YEAR, Printed, row_label

_TWO = 2


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
            stretch = with_remarks(with_labels_whole(stretch, printed), printed)
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
    ways = (one_a_line, from_label_to_label, all_by_units, by_names, by_blanks, most_by_units)
    return next((found for way in ways if (found := way(stretch, printed)) is not None), None)


# --- rows that lack cells -----------------------------------------------------------------------------------


def _with_cells(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """Two sides in rows parted by tabs or bars, some of which lack the cells that were merged on their left side, or
    have more of them.
    """
    if any(line.layout != "ragged" for _, line in stretch):
        return None
    found = _uneven(stretch, printed)
    ends = {line.tokens[-1].end for line, _, _ in found.rows if line.tokens} if found is not None else set()
    if len(ends) == 1:
        return found
    return two_sides_of_uneven(stretch, printed) or found


def _uneven(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    lines = [line for _, line in stretch]
    width, often = Counter(len(line.tokens) for line in lines).most_common(1)[0]
    labels = [sum(row_label(t, printed) is not None for t in line.tokens) for line in lines]
    if sum(count > 1 for count in labels) < ENOUGH or often * _TWO < len(lines):
        return None
    rows = [(_to_width(line, width)._replace(layout="grid"), number, number) for number, line in stretch]
    return SetRows(0, len(rows), rows)


def _to_width(line: Line, width: int) -> Line:
    free = width - len(line.tokens)
    if free <= 0 or not line.tokens[:1] or not line.tokens[0].is_blank:
        return line
    return line._replace(tokens=tuple(t._replace(start=t.start + free, end=t.end + free) for t in line.tokens))


def _with_head_whole(stretch: Sequence[tuple[int, Line]]) -> Iterator[tuple[Line, int, int]]:
    """The lines with their numbers; lines of cells become one where a line's break within 计量单位 has made them two,
    or three where the table has two sides.
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
        if line.layout in ("ragged", "loose") and line.tokens and all(map(_may_be_name, line.tokens)):
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
    # The break stands for a blank between the halves of a name, and what follows by blanks keeps its columns.
    by = half.end + 1 if begun.layout == "loose" else half.start
    whole = half._replace(text=half.text + line.tokens[0].text, end=by + line.tokens[0].end)
    moved = (token._replace(start=token.start + by, end=token.end + by) for token in line.tokens[1:])
    return begun._replace(tokens=(*before, whole, *moved))


def between(rows: Rows, first: int, last: int) -> tuple[int, int]:
    """The document's lines that some of the lines stand for."""
    spans = rows.extents[first : last + 1]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def starts_in(rows: Rows, starts: Sequence[tuple[int, int | None]]) -> Iterator[tuple[int, int | None]]:
    """Where sections begin, by the lines here in place of the document's."""
    for line, kind in starts:
        yield next((at for at, (first, _) in enumerate(rows.extents) if first >= line), len(rows.extents)), kind
