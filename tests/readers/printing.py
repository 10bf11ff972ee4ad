"""Small PDF files for the tests of their reader: pages drawn by the fixtures' canvas, tables of texts with spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import md5

from fixtures.dice import Dice
from fixtures.writers.pdf_canvas import Canvas
from fixtures.writers.pdf_file import document, stream
from fixtures.writers.pdf_style import Style, style_of

PLAIN = replace(
    style_of(Dice("plain", 0)),
    width=600.0,
    height=800.0,
    margin=50.0,
    borders="lines",
    strokes="lines",
    turned="upright",
    in_form=False,
)
"""A page of 600 by 800 points, nothing special about it."""

Spot = tuple[int, int, int, int]
"""First row and column of a cell, and the ones behind its last."""


def canvas(style: Style = PLAIN) -> Canvas:
    """A file of one empty page."""
    made = Canvas(style)
    made.new_page()
    return made


def printed(*lines: tuple[float, float, str], style: Style = PLAIN, size: float = 12) -> bytes:
    """A file of one page with these texts, each at x and the y of its baseline."""
    made = canvas(style)
    for x, y, text in lines:
        made.text(x, y, text, size)
    return made.file(None)


def table(
    made: Canvas,
    texts: Sequence[Sequence[str]],
    *,
    top: float = 100,
    left: float = 60,
    widths: Sequence[float] | None = None,
    height: float = 24,
    merged: Iterable[Spot] = (),
    without_top: bool = False,
    without_bottom: bool = False,
) -> None:
    """Draw a ruled table on the last page. The text of a merged cell is that of its first place; a text of several
    lines is set from its cell's top.
    """
    widths = widths or [60.0] * len(texts[0])
    xs = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
    ys = [top + height * n for n in range(len(texts) + 1)]
    covered = {(r, c): spot for spot in merged for r in range(spot[0], spot[2]) for c in range(spot[1], spot[3])}
    edges = set()
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            spot = covered.get((row, column), (row, column, row + 1, column + 1))
            if spot[:2] != (row, column):
                continue
            x0, y0, x1, y1 = xs[column], ys[row], xs[spot[3]], ys[spot[2]]
            edges |= {(x0, y0, x0, y1), (x1, y0, x1, y1)}
            edges |= {(x0, y, x1, y) for y in (y0, y1)}
            for number, line in enumerate(text.split("\n")):
                made.text(x0 + 5, y0 + 15 + 12 * number, line, 10)
    dropped = {ys[0]} if without_top else set()
    dropped |= {ys[-1]} if without_bottom else set()
    made.lines(sorted(edge for edge in edges if edge[1] != edge[3] or edge[1] not in dropped))


# --- files made object by object --------------------------------------------------------------------------


def file_of(content: bytes, resources: str = "", page: str = "", more: Sequence[bytes] = (), pages: int = 1) -> bytes:
    """A file whose pages all have this content; ``more`` are objects from number 5 on."""
    kids = " ".join(["3 0 R"] * pages)
    return document(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
            _page(resources, page),
            stream(content),
            *more,
        ]
    )


def _page(resources: str, more: str = "") -> bytes:
    size = "/MediaBox [0 0 600 800] /Contents 4 0 R"
    return f"<< /Type /Page /Parent 2 0 R {size} /Resources << {resources} >> {more} >>".encode()


HELVETICA = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)
"""A picture of one grey dot."""

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def locked(text: str, password: str) -> bytes:
    """A file of one page with this text, encrypted (40-bit RC4, as PDF 1.1 has it) for a password to open it."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(md5((b"owner" + _PADDING)[:32], usedforsecurity=False).digest()[:5], padded)
    permissions, identifier = -4, b"0123456789abcdef"
    key = md5(padded + owner + permissions.to_bytes(4, "little", signed=True) + identifier, usedforsecurity=False)
    secret = key.digest()[:5]
    user = _rc4(secret, _PADDING)
    content = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    of_object = md5(secret + (4).to_bytes(3, "little") + (0).to_bytes(2, "little"), usedforsecurity=False).digest()[:10]
    sealed = _rc4(of_object, content)
    made = document(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            _page(HELVETICA),
            f"<< /Length {len(sealed)} >>\nstream\n".encode() + sealed + b"\nendstream",
            f"<< /Filter /Standard /V 1 /R 2 /P {permissions} /O <{owner.hex()}> /U <{user.hex()}> >>".encode(),
        ]
    )
    mark = f"/ID [<{identifier.hex()}> <{identifier.hex()}>] /Encrypt 5 0 R >>\nstartxref".encode()
    return made.replace(b">>\nstartxref", mark)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    made = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        made.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(made)
