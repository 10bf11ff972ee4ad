"""Rows that stand among those of another table, and so are none, however like one of the form's their label is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.heads.sisters import CERTAIN
from toolkit.extract.laying.laid import Row
from toolkit.extract.strips.strips import Strip

_SEVERAL = 3  # rows
_NEAR = 4  # lines between rows of one table

IsForeign = Callable[[Strip], bool]
"""Whether a strip's label is known to be no row of any form: a subtotal, a remark."""


def without_strays(rows: Sequence[Row], strips: Sequence[Strip], heads: HeadFinder, is_foreign: IsForeign) -> list[Row]:
    """Without rows that stand among strips of another table: neither the one before nor the one behind is a row, or
    most of those under the same head are none.
    """
    used = {number for row in rows for number in range(row.strip.first, row.strip.last + 1)}
    valued = [
        strip
        for strip in strips
        if (strip.has_values and not _numbers_columns(strip)) or (strip.first in used and strip.layout == "grid")
    ]
    places = {strip.first: place for place, strip in enumerate(valued)}
    numbers = {strip.first: number for number, strip in enumerate(strips)}

    def is_below_head(row: Row) -> bool:
        """Whether a row is the first one under a head of the form."""
        head = row.head
        is_own = head is not None and head.run == row.strip.run and (head.hits > 1 or _is_certain(head))
        return is_own and heads.is_first_below(numbers[row.strip.first])

    rows = [row for row in rows if is_below_head(row) or not _is_stray(row.strip, valued, places, used, is_foreign)]
    stretches = _stretches(strips, heads)
    ours = [strip for strip in valued if not is_foreign(strip)]
    all_in = Counter(stretches[strip.first] for strip in ours)
    own: dict[tuple[int, bool], list[int]] = {}
    for row in rows:
        own.setdefault(stretches[row.strip.first], []).append(row.strip.first)
    kept = {
        stretch
        for stretch, firsts in own.items()
        if len(firsts) * 2 >= all_in[stretch] or _stand_together(firsts, ours)
    }
    return [
        row
        for row in rows
        if stretches[row.strip.first] in kept or (is_below_head(row) and row.head is not None and row.head.whole)
    ]


def _is_certain(head: HeadMap) -> bool:
    """Whether a head of one column has the whole of its label."""
    return head.whole and min(head.likeness.values(), default=0.0) >= CERTAIN


def _numbers_columns(strip: Strip) -> bool:
    """Whether a row numbers the columns below their head: 栏次 1 2 3 4."""
    values = [token.reading.value for token in strip.tokens if token.is_printed]
    return len(values) > _SEVERAL and values == list(range(1, len(values) + 1))


def _stretches(strips: Sequence[Strip], heads: HeadFinder) -> Mapping[int, tuple[int, bool]]:
    """By their first lines, the stretches of strips under one head: those of its own table, and apart from them what
    follows in others, which may have no head.
    """
    runs: dict[int, int] = {}
    found: dict[int, tuple[int, bool]] = {}
    for number, strip in enumerate(strips):
        stretch = heads.stretch(number)
        found[strip.first] = (stretch, runs.setdefault(stretch, strip.run) == strip.run)
    return found


def _is_stray(
    strip: Strip, valued: Sequence[Strip], places: Mapping[int, int], used: Set[int], is_foreign: IsForeign
) -> bool:
    place = places.get(strip.first, places.get(strip.last))
    if place is None:
        return False
    # A row that can't be told stands on either side now and then.
    around = [valued[n] for n in (place - 2, place - 1, place + 1, place + 2) if 0 <= n < len(valued)]
    near = [other for other in around if other.run == strip.run and abs(other.first - strip.first) <= _NEAR]
    return bool(near) and all(other.first not in used and not is_foreign(other) for other in near)


def _stand_together(firsts: Sequence[int], ours: Sequence[Strip]) -> bool:
    """Whether several rows, by their first lines, have none but themselves between them."""
    between = sum(1 for strip in ours if min(firsts) <= strip.first <= max(firsts))
    return len(firsts) > _SEVERAL and between <= len(firsts)
