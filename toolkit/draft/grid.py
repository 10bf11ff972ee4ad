"""A form's table as a grid to print: merged heads and groups, and which of the cells take figures.

The workbook to fill in and the draft in Word are set from the same grids.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from math import lcm
from typing import Literal, NamedTuple

from toolkit.forms.form import Column, FormTable, Label, Part, Row
from toolkit.model import CellId

Kind = Literal["heading", "head", "label", "figure"]


class GridCell(NamedTuple):
    """A cell at its top left place, from 0. ``cell`` is set where a figure stands."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    kind: Kind
    cell: CellId | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to print. The first ``label_columns`` columns are labels, all others figures and their heads."""

    rows: int
    columns: int
    label_columns: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A merged label: the lines from ``first`` on, at ``depth`` from the outside."""

    first: int
    length: int
    depth: int
    layers: int
    text: str


def grid_of(table: FormTable, cells: Container[CellId], *, as_printed: bool) -> Grid:
    """The grid of a table with these cells; as the form prints it, or with rows down and columns across."""
    if as_printed and table.arrangements[0] == "across":
        return _across(table, table.parts[0], cells)
    return _down(table, cells)


# --- rows down, columns across ----------------------------------------------------------------------------


def _down(table: FormTable, cells: Container[CellId]) -> Grid:
    parts = [(part, _standing_rows(table, part, cells)) for part in table.parts]
    labels = max(len(row.groups) + 1 for _, rows in parts for row in rows)
    width = lcm(*(len(part.columns) for part, _ in parts))
    placed: list[GridCell] = []
    top = 0
    for part, rows in parts:
        if part.heading:
            placed.append(GridCell(top, 0, 1, labels + width, part.heading, "heading"))
            top += 1
        each = width // len(part.columns)
        heads = max(len(column.groups) + 1 for column in part.columns)
        placed.append(GridCell(top, 0, heads, labels, part.corner or "", "head"))
        for s in _stretches([_path(column) for column in part.columns], heads):
            at = labels + s.first * each
            placed.append(GridCell(top + s.depth, at, s.layers, s.length * each, s.text, "head"))
        top += heads
        for s in _stretches([_path(row) for row in rows], labels):
            placed.append(GridCell(top + s.first, s.depth, s.length, s.layers, s.text, "label"))
        placed += _figures(table, part, rows, (top, labels), each)
        top += len(rows)
    return Grid(top, labels + width, labels, tuple(sorted(placed)))


def _figures(
    table: FormTable, part: Part, rows: Sequence[Row], start: tuple[int, int], span: int
) -> Iterator[GridCell]:
    top, left = start
    for down, row in enumerate(rows):
        for number, column in enumerate(part.columns):
            cell = table.cell_id(row, column)
            yield GridCell(top + down, left + number * span, 1, span, "", "figure", cell)


def _standing_rows(table: FormTable, part: Part, cells: Container[CellId]) -> list[Row]:
    return [row for row in part.rows if table.cell_id(row, part.columns[0]) in cells]


# --- all figures in one line under the rows' and the columns' names ---------------------------------------


def _across(table: FormTable, part: Part, cells: Container[CellId]) -> Grid:
    rows = _standing_rows(table, part, cells)
    width = len(part.columns)
    heads = max(len(row.groups) + 1 for row in rows)
    placed = [
        GridCell(s.depth, s.first * width, s.layers, s.length * width, s.text, "head")
        for s in _stretches([_path(row) for row in rows], heads)
    ]
    for number, row in enumerate(rows):
        for offset, column in enumerate(part.columns):
            at = number * width + offset
            placed.append(GridCell(heads, at, 1, 1, column.label.text, "head"))
            cell = table.cell_id(row, column)
            placed.append(GridCell(heads + 1, at, 1, 1, "", "figure", cell))
    return Grid(heads + 2, len(rows) * width, 0, tuple(sorted(placed)))


# --- labels in layers -------------------------------------------------------------------------------------


def _path(line: Row | Column) -> tuple[Label, ...]:
    return (*line.groups, line.label)


def _stretches(paths: Sequence[tuple[Label, ...]], layers: int) -> Iterator[_Stretch]:
    """The labels of these lines: a group over its lines in one, the last label of a path over the layers left."""
    open_groups: dict[int, _Stretch] = {}
    for number, path in enumerate(paths):
        for depth, label in enumerate(path):
            last = depth == len(path) - 1
            before = open_groups.get(depth)
            if before and not last and paths[number - 1][: depth + 1] == path[: depth + 1]:
                open_groups[depth] = replace(before, length=before.length + 1)
                continue
            for deeper in sorted(key for key in open_groups if key >= depth):
                yield open_groups.pop(deeper)
            stretch = _Stretch(number, 1, depth, layers - depth if last else 1, label.text)
            if last:
                yield stretch
            else:
                open_groups[depth] = stretch
    yield from open_groups.values()
