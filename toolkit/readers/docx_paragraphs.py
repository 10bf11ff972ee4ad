"""A Word paragraph with what its properties and styles make of it: list number, outline level, hidden runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.readers.docx_names import DEL, MOVE_FROM, P_PR, R_PR, VAL, VANISH, W, is_on, to_int
from toolkit.readers.docx_numbering import Numbering
from toolkit.readers.docx_styles import Styles, read_numbering
from toolkit.readers.docx_text import ParagraphText, RunIsHidden, plain_runs

_P_STYLE, _NUM_PR, _OUTLINE, _R_STYLE = f"{W}pStyle", f"{W}numPr", f"{W}outlineLvl", f"{W}rStyle"
_BODY_TEXT = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What occurs in a document's XML at all, seen from its bytes, so that most documents need not be asked.

    A false alarm costs a little time. In an encoding where the words can't be seen everything is taken to occur.
    """

    properties: bool
    revisions: bool
    styles: bool
    hidden_runs: bool

    @staticmethod
    def of(content: bytes) -> Marks:
        """The marks of a main part."""
        if (not content.isascii() and b"\x00" in content[:64]) or content[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16
            return Marks(properties=True, revisions=True, styles=True, hidden_runs=True)
        revisions = any(mark in content for mark in (b":ins", b":del", b"<ins", b"<del", b":move", b"<move"))
        styles = b"pStyle" in content or b"rStyle" in content
        return Marks(
            properties=revisions or styles or b"numPr" in content or b"outlineLvl" in content,
            revisions=revisions,
            styles=styles,
            hidden_runs=b"vanish" in content,
        )

    def with_styles(self, styles: bytes | None) -> Marks:
        """These marks, knowing the styles' part too."""
        return replace(self, hidden_runs=True) if styles and b"vanish" in styles else self


@dataclass(slots=True)
class ReadParagraph:
    """A paragraph as read. ``number`` is its list number, not yet in the text; ``hidden`` what hidden runs hold;
    ``runs_on`` if its end is deleted, so that the next paragraph goes on in it.
    """

    text: str
    boxes: Sequence[etree._Element] = ()
    pictures: int = 0
    hidden: str = ""
    heading: int | None = None
    number: str = ""
    runs_on: bool = False


class ParagraphReader:
    """Reads a document's paragraphs, in order (their numbers count)."""

    def __init__(self, marks: Marks, styles: Styles, numbering: Numbering) -> None:
        self.marks = marks
        self._styles = styles
        self._numbering = numbering

    def read(self, paragraph: etree._Element) -> ReadParagraph:
        """Read a ``w:p``."""
        if not self.marks.hidden_runs:
            text = plain_runs(paragraph)
            read = self._gathered(paragraph, None) if text is None else ReadParagraph(text)
            if self.marks.properties:
                self._read_properties(paragraph, read)
            return read
        read = ReadParagraph("")
        style_hides = self._read_properties(paragraph, read)
        shown = self._gathered(paragraph, lambda run: self._is_hidden(run, style_hides))
        return replace(read, text=shown.text, boxes=shown.boxes, pictures=shown.pictures, hidden=shown.hidden)

    def _gathered(self, paragraph: etree._Element, run_is_hidden: RunIsHidden | None) -> ReadParagraph:
        gathered = ParagraphText(run_is_hidden)
        gathered.gather(paragraph)
        return ReadParagraph(gathered.text, gathered.boxes, gathered.pictures, gathered.hidden)

    def _read_properties(self, paragraph: etree._Element, read: ReadParagraph) -> bool:
        """Fill in heading, number and whether it runs on; say whether its style hides its runs."""
        properties = _properties(paragraph, P_PR)
        if properties is None:
            return False
        style_id = num_id = level = outline = None
        for setting in properties:
            tag = setting.tag
            if tag == _P_STYLE:
                style_id = setting.get(VAL)
            elif tag == _NUM_PR:
                num_id, level = read_numbering(setting)
            elif tag == _OUTLINE:
                outline = to_int(setting.get(VAL), _BODY_TEXT)
            elif tag == R_PR and self.marks.revisions:
                read.runs_on = any(mark.tag in (DEL, MOVE_FROM) for mark in setting)
        hides = False
        if style_id is not None:
            style = self._styles[style_id]
            outline = style.outline if outline is None else outline
            level = style.level if level is None else level
            num_id = style.num_id if num_id is None else num_id
            hides = bool(style.vanish)
        if outline is not None and 0 <= outline < _BODY_TEXT:
            read.heading = outline + 1
        if num_id is not None and num_id != "0" and not read.runs_on:
            read.number = self._numbering.next(num_id, level, style_id)
        return hides

    def _is_hidden(self, run: etree._Element, style_hides: bool) -> bool:
        """Whether a run isn't printed: its own word counts, else that of its style and its paragraph's, which
        undo each other.
        """
        properties = _properties(run, R_PR)
        for setting in properties if properties is not None else ():
            if setting.tag == VANISH:
                return is_on(setting)
            if setting.tag == _R_STYLE and self._styles[setting.get(VAL) or ""].vanish:
                style_hides = not style_hides
        return style_hides


def _properties(element: etree._Element, tag: str) -> etree._Element | None:
    """Properties stand first."""
    if len(element):
        first = element[0]
        if first.tag == tag:
            return first
    return None
