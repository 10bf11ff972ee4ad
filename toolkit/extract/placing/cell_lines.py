"""How many cells rows have in a text of one cell a line: as their lines, taken together, show it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.pitch import Pitch, cells_at, pitch_of
from toolkit.extract.strips.spacing import Spacing, closings_by_label, spacing_of
from toolkit.extract.strips.strips import Strip

_FULL_ROW, _FULL_ROWS = 5, 3  # values in a row, and rows, that show how many cells each has
_ROWS = 6  # rows with as many lines each


class _Width(NamedTuple):
    """How many cells rows have, and the strip that is the first of them."""

    row: int
    width: int


class _Even(NamedTuple):
    """Rows of a run, by number. ``width`` is how many cells each has, None where the last lines, blank in all rows, may
    be what merged labels have left.
    """

    run: int
    width: int | None
    numbers: tuple[int, ...]


def _widths(strips: Sequence[Strip], heads: HeadFinder) -> Mapping[int, _Width]:
    """How many cells most full rows with no head between them have where each cell stands on a line of its own."""
    rows: dict[int, list[_Width]] = {}
    for number, strip in enumerate(strips):
        cells = strip.tokens[strip.words[-1] + 1 :] if strip.stacked and strip.words else ()
        printed = [place for place, token in enumerate(cells) if token.is_printed]
        if len(printed) >= _FULL_ROW and printed[-1] - printed[0] == len(printed) - 1:
            rows.setdefault(heads.stretch(number), []).append(_Width(number, len(printed)))
    most = {stretch: Counter(each.width for each in of).most_common(1)[0] for stretch, of in rows.items()}
    return {
        stretch: rows[stretch][0]._replace(width=width)
        for stretch, (width, count) in most.items()
        if count >= _FULL_ROWS and count * 2 > len(rows[stretch])
    }


def _even(strips: Sequence[Strip]) -> Iterator[_Even]:
    """The rows that have as many lines behind their labels as their neighbours, though not as many values are printed
    in each, or one on every line: there every line is a cell, blank or not.
    """
    rows = [
        (number, strip.tokens[strip.words[-1] + 1 :])
        for number, strip in enumerate(strips)
        if strip.stacked and strip.words and strip.has_room
    ]
    for (run, width), group in itertools.groupby(rows, key=lambda row: (strips[row[0]].run, len(row[1]))):
        alike = list(group)
        printed = {sum(1 for token in cells if token.is_printed) for _, cells in alike}
        if len(alike) >= _ROWS and (len(printed) > 1 or printed == {width}):
            yield _Even(run, width if max(printed) == width else None, tuple(number for number, _ in alike))


class CellLines:
    """The rows of a report's strips, counted once."""

    def __init__(self, strips: Sequence[Strip], heads: HeadFinder) -> None:
        self._strips = strips
        self._heads = heads
        self._spacing = spacing_of(strips, heads.separators)
        self._widths = _widths(strips, heads)
        even = list(_even(strips))
        self._even_runs = {each.run for each in even}
        self._even_widths = {number: each.width for each in even if each.width for number in each.numbers}
        self._spacing_even = self._spacing._replace(lines_are_cells=True)
        self._closings = closings_by_label(strips)
        self._pitches: dict[tuple[int, tuple[int, int]], Pitch | None] = {}

    def spacing(self, number: int, *, are_full: bool = False) -> Spacing:
        """What empty lines mean behind the label of a strip; ``are_full``: rows around have a value in each column."""
        strip = self._strips[number]
        # Whether the last lines are cells of values without their own label, or part them from the next, nothing tells.
        is_open = strip.stacked and not strip.words and strip.tokens[-1].is_blank
        is_even = strip.run in self._even_runs and not is_open
        spacing = self._spacing_even if is_even else self._spacing
        closings = self._closings.get(number)
        if closings is None and not are_full:
            return spacing
        return spacing._replace(are_full=are_full, before_next=closings or spacing.before_next)

    def width(self, number: int, is_under: Callable[[int], bool]) -> int | None:
        """How many cells the row of a strip has, as its neighbours show; else as rows elsewhere do, if ``is_under``
        says of one, by number, that it stands under the same head.
        """
        if number in self._even_widths:
            return self._even_widths[number]
        own = self._widths.get(self._heads.stretch(number))
        if own is not None:
            return own.width
        return next((each.width for each in self._widths.values() if is_under(each.row)), None)

    def cells(
        self, strip: Strip, label: int, width: tuple[int, int], labels: Callable[[], Iterable[int]]
    ) -> Sequence[Token] | None:
        """The cells behind the label at that place where each cell of the table has its line, those of labels too; None
        where that isn't so. ``width`` is how many columns there are behind labels and how many of them, the last ones,
        are for remarks, which are left out; ``labels`` are the lines of all labels that are known in the strip's run.
        """
        key = (strip.run, width)
        if key not in self._pitches:
            of_run = [each for each in self._strips if each.run == strip.run and each.stacked]
            self._pitches[key] = pitch_of(of_run, list(labels()), *width)
        pitch = self._pitches[key]
        return cells_at(strip, label, pitch) if pitch is not None else None
