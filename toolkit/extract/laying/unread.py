"""Whether a table or a row that could not be laid is printed all the same, so that its cells are not missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache

from toolkit.extract.arrangements import layouts_of
from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.labels import normalise, wordings
from toolkit.extract.laying.laid import Laid
from toolkit.extract.laying.standing import Page
from toolkit.extract.layouts import Known, TableLayout
from toolkit.extract.lines.units import unit_of
from toolkit.extract.strips.strips import Strip
from toolkit.forms.form import Form, FormTable

_SEVERAL = 3  # cells in a row, that other tables with the same labels seldom have
_NAMED = 3  # labels of such rows, that stand where a table of many rows may be
_MANY_ROWS = 10
_JOINT = 8  # characters of a label that names row and column


class Unread:
    """What is printed in one report of tables, or of rows, that could not be laid."""

    def __init__(self, strips: Sequence[Strip], heads: HeadFinder, page: Page) -> None:
        self._strips = strips
        self._heads = heads
        self._page = page

    def is_printed(self, form: Form, table: FormTable, known: Set[int]) -> bool:
        """Whether rows of a table, its head or its figures are printed. ``known`` are the lines that are another
        table's, or one like it that stands where it says that it is another.
        """
        strips = [strip for strip in self._strips if strip.first not in known]
        return (
            _has_rows(form, table, strips)
            or self._has_head_across(form, table, known)
            or self._has_figures(form, table, strips)
            or _has_labels(form, table, strips)
        )

    def rows_apart(self, form: Form, laid: Laid, known: Set[int]) -> dict[int, Strip]:
        """The lines that a table lacks of which one is printed with its own label and most of its values where no table
        was found, and those right before and behind it in the form: a piece has come away, and its rows' names may
        be hurt.
        """
        layout = laid.layout
        lines = {row.line for row in laid.rows}
        lacking = set(range(len(layout.lines))) - lines - laid.empty - _standing_for(lines, layout)
        if layout.is_list or not lacking:
            return {}
        elsewhere = _labels_elsewhere(form, form.table(layout.table))
        apart: dict[int, Strip] = {}
        for strip in self._strips:
            text = normalise(strip.last_word) if strip.has_values and strip.words else ""
            named = layout.exact.get(text, ()) if text not in elsewhere else ()
            if len(named) != 1 or named[0] not in lacking or strip.first in known:
                continue
            wanted = len(layout.lines[named[0]].cells)
            if wanted >= _SEVERAL and sum(1 for token in strip.tokens if token.is_printed) >= wanted - wanted // 4:
                apart.update((line, strip) for line in _stretch_of(named[0], lacking) if line not in apart)
        return apart

    def _has_head_across(self, form: Form, table: FormTable, known: Set[int]) -> bool:
        """Whether the whole head of a table set across is printed, whatever has come between it and its values, and
        these are not known to be another table's.
        """
        besides = {number for number, strip in enumerate(self._strips) if strip.first in known}
        across = (each for each in layouts_of(form, table.id) if each.arrangement == "across")
        return any(self._heads.has_whole(line.head, besides) for layout in across for line in layout.lines)

    def _has_figures(self, form: Form, table: FormTable, strips: Sequence[Strip]) -> bool:
        """Whether half as many figures as a table has cells stand in its own section, or beside labels of columns that
        only it has; those beside a row of another table alone, or of none, are none of its, nor one alone behind its
        unit, as a list of indicators has them.
        """
        if table.is_list:
            return False
        own = _own_columns(form, table.id)
        others = (_labels_elsewhere(form, table) - _cells_by_label(form, table.id).keys()) | wordings(form.foreign)
        printed: Counter[int] = Counter()
        named: set[int] = set()
        in_section = 0
        for strip in strips:
            if any(normalise(strip.tokens[place].text) in own for place in strip.words):
                named.add(strip.run)
            is_of_others = bool(strip.words) and normalise(strip.last_word) in others
            count = sum(1 for token in strip.tokens if token.is_printed) if strip.has_values and not is_of_others else 0
            count = 0 if count == 1 and any(unit_of(token) is not None for token in strip.tokens) else count
            printed[strip.run] += count
            is_there = table.section is not None and self._page.section_at(strip.first) == table.section
            in_section += count if is_there else 0
        return max(in_section, *(printed[run] for run in named), 0) * 2 >= len(table.cells)


def _standing_for(lines: Set[int], layout: TableLayout) -> set[int]:
    """The lines that can't be there, as others stand for them."""
    replaced = {number for line in lines for number in layout.lines[line].instead_of}
    return replaced | {number for number, line in enumerate(layout.lines) if lines & set(line.instead_of)}


