"""Excel workbooks: a table for each visible sheet, each cell with what it shows.

Cached values of formulas are taken as they are. Rows and columns are the sheet's own, from 0. What is left out though
something stands there (hidden sheets, rows and columns, text that is struck through or under a merged cell, pictures
and text boxes), and what shows something else than is stored, leaves a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from toolkit.model import Block, Document, Note, Paragraph, TableOrigin, Unreadable
from toolkit.readers.package import Package, Relation, open_package
from toolkit.readers.xlsx.grid import lay_out
from toolkit.readers.xlsx.places import MAIN, letters
from toolkit.readers.xlsx.sheet import Book, Remark, Sheet, read_sheet
from toolkit.readers.xlsx.styles import read_strings, read_styles
from toolkit.readers.xlsx.template import Columns, Template, keep_areas, template_of
from toolkit.readers.zips import MIB

PART_LIMIT = 32 * MIB
MOST_CELLS = 200_000
"""In which something stands, in all sheets together: a report has some hundreds."""

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_NAMED = 8  # places in one note
_LAST: Columns = "last"


def read(data: bytes, name: str) -> Document:
    """Read a workbook; of our own workbook to fill in, the labels and this year's figures.

    Raises:
        Unreadable: for a file that is damaged, has a password, or is too big to be a report.
    """
    package, main, workbook = _open(data, name)
    return _read(package, main, workbook, name, template_of(workbook, "this"))


def read_last_year(data: bytes, name: str) -> Document | None:
    """Last year's report as it stands beside this year's figures in our own workbook; None for any other workbook.

    Raises:
        Unreadable: as ``read``.
    """
    package, main, workbook = _open(data, name)
    template = template_of(workbook, _LAST)
    return None if template is None else _read(package, main, workbook, name, template)


def _open(data: bytes, name: str) -> tuple[Package, str, etree._Element]:
    package = open_package(data, name)
    main = package.main_part("xl/workbook.xml")
    workbook = package.xml(main) if main else None
    if main is None or workbook is None:
        raise Unreadable(name, "文件里没有工作簿，不是完整的 Excel 文件")
    return package, main, workbook


def _read(package: Package, main: str, workbook: etree._Element, name: str, template: Template | None) -> Document:
    book = _book(package, package.relations(main), workbook)
    blocks: list[Block] = [] if template is None else [Paragraph("", 0)]
    notes: list[Note] = []
    cells = 0
    for title, is_visible, path in _worksheets(workbook, package.relations(main)):
        root = package.xml(path, PART_LIMIT)
        if root is None:
            notes.append(Note("xlsx.sheet_missing", f"工作表“{title}”的内容不在文件里，未读取"))
            continue
        sheet = read_sheet(root, title, book)
        cells += len(sheet.texts)
        if cells > MOST_CELLS:
            raise Unreadable(name, f"工作簿里有超过 {MOST_CELLS} 个单元格有内容，不像年度报告，未读取")
        if not is_visible:
            if sheet.texts:
                notes.append(Note("hidden", f"工作表“{title}”是隐藏的，未读取；如果报告在其中，请取消隐藏后再读"))
            continue
        if template is not None:
            if template.title is not None and template.title[0] == title:
                blocks[0] = Paragraph(sheet.texts.get(template.title[1], ""), 0)
            if title not in template.areas:
                continue
            keep_areas(sheet, template.areas[title])
        table = lay_out(sheet, len(blocks))
        notes.extend(_notes(sheet, table.block))
        notes.extend(_notes_on_drawing(package, path, title))
        if table.cells:
            blocks.append(table)
    return Document("xlsx", tuple(blocks), _titles(package), tuple(notes))


def _book(package: Package, relations: Mapping[str, Relation], workbook: etree._Element) -> Book:
    parts = {relation.kind: relation.target for relation in relations.values() if not relation.external}
    properties = workbook.find(f"{MAIN}workbookPr")
    return Book(
        read_strings(package.xml(parts.get("sharedStrings", "xl/sharedStrings.xml"), PART_LIMIT)),
        read_styles(package.xml(parts.get("styles", "xl/styles.xml"), PART_LIMIT)),
        since_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )


def _worksheets(workbook: etree._Element, relations: Mapping[str, Relation]) -> Iterator[tuple[str, bool, str]]:
    """Name, whether it is visible, and part of each worksheet, in the workbook's order."""
    for element in workbook.iter(f"{MAIN}sheet"):
        relation = relations.get(element.get(_RELATION_ID, ""))
        if relation is not None and relation.kind == "worksheet" and not relation.external:
            yield element.get("name", ""), element.get("state", "visible") == "visible", relation.target


