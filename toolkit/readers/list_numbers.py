"""The numbers of Word's automatic lists in the letters they are printed in (``w:numFmt``)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def format_number(number: int, style: str) -> str:
    """A list number as Word prints it; decimal for a format that isn't known and for what a format can't show."""
    if style in ("none", "bullet"):
        return ""
    made = _FORMATS[style](number) if style in _FORMATS and 0 <= number < 100_000 else ""
    return made or str(number)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """十一, 二十, 九十九, and from a hundred on digit by digit: 一〇〇."""
    return _thousands(number) if number < 100 else _digits(number)


def _thousands(number: int) -> str:
    """十一, 一百零五, 一千二百."""
    spoken = _spoken(number, "零" + _DIGITS[1:], "十百千万")
    return spoken[1:] if spoken.startswith("一十") else spoken


def _japanese(number: int) -> str:
    """十一, 百五, 千二百: no zero, and no one before ten, hundred, thousand."""
    spoken = _spoken(number, _DIGITS, "十百千万").replace("〇", "") or "〇"
    for unit in "十百千":
        spoken = spoken.replace("一" + unit, unit)
    return spoken


def _spoken(number: int, digits: str, units: str) -> str:
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = _spoken(low, digits, units) if low else ""
        return _spoken(high, digits, units) + units[3] + (digits[0] if 0 < low < 1000 else "") + rest
    spoken, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            spoken += (digits[0] if gap and spoken else "") + digits[digit] + (units[place - 1] if place else "")
        gap = not digit
    return spoken or digits[0]


def _legal(digits: str) -> Callable[[int], str]:
    return lambda number: _spoken(number, digits, "拾佰仟" + ("万" if digits is _LEGAL_SIMPLIFIED else "萬"))


def _roman(number: int) -> str:
    made = ""
    for value, letters in _ROMAN if 0 < number < 4000 else ():
        count, number = divmod(number, value)
        made += letters * count
    return made


def _letters(number: int) -> str:
    """A to Z, then AA, BB, as Word does."""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else ""


def _run_of(first: int, length: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= length else ""


def _cycle(names: str) -> Callable[[int], str]:
    return lambda number: names[number - 1] if 0 < number <= len(names) else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "decimalEnclosedCircle": _run_of(0x2460, 20),
    "decimalEnclosedCircleChinese": _run_of(0x2460, 20),
    "decimalEnclosedParen": _run_of(0x2474, 20),
    "decimalEnclosedFullstop": _run_of(0x2488, 20),
    "ideographEnclosedCircle": _run_of(0x3280, 10),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal(_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
}
