"""A form's table laid on a report: which strips are its rows, which tokens its cells, and what stayed open."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from toolkit.extract.alignment import LEAST_MARGIN, Aligned, Unit, align
from toolkit.extract.headings import HeadFinder
from toolkit.extract.heads import HeadMap
from toolkit.extract.labels import label_likeness, list_sign, normalise
from toolkit.extract.layouts import FormLine, TableLayout
from toolkit.extract.lines import Token
from toolkit.extract.placing import Placed, columns_of, gap, nothing_placed, place, place_beside, place_like
from toolkit.extract.strips import Strip, leading_words

_WORDS_TRIED = 4
_SIGN, _OWN_SIGN = 0.06, 0.15
_LEAST = 0.5
_STRONG = 0.75
_PASSED_EXACT, _PASSED_LIKE, _PASSED_OTHER = 3.0, 1.5, 0.3
_MOST_TIMES = 3
_JOINED = 0.001  # marks a text that was put together
_JOINED_LEAST = 0.85
_FEW = 5  # lines: a table of so few may stand in pieces
_NEAR = 4  # lines between rows of one table, or around it
_BELOW = 40  # lines behind the last row in which labels without values may follow
_LONGEST_NAME = 8  # characters beside figures that are set across: 数量, 件数
_OTHERS_COUNTED = 6  # rows of another table cost no more to pass over than this many


class Labelled(NamedTuple):
    """How like a strip's label is to a line's, and the place of the token behind it."""

    likeness: float
    end: int
    text: str


class Row(NamedTuple):
    """A line of the form with what was found of it."""

    line: int
    strip: Strip
    label: Labelled
    placed: Placed
    head: HeadMap | None
    confidence: float


@dataclass(frozen=True)
class Laid:
    """A table of a form, in one arrangement, laid on the strips of a report.

    ``left`` are strips with values among its rows that are no line of the form; ``doubtful`` those that may be one, with
    the lines in question; ``empty`` the lines whose label is printed with no cell beside it.
    """

    layout: TableLayout
    rows: tuple[Row, ...]
    score: float
    left: tuple[Strip, ...] = ()
    doubtful: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    empty: frozenset[int] = frozenset()

    @cached_property
    def filled(self) -> int:
        """How many cells have a token."""
        return sum(row.placed.filled for row in self.rows)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The first and the last line of the document that its rows take up."""
        return min(row.strip.first for row in self.rows), max(row.strip.last for row in self.rows)

    @cached_property
    def worth(self) -> float:
        """What the arrangement explains of the report: cells, each as far as it is sure, and heads."""
        return self._worth(_weight)

    @cached_property
    def size(self) -> float:
        """The same, blanks counted like figures: a table left blank is a table."""
        return self._worth(lambda placed: placed.filled)

    def _worth(self, weight: Callable[[Placed], float]) -> float:
        cells = sum(weight(row.placed) * row.confidence * max(row.placed.sure, 0.1) for row in self.rows)
        heads = {id(row.head): row.head.hits for row in self.rows if row.head is not None}
        return cells + sum(heads.values()) / 2 + len(self.rows) / 4

    @cached_property
    def head_hits(self) -> int:
        """How many labels of its heads are printed, the same head counted once."""
        heads = {id(row.head): len(row.head.likeness) for row in self.rows if row.head is not None}
        return sum(heads.values())


def _weight(placed: Placed) -> float:
    """Cells with something in them; a blank says little."""
    return sum(0.25 if token.is_blank else 1.0 for token in placed.tokens if token is not None)


def _printed(placed: Placed) -> int:
    return sum(1 for token in placed.tokens if token is not None and not token.is_blank)


def lay(layout: TableLayout, strips: Sequence[Strip], heads: HeadFinder) -> list[Laid]:
    """Lay a table on a report's strips: the best way first, then ways elsewhere, where the table is printed again."""
    laying = _Laying(layout, strips, heads)
    found: list[Laid] = []
    while len(found) < _MOST_TIMES and (laid := laying.laid()) is not None:
        found.append(laid)
        if not laying.leave_out(laid):
            break
    return found


