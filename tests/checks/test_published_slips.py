"""Slips of published reports, each as it was printed; beside those that stand with the rules that find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from tests.checks.reports import PERSONS, errors, found, problems, report_from, report_of, true_values
from toolkit.checks import check
from toolkit.model import CellId, Finding, Report
from toolkit.prose import read_prose

_ROWS = ("new", "carried_in", "granted", "partial", "total", "carried_out")


def _cell(row: str, column: str) -> CellId:
    return CellId(f"applications.{row}.{column}")


def _values() -> dict[CellId, int]:
    """A true report with figures of two and three digits in its first rows."""
    figures = {
        "carried_in": (5, 1, 0, 0, 2, 0),
        "granted": (120, 31, 2, 0, 14, 6),
        "partial": (18, 9, 1, 0, 3, 2),
        "carried_out": (11, 4, 0, 0, 1, 3),
    }
    values = dict.fromkeys(true_values(Random(1), "2021"), 0)
    for at, person in enumerate(PERSONS):
        for row, numbers in figures.items():
            values[_cell(row, person)] = numbers[at]
        values[_cell("total", person)] = figures["granted"][at] + figures["partial"][at]
        left = values[_cell("total", person)] + figures["carried_out"][at]
        values[_cell("new", person)] = left - figures["carried_in"][at]
    for row in _ROWS:
        values[_cell(row, "total")] = sum(values[_cell(row, person)] for person in PERSONS)
    return values


def _row(values: Mapping[CellId, int], row: str) -> dict[str, int]:
    return {column: values[_cell(row, column)] for column in (*PERSONS, "total")}


def _one(values: Mapping[CellId, int]) -> Finding:
    (finding,) = errors(report_of(values, "2021"))
    return finding


# --- tables -----------------------------------------------------------------------------------------------


def test_a_row_with_figures_whose_total_is_blank_is_told_what_it_should_be() -> None:
    # A district's office for 2022: 予以公开 18, its total blank.
    rows = ("new", "total", "granted")
    text = "\n".join(f"applications.{row}.{column} 18" for row in rows for column in ("natural", "total"))
    report = report_from(f"rest 0\n{text}\napplications.granted.total 空", "2021")
    (blank,) = found(report, "table.blank")
    assert blank.expected == 18
    assert "没有代填" in blank.message


def test_slashes_for_the_rules_of_an_organ_that_makes_none_are_no_zeros_and_no_error() -> None:
    # A county's bureau of statistics for 2023.
    text = "rest 0\n" + "\n".join(f"disclosure.rules.{column} /" for column in ("issued", "repealed", "in_force"))
    findings = problems(report_from(text, "2021"))
    assert [(finding.rule, finding.severity) for finding in findings] == [("table.dash", "info")]


@pytest.mark.parametrize("figures", [(57, 4, 53), (1215, -35, 1180)])
def test_a_third_column_that_is_the_first_two_taken_together_was_read_as_a_stock(figures: tuple[int, ...]) -> None:
    # Of a bureau for 2020 and a county's bureau of education for 2019.
    columns = ("previous_items", "change", "decisions")
    text = "\n".join(f"disclosure.penalty.{c} {v}" for c, v in zip(columns, figures, strict=True))
    (finding,) = found(report_from(text, "2019"), "data.third_column_as_stock")
    assert finding.cells == ("disclosure.penalty.decisions",)


def test_cases_counted_as_new_items_are_found_and_items_that_grow_are_not() -> None:
    def change(items: int, more: int) -> Report:
        return report_from(f"disclosure.licensing.previous_items {items}\ndisclosure.licensing.change {more}", "2019")

    assert found(change(6, 128), "data.change_too_large")
    assert not found(change(30, 128), "data.change_too_large")
    assert not found(change(0, 12), "data.change_too_large")


def test_two_cells_of_which_one_has_what_the_other_lacks_are_one_finding_with_both() -> None:
    values = _values()
    moved = {_cell("new", "natural"): -8, _cell("new", "company"): 8}
    finding = _one({**values, **{cell: values[cell] + by for cell, by in moved.items()}})
    assert finding.slip == "compensating_pair"
    assert finding.repairs[0].changes == {cell: values[cell] for cell in moved}


def test_figures_of_a_column_one_row_down_are_one_finding() -> None:
    values = {**_values(), _cell("denied.law", "natural"): 17, _cell("denied.law", "total"): 17}
    for row, sign in (("total", 1), ("new", 1)):
        for column in ("natural", "total"):
            values[_cell(row, column)] += sign * 17
    cells = [_cell(row, "natural") for row in ("granted", "partial", "denied.secret", "denied.law")]
    printed = {**values, **dict(zip(cells, (values[cell] for cell in (*cells[-1:], *cells[:-1])), strict=True))}
    finding = _one(printed)
    assert finding.slip == "column_shifted"
    assert finding.repair_status == "unique"
    assert {**printed, **finding.repairs[0].changes} == values


def test_figures_one_column_on_of_which_the_last_fell_off_are_put_back_and_the_lost_one_follows() -> None:
    values = _values()
    cells = [_cell("granted", person) for person in PERSONS]
    printed = {**values, **dict(zip(cells, (0, *(values[cell] for cell in cells[:-1])), strict=True))}
    finding = _one(printed)
    assert finding.slip == "row_shifted"
    assert {**printed, **finding.repairs[0].changes} == values


def test_the_total_row_and_the_row_below_exchanged_are_one_finding() -> None:
    values = _values()
    total, out = _row(values, "total"), _row(values, "carried_out")
    finding = _one(
        {
            **values,
            **{_cell("total", column): out[column] for column in total},
            **{_cell("carried_out", column): total[column] for column in total},
        }
    )
    assert (finding.slip, finding.repair_status) == ("rows_exchanged", "unique")


def test_that_a_row_was_left_out_is_named_though_it_is_open_which_one() -> None:
    values = _values()
    for row in ("new", "total"):
        for column in ("natural", "total"):
            values[_cell(row, column)] += 1
    finding = _one(values)
    assert (finding.slip, finding.repair_status) == ("row_empty", "ambiguous")
    assert len(finding.repairs) == 5
    assert "①" in finding.message


def test_two_slips_of_which_each_can_be_mended_in_several_ways_stay_two_findings() -> None:
    values = {**_values(), CellId("disputes.review.upheld"): 4, CellId("disputes.review.total"): 9}
    for row in ("new", "total"):
        for column in ("natural", "total"):
            values[_cell(row, column)] += 1
    statuses = [(finding.rule, finding.repair_status) for finding in errors(report_of(values, "2021"))]
    assert statuses == [("applications.total_is_sum", "ambiguous"), ("disputes.total_is_sum", "ambiguous")]


# --- beside last year's report ----------------------------------------------------------------------------


def _last_year(values: Mapping[CellId, int], **rows: Mapping[str, int]) -> Report:
    """A report of the year before in which some rows are these."""
    changed = {_cell(row, column): number for row, numbers in rows.items() for column, number in numbers.items()}
    return replace(report_of({**values, **changed}, "2021"), year=2020)


def _beside_last(values: Mapping[CellId, int], last: Report) -> tuple[Finding, ...]:
    return tuple(f for f in check(report_of(values, "2021"), [last]) if f.severity != "info")


def test_a_cell_left_at_last_years_figure_is_named_by_it() -> None:
    values, cell = _values(), _cell("granted", "natural")
    last = _last_year(
        values, granted={**_row(values, "granted"), "natural": 77}, carried_out=_row(values, "carried_in")
    )
    finding = next(f for f in _beside_last({**values, cell: 77}, last) if f.cells == (cell,))
    assert finding.slip == "last_years_figure"
    assert finding.expected == values[cell]
    assert "与上年报告的数相同，疑似上年的数没有改" in finding.message


def test_a_row_left_at_last_years_figures_is_one_finding_that_gives_the_right_ones() -> None:
    values, before = _values(), {"natural": 64, "company": 12, "research": 0, "charity": 3, "legal": 8, "other_org": 1}
    row = {**before, "total": sum(before.values())}
    last = _last_year(values, partial=row, carried_out=_row(values, "carried_in"))
    printed = {**values, **{_cell("partial", column): number for column, number in row.items()}}
    finding = next(f for f in _beside_last(printed, last) if f.severity == "error")
    assert finding.slip == "last_years_figure"
    assert {**printed, **finding.repairs[0].changes} == values


def test_new_and_carried_over_exchanged_are_told_by_last_year_though_every_sum_holds() -> None:
    values = _values()
    new, before = _row(values, "new"), _row(values, "carried_in")
    printed = {
        **values,
        **{_cell("new", column): before[column] for column in new},
        **{_cell("carried_in", column): new[column] for column in new},
    }
    assert errors(report_of(printed, "2021")) == []
    finding = next(f for f in _beside_last(printed, _last_year(values, carried_out=before)) if f.severity == "error")
    assert (finding.rule, finding.slip) == ("years.carried_over", "rows_exchanged")


@pytest.mark.parametrize(("granted", "partial", "is_found"), [(150, 30, True), (160, 210, False), (20, 3, False)])
def test_outcomes_exchanged_are_told_by_last_year_where_it_had_them_the_other_way_round(
    granted: int, partial: int, is_found: bool
) -> None:
    values = _values()
    printed = dict(values)
    for column in (*PERSONS, "total"):
        one, other = _cell("granted", column), _cell("partial", column)
        printed |= {one: values[other], other: values[one]}
    last = _last_year(values, granted={"total": granted}, partial={"total": partial})
    findings = [f for f in _beside_last(printed, last) if f.rule == "years.rows_exchanged"]
    assert bool(findings) is is_found
    assert all({**printed, **f.repairs[0].changes} == values for f in findings)


# --- words ------------------------------------------------------------------------------------------------


def _saying(text: str, prose: str, year: int = 2021) -> Report:
    report = report_from(f"year {year}\n{text}\nsection 一 {prose}", "2021")
    read = read_prose([("", ""), ("总体情况", prose)], "2021", year)
    return replace(report, mentions=read.mentions, claims=read.claims)


def test_two_figures_of_the_prose_that_stand_in_each_others_cells_are_one_finding() -> None:
    text = "rest 0\n" + "\n".join(
        f"applications.{row}.{column} {number}"
        for row, number in (("new", 46), ("granted", 5), ("partial", 41), ("total", 46))
        for column in ("natural", "total")
    )
    report = _saying(text, "全年办结政府信息公开申请46件，其中予以公开41件、部分公开5件。")
    (finding,) = found(report, "prose.figure")
    assert finding.slip == "rows_exchanged"
    assert finding.cells == ("applications.granted.total", "applications.partial.total")
    assert "恰好对调" in finding.message


def test_a_share_cut_off_instead_of_rounded_is_only_noted() -> None:
    # A city's office for 2019: 35 of 805 are 4.348 %, printed as 4.34 %.
    text = "rest 0\napplications.total.total 805\napplications.partial.total 35"
    report = _saying(text, "全年办结申请805件，其中部分公开35件，占4.34%。")
    assert [finding.severity for finding in found(report, "prose.share")] == ["info"]


@pytest.mark.parametrize("title", ["2020年政府信息公开工作年度报告", "田黄镇2020年政府信息公开工作报告"])
def test_last_years_title_over_this_years_report_is_pointed_out(title: str) -> None:
    report = report_from("year 2021\nrest 0\nsection 一 现将2020年政府信息公开工作年度报告公布如下。", "2021")
    assert [f.slip for f in found(replace(report, title=title), "prose.year")] == ["last_years_text"]


def test_a_title_without_a_year_is_pointed_out() -> None:
    report = replace(report_from("year 2021\nrest 0\nsection 一 全年工作。"), title="政府信息公开工作年度报告")
    assert found(report, "compliance.title_year")
    assert not found(replace(report, title="2021年政府信息公开工作年度报告"), "compliance.title_year")


def test_yuan_in_a_column_of_ten_thousand_yuan_are_told_without_last_years_report() -> None:
    (finding,) = found(report_from("disclosure.fees.amount 77302800", "2021"), "data.money_in_yuan")
    assert finding.slip == "unit_slip"
    assert "如果是按元填的，应为 7730.28 万元" in finding.message


@pytest.mark.parametrize(("organ", "is_found"), [("云溪县水务局", True), ("青岚市人民政府", False)])
def test_a_citys_government_may_take_what_a_bureau_would_not(organ: str, is_found: bool) -> None:
    report = replace(report_from("disclosure.fees.amount 230000", "2021"), organ=organ)
    assert bool(found(report, "data.money_in_yuan")) is is_found
    assert report.figures[CellId("disclosure.fees.amount")].value == Decimal(230000)
