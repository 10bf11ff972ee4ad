"""A form's table as lines and heads to be looked for: one ``TableLayout`` for each way it may stand on the page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from toolkit.extract.labels import likeness, list_sign, normalise, spelling_likeness, wordings
from toolkit.forms.form import Column, Form, FormTable, Label, Part, Row
from toolkit.forms.spec import Arrangement
from toolkit.model import CellId

Known = frozenset[str]
_LEAST = 0.5
_TAIL = 4  # characters
_NEAR = 0.49  # in other arithmetic than the likeness itself
_SIMILARITY = OSA.normalized_similarity


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of values in a head: its own wordings, and those of each head over it, outermost first."""

    known: Known
    groups: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A label in the tree of heads: a slot (by number), or heads over others."""

    known: Known
    slot: int | None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, eq=False)  # a head is itself: what is read of it is remembered by it
class Head:
    """What stands over the values of some lines. No slot has wordings where a line has a single value."""

    slots: tuple[Slot, ...]
    tree: tuple[Node, ...]

    @cached_property
    def known(self) -> Known:
        """Every wording in the head."""
        return frozenset().union(*(slot.known.union(*slot.groups) for slot in self.slots))

    @cached_property
    def groups(self) -> Known:
        """The wordings of its heads over heads."""
        return frozenset().union(*(group for slot in self.slots for group in slot.groups))

    @cached_property
    def groups_over(self) -> tuple[Known, ...]:
        """For each slot the wordings of all heads over it."""
        return tuple(frozenset().union(*slot.groups) for slot in self.slots)

    @cached_property
    def joined(self) -> dict[str, tuple[str, str]]:
        """The wordings of a head over heads together with those of one under it, as where both stand on one line."""
        return {
            over + under: (over, under)
            for node in self.tree
            for child in node.children
            if child.children
            for over in node.known
            for under in child.known
        }

    @cached_property
    def least_joined(self) -> int:
        """The length of the shortest of these, 0 where there are none."""
        return min(map(len, self.joined), default=0)

    @cached_property
    def size(self) -> int:
        """How many labels it has, those of groups included."""
        return _count(self.tree)


def _count(nodes: Sequence[Node]) -> int:
    return sum(1 + _count(node.children) for node in nodes)


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of values: its wordings (with and without the groups before it), its cells in the head's order.

    ``sign`` is the list sign of its label; ``instead_of`` numbers the lines that this one replaces.
    """

    known: Known
    head: Head
    cells: tuple[CellId, ...]
    name: str
    sign: str | None = None
    instead_of: tuple[int, ...] = ()


@dataclass(frozen=True)
class TableLayout:
    """A table of a form in one arrangement. ``bare`` are labels that several lines share and that name none of them,
    ``groups`` the labels of groups of rows; ``is_list`` marks a list of indicators, whose lines have one figure each.
    ``remarks`` are the labels of columns in which no figures stand.
    """

    table: str
    arrangement: Arrangement
    lines: tuple[FormLine, ...]
    foreign: Known
    tells_form: bool
    bare: Known = frozenset()
    groups: Known = frozenset()
    is_list: bool = False
    remarks: Known = frozenset()

    @cached_property
    def is_even(self) -> bool:
        """Whether all of its lines have as many cells."""
        return len({len(line.cells) for line in self.lines}) == 1

    @cached_property
    def exact(self) -> dict[str, tuple[int, ...]]:
        """Lines by normalised wording."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            for wording in line.known:
                found.setdefault(wording, []).append(number)
        return {wording: tuple(numbers) for wording, numbers in found.items()}

    @cached_property
    def columns(self) -> Known:
        """Every wording in its heads."""
        return frozenset().union(*(line.head.known for line in self.lines))

    @cached_property
    def _likenesses(self) -> dict[str, dict[int, float]]:
        return {}

    def likenesses(self, label: str) -> dict[int, float]:
        """The lines that a printed label is like (at 0.5 or more), with how much."""
        found = self._likenesses.get(label)
        if found is None:
            found = self._likenesses[label] = self._compare(normalise(label))
            if len(self._likenesses) > 20_000:
                self._likenesses.clear()
        return found

    @cached_property
    def _are_like(self) -> dict[tuple[str, ...], bool]:
        return {}

    def is_like_any(self, labels: tuple[str, ...]) -> bool:
        """Whether any of the printed labels is like any line."""
        found = self._are_like.get(labels)
        if found is None:
            if len(self._are_like) > 20_000:
                self._are_like.clear()
            found = self._are_like[labels] = any(self.likenesses(label) for label in labels)
        return found

    def _compare(self, label: str) -> dict[int, float]:
        if label in self.exact:
            return dict.fromkeys(self.exact[label], 1.0)
        if not label or len(label) > 90:
            return {}
        like = {number: likeness(label, self.lines[number].known) for number in self._nearest(label)}
        for number in self._ending_alike(label):
            like[number] = spelling_likeness(label, self.lines[number].known)
        if not like or max(like.values()) < _LEAST:
            return {}
        # That a row's name stands before a column's is what makes it a line of a list; one within others is a group's.
        bare = spelling_likeness if self.arrangement == "listed" else likeness
        bar = max(_LEAST, likeness(label, self.foreign), bare(label, self.bare) + 0.01)
        return {number: score for number, score in like.items() if score >= bar}

    def _ending_alike(self, label: str) -> Set[int]:
        """The lines whose wordings end in a label, where that tells them from no other: the second half of a label
        that was broken (机关不再处理其政府信息公开申请).
        """
        if self.is_list or self.arrangement == "listed" or len(label) < _TAIL:
            return frozenset()
        ending = {n for wording, lines in self.exact.items() if wording.endswith(label) for n in lines}
        return ending if len(ending) > 1 else frozenset()

    def _nearest(self, label: str) -> list[int]:
        """The lines that a label may be like at all: of these few the likeness need be measured."""
        wordings = self._wordings
        near = [
            wording for wording, _, _ in extract(label, wordings, scorer=_SIMILARITY, score_cutoff=_NEAR, limit=None)
        ]
        # A label that holds a wording, or a part of one, is like it however much longer it is.
        near += [wording for wording in wordings if wording in label]
        if label in self._all_wordings:
            near += [wording for wording in wordings if label in wording]
        return sorted({number for wording in near for number in self.exact[wording]})

    @cached_property
    def _wordings(self) -> list[str]:
        return list(self.exact)

    @cached_property
    def _all_wordings(self) -> str:
        return "\n".join(self._wordings)


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
    """Wordings of a label alone, and behind one or all of its groups, as when cells were run together."""
    known = set(_known(label))
    before: list[Label] = []
    for group in reversed(groups):
        before.insert(0, group)
        heads = "".join(g.text for g in before)
        for text in label.wordings:
            known.add(normalise(heads + text))
            known.add("".join(normalise(g.text) for g in before) + normalise(text))
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


_SUMS = ("合计", "小计", "总计", "总数")


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


@cache
def united(one: Known, other: Known) -> Known:
    """Both; the same set for the same ones, since likeness to a set is remembered."""
    return one | other


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
