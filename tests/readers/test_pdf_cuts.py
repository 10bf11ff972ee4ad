"""What a page's end cuts in a PDF file, as browsers and word processors leave it: rows, heads, merged cells."""

from __future__ import annotations

from tests.readers.looking import cell_at, only_table, rows, spans
from tests.readers.printing import canvas, table
from toolkit.model import Table
from toolkit.readers.pdf import read

HEAD = ["信息内容", "本年制发件数", "现行有效件数"]
WIDE = [100.0, 100.0, 100.0]
UNKNOWN = "\ufffd"


def test_a_rest_of_a_label_without_figures_is_not_said_to_be_blank() -> None:
    made = canvas()
    first = [HEAD, ["1.行政许可", "", ""], ["2.其他\n法律", "1", "2"]]
    table(made, first, top=700, widths=WIDE, height=30)
    made.new_page()
    table(made, [["行政法规禁止", "", ""], ["3.规章", "3", "4"]], top=50, widths=WIDE)
    read_rows = rows(only_table(read(made.file(None), "某年报.pdf")))
    # Other rows are left blank, but this one begins with no sign: its figures may stand on the page before.
    assert read_rows[1] == ["1.行政许可", "", ""]
    assert ["行政法规禁止", UNKNOWN, UNKNOWN] in read_rows


def test_figures_of_one_row_may_stand_on_both_sides_of_a_pages_end() -> None:
    made = canvas()
    table(made, [HEAD, ["1.行政许可", "7", ""]], top=740, widths=WIDE)
    made.new_page()
    table(made, [["处理决定", "", "9"], ["2.规章", "3", "4"]], top=50, widths=WIDE)
    read_rows = rows(only_table(read(made.file(None), "某年报.pdf")))
    assert read_rows == [HEAD, ["1.行政许可处理决定", "7", "9"], ["2.规章", "3", "4"]]


def test_a_row_with_a_sign_of_its_own_is_no_rest_of_the_row_before() -> None:
    made = canvas()
    table(made, [HEAD, ["1.行政许可", "7", ""]], top=740, widths=WIDE)
    made.new_page()
    table(made, [["2.行政处罚", "", "9"], ["3.规章", "3", "4"]], top=50, widths=WIDE)
    assert len(rows(only_table(read(made.file(None), "某年报.pdf")))) == 4


def test_a_head_printed_again_too_low_for_its_text_is_left_out() -> None:
    made = canvas()
    long = ["本列数据的勾稽关系为第一项加第二项", *HEAD[1:]]
    table(made, [long, ["1.规章", "1", "2"]], top=740, widths=[200.0, 100.0, 100.0])
    made.new_page()
    table(made, [["本列数据的勾稽", *HEAD[1:]], ["2.文件", "3", "4"]], top=50, widths=[200.0, 100.0, 100.0])
    assert [row[1] for row in rows(only_table(read(made.file(None), "某年报.pdf")))] == [HEAD[1], "1", "3"]


def test_a_head_within_a_table_printed_again_is_left_out() -> None:
    made = canvas()
    first = [["第二十条第（五）项", "", ""], ["1.许可", "5", "6"], HEAD, ["2.规章", "1", "2"]]
    table(made, first, top=690, widths=WIDE, merged=[(0, 0, 1, 3)])
    made.new_page()
    table(made, [HEAD, ["3.文件", "3", "4"]], top=50, widths=WIDE)
    labels = [row[0] for row in rows(only_table(read(made.file(None), "某年报.pdf")))]
    assert labels == ["第二十条第（五）项", "1.许可", HEAD[0], "2.规章", "3.文件"]


def test_a_table_goes_on_without_the_side_of_a_cell_merged_down_the_page() -> None:
    made = canvas()
    widths = [60.0, 100.0, 60.0, 60.0, 60.0]
    first = [["三、办理结果", "1.予以公开", "1", "2", "3"], ["", "2.部分公开", "4", "5", "6"]]
    table(made, first, top=740, widths=widths, merged=[(0, 0, 2, 1)])
    made.new_page()
    table(made, [["3.不予公开", "7", "8", "9"]], top=50, left=120, widths=widths[1:])
    read_table = only_table(read(made.file(None), "某年报.pdf"))
    assert [cell_at(read_table, 2, column).text for column in range(1, 5)] == ["3.不予公开", "7", "8", "9"]


def test_a_line_drawn_below_the_sides_of_a_cut_cell_belongs_to_it() -> None:
    made = canvas()
    table(made, [HEAD, ["1.其他法律", "1", "2"]], top=742, widths=WIDE, without_bottom=True)
    made.text(65, 799, "法规", 10)
    made.new_page()
    table(made, [["2.规章", "3", "4"], ["3.文件", "5", "6"]], top=50, widths=WIDE)
    document = read(made.file(None), "某年报.pdf")
    assert [row[0] for row in rows(only_table(document))] == [HEAD[0], "1.其他法律\n法规", "2.规章", "3.文件"]


