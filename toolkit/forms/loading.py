"""Form files into forms: checked, spelt out, and their identities shown to have a solution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import yaml
from pydantic import ValidationError

from toolkit.forms.form import Case, Column, Form, FormTable, Identity, Label, Part, Row, Section
from toolkit.forms.spec import (
    ColumnGroupSpec,
    ColumnSpec,
    FormError,
    FormSpec,
    IdentitySpec,
    PartSpec,
    RowGroupSpec,
    RowSpec,
    TableSpec,
    TableWording,
    WordingSpec,
)
from toolkit.model import CellId

_Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def form_from_yaml(text: str, wording: str, name: str) -> Form:
    """The form that a form file and the wording file describe.

    Raises:
        FormError: the file breaks its schema or contradicts itself; ``name`` and the place are in the message.
    """
    try:
        spec = FormSpec.model_validate(yaml.load(text, Loader=_Loader))
        words = WordingSpec.model_validate(yaml.load(wording, Loader=_Loader))
    except yaml.YAMLError as error:
        raise FormError(f"{name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise FormError(f"{name}: {place}: {first['msg']}") from error
    form = _build(spec, words, name)
    _refuse_contradictions(form, name)
    return form


def _build(spec: FormSpec, words: WordingSpec, name: str) -> Form:
    tables = [_table(table, words) for table in spec.tables]
    _refuse_repeats([t.id for t in tables], f"{name}: tables")
    by_id = {table.id: table for table in tables}
    for table in tables:
        _refuse_repeats([cell.id for cell in table.cells], f"{name}: tables.{table.id}")
    sections = tuple(
        Section(s.number, Label(s.title, tuple(words.sections.get(s.number, ())))) for s in spec.sections
    )
    for table in tables:
        if table.section not in {s.number for s in sections}:
            raise FormError(f"{name}: tables.{table.id}.section: no section {table.section}")
    _refuse_repeats([i.id for i in spec.identities], f"{name}: identities")
    return Form(
        id=spec.id,
        name=spec.name,
        issued_as=spec.issued_as,
        first_year=spec.report_years[0],
        last_year=spec.report_years[1],
        sections=sections,
        tables=tuple(tables),
        identities=tuple(_identity(i, by_id, f"{name}: identities.{i.id}") for i in spec.identities),
        foreign=tuple(words.foreign),
    )


def _table(spec: TableSpec, words: WordingSpec) -> FormTable:
    wording = (words.__pydantic_extra__ or {}).get(spec.id, TableWording())
    parts = tuple(_part(part, wording) for part in spec.parts)
    return FormTable(spec.id, spec.section, spec.title, spec.tells_form, tuple(spec.arrangements), parts)


def _refuse_repeats(ids: Sequence[str], place: str) -> None:
    for repeated, count in Counter(ids).items():
        if count > 1:
            raise FormError(f"{place}: id {repeated!r} stands {count} times")


# --- rows and columns -------------------------------------------------------------------------------------


def _part(spec: PartSpec, wording: TableWording) -> Part:
    return Part(
        heading=spec.heading,
        corner=spec.corner,
        columns=tuple(_columns(spec.columns, (), wording)),
        rows=tuple(_rows(spec.rows, (), "", wording)),
    )


def _columns(
    specs: Sequence[ColumnGroupSpec | ColumnSpec], groups: tuple[Label, ...], wording: TableWording
) -> Iterator[Column]:
    for spec in specs:
        if isinstance(spec, ColumnGroupSpec):
            label = Label(spec.group, tuple(wording.column_groups.get(spec.group, ())))
            yield from _columns(spec.columns, (*groups, label), wording)
        else:
            label = Label(spec.label, tuple(wording.columns.get(spec.id, ())))
            yield Column(spec.id, label, spec.unit, spec.signed, groups)


def _rows(
    specs: Sequence[RowGroupSpec | RowSpec], groups: tuple[Label, ...], prefix: str, wording: TableWording
) -> Iterator[Row]:
    for spec in specs:
        if isinstance(spec, RowSpec):
            row_id = prefix + spec.id
            yield Row(row_id, Label(spec.label, tuple(wording.rows.get(row_id, ()))), groups)
            continue
        label = Label(spec.group, tuple(wording.row_groups.get(spec.group, ())))
        inner = prefix + spec.id + "." if spec.id else prefix
        rows = list(_rows(spec.rows, (*groups, label), inner, wording))
        if spec.or_one_row:
            yield Row(inner.rstrip("."), label, groups, instead_of=tuple(row.id for row in rows))
        yield from rows


# --- identities -------------------------------------------------------------------------------------------


def _identity(spec: IdentitySpec, tables: Mapping[str, FormTable], place: str) -> Identity:
    table = tables.get(spec.table)
    if table is None:
        raise FormError(f"{place}.table: no table {spec.table!r}")
    cases = tuple(_cases_by_column(spec, table, place) if spec.each == "column" else _cases_by_row(spec, table, place))
    return Identity(
        id=spec.id,
        table=spec.table,
        relation=spec.relation,
        tolerance=Decimal(str(spec.tolerance)),
        severity=spec.severity,
        says=spec.says,
        why=spec.why,
        citation=spec.citation,
        cases=cases,
    )


def _cases_by_column(spec: IdentitySpec, table: FormTable, place: str) -> Iterator[Case]:
    rows = [row.id for row in table.rows]

    def named(names: Sequence[str]) -> list[str]:
        return [row for name in names for row in _members(name, rows, place)]

    left, right, (result, *_) = named(spec.left), named(spec.right), _members(spec.result, rows, place)
    _refuse_repeats([*left, *right], place)
    for column in table.parts[0].columns:
        yield Case(
            left=tuple(CellId(f"{table.id}.{row}.{column.id}") for row in left),
            right=tuple(CellId(f"{table.id}.{row}.{column.id}") for row in right),
            result=CellId(f"{table.id}.{result}.{column.id}"),
        )


def _members(name: str, rows: Sequence[str], place: str) -> list[str]:
    """A row's id, or of a group all its rows and, where it may be printed as one row, that one."""
    found = [row for row in rows if row == name or row.startswith(name + ".")]
    if not found:
        raise FormError(f"{place}: no row {name!r}")
    return found


