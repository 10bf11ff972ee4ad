"""Lists set by blanks whose columns are lost: long labels push their rows aside or over to the next line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.test_list_texts import CAPTION
from tests.extract.test_lists import OFFICIAL, VALUES, read_text, rows_with, values_of

TWO_YEARS = ["统计指标", "计量单位", "2016年", "2015年"]


def shift(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of which each stands elsewhere."""
    return ["  ".join(" " * (7 * (n + k * k) % 11) + text for k, text in enumerate(row)) for n, row in enumerate(rows)]


def over(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """Rows that go over to the next line before a text."""
    return [line for row in rows for line in ("    ".join(row[:at]), " " * 8 + "  ".join(row[at:]))]


def of_two_years() -> list[list[str]]:
    return [[*cells, "77"] for cells in rows_with("unit", "value", heads=False)]


def test_rows_out_of_their_columns_are_read_by_the_number_of_their_figures() -> None:
    assert values_of(read_text([CAPTION, *shift([TWO_YEARS, *of_two_years()])])) == VALUES


@pytest.mark.parametrize("at", [1, 2, 3])
def test_rows_that_go_over_to_the_next_line_are_read(at: int) -> None:
    assert values_of(read_text([CAPTION, *over([TWO_YEARS, *of_two_years()], at)])) == VALUES


@pytest.mark.parametrize("at", [1, 2, 4, 5])
def test_two_sides_that_go_over_to_the_next_line_are_read_one_behind_the_other(at: int) -> None:
    rows = rows_with("unit", "value", heads=False)
    half = (len(rows) + 1) // 2
    sides = [[*one, *(rows[half + n] if half + n < len(rows) else [])] for n, one in enumerate(rows[:half])]
    report = read_text([CAPTION, *over([["指标", "单位", "数量"] * 2, *sides], at)])
    assert values_of(report) == VALUES


def test_a_row_that_lacks_a_figure_or_has_one_more_is_open() -> None:
    rows = of_two_years()
    short, long = OFFICIAL[12].id, OFFICIAL[20].id
    rows[12].pop(2)
    rows[20].append("3")
    found = values_of(read_text([CAPTION, *shift([TWO_YEARS, *rows])]))
    assert found == {name: value for name, value in VALUES.items() if name not in (short, long)}


def test_figures_of_chapters_with_other_names_are_not_read_by_the_first_ones() -> None:
    rows = of_two_years()
    other = ["统计指标", "计量单位", "2015年", "2016年"]
    found = values_of(read_text([CAPTION, *shift([TWO_YEARS, *rows[:30], other, *rows[30:]])]))
    later = {row.id for row in OFFICIAL[30:]}
    assert all(value == (77 if name in later else VALUES[name]) for name, value in found.items())


@pytest.mark.parametrize(
    "behind", [("code", "unit", "value"), ("value",), ("unit", "code", "value"), ("code", "value")]
)
def test_two_sides_with_codes_or_without_units_are_read_out_of_their_columns(behind: Sequence[str]) -> None:
    names = {"code": "编码", "unit": "单位", "value": "统计数"}
    rows = [
        [label, *({"code": f"{n:02d}", "unit": unit, "value": value}[what] for what in behind)]
        for n, (label, unit, value) in enumerate(rows_with("unit", "value", heads=False), 1)
    ]
    half = (len(rows) + 1) // 2
    over_both = ["一、主动公了开情况"]
    sides = [
        [*over_both, *one, *(["三、依申请公开情况", *rows[half + n]] if half + n < len(rows) else [])]
        for n, one in enumerate(rows[:half])
    ]
    head = ["统计项目", *(names[what] for what in behind)] * 2
    assert values_of(read_text([CAPTION, *shift([head, *sides])])) == VALUES


def test_one_a_line_with_codes_and_the_heads_of_each_side_repeated_is_read() -> None:
    rows = [
        [label, f"{n:02d}", unit, value]
        for n, (label, unit, value) in enumerate(rows_with("unit", "value", heads=False), 1)
    ]
    half = (len(rows) + 1) // 2
    lines = ["项目", "编码", "单位", "统计数"] * 2
    for n, one in enumerate(rows[:half]):
        lines += ["一、主动公开  情况", *one]
        lines += ["三、依申请公  开情况", *rows[half + n]] if half + n < len(rows) else []
    assert values_of(read_text([CAPTION, *lines])) == VALUES


def test_remarks_that_most_rows_lack_are_no_column_of_figures() -> None:
    rows = rows_with("unit", "value", heads=False)
    rows[4].append("含网站")
    found = values_of(read_text([CAPTION, *shift([["指标名称", "单位", "统计数", "备注"], *rows])]))
    assert found == VALUES
