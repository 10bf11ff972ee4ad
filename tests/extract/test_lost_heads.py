"""Heads that are parted, stand over other rows only, or go on behind blanks, and rows beside them without one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import (
    APPLICANTS,
    APPLICATIONS,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    Rows,
    Text,
    codes,
    disputes,
    document,
    expected,
    extracted,
    flat,
    printed,
    read_text,
    shown,
)
from toolkit.extract.report import extract
from toolkit.model import Report, Source

GROUP = "法人或其他组织"
OF_2019 = TITLE.replace("2023", "2019")
NEWER = ("other.no_correction", "other.unpaid", "other.rest")
"""Rows that the older form has in one."""
PROCUREMENT: Rows = [
    ["第二十条第（九）项", *[""] * 7],
    ["信息内容", "采购项目数量", "采购总金额（单位：万元）", *[""] * 5],
    ["政府集中采购", "31", "402.5", *[""] * 5],
]


def dumped(head: list[list[str]], order: tuple[int, ...]) -> str:
    """A text with a tab before each cell, the applications in another order of columns."""
    rows = [*head, *([labels[-1], *(shown(row)[n] for n in order)] for row, labels in APPLICATIONS.items())]
    return "\n".join([TITLE, SECTIONS[3], *("\n".join(f"\t{cell}" for cell in row) + "\n" for row in rows)])


# --- a group in two places --------------------------------------------------------------------------------


def test_a_group_parted_by_other_columns_is_read_by_the_blanks_between_its_columns() -> None:
    order = (2, 4, 0, 6, 1, 3, 5)
    head = [
        ["项目", "申请人情况"],
        ["", GROUP, "自然人", "总计", GROUP],
        ["", KINDS[2], KINDS[4], "", "", KINDS[1], KINDS[3], KINDS[5]],
    ]
    assert printed(read_text(dumped(head, order))) == expected()


def test_a_parted_group_is_read_where_the_cells_that_its_labels_reach_over_are_blanks() -> None:
    order = (5, 0, 3, 1, 2, 6, 4)
    head = [
        ["项目", "申请人情况"],
        ["", GROUP, "自然人", GROUP, "", "", "总计", GROUP],
        ["", KINDS[5], "", *KINDS[3:0:-2], KINDS[2], "", KINDS[4]],
    ]
    assert printed(read_text(dumped(head, order))) == expected()


def test_columns_behind_a_parted_group_are_counted_where_they_stand() -> None:
    order = (2, 4, 0, 6, 1, 3, 5)
    head = [
        ["项目", "申请人情况", "占比", "备注"],
        ["", GROUP, "自然人", "总计", GROUP, "", ""],
        ["", KINDS[2], KINDS[4], "", "", KINDS[1], KINDS[3], KINDS[5], "", ""],
    ]
    rows = [[labels[-1], *(shown(row)[n] for n in order), "7%", ""] for row, labels in APPLICATIONS.items()]
    blank = next(row for row in rows if row[0] == "2.重复申请")
    blank[1] = ""
    text = "\n".join([TITLE, SECTIONS[3], *("\n".join(f"\t{cell}" for cell in row) + "\n" for row in [*head, *rows])])
    found = printed(read_text(text))
    assert found == {
        cell: value for cell, value in expected().items() if cell != "applications.refused.repeat.research"
    }


def test_a_parted_group_whose_blanks_do_not_fit_is_left_open() -> None:
    order = (2, 4, 0, 6, 1, 3, 5)
    head = [
        ["项目", "申请人情况"],
        ["", GROUP, "自然人", "总计", GROUP],
        ["", KINDS[2], KINDS[4], "", KINDS[1], KINDS[3], KINDS[5]],
    ]
    assert printed(read_text(dumped(head, order))) == {}


# --- no head of one's own ---------------------------------------------------------------------------------


def below_procurement() -> Rows:
    """The older form's tables in one, the second without its head."""
    acts: Rows = [
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", *[""] * 4],
        ["规章", "1", "2", "13", *[""] * 4],
        ["规范性文件", "4", "5", "46", *[""] * 4],
    ]
    rows = [list(row) for row in flat(without=NEWER, head=())]
    place = next(n for n, row in enumerate(rows) if row[0] == "（七）总计")
    rows.insert(place, ["（六）其他处理", *shown("other")])
    return [*acts, *PROCUREMENT, *rows]


def of_2019(rows: Rows) -> Report:
    return extract(document(OF_2019, SECTIONS[2], rows), Source("2019.docx", "2019.docx", "ab" * 32, "docx"))


