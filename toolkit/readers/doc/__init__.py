"""Word 97–2003 files (.doc, also .dot, and .wps of WPS Writer) into Documents, without an office program.

The binary file (MS-DOC) is turned into the WordprocessingML that Word would save it as, and that is read as any .docx
is (``docx.body``): so blocks, tables, list numbers, revisions, hidden text and notes are the same as of a .docx.

Text comes from the pieces of the piece table, paragraphs and table rows from their marks and properties, columns from
the edges of the cells. Headers, footers, notes and comments are not read; text boxes stand where they are anchored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from struct import unpack_from

from lxml import etree

from toolkit.model import Document, Note, Unreadable
from toolkit.readers.doc import fib as fib_parts
from toolkit.readers.doc import property_set
from toolkit.readers.doc.compound_file import CompoundFile
from toolkit.readers.doc.fib import Fib, OldWord, read_fib
from toolkit.readers.doc.lists import numbering_xml
from toolkit.readers.doc.pages import character_runs, paragraph_runs
from toolkit.readers.doc.paragraphs import CELL_MARK, Paragraphs
from toolkit.readers.doc.pieces import PieceTable, read_pieces
from toolkit.readers.doc.rows import row_layout
from toolkit.readers.doc.shapes import Anchored, anchored_shapes
from toolkit.readers.doc.sprms import CharacterFormat, Operations
from toolkit.readers.doc.styles import Styles
from toolkit.readers.doc.text import ParagraphText, spans
from toolkit.readers.docx.body import Parts, read_body
from toolkit.readers.word import xml as word_xml
from toolkit.readers.word.flow import Flow, RowLayout, is_damaged

_SUMMARY = "\5SummaryInformation"
_END_OF_PARAGRAPH = re.compile("[\r\7\f]")
_PAGE = "\f"
_QUOTED = 40


def read(data: bytes, name: str) -> Document:
    """Read a Word 97–2003 file; one of Word 6 or 95 by way of LibreOffice, where it is installed.

    Raises:
        Unreadable: for one that is damaged or cut off, has a password, or would do harm.
    """
    try:
        return read_natively(data, name)
    except OldWord as refused:
        from toolkit.readers import office

        return office.read(data, name, refused.why)


def read_natively(data: bytes, name: str) -> Document:
    """Read a Word 97–2003 file.

    Raises:
        OldWord: for one of Word 6 or 95.
        Unreadable: as ``read``.
    """
    file = CompoundFile(data, name)
    story = _Story(file, name)
    body, notes = story.body()
    numbering = story.numbering()

    def lists() -> etree._Element | None:
        return word_xml.numbering(numbering, name) if numbering else None

    blocks, more = read_body(word_xml.document(body, name), Parts(lambda: None, lists), name)
    return Document("doc", blocks, _titles(file), (*more, *notes), is_damaged(notes))


def _titles(file: CompoundFile) -> tuple[str, ...]:
    try:
        title = property_set.title(file.stream(_SUMMARY)) if _SUMMARY in file else ""
    except Unreadable:  # the report does not stand there
        return ()
    return (title,) if title else ()


class _Story:
    """One document, while it is read."""

    def __init__(self, file: CompoundFile, name: str) -> None:
        self._name = name
        document = file.stream("WordDocument")
        self._fib: Fib = read_fib(document, name)
        self._table = file.stream(self._fib.table_stream)
        self._file = file
        fib = self._fib
        length = fib.main + fib.between + fib.boxes
        self._pieces: PieceTable = read_pieces(document, self._part(fib_parts.PIECES), length, name)
        self._styles = Styles(self._part(fib_parts.STYLES))
        self._data: bytes | None = None
        paragraphs = paragraph_runs(document, self._part(fib_parts.PARAGRAPH_PAGES))
        self._paragraphs = Paragraphs(paragraphs, self._pieces, self._styles, self._stored)
        characters = character_runs(document, self._part(fib_parts.CHARACTER_PAGES))
        self._sections = self._section_ends()
        self._fonts: list[str] | None = None
        self._notes: list[Note] = []
        self._has_lists = False
        self._old_numbers = 0
        self._stray_marks = 0
        self._rows: dict[Operations, RowLayout] = {}
        self._boxes: dict[int, str] = {}
        self._text = ParagraphText(
            self._pieces.text, spans(characters, self._pieces, self._styles), self._styles, self._boxes, self._font
        )

    def _part(self, index: int) -> bytes:
        offset, size = self._fib.place(index)
        return self._table[offset : offset + size]

    # --- the text -----------------------------------------------------------------------------------------

    def body(self) -> tuple[str, tuple[Note, ...]]:
        """The blocks of the main text, and notes."""
        if self._fib.place(fib_parts.SHAPES)[1]:
            self._read_shapes()
        flow = self._flow(0, self._fib.main)
        body = flow.close()
        if self._old_numbers:
            message = f"有 {self._old_numbers} 段的自动编号是 Word 6.0/95 的旧式编号，编号未读，段落文字已读"
            self._notes.append(Note("doc.old_numbers", message))
        if self._stray_marks:
            message = f"有 {self._stray_marks} 处单元格的结束符不在表格里（文件可能已损坏），那里的文字按普通段落读取"
            self._notes.append(Note("doc.stray_cells", message))
        return body, (*self._notes, *flow.notes())

    def numbering(self) -> str:
        """The lists, if any paragraph is in one."""
        if not self._has_lists:
            return ""
        # The levels stand behind the list of definitions, and are not part of its size.
        start, size = self._fib.place(fib_parts.LISTS)
        definitions = self._table[start:] if size else b""
        return numbering_xml(definitions, self._part(fib_parts.LIST_OVERRIDES))

    def _flow(self, start: int, end: int) -> Flow:
        """The paragraphs of a range of the text."""
        flow = Flow(self._name)
        text = self._text
        rows: list[int] = []  # where the open rows begin, the outermost first
        for first, last in self._paragraph_limits(start, end):
            paragraph, mark = self._paragraphs.at(last), self._text.format_at(last)
            rows[paragraph.depth :] = ()
            rows += [first] * (paragraph.depth - len(rows))
            if paragraph.ends_row:
                flow.end_row(self._row(paragraph.table, mark, rows[-1], last), paragraph.depth)
                rows[-1] = last + 1
                continue
            self._stray_marks += not paragraph.depth and self._pieces.text[last : last + 1] == CELL_MARK
            self._has_lists |= paragraph.numbered is not None
            self._old_numbers += paragraph.old_number
            xml = word_xml.paragraph(
                text.reopened() + text.runs(first, last, paragraph.style),
                heading=paragraph.heading,
                numbered=paragraph.numbered,
                runs_on=mark is not None and mark.deleted and not paragraph.ends_cell,
            )
            if paragraph.ends_cell:
                flow.end_cell(xml, paragraph.depth)
                text.leave_fields()
            else:
                flow.paragraph(xml, paragraph.depth)
        return flow

    def _row(self, table: Operations, mark: CharacterFormat | None, start: int, end: int) -> RowLayout:
        """The layout of the row with these characters; ``mark`` is the format of the character that ends it."""
        layout = self._rows.get(table)
        if layout is None:
            layout = self._rows[table] = row_layout(table)
        if mark is not None and not self._text.shows(start, end):
            # A row is gone if all that was in it is: some programs mark its end alone by mistake.
            hidden = mark.hidden in (1, 0x81) and not mark.deleted
            return replace(layout, hidden=hidden, deleted=mark.deleted)
        return layout

    def _paragraph_limits(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where paragraphs begin, and where the mark at their end stands."""
        at = start
        for match in _END_OF_PARAGRAPH.finditer(self._pieces.text, start, end):
            place = match.start()
            if match[0] == _PAGE and not (place + 1 in self._sections or self._paragraphs.is_end(place)):
                continue
            yield at, place
            at = place + 1
        if at < end:  # the last mark is missing
            yield at, end

    def _section_ends(self) -> frozenset[int]:
        plex = self._part(fib_parts.SECTIONS)
        count = max(0, (len(plex) - 4) // 16)
        return frozenset(unpack_from(f"<{count}I", plex, 4)) if count else frozenset()

    def _stored(self, offset: int) -> bytes:
        """Operations that were too many for the page: they stand in a stream of their own."""
        if self._data is None:
            self._data = self._file.stream("Data") if "Data" in self._file else b""
        if not 0 <= offset <= len(self._data) - 2:
            return b""
        (size,) = unpack_from("<H", self._data, offset)
        return self._data[offset + 2 : offset + 2 + size]

    def _font(self, number: int) -> str:
        if self._fonts is None:
            self._fonts = list(_font_names(self._part(fib_parts.FONTS)))
        return self._fonts[number] if number < len(self._fonts) else ""

    # --- shapes -------------------------------------------------------------------------------------------

    def _read_shapes(self) -> None:
        """Fill in what is anchored in the text."""
        anchored, lost = anchored_shapes(
            self._part(fib_parts.SHAPES), self._part(fib_parts.BOXES), self._part(fib_parts.DRAWINGS)
        )
        for cp, what in anchored.items():
            made = self._anchored_xml(what)
            if made:
                self._boxes[cp] = made
        for start, end in lost:
            first = self._fib.main + self._fib.between + start
            words = " ".join(self._pieces.text[first : first + end - start].split())
            if words:
                message = f"有一个文本框找不到它在正文里的位置，其中的文字未读：“{words[:_QUOTED]}”"
                self._notes.append(Note("doc.text_box", message))

    def _anchored_xml(self, what: Anchored) -> str:
        made = ""
        first = self._fib.main + self._fib.between
        for start, end in what.boxes:
            flow = self._flow(first + start, min(first + end, len(self._pieces.text)))
            made += word_xml.box(flow.close())
            self._text.leave_fields()
            self._notes += flow.notes()
        return made + word_xml.PICTURE * what.picture


def _font_names(table: bytes) -> Iterator[str]:
    """The names of the fonts, by number (MS-DOC 2.9.286)."""
    at = 4
    while at < len(table):
        size = table[at]
        record = table[at + 1 : at + 1 + size]
        yield record[39:].decode("utf-16-le", "ignore").partition("\0")[0]
        at += 1 + size
