"""Tables drawn with bars that stand in the same columns of the screen in every line, as antiword draws them.

A bar's column says which cells a merged cell covers. Cells wrap within their columns and no rule parts the rows: a line
goes on with the row above where each of its cells goes on with one that is full. What has a list sign begins a row, but
where one and the same label stands over such lines again and again: then it is the first line of each of their labels.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
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
    begun = _begun(lines)
    for line, bars in zip(lines, columns, strict=True):
        widths = [right - left - 1 - 2 * pad for left, right in pairwise(bars)]
        if row and bars == above and _goes_on([pieces[-1] for pieces in row], line.cells, widths, kind, begun):
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


def _begun(lines: Sequence[BarLine]) -> frozenset[str]:
    """The texts that stand several times beside figures, each time over a line that has nothing but a numbered text in
    the same column: no row of the form has the name of another one.
    """
    counts: Counter[str] = Counter()
    for line, following in pairwise(lines):
        printed = [place for place, cell in enumerate(following.cells) if not cell.is_blank]
        if len(printed) != 1 or printed[0] >= len(line.cells) or not _SIGN.match(following.cells[printed[0]].text):
            continue
        if any(cell.is_value and not cell.is_blank for cell in line.cells):
            counts[line.cells[printed[0]].text.strip()] += 1
    return frozenset(text for text, count in counts.items() if count > 1)


def _goes_on(
    above: Sequence[Piece], cells: Sequence[Piece], widths: Sequence[int], kind: str, begun: frozenset[str]
) -> bool:
    """Whether the cells of a line go on with those above it: none is a figure or has a number of its own, and each
    stands below a full one; or below a label of a head that is less than full, beside the rest of others. Below a text
    that was ``begun`` a number is none of a row's own.
    """
    printed = [place for place, cell in enumerate(cells) if not cell.is_blank]
    if printed and printed[0] > 0 and all(cells[n].is_value and above[n].is_value for n in printed):
        return all(_is_full(above[n].text, cells[n].text, widths[n], kind) for n in printed)  # a number broken in two
    if not printed or any(cells[n].is_value or above[n].is_blank for n in printed):
        return False
    if any(_SIGN.match(cells[n].text) and above[n].text.strip() not in begun for n in printed):
        return False
    if all(_is_full(above[n].text, cells[n].text, widths[n], kind) for n in printed):
        return True
    is_head = all(_HAN.search(cell.text) for cell in above if not cell.is_blank)
    return is_head and printed[0] > 0 and len(printed) < sum(1 for cell in above if not cell.is_blank)


def _is_full(text: str, following: str, width: int, kind: str) -> bool:
    """Whether there is no room in a cell's line for the first character of the next one."""
    return _column(text, len(text), kind) + _column(following, 1, kind) > width
