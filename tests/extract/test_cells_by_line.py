"""Texts with one cell a line: what blanks, groups and page breaks among them mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    codes,
    expected,
    of_row,
    printed,
    read_text,
    shown,
)
from toolkit.model import Report

COLUMNS = ["本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额（单位：万元）"]
ACTS: Mapping[str, tuple[int, Sequence[str]]] = {
    "规章": (0, ["1", "2", "13"]),
    "行政规范性文件": (0, ["4", "5", "46"]),
    "行政许可": (3, ["707"]),
    "行政处罚": (3, ["88"]),
    "行政强制": (3, ["9"]),
    "行政事业性收费": (4, ["10.5"]),
}
"""Each row of the disclosure table: behind how many of the columns its own begin, and its figures."""


def acts(filling: str | None = "/", columns: Sequence[str] = COLUMNS) -> list[str]:
    """The disclosure table with every column once; cells that the form doesn't have are filled, or not there."""
    lines = [SECTIONS[2], "信息内容", *columns]
    for label, (before, values) in ACTS.items():
        cells = [*[filling] * before, *values, *[filling] * (len(COLUMNS) - before - len(values))]
        lines += [label, *(cell for cell in cells if cell is not None)]
    return lines


def grouped(changed: Mapping[str, Sequence[str]] | None = None, head: Sequence[str] = ()) -> list[str]:
    """The applications table as a conversion leaves it: before each label stand the blanks of merged ones over it."""
    lines = [SECTIONS[3], *head]
    before: Sequence[str] = ()
    for row, labels in APPLICATIONS.items():
        over = labels[:-1]
        known = next((n for n, (a, b) in enumerate(zip(over, before, strict=False)) if a != b), len(before))
        lines += ["" if n < known else text for n, text in enumerate(over)]
        lines += [labels[-1], *(changed or {}).get(row, shown(row))]
        before = over
    return lines


def report_of(*lines: str) -> Report:
    return read_text("\n".join([TITLE, *lines]))


# --- every column of a table once -------------------------------------------------------------------------


@pytest.mark.parametrize("filling", ["/", "—", "", None])
def test_rows_have_their_cells_in_the_columns_that_the_head_has_for_all_parts(filling: str | None) -> None:
    assert printed(report_of(*acts(filling), *grouped()), "disclosure") == DISCLOSURE


def test_a_label_of_such_a_head_may_be_broken() -> None:
    columns = [*COLUMNS[:3], "本年处理", "决定数量", COLUMNS[4]]
    assert printed(report_of(*acts("/", columns), *grouped()), "disclosure") == DISCLOSURE


def test_a_row_with_another_number_of_cells_than_such_a_head_stays_open() -> None:
    lines = acts()
    lines.remove("2")  # one of the first row's
    found = printed(report_of(*lines, *grouped()), "disclosure")
    assert found == {name: value for name, value in DISCLOSURE.items() if ".rules." not in name}


# --- blanks -----------------------------------------------------------------------------------------------


def test_blanks_behind_a_row_are_told_by_those_behind_full_rows_before_a_label_of_the_same_kind() -> None:
    row = "denied.third_party"
    report = report_of(*grouped({row: [*shown(row)[:6], ""]}))
    assert {name: value for name, value in expected().items() if name != f"applications.{row}.total"} == printed(report)
    assert report.figures[next(i for i in report.figures if i == f"applications.{row}.total")].status == "blank"


def test_a_row_whose_first_cell_is_blank_is_no_sign_that_blanks_follow_labels() -> None:
    report = report_of(*grouped({"other.rest": ["", *shown("other.rest")[1:]]}))
    assert len(of_row("other.rest", report)) == 6
    assert report.figures[next(i for i in report.figures if i == "applications.other.rest.natural")].status == "blank"


SPARSE = {
    row: [shown(row)[0], *[""] * 5, shown(row)[6]] if number % 2 else [""] * 7
    for number, row in enumerate(APPLICATIONS)
}
"""A table for people alone in which nothing is filled in for others."""


def test_where_no_row_is_full_the_lines_on_which_any_has_a_value_are_the_cells_of_all() -> None:
    found = printed(report_of(SECTIONS[3], "申请人情况", *KINDS, *grouped(SPARSE)[1:]))
    ends = (".natural", ".total")
    rows = [row for row in APPLICATIONS if SPARSE[row][0]]
    told = [row for row in rows if f"applications.{row}.natural" in found]
    assert len(told) > len(rows) * 2 / 3
    assert found == {n: v for n, v in expected(set(APPLICATIONS) - set(told)).items() if n.endswith(ends)}


