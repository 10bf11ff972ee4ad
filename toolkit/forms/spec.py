"""What a form file may say. ``strict.read_as`` reads it; ``loading`` holds it to what types cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from toolkit.model import Severity

Arrangement = Literal["down", "across", "turned", "listed"]
"""How a part may stand on the page: rows down and columns across; all cells across in one line under the rows' and
columns' names; rows and columns exchanged; one cell a line."""


class FormError(Exception):
    """A form file that breaks its schema or contradicts itself; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section of the report."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: ``unit`` 万元 makes it money, ``signed`` allows values below zero."""

    id: str
    label: str
    unit: str
    signed: bool = False


@dataclass(frozen=True, slots=True)
class ColumnGroupSpec:
    """A head over several columns."""

    group: str
    columns: tuple[ColumnGroupSpec | ColumnSpec, ...]


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row of figures."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class RowGroupSpec:
    """A head beside several rows. ``id`` goes before the rows' ids.

    ``or_one_row`` states an alternative: a report may print the group as one row of its own, which then has the group's
    id, and none of its rows. Where an identity names the group, it means whichever of them stands there.
    """

    group: str
    rows: tuple[RowGroupSpec | RowSpec, ...]
    id: str | None = None
    or_one_row: bool = False


@dataclass(frozen=True, slots=True)
class PartSpec:
    """A stretch of a table with one head. ``heading`` stands in a line over it, ``corner`` over its rows' labels."""

    columns: tuple[ColumnGroupSpec | ColumnSpec, ...]
    rows: tuple[RowGroupSpec | RowSpec, ...]
    heading: str | None = None
    corner: str | None = None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of the form. ``tells_form``: its columns decide which form a report is on."""

    id: str
    section: int
    title: str
    parts: tuple[PartSpec, ...]
    tells_form: bool = False
    arrangements: tuple[Arrangement, ...] = ("down",)


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """A row of an indicator list with the rows set in below it. ``local`` rows are no part of the official list: a
    report that doesn't print one simply has none.
    """

    id: str
    label: str
    unit: str
    rows: tuple[IndicatorHeadSpec | IndicatorSpec, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorHeadSpec:
    """A head over rows of an indicator list, with no figure of its own."""

    head: str
    rows: tuple[IndicatorHeadSpec | IndicatorSpec, ...]


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list of indicators: a table with one figure a row, each row in its own unit; a cell's id is ``list.row``.

    ``value`` is the official label over the figures, ``values`` are all columns that may hold the year's; where several
    are printed, the first of these has them.
    """

    id: str
    title: str
    value: str
    values: tuple[str, ...]
    rows: tuple[IndicatorHeadSpec | IndicatorSpec, ...]


@dataclass(frozen=True, slots=True)
class IdentitySpec:
    """Σ left ``relation`` Σ right, for each column or for each row of a table.

    ``left`` and ``right`` name rows (or groups of rows) where ``each`` is ``column``, columns where it is ``row``.
    ``rows`` keeps it to some rows. ``result`` is the one that a message says should be different, and ``computed`` says
    in words what it should be (of an equation). ``tolerance`` is how far the sides may be apart. ``says``, ``why`` and
    ``example`` are for people; the example is in the notation of ``toolkit.checks.example``.
    """

    id: str
    table: str
    each: Literal["column", "row"]
    left: tuple[str, ...]
    relation: Literal["equal", "at_most"]
    right: tuple[str, ...]
    result: str
    says: str
    why: str
    example: str
    severity: Severity
    citation: str
    computed: str | None = None
    rows: tuple[str, ...] | None = None
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form file: fixed tables by section, or lists of indicators beside free prose.

    ``report_years`` are the first and the last year (null: still in force); in ``encouraged_years`` the form was
    encouraged, and an older one was no mistake.
    """

    id: str
    name: str
    issued_as: str
    report_years: tuple[int, int | None]
    sections: tuple[SectionSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    lists: tuple[ListSpec, ...] = ()
    identities: tuple[IdentitySpec, ...] = ()
    encouraged_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableWording:
    """Other wordings of one table's labels, by id (groups without one: by their label)."""

    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    row_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    column_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordingSpec:
    """The wording file: section titles by number, tables by id, and labels that belong to no form (``remarks`` those of
    columns of words, which are among them).
    """

    sections: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, TableWording] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
