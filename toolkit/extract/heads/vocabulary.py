"""What forms print around their figures, by what it is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from toolkit.extract.arrangements import layouts_of
from toolkit.extract.labels import wordings
from toolkit.extract.layouts import FormLine, Head, Known, united
from toolkit.forms.form import Form


class Vocabulary(NamedTuple):
    """Wordings by kind: of all rows (``labels``) and of the heads beside them (``groups``), together ``rows``; of heads
    over several columns (``spans``) and of every head (``columns``); and those that say nothing of columns though they
    stand over rows, titles, corners and rows themselves (``asides``). ``over_rows`` may stand before a row's label,
    ``foreign`` are labels of no table of the forms; ``known`` are those of rows, asides and foreign ones. ``heads`` are
    those of all tables, by form.
    """

    labels: Known
    groups: Known
    rows: Known
    spans: Known
    columns: Known
    asides: Known
    over_rows: Known
    foreign: Known
    known: Known
    heads: tuple[tuple[Head, ...], ...]

    def sisters_of(self, head: Head) -> Sequence[Head]:
        """All heads of a head's form."""
        return next((of_form for of_form in self.heads if any(each is head for each in of_form)), ())


@cache
def vocabulary_of(forms: tuple[Form, ...]) -> Vocabulary:
    """The vocabulary of some forms."""
    lines = [
        line for form in forms for table in form.tables for each in layouts_of(form, table.id) for line in each.lines
    ]
    labels: Known = frozenset().union(*(line.known for line in lines))
    groups = _groups(forms)
    heads = tuple(map(_heads, forms))
    columns: Known = frozenset().union(*(head.known for of_form in heads for head in of_form))
    asides, foreign = _asides(forms), _foreign(forms)
    with_labels = united(asides, labels)
    return Vocabulary(
        labels=labels,
        groups=groups,
        rows=united(groups, labels),
        spans=frozenset().union(*(line.head.groups for line in lines)),
        columns=columns,
        asides=with_labels,
        over_rows=united(united(groups, columns), asides),
        foreign=foreign,
        known=united(with_labels, foreign),
        heads=heads,
    )


def _groups(forms: Sequence[Form]) -> Known:
    rows = [row for form in forms for table in form.tables for row in table.rows]
    return wordings([text for row in rows for group in row.groups for text in group.wordings])


def _heads(form: Form) -> tuple[Head, ...]:
    """The heads of a form's tables, as the form itself arranges them."""
    layouts = [layouts_of(form, table.id)[0] for table in form.tables if not table.is_list]
    lines: list[FormLine] = [line for layout in layouts for line in layout.lines]
    return tuple({id(line.head): line.head for line in lines}.values())


def _foreign(forms: Sequence[Form]) -> Known:
    """What is no label of the forms; a list's columns too, of which each is foreign to the others."""
    values = [text for form in forms for table in form.tables for value in table.values for text in value.wordings]
    return wordings([*forms[0].foreign, *values])


def _asides(forms: Sequence[Form]) -> Known:
    """Titles and corners."""
    texts = [
        text for form in forms for table in form.tables for part in table.parts for text in (part.heading, part.corner)
    ]
    titles = [table.title for form in forms for table in form.tables]
    sections = [text for form in forms for section in form.sections for text in section.label.wordings]
    return wordings([text for text in (*texts, *titles, *sections) if text])
