"""A decoded text as lines and pieces that know their code points: what the readers of text and CSV share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.model import Cell, Paragraph, Table, TextOrigin

# \r\r\n is what a program leaves that writes Windows newlines through a layer that adds them again.
_NEWLINE = re.compile("\r{1,3}\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SECTION_TITLE = re.compile(
    r"\s*[一二三四五六七八九十]{1,3}\s*[、.．,，]\s*\S.{0,48}(?:情况|事项|说明|措施|概述|问题|意见)\s*"
)
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*[、.．]\s*\S")
_ENDS_SENTENCE = ("。", "；", "！", "。”")
_MARKED = re.compile(
    r"\s{0,3}(?:#{1,6}[ \t]+)?(?P<bold>\*\*)?(?P<text>[^\s*#](?:[^*]*[^\s*])?)(?(bold)\*\*)(?:[ \t]+#+)?\s*"
)  # a heading in Markdown, or a line in bold
_HAN = re.compile(r"[\u3400-\u9fff]")
_VALUE = re.compile(r"[\s\d０-９.,，+\-－—–/%％]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its newline, the code point it starts at, and its number from 1."""

    text: str
    start: int
    number: int

    @property
    def is_blank(self) -> bool:
        """Whether only white space stands there, and no tab: a line with a tab is an empty cell."""
        return not self.text.strip() and "\t" not in self.text


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators: ``text`` as printed; ``start`` to ``end`` without the blanks around it."""

    text: str
    start: int
    end: int
    line: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed there."""
        return self.start == self.end

    @property
    def is_value(self) -> bool:
        """Whether it is blank, a number or a dash rather than words."""
        return len(self.text) <= 24 and _VALUE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Region:
    """What a finder says of the lines from where it was asked: those before ``first`` are paragraphs, those up to
    ``end`` are the table of ``rows``. Without rows all of them are paragraphs. ``spans`` are the cells' first columns
    and how many columns each covers, where these are known.
    """

    first: int
    end: int
    rows: tuple[tuple[Piece, ...], ...] = ()
    spans: tuple[tuple[tuple[int, int], ...], ...] = ()


def split_lines(text: str) -> list[Line]:
    """All lines of a text; also at form feeds and the line separators of word processors."""
    lines = []
    start = 0
    for number, newline in enumerate(_NEWLINE.finditer(text), 1):
        lines.append(Line(text[start : newline.start()], start, number))
        start = newline.end()
    if start < len(text):
        lines.append(Line(text[start:], start, len(lines) + 1))
    return lines


def undouble(lines: list[Line]) -> list[Line]:
    """Without every second line where all of those are empty: the newlines were doubled on the way."""
    if len(lines) < 20 or any(line.text.strip() for line in lines[1::2]) or any("\t" in x.text for x in lines[1::2]):
        return lines
    kept = lines[::2]
    return kept if sum(1 for line in kept if line.text.strip()) * 2 > len(kept) else lines


class LineNumbers:
    """The line that a code point stands on."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._starts = [line.start for line in lines]
        self._numbers = [line.number for line in lines]

    def __call__(self, place: int) -> int:
        """The line's number, from 1."""
        at = bisect_right(self._starts, place)
        return self._numbers[at - 1] if at else 1


def piece(text: str, start: int, line: int) -> Piece:
    """A piece of one line. A blank one stands at its beginning."""
    bare = text.strip()
    if not bare:
        return Piece(text, start, start, line)
    begin = start + text.index(bare)
    return Piece(text, begin, begin + len(bare), line)


def joined(pieces: Sequence[Piece]) -> Piece:
    """The paragraphs of one cell as one piece."""
    if len(pieces) == 1:
        return pieces[0]
    printed = [p for p in pieces if not p.is_blank] or [pieces[0]]
    return Piece("\n".join(p.text for p in pieces).strip("\n"), printed[0].start, printed[-1].end, printed[0].line)


def is_sentence(text: str) -> bool:
    """Whether a text is prose that no table of figures holds. Notes in brackets and long definitions are none."""
    bare = text.strip()
    if bare.endswith(("）", ")")):
        return False
    return (len(bare) >= 40 and bare.endswith(_ENDS_SENTENCE)) or (len(bare) > 60 and "。" in bare)


def is_section_title(text: str) -> bool:
    """Whether a text is numbered and named as a section of a report, which no row of figures is."""
    return len(text) < 60 and _SECTION_TITLE.fullmatch(text) is not None


def is_title_row(row: Sequence[Piece], following: Sequence[Piece]) -> bool:
    """Whether a row is a section's title that got among the rows of a table.

    A list of indicators has heads of the same wording: behind those a row of figures comes at once.
    """
    printed = [p for p in row if not p.is_blank]
    if len(printed) != 1 or not is_section_title(printed[0].text):
        return False
    return not any(p.is_value and not p.is_blank for p in following)


def is_numbered(text: str) -> bool:
    """Whether a text begins as a numbered head: ``三、``."""
    return _NUMBERED.match(text) is not None


def paragraph(line: Line, block: int) -> Paragraph:
    """A line outside tables; without the marks that Markdown sets around a heading."""
    marked = _MARKED.fullmatch(line.text) if line.text.lstrip()[:1] in ("#", "*") else None
    first, end = marked.span("text") if marked is not None and _HAN.search(marked["text"]) else (0, len(line.text))
    return Paragraph(line.text[first:end], block, span=TextOrigin(line.start + first, line.start + end, line.number))


def table(rows: Iterable[Sequence[Piece]], block: int, *, grid: bool) -> Table:
    """A table of rows of pieces."""
    return placed_table([[(p, column, 1) for column, p in enumerate(pieces)] for pieces in rows], block, grid=grid)


def placed_table(rows: Iterable[Sequence[tuple[Piece, int, int]]], block: int, *, grid: bool = True) -> Table:
    """A table of rows of pieces, each with its first column and how many it covers."""
    cells = tuple(
        Cell(p.text, row, column, 1, wide, TextOrigin(p.start, p.end, p.line))
        for row, pieces in enumerate(rows)
        for p, column, wide in pieces
    )
    return Table(block, cells, "grid" if grid else "ragged")
