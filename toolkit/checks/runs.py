"""Cells gathered into runs, as a person sees them: a row, a column, a block of either, a table."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from toolkit.checks.sheet import Sheet
from toolkit.forms.form import Column, FormTable, Part, Row
from toolkit.model import CellId

_LONGEST_LIST = 24
"""Characters of names that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Run:
    """Cells that lie together in a table, in the order of print, and how a message names them."""

    cells: tuple[CellId, ...]
    name: str


def runs(sheet: Sheet, wanted: Set[CellId]) -> Iterator[Run]:
    """The wanted cells, each in one run: a whole table, whole columns, else the same columns of neighbouring rows."""
    if sheet.form is None or not wanted:
        return
    for table in sheet.form.tables:
        standing = [cell.id for cell in table.cells if cell.id in sheet.cells]
        if standing and wanted >= set(standing):
            unit = "项" if table.is_list else "格"
            yield Run(tuple(standing), f"“{table.title}”表 全部 {len(standing)} {unit}")
            continue
        for part in table.parts:
            yield from _runs_of_part(table, part, sheet, wanted)


def _runs_of_part(table: FormTable, part: Part, sheet: Sheet, wanted: Set[CellId]) -> Iterator[Run]:
    rows = [row for row in part.rows if table.cell_id(row, part.columns[0]) in sheet.cells]
    marks = [[table.cell_id(row, column) in wanted for column in part.columns] for row in rows]
    blocks: list[tuple[int, int, int, int]] = []
    whole = [len(rows) > 1 and all(marks[r][c] for r in range(len(rows))) for c in range(len(part.columns))]
    if not all(whole):
        blocks.extend((0, len(rows), first, end) for first, end in _stretches(whole))
        marks = [[mark and not whole[c] for c, mark in enumerate(line)] for line in marks]
    blocks.extend(_blocks(marks))
    for top, bottom, first, end in sorted(blocks):
        yield _run(table, rows[top:bottom], part.columns[first:end], part, whole_rows=len(rows))


def _stretches(marks: list[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for place, mark in enumerate([*marks, False]):
        if mark and start is None:
            start = place
        elif not mark and start is not None:
            yield start, place
            start = None


def _blocks(marks: list[list[bool]]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of each row, joined downwards while the next row has the very same stretch."""
    open_since: dict[tuple[int, int], int] = {}
    for row, line in enumerate([*marks, []]):
        here = set(_stretches(line))
        for stretch in [s for s in open_since if s not in here]:
            yield open_since.pop(stretch), row, *stretch
        for stretch in here:
            open_since.setdefault(stretch, row)


def _run(table: FormTable, rows: list[Row], columns: tuple[Column, ...], part: Part, whole_rows: int) -> Run:
    cells = tuple(table.cell_id(row, column) for row in rows for column in columns)
    row_names = _listed([row.name for row in rows])
    column_names = _listed([column.label.text for column in columns])
    if table.is_list:
        name = f"{row_names} {len(rows)} 项" if len(rows) > 1 else table.name_of(rows[0])
    elif len(cells) == 1:
        name = f"{row_names}·{column_names}"
    elif len(columns) == len(part.columns):
        name = f"{row_names} {'整行' if len(rows) == 1 else f'{len(rows)} 行'} {len(cells)} 格"
    elif len(rows) == whole_rows:
        name = f"{column_names} {'整列' if len(columns) == 1 else f'{len(columns)} 列'} {len(cells)} 格"
    else:
        name = f"{row_names} 的 {column_names} {len(cells)} 格"
    return Run(cells, name)


def _listed(names: list[str]) -> str:
    """All names if they are short together, else the first and the last."""
    if len(names) <= 2 or len("".join(names)) <= _LONGEST_LIST:
        return "、".join(names)
    return f"{names[0]} 至 {names[-1]}"
