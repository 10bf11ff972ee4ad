from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draft.stories import report_with, years
from toolkit.draft.metrics import INCOMPARABLE, metrics_of, rounded


def test_a_quantity_is_the_sum_of_its_cells_and_says_so() -> None:
    metrics = metrics_of(
        report_with({"applications.unavailable.not_held.total": 3, "applications.unavailable.unclear.total": 2})
    )
    assert metrics["unavailable"].text == "5件"
    assert "本机关不掌握相关政府信息·总计 3" in metrics["unavailable"].formula


def test_a_blank_cell_makes_all_that_needs_it_undefined() -> None:
    metrics = metrics_of(
        report_with({"applications.denied.law.total": None, "applications.total.total": 4}),
        [report_with({}, year=2024)],
    )
    for name in ("denied", "share.denied", "change.denied", "delta.denied", "points.denied"):
        assert metrics[name].value is None
        assert metrics[name].text == ""
        assert "没有数" in metrics[name].why
    assert metrics["answered"].value == 4


def test_nothing_is_compared_with_a_zero() -> None:
    this, last = report_with({"applications.new.total": 5}), report_with({}, year=2024)
    metrics = metrics_of(this, [last])
    assert metrics["change.new"].value is None
    assert metrics["change.new"].why == "上年为 0，没有增减幅度"
    assert (metrics["delta.new"].text, metrics["delta.new"].direction) == ("5件", "up")


def test_what_another_form_counts_otherwise_is_not_compared() -> None:
    this, last = years(5, "2021", "2019")
    metrics = metrics_of(this, [last])
    assert metrics["last.licensing"].why == INCOMPARABLE
    assert metrics["change.licensing"].why == INCOMPARABLE
    assert metrics["last.new"].value == last.figures[next(c for c in last.figures if c.endswith("new.total"))].value


def test_only_the_year_before_is_last_year() -> None:
    metrics = metrics_of(report_with({}), [report_with({"applications.new.total": 5}, year=2023)])
    assert metrics["last.new"].why == "没有上年年报"


def test_a_fall_is_said_without_its_sign_and_has_its_direction() -> None:
    metrics = metrics_of(
        report_with({"applications.new.total": 6}), [report_with({"applications.new.total": 9}, year=2024)]
    )
    assert (metrics["change.new"].text, metrics["change.new"].direction) == ("33.3%", "down")
    assert metrics["change.new"].value == Decimal(-3) / 9 * 100


@pytest.mark.parametrize(
    ("counts", "text", "direction"), [([9, 7, 5, 6], "2年", "up"), ([3, 5, 7, 9], "3年", "down"), ([9, 7, 8], "", None)]
)
def test_a_trend_is_two_years_or_more_in_one_direction(counts: list[int], text: str, direction: str | None) -> None:
    reports = [report_with({"applications.new.total": n}, year=2025 - back) for back, n in enumerate(counts)]
    trend = metrics_of(reports[0], reports[1:])["trend.new"]
    assert (trend.text, trend.direction) == (text, direction)


def test_a_count_that_cannot_be_is_no_metric() -> None:
    assert metrics_of(report_with({"applications.new.total": -3}))["new"].value is None


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_is_never_said_to_be_none_or_all_of_what_it_is_not(part: int, whole: int) -> None:
    value = Decimal(min(part, whole)) / whole * 100
    shown = rounded(value, is_share=True)
    assert (shown == 0) == (value == 0)
    assert (shown == 100) == (value == 100)
    assert abs(shown - value) <= Decimal("0.05")
