"""Which findings touch a cell: the numbers that stand beside its figure and lead to the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.model import CellId, Finding, Severity

SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    "error": ("错误", "bold red"),
    "warning": ("提醒", "yellow"),
    "info": ("说明", "cyan"),
}
"""What people call a severity, and its style."""

_MOST_NUMBERS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """``[1]``, ``[1,4]``, ``[1…]``, in the style of the worst of these findings."""

    text: str
    style: str


def marks(findings: Sequence[Finding]) -> dict[CellId, Mark]:
    """The mark of each cell that a finding names; findings are numbered from 1, those of severity info mark nothing."""
    touching: dict[CellId, list[int]] = {}
    for number, finding in enumerate(findings, 1):
        if finding.severity != "info":
            for cell in finding.cells:
                touching.setdefault(cell, []).append(number)
    return {cell: _mark(numbers, findings) for cell, numbers in touching.items()}


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The severest of the findings' severities."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)


def _mark(numbers: Sequence[int], findings: Sequence[Finding]) -> Mark:
    text = ",".join(map(str, numbers)) if len(numbers) <= _MOST_NUMBERS else f"{numbers[0]}…"
    severity = worst(findings[number - 1] for number in numbers)
    return Mark(f"[{text}]", SEVERITIES[severity][1] if severity else "")
