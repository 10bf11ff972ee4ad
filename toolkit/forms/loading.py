"""Form files into forms: read strictly, held to what types cannot say, identities spelt out cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import yaml

from toolkit.forms.balance import refuse_unbalanced
from toolkit.forms.form import Case, Column, Form, FormTable, Identity, Label, Part, Row, Section
from toolkit.forms.spec import (
    ColumnGroupSpec,
    ColumnSpec,
    FormError,
    FormSpec,
    IdentitySpec,
    IndicatorHeadSpec,
    IndicatorSpec,
    ListSpec,
    PartSpec,
    RowGroupSpec,
    RowSpec,
    TableSpec,
    TableWording,
    WordingSpec,
)
from toolkit.forms.strict import ShapeError, read_as
from toolkit.model import CellId

T = TypeVar("T")

_ID = re.compile(r"[a-z][a-z0-9_]*")
# The pure Python loader takes ten times as long; it is for platforms where PyYAML was built without libyaml.
_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def form_from_yaml(text: str, wording: WordingSpec, name: str) -> Form:
    """The form that a form file describes, with other wordings for its labels.

    Raises:
        FormError: the file breaks its schema or contradicts itself; ``name`` and the place are in the message.
    """
    form = _form(spec_from_yaml(FormSpec, text, name), wording, name)
    refuse_unbalanced(form, name)
    return form


def wording_from_yaml(text: str, name: str) -> WordingSpec:
    """The other wordings that a wording file gives.

    Raises:
        FormError: the file breaks its schema; ``name`` and the place are in the message.
    """
    return spec_from_yaml(WordingSpec, text, name)


class _Loader(_BaseLoader):  # type: ignore[misc]
    """YAML's safe loader; a key given twice, of which it would keep the last, is an error. Texts, lists and mappings,
    which are all that a form file has but for a few numbers, are built directly, in a third of the time.
    """

    def construct_document(self, node: yaml.Node) -> object:
        return self._built(node)

    def _built(self, node: yaml.Node) -> object:
        match node.tag:
            case "tag:yaml.org,2002:str":
                return node.value
            case "tag:yaml.org,2002:seq":
                return [self._built(item) for item in node.value]
            case "tag:yaml.org,2002:map":
                return self._mapping(node)
        return self.construct_object(node, deep=True)

    def _mapping(self, node: yaml.Node) -> dict[object, object]:
        found: dict[object, object] = {}
        for key_node, value in node.value:
            key = self._built(key_node)
            if not isinstance(key, Hashable) or key in found:
                why = f"key {key!r} stands twice" if isinstance(key, Hashable) else "found unhashable key"
                raise yaml.constructor.ConstructorError(None, None, why, key_node.start_mark)
            found[key] = self._built(value)
        return found


def spec_from_yaml(kind: type[T], text: str, name: str) -> T:
    """A YAML file's content as an instance of a dataclass.

    Raises:
        FormError: it is no YAML, has a key twice, or breaks its schema; ``name`` and the place are in the message.
    """
    try:
        return read_as(kind, yaml.load(text, Loader=_Loader))
    except yaml.YAMLError as error:
        raise FormError(f"{name}: {error}") from error
    except ShapeError as error:
        raise FormError(f"{name}: {error}") from error


def _form(spec: FormSpec, words: WordingSpec, name: str) -> Form:
    first, last = spec.report_years
    if last is not None and last < first:
        raise FormError(f"{name}: report_years: {last} is before {first}")
    if strange := set(words.remarks).difference(words.foreign):
        raise FormError(f"{name}: remarks: {min(strange)} is not among foreign")
    form = Form(
        id=spec.id,
        name=spec.name,
        issued_as=spec.issued_as,
        first_year=first,
        last_year=last,
        encouraged_years=spec.encouraged_years,
        sections=tuple(Section(s.number, _label(s.title, words.sections.get(s.number, ()))) for s in spec.sections),
        tables=(
            *(_table(table, words.tables.get(table.id, TableWording()), name) for table in spec.tables),
            *(_list(each, words.tables.get(each.id, TableWording()), name) for each in spec.lists),
        ),
        identities=(),
        foreign=words.foreign,
        remarks=words.remarks,
    )
    for year in spec.encouraged_years:
        if not form.is_of_year(year):
            raise FormError(f"{name}: encouraged_years: {year} is not among report_years")
    numbers = [section.number for section in form.sections]
    _refuse_repeats(numbers, f"{name}: sections")
    _refuse_repeats([table.id for table in form.tables], f"{name}: tables")
    if not form.tables:
        raise FormError(f"{name}: has neither tables nor lists")
    for table in form.tables:
        if table.section is not None and table.section not in numbers:
            raise FormError(f"{name}: tables.{table.id}.section: no section {table.section}")
    _refuse_repeats([identity.id for identity in spec.identities], f"{name}: identities")
    tables = {table.id: table for table in form.tables}
    identities = tuple(_identity(i, tables, f"{name}: identities.{i.id}") for i in spec.identities)
    return replace(form, identities=identities)


def _label(text: str, others: Sequence[str]) -> Label:
    """A label with its other wordings; what another form prints may be this one's own wording."""
    return Label(text, tuple(other for other in others if other != text))


