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


def over_and_under(lines: Sequence[Sequence[Token]], texts: Mapping[int, str]) -> tuple[int, ...] | None:
    """The slots from left to right where their labels stand on two lines and the label of the group over those of the
    second is gone, a blank cell left in its place: rows that have lost how far their cells reach have kept how many
    they are. Under the blank stand the group's columns, under each label of the first line a blank. None where the
    cells do not come out so, each label once.
    """
    labels = {text: slot for slot, text in texts.items()}
    rows = [line for line in lines if any(token.text in labels for token in line)]
    if len(rows) != 2 or len(labels) != len(texts):
        return None
    over, under = ([labels.get(token.text) for token in row] for row in rows)
    at = next(place for place, slot in enumerate(over) if slot is not None)
    order: list[int] = []
    below = dict(enumerate(under))
    for slot, token in zip(over[at:], rows[0][at:], strict=True):
        if slot is not None and below.pop(at, None) is None:
            order.append(slot)
            at += 1
            continue
        if slot is not None or not token.is_blank or below.get(at) is None:
            return None
        while (lower := below.pop(at, None)) is not None:
            order.append(lower)
            at += 1
    return tuple(order) if sorted(order) == sorted(texts) and at >= len(under) else None


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


def with_nameless(
    order: tuple[int | None, ...], texts: Mapping[int, str], lines: Sequence[Sequence[Token]]
) -> tuple[int | None, ...]:
    """The order of slots with None for each blank cell between their labels, where these all stand on one line of a
    table's: a column without a name may stand there.
    """
    labels = {text: slot for slot, text in texts.items()}
    if len(labels) != len(texts) or len(order) != len(texts):
        return order
    for line in lines:
        places = [at for at, token in enumerate(line) if token.text in labels]
        if len(places) == len(labels):
            between = line[places[0] : places[-1] + 1]
            found = tuple(labels.get(token.text) for token in between)
            are_these = all(token.is_blank or token.text in labels for token in between)
            return found if are_these and tuple(slot for slot in found if slot is not None) == order else order
    return order
