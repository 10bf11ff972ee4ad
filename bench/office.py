"""How fast a .doc is read natively, beside what LibreOffice needs to convert the same file to .docx.

LibreOffice keeps its profile from an unmeasured first run and converts one file a call; ours is the whole way from
bytes to blocks. Both take the same files in turn.

Usage: python -m bench.office
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.speed import files_of
from bench.timing import seconds, shown
from toolkit.readers import read
from toolkit.readers.office import find_program

TARGET = 50
"""How many times as fast as LibreOffice a .doc has to be read."""
RUNS = 3
_OURS_EACH = 10  # readings of ours for each of LibreOffice's; the median counts


def report(runs: int = RUNS) -> tuple[str, bool]:
    """Measure; the Markdown, and whether the target was reached. Without LibreOffice nothing is measured."""
    program = find_program()
    if program is None:
        return "LibreOffice was not installed where this page was written.\n", True
    paths = files_of("doc")
    ours, theirs = [], []
    with TemporaryDirectory() as folder:
        _convert(program, paths[0], Path(folder))
        for _ in range(runs):
            for path in paths:
                theirs.append(seconds(partial(_convert, program, path, Path(folder))))
                own = partial(read, path.read_bytes(), path.name)
                ours.append(statistics.median(seconds(own) for _ in range(_OURS_EACH)))
    ratios = [other / own for other, own in zip(theirs, ours, strict=True)]
    reached = statistics.median(ratios) >= TARGET
    cells = (
        f"{len(paths)}",
        f"**{statistics.median(ratios):.0f}** ({min(ratios):.0f} to {max(ratios):.0f})",
        f"{TARGET}{'' if reached else ', not reached'}",
        f"{statistics.median(ours) * 1000:.1f} ms",
        f"{statistics.median(theirs) * 1000:.0f} ms",
    )
    lines = [
        "| files | times as fast: median (min to max) | wanted | xxgk, median | LibreOffice, median |",
        "| ---: | ---: | ---: | ---: | ---: |",
        f"| {' | '.join(cells)} |",
    ]
    return "\n".join(lines) + "\n", reached


def _convert(program: str, path: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    sys.exit(shown(report))
