"""The values of a strip that may be a row, laid on its slots under the head over it: what the table around it shows."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.heads import HeadMap
from toolkit.extract.heads.sisters import SURE
from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.layouts import FormLine, TableLayout
from toolkit.extract.lines.lines import Token
from toolkit.extract.placing.cell_lines import CellLines
from toolkit.extract.placing.flush import Flush
from toolkit.extract.placing.placed import Placed, nothing_placed
from toolkit.extract.placing.placing import by_order, is_short, place
from toolkit.extract.placing.row_widths import RowWidths
from toolkit.extract.placing.windows import Windows
from toolkit.extract.strips.other_years import ends_in_year
from toolkit.extract.strips.pitch import may_go_on
from toolkit.extract.strips.spacing import Spacing
from toolkit.extract.strips.strips import Strip
from toolkit.numbers import COUNTING_UNIT, read_cell

STRONG = 0.75
"""How like a label must be to a row's to count as that."""
_FIGURE_AT_END = re.compile(r"[\u4e00-\u9fff][:：]?\s*\d+\s*[件条项宗个次]?\s*[。；;，,]?\s*$")
_SEVERAL = 3  # rows with their figures in their names
_TWO = 2  # numbers parted by blanks within a name
_LONG = 12  # characters of a name with figures behind it


class Labelled(NamedTuple):
    """How like a strip's label is to a line's, and the place of the token behind it."""

    likeness: float
    end: int
    text: str


