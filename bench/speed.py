"""How fast a report is read into figures, beside what MarkItDown needs to turn the same file into Markdown.

Both sides run warm in one process, take the same bytes, and alternate, so that a busy machine slows both alike.
The ratio is taken pair by pair. Where `make compiled` has built the compiled modules, a process that has them
does the same, file by file in turn with this one. Two groups of files are timed: reports whose tables are printed as
the form has them, as most are, and sample reports with what people do to them. Memory is each side's peak in a process
of its own that reads every sample report once.

Usage: python -m bench.speed
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from bench.compiled import COMPILED, Read, Reader, differing, is_built, reader
from bench.timing import seconds, shown
from fixtures.make import make
from fixtures.office import saved
from toolkit.model import Format
from toolkit.readers.office import find_program

REPORTS = Path(__file__).resolve().parent.parent / "fixtures" / "reports"
TARGETS = {"docx": 30, "html": 4, "xlsx": 3}
"""How many times as fast as MarkItDown each format has to be read."""

RUNS = 20
SEED = 4019
OFFICIAL = 8
"""How many reports with the official form's tables are made for each format."""
Convert = Callable[[bytes, str], object]


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be timed."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds of both sides over the same files, run by run; ``first`` is how long we took for each file when we met it
    first; ``refused`` names what MarkItDown could not convert; ``compiled`` is what
    both took in a process with the compiled build.
    """

    format: str
    files: int
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    refused: tuple[str, ...]
    first: tuple[float, ...] = ()
    compiled: tuple[Read, ...] = ()

    @property
    def ratios(self) -> list[float]:
        """How many times as fast we were, pair by pair."""
        return [theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    @property
    def compiled_ratios(self) -> list[float]:
        """The same of the compiled build; none without one."""
        return [read.theirs / read.seconds for read in self.compiled]

    @property
    def reached(self) -> bool:
        """Whether the median ratio is what the format's target asks for: the compiled build's, where there is one."""
        return statistics.median(self.compiled_ratios or self.ratios) >= TARGETS[self.format]

    def __add__(self, other: Pairs) -> Pairs:
        """Both groups as one."""
        return Pairs(
            self.format,
            self.files + other.files,
            self.ours + other.ours,
            self.theirs + other.theirs,
            self.refused + other.refused,
            self.first + other.first,
            self.compiled + other.compiled,
        )


def files_of(format_: str, folder: Path = REPORTS) -> list[Path]:
    """The sample reports of a format, whatever their ending: a web page may be called .shtml or .doc."""
    return sorted(folder.glob(f"{format_}-*"))


def official(format_: str, count: int = OFFICIAL, first: int = 0) -> list[Input]:
    """Reports as the form prints them, made for the purpose."""
    made = (make(SEED, number, 0, (cast("Format", format_),)) for number in range(first, first + count))
    return [Input(fixture.name, fixture.data) for fixture in made]


def saved_again(count: int = OFFICIAL) -> list[Input]:
    """The same official .docx, opened and saved by LibreOffice: with styles, fonts and properties for every run, as an
    office program writes them. None without LibreOffice.
    """
    if find_program() is None:
        return []
    made = [make(SEED, number, 0, ("docx",)) for number in range(count)]
    named = [replace(fixture, name=f"{number}.docx") for number, fixture in enumerate(made)]
    return [Input(fixture.name, fixture.data) for fixture in saved(named, "docx")]


def samples(format_: str, folder: Path = REPORTS) -> list[Input]:
    """The sample reports of a format with light or usual noise: all but the first, which is official."""
    return [Input(path.name, path.read_bytes()) for path in files_of(format_, folder)[1:]]


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


def measure(
    format_: str, inputs: Sequence[Input], runs: int, ours: Convert, theirs: Convert, compiled: Reader | None = None
) -> Pairs:
    """Time both sides over the files, ``runs`` times in turn, after one run in which ours alone is timed."""
    refused = tuple(each.name for each in inputs if not _converts(theirs, each))
    kept = [each for each in inputs if each.name not in refused]
    first = tuple(seconds(partial(ours, each.data, each.name)) for each in kept)
    if compiled is not None:
        for each in kept:  # warm, as ours is by now
            compiled(each.data, each.name, format_)
    our_times, their_times, compiled_times = list[float](), list[float](), list[Read]()
    for _ in range(runs):
        for each in kept:
            our_times.append(seconds(partial(ours, each.data, each.name)))
            if compiled is not None:
                compiled_times.append(compiled(each.data, each.name, format_))
            their_times.append(seconds(partial(theirs, each.data, each.name)))
    return Pairs(format_, len(kept), tuple(our_times), tuple(their_times), refused, first, tuple(compiled_times))


def _converts(convert: Convert, file: Input) -> bool:
    from markitdown import MarkItDownException

    try:
        convert(file.data, file.name)
    except MarkItDownException:
        return False
    return True


def peak_megabytes(side: str, format_: str) -> float:
    """Peak memory of a process that imports one side and reads every file of the format once.

    To be called from a small process: a child's peak starts at its parent's size on Linux.
    """
    command = [sys.executable, "-m", "bench.memory", side, format_]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=REPORTS.parent.parent).stdout)


def measured_compiled() -> bool:
    """Whether there is a compiled build, and of this very source."""
    return is_built() and not differing()


def report(runs: int = RUNS) -> tuple[str, bool]:
    """Measure everything; the Markdown, and whether every target was reached."""
    if not measured_compiled():
        return _report(runs, None)
    with reader(COMPILED) as compiled:
        return _report(runs, compiled)


def _report(runs: int, compiled: Reader | None) -> tuple[str, bool]:
    memory = {(side, format_): peak_megabytes(side, format_) for format_ in TARGETS for side in SIDES}
    lines = [
        "| format | files | times as fast: median (min to max) | compiled | wanted | xxgk, median | compiled, median "
        "| a file's first time, median | MarkItDown, median | peak memory, xxgk : MarkItDown |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    all_reached, refused = True, list[str]()
    for format_, target in TARGETS.items():
        ours, theirs = xxgk(format_), markitdown(format_)
        for warm in official(format_, 3, first=OFFICIAL):  # imports, forms: what a process needs once
            ours(warm.data, warm.name)
            if compiled is not None:
                compiled(warm.data, warm.name, format_)
        as_form = measure(format_, official(format_), runs, ours, theirs, compiled)
        if format_ == "docx" and (again := saved_again()):
            office_made = measure(format_, again, runs, ours, theirs, compiled)
            lines.append(_line(office_made, f"{office_made.files} saved by an office program", str(target)))
        noisy = measure(format_, samples(format_), runs, ours, theirs, compiled)
        both = as_form + noisy
        all_reached = all_reached and both.reached
        refused += both.refused
        lines.append(_line(as_form, f"{as_form.files} official"))
        lines.append(_line(noisy, f"{noisy.files} with noise"))
        sides = " : ".join(f"{memory[side, format_]:.0f}" for side in ("xxgk", "markitdown"))
        wanted = f"{target}{'' if both.reached else ', not reached'}"
        lines.append(_line(both, f"all {both.files}", wanted, f"{sides} MB"))
    if refused:
        lines.append(f"\nNot converted by MarkItDown, so left out: {', '.join(refused)}.")
    return "\n".join(lines) + "\n", all_reached


def _line(pairs: Pairs, files: str, wanted: str = "", memory: str = "") -> str:
    cells = (
        pairs.format,
        files,
        _shown_ratios(pairs.ratios),
        _shown_ratios(pairs.compiled_ratios),
        wanted,
        _shown_times(pairs.ours),
        _shown_times([read.seconds for read in pairs.compiled]),
        _shown_times(pairs.first),
        _shown_times(pairs.theirs),
        memory,
    )
    return f"| {' | '.join(cells)} |"


def _shown_ratios(ratios: Sequence[float]) -> str:
    return f"**{statistics.median(ratios):.1f}** ({min(ratios):.1f} to {max(ratios):.1f})" if ratios else ""


def _shown_times(times: Sequence[float]) -> str:
    return f"{statistics.median(times) * 1000:.1f} ms" if times else ""


if __name__ == "__main__":
    sys.exit(shown(report))
