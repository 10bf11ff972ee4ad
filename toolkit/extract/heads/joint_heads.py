"""Heads of a text that hold the columns of all parts of a table once, one below another: a row has a cell for each of
them, crossed out or blank where its part has no such column.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.heads.sisters import SURE, Columns
from toolkit.extract.labels import label_likeness
from toolkit.extract.layouts import Head, Known
from toolkit.extract.lines.lines import Token

_LEAST = 2  # heads
_PIECES = 3  # into which a text breaks a label


def read_joint(
    lines: Sequence[Sequence[Token]], head: Head, heads: Sequence[Head], kind: Columns, run: int
) -> HeadMap | None:
    """The columns of ``head`` among those of all ``heads`` of its form without groups, where all of them stand in these
    lines one below another, each once; None where one is lacking, printed twice or not known.
    """
    parts = [each for each in heads if not each.groups and all(slot.known for slot in each.slots)]
    if head not in parts or len(parts) < _LEAST:
        return None
    known = frozenset().union(*(part.known for part in parts))
    texts = _unbroken(["".join(token.text for token in line if token.is_word) for line in lines], known)
    places = [place for place, text in enumerate(texts) if label_likeness(text, known) >= SURE]
    if not places or places[-1] - places[0] + 1 != len(places):
        return None
    columns = texts[places[0] : places[-1] + 1]
    if any(_slots(part, columns) is None for part in parts) or len(set(columns)) < len(columns):
        return None
    found = _slots(head, columns)
    if found is None or len(found) == len(columns):
        return None
    slots = {place: slot for slot, place in enumerate(found)}
    likeness = {slot: label_likeness(columns[place], head.slots[slot].known) for place, slot in slots.items()}
    return HeadMap(
        order=tuple(slots.get(place) for place in range(len(columns))),
        known_order=tuple(slots[place] for place in sorted(slots)),  # where other parts' blanks have lost their lines
        columns={},
        likeness=likeness,
        texts={slot: columns[place] for place, slot in slots.items()},
        repeated=frozenset(),
        extra=(),
        unknown=0,
        kind=kind,
        run=run,
        hits=len(found),
        groups=0,
        whole=True,
        is_parted=False,
    )


def _unbroken(texts: Sequence[str], known: Known) -> list[str]:
    """The texts, those that are a label of a column only together in one."""
    found: list[str] = []
    at = 0
    while at < len(texts):
        counts = range(1, min(_PIECES, len(texts) - at) + 1)
        likeness = {n: label_likeness("".join(texts[at : at + n]), known) for n in counts}
        count = max(counts, key=lambda n: (likeness[n], -n))
        count = count if likeness[count] >= SURE else 1
        found.append("".join(texts[at : at + count]))
        at += count
    return found


def _slots(head: Head, columns: Sequence[str]) -> list[int] | None:
    """The place of each slot's column; None where one is not there, or there is a choice."""
    found: list[int] = []
    for slot in head.slots:
        like = [place for place, text in enumerate(columns) if label_likeness(text, slot.known) >= SURE]
        exact = [place for place in like if label_likeness(columns[place], slot.known) == 1]
        if len(like) > 1:
            like = exact
        if len(like) != 1 or like[0] in found:
            return None
        found += like
    return found
