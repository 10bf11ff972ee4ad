"""Chinese text on lines of so many cells: broken between characters, not before a closing sign or after an opening."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

_NOT_FIRST = frozenset("，。、；：！？）〕】》”’…·,.;:!?)]}%％")
_NOT_LAST = frozenset("（〔【《“‘([{")


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, each at most ``width`` cells (a sign that may not begin a line takes its neighbour along).

    Words and numbers of Latin script stay whole where they fit on a line. An empty text is one empty line.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and cell_len(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while cell_len(line.rstrip()) > width:
            head = _fitting(line, width)
            lines.append(head)
            line = line[len(head) :]
    lines.append(line.rstrip())
    return lines


def balanced(text: str, width: int) -> list[str]:
    """As ``wrap``, on no more lines, but lines of like length: 商业, 企业 and not 商业企, 业."""
    count = len(wrap(text, width))
    return next(lines for room in range(1, width + 1) if len(lines := wrap(text, room)) <= count)


def shortened(text: str, width: int) -> str:
    """The text on one line of at most ``width`` cells, with … where it is cut."""
    line = " ".join(text.split())
    return line if cell_len(line) <= width else _fitting(line, width - 1) + "…"


def _fitting(text: str, width: int) -> str:
    """As much of the text's beginning as fits, at least a character."""
    end, used = 0, 0
    for character in text:
        used += cell_len(character)
        if used > width:
            break
        end += 1
    return text[: max(end, 1)]


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: words with the blanks behind them, characters with the signs that cling to them."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after.isspace():
        return False
    return before.isspace() or cell_len(before) == 2 or cell_len(after) == 2
