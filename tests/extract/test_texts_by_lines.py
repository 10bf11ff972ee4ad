"""Text dumps: what stands on the next page, in the next line or behind a row's end, and is another's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest

from tests.extract.documents import (
    DISCLOSURE,
    DISPUTES,
    KINDS,
    OTHER,
    OUTCOMES,
    REFUSED,
    RESULTS,
    SECTIONS,
    TITLE,
    codes,
    expected,
    extracted,
    flat,
    of_row,
    printed,
    read_text,
    strips,
)
from toolkit.extract.strips.joining import pairs_of

BLANK_BUT_TOTAL = ("other.no_correction", "other.unpaid", "other.rest")


def in_columns(rows: Sequence[Sequence[str]], gap: int = 4) -> list[str]:
    """Rows as lines, their columns set by blanks and as wide as what stands in them."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "".join(text + " " * (wide - _width(text) + gap) for text, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def report_of(*lines: str) -> str:
    return "\n".join([TITLE, SECTIONS[3], *lines])


def with_totals_alone(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[row[0], *[""] * 6, row[-1]] for row in rows]


# --- columns set by blanks --------------------------------------------------------------------------------


def test_a_value_on_the_next_page_of_a_text_is_not_of_the_column_under_which_it_stands_by_chance() -> None:
    rows = flat()
    first, rest = rows[:21], with_totals_alone(rows[21:24])
    report = read_text(report_of(*in_columns(first), "- 2 -", *in_columns(rest)))
    assert not any(of_row(row, report) for row in BLANK_BUT_TOTAL)
    assert of_row("granted", report) == {n: v for n, v in expected().items() if n.startswith("applications.granted.")}


def test_a_value_right_under_its_column_is_read_where_the_columns_go_on() -> None:
    rows = flat()
    lines = in_columns([*rows[:21], *with_totals_alone(rows[21:24]), *rows[24:]])
    report = read_text(report_of(*lines[:21], "- 2 -", *lines[21:]))
    assert {row: [*of_row(row, report)] for row in BLANK_BUT_TOTAL} == {
        row: [f"applications.{row}.total"] for row in BLANK_BUT_TOTAL
    }


# --- heads ------------------------------------------------------------------------------------------------


def test_of_damaged_labels_that_stand_alike_in_two_groups_each_is_its_own_groups() -> None:
    columns = ["总记", *RESULTS[:4]]
    head = ["行政复议\t行政诉讼", "\t".join([*columns, "未经复议直接起诉", "复议后起诉"])]
    head.append("\t".join([*[""] * 5, *columns * 2]))
    values = list(map(str, DISPUTES.values()))
    row = [value for first in (0, 5, 10) for value in (values[first + 4], *values[first : first + 4])]
    report = read_text("\n".join([TITLE, SECTIONS[4], *head, "\t".join(row)]))
    assert printed(report, "disputes") == DISPUTES


GLUED = ["申请人情况自然人", *(f"法人或其他组织{kind}" for kind in KINDS[1:6]), "申请人情况总计"]
"""The columns, each behind the labels over it."""


def broken(labels: Sequence[str], at: int) -> list[str]:
    return [piece for text in labels for piece in (text[:at], text[at:])]


@pytest.mark.parametrize("at", [3, 5, 8])
def test_a_head_whose_glued_labels_are_broken_anywhere_is_read_as_one_text(at: int) -> None:
    report = read_text(report_of(*broken(GLUED, at), *stacked(flat(head=()))))
    assert printed(report) == expected()


def test_a_slip_in_each_label_of_a_glued_head_is_seen_through() -> None:
    labels = [text.replace("组织", "组职", 1) for text in GLUED]
    assert printed(read_text(report_of(*broken(labels, 7), *stacked(flat(head=()))))) == expected()


def test_a_glued_head_that_lacks_a_column_is_not_read_as_whole() -> None:
    report = read_text(report_of(*broken([*GLUED[:3], *GLUED[4:]], 5), *stacked(flat(head=()))))
    assert not printed(report)


# --- one cell a line --------------------------------------------------------------------------------------


def stacked(rows: Sequence[Sequence[str]]) -> list[str]:
    return [text for row in rows for text in (*row, "")]


@pytest.mark.parametrize("sign", ["5.", "５．"])
def test_a_number_alone_on_its_line_is_the_next_labels_where_it_goes_on_from_the_own_one(sign: str) -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("5.属于"))
    before, own = rows[at - 1], rows[at]
    short = [before[0], *before[1:5], *before[6:]]  # one value was lost, and the number makes seven of six
    lines = [*stacked([*rows[: at - 1], short])[:-1], sign, own[0][2:], *own[1:], *stacked(rows[at + 1 :])]
    report = read_text(report_of(*lines))
    assert not of_row("denied.third_party", report)
    assert printed(report) == expected(without=["denied.third_party"])


