"""The values of one strip laid on the slots of a head: by true columns, else by order, else not at all."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence

from toolkit.extract.heads.heads import HeadMap, falls_of
from toolkit.extract.heads.sisters import CERTAIN
from toolkit.extract.lines.lines import Place, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.placing.placed import Placed, nothing_placed, printed_in
from toolkit.extract.placing.row_widths import are_behind_blanks
from toolkit.extract.strips.spacing import Spacing, cells_among
from toolkit.extract.strips.strips import Strip
from toolkit.model import TextOrigin
from toolkit.numbers import BLANK

Span = tuple[int, int]
MISFIT = "数字与表头的列对不上，无法确定各属哪一列"
SCATTERED = "表头的列分散在几处，无法确定各数字属于哪一列"
BY_ORDER_ALONE = 0.8
"""How sure a value's column is where no head says so and only the count of values fits."""
BY_ELIMINATION = 0.85
"""How sure it is where the values of other rows say so."""
_VALUE_LENGTH = 6  # characters
CROWDED = "一列里有几个数字，无法确定哪一个是这一格的"
"""Why a slot stays open under whose label several values stand."""
_BESIDE = "数字在旁边认不出的列名之下，无法确定是不是这一列的"
_SPREAD = "一格横跨几列，无法确定属于哪一格"


def place(strip: Strip, label_end: int, slots: int, head: HeadMap | None, spacing: Spacing) -> Placed:
    """Lay the tokens behind the label (from ``label_end`` on) on the slots.

    ``spacing`` is what empty lines mean where each cell stands on a line of its own.
    """
    tokens: Sequence[Token] = strip.tokens[label_end:]
    if strip.stacked and tokens and unit_of(tokens[0]) is not None:
        tokens = tokens[1:]
    may_have_words = strip.stacked or strip.more_words or (strip.words and strip.words[-1] >= label_end)
    words = len([token for token in tokens if token.is_word]) if may_have_words else 0
    if words and (strip.stacked or words * 2 > sum(1 for token in tokens if not token.is_blank) > 1):
        return nothing_placed(slots, "行名后面多是文字，不是数字")
    if head is not None and head.columns and head.run == strip.run:
        if strip.layout == "grid" and head.kind == "true":
            return _in_grid(strip, label_end, slots, head)
        if strip.layout == "loose" and head.kind == "screen" and strip.first == strip.last:
            return _by_screen(strip, label_end, slots, head)
    elif head is not None and strip.layout == "grid" and head.kind == "true":
        below = _right_below_elsewhere(tokens, slots, head)
        if below is not None:
            return below
    if strip.stacked:
        remarks = sum(1 for _ in itertools.takewhile(_is_none, reversed(head.known_order))) if head is not None else 0
        cells = cells_among(tokens, _width(slots, head), remarks, spacing)
        if cells is None:
            return nothing_placed(slots, "一格一行的文本里空格的位置已失，无法确定各数字属于哪一列")
        tokens = cells
    return by_order(tokens, slots, head)


def _in_grid(strip: Strip, label_end: int, slots: int, head: HeadMap) -> Placed:
    """Under true columns, or in order where the row has left them."""
    tokens = strip.tokens[label_end:]
    right_below = _right_below(tokens, slots, head)
    if right_below is None and _has_moved(strip, label_end, head):
        return by_order(tokens, slots, head)
    return right_below or _by_columns(strip, label_end, slots, head)


def _has_moved(strip: Strip, label_end: int, head: HeadMap) -> bool:
    """Whether a row has left its head's columns: its label stands in those of the values, or its cells end before the
    last of them, so that one is gone, and nobody knows which.
    """
    first = min(start for start, _ in head.columns.values())
    last = max(end for _, end in head.columns.values())
    ends = [token.end for token in (*strip.tokens[label_end:], *strip.above)]
    return (label_end > 0 and strip.tokens[label_end - 1].start >= first) or (bool(ends) and max(ends) < last)


def is_short(strip: Strip, label_end: int, head: HeadMap | None) -> bool:
    """Whether a grid's row ends before the last column of the head over it, be that none of the form's: then one of its
    cells is gone, and those behind it have moved up.
    """
    if head is None or not (head.extra and head.columns) or strip.layout != "grid" or head.run != strip.run:
        return False
    start, end = max(head.columns.values())
    width = end - start
    for begin, stop in sorted(head.extra):
        end = stop if begin == end and stop - begin == width else end  # wider ones are titles
    tokens = strip.tokens[label_end:]
    if tokens and tokens[-1].end >= end:
        return False  # as nearly all rows
    return max((token.end for token in (*tokens, *strip.above)), default=end) < end


