"""The title in the property set (MS-OLEPS) that Office files of old have as a stream, SummaryInformation."""

from __future__ import annotations

from struct import unpack_from

from toolkit.readers.encoding import decode

_CODE_PAGE, _TITLE = 1, 2
_BYTES, _WIDE = 30, 31  # types of text
_ENCODINGS = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 65001: "utf-8", 1200: "utf-16-le", 1252: "cp1252"}
_MOST = 512  # characters


def title(stream: bytes) -> str:
    """The document's title on one line; empty where it has none."""
    if len(stream) < 48:
        return ""
    (at,) = unpack_from("<I", stream, 44)
    properties = stream[at:]
    if len(properties) < 8:
        return ""
    count = min(unpack_from("<I", properties, 4)[0], (len(properties) - 8) // 8)
    places = dict(unpack_from("<II", properties, 8 + 8 * index) for index in range(count))
    text = _text(properties, places.get(_TITLE), _code_page(properties, places.get(_CODE_PAGE)))
    return " ".join(text.replace("\0", " ").split())


def _code_page(properties: bytes, at: int | None) -> str | None:
    if at is None or at + 6 > len(properties):
        return None
    return _ENCODINGS.get(unpack_from("<H", properties, at + 4)[0])


def _text(properties: bytes, at: int | None, encoding: str | None) -> str:
    if at is None or at + 8 > len(properties):
        return ""
    kind, length = unpack_from("<HxxI", properties, at)
    if kind == _WIDE:
        return properties[at + 8 : at + 8 + 2 * min(length, _MOST)].decode("utf-16-le", "replace")
    if kind != _BYTES:
        return ""
    content = properties[at + 8 : at + 8 + min(length, 4 * _MOST)]
    if encoding != "utf-16-le":
        content = content.rstrip(b"\0")
    return content.decode(encoding, "replace") if encoding else decode(content).text
