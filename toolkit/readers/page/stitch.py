"""Tables that run over pages made whole: heads printed again left out, rows and merged labels that a page's end cuts
put together (see ``halves``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.readers.page.halves import SIGN, Stitch, cut_labels, follows, is_cut_row, squeezed
from toolkit.readers.page.layout import PartCell, TablePart
from toolkit.readers.page.model import UNKNOWN
from toolkit.readers.page.rules import SAME, nearest, places

_WIDTHS = 5.0  # points by which the halves of a table may differ in width
_COLUMNS = 4  # sides that show that columns are the same
_HEADS = 6  # rows of a head printed again
_CUT_OFF = 3  # characters that are left at the least of a label printed again in too low a cell


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
    if is_cut_row(pairs, last):
        _mend(table, cells, rows, pairs)
    else:
        if _may_be_rest(first, last):
            table.doubtful.append(first)
        at_cut = {id(cell) for cell in (*last, *first)}
        whole = {(cell.x0, squeezed(cell)) for cell in (*table.cells, *cells) if id(cell) not in at_cut}
        _append(table, cells, rows, list(cut_labels(pairs, last, first, whole)))


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
    return SIGN.match(max(labels, key=lambda cell: cell.x0).text) is not None


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
    return _is_left_blank(first) and any(cell.is_value for cell in last) and not follows(first, last)


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
        begin = {squeezed(cell) for cell in more if cell.row == 0}
        for first in range(table.rows - count, -1, -1):
            if any(squeezed(cell) in begin for cell in by_row.get(first, ())):
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
    same = sum(squeezed(one) == squeezed(other) for one, other in pairs)
    return same * 2 > len(pairs) and all(_is_again(one, other, first) for one, other in pairs)


def _is_again(one: Stitch, other: Stitch, first: int) -> bool:
    """Whether a cell is printed again, be it that its text is cut off by its cell's end."""
    if (one.row - first, one.row_end - first) != (other.row, other.row_end) or not _stands_under(one, other):
        return False
    text, again = squeezed(one), squeezed(other)
    return text == again or (len(again) > _CUT_OFF and text.startswith(again))


def _stands_under(over: Stitch, cell: Stitch) -> bool:
    return abs(over.x0 - cell.x0) <= SAME and abs(over.x1 - cell.x1) <= SAME


def _under(cell: Stitch, last: Sequence[Stitch]) -> Stitch | None:
    return next((over for over in last if _stands_under(over, cell)), None)


# --- halves joined ------------------------------------------------------------------------------------------


def _join(over: Stitch, cell: Stitch, row_end: int) -> None:
    """Make two halves one cell."""
    if squeezed(over) != squeezed(cell):
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
