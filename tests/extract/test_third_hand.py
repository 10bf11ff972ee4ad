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


# --- texts in which labels are broken over lines ----------------------------------------------------------


NARROW = """\
信息内    本年    本年   现行有
  容   (2023 (2023 效件数
       )制发   )废止
       件数    件数
 规章     0     0    无
行政规     7     4    7
范性文
 件
      第二十条第(五)项
信息内   本年(2023)处理决定数量
 容
行政许        4167
 可
      第二十条第(六)项
信息内   本年(2023)处理决定数量
 容
行政处         5
 罚
行政强        4067
 制
     第二十条第(八)项
信息内   本年(2023)收费金额(单
  容       位：万元)
行政事          0
业性收
  费
附表 2：收到和处理政府信息公开申请情况
单位：件
(本列                  申请人情况
数据的 自然人             法人或其他组织          总计
勾稽关        商业企 科研机 社会公 法律服      其他
系为：          业    构   益组织 务机构
第一项
加第二
 项之
和，等
于第三
项加第
四项之
 和)
一、本   12     0    0    3    0   0    15
年新收
政府信
息公开
申请数
  量
二、上    1    0     0   0   0     0    1
年结转
政府信
息公开
申请数
  量
(一)予   0    0     0   1   0     0    1
以公开
(二)部    5   0   0   1   0   0   6
分公开
 (区分
 处理
的，只
计这一
情形，
不计其
 他情"""
"""Tables of narrow columns as pdftotext prints it."""


def test_pieces_of_a_heads_labels_on_several_lines_of_a_text_are_not_its_order() -> None:
    found = printed(read_text("\n".join([TITLE, SECTIONS[2], NARROW, SECTIONS[3]])), "disclosure")
    true = {"issued": 7, "repealed": 4, "in_force": 7}
    known = {f"disclosure.normative.{column}": value for column, value in true.items()}
    assert {name: value for name, value in found.items() if "normative" in name}.items() <= known.items()


WRAPPED = """\
|办理情况      |申请人情况                                                   |
|              |自然人|法人或其他组织                                  |总计 |
|              |      |商业企业|科研机构|社会公益组织|法律服务机构|其他|     |
|一、本年新收政| 101  |0       | 0      | 0          | 0         | 0 | 101 |
|府信息公开申请|      |        |        |            |            |    |     |
|数量          |      |        |        |            |            |    |     |
|二、上一年度结| 1    | 0      | 0      | 0          |0           | 0  | 1   |
|转政府信息公开|      |        |        |            |            |    |     |
|申请数量      |      |        |        |            |            |    |     |
|（一）予以公开| 10   | 0     | 0      | 0          |0           | 0  | 10  |
|数量          |      |        |        |            |            |    |     |
|（二）部分公开| 15   |0       |0       |0           | 0          | 0 |15   |
|（区分处理的，|      |        |        |            |            |    |     |
|只计这一情形，|      |        |        |            |            |    |     |
|不计其他情形）|      |        |        |            |            |    |     |
|（三）不予公开|0     |0       | 0      | 0          | 0          | 0  |0    |
|：1.属于国家秘|      |        |        |            |            |    |     |
|密            |      |        |        |            |            |    |     |
|（三）不予公开| 13  | 0     | 0      | 0         |0           |0   |13   |
|-2.其他法律行 |      |        |        |            |            |    |     |
|政法规禁止公开|      |        |        |            |            |    |     |
|（三）不予公开| 0    | 0      | 0      | 0          |0           | 0  |0    |
|：3.危及"三安 |      |        |        |            |            |    |     |
|全一稳定"     |      |        |        |            |            |    |     |
|（三）不予公开| 15  |0       | 0     | 0          | 0          |0   | 15  |
|：4.保护第三方|      |        |        |            |            |    |     |
|合法权益      |      |        |        |            |            |    |     |
|（三）不予公开| 14   |0       | 0      | 0         | 0          | 0 |14   |
|-5.属于三类内 |      |        |        |            |            |    |     |
|部事务信息    |      |        |        |            |            |    |     |
|（三）不予公开| 0    |0       | 0     | 0         | 0          | 0 | 0  |
|-6.属于四类过 |      |        |        |            |            |    |     |
|程性性信息    |      |        |        |            |            |    |     |
|（三）不予公开|0     | 0     | 0     | 0          | 0         |0   | 0   |
|7.属于行政执法|      |        |        |            |            |    |     |
|案卷          |      |        |        |            |            |    |     |
|（三）不予公开|0     | 0      | 0      |0           | 0          | 0 | 0   |
|-8.属于行政查 |      |        |        |            |            |    |     |
|询事项        |      |        |        |            |            |    |     |
|（四）无法提供| 0   |0       | 0      | 0         | 0          | 0 |0    |
|1.本机关不掌握|      |        |        |            |            |    |     |
|相关政府信息  |      |        |        |            |            |    |     |
|（四）无法提供| 0   | 0      |0       |0           | 0         | 0 | 0  |
|-2.没有现存信 |      |        |        |            |            |    |     |
|息需要另行制作|      |        |        |            |            |    |     |
|（四）无法提供| 0   |0       | 0      | 0          | 0         | 0  | 0  |
|3.补正后申请内|      |        |        |            |            |    |     |
|容仍不明确    |      |        |        |            |            |    |     |
|（五）不予处理| 0    |0       | 0      | 0          | 0         | 0  | 0   |
|1.信访举报投诉|      |        |        |            |            |    |     |
|类申请        |      |        |        |            |            |    |     |
|（五）不予处理| 23  |0       | 0     |0           |0           | 0  | 23 |
|：2.重复申请  |      |        |        |            |            |    |     |
|（五）不予处理|0     | 0      | 0     | 0         | 0          | 0  | 0   |
|-3.要求提供公 |      |        |        |            |            |    |     |
|开出版物      |      |        |        |            |            |    |     |
|（五）不予处理| 0    | 0     | 0      | 0          | 0          | 0  | 0   |
|4.无正当理由大|      |        |        |            |            |    |     |
|量反复申请    |      |        |        |            |            |    |     |
|（五）不予处理| 9   |0       | 0     | 0         | 0          | 0 |9    |
|5.要求行政机关|      |        |        |            |            |    |     |
|确认或重新出具|      |        |        |            |            |    |     |
|已获取信息    |      |        |        |            |            |    |     |
|（六）其他处理| 0    | 0      | 0      |0           | 0          | 0  | 0   |
|（七）总计    | 99  | 0     | 0     | 0          | 0          |0   | 99  |
|四、结转下年度| 3    | 0      |0       | 0          | 0          | 0  | 3   |
|继续办理      |      |        |        |            |            |    |     |"""
"""A table as antiword draws it: labels go on below their figures, in lines without any."""


def test_figures_over_blank_pieces_of_a_label_are_not_said_to_be_lacking() -> None:
    figures = read_text("\n".join([TITLE, SECTIONS[3], WRAPPED, SECTIONS[5]])).figures
    assert not [name for name, f in figures.items() if "refused.reconfirm." in name and f.status == "blank"]
