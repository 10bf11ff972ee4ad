"""The form's arithmetic beside the applications: inequalities, one row or three, lists of indicators."""

from __future__ import annotations

from random import Random

import pytest

from tests.checks.reports import PERSONS, errors, problems, report_from, report_of, true_values
from toolkit.model import CellId


def test_more_published_than_made_is_a_warning_that_says_when_it_may_be_right() -> None:
    report = report_from("rest 0\ndisclosure.normative.published 5\ndisclosure.normative.public_total 9", "2019")
    (finding,) = problems(report)
    assert (finding.rule, finding.severity) == ("disclosure.published_within_made", "warning")
    assert "规范性文件·本年新公开数量 为 5，大于 规范性文件·本年新制作数量 的 0，超出 5" in finding.message
    assert "公开往年文件时可以例外" in finding.message


def test_more_repealed_items_than_there_were_is_a_warning() -> None:
    report = report_from("rest 0\ndisclosure.penalty.previous_items 12\ndisclosure.penalty.change -15", "2019")
    (finding,) = problems(report)
    assert finding.rule == "disclosure.items_not_negative"
    assert "合计 -3（12−15），小于 0" in finding.message


def test_equal_figures_are_within_an_inequality() -> None:
    cells = ("made", "published", "public_total")
    text = "rest 0\n" + "\n".join(f"disclosure.normative.{cell} 5" for cell in cells)
    assert problems(report_from(text, "2019")) == ()


# --- single （六） row ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [("other",), ("other.no_correction", "other.unpaid", "other.rest")])
def test_other_outcomes_count_whether_printed_as_one_row_or_three(rows: tuple[str, ...]) -> None:
    values: dict[CellId, int | None] = dict(true_values(Random(3), "2021"))
    for cell in [cell for cell in values if cell.startswith("applications.other.")]:
        del values[cell]
    for row in rows:
        for person in (*PERSONS, "total"):
            values[CellId(f"applications.{row}.{person}")] = 0
    # What was under （六） before is missing now: the sums fail until it is put into any one of the rows.
    totals = {
        person: sum(v or 0 for cell, v in values.items() if _is_outcome(cell) and cell.endswith(f".{person}"))
        for person in (*PERSONS, "total")
    }
    for person, total in totals.items():
        asked = values[CellId(f"applications.total.{person}")] or 0
        values[CellId(f"applications.{rows[-1]}.{person}")] = asked - total
    assert errors(report_of(values, "2021")) == []
    values[CellId(f"applications.{rows[-1]}.natural")] = (values[CellId(f"applications.{rows[-1]}.natural")] or 0) + 7
    (finding,) = errors(report_of(values, "2021"))
    assert finding.cells == (f"applications.{rows[-1]}.natural",)


def _is_outcome(cell: str) -> bool:
    row = cell.removeprefix("applications.").rsplit(".", 1)[0]
    return cell.startswith("applications.") and row not in {"new", "carried_in", "total", "carried_out"}


def test_a_sum_of_the_2014_list_names_its_indicator_and_the_difference() -> None:
    (finding,) = errors(
        report_from(
            "indicators.received 12\nindicators.received_in_person 2\nindicators.received_by_fax 0\n"
            "indicators.received_online 5\nindicators.received_by_letter 4",
            "2014",
        )
    )
    assert finding.rule == "indicators.received_is_sum"
    assert finding.message.startswith("（一）收到申请数 应为 11（2+5+4，各种方式申请数之和），表中为 12，相差 1")


def test_a_row_of_a_local_list_belongs_to_the_sum_where_it_is_printed() -> None:
    parts = "indicators.received_in_person 2\nindicators.received_by_fax 0\nindicators.received_online 5\n"
    rest = "indicators.received_by_letter 4\nindicators.received_by_email 1\nindicators.received 12"
    assert errors(report_from(parts + rest, "2014")) == []


def test_of_a_list_what_a_report_does_not_name_is_neither_missing_nor_too_few() -> None:
    assert problems(report_from("indicators.received 12\nindicators.received_online 5", "2014")) == ()
    assert problems(report_from("indicators.received 12\nindicators.received_online 5", "2008")) == ()
    (finding,) = problems(report_from("indicators.received 12\nindicators.received_online 15", "2008"))
    assert (finding.rule, finding.severity) == ("indicators.received_parts_within_total", "error")


def test_blank_indicators_are_named_by_their_labels() -> None:
    (finding,) = problems(report_from("indicators.reviews 0\nindicators.suits_corrected 空", "2014"))
    assert finding.rule == "table.blank"
    assert finding.message.startswith("五、行政诉讼数量·（二）被依法纠错数 是空白")
