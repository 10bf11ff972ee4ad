"""Tables drawn with bars: ``a | b | c``, Markdown, frames of box-drawing characters or of ``+---+``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from toolkit.readers.text.bar_columns import BarLine, rows_by_columns
from toolkit.readers.text.lines import Line, Piece, Region, is_sentence, joined, piece

_BARS = "|｜│┃║╎┆┊"
_CORNERS = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┠┨┯┷┿╂┝┥┰┸"
_STROKES = "─━═╌┄┈"
_BAR = re.compile(rf"(?<!\\)[{_BARS}]")
_BAR_OR_CORNER = re.compile(rf"[{_BARS}{_CORNERS}+]")
_FRAME_RULE = re.compile(rf"[\s{_BARS}{_CORNERS}{_STROKES}]*[{_CORNERS}{_STROKES}][\s{_BARS}{_CORNERS}{_STROKES}]*")
_ASCII_RULE = re.compile(r"\+(?:[-=:]*\+)+|[|\s]*:?[-=]{3,}:?(?:[\s|+]+:?[-=]{3,}:?)*[|\s]*")
_MARKDOWN_RULE = re.compile(r"\s*[|｜]?\s*:?-+:?\s*(?:[|｜]\s*:?-+:?\s*)*[|｜]?\s*")
_PART_RULE = re.compile(rf"[{_CORNERS}][{_STROKES}]+|[{_STROKES}]{{2,}}[{_CORNERS}]|\+-{{2,}}[-+]*\+")
_CLOSINGS = 3  # blank lines between bars that are rules rather than rows
_HAN = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of cells; ``group`` counts the rules before it, ``bars`` are the places of its bars in ``text``."""

    cells: list[Piece]
    group: int
    opens: bool
    closes: bool
    text: str = ""
    bars: tuple[int, ...] = ()


def find(lines: Sequence[Line], at: int) -> Region | None:
    """The region that starts at a line; None where neither bars nor a frame begin there."""
    if not _BAR.search(lines[at].text) and not _is_frame(lines[at].text):
        return None
    rows: list[_Row] = []
    rules = 0
    end = row_end = at
    while end < len(lines):
        text = lines[end].text
        is_behind_first_row = len(rows) == 1 and end == row_end
        if _is_frame(text) or (is_behind_first_row and _is_markdown_rule(lines, end)):
            rules += 1
        elif _PART_RULE.search(text):
            rules += 1
            rows.extend(_labels_in_rule(lines[end], rules))
        elif _BAR.search(text) and not is_sentence(text):
            rows.append(_row(lines[end], rules))
            row_end = end + 1
        elif not (rows and _goes_on(lines, end, rows[-1])):
            break
        end += 1
    rows, blanks = _without_blank_rules(rows)
    rules += blanks
    if not rules and (placed := _by_columns(rows)) is not None:
        pieces, spans = zip(*placed, strict=True)
        return Region(at, end, pieces, spans)
    cells = _without_outer_bars(rows)
    if rules >= 4 and len({row.group for row in rows}) > 2:
        by_group = groupby(zip(rows, cells, strict=True), key=lambda pair: pair[0].group)
        cells = [row for _, pairs in by_group for row in _merged([cells for _, cells in pairs])]
    region = Region(at, end, tuple(tuple(row) for row in cells if row))
    return region if _is_table(region.rows, rules) else Region(max(end, at + 1), max(end, at + 1))


def _by_columns(rows: Sequence[_Row]) -> list[tuple[tuple[Piece, ...], tuple[tuple[int, int], ...]]] | None:
    """The rows of a table that bars frame, by the columns of these, with the span of each cell."""
    if not all(row.opens and row.closes and len(row.bars) > 1 for row in rows):
        return None
    found = rows_by_columns([BarLine(row.text, row.bars, tuple(row.cells[1:-1])) for row in rows])
    if found is None:
        return None
    return [(tuple(cell.piece for cell in row), tuple((cell.column, cell.wide) for cell in row)) for row in found]


def _is_markdown_rule(lines: Sequence[Line], at: int) -> bool:
    """Whether a line rules off the head of a table in Markdown. One stroke in each column, and no row below, is a row
    of dashes.
    """
    text = lines[at].text
    if not _BAR.search(text) or not _MARKDOWN_RULE.fullmatch(text):
        return False
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    return "--" in text or ":" in text or _BAR.search(below) is not None


