"""What forms have in common: which have the tables of the reports since 2019, and which tables count the same."""

from __future__ import annotations

from toolkit.forms import form_ids, load
from toolkit.forms.form import Form, FormTable


def has_tables(form: Form) -> bool:
    """Whether reports on the form have its tables in their sections, as those since 2019: only such are drafted."""
    return bool(form.tables) and not any(table.is_list for table in form.tables)


def comparable_tables(one: str | None, other: str | None) -> frozenset[str]:
    """The tables that two forms have with the same columns: what their columns count did not change.

    Between the forms of 2019 and 2021 these are the applications and the disputes; the disclosure table has other
    columns (新制作 and 新公开 against 制发 and 废止), and the same label counts other things there.
    """
    if one not in form_ids() or other not in form_ids():
        return frozenset()
    old = {table.id: _columns(table) for table in load(one).tables}
    return frozenset(table.id for table in load(other).tables if old.get(table.id) == _columns(table))


def _columns(table: FormTable) -> list[list[str]]:
    return [[column.id for column in part.columns] for part in table.parts]
