"""Workbooks: each visible sheet as a table, each cell with what it shows."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.building import docx, number, p, package, relations, sheet, xlsx
from tests.readers.looking import cell_at, codes, grid, only_table, spans, tables
from toolkit.model import Document, TableOrigin, Unreadable
from toolkit.readers.xlsx import read

openpyxl = import_module("openpyxl")  # it has no types


def text(content: str) -> str:
    """A cell that holds a text of its own."""
    return f'<c {{at}} t="inlineStr"><is>{content}</is></c>'


def of(*sheets: str, strings: str = "", styles: str = "", properties: str = "") -> Document:
    return read(xlsx(*sheets, strings=strings, styles=styles, properties=properties), "报告.xlsx")


def shown(cell: str, strings: str = "", styles: str = "", properties: str = "") -> str:
    """What the only cell of a sheet shows."""
    document = of(sheet({1: {"A": cell}}), strings=strings, styles=styles, properties=properties)
    return grid(only_table(document))[0, 0]


def formats(*codes_: str) -> str:
    """A styles part whose styles 1, 2 … have these number formats."""
    own = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes_))
    used = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes_)))
    return f'<numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{used}</cellXfs>'


# --- places -----------------------------------------------------------------------------------------------


def test_cells_stand_where_the_sheet_has_them() -> None:
    table = only_table(of(sheet({2: {"B": "本年新收", "C": number("22")}, 3: {"B": "总计", "C": number("0")}})))
    assert grid(table) == {(1, 1): "本年新收", (1, 2): "22", (2, 1): "总计", (2, 2): "0"}
    assert cell_at(table, 1, 2).origin == TableOrigin(0, 1, 2, "Sheet1")


def test_blank_cells_between_others_are_cells() -> None:
    assert grid(only_table(of(sheet({1: {"A": "甲", "C": "丙"}, 3: {"B": "乙"}})))) == {
        **{(row, column): "" for row in range(3) for column in range(3)},
        (0, 0): "甲",
        (0, 2): "丙",
        (2, 1): "乙",
    }


def test_a_row_in_which_nothing_but_a_blank_was_typed_is_a_row() -> None:
    blank = text('<t xml:space="preserve"> </t>')
    found = grid(only_table(of(sheet({1: {"A": "总计", "B": "结果维持"}, 2: {"B": blank}}))))
    assert found == {(0, 0): "总计", (0, 1): "结果维持", (1, 0): "", (1, 1): ""}


def test_a_sparse_sheet_is_not_filled() -> None:
    table = only_table(of(sheet({1: {"A": "甲"}, 1_000_000: {"XFD": "乙"}})))
    assert set(grid(table)) == {(0, 0), (0, 16383), (999_999, 0), (999_999, 16383)}


def test_cells_and_rows_without_references_follow_one_another() -> None:
    data = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    table = only_table(of(data))
    assert grid(table) == {(0, 0): "1", (0, 1): "2", (1, 0): "3", (1, 1): ""}


def test_each_visible_sheet_with_content_is_a_table() -> None:
    document = of(sheet({1: {"A": "一"}}), sheet({}), sheet({1: {"A": "三"}}))
    assert [(table.block, cell_at(table, 0, 0).origin) for table in tables(document)] == [
        (0, TableOrigin(0, 0, 0, "Sheet1")),
        (1, TableOrigin(1, 0, 0, "Sheet3")),
    ]


def test_a_merged_range_is_one_cell() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    table = only_table(of(sheet({1: {"A": "头", "C": "1"}, 3: {"A": "2"}}, merged)))
    assert spans(table) == {(0, 0): (2, 2)}
    assert set(grid(table)) == {(0, 0), (0, 2), (1, 2), (2, 0), (2, 1), (2, 2)}


def test_text_under_a_merged_range_is_not_read_and_noted() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    document = of(sheet({1: {"A": "头", "B": "藏"}}, merged))
    assert (grid(only_table(document)), codes(document)) == ({(0, 0): "头"}, ["xlsx.merged_text_hidden"])


@pytest.mark.parametrize("area", ["A1:XFD1048576", "A1:A1", "B2:A1", "甲", ""])
def test_an_absurd_merged_range_does_no_harm(area: str) -> None:
    merged = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'
    assert grid(only_table(of(sheet({1: {"A": "甲"}}, merged))))[0, 0] == "甲"


# --- hidden -----------------------------------------------------------------------------------------------


def test_hidden_rows_and_columns_are_not_read_and_noted() -> None:
    data = sheet({1: {"A": "甲", "B": "隐", "C": "1"}, 2: {"A": "隐"}, 3: {"A": "丙"}})
    data = data.replace('<row r="2">', '<row r="2" hidden="1">')
    document = of('<cols><col min="2" max="2" hidden="1"/></cols>' + data)
    assert grid(only_table(document)) == {(0, 0): "甲", (0, 1): "1", (2, 0): "丙", (2, 1): ""}
    assert cell_at(only_table(document), 0, 1).origin == TableOrigin(0, 0, 2, "Sheet1")
    assert [note.message for note in document.notes] == [
        "工作表“Sheet1”第 2 行是隐藏的，未读取",
        "工作表“Sheet1”B 列是隐藏的，未读取",
    ]


def test_columns_close_up_where_one_between_them_is_hidden_also_under_a_merged_cell() -> None:
    data = sheet(
        {1: {"A": "头"}, 2: {"A": "1", "B": "2", "D": "3"}}, '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>'
    )
    table = only_table(of('<cols><col min="3" max="3" hidden="1"/></cols>' + data))
    assert grid(table) == {(0, 0): "头", (1, 0): "1", (1, 1): "2", (1, 2): "3"}
    assert cell_at(table, 0, 0).colspan == 3


def test_a_hidden_sheet_is_not_read_and_noted() -> None:
    document = read(xlsx(sheet({1: {"A": "旧"}}), sheet({1: {"A": "新"}}), states={1: "veryHidden"}), "x")
    assert (grid(only_table(document)), codes(document)) == ({(0, 0): "新"}, ["hidden"])


def test_a_merged_cell_whose_first_row_is_hidden_is_seen_in_the_next() -> None:
    data = sheet({1: {"A": "头", "B": "隐"}, 2: {"B": "1"}}, '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    table = only_table(of(data.replace('<row r="1">', '<row r="1" hidden="1">')))
    assert grid(table) == {(1, 0): "头", (1, 1): "1"}
    assert cell_at(table, 1, 0).origin == TableOrigin(0, 0, 0, "Sheet1")


# --- what a cell shows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number("22"), "22"),
        (number("0"), "0"),
        (number("-35"), "-35"),
        (number("0.30000000000000004"), "0.3"),
        (number("28068.751"), "28068.751"),
        (number("1E3"), "1000"),
        (number("1.2345678901234567E+18"), "1234567890123460000"),
        ("22", "22"),
        ('<c {at} t="str"><f>A1</f><v>22</v></c>', "22"),
        ("<c {at}><f>SUM(A1:A2)</f><v>22</v></c>", "22"),
        ('<c {at} t="b"><v>1</v></c>', "TRUE"),
        ('<c {at} t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        (text("<t>甲_x000D_\n乙</t>"), "甲\n乙"),
        (text("<r><t>主动</t></r><r><t>公开</t></r><rPh><t>zhǔ</t></rPh>"), "主动公开"),
    ],
)
def test_a_cell_shows_its_value(cell: str, expected: str) -> None:
    assert shown(cell) == expected


def test_shared_strings_are_looked_up_without_their_phonetic_runs() -> None:
    strings = "<si><t>甲</t></si><si><r><t>乙</t></r><rPh><t>yǐ</t></rPh><phoneticPr/></si>"
    assert shown('<c {at} t="s"><v>1</v></c>', strings=strings) == "乙"


def test_a_formula_with_an_empty_text_as_its_result_is_blank() -> None:
    cells = {"A": "甲", "B": '<c {at} t="str"><f>IF(1,"")</f><v></v></c>', "C": "丙"}
    document = of(sheet({1: cells}))
    assert (grid(only_table(document))[0, 1], codes(document)) == ("", [])


def test_a_string_that_is_not_there_is_no_blank() -> None:
    document = of(sheet({1: {"A": '<c {at} t="s"><v>7</v></c>'}}))
    assert (grid(only_table(document))[0, 0], codes(document)) == ("#?", ["xlsx.damaged_cell"])


def test_a_formula_without_a_stored_result_is_no_blank() -> None:
    document = of(sheet({1: {"A": "<c {at}><f>SUM(B1:B3)</f><v/></c>"}}))
    assert grid(only_table(document))[0, 0] == "=SUM(B1:B3)"
    assert "请用 Excel 或 WPS 打开并保存一次后再读" in document.notes[0].message


def test_a_raised_digit_does_not_fuse_with_the_number_before_it() -> None:
    runs = '<r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    assert shown(text(runs)) == "12〔1〕"


def test_struck_text_is_not_read_and_noted() -> None:
    runs = "<r><rPr><strike/></rPr><t>12</t></r><r><t>15</t></r>"
    document = of(sheet({1: {"A": text(runs)}}))
    assert (grid(only_table(document))[0, 0], codes(document)) == ("15", ["xlsx.struck"])


def test_a_number_that_is_struck_through_is_no_number() -> None:
    styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    assert shown(number("12", 1), styles=styles) == "〔12〕"


# --- number formats ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("1234.5", "#,##0.00", "1234.5"),
        ("22", "0&quot;件&quot;", "22"),
        ("25.1", "0.0&quot;万元&quot;", "25.1万元"),
        ("22", "General&quot;件&quot;", "22"),
        ("22", "[DBNum1]0", "22"),
        ("-3", "#,##0;[Red]-#,##0", "-3"),
        ("0.5", "0.00%", "50%"),
        ("0.07", "0%", "7%"),
        ("44927", "yyyy-mm-dd", "2023-01-01"),
        ("44927", "[$-804]yyyy&quot;年&quot;m&quot;月&quot;", "2023-01-01"),
        ("44927.75", "m/d/yy h:mm", "2023-01-01 18:00:00"),
        ("0.75", "h:mm", "18:00:00"),
        ("1.5", "[h]:mm", "36:00:00"),
        ("60", "yyyy-mm-dd", "1900-02-28"),
        ("-1", "yyyy-mm-dd", "########"),
    ],
)
def test_a_number_is_shown_by_its_format_as_far_as_that_matters(stored: str, code: str, text: str) -> None:
    assert shown(number(stored, 1), styles=formats(code)) == text


def test_dates_since_1904_are_four_years_later() -> None:
    assert (
        shown(number("44927", 1), styles=formats("yyyy-m-d"), properties='<workbookPr date1904="1"/>') == "2027-01-02"
    )


def test_built_in_formats_are_known_by_number() -> None:
    styles = '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    assert shown(number("44927", 1), styles=styles) == "2023-01-01"
    assert shown(number("1", 2), styles=styles) == "100%"


@pytest.mark.parametrize(
    ("stored", "code", "text", "note"),
    [
        ("0", "0;-0;;@", "0", "xlsx.hidden_by_format"),
        ("5", ";;;", "5", "xlsx.hidden_by_format"),
        ("0", "0;-0;&quot;-&quot;", "0", "xlsx.replaced_by_format"),
        ("5", "&quot;无&quot;", "5", "xlsx.replaced_by_format"),
        ("123456", "0.0,", "123456（0.0,）", "xlsx.scaled_by_format"),
    ],
)
def test_what_a_format_hides_or_replaces_is_read_as_stored_and_noted(
    stored: str, code: str, text: str, note: str
) -> None:
    document = of(sheet({1: {"A": number(stored, 1)}}), styles=formats(code))
    assert (grid(only_table(document))[0, 0], codes(document)) == (text, [note])


def test_zeros_that_the_sheet_does_not_show_are_noted() -> None:
    data = '<sheetViews><sheetView showZeros="0"/></sheetViews>' + sheet({1: {"A": number("0"), "B": number("1")}})
    assert [note.code for note in of(data).notes] == ["xlsx.hidden_by_format"]


# --- files ------------------------------------------------------------------------------------------------


def test_pictures_and_text_boxes_on_a_sheet_are_noted() -> None:
    drawing = (
        '<d xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</d>'
    )
    for content, code in (("<a:t>说明</a:t>", "xlsx.text_box"), ("<x:pic/>", "picture")):
        parts = {
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
            '<sheet name="表" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "s.xml")),
            "xl/s.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
            "xl/_rels/s.xml.rels": relations(("drawing", "d.xml")),
            "xl/d.xml": drawing.format(content),
        }
        assert codes(read(package(parts), "x")) == [code]


def test_a_workbook_that_openpyxl_wrote_is_read() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["本年新收", 22, "０", 0.1 + 0.2, None, "12件"])
    page.append(["合计", "=B1"])
    page.merge_cells("A3:B3")
    page["A3"] = "并"
    made = BytesIO()
    book.save(made)
    document = read(made.getvalue(), "x")
    found = grid(only_table(document))
    assert [found[0, column] for column in range(6)] == ["本年新收", "22", "０", "0.3", "", "12件"]
    assert (found[1, 1], found[2, 0], codes(document)) == ("=B1", "并", ["xlsx.formula_without_value"])


def test_a_file_without_a_workbook_is_refused() -> None:
    with pytest.raises(Unreadable, match="没有工作簿"):
        read(docx(p("文")).replace(b"word/document.xml", b"word/documents.xm"), "x")


def test_a_sheet_whose_part_is_lost_is_noted() -> None:
    data = xlsx(sheet({1: {"A": "甲"}})).replace(b"worksheets/sheet1.xml", b"worksheets/sheet9.xml")
    assert codes(read(data, "x")) == ["xlsx.sheet_missing"]


# --- any grid ---------------------------------------------------------------------------------------------

values = st.one_of(
    st.integers(-(10**9), 10**9),
    st.decimals(-10_000, 10_000, places=3).map(float),
    st.text("甲乙 ０12,.%-—/O", min_size=1, max_size=6).filter(lambda text: not text.isspace()),
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 8)), values, min_size=1, max_size=30))
def test_any_values_in_any_cells_are_read_back(made: dict[tuple[int, int], int | float | str]) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for (row, column), value in made.items():
        page.cell(row, column).value = value
    file = BytesIO()
    book.save(file)
    found = grid(only_table(read(file.getvalue(), "x")))
    printed = {place: text for place, text in found.items() if text}
    assert set(printed) == {(row - 1, column - 1) for row, column in made}
    for (row, column), value in made.items():
        text = printed[row - 1, column - 1]
        assert text == value if isinstance(value, str) else float(text) == value
