"""Page numbers and running heads: what stands at the same place of page after page and belongs to no text.

They may fall into a table that reaches into the margin, or between its halves. A number is taken for the page's only
if it goes up with the pages, and on other pages stands alone on its line outside of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from toolkit.readers.page.grid import Grid
from toolkit.readers.page.model import Content, Rule
from toolkit.readers.page.text import TextLine, chunks_of, lines_of

_MARGIN = 0.15  # of the page's height, at the top and at the bottom
_LINES = 3
_CLOSE = 2.2  # times its size: a line that has another so close under it is part of what follows
_SAME_HEIGHT = 3.0
_SAME_PLACE = 8.0
_MOST_CHUNKS = 3  # a line of more pieces is a table's
_DASH = "-—–－―─~～·•"
_NUMBER = re.compile(r"\d{1,4}")
_MARK = re.compile(
    rf"[{_DASH}]+\s*\d{{1,4}}\s*[{_DASH}]+|第\s*\d{{1,4}}\s*页.{{0,12}}|共\s*\d{{1,4}}\s*页.{{0,12}}"
    r"|\d{1,4}\s*/\s*\d{1,4}(?:\s*页)?|[Pp]age\s*\d{1,4}.{0,10}"
)
_BARE = re.compile(r"\d{1,4}")

Kind = Literal["mark", "number", "words"]


class _Edge(NamedTuple):
    """A piece of text near the top or the bottom of a page."""

    page: int
    text: str
    kind: Kind
    line: TextLine
    middle: float
    width: float
    in_table: bool
    alone: bool
    under: str

    @property
    def number(self) -> int:
        """The first number in it."""
        found = _NUMBER.search(self.text)
        return int(found.group()) if found else 0


class Furniture(NamedTuple):
    """By page (in order), the places in the file's order of the characters that are no text; and what they say."""

    left_out: list[set[int]]
    texts: list[str]


def furniture_of(pages: Sequence[Content], grids: Sequence[Sequence[Grid]]) -> Furniture:
    """What of the pages is page number or running head."""
    edges = [edge for n, page in enumerate(pages) for edge in _edges(n, page, grids[n])]
    left_out: list[set[int]] = [set() for _ in pages]
    texts: dict[str, None] = {}
    found = [edge for group in _groups(edges) for edge in _furniture(group, len(pages))]
    for edge in (*found, *_elsewhere(edges)):
        left_out[edge.page].update(glyph.order for glyph in edge.line.glyphs)
        if edge.kind == "words":
            texts[edge.text] = None
    return Furniture(left_out, list(texts))


def _elsewhere(edges: Iterable[_Edge]) -> Iterator[_Edge]:
    """Numbers alone on their lines that stand as high on page after page and go up with the pages, be it that they
    stand further in or out: on facing pages whose margins differ.
    """
    alone = [edge for edge in edges if edge.kind == "number" and edge.alone and not edge.in_table and edge.number]
    for edge in alone:
        if any(other.page != edge.page and _goes_up(edge, other) for other in alone):
            yield edge


def _goes_up(edge: _Edge, other: _Edge) -> bool:
    is_as_high = abs(edge.line.y - other.line.y) <= _SAME_HEIGHT
    return is_as_high and edge.number - edge.page == other.number - other.page


def _edges(number: int, page: Content, grids: Sequence[Grid]) -> Iterable[_Edge]:
    top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
    high, low = 2 * top, 2 * bottom
    lines = lines_of(glyph for glyph in page.glyphs if not high < glyph.y0 + glyph.y1 < low and not glyph.turn)
    above, below = [line for line in lines if line.y <= top], [line for line in lines if line.y >= bottom]
    for line in (*above[:_LINES], *below[-_LINES:]):
        chunks = chunks_of(line)
        for chunk in chunks:
            text = "".join(chunk.text.split())
            x, y = (chunk.x0 + chunk.x1) / 2, chunk.y
            in_table = any(g.box[0] <= x <= g.box[2] and g.box[1] <= y <= g.box[3] for g in grids)
            in_table = in_table or (y <= top and _is_under_rule(line, page.rules.horizontal))
            kind: Kind = "mark" if _MARK.fullmatch(text) else "number" if _BARE.fullmatch(text) else "words"
            if kind != "words" or (line in (above[:1] + below[-1:]) and len(chunks) <= _MOST_CHUNKS):
                under = _close_below(line, above)
                yield _Edge(number, text, kind, chunk, x, page.width, in_table, len(chunks) == 1, under)


def _is_under_rule(line: TextLine, rules: Sequence[Rule]) -> bool:
    """Whether a line at the top of a page stands close under a longer rule, as a table's first row does that has no
    lines between its columns; under a running head there may be a rule, over it there is none.
    """
    return any(
        0 < line.y - rule.at < _CLOSE * line.size and rule.start <= line.x0 and line.x1 <= rule.end for rule in rules
    )


def _close_below(line: TextLine, above: Sequence[TextLine]) -> str:
    """What stands right under a line at the top of a page, if those are several pieces, as of a table's head."""
    under = next((other for other in above if other.y > line.y), None)
    if under is None or under.y - line.y > _CLOSE * line.size or len(chunks_of(under)) < 2:
        return ""
    return "".join(under.text.split())


def _groups(edges: Iterable[_Edge]) -> list[list[_Edge]]:
    """The pieces that say the same, numbers apart, at the same place, or at its mirror image on facing pages."""
    groups: list[list[_Edge]] = []
    for edge in edges:
        for group in groups:
            if _is_same(group[0], edge):
                group.append(edge)
                break
        else:
            groups.append([edge])
    return groups


def _is_same(one: _Edge, other: _Edge) -> bool:
    if one.kind != other.kind or abs(one.line.y - other.line.y) > _SAME_HEIGHT:
        return False
    if _NUMBER.sub("#", one.text) != _NUMBER.sub("#", other.text):
        return False
    mirrored = other.width - other.middle
    return min(abs(one.middle - other.middle), abs(one.middle - mirrored)) <= _SAME_PLACE


def _furniture(group: Sequence[_Edge], pages: int) -> Sequence[_Edge]:
    """Those of a group that are page numbers or running heads."""
    count = len({edge.page for edge in group})
    outside = sum(not edge.in_table for edge in group)
    if group[0].kind == "words":
        # A table's head is printed again too, and all of it.
        if len({edge.under for edge in group}) == 1 and group[0].under:
            return ()
        return group if count > 1 and count * 3 >= pages and outside else ()
    steps = [edge.number - edge.page for edge in group]
    usual = max(set(steps), key=steps.count)
    rising = [edge for edge in group if edge.number - edge.page == usual]
    if group[0].kind == "mark":
        return rising if len(rising) > 1 or not rising[0].in_table or rising[0].number == rising[0].page + 1 else ()
    # A figure may go up from page to page by chance: what is sure are numbers alone on their lines.
    sure = {edge.page for edge in rising if edge.alone and not edge.in_table and edge.number}
    return rising if len(sure) > 1 else ()
