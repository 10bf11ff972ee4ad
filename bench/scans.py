"""How exactly scans are read: made reports printed by LibreOffice, degraded in steps, read, and held to the truth.

Usage: python -m bench.scans [--seed 9101] [--count 6] [--noise 0] [--steps clean,light,medium,heavy] [--dpi 200]
Needs LibreOffice and the packages of xxgk[ocr] and xxgk[pdf]. Nothing is read from the cache.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fixtures.make import make, truth_text
from fixtures.printing import any_look, dressed, is_whole, pages, printed
from fixtures.scanning import STEPS, Step, scanned
from toolkit.evaluate import Miss, Truth, compare, truth_from_json, upper_bound
from toolkit.extract.report import extract
from toolkit.model import Document, Source
from toolkit.readers.scan_clean import sheet_of
from toolkit.readers.scan_document import ReadPage, blocks_of
from toolkit.readers.scan_page import read_sheet

KINDS = ("right", "flagged", "missing", "silent")
"""``right``; ``flagged``: no value, and said so (unreadable, or a note names the cell); ``missing``: no value and not
a word of it; ``silent``: another value, or a status that is not so.
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A report on paper, with its truth."""

    name: str
    pdf: bytes
    truth: Truth


@dataclass(frozen=True, slots=True)
class Result:
    """How one scan was read. ``seconds`` a page of processor time."""

    counts: Counter[str]
    silent: tuple[Miss, ...]
    pages: int
    seconds: float


def reports(seed: int, count: int, level: int) -> list[Printed]:
    """Reports of a seed in any looks; those that LibreOffice prints in part are left out."""
    files, truths = {}, {}
    for number in range(count):
        fixture = make(seed, number, level, ("docx",))
        files[fixture.name] = dressed(fixture.data, any_look(random.Random(f"{seed}/{number}/look")))
        truths[fixture.name] = truth_from_json(truth_text(fixture).encode("utf-8"), fixture.name)
    done = printed(files)
    return [Printed(name, pdf, truths[name]) for name, pdf in done.items() if is_whole(files[name], pdf)]


def measured(report: Printed, step: Step, dpi: int) -> Result:
    """One report, scanned and read."""
    read = []
    start, spent = 0.0, 0.0
    for number, page in enumerate(pages(report.pdf, dpi), 1):
        picture = scanned(page, step, f"{report.name}/{number}", dpi)
        start = time.process_time()
        read.append(ReadPage(number, float(dpi), (read_sheet(sheet_of(picture, np.eye(3))),)))
        spent += time.process_time() - start
    made = extract(Document("png", blocks_of(read)), Source(report.name, report.name, "0" * 64, "png"))
    result = compare(made, report.truth)
    named = {cell for note in made.notes for cell in note.cells}
    counts: Counter[str] = Counter()
    counts["right"] = sum(n for (_, verdict), n in result.counts.items() if verdict == "right")
    silent = []
    for miss in result.misses:
        if miss.verdict == "missing":
            is_said = (miss.got is not None and miss.got.status == "unreadable") or miss.cell in named
            counts["flagged" if is_said else "missing"] += 1
        elif miss.got is not None and miss.got.status == "unreadable":
            counts["flagged"] += 1
        else:
            counts["silent"] += 1
            silent.append(miss)
    return Result(counts, tuple(silent), len(read), spent / max(1, len(read)))


def lines(made: Sequence[Printed], steps: Sequence[Step], resolutions: Sequence[int]) -> Iterator[str]:
    """The table, a row for each step and resolution, as it is measured."""
    yield "| 扫描 | dpi | 份 | 格 | 正确 | 已标明 | 未标明的缺失 | 无声错误 | 95% 上限 | 秒/页（处理器） |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for step in steps:
        for dpi in resolutions:
            results = [measured(report, step, dpi) for report in made]
            counts: Counter[str] = sum((result.counts for result in results), Counter())
            n = counts.total()
            shares = [f"{counts[kind]}（{counts[kind] / max(1, n):.2%}）" for kind in KINDS]
            bound = f"{upper_bound(counts['silent'], n):.3%}"
            seconds = sum(r.seconds * r.pages for r in results) / max(1, sum(r.pages for r in results))
            yield f"| {step} | {dpi} | {len(made)} | {n} | {' | '.join(shares)} | {bound} | {seconds:.1f} |"
            for miss in (miss for result in results for miss in result.silent):
                print(f"  {miss.file} {miss.cell}: {miss.truth} → {miss.got}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.scans", description="测量扫描件读取的准确率。")
    parser.add_argument("--seed", type=int, default=9101, metavar="N")
    parser.add_argument("--count", type=int, default=6, metavar="K", help="生成多少份（默认 6）")
    parser.add_argument("--noise", type=int, default=0, metavar="L", help="干扰的级别（默认 0）")
    parser.add_argument("--steps", default=",".join(STEPS), metavar="…", help="clean,light,medium,heavy")
    parser.add_argument("--dpi", default="200", metavar="…", help="150,200,300")
    options = parser.parse_args(arguments)
    steps: list[Step] = [step for step in STEPS if step in options.steps.split(",")]
    made = reports(options.seed, options.count, options.noise)
    for line in lines(made, steps, [int(dpi) for dpi in options.dpi.split(",")]):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
