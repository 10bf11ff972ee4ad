"""Drawn lines on a page: what runs level or upright for longer than a letter's stroke, breaks bridged."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit.readers.scan.clean import Grey, Mask

_LOOKED_AT = 25  # pixels along a line that are looked at together
_FAINTEST = 90  # of 255: how much darker than paper a line is
_WHOLE = 0.8  # of a stretch of a line must be there; letters along a line are not so dense
_BREAK = 17  # pixels that may be missing between two long pieces
_LONG = 60  # pixels: longer than any letter's stroke
_SHORTEST_LEVEL = 40  # pixels: longer than a letter's stroke in the text of tables
_SHORTEST_UPRIGHT = 26  # the height of a row of small print
_THICKEST = 14  # pixels; what is thicker is an area and no line


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of a page as masks: ``level`` those from left to right, ``upright`` those from top to bottom.

    ``dark`` is how much darker than paper each pixel is, of 255.
    """

    level: Mask
    upright: Mask
    dark: Grey


def rules_of(grey: Grey) -> Rules:
    """The drawn lines of an evened, levelled page."""
    dark = 255 - grey
    level = _lines(dark, _SHORTEST_LEVEL)
    upright = _lines(np.ascontiguousarray(dark.T), _SHORTEST_UPRIGHT).T
    return Rules(level, np.ascontiguousarray(upright), dark)


def _lines(dark: NDArray[np.uint8], shortest: int) -> Mask:
    """Level lines in a picture of darkness."""
    # A line that is not quite level leaves its pixel row: three rows are taken together.
    thick = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    along = cv2.blur(np.where(thick > _FAINTEST, 255, 0).astype(np.uint8), (_LOOKED_AT, 1))
    mask = np.where((along > _WHOLE * 255) & (thick > _FAINTEST), 255, 0).astype(np.uint8)
    # At its ends a line fills half a stretch only: what is lost there is given back.
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8)), np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, shortest - 12), np.uint8)), np.uint8)
    grown = cv2.dilate(mask, np.ones((1, 25), np.uint8))
    mask = np.asarray(np.where((grown > 0) & (thick > _FAINTEST), 255, 0), np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8)), np.uint8)
    # Breaks are bridged between long pieces only: letters above one another are no line.
    long = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, _LONG), np.uint8))
    mask = mask | np.asarray(cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((1, _BREAK), np.uint8)), np.uint8)
    areas = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((_THICKEST + 3, 1), np.uint8))
    return np.asarray(np.where(areas > 0, 0, mask), np.uint8)
