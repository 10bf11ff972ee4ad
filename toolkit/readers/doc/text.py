"""The text of a paragraph of a Word 97–2003 document as runs: special characters, fields, looks, revisions.

Control characters stand for what isn't text (MS-DOC 2.4.1): pictures, notes, the three marks of a field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.readers.doc.pages import Runs
from toolkit.readers.doc.pieces import PieceTable, whole_characters
from toolkit.readers.doc.sprms import CharacterFormat, character_format
from toolkit.readers.doc.styles import Look, Styles, look_of
from toolkit.readers.word import xml as word_xml

_PICTURE, _NOTE, _COMMENT, _DRAWING = "\x01", "\x02", "\x05", "\x08"
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_SPECIAL = re.compile("[\x00-\x1f]")
_PRINTED = re.compile("[^\x00-\x20\u3000]")
_FIELD_MARK = re.compile("[\x13-\x15]")
_SIGNS = {
    "\t": word_xml.TAB,
    "\x0b": word_xml.BREAK,
    "\x0c": word_xml.BREAK,
    "\x0e": word_xml.BREAK,
    "\x1e": word_xml.HYPHEN,
    _NOTE: word_xml.FOOTNOTE,
}
_MARKS = {_BEGIN: "begin", _SEPARATE: "separate", _END: "end"}


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` with a format that bears on the text."""

    start: int
    end: int
    format: CharacterFormat


