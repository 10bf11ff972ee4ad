"""What no rule can see is said, and what is said to be seen is seen."""

from __future__ import annotations

from random import Random

import pytest

from tests.checks.reports import errors, found, report_from, report_of, true_values
from toolkit.checks import check
from toolkit.checks.coverage import protection
from toolkit.checks.sheet import sheet_of


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_a_wrong_figure_is_noticed_just_where_it_is_said_to_be(form_id: str) -> None:
    random = Random(4)
    values = true_values(random, form_id)
    said = protection(sheet_of(report_of(values, form_id)))
    assert set(said.values()) == {"none", "detected", "located"}
    for cell in random.sample(sorted(values), 60):
        wrong = errors(report_of({**values, cell: values[cell] + 1}, form_id))
        assert bool(wrong) is (said[cell] != "none"), cell
        if said[cell] == "located":
            assert wrong[0].repairs[0].changes == {cell: values[cell]}
            assert wrong[0].repair_status == "unique"


def test_a_figure_in_a_sum_with_a_blank_is_not_protected_by_it() -> None:
    cells = "disputes.review.upheld 4\ndisputes.review.corrected 1\ndisputes.review.other 0\n"
    whole = protection(sheet_of(report_from(cells + "disputes.review.pending 0\ndisputes.review.total 5")))
    assert set(whole.values()) == {"detected"}
    blank = protection(sheet_of(report_from(cells + "disputes.review.pending 空\ndisputes.review.total 5")))
    assert set(blank.values()) == {"none"}


def test_the_cells_to_look_at_come_in_the_order_of_how_likely_they_are_wrong() -> None:
    text = "disclosure.rules.issued 0\ndisclosure.licensing.decisions 12\ndisclosure.penalty.decisions 1204"
    (finding,) = found(report_from(text), "coverage.unprotected")
    assert finding.cells == (
        "disclosure.penalty.decisions",
        "disclosure.licensing.decisions",
        "disclosure.rules.issued",
    )


def test_last_years_report_protects_what_it_speaks_of() -> None:
    row = "\n".join(f"disclosure.normative.{column} 3" for column in ("issued", "repealed", "in_force"))
    now, last = report_from(f"year 2023\n{row}"), report_from("year 2022\ndisclosure.normative.in_force 3")
    assert "coverage.unprotected" in [finding.rule for finding in check(now)]
    assert "coverage.unprotected" not in [finding.rule for finding in check(now, [last])]
