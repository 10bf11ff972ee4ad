"""Drafts into a document's blocks: tables laid out, blocks numbered, and notes on what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toolkit.model import (
    Block,
    Cell,
    Note,
    Paragraph,
    Table,
    TableOrigin,
    Unreadable,
    new_cell,
    new_table_origin,
)
from toolkit.readers.html.drafts import (
    OF_A_PAGE,
    Chain,
    Draft,
    DraftCell,
    DraftParagraph,
    DraftTable,
    HiddenPart,
    paragraphs_in,
    text_of,
)
from toolkit.readers.html.grid import HiddenRow, Layout, Straight, TooBigError, lay_out
from toolkit.readers.html.hidden import Hidden, content_of, open_hidden
from toolkit.readers.html.walk import Walked

_NOTES_SHOWN = 20
_QUOTED = 40
_FIGURE = re.compile(r"[+\-−增减]{0,2}[\d０-９][\d０-９\s,.，．]*[\u3400-\u9fff]{0,3}|[-—–―/／]+|无")
_HAN = re.compile("[\u3400-\u9fff]")
_BODY_TEXT = 15  # characters: a text of the page's body, beside which a picture is content too

Path = tuple[tuple[int, int, int], ...]


class Story:
    """Numbers the blocks of one page; what was met on the way is kept for the notes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._notes: list[Note] = []
        self._counts: Counter[str] = Counter()
        self._pictures: list[str] = []
        self._tables = 0

    def blocks(self, walked: Walked) -> Iterator[Block]:
        """The page's blocks, numbered. A caption has the number of its table."""
        if walked.has_hidden:
            self._remark_hidden(*open_hidden(walked.items))
        shown = list(_opened(walked.items))
        bodies = _bodies(shown)
        number = 0
        for item in shown:
            if isinstance(item, DraftTable):
                self._tables += 1
                yield from self._block(item, number, ())
                number += 1
                continue
            self._remark_paragraph(item, number, bodies)
            if item.is_block:
                yield Paragraph(item.text, number, item.heading, item.container)
                number += 1

    def notes(self) -> tuple[Note, ...]:
        """What is to be said of the reading, when it is done."""
        notes = list(self._notes)
        for code, count in self._counts.items():
            if count > _NOTES_SHOWN:
                notes.append(Note(code, f"同样的情况另有 {count - _NOTES_SHOWN} 处，未逐一列出"))
        if self._pictures:
            count, first = len(self._pictures), self._pictures[0]
            notes.append(Note("picture", f"网页里有 {count} 处只有图片、没有文字，首处在{first}；图片里的内容未读"))
        return tuple(notes)

    # --- tables -------------------------------------------------------------------------------------------

    def _block(self, table: DraftTable, block: int, path: Path) -> Iterator[Block]:
        """A table and what is shown over it; ``block`` counts within the page or, behind a ``path``, within the cell
        that it leads to.
        """
        for item in table.before:
            if isinstance(item, DraftParagraph) and item.text:
                yield Paragraph(item.text, block, item.heading, item.container)
        yield Table(block, tuple(self._cells(table, block, path)), container=table.container)

    def _cells(self, table: DraftTable, block: int, path: Path) -> list[Cell]:
        layout, here = self._laid(table), path or None
        hidden = table.hidden_columns if layout.has_all_columns else ()
        is_as_in_file = not (hidden or layout.cut)
        cells: list[Cell] = []
        add = cells.append
        for laid in layout.rows:
            if isinstance(laid, HiddenRow):
                origin = TableOrigin(block, laid.row, 0, None, here)
                self._leave_out(laid.draft.cells, f"{self._row(origin)}是隐藏的，未读", origin)
                continue
            if is_as_in_file and isinstance(laid, Straight):
                cells += _cells_of_words(laid, block, here)
                continue
            for cell, row, column, rowspan, colspan in laid.places if isinstance(laid, Straight) else laid:
                origin = new_table_origin((block, row, column, None, here, "table"))
                if is_as_in_file and (words := cell.words):  # it is shown, and there is nothing to be said of it
                    add(new_cell((words, row, column, rowspan, colspan, origin, (), None)))
                elif cell.is_hidden or (hidden and all(c in hidden for c in range(column, column + colspan))):
                    self._leave_out([cell], f"{self._place(origin)}是隐藏的，未读", origin)
                else:
                    self._remark_cut(cell, layout, origin)
                    text, nested = self._content(table, cell, origin, path)
                    add(Cell(text, row, column, rowspan, colspan, origin, nested))
        return cells

    def _laid(self, table: DraftTable) -> Layout:
        try:
            return lay_out(table, _has_figure)
        except TooBigError as error:
            raise Unreadable(self._name, "网页的表格过大或跨行过多，不像年度报告，拒绝读取") from error

    def _content(
        self, table: DraftTable, cell: DraftCell, origin: TableOrigin, path: Path
    ) -> tuple[str, tuple[Block, ...]]:
        """A cell's text, and its blocks if a table is among them."""
        if not cell.items:
            return "", ()
        only = cell.items[0] if len(cell.items) == 1 else None
        if isinstance(only, DraftParagraph) and not (only.hidden or only.struck or only.pictures):
            return only.text, ()
        items = list(_opened(cell.items))
        tables = [item for item in items if isinstance(item, DraftTable)]
        paragraphs = [item for item in items if isinstance(item, DraftParagraph)]
        is_page = len(paragraphs) > OF_A_PAGE
        text = "\n".join(each.text for each in paragraphs if each.text or (is_page and each.is_block)).strip("\n")
        if any(paragraph.hidden or paragraph.struck or paragraph.pictures for paragraph in paragraphs):
            is_leaf = not tables
            text = self._remark_cell(
                text, paragraphs, origin, is_leaf=is_leaf, is_figure=is_leaf and _has_figures(table)
            )
        return text, tuple(self._nested(items, origin, path)) if tables else ()

    def _nested(self, items: Iterable[DraftParagraph | DraftTable], origin: TableOrigin, path: Path) -> Iterator[Block]:
        step = (origin.block, origin.row, origin.column)
        number = 0
        for item in items:
            if isinstance(item, DraftTable):
                yield from self._block(item, number, (*path, step))
            elif item.text:
                yield Paragraph(item.text, number, item.heading, item.container)
            else:
                continue
            number += 1

    # --- notes --------------------------------------------------------------------------------------------

    def _row(self, origin: TableOrigin) -> str:
        return f"第 {self._tables} 个表格{'里嵌套的表格' if origin.path else ''}第 {origin.row + 1} 行"

    def _place(self, origin: TableOrigin) -> str:
        return f"{self._row(origin)}第 {origin.column + 1} 列"

    def _remark_hidden(self, opened: Sequence[Hidden], closed: Sequence[Hidden]) -> None:
        for part in opened:
            text = _shortened(text_of(content_of(part)))
            what = "网页把一部分内容隐藏了（要点击或由脚本显示），别处没有同样的内容，已照读"
            self._add("html.opened", f"{what}：“{text}”")
        for part in closed:
            text = _shortened(text_of(content_of(part)))
            self._add("hidden", f"网页里有隐藏的表格，与显示的表格相近，未读：“{text}”")

    def _remark_paragraph(self, paragraph: DraftParagraph, number: int, bodies: set[Chain]) -> None:
        if not (paragraph.hidden or paragraph.struck or paragraph.pictures):
            return
        where = f"网页第 {number + 1} 段（表格也算一段）"
        # Hidden words without any beside them are furniture of the page: menus, dialogs, texts for screen readers.
        self._remark_unread(paragraph.hidden if paragraph.text.strip() else "", paragraph.struck, where)
        if paragraph.pictures and not paragraph.text.strip() and paragraph.container in bodies:
            self._pictures.append(where)

    def _remark_cell(
        self,
        text: str,
        paragraphs: Sequence[DraftParagraph],
        origin: TableOrigin,
        *,
        is_leaf: bool,
        is_figure: bool,
    ) -> str:
        """The cell's text again. Of a cell in which all is struck through that stays, marked: it isn't blank.

        ``is_leaf``: no table stands in the cell; ``is_figure``: it stands in a table of figures.
        """
        where = self._place(origin)
        struck = "".join(paragraph.struck for paragraph in paragraphs).strip()
        hidden = "".join(paragraph.hidden for paragraph in paragraphs if is_leaf or paragraph.text.strip())
        self._remark_unread(hidden, struck, where, origin)
        bodies = _bodies(paragraphs)
        is_content = any(p.pictures and not p.text and p.container in bodies for p in paragraphs)
        if is_content or (is_figure and not text and any(paragraph.pictures for paragraph in paragraphs)):
            self._pictures.append(where)
        return f"〔{struck}〕" if struck and not text else text

    def _remark_cut(self, cell: DraftCell, layout: Layout, origin: TableOrigin) -> None:
        if layout.cut and id(cell) in layout.cut:
            what = "的跨行数（rowspan）过大，会把下面的行挤到表外，已按其余各行的宽度截短"
            self._add("html.rowspan", f"{self._place(origin)}{what}", origin)

    def _remark_unread(self, hidden: str, struck: str, where: str, origin: TableOrigin | None = None) -> None:
        if hidden.strip():
            self._add("hidden", f"{where}有隐藏的文字，未读：“{_shortened(hidden)}”", origin)
        if struck.strip():
            self._add("html.struck", f"{where}有带删除线的文字，未读：“{_shortened(struck)}”", origin)

    def _leave_out(self, cells: Iterable[DraftCell], what: str, origin: TableOrigin) -> None:
        """A note that names the text of cells that were left out, if they have any."""
        text = " ".join(found for cell in cells if (found := text_of(cell.items)))
        if text:
            self._add("hidden", f"{what}：“{_shortened(text)}”", origin)

    def _add(self, code: str, message: str, origin: TableOrigin | None = None) -> None:
        self._counts[code] += 1
        if self._counts[code] <= _NOTES_SHOWN:
            self._notes.append(Note(code, message, origin))


