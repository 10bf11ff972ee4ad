"""How well slips are found: clean reports of seeds that development has not used, one slip or two planted in each.

Usage: python -m bench.mutations [--seeds 7001-7004] [--count 60] [-o docs/findings.md]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import quantiles
from time import process_time
from typing import Literal

from bench.prose_slips import PLANTED as SAID
from bench.prose_slips import Told, told
from bench.slip_files import FORMATS, FileResult, in_file
from fixtures.figures import APPLICANTS, Figures, invent_figures, outcome_rows
from toolkit.checks import check
from toolkit.checks.constraints import Constraint, constraints_of
from toolkit.checks.sheet import sheet_of
from toolkit.forms import load
from toolkit.forms.form import Form
from toolkit.model import CellId, Figure, Format, Report, Source

SEEDS = "7001-7004"
COUNT = 60
SOURCE = Source("made.json", "made.json", "0" * 64, "json")
_SIZES: tuple[Literal["tiny", "small", "county", "city"], ...] = ("tiny", "small", "county", "city")
Changes = dict[CellId, Decimal]
Planter = Callable[[Figures, Form, Random], Changes]


# --- slips -----------------------------------------------------------------------------------------------


def _summed(form: Form, figures: Figures) -> list[CellId]:
    """The cells that an equation of the form speaks of."""
    cases = [case for identity in form.identities if identity.relation == "equal" for case in identity.cases]
    seen = {cell for case in cases for cell in (*case.left, *case.right)}
    return [cell for cell in figures if cell in seen]


def _one_cell(change: Callable[[str, Random], str]) -> Planter:
    """A slip in the digits of a number; its figure has at least two of them."""

    def plant(figures: Figures, form: Form, rng: Random) -> Changes:
        cells = [cell for cell in _summed(form, figures) if figures[cell] >= 10]
        if not cells:
            return {}
        cell = rng.choice(cells)
        return {cell: Decimal(change(str(int(figures[cell])), rng))}

    return plant


def _dropped(digits: str, rng: Random) -> str:
    left = [digits[:at] + digits[at + 1 :] for at in range(len(digits))]
    return rng.choice([one for one in left if int(one)])  # of 10 no one leaves the 0


def _added(digits: str, rng: Random) -> str:
    at = rng.randrange(1, len(digits) + 1)
    return digits[:at] + rng.choice([digits[at - 1], str(rng.randrange(10))]) + digits[at:]


def _swapped(digits: str, rng: Random) -> str:
    at = rng.randrange(len(digits) - 1)
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return digits if swapped.startswith("0") else swapped


def _changed(digits: str, rng: Random) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + str(rng.randrange(1, 10)) + digits[at + 1 :]


def _any_figure(figures: Figures, form: Form, rng: Random) -> Changes:
    cell = rng.choice(_summed(form, figures))
    return {cell: Decimal(rng.randint(0, 2 * int(figures[cell]) + 9))}


def _total_cell(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = [c for c in _summed(form, figures) if c.endswith(".total") or c.startswith("applications.total.")]
    cells = [cell for cell in cells if figures[cell]]
    return {rng.choice(cells): Decimal(0)} if cells else {}


def _row(table: str, row: str, figures: Figures) -> list[CellId]:
    return [cell for cell in figures if cell.rpartition(".")[0] == f"{table}.{row}"]


def _total_row(figures: Figures, form: Form, rng: Random) -> Changes:
    return dict.fromkeys(_row("applications", "total", figures), Decimal(0))


def _total_column(figures: Figures, form: Form, rng: Random) -> Changes:
    return {c: Decimal(0) for c in figures if c.startswith("applications.") and c.endswith(".total")}


def _any_row(figures: Figures, rng: Random, least: int) -> list[CellId]:
    """The applicants' cells of a row with at least so many figures that are not 0."""
    rows = dict.fromkeys(cell.rpartition(".")[0] for cell in figures if cell.startswith("applications."))
    lines = [[CellId(f"{row}.{column}") for column in APPLICANTS] for row in rows]
    lines = [line for line in lines if sum(bool(figures[cell]) for cell in line) >= least]
    return rng.choice(lines) if lines else []


def _row_shifted(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 2)
    moved = [*cells[-1:], *cells[:-1]]
    return {cell: figures[other] for cell, other in zip(cells, moved, strict=True)}


def _exchanged(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 2)
    if not cells:
        return {}
    one, other = rng.sample([cell for cell in cells if figures[cell]], 2)
    return {one: figures[other], other: figures[one]}