def _stretch_of(line: int, lines: Set[int]) -> Iterator[int]:
    """A line with those of the given ones that join on to it on either side."""
    yield line
    for step in (-1, 1):
        at = line + step
        while at in lines:
            yield at
            at += step


def _labels_elsewhere(form: Form, table: FormTable) -> Set[str]:
    """The labels of other tables' rows."""
    return {text for other in form.tables if other is not table for text in _cells_by_label(form, other.id)}


def _columns_elsewhere(form: Form, table: FormTable) -> Set[str]:
    """The labels of other tables' columns: 其他, 总计."""
    others = (layouts_of(form, other.id)[0] for other in form.tables if other is not table)
    return frozenset().union(*(slot.known for layout in others for line in layout.lines for slot in line.head.slots))


def _has_rows(form: Form, table: FormTable, strips: Sequence[Strip]) -> bool:
    """Whether a row with a label of the table and most of its values is printed, or the labels of several, that are
    none of another table.
    """
    elsewhere = _labels_elsewhere(form, table) | _columns_elsewhere(form, table)
    printed = _cells_by_label(form, table.id).items()
    cells = {text: count for text, count in printed if count >= _SEVERAL and text not in elsewhere}
    names = {normalise(token.text) for strip in strips for token in strip.tokens if token.is_word}
    are_many = len(names & cells.keys()) >= _NAMED and len(table.rows) >= _MANY_ROWS
    are_joint = len(names & _joint_labels(form, table.id) - elsewhere) >= _NAMED
    rows = [(strip, cells.get(normalise(strip.last_word))) for strip in strips]
    return (
        are_many
        or are_joint
        or any(
            wanted and sum(1 for t in strip.tokens if t.is_printed) >= wanted - wanted // 4 for strip, wanted in rows
        )
    )


def _has_labels(form: Form, table: FormTable, strips: Sequence[Strip]) -> bool:
    """Whether a label of a column that only this table has is printed, and those of several of its rows: its figures
    may have lost their places, but it is there.
    """
    if table.is_list:
        return False
    names = {normalise(token.text) for strip in strips for token in strip.tokens if token.is_word}
    columns = _own_columns(form, table.id)
    elsewhere = _labels_elsewhere(form, table) | _columns_elsewhere(form, table)
    rows = _cells_by_label(form, table.id).keys() - columns - elsewhere
    return not names.isdisjoint(columns) and len(names & rows) >= _NAMED


def _cells_by_label(form: Form, table: str) -> dict[str, int]:
    """How many cells the rows with each label have. Of a table that the form sets downwards the columns' labels are no
    rows, though it may be turned: applicants stand over tables of another kind as well.
    """
    layouts = layouts_of(form, table)
    return {
        text: len(layout.lines[line].cells)
        for layout in layouts
        if layout.lines[0].known and not (layout.arrangement == "turned" and layouts[0].arrangement == "down")
        for text, lines in layout.exact.items()
        for line in lines
    }


def _joint_labels(form: Form, table: str) -> set[str]:
    """The labels of a table with one figure a row that name its row and its column: 行政许可·本年处理决定数量."""
    listed = [layout for layout in layouts_of(form, table) if layout.arrangement == "listed"]
    return {text for layout in listed for text in layout.exact if len(text) >= _JOINT}


@cache
def _own_columns(form: Form, table: str) -> Known:
    """The wordings of columns, and of what stands over them, that only one of a form's tables has."""
    known: dict[str, Known] = {
        each.id: frozenset().union(*(line.head.known for line in layouts_of(form, each.id)[0].lines))
        for each in form.tables
    }
    return known[table].difference(*(of for other, of in known.items() if other != table))