def _refuse_repeats(ids: Sequence[object], place: str) -> None:
    for repeated, count in Counter(ids).items():
        if count > 1:
            raise FormError(f"{place}: id {repeated!r} stands {count} times")


# --- tables -----------------------------------------------------------------------------------------------


def _table(spec: TableSpec, wording: TableWording, name: str) -> FormTable:
    place = f"{name}: tables.{spec.id}"
    _refuse_bad_id(spec.id, place)
    if not spec.parts:
        raise FormError(f"{place}: has no parts")
    if not spec.arrangements:
        raise FormError(f"{place}: has no arrangements")
    parts = tuple(_part(part, wording, f"{place}.parts[{at}]") for at, part in enumerate(spec.parts))
    table = FormTable(spec.id, spec.section, spec.title, spec.tells_form, spec.arrangements, parts)
    # Over the whole table: a cell's id does not say in which part it stands.
    _refuse_repeats([cell.id for cell in table.cells], place)
    return table


def _part(spec: PartSpec, wording: TableWording, place: str) -> Part:
    columns = tuple(_columns(spec.columns, (), wording, f"{place}.columns"))
    rows = tuple(_rows(spec.rows, (), "", wording, f"{place}.rows"))
    return Part(heading=spec.heading, corner=spec.corner, columns=columns, rows=rows)


def _columns(
    specs: Sequence[ColumnGroupSpec | ColumnSpec], groups: tuple[Label, ...], wording: TableWording, place: str
) -> Iterator[Column]:
    if not specs:
        raise FormError(f"{place}: is empty")
    for spec in specs:
        if isinstance(spec, ColumnGroupSpec):
            label = _label(spec.group, wording.column_groups.get(spec.group, ()))
            yield from _columns(spec.columns, (*groups, label), wording, f"{place}.{spec.group}")
        else:
            _refuse_bad_id(spec.id, place)
            label = _label(spec.label, wording.columns.get(spec.id, ()))
            yield Column(spec.id, label, spec.unit, spec.signed, groups)


def _rows(
    specs: Sequence[RowGroupSpec | RowSpec], groups: tuple[Label, ...], prefix: str, wording: TableWording, place: str
) -> Iterator[Row]:
    if not specs:
        raise FormError(f"{place}: is empty")
    for spec in specs:
        if spec.id is not None:
            _refuse_bad_id(spec.id, place)
        if isinstance(spec, RowSpec):
            row_id = prefix + spec.id
            yield Row(row_id, _label(spec.label, wording.rows.get(row_id, ())), groups)
            continue
        label = _label(spec.group, wording.row_groups.get(spec.group, ()))
        inner = prefix + spec.id + "." if spec.id else prefix
        rows = list(_rows(spec.rows, (*groups, label), inner, wording, f"{place}.{spec.group}"))
        if spec.or_one_row:
            if spec.id is None:
                raise FormError(f"{place}.{spec.group}: or_one_row needs an id, which the one row would have")
            yield Row(inner.removesuffix("."), label, groups, instead_of=tuple(row.id for row in rows))
        yield from rows


# --- lists ------------------------------------------------------------------------------------------------


def _list(spec: ListSpec, wording: TableWording, name: str) -> FormTable:
    place = f"{name}: lists.{spec.id}"
    _refuse_bad_id(spec.id, place)
    if spec.value not in spec.values:
        raise FormError(f"{place}.values: {spec.value!r} is not among them")
    _refuse_repeats(spec.values, f"{place}.values")
    values = tuple(_label(text, wording.columns.get(text, ())) for text in spec.values)
    rows = tuple(_indicators(spec.rows, (), wording, f"{place}.rows"))
    # Units are the rows', and no cell's id has a column.
    part = Part(None, None, (Column("", Label(spec.value), "", signed=False),), rows)
    table = FormTable(spec.id, None, spec.title, False, ("down",), (part,), values)
    _refuse_repeats([cell.id for cell in table.cells], place)
    return table


