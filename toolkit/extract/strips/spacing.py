"""Texts of one cell a line: which of the lines behind a label are its row's cells."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.extract.labels import list_sign
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

_FULL_ROW = 5  # values that show how rows are set
_PAGE_END = 4  # empty lines one behind another
_AGREEING = 3  # rows that show how many empty lines stand before labels of a kind


class Spacing(NamedTuple):
    """What empty lines mean in a text with one cell a line. ``separators`` is how many close each row, None if they
    vary; ``blanks_are_cells`` if none ever stand between the values of a full row, so that one there is a cell;
    ``follow_labels`` if some stand between the label and the values of full rows; ``lines_are_cells`` if rows
    with more values and with fewer have as many lines each. ``before_next`` is, by how many cells a row has, how many
    empty lines stand before labels like the next one: those of merged labels that it has none of; ``are_full`` if the
    rows around have a value in each column, those behind the form's too; ``blanks_between`` if an empty line stands
    between the values of any row: where none does, empty cells may have left none.
    """

    separators: int | None
    blanks_are_cells: bool
    follow_labels: bool
    lines_are_cells: bool = False
    before_next: Mapping[int, int] = {}
    are_full: bool = False
    blanks_between: bool = False


UNSTACKED = Spacing(None, blanks_are_cells=False, follow_labels=False)
"""That of rows whose cells stand beside each other."""


def spacing_of(strips: Sequence[Strip], separators: int | None) -> Spacing:
    """What empty lines mean, as the full rows show it."""
    rows: list[list[int]] = []
    between = False
    for strip in strips:
        cells = strip.tokens[strip.words[-1] + 1 :] if strip.stacked and strip.words else ()
        printed = [place for place, token in enumerate(cells) if not token.is_blank]
        between = between or (len(printed) > 1 and printed[-1] - printed[0] >= len(printed))
        if len(printed) >= _FULL_ROW:
            rows.append(printed)
    close = sum(1 for printed in rows if printed[-1] == len(printed) - 1)
    # A row that is short of a value may be so of its first one.
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    follow_labels = any(printed[0] > 0 for printed in rows if len(printed) >= width)
    return Spacing(separators, close * 2 > len(rows), follow_labels, blanks_between=between)


def closings_by_label(strips: Sequence[Strip]) -> dict[int, dict[int, int]]:
    """For strips, by number, how many empty lines stand before the next label where a row has that many cells: as all
    full rows show it behind which a label with a list sign of the same kind follows.
    """
    followed: dict[tuple[int, str], list[int]] = {}
    seen: dict[tuple[int, str], dict[int, set[int]]] = {}
    count: Counter[tuple[int, str, int]] = Counter()
    for number, kind in _followed(strips):
        strip = strips[number]
        followed.setdefault((strip.run, kind), []).append(number)
        cells = strip.tokens[strip.words[-1] + 1 :]
        printed = [place for place, token in enumerate(cells) if not token.is_blank]
        width = len(printed)
        if width >= _FULL_ROW and printed[-1] == width - 1:
            seen.setdefault((strip.run, kind), {}).setdefault(width, set()).add(len(cells) - width)
            count[strip.run, kind, width] += 1
    found = {
        key: {
            width: next(iter(lines))
            for width, lines in widths.items()
            if len(lines) == 1 and count[(*key, width)] >= _AGREEING
        }
        for key, widths in seen.items()
    }
    return {number: found[key] for key, numbers in followed.items() if found.get(key) for number in numbers}


def _followed(strips: Sequence[Strip]) -> Iterator[tuple[int, str]]:
    """Rows of one cell a line, by number, with the kind of the list sign that the next label has."""
    for number, (strip, following) in enumerate(itertools.pairwise(strips)):
        if strip.stacked and strip.words and following.stacked and following.run == strip.run and following.words:
            sign = list_sign(following.tokens[following.words[0]].text)
            if sign is not None and following.words[0] == 0:
                yield number, sign[0] + sign[-1] if sign[0] == "(" else sign[-1]


def cells_among(tokens: Sequence[Token], wanted: int, remarks: int, spacing: Spacing) -> Sequence[Token] | None:
    """The cells among lines of one cell each; None where an empty line may be a cell or only part rows.

    ``remarks`` columns behind the form's may be blank throughout.
    """
    printed = [token for token in tokens if not token.is_blank]
    if len(printed) >= wanted:
        return printed if len(printed) < _FULL_ROW or not spacing.blanks_are_cells or _are_a_row(tokens) else None
    if not printed or (spacing.lines_are_cells and len(tokens) == wanted and wanted not in spacing.before_next):
        return tokens
    end = max(place for place, token in enumerate(tokens) if not token.is_blank) + 1
    if wanted in spacing.before_next:
        ends_there = end <= wanted == len(tokens) - spacing.before_next[wanted]
    elif tokens[0].is_blank and spacing.follow_labels:
        ends_there = False  # as what is left of a merged label is
    elif spacing.blanks_are_cells and (end == wanted or _lacks_remarks(end, len(printed), wanted - remarks, spacing)):
        ends_there = len(tokens) >= wanted
    else:
        is_shown = end == wanted or spacing.blanks_between
        ends_there = is_shown and spacing.separators is not None and end <= wanted == len(tokens) - spacing.separators
    return tokens[:wanted] if ends_there else None


def _are_a_row(tokens: Sequence[Token]) -> bool:
    """Whether no empty line stands between values but those of a page's end: where such lines are cells, one of the
    values is none of the row's.
    """
    printed = [place for place, token in enumerate(tokens) if not token.is_blank]
    gaps = [after - before - 1 for before, after in itertools.pairwise(printed) if after > before + 1]
    return not gaps or (len(gaps) == 1 and gaps[0] >= _PAGE_END)


def _lacks_remarks(end: int, printed: int, wanted: int, spacing: Spacing) -> bool:
    return not spacing.are_full and end == printed == wanted


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
