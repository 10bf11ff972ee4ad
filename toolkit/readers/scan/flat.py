"""How a page that a camera saw at a slant is laid flat: by where its ruled lines, level and upright, would meet."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_SCALE = 0.5  # lines are found in a smaller picture
_SHORTEST = 18  # pixels in it: the side of a row of small print; letters' strokes too, which run level and upright
_LONG = 60  # pixels in it: longer than letters' strokes
_SLANT = 0.12  # of a line's length: so far it may stray from level, or from upright
_LEAST_LINES = 4  # so many level ones are long: without a table, nothing tells
_SPREAD = 0.1  # of the page's long side: over less, lines say nothing of how they would meet
_NOTICED = 3.0  # pixels of the page: what moves less is left as it is
_MOST = 0.15  # of the page's long side: no mild slant moves more
_ROUNDS = 12
_STRAY = 0.004  # slope: lines that stray so far from where the others meet count for half


@dataclass(frozen=True, slots=True)
class _Pencil:
    """Lines of one direction: their middles, ``along`` and ``across`` from the page's middle; their slopes, lengths."""

    along: NDArray[np.float64]
    across: NDArray[np.float64]
    slope: NDArray[np.float64]
    length: NDArray[np.float64]


def slant(grey: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """What lays a nearly level page flat, as a homography of its pixels; None where its lines are parallel as they
    should be, or too few to tell.
    """
    height, width = grey.shape
    small = cv2.resize(grey, None, fx=_SCALE, fy=_SCALE, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(small)[0]
    if found is None:
        return None
    ends = np.asarray(found, np.float64).reshape(-1, 4) / _SCALE
    ends -= np.array([width / 2, height / 2, width / 2, height / 2])
    level, upright = _pencil(ends), _pencil(ends[:, [1, 0, 3, 2]])
    long_side = max(height, width)
    rules = level.across[level.length > _LONG / _SCALE]
    if len(rules) < _LEAST_LINES or len(upright.slope) < _LEAST_LINES:
        return None
    if min(np.ptp(rules), np.ptp(upright.across)) < _SPREAD * long_side:
        return None
    (rise, meet_level), (lean, meet_upright) = _meeting(level), _meeting(upright)
    # Each direction's lines meet in a point, far away or at no end of the world; these two points are sent there.
    horizon = np.cross([1.0, rise, meet_level], [lean, 1.0, meet_upright])
    flat = np.array([[1, 0, 0], [0, 1, 0], [*(horizon[:2] / horizon[2]), 1]])
    squared = np.eye(3)
    squared[:2, :2] = np.linalg.inv(np.array([[1.0, lean], [rise, 1.0]]))
    whole = squared @ flat
    moved = _moved(whole, level, upright)
    if not _NOTICED < moved < _MOST * long_side:
        return None
    there = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1]])
    return np.asarray(there @ whole @ np.linalg.inv(there), np.float64)


def _pencil(ends: NDArray[np.float64]) -> _Pencil:
    """Of lines (x, y of both ends) those along x."""
    along, across = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
    kept = (np.abs(along) > _SHORTEST / _SCALE) & (np.abs(across) < _SLANT * np.abs(along))
    own = ends[kept]
    return _Pencil(
        (own[:, 0] + own[:, 2]) / 2,
        (own[:, 1] + own[:, 3]) / 2,
        across[kept] / along[kept],
        np.abs(along[kept]),
    )


def _meeting(pencil: _Pencil) -> tuple[float, float]:
    """The point (1, rise, w) in which lines meet: slope = rise + w (slope · along - across); letters' strokes and other
    strays count for less, round by round.
    """
    design = np.stack([np.ones_like(pencil.slope), pencil.slope * pencil.along - pencil.across], axis=1)
    weight = np.square(pencil.length)
    answer: NDArray[np.float64] = np.zeros(2)
    for _ in range(_ROUNDS):
        root = np.sqrt(weight)[:, None]
        answer = np.asarray(np.linalg.lstsq(design * root, pencil.slope * root[:, 0], rcond=None)[0], np.float64)
        off = (design @ answer - pencil.slope) / _STRAY
        weight = np.square(pencil.length) / (1 + off * off)
    return float(answer[0]), float(answer[1])


def _moved(whole: NDArray[np.float64], level: _Pencil, upright: _Pencil) -> float:
    """How far the lines' outermost places are moved, in pixels."""
    xs = np.concatenate([level.along, upright.across])
    ys = np.concatenate([level.across, upright.along])
    corners = np.array([[x, y, 1.0] for x in (xs.min(), xs.max()) for y in (ys.min(), ys.max())]).T
    there = whole @ corners
    return float(np.abs(there[:2] / there[2] - corners[:2]).max())
