"""The list of findings below the tables: numbered as the marks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from toolkit.model import Finding, Repair, Report, Severity
from toolkit.view.figures import number
from toolkit.view.marks import SEVERITIES
from toolkit.view.names import Names, cell_names, is_said, named
from toolkit.view.wrapping import wrap

_MOST_CELLS = 8
_MOST_REPAIRS = 3


class FindingList:
    """A rich renderable: each finding with its severity, message, the likeliest repair, rule and citation."""

    def __init__(self, findings: Sequence[Finding], names: Names, *, indent: int = 0) -> None:
        """``indent``: cells left free at the left."""
        self._findings = findings
        self._names = names
        self._indent = " " * indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One finding after another."""
        for at, finding in enumerate(self._findings, 1):
            label, style = SEVERITIES[finding.severity]
            head = f"[{at}] {label}  "
            width = options.max_width - len(self._indent) - cell_len(head)
            first, *more = wrap(finding.message, width)
            yield Text.assemble(self._indent, (head, style), first)
            for line in more:
                yield Text(self._indent + " " * cell_len(head) + line)
            for detail in self._details(finding):
                for line in wrap(detail, width):
                    yield Text(self._indent + " " * cell_len(head) + line, style="dim")

    def _details(self, finding: Finding) -> Iterator[str]:
        if not is_said(finding.message, finding.cells, self._names):
            yield f"涉及：{named(finding.cells, self._names, _MOST_CELLS)}"
        sure = finding.repair_status == "unique"
        for place, repair in enumerate(finding.repairs[:_MOST_REPAIRS], 1):
            yield f"{'疑应改为' if sure else f'可能的改法 {place}'}：{self._changes(repair)}"
        if len(finding.repairs) > _MOST_REPAIRS:
            yield f"还有 {len(finding.repairs) - _MOST_REPAIRS} 种改法，见 --json"
        yield f"规则：{finding.rule}" + (f"　依据：{finding.citation}" if finding.citation else "")

    def _changes(self, repair: Repair) -> str:
        changes = "，".join(f"{self._names.get(cell, cell)} {number(value)}" for cell, value in repair.changes.items())
        return f"{changes}（{repair.reason}）" if repair.reason else changes


def tally(findings: Sequence[Finding]) -> str:
    """How many findings, by severity: ``错误 1 处、提醒 2 处``."""
    counts: Counter[Severity] = Counter(finding.severity for finding in findings)
    return "、".join(
        f"{label} {counts[severity]} 处" for severity, (label, _) in SEVERITIES.items() if counts[severity]
    )


class RollupView:
    """A rich renderable: what was compared, and what was found."""

    def __init__(self, parent: Report, children: Sequence[Report], findings: Sequence[Finding]) -> None:
        self._parent = parent
        self._children = children
        self._findings = findings

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The parent, its children, the findings."""
        parent = self._parent
        head = f"{parent.organ or '机关名称未读到'} {parent.year or '年度未读到'}，下级年报 {len(self._children)} 份"
        for line in wrap(head, options.max_width):
            yield Text(line, style="bold")
        if not self._findings:
            yield Text("各格都与下级之和相符，没有发现问题。", style="green")
            return
        yield Text(f"发现的问题：{tally(self._findings)}", style="bold")
        yield FindingList(self._findings, cell_names(parent.form))