def _indicators(
    specs: Sequence[IndicatorHeadSpec | IndicatorSpec], groups: tuple[Label, ...], wording: TableWording, place: str
) -> Iterator[Row]:
    if not specs:
        raise FormError(f"{place}: is empty")
    for spec in specs:
        if isinstance(spec, IndicatorHeadSpec):
            head = _label(spec.head, wording.row_groups.get(spec.head, ()))
            yield from _indicators(spec.rows, (*groups, head), wording, f"{place}.{spec.head}")
            continue
        _refuse_bad_id(spec.id, place)
        label = _label(spec.label, wording.rows.get(spec.id, ()))
        yield Row(spec.id, label, groups, unit=spec.unit, is_local=spec.local)
        if spec.rows:
            yield from _indicators(spec.rows, (*groups, label), wording, f"{place}.{spec.id}")


def _refuse_bad_id(given: str, place: str) -> None:
    if not _ID.fullmatch(given):
        raise FormError(f"{place}: id {given!r} must be small letters, digits and _, and begin with a letter")


# --- identities -------------------------------------------------------------------------------------------


def _identity(spec: IdentitySpec, tables: Mapping[str, FormTable], place: str) -> Identity:
    table = tables.get(spec.table)
    if table is None:
        raise FormError(f"{place}.table: no table {spec.table!r}")
    if not spec.id.startswith(spec.table + "."):
        raise FormError(f"{place}: the id must begin with its table, {spec.table + '.'!r}")
    if spec.relation == "equal" and not spec.computed:
        raise FormError(f"{place}: an equation needs 'computed', the words for what its result should be")
    if spec.tolerance < 0:
        raise FormError(f"{place}.tolerance: {spec.tolerance} is below 0")
    _refuse_repeats([*spec.left, *spec.right], place)
    if spec.result not in spec.left and spec.result not in spec.right:
        raise FormError(f"{place}.result: {spec.result!r} stands on neither side")
    if spec.each == "column":
        cases = tuple(_cases_by_column(spec, table, place))
    else:
        cases = tuple(_cases_by_row(spec, table, place))
    return Identity(
        id=spec.id,
        table=spec.table,
        relation=spec.relation,
        tolerance=spec.tolerance,
        severity=spec.severity,
        says=spec.says,
        computed=spec.computed,
        why=spec.why,
        example=spec.example,
        citation=spec.citation,
        cases=cases,
    )


def _cases_by_column(spec: IdentitySpec, table: FormTable, place: str) -> Iterator[Case]:
    if len(table.parts) != 1 or spec.rows is not None:
        raise FormError(f"{place}: an identity of each column needs a table in one part, and takes no 'rows'")
    rows = [row.id for row in table.rows]

    def named(names: Sequence[str]) -> list[str]:
        return [row for name in names for row in _members(name, rows, place)]

    left, right = named(spec.left), named(spec.right)
    if spec.result not in rows:
        raise FormError(f"{place}.result: {spec.result!r} is a group; it must be one row")
    _refuse_repeats([*left, *right], place)
    by_id = {row.id: row for row in table.rows}
    for column in table.parts[0].columns:
        yield Case(
            left=tuple(table.cell_id(by_id[row], column) for row in left),
            right=tuple(table.cell_id(by_id[row], column) for row in right),
            result=table.cell_id(by_id[spec.result], column),
        )


def _members(name: str, rows: Sequence[str], place: str) -> list[str]:
    """A row's id, or of a group all its rows and, where it may be printed as one row, that one."""
    found = [row for row in rows if row == name or row.startswith(name + ".")]
    if not found:
        raise FormError(f"{place}: no row {name!r}")
    return found


def _cases_by_row(spec: IdentitySpec, table: FormTable, place: str) -> Iterator[Case]:
    known = [row.id for row in table.rows]
    wanted = known if spec.rows is None else spec.rows
    for row_id in wanted:
        if row_id not in known:
            raise FormError(f"{place}.rows: no row {row_id!r}")
    for part in table.parts:
        columns = {column.id for column in part.columns}
        for row in part.rows:
            if row.id not in wanted:
                continue
            for name in (*spec.left, *spec.right):
                if name not in columns:
                    raise FormError(f"{place}: row {row.id!r} has no column {name!r}")
            yield Case(
                left=tuple(CellId(f"{table.id}.{row.id}.{name}") for name in spec.left),
                right=tuple(CellId(f"{table.id}.{row.id}.{name}") for name in spec.right),
                result=CellId(f"{table.id}.{row.id}.{spec.result}"),
            )
