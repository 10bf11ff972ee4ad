from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from tests.samples import WRONG, sample
from toolkit.checks import check
from toolkit.model import CellId, Figure, Finding, Note, Repair, Report, TableOrigin
from toolkit.reports import read_report
from toolkit.view.digest import DigestView, digest, totals
from toolkit.view.report import ReportView

SLIPS = """
    rest 0
    disclosure.normative.in_force 1234
    disclosure.penalty.decisions 空
    disclosure.coercion.decisions /
    disclosure.fees.amount 28068.751万元
    applications.new.natural 22
    applications.new.total 22
    applications.granted.natural 22
    applications.granted.total 22
    applications.denied.secret.company 缺
    applications.denied.law.company O
    applications.denied.stability.company 认不出
"""


def with_places(report: Report) -> Report:
    """The report, its figures in three tables, a row after the other."""
    rows: dict[str, int] = {}
    figures: dict[CellId, Figure] = {}
    for cell, figure in report.figures.items():
        table, row, _ = cell.split(".", 1)[0], cell.rpartition(".")[0], None
        at = rows.setdefault(row, len(rows) + 1)
        column = sum(other.rpartition(".")[0] == row for other in figures)
        block = {"disclosure": 12, "applications": 31}.get(table, 40)
        origin = None if figure.status == "missing" else TableOrigin(block, at, column + 1)
        figures[cell] = figure._replace(origin=origin)
    return replace(report, figures=figures)


def made_findings(report: Report) -> tuple[Finding, ...]:
    """Two findings in words that don't change with the rules."""
    total, blank = CellId("applications.total.natural"), CellId("disclosure.penalty.decisions")
    error = Finding(
        id="1",
        rule="applications.total_is_sum",
        severity="error",
        source=report.source,
        message="（七）总计·自然人 应为 22（各项办理结果之和），表中为 0，相差 22；整行为 0，疑似漏填",
        cells=(total,),
        repairs=(Repair({total: Decimal(22)}, 1, "两条勾稽关系都要求如此"),),
        repair_status="unique",
        citation="国办公开办函〔2021〕30号 附件，表三",
    )
    return error, replace(error, rule="table.blank", severity="warning", message="一格空白", cells=(blank,), repairs=())


def shown(view: RenderableType, width: int = 120, *, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        markup=False,
        highlight=False,
        legacy_windows=False,
    )
    console.print(view)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def report_shown(text: str, width: int = 120, findings: Sequence[Finding] | None = None) -> str:
    return shown(ReportView(sample(text), "年报.docx", findings), width)


def line_with(text: str, beginning: str) -> str:
    return next(line for line in text.splitlines() if line.strip().startswith(beginning))


