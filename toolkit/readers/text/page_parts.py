"""Short tables of narrow columns on pages that were turned into text: a head, and a few rows below it.

Both wrap: the head's labels over their columns, the rows' labels below the line that has their figures. Left of these a
group's label may stand, which is the head's title, too; elsewhere the title stands alone over each head. A row with a
figure for each label is read; one that lacks some, where those that it has stand under their labels as those of full
rows do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.readers.text.lines import Piece
from toolkit.readers.text.page_heads import columns_of
from toolkit.readers.text.page_lines import Atom, Pages, blank_behind, labels_of, piece_of

_HEAD = 5  # lines
_OF_WORDS = re.compile(r"[\u3400-\u9fff\u2e80-\u2fdf()（）]")
_NARROW = 12  # columns, six characters: of a label that is not wrapped few have as many

PartRow = tuple[tuple[Piece, int, int], ...]


@dataclass(slots=True)
class _Row:
    """A row: the pieces of its label, what stands left of that, and its figures. Its last line is ``last``; ``below``
    are the lines of words behind it, ``places`` the columns of its figures, where these are known.
    """

    label: list[Atom]
    before: Sequence[Atom]
    figures: Sequence[Atom]
    last: int
    below: Sequence[int] = ()
    places: Sequence[int] | None = None


@dataclass(slots=True)
class Part:
    """A head with the rows below it: the first line, the columns of labels (that of the rows' labels first, but for
    ``left`` that stands before it), the rows.
    """

    first: int
    left: Sequence[Atom]
    columns: Sequence[Sequence[Atom]]
    rows: list[_Row] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The line behind the last one."""
        return self.rows[-1].last + 1

    @property
    def width(self) -> int:
        """How many figures a row has."""
        return len(self.columns) - 1

    @property
    def table(self) -> tuple[PartRow, ...]:
        """Its cells, each with its column and how many it covers."""
        head = tuple((piece_of(column), place, 1) for place, column in enumerate(self.columns))
        title = (((piece_of([*self.left, *self.rows[0].before]), 0, len(self.columns)),),) if self.left else ()
        return (*title, head, *(self._cells(row) for row in self.rows))

    def _cells(self, row: _Row) -> PartRow:
        label = (piece_of(row.label), 0, 1)
        if row.places is None:
            return (label, (piece_of(row.figures), 1, self.width))  # nobody knows which cell is which
        at = dict(zip(row.places, row.figures, strict=True))
        cells: list[tuple[Piece, int, int]] = []
        last = row.label[-1]
        for place in range(1, self.width + 1):
            last = at.get(place, last)
            cells.append((piece_of([at[place]]) if place in at else blank_behind(last), place, 1))
        return (label, *cells)

    def holds(self, row: _Row) -> bool:
        """Whether a row is one more of this table: its label stands in the column of the others."""
        start, end = self.edges
        is_beside = not row.before or (bool(self.left) and all(_meets(atom, self.left) for atom in row.before))
        label = row.label[0]
        return is_beside and label.start < end and label.end > start and len(row.figures) <= self.width

    @property
    def edges(self) -> tuple[int, int]:
        """Where the column of labels begins, and where the figures do."""
        pieces = [atom for row in self.rows for atom in row.label]
        return min(atom.start for atom in pieces), min(row.figures[0].start for row in self.rows)


def parts_of(pages: Pages, lines: range) -> Iterator[Part]:
    """The short tables in some lines of a text of pages."""
    part: Part | None = None
    words: list[int] = []
    is_titled: bool | None = None
    for at in lines:
        atoms = pages.atoms[at]
        if not atoms or pages.is_page_number(at):
            continue
        figures, is_end = _first_cell(atoms), pages.ends(at) or "\t" in pages.lines[at].text
        if figures == len(atoms) and not is_end:
            words.append(at)
            continue
        row = _row_of(atoms, figures, at) if not is_end else None
        fresh = _headed(row, words, pages) if row is not None and words else None
        over = words[: words.index(fresh.first)] if fresh is not None else words
        if fresh is not None and is_titled is None:
            is_titled = bool(over) and len(labels_of(pages.atoms[over[-1]])) == 1
        if part is not None:
            part.rows[-1].below = over[:-1] if fresh is not None and is_titled else over
            if fresh is None and row is not None and part.holds(row):
                part.rows.append(row)
            else:
                yield from _closed(part, pages)
                part = None
        part = fresh or part
        is_titled = None if is_end else is_titled
        words = []
    if part is not None:
        part.rows[-1].below = words
        yield from _closed(part, pages)


def _closed(part: Part, pages: Pages) -> Iterator[Part]:
    """The part with whole labels and its figures in their columns, up to the first row behind which words stand that
    are not of its label; none where no row has a figure for each column, or rows have groups beside them.
    """
    pieces = [piece for row in part.rows for piece in (*row.label, *_beside(part, row, pages))]
    width = max(_width(piece.text) for piece in (*part.columns[0], *pieces))
    if any(row.before for row in part.rows[1:]) or not _is_one_label(part.columns[0], width):
        return  # rows of groups; or a row without figures stands below the head
    _place(part, pages)
    for count, row in enumerate(part.rows, 1):
        if not _give_label(part, row, pages, width):
            part.rows = part.rows[:count]
            break
    if any(len(row.figures) == part.width for row in part.rows):
        yield part


