"""Rows that go on in the next row: two strips as one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.extract.lines import Token
from toolkit.extract.strips import Strip


class Pair(NamedTuple):
    """Two strips, the first by its number, read as one row. ``joins_labels`` if a label was put together of both."""

    number: int
    strip: Strip
    joins_labels: bool


def pairs_of(strips: Sequence[Strip]) -> list[Pair]:
    """All neighbours that may be one row: a label broken over two, or values broken over two."""
    found = []
    for number, (strip, following) in enumerate(itertools.pairwise(strips)):
        joined = _joined(strip, following)
        if joined is not None:
            found.append(Pair(number, joined, bool(following.words)))
    return found


def _joined(strip: Strip, following: Strip) -> Strip | None:
    """A strip and the next as one row: a label broken over two rows, or values broken over two."""
    if strip.layout != following.layout or not strip.words or not strip.tokens or not following.tokens:
        return None
    if following.words and strip.has_values and following.has_values:
        return None
    if not following.words and not following.has_values:
        return None
    if strip.has_values and following.words and not following.has_values:
        tail = [following.tokens[n] for n in following.words]
        label = strip.tokens[strip.words[-1]]
        joined = label._replace(text=label.text + "".join(t.text for t in tail))
        tokens = tuple(joined if t is label else t for t in strip.tokens)
    elif following.words and not strip.has_values:
        head, label = strip.tokens[strip.words[-1]], following.tokens[following.words[0]]
        joined = label._replace(text=head.text + label.text)
        tokens = tuple(joined if t is label else t for t in following.tokens)
    elif strip.layout == "grid":
        merged = _columnwise(strip, following)
        if merged is None:
            return None
        tokens = merged
    else:
        tokens = (
            *strip.tokens[: strip.words[-1] + 1],
            *(t for t in (*strip.tokens[strip.words[-1] + 1 :], *following.tokens) if not t.is_blank),
        )
    return Strip(
        tokens,
        strip.path,
        strip.layout,
        strip.run if strip.has_values else following.run,
        strip.first,
        following.last,
        strip.stacked,
        strip.above,
    )


def _columnwise(strip: Strip, following: Strip) -> tuple[Token, ...] | None:
    """Values in two rows put into one: of two cells in a column one must be blank."""
    tokens = list(strip.tokens)
    for token in following.tokens:
        if token.is_blank:
            continue
        place = next((n for n, t in enumerate(tokens) if t.start == token.start and t.end == token.end), None)
        if place is None:
            if any(t.start < token.end and t.end > token.start for t in tokens):
                return None
            tokens.append(token)
        elif tokens[place].is_blank:
            tokens[place] = token
        else:
            return None
    return tuple(sorted(tokens, key=lambda t: t.start))
