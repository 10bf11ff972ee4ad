"""The text of a Word paragraph as it is printed: runs, breaks, symbols, fields, revisions, hidden runs, text boxes.

Raised and lowered digits that touch other digits stand in 〔〕 (a note's sign behind 12 must not make it 121), and so
do the parts of a formula; a fraction has its stroke.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal
from unicodedata import category, numeric

from lxml import etree

from toolkit.readers.docx.names import (
    ALTERNATE,
    CHART,
    CHOICE,
    DEL,
    DIAGRAM,
    FALLBACK,
    MOVE_FROM,
    P_PR,
    PIC,
    R_PR,
    RUN,
    VML,
    XML_SPACE,
    M,
    T,
    W,
)
from toolkit.readers.raised import Raised, joined

_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_TEXT = frozenset({T, f"{M}t"})
_INSTRUCTION = f"{W}instrText"
_DENOMINATOR = f"{M}den"
_BRACKETED = frozenset({f"{M}sup", f"{M}sub", f"{M}deg"})
# Properties, deleted text, field codes, reading aids: nothing in them is printed as the paragraph's text.
_SKIPPED = frozenset(
    {P_PR, R_PR, DEL, MOVE_FROM}
    | {
        f"{W}{local}"
        for local in (
            "delText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr",
            "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "commentReference",
            "commentRangeStart", "commentRangeEnd", "footnoteReference", "endnoteReference", "softHyphen",
        )
    }
)  # fmt: skip
_SYM, _FIELD, _BOX = f"{W}sym", f"{W}fldChar", f"{W}txbxContent"
_PICTURES = frozenset({f"{PIC}pic", f"{VML}imagedata", CHART, DIAGRAM})
OTHER_THAN_TEXT = (
    frozenset(_SIGNS)
    | _BRACKETED
    | _PICTURES
    | {f"{M}t", _INSTRUCTION, _DENOMINATOR, _SYM, _FIELD, _BOX, ALTERNATE, DEL, MOVE_FROM, f"{W}rt", f"{W}sdtPr"}
)
"""Elements that print something else than the text in them, or keep text from being printed."""
_FIELD_TYPE = f"{W}fldCharType"
_XML_BLANKS = " \t\r\n"

# Check marks of Microsoft's symbol fonts, by font and code; forms are ticked with them.
_MARKS = {
    "wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x6C: "●", 0x6E: "■"},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"},
}
_NO_CHARACTER = "\ufffd"

Look = Literal["shown", "hidden", "struck", "raised"]
LookOf = Callable[[etree._Element], Look]


class ParagraphText:
    """Gathers the text of one paragraph (or of any element that holds runs).

    ``text`` is what is printed, ``hidden`` what hidden runs hold, ``struck`` what is struck through; ``boxes`` are
    the contents of the text boxes anchored in it, which are not part of its text; ``pictures`` counts its pictures
    and diagrams. Insertions are read, deletions are not. A field's result is read, its code is not.
    """

    __slots__ = (
        "_codes",
        "_field_parts",
        "_instruction",
        "_look_of",
        "_pieces",
        "boxes",
        "hidden",
        "pictures",
        "struck",
    )

    def __init__(self, look_of: LookOf | None = None) -> None:
        self.boxes: list[etree._Element] = []
        self.pictures = 0
        self.hidden = ""
        self.struck = ""
        self._pieces: list[str] = []
        self._look_of = look_of
        self._field_parts: list[bool] = []  # for each open field, whether we are in its code
        self._codes = 0  # how many of these are True
        self._instruction = ""

    @property
    def text(self) -> str:
        """What is printed."""
        return joined(self._pieces) if self._look_of is not None else "".join(self._pieces)

    def gather(self, parent: Iterable[etree._Element]) -> None:
        """Add what the children of an element print."""
        for element in parent:
            tag = element.tag
            if tag in _TEXT:
                if not self._codes:
                    self._pieces.append(printed(element, element.text or ""))
            elif tag == RUN:
                look = "shown" if self._look_of is None else self._look_of(element)
                if look == "shown":
                    self.gather(element)
                else:
                    self._gather_apart(element, look)
            elif tag not in _SKIPPED:
                self._gather_other(element, tag)

    def _gather_other(self, element: etree._Element, tag: str) -> None:
        if tag in _SIGNS:
            self._add(_SIGNS[tag])
        elif tag == _FIELD:
            self._field(element.get(_FIELD_TYPE))
        elif tag == _INSTRUCTION:
            self._instruction += element.text or ""
        elif tag == _SYM:
            self._add(_symbol(element))
        elif tag == _BOX:
            self.boxes.append(element)
        elif tag == ALTERNATE:
            self._gather_alternate(element)
        elif tag in _BRACKETED:
            self._add("〔")
            self.gather(element)
            self._add("〕")
        else:
            if tag == _DENOMINATOR:
                self._add("/")
            self.pictures += tag in _PICTURES
            self.gather(element)

    def _add(self, text: str) -> None:
        if not self._codes:
            self._pieces.append(text)

    def _gather_apart(self, run: etree._Element, look: Look) -> None:
        """A run that isn't simply text: of a hidden one nothing is seen, its pictures and boxes neither."""
        pieces, self._pieces = self._pieces, []
        boxes, pictures = len(self.boxes), self.pictures
        self.gather(run)
        text, self._pieces = "".join(self._pieces), pieces
        if look == "raised":
            self._pieces.append(Raised(text))
        elif look == "struck":
            self.struck += text
        else:
            self.hidden += text
            self.pictures = pictures
            del self.boxes[boxes:]

    def _gather_alternate(self, alternate: etree._Element) -> None:
        """The first branch that says anything: the same content stands in each, for programs of different age."""
        for branch in alternate:
            if branch.tag in (CHOICE, FALLBACK):
                before = len(self._pieces), len(self.boxes), self.pictures
                self.gather(branch)
                if (len(self._pieces), len(self.boxes), self.pictures) != before:
                    return

    def _field(self, part: str | None) -> None:
        if part == "begin":
            self._field_parts.append(True)
            self._codes += 1
            self._instruction = ""
        elif self._field_parts and part in ("separate", "end"):
            is_code = self._field_parts.pop()
            self._codes -= is_code
            if part == "separate":
                self._field_parts.append(False)
            elif is_code and self._instruction.split()[:1] in (["EQ"], ["eq"]):
                # A formula or a ringed number, drawn from its code: there is something, but no text of it.
                self._add(_NO_CHARACTER)


