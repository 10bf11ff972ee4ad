"""Rows and tables that are printed are not said to be missing, and no figure stands where nobody knows whose it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    Text,
    applications,
    codes,
    disclosure,
    disputes,
    expected,
    extracted,
    flat,
    messages,
    of_row,
    printed,
    shown,
)
from toolkit.model import Report


def cut(rows: Sequence[Sequence[Text]], at: int) -> Report:
    return extracted(SECTIONS[3], rows[:at], "下列为其余部分。", rows[at:])


def statuses(report: Report, row: str) -> set[str]:
    return {figure.status for name, figure in report.figures.items() if name.startswith(f"{row}.")}


@pytest.mark.parametrize("label", ["（□）其□□□", "（六）其□□理", "（口）其他□□"])
@pytest.mark.parametrize("span", [2, 3])
def test_a_row_under_a_damaged_name_does_not_say_on_how_many_lines_other_processing_is_printed(
    label: str, span: int
) -> None:
    rows = applications(without=[row for row in APPLICATIONS if row.startswith("other.")])
    at = next(n for n, row in enumerate(rows) if row[0] == ("（七）总计", 2, 1))
    report = extracted(SECTIONS[3], [*rows[:at], [(label, span, 1), *"000000", ""], *rows[at:]])
    assert not any(name.startswith("applications.other.") for name in report.figures)
    assert any("其他处理" in note.message for note in report.notes)


@pytest.mark.parametrize("name", ["6.只适权矿酸这存月层", "不详之项", "6.属"])
def test_a_row_whose_name_is_no_rows_may_be_the_one_that_is_missing_there(name: str) -> None:
    report = extracted(SECTIONS[3], flat({"6.属于四类过程性信息": name}))
    assert statuses(report, "applications.denied.process") == set()
    assert "row.missing" not in codes(report)


def test_a_subtotal_is_not_the_row_that_is_missing_there() -> None:
    report = extracted(SECTIONS[3], flat({"6.属于四类过程性信息": "小计"}))
    assert statuses(report, "applications.denied.process") == {"missing"}


@pytest.mark.parametrize("name", ["（七）总计", "（往）主究"])
def test_rows_printed_far_from_their_table_are_not_said_to_be_missing(name: str) -> None:
    rows = flat({"（七）总计": name})
    report = extracted("（接上表）", rows[-2:], SECTIONS[2], disclosure(), SECTIONS[3], rows[:-2])
    assert statuses(report, "applications.total") == statuses(report, "applications.carried_out") == set()
    assert "row.missing" not in codes(report)
    assert any("四、结转下年度继续办理" in said for said in messages(report, "row.apart"))


# --- rows of a grid ---------------------------------------------------------------------------------------


def test_the_second_half_of_a_table_without_one_of_the_columns_is_under_the_first_halfs_head() -> None:
    gone = KINDS.index("社会公益组织")
    rows: list[list[Text]] = [["", "", *KINDS[:gone], *KINDS[gone + 1 :]]]
    rows += [[labels[-1], "", *shown(row)[:gone], *shown(row)[gone + 1 :]] for row, labels in APPLICATIONS.items()]
    assert printed(cut(rows, 12)) == {n: v for n, v in expected().items() if not n.endswith(".charity")}


def test_a_blank_row_that_stands_before_another_one_is_still_that_row() -> None:
    rows = [[*row[:1], *[""] * 7] if row[0].startswith(("1.申请人", "2.申请人")) else row for row in flat()]
    first = next(n for n, row in enumerate(rows) if row[0].startswith("1.申请人"))
    rows[first], rows[first + 1] = rows[first + 1], rows[first]
    report = extracted(SECTIONS[3], rows)
    assert (
        statuses(report, "applications.other.no_correction")
        == statuses(report, "applications.other.unpaid")
        == {"blank"}
    )


def test_a_single_cell_behind_a_rows_label_is_its_figure_whatever_head_was_repeated_over_it() -> None:
    rows = disclosure()
    report = extracted(SECTIONS[2], rows[:6], "（续）", [*rows[:2], *rows[6:]])
    assert printed(report, "disclosure") == DISCLOSURE


def test_values_without_a_label_behind_the_next_row_may_be_those_that_a_row_lacks() -> None:
    rows: list[list[Text]] = [["", *KINDS]]
    for row, labels in APPLICATIONS.items():
        values = shown(row)
        rows.append([labels[-1], *values[:5], "", ""] if row == "denied.process" else [labels[-1], *values])
        if row == "denied.enforcement":
            rows.append(["", *[""] * 5, *shown("denied.process")[5:]])
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected(without=["denied.process"])
    assert not statuses(report, "applications.denied.process")


def test_a_row_that_lacks_a_cell_before_a_column_of_last_years_figures_stays_open() -> None:
    rows: list[list[Text]] = [["", *KINDS, "上年同期"]]
    rows += [[labels[-1], *shown(row), "7"] for row, labels in APPLICATIONS.items()]
    rows[9] = [*rows[9][:3], *rows[9][4:]]
    name = list(APPLICATIONS)[8]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected(without=[name])
    assert not of_row(name, report)


def test_a_row_printed_twice_leaves_those_behind_it_open_and_not_missing() -> None:
    rows = list(disclosure())
    report = extracted(SECTIONS[2], [*rows[:11], rows[10], *rows[11:]])
    assert "missing" not in {f.status for name, f in report.figures.items() if name.startswith("disclosure.")}


# --- labels and heads that are gone -----------------------------------------------------------------------


def test_a_row_whose_label_is_gone_is_not_missing() -> None:
    lines = [SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        lines += [*(labels[-1:] if row != "denied.third_party" else ()), *shown(row)]
    report = extracted(*lines)
    assert not statuses(report, "applications.denied.third_party")


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_table_with_figures_in_its_own_section_is_not_missing(gone: int) -> None:
    rows = [["\t".join(_texts(row))] for n, row in enumerate(disputes()) if n != gone]
    report = extracted(*applications_and(SECTIONS[4]), *(text for (text,) in rows))
    found = {name: f for name, f in report.figures.items() if name.startswith("disputes.")}
    assert not {name: f.value for name, f in found.items() if f.value is not None and f.value != DISPUTES[name]}
    assert "missing" not in {f.status for f in found.values()}


def test_a_section_with_a_sentence_in_place_of_its_table_lacks_it() -> None:
    report = extracted(*applications_and(SECTIONS[4]), "本年度没有发生行政复议、行政诉讼。")
    assert statuses(report, "disputes") == {"missing"}
    assert "table.missing" in codes(report)


def applications_and(title: str) -> tuple[str | Sequence[Sequence[Text]], ...]:
    return (SECTIONS[3], applications(), title)


def _texts(row: Sequence[Text]) -> list[str]:
    cells: list[str] = []
    for text in row:
        cells += [text] if isinstance(text, str) else [text[0], *[""] * (text[1] - 1)]
    return cells


# --- other tables -----------------------------------------------------------------------------------------


def test_a_table_of_the_organs_units_is_not_its_own() -> None:
    report = extracted(
        SECTIONS[2], "详见附表。", *applications_and("附件：所属事业单位2023年政府信息公开情况"), disclosure()
    )
    assert not printed(report, "disclosure")


def test_of_two_tables_alike_close_to_each_other_the_first_is_the_reports() -> None:
    labels = [*RESULTS]
    one = [["", "行政复议", "未经复议直接起诉", "复议后起诉"], *([label, "1", "2", "3"] for label in labels)]
    other = [one[0], *([label, "4", "5", "6"] for label in labels)]
    found = printed(extracted(*applications_and(SECTIONS[4]), one, "其他", other), "disputes")
    assert set(found.values()) == {1, 2, 3}


def test_a_blank_first_row_has_no_cells_in_columns_that_the_other_rows_lack() -> None:
    gone = KINDS.index("商业企业")
    rows: list[list[Text]] = [["", "单位", *KINDS[:gone], *KINDS[gone + 1 :], ""]]
    for row, labels in APPLICATIONS.items():
        rows.append([labels[-1], "件", *shown(row)[:gone], *shown(row)[gone + 1 :], ""])
    rows[1] = [*rows[1][:2], *[""] * 7]
    report = extracted(SECTIONS[3], rows)
    assert {name: f.status for name, f in report.figures.items() if name == "applications.new.company"} in (
        {},
        {"applications.new.company": "missing"},
    )


def test_without_a_head_a_figure_beside_a_table_is_not_the_total_of_a_row_left_blank() -> None:
    rows: list[list[Text]] = [[labels[-1], *shown(row), ""] for row, labels in APPLICATIONS.items()]
    name = list(APPLICATIONS)[5]
    rows[5] = [rows[5][0], *[""] * 7, "3"]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected(without=[name])


# --- the rest of a row ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", [1, 3, 6])
def test_blanks_are_not_a_rows_own_where_as_many_values_without_a_name_stand_behind_a_head_below_it(cut: int) -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("2.其他法律"))
    name, *values = rows[at]
    first = [name, *values[:cut], *[""] * (7 - cut)]
    between = [["说明：以上为本年度数据。", *[""] * 7], rows[0], ["序号", *"1234567"]]
    rest = ["", *[""] * cut, *values[cut:]]
    report = extracted(SECTIONS[3], [*rows[:at], first, *between, rest, *rows[at + 1 :]])
    assert statuses(report, "applications.denied.law") == {"printed"}
    assert all(value == expected()[cell] for cell, value in printed(report).items())


def test_a_blank_row_with_half_a_name_is_not_blank_where_the_other_half_stands_over_it_with_the_values() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("4.保护"))
    broken = [["4.保的护", *rows[at][1:]], ["第三方合法权益", *[""] * 7]]
    report = extracted(SECTIONS[3], [*rows[:at], *broken, *rows[at + 1 :]])
    assert "blank" not in statuses(report, "applications.denied.third_party")
    assert all(value == expected()[cell] for cell, value in printed(report).items())
