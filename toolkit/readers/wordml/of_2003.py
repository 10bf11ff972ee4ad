"""The XML of Word 2003 in the names of a .docx.

Most names are the same in another namespace. What differs: merges are in small letters; lists are defined in other
words; revisions and comments are annotations; sections and foreign elements wrap blocks; notes stand where they are
referred to.
"""

from __future__ import annotations

from lxml import etree

from toolkit.readers.doc.lists import NUMBER_FORMATS
from toolkit.readers.docx.names import DOCUMENT, VML, XML_SPACE, W

WORD_2003 = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_ANNOTATIONS = "{http://schemas.microsoft.com/aml/2001/core}"
_KEPT = (W, VML, "{urn:schemas-microsoft-com:office:", "{http://schemas.microsoft.com/schemaLibrary/")
_OTHERWISE = {
    "wordDocument": "document",
    "vmerge": "vMerge",
    "hmerge": "hMerge",
    "listPr": "numPr",
    "ilfo": "numId",
    "lists": "numbering",
    "listDef": "abstractNum",
    "list": "num",
    "ilst": "abstractNumId",
    "nfc": "numFmt",
    "footnote": "footnoteReference",
    "endnote": "endnoteReference",
}
_ATTRIBUTES = {"listDefId": "abstractNumId", "ilfo": "numId"}
_REVISIONS = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_WRAPPER = f"{W}customXml"


def renamed(root: etree._Element) -> etree._Element:
    """The root again, a ``w:document`` now; what it holds is changed in place."""
    for element in list(root.iter(etree.Element)):
        tag = str(element.tag)
        if tag.startswith(WORD_2003):
            _rename(element, tag.removeprefix(WORD_2003))
        elif tag == f"{_ANNOTATIONS}annotation":
            _rename_annotation(element)
        elif not tag.startswith(_KEPT):
            element.tag = _WRAPPER
    root.tag = DOCUMENT
    return root


def _rename(element: etree._Element, local: str) -> None:
    element.tag = W + _OTHERWISE.get(local, local)
    for name, value in list(element.attrib.items()):
        if str(name).startswith(WORD_2003):
            del element.attrib[name]
            own = str(name).removeprefix(WORD_2003)
            element.set(W + _ATTRIBUTES.get(own, own), value)
    if local == "t":
        element.set(XML_SPACE, "preserve")
    elif local == "nfc":
        code = element.get(f"{W}val") or ""
        element.set(f"{W}val", NUMBER_FORMATS.get(int(code), "decimal") if code.isdecimal() else "decimal")
    elif local in ("footnote", "endnote"):
        _empty(element)


def _rename_annotation(element: etree._Element) -> None:
    """A revision; a comment, a bookmark or a change of looks is nothing that is printed."""
    kind = element.get(f"{WORD_2003}type") or element.get(f"{W}type") or ""
    if kind in _REVISIONS:
        element.tag = W + _REVISIONS[kind]
    else:
        element.tag = f"{W}bookmarkStart"
        _empty(element)


def _empty(element: etree._Element) -> None:
    for child in list(element):
        element.remove(child)
