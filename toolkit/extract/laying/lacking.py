"""What a table lacks: lines of the form printed without their cells, and columns that its head doesn't have."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.labels import list_sign, normalise
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.layouts import TableLayout
from toolkit.extract.placing.row_placing import STRONG
from toolkit.extract.strips.strips import Strip

_ABOVE, _BELOW = 12, 40  # lines before the first row and behind the last in which labels without values may stand
_NEAR = 6  # lines behind the last row in which its table may go on
_ROWS = 3
"""So many rows show how many cells stand under a head."""


def lines_without_cells(laid: Laid, strips: Sequence[Strip], settled: Set[int]) -> frozenset[int]:
    """Lines that are no row (``settled`` has those that are) though their label is printed among the rows, or right
    over them: their cells were lost on the way, or stand where they could not be laid.
    """
    first, last = laid.extent
    runs = {row.strip.run for row in laid.rows}
    taken = {line for row in laid.rows for line in range(row.strip.first, row.strip.last + 1)}
    found: set[int] = set()
    for strip in strips:
        is_above = first - _ABOVE <= strip.first < first and strip.run in runs
        if not (is_above or first <= strip.first <= last + _BELOW):
            continue
        is_grid = strip.layout == "grid"
        is_near = not is_grid or (strip.run in runs and strip.first <= last + _NEAR)
        if strip.has_room and strip.words and strip.first not in taken and is_near:
            found.update(_lines_of(strip.last_word, laid.layout, least=1.0) - settled)
        if is_grid:
            found |= _named_beside(strip, laid.layout, settled)
            continue
        for place in strip.words if not strip.has_room else strip.words[:-1]:
            found.update(_lines_of(strip.tokens[place].text, laid.layout) - settled)
        for token in strip.tokens[strip.words[-1] + 1 if strip.words else 0 :]:
            if token.is_word:  # another row's label, behind the values of this one
                found.update(_lines_of(token.text, laid.layout) - settled)
    found |= _beside_bare_labels(laid, strips, taken) - settled
    return frozenset(found | (_beside_nameless_values(laid, strips, taken) - settled))


def _named_beside(strip: Strip, layout: TableLayout, settled: Set[int]) -> Set[int]:
    """All lines that are no row if the label of one stands whole behind a row's values, as where halves of a table
    stand side by side: the others' labels may be hurt.
    """
    first = next((place for place, token in enumerate(strip.tokens) if token.is_printed), len(strip.tokens))
    behind = (token.text for token in strip.tokens[first:] if token.is_word) if strip.more_words else ()
    lacking = set(range(len(layout.lines))) - settled
    return lacking if any(lacking & _lines_of(text, layout, least=1.0) for text in behind) else set()


def _beside_bare_labels(laid: Laid, strips: Sequence[Strip], taken: Set[int]) -> set[int]:
    """The lines between two rows of a list between which labels stand that several of its lines share: which of them
    they are is told by their groups alone, but some are in print.
    """
    shared = laid.layout.bare if laid.layout.arrangement == "listed" else frozenset()
    bare = [s for s in strips if shared and s.first not in taken and any(normalise(w) in shared for w in _words(s))]
    rows = sorted(laid.rows, key=lambda row: row.strip.first)
    return {
        line
        for row, following in itertools.pairwise(rows)
        if any(row.strip.last < strip.first < following.strip.first for strip in bare)
        for line in range(row.line + 1, following.line)
    }


def _words(strip: Strip) -> list[str]:
    return [strip.tokens[place].text for place in strip.words]


def _beside_nameless_values(laid: Laid, strips: Sequence[Strip], taken: Set[int]) -> set[int]:
    """The lines between two rows of which the upper has more values than it has cells, and those beside values without
    a label between rows, right above the first or behind the last: theirs may be gone.
    """
    rows = sorted(laid.rows, key=lambda row: row.strip.first)
    lines = laid.layout.lines
    nameless = [strip for strip in strips if strip.has_values and not strip.words and strip.first not in taken]
    nameless = [strip for strip in nameless if not is_beside_table(strip, laid.rows)]
    named = [strip.first for strip in strips if strip.words]
    before = max((line for line in named if line < rows[0].strip.first), default=-1)
    behind = min((line for line in named if line > rows[-1].strip.last), default=rows[-1].strip.last + _NEAR)
    uppers = [(-1, before), *((row.line, row.strip.last) for row in rows)]
    lowers = [*((row.line, row.strip.first) for row in rows), (len(lines), behind)]
    found: set[int] = set()
    for (above, after), (below, until) in zip(uppers, lowers, strict=True):
        between = [strip for strip in nameless if after < strip.first < until]
        printed = max((sum(1 for token in strip.tokens if token.is_printed) for strip in between), default=0)
        found.update(line for line in range(above + 1, below) if 0 < printed <= len(lines[line].cells) + 1)
    for row, following in itertools.pairwise(rows):
        printed = sum(1 for token in row.strip.tokens[row.label.end :] if token.is_printed)
        columns = len(row.head.known_order) if row.head is not None else len(row.placed.tokens)
        if printed > max(columns, row.placed.printed):
            found.update(range(row.line + 1, following.line))
    return found


def is_beside_table(strip: Strip, rows: Sequence[Row]) -> bool:
    """Whether a number stands alone in the text between tables whose rows have cells: a page's, and no row."""
    is_alone = strip.layout == "loose" and len(strip.tokens) == 1 and not strip.words
    return is_alone and all(row.strip.layout == "grid" and len(row.placed.tokens) > 1 for row in rows)


def _lines_of(label: str, layout: TableLayout, least: float = STRONG) -> Set[int]:
    """The lines whose label a text is, be it with a slip where it is like no other's, and at least that much."""
    if normalise(label) in layout.columns and list_sign(label) is None:
        return set()  # 总计 is a column's label, too, but that is not numbered
    exact = layout.exact.get(normalise(label))
    if exact:
        return set(exact)
    likes = {line: like for line, like in layout.likenesses(label).items() if like >= least}
    return set(likes) if len(likes) == 1 else set()


def with_columns_lacking(rows: Sequence[Row]) -> list[Row]:
    """The rows; of those under a head all of whose labels are known the columns that it lacks are absent even where
    nobody knows under which of the others the values stand. No row may have more values than the head has columns.
    """
    heads = {id(row.head): row.head for row in rows if row.head is not None}
    lacking = {which: _lacking(head, rows) for which, head in heads.items()}
    return [
        row._replace(placed=replace(row.placed, absent=lacking[id(row.head)]))
        if row.head is not None and not row.placed.filled and lacking[id(row.head)]
        else row
        for row in rows
    ]


def _lacking(head: HeadMap, rows: Sequence[Row]) -> frozenset[int]:
    below = [row for row in rows if row.head is head]
    slots = len(below[0].placed.tokens)
    are_known = not head.unknown and not head.is_parted and len(head.likeness) * 2 > slots
    if not are_known or len(below) < _ROWS:
        return frozenset()
    width = len(head.known_order)
    is_wider = any(sum(1 for t in row.strip.tokens[row.label.end :] if not t.is_blank) > width for row in below)
    return frozenset() if is_wider else frozenset(range(slots)).difference(head.likeness)


def columns_lacking(laid: Laid) -> Mapping[int, frozenset[int]]:
    """By line that is no row the columns that all rows with the same columns lack."""
    found: dict[int, frozenset[int]] = {}
    lines = laid.layout.lines
    for number, line in enumerate(lines):
        absent = [row.placed.absent for row in laid.rows if lines[row.line].head is line.head]
        found[number] = frozenset(absent[0]).intersection(*absent[1:]) if absent else frozenset()
    return found
