"""Which form a report is on, and its tables laid: of each arrangement the one that explains most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from toolkit.extract.arrangements import head_labels, layouts_of
from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.vocabulary import vocabulary_of
from toolkit.extract.labels import normalise, wordings
from toolkit.extract.laying.credible import is_credible
from toolkit.extract.laying.laid import Laid, without_rows_in
from toolkit.extract.laying.laying import lay
from toolkit.extract.laying.moved_rows import settle_moved
from toolkit.extract.laying.named_rows import without_named_rivals
from toolkit.extract.laying.ordering import settle_order
from toolkit.extract.laying.plain import Plain
from toolkit.extract.laying.standing import Page, Standing
from toolkit.extract.laying.unread import Unread
from toolkit.extract.layouts import Known, TableLayout
from toolkit.extract.lines.years_apart import YearsApart
from toolkit.extract.lists import as_list
from toolkit.extract.lists.columns import local_lines, under_year, whole_pairs
from toolkit.extract.lists.lost_cells import without_lost_cells
from toolkit.extract.lists.marks import Printed
from toolkit.extract.lists.rows import Rows, between, starts_in, with_rows
from toolkit.extract.lists.shared import order_of_labels, shared_labels, told_apart
from toolkit.extract.sections.other_reports import OtherReports
from toolkit.extract.strips.joining import Pair, pairs_of
from toolkit.extract.strips.strips import Strip, strips_of
from toolkit.forms.form import Form, FormTable
from toolkit.model import Note

_MUCH_SMALLER = 0.3
_MANY_ROWS = 10
_OWN_LABELS = 2  # of rows that only one form has: more than one that is misnamed
_HEAD = 6  # lines of a head
_NEAREST: tuple[Standing, ...] = ("own", "other year", "elsewhere", "annexed")  # where a table may stand


class LaidForm(NamedTuple):
    """A form with its tables as found, by id; None for one that isn't there. ``form_by`` says what told the form.
    ``unread`` are the tables not found of which rows are printed all the same.
    """

    form: Form
    tables: Mapping[str, Laid | None]
    form_by: str
    notes: tuple[Note, ...]
    unread: frozenset[str] = frozenset()


def lay_form(strips: Sequence[Strip], forms: Sequence[Form], page: Page) -> LaidForm | None:
    """Lay the likeliest form on a report's strips; None if neither its tables nor its year tell one.

    The table whose columns tell the form decides; without it the rows that only one form has; without those the year.
    """
    listed = [form for form in forms if any(table.is_list for table in form.tables)]
    forms = [form for form in forms if form not in listed]
    laying = _Laying(strips, forms, page)
    telling: dict[str, Laid | None] = {}
    # The year's form first: where all its columns are there, no other form need be tried.
    for form in sorted(forms, key=lambda f: page.year is None or not f.is_of_year(page.year)):
        table = next(table for table in form.tables if table.tells_form)
        laid = telling[form.id] = laying.best(form, table)
        if laid is not None and laying.is_settled(laid, table):
            return laying.all_of(form, "columns")
    credible = [form for form in forms if _are_columns_read(telling[form.id])]
    if credible:
        form = max(credible, key=lambda f: _columns_told(telling[f.id]))
        return laying.all_of(form, "columns")
    told = _by_rows(laying, forms, listed, page)
    if told is not None:
        return told
    year = page.year
    due = next((form for form in (*listed, *forms) if year is not None and form.is_of_year(year)), None)
    if due is None or due in listed:
        return LaidForm(due, {table.id: None for table in due.tables}, "year", ()) if due is not None else None
    return laying.all_of(due, "year")


def _by_rows(laying: _Laying, forms: Sequence[Form], listed: Sequence[Form], page: Page) -> LaidForm | None:
    """The form with the rows that the report has: a list of indicators if more of that can be read, the one form of
    which rows are named that no other has, that of which most can be read, else that of the year.
    """
    laid_forms = [laying.all_of(form, "rows") for form in forms]
    worth = [sum(map(_worth_of_rows, each.tables.values()), 0.0) for each in laid_forms]
    laid_list = _lay_list(listed, page)
    if laid_list is not None and sum(map(_worth, laid_list.tables.values()), 0.0) > max(worth):
        return laid_list
    best = max(worth)
    if best <= 0:
        return None
    named = laying.form_named(forms)
    for each, value in zip(laid_forms, worth, strict=True):
        if each.form is named and value > 0:
            return each
    told = [each for each, value in zip(laid_forms, worth, strict=True) if value > best - 1e-6]
    if len(told) == 1 and _rows_differ(told[0], laid_forms):
        return told[0]
    of_year = [each for each in laid_forms if page.year is not None and each.form.is_of_year(page.year)]
    return (of_year[0] if of_year else told[-1])._replace(form_by="year")


def _lay_list(forms: Sequence[Form], page: Page) -> LaidForm | None:
    """The list of indicators of a report, on the form of its year; None where there is none.

    The forms have the same indicators, so that the list itself doesn't tell them apart: of those that had been issued
    by the report's year (a form's id is its own) it is the last.
    """
    issued = [form for form in forms if page.year is None or int(form.id) <= page.year] or forms[:1]
    form = issued[-1]
    table = next(table for table in form.tables if table.is_list)
    ranks = {text: rank for rank, value in reversed([*enumerate(table.values)]) for text in wordings(value.wordings)}
    printed = Printed(
        vocabulary_of((form,)).labels,
        head_labels(table),
        frozenset(ranks),
        wordings(form.foreign),
        order_of_labels(table),
        ranks,
    )
    rows = with_rows(page.lines, printed)
    page = page._replace(lines=rows.lines, sections=tuple(starts_in(rows, page.sections)))
    lines = told_apart(as_list(rows.lines, printed, page.year), shared_labels(table))
    laying = _Laying(strips_of(lines), [form], page)
    laid = laying.all_of(form, "list")
    found = laid.tables[table.id]
    if found is None:
        return None
    found = _in_document(without_lost_cells(found, rows.lines, printed), rows)
    laid = laid._replace(tables={**laid.tables, table.id: found})
    is_due = page.year is None or any(each.is_of_year(page.year) for each in forms)
    official = sum(1 for row in table.rows if not row.is_local)
    return laid if is_due or len(found.rows) * 2 > official else None


def _in_document(laid: Laid, rows: Rows) -> Laid:
    """A list laid on lines that were set in rows, with the document's own lines."""

    def placed(strip: Strip) -> Strip:
        first, last = between(rows, strip.first, strip.last)
        return replace(strip, first=first, last=last)

    found = tuple(row._replace(strip=placed(row.strip)) for row in laid.rows)
    doubtful = {between(rows, first, first)[0]: lines for first, lines in laid.doubtful.items()}
    return replace(laid, rows=found, left=tuple(map(placed, laid.left)), doubtful=doubtful)


