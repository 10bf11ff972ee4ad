"""Observations made into findings: the id, the printed value, the evidence; and which findings are of the report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from toolkit.checks.quoting import quoted
from toolkit.checks.rule import Observation
from toolkit.checks.wording import number
from toolkit.model import CellId, Evidence, Figure, Finding, Report, Severity


def finding_id(
    rule_id: str, cells: Iterable[CellId], figures: Mapping[CellId, Figure], quotes: Iterable[str] = ()
) -> str:
    """The id of a finding: the first 16 hex digits of the SHA-256 of these lines in UTF-8.

    The first line is the rule's id. Then one line for each cell, in the order of their ids' code points: the id, a tab,
    the status, a tab, the value. The status of a cell without a figure (it could not be placed) is ``unplaced``. A
    value is written without an exponent and without zeros at the end of its fraction (``22``, ``28068.751``); nothing
    stands there where there is none. Then one line for each quote: a tab, the quote in NFKC without white space, a tab,
    and how many times the same has come before. Lines are joined by a line feed, with none at the end.

    So the id stays when the message is reworded, when the severity is changed, when the file is renamed or converted,
    and when figures elsewhere in the report are corrected.
    """
    lines = [rule_id]
    for cell in sorted(cells):
        figure = figures.get(cell)
        status = "unplaced" if figure is None else figure.status
        value = None if figure is None else figure.value
        lines.append(f"{cell}\t{status}\t{'' if value is None else number(value)}")
    seen: Counter[str] = Counter()
    for quote in quotes:
        normalised = "".join(normalize("NFKC", quote).split())
        lines.append(f"\t{normalised}\t{seen[normalised]}")
        seen[normalised] += 1
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def finding_from(
    observation: Observation, report: Report, rule_id: str, severity: Severity, citation: str | None
) -> Finding:
    """The finding that a rule's observation is in this report."""
    cells = observation.cells
    only = report.figures.get(cells[0]) if len(cells) == 1 else None
    return Finding(
        id=finding_id(rule_id, cells, report.figures, observation.quotes),
        rule=rule_id,
        severity=observation.severity or severity,
        source=report.source,
        message=observation.message,
        cells=cells,
        printed=None if only is None else only.value,
        expected=observation.expected,
        slip=observation.slip,
        repairs=observation.repairs,
        repair_status=observation.repair_status,
        evidence=(
            *_evidence(report, (*cells, *observation.related)),
            *(quoted(report, observation.quotes) if observation.quotes else ()),
            *observation.elsewhere,
        ),
        citation=citation,
    )


def _evidence(report: Report, cells: tuple[CellId, ...]) -> Iterable[Evidence]:
    for cell in dict.fromkeys(cells):
        figure = report.figures.get(cell)
        if figure is not None and figure.status != "missing":
            yield Evidence(report.source.name, report.year, cell, figure.origin, figure.raw)


def problems(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What is wrong with a report, without what the checks say of themselves."""
    return tuple(finding for finding in findings if not finding.rule.startswith("coverage."))


def to_look_at(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What a person has to look at, because no rule would see a mistake there."""
    return tuple(finding for finding in findings if finding.rule.startswith("coverage."))
