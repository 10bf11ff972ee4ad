"""Which form a report is on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.reports import found, problems, report_from


@pytest.mark.parametrize(("year", "form"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2024, "2021")])
def test_a_report_on_the_form_of_its_year_is_in_order(year: int, form: str) -> None:
    assert problems(report_from(f"year {year}\nform {form}\nrest 0")) == ()


def test_a_report_on_the_form_before_is_an_error_that_says_which_form_is_due_and_what_differs() -> None:
    (finding,) = problems(report_from("year 2022\nform 2019\nrest 0"))
    assert (finding.rule, finding.severity, finding.cells) == ("form.not_of_year", "error", ())
    assert "2022 年度报告应当用国办公开办函〔2021〕30号的格式" in finding.message
    assert "国办公开办函〔2019〕60号的旧格式" in finding.message
    assert "“主动公开政府信息情况”表" in finding.message
    assert "行政诉讼" not in finding.message  # that table did not change


def test_a_report_on_a_form_that_did_not_exist_yet_asks_for_the_year() -> None:
    (finding,) = found(report_from("year 2020\nform 2021\nrest 0"), "form.not_of_year")
    assert "报告年度认作 2020 年" in finding.message
    assert "请核对标题里的年度" in finding.message
    # For years before the first form that is known here, too.
    assert len(found(report_from("year 2016\nform 2019\nrest 0"), "form.not_of_year")) == 1


def test_an_older_form_was_no_mistake_for_2019_but_is_one_for_2020() -> None:
    assert problems(report_from("year 2019\nform 2014")) == ()
    (finding,) = problems(report_from("year 2020\nform 2014"))
    assert finding.rule == "form.not_of_year"
    assert "国办发〔2014〕32号的旧格式" in finding.message


def test_a_report_without_a_form_or_without_a_year_is_checked_as_far_as_that_goes() -> None:
    report = report_from("rest 0\napplications.new.natural 2.5", "2021")
    (finding,) = problems(replace(report, form=None))
    assert (finding.rule, finding.severity) == ("form.unknown", "warning")
    assert "认不出这份报告用的是哪一种格式" in finding.message
    assert [finding.rule for finding in problems(replace(report, form="1999", year=None))] == ["form.unknown"]
    assert found(replace(report, year=None), "form.not_of_year") == []
    assert len(found(replace(report, year=None), "figures.whole")) == 1


def test_a_single_row_for_other_outcomes_in_the_2021_form_is_a_mixture() -> None:
    (finding,) = problems(report_from("rest 0\napplications.other.natural 0", "2021"))
    assert (finding.rule, finding.severity) == ("form.mixture", "warning")
    assert len(finding.cells) == 7
    assert "（六）其他处理 只印了一行" in finding.message
    assert "分 3 行" in finding.message


def test_the_single_row_of_a_mixture_takes_part_in_the_sums() -> None:
    text = "rest 0\napplications.new.{0} 4\napplications.other.{0} 4\napplications.total.{0} 4"
    report = report_from(text.format("natural") + "\n" + text.format("total").removeprefix("rest 0\n"), "2021")
    assert {finding.rule for finding in problems(report)} == {"form.mixture"}
