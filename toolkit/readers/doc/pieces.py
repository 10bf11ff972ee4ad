"""The text of a Word 97–2003 document: pieces that lie anywhere in the file, in any order (MS-DOC 2.4.1).

A quick save only adds what was typed and describes the text anew as a row of pieces. Each piece is UTF-16, or one byte
a character; characters are counted (CP) in UTF-16 units, so one beyond U+FFFF counts as two, and is kept as two here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from struct import iter_unpack, unpack_from

from toolkit.model import Unreadable

_PROPERTIES, _PIECES = 1, 2  # what a part of the piece table begins with
_COMPRESSED = 0x4000_0000
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of the text stand from byte ``offset`` on, ``width`` bytes each.

    ``modifier`` are properties (sprms) that a quick save laid over the whole piece.
    """

    start: int
    end: int
    offset: int
    width: int
    modifier: bytes


class PieceTable:
    """The pieces, and the text that they make."""

    def __init__(self, pieces: list[Piece], text: str) -> None:
        self.pieces = pieces
        self.text = text
        self._starts = [piece.start for piece in pieces]

    def piece_at(self, cp: int) -> Piece:
        """The piece in which a character stands."""
        return self.pieces[bisect_right(self._starts, cp) - 1]


def read_pieces(document: bytes, table: bytes, length: int, name: str) -> PieceTable:
    """The piece table (CLX), as far as the text's ``length`` goes.

    Raises:
        Unreadable: where the text is not all there.
    """
    pieces: list[Piece] = []
    texts: list[str] = []
    at = 0
    for piece in _pieces(table, length):
        if piece.start != at:
            break
        content = document[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
        if len(content) < (piece.end - piece.start) * piece.width:
            break
        pieces.append(piece)
        texts.append(_decoded(content, piece.width))
        at = piece.end
    if at < length or not pieces:
        raise Unreadable(name, "文件不完整（可能没有下载完）或已损坏：正文的文字不全；请重新下载或重新拷贝")
    return PieceTable(pieces, "".join(texts))


def _pieces(clx: bytes, length: int) -> Iterator[Piece]:
    modifiers: list[bytes] = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == _PROPERTIES:
        (size,) = unpack_from("<H", clx, at + 1)
        modifiers.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != _PIECES:
        return
    (size,) = unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    if count < 1:
        return
    limits = unpack_from(f"<{count + 1}I", plc)
    described = iter_unpack("<2xIH", plc[4 * (count + 1) : 4 * (count + 1) + 8 * count])
    for start, end, (where, modifier) in zip(limits, limits[1:], described, strict=False):
        if start >= length or end < start:
            return
        if end > start:
            compressed = bool(where & _COMPRESSED)
            offset = where & (_COMPRESSED - 1)
            yield Piece(
                start,
                min(end, length),
                offset // 2 if compressed else offset,
                1 if compressed else 2,
                _modifier(modifier, modifiers),
            )


def _modifier(prm: int, modifiers: list[bytes]) -> bytes:
    """A piece's property modifier as sprms: one of a few packed into the number itself, or by reference."""
    if prm & 1:
        number = prm >> 1
        return modifiers[number] if number < len(modifiers) else b""
    sprm = _PACKED.get(prm >> 1 & 0x7F)
    return b"" if sprm is None else sprm.to_bytes(2, "little") + bytes((prm >> 8,))


_PACKED = {
    0x0C: 0x260A,  # level in a list
    0x18: 0x2416,  # in a table
    0x19: 0x2417,  # ends a row
    0x41: 0x0800,  # deleted
    0x42: 0x0801,  # inserted
    0x47: 0x0806,  # form data
    0x53: 0x2A33,  # plain
    0x57: 0x0837,  # struck through
    0x5C: 0x083C,  # hidden
    0x68: 0x2A48,  # raised or lowered
    0x73: 0x2A53,  # struck through twice
    0x78: 0x2640,  # outline level
}
"""Of the properties that a modifier can be (MS-DOC 2.9.215) those that bear on the text."""


def _decoded(content: bytes, width: int) -> str:
    if width == 1:
        return content.decode("latin-1").translate(_WINDOWS)
    text = content.decode("utf-16-le", "surrogatepass")
    if 2 * len(text) < len(content):  # pairs were joined: one character a unit, so that the count holds
        text = "".join(map(chr, unpack_from(f"<{len(content) // 2}H", content)))
    return text


def whole_characters(text: str) -> str:
    """A text without halves: pairs joined, single ones replaced."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_WINDOWS = {
    code: bytes((code,)).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
