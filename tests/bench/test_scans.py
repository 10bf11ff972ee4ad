"""The bench of scans: what a cell is worth, and the page for docs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from bench.scans import Result, judged, page, row_from
from fixtures.make import make, truth_text
from toolkit.evaluate import Truth, truth_from_json
from toolkit.model import CellId, Figure, Note, Report
from toolkit.reports import read_report

CELL = CellId("disputes.review.upheld")


def report() -> tuple[Report, Truth]:
    fixture = make(1, 0, 0, ("docx",))
    truth = truth_from_json(truth_text(fixture).encode("utf-8"), fixture.name)
    return read_report(fixture.data, fixture.name, fixture.name), truth


def test_a_cell_is_right_or_said_to_be_unsure_or_missing_or_silently_wrong() -> None:
    made, truth = report()
    n = len(truth.figures)
    assert judged(made, truth) == (Counter(right=n), ())
    figure = made.figures[CELL]

    def with_cell(changed: Figure | None) -> Report:
        kept = {cell: old for cell, old in made.figures.items() if cell != CELL}
        return replace(made, figures={**kept, CELL: changed} if changed else kept)

    wrong = figure._replace(value=(figure.value or Decimal(0)) + 1)
    unsure = figure._replace(value=None, status="unreadable")
    assert judged(with_cell(wrong), truth)[0] == Counter(right=n - 1, silent=1)
    assert judged(with_cell(unsure), truth)[0] == Counter(right=n - 1, flagged=1)
    assert judged(with_cell(None), truth)[0] == Counter(right=n - 1, missing=1)
    named = replace(with_cell(None), notes=(Note("cell.unplaced", "没有取值", None, (CELL,)),))
    assert judged(named, truth)[0] == Counter(right=n - 1, flagged=1)


def test_the_page_counts_cells_and_lists_every_silent_error() -> None:
    made, truth = report()
    figure = made.figures[CELL]
    wrong = replace(made, figures={**made.figures, CELL: figure._replace(value=Decimal(987))})
    counts, silent = judged(wrong, truth)
    text = page("--seed 1", [(row_from("heavy:150:1"), [Result(counts, silent, 3, 2.0)])])
    assert f"| heavy | 150 | 1 | {len(truth.figures)} |" in text
    assert "红章压表" in text
    assert f"{CELL} |" in text
    assert "987" in text


@pytest.mark.parametrize("text", ["clean:200", "dirty:200:3", "clean:many:3"])
def test_a_row_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no step|unpack|invalid literal"):
        row_from(text)
