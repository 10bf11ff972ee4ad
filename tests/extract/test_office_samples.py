"""The samples that an office program saved, and the web pages in a single file: their figures are the page's."""

from __future__ import annotations

import pytest

from fixtures.make import truth_text
from fixtures.office import samples
from fixtures.samples import FOLDER
from fixtures.truth import Fixture
from toolkit.evaluate import evaluate_bytes, truth_from_json
from toolkit.reports import read_report

SAMPLES = list(samples())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_no_value_of_a_sample_is_wrong_or_invented(sample: Fixture) -> None:
    data = (FOLDER / "reports" / sample.name).read_bytes()
    truth = truth_from_json(truth_text(sample).encode("utf-8"), f"{sample.name}.json")
    result = evaluate_bytes(data, truth, lambda content, name: read_report(content, name, name))
    assert result.failure is None
    assert [miss for miss in result.misses if miss.verdict in ("wrong", "invented")] == []
    assert all(result.heads.values())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_has_the_figures_of_the_file_it_was_saved_from(sample: Fixture) -> None:
    data = (FOLDER / "reports" / sample.name).read_bytes()
    report, before = (read_report(content, sample.name, sample.name) for content in (data, sample.data))
    assert report.source.format == sample.format
    assert {cell: (figure.value, figure.status, figure.raw) for cell, figure in report.figures.items()} == {
        cell: (figure.value, figure.status, figure.raw) for cell, figure in before.figures.items()
    }


def test_the_kept_truth_of_the_samples_is_the_generators() -> None:
    for sample in SAMPLES:
        kept = (FOLDER / "truth" / f"{sample.name}.json").read_text(encoding="utf-8")
        assert kept == truth_text(sample), f"{sample.name} is not current: run `python -m fixtures.office`"