def test_rows_right_below_another_tables_rows_have_lost_their_head_and_are_read_in_the_forms_order() -> None:
    report = of_2019(below_procurement())
    of_older = {c: v for c, v in printed(report).items() if not c.startswith("applications.other.")}
    assert of_older == expected(NEWER)
    assert "order.assumed" in codes(report)


def test_the_row_below_its_own_head_is_kept_though_many_of_another_table_stand_below_it() -> None:
    found = printed(of_2019(below_procurement()), "disclosure")
    assert str(found["disclosure.procurement.amount"]) == "402.5"


def test_rows_of_another_table_are_not_called_strange_ones_of_this_one() -> None:
    assert "row.extra" not in codes(of_2019(below_procurement()))


def test_numbers_of_columns_are_no_figures_of_the_table_above() -> None:
    rows: list[list[Text]] = [list(row) for row in disputes()]
    rows[-1] = [text if text not in ("6", "7", "8") else "" for text in rows[-1]]
    rows.append([SECTIONS[4], *[""] * 14])  # the titles of the two have been exchanged
    rows += [["序号", "", "", "", *KINDS, *[""] * 4], ["栏次", "", "", "", *map(str, range(1, 8)), *[""] * 4]]
    rows += [[labels[-1], "", "", "", *shown(row), *[""] * 4] for row, labels in APPLICATIONS.items()]
    report = extracted(SECTIONS[3], rows)
    assert printed(report, "disputes") == {cell: value for cell, value in DISPUTES.items() if value not in (6, 7, 8)}
    assert printed(report) == expected()


# --- heads in lines of their own --------------------------------------------------------------------------


def test_a_columns_label_with_blanks_behind_it_is_no_blank_row_though_labels_are_broken_by_wide_blanks() -> None:
    head = ["申请人情况", "", "自然人", "法人或其他组  织", "总计", "", "", "商业  企业", *KINDS[2:6], ""]
    lines = [TITLE, SECTIONS[3], *head]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *shown(row)]
    assert printed(read_text("\n".join(lines))) == expected()


def test_a_row_left_blank_before_the_next_tables_head_stays_a_row() -> None:
    lines = [TITLE, SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *([""] * 7 if row == "carried_out" else shown(row))]
    lines += ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *RESULTS * 3, *map(str, DISPUTES.values())]
    report = read_text("\n".join(lines))
    statuses = {cell: figure.status for cell, figure in report.figures.items() if "carried_out" in cell}
    assert set(statuses.values()) == {"blank"}
    assert len(statuses) == 7


def test_running_numbers_of_the_rows_are_told_in_one_of_several_tables() -> None:
    lines = [TITLE, "本年新增规章", "4", "本年新增规范性文件", "9", "行政许可", "2", "行政处罚", "8", "行政强制", "0"]
    lines += ["行政确认", "3", "行政裁决", "3", "行政奖励", "7", "行政给付", "3", "行政检查", "5", "序号"]
    lines += ["申请人情况", *KINDS]
    for number, row in enumerate(list(APPLICATIONS)[:9], 1):
        lines += [str(number), APPLICATIONS[row][-1], *shown(row)]
    for row in list(APPLICATIONS)[9:]:
        lines += [APPLICATIONS[row][-1], *shown(row)]
    found = printed(read_text("\n".join(lines)))
    assert found == {cell: expected()[cell] for cell in found}
    assert len(found) >= len(expected()) - 7


# --- lines that are cells ---------------------------------------------------------------------------------


def partly(row: str) -> list[str]:
    """A row's figures, some of them left blank."""
    number = list(APPLICATIONS).index(row)
    return ["" if (number + place) % 3 == 0 else value for place, value in enumerate(shown(row))]


def of_partly() -> dict[str, str]:
    return {
        f"applications.{row}.{column}": value
        for row in APPLICATIONS
        for column, value in zip(APPLICANTS, partly(row), strict=True)
        if value
    }


def as_printed(report: Report) -> dict[str, str]:
    return {cell: str(value) for cell, value in printed(report).items()}


def test_where_rows_with_more_figures_and_with_fewer_have_as_many_lines_each_line_is_a_cell() -> None:
    lines = [TITLE, SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *partly(row)]
    assert as_printed(read_text("\n".join([*lines, SECTIONS[4]]))) == of_partly()


