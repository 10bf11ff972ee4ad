"""How exactly scans are read: made reports printed by LibreOffice, degraded in steps, read, and held to the truth.

Usage: python -m bench.scans [--seed 9501] [--noise 0] [--rows clean:200:8,heavy:150:3,…] [-o docs/accuracy-scans.md]
A row is a step, a resolution and how many reports of the seed. Pages without a table are left out, but for the first.
Needs LibreOffice and the packages of xxgk[ocr] and xxgk[pdf]. Nothing is read from the cache.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from fixtures.make import make, truth_text
from fixtures.printing import any_look, dressed, is_whole, pages, printed
from fixtures.scanning import STEPS, Step, sheets
from toolkit.evaluate import Expected, Miss, Truth, compare, truth_from_json, upper_bound
from toolkit.extract.report import extract
from toolkit.model import Document, Figure, Report, Source
from toolkit.readers.scan import PageImage, recognised
from toolkit.readers.scan.document import blocks_of
from toolkit.readers.scan.model import find_text, read_lines

KINDS = ("right", "flagged", "missing", "silent")
"""``right``; ``flagged``: no value, and said so (unreadable, or a note names the cell); ``missing``: no value and not
a word of it; ``silent``: another value, or a status that is not so.
"""


SEED = 9501
ROWS = "clean:200:8,sealed:200:5,askew:200:5,medium:200:4,heavy:200:5,heavy:150:3,turned:200:2,double:200:2,photo:200:3"
"""Everything that docs/accuracy-scans.md has, in one run: some twenty minutes on two cores."""
FEWEST_LINES = 3
"""A page with fewer drawn lines has no table."""

MEANT: dict[Step, str] = {
    "clean": "打印件，无损",
    "light": "歪斜半度以内，噪声，JPEG 60",
    "medium": "歪斜 1.5° 以内，灰底，模糊，噪声，污点，JPEG 50",
    "heavy": "歪斜 3° 以内，红章压表，光照不匀，反差低，模糊，噪声，污点，JPEG 45",
    "askew": "歪斜 1.5° 至 3°，噪声，JPEG 60",
    "sealed": "红章压表，噪声，JPEG 60",
    "turned": "转 90°、180° 或 270°，噪声，JPEG 60",
    "double": "两页在一张上，噪声，JPEG 60",
    "photo": "手持拍照：轻度透视，页外是桌面，光照不匀，JPEG 75",
}

PAGE = """# 扫描件的准确率

本页由 `python -m bench.scans {command}` 生成。

虚构机关的年度报告按种子生成，用随机的字体、字号、线宽、对齐方式由 LibreOffice 打印，再按各级降质，
逐页认读，与标准答案比对；没有表格的页，除首页外略去不读。
这些种子在开发时没有用过。每个单元格记作**正确**（状态和数值都相同）、**已标明**（没有取值，并说明了哪一格没有把握）、
**未标明的缺失**（没有取值，也没有说明）或**无声错误**（数值或状态不对而没有说明）。
“95% 上限”是无声错误率的单侧 95 % 上界（Clopper–Pearson）：同一份报告里的格子并不完全独立，请当作约数。
“秒/页”是处理器时间，一页一个进程、一个线程。

{table}

| 扫描 | 含义 |
| --- | --- |
{meant}
{silent}"""


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


def places_of_tables(pdf: bytes) -> list[int]:
    """The pages, from 0, on which lines are drawn, and the first."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [
            sum(thing.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH for thing in printed_page.get_objects())
            for printed_page in document
        ]
    finally:
        document.close()
    return [place for place, count in enumerate(drawn) if not place or count >= FEWEST_LINES]


def measured(report: Printed, step: Step, dpi: int) -> Result:
    """One report, scanned and read."""
    read = []
    spent = 0.0
    printed_pages = pages(report.pdf, dpi, places_of_tables(report.pdf))
    for number, picture in enumerate(sheets(printed_pages, step, report.name, dpi), 1):
        start = time.process_time()
        read.append(recognised(PageImage(number, picture, float(dpi))))
        spent += time.process_time() - start
    made = extract(Document("png", blocks_of(read)), Source(report.name, report.name, "0" * 64, "png"))
    counts, silent = judged(made, report.truth)
    return Result(counts, silent, len(read), spent / max(1, len(read)))