@pytest.mark.parametrize("width", [80, 120])
def test_a_report_looks_like_its_form(width: int, golden: Callable[[str, str], None]) -> None:
    report = with_places(sample(SLIPS))
    report = replace(report, notes=(Note("row.extra", "多出一行，没有读取", TableOrigin(12, 7, 0)),))
    golden(f"view-{width}.txt", shown(ReportView(report, "年报.docx", made_findings(report)), width))


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    report = with_places(sample(SLIPS))
    text = shown(ReportView(report, "年报.docx", check(report), places=True), width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_heads_over_several_columns_and_groups_beside_rows_are_printed() -> None:
    text = report_shown("rest 0")
    for expected in ("申请人情况", "法人或其他组织", "三、本年度办理结果", "（三）不予公开", "第二十条第（八）项"):
        assert expected in text
    assert line_with(text, "1.属于国家秘密").startswith("    ")


def test_what_is_no_number_has_a_sign_and_a_legend() -> None:
    text = report_shown(SLIPS)
    assert line_with(text, "行政处罚").split()[1] == "空"
    assert line_with(text, "行政强制").split()[1] == "/"
    assert line_with(text, "1.属于国家秘密").split()[2] == "缺"
    assert line_with(text, "2.其他法律行政法规禁止公开").split()[2] == "‹O›"
    assert line_with(text, "3.危及“三安全一稳定”").split()[2] == "？"
    legend = text.partition("图例：")[2]
    for sign in ("空", "缺", "？", "‹ ›"):
        assert sign in legend
    assert "图例" not in report_shown("rest 0")


def test_a_number_is_shown_as_read_with_all_its_digits() -> None:
    assert line_with(report_shown(SLIPS), "行政事业性收费").split()[1] == "28068.751"


def test_a_table_that_the_report_does_not_have_is_one_line() -> None:
    text = report_shown("rest 0\n" + "\n".join(f"disputes.review.{c} 缺" for c in ("upheld", "corrected", "other")))
    assert "报告中没有这张表" not in text
    missing = [
        f"disputes.{row}.{column} 缺"
        for row in ("review", "suit_direct", "suit_after_review")
        for column in ("upheld", "corrected", "other", "pending", "total")
    ]
    text = report_shown("rest 0\n" + "\n".join(missing))
    assert "报告中没有这张表" in text
    assert "结果维持" not in text


def test_of_a_group_and_the_one_row_that_may_stand_for_it_only_what_is_printed_is_shown() -> None:
    assert "3.其他 " in report_shown("rest 0")
    single = report_shown("rest 0\napplications.other.natural 0")
    assert "3.其他 " not in single
    assert "（六）其他处理" in single


def test_a_cell_of_two_findings_names_both_and_of_more_the_first() -> None:
    report = sample("rest 0")
    (first, *_) = check(sample("rest 0\napplications.new.natural 22"))
    cell = CellId("applications.new.natural")
    several = [replace(first, cells=(cell,))] * 3
    assert line_with(shown(ReportView(report, "x", several[:2])), "一、").split()[1] == "0[1,2]"
    assert line_with(shown(ReportView(report, "x", several)), "一、").split()[1] == "0[1…]"


def test_marks_and_list_are_red_for_errors_and_yellow_for_warnings() -> None:
    report = sample(WRONG + "disclosure.penalty.decisions 空")
    text = shown(ReportView(report, "x", check(report)), colour=True)
    assert re.search(r"\x1b\[1;31m *0(\x1b\[0m\x1b\[1;31m)?\[1\]", text)
    assert re.search(r"\x1b\[33m *空(\x1b\[0m\x1b\[33m)?\[2\]", text)
    assert "\x1b[1;31m[1] 错误" in text
    assert "\x1b[33m[2] 提醒" in text


def test_what_is_only_information_is_listed_and_marks_nothing() -> None:
    report = sample("rest 0\ndisclosure.penalty.decisions /")
    text = shown(ReportView(report, "x", check(report)))
    assert line_with(text, "行政处罚").split()[1] == "/"
    assert "[1] 说明" in text


def test_findings_are_not_mentioned_where_nobody_checked() -> None:
    assert "没有发现问题" not in report_shown(SLIPS)
    assert "没有发现问题" in report_shown("rest 0", findings=())


def test_a_report_of_no_known_form_is_still_shown() -> None:
    report = replace(sample("rest 0"), form=None, year=None, organ=None, title=None)
    text = shown(ReportView(report, "年报.docx", check(report)))
    assert "看不出这份报告用的是哪一种格式" in text
    assert "年度 未读到" in text


def test_notes_name_their_place_and_cells() -> None:
    cells = tuple(CellId(f"applications.new.{c}") for c in ("natural", "company", "research", "charity", "legal"))
    note = Note("row.doubtful", "没有把握", TableOrigin(12, 7, 0), cells)
    text = shown(ReportView(replace(sample("rest 0"), notes=(note,)), "x"), 200)
    assert "没有把握（正文第 13 块的表格 8行1列）：一、本年新收政府信息公开申请数量·自然人、商业企业、" in text
    assert "等 5 格" in text


def test_a_note_that_names_its_row_does_not_name_it_again() -> None:
    cells = tuple(CellId(f"applications.denied.secret.{c}") for c in ("natural", "company"))
    note = Note("row.missing", "表中没有“1.属于国家秘密”这一行", None, cells)
    assert shown(ReportView(replace(sample("rest 0"), notes=(note,)), "x")).endswith("“1.属于国家秘密”这一行\n")


def test_square_brackets_in_a_file_name_are_no_markup() -> None:
    assert "[bold]年报[/].docx" in shown(ReportView(sample("rest 0"), "[bold]年报[/].docx"))


def test_cells_that_were_not_found_are_counted() -> None:
    assert "200 格：有数 195、空 1、短横等 1、无法识别 1、缺 1、没有对上 1" in report_shown(SLIPS)


def test_of_a_list_only_what_the_report_speaks_of_is_shown_and_counted() -> None:
    prose = "收到申请12件，其中当面申请3件。受理行政复议0件。"
    text = f"云溪县水务局2010年政府信息公开工作年度报告\n一、概述\n{prose}\n二、其他\n无。\n"
    report = read_report(text.encode(), "r.txt", "r.txt")
    out = shown(ReportView(report, "r.txt", None))
    assert "3 格：有数 3" in out
    assert "没有提到的另外" in out
    assert "？" not in out


def test_a_digest_says_whose_report_it_is_and_what_was_found() -> None:
    report = sample("rest 0\ndisclosure.penalty.decisions 空")
    text = shown(DigestView([digest(report, "甲.docx", check(report)), digest(report, "乙.docx", None)]))
    assert text.splitlines()[0] == "甲.docx　云溪县水务局，2021 年，格式 2021"
    assert text.splitlines()[1] == "  提醒 1 处"
    assert text.splitlines()[2].startswith("  [1] 提醒  行政处罚")
    assert text.splitlines()[-1] == "  200 格：有数 199、空 1"


def test_a_digest_names_every_cell_of_a_repair() -> None:
    report = sample("rest 0\ndisputes.review.upheld 5")
    text = shown(DigestView([digest(report, "甲.docx", check(report))]))
    assert "行政复议·结果维持 0" in text
    assert "disputes.review" not in text


def test_totals_add_up_over_all_reports() -> None:
    report = sample("rest 0\ndisclosure.penalty.decisions 空")
    lines = list(totals([digest(report, "甲.docx", check(report))] * 2, ["坏.docx"], {".jpg": 2}))
    assert lines == [
        "合计：读取 2 份年报，400 格：有数 398、空 2",
        "发现问题：提醒 2 处，在 2 份年报中",
        "未能完成 1 份：坏.docx",
        "略过不是年报的文件 2 个：.jpg 2 个",
    ]
