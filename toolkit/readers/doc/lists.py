"""The automatic lists of a Word 97–2003 document (MS-DOC 2.4.6.3) as the numbering part of a .docx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from struct import calcsize, unpack_from

from toolkit.readers.doc.pieces import whole_characters

_LIST, _LEVEL, _OVERRIDE = 28, 28, 16  # bytes of each before what is of variable size
_LEVELS = 9
_NO_XML = dict.fromkeys((*range(32), 0xFFFE, 0xFFFF))
_SUFFIXES = ("tab", "space", "nothing")

NUMBER_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimalHalfWidth",
    17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero",
    23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 57: "numberInDash", 255: "none",
}  # fmt: skip
"""The number formats (MSONFC, MS-OSHARED 2.2.1.3; RTF has the same) by the names that a .docx has for them."""


@dataclass(frozen=True, slots=True)
class _Override:
    """What a list changes at a level of its definition: the number it starts with, or the whole level."""

    level: int
    start: int | None
    replaced: str | None


def numbering_xml(lists: bytes, overrides: bytes) -> str:
    """``w:abstractNum`` and ``w:num`` elements; a list's ``w:numId`` is its place in the overrides, from 1.

    ``lists`` is what stands in the table stream from the definitions on (their levels follow them without a size).
    """
    known = set()
    made = []
    for identifier, levels in _definitions(lists):
        if identifier not in known:
            known.add(identifier)
            inner = "".join(levels)
            made.append(f'<w:abstractNum w:abstractNumId="{identifier}">{inner}</w:abstractNum>')
    for number, (identifier, changes) in enumerate(_overrides(overrides), 1):
        inner = "".join(_override_xml(change) for change in changes)
        made.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{identifier}"/>{inner}</w:num>')
    return "".join(made)


def _override_xml(change: _Override) -> str:
    inner = "" if change.start is None else f'<w:startOverride w:val="{change.start}"/>'
    return f'<w:lvlOverride w:ilvl="{change.level}">{inner}{change.replaced or ""}</w:lvlOverride>'


def _entries(data: bytes, count: str, size: int) -> tuple[range, int]:
    """Where the entries of a table begin, whose number stands first, and where the last one ends."""
    first = calcsize(count)
    number = min(unpack_from(count, data)[0], (len(data) - first) // size) if len(data) >= first else 0
    return range(first, first + number * size, size), first + number * size


def _definitions(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The definitions' identifiers and levels."""
    places, at = _entries(data, "<H", _LIST)
    for place in places:
        (identifier,) = unpack_from("<i", data, place)
        levels = []
        for number in range(1 if data[place + 26] & 1 else _LEVELS):
            level, at = _level(data, at, number)
            if not level:
                return
            levels.append(level)
        yield identifier, levels


def _level(data: bytes, at: int, number: int) -> tuple[str, int]:
    """A level as ``w:lvl`` and where it ends; empty where it is cut off."""
    if at + _LEVEL + 2 > len(data):
        return "", at
    start, code, flags = unpack_from("<iBB", data, at)
    suffix, characters, paragraph, restart = data[at + 15], data[at + 24], data[at + 25], data[at + 26]
    at += _LEVEL + characters + paragraph
    if at + 2 > len(data):
        return "", at
    (length,) = unpack_from("<H", data, at)
    at += 2
    if at + 2 * length > len(data):
        return "", at
    text = data[at : at + 2 * length].decode("utf-16-le", "replace")
    # The number of a level stands in the text as its code.
    printed = "".join(f"%{ord(c) + 1}" if ord(c) < _LEVELS else c for c in text)
    printed = escape(whole_characters(printed).translate(_NO_XML))
    made = (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{NUMBER_FORMATS.get(code, "decimal")}"/><w:lvlText w:val="{printed}"/>'
        f'<w:suff w:val="{_SUFFIXES[suffix] if suffix < len(_SUFFIXES) else "tab"}"/>'
    )
    if flags & 0x04:
        made += "<w:isLgl/>"
    if flags & 0x08:
        made += f'<w:lvlRestart w:val="{restart}"/>'
    return f"{made}</w:lvl>", at + 2 * length


def _overrides(data: bytes) -> Iterator[tuple[int, list[_Override]]]:
    """For each list of the document its definition and what it changes in it."""
    places, at = _entries(data, "<I", _OVERRIDE)
    for place in places:
        (identifier,) = unpack_from("<i", data, place)
        at += 4  # a field that means nothing
        changes = []
        for _ in range(data[place + 12]):
            if at + 8 > len(data):
                break
            start, flags = unpack_from("<iI", data, at)
            at += 8
            replaced = ""
            if flags & 0x20:
                replaced, at = _level(data, at, flags & 0xF)
            changes.append(_Override(flags & 0xF, start if flags & 0x10 else None, replaced))
        yield identifier, changes
