"""An evaluation as Markdown: for docs/accuracy.md and for whoever looks into what was not read right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.evaluate import Evaluation, Expected, MentionTally, Miss, Tally, upper_bound
from toolkit.model import Figure

_COLUMNS = ("文件", "单元格", "正确", "错误", "缺失", "虚增", "正确率")
_VERDICTS = {"right": "正确", "wrong": "错误", "missing": "缺失", "invented": "虚增"}
_HEADS = {"organ": "机关", "year": "年度", "form": "格式", "title": "标题"}


def table_markdown(name: str, tallies: Mapping[str, Tally]) -> str:
    """Tallies as a Markdown table; ``name`` heads the first column."""
    lines = [f"| {name} | {' | '.join(_COLUMNS)} |", f"| --- |{' ---: |' * len(_COLUMNS)}"]
    for key, tally in tallies.items():
        shares = (tally.files, tally.cells, tally.right, tally.wrong, tally.missing, tally.invented)
        lines.append(f"| {key} | {' | '.join(f'{count:,}' for count in shares)} | {tally.share_right:.3%} |")
    return "\n".join(lines)


def summary_markdown(evaluation: Evaluation) -> str:
    """Totals, bounds, and what of organ, year, form and title is right."""
    total = evaluation.total()
    unread = total.cells - total.right
    false_files = sum(any(m.verdict in ("wrong", "invented") for m in result.misses) for result in evaluation.files)
    lines = [
        table_markdown("范围", {"全部": total}),
        "",
        f"- 读错的（错误 + 虚增）：{_rate(total.false, total.cells)}",
        f"- 未读对的（含缺失）：{_rate(unread, total.cells)}",
        f"- 有读错单元格的文件：{_rate(false_files, total.files)}（同一文件的单元格并不独立，故另按文件计）",
        f"- 未能读取的文件：{_rate(len(evaluation.failures), total.files)}",
    ]
    lines.append("- " + "，".join(f"{_HEADS[head]} {right:,}/{n:,}" for head, (right, n) in evaluation.heads().items()))
    if (prose := evaluation.mentions()) is not None:
        lines.append("- " + mentions_said(prose))
    return "\n".join(lines)


def mentions_said(prose: MentionTally) -> str:
    """What of the prose was read, in one line."""
    return (
        f"正文中的数 {prose.there:,} 个，读出 {prose.read:,}，数值和单位都对的 {prose.right:,}；"
        f"对应指标的 {prose.tied_there:,} 个，读出 {prose.tied_read:,}，对的 {prose.tied_right:,}"
    )


def _rate(errors: int, n: int) -> str:
    return f"{errors:,} / {n:,}，单侧 95 % 上界 {upper_bound(errors, n):.5%}"


def markdown(evaluation: Evaluation, misses: int = 50) -> str:
    """The whole evaluation as Markdown: totals, tables by format, table, layout and noise, and the first so many cells
    that were not read right.
    """
    parts = [
        summary_markdown(evaluation),
        "## 按文件格式\n\n" + table_markdown("格式", evaluation.by_format()),
        "## 按格式内的写法\n\n" + table_markdown("格式：写法", evaluation.by_setting()),
        "## 按表格\n\n" + table_markdown("表", evaluation.by_table()),
        "## 按版式\n\n" + table_markdown("表：版式", evaluation.by_layout()),
        "## 按干扰\n\n一份文件有几种干扰，就在几行里各计一次。\n\n" + table_markdown("干扰", evaluation.by_noise()),
    ]
    if evaluation.failures:
        parts.append(
            "## 未能读取\n\n"
            + "\n".join(f"- `{result.truth.file}`：{result.failure}" for result in evaluation.failures)
        )
    if evaluation.misses:
        parts.append("## 未读对的单元格\n\n" + misses_markdown(evaluation.misses, misses))
    return "\n\n".join(parts) + "\n"


def misses_markdown(misses: Sequence[Miss], most: int) -> str:
    """Cells that were not read right, false ones first."""
    ordered = sorted(misses, key=lambda miss: miss.verdict == "missing")
    lines = ["| 文件 | 单元格 | 判定 | 应为 | 读成 | 原文 |", "| --- | --- | --- | --- | --- | --- |"]
    for miss in ordered[:most]:
        raw = "" if miss.got is None else miss.got.raw.replace("\n", "⏎").replace("|", "\\|")
        said = (_VERDICTS[miss.verdict], _said(miss.truth), _said(miss.got))
        lines.append(f"| {miss.file} | {miss.cell} | {' | '.join(said)} | {raw} |")
    if len(ordered) > most:
        lines.append(f"\n另有 {len(ordered) - most:,} 个未列出。")
    return "\n".join(lines)


def _said(figure: Expected | Figure | None) -> str:
    if figure is None:
        return "（无此项）"
    return f"{figure.value}" if figure.value is not None else figure.status
