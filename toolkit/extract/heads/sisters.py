"""The labels of a head among the nodes of the form's tree: sets of sisters, and which label is which of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from toolkit.extract.labels import label_likeness, normalise, printed_likeness
from toolkit.extract.layouts import Known, Node

Columns = Literal["true", "screen", "none"]
"""What the places of a head's labels are worth: the table's columns, those of the screen (blanks set the table), or
only the order of print."""

SURE = 0.72
"""From this likeness on a head's label is taken for the form's, whatever stands beside it."""
CERTAIN = 0.98
"""From this on it is the form's own, and a second one over other columns is a second set of columns."""
_SEEN_THROUGH = 0.8
_NEARER = 0.04  # so much liker a group's child must be than any label in sight
_UNIT = re.compile(r"[（(]\s*(?:单位\s*[:：]?\s*)?(?:件|项|条|宗|个|万元|元)\s*[)）]\s*$")
_NOTE = re.compile(r"\s*[(（][^()（）]*[)）]\s*|[^:：]+[:：][^:：]*")
_LEAST = 0.5  # enough where one label is left and one is wanted


@dataclass(slots=True, eq=False)
class Leaf:
    """A label of the head as printed, the same text repeated beside it counted in. ``reach`` is its end with the blanks
    behind it, which may be what is left of a merged cell.
    """

    text: str
    start: int
    end: int
    reach: int
    line: int
    count: int = 1


@dataclass(slots=True, eq=False)
class Sisters:
    """A set of sister nodes: those not yet met, and what was met, in order (None: a column that is no slot's)."""

    waiting: list[Node]
    met: list[tuple[Node | None, Leaf, float]] = field(default_factory=list)
    opened: dict[int, Sisters] = field(default_factory=dict)
    again: list[tuple[Node, Leaf]] = field(default_factory=list)  # groups printed once more, over a part of theirs
    nodes: tuple[Node, ...] = ()


class Met(NamedTuple):
    """The labels of a head met with the form's: the sets of sisters, the outermost and all, and line by line each label
    with the set where it is a node's. ``is_twice``: a column's label stands over different columns.
    """

    root: Sisters
    open_sets: list[Sisters]
    homes: list[list[tuple[Leaf, Sisters | None]]]
    is_twice: bool


def meet(labels: Sequence[Sequence[Leaf]], tree: tuple[Node, ...], kind: Columns) -> Met:
    """Take the labels in the order of print for nodes of the form's tree, as far as they are known."""
    root = Sisters(list(tree), nodes=tree)
    open_sets = [root]
    current = root
    homes: list[list[tuple[Leaf, Sisters | None]]] = []
    is_twice = False
    for line in labels:
        homes.append([])
        for leaf in line:
            where, node, like = _match(leaf.text, current, open_sets)
            if like < CERTAIN and _is_group_again(leaf, open_sets, like):
                continue
            if where is None and _is_column_again(leaf, open_sets, kind):
                is_twice = True
            homes[-1].append((leaf, where))
            if where is None or node is None:
                continue
            where.waiting.remove(node)
            where.met.append((node, leaf, like))
            current = where
            if node.children:
                children = Sisters(list(node.children), nodes=node.children)
                where.opened[id(node)] = children
                open_sets.append(children)
    return Met(root, open_sets, homes, is_twice)


def settle(
    line: Sequence[tuple[Leaf, Sisters | None]], root: Sisters, *, is_broken: bool
) -> list[tuple[Leaf, Sisters]]:
    """Put the labels that are no node's beside their neighbours on the line: behind the one before, else before the
    next. They are columns of their own, until one turns out to be a damaged label. On a line without a known one they
    stand behind all others where that is the rest of a line that was broken, else before them.
    """
    settled: list[tuple[Leaf, Sisters]] = []
    before: tuple[Leaf, Sisters] | None = None
    for place, (leaf, home) in enumerate(line):
        if home is not None:
            before = (leaf, home)
            continue
        following = next(((other, where) for other, where in line[place + 1 :] if where is not None), None)
        is_inside = before is not None and following is not None and _is_first_of(leaf, before, following[1])
        is_inside = is_inside or (before is not None and following is not None and _is_full(before[1], following[1]))
        if before is not None and not is_inside:
            sisters, at = before[1], _place_of(before[1], before[0]) + 1
        elif following is not None:
            sisters, at = following[1], _place_of(following[1], following[0])
        else:
            sisters, at = root, len(root.met) if is_broken else 0
        sisters.met.insert(at, (None, leaf, 1.0))
        settled.append((leaf, sisters))
        if before is not None:
            before = (leaf, sisters)
    return settled


