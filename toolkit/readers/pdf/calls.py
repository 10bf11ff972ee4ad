"""PDFium's functions that are called for each character and each thing drawn, with plain numbers for pointers: what
Python makes of pointers takes longer than the functions do.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_P, _I, _U, _F, _D = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float, ctypes.c_double

_TYPES: dict[str, tuple[Any, ...]] = {
    # What stands on a page: the result's type, then the arguments'.
    "FPDFPage_CountObjects": (_I, _P),
    "FPDFPage_GetObject": (_P, _P, _I),
    "FPDFFormObj_CountObjects": (_I, _P),
    "FPDFFormObj_GetObject": (_P, _P, ctypes.c_ulong),
    "FPDFPageObj_GetType": (_I, _P),
    "FPDFPageObj_GetMatrix": (_I, _P, _P),
    "FPDFPageObj_GetBounds": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetFillColor": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetStrokeColor": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetStrokeWidth": (_I, _P, _P),
    "FPDFPageObj_HasTransparency": (_I, _P),
    "FPDFPageObj_GetClipPath": (_P, _P),
    "FPDFClipPath_CountPaths": (_I, _P),
    "FPDFClipPath_CountPathSegments": (_I, _P, _I),
    "FPDFClipPath_GetPathSegment": (_P, _P, _I, _I),
    "FPDFPath_GetDrawMode": (_I, _P, _P, _P),
    "FPDFPath_CountSegments": (_I, _P),
    "FPDFPath_GetPathSegment": (_P, _P, _I),
    "FPDFPathSegment_GetType": (_I, _P),
    "FPDFPathSegment_GetPoint": (_I, _P, _P, _P),
    "FPDFPathSegment_GetClose": (_I, _P),
    "FPDFTextObj_GetTextRenderMode": (_I, _P),
    "FPDFTextObj_GetFont": (_P, _P),
    "FPDFFont_GetIsEmbedded": (_I, _P),
    # What a page's characters are.
    "FPDFText_GetUnicode": (_U, _P, _I),
    "FPDFText_GetTextObject": (_P, _P, _I),
    "FPDFText_HasUnicodeMapError": (_I, _P, _I),
    "FPDFText_IsGenerated": (_I, _P, _I),
    "FPDFText_GetLooseCharBox": (_I, _P, _I, _P),
    "FPDFText_GetCharBox": (_I, _P, _I, _P, _P, _P, _P),
    "FPDFText_GetCharOrigin": (_I, _P, _I, _P, _P),
    "FPDFText_GetFontSize": (_D, _P, _I),
    "FPDFText_GetMatrix": (_I, _P, _I, _P),
}


class Calls:
    """The functions, by their own names."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        for name, (result, *arguments) in _TYPES.items():
            at = ctypes.cast(getattr(pdfium, name), _P).value or 0
            # Other threads do not go on during a call: they are too short.
            setattr(self, name, ctypes.PYFUNCTYPE(result, *arguments)(at))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@cache
def calls() -> Calls:
    """The functions, looked up once."""
    return Calls()


def address(pointer: Any) -> int:
    """Where something of PDFium's is."""
    return ctypes.cast(pointer, _P).value or 0


class Room:
    """Room for what functions give back: so many numbers of a type, with the address of each."""

    def __init__(self, of: Any, count: int) -> None:
        self.numbers = (of * count)()
        first = ctypes.addressof(self.numbers)
        self.at = range(first, first + count * ctypes.sizeof(of), ctypes.sizeof(of))


def floats(count: int) -> Room:
    """Room for numbers of single precision."""
    return Room(_F, count)


def doubles(count: int) -> Room:
    """Room for numbers of double precision."""
    return Room(_D, count)


def whole_numbers(count: int) -> Room:
    """Room for whole numbers without sign."""
    return Room(_U, count)
