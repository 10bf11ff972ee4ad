"""Short views of a Document, for the tests of the readers."""

from __future__ import annotations

from toolkit.model import Block, Cell, Document, Paragraph, Table


def lines(blocks: tuple[Block, ...]) -> list[str]:
    """The texts of the paragraphs."""
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    """The tables that stand in no cell."""
    return [block for block in document.blocks if isinstance(block, Table)]


def only_table(document: Document) -> Table:
    """The table of a document that has one."""
    (table,) = tables(document)
    return table


def grid(table: Table) -> dict[tuple[int, int], str]:
    """The cells' texts by place."""
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def rows(table: Table) -> list[list[str]]:
    """The cells' texts by row."""
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


def cell_at(table: Table, row: int, column: int) -> Cell:
    """The cell at a place."""
    return next(cell for cell in table.cells if (cell.row, cell.column) == (row, column))


def spans(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    """Row and column spans of the cells that have any."""
    return {(c.row, c.column): (c.rowspan, c.colspan) for c in table.cells if (c.rowspan, c.colspan) != (1, 1)}


def codes(document: Document) -> list[str]:
    """The codes of the notes."""
    return [note.code for note in document.notes]
