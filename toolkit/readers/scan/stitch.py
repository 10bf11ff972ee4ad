"""Tables cut by the ends of pages put together again: rows numbered on, rows and merged labels that are cut joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.model import Seen
from toolkit.readers.scan.page import Points, ReadTable

_WIDTH = 0.03  # of the page's width, by which the parts of a table may differ in width
_SAME = 0.015  # of the table's width: nearer lines are the same
_HEADS = 6  # rows of a head printed again
_SIGN = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．,，]|[①-⑳]|第[一二三四五六七八九十]+条)")


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of a table over pages: where its text begins is on ``page``, in ``box`` of that page's picture."""

    text: str
    seen: Seen
    row: int
    column: int
    rowspan: int
    colspan: int
    page: int
    box: Points

    @property
    def is_label(self) -> bool:
        """Whether words stand in it."""
        return sum("㐀" <= c <= "鿿" for c in self.text) > 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table over pages. ``xs``: its columns' edges, from 0 to 1 of its width; ``width`` is of its page's."""

    cells: tuple[PageCell, ...]
    xs: tuple[float, ...]
    rows: int
    width: float


def begun(table: ReadTable, page: int) -> PageTable:
    """A table as far as one page has it."""
    cells = tuple(PageCell(c.text, c.seen, c.row, c.column, c.rowspan, c.colspan, page, c.box) for c in table.cells)
    return PageTable(cells, table.xs, max(cell.row + cell.rowspan for cell in cells), table.width)


def is_continued(table: PageTable, more: PageTable) -> bool:
    """Whether what stands first on the next page may be the same table: as wide, and with the same columns."""
    if abs(table.width - more.width) > _WIDTH:
        return False
    own, others = table.xs[1:-1], more.xs[1:-1]
    shared = sum(any(abs(x - other) < _SAME for other in own) for x in others)
    return shared * 2 >= min(len(own), len(others))


def continued(table: PageTable, more: PageTable) -> PageTable:
    """A table with its next part put behind it."""
    xs = _merged(table.xs, more.xs)
    cells, following = _on(xs, table), _on(xs, more)
    again = _head_again(cells, following, more.rows)
    following = [replace(cell, row=cell.row - again) for cell in following if cell.row >= again]
    last = [cell for cell in cells if cell.row + cell.rowspan == table.rows]
    first = [cell for cell in following if cell.row == 0]
    over = {cell: _over(cell, last) for cell in first}
    if _is_cut_row(first, over):
        joined = {above: _joined(above, cell) for cell in first if (above := over[cell]) is not None}
        rest = [replace(cell, row=cell.row - 1 + table.rows) for cell in following if cell.row > 0]
        rows = table.rows + more.rows - again - 1
    else:
        cut = {above: cell for cell in first if (above := over[cell]) is not None and _is_cut_label(above, cell)}
        joined = {above: replace(above, rowspan=above.rowspan + cell.rowspan) for above, cell in cut.items()}
        gone = set(cut.values())
        rest = [replace(cell, row=cell.row + table.rows) for cell in following if cell not in gone]
        rows = table.rows + more.rows - again
    kept = [joined.get(cell, cell) for cell in cells]
    ordered = sorted((*kept, *rest), key=lambda cell: (cell.row, cell.column))
    return PageTable(tuple(ordered), xs, rows, table.width)


def _merged(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """Both tables' edges, those near one another once, as the first has them."""
    more = [x for x in other if all(abs(x - y) >= _SAME for y in one)]
    return tuple(sorted((*one, *more)))


def _on(xs: Sequence[float], table: PageTable) -> list[PageCell]:
    """A table's cells counted by other columns' edges."""
    places = [_nearest(xs, x) for x in table.xs]
    return [
        replace(c, column=places[c.column], colspan=max(1, places[c.column + c.colspan] - places[c.column]))
        for c in table.cells
    ]


def _nearest(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda place: abs(xs[place] - x))


def _head_again(cells: Sequence[PageCell], more: Sequence[PageCell], rows: int) -> int:
    """How many rows at the top are the table's head, printed again: words alone, nearly the same words."""
    for count in range(min(_HEADS, rows - 1), 0, -1):
        head = [cell for cell in cells if cell.row < count]
        again = [cell for cell in more if cell.row < count]
        if len(head) != len(again) or any(c.row + c.rowspan > count or not (c.is_label or c.is_blank) for c in again):
            continue
        pairs = list(zip(head, again, strict=True))
        same_place = all((a.row, a.column, a.colspan) == (b.row, b.column, b.colspan) for a, b in pairs)
        same_text = sum(a.text == b.text for a, b in pairs)
        if same_place and same_text * 5 >= 4 * len(pairs) and any(cell.is_label for cell in again):
            return count
    return 0


def _over(cell: PageCell, last: Sequence[PageCell]) -> PageCell | None:
    return next((above for above in last if (above.column, above.colspan) == (cell.column, cell.colspan)), None)


def _is_cut_row(first: Sequence[PageCell], over: dict[PageCell, PageCell | None]) -> bool:
    """Whether the first row of a page is the rest of the row before: each cell stands under one of that row, words go
    on without a list sign, and the figures stand on one side of the page's end only.
    """
    pairs = [(cell, over[cell]) for cell in first if cell.rowspan == 1]
    if len(first) < 3 or not pairs or any(over[cell] is None for cell in first):
        return False
    words = [cell for cell, above in pairs if above is not None and above.is_label and not cell.is_blank]
    values = [(cell, above) for cell, above in pairs if above is not None and not above.is_label and not cell.is_label]
    if not values or any(_SIGN.match(cell.text) or (not cell.is_label and len(cell.text) > 2) for cell in words):
        return False
    below_blank = all(cell.is_blank for cell, _ in values)
    above_blank = all(above.is_blank for _, above in values)
    return (below_blank and not above_blank) or (above_blank and not below_blank and bool(words))


def _joined(above: PageCell, cell: PageCell) -> PageCell:
    """Both halves of a cell: at the place where its text begins."""
    if above.is_blank and not cell.is_blank:
        return replace(above, text=cell.text, seen=cell.seen, page=cell.page, box=cell.box)
    score = min(above.seen.score, cell.seen.score)
    seen = above.seen if cell.is_blank else Seen(score)
    return replace(above, text=above.text + cell.text, seen=seen, rowspan=above.rowspan + cell.rowspan - 1)


def _is_cut_label(above: PageCell, cell: PageCell) -> bool:
    """Whether a cell is the rest of a label that is merged down over rows on both sides of the page's end."""
    over_rows = above.rowspan > 1 or cell.rowspan > 1
    if above.is_label and cell.is_blank:
        return over_rows
    return over_rows and above.is_label and cell.text == above.text
