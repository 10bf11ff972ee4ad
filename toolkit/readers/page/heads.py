"""The head of a table without lines: which labels stand over which columns, and which over other labels.

Where a column stands is told by how the table is set: labels and figures of a column begin together, end together or
have one middle. Which lines make one label is told by the rules between them, by how often the labels come again, or by
whether the next word would have found room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.readers.page.grid import GridCell
from toolkit.readers.page.model import Glyph, Rule
from toolkit.readers.page.rows import SIDES, Columns, units_of
from toolkit.readers.page.text import NEVER_FIRST, TextLine, line_of, piece_of

Stack = Sequence[TextLine]
"""The lines of one label, from the top down."""

_NEXT = 1.6  # times its size: the lines of one label are no farther apart
_ALIGNED = 0.6  # of the size
_CLOSE = 0.3  # of the size: pieces no farther apart may be of one label, whatever the columns say
_GAP = 0.9  # of the size: no label has so wide a gap
_TURN = 3  # columns that come again at the least


class Head(NamedTuple):
    """The cells of a head with their lines, in so many rows."""

    cells: list[tuple[GridCell, Stack]]
    levels: int


NO_HEAD = Head([], 0)


class _Label(NamedTuple):
    stack: Stack
    columns: range


def head_of(lines: Sequence[TextLine], columns: Columns, rules: Sequence[Rule], is_ruled: bool) -> Head:
    """The head that lines make over columns of figures. ``rules`` are the page's; where ``is_ruled`` they part all rows
    of the table. A head that leaves a column without a label, or whose groups are not clear, is none: it would name the
    wrong columns. Labels may be set to the middle of columns whose figures are not.
    """
    for tried in (columns, *columns.as_cells(), *_beside_corner(lines, columns)):
        head = _head_over(lines, tried, rules, is_ruled)
        if head.cells:
            return head
    return _in_order(lines, columns)


def _beside_corner(lines: Sequence[TextLine], columns: Columns) -> Iterator[Columns]:
    """A single column of figures as wide as its cells, if its head has two labels side by side: the one over the rows'
    labels, the other over the figures, wherever in their cells those stand.
    """
    heads = [pieces for line in lines if len(pieces := units_of(line, _GAP)) > 1]
    if len(columns.values) != 1 or not columns.labels or len(heads) != 1 or len(heads[0]) != 2:
        return
    corner, label = heads[0]
    x0, x1 = columns.values[0]
    between = min((corner.x1 + label.x0) / 2, x0 - 1)
    if columns.labels_end < label.x0 and corner.x1 < between:
        yield Columns(((between, max(columns.right, x1)),), columns.labels, columns.right)


def _in_order(lines: Sequence[TextLine], columns: Columns) -> Head:
    """The head whose lowest labels are as many as the columns, all different, and stand in their order: figures set to
    one side of wide cells, and labels to the middle. Labels over those say nothing more.
    """
    pieces = [piece for line in lines for piece in _pieces(line, columns)]
    lowest = sorted((piece for piece in pieces if not _has_below(piece, pieces)), key=lambda piece: piece.x0)
    corner, leaves = lowest[: -len(columns.values)], lowest[-len(columns.values) :]
    if columns.is_named or len(leaves) < max(2, len(columns.values)) or len(corner) > bool(columns.labels):
        return NO_HEAD
    if len({_text([leaf]) for leaf in leaves}) < len(leaves) or not _are_beside(leaves, columns):
        return NO_HEAD
    return _laid([], {column: [leaf] for column, leaf in enumerate(leaves)}, corner, len(columns.labels))


def _has_below(piece: TextLine, pieces: Sequence[TextLine]) -> bool:
    return any(other.y > piece.y1 and other.x0 < piece.x1 and other.x1 > piece.x0 for other in pieces)


def _are_beside(leaves: Sequence[TextLine], columns: Columns) -> bool:
    """Whether each column's figures stand between its label and the next one, or all between it and the one before."""
    values, slack = columns.values, leaves[0].size / 2
    rights, lefts = [*(leaf.x0 for leaf in leaves[1:]), float("inf")], [0.0, *(leaf.x1 for leaf in leaves[:-1])]
    are_right = all(
        x0 > leaf.x0 - slack and x1 < end for (x0, x1), leaf, end in zip(values, leaves, rights, strict=True)
    )
    return are_right or all(
        x1 < leaf.x1 + slack and x0 > begin for (x0, x1), leaf, begin in zip(values, leaves, lefts, strict=True)
    )