def _is_one_label(pieces: Sequence[Atom], width: int) -> bool:
    """Whether pieces below one another go on from one to the next, each but the last being full."""
    is_going_on = all(_width(a.text) + _width(b.text[0]) > width for a, b in pairwise(pieces))
    return is_going_on and (len(pieces) == 1 or _width(pieces[-1].text) < width)


def _place(part: Part, pages: Pages) -> None:
    """Say of each row in which columns its figures are: a full one has one for each; where such rows stand straight
    below the head, by characters or on a screen, others do.
    """
    every = list(range(1, part.width + 1))
    for measure in (lambda atom: atom, lambda atom: _on_screen(atom, pages)):
        columns = [[measure(atom) for atom in column] for column in part.columns]
        under = [_under([measure(atom) for atom in row.figures], columns) for row in part.rows]
        full = [found for row, found in zip(part.rows, under, strict=True) if len(row.figures) == part.width]
        is_straight = bool(full) and all(found == every for found in full)
        for row, found in zip(part.rows, under, strict=True):
            row.places = every if len(row.figures) == part.width else found if is_straight else None
        if is_straight:
            return


def _under(figures: Sequence[Atom], columns: Sequence[Sequence[Atom]]) -> list[int] | None:
    """The columns of the labels over figures; None where one has none over it, or several."""
    found: list[int] = []
    for atom in figures:
        over = [place for place, column in enumerate(columns) if _meets(atom, column)]
        if len(over) != 1 or over[0] in {0, *found}:
            return None
        found.append(over[0])
    return found


def _on_screen(atom: Atom, pages: Pages) -> Atom:
    """An atom with its columns on a screen."""
    start = _width(pages.texts[atom.line][: atom.start])
    return atom._replace(start=start, end=start + _width(atom.text))


def _beside(part: Part, row: _Row, pages: Pages) -> Iterator[Atom]:
    """The pieces below a row, up to a blank line, that stand in the column of labels, and nothing beside them but what
    stands left.
    """
    start, end = part.edges
    for above, at in pairwise((row.last, *row.below)):
        if at > above + 1 and pages.page[at] == pages.page[above]:
            return
        pieces = [atom for atom in labels_of(pages.atoms[at]) if not _meets(atom, part.left)]
        if len(pieces) > 1 or not all(start - 1 <= piece.start and piece.end <= end for piece in pieces):
            return
        yield from pieces


def _give_label(part: Part, row: _Row, pages: Pages, width: int) -> bool:
    """Put the words below a row that go on with its label to it: each piece follows one that is full. Whether all of
    them do. Where the last is as long as a column is wide that may hold whole labels it may be that of another row.
    """
    pieces = list(_beside(part, row, pages))
    for piece in pieces:
        if _width(row.label[-1].text) + _width(piece.text[0]) <= width:
            break
        row.label.append(piece)
        row.last = max(row.last, next(at for at in row.below if pages.lines[at].number == piece.line))
    if len(row.label) > 1 and _width(row.label[-1].text) >= width > _NARROW:
        row.places = None
    return len(row.label) == 1 + len(pieces)


def _row_of(atoms: Sequence[Atom], figures: int, at: int) -> _Row | None:
    """A line as a row: labels, and figures behind them."""
    labels = labels_of(atoms[:figures])
    is_row = bool(labels) and all(map(_is_cell, atoms[figures:]))
    return _Row(labels[-1:], labels[:-1], atoms[figures:], at) if is_row else None


def _first_cell(atoms: Sequence[Atom]) -> int:
    """The place of the first atom that is no word; how many there are, where all are."""
    return next((place for place, atom in enumerate(atoms) if _is_cell(atom)), len(atoms))


def _is_cell(atom: Atom) -> bool:
    """Whether an atom is a figure, or may be one that can't be read: no word, and no part of one in brackets."""
    return atom.is_value or not _OF_WORDS.search(atom.text)


def _headed(row: _Row, words: Sequence[int], pages: Pages) -> Part | None:
    """A part that begins with a row: the lines of words right over it whose pieces stand each over one column. What
    stands alone over these is their title.
    """
    lines: list[Sequence[Atom]] = []
    columns: list[list[Atom]] = []
    first = 0
    for at in reversed(words[-_HEAD:]):
        atoms = pages.atoms[at]
        if any(sum(1 for column in columns if _meets(atom, column)) > 1 for atom in atoms):
            break
        lines.append(atoms)
        with_line = columns_of([atom for line in lines for atom in line])
        if len(with_line) < len(columns):
            break
        if len(atoms) > 1 or not columns:
            columns, first = with_line, at
    own = next((place for place, column in enumerate(columns) if _meets(row.label[0], column)), len(columns))
    if own > 1 or len(columns) - own <= len(row.figures) or any(a.end > row.figures[0].start for a in columns[own]):
        return None
    part = Part(first, columns[0] if own else (), columns[own:], [row])
    return part if part.holds(row) else None


def _meets(atom: Atom, column: Sequence[Atom]) -> bool:
    return any(atom.start < each.end and each.start < atom.end for each in column)


def _width(text: str) -> int:
    """Columns of a page, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
