"""Rows of a narrow table on pages that were turned into text: told by their figures and the numbers of their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.readers.text.page_lines import Atom, Pages, count_values, labels_of, phrases_of, split_at, values_behind

WIDE = 5  # figures in a row
ROWS = 5  # rows with so many
_SURE = 0.8  # of the rows begin with a list sign beside their figures
_NEAR = 1  # columns


@dataclass(slots=True)
class Row:
    """A row as it is put together: the pieces of its label and of those of groups that begin beside it, its figures
    (``laid`` by column, where these are known; ``notes`` are words that stand below one, by its start), and its running
    number. ``is_single``: no group's label stands beside
    its own, which begins in the column ``edge``. ``is_open``: nobody knows which figures are its own, or
    where (``is_unlaid``: which columns they are in).
    """

    page: int
    number: Atom | None
    groups: list[list[Atom]]
    label: list[Atom]
    cells: list[Atom]
    is_single: bool
    edge: int
    is_open: bool = False
    is_unlaid: bool = False
    laid: list[Atom | None] = field(default_factory=list)
    notes: dict[int, list[Atom]] = field(default_factory=dict)


class RowReader:
    """Reads the rows from a line on, up to the end of the table of which the line ``last`` is a row."""

    def __init__(self, pages: Pages, begin: int, last: int) -> None:
        self._pages = pages
        self._last = last
        self._figures: dict[int, int] = {}  # by page, the column in which figures begin
        self._starts: dict[int, set[int]] = {}  # and those in which the labels beside them do
        self._measure(begin)
        self._is_head = self._is_stray = False
        self.rows: list[Row] = []
        self.end = begin

    def read(self) -> Sequence[Row] | None:
        """The rows; None where prose stands among them."""
        at = self.end
        while at < len(self._pages.lines):
            atoms, page = self._pages.atoms[at], self._pages.page[at]
            if not atoms or self._pages.is_page_number(at):
                if at > self._last and page == self._pages.page[self.end - 1]:
                    break
            elif self._pages.ends(at):
                return None if at <= self._last else self.rows
            elif not self._take(at, atoms, page):
                break
            else:
                self.end = at + 1
            at += 1
        return self.rows

    def _measure(self, begin: int) -> None:
        lines = range(begin, self._last + 1)
        pages = self._pages
        wide = {pages.page[at] for at in lines if count_values(pages.atoms[at]) >= WIDE}
        for at in lines:
            atoms, page = pages.atoms[at], pages.page[at]
            behind = values_behind(atoms)
            if behind < len(atoms) and (page not in wide or count_values(atoms) >= WIDE):
                self._figures[page] = min(self._figures.get(page, atoms[behind].start), atoms[behind].start)
                if (labels := labels_of(atoms[:behind]))[-1].is_numbered:
                    self._starts.setdefault(page, set()).add(labels[-1].start)

    def _take(self, at: int, atoms: Sequence[Atom], page: int) -> bool:
        """Put a line to the rows; whether the table may go on behind it."""
        behind = min(values_behind(atoms), _first_from(atoms, self._figures.get(page)))
        cells, labels = list(atoms[behind:]), labels_of(atoms[:behind])
        has_values = any(atom.is_value for atom in phrases_of(cells))
        if not has_values and len(cells) >= WIDE - 2:
            self._is_head = True  # printed again on this page
        elif (has_values and labels) or self._is_begun(labels, page):
            row = self._row(page, labels, cells)
            row.is_open = self._is_stray and not cells
            self._is_head = self._is_stray = False
            self.rows.append(row)
        elif self._is_head:
            return True
        elif at > self._last and (cells or not labels):
            return False
        elif cells and self.rows and not self._are_remarks(cells):
            self._add_below(cells, labels, page, are_figures=has_values)
        elif labels and self.rows:
            self._go_on(labels, page)
        return True

    def _add_below(self, cells: Sequence[Atom], labels: Sequence[Atom], page: int, *, are_figures: bool) -> None:
        """What stands where figures do below those of the last row: the rest of these, or a title over further rows."""
        if not labels and not are_figures:
            self.rows.append(Row(page, None, [], phrases_of(cells), [], True, cells[0].start))
            return
        if are_figures or not _take_notes(self.rows[-1], phrases_of(cells)):
            self.rows[-1].is_open = True
            self.rows[-1].cells.extend(cells)
        self._is_stray = are_figures
        if labels:
            self._go_on(labels, page)

    def _row(self, page: int, labels: Sequence[Atom], cells: list[Atom]) -> Row:
        number = labels[0] if len(labels) > 1 and labels[0].text.isdecimal() else None
        *groups, label = labels[1:] if number is not None else labels
        fresh = [[atom] for atom in groups if atom.is_numbered]
        _to_groups([atom for atom in groups if not atom.is_numbered], self.rows)
        beside = next((row for row in reversed(self.rows) if not row.is_single), None)
        is_over = beside is None or label.start < beside.edge - _NEAR
        return Row(page, number, fresh, [label], cells, not groups and is_over, label.start)

    def _is_begun(self, labels: Sequence[Atom], page: int) -> bool:
        """Whether labels without figures beside them begin a row: the last is numbered, and stands where others do."""
        if not labels or not labels[-1].is_numbered:
            return False
        return any(abs(labels[-1].start - start) <= _NEAR for start in self._starts.get(page, ()))

    def _are_remarks(self, cells: Sequence[Atom]) -> bool:
        """Whether words below a row's figures go on with the words behind its last one."""
        row = self.rows[-1]
        if any(atom.is_value for atom in cells):
            return False
        return bool(row.cells) and not row.cells[-1].is_value and all(a.end > row.cells[-1].start for a in cells)

    def _go_on(self, labels: Sequence[Atom], page: int) -> None:
        """Give the rest of labels to the row that they go on with, and to its groups."""
        rows, row = self.rows, self.rows[-1]
        edge = row.edge if row.page == page else self._edge_on(page)
        if row.is_single or (row.page != page and edge is None):
            row.label.extend(labels)
            return
        *before, last = labels
        if edge is not None and all(atom.start >= edge - _NEAR for atom in labels):
            row.label.extend(labels)
        elif before or edge is None or last.start >= edge - _NEAR:
            row.label.append(last)
            _to_groups(before, rows)
        elif last.end <= edge:
            _to_groups([last], rows)
        else:
            group, own = split_at(last, edge)
            row.label.append(own)
            _to_groups([group], rows)

    def _edge_on(self, page: int) -> int | None:
        """Where the labels of rows begin on a page, as the first row there shows that has a group's beside it."""
        at = next((at for at, of in enumerate(self._pages.page) if of == page), len(self._pages.page))
        while at < len(self._pages.lines) and self._pages.page[at] == page:
            atoms = self._pages.atoms[at]
            labels = labels_of(atoms[: min(values_behind(atoms), _first_from(atoms, self._figures.get(page)))])
            if self._is_begun(labels, page):
                return labels[-1].start
            at += 1
        return None


