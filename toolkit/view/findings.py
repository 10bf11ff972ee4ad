"""The list of findings below the tables: numbered as the marks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from toolkit.model import CellId, Finding, Repair, Severity
from toolkit.view.figures import number
from toolkit.view.marks import SEVERITIES
from toolkit.view.wrapping import wrap

_INDENT = 2
_MOST_CELLS = 8


class FindingList:
    """A rich renderable: each finding with its severity, message, the likeliest repair, rule and citation.

    ``names`` says how people call a cell.
    """

    def __init__(self, findings: Sequence[Finding], names: Mapping[CellId, str]) -> None:
        self._findings = findings
        self._names = names

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One finding after another."""
        for at, finding in enumerate(self._findings, 1):
            label, style = SEVERITIES[finding.severity]
            head = f"[{at}] {label}  "
            indent = " " * len(f"[{at}] ")
            first, *more = wrap(finding.message, options.max_width - len(head) - len(label))
            yield Text.assemble((f"[{at}] ", style), (label, style), "  ", first)
            for line in more:
                yield Text(" " * (len(head) + len(label)) + line)
            for detail in self._details(finding):
                for line in wrap(detail, options.max_width - len(indent) - _INDENT):
                    yield Text(indent + " " * _INDENT + line, style="dim")

    def _details(self, finding: Finding) -> Iterator[str]:
        # A message that names its cells says it all.
        if any(self._names.get(cell, cell) not in finding.message for cell in finding.cells):
            yield f"涉及：{self._cells(finding.cells)}"
        for repair in finding.repairs[:1]:
            yield f"{'疑应改为' if finding.repair_status == 'unique' else '一种可能的改法'}：{self._changes(repair)}"
        yield f"规则：{finding.rule}" + (f"　依据：{finding.citation}" if finding.citation else "")

    def _cells(self, cells: Sequence[CellId]) -> str:
        named = "、".join(self._names.get(cell, cell) for cell in cells[:_MOST_CELLS])
        return named if len(cells) <= _MOST_CELLS else f"{named} 等 {len(cells)} 格"

    def _changes(self, repair: Repair) -> str:
        changes = "，".join(f"{self._names.get(cell, cell)} {number(value)}" for cell, value in repair.changes.items())
        return f"{changes}（{repair.reason}）" if repair.reason else changes


def tally(findings: Sequence[Finding]) -> str:
    """How many findings, by severity: ``错误 1 处、提醒 2 处``."""
    counts: Counter[Severity] = Counter(finding.severity for finding in findings)
    return "、".join(
        f"{label} {counts[severity]} 处" for severity, (label, _) in SEVERITIES.items() if counts[severity]
    )
