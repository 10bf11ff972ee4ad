"""Texts without end, the whole way from bytes to findings: bounded, and the report before them is read all the same."""

from __future__ import annotations

import time

import pytest

from toolkit.checks import check
from toolkit.model import Unreadable
from toolkit.readers.amount import MOST_CHARACTERS
from toolkit.reports import read_report

SECONDS = 6.0
"""More than enough for any of these on a slow machine; what is quadratic takes minutes."""
REPORT = "甲县水务局2021年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息12条。\n"


@pytest.mark.parametrize(
    ("piece", "count"),
    [(" ", 40_000), ("　 ", 20_000), ("规章  ", 12_000), ("，其中：12件", 3000)],
    ids=["blanks", "wide-blanks", "gaps", "lists"],
)
def test_a_line_that_goes_on_and_on_takes_no_time(piece: str, count: int) -> None:
    start = time.process_time()
    report = read_report((REPORT + piece * count).encode(), "年报.txt", "年报.txt")
    check(report)
    assert time.process_time() - start < SECONDS
    assert report.year == 2021
    assert report.mentions[0].value == 12


def test_more_text_than_any_report_has_is_refused_with_how_much_there_is() -> None:
    with pytest.raises(Unreadable, match=r"有 50\d{4} 字，超出上限（500000 字），不像一份年度报告") as refused:
        read_report((REPORT + "公开" * (MOST_CHARACTERS // 2)).encode(), "年报.txt", "年报.txt")
    assert "\n" not in refused.value.why
