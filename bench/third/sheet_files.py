"""Reports as workbooks by openpyxl, and as files of separated values."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from random import Random

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from bench.foreign.document import TITLES
from bench.foreign.grid import Document, Paragraph, Table, squares

_SHORT = {"disclosure": "主动公开", "applications": "依申请公开", "disputes": "复议诉讼", "other": "附"}


def workbook(document: Document, dice: Random, manner: str) -> bytes:
    """The workbook. ``manner``: one sheet, sheets (a sheet a table), only tables, offset (not from the first place)."""
    numbers = dice.random() < 0.6
    gap = dice.random() < 0.6
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    first = sheet
    first.title = dice.choice(("Sheet1", "年报", "2023年度报告"))
    row, left = (3, dice.randint(2, 3)) if manner == "offset" else (1, 1)
    role, count, next_text = "", 0, 1
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if manner == "only tables" and block.level:
                continue
            if manner in ("sheets", "only tables"):
                sheet, row = first, next_text
                next_text += 1
            sheet.cell(row, left, block.text)
            if manner != "offset" and dice.random() < 0.5:
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=10)
            row += 1
            continue
        if manner in ("sheets", "only tables") and (sheet is first or block.role != role):
            count += 1
            sheet, row = book.create_sheet(dice.choice((f"表{count}", f"附表{count}", _SHORT[block.role]))), 1
            if dice.random() < 0.4:
                sheet.cell(1, 1, TITLES.get(block.role, "其他统计"))
                row = 2
        role = block.role
        _spread(sheet, row, left, block, numbers=numbers)
        row += len(block.rows) + gap
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _spread(sheet: Worksheet, row: int, left: int, table: Table, *, numbers: bool) -> None:
    for down, line in enumerate(squares(table)):
        for right, (box, begins) in enumerate(line):
            if not begins:
                continue
            cell = sheet.cell(row + down, left + right)
            cell.value = _typed(box.text) if numbers else box.text or None
            if isinstance(cell.value, float):
                cell.number_format = "0.00##"
            if box.rows > 1 or box.cols > 1:
                sheet.merge_cells(
                    start_row=row + down,
                    start_column=left + right,
                    end_row=row + down + box.rows - 1,
                    end_column=left + right + box.cols - 1,
                )


def _typed(text: str) -> str | int | float | None:
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text) if "." in text else int(text)
    return text or None


def separated(document: Document, dice: Random, manner: str) -> bytes:
    """The values. ``manner``: excel, filled (spans repeat their text), pandas, tables (and headings), semicolon."""
    width = max(len(squares(table)[0]) for table in document.tables)
    rows: list[list[str]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            for line in squares(block):
                texts = [box.text if begins or manner == "filled" else "" for box, begins in line]
                rows.append(texts + [""] * (width - len(texts)))
            if dice.random() < 0.5:
                rows.append([""] * width)
        elif manner != "tables" or block.level < 2:
            rows.append([block.text] + [""] * (width - 1))
    out = StringIO()
    delimiter = dice.choice((";", "\t")) if manner == "semicolon" else ","
    writer = csv.writer(out, delimiter=delimiter, lineterminator=dice.choice(("\r\n", "\n")))
    if manner == "pandas":
        rows = _by_pandas(rows, floats=dice.random() < 0.5)
    writer.writerows(rows)
    return out.getvalue().encode(dice.choice(("utf-8-sig", "gb18030", "utf-8")))


def _by_pandas(rows: list[list[str]], *, floats: bool) -> list[list[str]]:
    """A frame's: an index, the first row as names of columns, whole numbers with a stop where a column has blanks."""
    head = ["", rows[0][0], *(f"Unnamed: {number}" for number in range(1, len(rows[0])))]
    body = (
        [str(number), *(f"{text}.0" if floats and text.isascii() and text.isdigit() else text for text in row)]
        for number, row in enumerate(rows[1:])
    )
    return [head, *body]
