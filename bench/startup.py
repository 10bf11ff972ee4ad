"""How long ``xxgk --help`` takes, from the start of the process to its end.

Usage: python -m bench.startup
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path

from bench.timing import seconds, shown

ROOT = Path(__file__).resolve().parent.parent
RUNS = 20
TARGET_SECONDS = 0.3

COMMANDS = {
    "`python -c pass`, for comparison": [sys.executable, "-c", "pass"],
    "`python cli.py --help`": [sys.executable, "cli.py", "--help"],
    "`xxgk --help`": [str(Path(sys.executable).with_name("xxgk")), "--help"],
}
MEASURED = "`xxgk --help`"


def run(command: list[str]) -> None:
    """Run a command from the project's folder."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def report(runs: int = RUNS) -> tuple[str, bool]:
    """Measure; the Markdown, and whether the target was reached."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            times[name].append(seconds(partial(run, command)))
    reached = statistics.median(times[MEASURED]) <= TARGET_SECONDS
    lines = ["| command | median | min to max | wanted |", "| --- | ---: | ---: | ---: |"]
    for name, measured in times.items():
        middle, least, most = statistics.median(measured), min(measured), max(measured)
        wanted = f"{TARGET_SECONDS} s{'' if reached else ', not reached'}" if name == MEASURED else ""
        lines.append(f"| {name} | {middle:.2f} s | {least:.2f} to {most:.2f} s | {wanted} |")
    return "\n".join(lines) + "\n", reached


if __name__ == "__main__":
    sys.exit(shown(report))
