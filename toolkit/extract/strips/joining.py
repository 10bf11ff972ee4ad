"""Rows that go on in the next row: two strips as one; and the words that rows before one leave for it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.extract.labels import is_illegible, list_sign
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip
from toolkit.numbers import UNREADABLE

_GROUPS = 4  # characters of a group's name, at least
_REACH = 24  # rows that the name of a group may reach down


class Pair(NamedTuple):
    """Two strips, the first by its number, read as one row. ``joins_labels`` if a label was put together of both."""

    number: int
    strip: Strip
    joins_labels: bool


def pairs_of(strips: Sequence[Strip]) -> list[Pair]:
    """All neighbours that may be one row: a label broken over two, or values broken over two."""
    both = (pair_of(number, strip, following) for number, (strip, following) in enumerate(itertools.pairwise(strips)))
    return [pair for pair in both if pair is not None]


def pair_of(number: int, strip: Strip, following: Strip) -> Pair | None:
    """A strip, by its number, and the next as one row: a label broken over two rows, or values broken over two."""
    if strip.layout != following.layout or not strip.words or not strip.tokens or not following.tokens:
        return None
    fresh = _fresh(strip, following)
    joined = _joined(strip, following, fresh)
    return Pair(number, joined, bool(fresh)) if joined is not None else None


def words_left_over(strips: Sequence[Strip], number: int) -> str:
    """The words over the blank cells before a row's label, as where a group is named in its first row alone and no
    merged cell says how far down it reaches.
    """
    strip = strips[number]
    if strip.stacked or (strip.layout == "ragged" and strip.words == (0,)):
        return _group_before(strips, number)
    if not strip.words:
        return ""
    if strip.layout == "loose":
        return _words_left_of(strip, strips[max(0, number - _REACH) : number])
    found: list[str] = []
    open_columns = [token.start for token in strip.tokens[: strip.words[0]] if token.is_blank]
    for other in reversed(strips[max(0, number - _REACH) : number]):
        if not open_columns or not (other.run == strip.run or _are_set_alike(other, strip)):
            break
        over = {token.start: token for token in other.tokens}
        words = {column: over[column] for column in open_columns if column in over and not over[column].is_blank}
        if any(not token.is_word for token in words.values()):
            break
        if words:
            # Cells left of a group's own name are blank there as well: they belong to the group over it.
            found = [token.text for token in words.values()] + found
            open_columns = [column for column in open_columns if column < min(words)]
    return "".join(found)


def _words_left_of(strip: Strip, above: Sequence[Strip]) -> str:
    """The words over the room before a label that blanks set in: each in the nearest row above that has any there."""
    found: list[str] = []
    edge = strip.tokens[strip.words[0]].start
    for other in reversed(above):
        if edge == 0 or other.run != strip.run or other.layout != "loose" or other.first != other.last:
            break
        left = [other.tokens[place] for place in other.words if other.tokens[place].end < edge]
        if left:
            found = [token.text for token in left] + found
            edge = left[0].start
    return "".join(found)


def _are_set_alike(one: Strip, other: Strip) -> bool:
    """Whether two rows of different runs have as many cells: of a table that was cut in two, maybe."""
    return one.layout == other.layout != "grid" and len(one.tokens) == len(other.tokens)


def _group_before(strips: Sequence[Strip], number: int) -> str:
    """The last word before the label of the nearest row above that has more than its label, where each cell has a line
    of its own, or merged cells have left none; nothing for a row that has more itself.
    """
    strip = strips[number]
    if len(strip.words) != 1:
        return ""
    above = itertools.takewhile(lambda each: each.run == strip.run, reversed(strips[max(0, number - _REACH) : number]))
    first = next((other for other in above if other.stacked == strip.stacked and len(other.words) > 1), None)
    if first is None or not (strip.stacked or _has_as_many_cells(first, strip)):
        return ""
    return first.tokens[first.words[-2]].text


def _has_as_many_cells(one: Strip, other: Strip) -> bool:
    """Whether two rows have as many cells behind their labels."""
    return len(one.tokens) - one.words[-1] == len(other.tokens) - other.words[-1]


def _fresh(strip: Strip, following: Strip) -> list[Token]:
    """The words of a strip that aren't those of the strip before: a group's label may be repeated in every row."""
    before = {(token.text, token.start) for token in strip.tokens if token.is_word}
    words = [following.tokens[place] for place in following.words]
    is_new = strip.layout == "loose" and not goes_on_beside(strip, following)
    if len(words) == 1 and strip.layout == "grid" and _is_group_again(words[0], strip):
        return []
    return [token for token in words if is_new or (token.text, token.start) not in before]


def _is_group_again(word: Token, strip: Strip) -> bool:
    """Whether a word is the beginning of a row's label, up to the row's own number: the names of its groups, printed
    again where the row goes on.
    """
    label = strip.tokens[strip.words[-1]]
    whole, piece = "".join(label.text.split()), "".join(word.text.split())
    is_begun = len(piece) >= _GROUPS and whole.startswith(piece) and label.start == word.start
    return is_begun and list_sign(whole[len(piece) :]) is not None


def goes_on_beside(strip: Strip, following: Strip) -> bool:
    """Whether the line below a loose one has values only right of those of that line, and no words of its own."""
    if following.first != following.last or strip.first != strip.last or not following.words or not strip.has_values:
        return False
    before = {(token.text, token.start) for token in strip.tokens if token.is_word}
    is_repeated = all(
        (following.tokens[place].text, following.tokens[place].start) in before for place in following.words
    )
    values = _values(following)
    last = max(token.end for token in strip.tokens if token.is_printed)
    return is_repeated and any(t.is_printed for t in values) and all(t.start >= last for t in values if t.is_printed)


def _joined(strip: Strip, following: Strip, fresh: Sequence[Token]) -> Strip | None:
    if fresh and strip.has_values and following.has_values:
        return None
    if not fresh and not following.has_values:
        return None
    if fresh and strip.has_values and list_sign(fresh[0].text) is not None:
        return None  # a label of its own: none goes on with a number
    lost = "".join(token.text for token in fresh)
    if fresh and ((strip.has_room and is_illegible(lost)) or (following.has_room and is_illegible(strip.last_word))):
        return None  # a row left blank, and one whose label is lost
    if strip.has_values and fresh:
        label = strip.tokens[strip.words[-1]]
        joined = label._replace(text=label.text + "".join(token.text for token in fresh))
        tokens = tuple([joined if token is label else token for token in strip.tokens])
    elif fresh:
        head, label = strip.tokens[strip.words[-1]], fresh[0]
        joined = label._replace(text=head.text + label.text)
        tokens = tuple([joined if token is label else token for token in following.tokens])
    elif strip.layout == "grid":
        merged = _columnwise(strip, following) or _wrapped(strip, following)
        if merged is None:
            return None
        tokens = merged
    else:
        tokens = (
            *strip.tokens[: strip.words[-1] + 1],
            *(t for t in (*strip.tokens[strip.words[-1] + 1 :], *_values(following)) if not t.is_blank),
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


def _values(strip: Strip) -> tuple[Token, ...]:
    return strip.tokens[strip.words[-1] + 1 if strip.words else 0 :]


def is_next_number(token: Token, strip: Strip) -> bool:
    """Whether a value is the running number of the row behind or before one, below or over that one's own."""
    before = strip.tokens[: strip.words[0]] if strip.words else ()
    own = next((each.reading.value for each in before if each.is_printed and each.start == token.start), None)
    return own is not None and token.reading.value is not None and abs(token.reading.value - own) == 1


