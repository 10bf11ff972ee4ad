"""The characters of an RTF file: bytes of a code page, which the font or the file names, and Unicode."""

from __future__ import annotations

from toolkit.readers.doc.pieces import whole_characters

_BY_CHARSET = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 77: "mac_roman"}
_BY_PAGE = {
    936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8", 10008: "gb18030",
}  # fmt: skip
WESTERN = "cp1252"


def encoding_of_page(page: int) -> str:
    """The encoding that a code page's number means here."""
    return _BY_PAGE.get(page, WESTERN)


def encoding_of_charset(charset: int) -> str | None:
    """The encoding that a font's charset means; None for one that leaves it to the file (ANSI, default, symbols)."""
    return _BY_CHARSET.get(charset)


class Characters:
    """Gathers characters until they are taken. ``broken`` counts the places that could not be decoded."""

    def __init__(self) -> None:
        self.broken = 0
        self._bytes = bytearray()
        self._encoding = WESTERN
        self._text: list[str] = []

    def add_bytes(self, content: bytes, encoding: str) -> None:
        """Bytes of a code page; a character may begin in one call and end in the next."""
        if encoding != self._encoding:
            self._decode()
            self._encoding = encoding
        self._bytes += content

    def add(self, text: str) -> None:
        """Characters; halves of a pair may come one after the other."""
        self._decode()
        self._text.append(text)

    def take(self) -> str:
        """What was gathered."""
        self._decode()
        text = whole_characters("".join(self._text))
        self._text.clear()
        return text

    def _decode(self) -> None:
        if not self._bytes:
            return
        content = bytes(self._bytes)
        self._bytes.clear()
        try:
            text = content.decode(self._encoding)
        except UnicodeDecodeError:
            # A quotation mark of a Western font amid Chinese text is the usual case.
            text = (
                content.decode(WESTERN, "replace") if len(content) == 1 else content.decode(self._encoding, "replace")
            )
            self.broken += text.count("\ufffd")
        self._text.append(text.replace("\ue5e5", "\u3000"))
