"""A page's picture made even: grey without coloured stamps, white paper, dark ink, at one scale, lines level."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit.readers.scan.flat import slant

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]
Mask = NDArray[np.uint8]
"""0, or 255 where something is."""

LONG_SIDE = 2400
"""Pixels of a page's long side as it is worked on: an A4 page at about 205 dpi."""
_STEEPEST = 4.0  # degrees that a page may lie askew
_LEVEL = 0.02  # degrees: what lies less askew is level
_RED = 0.45  # logarithm of red over green (or blue): so much more is a red ink
_LEAST_STAMP = 500  # pixels
_NO_PAPER = 0.45  # of the page's paper: so dark is no paper, in whatever shadow
_STROKE, _EDGE = 9, 11  # pixels of a picture a quarter as big
_INK_LEVEL = 150  # of 255, in an evened picture: darker is ink


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be read.

    ``grey`` is evened (paper 255, ink near 0) without red ink. ``ink`` masks what is dark in it; ``stamp`` masks the
    red ink that was taken out. ``back`` maps homogeneous places of the sheet to pixels of the picture as it came.
    """

    grey: Grey
    ink: Mask
    stamp: Mask
    back: NDArray[np.float64]

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.grey.shape[0])

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.grey.shape[1])


def sheet_of(picture: Colour, back: NDArray[np.float64]) -> Sheet:
    """A picture (RGB), the right way up, as a sheet. ``back`` leads from its pixels to the picture as it came."""
    height, width = picture.shape[:2]
    scale = LONG_SIDE / max(height, width)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=method), np.uint8)
    # A pixel's middle is at (x + 0.5): so that scaling moves nothing.
    scaled = np.array([[1 / scale, 0, 0], [0, 1 / scale, 0], [0, 0, 1]])
    height, width = picture.shape[:2]
    level = evened(picture[:, :, 0])
    turning = np.eye(3)
    degrees = tilt(ink_of(level))
    if abs(degrees) > _LEVEL:
        turning[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        level = _warped(level, turning)
    flattening = slant(level)
    if flattening is not None:
        turning = flattening @ turning
    if not np.array_equal(turning, np.eye(3)):
        picture = _warped(picture, turning)
    grey, stamp = _without_stamps(picture)
    beside = _beside_the_page(picture[:, :, 0])
    grey[beside], stamp[beside] = 255, 0
    return Sheet(grey, ink_of(grey), stamp, back @ scaled @ np.linalg.inv(turning))


def _warped(picture: NDArray[np.uint8], matrix: NDArray[np.float64]) -> NDArray[np.uint8]:
    size = (picture.shape[1], picture.shape[0])
    if np.array_equal(matrix[2], [0, 0, 1]):
        done = cv2.warpAffine(picture, matrix[:2], size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    else:
        done = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(done, np.uint8)


def _beside_the_page(channel: Grey) -> NDArray[np.bool_]:
    """Where the picture shows no paper: what goes dark from its edge inwards is a desk, or the scanner's lid."""
    small = cv2.medianBlur(cv2.resize(channel, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), 5)
    # No letter's stroke is so wide; the picture goes on beyond its edge as it is there.
    wide = cv2.copyMakeBorder(small, _STROKE, _STROKE, _STROKE, _STROKE, cv2.BORDER_REPLICATE)
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    light = closed[_STROKE:-_STROKE, _STROKE:-_STROKE]
    dark = np.where(light < _NO_PAPER * float(np.percentile(light, 75)), 255, 0).astype(np.uint8)
    count, labels = cv2.connectedComponents(dark, connectivity=4)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    outside = np.isin(np.arange(count), np.setdiff1d(edge, [0]))[labels]
    # The page's own edge goes too: its shadow is a line, and nothing is printed there.
    grown = cv2.dilate(np.where(outside, 255, 0).astype(np.uint8), np.ones((_EDGE, _EDGE), np.uint8))
    full = cv2.resize(grown, (channel.shape[1], channel.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(full > 0, np.bool_)


def _without_stamps(picture: Colour) -> tuple[Grey, Mask]:
    """The page in grey as if there were no red ink on it, and where red ink alone stands.

    Inks lie over one another like filters: the logarithms of what they let through add up. How much of the red channel
    the red ink takes is seen on the page itself, where it stands on bare paper.
    """
    if np.array_equal(picture[:, :, 0], picture[:, :, 1]) and np.array_equal(picture[:, :, 0], picture[:, :, 2]):
        return evened(picture[:, :, 0]), np.zeros(picture.shape[:2], np.uint8)  # a picture without colours
    red, green, blue = (_flat(picture[:, :, channel]) for channel in range(3))
    redness = np.log(np.maximum(red, 0.02) / np.clip(np.maximum(green, blue), 0.02, None))
    stamped = (redness > _RED) & (red > 0.5)
    if np.count_nonzero(stamped) > _LEAST_STAMP:
        taken = float(np.median(np.log(red[stamped])) / np.median(redness[stamped]))
        # Fully inked places are the darker ones: a little more is taken off than at the middle.
        red = red * np.exp(np.clip(-taken, 0, 0.6) * 1.3 * np.maximum(redness, 0))
    return _stretched(red), np.asarray(np.where(stamped, 255, 0), np.uint8)


def evened(channel: Grey) -> Grey:
    """Paper to 255 and ink towards 0, whatever the light."""
    return _stretched(_flat(channel))


def _flat(channel: Grey) -> NDArray[np.float32]:
    """Each pixel as a share of the paper around it."""
    small = cv2.resize(channel, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    # The brightest around: paper, as no ink is wider than this.
    paper = cv2.morphologyEx(cv2.medianBlur(small, 5), cv2.MORPH_CLOSE, np.ones((21, 21), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 12)
    paper = cv2.resize(paper, (channel.shape[1], channel.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(channel.astype(np.float32) / np.maximum(paper, 1), np.float32)


def _stretched(flat: NDArray[np.float32]) -> Grey:
    dark = flat[flat < 0.9]
    ink = float(np.percentile(dark, 20)) if dark.size > 100 else 0.0
    ink = min(ink, 0.7)  # a page without ink has only noise to show: it is not stretched to black
    white = 0.97
    return np.asarray(np.clip((flat - ink) / (white - ink), 0, 1) * 255, np.uint8)


def ink_of(grey: Grey) -> Mask:
    """What is dark in an evened picture."""
    soft = cv2.GaussianBlur(grey, (0, 0), 0.8)
    return np.asarray(np.where(soft < _INK_LEVEL, 255, 0), np.uint8)


def tilt(ink: Mask) -> float:
    """By how many degrees (anticlockwise positive, as OpenCV turns) a page must be turned to lie level.

    Where rows of ink are level, their sums over each pixel row differ the most.
    """
    small = np.asarray(cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.float32)
    coarse = _steepest(small, np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.25))
    half = np.asarray(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)
    return _steepest(half, np.arange(coarse - 0.25, coarse + 0.26, 0.03))


def _steepest(ink: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    height, width = ink.shape
    best, best_score = 0.0, -1.0
    for angle in angles:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
        rows = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
        score = float(np.square(np.diff(rows)).sum())
        if score > best_score:
            best, best_score = float(angle), score
    return best