def _cases_by_row(spec: IdentitySpec, table: FormTable, place: str) -> Iterator[Case]:
    wanted = None if spec.rows is None else set(spec.rows)
    if wanted is not None:
        for missing in wanted - {row.id for row in table.rows}:
            raise FormError(f"{place}.rows: no row {missing!r}")
    _refuse_repeats([*spec.left, *spec.right], place)
    for part in table.parts:
        columns = {column.id for column in part.columns}
        for row in part.rows:
            if wanted is not None and row.id not in wanted:
                continue
            for name in (*spec.left, *spec.right, spec.result):
                if name not in columns:
                    raise FormError(f"{place}: row {row.id!r} has no column {name!r}")

            yield Case(
                left=tuple(CellId(f"{table.id}.{row.id}.{name}") for name in spec.left),
                right=tuple(CellId(f"{table.id}.{row.id}.{name}") for name in spec.right),
                result=CellId(f"{table.id}.{row.id}.{spec.result}"),
            )


def _refuse_contradictions(form: Form, name: str) -> None:
    """Refuse equalities that leave no room: a system whose only solution has some count at zero can't be meant.

    Solved exactly for each of the alternatives (a group as one row, or as its rows); in the reduced system every
    line must be able to balance counts that are all above zero, so it needs terms of both signs.
    """
    for one_row in (False, True):
        printed = {c.id for c in form.cells.values() if one_row and c.row.instead_of}
        standing = form.standing_cells(printed)
        lines: list[tuple[str, dict[CellId, Fraction]]] = []
        for identity in form.identities:
            if identity.relation != "equal":
                continue
            for case in identity.cases:
                line = {cell: Fraction(1) for cell in case.left if cell in standing}
                for cell in case.right:
                    if cell in standing:
                        line[cell] = line.get(cell, Fraction(0)) - 1
                lines.append((identity.id, line))
        for identity_id, line in _reduced(lines):
            signs = {value > 0 for value in line.values()}
            if len(signs) == 1:
                cells = "、".join(sorted(line))
                raise FormError(f"{name}: identities.{identity_id}: with the others it forces to zero: {cells}")


def _reduced(lines: list[tuple[str, dict[CellId, Fraction]]]) -> list[tuple[str, dict[CellId, Fraction]]]:
    """Gauss–Jordan elimination on sparse lines; lines that say nothing new vanish."""
    done: list[tuple[CellId, str, dict[CellId, Fraction]]] = []
    for identity_id, original in lines:
        line = dict(original)
        for pivot, _, known in done:
            _subtract(line, known, pivot)
        if not line:
            continue
        pivot = min(line)
        scale = line[pivot]
        line = {cell: value / scale for cell, value in line.items()}
        for _, _, known in done:
            _subtract(known, line, pivot)
        done.append((pivot, identity_id, line))
    return [(identity_id, line) for _, identity_id, line in done]


def _subtract(line: dict[CellId, Fraction], other: Mapping[CellId, Fraction], pivot: CellId) -> None:
    factor = line.get(pivot)
    if not factor:
        return
    for cell, value in other.items():
        rest = line.get(cell, Fraction(0)) - factor * value
        if rest:
            line[cell] = rest
        else:
            line.pop(cell, None)