def test_the_labels_of_a_head_cut_by_a_page_are_whole() -> None:
    made = canvas()
    first = [["", "申请人情况", "", ""], ["", "自然", "法人或其他组织", ""]]
    table(made, first, top=750, widths=[100, 60, 60, 60], without_bottom=True, merged=[(0, 1, 1, 4), (1, 2, 2, 4)])
    made.new_page()
    second = [["", "人", "企业", "其他"], ["1.新收", "1", "2", "3"], ["2.结转", "4", "5", "6"]]
    table(made, second, top=50, widths=[100, 60, 60, 60], without_top=True)
    read_table = only_table(read(made.file(None), "某年报.pdf"))
    assert "自然人" in ["".join(cell.text.split()) for cell in read_table.cells]
    assert rows(read_table)[-1] == ["2.结转", "4", "5", "6"]


def test_room_left_beside_a_cut_cell_is_no_row() -> None:
    made = canvas()
    first = [["说明", "申请人情况", ""], ["", "法人", "其他"], ["", "", ""]]
    merged = [(0, 1, 1, 3), (0, 0, 3, 1)]
    table(made, first, top=726, widths=WIDE, without_bottom=True, merged=merged)
    made.new_page()
    table(made, [["1.新收", "1", "2"], ["2.结转", "4", "5"]], top=50, widths=WIDE)
    read_table = only_table(read(made.file(None), "某年报.pdf"))
    assert spans(read_table) == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert cell_at(read_table, 2, 1).text == "1"


def over_two_pages(first: list[list[str]], second: list[list[str]], widths: list[float]) -> Table:
    """A table whose rows stand on two pages, each as low as one line of text."""
    made = canvas()
    table(made, first, top=770 - 20 * len(first), widths=widths, height=20)
    made.new_page()
    table(made, second, top=50, widths=widths, height=20)
    return only_table(read(made.file(None), "某年报.pdf"))


def test_a_unit_is_no_half_of_the_next_rows_unit() -> None:
    first = [["指标", "单位", "统计数"], ["工作人员数", "人", "3"], ["专职人员数", "人", "2"]]
    read_table = over_two_pages(first, [["专项经费", "万元", "5"], ["收取费用", "元", "6"]], [100, 22, 60])
    assert rows(read_table)[2:] == [["专职人员数", "人", "2"], ["专项经费", "万元", "5"], ["收取费用", "元", "6"]]


def test_a_label_of_two_rows_that_a_page_parts_is_one_label() -> None:
    first = [["指标", "", "统计数"], ["1.参加发布会总", "合计", "3"]]
    read_table = over_two_pages(first, [["次数", "其中：负责人参加", "2"], ["2.其他", "合计", "6"]], [80, 100, 60])
    assert rows(read_table)[1:] == [
        ["1.参加发布会总次数", "合计", "3"],
        ["其中：负责人参加", "2"],
        ["2.其他", "合计", "6"],
    ]


def test_the_label_before_a_figure_is_no_label_of_two_rows() -> None:
    first = [["指标", "数", "指标", "数"], ["1.参加发布会总", "3", "四、复议", "0"]]
    read_table = over_two_pages(first, [["其中领导参加", "2", "五、诉讼", "1"]], [80, 60, 80, 60])
    assert rows(read_table)[1:] == [["1.参加发布会总", "3", "四、复议", "0"], ["其中领导参加", "2", "五、诉讼", "1"]]


def test_half_a_list_sign_goes_on_behind_the_pages_end() -> None:
    first = [HEAD, ["（", "1", "2"]]
    read_table = over_two_pages(first, [["二）规章", "", ""], ["三、文件", "3", "4"]], [60, 100, 100])
    assert rows(read_table)[1:] == [["（二）规章", "1", "2"], ["三、文件", "3", "4"]]


def test_a_row_numbered_behind_the_row_before_is_left_blank_and_no_rest_of_it() -> None:
    first = [HEAD, ["5.属于三类内部事务信息", "1", "2"]]
    read_table = over_two_pages(first, [["6.属于四类过程性信息", "", ""], ["7.其他", "3", "4"]], [150, 100, 100])
    assert rows(read_table)[2] == ["6.属于四类过程性信息", "", ""]


def test_years_are_labels_of_a_head_printed_again() -> None:
    head = ["指标", "2015年", "2016年"]
    read_table = over_two_pages([head, ["规章", "1", "2"]], [head, ["文件", "3", "4"]], [100, 60, 60])
    assert rows(read_table) == [head, ["规章", "1", "2"], ["文件", "3", "4"]]


def test_an_empty_rest_of_a_row_of_figures_is_no_row() -> None:
    read_table = over_two_pages([HEAD, ["1.规章", "1", "2"]], [["", "", ""], ["2.文件", "3", "4"]], WIDE)
    assert rows(read_table) == [HEAD, ["1.规章", "1", "2"], ["2.文件", "3", "4"]]


def test_a_row_left_blank_is_no_rest_of_a_label_that_is_set_to_the_right() -> None:
    made = canvas()
    table(made, [HEAD, ["", "1", "2"]], top=730, widths=WIDE, height=20)
    made.text(60 + WIDE[0] - 43, 765, "行政许可", 10)
    made.new_page()
    table(made, [["", "", ""], ["文件", "3", "4"]], top=50, widths=WIDE, height=20)
    made.text(60 + WIDE[0] - 63, 65, "对外管理事项", 10)
    found = [row[0] for row in rows(only_table(read(made.file(None), "某年报.pdf")))]
    assert found[1:] == ["行政许可", "对外管理事项", "文件"]
