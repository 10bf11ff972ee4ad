"""A workbook made by the template, filled in as a clerk does: numbers typed, the sums left to their formulas."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.draft.grid import grid_of
from toolkit.draft.template_sheet import TableSheet
from toolkit.forms.form import Form
from toolkit.model import CellId


def filled(workbook: bytes, form: Form, values: Mapping[CellId, int | Decimal]) -> bytes:
    """The workbook with these values in all cells that have no formula."""
    book = load_workbook(BytesIO(workbook))
    for table in form.tables:
        sheet = book[table.title]
        assert isinstance(sheet, Worksheet)
        for cell, (row, column) in places_of(form, table.id).items():
            target = sheet.cell(row, column)
            if cell in values and not str(target.value).startswith("="):
                target.value = values[cell]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def places_of(form: Form, table_id: str) -> dict[CellId, tuple[int, int]]:
    """Where each cell of a table stands on its sheet, row and column from 1."""
    table = form.table(table_id)
    at = TableSheet(table, grid_of(table, form.standing_cells(set()), as_printed=False))
    return {cell.cell: at.place(cell) for cell in at.grid.cells if cell.cell is not None}
