"""Heads of tables without lines that a page's end cuts, or that are printed again on the next page, made whole."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from toolkit.readers.page.model import Rule
from toolkit.readers.page.rows import Row, row_of
from toolkit.readers.page.text import TextLine

_ROOM = 0.4  # of its size: how far a line stands under the one that a page's end has cut off


def with_whole_heads(rows: Sequence[Row], body: int, printed: Mapping[str, int]) -> Iterator[Sequence[Row]]:
    """Lines of a table of which the head stands on one page: what is printed again left out, what a page's end has cut
    off put over the rest.
    """
    before = [row for row in rows[:body] if row.page < rows[body].page] if body < len(rows) else []
    here = rows[len(before) : body]
    if not here or not before:
        yield rows
        return
    if all(len(row.chunks) == 1 for row in before):  # titles: the head is what stands here, if it fits
        yield rows
    rest = list(itertools.dropwhile(lambda row: printed[squeezed(row)] < row.page, here))
    if rest:
        yield [*_moved(before, rest[0]), *rest, *rows[body:]]
        yield rows[len(before) :]
    else:
        yield [*before, *rows[body:]]


def below_top(rows: Sequence[Row], rules: Sequence[Sequence[Rule]]) -> Sequence[Sequence[Rule]]:
    """The rules without the one that a page begins with, where a head that it cuts off has been put over its rest."""
    moved = [row for row in rows if row.is_moved]
    if not moved:
        return rules
    page, bottom = moved[-1].page, moved[-1].line.y
    under = next(row.line.y for row in rows if row.page == page and not row.is_moved)
    return [
        [rule for rule in own if number != page or not bottom < rule.at < under] for number, own in enumerate(rules)
    ]


def squeezed(row: Row) -> str:
    """What a line says, without blanks."""
    return "".join(glyph.text for glyph in row.line.glyphs)


def _moved(rows: Sequence[Row], under: Row) -> list[Row]:
    """Lines of the page before as if they stood right over a line."""
    down = under.line.y0 - rows[-1].line.y1 - _ROOM * under.line.size
    found = []
    for row in rows:
        found.append(row_of(under.page, _lower(row.line, down))._replace(is_moved=True))
    return found


def _lower(line: TextLine, down: float) -> TextLine:
    """A line that stands so much lower."""
    glyphs = tuple(
        glyph._replace(y0=glyph.y0 + down, y1=glyph.y1 + down, base=glyph.base + down) for glyph in line.glyphs
    )
    parts = tuple(_lower(part, down) for part in line.parts)
    return line._replace(glyphs=glyphs, y0=line.y0 + down, y1=line.y1 + down, parts=parts)