def _row_left_out(figures: Figures, form: Form, rng: Random) -> Changes:
    rows = [row for row in outcome_rows(form, False) if figures[CellId(f"applications.{row}.total")]]
    return dict.fromkeys(_row("applications", rng.choice(rows), figures), Decimal(0)) if rows else {}


def _rows_exchanged(figures: Figures, form: Form, rng: Random) -> Changes:
    rows = ["new", "carried_in", *outcome_rows(form, False), "total", "carried_out"]
    at = rng.randrange(len(rows) - 1)
    one, other = _row("applications", rows[at], figures), _row("applications", rows[at + 1], figures)
    return {a: figures[b] for pair in zip(one, other, strict=True) for a, b in (pair, pair[::-1])}


def _compensating(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 1)
    if not cells:
        return {}
    giver = rng.choice([cell for cell in cells if figures[cell]])
    taker = rng.choice([cell for cell in cells if cell != giver])
    moved = rng.randint(1, int(figures[giver]))
    return {giver: figures[giver] - moved, taker: figures[taker] + moved}


def _with_its_total(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 1)
    if not cells:
        return {}
    cell = rng.choice(cells)
    total, more = CellId(cell.rpartition(".")[0] + ".total"), rng.randint(1, 9)
    return {cell: figures[cell] + more, total: figures[total] + more}


def _counted_twice(figures: Figures, form: Form, rng: Random) -> Changes:
    column = rng.choice([*APPLICANTS, "total"])
    parts = [p for row in outcome_rows(form, False) if (p := figures[CellId(f"applications.{row}.{column}")]) > 9]
    total = CellId(f"applications.total.{column}")
    return {total: figures[total] + rng.choice(parts)} if len(parts) > 1 else {}


PLANTED: Mapping[str, Planter] = {
    "digit_dropped": _one_cell(_dropped),
    "digit_added": _one_cell(_added),
    "digits_swapped": _one_cell(_swapped),
    "digit_changed": _one_cell(_changed),
    "any_figure": _any_figure,
    "total_cell_empty": _total_cell,
    "part_counted_twice": _counted_twice,
    "total_row_empty": _total_row,
    "total_column_empty": _total_column,
    "row_empty": _row_left_out,
    "row_shifted": _row_shifted,
    "cells_exchanged": _exchanged,
    "rows_exchanged": _rows_exchanged,
    "compensating_pair": _compensating,
    "cell_and_total": _with_its_total,
}
"""By what the finding's ``slip`` should say; ``any_figure`` is no slip that has a name."""
NAMES: Mapping[str, str] = {
    "digit_dropped": "漏一位数字",
    "digit_added": "多一位数字",
    "digits_swapped": "相邻两位颠倒",
    "digit_changed": "错一位数字",
    "any_figure": "任意一格填成别的数",
    "total_cell_empty": "合计格为 0",
    "part_counted_twice": "总计多计一项（10 件以上）",
    "total_row_empty": "总计行为 0",
    "total_column_empty": "总计列为 0",
    "row_empty": "一行漏填（为 0）",
    "row_shifted": "整行错一列",
    "cells_exchanged": "两格颠倒",
    "rows_exchanged": "相邻两行颠倒",
    "compensating_pair": "一格多、一格少",
    "cell_and_total": "一格错，总计随之错",
}
_ALSO_RIGHT: Mapping[str, frozenset[str]] = {
    # Of small numbers these are the same: 1 and 0 exchanged are one more and one less.
    "compensating_pair": frozenset({"compensating_pair", "cells_exchanged"}),
    "cells_exchanged": frozenset({"compensating_pair", "cells_exchanged"}),
    "row_shifted": frozenset({"row_shifted", "compensating_pair", "cells_exchanged"}),
    # 1 for 11 may be a digit dropped or a part left out.
    "part_counted_twice": frozenset({"part_counted_twice", "digit_added", "digits_swapped"}),
}


# --- one report ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """What was planted in a report and what the checks said. ``only_one``: no other change of one cell would do."""

    planted: tuple[str, ...]
    detected: bool
    only_one: bool | None
    first: bool
    sure: bool
    sure_and_wrong: bool
    diagnosed: bool
    findings: int
    seconds: float


def clean_figures(rng: Random) -> tuple[Form, Figures]:
    """Figures that agree with each other."""
    form = load(rng.choice(["2019", "2021"]))
    return form, invent_figures(form, rng.choice(_SIZES), rng, single_other=False)


def report_of(figures: Figures, form: Form) -> Report:
    """A report with these figures and nothing else."""
    read = {cell: Figure(value, "printed", str(value), "table", 1.0, None) for cell, value in figures.items()}
    return Report("云溪县水务局", form.first_year, form.id, None, SOURCE, read, ())


