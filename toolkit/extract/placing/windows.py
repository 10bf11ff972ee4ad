"""Texts of one cell a line in which most cells are blank: where the cells of each row begin, as all rows together show.

No row there is full, so that none shows alone which of the lines behind its label are its cells. But together the
values of all rows stand on as many lines as the head has columns, from the first to the last, if they are laid one
over the other. A row that has as many lines as others before a label of the same kind has lost none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from toolkit.extract.labels import list_sign
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

_ROWS = 8  # of a table
_EDGE = 3  # rows with a value on the first line, and on the last
_AGREEING, _SHARE = 3, 0.75  # rows before labels of one kind, and how many of them have as many lines
_LEAST, _LABELS = 5, 4  # columns


class Windows:
    """The rows of a report's strips; ``label_end`` gives the place behind a row's label that is sure, by number."""

    def __init__(self, strips: Sequence[Strip], label_end: Callable[[int], int | None]) -> None:
        self._strips = strips
        self._label_end = label_end
        self._begins: dict[tuple[int, int], int | None] = {}
        self._rows: dict[tuple[int, int], dict[int, Sequence[Token]]] = {}

    def cells(self, number: int, width: int) -> Sequence[Token] | None:
        """The lines of a strip, by number, that are its row's cells; none where lines of it are lost or too many, None
        where other rows do not show it.
        """
        key = self._strips[number].run, width
        if key not in self._rows:
            self._rows[key] = self._together(*key)
            self._begins[key] = _begin(list(self._rows[key].values()), width)
        rows, begin = self._rows[key], self._begins[key]
        usual = self._usual_lines(number, rows) if begin is not None and number in rows and width >= _LEAST else None
        if begin is None or usual is None:
            return None
        cells = rows[number][begin : begin + width]
        is_last = number == max(rows) and any(token.is_blank for token in cells[-1:])
        is_shown = not is_last or any(
            token.is_blank for at, other in rows.items() if at != number for token in other[begin : begin + width]
        )  # else its blank lines may be the gap behind the table
        return cells if is_shown and len(rows[number]) == usual and len(cells) == width else ()

    def _together(self, run: int, width: int) -> dict[int, Sequence[Token]]:
        """The most rows of a run, by number, of which none is farther from the next than two rows are: what stands
        behind their labels. Another table has labels like these, too.
        """
        groups: list[dict[int, Sequence[Token]]] = []
        last = -1
        for number, strip in enumerate(self._strips):
            end = self._label_end(number) if strip.stacked and strip.run == run else None
            if end is None or end != strip.words[-1] + 1:
                continue
            if not groups or strip.first + end - last > 2 * (width + _LABELS):
                groups.append({})
            groups[-1][number] = strip.tokens[end:]
            last = strip.first + end
        return max(groups, key=len, default={})

    def _usual_lines(self, number: int, rows: dict[int, Sequence[Token]]) -> int | None:
        """How many lines nearly all rows have before a label of the kind that stands behind a row; None where they do
        not agree.
        """
        kind = self._kind_behind(number)
        if kind is None:
            return None
        counts = Counter(len(cells) for other, cells in rows.items() if self._kind_behind(other) == kind)
        lines, count = counts.most_common(1)[0]
        return lines if count >= max(_AGREEING, _SHARE * counts.total()) else None

    def _kind_behind(self, number: int) -> str | None:
        """The kind of the list sign that the next label has."""
        following = self._strips[number + 1] if number + 1 < len(self._strips) else None
        if following is None or following.run != self._strips[number].run or following.words[:1] != (0,):
            return None
        sign = list_sign(following.tokens[0].text)
        return None if sign is None else "()" if sign[0] == "(" else sign[-1]


def _begin(rows: Sequence[Sequence[Token]], width: int) -> int | None:
    """The line behind a label that is the first cell; None where the values of all rows do not just fill the width."""
    printed = [[place for place, token in enumerate(cells) if not token.is_blank] for cells in rows]
    lines = Counter(place for places in printed for place in places)
    if len(rows) < _ROWS or not lines:
        return None
    first, last = min(lines), max(lines)
    is_just_filled = last - first + 1 == width and min(lines[first], lines[last]) >= _EDGE
    return first if is_just_filled else None
