"""What stands in a cell: nothing, or lines of text, each cut out to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit.readers.scan.clean import Grey, Mask, Sheet

Box = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels of the sheet."""

_SPECK = 8  # pixels: dust is smaller both ways; a full stop too, which is not what makes a cell filled
_MINUS = 5  # pixels: no minus sign is shorter
_DUST = 90  # pixels of ink: so much dust in one cell may be the rest of print
_FAINT = 222  # of 255, smoothed: a trace of print that is no ink any more
_TRACE = 8  # faint pixels
_SOFT = 205  # of 255: as light as the thinnest strokes of letters become
_STAMPED = 0.02  # of a cell: so much red ink may hide what is printed
_STAMP_NEAR = 3  # pixels: red ink so near a line may have taken some of it away, or left some of itself
_JOINING = 185  # of 255: what hangs together in so light a grey is one sign, and what is apart in it another
_POINT = 0.3  # of a letter's height: no point or comma is bigger


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line in a cell: its box, the boxes of its blobs of ink from the left, and whether ink runs into the edge.

    ``soft`` are its blobs with grey pixels counted as ink too: a thin stroke that breaks a sign in two is whole there,
    but signs that nearly touch are one.
    ``traced``: over or under a flat line stands what is too faint for ink: it is the rest of a sign, and no dash.
    ``stamped``: red ink was taken out of it or close by. ``points`` are the boxes of small pieces of ink on its base
    line that hang together with no other sign.
    """

    box: Box
    blobs: tuple[Box, ...]
    soft: tuple[Box, ...]
    cut: bool
    traced: bool
    stamped: bool
    points: tuple[Box, ...]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class CellInk:
    """The lines in a cell. ``trace``: no line, but something stands there that is more than dust."""

    lines: tuple[TextLine, ...]
    trace: bool


def ink_in(sheet: Sheet, box: Box, em: float) -> CellInk:
    """The ink within a box. ``em`` is the height of the page's letters in pixels."""
    x0, y0, x1, y1 = box
    if x1 - x0 < 4 or y1 - y0 < 4:
        return CellInk((), trace=False)
    ink = sheet.ink[y0:y1, x0:x1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = ink.shape
    kept = []
    dust = 0
    for label in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[label])
        if _is_edge(x, y, w, h, width, height):
            continue
        if _is_dust(w, h):
            dust += area
        else:
            kept.append((x, y, x + w, y + h))
    del labels
    if not kept:
        return CellInk((), trace=dust > _DUST or _is_faint(sheet, box) or _is_stamped(sheet, box))
    lines = []
    bands = _line_bands(kept, ink, em)
    if len(bands) == 1:
        bands = [_with_thin_strokes(bands[0], sheet.grey[y0:y1, x0:x1], em)]
    for top, bottom in bands:
        blobs = sorted(blob for blob in kept if top <= (blob[1] + blob[3]) / 2 < bottom)
        if not blobs:
            continue
        left, right = min(b[0] for b in blobs), max(b[2] for b in blobs)
        up, down = (top, bottom) if len(bands) == 1 else _within(top, bottom, blobs)
        cut = any(b[0] == 0 or b[2] == width or b[1] == 0 or b[3] == height for b in blobs)
        # Thin strokes at a line's ends may be too light for ink.
        soft = _soft_blobs(sheet.grey, (x0, y0 + up, x1, y0 + down))
        soft = tuple(b for b in soft if not _is_edge(b[0] - x0, b[1] - y0, b[2] - b[0], b[3] - b[1], width, height))
        near = [b for b in soft if b[2] > x0 + left - em and b[0] < x0 + right + em]
        left, right = min([left, *(b[0] - x0 for b in near)]), max([right, *(b[2] - x0 for b in near)])
        line = (x0 + left, y0 + up, x0 + right, y0 + down)
        strict = tuple((x0 + b[0], y0 + b[1], x0 + b[2], y0 + b[3]) for b in _joined(blobs))
        traced, stamped = _is_rest(sheet, line, box, em), _is_stamped_near(sheet, line)
        lines.append(TextLine(line, strict, soft, cut, traced, stamped, _points(sheet, line, em)))
    return CellInk(tuple(lines), trace=False)


