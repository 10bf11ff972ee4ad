"""The styles of a Word 97–2003 document (MS-DOC 2.9.271 on), as far as they bear on the text: list numbers, outline
levels, table cells, how characters look.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import unpack_from

from toolkit.readers.doc.sprms import CharacterFormat, ParagraphFormat, character_format, paragraph_format

_PARAGRAPH, _CHARACTER = 1, 2
_NONE = 0xFFF  # no style
_HEADINGS = range(1, 10)  # the numbers of the built-in styles 标题 1 to 标题 9
_BASE = 10  # bytes of a style's description before its name, at the least
_RAISED_FROM = 6  # half-points: what is set less high or low is only put straight


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look, as far as it changes what they are worth."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A style with its ancestors. ``outline`` counts from 0; 9 is body text. None where nothing is said."""

    outline: int | None = None
    list_number: int | None = None
    list_level: int | None = None
    in_table: bool | None = None
    look: Look = field(default=Look())


@dataclass(frozen=True, slots=True)
class _Described:
    """A style as it stands in the file."""

    built_in: int
    base: int
    paragraph: ParagraphFormat
    characters: CharacterFormat


class Styles:
    """The styles by number; each is worked out at the first question about it.

    ``have_looks``: some style changes what characters are worth.
    """

    def __init__(self, sheet: bytes) -> None:
        self._described = _read(sheet)
        self._found: dict[int, Style] = {}
        self.have_looks = any(look_of(style.characters, Look()) != Look() for style in self._described.values())

    def __getitem__(self, number: int) -> Style:
        chain: list[int] = []  # up to a style that is known, has no base, or was passed already
        while number not in self._found and number in self._described:
            self._found[number] = _PLAIN
            chain.append(number)
            number = self._described[number].base
        style = self._found.get(number, _PLAIN)
        for own in reversed(chain):
            style = self._found[own] = _over(self._described[own], style)
        return style


_PLAIN = Style()


def _over(own: _Described, base: Style) -> Style:
    """What a style says over the one that it is based on."""
    said = own.paragraph
    outline = own.built_in - 1 if own.built_in in _HEADINGS else base.outline
    return Style(
        outline=outline if said.outline is None else said.outline,
        list_number=base.list_number if said.list_number is None else said.list_number,
        list_level=base.list_level if said.list_level is None else said.list_level,
        in_table=base.in_table if said.in_table is None else said.in_table,
        look=look_of(own.characters, base.look),
    )


def look_of(characters: CharacterFormat, under: Look) -> Look:
    """The look that characters have by their own properties over those of their style."""
    return Look(
        hidden=_toggled(characters.hidden, under.hidden),
        struck=_toggled(characters.struck, under.struck and characters.struck_twice is None)
        or _toggled(characters.struck_twice, False),
        raised=_raised(characters, under.raised),
    )


def _toggled(said: int | None, under: bool) -> bool:
    if said is None or said == 0x80:
        return under
    return not under if said == 0x81 else said != 0


def _raised(characters: CharacterFormat, under: bool) -> bool:
    if characters.raised is None and characters.position is None:
        return under
    return characters.raised in (1, 2) or abs(characters.position or 0) >= _RAISED_FROM


def _read(sheet: bytes) -> dict[int, _Described]:
    if len(sheet) < 6:
        return {}
    size, count, base = unpack_from("<HHH", sheet)
    found: dict[int, _Described] = {}
    at = 2 + size
    for number in range(count):
        if at + 2 > len(sheet):
            break
        (length,) = unpack_from("<H", sheet, at)
        described = sheet[at + 2 : at + 2 + length]
        if len(described) >= max(base, _BASE):
            found[number] = _style(described, max(base, _BASE))
        at += 2 + length
    return found


def _style(described: bytes, base: int) -> _Described:
    built_in, kind, parts = unpack_from("<HHH", described)
    at = base
    if at + 2 <= len(described):  # the name, with a zero at its end
        at += 2 + 2 * described[at] + 256 * 2 * described[at + 1] + 2
    groups: list[bytes] = []
    for _ in range(min(parts & 0xF, 3)):
        at += at & 1
        if at + 2 > len(described):
            break
        (size,) = unpack_from("<H", described, at)
        groups.append(described[at + 2 : at + 2 + size])
        at += 2 + size
    of_kind = kind & 0xF
    if of_kind == _PARAGRAPH:
        groups += [b""] * (2 - len(groups))
        return _Described(built_in & 0xFFF, kind >> 4, paragraph_format(groups[0][2:]), character_format(groups[1]))
    characters = groups[0] if of_kind == _CHARACTER and groups else b""
    return _Described(0, kind >> 4, ParagraphFormat(), character_format(characters))
