"""A PDF page into what stands on it: characters that show, rules, in points from the top left as displayed."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.model import Unreadable
from toolkit.readers.page.model import UNKNOWN, Box, Content, Glyph, Rule, Rules
from toolkit.readers.pdf.calls import address, calls, doubles, floats
from toolkit.readers.pdf.drawing import Area, Areas, Drawing, Ink, drawing_of, lost_at
from toolkit.readers.pdf.file import Deadline
from toolkit.readers.pdf.radicals import plain

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_CHARACTERS = 60_000
"""On one page; a full page of a report has some 1500."""
_ASKEW = 0.2  # radians: text that leans more is a watermark
_A4: Box = (0.0, 0.0, 595.0, 842.0)
_WIDEST = 1e6  # points
_PICTURE = 0.8  # share of the page that a picture has to cover to be the page
_LOOSE = 2.5  # times its size: no letter's box is so wide or high
_OVER = 1.0  # points: the box of a letter that stands on the paper reaches no farther over its side
_HALF = 0.55  # of a letter's height
_SIDE = 0.25  # of its width
_BELOW = 0.14  # of its size: how far a letter reaches below its line
_NO_CHARACTERS = (0xFFFD, 0xFFFE, 0xFFFF)
_BLANKS = frozenset((9, 10, 13, 32))
_MADE_UP = frozenset((2, 0x2D, 0xAD))
_PRINT_NOTHING = ("Zs", "Zl", "Zp", "Cc", "Cf")
_LOST_SIZE = 6.0  # points: of a character that is drawn and of which nothing is known but where it begins
_MOST_LOST = 0.05  # share of a page's characters
_NO_FONT = "所用的字体没有嵌入文件，取不出文字；请对方另存为嵌入字体的 PDF，或找原来的 Word 文件来读"
_HIDDEN_KEPT = 200  # characters of what doesn't show that are kept for the note

_CHECKED = 64  # stretches of text between two looks at the clock
_NO_INK = Ink(0, (0, 0, 0))

Place = Callable[[Box], Box]


def content_of(page: PdfPage, number: int, name: str, deadline: Deadline) -> Content:
    """What stands on a page (``number`` from 1).

    Raises:
        Unreadable: for a page of so many things that it can be no report.
    """
    page_box = _page_box(page)
    rotation = page.get_rotation() // 90
    drawing = drawing_of(page, page_box, name, deadline)
    place = _placing(page_box, rotation)
    width, height = page_box[2] - page_box[0], page_box[3] - page_box[1]
    if rotation % 2:
        width, height = height, width
    reading = _Characters(page_box, rotation, place, drawing)
    reading.read(page, name, deadline)
    reading.add_lost(deadline)
    if reading.lost > _MOST_LOST * (len(reading.glyphs) + len(reading.hidden)):
        raise Unreadable(name, _NO_FONT)
    if not (reading.glyphs or reading.hidden or reading.slanted):
        reading.unknown = len(drawing.inks)  # text is drawn, and nothing of it has come through
    return Content(
        number,
        width,
        height,
        tuple(reading.glyphs),
        _rules(drawing, place, rotation),
        "".join(reading.hidden[:_HIDDEN_KEPT]),
        "".join(reading.slanted[:_HIDDEN_KEPT]),
        reading.unknown,
        _pictured(drawing.areas, page_box),
        reading.goes_beyond or _reach_over(reading.glyphs, width),
    )


def _reach_over(glyphs: list[Glyph], width: float) -> bool:
    """Whether letters stand partly beyond the paper's sides."""
    lefts, rights = [glyph.x0 for glyph in glyphs], [glyph.x1 for glyph in glyphs]
    return bool(glyphs) and (min(lefts) < -_OVER or max(rights) > width + _OVER)


def _page_box(page: PdfPage) -> Box:
    """The visible part of the page: the crop box within the media box; a sheet of A4 where those are none."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    within = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return next((box for box in (within, media) if _is_sheet(box)), _A4)


def _is_sheet(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return 0 < width < _WIDEST and 0 < height < _WIDEST


def _placing(page_box: Box, rotation: int) -> Place:
    """From the file's coordinates to those of the page as it is displayed."""
    left, bottom, right, top = page_box
    if rotation == 1:
        return lambda box: (box[1] - bottom, box[0] - left, box[3] - bottom, box[2] - left)
    if rotation == 2:
        return lambda box: (right - box[2], box[1] - bottom, right - box[0], box[3] - bottom)
    if rotation == 3:
        return lambda box: (top - box[3], right - box[2], top - box[1], right - box[0])
    return lambda box: (box[0] - left, top - box[3], box[2] - left, top - box[1])


