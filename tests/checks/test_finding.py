"""A finding's id: what it depends on, and what it doesn't."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

from tests.checks.reports import problems, report_from, with_figures
from toolkit.checks.finding import finding_id
from toolkit.model import CellId, Figure, Finding, Report, Source, TableOrigin

_WRONG = """
    rest 0
    disputes.review.upheld 4
    disputes.review.pending 2
    disputes.review.total 7
    disputes.suit_direct.other 空
"""


def _ids(report: Report) -> dict[str, str]:
    return {finding.rule: finding.id for finding in problems(report)}


def _figure(value: str | None, raw: str, status: str = "printed") -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(number, status, raw, "ocr", 0.5, TableOrigin(3, 4, 5))  # type: ignore[arg-type]


def test_the_id_is_the_hash_that_its_definition_says() -> None:
    figures = {
        CellId("b.x.y"): _figure("28068.7510", "28068.751万元"),
        CellId("a.x.y"): _figure(None, "", "blank"),
        CellId("a.x.z"): _figure("0", "0"),
    }
    text = "table.some\na.x.y\tblank\t\na.x.z\tprinted\t0\nb.x.y\tprinted\t28068.751\nc.x.y\tunplaced\t"
    cells = [CellId(cell) for cell in ("c.x.y", "b.x.y", "a.x.z", "a.x.y")]
    assert finding_id("table.some", cells, figures) == hashlib.sha256(text.encode()).hexdigest()[:16]


def test_large_numbers_are_written_without_an_exponent_in_it() -> None:
    one = {CellId("a.x.y"): _figure("1E+4", "1万件")}
    other = {CellId("a.x.y"): _figure("10000", "10000")}
    assert finding_id("r.s", one, one) == finding_id("r.s", other, other)


def test_the_id_stays_when_file_place_and_reading_differ() -> None:
    report = report_from(_WRONG)
    moved = replace(
        report,
        source=Source("另一份.docx", "甲/另一份.docx", "f" * 64, "docx"),
        organ="青禾市水务局",
        figures={
            cell: figure._replace(origin=TableOrigin(9, 9, 9), method="ocr") for cell, figure in report.figures.items()
        },
    )
    assert _ids(moved) == _ids(report)


def test_the_id_stays_when_something_else_is_corrected() -> None:
    report = report_from(_WRONG)
    edited = with_figures(report, {"disclosure.licensing.decisions": _figure("12", "12")})
    assert _ids(edited) == _ids(report)


def test_the_id_changes_when_the_cell_does() -> None:
    report = report_from(_WRONG)
    edited = with_figures(report, {"disputes.review.total": _figure("8", "8")})
    before, after = _ids(report), _ids(edited)
    assert before["disputes.total_is_sum"] != after["disputes.total_is_sum"]
    assert before["table.blank"] == after["table.blank"]


def test_errors_come_first_and_the_rest_in_the_order_of_print() -> None:
    report = report_from(
        _WRONG + "\ndisclosure.rules.issued 空\napplications.new.legal /\ndisclosure.penalty.decisions -1"
    )

    def place(finding: Finding) -> tuple[str, str]:
        return finding.severity, finding.cells[0]

    assert [place(finding) for finding in problems(report)] == [
        ("error", "disclosure.penalty.decisions"),
        ("error", "disputes.review.total"),
        ("warning", "disclosure.rules.issued"),
        ("warning", "disputes.review.total"),  # disputes, and no application
        ("warning", "disputes.suit_direct.other"),
        ("info", "applications.new.legal"),
    ]
