"""Lines of a page as words and figures, and which of them are one row of a table without lines between its columns.

Rows are lines with figures; where rules part the rows, what stands between two of them is one row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.readers.page_model import Rule
from toolkit.readers.page_text import Frame, TextLine, chunks_of, goes_on, line_of

_VALUE = re.compile(r"[+\-−－增减]?[\d０-９][\d０-９,，.．]*(?:[万亿]?[件项条份人次元]{0,2})|[-−–—―－/／]{1,2}|[无零]")
_SIGN = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d)|第[一二三四五六七八九十]+条"
)
_MOST_CHUNKS = 40
_BANDS = 3  # stretches between rules: with fewer they stand around a table and not between its rows


class Row(NamedTuple):
    """A line of a page with its pieces."""

    page: int
    line: TextLine
    chunks: tuple[TextLine, ...]
    values: tuple[TextLine, ...]

    @property
    def is_row(self) -> bool:
        """Whether it has figures, and something besides."""
        return bool(self.values) and len(self.chunks) > 1

    @property
    def is_bare(self) -> bool:
        """Whether nothing but figures stands in it."""
        return bool(self.values) and len(self.values) == len(self.chunks)

    @property
    def words(self) -> tuple[TextLine, ...]:
        """The pieces that are no figures."""
        return tuple(chunk for chunk in self.chunks if chunk not in self.values)


def row_of(page: int, line: TextLine) -> Row:
    """A line with its pieces, figures apart."""
    chunks = tuple(part for chunk in chunks_of(line, 0.9)[:_MOST_CHUNKS] for part in _without_figure(chunk))
    values = tuple(chunk for chunk in chunks if _VALUE.fullmatch("".join(chunk.text.split())))
    return Row(page, line, chunks, values)


def _without_figure(chunk: TextLine) -> Iterator[TextLine]:
    """A piece, and the number that stands so close behind its words that it seems to be part of it."""
    at = len(chunk.glyphs)
    while at and chunk.glyphs[at - 1].text.isdigit():
        at -= 1
    if 0 < at < len(chunk.glyphs) and not chunk.glyphs[at - 1].text.isascii():
        before, first = chunk.glyphs[at - 1], chunk.glyphs[at]
        if first.x0 - before.x1 > 0.15 * first.size:
            yield line_of(chunk.glyphs[:at])
            yield line_of(chunk.glyphs[at:])
            return
    yield chunk


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of figures by their sides, and where the labels' columns begin."""

    values: tuple[tuple[float, float], ...]
    labels: tuple[float, ...]
    right: float

    @property
    def xs(self) -> tuple[float, ...]:
        """The sides of all columns."""
        between = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(self.values)]
        (x0, x1), (x2, x3) = self.values[0], self.values[-1]
        # The outermost columns are as wide on their far sides as on the near ones.
        left = min(x0 - 1, x0 + x1 - between[0]) if between else x0 - 4
        right = max(x3 + 1, x2 + x3 - between[-1]) if between else max(self.right, x3 + 4)
        return (*self.labels, max(left, max(self.labels, default=0.0) + 1), *between, right)

    def of_value(self, chunk: TextLine) -> int | None:
        """The number of the column that a piece stands in."""
        hits = [n for n, (x0, x1) in enumerate(self.values) if chunk.x0 < x1 and chunk.x1 > x0]
        return hits[0] if len(hits) == 1 else None


def bands(rows: Sequence[Row], columns: Columns, rules: Sequence[Rule]) -> Iterator[list[Row]]:
    """The lines of each row."""
    bands_between = parted(rows, rules)
    for band in bands_between:
        if len(bands_between) >= _BANDS and is_one_row(band, columns):
            yield band
        else:
            yield from _by_figures(band)


def parted(rows: Sequence[Row], rules: Sequence[Rule]) -> list[list[Row]]:
    """The lines of a page between the rules that run along most of their width."""
    left, right = min(row.line.x0 for row in rows), max(row.line.x1 for row in rows)
    cuts = [rule.at for rule in rules if min(rule.end, right) - max(rule.start, left) > 0.6 * (right - left)]
    found: list[list[Row]] = [[]]
    for row in rows:
        if found[-1] and any(found[-1][-1].line.y < cut < row.line.y for cut in cuts):
            found.append([])
        found[-1].append(row)
    return found


def is_one_row(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether no column has two figures in these lines."""
    taken = [columns.of_value(chunk) for row in rows for chunk in row.values]
    known = [column for column in taken if column is not None]
    return len(set(known)) == len(known)


def _by_figures(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of each row, told by its figures: a label's further lines stand below them, or around them."""
    around = any(row.values and not row.words for row in rows)
    found: list[list[Row]] = []
    for row in rows:
        if not found or begins(row):
            goes_on_there = False
        elif row.values:
            goes_on_there = around and not any(other.values for other in found[-1])
        else:
            goes_on_there = _is_rest(found[-1], row)
        if goes_on_there:
            found[-1].append(row)
        else:
            found.append([row])
    yield from found


def begins(row: Row) -> bool:
    """Whether a line begins with a list sign."""
    return bool(row.words) and _SIGN.match(row.words[0].text) is not None


def _is_rest(band: Sequence[Row], row: Row) -> bool:
    """Whether a line without figures goes on with the label before it."""
    before = next((other for other in reversed(band) if other.words), None)
    if before is None:
        return False
    label, following = before.words[-1], row.words[0]
    near = row.line.y - band[-1].line.y < 1.6 * row.line.size and abs(label.x0 - following.x0) < row.line.size
    edge = max(label.x1, following.x1)
    return near and goes_on(label, following, Frame(min(label.x0, following.x0), edge))
