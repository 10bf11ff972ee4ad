"""docs/findings.md: what ``bench.mutations`` measured, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.broken import BROKEN, Broken
from bench.planted import NAMES
from bench.prose_slips import NAMED, Told
from bench.prose_slips import PLANTED as SAID
from bench.slip_files import FORMATS, FileResult
from bench.slip_result import Result
from bench.with_last import ONLY_LAST, WithLast
from toolkit.checks.catalogue import catalogue

HEAD = (
    "| 失误 | 份数 | 等式都成立 | 其余的：发现 | 首选正确 | 只有一种单格改法时首选正确 "
    "| 断定唯一 | 断定而错 | 只有这一种说得通的：说中 | 几种都说得通的：说中 | 每份问题数 |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)
MEANING = (
    "“等式都成立”的，数上看不出有失误，单凭这一份报告谁也查不出来；后面各列说的是其余的。“只有这一种说得通的”：把每一种失误在每一处倒回去试"
    "（`bench/shown.py`，只用格式文件里的等式，不用核对程序），只有这一种能使各式成立；“几种都说得通的”，多半是数太小，"
    "如 1 件的一行漏填，也可以是别的一格少填 1 件。括号里是份数。\n\n"
    "“断定唯一”说的是：只当有一处失误，就只有这一种改法（别的改法代价都高出半处失误以上）。“断定而错”分两数：前一数是种下的"
    "两处失误看上去正好是一处，或其中一处不留痕迹（相邻两行颠倒、等式都成立）的；后一数是别的。"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured."""

    singles: Mapping[str, Sequence[Result]]
    pairs: Sequence[Result]
    combinations: int
    said: Sequence[Told]
    beside: Sequence[WithLast]
    files: Sequence[FileResult]
    broken: Sequence[Broken]


def page_of(done: Measured) -> Iterator[str]:
    """The page without its head."""
    yield HEAD
    for kind, results in done.singles.items():
        yield _line(NAMES[kind], results)
    yield _line(f"两处失误（{done.combinations} 种组合）", done.pairs)
    yield f"\n{MEANING}"
    yield from _named_at_all([r for kind, results in done.singles.items() if kind != "any_figure" for r in results])
    yield from _times(done)
    yield from _beside(done.beside)
    yield from _words(done.said)
    yield from _files(done.files)
    yield from _rules(done)


def share(part: int, whole: int) -> str:
    """A percentage."""
    return f"{100 * part / whole:.1f} %" if whole else "—"


def _line(name: str, results: Sequence[Result]) -> str:
    seen = [result for result in results if result.show != "nothing"]
    n = len(seen)
    alone = [result for result in seen if result.only_one]
    wrong = [result for result in seen if result.sure_and_wrong]
    unnamed = name == NAMES["any_figure"] or any(len(result.planted) > 1 for result in results)
    cells = (
        name,
        str(len(results)),
        str(len(results) - n),
        share(sum(r.detected for r in seen), n),
        share(sum(r.first for r in seen), n),
        f"{share(sum(r.first for r in alone), len(alone))}（{len(alone)}）",
        share(sum(r.sure for r in seen), n),
        f"{sum(r.looks_less for r in wrong)} + {sum(not r.looks_less for r in wrong)}",
        *("—" if unnamed else _named([r for r in seen if r.show == show]) for show in ("one kind", "several kinds")),
        f"{sum(r.findings for r in seen) / n:.2f}" if n else "—",
    )
    return f"| {' | '.join(cells)} |"


def _named(results: Sequence[Result]) -> str:
    return f"{share(sum(r.diagnosed for r in results), len(results))}（{len(results)}）"


def _named_at_all(results: Sequence[Result]) -> Iterator[str]:
    shown = [r for r in results if r.show == "one kind"]
    several = [r for r in results if r.show == "several kinds"]
    hidden = sum(r.show == "nothing" for r in results)
    yield f"\n有名称的失误 {len(results)} 份：数上只有一种说得通的 {len(shown)} 份，说中 {_named(shown)}；"
    yield f"几种都说得通的 {len(several)} 份，首选说中 {_named(several)}；等式都成立、数上看不出的 {hidden} 份。\n"


