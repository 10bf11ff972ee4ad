"""A cell's lines, read twice, into its text: what is not sure is marked, and what else it may be is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np

from toolkit.model import Alternative, Seen
from toolkit.readers.scan.cells import Box, TextLine
from toolkit.readers.scan.clean import Mask
from toolkit.readers.scan.model import Character, LineReading

DOUBT = "�"
"""Stands in a cell's text for a sign that is there and was not read with certainty: no number has it."""

SURE = 0.9
"""The least probability of a sign that is taken for read, in both readings of it. Chosen on degraded scans:
docs/accuracy.md.
"""

SURE_UNDER_RED = 0.995
"""The same where red ink was taken out: what it hid or left may make one digit look like another."""

_VALUE = re.compile(
    r"[+＋\-－—–−增减]?[0-9０-９][0-9０-９.,，．  ]*[万亿元千百件项个宗条份次起人家例篇部种类场期%]{0,3}"
)
_WIDTHS = str.maketrans("０１２３４５６７８９．，＋－", "0123456789.,+-")
_IN_A_ROW = re.compile(r"(?<!\S)\d[\d.,]*(?:\s+\d[\d.,]*)+(?!\S)", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_MOST_ALTERNATIVES = 5
_WIDE = 0.8  # of a letter's height: digits of one number stand nearer
_POINT_GAP = 0.17  # of a letter's height: digits with a point between stand so far apart
_DASHES = frozenset(("", "-", "—", "–", "－", "一", "_", "~", "ー", "―", "─"))  # as what a dash alone is read
_MARGIN = 19  # pixels at either side of a cell: 2 mm and a little
_NARROW = 0.2  # of a letter's height: no digit is narrower, but for a 1


@dataclass(frozen=True, slots=True)
class _Value:
    """A line of digits: its characters with scores, whether its shape agrees with what was read, and how probable each
    must be to be taken for read.
    """

    characters: tuple[Character, ...]
    sound: bool
    sure: float


def is_value(text: str) -> bool:
    """Whether a line is a number or signs, and no label: it is then read a second time."""
    bare = text.strip()
    return bare in _DASHES or not any("㐀" <= c <= "鿿" for c in bare) or _VALUE.fullmatch(bare) is not None


def numbers_alone(text: str) -> int:
    """How many numbers, or signs that stand for one, a piece of a line consists of; 0 if words stand there too."""
    tokens = text.replace(DOUBT, "0").split()
    return len(tokens) if all(token in _DASHES or _VALUE.fullmatch(token) for token in tokens) else 0


def with_doubts(reading: LineReading) -> str:
    """A piece of a line, which is read once: its doubtful digits are marked, and numbers that stand in a row."""
    text = "".join(DOUBT if c.text.isdigit() and c.score < SURE else c.text for c in reading.characters)
    return _IN_A_ROW.sub(lambda numbers: numbers[0].rstrip() + DOUBT, text)


def words(readings: Sequence[LineReading]) -> tuple[str, Seen]:
    """A label of one or more lines, which belong together."""
    text = "".join(reading.text for reading in readings).strip()
    return text, Seen(round(min((reading.score for reading in readings), default=0.0), 4))


def value(
    lines: Sequence[TextLine],
    readings: Sequence[tuple[LineReading, LineReading]],
    ink: Mask,
    room: tuple[int, int],
    em: float,
) -> tuple[str, Seen]:
    """A number, or what may be one. ``room`` is the cell's inside from left to right; ``em`` the height of its letters.

    Digits that fill a line and go on in the next one are one number.
    """
    values = [_value(line, *both, ink, em) for line, both in zip(lines, readings, strict=True)]
    if len(values) > 1 and not _runs_on(lines, values, room):
        text = "\n".join(_marked(value) for value in values)
        return text, Seen(round(min(map(_score, values)), 4))
    whole = _Value(
        tuple(c for value in values for c in value.characters),
        all(value.sound for value in values),
        max(value.sure for value in values),
    )
    score = round(_score(whole), 4)
    return _marked(whole), Seen(score, _alternatives(whole))


def _score(value: _Value) -> float:
    return min((character.score for character in value.characters), default=0.0) if value.sound else 0.0


def _marked(value: _Value) -> str:
    """The text, with every sign that is not sure marked; where the shape does not agree, with a mark behind it."""
    text = "".join(c.text if c.score >= value.sure else DOUBT for c in value.characters)
    return text if (value.sound and text) or DOUBT in text else text + DOUBT


def _runs_on(lines: Sequence[TextLine], values: Sequence[_Value], room: tuple[int, int]) -> bool:
    """Whether every line but the last is full, so that the number had to go on below."""
    digits = all(value.characters and all(c.text in "0123456789.," for c in value.characters) for value in values)
    if not digits:
        return False
    # What is left of a full line is less than the next digit and the cell's margins at both sides.
    digit = max((blob[2] - blob[0] for line in lines for blob in line.blobs), default=0)
    wide = room[1] - room[0]
    return all(wide - (line.box[2] - line.box[0]) < 1.2 * digit + min(2 * _MARGIN, 0.6 * wide) for line in lines[:-1])


def _value(line: TextLine, first: LineReading, second: LineReading, ink: Mask, em: float) -> _Value:
    sure = SURE_UNDER_RED if line.stamped else SURE
    dash = _dash(line, em)
    read = {first.text.strip(), second.text.strip()}
    if dash is not None and not line.traced and read <= _DASHES and read != {""}:
        return _Value((Character(dash, 1.0),), sound=True, sure=sure)
    one, other = _plain(first), _plain(second)
    if len(one) != len(other):
        # The two readings don't even agree on how many signs there are.
        return _Value(tuple(Character(c.text, min(c.score, 0.5), c.others) for c in one), sound=False, sure=sure)
    characters = tuple(_agreed(a, b) for a, b in zip(one, other, strict=True))
    unseen = max(first.unseen, second.unseen)
    sound = unseen <= 1 - SURE and not line.cut and _shape_agrees(line, characters, ink, em)
    return _Value(characters, sound, sure)


def _plain(reading: LineReading) -> list[Character]:
    return [Character(c.text.translate(_WIDTHS), c.score, c.others) for c in reading.characters if c.text.strip()]


def _agreed(one: Character, other: Character) -> Character:
    others = dict(one.others)
    for text, score in other.others:
        others[text] = max(score, others.get(text, 0.0))
    if one.text == other.text:
        return Character(one.text, min(one.score, other.score), _ranked(others, one.text))
    better, worse = (one, other) if one.score >= other.score else (other, one)
    if worse.text.isdigit():
        others[worse.text] = max(worse.score, others.get(worse.text, 0.0))
    return Character(better.text, min(better.score, 1 - worse.score), _ranked(others, better.text))


def _ranked(others: dict[str, float], but: str) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(((t, s) for t, s in others.items() if t != but), key=lambda other: -other[1])[:3])


