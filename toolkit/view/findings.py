"""The list of findings below the tables: numbered as the marks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from toolkit.model import Finding, Repair, Severity
from toolkit.view.figures import number
from toolkit.view.marks import SEVERITIES
from toolkit.view.names import Names, is_said, named
from toolkit.view.wrapping import wrap

_MOST_CELLS = 8


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
        for repair in finding.repairs[:1]:
            yield f"{'疑应改为' if finding.repair_status == 'unique' else '一种可能的改法'}：{self._changes(repair)}"
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
