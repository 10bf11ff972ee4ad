"""Heads read: which columns of a form stand over the values, in which order and, where columns are true, where.

The labels of a head are read in the order of print against the form's tree of heads. A set of sisters is filled in
whatever order it comes; a label that opens a group lets its children come next or later. So spans that are broken,
lost or repeated, and columns in another order, need no case of their own.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from toolkit.extract.heads.cell_order import blanks_before, by_cells, over_and_under, with_nameless
from toolkit.extract.heads.columns import TRUSTED, Assigned, are_contradicted, assign
from toolkit.extract.heads.head_labels import LONGEST, labels_in
from toolkit.extract.heads.parted_heads import counted_order, may_be_of_two_lines, parted_order
from toolkit.extract.heads.sisters import (
    SURE,
    Columns,
    Leaf,
    Sisters,
    fill_gaps,
    fill_likeliest,
    is_foreign,
    is_note,
    leading,
    meet,
    settle,
)
from toolkit.extract.heads.soundness import is_sound, leaves_of
from toolkit.extract.labels import label_likeness, list_sign, normalise, printed_likeness
from toolkit.extract.layouts import Head, Known, united
from toolkit.extract.lines.lines import Token

_POSSIBLE = 0.3  # a label that may be a group's, which only order could tell
_PROBABLE = 0.5  # one that most likely is
_DAMAGED = 0.6  # a label over a head that lacks one
_LINES = 5  # of words over a table's columns
_MANY = 3  # columns: of fewer none confirms the others


class HeadMap(NamedTuple):
    """``order`` has a slot's number, or None for a column that is no slot's, from left to right. ``columns`` has the
    places of the slots' columns where the layout knows them. ``likeness`` and ``texts`` are by slot, ``repeated`` are
    the slots whose label is printed several times side by side, ``extra`` the columns of labels that are no slot's;
    ``unknown`` counts those of them that may be a slot's after all. ``known_order`` is the order without those.
    ``hits`` counts the labels that are sure, those of groups included, ``groups`` those of groups alone; ``whole`` says
    whether every slot was found,
    ``is_parted`` whether a group is printed in several places and the columns of each can't be seen. ``behind`` are the
    labels of the columns behind all slots' in ``known_order``; ``blanks`` is how many blank cells stand right before
    them in a head that lacks some of the slots; ``leading`` how many labels stand on the slots' line before them all;
    ``falls`` says for each of the slots but the first, in order, whether it stands left of the one before it, a line of
    the head having ended between the two.
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
    groups: int
    whole: bool
    is_parted: bool
    behind: tuple[str, ...] = ()
    blanks: int = 0
    leading: int = 0
    falls: tuple[bool, ...] = ()


def read_head(
    lines: Sequence[Sequence[Token]],
    head: Head,
    foreign: Known,
    asides: Known,
    kind: Columns,
    run: int,
    labels_end: int = 0,
) -> HeadMap | None:
    """The head that stands in these lines, of their last ones as few as hold all of it; None if no slot's label does.

    ``asides`` are texts that stand over a head and are no part of it. Where columns are true, those up to
    ``labels_end`` hold the labels of the rows below.
    """
    if kind == "true" and not any(t.is_word and _is_like(t.text, head.known) for tokens in lines for t in tokens):
        return None  # as most lines of words are of another table
    labels, kind = labels_in(lines, head, kind)
    best: HeadMap | None = None
    start = 0
    for first in range(len(labels) - 1, -1, -1):
        least = _DAMAGED if best is not None and not best.whole else SURE
        if not any(_is_like(leaf.text, head.known, least) for leaf in labels[first]):
            continue
        found = _read(labels[first:], head, foreign, asides, kind, run, labels_end)
        if found and (best is None or _told(found) > _told(best)):
            best, start = found, first
        if best and best.hits == head.size:
            break
    if kind == "true":
        best, start = _or_by_columns(best, start, labels, head, foreign, run, labels_end)
    if best is None:
        return None
    best = _with_lost(_with_confirmed(best), labels, head)
    if best.columns:
        return _with_columns_above(best, labels[:start])
    if kind == "none" and not best.whole:
        best = best._replace(blanks=blanks_before(best.texts, len(best.order), lines, head))
    if any(best.falls) and kind == "none" and (order := by_cells(lines, best.texts)) is not None:
        best = best._replace(order=order, known_order=order, falls=())
    if kind == "none" and best.whole:
        best = _with_cells(best, lines)
    if best.whole or kind == "true" or not start:
        return best
    known = united(asides, foreign)
    strange = [leaf for leaf in labels[start - 1] if not (is_note(leaf.text) or _is_like(leaf.text, known))]
    return best._replace(unknown=best.unknown + len(strange))