def _width(slots: int, head: HeadMap | None) -> int:
    return len(head.known_order) if head is not None and (head.whole or not head.unknown) else slots


def _is_none(slot: int | None) -> bool:
    return slot is None


# --- by order ---------------------------------------------------------------------------------------------


def by_order(tokens: Sequence[Token], slots: int, head: HeadMap | None) -> Placed:
    """Lay tokens on the slots in the head's order, without one in the form's."""
    if head is None:
        sure = 1.0 if slots == 1 else BY_ORDER_ALONE
        return in_order(tokens, slots, tuple(range(slots)), sure) or _no_window(tokens, slots, slots)
    if head.is_parted or _may_be_disordered(head):
        return nothing_placed(slots, SCATTERED)
    sure = min(head.likeness.values())
    if head.leading > 1 and tokens and tokens[0].is_blank:
        return _behind_others(tokens, slots, head, sure)
    orders = list(dict.fromkeys((head.order, head.known_order)))
    fitting = [(order, each) for order in orders if (each := in_order(tokens, slots, order, sure)) is not None]
    if not fitting or not _agree_but_for_blanks([placed for _, placed in fitting]):
        return _no_window(tokens, slots, len(head.known_order))
    order, placed = fitting[0]
    if any(head.falls) and not _is_broken_alike(placed, order, head):
        return nothing_placed(slots, SCATTERED)
    return placed if head.whole else _under_the_rest(placed, order, tokens, head)


def _is_broken_alike(placed: Placed, order: Sequence[int | None], head: HeadMap) -> bool:
    """Whether a row is broken over lines where its head is: only then is the order of the head's lines its own, too."""
    row = [token.start for slot in order if slot is not None and (token := placed.tokens[slot]) is not None]
    return tuple(falls_of(row)) == head.falls


def _under_the_rest(placed: Placed, order: Sequence[int | None], tokens: Sequence[Token], head: HeadMap) -> Placed:
    """A row laid under a head that lacks a column's label. This may be damaged rather than gone, and nobody knows in
    which place; unless each value is under a label, be it that of a column which is none of the form's.
    """
    slots, sure = len(placed.tokens), placed.sure
    may_have_all = len(order) != slots and in_order(tokens, slots, tuple(range(slots)), sure) is not None
    if head.unknown or (may_have_all and not are_behind_blanks(tokens, head)):
        return nothing_placed(slots, "表头里有认不出的列名，无法确定各数字属于哪一列")
    return placed if len(order) != slots else dataclasses.replace(placed, sure=min(sure, BY_ORDER_ALONE))


def _behind_others(tokens: Sequence[Token], slots: int, head: HeadMap, sure: float) -> Placed:
    """Lay a row that begins with blanks where other columns stand before the slots': cell for cell, or not at all."""
    others = head.leading - 1  # the first label stands over the rows' own
    cells = tokens[others:]
    is_whole = len(cells) == len(head.order) and all(token.is_blank for token in tokens[:others])
    placed = in_order(cells, slots, head.order, sure) if is_whole and head.whole else None
    return placed or _no_window(tokens, slots, others + len(head.order))


def _may_be_disordered(head: HeadMap) -> bool:
    """Whether a head has its columns in another order than the form, a total put first apart, by labels of which some
    are not whole: beside words that are nobody's, these may be the rest of labels that were broken over lines; and of
    a head that lacks some, those behind one another may be of different groups.
    """
    order = [slot for slot in head.known_order if slot is not None]
    turned = order[1:] if order and order[0] == max(order) else order
    steps_back = sum(1 for one, other in itertools.pairwise(turned) if one > other)
    is_doubtful = (steps_back > 0 and head.unknown > 0) or (steps_back > 1 and not head.whole)
    return is_doubtful and head.kind == "screen" and min(head.likeness.values()) < CERTAIN


def _agree_but_for_blanks(found: Sequence[Placed]) -> bool:
    """Whether several ways to lay a row lay the same on each slot, or a blank."""
    return all(
        one is other or (one is not None and other is not None and one.is_blank and other.is_blank)
        for placed in found[1:]
        for one, other in zip(found[0].tokens, placed.tokens, strict=True)
    )


