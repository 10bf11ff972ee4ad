"""A form, ready to use: every cell with its labels, the identities spelt out cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from toolkit.forms.spec import Arrangement
from toolkit.model import CellId, Severity


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label with the other wordings met for it."""

    text: str
    others: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The official wording first."""
        return (self.text, *self.others)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, its official title first among the wordings."""

    number: int
    label: Label


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``groups`` are the heads over it, outermost first."""

    id: str
    label: Label
    unit: str
    signed: bool
    groups: tuple[Label, ...] = ()


def _name(label: Label) -> str:
    """A label without the text in brackets behind it."""
    cut = label.text.find("（", 1)
    return label.text if cut < 0 else label.text[:cut]


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``groups`` are the heads beside it, outermost first.

    ``instead_of`` is set for a row that stands for a whole group: the ids of the rows it replaces. In a list of
    indicators a row has a unit of its own, a row set in below another has that one's label among its groups, and
    ``is_local`` rows are no part of the official list.
    """

    id: str
    label: Label
    groups: tuple[Label, ...] = ()
    instead_of: tuple[str, ...] = ()
    unit: str | None = None
    is_local: bool = False

    @property
    def name(self) -> str:
        """The label as a person would name the row: no text in brackets after it."""
        return _name(self.label)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a table with one head."""

    heading: str | None
    corner: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of the form, with the name that a person would give it: （七）总计·自然人."""

    id: CellId
    table: str
    row: Row
    column: Column
    name: str
    unit: str = field(init=False)
    """The unit of its figure: the row's own, else the column's."""
    is_money: bool = field(init=False)
    """Whether its figure is money in 万元, and so may have decimals."""

    def __post_init__(self) -> None:
        unit = self.row.unit or self.column.unit
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "is_money", unit == "万元")


@dataclass(frozen=True)
class FormTable:
    """A table of the form.

    A list of indicators belongs to no section and has one column, whose figures stand under one of ``values``: of
    those that are printed, under the first.
    """

    id: str
    section: int | None
    title: str
    tells_form: bool
    arrangements: tuple[Arrangement, ...]
    parts: tuple[Part, ...]
    values: tuple[Label, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether it is a list of indicators."""
        return bool(self.values)

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """All cells in the order of print, those of alternative rows included."""
        return tuple(
            FormCell(self.cell_id(row, column), self.id, row, column, self._cell_name(row, column))
            for part in self.parts
            for row in part.rows
            for column in part.columns
        )

    def cell_id(self, row: Row, column: Column) -> CellId:
        """The id of the cell in a row and a column of this table; in a list the row alone says it."""
        return CellId(f"{self.id}.{row.id}" if self.is_list else f"{self.id}.{row.id}.{column.id}")

    def _cell_name(self, row: Row, column: Column) -> str:
        return self.name_of(row) if self.is_list else f"{row.name}·{column.label.text}"

    def name_of(self, row: Row) -> str:
        """A row as a person would name it among all rows of the table."""
        # 被依法纠错数 stands under 行政复议 and under 行政诉讼: then what it stands under belongs to its name.
        is_shared = row.groups and self._row_names[row.name] > 1
        name = row.name.removeprefix("其中：")
        return f"{_name(row.groups[-1])}·{name}" if is_shared else name

    @cached_property
    def _row_names(self) -> Counter[str]:
        return Counter(row.name for row in self.rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows of all parts, alternative rows included."""
        return tuple(row for part in self.parts for row in part.rows)


@dataclass(frozen=True, slots=True)
class Case:
    """One instance of an identity: Σ left (equal | at most) Σ right. ``result`` is the cell a message names."""

    left: tuple[CellId, ...]
    right: tuple[CellId, ...]
    result: CellId


@dataclass(frozen=True, slots=True)
class Identity:
    """A rule of the form's arithmetic with all its instances.

    ``says`` (the rule in words), ``computed`` (in words what an equation's result should be; None of an inequality),
    ``why`` and ``example`` are for people.
    """

    id: str
    table: str
    relation: Literal["equal", "at_most"]
    tolerance: Decimal
    severity: Severity
    says: str
    computed: str | None
    why: str
    example: str
    citation: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, eq=False)  # a form is itself: what is made of it is remembered by it
class Form:
    """A form generation.

    Reports of the years ``first_year`` to ``last_year`` (None: still in force) are due on it; in ``encouraged_years``
    it was encouraged, and a report on an older form was no mistake.
    """

    id: str
    name: str
    issued_as: str
    first_year: int
    last_year: int | None
    encouraged_years: tuple[int, ...]
    sections: tuple[Section, ...]
    tables: tuple[FormTable, ...]
    identities: tuple[Identity, ...]
    foreign: tuple[str, ...]
    remarks: tuple[str, ...]

    @cached_property
    def cells(self) -> dict[CellId, FormCell]:
        """Every cell by id, in the order of print."""
        return {cell.id: cell for table in self.tables for cell in table.cells}

    def table(self, table_id: str) -> FormTable:
        """The table of that id."""
        return next(table for table in self.tables if table.id == table_id)

    def is_of_year(self, year: int) -> bool:
        """Whether reports of that year are due on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def has_figures_instead(self, cell: CellId, figures: Container[CellId]) -> bool:
        """Whether one of the rows that a cell's row may replace has a figure."""
        found = self.cells[cell]
        rows = {f"{found.table}.{row}" for row in found.row.instead_of}
        return any(i in figures for i, c in self.cells.items() if f"{c.table}.{c.row.id}" in rows)

    def standing_cells(self, printed: Set[CellId]) -> Mapping[CellId, FormCell]:
        """The cells that a report with these cells has: of a row and the rows it may replace, only the one kind; local
        rows of a list only where they are printed.
        """
        left_out: set[str] = set()
        for table in self.tables:
            for row in table.rows:
                if row.is_local and CellId(f"{table.id}.{row.id}") not in printed:
                    left_out.add(f"{table.id}.{row.id}")
                if row.instead_of:
                    used = any(c.id in printed for c in table.cells if c.row is row)
                    gone = row.instead_of if used else (row.id,)
                    left_out.update(f"{table.id}.{row_id}" for row_id in gone)
        return self._without(frozenset(left_out))

    def _without(self, rows: frozenset[str]) -> Mapping[CellId, FormCell]:
        """The cells of all other rows; there are few such sets: alternatives, and what local rows a report has."""
        found = self._known_sets.get(rows)
        if found is None:
            standing = {i: c for i, c in self.cells.items() if f"{c.table}.{c.row.id}" not in rows}
            found = self._known_sets[rows] = MappingProxyType(standing)
        return found

    @cached_property
    def _known_sets(self) -> dict[frozenset[str], Mapping[CellId, FormCell]]:
        return {}
