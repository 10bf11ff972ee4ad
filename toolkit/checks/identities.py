"""The form's arithmetic: the sums that fail, gathered by the slips that explain them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from toolkit.checks.constraints import Constraint, constraints_of
from toolkit.checks.finding import finding_from
from toolkit.checks.reconcile import reconcile
from toolkit.checks.repair import Rebates
from toolkit.checks.sheet import Sheet
from toolkit.checks.telling import Telling
from toolkit.forms.form import Identity
from toolkit.model import CellId, Finding, Severity

_WEIGHT: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


def identity_findings(
    sheet: Sheet, said_elsewhere: Rebates, last: Mapping[CellId, Decimal] | None = None
) -> Iterator[Finding]:
    """The findings of the form's identities, one a slip; the rule is the identity that the finding is told by.

    ``said_elsewhere``: figures of cells that something beside the table speaks for, and how much it says; ``last``:
    last year's figures.
    """
    constraints = tuple(constraints_of(sheet))
    told: set[tuple[str, tuple[CellId, ...]]] = set()
    for explanation in reconcile(sheet, constraints, {**_other_readings(sheet), **said_elsewhere}, last or {}):
        severity = min((c.identity.severity for c in explanation.failing), key=_WEIGHT.__getitem__)
        for lead in _leads(explanation.failing):
            observation = Telling(sheet, constraints, explanation, lead).observation()
            if (lead.id, observation.cells) not in told:
                told.add((lead.id, observation.cells))
                yield finding_from(observation, sheet.report, lead.id, severity, lead.citation)
                break


def _leads(failing: Sequence[Constraint]) -> list[Identity]:
    """The identities that fail, the best to tell by first: an equation that says what a cell is the sum of, else an
    equation; the one that fails most.

    The next is taken where another slip has been told by the first, of the same cells.
    """
    often = Counter(constraint.identity.id for constraint in failing)

    def rank(constraint: Constraint) -> tuple[bool, bool, int]:
        return not constraint.exact, not constraint.defines, -often[constraint.identity.id]

    return list({c.identity.id: c.identity for c in sorted(failing, key=rank)}.values())


def _other_readings(sheet: Sheet) -> Rebates:
    """What characters that were recognised may have been instead: the surer, the likelier."""
    return {
        (cell, alternative.value): 1.0 + alternative.score
        for cell in sheet.values
        for alternative in sheet.report.figures[cell].alternatives
        if alternative.value != sheet.values[cell]
    }
