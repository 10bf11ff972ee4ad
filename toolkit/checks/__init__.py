"""What in a report cannot be right, or must be looked at by a person."""

from __future__ import annotations

from toolkit.checks.figures import not_negative, whole
from toolkit.checks.finding import finding_from
from toolkit.checks.generation import form_not_of_year, mixture, unknown_form
from toolkit.checks.identities import identity_findings
from toolkit.checks.rule import Rule
from toolkit.checks.sheet import sheet_of
from toolkit.checks.tables import blank_cells, dashes, missing_cells, unplaced_cells, unreadable_cells
from toolkit.model import Finding, Report

RULES: tuple[Rule, ...] = (
    unknown_form,
    form_not_of_year,
    mixture,
    not_negative,
    whole,
    unreadable_cells,
    missing_cells,
    unplaced_cells,
    blank_cells,
    dashes,
)
"""The rules that look at a report by itself; the form's identities are rules beside them."""

_ORDER = {"error": 0, "warning": 1, "info": 2}


def check(report: Report) -> tuple[Finding, ...]:
    """Everything that the rules and the form's identities find, errors first, then in the order of print.

    Never raises for what stands in a report; a report of an unknown form is itself a finding.
    """
    sheet = sheet_of(report)
    found = [
        finding_from(observation, report, rule.id, rule.severity, rule.citation)
        for rule in RULES
        for observation in rule.observe(sheet)
    ]
    found.extend(identity_findings(sheet))
    places = {cell: place for place, cell in enumerate(sheet.cells)}
    return tuple(
        sorted(found, key=lambda f: (_ORDER[f.severity], min((places[c] for c in f.cells), default=-1), f.rule))
    )
