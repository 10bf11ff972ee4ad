"""What a form file may say, checked as it is loaded. Problems are raised as ``FormError`` with the place in the file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Arrangement = Literal["down", "across", "turned", "listed"]
"""How a part may stand on the page: rows down and columns across; all cells across in one line under the rows' and
columns' names; rows and columns exchanged; one cell a line."""


class FormError(Exception):
    """A form file that contradicts itself; the message names the file and the place."""


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SectionSpec(_Spec):
    """A section of the report."""

    number: int
    title: str


class ColumnSpec(_Spec):
    """A column: ``unit`` 万元 makes it money, ``signed`` allows values below zero."""

    id: str
    label: str
    unit: str
    signed: bool = False


class ColumnGroupSpec(_Spec):
    """A head over several columns."""

    group: str
    columns: list[ColumnGroupSpec | ColumnSpec]


class RowSpec(_Spec):
    """A row of figures."""

    id: str
    label: str


class RowGroupSpec(_Spec):
    """A head beside several rows. ``id`` goes before the rows' ids; ``or_one_row``: a report may print the group as one
    row of its own, which then has the group's id."""

    group: str
    id: str | None = None
    or_one_row: bool = False
    rows: list[RowGroupSpec | RowSpec]


class PartSpec(_Spec):
    """A stretch of a table with one head."""

    heading: str | None = None
    corner: str | None = None
    columns: Annotated[list[ColumnGroupSpec | ColumnSpec], Field(min_length=1)]
    rows: Annotated[list[RowGroupSpec | RowSpec], Field(min_length=1)]


class TableSpec(_Spec):
    """A table of the form. ``tells_form``: its columns decide which form a report is on."""

    id: str
    section: int
    title: str
    tells_form: bool = False
    arrangements: list[Arrangement] = ["down"]
    parts: Annotated[list[PartSpec], Field(min_length=1)]


class IdentitySpec(_Spec):
    """Σ left ``relation`` Σ right, for each column, each row, or once.

    ``left`` and ``right`` name rows (or groups of rows) where ``each`` is ``column``, columns where it is ``row``.
    ``rows`` keeps it to some rows. ``result`` is the one that the message says should be different.
    """

    id: str
    table: str
    each: Literal["column", "row"]
    rows: list[str] | None = None
    left: list[str]
    relation: Literal["equal", "at_most"]
    right: list[str]
    result: str
    tolerance: Annotated[float, Field(ge=0)] = 0
    says: str
    why: str
    severity: Literal["error", "warning", "info"]
    citation: str


class FormSpec(_Spec):
    """A form file."""

    id: str
    name: str
    issued_as: str
    report_years: tuple[int, int | None]
    sections: Annotated[list[SectionSpec], Field(min_length=1)]
    tables: Annotated[list[TableSpec], Field(min_length=1)]
    identities: list[IdentitySpec] = []


class TableWording(_Spec):
    """Other wordings of one table's labels, by id (groups without one: by their label)."""

    rows: dict[str, list[str]] = {}
    columns: dict[str, list[str]] = {}
    row_groups: dict[str, list[str]] = {}
    column_groups: dict[str, list[str]] = {}


class WordingSpec(BaseModel):
    """The wording file: ``sections`` by number, a ``TableWording`` for each table id, ``foreign`` labels."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, TableWording]

    sections: dict[int, list[str]] = {}
    foreign: list[str] = []
