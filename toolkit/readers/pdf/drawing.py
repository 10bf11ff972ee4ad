"""What a PDF page draws besides letters: lines, areas, pictures; and how each stretch of text is drawn.

Borders of tables come in many makes: strokes, thin filled rectangles, outlines of cells, pictures one pixel high, dots
in a row. All become horizontal and vertical rules; slanted and curved lines are none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.model import Unreadable
from toolkit.readers.page.model import Box, Rule
from toolkit.readers.pdf.calls import address, calls, floats, whole_numbers
from toolkit.readers.pdf.file import Deadline

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_OBJECTS = 100_000
"""Things drawn on one page; a page of a report has some hundreds, one letter each at the most some thousands."""
MOST_POINTS = 400_000
DEEPEST = 12
"""Forms within forms."""

_THIN = 3.5  # points: a filled area no wider is a line
_ALONG = 0.02  # a line that rises less than this share of its length runs along an axis
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_OUTLINED = 1  # text render modes
_INVISIBLE = (3, 7)
_PAPER = (255, 255, 255)

Colour = tuple[int, int, int]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Area(NamedTuple):
    """A filled area in the file's own coordinates, at its place in the order of drawing. ``colour`` is None for a
    picture; ``covers``: nothing under it shows.
    """

    box: Box
    order: int
    colour: Colour | None
    covers: bool


class Ink(NamedTuple):
    """How a stretch of text is drawn: at what place in the order, and its colour; None if it doesn't show at all.
    Outside of ``clip`` nothing of it shows. ``matrix`` is of the form that it is drawn in.
    """

    order: int
    colour: Colour | None
    clip: Box | None = None
    matrix: Matrix = _IDENTITY


@dataclass
class Drawing:
    """A page's lines and areas in the file's own coordinates (y upwards), and the ink of each text object."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    inks: dict[int, Ink] = field(default_factory=dict)


def drawing_of(page: PdfPage, page_box: Box, name: str, deadline: Deadline) -> Drawing:
    """Everything that a page draws, forms opened. ``page_box`` is the visible part of the page.

    Raises:
        Unreadable: for a page of so many things that it can be no report.
    """
    reader = _Reader(page_box, name, deadline)
    reader.page(page)
    return reader.drawing


def lost_at(drawn: int, matrix: Matrix) -> tuple[float, float] | None:
    """Where a stretch of text begins of which PDFium says no character, if it is set in a font that is neither in the
    file nor on this machine; None for blanks.
    """
    pdfium, bounds = calls(), floats(4)
    pdfium.FPDFPageObj_GetBounds(drawn, *bounds.at)
    left, bottom, right, top = bounds.numbers
    if left != right or bottom != top or pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(drawn)) == 1:
        return None
    x, y, _, _ = _box_in(matrix, (left, bottom, right, top))
    return x, y