def test_a_row_whose_values_go_on_in_the_next_one_is_not_taken_for_one_that_ends_in_blanks() -> None:
    rows = [["", row[0], *row[1:]] for row in flat()]
    at = next(n for n, row in enumerate(rows) if row[1].startswith("4.无正当理由"))
    own = rows[at]
    halves = [[*own[:6], *[""] * 3], ["", "", *own[6:], *[""] * 4]]
    lines = [text for row in (*rows[:at], *halves, *rows[at + 1 :]) for text in row]
    report = read_text(report_of(*lines))
    row = {n: f.status for n, f in report.figures.items() if n.startswith("applications.refused.abusive.")}
    assert "blank" not in row.values()
    others = {n: v for n, v in printed(report).items() if not n.startswith("applications.refused.abusive.")}
    assert others == expected(without=["refused.abusive"])


def test_a_value_below_a_label_in_two_words_is_not_of_the_label_over_that() -> None:
    lines = ["规章·本年制发件数", "1", "规章·本年废止件数", "2", "规章·现行有效件数", "13"]
    lines += [
        "行政规范性文件·本年制发件数",
        "4",
        "行政规范性文件·本年废止件数",
        "5",
        "行政规范性文件·现行有效件数",
        "46",
    ]
    lines += ["行政许可·本年处理决定数量", "行政\u3000处罚·本年处理决定数量", "88"]
    lines += ["行政强制·本年处理决定数量", "9", "行政事业性收费·本年收费金额（单位：万元）", "10.5"]
    report = read_text("\n".join([TITLE, SECTIONS[2], *lines]))
    assert "disclosure.licensing.decisions" not in printed(report, "disclosure")
    assert printed(report, "disclosure") == {n: v for n, v in DISCLOSURE.items() if "licensing" not in n}


# --- rows that go on, numbers and remarks -----------------------------------------------------------------


def test_values_beside_a_groups_label_alone_that_fill_the_blanks_at_the_end_of_the_row_before_are_its_own() -> None:
    group = OUTCOMES + REFUSED
    rows = [row if row[0] != "4.无正当理由大量反复申请" else [group + row[0], *row[1:]] for row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0].endswith("4.无正当理由大量反复申请"))
    own = rows[at]
    halves = [[*own[:6], "", ""], [group, *[""] * 5, *own[6:]]]
    dump = ["".join(f"\t{text}\n" for text in row) for row in (*rows[:at], *halves, *rows[at + 1 :])]
    report = read_text(report_of(*dump))
    assert [str(value) for value in of_row("refused.abusive", report).values()] == own[1:]
    assert printed(report) == expected()


def test_the_next_rows_number_on_a_line_of_its_own_is_no_value_of_the_row_before() -> None:
    rows = flat()
    lines = ["    ".join(rows[0])]
    for number, row in enumerate(rows[1:], 1):
        values = [*row[1:4], *row[5:]] if row[0].startswith("3.危及") else row[1:]  # with the number it would be full
        lines += [str(number), "        " + "  ".join([row[0], *values])]
    report = read_text(report_of(*lines))
    assert not of_row("denied.stability", report)
    assert printed(report) == expected(without=["denied.stability"])


@pytest.mark.parametrize("cells", [[], [""]], ids=["without a cell", "with an empty one"])
@pytest.mark.parametrize("units", [[], ["件"]], ids=["", "units"])
def test_a_row_is_read_whether_or_not_its_remarks_have_a_cell(cells: list[str], units: list[str]) -> None:
    head, *rows = flat()
    lines = [[*["单位"] * len(units), *head[1:], "备注"], *([row[0], *units, *row[1:], *cells] for row in rows)]
    assert printed(read_text(report_of(*stacked(lines)))) == expected()


def test_without_a_cell_for_remarks_a_row_that_lacks_a_value_stays_open() -> None:
    head, *rows = flat()
    lines = [[*head[1:], "备注"], *(row if row[0] != "（七）总计" else [*row[:3], *row[4:]] for row in rows)]
    report = read_text(report_of(*(text for row in lines for text in row)))
    assert printed(report) == expected(without=["total"])
    assert not of_row("total", report)


# --- tables that are hard to see --------------------------------------------------------------------------