def _times(done: Measured) -> Iterator[str]:
    """How long a check takes, of reports with a slip, with two, and broken ones."""
    yield "## 用时\n"
    yield "一份报告的全部核对，处理器毫秒（不含读文件；HiGHS 已载入）。\n"
    yield "| 报告 | 份数 | 中位 | 95 % 以内 | 99 % 以内 | 最长 | 改法没有比较完的 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    yield _time("一处失误", [r.seconds for results in done.singles.values() for r in results], None)
    yield _time("两处失误", [r.seconds for r in done.pairs], None)
    for kind, (name, _) in BROKEN.items():
        mine = [one for one in done.broken if one.kind == kind]
        yield _time(name, [one.seconds for one in mine], sum(one.broken_off for one in mine))
    yield ""


def _time(name: str, seconds: Sequence[float], broken_off: int | None) -> str:
    in_order = sorted(seconds)
    parts = (1000 * in_order[min(int(part * len(in_order)), len(in_order) - 1)] for part in (0.5, 0.95, 0.99, 1))
    told = " | ".join(f"{value:.0f}" for value in parts)
    return f"| {name} | {len(seconds)} | {told} | {'—' if broken_off is None else share(broken_off, len(seconds))} |"


def _beside(beside: Sequence[WithLast]) -> Iterator[str]:
    """With last year's report."""
    yield "## 有上年报告时（`--previous`）\n"
    yield "上年的报告由本年的数造出：各类申请人的件数是本年的一半至一倍半，办理结果的比例相近，结转与本年相接。\n"
    yield "| 失误 | 份数 | 没有上年报告：发现 | 说中 | 有上年报告：发现 | 说中 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    names = {**NAMES, **{kind: name for kind, (name, _, _) in ONLY_LAST.items()}}
    for kind, name in names.items():
        mine = [one for one in beside if one.kind == kind]
        n = len(mine)
        named, named_alone = (share(sum(done), n) for done in ([o.named for o in mine], [o.named_alone for o in mine]))
        if kind == "any_figure":
            named = named_alone = "—"
        found = share(sum(o.found for o in mine), n)
        yield f"| {name} | {n} | {share(sum(o.found_alone for o in mine), n)} | {named_alone} | {found} | {named} |"
    yield from _exchanged([one for one in beside if one.shown_by])
    yield _clean("没有失误的报告", [one for one in beside if not one.kind])


def _clean(name: str, clean: Sequence[WithLast] | Sequence[Told]) -> str:
    wrong, warned = sum(bool(one.errors) for one in clean), sum(bool(one.warnings) for one in clean)
    return f"\n{name} {len(clean)} 份：误报为错误的 {wrong} 份，误报为提醒的 {warned} 份。\n"


def _exchanged(beside: Sequence[WithLast]) -> Iterator[str]:
    """What shows that rows were exchanged, and how often it is named where something does."""
    shown = [one for one in beside if one.shown_by in ("sums", "carried", "likeness")]
    by = Counter(one.shown_by for one in beside)
    named = f"{share(sum(one.named for one in shown), len(shown))}（{len(shown)}）"
    yield (
        f"\n相邻两行颠倒的 {len(beside)} 份：等式看得出的 {by['sums']} 份，上年结转看得出的 {by['carried']} 份，"
        f"只有与上年相比看得出的 {by['likeness']} 份，这三种共说中 {named}；"
        f"等式不成立而别的失误也说得通的 {by['several']} 份；别的 {by['nothing']} 份没有什么看得出"
        "（`bench/rows_shown.py`，不用核对程序：两行对调后各列更像上年；"
        "各项办理结果逐年随意变动的、没有失误的报告，一百份里至多一份有这样像的）。"
    )


