"""The same slips where last year's report is at hand, and those that only it shows.

Last year's report is made from this year's figures: each kind of applicant had between half and one and a half times
as many applications, decided much as this year's; what it carries over is what this year's report took over, its stock
of documents what this year's follows from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from bench.clean import clean_figures, report_of
from bench.planted import ALSO_RIGHT, PLANTED, Changes, outcomes_of
from bench.rows_shown import ShownBy, exchange_shown_by
from fixtures.figures import APPLICANTS, Figures, spread
from toolkit.checks import check
from toolkit.forms.form import Form
from toolkit.model import CellId

Planter = Callable[[Figures, Figures, Form, Random], Changes]


def last_year_of(figures: Figures, form: Form, rng: Random) -> Figures:
    """Figures of the year before that agree with each other and with this year's."""
    last = dict(figures)
    rows = outcomes_of(figures, form)

    def cell(row: str, column: str) -> CellId:
        return CellId(f"applications.{row}.{column}")

    for column in APPLICANTS:
        total = int(int(figures[cell("total", column)]) * rng.uniform(0.5, 1.5) + rng.random())
        weights = [(float(figures[cell(row, column)]) + 0.05) * rng.uniform(0.6, 1.6) for row in rows]
        out = int(figures[cell("carried_in", column)])
        before = min(total + out, int(out * rng.uniform(0, 2)))
        mine = {"carried_out": out, "carried_in": before, "new": total + out - before, "total": total}
        mine |= dict(zip(rows, spread(rng, total, weights), strict=True))
        last.update({cell(row, column): Decimal(value) for row, value in mine.items()})
    for row in ("new", "carried_in", *rows, "total", "carried_out"):
        last[cell(row, "total")] = sum((last[cell(row, column)] for column in APPLICANTS), Decimal(0))
    for of in form.table("disclosure").cells:
        _before(of.id, figures, last, rng)
    for row in ("review", "suit_direct", "suit_after_review"):
        parts = [CellId(f"disputes.{row}.{column}") for column in ("upheld", "corrected", "other", "pending")]
        last.update({c: Decimal(int(int(figures[c]) * rng.uniform(0.4, 1.6) + rng.random())) for c in parts})
        last[CellId(f"disputes.{row}.total")] = sum((last[c] for c in parts), Decimal(0))
    return last


def _before(cell: CellId, figures: Figures, last: Figures, rng: Random) -> None:
    """A figure of the disclosure table a year before."""
    row, _, column = cell.rpartition(".")
    this = {name: figures.get(CellId(f"{row}.{name}"), Decimal(0)) for name in ("issued", "repealed", "change")}
    if column in ("made", "public_total"):
        last[cell] = Decimal(rng.randint(0, 2 * int(figures[cell]) + 3))
        published = CellId(f"{row}.published")
        last[published] = min(last.get(published, Decimal(0)), last[CellId(f"{row}.made")], last[cell])
    elif column == "in_force":
        # Never less than was issued in that year.
        stock = figures[cell] - this["issued"] + this["repealed"]
        last[cell] = max(stock, Decimal(0))
        last[CellId(f"{row}.issued")] = Decimal(rng.randint(0, int(min(last[cell], Decimal(9)))))
    elif column == "previous_items":
        change = min(Decimal(rng.choice([0, 0, rng.randint(0, 20)])), figures[cell])
        last[cell], last[CellId(f"{row}.change")] = figures[cell] - change, change
    elif column in ("decisions", "amount", "projects"):
        grown = figures[cell] * Decimal(str(round(rng.uniform(0.5, 1.6), 2)))
        last[cell] = round(grown, 2) if column == "amount" else Decimal(int(grown))


def _sums_cells(figures: Figures) -> list[CellId]:
    return [c for c in figures if c.startswith(("applications.", "disputes."))]


def _cell_left(figures: Figures, last: Figures, form: Form, rng: Random) -> Changes:
    cells = [c for c in _sums_cells(figures) if figures[c] != last[c] and last[c] >= 10]
    cell = rng.choice(cells) if cells else None
    return {} if cell is None else {cell: last[cell]}


