"""How exactly reports are read: made reports of seeds that development has not used, against their truth.

Usage: python -m bench.accuracy [--seeds 50001-50008] [--count 130] [--noise 2] [--lower] [--form 2014]
           [-o docs/accuracy.md]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fixtures.dice import LEVELS
from fixtures.make import FORMATS, LIST_FORM, make, truth_text
from toolkit.evaluate import Evaluation, FileResult, evaluate, evaluate_bytes, truth_from_json
from toolkit.evaluate_page import markdown, summary_markdown
from toolkit.model import Report
from toolkit.reports import read_report

ROOT = Path(__file__).resolve().parent.parent
SEEDS = "50001-50008"
COUNT = 130
LEVEL = 2
NAMES = ("只有版式不同，没有差错", "细心的人填的", "一般人填的，几乎每份都有几处差错", "比人更乱")
"""What each level of noise stands for, as ``fixtures.dice`` has it."""
Job = tuple[int, int, int, str | None]
"""Seed, number, level of noise, form."""

PAGE = """# 准确率

本页由 `python -m bench.accuracy` 生成：{command}

虚构机关的年度报告由 `fixtures` 按种子生成，报告与标准答案同时产生；生成器不引用解析程序的任何部分。开发时不用这些种子。
每个单元格记作**正确**（状态和数值都相同）、**错误**（数值不同，或说成了别的状态）、**缺失**（有内容而没有读出）或
**虚增**（没有数值却读出了数值）。标准答案注明“哪一格无从判断”的单元格（如文本里空单元格没有留下空行），不读出也算正确。

## 随项目保存的示例

`xxgk evaluate fixtures`：

{samples}

## 未用于开发的种子
{levels}
{made}

## 2014 年统计表

带“政府信息公开情况统计表”的报告（2014—2018 年度），表的各种写法都有（两栏并排、按章分表、一行一项、各级标题合并成列，
有无序号、代码、单位列，本期与累计、本年与上年两列数字），同样的种子：

{lists}"""


def read(data: bytes, name: str) -> Report:
    """A file's bytes to its report."""
    return read_report(data, name, name)


def evaluate_made(job: Job) -> FileResult:
    """Make one report, read it, and compare."""
    seed, number, level, form = job
    fixture = make(seed, number, level, FORMATS if form is None else (*FORMATS, "pdf"), form)
    truth = truth_from_json(truth_text(fixture).encode("utf-8"), f"{fixture.name}.json")
    return evaluate_bytes(fixture.data, truth, read)


def evaluate_seeds(
    seeds: Sequence[int], count: int, level: int, form: str | None = None, workers: int = 2
) -> Evaluation:
    """Make ``count`` reports of each seed and read them, in several processes."""
    jobs: list[Job] = [(seed, number, level, form) for seed in seeds for number in range(count)]
    with ProcessPoolExecutor(workers) as pool:
        return Evaluation(tuple(pool.map(evaluate_made, jobs, chunksize=16)))


def page(
    evaluation: Evaluation,
    lists: Evaluation,
    samples: Evaluation,
    command: str,
    lower: Mapping[int, Evaluation] | None = None,
) -> str:
    """docs/accuracy.md; ``lower`` has what the same seeds give at lower levels of noise."""
    return PAGE.format(
        command=command,
        levels=levels_markdown(lower) if lower else "",
        made=markdown(evaluation),
        lists=markdown(lists),
        samples=summary_markdown(samples),
    )


def levels_markdown(lower: Mapping[int, Evaluation]) -> str:
    """The results at some levels of noise, with what each stands for."""
    parts = [
        f"### 干扰级别 {level}（{NAMES[level]}）\n\n{summary_markdown(evaluation)}"
        for level, evaluation in lower.items()
    ]
    return "\n" + "\n\n".join(parts) + "\n\n### 本页的干扰级别，以下各表都是\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where a value was read wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description="用未见过的种子测量读取的准确率。")
    parser.add_argument("--seeds", default=SEEDS, metavar="A-B", help=f"种子，一个或一段（默认 {SEEDS}）")
    parser.add_argument("--count", type=int, default=COUNT, metavar="K", help=f"每个种子生成多少份（默认 {COUNT}）")
    parser.add_argument("--noise", type=int, default=LEVEL, choices=LEVELS, help=f"干扰的级别（默认 {LEVEL}）")
    parser.add_argument("--lower", action="store_true", help="同样的种子在更低的干扰级别上也测，只列汇总")
    parser.add_argument(
        "--form", choices=(LIST_FORM,), help="只测带 2014 年统计表的报告，结果打印出来（默认各种格式都测）"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="把结果写成这个 Markdown 文件")
    options = parser.parse_args(arguments)
    first, _, last = str(options.seeds).partition("-")
    seeds = range(int(first), int(last or first) + 1)
    lists = evaluate_seeds(seeds, options.count, options.noise, LIST_FORM)
    if options.form:
        print(markdown(lists))
        return 1 if lists.total().false else 0
    evaluation = evaluate_seeds(seeds, options.count, options.noise)
    lower = {
        level: evaluate_seeds(seeds, options.count, level) for level in range(options.noise if options.lower else 0)
    }
    command = f"种子 {options.seeds}，每个 {options.count} 份，干扰级别 {options.noise}。"
    text = page(evaluation, lists, evaluate(ROOT / "fixtures", read), command, lower)
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
    print(f"{summary_markdown(evaluation)}\n{summary_markdown(lists)}" if options.output else text)
    return 1 if evaluation.total().false or lists.total().false else 0


if __name__ == "__main__":
    sys.exit(main())