def _with_cells(found: HeadMap, lines: Sequence[Sequence[Token]]) -> HeadMap:
    """A whole head whose columns aren't known, with what its blank cells tell of these."""
    if found.is_parted and (order := over_and_under(lines, found.texts)) is not None:
        found = found._replace(order=order, known_order=order, is_parted=False)
    return found._replace(order=with_nameless(found.order, found.texts, lines))


def _with_lost(found: HeadMap, lines: Sequence[Sequence[Leaf]], head: Head) -> HeadMap:
    """The head, counting as unknown the labels in its lines that are of columns not found: these are in print."""
    if found.whole or found.kind != "true":
        return found
    met = frozenset().union(*(head.slots[number].known for number in found.likeness))
    lacking = frozenset().union(*(slot.known for slot in head.slots)) - met
    there = met | head.groups  # a group's label is like the full name of each of its columns
    lost = sum(1 for line in lines for leaf in line if _is_like(leaf.text, lacking) and not _is_like(leaf.text, there))
    # Of labels that stand in several groups more may be printed than columns were found.
    shared = frozenset().union(*(slot.known for n, slot in enumerate(head.slots) if n not in found.likeness)) & met
    printed = sum(1 for line in lines for leaf in line if normalise(leaf.text) in shared)
    lost += max(printed - sum(1 for text in found.texts.values() if normalise(text) in shared), 0)
    return found._replace(unknown=found.unknown + lost)


def _with_confirmed(found: HeadMap) -> HeadMap:
    """The head with its damaged labels trusted as far as the rest confirms them: where it is whole and most are sure,
    nothing is left for these to be but what they are taken for.
    """
    sure = sum(1 for like in found.likeness.values() if like >= SURE)
    if not found.whole or sure * 2 <= len(found.likeness):
        return found
    return found._replace(likeness={slot: max(like, TRUSTED) for slot, like in found.likeness.items()})


def _or_by_columns(
    found: HeadMap | None,
    start: int,
    labels: Sequence[Sequence[Leaf]],
    head: Head,
    foreign: Known,
    run: int,
    labels_end: int,
) -> tuple[HeadMap | None, int]:
    """The head as it was read, with its first line; where that isn't whole, by what stands over each column."""
    if found is not None and found.whole and found.columns:
        return found, start
    by_columns = _by_columns(labels[-_LINES:], head, foreign, run, labels_end)
    is_better = by_columns is not None and (found is None or by_columns.whole or not (found.whole or found.columns))
    return (by_columns, 0) if is_better else (found, start)


def _by_columns(
    lines: Sequence[Sequence[Leaf]], head: Head, foreign: Known, run: int, labels_end: int
) -> HeadMap | None:
    """The head by what stands over each column; of its lines as few as tell most."""
    if len(head.slots) < _MANY:
        return None
    best: Assigned | None = None
    for first in range(len(lines) - 1, -1, -1):
        found = assign(lines[first:], head, lambda text: is_foreign(text, foreign, head.groups))
        if found is not None and len(found.columns) * 2 > len(head.slots) and (best is None or found.hits > best.hits):
            best = found
    if best is None or are_contradicted(lines, best.columns, head):
        return None
    order = tuple(sorted(best.columns, key=lambda slot: best.columns[slot]))
    return HeadMap(
        order=order,
        known_order=order,
        columns=best.columns,
        likeness=best.likeness,
        texts=best.texts,
        repeated=frozenset(),
        extra=tuple((leaf.start, leaf.end) for leaf in best.others),
        unknown=len([leaf for leaf in best.others if leaf.end > labels_end and _may_be_slot(leaf, best.columns)]),
        kind="true",
        run=run,
        hits=best.hits,
        groups=0,
        whole=len(best.columns) == len(head.slots),
        is_parted=False,
    )


def _with_columns_above(found: HeadMap, lines: Sequence[Sequence[Leaf]]) -> HeadMap:
    """The head with the columns of labels that stand on lines over it, beside the slots' columns."""
    first = min(start for start, _ in found.columns.values())
    spans = [(leaf.start, leaf.end) for line in lines for leaf in line if leaf.start > first]
    beside = [s for s in spans if not any(s[0] < end and s[1] > start for start, end in found.columns.values())]
    return found._replace(extra=(*found.extra, *beside))


def _is_like(text: str, known: Known, least: float = SURE) -> bool:
    return len(text) <= LONGEST and label_likeness(text, known) >= least


def _told(found: HeadMap) -> tuple[int, int]:
    return found.hits, len(found.likeness)


