"""Rows whose values may stand in the row before or behind them: two halves of one, of which one has no label."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set

from toolkit.extract.labels import is_illegible, label_likeness, normalise
from toolkit.extract.laying.laid import Row
from toolkit.extract.laying.matching import Matcher
from toolkit.extract.lines.lines import Token
from toolkit.extract.placing.placed import nothing_placed
from toolkit.extract.placing.row_placing import STRONG
from toolkit.extract.sections.titles import head_line, title_index
from toolkit.extract.strips.joining import goes_on_beside, is_next_number
from toolkit.extract.strips.strips import Strip

_HEAD = 8  # lines between a table's last row and the next table's values


def _fills(other: Strip, strip: Strip) -> bool:
    """Whether the values of one row stand in blanks of another, and nowhere else: in columns, or line for line."""
    if other.layout == strip.layout and other.stacked == strip.stacked and (strip.stacked or strip.layout == "ragged"):
        own, theirs = _cells(strip), _cells(other)
        spare = max(len(theirs) - len(own), 0)  # the place of a label that isn't there
        theirs = theirs[spare:] if all(cell.is_blank for cell in theirs[:spare]) else theirs
        filled = [cell for cell, value in zip(own, theirs, strict=False) if value.is_printed]
        return len(own) == len(theirs) and bool(filled) and all(cell.is_blank for cell in filled)
    if other.layout != "grid":
        return False
    blank = {(token.start, token.end) for token in strip.tokens if token.is_blank}
    label = strip.tokens[strip.words[-1]].end if strip.words else 0
    values = [token for token in _own_values(other, strip) if token.start >= label]  # left of it stands a number
    return bool(values) and all((token.start, token.end) in blank for token in values)


def _cells(strip: Strip) -> Sequence[Token]:
    """What stands behind a row's label."""
    return strip.tokens[strip.words[-1] + 1 :] if strip.words else strip.tokens


def _own_values(other: Strip, strip: Strip) -> list[Token]:
    """The values of a row that may be another's: not its own number, which stands below that one's."""
    return [token for token in other.tokens if token.is_printed and not is_next_number(token, strip)]


def _blanks(strip: Strip) -> int:
    """How many blanks a row has, those of columns that are not the form's too."""
    return sum(1 for token in strip.tokens if token.is_blank)


