"""Pages of a PDF file drawn for the web page, the private numbers in them blackened."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

from toolkit.checks.private import private_numbers
from toolkit.webpage.picture_files import PictureFile, lighter, png

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfPage

Box = tuple[float, float, float, float]
_ROOM = 1.5  # points round a number that are blackened with it


class Secrets(NamedTuple):
    """The private numbers in a page's text: their digits, and where each of their characters stands.

    ``has_text`` False: nothing can be said of what the page shows.
    """

    digits: frozenset[str]
    boxes: tuple[Box, ...]
    has_text: bool


def secrets_of(page: PdfPage) -> Secrets:
    """The private numbers in a page's text, boxes in the file's own coordinates."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        codes = [pdfium.FPDFText_GetUnicode(text_page, at) for at in range(text_page.count_chars())]
        characters = [chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "?" for code in codes]
        digits: set[str] = set()
        places: set[int] = set()
        # As it is set, and once more with lines joined: a number may run over a line's end.
        for where in (
            range(len(characters)),
            [at for at, c in enumerate(characters) if not c.isspace() and c != "\x02"],
        ):
            text = "".join(characters[at] for at in where)
            for number in private_numbers(text):
                digits.add(number.digits)
                places.update(where[number.start : number.end])
        boxes = tuple(text_page.get_charbox(at, loose=True) for at in sorted(places))
        return Secrets(frozenset(digits), boxes, bool(characters))
    finally:
        text_page.close()


def draw(page: PdfPage, long_side: int, turn: int, blackened: tuple[Box, ...]) -> PictureFile:
    """A page's picture with these boxes black, turned so that text of direction ``turn`` runs to the right."""
    width, height = page.get_size()
    quarters = -turn % 4
    scale = long_side / max(width, height, 1.0)
    bitmap = page.render(scale=scale, rotation=90 * quarters, rev_byteorder=True)
    try:
        pixels = bytearray(bitmap.buffer)
        for box in blackened:
            _blacken(pixels, bitmap, page, quarters, box)
        made = png(bytes(pixels), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        return lighter(made)
    finally:
        bitmap.close()


def _blacken(pixels: bytearray, bitmap: PdfBitmap, page: PdfPage, quarters: int, box: Box) -> None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = box
    corners = []
    for x, y in ((left - _ROOM, bottom - _ROOM), (right + _ROOM, top + _ROOM)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, bitmap.width, bitmap.height, quarters, x, y, across, down)
        corners.append((across.value, down.value))
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*corners, strict=True))
    x0, x1 = max(0, x0), min(bitmap.width, x1 + 1)
    for row in range(max(0, y0), min(bitmap.height, y1 + 1)):
        start = row * bitmap.stride
        pixels[start + x0 * bitmap.n_channels : start + x1 * bitmap.n_channels] = bytes(
            max(0, x1 - x0) * bitmap.n_channels
        )