class RowPlacing:
    """Lays strips, each under its head once. ``labels_of`` says by line of the layout what label a strip, by number,
    may have.
    """

    def __init__(
        self,
        layout: TableLayout,
        strips: Sequence[Strip],
        heads: HeadFinder,
        labels_of: Callable[[int], Mapping[int, Labelled]],
    ) -> None:
        self._layout = layout
        self._strips = strips
        self._heads = heads
        self._labels_of = labels_of
        self._rows = CellLines(strips, heads)
        self._flush = Flush(strips, heads)
        self._in_names: dict[int, bool] = {}
        self._widths = RowWidths(strips, self._end_of_label)
        self._windows = Windows(strips, self._end_of_label)
        self._places: dict[tuple[int, int, int, int], tuple[Placed, HeadMap | None]] = {}

    def placed(self, number: int, strip: Strip, line: FormLine, label: Labelled) -> tuple[Placed, HeadMap | None]:
        """A strip's values laid on a line's slots, and the head that says which are which."""
        key = (number, id(strip), id(line.head), label.end)
        if key not in self._places:
            self._places[key] = self._place(number, own_part(strip, label.end, self._layout), line, label)
        placed, head = self._places[key]
        return (_without_two_rows(placed) if self._names_two_rows(label) else placed), head

    def _end_of_label(self, number: int) -> int | None:
        """The place behind the label of a strip, by number, that is a row's for certain."""
        label = max(self._labels_of(number).values(), default=None)
        return label.end if label is not None and label.end and label.likeness >= STRONG else None

    def _lines_of_labels(self, run: int) -> Iterator[int]:
        """The lines on which labels of this table's rows stand for certain, where each cell has a line of its own."""
        for number, strip in enumerate(self._strips):
            if strip.stacked and strip.run == run:
                end = self._end_of_label(number)
                if end is not None:
                    yield strip.first + end - 1

    def _is_under(self, head: HeadMap, number: int, line: FormLine) -> bool:
        lines = (self._layout.lines[of] for of in self._labels_of(number))
        is_alike = any(other.head is line.head for other in lines)
        strip = self._strips[number]
        return is_alike and strip.run == head.run and self._heads.over(number, strip, line.head) is head

    def _by_lines(self, strip: Strip, line: FormLine, label: Labelled, head: HeadMap) -> Placed | None:
        """A row laid by the lines that its cells take up, where each cell of the table has one; None where not."""
        count = len(head.known_order)
        shorter = self._without_remarks(head)
        remarks = count - len(shorter.known_order) if shorter is not None else 0
        cells = self._rows.cells(strip, label.end - 1, (count, remarks), lambda: self._lines_of_labels(strip.run))
        if cells is None or not label.end:
            return None
        if may_go_on(strip, label.end, cells):
            return nothing_placed(len(line.cells), "这一行的数字可能折成了两行，无法确定各数字属于哪一列")
        within = {id(token) for token in cells}
        if any(token.is_printed and id(token) not in within for token in strip.tokens[label.end :]):
            return None  # what stands there would be lost
        return by_order(cells, len(line.cells), shorter or head)

    def _in_window(self, number: int, strip: Strip, line: FormLine, head: HeadMap) -> Placed | None:
        """A row laid on the lines that the values of all rows fill together; None where these do not show it."""
        if strip is not self._strips[number] or not head.whole or head.unknown or head.order != head.known_order:
            return None
        cells = self._windows.cells(number, len(head.order))
        if cells is None:
            return None
        if cells:
            return by_order(cells, len(line.cells), head)
        is_full = sum(1 for token in strip.tokens if token.is_printed) >= len(head.order)
        return (
            None if is_full else nothing_placed(len(line.cells), "这一行的行数与别的行不同，无法确定各数字属于哪一列")
        )

    def _names_two_rows(self, label: Labelled) -> bool:
        """Whether a label is that of one row with another's behind it; then it is no row's own."""
        if label.likeness >= 1.0:
            return False
        whole, exact = normalise(label.text), self._layout.exact
        return any(whole[:at] in exact and whole[at:] in exact for at in range(1, len(whole)))

    def is_aside(self, strip: Strip, label: Labelled, head: HeadMap | None, line: FormLine) -> bool:
        """Whether a row's values begin beside the columns of the head over it, where others begin right under them."""
        return head is not None and self._flush.is_aside(strip, label.end, head, line.head)

    def _place(self, number: int, strip: Strip, line: FormLine, label: Labelled) -> tuple[Placed, HeadMap | None]:
        slots = len(line.cells)
        doubt = self._doubt_of_first(number, strip, label, slots)
        if doubt is not None:
            return nothing_placed(slots, doubt), None
        head = self._heads.over(number, strip, line.head, all_words=not line.known)
        if head is None and (why := self._why_without_head(number, strip, line, label)) is not None:
            return nothing_placed(slots, why), None
        if head is not None and not line.known and strip.layout == "grid" and head.columns and not head.unknown:
            # What stands under the first column is a value gone wrong (不详), and no name of the row.
            first = min(start for start, _ in head.columns.values())
            label = label._replace(end=min(label.end, sum(1 for token in strip.tokens if token.start < first)))
        if strip.stacked and head is not None:
            counted = self._by_lines(strip, line, label, head) or self._in_window(number, strip, line, head)
            if counted is not None:
                return counted, head
            over = head
            width = self._rows.width(number, lambda row: self._is_under(over, row, line))
            narrowed = _narrowed(head, width) if width is not None else head
            if narrowed is None:
                return nothing_placed(slots, f"表头认出 {len(head.known_order)} 列，下面各行却有 {width} 格"), head
            are_full = width is not None and width == len(narrowed.known_order)
            return self._under(strip, line, label, narrowed, self._spacing(number, strip, are_full=are_full)), narrowed
        return self._in_line(number, strip, line, label, head), head

    def _in_line(self, number: int, strip: Strip, line: FormLine, label: Labelled, head: HeadMap | None) -> Placed:
        """A row whose cells stand beside each other."""
        # Another row may stand beside it on its line; and of a list figures of other years are taken away before.
        is_part = strip is not self._strips[number] or self._layout.is_list
        if head is not None and strip.layout == "loose":
            if head.kind == "none" and self._widths.are_wider(strip.run, len(head.order)):
                return nothing_placed(len(line.cells), "其他各行的数字比表头的列多，无法确定各数字属于哪一列")
            if self._widths.has_stray(strip):
                return nothing_placed(len(line.cells), "有一个数字独占一行，可能不是这一行的，无法确定各数字属于哪一列")
        if head is not None and len(head.order) > len(head.known_order):
            head = self._with_nameless(head, strip)
        bare = self._widths.without_blanks(strip, label.end, head)
        placed = self._under(bare, line, label, head, self._spacing(number, strip), is_part=is_part)
        is_open = placed.printed < placed.filled and not is_part and self._layout.is_even
        if is_open and self._widths.has_lost_cells(strip, label.end):
            return nothing_placed(len(line.cells), "这一行比别的行少了格子，空着的是哪一格无法确定")
        return placed

    def _with_nameless(self, head: HeadMap, strip: Strip) -> HeadMap:
        """A head whose columns that are not known, or have no name, are there for certain: the rows are as wide as it
        is with them, or several have more values than it has columns without.
        """
        width = len(head.order)
        if strip.layout == "loose" and head.kind == "screen":
            are_there = self._widths.has_wider(strip.run, len(head.known_order))
        else:
            are_there = strip.layout == "ragged" and self._widths.are_as_wide(strip.run, width)
        return head._replace(known_order=head.order) if are_there else head

    def _why_without_head(self, number: int, strip: Strip, line: FormLine, label: Labelled) -> str | None:
        """Why nobody can say which columns a row's values are in that has no head of its table's over it."""
        slots = len(line.cells)
        if slots > 1 and strip.layout != "grid" and self._widths.are_wider(strip.run, slots):
            return "其他各行的数字更多，这一行少了几个，无法确定各数字属于哪一列"
        # Of a list the figures themselves show whether there are several columns (``lists.columns``).
        may_be_obscured = line.head.known and not self._layout.is_list and not _is_only_cell(strip, label, slots)
        if may_be_obscured and self._heads.is_obscured(number, strip, line.head):
            return "上方的表头不是规定的表头，无法确定各数字属于哪一列"
        return None

    def _spacing(self, number: int, strip: Strip, *, are_full: bool = False) -> Spacing:
        """What empty lines mean behind a row's label. Behind a table's last row they may be the gap before what follows
        rather than cells, unless empty lines are seen to be cells.
        """
        spacing = self._rows.spacing(number, are_full=are_full)
        if not strip.stacked or spacing.blanks_between or not strip.tokens[-1].is_blank:
            return spacing
        place = next((n for n in (number, number + 1) if n < len(self._strips) and self._strips[n] is strip), number)
        following = self._strips[place + 1] if place + 1 < len(self._strips) else None
        if following is not None and following.run == strip.run and following.has_values:
            return spacing
        return spacing._replace(separators=None, blanks_are_cells=False, lines_are_cells=False, before_next={})

    def _doubt_of_first(self, number: int, strip: Strip, label: Labelled, slots: int) -> str | None:
        """Why nobody can say which is the first cell of a row."""
        if strip.layout == "loose" and len(_NUMBERS_WITHIN.findall(label.text)) >= _TWO:
            return "行名里夹着几个数字，可能是两行并成了一行"
        if strip.layout == "loose" and label.text[-1:].isdigit() and _lacks_values(strip, label.end, slots):
            return "行名后面连着数字，可能是第一格的数，无法确定各数字属于哪一列"
        if not any(t.is_printed for t in strip.tokens[label.end :]) and (
            self._has_figures_in_names(strip.run) or (strip.layout == "grid" and _ends_in_figure(strip.last_word))
        ):
            return "数字写在行名格里"
        if self._may_begin_blank(number, strip, slots):
            return "名称与数字之间有空行，可能是空着的第一格，无法确定各数字属于哪一列"
        return None

    def _has_figures_in_names(self, run: int) -> bool:
        """Whether the rows of a table have their figures behind their names, in one cell with these."""
        if run not in self._in_names:
            told = (
                number
                for number, strip in enumerate(self._strips)
                if strip.run == run and _tells_figures(strip.last_word) and self._labels_of(number)
            )
            self._in_names[run] = len(list(itertools.islice(told, _SEVERAL))) == _SEVERAL
        return self._in_names[run]

    def _may_begin_blank(self, number: int, strip: Strip, slots: int) -> bool:
        """Whether a row that is short of values has empty lines between its label and the first of them, which are no
        part of either where the label was broken off: where each cell has a line of its own they may be cells.
        """
        label = self._strips[number - 1 if number and self._strips[number] is strip else number]
        is_apart = strip.stacked and not strip.words and label.run == strip.run and label.last + 1 < strip.first
        return is_apart and sum(1 for token in strip.tokens if token.is_printed) < slots

    def _under(
        self,
        strip: Strip,
        line: FormLine,
        label: Labelled,
        head: HeadMap | None,
        spacing: Spacing,
        *,
        is_part: bool = False,
    ) -> Placed:
        slots = len(line.cells)
        if not line.known and _may_lack_first(strip, label.end, slots):
            return nothing_placed(slots, "首格是文字，可能是行名，也可能是填错的数，无法确定各数字属于哪一列")
        is_aside = self.is_aside(strip, label, head, line)
        is_by_order = is_aside or (not is_part and is_short(strip, label.end, head))

        def laid(under: HeadMap | None) -> Placed:
            if is_by_order:
                return by_order(strip.tokens[label.end :], slots, under)
            return place(strip, label.end, slots, under, spacing)

        placed = laid(head)
        if placed.filled and head is not None and self._has_figure_in_remarks(strip, label.end, placed, head):
            return nothing_placed(slots, "备注列里是数字，可能有一格不是这一行的，无法确定各数字属于哪一列")
        if placed.filled or head is None or spacing.are_full:
            return placed
        return self._but_for_remarks(placed, head, laid)

    def _but_for_remarks(self, placed: Placed, head: HeadMap, laid: Callable[[HeadMap], Placed]) -> Placed:
        """A row laid as one without a cell for remarks, if that can be: all values must be there, else one of the
        blanks may be the remarks'. Otherwise it is as it was ``placed``.
        """
        shorter = self._without_remarks(head)
        if shorter is None:
            return placed
        bare = laid(shorter)
        return bare if bare.is_complete and bare.printed == bare.filled else placed

    def _has_figure_in_remarks(self, strip: Strip, end: int, placed: Placed, head: HeadMap) -> bool:
        """Whether a row that is set in no columns ends in a figure where its head has remarks: then what stands before
        its values may be the remark, and all of them have moved. Of one cell a line only a row with a blank may.
        """
        may_move = strip.layout == "loose" and (not strip.stacked or placed.printed < placed.filled)
        if not may_move or label_likeness(next(iter(head.behind[::-1]), ""), self._layout.remarks) < SURE:
            return False
        last = next((token for token in reversed(strip.tokens[end:]) if not token.is_blank), None)
        return last is not None and last.is_printed and not any(token is last for token in placed.tokens)

    def _without_remarks(self, head: HeadMap) -> HeadMap | None:
        """A head without the columns of words behind all others; None where none are there."""
        known = self._layout.remarks
        count = sum(1 for _ in itertools.takewhile(lambda text: label_likeness(text, known) >= SURE, head.behind[::-1]))
        if not count or head.order != head.known_order or not known:
            return None
        return head._replace(order=head.order[:-count], known_order=head.order[:-count], behind=head.behind[:-count])


