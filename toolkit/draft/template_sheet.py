"""A table of the form as a sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.draft.grid import Grid, GridCell
from toolkit.forms.form import Case, Form, FormCell, FormTable
from toolkit.model import CellId
from toolkit.readers.xlsx.places import letters

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_TOP = 4
"""The first row of a table on its sheet, from 1: over it stand the title, a legend and the two years."""
_GAP = 1  # columns between this year's figures and last year's
_CARRIED, _SUM, _HEAD = "FFF2CC", "E7E6E6", "DDEBF7"
_LAST_COLOUR = "808080"
_LEGEND = "白色格子请填写；灰底是公式；黄底由上年“结转下年度继续办理”带入；右侧灰字是上年数据，供对照。"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the year's own cells: last year's figures, and what is carried over from it."""

    year: int
    last: Mapping[CellId, Decimal]
    carried: Mapping[CellId, Decimal]


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table's place on its sheet: labels, this year's columns, a gap, last year's columns."""

    table: FormTable
    grid: Grid

    @property
    def shift(self) -> int:
        """How far last year's columns stand right of this year's."""
        return self.grid.columns - self.grid.label_columns + _GAP

    @property
    def labels(self) -> str:
        """The area of the labels."""
        return self._area(0, self.grid.label_columns - 1)

    @property
    def this(self) -> str:
        """The area of this year's figures with their heads."""
        return self._area(self.grid.label_columns, self.grid.columns - 1)

    @property
    def last(self) -> str:
        """The area of last year's."""
        return self._area(self.grid.label_columns + self.shift, self.grid.columns - 1 + self.shift)

    def place(self, cell: GridCell) -> tuple[int, int]:
        """Row and column on the sheet, from 1."""
        return _TOP + cell.row, 1 + cell.column

    def _area(self, first: int, last: int) -> str:
        return f"${letters(first)}${_TOP}:${letters(last)}${_TOP + self.grid.rows - 1}"


Places = Mapping[CellId, tuple[int, int]]


def write_table(sheet: Worksheet, at: TableSheet, form: Form, beside: Beside) -> None:
    """Write the table with its formulas, its validation and last year's figures."""
    first = at.grid.label_columns + 1
    sheet.cell(1, 1, at.table.title)
    sheet.cell(2, 1, _LEGEND)
    sheet.cell(3, first, f"{beside.year}年（本年，请填写）")
    sheet.cell(3, first + at.shift, f"{beside.year - 1}年（上年，供对照）")
    places = {cell.cell: at.place(cell) for cell in at.grid.cells if cell.cell is not None}
    formulas = _formulas(form, at.table, places)
    for cell in at.grid.cells:
        _write_cell(sheet, at, cell, beside, formulas)
    _write_validation(sheet, [form.cells[cell] for cell in places if cell not in formulas], places, beside)
    _write_balance(sheet, form, at, places)
    for number in range(1, at.grid.columns + at.shift + 1):
        is_label = number <= at.grid.label_columns
        wide = is_label and number == at.grid.label_columns
        sheet.column_dimensions[letters(number - 1)].width = (44 if wide else 18) if is_label else 11
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0


def _write_cell(
    sheet: Worksheet, at: TableSheet, cell: GridCell, beside: Beside, formulas: Mapping[CellId, str]
) -> None:
    row, column = at.place(cell)
    is_label = cell.column < at.grid.label_columns
    _set(sheet, (row, column), cell, cell.text or None, _HEAD if cell.kind in ("head", "heading") else None)
    if not is_label:
        _set(sheet, (row, column + at.shift), cell, cell.text or None, _HEAD if cell.kind == "head" else None)
    if cell.cell is None:
        return
    this = sheet.cell(row, column)
    if cell.cell in formulas:
        this.value = formulas[cell.cell]
        _fill(this, _SUM)
    elif cell.cell in beside.carried:
        this.value = _plain(beside.carried[cell.cell])
        _fill(this, _CARRIED)
    if cell.cell in beside.last:
        sheet.cell(row, column + at.shift).value = _plain(beside.last[cell.cell])


