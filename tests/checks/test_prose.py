"""What the prose says in figures, beside the tables, its own lists and last year's report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.reports import report_from, rows_of
from toolkit.checks import check
from toolkit.checks.example import read_example
from toolkit.model import CellId, Finding, Report

_ROWS = {"new": 24, "carried_in": 2, "granted": 7, "partial": 13, "denied.law": 2, "unavailable.not_held": 4}
_SUMS = {"total": 26}


def _report(prose: str, more: str = "", organ: str = "云溪县水务局", year: int = 2023) -> Report:
    """A report of 24 applications received and 26 done with, which says this."""
    figures = rows_of({**_ROWS, **_SUMS})
    return report_from(f"year {year}\norgan {organ}\nrest 0\n{figures}\n{more}\nsection 一 {prose}", "2021")


def _prose(report: Report) -> list[Finding]:
    return [finding for finding in check(report) if finding.rule.startswith("prose.")]


def _one(report: Report) -> Finding:
    (finding,) = _prose(report)
    return finding


# --- figures against the tables ---------------------------------------------------------------------------


def test_a_figure_that_is_not_the_tables_is_an_error_that_names_words_cell_and_both_numbers() -> None:
    finding = _one(_report("2023年共收到政府信息公开申请42件，办结26件。"))
    assert (finding.rule, finding.severity, finding.slip) == ("prose.figure", "error", "digits_swapped")
    assert finding.cells == ("applications.new.total",)
    assert "“2023年共收到政府信息公开申请42件”" in finding.message
    assert "表中为 24，相差 18" in finding.message
    assert "多半是正文写错" in finding.message
    assert [e.quote for e in finding.evidence if e.cell is None] == ["2023年共收到政府信息公开申请42件"]


@pytest.mark.parametrize(
    "prose",
    [
        "2023年共收到政府信息公开申请24件，办结26件，其中予以公开7件，部分公开13件，结转下年度0件。",
        "全年共收到申请26件（含上年结转2件），均已办结。",
        "收到政府信息公开申请20余件，答复近30件。",
        "上半年收到政府信息公开申请11件，下半年收到政府信息公开申请13件。",
        "2022年收到政府信息公开申请31件，2023年收到政府信息公开申请24件。",
        "自2008年以来累计收到政府信息公开申请1204件。",
        "县教育局收到政府信息公开申请3件，我局收到政府信息公开申请24件。",
        "收到政府信息公开申请24件，答复26件，予以公开及部分公开20件。",
        "清理规范性文件30件，废止3件。",
        "其中上半年：段（一）予以公开3件段（二）部分公开1件",
        "不予公开2件，信息不存在4件，行政复议0件，行政诉讼0件。",
        "本年度未收到行政复议，没有发生行政诉讼。",
        "预计2024年收到政府信息公开申请50件。",
    ],
)
def test_figures_that_agree_or_are_of_something_else_are_not_pointed_out(prose: str) -> None:
    assert _prose(_report(prose)) == []


def test_none_in_the_prose_is_wrong_where_the_table_has_some() -> None:
    finding = _one(_report("2023年，我局未收到政府信息公开申请。"))
    assert (finding.rule, finding.severity) == ("prose.figure", "error")
    assert "未收到" in finding.message


def test_of_two_figures_of_which_one_is_the_tables_the_other_is_only_a_warning() -> None:
    finding = _one(_report("共收到政府信息公开申请24件。全年共收到政府信息公开申请21件。"))
    assert finding.severity == "warning"
    assert "正文另一处写的与表相符" in finding.message


def test_a_figure_left_from_last_year_is_told_by_last_years_report() -> None:
    now = "\n".join(_lines("2023年共收到政府信息公开申请31件。"))
    last = "\n".join(
        f"last {line}" for line in ["rest 0", *rows_of({"new": 31, "granted": 31, "total": 31}).split("\n")]
    )
    example = read_example(f"{now}\n{last}", "2021")
    (finding,) = [f for f in check(example.report, example.previous) if f.rule == "prose.figure"]
    assert finding.slip == "last_years_figure"


def _lines(prose: str) -> list[str]:
    return ["year 2023", "rest 0", *rows_of({**_ROWS, **_SUMS}).split("\n"), f"section 一 {prose}"]


def test_a_figure_that_the_arithmetic_would_put_into_a_cell_is_evidence_and_no_finding() -> None:
    wrong = rows_of({**_ROWS, "total": 0})
    report = report_from(f"rest 0\n{wrong}\nsection 一 全年办结政府信息公开申请26件。", "2021")
    assert _prose(report) == []
    (total,) = [finding for finding in check(report) if finding.severity == "error"]
    assert total.repairs[0].changes[CellId("applications.total.total")] == 26


def test_what_the_prose_says_decides_between_repairs_that_the_sums_leave_open() -> None:
    text = "rest 0\ndisputes.review.upheld 14\ndisputes.review.pending 2\ndisputes.review.total 18"
    (open_,) = [f for f in check(report_from(text, "2021")) if f.severity == "error"]
    assert open_.repair_status == "ambiguous"
    said = f"{text}\nsection 四 因政府信息公开被申请行政复议18件，结果维持16件，尚未审结2件。"
    (settled,) = [f for f in check(report_from(said, "2021")) if f.severity == "error"]
    assert settled.repair_status == "unique"
    assert settled.repairs[0].changes == {"disputes.review.upheld": 16}


def test_a_figure_that_the_prose_repeats_is_protected() -> None:
    text = "rest 0\ndisclosure.licensing.decisions 1204\nsection 一 全年作出行政许可决定{}件。"
    of = {
        n: next(f for f in check(report_from(text.format(n), "2021")) if f.rule == "coverage.unprotected")
        for n in (1204, 88)
    }
    assert "disclosure.licensing.decisions" not in of[1204].cells
    assert "disclosure.licensing.decisions" in of[88].cells


def test_decisions_and_documents_may_be_counted_otherwise_and_are_only_a_warning() -> None:
    report = report_from("rest 0\ndisclosure.licensing.decisions 1204\nsection 一 全年作出行政许可决定124件。", "2021")
    finding = _one(report)
    assert (finding.severity, finding.slip) == ("warning", "digit_dropped")


def test_money_is_compared_in_the_cells_unit() -> None:
    text = "rest 0\ndisclosure.fees.amount 1.25\nsection 一 全年收取行政事业性收费{}。"
    assert _prose(report_from(text.format("12500元"), "2021")) == []


# --- the slips of published reports -----------------------------------------------------------------------


def test_two_in_the_prose_and_three_in_the_table() -> None:
    report = report_from(
        f"rest 0\n{rows_of({'new': 3, 'granted': 3, 'total': 3})}\nsection 一 共收到政府信息公开申请2件。",
        "2021",
    )
    assert _one(report).severity == "error"


def test_the_natural_persons_of_a_row_taken_for_its_total() -> None:
    figures = """
        applications.new.natural 788
        applications.new.company 17
        applications.new.total 805
        applications.granted.natural 258
        applications.granted.company 17
        applications.granted.total 275
        applications.unavailable.not_held.natural 530
        applications.unavailable.not_held.total 530
        applications.total.natural 788
        applications.total.company 17
        applications.total.total 805
    """
    prose = "section 一 已办结政府信息公开申请805件，其中予以公开258件。"
    finding = next(f for f in _prose(report_from(f"rest 0\n{figures}\n{prose}", "2019")) if f.rule == "prose.figure")
    assert finding.slip == "cell_taken_for_total"
    assert "（一）予以公开·自然人" in finding.message


def test_one_of_the_rows_of_a_group_taken_for_all_of_them() -> None:
    rows = {"new": 337, "unavailable.not_held": 265, "unavailable.to_make": 72, "total": 337}
    text = f"rest 0\n{rows_of(rows)}\nsection 一 办结申请337件，其中无法提供{{}}件。"
    assert _prose(report_from(text.format(337), "2021")) == []
    finding = _one(report_from(text.format(265), "2021"))
    assert (finding.severity, finding.slip) == ("error", "cell_taken_for_total")
    assert "1.本机关不掌握相关政府信息·总计" in finding.message


def test_the_offices_own_figure_beside_the_districts_is_a_question_of_scope() -> None:
    for organ, prose in (
        ("云溪区人民政府", "2023年，区政府办公室共受理政府信息公开申请9件。"),
        ("云溪区人民政府", "2023年，共受理政府信息公开申请9件。"),
    ):
        finding = _one(_report(prose, organ=organ))
        assert (finding.severity, finding.slip) == ("warning", "scope")
    wider = _one(_report("2023年，全县共收到政府信息公开申请95件。"))
    assert (wider.severity, wider.slip) == ("info", "scope")


def test_all_upheld_beside_pending_ones() -> None:
    more = "disputes.review.upheld 5\ndisputes.review.pending 2\ndisputes.review.total 7"
    finding = _one(_report("因政府信息公开被申请行政复议7件，均获维持。", more))
    assert finding.rule == "prose.all_upheld"
    assert finding.cells == ("disputes.review.pending",)
    clean = "disputes.review.upheld 7\ndisputes.review.total 7"
    assert _prose(_report("因政府信息公开被申请行政复议7件，均获维持。", clean)) == []


def test_two_totals_in_one_section() -> None:
    finding = _one(_report("全年通过政府网站公开政府信息20条。段通过政府网站公开政府信息16条，做到应公开尽公开。"))
    assert (finding.rule, finding.severity) == ("prose.two_values", "warning")


# --- lists ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prose", "severity"),
    [
        ("主动公开信息67条，其中工作动态13条、公共资源交易信息17条、采购信息11条、服务信息12条、提案2条。", "warning"),
        ("公开政府信息36条，其中政策文件12条、工作动态20条、财政信息5条。", "error"),
        ("公开政府信息231条，其中工作动态221条、政策文件9条、财政信息5条。", "error"),
        ("公开政府信息50条，其中政策文件12条、工作动态20条、其他17条。", "error"),
    ],
)
def test_a_list_that_does_not_add_up(prose: str, severity: str) -> None:
    finding = _one(_report(prose))
    assert (finding.rule, finding.severity) == ("prose.parts", severity)


@pytest.mark.parametrize(
    "prose",
    [
        "公开政府信息37条，其中政策文件12条、工作动态20条、财政信息5条。",
        "公开政府信息100条，其中政策文件12条。",
        "公开政府信息100条，其中政策文件12条、工作动态20条、财政信息5条等。",
        "公开政府信息100条，其中网站公开90条、微信公开80条、微博公开70条。",
        "公开政府信息100余条，其中政策文件62条、工作动态60条。",
    ],
)
def test_a_list_that_adds_up_or_does_not_say_that_it_is_all(prose: str) -> None:
    assert _prose(_report(prose)) == []


def test_parts_of_another_base_are_more_than_what_they_are_parts_of() -> None:
    rows = {"new": 10, "granted": 6, "unavailable.not_held": 3, "carried_out": 1, "total": 9}
    prose = "收到申请10件，答复9件，其中属于已主动公开7件，信息不存在2件，非本机关3件。"
    report = report_from(f"rest 0\n{rows_of(rows)}\nsection 一 {prose}", "2021")
    assert any(f.rule == "prose.parts" and "多 3" in f.message for f in _prose(report))


def test_a_total_with_a_wan_too_much_is_a_slip_of_the_unit() -> None:
    finding = _one(_report("公开信息173769万条，其中政策文件75656条、工作动态98113条。"))
    assert (finding.rule, finding.slip) == ("prose.parts", "unit_slip")


# --- shares and changes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "severity"),
    [("26.92%", None), ("27%", None), ("26.9%", None), ("26%", "info"), ("26.91%", "info"), ("33.9%", "warning")],
)
def test_a_share_follows_from_its_figures_rounded_or_cut_off(share: str, severity: str | None) -> None:
    found = _prose(_report(f"全年办结政府信息公开申请26件，其中予以公开7件，占{share}。"))
    assert [(f.rule, f.severity) for f in found] == ([("prose.share", severity)] if severity else [])
    if share == "26%":
        assert "截去尾数" in found[0].message


def test_a_share_of_all_that_was_received_is_one_too() -> None:
    assert _prose(_report("收到政府信息公开申请24件，予以公开7件，占29.17%。")) == []


_LAST = "\n".join(f"last {line}" for line in ["rest 0", *rows_of({"new": 30, "granted": 30, "total": 30}).split("\n")])


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("同比下降20%", None),
        ("同比下降20.0%", None),
        ("比上年减少6件", None),
        ("同比增长20%", "error"),
        ("同比下降25%", "warning"),
        ("比上年减少7件", "warning"),
        ("与2021年相比增长25%", None),
    ],
)
def test_a_change_follows_from_last_years_report(said: str, severity: str | None) -> None:
    lines = "\n".join(_lines(f"2023年共收到政府信息公开申请24件，{said}。"))
    example = read_example(f"{lines}\n{_LAST}", "2021")
    found = [f for f in check(example.report, example.previous) if f.rule == "prose.change"]
    assert [f.severity for f in found] == ([severity] if severity else [])


# --- whose report, of which year --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prose", "rule"),
    [
        ("2022年，我局认真贯彻条例，现将2022年度政府信息公开工作情况报告如下。", "prose.year"),
        ("截至6月底，共公开政府信息18条。", "prose.year"),
        ("2023年，我镇认真贯彻条例。", "prose.organ"),
        ("二是加强培训，请县司法局授课2次。三是改版网站。", "prose.counted_off"),
        (
            "本报告由总体情况、主动公开情况、申请情况、复议诉讼情况、存在问题、其他事项、附表六部分组成。",
            "prose.counted_off",
        ),
    ],
)
def test_words_left_from_another_year_or_organ_or_lost_are_pointed_out(prose: str, rule: str) -> None:
    assert [(f.rule, f.severity) for f in _prose(_report(prose))] == [(rule, "warning")]


@pytest.mark.parametrize(
    "prose",
    [
        "2023年，我局认真贯彻条例，现将2023年度政府信息公开工作情况报告如下。",
        "2022年，我局收到建议2条，已经采纳。2023年，现将2023年度政府信息公开工作情况报告如下。",
        "截至12月31日，共公开政府信息18条；截至2023年底，共有专栏3个。",
        "我市、我县的部署，我局都已落实。",
        "一是加强培训，二是改版网站。",
        "本报告由总体情况、主动公开情况、存在问题等六部分组成。",
    ],
)
def test_words_of_this_year_and_this_organ_are_not(prose: str) -> None:
    assert _prose(_report(prose)) == []


def test_a_subdistrict_does_not_speak_of_the_provinces_central_work() -> None:
    prose = "2021年，街道围绕省委、省政府中心工作，扎实推进政务公开。"
    finding = _one(_report(prose, organ="云溪区文柳街道办事处", year=2021))
    assert (finding.rule, finding.slip) == ("prose.organ", "other_organs_words")


def test_every_finding_of_one_report_has_an_id_of_its_own() -> None:
    report = _report(
        "共收到政府信息公开申请42件。段全年共收到政府信息公开申请42件，占33.9%。段公开36条，其中甲类20条、乙类20条。"
    )
    ids = [finding.id for finding in check(report)]
    assert len(ids) == len(set(ids))
    assert Decimal(42) in {m.value for m in report.mentions}
