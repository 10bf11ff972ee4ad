"""A web page as it is walked: paragraphs, tables and hidden parts, before the tables' grids and numbers are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

Chain = tuple[int, ...]
OF_A_PAGE = 12
"""Paragraphs in a cell that holds a page's text, with the empty ones in it."""
GroupKind = Literal["head", "body", "foot"]


@dataclass(slots=True)
class DraftParagraph:
    """A paragraph. ``hidden`` and ``struck`` are what stands in it and isn't read; ``pictures`` counts its pictures.

    ``heading`` is the level of the heading it is. ``is_block`` is False for what is no block, only a picture or hidden
    text between blocks.
    """

    text: str
    container: Chain
    heading: int | None = None
    hidden: str = ""
    struck: str = ""
    pictures: int = 0
    is_block: bool = True


@dataclass(slots=True)
class HiddenPart:
    """An element that isn't printed, with what it holds. ``is_open``: it is read all the same."""

    element: etree._Element
    items: list[Draft]
    is_open: bool = False


@dataclass(slots=True)
class DraftCell:
    """A cell. ``rowspan`` 0 reaches to the end of the row's group. ``words`` is all that stands in it where that is
    one paragraph of words, as in nearly all cells; what stands in others is in ``drafts``.
    """

    rowspan: int
    colspan: int
    is_hidden: bool
    container: Chain
    words: str = ""
    drafts: Sequence[Draft] = ()

    @property
    def items(self) -> Sequence[Draft]:
        """What stands in it."""
        return (DraftParagraph(self.words, self.container),) if self.words else self.drafts


@dataclass(slots=True)
class DraftRow:
    """A row as the file has it, in the table's ``container``. ``words`` are those of its cells where each of them holds
    words only and takes one place of the grid, as in most rows; None for any other.
    """

    is_hidden: bool
    container: Chain
    words: list[str] | None = None
    _cells: list[DraftCell] | None = None

    @property
    def cells(self) -> list[DraftCell]:
        """Its cells; those of a row of words are made only where they are asked for."""
        if self._cells is None:
            self._cells = [DraftCell(1, 1, False, self.container, words) for words in self.words or ()]
        return self._cells


@dataclass(slots=True)
class DraftGroup:
    """Rows between ``<thead>``, ``<tbody>`` or ``<tfoot>`` and its end; no cell reaches out of them."""

    kind: GroupKind
    rows: list[DraftRow] = field(default_factory=list)


@dataclass(slots=True)
class DraftTable:
    """A table. ``before`` is what is shown over it: captions, and text that stands between its cells.

    ``hidden_columns`` are those that ``<col>`` hides.
    """

    container: Chain
    groups: list[DraftGroup] = field(default_factory=list)
    before: list[Draft] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def rows(self) -> list[DraftRow]:
        """The rows in the order in which they are shown: the first head first, the first foot last."""
        return [row for group in self.groups_shown for row in group.rows]

    @property
    def shown_cells(self) -> Iterator[DraftCell]:
        """The cells that aren't hidden, in any order."""
        return (
            cell
            for group in self.groups
            for row in group.rows
            if not row.is_hidden
            for cell in row.cells
            if not cell.is_hidden
        )

    @property
    def groups_shown(self) -> list[DraftGroup]:
        """The groups in the order in which they are shown."""
        head = next((group for group in self.groups if group.kind == "head"), None)
        foot = next((group for group in self.groups if group.kind == "foot"), None)
        between = [group for group in self.groups if group is not head and group is not foot]
        return [*([head] if head else ()), *between, *([foot] if foot else ())]


Draft = DraftParagraph | DraftTable | HiddenPart


def paragraphs_in(items: Iterable[Draft]) -> Iterator[DraftParagraph]:
    """All paragraphs in some items that are read, those in their tables too."""
    for item in items:
        if isinstance(item, DraftParagraph):
            yield item
        elif isinstance(item, DraftTable):
            yield from paragraphs_in(item.before)
            for cell in item.shown_cells:
                yield from paragraphs_in(cell.items)
        elif item.is_open:
            yield from paragraphs_in(item.items)


def tables_in(items: Iterable[Draft]) -> Iterator[DraftTable]:
    """All tables in some items that are read, nested ones too."""
    for item in items:
        if isinstance(item, DraftTable):
            yield item
            for cell in item.shown_cells:
                yield from tables_in(cell.items)
        elif isinstance(item, HiddenPart) and item.is_open:
            yield from tables_in(item.items)


def text_of(items: Iterable[Draft]) -> str:
    """All text in some items, a paragraph a line."""
    return "\n".join(paragraph.text for paragraph in paragraphs_in(items) if paragraph.text)
