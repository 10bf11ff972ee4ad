"""The names of WordprocessingML that the Word reader knows, and the few ways to read its attributes."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VML = "{urn:schemas-microsoft-com:vml}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

DOCUMENT = f"{W}document"
BODY = f"{W}body"
P, P_PR, NUM_PR = f"{W}p", f"{W}pPr", f"{W}numPr"
RUN, R_PR, T = f"{W}r", f"{W}rPr", f"{W}t"
TBL, TR, TR_PR, TC, TC_PR = f"{W}tbl", f"{W}tr", f"{W}trPr", f"{W}tc", f"{W}tcPr"
NOTE_REFERENCES = (f"{W}footnoteReference", f"{W}endnoteReference")
ALT_CHUNK = f"{W}altChunk"
DEL, MOVE_FROM = f"{W}del", f"{W}moveFrom"
INS, MOVE_TO, CELL_DEL, CELL_INS = f"{W}ins", f"{W}moveTo", f"{W}cellDel", f"{W}cellIns"
VANISH, VERT_ALIGN, POSITION = f"{W}vanish", f"{W}vertAlign", f"{W}position"
STRIKES = frozenset({f"{W}strike", f"{W}dstrike"})
LOOKS = frozenset({VANISH, VERT_ALIGN, POSITION}) | STRIKES
"""Run properties that change what the text of a run is worth."""
VAL = f"{W}val"
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"

WRAPPERS = frozenset(
    {f"{W}{local}" for local in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")} | {CHOICE, FALLBACK}
)
"""Elements that only wrap blocks, rows, cells or text; what they hold counts as if they weren't there."""

GRID_LIMIT = 255
"""No table has more columns (Word allows 63): a larger span is a slip or an attack."""


def occurs(root: etree._Element, *tags: str) -> bool:
    """Whether an element with one of these tags is anywhere below; quick, since names that don't occur are known."""
    return next(root.iter(*tags), None) is not None


def is_on(element: etree._Element) -> bool:
    """An on/off property that is present: on, unless it says otherwise."""
    return element.get(VAL) not in ("0", "false", "off")


def number_of(element: etree._Element | None, default: int = 0) -> int:
    """The integer in ``w:val``; ``default`` if there is none."""
    return default if element is None else to_int(element.get(VAL), default)


def to_int(text: str | None, default: int = 0) -> int:
    """An attribute as an integer of sensible size; ``default`` for what is none."""
    try:
        return max(-1, min(int(text), 2**31)) if text and len(text) < 12 else default
    except ValueError:
        return default
