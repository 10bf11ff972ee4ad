"""A worksheet's XML: the text of each cell in which something stands, merged ranges, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from toolkit.readers.xlsx.number_format import hides_text, plain, replacement, shown
from toolkit.readers.xlsx.places import DIGITS, LAST_COLUMN, LAST_ROW, MAIN, Area, Place, to_area, to_column, to_count
from toolkit.readers.xlsx.styles import Styles, Text, clean, read_string

_V, _F, _IS = f"{MAIN}v", f"{MAIN}f", f"{MAIN}is"

Remark = Literal[
    "formula_without_value", "hidden_by_format", "replaced_by_format", "scaled_by_format", "struck", "damaged_cell",
    "merged_text_hidden", "hidden_rows", "hidden_columns",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: list[Text]
    styles: Styles
    since_1904: bool


@dataclass(slots=True)
class Sheet:
    """What a sheet says: texts by place, merged ranges, what is hidden; remarks by kind, with place and words.

    ``spaces`` are cells with nothing but blanks typed in: they belong to what is filled in, as empty cells may not.
    """

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    spaces: set[Place] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    remarks: dict[Remark, list[tuple[Place, str]]] = field(default_factory=dict)

    def remark(self, kind: Remark, place: Place, words: str = "") -> None:
        """Keep what is to be said of a place."""
        self.remarks.setdefault(kind, []).append((place, words))


def read_sheet(root: etree._Element, name: str, book: Book) -> Sheet:
    """Read a worksheet part."""
    sheet = Sheet(name)
    for element in root.iterchildren(f"{MAIN}cols", f"{MAIN}sheetData", f"{MAIN}mergeCells"):
        if element.tag == f"{MAIN}sheetData":
            _read_rows(element, sheet, book)
        elif element.tag == f"{MAIN}cols":
            for column in element.iterchildren(f"{MAIN}col"):
                if _is_hidden(column, "width"):
                    first, last = to_count(column.get("min"), 1), to_count(column.get("max"), 0)
                    sheet.hidden_columns.append((first - 1, last - 1))
        else:
            sheet.merged = [area for merge in element if (area := to_area(merge.get("ref", "")))]
    views = root.find(f"{MAIN}sheetViews")
    if views is not None and any(view.get("showZeros") in ("0", "false") for view in views):
        for place, text in sheet.texts.items():
            if text == "0":
                sheet.remark("hidden_by_format", place)
    return sheet


def _read_rows(data: etree._Element, sheet: Sheet, book: Book) -> None:
    row = -1
    for element in data.iterchildren(f"{MAIN}row"):
        row = to_count(element.get("r"), row + 2) - 1
        if not 0 <= row <= LAST_ROW:
            continue
        if _is_hidden(element, "ht"):
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element.iterchildren(f"{MAIN}c"):
            named = to_column(cell.get("r", "").rstrip(DIGITS))
            # A cell without a reference stands behind the one before it.
            column = column + 1 if named < 0 else named
            if column > LAST_COLUMN or len(cell) == 0:
                continue
            at = (row, column)
            text = _cell_text(cell, at, sheet, book)
            if text.isspace():
                sheet.spaces.add(at)
            elif text:
                sheet.texts[at] = text


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


# --- a cell -----------------------------------------------------------------------------------------------


def _cell_text(cell: etree._Element, at: Place, sheet: Sheet, book: Book) -> str:
    style = to_count(cell.get("s"), 0)
    text = _content(cell, at, sheet, book, book.styles.codes.get(style))
    if style in book.styles.struck and text.strip():
        sheet.remark("struck", at, text)
        return f"〔{text}〕"
    return text


def _content(cell: etree._Element, at: Place, sheet: Sheet, book: Book, code: str | None) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(_IS)
        return _text(read_string(inline), at, code, sheet) if inline is not None else ""
    stored = cell.findtext(_V)
    if not stored:
        return _without_value(cell, at, sheet, is_text=kind == "str" and stored is not None)
    if kind == "s":
        number = to_count(stored.strip(), len(book.strings))
        if number >= len(book.strings):
            sheet.remark("damaged_cell", at)
            return "#?"
        return _text(book.strings[number], at, code, sheet)
    if kind == "n":
        return _number(stored.strip(), at, code, sheet, book) if code else plain(stored.strip())
    words = {"1": "TRUE"}.get(stored.strip(), "FALSE") if kind == "b" else clean(stored)
    return _text(Text(words), at, code, sheet)


def _without_value(cell: etree._Element, at: Place, sheet: Sheet, *, is_text: bool) -> str:
    """Nothing; the formula itself where its result isn't stored (that of a text may be an empty one)."""
    formula = cell.find(_F)
    if formula is None or is_text:
        return ""
    sheet.remark("formula_without_value", at)
    return "=" + (formula.text or "…")


def _text(text: Text, at: Place, code: str | None, sheet: Sheet) -> str:
    """What a cell of text shows; all that is struck through stays, marked: such a cell isn't blank."""
    if text.struck.strip():
        sheet.remark("struck", at, text.struck)
        if not text.shown.strip():
            return f"〔{text.struck}〕"
    if code and text.shown.strip() and hides_text(code):
        sheet.remark("hidden_by_format", at)
    return text.shown


def _number(stored: str, at: Place, code: str, sheet: Sheet, book: Book) -> str:
    what = shown(stored, code, since_1904=book.since_1904)
    if what.kind == "hidden":
        sheet.remark("hidden_by_format", at)
    elif what.kind == "replaced":
        sheet.remark("replaced_by_format", at, f"{what.text} 显示为“{replacement(stored, code)}”")
    elif what.kind == "scaled":
        sheet.remark("scaled_by_format", at)
    return what.text
