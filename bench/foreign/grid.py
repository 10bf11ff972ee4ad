"""What a report file is made of before it is written: paragraphs and tables of boxes with spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

Status = Literal["printed", "blank", "dash", "unreadable", "missing"]


@dataclass(frozen=True, slots=True)
class Value:
    """What is printed for a cell of the form."""

    text: str
    status: Status
    value: Decimal | None = None
    open: bool = False
    """An honest reader may leave it out."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a table; ``cell`` is the form's cell whose value it is. ``rows`` and ``cols`` are its spans."""

    text: str
    rows: int = 1
    cols: int = 1
    cell: str | None = None
    head: bool = False


Row = tuple[Box, ...]
"""The boxes that begin in a row, from the left; what a box of a row above covers is not among them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, ``head`` rows of which a page break repeats."""

    rows: tuple[Row, ...]
    head: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text; level 0 is the title, 1 a section, 2 body."""

    text: str
    level: int = 2


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A report before it is written, with its truth."""

    organ: str
    year: int
    form: str
    title: str
    blocks: tuple[Block, ...]
    values: dict[str, Value]
    layout: dict[str, str] = field(default_factory=dict)
    noises: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables among the blocks."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def squares(table: Table) -> list[list[tuple[Box, bool]]]:
    """The table as a full grid; True at the square where a box begins."""
    grid: list[dict[int, tuple[Box, bool]]] = [{} for _ in table.rows]
    for top, row in enumerate(table.rows):
        column = 0
        for box in row:
            while column in grid[top]:
                column += 1
            for down in range(box.rows):
                for right in range(box.cols):
                    if top + down < len(grid):
                        grid[top + down][column + right] = (box, down == 0 and right == 0)
            column += box.cols
    width = max((max(line) + 1 for line in grid if line), default=0)
    return [[line.get(column) or (Box(""), True) for column in range(width)] for line in grid]


def texts(table: Table, covered: Literal["", "repeat"] = "") -> list[list[str]]:
    """The grid's texts; of what a span covers nothing, or the box's text again."""
    return [[box.text if begins or covered == "repeat" else "" for box, begins in line] for line in squares(table)]


def without_spans(table: Table) -> Table:
    """The table as programs leave it that do not know spans: covered squares are empty boxes."""
    rows = (
        tuple(replace(box, rows=1, cols=1) if begins else Box("", head=box.head) for box, begins in line)
        for line in squares(table)
    )
    return replace(table, rows=tuple(rows))


def cut(table: Table, at: int, *, again: bool = False) -> tuple[Table, Table]:
    """The table in two, before row ``at``. Boxes across the cut are closed above and go on below, with their text
    ``again`` or without.
    """
    grid = squares(table)
    above = tuple(_row(grid, number, 0, at) for number in range(at))
    below = tuple(_row(grid, number, at, len(grid), again=again) for number in range(at, len(grid)))
    return replace(table, rows=above), replace(table, rows=below, head=0)


def _row(grid: Sequence[Sequence[tuple[Box, bool]]], number: int, first: int, end: int, *, again: bool = False) -> Row:
    boxes: list[Box] = []
    line = grid[number]
    column = 0
    while column < len(line):
        box, begins = line[column]
        width = 1
        while column + width < len(line) and line[column + width][0] is box:
            width += 1
        above = number > first and grid[number - 1][column][0] is box
        if not above:
            height = 1
            while number + height < end and grid[number + height][column][0] is box:
                height += 1
            boxes.append(replace(box, rows=height, cols=width, text=box.text if begins or again else ""))
        column += width
    return tuple(boxes)


def cells(table: Table) -> Iterator[str]:
    """The form's cells whose values stand in a table."""
    for row in table.rows:
        for box in row:
            if box.cell is not None:
                yield box.cell
