"""The pages of a TIFF file as its directories chain them: whether all that it leads to are in it."""

from __future__ import annotations

from typing import Literal

_ENTRY, _BIG_ENTRY = 12, 20  # bytes of a directory's entry


def first_page_lost(data: bytes, most: int) -> int | None:
    """The number, from 1, of the first page that a file leads to without having it: it was cut off, or damaged. None
    if its pages end where it says so, or if there are more than ``most``.
    """
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    is_big = data[2:4] in (b"+\0", b"\0+")
    word, count, entry = (8, 8, _BIG_ENTRY) if is_big else (4, 2, _ENTRY)

    def number(at: int, size: int) -> int | None:
        return int.from_bytes(data[at : at + size], order) if at + size <= len(data) else None

    offset = number(8 if is_big else 4, word)
    for page in range(1, most + 1):
        if offset == 0:
            return None
        entries = number(offset, count) if offset is not None else None
        if offset is None or entries is None:
            return page
        end = offset + count + entries * entry
        offset = number(end, word)
        if offset is None:
            return page
    return None
