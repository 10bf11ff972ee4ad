"""Slips of published reports. What is read from beside the checkout is skipped where it is absent."""

from __future__ import annotations

from pathlib import Path

from tests.checks.reports import errors, problems, report_from, rows_of
from toolkit.reports import read_report

_SEED = "000_69929979cc249b44.txt"


def test_the_seed_reports_total_row_is_its_one_error(shared_data: Path) -> None:
    path = shared_data / _SEED
    total, *others = problems(read_report(path.read_bytes(), path.name, path.name))
    assert (total.rule, total.severity, total.slip) == ("applications.total_is_sum", "error", "total_row_empty")
    assert total.repair_status == "unique"
    assert total.repairs[0].changes == {
        "applications.total.natural": 22,
        "applications.total.legal": 1,
        "applications.total.other_org": 1,
        "applications.total.total": 24,
    }
    assert total.message.startswith("（七）总计·自然人 应为 22（6+12+4，各项办理结果之和），表中为 0，相差 22；")
    cells = {finding.rule: finding.cells for finding in others}
    assert cells["table.blank"] == tuple(
        f"disclosure.coercion.{column}" for column in ("previous_items", "change", "decisions")
    )
    # 许可 6/128/104 and 处罚 57/4/53: the year's cases in 增减, a stock in the third column.
    assert cells["data.change_too_large"] == ("disclosure.licensing.change",)
    assert cells["data.third_column_as_stock"] == ("disclosure.penalty.decisions",)
    assert {finding.severity for finding in others} <= {"warning", "info"}


def test_totals_of_two_dispute_rows_left_at_zero_are_two_findings() -> None:
    # As in a district's report for 2023: 10 upheld and 1 corrected, 5 upheld after review.
    text = "rest 0\ndisputes.review.upheld 10\ndisputes.review.corrected 1\ndisputes.suit_after_review.upheld 5"
    found = errors(report_from(text, "2021"))
    assert [finding.cells for finding in found] == [("disputes.review.total",), ("disputes.suit_after_review.total",)]
    assert [finding.expected for finding in found] == [11, 5]


def test_a_report_left_blank_but_for_its_totals_is_told_in_one_warning_a_table() -> None:
    text = "rest 空\n" + "\n".join(
        f"applications.{row}.total 0" for row in ("new", "carried_in", "granted", "total", "carried_out")
    )
    findings = problems(report_from(text, "2021"))
    assert {finding.rule for finding in findings} == {"table.blank"}
    assert len(findings) <= 8


def test_two_clean_published_reports_have_no_findings() -> None:
    # Of a bureau for 2023 and a city government's office for 2024: the totals, here all as of natural persons.
    bureau = {"new": 176, "carried_in": 3, "granted": 60, "partial": 51, "denied.law": 4, "unavailable.not_held": 30}
    bureau |= {"refused.petition": 3, "other.rest": 29, "total": 177, "carried_out": 2}
    office = {"new": 95, "carried_in": 8, "granted": 42, "partial": 1, "unavailable.not_held": 49}
    office |= {"refused.repeat": 6, "total": 98, "carried_out": 5}
    for rows in (bureau, office):
        assert problems(report_from(f"rest 0\n{rows_of(rows)}", "2021")) == ()
