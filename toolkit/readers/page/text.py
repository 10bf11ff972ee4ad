"""Characters into lines, lines into text: of a cell, or of a stretch of prose.

Blanks are told by the distance between characters. Whether a line goes on in the next one is told by its room: where
the next word would still have found place, the line was meant to end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from toolkit.readers.page.model import UNKNOWN, Glyph, turned_box
from toolkit.readers.raised import Raised, joined

_SAME_LINE = 0.45  # of the height of a line: how far the middle of its letters may stand from its own
_BLANK = 0.18  # of the size: a distance that is a blank between letters and digits
_WIDE_BLANK = 0.6  # between Chinese characters, which justified lines drive apart
_PARTED = 0.8  # no blank within one number is so wide
_EXACT = 0.3  # points: boxes of letters and cells are no more exact
_INDENTED = 2.6  # of the size: a paragraph's first line begins no further in
_OVER = 0.65  # share of its width: letters that lie over one another so far are printed one on the other
_LEFT_THEN_ORDER = itemgetter(Glyph._fields.index("x0"), Glyph._fields.index("order"))
_RAISED = 0.78  # a raised character is that much smaller than its line
NEVER_FIRST = frozenset("，。．、；：？！）》”’】〕」』％%,.;:?!)]}…·")
NEVER_LAST = frozenset("（《“‘【〔「『([{")


class TextLine(NamedTuple):
    """Characters on one line from left to right. ``parts`` are the cells of a row that is known to be one, whose lines
    may be several, or the lines of such a cell.
    """

    glyphs: tuple[Glyph, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    parts: tuple[TextLine, ...] = ()

    @property
    def y(self) -> float:
        """The middle."""
        return (self.y0 + self.y1) / 2

    @property
    def text(self) -> str:
        """What it says."""
        return text_of(self.glyphs) if not self.parts else " ".join(part.text for part in self.parts)


# --- lines ------------------------------------------------------------------------------------------------


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines that characters stand on, from the top down. What is set in another direction comes behind."""
    upright: list[Glyph] = []
    others: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.turn:
            others.setdefault(glyph.turn, []).append(_set_upright(glyph))
        else:
            upright.append(glyph)
    lines = _lines_of(upright)
    for turn in sorted(others):
        lines += _lines_of(others[turn])
    return lines


def _set_upright(glyph: Glyph) -> Glyph:
    x0, y0, x1, y1 = turned_box(glyph[1:5], glyph.turn, 0, 0)
    return glyph._replace(x0=x0, y0=y0, x1=x1, y1=y1)


def _lines_of(glyphs: Sequence[Glyph]) -> list[TextLine]:
    if len(glyphs) == 1:
        return [line_of(glyphs)]
    lines: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=_middle):
        own = (glyph.y0 + glyph.y1) / 2
        if lines and own - middle <= _SAME_LINE * (size if size > glyph.size else glyph.size):
            line = lines[-1]
            line.append(glyph)
            if glyph.size > size * 1.1:
                size, middle = glyph.size, own
            elif glyph.size > size * 0.9:
                middle += (own - middle) / len(line)
        else:
            lines.append([glyph])
            middle, size = own, glyph.size
    return [line_of(line) for line in lines]


def _middle(glyph: Glyph) -> float:
    return glyph.y0 + glyph.y1


def line_of(glyphs: Sequence[Glyph]) -> TextLine:
    """A line of these characters, each once."""
    if len(glyphs) == 1:  # as nearly all figures are
        return piece_of(glyphs)
    row = sorted(glyphs, key=_LEFT_THEN_ORDER)
    if not _are_clear(row):
        row = list(_each_once(row))
    return piece_of(row)


def piece_of(glyphs: Sequence[Glyph]) -> TextLine:
    """A piece of a line: characters that stand side by side on it, in order."""
    if len(glyphs) == 1:
        only = glyphs[0]
        return TextLine((only,), only.x0, only.y0, only.x1, only.y1, only.size)
    # Column by column: a line has many letters, and there are many lines.
    _, lefts, tops, rights, bottoms, _, sizes, *_ = zip(*glyphs, strict=True)
    return TextLine(tuple(glyphs), lefts[0], min(tops), max(rights), max(bottoms), max(sizes))


def _are_clear(row: Sequence[Glyph]) -> bool:
    """Whether no letter lies over one before it, so that none can be drawn twice."""
    end = float("-inf")
    for glyph in row:
        _, x0, _, x1 = glyph[:4]
        if x0 <= end - 0.3 * (x1 - x0):
            return False
        end = max(end, x1)
    return True


