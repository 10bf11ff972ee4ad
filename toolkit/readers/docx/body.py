"""The body of a Word document, as WordprocessingML, into blocks and notes: what every Word format ends as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from toolkit.model import Block, Note, Unreadable
from toolkit.readers.docx.names import BODY, NOTE_REFERENCES
from toolkit.readers.docx.numbering import Numbering
from toolkit.readers.docx.paragraphs import Marks, ParagraphReader
from toolkit.readers.docx.story import Story
from toolkit.readers.docx.styles import Styles
from toolkit.readers.docx.tables import settings_in

Part = Callable[[], etree._Element | None]
"""Gives the root of a part when it is needed; None for a document that has none."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to a main part: styles, lists, and what a relationship leads to (by its id; for messages)."""

    styles: Part
    numbering: Part
    target: Callable[[str], str] = str


def read_body(root: etree._Element, parts: Parts, name: str) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks of the body below a ``w:document``, and what is to be said of them.

    Raises:
        Unreadable: if tables, controls or styles are nested too deep.
    """
    body = root.find(BODY)
    if body is None:
        return (), ()
    styles = Styles(parts.styles)
    try:
        paragraphs = ParagraphReader(Marks.of(root, styles), styles, Numbering(parts.numbering, styles))
        story = Story(paragraphs, settings_in(root), parts.target)
        blocks = tuple(story.read_body(body))
    except RecursionError as error:
        raise Unreadable(name, "表格、控件或样式嵌套过深，不是正常的 Word 文档，拒绝读取") from error
    return blocks, (*story.notes(), *_notes_on_footnotes(body))


def _notes_on_footnotes(body: etree._Element) -> Iterator[Note]:
    count = sum(1 for _ in body.iter(*NOTE_REFERENCES))
    if count:
        yield Note("docx.footnotes", f"文档里有 {count} 条脚注或尾注，其中的文字未读")
