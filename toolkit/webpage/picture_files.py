"""Pixels to picture files: PNG by the standard library, so that it works wherever a PDF file can be read."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

_SIXTEEN_GREYS = bytes((value & 0xF0) | (value >> 4) for value in range(256))
"""Nobody sees more of printed text, and the file is smaller by a third."""
_BIG = 400_000  # bytes: so big is a photograph, which JPEG holds in a third
_QUALITY = 60


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as a file of some kind."""

    kind: Literal["png", "jpeg"]
    data: bytes


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> PictureFile:
    """A PNG of pixels (rows of ``stride`` bytes; 1 grey, 3 or 4 RGB and something more), in greys where all are."""
    if channels == 1:
        planes = [pixels]
    else:
        red, green, blue = (_plane(pixels, at, width, height, stride, channels) for at in range(3))
        planes = [red] if red == green == blue else [red, green, blue]
        stride = width
    planes = [plane.translate(_SIXTEEN_GREYS) for plane in planes]
    depth = len(planes)
    line = bytearray(width * depth)
    raw = bytearray()
    for row in range(height):
        for at, plane in enumerate(planes):
            line[at::depth] = plane[row * stride : row * stride + width]
        raw.append(0)  # no filter: most of a page is white
        raw += line
    head = struct.pack(">IIBBBBB", width, height, 8, 0 if depth == 1 else 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b"")]
    return PictureFile("png", b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts))


def _plane(pixels: bytes, at: int, width: int, height: int, stride: int, channels: int) -> bytes:
    """One colour of all pixels, rows close to one another."""
    if stride == width * channels:
        return pixels[at : stride * height : channels]
    rows = (pixels[row * stride : row * stride + width * channels] for row in range(height))
    return b"".join(row[at::channels] for row in rows)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def jpeg(image: Image) -> PictureFile:
    """A photograph as JPEG."""
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return PictureFile("jpeg", out.getvalue())


def lighter(made: PictureFile) -> PictureFile:
    """A big PNG as JPEG, where Pillow is there to make one: it comes with what reads scans."""
    if len(made.data) < _BIG:
        return made
    try:
        from PIL import Image
    except ModuleNotFoundError:
        return made
    with Image.open(BytesIO(made.data), formats=("PNG",)) as image:
        smaller = jpeg(image.convert("L") if image.mode == "L" else image.convert("RGB"))
    return smaller if len(smaller.data) < len(made.data) else made