def _rules(drawing: Drawing, place: Place, rotation: int) -> Rules:
    flat, upright = [], []
    for rules, is_horizontal in ((drawing.horizontal, True), (drawing.vertical, False)):
        for at, start, end in rules:
            x0, y0, x1, y1 = place((start, at, end, at) if is_horizontal else (at, start, at, end))
            if is_horizontal != bool(rotation % 2):
                flat.append(Rule(y0, x0, x1))
            else:
                upright.append(Rule(x0, y0, y1))
    return Rules(tuple(flat), tuple(upright))


def _pictured(areas: list[Area], page_box: Box) -> float:
    """The share of the page under its pictures (which may overlap)."""
    whole = (page_box[2] - page_box[0]) * (page_box[3] - page_box[1])
    parts = [(a.box[2] - a.box[0]) * (a.box[3] - a.box[1]) for a in areas if a.colour is None]
    return min(1.0, sum(parts) / whole)


class _Characters:
    """Reads a page's characters."""

    def __init__(self, page_box: Box, rotation: int, place: Place, drawing: Drawing) -> None:
        self._page_box = page_box
        self._rotation = rotation
        self._place = place
        self._inks = drawing.inks
        self._areas = Areas([_as_cover(area, page_box) for area in drawing.areas], page_box)
        self.glyphs: list[Glyph] = []
        self.hidden: list[str] = []
        self.goes_beyond = False
        self.lost = 0
        self._found: set[int] = set()
        self.slanted: list[str] = []
        self.unknown = 0

    def read(self, page: PdfPage, name: str, deadline: Deadline) -> None:
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            if count > MOST_CHARACTERS:
                why = f"有一页上超过 {MOST_CHARACTERS} 个字，不像正常的年度报告，未读取"
                raise Unreadable(name, why)
            self._read(text_page.raw, count, deadline)
        finally:
            text_page.close()

    def _read(self, handle: Any, count: int, deadline: Deadline) -> None:
        said = _Said(address(handle), count)
        add, make = self.glyphs.append, tuple.__new__  # called for each character: what is looked up beforehand counts
        left, bottom, right, top = self._page_box
        is_plain, is_seen, may_hide = self._rotation == 0, self._areas.is_seen, self._areas.may_hide
        piece, drawn, is_doubtful = _Piece(-1, Ink(0, None), 0, 0.0), 0, True
        for number, code, at, start, is_unmapped, left_x, high, right_x, low in said.characters():
            text = chr(code) if 0x4E00 <= code <= 0x9FFF or 32 < code < 0x7F else _text_of(code)
            if not text:
                continue
            if at != piece.address:
                if start % _CHECKED == 0:
                    deadline.check()
                self._found.add(at)
                piece = said.piece(start, number, at, self._inks.get(at, _NO_INK))
                drawn = piece.ink.order or at
                is_doubtful = may_hide(piece.ink, None if piece.turn else low - piece.most, high + piece.most)
            if piece.turn < 0:
                self.slanted.append(text)
                continue
            line = piece.line
            if line is not None and 0 < right_x - left_x <= piece.most and 0 < high - low <= piece.most:
                x0, x1 = left_x, right_x
                y0, y1, base = line
            else:
                x0, y0, x1, y1, base = said.standing(number, (left_x, low, right_x, high), piece)
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            is_within = left <= x <= right and bottom <= y <= top
            if not is_within or (is_doubtful and not is_seen(piece.ink, x, y)):
                self.hidden.append(text)
                if not is_within and self.glyphs and self.glyphs[-1].piece == drawn:
                    self.goes_beyond = True  # words that begin on the paper
                continue
            if text == UNKNOWN or is_unmapped == 1:
                self.unknown += 1
                text = UNKNOWN
            if is_plain and piece.turn == 0:  # as nearly all are
                place = (
                    text,
                    x0 - left,
                    top - y1,
                    x1 - left,
                    top - y0,
                    top - base,
                    piece.size,
                    0,
                    number,
                    drawn,
                )
                add(make(Glyph, place))
            else:
                add(Glyph(text, *self._placed((x0, y0, x1, y1), base, piece), number, drawn))

    def add_lost(self, deadline: Deadline) -> None:
        """Put a character without meaning wherever text is drawn that PDFium leaves out: its cell is not blank."""
        for at, ink in self._inks.items():
            deadline.check()
            if at in self._found or ink.colour is None or (spot := lost_at(at, ink.matrix)) is None:
                continue
            x, y = spot
            x0, y0, x1, y1 = self._page_box
            if x0 <= x <= x1 and y0 <= y <= y1 and self._areas.is_seen(ink, x, y):
                self.lost += 1
                box = (x, y, x + _LOST_SIZE, y + _LOST_SIZE)
                placed = self._placed(box, y, _Piece(at, ink, 0, _LOST_SIZE))
                self.glyphs.append(Glyph(UNKNOWN, *placed, -ink.order, ink.order))

    def _placed(self, box: Box, base: float, piece: _Piece) -> tuple[float, float, float, float, float, float, int]:
        """A character's box, baseline, size and direction on the page as displayed."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        on_line = self._place((base, y, base, y) if piece.turn % 2 else (x, base, x, base))
        turn = (piece.turn + self._rotation) % 4
        return (*self._place(box), on_line[0] if turn % 2 else on_line[1], piece.size, turn)


class _Said:
    """What PDFium says of a page's characters, all asked at once."""

    def __init__(self, where: int, count: int) -> None:
        self._pdfium = calls()
        self._where = where
        self._count = count
        self._numbers = doubles(4)
        # Of the first character of each stretch of text: its number, how it is set, and where.
        self._starts: list[int] = []
        self._matrices: list[float] = []
        self._sizes: list[float] = []
        self._origins: list[float] = []

    def characters(self) -> Iterator[tuple[int, int, int, int, int, float, float, float, float]]:
        """Of each character its number, its code, the address of the text that it is of, the number of the stretch of
        such text, whether its code is not known (1), and its box: left, top, right, bottom.

        Without blanks: they are told by the distance between letters, as files may have none or several; and PDFium
        makes up some, and hyphens.
        """
        pdfium, where = self._pdfium, itertools.repeat(self._where)
        codes = list(map(pdfium.FPDFText_GetUnicode, where, range(self._count)))
        numbers = [number for number, code in enumerate(codes) if code not in _BLANKS]
        if not _MADE_UP.isdisjoint(codes):
            is_made_up = pdfium.FPDFText_IsGenerated
            numbers = [n for n in numbers if codes[n] not in _MADE_UP or not is_made_up(self._where, n)]
        boxes = floats(4 * len(numbers))
        deque(map(pdfium.FPDFText_GetLooseCharBox, where, numbers, boxes.at[::4]), maxlen=0)
        edges = list(boxes.numbers)
        holders = [holder or 0 for holder in map(pdfium.FPDFText_GetTextObject, where, numbers)]
        return zip(
            numbers,
            [codes[number] for number in numbers],
            holders,
            self._stretches(numbers, holders),
            map(pdfium.FPDFText_HasUnicodeMapError, where, numbers),
            edges[0::4],
            edges[1::4],
            edges[2::4],
            edges[3::4],
            strict=True,
        )

    def _stretches(self, numbers: list[int], holders: list[int]) -> list[int]:
        """The number of each character's stretch; how each is set is asked at once."""
        found: list[int] = []
        last = -1
        for number, holder in zip(numbers, holders, strict=True):
            if holder != last:
                self._starts.append(number)
                last = holder
            found.append(len(self._starts) - 1)
        where, count = itertools.repeat(self._where), len(self._starts)
        matrices, origins = floats(6 * count), doubles(2 * count)
        deque(map(self._pdfium.FPDFText_GetMatrix, where, self._starts, matrices.at[::6]), maxlen=0)
        deque(
            map(self._pdfium.FPDFText_GetCharOrigin, where, self._starts, origins.at[::2], origins.at[1::2]), maxlen=0
        )
        self._sizes = list(map(self._pdfium.FPDFText_GetFontSize, where, self._starts))
        self._matrices, self._origins = list(matrices.numbers), list(origins.numbers)
        return found

    def piece(self, start: int, number: int, at: int, ink: Ink) -> _Piece:
        """The stretch of text of that number, the first character of which that prints is given."""
        a, b, c, d = self._matrices[6 * start : 6 * start + 4]
        size = self._sizes[start] * (abs(d) if c == 0 else math.hypot(c, d))
        turn = 0 if a > 0 and b == 0 else _turn(a, b, c, d)
        is_first = number == self._starts[start]
        origin = (self._origins[2 * start], self._origins[2 * start + 1]) if is_first else None
        return _Piece(at, ink, turn, size, _LOOSE * size, origin)

    def standing(self, number: int, box: Box, piece: _Piece) -> tuple[float, float, float, float, float]:
        """The box of a character and its baseline, in the file's coordinates."""
        x0, y0, x1, y1 = box
        is_odd = max(x1 - x0, y1 - y0) > piece.most or x0 == x1 or y0 == y1
        if piece.base is not None and not is_odd:
            return (*_on_its_line(box, piece.base, piece.size, piece.turn), piece.base)
        x, y = piece.origin or self._origin(number)
        piece.origin = None  # the next character has another
        base, along = (x, y) if piece.turn % 2 else (y, x)
        if is_odd:  # as of fonts for vertical writing
            self._pdfium.FPDFText_GetCharBox(self._where, number, *self._numbers.at)
            x0, x1, y0, y1 = self._numbers.numbers
            return x0, y0, x1, y1, base
        low, high = (x0, x1) if piece.turn % 2 else (y0, y1)
        start, end = (y0, y1) if piece.turn % 2 else (x0, x1)
        # Text has its baseline in the lower half of its letters, or at least begins at their sides. Upright letters of
        # vertical text have none: theirs is over their middle.
        share, begin = (base - low) / (high - low), (along - start) / (end - start)
        if (1 - share if piece.turn in (2, 3) else share) > _HALF and _SIDE < begin < 1 - _SIDE:
            return x0, y0, x1, y1, base
        piece.base = base
        standing = _on_its_line(box, base, piece.size, piece.turn)
        if piece.turn == 0:
            piece.line = standing[1], standing[3], base
        return (*standing, base)

    def _origin(self, number: int) -> tuple[float, float]:
        self._pdfium.FPDFText_GetCharOrigin(self._where, number, *self._numbers.at[:2])
        return self._numbers.numbers[0], self._numbers.numbers[1]


