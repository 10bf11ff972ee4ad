"""A Word paragraph with what its properties and styles make of it: list number, outline level, the look of runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from toolkit.readers.docx.names import (
    ALT_CHUNK,
    ALTERNATE,
    CELL_DEL,
    CELL_INS,
    DEL,
    INS,
    LOOKS,
    MOVE_FROM,
    MOVE_TO,
    NUM_PR,
    P_PR,
    R_PR,
    TBL,
    TC,
    VAL,
    P,
    T,
    W,
    occurs,
    to_int,
)
from toolkit.readers.docx.numbering import Numbering
from toolkit.readers.docx.styles import Style, Styles, has_looks, read_look, read_numbering
from toolkit.readers.docx.text import OTHER_THAN_TEXT, Look, ParagraphText, printed, text_alone

_P_STYLE, _OUTLINE, _R_STYLE = f"{W}pStyle", f"{W}outlineLvl", f"{W}rStyle"
_LOOKS = LOOKS | {_R_STYLE}
_PLAIN = Style()
_NOT_FLAT = (TBL, ALT_CHUNK, ALTERNATE)
_SPECIAL = 100  # counted as so many paragraphs: more than one
_BODY_TEXT = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What occurs in a document at all, so that most documents need not be asked about it at every paragraph.

    ``looks`` are runs that are hidden, struck through, raised or lowered. ``odd`` are the paragraphs that hold more
    than text, or text with a look; ``styled`` those with a list number or with a style that matters.
    """

    properties: bool
    revisions: bool
    looks: bool
    odd: frozenset[etree._Element]
    styled: frozenset[etree._Element]

    @staticmethod
    def of(root: etree._Element, styles: Styles) -> Marks:
        """The marks of a main part and the styles that it uses."""
        revisions = occurs(root, INS, DEL, MOVE_FROM, MOVE_TO, CELL_INS, CELL_DEL)
        looks = has_looks(root) or (occurs(root, _P_STYLE, _R_STYLE) and styles.have_looks)
        return Marks(
            properties=revisions or occurs(root, _P_STYLE, NUM_PR, _OUTLINE),
            revisions=revisions,
            looks=looks,
            odd=frozenset(_around(root.iter(*OTHER_THAN_TEXT, *(_LOOKS if looks else ())))),
            styled=frozenset((*_around(root.iter(NUM_PR)), *_around(_telling(root, styles)))),
        )


def _telling(root: etree._Element, styles: Styles) -> list[etree._Element]:
    """Where a style with numbers or looks is named; programs name one without to each paragraph of each cell."""
    if not occurs(root, _P_STYLE) or styles.are_silent:
        return []
    named = {each.get(VAL) for each in root.iter(_P_STYLE)}
    telling = {name for name in named if _says_something(styles[name or ""])}
    return [each for each in root.iter(_P_STYLE) if each.get(VAL) in telling] if telling else []


def _says_something(style: Style) -> bool:
    return style.num_id is not None or style.has_look


