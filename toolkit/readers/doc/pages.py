"""Formatting of a Word 97–2003 document by place in the file: pages of 512 bytes with runs of bytes (MS-DOC 2.9.33 on).

A page ends with the number of its runs and begins with their limits; of each run it says where in the page its
properties stand. Runs that don't follow one another are left out: they can't be meant.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable
from struct import unpack_from

_PAGE = 512
_PAPX_ENTRY, _CHPX_ENTRY = 13, 1  # bytes that a page has for each run
_STYLE_ONLY = b"\0\0"

Properties = bytes
"""Of a paragraph: its style's number (two bytes) and a group of operations; of characters: a group of operations."""


class Runs:
    """Runs of bytes in order, with their properties."""

    def __init__(self) -> None:
        self.starts: array[int] = array("Q")
        self.ends: array[int] = array("Q")
        self.properties: list[Properties] = []

    def add(self, start: int, end: int, properties: Properties) -> None:
        """Add a run if it lies behind the last one."""
        if start < end and (not self.ends or start >= self.ends[-1]):
            self.starts.append(start)
            self.ends.append(end)
            self.properties.append(properties)

    def index_at(self, offset: int) -> int | None:
        """Which run a byte belongs to."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else None


def paragraph_runs(document: bytes, table: bytes) -> Runs:
    """The runs of paragraph properties; ``table`` is the list of their pages."""
    return _runs(document, table, _PAPX_ENTRY, _paragraph_properties)


def character_runs(document: bytes, table: bytes) -> Runs:
    """The runs of character properties."""
    return _runs(document, table, _CHPX_ENTRY, _character_properties)


def _runs(document: bytes, table: bytes, width: int, properties_of: Callable[[bytes, int], Properties]) -> Runs:
    count = min((len(table) - 4) // 8, len(document) // _PAGE + 1)  # no page is used twice
    runs = Runs()
    if count < 1:
        return runs
    for number in unpack_from(f"<{count}I", table, 4 * ((len(table) - 4) // 8 + 1)):
        start = (number & 0x3F_FFFF) * _PAGE
        page = document[start : start + _PAGE]
        if len(page) < _PAGE:
            continue
        size = page[-1]
        described = 4 * (size + 1)
        if described + width * size > _PAGE - 1:
            continue
        limits = unpack_from(f"<{size + 1}I", page)
        for index in range(size):
            place = 2 * page[described + width * index]
            runs.add(limits[index], min(limits[index + 1], len(document)), properties_of(page, place))
    return runs


def _paragraph_properties(page: bytes, place: int) -> Properties:
    if not place:
        return _STYLE_ONLY
    size = 2 * page[place] - 1
    if size < 0:  # one more byte, for what has an even size
        size = 2 * page[place + 1] if place + 1 < _PAGE else 0
        place += 1
    return page[place + 1 : min(place + 1 + size, _PAGE - 1)] or _STYLE_ONLY


def _character_properties(page: bytes, place: int) -> Properties:
    return page[place + 1 : min(place + 1 + page[place], _PAGE - 1)] if place else b""