def _cells_of_words(row: Straight, block: int, path: Path | None) -> list[Cell]:
    at = row.row
    return [
        new_cell((words, at, column, 1, 1, new_table_origin((block, at, column, None, path, "table")), (), None))
        for column, words in enumerate(row.words, row.column)
    ]


def _opened(items: Iterable[Draft]) -> Iterator[DraftParagraph | DraftTable]:
    """The items, open hidden parts with theirs in their place, closed ones left out."""
    for item in items:
        if not isinstance(item, HiddenPart):
            yield item
        elif item.is_open:
            yield from _opened(item.items)


def _bodies(items: Sequence[DraftParagraph | DraftTable]) -> set[Chain]:
    """The elements in which text of the page's body stands, if there is a picture for which that matters."""
    paragraphs = [item for item in items if isinstance(item, DraftParagraph)]
    if not any(paragraph.pictures for paragraph in paragraphs):
        return set()
    return {p.container for p in paragraphs if len(p.text) >= _BODY_TEXT and _HAN.search(p.text)}


def _has_figures(table: DraftTable) -> bool:
    return any(_has_figure(cell) for row in table.rows for cell in row.cells)


def _has_figure(cell: DraftCell) -> bool:
    return _FIGURE.fullmatch("".join(paragraph.text for paragraph in paragraphs_in(cell.items)).strip()) is not None


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED] + "……"
