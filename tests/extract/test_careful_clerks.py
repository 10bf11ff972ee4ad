"""What a careful clerk's report may still hold: a lost head, blank rows at a table's end, halves whose rows part in
other places, lists set in by blanks.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    OUTCOMES,
    RESULTS,
    SECTIONS,
    TITLE,
    Rows,
    Text,
    applications,
    cell,
    codes,
    disclosure,
    disputes,
    expected,
    extracted,
    flat,
    messages,
    of_row,
    printed,
    read_text,
    shown,
)
from toolkit.model import Report

HALVES: Rows = [
    ["第二十条第（一）项", "第二十条第（六）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "信息内容", "本年处理决定数量"],
    ["规章", "1", "2", "13", "行政处罚", "88"],
    ["行政规范性文件", "4", "5", "46", "行政强制", "9"],
    ["第二十条第（五）项", "第二十条第（八）项"],
    ["信息内容", "本年处理决定数量", "信息内容", "本年收费金额（单位：万元）"],
    ["行政许可", "707", "行政事业性收费", "10.5"],
]


def statuses(report: Report, prefix: str) -> set[str]:
    return {figure.status for name, figure in report.figures.items() if name.startswith(prefix)}


# --- halves -----------------------------------------------------------------------------------------------


def test_halves_of_a_text_part_where_each_row_does() -> None:
    assert printed(extracted(SECTIONS[2], HALVES, ragged=True), "disclosure") == DISCLOSURE


def test_halves_with_a_head_that_can_not_be_parted_are_left_as_they_are() -> None:
    rows = [*HALVES[:4], ["其他", "第二十条第（五）项", "第二十条第（八）项"], *HALVES[5:]]
    report = extracted(SECTIONS[2], rows, ragged=True)
    assert printed(report, "disclosure").items() <= DISCLOSURE.items()


def test_a_remark_that_is_a_rows_name_parts_nothing() -> None:
    rows = [[*row, "行政处罚" if n % 9 == 4 else ""] for n, row in enumerate(flat())]
    assert printed(extracted(SECTIONS[3], rows, ragged=True)) == expected()


def test_halves_of_a_grid_of_which_one_row_has_two_labels_are_read() -> None:
    rows: list[list[Text]] = [
        [("第二十条第（一）项", 4), ("第二十条第（六）项", 2)],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "信息内容", "本年处理决定数量"],
        ["规章", "1", "2", "13", "行政处罚", "88"],
        ["行政规范性文件", "4", "5", "46", ("第二十条第（八）项", 2)],
        [("第二十条第（五）项", 4), "信息内容", "本年收费金额（单位：万元）"],
        ["信息内容", ("本年处理决定数量", 3), "行政事业性收费", "10.5"],
        ["行政许可", ("707", 3), ("第二十条第（六）项", 2)],
        [("", 4), "信息内容", "本年处理决定数量"],
        [("", 4), "行政强制", "9"],
    ]
    assert printed(extracted(SECTIONS[2], rows), "disclosure") == DISCLOSURE


# --- heads ------------------------------------------------------------------------------------------------


def test_a_matrix_without_a_corner_has_its_columns() -> None:
    columns = ["本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额（单位：万元）"]
    rows: list[list[Text]] = [
        ["", *columns],
        ["规章", "1", "2", "13", "/", "/"],
        ["行政规范性文件", "4", "5", "46", "/", "/"],
        ["行政许可", "/", "/", "/", "707", "/"],
        ["行政处罚", "/", "/", "/", "88", "/"],
        ["行政强制", "/", "/", "/", "9", "/"],
        ["行政事业性收费", "/", "/", "/", "/", "10.5"],
    ]
    assert printed(extracted(SECTIONS[2], rows), "disclosure") == DISCLOSURE


@pytest.mark.parametrize("lost", ["？？？？", "行□□□"])
def test_a_group_nobody_can_read_is_the_one_that_its_sisters_lack(lost: str) -> None:
    values: list[Text] = [str(value) for value in range(1, 16)]
    rows: list[list[Text]] = [
        [lost, "行政诉讼"],
        [*RESULTS, "未经复议直接起诉", "复议后起诉"],
        ["", "", "", "", "", *RESULTS, *RESULTS],
        values,
    ]
    found = printed(extracted(SECTIONS[4], rows, ragged=True), "disputes")
    assert list(map(str, found.values())) == values


def test_groups_written_together_with_slips_in_a_text_of_one_cell_a_line_are_told_apart() -> None:
    titles = ("行政议复", "行政诉讼讼未经复仪直接起诉", "行政诉讼讼复议后起诉")
    values = list(map(str, DISPUTES.values()))
    lines = [TITLE, SECTIONS[4]]
    for number, title in enumerate(titles):
        lines += [title, *RESULTS, *values[number * 5 : number * 5 + 5]]
    assert printed(read_text("\n".join([*lines, SECTIONS[5]])), "disputes") == DISPUTES


def test_a_list_set_in_by_blanks_has_the_groups_named_above_its_rows() -> None:
    groups = (("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("", "复议后起诉"))
    lines = [TITLE, SECTIONS[4], "项目" + " " * 50 + "数量"]
    values = iter(DISPUTES.values())
    for over, under in groups:
        for number, result in enumerate(RESULTS):
            first, second = (over, under) if number == 0 else ("", "")
            left = f"{first}{' ' * (12 - 2 * len(first))}{second}{' ' * (20 - 2 * len(second))}"
            left = left if over == "行政诉讼" or not over else left[:8] + " " * 4
            lines.append(f"{left}{result}{' ' * 12}{next(values)}")
    assert printed(read_text("\n".join([*lines, SECTIONS[5]])), "disputes") == DISPUTES


# --- blank rows -------------------------------------------------------------------------------------------


def small_tables(first: Sequence[str]) -> list[str | Rows]:
    """The disputes set as a table for each way, the first with these values."""
    titles = ("行政复议", "行政诉讼未经复议直接起诉", "行政诉讼复议后起诉")
    own = [first, ["1", "", "", "", "1"], ["2", "", "", "", "2"]]
    return [[[(title, 5)], list(RESULTS), values] for title, values in zip(titles, own, strict=True)]


def test_blanks_at_a_tables_end_are_not_filled_by_the_first_values_of_small_tables_below() -> None:
    blanks = ["3", "", "", "", "0", "", "3"]
    report = extracted(SECTIONS[3], applications(values={"carried_out": blanks}), SECTIONS[4], *small_tables([""] * 5))
    assert list(of_row("carried_out", report).values()) == [3, 0, 3]
    assert printed(report, "disputes") == {
        "disputes.suit_direct.upheld": 1,
        "disputes.suit_direct.total": 1,
        "disputes.suit_after_review.upheld": 2,
        "disputes.suit_after_review.total": 2,
    }


def test_a_small_table_left_blank_is_blank_behind_one_with_values() -> None:
    report = extracted(SECTIONS[4], small_tables(["0"] * 5)[0], [[("行政诉讼复议后起诉", 5)], list(RESULTS), [""] * 5])
    assert statuses(report, "disputes.suit_after_review.") == {"blank"}
    assert statuses(report, "disputes.review.") == {"printed"}


def test_a_small_table_left_blank_beside_empty_columns_is_blank() -> None:
    rows: list[list[Text]] = []
    for titled in small_tables([""] * 5):
        assert not isinstance(titled, str)
        rows += [[*row, *[""] * 5] for row in titled]
    assert statuses(extracted(SECTIONS[4], rows), "disputes.review.") == {"blank"}


def test_a_word_below_a_text_table_is_no_value_of_its_last_row_which_is_blank() -> None:
    rows = [f"| {' | '.join(row)} |" for row in flat()[:-1]] + ["| 四、结转下年度继续办理 | | | | | | | |"]
    text = "\n".join([TITLE, SECTIONS[3], *rows, "具体数据见下图，其余情况请向本机关查询。", "无", "青禾市水务局"])
    report = read_text(text)
    assert statuses(report, "applications.carried_out.") == {"blank"}
    assert printed(report) == expected(without=["carried_out"])


# --- values and labels ------------------------------------------------------------------------------------


def test_a_first_value_that_is_no_number_keeps_its_place_without_a_head() -> None:
    rows = [["约5", *row[2:]] if row[0].startswith("5.属于") else row[1:] for row in flat(head=())]
    labelled = [[row[0], *values] for row, values in zip(flat(head=()), rows, strict=True)]
    report = extracted(SECTIONS[3], labelled)
    assert cell(report, "applications.denied.internal.natural").status == "unreadable"
    assert len(of_row("denied.internal", report)) == 6


def test_a_labels_bracket_alone_on_a_line_is_no_value_of_the_row_above() -> None:
    lines = [line for row in flat() for line in (row if row[0] != "（七）总计" else ["（", "七）总计", *row[1:]])]
    text = "\n".join([TITLE, SECTIONS[3], *filter(None, lines), SECTIONS[4]])
    assert printed(read_text(text)) == expected()


def test_rows_of_a_list_printed_without_values_between_others_are_not_said_to_be_missing() -> None:
    lines = [TITLE, SECTIONS[4], *(f"行政复议{result}    {n}" for n, result in enumerate(RESULTS, 1))]
    lines += ["行政诉讼    未经复议直接起诉    结果维持", *(" " * 28 + result for result in RESULTS[1:])]
    lines += [f"行政诉讼复议后起诉{result}    {n}" for n, result in enumerate(RESULTS, 6)]
    report = read_text("\n".join([*lines, SECTIONS[5]]))
    assert len(printed(report, "disputes")) == 10
    assert not statuses(report, "disputes.suit_direct.")


def test_a_group_named_on_either_side_of_other_columns_in_a_text_leaves_their_order_open() -> None:
    head = ["申请情况", "法人或其他组织", "自然人", "总计", "法人或其他组织", "其他"]
    head += ["科研机构", "社会公益组织", "商业企业", "法律服务机构"]
    values = {"一、本年新收政府信息公开申请数量": ["2", "61", "81", "0", "0", "13", "5"]}
    rows = [line for row in flat(head=()) for line in (row[0], *values.get(row[0], ["0"] * 7))]
    report = extracted(SECTIONS[3], *head, *rows, SECTIONS[4])
    own = {"other_org": 2, "natural": 61, "total": 81, "research": 0, "charity": 0, "company": 13, "legal": 5}
    assert of_row("new", report).items() <= {f"applications.new.{column}": n for column, n in own.items()}.items()


def test_the_head_of_another_table_is_no_last_row_of_the_table_above_that_lacks_it() -> None:
    rows = applications(without=["total", "carried_out"])
    single: list[Text] = [(result, 1, 2) for result in RESULTS]
    head: list[list[Text]] = [[("行政复议", 5), ("行政诉讼", 10)]]
    head += [[*single, ("未经复议直接起诉", 5), ("复议后起诉", 5)], [*RESULTS, *RESULTS]]
    report = extracted(SECTIONS[3], rows, [*head, ["0"] * 15])
    assert statuses(report, "applications.total.") == statuses(report, "applications.carried_out.") == {"missing"}
    assert set(printed(report, "disputes").values()) == {0}


def test_a_table_that_only_last_years_annex_has_is_missing() -> None:
    report = extracted(SECTIONS[4], SECTIONS[5], "青禾市水务局", "2024年1月17日", "附：2022年度有关数据", disputes())
    assert statuses(report, "disputes.") == {"missing"}
    assert "table.unread" not in codes(report)


def test_two_labels_beside_each_other_with_a_slip_each_are_two() -> None:
    slips = {"结果维持": "结维持", "结果纠正": "结果纠"}
    results = [slips.get(result, result) for result in RESULTS]
    lines = ["行政议" + " " * 46 + "行政诉讼", "", "", ""]
    lines[1] = (
        "".join(f"{r}{' ' * (10 - 2 * len(r))}" for r in results) + "  未经复议直接起诉" + " " * 34 + "复议后起诉"
    )
    lines[2] = " " * 52 + "".join(f"{r}{' ' * (10 - 2 * len(r))}" for r in results * 2)
    lines[3] = "".join(f"{'  ' if n == 5 else ''}{value:<10}" for n, value in enumerate(DISPUTES.values()))
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], *lines, SECTIONS[5]])), "disputes") == DISPUTES


# --- what is left of a row --------------------------------------------------------------------------------


def test_blank_rows_without_a_head_are_blank_though_an_edge_is_blank_throughout() -> None:
    rows = [[row[0], *[""] * 7] for row in flat(head=())]
    rows[12] = [rows[12][0], "", "", "0", "", "", "", ""]
    report = extracted(SECTIONS[3], rows)
    assert statuses(report, "applications.new.") == statuses(report, "applications.total.") == {"blank"}
    assert not of_row("unavailable.not_held", report)  # nobody knows that it is the third column of the form


def test_the_only_row_below_a_head_printed_again_with_its_columns_numbered_is_a_row() -> None:
    head, rows = flat()[0], flat(head=())
    numbers = ["栏次", *map(str, range(1, 8))]
    parts = [[head, numbers, *rows[:9]], [head, numbers, rows[9]], [head, numbers, *rows[10:]]]
    assert printed(extracted(SECTIONS[3], *parts)) == expected()


def test_a_row_of_whose_label_only_the_number_is_left_is_held_by_the_rows_around_it() -> None:
    rows = applications({"2.其他法律行政法规禁止公开": "2.", "3.其他": "3"})
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_another_number_alone_in_a_labels_place_is_no_row() -> None:
    rows = applications({"2.其他法律行政法规禁止公开": "7."})
    assert printed(extracted(SECTIONS[3], rows)) == expected(without=["denied.law"])


def test_a_long_label_with_slips_and_its_number_is_its_row_out_of_order_as_well() -> None:
    rows = flat({"4.无正当理由大量反复申请": "4.无正当当理由大量反复伸请"})
    places = [number for number, row in enumerate(rows) if row[0].startswith(("4.无正当", "5.要求行政"))]
    rows[places[0]], rows[places[1]] = rows[places[1]], rows[places[0]]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_the_head_of_a_right_half_may_have_an_empty_corner() -> None:
    rows: list[list[Text]] = [
        ["", "本年制发件数", "本年废止件数", "现行有效件数", "", "本年处理决定数量"],
        ["规章", "1", "2", "13", "行政处罚", "88"],
        ["行政规范性文件", "4", "5", "46", "行政强制", "9"],
        ["第二十条第（五）项", "", "", "", "", "本年收费金额（单位：万元）"],
        ["", "本年处理决定数量", "", "", "行政事业性收费", "10.5"],
        ["行政许可", "707", "", "", "", ""],
    ]
    assert printed(extracted(SECTIONS[2], rows), "disclosure") == DISCLOSURE


@pytest.mark.parametrize("change", [1, -1])
def test_a_row_with_a_cell_twice_or_lost_before_a_column_without_figures_stays_open(change: int) -> None:
    rows = [[*row, "" if number or change < 0 else "备注"] for number, row in enumerate(flat())]
    at = next(number for number, row in enumerate(rows) if row[0].startswith("（七）"))
    rows[at][4 : 5 + (change < 0)] = rows[at][4:5] * (2 if change > 0 else 1)
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected(without=["total"])
    assert any(f"{'多' if change > 0 else '少'} 1 个" in message for message in messages(report, "cell.unplaced"))


def test_a_row_without_the_blank_cells_at_the_others_end_keeps_its_columns() -> None:
    rows = [[*row, "", ""] if number % 5 else list(row) for number, row in enumerate(flat(), 1)]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


# --- pages cut in two -------------------------------------------------------------------------------------


def test_a_page_number_below_a_head_printed_again_is_no_value_of_the_blank_row_before_it() -> None:
    head: list[Text] = ["信息内容", ("本年处理决定数量", 3)]
    rows = disclosure()[:6]
    report = extracted(SECTIONS[2], [*rows, ["行政许可", (" ", 3)]], "- 2 -", [head], "4", disclosure()[7:])
    assert statuses(report, "disclosure.licensing.") == {"blank"}


def test_a_blank_row_whose_label_began_beside_the_values_before_a_cut_stays_open() -> None:
    rows = [list(row) for row in flat()]
    at = next(number for number, row in enumerate(rows) if row[0].startswith("3.危及"))
    above = [*rows[:at], ["3.危及", *rows[at][1:]]]
    below = [rows[0], ["“三安全一稳定”", *[""] * 7], *rows[at + 1 :]]
    report = extracted(SECTIONS[3], above, "续上表", below)
    assert not statuses(report, "applications.denied.stability.")
    assert printed(report) == expected(without=["denied.stability"])


def test_values_beside_groups_alone_behind_an_empty_line_fill_the_blanks_of_the_row_before() -> None:
    rows = [[*labels[:-1], *[""] * (3 - len(labels)), labels[-1], *shown(row)] for row, labels in APPLICATIONS.items()]
    rows = [row if len(row) == 10 else [*row[:1], "", *row[1:]] for row in rows]
    at = next(number for number, row in enumerate(rows) if row[2].startswith("5.要求"))
    groups = [OUTCOMES, "（五）不予处理", *[""] * 6, *rows[at][8:]]
    rows[at] = [*rows[at][:8], "", ""]
    heads = [["说明", "申请人情况"], ["", "自然人", "法人或其他组织", "总计"], ["", "", *KINDS[1:6], ""]]
    lines = ["\t".join(row) for row in (*heads, *rows[: at + 1], [], groups, *rows[at + 1 :])]
    report = read_text("\n".join([TITLE, SECTIONS[3], *lines, SECTIONS[4]]))
    assert printed(report).items() <= expected().items()
    assert "blank" not in statuses(report, "applications.refused.reconfirm.")


# --- rows of which nothing is said -------------------------------------------------------------------------

FEW = ("denied.law", "total", "carried_out")


def test_a_table_that_prints_the_few_rows_in_which_something_happened_is_read() -> None:
    report = extracted(SECTIONS[3], applications(without=set(APPLICATIONS) - set(FEW)))
    assert printed(report) == expected(set(APPLICATIONS) - set(FEW))
    assert cell(report, "applications.new.total").status == "missing"


def test_few_rows_under_a_head_that_lacks_a_column_are_left_open() -> None:
    rows = [list(row)[:-1] for row in flat(without=set(APPLICATIONS) - set(FEW))]
    report = extracted(SECTIONS[3], rows)
    assert not printed(report)
    assert "table.unread" in codes(report)


def test_few_rows_one_of_which_lacks_a_cell_are_left_open() -> None:
    rows = flat(without=set(APPLICATIONS) - set(FEW))
    rows[-1] = rows[-1][:-2]
    assert not printed(extracted(SECTIONS[3], rows, ragged=True))


def test_halves_part_in_a_row_whose_own_label_is_damaged_as_in_the_one_below() -> None:
    rows = [["现章" if text == "规章" else text for text in row] for row in HALVES]
    report = extracted(SECTIONS[2], rows, ragged=True)
    values = printed(report, "disclosure")
    assert {c: v for c, v in DISCLOSURE.items() if ".rules." not in c}.items() <= values.items()
    assert values.items() <= DISCLOSURE.items()
    assert "missing" not in statuses(report, "disclosure.rules")