def _row_left(figures: Figures, last: Figures, form: Form, rng: Random) -> Changes:
    rows = {c.rpartition(".")[0] for c in figures if c.startswith("applications.") and last[c] >= 10}
    row = rng.choice(sorted(rows)) if rows else None
    return {c: last[c] for c in figures if c.rpartition(".")[0] == row and figures[c] != last[c]}


def _carried_left(figures: Figures, last: Figures, form: Form, rng: Random) -> Changes:
    """Last year's 上年结转, and 本年新收 made to fit."""
    changes: Changes = {}
    for column in (*APPLICANTS, "total"):
        new, before = (CellId(f"applications.{row}.{column}") for row in ("new", "carried_in"))
        moved = figures[before] - last[before]
        if figures[new] + moved < 0 or not any(last[c] for c in last if c.startswith("applications.carried_in.")):
            return {}
        changes |= {before: last[before], new: figures[new] + moved}
    return {cell: value for cell, value in changes.items() if figures[cell] != value}


def _yuan(figures: Figures, last: Figures, form: Form, rng: Random) -> Changes:
    money = [c for c in figures if c.endswith(".amount") and figures[c] > 0]
    cell = rng.choice(money) if money else None
    return {} if cell is None else {cell: figures[cell] * 10000}


ONLY_LAST: Mapping[str, tuple[str, str, Planter]] = {
    "cell_left": ("一格留着上年的数", "last_years_figure", _cell_left),
    "row_left": ("一行留着上年的数", "last_years_figure", _row_left),
    "carried_left": ("上年结转留着上年的数，新收随之而错", "last_years_figure", _carried_left),
    "yuan": ("金额按元填", "unit_slip", _yuan),
}
"""Slips that last year's report shows: how they are called, what ``slip`` should say, how they are planted."""


@dataclass(frozen=True, slots=True)
class WithLast:
    """What is said of a report beside last year's: the rules of errors and warnings, and whether the slip was found
    and named; ``…_alone``: without last year's. What the report would have had without the slip does not count.
    ``shown_by``: what shows at all that two rows were exchanged.
    """

    kind: str
    errors: bool
    warnings: tuple[str, ...]
    rules: tuple[str, ...]
    found: bool
    named: bool
    found_alone: bool
    named_alone: bool
    shown_by: ShownBy | None = None


def with_last(seed: int, number: int, kind: str | None) -> WithLast | None:
    """A report with a slip, or with none, checked beside last year's; None where it can't be planted."""
    rng = Random(f"last/{seed}/{number}/{kind}")
    form, figures = clean_figures(rng)
    last = last_year_of(figures, form, rng)
    printed, right = dict(figures), frozenset({""})
    if kind is not None and kind in ONLY_LAST:
        _, slip, plant = ONLY_LAST[kind]
        right = frozenset({slip})
        printed.update(plant(figures, last, form, rng))
    elif kind is not None:
        printed.update(PLANTED[kind](figures, form, rng))
        right = ALSO_RIGHT.get(kind, frozenset({kind}))
    if kind is not None and printed == figures:
        return None
    report, before = report_of(printed, form), report_of(last, form)
    before = replace(before, year=(report.year or 0) - 1, organ=report.organ)
    found = [f for f in check(report, [before]) if f.severity != "info"]
    alone = [f for f in check(report) if f.severity != "info"]
    anyway = {finding.id for finding in check(report_of(figures, form), [before])}
    return WithLast(
        kind or "",
        any(f.severity == "error" for f in found),
        tuple(f.rule for f in found if f.severity == "warning"),
        tuple(f.rule for f in found),
        any(f.id not in anyway for f in found),
        any(f.slip in right for f in found if f.id not in anyway),
        any(f.id not in anyway for f in alone),
        any(f.slip in right for f in alone if f.id not in anyway),
        exchange_shown_by(printed, figures, last, form) if kind == "rows_exchanged" else None,
    )
