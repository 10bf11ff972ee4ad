"""What of PDF tables without lines was once read wrong: figures beside others, in heads, or over a page's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fixtures.writers.pdf_canvas import Canvas
from tests.readers.looking import codes, lines, only_table, rows, tables
from tests.readers.printing import PLAIN, canvas, table
from tests.readers.test_pdf_drawn_rows import RANDOM, TEXTS, drawn, lines_of
from toolkit.readers.page.model import Glyph
from toolkit.readers.page.regions import segments
from toolkit.readers.page.rows import Row, is_value, row_of
from toolkit.readers.page.text import line_of, piece_of
from toolkit.readers.pdf import read

OPEN = replace(PLAIN, borders="none")
NAME = "某县2023年报.pdf"

Put = tuple[float, float, str]
"""x and the y of the baseline, and a text."""


def put(made: Canvas, *texts: Put) -> Canvas:
    for x, y, text in texts:
        made.text(x, y, text, 10)
    return made


def in_columns(texts: Sequence[Sequence[str]], top: float, *, step: float = 20, xs: Sequence[float]) -> list[Put]:
    """Rows of texts in columns that begin there, one line each."""
    return [
        (x, top + step * number, text)
        for number, row in enumerate(texts)
        for x, text in zip(xs, row, strict=True)
        if text
    ]


def squeezed(found: Sequence[Sequence[str]]) -> list[list[str]]:
    return [["".join(text.split()) for text in row] for row in found]


# --- what a page draws over and beside figures ------------------------------------------------------------


def test_what_two_lines_strike_out_is_not_read_though_what_stands_beside_it_is_underlined() -> None:
    made = canvas()
    table(made, [["总计", "3 26"]])
    for start, end, at in ((124, 131, 111.5), (124, 131, 112.8), (133, 146, 116.0), (133, 146, 117.3)):
        made.rule((start, at, end, at))
    document = read(made.file(None), NAME)
    assert rows(only_table(document)) == [["总计", "26"]]
    assert codes(document) == ["pdf.struck"]
    assert "“3”" in document.notes[0].message


def test_a_sign_that_is_drawn_behind_its_digits_stands_before_them() -> None:
    made = put(
        drawn(RANDOM), (60, 270, "行政强制"), (210, 270, "28"), (200, 270, "﹣"), (260, 270, "6"), (320, 270, "7")
    )
    assert rows(only_table(read(made.file(None), NAME)))[-1] == ["行政强制", "﹣28", "6", "7"]


@pytest.mark.parametrize("text", ["﹣28", "＋3", "下降28", "增加3", "12.5%", "3百万元", "1,318亿元", "—", "－"])
def test_a_figure_is_known_by_its_sign_and_unit(text: str) -> None:
    assert is_value(piece_of([Glyph(letter, 10.0 * n, 0, 10.0 * n + 10, 10, 8, 10) for n, letter in enumerate(text)]))


@pytest.mark.parametrize("text", ["增设", "下降", "12种类", "三"])
def test_words_are_no_figures(text: str) -> None:
    assert not is_value(
        piece_of([Glyph(letter, 10.0 * n, 0, 10.0 * n + 10, 10, 8, 10) for n, letter in enumerate(text)])
    )


@pytest.mark.parametrize(("x", "text"), [(570, "法律服务机构"), (581.5, "总计")])
def test_text_that_runs_over_the_papers_side_is_said_and_the_file_not_read_whole(x: float, text: str) -> None:
    document = read(put(canvas(), (50, 100, "一、总体情况"), (x, 130, text)).file(None), NAME)
    assert "pdf.cut_off" in codes(document)
    assert document.is_partial
    assert not read(put(canvas(), (50, 100, "一、总体情况")).file(None), NAME).is_partial


# --- cells drawn one under the other ----------------------------------------------------------------------


def test_a_number_broken_over_lines_that_stand_closer_than_those_of_labels_is_one() -> None:
    made = canvas(OPEN)
    xs = (60.0, 200.0)
    put(made, *in_columns([["统计内容", "统计数"]], 110, xs=xs))
    for number, (first, second) in enumerate((("3279", "3"), ("3720", "98"), ("0", ""), ("4641", "93"), ("12", ""))):
        top = 130 + 28 * number
        put(made, (60, top, f"{number + 1}.政府网站公开"), (60, top + 14, "政府信息数"), (200, top, first))
        if second:
            put(made, (200, top + 11, second))
    assert [row[1] for row in rows(only_table(read(made.file(None), NAME)))[1:]] == [
        "32793",
        "372098",
        "0",
        "464193",
        "12",
    ]


GROUPED: Sequence[Put] = (
    *((60, 110 + 14 * n, line) for n, line in enumerate(("（本列", "关系为：", "第一项", "加第二", "项）"))),
    *((160, 110 + 14 * n, line) for n, line in enumerate(("申请人情况", "自然人", "（件）"))),
    (205, 124, "法人或其他组织"),
    *((400, 124 + 14 * n, line) for n, line in enumerate(("总计", "（件）"))),
    *((205, 138 + 14 * n, line) for n, line in enumerate(("商业企", "业"))),
    *((270, 138 + 14 * n, line) for n, line in enumerate(("科研机", "构"))),
    *((335, 138 + 14 * n, line) for n, line in enumerate(("其他", "（件）"))),
)
"""A head of three levels in narrow cells."""
COLUMNS = (160.0, 205.0, 270.0, 335.0, 400.0)


def test_a_label_over_several_columns_is_no_line_of_the_one_below_it() -> None:
    made = put(canvas(OPEN), *GROUPED)
    for number in range(4):
        top = 190 + 45 * number
        put(made, *((60, top + 14 * n, line) for n, line in enumerate((f"{number + 1}.本年", "新收申", "请"))))
        put(made, *((x, top, str(10 * number + n)) for n, x in enumerate(COLUMNS)))
    found = squeezed(rows(only_table(read(made.file(None), NAME))))
    assert found[:3] == [
        ["（本列关系为：第一项加第二项）", "申请人情况"],
        ["法人或其他组织"],
        ["自然人（件）", "商业企业", "科研机构", "其他（件）", "总计（件）"],
    ]
    assert found[3:] == [[f"{n + 1}.本年新收申请", *(str(10 * n + m) for m in range(5))] for n in range(4)]


def test_a_label_of_a_head_is_none_of_two_rows() -> None:
    head = ((60, 110, "信息内容"), (200, 96, "新"), (200, 110, "收申请"), (260, 110, "上年结转"), (320, 110, "总计"))
    made = put(canvas(OPEN), *head, *lines_of(RANDOM))
    found = squeezed(rows(only_table(read(made.file(None), NAME))))
    assert found == [["信息内容", "新收申请", "上年结转", "总计"], *TEXTS]


def test_where_labels_go_on_under_themselves_a_line_is_not_the_order_of_the_columns() -> None:
    made = canvas(OPEN)
    lines_of_it = list(GROUPED)
    for number in range(4):
        top = 190 + 45 * number
        lines_of_it += ((60, top + 14 * n, line) for n, line in enumerate((f"{number + 1}.本年", "新收申", "请")))
        # Moved by blanks, so that no columns are seen.
        lines_of_it += ((x + 20 * (number % 3), top, str(10 * number + n)) for n, x in enumerate(COLUMNS))
    put(made, *sorted(lines_of_it, key=lambda line: (line[1], line[0])))
    assert [len(found.cells) for found in tables(read(made.file(None), NAME))] == [1]


def test_two_lines_of_a_head_that_were_not_full_are_not_one() -> None:
    made = put(canvas(OPEN), (60, 110, "项目"), (190, 110, "自然人"), (60, 124, "商业企业"), (190, 124, "科研机构"))
    put(made, (280, 124, "总计"))
    for number, label in enumerate(("1.本年新收申请", "2.上年结转", "3.予以公开的信息", "4.总计")):
        put(made, (60, 150 + 28 * number, label))
        put(made, *((330 + 17 * number + 60 * n, 150 + 28 * number, str(n)) for n in range(3)))
        put(made, (60, 164 + 28 * number, "24"))
    assert [len(found.cells) for found in tables(read(made.file(None), NAME))] == [1]


def test_words_among_figures_may_stand_lower_than_those() -> None:
    made = drawn(RANDOM)
    put(made, (60, 270, "甲类"), (200, 270, "5"), (260, 298, "见附件"), (320, 270, "7"))
    assert squeezed(rows(only_table(read(made.file(None), NAME))))[-1] == ["甲类", "5", "见附件", "7"]


# --- titles -----------------------------------------------------------------------------------------------


def row_at(y: float, *pieces: tuple[float, str]) -> Row:
    glyphs = [
        Glyph(letter, x + 10.0 * n, y, x + 10.0 * n + 10, y + 10, y + 8, 10.0, 0, n)
        for x, text in pieces
        for n, letter in enumerate(text)
    ]
    return row_of(0, line_of(glyphs))


def test_a_title_begins_another_table_be_it_behind_a_head_without_rows() -> None:
    head = row_at(100, (60, "内容"), (200, "数量"))
    title = row_at(120, (60, "二、申请情况"))
    own = [row_at(140, (60, "项目"), (200, "件数")), row_at(160, (60, "甲类"), (200, "5"))]
    following = row_at(180, (60, "三、情况"))
    assert [list(part) for part in segments([head, title, *own])] == [[head], [title, *own]]
    assert [list(part) for part in segments([*own, following])] == [own, [following]]


def test_the_title_over_figures_that_are_in_no_columns_stays_a_title() -> None:
    made = put(
        canvas(OPEN), *in_columns([["项目", "数量"], ["甲类", "1"], ["乙类", "2"], ["丙类", "3"]], 100, xs=(60, 160))
    )
    put(made, (60, 200, "三、收到申请情况"))
    for number in range(5):
        put(made, (60 + 13 * number, 230 + 20 * number, f"第{number}类"))
        put(
            made, *((120 + 40 * number + 31 * n * (number % 3 + 1), 230 + 20 * number, "15") for n in range(number + 1))
        )
    document = read(made.file(None), NAME)
    assert lines(document.blocks) == ["三、收到申请情况"]
    assert [len(found.cells) for found in tables(document)] == [8, 1]


# --- words behind figures ---------------------------------------------------------------------------------


def test_words_behind_a_figure_are_no_part_of_its_label() -> None:
    xs = (60.0, 160.0, 260.0, 380.0)
    texts = [
        ["1.当面申请", "5", "（一）维持", ""],
        ["2.传真申请", "16", "（二）纠正", ""],
        ["3.网络申请", "7", "（三）其他", ""],
    ]
    made = put(canvas(OPEN), *in_columns([["指标", "统计数", "指标", "统计数"], *texts], 110, xs=xs))
    assert rows(only_table(read(made.file(None), NAME)))[1:] == [row[:3] for row in texts]


def test_figures_set_in_the_middle_under_their_labels_stand_in_no_column() -> None:
    made = canvas(OPEN)
    for number, text in enumerate(
        ["一、本年新收政府信息公开申请数量", "20", "1", "22", "二、上年结转政府信息公开申请数量", "0"]
    ):
        width = 10.0 * len(text) if not text.isdecimal() else 5.6 * len(text)
        made.text(300 - width / 2, 110 + 20 * number, text, 10)
    assert tables(read(made.file(None), NAME)) == []


# --- rows that a page's end cuts --------------------------------------------------------------------------

SIGNED = [[f"{n}.某类公开信息数", str(1000 + n), str(2000 + n)] for n in range(1, 6)]
XS = (60.0, 200.0, 300.0)


def over_a_page(last: Sequence[str], first: Sequence[Put], more: Sequence[Sequence[str]]) -> list[list[str]]:
    made = put(canvas(OPEN), *in_columns([["项目", "本期实际", "本年累计"], *SIGNED, last], 640, xs=XS))
    made.new_page()
    put(made, *first, *in_columns(more, 100, xs=XS))
    (read_table,) = tables(read(made.file(None), NAME))
    return rows(read_table)


def test_a_number_whose_last_digits_may_stand_overleaf_is_unreadable() -> None:
    found = over_a_page(["6.政务", "7197", "1017"], [(60, 60, "微博公开数"), (300, 60, "6")], [["7.其他", "5", "6"]])
    assert found[6][1:] == ["7197", "\ufffd"]
    assert found[7] == ["微博公开数", "\ufffd", "\ufffd"]
    assert found[8] == ["7.其他", "5", "6"]


def test_rows_on_two_pages_that_both_begin_with_a_sign_are_two() -> None:
    found = over_a_page(["6.政务", "7197", "1017"], [(60, 60, "7.微博公开数"), (300, 60, "6")], [["8.其他", "5", "6"]])
    assert found[6:8] == [["6.政务", "7197", "1017"], ["7.微博公开数", "", "6"]]


def test_the_rest_of_a_tables_last_label_may_stand_overleaf() -> None:
    made = put(drawn(RANDOM), (60, 770, "行政事"), (200, 770, "5"), (260, 770, "6"), (320, 770, "7"))
    made.new_page()
    put(made, (60, 60, "业性收"), (60, 74, "费"), (60, 100, "三、收到和处理申请情况"), (60, 120, "本年没有。"))
    read_table = only_table(read(made.file(None), NAME))
    assert squeezed(rows(read_table))[-1] == ["行政事业性收费", "5", "6", "7"]


def test_a_line_that_stands_elsewhere_than_the_label_is_no_rest_of_it() -> None:
    made = put(drawn(RANDOM), (60, 770, "行政事"), (200, 770, "5"), (260, 770, "6"), (320, 770, "7"))
    made.new_page()
    put(made, (80, 60, "附件"), (60, 100, "三、收到和处理申请情况"), (60, 120, "本年没有。"))
    read_table = only_table(read(made.file(None), NAME))
    assert squeezed(rows(read_table))[-1] == ["行政事", "5", "6", "7"]
