"""The tables of the forms in each arrangement in which they may stand on a page: one ``TableLayout`` for each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from toolkit.extract.labels import list_sign, normalise, wordings
from toolkit.extract.layouts import FormLine, Head, Known, Node, Slot, TableLayout, united
from toolkit.forms.form import Column, Form, FormTable, Label, Part, Row
from toolkit.model import CellId

_SUMS = ("合计", "小计", "总计", "总数")


@cache
def layouts_of(form: Form, table_id: str) -> tuple[TableLayout, ...]:
    """The layouts of a form's table, the form's own arrangement first; of a list one for each column that may hold its
    figures.
    """
    table = form.table(table_id)
    foreign = wordings(form.foreign)
    if table.is_list:
        known = _known_indicators(table)
        return tuple(_list(table, value, foreign, known) for value in table.values)
    remarks = wordings(form.remarks)
    return tuple(replace(_LAYOUTS[each](table, foreign), remarks=remarks) for each in table.arrangements)


def _known(label: Label) -> Known:
    return wordings(label.wordings)


def _with_groups(label: Label, groups: Sequence[Label]) -> Known:
    """Wordings of a label alone, and behind one or all of its groups, as when cells were run together; the nearest of
    these in any of its own wordings where it stands in another one: such a short one may look like a row of its own.
    """
    known = set(_known(label))
    heads = [group.text for group in groups[:-1]]
    for nearest in groups[-1].wordings if heads else [group.text for group in groups]:
        for count in range(len(heads) + 1):
            before = [*heads[count:], nearest]
            signless = "".join(map(normalise, before))
            for text in label.wordings:
                known.add(normalise("".join(before) + text))
                known.add(signless + normalise(text))
    return frozenset(known)


def _under_groups(label: Label, groups: Sequence[Label]) -> Known:
    """Wordings of a column's label alone, and behind one or all of its groups in any of their own wordings."""
    known = set(_with_groups(label, groups))
    for count in range(1, len(groups) + 1):
        parts = (*(group.wordings for group in groups[-count:]), label.wordings)
        known.update(normalise("".join(texts)) for texts in itertools.product(*parts))
    return frozenset(known)


def _head(columns: Sequence[Column]) -> Head:
    return _head_of([(c.groups, c.label) for c in columns])


def _head_of(leaves: Sequence[tuple[tuple[Label, ...], Label]]) -> Head:
    slots = tuple(Slot(_under_groups(label, groups), tuple(_known(g) for g in groups)) for groups, label in leaves)
    return Head(slots, _tree(leaves))


def _tree(leaves: Sequence[tuple[tuple[Label, ...], Label]], depth: int = 0, first: int = 0) -> tuple[Node, ...]:
    nodes: list[Node] = []
    at = 0
    while at < len(leaves):
        groups, label = leaves[at]
        if len(groups) == depth:
            nodes.append(Node(_under_groups(label, groups), first + at))
            at += 1
            continue
        end = at
        while end < len(leaves) and len(leaves[end][0]) > depth and leaves[end][0][depth] == groups[depth]:
            end += 1
        nodes.append(Node(_known(groups[depth]), None, _tree(leaves[at:end], depth + 1, first + at)))
        at = end
    return tuple(nodes)


def _cells(table: FormTable, rows: Sequence[Row], columns: Sequence[Column]) -> tuple[CellId, ...]:
    return tuple(table.cell_id(row, column) for row in rows for column in columns)


def _down(table: FormTable, foreign: Known) -> TableLayout:
    numbers = {row.id: number for number, row in enumerate(table.rows)}
    lines = [
        FormLine(
            _with_groups(row.label, row.groups),
            head,
            _cells(table, [row], part.columns),
            row.name,
            list_sign(row.label.text),
            tuple(numbers[row_id] for row_id in row.instead_of),
        )
        for part in table.parts
        for head in [_head(part.columns)]
        for row in part.rows
    ]
    # A group's label names none of its rows, unless one row may stand for all of them.
    groups = frozenset().union(*(_known(group) for row in table.rows for group in row.groups))
    bare = groups - frozenset().union(*(line.known for line in lines if line.instead_of))
    return TableLayout(table.id, "down", tuple(lines), foreign, table.tells_form, bare, groups)


