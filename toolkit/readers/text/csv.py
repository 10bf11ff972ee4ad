"""Separated values (CSV): one grid of cells, parted where a paragraph stands between two tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from toolkit.model import Block, Cell, Document, Paragraph, Table, TextOrigin
from toolkit.readers.text import decoded
from toolkit.readers.text.lines import LineNumbers, Piece, is_sentence, is_title_row, split_lines
from toolkit.readers.text.records import record

DELIMITERS = (",", ";", "\t", "｜")
_PARTING = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))", re.ASCII)
_LOOKED_AT = 300  # records: enough to know the delimiter
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_FRAME_NAME = re.compile(r"Unnamed: \d+")
_TITLE = re.compile(r"(?:19|20)\d\d.*(?:报告|年报)")

Row = list[Piece]
LineOf = Callable[[int], int]


def read(data: bytes, name: str) -> Document:
    """Read separated values. Rows and columns count within each table; places are code points of the decoded text.

    Raises:
        Unreadable: for a file that is too big to be a report.
    """
    text, notes = decoded(data, name)
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else _best_delimiter(text)
    line_of = LineNumbers(split_lines(text))
    rows = _without_frame(_records(text, delimiter, line_of, declared.end() if declared else 0))
    return Document("csv", tuple(_blocks(rows)), notes=notes)


def _records(text: str, delimiter: str, line_of: LineOf, at: int = 0, most: int | None = None) -> list[Row]:
    """The records of a text, empty lines as records of one blank field."""
    rows: list[Row] = []
    while at < len(text) and (most is None or len(rows) < most):
        fields, at = record(text, at, delimiter, line_of)
        rows.append(fields)
        while text[at : at + 2] == "\r\r":  # newlines that were translated twice
            at += 1
        at += 2 if text[at : at + 2] == "\r\n" else 1
    return rows


def _without_frame(rows: list[Row]) -> list[Row]:
    """Without what a data frame adds when it is written (pandas): names for columns that have none, and the records'
    numbers from 0 before each.
    """
    if not rows or not any(map(_is_frame_name, rows[0])):
        return rows
    first = [replace(piece, text="", end=piece.start) if _is_frame_name(piece) else piece for piece in rows[0]]
    rows = [first, *rows[1:]]
    numbered = [row[0].text.strip() for row in rows[1:] if row]
    if first[0].is_blank and numbered == [str(number) for number in range(len(numbered))]:
        return [row[1:] for row in rows]
    return rows


def _is_frame_name(piece: Piece) -> bool:
    return _FRAME_NAME.fullmatch(piece.text) is not None


def _best_delimiter(text: str) -> str:
    """The delimiter that parts most records into equally many fields. Commas that do nothing but group digits (3,120)
    are none: then each record is one field.
    """
    used = [delimiter for delimiter in DELIMITERS if delimiter in text and (delimiter != "," or _PARTING.search(text))]
    return max(used, key=lambda delimiter: _evenness(_first_records(text, delimiter)), default=";")


def _first_records(text: str, delimiter: str) -> list[Row]:
    """Enough records to judge a delimiter by, without their line numbers."""
    return _records(text[:200_000], delimiter, lambda _: 0, most=_LOOKED_AT)


def looks_like_values(text: str, *, doubtful: bool) -> bool:
    """Whether a text is a table of values parted by commas or semicolons, and not prose that has some.

    ``doubtful`` lowers what is asked: for a file whose name says so.
    """
    text = text[:100_000]
    if _DECLARED.match(text):
        return True
    return any(
        _is_table(_first_records(text, delimiter), doubtful)
        for delimiter in (",", ";")
        if doubtful or _is_in_most_lines(text, delimiter)
    )


def _is_in_most_lines(text: str, delimiter: str) -> bool:
    """Whether half the lines have the delimiter, as those of a table do: that spares most prose the closer look."""
    if '"' in text:  # then a record may have several lines
        return delimiter in text
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(delimiter in line for line in lines) * 2 >= len(lines)


def _is_table(rows: Sequence[Row], doubtful: bool) -> bool:
    """Most records of several fields, equally many, short, and with blanks and numbers among them."""
    rows = [row for row in rows if len(row) > 1 or not _is_empty(row)]
    several = [row for row in rows if len(row) > 1]
    if len(several) < (2 if doubtful else 3):
        return False
    width, most = Counter(len(row) for row in several).most_common(1)[0]
    fields = [p for row in several for p in row]
    values = sum(1 for p in fields if p.is_value)
    prose = sum(1 for row in several if is_sentence(row[-1].text) or row[-1].text.rstrip().endswith(("。", "；")))
    if prose * 2 > len(several):
        return False
    if doubtful:
        return values * 10 >= len(fields) or most * 2 > len(several)
    return (
        width > 2
        and len(several) * 2 >= len(rows)
        and most * 5 >= len(several) * 3
        and values * 4 >= len(fields)
        and sum(1 for p in fields if len(p.text) > 60) * 10 <= len(fields)
    )


def _evenness(rows: Sequence[Row]) -> int:
    """How many delimiters stand in records of the commonest width."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return count * (width - 1)