def _head_over(lines: Sequence[TextLine], columns: Columns, rules: Sequence[Rule], is_ruled: bool) -> Head:
    joins = _Joins(columns, rules, is_ruled)
    pieces = [piece for line in lines for piece in _pieces(line, columns)]
    corner = [piece for piece in pieces if columns.is_before(piece)]
    # What begins behind all figures is the label of a column left blank.
    over = [piece for piece in pieces if not columns.is_before(piece) and piece.x0 < columns.values[-1][1]]
    if corner and not columns.labels:
        return NO_HEAD
    stacked: dict[int, list[TextLine]] = {}
    for piece in sorted(over, key=lambda piece: piece.y):
        stacked.setdefault(columns.nearest_to(piece), []).append(piece)
    if set(stacked) != set(range(len(columns.values))):
        return NO_HEAD
    if turn := _turn(stacked):
        return _over(turn, over, _Joins(columns, rules, True), corner)
    # Between labels of a head there may be no rules, or be it that there are none, labels may be broken where there was
    # room.
    for tried in (joins, _Joins(columns, rules, not is_ruled)):
        lowest = {column: tried.lowest(column, stack) for column, stack in stacked.items()}
        head = _over(lowest, over, tried, corner)
        if head.cells:
            return head
    return NO_HEAD


def _over(leaves: Mapping[int, Stack], over: Stack, joins: _Joins, corner: Stack) -> Head:
    """The head of these labels over one column each, with those over them."""
    columns = joins.columns
    if not all(_names(stack, column, columns) for column, stack in leaves.items()):
        return NO_HEAD
    own = {id(line) for stack in leaves.values() for line in stack}
    groups = joins.stacks([piece for piece in over if id(piece) not in own])
    texts = [_text(leaves[column]) for column in range(len(leaves))]
    levels = _levels(groups, leaves, columns, texts.index(texts[0], 1) if texts[0] in texts[1:] else 0)
    return NO_HEAD if levels is None else _laid(levels, leaves, corner, len(columns.labels))


def _laid(
    levels: Sequence[Sequence[_Label]], leaves: Mapping[int, Stack], corner: Sequence[TextLine], labels: int
) -> Head:
    cells: list[tuple[GridCell, Stack]] = []
    depth = dict.fromkeys(leaves, 0)
    for level, group in enumerate(levels):
        for label in group:
            first, last = label.columns[0], label.columns[-1]
            cells.append((GridCell(level, labels + first, level + 1, labels + last + 1), label.stack))
            for column in label.columns:
                depth[column] = level + 1
    for column, leaf in leaves.items():
        cells.append((GridCell(depth[column], labels + column, len(levels) + 1, labels + column + 1), leaf))
    if corner:
        cells.append((GridCell(0, 0, len(levels) + 1, labels), sorted(corner, key=lambda line: (line.y, line.x0))))
    return Head(cells, len(levels) + 1)


def _names(stack: Stack, column: int, columns: Columns) -> bool:
    """Whether a label stands over the figures of its column, and of no other. One beside them is that of a column left
    blank.
    """
    slack = stack[0].size / 2
    x0, x1 = min(line.x0 for line in stack), max(line.x1 for line in stack)
    met = [n for n, (start, end) in enumerate(columns.values) if x0 < end and x1 > start]
    start, end = columns.values[column]
    return set(met) <= {column} and x0 < end + slack and x1 > start - slack


# --- pieces and labels ------------------------------------------------------------------------------------


def _pieces(line: TextLine, columns: Columns) -> Iterator[TextLine]:
    """The labels of a head's line: parted at gaps, and where one ends or begins with a column, however close to the
    next one.
    """
    for part in line.parts:
        yield from [part] if part.parts else _pieces(part, columns)
    if line.parts:
        return
    piece: list[Glyph] = []
    for unit in units_of(line, _CLOSE):
        if piece and _is_parted(piece_of(piece), unit, columns):
            yield piece_of(piece)
            piece = []
        piece += unit.glyphs
    if piece:
        yield piece_of(piece)


