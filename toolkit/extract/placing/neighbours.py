"""A row laid as the full rows beside it are: on the columns in which those have their values, or cell for cell."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from toolkit.extract.lines.lines import Token
from toolkit.extract.placing.placed import Placed
from toolkit.extract.placing.placing import BY_ELIMINATION, Span, under
from toolkit.extract.strips.strips import Strip


def place_beside(strip: Strip, label_end: int, slots: int, columns: Mapping[int, Span]) -> Placed | None:
    """Lay a row with cells lost or in doubt on the columns in which the full rows beside it have their values.

    Where only the screen's columns are known (blanks set the table) a slot with nothing in it is None, and so open:
    a blank leaves no token. None if a value stands in no column or in two, or the label reaches into them.
    """
    tokens = strip.tokens[label_end:]
    if len(columns) != slots or strip.first != strip.last:
        return None
    first = min(start for start, _ in columns.values())
    if strip.layout == "loose" and any(token.end > first for token in strip.tokens[:label_end]):
        return None
    found, used, whys = under(tokens, (), slots, columns, frozenset())
    if whys or any(id(token) not in used and not token.is_blank for token in tokens):
        return None
    return Placed(tuple(found), frozenset(), BY_ELIMINATION)


def columns_of(rows: Sequence[Sequence[Token | None]], slots: int) -> dict[int, Span]:
    """The columns in which full rows have their slots; empty unless at least two rows agree on separate ones."""
    full = [row for row in rows if all(token is not None for token in row)]
    if len(full) < 2:
        return {}
    spans = {
        slot: (min(row[slot].start for row in full), max(row[slot].end for row in full))  # type: ignore[union-attr]
        for slot in range(slots)
    }
    ordered = sorted(spans.values())
    apart = all(a[1] <= b[0] for a, b in itertools.pairwise(ordered))
    return spans if apart else {}


def place_like(strip: Strip, slots: int, rows: Sequence[tuple[Strip, Sequence[Token | None]]]) -> Placed | None:
    """Lay a row on the slots by the places that they have in full rows of as many cells behind as many labels; None
    where those differ. A word in the first of a row's cells (详见附表) is no label where theirs end before it.
    """
    orders = {
        tuple(_index(other.tokens, token) for token in tokens)
        for other, tokens in rows
        if len(other.tokens) == len(strip.tokens) and (other.words == strip.words or _has_word_behind(strip, other))
    }
    if len(orders) != 1:
        return None
    places = orders.pop()
    tokens = tuple(strip.tokens[place] for place in places if place is not None)
    used = {id(token) for token in tokens}
    label = strip.words[-1] if strip.words else -1
    if len(tokens) != slots or any(t.is_printed and id(t) not in used for t in strip.tokens[label + 1 :]):
        return None
    return Placed(tokens, frozenset(), BY_ELIMINATION)


def _has_word_behind(strip: Strip, other: Strip) -> bool:
    """Whether a row of a grid has the labels that another one has, in the same columns, and words in cells behind them
    where that one has values.
    """
    if strip.layout != "grid" or not other.words or strip.words[: len(other.words)] != other.words:
        return False
    behind = strip.words[len(other.words) :]
    ends = all(strip.tokens[place].end == other.tokens[place].end for place in other.words)
    return ends and all(other.tokens[place].is_printed for place in behind)


def _index(tokens: Sequence[Token], wanted: Token | None) -> int | None:
    return next((place for place, token in enumerate(tokens) if token is wanted), None)
