"""What in a report cannot be right, or must be looked at by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from toolkit.checks import (
    compliance,
    copied,
    data,
    rollup,
    years,
    years_rows,
)
from toolkit.checks.coverage import unprotected
from toolkit.checks.figures import not_negative, whole
from toolkit.checks.finding import finding_from
from toolkit.checks.generation import form_not_of_year, mixture, unknown_form
from toolkit.checks.identities import identity_findings
from toolkit.checks.prose import changes as prose_changes
from toolkit.checks.prose import figures as prose_figures
from toolkit.checks.prose import lists as prose_lists
from toolkit.checks.prose import names as prose_names
from toolkit.checks.repair import Rebates
from toolkit.checks.rule import Rule
from toolkit.checks.said import Said, Told, all_said, spoken_for
from toolkit.checks.series import Series, series_of
from toolkit.checks.sheet import Sheet, sheet_of
from toolkit.checks.tables import blank_cells, dashes, missing_cells, unplaced_cells, unreadable_cells
from toolkit.model import CellId, Finding, Report

RULES: tuple[Rule[Sheet], ...] = (
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
    data.third_column_as_stock,
    data.change_too_large,
    data.money_in_yuan,
    data.disputes_without_applications,
    compliance.sections,
    compliance.period,
    compliance.deadline,
    compliance.fees_told,
    compliance.problems_empty,
    compliance.private_numbers,
    prose_names.title_year,
    prose_names.year,
    prose_names.organ,
    prose_names.counted_off,
)
"""The rules that look at a report by itself; the form's identities are rules beside them."""

YEAR_RULES: tuple[Rule[Series], ...] = (
    years.other_organ,
    years.carried_over,
    years.in_force_follows,
    years.previous_items_follow,
    years.row_repeated,
    years_rows.rows_exchanged,
    years.jump,
    copied.copied_text,
    copied.problems_repeated,
)
"""The rules that look at a report beside the same organ's reports of earlier years."""

PROSE_RULES: tuple[Rule[Told], ...] = (
    prose_figures.figure,
    prose_figures.two_values,
    prose_figures.all_upheld,
    prose_lists.parts,
    prose_lists.share,
    prose_changes.change,
)
"""The rules that look at what the prose says in figures, beside the tables and last year's report."""

COVERAGE_RULES: tuple[Rule[Series], ...] = (unprotected,)
"""The rules about what the others cannot see."""

ROLLUP_RULES: tuple[Rule[rollup.Rollup], ...] = (
    rollup.child_missing,
    rollup.child_twice,
    rollup.child_other_year,
    rollup.exceeds_whole,
    rollup.remainder,
    rollup.not_comparable,
)
"""The rules that look at a report beside those of its parts."""

_LAST_YEAR_SAYS = 1.5
"""What last year's report weighs when a carried-over figure is to be mended."""
_PROSE_SAYS = 2.0
"""What the prose weighs, when it gives the figure that a mended cell would have."""
_ORDER = {"error": 0, "warning": 1, "info": 2}


def check(report: Report, previous: Sequence[Report] = ()) -> tuple[Finding, ...]:
    """Everything that the rules and the form's identities find, errors first, then in the order of print.

    ``previous`` are reports of the same organ; those of earlier years are compared. Never raises for what stands in a
    report; a report of an unknown form is itself a finding.
    """
    sheet = sheet_of(report)
    found = [
        finding_from(observation, report, rule.id, rule.severity, rule.citation)
        for rule in RULES
        for observation in rule.observe(sheet)
    ]
    series = series_of(sheet, previous)
    found += [
        finding_from(observation, report, rule.id, rule.severity, rule.citation)
        for rule in (*(YEAR_RULES if series.earlier else ()), *COVERAGE_RULES)
        for observation in rule.observe(series)
    ]
    said = all_said(report)
    last = {} if series.last is None else series.last.values
    arithmetic = list(identity_findings(sheet, {**_from_prose(said, sheet), **_from_last_year(series)}, last))
    told = Told(series, said, _mended(arithmetic))
    found += [
        finding_from(observation, report, rule.id, rule.severity, rule.citation)
        for rule in PROSE_RULES
        for observation in rule.observe(told)
    ]
    return tuple(sorted(_told_once([*arithmetic, *found]), key=_order_in(sheet)))


def check_rollup(parent: Report, children: Sequence[Report], expected: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What can't be right between a report of the whole and those of its parts; ``expected`` are the organs of which
    there must be one.
    """
    whole = rollup.rollup_of(parent, children, expected)
    found = (
        finding_from(observation, parent, rule.id, rule.severity, rule.citation)
        for rule in ROLLUP_RULES
        for observation in rule.observe(whole)
    )
    return tuple(sorted(found, key=_order_in(whole.parent)))


def _told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Without warnings of the years that say again what an earlier finding says: the same slip in the same rows."""
    years = {rule.id for rule in YEAR_RULES}
    told: dict[str, set[str]] = {}
    kept = []
    for finding in findings:
        rows = {cell.rpartition(".")[0] for cell in finding.cells}
        known = told.setdefault(finding.slip or "", set())
        is_again = finding.rule in years and finding.severity != "error" and rows and not rows - known
        if not (finding.slip and is_again):
            kept.append(finding)
        known |= rows
    return kept


def _order_in(sheet: Sheet) -> Callable[[Finding], tuple[int, bool, int, str]]:
    """The severest first, then in the order of print; what is said of the checks themselves at the end."""
    places = {cell: place for place, cell in enumerate(sheet.cells)}
    of_the_checks = {rule.id for rule in COVERAGE_RULES}

    def order(finding: Finding) -> tuple[int, bool, int, str]:
        first = min((places[cell] for cell in finding.cells if cell in places), default=-1)
        return _ORDER[finding.severity], finding.rule in of_the_checks, first, finding.rule

    return order


def _from_prose(said: Sequence[Said], sheet: Sheet) -> Rebates:
    """What the prose says of a cell, where it says one thing."""
    spoken: dict[CellId, set[Decimal]] = {}
    for cell, value in spoken_for(said, sheet):
        spoken.setdefault(cell, set()).add(value)
    return {(cell, value): _PROSE_SAYS for cell, values in spoken.items() if len(values) == 1 for value in values}


def _mended(findings: Sequence[Finding]) -> dict[CellId, tuple[Decimal, ...]]:
    """What the arithmetic's findings would have in cells instead."""
    mended: dict[CellId, tuple[Decimal, ...]] = {}
    for finding in findings:
        for repair in finding.repairs:
            for cell, value in repair.changes.items():
                mended[cell] = tuple(dict.fromkeys((*mended.get(cell, ()), value)))
    return mended


def _from_last_year(series: Series) -> Rebates:
    """What was carried over is what last year's report carries over."""
    out = "applications.carried_out."
    last = series.last
    carried = {} if last is None else {cell: value for cell, value in last.values.items() if cell.startswith(out)}
    return {
        (CellId(f"applications.carried_in.{cell.removeprefix(out)}"), value): _LAST_YEAR_SAYS
        for cell, value in carried.items()
    }