def _each_once(row: Sequence[Glyph]) -> Iterator[Glyph]:
    """Without what is drawn a second time at the same place, to make it bold. A ligature's letters share one place."""
    kept: list[Glyph] = []
    end = float("-inf")
    for glyph in row:
        is_clear = glyph.x0 > end - 0.3 * (glyph.x1 - glyph.x0)
        end = max(end, glyph.x1)
        if is_clear:  # as nearly all are
            kept.append(glyph)
            continue
        if any(_is_again(glyph, other) for other in kept[-3:]):
            continue
        if kept and _is_overprinted(glyph, kept[-1]):
            kept[-1] = kept[-1]._replace(text=UNKNOWN)
            kept.append(glyph._replace(text=UNKNOWN))
        else:
            kept.append(glyph)
    yield from kept


def _is_overprinted(glyph: Glyph, other: Glyph) -> bool:
    """Whether two letters are printed over one another, so that neither can be read for sure."""
    across = min(glyph.x1, other.x1) - max(glyph.x0, other.x0)
    down = min(glyph.y1, other.y1) - max(glyph.y0, other.y0)
    return (
        across > _OVER * min(glyph.x1 - glyph.x0, other.x1 - other.x0)
        and down > 0.4 * min(glyph.size, other.size)
        and glyph.text.isalnum()
        and other.text.isalnum()
        and not (glyph.piece == other.piece and glyph.x0 == other.x0)
    )


def _is_again(glyph: Glyph, other: Glyph) -> bool:
    if glyph.text != other.text or abs(glyph.x0 - other.x0) > 0.35 * (other.x1 - other.x0):
        return False
    is_ligature = (
        glyph.piece == other.piece
        and glyph.order == other.order + 1
        and glyph.x0 == other.x0
        and glyph.x1 - glyph.x0 > 0.7 * glyph.size
    )
    return not is_ligature and abs(glyph.base - other.base) < 0.35 * glyph.size


def chunks_of(line: TextLine, gap: float = 1.0) -> list[TextLine]:
    """The pieces of a line between gaps wider than so many times its size; the cells of a row whose cells are known."""
    if line.parts:
        return list(line.parts)
    pieces: list[list[Glyph]] = [[line.glyphs[0]]]
    end = line.glyphs[0].x1
    for glyph in line.glyphs[1:]:
        room = glyph.x0 - end
        if room > gap * glyph.size and room > gap * pieces[-1][-1].size:
            pieces.append([])
        pieces[-1].append(glyph)
        end = max(end, glyph.x1)
    return [piece_of(piece) for piece in pieces] if len(pieces) > 1 else [line]


# --- text -------------------------------------------------------------------------------------------------


def text_of(glyphs: Sequence[Glyph]) -> str:
    """What the characters of a line say, with a blank where there is room for one; several where the room is wide."""
    if len(glyphs) < 2:
        return glyphs[0].text if glyphs else ""
    sizes = [glyph.size for glyph in glyphs]
    size = max(sizes)
    may_be_raised = min(sizes) <= _RAISED * size
    pieces: list[str] = [glyphs[0].text]
    if may_be_raised and _is_raised(glyphs[0], glyphs, size):
        pieces[0] = Raised(glyphs[0].text)
    for before, glyph in itertools.pairwise(glyphs):
        if glyph.x0 - before.x1 > _BLANK * before.size and (blank := _blank_between(before, glyph)):
            pieces.append(blank)
        pieces.append(Raised(glyph.text) if may_be_raised and _is_raised(glyph, glyphs, size) else glyph.text)
    return joined(pieces) if may_be_raised else "".join(pieces)


def _blank_between(before: Glyph, glyph: Glyph) -> str:
    distance = (glyph.x0 - before.x1) / max(before.size, glyph.size, 0.1)
    if distance <= _BLANK:
        return ""
    if before.text.isascii() and glyph.text.isascii():
        return "  " if distance > _PARTED else " "
    if distance <= _WIDE_BLANK:
        return ""
    return "  " if distance > 2 else " "


def _is_raised(glyph: Glyph, row: Sequence[Glyph], size: float) -> bool:
    """Whether it is smaller than its line and stands higher or lower: a note's sign, not a figure's digit."""
    if glyph.size > _RAISED * size or glyph.turn:
        return False
    base = next(other.base for other in row if other.size == size)
    return abs(glyph.base - base) > 0.12 * size