def _read(
    labels: Sequence[Sequence[Leaf]],
    head: Head,
    foreign: Known,
    asides: Known,
    kind: Columns,
    run: int,
    labels_end: int,
) -> HeadMap | None:
    root, open_sets, homes, is_twice = meet(
        [[leaf for leaf in line if len(leaf.text) <= LONGEST] for line in labels], head.tree, kind
    )
    if len(homes) > 1 and all(_is_one_label(line, kind) for line in homes):
        homes = [[each for line in homes for each in line]]
    settled: list[tuple[Leaf, Sisters]] = []
    for number, line_homes in enumerate(homes):
        is_behind = any(where is not None for above in homes[:number] for _, where in above)
        settled += settle(line_homes, root, is_broken=kind != "true" and is_behind)
    extra = [leaf for leaf, _ in settled]
    unmet = [(sisters, leaf) for leaf, sisters in settled if not is_foreign(leaf.text, foreign, head.groups)]
    first = next((leaf for line in labels for leaf in line), None)  # over the rows' labels
    for sisters in open_sets:
        fill_gaps(sisters, [leaf for where, leaf in unmet if where is sisters], extra, first)
    fill_likeliest(open_sets, [leaf for _, leaf in unmet if leaf in extra], extra, head.groups)
    beside = [leaf for _, leaf in unmet if leaf is not first]
    # The first label may be what the rows' labels are called; not if it is nearly a group's.
    is_obscure = any(
        leaf in extra and printed_likeness(leaf.text, head.groups) >= (_PROBABLE if leaf is first else _POSSIBLE)
        for _, leaf in unmet
    )
    is_told = kind == "true"
    strange = {
        id(leaf)
        for leaf in beside
        if label_likeness(leaf.text, asides) < SURE and not (is_told and leaf.end <= labels_end)
    }
    found = _as_map(root, kind, run, head, extra, strange)
    if found is None:
        return None
    is_adrift = kind == "screen" and _is_adrift(found, extra, first, head, asides)
    is_unclear = is_obscure and not found.columns
    # Of several groups alike, a part of which is there, nobody knows which it is; all of them are known by their order.
    are_named = any(node is not None and node.children for sisters in open_sets for node, _, _ in sisters.met)
    may_be_another = not found.columns or not (found.whole or are_named)
    is_unclear |= may_be_another and _lacks_a_group(found, head)
    if is_twice or is_adrift or is_unclear or _is_out_of_place(found, root, head):
        return found._replace(is_parted=True, columns={})
    if kind != "true" and not found.columns and not are_named:
        leaves = [leaf for slot, leaf, _ in leaves_of(root) if slot is not None]
        if not _is_running_on(leaves):
            found = found._replace(falls=tuple(falls_of([leaf.start for leaf in leaves])))
    if found.is_parted and kind == "none" and (order := parted_order(root) or counted_order(root)) is not None:
        return found._replace(order=order, known_order=order, is_parted=False)
    return found


def _is_out_of_place(found: HeadMap, root: Sisters, head: Head) -> bool:
    """Whether labels whose columns aren't known may not be in the order in which they were read."""
    if found.kind == "none":
        is_one_line = len({leaf.line for slot, leaf, _ in leaves_of(root) if slot is not None}) == 1
        # A column of no slot's would stand on the first of two lines, with the others that take up both.
        may_be_two = not (is_one_line or found.behind) and may_be_of_two_lines(found.order, head, root)
        return may_be_two or (not found.is_parted and not _are_in_order(root))
    if found.kind == "screen" or found.columns:
        return False
    starts = [leaf.start for slot, leaf, _ in leaves_of(root) if slot is not None]
    # Damaged labels whose groups don't stand over them may have been taken for their neighbours'.
    is_shaky = min(found.likeness.values()) < SURE
    # Of columns that only their groups tell apart, the order is not to be believed where their places contradict it.
    return is_shaky or (starts != sorted(starts) and len(set(found.texts.values())) < len(found.texts))


def _is_running_on(leaves: Sequence[Leaf]) -> bool:
    """Whether each line of a head but the first begins under a label of the line before it: these are no columns, but
    one line that was broken, whose order is that in which it is read, and so is a row's, wherever that is broken.
    """
    lines = [list(line) for _, line in itertools.groupby(leaves, key=lambda leaf: leaf.line)]
    return len({line[0].line for line in lines}) == len(lines) and all(
        any(leaf.start < behind[0].end and behind[0].start < leaf.end for leaf in line)
        for line, behind in itertools.pairwise(lines)
    )


def falls_of(starts: Sequence[int]) -> list[bool]:
    """For each start but the first, whether it is left of the one before it."""
    return [one > other for one, other in itertools.pairwise(starts)]


def _is_one_label(line: Sequence[tuple[Leaf, Sisters | None]], kind: Columns) -> bool:
    """Whether a line of a head holds one label; in a text blanks may stand within it."""
    return len(line) < 2 or (kind != "true" and sum(1 for _, where in line if where is not None) < 2)


