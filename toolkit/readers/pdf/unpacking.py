"""How much a PDF file holds once unpacked, counted before PDFium opens it: a megabyte may unpack to gigabytes, a page
may name one stream a thousand times, and PDFium keeps all of it in memory. Nothing can stop it once it has begun.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from toolkit.model import Unreadable

MOST = 160 * 1024 * 1024
"""Bytes of a stream, or of the streams of one page, unpacked: a page scanned at 600 dpi in colours has some 100 MB."""

_RATIO = 1032  # zlib packs no closer
_ROUNDS = 8  # packings one in the other
_CHUNK = 1024 * 1024
_MANY = 8  # streams of a page: more than programs use, and few enough to count them
_BEFORE = 4000  # bytes: no longer is the dictionary before a stream
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_TWICE = re.compile(rb"/Filter\s*(?:\[[^\]/]*/[^\]/]*/|\d)")
_ARRAY = re.compile(rb"\[((?:\s*\d{1,8}\s+\d{1,5}\s+R){%d,})\s*\]" % _MANY)
_NAMED = re.compile(rb"(\d{1,8})\s+\d{1,5}\s+R")


def check_unpacking(data: bytes, name: str) -> None:
    """Look whether what a file holds would fill the memory once it is unpacked.

    Raises:
        Unreadable: if it would.
    """
    is_long, is_twice = len(data) * _RATIO > MOST, _TWICE.search(data) is not None
    arrays = [_NAMED.findall(found[1]) for found in _ARRAY.finditer(data)]
    if not (is_long or is_twice or arrays):
        return
    sizes: dict[bytes, int] = {}
    repeated = {number for array in arrays for number in array}
    for number, packed in _streams(data):
        if number in repeated or is_twice or len(packed) * _RATIO > MOST:
            sizes[number] = _size(packed)
    if max(sizes.values(), default=0) > MOST or any(sum(sizes.get(n, 0) for n in array) > MOST for array in arrays):
        why = f"里面的内容解开后超过 {MOST // _CHUNK} MB，不像正常的年度报告，拒绝读取"
        raise Unreadable(name, why)


def _streams(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Number and packed content of each stream."""
    view = memoryview(data)
    at = 0
    while (found := _STREAM.search(data, at)) is not None:
        number = b""
        for head in _OBJECT.finditer(data, max(at, found.start() - _BEFORE), found.start()):
            number = head[1]
        end = data.find(b"endstream", found.end())
        at = len(data) if end < 0 else end
        yield number, view[found.end() : at]


def _size(packed: bytes | memoryview) -> int:
    """The length of a stream unpacked, through packings one in the other; of one packed otherwise its own."""
    content: bytes | memoryview = packed
    for _ in range(_ROUNDS):
        unpacked = _unpacked(content)
        if unpacked is None:
            break
        if len(unpacked) > MOST:
            return len(unpacked)
        content = unpacked
    return len(content)


def _unpacked(packed: bytes | memoryview) -> bytes | None:
    """What is packed, as far as it is no longer than may be; None if it is not packed like that."""
    try:
        return zlib.decompressobj().decompress(packed, MOST + 1) or None
    except zlib.error:
        return None
