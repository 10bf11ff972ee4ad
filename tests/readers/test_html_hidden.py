"""What a web page hides: rows, cells and words that are left out, tabs and folded parts that are read all the same."""

from __future__ import annotations

import pytest

from tests.readers.looking import codes, grid, lines, only_table, rows, tables
from tests.readers.web import of
from toolkit.model import TableOrigin

HIDDEN = 'style="display: none"'
TABLE = "<table><tr><td>项目<td>自然人<td>总计<tr><td>新收<td>{}<td>{}</table>"
PROSE = "2023年，本机关主动公开政府信息六十七条，全部按时更新，没有发生涉密问题。" * 4


# --- rows, cells, columns ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hiding", [HIDDEN, "hidden", 'style="visibility:collapse"', "style='DISPLAY:NONE !important'", 'hidden="hidden"']
)
def test_a_hidden_row_is_left_out_and_noted(hiding: str) -> None:
    document = of(f"<table><tr><td>甲<td>1<tr {hiding}><td>乙<td>2<tr><td>丙<td>3</table>")
    assert grid(only_table(document)) == {(0, 0): "甲", (0, 1): "1", (2, 0): "丙", (2, 1): "3"}
    assert [(note.code, note.origin) for note in document.notes] == [("hidden", TableOrigin(0, 1, 0))]
    assert "第 1 个表格第 2 行" in document.notes[0].message
    assert "乙 2" in document.notes[0].message


def test_rows_of_a_hidden_group_are_left_out() -> None:
    document = of(f"<table><tbody><tr><td>甲<tbody {HIDDEN}><tr><td>乙<tr><td>丙<tbody><tr><td>丁</table>")
    assert rows(only_table(document)) == [["甲"], ["丁"]]
    assert codes(document) == ["hidden", "hidden"]


def test_a_hidden_row_without_words_is_not_noted() -> None:
    document = of(
        f"<table><tr><td>甲<td>1<![if !x]><tr height=0 {HIDDEN}><td width=9></td><td></td></tr><![endif]></table>"
    )
    assert rows(only_table(document)) == [["甲", "1"]]
    assert codes(document) == []


def test_the_row_that_word_adds_for_its_widths_is_left_out() -> None:
    assert rows(only_table(of("<table><tr><td>甲<td>1<tr height=0><td width=9></td><td></td></tr></table>"))) == [
        ["甲", "1"]
    ]


def test_a_span_over_a_hidden_row_may_count_it_or_not() -> None:
    counted = f"<tr><td rowspan=3>三<td>1<tr {HIDDEN}><td>9<tr><td>2<tr><td>四<td>3"
    not_counted = counted.replace("rowspan=3", "rowspan=2")
    for written in (counted, not_counted):
        table = only_table(of(f"<table>{written}</table>"))
        assert grid(table) == {(0, 0): "三", (0, 1): "1", (2, 1): "2", (3, 0): "四", (3, 1): "3"}
        assert table.cells[0].rowspan == 3


def test_a_column_of_hidden_cells_is_left_out() -> None:
    document = of(f"<table><tr><td>甲<td {HIDDEN}>9<td>1<tr><td>乙<td {HIDDEN}>8<td>2</table>")
    assert rows(only_table(document)) == [["甲", "1"], ["乙", "2"]]
    assert codes(document) == ["hidden", "hidden"]
    assert "第 1 行第 2 列" in document.notes[0].message


def test_hidden_cells_under_a_head_that_does_not_count_them() -> None:
    page = f"<table><tr><td>项目<td colspan=2>申请人<tr><td>甲<td {HIDDEN}>9<td>1<td>2</table>"
    assert grid(only_table(of(page))) == {(0, 0): "项目", (0, 1): "申请人", (1, 0): "甲", (1, 1): "1", (1, 2): "2"}


