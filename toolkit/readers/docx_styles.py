"""What the Word reader needs of a document's styles: list numbers, outline levels, hidden text. Read when asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from toolkit.readers.docx_names import P_PR, R_PR, VAL, VANISH, W, is_on, to_int

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style with its ancestors says; None where nothing is said. ``outline`` counts from 0, 9 is body text."""

    num_id: str | None = None
    level: int | None = None
    outline: int | None = None
    vanish: bool | None = None
    based_on: str | None = None


_NONE = Style()


class Styles:
    """The styles by id. The part is read at the first question, each style at the first about it."""

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        self._load = load
        self._elements: dict[str, etree._Element] | None = None
        self._found: dict[str, Style] = {}

    def __getitem__(self, style_id: str) -> Style:
        found = self._found.get(style_id)
        if found is None:
            self._found[style_id] = _NONE  # a style based on itself ends here
            found = self._found[style_id] = self._resolve(style_id)
        return found

    def _resolve(self, style_id: str) -> Style:
        if self._elements is None:
            root = self._load()
            styles = root.iterchildren(f"{W}style") if root is not None else ()
            self._elements = {style.get(f"{W}styleId") or "": style for style in styles}
        element = self._elements.get(style_id)
        if element is None:
            return Style(outline=_heading(style_id))
        own = _read(element)
        base = self[own.based_on] if own.based_on else _NONE
        return Style(
            num_id=base.num_id if own.num_id is None else own.num_id,
            level=base.level if own.level is None else own.level,
            outline=base.outline if own.outline is None else own.outline,
            vanish=base.vanish if own.vanish is None else own.vanish,
        )


def _read(element: etree._Element) -> Style:
    num_id = level = outline = vanish = based_on = None
    for child in element:
        tag = child.tag
        if tag == f"{W}basedOn":
            based_on = child.get(VAL)
        elif tag == f"{W}name" and outline is None:
            outline = _heading(child.get(VAL) or "")
        elif tag == P_PR:
            for setting in child:
                if setting.tag == f"{W}outlineLvl":
                    outline = to_int(setting.get(VAL), 9)
                elif setting.tag == f"{W}numPr":
                    num_id, level = read_numbering(setting)
        elif tag == R_PR:
            hidden = child.find(VANISH)
            vanish = None if hidden is None else is_on(hidden)
    return Style(num_id, level, outline, vanish, based_on)


def read_numbering(num_pr: etree._Element) -> tuple[str | None, int | None]:
    """The list and the level that a ``w:numPr`` names; either may be left to the style."""
    num_id: str | None = None
    level: int | None = None
    for child in num_pr:
        if child.tag == f"{W}numId":
            num_id = child.get(VAL)
        elif child.tag == f"{W}ilvl":
            level = to_int(child.get(VAL))
    return num_id, level


def _heading(name: str) -> int | None:
    match = _HEADING.fullmatch(name.strip())
    return int(match[1]) - 1 if match else None
