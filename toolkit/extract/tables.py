"""Which form a report is on, and its tables laid: of each arrangement the one that explains most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from toolkit.extract.headings import HeadFinder
from toolkit.extract.labels import wordings
from toolkit.extract.laying import Laid, lay
from toolkit.extract.layouts import Known, layouts_of
from toolkit.extract.ordering import settle_order
from toolkit.extract.strips import Strip
from toolkit.forms.form import Form, FormTable
from toolkit.model import Note


class LaidForm(NamedTuple):
    """A form with its tables as found, by id; None for one that isn't there. ``form_by`` says what told the form."""

    form: Form
    tables: Mapping[str, Laid | None]
    form_by: str
    notes: tuple[Note, ...]


def lay_form(strips: Sequence[Strip], forms: Sequence[Form], year: int | None) -> LaidForm | None:
    """Lay the likeliest form on a report's strips; None if neither its tables nor its year tell one.

    The table whose columns tell the form decides; without it the rows that only one form has; without those the year.
    """
    heads = HeadFinder(strips, _row_labels(tuple(forms)), wordings(forms[0].foreign))
    telling = {
        form.id: _best(form, table, strips, heads) for form in forms for table in form.tables if table.tells_form
    }
    credible = [form for form in forms if (laid := telling[form.id]) is not None and is_credible(laid)]
    if credible:
        form = max(credible, key=lambda f: _worth(telling[f.id]))
        return _lay_all(form, strips, heads, "columns")
    laid_forms = [_lay_all(form, strips, heads, "rows") for form in forms]
    worth = [sum(laid.worth for laid in each.tables.values() if laid) for each in laid_forms]
    if max(worth) > 0:
        best = max(worth)
        told = [each for each, value in zip(laid_forms, worth, strict=True) if value > best - 1e-6]
        if len(told) == 1 and _rows_differ(told[0], laid_forms):
            return told[0]
        of_year = [each for each in laid_forms if year is not None and each.form.is_of_year(year)]
        chosen = of_year[0] if of_year else told[-1]
        return chosen._replace(form_by="year")
    of_year = [each for each in laid_forms if year is not None and each.form.is_of_year(year)]
    return of_year[0]._replace(form_by="year") if of_year else None


def _worth(laid: Laid | None) -> float:
    return laid.worth if laid is not None else 0.0


def _rows_differ(told: LaidForm, others: Sequence[LaidForm]) -> bool:
    """Whether the report has rows that the other forms lack, rather than the same rows laid a little better."""
    cells = {
        table: {c for row in laid.rows for c in laid.layout.lines[row.line].cells}
        for table, laid in told.tables.items()
        if laid
    }
    return any(
        cells.get(table) != {c for row in laid.rows for c in laid.layout.lines[row.line].cells}
        for other in others
        if other is not told
        for table, laid in other.tables.items()
        if laid
    )


def _lay_all(form: Form, strips: Sequence[Strip], heads: HeadFinder, form_by: str) -> LaidForm:
    tables: dict[str, Laid | None] = {}
    notes: list[Note] = []
    for table in form.tables:
        laid = _best(form, table, strips, heads)
        if laid is not None and is_credible(laid):
            laid, said = settle_order(laid, form)
            notes.extend(said)
            tables[table.id] = laid
        else:
            tables[table.id] = None
    return LaidForm(form, tables, form_by, tuple(notes))


def _best(form: Form, table: FormTable, strips: Sequence[Strip], heads: HeadFinder) -> Laid | None:
    found = [laid for layout in layouts_of(form, table.id) if (laid := lay(layout, strips, heads)) is not None]
    return max(found, key=lambda laid: laid.worth, default=None)


def is_credible(laid: Laid) -> bool:
    """Whether so much of a table is there that it is this table, and not a line or two that speak of the same."""
    lines = laid.layout.lines
    if len(lines) == 1 and not lines[0].known:
        return laid.head_hits * 2 >= len(lines[0].cells) or laid.filled == len(lines[0].cells)
    replaced = {number for line in lines for number in line.instead_of}
    wanted = len(lines) - len(replaced)
    with_head = sum(1 for row in laid.rows if row.head is not None)
    return (
        len(laid.rows) * 2 > wanted
        or (with_head > 0 and laid.head_hits > 1 and laid.filled > 0)
        or (with_head > 0 and len(laid.rows) > 1 and laid.filled > 1)
    )


@cache
def _row_labels(forms: tuple[Form, ...]) -> Known:
    return frozenset().union(*_line_labels(forms))


def _line_labels(forms: Sequence[Form]) -> Iterator[Known]:
    for form in forms:
        for table in form.tables:
            for layout in layouts_of(form, table.id):
                for line in layout.lines:
                    yield line.known
