"""What a paragraph of a Word 97–2003 document is: where it ends, its style, the tables around it, its list.

Its properties are those of its style, then its own, then those that a quick save laid over its piece (MS-DOC 2.4.6.1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from toolkit.readers.doc.pages import Runs
from toolkit.readers.doc.pieces import PieceTable
from toolkit.readers.doc.sprms import Operations, paragraph_format
from toolkit.readers.doc.styles import Styles
from toolkit.readers.word.flow import DEEPEST

CELL_MARK = "\7"
_BODY_TEXT = 9
_LISTS = range(1, 0x7FF)  # what else stands in its place means no list
_OLD_NUMBER = 0x7FF  # a list of Word 6, kept as it was
_NO_PROPERTIES = b"\0\0"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's properties. ``depth`` is how many tables it stands in; ``heading`` its outline level from 0;
    ``numbered`` its list and level; ``old_number``: its list is one of Word 6. ``table`` are operations on the row
    that it ends.
    """

    style: int
    depth: int
    ends_cell: bool
    ends_row: bool
    heading: int | None
    numbered: tuple[int, int] | None
    old_number: bool
    table: Operations


class Paragraphs:
    """The paragraphs of a document by the character that ends them.

    ``stored`` gives operations that stand in a stream of their own, by their place in it.
    """

    def __init__(self, runs: Runs, pieces: PieceTable, styles: Styles, stored: Callable[[int], bytes]) -> None:
        self._runs = runs
        self._pieces = pieces
        self._styles = styles
        self._stored = stored
        self._known: dict[tuple[bytes, bytes], tuple[Paragraph, Paragraph]] = {}

    def at(self, mark: int) -> Paragraph:
        """The paragraph whose mark stands there."""
        if mark >= len(self._pieces.text):  # a text that ends without one
            return self._paragraph(_NO_PROPERTIES, b"")[0]
        piece = self._pieces.piece_at(mark)
        run = self._runs.index_at(piece.offset + (mark - piece.start) * piece.width)
        properties = _NO_PROPERTIES if run is None else self._runs.properties[run]
        return self._paragraph(properties, piece.modifier)[self._pieces.text[mark] == CELL_MARK]

    def is_end(self, place: int) -> bool:
        """Whether a run of paragraph properties ends with this character."""
        piece = self._pieces.piece_at(place)
        offset = piece.offset + (place - piece.start) * piece.width
        run = self._runs.index_at(offset)
        return run is not None and self._runs.ends[run] == offset + piece.width

    def _paragraph(self, properties: bytes, modifier: bytes) -> tuple[Paragraph, Paragraph]:
        """A paragraph with these properties if it ends with a paragraph mark, and if with a cell mark."""
        found = self._known.get((properties, modifier))
        if found is None:
            found = self._known[properties, modifier] = self._made(properties, modifier)
        return found

    def _made(self, properties: bytes, modifier: bytes) -> tuple[Paragraph, Paragraph]:
        said = paragraph_format(properties[2:] + modifier)
        if said.stored is not None:
            said = paragraph_format(properties[2:] + self._stored(said.stored) + modifier)
        style_number = int.from_bytes(properties[:2], "little") if said.style is None else said.style & 0xFFFF
        style = self._styles[style_number]
        in_table = bool(style.in_table if said.in_table is None else said.in_table) or said.ends_row
        depth = max(0, min((said.depth or int(in_table)) + said.deeper, DEEPEST + 1))
        outline = style.outline if said.outline is None else said.outline
        number = style.list_number if said.list_number is None else said.list_number
        level = style.list_level if said.list_level is None else said.list_level
        made = Paragraph(
            style=style_number,
            depth=depth,
            ends_cell=said.ends_inner_cell and depth > 1,
            ends_row=said.ends_inner_row and depth > 1,
            heading=outline if outline is not None and 0 <= outline < _BODY_TEXT else None,
            numbered=(number, max(0, level or 0)) if number is not None and number in _LISTS else None,
            old_number=number == _OLD_NUMBER,
            table=said.table,
        )
        return made, replace(made, ends_cell=depth > 0, ends_row=said.ends_row and depth > 0)
