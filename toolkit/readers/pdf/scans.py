"""Pages of a PDF file that have no usable text: drawn as pictures, one at a time, and read as scans."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from toolkit.model import Document, Unreadable
from toolkit.readers import scan
from toolkit.readers.pdf.file import opened
from toolkit.readers.pdf.fonts import true_fonts
from toolkit.readers.pdf.picture import picture_of

_DPI = 200  # what scanned pages are read best at (docs/decisions/012); finer pictures take longer and say no more
_MOST_PIXELS = 40_000_000  # a bigger page is a poster, or would fill the memory: it is drawn coarser


def read_scans(data: bytes, numbers: Sequence[int], name: str) -> Document:
    """Read these pages (from 1) as pictures.

    Raises:
        Unreadable: a page cannot be drawn, or xxgk[ocr] is not installed.
    """
    scan.require(name)
    with closing(_pictures(data, numbers, name)) as pictures:
        return scan.read_images(pictures, name, "pdf", len(numbers))


def read_between(data: bytes, numbers: Sequence[int], name: str) -> scan.Runs | None:
    """Read these pages (from 1), which stand among others that have text, as pictures; None where xxgk[ocr] is not
    installed.

    Raises:
        Unreadable: a page cannot be drawn.
    """
    try:
        scan.require(name)
    except Unreadable:
        return None
    with closing(_pictures(data, numbers, name)) as pictures:
        return scan.read_runs(pictures, name, len(numbers))


def _pictures(data: bytes, numbers: Sequence[int], name: str) -> Generator[scan.PageImage, None, None]:
    from pypdfium2 import PdfiumError

    with opened(data, name, true_fonts) as document:
        for number in numbers:
            try:
                page = document[number - 1]
            except PdfiumError as error:
                raise Unreadable(name, f"第 {number} 页打不开，可能已损坏；请重新下载，或另存后再读") from error
            try:
                width, height = page.get_size()
                scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
                yield scan.PageImage(number, picture_of(page, number, scale, name), scale * 72)
            finally:
                page.close()