class HalfRows:
    """Finds them among a table's rows; ``numbers`` are those of the strips, by line."""

    def __init__(self, strips: Sequence[Strip], numbers: Mapping[int, int], matcher: Matcher) -> None:
        self._strips = strips
        self._numbers = numbers
        self._matcher = matcher

    def left_open(self, rows: Sequence[Row], settled: Set[int]) -> list[Row]:
        """Rows with blanks before a row of values without a label are left open: the values may be theirs. So are those
        that such values were read into, where they may be the next row's instead, which is not among the ``settled``
        lines.
        """
        used = {number for row in rows for number in range(row.strip.first, row.strip.last + 1)}
        return [
            row._replace(placed=nothing_placed(len(row.placed.tokens), "下一行还有没有名称的数字，可能是这一行的"))
            if (
                row.placed.printed < row.placed.filled
                and (self._goes_on(row.strip, used) or self._goes_on_below(row, used))
            )
            or (
                row.line + 1 < len(self._matcher.layout.lines)
                and row.line + 1 not in settled
                and self._is_over_values(row.strip)
            )
            else row
            for row in rows
        ]

    def _is_over_values(self, joined: Strip) -> bool:
        """Whether a row of a grid is two of its lines: blank cells with a label, and values without one."""
        over, below = (self._strips[self._numbers[line]] for line in (joined.first, joined.last))
        is_bare = bool(over.words) and over.has_room and not over.has_values
        return joined.layout == "grid" and over is not below and is_bare and below.has_values and not below.words

    def _goes_on(self, strip: Strip, used: Set[int]) -> bool:
        around = (self._before(strip, used), self._next_to(self._numbers[strip.last], 1))
        is_beside = any(0 <= near < len(self._strips) and self._may_be_half(strip, near, used) for near in around)
        is_beside = is_beside or self._goes_on_behind_next(strip, around[1], used)
        return is_beside or (strip.layout == "grid" and bool(strip.words) and self._began_before_cut(strip, used))

    def _goes_on_behind_next(self, strip: Strip, following: int, used: Set[int]) -> bool:
        """Whether values without a label that stand behind the next row fill this one's blanks, and none of that one's:
        as where a row has been put before another one in whose middle it was broken.
        """
        behind = self._next_to(following, 1)
        if self._is_after_head_of_others(following, behind):
            return False
        if strip.layout != "grid" or not behind < len(self._strips) or self._strips[following].run != strip.run:
            return False
        other = self._strips[behind]
        is_free = other.run == strip.run and other.has_values and not other.words and other.first not in used
        return is_free and _fills(other, strip) and not _fills(other, self._strips[following])

    def _before(self, strip: Strip, used: Set[int]) -> int:
        """The number of the strip before a row, but for blank ones that are no rows: pieces of its own label."""
        number = self._next_to(self._numbers[strip.first], -1)
        while number > 0 and strip.layout != "loose":
            over = self._strips[number]
            if over.run != strip.run or over.has_values or over.first in used or not over.has_room:
                break
            number -= 1
        return number

    def _next_to(self, number: int, step: int) -> int:
        """The number of the strip before or behind one, but for a line that says that the table goes on (续表) and
        one of the columns' numbers, as they are printed again on each page.
        """
        number += step
        while 0 <= number < len(self._strips) and self._strips[number].layout == "grid" and self._is_caption(number):
            number += step
        return number

    def _is_caption(self, number: int) -> bool:
        strip = self._strips[number]
        return len(strip.tokens) == len(strip.words) == 1 or self._matcher.is_foreign(strip)

    def _may_be_half(self, strip: Strip, number: int, used: Set[int]) -> bool:
        """Whether the values of the strip before or behind a row may belong to its blanks."""
        other = self._strips[number]
        is_behind = other.first > strip.last
        if not strip.words or other.first in used or self._matcher.is_foreign(other):
            return False
        if self._matcher.is_row_of_others(other) or (not other.words and self._matcher.is_below_others(number)):
            return False
        if other.run != strip.run:
            is_cut = is_behind and strip.layout != "loose" and strip.has_values
            return is_cut and self._goes_on_after_cut(strip, number)
        if other.words or not is_behind:
            if self._has_own_label(other, strip):
                return False
            is_more = is_behind and strip.layout == other.layout == "loose" and goes_on_beside(strip, other)
            is_more = is_more or (is_behind and self._goes_on_under_group(strip, other))
            return is_more or (other.has_values and _fills(other, strip))
        return 0 < len(_own_values(other, strip)) <= _blanks(strip)

    def _has_own_label(self, other: Strip, strip: Strip) -> bool:
        """Whether the values beside a row of a grid have a name of their own, in the column of the row's whole label,
        that is no piece of it: a local row (行政检查) below 行政许可, or one that nobody can read any more.
        """
        if not (strip.layout == other.layout == "grid" and strip.words and other.words):
            return False
        label, name = strip.tokens[strip.words[-1]], other.tokens[other.words[-1]]
        exact, text = self._matcher.layout.exact, normalise(name.text)
        own = set(exact.get(normalise(label.text), ()))
        return (
            (label.start, label.end) == (name.start, name.end)
            and bool(own)
            and (
                is_illegible(name.text)
                or not any(text in wording for wording, lines in exact.items() if own.intersection(lines))
            )
        )

    def _goes_on_under_group(self, strip: Strip, other: Strip) -> bool:
        """Whether a line set by blanks has the label of the row's group again, and its values stand behind the row's:
        one that was broken among its values.
        """
        if not strip.layout == other.layout == "loose" or strip.stacked or not strip.has_values:
            return False
        ends = max(token.end for token in strip.tokens)
        values = [token for token in other.tokens if token.is_printed]
        return bool(values) and self._has_groups_only(other) and all(token.start >= ends for token in values)

    def _goes_on_below(self, row: Row, used: Set[int]) -> bool:
        """Whether below lines of words alone, as where a head is printed again, values without a label follow that fill
        a row's blanks, or are as many and begin where labels do.
        """
        strip = row.strip
        first = self._numbers[strip.last] + 1
        between = list(itertools.takewhile(lambda each: not each.has_values, self._strips[first : first + _HEAD]))
        following = next(iter(self._strips[first + len(between) :]), None)
        if strip.layout != "grid" or not strip.words or not between or following is None or following.first in used:
            return False
        if following.words or following.run != strip.run or not all(map(self._is_of_table, between)):
            return False
        values = _own_values(following, strip)
        are_as_many = len(values) == row.placed.filled - row.placed.printed
        return _fills(following, strip) or (are_as_many and values[0].start < strip.tokens[strip.words[-1]].end)

    def _is_of_table(self, strip: Strip) -> bool:
        """Whether a line without values may stand within a table: labels of its head, or one text that is no title."""
        words = [strip.tokens[place].text for place in strip.words]
        if len(words) > 1:
            known = self._matcher.columns | self._matcher.layout.foreign
            return sum(label_likeness(word, known) >= STRONG for word in words[1:]) * 2 >= len(words) - 1
        head = head_line(words[0], title_index()) if words else None
        return head is None or head.section is None

    def _goes_on_after_cut(self, strip: Strip, number: int) -> bool:
        """Whether the first values of the next table have no label and fill blanks of a row, the table's last one."""
        ahead = range(number, min(number + _HEAD, len(self._strips)))
        place = next((each for each in ahead if self._strips[each].has_values), None)
        if place is None or self._is_after_head_of_others(number, place):
            return False
        following = self._strips[place]
        if not self._has_groups_only(following):
            return False
        return _fills(following, strip) or 0 < len(_own_values(following, strip)) <= _blanks(strip)

    def _is_after_head_of_others(self, first: int, place: int) -> bool:
        """Whether a strip stands below another table's head: a whole one, or, from some strip on, a line of labels of
        which most are none of this table's.
        """
        between = self._strips[first:place]
        is_below = any(len(each.words) > 1 and not each.has_values and not self._is_of_table(each) for each in between)
        return is_below or (place < len(self._strips) and self._matcher.is_below_others(place))

    def _began_before_cut(self, strip: Strip, used: Set[int]) -> bool:
        """Whether values over the head above a row stand beside no label but a group's, and fill the row's blanks."""
        number = self._numbers[strip.first]
        for place in range(number - 1, max(0, number - _HEAD) - 1, -1):
            other = self._strips[place]
            if other.first in used or self._matcher.is_below_others(place):
                break
            if _fills(other, strip) and (self._has_groups_only(other) or self._begins_label_of(other, strip)):
                return True
        return False

    def _begins_label_of(self, other: Strip, strip: Strip) -> bool:
        """Whether the label of a strip goes on in that of the other one, and both together are a row's."""
        return bool(other.words) and normalise(other.last_word + strip.last_word) in self._matcher.layout.exact

    def _has_groups_only(self, strip: Strip) -> bool:
        """Whether a strip has no label but those of the groups in which it stands."""
        return all(
            label_likeness(strip.tokens[place].text, self._matcher.layout.groups) >= STRONG for place in strip.words
        )
