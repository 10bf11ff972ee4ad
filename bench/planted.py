"""Slips as people make them, planted in figures that agree with each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from fixtures.figures import APPLICANTS, Figures, outcome_rows
from toolkit.forms.form import Form
from toolkit.model import CellId

Changes = dict[CellId, Decimal]
Planter = Callable[[Figures, Form, Random], Changes]


def outcomes_of(figures: Figures, form: Form) -> list[str]:
    """Ids of the rows （一） to （六） that the figures have: （六） is one row or three."""
    return outcome_rows(form, CellId("applications.other.total") in figures)


def _summed(form: Form, figures: Figures) -> list[CellId]:
    """The cells that an equation of the form speaks of."""
    cases = [case for identity in form.identities if identity.relation == "equal" for case in identity.cases]
    seen = {cell for case in cases for cell in (*case.left, *case.right)}
    return [cell for cell in figures if cell in seen]


def _one_cell(change: Callable[[str, Random], str]) -> Planter:
    """A slip in the digits of a number; its figure has at least two of them."""

    def plant(figures: Figures, form: Form, rng: Random) -> Changes:
        cells = [cell for cell in _summed(form, figures) if figures[cell] >= 10]
        if not cells:
            return {}
        cell = rng.choice(cells)
        return {cell: Decimal(change(str(int(figures[cell])), rng))}

    return plant


def _dropped(digits: str, rng: Random) -> str:
    left = [digits[:at] + digits[at + 1 :] for at in range(len(digits))]
    return rng.choice([one for one in left if not one.startswith("0")])  # of 10 no one leaves the 0


def _added(digits: str, rng: Random) -> str:
    at = rng.randrange(1, len(digits) + 1)
    return digits[:at] + rng.choice([digits[at - 1], str(rng.randrange(10))]) + digits[at:]


def _swapped(digits: str, rng: Random) -> str:
    at = rng.randrange(len(digits) - 1)
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return digits if swapped.startswith("0") else swapped


def _changed(digits: str, rng: Random) -> str:
    at = rng.randrange(len(digits))
    return digits[:at] + str(rng.randrange(1, 10)) + digits[at + 1 :]


def _any_figure(figures: Figures, form: Form, rng: Random) -> Changes:
    cell = rng.choice(_summed(form, figures))
    return {cell: Decimal(rng.randint(0, 2 * int(figures[cell]) + 9))}


def _total_cell(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = [c for c in _summed(form, figures) if c.endswith(".total") or c.startswith("applications.total.")]
    cells = [cell for cell in cells if figures[cell]]
    return {rng.choice(cells): Decimal(0)} if cells else {}


def _row(table: str, row: str, figures: Figures) -> list[CellId]:
    return [cell for cell in figures if cell.rpartition(".")[0] == f"{table}.{row}"]


def _total_row(figures: Figures, form: Form, rng: Random) -> Changes:
    return dict.fromkeys(_row("applications", "total", figures), Decimal(0))


def _total_column(figures: Figures, form: Form, rng: Random) -> Changes:
    return {c: Decimal(0) for c in figures if c.startswith("applications.") and c.endswith(".total")}


def _any_row(figures: Figures, rng: Random, least: int) -> list[CellId]:
    """The applicants' cells of a row with at least so many figures that are not 0."""
    rows = dict.fromkeys(cell.rpartition(".")[0] for cell in figures if cell.startswith("applications."))
    lines = [[CellId(f"{row}.{column}") for column in APPLICANTS] for row in rows]
    lines = [line for line in lines if sum(bool(figures[cell]) for cell in line) >= least]
    return rng.choice(lines) if lines else []


def _row_shifted(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 2)
    moved = [*cells[-1:], *cells[:-1]]
    return {cell: figures[other] for cell, other in zip(cells, moved, strict=True)}


def _column_shifted(figures: Figures, form: Form, rng: Random) -> Changes:
    """Figures of a column one row down, from some row to some other; the last comes round."""
    column, rows = rng.choice(APPLICANTS), outcomes_of(figures, form)
    first = rng.randrange(len(rows) - 2)
    cells = [CellId(f"applications.{row}.{column}") for row in rows[first : rng.randint(first + 3, len(rows))]]
    if sum(bool(figures[cell]) for cell in cells) < 2:
        return {}
    moved = [*cells[-1:], *cells[:-1]]
    return {cell: figures[other] for cell, other in zip(cells, moved, strict=True)}


