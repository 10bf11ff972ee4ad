"""The streams of an OLE2 compound file (MS-CFB): a small file system, in chains of sectors.

Every chain is bounded by the number of sectors that the file has; one that goes round in a circle is damage.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from sys import byteorder

from toolkit.model import Unreadable
from toolkit.readers.compound import MAGIC

_HEADER = 512
_HEADER_ENTRIES = 109  # of the list of allocation sectors that stand in the header
_LAST = 0xFFFFFFFA  # from here on a sector's number means something else: free, end of chain …
_ENTRY = 128  # bytes of a directory entry
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    """A directory entry: where a stream starts, and its size in bytes."""

    kind: int
    start: int
    size: int


class CompoundFile:
    """An opened compound file; streams are read when asked for.

    Raises:
        Unreadable: here and in ``stream`` for what is damaged or cut off.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        if not data.startswith(MAGIC) or len(data) < _HEADER:
            raise self._damaged("文件头")
        shift, mini_shift = _u16(data, 30), _u16(data, 32)
        if shift not in (9, 12) or not 2 <= mini_shift < shift:
            raise self._damaged("文件头")
        self._sector = 1 << shift
        self._mini_sector = 1 << mini_shift
        self._sectors = max(0, -(-len(data) // self._sector) - 1)
        self._cutoff = _u32(data, 56)
        self._next = self._allocation(_u32(data, 44), _u32(data, 68))
        self._entries = self._directory(self._chain(_u32(data, 48)))
        self._mini_start = _u32(data, 60)
        self._mini: tuple[bytes, array[int]] | None = None

    def __contains__(self, stream: str) -> bool:
        return stream.lower() in self._entries

    def stream(self, stream: str) -> bytes:
        """The bytes of a stream, by its name in any letter case."""
        entry = self._entries.get(stream.lower())
        if entry is None:
            raise self._damaged(f"{stream} 部分")
        return self._content(entry, stream)

    def _content(self, entry: _Entry, stream: str) -> bytes:
        if entry.size < self._cutoff:
            if self._mini is None:
                self._mini = self._mini_stream()
            store, following = self._mini
            size = self._mini_sector
            chain = _walk(entry.start, following, -(-entry.size // size))
            content = b"".join(store[number * size : (number + 1) * size] for number in chain)
        else:
            content = self._chain(entry.start, entry.size)
        if len(content) < entry.size:
            raise self._damaged(f"{stream} 部分")
        return content[: entry.size]

    # --- chains -------------------------------------------------------------------------------------------

    def _chain(self, start: int, size: int | None = None) -> bytes:
        """The sectors of a chain, joined; of no more than ``size`` bytes if that is known."""
        most = self._sectors if size is None else min(self._sectors, -(-size // self._sector))
        return self._joined(_walk(start, self._next, most))

    def _joined(self, sectors: list[int]) -> bytes:
        data, size = self._data, self._sector
        return b"".join(data[(number + 1) * size : (number + 2) * size] for number in sectors)

    def _allocation(self, count: int, more: int) -> array[int]:
        """For each sector the one that follows it, from the allocation sectors, listed in the header and in a chain."""
        data, size = self._data, self._sector
        if count > self._sectors:
            raise self._damaged("扇区分配表")
        listed = list(_numbers(data[76 : 76 + 4 * min(count, _HEADER_ENTRIES)]))
        steps = 0
        while len(listed) < count and more < self._sectors and steps <= self._sectors:
            entries = _numbers(data[(more + 1) * size : (more + 2) * size])
            if len(entries) < size // 4:
                break
            listed += entries[:-1]
            more = entries[-1]
            steps += 1
        listed = [number for number in listed[:count] if number < self._sectors]
        return _numbers(self._joined(listed))

    def _mini_stream(self) -> tuple[bytes, array[int]]:
        """The stream that holds the small streams, and for each of its small sectors the one that follows it."""
        root = next((entry for entry in self._entries.values() if entry.kind == _ROOT), None)
        if root is None:
            raise self._damaged("目录")
        return self._chain(root.start, root.size), _numbers(self._chain(self._mini_start))

    def _directory(self, content: bytes) -> dict[str, _Entry]:
        """The streams by name: those at the top, an embedded file's of the same name only where it has none."""
        found: dict[str, _Entry] = {}
        for at in (*_top_entries(content), *range(0, len(content) - _ENTRY + 1, _ENTRY)):
            kind, length = content[at + 66], _u16(content, at + 64)
            if kind in (_STREAM, _ROOT) and 2 <= length <= 64:
                name = content[at : at + length - 2].decode("utf-16-le", "replace").lower()
                # The upper half of the size is meaningless in files with small sectors.
                found.setdefault(name, _Entry(kind, _u32(content, at + 116), _u32(content, at + 120)))
        return found

    def _damaged(self, what: str) -> Unreadable:
        return Unreadable(
            self._name,
            f"文件不完整（可能没有下载完）或已损坏：{what}读不出来；请重新下载或重新拷贝",
        )


def _top_entries(directory: bytes) -> list[int]:
    """Where the entries right below the root stand: a binary tree, each entry with its left and right one."""
    count = len(directory) // _ENTRY
    found: list[int] = []
    seen: set[int] = set()
    waiting = [_u32(directory, 76)] if count else []
    while waiting:
        number = waiting.pop()
        if number < count and number not in seen:
            seen.add(number)
            at = number * _ENTRY
            found.append(at)
            waiting += (_u32(directory, at + 68), _u32(directory, at + 72))
    return found


def _walk(start: int, following: array[int], most: int) -> list[int]:
    """The numbers in a chain, at the most so many; none of one that goes round in a circle."""
    chain: list[int] = []
    number = start
    while number < _LAST and number < len(following) and len(chain) < most:
        chain.append(number)
        number = following[number]
    return chain if len(set(chain)) == len(chain) else []


def _numbers(content: bytes) -> array[int]:
    made = array("I")
    if made.itemsize != 4:
        made = array("L")
    made.frombytes(content[: len(content) // 4 * 4])
    if byteorder == "big":
        made.byteswap()
    return made


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