def test_rows_are_counted_out_where_merged_labels_have_left_their_blanks() -> None:
    lines = [TITLE, SECTIONS[3], "项目", *KINDS, "备注"]
    groups = ["", "", ""]
    for row, labels in APPLICATIONS.items():
        cells = [label if label not in groups else "" for label in labels]
        groups = [*labels[:-1], ""]
        lines += [*cells, *[""] * (3 - len(cells)), *partly(row), ""]
    assert as_printed(read_text("\n".join([*lines, SECTIONS[4]]))) == of_partly()


def test_a_blank_within_a_number_parts_none_where_each_cell_has_a_line_of_its_own() -> None:
    acts = [
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "规章",
        "1",
        "2",
        "13",
        "行政规范性文件",
        "4 1",
        "12",
        "",
    ]
    lines = [
        TITLE,
        SECTIONS[2],
        *acts,
        "信息内容",
        "本年处理决定数量",
        "行政许可",
        "707",
        "行政处罚",
        "88",
        "行政强制",
        "9",
    ]
    lines += ["信息内容", "本年收费金额（单位：万元）", "行政事业性收费", "10.5", SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *shown(row)]
    found = printed(read_text("\n".join(lines)), "disclosure")
    assert found["disclosure.licensing.decisions"] == 707
    assert found.get("disclosure.normative.issued", 41) == 41
    assert "disclosure.normative.in_force" not in found


def test_lines_that_count_out_no_table_leave_rows_open() -> None:
    lines = [TITLE, SECTIONS[3], *KINDS]
    for number, (row, labels) in enumerate(APPLICATIONS.items()):
        lines += [labels[-1], *(value for value in partly(row) if value), *[""] * (number % 4)]
    found = as_printed(read_text("\n".join(lines)))
    assert not {cell: value for cell, value in found.items() if of_partly().get(cell) != value}


def test_a_row_of_blank_cells_below_the_head_of_figures_set_across_is_that_row() -> None:
    head = [["行政复议", "行政诉讼"], [*RESULTS, "未经复议直接起诉", "复议后起诉"], [*RESULTS, *RESULTS], [" "] * 15]
    lines = ["\n".join(f"\t{cell}" for cell in row) + "\n" for row in head]
    report = read_text("\n".join([TITLE, SECTIONS[4], *lines, SECTIONS[5]]))
    assert {figure.status for cell, figure in report.figures.items() if cell in DISPUTES} == {"blank"}


# --- rows -------------------------------------------------------------------------------------------------


def test_a_table_cut_in_two_keeps_its_empty_column() -> None:
    rows: list[list[Text]] = [["项目", "单位", *KINDS[:6], "", "总计"]]
    rows += [[labels[-1], "件", *shown(row)[:6], "", shown(row)[6]] for row, labels in APPLICATIONS.items()]
    assert printed(extracted(SECTIONS[3], rows[:6], "续表", rows[6:])) == expected()


def test_blanks_of_a_row_without_any_figure_say_nothing_of_other_rows_places() -> None:
    lines = [f"| {' | '.join(['', '', '项目', *KINDS])} |"]
    for row, labels in APPLICATIONS.items():
        before = [*[""] * (len(labels) - 1), labels[-1], *[""] * (3 - len(labels))]
        values = ["", "", "", "8", "", "", ""] if row == "total" else [""] * 7 if len(labels) == 2 else shown(row)
        cells = [*before, *values, *([""] if row == "new" else [])]  # a row of another length: no columns are told
        lines.append(f"| {' | '.join(cells)} |")
    found = printed(extracted(SECTIONS[3], *lines))
    assert {name for name in found if "total." in name} <= {"applications.total.charity"}


def test_a_rows_number_behind_a_groups_name_says_that_the_group_is_no_row() -> None:
    lines = [TITLE, SECTIONS[3]]
    for row, labels in APPLICATIONS.items():
        if row == "other.no_correction":
            lines += ["\t（六）其他处理", "\t1.申请人", *(f"\t{value}" for value in shown(row)), ""]
            lines += [f"\t{labels[-1].removeprefix('1.申请人')}", *["\t"] * 7, ""]
            continue
        lines += [f"\t{labels[-1]}", *(f"\t{value}" for value in shown(row)), ""]
    assert printed(read_text("\n".join(lines))) == expected()


def test_a_column_without_a_name_or_a_figure_is_not_the_one_that_the_head_lacks() -> None:
    kinds = [*KINDS[:3], *KINDS[4:]]
    lines = ["\t".join(["项目", "", *kinds])]
    for row, labels in APPLICATIONS.items():
        values = shown(row)
        lines.append("\t".join([*labels, "", *values[:3], *values[4:]]))
    found = printed(read_text("\n".join([TITLE, SECTIONS[3], *lines])))
    assert found == {cell: value for cell, value in expected().items() if not cell.endswith(".charity")}
    figures_there = [line.replace("\t\t", "\t5\t") for line in lines[1:]]
    assert not printed(read_text("\n".join([TITLE, SECTIONS[3], lines[0], *figures_there])))


