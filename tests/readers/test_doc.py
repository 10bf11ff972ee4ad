"""Word 97–2003 files, written byte by byte: text, tables, properties, lists, text boxes."""

from __future__ import annotations

import struct

import pytest

from tests.readers.doc_building import (
    CELL,
    DELETED,
    DOWN,
    DOWN_FIRST,
    ENDS_ROW,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    INSERTED,
    LIST,
    RAISED,
    ROW,
    SHOWN,
    SPECIAL,
    STRUCK,
    Par,
    anchors,
    box_texts,
    depth,
    doc,
    drawing,
    list_overrides,
    numbered,
    par,
    record,
    row,
    row_definition,
    shape,
    styles,
)
from tests.readers.looking import cell_at, codes, grid, lines, only_table, rows, spans, tables
from toolkit.model import Document, Paragraph, Table, TableOrigin
from toolkit.readers import read

STYLES, SECTIONS, FONTS, SHAPES, DRAWINGS, BOXES, LISTS, OVERRIDES = 1, 6, 15, 40, 50, 56, 73, 74


def read_doc(*paragraphs: Par | list[Par], **settings: object) -> Document:
    return read(doc(*paragraphs, **settings), "报告.doc")


# --- blocks and tables ----------------------------------------------------------------------------------------


def test_paragraphs_and_tables_are_blocks_in_order_empty_ones_included() -> None:
    document = read_doc(par("一、总体情况"), par(), row("本年新收", "22"), par("完"))
    assert document.format == "doc"
    assert [(type(block).__name__, block.block) for block in document.blocks] == [
        ("Paragraph", 0), ("Paragraph", 1), ("Table", 2), ("Paragraph", 3),
    ]  # fmt: skip
    assert rows(only_table(document)) == [["本年新收", "22"]]
    assert cell_at(only_table(document), 0, 1).origin == TableOrigin(2, 0, 1)
    assert document.notes == ()


def test_columns_come_from_the_edges_of_all_rows() -> None:
    document = read_doc(
        row("申请人情况", "总计", edges=[0, 3000, 4000]),
        row("自然人", "企业", "其他", "总计", edges=[0, 1000, 2000, 3000, 4000]),
    )
    table = only_table(document)
    assert grid(table)[0, 3] == "总计"
    assert spans(table) == {(0, 0): (1, 3)}


def test_edges_a_hair_apart_are_the_same_columns() -> None:
    document = read_doc(
        row("甲", "1", "2", edges=[-108, 1000, 2000, 3000]),
        row("乙", "3", "4", edges=[-5, 1040, 1985, 3012]),
    )
    assert grid(only_table(document)) == {
        (0, 0): "甲", (0, 1): "1", (0, 2): "2", (1, 0): "乙", (1, 1): "3", (1, 2): "4",
    }  # fmt: skip
    assert spans(only_table(document)) == {}


def test_narrow_columns_stay_apart() -> None:
    document = read_doc(row("甲", "1", "2", edges=[0, 90, 180, 270]), row("乙", "3", edges=[0, 90, 270]))
    assert spans(only_table(document)) == {(1, 1): (1, 2)}


def test_a_row_that_begins_further_right_leaves_columns_out() -> None:
    document = read_doc(row("甲", "1", edges=[0, 1000, 2000]), row("2", edges=[1000, 2000]))
    assert grid(only_table(document))[1, 1] == "2"


def test_cells_merged_downwards_are_one() -> None:
    document = read_doc(
        row("三、办理结果", "予以公开", "1", flags=[DOWN_FIRST, 0, 0]),
        row("", "部分公开", "2", flags=[DOWN, 0, 0]),
        row("四、结转", "", "0"),
    )
    assert spans(only_table(document)) == {(0, 0): (2, 1)}
    assert grid(only_table(document))[1, 1] == "部分公开"


@pytest.mark.parametrize("flags", [[1, 2, 2, 0], [2, 1, 1, 0], [3, 1, 1, 0]])
def test_cells_merged_across_are_one_whichever_bit_says_so(flags: list[int]) -> None:
    document = read_doc(row("第二十条", "", "", "数", flags=flags), row("规章", "1", "2", "3"))
    assert spans(only_table(document)) == {(0, 0): (1, 3)}
    assert grid(only_table(document))[0, 3] == "数"


