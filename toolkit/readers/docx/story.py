"""The flow of a Word document: paragraphs, tables and text boxes into blocks, and notes on what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from toolkit.model import Block, Cell, Note, Paragraph, Table, TableOrigin, new_cell, new_table_origin
from toolkit.readers.docx.blocks import blocks_in
from toolkit.readers.docx.names import ALT_CHUNK, P, R
from toolkit.readers.docx.paragraphs import ParagraphReader, ReadParagraph
from toolkit.readers.docx.tables import HiddenRow, Place, Settings, laid
from toolkit.readers.docx.text import plain_text

_NOTES_SHOWN = 20
_QUOTED = 40

Path = tuple[tuple[int, int, int], ...]
Flow = Iterator[tuple[int, ReadParagraph | etree._Element]]


class Story:
    """Reads one body; what was met on the way is kept for the notes."""

    def __init__(
        self,
        paragraphs: ParagraphReader,
        settings: Settings,
        target: Callable[[str], str],
    ) -> None:
        self._paragraphs = paragraphs
        self._settings = settings
        self._target = target
        self._notes: list[Note] = []
        self._counts: Counter[str] = Counter()
        self._pictures: list[str] = []
        self._tables = 0

    def read_body(self, body: etree._Element) -> Iterator[Block]:
        """The blocks of the body, numbered."""
        for number, item in self._flow(body, in_table=False):
            if isinstance(item, ReadParagraph):
                if item.hidden or item.struck or item.pictures:
                    self._remark_paragraph(item, number)
                yield Paragraph(item.text.strip("\n"), number, item.heading)
            else:
                self._tables += 1
                yield self._table(item, number)

    def notes(self) -> tuple[Note, ...]:
        """What is to be said of the reading, when it is done."""
        notes: list[Note] = []
        if self._paragraphs.marks.revisions:
            notes.append(Note("docx.revisions", "文档里有尚未接受的修订，已按全部接受修订后的内容读取"))
        notes += self._notes
        for code, count in self._counts.items():
            if count > _NOTES_SHOWN:
                notes.append(Note(code, f"同样的情况另有 {count - _NOTES_SHOWN} 处，未逐一列出"))
        if self._pictures:
            count, first = len(self._pictures), self._pictures[0]
            notes.append(Note("picture", f"文档里有 {count} 处只有图片、没有文字（首处在{first}），图片里的内容未读"))
        return tuple(notes)

    # --- the flow -----------------------------------------------------------------------------------------

    def _flow(self, container: Iterable[etree._Element], in_table: bool) -> Flow:
        """A container's paragraphs, read, and its tables, each with its number; a text box after its host, with the
        host's number.
        """
        waiting: list[tuple[int, ReadParagraph]] = []
        number = -1
        for element in blocks_in(container):
            tag = element.tag
            if tag == ALT_CHUNK:
                self._leave_out_file(element)
                continue
            number += 1
            if tag == P:
                read = self._paragraphs.read(element)
                waiting.append((number, read))
                if not read.runs_on:
                    yield from self._finish(waiting, in_table)
                    waiting = []
            else:
                yield from self._finish(waiting, in_table)
                waiting = []
                yield number, element
        yield from self._finish(waiting, in_table)

    def _finish(self, waiting: list[tuple[int, ReadParagraph]], in_table: bool) -> Flow:
        """Paragraphs that run on into the last of them: their text is the last one's. With each come its boxes."""
        if len(waiting) > 1:
            waiting[-1][1].text = "".join(read.text for _, read in waiting)
            for _, read in waiting[:-1]:
                read.text = ""
        for number, read in waiting:
            _put_number(read, in_table)
            if not (in_table and read.runs_on and not read.text):
                yield number, read
            for box in read.boxes:
                for _, item in self._flow(box, in_table):
                    yield number, item

    # --- tables -------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element, block: int, path: Path = ()) -> Table:
        """A table; ``block`` counts within the body or, behind a ``path``, within the cell that it leads to."""
        cells: list[Cell] = []
        plain = self._paragraphs.plain_cells(table)
        here = path or None
        for each in laid(table, self._settings):
            if isinstance(each, HiddenRow):
                origin = TableOrigin(block, each.row, 0, None, here)
                self._remark("hidden", each.element, f"{self._row(origin)}是隐藏的，未读", origin)
            elif isinstance(each, Place):
                cells += self._placed(each, plain.get(each.cell), TableOrigin(block, each.row, each.column, None, here))
            else:
                row = each.row
                for column, cell in enumerate(each.cells, each.column):
                    origin = new_table_origin((block, row, column, None, here, "table"))
                    text = plain.get(cell)
                    if text is None:
                        cells += self._placed(Place(cell, row, column, 1), None, origin)
                    else:
                        cells.append(new_cell((text.strip("\n"), row, column, 1, 1, origin, (), None)))
        return Table(block, tuple(cells))

    def _placed(self, place: Place, text: str | None, origin: TableOrigin) -> Sequence[Cell]:
        """The cell at a place, if no merge covers it. ``text`` is all that stands in it; None: it has to be read."""
        if place.is_swallowed:
            if text != "":
                what = f"{self._row(origin)}第 {place.column + 1} 列的文字被合并单元格遮住，未读"
                self._remark("docx.merged_text_hidden", place.content, what, origin)
            return ()
        nested: tuple[Block, ...] = ()
        if text is None:
            text, nested = self._cell(place, origin, origin.path or ())
        return (Cell(text.strip("\n"), place.row, place.column, place.rowspan, place.colspan, origin, nested),)

    def _cell(self, place: Place, origin: TableOrigin, path: Path) -> tuple[str, tuple[Block, ...]]:
        """A cell's text, and its blocks if a table is among them."""
        content = place.content
        only = content[0] if len(content) == 1 and content[0].tag == P else None
        if only is None:
            return self._mixed_cell(self._flow(content, in_table=True), origin, path)
        read = self._paragraphs.read(only)
        if read.boxes:
            return self._mixed_cell(self._finish([(0, read)], in_table=True), origin, path)
        if read.number:
            _put_number(read, in_table=True)
        text = read.text.strip("\n")
        if read.hidden or read.struck or read.pictures:
            text = self._remark_cell(text, [read], origin)
        return text, ()

    def _mixed_cell(self, flow: Flow, origin: TableOrigin, path: Path) -> tuple[str, tuple[Block, ...]]:
        reads: list[ReadParagraph] = []
        blocks: list[Block] = []
        has_tables = False
        for number, item in flow:
            if isinstance(item, ReadParagraph):
                reads.append(item)
                blocks.append(Paragraph(item.text, number, item.heading))
            else:
                has_tables = True
                step = (origin.block, origin.row, origin.column)
                blocks.append(self._table(item, number, (*path, step)))
        text = "\n".join(read.text for read in reads).strip("\n")
        if any(read.hidden or read.struck or read.pictures for read in reads):
            text = self._remark_cell(text, reads, origin)
        return text, tuple(blocks) if has_tables else ()

    # --- notes --------------------------------------------------------------------------------------------

    def _row(self, origin: TableOrigin) -> str:
        """A row as a reader of the page finds it."""
        way = "".join(f"第 {row + 1} 行第 {column + 1} 列里的表格" for _, row, column in origin.path or ())
        return f"第 {self._tables} 个表格{way}第 {origin.row + 1} 行"

    def _remark_paragraph(self, read: ReadParagraph, number: int) -> None:
        where = f"正文第 {number + 1} 段（表格也算一段）"
        self._remark_unread(read.hidden, read.struck, where)
        if read.pictures and not read.text.strip():
            self._pictures.append(where)

    def _remark_cell(self, text: str, reads: Sequence[ReadParagraph], origin: TableOrigin) -> str:
        """The cell's text again. Of a cell in which all is struck through that stays, marked: it isn't blank."""
        where = f"{self._row(origin)}第 {origin.column + 1} 列"
        struck = "".join(read.struck for read in reads).strip()
        self._remark_unread("".join(read.hidden for read in reads), struck, where, origin)
        if text.strip():
            return text
        if any(read.pictures for read in reads):
            self._pictures.append(where)
        return f"〔{struck}〕" if struck else text

    def _remark_unread(self, hidden: str, struck: str, where: str, origin: TableOrigin | None = None) -> None:
        if hidden.strip():
            self._add("hidden", f"{where}有隐藏的文字，未读：“{_shortened(hidden)}”", origin)
        if struck.strip():
            self._add("docx.struck", f"{where}有带删除线的文字，未读：“{_shortened(struck)}”", origin)

    def _remark(self, code: str, left_out: Iterable[etree._Element], what: str, origin: TableOrigin) -> None:
        """A note that names the text of what was left out, if it has any."""
        text = plain_text(left_out)
        if text:
            self._add(code, f"{what}：“{_shortened(text)}”", origin)

    def _leave_out_file(self, chunk: etree._Element) -> None:
        target = self._target(chunk.get(f"{R}id") or "")
        self._add(
            "docx.altchunk", f"文档里嵌入了另一个文件（{target}），其内容未读；请用 Word 打开，另存为 .docx 后再读"
        )

    def _add(self, code: str, message: str, origin: TableOrigin | None = None) -> None:
        self._counts[code] += 1
        if self._counts[code] <= _NOTES_SHOWN:
            self._notes.append(Note(code, message, origin))


def _put_number(read: ReadParagraph, in_table: bool) -> None:
    """Put the list number in front of the text, if there is text; in a table only if it is Chinese."""
    number, text = read.number, read.text
    if not text.strip():
        read.heading = None
    elif number and (not in_table or _is_chinese(text)):
        fuses = number[-1] in ".．-" or number[-1].isalnum()
        read.text = number + (" " if fuses and text[0].isalnum() and text[0].isascii() else "") + text


def _is_chinese(text: str) -> bool:
    return any("\u2e80" <= c <= "\u2fdf" or "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in text)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED] + "……"
