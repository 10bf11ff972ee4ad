"""Strips as lines of a head: their words, and those that are no row though blanks stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.extract.heads.sisters import SURE
from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

_MAY_BE = 0.5  # how like a label with a slip is to a column's
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


def is_over_blanks(strip: Strip, following: Strip, columns: Known) -> bool:
    """Whether the labels of several columns stand in a row of a grid with blanks beside them under which, on the next
    line, there are labels alone: the blanks are what the merged cell of a group has left whose label is gone.
    """
    words = [token.text for token in strip.tokens if token.is_word]
    if strip.layout != "grid" or len(words) < 2 or following.run != strip.run or following.has_values:
        return False
    likes = [label_likeness(word, columns) for word in words]
    blanks = [(token.start, token.end) for token in strip.tokens if token.is_blank]
    below = [token for token in following.tokens if token.is_word]
    are_below = all(any(start <= t.start and t.end <= end for start, end in _merged(blanks)) for t in below)
    return len(below) > 1 and max(likes) >= SURE and min(likes) >= _MAY_BE and are_below


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans side by side as one: an unmerged grid has a cell for each column."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
