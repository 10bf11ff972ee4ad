"""A form's table laid on a report: which strips are its rows, which tokens its cells, and what stayed open."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence, Set

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.labels import is_damaged, is_illegible, label_likeness, list_sign, normalise
from toolkit.extract.laying.alignment import LEAST_MARGIN, Aligned, Match, align
from toolkit.extract.laying.candidate import Candidate
from toolkit.extract.laying.half_rows import HalfRows
from toolkit.extract.laying.held import held_between
from toolkit.extract.laying.in_turn import of_whole_tables
from toolkit.extract.laying.lacking import is_beside_table, lines_without_cells, with_columns_lacking
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.laying.matching import PASSED_LIKE, Matcher
from toolkit.extract.laying.nameless import without_blanks_of_nameless
from toolkit.extract.laying.row_ends import without_uneven
from toolkit.extract.laying.scores import LEAST
from toolkit.extract.laying.shifts import (
    without_misfits,
    without_moved_cells,
    without_moved_labels,
    without_moved_units,
    without_shifted,
)
from toolkit.extract.laying.strays import without_strays
from toolkit.extract.layouts import TableLayout
from toolkit.extract.placing.neighbours import columns_of, place_beside, place_like
from toolkit.extract.placing.placed import Placed
from toolkit.extract.placing.placing import gap
from toolkit.extract.placing.row_placing import STRONG, Labelled
from toolkit.extract.strips.joining import Pair
from toolkit.extract.strips.strips import Strip

_MOST_TIMES = 3
_FEW = 5  # lines: a table of so few may stand in pieces
_SEVERAL = 4  # rows
_NEAR = 4  # lines between rows of one table, or around it
_PLAIN, _FITTING = 0.95, 10.0  # a label that leaves no doubt, and the score of a row that has it with its cells
_ALONE = 0.9  # a damaged label that is like no other line's
_NUMBERED, _LONG, _FITTING_NUMBERED = 0.8, 8, 9.0  # one of so many characters that has its line's number, and its score
_FITTING_BLANK = 8.0  # and of one whose cells are all blank
_OUT_OF_ORDER = 0.9  # how sure such a row is, wherever it stands
_HELD = 0.5  # how sure a row is whose place alone says which it is


def lay(
    layout: TableLayout,
    strips: Sequence[Strip],
    pairs: Sequence[Pair],
    heads: HeadFinder,
    stretch: Callable[[int], int] | None = None,
) -> list[Laid]:
    """Lay a table on a report's strips: the best way first, then ways elsewhere, where the table is printed again.

    ``stretch`` numbers the parts of the report, by line, of which no table has rows of two: its own and other years'.
    """
    laying = _Laying(layout, strips, pairs, heads)
    parts: dict[int, list[Candidate]] = {}
    for candidate in laying.candidates:
        parts.setdefault(stretch(candidate.strip.first) if stretch is not None else 0, []).append(candidate)
    found: list[Laid] = []
    for part in parts.values():
        laying.candidates = part
        times = 0
        while times < _MOST_TIMES and (laid := laying.laid()) is not None:
            found.append(laid)
            times += 1
            if not laying.leave_out(laid):
                break
    return found


def _is_like_row(strip: Strip) -> bool:
    return strip.has_values or (strip.layout != "loose" and strip.has_room and bool(strip.words))


def _is_under_columns(row: Row) -> bool:
    """Whether a row stands in the table of its head, in which this one's columns are known."""
    return row.head is not None and bool(row.head.columns) and row.head.run == row.strip.run


def _ends_among_values(label: Labelled, strip: Strip, rows: Sequence[Row]) -> bool:
    """Whether a label takes in a word that stands where the rows beside it have their first value: 无数据."""
    beside = (row for row in rows if row.strip.run == strip.run and row.strip.layout == "grid" == strip.layout)
    starts = Counter(row.strip.tokens[row.label.end].start for row in beside if row.label.end < len(row.strip.tokens))
    return bool(starts and label.end) and strip.tokens[label.end - 1].start >= starts.most_common(1)[0][0]


