"""Cells without a number, and cells that are not there."""

from __future__ import annotations

from dataclasses import replace

from tests.checks.reports import errors, found, problems, report_from, without
from toolkit.checks import check
from toolkit.forms import load
from toolkit.model import CellId, Note, Report


def _column(column: str, form_id: str = "2021") -> list[str]:
    return [
        cell
        for cell in load(form_id).standing_cells(set())
        if cell.startswith("applications.") and cell.endswith(column)
    ]


def _blank(cells: list[str], form_id: str = "2021") -> Report:
    return report_from("rest 0\n" + "\n".join(f"{cell} 空" for cell in cells), form_id)


def test_a_blank_row_is_one_warning() -> None:
    cells = [f"disclosure.coercion.{column}" for column in ("previous_items", "change", "decisions")]
    (finding,) = problems(_blank(cells, "2019"))
    assert (finding.rule, finding.severity, list(finding.cells)) == ("table.blank", "warning", cells)
    assert finding.message == "行政强制 整行 3 格 是空白。空白不等于 0：没有发生的请填 0，有数的请补填"
    assert (finding.printed, finding.expected) == (None, None)


def test_a_blank_cell_among_printed_ones_is_one_warning_about_it() -> None:
    (finding,) = problems(_blank(["applications.granted.natural"]))
    assert finding.cells == ("applications.granted.natural",)
    assert finding.message.startswith("（一）予以公开·自然人 是空白")


def test_a_total_column_left_blank_is_one_warning_and_no_error() -> None:
    # As in a big city's report for 2019: every row's total is empty, which says nothing about the sums.
    cells = _column(".total")
    text = "\n".join(
        ["rest 0", "applications.new.natural 30", "applications.granted.natural 30", "applications.total.natural 30"]
        + [f"{cell} 空" for cell in cells]
    )
    (finding,) = problems(report_from(text, "2021"))
    assert (finding.rule, list(finding.cells)) == ("table.blank", cells)
    assert finding.message.startswith("总计 整列 25 格 是空白")


def test_a_column_and_a_row_left_blank_are_two_runs() -> None:
    column = _column(".total")
    row = [
        f"applications.granted.{name}" for name in ["natural", "company", "research", "charity", "legal", "other_org"]
    ]
    findings = problems(_blank([*column, *row]))
    assert [list(finding.cells) for finding in findings] == [column, row] or [
        list(finding.cells) for finding in findings
    ] == [row, column]


def test_two_columns_left_blank_side_by_side_are_one_run() -> None:
    cells = {CellId(cell) for name in (".research", ".charity") for cell in _column(name)}
    (finding,) = problems(_blank(sorted(cells)))
    assert set(finding.cells) == cells
    assert finding.message.startswith("科研机构、社会公益组织 2 列 50 格")


def test_a_table_left_blank_is_one_warning() -> None:
    cells = [cell for cell in load("2021").standing_cells(set()) if cell.startswith("disputes.")]
    (finding,) = problems(_blank(list(cells)))
    assert list(finding.cells) == cells
    assert "“政府信息公开行政复议、行政诉讼情况”表 全部 15 格" in finding.message


def test_blank_cells_apart_from_one_another_are_warnings_apart() -> None:
    cells = ["applications.granted.natural", "applications.granted.research", "disputes.review.total"]
    assert [list(finding.cells) for finding in problems(_blank(cells))] == [[cell] for cell in cells]


def test_blank_cells_in_the_same_place_of_neighbouring_rows_are_one_run() -> None:
    cells = [f"applications.{row}.{name}" for row in ("granted", "partial") for name in ("charity", "legal")]
    (finding,) = problems(_blank(cells))
    assert list(finding.cells) == cells
    assert finding.message.startswith("（一）予以公开、（二）部分公开 的 社会公益组织、法律服务机构 4 格")


def test_many_rows_are_named_by_the_first_and_the_last() -> None:
    rows = ("denied.secret", "denied.law", "denied.stability", "denied.third_party")
    (finding,) = problems(_blank([f"applications.{row}.legal" for row in rows]))
    assert finding.message.startswith("1.属于国家秘密 至 4.保护第三方合法权益 的 法律服务机构 4 格")


def test_a_total_left_blank_is_a_warning_though_the_parts_are_there() -> None:
    report = report_from("rest 0\napplications.granted.natural 18\napplications.total.natural 空", "2021")
    # The row of （一） still fails: 18 natural persons and a total of 0.
    assert [finding.rule for finding in found(report, "table.blank")] == ["table.blank"]
    assert "applications.total.natural" not in {cell for finding in errors(report) for cell in finding.cells}


