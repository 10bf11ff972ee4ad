"""The form's arithmetic: what fails is told once, with the cell to blame where the figures show it."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from tests.checks.reports import (
    ANSWERED,
    TOTALS,
    changes_of,
    errors,
    only_error,
    problems,
    report_from,
    report_of,
    true_values,
)
from toolkit.model import CellId


def test_the_answered_report_is_in_order() -> None:
    assert problems(report_from(ANSWERED + TOTALS, "2019")) == ()


# --- one slip, one finding --------------------------------------------------------------------------------


def test_a_total_row_left_at_zero_is_one_finding_with_one_repair() -> None:
    finding = only_error(ANSWERED, "2019")
    assert finding.rule == "applications.total_is_sum"
    assert finding.cells == tuple(
        f"applications.total.{column}" for column in ("natural", "legal", "other_org", "total")
    )
    assert changes_of(finding) == dict(zip(finding.cells, (22, 1, 1, 24), strict=True))
    assert (finding.slip, finding.repair_status) == ("total_row_empty", "unique")
    assert (finding.printed, finding.expected) == (None, None)


def test_the_message_names_each_cell_its_sum_the_difference_and_what_probably_happened() -> None:
    assert only_error(ANSWERED, "2019").message == (
        "（七）总计·自然人 应为 22（6+12+4，各项办理结果之和），表中为 0，相差 22；"
        "（七）总计·法律服务机构 应为 1（只有“（二）部分公开” 1），表中为 0，相差 1；"
        "（七）总计·其他 应为 1（只有“（一）予以公开” 1），表中为 0，相差 1；"
        "（七）总计·总计 应为 24（7+13+4），表中为 0，相差 24；"
        "与“本年新收 + 上年结转 = 总计 + 结转下年度”算得的一致；整行为 0，疑似漏填；请对照底稿改正"
    )


def test_a_long_row_or_column_is_told_in_one_breath() -> None:
    values = true_values(Random(4), "2021", most=90)
    cells = [cell for cell, value in values.items() if cell.endswith(".total") and "applications." in cell and value]
    (finding,) = errors(report_of({**values, **dict.fromkeys(cells, 0)}, "2021"))
    assert finding.slip == "total_column_empty"
    assert finding.message.startswith(f"总计 一列 {len(cells)} 格应为：一、本年新收")
    assert "表中都是 0；按“总计列 = 自然人与五类法人或其他组织之和”；整列为 0，疑似漏填" in finding.message
    assert all(f"{values[cell]}" in finding.message for cell in cells)


def test_a_wrong_figure_is_explained_by_the_sum_with_the_fewest_terms() -> None:
    values = true_values(Random(4), "2021", most=90)
    cell = CellId("applications.refused.repeat.legal")
    (finding,) = errors(report_of({**values, cell: values[cell] + 5}, "2021"))
    assert f"2.重复申请·法律服务机构 应为 {values[cell]}（" in finding.message
    assert "按“总计列 = 自然人与五类法人或其他组织之和”" in finding.message.split("；")[0]


def test_the_evidence_is_the_cells_and_the_figures_that_speak_with_them() -> None:
    report = report_of({**true_values(Random(1), "2019"), CellId("applications.total.natural"): 999}, "2019")
    (finding,) = errors(report)
    first, *others = finding.evidence
    assert (first.cell, first.quote, first.year) == ("applications.total.natural", "999", 2019)
    assert first.origin == report.figures[finding.cells[0]].origin
    assert others
    for evidence in others:
        assert evidence.cell is not None
        assert evidence.quote == str(report.figures[evidence.cell].value)
        assert evidence.quote != "0"


def test_a_total_column_left_at_zero_is_one_finding() -> None:
    report = report_from(ANSWERED + TOTALS, "2019")
    text = "\n".join(
        f"    {cell} {0 if cell.startswith('applications.') and cell.endswith('.total') else figure.raw}"
        for cell, figure in report.figures.items()
    )
    finding = only_error(text, "2019")
    assert (finding.rule, finding.slip, finding.repair_status) == (
        "applications.row_is_sum",
        "total_column_empty",
        "unique",
    )
    assert changes_of(finding)[CellId("applications.new.total")] == 24
    assert len(finding.cells) == 5


@pytest.mark.parametrize(
    ("cell", "wrong", "rule"),
    [
        ("applications.granted.natural", 9, "applications.total_is_sum"),
        ("applications.new.natural", 23, "applications.row_is_sum"),
        ("applications.total.natural", 2, "applications.total_is_sum"),
        ("applications.total.total", 42, "applications.total_is_sum"),
        ("applications.granted.total", 70, "applications.total_is_sum"),
        ("applications.denied.secret.charity", 1, "applications.total_is_sum"),
        ("applications.carried_out.company", 3, "applications.row_is_sum"),
    ],
)
def test_a_wrong_cell_is_one_finding_that_names_it_and_its_figure(cell: str, wrong: int, rule: str) -> None:
    report = report_from(ANSWERED + TOTALS, "2019")
    right = report.figures[CellId(cell)].value
    values = {id_: int(figure.value or 0) for id_, figure in report.figures.items()} | {CellId(cell): wrong}
    (finding,) = errors(report_of(values, "2019"))
    assert (finding.rule, finding.cells) == (rule, (cell,))
    assert finding.printed == wrong
    assert finding.expected == right
    assert changes_of(finding) == {cell: right}
    assert finding.repair_status == "unique"
    assert f"应为 {right}" in finding.message
    assert f"表中为 {wrong}" in finding.message


def test_two_cells_exchanged_in_a_row_are_one_finding() -> None:
    text = ANSWERED.replace("new.natural 22", "new.natural 1").replace("new.legal 1", "new.legal 22") + TOTALS
    finding = only_error(text, "2019")
    assert changes_of(finding) == {"applications.new.natural": 22, "applications.new.legal": 1}


def test_wrong_cells_in_different_rows_and_columns_are_findings_apart() -> None:
    text = (ANSWERED + TOTALS).replace("granted.natural 6", "granted.natural 8").replace("new.legal 1", "new.legal 4")
    findings = errors(report_from(text, "2019"))
    assert [changes_of(finding) for finding in findings] == [
        {"applications.new.legal": 1},
        {"applications.granted.natural": 6},
    ]


def test_a_wrong_cell_is_found_below_a_total_row_left_at_zero() -> None:
    findings = errors(report_from(ANSWERED.replace("granted.natural 6", "granted.natural 9"), "2019"))
    changes: dict[CellId, Decimal] = {}
    for finding in findings:
        changes.update(changes_of(finding))
    assert changes == {
        "applications.granted.natural": 6,
        **dict(
            zip(
                [f"applications.total.{c}" for c in ("natural", "legal", "other_org", "total")],
                (22, 1, 1, 24),
                strict=True,
            )
        ),
    }
    assert any("已按改正后的数计算" in finding.message for finding in findings)


# --- where several changes would do -----------------------------------------------------------------------


def test_a_row_of_outcomes_left_out_is_one_finding_that_does_not_blame_the_total() -> None:
    text = (ANSWERED + TOTALS).replace("partial.natural 12", "partial.natural 0")
    text = text.replace("partial.legal 1", "partial.legal 0").replace("partial.total 13", "partial.total 0")
    finding = only_error(text, "2019")
    assert finding.rule == "applications.total_is_sum"
    assert (finding.repair_status, finding.expected) == ("ambiguous", None)
    for repair in finding.repairs:  # any row that is all 0 may be the one that was left out
        assert {cell.rpartition(".")[2]: value for cell, value in repair.changes.items()} == {
            "natural": 12,
            "legal": 1,
            "total": 13,
        }
        assert "整行为 0，疑似漏填" in repair.reason
    assert len(finding.repairs) == 5
    assert "（七）总计·自然人 为 22，各项办理结果之和为 10（6+4），相差 12" in finding.message
    assert "（七）总计 与“本年新收 + 上年结转 = 总计 + 结转下年度”相符" in finding.message
    assert "应为" not in finding.message


_NEW_MISCOUNTED = {"applications.new.natural": 22, "applications.new.total": 24}


def test_a_row_of_new_applications_miscounted_is_one_finding_that_shows_both_sides() -> None:
    text = (ANSWERED + TOTALS).replace("new.natural 22", "new.natural 25").replace("new.total 24", "new.total 27")
    finding = only_error(text, "2019")
    assert (finding.rule, finding.repair_status) == ("applications.flow_balances", "ambiguous")
    assert "自然人 一列左边 25，右边 22，相差 3；总计 一列左边 27，右边 24，相差 3" in finding.message
    assert _NEW_MISCOUNTED in [repair.changes for repair in finding.repairs]


def test_two_errors_of_the_same_size_that_could_be_two_others_are_one_finding_with_both_repairs() -> None:
    text = (
        (ANSWERED + TOTALS)
        .replace("granted.natural 6", "granted.natural 7")
        .replace("partial.legal 1", "partial.legal 2")
        .replace("granted.legal 0", "granted.legal 1")
    )
    text += "applications.granted.legal 1\napplications.granted.total 8\napplications.total.legal 2\n"
    text += "applications.new.legal 2\napplications.new.total 25\napplications.total.total 25"
    finding = only_error(text, "2019")
    assert finding.repair_status == "ambiguous"
    assert [dict(repair.changes) for repair in finding.repairs[:2]] in (
        [_WRONG_ONE_WAY, _WRONG_THE_OTHER_WAY],
        [_WRONG_THE_OTHER_WAY, _WRONG_ONE_WAY],
    )


_WRONG_ONE_WAY = {"applications.granted.natural": 6, "applications.partial.legal": 1}
_WRONG_THE_OTHER_WAY = {"applications.granted.legal": 0, "applications.partial.natural": 11}


def test_a_dispute_row_that_does_not_add_up_names_the_total_and_gives_the_ways_to_mend_it() -> None:
    finding = only_error("rest 0\ndisputes.review.upheld 4\ndisputes.review.pending 2\ndisputes.review.total 7")
    assert (finding.rule, finding.cells) == ("disputes.total_is_sum", ("disputes.review.total",))
    assert finding.printed == 7
    assert finding.expected == 6
    assert (finding.repair_status, finding.slip) == ("ambiguous", None)
    assert {"disputes.review.total": 6} in [repair.changes for repair in finding.repairs]
    assert finding.message == (
        "行政复议·总计 应为 6（4+2，四种结果之和），表中为 7，相差 1；至少有 5 种改法，从数上分不出是哪一种："
        "①行政复议·结果纠正 0→1（填的是 0，疑似漏填），②行政复议·其他结果 0→1（填的是 0，疑似漏填），"
        "③行政复议·总计 7→6（疑似有一位数字写错） 等；请对照底稿核对"
    )


def test_a_dispute_total_left_at_zero_beside_several_figures_can_only_be_the_total() -> None:
    finding = only_error("rest 0\ndisputes.review.upheld 10\ndisputes.review.corrected 1")
    assert finding.printed == 0
    assert finding.expected == 11
    assert (finding.slip, finding.repair_status) == ("total_cell_empty", "unique")
    assert finding.message.endswith("填的是 0，疑似漏填；请对照底稿改正")


def test_a_dispute_total_left_at_zero_beside_one_figure_may_be_either() -> None:
    finding = only_error("rest 0\ndisputes.suit_after_review.upheld 5")
    assert finding.cells == ("disputes.suit_after_review.total",)
    assert finding.expected == 5
    assert (finding.slip, finding.repair_status) == ("total_cell_empty", "ambiguous")
    assert [repair.changes for repair in finding.repairs] == [
        {"disputes.suit_after_review.total": 5},
        {"disputes.suit_after_review.upheld": 0},
    ]
