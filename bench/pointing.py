"""What a model adds to the reading of free text and what it costs; beside it, sending all and asking for values.

Both ask the same model (``XXGK_LLM_*``). Answers are kept in the cache, so a run that was broken off goes on; tokens
are counted as when they were asked for.

Usage: python -m bench.pointing [--whole K] [--model-name TEXT] [-o docs/accuracy-prose.md]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bench.prose import MARK, line, table
from bench.prose_score import Score
from fixtures.prose.marked import MarkedReport, reports
from toolkit.forms import load
from toolkit.llm import Answer, Ledger, Message, Model, Question, Words, settings
from toolkit.llm.pointer import ModelPointer
from toolkit.model import CellId
from toolkit.pointing import Pointer
from toolkit.reports import read_report

LENGTH = 3000
_SILENCE = 1800.0  # a computer of two cores that has other work too
SETS = {
    "unusual": "少见说法",
    "unusual_set_aside": "少见说法，第二批",
    "third_set_aside": "第三批，留出的一半",
}
_PADDED = ("unusual", "unusual_set_aside")
PADDING = (
    "加强组织领导。成立由主要负责人任组长的领导小组，明确分管领导和责任科室，形成一级抓一级、层层抓落实的工作格局。办公室负责"
    "日常协调，各科室指定专人收集、整理、报送本科室产生的信息，做到任务到岗、责任到人。",
    "健全工作制度。修订信息公开指南和目录，完善主动公开、依申请公开、保密审查、责任追究等制度，对信息的产生、审核、发布、更新"
    "作出规定，使各项工作有章可循。凡涉及群众切身利益的事项，都按规定的程序、方式和时限向社会公开。",
    "拓宽公开渠道。在办好网站的同时，利用公开栏、电子屏、宣传册、新闻媒体等多种形式，方便群众就近、及时了解政策。结合业务下乡，"
    "把办事流程、收费标准、监督电话送到村组和社区，受到群众欢迎。",
    "严格保密审查。坚持先审查、后公开，公开前由承办科室提出意见，办公室复核，分管领导审定，做到该公开的全部公开，不该公开的"
    "坚决不公开。全年没有出现泄密问题。",
    "强化监督检查。把信息公开纳入目标管理考核，与各项业务工作同部署、同检查、同考核，定期通报进展，对更新不及时的科室督促整改，"
    "并接受人大代表、政协委员和社会各界的监督。",
    "做好解读回应。围绕社会关心的热点难点，主动邀请媒体采访，由业务骨干讲解政策的背景、内容和办理方法，力求通俗易懂，减少误解，"
    "为各项工作顺利开展营造良好的舆论氛围。",
)
"""What reports are full of besides figures."""

SECTION = """
本节由 `python -m bench.pointing` 生成，模型是 {model}。模型只对句式认不出、单位和用词又可能是指标的数作答；
两种问法一致、报告自己的用词或合计也支持、且没有别的证据反对的才算数；数取自原文。“少见说法”是另写的 3 份报告
（`fixtures/prose/unusual`），“第二批”是又写的 6 份（`unusual_set_aside`）：句子有意不用常见的说法，没有据此改过句式，
都先标好、后交给模型；第二批没有据此改过程序。提示词、候选清单和采用的条件是用另写的 8 份（`unusual_development`）改的。
整篇报告的指标：数值对才算对，多出的也算错。

{scores}

同一模型的用量。“整篇直取”是把全文和全部指标一起发给模型、由它回答每个指标的数：一种把指标写成 JSON 结构
（通常的做法，每项有名称、单位和类型），一种只列代号、名称和单位（最省的写法）。{length} 字的报告由上述报告加上没有
数的段落而成。

| 报告 | 字数 | 调用 | 词元 | JSON 结构：词元 | 比例 | 读出 | 读对 | 只列名称：词元 | 比例 | 读出 | 读对 | 应有 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{costs}

{sum}
"""


@dataclass(slots=True)
class Cost:
    """One report: what pointing cost; by manner what sending everything cost, and what was read so."""

    name: str
    length: int
    calls: int
    tokens: int
    whole: dict[str, int] = field(default_factory=dict)
    read: dict[str, Score] = field(default_factory=dict)


def figures_score(marked: MarkedReport, text: str, pointer: Pointer | None) -> Score:
    """A report's figures, read with or without a pointer."""
    name = f"{marked.text.name}.txt"
    report = read_report(text.encode(), name, name, pointer=pointer)
    return _score(marked, {str(cell): figure.value for cell, figure in report.figures.items()})


def _score(marked: MarkedReport, said: dict[str, Decimal | None]) -> Score:
    there = marked.figures()
    misses = [f"{marked.text.name}: {cell} {value}" for cell, value in said.items() if there.get(cell) != value]
    return Score(sum(said.get(cell) == value for cell, value in there.items()), len(said), len(there), misses)


def padded(text: str) -> str:
    """The report at ``LENGTH`` characters: paragraphs without figures behind its first section's."""
    lines = text.splitlines()
    at = 3  # title, heading, first paragraph
    number = 0
    while sum(map(len, lines)) + len(PADDING[number % len(PADDING)]) <= LENGTH:
        lines.insert(at, PADDING[number % len(PADDING)])
        number, at = number + 1, at + 1
    return "\n".join(lines) + "\n"


