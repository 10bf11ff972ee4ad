"""How fast a report is read into figures, beside what MarkItDown needs to turn the same file into Markdown.

Both sides run warm in one process, take the same bytes, and alternate, so that a busy machine slows both alike.
The ratio is taken pair by pair. Memory is each side's peak in a process of its own that reads every file once.

Usage: python -m bench.speed
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

REPORTS = Path(__file__).resolve().parent.parent / "fixtures" / "reports"
TARGETS = {"docx": 30, "html": 4, "xlsx": 3}
"""How many times as fast as MarkItDown each format has to be read."""

RUNS = 20
Convert = Callable[[bytes, str], object]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds of both sides over the same files, run by run; ``refused`` names what MarkItDown could not convert."""

    format: str
    files: int
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    refused: tuple[str, ...]

    @property
    def ratios(self) -> list[float]:
        """How many times as fast we were, pair by pair."""
        return [theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    @property
    def reached(self) -> bool:
        """Whether the median ratio is what the format's target asks for."""
        return statistics.median(self.ratios) >= TARGETS[self.format]


def files_of(format_: str, folder: Path = REPORTS) -> list[Path]:
    """The sample reports of a format, whatever their ending: a web page may be called .shtml or .doc."""
    return sorted(folder.glob(f"{format_}-*"))


def xxgk(_format: str) -> Convert:
    """Bytes to a report's figures; what they are is told by content."""
    from toolkit.reports import read_report

    return lambda data, name: read_report(data, name, name)


def markitdown(format_: str) -> Convert:
    """Bytes to Markdown; what they are is said, so that a file's ending misleads nobody."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda data, _name: converter.convert_stream(io.BytesIO(data), file_extension=f".{format_}")


SIDES = {"xxgk": xxgk, "markitdown": markitdown}


def measure(format_: str, paths: Sequence[Path], runs: int, ours: Convert, theirs: Convert) -> Pairs:
    """Time both sides over the files, ``runs`` times in turn, after one unmeasured run."""
    refused = tuple(path.name for path in paths if not _converts(theirs, path))
    inputs = [(path.read_bytes(), path.name) for path in paths if path.name not in refused]
    for data, name in inputs:
        ours(data, name)
    our_times, their_times = [], []
    for _ in range(runs):
        for data, name in inputs:
            our_times.append(_seconds(ours, data, name))
            their_times.append(_seconds(theirs, data, name))
    return Pairs(format_, len(inputs), tuple(our_times), tuple(their_times), refused)


def _converts(convert: Convert, path: Path) -> bool:
    from markitdown import MarkItDownException

    try:
        convert(path.read_bytes(), path.name)
    except MarkItDownException:
        return False
    return True


def _seconds(convert: Convert, data: bytes, name: str) -> float:
    start = time.perf_counter()
    convert(data, name)
    return time.perf_counter() - start


def peak_megabytes(side: str, format_: str) -> float:
    """Peak memory of a process that imports one side and reads every file of the format once.

    To be called from a small process: a child's peak starts at its parent's size on Linux.
    """
    command = [sys.executable, "-m", "bench.memory", side, format_]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=REPORTS.parent.parent).stdout)


def report(runs: int = RUNS) -> tuple[str, bool]:
    """Measure everything; the Markdown, and whether every target was reached."""
    formats = {format_: files_of(format_) for format_ in TARGETS}
    memory = {(side, format_): peak_megabytes(side, format_) for format_ in TARGETS for side in SIDES}
    results = [measure(name, paths, runs, xxgk(name), markitdown(name)) for name, paths in formats.items()]
    lines = [
        "| format | files | times as fast: median (min to max) | wanted | xxgk, median | MarkItDown, median "
        "| peak memory, xxgk : MarkItDown |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for pairs in results:
        ratios = pairs.ratios
        cells = (
            pairs.format,
            f"{pairs.files}",
            f"**{statistics.median(ratios):.1f}** ({min(ratios):.1f} to {max(ratios):.1f})",
            f"{TARGETS[pairs.format]}{'' if pairs.reached else ', not reached'}",
            f"{statistics.median(pairs.ours) * 1000:.1f} ms",
            f"{statistics.median(pairs.theirs) * 1000:.1f} ms",
            f"{memory['xxgk', pairs.format]:.0f} : {memory['markitdown', pairs.format]:.0f} MB",
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        f"\nNot converted by MarkItDown, so left out: {', '.join(pairs.refused)}." for pairs in results if pairs.refused
    ]
    return "\n".join(lines) + "\n", all(pairs.reached for pairs in results)


def main() -> int:
    """Print the table; 1 where a target was not reached."""
    text, reached = report()
    print(text)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
