"""A list set by blanks whose columns are lost, texts having pushed the rest of their rows aside or over to the next
line: each row is a label, its unit and as many figures as the head has names behind 单位.

No empty cell shows in such a text, so that only a row with all of its figures can be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.extract.labels import normalise
from toolkit.extract.lines.lines import Line, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.lists.cells import ENOUGH, as_one_cell, row_of
from toolkit.extract.lists.heads import REMARKS, SetRows, is_names, is_unit_name, whole_unit_names
from toolkit.extract.lists.label_to_label import in_order
from toolkit.extract.lists.marks import LEAST_LABEL, Printed, is_sum, number_rows, row_label

_TWO = 2
_LONGEST_HEAD = 12  # names of columns, on both sides
_INDENT = 4  # columns of a screen, before what goes over to the next line
_MOST = 0.5  # of the rows with a unit have all of their figures
_NEARLY_ALL = 0.8
_SINGLE = 0.8  # of the lines have one text


class _Names(NamedTuple):
    """The columns' names, that of the labels first, without those of codes between labels and units and of remarks;
    where they begin and end among the texts; how many columns of codes there are, whether there is one of units, and
    whether one of remarks.
    """

    first: int
    end: int
    tokens: tuple[Token, ...]
    codes: int
    has_units: bool
    has_remarks: bool

    @property
    def figures(self) -> int:
        """How many columns there are behind the units, or the labels."""
        return len(self.tokens) - 1 - self.has_units


class _Found(NamedTuple):
    """Where rows have their label and their first figure, and their unit if the list has units."""

    label: int
    figure: int
    unit: tuple[int, ...]


def all_by_units(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of such a list in which no row lacks a figure."""
    return _set(stretch, printed, 1.0)


