"""Plain text: lines as paragraphs; what is set by tabs or by bars as tables.

Columns set by blanks, and one cell a line, stay lines as they are printed: what they mean is seen only beside a form.
"""

from __future__ import annotations

from toolkit.model import Block, Document, Note, TextOrigin, Unreadable
from toolkit.readers.encoding import decode
from toolkit.readers.text import bars
from toolkit.readers.text.absent import without_absent
from toolkit.readers.text.closing_bars import without_closing_bars
from toolkit.readers.text.lines import paragraph, placed_table, split_lines, table, undouble
from toolkit.readers.text.page_tables import tables_of_pages
from toolkit.readers.text.tabs import TabFinder
from toolkit.readers.zips import MIB

SIZE_LIMIT = 8 * MIB
"""The biggest file that is read as text: a report has some ten thousand characters."""
MOST_SEPARATORS = 100_000
"""Line ends and marks that part cells, in one text: a report has some hundreds."""
_SEPARATORS = "\n\r\v\f\x85\u2028\u2029\t,;|｜│┃║"


def read(data: bytes, name: str) -> Document:
    """Read a plain text. Places are code points of the decoded text, behind its byte order mark.

    Raises:
        Unreadable: for a file that is too big to be a report.
    """
    text, notes = decoded(data, name)
    text = without_absent(text)
    lines = without_closing_bars(undouble(split_lines(text)))
    tabbed = TabFinder(text, lines)
    of_pages = tables_of_pages(text, lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if (set_so := of_pages.get(at)) is not None:
            blocks.append(placed_table(set_so.rows, len(blocks)))
            at = set_so.end
            continue
        region = tabbed.find(at) or bars.find(lines, at)
        first = region.first if region else at + 1
        for line in lines[at:first]:
            blocks.append(paragraph(line, len(blocks)))
        at = first
        if region and region.spans:
            rows = [
                [(cell, *span) for cell, span in zip(row, spans, strict=True)]
                for row, spans in zip(region.rows, region.spans, strict=True)
            ]
            blocks.append(placed_table(rows, len(blocks)))
            at = region.end
        elif region and region.rows:
            same_width = len({len(row) for row in region.rows}) == 1
            blocks.append(table(region.rows, len(blocks), grid=same_width))
            at = region.end
    return Document("txt", tuple(blocks), notes=notes)


def decoded(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    """A file's text, and what is to be said of the decoding; U+FFFD stands for what could not be decoded.

    Raises:
        Unreadable: for a file that is too big to be a report.
    """
    if len(data) > SIZE_LIMIT:
        size = f"{len(data) / MIB:.0f} MB"
        raise Unreadable(name, f"文本有 {size}，超出上限（{SIZE_LIMIT // MIB} MB），不像年度报告，未读取")
    text, encoding, broken = decode(data)
    if sum(map(text.count, _SEPARATORS)) > MOST_SEPARATORS:
        raise Unreadable(name, f"文本里的换行和分隔符超过 {MOST_SEPARATORS} 个，不像年度报告，未读取")
    if not broken:
        return text, ()
    first = text.index("\ufffd")
    origin = TextOrigin(first, first + 1, len(split_lines(text[: first + 1])))
    message = (
        f"有 {broken} 处字节不能按 {encoding.upper()} 解码，已用“\ufffd”代替（首处在第 {origin.line} 行）；"
        "文件可能不完整或混用了编码，请与原件核对"
    )
    return text, (Note("encoding.broken", message, origin),)