def _blocks(rows: Sequence[Row]) -> list[Block]:
    blocks: list[Block] = []
    pending: list[Row] = []
    wide = False

    def close() -> None:
        while pending and _is_empty(pending[-1]) and (len(pending[-1]) == 1 or _is_empty(pending[-2])):
            pending.pop()  # one row of blank cells may be the table's last
        if pending:
            blocks.append(_table(pending, len(blocks)))
            pending.clear()

    for row, following in zip(rows, _following(rows), strict=True):
        if _is_empty(row):
            if pending:
                pending.append(row)
        elif _is_paragraph(row, following, in_table=wide):
            close()
            wide = False
            blocks.extend(_paragraphs(row, len(blocks)))
        else:
            pending.append(row)
            wide = wide or _is_wide(row)
    close()
    return blocks


def _following(rows: Sequence[Row]) -> list[Row]:
    """For each row the next one in which something is printed."""
    found: list[Row] = []
    following: Row = []
    for row in reversed(rows):
        found.append(following)
        if not _is_empty(row):
            following = row
    return found[::-1]


def _is_empty(row: Row) -> bool:
    return all(p.is_blank for p in row)


def _is_wide(row: Row) -> bool:
    return sum(1 for p in row if not p.is_blank) > 1


def _is_paragraph(row: Row, following: Row, *, in_table: bool) -> bool:
    """Whether a row is a line of the report rather than of a table.

    A label with blanks beside it is a row of blank cells: only what cannot be a label leaves the table.
    """
    printed = [p for p in row if not p.is_blank]
    if len(printed) != 1:
        return False
    text = printed[0].text
    if is_sentence(text) or text.rstrip().endswith("。") or _TITLE.search(text) or is_title_row(row, following):
        return True
    return len(row) == 1 and not in_table and not printed[0].is_value


def _paragraphs(row: Row, block: int) -> list[Paragraph]:
    """The lines of the one field that is printed."""
    field = next(p for p in row if not p.is_blank)
    text = field.text.strip()
    exact = len(text) == field.end - field.start  # no doubled quotes or newlines were shortened
    paragraphs = []
    at = field.start
    for number, part in enumerate(text.split("\n")):
        span = TextOrigin(at, at + len(part), field.line + number) if exact else _span(field)
        paragraphs.append(Paragraph(part, block + number, span=span))
        at += len(part) + 1
    return paragraphs


def _span(piece: Piece) -> TextOrigin:
    return TextOrigin(piece.start, piece.end, piece.line)


def _table(rows: Sequence[Row], block: int) -> Table:
    cells = tuple(
        Cell(p.text, number, column, 1, 1, _span(p))
        for number, row in enumerate(rows)
        if len(row) > 1 or not _is_empty(row)
        for column, p in enumerate(row)
    )
    return Table(block, cells, "grid")
