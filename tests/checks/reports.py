"""Reports for the tests of the checks: written down in the rules' notation, or made so that every identity holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from toolkit.checks import check
from toolkit.checks.example import SOURCE, read_example
from toolkit.forms import load
from toolkit.model import CellId, Figure, Finding, Report, TableOrigin

PERSONS = ("natural", "company", "research", "charity", "legal", "other_org")
OUTCOMES_OF_DISPUTES = ("upheld", "corrected", "other", "pending")
DISPUTES = ("review", "suit_direct", "suit_after_review")

ANSWERED = """
    rest 0
    applications.new.natural 22
    applications.new.legal 1
    applications.new.other_org 1
    applications.new.total 24
    applications.granted.natural 6
    applications.granted.other_org 1
    applications.granted.total 7
    applications.partial.natural 12
    applications.partial.legal 1
    applications.partial.total 13
    applications.unavailable.not_held.natural 4
    applications.unavailable.not_held.total 4
"""
"""A report in which 22 natural persons, a law firm and another organisation asked, and all were answered."""
TOTALS = """
    applications.total.natural 22
    applications.total.legal 1
    applications.total.other_org 1
    applications.total.total 24
"""
"""Its （七）总计, which fixtures leave out or at 0."""

TOTAL_ROW = {
    "applications.total.natural": 22,
    "applications.total.legal": 1,
    "applications.total.other_org": 1,
    "applications.total.total": 24,
}
"""The same, by cell."""


def report_from(text: str, form_id: str | None = None) -> Report:
    """A report in the notation of the rules' examples."""
    return read_example(text, form_id).report


def true_values(random: Random, form_id: str, most: int = 40) -> dict[CellId, int]:
    """Figures of which every identity of the form holds; many of them 0, as in most reports."""
    form = load(form_id)
    values = dict.fromkeys(form.standing_cells(set()), 0)
    rows = [row.id for row in form.table("applications").rows if f"applications.{row.id}.natural" in values]
    outcomes = [row for row in rows if row not in {"new", "carried_in", "total", "carried_out"}]

    def put(cell: str, value: int) -> int:
        values[CellId(cell)] = value
        return value

    def some() -> int:
        return random.choice((0, 0, 0, random.randint(0, most)))

    for person in PERSONS:
        done = put(f"applications.total.{person}", sum(put(f"applications.{row}.{person}", some()) for row in outcomes))
        left = put(f"applications.carried_out.{person}", some())
        before = put(f"applications.carried_in.{person}", min(some(), done + left))
        put(f"applications.new.{person}", done + left - before)
    for row in rows:
        put(f"applications.{row}.total", sum(values[CellId(f"applications.{row}.{person}")] for person in PERSONS))
    for row in DISPUTES:
        put(f"disputes.{row}.total", sum(put(f"disputes.{row}.{column}", some()) for column in OUTCOMES_OF_DISPUTES))
    for row in ("rules", "normative"):
        if form_id == "2019":
            published = put(f"disclosure.{row}.published", some())
            put(f"disclosure.{row}.made", published + some())
            put(f"disclosure.{row}.public_total", published + some())
        else:
            issued = put(f"disclosure.{row}.issued", some())
            put(f"disclosure.{row}.in_force", issued + some())
    if form_id == "2019":
        put("disclosure.penalty.change", -put("disclosure.penalty.previous_items", some()))
    return values


def report_of(values: Mapping[CellId, int | Decimal | None], form_id: str, year: int | None = None) -> Report:
    """A report with these figures, None for a blank cell, each with an origin of its own."""
    form = load(form_id)
    figures = {
        cell: Figure(
            value=None if value is None else Decimal(value),
            status="blank" if value is None else "printed",
            raw="" if value is None else str(value),
            method="table",
            confidence=1.0,
            origin=TableOrigin(block=0, row=place, column=1),
        )
        for place, (cell, value) in enumerate(values.items())
    }
    return Report("云溪县水务局", year or form.first_year, form_id, None, SOURCE, figures, ())


def problems(report: Report) -> tuple[Finding, ...]:
    """What the checks find, without what they say of themselves."""
    return tuple(finding for finding in check(report) if not finding.rule.startswith("coverage."))


def errors(report: Report) -> list[Finding]:
    """What the checks find wrong in a report."""
    return [finding for finding in check(report) if finding.severity == "error"]


def found(report: Report, rule_id: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in check(report) if finding.rule == rule_id]


def with_figures(report: Report, figures: Mapping[str, Figure]) -> Report:
    """The report with some figures replaced."""
    return replace(report, figures={**report.figures, **{CellId(cell): figure for cell, figure in figures.items()}})


def without(report: Report, cells: Sequence[str]) -> Report:
    """The report with some cells not placed."""
    return replace(report, figures={cell: figure for cell, figure in report.figures.items() if cell not in cells})


def only_error(text: str, form_id: str = "2021") -> Finding:
    """The one thing that is wrong in a report."""
    (error,) = errors(report_from(text, form_id))
    return error


def changes_of(finding: Finding) -> Mapping[CellId, Decimal]:
    """What its only repair changes."""
    (repair,) = finding.repairs
    return repair.changes


def rows_of(rows: Mapping[str, int], *, natural: bool = True) -> str:
    """The totals of rows of the applications table, in the examples' notation; all of natural persons."""
    columns = ("natural", "total") if natural else ("total",)
    return "\n".join(f"applications.{row}.{column} {value}" for row, value in rows.items() for column in columns)
