"""How exactly the reports of another hand are read: its files made, read and compared, and the page that says so."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.foreign.making import Begin, Foreign, Setting, make
from bench.watching import watched
from toolkit.evaluate import Evaluation, FileResult, Tally, evaluate_bytes, truth_from_json
from toolkit.model import Report
from toolkit.reports import read_report

TOGETHER = 40
"""Files made in one go: another program starts once for all that it has to convert."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A generator: the module that is its command, what it is, its settings, how a file begins, its default seeds."""

    command: str
    about: str
    settings: tuple[Setting, ...]
    begin: Begin
    seeds: str

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that it writes."""
        return tuple(dict.fromkeys(setting.format for setting in self.settings))


@dataclass(frozen=True, slots=True)
class Job:
    """Files of one seed, made and read together."""

    begin: Begin
    seed: int
    numbers: range
    only: str | None
    keep: Path | None


def read(data: bytes, name: str) -> Report:
    """A file's bytes to its report."""
    return read_report(data, name, name)


def results(job: Job) -> tuple[FileResult, ...]:
    """Make a job's files, read them, and compare."""
    made = make(job.begin, job.seed, job.numbers, job.only)
    if job.keep is not None:
        save(made, job.keep)
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


def page(evaluation: Evaluation, title: str, said: Sequence[str]) -> str:
    """All tallies, what is ``said`` of the run, the files that could not be read, and the cells read wrong."""
    found = [f"# {title}", "", *(line for each in said for line in (each, ""))]
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
    return "\n".join(found).rstrip() + "\n"


def left_out(settings: Sequence[Setting], lost: int) -> list[str]:
    """What was not measured: settings whose program is not here, files that a program could not convert."""
    lacking: dict[str, list[str]] = {}
    for setting in settings:
        if (program := setting.lacking) is not None:
            lacking.setdefault(program, []).append(f"{setting.format} {setting.name}")
    said = [f"没有 {program}，这些写法没有测：{'、'.join(names)}" for program, names in lacking.items()]
    return [*said, f"有 {lost} 份没能转换成要测的格式，不在结果里"] if lost else said


def jobs(hand: Hand, given: argparse.Namespace) -> Iterator[Job]:
    """The work, in portions."""
    first, _, last = given.seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        for start in range(0, given.count, TOGETHER):
            numbers = range(start, min(start + TOGETHER, given.count))
            yield Job(hand.begin, seed, numbers, given.format, given.keep)


def run(hand: Hand, arguments: Sequence[str] | None = None) -> int:
    """The command of a hand."""
    usage = f"python -m {hand.command} --seeds {hand.seeds} --count 150 [--format docx] [-o FILE] [--keep DIR]"
    parser = argparse.ArgumentParser(usage=usage, description=hand.about)
    parser.add_argument("--seeds", default=hand.seeds)
    parser.add_argument("--count", type=int, default=150, help="files of each seed")
    parser.add_argument("--format", choices=hand.formats)
    parser.add_argument("--keep", type=Path, help="a folder for the files and their truth")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    todo = list(jobs(hand, given))
    files = sum(len(job.numbers) for job in todo)
    found: list[FileResult] = []
    with watched("生成并读取", files) as advance, ProcessPoolExecutor(given.workers) as pool:
        for job, done in zip(todo, pool.map(results, todo), strict=True):
            found += done
            advance(len(job.numbers))
    shown = [setting for setting in hand.settings if given.format in (None, setting.format)]
    said = left_out(shown, files - len(found))
    sys.stderr.writelines(f"{line}\n" for line in said)
    only = f" --format {given.format}" if given.format else ""
    title = f"python -m {hand.command} --seeds {given.seeds} --count {given.count}{only}"
    text = page(Evaluation(tuple(found)), title, said)
    if given.output is None:
        sys.stdout.write(text)
    else:
        given.output.write_text(text, encoding="utf-8")
    return 0