def _is_frame(text: str) -> bool:
    bare = text.strip()
    if len(bare) < 3:
        return False
    if _ASCII_RULE.fullmatch(bare):
        return "|" in bare or bare.startswith("+")
    # A lone stroke in every column is a row of dashes, not a rule.
    return _FRAME_RULE.fullmatch(bare) is not None and any(stroke * 2 in bare for stroke in _STROKES)


def _row(line: Line, group: int) -> _Row:
    bars = [found.start() for found in _BAR.finditer(line.text)]
    edges = [-1, *bars, len(line.text)]
    cells = [_cell(line, left + 1, right) for left, right in pairwise(edges)]
    return _Row(cells, group, cells[0].is_blank, cells[-1].is_blank, line.text, tuple(bars))


def _cell(line: Line, begin: int, end: int) -> Piece:
    """Blanks beside a bar belong to the bar; wide ones are printed."""
    raw = line.text[begin:end]
    begin += len(raw) - len(raw.lstrip(" "))
    return piece(raw.strip(" "), line.start + begin, line.number)


def _labels_in_rule(line: Line, group: int) -> list[_Row]:
    """The words in a rule that stops at a merged cell: they are a paragraph of that cell."""
    edges = [-1, *(found.start() for found in _BAR_OR_CORNER.finditer(line.text)), len(line.text)]
    cells = [_cell(line, left + 1, right) for left, right in pairwise(edges)]
    words = [cell for cell in cells if cell.text.strip(f"{_STROKES}-+ ")]
    return [_Row(words, group, opens=True, closes=True)] if words else []


def _goes_on(lines: Sequence[Line], at: int, row: _Row) -> bool:
    """Whether an empty line stands between two rows of the same table."""
    if not lines[at].is_blank or at + 1 >= len(lines):
        return False
    following = lines[at + 1].text
    return _is_frame(following) or len(_BAR.findall(following)) == len(row.cells) - 1


def _without_outer_bars(rows: Sequence[_Row]) -> list[list[Piece]]:
    """A bar at the edge of every line is a frame; at the edge of some it sets off an empty cell."""
    opens = all(row.opens for row in rows)
    closes = opens or all(row.closes for row in rows)
    return [
        row.cells[1 if opens and len(row.cells) > 1 and row.cells[0].is_blank else 0 :][
            : -1 if closes and len(row.cells) > 1 and row.cells[-1].is_blank else None
        ]
        for row in rows
    ]


def _without_blank_rules(rows: list[_Row]) -> tuple[list[_Row], int]:
    """Rows without the blank lines between bars that close each of them, and how many these were: they are rules. Where
    hardly a figure stands they may be the rows that nothing was filled into.
    """
    blank = [all(cell.is_blank for cell in row.cells) for row in rows]
    count = sum(blank)
    filled = sum(1 for row in rows if _has_values(row.cells))
    is_each_closed = count >= _CLOSINGS and filled * _CLOSINGS >= count and blank[-1] and not blank[0]
    if not is_each_closed or any(one and other for one, other in pairwise(blank)):
        return rows, 0
    closed = accumulate(blank)
    parted = zip(rows, blank, closed, strict=True)
    return [replace(row, group=row.group + before) for row, is_rule, before in parted if not is_rule], count


def _merged(rows: list[list[Piece]]) -> list[list[Piece]]:
    """The lines between two rules as one row, unless each of them is a row: with words and values of its own."""
    if len(rows) == 1 or len({len(row) for row in rows}) > 1:
        return rows
    if sum(1 for row in rows if _has_words(row) and _has_values(row)) > 1:
        return rows
    return [[joined(column) for column in zip(*rows, strict=True)]]


def _has_words(row: Sequence[Piece]) -> bool:
    return any(_HAN.search(p.text) for p in row)


def _has_values(row: Sequence[Piece]) -> bool:
    return any(p.is_value and not p.is_blank for p in row)


def _is_table(rows: Sequence[Sequence[Piece]], rules: int) -> bool:
    wide = [row for row in rows if len(row) > 1]
    if not wide:
        return False
    return len(wide) > 1 or rules > 0 or (len(wide[0]) > 2 and any(p.is_value for p in wide[0]))