def in_order(tokens: Sequence[Token], slots: int, order: tuple[int | None, ...], sure: float) -> Placed | None:
    """Lay the tokens of the one stretch that may be a row's cells on the slots; None where none may, or several."""
    if order and order[0] is not None and len(tokens) > len(order) and tokens[0].is_word and unit_of(tokens[0]):
        tokens = tokens[1:]  # no first value
    window = _window(tokens, len(order))
    is_label = window is not None and window[0].is_word and not (len(window) == len(tokens) and _is_value(window[0]))
    if window is None or (is_label and order[0] is not None):
        return None  # a word before the values is their unit, or of the label
    if order[-1] is None and window[0] is not tokens[0] and any(token.is_blank for token in window):
        return None  # a column without a name may stand before the last one, and the first blank be the first column's
    found: list[Token | None] = [None] * slots
    for slot, token in zip(order, window, strict=True):
        if slot is not None:
            found[slot] = token
    return Placed(tuple(found), frozenset(range(slots)) - frozenset(order), sure)


def _is_value(word: Token) -> bool:
    """Whether a word may be a number that was not written as one: 约5."""
    return len(word.text.strip()) <= _VALUE_LENGTH and any(map(str.isdecimal, word.text))


def _no_window(tokens: Sequence[Token], slots: int, width: int) -> Placed:
    printed = sum(1 for token in tokens if not token.is_blank)
    return nothing_placed(slots, f"这一行应有 {width} 格，实有 {printed} 个数字，无法确定各属哪一列")


def _window(tokens: Sequence[Token], width: int) -> Sequence[Token] | None:
    """The stretch of that many tokens outside which no value is printed (a unit may stand before it); None where there
    is none, or a choice.
    """
    spare = len(tokens) - width
    if spare < 0 or width == 0:
        return None
    fitting = [
        first
        for first in range(spare + 1)
        if all(t.is_blank or t.is_word for t in tokens[:first]) and all(t.is_blank for t in tokens[first + width :])
    ]
    if len(fitting) != 1 and not (fitting and all(token.is_blank for token in tokens)):
        return None
    first = fitting[0]
    if first and tokens[first - 1].is_blank and tokens[first + width - 1].is_word:
        return None  # a remark may stand behind the values, and the blank be the first of them
    return tokens[first : first + width]


# --- by columns -------------------------------------------------------------------------------------------


def _by_columns(strip: Strip, label_end: int, slots: int, head: HeadMap) -> Placed:
    tokens = strip.tokens[label_end:]
    straight = _straight(tokens, slots, head)
    if straight is not None:
        return Placed(straight, frozenset(), min(head.likeness.values()), None, head.likeness)
    first = min(start for start, _ in head.columns.values())
    found, used, whys = under(tokens, strip.above, slots, head.columns, head.repeated)
    others = _other_columns(strip, label_end, head)
    rest = [
        t
        for t in tokens
        if id(t) not in used and (t.is_printed or (t.is_word and t.start >= first)) and not _is_over(t, others)
    ]
    absent = frozenset(range(slots)).difference(head.columns)
    sure = min(head.likeness.values())
    if absent and head.unknown:
        whys.append("表头里有认不出的列名，无法确定是哪一列")
        absent = frozenset()
    if rest:
        # The head's columns aren't those of the row, or a column's label isn't known. In order all may still fit.
        ordered = by_order(tokens, slots, head)
        are_beside = _are_side_by_side(tokens, len(head.order))
        are_all = are_beside or len(tokens) == len(head.order)
        is_shifted = are_all and any(_is_open(found[slot], or_blank=are_beside) for slot in head.columns)
        if ordered.is_complete and (is_shifted or _agree(found, ordered.tokens)):
            return dataclasses.replace(ordered, sure=min(ordered.sure, BY_ELIMINATION))
        return nothing_placed(slots, MISFIT)
    if not any(found) and not whys:
        return by_order(tokens, slots, head)
    elsewhere = [token for token in tokens if token.is_printed and id(token) not in used]
    if len(elsewhere) == len(head.columns) and not printed_in(found):
        # As many values as it has columns, and all of them under others: these may be meant.
        return nothing_placed(slots, "数字都在别的列下，表中这些列是空的，无法确定各属哪一列")
    why = CROWDED if CROWDED in whys else whys[0] if whys else None
    return Placed(tuple(found), absent, sure, why, head.likeness)


def _straight(tokens: Sequence[Token], slots: int, head: HeadMap) -> tuple[Token | None, ...] | None:
    """A cell right under each label, and nothing else: as nearly all rows are; None for others."""
    if len(head.columns) != slots:
        return None
    by_span = {(token.start, token.end): token for token in tokens}
    straight = tuple([by_span.get(head.columns[slot]) for slot in range(slots)])
    if None in straight:
        return None
    first = min(start for start, _ in head.columns.values())
    are_alone = printed_in(tokens) == printed_in(straight) + sum(1 for t in tokens if t.is_word and t.end <= first)
    return straight if are_alone else None  # but for the row's unit, before its values


