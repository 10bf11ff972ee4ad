"""Tables drawn with bars that stand in the same columns of the screen in every line, as antiword draws them.

A bar's column says which cells a merged cell covers. Cells wrap within their columns and no rule parts the rows: a line
goes on with the row above where each of its cells goes on with one that is full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.readers.text.lines import Piece, joined

_LEAST = 3  # lines
_KINDS = ("WF", "WFA", "")  # of characters that may take two columns
_SIGN = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[)）、.．]|[①-⑳]")
_HAN = re.compile(r"[㐀-鿿]")


class BarLine(NamedTuple):
    """A line with bars: its text, where in it they stand, and the cells between them."""

    text: str
    bars: tuple[int, ...]
    cells: tuple[Piece, ...]


class Placed(NamedTuple):
    """A cell with its first column and how many it covers."""

    piece: Piece
    column: int
    wide: int


def rows_by_columns(lines: Sequence[BarLine]) -> list[list[Placed]] | None:
    """The rows of lines whose bars stand in the same columns; None where they don't, or where each line is a row as
    wide as the others, so that nothing is to be told by columns.
    """
    if len(lines) < _LEAST:
        return None
    for kind in _KINDS:
        columns = [tuple(_column(line.text, bar, kind) for bar in line.bars) for line in lines]
        edges = max(columns, key=len)
        if len(edges) > 2 and all(set(each) <= set(edges) and _ends(each) == _ends(edges) for each in columns):
            rows = list(_rows(lines, columns, edges, kind))
            is_even = all(len(row) == len(edges) - 1 for row in rows)
            return None if is_even and len(rows) == len(lines) else rows
    return None


def _ends(bars: Sequence[int]) -> tuple[int, int]:
    return bars[0], bars[-1]


def _column(text: str, at: int, kind: str) -> int:
    return at + sum(1 for sign in text[:at] if kind and unicodedata.east_asian_width(sign) in kind)


def _rows(
    lines: Sequence[BarLine], columns: Sequence[Sequence[int]], edges: Sequence[int], kind: str
) -> Iterator[list[Placed]]:
    place = {edge: number for number, edge in enumerate(edges)}
    pad = 1 if all(line.text[bar + 1 : bar + 2] == " " for line in lines for bar in line.bars[:-1]) else 0
    row: list[list[Piece]] = []
    above: Sequence[int] = ()
    for line, bars in zip(lines, columns, strict=True):
        widths = [right - left - 1 - 2 * pad for left, right in pairwise(bars)]
        if row and bars == above and _goes_on([pieces[-1] for pieces in row], line.cells, widths, kind):
            for pieces, cell in zip(row, line.cells, strict=True):
                pieces.append(cell)
            continue
        if row:
            yield _placed(row, above, place)
        row, above = [[cell] for cell in line.cells], bars
    yield _placed(row, above, place)


def _placed(row: Sequence[Sequence[Piece]], bars: Sequence[int], place: dict[int, int]) -> list[Placed]:
    spans = [(place[left], place[right] - place[left]) for left, right in pairwise(bars)]
    return [Placed(joined(pieces), column, wide) for pieces, (column, wide) in zip(row, spans, strict=True)]


def _goes_on(above: Sequence[Piece], cells: Sequence[Piece], widths: Sequence[int], kind: str) -> bool:
    """Whether the cells of a line go on with those above it: none is a figure or has a number of its own, and each
    stands below a full one; or below a label of a head that is less than full, beside the rest of others.
    """
    printed = [place for place, cell in enumerate(cells) if not cell.is_blank]
    if not printed or any(cells[n].is_value or above[n].is_blank or _SIGN.match(cells[n].text) for n in printed):
        return False
    if all(_is_full(above[n].text, cells[n].text, widths[n], kind) for n in printed):
        return True
    is_head = all(_HAN.search(cell.text) for cell in above if not cell.is_blank)
    return is_head and printed[0] > 0 and len(printed) < sum(1 for cell in above if not cell.is_blank)


def _is_full(text: str, following: str, width: int, kind: str) -> bool:
    """Whether there is no room in a cell's line for the first character of the next one."""
    return _column(text, len(text), kind) + _column(following, 1, kind) > width
