"""How fast a PDF file with text is read into tables and paragraphs, beside pdfplumber's ``extract_tables`` alone.

Both sides run warm in one process, take the same bytes, and alternate; the ratio is taken pair by pair. The files are
the samples and any that are named.

Usage: python -m bench.pdf [FILE]…
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.speed import files_of
from toolkit.readers import pdf

RUNS = 5
TARGET = 4


def ours(data: bytes) -> object:
    """Everything that the reader makes of a file."""
    return pdf.read(data, "年报.pdf")


def theirs(data: bytes) -> object:
    """The tables of each page, their cells' texts."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_tables() for page in document.pages]


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """How long one reading takes."""
    start = time.perf_counter()
    read(data)
    return time.perf_counter() - start


def ratios(paths: Sequence[Path], runs: int = RUNS) -> dict[str, list[float]]:
    """How many times as fast we are, by file, pair by pair."""
    found: dict[str, list[float]] = {}
    for path in paths:
        data = path.read_bytes()
        ours(data)
        theirs(data)
        found[path.name] = [seconds(theirs, data) / seconds(ours, data) for _ in range(runs)]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratios; 1 where the median is below the target."""
    named = [Path(name) for name in (sys.argv[1:] if arguments is None else arguments)]
    found = ratios([*files_of("pdf"), *named])
    for name, values in found.items():
        print(f"{name}: {statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})")
    median = statistics.median(value for values in found.values() for value in values)
    print(f"median {median:.1f}, wanted {TARGET}")
    return 0 if median >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
