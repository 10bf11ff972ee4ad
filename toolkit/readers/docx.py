"""Word files (.docx, also .docm and strict Open XML) into Documents: the body as a reader of the page sees it.

Blocks are the body's paragraphs and tables in order, empty ones included, wrappers (content controls, custom XML,
insertions) opened; see ``docx_blocks``. What a text box holds follows the paragraph it is anchored in, as blocks with
that paragraph's number; in a table cell it is part of the cell. Revisions are read as if accepted; a paragraph whose
end is deleted is empty, and its text begins the next one. Headers, footers, footnotes and comments are not read.
Whatever is left out though it has words (text that is hidden, struck through or under a merged cell, embedded files,
pictures) leaves a note.

Automatic list numbers are printed but stand nowhere in the text: they are put in front of it. In a table only before
Chinese text, so that no list number can ever be read as a figure, or as a part of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join

from lxml import etree

from toolkit.model import Document, Note, Unreadable
from toolkit.readers.docx_names import BODY, DOCUMENT, NOTE_REFERENCES
from toolkit.readers.docx_numbering import Numbering
from toolkit.readers.docx_paragraphs import Marks, ParagraphReader
from toolkit.readers.docx_story import Story
from toolkit.readers.docx_styles import Styles, without_unasked
from toolkit.readers.docx_tables import with_settings
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
    body = root.find(BODY)
    if body is None:
        return Document("docx", (), _titles(package))
    paragraphs = _paragraph_reader(package, main, root)
    story = Story(paragraphs, with_settings(root), lambda identifier: _target(package, main, identifier))
    try:
        blocks = tuple(story.read_body(body))
    except RecursionError as error:
        raise Unreadable(name, "表格、控件或样式嵌套过深，不是正常的 Word 文档，拒绝读取") from error
    return Document("docx", blocks, _titles(package), (*story.notes(), *_notes_on_footnotes(body)))


def _notes_on_footnotes(body: etree._Element) -> Iterator[Note]:
    count = sum(1 for _ in body.iter(*NOTE_REFERENCES))
    if count:
        yield Note("docx.footnotes", f"文档里有 {count} 条脚注或尾注，其中的文字未读")


def _paragraph_reader(package: Package, main: str, root: etree._Element) -> ParagraphReader:
    def load_styles() -> etree._Element | None:
        path = _related(package, main, "styles")
        styles = package.part(path)
        return parse_xml(without_unasked(styles), path, package.name) if styles else None

    styles = Styles(load_styles)
    numbering = Numbering(lambda: package.xml(_related(package, main, "numbering")), styles)
    return ParagraphReader(Marks.of(root, styles), styles, numbering)


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
