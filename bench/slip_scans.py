"""The same slips in scans: reports printed by LibreOffice, scanned, recognised, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from bench.scans import places_of_tables
from bench.slip_files import FileResult, Sample, result_of, sample
from fixtures.figures import Figures
from fixtures.printing import any_look, dressed, is_whole, pages, printed
from fixtures.scanning import sheets
from toolkit.checks import check
from toolkit.extract.report import extract
from toolkit.forms.form import Form
from toolkit.model import Document, Source
from toolkit.readers.scan import PageImage, recognised
from toolkit.readers.scan.document import blocks_of

_DPI = 200
Plant = Callable[[Figures, Form, Random], Figures] | None


def in_scans(seed: int, jobs: Sequence[tuple[int, Plant]]) -> list[FileResult]:
    """Scanned pages without loss of reports with a slip, and of reports without; printed all in one call."""
    samples = {f"{seed}-{number}-{bool(plant)}": sample(seed, number, "docx", plant) for number, plant in jobs}
    made: dict[str, Sample] = {name: one for name, one in samples.items() if one is not None}
    files = {f"{name}.docx": dressed(one.data, any_look(Random(f"{name}/look"))) for name, one in made.items()}
    results = []
    for name, pdf in printed(files).items():
        if not is_whole(files[name], pdf):
            continue  # LibreOffice printed it in part
        read = [
            recognised(PageImage(number, picture, float(_DPI)))
            for number, picture in enumerate(sheets(pages(pdf, _DPI, places_of_tables(pdf)), "clean", name, _DPI), 1)
        ]
        report = extract(Document("png", blocks_of(read)), Source(name, name, "0" * 64, "png"))
        one = made[name.removesuffix(".docx")]
        results.append(replace(result_of(one, report, check(report)), format="png"))
    return results
