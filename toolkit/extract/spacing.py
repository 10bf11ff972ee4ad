"""Texts of one cell a line: which of the lines behind a label are its row's cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.extract.lines import Token
from toolkit.extract.strips import Strip

_FULL_ROW = 5  # values that show how rows are set


class Spacing(NamedTuple):
    """What empty lines mean in a text with one cell a line. ``separators`` is how many close each row, None if they
    vary; ``blanks_are_cells`` if none ever stand between the values of a full row, so that one there is a cell;
    ``follow_labels`` if some stand between the label and the values of full rows; ``lines_are_cells`` if rows
    with more values and with fewer have as many lines each.
    """

    separators: int | None
    blanks_are_cells: bool
    follow_labels: bool
    lines_are_cells: bool = False


def spacing_of(strips: Sequence[Strip], separators: int | None) -> Spacing:
    """What empty lines mean, as the full rows show it."""
    close = apart = 0
    follow_labels = False
    for strip in strips:
        cells = strip.tokens[strip.words[-1] + 1 :] if strip.stacked and strip.words else ()
        printed = [place for place, token in enumerate(cells) if not token.is_blank]
        if len(printed) >= _FULL_ROW:
            close += printed[-1] == len(printed) - 1
            apart += printed[-1] != len(printed) - 1
            follow_labels = follow_labels or printed[0] > 0
    return Spacing(separators, close > apart, follow_labels)


def cells_among(tokens: Sequence[Token], wanted: int, remarks: int, spacing: Spacing) -> Sequence[Token] | None:
    """The cells among lines of one cell each; None where an empty line may be a cell or only part rows.

    ``remarks`` columns behind the form's may be blank throughout.
    """
    printed = [token for token in tokens if not token.is_blank]
    if len(printed) >= wanted:
        return printed
    if not printed or (spacing.lines_are_cells and len(tokens) == wanted):
        return tokens
    if tokens[0].is_blank and spacing.follow_labels:
        return None  # as what is left of a merged label is
    end = max(place for place, token in enumerate(tokens) if not token.is_blank) + 1
    if spacing.blanks_are_cells and (end == wanted or end == len(printed) == wanted - remarks):
        return tokens[:wanted] if len(tokens) >= wanted else None
    if spacing.separators is None or len(tokens) - spacing.separators != wanted:
        return None
    return tokens[:wanted] if end <= wanted else None


def separators(strips: Sequence[Strip]) -> int | None:
    """How many empty lines close a row where each cell has a line of its own; None where the rows don't agree."""
    counts: Counter[int] = Counter()
    for strip in strips:
        if not strip.stacked:
            continue
        cells = strip.tokens[strip.words[-1] + 1 :] if strip.words else ()
        printed = [place for place, token in enumerate(cells) if not token.is_blank]
        if len(printed) > 1 and printed[-1] == len(printed) - 1:
            counts[len(cells) - len(printed)] += 1
    if not counts:
        return None
    most, count = counts.most_common(1)[0]
    return most if count * 4 >= sum(counts.values()) * 3 else None