def _is_first_of(leaf: Leaf, group: tuple[Leaf, Sisters], sisters: Sisters) -> bool:
    """Whether a label behind that of the group with these columns may be one of them, rather than its sister."""
    label, where = group
    is_theirs = any(each is label and where.opened.get(id(node)) is sisters for node, each, _ in where.met)
    return is_theirs and any(label_likeness(leaf.text, node.known) >= _LEAST for node in sisters.waiting)


def _is_full(sisters: Sisters, others: Sisters) -> bool:
    """Whether an unknown label is taken for the one that a set has left, while the next set lacks one."""
    if sisters is others:
        return False
    wanted, unknown = _left_of(sisters)
    lacking, taken = _left_of(others)
    return wanted == 1 <= unknown and lacking > taken


def _left_of(sisters: Sisters) -> tuple[int, int]:
    """How many columns of a set aren't met, and how many labels in it are unknown."""
    wanted = sum(1 for node in sisters.waiting if not node.children)
    return wanted, sum(1 for node, _, _ in sisters.met if node is None)


def _place_of(sisters: Sisters, leaf: Leaf) -> int:
    return next(at for at, (_, each, _) in enumerate(sisters.met) if each is leaf)


def _is_group_again(leaf: Leaf, open_sets: Sequence[Sisters], like: float) -> bool:
    """Note a group's label that is printed once more, since its columns don't stand together."""
    for sisters in open_sets:
        for node, _, _ in sisters.met:
            if node is not None and node.children and printed_likeness(leaf.text, node.known) >= max(SURE, like):
                sisters.again.append((node, leaf))
                return True
    return False


def _match(text: str, current: Sisters, open_sets: Sequence[Sisters]) -> tuple[Sisters | None, Node | None, float]:
    """The set and the node that a label is most like; of equals in the set last used, else in the earliest.

    A group whose own label isn't printed is seen through: its children join its sisters.
    """
    sets = (current, *(s for s in open_sets if s is not current))
    like, where, found = 0.0, None, None
    for sisters in sets:
        nearest, node = _likeliest(text, sisters.waiting, SURE)
        if nearest > like:
            like, where, found = nearest, sisters, node
    least = max(like + _NEARER, _SEEN_THROUGH)
    if least > 1.0:
        return where, found, like
    for sisters in sets:
        for place, group in enumerate(sisters.waiting):
            if group.children and _likeliest(text, all_below(group), least)[1] is not None:
                sisters.waiting[place : place + 1] = group.children
                rank = next((n for n, node in enumerate(sisters.nodes) if node is group), len(sisters.nodes))
                sisters.nodes = (*sisters.nodes[:rank], *group.children, *sisters.nodes[rank + 1 :])
                return _match(text, sisters, open_sets)
    return where, found, like


def _is_column_again(leaf: Leaf, open_sets: Sequence[Sisters], kind: Columns) -> bool:
    """Whether a column's label stands twice over different columns: for two years, or two kinds of figures."""
    for sisters in open_sets:
        for node, met, _ in sisters.met:
            if node is None or node.children or printed_likeness(leaf.text, node.known) < CERTAIN:
                continue
            if kind == "none":
                return leaf.line == met.line and leaf is not met
            return leaf.start >= met.end or leaf.end <= met.start
    return False


def _likeliest(text: str, nodes: Iterable[Node], least: float) -> tuple[float, Node | None]:
    """The first of the nodes that a label is most like, if it is at least so much."""
    best, found = 0.0, None
    for node in nodes:
        like = printed_likeness(text, node.known)
        if like >= least and like > best:
            best, found = like, node
    return best, found


def all_below(group: Node) -> Iterable[Node]:
    """The nodes below one, at any depth."""
    for node in group.children:
        yield node
        yield from all_below(node)


