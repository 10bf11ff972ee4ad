"""Word documents as a single XML file into Documents: as Word 2003 wrote them, and packages laid flat (Flat OPC).

Word 2003's names are made those of a .docx, where they differ; then both are read as any .docx is (``docx.body``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from toolkit.model import Document, Unreadable
from toolkit.readers.docx.body import Parts, read_body
from toolkit.readers.docx.names import DOCUMENT, W
from toolkit.readers.package import parse_xml
from toolkit.readers.wordml.of_2003 import WORD_2003, renamed
from toolkit.readers.zips import MIB

MOST = 64 * MIB
"""The biggest file that is read, pictures (which stand in it in letters) not counted."""

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TITLES = ("{http://purl.org/dc/elements/1.1/}title", "{urn:schemas-microsoft-com:office:office}Title")
_PICTURES = re.compile(rb"<((?:pkg:binaryData|w:binData|w:docOleData|w:docSuppData))\b[^>]*>.*?</\1>", re.DOTALL)


def read(data: bytes, name: str) -> Document:
    """Read a Word document in XML.

    Raises:
        Unreadable: for XML that is malformed, too big, or no Word document.
    """
    content = _PICTURES.sub(b"", data)
    if len(content) > MOST:
        raise Unreadable(name, f"有 {len(content) / MIB:.0f} MB，超出 {MOST // MIB} MB 的上限，不像年度报告，拒绝读取")
    root = parse_xml(content, "文件", name)
    title = next((" ".join(found.split()) for tag in _TITLES for of in root.iter(tag) if (found := of.text)), "")
    if root.tag == f"{WORD_2003}wordDocument":
        root = renamed(root)
    parts = _parts(root)
    if DOCUMENT not in parts:
        raise Unreadable(name, "是 XML 文件，里面没有 Word 正文；请用 Word 打开，另存为 .docx 后再读")
    linked = Parts(lambda: parts.get(f"{W}styles"), lambda: parts.get(f"{W}numbering"))
    blocks, notes = read_body(parts[DOCUMENT], linked, name)
    return Document("wordml", blocks, (title,) if title else (), notes)


def _parts(root: etree._Element) -> Mapping[str, etree._Element]:
    """The parts by the name of their root: of a package laid flat its XML parts, of Word 2003 the root's children."""
    found: dict[str, etree._Element] = {}
    if root.tag == DOCUMENT:
        found[DOCUMENT] = root
    for part in root.iter(f"{_PACKAGE}xmlData") if root.tag == f"{_PACKAGE}package" else (root,):
        for child in part:
            found.setdefault(str(child.tag), child)
    return found