@pytest.mark.parametrize("hiding", ["display:none", "visibility: collapse"])
def test_a_column_that_col_hides_is_left_out(hiding: str) -> None:
    document = of(f"<table><col><col span=2 style='{hiding}'><col><tr><td>甲<td>7<td>8<td>1</table>")
    assert grid(only_table(document)) == {(0, 0): "甲", (0, 3): "1"}
    assert codes(document) == ["hidden", "hidden"]


def test_hidden_words_in_a_cell_are_left_out_and_noted() -> None:
    document = of(f"<table><tr><td>甲<td>12<span {HIDDEN}>8</span></table>")
    assert rows(only_table(document)) == [["甲", "12"]]
    assert [(note.code, note.origin) for note in document.notes] == [("hidden", TableOrigin(0, 0, 1))]


def test_a_cell_whose_words_cannot_be_seen_is_empty() -> None:
    document = of("<table><tr><td>甲<td style='visibility:hidden'>12<td>3</table>")
    assert rows(only_table(document)) == [["甲", "", "3"]]
    assert codes(document) == ["hidden"]


def test_hidden_words_in_a_sentence_are_left_out_and_noted() -> None:
    document = of(f"<p>收到申请<span {HIDDEN}>12</span>6件</p>")
    assert lines(document.blocks) == ["收到申请6件"]
    assert codes(document) == ["hidden"]


def test_many_hidden_rows_are_counted_not_listed() -> None:
    document = of("<table><tr><td>甲" + f"<tr {HIDDEN}><td>乙" * 50 + "</table>")
    assert len(document.notes) == 21
    assert "另有 30 处" in document.notes[-1].message


# --- style sheets -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sheet",
    [
        ".x {display:none}",
        "tr.x, p.y { color: red; display: none; }",
        "/* a */ @import url(a.css); <!-- .x{display:none} -->",
        "#i{visibility:collapse}",
        ".x{display:table-row} tr.x{display:none}",
    ],
)
def test_a_style_sheet_may_hide_a_row(sheet: str) -> None:
    page = f"<style>{sheet}</style><table><tr><td>甲<tr class='z x' id=i><td>乙</table>"
    assert rows(only_table(of(page))) == [["甲"]]


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print {.x {display:none}}",
        ".wrap .x {display:none}",
        ".x.y {display:none}",
        ".x{display:none} .x{display:table-row}",
        "td.x{display:none}",
    ],
)
def test_a_rule_for_something_else_hides_nothing(sheet: str) -> None:
    page = f"<style>{sheet}</style><table><tr><td>甲<tr class=x><td>乙</table>"
    assert rows(only_table(of(page))) == [["甲"], ["乙"]]


def test_an_elements_own_style_counts_more_than_a_sheet() -> None:
    page = "<style>.x{display:none}</style><p class=x style='display:block'>甲</p>"
    assert lines(of(page).blocks) == ["甲"]


# --- hidden parts of the page -----------------------------------------------------------------------------


def test_furniture_of_the_page_that_is_hidden_is_left_out_without_a_word() -> None:
    document = of(f"<div {HIDDEN}>打印 关闭</div><p>甲</p><dialog>请登录</dialog><ul {HIDDEN}><li><a>首页</a></ul>")
    assert lines(document.blocks) == ["甲"]
    assert codes(document) == []


def test_a_hidden_table_that_stands_nowhere_else_is_read_and_noted() -> None:
    document = of(
        f"<div>{TABLE.format(1, 1)}</div><div {HIDDEN}><table><tr><td>规章<td>制发<td>废止<tr><td>0</table></div>"
    )
    assert [rows(table)[0] for table in tables(document)] == [["项目", "自然人", "总计"], ["规章", "制发", "废止"]]
    assert codes(document) == ["html.opened"]
    assert "规章" in document.notes[0].message


def test_a_hidden_copy_of_a_table_with_other_figures_is_left_out_and_noted() -> None:
    document = of(f"<div {HIDDEN}>{TABLE.format(5, 5)}</div>{TABLE.format(1, 1)}")
    assert [rows(table)[1] for table in tables(document)] == [["新收", "1", "1"]]
    assert codes(document) == ["hidden"]


