"""Tables of narrow columns on pages that were turned into text as they were laid out.

A label wraps in its column over many lines, its figures stand beside the first of these, labels of groups wrap beside
those of their rows, and pages end between. The rows are told by their figures and by the numbers of their labels, the
columns by rows that have a figure in each. The columns of the text are no measure from one line to another: programs
push pieces aside by what stands left of them anywhere on the page. So a row with blank cells is read only where each of
its figures stands right between those of full rows; else its figures are one piece that nobody can part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from typing import NamedTuple

from toolkit.readers.text.lines import Line, Piece
from toolkit.readers.text.page_columns import lay_figures
from toolkit.readers.text.page_heads import Head, head_over, head_over_pages
from toolkit.readers.text.page_lines import Pages, blank_behind, count_values, labels_of, piece_of
from toolkit.readers.text.page_parts import parts_of
from toolkit.readers.text.page_rows import ROWS, WIDE, Row, RowReader, are_counted, are_numbered

_BETWEEN = 30  # lines from one row with many figures to the next
_FULL = 3  # rows with a figure in each column
_HEAD = 30  # lines of a head
_OTHERS = 3  # lines with many figures that are not the table's


class PageTable(NamedTuple):
    """A table in a text: from its first line to behind its last one, by the index of lines."""

    first: int
    end: int
    rows: tuple[tuple[tuple[Piece, int, int], ...], ...]


def tables_of_pages(text: str, lines: Sequence[Line]) -> Mapping[int, PageTable]:
    """The tables of narrow columns in a text of pages, by the index of their first line."""
    if "\f" not in text:
        return {}
    pages = Pages(text, lines)
    wide = [found for rows in _stretches(pages) if (found := _found(pages, rows)) is not None]
    edges = [0, *(edge for table in wide for edge in (table.first, table.end)), len(lines)]
    between = starmap(range, zip(edges[::2], edges[1::2], strict=True))
    short = [PageTable(part.first, part.end, part.table) for lines in between for part in parts_of(pages, lines)]
    return {table.first: table for table in (*wide, *short)}


def _found(pages: Pages, rows: Sequence[int]) -> PageTable | None:
    """The table of the lines with many figures; the first of them may be of other tables before it."""
    starts = rows[: min(_OTHERS, len(rows) - ROWS) + 1]
    return next((found for at in starts if (found := _Finder(pages, at, rows[-1]).found()) is not None), None)


def _stretches(pages: Pages) -> Iterator[Sequence[int]]:
    """The rows with many figures that stand in one table, each by its line."""
    wide = [at for at, atoms in enumerate(pages.atoms) if count_values(atoms) >= WIDE]
    run: list[int] = []
    for at in wide:
        if run and (at - run[-1] > _BETWEEN or any(pages.ends(between) for between in range(run[-1] + 1, at))):
            if len(run) >= ROWS:
                yield run
            run = []
        run.append(at)
    if len(run) >= ROWS:
        yield run


class _Finder:
    """Finds a table around rows with many figures, or none where anything contradicts that it is set so."""

    def __init__(self, pages: Pages, first: int, last: int) -> None:
        self._pages = pages
        self._first, self._last = first, last

    def found(self) -> PageTable | None:
        """The table."""
        top, begin = self._head_lines()
        if top is None:
            return None
        reader = RowReader(self._pages, begin, self._last)
        rows = reader.read()
        if rows is None or not are_numbered(rows):
            return None
        counts = Counter(len(row.cells) for row in rows)
        width, head = next(self._heads(top, begin, rows, counts), (0, None))
        if head is None:
            return None
        lay_figures(rows, width)
        return PageTable(top, reader.end, tuple(_printed(rows, head, width)))

    def _heads(
        self, top: int, begin: int, rows: Sequence[Row], counts: Mapping[int, int]
    ) -> Iterator[tuple[int, Head]]:
        """The heads of as many columns as most rows have figures that have many; where there is none, of as many as any
        row has that has more, as where the last column is for remarks.
        """
        usual = max((count for count, times in counts.items() if times >= _FULL), default=0)
        wider = sorted((count for count in counts if count > usual), reverse=True)
        for width in (usual, *wider) if usual >= WIDE else ():
            if (head := self._head(top, begin, rows, width)) is not None:
                yield width, head

    def _head_lines(self) -> tuple[int | None, int]:
        """The first line of the head, and the first line of the rows."""
        atoms = self._pages.atoms
        leaf = next(
            (
                at
                for at in range(self._first - 1, max(-1, self._first - _HEAD), -1)
                if sum(1 for atom in atoms[at] if not atom.is_value) >= WIDE - 1 and not count_values(atoms[at])
            ),
            None,
        )
        if leaf is None or any(self._pages.ends(at) for at in range(leaf, self._first)):
            return None, 0
        top = leaf
        while top and not self._pages.ends(top - 1) and not count_values(atoms[top - 1]):
            if not atoms[top - 1] and not self._is_at_page_end(top - 1, leaf):
                break
            top -= 1
        while top < leaf and len(labels_of(atoms[top])) < 2:
            top += 1  # a caption, or what stands over the table
        begin = leaf + 1
        while begin < self._first and not self._may_begin(begin):
            begin += 1
        return top, begin

    def _is_at_page_end(self, at: int, leaf: int) -> bool:
        """Whether nothing but blank lines stands between a line and the end of the page before that of the labels."""
        pages = self._pages
        page = pages.page[at]
        below = next((n for n in range(at, leaf + 1) if pages.atoms[n]), leaf)
        return page == pages.page[leaf] - 1 and pages.page[below] != page

    def _may_begin(self, at: int) -> bool:
        """Whether a line below the head's labels may begin a row: it has figures, or its first label is numbered."""
        atoms = self._pages.atoms[at]
        return bool(atoms) and (count_values(atoms) > 0 or labels_of(atoms)[0].is_numbered)

    def _head(self, top: int, begin: int, rows: Sequence[Row], width: int) -> Head | None:
        """The head of so many columns; of one that was cut by a page's end the labels on the second page are known by
        the figures below them.
        """
        corners = 2 if are_counted(rows) else 1
        atoms, page = self._pages.atoms, self._pages.page
        cut = next((at for at in range(top, begin) if page[at] == page[begin - 1]), top)
        if cut == top:
            return head_over(atoms[top:begin], width, corners)
        full = next((row for row in rows if row.page == page[begin - 1] and len(row.cells) == width), None)
        if full is None:
            return None
        return head_over_pages(atoms[top:cut], atoms[cut:begin], full.cells, corners)


