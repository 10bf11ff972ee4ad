"""The bench for pointing: what it counts, against a server that answers as it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pointing import LENGTH, Cost, figures_score, padded, pointing_cost, whole
from fixtures.prose.marked import reports
from tests.llm.server import Body, Reply, says, serving
from toolkit.llm import Model, Settings

REPORTS = list(reports("unusual"))


def answers(body: Body) -> Reply:
    shape = body["response_format"]["json_schema"]["schema"]["properties"]
    return says(
        {
            name: "none" if {"enum", "const"} & field.keys() else "7" if name == "received" else ""
            for name, field in shape.items()
        }
    )


def test_unusual_words_leave_much_open_and_nothing_wrong() -> None:
    for marked in REPORTS:
        score = figures_score(marked, marked.text.text, None)
        assert score.right < score.there
        assert score.misses == []


def test_a_padded_report_is_as_long_as_those_that_are_measured_and_has_the_same_figures() -> None:
    for marked in REPORTS:
        longer = padded(marked.text.text)
        assert LENGTH - 150 < len(longer) <= LENGTH + 50
        short, long = (figures_score(marked, text, None) for text in (marked.text.text, longer))
        assert (short.right, short.said) == (long.right, long.said)


def test_tokens_are_counted_for_both_ways_and_what_was_kept_is_counted_as_when_it_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    marked = REPORTS[0]
    with serving(answers) as server:
        model = Model(Settings(server.url, "m"))
        first, again = (pointing_cost(model, marked, marked.text.text, "x") for _ in range(2))
        assert first == again
        assert first.tokens == 60 * first.calls > 0
        cost = Cost("x", 1, 1, 1)
        whole(model, marked, marked.text.text, cost)
    assert cost.whole == {"schema": 60, "names": 60}
    assert {(read.said, read.right) for read in cost.read.values()} == {(1, 0)}