def _exchanged(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 2)
    if not cells:
        return {}
    one, other = rng.sample([cell for cell in cells if figures[cell]], 2)
    return {one: figures[other], other: figures[one]}


def _row_left_out(figures: Figures, form: Form, rng: Random) -> Changes:
    rows = ["new", "carried_in", *outcomes_of(figures, form), "carried_out"]
    rows = [row for row in rows if figures[CellId(f"applications.{row}.total")]]
    return dict.fromkeys(_row("applications", rng.choice(rows), figures), Decimal(0)) if rows else {}


def _rows_exchanged(figures: Figures, form: Form, rng: Random) -> Changes:
    rows = ["new", "carried_in", *outcomes_of(figures, form), "total", "carried_out"]
    at = rng.randrange(len(rows) - 1)
    one, other = _row("applications", rows[at], figures), _row("applications", rows[at + 1], figures)
    return {a: figures[b] for pair in zip(one, other, strict=True) for a, b in (pair, pair[::-1])}


def _compensating(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 1)
    if not cells:
        return {}
    giver = rng.choice([cell for cell in cells if figures[cell]])
    taker = rng.choice([cell for cell in cells if cell != giver])
    moved = rng.randint(1, int(figures[giver]))
    return {giver: figures[giver] - moved, taker: figures[taker] + moved}


def _with_its_total(figures: Figures, form: Form, rng: Random) -> Changes:
    cells = _any_row(figures, rng, 1)
    if not cells:
        return {}
    cell = rng.choice(cells)
    total = CellId(cell.rpartition(".")[0] + ".total")
    more = rng.choice([delta for delta in range(-9, 10) if delta and figures[cell] + delta >= 0])
    return {cell: figures[cell] + more, total: figures[total] + more}


def _counted_twice(figures: Figures, form: Form, rng: Random) -> Changes:
    column = rng.choice([*APPLICANTS, "total"])
    parts = [p for row in outcomes_of(figures, form) if (p := figures[CellId(f"applications.{row}.{column}")]) > 9]
    total = CellId(f"applications.total.{column}")
    return {total: figures[total] + rng.choice(parts)} if len(parts) > 1 else {}


PLANTED: Mapping[str, Planter] = {
    "digit_dropped": _one_cell(_dropped),
    "digit_added": _one_cell(_added),
    "digits_swapped": _one_cell(_swapped),
    "digit_changed": _one_cell(_changed),
    "any_figure": _any_figure,
    "total_cell_empty": _total_cell,
    "part_counted_twice": _counted_twice,
    "total_row_empty": _total_row,
    "total_column_empty": _total_column,
    "row_empty": _row_left_out,
    "row_shifted": _row_shifted,
    "column_shifted": _column_shifted,
    "cells_exchanged": _exchanged,
    "rows_exchanged": _rows_exchanged,
    "compensating_pair": _compensating,
    "cell_and_total": _with_its_total,
}
"""By what the finding's ``slip`` should say; ``any_figure`` is no slip that has a name."""
NAMES: Mapping[str, str] = {
    "digit_dropped": "漏一位数字",
    "digit_added": "多一位数字",
    "digits_swapped": "相邻两位颠倒",
    "digit_changed": "错一位数字",
    "any_figure": "任意一格填成别的数",
    "total_cell_empty": "合计格为 0",
    "part_counted_twice": "总计多计一项（10 件以上）",
    "total_row_empty": "总计行为 0",
    "total_column_empty": "总计列为 0",
    "row_empty": "一行漏填（为 0）",
    "row_shifted": "整行错一列",
    "column_shifted": "一列中几行错一行",
    "cells_exchanged": "两格颠倒",
    "rows_exchanged": "相邻两行颠倒",
    "compensating_pair": "一格多、一格少",
    "cell_and_total": "一格错，总计随之错",
}
ALSO_RIGHT: Mapping[str, frozenset[str]] = {
    # Of small numbers these are the same: 1 and 0 exchanged are one more and one less.
    "compensating_pair": frozenset({"compensating_pair", "cells_exchanged"}),
    "cells_exchanged": frozenset({"compensating_pair", "cells_exchanged"}),
    "row_shifted": frozenset({"row_shifted", "compensating_pair", "cells_exchanged"}),
    "column_shifted": frozenset({"column_shifted", "compensating_pair", "cells_exchanged"}),
    # 1 for 11 may be a digit dropped or a part left out.
    "part_counted_twice": frozenset({"part_counted_twice", "digit_added", "digits_swapped"}),
}
"""Names that say the same of the same figures."""