def _printed(rows: Sequence[Row], head: Head, width: int) -> Iterator[tuple[tuple[Piece, int, int], ...]]:
    shift = 1 if are_counted(rows) else 0
    first = shift + 2
    for line in head.over:
        yield tuple((piece_of([atom]), first + column, wide) for atom, column, wide in line)
    corner = [(piece_of(head.corner), 0, first)] if head.corner else []
    yield (*corner, *((piece_of(leaf), first + column, 1) for column, leaf in enumerate(head.leaves)))
    for row in rows:
        cells: list[tuple[Piece, int, int]] = []
        number = [row.number] if row.number is not None else []
        if shift:
            start = number[0] if number else row.label[0]
            cells.append((piece_of(number) if number else blank_behind(start), 0, 1))
        label = piece_of([*([] if shift else number), *row.label])
        group = [atom for each in row.groups for atom in each]
        if row.is_single:
            cells.append((label, shift, 2))
        else:
            cells += [(piece_of(group) if group else blank_behind(row.label[0]), shift, 1), (label, shift + 1, 1)]
        if row.is_open and row.cells:
            figures = [atom for atom in row.cells if atom.is_value]  # with words they would be taken for a label
            cells.append((piece_of(figures or row.cells), first, width))
        elif not row.is_open:
            last = row.label[-1]
            for column, atom in enumerate(row.laid):
                text = piece_of([atom, *row.notes.get(atom.start, ())]) if atom is not None else blank_behind(last)
                cells.append((text, first + column, 1))
                last = atom or last
        yield tuple(cells)