class Spans:
    """The spans of a document, in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._ends = [span.end for span in spans]

    def within(self, start: int, end: int) -> Sequence[Span]:
        """The spans that touch these characters."""
        if not self._spans:
            return ()
        first = bisect_right(self._ends, start)
        last = first
        while last < len(self._spans) and self._spans[last].start < end:
            last += 1
        return self._spans[first:last]


def spans(runs: Runs, pieces: PieceTable, styles: Styles) -> Spans:
    """The characters whose format bears on the text: most of a document's has none."""
    formats: dict[bytes, CharacterFormat | None] = {}

    def format_of(group: bytes) -> CharacterFormat | None:
        if group not in formats:
            read = character_format(group)
            formats[group] = read if _matters(read, styles) else None
        return formats[group]

    found: list[Span] = []
    for piece in pieces.pieces:
        at, limit = piece.offset, piece.offset + (piece.end - piece.start) * piece.width
        index = max(0, bisect_right(runs.starts, at) - 1)
        while at < limit:
            end, group = limit, b""
            if index < len(runs.starts):
                if runs.ends[index] <= at:
                    index += 1
                    continue
                if runs.starts[index] <= at:
                    end, group = min(limit, runs.ends[index]), runs.properties[index]
                else:
                    end = min(limit, runs.starts[index])
            read = format_of(group + piece.modifier)
            if read is not None:
                start, stop = ((place - piece.offset) // piece.width + piece.start for place in (at, end))
                found.append(Span(start, stop, read))
            at = end
    return Spans(found)


def _matters(read: CharacterFormat, styles: Styles) -> bool:
    if styles.have_looks and (read.style, read.hidden, read.struck, read.struck_twice) != (None, None, None, None):
        return True
    said = (read.hidden, read.struck, read.struck_twice, read.raised, read.position, read.symbol)
    return any(said) or read.deleted or read.inserted or read.form_data


class ParagraphText:
    """Writes the characters of paragraphs as runs; fields may reach over several.

    ``boxes`` gives what is anchored at a character: XML for a run. ``fonts`` are the names of fonts by number.
    """

    def __init__(
        self, text: str, found: Spans, styles: Styles, boxes: Mapping[int, str], fonts: Callable[[int], str]
    ) -> None:
        self._text = text
        self._spans = found
        self._styles = styles
        self._boxes = boxes
        self._fonts = fonts
        self._fields = _whole_fields(text)
        self._codes: list[bool] = []  # for each open field, whether we are in its code

    def format_at(self, cp: int) -> CharacterFormat | None:
        """The format of one character, if it bears on the text."""
        touching = self._spans.within(cp, cp + 1)
        return touching[0].format if touching else None

    def shows(self, start: int, end: int) -> bool:
        """Whether any of these characters is printed: text that is neither deleted nor hidden."""
        at = start
        left = []
        for span in self._spans.within(start, end):
            left.append(self._text[at : max(at, span.start)])
            if not (span.format.deleted or span.format.hidden in (1, 0x81)):
                left.append(self._text[max(start, span.start) : min(end, span.end)])
            at = span.end
        left.append(self._text[at:end])
        return any(_PRINTED.search(text) for text in left)

    def runs(self, start: int, end: int, style: int) -> str:
        """The runs of characters ``start`` to ``end`` of a paragraph of this style."""
        touching = self._spans.within(start, end)
        under = self._styles[style].look
        if not touching and under == _PLAIN:
            content = self._content(start, end, None)
            return word_xml.run(content) if content else ""
        made: list[str] = []
        at = start
        for span in touching:
            if span.start > at:
                made.append(self._run(at, span.start, None, under))
            at = min(span.end, end)
            made.append(self._run(max(start, span.start), at, span.format, under))
        if at < end:
            made.append(self._run(at, end, None, under))
        return "".join(made)

    def leave_fields(self) -> None:
        """Forget open fields: no field goes on beyond a cell."""
        self._codes.clear()

    def reopened(self) -> str:
        """The beginnings of fields whose code goes on in this paragraph."""
        if not self._codes:
            return ""
        return "".join(word_xml.run(word_xml.field_mark("begin")) for in_code in self._codes if in_code)

    def _run(self, start: int, end: int, said: CharacterFormat | None, under: Look) -> str:
        look = under
        if said is not None:
            if said.deleted:
                return word_xml.deleted(whole_characters(_SPECIAL.sub("", self._text[start:end])))
            if said.style is not None:
                look = self._with_style(said.style, under)
            look = look_of(said, look)
        content = self._content(start, end, said)
        made = word_xml.run(content, hidden=look.hidden, struck=look.struck, raised=look.raised) if content else ""
        return word_xml.inserted(made) if made and said is not None and said.inserted else made

    def _with_style(self, number: int, under: Look) -> Look:
        """Toggles: a style of characters undoes the same of the paragraph's."""
        own = self._styles[number].look
        return Look(own.hidden != under.hidden, own.struck != under.struck, own.raised or under.raised)

    def _content(self, start: int, end: int, said: CharacterFormat | None) -> str:
        if said is not None and said.symbol is not None:
            font, code = said.symbol
            return word_xml.symbol(self._fonts(font), code) * (end - start)
        text = self._text
        made: list[str] = []
        at = start
        for match in _SPECIAL.finditer(text, start, end):
            place = match.start()
            if place > at:
                made.append(self._plain(text[at:place]))
            made.append(self._special(match[0], place, said))
            at = place + 1
        if at < end:
            made.append(self._plain(text[at:end]))
        return "".join(made)

    def _plain(self, text: str) -> str:
        text = whole_characters(text)
        return word_xml.instruction(text) if self._codes and self._codes[-1] else word_xml.text_of(text)

    def _special(self, character: str, place: int, said: CharacterFormat | None) -> str:
        if character in _MARKS:
            if place not in self._fields:
                return ""
            self._count_field(character)
            return word_xml.field_mark(_MARKS[character])
        if character in (_PICTURE, _DRAWING):
            anchored = self._boxes.get(place)
            if anchored is not None:
                return anchored
            is_data = said is not None and said.form_data  # of a form's field, which stands in its code
            return word_xml.PICTURE if character == _PICTURE and not is_data and True not in self._codes else ""
        return _SIGNS.get(character, "")

    def _count_field(self, mark: str) -> None:
        if mark == _BEGIN:
            self._codes.append(True)
        elif self._codes:
            self._codes.pop()
            if mark == _SEPARATE:
                self._codes.append(False)


def _whole_fields(text: str) -> frozenset[int]:
    """Where the marks of fields stand that begin and end: one that never ends would hide all that follows."""
    whole: list[int] = []
    opened: list[list[int]] = []
    for match in _FIELD_MARK.finditer(text):
        if match[0] == _BEGIN:
            opened.append([match.start()])
        elif opened:
            opened[-1].append(match.start())
            if match[0] == _END:
                whole += opened.pop()
    return frozenset(whole)


_PLAIN = Look()