def most_by_units(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of such a list that have all of their figures."""
    return _set(stretch, printed, _MOST)


def _set(stretch: Sequence[tuple[int, Line]], printed: Printed, least: float) -> SetRows | None:
    """The rows with all of their figures, if so many have; of two lists side by side the left one comes first."""
    is_stacked = _are_mostly_single(stretch)
    whole_lines = [(number, _whole_label(line) if is_stacked else line) for number, line in stretch]
    texts = [(n, line._replace(tokens=(t,))) for n, line in whole_lines for t in line.tokens if not t.is_blank]
    places = [at for at, (_, line) in enumerate(whole_lines) for token in line.tokens if not token.is_blank]
    cells = [line.tokens[0] for _, line in texts]
    found = _found(cells, printed)
    if found is None:
        return None
    names, rows = found
    lines = None if is_stacked else places
    whole = {row.label: row for row in rows if _is_whole(cells, row, names.figures, lines)}
    if is_stacked:
        whole = _as_far_apart(whole, places, names.figures)
    if number_rows([cells[row.label - 1] for row in rows]) or len(whole) < least * len(rows):
        return None
    sides = in_order(list(whole), {at: printed.order.get(row_label(cells[at], printed) or "") for at in whole})
    if not sides or (len(sides) == 1 == names.figures and not names.has_remarks):
        return None  # then it is read as it stands
    head, first, last = row_of(texts, cells, range(names.first, names.first + 1))
    set_rows = [(head._replace(tokens=names.tokens), first, last)]
    for row in (whole[label] for side in sides for label in side):
        figures = range(row.figure, row.figure + names.figures)
        set_rows.append(row_of(texts, cells, (row.label, *row.unit, *figures)))
    end = max(row.figure for row in whole.values()) + names.figures
    return SetRows(places[names.first], places[end - 1] + 1, set_rows)


def _found(cells: Sequence[Token], printed: Printed) -> tuple[_Names, list[_Found]] | None:
    """The columns' names and the rows, with codes between labels and units or without."""
    for codes in range(_TWO):
        names = _names(cells, printed, codes)
        if names is None:
            continue
        rows = [row for at in range(names.end, len(cells)) if (row := _row_at(cells, at, names)) is not None]
        if sum(row_label(cells[row.label], printed) is not None for row in rows) >= ENOUGH:
            return names, rows
    return None


def _are_mostly_single(stretch: Sequence[tuple[int, Line]]) -> bool:
    """Whether most lines have one text: wide blanks within a label may part it."""
    return sum(len(line.tokens) == 1 for _, line in stretch) >= _SINGLE * len(stretch)


def _whole_label(line: Line) -> Line:
    """A line of words alone as one text."""
    if len(line.tokens) < _TWO or not all(token.is_word for token in line.tokens):
        return line
    whole = as_one_cell(line)
    return line._replace(tokens=(whole._replace(text="".join(token.text for token in line.tokens)),))


def _names(cells: Sequence[Token], printed: Printed, codes: int) -> _Names | None:
    """The names of one side's columns: what the labels are called, the codes, 单位, and those of the figures, all up to
    the first label; with two sides, or chapters, they are printed several times alike.
    """
    units = [at for at, (cell, following) in enumerate(pairwise(cells)) if _is_unit_at(cell, following)]
    heads = units or [at for at, cell in enumerate(cells) if normalise(cell.text) in printed.values]
    first = heads[0] - 1 - codes if heads else -1
    if first < 0:
        return None
    end = next((at for at in range(heads[0], len(cells)) if _is_of_list(cells[at], printed)), 0)
    own = _up_to_heads(whole_unit_names(cells[first:end]), printed)
    if len(own) < _TWO or own[0].is_printed:
        return None
    called = normalise(own[0].text)
    again = next((at for at, name in enumerate(own) if at and normalise(name.text) == called), len(own))
    side, rest = own[:again], own[again:]
    if len(side) > _LONGEST_HEAD or not is_names(side[1:], printed) or is_unit_name(side[-1].text):
        return None
    is_alike = all(normalise(a.text) == normalise(b.text) for a, b in zip(rest, side, strict=False))
    columns = [name for name in side[1 + codes :] if normalise(name.text) not in REMARKS]
    if not is_alike or len(rest) not in (0, len(side)) or not _are_same(cells, heads, columns):
        return None
    tokens = tuple(name._replace(start=at, end=at + 1) for at, name in enumerate((side[0], *columns)))
    return _Names(first, end, tokens, codes, bool(units), has_remarks=len(columns) < len(side) - 1 - codes)


def _up_to_heads(names: Sequence[Token], printed: Printed) -> Sequence[Token]:
    """The columns' names without misspelt heads of rows behind them."""
    last = max((at for at, name in enumerate(names) if at and is_names([name], printed)), default=0)
    return names[: last + 1]


def _is_unit_at(cell: Token, following: Token) -> bool:
    return is_unit_name(cell.text) or (not is_unit_name(following.text) and is_unit_name(cell.text + following.text))


def _are_same(cells: Sequence[Token], heads: Sequence[int], names: Sequence[Token]) -> bool:
    """Whether wherever the first of these names stands the others follow."""
    wanted = [normalise(name.text) for name in names]
    return all(
        [normalise(name.text) for name in whole_unit_names(cells[at : at + len(names) + 1])][: len(wanted)] == wanted
        for at in heads
        if normalise(cells[at].text) == wanted[0]
    )


def _is_of_list(cell: Token, printed: Printed) -> bool:
    return cell.is_word and (row_label(cell, printed) is not None or normalise(cell.text) in printed.heads)


def _row_at(cells: Sequence[Token], at: int, names: _Names) -> _Found | None:
    """The row whose label stands at a place, right before what there is of the sign of a sum, its code and its unit."""
    cell = cells[at]
    if not cell.is_word or unit_of(cell) is not None or is_sum(cell) or len(normalise(cell.text)) < LEAST_LABEL:
        return None
    behind = at + 1 + (at + 1 < len(cells) and is_sum(cells[at + 1]))
    unit = behind + names.codes
    if unit >= len(cells) or not all(code.is_printed for code in cells[behind:unit]):
        return None
    if names.has_units:
        return _Found(at, unit + 1, (unit,)) if unit_of(cells[unit]) is not None else None
    return _Found(at, unit, ()) if cells[unit].is_printed else None


def _as_far_apart(whole: Mapping[int, _Found], places: Sequence[int], figures: int) -> dict[int, _Found]:
    """The rows of one text a line whose figures are as many lines behind their label as nearly all have them: an empty
    line between may be a cell.
    """
    apart = {label: places[row.figure + figures - 1] - places[label] for label, row in whole.items()}
    usual, often = Counter(apart.values()).most_common(1)[0] if apart else (0, 0)
    is_telling = often >= _NEARLY_ALL * len(apart)
    return {label: row for label, row in whole.items() if not is_telling or apart[label] == usual}


def _is_whole(cells: Sequence[Token], row: _Found, figures: int, lines: Sequence[int] | None) -> bool:
    """Whether behind a row's unit so many figures stand and no more: on one of the ``lines`` or over to the next, or
    each on its own.
    """
    end = row.figure + figures
    if end > len(cells) or not all(cell.is_printed for cell in cells[row.figure : end]):
        return False
    if end < len(cells) and cells[end].is_printed:
        return False
    if lines is None:
        return True
    return all(lines[a] == lines[b] or cells[b].start >= _INDENT for a, b in pairwise(range(row.label, end)))
