"""A page of a PDF file drawn as a picture, within a time: PDFium asks now and then whether it may go on."""

from __future__ import annotations

import ctypes
import time
from math import ceil
from typing import TYPE_CHECKING, Any

from toolkit.model import Unreadable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    Pixels = NDArray[np.uint8]

SECONDS = 30.0
"""For one page; a scanned one takes a fraction of a second."""

_WHITE = (255, 255, 255, 255)


def picture_of(page: PdfPage, number: int, scale: float, name: str, seconds: float = SECONDS) -> Pixels:
    """A page (``number`` from 1) with so many pixels a point, red first.

    Raises:
        Unreadable: drawing it takes longer than that.
    """
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfBitmap

    width, height = (max(1, ceil(side * scale)) for side in page.get_size())
    bitmap = PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGRx, rev_byteorder=True)
    bitmap.fill_rect(_WHITE, 0, 0, width, height)
    end = time.monotonic() + seconds
    pause = _pause(end)
    flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
    try:
        state = pdfium.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, flags, pause)
        while state == pdfium.FPDF_RENDER_TOBECONTINUED and time.monotonic() < end:
            state = pdfium.FPDF_RenderPage_Continue(page, pause)
    finally:
        pdfium.FPDF_RenderPage_Close(page)
    if state == pdfium.FPDF_RENDER_TOBECONTINUED:
        why = (
            f"第 {number} 页画了超过 {seconds:.0f} 秒还没有画完，不像正常的年度报告，已停止；请用 PDF 阅读器另存后再读"
        )
        raise Unreadable(name, why)
    pixels: Pixels = bitmap.to_numpy()[:, :, :3].copy()
    return pixels


def _pause(end: float) -> Any:
    """What PDFium asks whether it has to stop."""
    import pypdfium2.raw as pdfium

    pause = pdfium.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = dict(pdfium.IFSDK_PAUSE._fields_)["NeedToPauseNow"](lambda _: time.monotonic() > end)
    return ctypes.pointer(pause)