def _set(sheet: Worksheet, place: tuple[int, int], cell: GridCell, text: str | None, colour: str | None) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    row, column = place
    if cell.rowspan > 1 or cell.colspan > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.rowspan - 1, end_column=column + cell.colspan - 1
        )
    target = sheet.cell(row, column)
    target.value = text
    side = Side("thin")
    target.border = Border(side, side, side, side)
    level = "left" if cell.kind == "label" else "center"
    target.alignment = Alignment(horizontal=level, vertical="center", wrap_text=True)
    if column > cell.column + 1:
        target.font = Font(color=_LAST_COLOUR)
    if colour:
        _fill(target, colour)


def _fill(target: Cell | MergedCell, colour: str) -> None:
    from openpyxl.styles import PatternFill

    target.fill = PatternFill("solid", colour)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


# --- sums -------------------------------------------------------------------------------------------------


def _formulas(form: Form, table: FormTable, places: Places) -> Mapping[CellId, str]:
    """The formula of each cell that the form's equations make the sum of one area; empty until all is filled."""
    formulas: dict[CellId, str] = {}
    for case in _equations(form, table):
        parts = [cell for cell in case.right if cell in places]
        if case.left != (case.result,) or case.result not in places or case.result in formulas:
            continue
        area = _area([places[cell] for cell in parts])
        if area:
            count = f"ROWS({area})*COLUMNS({area})"
            formulas[case.result] = f'=IF(COUNT({area})={count},SUM({area}),"")'
    return formulas


def _equations(form: Form, table: FormTable) -> Iterator[Case]:
    for identity in form.identities:
        if identity.table == table.id and identity.relation == "equal":
            yield from identity.cases


def _area(places: Sequence[tuple[int, int]]) -> str | None:
    """The area that these places fill; None where they leave something of it out."""
    rows, columns = [row for row, _ in places], [column for _, column in places]
    top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
    if len(set(places)) != (bottom - top + 1) * (right - left + 1):
        return None
    return f"{letters(left - 1)}{top}:{letters(right - 1)}{bottom}"


def _write_balance(sheet: Worksheet, form: Form, at: TableSheet, places: Places) -> None:
    """Under the table, where people see it and the reader doesn't look: whether the equations with sums on both sides
    hold, column by column.
    """
    row = _TOP + at.grid.rows + 1
    for identity in form.identities:
        cases = [c for c in identity.cases if identity.table == at.table.id and len(c.left) > 1]
        if identity.relation != "equal" or not cases:
            continue
        sheet.cell(row, 1, f"核对：{identity.says}")
        for case in cases:
            sides = [[places[cell] for cell in side if cell in places] for side in (case.left, case.right)]
            names = [[f"{letters(column - 1)}{line}" for line, column in side] for side in sides]
            every = ",".join(name for side in names for name in side)
            count = sum(len(side) for side in names)
            equal = "=".join("+".join(side) for side in names)
            column = places[case.result][1]
            sheet.cell(row, column, f'=IF(COUNT({every})<{count},"",IF({equal},"相符","不符"))')
        row += 1


# --- what may be typed ------------------------------------------------------------------------------------


def _write_validation(sheet: Worksheet, cells: Sequence[FormCell], places: Places, beside: Beside) -> None:
    made: dict[str, DataValidation] = {}
    for cell in cells:
        kind = "money" if cell.is_money else "signed" if cell.column.signed else "count"
        kind += ".carried" if cell.id in beside.carried else ""
        if kind not in made:
            made[kind] = _validation(kind)
            sheet.add_data_validation(made[kind])
        row, column = places[cell.id]
        made[kind].add(f"{letters(column - 1)}{row}")


def _validation(kind: str) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    base, _, carried = kind.partition(".")
    words = {
        "money": "这里填金额，以万元为单位，不小于 0。",
        "signed": "这里填整数，减用负值表示。",
        "count": "这里填不小于 0 的整数；没有发生填 0。",
    }
    validation = DataValidation(
        type="decimal" if base == "money" else "whole",
        operator="between" if base == "signed" else "greaterThanOrEqual",
        formula1="-999999999" if base == "signed" else "0",
        formula2="999999999" if base == "signed" else None,
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=bool(carried),
        errorTitle="不能这样填",
        error=words[base],
    )
    if carried:
        validation.promptTitle = "上年结转"
        validation.prompt = "由上年报告的“结转下年度继续办理”带入，两者应当相等。"
    return validation
