"""The file information block of a Word 97–2003 document (MS-DOC 2.5): where everything else stands.

Offsets in it are fixed by the format. What it says is believed only as far as the streams reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from

from toolkit.model import Unreadable

_MAGIC = 0xA5EC
_OLDEST = 106
"""Versions (nFib) below are Word 6 and 95, which are built differently."""
_PAIRS = 154  # where the list of (offset, size) pairs begins
_SHORTEST = _PAIRS + 8 * 93  # the list of Word 97 has 93 of them

_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
MOST_CHARACTERS = 1_000_000
"""The longest text that is read; a report has some ten thousand characters."""


class OldWord(Unreadable):
    """A document of Word 6 or 95."""


@dataclass(frozen=True, slots=True)
class Fib:
    """What is asked of the block. Lengths are in characters (CP): the main text, what stands between it and the text
    of the text boxes (notes, headers, comments), and that.
    """

    table_stream: str
    main: int
    between: int
    boxes: int
    _pairs: tuple[int, ...]

    def place(self, index: int) -> tuple[int, int]:
        """Offset and size of a part of the table stream; see the names below."""
        return self._pairs[2 * index], self._pairs[2 * index + 1]


STYLES = 1
CHARACTER_PAGES, PARAGRAPH_PAGES = 12, 13
SECTIONS = 6
FONTS = 15
PIECES = 33
SHAPES, DRAWINGS = 40, 50
BOXES = 56
LISTS, LIST_OVERRIDES = 73, 74


def read_fib(document: bytes, name: str) -> Fib:
    """Read the block at the beginning of the ``WordDocument`` stream.

    Raises:
        Unreadable: for a document with a password, one that is too long, and for damage.
        OldWord: for Word 6 and 95.
    """
    if len(document) < 12:
        raise Unreadable(name, _DAMAGED)
    magic, version, flags = unpack_from("<HH6xH", document)
    if magic in _OLD_MAGICS or (magic == _MAGIC and version < _OLDEST):
        raise OldWord(
            name, "是 Word 6.0/95 的旧文档（.doc），本程序不能直接读；请用 Word 或 WPS 打开，另存为 .docx 后再读"
        )
    if magic != _MAGIC:
        raise Unreadable(name, _DAMAGED)
    if flags & _ENCRYPTED:
        raise Unreadable(name, "加了打开密码，请去掉密码（文件—信息—保护文档），另存后再读")
    if len(document) < _SHORTEST:
        raise Unreadable(name, _DAMAGED)
    main, notes, headers, macros, comments, endnotes, boxes = unpack_from("<7i", document, 76)
    lengths = (main, notes, headers, macros, comments, endnotes, boxes)
    if min(lengths) < 0:
        raise Unreadable(name, _DAMAGED)
    if sum(lengths) > MOST_CHARACTERS:
        raise Unreadable(name, f"有 {sum(lengths)} 个字符，超出上限（{MOST_CHARACTERS}），不像年度报告，拒绝读取")
    return Fib(
        table_stream="1Table" if flags & _TABLE_1 else "0Table",
        main=main,
        between=notes + headers + macros + comments + endnotes,
        boxes=boxes,
        _pairs=unpack_from("<186I", document, _PAIRS),
    )


_OLD_MAGICS = frozenset({0xA5DB, 0xA5DC, 0xA697, 0xA698, 0xA699})
_DAMAGED = "文件不完整（可能没有下载完）或已损坏：Word 正文的文件头读不出来；请重新下载或重新拷贝"
