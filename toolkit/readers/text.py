"""Plain text: lines as paragraphs; what is set by tabs or by bars as tables.

Columns set by blanks, and one cell a line, stay lines as they are printed: what they mean is seen only beside a form.
"""

from __future__ import annotations

from toolkit.model import Block, Document
from toolkit.readers import bars
from toolkit.readers.lines import paragraph, split_lines, table, undouble
from toolkit.readers.tabs import TabFinder


def read(data: bytes, name: str) -> Document:
    """Read a plain text. Places are code points of the decoded text, behind its byte order mark.

    Raises:
        Unreadable: for a file that is too big to be a report.
    """
    text, notes = decoded(data, name)
    lines = undouble(split_lines(text))
    tabbed = TabFinder(text, lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        region = tabbed.find(at) or bars.find(lines, at)
        first = region.first if region else at + 1
        for line in lines[at:first]:
            blocks.append(paragraph(line, len(blocks)))
        at = first
        if region and region.rows:
            same_width = len({len(row) for row in region.rows}) == 1
            blocks.append(table(region.rows, len(blocks), grid=same_width))
            at = region.end
    return Document("txt", tuple(blocks), notes=notes)
