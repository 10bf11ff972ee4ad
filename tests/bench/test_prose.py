"""The bench for prose: what it counts, and that a miss is seen."""

from __future__ import annotations

from bench.prose import line, numerals_score, passage_scores
from bench.prose_score import Score
from fixtures.prose.marked import read_marked


def test_what_is_marked_otherwise_than_it_is_read_is_a_miss() -> None:
    scores = passage_scores(read_marked("x", "2008", "收到申请{35件 answered #a}，其中当面{5件 =6 @a}、网上30件。"))
    assert (scores.numerals.right, scores.numerals.said, scores.numerals.there) == (1, 3, 2)
    assert (scores.indicators.right, scores.indicators.said, scores.indicators.there) == (0, 3, 1)
    assert (scores.lists.right, scores.lists.said, scores.lists.there) == (0, 1, 1)


def test_a_line_has_both_shares_with_their_bounds() -> None:
    assert line("数", Score(99, 100, 99)).startswith("| 数 | 99 | 100 | 99 | 99.000% | 95.")


def test_numerals_are_scored_on_drawn_sentences() -> None:
    score = numerals_score([5], 20)
    assert score.there > 40
    assert score.right == score.there == score.said
