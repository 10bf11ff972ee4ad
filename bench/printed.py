"""How exactly PDF files with text, .doc and .rtf are read: made reports printed and saved by other programs, read, and
held to the truth and to what is read from the file that they were printed from.

A cell that is not right is the reader's fault where it was right in the source, which needs no reading of a page; else
the report itself is one that the extraction does not follow.

Usage: python -m bench.printed [--seeds 54000-54003] [--count 26] [--noise 0,2] [--kinds word,doc,…] [-o FILE]
Needs LibreOffice for ``word``, ``doc`` and ``rtf``, Chromium for ``web``; what is absent is left out, and that is said.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fixtures import office
from fixtures.browser import any_sheet, find_browser, printed_pages
from fixtures.dice import LEVELS
from fixtures.make import make, truth_text
from fixtures.paper import any_paper, on_paper
from fixtures.printing import is_cut_off, is_whole, printed
from fixtures.truth import Fixture
from toolkit.evaluate import Evaluation, FileResult, Miss, evaluate_bytes, truth_from_json, upper_bound
from toolkit.evaluate_page import misses_markdown, table_markdown
from toolkit.model import Report
from toolkit.reports import read_report

SEEDS = "54000-54003"
COUNT = 26
NOISES = "0,2"
_BATCH = 20  # files a call of LibreOffice

PAGE = """# 各种格式的准确率

本页由 `{command}` 生成。

虚构机关的年度报告由 `fixtures` 按种子生成，再由别的程序印成 PDF 或另存：Word 文件由 LibreOffice 印成 PDF（字体、字号、
纸张、边距、行高、框线的样式、跨页重复的表头、页码、页眉各不相同），网页由 Chromium 印成 PDF，`.doc`、`.rtf` 由
LibreOffice 另存，还有生成器自己画的 PDF（各种框线、旋转的页、跨页断开的行、看不见的字）。开发时不用这些种子。各列的
含义见 [accuracy.md](accuracy.md)。网页上的表比纸宽，Chromium 就在纸边切去右边的几列，纸上没有这些数；这样的文件另列
一行。

“阅读之失”是其中没有读对、而同一份报告的原文件（Word 文件或网页）读对了的单元格；其余的在原文件里也没有读对，与格式
无关。生成器自己画的 PDF 没有原文件可比，没有读对的全部计入。

{body}"""

TITLES: Mapping[str, str] = {
    "word": "PDF：Word 文件由 LibreOffice 印出",
    "doc": "Word 97–2003（.doc），LibreOffice 另存",
    "rtf": "RTF，LibreOffice 另存",
    "drawn": "PDF：生成器自己画的",
    "web": "PDF：网页由 Chromium 印出",
    "cut": "PDF：网页由 Chromium 印出，表太宽，纸边切去了几列",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A report as it is to be read, with its truth, and the file that it was printed or saved from."""

    kind: str
    level: int
    data: bytes
    truth: bytes
    source: bytes | None


@dataclass(frozen=True, slots=True)
class Result:
    """How a report was read; ``faults`` are the cells not right that were right in the source."""

    kind: str
    level: int
    read: FileResult
    faults: tuple[Miss, ...]


# --- reports as other programs print them -----------------------------------------------------------------


Job = tuple[int, int, int]
"""Seed, number, level of noise."""


def _named(fixture: Fixture, kind: str, job: Job, ending: str, setting: str) -> bytes:
    """The truth of a fixture that has become another file."""
    seed, number, level = job
    name = f"{kind}-{seed}-{number:05d}-{level}.{ending}"
    about = {"file": name, "format": f"{kind}, {level}", "setting": setting}
    return json.dumps({**json.loads(truth_text(fixture)), **about}, ensure_ascii=False).encode()


