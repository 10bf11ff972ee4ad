"""What stands in a table's cell, read exactly: a number, a dash, nothing, or something that is no number.

Nothing is repaired and nothing is guessed: an ``O`` is not a 0, a leading zero is not dropped, an empty cell
is not 0. Only what is typography is looked through: full-width digits, blanks within a number, thousands
separators, a counting unit behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

CellStatus = Literal["printed", "blank", "dash", "unreadable"]


@dataclass(frozen=True, slots=True)
class CellReading:
    """A cell's content. ``value`` is set for ``printed`` only, in ``unit`` as printed (None: no unit stands there);
    万 and 亿 before a counting unit are multiplied out, money keeps its printed unit (元, 万元, 亿元).
    """

    status: CellStatus
    value: Decimal | None = None
    unit: str | None = None


BLANK = CellReading("blank")
DASH = CellReading("dash")
UNREADABLE = CellReading("unreadable")

MONEY_IN_WAN = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "万": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
    "亿": Decimal(10000),
}
"""What one of each money unit is in 万元."""

COUNTING_UNITS = frozenset("件项个宗条份次起人家例篇部种类场期") | {"人次", "件次", "项次", "宗次"}
COUNTING_UNIT = f"(?:{'|'.join(sorted(COUNTING_UNITS, key=lambda unit: (-len(unit), unit)))})"
"""A pattern for one of them."""

# Code points that print as nothing: zero-width characters, direction marks, the byte order mark.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
# Full-width forms U+FF01–FF5E, letter for letter: NFKC would also turn ① and ² into digits.
_HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_MINUS_SIGNS = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63", "-"))
_DASHES = frozenset("-—–‒―‐‑−─━/\\_~～·﹣﹘ー⸺⸻⁄∕")
_NONE_WORDS = frozenset("无無⽆")  # the last is the radical that text copied from a PDF carries
_ZERO_WORDS = frozenset("零〇")
_TO_HALF = {**_INVISIBLE, **_HALF_WIDTH}

_NUMBER = re.compile(
    r"""(?P<sign>[+-]|增加|增长|增|减少|下降|减)?
        (?P<digits>\d{1,3}(?:,\d{3})+|\d+)
        (?P<fraction>\.\d+)?
        (?:\((?P<within>[㐀-鿿]{1,3})\)|(?P<unit>[㐀-鿿]{0,3}))""",
    re.VERBOSE | re.ASCII,
)
_REMARK = re.compile(
    r"(?<=[0-9㐀-鿿])[(](?:不?含|其中|包括|包含|均|全部|都是|主要|另)[㐀-鿿][^()\d一二三四五六七八九十两]*[)]$"
)
"""A clerk's remark behind a number: 3（含上年结转）. One with a number of its own is none: 3（含撤回1）."""
_BLANK = r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]"
# One blank somewhere in a number, one after each digit, or one before each three digits: typography. Anything else
# that parts digits (a tab, a line break, a wide gap, several blanks) may part two numbers.
_SPACED = re.compile(rf"\d+{_BLANK}\d+|\d(?:{_BLANK}\d)+|\d{{1,3}}(?:{_BLANK}\d{{3}})+", re.ASCII)
_PARTED = re.compile(r"[0-9.,]\s+[0-9.,]")
_DIGITS_AND_BLANKS = re.compile(rf"\d(?:{_BLANK}|\d)*\d", re.ASCII)
_MOST_DIGITS = 20  # no count and no sum of money has more, and Decimal computes exactly to 28


def has_han(text: str) -> bool:
    """Whether a Chinese character (radicals and compatibility forms included) stands in the text."""
    return any("\u2e80" <= c <= "\u2fdf" or "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in text)


def read_cell(text: str) -> CellReading:
    """Read a cell's text.

    ``12``, ``１２``, ``1,234``, ``1 234``, ``+2``, ``-35``, ``增4``, ``减35`` (−35), ``12件``, ``12（件）``,
    ``3（含上年结转）`` and ``28068.751万元`` are numbers; dashes, slashes or 无 alone are a ``dash``; white space
    alone is ``blank``; everything else (``O``, ``012``, ``3?``, ``约5``, ``①``, ``见附件``, digits on two lines) is
    ``unreadable``.
    """
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and (len(text) == 1 or text[0] != "0"):
        return CellReading("printed", Decimal(text))
    plain = text.translate(_TO_HALF).strip()
    if not plain:
        return BLANK
    if plain[-1] == ")" and plain[0].isdigit():
        plain = _REMARK.sub("", plain)
    compact = "".join(plain.split())
    if compact in _NONE_WORDS or all(c in _DASHES for c in compact):
        return DASH
    if compact in _ZERO_WORDS:
        return CellReading("printed", Decimal(0))
    joined = _DIGITS_AND_BLANKS.sub(_without_blanks, plain)
    if _PARTED.search(joined):
        return UNREADABLE
    return _read_number("".join(joined.split()).translate(_MINUS_SIGNS))


def _without_blanks(found: re.Match[str]) -> str:
    return "".join(found[0].split()) if _SPACED.fullmatch(found[0]) else found[0]


def _read_number(compact: str) -> CellReading:
    match = _NUMBER.fullmatch(compact)
    if not match:
        return UNREADABLE
    digits = match["digits"].replace(",", "")
    fraction = match["fraction"] or ""
    if (len(digits) > 1 and digits[0] == "0") or len(digits) + len(fraction) > _MOST_DIGITS:
        return UNREADABLE
    value = Decimal(digits + fraction)
    if match["sign"] in ("-", "减", "减少", "下降") and value:
        value = -value
    unit = match["within"] or match["unit"]
    if not unit or unit in MONEY_IN_WAN:
        return CellReading("printed", value, unit or None)
    scale = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}.get(unit[0])
    if scale and unit[1:] in COUNTING_UNITS:
        return CellReading("printed", _whole(value * scale), unit[1:])
    if unit in COUNTING_UNITS:
        return CellReading("printed", value, unit)
    return UNREADABLE


def _whole(value: Decimal) -> Decimal:
    """A value without the zeros that a product leaves behind the point."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()
