"""Strips as lines of a head: their words, and those that are no row though blanks stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.extract.labels import normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

GROUPS = 2
"""No row stands in more groups than this."""


def lines_of(strip: Strip) -> Iterator[tuple[Token, ...]]:
    """The words of a strip line by line."""
    if strip.stacked:
        yield from ((token,) for token in strip.tokens if token.is_word)
    else:
        yield strip.tokens


def leading(strip: Strip) -> Iterator[tuple[Token, ...]]:
    """The words before the label of a loose strip: the head of what follows, where each cell has a line of its own."""
    if strip.layout == "loose":
        yield from ((strip.tokens[place],) for place in strip.words[:-1])


def has_many_labels(strip: Strip) -> bool:
    """Whether so many words stand before the next values, each on its line, that they are no row's label and groups:
    the blanks before them are what merged cells of a head have left.
    """
    return strip.stacked and len(strip.words) > GROUPS + 2


def is_over(strip: Strip, following: Strip, spans: Known) -> bool:
    """Whether a label alone is one of a head over several columns, with the labels of these on the next line: the
    blanks behind it are what its merged cell has left, or what stands beside the table.
    """
    labels = [strip.tokens[place] for place in strip.words]
    if len(labels) != 1 or normalise(labels[0].text) not in spans:
        return False
    (label,) = labels
    below = [token for token in following.tokens if label.start <= token.start and token.end <= label.end]
    is_full = 1 < len(following.words) == len(following.tokens) == len(strip.tokens)
    return is_full or (strip.layout == "grid" and len(below) > 1 and all(token.is_word for token in below))