def _right_below_elsewhere(tokens: Sequence[Token], slots: int, head: HeadMap) -> Placed | None:
    """A row of another run than its head's with a value right under each of the head's labels and no other: of a table
    that was cut in two the second half may have kept its columns, empty ones too. None for any other.
    """
    if 2 * len(head.columns) <= slots:
        return None
    by_span = {(token.start, token.end): token for token in tokens}
    found = tuple([by_span.get(head.columns[slot]) if slot in head.columns else None for slot in range(slots)])
    first = min(start for start, _ in head.columns.values())
    others = [token for token in tokens if not (token.is_word and token.end <= first)]  # the row's unit stands before
    if not printed_in(found) == printed_in(others) == len(head.columns):
        return None
    absent = frozenset(range(slots)).difference(head.columns)
    return Placed(found, frozenset() if head.unknown else absent, min(head.likeness.values()), None, head.likeness)


def _right_below(tokens: Sequence[Token], slots: int, head: HeadMap) -> Placed | None:
    """A row of which each cell stands right under the label of the slot that is its by order, as in nearly all; None
    for any other.
    """
    columns = head.columns
    if not len(tokens) == slots == len(columns):
        return None
    reached = -1
    for slot, (_, _, _, start, end, _, _, _) in enumerate(tokens):
        if columns[slot] != (start, end) or start < reached:
            return None
        reached = end
    return Placed(tuple(tokens), frozenset(), min(head.likeness.values()), None, head.likeness)


def _is_open(token: Token | None, *, or_blank: bool) -> bool:
    return token is None or (or_blank and token.is_blank)


def _are_side_by_side(tokens: Sequence[Token], width: int) -> bool:
    """Whether so many values stand right behind the label, and none elsewhere: one for each column."""
    return printed_in(tokens) == width == len(list(itertools.takewhile(lambda token: token.is_printed, tokens)))


def _by_screen(strip: Strip, label_end: int, slots: int, head: HeadMap) -> Placed:
    """Under the labels where blanks set the table; what has nothing under it is blank, if the label beside it is not so
    long that it pushes the values away.
    """
    tokens = strip.tokens[label_end:]
    first = min(start for start, _ in head.columns.values())
    found, used, whys = under(tokens, (), slots, head.columns, frozenset())
    # Left of the columns stand the heads of the rows' own labels, too; but where one column is wanted, any other's.
    beside = list(head.extra) if slots == 1 else _other_columns(strip, label_end, head)
    rest = [t for t in tokens if id(t) not in used and not _is_over(t, beside)]
    is_pushed = label_end > 0 and strip.tokens[label_end - 1].end > first
    absent = frozenset(range(slots)).difference(head.columns)
    # As many values as columns, some of them left of all, where others have none: the head's may not be the row's.
    before = [t for t in tokens if t.is_printed and id(t) not in used and t.end <= first]
    is_moved = bool(before) and len(before) + printed_in(found) >= len(head.columns) > printed_in(found)
    lacks_any = any(found[slot] is None for slot in head.columns)
    is_open = is_pushed and lacks_any
    if before and absent and not is_pushed:
        return nothing_placed(slots, "表头缺列，数字又在各列之前，无法确定各数字属于哪一列")
    if whys or rest or is_open or is_moved or (absent and head.unknown):
        return by_order(tokens, slots, head)
    if lacks_any and sum(1 for t in tokens if t.is_printed) == len(head.columns):
        # A label in pieces may have its value under the piece that is nobody's; the others stand under their own.
        ordered = by_order(tokens, slots, head)
        if ordered.is_complete and _agree(found, ordered.tokens):
            return ordered
    doubtful = {slot for slot in head.columns if found[slot] is None and _may_be_beside(slot, tokens, head)}
    filled = [
        t or (gap(strip, head.columns[s]) if s in head.columns and s not in doubtful else None)
        for s, t in enumerate(found)
    ]
    return Placed(tuple(filled), absent, min(head.likeness.values()), _BESIDE if doubtful else None)


def _may_be_beside(slot: int, tokens: Sequence[Token], head: HeadMap) -> bool:
    """Whether a value stands under a label right beside a column's that is none of the form's: of a label in pieces
    that may be a part, and the value the column's own.
    """
    if not head.extra:
        return False
    spans = sorted([*head.columns.values(), *head.extra])
    at = spans.index(head.columns[slot])
    beside = [span for span in (*spans[max(at - 1, 0) : at], *spans[at + 1 : at + 2]) if span in head.extra]
    return any(token.is_printed and _is_over(token, beside) for token in tokens)


