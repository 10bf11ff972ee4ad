"""Plain text in its layouts: a Word file dumped with tabs, rows of tabs, bars and frames, one cell a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.looking import codes, lines, only_table, rows, tables
from toolkit.model import Document, Paragraph, Table, TextOrigin, Unreadable
from toolkit.readers import text as text_reader
from toolkit.readers.text import read

PROSE = "二、主动公开政府信息情况"
SENTENCE = "本年度，我局认真落实条例，主动公开政府信息12条，其中规范性文件3件，及时回应群众关切。"


def of(text: str) -> Document:
    return read(text.encode(), "报告.txt")


def rows_of(text: str) -> list[list[str]]:
    return rows(only_table(of(text)))


def assert_origins_are_true(text: str) -> None:
    """Each place is where its text stands, on the line it says."""
    for block in of(text).blocks:
        places = (
            [(block.text, block.span)] if isinstance(block, Paragraph) else [(c.text, c.origin) for c in block.cells]
        )
        for printed, origin in places:
            assert isinstance(origin, TextOrigin)
            assert "".join(text[origin.start : origin.end].split()) == "".join(printed.split())
            assert origin.line == len(text[: origin.start].replace("\r\n", "\n").split("\n"))


# --- lines ------------------------------------------------------------------------------------------------


def test_lines_are_paragraphs_with_their_places() -> None:
    assert of("云溪县\r\n\r\n水务局").blocks == (
        Paragraph("云溪县", 0, span=TextOrigin(0, 3, 1)),
        Paragraph("", 1, span=TextOrigin(5, 5, 2)),
        Paragraph("水务局", 2, span=TextOrigin(7, 10, 3)),
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\r\n", "\u2028", "\x0b", "\x0c"])
def test_every_kind_of_newline_ends_a_line(newline: str) -> None:
    assert lines(of(newline.join(["一", "二", "三"])).blocks) == ["一", "二", "三"]


def test_places_count_behind_the_byte_order_mark() -> None:
    (block,) = read(b"\xef\xbb\xbf" + "文".encode(), "x").blocks
    assert isinstance(block, Paragraph)
    assert block.span == TextOrigin(0, 1, 1)


def test_doubled_newlines_are_taken_out() -> None:
    doubled = of("".join(f"第{n}行\n\n" for n in range(20)))
    assert lines(doubled.blocks) == [f"第{n}行" for n in range(20)]


def test_columns_set_by_blanks_and_one_cell_a_line_stay_lines() -> None:
    text = "项目      自然人    总计\n本年新收      22      24\n总计\n0\n0\n"
    assert lines(of(text).blocks) == text.splitlines()


def test_a_text_too_big_to_be_a_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reader, "SIZE_LIMIT", 10)
    with pytest.raises(Unreadable, match="超出上限"):
        read(b"12345678901", "x")


def test_bytes_that_could_not_be_decoded_are_noted_with_their_line() -> None:
    document = read(f"{PROSE}\n云溪".encode() + b"\xff" + "县".encode(), "x")
    assert [(note.code, note.origin) for note in document.notes] == [("encoding.broken", TextOrigin(15, 16, 2))]
    assert "第 2 行" in document.notes[0].message


# --- a Word file dumped to text ---------------------------------------------------------------------------

DUMP = f"""{PROSE}
\t信息内容
\t本年制发件数
\t现行有效件数

\t规章
\t0
\t\u30003

\t行政强制
\t
\t12

