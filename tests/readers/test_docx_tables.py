"""Word tables: which cell stands where, and what is in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.building import TOP, UNDER, docx, p, run, tbl, tc, tr
from tests.readers.looking import cell_at, codes, grid, lines, only_table, rows, spans
from toolkit.model import Document, Paragraph, Table, TableOrigin
from toolkit.readers.docx import read


def of(body: str) -> Document:
    return read(docx(body), "报告.docx")


def table_of(*table_rows: str | tuple[str, ...]) -> Table:
    return only_table(of(tbl(*table_rows)))


# --- the grid ---------------------------------------------------------------------------------------------


def test_a_cell_over_several_columns_moves_the_next_one() -> None:
    table = table_of(tr(tc("申请人情况", span=3), "总计"), ("甲", "乙", "丙", "丁"))
    assert grid(table)[0, 3] == "总计"
    assert spans(table) == {(0, 0): (1, 3)}


def test_a_vertical_merge_is_one_cell() -> None:
    table = table_of(tr(tc("三", properties=TOP), "1"), tr(tc(properties=UNDER), "2"), tr(tc(properties=UNDER), "3"))
    assert rows(table) == [["三", "1"], ["2"], ["3"]]
    assert spans(table) == {(0, 0): (3, 1)}


def test_cells_behind_a_merged_one_are_read_as_those_that_say_the_usual_span() -> None:
    first = tr(tc("三", properties=TOP), "自然人", "1")
    told = table_of(first, tr(tc(properties=UNDER), tc("企业", span=1), tc("2", span=1)), ("四", "无", ""))
    assert table_of(first, tr(tc(properties=UNDER), "企业", "2"), ("四", "无", "")) == told
    assert grid(told)[1, 2] == "2"


def test_a_vertical_merge_ends_where_the_columns_differ() -> None:
    table = table_of(tr(tc("甲", properties=TOP), "1"), tr(tc("乙", span=2, properties=UNDER)))
    assert grid(table) == {(0, 0): "甲", (0, 1): "1", (1, 0): "乙"}


def test_a_vertical_merge_without_a_beginning_begins_at_its_first_cell() -> None:
    table = table_of(tr(tc("甲", properties=UNDER), "1"), tr(tc(properties=UNDER), "2"))
    assert spans(table) == {(0, 0): (2, 1)}


def test_a_vertical_merge_does_not_reach_over_a_row_without_it() -> None:
    table = table_of(tr(tc("甲", properties=TOP)), ("乙",), tr(tc("丙", properties=UNDER)))
    assert rows(table) == [["甲"], ["乙"], ["丙"]]


def test_text_under_a_vertical_merge_is_not_read_and_noted() -> None:
    document = of(tbl(tr(tc("甲", properties=TOP), "1"), tr(tc("藏", properties=UNDER), "2")))
    assert [(note.code, note.origin) for note in document.notes] == [("docx.merged_text_hidden", TableOrigin(0, 1, 0))]
    assert "第 1 个表格第 2 行第 1 列" in document.notes[0].message


def test_an_old_horizontal_merge_is_one_cell() -> None:
    table = table_of(tr(tc("头", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "1"))
    assert (rows(table), spans(table)) == ([["头", "1"]], {(0, 0): (1, 2)})


def test_columns_skipped_before_a_row_count() -> None:
    table = table_of(("甲", "乙"), tr("1", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'))
    assert grid(table)[1, 1] == "1"


def test_hidden_rows_are_not_read_but_counted_and_noted() -> None:
    document = of(tbl(("甲", "1"), tr("乙", "2", properties="<w:hidden/>"), ("丙", "3")))
    assert grid(only_table(document)) == {(0, 0): "甲", (0, 1): "1", (2, 0): "丙", (2, 1): "3"}
    assert codes(document) == ["hidden"]


def test_a_vertical_merge_goes_on_through_a_hidden_row() -> None:
    table = table_of(
        tr(tc("三", properties=TOP), "1"),
        tr(tc(properties=UNDER), "2", properties="<w:hidden/>"),
        tr(tc(properties=UNDER), "3"),
    )
    assert spans(table) == {(0, 0): (3, 1)}


def test_an_absurd_span_is_cut_and_no_grid_is_made_of_it() -> None:
    table = table_of(tr(tc("甲", span=10**9), "1"))
    assert grid(table) == {(0, 0): "甲", (0, 255): "1"}


def test_a_span_that_is_no_number_is_one() -> None:
    table = only_table(of(tbl(tr("甲", "1")).replace('w:val="1"', 'w:val="一"')))
    assert grid(table) == {(0, 0): "甲", (0, 1): "1"}


def test_a_table_split_in_two_by_a_paragraph_is_two_tables() -> None:
    document = of(tbl(("甲", "1")) + p("（续表）") + tbl(("乙", "2")))
    assert [type(block) for block in document.blocks] == [Table, Paragraph, Table]


def test_a_row_without_cells_counts() -> None:
    assert grid(table_of(("甲",), tr(), ("乙",))) == {(0, 0): "甲", (2, 0): "乙"}


# --- in a cell --------------------------------------------------------------------------------------------


def test_empty_paragraphs_around_a_value_are_dropped() -> None:
    assert grid(table_of(tr(tc(p() + p("12") + p()), "旁")))[0, 0] == "12"


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert grid(table_of(tr(tc(p("12") + p() + p("34")), "旁")))[0, 0] == "12\n\n34"


def test_a_cell_without_a_paragraph_is_blank() -> None:
    assert rows(table_of("<w:tr><w:tc/><w:tc><w:tcPr/></w:tc></w:tr>")) == [["", ""]]


def test_a_list_number_stands_before_chinese_text_and_never_before_a_figure() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    in_list = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = tbl(tr(tc(p("国家秘密", in_list)), tc(p("12", in_list)), tc(p("", in_list))))
    assert rows(only_table(read(docx(body, numbering=numbering), "x"))) == [["1. 国家秘密", "12", ""]]


def test_a_nested_table_stands_in_its_cell_with_the_way_to_it() -> None:
    inner = tbl(("乙", "2"))
    outer = table_of(("甲",), tr(tc(p("说明") + inner + p())))
    cell = cell_at(outer, 1, 0)
    assert cell.text == "说明"
    before, nested, behind = cell.nested
    assert isinstance(nested, Table)
    assert lines((before, behind)) == ["说明", ""]
    assert [c.origin for c in nested.cells] == [
        TableOrigin(1, 0, 0, path=((0, 1, 0),)),
        TableOrigin(1, 0, 1, path=((0, 1, 0),)),
    ]


def test_no_two_cells_of_tables_in_one_layout_cell_have_the_same_origin() -> None:
    official = tbl(("甲", "1"))
    outer = table_of(tr(tc(p("一") + official + official + tbl(tr(tc(official + p()))))))
    origins = []

    def collect(table: Table) -> None:
        for cell in table.cells:
            origins.append(cell.origin)
            for block in cell.nested:
                if isinstance(block, Table):
                    collect(block)

    collect(outer)
    assert len(origins) == len(set(origins)) == 8


def test_a_note_on_a_nested_table_says_how_to_find_it() -> None:
    hidden = tbl(("甲", "1"), tr("乙", "2", properties="<w:hidden/>"))
    assert "第 1 个表格第 1 行第 1 列里的表格第 2 行" in of(tbl(tr(tc(hidden + p())))).notes[0].message


def test_a_cell_without_tables_has_no_blocks_of_its_own() -> None:
    assert cell_at(table_of(tr(tc(p("1") + p("2")))), 0, 0).nested == ()


def test_a_picture_alone_in_a_cell_is_noted_with_its_place() -> None:
    picture = "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"
    assert "第 1 个表格第 1 行第 2 列" in of(tbl(tr("甲", tc(picture)))).notes[0].message


def test_hidden_text_in_a_cell_is_noted_with_its_place() -> None:
    hidden = "<w:p>" + run("12") + run("34", "<w:vanish/>") + "</w:p>"
    document = of(tbl(tr("甲", tc(hidden))))
    assert grid(only_table(document))[0, 1] == "12"
    assert [(note.code, note.origin) for note in document.notes] == [("hidden", TableOrigin(0, 0, 1))]


def test_notes_of_one_kind_are_cut_short() -> None:
    hidden = "<w:p>" + run("隐", "<w:vanish/>") + "</w:p>"
    notes = of(hidden * 50).notes
    assert len(notes) == 21
    assert "另有 30 处" in notes[-1].message


# --- any grid ---------------------------------------------------------------------------------------------

Tiling = dict[tuple[int, int], tuple[int, int, str]]


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, Tiling]:
    """A grid covered by cells: rows, columns, and by place each cell's spans and text."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    texts = st.text(st.sampled_from("甲乙1234567890,.万-—/ "), max_size=6).map(str.strip)
    tiles: Tiling = {}
    free = {(row, column) for row in range(height) for column in range(width)}
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        down, across = draw(st.integers(1, height - row)), draw(st.integers(1, width - column))
        while any((row, column + step) not in free for step in range(across)):
            across -= 1
        while any((row + r, column + c) not in free for r in range(down) for c in range(across)):
            down -= 1
        tiles[row, column] = (down, across, draw(texts))
        free -= {(row + r, column + c) for r in range(down) for c in range(across)}
    return height, width, tiles


def as_word_table(height: int, tiles: Tiling) -> str:
    made = []
    for row in range(height):
        cells = []
        for (top, _), (down, across, text) in sorted(tiles.items(), key=lambda tile: tile[0][1]):
            if top == row:
                cells.append(tc(text, across, TOP if down > 1 else ""))
            elif top < row < top + down:
                cells.append(tc("", across, UNDER))
        made.append(tr(*cells))
    return tbl(*made)


@settings(max_examples=60, deadline=None)
@given(tilings())
def test_any_grid_with_any_spans_is_read_back(tiling: tuple[int, int, Tiling]) -> None:
    height, _, tiles = tiling
    table = only_table(of(as_word_table(height, tiles)))
    assert {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in table.cells} == tiles
