"""A report's figures laid on its form: what every rule looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.forms import form_ids, load
from toolkit.forms.form import Form, FormCell
from toolkit.model import CellId, Report


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report on its form.

    ``form`` is None where the report's form is not known here; ``cells`` and ``values`` are empty then. ``cells`` are
    the form's cells that this report has, in the order of print (of a group and the one row that may replace it, only
    the kind that stands there). ``values`` holds what is known: a cell that is blank, a dash, unreadable, missing or
    not placed is in ``cells`` and not in ``values``.
    """

    report: Report
    form: Form | None
    cells: Mapping[CellId, FormCell]
    values: Mapping[CellId, Decimal]


def sheet_of(report: Report) -> Sheet:
    """Lay a report's figures on its form."""
    if report.form not in form_ids():
        return Sheet(report, None, {}, {})
    form = load(report.form)
    seen = {cell for cell, figure in report.figures.items() if figure.status != "missing"}
    cells = form.standing_cells(seen)
    values = {
        cell: figure.value
        for cell in cells
        if (figure := report.figures.get(cell)) is not None
        and figure.status == "printed"
        and figure.value is not None
        and figure.value.is_finite()
    }
    return Sheet(report, form, cells, values)
