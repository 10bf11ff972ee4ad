"""Damaged heads: a column is known by all that stands over it and beside it, or left open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import (
    DISCLOSURE,
    DISPUTES,
    RESULTS,
    SECTIONS,
    Rows,
    Text,
    applications,
    cell,
    extracted,
    flat,
    printed,
)
from toolkit.forms import load
from toolkit.model import Report

VALUES = tuple(str(value) for value in DISPUTES.values())


def across(*, groups: Sequence[str] = ("行政复议", "行政诉讼"), leaves: Sequence[str] = RESULTS * 3) -> Rows:
    """The disputes table as the form prints it, all figures on one line."""
    review: list[Text] = [(leaf, 1, 2) for leaf in leaves[:5]]
    return [
        [(groups[0], 5), (groups[1], 10)],
        [*review, ("未经复议直接起诉", 5), ("复议后起诉", 5)],
        list(leaves[5:]),
        list(VALUES),
    ]


def disputes_of(rows: Rows) -> dict[str, object]:
    report = extracted(SECTIONS[4], rows)
    return {cell: figure.value for cell, figure in report.figures.items() if figure.status == "printed"}


def test_an_undamaged_head_gives_every_figure() -> None:
    assert disputes_of(across()) == DISPUTES


def test_an_illegible_label_among_known_sisters_is_the_one_that_is_left() -> None:
    leaves = ["□计" if leaf == "总计" else leaf for leaf in RESULTS * 3]
    assert disputes_of(across(leaves=leaves)) == DISPUTES


@pytest.mark.parametrize("damaged", ["总记", "忠计"])
def test_a_label_damaged_throughout_is_known_by_its_sisters(damaged: str) -> None:
    leaves = [damaged if leaf == "总计" else leaf for leaf in RESULTS * 3]
    assert disputes_of(across(groups=("行政议复", "行政诉讼"), leaves=leaves)) == DISPUTES


def test_two_labels_that_nothing_tells_apart_are_left_open() -> None:
    damaged = {"结果维持": "结果果其", "结果纠正": "结果一一"}
    leaves = [damaged.get(leaf, leaf) for leaf in RESULTS * 3]
    found = disputes_of(across(leaves=leaves))
    assert found == {cell: value for cell, value in DISPUTES.items() if cell in found}
    assert not any(cell.endswith((".upheld", ".corrected")) for cell in found)


def test_another_columns_label_is_never_taken_for_the_one_that_is_not_there() -> None:
    leaves = ["备注" if leaf == "总计" else leaf for leaf in RESULTS * 3]
    assert not any(cell.endswith(".total") for cell in disputes_of(across(leaves=leaves)))


def test_labels_filled_into_every_cell_of_a_merged_one_are_one_label() -> None:
    filled: Rows = [
        ["行政复议"] * 5 + ["行政诉讼"] * 10,
        [*RESULTS, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5],
        list(RESULTS * 3),
        list(VALUES),
    ]
    assert disputes_of(filled) == DISPUTES


def test_a_line_of_blanks_below_the_head_is_blank_and_not_missing() -> None:
    report: Report = extracted(SECTIONS[4], [*across()[:3], [""] * 15])
    assert {figure.status for cell, figure in report.figures.items() if cell.startswith("disputes")} == {"blank"}


def test_a_remark_far_below_a_head_is_no_rival_of_its_figures() -> None:
    below: Rows = [
        *across(),
        [("五、存在的主要问题及改进情况", 15)],
        [("六、其他需要报告的事项", 15)],
        ["无", *[""] * 14],
    ]
    assert disputes_of(below) == DISPUTES


def test_the_same_head_over_last_years_figures_leaves_this_years_as_sure() -> None:
    last: Rows = [*across()[:3], ["7"] * 15]
    report = extracted(SECTIONS[4], across(), "附：2022年度有关数据（供对比）", last)
    printed = {cell: figure.value for cell, figure in report.figures.items() if figure.status == "printed"}
    assert printed == DISPUTES


def test_a_misspelt_head_of_the_applications_gives_its_columns() -> None:
    rows = [list(row) for row in applications()]
    rows[1] = [("自燃入", 1, 2), ("法人或其他组织", 5), ("忠计", 1, 2)]
    whole = extracted(SECTIONS[3], applications())
    damaged = extracted(SECTIONS[3], rows)
    assert {c: f.value for c, f in damaged.figures.items()} == {c: f.value for c, f in whole.figures.items()}


def test_a_head_read_over_wider_labels_in_another_report_leaves_open_what_it_left_open() -> None:
    labels = ["新收件数", "自然人", "商业企业", "社会公益组织", "法律服务机构", "其他", "总计"]
    names = [row.label.text for row in load("2021").table("applications").rows if not row.instead_of]
    over: list[Text] = ["项目", *labels]
    values = ["1", "0", "0", "0", "0", "1"]
    wide: list[Text] = [(name, 2) for name in names]
    beside_labels: Rows = [over, *[[label, *values] for label in wide]]
    over_values: Rows = [over, *[[name, "5", *values] for name in names]]
    first = extracted(SECTIONS[3], beside_labels)
    assert cell(first, "applications.new.research").status == "missing"
    second = extracted(SECTIONS[3], over_values)
    assert "applications.new.research" not in second.figures  # it may be what stands under the label that isn't known


# --- one line of labels over rows of several kinds, each with columns of its own ---------------------------

MATRIX = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额（单位：万元）"],
    ["规章", "1", "2", "13", "", ""],
    ["行政规范性文件", "4", "5", "46", "", ""],
    ["行政许可", "", "", "", "707", ""],
    ["行政处罚", "", "", "", "88", ""],
    ["行政强制", "", "", "", "9", ""],
    ["行政事业性收费", "", "", "", "", "10.5"],
]


def test_cells_behind_those_of_other_columns_are_counted_from_the_label() -> None:
    # The lines below belong to the same table, and have other widths.
    report = extracted(SECTIONS[2], [*MATRIX, *flat()], ragged=True)
    assert printed(report, "disclosure") == DISCLOSURE


def test_a_row_that_lacks_a_blank_before_its_figure_is_left_open_there() -> None:
    rows = [row if row[0] != "行政处罚" else ["行政处罚", "", "", "88", "7"] for row in MATRIX]
    report = extracted(SECTIONS[2], [*rows, *flat()], ragged=True)
    assert "disclosure.penalty.decisions" not in printed(report, "disclosure")


def test_columns_of_the_older_form_are_not_read_as_the_newer_ones() -> None:
    rows = [
        "信息内容 本年新制作数量 本年新公开数量 对外公开总数量 上一年项目数量 本年增/减 处理决定数量 项目数量 总金额",
        "规章 0 0 1 _ _ _ _ _",
        "行政许可 _ _ _ 77 0 5 _ _",
        "行政处罚 _ _ _ 61 -25 0 _ _",
    ]
    cells = [["" if text == "_" else text for text in row.split()] for row in rows]
    report = extracted(SECTIONS[2], [*cells, *flat()], ragged=True)
    assert report.form == "2019"
    assert printed(report, "disclosure")["disclosure.licensing.decisions"] == 5
