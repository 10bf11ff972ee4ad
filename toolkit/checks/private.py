"""Numbers of private people: found in a text, and shown with their middle hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from unicodedata import normalize

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_MAY_HOLD_ONE = re.compile(r"\d{11}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


Kind = Literal["身份证号码", "手机号码"]


class PrivateNumber(NamedTuple):
    """A number of somebody's, its digits as ASCII, and its place in the text."""

    kind: Kind
    digits: str
    start: int
    end: int


def private_numbers(text: str) -> Iterator[PrivateNumber]:
    """The identity numbers of a text (those whose check digit is right), then its mobile numbers."""
    if _MAY_HOLD_ONE.search(text) is None:
        return
    plain = text if text.isascii() else "".join(map(_plain, text))
    for m in _IDENTITY.finditer(plain):
        if _is_identity(m.group()):
            yield PrivateNumber("身份证号码", m.group(), m.start(), m.end())
    for m in _MOBILE.finditer(plain):
        yield PrivateNumber("手机号码", m.group(), m.start(), m.end())


def masked(digits: str) -> str:
    """A private number with its middle hidden."""
    return digits[:3] + "*" * (len(digits) - 5) + digits[-2:]


def masked_text(text: str) -> str:
    """The text, of the same length, its private numbers masked."""
    for number in list(private_numbers(text)):
        text = text[: number.start] + masked(number.digits) + text[number.end :]
    return text


def _plain(character: str) -> str:
    """The character in its plain width; one for one, so that places stay."""
    plain = normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _is_identity(digits: str) -> bool:
    """Whether the last character is right for the others, as in a real number."""
    return _CHECK_DIGITS[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[-1].upper()
