"""The reports kept with the project are read exactly, in every format: what ``xxgk evaluate fixtures`` says."""

from __future__ import annotations

from pathlib import Path

from toolkit.evaluate import evaluate
from toolkit.reports import read_report

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def test_every_cell_of_the_sample_reports_is_read_as_it_is() -> None:
    result = evaluate(FIXTURES, lambda data, name: read_report(data, name, name))
    assert len(result.files) > 80
    assert not result.failures
    assert [(miss.file, miss.cell, miss.verdict) for miss in result.misses] == []