def _across(table: FormTable, foreign: Known) -> TableLayout:
    lines = []
    for part in table.parts:
        leaves = [((*row.groups, row.label), column.label) for row in part.rows for column in part.columns]
        head = _head_of(leaves)
        lines.append(FormLine(frozenset(), head, _cells(table, part.rows, part.columns), table.title))
    return TableLayout(table.id, "across", tuple(lines), foreign, table.tells_form)


def _turned(table: FormTable, foreign: Known) -> TableLayout:
    lines = [
        FormLine(_known(column.label), head, _cells(table, part.rows, [column]), column.label.text)
        for part in table.parts
        for head in [_rows_as_head(part)]
        for column in part.columns
    ]
    return TableLayout(table.id, "turned", tuple(lines), foreign, table.tells_form)


def _rows_as_head(part: Part) -> Head:
    return _head_of([(row.groups, row.label) for row in part.rows])


def _listed(table: FormTable, foreign: Known) -> TableLayout:
    single = Head((Slot(frozenset(), ()),), ())
    lines = [
        FormLine(
            # A bare 结果维持 stands three times in the list: only with its row before it is it this line's label.
            frozenset(w for w in _with_groups(column.label, (*row.groups, row.label)) if w not in _known(column.label)),
            single,
            _cells(table, [row], [column]),
            f"{row.name}·{column.label.text}",
        )
        for part in table.parts
        for row in part.rows
        for column in part.columns
    ]
    columns = [_known(column.label) for part in table.parts for column in part.columns if len(part.rows) > 1]
    bare = frozenset().union(*columns)
    return TableLayout(table.id, "listed", tuple(lines), foreign, table.tells_form, bare)


def _known_indicators(table: FormTable) -> Sequence[Known]:
    """The wordings of a list's rows, which are the same whichever column holds its figures."""
    above = {id(row.label) for row in table.rows}
    parents = {id(group) for row in table.rows for group in row.groups}
    return [
        _indicator_wordings(
            row, is_part=bool(row.groups) and id(row.groups[-1]) in above, is_sum=id(row.label) in parents
        )
        for row in table.rows
    ]


def _list(table: FormTable, value: Label, foreign: Known, known: Sequence[Known]) -> TableLayout:
    head = _head_of([((), value)])
    lines = [
        FormLine(wordings_of, head, (cell.id,), cell.name, list_sign(row.label.text))
        for row, cell, wordings_of in zip(table.rows, table.cells, known, strict=True)
    ]
    # Other columns that may hold figures are known, and none of this one's.
    others = frozenset().union(*(_known(other) for other in table.values)) - _known(value)
    foreign = united(foreign, others)
    heads = head_labels(table)
    return TableLayout(table.id, "down", tuple(lines), foreign, False, heads, heads, is_list=True)


def head_labels(table: FormTable) -> Known:
    """The labels of a list's heads that have no figure of their own."""
    rows = {id(row.label) for row in table.rows}
    heads = [group for row in table.rows for group in row.groups if id(group) not in rows]
    own = frozenset().union(*(_known(row.label) for row in table.rows))
    return frozenset().union(*map(_known, heads)) - own


def _indicator_wordings(row: Row, *, is_part: bool, is_sum: bool) -> Known:
    """Wordings of an indicator: a part's with 其中 and a number before it too, a sum's with 合计 behind it."""
    known = _with_groups(row.label, row.groups)
    own = _known(row.label)
    if is_part:
        sign = (list_sign(row.label.text.removeprefix("其中：")) or "").strip("().:")
        bare = frozenset(text.removeprefix("其中") for text in own)
        known |= frozenset(f"其中{number}{text}" for text in bare for number in {"", "1", sign})
    if is_sum:
        known |= frozenset(text + end for text in own for end in _SUMS)
    return known


_LAYOUTS = {"down": _down, "across": _across, "turned": _turned, "listed": _listed}