def _dash(line: TextLine, em: float) -> str | None:
    """A dash by its shape: recognisers take one for 一 or for nothing."""
    width, height = line.box[2] - line.box[0], line.height
    if len(line.blobs) == 1 and len(line.soft) <= 1 and height <= 0.25 * em and width >= max(1.6 * height, 0.15 * em):
        return "—" if width > 0.6 * em else "-"
    return None


# --- shape ------------------------------------------------------------------------------------------------


def _shape_agrees(line: TextLine, characters: Sequence[Character], ink: Mask, em: float) -> bool:
    """Whether there are as many blobs of ink as signs were read, and points where points were read.

    A recogniser drops and doubles signs without a doubt of its own; ink can be counted.
    """
    texts = [c.text for c in characters]
    signs = [text for text in texts if text not in ".,"]
    has_unit = any("㐀" <= text <= "鿿" or text == "%" for text in signs)
    if not signs or (len(line.soft) > len(signs) and not has_unit):
        return False
    if any(right[0] - left[2] > _WIDE * em for left, right in pairwise(line.soft)):
        return False  # it may be two numbers, the line between them lost
    most = sum(max(1, round((blob[2] - blob[0]) / (_NARROW * em))) for blob in line.soft)
    return len(signs) <= most and _points_agree(line, texts, signs, ink, em)


def _points_agree(line: TextLine, texts: Sequence[str], signs: Sequence[str], ink: Mask, em: float) -> bool:
    """Whether points stand where points were read, and nowhere else."""
    blobs = next((blobs for blobs in (line.blobs, line.soft) if len(blobs) == len(signs)), None)
    if blobs is None or not all(text.isdigit() for text in signs):
        # Digits that touch: which of them a point stands between can't be verified.
        return "." not in texts and "," not in texts and not line.points
    read, place = [False] * (len(signs) + 1), 0
    for text in texts:
        if text in ".,":
            read[place] = True
        else:
            place += 1
    if read[0] or read[-1]:
        return False
    return all(_is_point_so(line, blobs, number, read[number], ink, em) for number in range(1, len(signs)))


def _is_point_so(line: TextLine, blobs: Sequence[Box], number: int, read: bool, ink: Mask, em: float) -> bool:
    """Whether a point or comma that was read before the blob of that number stands there: a gap wide enough, ink on the
    base line; or that none stands there apart where none was read.
    """
    left, right = blobs[number - 1], blobs[number]
    if not read:
        return not any(left[2] - 1 <= (point[0] + point[2]) / 2 <= right[0] + 1 for point in line.points)
    if right[0] - left[2] < _POINT_GAP * em:
        return False
    base = max(left[3], right[3])
    piece = ink[base - round(0.25 * em) : base + round(0.2 * em), left[2] + 1 : right[0] - 1]
    return piece.size > 0 and int(np.count_nonzero(piece)) >= 4


# --- alternatives -----------------------------------------------------------------------------------------


def _alternatives(value: _Value) -> tuple[Alternative, ...]:
    """What else the number may be: one digit another, with that digit's probability. Where the number itself is not
    sure, it is the first of them.
    """
    texts = [c.text for c in value.characters]
    found: dict[Decimal, float] = {}
    whole = _number("".join(texts))
    if whole is not None and not (value.sound and _score(value) >= value.sure):
        found[whole] = round(min((c.score for c in value.characters), default=0.0), 4)
    for place, character in enumerate(value.characters):
        for text, score in character.others:
            other = _number("".join([*texts[:place], text, *texts[place + 1 :]]))
            if other is not None and other != whole:
                found[other] = max(score, found.get(other, 0.0))
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return tuple(Alternative(number, score) for number, score in ranked[:_MOST_ALTERNATIVES])


def _number(text: str) -> Decimal | None:
    plain = text.replace(",", "")
    if not _NUMBER.fullmatch(plain) or (len(plain) > 1 and plain[0] == "0" and plain[1] != "."):
        return None
    return Decimal(plain)
