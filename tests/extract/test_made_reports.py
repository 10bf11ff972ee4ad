"""Reports of the generator with light noise, in every format: no value wrong, none invented."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fixtures.make import FORMATS, make, truth_text
from fixtures.truth import Fixture
from toolkit.evaluate import evaluate_bytes, truth_from_json
from toolkit.reports import read_report


@given(st.integers(0, 10**6), st.integers(0, len(FORMATS) - 1))
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
def test_no_value_of_a_made_report_is_wrong_or_invented(seed: int, number: int) -> None:
    assert_none_is_wrong(make(seed, number, 1))


@given(st.integers(0, 10**6), st.integers(0, len(FORMATS) - 1))
@example(60011, 33)  # the year's column is the second, and the head before it has a name broken over two lines
@settings(max_examples=15, deadline=None, derandomize=True, database=None)
def test_no_figure_of_a_made_list_is_wrong_or_invented(seed: int, number: int) -> None:
    assert_none_is_wrong(make(seed, number, 1, (*FORMATS, "pdf"), "2014"))


def assert_none_is_wrong(fixture: Fixture) -> None:
    truth = truth_from_json(truth_text(fixture).encode("utf-8"), f"{fixture.name}.json")
    result = evaluate_bytes(fixture.data, truth, lambda data, name: read_report(data, name, name))
    assert result.failure is None
    assert [miss for miss in result.misses if miss.verdict in ("wrong", "invented")] == []
