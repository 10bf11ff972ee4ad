"""Which head stands over a strip: the nearest one above it in the same table, else the one before a cut."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.extract.heads.head_strips import GROUPS, has_many_labels, is_over, leading, lines_of
from toolkit.extract.heads.heads import HeadMap, read_head
from toolkit.extract.heads.joint_heads import read_joint
from toolkit.extract.heads.run_heads import read_run_together
from toolkit.extract.heads.sisters import SURE, Columns
from toolkit.extract.heads.word_heads import read_in_words
from toolkit.extract.labels import label_likeness, likeness, normalise
from toolkit.extract.layouts import Head, Known, united
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.spacing import separators
from toolkit.extract.strips.strips import Strip

_WORDS_OVER = 8
_HEADS_KEPT, _WORDS_KEPT = 300, 100
_NEARLY, _NEARLY_COLUMN = 0.8, 0.5  # how like a row's label with a slip is to that, and to any column's at the most
_STRANGE = 2  # one strange word may be a title
_PART = 3  # labels in one line that are another head's alone
_PIECES = 4  # into which a text breaks a label
_LEAST = 2  # blank cells, that more than merged labels may have left
_COUNTED = re.compile(r"\d[件条项宗]")
"""What a sentence before a table says of it, and no label does: 共收到申请33件，详见下表。"""


class _Block(NamedTuple):
    """Lines without values, one behind another in one run: where a head may stand. ``goes_on`` is the last word of the
    label that the lines may begin where a text has broken it; ``labels_end`` where the labels below end.
    """

    lines: tuple[tuple[Token, ...], ...]
    kind: Columns
    run: int
    goes_on: str
    labels_end: int


class HeadFinder:
    """Finds the heads over a report's strips, each read once.

    ``labels`` are the wordings of all rows of the forms: a row whose cells are all blank is no part of a head;
    ``groups`` those of the heads beside them, ``spans`` those of the heads that stand over several columns.
    ``asides`` are other texts that stand over rows and say nothing of columns: titles, corners. ``heads`` are those of
    all tables, by form.
    """

    def __init__(
        self,
        strips: Sequence[Strip],
        labels: Known,
        groups: Known,
        spans: Known,
        foreign: Known,
        asides: Known,
        heads: Sequence[Sequence[Head]] = (),
    ) -> None:
        self._heads = heads
        self._foreign = foreign
        self._groups = groups
        self._columns = _columns_of(tuple(map(tuple, heads)))
        self._over_rows = united(united(groups, self._columns), asides)
        self._rows = united(groups, labels)
        self._asides = united(asides, labels)
        self._known = united(self._asides, foreign)
        self._blocks: list[_Block] = []
        self._before: list[int] = []  # by strip: how many blocks stand before its values
        self._first_below: set[int] = set()
        self._in_heads: set[int] = set()
        self._words: list[tuple[Token, ...]] = []  # by strip: the words right before it, in whatever run
        self._read: dict[tuple[int, int], HeadMap | None] = {}
        self._printed: dict[int, _Printed] = {}
        self._over: dict[tuple[int, int, int], HeadMap | None] = {}
        self._partial: dict[tuple[int, int], bool] = {}
        self._others: dict[int, Set[str]] = {}
        self._obscured: dict[tuple[int, int], bool] = {}
        self.separators = separators(strips)
        self._find_blocks(strips, labels, groups, spans)

    def _find_blocks(self, strips: Sequence[Strip], labels: Known, groups: Known, spans: Known) -> None:
        lines: list[tuple[Token, ...]] = []
        words: list[Token] = []
        run = -1
        is_below = False
        for number, strip in enumerate(strips):
            if strip.run != run:
                self._close(lines, strips[number - 1] if number else strip)
                run = strip.run
                is_below = False
            following = strips[number + 1] if number + 1 < len(strips) else None
            is_row = strip.has_values or self._is_blank_row(strip, labels)
            if following is not None and is_row and not strip.has_values:
                is_head = self._goes_on_as_head(strips, number) or self._ends_head(strip, lines)
                is_row = not (is_head or is_over(strip, following, spans))
                self._in_heads |= set() if is_row else {number}
            if not strip.has_values and not is_row and has_many_labels(strip):
                self._in_heads.add(number)
            own = leading(strip) if is_row else lines_of(strip)
            lines.extend(own)
            if is_row:
                if lines or is_below:
                    self._first_below.add(number)
                is_below = bool(lines) and not strip.words and not strip.has_values  # or it only parts head and values
                self._close(lines, strip)
            self._before.append(len(self._blocks))
            self._words.append(tuple(words[-_WORDS_OVER:]))
            if strip.has_values or (is_row and strip.stacked):  # blank lines below a label, too, are its own cells
                words.clear()
            else:
                words += [token for token in strip.tokens if token.is_word]
        if strips:
            self._close(lines, strips[-1])

    def _goes_on_as_head(self, strips: Sequence[Strip], number: int) -> bool:
        """Whether behind a label that may be a column's, with blanks behind it, so many words stand before the next
        values that they are no row's label and groups: the blanks are what merged cells of a head have left.
        """
        strip = strips[number]
        if strip.layout != "loose" or not any(
            normalise(strip.last_word) in head.known for of_form in self._heads for head in of_form
        ):
            return False
        words = 0
        for following in strips[number + 1 :]:
            if following.run != strip.run or following.layout != "loose":
                break
            words += len(following.words)
            if following.has_values or words > GROUPS + 2:
                break
        return words > GROUPS + 2

    def _ends_head(self, strip: Strip, lines: Sequence[Sequence[Token]]) -> bool:
        """Whether a label alone that may be a column's, with blanks behind it, follows another column's: 其他."""
        is_alone = strip.layout == "loose" and len(strip.words) == 1 and normalise(strip.last_word) in self._columns
        over = [token.text for token in lines[-1] if token.is_word] if lines else []
        whole = ["".join(over), *over]
        return is_alone and bool(over) and any(label_likeness(text, self._columns) >= SURE for text in whole)

    def _is_blank_row(self, strip: Strip, labels: Known) -> bool:
        """Whether a line without values is a row of blank cells: with a row's label and at most its groups or its head
        before it, or with nothing at all.
        """
        if not strip.words:
            cells = len(strip.tokens)
            return cells > 0 if strip.layout == "grid" else strip.layout == "ragged" and cells > _LEAST
        if not strip.has_room:
            return False
        if len(strip.words) > GROUPS + 1:
            return strip.stacked and self._is_right_behind_head(strip, labels)
        *before, last = (strip.tokens[place].text for place in strip.words)
        if normalise(last) not in labels and not (strip.layout != "loose" and self._is_nearly_row(last, labels)):
            return False
        if all(label_likeness(word, self._groups) >= SURE for word in before):
            return True
        # The label of a column, too, may stand behind others of its head.
        return normalise(last) not in self._columns and all(
            label_likeness(word, self._over_rows) >= SURE for word in before
        )

    def _is_right_behind_head(self, strip: Strip, labels: Known) -> bool:
        """Whether the last of many words is a row's label, be it with a slip, and the one before it that of a column
        and of no row.
        """
        *_, before, last = (strip.tokens[place].text for place in strip.words)
        is_row = normalise(last) in labels - self._columns or self._is_nearly_row(last, labels)
        return is_row and label_likeness(before, self._columns) >= SURE and normalise(before) not in labels

    def _is_nearly_row(self, text: str, labels: Known) -> bool:
        """Whether a text is a row's label with a slip, and much less like any column's."""
        like = label_likeness(text, labels)
        return like >= _NEARLY and label_likeness(text, self._columns) <= _NEARLY_COLUMN

    def _close(self, lines: list[tuple[Token, ...]], strip: Strip) -> None:
        if any(token.is_word for line in lines for token in line):
            kind: Columns = "true" if strip.layout == "grid" else "none"
            if strip.layout == "loose" and any(len(line) > 1 for line in lines):
                kind = "screen"
            goes_on = strip.tokens[strip.words[-1]].text if strip.layout == "loose" and strip.words else ""
            labels_end = strip.tokens[strip.words[-1]].end if kind == "true" and strip.words and strip.has_values else 0
            self._blocks.append(_Block(tuple(lines), kind, strip.run, goes_on, labels_end))
        lines.clear()

    def over(self, number: int, strip: Strip, head: Head, *, all_words: bool = False) -> HeadMap | None:
        """The head over a strip; of an earlier table only one that is whole. ``all_words``: the strip has no label of
        its own, so that its words are the head's too.
        """
        if all_words and strip.layout == "loose" and strip.words:
            own = self._head_with_own_words(number, strip, head)
            if own is not None and (own.whole or _is_known_part(own)):
                return own
        key = (self._before[number], strip.run, id(head))
        if key not in self._over:
            self._over[key] = self._nearest(self._before[number], strip.run, head, are_bare=all_words)
        return self._over[key]

    def _nearest(self, before: int, run: int, head: Head, *, are_bare: bool) -> HeadMap | None:
        """The nearest head before a block; ``are_bare``: that of rows without labels, which none but their head tells
        from others.
        """
        for block in range(before - 1, -1, -1):
            found = self._head_in(block, head)
            is_bare_here = are_bare and self._blocks[block].run == run
            if is_bare_here and not (found and found.whole) and self._is_others(block, head):
                return None
            if found is None:
                continue
            if found.run == run and len(found.likeness) * 2 >= len(head.slots):
                return found
            if not found.unknown and len(found.likeness) * 2 > len(head.slots) > 1:
                return found
            if found.run == run and _is_known_part(found):
                return found  # the table may be cut between its columns
        return None

    def _has_partial_head(self, before: int, head: Head) -> bool:
        if (before, id(head)) not in self._partial:
            earlier = (found for block in range(before) if (found := self._head_in(block, head)) is not None)
            is_there = any(len(found.likeness) * 2 >= len(head.slots) > 1 for found in earlier)
            self._partial[before, id(head)] = is_there
        return self._partial[before, id(head)]

    def has_whole(self, head: Head, besides: Set[int]) -> bool:
        """Whether a head stands anywhere, whole, but right over the strips with these numbers."""
        over = {self._before[number] - 1 for number in besides}
        heads = (self._head_in(block, head) for block in range(len(self._blocks)) if block not in over)
        return any(found is not None and found.whole and not found.unknown for found in heads)

    def stretch(self, number: int) -> int:
        """A number that strips with no head between them share."""
        return self._before[number]

    def is_right_below(self, number: int, found: HeadMap, head: Head) -> bool:
        """Whether no other words stand between a head and a strip below it."""
        before = self._before[number]  # it has been read where it stands
        return all(self._read.get((block, id(head))) is not found for block in range(before - 1))

    def is_in_head(self, number: int) -> bool:
        """Whether a strip of labels and blanks is part of a head, though one of them is like a row's."""
        return number in self._in_heads

    def is_first_below(self, number: int) -> bool:
        """Whether a strip is the first with values below words that may be a head."""
        return number in self._first_below

    def _head_with_own_words(self, number: int, strip: Strip, head: Head) -> HeadMap | None:
        before = self._before[number]
        block = self._blocks[before - 1] if before else None
        lines = block.lines if block is not None and block.run == strip.run else ()
        last = (strip.tokens[strip.words[-1]],)
        kind: Columns = block.kind if block is not None and lines else "none"
        return read_head((*lines, last), head, self._foreign, self._asides, kind, strip.run)

    def is_obscured(self, number: int, strip: Strip, head: Head) -> bool:
        """Whether labels stand over a strip that are no labels of this head, or not enough of them: then its columns
        are not the form's, or can't be known to be.
        """
        before = self._before[number]
        if self._has_partial_head(before, head):
            return True
        if before and self._blocks[before - 1].run == strip.run and self._has_few_labels(before - 1, head):
            return True
        for block in range(before - 1, -1, -1):
            if self._blocks[block].run != strip.run:
                break
            words = self._other_words(block)
            if words or not self._is_in_pieces(block):
                # Other rows stand between: this one's head is lost.
                is_below_others = block + 1 == before and strip.has_values and not self.is_first_below(number)
                return self._are_strange(block, words, head) and not (is_below_others and self._is_others(block, head))
        return False

    def is_below_others(self, number: int, head: Head) -> bool:
        """Whether the words right over a strip are another head of the same form, whole or a good part of it."""
        return self._before[number] > 0 and self._is_others(self._before[number] - 1, head)

    def holds_columns(self, strip: Strip) -> bool:
        """Whether a strip holds several labels of columns, and no others."""
        words = [strip.tokens[place].text for place in strip.words]
        return len(words) > 1 and not strip.has_values and all(label_likeness(w, self._columns) >= SURE for w in words)

    def is_in_others(self, number: int, head: Head) -> bool:
        """Whether a strip without values stands among the lines of another head of the same form."""
        block = self._before[number]
        return block < len(self._blocks) and self._is_others(block, head)

    def _is_others(self, block: int, head: Head) -> bool:
        """Whether a block is another head of the same form, whole or a part that none of this one's is, and ends with
        it.
        """
        lines = reversed(self._blocks[block].lines)
        last = next(words for line in lines if (words := [t.text for t in line if t.is_word]))
        for other in self._sisters_of(head):
            known = united(other.known, self._known)
            if other is head or not all(label_likeness(text, known) >= SURE for text in last):
                continue
            found = self._head_in(block, other)
            if found is None or found.unknown:
                continue
            strange = sum(1 for text in last if label_likeness(text, head.known) < SURE)
            if (found.whole and found.hits > 1) or strange >= _PART:
                return True
        return False

    def _sisters_of(self, head: Head) -> Sequence[Head]:
        """All heads of a head's form."""
        return next((of_form for of_form in self._heads if any(each is head for each in of_form)), ())

    def _has_few_labels(self, block: int, head: Head) -> bool:
        """Whether a table's head has few of this head's columns, and one of them twice: as another form's has where two
        years stand side by side.
        """
        found = self._head_in(block, head) if self._blocks[block].kind == "true" else None
        if found is None or len(found.likeness) * 2 >= len(head.slots):
            return False
        words = [token.text for line in self._blocks[block].lines for token in line if token.is_word]
        return any(words.count(text) > 1 for text in found.texts.values())

    def _is_in_pieces(self, block: int) -> bool:
        """Whether a block without other words is no more than a row's label that a text has broken: no group's."""
        lines, kind, *_ = self._blocks[block]
        words = [token.text for line in lines for token in line if token.is_word]
        return kind != "true" and not any(label_likeness(word, self._groups) >= SURE for word in words)

    def _other_words(self, block: int) -> Set[str]:
        """The words of a block, normalised, but for rows' labels and what stands alone on a line of a wider head."""
        if block not in self._others:
            lines, kind, _, goes_on, _ = self._blocks[block]
            # Where a line holds all labels of a head, one with a single text is a caption or a sentence.
            lines = lines if kind == "none" else tuple(line for line in lines if sum(t.is_word for t in line) > 1)
            words = [t.text for line in lines for t in line if t.is_word]
            self._others[block] = set(map(normalise, self._without_rows(words, goes_on) if kind != "true" else words))
        return self._others[block]

    def _are_strange(self, block: int, words: Set[str], head: Head) -> bool:
        key = (block, id(head))
        if key not in self._obscured:
            others = [word for word in words if word not in self._known and word not in head.known]
            strange = [word for word in others if word and not _COUNTED.search(word)]
            self._obscured[key] = sum(1 for word in strange if likeness(word, head.known) < SURE) >= _STRANGE
        return self._obscured[key]

    def _without_rows(self, words: Sequence[str], goes_on: str) -> Sequence[str]:
        """The words of lines without those that make a row's label or a group's, in as many pieces as a text has broken
        it into; the last piece may stand behind them.
        """
        pieces = [*words, goes_on]
        left: list[str] = []
        at = 0
        while at < len(words):
            counts = range(min(_PIECES, len(pieces) - at), 0, -1)
            count = next((n for n in counts if self._is_label(pieces[at : at + n])), 0)
            left += words[at : at + 1] if not count else ()
            at += count or 1
        return left

    def _is_label(self, pieces: Sequence[str]) -> bool:
        """Whether pieces make a row's label or a group's together, and less of one without the first or the last, if
        that is more than a sign. One piece must be a group's.
        """
        if len(pieces) == 1:
            return label_likeness(pieces[0], self._groups) >= SURE
        like = label_likeness("".join(pieces), self._rows)
        ends = (("".join(pieces[1:]), pieces[0]), ("".join(pieces[:-1]), pieces[-1]))
        is_whole = all(len(normalise(end)) < 2 or label_likeness(rest, self._rows) < like for rest, end in ends)
        return like >= SURE and is_whole

    def _head_in(self, block: int, head: Head) -> HeadMap | None:
        key = (block, id(head))
        if key not in self._read:
            found = self._read_in(block, head)
            self._read[key] = found._replace(run=self._blocks[block].run) if found is not None else None
        return self._read[key]

    def _read_in(self, block: int, head: Head) -> HeadMap | None:
        """The head in a block, in whatever run: what is printed like one of another report was read there."""
        lines, kind, run, _, labels_end = self._blocks[block]
        if block not in self._printed:
            self._printed[block] = _printed_in(self._blocks[block])
        printed = self._printed[block]
        known = _known_heads(head, self._rows, self._foreign, self._asides)
        if printed and printed in known:
            return known[printed]
        own = lines[: self._end_of_head(lines, head)] if kind != "true" else lines
        found = read_joint(lines, head, self._sisters_of(head), kind, run) if kind != "true" else None
        found = found or read_head(own, head, self._foreign, self._asides, kind, run, labels_end)
        if kind != "true" and (found is None or found.is_parted or not found.whole):
            found = read_run_together(own, head, self._foreign, self._asides, kind, run) or found
        if kind == "none" and (found is None or not found.whole):
            found = read_in_words(own, head, self._foreign, self._asides, run) or found
        if printed and len(known) < _HEADS_KEPT:
            known[printed] = found
        return found

    def _end_of_head(self, lines: Sequence[Sequence[Token]], head: Head) -> int:
        """The end of a head before the labels of the first row below it and of the groups in which that stands."""
        end = len(lines)
        count = 1
        while count and end:
            counts = range(1, min(_PIECES, end) + 1)
            count = next((n for n in counts if self._is_of_row(lines[end - n : end], head)), 0)
            end -= count
        return end or len(lines)

    def _is_of_row(self, lines: Sequence[Sequence[Token]], head: Head) -> bool:
        words = [token.text for line in lines for token in line if token.is_word]
        whole = "".join(words)
        if not words or any(label_likeness(word, head.known) >= SURE for word in (*words, whole)):
            return False
        return max(label_likeness(whole, self._rows), label_likeness(whole, self._asides)) >= SURE

    def words_over(self, number: int) -> Iterator[Token]:
        """The last words before a strip, the nearest first."""
        yield from reversed(self._words[number])


_Printed = tuple[Hashable, ...]


def _printed_in(block: _Block) -> _Printed:
    """All that a head is read of; nothing where that is too much to be known again."""
    if sum(map(len, block.lines)) > _WORDS_KEPT:
        return ()
    lines = [tuple([(t.text, t.start, t.end, t.is_word, t.is_blank) for t in line]) for line in block.lines]
    return (block.kind, block.labels_end, *lines)


@cache
def _known_heads(head: Head, rows: Known, foreign: Known, asides: Known) -> dict[_Printed, HeadMap | None]:
    """What was read of a head in any report, by what is printed; most words over rows are no head of most tables."""
    return {}


@lru_cache(maxsize=16)
def _columns_of(heads: tuple[tuple[Head, ...], ...]) -> Known:
    """The wordings of all columns."""
    return frozenset().union(*(head.known for of_form in heads for head in of_form))


def _is_known_part(found: HeadMap) -> bool:
    """Whether a head that has only some of the columns tells which: they are seen, or their groups are named."""
    are_named = found.kind != "true" and found.groups > 0 and not found.is_parted
    are_seen = found.kind == "true" and len(found.columns) > 1
    return not found.unknown and len(found.likeness) > 1 and (are_seen or are_named)