def _titles(package: Package) -> tuple[str, ...]:
    try:
        root = package.xml("docProps/core.xml")
    except Unreadable:  # the report does not stand there
        return ()
    title = root.findtext(_TITLE) if root is not None else None
    return (title.strip(),) if title and title.strip() else ()


# --- what is to be said -----------------------------------------------------------------------------------

_MESSAGES: dict[Remark, str] = {
    "formula_without_value": "{} 是公式，文件里没有存计算结果，未取值；请用 Excel 或 WPS 打开并保存一次后再读",
    "hidden_by_format": "{} 的单元格格式不显示内容，看上去是空白；按所存的内容读取",
    "replaced_by_format": "{} 的单元格格式以别的字样代替数值（{}）；按所存的数值读取",
    "scaled_by_format": "{} 的单元格格式按千、万缩小显示，所见与所存不同，未取值",
    "struck": "{} 有带删除线的内容，未取值：“{}”",
    "merged_text_hidden": "{} 的内容被合并单元格遮住，未读：“{}”",
    "damaged_cell": "{} 指向的文字不在文件里，未取值",
    "hidden_rows": "工作表“{}”第 {} 行是隐藏的，未读取",
    "hidden_columns": "工作表“{}”{} 列是隐藏的，未读取",
}
_CODES: dict[Remark, str] = {"hidden_rows": "hidden", "hidden_columns": "hidden"}


def _notes(sheet: Sheet, block: int) -> Iterator[Note]:
    """One note for each kind of remark, at its first place."""
    for kind, remarks in sheet.remarks.items():
        first, words = remarks[0]
        if kind == "hidden_rows":
            message = _MESSAGES[kind].format(sheet.name, _listed([str(row + 1) for (row, _), _ in remarks]))
        elif kind == "hidden_columns":
            message = _MESSAGES[kind].format(sheet.name, _listed([letters(column) for (_, column), _ in remarks]))
        else:
            places = [f"{sheet.name}!{letters(column)}{row + 1}" for (row, column), _ in remarks]
            message = _MESSAGES[kind].format(_listed(places), words)
        yield Note(_CODES.get(kind, f"xlsx.{kind}"), message, TableOrigin(block, *first, sheet.name))


def _listed(names: list[str]) -> str:
    if len(names) <= _NAMED:
        return "、".join(names)
    return f"{'、'.join(names[:_NAMED])} 等 {len(names)} 处"


def _notes_on_drawing(package: Package, sheet_part: str, title: str) -> Iterator[Note]:
    """A note on the pictures and text boxes that lie on a sheet."""
    for relation in package.relations(sheet_part).values():
        if relation.kind != "drawing" or relation.external:
            continue
        root = package.xml(relation.target, PART_LIMIT)
        if root is None:
            continue
        text = "".join(t.text or "" for t in root.iter(_DRAWN_TEXT)).strip()
        if text:
            yield Note("xlsx.text_box", f"工作表“{title}”上有文本框，其中的文字未读：“{text[:40]}”")
        elif next(root.iter(f"{_DRAWN}pic"), None) is not None:
            yield Note("picture", f"工作表“{title}”上有图片，图片里的内容未读")
