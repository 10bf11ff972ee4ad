"""How well slips are found: clean reports of seeds that development has not used, one slip or two planted in each.

Usage: python -m bench.mutations [--seeds 7001-7004] [--count 60] [--scans 6] [-o docs/findings.md]
Which slips the figures show at all is told from the form's equations alone (``bench/shown.py``), not by the checks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path
from random import Random
from time import process_time

from bench.broken import BROKEN, Broken, broken
from bench.clean import clean_figures, report_of
from bench.findings_page import Measured, page_of
from bench.planted import ALSO_RIGHT, PLANTED, Changes
from bench.prose_slips import PLANTED as SAID
from bench.prose_slips import Told, told
from bench.shown import Shown
from bench.slip_files import FORMATS, FileResult, in_file
from bench.slip_result import FiguresShow, Result
from bench.with_last import ONLY_LAST, WithLast, with_last
from toolkit.checks import check
from toolkit.checks.constraints import Constraint, constraints_of
from toolkit.checks.sheet import sheet_of
from toolkit.model import CellId, Format, Report

SEEDS = "7001-7004"
COUNT = 60
SCANS = 0


def planted_result(seed: int, number: int, kinds: Sequence[str]) -> Result | None:
    """Plant slips and check; None where the report has nothing that they could change."""
    rng = Random(f"{seed}/{number}/{'+'.join(kinds)}")
    form, figures = clean_figures(rng)
    printed = dict(figures)
    unseen = False
    for kind in kinds:
        before = dict(printed)
        printed.update(PLANTED[kind](printed, form, rng))
        if printed == before:
            return None
        off = Shown({**figures, **{c: v for c, v in printed.items() if v != before[c]}}, form).failing
        unseen = unseen or not off
    wrong = {cell: value for cell, value in figures.items() if printed[cell] != value}
    if not wrong:
        return None
    shown = Shown(printed, form)
    explaining = shown.kinds()
    show: FiguresShow = "nothing"
    if shown.failing:
        mine = ALSO_RIGHT.get(kinds[0], frozenset(kinds))
        show = "one kind" if explaining <= mine else "several kinds"
    # Two slips that one would explain; or one of them leaves no trace, so that the other looks like all there is.
    looks_less = len(kinds) > 1 and (bool(explaining) or unseen)
    return _judged(report_of(printed, form), wrong, tuple(kinds), show, looks_less=looks_less)


def _judged(report: Report, wrong: Changes, kinds: tuple[str, ...], show: FiguresShow, *, looks_less: bool) -> Result:
    started = process_time()
    errors = [finding for finding in check(report) if finding.severity == "error"]
    seconds = process_time() - started
    firsts = [finding.repairs[0].changes for finding in errors if finding.repairs]
    said = {cell: value for changes in firsts for cell, value in changes.items()}
    unique = [finding.repairs[0].changes for finding in errors if finding.repair_status == "unique"]
    slips = {finding.slip for finding in errors}
    return Result(
        planted=kinds,
        show=show,
        detected=bool(errors),
        only_one=_single_changes(report) == 1 if len(wrong) == 1 else None,
        first=said == wrong and len(firsts) == len(errors),
        sure=bool(errors) and len(unique) == len(errors),
        sure_and_wrong=any(wrong.get(cell) != value for changes in unique for cell, value in changes.items()),
        looks_less=looks_less,
        diagnosed=all(slips & ALSO_RIGHT.get(kind, {kind}) for kind in kinds if kind != "any_figure"),
        findings=len(errors),
        seconds=seconds,
    )


def _single_changes(report: Report) -> int:
    """How many changes of one cell would make all equations hold."""
    sheet = sheet_of(report)
    equations = [constraint for constraint in constraints_of(sheet) if constraint.exact]
    failing = [constraint for constraint in equations if not constraint.holds(sheet.values)]
    if not failing:
        return 0
    return sum(_mends(cell, failing, equations, sheet.values) for cell in failing[0].signs)


def _mends(
    cell: CellId, failing: Sequence[Constraint], equations: Sequence[Constraint], values: Mapping[CellId, Decimal]
) -> bool:
    value = values[cell] - failing[0].signs[cell] * failing[0].excess(values)
    after = {**values, cell: value}
    return value >= 0 and all(constraint.holds(after) for constraint in equations)


# --- all of them -----------------------------------------------------------------------------------------


def _of_kind(job: tuple[tuple[str, ...], Sequence[int], int]) -> list[Result]:
    kinds, seeds, count = job
    results = (planted_result(seed, number, kinds) for seed in seeds for number in range(count))
    return [result for result in results if result is not None]


def _said(job: tuple[str | None, Sequence[int], int]) -> list[Told]:
    kind, seeds, count = job
    results = (told(seed, number, kind) for seed in seeds for number in range(count))
    return [result for result in results if result is not None]


def _beside_last(job: tuple[str | None, Sequence[int], int]) -> list[WithLast]:
    kind, seeds, count = job
    results = (with_last(seed, number, kind) for seed in seeds for number in range(count))
    return [result for result in results if result is not None]


def _broken(job: tuple[str, Sequence[int], int]) -> list[Broken]:
    kind, seeds, count = job
    broken(0, 0, "unrelated")  # what is loaded only once is not measured
    return [broken(seed, number, kind) for seed in seeds for number in range(count)]


def _kinds_of_files(seeds: Sequence[int], count: int) -> list[tuple[int, int, str]]:
    """Seeds and numbers with one slip of each kind in turn."""
    kinds = [kind for kind in PLANTED if kind != "rows_exchanged"]  # which the sums mostly cannot see
    jobs = [(seed, number) for seed in seeds for number in range(count)]
    return [(seed, number, kinds[at % len(kinds)]) for at, (seed, number) in enumerate(jobs)]


def _in_files(job: tuple[Format, Sequence[int], int]) -> list[FileResult]:
    """A file with one slip of each kind in turn, and one without, for each number."""
    file_format, seeds, count = job
    results = []
    for seed, number, kind in _kinds_of_files(seeds, count):
        results += [in_file(seed, number, file_format, PLANTED[kind]), in_file(seed, number, file_format, None)]
    return [result for result in results if result is not None]


def _in_scans(seeds: Sequence[int], count: int) -> list[FileResult]:
    """Scans of so many reports with a slip and of half as many without; needs LibreOffice and xxgk[ocr]."""
    if not count:
        return []
    from bench.slip_scans import in_scans

    kinds = [kind for kind in PLANTED if kind != "rows_exchanged"]
    slips = [(number, PLANTED[kinds[number % len(kinds)]]) for number in range(count)]
    return in_scans(seeds[0], [*slips, *((number, None) for number in range(count, count + (count + 1) // 2))])


def _pairs() -> list[tuple[str, ...]]:
    """Each kind beside two others."""
    kinds = list(PLANTED)
    return [(kind, kinds[(at + step) % len(kinds)]) for at, kind in enumerate(kinds) for step in (1, 4)]


def measured(seeds: Sequence[int], count: int, scans: int) -> Measured:
    """All that is measured."""
    fewer = max(1, count // 4)
    with ProcessPoolExecutor(2) as pool:
        singles = list(pool.map(_of_kind, [((kind,), seeds, count) for kind in PLANTED]))
        pairs = list(pool.map(_of_kind, [(pair, seeds, fewer) for pair in _pairs()]))
        said = [one for found in pool.map(_said, [(kind, seeds, count) for kind in (None, *SAID)]) for one in found]
        kinds = [(kind, seeds, count) for kind in (None, *PLANTED, *ONLY_LAST)]
        beside = [one for found in pool.map(_beside_last, kinds) for one in found]
        spoilt = [one for found in pool.map(_broken, [(kind, seeds, fewer) for kind in BROKEN]) for one in found]
        jobs = [(file_format, seeds, max(1, count // 2)) for file_format in FORMATS]
        files = [one for found in pool.map(_in_files, jobs) for one in found]
    files += _in_scans(seeds, scans)
    by_kind = dict(zip(PLANTED, singles, strict=True))
    return Measured(by_kind, [r for results in pairs for r in results], len(pairs), said, beside, files, spoilt)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description="用未见过的种子测量找错的本领。")
    parser.add_argument("--seeds", default=SEEDS, metavar="A-B", help=f"种子，一个或一段（默认 {SEEDS}）")
    parser.add_argument("--count", type=int, default=COUNT, metavar="K", help=f"每个种子多少份（默认 {COUNT}）")
    parser.add_argument(
        "--scans", type=int, default=SCANS, metavar="K", help=f"扫描件多少份，每份约半分钟（默认 {SCANS}）"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="把结果写成这个 Markdown 文件")
    options = parser.parse_args(arguments)
    first, _, last = str(options.seeds).partition("-")
    seeds = range(int(first), int(last or first) + 1)
    fewer = max(1, options.count // 4)
    opening = f"种子 {first}—{last or first}，每个种子、每种失误 {options.count} 份（两处失误的 {fewer} 份）。\n"
    text = "\n".join([opening, *page_of(measured(seeds, options.count, options.scans))]) + "\n"
    if options.output:
        command = f"--seeds {options.seeds} --count {options.count} --scans {options.scans}"
        head = f"# 找错的本领\n\n本页由 `python -m bench.mutations {command}` 生成。\n\n"
        options.output.write_text(head + text, encoding="utf-8", newline="\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
