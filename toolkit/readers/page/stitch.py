"""Tables that run over pages made whole: heads printed again left out, rows and merged labels that a page's end cuts
put together.

A row goes on behind a page's end if its text was too long for its line there; it never takes a value from another row:
only where the one half has none may the other's stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.readers.page.layout import Part, PartCell, TablePart
from toolkit.readers.page.model import UNKNOWN, Box
from toolkit.readers.page.rules import SAME, nearest, places
from toolkit.readers.page.text import Frame, TextLine, goes_on

_WIDTHS = 5.0  # points by which the halves of a table may differ in width
_COLUMNS = 4  # sides that show that columns are the same
_HEADS = 6  # rows of a head printed again
_CUT_OFF = 3  # characters that are left at the least of a label printed again in too low a cell
_SIGN = re.compile(
    r"\s*(?:[(（〔]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）〕、.．:：]|[①-⑳]|第[一二三四五六七八九十]+(?:部分|条))"
)
_UNIT = re.compile("[万亿]?[件项条份人次元宗起个部篇]{1,2}")
_VALUE = re.compile(r"[+\-−增减]?\s*[\d０-９][\d０-９,，.．\s]*[^\d\s]{0,3}|[-−–—―/／\\~～·]+|[无零〇]")


@dataclass
class Stitch:
    """A cell of a table over pages: ``x0`` to ``x1`` as its first page has it, ``spots`` are its pages and boxes."""

    row: int
    row_end: int
    x0: float
    x1: float
    text: str
    spots: list[tuple[int, Box, bool]]
    lines: tuple[TextLine, ...]
    frame: Frame
    box: Box
    top: bool
    bottom: bool
    inner: tuple[Part, ...]
    page: int

    @property
    def x(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2

    @property
    def spot(self) -> tuple[int, Box]:
        """Where it stands: where its text begins."""
        page, box, _ = next((spot for spot in self.spots if spot[2]), self.spots[0])
        return page, box

    @property
    def is_label(self) -> bool:
        """Whether words stand in it."""
        return bool(self.text.strip()) and not self.is_value and any("\u2e80" <= c <= "\u9fff" for c in self.text)

    @property
    def is_value(self) -> bool:
        """Whether a number or a sign stands in it."""
        return _VALUE.fullmatch(self.text.strip()) is not None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip() and not self.inner


@dataclass
class Stitched:
    """A table over pages, growing page by page."""

    cells: list[Stitch] = field(default_factory=list)
    rows: int = 0
    x0: float = 0.0
    x1: float = 0.0
    doubtful: list[Sequence[Stitch]] = field(default_factory=list)

    def columns(self) -> list[float]:
        """The places of its columns' sides."""
        return places([x for cell in self.cells for x in (cell.x0, cell.x1)])


def begun(part: TablePart, page: int) -> Stitched:
    """A table with its first page."""
    return Stitched(list(_cells(part, page, 0.0)), len(part.ys) - 1, part.xs[0], part.xs[-1])


def _cells(part: TablePart, page: int, shift: float) -> Iterator[Stitch]:
    for cell in part.cells:
        yield _stitch(cell, page, shift)


def _stitch(cell: PartCell, page: int, shift: float) -> Stitch:
    return Stitch(
        cell.place.row,
        cell.place.row_end,
        cell.box[0] + shift,
        cell.box[2] + shift,
        cell.text,
        [(page, cell.box, bool(cell.text.strip()))],
        cell.lines,
        cell.frame,
        cell.box,
        cell.place.top,
        cell.place.bottom,
        cell.inner,
        page,
    )


def is_continued(table: Stitched, part: TablePart) -> bool:
    """Whether what stands first on the next page may be the same table: as wide, and with the same columns."""
    return _shift(table, part) is not None


def _shift(table: Stitched, part: TablePart) -> float | None:
    """How far to the left of the table's place it goes on; None where it doesn't."""
    own = table.columns()
    if abs((table.x1 - table.x0) - (part.xs[-1] - part.xs[0])) <= _WIDTHS:
        shift = table.x0 - part.xs[0]
        inner = [x for x in part.xs[1:-1] if abs(own[nearest(own, x + shift)] - x - shift) <= SAME]
        return shift if len(inner) * 2 >= min(len(own), len(part.xs)) - 2 else None
    # The side of a merged cell that goes down all the page may not be drawn: the columns beside it are where they were.
    is_at_side = abs(part.xs[0] - table.x0) <= SAME or abs(part.xs[-1] - table.x1) <= SAME
    is_same = is_at_side and all(abs(own[nearest(own, x)] - x) <= SAME for x in part.xs)
    return 0.0 if is_same and len(part.xs) > _COLUMNS else None


