"""A table set across has one row of figures: where it has several with names, no label says which is the organ's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.extract.labels import normalise
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.placing.placed import nothing_placed
from toolkit.extract.strips.other_years import ends_in_year, is_of_year
from toolkit.extract.strips.strips import Strip

_WHOLE = frozenset(("合计", "总计", "总数", "数量", "件数"))
_SEVERAL = "表头下面有几行各有名称的数字，无法确定哪一行是本机关的数"


def without_named_rivals(laid: Laid, year: int | None) -> Laid:
    """The table with its row left open where the row has a name, and another row has as many figures below the head:
    an office's and its branches', or this half of the year and that. The whole, and this year's row, are the report's.
    """
    if len(laid.layout.lines) > 1 or laid.layout.lines[0].known:
        return laid
    rows = tuple(
        row._replace(placed=nothing_placed(len(row.placed.tokens), _SEVERAL))
        if row.strip.words
        and not _is_whole(row.strip.last_word)
        and not is_of_year(row.strip, year)
        and not _is_of_year_among((row.strip, *_rivals(laid, row)), year)
        and _rivals(laid, row)
        else row
        for row in laid.rows
    )
    return replace(laid, rows=rows)


def _rivals(laid: Laid, row: Row) -> list[Strip]:
    """The rows of the same table with as many figures."""
    of_run = (strip for strip in laid.left if strip.run == row.strip.run)
    return [strip for strip in of_run if sum(token.is_printed for token in strip.tokens) >= len(row.placed.tokens)]


def _is_of_year_among(strips: Sequence[Strip], year: int | None) -> bool:
    """Whether all these rows are named by years, and the first of them alone by this one."""
    first, *others = map(ends_in_year, strips)
    return first is not None and first == year and None not in others and first not in others


def _is_whole(name: str) -> bool:
    return normalise(name) in _WHOLE
