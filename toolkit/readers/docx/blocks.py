"""What a Word container (body, cell, text box, table, row) holds, in order, with its wrappers opened.

``blocks_in`` is the one definition of a document's block numbers (the contract's): everything that points into a
Word file by block counts with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from toolkit.readers.docx.names import ALT_CHUNK, ALTERNATE, CHOICE, FALLBACK, TBL, TC, TR, WRAPPERS, P

_BLOCKS = frozenset({P, TBL, ALT_CHUNK})
_ROWS = frozenset({TR})
_CELLS = frozenset({TC})
_ANY = _BLOCKS | _ROWS | _CELLS


def blocks_in(container: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """The ``w:p``, ``w:tbl`` and ``w:altChunk`` of a body, a cell or a text box; an altChunk has no block number."""
    return _unwrapped(container, _BLOCKS)


def rows_in(table: etree._Element) -> Iterator[etree._Element]:
    """The ``w:tr`` of a table."""
    return _unwrapped(table, _ROWS)


def cells_in(row: etree._Element) -> Iterator[etree._Element]:
    """The ``w:tc`` of a row."""
    return _unwrapped(row, _CELLS)


def _unwrapped(parent: Iterable[etree._Element], wanted: frozenset[str]) -> Iterator[etree._Element]:
    for element in parent:
        tag = element.tag
        if tag in wanted:
            yield element
        elif tag in WRAPPERS:
            yield from _unwrapped(element, wanted)
        elif tag == ALTERNATE:
            yield from _unwrapped(_chosen(element), wanted)


def _chosen(alternate: etree._Element) -> etree._Element:
    """The first choice with blocks, rows or cells in it; else the fallback."""
    for branch in alternate:
        if branch.tag in (CHOICE, FALLBACK) and next(branch.iter(*_ANY), None) is not None:
            return branch
    return alternate