def _is_parted(before: TextLine, following: TextLine, columns: Columns) -> bool:
    size, gap = following.size, following.x0 - before.x1
    if gap > _GAP * size:
        return True
    if gap > _CLOSE * size and columns.place_of(before) != columns.place_of(following):
        return True
    if columns.set_to == "left":
        return any(abs(following.x0 - x0) < _CLOSE * size for x0, _ in columns.values)
    if columns.set_to == "right":
        return any(abs(before.x1 - x1) < _CLOSE * size for _, x1 in columns.values)
    middle = (before.x0 + before.x1) / 2
    return columns.place_of(before) != columns.place_of(following) and any(
        abs(middle - (x0 + x1) / 2) < _CLOSE * size for x0, x1 in columns.values
    )


class _Joins:
    """Tells which lines are one label."""

    def __init__(self, columns: Columns, rules: Sequence[Rule], is_ruled: bool) -> None:
        self.columns = columns
        self._rules = rules
        self._is_ruled = is_ruled

    def lowest(self, column: int, pieces: Stack) -> Stack:
        """The lines of the lowest label among those over one column."""
        room = self.columns.room_of(column)
        first = len(pieces) - 1
        while first and self._is_one(pieces[first - 1], pieces[first], room):
            first -= 1
        return pieces[first:]

    def stacks(self, pieces: Stack) -> list[Stack]:
        """Lines right under one another, as one label."""
        found: list[list[TextLine]] = []
        for piece in pieces:
            over = next((stack for stack in found if self._is_one(stack[-1], piece, None)), None)
            if over is None:
                found.append([piece])
            else:
                over.append(piece)
        return list(found)

    def _is_one(self, over: TextLine, piece: TextLine, room: float | None) -> bool:
        step, slack = piece.y - over.y, _ALIGNED * piece.size
        is_under = (
            abs(piece.x0 + piece.x1 - over.x0 - over.x1) < 2 * slack
            or abs(piece.x0 - over.x0) < slack
            or abs(piece.x1 - over.x1) < slack
        )
        if not (0 < step < _NEXT * piece.size and is_under) or self._is_between(over, piece):
            return False
        if self._is_ruled or room is None or piece.glyphs[0].text in NEVER_FIRST:
            return True
        width = over.x1 - over.x0
        return width <= room + 1 and width + piece.glyphs[0].x1 - piece.glyphs[0].x0 > room - SIDES

    def _is_between(self, over: TextLine, piece: TextLine) -> bool:
        middle = (piece.x0 + piece.x1) / 2
        return any(over.y < rule.at < piece.y and rule.start <= middle <= rule.end for rule in self._rules)


# --- labels that come again -------------------------------------------------------------------------------