def pointing_cost(model: Model, marked: MarkedReport, text: str, name: str) -> Cost:
    """What pointing costs for one report."""
    before = replace(model.ledger)
    figures_score(marked, text, ModelPointer(model))
    now = model.ledger
    calls = now.calls + now.kept - before.calls - before.kept
    return Cost(name, len(text), calls, now.tokens + now.spared - before.tokens - before.spared)


def whole(model: Model, marked: MarkedReport, text: str, cost: Cost) -> None:
    """Send the whole text with all indicators, and ask for values; as a JSON schema, and as a list of names."""
    cells = load("2008").cells
    fields = {_short(cell): Words("[0-9]*([.][0-9]+)?", 12) for cell in cells}
    schema = {
        "type": "object",
        "properties": {
            _short(cell): {"title": each.name, "description": f"单位：{each.unit}", "type": ["number", "null"]}
            for cell, each in cells.items()
        },
    }
    listed = "\n".join(f"{_short(cell)} {each.name}（{each.unit}）" for cell, each in cells.items())
    for manner, things in (("schema", json.dumps(schema, ensure_ascii=False)), ("names", listed)):
        system = (
            "从下面的政府信息公开年度报告中找出清单里每个指标的数，逐项回答；报告没有提到的，答空字符串。"
            f"只写数字，金额以万元为单位。\n清单：\n{things}"
        )
        before = model.ledger.tokens + model.ledger.spared
        answer = model.ask(Question((Message("system", system), Message("user", text)), fields))
        cost.whole[manner] = model.ledger.tokens + model.ledger.spared - before
        if isinstance(answer, Answer):
            said = {f"indicators.{key}": _number(said) for key, said in answer.values.items() if said}
            cost.read[manner] = _score(marked, said)
        else:
            print(f"{cost.name}：{answer.message}", file=sys.stderr)


def _short(cell: CellId) -> str:
    return cell.removeprefix("indicators.")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def section(model: Model, model_name: str, wholes: int, say: Callable[[str], None]) -> str:
    """The section of the page."""
    scores: list[str] = []
    costs: list[Cost] = []
    for key, name in SETS.items():
        for pointer, manner in ((None, "不用模型"), (ModelPointer(model), "用模型")):
            total = Score()
            for marked in reports(key):
                total += figures_score(marked, marked.text.text, pointer)
                say(f"{marked.text.name} {manner} {model.ledger.line()}")
            scores.append(line(f"{name}，{manner}", total))
            for miss in total.misses:
                say(miss)
    for key in SETS:
        for marked in reports(key):
            text = padded(marked.text.text) if key in _PADDED else marked.text.text
            cost = pointing_cost(model, marked, text, marked.text.name)
            if len(costs) < wholes:
                whole(model, marked, text, cost)
            say(f"{cost}")
            costs.append(cost)
    return SECTION.format(
        model=model_name,
        length=f"{LENGTH:,}",
        scores=table(scores),
        costs="\n".join(map(_cost_line, costs)),
        sum=_sum([cost for cost in costs if cost.whole]),
    )


def _cost_line(cost: Cost) -> str:
    compared: list[object] = []
    for manner in ("schema", "names"):
        tokens, read = cost.whole.get(manner), cost.read.get(manner)
        compared += [f"{tokens:,}", f"{cost.tokens / tokens:.0%}"] if tokens else ["未测", ""]
        compared += [read.said, read.right] if read else ["", ""]
    there = next((read.there for read in cost.read.values()), "")
    cells = (cost.name, f"{cost.length:,}", cost.calls, f"{cost.tokens:,}", *compared, there)
    return f"| {' | '.join(map(str, cells))} |"


def _sum(costs: Sequence[Cost]) -> str:
    if not costs:
        return ""
    own = sum(cost.tokens for cost in costs)
    said = [f"测了的 {len(costs)} 份，本程序共 {own:,} 词元"]
    for manner, name in (("schema", "附 JSON 结构"), ("names", "只列名称")):
        all_ = sum(cost.whole[manner] for cost in costs)
        worst = max(cost.tokens / cost.whole[manner] for cost in costs)
        said.append(f"整篇直取{name}共 {all_:,}，本程序是它的 {own / all_:.0%}，最多的一份是 {worst:.0%}")
    return "；".join(said) + "。"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 2 where no model is set."""
    parser = argparse.ArgumentParser(prog="python -m bench.pointing", description="测量模型的作用和用量。")
    parser.add_argument("--whole", type=int, default=3, metavar="K", help="前几份也测整篇直取（很慢）")
    parser.add_argument("--model-name", default=None, help="写进页面的模型名称（默认用 XXGK_LLM_MODEL）")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写进这个 Markdown 文件的“使用模型”一节")
    options = parser.parse_args(arguments)
    set_up = settings()
    if set_up is None:
        print("没有设置 XXGK_LLM_BASE_URL、XXGK_LLM_MODEL", file=sys.stderr)
        return 2
    model = Model(set_up, Ledger(), silence=_SILENCE)
    name = options.model_name or set_up.model
    text = section(model, name, options.whole, lambda said: print(said, file=sys.stderr, flush=True))
    if options.output:
        before = options.output.read_text(encoding="utf-8").partition(MARK)[0]
        options.output.write_text(f"{before}{MARK}{text}", encoding="utf-8", newline="\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