_NUMBERS_WITHIN = re.compile(rf"(?<=\s)\d[\d,.]*{COUNTING_UNIT}?(?=\s)")
_FIGURES_IN_WORDS = re.compile(r"[:：][^:：]*?\D\d+\D[^\d]*\d")


def _tells_figures(label: str) -> bool:
    """Whether a label goes on with a row's figures: （一）予以公开：自然人3，商业企业0."""
    return len(label) > _LONG and _FIGURES_IN_WORDS.search(unicodedata.normalize("NFKC", label)) is not None


def _ends_in_figure(label: str) -> bool:
    """Whether a label ends in a figure, as a sentence of its own does: 予以公开0件."""
    return _FIGURE_AT_END.search(unicodedata.normalize("NFKC", label)) is not None


def _is_only_cell(strip: Strip, label: Labelled, slots: int) -> bool:
    """Whether behind a row's very label, one figure long, a single cell reaches to its table's end."""
    return slots == 1 == len(strip.tokens) - label.end and strip.layout == "grid" and label.likeness >= 1.0


def _without_two_rows(placed: Placed) -> Placed:
    """Placed without the single values of a row in some of whose cells figures stand on two lines: two rows have been
    run together, and nobody knows of which these are.
    """
    are_two = [token is not None and _has_two_figures(token) for token in placed.tokens]
    if not any(are_two):
        return placed
    tokens = tuple(token if two else None for token, two in zip(placed.tokens, are_two, strict=True))
    return replace(placed, tokens=tokens, why="有的格里有两行数字，可能是两行并成了一行")


