"""What a spreadsheet shows for a stored number: its digits as stored, or a date, a percentage, nothing at all.

Only that is worked out which changes how a figure must be read. Rounding and grouping are left alone: the number is
the stored one.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Kind = Literal["number", "date", "percent", "hidden", "replaced", "scaled"]

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<gap>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<power>E[+-])|(?P<digit>[0#?])|(?P<date>AM/PM|A/P|上午/下午|[ymdhsaegb]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MONEY = frozenset("元万亿千百")
_FIRST_DAY = datetime(1899, 12, 30)
_FIRST_DAY_1904 = datetime(1904, 1, 1)

_ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"_ ;_ @_ '
BUILT_IN = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-m-d"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
    22: "yyyy-m-d h:mm",
    **dict.fromkeys((41, 42, 43, 44), _ACCOUNTING),
}
"""Codes, as far as they matter here, of the formats that a workbook names by number only; the others are plain."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows: its text, and how that came about."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a format code: for positive numbers, for negative ones, for zero, for text."""

    kind: Kind
    literal: str
    suffix: str
    condition: tuple[str, float] | None
    has_day: bool
    is_empty: bool

    def accepts(self, value: float) -> bool:
        if self.condition is None:
            return True
        sign, bound = self.condition
        return {
            "<": value < bound,
            ">": value > bound,
            "=": value == bound,
            "<=": value <= bound,
            ">=": value >= bound,
            "<>": value != bound,
        }[sign]


def plain(stored: str) -> str:
    """A stored number with the fifteen digits that a spreadsheet knows, without exponent or closing zeros."""
    if stored.isdigit() and stored.isascii():
        return stored.lstrip("0") or "0"
    try:
        value = float(stored)
    except ValueError:
        return stored
    if not math.isfinite(value):
        return stored
    text = f"{Decimal(f'{value:.15g}'):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def shown(stored: str, code: str, *, since_1904: bool = False) -> Shown:
    """What a number stored as ``stored`` shows under a format code."""
    text = plain(stored)
    try:
        value = float(stored)
    except ValueError:
        return Shown(text, "number")
    section = _section_for(code, value)
    if section.kind == "date":
        return Shown(_date(value, section.has_day, since_1904), "date")
    if section.kind == "percent" and math.isfinite(value):
        return Shown(plain(f"{Decimal(text) * 100:f}") + "%", "percent")
    if section.kind == "scaled":
        return Shown(f"{text}（{code}）", "scaled")
    suffix = section.suffix if _MONEY & set(section.suffix) else ""
    return Shown(text + suffix, section.kind)


def replacement(stored: str, code: str) -> str:
    """The words that a format shows instead of a number, such as a dash instead of 0."""
    try:
        return _section_for(code, float(stored)).literal
    except ValueError:
        return ""


def hides_text(code: str) -> bool:
    """Whether a format shows nothing for a text."""
    sections = _sections(code)
    return len(sections) > 3 and sections[3].is_empty


def _section_for(code: str, value: float) -> _Section:
    sections = _sections(code)[:3]
    if any(section.condition for section in sections):
        return next((section for section in sections if section.accepts(value)), sections[-1])
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code[:500]):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    alone = len(parts) == 1
    return tuple(_section(tokens, alone=alone) for tokens in parts)


def _section(tokens: list[re.Match[str]], *, alone: bool) -> _Section:
    literal = suffix = ""
    condition = None
    digits = has_day = has_time = percent = scaled = general = False
    for token in tokens:
        words = token["quoted"] or token["escaped"] or ""
        bracket, date, other = token["bracket"], token["date"], token["other"]
        if token["digit"] or token["general"] or other == "@":
            digits, suffix, scaled = True, "", False
            general = general or bool(token["general"])
        elif bracket is not None:
            found = _CONDITION.fullmatch(bracket)
            condition = (found[1], float(found[2])) if found else condition
            has_time = has_time or _ELAPSED.fullmatch(bracket) is not None
        elif date:
            has_time = True
            has_day = has_day or any(
                letter in "ydaegb" for letter in date.lower().replace("am/pm", "").replace("a/p", "")
            )
        elif other == "%":
            percent = True
        elif other == ",":
            scaled = digits
        elif other and other not in ".+-":
            words = other
        literal += words if words else (other or "") if other in ("-", "+", ".") else ""
        suffix += words
    kind: Kind = "number"
    if has_time and not general:
        kind = "date"
    elif not digits and (literal.strip() or not alone):
        kind = "replaced" if literal.strip() else "hidden"
    elif percent:
        kind = "percent"
    elif scaled:
        kind = "scaled"
    return _Section(kind, literal.strip(), suffix.strip(), condition, has_day, is_empty=not tokens)


def _date(value: float, has_day: bool, since_1904: bool) -> str:
    """A date as ISO prints it: whatever its format, it is no count."""
    if not math.isfinite(value) or not 0 <= value < 2_958_466:  # the last day of 9999
        return "########"
    if not has_day:
        seconds = round(value * 86_400)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    days = value + 1 if value < 60 and not since_1904 else value  # 1900 has a 29 February there
    try:
        moment = (_FIRST_DAY_1904 if since_1904 else _FIRST_DAY) + timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return "########"
    return f"{moment:%Y-%m-%d}" if value == int(value) else f"{moment:%Y-%m-%d %H:%M:%S}"