def head_finder(strips: Sequence[Strip], forms: Sequence[Form]) -> HeadFinder:
    """What finds the heads of any of the forms over a report's strips."""
    return HeadFinder(strips, vocabulary_of(tuple(forms)))


def _are_columns_read(laid: Laid | None) -> bool:
    """Whether a table's columns were read, be it in the labels of a list: rows alone are much the same in all forms."""
    if laid is None or laid.layout.arrangement == "listed":
        return laid is not None
    return any(row.head is not None and row.head.hits for row in laid.rows)


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


class _Laying:
    """Lays the tables of forms on one report, each once."""

    def __init__(self, strips: Sequence[Strip], forms: Sequence[Form], page: Page) -> None:
        self._strips = strips
        self._heads = head_finder(strips, forms)
        self._plain = Plain(strips, self._heads, forms)
        self._page = page
        self._years = YearsApart(page.lines, page.year, page.sections)
        self._others = OtherReports(page.lines, page.organ)
        self._unread = Unread(strips, self._heads, page)
        self._made_pairs: list[Pair] | None = None
        self._best: dict[tuple[str, str], Laid | None] = {}
        self._places: dict[tuple[str, str], Sequence[Laid]] = {}
        self._standings: dict[int, tuple[Laid, Standing]] = {}

    @property
    def _pairs(self) -> list[Pair]:
        """Made only where a table is searched for."""
        if self._made_pairs is None:
            self._made_pairs = pairs_of(self._strips)
        return self._made_pairs

    def all_of(self, form: Form, form_by: str) -> LaidForm:
        """All tables of a form."""
        found = {table.id: self.best(form, table) for table in form.tables}
        notes: list[Note] = []
        lines = [laid.lines for laid in found.values() if laid is not None]
        taken = set[int]().union(*lines)
        if len(taken) < sum(map(len, lines)):
            taken = self._part_rows(form, found)
        for table_id, laid in found.items():
            if laid is not None:
                in_order, said = settle_order(laid, form, self._page.lines)
                in_place, more = settle_moved(in_order, form)
                found[table_id] = without_named_rivals(in_place, self._page.year)
                notes += [*said, *more]
        unread = {
            table.id
            for table in form.tables
            if found[table.id] is None and self._unread.is_printed(form, table, self._seen(form, table, taken))
        }
        for table in form.tables:
            laid = found[table.id]
            if laid is not None and (apart := self._unread.rows_apart(form, laid, self._seen(form, table, taken))):
                found[table.id] = replace(laid, apart=apart)
        return LaidForm(form, found, form_by, tuple(notes), frozenset(unread))

    def _seen(self, form: Form, table: FormTable, taken: Set[int]) -> Set[int]:
        """The lines that are rows of tables, those of another organ's or year's too, and those where this one was seen
        to be such a one's.
        """
        places = [range(laid.extent[0], laid.extent[1] + 1) for laid in self._found(form, table)]
        rows = [laid.lines for each in form.tables if each is not table for laid in self._found(form, each)]
        return {*taken, *(line for place in (*places, *rows) for line in place)}

    def form_named(self, forms: Sequence[Form]) -> Form | None:
        """The one form of which rows' labels are printed that no other has, with figures beside them or without; where
        none is so named, that of which columns' labels are. Several labels may stand on one line, parted by blanks.
        """
        words = (strip.tokens[place].text for strip in self._strips for place in strip.words)
        texts = {normalise(text) for word in words for text in (word, *word.split())}
        vocabularies = [vocabulary_of((form,)) for form in forms]
        rows = [(each.labels, each.groups) for each in vocabularies]
        columns = [tuple(head.known for head in each.heads[0]) for each in vocabularies]
        named = _named_alone(texts, [own for own, _ in rows], rows)
        if not named:
            own = [frozenset().union(*known) for known in columns]
            named = _named_alone(texts, own, [(*a, *b) for a, b in zip(rows, columns, strict=True)])
        return forms[named[0]] if len(named) == 1 else None

    def _part_rows(self, form: Form, found: dict[str, Laid | None]) -> set[int]:
        """Give a row that several tables have to one, the table that explains more; the lines that are then taken."""
        taken: set[int] = set()
        for table in sorted(form.tables, key=lambda each: -_worth(found[each.id])):
            laid = found[table.id]
            if laid is not None and not taken.isdisjoint(laid.lines):
                others = [each for each in self._found(form, table) if taken.isdisjoint(each.lines)]
                laid = found[table.id] = self._likeliest(others, table) or without_rows_in(laid, taken)
            if laid is not None:
                taken |= laid.lines
        return taken

    def best(self, form: Form, table: FormTable) -> Laid | None:
        """Of all places where a table seems to stand the likeliest, and there the arrangement that explains most."""
        key = (form.id, table.id)
        if key not in self._best:
            self._best[key] = self._likeliest(self._found(form, table), table)
        return self._best[key]

    def _likeliest(self, found: Sequence[Laid], table: FormTable) -> Laid | None:
        return _likeliest(found, [self._standing(laid, table) for laid in found], table, self._page)

    def _standing(self, laid: Laid, table: FormTable) -> Standing:
        """Where a table stands; its captions are read once."""
        known = self._standings.get(id(laid))
        if known is None:
            # What was laid is kept with it, so that nothing else can come to have its id.
            is_others = self._others.stretch(laid.extent[0]) > 0
            known = self._standings[id(laid)] = laid, "other" if is_others else self._page.standing(laid, table)
        return known[1]

    def _found(self, form: Form, table: FormTable) -> Sequence[Laid]:
        """All places where a table seems to stand, in each arrangement."""
        key = (form.id, table.id)
        if key not in self._places:
            self._places[key] = self._find(form, table)
        return self._places[key]

    def _find(self, form: Form, table: FormTable) -> list[Laid]:
        found: list[Laid] = []
        for layout in layouts_of(form, table.id):
            plain = self._plain.laid(layout)
            laid = [plain] if plain is not None else self._searched(layout)
            laid = [under_year(each, local_lines(table)) for each in laid] if layout.is_list else laid
            is_printed = layout.is_list and any(each.head_hits for each in laid)
            laid = [each for each in laid if is_credible(each)]
            if is_printed:
                return (
                    laid  # the first column that is printed, whatever stands in others and be it that it can't be read
                )
            found += laid
            if len(laid) == 1 and self.is_settled(laid[0], table):
                break  # no other arrangement can explain more
        return found

    def _searched(self, layout: TableLayout) -> list[Laid]:
        pairs = whole_pairs(self._pairs, layout) if layout.is_list else self._pairs
        found = lay(layout, self._strips, pairs, self._heads, self._stretch)
        return _joined(found, self._stretch)

    def _stretch(self, line: int) -> int:
        """The number of the stretch of another organ's or year's tables that a line is in; 0 for the report's own."""
        return -self._others.stretch(line) or self._years.stretch(line)

    def is_settled(self, laid: Laid, table: FormTable) -> bool:
        """Whether a table stands where it should with every line and column of the form."""
        return _is_beyond_doubt(laid) and self._standing(laid, table) == "own"


