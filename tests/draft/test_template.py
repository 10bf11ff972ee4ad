"""The workbook to fill in: what stands in it, and what is read from it once it is filled."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.checks.reports import report_of, true_values
from tests.draft.filling import filled, places_of
from toolkit.checks import check
from toolkit.draft.template import workbook
from toolkit.forms import load
from toolkit.model import CellId, Report
from toolkit.reports import last_year_in, read_report

FORM = load("2021")
SHEET = "收到和处理政府信息公开申请情况"


def last_year(seed: int = 1, form_id: str = "2021", year: int = 2024) -> Report:
    return report_of(true_values(Random(seed), form_id), form_id, year)


def this_year(seed: int) -> dict[CellId, int]:
    return true_values(Random(seed), "2021")


def read(data: bytes) -> Report:
    return read_report(data, "填报表.xlsx", "填报表.xlsx")


def sheet_of(data: bytes, title: str = SHEET) -> Worksheet:
    sheet = load_workbook(BytesIO(data))[title]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize("seed", range(2))
def test_a_filled_workbook_is_read_exactly_though_no_program_has_computed_its_sums(seed: int) -> None:
    values = this_year(seed)
    report = read(filled(workbook(last_year(seed + 50), FORM, 2025), FORM, values))
    assert {cell: figure.value for cell, figure in report.figures.items()} == values
    assert (report.organ, report.year, report.form) == ("云溪县水务局", 2025, "2021")
    assert not report.notes


def test_a_filled_workbook_without_slips_has_no_findings() -> None:
    report = read(filled(workbook(last_year(), FORM, 2025), FORM, this_year(3)))
    assert [finding.message for finding in check(report) if finding.severity == "error"] == []


def test_last_years_figures_are_never_read_as_this_years() -> None:
    last = last_year(4)
    report = read(workbook(last, FORM, 2025))
    printed = {cell for cell, figure in report.figures.items() if figure.value is not None}
    assert printed == {cell for cell in report.figures if ".carried_in." in cell}


def test_what_was_carried_out_last_year_is_carried_in_and_shown_in_yellow() -> None:
    last = last_year(7)
    data = workbook(last, FORM, 2025)
    row, column = places_of(FORM, "applications")[CellId("applications.carried_in.natural")]
    cell = sheet_of(data).cell(row, column)
    assert cell.value == last.figures[CellId("applications.carried_out.natural")].value
    assert cell.fill.start_color.rgb == "00FFF2CC"


def test_last_years_report_is_read_from_its_columns() -> None:
    last = last_year(5)
    found = last_year_in(filled(workbook(last, FORM, 2025), FORM, this_year(6)), "填报表.xlsx", "填报表.xlsx")
    assert found is not None
    assert found.year == 2024
    assert {c: f.value for c, f in found.figures.items()} == {c: f.value for c, f in last.figures.items()}


def test_figures_that_another_form_counts_otherwise_do_not_stand_beside_this_years() -> None:
    found = last_year_in(workbook(last_year(5, "2019", 2020), FORM, 2021), "填报表.xlsx", "填报表.xlsx")
    assert found is not None
    values = {cell for cell, figure in found.figures.items() if figure.value is not None}
    assert not [cell for cell in values if cell.startswith("disclosure.")]
    assert CellId("applications.new.natural") in values


def test_a_sum_stays_empty_until_all_its_parts_are_filled() -> None:
    values = this_year(8)
    del values[CellId("applications.denied.internal.legal")]
    report = read(filled(workbook(last_year(), FORM, 2025), FORM, values))
    for cell in ("denied.internal.total", "total.legal", "total.total"):
        assert report.figures[CellId(f"applications.{cell}")].status == "blank"
    assert report.figures[CellId("applications.total.natural")].value == values[CellId("applications.total.natural")]


def test_a_formula_that_is_not_the_templates_own_is_not_computed() -> None:
    data = filled(workbook(last_year(), FORM, 2025), FORM, this_year(9))
    book = load_workbook(BytesIO(data))
    row, column = places_of(FORM, "applications")[CellId("applications.new.natural")]
    book[SHEET].cell(row, column).value = "=1+2"
    out = BytesIO()
    book.save(out)
    report = read(out.getvalue())
    assert report.figures[CellId("applications.new.natural")].status == "unreadable"
    assert "xlsx.formula_without_value" in {note.code for note in report.notes}


def test_a_template_whose_sheets_were_put_in_another_order_is_read_the_same() -> None:
    data = filled(workbook(last_year(), FORM, 2025), FORM, this_year(10))
    book = load_workbook(BytesIO(data))
    book.move_sheet("填写说明", 3)
    out = BytesIO()
    book.save(out)
    report = read(out.getvalue())
    assert {cell: figure.value for cell, figure in report.figures.items()} == this_year(10)
    assert report.year == 2025


def test_a_workbook_saved_by_libreoffice_has_its_sums_and_is_read_the_same(calc: str, tmp_path: Path) -> None:
    values = this_year(3)
    data = filled(workbook(last_year(), FORM, 2025), FORM, values)
    (tmp_path / "填报表.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [calc, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "填报表.xlsx")], check=True, capture_output=True, timeout=100)
    saved = (tmp_path / "out" / "填报表.xlsx").read_bytes()
    assert {cell: figure.value for cell, figure in read(saved).figures.items()} == values
    computed = load_workbook(BytesIO(saved), data_only=True)[SHEET]
    row, column = places_of(FORM, "applications")[CellId("applications.total.total")]
    assert computed.cell(row, column).value == values[CellId("applications.total.total")]
    said = [cell.value for line in computed.iter_rows(min_row=32) for cell in line if cell.value and cell.column > 3]
    assert said == ["相符"] * 7
    before, after = (last_year_in(each, "填报表.xlsx", "填报表.xlsx") for each in (data, saved))
    assert before is not None
    assert after is not None
    assert after.figures == before.figures


def test_another_workbook_has_no_last_year() -> None:
    book = Workbook()
    out = BytesIO()
    book.save(out)
    assert last_year_in(out.getvalue(), "a.xlsx", "a.xlsx") is None


def test_counts_refuse_what_is_no_whole_number_and_money_takes_decimals() -> None:
    data = workbook(last_year(), FORM, 2025)
    kinds = {
        str(area): (validation.type, validation.operator, validation.formula1)
        for title in ("主动公开政府信息情况", SHEET)
        for validation in sheet_of(data, title).data_validations.dataValidation
        for area in validation.sqref.ranges
    }
    assert set(kinds.values()) == {("whole", "greaterThanOrEqual", "0"), ("decimal", "greaterThanOrEqual", "0")}


def test_a_workbook_that_has_lost_its_names_has_no_figures_of_another_form_or_year() -> None:
    book = load_workbook(BytesIO(filled(workbook(last_year(), FORM, 2025), FORM, this_year(5))))
    for name in list(book.defined_names):
        del book.defined_names[name]
    out = BytesIO()
    book.save(out)
    report = read(out.getvalue())
    values = this_year(5)
    told = {cell: figure.value for cell, figure in report.figures.items() if figure.value is not None}
    assert told == {cell: values[cell] for cell in told}
