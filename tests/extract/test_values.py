"""What stands in a cell: numbers, money, signs, blanks, dashes, and what is none of these."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.documents import (
    APPLICANTS,
    SECTIONS,
    applications,
    cell,
    codes,
    disclosure,
    expected,
    extracted,
    printed,
    shown,
)
from toolkit.model import Report


@pytest.mark.parametrize(
    ("raw", "status", "value"),
    [
        ("１２", "printed", 12),
        ("1,234", "printed", 1234),
        ("1，234", "printed", 1234),
        ("1 2", "printed", 12),
        (" 12 ", "printed", 12),
        ("12件", "printed", 12),
        ("1.2万件", "printed", 12000),
        ("0", "printed", 0),
        ("-", "dash", None),
        ("—", "dash", None),
        ("/", "dash", None),
        ("无", "dash", None),
        ("", "blank", None),
        ("　\u00a0\n", "blank", None),
        ("O", "unreadable", None),
        ("l2", "unreadable", None),
        ("3?", "unreadable", None),
        ("①", "unreadable", None),
        ("1\n2", "unreadable", None),
    ],
)
def test_a_cell_is_read_for_what_stands_in_it(raw: str, status: str, value: int | None) -> None:
    values = shown("partial")
    report = extracted(SECTIONS[3], applications(values={"partial": [values[0], raw, *values[2:]]}))
    figure = cell(report, "applications.partial.company")
    assert (figure.status, figure.value, figure.raw) == (status, value, raw.strip())
    assert {n: v for n, v in printed(report).items() if n != "applications.partial.company"} == {
        n: v for n, v in expected().items() if n != "applications.partial.company"
    }


def test_what_is_no_number_is_named_by_a_note_with_its_place() -> None:
    values = shown("partial")
    report = extracted(SECTIONS[3], applications(values={"partial": [*values[:6], "O"]}))
    (note,) = [note for note in report.notes if note.code == "cell.unreadable"]
    assert note.message == "“（二）部分公开·总计”里是“O”，不是数字，没有取值，请对照原件"
    assert note.cells == ("applications.partial.total",)
    assert note.origin == cell(report, "applications.partial.total").origin


def test_a_row_of_blanks_is_blank_and_never_nought() -> None:
    report = extracted(SECTIONS[3], applications(values={"denied.law": [""] * 7}))
    found = [cell(report, f"applications.denied.law.{column}") for column in APPLICANTS]
    assert {(figure.status, figure.value) for figure in found} == {("blank", None)}
    assert printed(report) == expected(without=["denied.law"])


def with_fee(raw: str, label: str = "本年收费金额（单位：万元）") -> Report:
    """A report with this fee under this label."""
    rows = [
        [(raw, 3) if t == ("10.5", 3) else (label, 3) if t[0].startswith("本年收费") else t for t in r]
        for r in disclosure()
    ]
    return extracted(SECTIONS[2], rows, SECTIONS[3], applications())


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("28068.751万元", "28068.751"),
        ("251000元", "25.1"),
        ("0.3亿元", "3000"),
        ("123元", "0.0123"),
        ("18.8710", "18.8710"),
    ],
)
def test_money_is_counted_in_ten_thousands_with_the_printed_text_kept(raw: str, value: str) -> None:
    figure = cell(with_fee(raw), "disclosure.fees.amount")
    assert (figure.status, figure.value, figure.raw) == ("printed", Decimal(value), raw)
    assert figure.confidence == 1


def test_money_under_a_label_in_yuan_is_turned_into_ten_thousands() -> None:
    figure = cell(with_fee("251000", "本年收费金额（单位：元）"), "disclosure.fees.amount")
    assert (figure.value, figure.raw) == (Decimal("25.1"), "251000")


def test_money_without_any_unit_is_as_printed_less_sure_and_noted() -> None:
    report = with_fee("25.1", "本年收费金额")
    figure = cell(report, "disclosure.fees.amount")
    assert figure.value == Decimal("25.1")
    assert figure.confidence < 1
    (note,) = [note for note in report.notes if note.code == "unit.unknown"]
    assert note.cells == ("disclosure.fees.amount",)
    assert "没有写明单位" in note.message


def test_money_where_a_count_should_stand_is_no_figure() -> None:
    values = shown("partial")
    report = extracted(SECTIONS[3], applications(values={"partial": ["12元", *values[1:]]}))
    figure = cell(report, "applications.partial.natural")
    assert (figure.status, figure.value, figure.raw) == ("unreadable", None, "12元")
    assert "unit.foreign" in codes(report)


@pytest.mark.parametrize(("raw", "value"), [("+2", 2), ("增4", 4), ("-1", -1), ("－1", -1), ("减35", -35), ("0", 0)])
def test_changes_on_the_2019_form_have_their_sign(raw: str, value: int) -> None:
    rows = [
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "1", "2", "3"],
        ["规范性文件", "4", "5", "6"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "50", raw, "70"],
        ["其他对外管理服务事项", "8", "0", "9"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政处罚", "10", "0", "11"],
        ["行政强制", "12", "0", "13"],
        ["信息内容", "上一年项目数量", "本年增/减"],
        ["行政事业性收费", "14", "0"],
        ["信息内容", "采购项目数量", "采购总金额"],
        ["政府集中采购", "15", "251000元"],
    ]
    report = extracted(SECTIONS[2], rows)
    assert report.form == "2019"
    assert cell(report, "disclosure.licensing.change").value == value
    assert cell(report, "disclosure.licensing.decisions").value == 70
    assert cell(report, "disclosure.procurement.amount").value == Decimal("25.1")