def _word(jobs: Sequence[Job]) -> Iterator[Case]:
    papers = [any_paper(random.Random(f"{job}/paper")) for job in jobs]
    plain = [office.unsaved("pdf", *job) for job in jobs]
    sources = {str(n): on_paper(f.data, paper) for n, (f, paper) in enumerate(zip(plain, papers, strict=True))}
    pdfs = printed(sources)
    for number, (job, fixture, paper) in enumerate(zip(jobs, plain, papers, strict=True)):
        pdf, source = pdfs[str(number)], sources[str(number)]
        if is_whole(source, pdf):
            setting = f"{paper.borders}{', landscape' if paper.look.landscape else ''}"
            yield Case("word", job[2], pdf, _named(fixture, "word", job, "pdf", setting), fixture.data)


def _web(jobs: Sequence[Job]) -> Iterator[Case]:
    sheets = [any_sheet(random.Random(f"{job}/sheet")) for job in jobs]
    made = [make(*job, ("html",)) for job in jobs]
    pdfs = printed_pages({str(n): (f.data, sheet) for n, (f, sheet) in enumerate(zip(made, sheets, strict=True))})
    for number, (job, fixture, sheet) in enumerate(zip(jobs, made, sheets, strict=True)):
        setting = f"{sheet.name}{', headed' if sheet.furnished else ''}"
        pdf = pdfs[str(number)]
        kind = "cut" if is_cut_off(pdf) else "web"
        yield Case(kind, job[2], pdf, _named(fixture, kind, job, "pdf", setting), fixture.data)


def _drawn(jobs: Sequence[Job]) -> Iterator[Case]:
    for job in jobs:
        fixture = make(*job, ("pdf",))
        yield Case("drawn", job[2], fixture.data, _named(fixture, "drawn", job, "pdf", fixture.setting), None)


def _saved(file_format: office.OfficeFormat) -> Callable[[Sequence[Job]], Iterator[Case]]:
    def save(jobs: Sequence[Job]) -> Iterator[Case]:
        plain = [office.unsaved(file_format, *job) for job in jobs]
        for job, before, after in zip(jobs, plain, office.saved(plain, file_format), strict=True):
            truth = _named(before, file_format, job, file_format, before.setting)
            yield Case(file_format, job[2], after.data, truth, before.data)

    return save


MAKERS: Mapping[str, Callable[[Sequence[Job]], Iterator[Case]]] = {
    "word": _word,
    "doc": _saved("doc"),
    "rtf": _saved("rtf"),
    "drawn": _drawn,
    "web": _web,
}


def lacking(kind: str) -> str | None:
    """The program that a kind needs and that is not here; None where there is none."""
    if kind == "web":
        return None if find_browser() else "chromium"
    return None if kind == "drawn" or shutil.which("soffice") else "libreoffice-writer-nogui"


def cases(kind: str, jobs: Sequence[Job]) -> Iterator[Case]:
    """The reports of a kind, made a batch at a time."""
    for first in range(0, len(jobs), _BATCH):
        yield from MAKERS[kind](jobs[first : first + _BATCH])


# --- reading ----------------------------------------------------------------------------------------------


def _read(data: bytes, name: str) -> Report:
    return read_report(data, name, name)


def measured(case: Case) -> Result:
    """Read a report, and what it was printed from."""
    truth = truth_from_json(case.truth, "truth")
    result = evaluate_bytes(case.data, truth, _read)
    if case.source is None:
        return Result(case.kind, case.level, result, result.misses)
    in_source = {miss.cell for miss in evaluate_bytes(case.source, truth, _read).misses}
    return Result(case.kind, case.level, result, tuple(miss for miss in result.misses if miss.cell not in in_source))


def keep(case: Case, folder: Path) -> None:
    """Save a report as ``xxgk evaluate`` takes them, and what it was printed from beside it."""
    name = truth_from_json(case.truth, "truth").file
    for kind, data in (("reports", case.data), ("sources", case.source)):
        if data is not None:
            (folder / kind).mkdir(parents=True, exist_ok=True)
            (folder / kind / name).write_bytes(data)
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    (folder / "truth" / f"{name}.json").write_bytes(case.truth)


# --- the page ---------------------------------------------------------------------------------------------


_HEAD = (
    "| 格式 | 干扰 | 份 | 单元格 | 正确 | 错误 | 缺失 | 虚增 | 正确率 | 错误的单侧 95 % 上界 | 阅读之失（其中错误） |"
)


