"""Pages drawn for tests: ruled tables with figures in them, as pictures."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 1654, 2339  # A4 at 200 dpi


def page(rows: list[list[str]], *, cell: tuple[int, int] = (150, 60), size: int = 30, line: int = 2) -> Picture:
    """A page with one table; each row a list of cells' texts (``<`` goes on from the left, ``^`` from above)."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    wide, high = cell
    left, top = 200, 300
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x0, y0 = left + c * wide, top + r * high
            x1, y1 = x0 + wide, y0 + high
            if text != "^":
                draw.line((x0, y0, x1, y0), "black", line)
            if text != "<":
                draw.line((x0, y0, x0, y1), "black", line)
            if text in ("<", "^"):
                continue
            for n, part in enumerate(text.split("\n")):
                draw.text((x0 + 16, y0 + 12 + n * size), part, "black", font)
    right, bottom = left + wide * len(rows[0]), top + high * len(rows)
    draw.line((left, bottom, right, bottom), "black", line)
    draw.line((right, top, right, bottom), "black", line)
    return np.asarray(image, np.uint8).copy()


def turned(picture: Picture, degrees: float) -> Picture:
    """The picture askew."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), borderValue=(255, 255, 255)), np.uint8)


def photographed(picture: Picture) -> Picture:
    """The picture seen at a slant, on a dark desk: its upper left corner moved inwards the most."""
    done = cv2.warpPerspective(
        picture, _slant(), (WIDTH, HEIGHT), borderMode=cv2.BORDER_CONSTANT, borderValue=(60, 70, 80)
    )
    return np.asarray(done, np.uint8)


def seen_at(x: float, y: float) -> tuple[float, float]:
    """Where a place of a page stands when it is photographed."""
    there = _slant() @ np.array([x, y, 1.0])
    return float(there[0] / there[2]), float(there[1] / there[2])


def _slant() -> NDArray[np.float64]:
    x, y = 0.03 * WIDTH, 0.02 * HEIGHT
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    seen = np.array([[x, y], [WIDTH - 0.3 * x, 0.4 * y], [WIDTH, HEIGHT], [0.2 * x, HEIGHT - 0.5 * y]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, seen), np.float64)
