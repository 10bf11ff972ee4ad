"""Heads whose labels have slips: as long as the others tell what a label can only be, the table is read."""

from __future__ import annotations

from collections.abc import Sequence

from tests.extract.documents import (
    APPLICANTS,
    APPLICATIONS,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    applications,
    cell,
    codes,
    expected,
    extracted,
    flat,
    printed,
    read_text,
)
from toolkit.model import Report


def one_cell_a_line(rows: Sequence[Sequence[str]]) -> Report:
    """A text of one cell a line; a cell that holds a line's end stands on several."""
    cells = [text for row in rows for text in row if text]
    return read_text("\n".join([TITLE, "", SECTIONS[3], *cells]))


def test_a_label_with_a_slip_that_is_broken_over_two_lines_is_the_one_that_the_head_lacks() -> None:
    head = [KINDS[0], "商业\n业企", *KINDS[2:]]
    assert printed(one_cell_a_line(flat(head=head))) == expected()


def test_two_strange_words_are_columns_of_their_own_where_the_head_has_the_label_already() -> None:
    head = [*KINDS[:2], "商业", "业企", *KINDS[2:]]
    rows = [[*row[:3], "9001", "9002", *row[3:]] for row in flat(head=[])]
    assert printed(one_cell_a_line([["", *head], *rows])).items() <= expected().items()


def test_two_labels_with_slips_are_known_by_their_places_where_no_group_stands_over_them() -> None:
    head = ["自然人", "企叶", "科研机构", "社会公益组织", "法律务服组织", "其他组织", "总计"]
    assert printed(extracted(SECTIONS[3], flat(head=head), ragged=True)) == expected()


def test_two_labels_with_slips_that_have_changed_places_are_not_known_by_them() -> None:
    head = ["自然人", "法律务服组织", "科研机构", "社会公益组织", "企叶", "其他组织", "总计"]
    rows = [[row[0], row[1], row[5], *row[3:5], row[2], *row[6:]] for row in flat(head=[])]
    found = printed(extracted(SECTIONS[3], [["", *head], *rows], ragged=True))
    assert found.items() <= expected().items()


def test_a_groups_label_with_a_slip_is_not_taken_for_the_column_that_is_not_there() -> None:
    rows = [list(row) for row in applications({"法人或其他组织": "法入或其他组织"})]
    rows[1][1] = ("法入或其他组织", 4)
    rows[0][1] = ("申请人情况", 6)
    rows[2] = rows[2][:-1]
    rows[3:] = [[*row[:-2], row[-1]] for row in rows[3:]]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {cell: value for cell, value in expected().items() if not cell.endswith(".other_org")}
    assert "column.missing" in codes(report)


def test_a_full_name_broken_in_the_midst_of_a_columns_own_label_is_one_again() -> None:
    groups = ("行政复议", "未经复议直接起诉", "复议后起诉")
    names = [f"{group}{result}" for group in groups for result in RESULTS]
    cells = [
        f"{name[:-1]}\n{name[-1]}" if n % 3 == 1 else f"{name[:1]}\n{name[1:-1]}\n{name[-1]}"
        for n, name in enumerate(names)
    ]
    text = "\n".join([TITLE, "", SECTIONS[4], *cells, *map(str, DISPUTES.values())])
    assert printed(read_text(text), "disputes") == DISPUTES


def test_a_slip_in_the_first_half_of_a_label_whose_second_is_one_as_well() -> None:
    head = ["行政复议", "行政诉讼", *RESULTS, "末经复议", "直接起诉", "复议后起诉", *RESULTS, *RESULTS]
    text = "\n".join([TITLE, "", SECTIONS[4], *head, *map(str, DISPUTES.values())])
    assert printed(read_text(text), "disputes") == DISPUTES


def test_a_total_with_a_slip_is_no_part_of_the_label_behind_it() -> None:
    results = [*RESULTS[:-1], "忠计"]
    head = ["行政复议", "行政诉讼", *results, "未经复议直接起诉", "复议后起诉", *results, *results]
    text = "\n".join([TITLE, "", SECTIONS[4], *head, *map(str, DISPUTES.values())])
    assert printed(read_text(text), "disputes") == DISPUTES


def test_a_blank_row_right_behind_the_head_is_a_row_though_both_labels_have_slips() -> None:
    rows = flat({APPLICATIONS["new"][0]: "一、本年新收政付信息公开申请数量"}, head=[])
    head = [*KINDS[:-1], "申人请情况总计"]
    lines = [head, *([row[0], *[""] * 7] if n == 0 else row for n, row in enumerate(rows))]
    report = read_text("\n".join([TITLE, "", SECTIONS[3], *(text for line in lines for text in line)]))
    assert {cell(report, f"applications.new.{name}").status for name in APPLICANTS} == {"blank"}
