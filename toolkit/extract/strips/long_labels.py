"""Labels that go on below the figures of their row, as a page turned into text has them.

A narrow column breaks its labels over many lines; the figures stand beside the first of these alone. Where most rows
of a stretch are so, the lines below belong to the label above, up to a list sign, which begins the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.extract.labels import list_sign
from toolkit.extract.lines.lines import Line, Token

Numbered = tuple[int, Line]
_ROWS = 5  # whose labels go on below
_SEVERAL = 3  # values
_WIDER = 2  # columns: a list sign takes fewer than the characters below it


def labels_go_on_below(lines: Sequence[Line]) -> bool:
    """Whether the figures of most rows stand beside the first line of their label, which goes on below."""
    rows, longer = _counted(lines, _is_row)
    return longer >= _ROWS and longer * 2 > rows


def with_whole_labels(lines: Sequence[Numbered]) -> list[Numbered]:
    """The lines with each label on the line where it begins."""
    found: list[Numbered] = []
    rows, longer = _counted([line for _, line in lines], _is_short_row)
    are_short_ones_whole = longer * 2 <= rows  # as in a list beside the table: one without its figure follows
    for number, line in lines:
        above = found[-1][1] if found else None
        is_whole = above is not None and are_short_ones_whole and _is_short_row(above)
        if above is not None and above.tokens and above.tokens[0].is_word and not is_whole and _goes_on(above, line):
            label = above.tokens[0]
            whole = label._replace(text=label.text + line.tokens[0].text)
            found[-1] = (found[-1][0], above._replace(tokens=(whole, *above.tokens[1:])))
        elif above is not None and (labels := _head_of_both(above, line)) is not None:
            found[-1] = (found[-1][0], above._replace(tokens=labels))
        elif any(not token.is_blank for token in line.tokens):
            found.append((number, line))
    return found


def _counted(lines: Sequence[Line], is_row: Callable[[Line], bool]) -> tuple[int, int]:
    """How many rows there are, and of how many the label goes on below."""
    rows = [number for number, line in enumerate(lines[:-1]) if is_row(line)]
    return len(rows), sum(1 for number in rows if _goes_on(lines[number], lines[number + 1]))


def _is_row(line: Line) -> bool:
    return _values(line) >= _SEVERAL


def _is_short_row(line: Line) -> bool:
    return 0 < _values(line) < _SEVERAL


def _values(line: Line) -> int:
    """How many values stand behind the label of a line; none where no label begins it."""
    tokens = line.tokens
    return sum(1 for token in tokens if token.is_printed) if tokens and tokens[0].is_word else 0


def _head_of_both(above: Line, line: Line) -> tuple[Token, ...] | None:
    """The labels of two lines of a head of which the second has nothing but the rest of labels, each right below."""
    if len(line.tokens) < 2 or not all(token.is_word for token in (*above.tokens, *line.tokens)):
        return None
    rests = {token.start: token for token in line.tokens}
    starts = {token.start: token for token in above.tokens}
    if any(start not in starts or rest.end > starts[start].end for start, rest in rests.items()):
        return None
    return tuple(
        token._replace(text=token.text + rests[token.start].text) if token.start in rests else token
        for token in above.tokens
    )


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line has the rest of the label above, within its column, and nothing else."""
    label, *values = above.tokens
    tokens = line.tokens
    if len(tokens) != 1 or not _is_of_label(tokens[0]) or list_sign(tokens[0].text) is not None:
        return False
    room = values[0].start if values else label.end + _WIDER
    return label.start <= tokens[0].start < label.end and tokens[0].end <= room


def _is_of_label(token: Token) -> bool:
    """Whether a piece is a word, or a sign that closes one."""
    is_sign = token.reading.status == "unreadable" and not any(sign.isalnum() for sign in token.text)
    return token.is_word or is_sign
