"""Single figures that cannot stand where they stand."""

from __future__ import annotations

import pytest

from tests.checks.reports import found, problems, report_from


@pytest.mark.parametrize(
    ("cell", "printed", "form"),
    [
        ("disclosure.licensing.decisions", "-3", "2021"),
        ("disclosure.fees.amount", "-1.5", "2021"),
        ("disclosure.licensing.previous_items", "-1", "2019"),
    ],
)
def test_a_negative_count_or_amount_is_an_error(cell: str, printed: str, form: str) -> None:
    (finding,) = found(report_from(f"rest 0\n{cell} {printed}", form), "figures.not_negative")
    assert finding.severity == "error"
    assert finding.cells == (cell,)
    assert str(finding.printed) == printed
    assert printed in finding.message


def test_a_negative_change_is_in_order() -> None:
    report = report_from("rest 0\ndisclosure.penalty.previous_items 57\ndisclosure.penalty.change 减4", "2019")
    assert problems(report) == ()


def test_a_fraction_among_counts_is_an_error_and_in_an_amount_it_is_not() -> None:
    report = report_from("rest 0\ndisclosure.penalty.decisions 28.5\ndisclosure.fees.amount 18.8710", "2021")
    (finding,) = problems(report)
    assert (finding.rule, finding.severity, finding.cells) == (
        "figures.whole",
        "error",
        ("disclosure.penalty.decisions",),
    )
    assert "以“件”计的数应是整数" in finding.message


def test_a_whole_number_written_with_a_fraction_of_zero_is_whole() -> None:
    assert problems(report_from("rest 0\ndisclosure.penalty.decisions 28.0", "2021")) == ()
