"""Cells of tables without lines, told by the order in which a file draws them.

Word processors and browsers draw a table cell by cell, all lines of one before the first of the next: where a line
stands below the one drawn before it, it goes on in the same cell; where it stands further right, the next cell of the
row begins, be it higher up; where it stands further left, the next row. So figures have their rows at whatever height
they stand. Programs that draw line by line never go up within a row: what they draw is left as it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.readers.page.model import UNKNOWN, Glyph, Rule
from toolkit.readers.page.rows import SIGN, is_value
from toolkit.readers.page.text import NEVER_FIRST, NEVER_LAST, TextLine, piece_of

_LINE = 0.3  # of the size: letters on one line stand no farther apart
_CLOSE = 0.25  # of the size: what the file draws apart is of one cell if it is no farther apart
_TOUCHING = 0.05  # of the size: letters of one word agree so far in how close they stand
_WITHIN = 3.0  # times the size: so wide a gap may be within what the file draws at once
_NEXT = 2.2  # times the size: the lines of a cell are no farther apart
_ALIKE = 1.15  # times: letters of a cell are no larger than others of it
_SET = 1.5  # times the size: the lines of a cell begin, or have their middle, no farther apart
_NARROW = 0.5  # of a table's width: a single text so wide is none of its cells
_BLANKS = 2.6  # times the size: so wide blanks may stand within a label
_LOWER = 3.0  # times the size: so far below its row's other texts one may stand
_FARTHER = 1.12  # times: rows stand so much farther apart than the lines of a cell
_AGREEING = 0.8  # share of the rows that show how figures stand beside labels
_SHOWN = 2  # rows that show it


class DrawnCell:
    """What a file draws in a cell, line by line: where it begins and ends, its first and its last baseline, and whether
    a figure stands in it. ``is_doubtful``: it may be two rows' labels.
    """

    __slots__ = ("bottom", "is_doubtful", "is_value", "lines", "top", "x0", "x1")

    def __init__(self, lines: Sequence[TextLine]) -> None:
        first = lines[0]
        self.lines = [first]
        self.x0, self.x1 = first.x0, first.x1
        self.top = self.bottom = first.glyphs[0].base
        self.is_value = is_value(first) and not SIGN.fullmatch(first.text)
        self.is_doubtful = False
        for line in lines[1:]:
            self.add(line)

    def add(self, line: TextLine) -> None:
        """Add a line below the others."""
        self.lines.append(line)
        self.x0, self.x1 = min(self.x0, line.x0), max(self.x1, line.x1)
        self.bottom = line.glyphs[0].base
        self.is_value = self.is_value and is_value(line)

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Its characters in order."""
        return tuple(glyph for line in self.lines for glyph in line.glyphs)

    def as_piece(self) -> TextLine:
        """The cell as one piece of a line."""
        if len(self.lines) == 1:
            return self.lines[0]
        y0, y1 = min(line.y0 for line in self.lines), max(line.y1 for line in self.lines)
        size = max(line.size for line in self.lines)
        whole = TextLine(self.glyphs, self.x0, y0, self.x1, y1, size, tuple(self.lines))
        return _unknown(whole) if self.is_doubtful else whole


def _unknown(line: TextLine) -> TextLine:
    """A line of which nobody knows what it says."""
    glyphs = tuple(glyph._replace(text=UNKNOWN) for glyph in line.glyphs)
    return line._replace(glyphs=glyphs, parts=tuple(map(_unknown, line.parts)))


@dataclass(slots=True, eq=False)
class DrawnRow:
    """What a file draws in a row: its cells, and how often it goes up from one to the next. ``is_prose``: it is no row,
    but text between rows.
    """

    cells: list[DrawnCell]
    ups: int = 0
    is_prose: bool = False
    own: list[DrawnCell] = field(default_factory=list)
    """Without those that are merged down over the rows below."""

    @property
    def y0(self) -> float:
        """Where it begins."""
        return min(line.y0 for cell in self.own for line in cell.lines)

    @property
    def y(self) -> float:
        """The middle."""
        return (self.y0 + self.y1) / 2

    @property
    def y1(self) -> float:
        """Where it ends."""
        return max(line.y1 for cell in self.own for line in cell.lines)


