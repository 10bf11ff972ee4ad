"""Which lines of a form a strip may be: by its label, its list sign, and how its values fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.labels import (
    is_cut_short,
    is_illegible,
    is_same_number,
    label_likeness,
    likeness,
    list_sign,
    normalise,
    parts_of,
    printed_likeness,
    sign_behind,
)
from toolkit.extract.laying.alignment import Unit
from toolkit.extract.laying.candidate import Candidate, end_of_name
from toolkit.extract.laying.scores import (
    ACROSS,
    ALONE,
    FITTING,
    HITS,
    LEAST,
    LIKE,
    MISFITTING,
    OWN,
    PAIR,
    PARTLY,
    ROOM,
)
from toolkit.extract.layouts import FormLine, TableLayout
from toolkit.extract.lines.lines import Token
from toolkit.extract.placing.placed import Placed
from toolkit.extract.placing.row_placing import STRONG, Labelled, RowPlacing
from toolkit.extract.strips.joining import Pair, words_left_over
from toolkit.extract.strips.strips import JOINED, Strip

_SIGN, _OWN_SIGN, _OWN_SIGN_OF_SHORT = 0.06, 0.15, 0.3
_SHORT = 2  # characters of a label
_PASSED_EXACT, PASSED_LIKE, _PASSED_OTHER = 3.0, 1.5, 0.3
_JOINED_LEAST = 0.85
_BROKEN = 0.08  # what a slip in the first piece of a broken label may cost
_GROUP = 0.6  # how like a group's label must be to one of the form's
_SIGN_ROOM = 4  # characters of a list sign
LONGEST_NAME = 8  # characters beside figures that are set across: 数量, 件数
_REACH = 8  # lines over a line of text, among which its label may stand
_PIECES = 3  # into which a text breaks a label
_OTHERS_COUNTED = 6  # rows of another table cost no more to pass over than this many


class Matcher:
    """Compares the strips of a report with the lines of a layout."""

    def __init__(self, layout: TableLayout, strips: Sequence[Strip], heads: HeadFinder) -> None:
        self.layout = layout
        self.columns = layout.columns
        self._strips = strips
        self._heads = heads
        self._signs = Counter(line.sign for line in layout.lines)
        self._placing = RowPlacing(layout, strips, heads, self._labels_of)
        self._own: dict[int, Mapping[int, Labelled]] = {}

    def candidates(self, pairs: Sequence[Pair]) -> list[Candidate]:
        """All strips that may be a row, and those that it costs something to pass over; then the pairs."""
        found: list[Candidate] = []
        others: Counter[int] = Counter()
        for number, strip in enumerate(self._strips):
            if not strip.tokens or not (strip.has_room or strip.path):
                continue
            if self.is_in_others(number, strip):
                continue
            labels = self._labels_of(number)
            if not labels and not strip.has_values:
                continue
            scores = {line: self._score(number, strip, line, label) for line, label in labels.items()}
            passed = self._passed(strip, labels, others)
            if scores or passed or strip.has_values:
                found.append(Candidate(Unit(number, number, scores, passed), strip, labels))
        for pair in pairs:
            candidate = self._pair(pair)
            if candidate is not None:
                found.append(candidate)
        return found

    def _passed(self, strip: Strip, labels: Mapping[int, Labelled], others: Counter[int]) -> float:
        """What it costs to pass over a strip: the more, the more its label is one of the form's."""
        nearest = max([label.likeness for label in labels.values()]) if labels else 0.0
        if nearest >= STRONG:
            return _PASSED_EXACT if nearest >= 0.95 else PASSED_LIKE
        if not strip.has_values:
            return 0.0
        others[strip.run] += 1
        return _PASSED_OTHER if others[strip.run] <= _OTHERS_COUNTED else 0.0

    def _labels_of(self, number: int) -> Mapping[int, Labelled]:
        if number not in self._own:
            self._own[number] = self._labels(number, self._strips[number])
        return self._own[number]

    def _pair(self, pair: Pair) -> Candidate | None:
        """Two strips as one row: only where that makes a label, or a fuller row, out of two that are less."""
        number, strip, joins_labels = pair
        if self.layout.lines[0].known and self._heads.is_in_head(number + 1):
            return None
        labels = {n: label for n, label in self._labels(number, strip).items() if label.likeness >= STRONG}
        if not labels:
            return None
        alone = [self._labels_of(number), self._labels_of(number + 1)]
        scores = {}
        for line, label in labels.items():
            if joins_labels:
                single = [each[line] for each in alone if line in each]
                least = label.likeness + (_BROKEN if self._is_named_below(pair, alone) else 0.0)
                is_better = all(least >= one.likeness and label.text != one.text for one in single)
                # A label that another line has too is not half of this one.
                rivals = (o.likeness for each in alone for n, o in each.items() if n != line and self._has_sign(n, o))
                is_better = is_better and all(like < 1.0 for like in rivals)
            else:
                is_better = self._is_fuller(number, strip, line, label)
            if is_better:
                scores[line] = self._score(number, strip, line, label) + (
                    PAIR if label.likeness >= 1.0 or not joins_labels else -PAIR
                )
        return Candidate(Unit(number, number + 1, scores, 0.0), strip, labels) if scores else None

    def _is_named_below(self, pair: Pair, alone: Sequence[Mapping[int, Labelled]]) -> bool:
        """Whether values stand beside the first piece of a label, which says nothing, and none beside the second, which
        may be a label by itself.
        """
        first, second = self._strips[pair.number], self._strips[pair.number + 1]
        is_named = first.has_values and not second.has_values and not alone[0] and bool(alone[1])
        return is_named and not self.is_foreign(first)

    def _has_sign(self, line: int, label: Labelled) -> bool:
        """Whether a label's number, if it has one, is the line's."""
        sign, own = list_sign(label.text), self.layout.lines[line].sign
        return sign is None or own is None or is_same_number(sign, own)

    def _is_fuller(self, number: int, strip: Strip, line: int, label: Labelled) -> bool:
        """Whether the values of the next strip, which has no label, fill up the row of this one."""
        form_line = self.layout.lines[line]
        both, _ = self.placed(number, strip, form_line, label)
        one, _ = self.placed(number, self._strips[number], form_line, label)
        first = self._strips[number + 1].tokens[0]
        if first.is_printed and label.end and first.start < strip.tokens[label.end - 1].end:
            # They go on where labels stand, so that nothing shows their columns but that they fill all of them.
            return both.is_complete and both.printed == both.filled > one.printed
        return both.is_complete and both.printed > one.printed

    # --- labels -------------------------------------------------------------------------------------------

    def _labels(self, number: int, strip: Strip) -> Mapping[int, Labelled]:
        """The lines that a strip's label is like."""
        lines = self.layout.lines
        if lines[0].known and self._heads.is_in_head(number):
            return {}
        if not lines[0].known:
            # Rows across: the one line of values has no label of its own.
            length = sum(len(strip.tokens[place].text) for place in strip.words)
            is_below = strip.has_values and self._heads.is_first_below(number)
            has_head = is_below or self._is_right_below_words(number, strip)
            has_head = has_head or self._heads.is_right_below_title(number, strip, lines[0])
            may_be = has_head and (length <= LONGEST_NAME or strip.layout == "loose")
            return {0: Labelled(1.0, end_of_name(strip), "")} if may_be else {}
        if strip.words:
            exact = self.layout.exact.get(normalise(strip.last_word))
            if exact is not None and not is_cut_short(strip.last_word):
                return {line: Labelled(1.0, strip.words[-1] + 1, strip.last_word) for line in exact}
            if not self.layout.is_list and self.is_foreign(strip):
                return {}  # whatever groups stand before its 小计
        found: dict[int, Labelled] = {}
        for text, end, distance in self._label_texts(number, strip):
            likenesses = self.layout.likenesses(text)
            if not likenesses:
                continue
            is_joined = distance == JOINED
            for line, spelled in likenesses.items():
                if is_joined and printed_likeness(text, lines[line].known) < _JOINED_LEAST:
                    continue
                like = self._with_sign(text, lines[line], spelled + (JOINED if is_joined else 0)) - distance
                if line not in found or like > found[line].likeness:
                    found[line] = Labelled(like, end, text)
            if any(label.likeness >= 1.0 for label in found.values()):
                break
        return {
            line: label
            for line, label in found.items()
            if self._is_believable(line, label, found) and not self._is_group_of(strip, line, label, found)
            if label.likeness < 1.0 or not is_cut_short(label.text)  # there was more behind it
        }

    def _is_group_of(self, strip: Strip, line: int, label: Labelled, found: Mapping[int, Labelled]) -> bool:
        """Whether a label has words with a number of their own behind it, or may stand for a group's rows and has the
        label of one of these behind it.
        """
        behind = [strip.tokens[place].text for place in strip.words if place >= label.end]
        instead = self.layout.lines[line].instead_of
        if (instead or strip.layout == "loose") and any(list_sign(text) is not None for text in behind):
            return True
        rows = (found[row] for row in instead if row in found)
        return any(row.end > label.end and row.likeness >= STRONG for row in rows)

    def weak_likenesses(self, number: int, strip: Strip) -> Mapping[int, float]:
        """The lines that a strip's label is like at all; none for one that is known to be foreign."""
        found: dict[int, float] = {}
        if self.is_foreign(strip):
            return found
        for text, _, _ in self._label_texts(number, strip):
            for line, like in self.layout.likenesses(text).items():
                found[line] = max(found.get(line, 0.0), like)
        return found

    def damaged_label(self, number: int, strip: Strip, line: int) -> Labelled | None:
        """A strip's label if it may be a line's, for all that is left of it; None for another's, or none."""
        label = self._labels_of(number).get(line)
        if label is None and strip.words and is_illegible(self._behind_groups(strip.last_word)):
            label = Labelled(LEAST, strip.words[-1] + 1, strip.last_word)
        label = label or self._numbered(strip, line) or self._number_alone(number, strip, line)
        return label or self._likeliest_label(number, strip, line)

    def _behind_groups(self, text: str) -> str:
        """What stands behind the labels of groups that were run together with a row's own, or all of it."""
        whole = rest = "".join(text.split())
        while ends := [at + len(of) for of in self.layout.groups if 0 <= (at := rest.find(of)) <= _SIGN_ROOM]:
            rest = rest[max(ends) :]
        return rest or whole

    def _likeliest_label(self, number: int, strip: Strip, line: int) -> Labelled | None:
        """The text that is like a line's label, though not near enough to it for a row that may be any, and most like
        that of all lines.
        """
        for text, end, _ in self._label_texts(number, strip):
            likes = self.layout.likenesses(text)
            like = likes.get(line, 0.0)
            if like >= STRONG and all(other < like for of, other in likes.items() if of != line):
                return Labelled(like, end, text)
        return None

    def _numbered(self, strip: Strip, line: int) -> Labelled | None:
        """A label of which no more is left than its number, behind that of its group: （四）无法提供 1."""
        if not strip.words:
            return None
        end = strip.words[-1] + 1
        group, sign = sign_behind(strip.last_word)
        if not sign and end < len(strip.tokens):
            group, sign = sign_behind(strip.last_word + strip.tokens[end].text)
            end += 1
        own = self.layout.lines[line].sign
        is_own = bool(sign) and own is not None and is_same_number(sign, own)
        is_under_group = any(normalise(group).endswith(known) for known in self.layout.groups)
        return Labelled(LEAST, end, group + sign) if is_own and is_under_group else None

    def _number_alone(self, number: int, strip: Strip, line: int) -> Labelled | None:
        """A label of which no more is left than its number, below the label of the row before."""
        place = next((place for place, token in enumerate(strip.tokens) if not token.is_blank), None)
        own = self.layout.lines[line].sign
        if place is None or not number or own is None or strip.layout != "grid" or strip.tokens[place].is_word:
            return None
        text, start = strip.tokens[place].text.strip(), strip.tokens[place].start
        sign = list_sign(text) or (f"{text}." if text.isdecimal() else "")
        over = self._strips[number - 1]
        is_below = any(over.tokens[word].start == start for word in over.words)
        return Labelled(LEAST, place + 1, text) if is_below and sign and is_same_number(sign, own) else None

    def is_foreign(self, strip: Strip) -> bool:
        """Whether a strip's label is known to be no row of any form: a subtotal, a remark; behind its groups, maybe."""
        if not strip.words:
            return False
        text, foreign = strip.last_word, self.layout.foreign
        if label_likeness(text, foreign) >= 0.95:
            return True
        return any(map(normalise(text).endswith, foreign)) and normalise(self._behind_groups(text)) in foreign

    def is_row_of_others(self, strip: Strip) -> bool:
        """Whether a strip's label is that of a row of another table alone; behind it may stand its unit."""
        texts = [strip.tokens[place].text for place in strip.words]
        return any(self._heads.is_row(text) and normalise(text) not in self.layout.exact for text in texts)

    def is_below_others(self, number: int) -> bool:
        """Whether right over a strip stands, whole, the head of another table."""
        return all(self._heads.is_below_others(number, line.head) for line in self.layout.lines)

    def is_in_others(self, number: int, strip: Strip) -> bool:
        """Whether a strip is of labels in the head of another table."""
        return self._heads.holds_columns(strip) and all(
            self._heads.is_in_others(number, line.head) for line in self.layout.lines
        )

    def _is_right_below_words(self, number: int, strip: Strip) -> bool:
        """Whether a strip in which nothing is printed may be a row left blank: the one below the head's own labels."""
        return not strip.words and self.is_below_columns(number, strip)

    def is_below_columns(self, number: int, strip: Strip) -> bool:
        """Whether a strip in which nothing but words is printed stands below a line of a head's labels."""
        over = self._strips[number - 1] if number else strip
        if strip.has_values or over.run != strip.run or over.has_values:
            return False
        known = [label_likeness(over.tokens[place].text, self.columns) >= STRONG for place in over.words]
        return sum(known) > 1 and sum(known) * 2 > len(known)

    def _with_sign(self, text: str, line: FormLine, like: float) -> float:
        if like >= 1.0:
            return like
        sign = list_sign(text)
        if sign is None or line.sign is None:
            return like
        if sign != line.sign:
            return like if is_same_number(sign, line.sign) else like - _SIGN
        # A sign that only one line has says more than one that stands in every group, and most beside a short label.
        is_short = len(normalise(text)) <= _SHORT and like >= LEAST
        own = _OWN_SIGN_OF_SHORT if is_short else _OWN_SIGN
        return min(0.99, like + (_SIGN if self._signs[sign] > 1 else own))

    def _is_believable(self, line: int, label: Labelled, found: Mapping[int, Labelled]) -> bool:
        """Whether a likeness may be more than chance: a weak one must be nearer to this line than to any other, and a
        short label may differ in one character.
        """
        if label.likeness >= STRONG:
            return True
        if not self._has_sign(line, label):
            return False  # another number and half of another text: another row
        length = len(normalise(label.text))
        least = 0.5 if length <= 2 else 0.64 if length <= 5 else 0.58 if length <= 9 else 0.54
        rivals = [other.likeness for number, other in found.items() if number != line]
        return label.likeness >= least and label.likeness > max(rivals, default=0.0) + 0.04

    def _label_texts(self, number: int, strip: Strip) -> Sequence[tuple[str, int, float]]:
        """Texts that may be the label: the strip's own, or where it has no words those over it."""
        if strip.words and self.layout.arrangement == "listed":
            return [*strip.label_texts, *self._under_groups(number, strip)]
        if strip.words:
            return [*strip.label_texts, *self._behind_group(strip)]
        is_blank = not strip.has_values and not strip.path
        if is_blank and number and self._strips[number - 1].has_room and not self.is_below_columns(number, strip):
            return []  # the row before has cells of its own, and is no head beside other columns
        if number and (self._is_below_label(number) or (not strip.words and self.is_below_others(number))):
            return []
        found = [(strip.path[-1].text, 0, 0.05)] if strip.path else []
        words = self._right_over(number) if self.layout.is_list else self._heads.words_over(number)
        over = self._up_to_a_label([token.text for token in words])
        texts = (*over, "".join(reversed(over[:2])), "".join(reversed(over[:3])))
        return [*found, *((text, 0, 0.0) for text in texts if normalise(text) not in self.columns)]

    def _right_over(self, number: int) -> Iterator[Token]:
        """The last words before a strip, the nearest first, that have no cells of their own: in a list each row has a
        label, and none has it over its table.
        """
        run = self._strips[number].run
        for strip in reversed(self._strips[max(0, number - _PIECES) : number]):
            if strip.run != run or strip.has_values or (strip.layout != "loose" and strip.has_room):
                break
            yield from (strip.tokens[place] for place in reversed(strip.words))

    def _up_to_a_label(self, words: Sequence[str]) -> Sequence[str]:
        """Words over a strip, the nearest first, up to a row's label: those over that are of rows above."""
        for count in range(1, min(len(words), _PIECES) + 1):
            pieces = (words[count - 1], "".join(reversed(words[:count])))
            if any(normalise(piece) in self.layout.exact for piece in pieces):
                return words[:count]
        return words

    def _is_below_label(self, number: int) -> bool:
        """Whether values without a label stand below the label of a row that has cells of its own: a page's number, or
        values gone astray.
        """
        strip, before = self._strips[number], self._strips[number - 1]
        if strip.layout == "loose" and self._is_named_in_table(number):
            return True
        if before.has_values or not before.has_room:
            return False
        if strip.layout != before.layout:
            return strip.run != before.run and bool(before.words) and bool(self._labels_of(number - 1))
        if strip.layout != "grid":
            return False
        first = next((token for token in strip.tokens if token.is_printed), None)
        if first is None or not before.words:
            return False
        is_below = first.start < before.tokens[before.words[-1]].end
        return is_below and bool(self._labels_of(number - 1))

    def _is_named_in_table(self, number: int) -> bool:
        """Whether the last row's label over a line of text stands in a table, with cells of its own."""
        above = reversed(range(max(0, number - _REACH), number))
        at = next((at for at in above if self._strips[at].words and self._labels_of(at)), None)
        return at is not None and self._strips[at].layout != "loose" and self._strips[at].has_room

    def _behind_group(self, strip: Strip) -> Sequence[tuple[str, int, float]]:
        """What stands behind the label of a group that was run together with the row's own."""
        *over, own = parts_of(strip.last_word)
        is_own = bool(over) and likeness(normalise(over[-1]), self.layout.groups) >= _GROUP
        return [(own, strip.words[-1] + 1, JOINED / 2)] if is_own else []

    def _under_groups(self, number: int, strip: Strip) -> Sequence[tuple[str, int, float]]:
        """The label of a row in a list behind the names of its groups, which may stand in the first of its rows; its
        last word may be a value gone wrong.
        """
        over = words_left_over(self._strips, number)
        words = strip.words if over else ()
        return [
            (over + "".join(strip.tokens[place].text for place in words[:count]), words[count - 1] + 1, JOINED)
            for count in (len(words), len(words) - 1)
            if count > 0
        ]

    # --- values -------------------------------------------------------------------------------------------

    def _score(self, number: int, strip: Strip, line: int, label: Labelled) -> float:
        form_line = self.layout.lines[line]
        placed, head = self.placed(number, strip, form_line, label)
        if not form_line.known:
            if head is None:
                return 4.0 if placed.is_complete and strip.has_values else -1.0
            is_below = self._heads.is_right_below(number, head, form_line.head)
            whole = (ACROSS if is_below else 2.0) if placed.is_complete else -4.0
            return (whole if strip.has_values else whole / 2) + head.hits / len(form_line.cells) * HITS
        base = OWN if label.likeness >= 1.0 else LIKE * (label.likeness - LEAST)
        if not strip.has_values:
            return base + (ROOM if strip.has_room else ALONE)
        return base + (FITTING if placed.is_complete else PARTLY if placed.filled else MISFITTING)

    def placed(self, number: int, strip: Strip, line: FormLine, label: Labelled) -> tuple[Placed, HeadMap | None]:
        """A strip's values laid on a line's slots, and the head that says which are which."""
        return self._placing.placed(number, strip, line, label)

    def is_aside(self, strip: Strip, label: Labelled, head: HeadMap | None, line: FormLine) -> bool:
        """Whether a row's values begin beside the columns of the head over it, where others begin right under them."""
        return self._placing.is_aside(strip, label, head, line)
