"""How exactly reports were read, on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from toolkit.evaluate import Evaluation, Expected, Head, Miss, Tally, Verdict, upper_bound
from toolkit.model import Figure
from toolkit.view.figures import number
from toolkit.view.report import STATUSES
from toolkit.view.wrapping import shortened

VERDICTS: Mapping[Verdict, str] = {"right": "读对", "wrong": "读错", "missing": "缺失", "invented": "无中生有"}
"""What people call a verdict."""
_HEADS: Mapping[Head, str] = {"organ": "机关", "year": "年度", "form": "格式", "title": "标题"}
_MOST_MISSES = 30
_LONGEST_RAW = 20


class EvaluationView:
    """A rich renderable: the sum, the tables by format, table, layout and noise, and the cells not read right."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """From the sum to the single cells."""
        evaluation = self._evaluation
        total = evaluation.total()
        yield _tallies("范围", {"全部": total})
        bound = upper_bound(total.false, total.cells)
        yield Text(f"读错和无中生有：{total.false:,} / {total.cells:,}，单侧 95% 上界 {bound:.4%}")
        yield Text("，".join(f"{_HEADS[head]} {right}/{n}" for head, (right, n) in evaluation.heads().items()))
        if (prose := evaluation.mentions()) is not None:
            yield Text(
                f"正文中的数：{prose.there} 个，读出 {prose.read}，读对 {prose.right}；"
                f"对应指标的 {prose.tied_there} 个，读出 {prose.tied_read}，读对 {prose.tied_right}"
            )
        for name, tallies in (("文件格式", evaluation.by_format()), ("表格", evaluation.by_table())):
            yield ""
            yield _tallies(name, tallies)
        for name, tallies in (("表格和版式", evaluation.by_layout()), ("干扰", evaluation.by_noise())):
            yield ""
            imperfect = {key: tally for key, tally in tallies.items() if tally.right < tally.cells}
            if imperfect:
                yield _tallies(name, imperfect)
            yield Text(f"{name}：{len(tallies)} 种，其中 {len(tallies) - len(imperfect)} 种全部读对", style="dim")
        if evaluation.misses:
            yield ""
            yield _misses(evaluation.misses)


def _tallies(name: str, tallies: Mapping[str, Tally]) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(name)
    for column in ("文件", "格", *VERDICTS.values(), "正确率"):
        table.add_column(column, justify="right", no_wrap=True)
    for key, tally in tallies.items():
        counts = (tally.files, tally.cells, tally.right, tally.wrong, tally.missing, tally.invented)
        style = "red" if tally.false else "yellow" if tally.right < tally.cells else ""
        table.add_row(key, *(f"{count:,}" for count in counts), f"{tally.share_right:.3%}", style=style)
    return table


def _misses(misses: Sequence[Miss]) -> RenderableType:
    """The cells not read right, those that say something false first."""
    ordered = sorted(misses, key=lambda miss: miss.verdict == "missing")
    more = f"（共 {len(ordered):,} 格，列出 {_MOST_MISSES} 格）" if len(ordered) > _MOST_MISSES else ""
    table = Table(title=f"没有读对的格{more}", title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("文件", "格", "判定", "应为", "读成", "原文"):
        table.add_column(column)
    for miss in ordered[:_MOST_MISSES]:
        raw = shortened(miss.got.raw, _LONGEST_RAW) if miss.got else ""
        table.add_row(miss.file, miss.cell, VERDICTS[miss.verdict], _said(miss.truth), _said(miss.got), raw)
    return table


def _said(figure: Expected | Figure | None) -> str:
    if figure is None:
        return "没有"
    return number(figure.value) if figure.value is not None else STATUSES[figure.status]
