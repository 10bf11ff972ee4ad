"""Which head stands over a strip: the nearest one above it in the same table, else the one before a cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from toolkit.extract.heads.block_heads import Printed, head_in, printed_in
from toolkit.extract.heads.block_words import is_in_pieces, other_words
from toolkit.extract.heads.blocks import blocks_of
from toolkit.extract.heads.heads import HeadMap, read_head
from toolkit.extract.heads.sisters import SURE, Columns
from toolkit.extract.heads.vocabulary import Vocabulary
from toolkit.extract.labels import label_likeness, likeness, list_sign, normalise, wordings
from toolkit.extract.layouts import FormLine, Head, united
from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.spacing import separators
from toolkit.extract.strips.strips import Strip

_STRANGE = 2  # one strange word may be a title
_PART = 3  # labels in one line that are another head's alone
_COUNTED = re.compile(r"\d[件条项宗]")
"""What a sentence before a table says of it, and no label does: 共收到申请33件，详见下表。"""


class HeadFinder:
    """Finds the heads over a report's strips, each read once."""

    def __init__(self, strips: Sequence[Strip], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._found = blocks_of(strips, vocabulary)
        self._blocks = self._found.all
        self._before = self._found.before
        self._read: dict[tuple[int, int], HeadMap | None] = {}
        self._printed: dict[int, Printed] = {}
        self._over: dict[tuple[int, int, int], HeadMap | None] = {}
        self._partial: dict[tuple[int, int], bool] = {}
        self._others: dict[int, Set[str]] = {}
        self._obscured: dict[tuple[int, int, int], bool] = {}
        self.separators = separators(strips)

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
        return number in self._found.in_heads

    def is_first_below(self, number: int) -> bool:
        """Whether a strip is the first with values below words that may be a head."""
        return number in self._found.first_below

    def _head_with_own_words(self, number: int, strip: Strip, head: Head) -> HeadMap | None:
        before = self._before[number]
        block = self._blocks[before - 1] if before else None
        lines = block.lines if block is not None and block.run == strip.run else ()
        last = (strip.tokens[strip.words[-1]],)
        kind: Columns = block.kind if block is not None and lines else "none"
        return read_head((*lines, last), head, self._vocabulary.foreign, self._vocabulary.asides, kind, strip.run)

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
            if words or not is_in_pieces(self._blocks[block], self._vocabulary):
                # Other rows stand between: this one's head is lost.
                is_below_others = block + 1 == before and strip.has_values and not self.is_first_below(number)
                if is_below_others and self._is_others(block, head):
                    return False
                # A word or two over rows of another table may be this one's: not those that its head is known to have.
                sisters = [each.known for each in self._vocabulary.sisters_of(head) if each is not head]
                rest = {word for word in words if all(label_likeness(word, known) < SURE for known in sisters)}
                return self._are_strange(block, rest if is_below_others else words, head)
        return False

    def is_below_others(self, number: int, head: Head) -> bool:
        """Whether the words right over a strip are another head of the same form, whole or a good part of it."""
        return self._before[number] > 0 and self._is_others(self._before[number] - 1, head)

    def is_row(self, text: str) -> bool:
        """Whether a text is the label of a row of any of the form's tables, and, if not numbered, no column of several
        (其他).
        """
        label = normalise(text)
        if label not in self._vocabulary.labels:
            return False
        return list_sign(text) is not None or all(
            sum(label in head.known for head in of_form) <= 1 for of_form in self._vocabulary.heads
        )

    def holds_columns(self, strip: Strip) -> bool:
        """Whether a strip holds several labels of columns, and no others."""
        words = [strip.tokens[place].text for place in strip.words]
        return (
            len(words) > 1
            and not strip.has_values
            and all(label_likeness(w, self._vocabulary.columns) >= SURE for w in words)
        )

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
        for other in self._vocabulary.sisters_of(head):
            known = united(other.known, self._vocabulary.known)
            if other is head or not all(label_likeness(text, known) >= SURE for text in last):
                continue
            found = self._head_in(block, other)
            if found is None or found.unknown:
                continue
            strange = sum(1 for text in last if label_likeness(text, head.known) < SURE)
            if (found.whole and found.hits > 1) or strange >= _PART:
                return True
        return False

    def _has_few_labels(self, block: int, head: Head) -> bool:
        """Whether a table's head has few of this head's columns, and one of them twice: as another form's has where two
        years stand side by side.
        """
        found = self._head_in(block, head) if self._blocks[block].kind == "true" else None
        if found is None or len(found.likeness) * 2 >= len(head.slots):
            return False
        words = [token.text for line in self._blocks[block].lines for token in line if token.is_word]
        return any(words.count(text) > 1 for text in found.texts.values())

    def _other_words(self, block: int) -> Set[str]:
        if block not in self._others:
            self._others[block] = other_words(self._blocks[block], self._vocabulary)
        return self._others[block]

    def _are_strange(self, block: int, words: Set[str], head: Head) -> bool:
        key = (block, id(head), len(words))
        if key not in self._obscured:
            others = [word for word in words if word not in self._vocabulary.known and word not in head.known]
            groups = self._vocabulary.groups
            strange = [word for word in others if word and not _COUNTED.search(word) and likeness(word, groups) < SURE]
            self._obscured[key] = sum(1 for word in strange if likeness(word, head.known) < SURE) >= _STRANGE
        return self._obscured[key]

    def _head_in(self, block: int, head: Head) -> HeadMap | None:
        key = (block, id(head))
        if key not in self._read:
            if block not in self._printed:
                self._printed[block] = printed_in(self._blocks[block])
            found = head_in(self._blocks[block], self._printed[block], head, self._vocabulary)
            self._read[key] = found._replace(run=self._blocks[block].run) if found is not None else None
        return self._read[key]

    def is_right_below_title(self, number: int, strip: Strip, line: FormLine) -> bool:
        """Whether a line of nothing but figures, one for each cell, stands right below the title of its table: one that
        has lost its head, whose order the sums have to confirm.
        """
        printed = [token for token in strip.tokens if not token.is_blank]
        if len(printed) != len(line.cells) or not all(token.is_printed for token in printed):
            return False
        over = next(iter(self.words_over(number)), None)
        return over is not None and label_likeness(over.text, wordings([line.name])) >= SURE

    def words_over(self, number: int) -> Iterator[Token]:
        """The last words before a strip, the nearest first."""
        yield from reversed(self._found.words[number])


def _is_known_part(found: HeadMap) -> bool:
    """Whether a head that has only some of the columns tells which: they are seen, or their groups are named."""
    are_named = found.kind != "true" and found.groups > 0 and not found.is_parted
    are_seen = found.kind == "true" and len(found.columns) > 1
    return not found.unknown and len(found.likeness) > 1 and (are_seen or are_named)