def test_operations_behind_a_rows_definition_change_it() -> None:
    merge = struct.pack("<HBB", 0x5624, 0, 2)
    down = struct.pack("<HBBB", 0xD62B, 2, 2, 3)
    insert = struct.pack("<HBBh", 0x7621, 1, 1, 1000)
    delete = struct.pack("<HBB", 0x5622, 0, 1)
    widen = struct.pack("<HBBh", 0x7623, 0, 1, 2000)
    document = read_doc(
        row("甲", "", "乙", more=merge + down),
        row("丙", "丁", "", edges=[0, 1000, 2000], flags=[0, DOWN], more=insert),
        row("戊", "己", edges=[0, 500, 1000, 2000], more=delete + widen),
    )
    table = only_table(document)
    assert spans(table) == {(0, 0): (1, 2), (0, 2): (2, 1), (2, 0): (1, 2)}
    assert grid(table) == {
        (0, 0): "甲", (0, 2): "乙", (1, 0): "丙", (1, 1): "丁", (2, 0): "戊", (2, 2): "己",
    }  # fmt: skip


def test_a_rows_definition_may_stand_in_a_stream_of_its_own() -> None:
    definition = row_definition([0, 2000, 3000])
    stored = struct.pack("<HI", 0x646B, 6)
    document = read_doc(
        [par("甲", IN_TABLE, mark=CELL), par("1", IN_TABLE, mark=CELL), par("", ENDS_ROW + stored, mark=ROW)],
        row("乙", "丙", "2"),
        data=b"......" + struct.pack("<H", len(definition)) + definition,
    )
    assert spans(only_table(document)) == {(0, 0): (1, 2)}


def test_a_cell_keeps_its_paragraphs_and_breaks() -> None:
    cell = [par("本年新收", IN_TABLE), par("申请\v数量", IN_TABLE, mark=CELL)]
    document = read_doc(row(cell, "1"))
    assert rows(only_table(document)) == [["本年新收\n申请\n数量", "1"]]


def test_a_table_in_a_cell_has_a_path() -> None:
    definition = row_definition([0, 500, 1000])
    inner = [
        par("甲", depth(2) + INNER_CELL),
        par("7", depth(2) + INNER_CELL),
        par("", depth(2) + INNER_ROW + definition),
        par("", depth(1), mark=CELL),
    ]
    outer = only_table(read_doc(row("外", inner)))
    nested = [block for block in cell_at(outer, 0, 1).nested if isinstance(block, Table)]
    assert rows(nested[0]) == [["甲", "7"]]
    assert nested[0].cells[1].origin == TableOrigin(0, 0, 1, None, ((0, 0, 1),))


def test_a_row_without_a_definition_is_read_and_said() -> None:
    document = read_doc([par("甲", IN_TABLE, mark=CELL), par("1", IN_TABLE, mark=CELL), par("", ENDS_ROW, mark=ROW)])
    assert rows(only_table(document)) == [["甲", "1"]]
    assert codes(document) == ["word.row_layout"]


def test_a_row_that_has_lost_the_end_of_a_cell_has_no_sure_figures() -> None:
    definition = row_definition([0, 500, 1000, 1500])
    cells = [par("甲", IN_TABLE, mark=CELL), par("12", IN_TABLE, mark=CELL), par("", ENDS_ROW + definition, mark=ROW)]
    document = read_doc(cells)
    assert rows(only_table(document)) == [["甲\n\ufffd", "12\n\ufffd"]]
    assert codes(document) == ["word.cells_lost"]
    assert document.is_partial


def test_cell_marks_outside_tables_are_said() -> None:
    document = read_doc(par("甲", mark=CELL), par("1"))
    assert lines(document.blocks) == ["甲", "1"]
    assert codes(document) == ["doc.stray_cells"]


# --- characters -----------------------------------------------------------------------------------------------


def runs(*texts: str | tuple[str, bytes]) -> Par:
    return Par(tuple((text, b"") if isinstance(text, str) else text for text in texts))


def test_special_characters_are_read_as_they_are_printed() -> None:
    document = read_doc(par("甲\t乙\v丙\x1e丁\x1f戊\xa0己\x0e庚𠮷"))
    assert lines(document.blocks) == ["甲\t乙\n丙-丁戊\xa0己\n庚𠮷"]


def test_a_fields_result_is_read_and_its_code_is_not() -> None:
    mark = SPECIAL
    document = read_doc(
        runs(
            "共",
            ("\x13", mark),
            " =SUM(ABOVE) ",
            ("\x13", mark),
            " PAGE ",
            ("\x15", mark),
            ("\x14", mark),
            "24",
            ("\x15", mark),
            "件\r",
        )
    )
    assert lines(document.blocks) == ["共24件"]


