"""Rows that stand in other columns than their head: read in its order where their sums confirm it, else left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    KINDS,
    RESULTS,
    SECTIONS,
    SEVEN,
    TITLE,
    Text,
    cell,
    codes,
    expected,
    extracted,
    flat,
    printed,
    read_text,
    shown,
)
from toolkit.model import Report

FIRST = 12
"""The rows before stand under their head, those from here on a column further left."""


def moved(change: Mapping[str, list[str]] | None = None, kinds: tuple[str, ...] = KINDS) -> Report:
    """A table whose lower part has lost a column of labels, so that all of its cells have moved."""
    rows: list[list[Text]] = [["项目", "", "", *kinds, ""]]
    for number, (row, labels) in enumerate(APPLICATIONS.items()):
        values = (change or {}).get(row, shown(row))
        before = [labels[-1], "", ""] if number < FIRST else [labels[-1], ""]
        rows.append([*before, *values, *[""] * (11 - len(before) - len(values))])
    return extracted(SECTIONS[3], rows)


def test_rows_a_column_aside_are_read_in_the_heads_order_where_their_sums_confirm_it() -> None:
    report = moved()
    assert printed(report) == expected()
    assert "order.moved" in codes(report)


def test_rows_a_column_aside_whose_sums_do_not_hold_stay_open() -> None:
    wrong = {row: [*shown(row)[:6], "9999"] for row in list(APPLICATIONS)[FIRST:]}
    found = printed(moved(wrong))
    assert not {cell for cell in found if cell.split(".", 1)[1].rsplit(".", 1)[0] in wrong}


def test_one_row_whose_sum_does_not_hold_stays_open_among_others_that_do() -> None:
    found = printed(moved({"refused.repeat": [*shown("refused.repeat")[:6], "9999"]}))
    assert found == {name: value for name, value in expected().items() if ".refused.repeat." not in name}


def test_rows_a_column_aside_with_one_and_the_same_figure_need_no_sums() -> None:
    noughts = {row: ["0"] * SEVEN for row in list(APPLICATIONS)[FIRST:]}
    found = printed(moved(noughts))
    assert {f"applications.{row}.natural" for row in noughts} <= set(found)


def test_blanks_count_as_nothing_where_only_the_order_is_asked_for_and_stay_blank() -> None:
    sparse = {row: ["5", "", "", "", "2", "", "7"] for row in list(APPLICATIONS)[FIRST:]}
    report = moved(sparse)
    assert {name: value for name, value in printed(report).items() if ".refused.repeat." in name} == {
        "applications.refused.repeat.natural": 5,
        "applications.refused.repeat.legal": 2,
        "applications.refused.repeat.total": 7,
    }
    assert cell(report, "applications.refused.repeat.company").status == "blank"


def test_where_a_column_is_not_there_the_rest_of_a_total_may_be_its() -> None:
    kinds = tuple(kind for kind in KINDS if kind != "法律服务机构")
    fewer = {row: [value for place, value in enumerate(shown(row)) if place != 4] for row in APPLICATIONS}
    equal = {
        row: [*fewer[row][:5], str(sum(map(int, fewer[row][:5])))] for row in list(APPLICATIONS)[FIRST : FIRST + 4]
    }
    found = printed(moved({**fewer, **equal}, kinds))
    assert found["applications.total.total"] == expected()["applications.total.total"]
    assert "applications.total.legal" not in found


def test_figures_without_a_label_below_a_row_left_blank_are_not_taken_for_its_own_moved_ones() -> None:
    rows: list[list[Text]] = [["项目", "", *KINDS]]
    for row, labels in APPLICATIONS.items():
        label, values = labels[-1], shown(row)
        if row == "refused.repeat":
            values = [""] * SEVEN
        if row == "refused.publication":  # nobody knows whose figures these are
            label, values = "", ["0"] * SEVEN
        rows.append([label, *values, ""] if row == "refused.publication" else [label, "", *values])
    found = printed(extracted(SECTIONS[3], rows))
    assert not {cell for cell in found if ".refused.repeat." in cell}


def test_a_blank_cell_that_ends_a_line_of_tabs_is_a_cell() -> None:
    order = (6, 0, 1, 2, 3, 4, 5)
    lines = ["\t".join(["", "", "", *(KINDS[column] for column in order)])]
    for row, labels in APPLICATIONS.items():
        values = [shown(row)[column] for column in order]
        if row == "granted":
            values[-1] = ""
        lines.append("\t".join([*labels, *[""] * (3 - len(labels)), *values]))
    found = printed(extracted(SECTIONS[3], *lines))
    assert found == {name: value for name, value in expected().items() if name != "applications.granted.other_org"}


def test_a_column_without_a_name_before_the_last_one_leaves_rows_with_blanks_open_after_a_cut() -> None:
    rows: list[list[Text]] = [["项目", *KINDS, "", "占比"]]
    for number, (row, labels) in enumerate(APPLICATIONS.items()):
        values = shown(row) if number < 4 else ["", "", "3", "", "", "", ""]
        rows.append([labels[-1], *values, "", "7%"])
    found = printed(extracted(SECTIONS[3], rows[:5], "续表", rows[5:]))
    wrong = {cell for cell, value in found.items() if value == 3 and not cell.endswith(".research")}
    assert not {cell for cell in wrong if expected()[cell] != 3}


def test_a_groups_name_over_the_names_of_its_columns_is_no_row_left_blank() -> None:
    rows: list[list[Text]] = []
    for group, value in (("行政复议", "2"), ("行政诉讼未经复议直接起诉", "5"), ("行政诉讼复议后起诉", "8")):
        word = "无数据" if group == "行政复议" else "1"
        rows += [[(group, 5), *[""] * 5], [*RESULTS, *[""] * 5], [value, word, "", "", value, *[""] * 5]]
    above: list[list[Text]] = [[row[0], *row[1:], "", ""] for row in flat()]
    figures = extracted(SECTIONS[3], [*above, [SECTIONS[4], *[""] * 9], *rows]).figures
    assert not {name for name, figure in figures.items() if ".review." in name and figure.status == "blank"}


# --- labels that make no head still say where the total is ------------------------------------------------

SECTION = "第四部分　政府信息公开行政复议、行政诉讼情况"
AMONG = ("结果维持", "结果纠正", "总计", "其他结果", "尚未审结")
BEHIND = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
BEFORE = ("总计", "结果维持", "结果纠正", "其他结果", "尚未审结")


def in_lines(kinds: Sequence[str], values: Sequence[int]) -> Report:
    """The disputes table of a text whose columns are parted by single blanks."""
    five = " ".join(kinds)
    head = ["行政复议 行政诉讼", f"{five} 未经复议直接起诉 复议后起诉", f"{five} {five}"]
    row = " ".join(map(str, [*values, *[0] * 10]))
    return read_text("\n".join([TITLE, SECTION, *head, row, SECTIONS[5], "无。"]))


@pytest.mark.parametrize("kinds", [AMONG, BEHIND])
def test_the_total_is_not_taken_to_be_first_where_the_labels_say_another_place_be_the_sums_as_they_are(
    kinds: Sequence[str],
) -> None:
    report = in_lines(kinds, [1, 0, 1, 0, 0])
    assert not printed(report, "disputes")
    assert "order.unknown" in codes(report)


def test_the_total_is_not_taken_to_be_last_where_the_labels_have_it_among_its_parts() -> None:
    assert not printed(in_lines(AMONG, [0, 0, 2, 0, 2]), "disputes")


def test_the_sums_may_confirm_the_place_that_the_labels_have_for_the_total() -> None:
    assert printed(in_lines(BEHIND, [0, 0, 2, 0, 2]), "disputes")["disputes.review.other"] == 2
    assert printed(in_lines(BEFORE, [2, 0, 0, 2, 0]), "disputes")["disputes.review.other"] == 2


def test_figures_that_are_all_the_same_need_no_order() -> None:
    assert set(printed(in_lines(AMONG, [0] * 5), "disputes").values()) == {0}
