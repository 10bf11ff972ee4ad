"""Rows and merged labels that a page's end cuts: which cells at a page's top are the rest of those over them.

A row goes on behind a page's end if its text was too long for its line there; it never takes a value from another row:
only where the one half has none may the other's stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from toolkit.readers.page.layout import Part
from toolkit.readers.page.model import Box
from toolkit.readers.page.rules import SAME
from toolkit.readers.page.text import Frame, TextLine, goes_on

SIGN = re.compile(
    r"\s*(?:[(（〔]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）〕、.．:：]|[①-⑳]|第[一二三四五六七八九十]+(?:部分|条))"
)
_OPENING = ("(", "（", "〔")  # half a list sign
_NUMBERED = re.compile(r"\s*[(（〔]?\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）〕、.．:：,，]")
_HAN = "一二三四五六七八九"
_YEAR = re.compile(r"(?:19|20)\d\d\s*年度?")
_UNIT = re.compile("[万亿]?[件项条份人次元宗起个部篇]{1,2}")
_VALUE = re.compile(r"[+\-−增减]?\s*[\d０-９][\d０-９,，.．\s]*[^\d\s]{0,3}|[-−–—―/／\\~～·]+|[无零〇]")


@dataclass
class Stitch:
    """A cell of a table over pages: ``x0`` to ``x1`` as its first page has it, ``spots`` are its pages and boxes."""

    row: int
    row_end: int
    x0: float
    x1: float
    text: str
    spots: list[tuple[int, Box, bool]]
    lines: tuple[TextLine, ...]
    frame: Frame
    box: Box
    top: bool
    bottom: bool
    inner: tuple[Part, ...]
    page: int

    @property
    def x(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2

    @property
    def spot(self) -> tuple[int, Box]:
        """Where it stands: where its text begins."""
        page, box, _ = next((spot for spot in self.spots if spot[2]), self.spots[0])
        return page, box

    @property
    def is_label(self) -> bool:
        """Whether words stand in it."""
        return bool(self.text.strip()) and not self.is_value and any("\u2e80" <= c <= "\u9fff" for c in self.text)

    @property
    def is_value(self) -> bool:
        """Whether a number or a sign stands in it; a year is a column's label."""
        text = self.text.strip()
        return _VALUE.fullmatch(text) is not None and not _YEAR.fullmatch(text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip() and not self.inner


def is_cut_row(pairs: Sequence[tuple[Stitch, Stitch | None]], last: Sequence[Stitch]) -> bool:
    """Whether the first row of a page is the rest of the row before, the cells of which are given: each cell under one
    of it, and either the text of a label goes on and nothing else stands there, or only values stand there and none
    before. Room where no cells were is no cell.
    """
    halves = [(cell, over) for cell, over in pairs if over is not None]
    others = [cell for cell, over in pairs if over is None]
    if len(halves) < 2 or any(not cell.is_blank or _stands_over(last, cell) for cell in others):
        return False
    if follows([cell for cell, _ in pairs], last):
        return False
    own = [(cell, over) for cell, over in halves if cell.row_end == 1]
    if not own or any(cell.inner or over.inner for cell, over in halves):
        return False
    if all(cell.is_blank for cell, _ in own):
        # Behind a row of figures that is no row, or one that says nothing.
        is_behind_figures = any(over.is_value for _, over in own)
        return all(cell.is_blank for cell, _ in halves) and (is_behind_figures or _is_open(own))
    return _is_rest(own)


def follows(first: Sequence[Stitch], last: Sequence[Stitch]) -> bool:
    """Whether the innermost label of a row is numbered as the next behind the row before: it is no rest."""
    before, after = _ordinal(last), _ordinal(first)
    return before is not None and after is not None and after == (before[0], before[1] + 1)


def _ordinal(row: Sequence[Stitch]) -> tuple[str, int] | None:
    """The number that the innermost label of a row begins with, and in what digits."""
    labels = [cell for cell in row if cell.is_label and not _UNIT.fullmatch(squeezed(cell))]
    found = _NUMBERED.match(max(labels, key=lambda cell: cell.x0).text) if labels else None
    if found is None:
        return None
    digits = found.group(1)
    if digits.isdigit():
        return "1", int(digits)
    tens, ten, ones = digits.rpartition("十")
    return "一", 10 * (_HAN.find(tens) + 1 if tens else len(ten)) + (_HAN.find(ones) + 1 if ones else 0)


def _stands_over(last: Sequence[Stitch], cell: Stitch) -> bool:
    return any(other.x0 < cell.x1 - SAME and other.x1 > cell.x0 + SAME and not other.is_blank for other in last)


def _is_rest(own: Sequence[tuple[Stitch, Stitch]]) -> bool:
    """Whether what stands in cells goes on with what stands in those over them."""
    values = [(cell, over) for cell, over in own if cell.is_value]
    labels = [(cell, over) for cell, over in own if not cell.is_value and not cell.is_blank]
    if not labels:
        return all(over.is_blank for _, over in values) and any(over.is_label for _, over in own)
    lacks_some = any(cell.is_blank and over.is_value for cell, over in own)
    # A text set to the middle of its cell may stand behind the page's end as a whole, if others go on there.
    labels = [(cell, over) for cell, over in labels if not over.is_blank] or labels
    begin = any(SIGN.match(cell.text) and not over.text.endswith(_OPENING) for cell, over in labels)
    if begin or (values and not lacks_some):
        return False
    # Each column has its figure on one page: some stood lower in their cells than others.
    if values and all(over.is_blank for _, over in values) and all(over.is_label for _, over in labels):
        return True
    # A number may be so long for its cell that it goes on too; but not in every column.
    may_run_on = all(over.is_blank or (over.is_value and _runs_on(over, cell)) for cell, over in values)
    return may_run_on and all(_runs_on(over, cell) for cell, over in labels)


def _is_open(halves: Sequence[tuple[Stitch, Stitch]]) -> bool:
    """Whether no line stands between the halves on either page."""
    return not any(over.bottom or cell.top for cell, over in halves)


def _runs_on(over: Stitch, cell: Stitch) -> bool:
    """Whether the text of a cell goes on in another: its last line was full, and stood at the cell's end."""
    if not over.lines or not cell.lines:
        return False
    line, following = over.lines[-1], cell.lines[0]
    is_at_end = over.box[3] - line.y1 < 1.5 * line.size
    return is_at_end and goes_on(line, following, over.frame)


def cut_labels(
    pairs: Sequence[tuple[Stitch, Stitch | None]],
    last: Sequence[Stitch],
    first: Sequence[Stitch],
    whole: Collection[tuple[float, str]],
) -> Iterator[tuple[Stitch, Stitch]]:
    """The cells that are merged over the page's end, each with its first half. ``whole`` are the texts of other rows
    and where their cells begin: what stands elsewhere as it is, a unit above all, is no half.
    """
    is_body = _is_body(last)
    # Where the rows are parted otherwise, those cells that are not may be one over both rows.
    is_parted = any(over is None for _, over in pairs)
    is_head = is_parted and not any(cell.is_value for cell in (*last, *first))
    again = _said_again(last) | _said_again(first)
    for cell, over in pairs:
        if over is None:
            if is_head and cell.is_blank:
                yield from ((cell, rest) for rest in _rests(cell, last))
            continue
        # Below a head's label a blank cell says nothing else than that label, be it a cell of its own or not.
        may_go_on = cell.is_blank or _is_open([(cell, over)])
        if is_head and not again.isdisjoint((squeezed(over), squeezed(cell))):
            continue  # a label that stands twice in a head is whole
        if is_head and over.is_label and not SIGN.match(cell.text) and may_go_on:
            yield cell, over
            continue
        if cell.is_label and any((half.x0, squeezed(half)) in whole for half in (over, cell)):
            continue
        may_go_down = (is_parted or SIGN.match(over.text)) and _has_labels(over, last) and _has_labels(cell, first)
        goes_down = may_go_down and not SIGN.match(cell.text) and cell.is_label and _runs_on(over, cell)
        if goes_down or (is_body and _is_cut_label(over, cell)):
            yield cell, over


def _has_labels(cell: Stitch, row: Sequence[Stitch]) -> bool:
    """Whether another label stands behind a cell in its row, which tells rows apart that have the first one together.
    A unit does not, nor the label behind the row's figure in a table of two halves side by side.
    """
    behind = sorted((other for other in row if other.x0 >= cell.x1 - SAME), key=lambda other: other.x0)
    following = next((other for other in behind if not _UNIT.fullmatch(squeezed(other))), None)
    return following is not None and following.is_label and following.row_end == following.row + 1


def _said_again(row: Sequence[Stitch]) -> set[str]:
    """The labels that stand in several cells of a row."""
    counts = Counter(squeezed(cell) for cell in row if cell.is_label)
    return {text for text, count in counts.items() if count > 1}


def _rests(cell: Stitch, last: Sequence[Stitch]) -> Sequence[Stitch]:
    """The cells over a blank one that are side by side as wide as it: it is what is left of them on this page, so low
    that it shows no sides.
    """
    over = sorted((other for other in last if cell.x0 - SAME < other.x < cell.x1 + SAME), key=lambda other: other.x0)
    is_as_wide = over and abs(over[0].x0 - cell.x0) <= SAME and abs(over[-1].x1 - cell.x1) <= SAME
    return over if is_as_wide else ()


def _is_body(last: Sequence[Stitch]) -> bool:
    """Whether a row is one of figures, be they blank: under the labels of a head, a blank cell is a blank cell."""
    return any(cell.is_value for cell in last) or (any(cell.is_blank for cell in last) and len(last) > 2)


def _is_cut_label(over: Stitch, cell: Stitch) -> bool:
    """Whether a cell is the rest of a label that was merged down over rows on both sides of the page's end."""
    if over.inner or cell.inner:
        return False
    is_tall = over.row_end - over.row > 1
    if over.is_blank:
        return is_tall and cell.is_label
    if cell.is_blank or not over.is_label:
        return over.is_label
    if not is_tall and cell.row_end - cell.row < 2:
        return False
    return squeezed(over) == squeezed(cell) or (cell.is_label and not SIGN.match(cell.text) and _falls_off(over, cell))


def _falls_off(over: Stitch, cell: Stitch) -> bool:
    """Whether a text goes down to the end of its cell and on in another: full lines, or one character a line."""
    if not over.lines or not cell.lines:
        return False
    line = over.lines[-1]
    stands_upright = len(over.lines) > 1 and all(len(line.glyphs) == 1 for line in over.lines)
    is_at_end = over.box[3] - line.y1 < 1.3 * line.size
    return is_at_end and (stands_upright or goes_on(line, cell.lines[0], over.frame))


def squeezed(cell: Stitch) -> str:
    """What a cell says, without blanks."""
    return "".join(cell.text.split())