def test_a_fields_code_may_go_on_in_the_next_paragraph() -> None:
    document = read_doc(par("前\x13 INCLUDE 1"), par("2 \x143\x15后"))
    assert lines(document.blocks) == ["前", "3后"]


def test_a_field_ends_with_its_cell() -> None:
    document = read_doc(row("\x13 =1", "22"), par("后\x15"))
    assert rows(only_table(document)) == [["", "22"]]
    assert lines(document.blocks) == ["后"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    document = read_doc(par("前\x13 PAGE "), row("本年新收", "22"), par("后"))
    assert lines(document.blocks) == ["前 PAGE ", "后"]
    assert rows(only_table(document)) == [["本年新收", "22"]]


def test_hidden_and_struck_text_is_left_out_and_said() -> None:
    document = read_doc(runs("共1", ("2", HIDDEN), ("3", STRUCK), "件\r"))
    assert lines(document.blocks) == ["共1件"]
    assert sorted(codes(document)) == ["docx.struck", "hidden"]


def test_raised_digits_are_told_from_others() -> None:
    assert lines(read_doc(runs("12", ("1", RAISED), "件\r")).blocks) == ["12〔1〕件"]


def test_revisions_are_read_as_accepted() -> None:
    document = read_doc(runs("共", ("3", DELETED), ("4", INSERTED), "件\r"))
    assert lines(document.blocks) == ["共4件"]
    assert codes(document) == ["docx.revisions"]


def test_a_deleted_paragraph_end_lets_the_text_go_on() -> None:
    document = read_doc(runs("共4", ("\r", DELETED)), par("件"))
    assert lines(document.blocks) == ["", "共4件"]


def deleted_row(*cells: str) -> list[Par]:
    made = row(*cells)
    return [Par(tuple((text, DELETED) for text, _ in of.runs), of.properties) for of in made]


def test_a_deleted_row_is_left_out() -> None:
    table = only_table(read_doc(row("甲", "1"), deleted_row("乙", "2"), row("丙", "3")))
    assert grid(table) == {(0, 0): "甲", (0, 1): "1", (2, 0): "丙", (2, 1): "3"}


def test_a_row_whose_end_alone_is_marked_as_deleted_stays() -> None:
    whole = row("乙", "2")
    whole[-1] = Par(((ROW, DELETED),), whole[-1].properties)
    table = only_table(read_doc(row("甲", "1"), whole))
    assert rows(table) == [["甲", "1"], ["乙", "2"]]


def test_a_hidden_row_is_left_out_and_said() -> None:
    hidden = [Par(tuple((text, HIDDEN) for text, _ in of.runs), of.properties) for of in row("乙", "2")]
    document = read_doc(row("甲", "1"), hidden)
    assert rows(only_table(document)) == [["甲", "1"]]


def test_pictures_and_notes_are_said() -> None:
    document = read_doc(runs(("\1", SPECIAL), "\r"), runs("文", ("\2", SPECIAL), "\r"), between=[par("脚注")])
    assert lines(document.blocks) == ["", "文"]
    assert sorted(codes(document)) == ["docx.footnotes", "picture"]


def test_a_symbol_is_a_check_mark_or_no_letter_but_never_a_digit() -> None:
    names = b"".join(
        bytes((39 + 2 * len(name) + 2,)) + bytes(39) + name.encode("utf-16-le") + b"\0\0"
        for name in ("宋体", "Wingdings")
    )
    check = struct.pack("<HHH", 0x6A09, 1, 0xF0FC) + SPECIAL
    digit = struct.pack("<HHH", 0x6A09, 0, 0x0031) + SPECIAL
    document = read_doc(runs(("(", check), ("(", digit), "\r"), parts={FONTS: struct.pack("<HH", 2, 0) + names})
    assert lines(document.blocks)[0][0] == "✓"
    assert not any(c.isalnum() for c in lines(document.blocks)[0])


def test_headers_and_notes_are_not_in_the_text() -> None:
    assert lines(read_doc(par("正文"), between=[par("页眉22")]).blocks) == ["正文"]


# --- breaks ---------------------------------------------------------------------------------------------------


def test_a_sections_end_is_a_paragraphs_end_and_a_page_break_a_line_break() -> None:
    section_ends = struct.pack("<III", 0, 3, 8) + bytes(24)
    document = read_doc(par("一二", mark="\f"), par("三\f四"), parts={SECTIONS: section_ends})
    assert lines(document.blocks) == ["一二", "三\n四"]


# --- styles and lists -----------------------------------------------------------------------------------------


def test_built_in_headings_and_outline_levels_are_headings() -> None:
    outline = struct.pack("<HB", 0x2640, 2)
    none = struct.pack("<HB", 0x2640, 9)
    sheet = styles((0, 1, 0xFFF, b"", b""), (1, 1, 0, b"", b""), (2, 1, 0, none, b""), (0xFFE, 1, 1, b"", b""))
    document = read_doc(
        par("甲", style=1), par("乙", outline), par("丙", style=2), par("丁", style=3), par("戊"), parts={STYLES: sheet}
    )
    assert [block.heading for block in document.blocks if isinstance(block, Paragraph)] == [1, 3, None, 1, None]


def test_a_style_may_hide_text_and_a_run_may_show_it() -> None:
    sheet = styles((0, 1, 0xFFF, b"", b""), (0xFFE, 1, 0, b"", HIDDEN), (0xFFE, 2, 0xFFF, b"", HIDDEN))
    of_style = struct.pack("<HH", 0x4A30, 2)
    opposite = struct.pack("<HB", 0x083C, 0x81)
    document = read_doc(
        Par((("隐", b""), ("现", SHOWN), ("又现", opposite), ("再现\r", of_style)), style=1),
        Par((("现", b""), ("隐\r", of_style))),
        parts={STYLES: sheet},
    )
    assert lines(document.blocks) == ["现又现再现", "现"]


def test_a_style_based_on_itself_ends() -> None:
    sheet = styles((0, 1, 1, b"", b""), (1, 1, 0, b"", b""))
    assert lines(read_doc(par("甲", style=1), parts={STYLES: sheet}).blocks) == ["甲"]


def test_automatic_numbers_are_printed() -> None:
    document = read_doc(
        par("总体情况", numbered(1)),
        par("主动公开", numbered(1)),
        par("甲", numbered(2)),
        par("乙", numbered(2, 1)),
        par("不编号", numbered(0)),
        par("三", numbered(1)),
        par("从七起", numbered(3)),
        parts={LISTS: LIST, OVERRIDES: list_overrides((77, None), (78, None), (78, 7))},
    )
    assert lines(document.blocks) == ["一、总体情况", "二、主动公开", "1.甲", "1.1乙", "不编号", "三、三", "7.从七起"]


def test_a_style_may_number_its_paragraphs() -> None:
    sheet = styles((0, 1, 0xFFF, b"", b""), (1, 1, 0, numbered(1), b""))
    document = read_doc(
        par("总体情况", style=1), par("无号", numbered(0), style=1),
        parts={STYLES: sheet, LISTS: LIST, OVERRIDES: list_overrides((77, None))},
    )  # fmt: skip
    assert lines(document.blocks) == ["一、总体情况", "无号"]


def test_lists_of_word_6_are_said() -> None:
    document = read_doc(par("甲", numbered(0x7FF)))
    assert lines(document.blocks) == ["甲"]
    assert codes(document) == ["doc.old_numbers"]


# --- text boxes -----------------------------------------------------------------------------------------------


def test_a_text_box_follows_the_paragraph_it_is_anchored_in() -> None:
    document = read_doc(
        par("前"), par("\x08甲"), par("后"),
        boxes=[par("框里"), *row("本年新收", "5"), par("尾"), par("组"), par(), par()],
        parts={
            SHAPES: anchors(8, (2, 1025)),
            DRAWINGS: drawing(record(0xF003, shape(1025, 0) + shape(1026, 202) + shape(1027, 202))),
            BOXES: box_texts((0, 1026), (13, 1027), end=15),
        },
    )  # fmt: skip
    assert lines(document.blocks) == ["前", "甲", "框里", "尾", "组", "后"]
    assert [block.block for block in document.blocks][1:5] == [1, 1, 1, 1]
    assert rows(tables(document)[0]) == [["本年新收", "5"]]
    assert document.notes == ()


def test_a_floating_picture_is_said_and_a_lost_text_box_too() -> None:
    document = read_doc(
        par("\x08"), par("后"), boxes=[par("丢失的框"), par(), par()],
        parts={
            SHAPES: anchors(4, (0, 1030)),
            DRAWINGS: drawing(shape(1030, 75), shape(1031, 202)),
            BOXES: box_texts((0, 1031), end=6),
        },
    )  # fmt: skip
    assert sorted(codes(document)) == ["doc.text_box", "picture"]
    assert any("丢失的框" in note.message for note in document.notes)
