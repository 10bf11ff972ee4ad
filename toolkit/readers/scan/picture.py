"""Picture files into pages: PNG, JPEG and TIFF of one or many pages, decoded one at a time."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from toolkit.model import Unreadable
from toolkit.readers.pages import Pages
from toolkit.readers.scan.clean import Colour
from toolkit.readers.scan.complaints import complaints
from toolkit.readers.scan.tiff_pages import first_page_lost

_MOST_PIXELS = 120_000_000  # an A3 page at 600 dpi has 70 million
_LEAST_SIDE = 100  # pixels: nothing smaller has text that can be read
_MOST_PAGES = 2000
_A4_INCHES = 11.69  # the long side
_BIG = 4800  # pixels of a long side: an A4 page at 400 dpi; beyond, nothing more can be seen
_ORIENTATION = 0x0112  # the tag of it
_DAMAGED = "图片不完整（可能没有下载完）或已损坏，解不开；请重新扫描、下载或拷贝"


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page's picture (rows, columns, RGB); ``number`` from 1; ``dpi`` is its resolution, so that places on it can be
    said in points.
    """

    number: int
    pixels: Colour
    dpi: float


def count_of(data: bytes, name: str) -> int:
    """How many pages a picture file has.

    Raises:
        Unreadable: it can't be opened.
    """
    with _opened(data, name) as image:
        return _frames(image, name)


def pages_of(data: bytes, name: str, only: Pages | None = None) -> Iterator[PageImage]:
    """The pages of a picture file, each decoded when it is wanted.

    Raises:
        Unreadable: the file is damaged, or a page is too big.
    """
    with _opened(data, name) as image:
        if image.format == "TIFF":
            _check_pages(data, name, only)
        for place in range(_frames(image, name)):
            number = place + 1
            if only is not None and number not in only:
                continue
            try:
                with warnings.catch_warnings(), complaints() as said:
                    # Of a damaged tag, Pillow warns; what matters is whether the picture can be decoded.
                    warnings.simplefilter("ignore")
                    image.seek(place)
                    _check_size(image, name, number)
                    page = _page(image, number)
                if said:
                    raise Unreadable(name, f"第 {number} 页的{_DAMAGED}")
                yield page
            except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError) as error:
                where = "" if number == 1 and image.format != "TIFF" else f"第 {number} 页的"
                raise Unreadable(name, f"{where}{_DAMAGED}") from error
            except Image.DecompressionBombError as error:
                raise Unreadable(name, _too_big(image, number)) from error


def _check_pages(data: bytes, name: str, only: Pages | None) -> None:
    lost = first_page_lost(data, _MOST_PAGES)
    if lost is None or (only is not None and only.last is not None and only.last < lost):
        return
    if lost == 1:
        raise Unreadable(name, _DAMAGED)
    there = "第 1 页" if lost == 2 else f"第 1–{lost - 1} 页"
    rest = "1" if lost == 2 else f"1-{lost - 1}"
    why = f"第 {lost} 页起不完整（可能没有下载完）或已损坏；请重新扫描、下载或拷贝，只读{there}可用 --pages {rest}"
    raise Unreadable(name, why)


def _opened(data: bytes, name: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size: it is looked at below, with a message of our own
            return Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
    except Image.DecompressionBombError as error:
        raise Unreadable(name, f"图片的像素太多，超过 {_MOST_PIXELS // 1_000_000} 百万的上限，未读取") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError) as error:
        raise Unreadable(name, _DAMAGED) from error


def _frames(image: Image.Image, name: str) -> int:
    """How many pages; counted up to the limit, as a file may lead round in a circle."""
    if image.format != "TIFF":
        return 1
    place = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            while place < _MOST_PAGES:
                image.seek(place + 1)
                place += 1
    except (EOFError, OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError):
        return place + 1
    raise Unreadable(name, f"超过 {_MOST_PAGES} 页，超出上限，未读取；请分成几个文件")


def _check_size(image: Image.Image, name: str, number: int) -> None:
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise Unreadable(name, _too_big(image, number))
    if min(width, height) < _LEAST_SIDE:
        raise Unreadable(name, f"第 {number} 页只有 {width}×{height} 像素，太小，认不出字；请重新扫描（200 dpi 以上）")


def _too_big(image: Image.Image, number: int) -> str:
    width, height = image.size
    limit = _MOST_PIXELS // 1_000_000
    return f"第 {number} 页有 {width}×{height} 像素，超过 {limit} 百万像素的上限，未读取；请用 200 至 300 dpi 重新扫描"


def _page(image: Image.Image, number: int) -> PageImage:
    dpi = _dpi(image)
    long_side = max(image.size)
    if image.format == "JPEG" and long_side > 2 * _BIG:
        image.draft("RGB", (image.width * _BIG // long_side, image.height * _BIG // long_side))
    # Big pictures are not copied where nothing needs to be turned.
    is_turned = image.getexif().get(_ORIENTATION, 1) != 1
    picture: Image.Image = ImageOps.exif_transpose(image) if is_turned else image
    if picture.mode in ("L", "RGB"):
        picture = _within_bounds(picture)  # before any copy is made of it
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        values = np.asarray(picture, np.float32)
        top = 65535.0 if picture.mode.startswith("I") else max(float(values.max()), 1.0)
        picture = Image.fromarray(np.asarray(np.clip(values * (255 / top), 0, 255), np.uint8))
    if "A" in picture.getbands() or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        picture = Image.new("RGBA", whole.size, (255, 255, 255, 255))
        picture.alpha_composite(whole)
    picture = _within_bounds(picture.convert("RGB"))
    return PageImage(number, np.asarray(picture, np.uint8), dpi * max(picture.size) / long_side)


def _within_bounds(picture: Image.Image) -> Image.Image:
    scale = _BIG / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BOX)


def _dpi(image: Image.Image) -> float:
    """The resolution that the file states, if a page of paper can have it; else that of an A4 page."""
    stated = image.info.get("dpi")
    long_side = max(image.size)
    if isinstance(stated, tuple) and len(stated) == 2:
        try:
            dpi = float(stated[0])
        except (TypeError, ValueError, ZeroDivisionError):
            dpi = 0.0
        # Cameras and screens state 72 or 96 of anything: a page would then be larger than A2.
        if dpi > 0 and 4 <= long_side / dpi <= 24:
            return dpi
    return long_side / _A4_INCHES
