"""A real, published report, exact to the cell: kept beside the checkout, and skipped where it is absent."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.extract.documents import APPLICANTS
from toolkit.checks import check
from toolkit.model import Report, TextOrigin
from toolkit.reports import read_report

NAME = "000_69929979cc249b44.txt"

# Facts and figures as printed; every row that is not named here is nought in all columns.
DISCLOSURE = {
    "rules.made": "0",
    "rules.published": "0",
    "rules.public_total": "0",
    "normative.made": "1",
    "normative.published": "1",
    "normative.public_total": "2",
    "licensing.previous_items": "6",
    "licensing.change": "128",
    "licensing.decisions": "104",
    "other_services.previous_items": "0",
    "other_services.change": "0",
    "other_services.decisions": "0",
    "penalty.previous_items": "57",
    "penalty.change": "4",
    "penalty.decisions": "53",
    "coercion.previous_items": None,
    "coercion.change": None,
    "coercion.decisions": None,
    "fees.previous_items": "0",
    "fees.change": "0",
    "procurement.projects": "48",
    "procurement.amount": "28068.751",
}
APPLICATIONS = {
    "new": (22, 0, 0, 0, 1, 1, 24),
    "carried_in": (0,) * 7,
    "granted": (6, 0, 0, 0, 0, 1, 7),
    "partial": (12, 0, 0, 0, 1, 0, 13),
    "denied.secret": (0,) * 7,
    "denied.law": (0,) * 7,
    "denied.stability": (0,) * 7,
    "denied.third_party": (0,) * 7,
    "denied.internal": (0,) * 7,
    "denied.process": (0,) * 7,
    "denied.enforcement": (0,) * 7,
    "denied.inquiry": (0,) * 7,
    "unavailable.not_held": (4, 0, 0, 0, 0, 0, 4),
    "unavailable.to_make": (0,) * 7,
    "unavailable.unclear": (0,) * 7,
    "refused.petition": (0,) * 7,
    "refused.repeat": (0,) * 7,
    "refused.publication": (0,) * 7,
    "refused.abusive": (0,) * 7,
    "refused.reconfirm": (0,) * 7,
    "other": (0,) * 7,
    "total": (0,) * 7,
    "carried_out": (0,) * 7,
}
DISPUTES = {
    "review": (1, 0, 0, 0, 1),
    "suit_direct": (1, 0, 0, 0, 1),
    "suit_after_review": (0, 0, 0, 0, 0),
}
EXPECTED: dict[str, Decimal | None] = {
    **{f"disclosure.{cell}": None if value is None else Decimal(value) for cell, value in DISCLOSURE.items()},
    **{
        f"applications.{row}.{column}": Decimal(value)
        for row, values in APPLICATIONS.items()
        for column, value in zip(APPLICANTS, values, strict=True)
    },
    **{
        f"disputes.{row}.{column}": Decimal(value)
        for row, values in DISPUTES.items()
        for column, value in zip(("upheld", "corrected", "other", "pending", "total"), values, strict=True)
    },
}


@pytest.fixture(scope="module")
def data(shared_data: Path) -> bytes:
    """The report's bytes."""
    path = shared_data / NAME
    if not path.is_file():
        pytest.fail(f"{NAME} is not among the real reports")
    return path.read_bytes()


@pytest.fixture(scope="module")
def report(data: bytes) -> Report:
    """The report, read."""
    return read_report(data, NAME, NAME)


def test_every_cell_of_every_table_is_exact(report: Report) -> None:
    assert {cell: figure.value for cell, figure in report.figures.items()} == EXPECTED
    assert len(EXPECTED) == 22 + 23 * 7 + 15


def test_the_blank_row_is_blank_and_everything_else_printed(report: Report) -> None:
    statuses = {cell: figure.status for cell, figure in report.figures.items()}
    assert statuses == {cell: "blank" if value is None else "printed" for cell, value in EXPECTED.items()}


def test_every_origin_shows_the_printed_text_and_its_line(report: Report, data: bytes) -> None:
    text = data.decode("utf-8")
    for cell, figure in report.figures.items():
        origin = figure.origin
        assert isinstance(origin, TextOrigin), cell
        assert text[origin.start : origin.end].strip() == figure.raw, cell
        assert text[: origin.start].count("\n") + 1 == origin.line, cell
    places = [figure.origin for figure in report.figures.values()]
    assert len(set(places)) == len(places)


def test_figures_stand_on_the_lines_a_person_finds_them_on(report: Report) -> None:
    places = {str(cell): figure.origin for cell, figure in report.figures.items()}
    lines = {cell: place.line for cell, place in places.items() if isinstance(place, TextOrigin)}
    assert lines["disclosure.rules.made"] == 18
    assert lines["disclosure.coercion.previous_items"] == 57
    assert lines["disclosure.procurement.amount"] == 79
    assert lines["applications.new.natural"] == 105
    assert lines["applications.total.total"] == 336
    assert lines["disputes.suit_after_review.total"] == 391


def test_the_sum_of_money_keeps_its_unit_in_what_is_printed(report: Report) -> None:
    (figure,) = [figure for cell, figure in report.figures.items() if cell == "disclosure.procurement.amount"]
    assert figure.raw == "28068.751万元"
    assert figure.confidence == 1


def test_organ_year_form_title_and_sections_are_the_reports(report: Report) -> None:
    assert (report.organ, report.year, report.form) == ("市中区自然资源局", 2020, "2019")
    assert report.title is not None
    assert report.title.startswith("市中区自然资源局2020年度")
    assert report.title.endswith("政府信息公开工作年度报告")
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [section.title[:4] for section in report.sections] == [
        "总体情况",
        "主动公开",
        "收到和处",
        "政府信息",
        "存在的主",
        "其他需要",
    ]
    assert report.sections[5].text.strip() == "无"
    assert "67条" in report.sections[0].text
    assert not any(char.isdigit() for number in (1, 2, 3) for char in report.sections[number].text)


def test_nothing_is_in_doubt_and_nothing_left_out(report: Report) -> None:
    assert [note.message for note in report.notes] == []
    assert {figure.confidence for figure in report.figures.values()} == {1.0}


def test_its_one_error_is_the_empty_total_row_and_the_blank_row_is_pointed_out(report: Report) -> None:
    findings = check(report)
    (total,) = [finding for finding in findings if finding.severity == "error"]
    assert total.rule == "applications.total_is_sum"
    assert "（七）总计" in total.message
    assert total.repairs[0].changes == {
        "applications.total.natural": 22,
        "applications.total.legal": 1,
        "applications.total.other_org": 1,
        "applications.total.total": 24,
    }
    (blank,) = [finding for finding in findings if finding.rule == "table.blank"]
    assert blank.severity == "warning"
    assert blank.cells == tuple(f"disclosure.coercion.{column}" for column in ("previous_items", "change", "decisions"))
