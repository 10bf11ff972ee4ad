"""Reports as workbooks of streaming writers: no styles, strings in place or shared, cells that do not say where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl.utils import get_column_letter

from bench.foreign.grid import Document, Table, squares

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(slots=True)
class _Sheet:
    """A sheet as it is streamed. ``nameless``: cells do not say where they stand. ``shared``: strings in a part."""

    dice: Random
    nameless: bool
    shared: bool
    rows: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    number: int = 0

    def row(self, texts: Iterable[str]) -> None:
        self.number += 1
        cells = "".join(self._cell(column, text) for column, text in enumerate(texts, 1))
        self.rows.append(f'<row r="{self.number}">{cells}</row>')

    def table(self, table: Table) -> None:
        for line in squares(table):
            self.row(box.text if begins else "" for box, begins in line)
            for column, (box, begins) in enumerate(line, 1):
                if begins and (box.rows > 1 or box.cols > 1):
                    end = f"{get_column_letter(column + box.cols - 1)}{self.number + box.rows - 1}"
                    self.merged.append(f"{get_column_letter(column)}{self.number}:{end}")

    def _cell(self, column: int, text: str) -> str:
        place = "" if self.nameless else f' r="{get_column_letter(column)}{self.number}"'
        if not text:
            return f"<c{place}/>"
        if text.isascii() and text.isdigit() and self.dice.random() < 0.8:
            return f"<c{place}><v>{text}</v></c>"
        if self.shared:
            self.strings.append(text)
            return f'<c{place} t="s"><v>{len(self.strings) - 1}</v></c>'
        return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'

    def part(self) -> str:
        merged = "".join(f'<mergeCell ref="{each}"/>' for each in self.merged)
        merges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(self.rows)}</sheetData>{merges}</worksheet>'

    def string(self, text: str) -> str:
        """A shared string, now and then in runs."""
        pieces = (text[:2], text[2:]) if self.dice.random() < 0.1 else ()
        runs = "".join(f'<r><t xml:space="preserve">{escape(piece)}</t></r>' for piece in pieces)
        whole = f'<t xml:space="preserve">{escape(text)}</t>'
        return f"<si>{runs or whole}</si>"


def write(document: Document, dice: Random, manner: str) -> bytes:
    """The workbook. ``manner``: streamed."""
    assert manner == "streamed"
    sheet = _Sheet(dice, nameless=dice.random() < 0.3, shared=dice.random() < 0.5)
    for block in document.blocks:
        if isinstance(block, Table):
            sheet.table(block)
            sheet.number += dice.random() < 0.5
        else:
            sheet.row((block.text,))
    return _packed(sheet)


def _packed(sheet: _Sheet) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"/xl/workbook.xml": f"{kind}.sheet.main+xml", "/xl/worksheets/sheet1.xml": f"{kind}.worksheet+xml"}
    links = {"rId1": ("worksheet", "worksheets/sheet1.xml")}
    if sheet.shared:
        parts["/xl/sharedStrings.xml"] = f"{kind}.sharedStrings+xml"
        links["rId2"] = ("sharedStrings", "sharedStrings.xml")
    types = "".join(f'<Override PartName="{name}" ContentType="{what}"/>' for name, what in parts.items())
    linked = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{what}" Target="{target}"/>'
        for name, (what, target) in links.items()
    )
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        package.writestr(
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
            '<sheet name="年报" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{linked}</Relationships>'
        package.writestr("xl/_rels/workbook.xml.rels", _XML + relations)
        package.writestr("xl/worksheets/sheet1.xml", sheet.part())
        if sheet.shared:
            strings = "".join(sheet.string(text) for text in sheet.strings)
            package.writestr("xl/sharedStrings.xml", f'{_XML}<sst xmlns="{_MAIN}">{strings}</sst>')
    return out.getvalue()