def _has_two_figures(token: Token) -> bool:
    lines = token.text.split("\n") if token.reading.status == "unreadable" else []
    return sum(1 for text in lines if read_cell(text.strip()).status == "printed") > 1


def _narrowed(head: HeadMap, width: int) -> HeadMap | None:
    """A head with as many columns as the rows have; None where it can't have so many."""
    # Behind the form's columns those for remarks may be blank throughout.
    named = max(place for place, slot in enumerate(head.known_order) if slot is not None) + 1
    shorter = (head.known_order[:end] for end in range(named, len(head.known_order) + 1))
    order = next((each for each in (head.order, *shorter) if len(each) == width), None)
    if order is None:
        return None
    lost = len(head.known_order) - len(order)
    return head._replace(
        order=order, known_order=order, behind=head.behind[: len(head.behind) - lost] if lost > 0 else head.behind
    )


def own_part(strip: Strip, end: int, layout: TableLayout) -> Strip:
    """A row up to the label of another one that stands beside it on its line."""
    for at, token in enumerate(strip.tokens[end:], end):
        if token.is_word and normalise(token.text) in layout.exact:
            return replace(strip, tokens=strip.tokens[:at])
    return strip


def _lacks_values(strip: Strip, end: int, slots: int) -> bool:
    return 0 < sum(1 for token in strip.tokens[end:] if not token.is_blank) < slots


def _may_lack_first(strip: Strip, end: int, slots: int) -> bool:
    """Whether the words before a row of values whose columns aren't seen may be cells of it: with them they are as
    many as it has columns, and behind the last is room for as many blanks. A year is none of these.
    """
    printed = [place for place, token in enumerate(strip.tokens) if token.is_printed]
    is_set_in_line = strip.layout != "grid" and not strip.stacked
    is_like_cells = is_set_in_line and end > 0 and bool(printed) and printed[-1] + 1 == slots
    return is_like_cells and ends_in_year(strip) is None
