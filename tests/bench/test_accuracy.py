"""The accuracy bench: reports made, read and compared in one go."""

from __future__ import annotations

from bench.accuracy import evaluate_made, page
from fixtures.make import LIST_FORM
from toolkit.evaluate import Evaluation


def test_an_official_report_is_read_whole() -> None:
    result = evaluate_made((1, 0, 0, None))
    assert result.failure is None
    assert [miss.cell for miss in result.misses] == []


def test_the_page_says_what_was_run_and_how_sure_the_result_is() -> None:
    evaluation = Evaluation((evaluate_made((1, 4, 0, None)),))
    lists = Evaluation((evaluate_made((1, 4, 0, LIST_FORM)),))
    assert [miss.cell for miss in lists.misses] == []
    text = page(evaluation, lists, evaluation, "种子 1，每个 1 份，干扰级别 0。", {0: evaluation})
    assert "### 干扰级别 0（只有版式不同，没有差错）" in text
    assert "种子 1，每个 1 份，干扰级别 0。" in text
    assert "单侧 95 % 上界" in text
    assert "| csv | 1 |" in text
    assert "| indicators | 1 |" in text
