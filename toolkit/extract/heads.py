"""Heads read: which columns of a form stand over the values, in which order and, where columns are true, where.

The labels of a head are read in the order of print against the form's tree of heads. A set of sisters is filled in
whatever order it comes; a label that opens a group lets its children come next or later. So spans that are broken,
lost or repeated, and columns in another order, need no case of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from toolkit.extract.labels import label_likeness, normalise, printed_likeness
from toolkit.extract.layouts import Head, Known, Node
from toolkit.extract.lines import Token

SURE = 0.72
"""From this likeness on a head's label is taken for the form's, whatever stands beside it."""
_SEEN_THROUGH = 0.8
_NO_END = 1_000_000
_UNBROKEN = 0.85
_CERTAIN = 0.98
_LEAST = 0.5  # the same, where one label is left and one is wanted
_POSSIBLE = 0.3  # enough for a label that stands between two that are sure, where only one is wanted
_LONGEST = 60
_UNIT = re.compile(r"(万元|亿元|千元|元)\s*[)）\]】]?\s*$|单位\s*[:：]?\s*[(（]?\s*(万元|亿元|千元|元)")


Columns = Literal["true", "screen", "none"]
"""What the places of a head's labels are worth: the table's columns, those of the screen (blanks set the table), or
only the order of print."""


class HeadMap(NamedTuple):
    """``order`` has a slot's number, or None for a column that is no slot's, from left to right. ``columns`` has the
    places of the slots' columns where the layout knows them. ``likeness`` and ``texts`` are by slot, ``repeated`` are
    the slots whose label is printed several times side by side, ``extra`` the columns of labels that are no slot's;
    ``unknown`` counts those of them that may be a slot's after all. ``known_order`` is the order without those.
    ``hits`` counts the labels that are sure, those of groups included; ``whole`` says whether every slot was found, ``is_parted``
    whether a group is printed in several places and the columns of each can't be seen.
    """

    order: tuple[int | None, ...]
    known_order: tuple[int | None, ...]
    columns: dict[int, tuple[int, int]]
    likeness: dict[int, float]
    texts: dict[int, str]
    repeated: frozenset[int]
    extra: tuple[tuple[int, int], ...]
    unknown: int
    kind: Columns
    run: int
    hits: int
    whole: bool
    is_parted: bool


@dataclass(slots=True)
class _Leaf:
    """A label of the head as printed, the same text repeated beside it counted in. ``reach`` is its end with the blanks
    behind it, which may be what is left of a merged cell."""

    text: str
    start: int
    end: int
    reach: int
    line: int
    count: int = 1


@dataclass(slots=True)
class _Sisters:
    """A set of sister nodes: those not yet met, and what was met, in order (None: a column that is no slot's)."""

    waiting: list[Node]
    met: list[tuple[Node | None, _Leaf, float]] = field(default_factory=list)
    opened: dict[int, _Sisters] = field(default_factory=dict)
    again: list[tuple[Node, _Leaf]] = field(default_factory=list)  # groups printed once more, over a part of theirs
    nodes: tuple[Node, ...] = ()


def read_head(
    lines: Sequence[Sequence[Token]], head: Head, foreign: Known, asides: Known, kind: Columns, run: int
) -> HeadMap | None:
    """The head that stands in these lines, of their last ones as few as hold all of it; None if no slot's label does.

    ``asides`` are texts that stand over a head and are no part of it.
    """
    labels = [_labels(tokens, kind, number) for number, tokens in enumerate(lines)]
    if kind == "screen":
        labels = [_unbroken(line, head) for line in labels]
        kind = "none" if all(len(line) < 2 for line in labels) else kind
    if kind == "none" and all(len(line) < 2 for line in labels):
        labels = [[leaf] for leaf in _unbroken([leaf for line in labels for leaf in line], head)]
    best: HeadMap | None = None
    start = 0
    for first in range(len(labels) - 1, -1, -1):
        if not any(_is_like(leaf.text, head.known) for leaf in labels[first]):
            continue
        found = _read(labels[first:], head, foreign, asides, kind, run)
        if found and (best is None or found.hits > best.hits):
            best, start = found, first
        if best and best.hits == head.size:
            break
    if best is None:
        return None
    if best.columns:
        return _with_columns_above(best, labels[:start])
    if best.whole or kind == "true" or not start:
        return best
    strange = [leaf for leaf in labels[start - 1] if not _is_like(leaf.text, asides | foreign)]
    return best._replace(unknown=best.unknown + len(strange))


def _with_columns_above(found: HeadMap, lines: Sequence[Sequence[_Leaf]]) -> HeadMap:
    """The head with the columns of labels that stand on lines over it, beside the slots' columns."""
    first = min(start for start, _ in found.columns.values())
    spans = [(leaf.start, leaf.end) for line in lines for leaf in line if leaf.start > first]
    beside = [s for s in spans if not any(s[0] < end and s[1] > start for start, end in found.columns.values())]
    return found._replace(extra=(*found.extra, *beside))


def _is_like(text: str, known: Known) -> bool:
    return len(text) <= _LONGEST and label_likeness(text, known) >= SURE


def _labels(tokens: Sequence[Token], kind: Columns, line: int) -> list[_Leaf]:
    """The words of a line; a text that is repeated beside itself is one label over several columns."""
    found: list[_Leaf] = []
    for token in tokens:
        last = found[-1] if found else None
        if last is not None and kind == "screen":
            last.reach = token.start
        if not token.is_word:
            if token.is_blank and last is not None and last.reach == token.start:
                last.reach = token.end
            continue
        if last is not None and last.text == token.text and last.end == token.start:
            last.end = last.reach = token.end
            last.count += 1
        else:
            found.append(_Leaf(token.text, token.start, token.end, token.end if kind != "screen" else _NO_END, line))
    return found


def _read(
    labels: Sequence[Sequence[_Leaf]], head: Head, foreign: Known, asides: Known, kind: Columns, run: int
) -> HeadMap | None:
    root = _Sisters(list(head.tree), nodes=head.tree)
    open_sets = [root]
    current = root
    homes: list[list[tuple[_Leaf, _Sisters | None]]] = []
    is_twice = False
    for line in labels:
        homes.append([])
        for leaf in line:
            if len(leaf.text) > _LONGEST:
                continue
            where, node, like = _match(leaf.text, current, open_sets)
            if like < _CERTAIN and _is_group_again(leaf, open_sets, like):
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
                children = _Sisters(list(node.children), nodes=node.children)
                where.opened[id(node)] = children
                open_sets.append(children)
    if len(homes) > 1 and all(len(line) < 2 for line in homes):
        homes = [[each for line in homes for each in line]]
    extra: list[_Leaf] = []
    unmet: list[tuple[_Sisters, _Leaf]] = []
    for line_homes in homes:
        for leaf, sisters in _settle(line_homes, root):
            extra.append(leaf)
            if not _is_foreign(leaf.text, foreign, head.groups):
                unmet.append((sisters, leaf))
    for sisters in open_sets:
        _fill_gaps(sisters, [leaf for where, leaf in unmet if where is sisters], extra)
    _fill_likeliest(open_sets, [leaf for _, leaf in unmet if leaf in extra], extra, head.groups)
    first = next((leaf for line in labels for leaf in line), None)  # over the rows' labels
    is_obscure = any(
        printed_likeness(leaf.text, head.groups) >= _POSSIBLE
        for _, leaf in unmet
        if leaf in extra and leaf is not first
    )
    strange = {id(leaf) for _, leaf in unmet if leaf is not first and label_likeness(leaf.text, asides) < SURE}
    found = _as_map(root, kind, run, head, extra, strange)
    # Without its group the order of a label is known only where the page shows its column.
    # Damaged labels whose groups don't stand over them may have been taken for their neighbours'.
    is_shaky = kind == "true" and found is not None and not found.columns and min(found.likeness.values()) < SURE
    if found and (is_twice or is_shaky or (is_obscure and not found.columns)):
        return found._replace(is_parted=True, columns={})
    return found


def _settle(line: Sequence[tuple[_Leaf, _Sisters | None]], root: _Sisters) -> list[tuple[_Leaf, _Sisters]]:
    """Put the labels that are no node's beside their neighbours on the line: behind the one before, else before the
    next. They are columns of their own, until one turns out to be a damaged label."""
    settled: list[tuple[_Leaf, _Sisters]] = []
    before: tuple[_Leaf, _Sisters] | None = None
    for place, (leaf, home) in enumerate(line):
        if home is not None:
            before = (leaf, home)
            continue
        following = next(((other, where) for other, where in line[place + 1 :] if where is not None), None)
        if before is not None:
            sisters, at = before[1], _place_of(before[1], before[0]) + 1
        elif following is not None:
            sisters, at = following[1], _place_of(following[1], following[0])
        else:
            sisters, at = root, 0
        sisters.met.insert(at, (None, leaf, 1.0))
        settled.append((leaf, sisters))
        if before is not None:
            before = (leaf, sisters)
    return settled


def _place_of(sisters: _Sisters, leaf: _Leaf) -> int:
    return next(at for at, (_, each, _) in enumerate(sisters.met) if each is leaf)


def _unbroken(leaves: Sequence[_Leaf], head: Head) -> list[_Leaf]:
    """Labels that a text has broken over lines in one piece again: strange words that make a known one together."""
    whole: list[_Leaf] = []
    at = 0
    while at < len(leaves):
        count = next((n for n in (2, 3) if _is_broken(leaves[at : at + n], n, head)), 1)
        pieces = leaves[at : at + count]
        whole.append(replace(pieces[0], text="".join(piece.text for piece in pieces)) if count > 1 else pieces[0])
        at += count
    return whole


def _is_broken(pieces: Sequence[_Leaf], count: int, head: Head) -> bool:
    if len(pieces) < count:
        return False
    alone = max(label_likeness(piece.text, head.known) for piece in pieces)
    return label_likeness("".join(piece.text for piece in pieces), head.known) >= max(_UNBROKEN, alone + 0.03)


def _is_group_again(leaf: _Leaf, open_sets: Sequence[_Sisters], like: float) -> bool:
    """Note a group's label that is printed once more, since its columns don't stand together."""
    for sisters in open_sets:
        for node, _, _ in sisters.met:
            if node is not None and node.children and printed_likeness(leaf.text, node.known) >= max(SURE, like):
                sisters.again.append((node, leaf))
                return True
    return False


def _match(text: str, current: _Sisters, open_sets: Sequence[_Sisters]) -> tuple[_Sisters | None, Node | None, float]:
    """The set and the node that a label is most like; of equals in the set last used, else in the earliest.

    A group whose own label isn't printed is seen through: its children join its sisters.
    """
    sets = (current, *(s for s in open_sets if s is not current))
    like, where, found = _likeliest(text, ((sisters, node) for sisters in sets for node in sisters.waiting), SURE)
    for sisters in sets:
        for group in sisters.waiting:
            inner = _likeliest(text, ((sisters, node) for node in _all_below(group)), max(like + 0.04, _SEEN_THROUGH))
            if inner[2] is not None:
                place = sisters.waiting.index(group)
                sisters.waiting[place : place + 1] = group.children
                return _match(text, sisters, open_sets)
    return (where, found, like) if found else (None, None, 0.0)


def _is_column_again(leaf: _Leaf, open_sets: Sequence[_Sisters], kind: Columns) -> bool:
    """Whether a column's label stands twice over different columns: for two years, or two kinds of figures."""
    for sisters in open_sets:
        for node, met, _ in sisters.met:
            if node is None or node.children or printed_likeness(leaf.text, node.known) < _CERTAIN:
                continue
            if kind == "none":
                return leaf.line == met.line and leaf is not met
            return leaf.start >= met.end or leaf.end <= met.start
    return False


def _likeliest(
    text: str, nodes: Iterable[tuple[_Sisters, Node]], least: float
) -> tuple[float, _Sisters | None, Node | None]:
    """The first of the nodes that a label is most like, if it is at least so much."""
    best: tuple[float, _Sisters | None, Node | None] = (0.0, None, None)
    for sisters, node in nodes:
        like = printed_likeness(text, node.known)
        if like >= least and like > best[0]:
            best = (like, sisters, node)
    return best


def _all_below(group: Node) -> Iterable[Node]:
    for node in group.children:
        yield node
        yield from _all_below(node)


def _fill_gaps(sisters: _Sisters, unmet: Sequence[_Leaf], extra: list[_Leaf]) -> None:
    """Labels too damaged to be known: between two that are, where as many are wanted as are printed."""
    ranks = {id(node): rank for rank, node in enumerate(sisters.nodes)}
    met = [ranks.get(id(node), -1) for node, _, _ in sisters.met]
    gaps: dict[tuple[int, int], list[_Leaf]] = {}
    for at, (_, leaf, _) in enumerate(sisters.met):
        if any(leaf is each for each in unmet):
            before = max((rank for rank in met[:at] if rank >= 0), default=-1)
            after = min((rank for rank in met[at:] if rank >= 0), default=len(sisters.nodes))
            gaps.setdefault((before, after), []).append(leaf)
    for (before, after), printed in gaps.items():
        wanted = [n for n in sisters.waiting if not n.children and before < ranks.get(id(n), -2) < after]
        likes = [label_likeness(leaf.text, node.known) for node, leaf in zip(wanted, printed, strict=False)]
        if len(wanted) == len(printed) and all(like >= _LEAST for like in likes):
            for node, leaf, like in zip(wanted, printed, likes, strict=True):
                _take(sisters, node, leaf, like, extra)
    last = [node for node in sisters.waiting if not node.children]
    left = [leaf for leaf in unmet if leaf in extra]
    if len(last) == len(left) == 1 and (like := label_likeness(left[0].text, last[0].known)) >= _LEAST:
        _take(sisters, last[0], left[0], like, extra)


def _fill_likeliest(open_sets: Sequence[_Sisters], unmet: Sequence[_Leaf], extra: list[_Leaf], groups: Known) -> None:
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


def _bare(text: str, groups: Known) -> str:
    """A label without the groups' that are printed in front of it."""
    bare = normalise(text)
    while any(prefix := [w for w in groups if bare.startswith(w) and bare != w]):
        bare = bare[max(map(len, prefix)) :]
    return bare


def _is_foreign(text: str, foreign: Known, groups: Known) -> bool:
    return label_likeness(text, foreign) >= SURE or label_likeness(_bare(text, groups), foreign) >= SURE


def _likely(text: str) -> float:
    """A short label may differ in one character; a longer one must have more in common."""
    return 0.5 if len(normalise(text)) <= 3 else 0.58


def _rank_place(sisters: _Sisters, node: Node) -> int:
    """Where a node belongs among its sisters, in the form's order."""
    ranks = {id(each): rank for rank, each in enumerate(sisters.nodes)}
    own = ranks.get(id(node), 0)
    return sum(1 for each, _, _ in sisters.met if each is not None and ranks.get(id(each), own) < own)


def _take(sisters: _Sisters, node: Node, leaf: _Leaf, like: float, extra: list[_Leaf]) -> None:
    """Let a label that was a column of its own be a node's."""
    sisters.met[_place_of(sisters, leaf)] = (node, leaf, like)
    sisters.waiting.remove(node)
    extra.remove(leaf)


def _as_map(
    root: _Sisters, kind: Columns, run: int, head: Head, extra: Sequence[_Leaf], strange: Set[int]
) -> HeadMap | None:
    leaves = list(_leaves(root))
    likeness = {slot: like for slot, _, like in leaves if slot is not None}
    if not likeness:
        return None
    columns: dict[int, tuple[int, int]] = {}
    is_parted = kind == "none" and _is_parted(root)
    if kind != "none" and _is_sound(root, kind):
        columns = {slot: (leaf.start, leaf.end) for slot, leaf, _ in leaves if slot is not None}
        leaves.sort(key=lambda each: each[1].start)
    return HeadMap(
        order=_without_leading(slot for slot, _, _ in leaves),
        known_order=_without_leading(slot for slot, leaf, _ in leaves if slot is not None or id(leaf) not in strange),
        columns=columns,
        likeness=likeness,
        texts={slot: leaf.text for slot, leaf, _ in leaves if slot is not None},
        repeated=frozenset(slot for slot, leaf, _ in leaves if slot is not None and leaf.count > 1),
        extra=tuple((leaf.start, leaf.end) for leaf in extra),
        unknown=sum(1 for leaf in extra if id(leaf) in strange and _may_be_slot(leaf, columns)),
        kind=kind,
        run=run,
        hits=_hits(root),
        whole=len(likeness) == len(head.slots),
        is_parted=is_parted,
    )


def _without_leading(order: Iterable[int | None]) -> tuple[int | None, ...]:
    """The order from the first slot on: what stands before it is over the labels."""
    return tuple(itertools.dropwhile(lambda slot: slot is None, order))


def _may_be_slot(leaf: _Leaf, columns: Mapping[int, tuple[int, int]]) -> bool:
    """Whether a label that isn't known may be a column's: it stands beside the known ones, not before or over them."""
    if len(leaf.text) > 16:
        return False
    if not columns:
        return True
    first = min(start for start, _ in columns.values())
    if any(leaf.start < end and leaf.end > start for start, end in columns.values()):
        return False
    # Right before the first column stands its neighbour, or what the rows' labels are called.
    return leaf.start > first or leaf.end == first


def _leaves(sisters: _Sisters) -> Iterable[tuple[int | None, _Leaf, float]]:
    """The columns' labels from left to right: slot, label, likeness."""
    for node, leaf, like in sisters.met:
        if node is not None and node.children:
            yield from _leaves(sisters.opened[id(node)])
        else:
            yield (node.slot if node else None), leaf, like


def _hits(sisters: _Sisters) -> int:
    sure = sum(1 for node, _, like in sisters.met if node is not None and like >= SURE)
    return sure + sum(_hits(children) for children in sisters.opened.values())


def _is_parted(sisters: _Sisters) -> bool:
    return bool(sisters.again) or any(_is_parted(children) for children in sisters.opened.values())


def _is_sound(root: _Sisters, kind: Columns) -> bool:
    """Whether the columns of a head can be believed: no two labels share one, and each stands under its group."""
    spans = sorted((leaf.start, leaf.end) for slot, leaf, _ in _leaves(root) if slot is not None)
    are_apart = all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    # Blanks seldom put a group's label right over its columns; but sisters on two lines are a line that was broken.
    return are_apart and (_are_in_line(root) if kind == "screen" else _are_under_groups(root))


def _are_in_line(sisters: _Sisters) -> bool:
    lines = {leaf.line for node, leaf, _ in sisters.met if node is not None}
    return len(lines) < 2 and all(_are_in_line(children) for children in sisters.opened.values())


def _are_under_groups(sisters: _Sisters) -> bool:
    for node, group, _ in sisters.met:
        if node is None or not node.children:
            continue
        children = sisters.opened[id(node)]
        spans = [(group.start, group.reach), *((g.start, g.reach) for n, g in sisters.again if n is node)]
        if any(
            not any(a <= leaf.start < b for a, b in spans) for slot, leaf, _ in _leaves(children) if slot is not None
        ):
            return False
        if not _are_under_groups(children):
            return False
    return True


def unit_in(text: str) -> str | None:
    """The money unit that a label ends with or names as its unit: 本年收费金额（单位：万元）."""
    found = _UNIT.search("".join(text.split()))
    return (found[1] or found[2]) if found else None
