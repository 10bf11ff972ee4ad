"""Pictures of a report's pages for its web page: of PDF files as PDFium draws them, of scans as they came.

They are small enough to be put in the page, few enough to keep it usable, and what is left out is said. What needs a
package that is not installed is left out too: the page is complete without them.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from toolkit.checks.private import private_numbers
from toolkit.model import Format, Report, Unreadable
from toolkit.readers.page.model import Box, turned_box
from toolkit.readers.pages import Pages
from toolkit.webpage.pdf_pictures import Secrets, draw, secrets_of
from toolkit.webpage.picture_files import PictureFile, jpeg
from toolkit.webpage.turns import Turns, turns_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 40
MOST_BYTES = 12_000_000
"""Of all pictures of a report together."""
_SECONDS = 20.0  # for all pages; one takes a tenth
_SCANS: frozenset[Format] = frozenset({"png", "jpeg", "tiff"})
LONG_SIDE = 1500
"""Pixels: an A4 page at 128 dpi, on which small print can be read."""
_HIDDEN = "报告里印有个人号码，图上遮不住，所以没有放页面的图"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page (from 1), turned so that it can be read. ``width`` and ``height`` are in points, before it was turned;
    ``turn`` is the direction in which it is read then: 0 to the right, 1 downwards, 2 to the left, 3 upwards.
    """

    page: int
    width: float
    height: float
    turn: int
    address: str

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height as it is shown."""
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)

    def box(self, box: Box) -> Box:
        """Where a box of the page lies as it is shown."""
        return turned_box(box, self.turn, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the pages, and why some are left out (one sentence, or None)."""

    pages: tuple[Picture, ...] = ()
    left_out: str | None = None

    @property
    def numbers(self) -> frozenset[int]:
        """The pages of which there are pictures."""
        return frozenset(picture.page for picture in self.pages)


def pictures_of(data: bytes, report: Report, only: Pages | None = None) -> Pictures:
    """The pictures of a report's pages; none for what has no pages. ``data`` is the file that it was read from.

    Private numbers are blackened; where that can't be done the page is left out.
    """
    of = report.source.format
    if of not in {"pdf", *_SCANS}:
        return Pictures()
    if sha256(data).hexdigest() != report.source.sha256:
        return Pictures(left_out="年报是从 JSON 读入的，没有原件，所以没有页面的图")
    private = _private_in(report)
    try:
        if of in _SCANS:
            return Pictures(left_out=_HIDDEN) if private else _of_scan(data, report, only)
        return _of_pdf(data, report, only, private)
    except Unreadable:  # read a moment ago, so what fails here is one of its pictures
        return Pictures(left_out="页面的图没有做成")


def _private_in(report: Report) -> frozenset[str]:
    sections = [text for section in report.sections for text in (section.title, section.text)]
    texts = [report.title or "", report.organ or "", report.preamble, *sections]
    return frozenset(number.digits for text in texts for number in private_numbers(text))


class _Drawn(NamedTuple):
    """A page's picture, its size in points before it was turned."""

    page: int
    width: float
    height: float
    turn: int
    file: PictureFile


def _gathered(pages: Iterator[_Drawn], count: int, said: str | None = None) -> Pictures:
    """The pictures as far as they may go into the web page, of so many; ``said``: why others are none of them."""
    found: list[Picture] = []
    size, end = 0, time.monotonic() + _SECONDS
    for drawn in pages:
        size += len(drawn.file.data)
        if size > MOST_BYTES:
            break
        address = f"data:image/{drawn.file.kind};base64,{b64encode(drawn.file.data).decode()}"
        found.append(Picture(drawn.page, drawn.width, drawn.height, drawn.turn, address))
        if len(found) >= MOST_PAGES or time.monotonic() > end:
            break
    missing = count - len(found)
    enough = f"为了网页不太大，另有 {missing} 页的图没有放" if missing else None
    told = "；".join(filter(None, (said, enough)))
    return Pictures(tuple(sorted(found, key=lambda picture: picture.page)), told or None)


# --- PDF files --------------------------------------------------------------------------------------------


def _of_pdf(data: bytes, report: Report, only: Pages | None, private: frozenset[str]) -> Pictures:
    from toolkit.readers.pdf.file import opened
    from toolkit.readers.pdf.fonts import true_fonts

    with opened(data, report.source.name, true_fonts) as document:
        wanted = [number for number in range(1, len(document) + 1) if only is None or number in only]
        secrets = _secrets(document, wanted)
        if not private <= frozenset(digits for own in secrets.values() for digits in own.digits):
            return Pictures(left_out=_HIDDEN)
        fit = [number for number, own in secrets.items() if own.has_text or not private]
        hidden = f"报告里印有个人号码，{len(secrets) - len(fit)} 页扫描的图上遮不住，没有放"
        turns = turns_of(report)
        # If not all can be shown, those on which figures stand are.
        in_order = sorted(fit, key=lambda number: (number not in turns.by_page, number))
        said = hidden if len(fit) < len(secrets) else None
        return _gathered(_drawn(document, in_order, secrets, turns), len(fit), said)


def _secrets(document: PdfDocument, numbers: Sequence[int]) -> dict[int, Secrets]:
    """The private numbers of the pages that can be opened."""
    from pypdfium2 import PdfiumError

    found = {}
    for number in numbers:
        try:
            page = document[number - 1]
        except PdfiumError:
            continue
        try:
            found[number] = secrets_of(page)
        finally:
            page.close()
    return found


def _drawn(
    document: PdfDocument, numbers: Sequence[int], secrets: Mapping[int, Secrets], turns: Turns
) -> Iterator[_Drawn]:
    for number in numbers:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            turn = turns.of(number)
            yield _Drawn(number, width, height, turn, draw(page, LONG_SIDE, turn, secrets[number].boxes))
        finally:
            page.close()


# --- scans ------------------------------------------------------------------------------------------------


def _of_scan(data: bytes, report: Report, only: Pages | None) -> Pictures:
    from toolkit.readers.scan.picture import count_of

    name = report.source.name
    count = sum(1 for number in range(1, count_of(data, name) + 1) if only is None or number in only)
    return _gathered(_scanned(data, name, only, turns_of(report)), count)


def _scanned(data: bytes, name: str, only: Pages | None, turns: Turns) -> Iterator[_Drawn]:
    from PIL import Image

    from toolkit.readers.scan.picture import pages_of

    for page in pages_of(data, name, only):
        image = Image.fromarray(page.pixels)
        points = 72 / page.dpi
        size = image.width * points, image.height * points
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BOX)
        turn = turns.of(page.number)
        upright = image.rotate(90 * turn, expand=True)  # PIL turns against the clock, as it has to be
        yield _Drawn(page.number, *size, turn, jpeg(upright))
