"""How much text a report may have: what has more is none, whatever its format, and would take long to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from toolkit.model import Block, Document, Paragraph, Unreadable

MOST_CHARACTERS = 500_000
"""Of all paragraphs and cells. A report has some ten thousand, and a web page's menus some more."""
_TEXT, _NESTED = attrgetter("text"), attrgetter("nested")


def refuse_too_much(document: Document, name: str) -> None:
    """Let a document pass that may be a report.

    Raises:
        Unreadable: for one that has more text than any report.
    """
    count = _characters(document.blocks)
    if count > MOST_CHARACTERS:
        sizes = f"有 {count} 字，超出上限（{MOST_CHARACTERS} 字）"
        raise Unreadable(name, f"{sizes}，不像一份年度报告，未读取；几份合在一起的请拆开")


def _characters(blocks: Iterable[Block]) -> int:
    count = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            count += len(block.text)
        else:
            count += sum(map(len, map(_TEXT, block.cells)))
            count += sum(map(_characters, filter(None, map(_NESTED, block.cells))))
    return count
