"""What stands on a page before it is understood: characters, ruled lines, filled areas.

Coordinates are points from the top left of the page as it is displayed, y downwards. Everything here is plain data,
so that what makes sense of a page need not know what kind of file it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1: left, top, right, bottom."""


UNKNOWN = "\ufffd"
"""A character that is printed and whose meaning the file doesn't say."""


class Glyph(NamedTuple):
    """A printed character. ``text`` may be several letters (a ligature); ``base`` is where its line stands (the y of
    the baseline for text that runs to the right), ``size`` the height of its font. ``turn`` is the direction of
    reading in quarter turns, clockwise: 0 to the right, 1 downwards, 2 to the left (upside down), 3 upwards.
    ``order`` is its place among the characters, ``piece`` numbers the stretch of text that the file draws at once, in
    the order of drawing.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    turn: int = 0
    order: int = 0
    piece: int = 0

    @property
    def x(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """The middle."""
        return (self.y0 + self.y1) / 2


class Rule(NamedTuple):
    """A straight line along an axis: horizontal at y = ``at``, or vertical at x = ``at``, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The ruled lines of a page."""

    horizontal: tuple[Rule, ...] = ()
    vertical: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a page. ``number`` counts from 1. ``hidden`` is text that is there and does not show (invisible,
    white, covered, outside the page), ``slanted`` text that is set askew (watermarks): neither is among ``glyphs``.
    ``unknown`` counts characters whose meaning the file doesn't say; ``pictured`` is the share of the page under
    pictures; ``is_cut_off``: text goes on beyond the paper's side.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: Rules
    hidden: str = ""
    slanted: str = ""
    unknown: int = 0
    pictured: float = 0.0
    is_cut_off: bool = False


# --- pages that are read sideways -------------------------------------------------------------------------


def turned(content: Content, turn: int) -> Content:
    """The page turned so that text of that direction runs to the right."""
    if turn == 0:
        return content
    width, height = (content.height, content.width) if turn % 2 else (content.width, content.height)
    glyphs = [_turned_glyph(glyph, turn, content) for glyph in content.glyphs]
    horizontal, vertical = [], []
    for rules, is_horizontal in ((content.rules.horizontal, True), (content.rules.vertical, False)):
        for at, start, end in rules:
            box = (start, at, end, at) if is_horizontal else (at, start, at, end)
            x0, y0, x1, y1 = turned_box(box, turn, content.width, content.height)
            if is_horizontal != bool(turn % 2):
                horizontal.append(Rule(y0, x0, x1))
            else:
                vertical.append(Rule(x0, y0, y1))
    return Content(
        content.number,
        width,
        height,
        tuple(glyphs),
        Rules(tuple(horizontal), tuple(vertical)),
        content.hidden,
        content.slanted,
        content.unknown,
        content.pictured,
        content.is_cut_off,
    )


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page of that size after turning it so that text of direction ``turn`` runs to the right."""
    x0, y0, x1, y1 = box
    if turn == 1:
        return y0, width - x1, y1, width - x0
    if turn == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 3:
        return height - y1, x0, height - y0, x1
    return box


def _turned_glyph(glyph: Glyph, turn: int, page: Content) -> Glyph:
    x0, y0, x1, y1 = turned_box(glyph[1:5], turn, page.width, page.height)
    direction = (glyph.turn - turn) % 4
    # The baseline of text that runs along y is an x; a box of no extent carries it over.
    if glyph.turn % 2:
        spot = (glyph.base, glyph.y0, glyph.base, glyph.y0)
    else:
        spot = (glyph.x0, glyph.base, glyph.x0, glyph.base)
    x, y, _, _ = turned_box(spot, turn, page.width, page.height)
    return glyph._replace(x0=x0, y0=y0, x1=x1, y1=y1, base=x if direction % 2 else y, turn=direction)
