"""Tables set side by side in one grid: the lines of each behind the other, so that a line is one row again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from toolkit.extract.labels import normalise, without_brackets
from toolkit.extract.lines.lines import Line, Token
from toolkit.extract.lines.units import unit_of

_ENOUGH = 6  # rows whose numbers rise
_LEAST = 2
"""So many rows must have a known label behind their values, all in one column: one alone may be a remark."""


def set_apart(lines: Sequence[Line], labels: frozenset[str], new_run: Callable[[], int]) -> list[Line]:
    """The lines of a table with the halves of those that hold two rows each behind one another.

    ``labels`` are the normalised labels of rows; ``new_run`` numbers the next stretch of lines that belong together.
    """
    starts = Counter(start for line in lines for start in _second_labels(line, labels))
    column, rows = max(starts.items(), key=lambda each: (each[1], -each[0]), default=(0, 0))
    if rows < _LEAST and not (rows and _has_rows_at(lines, column, labels)):
        return list(lines)
    column, label = _with_numbers(lines, column, labels), column
    first, last = _stretch(lines, column, label, labels)
    run = new_run()
    right = [_part(line, run, lambda token: token.start >= column) for line in lines[first:last]]
    apart = set_apart(right, labels, new_run)
    run = new_run()
    return [
        *lines[:first],
        *(_part(line, line.run, lambda token: token.start < column) for line in lines[first:last]),
        *apart,
        *(line._replace(run=run) for line in lines[last:]),
    ]


def _has_rows_at(lines: Sequence[Line], column: int, labels: frozenset[str]) -> bool:
    """Whether other rows begin in a column, too: behind the heads of other rows, or behind none."""
    rows = 0
    for line in lines:
        at = next((place for place, token in enumerate(line.tokens) if token.start == column), None)
        if at is None or not line.tokens[at].is_word or _label(line.tokens[at].text, labels) not in labels:
            continue
        rows += any(token.is_printed for token in line.tokens[at + 1 :])
    return rows > _LEAST


def _second_labels(line: Line, labels: frozenset[str]) -> Iterator[int]:
    """The columns of a line's row labels that stand behind the values of another row's label."""
    if not _has_words_behind_values(line):
        return  # as in most rows
    before: Token | None = None
    has_values = False
    for token in line.tokens:
        if token.is_word and unit_of(token) is None:
            if before is not None and has_values:
                label, text = _label(before.text, labels), _label(token.text, labels)
                if label != text and label in labels and text in labels:
                    yield token.start
            before = token
            has_values = False
        elif token.is_printed:
            has_values = True


def _has_words_behind_values(line: Line) -> bool:
    has_values = False
    for token in line.tokens:
        if not token.is_word:
            has_values = has_values or token.reading.status != "blank"
        elif has_values:
            return True
    return False


def _label(text: str, labels: frozenset[str]) -> str:
    """A label as it is known: with what stands in brackets behind it, or without (收到申请数（件）)."""
    bare = without_brackets(text)
    return bare if bare in labels else normalise(text)


def _with_numbers(lines: Sequence[Line], column: int, labels: frozenset[str]) -> int:
    """The column at which the right side begins: before its labels its rows may be numbered."""
    rows = [line for line in lines if column in set(_second_labels(line, labels))]
    before = [token for line in rows for token in line.tokens if token.end == column]
    if len(before) != len(rows) or len(rows) < _ENOUGH:
        return column
    numbers = [token.reading.value or 0 for token in before]
    # Heads among the rows have numbers too: they rise, and hardly faster than the rows do.
    is_rising = all(a < b for a, b in pairwise(numbers)) and numbers[-1] <= numbers[0] + 2 * len(numbers)
    return before[0].start if is_rising else column


def _stretch(lines: Sequence[Line], column: int, label: int, labels: frozenset[str]) -> tuple[int, int]:
    """The lines that are parted: from the first row with two labels to the last, with the heads over them and the rows
    of one side alone below them.
    """
    rows = [number for number, line in enumerate(lines) if label in set(_second_labels(line, labels))]
    first, last = rows[0], rows[-1] + 1
    while first and _is_parted(lines[first - 1], column, label):
        first -= 1
    end = last
    while end < len(lines) and _is_parted(lines[end], column, label):
        end += 1
        if any(token.is_printed for token in lines[end - 1].tokens if token.start > column):
            last = end  # a head without a row belongs to what follows
    left = takewhile(lambda number: _is_left_alone(lines[number], column), range(last, len(lines)))
    # The left side is the longer one. Among its rows there may be heads, and labels that are misspelt.
    return first, max((number + 1 for number in left if _is_row(lines[number], labels)), default=last)


def _is_left_alone(line: Line, column: int) -> bool:
    """Whether a line has nothing on its right side, nor anything that reaches there."""
    return not any(t.start < column < t.end or (t.start >= column and not t.is_blank) for t in line.tokens)


def _is_row(line: Line, labels: frozenset[str]) -> bool:
    """Whether a line has a known label, or a figure behind another."""
    words = [token for token in line.tokens if token.is_word]
    return any(_label(token.text, labels) in labels for token in words) or (
        bool(words) and any(token.reading.status == "printed" and token.start > words[0].start for token in line.tokens)
    )


def _is_parted(line: Line, column: int, label: int) -> bool:
    """Whether a word begins the right side of a line, a number before it or none, and nothing reaches across."""
    if any(token.start < column < token.end for token in (*line.tokens, *line.above)):
        return False
    right = next((token for token in line.tokens if token.start >= column and not token.is_blank), None)
    if right is not None and column < label and right.start == column and not right.is_word:
        right = next((token for token in line.tokens if token.start > column and not token.is_blank), None)
    has_corner = any(token.start == label and token.is_blank for token in line.tokens)  # that of a head may be empty
    return right is not None and right.is_word and (right.start in (column, label) or has_corner)


def _part(line: Line, run: int, is_part: Callable[[Token], bool]) -> Line:
    return line._replace(tokens=tuple(filter(is_part, line.tokens)), above=tuple(filter(is_part, line.above)), run=run)