def continued(table: Stitched, part: TablePart, page: int) -> None:
    """Put the next page's part of a table behind it."""
    cells = list(_cells(part, page, _shift(table, part) or 0.0))
    rows = len(part.ys) - 1
    again = _head_again(table, cells, rows)
    cells = [cell for cell in cells if cell.row >= again]
    for cell in cells:
        cell.row -= again
        cell.row_end -= again
    rows -= again
    _drop_strip(table)
    last = [cell for cell in table.cells if cell.row_end == table.rows]
    first = [cell for cell in cells if cell.row == 0]
    pairs = [(cell, _under(cell, last)) for cell in first]
    if _is_cut_row(pairs):
        _mend(table, cells, rows, pairs)
    else:
        if _may_be_rest(first, last):
            table.doubtful.append(first)
        at_cut = {id(cell) for cell in (*last, *first)}
        whole = {(cell.x0, _squeezed(cell)) for cell in (*table.cells, *cells) if id(cell) not in at_cut}
        _append(table, cells, rows, list(_cut_labels(pairs, last, first, whole)))


def settle(table: Stitched) -> None:
    """Say of rows that may be the rest of the row on the page before, or rows left blank, that it cannot be told.

    Where the table has other rows left blank, one that begins with a list sign is that too.
    """
    doubtful = {id(cell) for row in table.doubtful for cell in row}
    rows: dict[int, list[Stitch]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    others = [cells for cells in rows.values() if not any(id(cell) in doubtful for cell in cells)]
    are_usual = any(_is_left_blank(cells) for cells in others)
    for row in table.doubtful:
        if are_usual and _has_sign(row):
            continue
        for cell in row:
            if cell.is_blank and cell.row_end == cell.row + 1:
                cell.text = UNKNOWN


def _has_sign(row: Sequence[Stitch]) -> bool:
    """Whether the label nearest to the figures begins with a list sign, as no rest of a label does."""
    labels = [cell for cell in row if cell.is_label and cell.row_end == cell.row + 1]
    return _SIGN.match(max(labels, key=lambda cell: cell.x0).text) is not None


def _drop_strip(table: Stitched) -> None:
    """Drop a last row that is only the room beside cells that a page's end cuts: nothing stands in it, and no line ends
    it.
    """
    strip = [cell for cell in table.cells if cell.row == table.rows - 1]
    beside = [cell for cell in table.cells if cell.row < table.rows - 1 and cell.row_end == table.rows]
    if not beside or any(cell.bottom for cell in (*strip, *beside)) or not all(cell.is_blank for cell in strip):
        return
    table.cells = [cell for cell in table.cells if cell.row < table.rows - 1]
    for cell in beside:
        cell.row_end -= 1
    table.rows -= 1


def _may_be_rest(first: Sequence[Stitch], last: Sequence[Stitch]) -> bool:
    return _is_left_blank(first) and any(cell.is_value for cell in last)


def _is_left_blank(row: Sequence[Stitch]) -> bool:
    """Whether a row has a label and no figure."""
    own = [cell for cell in row if cell.row_end == cell.row + 1]
    return (
        any(cell.is_label for cell in own)
        and sum(cell.is_blank for cell in own) > 0
        and not any(c.is_value for c in row)
    )


def _head_again(table: Stitched, cells: Sequence[Stitch], rows: int) -> int:
    """How many rows at the top are a head of the table, printed again."""
    by_row: dict[int, list[Stitch]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for count in range(min(_HEADS, rows - 1, table.rows), 0, -1):
        more = _rows_of([cell for cell in cells if cell.row < count], 0, count)
        if not any(cell.is_label for cell in more) or any(cell.is_value for cell in more):
            continue
        begin = {_squeezed(cell) for cell in more if cell.row == 0}
        for first in range(table.rows - count, -1, -1):
            if any(_squeezed(cell) in begin for cell in by_row.get(first, ())):
                head = [cell for row in range(first, first + count) for cell in by_row.get(row, ())]
                if _are_again(_rows_of(head, first, count), more, first):
                    return count
    return 0


def _rows_of(cells: Sequence[Stitch], first: int, count: int) -> list[Stitch]:
    """The cells of so many rows in order, without blank ones that go on below them, as beside a whole table."""
    return sorted((cell for cell in cells if cell.row_end <= first + count or not cell.is_blank), key=_place)


def _place(cell: Stitch) -> tuple[int, float]:
    return cell.row, cell.x0


def _are_again(head: Sequence[Stitch], more: Sequence[Stitch], first: int) -> bool:
    """Whether cells are those of a head that begins at a row, printed again."""
    if len(head) != len(more):
        return False
    pairs = list(zip(head, more, strict=True))
    same = sum(_squeezed(one) == _squeezed(other) for one, other in pairs)
    return same * 2 > len(pairs) and all(_is_again(one, other, first) for one, other in pairs)


def _is_again(one: Stitch, other: Stitch, first: int) -> bool:
    """Whether a cell is printed again, be it that its text is cut off by its cell's end."""
    if (one.row - first, one.row_end - first) != (other.row, other.row_end) or not _stands_under(one, other):
        return False
    text, again = _squeezed(one), _squeezed(other)
    return text == again or (len(again) > _CUT_OFF and text.startswith(again))


def _stands_under(over: Stitch, cell: Stitch) -> bool:
    return abs(over.x0 - cell.x0) <= SAME and abs(over.x1 - cell.x1) <= SAME


def _under(cell: Stitch, last: Sequence[Stitch]) -> Stitch | None:
    return next((over for over in last if _stands_under(over, cell)), None)


# --- what a page's end cuts -------------------------------------------------------------------------------


def _is_cut_row(pairs: Sequence[tuple[Stitch, Stitch | None]]) -> bool:
    """Whether the first row of a page is the rest of the row before: each cell under one of it, and either the text of
    a label goes on and nothing else stands there, or only values stand there and none before.
    """
    if len(pairs) < 2 or any(over is None for _, over in pairs):
        return False
    halves = [(cell, over) for cell, over in pairs if over is not None]
    own = [(cell, over) for cell, over in halves if cell.row_end == 1]
    if not own or any(cell.inner or over.inner for cell, over in halves):
        return False
    if all(cell.is_blank for cell, _ in own):
        # Behind a row of figures that is no row, or one that says nothing.
        is_behind_figures = any(over.is_value for _, over in own)
        return all(cell.is_blank for cell, _ in halves) and (is_behind_figures or _is_open(own))
    return _is_rest(own)


def _is_rest(own: Sequence[tuple[Stitch, Stitch]]) -> bool:
    """Whether what stands in cells goes on with what stands in those over them."""
    values = [(cell, over) for cell, over in own if cell.is_value]
    labels = [(cell, over) for cell, over in own if not cell.is_value and not cell.is_blank]
    if not labels:
        return all(over.is_blank for _, over in values) and any(over.is_label for _, over in own)
    lacks_some = any(cell.is_blank and over.is_value for cell, over in own)
    if any(_SIGN.match(cell.text) for cell, _ in labels) or (values and not lacks_some):
        return False
    # Each column has its figure on one page: some stood lower in their cells than others.
    if values and all(over.is_blank for _, over in values) and all(over.is_label for _, over in labels):
        return True
    # A number may be so long for its cell that it goes on too; but not in every column.
    may_run_on = all(over.is_blank or (over.is_value and _runs_on(over, cell)) for cell, over in values)
    return may_run_on and all(_runs_on(over, cell) for cell, over in labels)


def _is_open(halves: Sequence[tuple[Stitch, Stitch]]) -> bool:
    """Whether no line stands between the halves on either page."""
    return not any(over.bottom or cell.top for cell, over in halves)


def _runs_on(over: Stitch, cell: Stitch) -> bool:
    """Whether the text of a cell goes on in another: its last line was full, and stood at the cell's end."""
    if not over.lines or not cell.lines:
        return False
    line, following = over.lines[-1], cell.lines[0]
    is_at_end = over.box[3] - line.y1 < 1.5 * line.size
    return is_at_end and goes_on(line, following, over.frame)


def _cut_labels(
    pairs: Sequence[tuple[Stitch, Stitch | None]],
    last: Sequence[Stitch],
    first: Sequence[Stitch],
    whole: Collection[tuple[float, str]],
) -> Iterator[tuple[Stitch, Stitch]]:
    """The cells that are merged over the page's end, each with its first half. ``whole`` are the texts of other rows
    and where their cells begin: what stands elsewhere as it is, a unit above all, is no half.
    """
    is_body = _is_body(last)
    # Where the rows are parted otherwise, those cells that are not may be one over both rows.
    is_parted = any(over is None for _, over in pairs)
    is_head = is_parted and not any(cell.is_value for cell in (*last, *first))
    again = _said_again(last) | _said_again(first)
    for cell, over in pairs:
        if over is None:
            if is_head and cell.is_blank:
                yield from ((cell, rest) for rest in _rests(cell, last))
            continue
        # Below a head's label a blank cell says nothing else than that label, be it a cell of its own or not.
        may_go_on = cell.is_blank or _is_open([(cell, over)])
        if is_head and not again.isdisjoint((_squeezed(over), _squeezed(cell))):
            continue  # a label that stands twice in a head is whole
        if is_head and over.is_label and not _SIGN.match(cell.text) and may_go_on:
            yield cell, over
            continue
        if cell.is_label and any((half.x0, _squeezed(half)) in whole for half in (over, cell)):
            continue
        may_go_down = (is_parted or _SIGN.match(over.text)) and _has_labels(over, last) and _has_labels(cell, first)
        goes_down = may_go_down and not _SIGN.match(cell.text) and cell.is_label and _runs_on(over, cell)
        if goes_down or (is_body and _is_cut_label(over, cell)):
            yield cell, over


def _has_labels(cell: Stitch, row: Sequence[Stitch]) -> bool:
    """Whether another label stands behind a cell in its row, which tells rows apart that have the first one together.
    A unit does not, nor the label behind the row's figure in a table of two halves side by side.
    """
    behind = sorted((other for other in row if other.x0 >= cell.x1 - SAME), key=lambda other: other.x0)
    following = next((other for other in behind if not _UNIT.fullmatch(_squeezed(other))), None)
    return following is not None and following.is_label and following.row_end == following.row + 1


def _said_again(row: Sequence[Stitch]) -> set[str]:
    """The labels that stand in several cells of a row."""
    counts = Counter(_squeezed(cell) for cell in row if cell.is_label)
    return {text for text, count in counts.items() if count > 1}


def _rests(cell: Stitch, last: Sequence[Stitch]) -> Sequence[Stitch]:
    """The cells over a blank one that are side by side as wide as it: it is what is left of them on this page, so low
    that it shows no sides.
    """
    over = sorted((other for other in last if cell.x0 - SAME < other.x < cell.x1 + SAME), key=lambda other: other.x0)
    is_as_wide = over and abs(over[0].x0 - cell.x0) <= SAME and abs(over[-1].x1 - cell.x1) <= SAME
    return over if is_as_wide else ()


def _is_body(last: Sequence[Stitch]) -> bool:
    """Whether a row is one of figures, be they blank: under the labels of a head, a blank cell is a blank cell."""
    return any(cell.is_value for cell in last) or (any(cell.is_blank for cell in last) and len(last) > 2)


def _is_cut_label(over: Stitch, cell: Stitch) -> bool:
    """Whether a cell is the rest of a label that was merged down over rows on both sides of the page's end."""
    if over.inner or cell.inner:
        return False
    is_tall = over.row_end - over.row > 1
    if over.is_blank:
        return is_tall and cell.is_label
    if cell.is_blank or not over.is_label:
        return over.is_label
    if not is_tall and cell.row_end - cell.row < 2:
        return False
    return _squeezed(over) == _squeezed(cell) or (
        cell.is_label and not _SIGN.match(cell.text) and _falls_off(over, cell)
    )


def _falls_off(over: Stitch, cell: Stitch) -> bool:
    """Whether a text goes down to the end of its cell and on in another: full lines, or one character a line."""
    if not over.lines or not cell.lines:
        return False
    line = over.lines[-1]
    stands_upright = len(over.lines) > 1 and all(len(line.glyphs) == 1 for line in over.lines)
    is_at_end = over.box[3] - line.y1 < 1.3 * line.size
    return is_at_end and (stands_upright or goes_on(line, cell.lines[0], over.frame))


def _squeezed(cell: Stitch) -> str:
    return "".join(cell.text.split())


def _join(over: Stitch, cell: Stitch, row_end: int) -> None:
    """Make two halves one cell."""
    if _squeezed(over) != _squeezed(cell):
        over.text += cell.text
    over.spots += cell.spots
    over.lines = cell.lines or over.lines
    over.row_end, over.bottom, over.box, over.frame = row_end, cell.bottom, cell.box, cell.frame


def _mend(table: Stitched, cells: Sequence[Stitch], rows: int, pairs: Sequence[tuple[Stitch, Stitch | None]]) -> None:
    """Join the halves of a row."""
    shift = table.rows - 1
    joined = set()
    for cell, over in pairs:
        if over is not None:
            _join(over, cell, cell.row_end + shift)
            joined.add(id(cell))
    for cell in cells:
        if id(cell) not in joined:
            cell.row += shift
            cell.row_end += shift
            table.cells.append(cell)
    table.rows += rows - 1


def _append(table: Stitched, cells: Sequence[Stitch], rows: int, cut: Sequence[tuple[Stitch, Stitch]]) -> None:
    """Put rows behind a table's, labels that were cut joined."""
    joined = set()
    for cell, over in cut:
        _join(over, cell, cell.row_end + table.rows)
        joined.add(id(cell))
    for cell in cells:
        if id(cell) not in joined:
            cell.row += table.rows
            cell.row_end += table.rows
            table.cells.append(cell)
    table.rows += rows
