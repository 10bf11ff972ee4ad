"""Word files (.docx, also .docm and strict Open XML) into Documents: the body as a reader of the page sees it.

Blocks are the body's paragraphs and tables in order, empty ones included, wrappers (content controls, custom XML,
insertions) opened; see ``docx.blocks``. What a text box holds follows the paragraph it is anchored in, as blocks with
that paragraph's number; in a table cell it is part of the cell. Revisions are read as if accepted; a paragraph whose
end is deleted is empty, and its text begins the next one. Headers, footers, footnotes and comments are not read.
Whatever is left out though it has words (text that is hidden, struck through or under a merged cell, embedded files,
pictures) leaves a note.

Automatic list numbers are printed but stand nowhere in the text: they are put in front of it. In a table only before
Chinese text, so that no list number can ever be read as a figure, or as a part of one.
"""

from __future__ import annotations

from posixpath import dirname, join

from lxml import etree

from toolkit.model import Document, Unreadable
from toolkit.readers.docx.body import Parts, read_body
from toolkit.readers.docx.names import DOCUMENT
from toolkit.readers.docx.styles import without_unasked
from toolkit.readers.package import Package, open_package, parse_xml
from toolkit.readers.zips import MIB

MAIN_LIMIT = 16 * MIB
"""The most that the main part may unpack to: a report has some hundred thousand bytes, pictures not among them."""

_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes, name: str) -> Document:
    """Read a Word file.

    Raises:
        Unreadable: for what is no Word file, is damaged, has a password, or would do harm.
    """
    package = open_package(data, name)
    main = package.main_part(_MAIN)
    root = package.xml(main, MAIN_LIMIT) if main else None
    if main is None or root is None:
        raise Unreadable(name, "不是 Word 文档：压缩包里没有正文（word/document.xml）")
    if root.tag != DOCUMENT:
        raise Unreadable(name, f"不是 Word 文档：{main} 里不是 Word 正文")

    def styles() -> etree._Element | None:
        path = _related(package, main, "styles")
        content = package.part(path)
        return parse_xml(without_unasked(content), path, name) if content else None

    def numbering() -> etree._Element | None:
        return package.xml(_related(package, main, "numbering"))

    blocks, notes = read_body(
        root, Parts(styles, numbering, lambda identifier: _target(package, main, identifier)), name
    )
    return Document("docx", blocks, _titles(package), notes)


def _related(package: Package, main: str, kind: str) -> str:
    """The part of a kind that belongs to the main part: by its relationships, else beside it under its usual name."""
    for relation in package.relations(main).values():
        if relation.kind == kind and not relation.external:
            return relation.target
    return join(dirname(main), f"{kind}.xml")


def _target(package: Package, main: str, identifier: str) -> str:
    relation = package.relations(main).get(identifier)
    return relation.target if relation else identifier


def _titles(package: Package) -> tuple[str, ...]:
    path = next((r.target for r in package.relations().values() if r.kind == "core-properties"), _CORE)
    try:
        properties = package.xml(path)
    except Unreadable:  # the report does not stand there
        return ()
    title = " ".join((properties.findtext(_TITLE) or "").split()) if properties is not None else ""
    return (title,) if title else ()
