"""Which pages of a file are wanted, and word of each page done: what a reader of pages is told and tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_RANGE = re.compile(r"(\d{1,5})(?:[-–~](\d{1,5})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages by number, from 1: ``ranges`` are first and last (None: to the end)."""

    ranges: tuple[tuple[int, int | None], ...]

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and any(
            first <= number and (last is None or number <= last) for first, last in self.ranges
        )

    @property
    def last(self) -> int | None:
        """The last page wanted; None: the file's last."""
        lasts = [last for _, last in self.ranges]
        return None if None in lasts else max(last for last in lasts if last is not None)


def pages_from(text: str) -> Pages:
    """Pages as people write them: ``1,3-5``, ``2-``.

    Raises:
        ValueError: it is none of that; the message is in Chinese.
    """
    ranges: list[tuple[int, int | None]] = []
    for piece in re.split(r"[,，、]", text.strip()):
        found = _RANGE.fullmatch(piece.strip())
        if found is None:
            raise ValueError(f"看不懂页码“{text}”，请写成 1,3-5 这样（2- 是从第 2 页到末页）")
        first = int(found[1])
        last = int(found[2]) if found[2] else (None if len(found[0]) > len(found[1]) else first)
        if first < 1 or (last is not None and last < first):
            raise ValueError(f"页码“{piece.strip()}”不对：从 1 数起，前面的不大于后面的")
        ranges.append((first, last))
    return Pages(tuple(ranges))


PageDone = Callable[[str, int, int | None], None]
"""Told the file's name, the number of pages that are done, and of all pages where that is known."""

_listening: ContextVar[PageDone | None] = ContextVar("page_done", default=None)


@contextmanager
def listening(to: PageDone) -> Iterator[None]:
    """While it lasts, ``to`` is told of each page that a reader begins or has done, in this thread."""
    token = _listening.set(to)
    try:
        yield
    finally:
        _listening.reset(token)


def page_done(name: str, done: int, total: int | None) -> None:
    """Say that so many pages of a file are done; nobody need listen."""
    if (to := _listening.get()) is not None:
        to(name, done, total)