def drawn_tables(glyphs: Iterable[Glyph], rules: Sequence[Rule] = ()) -> Iterator[list[DrawnRow]]:
    """The stretches of rows that characters outside of ruled tables make, in the order of drawing. ``rules`` are the
    page's lines of no grid: rows between two of them are not in doubt.
    """
    for rows in _stretches(_cells(_in_place(_runs(sorted(glyphs, key=_order))))):
        table = _with_groups_apart(_without_prose(list(_joined(rows))))
        if table and _are_apart(table):
            room = _room_between(table)
            table = [part for row in table for part in _parted(row, room)]
            if _are_apart(table):
                if not _are_ruled(table, rules):
                    _doubt(table, room)
                yield table


def _order(glyph: Glyph) -> tuple[int, int]:
    return glyph.piece, glyph.order


# --- from characters to rows --------------------------------------------------------------------------------


def _runs(glyphs: Sequence[Glyph]) -> Iterator[TextLine]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (not _is_beside(run[-1], glyph) or _is_wider(run, glyph)):
            yield piece_of(run)
            run = []
        run.append(glyph)
    if run:
        yield piece_of(run)


def _in_place(runs: Iterable[TextLine]) -> Iterator[TextLine]:
    """Runs, those put where they stand in their words that a program draws behind them, as it has them from another
    font: a minus sign behind its digits, a bracket behind the word around it.
    """
    before: TextLine | None = None
    for run in runs:
        if before is not None and _is_set_in(before, run):
            before = piece_of(sorted((*before.glyphs, *run.glyphs), key=lambda glyph: glyph.x0))
            continue
        if before is not None:
            yield before
        before = run
    if before is not None:
        yield before


def _is_set_in(before: TextLine, run: TextLine) -> bool:
    """Whether letters drawn behind others stand before them or in a gap of theirs, on one line and without room."""
    first, last = run.glyphs[0], run.glyphs[-1]
    slack = _CLOSE * run.size
    if abs(first.base - before.glyphs[0].base) > _LINE * run.size or run.x0 >= before.x1 - slack:
        return False
    after = next((glyph for glyph in before.glyphs if glyph.x0 > first.x0), None)
    return after is not None and abs(after.x0 - last.x1) <= slack


def _is_beside(before: Glyph, glyph: Glyph) -> bool:
    gap, size = glyph.x0 - before.x1, glyph.size
    most = _WITHIN if glyph.piece == before.piece else _CLOSE
    return abs(glyph.base - before.base) <= _LINE * size and -0.5 * size <= gap <= most * size


