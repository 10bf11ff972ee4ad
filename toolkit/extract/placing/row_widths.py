"""How many cells the rows of a table have behind their labels, where rows are known but not columns: as those show
before whose values no merged label has left its blanks.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.lines.lines import Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.strips.strips import Strip

_ENOUGH = 3  # rows
_ALIKE, _SHARE = 6, 0.8  # rows, and how many of all, that have as many cells


class RowWidths:
    """The rows of a report's strips; ``label_end`` gives the place behind a row's label that is sure, by number."""

    def __init__(self, strips: Sequence[Strip], label_end: Callable[[int], int | None]) -> None:
        self._strips = strips
        self._label_end = label_end
        self._are_so_wide: dict[tuple[int, int], bool] = {}
        self._usual: dict[int, tuple[int, int]] = {}
        self._counts: dict[int, Counter[int]] = {}
        self._ends: dict[int, int] = {}

    def without_blanks(self, strip: Strip, label_end: int, head: HeadMap | None) -> Strip:
        """A row without the blanks around its values, if it has one for each label of a head that lacks some of the
        slots, and other rows have no more and no blanks: so none of these is a cell of a slot.
        """
        if head is None or head.whole or head.kind != "none" or strip.layout != "ragged":
            return strip
        width = len(head.order)
        printed = [at for at, token in enumerate(strip.tokens) if at >= label_end and token.is_printed]
        is_full = len(printed) == width and printed[-1] - printed[0] == width - 1
        if not is_full or not self._are_all(strip.run, width):
            return strip
        first, last = printed[0], printed[-1]
        if not all(token.is_blank for token in (*strip.tokens[label_end:first], *strip.tokens[last + 1 :])):
            return strip
        return replace(strip, tokens=(*strip.tokens[:label_end], *strip.tokens[first : last + 1]))

    def has_lost_cells(self, strip: Strip, label_end: int) -> bool:
        """Whether a row has fewer cells than nearly all others, in all or behind their labels."""
        if strip.layout != "ragged":
            return False
        whole, behind = self._usual_of(strip.run)
        return len(strip.tokens) < whole if whole else len(strip.tokens) - label_end < behind

    def are_as_wide(self, run: int, width: int) -> bool:
        """Whether nearly all rows have so many cells behind their labels, be it with their unit before these."""
        rows = [cells[1:] if cells and unit_of(cells[0]) is not None else cells for cells in self._rows(run)]
        alike = sum(1 for cells in rows if len(cells) == width)
        return alike >= max(_ALIKE, _SHARE * len(rows))

    def has_stray(self, strip: Strip) -> bool:
        """Whether one of a row's values stands alone on the line before or behind the others, though there was room
        beside them: it may be a page's number or another row's.
        """
        values = [token for token in strip.tokens if token.is_printed]
        if strip.first == strip.last or len(values) < _ENOUGH:
            return False
        breaks = [at for at, (before, after) in enumerate(itertools.pairwise(values), 1) if after.start < before.end]
        is_alone = len(breaks) == 1 and breaks[0] in (1, len(values) - 1)
        if not is_alone or (breaks[0] == 1 and _is_beside_label(values[0], strip)):
            return False
        before, after = values[breaks[0] - 1], values[breaks[0]]
        return before.end + 1 + after.end - after.start <= self._end_of(strip.run)

    def _end_of(self, run: int) -> int:
        """Where the longest line ends."""
        if run not in self._ends:
            ends = (token.end for strip in self._strips if strip.run == run for token in strip.tokens)
            self._ends[run] = max(ends, default=0)
        return self._ends[run]

    def _usual_of(self, run: int) -> tuple[int, int]:
        """How many cells nearly all rows have, and how many behind their labels; 0 where they differ."""
        if run not in self._usual:
            rows = list(self._labelled(run))
            counts = (Counter(len(s.tokens) for s, _ in rows), Counter(len(s.tokens) - end for s, end in rows))
            most = [count.most_common(1)[0] if rows else (0, 0) for count in counts]
            least = max(_ALIKE, _SHARE * len(rows))
            whole, behind = (width if often >= least else 0 for width, often in most)
            self._usual[run] = whole, behind
        return self._usual[run]

    def are_wider(self, run: int, width: int) -> bool:
        """Whether most rows have more values than that: then one that has so many lacks some of its own."""
        wider = self._wider(run, width)
        return wider >= _ENOUGH and wider * 2 > self._counts[run].total()

    def has_wider(self, run: int, width: int) -> bool:
        """Whether several rows have more values than that."""
        return self._wider(run, width) >= _ENOUGH

    def _wider(self, run: int, width: int) -> int:
        if run not in self._counts:
            self._counts[run] = Counter(sum(1 for cell in cells if cell.is_printed) for cells in self._rows(run))
        return sum(count for values, count in self._counts[run].items() if values > width)

    def _are_all(self, run: int, width: int) -> bool:
        key = (run, width)
        if key not in self._are_so_wide:
            rows = list(self._rows(run))
            whole = sum(1 for cells in rows if len(cells) == width and all(cell.is_printed for cell in cells))
            most = max((sum(1 for cell in cells if cell.is_printed) for cells in rows), default=0)
            self._are_so_wide[key] = whole >= _ENOUGH and most == width
        return self._are_so_wide[key]

    def _rows(self, run: int) -> Iterator[Sequence[Token]]:
        return (strip.tokens[end:] for strip, end in self._labelled(run))

    def _labelled(self, run: int) -> Iterator[tuple[Strip, int]]:
        """The rows whose labels are sure, with the places behind these."""
        for number, strip in enumerate(self._strips):
            if strip.run == run and strip.has_values and (end := self._label_end(number)) is not None:
                yield strip, end


def _is_beside_label(value: Token, strip: Strip) -> bool:
    """Whether the first value of a row stands behind its label on the same line."""
    return bool(strip.words) and strip.tokens[strip.words[-1]].end <= value.start


def are_behind_blanks(tokens: Sequence[Token], head: HeadMap) -> bool:
    """Whether before a row's values, one for each label, as many blank cells stand as before the labels: then these are
    of a column without a name, and no label is lost.
    """
    blanks = sum(1 for _ in itertools.takewhile(lambda token: token.is_blank, tokens))
    printed = sum(1 for token in tokens if not token.is_blank)
    return 0 < blanks == head.blanks and printed == len(tokens) - blanks == len(head.order)