class _Reader:
    """Walks the objects; counts them, as a hostile file may have any number."""

    def __init__(self, page_box: Box, name: str, deadline: Deadline) -> None:
        self._pdfium = calls()
        self._page_box = page_box
        self._name = name
        self._deadline = deadline
        self._order = 0
        self._points = 0
        self._floats = floats(6)
        self._numbers = whole_numbers(4)
        self.drawing = Drawing()

    def page(self, page: PdfPage) -> None:
        where = address(page.raw)
        count = self._pdfium.FPDFPage_CountObjects(where)
        self._count(count)
        objects = list(map(self._pdfium.FPDFPage_GetObject, itertools.repeat(where), range(count)))
        kinds = list(map(self._pdfium.FPDFPageObj_GetType, objects))
        looks = self._looks([drawn for drawn, kind in zip(objects, kinds, strict=True) if kind == _TEXT])
        for drawn, kind in zip(objects, kinds, strict=True):
            if kind == _TEXT:
                self._order += 1
                self.drawing.inks[drawn] = Ink(self._order, *next(looks))
            else:
                self._object(drawn, kind, _IDENTITY, 0)

    def _looks(self, texts: list[Any]) -> Iterator[tuple[Colour | None, Box | None]]:
        """The colour of each stretch of text, None if it doesn't show, and what it is clipped to; all asked at once."""
        pdfium = self._pdfium
        numbers = whole_numbers(4 * len(texts))
        at = (numbers.at[n::4] for n in range(4))
        are_plain = list(map(pdfium.FPDFPageObj_GetFillColor, texts, *at))
        clips = map(pdfium.FPDFClipPath_CountPaths, map(pdfium.FPDFPageObj_GetClipPath, texts))
        fills = iter(numbers.numbers)
        modes = map(pdfium.FPDFTextObj_GetTextRenderMode, texts)
        rows = zip(texts, modes, are_plain, fills, fills, fills, fills, clips, strict=True)
        for number, (drawn, mode, is_plain, r, g, b, alpha, clip) in enumerate(rows):
            if number % 1000 == 0:
                self._deadline.check()
            fill = (r, g, b) if alpha else None
            is_usual = is_plain and mode not in _INVISIBLE and mode != _OUTLINED
            yield fill if is_usual else self._ink(drawn), self._clip(drawn) if clip > 0 else None

    def _count(self, more: int) -> None:
        if self._order + more > MOST_OBJECTS:
            why = f"有一页上画了超过 {MOST_OBJECTS} 个对象，不像正常的年度报告，未读取；请用 PDF 阅读器另存后再读"
            raise Unreadable(self._name, why)

    def _object(self, drawn: Any, kind: int, matrix: Matrix, depth: int) -> None:
        self._order += 1
        if self._order % 1000 == 0:
            self._deadline.check()
        if kind == _TEXT:
            self.drawing.inks[drawn] = Ink(self._order, self._ink(drawn), None, matrix)
        elif kind == _PATH:
            self._path(drawn, matrix)
        elif kind in (_IMAGE, _SHADING):
            self._picture(drawn, matrix)
        elif kind == _FORM and depth < DEEPEST:
            inner = _times(self._matrix_of(drawn), matrix)
            count = max(0, self._pdfium.FPDFFormObj_CountObjects(drawn))
            self._count(count)
            for number in range(count):
                part = self._pdfium.FPDFFormObj_GetObject(drawn, number)
                self._object(part, self._pdfium.FPDFPageObj_GetType(part), inner, depth + 1)

    # --- what one object is like --------------------------------------------------------------------------

    def _matrix_of(self, drawn: Any) -> Matrix:
        if not self._pdfium.FPDFPageObj_GetMatrix(drawn, self._floats.at[0]):
            return _IDENTITY
        a, b, c, d, e, f = self._floats.numbers
        return a, b, c, d, e, f

    def _ink(self, drawn: Any) -> Colour | None:
        mode = self._pdfium.FPDFTextObj_GetTextRenderMode(drawn)
        if mode in _INVISIBLE:
            return None
        colour = self._colour(drawn, stroke=mode == _OUTLINED)
        return (0, 0, 0) if colour is None else colour[0] if colour[1] else None

    def _colour(self, drawn: Any, *, stroke: bool) -> tuple[Colour, int] | None:
        """Colour and opacity (0 to 255); None where it is no plain colour."""
        get = self._pdfium.FPDFPageObj_GetStrokeColor if stroke else self._pdfium.FPDFPageObj_GetFillColor
        if not get(drawn, *self._numbers.at):
            return None
        r, g, b, alpha = self._numbers.numbers
        return (r, g, b), alpha

    def _bounds(self, drawn: Any, matrix: Matrix) -> Box:
        if not self._pdfium.FPDFPageObj_GetBounds(drawn, *self._floats.at[:4]):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top, _, _ = self._floats.numbers
        return _box_in(matrix, (left, bottom, right, top))

    # --- pictures and paths -------------------------------------------------------------------------------

    def _picture(self, drawn: Any, matrix: Matrix) -> None:
        box = self._clipped(self._bounds(drawn, matrix), drawn)
        if box is None:
            return
        if not self._as_rule(box):
            self.drawing.areas.append(Area(box, self._order, None, covers=False))

    def _path(self, drawn: Any, matrix: Matrix) -> None:
        self._pdfium.FPDFPath_GetDrawMode(drawn, *self._numbers.at[:2])
        filled, stroked, _, _ = self._numbers.numbers
        fill = self._colour(drawn, stroke=False) if filled else None
        stroke = self._colour(drawn, stroke=True) if stroked else None
        if filled:
            if self._pdfium.FPDFPath_CountSegments(drawn) <= 5:
                boxes = [self._bounds(drawn, matrix)]
            else:
                boxes = [_bounds_of(points) for points, _ in self._outlines(drawn, matrix)]
            for box in boxes:
                self._fill(drawn, box, fill)
        if stroked and (stroke is None or stroke[1]):
            self._stroke(drawn, matrix, stroke[0] if stroke else (0, 0, 0))

    def _fill(self, drawn: Any, outline: Box, fill: tuple[Colour, int] | None) -> None:
        box = self._clipped(outline, drawn)
        if box is None or (fill is not None and not fill[1]):
            return
        colour = fill[0] if fill else (128, 128, 128)
        if _is_thin(box):
            if self._shows(box, colour):
                self._as_rule(box)
            return
        is_opaque = fill is not None and fill[1] == 255 and not self._pdfium.FPDFPageObj_HasTransparency(drawn)
        self.drawing.areas.append(Area(box, self._order, colour, covers=is_opaque))

    def _stroke(self, drawn: Any, matrix: Matrix, colour: Colour) -> None:
        self._pdfium.FPDFPageObj_GetStrokeWidth(drawn, self._floats.at[0])
        width = self._floats.numbers[0]
        a, b, c, d, _, _ = _times(self._matrix_of(drawn), matrix)
        width *= abs(a * d - b * c) ** 0.5
        for points, is_closed in self._outlines(drawn, matrix):
            ends = [*points[1:], *points[:1]] if is_closed else points[1:]
            for (x0, y0), (x1, y1) in zip(points, ends, strict=False):
                run, rise = abs(x1 - x0), abs(y1 - y0)
                if max(run, rise) == 0 or min(run, rise) > max(0.6, _ALONG * max(run, rise)):
                    continue
                flat = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                box = self._clipped(flat, drawn)
                if box is None:
                    continue
                if width > 2 * _THIN:  # so broad a line is drawn for an area
                    self.drawing.areas.append(Area(_widened(box, width, run > rise), self._order, colour, True))
                elif self._shows(box, colour):
                    self._as_rule(box)

    def _shows(self, box: Box, colour: Colour) -> bool:
        """Whether a line shows: one as white as the paper does only over something that isn't."""
        if min(colour) < 250:
            return True
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(
            _holds(area.box, x, y) and (area.colour is None or min(area.colour) < 250) for area in self.drawing.areas
        )

    def _as_rule(self, box: Box) -> bool:
        """Take a box that is thin for a line; whether it is one."""
        x0, y0, x1, y1 = box
        if not _is_thin(box):
            return False
        # A dot may be part of a line either way.
        if y1 - y0 <= _THIN:
            self.drawing.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
        if x1 - x0 <= _THIN:
            self.drawing.vertical.append(Rule((x0 + x1) / 2, y0, y1))
        return True

    def _outlines(self, drawn: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The corners of each stretch of a path, and whether it closes. Curves are left out: they part stretches."""
        pdfium = self._pdfium
        a, b, c, d, e, f = _times(self._matrix_of(drawn), matrix)
        spot = floats(2)  # a caller may ask for more between two points
        x_at, y_at = spot.at
        points: list[tuple[float, float]] = []
        count = pdfium.FPDFPath_CountSegments(drawn)
        self._points += count
        if self._points > MOST_POINTS:
            why = f"有一页上的线条超过 {MOST_POINTS} 段，不像正常的年度报告，未读取；请用 PDF 阅读器另存后再读"
            raise Unreadable(self._name, why)
        for number in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x_at, y_at)
            x, y = spot.numbers
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind != 0 and len(points) > 1:  # a move or a curve
                yield points, False
                points = []
            if kind != 0:
                points = [point]
                continue
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield points, True
                points = [points[0]]
        if len(points) > 1:
            yield points, False

    def _clipped(self, box: Box, drawn: Any) -> Box | None:
        """What shows of a box, within the page and the object's clipping; None if nothing does."""
        x0, y0, x1, y1 = box
        for clip in (self._page_box, *self._clips(drawn)):
            x0, y0, x1, y1 = max(x0, clip[0]), max(y0, clip[1]), min(x1, clip[2]), min(y1, clip[3])
        return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None

    def _clip(self, drawn: Any) -> Box | None:
        """What text is clipped to; None where it isn't."""
        box: Box | None = None
        for x0, y0, x1, y1 in self._clips(drawn):
            box = (max(box[0], x0), max(box[1], y0), min(box[2], x1), min(box[3], y1)) if box else (x0, y0, x1, y1)
        return box

    def _clips(self, drawn: Any) -> Iterator[Box]:
        pdfium = self._pdfium
        path = pdfium.FPDFPageObj_GetClipPath(drawn)
        x_at, y_at, *_ = self._floats.at
        for number in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
            points = []
            for place in range(min(64, max(0, pdfium.FPDFClipPath_CountPathSegments(path, number)))):
                pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, number, place), x_at, y_at)
                x, y, _, _, _, _ = self._floats.numbers
                points.append((x, y))
            if points:
                yield _bounds_of(points)


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _widened(box: Box, width: float, is_horizontal: bool) -> Box:
    x0, y0, x1, y1 = box
    half = width / 2
    return (x0, y0 - half, x1, y1 + half) if is_horizontal else (x0 - half, y0, x1 + half, y1)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _bounds_of(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does the first and then the other."""
    if then is _IDENTITY:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _box_in(matrix: Matrix, box: Box) -> Box:
    if matrix is _IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    return _bounds_of([(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)])


# --- what shows -------------------------------------------------------------------------------------------

_BAND = 24.0


class Areas:
    """A page's filled areas, to be asked what lies under or over a spot."""

    def __init__(self, areas: list[Area], page_box: Box) -> None:
        self._bands: dict[int, list[Area]] = {}
        self._everywhere: list[Area] = []
        height = page_box[3] - page_box[1]
        for area in areas:
            if area.box[3] - area.box[1] > height / 2:
                self._everywhere.append(area)
                continue
            for band in range(int(area.box[1] // _BAND), int(area.box[3] // _BAND) + 1):
                self._bands.setdefault(band, []).append(area)

    def _at(self, x: float, y: float) -> list[Area]:
        near = self._bands.get(int(y // _BAND))
        if not near and not self._everywhere:
            return []
        return [
            area
            for areas in (self._everywhere, near or ())
            for area in areas
            if area.box[0] <= x <= area.box[2] and area.box[1] <= y <= area.box[3]
        ]

    def may_hide(self, ink: Ink, low: float | None, high: float) -> bool:
        """Whether text of that ink may not show somewhere between two heights; at any height where there are none."""
        if self._everywhere or ink.clip is not None:
            return True
        if self._bands and (
            low is None or any(band in self._bands for band in range(int(low // _BAND), int(high // _BAND) + 1))
        ):
            return True
        return not self._is_seen_over(ink, _PAPER)

    def is_seen(self, ink: Ink, x: float, y: float) -> bool:
        """Whether text of that ink shows at a spot: not clipped away, not covered later, and not of the colour of what
        is under it.
        """
        if ink.colour is None or (ink.clip is not None and not _holds(ink.clip, x, y)):
            return False
        under: Area | None = None
        for area in self._at(x, y) if self._bands or self._everywhere else ():
            if area.order > ink.order:
                if area.covers:
                    return False
            elif under is None or area.order > under.order:
                under = area
        if under is not None and under.colour is None:
            return True
        return self._is_seen_over(ink, under.colour if under is not None and under.colour else _PAPER)

    @staticmethod
    def _is_seen_over(ink: Ink, ground: Colour) -> bool:
        if ink.colour is None:
            return False
        (r, g, b), (r0, g0, b0) = ink.colour, ground
        return abs(r - r0) > 12 or abs(g - g0) > 12 or abs(b - b0) > 12