def _is_wider(run: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether the gap before a Chinese character that the file draws apart is wider than that before the last one: so
    close texts of two cells may stand.
    """
    if len(run) < 2 or glyph.piece == run[-1].piece or glyph.text.isascii() or run[-1].text.isascii():
        return False
    return glyph.x0 - run[-1].x1 > run[-1].x0 - run[-2].x1 + _TOUCHING * glyph.size


def _cells(runs: Iterable[TextLine]) -> list[DrawnCell]:
    found: list[DrawnCell] = []
    for run in runs:
        if found and _goes_down(found[-1], run) and not _is_under_two(found, run):
            found[-1].add(run)
        elif (first := _under_several(found, run)) is not None:
            line = piece_of([glyph for cell in found[first:] for glyph in cell.glyphs])
            found[first:] = [DrawnCell([line, run])]
        else:
            found.append(DrawnCell([run]))
    return found


def _under_several(cells: Sequence[DrawnCell], run: TextLine) -> int | None:
    """The first of the last cells that are one line of a cell with blanks in it, if a line stands under them all."""
    first = len(cells) - 1
    while first > 0:
        before, cell = cells[first - 1], cells[first]
        is_line = len(before.lines) == len(cell.lines) == 1 and abs(before.top - cell.top) <= _LINE * run.size
        are_words = not cell.is_value and not before.lines[0].text.isdecimal() and not SIGN.match(cell.lines[0].text)
        if not (is_line and are_words and 0 <= cell.x0 - before.x1 <= _BLANKS * run.size):
            return None
        first -= 1
        whole = DrawnCell([piece_of([glyph for part in cells[first:] for glyph in part.glyphs])])
        is_under_two = first > 0 and _is_under_two([cells[first - 1], whole], run)
        if _goes_down(whole, run) and not is_under_two:
            return first
    return None


def _is_under_two(cells: Sequence[DrawnCell], run: TextLine) -> bool:
    """Whether a line stands under the last two cells, as the next line of prose does."""
    return len(cells) > 1 and abs(cells[-2].bottom - cells[-1].top) < run.size and run.x0 < cells[-2].x1 <= cells[-1].x0


def _goes_down(cell: DrawnCell, run: TextLine) -> bool:
    """Whether a line is the next one of a cell. No words stand under a figure, and a list sign begins a label."""
    last = cell.lines[-1]
    step, size = run.glyphs[0].base - cell.bottom, last.size
    if not _LINE * size < step <= _NEXT * size or run.x0 >= cell.x1 or run.x1 <= cell.x0:
        return False
    off_left, off_right = run.x0 - cell.x0, run.x1 - cell.x1
    is_set_alike = min(abs(off_left), abs(off_right), abs(off_left + off_right) / 2) <= _SET * size
    is_alike = max(run.size, size) <= _ALIKE * min(run.size, size)
    is_of_kind = cell.is_value == is_value(run) or run.glyphs[0].text in NEVER_FIRST
    is_sign = SIGN.match(run.text) is not None and cell.lines[-1].glyphs[-1].text not in NEVER_LAST
    return is_alike and is_set_alike and is_of_kind and not is_sign


def _stretches(cells: Iterable[DrawnCell]) -> Iterator[list[DrawnRow]]:
    """Rows that follow one another down a page."""
    rows: list[DrawnRow] = []
    for cell in cells:
        before = rows[-1].cells[-1] if rows else None
        slack = _LINE * cell.lines[0].size
        if before is not None and cell.x0 >= before.x1 - slack and _is_beside_row(rows[-1], cell):
            rows[-1].cells.append(cell)
            if cell.top < before.bottom - slack:
                rows[-1].ups += 1
                _put_together(rows)
        elif before is None or cell.bottom > max(other.top for other in rows[-1].cells):
            rows.append(DrawnRow([cell]))
        else:
            yield rows
            rows = [DrawnRow([cell])]
    yield rows


def _put_together(rows: list[DrawnRow]) -> None:
    """Make two rows one where what was taken for a row's first label stood lower than the row's other texts only."""
    if len(rows) < 2:
        return
    over, row = rows[-2:]
    is_right = row.cells[0].x0 >= over.cells[-1].x1
    if is_right and row.cells[-1].top <= max(cell.bottom for cell in over.cells):
        over.cells += row.cells
        over.ups += row.ups
        rows.pop()


def _is_beside_row(row: DrawnRow, cell: DrawnCell) -> bool:
    size = cell.lines[0].size
    above, below = min(other.top for other in row.cells), max(other.bottom for other in row.cells)
    # A figure may stand lower than its label, behind blank lines; a label that does begins another row.
    lowest = below + (_LOWER if cell.is_value else _LINE) * size
    return cell.bottom > above - _LOWER * size and cell.top < lowest


def _joined(rows: Iterable[DrawnRow]) -> Iterator[DrawnRow]:
    """Rows, those made one of which the lower one's figures stand as high as the upper one's label: a label whose
    second line begins farther to the left than its cell's first seems to begin another row.
    """
    over: DrawnRow | None = None
    for row in rows:
        figures = [cell for cell in row.cells if cell.is_value]
        if over is not None and not any(cell.is_value for cell in over.cells) and figures:
            first = min(cell.top for cell in over.cells)
            if min(cell.top for cell in figures) <= first + _LINE * figures[0].lines[0].size:
                over = DrawnRow([*over.cells, *row.cells], over.ups + row.ups)
                continue
        if over is not None:
            yield over
        over = row
    if over is not None:
        yield over


def _without_prose(rows: Sequence[DrawnRow]) -> list[DrawnRow]:
    """A stretch from its first row of several cells to its last, and a label of several lines above."""
    several = [place for place, row in enumerate(rows) if len(row.cells) > 1]
    if not several:
        return []
    first = several[0]
    left = min(cell.x0 for place in several for cell in rows[place].cells)
    right = max(cell.x1 for place in several for cell in rows[place].cells)
    while first and len(rows[first - 1].cells[0].lines) > 1 and _is_narrow(rows[first - 1], left, right):
        first -= 1
    found = list(rows[first : several[-1] + 1])
    for row in found:
        row.is_prose = len(row.cells) == 1 and not _is_narrow(row, left, right)
    return found


def _with_groups_apart(rows: Sequence[DrawnRow]) -> list[DrawnRow]:
    """Rows, a label parted that seems to go on beside the next row, to the left of all of it: one that stands over
    several columns of a head, and that of the first of them.
    """
    found = list(rows)
    for row, following in itertools.pairwise(found):
        label, beside = row.cells[-1], following.cells[0]
        top = beside.top - _LINE * beside.lines[0].size
        first = next((n for n, line in enumerate(label.lines) if line.glyphs[0].base >= top), 0)
        if first and not label.is_value and all(line.x1 <= beside.x0 for line in label.lines[first:]):
            row.cells[-1] = DrawnCell(label.lines[:first])
            following.cells.insert(0, DrawnCell(label.lines[first:]))
    return found


def _is_narrow(row: DrawnRow, left: float, right: float) -> bool:
    """Whether a single text is a cell of a table between such sides, and no prose."""
    cell = row.cells[0]
    return left <= cell.x0 and cell.x1 <= right and cell.x1 - cell.x0 < _NARROW * (right - left)


def _are_apart(rows: Sequence[DrawnRow]) -> bool:
    """Whether each row ends before the next one begins, but for labels merged down over several."""
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else None
        top = min((line.y0 for cell in following.cells for line in cell.lines[:1]), default=0.0) if following else 1e9
        row.own = [cell for cell in row.cells if cell.lines[-1].y <= top]
        if not row.own or any(cell.is_value for cell in row.cells if cell not in row.own):
            return False
    return True


# --- labels of rows left blank ------------------------------------------------------------------------------


def _are_ruled(rows: Sequence[DrawnRow], rules: Sequence[Rule]) -> bool:
    """Whether lines part the rows of figures."""
    body = [row for row in rows if any(cell.is_value for cell in row.cells)]
    return all(any(a.y < rule.at < b.y for rule in rules) for a, b in itertools.pairwise(body))


def _room_between(rows: Sequence[DrawnRow]) -> float:
    """How far the first line of a row of figures is from the last one of the row before, at the least; infinite where
    that is no farther than the lines of one label may be (those of a figure, in another font, may stand closer).
    """
    body = [row for row in rows if any(cell.is_value for cell in row.cells)]
    steps = [step for row in body for cell in row.cells if not cell.is_value for step in _steps(cell)]
    between = [
        cell.top - over.bottom
        for a, b in itertools.pairwise(body)
        for over in a.own
        for cell in b.own
        if over.x0 < cell.x1 and over.x1 > cell.x0
    ]
    least = min(between, default=0.0)
    return least if steps and least >= _FARTHER * min(steps) else float("inf")


def _steps(cell: DrawnCell) -> list[float]:
    return [b.glyphs[0].base - a.glyphs[0].base for a, b in itertools.pairwise(cell.lines)]


def _parted(row: DrawnRow, room: float) -> Iterator[DrawnRow]:
    """A row parted where the lines of a label stand as far apart as rows do: the upper ones are of a row left blank."""
    for place, cell in enumerate(row.cells):
        far = next((n for n, step in enumerate(_steps(cell), 1) if step > room - _LINE), None)
        if far is not None and not cell.is_value:
            yield DrawnRow([*row.cells[:place], DrawnCell(cell.lines[:far])])
            yield from _parted(DrawnRow([DrawnCell(cell.lines[far:]), *row.cells[place + 1 :]], row.ups), room)
            return
    yield row


def _doubt(rows: Sequence[DrawnRow], room: float) -> None:
    """Mark labels that may be two rows' labels, the upper one of a row left blank: nothing of the row stands beside its
    first line, and that was not full, or the figures of other rows stand beside their labels otherwise.
    """
    if room < float("inf"):
        return  # the lines of a cell are closer than rows
    widths = _Widths(rows)
    are_middle, are_at_top = _agree(rows, _is_middle), _agree(rows, _is_at_top)
    for row in rows:
        for place, cell in enumerate(row.cells):
            later = [other for other in row.cells[place + 1 :] if other in row.own]
            is_label = len(cell.lines) > 1 and not cell.is_value and any(other.is_value for other in later)
            if not is_label or (are_middle and _is_middle(cell, later)):
                continue
            top = min(other.top for other in later)
            for line, following in itertools.pairwise(cell.lines):
                is_above = line.glyphs[0].base < top - _LINE * line.size
                is_sure = widths.is_full(line, following) and not (are_middle or are_at_top)
                cell.is_doubtful |= is_above and not is_sure


def _agree(rows: Sequence[DrawnRow], is_so: Callable[[DrawnCell, Sequence[DrawnCell]], bool]) -> bool:
    """Whether figures stand so beside labels of several lines."""
    shown = []
    for row in rows:
        values = [cell for cell in row.own if cell.is_value]
        labels = [cell for cell in row.own if not cell.is_value and len(cell.lines) > 1]
        shown += [is_so(labels[-1], values)] if values and labels else []
    return len(shown) >= _SHOWN and sum(shown) >= _AGREEING * len(shown)


def _is_middle(cell: DrawnCell, others: Sequence[DrawnCell]) -> bool:
    middle, slack = (cell.top + cell.bottom) / 2, _LINE * cell.lines[0].size
    return all(abs((other.top + other.bottom) / 2 - middle) <= slack for other in others)


def _is_at_top(cell: DrawnCell, others: Sequence[DrawnCell]) -> bool:
    return all(abs(other.top - cell.top) <= _LINE * cell.lines[0].size for other in others)


class _Widths:
    """How wide the lines of labels are that begin, end or have their middle at one place."""

    def __init__(self, rows: Sequence[DrawnRow]) -> None:
        self._lines = [line for row in rows for cell in row.cells for line in cell.lines]

    def is_full(self, line: TextLine, following: TextLine) -> bool:
        """Whether a line leaves no room for the first letter of the next one."""
        slack = line.size / 2
        alike = (
            other
            for other in self._lines
            if abs(other.x0 - line.x0) < slack
            or abs(other.x1 - line.x1) < slack
            or abs(other.x0 + other.x1 - line.x0 - line.x1) < 2 * slack
        )
        first = following.glyphs[0]
        need = line.x1 - line.x0 + first.x1 - first.x0 - _LINE * line.size
        return need > max((other.x1 - other.x0 for other in alike), default=0.0)