def _words(said: Sequence[Told]) -> Iterator[str]:
    """The slips of prose."""
    yield "## 正文的失误\n"
    yield "正文由 `bench/prose_slips.py` 另写，夹有别的数（累计、上半年、别的机关、热线、文件清理）。\n"
    yield "| 失误 | 规则 | 份数 | 发现 | 其中报为错误 | 说中原因 | 另有别的正文问题 |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for kind, (name, rule, _) in SAID.items():
        mine = [one for one in said if one.kind == kind]
        n, errors = len(mine), sum(rule in o.errors for o in mine)
        found, others = sum(rule in (*o.errors, *o.warnings) for o in mine), sum(bool(o.others) for o in mine)
        named = share(sum(NAMED[kind] in o.slips for o in mine), n) if kind in NAMED else "—"
        yield f"| {name} | `{rule}` | {n} | {share(found, n)} | {share(errors, n)} | {named} | {others} |"
    yield _clean("正文没有失误的报告", [one for one in said if not one.kind])


def _files(files: Sequence[FileResult]) -> Iterator[str]:
    """The slips of tables in files."""
    yield "## 各种文件\n"
    yield "同样的表格失误（每份一处，各种轮流）写进文件，再读、再查；有失误的版面带常见的干扰，没有失误的不带。"
    yield "png 是打印后 200 dpi 无损的扫描件。\n"
    yield "“各格都读出”的，合计关系里的每一格都印着数、也读了出来；其余的有空白格、表是图片、列名认不出之类。\n"
    yield "| 格式 | 有失误的 | 发现 | 首选正确 | 各格都读出的 | 发现 | 首选正确 | 没有失误的 | 误报错误 | 误报提醒 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for file_format in (*FORMATS, "png"):
        mine = [one for one in files if one.format == file_format and one.planted]
        clean = [one for one in files if one.format == file_format and not one.planted]
        if not mine and not clean:
            yield f"| {file_format} | 没有测 | | | | | | | | |"
            continue
        wrong = sum(any(severity == "error" for severity, _ in one.rules) for one in clean)
        warned = sum(any(severity == "warning" for severity, _ in one.rules) for one in clean)
        seen = [f"{_found(some)}" for some in (mine, [one for one in mine if one.whole])]
        yield f"| {file_format} | {' | '.join(seen)} | {len(clean)} | {wrong} | {warned} |"
    clean = [one for one in files if not one.planted]
    warned = sum(any(severity == "warning" for severity, _ in one.rules) for one in clean)
    yield f"\n没有失误的文件共 {len(clean)} 份，误报提醒的 {warned} 份（{share(warned, len(clean))}）。\n"


def _found(some: Sequence[FileResult]) -> str:
    n = len(some)
    return f"{n} | {share(sum(o.detected for o in some), n)} | {share(sum(o.first for o in some), n)}"


def _rules(done: Measured) -> Iterator[str]:
    """How often each rule spoke where something was planted, and where nothing was."""
    right: Counter[str] = Counter(rule for one in done.files if one.planted for _, rule in set(one.rules))
    false: Counter[str] = Counter(rule for one in done.files if not one.planted for _, rule in set(one.rules))
    right.update(rule for one in done.said if one.kind for rule in {*one.errors, *one.warnings})
    false.update(rule for one in done.said if not one.kind for rule in {*one.errors, *one.warnings})
    right.update(rule for one in done.beside if one.kind for rule in set(one.rules))
    false.update(rule for one in done.beside if not one.kind for rule in set(one.rules))
    clean = sum(not one.planted for one in done.files)
    clean += sum(not one.kind for one in done.said) + sum(not one.kind for one in done.beside)
    yield "## 各条规则\n"
    yield f"有失误的和没有失误的（{clean} 份）各有多少份报出这条规则。\n"
    yield "| 规则 | 有失误的 | 没有失误的 |\n| --- | ---: | ---: |"
    for rule in sorted(right.keys() | false.keys()):
        yield f"| `{rule}` | {right[rule]} | {false[rule]} |"
    silent = [f"`{text.id}`" for text in catalogue() if text.id not in right and text.id not in false]
    yield f"\n这里没有报出过、各有自己的测试的：{'、'.join(silent)}。"
