"""Pieces of WordprocessingML, as the readers of older Word formats write them for the docx reader."""

from __future__ import annotations

import re
from html import escape

from lxml import etree

from toolkit.model import Unreadable
from toolkit.readers.docx.names import VML, M, R, W
from toolkit.readers.package import parse_xml
from toolkit.readers.zips import MIB

MAIN_LIMIT = 16 * MIB
"""Characters of the main part: a report has some hundred thousand, pictures not among them."""

_SPACES = f'xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}" xmlns:m="{M[1:-1]}" xmlns:v="{VML[1:-1]}"'
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

PICTURE = "<w:pict><v:imagedata/></w:pict>"
TAB, BREAK, HYPHEN = "<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>"
FOOTNOTE = "<w:footnoteReference/>"


def text_of(text: str) -> str:
    """A ``w:t`` (nothing for no text); what XML can't hold is dropped."""
    if _NO_XML.search(text):
        text = _NO_XML.sub("", text)
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>' if text else ""


def instruction(text: str) -> str:
    """A ``w:instrText``: of a field's code."""
    return text_of(text).replace("<w:t ", "<w:instrText ", 1).replace("</w:t>", "</w:instrText>") if text else ""


def field_mark(kind: str) -> str:
    """A ``w:fldChar``: begin, separate or end."""
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def symbol(font: str, code: int) -> str:
    """A ``w:sym``: a character by the font's own code."""
    font = escape(_NO_XML.sub("", font))
    return f'<w:sym w:font="{font}" w:char="{code:04X}"/>'


def box(blocks: str) -> str:
    """A text box with these blocks, to stand in a run."""
    return f"<w:txbxContent>{blocks}</w:txbxContent>"


def run(content: str, *, hidden: bool = False, struck: bool = False, raised: bool = False) -> str:
    """A ``w:r``."""
    properties = "<w:vanish/>" * hidden + "<w:strike/>" * struck
    properties += '<w:vertAlign w:val="superscript"/>' * raised
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def inserted(runs: str) -> str:
    """A tracked insertion."""
    return f"<w:ins>{runs}</w:ins>"


def deleted(text: str) -> str:
    """A tracked deletion of a text."""
    return f"<w:del><w:r>{text_of(text)}</w:r></w:del>"


def paragraph(
    runs: str, *, heading: int | None = None, numbered: tuple[int, int] | None = None, runs_on: bool = False
) -> str:
    """A ``w:p``. ``heading``: outline level from 0; ``numbered``: list and level; ``runs_on``: its end is deleted."""
    properties = f'<w:outlineLvl w:val="{heading}"/>' if heading is not None else ""
    if numbered is not None:
        number, level = numbered
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties += "<w:rPr><w:del/></w:rPr>" * runs_on
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"


def document(body: str, name: str) -> etree._Element:
    """The main part with these blocks.

    Raises:
        Unreadable: if it is too big.
    """
    if len(body) > MAIN_LIMIT:
        raise Unreadable(name, f"正文展开后超过 {MAIN_LIMIT // MIB} MB，不像年度报告，拒绝读取")
    whole = f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
    return parse_xml(whole.encode("utf-8"), "正文", name)


def numbering(definitions: str, name: str) -> etree._Element:
    """The part with the lists."""
    return parse_xml(f"<w:numbering {_SPACES}>{definitions}</w:numbering>".encode(), "列表", name)