def judged(report: Report, truth: Truth) -> tuple[Counter[str], tuple[Miss, ...]]:
    """A report's cells by kind, and those that are silently wrong."""
    result = compare(report, truth)
    named = {cell for note in report.notes for cell in note.cells}
    counts: Counter[str] = Counter()
    counts["right"] = sum(n for (_, verdict), n in result.counts.items() if verdict == "right")
    silent = []
    for miss in result.misses:
        if (miss.got is not None and miss.got.status == "unreadable") or (
            miss.verdict == "missing" and miss.cell in named
        ):
            counts["flagged"] += 1
        elif miss.verdict == "missing":
            counts["missing"] += 1
        else:
            counts["silent"] += 1
            silent.append(miss)
    return counts, tuple(silent)


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured in a row: so many reports, degraded in a step, at a resolution."""

    step: Step
    dpi: int
    count: int


def row_from(text: str) -> Row:
    """A row as the command line has it.

    Raises:
        ValueError: it is none.
    """
    name, dpi, count = text.split(":")
    steps = [step for step in STEPS if step == name]
    if not steps:
        raise ValueError(f"{name} is no step")
    return Row(steps[0], int(dpi), int(count))


def line_of(row: Row, results: Sequence[Result]) -> str:
    """A row of the table."""
    counts: Counter[str] = sum((result.counts for result in results), Counter())
    n = counts.total()
    shares = [f"{counts[kind]:,}（{counts[kind] / max(1, n):.2%}）" for kind in KINDS]
    bound = f"{upper_bound(counts['silent'], n):.3%}"
    seconds = sum(r.seconds * r.pages for r in results) / max(1, sum(r.pages for r in results))
    return f"| {row.step} | {row.dpi} | {len(results)} | {n:,} | {' | '.join(shares)} | {bound} | {seconds:.1f} |"


def _alone() -> None:
    """A thread for each process: the recogniser takes as many as it may have cores when it is first used."""
    cv2.setNumThreads(1)
    if sys.platform == "linux":
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})
        blank = np.full((64, 64), 255, np.uint8)
        read_lines([blank])
        find_text(blank)
        os.sched_setaffinity(0, cores)


def page(command: str, done: Sequence[tuple[Row, Sequence[Result]]]) -> str:
    """docs/accuracy-scans.md."""
    table = [
        "| 扫描 | dpi | 份 | 格 | 正确 | 已标明 | 未标明的缺失 | 无声错误 | 95% 上限 | 秒/页 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(line_of(row, results) for row, results in done),
    ]
    meant = [f"| {step} | {MEANT[step]} |" for step in STEPS if any(row.step == step for row, _ in done)]
    wrong = [
        f"| {row.step} {row.dpi} | {miss.file} | {miss.cell} | {_said(miss.truth)} | {_said(miss.got)} |"
        for row, results in done
        for result in results
        for miss in result.silent
    ]
    if wrong:
        head = ["| 扫描 | 文件 | 单元格 | 应为 | 读成 |", "| --- | --- | --- | --- | --- |"]
        wrong = ["", "## 无声错误", "", *head, *wrong, ""]
    return PAGE.format(command=command, table="\n".join(table), meant="\n".join(meant), silent="\n".join(wrong))


def _said(cell: Expected | Figure | None) -> str:
    if cell is None:
        return "—"
    return cell.status if cell.value is None else str(cell.value)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where a value was read wrong without a word."""
    parser = argparse.ArgumentParser(prog="python -m bench.scans", description="测量扫描件读取的准确率。")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"种子（默认 {SEED}）")
    parser.add_argument("--noise", type=int, default=0, metavar="L", help="干扰的级别（默认 0）")
    parser.add_argument("--rows", default=ROWS, metavar="…", help=f"降质:dpi:份数，用逗号隔开（默认 {ROWS}）")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="同时用几个进程（默认 2）")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="把结果写成这个 Markdown 文件，每测完一行写一次"
    )
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parser.parse_args(given)
    rows = [row_from(text) for text in options.rows.split(",")]
    made = reports(options.seed, max(row.count for row in rows), options.noise)
    done: list[tuple[Row, Sequence[Result]]] = []
    with ProcessPoolExecutor(options.workers, initializer=_alone) as pool:
        for row in rows:
            results = list(pool.map(partial(measured, step=row.step, dpi=row.dpi), made[: row.count]))
            done.append((row, results))
            print(line_of(row, results), flush=True)
            if options.output:
                command = f"--seed {options.seed} --noise {options.noise} --rows {options.rows}"
                options.output.write_text(page(command, done), encoding="utf-8", newline="\n")
    return 1 if any(result.silent for _, results in done for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
