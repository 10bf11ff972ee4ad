"""What reports of a third hand had that the other two have not: local rows and remarks among blank cells, dashes for
zeros under a lost head, a workbook of last year filled in anew, what a web extractor or a data frame leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    Rows,
    Text,
    applications,
    disclosure,
    disputes,
    expected,
    extracted,
    flat,
    printed,
    read_text,
    shown,
)
from toolkit.model import CellId
from toolkit.reports import read_report


def with_row_behind(rows: Rows, label: str, more: Sequence[Text]) -> list[Sequence[Text]]:
    """The table with one more row behind that of a label."""
    found: list[Sequence[Text]] = []
    for row in rows:
        found.append(row)
        if row[0] == label:
            found.append(more)
    return found


def texts_of(rows: Rows) -> list[list[str]]:
    return [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]


def status_of(report_rows: Rows, cell: str) -> str:
    return extracted(SECTIONS[2], report_rows).figures[CellId(cell)].status


# --- local rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["行政检查", "行政裁决", "公共服务事项"])
def test_the_figure_of_a_local_row_is_not_thought_that_of_the_blank_row_over_it(label: str) -> None:
    rows = with_row_behind(disclosure(), "行政许可", [label, ("28", 3)])
    rows[rows.index(["行政许可", ("707", 3)])] = ["行政许可", ("", 3)]
    assert status_of(rows, "disclosure.licensing.decisions") == "blank"


def test_figures_beside_the_rest_of_a_blank_rows_label_leave_it_open() -> None:
    rows = list(flat())
    at = next(number for number, row in enumerate(rows) if row[0].startswith("5.要求"))
    rows[at : at + 1] = [["5.要求行政机关确认或", *[""] * 7], ["重新出具已获取信息", *rows[at][1:]]]
    found = extracted(SECTIONS[3], rows).figures
    assert not any(
        name.startswith("applications.refused.reconfirm.") and f.status == "blank" for name, f in found.items()
    )


def test_a_row_alone_under_its_own_head_stays_beside_a_local_row() -> None:
    parts = [disclosure()[:4], disclosure()[4:7], disclosure()[7:11], disclosure()[11:]]
    parts = [with_row_behind(part, "行政许可", ["行政裁决", ("28", 3)]) for part in parts]
    parts = [with_row_behind(part, "行政事业性收费", ["公共服务事项", ("4", 3)]) for part in parts]
    assert printed(extracted(SECTIONS[2], *parts), "disclosure") == DISCLOSURE


def test_a_row_between_a_blank_row_of_the_form_and_a_local_one_is_no_stray() -> None:
    part = with_row_behind(disclosure()[7:11], "行政强制", ["行政检查", ("10", 3)])
    part[2] = ["行政处罚", ("", 3)]
    found = printed(extracted(SECTIONS[2], disclosure()[:4], disclosure()[4:7], part, disclosure()[11:]), "disclosure")
    assert found == {name: value for name, value in DISCLOSURE.items() if "penalty" not in name}


# --- remarks ----------------------------------------------------------------------------------------------


def test_a_remark_behind_blank_cells_is_not_the_rows_label() -> None:
    rows = [[*row, "备注" if number == 0 else ""] for number, row in enumerate(flat())]
    at = next(number for number, row in enumerate(rows) if row[0].startswith("2.重复"))
    rows[at] = [rows[at][0], *[""] * 7, "已办结"]
    figures = extracted(SECTIONS[3], rows).figures
    assert {f.status for name, f in figures.items() if "refused.repeat." in name} == {"blank"}


def test_a_remark_without_a_number_behind_a_figure_does_not_hide_the_row() -> None:
    values = {"refused.repeat": [f"{shown('refused.repeat')[0]}（均为网上申请）", *shown("refused.repeat")[1:]]}
    assert printed(extracted(SECTIONS[3], applications(values=values))) == expected()


def test_a_last_row_named_other_cases_is_the_groups_rest() -> None:
    assert printed(extracted(SECTIONS[3], flat({"3.其他": "3.其他情形"}))) == expected()


# --- lost heads -------------------------------------------------------------------------------------------


def dashed(order: Sequence[int]) -> list[list[str]]:
    """A table without a head whose zeros are dashes, and so no row has all its numbers."""
    rows = []
    for number, labels in enumerate(APPLICATIONS.values()):
        six = ["—"] * 6
        six[number % 6] = str(number + 2)
        values = [*six, str(number + 2)]
        rows.append([labels[-1], *(values[column] for column in order)])
    return rows


def test_the_total_before_the_other_columns_is_seen_where_zeros_are_dashes_too() -> None:
    found = printed(extracted(SECTIONS[3], dashed((6, 0, 1, 2, 3, 4, 5)), ragged=True))
    as_form = printed(extracted(SECTIONS[3], dashed(range(7)), ragged=True))
    assert found == as_form
    assert len(found) == 2 * len(APPLICATIONS)


def test_the_second_half_of_a_label_that_two_rows_share_is_neither_of_them() -> None:
    lines = [TITLE, SECTIONS[3], "  ".join(["办理情况", *KINDS])]
    for row, labels in APPLICATIONS.items():
        values = "  ".join(shown(row))
        if row == "other.no_correction":
            lines += ["1.申请人无正当理由逾", "期不补正、行政机关不", "再处理其政府信息公开", f"申请  {values}"]
        elif row == "other.unpaid":
            lines += ["2.申请人逾期未按收费", "通知要求缴纳费用、行", "政机关不再处理其政府", f"信息公开申请  {values}"]
        else:
            lines.append(f"{labels[-1]}  {values}")
    found = printed(read_text("\n".join([*lines, SECTIONS[5]])))
    assert found.items() <= expected().items()
    assert len(found) >= len(expected(without=["other.no_correction", "other.unpaid"]))


# --- what programs leave ----------------------------------------------------------------------------------


def test_the_sheet_of_last_years_workbook_filled_in_anew_is_this_years() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "2021年度报告"
    for row in (
        [TITLE],
        ["一、总体情况"],
        ["全年未收到申请。"],
        ["二、公开和申请情况"],
        *texts_of(disclosure()),
        *flat(),
    ):
        sheet.append([int(text) if text.isdigit() else text for text in row])
    data = BytesIO()
    book.save(data)
    report = read_report(data.getvalue(), "年报.xlsx", "年报.xlsx")
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report) == expected()


def test_cells_that_each_close_with_a_bar_on_their_line_are_one_cell_a_line() -> None:
    lines = [TITLE]
    for section, rows in ((2, disclosure()), (3, applications()), (4, disputes())):
        width = max(map(len, texts_of(rows)))
        lines.append(SECTIONS[section])
        for row in texts_of(rows):
            lines += [f"{cell} |" for cell in row]
            if len(row) < width - 1:
                lines.append("|" * (width - len(row)))
    report = read_text("\n".join([*lines, SECTIONS[5]]))
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report) == expected()
    assert printed(report, "disputes") == DISPUTES


def test_a_dash_on_a_line_that_closes_with_a_bar_is_no_blank() -> None:
    lines = [TITLE, SECTIONS[4], "行政复议 |", "行政诉讼 |", "|" * 13]
    lines += [f"{cell} |" for cell in [*RESULTS, "未经复议直接起诉", "复议后起诉"]]
    lines += ["|" * 8, *[f"{cell} |" for cell in RESULTS * 2], *["— |"] * 15]
    figures = read_text("\n".join([*lines, SECTIONS[5]])).figures
    assert {f.status for name, f in figures.items() if name.startswith("disputes.")} == {"dash"}
