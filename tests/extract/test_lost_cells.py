"""Lists with figures of other years beside the year's in which a row has lost a cell: which is left, nothing shows."""

from __future__ import annotations

import pytest

from tests.extract.test_lists import OFFICIAL, VALUES, read, values_of

BOTH_YEARS = ["统计指标", "单位", "本年", "历年累计"]
ALL_YEARS = "9000"


def with_both_years() -> list[list[str]]:
    """The official rows with a figure of the year and one of all years, as a report prints them."""
    return [[r.label.text, r.unit or "件", str(VALUES[r.id]), ALL_YEARS] for r in OFFICIAL]


@pytest.mark.parametrize("number", [0, 9, len(OFFICIAL) - 1])
def test_a_row_of_a_table_that_lost_its_figure_of_this_year_is_left_open_and_named(number: int) -> None:
    rows = with_both_years()
    del rows[number][2]
    report = read([BOTH_YEARS, *rows])
    lost = OFFICIAL[number].id
    assert values_of(report) == {row: value for row, value in VALUES.items() if row != lost}
    assert any(note.code == "cell.unplaced" and f"indicators.{lost}" in note.cells for note in report.notes)


def test_a_row_that_lost_a_cell_moves_no_figure_of_the_other_side() -> None:
    half = len(OFFICIAL) // 2
    left, right = with_both_years()[:half], with_both_years()[half : 2 * half]
    del left[9][2]
    found = values_of(read([BOTH_YEARS * 2, *([*a, *b] for a, b in zip(left, right, strict=True))]))
    assert OFFICIAL[9].id not in found
    assert all(VALUES[row] == value for row, value in found.items())
    assert len(found) >= 2 * half - 2


def test_a_blank_cell_shows_which_figure_a_row_has() -> None:
    rows = with_both_years()
    rows[9][3] = ""
    assert values_of(read([BOTH_YEARS, *rows])) == VALUES


def test_a_row_of_a_list_with_one_figure_each_is_read_though_it_lacks_its_remark() -> None:
    rows = [[label, unit, value, ""] for label, unit, value, _ in with_both_years()]
    rows[9].pop()
    assert values_of(read([["统计指标", "单位", "统计数", "备注"], *rows])) == VALUES


@pytest.mark.parametrize("word", ["未统计", "约5", "见附表"])
def test_a_word_in_place_of_a_figure_is_a_cell_of_its_row(word: str) -> None:
    rows = with_both_years()
    rows[9][2] = word
    assert values_of(read([BOTH_YEARS, *rows])) == VALUES | {OFFICIAL[9].id: None}
