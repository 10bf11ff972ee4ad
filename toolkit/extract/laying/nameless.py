"""Values without a name beside a row that has blanks for them: as it may be, the rest of that row."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from toolkit.extract.labels import list_sign
from toolkit.extract.laying.laid import Row
from toolkit.extract.strips.strips import Strip

_PIECE = 3  # characters
_WHY = "旁边有一行没有行名的数字，可能是这一行空着的几格"


def without_blanks_of_nameless(rows: Sequence[Row], left: Sequence[Strip]) -> list[Row]:
    """Rows with their blanks left open where values without a name stand right over or under them that these blanks may
    be: as many, or several where there are more, a running number aside; but one alone beside a row that is all blank
    may be the page's number. A name that is no row's may be half the name of a row that is all blank, and a short one
    the end of that of a row that lacks so many; but not where it has a number: that is another row's. ``left`` are the
    strips with values that are none of the rows.
    """
    by_start = {row.strip.first: row for row in rows}
    starts = sorted(by_start)
    doubtful: set[int] = set()
    for strip in left:
        values = sum(1 for token in strip.tokens if token.is_printed)
        for row in (by_start[first] for first in _beside(strip, starts)):
            blanks = _blanks_of(row)
            is_rest = blanks == values and (values > 1 or row.placed.printed > 0)
            may_be = not strip.words or (
                (row.placed.printed == 0 or (blanks == values > 1 and _is_piece(strip)))
                and list_sign(strip.tokens[strip.words[0]].text) is None
            )
            if values and may_be and (is_rest or blanks >= values - 1 > 1):
                doubtful.add(row.strip.first)
    return [_opened(row) if row.strip.first in doubtful else row for row in rows]


def _is_piece(strip: Strip) -> bool:
    """Whether a name is so short that it may be the end of the one above, whose row went on below."""
    return sum(len(strip.tokens[place].text) for place in strip.words) <= _PIECE


def _blanks_of(row: Row) -> int:
    return sum(1 for token in row.placed.tokens if token is not None and token.is_blank)


def _beside(strip: Strip, starts: Sequence[int]) -> Iterator[int]:
    """Where the rows right over and right under a strip begin."""
    over = [first for first in starts if first < strip.first]
    under = [first for first in starts if first > strip.first]
    yield from (*over[-1:], *under[:1])


def _opened(row: Row) -> Row:
    tokens = tuple(token if token is None or not token.is_blank else None for token in row.placed.tokens)
    return row._replace(placed=dataclasses.replace(row.placed, tokens=tokens, why=row.placed.why or _WHY))
