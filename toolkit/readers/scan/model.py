"""The recogniser: pictures of single lines to characters with their probabilities, and where text stands on a page.

The weights travel in the wheel of rapidocr; only they are taken from it. Everything is computed here, on the
processor, without a network.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit.readers.scan.clean import Grey

_RECOGNISER = "PP-OCRv6_rec_small.onnx"
_DETECTOR = "PP-OCRv6_det_small.onnx"
_HEIGHT = 48  # pixels: of every line given to the recogniser
_STEP = 32  # widths are filled up to a multiple of it, so that what is read of a line depends on that line alone
_BATCH_WIDTH = 3200  # pixels of width that are computed at a time
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Character:
    """One character: its probability, and other digits that it may be with theirs."""

    text: str
    score: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LineReading:
    """A line's characters. ``unseen`` is the highest probability of a character that was passed over."""

    characters: tuple[Character, ...]
    unseen: float = 0.0

    @property
    def text(self) -> str:
        """All characters."""
        return "".join(character.text for character in self.characters)

    @property
    def score(self) -> float:
        """That of the least sure one, or that nothing was passed over; 0 where nothing was read."""
        if not self.characters:
            return 0.0
        return min(*(character.score for character in self.characters), 1 - self.unseen)


def weights() -> Path:
    """The folder of the weights.

    Raises:
        ModuleNotFoundError: the packages of xxgk[ocr] are not installed.
    """
    found = find_spec("rapidocr")
    folder = Path(found.origin).parent / "models" if found and found.origin else None
    if folder is None or not (folder / _RECOGNISER).is_file() or not (folder / _DETECTOR).is_file():
        raise ModuleNotFoundError("rapidocr", name="rapidocr")
    return folder


@cache
def _session(name: str) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if sys.platform == "linux":  # by itself it takes all cores of the machine, also where it may use one
        options.intra_op_num_threads = len(os.sched_getaffinity(0))
    return onnxruntime.InferenceSession(str(weights() / name), options, providers=["CPUExecutionProvider"])


@cache
def _characters() -> tuple[str, ...]:
    """What each class of the recogniser stands for; the first is none."""
    listed = _session(_RECOGNISER).get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *listed, " ")


@cache
def _digit_classes() -> tuple[int, ...]:
    return tuple(_characters().index(digit) for digit in _DIGITS)


# --- reading lines ----------------------------------------------------------------------------------------


def read_lines(lines: Sequence[Grey]) -> list[LineReading]:
    """Pictures of lines, each with some white around, to what they say; in the same order."""
    scaled = [_scaled(line) for line in lines]
    readings: dict[int, LineReading] = {}
    by_width: dict[int, list[int]] = {}
    for number, line in enumerate(scaled):
        by_width.setdefault(-(-line.shape[1] // _STEP) * _STEP, []).append(number)
    for width, numbers in by_width.items():
        size = max(1, _BATCH_WIDTH // width)
        for first in range(0, len(numbers), size):
            some = numbers[first : first + size]
            # Beyond a line's end is 0, neither paper nor ink, as when the weights were trained.
            batch = np.zeros((len(some), 3, _HEIGHT, width), np.float32)
            for place, number in enumerate(some):
                line = scaled[number]
                batch[place, :, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1
            (output,) = _session(_RECOGNISER).run(None, {"x": batch})
            for number, probabilities in zip(some, output, strict=True):
                readings[number] = _decoded(np.asarray(probabilities, np.float32))
    return [readings[number] for number in range(len(lines))]


def _scaled(line: Grey) -> Grey:
    height, width = line.shape
    scale = _HEIGHT / height
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(line, (max(1, round(width * scale)), _HEIGHT), interpolation=method), np.uint8)


def _decoded(probabilities: NDArray[np.float32]) -> LineReading:
    """The likeliest characters: the best class of each step, repeats and the class of none taken out."""
    best = probabilities.argmax(axis=1)
    characters: list[Character] = []
    explained = probabilities[:, 0].copy()
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        label = int(best[start])
        if label:
            peak = start + int(probabilities[start:end, label].argmax())
            characters.append(_character(probabilities[peak], label))
            # A character fades in and out of the steps beside it.
            around = slice(max(0, start - 1), end + 1)
            explained[around] += probabilities[around, label]
        start = end
    unseen = float(np.clip(1 - explained, 0, 1).max()) if len(best) else 0.0
    return LineReading(tuple(characters), unseen)


def _character(step: NDArray[np.float32], label: int) -> Character:
    others = [
        (digit, round(float(step[number]), 4))
        for digit, number in zip(_DIGITS, _digit_classes(), strict=True)
        if number != label and step[number] >= 0.001
    ]
    others.sort(key=lambda other: -other[1])
    return Character(_characters()[label], round(float(step[label]), 4), tuple(others[:3]))


# --- finding text -----------------------------------------------------------------------------------------

_MULTIPLE = 32
_TEXT_LEVEL, _BOX_LEVEL = 0.3, 0.5
_GROWTH = 0.38  # of its height: a found line is the middle of a line of text


def find_text(grey: Grey, long_side: int = 1280) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, y0, x1, y1 in pixels) around pieces of lines of text, from the top."""
    height, width = grey.shape
    scale = min(1.0, long_side / max(height, width))
    size = [max(_MULTIPLE, round(side * scale / _MULTIPLE) * _MULTIPLE) for side in (width, height)]
    small = cv2.resize(grey, (size[0], size[1]), interpolation=cv2.INTER_AREA)
    picture = np.repeat((small.astype(np.float32) / 127.5 - 1)[None, None], 3, axis=1)
    (output,) = _session(_DETECTOR).run(None, {"x": picture})
    likely = np.asarray(output[0, 0], np.float32)
    mask = np.where(likely > _TEXT_LEVEL, 255, 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = []
    for label in range(1, count):
        x, y, w, h = (int(value) for value in stats[label][:4])
        if (
            min(w, h) < 3
            or float(likely[y : y + h, x : x + w][labels[y : y + h, x : x + w] == label].mean()) < _BOX_LEVEL
        ):
            continue
        grow = _GROWTH * min(w, h) + 1
        x0, x1 = (x - grow) * width / size[0], (x + w + grow) * width / size[0]
        y0, y1 = (y - grow) * height / size[1], (y + h + grow) * height / size[1]
        boxes.append((max(0, round(x0)), max(0, round(y0)), min(width, round(x1)), min(height, round(y1))))
    return sorted(boxes, key=lambda box: (box[1], box[0]))
