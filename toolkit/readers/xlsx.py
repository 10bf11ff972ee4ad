"""Excel workbooks: a table for each visible sheet, each cell with what it shows.

Cached values of formulas are taken as they are. Rows and columns are the sheet's own, from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from toolkit.model import Cell, Document, Note, Origin, Table, TableOrigin, Unreadable
from toolkit.readers.number_format import BUILT_IN, hides_text, plain, replacement, shown
from toolkit.readers.package import Package, open_package

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"

SHEET_LIMIT = 32 * 1024 * 1024
MOST_CELLS = 400_000
"""In which something stands, in all sheets together: a report has some hundreds."""
MOST_FILLED = 200_000
"""In one sheet, blank ones included."""
LONGEST_GAP = 20
"""Rows or columns: a longer stretch in which nothing stands is not filled with blank cells."""
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAMED = 8  # places in one note

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Styles:
    """Format codes by style number, as far as they change how a number is read."""

    codes: Mapping[int, str]
    since_1904: bool


@dataclass(slots=True)
class _Sheet:
    """What a sheet's XML says: texts by place, merged ranges, what is hidden."""

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    remarks: dict[str, list[tuple[Place, str]]] = field(default_factory=dict)

    def remark(self, code: str, place: Place, more: str = "") -> None:
        self.remarks.setdefault(code, []).append((place, more))


def read(data: bytes, name: str) -> Document:
    """Read a workbook.

    Raises:
        Unreadable: for a file that is damaged, has a password, or is too big to be a report.
    """
    package = open_package(data, name)
    main = package.main_part("xl/workbook.xml")
    workbook = package.xml(main) if main else None
    if main is None or workbook is None:
        raise Unreadable(name, "文件里没有工作簿，不是完整的 Excel 文件")
    relations = package.relations(main)
    parts = {relation.kind: relation.target for relation in relations.values() if not relation.external}
    strings = _shared_strings(package, parts.get("sharedStrings"))
    styles = _styles(package, parts.get("styles"), workbook)
    blocks: list[Table] = []
    notes: list[Note] = []
    cells = 0
    for element in workbook.iter(f"{MAIN}sheet"):
        title = element.get("name", "")
        relation = relations.get(element.get(RELATION_ID, ""))
        if relation is None or relation.external or relation.kind != "worksheet":
            continue
        root = package.xml(relation.target, SHEET_LIMIT)
        if root is None:
            notes.append(Note("xlsx.sheet_missing", f"工作表“{title}”的内容不在文件里，未读取"))
            continue
        sheet = _read_sheet(root, title, strings, styles)
        cells += len(sheet.texts)
        if cells > MOST_CELLS:
            raise Unreadable(name, f"工作簿里有超过 {MOST_CELLS} 个单元格有内容，不像年度报告，未读取")
        if element.get("state", "visible") != "visible":
            if sheet.texts:
                notes.append(Note("hidden", f"工作表“{title}”是隐藏的，未读取"))
            continue
        block = len(blocks)
        table = _table(sheet, block)
        notes.extend(_notes(sheet, block))
        if table.cells:
            blocks.append(table)
    return Document("xlsx", tuple(blocks), _titles(package), tuple(notes))


# --- the parts beside the sheets --------------------------------------------------------------------------


def _shared_strings(package: Package, path: str | None) -> list[str]:
    root = package.xml(path or "xl/sharedStrings.xml", SHEET_LIMIT)
    return [] if root is None else [_string(item) for item in root.iterchildren(f"{MAIN}si")]


def _string(item: etree._Element) -> str:
    """A string's runs, without the phonetic ones."""
    text = "".join(
        t.text or ""
        for child in item
        for t in (
            [child] if child.tag == f"{MAIN}t" else child.iterchildren(f"{MAIN}t") if child.tag == f"{MAIN}r" else []
        )
    )
    return _clean(text)


