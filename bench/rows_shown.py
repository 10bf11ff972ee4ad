"""Whether anything shows that two rows of the applications table were exchanged; nothing of the checks is used.

Sums show it if some fail and no other single slip would explain that, last year's 结转下年度 if 上年结转 was one of the
two. Else only that the figures are more like last year's when the rows are exchanged back. How much more says something
is told from reports without a slip whose outcomes vary freely from year to year (each by a factor of its own, 2.2
either way as a rule): of these no more than one in a hundred has two neighbouring rows that look so much exchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import log
from random import Random
from typing import Literal

from bench.clean import clean_figures
from bench.planted import outcomes_of
from bench.shown import Shown
from fixtures.figures import APPLICANTS, Figures
from toolkit.forms.form import Form
from toolkit.model import CellId

ShownBy = Literal["sums", "several", "carried", "likeness", "nothing"]
"""``several``: sums fail, and other kinds of slips would explain that as well."""
_COLUMNS = (*APPLICANTS, "total")
_REPORTS = 400
_VARIES = 0.8
_FEW = 10


def exchange_shown_by(printed: Figures, figures: Figures, last: Figures, form: Form) -> ShownBy:
    """What shows that two rows of ``figures`` were exchanged in ``printed``."""
    shown = Shown(printed, form)
    if shown.failing:
        return "sums" if shown.kinds() <= {"rows_exchanged"} else "several"
    if any(printed[_cell("carried_in", column)] != last[_cell("carried_out", column)] for column in _COLUMNS):
        return "carried"
    rows = outcomes_of(printed, form)
    wrong = {
        row for row in rows if any(printed[_cell(row, column)] != figures[_cell(row, column)] for column in _COLUMNS)
    }
    likest = max(pairwise(rows), key=lambda pair: _more_alike(printed, last, *pair))
    telling = _more_alike(printed, last, *likest) > _telling()
    return "likeness" if telling and set(likest) == wrong else "nothing"


def _cell(row: str, column: str) -> CellId:
    return CellId(f"applications.{row}.{column}")


def _more_alike(printed: Figures, last: Figures, one: str, other: str) -> float:
    """By how much two rows are nearer to last year's when they are exchanged."""

    def apart(row: str, there: str) -> float:
        pairs = [(float(printed[_cell(row, c)]), float(last[_cell(there, c)])) for c in _COLUMNS]
        return sum(abs(log((now + 1) / (then + 1))) * min(1.0, (now + then) / _FEW) for now, then in pairs)

    return apart(one, one) + apart(other, other) - apart(one, other) - apart(other, one)


@cache
def _telling() -> float:
    """What no more than one in a hundred reports without a slip reaches."""
    most = []
    for number in range(_REPORTS):
        rng = Random(f"rows shown/{number}")
        form, figures = clean_figures(rng)
        rows = outcomes_of(figures, form)
        last = _varied(figures, rows, rng)
        most.append(max(_more_alike(figures, last, *pair) for pair in pairwise(rows)))
    return sorted(most)[_REPORTS * 99 // 100]


def _varied(figures: Figures, rows: Sequence[str], rng: Random) -> Figures:
    """Outcomes of a year before, each row by a factor of its own, small figures also by chance."""
    last = dict(figures)
    for row in rows:
        factor = rng.lognormvariate(0, _VARIES)
        for column in APPLICANTS:
            cell = _cell(row, column)
            mean = float(figures[cell]) * factor
            last[cell] = type(figures[cell])(max(0, round(rng.gauss(mean, (mean + 0.3) ** 0.5))))
        parts = [last[_cell(row, column)] for column in APPLICANTS]
        last[_cell(row, "total")] = sum(parts[1:], parts[0])
    return last