def fill_gaps(sisters: Sisters, unmet: Sequence[Leaf], extra: list[Leaf], first: Leaf | None) -> None:
    """Labels too damaged to be known: between two that are, where as many are wanted as are printed. The ``first`` of
    the head may be what the rows' labels are called.
    """
    if not unmet:
        return
    ranks = {id(node): rank for rank, node in enumerate(sisters.nodes)}
    met = [ranks.get(id(node), -1) for node, _, _ in sisters.met]
    gaps: dict[tuple[int, int], list[Leaf]] = {}
    for at, (_, leaf, _) in enumerate(sisters.met):
        if any(leaf is each for each in unmet):
            before = max((rank for rank in met[:at] if rank >= 0), default=-1)
            after = min((rank for rank in met[at:] if rank >= 0), default=len(sisters.nodes))
            gaps.setdefault((before, after), []).append(leaf)
    for (before, after), leaves in gaps.items():
        wanted = [n for n in sisters.waiting if not n.children and before < ranks.get(id(n), -2) < after]
        printed = leaves[1:] if leaves[0] is first and len(leaves) == len(wanted) + 1 else leaves
        likes = [label_likeness(leaf.text, node.known) for node, leaf in zip(wanted, printed, strict=False)]
        if len(wanted) == len(printed) and all(like >= _LEAST for like in likes):
            for node, leaf, like in zip(wanted, printed, likes, strict=True):
                _take(sisters, node, leaf, like, extra)
    last = [node for node in sisters.waiting if not node.children]
    left = [leaf for leaf in unmet if leaf in extra]
    if len(last) == len(left) == 1 and (like := label_likeness(left[0].text, last[0].known)) >= _LEAST:
        _take(sisters, last[0], left[0], like, extra)


def fill_likeliest(open_sets: Sequence[Sisters], unmet: Sequence[Leaf], extra: list[Leaf], groups: Known) -> None:
    """Damaged labels elsewhere: each that is most like one node, which is most like it."""
    waiting = [(sisters, node) for sisters in open_sets for node in sisters.waiting if not node.children]
    likes = {
        (n, m): printed_likeness(_bare(leaf.text, groups), node.known)
        for n, (_, node) in enumerate(waiting)
        for m, leaf in enumerate(unmet)
    }
    for (n, m), like in likes.items():
        rivals = [other for (a, b), other in likes.items() if (a == n) != (b == m)]
        rivals.append(printed_likeness(unmet[m].text, groups))
        if like >= _likely(unmet[m].text) and like > max(rivals):
            sisters, node = waiting[n]
            holder = next(s for s in open_sets if any(each is unmet[m] for _, each, _ in s.met))
            if holder is not sisters:
                holder.met = [each for each in holder.met if each[1] is not unmet[m]]
                sisters.met.insert(_rank_place(sisters, node), (None, unmet[m], 1.0))
            _take(sisters, node, unmet[m], like, extra)


@lru_cache(maxsize=8192)
def _bare(text: str, groups: Known) -> str:
    """A label without the groups' that are printed in front of it, and without the unit in brackets behind it."""
    bare = normalise(_UNIT.sub("", text))
    while any(prefix := [w for w in groups if bare.startswith(w) and bare != w]):
        bare = bare[max(map(len, prefix)) :]
    return bare


def is_note(text: str) -> bool:
    """Whether a text over a head says something of the table, and is no column's label: （续上表）, 单位：件."""
    return _NOTE.fullmatch(text) is not None


def is_foreign(text: str, foreign: Known, groups: Known) -> bool:
    """Whether a label is one of another table, with or without a group's in front."""
    return label_likeness(text, foreign) >= SURE or label_likeness(_bare(text, groups), foreign) >= SURE


def _likely(text: str) -> float:
    """A short label may differ in one character; a longer one must have more in common."""
    return 0.5 if len(normalise(text)) <= 3 else 0.58


def _rank_place(sisters: Sisters, node: Node) -> int:
    """Where a node belongs among its sisters, in the form's order."""
    ranks = {id(each): rank for rank, each in enumerate(sisters.nodes)}
    own = ranks.get(id(node), 0)
    return sum(1 for each, _, _ in sisters.met if each is not None and ranks.get(id(each), own) < own)


def _take(sisters: Sisters, node: Node, leaf: Leaf, like: float, extra: list[Leaf]) -> None:
    """Let a label that was a column of its own be a node's."""
    sisters.met[_place_of(sisters, leaf)] = (node, leaf, like)
    sisters.waiting.remove(node)
    extra.remove(leaf)


def leading(slots: Sequence[Leaf], extra: Sequence[Leaf]) -> int:
    """How many labels stand before those of the slots, where these stand on one line."""
    lines = {leaf.line for leaf in slots}
    first = min(leaf.start for leaf in slots)
    return sum(1 for leaf in extra if leaf.start < first and {leaf.line} == lines)