def _take_notes(row: Row, words: Sequence[Atom]) -> bool:
    """Put words to the figures below which they stand, or to the words there; whether each stands below one alone."""
    found: list[tuple[int, Atom]] = []
    for each in words:
        below = [cell.start for cell in row.cells if _meets(each, [cell, *row.notes.get(cell.start, ())])]
        if len(below) != 1:
            return False
        found.append((below[0], each))
    for start, each in found:
        row.notes.setdefault(start, []).append(each)
    return True


def _meets(atom: Atom, above: Sequence[Atom]) -> bool:
    return any(atom.start < each.end and each.start < atom.end for each in above)


def are_numbered(rows: Sequence[Row]) -> bool:
    """Whether figures stand beside the first line of their labels, as the list signs of these show."""
    filled = [row for row in rows if row.cells]
    numbered = sum(1 for row in filled if row.label[0].is_numbered)
    return len(filled) >= ROWS and numbered >= _SURE * len(filled)


def are_counted(rows: Sequence[Row]) -> bool:
    """Whether rows have running numbers before their labels."""
    return sum(1 for row in rows if row.number is not None) * 2 > len(rows)


def _first_from(atoms: Sequence[Atom], column: int | None) -> int:
    """The place of the first atom that stands from a column on."""
    if column is None:
        return len(atoms)
    return next((place for place, atom in enumerate(atoms) if atom.start >= column), len(atoms))


def _to_groups(atoms: Sequence[Atom], rows: Sequence[Row]) -> None:
    """Give the rest of a group's label to the nearest group that it stands below."""
    for atom in atoms:
        opened = [group for row in reversed(rows) for group in reversed(row.groups)]
        below = next((g for g in opened if g[0].start < atom.end and atom.start < max(a.end for a in g)), None)
        if below is not None:
            below.append(atom)
        elif opened:
            opened[0].append(atom)
