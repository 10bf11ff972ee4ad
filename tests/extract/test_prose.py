"""A report's prose in the report: mentions in every format, figures where the form has no tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from toolkit.model import CellId, Figure, Report, SectionOrigin, TextOrigin
from toolkit.reports import read_report

FREE = """云溪县水务局2010年政府信息公开工作年度报告
一、概述
{overview}
二、主动公开政府信息情况
全年主动公开政府信息320条。
三、依申请公开政府信息情况
{applications}
四、收费情况
收取复制费36元。
"""


def free(overview: str = "无。", applications: str = "收到申请12件。") -> tuple[str, Report]:
    text = FREE.format(overview=overview, applications=applications)
    return text, read_report(text.encode(), "r.txt", "r.txt")


def of(report: Report, indicator: str) -> Figure:
    return report.figures[CellId(indicator)]


def test_a_figure_of_prose_stands_at_its_place_in_the_file() -> None:
    text, report = free()
    figure = of(report, "indicators.received")
    assert (figure.value, figure.status, figure.raw, figure.method) == (Decimal(12), "printed", "12件", "text")
    assert isinstance(figure.origin, TextOrigin)
    assert text[figure.origin.start : figure.origin.end] == "12件"
    assert text.split("\n")[figure.origin.line - 1] == "收到申请12件。"


def test_money_is_in_the_indicators_unit() -> None:
    _, report = free()
    assert str(of(report, "indicators.fees").value) == "0.0036"


def test_words_for_none_are_zero_and_printed() -> None:
    _, report = free(applications="未收到政府信息公开申请。")
    figure = of(report, "indicators.received")
    assert (figure.value, figure.status, figure.raw) == (Decimal(0), "printed", "未收到")


def test_an_indicator_of_which_two_figures_are_given_has_none_and_a_note() -> None:
    _, report = free(overview="全年收到申请13件。")
    assert "indicators.received" not in report.figures
    (note,) = [note for note in report.notes if note.code == "prose.conflict"]
    assert "“13件”、“12件”" in note.message


def test_an_indicator_that_is_said_twice_alike_is_read_once() -> None:
    _, report = free(overview="全年收到申请12件。")
    assert of(report, "indicators.received").value == 12


def test_a_figure_that_is_only_about_is_less_sure() -> None:
    _, report = free(overview="培训近百人次。")
    assert of(report, "indicators.trainees").confidence < of(report, "indicators.received").confidence


def test_mentions_point_into_their_sections() -> None:
    _, report = free(overview="召开会议3次。")
    for mention in report.mentions:
        text = report.sections[mention.section - 1].text if mention.section else report.preamble
        assert text[mention.start : mention.end] == mention.raw


def test_a_web_pages_figure_stands_at_its_place_in_the_section() -> None:
    text, _ = free()
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n")) + "</body></html>"
    report = read_report(page.encode(), "r.html", "r.html")
    origin = of(report, "indicators.received").origin
    assert isinstance(origin, SectionOrigin)
    assert report.sections[origin.section - 1].text[origin.start : origin.end] == "12件"


def test_prose_gives_no_figures_to_a_report_with_tables() -> None:
    path = Path(__file__).resolve().parents[2] / "fixtures" / "reports" / "docx-01.docx"
    report = read_report(path.read_bytes(), path.name, path.name)
    assert report.mentions
    assert {figure.method for figure in report.figures.values()} == {"table"}


def test_a_line_of_a_list_that_was_not_read_as_one_gives_no_figure() -> None:
    lines = (
        "主动公开政府信息数     320      当面申请数      3",
        "主动公开政府信息数：320条",
        "主动公开政府信息数（不同渠道和方式公开相同信息计1条）",
        "行政复议数：无",
        "四、行政复议数量\u3000无",
        "主动公开政府信息\t320条",
    )
    for line in lines:
        text = f"云溪县水务局2010年政府信息公开工作年度报告\n一、概述\n{line}\n二、其他\n收到申请12件。\n"
        report = read_report(text.encode(), "r.txt", "r.txt")
        assert set(report.figures) == {"indicators.received"}, line
