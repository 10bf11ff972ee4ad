"""What the cells of a head's lines tell of its columns, blanks among them, where rows are known but not columns."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from toolkit.extract.labels import normalise
from toolkit.extract.layouts import Head
from toolkit.extract.lines.lines import Token


def by_cells(lines: Sequence[Sequence[Token]], texts: Mapping[int, str]) -> tuple[int, ...] | None:
    """The slots from left to right where their labels, given by text, stand on several lines, as where bars part cells
    that take two lines: each line has a cell for every column, be it blank, so that these count the columns off. None
    where the lines are not alike, or the labels are not the last cells of them, one for each.
    """
    labels = set(texts.values())
    with_labels = [line for line in lines if any(token.text in labels for token in line)]
    if len({len(line) for line in with_labels}) != 1:
        return None
    places = [(at, token.text) for line in with_labels for at, token in enumerate(line) if token.text in labels]
    width = len(with_labels[0])
    if sorted(at for at, _ in places) != list(range(width - len(texts), width)) or len(labels) != len(texts):
        return None
    slot_of = {text: slot for slot, text in texts.items()}
    return tuple(slot_of[text] for _, text in sorted(places))


def blanks_before(texts: Mapping[int, str], width: int, lines: Sequence[Sequence[Token]], head: Head) -> int:
    """How many blank cells stand between a word and the slots' labels, where these are all the last cells of a line, or
    are all under one label that is; ``width`` is how many columns were read.
    """
    over = head.tree[0].known if len(head.tree) == 1 else frozenset()
    labels = set(texts.values())
    for line in reversed(lines):
        is_over = bool(line) and normalise(line[-1].text) in over
        first = len(line) - (1 if is_over else width)
        if is_over or (first > 0 and labels == {token.text for token in line[first:]}):
            blanks = sum(1 for _ in itertools.takewhile(lambda token: token.is_blank, reversed(line[:first])))
            return blanks if first > blanks and line[first - blanks - 1].is_word else 0
    return 0
