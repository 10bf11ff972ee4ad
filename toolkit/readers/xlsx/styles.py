"""What a workbook's strings and styles say of its cells: texts, number formats, fonts that strike through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from toolkit.readers.raised import Raised, joined
from toolkit.readers.xlsx.number_format import BUILT_IN
from toolkit.readers.xlsx.places import MAIN, to_count

_T, _R, _R_PR, _SI = f"{MAIN}t", f"{MAIN}r", f"{MAIN}rPr", f"{MAIN}si"
_STRIKE, _VERT_ALIGN, _VAL = f"{MAIN}strike", f"{MAIN}vertAlign", "val"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Text:
    """A cell's text, and what in it is struck through, which is no part of it."""

    shown: str
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """By style number: format codes, as far as they change how a number is read, and whether the font is struck."""

    codes: Mapping[int, str]
    struck: frozenset[int]


def read_styles(root: etree._Element | None) -> Styles:
    """The styles' part."""
    if root is None:
        return Styles({}, frozenset())
    own = {element.get("numFmtId", ""): element.get("formatCode", "") for element in root.iter(f"{MAIN}numFmt")}
    fonts = root.find(f"{MAIN}fonts")
    struck_fonts = {number for number, font in enumerate(fonts if fonts is not None else ()) if _is_struck(font)}
    formats = root.find(f"{MAIN}cellXfs")
    codes: dict[int, str] = {}
    struck: set[int] = set()
    for number, element in enumerate(formats if formats is not None else ()):
        identifier = element.get("numFmtId", "0")
        code = own.get(identifier) or BUILT_IN.get(to_count(identifier, 0), "")
        if code and code != "General":
            codes[number] = code
        if to_count(element.get("fontId"), 0) in struck_fonts:
            struck.add(number)
    return Styles(codes, frozenset(struck))


def read_strings(root: etree._Element | None) -> list[Text]:
    """The shared strings, in order."""
    return [] if root is None else [read_string(item) for item in root.iterchildren(_SI)]


def read_string(item: etree._Element) -> Text:
    """A string of one text or of runs; phonetic ones are left out."""
    if len(item) == 1 and item[0].tag == _T:
        return Text(clean(item[0].text or ""))
    pieces: list[str] = []
    struck = ""
    for child in item:
        if child.tag == _T:
            pieces.append(clean(child.text or ""))
        elif child.tag == _R:
            text = clean(child.findtext(_T) or "")
            look = child.find(_R_PR)
            if look is not None and _is_struck(look):
                struck += text
            else:
                pieces.append(Raised(text) if look is not None and _is_raised(look) else text)
    return Text(joined(pieces), struck)


def _is_struck(font: etree._Element) -> bool:
    strike = font.find(_STRIKE)
    return strike is not None and strike.get(_VAL) not in ("0", "false")


def _is_raised(font: etree._Element) -> bool:
    align = font.find(_VERT_ALIGN)
    return align is not None and align.get(_VAL) in ("superscript", "subscript")


def clean(text: str) -> str:
    """A stored text as it is shown: escaped characters (``_x000D_``) resolved, line ends as line feeds."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(code: int) -> str:
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