def _within(top: int, bottom: int, blobs: Sequence[Box]) -> tuple[int, int]:
    return max(top, min(b[1] for b in blobs)), min(bottom, max(b[3] for b in blobs))


def _with_thin_strokes(band: tuple[int, int], grey: Grey, em: float) -> tuple[int, int]:
    """The only line of a cell, with strokes over and under it that are too light for ink: of a 2 the foot alone may be
    ink, and would look like a dash.
    """
    top, bottom = band
    low, high = max(0, round(top - 0.8 * em)), min(grey.shape[0], round(bottom + 0.8 * em))
    for _, y0, _, y1 in _soft_blobs(grey[low:high], (0, 0, grey.shape[1], high - low)):
        if y0 > 0 and y1 < high - low:  # what touches the edge is a line's shadow
            top, bottom = min(top, low + y0), max(bottom, low + y1)
    return top, bottom


def _is_dust(width: int, height: int) -> bool:
    """Whether a component is so small that it may be dust. A minus sign is small too, but flat, as dust is not."""
    return max(width, height) < _SPECK and not (width >= _MINUS and width >= 1.6 * height)


def _is_edge(x: int, y: int, w: int, h: int, width: int, height: int) -> bool:
    """Whether a component is what is left of a line along the cell's edge."""
    upright = w <= 4 and (x <= 2 or x + w >= width - 2) and h > 2 * w
    level = h <= 4 and (y <= 2 or y + h >= height - 2) and w > 2 * h
    return upright or level


def _is_faint(sheet: Sheet, box: Box) -> bool:
    x0, y0, x1, y1 = box[0] + 3, box[1] + 3, box[2] - 3, box[3] - 3
    if x1 - x0 < _SPECK or y1 - y0 < _SPECK:
        return False
    soft = cv2.GaussianBlur(sheet.grey[y0:y1, x0:x1], (0, 0), 1.5)
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.where(soft < _FAINT, 255, 0).astype(np.uint8))
    return any(max(int(s[2]), int(s[3])) >= _SPECK + 4 for s in stats[1:count])


def _is_rest(sheet: Sheet, line: Box, cell: Box, em: float) -> bool:
    """Whether a flat line is the rest of a sign of which more can be seen faintly."""
    if line[3] - line[1] > 0.3 * em:
        return False
    reach = round(0.8 * em)
    over = (line[0], max(cell[1] + 2, line[1] - reach), line[2], line[1] - 2)
    under = (line[0], line[3] + 2, line[2], min(cell[3] - 2, line[3] + reach))
    for x0, y0, x1, y1 in (over, under):
        if y1 - y0 > 3 and x1 > x0:
            soft = cv2.GaussianBlur(sheet.grey[y0:y1, x0:x1], (0, 0), 1.5)
            if np.count_nonzero(soft < _FAINT) > _TRACE:
                return True
    return False


def _is_stamped(sheet: Sheet, box: Box) -> bool:
    x0, y0, x1, y1 = box
    return float(np.count_nonzero(sheet.stamp[y0:y1, x0:x1])) > _STAMPED * (x1 - x0) * (y1 - y0)


def _is_stamped_near(sheet: Sheet, line: Box) -> bool:
    x0, y0, x1, y1 = line
    near = sheet.stamp[max(0, y0 - _STAMP_NEAR) : y1 + _STAMP_NEAR, max(0, x0 - _STAMP_NEAR) : x1 + _STAMP_NEAR]
    return bool(near.any())