def _named_alone(texts: Set[str], own: Sequence[Known], known: Sequence[Sequence[Known]]) -> list[int]:
    """The places of those of whose ``own`` labels several are printed that none of the others knows."""
    others = [[labels for n, each in enumerate(known) if n != number for labels in each] for number in range(len(own))]
    return [n for n, labels in enumerate(own) if len(texts & labels.difference(*others[n])) >= _OWN_LABELS]


def _worth_of_rows(laid: Laid | None) -> float:
    """What the rows say of the form: nothing where its columns would say it, and can't be read."""
    return laid.worth if laid is not None and (_are_columns_read(laid) or not laid.layout.tells_form) else 0.0


def _worth(laid: Laid | None) -> float:
    return laid.worth if laid is not None else 0.0


def _joined(found: Sequence[Laid], stretch: Callable[[int], int]) -> list[Laid]:
    """Tables with those joined that are one, cut between its columns: the same rows under other columns."""
    joined: list[Laid] = []
    for laid in sorted(found, key=lambda each: each.extent[0]):
        part = stretch(laid.extent[0])
        whole = next((one for one in joined if stretch(one.extent[0]) == part and _goes_on_in(one, laid)), None)
        if whole is None:
            joined.append(laid)
        else:
            rows = (*whole.rows, *laid.rows)
            left, doubtful = (*whole.left, *laid.left), {**whole.doubtful, **laid.doubtful}
            merged = replace(whole, rows=rows, left=left, doubtful=doubtful, empty=whole.empty | laid.empty)
            joined[joined.index(whole)] = merged
    return joined


