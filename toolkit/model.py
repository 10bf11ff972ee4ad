"""The records that pass between the stages: what a reader makes, what a report is, what a check finds.

Everything is a frozen value (those that come by the hundred are named tuples, which are quicker to make); nothing here
reads, computes or imports another part of the program.
The JSON shapes are fixed (docs/json.md); ``toolkit.interchange`` writes and reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Literal, NamedTuple, NewType

CellId = NewType("CellId", str)
"""``table.row.column``; a row inside a group is ``group.row``. Stable for ever."""

Status = Literal["printed", "blank", "dash", "unreadable", "missing"]
Method = Literal["table", "text", "model", "ocr", "human"]
Severity = Literal["error", "warning", "info"]
RepairStatus = Literal["unique", "ambiguous", "bound_reached", "none"]
Format = Literal[
    "docx", "html", "xlsx", "txt", "csv", "pdf", "doc", "rtf", "wordml", "mhtml", "png", "jpeg", "tiff", "json"
]


class Unreadable(Exception):
    """An input that cannot be read. ``why`` is one line in Chinese, for the person who gave the file."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}：{why}")
        self.name = name
        self.why = why


# --- where a thing stands ---------------------------------------------------------------------------------


class TableOrigin(NamedTuple):
    """A place in a table's grid; all numbers from 0, merged cells counted by the grid.

    ``path`` leads through nested tables as (block, row, column) steps; ``block`` numbers the blocks of what it
    leads to: the document's where there is none, else the innermost cell's. ``sheet`` is a workbook's sheet name.
    """

    block: int
    row: int
    column: int
    sheet: str | None = None
    path: tuple[tuple[int, int, int], ...] | None = None
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """A place in a plain text: code points ``start`` to ``end`` of the decoded text; ``line`` from 1."""

    start: int
    end: int
    line: int
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class PageOrigin:
    """A place on a page (from 1); ``box`` is x0, y0, x1, y1 in points from the top left."""

    page: int
    box: tuple[float, float, float, float]
    row: int | None = None
    column: int | None = None
    kind: Literal["page"] = "page"


@dataclass(frozen=True, slots=True)
class SectionOrigin:
    """A place in a section's prose: ``section`` from 1 (0 is the preamble), code points of its text."""

    section: int
    start: int
    end: int
    kind: Literal["section"] = "section"


Origin = TableOrigin | TextOrigin | PageOrigin | SectionOrigin


@dataclass(frozen=True, slots=True)
class Note:
    """What a stage has to say of its own work: a code, one Chinese sentence, where, and about which cells."""

    code: str
    message: str
    origin: Origin | None = None
    cells: tuple[CellId, ...] = ()


# --- what a reader makes ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a figure's characters, with its score from 0 to 1."""

    value: Decimal
    score: float