def _clean(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(code: int) -> str:
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _styles(package: Package, path: str | None, workbook: etree._Element) -> _Styles:
    properties = workbook.find(f"{MAIN}workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    root = package.xml(path or "xl/styles.xml", SHEET_LIMIT)
    if root is None:
        return _Styles({}, since_1904)
    own = {element.get("numFmtId", ""): element.get("formatCode", "") for element in root.iter(f"{MAIN}numFmt")}
    formats = root.find(f"{MAIN}cellXfs")
    codes: dict[int, str] = {}
    for number, element in enumerate(formats if formats is not None else ()):
        identifier = element.get("numFmtId", "0")
        code = own.get(identifier) or (BUILT_IN.get(int(identifier), "") if _is_count(identifier) else "")
        if code and code != "General":
            codes[number] = code
    return _Styles(codes, since_1904)


def _titles(package: Package) -> tuple[str, ...]:
    try:
        root = package.xml("docProps/core.xml")
    except Unreadable:  # the report does not stand there
        return ()
    title = root.findtext(DC_TITLE) if root is not None else None
    return (title.strip(),) if title and title.strip() else ()


# --- a sheet ----------------------------------------------------------------------------------------------


def _read_sheet(root: etree._Element, name: str, strings: list[str], styles: _Styles) -> _Sheet:
    sheet = _Sheet(name)
    for element in root.iterchildren(f"{MAIN}cols", f"{MAIN}sheetData", f"{MAIN}mergeCells", f"{MAIN}sheetViews"):
        if element.tag == f"{MAIN}sheetData":
            _read_rows(element, sheet, strings, styles)
        elif element.tag == f"{MAIN}cols":
            for column in element.iterchildren(f"{MAIN}col"):
                if _is_hidden(column, "width"):
                    first, last = _count(column.get("min"), 1), _count(column.get("max"), 0)
                    sheet.hidden_columns.append((first - 1, last - 1))
        elif element.tag == f"{MAIN}mergeCells":
            sheet.merged = [area for merge in element if (area := _area(merge.get("ref", "")))]
    if any(view.get("showZeros") in ("0", "false") for view in root.iter(f"{MAIN}sheetView")):
        for place, text in sheet.texts.items():
            if text == "0":
                sheet.remark("xlsx.hidden_by_format", place)
    return sheet


def _read_rows(data: etree._Element, sheet: _Sheet, strings: list[str], styles: _Styles) -> None:
    row = -1
    for element in data.iterchildren(f"{MAIN}row"):
        row = _count(element.get("r"), row + 2) - 1
        if not 0 <= row <= LAST_ROW:
            continue
        if _is_hidden(element, "ht"):
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element.iterchildren(f"{MAIN}c"):
            place = _place(cell.get("r", ""))
            # A cell without a reference stands behind the one before it.
            column = place[1] if place else column + 1
            if column > LAST_COLUMN or len(cell) == 0:
                continue
            at = (row, column)
            text = _cell_text(cell, at, sheet, strings, styles)
            if text and not text.isspace():
                sheet.texts[at] = text


def _cell_text(cell: etree._Element, at: Place, sheet: _Sheet, strings: list[str], styles: _Styles) -> str:
    kind = cell.get("t", "n")
    stored = cell.findtext(f"{MAIN}v")
    code = styles.codes.get(_count(cell.get("s"), 0))
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return _text(_string(inline) if inline is not None else "", at, code, sheet)
    formula = cell.find(f"{MAIN}f")
    if formula is not None and not stored and not (kind == "str" and stored is not None):
        sheet.remark("xlsx.formula_without_value", at)
        return "=" + (formula.text or "…")
    if not stored:
        return ""
    if kind == "s":
        number = _count(stored.strip(), -1)
        if 0 <= number < len(strings):
            return _text(strings[number], at, code, sheet)
        sheet.remark("xlsx.damaged_cell", at)
        return "#?"
    if kind in ("n", ""):
        return _number(stored.strip(), at, code, sheet, styles)
    if kind == "b":
        return "TRUE" if stored.strip() == "1" else "FALSE"
    return _text(_clean(stored), at, code, sheet)


def _text(text: str, at: Place, code: str | None, sheet: _Sheet) -> str:
    if code and text.strip() and hides_text(code):
        sheet.remark("xlsx.hidden_by_format", at)
    return text


def _number(stored: str, at: Place, code: str | None, sheet: _Sheet, styles: _Styles) -> str:
    if not code:
        return plain(stored)
    what = shown(stored, code, since_1904=styles.since_1904)
    if what.kind == "hidden":
        sheet.remark("xlsx.hidden_by_format", at)
    elif what.kind == "replaced":
        sheet.remark("xlsx.replaced_by_format", at, f"{what.text} 显示为“{replacement(stored, code)}”")
    elif what.kind == "scaled":
        sheet.remark("xlsx.scaled_by_format", at)
    return what.text


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and _is_count(text) else otherwise


def _place(reference: str) -> Place | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column."""
    first, _, last = reference.partition(":")
    top, bottom = _place(first), _place(last or first)
    if top is None or bottom is None or min(top) < 0 or bottom[0] < top[0] or bottom[1] < top[1]:
        return None
    return (*top, min(bottom[0], LAST_ROW), min(bottom[1], LAST_COLUMN))


def letters(column: int) -> str:
    """A column's letters: 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


# --- a sheet as a table -----------------------------------------------------------------------------------


def _table(sheet: _Sheet, block: int) -> Table:
    spans, covered = _spans(sheet)
    shown_texts = {place: text for place, text in sheet.texts.items() if place not in covered}
    rows, columns = _used(shown_texts, spans)
    hidden = _hidden_columns(sheet, columns)
    _remark_hidden(sheet, shown_texts, spans, hidden)
    rows = [row for row in rows if row not in sheet.hidden_rows]
    columns = [column for column in columns if column not in hidden]
    cells = []
    for row, column in _places(rows, columns, shown_texts):
        if (row, column) in covered:
            anchor = covered[row, column]
            if not _is_first_seen(anchor, (row, column), sheet.hidden_rows, hidden):
                continue
        else:
            anchor = (row, column)
        height, width = spans.get(anchor, (1, 1))
        cells.append(
            Cell(
                shown_texts.get(anchor, ""),
                row,
                column,
                anchor[0] + height - row,
                anchor[1] + width - column,
                TableOrigin(block, anchor[0], anchor[1], sheet.name),
            )
        )
    return Table(block, tuple(cells))


def _is_first_seen(anchor: Place, place: Place, hidden_rows: set[int], hidden_columns: set[int]) -> bool:
    """Whether a place is the first of its merged range that isn't hidden, the range's own first place being hidden."""
    if anchor[0] not in hidden_rows and anchor[1] not in hidden_columns:
        return False
    return all(row in hidden_rows for row in range(anchor[0], place[0])) and all(
        column in hidden_columns for column in range(anchor[1], place[1])
    )


def _spans(sheet: _Sheet) -> tuple[dict[Place, tuple[int, int]], dict[Place, Place]]:
    """Height and width of the merged ranges by their first place, and that place for each other place in them.

    Ranges that go on far behind the last text are cut off there; of ranges that overlap the first counts.
    """
    if not sheet.merged or not sheet.texts:
        return {}, {}
    bottom = max(row for row, _ in sheet.texts)
    right = max(column for _, column in sheet.texts)
    spans: dict[Place, tuple[int, int]] = {}
    covered: dict[Place, Place] = {}
    budget = MOST_FILLED
    for first_row, first_column, last_row, last_column in sheet.merged:
        height = _cut(last_row, bottom) - first_row + 1
        width = _cut(last_column, right) - first_column + 1
        anchor = (first_row, first_column)
        if height < 1 or width < 1 or height * width < 2:
            continue
        budget -= height * width
        if budget < 0:
            break
        places = [(first_row + down, first_column + across) for down in range(height) for across in range(width)]
        if anchor in spans or any(place in covered or place in spans for place in places):
            continue
        spans[anchor] = (height, width)
        covered.update((place, anchor) for place in places[1:])
    return spans, covered


def _cut(last: int, bound: int) -> int:
    return last if last <= bound + LONGEST_GAP else bound


def _used(texts: Mapping[Place, str], spans: Mapping[Place, tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The rows and columns in which something stands, and those between them unless the gap is long."""
    rows: set[int] = set()
    columns: set[int] = set()
    for place in texts:
        height, width = spans.get(place, (1, 1))
        rows.update(range(place[0], place[0] + height))
        columns.update(range(place[1], place[1] + width))
    return _with_gaps(rows), _with_gaps(columns)


def _with_gaps(numbers: Iterable[int]) -> list[int]:
    filled: list[int] = []
    for number in sorted(numbers):
        if filled and 1 < number - filled[-1] <= LONGEST_GAP:
            filled.extend(range(filled[-1] + 1, number))
        filled.append(number)
    return filled


def _places(rows: list[int], columns: list[int], texts: Mapping[Place, str]) -> Iterator[Place]:
    if len(rows) * len(columns) <= MOST_FILLED:
        return ((row, column) for row in rows for column in columns)
    visible_rows, visible_columns = set(rows), set(columns)
    return iter(sorted(place for place in texts if place[0] in visible_rows and place[1] in visible_columns))


# --- what is to be said -----------------------------------------------------------------------------------


def _hidden_columns(sheet: _Sheet, columns: Iterable[int]) -> set[int]:
    return {c for c in columns if any(first <= c <= last for first, last in sheet.hidden_columns)}


def _remark_hidden(
    sheet: _Sheet, texts: Mapping[Place, str], spans: Mapping[Place, tuple[int, int]], hidden_columns: set[int]
) -> None:
    """Notes the hidden rows and columns in which something stands."""
    if not sheet.hidden_rows and not hidden_columns:
        return
    for row in sorted({row for row, _ in texts if row in sheet.hidden_rows}):
        sheet.remark("hidden.rows", (row, 0))
    for column in sorted({column for _, column in texts if column in hidden_columns}):
        sheet.remark("hidden.columns", (0, column))


_MESSAGES = {
    "xlsx.formula_without_value": "{} 是公式，文件里没有存计算结果，未取值；请用 Excel 或 WPS 打开并保存一次后再读",
    "xlsx.hidden_by_format": "{} 的单元格格式不显示内容，看上去是空白；按所存的内容读取",
    "xlsx.replaced_by_format": "{} 的单元格格式以别的字样代替数值（{}）；按所存的数值读取",
    "xlsx.scaled_by_format": "{} 的单元格格式按千、万缩小显示，所见与所存不同，未取值",
    "xlsx.damaged_cell": "{} 指向的文字不在文件里，未取值",
}


def _notes(sheet: _Sheet, block: int) -> Iterator[Note]:
    """One note for each kind of remark, at its first place."""
    for code, remarks in sheet.remarks.items():
        first = remarks[0][0]
        origin: Origin | None = TableOrigin(block, *first, sheet.name)
        if code == "hidden.rows":
            where = _listed([str(row + 1) for (row, _), _ in remarks])
            yield Note("hidden", f"工作表“{sheet.name}”第 {where} 行是隐藏的，未读取", origin)
        elif code == "hidden.columns":
            where = _listed([letters(column) for (_, column), _ in remarks])
            yield Note("hidden", f"工作表“{sheet.name}”{where} 列是隐藏的，未读取", origin)
        else:
            where = _listed([f"{sheet.name}!{letters(column)}{row + 1}" for (row, column), _ in remarks])
            yield Note(code, _MESSAGES[code].format(where, remarks[0][1]), origin)


def _listed(names: list[str]) -> str:
    if len(names) <= _NAMED:
        return "、".join(names)
    return f"{'、'.join(names[:_NAMED])} 等 {len(names)} 处"