class Frame(NamedTuple):
    """The room that lines have: from ``left`` to ``right``."""

    left: float
    right: float


def paragraphs_of(lines: Sequence[TextLine], frame: Frame) -> list[list[TextLine]]:
    """Lines that go on in the next one, together."""
    found: list[list[TextLine]] = []
    for line in lines:
        if found and goes_on(found[-1][-1], line, frame):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def goes_on(line: TextLine, following: TextLine, frame: Frame) -> bool:
    """Whether a line was too full for the first word of the next one."""
    last, first = line.glyphs[-1], following.glyphs[0]
    if last.text in NEVER_LAST or first.text in NEVER_FIRST:
        return True
    room = frame.right - frame.left
    if last.text.isdigit() and first.text.isdigit():
        # A number is broken only where not one more digit found room, else there are two; and of single digits one
        # under the other nobody can say. Where a line ends says nothing if it is set to the middle or to the right.
        need = first.x1 - first.x0 + _EXACT
        is_left = following.x0 - frame.left < 0.5 * following.size
        is_full = line.x1 - line.x0 + need > room or (is_left and line.x1 + need > frame.right)
        return len(line.glyphs) > 1 and is_full
    word = _first_word(following)
    need = word[-1].x1 - word[0].x0 + _EXACT
    is_at_side = line.x1 + need > frame.right and not _are_set_right(line, following, frame)
    return is_at_side or line.x1 - line.x0 + need > room


def _are_set_right(line: TextLine, following: TextLine, frame: Frame) -> bool:
    """Whether two lines end at one place and begin at two, the first further in than a paragraph does: where they end
    says nothing of their room then.
    """
    is_far_in = line.x0 - frame.left > _INDENTED * line.size
    return is_far_in and abs(line.x1 - following.x1) < 1 and abs(line.x0 - following.x0) > line.size / 2


def _first_word(line: TextLine) -> Sequence[Glyph]:
    """The characters that stay together: a number or foreign word, or one character with the marks behind it."""
    end = 1
    is_word = _is_latin(line.glyphs[0])
    while end < len(line.glyphs) and (
        line.glyphs[end].text in NEVER_FIRST or (is_word and _is_latin(line.glyphs[end]))
    ):
        if is_word and _blank_between(line.glyphs[end - 1], line.glyphs[end]):
            break
        end += 1
    return line.glyphs[:end]


def _is_latin(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text.isalnum()


def text_of_lines(lines: Sequence[TextLine], frame: Frame) -> str:
    """The text of lines that go on in one another."""
    text = lines[0].text
    for line, following in itertools.pairwise(lines):
        last, first = line.glyphs[-1], following.glyphs[0]
        is_foreign = _is_latin(last) and _is_latin(first) and not (last.text.isdigit() and first.text.isdigit())
        text += (" " if is_foreign else "") + following.text
    return text


def cell_text(glyphs: Sequence[Glyph], lines: Sequence[TextLine], frame: Frame) -> str:
    r"""The text of a cell, which stands on these lines: those that go on joined, others parted by ``\n``."""
    if not lines:
        return ""
    if len(lines) == 1:
        return lines[0].text
    if _is_set_downwards(glyphs):
        return "".join(glyph.text for glyph in _downwards(glyphs))
    return "\n".join(text_of_lines(lines, frame) for lines in paragraphs_of(lines, frame))


def _is_set_downwards(glyphs: Sequence[Glyph]) -> bool:
    """Whether upright characters stand one under the other, as the file draws them."""
    if len(glyphs) < 3 or any(glyph.turn or glyph.text.isdigit() for glyph in glyphs):
        return False
    steps = list(itertools.pairwise(sorted(glyphs, key=lambda glyph: glyph.order)))
    if any(abs(b.y - a.y) < 0.4 * a.size and b.x > a.x + 0.4 * a.size for a, b in steps):
        return False  # lines of few characters
    down = sum(abs(b.x - a.x) < 0.4 * a.size and 0.4 * a.size < b.y - a.y < 3 * a.size for a, b in steps)
    return down * 4 >= len(steps) * 3


def _downwards(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Characters of text that runs downwards, its columns from the right to the left."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.x):
        if columns and columns[-1][0].x - glyph.x < 0.6 * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [
        glyph for column in columns for glyph in _each_once(sorted(column, key=lambda glyph: (glyph.y, glyph.order)))
    ]