@pytest.mark.parametrize("row", ["partial", "denied.law", "unavailable.to_make"])
@pytest.mark.parametrize("place", [0, 3, 6])
def test_among_such_rows_one_that_has_lost_a_line_stays_open(row: str, place: int) -> None:
    cells = [*SPARSE[row][:place], *SPARSE[row][place + 1 :]]
    report = report_of(SECTIONS[3], "申请人情况", *KINDS, *grouped({**SPARSE, row: cells})[1:])
    assert not [name for name in report.figures if name.startswith(f"applications.{row}.")]


@pytest.mark.parametrize("count", [1, 2])
def test_a_row_that_has_lost_lines_stays_open(count: int) -> None:
    row = "denied.third_party"
    report = report_of(*grouped({row: shown(row)[count:]}))
    assert printed(report) == expected(without=[row])
    assert not [name for name in report.figures if name.startswith(f"applications.{row}.")]


def test_a_row_short_of_a_value_stays_open_where_a_column_of_last_years_figures_is_full() -> None:
    rows = {row: [*shown(row), str(900 + n)] for n, row in enumerate(APPLICATIONS)}
    rows["total"].pop(2)
    lines = [SECTIONS[3], *KINDS, "上年同期"]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *rows[row]]
    assert printed(report_of(*lines)) == expected(without=["total"])


def test_a_first_row_left_blank_behind_the_head_is_a_row() -> None:
    lines = [
        SECTIONS[2],
        "第二十条第（一）项",
        "信息内容",
        *COLUMNS[:3],
        "规章",
        "",
        " ",
        "　",
        "行政规范性文件",
        "4",
        "5",
        "46",
    ]
    for label in ("行政许可", "行政处罚", "行政强制"):
        lines += ["信息内容", COLUMNS[3], label, *ACTS[label][1]]
    lines += ["信息内容", COLUMNS[4], "行政事业性收费", "10.5"]
    report = report_of(*lines, *grouped())
    assert {f.status for i, f in report.figures.items() if i.startswith("disclosure.rules.")} == {"blank"}


# --- labels -----------------------------------------------------------------------------------------------


def results(groups: Mapping[str, str]) -> Iterator[str]:
    """The disputes table as a list, each group named before its first row only."""
    values = iter(DISPUTES.values())
    for row, group in groups.items():
        yield from (group, row) if group else (row,)
        for result in RESULTS:
            yield from (result, str(next(values)))


def test_a_group_named_before_the_first_of_its_rows_is_that_of_those_that_follow() -> None:
    groups = {"行政复议": "", "未经复议直接起诉": "行政诉讼", "复议后起诉": ""}
    report = report_of(*grouped(), SECTIONS[4], "项目", "数量", *results(groups))
    assert printed(report, "disputes") == DISPUTES


def test_a_short_label_with_a_slip_and_its_own_number_is_the_rows() -> None:
    lines = ["（七）合记" if line == "（七）总计" else line for line in grouped(head=KINDS)]
    assert printed(report_of(*lines)) == expected()


def test_a_row_named_with_its_column_may_have_a_slip() -> None:
    lines = [
        f"{label}·{column}"
        for label, (before, values) in ACTS.items()
        for column in COLUMNS[before : before + len(values)]
    ]
    rows = [f"| {line} | {value} |" for line, value in zip(lines, DISCLOSURE.values(), strict=True)]
    text = "\n".join(["| 项目 | 数量 |", *rows]).replace("规章·", "现章·")
    assert printed(report_of(SECTIONS[2], text, *grouped()), "disclosure") == DISCLOSURE


def test_a_row_of_which_only_the_name_is_left_is_not_missing_though_a_column_has_it_too() -> None:
    rows = ["  ".join([labels[-1], *shown(row)]) for row, labels in APPLICATIONS.items() if row != "total"]
    rows.insert(-1, "（七）总计")
    report = report_of(SECTIONS[3], "  ".join(["项目", *KINDS]), *rows)
    assert not [name for name in report.figures if name.startswith("applications.total.")]
    assert "row.empty" in codes(report)


