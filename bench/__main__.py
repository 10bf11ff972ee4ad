"""Measures speed, memory and start, and writes docs/speed.md. Usage: python -m bench"""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

from bench import office, speed, startup
from bench.speed import measured_compiled

PAGE = """# Speed and memory

Written by `make bench`. The ratios are what to look at: the times are of the machine that wrote this page (Python
{python}, {system}), and both sides were measured there in one run.

## A report, from bytes to figures

xxgk reads the file into a report: figures with their places, sections and notes. MarkItDown {markitdown} turns the same
bytes into Markdown, in which no figure has been found yet. Both are imported and warm; {runs} runs over every file, the
two sides in turn, the ratio taken pair by pair.

- The first ratio is that of the source, pure Python, as `pip install` brings it. *Compiled* is the wheel of
  `make compiled`: the same source, its modules for reading compiled to C. {compiled}
- *Official* are {official} reports made for the bench whose tables are printed as the form has them (`fixtures.make`,
  seed {seed}, noise 0): they are laid without searching.
- *Saved by an office program* are the official .docx once more, opened and saved by LibreOffice: what the generator
  writes is barer than any file that a clerk has, without styles and without properties for each run.
- *With noise* are the sample reports in `fixtures/reports` but the first of each format: other layouts, typos, pieces,
  decoys, of which there are more here than in life.
- A file's first time is that of one not met before, in a process that has read others: later runs find its labels
  compared already.
- Peak memory is that of a process of its own which imports one side and reads every sample report once.

{speed}
## A .doc, from bytes to blocks

xxgk reads a Word 97–2003 file by itself. LibreOffice, with a warm profile, converts the same file to .docx, one file a
call, as it does for the older files that xxgk does not read by itself.

{office}
## Start

From the start of the process to its end, {startup_runs} runs.

{startup}"""

COMPILED = """It is measured beside MarkItDown in a process
  of its own, file by file in turn with the other; the targets are held against it."""
NOT_COMPILED = """It was not there to be measured: it needs a C
  compiler."""


def main() -> int:
    """Write the page; 1 where a target was not reached."""
    # The start first: the processes it runs are children of a process that is still small.
    startup_text, quick = startup.report()
    speed_text, fast = speed.report()
    office_text, direct = office.report()
    page = PAGE.format(
        python=platform.python_version(),
        system=platform.system(),
        markitdown=version("markitdown"),
        runs=speed.RUNS,
        official=speed.OFFICIAL,
        seed=speed.SEED,
        compiled=COMPILED if measured_compiled() else NOT_COMPILED,
        speed=speed_text,
        office=office_text,
        startup_runs=startup.RUNS,
        startup=startup_text,
    )
    target = startup.ROOT / "docs" / "speed.md"
    target.write_text(page, encoding="utf-8", newline="\n")
    print(page)
    return 0 if quick and fast and direct else 1


if __name__ == "__main__":
    sys.exit(main())
