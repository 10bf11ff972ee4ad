"""One report in other arrangements: cells parted otherwise, columns in another order, tables turned."""

from __future__ import annotations

import pytest

from tests.extract.documents import (
    APPLICANTS,
    DISPUTES,
    RESULTS,
    SECTIONS,
    TITLE,
    applications,
    cell,
    codes,
    disputes,
    expected,
    extracted,
    flat,
    messages,
    printed,
    read_text,
)


@pytest.mark.parametrize("separator", ["\t", " | ", "|", "｜", "   ", "\n"])
def test_a_text_is_read_however_its_cells_are_parted(separator: str) -> None:
    text = "\n".join([TITLE, SECTIONS[3], *(separator.join(row) for row in flat())])
    assert printed(read_text(text)) == expected()


def test_a_text_with_its_rows_parted_by_blank_lines_is_read() -> None:
    rows = ["".join(f"\t{text}\n" for text in row) for row in flat()]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *rows]))) == expected()


@pytest.mark.parametrize("between", ["", "\n"])
def test_with_one_cell_a_line_an_empty_line_between_values_is_a_blank_cell(between: str) -> None:
    blank = {f"applications.granted.{column}" for column in ("research", "charity")}
    rows = [[*row[:3], "", "", *row[5:]] if row[0] == "（一）予以公开" else row for row in flat()]
    report = read_text("\n".join([TITLE, SECTIONS[3], *("\n".join(row) + between for row in rows)]))
    assert printed(report) == {name: value for name, value in expected().items() if name not in blank}
    assert {cell(report, name).status for name in blank} == {"blank"}


def test_with_one_cell_a_line_a_row_that_lost_cells_is_open() -> None:
    rows = [[*row[:3], *row[5:]] if row[0] == "（一）予以公开" else row for row in flat()]
    report = read_text("\n".join([TITLE, SECTIONS[3], *("\n".join(row) for row in rows)]))
    assert printed(report) == expected(without=["granted"])
    assert not [name for name in report.figures if name.startswith("applications.granted.")]
    assert "一格一行的文本里空格的位置已失" in messages(report, "cell.unplaced")[0]


@pytest.mark.parametrize("first", ["total", "charity"])
def test_columns_in_another_order_are_read_by_their_labels(first: str) -> None:
    at = APPLICANTS.index(first)
    order = [at, *(column for column in range(7) if column != at)]
    assert printed(extracted(SECTIONS[3], applications(order=order))) == expected()
    rows = [[row[0], *(row[column + 1] for column in order)] for row in flat()]
    text = "\n".join([TITLE, SECTIONS[3], *("\t".join(row) for row in rows)])
    assert printed(read_text(text)) == expected()


def test_without_a_head_the_order_that_fits_the_sums_is_taken_and_said() -> None:
    report = extracted(SECTIONS[3], applications(head=False))
    assert printed(report) == expected()
    assert "次序" in messages(report, "order.assumed")[0]
    assert max(cell(report, name).confidence for name in expected()) < 1


def test_without_a_head_totals_printed_first_are_known_by_the_sums() -> None:
    rows = [[row[0], row[-1], *row[1:-1]] for row in flat(head=())]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected()
    assert "总计当作第一列" in messages(report, "order.total_first")[0]


def test_without_a_head_figures_that_fit_no_order_are_left_open() -> None:
    rows = [[row[0], *row[1:4], row[7], *row[4:7]] for row in flat(head=())]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {}
    assert "order.unknown" in codes(report)


def test_a_total_of_a_later_table_is_not_the_disputes_whose_rows_all_stand_together() -> None:
    values = [str(value) for value in DISPUTES.values()]
    rows = [["", "行政复议", "未经复议直接起诉", "复议后起诉"]]
    rows += [[f"{name}（件）", *values[n::5]] for n, name in enumerate(RESULTS)]
    later = [["类别", "本年公开条数", "占比", ""], ["机构职能", "86", "37%", ""], ["其他", "3", "31%", ""]]
    report = extracted(SECTIONS[4], rows, "附：主动公开政府信息分类统计", [*later, ["总计", "72", "26%", ""]])
    assert printed(report, "disputes") == DISPUTES


def test_disputes_are_read_across_down_turned_and_in_a_list() -> None:
    values = [str(value) for value in DISPUTES.values()]
    rows = ("行政复议", "未经复议直接起诉", "复议后起诉")
    down = [["", *RESULTS], *([name, *values[5 * n : 5 * n + 5]] for n, name in enumerate(rows))]
    turned = [["", *rows], *([name, *values[n::5]] for n, name in enumerate(RESULTS))]
    listed = [[f"{name}{result}", values[5 * n + m]] for n, name in enumerate(rows) for m, result in enumerate(RESULTS)]
    for way in (disputes(), down, turned, listed):
        report = extracted(SECTIONS[3], applications(), SECTIONS[4], way)
        assert printed(report, "disputes") == DISPUTES


def test_a_list_names_its_groups_in_their_first_rows_alone() -> None:
    values = [str(value) for value in DISPUTES.values()]
    groups = (("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("", "复议后起诉"))
    rows = [
        [*(name if m == 0 else "" for name in group), result, values[5 * n + m]]
        for n, group in enumerate(groups)
        for m, result in enumerate(RESULTS)
    ]
    assert printed(extracted(SECTIONS[4], rows), "disputes") == DISPUTES
    assert printed(extracted(SECTIONS[4], rows[1:]), "disputes").items() <= DISPUTES.items()
