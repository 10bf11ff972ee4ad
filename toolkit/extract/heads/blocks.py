"""Where heads may stand among a report's strips: lines without values, one behind another."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from toolkit.extract.heads.head_strips import GROUPS, has_many_labels, is_over, is_over_blanks, leading, lines_of
from toolkit.extract.heads.sisters import SURE, Columns
from toolkit.extract.heads.vocabulary import Vocabulary
from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

_WORDS_OVER = 8
_NEARLY, _NEARLY_COLUMN = 0.8, 0.5  # how like a row's label with a slip is to that, and to any column's at the most
PIECES = 4  # into which a text breaks a label
_SEVERAL = 2  # labels of columns in a line
_LEAST = 2  # blank cells, that more than merged labels may have left


class Block(NamedTuple):
    """Lines without values, one behind another in one run: where a head may stand. ``goes_on`` is the last word of the
    label that the lines may begin where a text has broken it; ``labels_end`` where the labels below end.
    """

    lines: tuple[tuple[Token, ...], ...]
    kind: Columns
    run: int
    goes_on: str
    labels_end: int


class Blocks(NamedTuple):
    """The blocks of a report in order, and of each strip, by its number: how many of them stand ``before`` its values,
    and the ``words`` right before it, in whatever run. ``first_below`` are the first strips with values below a block,
    ``in_heads`` those of labels and blanks that are part of a head, though one of them is like a row's.
    """

    all: tuple[Block, ...]
    before: tuple[int, ...]
    words: tuple[tuple[Token, ...], ...]
    first_below: Set[int]
    in_heads: Set[int]


def blocks_of(strips: Sequence[Strip], vocabulary: Vocabulary) -> Blocks:
    """Find all blocks. A row whose cells are all blank is no part of one."""
    blocks: list[Block] = []
    before: list[int] = []
    over: list[tuple[Token, ...]] = []
    first_below: set[int] = set()
    in_heads: set[int] = set()
    lines: list[tuple[Token, ...]] = []
    words: list[Token] = []
    run = -1
    is_below = False
    for number, strip in enumerate(strips):
        if strip.run != run:
            _close(blocks, lines, strips[number - 1] if number else strip)
            run = strip.run
            is_below = False
        following = strips[number + 1] if number + 1 < len(strips) else None
        is_row = strip.has_values or _is_blank_row(strip, vocabulary) or _is_under_columns(strip, lines, vocabulary)
        if following is not None and is_row and not strip.has_values:
            is_head = _goes_on_as_head(strips, number, vocabulary) or _ends_head(strip, lines, vocabulary)
            is_head |= is_over_blanks(strip, following, vocabulary.columns - vocabulary.spans)
            is_row = not (is_head or is_over(strip, following, vocabulary.spans))
            in_heads |= set() if is_row else {number}
        if not strip.has_values and not is_row and (has_many_labels(strip) or _has_columns(strip, vocabulary)):
            in_heads.add(number)
        own = leading(strip) if is_row else lines_of(strip)
        lines.extend(own)
        if is_row:
            if lines or is_below:
                first_below.add(number)
            is_below = bool(lines) and not strip.words and not strip.has_values  # or it only parts head and values
            _close(blocks, lines, strip)
        before.append(len(blocks))
        over.append(tuple(words[-_WORDS_OVER:]))
        if strip.has_values or (is_row and strip.stacked):  # blank lines below a label, too, are its own cells
            words.clear()
        else:
            words += [token for token in strip.tokens if token.is_word]
    if strips:
        _close(blocks, lines, strips[-1])
    return Blocks(tuple(blocks), tuple(before), tuple(over), first_below, in_heads)


def _close(blocks: list[Block], lines: list[tuple[Token, ...]], strip: Strip) -> None:
    """End a block before a strip, or with it."""
    if any(token.is_word for line in lines for token in line):
        kind: Columns = "true" if strip.layout == "grid" else "none"
        if strip.layout == "loose" and any(len(line) > 1 for line in lines):
            kind = "screen"
        goes_on = strip.tokens[strip.words[-1]].text if strip.layout == "loose" and strip.words else ""
        labels_end = strip.tokens[strip.words[-1]].end if kind == "true" and strip.words and strip.has_values else 0
        blocks.append(Block(tuple(lines), kind, strip.run, goes_on, labels_end))
    lines.clear()


def _goes_on_as_head(strips: Sequence[Strip], number: int, vocabulary: Vocabulary) -> bool:
    """Whether behind a label that may be a column's, with blanks behind it, so many words stand before the next values
    that they are no row's label and groups: the blanks are what merged cells of a head have left.
    """
    strip = strips[number]
    if strip.layout != "loose" or normalise(strip.last_word) not in vocabulary.columns:
        return False
    words = 0
    for following in strips[number + 1 :]:
        if following.run != strip.run or following.layout != "loose":
            break
        words += len(following.words)
        if following.has_values or words > GROUPS + 2:
            break
    return words > GROUPS + 2


def _ends_head(strip: Strip, lines: Sequence[Sequence[Token]], vocabulary: Vocabulary) -> bool:
    """Whether a label alone that may be a column's, with blanks behind it, follows another column's: 其他."""
    is_alone = strip.layout == "loose" and len(strip.words) == 1 and normalise(strip.last_word) in vocabulary.columns
    over = [token.text for token in lines[-1] if token.is_word] if lines else []
    whole = ["".join(over), *over]
    return is_alone and bool(over) and any(label_likeness(text, vocabulary.columns) >= SURE for text in whole)


def _is_blank_row(strip: Strip, vocabulary: Vocabulary) -> bool:
    """Whether a line without values is a row of blank cells: with a row's label and at most its groups or its head
    before it, or with nothing at all.
    """
    if not strip.words:
        cells = len(strip.tokens)
        return cells > 0 if strip.layout == "grid" else strip.layout == "ragged" and cells > _LEAST
    if not strip.has_room:
        return False
    if len(strip.words) > GROUPS + 1:
        return strip.stacked and _is_right_behind_head(strip, vocabulary)
    *before, last = (strip.tokens[place].text for place in strip.words)
    if normalise(last) not in vocabulary.labels and not (strip.layout != "loose" and _is_nearly_row(last, vocabulary)):
        return False
    if all(label_likeness(word, vocabulary.groups) >= SURE for word in before):
        return True
    # The label of a column, too, may stand behind others of its head.
    return normalise(last) not in vocabulary.columns and all(
        label_likeness(word, vocabulary.over_rows) >= SURE for word in before
    )


def _has_columns(strip: Strip, vocabulary: Vocabulary) -> bool:
    """Whether the last label of a line of a grid, be it a row too (总计), is behind that of a column over none."""
    if strip.layout != "grid" or len(strip.words) < _SEVERAL:
        return False
    *before, last = (normalise(strip.tokens[place].text) for place in strip.words)
    over = (vocabulary.spans, vocabulary.groups)
    leaves = (text for text in before if text in vocabulary.columns and not any(text in known for known in over))
    return last in vocabulary.columns and any(leaves)


def _is_under_columns(strip: Strip, lines: Sequence[Sequence[Token]], vocabulary: Vocabulary) -> bool:
    """Whether a label like a row's stands left of the columns of the line over it, with blank cells under them: then it
    is a row's though it is like a column's as well.
    """
    if strip.layout != "grid" or not strip.words or not strip.has_room or not lines:
        return False
    *others, label = [strip.tokens[place] for place in strip.words]
    if any(label_likeness(token.text, vocabulary.columns - vocabulary.spans) >= SURE for token in others):
        return False  # columns of a group, sisters of which stand behind it on the line above
    over = [token for token in lines[-1] if token.is_word and token.start >= label.end]
    known = sum(1 for token in over if label_likeness(token.text, vocabulary.columns) >= SURE)
    blank = {token.start for token in strip.tokens if token.is_blank}
    are_columns = known > 1 and known * 2 > len(over) and all(token.start in blank for token in over)
    return are_columns and label_likeness(label.text, vocabulary.labels) >= _NEARLY


def _is_right_behind_head(strip: Strip, vocabulary: Vocabulary) -> bool:
    """Whether the last of many words is a row's label, be it with a slip, and the one before it that of a column and of
    no row.
    """
    *_, before, last = (strip.tokens[place].text for place in strip.words)
    is_row = normalise(last) in vocabulary.labels - vocabulary.columns or _is_nearly_row(last, vocabulary)
    return is_row and label_likeness(before, vocabulary.columns) >= SURE and normalise(before) not in vocabulary.labels


def _is_nearly_row(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a row's label with a slip, and much less like any column's."""
    like = label_likeness(text, vocabulary.labels)
    return like >= _NEARLY and label_likeness(text, vocabulary.columns) <= _NEARLY_COLUMN