def _goes_on_in(one: Laid, other: Laid) -> bool:
    columns, more = _columns_under_heads(one), _columns_under_heads(other)
    lines, others = {row.line for row in one.rows}, {row.line for row in other.rows}
    same = len(lines & others) * 2 > max(len(lines), len(others))
    return same and bool(columns) and bool(more) and columns.isdisjoint(more)


def _columns_under_heads(laid: Laid) -> frozenset[int]:
    """The columns that the heads over all rows have; none where a row has no head."""
    heads = [row.head for row in laid.rows if row.head is not None]
    return frozenset(slot for head in heads for slot in head.likeness) if len(heads) == len(laid.rows) else frozenset()


def _is_beyond_doubt(laid: Laid) -> bool:
    """Whether every line of the form is there, each cell under a head that is whole."""
    lines = len(laid.layout.lines) - max((len(line.instead_of) for line in laid.layout.lines), default=0)
    return len(laid.rows) >= lines and all(
        row.placed.is_complete and row.placed.printed and row.head is not None and row.head.whole for row in laid.rows
    )


def _likeliest(found: Sequence[Laid], standings: Sequence[Standing], table: FormTable, page: Page) -> Laid | None:
    """The place comes first: its own section, and the first there; a fuller table elsewhere is somebody else's. Only
    what is much smaller than another one is passed over for it.
    """
    standing = {id(laid): where for laid, where in zip(found, standings, strict=True)}
    possible = [laid for laid in found if standing[id(laid)] not in ("other", "other year")]
    if not possible:
        # A caption may be last year's by a slip; but only where this year's table should stand.
        possible = [laid for laid in found if standing[id(laid)] == "other year" and page.is_in_section(laid, table)]
    possible = [
        laid
        for laid in possible
        if len(laid.rows) > 1 or len(laid.rows) == len(laid.layout.lines) or page.is_in_section(laid, table)
    ]
    if len(possible) < 2:
        return possible[0] if possible else None
    most = max(laid.size for laid in possible)

    def is_much(laid: Laid) -> bool:
        return laid.size >= _MUCH_SMALLER * most or (standing[id(laid)] == "own" and _has_most_of_many(laid))

    nearest = min(filter(is_much, possible), key=lambda laid: _NEAREST.index(standing[id(laid)]))
    here = [laid for laid in possible if is_much(laid) and standing[id(laid)] == standing[id(nearest)]]
    first = min(here, key=lambda laid: laid.extent[0])
    return max((laid for laid in here if _meet(laid, first)), key=lambda laid: laid.worth)


def _has_most_of_many(laid: Laid) -> bool:
    """Whether most rows of a table of many are there, however few of their cells were read; a head has few labels."""
    lines = len(laid.layout.lines)
    return lines >= _MANY_ROWS and len(laid.rows) * 2 > lines


def _meet(one: Laid, other: Laid) -> bool:
    """Whether two ways to lay a table are of the same place: they overlap, or one's rows are the other's head, which
    those of the same arrangement are not.
    """
    if one.layout is other.layout and (one.extent[0] > other.extent[1] or other.extent[0] > one.extent[1]):
        return False
    return one.extent[0] <= other.extent[1] + _HEAD and other.extent[0] <= one.extent[1] + _HEAD
