"""A list whose columns are set by blanks: the rows by the gaps that run through all lines, or by the columns' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from toolkit.extract.labels import normalise
from toolkit.extract.lines.lines import Line, Place, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.lists.cells import ENOUGH
from toolkit.extract.lists.heads import FEW, REMARKS, SetRows, is_names, is_unit_name, with_heads
from toolkit.extract.lists.marks import Printed, row_label
from toolkit.model import TextOrigin
from toolkit.numbers import UNREADABLE, read_cell

_FITTING = 0.95  # of the lines of a table set by blanks
_TWO = 2
_SINGLE = 3  # cells: label, unit, figure
_GAP = 2  # columns of a screen
_COVERED = 0.08  # of the lines: a label may reach into the next column


def by_names(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of a list, or of its chapters, where each has as many texts as there are columns' names: none lacks one,
    so that each stands under its own name, however far that has slipped aside.
    """
    rows: list[tuple[Line, int, int]] = []
    ends: list[int] = []
    at = width = least = labelled = 0
    while at < len(stretch):
        number, line = stretch[at]
        texts = _texts(line)
        found = _names_at(stretch, at, printed)
        if found is not None:
            texts, lines = found
            width = len(texts)
            least = width - len(list(takewhile(_is_remarks, reversed(texts))))
            rows.append((_one_each(line, texts), number, stretch[at + lines - 1][0]))
            at += lines
        else:
            is_row = _labels_on(line, printed)
            lacks = not least <= len(texts) <= width or (len(texts) < width and texts[-1].is_word)
            if (is_row or _has_figure(texts)) and width and lacks:
                return None
            labelled += is_row
            at += 1
            if width:
                is_whole = least <= len(texts) <= width and len(texts) > 1
                whole = _one_each(line, texts) if is_whole else line._replace(layout="grid")
                rows.append((whole, number, number))
        ends.append(at)
    if labelled < ENOUGH or not rows or _reads_as_it_stands([line for line, _, _ in rows], printed):
        return None
    while len(rows[-1][0].tokens) < least:
        rows.pop()
        ends.pop()
    return SetRows(len(ends) - len(rows), ends[-1], rows)


def with_remarks(stretch: Sequence[tuple[int, Line]], printed: Printed) -> list[tuple[int, Line]]:
    """The lines with a number under 备注 as a word, as remarks are: else a row that lacks its figure would take it."""
    names: list[Token] = []
    found: list[tuple[int, Line]] = []
    for number, line in stretch:
        texts = _texts(line)
        if len(texts) >= _SINGLE and is_names(texts, printed):
            names = texts
        elif names and _is_remarks(names[-1]) and _ends_in_remark(texts, names):
            remark = texts[-1]._replace(is_word=True, reading=UNREADABLE)
            tokens = tuple(remark if each is texts[-1] else each for each in line.tokens)
            found.append((number, line._replace(tokens=tokens)))
            continue
        found.append((number, line))
    return found


def _ends_in_remark(texts: Sequence[Token], names: Sequence[Token]) -> bool:
    """Whether a row with fewer texts than there are names has its last one as far behind its unit, or its label, as the
    last column begins behind theirs, and no long text has pushed it there.
    """
    if not 1 < len(texts) < len(names) or not texts[-1].is_printed:
        return False
    by = 1 if is_unit_name(names[1].text) and unit_of(texts[1]) is not None else 0
    if texts[-1].start - texts[-2].end <= _GAP or (by == 0 and texts[0].end > names[1].start):
        return False
    return texts[-1].start - texts[by].start >= names[-1].start - names[by].start


def _is_remarks(name: Token) -> bool:
    return normalise(name.text) in REMARKS


def _texts(line: Line) -> list[Token]:
    return [token for token in line.tokens if not token.is_blank]


def _one_each(line: Line, texts: Sequence[Token]) -> Line:
    tokens = tuple(token._replace(start=at, end=at + 1) for at, token in enumerate(texts))
    return line._replace(tokens=tokens, layout="grid")


def _names_at(stretch: Sequence[tuple[int, Line]], at: int, printed: Printed) -> tuple[list[Token], int] | None:
    """The columns' names that begin on a line, and over how many lines they go."""
    names, lines = _texts(stretch[at][1]), 1
    while names and at + lines < len(stretch):
        more = _texts(stretch[at + lines][1])
        if not more or not is_unit_name(names[-1].text + more[0].text):
            break
        names = [*names[:-1], names[-1]._replace(text=names[-1].text + more[0].text), *more[1:]]
        lines += 1
    return (names, lines) if len(names) >= _SINGLE and is_names(names, printed) else None


def by_blanks(stretch: Sequence[tuple[int, Line]], printed: Printed) -> SetRows | None:
    """The rows of a list whose columns are set by blanks, where nearly every line keeps to them."""
    with_label = [at for at, (_, line) in enumerate(stretch) if _labels_on(line, printed)]
    if len(with_label) < ENOUGH:
        return None
    first, end = with_label[0], with_label[-1] + 1
    body = [line for _, line in stretch[first:end] if not _is_empty(line)]
    columns = _with_signs_aside(_columns_of(body), [line for _, line in stretch[max(0, first - FEW) : end]])
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


def _has_figure(texts: Sequence[Token]) -> bool:
    """Whether a word and a number stand on a line, as in a row whose label is misspelt."""
    return any(text.is_word for text in texts) and any(text.reading.status == "printed" for text in texts)


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


def _with_signs_aside(columns: Sequence[tuple[int, int]], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The columns, and those in which hardly anything stands but their names and dashes beside heads."""
    aside = [
        token
        for line in lines
        if len(line.tokens) >= _SINGLE
        for token in _texts(line)
        if not any(token.start < end and start < token.end for start, end in columns)
    ]
    more: list[tuple[int, int]] = []
    for token in sorted(aside, key=lambda token: token.start):
        if more and token.start < more[-1][1]:
            more[-1] = (more[-1][0], max(more[-1][1], token.end))
        else:
            more.append((token.start, token.end))
    return sorted((*columns, *more))


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