def test_blanks_of_labels_that_are_not_merged_are_no_figures_of_a_column_that_the_table_lacks() -> None:
    kinds = [*KINDS[:2], *KINDS[3:]]
    lines = ["\t".join(["", *kinds])]
    for row, labels in APPLICATIONS.items():
        values = shown(row)
        blanks = [""] * (2 - (len(labels) - 1)) if row != "denied.secret" else []
        lines.append("\t".join([labels[-1], *blanks, *values[:2], *values[3:]]))
    lacking = {cell: value for cell, value in expected().items() if not cell.endswith(".research")}
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines]))) == lacking
    lines[1] = lines[1].replace("\t\t", "\t5\t", 1)  # a row with one value more: it may be the table's
    few = printed(read_text("\n".join([TITLE, SECTIONS[3], *lines])))
    assert few.items() <= lacking.items()
    assert not any(cell.startswith(("applications.carried_in.", "applications.granted.")) for cell in few)


@pytest.mark.parametrize(
    "groups", [("□□□□□□诉", "复议后起诉"), ("未经复议直接起诉", "复议"), ("直接起诉", "复议后起诉")]
)
def test_a_group_behind_the_columns_of_another_is_told_by_its_sister_beside_it(groups: tuple[str, str]) -> None:
    head = [["行政复议", "行政诉讼"], [*RESULTS, *groups], [*[""] * 5, *RESULTS, *RESULTS]]
    lines = "\n".join("\t".join(row) for row in [*head, [str(value) for value in DISPUTES.values()]])
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], lines])), "disputes") == DISPUTES


@pytest.mark.parametrize("lost", [2, 5])
def test_a_row_that_has_lost_a_cell_is_open_if_a_blank_may_stand_for_any_of_its_figures(lost: int) -> None:
    lines = ["\t".join(["项目", "", *KINDS])]
    for row, labels in APPLICATIONS.items():
        values = shown(row)
        if row == "denied.process":
            values = [*values[:lost], *values[lost + 1 :]]
        lines.append("\t".join([labels[-1], "", *values]))
    found = printed(read_text("\n".join([TITLE, SECTIONS[3], *lines])))
    assert found == {cell: value for cell, value in expected().items() if ".denied.process." not in cell}


def test_columns_that_only_one_form_has_tell_it_though_their_rows_cannot_be_read() -> None:
    rows = flat(without=NEWER)
    rows.insert(-2, ["（六）其他处理", *shown("other.rest")])
    lines = ["\t".join(row) for row in rows]
    heads = ["指标　　　本年处理决定数量", "甲", "指标　　　本年收费金额（单位：万元）", "乙"]
    title = TITLE.replace("2023", "2024")
    assert read_text("\n".join([title, SECTIONS[2], *heads, SECTIONS[3], *lines])).form == "2021"
    older = ["指标　　　上一年项目数量　　　本年增/减", "甲", "指标　　　采购项目数量　　　采购总金额", "乙"]
    assert read_text("\n".join([title, SECTIONS[2], *older, SECTIONS[3], *lines])).form == "2019"


# --- heads and rows broken over lines ----------------------------------------------------------------------


def by_screen(head: str, rows: Sequence[str]) -> Report:
    return read_text("\n".join([TITLE, "", SECTIONS[3], head, *rows]))


def test_rows_broken_over_lines_where_their_head_is_have_its_order() -> None:
    head = f"{' ' * 90}总计\n{' ' * 8}{'  '.join(KINDS[:-1])}"
    rows = [
        f"{label}{' ' * (90 - 2 * len(label))}{total}\n{' ' * 8}{'  '.join(six)}"
        for label, *six, total in flat(head=[])
    ]
    assert printed(by_screen(head, rows)) == expected()


def test_rows_on_one_line_under_a_head_of_two_are_not_in_the_order_of_its_lines() -> None:
    head = f"{' ' * 90}总计\n{' ' * 8}{'  '.join(KINDS[:-1])}"
    rows = [f"{label}{' ' * (90 - 2 * len(label))}{'  '.join([*six, total])}" for label, *six, total in flat(head=[])]
    assert printed(by_screen(head, rows)).items() <= expected().items()
