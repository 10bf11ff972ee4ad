"""The sample scans, from the file to the figures."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from toolkit.evaluate import evaluate_bytes, truth_from_json
from toolkit.model import Report
from toolkit.readers.pages import pages_from
from toolkit.reports import read_report

SCANS = Path(__file__).resolve().parent.parent.parent / "fixtures" / "scans"


@pytest.fixture(scope="module")
def cache_of_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_cache(cache_of_module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(cache_of_module))


def read(data: bytes, name: str) -> Report:
    return read_report(data, name, name)


def test_a_clean_scan_is_read_without_a_wrong_cell() -> None:
    truth = truth_from_json((SCANS / "truth" / "scan-01.tiff.json").read_bytes(), "scan-01")
    result = evaluate_bytes((SCANS / "reports" / "scan-01.tiff").read_bytes(), truth, read)
    assert result.failure is None
    counts = {verdict: n for verdict in ("wrong", "invented") for (_, v), n in result.counts.items() if v == verdict}
    assert not counts, result.misses
    assert sum(n for (_, v), n in result.counts.items() if v == "right") >= 0.99 * len(truth.figures), result.misses
    assert result.heads == {"organ": True, "year": True, "form": True, "title": True}


def test_a_page_that_lies_on_its_side_is_read() -> None:
    data = (SCANS / "reports" / "scan-03.tiff").read_bytes()
    report = read_report(data, "scan-03.tiff", "scan-03.tiff", pages_from("1"))
    truth = truth_from_json((SCANS / "truth" / "scan-03.tiff.json").read_bytes(), "scan-03")
    assert (report.organ, report.year) == (truth.organ, truth.year)
    figures = [figure for cell, figure in report.figures.items() if cell.startswith("disclosure")]
    assert sum(figure.status == "printed" for figure in figures) >= 4
    assert all(
        figure.value == truth.figures[cell].value
        for cell, figure in report.figures.items()
        if figure.status == "printed"
    )


def test_a_scan_within_a_pdf_is_read_as_a_scan() -> None:
    made = io.BytesIO()
    with Image.open(SCANS / "reports" / "scan-01.tiff") as pages:
        pages.convert("RGB").save(made, "PDF", resolution=200)  # the first page
    report = read_report(made.getvalue(), "scan-01.pdf", "scan-01.pdf")
    truth = truth_from_json((SCANS / "truth" / "scan-01.tiff.json").read_bytes(), "scan-01")
    printed = {cell: figure for cell, figure in report.figures.items() if figure.status == "printed"}
    assert len(printed) >= 4
    assert all(figure.value == truth.figures[cell].value and figure.method == "ocr" for cell, figure in printed.items())
    assert report.source.format == "pdf"
    assert {"scanned", "scan.recognised"} <= {note.code for note in report.notes}
