"""What laying a form's table on a report gives: its rows, which tokens their cells are, and what stayed open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.layouts import TableLayout
from toolkit.extract.placing.placed import Placed
from toolkit.extract.placing.row_placing import Labelled
from toolkit.extract.strips.strips import Strip


class Row(NamedTuple):
    """A line of the form with what was found of it."""

    line: int
    strip: Strip
    label: Labelled
    placed: Placed
    head: HeadMap | None
    confidence: float


@dataclass(frozen=True)
class Laid:
    """A table of a form, in one arrangement, laid on the strips of a report.

    ``left`` are strips with values among its rows that are no line of the form; ``doubtful`` those that may be one,
    with the lines in question; ``empty`` the lines whose label is printed with no cell beside it; ``apart`` are lines
    it lacks that are printed in another place, from which nothing leads here, with the strip where they begin.
    """

    layout: TableLayout
    rows: tuple[Row, ...]
    score: float
    left: tuple[Strip, ...] = ()
    doubtful: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    empty: frozenset[int] = frozenset()
    apart: Mapping[int, Strip] = field(default_factory=dict)

    @cached_property
    def filled(self) -> int:
        """How many cells have a token."""
        return sum(row.placed.filled for row in self.rows)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The first and the last line of the document that its rows take up."""
        return min(row.strip.first for row in self.rows), max(row.strip.last for row in self.rows)

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines of the document with values that its rows take up."""
        strips = [row.strip for row in self.rows if row.strip.has_values]
        return frozenset(line for strip in strips for line in range(strip.first, strip.last + 1))

    @cached_property
    def worth(self) -> float:
        """What the arrangement explains of the report: cells, each as far as it is sure, and heads."""
        return self._worth(_weight)

    @cached_property
    def size(self) -> float:
        """The same, blanks counted like figures: a table left blank is a table."""
        return self._worth(lambda placed: placed.filled)

    def _worth(self, weight: Callable[[Placed], float]) -> float:
        cells = sum(weight(row.placed) * row.confidence * max(row.placed.sure, 0.1) for row in self.rows)
        heads = {id(row.head): row.head.hits for row in self.rows if row.head is not None}
        return cells + sum(heads.values()) / 2 + len(self.rows) / 4

    @cached_property
    def head_hits(self) -> int:
        """How many labels of its heads are printed, the same head counted once."""
        heads = {id(row.head): len(row.head.likeness) for row in self.rows if row.head is not None}
        return sum(heads.values())


def _weight(placed: Placed) -> float:
    """Cells with something in them; a blank says little."""
    printed = placed.printed
    return printed + 0.25 * (placed.filled - printed)


def without_rows_in(laid: Laid, taken: Set[int]) -> Laid | None:
    """A table without those of its rows that stand on lines of another one, which are left open; None where these are
    not the fewer ones: then it is not there.
    """
    rows = tuple(row for row in laid.rows if taken.isdisjoint(range(row.strip.first, row.strip.last + 1)))
    if len(rows) * 2 <= len(laid.rows):
        return None
    return replace(laid, rows=rows, empty=laid.empty | {row.line for row in laid.rows if row not in rows})
