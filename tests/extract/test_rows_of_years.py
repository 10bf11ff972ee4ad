"""Rows of several years or offices in one table: only the report's own are its figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import (
    DISPUTES,
    RESULTS,
    SECTIONS,
    Rows,
    Text,
    codes,
    extracted,
    messages,
    printed,
    strips,
)
from toolkit.extract.strips.other_years import without_other_years

OWN = [str(value) for value in DISPUTES.values()]
OTHER = [str(70 + number) for number in range(15)]


def across(*rows: Sequence[str]) -> Rows:
    """The disputes table as the form has it, with a column for names before several rows of figures."""
    return [
        [("年度", 1, 3), ("行政复议", 5), ("行政诉讼", 10)],
        [*((result, 1, 2) for result in RESULTS), ("未经复议直接起诉", 5), ("复议后起诉", 5)],
        list(RESULTS * 2),
        *rows,
    ]


def down(*years: tuple[str, Sequence[str]]) -> Rows:
    """The disputes table in three rows for each year."""
    rows: list[list[Text]] = [["年度", ("类别", 2), *RESULTS]]
    for year, figures in years:
        rows.append([(year, 1, 3), ("行政复议", 2), *figures[:5]])
        rows.append([("行政诉讼", 1, 2), "未经复议直接起诉", *figures[5:10]])
        rows.append(["复议后起诉", *figures[10:]])
    return rows


@pytest.mark.parametrize(
    ("last", "own"),
    [("2022年", "2023年"), ("2022年度", "2023年度"), ("上年", "本年"), ("上年同期", ""), ("去年", "2023年")],
)
def test_the_row_of_the_reports_year_is_read_wherever_it_stands(last: str, own: str) -> None:
    for rows in (across([last, *OTHER], [own, *OWN]), across([own, *OWN], [last, *OTHER])):
        report = extracted(SECTIONS[4], rows, SECTIONS[6])
        assert printed(report, "disputes") == DISPUTES
        assert messages(report, "row.other_year") == [f"“{last}”一行不是本年度的数，没有取值"]


def test_rows_beside_a_years_own_box_are_that_years() -> None:
    for rows in (down(("2022年", OTHER), ("2023年", OWN)), down(("2023年", OWN), ("2022年", OTHER))):
        assert printed(extracted(SECTIONS[4], rows, SECTIONS[6]), "disputes") == DISPUTES


def test_a_year_that_no_other_row_has_may_be_a_slip_and_takes_nothing_away() -> None:
    assert printed(extracted(SECTIONS[4], across(["2022年", *OWN]), SECTIONS[6]), "disputes") == DISPUTES


def test_where_nobody_knows_the_reports_year_no_row_of_several_years_is_its_own() -> None:
    found = strips(across(["2022年", *OTHER], ["2023年", *OWN]))
    kept, others = without_other_years(found, None)
    assert [strip.last_word for strip in others] == ["2022年", "2023年"]
    assert len(kept) == len(found) - 2


@pytest.mark.parametrize(("one", "other"), [("本级", "合计"), ("市水务局", "河道管理处"), ("上半年", "下半年")])
def test_of_rows_of_several_offices_none_is_taken(one: str, other: str) -> None:
    report = extracted(SECTIONS[4], across([one, *OTHER], [other, *OWN]), SECTIONS[6])
    assert not printed(report, "disputes")
    assert "cell.unplaced" in codes(report)


def test_the_row_of_the_whole_before_its_parts_is_the_reports() -> None:
    report = extracted(SECTIONS[4], across(["合计", *OWN], ["本级", *OTHER]), SECTIONS[6])
    assert printed(report, "disputes") == DISPUTES