def planted_result(seed: int, number: int, kinds: Sequence[str]) -> Result | None:
    """Plant slips and check; None where the report has nothing that they could change."""
    rng = Random(f"{seed}/{number}/{'+'.join(kinds)}")
    form, figures = clean_figures(rng)
    printed = dict(figures)
    for kind in kinds:
        before = dict(printed)
        printed.update(PLANTED[kind](printed, form, rng))
        if printed == before:
            return None
    wrong = {cell: value for cell, value in figures.items() if printed[cell] != value}
    if not wrong:
        return None
    return _judged(report_of(printed, form), wrong, tuple(kinds))


def _judged(report: Report, wrong: Changes, kinds: tuple[str, ...]) -> Result:
    started = process_time()
    errors = [finding for finding in check(report) if finding.severity == "error"]
    seconds = process_time() - started
    firsts = [finding.repairs[0].changes for finding in errors if finding.repairs]
    said = {cell: value for changes in firsts for cell, value in changes.items()}
    unique = [finding.repairs[0].changes for finding in errors if finding.repair_status == "unique"]
    slips = {finding.slip for finding in errors}
    return Result(
        planted=kinds,
        detected=bool(errors),
        only_one=_single_changes(report) == 1 if len(wrong) == 1 else None,
        first=said == wrong and len(firsts) == len(errors),
        sure=bool(errors) and len(unique) == len(errors),
        sure_and_wrong=any(wrong.get(cell) != value for changes in unique for cell, value in changes.items()),
        diagnosed=all(slips & _ALSO_RIGHT.get(kind, {kind}) for kind in kinds if kind != "any_figure"),
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


def _in_files(job: tuple[Format, Sequence[int], int]) -> list[FileResult]:
    """A file with one slip of each kind in turn, and one without, for each number."""
    file_format, seeds, count = job
    kinds = [kind for kind in PLANTED if kind != "rows_exchanged"]  # which the sums mostly cannot see
    results = []
    for seed in seeds:
        for number in range(count):
            planter = PLANTED[kinds[number % len(kinds)]]
            results += [in_file(seed, number, file_format, planter), in_file(seed, number, file_format, None)]
    return [result for result in results if result is not None]


def _pairs() -> list[tuple[str, ...]]:
    """Each kind beside two others."""
    kinds = list(PLANTED)
    return [(kind, kinds[(at + step) % len(kinds)]) for at, kind in enumerate(kinds) for step in (1, 4)]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "—"


def _line(name: str, results: Sequence[Result]) -> str:
    n = len(results)
    alone = [result for result in results if result.only_one]
    cells = (
        name,
        str(n),
        _share(sum(r.detected for r in results), n),
        f"{_share(sum(r.first for r in alone), len(alone))}（{len(alone)}）",
        _share(sum(r.first for r in results), n),
        _share(sum(r.sure for r in results), n),
        str(sum(r.sure_and_wrong for r in results)),
        "—" if name == NAMES["any_figure"] else _share(sum(r.diagnosed for r in results), n),
        f"{sum(r.findings for r in results) / n:.2f}" if n else "—",
    )
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| 失误 | 份数 | 发现 | 只有一种单格改法时首选正确（份数） | 首选正确 "
    "| 断定唯一 | 断定而错 | 说中原因 | 每份问题数 |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


CLAIM = (
    "“断定唯一”说的是：只当有一处失误，就只有这一种改法（别的改法代价都高出半处失误以上）。两处失误凑巧像一处失误时，"
    "断定的就是那一处，“断定而错”数的是这样的报告；两处失误看不出一处的，不断定。"
)


def page(seeds: Sequence[int], count: int) -> Iterator[str]:
    """The measurement as Markdown."""
    with ProcessPoolExecutor(2) as pool:
        singles = list(pool.map(_of_kind, [((kind,), seeds, count) for kind in PLANTED]))
        pairs = list(pool.map(_of_kind, [(pair, seeds, max(1, count // 4)) for pair in _pairs()]))
        said = [one for found in pool.map(_said, [(kind, seeds, count) for kind in (None, *SAID)]) for one in found]
        jobs = [(file_format, seeds, max(1, count // 4)) for file_format in FORMATS]
        files = [one for found in pool.map(_in_files, jobs) for one in found]
    yield f"种子 {seeds[0]}—{seeds[-1]}，每个种子、每种失误 {count} 份（两处失误的 {max(1, count // 4)} 份）。\n"
    yield HEAD
    for kind, results in zip(PLANTED, singles, strict=True):
        yield _line(NAMES[kind], results)
    both = [result for results in pairs for result in results]
    yield _line(f"两处失误（{len(pairs)} 种组合）", both)
    yield f"\n{CLAIM}"
    times = quantiles([1000 * r.seconds for results in singles for r in results], n=100)
    times2 = quantiles([1000 * r.seconds for r in both], n=100)
    yield f"\n一份报告的核对用时（处理器，毫秒）：一处失误 中位 {times[49]:.0f}，95 % 以内 {times[94]:.0f}，"
    yield f"99 % 以内 {times[98]:.0f}；两处失误 中位 {times2[49]:.0f}，95 % 以内 {times2[94]:.0f}。\n"
    yield from _words(said)
    yield from _files(files)
    yield from _rules(said, files)


def _words(said: Sequence[Told]) -> Iterator[str]:
    """The slips of prose."""
    yield "## 正文的失误\n"
    yield "正文由 `bench/prose_slips.py` 另写，夹有别的数（累计、上半年、别的机关、热线、文件清理）。\n"
    yield "| 失误 | 规则 | 份数 | 发现 | 其中报为错误 | 另有别的正文问题 |\n| --- | --- | ---: | ---: | ---: | ---: |"
    for kind, (name, rule, _) in SAID.items():
        mine = [one for one in said if one.kind == kind]
        found = sum(rule in (*one.errors, *one.warnings) for one in mine)
        n, errors, others = len(mine), sum(rule in o.errors for o in mine), sum(bool(o.others) for o in mine)
        yield f"| {name} | `{rule}` | {n} | {_share(found, n)} | {_share(errors, n)} | {others} |"
    clean = [one for one in said if not one.kind]
    wrong = sum(bool(one.errors) for one in clean)
    warned = sum(bool(one.warnings) for one in clean)
    yield f"\n正文没有失误的报告 {len(clean)} 份：误报为错误的 {wrong} 份，误报为提醒的 {warned} 份。\n"


def _files(files: Sequence[FileResult]) -> Iterator[str]:
    """The slips of tables in files."""
    yield "## 各种文件\n"
    yield "同样的表格失误（每份一处，各种轮流）写进文件，再读、再查；有失误的版面带常见的干扰，没有失误的不带。\n"
    yield "| 格式 | 有失误的份数 | 发现 | 首选正确 | 没有失误的份数 | 误报错误 | 误报提醒 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for file_format in FORMATS:
        mine = [one for one in files if one.format == file_format and one.planted]
        clean = [one for one in files if one.format == file_format and not one.planted]
        wrong = sum(any(severity == "error" for severity, _ in one.rules) for one in clean)
        warned = sum(any(severity == "warning" for severity, _ in one.rules) for one in clean)
        yield (
            f"| {file_format} | {len(mine)} | {_share(sum(o.detected for o in mine), len(mine))} "
            f"| {_share(sum(o.first for o in mine), len(mine))} | {len(clean)} | {wrong} | {warned} |"
        )
    yield ""


def _rules(said: Sequence[Told], files: Sequence[FileResult]) -> Iterator[str]:
    """How often each rule spoke where something was planted, and where nothing was."""
    right: Counter[str] = Counter(rule for one in files if one.planted for _, rule in set(one.rules))
    false: Counter[str] = Counter(rule for one in files if not one.planted for _, rule in set(one.rules))
    right.update(rule for one in said if one.kind for rule in {*one.errors, *one.warnings})
    false.update(rule for one in said if not one.kind for rule in {*one.errors, *one.warnings})
    clean = sum(not one.planted for one in files) + sum(not one.kind for one in said)
    yield "## 各条规则\n"
    yield f"有失误的和没有失误的（{clean} 份）各有多少份报出这条规则；"
    yield "没有列出的规则在这里没有报出过，各有自己的测试。\n"
    yield "| 规则 | 有失误的 | 没有失误的 |\n| --- | ---: | ---: |"
    for rule in sorted(right.keys() | false.keys()):
        yield f"| `{rule}` | {right[rule]} | {false[rule]} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description="用未见过的种子测量找错的本领。")
    parser.add_argument("--seeds", default=SEEDS, metavar="A-B", help=f"种子，一个或一段（默认 {SEEDS}）")
    parser.add_argument("--count", type=int, default=COUNT, metavar="K", help=f"每个种子多少份（默认 {COUNT}）")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="把结果写成这个 Markdown 文件")
    options = parser.parse_args(arguments)
    first, _, last = str(options.seeds).partition("-")
    text = "\n".join(page(range(int(first), int(last or first) + 1), options.count)) + "\n"
    if options.output:
        command = f"python -m bench.mutations --seeds {options.seeds} --count {options.count}"
        head = f"# 找错的本领\n\n本页由 `{command}` 生成。\n\n"
        options.output.write_text(head + text, encoding="utf-8", newline="\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
