"""Many reports on the screen: a line or a few for each, and the sum of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from toolkit.checks.finding import problems
from toolkit.model import Finding, Report, Status
from toolkit.view.findings import FindingList, tally
from toolkit.view.marks import SEVERITIES, worst
from toolkit.view.names import Names, cell_names
from toolkit.view.report import Counts, counts_text, figure_counts
from toolkit.view.wrapping import wrap

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Digest:
    """What is kept of a report when there are many. ``findings`` None: it has not been checked."""

    shown: str
    whose: str
    counts: Counts
    notes: int
    findings: tuple[Finding, ...] | None
    names: Names


def digest(report: Report, shown: str, findings: tuple[Finding, ...] | None) -> Digest:
    """The digest of a report; ``shown`` names its file."""
    year = "年度未读到" if report.year is None else f"{report.year} 年"
    findings = None if findings is None else problems(findings)
    changed = {cell for finding in findings or () for repair in finding.repairs for cell in repair.changes}
    named = changed.union(*(finding.cells for finding in findings or ()))
    names = cell_names(report.form) if named else {}
    return Digest(
        shown=shown,
        whose=f"{report.organ or '机关名称未读到'}，{year}，格式 {report.form or '未能判断'}",
        counts=figure_counts(report),
        notes=len(report.notes),
        findings=findings,
        names={cell: names[cell] for cell in named if cell in names},
    )


class DigestView:
    """A rich renderable of digests: whose report it is, its figures, or what was found in it."""

    def __init__(self, digests: Sequence[Digest]) -> None:
        self._digests = digests

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One after another, in order."""
        for one in self._digests:
            yield from self._one(one, options.max_width)

    def _one(self, one: Digest, width: int) -> Iterator[RenderableType]:
        for line in wrap(f"{one.shown}　{one.whose}", width):
            yield Text(line, style="bold")
        notes = f"；读取说明 {one.notes} 条" if one.notes else ""
        if one.findings is None:
            said, style = f"{counts_text(one.counts)}{notes}", ""
        elif one.findings:
            severity = worst(one.findings)
            said, style = f"{tally(one.findings)}{notes}", SEVERITIES[severity][1] if severity else ""
        else:
            said, style = f"没有发现问题{notes}", "green"
        for line in wrap(said, width - _INDENT):
            yield Text(" " * _INDENT + line, style=style)
        if one.findings:
            yield FindingList(one.findings, one.names, indent=_INDENT)


def totals(digests: Sequence[Digest], failed: Sequence[str], left_out: Mapping[str, int]) -> Iterator[str]:
    """The sum of a run in a few lines; ``failed`` names the files that could not be read."""
    counts: Counter[Status | None] = Counter()
    for one in digests:
        counts.update(one.counts)
    yield f"合计：读取 {len(digests)} 份年报，{counts_text(counts)}"
    if any(one.findings is not None for one in digests):
        found = [finding for one in digests for finding in one.findings or ()]
        touched = sum(1 for one in digests if one.findings)
        yield f"发现问题：{tally(found)}，在 {touched} 份年报中" if found else "没有发现问题"
    if failed:
        yield f"未能完成 {len(failed)} 份：{'、'.join(failed)}"
    if left_out:
        kinds = "、".join(f"{ending} {count} 个" for ending, count in sorted(left_out.items()))
        yield f"略过不是年报的文件 {sum(left_out.values())} 个：{kinds}"