@dataclass(slots=True)
class _Piece:
    """A stretch of text that the file draws at once: its ink, direction and size, and where its first character has its
    origin, as long as that is the next one. ``base`` is the place of its baseline
    (an x where it runs along y); None until it is known, and for upright letters of vertical text, which have none.
    ``line`` are bottom, top and baseline of text that runs to the right, once known; ``most`` is how wide and high a
    letter's box may be.
    """

    address: int
    ink: Ink
    turn: int
    size: float
    most: float = 0.0
    origin: tuple[float, float] | None = None
    base: float | None = None
    line: tuple[float, float, float] | None = None


def _on_its_line(box: Box, base: float, size: float, turn: int) -> Box:
    """The box as high as its letters are usually, from the baseline: what fonts say of themselves differs so much that
    letters on one line would seem to stand on several.
    """
    x0, y0, x1, y1 = box
    below, above = _BELOW * size, (1 - _BELOW) * size
    if turn == 0:
        return x0, base - below, x1, base + above
    if turn == 1:
        return base - below, y0, base + above, y1
    if turn == 2:
        return x0, base - above, x1, base + below
    return base - above, y0, base + below, y1


def _text_of(code: int) -> str:
    """The character of a code; nothing for one that prints as nothing."""
    if code < 32 or code in _NO_CHARACTERS or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return UNKNOWN
    text = chr(code)
    category = unicodedata.category(text)
    if category == "Cn":
        return UNKNOWN
    return "" if category in _PRINT_NOTHING else plain(text)


def _as_cover(area: Area, page_box: Box) -> Area:
    """A picture over the whole page hides the text that was drawn before it."""
    if area.colour is not None:
        return area
    x0, y0, x1, y1 = area.box
    whole = (page_box[2] - page_box[0]) * (page_box[3] - page_box[1])
    return area._replace(covers=(x1 - x0) * (y1 - y0) >= _PICTURE * whole)


def _turn(a: float, b: float, c: float, d: float) -> int:
    """The direction of text in quarter turns, clockwise; -1 if it is askew."""
    if a > 0 and b == 0:
        return 0
    if a == b == 0:
        a, b = d, -c
    angle = math.atan2(b, a)
    quarters = round(angle / (math.pi / 2))
    return -1 if abs(angle - quarters * math.pi / 2) > _ASKEW else -quarters % 4
