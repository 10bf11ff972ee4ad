"""What the Word reader needs of a document's styles: list numbers, outline levels, how text looks. Read when asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from lxml import etree

from toolkit.readers.docx.names import (
    LOOKS,
    NUM_PR,
    P_PR,
    POSITION,
    R_PR,
    STRIKES,
    VAL,
    VANISH,
    VERT_ALIGN,
    W,
    is_on,
    number_of,
    occurs,
    to_int,
)

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_UNASKED = ((b'<w:style w:type="table"', b"</w:style>"), (b"<w:latentStyles", b"</w:latentStyles>"))
_RAISED_FROM = 6  # half-points: what is set less high or low is only put straight


@dataclass(frozen=True, slots=True)
class Style:
    """What a style with its ancestors says; None where nothing is said. ``outline`` counts from 0, 9 is body text.

    ``vanish`` and ``struck`` are toggles: two styles that both say so undo each other.
    """

    num_id: str | None = None
    level: int | None = None
    outline: int | None = None
    vanish: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    based_on: str | None = None

    @property
    def has_look(self) -> bool:
        """Whether it changes what the text of a run is worth."""
        return bool(self.vanish or self.struck or self.raised)


_NONE = Style()


def without_unasked(styles: bytes) -> bytes:
    """The styles' part without table styles and the list of latent ones: nothing asks for them, and they are nine
    tenths of some parts, which would take longer to parse than all the rest.
    """
    for first, last in _UNASKED:
        kept = []
        at = 0
        while (begin := styles.find(first, at)) >= 0 and (end := styles.find(last, begin)) >= 0:
            kept.append(styles[at:begin])
            at = end + len(last)
        styles = b"".join((*kept, styles[at:]))
    return styles


class Styles:
    """The styles by id. The part is read at the first question, each style at the first about it."""

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        self._load = load
        self._found: dict[str, Style] = {}

    @cached_property
    def _root(self) -> etree._Element | None:
        return self._load()

    @cached_property
    def _elements(self) -> dict[str, etree._Element]:
        styles = self._root.iterchildren(f"{W}style") if self._root is not None else ()
        return {style.get(f"{W}styleId") or "": style for style in styles}

    @property
    def are_silent(self) -> bool:
        """Whether no style can number a paragraph or change what the text of a run is worth."""
        return self._root is None or not occurs(self._root, NUM_PR, *LOOKS)

    @property
    def have_looks(self) -> bool:
        """Whether any style changes what the text of a run is worth."""
        return self._root is not None and has_looks(self._root)

    def __getitem__(self, style_id: str) -> Style:
        found = self._found.get(style_id)
        if found is None:
            self._found[style_id] = _NONE  # a style based on itself ends here
            found = self._found[style_id] = self._resolve(style_id)
        return found

    def _resolve(self, style_id: str) -> Style:
        element = self._elements.get(style_id)
        if element is None:
            return Style(outline=outline_of_name(style_id))
        own = _read(element)
        base = self[own.based_on] if own.based_on else _NONE
        inherited = {f.name: getattr(base if getattr(own, f.name) is None else own, f.name) for f in fields(Style)}
        return Style(**inherited)


def _read(element: etree._Element) -> Style:
    num_id = level = outline = based_on = None
    look: dict[str, bool] = {}
    for child in element:
        tag = child.tag
        if tag == f"{W}basedOn":
            based_on = child.get(VAL)
        elif tag == f"{W}name" and outline is None:
            outline = outline_of_name(child.get(VAL) or "")
        elif tag == P_PR:
            for setting in child:
                if setting.tag == f"{W}outlineLvl":
                    outline = to_int(setting.get(VAL), 9)
                elif setting.tag == NUM_PR:
                    num_id, level = read_numbering(setting)
        elif tag == R_PR:
            look = read_look(child)
    return Style(num_id, level, outline, look.get("vanish"), look.get("struck"), look.get("raised"), based_on)


def has_looks(root: etree._Element) -> bool:
    """Whether any run or style below is hidden, struck through, raised or lowered: many programs only say of every
    run that it isn't.
    """
    return any(True in read_look((setting,)).values() for setting in root.iter(*LOOKS))


def read_look(properties: Iterable[etree._Element]) -> dict[str, bool]:
    """What run properties (``w:rPr``) say themselves: whether the text is hidden (``vanish``), ``struck`` through,
    ``raised`` or lowered.
    """
    look: dict[str, bool] = {}
    for setting in properties:
        tag = setting.tag
        if tag == VANISH:
            look["vanish"] = is_on(setting)
        elif tag in STRIKES:
            look["struck"] = is_on(setting) or look.get("struck", False)
        elif tag == VERT_ALIGN:
            look["raised"] = setting.get(VAL) in ("superscript", "subscript")
        elif tag == POSITION and abs(number_of(setting)) >= _RAISED_FROM:
            look["raised"] = True
    return look


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


def outline_of_name(name: str) -> int | None:
    """The outline level, from 0, that a style has by its name alone: heading 1, 标题 1."""
    match = _HEADING.fullmatch(name.strip())
    return int(match[1]) - 1 if match else None
