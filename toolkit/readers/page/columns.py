"""Tables without lines between their columns: rows of words and figures that stand under one another.

Columns are where figures overlap from row to row. Rows are lines with figures; where rules part the rows, what stands
between two of them is one row. Where two figures of a row fall into one column, or it is not clear what a column is
called, the lines are no table: one read wrong is worse than none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.readers.page.blank_columns import with_blank_columns
from toolkit.readers.page.cut_heads import below_top, squeezed, with_whole_heads
from toolkit.readers.page.cut_rows import doubted
from toolkit.readers.page.filled import part_of
from toolkit.readers.page.full_rows import columns_of_full_rows
from toolkit.readers.page.gaps import gaps_of
from toolkit.readers.page.layout import PageLayout, Part, RunOn, Spaced, TablePart
from toolkit.readers.page.lists import is_list, list_gaps
from toolkit.readers.page.model import Rule
from toolkit.readers.page.regions import FEWEST, TITLE, regions, segments, stretches
from toolkit.readers.page.rows import (
    BANDS,
    Columns,
    Row,
    are_banded,
    banded,
    bands,
    begins,
    is_one_row,
    parted,
    row_of,
    setting_of,
    tails,
)
from toolkit.readers.page.spaced import spaced_rows
from toolkit.readers.page.text import TextLine

_RARE = 0.25  # share of the rows
_FILLED = 0.6  # share of the places for figures that have one
_MOST = 60
"""Columns; a report's widest table has some twenty."""
_APART = 4.0  # times its size: so far from the lines around it a figure stands in a column


def with_columns(
    pages: Sequence[PageLayout], rules: Sequence[Sequence[Rule]], check: Callable[[], None] = lambda: None
) -> list[PageLayout]:
    """The pages, their lines that make tables put into tables; lines that look like a table and make none are run
    together, so that nobody takes them for rows. ``rules`` are each page's horizontal lines that are no part of a grid.
    ``check`` is called now and then: it may stop what takes too long.
    """
    flow = [(number, part) for number, page in enumerate(pages) for part in page.parts]
    places = {id(part): place for place, (_, part) in enumerate(flow)}
    made: dict[int, Part | None] = {}
    unread: set[int] = set()
    printed: dict[str, int] = {}
    for first, last in stretches(flow):
        lines = [row_of(number, part) for number, part in flow[first:last] if isinstance(part, TextLine)]
        rows = [row for page in _by_page(lines) for row in banded(page, rules[page[0].page])]
        for row in rows:
            printed.setdefault(squeezed(row), row.page)
        parted_rows = [part for begin, end in regions(rows, _width(pages)) for part in segments(rows[begin:end])]
        gaps = list(list_gaps(parted_rows))
        for segment in parted_rows:
            check()
            over = places[id(segment[0].line)] - 1
            is_rest = over >= 0 and id(flow[over][1]) in unread
            for group, part in _parts(segment, _tables(segment, rules, printed, is_rest), gaps):
                made.update((id(row.line), None) for row in group)
                made[id(group[0].line)] = part
                if isinstance(part, (RunOn, Spaced)):
                    unread.update(id(row.line) for row in group)
        for group in _bare([row for row in rows if id(row.line) not in made]):
            made.update((id(row.line), None) for row in group)
            made[id(group[0].line)] = RunOn(tuple(row.line for row in group))
    return [_replaced(page, made) for page in pages]


