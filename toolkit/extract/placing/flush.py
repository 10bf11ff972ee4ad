"""Tables set by blanks whose values begin where their columns' labels do: one that begins elsewhere is under none."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.layouts import Head
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

_TOLD_BY = 3  # the first values below a head
Columns = tuple[tuple[int, tuple[int, int]], ...]
"""The slots' columns in a head: what tells it from others of its run."""


class Flush:
    """Tells rows whose columns are not those of the head over them, as on the next page of a text, where the columns
    are as wide as that page's values: under the labels they would stand by chance.
    """

    def __init__(self, strips: Sequence[Strip], heads: HeadFinder) -> None:
        self._strips = strips
        self._heads = heads
        self._flush: dict[tuple[int, Columns], bool] = {}

    def is_aside(self, strip: Strip, label_end: int, head: HeadMap, of: Head) -> bool:
        """Whether a value begins beside the columns of a head (``of`` the form) below which the first ones don't."""
        if strip.layout != "loose" or head.kind != "screen" or head.run != strip.run:
            return False
        starts = _starts(head)
        if all(token.start in starts for token in strip.tokens[label_end:] if token.is_printed):
            return False
        key = head.run, tuple(head.columns.items())
        if key not in self._flush:
            first = list(itertools.islice(self._values(head, of), _TOLD_BY))
            self._flush[key] = len(first) == _TOLD_BY and all(token.start in starts for token in first)
        return self._flush[key]

    def _values(self, head: HeadMap, of: Head) -> Iterator[Token]:
        """The values of the rows below a head, in order."""
        for number, strip in enumerate(self._strips):
            is_row = strip.run == head.run and strip.layout == "loose" and strip.first == strip.last
            if is_row and strip.words and strip.has_values and self._heads.over(number, strip, of) is head:
                yield from (token for token in strip.tokens[strip.words[-1] + 1 :] if token.is_printed)


def _starts(head: HeadMap) -> set[int]:
    return {start for start, _ in (*head.columns.values(), *head.extra)}
