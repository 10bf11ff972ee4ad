"""A page that goes on with another organ's report: its tables are not this report's, wherever they stand."""

from __future__ import annotations

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    SECTIONS,
    TITLE,
    Rows,
    applications,
    disclosure,
    disputes,
    document,
    expected,
    extracted,
    printed,
)
from toolkit.extract.report import extract
from toolkit.extract.sections.naming import organ_in_title
from toolkit.model import CellId, Source

OTHER = "云溪县卫生健康局2023年政府信息公开工作年度报告"
ELSE = {row: ["9", "9", "9", "9", "9", "9", "54"] for row in APPLICATIONS}
ONE_HEADING = "二、主动公开、依申请公开及复议诉讼情况"


def test_the_other_report_has_the_sections_that_this_one_has_not() -> None:
    report = extracted(
        ONE_HEADING,
        disclosure(),
        applications(),
        disputes(),
        SECTIONS[6],
        OTHER,
        SECTIONS[3],
        applications(values=ELSE),
    )
    assert printed(report) == expected()
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report, "disputes") == DISPUTES


def test_a_table_that_only_the_other_report_has_is_not_taken_from_it() -> None:
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[6], OTHER, SECTIONS[3], applications(values=ELSE))
    assert printed(report, "disclosure") == DISCLOSURE
    assert not printed(report)


def test_an_office_of_the_same_kind_in_another_place_is_another_organ() -> None:
    blank = {row: [""] * 7 for row in APPLICATIONS}
    named = "{}区人力资源和社会保障局2023年政府信息公开工作年度报告"
    own: list[str | Rows] = [named.format("青禾"), SECTIONS[2], disclosure(), SECTIONS[3], applications(values=blank)]
    other: list[str | Rows] = [named.format("临河"), SECTIONS[3], applications(values=ELSE), SECTIONS[4], disputes()]
    report = extract(document(*own, *other), Source("report.docx", "report.docx", "", "docx"))
    assert {report.figures[CellId(cell)].status for cell in expected()} == {"blank"}
    assert not printed(report, "disputes")


def test_behind_this_reports_title_again_its_own_tables_go_on() -> None:
    other = [OTHER, SECTIONS[3], applications(values=ELSE)]
    report = extracted(SECTIONS[2], disclosure(), *other, TITLE, SECTIONS[3], applications())
    assert printed(report) == expected()


def test_titles_of_others_before_any_figures_are_a_menus() -> None:
    report = extracted(OTHER, "东岭市教育局2023年政府信息公开工作年度报告", SECTIONS[3], applications())
    assert printed(report) == expected()


@pytest.mark.parametrize(
    "said", ["2023年政府信息公开工作年度报告", "青禾市水务局2023年政府信息公开年度报告", "全县政府信息公开工作年度报告"]
)
def test_a_title_that_names_no_other_organ_ends_nothing(said: str) -> None:
    report = extracted(SECTIONS[2], disclosure(), said, SECTIONS[3], applications())
    assert printed(report) == expected()


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        (OTHER, "云溪县卫生健康局"),
        ("2023年云溪县人民政府政府信息公开工作年度报告", "云溪县人民政府"),
        ("附表1：主动公开政府信息情况", None),
        ("三、收到和处理政府信息公开申请情况", None),
    ],
)
def test_a_title_names_its_organ(text: str, organ: str | None) -> None:
    assert organ_in_title(text) == organ
