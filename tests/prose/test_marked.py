"""The free text that was written by hand: nothing read of the development half is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bench.prose import passage_scores, report_scores
from fixtures.prose.make import files_of
from fixtures.prose.marked import HALVES, HERE, MarkedReport, MarkedText, passages, read_marked, reports


@pytest.mark.parametrize("half", HALVES)
def test_the_halves_are_large_enough(half: str) -> None:
    assert len(list(passages(half))) >= 30
    assert len(list(reports(half))) >= 4


@pytest.mark.parametrize("passage", list(passages("development")), ids=lambda passage: passage.name)
def test_nothing_in_a_passage_is_read_wrong(passage: MarkedText) -> None:
    scores = passage_scores(passage)
    assert scores.numerals.misses == []
    assert [miss for miss in scores.indicators.misses if "错" in miss] == []
    assert scores.lists.misses == []


@pytest.mark.parametrize(
    "passage", [passage for half in HALVES[1:] for passage in passages(half)], ids=lambda passage: passage.name
)
def test_what_is_read_of_a_passage_set_aside_is_so(passage: MarkedText) -> None:
    scores = passage_scores(passage)
    assert (scores.numerals.right, scores.indicators.right) == (scores.numerals.said, scores.indicators.said)


@pytest.mark.parametrize("report", list(reports("development")), ids=lambda report: report.text.name)
def test_every_figure_of_a_free_report_is_read(report: MarkedReport) -> None:
    scores, figures = report_scores(report)
    assert (figures.right, figures.said) == (figures.there, figures.there)
    assert scores.numerals.misses == scores.indicators.misses == scores.lists.misses == []


@pytest.mark.parametrize(
    "report", [report for half in HALVES[1:] for report in reports(half)], ids=lambda report: report.text.name
)
def test_what_is_read_of_a_free_report_set_aside_is_so(report: MarkedReport) -> None:
    scores, figures = report_scores(report)
    assert (scores.indicators.right, figures.right) == (scores.indicators.said, figures.said)


@pytest.mark.parametrize("half", HALVES)
def test_the_files_are_made_of_the_marked_texts(half: str) -> None:
    for name, content in files_of(half):
        assert (HERE / half / name).read_text(encoding="utf-8") == content


def test_a_mark_says_what_a_figure_is() -> None:
    text = read_marked("x", "2008", "受理{二十四件 received =24 #a}，{近百人次 ~100}，{均为零 reviews,suits =0}。")
    first, second, third = text.figures
    assert text.text == "受理二十四件，近百人次，均为零。"
    assert (first.value, first.unit, first.indicators, first.whole_of) == (
        Decimal(24),
        "件",
        ("indicators.received",),
        "a",
    )
    assert (second.value, second.unit, second.approximate) == (Decimal(100), "人次", True)
    assert (third.value, third.unit, third.is_none) == (Decimal(0), None, True)