def _bare(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Figures that stand beside no words, with the lines around them, to which of which they belong nobody can say:
    several in a line, or one far to the right of the line before.
    """
    marked: set[int] = set()
    for place, row in enumerate(rows):
        beside = [rows[n] for n in (place - 1, place + 1) if 0 <= n < len(rows) and rows[n].page == row.page]
        left = min((other.line.x0 for other in beside if not _are_centred(row, other)), default=row.line.x0)
        if row.is_bare and (len(row.values) > 1 or row.line.x0 > left + _APART * row.line.size):
            marked.update(n for n in (place - 1, place, place + 1) if 0 <= n < len(rows) and rows[n].page == row.page)
    numbered = enumerate(sorted(marked))
    for _, group in itertools.groupby(numbered, key=lambda pair: (pair[1] - pair[0], rows[pair[1]].page)):
        yield [rows[n] for _, n in group]


def _are_centred(row: Row, other: Row) -> bool:
    """Whether two lines have one middle, as cells that are set one under the other."""
    return abs(row.line.x0 + row.line.x1 - other.line.x0 - other.line.x1) < row.line.size


def _parts(
    segment: Sequence[Row], tables: Sequence[tuple[Sequence[Row], TablePart]], gaps: Sequence[float]
) -> Iterator[tuple[Sequence[Row], Part]]:
    """What a stretch is, page by page: tables, or lines run together if figures stand in it all the same. Those of a
    list stay lines; ``gaps`` are how far the figures of lists stand behind their labels.
    """
    yield from tables
    held = {id(row.line) for group, _ in tables for row in group}
    rest = [row for row in segment if id(row.line) not in held]
    if not any(row.is_row for row in rest) or is_list(rest, gaps):
        return
    titles = list(itertools.takewhile(lambda row: TITLE.match(row.line.text) is not None, rest))
    rest = rest[len(titles) :]
    if (cells := spaced_rows(rest)) and not tables:
        yield rest, Spaced(tuple(cells))
        return
    for _, group in itertools.groupby(rest, key=lambda row: row.page):
        rows = list(group)
        yield rows, RunOn(tuple(row.line for row in rows))


def _replaced(page: PageLayout, made: dict[int, Part | None]) -> PageLayout:
    parts: list[Part] = []
    for part in page.parts:
        if id(part) not in made:
            parts.append(part)
        elif (table := made[id(part)]) is not None:
            parts.append(table)
    return replace(page, parts=tuple(parts))


def _width(pages: Sequence[PageLayout]) -> float:
    lines = [part for page in pages for part in page.parts if isinstance(part, TextLine)]
    return max(line.x1 for line in lines) - min(line.x0 for line in lines) if lines else 0.0


# --- columns and rows -------------------------------------------------------------------------------------


def _tables(
    rows: Sequence[Row], rules: Sequence[Sequence[Rule]], printed: Mapping[str, int], is_rest: bool
) -> list[tuple[Sequence[Row], TablePart]]:
    """The parts of a table by page, each with its lines. ``printed`` says on which page a line stands first,
    ``is_rest`` whether the lines follow others that could not be read, which may be their head.
    """
    body = next((place for place, row in enumerate(rows) if row.values), len(rows))
    own = {id(row.line) for row in rows}
    for tried in with_whole_heads(rows, body, printed):
        found = list(_laid(tried, below_top(tried, rules), is_rest))
        if found:
            held = {id(row.line) for group, _ in found for row in group}
            (group, part), *others = [([row for row in group if id(row.line) in own], part) for group, part in found]
            left_out = [row for row in rows[:body] if row.page >= group[0].page and id(row.line) not in held]
            return [([*group, *left_out], part), *others]
    return []


def _laid(
    rows: Sequence[Row], rules: Sequence[Sequence[Rule]], is_rest: bool
) -> Iterator[tuple[Sequence[Row], TablePart]]:
    body = next((place for place, row in enumerate(rows) if row.values), len(rows))
    for tried in _tries(rows, body):
        found = list(_laid_in(tried, rows, rules, is_rest))
        if found:
            yield from found
            return


def _tries(rows: Sequence[Row], body: int) -> Iterator[Columns]:
    """What the columns may be: those that most rows have figures in, or those that the head names."""
    if columns := _columns(rows, body, _RARE):
        yield columns
    if moved := columns_of_full_rows([values for row in rows if (values := _values_of(row, _start(rows)))]):
        yield _with_labels(moved, rows, body)
    if sparse := _columns(rows, body, 0.0):
        yield from with_blank_columns(sparse, rows, body)


def _laid_in(
    columns: Columns, rows: Sequence[Row], rules: Sequence[Sequence[Rule]], is_rest: bool
) -> Iterator[tuple[Sequence[Row], TablePart]]:
    body = next((place for place, row in enumerate(rows) if row.values), len(rows))
    rules = _with_gaps(rows, body, columns, rules)
    whole = [row for row, tail in zip(rows, tails(rows, columns), strict=True) if not tail]
    if not _is_regular(whole, columns, rules) or any(_is_shifted(row, columns) for row in whole if row.is_row):
        return
    if not _have_labels(whole[body:], columns, rules):
        return
    body = _begin(rows, body, columns, rules[rows[body].page])
    while body and _is_title(rows[0], columns):
        rows, body = rows[1:], body - 1
    found: list[tuple[Sequence[Row], TablePart]] = []
    every: list[list[Row]] = []
    for page, group in itertools.groupby(rows, key=lambda row: row.page):
        lines = list(group)
        heads = [row for row in lines if row in rows[:body]]
        below = lines[len(heads) :]
        rows_below = [band for band in bands(below, columns, rules[page], heads) if band] if below else []
        part = part_of(heads, rows_below, columns, rules[page], goes_on=bool(every))
        has_head = len(part.ys) - 1 > len(rows_below)
        if columns.is_named and not (has_head or found):
            return
        is_known = has_head or found or not is_rest or len(columns.values) == 1
        if not has_head and (_is_headed(heads, columns) or not is_known):
            return  # nobody knows which column is which
        is_enough = has_head or len(rows_below) > FEWEST or (rules[page] and not heads)
        if not part.cells or not (is_enough or found):
            return
        if found and every and rows_below:
            over, part = doubted((found[-1][1], part), [*every, *rows_below], len(every), columns)
            found[-1] = found[-1][0], over
        found.append((lines, part))
        every += rows_below
    yield from found


def _with_gaps(
    rows: Sequence[Row], body: int, columns: Columns, rules: Sequence[Sequence[Rule]]
) -> Sequence[Sequence[Rule]]:
    """The rules of the pages, with the gaps that part rows where no rule does."""
    found = list(rules)
    first = body  # the first row's label may begin above its figures
    while first and rows[first - 1].page == rows[body].page and rows[first - 1].line.x1 < columns.values[0][0]:
        first -= 1
    for page in _by_page(rows[body:]):
        number = page[0].page
        if not any(row.band for row in page):
            gaps = gaps_of(page, columns)
            if not gaps and number == rows[body].page and first < body:
                gaps = gaps_of([*rows[first:body], *page], columns)
            found[number] = sorted([*rules[number], *gaps])
    return found


def _is_headed(heads: Sequence[Row], columns: Columns) -> bool:
    """Whether several labels stand over the columns of figures."""
    return any(sum(not columns.is_before(chunk) for chunk in row.chunks) > 1 for row in heads)


def _begin(rows: Sequence[Row], body: int, columns: Columns, rules: Sequence[Rule]) -> int:
    """Where the first row begins: with the first lines of its label, if its figures stand beside their middle."""
    first = body
    while first:
        over, row = rows[first - 1], rows[first]
        if over.page != row.page:
            break
        if any(over.line.y < rule.at < row.line.y for rule in rules):
            return first
        if over.line.x1 >= columns.values[0][0] and not are_banded([over, row]):
            break
        first -= 1
        if begins(rows[first]):
            return first
    return body


def _is_regular(rows: Sequence[Row], columns: Columns, rules: Sequence[Sequence[Rule]]) -> bool:
    """Whether the figures stand in rows: most columns have one in each, and no two rows are nearer than two lines.
    Between rules a row's figures may stand at several heights.
    """
    own = [row for row in rows if row.values]
    if columns.is_named and all(row.band for row in own):
        return True  # blank cells may be many where rules part the rows and labels name the columns
    with_figures = [band for page in _by_page(rows) for band in _ruled(page, columns, rules[page[0].page])]
    filled = sum(len(row.values) for row in rows)
    is_full = any(sum(len(row.values) for row in band) >= len(columns.values) for band in with_figures)
    near = any(
        b[0].page == a[-1].page and b[0].line.y - a[-1].line.y < 0.95 * a[-1].line.size
        for a, b in itertools.pairwise(with_figures)
    )
    return not near and is_full and filled >= _FILLED * len(with_figures) * len(columns.values)


def _is_shifted(row: Row, columns: Columns) -> bool:
    """Whether a row has a figure for each column and yet a column without one: tabs have moved it out of its columns.
    A number at the end of its label counts as a figure.
    """
    label = next((chunk for chunk in reversed(row.words) if chunk.x0 < columns.values[0][1]), None)
    is_ended = label is not None and re.search(r"[^\x00-\x7f]\d+$", label.text) is not None
    taken = {columns.of_value(chunk) for chunk in row.values} - {None}
    return len(row.values) + is_ended >= len(columns.values) > len(taken)


def _have_labels(rows: Sequence[Row], columns: Columns, rules: Sequence[Sequence[Rule]]) -> bool:
    """Whether figures that stand beside no words stand between two lines of a label, and beside its middle: else it
    cannot be told whether they belong to the row above or to the one below. Between rules it can.
    """
    for page in _by_page(rows):
        between = parted(page, rules[page[0].page])
        for band in between:
            is_ruled = not columns.labels or len(between) >= BANDS or are_banded(band)
            if is_ruled and is_one_row(band, columns):
                continue
            for place, row in enumerate(band):
                beside = [band[n] for n in (place - 1, place + 1) if 0 <= n < len(band)]
                if row.is_bare and (len(beside) < 2 or any(other.values for other in beside)):
                    return False
    return True


def _by_page(rows: Sequence[Row]) -> list[list[Row]]:
    return [list(group) for _, group in itertools.groupby(rows, key=lambda row: row.page)]


def _ruled(rows: Sequence[Row], columns: Columns, rules: Sequence[Rule]) -> Iterator[list[Row]]:
    """The lines with figures of a page, those of a row between two rules together."""
    for band in parted(rows, rules):
        own = [row for row in band if row.values]
        if own and is_one_row(own, columns):
            yield own
        else:
            yield from ([row] for row in own)


def _is_title(row: Row, columns: Columns) -> bool:
    """Whether a line over a head is a title, or a heading over the whole table."""
    if len(row.chunks) > 1:
        return False
    return row.line.x0 < columns.values[0][0] - row.line.size or TITLE.match(row.line.text) is not None


def _columns(rows: Sequence[Row], body: int, rare: float) -> Columns | None:
    """The columns of figures in lines of which the first with figures is given; None where they are not clear. Each has
    a figure in at least such a share of the rows.
    """
    start = _start(rows)
    values = sorted((chunk for row in rows for chunk in _values_of(row, start)), key=lambda chunk: chunk.x0)
    clusters: list[list[float]] = []
    for chunk in values:
        if clusters and chunk.x0 < clusters[-1][1] - 0.5:
            clusters[-1][1] = max(clusters[-1][1], chunk.x1)
        else:
            clusters.append([chunk.x0, chunk.x1])
    # A single number before the columns that most rows have is a piece of a label as well.
    few = rare * sum(row.is_row for row in rows)
    # Where nothing but figures stands in a line, a dash is one too.
    sure = [chunk for row in rows for chunk in row.values if _has_digit(chunk) or (row.is_bare and len(row.values) > 1)]
    columns = [(x0, x1) for x0, x1 in clusters if _are_figures((x0, x1), values, sure, few)]
    held = [sum(chunk.x0 < x1 and chunk.x1 > x0 for chunk in values) for x0, x1 in columns]
    first = next((n for n, count in enumerate(held) if count >= few), len(columns))
    columns = columns[first:]
    if not 0 < len(columns) <= _MOST or min(held[first:]) < few:
        return None
    for row in rows:
        if row.is_row:
            taken = [n for chunk in row.values for n, (x0, x1) in enumerate(columns) if chunk.x0 < x1 and chunk.x1 > x0]
            if len(set(taken)) < len(taken):
                return None
    return _with_labels(columns, rows, body)


def _start(rows: Sequence[Row]) -> float:
    """Where rows begin: a number before the first word of a row is the row's own."""
    return min((row.words[0].x0 for row in rows if row.is_row and row.words), default=0.0)


def _values_of(row: Row, start: float) -> list[TextLine]:
    return [chunk for chunk in row.values if chunk.x0 > start] if row.is_row or row.is_bare else []


def _with_labels(columns: Sequence[tuple[float, float]], rows: Sequence[Row], body: int) -> Columns:
    """Columns of figures, and those of the labels before them."""
    left = columns[0][0]
    labels = [chunk for row in rows[body:] for chunk in row.words if chunk.x0 < left]
    starts = _starts([label.x0 for label in labels], rows[0].line.size)
    right, labels_end = max(row.line.x1 for row in rows), max((label.x1 for label in labels), default=0.0)
    return Columns(tuple(columns), tuple(starts), right, setting_of(columns, rows), labels_end)


def _are_figures(column: tuple[float, float], values: Sequence[TextLine], sure: Sequence[TextLine], few: float) -> bool:
    """Whether what overlaps from row to row is figures: ``sure`` ones are; 无 and a dash may be a piece of a label, but
    not behind figures where they stand in several rows.
    """
    if any(chunk.x0 < column[1] and chunk.x1 > column[0] for chunk in sure):
        return True
    own = sum(chunk.x0 < column[1] and chunk.x1 > column[0] for chunk in values)
    return own > 1 and own >= few and any(chunk.x1 < column[0] for chunk in sure)


def _has_digit(chunk: TextLine) -> bool:
    return any(c.isdigit() for c in chunk.text)


def _starts(values: Sequence[float], size: float) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 0.8 * size:
            found.append(value)
    return found