class _Laying:
    def __init__(self, layout: TableLayout, strips: Sequence[Strip], heads: HeadFinder) -> None:
        self.layout = layout
        self.strips = strips
        self.heads = heads
        self.units: list[Unit] = []
        self.merged: list[Strip] = []
        self.labels: list[dict[int, Labelled]] = []
        self._signs = Counter(line.sign for line in layout.lines)
        self._columns = frozenset().union(*(line.head.known for line in layout.lines))
        self._make_units()

    def leave_out(self, laid: Laid) -> bool:
        """Take the strips of a table away; whether so much is left that it may be the table once more."""
        first, last = laid.extent
        kept = [n for n, strip in enumerate(self.merged) if strip.last < first or strip.first > last]
        self.units = [self.units[n] for n in kept]
        self.merged = [self.merged[n] for n in kept]
        self.labels = [self.labels[n] for n in kept]
        known = sum(1 for unit in self.units if unit.passed >= _PASSED_LIKE or len(self.layout.lines) == 1)
        return known * 3 >= len(laid.rows)

    def laid(self) -> Laid | None:
        aligned = align(self.units, len(self.layout.lines))
        rows = [
            row
            for match in aligned.matches
            if match.margin >= LEAST_MARGIN
            for row in self._row(match.unit, match.line, match.confidence)
        ]
        doubtful = {
            self.merged[match.unit].first: self._rivals(match.unit, match.line)
            for match in aligned.matches
            if match.margin < LEAST_MARGIN
        }
        rows = self._without_strays(self._without_replaced(rows))
        rows += self._out_of_order(rows, aligned)
        if not rows:
            return None
        rows = self._second_look([*rows, *self._bands(rows)])
        rows.sort(key=lambda row: row.line)
        left, more = self._left(rows)
        laid = Laid(self.layout, tuple(rows), aligned.score, left, {**more, **doubtful})
        return dataclasses.replace(laid, empty=self._empty(laid))

    # --- what may be a row --------------------------------------------------------------------------------

    def _make_units(self) -> None:
        others: dict[int, int] = {}
        for number, strip in enumerate(self.strips):
            if strip.tokens and (strip.has_room or strip.path):
                self._add(number, number, strip, others)
        for number, strip in enumerate(self.strips[:-1]):
            for merged in _merged(strip, self.strips[number + 1]):
                self._add_merged(number, merged)

    def _add(self, first: int, last: int, strip: Strip, others: dict[int, int]) -> None:
        labels = self._labels(first, strip)
        scores = {line: self._score(first, strip, line, label) for line, label in labels.items()}
        nearest = max((label.likeness for label in labels.values()), default=0.0)
        if nearest >= 0.95:
            passed = _PASSED_EXACT
        elif nearest >= _STRONG:
            passed = _PASSED_LIKE
        elif strip.has_values:
            others[strip.run] = others.get(strip.run, 0) + 1
            passed = _PASSED_OTHER if others[strip.run] <= _OTHERS_COUNTED else 0.0
        else:
            passed = 0.0
        if scores or passed:
            self._append(Unit(first, last, scores, passed), strip, labels)

    def _add_merged(self, first: int, strip: Strip) -> None:
        """Two strips as one row: only where that makes a label, or a fuller row, out of two that are less."""
        labels = self._labels(first, strip)
        alone = [self._labels(number, self.strips[number]) for number in (first, first + 1)]
        joins_labels = bool(self.strips[first + 1].words)
        scores = {}
        for line, label in labels.items():
            if label.likeness < _STRONG:
                continue
            if joins_labels:
                single = [each[line] for each in alone if line in each]
                is_better = all(label.likeness >= one.likeness and label.text != one.text for one in single)
                # A label that another line has too is not half of this one.
                rivals = (other.likeness for each in alone for number, other in each.items() if number != line)
                is_better = is_better and all(like < 1.0 for like in rivals)
            else:
                is_better = self._is_fuller(first, strip, line, label)
            if is_better:
                scores[line] = self._score(first, strip, line, label) + (1.0 if label.likeness >= 1.0 else -1.0)
        if scores:
            self._append(Unit(first, first + 1, scores, 0.0), strip, labels)

    def _is_fuller(self, first: int, strip: Strip, line: int, label: Labelled) -> bool:
        """Whether the values of the next strip, which has no label, fill up the row of this one."""
        form_line = self.layout.lines[line]
        both, _ = self._placed(first, strip, form_line, label)
        one, _ = self._placed(first, self.strips[first], form_line, label)
        return both.is_complete and _printed(both) > _printed(one)

    def _append(self, unit: Unit, strip: Strip, labels: dict[int, Labelled]) -> None:
        self.units.append(unit)
        self.merged.append(strip)
        self.labels.append(labels)

    def _labels(self, number: int, strip: Strip) -> dict[int, Labelled]:
        """The lines that a strip's label is like."""
        lines = self.layout.lines
        if len(lines) == 1 and not lines[0].known:
            # Rows across: the one line of values has no label of its own.
            length = sum(len(strip.tokens[place].text) for place in strip.words)
            is_below = strip.has_values and self.heads.is_first_below(number)
            has_head = is_below or self._is_right_below_words(number, strip)
            may_be = has_head and (length <= _LONGEST_NAME or strip.layout == "loose")
            return {0: Labelled(1.0, strip.words[-1] + 1 if strip.words else 0, "")} if may_be else {}
        found: dict[int, Labelled] = {}
        for text, end, distance in self._label_texts(number, strip):
            for line, like in self.layout.likenesses(text).items():
                if distance == _JOINED:
                    if like < _JOINED_LEAST:
                        continue
                    like += _JOINED
                like = self._with_sign(text, lines[line], like) - distance
                if line not in found or like > found[line].likeness:
                    found[line] = Labelled(like, end, text)
            if any(label.likeness >= 1.0 for label in found.values()):
                break
        return {line: label for line, label in found.items() if self._is_believable(line, label, found)}

    def _is_right_below_words(self, number: int, strip: Strip) -> bool:
        """Whether a strip in which nothing is printed may be a row left blank: the one below the head's own labels."""
        over = self.strips[number - 1] if number else strip
        if strip.has_values or strip.words or over.run != strip.run or over.has_values:
            return False
        known = [label_likeness(over.tokens[place].text, self._columns) >= _STRONG for place in over.words]
        return sum(known) > 1 and sum(known) * 2 > len(known)

    def _with_sign(self, text: str, line: FormLine, like: float) -> float:
        if like >= 1.0:
            return like
        sign = list_sign(text)
        if sign is None or line.sign is None:
            return like
        if sign != line.sign:
            return like - _SIGN
        # A sign that only one line has says more than one that stands in every group.
        return min(0.99, like + (_SIGN if self._signs[sign] > 1 else _OWN_SIGN))

    def _is_believable(self, line: int, label: Labelled, found: Mapping[int, Labelled]) -> bool:
        """Whether a likeness may be more than chance: a weak one must be nearer to this line than to any other, and a
        short label may differ in one character."""
        if label.likeness >= _STRONG:
            return True
        sign = list_sign(label.text)
        if sign is not None and self.layout.lines[line].sign not in (None, sign):
            return False  # another number and half of another text: another row
        length = len(normalise(label.text))
        least = 0.5 if length <= 2 else 0.64 if length <= 5 else 0.58 if length <= 9 else 0.54
        rivals = [other.likeness for number, other in found.items() if number != line]
        return label.likeness >= least and label.likeness > max(rivals, default=0.0) + 0.04

    def _label_texts(self, number: int, strip: Strip) -> Iterator[tuple[str, int, float]]:
        """Texts that may be the label: the last word, those before it, the last ones joined, with those over it."""
        words = [(strip.tokens[place].text, place + 1) for place in strip.words]
        path = [token.text for token in strip.path]
        if not words:
            if path:
                yield path[-1], 0, 0.05
            over = [token.text for token in self.heads.words_over(number)]
            for text in (*over, "".join(reversed(over[:2])), "".join(reversed(over[:3]))):
                if normalise(text) not in self._columns:
                    yield text, 0, 0.0
            return
        for back, (text, end) in enumerate(reversed(words[-_WORDS_TRIED:])):
            yield text, end, 0.01 * back
        texts = path + [text for text, _ in words]
        for count in (2, 3):
            if len(texts) >= count:
                yield "".join(texts[-count:]), words[-1][1], _JOINED
        # A label over two cells whose second is followed by words that are values gone wrong.
        if len(words) > 2:
            yield "".join(text for text, _ in words[-3:-1]), words[-2][1], 0.02

    def _score(self, number: int, strip: Strip, line: int, label: Labelled) -> float:
        form_line = self.layout.lines[line]
        placed, head = self._placed(number, strip, form_line, label)
        if not form_line.known:
            if head is None:
                return 4.0 if placed.is_complete and strip.has_values else -1.0
            whole = 8.0 if placed.is_complete else -4.0
            return (whole if strip.has_values else whole / 2) + head.hits / len(form_line.cells) * 4
        base = 10.0 if label.likeness >= 1.0 else 16 * (label.likeness - _LEAST)
        if not strip.has_values:
            # A label with nothing beside it may be a title over the row.
            return base - (2.0 if strip.has_room else 6.0)
        return base + (3.0 if placed.is_complete else 1.0 if placed.filled else -2.0)

    def _placed(self, number: int, strip: Strip, line: FormLine, label: Labelled) -> tuple[Placed, HeadMap | None]:
        head = self.heads.over(number, strip, line.head, all_words=not line.known)
        if head is None and self.heads.is_obscured(number, strip, line.head):
            return nothing_placed(len(line.cells), "上方的表头不是规定的表头，无法确定各数字属于哪一列"), None
        return place(strip, label.end, len(line.cells), head, self.heads.separators), head

    # --- rows ---------------------------------------------------------------------------------------------

    def _row(self, number: int, line: int, confidence: float) -> Iterator[Row]:
        unit, strip, label = self.units[number], self.merged[number], self.labels[number][line]
        form_line = self.layout.lines[line]
        placed, head = self._placed(unit.first, strip, form_line, label)
        likeness = 1.0 if label.likeness >= 1.0 else min(label.likeness + 0.1, 0.98)
        yield Row(line, strip, label, placed, head, round(confidence * likeness, 3))

    def _rivals(self, number: int, line: int) -> tuple[int, ...]:
        return tuple(sorted({line, *self.units[number].scores}))

    def _without_replaced(self, rows: list[Row]) -> list[Row]:
        """A group printed as one row and as its rows: the head of a group is no row, whatever stands beside it."""
        lines = {row.line for row in rows}
        lost = {row.line for row in rows if lines & set(self.layout.lines[row.line].instead_of)}
        return [row for row in rows if row.line not in lost]

    def _without_strays(self, rows: list[Row]) -> list[Row]:
        """Without rows that stand among strips of another table: neither the one before nor the one behind is a row, or
        most of those under the same head are none."""
        if len(self.layout.lines) <= _FEW:
            return rows
        used = {number for row in rows for number in range(row.strip.first, row.strip.last + 1)}
        valued = [strip for strip in self.strips if strip.has_values]
        places = {strip.first: place for place, strip in enumerate(valued)}
        rows = [row for row in rows if not self._is_stray(row.strip, valued, places, used)]
        stretches = {strip.first: self.heads.stretch(number) for number, strip in enumerate(self.strips)}
        all_in = Counter(stretches[strip.first] for strip in valued if not self._is_foreign(strip))
        own = Counter(stretches[row.strip.first] for row in rows)
        return [row for row in rows if own[stretches[row.strip.first]] * 2 >= all_in[stretches[row.strip.first]]]

    def _is_stray(self, strip: Strip, valued: Sequence[Strip], places: Mapping[int, int], used: Set[int]) -> bool:
        place = places.get(strip.first, places.get(strip.last))
        if place is None:
            return False
        around = [valued[n] for n in (place - 1, place + 1) if 0 <= n < len(valued)]
        near = [other for other in around if other.run == strip.run and abs(other.first - strip.first) <= _NEAR]
        return bool(near) and all(other.first not in used and not self._is_foreign(other) for other in near)

    def _settled(self, rows: Sequence[Row]) -> frozenset[int]:
        """The lines that are rows, and those that they stand for or that stand for them."""
        lines = {row.line for row in rows}
        instead = {number for line in lines for number in self.layout.lines[line].instead_of}
        heads = {number for number, line in enumerate(self.layout.lines) if lines & set(line.instead_of)}
        return frozenset(lines | instead | heads)

    def _is_foreign(self, strip: Strip) -> bool:
        return bool(strip.words) and label_likeness(strip.tokens[strip.words[-1]].text, self.layout.foreign) >= 0.95

    def _out_of_order(self, rows: Sequence[Row], aligned: Aligned) -> list[Row]:
        """Rows that stand elsewhere than the form has them: only those whose label leaves no doubt."""
        taken_lines = {row.line for row in rows} | {
            number for row in rows for number in self.layout.lines[row.line].instead_of
        }
        taken_lines |= {n for n, line in enumerate(self.layout.lines) if set(line.instead_of) & taken_lines}
        used = {self.units[match.unit].first for match in aligned.matches}
        used |= {self.units[match.unit].last for match in aligned.matches}
        runs = {row.strip.run for row in rows}
        first = min((row.strip.first for row in rows), default=0) - _NEAR
        last = max((row.strip.last for row in rows), default=0) + _NEAR
        found: dict[int, list[int]] = {}
        for number, unit in enumerate(self.units):
            strip = self.merged[number]
            if (
                unit.first in used
                or unit.first != unit.last
                or strip.run not in runs
                or not first <= strip.first <= last
            ):
                continue
            for line, label in self.labels[number].items():
                if line not in taken_lines and label.likeness >= 0.95 and unit.scores[line] >= 10:
                    found.setdefault(line, []).append(number)
        return [row for line, numbers in found.items() if len(numbers) == 1 for row in self._row(numbers[0], line, 0.9)]

    def _bands(self, rows: Sequence[Row]) -> list[Row]:
        """The other bands of a line that is set across and broken into several, each with the head of its columns."""
        if len(self.layout.lines) > 1 or self.layout.lines[0].known or rows[0].head is None:
            return []
        found: list[Row] = []
        slots = set(rows[0].head.likeness)
        for number, unit in enumerate(self.units):
            if unit.first != unit.last or 0 not in unit.scores or not self.merged[number].has_values:
                continue
            for row in self._row(number, 0, rows[0].confidence):
                if row.head is not None and row.placed.is_complete and slots.isdisjoint(row.head.likeness):
                    slots |= row.head.likeness.keys()
                    found.append(row)
        return found

    # --- what the other rows show -------------------------------------------------------------------------

    def _second_look(self, rows: list[Row]) -> list[Row]:
        """Rows with cells lost or in doubt, beside the full ones of the same run."""
        return [
            row if row.placed.filled else row._replace(placed=self._beside(row, rows) or row.placed) for row in rows
        ]

    def _beside(self, row: Row, rows: Sequence[Row]) -> Placed | None:
        full = [
            (other.strip, other.placed.tokens)
            for other in rows
            if other.strip.run == row.strip.run and other.head is row.head and other.placed.is_complete
            if len(other.placed.tokens) == len(row.placed.tokens)
        ]
        slots = len(row.placed.tokens)
        if row.strip.layout != "loose":
            return place_like(row.strip, slots, full)
        columns = columns_of([tokens for other, tokens in full if other.first == other.last], slots)
        placed = place_beside(row.strip, row.label.end, slots, columns) if columns else None
        if placed is None:
            return None
        return placed._replace(tokens=tuple(t or gap(row.strip, columns[s]) for s, t in enumerate(placed.tokens)))

    # --- what is left -------------------------------------------------------------------------------------

    def _left(self, rows: Sequence[Row]) -> tuple[tuple[Strip, ...], dict[int, tuple[int, ...]]]:
        """Strips with values between the first and the last row that are none of them; and which missing lines those
        may be whose label is like one."""
        used = {number for row in rows for number in range(row.strip.first, row.strip.last + 1)}
        first, last = min(used), max(used)
        lines = self._settled(rows)
        left: list[Strip] = []
        doubtful: dict[int, tuple[int, ...]] = {}
        for number, unit in enumerate(self.units):
            strip = self.merged[number]
            if (
                unit.first != unit.last
                or not first <= strip.first <= last
                or strip.first in used
                or not strip.has_values
            ):
                continue
            left.append(strip)
            open_lines = tuple(
                line for line, like in self._weak(unit.first, strip).items() if line not in lines and like >= _LEAST
            )
            if open_lines:
                doubtful[strip.first] = open_lines
        return tuple(left), doubtful

    def _empty(self, laid: Laid) -> frozenset[int]:
        """Lines that are no row though their label is printed among the rows: their cells were lost on the way."""
        first, last = laid.extent
        rows = self._settled(laid.rows)
        found: set[int] = set()
        for strip in self.strips:
            if not first <= strip.first <= last + _BELOW or strip.layout == "grid":
                continue
            words = strip.words if not strip.has_room else strip.words[:-1]
            for place in words:
                exact = self.layout.exact.get(normalise(strip.tokens[place].text), ())
                found.update(
                    line
                    for line in exact
                    if line not in rows and normalise(strip.tokens[place].text) not in self._columns
                )
        return frozenset(found)

    def _weak(self, number: int, strip: Strip) -> dict[int, float]:
        found: dict[int, float] = {}
        if self._is_foreign(strip):
            return found
        for text, _, _ in self._label_texts(number, strip):
            for line, like in self.layout.likenesses(text).items():
                found[line] = max(found.get(line, 0.0), like)
        return found