def _lacks_a_group(found: HeadMap, head: Head) -> bool:
    """Whether labels that stand under several groups alike were read without the label of one of these groups."""
    over = [frozenset(head.slots[slot].groups) for slot in found.likeness]
    telling = frozenset().union(*over) - frozenset.intersection(*over)  # one over all of them tells nothing apart
    bare = [normalise(found.texts[slot]) for slot in found.likeness]
    return len(set(bare)) < len(bare) and found.groups < len(telling)


def _is_adrift(found: HeadMap, extra: Sequence[Leaf], first: Leaf | None, head: Head, asides: Known) -> bool:
    """Whether another column's label has been pushed over a slot's column, so that nobody knows where its own is, or
    one of these stands left of what is over the rows' labels.
    """
    spans = found.columns.values()
    corner, others = [], []
    for leaf in extra:
        if label_likeness(leaf.text, asides) >= SURE:
            corner += [leaf] if leaf is first else []
        elif leaf is not first and printed_likeness(leaf.text, head.groups) < _POSSIBLE:
            others.append(leaf)
    is_left = any(end <= leaf.start for leaf in corner for _, end in spans)
    return is_left or any(leaf.start < end and leaf.end > start for leaf in others for start, end in spans)


def _as_map(
    root: Sisters, kind: Columns, run: int, head: Head, extra: Sequence[Leaf], strange: Set[int]
) -> HeadMap | None:
    leaves = leaves_of(root)
    slots = [(slot, leaf, like) for slot, leaf, like in leaves if slot is not None]
    if not slots:
        return None
    last = max(leaf.line for _, leaf, _ in slots)
    extra = [leaf for leaf in extra if leaf.line <= last]  # below them stand the labels of rows left blank
    leaves = [each for each in leaves if each[0] is not None or not _is_row_below(each[1], last)]
    columns: dict[int, tuple[int, int]] = {}
    if kind != "none" and is_sound(root, [leaf for _, leaf, _ in slots], kind):
        columns = {slot: (leaf.start, leaf.end) for slot, leaf, _ in slots}
        leaves.sort(key=lambda each: each[1].start)
    known = [(slot, leaf) for slot, leaf, _ in leaves if slot is not None or id(leaf) not in strange]
    behind = [leaf.text for _, leaf in itertools.takewhile(lambda each: each[0] is None, reversed(known))]
    return HeadMap(
        order=_without_leading([slot for slot, _, _ in leaves]),
        known_order=_without_leading([slot for slot, _ in known]),
        columns=columns,
        likeness={slot: like for slot, _, like in slots},
        texts={slot: leaf.text for slot, leaf, _ in slots},
        repeated=frozenset([slot for slot, leaf, _ in slots if leaf.count > 1]),
        extra=tuple([(leaf.start, leaf.end) for leaf in extra]),
        unknown=len([leaf for leaf in extra if id(leaf) in strange and _may_be_slot(leaf, columns)]),
        kind=kind,
        run=run,
        hits=_hits(root),
        groups=_group_hits(root),
        whole=len(slots) == len(head.slots),
        is_parted=not columns and _is_parted(root),
        behind=tuple(reversed(behind)),
        leading=leading([leaf for _, leaf, _ in slots], extra) if kind == "none" else 0,
    )


def _is_row_below(leaf: Leaf, last: int) -> bool:
    """Whether a label below the last line of a head is numbered, as a row's is, or a group's, and no column's."""
    return leaf.line > last and list_sign(leaf.text) is not None


def _without_leading(order: Sequence[int | None]) -> tuple[int | None, ...]:
    """The order from the first slot on: what stands before it is over the labels."""
    first = next((place for place, slot in enumerate(order) if slot is not None), len(order))
    return tuple(order[first:])


def _may_be_slot(leaf: Leaf, columns: Mapping[int, tuple[int, int]]) -> bool:
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


def _are_in_order(sisters: Sisters) -> bool:
    """Whether sisters that stand on one line are taken in the order in which they stand there."""
    starts: dict[int, int] = {}
    for _, leaf, _ in sisters.met:
        if leaf.start < starts.get(leaf.line, -1):
            return False
        starts[leaf.line] = leaf.start
    return all(map(_are_in_order, sisters.opened.values()))


def _hits(sisters: Sisters) -> int:
    sure = len([like for node, _, like in sisters.met if node is not None and like >= SURE])
    return sure + sum(map(_hits, sisters.opened.values()))


def _group_hits(sisters: Sisters) -> int:
    sure = len([like for node, _, like in sisters.met if node is not None and node.children and like >= SURE])
    return sure + sum(map(_group_hits, sisters.opened.values()))


def _is_parted(sisters: Sisters) -> bool:
    return bool(sisters.again) or any(_is_parted(children) for children in sisters.opened.values())
