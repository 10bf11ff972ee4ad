"""A form as JSON, for ``xxgk forms --json`` and for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.forms.form import Case, Column, Form, FormTable, Identity, Label, Part, Row


def form_to_json(form: Form) -> dict[str, object]:
    """The whole form: sections, tables with rows, columns, units and the other wordings of labels, identities.

    A cell's id is ``table.row.column``; of a list of indicators it is ``table.row``: its rows have units, and
    ``values`` are the columns that may hold its figures (of those that are printed, the first does). A row with
    ``instead_of`` is an alternative: it stands for these rows, and a report has either it or them.
    Each of an identity's cases says Σ left = Σ right (``equal``) or Σ left ≤ Σ right
    (``at_most``) of cells, of an alternative those that stand there. Labels' groups are given outermost first.
    """
    return {
        "id": form.id,
        "name": form.name,
        "issued_as": form.issued_as,
        "report_years": [form.first_year, form.last_year],
        "encouraged_years": list(form.encouraged_years),
        "sections": [{"number": s.number, **_label("title", s.label)} for s in form.sections],
        "tables": [_table(table) for table in form.tables],
        "identities": [_identity(identity) for identity in form.identities],
        "foreign_labels": list(form.foreign),
    }


def _label(key: str, label: Label) -> dict[str, object]:
    return {key: label.text, **({"also": list(label.others)} if label.others else {})}


def _groups(groups: Sequence[Label]) -> dict[str, object]:
    return {"groups": [_label("label", group) for group in groups]} if groups else {}


def _table(table: FormTable) -> dict[str, object]:
    if table.is_list:
        return {
            "id": table.id,
            "title": table.title,
            "values": [_label("label", value) for value in table.values],
            "rows": [_row(row) for row in table.rows],
        }
    return {
        "id": table.id,
        "section": table.section,
        "title": table.title,
        "tells_form": table.tells_form,
        "arrangements": list(table.arrangements),
        "parts": [_part(part) for part in table.parts],
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "heading": part.heading,
        "corner": part.corner,
        "columns": [_column(column) for column in part.columns],
        "rows": [_row(row) for row in part.rows],
    }


def _column(column: Column) -> dict[str, object]:
    return {
        "id": column.id,
        **_label("label", column.label),
        "unit": column.unit,
        "signed": column.signed,
        **_groups(column.groups),
    }


def _row(row: Row) -> dict[str, object]:
    alternative = {"instead_of": list(row.instead_of)} if row.instead_of else {}
    unit = {"unit": row.unit, "local": row.is_local} if row.unit else {}
    return {"id": row.id, **_label("label", row.label), **unit, **_groups(row.groups), **alternative}


def _identity(identity: Identity) -> dict[str, object]:
    return {
        "id": identity.id,
        "table": identity.table,
        "severity": identity.severity,
        "relation": identity.relation,
        "tolerance": identity.tolerance,
        "says": identity.says,
        "computed": identity.computed,
        "why": identity.why,
        "example": identity.example,
        "citation": identity.citation,
        "cases": [_case(case) for case in identity.cases],
    }


def _case(case: Case) -> dict[str, object]:
    return {"left": list(case.left), "right": list(case.right), "result": case.result}