def _around(elements: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """The paragraphs in which elements stand, those around text boxes included."""
    for element in elements:
        yield from element.iterancestors(P)


@dataclass(slots=True)
class ReadParagraph:
    """A paragraph as read. ``number`` is its list number, not yet in the text; ``hidden`` what hidden runs hold,
    ``struck`` what is struck through; ``runs_on`` if its end is deleted, so that the next paragraph goes on in it.
    """

    text: str
    boxes: Sequence[etree._Element] = ()
    pictures: int = 0
    hidden: str = ""
    struck: str = ""
    heading: int | None = None
    number: str = ""
    runs_on: bool = False


class ParagraphReader:
    """Reads a document's paragraphs, in order (their numbers count)."""

    def __init__(self, marks: Marks, styles: Styles, numbering: Numbering) -> None:
        self.marks = marks
        self._styles = styles
        self._numbering = numbering
        self._special = marks.odd | marks.styled

    def read(self, paragraph: etree._Element) -> ReadParagraph:
        """Read a ``w:p``."""
        read = ReadParagraph("")
        style = self._read_properties(paragraph, read) if self.marks.properties else _PLAIN
        if paragraph not in self.marks.odd and not style.has_look:
            read.text = text_alone(paragraph)
            return read
        gathered = ParagraphText((lambda run: self._look(run, style)) if self.marks.looks else None)
        gathered.gather(paragraph)
        read.text, read.boxes, read.pictures = gathered.text, gathered.boxes, gathered.pictures
        read.hidden, read.struck = gathered.hidden, gathered.struck
        return read

    def plain_cells(self, table: etree._Element) -> dict[etree._Element, str]:
        """The text of each cell in which one paragraph stands, of which nothing else is to be said but, perhaps, its
        outline level. None where anything in the table may be more than it seems: its cells are then read one by one.
        """
        if self.marks.revisions or next(table.iterdescendants(*_NOT_FLAT), None) is not None:
            return {}
        texts: dict[etree._Element, str] = {}
        cell: etree._Element | None = None
        paragraphs = 0
        text = ""
        special = self._special
        for element in table.iter(TC, P, T):
            tag = element.tag
            if tag == T:
                own = element.text
                if own:
                    text += own if own.isalnum() else printed(element, own)
            elif tag == P:
                paragraphs += 1
                if special and element in special:
                    paragraphs += _SPECIAL
            else:
                if paragraphs == 1 and cell is not None:
                    texts[cell] = text
                cell, paragraphs, text = element, 0, ""
        if paragraphs == 1 and cell is not None:
            texts[cell] = text
        return texts

    def _read_properties(self, paragraph: etree._Element, read: ReadParagraph) -> Style:
        """Fill in heading, number and whether it runs on; give its style."""
        properties = _properties(paragraph, P_PR)
        if properties is None:
            return _PLAIN
        style_id = num_id = level = outline = None
        for setting in properties:
            tag = setting.tag
            if tag == _P_STYLE:
                style_id = setting.get(VAL)
            elif tag == NUM_PR:
                num_id, level = read_numbering(setting)
            elif tag == _OUTLINE:
                outline = to_int(setting.get(VAL), _BODY_TEXT)
            elif tag == R_PR and self.marks.revisions:
                read.runs_on = any(mark.tag in (DEL, MOVE_FROM) for mark in setting)
        style = _PLAIN
        if style_id is not None:
            style = self._styles[style_id]
            outline = style.outline if outline is None else outline
            level = style.level if level is None else level
            num_id = style.num_id if num_id is None else num_id
        if outline is not None and 0 <= outline < _BODY_TEXT:
            read.heading = outline + 1
        if num_id is not None and num_id != "0" and not read.runs_on:
            read.number = self._numbering.next(num_id, level, style_id)
        return style

    def _look(self, run: etree._Element, paragraph_style: Style) -> Look:
        """How a run looks: its own word counts, else that of its style and its paragraph's."""
        properties = _properties(run, R_PR)
        own: dict[str, bool] = {}
        style = _PLAIN
        if properties is not None:
            own = read_look(properties)
            style_id = properties.find(_R_STYLE)
            if style_id is not None:
                style = self._styles[style_id.get(VAL) or ""]
        # Toggles: a style of the run undoes the same of the paragraph's.
        if own.get("vanish", bool(style.vanish) != bool(paragraph_style.vanish)):
            return "hidden"
        if own.get("struck", bool(style.struck) != bool(paragraph_style.struck)):
            return "struck"
        if own.get("raised", paragraph_style.raised if style.raised is None else style.raised):
            return "raised"
        return "shown"


def _properties(element: etree._Element, tag: str) -> etree._Element | None:
    """Properties stand first."""
    if len(element):
        first = element[0]
        if first.tag == tag:
            return first
    return None
