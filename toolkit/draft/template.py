"""The workbook to fill in for the next report: the year's form, last year's figures beside it, sums as formulas.

A filled workbook is a report file like any other. The reader of workbooks knows it by its defined names
(``toolkit.readers.xlsx.template``): which columns are this year's figures, and which are last year's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from toolkit.draft.comparing import comparable_tables
from toolkit.draft.grid import grid_of
from toolkit.draft.template_sheet import Beside, TableSheet, write_table
from toolkit.forms.form import Form
from toolkit.model import CellId, Report
from toolkit.readers.xlsx.template import LABELS, LAST, LAST_TITLE, THIS, TITLE

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_INSTRUCTIONS = "填写说明"
_MADE = datetime(2000, 1, 1)  # a fixed time, so that the same report gives the same workbook
_CARRIED_IN, _CARRIED_OUT = "carried_in", "carried_out"


def workbook(previous: Report, form: Form, year: int) -> bytes:
    """The workbook for the report of that year, on that form, with last year's figures from ``previous``."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    _write_instructions(book, previous, form, year)
    beside = Beside(year, _last_year(previous, form), _carried(previous, form))
    for table in form.tables:
        at = TableSheet(table, grid_of(table, form.standing_cells(set()), as_printed=False))
        sheet = book.create_sheet(table.title)
        write_table(sheet, at, form, beside)
        for name, area in ((LABELS, at.labels), (THIS, at.this), (LAST, at.last)):
            _define(book, name + table.id, table.title, area)
    book.properties.created = book.properties.modified = _MADE
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _define(book: Workbook, name: str, sheet: str, area: str) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet}'!{area}")


# --- last year --------------------------------------------------------------------------------------------


def _last_year(previous: Report, form: Form) -> Mapping[CellId, Decimal]:
    """Last year's figures that mean the same on this form."""
    tables = comparable_tables(previous.form, form.id)
    return {
        cell: figure.value
        for cell, figure in previous.figures.items()
        if figure.value is not None and cell in form.cells and form.cells[cell].table in tables
    }


def _carried(previous: Report, form: Form) -> Mapping[CellId, Decimal]:
    """What this year's 上年结转 must be: last year's 结转下年度."""
    carried: dict[CellId, Decimal] = {}
    for cell in form.cells.values():
        if cell.row.id == _CARRIED_IN:
            figure = previous.figures.get(CellId(f"{cell.table}.{_CARRIED_OUT}.{cell.column.id}"))
            if figure is not None and figure.value is not None:
                carried[cell.id] = figure.value
    return carried


# --- the sheet with the rules for filling in --------------------------------------------------------------


def _write_instructions(book: Workbook, previous: Report, form: Form, year: int) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(_INSTRUCTIONS)
    sheet["A1"] = f"{previous.organ or '（机关名称）'}{year}年政府信息公开工作年度报告"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A2"] = f"{previous.organ or ''}{previous.year or year - 1}年政府信息公开工作年度报告"
    sheet["B2"] = "← 上年报告"
    for number, line in enumerate(_instructions(previous, form, year), start=4):
        sheet.cell(number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100
    _define(book, TITLE, _INSTRUCTIONS, "$A$1")
    _define(book, LAST_TITLE, _INSTRUCTIONS, "$A$2")


def _instructions(previous: Report, form: Form, year: int) -> Iterator[str]:
    yield f"适用格式：{form.name}（{form.issued_as}）。统计期限：{year}年1月1日至{year}年12月31日。"
    yield "一、在各工作表左侧“本年”的白色格子里填数；右侧灰字是上年数据，供对照，不要改动。"
    yield "二、没有发生的填 0；不清楚的留空，不要填“-”“无”。空格不会当作 0。"
    yield "三、灰底的合计由公式计算，各项没有填全时合计为空；不必填写。"
    yield "四、黄底的“上年结转”已按上年报告的“结转下年度继续办理”带入；确需改动的，请在报告第六部分说明原因。"
    yield "五、部分公开、区分处理的申请，只计“部分公开”一项；一件申请只计一种办理结果。"
    yield "六、每列：本年新收 + 上年结转 = 总计 + 结转下年度；各表下方有核对行，显示“不符”时请检查。"
    yield "七、金额以万元为单位，可有小数；其余填非负整数（只有“本年增/减”可以为负）。"
    yield "八、第一行的标题可以修改，报告的机关名称和年度以它为准。"
    yield "九、填好保存后，用 xxgk check 核对，用 xxgk draft 起草报告。"
    if previous.form != form.id:
        yield f"注意：上年报告用的是另一版格式（{previous.form or '未识别'}），口径不同的表不列上年数据。"