def _merged(strip: Strip, following: Strip) -> Iterator[Strip]:
    """A strip and the next as one row: a label broken over two rows, or values broken over two."""
    if strip.layout != following.layout or not strip.words or not strip.tokens or not following.tokens:
        return
    if following.words and strip.has_values and following.has_values:
        return
    if not following.words and not following.has_values:
        return
    if strip.has_values and following.words and not following.has_values:
        tail = [following.tokens[n] for n in following.words]
        label = strip.tokens[strip.words[-1]]
        joined = label._replace(text=label.text + "".join(t.text for t in tail))
        tokens = tuple(joined if t is label else t for t in strip.tokens)
    elif following.words and not strip.has_values:
        head, label = strip.tokens[strip.words[-1]], following.tokens[following.words[0]]
        joined = label._replace(text=head.text + label.text)
        tokens = tuple(joined if t is label else t for t in following.tokens)
    elif strip.layout == "grid":
        merged = _columnwise(strip, following)
        if merged is None:
            return
        tokens = merged
    else:
        tokens = (
            *strip.tokens[: strip.words[-1] + 1],
            *(t for t in (*strip.tokens[strip.words[-1] + 1 :], *following.tokens) if not t.is_blank),
        )
    yield Strip(
        tokens,
        strip.path,
        leading_words(tokens),
        strip.layout,
        strip.run if strip.has_values else following.run,
        strip.first,
        following.last,
        strip.stacked,
        strip.above,
    )


def _columnwise(strip: Strip, following: Strip) -> tuple[Token, ...] | None:
    """Values in two rows put into one: of two cells in a column one must be blank."""
    tokens = list(strip.tokens)
    for token in following.tokens:
        if token.is_blank:
            continue
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