def gap(strip: Strip, columns: Span) -> Token:
    """The blank between two values on a line: it stands behind the last token that ends before its columns."""
    before = [token for token in strip.tokens if token.end <= columns[1]]
    place = (before[-1] if before else strip.tokens[0]).place
    if isinstance(place, TextOrigin):
        place = dataclasses.replace(place, start=place.end)
    elif isinstance(place, Place):
        place = place._replace(start=place.end)
    return Token("", BLANK, False, *columns, 1, place)


def _agree(first: Sequence[Token | None], second: Sequence[Token | None]) -> bool:
    return all(a is None or a is b for a, b in zip(first, second, strict=True))


def under(
    tokens: Sequence[Token], above: Sequence[Token], slots: int, columns: Mapping[int, Span], repeated: frozenset[int]
) -> tuple[list[Token | None], set[int], list[str]]:
    """What stands in each slot's columns, the tokens used, and why a slot stays open."""
    found: list[Token | None] = [None] * slots
    used: set[int] = set()
    whys: list[str] = []
    for slot, (start, end) in columns.items():
        hits = [token for token in tokens if token.start < end and token.end > start]
        used.update(id(token) for token in hits)
        printed = [token for token in hits if not token.is_blank]
        if len(printed) == 1 and not _is_shared(printed[0], slot, columns):
            found[slot] = printed[0]
        elif printed:
            same = len({token.text.strip() for token in printed}) == 1
            if len(printed) > 1 and same and slot in repeated:
                found[slot] = printed[0]
            else:
                whys.append(CROWDED if len(printed) > 1 else _SPREAD)
        elif hits:
            found[slot] = hits[0]
        elif any(token.start < end and token.end > start for token in above):
            whys.append("这一格与上一行合并，无法确定数字属于哪一行")
    return found, used, whys


def _is_shared(token: Token, slot: int, columns: Mapping[int, Span]) -> bool:
    return any(token.start < end and token.end > start for other, (start, end) in columns.items() if other != slot)


def _is_over(token: Token, spans: Sequence[Span]) -> bool:
    here = (token.start, token.end)  # nearly all stand in the columns of a label, no less and no more
    return here in spans or any(here[0] < end and here[1] > start for start, end in spans)


def strays(strip: Strip, label_end: int, head: HeadMap) -> bool:
    """Whether a value behind the label stands in no column of the head, though the label hasn't pushed it away."""
    first = min(start for start, _ in head.columns.values())
    if label_end and strip.tokens[label_end - 1].end > first:
        return False
    spans = [*head.columns.values(), *_other_columns(strip, label_end, head)]
    return any(token.is_printed and not _is_over(token, spans) for token in strip.tokens[label_end:])


def drifts(placed: Placed, head: HeadMap) -> bool:
    """Whether values that are placed one for each column stand elsewhere than their columns."""
    if not placed.is_complete or placed.printed < placed.filled:
        return False
    spans = [(token, head.columns[slot]) for slot, token in enumerate(placed.tokens) if token and slot in head.columns]
    return any(token.end <= start or token.start >= end for token, (start, end) in spans)


def straddles(placed: Placed, head: HeadMap) -> bool:
    """Whether a value in merged cells has as many of them as its column, but begins elsewhere: it was pushed aside."""
    found = ((token, *head.columns[slot]) for slot, token in enumerate(placed.tokens) if token and slot in head.columns)
    return any(t.is_printed and t.start != start and t.end - t.start == end - start > 1 for t, start, end in found)


def _other_columns(strip: Strip, label_end: int, head: HeadMap) -> list[Span]:
    """The columns beside the slots'. What stands over the rows' labels is no column of its own: values under it are out
    of place. So is what spans several columns before the slots'.
    """
    first = min(start for start, _ in head.columns.values())
    leftmost = min((start for start, _ in head.extra), default=first)
    labels = [token for token in strip.tokens[:label_end] if token.is_word]
    is_bare = bool(labels) and labels[-1].end <= leftmost  # nothing stands over the rows' labels

    def is_column(start: int, end: int) -> bool:
        is_single = (start > leftmost or is_bare) and (strip.layout != "grid" or end - start == 1)
        return start >= first or (is_single and not any(t.start < end and t.end > start for t in labels))

    return [(start, end) for start, end in head.extra if is_column(start, end)]
