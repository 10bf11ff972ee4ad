"""Where labels of columns that make no head have the total: before those of its parts, behind them, or among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Literal

from toolkit.extract.labels import normalise
from toolkit.extract.layouts import Head, Known
from toolkit.extract.lines.lines import Line

Place = Literal["first", "last", "within"]
_PARTS = 2  # labels beside a total, that show where it stands


def places(lines: Sequence[Line], head: Head, totals: Set[int]) -> set[Place]:
    """The places of the totals (slots of a head, by number) among the other labels in lines over a row; none where the
    labels don't tell. A head may be one line that was broken, or have lines of its own for each of its storeys: both
    are asked.
    """
    known = frozenset().union(*(head.slots[slot].known for slot in totals))
    parts = frozenset().union(*(slot.known for number, slot in enumerate(head.slots) if number not in totals)) - known
    labels = [list(_labels(line, head.known)) for line in lines if not any(token.is_printed for token in line.tokens)]
    whole = [text for line in labels for text in line]
    return {place for line in (*labels, whole) for place in _in_line(line, known, parts, head.groups)}


def _labels(line: Line, known: Known) -> Iterator[str]:
    """The texts in a line, those apart that a single blank parts."""
    for token in line.tokens:
        if token.is_word:
            whole = normalise(token.text)
            yield from [whole] if whole in known else map(normalise, token.text.split())


def _in_line(labels: Sequence[str], totals: Set[str], parts: Set[str], groups: Set[str]) -> Iterator[Place]:
    """The places of the total in a line, where its labels may stand several times, once for each group."""
    columns = [text for text in labels if text in totals or text in parts]
    if len(columns) <= _PARTS:  # a group's label stands for its columns
        columns = [text for text in labels if text in totals or text in parts or text in groups]
    for stretch in _stretches(columns, totals):
        at = next((place for place, text in enumerate(stretch) if text in totals), None)
        if at is not None and len(stretch) > _PARTS:
            yield "first" if at == 0 else "last" if at == len(stretch) - 1 else "within"


def _stretches(labels: Sequence[str], totals: Set[str]) -> Iterator[list[str]]:
    """Labels up to where one of them comes again."""
    stretch: list[str] = []
    for text in labels:
        if text in stretch or (text in totals and any(each in totals for each in stretch)):
            yield stretch
            stretch = []
        stretch.append(text)
    yield stretch