def text_alone(paragraph: etree._Element) -> str:
    """The text of a paragraph that holds nothing of ``OTHER_THAN_TEXT``."""
    return "".join([printed(element, element.text or "") for element in paragraph.iter(T)])


def plain_text(elements: Iterable[etree._Element]) -> str:
    """All that some elements print, on one line: for messages."""
    gathered = ParagraphText()
    gathered.gather(elements)
    return " ".join(gathered.text.split())


def printed(element: etree._Element, text: str) -> str:
    """Blanks at the ends of a text count only if it says so; a line end within is a blank, as in Word."""
    if not text:
        return text
    if (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and element.get(XML_SPACE) != "preserve":
        text = text.strip(_XML_BLANKS)
    return text.replace("\n", " ") if "\n" in text else text


def _symbol(element: etree._Element) -> str:
    """A character given by font and code.

    Codes of symbol fonts stay in the private use area (U+F000 on), except check marks; a symbol never becomes a
    digit or a letter, since only its font would say which.
    """
    try:
        code = int(element.get(f"{W}char") or "", 16)
    except ValueError:
        return _NO_CHARACTER
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if 0 <= low <= 0xFF:
        font = (element.get(f"{W}font") or "").lower()
        return _MARKS.get(font, {}).get(low) or chr(0xF000 + low)
    if code > 0x10FFFF or numeric(chr(code), None) is not None or category(chr(code)) in ("Cs", "Cc"):
        return _NO_CHARACTER
    return chr(code)
