"""A font that stands in for those which a PDF file does not carry.

PDFium asks the machine for such a font, and where there is none leaves the text out without a word: without Chinese
fonts 0 would be read as blank. But which letters stand there and how wide they are the file says itself; what it lacks
is their outlines, which nobody looks at who reads text. So for every such font PDFium is given one that has the same
small box for each letter. The figures are then the same on every machine, and no font of many megabytes is read.
Western letters PDFium has in itself.

Pages that are drawn, to be read as pictures, need true letters: ``true_fonts``.
"""

from __future__ import annotations

import ctypes
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

_EM = 1000
_ABOVE, _BELOW = 860, -140
_WIDTH = 500  # of a letter whose width the file does not say
_X0, _Y0, _X1, _Y1 = 240, 350, 260, 370  # the box: within the widths of all letters, at half their height
_FIRST, _LAST = 0x20, 0x10FFFF  # the characters that have it
_NAME = b"Stand-in\0"
_FONT = 1  # what PDFium calls it by: there is one
_PER_REQUEST = 2  # the interface's version: fonts are asked for one by one, not listed beforehand
_GB2312 = 134
_HAN = frozenset((1, 128, 129, 134, 136))  # character sets: any, Japanese, Korean, simplified and traditional Chinese

_lock = threading.RLock()


@contextmanager
def stand_in() -> Iterator[None]:
    """While it lasts, PDFium takes the stand-in for each font that a file lacks. It has one source of fonts for all
    files that are open: other threads wait.
    """
    with _lock, _source.changed(_StandIn.made()):
        yield


@contextmanager
def true_fonts() -> Iterator[None]:
    """While it lasts, PDFium takes the machine's fonts for those that a file lacks."""
    with _lock, _source.changed(None):
        yield


class _Source:
    """Where PDFium has its fonts from."""

    def __init__(self) -> None:
        self._now: _StandIn | None = None
        self._lent: Any = None  # the machine's fonts as PDFium has lent them to us

    @contextmanager
    def changed(self, to: _StandIn | None) -> Iterator[None]:
        before = self._now
        self._take(to)
        try:
            yield
        finally:
            self._take(before)

    def _take(self, source: _StandIn | None) -> None:
        if source is self._now:
            return
        import pypdfium2.raw as pdfium

        lent = None if source is not None else pdfium.FPDF_GetDefaultSystemFontInfo()
        pdfium.FPDF_SetSystemFontInfo(source.interface if source is not None else lent)
        if self._lent:
            pdfium.FPDF_FreeDefaultSystemFontInfo(self._lent)
        self._now, self._lent = source, lent


_source = _Source()


class _StandIn:
    """The stand-in as PDFium asks for it: functions that are called back, kept as long as they may be."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self._file = font_file()
        answers = {
            "Release": lambda _: None,
            "EnumFonts": lambda _, mapper: None,
            # Western fonts PDFium has itself, with the widths of their letters, which files may leave out.
            "MapFont": lambda _, weight, italic, charset, pitch, face, exact: _FONT if charset in _HAN else None,
            "GetFont": lambda _, face: _FONT,
            "GetFontData": self._data,
            "GetFaceName": lambda _, font, room, size: _put(_NAME, room, size),
            "GetFontCharset": lambda _, font: _GB2312,
            "DeleteFont": lambda _, font: None,
        }
        kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        given = pdfium.FPDF_SYSFONTINFO(_PER_REQUEST, **{name: kinds[name](answer) for name, answer in answers.items()})
        self._given = given
        self.interface = ctypes.byref(given)

    @staticmethod
    @cache
    def made() -> _StandIn:
        """The only one."""
        return _StandIn()

    def _data(self, _: Any, font: Any, table: int, room: Any, size: int) -> int:
        return 0 if table else _put(self._file, room, size)  # a single table is asked for of collections


def _put(data: bytes, room: Any, size: int) -> int:
    """Put data where there is room for it; its length."""
    if room and size >= len(data):
        ctypes.memmove(room, data, len(data))
    return len(data)


# --- the font's file --------------------------------------------------------------------------------------


def font_file() -> bytes:
    """A TrueType font in which each character is the same box."""
    glyph = _glyph()
    tables = {
        b"cmap": _packed("HHHHI HHIII III", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, _FIRST, _LAST, 1),
        b"glyf": glyph * 2,
        b"head": _packed("IIIIHHQQ", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0)
        + _packed("hhhhHHhhh", _X0, _Y0, _X1, _Y1, 0, 8, 2, 0, 0),
        b"hhea": _packed("IhhhHhhh", 0x10000, _ABOVE, _BELOW, 0, _WIDTH, _X0, _WIDTH - _X1, _X1)
        + _packed("9hH", 1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        b"hmtx": _packed("Hhh", _WIDTH, _X0, _X0),
        b"loca": _packed("HHH", 0, len(glyph) // 2, len(glyph)),
        b"maxp": _packed("I14H", 0x10000, 2, 4, 1, 0, 0, 1, *([0] * 8)),
        b"name": _packed("HHH", 0, 0, 6),
        b"post": _packed("IIhhI4I", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _glyph() -> bytes:
    """The box: its four corners, all on the line, each told by how far it is from the one before."""
    wide, high = _X1 - _X0, _Y1 - _Y0
    ends = _packed("hhhhh HH", 1, _X0, _Y0, _X1, _Y1, 3, 0)
    return ends + bytes([1] * 4) + _packed("4h 4h", _X0, wide, 0, -wide, _Y0, 0, high, 0)


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    directory, content = _packed("IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for name, data in sorted(tables.items()):
        place = 12 + 16 * len(tables) + len(content)
        directory += name + _packed("III", 0, place, len(data))
        content += data + bytes(-len(data) % 4)
    return directory + content


def _packed(form: str, *numbers: int) -> bytes:
    return struct.pack(">" + form.replace(" ", ""), *numbers)
