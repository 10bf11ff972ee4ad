"""Where the cells of a table row lie, from the operations on the row (MS-DOC 2.6.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from struct import unpack_from

from toolkit.readers.doc.sprms import Operations
from toolkit.readers.word.flow import CellLayout, Merge, RowLayout

_CELL = 20  # bytes of a cell's description
_MOST_CELLS = 63


class _Row:
    """A row while operations are applied to it: widths, and each cell's bits for merging, across and down."""

    def __init__(self) -> None:
        self.left = 0
        self.gap = 0
        self.widths: list[int] = []
        self.across: list[int] = []
        self.down: list[int] = []

    def define(self, operand: bytes) -> None:
        """All cells anew."""
        count = min(operand[2], _MOST_CELLS) if len(operand) > 2 else 0
        described = 3 + 2 * (count + 1)
        if not count or len(operand) < described:
            return
        edges = unpack_from(f"<{count + 1}h", operand, 3)
        self.left = edges[0]
        self.widths = [right - left for left, right in pairwise(edges)]
        places = range(described, described + count * _CELL, _CELL)
        flags = [unpack_from("<H", operand, at)[0] if at + 2 <= len(operand) else 0 for at in places]
        self.across = [of_cell & 3 for of_cell in flags]
        self.down = [of_cell >> 5 & 3 for of_cell in flags]

    def set_gap(self, operand: bytes) -> None:
        (self.gap,) = unpack_from("<h", operand)

    def move(self, operand: bytes) -> None:
        (left,) = unpack_from("<h", operand)
        self.left = left - self.gap

    def merge(self, operand: bytes) -> None:
        for number in self._limited(operand):
            self.across[number] = 1 if number == operand[0] else 2

    def split(self, operand: bytes) -> None:
        for number in self._limited(operand):
            self.across[number] = 0

    def merge_down(self, operand: bytes) -> None:
        if len(operand) == 2 and operand[0] < len(self.down):
            self.down[operand[0]] = operand[1] & 3

    def insert(self, operand: bytes) -> None:
        first, count = operand[0], operand[1]
        (width,) = unpack_from("<h", operand, 2)
        missing = max(0, first - len(self.widths))
        if not count or len(self.widths) + missing + count > _MOST_CELLS:
            return
        for values, value in ((self.widths, width), (self.across, 0), (self.down, 0)):
            values.extend([value] * missing)
            values[first:first] = [value] * count

    def delete(self, operand: bytes) -> None:
        gone = self._limited(operand)
        for values in (self.widths, self.across, self.down):
            del values[gone.start : gone.stop]

    def set_width(self, operand: bytes) -> None:
        for number in self._limited(operand):
            (self.widths[number],) = unpack_from("<h", operand, 2)

    def _limited(self, operand: bytes) -> range:
        """The cells that an operation is for: from the first to before the last it names."""
        last = min(operand[1], len(self.widths))
        return range(min(operand[0], last), last)


_OPERATIONS: dict[int, Callable[[_Row, bytes], None]] = {
    0xD608: _Row.define,
    0x9602: _Row.set_gap,
    0x9601: _Row.move,
    0x5624: _Row.merge,
    0x5625: _Row.split,
    0xD62B: _Row.merge_down,
    0x7621: _Row.insert,
    0x5622: _Row.delete,
    0x7623: _Row.set_width,
}


def row_layout(operations: Operations) -> RowLayout:
    """The layout that a row has after all operations, of which those that bear on it are done."""
    row = _Row()
    for operation, operand in operations:
        apply = _OPERATIONS.get(operation)
        if apply is not None:
            apply(row, operand)
    edges = tuple(accumulate((row.left, *row.widths))) if row.widths else ()
    return RowLayout(edges, tuple(_cells(row)))


def _cells(row: _Row) -> Iterator[CellLayout]:
    """Of the two bits for merging across, Word's own description and other programs name different ones first; the
    first cell of a merge shows which one means that.
    """
    first = 0
    for bits, vertical in zip(row.across, row.down, strict=True):
        across: Merge | None = None
        if not bits:
            first = 0
        elif not first or bits == first:
            first = bits
            across = "restart"
        else:
            across = "continue"
        down: Merge | None = "restart" if vertical & 2 else "continue" if vertical else None
        yield CellLayout(down, across)