def _turn(stacked: Mapping[int, Stack]) -> dict[int, Stack] | None:
    """The columns' labels where the same ones come again and again: the lowest lines that are the same in each turn.
    Lines over them are of labels over several columns.
    """
    count = len(stacked)
    for length in range(_TURN, count // 2 + 1):
        if count % length:
            continue
        found: dict[int, Stack] = {}
        for place in range(length):
            own = [stacked[column] for column in range(place, count, length)]
            for column, stack in zip(range(place, count, length), _same_ends(own), strict=True):
                found[column] = stack
        texts = [_text(found[column]) for column in range(length)]
        if all(texts) and len(set(texts)) == length:
            return {column: found[column] for column in range(count)}
    return None


def _same_ends(stacks: Sequence[Stack]) -> list[Stack]:
    """The longest ends of stacks that say the same, however they are broken into lines."""
    common = set.intersection(*({_text(stack[n:]) for n in range(len(stack))} for stack in stacks))
    longest = max(common, key=len, default="")
    return [next((stack[n:] for n in range(len(stack)) if _text(stack[n:]) == longest), ()) for stack in stacks]


def _text(stack: Stack) -> str:
    return "".join("".join(line.text.split()) for line in stack)


# --- labels over several columns --------------------------------------------------------------------------


def _levels(
    groups: Sequence[Stack], leaves: Mapping[int, Stack], columns: Columns, turn: int
) -> list[list[_Label]] | None:
    """The labels over other labels, level by level, with their columns; None where those are not clear.

    Where each column has a label of its own, it is not asked how far a group reaches, which nothing shows: it stands
    over all. Where labels come again, each group has a whole turn of them, or several.
    """
    every = range(len(columns.values))
    levels: list[list[Stack]] = []
    for group in sorted(groups, key=lambda group: group[0].y):
        if levels and group[0].y < levels[-1][0][-1].y1:
            levels[-1].append(group)
        else:
            levels.append([group])
    if not turn:
        # Two side by side cannot both stand over all columns: they are pieces of labels, or it is not clear of which.
        is_clear = all(len(level) == 1 and _may_be_over_several(level[0], leaves, columns) for level in levels)
        return [[_Label(level[0], every)] for level in levels] if is_clear else None
    found: list[list[_Label]] = []
    ends = {0, len(every)}  # where a group of a level above begins or ends
    for level in levels:
        is_caption = level is levels[0] and len(level) == 1
        spreads = [every] if is_caption else [_spread(stack, level, columns, turn, ends) for stack in level]
        laid = [_Label(stack, spread) for stack, spread in zip(level, spreads, strict=True) if spread is not None]
        taken = [column for label in laid for column in label.columns]
        if len(laid) < len(level) or len(set(taken)) < len(taken):
            return None
        ends |= {end for label in laid for end in (label.columns[0], label.columns[-1] + 1)}
        found.append(laid)
    return found


def _may_be_over_several(stack: Stack, leaves: Mapping[int, Stack], columns: Columns) -> bool:
    """Whether a label is set as one over two columns or more would be: the column beside its own has its label below
    it.
    """
    whole, count = _whole(stack), len(columns.values)
    own = columns.nearest_to(whole)
    beside = {"left": (own + 1,), "right": (own - 1,), "middle": (own - 1, own + 1)}[columns.set_to]
    if count > 1 and not any(leaves[n][0].y > stack[-1].y1 for n in beside if 0 <= n < count):
        return False
    if columns.set_to != "middle" or count == 1:
        return True
    middles = [(columns.values[a][0] + columns.values[b][1]) / 2 for a in range(count) for b in range(a + 1, count)]
    slack = max(whole.size, max(x1 - x0 for x0, x1 in columns.values) / 2)
    return any(abs((whole.x0 + whole.x1) / 2 - middle) < slack for middle in middles)


def _whole(stack: Stack) -> TextLine:
    return line_of([glyph for line in stack for glyph in line.glyphs])


def _spread(stack: Stack, level: Sequence[Stack], columns: Columns, turn: int, ends: set[int]) -> range | None:
    """The columns that a label stands over: whole turns."""
    whole = _whole(stack)
    if columns.set_to == "middle":
        parts = [range(first, first + turn) for first in range(0, len(columns.values), turn)]
        return _centred(parts, (whole.x0 + whole.x1) / 2, columns.xs[len(columns.labels) :], ends)
    own = columns.nearest_to(whole)
    others = {columns.nearest_to(_whole(other)) for other in level}
    if columns.set_to == "left":
        first, end = own, min((*(n for n in others if n > own), *(n for n in ends if n > own)))
    else:
        end, first = own + 1, max((*(n + 1 for n in others if n < own), *(n for n in ends if n <= own)))
    return range(first, end) if first % turn == 0 and end % turn == 0 else None


def _centred(parts: Sequence[range], middle: float, xs: Sequence[float], ends: set[int]) -> range | None:
    """The neighbouring parts that a label stands in the middle of, under one label of the level above."""
    spreads = [range(a[0], b[-1] + 1) for n, a in enumerate(parts) for b in parts[n:]]
    within = [spread for spread in spreads if not any(spread[0] < end <= spread[-1] for end in ends)]
    nearest = min(within, key=lambda spread: abs((xs[spread[0]] + xs[spread[-1] + 1]) / 2 - middle))
    off = abs((xs[nearest[0]] + xs[nearest[-1] + 1]) / 2 - middle)
    return nearest if off < (xs[nearest[-1] + 1] - xs[nearest[0]]) / len(nearest) else None