def test_the_form_is_the_one_whose_own_rows_are_named_though_no_figure_stands_beside_them() -> None:
    bare = ("1.申请人", "2.申请人", "3.其他")
    rows = [row if not row[0].startswith(bare) else row[:1] for row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0].startswith(bare))
    lines = in_columns([[*row, *[""] * (8 - len(row))] for row in (*rows[:at], [OTHER], *rows[at:])])
    assert read_text(report_of(*lines)).form == "2021"


def test_rows_named_with_their_columns_are_not_missing_where_few_have_a_figure() -> None:
    labels = ["规章·本年制发件数", "规章·现行有效件数", "行政规范性文件·本年制发件数", "行政许可·本年处理决定数量"]
    report = read_text("\n".join([TITLE, SECTIONS[2], *labels, SECTIONS[3], *("  ".join(row) for row in flat())]))
    assert not [name for name in report.figures if name.startswith("disclosure.")]
    assert "table.unread" in codes(report)


# --- labels that are not the row's ------------------------------------------------------------------------


def test_a_row_whose_label_stands_among_the_values_is_read_in_order_and_not_by_the_columns_that_it_has_left() -> None:
    head, *rows = flat()
    values = ["", "", "", "8", "", "", ""]
    moved = [["", "", row[0], *values] if row[0].startswith("3.要求") else row for row in rows]
    report = extracted(SECTIONS[3], [["", *head[1:]], *moved])
    assert of_row("refused.publication", report) == {"applications.refused.publication.charity": 8}


def test_a_label_with_a_number_of_its_own_is_not_the_end_of_the_label_over_the_values_before_it() -> None:
    before = ("5.要求确认或重新出具已获取", "信息", *map(str, range(1, 8)))
    assert not [pair for pair in pairs_of(strips(*before, "1.逾期\u3000不补正")) if pair.joins_labels]
    assert [pair for pair in pairs_of(strips(*before, "的\u3000申请")) if pair.joins_labels]


def test_values_below_two_labels_of_which_the_second_has_its_own_number_are_not_the_firsts() -> None:
    rows = [
        row
        for row in flat()
        if row[0] not in ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他")
    ]
    at = next(n for n, row in enumerate(rows) if row[0].startswith("1.申请人"))
    lines = ["    ".join(rows[0])]
    for number, row in enumerate(rows[1:], 1):
        label = {at: "（六）其他处", at + 1: "（七）忠计"}.get(number, row[0])
        lines += [label] if number == at else [label, "        " + "  ".join(row[1:])]
    report = read_text(report_of(*lines))
    assert not any(name.startswith("applications.other.") for name in printed(report))


# --- rows under the name of a group that only the first of them has ---------------------------------------


def dispute_rows() -> list[list[str]]:
    """The disputes as a list of figures, each group's name in its first row alone."""
    names = [("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("", "复议后起诉")]
    values = iter(map(str, DISPUTES.values()))
    rows = []
    for over, under in names:
        for number, result in enumerate(RESULTS):
            groups = [over, under] if number == 0 else ["", ""]
            cells = [*groups, result] if under else [groups[0], result, ""]
            rows.append([*cells, next(values)])
    return rows


@pytest.mark.parametrize("gap", [2, 4, 9])
def test_a_groups_name_set_by_blanks_reaches_down_to_the_rows_that_begin_right_of_it(gap: int) -> None:
    lines = in_columns([["项目", "", "", "数量"], *dispute_rows()], gap)
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], *lines])), "disputes") == DISPUTES


def test_units_in_brackets_behind_the_names_of_figures_in_a_list_hide_no_group() -> None:
    units = ("(件)", "", "（单位：件）")
    lines = []
    for number, (*labels, value) in enumerate(dispute_rows()):
        *groups, name = [text for text in labels if text]
        lines += [*groups, name + units[number % 3], value, ""]
    lines = [SECTIONS[3], *stacked(flat()), SECTIONS[4], "项目", "数量", *lines]
    assert printed(read_text("\n".join([TITLE, *lines])), "disputes") == DISPUTES


def test_a_groups_name_before_the_first_of_its_rows_alone_is_theirs_where_no_blank_cells_are_left() -> None:
    rows = [[text for text in row if text] for row in [["项目", "数量"], *dispute_rows()]]
    lines = [text for row in rows for text in (*(f"\t{cell}" for cell in row), "")]
    applications = [SECTIONS[3], *(f"\t{text}" if text else "" for text in stacked(flat()))]
    report = read_text("\n".join([TITLE, *applications, SECTIONS[4], *lines]))
    assert printed(report, "disputes") == DISPUTES