def _columnwise(strip: Strip, following: Strip) -> tuple[Token, ...] | None:
    """Values in two rows put into one: of two cells in a column one must be blank."""
    tokens = list(strip.tokens)
    label = strip.tokens[strip.words[-1]]
    for token in _values(following):
        if token.is_blank or is_next_number(token, strip):
            continue  # the rows' own numbers stand below one another
        if token.start < label.end:
            return None  # before the label stands no value of its row
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


def _wrapped(strip: Strip, following: Strip) -> tuple[Token, ...] | None:
    """Values that go on at the beginning of the next row, where labels stand: no more than the row has blanks at its
    end, of which some may be columns beside the table; just as many where blank cells stand between its label and its
    values, which may be columns of labels. Where the row ends before its table does, they have the columns behind it.
    """
    own = next((n for n in range(strip.words[-1] + 1, len(strip.tokens)) if not strip.tokens[n].is_word), 0)
    label = next((n for n in range(own, len(strip.tokens)) if not strip.tokens[n].is_blank), own)
    values = list(itertools.takewhile(lambda token: token.is_printed, strip.tokens[label:]))
    more = list(itertools.takewhile(lambda token: token.is_printed, following.tokens))
    end = strip.tokens[-1].end
    behind = (token._replace(start=end + n, end=end + n + 1) for n, token in enumerate(more))
    blanks = strip.tokens[label + len(values) :] or tuple(behind)
    are_all = all(token.is_blank for token in (*strip.tokens[label + len(values) :], *following.tokens[len(more) :]))
    if not values or not more or following.words or len(more) > len(blanks) or not are_all:
        return None
    if label > own and len(more) < len(blanks):
        return None
    if len(more) == len(following.tokens) == 1 < len(strip.tokens):
        more = [more[0]._replace(reading=UNREADABLE)]  # it may as well be the number of a page
    moved = (token._replace(start=gap.start, end=gap.end) for gap, token in zip(blanks, more, strict=False))
    return (*strip.tokens[:label], *values, *moved, *blanks[len(more) :])