def test_a_report_that_a_script_will_show_is_read() -> None:
    document = of(f"<body {HIDDEN}><h1>年度报告</h1><p>{PROSE}</p>{TABLE.format(1, 1)}</body>")
    assert lines(document.blocks) == ["年度报告", PROSE]
    assert rows(only_table(document))[1] == ["新收", "1", "1"]
    assert codes(document) == ["html.opened"]


def test_a_hidden_table_element_is_a_hidden_part_too() -> None:
    document = of(TABLE.format(1, 1).replace("<table>", f"<table {HIDDEN}>"))
    assert rows(only_table(document))[1] == ["新收", "1", "1"]
    assert codes(document) == ["html.opened"]


def test_rows_hidden_in_a_hidden_part_that_is_read_stay_hidden() -> None:
    table = TABLE.format(1, 1).replace("</table>", f"<tr {HIDDEN}><td>旧<td>9<td>9</table>")
    assert rows(only_table(of(f"<div {HIDDEN}>{table}</div>"))) == [["项目", "自然人", "总计"], ["新收", "1", "1"]]


def test_a_table_in_a_hidden_row_of_a_layout_table_is_read() -> None:
    document = of(f"<table><tr><td>年度报告<tr {HIDDEN}><td>{TABLE.format(1, 1)}</table>")
    assert [cell.row for cell in only_table(document).cells] == [0, 1]
    assert codes(document) == ["html.opened"]


def test_hidden_prose_among_its_like_is_read() -> None:
    document = of(f"<div class='tab on'>{PROSE}甲</div><div class=tab {HIDDEN}><p>{PROSE}乙</p></div>")
    assert lines(document.blocks) == [f"{PROSE}甲", f"{PROSE}乙"]
    assert codes(document) == ["html.opened"]


def test_of_a_page_that_shows_nothing_all_is_read() -> None:
    assert lines(of(f"<div {HIDDEN}>" + "<p>（一）予以公开 6 0 0</p>" * 20).blocks) == ["（一）予以公开 6 0 0"] * 20


def test_parts_hidden_in_a_hidden_part_are_read_with_it_and_noted_once() -> None:
    tabs = "".join(f"<div class=tab {HIDDEN}>{PROSE}{sign}</div>" for sign in "甲乙")
    document = of(f"<p>题</p><div {HIDDEN}>{tabs}</div>")
    assert lines(document.blocks) == ["题", f"{PROSE}甲", f"{PROSE}乙"]
    assert codes(document) == ["html.opened"]


def test_words_hidden_in_a_hidden_part_that_is_read_stay_hidden() -> None:
    table = TABLE.format(f"12<span {HIDDEN}>8</span>", 12)
    assert rows(only_table(of(f"<body {HIDDEN}>{table}")))[1] == ["新收", "12", "12"]


def test_elements_hidden_absurdly_deep_in_one_another_are_read() -> None:
    page = f"<div {HIDDEN}>" * 900 + TABLE.format(1, 1)
    assert rows(only_table(of(page)))[1] == ["新收", "1", "1"]


def test_a_hidden_copy_of_prose_is_left_out() -> None:
    document = of(f"<div class='text pc'>{PROSE}</div><div class='text phone' {HIDDEN}><p>{PROSE}</p></div>")
    assert lines(document.blocks) == [PROSE]
    assert codes(document) == []


def test_a_hidden_dialog_is_not_read_however_long() -> None:
    dialog = "您访问的网页即将离开本网站，请确认是否继续访问。" * 6
    assert lines(
        of(f"<div><h1>年度报告</h1><p>{PROSE * 3}</p></div><div class=box {HIDDEN}>{dialog}</div>").blocks
    ) == [
        "年度报告",
        PROSE * 3,
    ]


def test_a_hidden_menu_is_not_read_however_long() -> None:
    menu = "".join(f"<li><a href=#>第{number}个栏目的名称比较长，也有句号。</a></li>" for number in range(30))
    assert lines(of(f"<ul>甲</ul><ul {HIDDEN}>{menu}</ul>").blocks) == ["甲"]
