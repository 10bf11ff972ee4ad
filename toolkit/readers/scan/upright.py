"""A picture the right way up, and one page at a time: quarter turns told by reading, two pages on one sheet parted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit.readers.scan.clean import Colour, Grey, evened, ink_of
from toolkit.readers.scan.model import find_text, read_lines

Matrix = NDArray[np.float64]

_LONG_SIDE = 2000  # pixels of the picture in which lines are read to tell its way up
_LINES = 8  # lines are enough to tell
_LENGTH = 10  # times its height: so much of a line is
_SURE = 0.85  # mean score of Chinese lines that are read the right way up
_LEAST = 0.5  # so low where no Chinese line is read
_ENOUGH = 4  # characters
_GUTTER = 0.02  # of the width: the white between two pages is wider
_CLEAR = 0.004  # of the height: so much ink in a column of the gutter is dust


def upright(picture: Colour) -> tuple[Colour, Matrix]:
    """The picture turned so that its text is read from left to right, and what leads from its pixels to those of the
    picture as it came. A picture without text stays as it is.
    """
    scale = min(1.0, _LONG_SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture[:, :, 0], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = evened(np.asarray(small, np.uint8))
    boxes = find_text(grey, 960)
    wide = sum(x1 - x0 for x0, y0, x1, y1 in boxes if x1 - x0 > 1.5 * (y1 - y0))
    tall = sum(y1 - y0 for x0, y0, x1, y1 in boxes if y1 - y0 > 1.5 * (x1 - x0))
    if not wide and not tall:
        return picture, np.eye(3)
    ways = (0, 2, 1, 3) if wide >= tall else (1, 3, 0, 2)
    best, best_score = 0, _LEAST
    for quarters in ways:
        score = _legible(_longest(grey, boxes, quarters))
        if score > best_score:
            best, best_score = quarters, score
        # The other way up is worth a try unless this one is beyond doubt, the other two only if both are illegible.
        if best_score > _SURE or (quarters == ways[1] and best_score > _LEAST):
            break
    return _turned(picture, best)


def _longest(grey: Grey, boxes: Sequence[tuple[int, int, int, int]], quarters: int) -> list[Grey]:
    """The longest lines, as much of each as is read, turned by so many quarters anticlockwise."""
    lines = [np.rot90(grey[y0:y1, x0:x1], quarters) for x0, y0, x1, y1 in boxes]
    lines = [line for line in lines if line.shape[1] > 1.5 * line.shape[0]]
    longest = sorted(lines, key=lambda line: -line.shape[1])[:_LINES]
    return [np.ascontiguousarray(line[:, : _LENGTH * line.shape[0]]) for line in longest]


def _legible(lines: Sequence[Grey]) -> float:
    """How surely lines are read, by the mean score of their Chinese characters: digits can be read upside down. 0 where
    hardly any are.
    """
    characters = [c for reading in read_lines(lines) for c in reading.characters]
    scores = [c.score for c in characters if "㐀" <= c.text <= "鿿"]
    return sum(scores) / len(scores) if len(scores) >= _ENOUGH else 0.0


def _turned(picture: Colour, quarters: int) -> tuple[Colour, Matrix]:
    height, width = picture.shape[:2]
    back = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
    }[quarters]
    return np.ascontiguousarray(np.rot90(picture, quarters)), np.array(back, np.float64)


def single_pages(picture: Colour, back: Matrix) -> Iterator[tuple[Colour, Matrix]]:
    """The pages on an upright picture, each with what leads back: two where a white gutter parts a broad sheet."""
    gutter = _gutter(picture)
    if gutter is None:
        yield picture, back
        return
    yield np.ascontiguousarray(picture[:, :gutter]), back
    moved = np.array([[1, 0, gutter], [0, 1, 0], [0, 0, 1]], np.float64)
    yield np.ascontiguousarray(picture[:, gutter:]), back @ moved


def _gutter(picture: Colour) -> int | None:
    height, width = picture.shape[:2]
    if width < 1.2 * height:
        return None
    scale = 1000 / width
    small = cv2.resize(picture[:, :, 0], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = ink_of(evened(np.asarray(small, np.uint8))) > 0
    columns = ink.sum(axis=0) / ink.shape[0]
    # A fold's shadow is a line from top to bottom, and no text.
    clear = (columns < _CLEAR) | (columns > 0.8)
    middle = range(400, 600)
    best = (0, 0)
    start: int | None = None
    for place in (*middle, None):
        if place is not None and clear[place]:
            start = place if start is None else start
            continue
        if start is not None:
            end = place if place is not None else middle.stop
            best = max(best, (end - start, (start + end) // 2))
        start = None
    if best[0] < _GUTTER * 1000 or not (columns[:400] > _CLEAR).any() or not (columns[600:] > _CLEAR).any():
        return None
    return int(best[1] / scale)
