"""How exactly reports made by another hand are read.

Usage: python -m bench.foreign --seeds 65001-65004 --count 150 [--format docx] [-o FILE] [--keep DIR]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.foreign import office
from bench.foreign.files import FORMATS, Foreign, make
from toolkit.evaluate import Evaluation, FileResult, Tally, evaluate_bytes, truth_from_json
from toolkit.model import Report
from toolkit.reports import read_report

Job = tuple[int, int, str | None, Path | None]


def read(data: bytes, name: str) -> Report:
    """A file's bytes to its report."""
    return read_report(data, name, name)


def evaluate_seed(job: Job) -> tuple[FileResult, ...]:
    """Make a seed's files, read them, and compare."""
    seed, count, only, keep = job
    made = make(seed, range(count), only)
    if keep is not None:
        save(made, keep)
    return tuple(evaluate_bytes(each.data, truth_from_json(each.truth(), each.name), read) for each in made)


def save(made: Sequence[Foreign], folder: Path) -> None:
    """Files and truth as ``xxgk evaluate`` reads them."""
    for name in ("reports", "truth"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for each in made:
        (folder / "reports" / each.name).write_bytes(each.data)
        (folder / "truth" / f"{each.name}.json").write_bytes(each.truth())


def lines(title: str, tallies: Mapping[str, Tally]) -> list[str]:
    """A table of tallies as Markdown."""
    rows = [f"| {title} | files | cells | right | wrong | missing | invented | right % |", "|" + " --- |" * 8]
    for name, tally in tallies.items():
        rows.append(
            f"| {name} | {tally.files} | {tally.cells} | {tally.right} | {tally.wrong} | {tally.missing} | "
            f"{tally.invented} | {tally.share_right:.2%} |"
        )
    return [*rows, ""]


def page(evaluation: Evaluation, title: str) -> str:
    """All tallies, the files that could not be read, and the cells that were read wrong."""
    found = [f"# {title}", ""]
    found += lines("all", {"all": evaluation.total()})
    found += lines("format", evaluation.by_format())
    found += lines("setting", evaluation.by_setting())
    found += lines("layout", evaluation.by_layout())
    found += lines("clerk", evaluation.by_noise())
    found += lines("table", evaluation.by_table())
    found += [f"- {result.truth.file}: {result.failure}" for result in evaluation.failures]
    for miss in evaluation.misses:
        if miss.verdict in ("wrong", "invented"):
            there = "-" if miss.truth is None else f"{miss.truth.status} {miss.truth.value}"
            got = "-" if miss.got is None else f"{miss.got.status} {miss.got.value}"
            found.append(f"- {miss.verdict} {miss.file} {miss.cell}: {there}, read {got}")
    return "\n".join(found) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="65001-65004")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--keep", type=Path, help="a folder for the files and their truth")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    first, _, last = given.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    jobs: list[Job] = [(seed, given.count, given.format, given.keep) for seed in seeds]
    with ProcessPoolExecutor(given.workers) as pool:
        results = tuple(result for found in pool.map(evaluate_seed, jobs) for result in found)
    evaluation = Evaluation(results)
    if not office.available():
        sys.stderr.write("没有 LibreOffice 或 pdftotext，经它们转换的写法没有测\n")
    if lost := len(jobs) * given.count - len(results):
        sys.stderr.write(f"有 {lost} 份没能转换成要测的格式，不在结果里\n")
    text = page(evaluation, f"python -m bench.foreign --seeds {given.seeds} --count {given.count}")
    if given.output is None:
        sys.stdout.write(text)
    else:
        given.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
