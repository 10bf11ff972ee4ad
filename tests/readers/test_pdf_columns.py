"""Tables of PDF files without lines between their columns: columns that dashes or labels alone show, rows left blank;
and frames around the text of cells, which are no lines of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fixtures.writers.pdf_canvas import Canvas
from tests.readers.looking import only_table, rows, tables
from tests.readers.printing import PLAIN, canvas, table
from toolkit.model import Table
from toolkit.readers.pdf import read

NAME = "某县2023年报.pdf"
OPEN = replace(PLAIN, borders="lines")


def between_rules(texts: Sequence[Sequence[str]], *, rules: bool = True, step: float = 70) -> Table:
    """The table that rows of texts make, each between two rules; columns as far apart, the first twice as wide."""
    made = canvas(OPEN)
    for number, row in enumerate(texts):
        if rules:
            made.rule((60, 100 + 24 * number, 130 + step * len(row), 100 + 24 * number))
        for column, text in enumerate(row):
            if text:
                made.text(65 + (step * (column + 1) if column else 0), 115 + 24 * number, text, 10)
    if rules:
        end = 100 + 24 * len(texts)
        made.rule((60, end, 130 + step * len(texts[0]), end))
    return only_table(read(made.file(None), NAME))


HEAD = ["信息内容", "制发件数", "废止件数", "有效件数"]


def test_a_column_of_dashes_behind_figures_is_one() -> None:
    texts = [HEAD, ["规章", "2", "—", "8"], ["文件", "4", "—", "9"], ["其他", "1", "—", "7"]]
    assert rows(between_rules(texts)) == texts


def test_a_column_left_blank_is_known_by_its_label_where_rules_part_the_rows() -> None:
    texts = [HEAD, ["规章", "2", "", "8"], ["文件", "4", "", "9"], ["其他", "1", "", "7"]]
    assert rows(between_rules(texts)) == texts


def test_rows_of_few_figures_are_read_where_rules_part_them_and_labels_name_their_columns() -> None:
    texts = [HEAD, ["规章", "2", "", ""], ["文件", "", "", "9"], ["其他", "", "3", ""], ["总计", "2", "", ""]]
    assert rows(between_rules(texts)) == texts


def test_without_rules_they_are_not() -> None:
    texts = [HEAD, ["规章", "2", "", ""], ["文件", "", "", "9"], ["其他", "", "3", ""], ["总计", "2", "", ""]]
    assert len(between_rules(texts, rules=False).cells) == 1


def test_a_row_left_blank_between_rules_has_blank_cells() -> None:
    texts = [HEAD, ["规章", "2", "5", "8"], ["文件", "", "", ""], ["其他", "1", "6", "7"], ["总计", "3", "4", "5"]]
    assert rows(between_rules(texts))[2] == texts[2]


def test_a_note_close_behind_a_figure_stands_in_its_own_column() -> None:
    made = canvas(OPEN)
    texts = [["规章", "2", "5"], ["文件", "4", "6"], ["其他", "1", "7"]]
    for number, row in enumerate(texts):
        for column, text in enumerate(row):
            made.text(65 + 100 * column, 115 + 24 * number, text, 10)
    made.text(65, 187, "总计", 10)
    made.text(165, 187, "8", 10)
    made.text(174, 187, "见附件", 10)
    made.text(265, 187, "9", 10)
    assert rows(only_table(read(made.file(None), NAME)))[-1] != ["总计", "8", "9"]


def test_figures_between_the_lines_of_labels_in_several_columns_are_in_their_rows() -> None:
    made = canvas(OPEN)
    for number in range(4):
        top = 100 + 50 * number
        for line, (group, label) in enumerate([("（三）不", "1.属于国"), ("予公开", "家秘密"), ("", "的事项")]):
            made.text(65, top + 12 * line, group if not number else "", 10)
            made.text(125, top + 12 * line, label, 10)
        made.text(185, top, "件", 10)
        for column in range(3):
            made.text(240 + 60 * column, top + 12, str(number + column), 10)
    read_rows = rows(only_table(read(made.file(None), NAME)))
    assert [row[-3:] for row in read_rows] == [[str(n), str(n + 1), str(n + 2)] for n in range(4)]
    assert [row[-5] for row in read_rows] == ["1.属于国家秘密的事项"] * 4


def framed(*, inside: bool = True) -> Canvas:
    """A ruled table in which figures stand in frames of their own; or the frames stand beside it."""
    made = canvas()
    texts = [["1.信访举报投诉类申请", "", "3"], ["2.重复申请", "1", ""], ["3.其他", "5", "6"]]
    table(made, texts, widths=[150, 80, 80], height=60)
    for row, column, text in ((0, 1, "7"), (1, 2, "9")):
        x0, y0 = 60 + [0, 150, 230][column] + 3 + (0 if inside else 300), 100 + 60 * row + 20
        made.text(x0 + 3, y0 + 14, text, 10)
        made.lines([(x0, y0, x0 + 60, y0), (x0, y0 + 20, x0 + 60, y0 + 20)])
        made.lines([(x0, y0, x0, y0 + 20), (x0 + 60, y0, x0 + 60, y0 + 20)])
    return made


def test_frames_around_the_figures_of_cells_part_no_cells() -> None:
    assert rows(only_table(read(framed().file(None), NAME))) == [
        ["1.信访举报投诉类申请", "7", "3"],
        ["2.重复申请", "1", "9"],
        ["3.其他", "5", "6"],
    ]


def test_frames_beside_a_table_are_no_part_of_it() -> None:
    table_read, *_ = tables(read(framed(inside=False).file(None), NAME))
    assert rows(table_read)[0] == ["1.信访举报投诉类申请", "", "3"]


def test_cells_drawn_as_boxes_with_room_between_them_are_cells() -> None:
    made = canvas(OPEN)
    texts = [["规章", "1", "2"], ["文件", "3", "4"]]
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            x0, y0 = 60 + 84 * column, 100 + 28 * row
            x1, y1 = x0 + 80, y0 + 24
            made.lines([(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)])
            made.text(x0 + 5, y0 + 15, text, 10)
    assert rows(only_table(read(made.file(None), NAME))) == texts


def test_a_field_whose_sides_meet_those_of_its_cell_parts_no_cell() -> None:
    made = canvas()
    texts = [["信息内容", "本年新收", "上年结转"], ["1.规章", "", "3"], ["2.文件", "1", "2"]]
    table(made, texts, widths=[150, 80, 80], height=24)
    made.lines([(211, 124.8, 231, 124.8), (211, 142, 231, 142), (210.8, 124, 210.8, 142), (231, 124, 231, 142)])
    made.text(214, 140, "7", 10)
    assert rows(only_table(read(made.file(None), NAME)))[1:] == [["1.规章", "7", "3"], ["2.文件", "1", "2"]]


def test_a_row_of_a_field_and_the_room_around_it_is_one() -> None:
    made = canvas()
    texts = [["信息内容", "本年新收", "上年结转"], ["1.规章", "", "3"], ["2.文件", "1", "2"]]
    table(made, texts, widths=[150, 80, 80], height=60)
    made.lines([(210, 180, 250, 180), (210, 200, 250, 200), (250, 180, 250, 200)])
    made.text(214, 194, "7", 10)
    assert rows(only_table(read(made.file(None), NAME)))[1:] == [["1.规章", "7", "3"], ["2.文件", "1", "2"]]


def test_two_figures_in_such_rows_are_two() -> None:
    made = canvas()
    texts = [["信息内容", "本年新收", "上年结转"], ["1.规章", "", "3"], ["2.文件", "1", "2"]]
    table(made, texts, widths=[150, 80, 80], height=60)
    made.lines([(210, 190, 290, 190)])
    made.text(214, 180, "7", 10)
    made.text(214, 210, "8", 10)
    assert [text for row in rows(only_table(read(made.file(None), NAME))) for text in row].count("7") == 1


def test_a_line_within_one_row_behind_which_nothing_stands_parts_no_cell() -> None:
    made = canvas()
    texts = [["信息内容", "本年新收", "上年结转"], ["1.规章", "7", "3"], ["2.文件", "1", "2"]]
    table(made, texts, widths=[150, 80, 80], height=24)
    made.lines([(240, 124, 240, 148)])
    assert rows(only_table(read(made.file(None), NAME)))[1:] == [["1.规章", "7", "3"], ["2.文件", "1", "2"]]