三、收到和处理政府信息公开申请情况
{SENTENCE}
"""


def test_a_tab_before_each_cell_and_an_empty_line_behind_each_row_is_a_table() -> None:
    document = of(DUMP)
    assert rows(only_table(document)) == [
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章", "0", "\u30003"],
        ["行政强制", "", "12"],
    ]
    assert only_table(document).columns == "grid"
    assert lines(document.blocks) == [PROSE, "三、收到和处理政府信息公开申请情况", SENTENCE]
    assert_origins_are_true(DUMP)


def test_rows_of_different_width_have_ragged_columns() -> None:
    assert only_table(of("\t三\n\t公开\n\t1\n\n\t部分公开\n\t2\n\n")).columns == "ragged"


def test_further_paragraphs_of_a_cell_are_part_of_it() -> None:
    assert rows_of("\t本年新\n制作数量\n\t公开数量\n\n\t0\n\t1\n\n")[0] == ["本年新\n制作数量", "公开数量"]


def test_a_section_title_behind_the_last_row_ends_the_table() -> None:
    document = of("\t甲\n\t1\n\n\t乙\n\t2\n三、收到和处理政府信息公开申请情况\n")
    assert rows(only_table(document)) == [["甲", "1"], ["乙", "2"]]


def test_a_sentence_behind_the_last_row_ends_the_table() -> None:
    document = of(f"\t甲\n\t1\n\n\t乙\n\t2\n{SENTENCE}\n")
    assert lines(document.blocks) == [SENTENCE]


def test_indented_paragraphs_are_no_table() -> None:
    assert tables(of(f"\t{SENTENCE}\n\n\t{SENTENCE}\n")) == []


def test_a_line_with_a_tab_in_it_before_a_dumped_table_is_a_paragraph() -> None:
    document = of("联系人：\t张某\n\t甲\n\t1\n\n\t乙\n\t2\n\n")
    assert (lines(document.blocks), rows(only_table(document))) == (["联系人：\t张某"], [["甲", "1"], ["乙", "2"]])


def test_two_tables_with_a_title_between_are_two() -> None:
    document = of(f"\t甲\n\t1\n\n\t乙\n\t2\n\n{PROSE}\n\n\t丙\n\t3\n\n\t丁\n\t4\n\n")
    assert [rows(table) for table in tables(document)] == [[["甲", "1"], ["乙", "2"]], [["丙", "3"], ["丁", "4"]]]


# --- tabs between the cells -------------------------------------------------------------------------------


def test_tabs_between_cells_make_rows() -> None:
    text = "项目\t自然人\t总计\n本年新收\t22\t24\n上年结转\t\t0\n"
    assert rows_of(text) == [["项目", "自然人", "总计"], ["本年新收", "22", "24"], ["上年结转", "", "0"]]
    assert_origins_are_true(text)


def test_a_quoted_cell_can_have_lines_as_a_spreadsheet_copies_it() -> None:
    assert rows_of('项目\t值\n"本年新\n制作"\t3\n总计\t4\n')[1] == ["本年新\n制作", "3"]


def test_a_list_with_a_tab_behind_its_signs_is_no_table() -> None:
    assert tables(of("1.\t加强学习\n2.\t完善制度\n")) == []


# --- bars and frames --------------------------------------------------------------------------------------


def test_bars_make_rows() -> None:
    text = "项目 | 自然人 | 总计\n本年新收 | 22 | 24\n上年结转 |  | 0\n"
    assert rows_of(text) == [["项目", "自然人", "总计"], ["本年新收", "22", "24"], ["上年结转", "", "0"]]
    assert_origins_are_true(text)


def test_a_markdown_table_has_neither_outer_bars_nor_a_rule() -> None:
    assert rows_of("| 项目 | 值 |\n| --- | ---: |\n| 新收 | 22 |\n| 结转 | |\n") == [
        ["项目", "值"],
        ["新收", "22"],
        ["结转", ""],
    ]


def test_dashes_in_cells_are_no_rule() -> None:
    assert rows_of("| 项目 | 值 | 计 |\n|---|---|---|\n| - | - | - |\n| 新收 | --- | 1 |\n")[1] == ["-", "-", "-"]


def test_a_frame_of_box_characters_is_no_part_of_the_cells() -> None:
    text = "┌────┬───┐\n│项目│值 │\n├────┼───┤\n│新收│ 22│\n├────┼───┤\n│结转│ 0 │\n└────┴───┘\n"
    assert rows_of(text) == [["项目", "值"], ["新收", "22"], ["结转", "0"]]


def test_lines_between_two_rules_are_one_row() -> None:
    rule = "+------+----+\n"
    text = f"{rule}| 项目 | 值 |\n{rule}| 本年 | 22 |\n| 新收 |    |\n{rule}| 结转 | 0  |\n{rule}"
    assert rows_of(text)[1] == ["本年\n新收", "22"]


def test_prose_with_a_bar_in_it_is_no_table() -> None:
    assert tables(of(f"首页 | 政务公开\n{SENTENCE}\n")) == []


def test_full_width_bars_count() -> None:
    assert rows_of("项目｜值\n新收｜22\n") == [["项目", "值"], ["新收", "22"]]


# --- any table --------------------------------------------------------------------------------------------

labels = st.text("甲乙丙丁申请公开总计", min_size=1, max_size=6)
figures = st.sampled_from(
    ["0", "1", "22", "1234", "1,234", "-3", "+2", "—", "/", "12件", "28068.751万元", "", "O", "１２"]
)
grids = (
    st.integers(2, 8)
    .flatmap(
        lambda width: st.lists(
            st.tuples(labels, st.lists(figures, min_size=width, max_size=width)), min_size=2, max_size=8
        )
    )
    .map(lambda made: [["项目", *("列" for _ in made[0][1])], *([label, *values] for label, values in made)])
)

LAYOUTS = {
    "dumped": lambda grid: "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in grid),
    "tabs": lambda grid: "".join("\t".join(row) + "\n" for row in grid),
    "bars": lambda grid: "".join(" | ".join(row) + "\n" for row in grid),
    "markdown": lambda grid: "".join(
        f"| {' | '.join(row)} |\n" + ("|---" * len(row) + "|\n" if number == 0 else "")
        for number, row in enumerate(grid)
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=40, deadline=None)
@given(grid=grids)
def test_any_grid_in_any_layout_is_read_back(layout: str, grid: list[list[str]]) -> None:
    text = f"{PROSE}\n\n{LAYOUTS[layout](grid)}\n{SENTENCE}\n"
    document = of(text)
    assert rows(only_table(document)) == grid
    assert [line for line in lines(document.blocks) if line] == [PROSE, SENTENCE]
    assert_origins_are_true(text)


@settings(max_examples=150, deadline=None)
@given(st.text("甲乙。；、一三1 0-—/|\t\n\r,\"'总计情况（）┌─│", max_size=80))
def test_no_printed_character_is_lost(text: str) -> None:
    frame = str.maketrans("", "", '|\t\n\r┌─│-—=+:" ')
    read_back = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in of(text).blocks
    )
    assert sorted(read_back.translate(frame)) == sorted(text.translate(frame))
    assert codes(of(text)) == []
    assert [block.block for block in of(text).blocks] == list(range(len(of(text).blocks)))
    assert all(isinstance(block, Paragraph | Table) for block in of(text).blocks)
