"""Which form a report is on, and its tables laid: of each arrangement the one that explains most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from toolkit.extract.headings import HeadFinder
from toolkit.extract.labels import wordings
from toolkit.extract.laying import Laid, lay
from toolkit.extract.layouts import Known, layouts_of
from toolkit.extract.ordering import settle_order
from toolkit.extract.lines import Line
from toolkit.extract.strips import Strip
from toolkit.forms.form import Form, FormTable
from toolkit.model import Note


_CAPTIONS = 8  # lines before a table's first row that may speak of it
_LONGEST_CAPTION = 40
OTHER_YEAR = 0.2
"""What a caption of another year leaves of a table's worth."""
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_COMPARED = re.compile(r"对比|比较|上年度?数据|上年度?情况|去年|上一年度?(?:数据|情况)|往年|历年")


_ANNEXED = re.compile(r"\s*附(?:件|表|录|注)?\s*\d?\s*[:：、.]")


class Page(NamedTuple):
    """What stands around the tables: the year, the lines, and the sections by the line that each begins at (None: no
    section of the form)."""

    year: int | None
    lines: Sequence[Line]
    sections: Sequence[tuple[int, int | None]]

    def likely(self, laid: Laid, table: FormTable) -> float:
        """How much its place speaks for a table: its own section for it, a caption of another year against it."""
        first = laid.extent[0]
        captions = list(self._captions(first))
        if any(self._is_of_other_year(text) for text in captions):
            return OTHER_YEAR
        if self.section_of(laid) == table.section:
            return 1.0
        return 0.5 if any(_ANNEXED.match(text) for text in captions) else 0.75

    def section_of(self, laid: Laid) -> int | None:
        """The form's section in which a table stands."""
        return next((kind for line, kind in reversed(self.sections) if line <= laid.extent[0]), None)

    def _captions(self, first: int) -> Iterator[str]:
        """The words over a table, its head's among them, up to the last line with values."""
        for line in reversed(self.lines[max(0, first - _CAPTIONS) : first]):
            if any(token.is_printed for token in line.tokens):
                return
            yield from (token.text for token in line.tokens if token.is_word)

    def _is_of_other_year(self, text: str) -> bool:
        """Whether a caption says that what follows is of another year, or there for comparison."""
        if len(text) > _LONGEST_CAPTION:
            return False
        years = {int(year) for year in _YEARS.findall(text)}
        return _COMPARED.search(text) is not None or (self.year is not None and bool(years) and self.year not in years)


class LaidForm(NamedTuple):
    """A form with its tables as found, by id; None for one that isn't there. ``form_by`` says what told the form."""

    form: Form
    tables: Mapping[str, Laid | None]
    form_by: str
    notes: tuple[Note, ...]


def lay_form(strips: Sequence[Strip], forms: Sequence[Form], page: Page) -> LaidForm | None:
    """Lay the likeliest form on a report's strips; None if neither its tables nor its year tell one.

    The table whose columns tell the form decides; without it the rows that only one form has; without those the year.
    """
    heads, year = head_finder(strips, forms), page.year
    telling = {
        form.id: _best(form, table, strips, heads, page) for form in forms for table in form.tables if table.tells_form
    }
    credible = [form for form in forms if telling[form.id] is not None]
    if credible:
        form = max(credible, key=lambda f: _columns_told(telling[f.id]))
        return _lay_all(form, strips, heads, page, "columns")
    laid_forms = [_lay_all(form, strips, heads, page, "rows") for form in forms]
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


def head_finder(strips: Sequence[Strip], forms: Sequence[Form]) -> HeadFinder:
    """What finds the heads of any of the forms over a report's strips."""
    rows, groups = _labels(tuple(forms))
    return HeadFinder(strips, rows, groups, wordings(forms[0].foreign), _asides(tuple(forms)))


def _columns_told(laid: Laid | None) -> tuple[int, float]:
    return (laid.head_hits, laid.worth) if laid is not None else (0, 0.0)


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


def _lay_all(form: Form, strips: Sequence[Strip], heads: HeadFinder, page: Page, form_by: str) -> LaidForm:
    tables: dict[str, Laid | None] = {}
    notes: list[Note] = []
    for table in form.tables:
        laid = _best(form, table, strips, heads, page)
        if laid is not None:
            laid, said = settle_order(laid, form)
            notes.extend(said)
            tables[table.id] = laid
        else:
            tables[table.id] = None
    return LaidForm(form, tables, form_by, tuple(notes))


def _best(form: Form, table: FormTable, strips: Sequence[Strip], heads: HeadFinder, page: Page) -> Laid | None:
    """Of all ways to lay a table, and all places where it seems to stand, the one that explains most of the report
    where this year's table should stand."""
    found = [laid for layout in layouts_of(form, table.id) for laid in lay(layout, strips, heads) if is_credible(laid)]
    this_year = [laid for laid in found if page.likely(laid, table) > OTHER_YEAR]
    # A caption may be last year's by a slip; but only where this year's table should stand.
    possible = this_year or [laid for laid in found if page.section_of(laid) == table.section]
    return max(possible, key=lambda laid: laid.worth * page.likely(laid, table), default=None)


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
def _asides(forms: tuple[Form, ...]) -> Known:
    texts = [
        text for form in forms for table in form.tables for part in table.parts for text in (part.heading, part.corner)
    ]
    titles = [table.title for form in forms for table in form.tables]
    sections = [text for form in forms for section in form.sections for text in section.label.wordings]
    return wordings([text for text in (*texts, *titles, *sections) if text])


@cache
def _labels(forms: tuple[Form, ...]) -> tuple[Known, Known]:
    """The wordings of all rows, and of the heads beside them."""
    tables = [table for form in forms for table in form.tables]
    lines = [line for f in forms for table in f.tables for layout in layouts_of(f, table.id) for line in layout.lines]
    groups = [text for table in tables for row in table.rows for group in row.groups for text in group.wordings]
    return frozenset().union(*(line.known for line in lines)), wordings(groups)