def _points(sheet: Sheet, line: Box, em: float) -> tuple[Box, ...]:
    """The small pieces on a line's base line that stand apart: the tail of a 3 may be parted from it in ink, but not in
    grey.
    """
    x0, y0, x1, y1 = line
    bottom = y1 + round(0.2 * em)
    mask = np.where(sheet.grey[y0:bottom, x0:x1] < _JOINING, 255, 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    ink = sheet.ink[y0:bottom, x0:x1] > 0
    found = []
    for label in range(1, count):
        x, y, w, h = (int(value) for value in stats[label][:4])
        is_small = max(w, h) <= _POINT * em and y0 + y >= y1 - 1.2 * _POINT * em
        if is_small and np.count_nonzero(ink[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == label)) >= 3:
            found.append((x0 + x, y0 + y, x0 + x + w, y0 + y + h))
    return tuple(found)


def _line_bands(blobs: Sequence[Box], ink: Mask, em: float) -> list[tuple[int, int]]:
    """Where lines of text lie, from the top: rows of ink parted by white, parts of one letter together."""
    height = ink.shape[0]
    rows = np.zeros(height, bool)
    for _, y0, _, y1 in blobs:
        rows[y0:y1] = True
    edges = np.flatnonzero(np.diff(np.concatenate(([False], rows, [False])).astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    bands: list[tuple[int, int]] = []
    for top, bottom in runs:
        if bands and bottom - bands[-1][0] <= 1.3 * em and top - bands[-1][1] < 0.45 * em:
            bands[-1] = (bands[-1][0], bottom)
        else:
            bands.append((top, bottom))
    return [part for band in bands for part in _parted(band, ink, em)]


def _parted(band: tuple[int, int], ink: Mask, em: float) -> list[tuple[int, int]]:
    """A band too high for one line, parted where there is least ink."""
    top, bottom = band
    if bottom - top <= 1.75 * em:
        return [band]
    sums = (ink[top:bottom] > 0).sum(axis=1).astype(np.float64)
    sums = np.convolve(sums, np.ones(3) / 3, "same")
    low, high = round(0.7 * em), min(round(1.5 * em), bottom - top - round(0.5 * em))
    if high <= low:
        return [band]
    at = top + low + int(sums[low:high].argmin())
    return [(top, at), *_parted((at, bottom), ink, em)]


def _joined(blobs: Sequence[Box]) -> list[Box]:
    """Blobs that stand over one another are one: the dots and strokes of one sign."""
    joined: list[Box] = []
    for blob in sorted(blobs):
        if joined and blob[0] < joined[-1][2] - 1:
            last = joined[-1]
            joined[-1] = (last[0], min(last[1], blob[1]), max(last[2], blob[2]), max(last[3], blob[3]))
        else:
            joined.append(blob)
    return joined


def _soft_blobs(grey: Grey, box: Box) -> tuple[Box, ...]:
    x0, y0, x1, y1 = box
    mask = np.where(grey[y0:y1, x0:x1] < _SOFT, 255, 0).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    blobs = [
        (int(s[0]), int(s[1]), int(s[0] + s[2]), int(s[1] + s[3]))
        for s in stats[1:]
        if not _is_dust(int(s[2]), int(s[3]))
    ]
    return tuple((x0 + b[0], y0 + b[1], x0 + b[2], y0 + b[3]) for b in _joined(blobs))


def letter_height(ink: Mask, boxes: Sequence[Box]) -> float:
    """The height of a Chinese letter in cells, in pixels: that of nearly the highest components."""
    heights: list[int] = []
    for x0, y0, x1, y1 in boxes:
        if x1 - x0 < 4 or y1 - y0 < 4:
            continue
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink[y0:y1, x0:x1], connectivity=8)
        heights += [int(s[3]) for s in stats[1:] if _SPECK <= s[3] <= 60 and _SPECK // 2 <= s[2] <= 70]
    return float(np.percentile(heights, 85)) if heights else 26.0


def cut_out(grey: Grey, box: Box, height: float, margin: float) -> Grey:
    """A line's picture with white around: the box, at least ``height`` high, and ``margin`` of that on each side."""
    x0, y0, x1, y1 = box
    high = max(height, y1 - y0)
    around = round(high * margin)
    above = round((high - (y1 - y0)) / 2) + around
    inner = grey[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1]
    white: NDArray[np.uint8] = np.full((inner.shape[0] + 2 * above, inner.shape[1] + 2 * (around + 4)), 255, np.uint8)
    white[above : above + inner.shape[0], around + 4 : around + 4 + inner.shape[1]] = inner
    return white
