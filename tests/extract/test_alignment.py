"""The alignment of units with lines: optimal, monotone, and with an honest margin."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.laying.alignment import Match, Unit, align

ROW_PASSED = 0.4
"""What a line of the form costs that is passed over within an alignment."""


def rows(*scores: dict[int, float], passed: float = 1.0) -> list[Unit]:
    """Units of one strip each."""
    return [Unit(number, number, each, passed) for number, each in enumerate(scores)]


def pairs(units: Sequence[Unit], lines: int) -> list[tuple[int, int]]:
    """The unit and the line of each match."""
    return [(match.unit, match.line) for match in align(units, lines).matches]


def test_equal_labels_are_matched_in_order() -> None:
    assert pairs(rows({0: 10}, {1: 10}, {2: 10}), 3) == [(0, 0), (1, 1), (2, 2)]


def test_an_absent_row_leaves_its_line_and_moves_no_other() -> None:
    assert pairs(rows({0: 10}, {2: 10, 1: 2}), 3) == [(0, 0), (1, 2)]


def test_an_extra_row_is_passed_over() -> None:
    assert pairs(rows({0: 10}, {}, {1: 10}), 2) == [(0, 0), (2, 1)]


def test_a_label_that_two_lines_share_goes_by_the_order() -> None:
    found = align(rows({0: 10}, {1: 10, 3: 10}, {2: 10}, {1: 10, 3: 10}), 4)
    assert [(match.unit, match.line) for match in found.matches] == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_two_strips_are_one_row_where_that_explains_more() -> None:
    halves = [*rows({0: 10}, {1: 2}, {}, {2: 10}), Unit(1, 2, {1: 9}, 0.0)]
    assert (4, 1) in pairs(halves, 3)
    assert 1 not in [unit for unit, _ in pairs(halves, 3)]


def test_a_clear_row_is_surer_than_one_that_may_be_another_line() -> None:
    clear, doubtful = align(rows({0: 10}, {1: 6, 2: 5.5}), 3).matches
    assert clear.confidence == 1
    assert doubtful.margin < 2
    assert doubtful.confidence < 0.25


def test_the_margin_is_what_the_best_alignment_loses_without_the_match() -> None:
    (match,) = align(rows({0: 6, 1: 5}), 2).matches
    assert match.margin == 1


def test_without_units_or_likeness_nothing_is_matched() -> None:
    assert align([], 3).matches == ()
    assert align(rows({}, {}), 3) == ((), 0.0)
    assert align(rows({0: -1.0}), 1).matches == ()


_SCORES = st.dictionaries(st.integers(0, 3), st.integers(-2, 12).map(float), max_size=3)
_UNITS = st.lists(
    st.tuples(st.integers(0, 3), st.booleans(), _SCORES, st.sampled_from([0.0, 0.3, 1.5, 3.0])), max_size=6
).map(
    lambda made: [
        Unit(first, first + (1 if wide else 0), scores, 0.0 if wide else passed)
        for first, wide, scores, passed in sorted(made, key=lambda each: each[0])
    ]
)
LINES = 4


def scored(units: Sequence[Unit], chosen: Sequence[tuple[int, int]], lines: int) -> float | None:
    """The score of an alignment as defined: what is matched, less what is passed over between the first and the last
    match; None if it is none."""
    ordered = [(units[unit].first, units[unit].last, line, unit) for unit, line in chosen]
    ordered.sort()
    if any(a[1] >= b[0] or a[2] >= b[2] for a, b in pairwise(ordered)):
        return None
    total = sum(units[unit].scores[line] for unit, line in chosen)
    for (_, last, line, _), (first, _, next_line, _) in pairwise(ordered):
        total -= ROW_PASSED * (next_line - line - 1)
        total -= sum(unit.passed for unit in units if unit.first == unit.last and last < unit.first < first)
    return total


def best_of_all(units: Sequence[Unit], lines: int) -> float:
    """The best score of all alignments there are, each tried."""
    choices = [(number, line) for number, unit in enumerate(units) for line in unit.scores if line < lines]
    scores = [
        score
        for count in range(1, lines + 1)
        for chosen in combinations(choices, count)
        if (score := scored(units, chosen, lines)) is not None
    ]
    return max(scores, default=0.0)


@given(_UNITS)
@settings(max_examples=80, deadline=None)
def test_no_alignment_scores_more_than_the_one_found(units: list[Unit]) -> None:
    found = align(units, LINES)
    assert abs(found.score - max(0.0, best_of_all(units, LINES))) < 1e-6


@given(_UNITS)
@settings(max_examples=80, deadline=None)
def test_matches_rise_in_both_orders_and_score_what_is_said(units: list[Unit]) -> None:
    found = align(units, LINES)
    for a, b in pairwise(found.matches):
        assert units[a.unit].last < units[b.unit].first
        assert a.line < b.line
    score = scored(units, [(match.unit, match.line) for match in found.matches], LINES)
    assert score is not None
    assert abs(score - found.score) < 1e-6


@given(_UNITS)
@settings(max_examples=80, deadline=None)
def test_margins_are_never_below_nought_nor_above_the_whole(units: list[Unit]) -> None:
    found = align(units, LINES)
    assert all(match.margin >= -1e-9 for match in found.matches)
    assert all(0 <= match.confidence <= 1 for match in found.matches)


def test_confidence_stays_between_0_and_1() -> None:
    assert Match(0, 0, 100.0).confidence == 1
    assert Match(0, 0, -1.0).confidence == 0