def overview(results: Sequence[Result]) -> str:
    """A row for each kind and level of noise."""
    lines = [_HEAD, f"| --- |{' ---: |' * 10}"]
    for kind, level in dict.fromkeys((result.kind, result.level) for result in results):
        own = [result for result in results if (result.kind, result.level) == (kind, level)]
        tally = Evaluation(tuple(result.read for result in own)).total()
        faults = [miss for result in own for miss in result.faults]
        false = sum(miss.verdict != "missing" for miss in faults)
        counts = (tally.files, tally.cells, tally.right, tally.wrong, tally.missing, tally.invented)
        shares = f"{tally.share_right:.3%} | {upper_bound(tally.false, tally.cells):.4%} | {len(faults):,}（{false:,}）"
        lines.append(f"| {TITLES[kind]} | {level} | {' | '.join(f'{count:,}' for count in counts)} | {shares} |")
    return "\n".join(lines)


def body(results: Sequence[Result], unprinted: Sequence[str]) -> str:
    """Everything that was measured, as Markdown."""
    evaluation = Evaluation(tuple(result.read for result in results))
    faults = [miss for result in results for miss in result.faults]
    parts = [
        overview(results),
        *unprinted,
        "## 按写法\n\n" + table_markdown("格式，干扰：写法", evaluation.by_setting()),
    ]
    if evaluation.failures:
        failed = (f"- `{result.truth.file}`：{result.failure}" for result in evaluation.failures)
        parts.append("## 未能读取\n\n" + "\n".join(failed))
    if faults:
        parts.append("## 阅读之失\n\n" + misses_markdown(faults, 40))
    return "\n\n".join(parts) + "\n"


def _numbers(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where a value was read wrong that was right in the source."""
    parser = argparse.ArgumentParser(prog="python -m bench.printed", description="测量 PDF、.doc、.rtf 的读取准确率。")
    parser.add_argument("--seeds", default=SEEDS, metavar="A-B", help=f"种子，一个或一段（默认 {SEEDS}）")
    parser.add_argument(
        "--count", type=int, default=COUNT, metavar="K", help=f"每个种子、每种格式多少份（默认 {COUNT}）"
    )
    parser.add_argument("--noise", default=NOISES, metavar="L", help=f"干扰的级别，可有几个（默认 {NOISES}）")
    parser.add_argument("--kinds", default=",".join(MAKERS), metavar="…", help=f"（默认 {','.join(MAKERS)}）")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="把生成的报告和标准答案存到这里")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="把结果写成这个 Markdown 文件")
    options = parser.parse_args(arguments)
    kinds = options.kinds.split(",")
    levels = [int(level) for level in options.noise.split(",")]
    if not set(kinds) <= set(MAKERS) or not set(levels) <= set(LEVELS):
        parser.error(f"--kinds 只有 {'、'.join(MAKERS)}；--noise 只有 {'、'.join(map(str, LEVELS))}")
    results: list[Result] = []
    said = []
    for kind in kinds:
        if program := lacking(kind):
            said.append(f"没有测量“{TITLES[kind]}”：本机没有 {program}。")
            continue
        for level in levels:
            jobs = [(seed, number, level) for seed in _numbers(options.seeds) for number in range(options.count)]
            before = len(results)
            for case in cases(kind, jobs):
                results.append(measured(case))
                if options.keep:
                    keep(case, options.keep)
            print(*overview(results[before:]).splitlines()[2:], sep="\n", file=sys.stderr, flush=True)  # a long run
            if lost := len(jobs) - (len(results) - before):
                said.append(f"“{TITLES[kind]}”干扰 {level}：有 {lost} 份没有印全（LibreOffice 丢了行），未计入。")
    command = (
        f"python -m bench.printed --seeds {options.seeds} --count {options.count} --noise {options.noise} "
        f"--kinds {options.kinds}"
    )
    text = PAGE.format(command=command, body=body(results, said))
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
    print(overview(results) if options.output else text)
    return 1 if any(miss.verdict != "missing" for result in results for miss in result.faults) else 0


if __name__ == "__main__":
    sys.exit(main())