class _Laying:
    def __init__(self, layout: TableLayout, strips: Sequence[Strip], pairs: Sequence[Pair], heads: HeadFinder) -> None:
        self.layout = layout
        self.strips = strips
        self.heads = heads
        self.matcher = Matcher(layout, strips, heads)
        self._numbers = {line: n for n, strip in enumerate(strips) for line in range(strip.first, strip.last + 1)}
        self._halves = HalfRows(strips, self._numbers, self.matcher)
        self.candidates = self.matcher.candidates(pairs)

    def leave_out(self, laid: Laid) -> bool:
        """Take the strips of a table away; whether so much is left that it may be the table once more."""
        first, last = laid.extent
        self.candidates = [c for c in self.candidates if c.strip.last < first or c.strip.first > last]
        known = sum(1 for c in self.candidates if c.unit.passed >= PASSED_LIKE or len(self.layout.lines) == 1)
        return known * 3 >= len(laid.rows)

    def laid(self) -> Laid | None:
        candidates = of_whole_tables(self._of_one_place(), len(self.layout.lines))
        aligned = self._aligned(candidates)
        if parted := self._parted(aligned, candidates):
            candidates = [candidate.without(parted) for candidate in candidates]
            aligned = self._aligned(candidates)
        if again := self._again(aligned, candidates):
            candidates = [candidate for candidate in candidates if candidate.strip.first not in again]
            aligned = self._aligned(candidates)
        only = self._only_ones(candidates)
        firm = [match for match in aligned.matches if match.margin >= LEAST_MARGIN or (match.unit, match.line) in only]
        rows = [
            self._row(candidates[unit], line, max(match.confidence, _OUT_OF_ORDER if (unit, line) in only else 0.0))
            for match in firm
            for unit, line in [(match.unit, match.line)]
        ]
        doubtful = {
            candidates[match.unit].strip.first: tuple(sorted({match.line, *candidates[match.unit].labels}))
            for match in aligned.matches
            if match not in firm
        }
        rows = self._without_replaced(rows)
        if len(self.layout.lines) > _FEW:
            rows = without_strays(rows, self.strips, self.heads, self.matcher.is_foreign)
        rows = self._with_held(rows)
        rows += self._out_of_order(rows, candidates, firm)
        if not rows:
            return None
        rows = [*rows, *self._bands(rows)]
        seen = self._second_look(rows)
        beside = {row.strip.first for row, other in zip(seen, rows, strict=True) if row is not other}
        rows = self._halves.left_open(seen, self._settled(seen))
        rows = without_moved_units(without_shifted(without_uneven(without_misfits(rows)), beside))
        rows = with_columns_lacking(without_moved_labels(without_moved_cells(rows), self.layout))
        rows.sort(key=lambda row: row.line)
        left, more = self._left(rows)
        rows = without_blanks_of_nameless(rows, [strip for strip in left if not self.matcher.is_foreign(strip)])
        laid = Laid(self.layout, tuple(rows), aligned.score, left, {**more, **doubtful})
        return dataclasses.replace(laid, empty=lines_without_cells(laid, self.strips, self._settled(rows)))

    def _aligned(self, candidates: Sequence[Candidate]) -> Aligned:
        return align([candidate.unit for candidate in candidates], len(self.layout.lines))

    def _parted(self, aligned: Aligned, candidates: Sequence[Candidate]) -> Set[int]:
        """The lines that stand for several of which one is printed with its label and cells: none of them is there."""
        rows = [
            self._row(candidates[match.unit], match.line, match.confidence)
            for match in aligned.matches
            if match.margin >= LEAST_MARGIN and candidates[match.unit].labels[match.line].likeness >= _PLAIN
        ]
        printed = {row.line for row in rows if row.placed.filled}
        return {number for number, line in enumerate(self.layout.lines) if printed & set(line.instead_of)}

    def _again(self, aligned: Aligned, candidates: Sequence[Candidate]) -> range:
        """The lines on which a table of many rows stands once more, outside the place where it was found."""
        if len(aligned.matches) <= _FEW:
            return range(0)
        strips = [candidates[match.unit].strip for match in aligned.matches]
        first, last = min(strip.first for strip in strips), max(strip.last for strip in strips)
        others = [c for c in candidates if c.unit.scores and (c.strip.last < first or c.strip.first > last)]
        if len(others) * 2 < len(aligned.matches):
            return range(0)
        others = [c for c in candidates if c.strip.last < first or c.strip.first > last]
        matches = self._aligned(others).matches
        if not matches or len(matches) * 2 < len(aligned.matches):
            return range(0)
        again = range(others[matches[0].unit].strip.first, others[matches[-1].unit].strip.last + 1)
        return again if again.start > last or again.stop <= first else range(0)

    def _of_one_place(self) -> Sequence[Candidate]:
        """The candidates for a table of one line without a label: those under the head of the best one alone. Others
        are the same table once more, and no reason for doubt.
        """
        if len(self.layout.lines) > 1 or self.layout.lines[0].known or not self.candidates:
            return self.candidates
        best = max(self.candidates, key=lambda candidate: candidate.unit.scores.get(0, -1.0))
        head = self._head_over(best)
        return [candidate for candidate in self.candidates if self._head_over(candidate) is head]

    def _head_over(self, candidate: Candidate) -> HeadMap | None:
        if 0 not in candidate.labels:
            return None
        return self.matcher.placed(candidate.unit.first, candidate.strip, self.layout.lines[0], candidate.labels[0])[1]

    # --- rows ---------------------------------------------------------------------------------------------

    def _row(self, candidate: Candidate, line: int, confidence: float) -> Row:
        label = candidate.labels[line]
        placed, head = self.matcher.placed(candidate.unit.first, candidate.strip, self.layout.lines[line], label)
        likeness = 1.0 if label.likeness >= 1.0 else min(label.likeness + 0.1, 0.98)
        return Row(line, candidate.strip, label, placed, head, round(confidence * likeness, 3))

    def _without_replaced(self, rows: list[Row]) -> list[Row]:
        """A group printed as one row and as its rows: the head of a group is no row, whatever stands beside it."""
        lines = {row.line: row for row in rows}

        def is_replaced(row: Row) -> bool:
            instead = [lines[n] for n in self.layout.lines[row.line].instead_of if n in lines]
            return bool(instead) and (not row.placed.printed or any(other.placed.filled for other in instead))

        return [row for row in rows if not is_replaced(row)]

    def _with_held(self, rows: list[Row]) -> list[Row]:
        """The rows, and those whose label is damaged past telling but which the rows around them hold in place."""
        sure = {
            self._numbers[place]: row.line
            for row in rows
            if row.label.likeness >= STRONG
            for place in range(row.strip.first, row.strip.last + 1)
            if place in self._numbers
        }
        like_rows = [
            n for n, strip in enumerate(self.strips) if _is_like_row(strip) and not self.matcher.is_foreign(strip)
        ]
        firsts = {
            number
            for number in like_rows
            if self.heads.is_first_below(number) or self.matcher.is_below_columns(number, self.strips[number])
        }
        for number, line, under in held_between(self.strips, like_rows, firsts, sure, self.layout.lines):
            strip = self.strips[number]
            label = self.matcher.damaged_label(number, strip, line)
            if label is None or _ends_among_values(label, strip, rows):
                continue
            placed, head = self.matcher.placed(under, strip, self.layout.lines[line], label)
            if not placed.is_complete:
                continue
            rows = [row for row in rows if row.strip is not strip and row.line != line]
            rows.append(Row(line, strip, label, placed, head, _HELD))
        return rows

    def _settled(self, rows: Sequence[Row]) -> frozenset[int]:
        """The lines that are rows, and those that they stand for or that stand for them."""
        lines = {row.line for row in rows}
        instead = {number for line in lines for number in self.layout.lines[line].instead_of}
        heads = {number for number, line in enumerate(self.layout.lines) if lines & set(line.instead_of)}
        return frozenset(lines | instead | heads)

    def _only_ones(self, candidates: Sequence[Candidate]) -> Set[tuple[int, int]]:
        """The candidates, by number, that alone have a line's label, with the line: wherever in the form's order they
        stand, they are that line.
        """
        found: dict[int, list[int]] = {}
        for number, candidate in enumerate(candidates):
            plain = [line for line, label in candidate.labels.items() if label.likeness >= _PLAIN]
            if candidate.unit.first == candidate.unit.last:
                for line in plain:
                    found.setdefault(line, []).append(number if len(plain) == 1 else -1)  # it may be the other line
        return {
            (numbers[0], line)
            for line, numbers in found.items()
            if len(numbers) == 1 and numbers[0] >= 0 and self._is_fitting(candidates[numbers[0]], line)
        }

    def _is_fitting(self, candidate: Candidate, line: int) -> bool:
        """Whether a candidate has a line's label with its cells; blank ones only of a table's row, and with the line's
        very label, numbered: 其他 without a number may stand in a head.
        """
        score, label = candidate.unit.scores.get(line, 0.0), candidate.labels[line]
        is_blank_row = candidate.strip.layout == "grid" and candidate.strip.has_room and not candidate.strip.has_values
        is_rows_own = label.likeness >= 1.0 and list_sign(label.text) is not None
        least = _FITTING_NUMBERED if self._has_long_label(candidate, line) else _FITTING
        return score >= (_FITTING_BLANK if is_blank_row and is_rows_own else least)

    def _has_long_label(self, candidate: Candidate, line: int) -> bool:
        """Whether a label is like no other line's, and long enough to have some slips where its number is right."""
        label, own = candidate.labels[line], self.layout.lines[line].sign
        sign = list_sign(label.text)
        is_long = len(normalise(label.text)) >= _LONG and label.likeness >= _NUMBERED
        return is_long and len(candidate.labels) == 1 and sign is not None and sign == own

    def _out_of_order(self, rows: Sequence[Row], candidates: Sequence[Candidate], firm: Sequence[Match]) -> list[Row]:
        """Rows that stand elsewhere than the form has them: only those whose label leaves no doubt."""
        taken_lines = {row.line for row in rows} | {
            number for row in rows for number in self.layout.lines[row.line].instead_of
        }
        taken_lines |= {n for n, line in enumerate(self.layout.lines) if set(line.instead_of) & taken_lines}
        used = {n for match in firm for n in candidates[match.unit].unit[:2]}
        runs = {row.strip.run for row in rows}
        first = min((row.strip.first for row in rows), default=0) - _NEAR
        last = max((row.strip.last for row in rows), default=0) + _NEAR
        found: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            unit, strip, labels = candidate
            is_single = unit.first == unit.last and unit.first not in used
            if not is_single or strip.run not in runs or not first <= strip.first <= last:
                continue
            bar = _PLAIN if len(labels) > 1 else _ALONE
            plain = [
                line
                for line, label in labels.items()
                if line not in taken_lines and (label.likeness >= bar or self._has_long_label(candidate, line))
            ]
            for line in plain:
                if len(plain) == 1 and self._is_fitting(candidate, line):
                    found.setdefault(line, []).append(candidate)
        return [self._row(single[0], line, _OUT_OF_ORDER) for line, single in found.items() if len(single) == 1]

    def _bands(self, rows: Sequence[Row]) -> list[Row]:
        """The other bands of a line that is set across and broken into several, each with the head of its columns."""
        if len(self.layout.lines) > 1 or self.layout.lines[0].known or rows[0].head is None:
            return []
        found: list[Row] = []
        slots = set(rows[0].head.likeness)
        for candidate in self.candidates:
            unit = candidate.unit
            if unit.first != unit.last or 0 not in unit.scores or not candidate.strip.has_values:
                continue
            row = self._row(candidate, 0, rows[0].confidence)
            if row.head is not None and row.placed.is_complete and slots.isdisjoint(row.head.likeness):
                slots |= row.head.likeness.keys()
                found.append(row)
        return found

    # --- what the other rows show -------------------------------------------------------------------------

    def _second_look(self, rows: list[Row]) -> list[Row]:
        """Rows with cells lost or in doubt, beside the full ones of the same run."""
        beside = [self._beside(row, rows) if not row.placed.filled else None for row in rows]
        return [row._replace(placed=placed) if placed else row for row, placed in zip(rows, beside, strict=True)]

    def _beside(self, row: Row, rows: Sequence[Row]) -> Placed | None:
        """A row laid as the full ones beside it are: all of them, else those with nothing but rows between, since a
        table that is cut may be set anew.
        """
        is_aside = self._is_aside(row)
        full = [
            other
            for other in rows
            if self._is_aside(other) == is_aside
            if other.strip.run == row.strip.run and other.head is row.head and other.placed.is_complete
            if len(other.placed.tokens) == len(row.placed.tokens)
            # Of a row that is all blank nobody knows which of its blanks are the columns', unless they are known.
            if other.placed.printed or _is_under_columns(other)
        ]
        near = [other for other in full if self._has_rows_between(row, other)]
        return self._placed_like(row, full) or (self._placed_like(row, near) if len(near) >= _SEVERAL else None)

    def _is_aside(self, row: Row) -> bool:
        return self.matcher.is_aside(row.strip, row.label, row.head, self.layout.lines[row.line])

    def _has_rows_between(self, row: Row, other: Row) -> bool:
        """Whether every strip from one row to another has values."""
        first, last = sorted((self._numbers[row.strip.first], self._numbers[other.strip.first]))
        return all(strip.has_values for strip in self.strips[first:last])

    def _placed_like(self, row: Row, rows: Sequence[Row]) -> Placed | None:
        full = [(other.strip, other.placed.tokens) for other in rows]
        slots = len(row.placed.tokens)
        if row.strip.layout != "loose":
            return place_like(row.strip, slots, full)
        columns = columns_of([tokens for other, tokens in full if other.first == other.last], slots)
        placed = place_beside(row.strip, row.label.end, slots, columns) if columns else None
        if placed is None:
            return None
        filled = tuple(t or gap(row.strip, columns[s]) for s, t in enumerate(placed.tokens))
        return dataclasses.replace(placed, tokens=filled)

    # --- what is left -------------------------------------------------------------------------------------

    def _left(self, rows: Sequence[Row]) -> tuple[tuple[Strip, ...], dict[int, tuple[int, ...]]]:
        """Strips with values between the first and the last row that are none of them; and which missing lines those
        may be whose label is like one.
        """
        used = {number for row in rows for number in range(row.strip.first, row.strip.last + 1)}
        first, last = self._reach(min(used), max(used))
        lines = self._settled(rows)
        left: list[Strip] = []
        doubtful: dict[int, tuple[int, ...]] = {}
        for unit, strip, _ in self.candidates:
            is_single = unit.first == unit.last and strip.first not in used
            if not is_single or not first <= strip.first <= last or not strip.has_values:
                continue
            left.append(strip)
            likes = self.matcher.weak_likenesses(unit.first, strip)
            open_lines = tuple(line for line, like in likes.items() if line not in lines and like >= LEAST)
            if not open_lines and self._may_be_any(strip) and not is_beside_table(strip, rows):
                may_be = (*self._between(strip, rows), *self._with_number(strip))
                open_lines = tuple(line for line in dict.fromkeys(may_be) if line not in lines)
            if open_lines:
                doubtful[strip.first] = open_lines
        return tuple(left), doubtful

    def _may_be_any(self, strip: Strip) -> bool:
        """Whether a row may be one that is missing just there, whatever its name: this one is lost or garbled, or is
        its group's. A list has rows of its own, and what is known to be no row of a form is none, nor one of another
        table.
        """
        label = strip.last_word if strip.words else ""
        if is_illegible(label) or is_damaged(label) or self._is_group(label):
            return True
        is_known = self.matcher.is_foreign(strip) or self.matcher.is_row_of_others(strip)
        return not self.layout.is_list and not is_known

    def _is_group(self, label: str) -> bool:
        """Whether a row's last word is a group's, so that its own label is lost."""
        return normalise(label) not in self.layout.exact and label_likeness(label, self.layout.groups) >= STRONG

    def _with_number(self, strip: Strip) -> Sequence[int]:
        """The lines that have the number of which alone a strip's label is left."""
        first = next((token.text for token in strip.tokens if not token.is_blank), "")
        sign = "".join(first.split()) if not strip.words else ""
        return [n for n, line in enumerate(self.layout.lines) if sign and line.sign == sign == list_sign(sign)]

    def _between(self, strip: Strip, rows: Sequence[Row]) -> range:
        """The lines of the form between the rows that stand before and behind a strip."""
        before = max(
            (row for row in rows if row.strip.last < strip.first), key=lambda row: row.strip.last, default=None
        )
        behind = min(
            (row for row in rows if row.strip.first > strip.last), key=lambda row: row.strip.first, default=None
        )
        return range(before.line + 1 if before else 0, behind.line if behind else len(self.layout.lines))

    def _reach(self, first: int, last: int) -> tuple[int, int]:
        """The first and the last line with the strips right before and behind that have values, no head between, and no
        row of another table.
        """
        numbers = [self._numbers[first], self._numbers[last]]
        for end, step in enumerate((-1, 1)):
            at = numbers[end]
            while 0 <= at + step < len(self.strips):
                strip = self.strips[at + step]
                if strip.run != self.strips[at].run or not strip.has_values or self.matcher.is_row_of_others(strip):
                    break
                at += step
            numbers[end] = at
        return self.strips[numbers[0]].first, self.strips[numbers[1]].last
