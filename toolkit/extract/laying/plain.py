"""Tables that are laid exactly as the form has them, found without searching: the short way of most reports.

Where every row of a table is printed with words of the form, in its order, each with a figure under every column, the
best alignment needs no search: it is these rows, and what is left to show is that nothing else in the report can change
that or take a part in it. ``Plain`` shows it by bounds on what any other alignment could score (``rivals``), and
answers what ``laying.lay`` answers, to the last detail; where it cannot show it, it has no answer. Heads are found and
values placed by the same functions as there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.labels import is_cut_short, label_likeness, normalise
from toolkit.extract.laying.candidate import end_of_name
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.laying.matching import LONGEST_NAME
from toolkit.extract.laying.rivals import ROW, Rivals
from toolkit.extract.laying.row_ends import end_alike
from toolkit.extract.laying.scores import ACROSS, HITS, LEAST, NO_DOUBT, ROW_PASSED
from toolkit.extract.laying.shifts import with_moved_labels
from toolkit.extract.layouts import FormLine, Head, TableLayout
from toolkit.extract.lines.units import unit_of
from toolkit.extract.placing.placing import is_short, place, strays
from toolkit.extract.placing.row_placing import STRONG, Labelled
from toolkit.extract.strips.spacing import UNSTACKED
from toolkit.extract.strips.strips import Strip
from toolkit.forms.form import Form

_HEADS_KEPT, _WORDS_KEPT = 500, 100
_NEAR = 4  # lines from one row to the next, heads between them


_Printed = tuple[tuple[str, int, int, bool], ...]
"""Texts with their columns, and whether they are words."""
_END_OF_LINE = ("", 0, 0, False)


@cache
def _known_heads(head: Head, forms: tuple[Form, ...]) -> dict[_Printed, tuple[HeadMap, bool]]:
    """The heads that were read in any report, by what is printed (most print the form's own); and whether no other
    words stand between them and the row.
    """
    return {}


class Plain:
    """The tables of one report that can be laid without searching."""

    def __init__(self, strips: Sequence[Strip], heads: HeadFinder, forms: Sequence[Form]) -> None:
        self._strips = strips
        self._heads = heads
        self._forms = tuple(forms)
        self._heads_over: dict[tuple[int, int, int], tuple[HeadMap, bool] | None] = {}
        self._found_labels: list[tuple[int, str]] | None = None
        self._found_rivals: Rivals | None = None

    def laid(self, layout: TableLayout) -> Laid | None:
        """The one place where a table stands, where that is beyond doubt; None where it must be searched for."""
        return self._by_labels(layout) if layout.lines[0].known else self._across(layout.lines[0], layout)

    # --- rows with labels ---------------------------------------------------------------------------------

    @property
    def _labels(self) -> list[tuple[int, str]]:
        """The strips that have values in columns, each with its label."""
        if self._found_labels is None:
            self._found_labels = [
                (number, normalise(strip.last_word))
                for number, strip in enumerate(self._strips)
                if strip.layout == "grid" and strip.words and strip.has_values and not is_cut_short(strip.last_word)
                # Where a unit has a column, what pushes a row aside is seen by that of its unit alone.
                if unit_of(strip.tokens[strip.words[-1] + 1]) is None
            ]
        return self._found_labels

    def _by_labels(self, layout: TableLayout) -> Laid | None:
        exact = layout.exact
        found = [(number, exact[label]) for number, label in self._labels if label in exact]
        if len(found) < 2 or any(len(lines) > 1 for _, lines in found):
            return None
        numbers, lines = [number for number, _ in found], [of[0] for _, of in found]
        if not _is_whole(lines, layout) or not self._stands_alone(numbers, layout):
            return None
        if not self._rivals.cannot_win(numbers, lines, layout):
            return None
        rows = []
        for number, line in zip(numbers, lines, strict=True):
            row = self._row(number, line, layout.lines[line])
            if row is None:
                return None
            rows.append(row)
        if self._may_be_shifted(rows, numbers[-1]) or not end_alike(rows) or with_moved_labels(rows, layout):
            return None
        score = ROW * len(rows) - ROW_PASSED * (len(layout.lines) - len(rows))
        return Laid(layout, tuple(rows), score)

    def _row(self, number: int, line: int, form_line: FormLine) -> Row | None:
        """The row that a strip is under its head; None if a value is open, or there is no head."""
        strip = self._strips[number]
        over = self._head_over(number, form_line.head)
        if over is None or not (over[1] or form_line.known):
            return None
        head, end = over[0], _label_end(strip) if form_line.known else end_of_name(strip)
        if form_line.known and strip.more_words:
            return None  # it may be another row's label
        placed = place(strip, end, len(form_line.cells), head, UNSTACKED)
        if not placed.is_complete or not placed.filled or is_short(strip, end, head):
            return None
        label = Labelled(1.0, end, strip.last_word if form_line.known else "")
        return Row(line, strip, label, placed, head, 1.0)

    def _may_be_shifted(self, rows: Sequence[Row], last: int) -> bool:
        """Whether the search would look again at blanks: beside values that stand in no column of their head, and in
        the last row, where the next table may go on with its values.
        """
        gaps = [row for row in rows if row.placed.has_blanks]
        if not gaps:
            return False
        if gaps[-1] is rows[-1]:
            following = next((strip for strip in self._strips[last + 1 :] if strip.has_values), None)
            if following is not None and not following.words:
                return True
        heads = [(row, row.head) for row in rows if row.head is not None and row.head.columns]
        return any(head.run == row.strip.run and strays(row.strip, row.label.end, head) for row, head in heads)

    def _stands_alone(self, numbers: Sequence[int], layout: TableLayout) -> bool:
        """Whether the rows follow one another in one run, with nothing but heads between, over and behind them."""
        strips, rows = self._strips, set(numbers)
        first, last = numbers[0], numbers[-1]
        run = strips[first].run
        if any(strip.run != run for strip in strips[first : last + 1]) or self._is_beside_values(
            first - 1, last + 1, run
        ):
            return False
        if any(strips[b].first - strips[a].last > _NEAR for a, b in pairwise(numbers)):
            return False
        if any(number not in rows and strips[number].has_values for number in range(first, last + 1)):
            return False
        before = next((number for number in range(first - 1, -1, -1) if strips[number].has_values), None)
        behind = next((number for number in range(last + 1, len(strips)) if strips[number].has_values), None)
        stretch = self._heads.stretch
        return (before is None or stretch(before) != stretch(first)) and (
            behind is None or stretch(behind) != stretch(last)
        )

    # --- heads --------------------------------------------------------------------------------------------

    def _head_over(self, number: int, head: Head) -> tuple[HeadMap, bool] | None:
        """The head over a row of a table, and whether it stands right over it. What is printed over most rows has been
        read in other reports.
        """
        strip = self._strips[number]
        place = (self._heads.stretch(number), strip.run, id(head))
        if place not in self._heads_over:
            printed = self._printed_over(number)
            known_heads = _known_heads(head, self._forms)
            known = known_heads.get(printed) if printed else None
            self._heads_over[place] = (
                (known[0]._replace(run=strip.run), known[1]) if known else self._read(number, head)
            )
            found = self._heads_over[place]
            if found and printed and not known and found[0].run == strip.run and len(known_heads) < _HEADS_KEPT:
                known_heads[printed] = found
        return self._heads_over[place]

    def _read(self, number: int, head: Head) -> tuple[HeadMap, bool] | None:
        found = self._heads.over(number, self._strips[number], head)
        return (found, self._heads.is_right_below(number, found, head)) if found is not None else None

    def _printed_over(self, number: int) -> _Printed:
        """All words that stand over a row in its table, where rows part them and where the labels of these end: a head
        of the table is read of that and nothing else. Nothing where there are too many to be known again.
        """
        own = self._strips[number]
        found: list[tuple[str, int, int, bool]] = [(own.layout, *_end_of_labels(own))]
        for strip in reversed(self._strips[:number]):
            if strip.run != own.run:
                break
            if not strip.has_values:
                found += [(token.text, token.start, token.end, token.is_word) for token in strip.tokens]
            found.append(("", *_end_of_labels(strip)) if strip.has_values else _END_OF_LINE)
            if len(found) > _WORDS_KEPT:
                return ()
        return tuple(found)

    def _may_have_head(self, number: int, head: Head) -> bool:
        """Whether so many words stand over a strip that might be columns' labels that they could be a head: two in its
        own table, or more than half of them elsewhere.
        """
        own = self._strips[number].run
        if self._strips[number].layout != "grid":
            return True
        counts: Counter[int] = Counter()
        for strip in self._strips[:number]:
            if not strip.has_values:
                tokens = strip.tokens
                counts[strip.run] += sum([_may_be_column(tokens[place].text, head) for place in strip.words])
            elif strip.layout == "loose":
                counts[strip.run] += len(strip.words)
        return any(count > 1 if run == own else count * 2 > len(head.slots) for run, count in counts.items())

    def _is_beside_values(self, over: int, below: int, run: int) -> bool:
        """Whether a strip of the run has values right over or below a table."""
        beside = [self._strips[number] for number in (over, below) if 0 <= number < len(self._strips)]
        return any(strip.run == run and strip.has_values for strip in beside)

    @property
    def _rivals(self) -> Rivals:
        if self._found_rivals is None:
            self._found_rivals = Rivals(self._strips, self._heads)
        return self._found_rivals

    # --- one row under the names of all others --------------------------------------------------------------

    def _across(self, line: FormLine, layout: TableLayout) -> Laid | None:
        """A table whose one row has the form's rows and columns over it."""
        slots = len(line.cells)
        places = [number for number, strip in enumerate(self._strips) if self._may_be_across(number, strip, layout)]
        behind = {n: len(self._strips[n].tokens) - end_of_name(self._strips[n]) for n in places}
        wide = [number for number in places if behind[number] >= slots]
        if len(wide) != 1 or not all(self._is_harmless(number, line, is_row=number in wide) for number in places):
            return None
        number = wide[0]
        strip, row = self._strips[number], self._row(number, 0, line)
        if row is None or row.head is None or not row.head.whole or strip.layout != "grid":
            return None
        score = ACROSS + row.head.hits / slots * HITS
        if score < NO_DOUBT or self._is_beside_values(number - 1, number + 1, strip.run):
            return None
        if self._may_be_shifted([row], number):
            return None
        return Laid(layout, (row,), score)

    def _is_harmless(self, number: int, line: FormLine, *, is_row: bool) -> bool:
        """Whether a strip has values, but neither more of them in the next one nor, where it is not the row itself, a
        head under which it could win anything.
        """
        strip = self._strips[number]
        following = self._strips[number + 1] if number + 1 < len(self._strips) else None
        if not strip.has_values or (following is not None and following.has_values and not following.words):
            return False
        if is_row or not self._may_have_head(number, line.head):
            return True
        head = self._heads.over(number, strip, line.head, all_words=True)
        # Under a part of the head it may be complete; and if more of it is printed than its columns it wins something,
        # and would be taken for a table of its own.
        return head is None or (len(head.likeness) >= len(line.cells) >= head.hits)

    def _may_be_across(self, number: int, strip: Strip, layout: TableLayout) -> bool:
        """Whether the alignment would look at a strip: the first one below words, with a short name if any."""
        if not strip.tokens or not (strip.has_room or strip.path):
            return False
        if strip.has_values:
            is_below = self._heads.is_first_below(number)
        else:
            over = self._strips[number - 1] if number else strip
            is_below = not strip.words and over.run == strip.run and not over.has_values
            known = [label_likeness(over.tokens[place].text, layout.columns) >= STRONG for place in over.words]
            is_below = is_below and sum(known) > 1
        if not is_below or strip.layout == "loose":
            return is_below
        return sum(len(strip.tokens[place].text) for place in strip.words) <= LONGEST_NAME


def _end_of_labels(strip: Strip) -> tuple[int, int, bool]:
    """Where the labels of a row of values end, as a part of what is printed."""
    return strip.tokens[strip.words[-1]].end if strip.words else 0, 0, True


def _label_end(strip: Strip) -> int:
    return strip.words[-1] + 1 if strip.words else 0


def _is_whole(lines: Sequence[int], layout: TableLayout) -> bool:
    """Whether the lines are all of the layout, in order: of a line and those that it stands for only the one kind."""
    if lines[0] != 0 or lines[-1] != len(layout.lines) - 1 or any(a >= b for a, b in pairwise(lines)):
        return False
    there = set(lines)
    return all(
        there.isdisjoint(line.instead_of) if number in there else _is_stood_for(number, there, layout)
        for number, line in enumerate(layout.lines)
    )


def _is_stood_for(number: int, there: Set[int], layout: TableLayout) -> bool:
    if not there.isdisjoint(layout.lines[number].instead_of):
        return True
    return any(number in layout.lines[other].instead_of for other in there)


@lru_cache(maxsize=8192)
def _may_be_column(text: str, head: Head) -> bool:
    """Whether a label may be damaged one of the head's, with a group's in front or not."""
    return label_likeness(text, head.known) >= LEAST or normalise(text).startswith(tuple(head.groups))
