"""The samples that an office program saved, and the web pages in a single file: every cell of them exact."""

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
def test_every_cell_of_a_sample_is_exact(sample: Fixture) -> None:
    data = (FOLDER / "reports" / sample.name).read_bytes()
    truth = truth_from_json(truth_text(sample).encode("utf-8"), f"{sample.name}.json")
    result = evaluate_bytes(data, truth, lambda content, name: read_report(content, name, name))
    assert result.failure is None
    assert result.misses == ()
    assert all(result.heads.values())
    assert read_report(data, sample.name, sample.name).source.format == sample.format


def test_the_kept_truth_of_the_samples_is_the_generators() -> None:
    for sample in SAMPLES:
        kept = (FOLDER / "truth" / f"{sample.name}.json").read_text(encoding="utf-8")
        assert kept == truth_text(sample), f"{sample.name} is not current: run `python -m fixtures.office`"
