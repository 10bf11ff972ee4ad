"""Tables that run over pages of a PDF file, and tables whose columns no line parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fixtures.writers.pdf_canvas import Canvas
from tests.readers.looking import cell_at, only_table, rows, spans, tables
from tests.readers.printing import PLAIN, canvas, table
from toolkit.model import PageOrigin, Table
from toolkit.readers.pdf import read

HEAD = ["信息内容", "本年制发件数", "现行有效件数"]
WIDE = [100.0, 100.0, 100.0]


def two_pages(first: list[list[str]], second: list[list[str]], left: float = 60) -> bytes:
    """A file with a table at the end of a page and one at the beginning of the next."""
    made = canvas()
    table(made, first, top=790 - 24 * len(first), widths=WIDE[: len(first[0])])
    made.new_page()
    table(made, second, top=50, left=left, widths=WIDE[: len(second[0])])
    return made.file(None)


def test_a_table_over_two_pages_is_one() -> None:
    document = read(two_pages([HEAD, ["规章", "1", "2"]], [["规范性文件", "3", "4"]]), "某年报.pdf")
    read_table = only_table(document)
    assert rows(read_table) == [HEAD, ["规章", "1", "2"], ["规范性文件", "3", "4"]]
    assert cell_at(read_table, 2, 1).origin == PageOrigin(2, (160.0, 50.0, 260.0, 74.0), 2, 1)


def test_a_head_printed_again_is_left_out() -> None:
    document = read(two_pages([HEAD, ["规章", "1", "2"]], [HEAD, ["规范性文件", "3", "4"]]), "某年报.pdf")
    assert rows(only_table(document)) == [HEAD, ["规章", "1", "2"], ["规范性文件", "3", "4"]]


def test_a_table_goes_on_where_the_facing_page_has_another_margin() -> None:
    data = two_pages([HEAD, ["规章", "1", "2"]], [["规范性文件", "3", "4"]], left=90)
    assert len(rows(only_table(read(data, "某年报.pdf")))) == 3


def test_a_paragraph_between_them_keeps_two_tables_apart() -> None:
    made = canvas()
    table(made, [HEAD, ["规章", "1", "2"]], top=700, widths=WIDE)
    made.new_page()
    made.text(60, 60, "三、收到和处理政府信息公开申请情况", 12)
    table(made, [HEAD, ["规章", "3", "4"]], top=80, widths=WIDE)
    assert len(tables(read(made.file(None), "某年报.pdf"))) == 2


def test_page_numbers_between_the_halves_do_not_part_them() -> None:
    made = canvas()
    table(made, [HEAD, ["规章", "1", "2"]], top=700, widths=WIDE)
    made.text(290, 780, "- 1 -", 9)
    made.new_page()
    table(made, [["规范性文件", "3", "4"]], top=50, widths=WIDE)
    made.text(290, 780, "- 2 -", 9)
    assert len(rows(only_table(read(made.file(None), "某年报.pdf")))) == 3


def test_a_row_cut_within_a_cell_is_one_row() -> None:
    first = [HEAD, ["其他法律行政法规禁止", "1", "2"]]
    document = read(two_pages(first, [["公开", "", ""], ["规章", "3", "4"]]), "某年报.pdf")
    assert rows(only_table(document)) == [HEAD, ["其他法律行政法规禁止公开", "1", "2"], ["规章", "3", "4"]]


def test_a_row_left_blank_is_not_taken_for_the_rest_of_the_row_before() -> None:
    first = [HEAD, ["行政处罚", "1", "2"]]
    document = read(two_pages(first, [["行政强制", "", ""], ["规章", "3", "4"]]), "某年报.pdf")
    # Whether it was left blank, or its figures stand on the page before, nobody can tell.
    assert rows(only_table(document))[1:3] == [["行政处罚", "1", "2"], ["行政强制", "\ufffd", "\ufffd"]]
    signed = [HEAD, ["一、本年新收政府信息", "1", "2"]]
    document = read(two_pages(signed, [["二、上年结转", "", ""], ["规章", "3", "4"]]), "某年报.pdf")
    assert len(rows(only_table(document))) == 4
    usual = [HEAD, ["1.行政许可", "", ""], ["2.行政处罚", "1", "2"]]
    document = read(two_pages(usual, [["3.行政强制", "", ""], ["4.规章", "3", "4"]]), "某年报.pdf")
    assert rows(only_table(document))[3] == ["3.行政强制", "", ""]


def test_figures_whose_label_stands_on_the_page_before_belong_to_it() -> None:
    document = read(two_pages([HEAD, ["规章", "", ""]], [["", "1", "2"], ["文件", "3", "4"]]), "某年报.pdf")
    assert rows(only_table(document)) == [HEAD, ["规章", "1", "2"], ["文件", "3", "4"]]
    assert cell_at(only_table(document), 1, 1).origin == PageOrigin(2, (160.0, 50.0, 260.0, 74.0), 1, 1)


def test_figures_under_a_head_are_no_part_of_it() -> None:
    document = read(two_pages([HEAD], [["规章", "1", "2"], ["文件", "3", "4"]]), "某年报.pdf")
    assert rows(only_table(document)) == [HEAD, ["规章", "1", "2"], ["文件", "3", "4"]]


def test_blank_figures_under_a_head_are_no_part_of_it() -> None:
    document = read(two_pages([HEAD], [["规章", "", ""], ["文件", "3", "4"]]), "某年报.pdf")
    assert spans(only_table(document)) == {}


def test_a_merged_label_that_a_page_cuts_spans_the_rows_of_both() -> None:
    made = canvas()
    first = [["三、办理结果", "（一）予以公开", "1"], ["", "（二）部分公开", "2"]]
    table(made, first, top=700, widths=WIDE, merged=[(0, 0, 2, 1)])
    made.new_page()
    second = [["", "（三）不予公开", "3"], ["", "（七）总计", "6"]]
    table(made, second, top=50, widths=WIDE, merged=[(0, 0, 2, 1)], without_top=True)
    read_table = only_table(read(made.file(None), "某年报.pdf"))
    assert spans(read_table) == {(0, 0): (4, 1)}
    assert cell_at(read_table, 3, 2).text == "6"


def test_an_upright_label_that_a_page_cuts_is_one() -> None:
    made = canvas()
    first = [["三\n、\n本\n年", "甲", "1"], ["", "乙", "2"]]
    table(made, first, top=740, widths=[20, 100, 100], merged=[(0, 0, 2, 1)])
    made.new_page()
    table(made, [["办\n理", "丙", "3"], ["", "丁", "4"]], top=50, widths=[20, 100, 100], merged=[(0, 0, 2, 1)])
    read_table = only_table(read(made.file(None), "某年报.pdf"))
    assert "".join(cell_at(read_table, 0, 0).text.split()) == "三、本年办理"
    assert spans(read_table) == {(0, 0): (4, 1)}


# --- without lines ----------------------------------------------------------------------------------------

OPEN = replace(PLAIN, borders="none")


def test_columns_without_lines_are_told_by_the_figures_under_one_another() -> None:
    made = canvas(OPEN)
    texts = [HEAD, ["规章", "1", "22"], ["规范性文件", "0", "345"], ["其他文件", "7", "0"]]
    table(made, texts, widths=WIDE)
    read_table = only_table(read(made.file(None), "某年报.pdf"))
    assert rows(read_table) == texts
    assert isinstance(cell_at(read_table, 2, 2).origin, PageOrigin)


def test_rules_between_rows_part_them() -> None:
    made = canvas(replace(PLAIN, borders="lines"))
    for y in (100, 124, 148, 172):
        made.rule((60, y, 360, y))
    for number, cells in enumerate([["甲类规章", "1", "2"], ["乙类规章", "3", "4"], ["丙类规章", "5", "6"]]):
        for column, text in enumerate(cells):
            made.text(65 + 100 * column, 115 + 24 * number, text, 10)
    assert rows(only_table(read(made.file(None), "某年报.pdf"))) == [
        ["甲类规章", "1", "2"],
        ["乙类规章", "3", "4"],
        ["丙类规章", "5", "6"],
    ]


def test_figures_that_stand_in_no_columns_stay_text() -> None:
    made = canvas()
    for number in range(4):
        made.text(60, 100 + 20 * number, "联系人：某某", 12)
        made.text(200 + 37 * number, 100 + 20 * number, "12", 12)
        made.text(260 + 11 * number, 100 + 20 * number, "7", 12)
    document = read(made.file(None), "某年报.pdf")
    assert {len(block.cells) for block in tables(document)} == {1}
    assert [note.code for note in document.notes] == ["pdf.unruled"]


def test_between_rules_the_figures_of_a_row_may_stand_at_several_heights() -> None:
    made = canvas()
    for y in (100, 140, 180, 220):
        made.rule((60, y, 360, y))
    for number, (label, one, other) in enumerate(
        [("甲类规章", "1", "2"), ("乙类规章", "3", "4"), ("丙类规章", "5", "6")]
    ):
        top = 100 + 40 * number
        made.text(65, top + 15, label, 10)
        made.text(165, top + 15, one, 10)
        made.text(265, top + 30, other, 10)
    assert rows(only_table(read(made.file(None), "某年报.pdf"))) == [
        ["甲类规章", "1", "2"],
        ["乙类规章", "3", "4"],
        ["丙类规章", "5", "6"],
    ]


def test_labels_of_a_head_broken_over_lines_at_their_left_name_their_columns() -> None:
    made = canvas(OPEN)
    for column, label in enumerate(("自然人", "商业企\n业", "科研机\n构")):
        for number, line in enumerate(label.split("\n")):
            made.text(165 + 60 * column, 100 + 13 * number, line, 10)
    for number, cells in enumerate((("1.新收", "7", "1", "0"), ("2.结转", "4", "0", "5"), ("3.办结", "2", "3", "6"))):
        for column, text in enumerate(cells):
            made.text(65 if not column else 105 + 60 * column, 140 + 20 * number, text, 10)
    read_rows = rows(only_table(read(made.file(None), "某年报.pdf")))
    assert ["".join(text.split()) for text in read_rows[0] if text] == ["自然人", "商业企业", "科研机构"]
    assert read_rows[1][-3:] == ["7", "1", "0"]


def test_figures_beside_no_words_are_given_to_no_row() -> None:
    made = canvas(OPEN)
    for y, cells in ((100, ("规章",)), (114, ("", "5", "1", "81")), (128, ("规范性文件",))):
        for column, text in enumerate(cells):
            made.text(65 + 100 * column, y, text, 10)
    document = read(made.file(None), "某年报.pdf")
    # They may be of the line above or of the one below.
    assert [len(block.cells) for block in tables(document)] == [1]
    assert [note.code for note in document.notes] == ["pdf.unruled"]


def test_the_head_of_a_table_without_lines_is_no_running_head() -> None:
    made = canvas(OPEN)
    for page in range(3):
        if page:
            made.new_page()
        made.text(65, 60, "信息内容", 10)
        made.text(265, 60, "申请人情况", 10)
        for column, label in enumerate(("自然人", "企业", "其他")):
            made.text(165 + 60 * column, 74, label, 10)
        for number in range(4):
            for column, text in enumerate((f"{page * 4 + number + 1}.事项", "1", "2", "3")):
                made.text(65 if not column else 105 + 60 * column, 94 + 20 * number, text, 10)
    assert "page.furniture" not in [note.code for note in read(made.file(None), "某年报.pdf").notes]


def disputes(first: float, step: float, figures: Sequence[str | None], *, shift: float = 0.0) -> Table:
    """A table of one row of figures under a head that names the same columns twice, with its groups over them."""
    made = canvas(OPEN)
    names = ("维持", "纠正", "总计") * 2
    made.text(first, 100, "行政复议", 10)
    made.text(first + 3 * step, 100, "行政诉讼", 10)
    for place, name in enumerate(names):
        made.text(first + step * place, 115, name, 10)
    for place, figure in enumerate(figures):
        if figure is not None:
            made.text(first + step * place, 130 + (shift if place == 4 else 0), figure, 10)
    return only_table(read(made.file(None), "某年报.pdf"))


def test_a_row_without_a_label_is_read_under_a_head_whose_names_come_again() -> None:
    table = disputes(65, 50, ("1", "0", "1", "2", "3", "5"))
    assert [(cell.text, cell.column, cell.colspan) for cell in table.cells if cell.row == 0] == [
        ("行政复议", 0, 3),
        ("行政诉讼", 3, 3),
    ]
    assert rows(table)[1:] == [["维持", "纠正", "总计"] * 2, ["1", "0", "1", "2", "3", "5"]]


def test_a_figure_that_stands_lower_in_a_row_without_a_label_is_in_that_row() -> None:
    assert rows(disputes(65, 50, ("1", "0", "1", "2", "3", "5"), shift=14))[-1] == ["1", "0", "1", "2", "3", "5"]


def test_a_column_left_blank_leaves_such_a_table_unread() -> None:
    assert len(disputes(65, 50, ("1", "0", "1", "2", None, "5")).cells) == 1


def set_open(rows_of_it: Sequence[Sequence[str]], step: float, height: float = 20, first_size: float = 10) -> Canvas:
    """A page with rows of a table without lines, whose columns of figures are so far apart."""
    made = canvas(OPEN)
    for number, (label, *texts) in enumerate(rows_of_it):
        made.text(65, 120 + height * number, label, 10)
        for column, text in enumerate(texts):
            if text:
                made.text(165 + step * column, 120 + height * number, text, 10 if number else first_size)
    return made


def test_figures_of_neighbouring_columns_are_never_one_number() -> None:
    texts = [["1.新收", "1234", "5678", "9"], ["2.结转", "4", "0", "5"], ["3.办结", "2", "3", "6"]]
    made = set_open(texts, 32, first_size=12)
    for column, label in enumerate(("甲类数", "乙类数", "丙类数")):
        made.text(165 + 32 * column, 100, label, 10)
    assert rows(only_table(read(made.file(None), "某年报.pdf")))[1:] == texts


def test_rows_none_of_which_is_full_are_no_table() -> None:
    texts = [["甲类数", "0", "1", ""], ["乙类数", "", "2", "3"], ["丙类数", "2", "", "4"], ["丁类数", "3", "4", ""]]
    made = set_open(texts, 60)
    assert len(only_table(read(made.file(None), "某年报.pdf")).cells) == 1


def test_the_last_digits_of_a_number_too_long_for_its_column_belong_to_it() -> None:
    made = set_open(
        [["1.新收", "383", "5", "480"], ["2.结转", "4", "0", "5"], ["3.办结", "2", "3", "6"]], 30, height=30
    )
    for column, label in enumerate(("甲类", "乙类", "丙类")):
        made.text(165 + 30 * column, 100, label, 10)
    made.text(165, 134, "2", 10)
    made.text(225, 134, "7", 10)
    assert rows(only_table(read(made.file(None), "某年报.pdf")))[1] == ["1.新收", "3832", "5", "4807"]


def test_a_minus_that_stands_apart_from_its_number_stays_with_it() -> None:
    made = canvas(OPEN)
    for column, label in enumerate(("上年数", "增减数")):
        made.text(165 + 80 * column, 100, label, 10)
    for number, cells in enumerate((("甲类", "3", "减 1"), ("乙类", "21", "– 4"), ("丙类", "5", "0"))):
        for column, text in enumerate(cells):
            made.text(65 if not column else 85 + 80 * column, 120 + 20 * number, text, 10)
    assert [row[2] for row in rows(only_table(read(made.file(None), "某年报.pdf")))[1:]] == ["减1", "–4", "0"]


def test_a_grid_with_a_single_upright_line_goes_on_below_its_last_level_one() -> None:
    made = canvas()
    made.rule((60, 724, 360, 724))
    made.rule((210, 724, 210, 748))
    made.text(100, 740, "直接起诉", 10)
    made.text(250, 740, "复议后起诉", 10)
    assert rows(only_table(read(made.file(None), "某年报.pdf"))) == [["直接起诉", "复议后起诉"]]


def test_figures_of_a_row_that_stand_on_two_pages_leave_its_blanks_open() -> None:
    made = canvas(OPEN)
    for column, label in enumerate(("甲类数", "乙类数", "丙类数")):
        made.text(165 + 60 * column, 640, label, 10)
    lines = (
        ("1.新收", "7", "1", "0"),
        ("2.结转", "4", "0", "5"),
        ("3.办结", "2", "3", "6"),
        ("4.公开其他法", "8", "", "9"),
    )
    for number, cells in enumerate(lines):
        for column, text in enumerate(cells):
            if text:
                made.text(65 if not column else 105 + 60 * column, 660 + 20 * number, text, 10)
    made.new_page()
    for x, text in ((65, "律禁止"), (225, "3")):
        made.text(x, 60, text, 10)
    for column, text in enumerate(("5.信访", "1", "2", "3")):
        made.text(65 if not column else 105 + 60 * column, 80, text, 10)
    read_rows = rows(only_table(read(made.file(None), "某年报.pdf")))
    assert ["4.公开其他法", "8", "\ufffd", "9"] in read_rows