@dataclass(frozen=True, slots=True)
class Seen:
    """That a text was recognised in a picture: the score of its least sure character, from 0 to 1, and what else its
    number may be. Characters that are not sure stand as � in the text.
    """

    score: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables (of a plain text: a line), its text as printed.

    ``block`` is its number among the document's blocks. ``heading`` is the outline level from 1 where the
    format has one. ``container`` is the chain of enclosing elements, outermost first, as numbers that mean
    nothing but sameness (web pages only). ``span`` is its place in a plain text.
    """

    text: str
    block: int
    heading: int | None = None
    container: tuple[int, ...] = ()
    span: TextOrigin | None = None


class Cell(NamedTuple):
    r"""A cell of a table at its top left place in the grid.

    ``text`` is as printed, paragraphs and breaks joined with ``\n``. ``nested`` holds the blocks of a cell
    in which tables stand (its paragraphs and tables in order), and is empty for a plain cell. ``seen`` is set where
    the text was read from a picture.
    """

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    origin: Origin
    nested: tuple[Paragraph | Table, ...] = ()
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells in reading order.

    ``columns`` says what ``Cell.column`` is worth: ``grid``, the true column; ``ragged``, only the order
    within the row (a text dump, whose merged cells left no trace).
    """

    block: int
    cells: tuple[Cell, ...]
    columns: Literal["grid", "ragged"] = "grid"
    container: tuple[int, ...] = ()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file. ``titles`` are candidates that stand outside the text (a web page's
    ``<title>``, a document's properties), the best first. ``is_partial``: something of the file that may hold a table
    was not read as one (a note says what), so that a table not found may be there all the same.
    """

    format: Format
    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    is_partial: bool = False


# --- what a report is -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """``name`` is the file's own name, ``path`` as given or below the given folder, ``sha256`` in hex."""

    name: str
    path: str
    sha256: str
    format: Format


class Figure(NamedTuple):
    """One cell of the form: what is printed there. ``value`` is None unless ``status`` is ``printed``."""

    value: Decimal | None
    status: Status
    raw: str
    method: Method
    confidence: float
    origin: Origin | None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """``number`` is the printed number or None; ``text`` as printed, without heading and tables."""

    number: int | None
    title: str
    text: str


class Mention(NamedTuple):
    """A numeral in the prose. ``section`` from 1, 0 is the preamble; ``start``, ``end`` in its text."""

    id: str
    raw: str
    value: Decimal | None
    unit: str | None
    section: int
    start: int
    end: int
    indicator: str | None = None
    approximate: bool = False
    low: Decimal | None = None
    high: Decimal | None = None


ClaimKind = Literal["parts", "outcomes", "share", "change", "cumulative"]


class Claim(NamedTuple):
    """What the prose says of several mentions together, by their ids.

    ``parts``: a figure and what it is made of (其中); ``outcomes``: the same of how applications were answered;
    ``share``: of which whole (None where it isn't said) the first part is the second's percentage; ``change``: by how
    much the whole differs from ``against``, in the report's words; ``cumulative``: a stock, and this year's figure
    where it is named. ``complete``: the report says, or shows by a rest, that the parts are all.
    """

    kind: ClaimKind
    whole: str | None
    parts: tuple[str, ...]
    complete: bool = False
    direction: Literal["up", "down"] | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of any form: figures by cell id, sections, mentions, and what is to be said of the reading."""

    organ: str | None
    year: int | None
    form: str | None
    title: str | None
    source: Source
    figures: Mapping[CellId, Figure]
    sections: tuple[Section, ...]
    preamble: str = ""
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    schema_version: int = 1


# --- what a check finds -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Repair:
    """A set of changes that would mend a slip; ``cost`` ranks only within one finding."""

    changes: Mapping[CellId, Decimal]
    cost: float
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A thing elsewhere that speaks for a finding."""

    source: str
    year: int | None
    cell: CellId | None
    origin: Origin | None
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be right, or that a person must look at. ``id`` as the contract defines it."""

    id: str
    rule: str
    severity: Severity
    source: Source
    message: str
    cells: tuple[CellId, ...]
    printed: Decimal | None = None
    expected: Decimal | None = None
    slip: str | None = None
    repairs: tuple[Repair, ...] = ()
    repair_status: RepairStatus = "none"
    evidence: tuple[Evidence, ...] = field(default=())
    citation: str | None = None


# --- made of tuples ---------------------------------------------------------------------------------------
#
# What a report has hundreds of, made of a tuple of all its fields: the same value in a third of the time.

new_table_origin: Callable[
    [tuple[int, int, int, str | None, tuple[tuple[int, int, int], ...] | None, Literal["table"]]], TableOrigin
] = partial(tuple.__new__, TableOrigin)
new_cell: Callable[[tuple[str, int, int, int, int, Origin, tuple[Paragraph | Table, ...], Seen | None]], Cell] = (
    partial(tuple.__new__, Cell)
)
new_figure: Callable[
    [tuple[Decimal | None, Status, str, Method, float, Origin | None, tuple[Alternative, ...]]], Figure
] = partial(tuple.__new__, Figure)
