"""A report beside those of earlier years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.reports import report_from
from toolkit.checks import YEAR_RULES, check
from toolkit.checks.series import comparable
from toolkit.model import Finding, Report, Section

_LAST = """
    year 2022
    rest 0
    applications.new.natural 12
    applications.new.total 12
    applications.granted.natural 10
    applications.granted.total 10
    applications.total.natural 10
    applications.total.total 10
    applications.carried_out.natural 2
    applications.carried_out.total 2
    disclosure.normative.in_force 15
"""
_NOW = """
    year 2023
    rest 0
    applications.carried_in.natural 2
    applications.carried_in.total 2
    applications.granted.natural 2
    applications.granted.total 2
    applications.total.natural 2
    applications.total.total 2
    disclosure.normative.in_force 15
"""


def _found(now: str | Report, *last: str | Report) -> dict[str, Finding]:
    reports = [report_from(r) if isinstance(r, str) else r for r in (now, *last)]
    return {f.rule: f for f in check(reports[0], reports[1:]) if f.rule.startswith("years.")}


def _with_text(report: Report, text: str, number: int = 1) -> Report:
    return replace(report, sections=(Section(number, "总体情况", text),))


def test_a_report_that_follows_from_last_years_has_no_findings() -> None:
    assert _found(_NOW, _LAST) == {}


def test_what_was_carried_over_is_compared_column_by_column_with_the_place_in_last_years_report() -> None:
    finding = _found(_NOW, _LAST.replace("carried_out.natural 2", "carried_out.natural 1"))["years.carried_over"]
    assert finding.cells == ("applications.carried_in.natural",)
    assert finding.expected == 1
    assert "自然人 填 2，上年报告结转 1" in finding.message
    assert (finding.evidence[-1].year, finding.evidence[-1].cell) == (2022, "applications.carried_out.natural")
    assert finding.severity == "error"


def test_a_carry_over_that_the_report_explains_is_a_warning_with_its_words() -> None:
    now = _with_text(report_from(_NOW), "因机构改革，有关职能划转，上年结转数有变化。")
    finding = _found(now, _LAST.replace("carried_out.natural 2", "carried_out.natural 1"))["years.carried_over"]
    assert finding.severity == "warning"
    assert "机构改革" in finding.message


def test_a_blank_carry_over_is_not_compared() -> None:
    assert "years.carried_over" not in _found(_NOW + "applications.carried_in.natural 空", _LAST)


def test_a_report_two_years_before_says_nothing_of_what_was_carried_over() -> None:
    assert "years.carried_over" not in _found(
        _NOW, _LAST.replace("year 2022", "year 2021").replace("out.natural 2", "out.natural 9")
    )


def test_last_years_report_settles_which_figure_of_a_failing_flow_is_wrong() -> None:
    wrong = _NOW.replace("carried_in.natural 2", "carried_in.natural 5").replace(
        "carried_in.total 2", "carried_in.total 5"
    )
    (alone,) = (f for f in check(report_from(wrong)) if f.severity == "error")
    assert alone.repair_status == "ambiguous"
    beside = next(f for f in check(report_from(wrong), [report_from(_LAST)]) if f.rule == "applications.flow_balances")
    assert beside.repairs[0].changes == {"applications.carried_in.natural": 2, "applications.carried_in.total": 2}


def test_figures_left_standing_from_last_year_are_one_finding() -> None:
    row = "applications.granted.natural 31\napplications.granted.company 7\napplications.granted.total 38"
    finding = _found(f"year 2023\n{row}", f"year 2022\n{row}")["years.row_repeated"]
    assert finding.slip == "last_years_figure"
    assert "（一）予以公开 整行与 2022 年的报告完全相同" in finding.message


def test_rows_of_zeros_or_of_few_small_figures_are_no_wonder_when_they_repeat() -> None:
    row = "rest 0\napplications.granted.natural 2\napplications.granted.company 1\napplications.granted.total 3"
    assert "years.row_repeated" not in _found(f"year 2023\n{row}", f"year 2022\n{row}")


def test_yuan_in_a_column_of_ten_thousand_yuan_is_named() -> None:
    finding = _found("year 2023\ndisclosure.fees.amount 77300", "year 2022\ndisclosure.fees.amount 7.73")["years.jump"]
    assert finding.slip == "unit_slip"


def test_one_slip_that_several_rules_see_is_one_finding() -> None:
    assert "years.jump" not in _found(
        "year 2023\ndisclosure.fees.amount 7730000", "year 2022\ndisclosure.fees.amount 773"
    )  # data.money_in_yuan says it
    before = ("carried_in.natural 31", "carried_in.company 7", "carried_in.total 38")
    last = "\n".join(f"applications.{cell}" for cell in (*before, "carried_out.natural 30", "carried_out.total 30"))
    now = "\n".join(f"applications.{cell}" for cell in before)
    found = _found(f"year 2023\nrest 0\n{now}", f"year 2022\nrest 0\n{last}")
    assert found["years.carried_over"].slip == "last_years_figure"
    assert "years.row_repeated" not in found


@pytest.mark.parametrize(("now", "is_found"), [(400, False), (520, True), (15, True), (40, False)])
def test_a_jump_is_judged_by_all_earlier_years(now: int, is_found: bool) -> None:
    series = [f"year {year}\napplications.new.total {n}" for year, n in ((2022, 90), (2021, 100))]
    assert ("years.jump" in _found(f"year 2023\napplications.new.total {now}", *series)) is is_found


def test_text_taken_over_from_last_year_is_told_with_its_share() -> None:
    text = "{}年，我局在门户网站公开政府信息{}条，编制了主动公开目录。\n我局认真办理了收到的每一件政府信息公开申请。"
    now, last = (_with_text(report_from(t), text.format(y, n)) for t, y, n in ((_NOW, 2023, 5), (_LAST, 2022, 60)))
    finding = _found(now, last)["years.copied_text"]
    assert "正文有 100% 与 2022 年的报告相同" in finding.message
    other = _with_text(report_from(_LAST), "全年主动公开信息六十条，其中涉及水利工程建设管理的信息四十条，占三分之二。")
    assert "years.copied_text" not in _found(now, other)


def test_a_report_of_another_organ_is_not_comparable() -> None:
    now, last = report_from(_NOW + "organ 云溪县水务局"), report_from(_LAST + "organ 云溪县林业局")
    assert comparable(now, [last, now, replace(last, organ="云溪县 水务局")]) == (replace(last, organ="云溪县 水务局"),)
    assert "years.other_organ" in _found(now, last)


def test_without_earlier_reports_no_rule_about_years_speaks() -> None:
    assert not {rule.id for rule in YEAR_RULES} & {finding.rule for finding in check(report_from(_NOW))}
