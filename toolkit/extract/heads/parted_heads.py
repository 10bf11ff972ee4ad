"""Heads whose columns aren't known, one of whose groups is printed in several places with columns of its own in each.

Rows have lost how far their cells reach, but not how many they have: under a group's label stand the labels of its
columns, under any other column's label nothing. So the blanks between the labels of the group's columns say where its
sisters stand among them. Where the cells that a label reaches over were kept as blanks, too, each label stands right
over its column.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.extract.heads.sisters import Sisters
from toolkit.extract.layouts import Head, Node


class _Cell(NamedTuple):
    """A label on one of the two lines. ``slot`` is None for the group's."""

    start: int
    slot: int | None
    line: int


def parted_order(root: Sisters) -> tuple[int | None, ...] | None:
    """The slots from left to right, None for columns behind them that are no slot's; nothing where the blanks don't say
    so, or where more than one group is parted.
    """
    homes = [sisters for sisters in _all_sets(root) if sisters.again]
    if len(homes) != 1:
        return None
    (home,) = homes
    group, _ = home.again[0]
    if any(node is not group for node, _ in home.again):
        return None
    over = _on_one_line([*_met(home), *[_Cell(leaf.start, None, leaf.line) for _, leaf in home.again]])
    under = _on_one_line(_met(home.opened[id(group)]))
    if not over or not under or over[0].line >= under[0].line or _has_others(root, home, over[0].line):
        return None
    others = _behind(root, home, over[0].line)
    if others is None or any(cell.slot is None for cell in under):
        return None
    order = _merged(over, under) or _in_columns(over, under)
    return (*order, *[None] * others) if order else None


def counted_order(root: Sisters) -> tuple[int | None, ...] | None:
    """The slots in the order of print where a group's label is printed once for each of its columns, whose own labels
    all stand behind: each stands over one of them. None where they are not as many, or more than one group is so.
    """
    homes = [sisters for sisters in _all_sets(root) if sisters.again]
    if len(homes) != 1:
        return None
    (home,) = homes
    group, _ = home.again[0]
    places = [(leaf.line, leaf.start, node) for node, leaf, _ in home.met]
    places += [(leaf.line, leaf.start, node) for node, leaf in home.again]
    over = sorted(places, key=lambda place: place[:2])
    under = sorted((leaf.line, leaf.start, node.slot if node else None) for node, leaf, _ in home.opened[id(group)].met)
    columns = iter([slot for _, _, slot in under])
    order = [next(columns, None) if node is group else node.slot if node else None for _, _, node in over]
    is_one_for_one = sum(1 for _, _, node in over if node is group) == len(under) and over[-1][:2] < under[0][:2]
    return None if None in order or not is_one_for_one or _has_others(root, home, over[0][0]) else tuple(order)


def _met(sisters: Sisters) -> list[_Cell]:
    return [_Cell(leaf.start, node.slot if node is not None else None, leaf.line) for node, leaf, _ in sisters.met]


def _has_others(root: Sisters, home: Sisters, line: int) -> bool:
    """Whether columns of the form's stand elsewhere than under the parted group and beside it, or others from its line
    on; above it stands what the rows' labels are called.
    """
    inside = [home, *home.opened.values()]
    return any(
        leaf.line >= line if node is None else node.slot is not None and not any(sisters is each for each in inside)
        for sisters in _all_sets(root)
        for node, leaf, _ in sisters.met
    )


def _behind(root: Sisters, home: Sisters, line: int) -> int | None:
    """How many columns that are no slot's stand behind all of the form's, on lines above theirs: 备注. None where the
    label over all of these isn't there to part them from what the rows' labels are called.
    """
    above = [leaf for sisters in _all_sets(root) for node, leaf, _ in sisters.met if node is None and leaf.line < line]
    own = next((leaf for node, leaf, _ in root.met if node and root.opened.get(id(node)) is home), None)
    if own is None:
        return 0 if len(above) <= 1 else None
    return sum(1 for leaf in above if leaf.line == own.line and leaf.start > own.start)


def _on_one_line(cells: Sequence[_Cell]) -> list[_Cell] | None:
    """The cells from left to right; None if they stand on several lines, or two in one place."""
    if len({cell.line for cell in cells}) != 1 or len({cell.start for cell in cells}) != len(cells):
        return None
    return sorted(cells)


def _merged(over: Sequence[_Cell], under: Sequence[_Cell]) -> tuple[int, ...] | None:
    """Each stretch of the lower line put in the place of one of the group's labels, if its blanks are as many as the
    labels of columns beside it.
    """
    if any(b.start - a.start != 1 for a, b in itertools.pairwise(over)):
        return None
    below = {cell.start: cell.slot for cell in under}
    order: list[int] = []
    at = over[0].start
    for cell in over:
        if cell.slot is not None:
            if at in below:
                return None
            order.append(cell.slot)
            at += 1
            continue
        if at not in below:
            return None
        while (slot := below.pop(at, None)) is not None:
            order.append(slot)
            at += 1
    return tuple(order) if not below else None


def _in_columns(over: Sequence[_Cell], under: Sequence[_Cell]) -> tuple[int, ...] | None:
    """Both lines as one, if every column from each of the group's labels to the next label has one of its own below,
    and no other column has.
    """
    below = {cell.start: cell.slot for cell in under}
    ends = [*(cell.start for cell in over[1:]), max(over[-1].start, *below) + 1]
    columns: dict[int, int | None] = {}
    for cell, end in zip(over, ends, strict=True):
        if cell.slot is None:
            columns |= {column: below.pop(column, None) for column in range(cell.start, end)}
        elif end == cell.start + 1:
            columns[cell.start] = cell.slot
        else:
            return None
    order = [slot for slot in columns.values() if slot is not None]
    return tuple(order) if not below and len(order) == len(columns) else None


def _all_sets(sisters: Sisters) -> Iterator[Sisters]:
    yield sisters
    for children in sisters.opened.values():
        yield from _all_sets(children)


def may_be_of_two_lines(order: Sequence[int | None], head: Head, root: Sisters) -> bool:
    """Whether a column that stands behind a group's in the form is printed before them, and the group isn't named: as
    on the first of two lines, of which the second has the columns of a group whose label is gone.
    """
    common = frozenset.intersection(*(frozenset(slot.groups) for slot in head.slots))
    printed = [slot for slot in order if slot is not None]
    grouped = {slot for slot in printed if set(head.slots[slot].groups) - common}
    first = next((place for place, slot in enumerate(printed) if slot in grouped), 0)
    is_before = any(slot > max(grouped) for slot in printed[1:first]) if grouped else False
    return is_before and not any(
        0 < len(set(slots)) < len(head.slots) and set(slots) & grouped for slots in _named_groups(root)
    )


def _named_groups(sisters: Sisters) -> Iterator[list[int]]:
    """The slots under each group that is printed."""
    for node, _, _ in sisters.met:
        if node is not None and node.children:
            yield _slots_under(node)
    for children in sisters.opened.values():
        yield from _named_groups(children)


def _slots_under(node: Node) -> list[int]:
    own = [] if node.slot is None else [node.slot]
    return own + [slot for child in node.children for slot in _slots_under(child)]
