"""Chinese numerals into numbers: 二十四, 一百零五, 两千三百, 三点五, 二〇一〇."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10_000, "亿": 100_000_000}
_LONGEST = 24
DIGIT_SIGNS = "".join(_DIGITS)
SIGNS = DIGIT_SIGNS + "十百千万亿"


def number_of(text: str) -> Decimal | None:
    """The number that a Chinese numeral says; None for what is none (三五, 十百, 万).

    Digit by digit (二〇一〇) and by place (一百零五); 两千三 is 2300, 一万二 is 12000; a decimal point is 点.
    """
    if not text or len(text) > _LONGEST:
        return None
    whole, point, fraction = text.partition("点")
    if point:
        digits = [_DIGITS.get(sign) for sign in fraction]
        value = _whole(whole)
        if value is None or not digits or None in digits:
            return None
        return Decimal(value) + Decimal("0." + "".join(map(str, digits)))
    found = _whole(text)
    return None if found is None else Decimal(found)


def _whole(text: str) -> int | None:
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return _by_digits(text)
    total, rest, at_great = 0, text, None
    for sign in ("亿", "万"):
        head, found, tail = rest.rpartition(sign)
        if found:
            value = _below(head)
            if not value:
                return None
            total += value * _GREAT[sign]
            rest, at_great = tail, _GREAT[sign]
    if not rest:
        return total
    if at_great and len(rest) == 1 and rest in _DIGITS and _DIGITS[rest]:
        return total + _DIGITS[rest] * at_great // 10  # 一万二
    value = _below(rest)
    return None if value is None else total + value


def _by_digits(text: str) -> int | None:
    """二〇一〇; but 两三 or 三五 are guesses, so at least three digits, or one that is zero."""
    if "两" in text or (len(text) == 2 and text[1] not in "零〇○"):
        return None
    return int("".join(str(_DIGITS[sign]) for sign in text))


def _below(text: str) -> int | None:
    """A numeral below 10000, by place."""
    total, last, digit = 0, 10_000, None
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            continue
        scale = _SCALES.get(sign)
        if scale is None or scale >= last or (not digit and scale != 10):
            return None  # only 十 stands for itself: 十五, 一百十五
        total += (digit or 1) * scale
        last, digit = scale, None
    if digit is None:
        return total
    if last in (100, 1000) and len(text) > 2 and text[-2] in _SCALES:
        return total + digit * last // 10  # 两千三
    return total + digit
