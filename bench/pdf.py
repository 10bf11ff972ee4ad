"""How fast a PDF file with text is read into tables and paragraphs, beside pdfplumber's ``extract_tables`` alone.

Both sides run warm in one process, take the same bytes, and alternate; the ratio is taken pair by pair. The files are
the samples, whose fonts are not in them, reports printed by LibreOffice (where it is installed), and any that are
named.

Usage: python -m bench.pdf [FILE]…
"""

from __future__ import annotations

import io
import logging
import random
import shutil
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from bench.speed import files_of
from bench.timing import seconds
from fixtures.office import unsaved
from fixtures.paper import any_paper, on_paper
from fixtures.printing import printed
from toolkit.readers import pdf

RUNS = 5
TARGET = 4
SEED = 4020
PRINTED = 8
"""Reports that LibreOffice prints for the bench."""


def ours(data: bytes) -> object:
    """Everything that the reader makes of a file."""
    return pdf.read(data, "年报.pdf")


def theirs(data: bytes) -> object:
    """The tables of each page, their cells' texts."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_tables() for page in document.pages]


def ratios(files: Mapping[str, bytes], runs: int = RUNS) -> dict[str, list[float]]:
    """How many times as fast we are, by file, pair by pair."""
    found: dict[str, list[float]] = {}
    for name, data in files.items():
        ours(data)
        theirs(data)
        found[name] = [seconds(partial(theirs, data)) / seconds(partial(ours, data)) for _ in range(runs)]
    return found


def made(count: int = PRINTED) -> dict[str, bytes]:
    """Reports with the official form's tables, printed by LibreOffice; none where it is not installed."""
    if shutil.which("soffice") is None:
        return {}
    papers = (any_paper(random.Random(f"{SEED}/{number}")) for number in range(count))
    sources = (unsaved("pdf", SEED, number, 0).data for number in range(count))
    files = {f"printed-{n}.pdf": on_paper(s, p) for n, (s, p) in enumerate(zip(sources, papers, strict=True))}
    return printed(files)


def lines(groups: Mapping[str, Mapping[str, bytes]], runs: int = RUNS) -> Iterator[tuple[str, list[float]]]:
    """For each group a line for each file and one for all of them, and their ratios."""
    for group, files in groups.items():
        found = ratios(files, runs)
        every = [value for values in found.values() for value in values]
        said = [f"{n}: {statistics.median(v):.1f} ({min(v):.1f} to {max(v):.1f})" for n, v in found.items()]
        yield "\n".join([*said, f"{group}: median {statistics.median(every):.1f}"]), every


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratios; 1 where the median of all is below the target."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    named = [Path(name) for name in (sys.argv[1:] if arguments is None else arguments)]
    read = {"samples": files_of("pdf"), "named": named}
    groups = {"printed by LibreOffice": made()}
    groups |= {group: {path.name: path.read_bytes() for path in paths} for group, paths in read.items()}
    every: list[float] = []
    for text, values in lines({group: files for group, files in groups.items() if files}):
        print(text)
        every += values
    print(f"all: median {statistics.median(every):.1f}, wanted {TARGET}")
    return 0 if statistics.median(every) >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
