"""A table set across has one row of figures: where it has several with names, no label says which is the organ's."""

from __future__ import annotations

from dataclasses import replace

from toolkit.extract.labels import normalise
from toolkit.extract.laying.laid import Laid
from toolkit.extract.placing.placed import nothing_placed
from toolkit.extract.strips.other_years import is_of_year

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
        and any(
            strip.run == row.strip.run and sum(token.is_printed for token in strip.tokens) >= len(row.placed.tokens)
            for strip in laid.left
        )
        else row
        for row in laid.rows
    )
    return replace(laid, rows=rows)


def _is_whole(name: str) -> bool:
    return normalise(name) in _WHOLE
