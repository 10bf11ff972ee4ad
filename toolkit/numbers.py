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
    万 and 亿 before a counting unit are multiplied out, money keeps its printed unit (元, 万元, 亿元)."""

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

COUNTING_UNITS = frozenset("件 项 个 宗 条 份 次 起 人 家 例 篇 部 种 类 场 期 人次 件次 项次 宗次".split())

# Code points that print as nothing: zero-width characters, direction marks, the byte order mark.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
# Full-width forms U+FF01–FF5E, letter for letter: NFKC would also turn ① and ² into digits.
_HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_MINUS_SIGNS = "\u2212\u2010\u2011\u2012\u2013\u2014\uff0d\ufe63"
_DASHES = frozenset("-—–‒―‐‑−─━/\\_~～·﹣﹘")
_TO_HALF = {**_INVISIBLE, **_HALF_WIDTH}

_NUMBER = re.compile(
    r"""(?P<sign>[+-]|增加|增长|增|减少|下降|减)?
        (?P<digits>\d{1,3}(?:,\d{3})+|\d+)
        (?P<fraction>\.\d+)?
        (?P<unit>[㐀-鿿]{0,3})""",
    re.VERBOSE | re.ASCII,
)
_SPACED_DIGITS = re.compile(r"(?<=[\d.,])[^\S\n\r]+(?=[\d.,])")
_STACKED = re.compile(r"[\d.,]\s*[\n\r]\s*[\d.,]")
_ENCLOSED = re.compile(r"[\u2460-\u24ff\u2776-\u2793\u3220-\u32ff\u00b2\u00b3\u00b9\u2070-\u209f]")
_ZERO_WORDS = frozenset("零〇")


def has_han(text: str) -> bool:
    """Whether a Chinese character (radicals and compatibility forms included) stands in the text."""
    return any("\u2e80" <= c <= "\u2fdf" or "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in text)


def read_cell(text: str) -> CellReading:
    """Read a cell's text.

    ``12``, ``１２``, ``1,234``, ``1 234``, ``+2``, ``-35``, ``增4``, ``减35`` (−35), ``12件`` and ``28068.751万元``
    are numbers; dashes, slashes or 无 alone are a ``dash``; white space alone is ``blank``; everything else
    (``O``, ``012``, ``3?``, ``约5``, ``①``, ``见附件``, digits on two lines) is ``unreadable``.
    """
    if text.isascii() and text.isdigit() and (len(text) == 1 or text[0] != "0"):
        return CellReading("printed", Decimal(text))
    plain = text.translate(_TO_HALF).strip()
    if not plain:
        return BLANK
    compact = "".join(plain.split())
    if compact == "无" or all(c in _DASHES for c in compact):
        return DASH
    if compact in _ZERO_WORDS:
        return CellReading("printed", Decimal(0))
    # Digits on two lines of one cell are what Word leaves where two cells were merged: two numbers, or one?
    if _ENCLOSED.search(plain) or _STACKED.search(plain):
        return UNREADABLE
    return _read_number(_join_spaced(plain))


def _join_spaced(plain: str) -> str:
    """Blanks between the digits of one number are typography; ``3, 5`` is not one number, and fails later."""
    joined = _SPACED_DIGITS.sub("", plain)
    for minus in _MINUS_SIGNS:
        joined = joined.replace(minus, "-")
    return "".join(joined.split())


def _read_number(compact: str) -> CellReading:
    match = _NUMBER.fullmatch(compact.replace("\uff0c", ","))
    if not match:
        return UNREADABLE
    digits = match["digits"].replace(",", "")
    if len(digits) > 1 and digits[0] == "0":
        return UNREADABLE
    value = Decimal(digits + (match["fraction"] or ""))
    sign = match["sign"]
    if sign in ("-", "减", "减少", "下降") and value:
        value = -value
    unit = match["unit"]
    if not unit or unit in MONEY_IN_WAN:
        return CellReading("printed", value, unit or None)
    scale = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}.get(unit[0])
    if scale and unit[1:] in COUNTING_UNITS:
        return CellReading("printed", (value * scale).normalize(), unit[1:])
    if unit in COUNTING_UNITS:
        return CellReading("printed", value, unit)
    return UNREADABLE