# --- page breaks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("behind", [True, False])
def test_a_page_number_with_a_running_head_is_no_figure(behind: bool) -> None:
    lines = grouped(head=KINDS)
    head = "青禾市水务局2023年政府信息公开工作年度报告"
    page = ["", "4", "", head] if behind else [head, "", "4", ""]
    at = lines.index("4.保护第三方合法权益") + 3
    assert printed(report_of(*lines[:at], *page, *lines[at:])) == expected()


def test_a_number_between_blank_lines_alone_may_be_a_figure() -> None:
    lines = grouped(head=KINDS)
    at = lines.index("（一）予以公开") + 3
    found = printed(report_of(*lines[:at], "", "4", "", *lines[at:]))
    assert not {name: value for name, value in found.items() if expected()[name] != value}


def test_without_the_label_of_a_group_nobody_knows_where_its_columns_stand() -> None:
    two_lines = ["申请人情况", KINDS[0], "法人或其他组织", KINDS[6], *KINDS[1:6]]
    assert printed(report_of(*grouped(head=two_lines))) == expected()
    assert not printed(report_of(*grouped(head=[text for text in two_lines if text != "法人或其他组织"])))


HEAD = ["收到和处理政府信息公开申请情况", "项目", "申请人情况", "", "", "总计", "自然人", "法人或其他组织"]
HEAD += ["", "", "", "", *KINDS[1:6]]


def in_pieces(*sizes: int) -> list[str]:
    """The applications table in that many pieces of rows, its head over each, a label and seven figures a row."""
    rows = [[labels[-1], shown(row)[6], *shown(row)[:6]] for row, labels in APPLICATIONS.items()]
    lines: list[str] = [SECTIONS[3]]
    for size in sizes:
        lines += ["- 2 -", *HEAD, *(text for row in rows[:size] for text in row)]
        rows = rows[size:]
    return lines


@pytest.mark.parametrize("sizes", [(6, 8, 11), (11, 14), (3, 22)])
def test_a_head_printed_again_moves_the_rows_below_it_and_no_figure(sizes: tuple[int, ...]) -> None:
    assert printed(report_of(*in_pieces(*sizes))) == expected()


def test_names_parted_by_wide_blanks_are_one_where_each_has_its_line() -> None:
    head = [
        "总计",
        "自然人(件)",
        "商业企业（件）",
        "科研　　机构（单位：件）",
        "社会公益组织",
        "法律服服务组织",
        "其  他（件）",
    ]
    rows = [[labels[-1], shown(row)[6], *shown(row)[:6]] for row, labels in APPLICATIONS.items()]
    assert printed(report_of(SECTIONS[3], *head, *(text for row in rows for text in row))) == expected()


def test_misspelt_names_parted_by_wide_blanks_are_told_by_the_others() -> None:
    head = ["申请人情况", "白然  人", "法人或其他组织", "总  计", "商业企业", "科研  机构", *KINDS[3:5], "共他"]
    rows = [[labels[-1], *shown(row)] for row, labels in APPLICATIONS.items()]
    assert printed(report_of(SECTIONS[3], *head, *(text for row in rows for text in row))) == expected()


def test_a_sentence_and_a_caption_over_a_table_without_a_head_are_no_head() -> None:
    prose = "2023年，我局按照条例的规定，认真做好政府信息公开各项工作，及时受理和答复公众提出的政府信息公开申请。"
    said = ["我局本年共收到申请33件，其中自然人22件、法人或其他组织11件，详见下表：", "附表：申请情况统计表"]
    rows = [[labels[-1], *shown(row)] for row, labels in APPLICATIONS.items()]
    assert printed(report_of(prose, SECTIONS[3], *said, *("　　".join(row) for row in rows))) == expected()


def test_values_below_a_parted_label_of_which_one_was_lost_do_not_end_in_a_blank_cell() -> None:
    lines = [SECTIONS[3], "项目", "申请人情况", *KINDS, "上年同期"]
    for row, labels in APPLICATIONS.items():
        values = [*shown(row), "77"]
        values[2] = "" if row == "denied.internal" else values[2]  # so that every line is a cell
        if row == "refused.reconfirm":
            lines += ["5.要求行政机关确认或重新　　出具已获取信息", *values[:1], *values[2:], ""]
        else:
            lines += [labels[-1], *values, "", ""]
    found = printed(report_of(*lines))
    assert found.items() <= expected().items()
    assert len(found) == len(expected()) - 8