def test_a_dash_is_told_as_information_with_what_is_printed() -> None:
    (finding,) = problems(
        report_from(
            "rest 0\ndisclosure.rules.issued /\ndisclosure.rules.repealed /\ndisclosure.rules.in_force —", "2021"
        )
    )
    assert (finding.rule, finding.severity) == ("table.dash", "info")
    assert finding.message == "规章 整行 3 格 填的是“/”、“—”，不是数字，没有当作 0；如果是没有发生，请填 0"


def test_an_unreadable_cell_is_a_warning_with_what_is_printed() -> None:
    (finding,) = problems(report_from("rest 0\napplications.new.natural O", "2021"))
    assert (finding.rule, finding.severity) == ("table.unreadable", "warning")
    assert "填的是“O”，读不成一个数，没有采用" in finding.message


def test_a_sentence_set_into_a_cell_is_cut_in_the_message() -> None:
    (finding,) = problems(report_from("rest 0\napplications.new.natural " + "本年度没有收到申请" * 20, "2021"))
    assert len(finding.message) < 120
    assert "…”" in finding.message
    assert finding.evidence[0].quote == "本年度没有收到申请" * 20


def test_a_missing_table_is_one_warning() -> None:
    cells = [cell for cell in load("2021").standing_cells(set()) if cell.startswith("applications.")]
    (finding,) = problems(report_from("rest 0\n" + "\n".join(f"{cell} 缺" for cell in cells), "2021"))
    assert (finding.rule, finding.severity, list(finding.cells)) == ("table.missing", "warning", cells)
    assert "没有找到 “收到和处理政府信息公开申请情况”表 全部 175 格" in finding.message
    assert finding.evidence == ()


def test_a_missing_row_is_one_warning() -> None:
    cells = [f"disputes.suit_direct.{column}" for column in ("upheld", "corrected", "other", "pending", "total")]
    (finding,) = problems(report_from("rest 0\n" + "\n".join(f"{cell} 缺" for cell in cells), "2021"))
    assert list(finding.cells) == cells
    assert "未经复议直接起诉 整行 5 格" in finding.message


def test_the_rows_that_a_single_row_stands_for_are_not_missing() -> None:
    report = report_from("rest 0\napplications.other.natural 0", "2021")
    assert found(report, "table.missing") == []
    assert found(report, "table.unplaced") == []


def test_cells_that_could_not_be_placed_are_one_warning_a_table_with_the_reason() -> None:
    cells = [CellId("applications.granted.natural"), CellId("applications.denied.law.legal")]
    report = without(report_from("rest 0", "2021"), cells)
    report = replace(report, notes=(Note("row.unknown", "“其它公开”一行与两行都像", None, (cells[0],)),))
    (finding,) = problems(report)
    assert (finding.rule, list(finding.cells)) == ("table.unplaced", cells)
    assert "“收到和处理政府信息公开申请情况”表有 2 格认不出位置" in finding.message
    assert "“其它公开”一行与两行都像" in finding.message


def test_blank_cells_that_sums_determine_are_proposed_and_not_filled() -> None:
    report = report_from(
        "rest 0\napplications.new.natural 5\napplications.new.total 5\napplications.granted.natural 空\n"
        "applications.granted.total 空\napplications.total.natural 5\napplications.total.total 5"
    )
    natural, total = (finding for finding in check(report) if finding.rule == "table.blank")
    assert natural.repairs[0].changes == {"applications.granted.natural": 5}
    assert total.expected == 5
    assert total.repair_status == "unique"
    assert "（一）予以公开·自然人 应为 5（5，“（七）总计 = （一）至（六）各项办理结果之和”）" in natural.message
    assert "没有代填" in natural.message
    assert report.figures[natural.cells[0]].value is None


def test_a_blank_cell_of_which_the_sums_say_two_things_is_not_proposed() -> None:
    report = report_from(
        "rest 0\napplications.new.natural 5\napplications.new.total 5\napplications.granted.natural 5\n"
        "applications.granted.total 空\napplications.total.natural 5\napplications.total.total 7"
    )
    (blank,) = [finding for finding in check(report) if finding.rule == "table.blank"]
    assert blank.repairs == ()
    assert blank.expected is None
