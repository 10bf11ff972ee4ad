"""Documents as workbooks and as files of separated values."""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from io import BytesIO, StringIO
from random import Random

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from bench.foreign.grid import Box, Document, Paragraph, squares, texts


def workbook(document: Document, dice: Random, setting: str) -> bytes:
    """The workbook. ``setting``: one (a sheet for all), sheets (a sheet a table), bare (spans lost), text (numbers as
    text), offset (begins at column B, a blank row between).
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "年报"
    row, left = (3, 2) if setting == "offset" else (1, 1)
    number = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sheet.cell(row, left, block.text)
            row += 1
            continue
        if setting == "sheets":
            number += 1
            sheet = book.create_sheet(f"表{number}")
            row = 1
        grid = squares(block)
        for down, line in enumerate(grid):
            for right, (box, begins) in enumerate(line):
                if begins:
                    _fill(sheet, row + down, left + right, box, setting)
                    _merge(sheet, row + down, left + right, box, row + len(grid), setting)
        row += len(grid) + (1 if setting == "offset" else dice.choice((0, 1)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, row: int, column: int, box: Box, setting: str) -> None:
    cell = sheet.cell(row, column)
    cell.value = box.text if setting == "text" or box.cell is None else _number(box.text)
    cell.alignment = Alignment(wrap_text=True, horizontal="center")


def _merge(sheet: Worksheet, row: int, column: int, box: Box, end: int, setting: str) -> None:
    if setting == "bare" or (box.rows == 1 and box.cols == 1):
        return
    bottom = min(row + box.rows, end) - 1
    sheet.merge_cells(start_row=row, end_row=bottom, start_column=column, end_column=column + box.cols - 1)


def _number(text: str) -> str | int | float:
    """What Excel makes of what is typed."""
    if not text.strip() or text.strip() != text or text.startswith("+") or not text.isascii() or " " in text:
        return text
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return int(value) if value == value.to_integral() else float(value)


def separated(document: Document, dice: Random, setting: str) -> bytes:
    """The values. ``setting``: comma, gbk, semicolon, unicode (Excel's tabbed UTF-16), long (a line a figure)."""
    delimiter = {"semicolon": ";", "unicode": "\t"}.get(setting, ",")
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for block in document.blocks:
        if isinstance(block, Paragraph):
            writer.writerow([block.text])
        else:
            width = 16 if setting != "long" else 0
            for line in texts(block, "repeat" if setting == "long" else ""):
                writer.writerow([*line, *[""] * (width - len(line))])
    text = out.getvalue()
    if setting == "unicode":
        return text.encode("utf-16")
    if setting == "gbk":
        return text.encode("gb18030")
    return text.encode("utf-8-sig" if dice.random() < 0.6 else "utf-8")
