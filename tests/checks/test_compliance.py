"""What a report must contain, and what it must not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.reports import found, report_from
from toolkit.forms import load
from toolkit.interchange import finding_to_json, json_text
from toolkit.model import Report, Section


def _report(year: int = 2023, organ: str = "云溪县水务局", **texts: str) -> Report:
    """A report with all six sections; ``s5`` is what stands in the fifth."""
    sections = tuple(
        Section(section.number, section.label.text, texts.get(f"s{section.number}", "见表。"))
        for section in load("2021").sections
    )
    return replace(report_from(f"year {year}\nrest 0"), sections=sections, organ=organ)


def test_six_sections_with_their_titles_are_in_order() -> None:
    assert found(_report(), "compliance.sections") == []


def test_a_missing_section_an_order_and_a_title_are_told_together() -> None:
    report = _report()
    one, two, _, four, five, six = report.sections
    moved = replace(report, sections=(one, four, two, replace(five, title="下一步打算"), six))
    (finding,) = found(moved, "compliance.sections")
    assert "缺少“三、收到和处理政府信息公开申请情况”" in finding.message
    assert "次序或编号不对：一、四、二、五、六" in finding.message
    assert "“五、下一步打算”的规定标题是" in finding.message


def test_a_title_that_differs_in_a_few_characters_is_no_finding() -> None:
    report = _report()
    titled = replace(report.sections[3], title="因政府信息公开工作被申请行政复议、提起行政诉讼情况")
    sections = (*report.sections[:3], titled, *report.sections[4:])
    assert found(replace(report, sections=sections), "compliance.sections") == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("数据统计期限为2023年1月1日至2023年12月31日。", False),
        ("数据统计期限为2023年1月1日至12月31日。", False),
        ("数据统计期限自2023年1月1日起至2022年12月31日止。", True),
        ("数据统计期限为2023年1月1日至12月30日。", True),
        ("2023年5月4日起开展培训。", False),
    ],
)
def test_the_period_is_the_reports_year(text: str, is_found: bool) -> None:
    assert bool(found(_report(s1=text), "compliance.period")) is is_found


@pytest.mark.parametrize(
    ("organ", "day", "is_found"),
    [
        ("云溪县水务局", "2024年1月31日", False),
        ("云溪县水务局", "2024年2月1日", True),
        ("云溪县人民政府", "2024年3月20日", False),
        ("云溪县人民政府", "2024年4月1日", True),
        ("云溪县水务局", "2023年11月3日", True),
    ],
)
def test_the_deadline_is_that_of_an_organ_or_of_a_government(organ: str, day: str, is_found: bool) -> None:
    assert bool(found(_report(organ=organ, s6=f"无。\n{day}"), "compliance.deadline")) is is_found


def test_a_problems_section_of_phrases_is_found_and_one_with_facts_is_not() -> None:
    phrases = "一是公开意识有待加强。二是公开内容不够丰富。三是业务水平有待提升。"
    phrases += "下一步将继续努力，进一步加强学习，加大公开力度。"
    (finding,) = found(_report(s5=phrases), "compliance.problems_empty")
    assert "“公开意识有待加强”" in finding.message or "“意识有待加强”" in finding.message
    facts = phrases + "全年有7件申请因补正后仍不明确而未能提供，3月底前由办公室修订申请表填写说明。"
    assert found(_report(s5=facts), "compliance.problems_empty") == []


def test_fees_must_be_told_also_when_there_were_none() -> None:
    assert found(_report(s6="无其他需要报告的事项。"), "compliance.fees_told")
    assert found(_report(s6="本年度未收取信息处理费。"), "compliance.fees_told") == []


def test_private_numbers_are_found_and_never_shown_whole() -> None:
    identity, mobile = "11010519491231002X", "13912345678"
    report = _report(s1=f"申请人身份证号{identity}，电话{mobile}；办公电话0512-6666888。")
    (finding,) = found(report, "compliance.private_numbers")
    assert finding.severity == "error"
    shown = json_text(finding_to_json(finding))
    assert identity not in shown
    assert mobile not in shown
    assert "110*************2X" in finding.message
    assert "139******78" in finding.message


def test_eighteen_digits_that_are_no_identity_number_are_none() -> None:
    assert found(_report(s1="文号110105194912310021。"), "compliance.private_numbers") == []


def test_the_id_of_a_finding_about_words_stays_when_other_words_change() -> None:
    text = "数据统计期限为2023年1月1日至12月30日。"
    (one,) = found(_report(s1=text), "compliance.period")
    (other,) = found(_report(s1="全年工作正常开展。" + text, s5="改过的问题。"), "compliance.period")
    assert one.id == other.id


def _of_old(form_id: str, titles: dict[str, str]) -> Report:
    """A report of 2016 with these sections, in order."""
    sections = tuple(Section(at, title, text) for at, (title, text) in enumerate(titles.items(), 1))
    return replace(report_from("year 2016", form_id), sections=sections, organ="云溪县水务局")


@pytest.mark.parametrize("form_id", ["2014", "2008"])
def test_before_2019_no_six_sections_were_laid_down(form_id: str) -> None:
    report = _of_old(form_id, {"概述": "全年工作。", "主动公开情况": "公开5条。", "附表": "见表。"})
    assert found(report, "compliance.sections") == []
    assert found(report, "compliance.fees_told") == []


def test_the_lawsuits_of_a_list_of_indicators_are_no_problems_section() -> None:
    titles = {"主动公开情况": "", "回应解读情况": "", "依申请公开情况": "", "行政复议数量": "0", "行政诉讼数量": "0"}
    assert found(_of_old("2014", titles), "compliance.problems_empty") == []


def test_the_problems_are_found_by_their_title_wherever_they_stand() -> None:
    titles = {"概述": "全年工作。", "存在的主要问题和改进措施": "公开意识有待加强。", "附表": "见表。"}
    (finding,) = found(_of_old("2008", titles), "compliance.problems_empty")
    assert finding.message.startswith("“存在的主要问题和改进措施”只有 9 个字")


@pytest.mark.parametrize(("day", "is_found"), [("2017年3月20日", False), ("2017年4月6日", True)])
def test_before_2019_all_reports_were_due_by_the_end_of_march(day: str, is_found: bool) -> None:
    report = _of_old("2008", {"概述": "全年工作。", "附表": f"见表。\n{day}"})
    findings = found(report, "compliance.deadline")
    assert bool(findings) is is_found
    assert all("1 月 31 日" not in finding.message for finding in findings)
