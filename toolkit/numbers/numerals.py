"""Every numeral of a text, with its place: figures (a value, a unit), and what is told apart as none.

The text is walked once, from sign to sign that may begin a numeral; at each a few bounded patterns are tried, so the
time grows with the text's length alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from typing import Literal, NamedTuple, cast

from toolkit.numbers.chinese import SIGNS, number_of
from toolkit.numbers.others import Other, bracketed, digits_other, han_other, numbered, skipped
from toolkit.numbers.units import OF_ONE, OTHER_NAMES, PERCENT, UNIT

Kind = Literal["figure", "none", "unreadable"] | Other
"""``figure``: a quantity; ``none``: words that say 0 of what they speak of (未收到, 均为零, 无); ``unreadable``: more
digits than any count has. All others are no quantities: dates and years; numbers of documents; articles; ordinals and
list numbers; telephone numbers, postcodes, addresses and rooms; names with numbers in them (12345热线, 7×24).
"""


class Numeral(NamedTuple):
    """A numeral from code point ``start`` to ``end``. Only figures and ``none`` have values.

    ``value`` is the number in ``unit``: 万 and 亿 before a counting unit are multiplied out, money keeps its printed
    unit, 80% is 80 in ``%``. Of a range, of 数百, and of a fraction that has no end, it is None, and ``low`` and
    ``high`` are set. ``approximate`` is true for 余, 约, 近, 多, 以上.
    """

    start: int
    end: int
    raw: str
    kind: Kind
    value: Decimal | None = None
    unit: str | None = None
    approximate: bool = False
    low: Decimal | None = None
    high: Decimal | None = None


_new_numeral: Callable[
    [tuple[int, int, str, Kind, Decimal | None, str | None, bool, Decimal | None, Decimal | None]], Numeral
] = partial(tuple.__new__, Numeral)
"""The same, made of a tuple of all its fields."""

# Letter for letter, so that places stay: full-width digits and signs, dashes, and the radicals of text from PDF files.
_PLAIN = str.maketrans(
    {0xFF10 + i: 0x30 + i for i in range(10)}
    | {0xFF21 + i: 0x41 + i for i in range(26)}
    | {0xFF41 + i: 0x61 + i for i in range(26)}
    | dict(zip("％．＋／：＠∶～－—–‒―−﹣⼀⼆⼋⼗⼈⽇⽉⽆無沒", "%.+/:@:~-------一二八十人日月无无没", strict=True))
    | dict.fromkeys((0xA0, 0x3000, 0x2002, 0x2003, 0x2009), " ")
)
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]+")
_MOST_DIGITS = 20
_FLAGS = re.VERBOSE | re.ASCII
_SCALE = {
    **{"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6, "千万": 10**7},
    **{"亿": 10**8, "万亿": 10**12},
}
_SCALES = "十万|百万|千万|万亿|百(?!分)|千|万|亿"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_ABOUT_BEHIND = r"(?P<above>以上|左右|上下|\+)?"
_UNIT_BEHIND = rf"(?:(?P<unit>{UNIT}|%|‰))?(?P<some>余|多(?=[，。、；）,;)]))?"
_DIGITS = re.compile(
    rf"""(?P<number>{_NUMBER})[ ]?(?P<more>余|多|几)?[ ]?(?P<scale>{_SCALES})?(?P<again>余|多|\+)?[ ]?
    {_UNIT_BEHIND}{_ABOUT_BEHIND}""",
    _FLAGS,
)
_TO = frozenset("-~至到")
# Most figures by far: 35件, 1286条, 12.5%. What might go on (人次, 30日内, 3-5件, 10%以上) goes the long way.
_PLAIN_FIGURE = re.compile(
    r"""(\d{1,20}(?:\.\d{1,6})?)(件|条(?!例|件)|份(?!额)|宗|篇|期(?!间|限|内(?!容))|场(?!所|地)|项(?!目)|次(?!要|日|年)|名(?!称|单|录)
    |人次|万元|%)(?![次多余以左上+\-~至到\ ])""",
    _FLAGS,
)
_RANGE = (
    rf"""(?P<low>{_NUMBER})[ ]?(?P<lowscale>[万亿])?(?P<lowunit>{UNIT}|%)?[ ]?(?:-{{1,2}}|~|至|到)[ ]?
    (?P<number>{_NUMBER})[ ]?(?P<more>余|多)?(?P<scale>{_SCALES})?(?P<again>余|多)?[ ]?{_UNIT_BEHIND}{_ABOUT_BEHIND}""",
    _FLAGS,
)
_FRACTION = re.compile(r"(?P<part>\d{1,4})/(?P<of>\d{1,4})(?![\d/])", re.ASCII)
_HAN = f"[{SIGNS}]"
_HAN_RUN = re.compile(rf"{_HAN}+(?:点{_HAN}+)?")
_HAN_RANGE = (
    rf"""(?P<low>{_HAN}{{1,9}})(?P<lowunit>{UNIT})?(?:至|到|-{{1,2}}|~)(?P<high>{_HAN}{{1,9}})(?P<unit>{UNIT})""",
    re.VERBOSE,
)
_HAN_BEHIND = re.compile(
    rf"""(?P<more>余|多|几|来)?(?P<scale>{_SCALES})?(?P<again>余|多)?[ ]?(?P<unit>{UNIT})
    (?P<above>以上|左右|上下|多(?=[，。；、）,;)]))?""",
    re.VERBOSE,
)
_SHARE = re.compile(
    rf"""(?P<of>[百千万]|{_HAN}{{1,4}})分之(?P<part>{_HAN}+(?:点{_HAN}+)?|\d{{1,3}}(?:\.\d{{1,6}})?)
    (?P<more>多)?{_ABOUT_BEHIND}""",
    re.VERBOSE,
)
_VAGUE = (
    rf"""(?P<how>[数几上近约逾超])(?P<scale>{_SCALES}|十)(?P<more>余|多)?(?P<unit>{UNIT}){_ABOUT_BEHIND}""",
    re.VERBOSE,
)
_SCALED = (rf"""(?P<scale>{_SCALES})(?P<more>余|多)(?P<unit>{UNIT}){_ABOUT_BEHIND}""", re.VERBOSE)
_TWO = (
    rf"""(?P<low>[一两二三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千万])?(?P<unit>{UNIT})""",
    re.VERBOSE,
)
_ABOUT = re.compile(r"(?:大约|大概|将近|接近|超过|约|(?<![最附邻相远])近|逾|(?<!高)超)[ ]?$")
_ABOUT_ENDS = frozenset("约概近超过逾 ")
_END = re.compile(r"[ ]?(?:[，。；、,;)）\n]|$)")
_NUMBERS_OF = frozenset("丝总件条次人户篇份")
_NOT_ONE = frozenset("统同每这那某任另逐唯之进跑第专")
_NONE = re.compile(
    r"""(?:未(?:曾|能)?(?:[向对][^，。；、\d]{1,8}?收取|收到|接到|接收到?|接受|受理|收取|收(?!费)|发生|产生|出现|涉及|被申请|被提起|提起|引发|有|参加|举办|召开|举行|制发|制定|出台|印发|废止|新制定|新制发|(?=收费))
    | [不未]存在(?=[^数的，。；、\d]{0,8}(?:减免|收费|费用))
    | 没有?(?:[向对][^，。；、\d]{1,8}?收取|收到|接到|接收到?|受理|收取|发生|产生|出现|被申请|被提起|引发)?
    | 无(?:发生|收到)?(?![法关障偿纸正理效疑论误需须权限线缝锡故形非愧力数私声所时际证罪极保]))
    (?:过?一[起件例宗](?![、，,]))?""",
    re.VERBOSE,
)
_IS_ZERO = re.compile(r"(?:(?:均|都|全部|皆|全)?[为是]|均)$")
_ZERO_OF = re.compile(r"零(?=申请|投诉|复议|诉讼|举报|信访)")
_NEXT = re.compile(rf"[\d{SIGNS}数几上近约逾超《“「第〔\[﹝［（(【①-⒛㈠-㈩A-Za-z未没无不]", re.ASCII)

_TWO_SIGNS = re.compile("[一两二三四五六七八][二三四五六七八九]")
_VAGUE_SIGNS = re.compile("[数几上近约逾超][十百千万亿]")
_BETWEEN = re.compile("[至到~-]")
_LONGEST_LOW = 14  # Chinese signs of a range's first number, and its unit


@cache
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """A pattern with all units in it that many reports do without."""
    return re.compile(pattern, flags)


_Found = Numeral | int
"""What stands at a place: a numeral, or where to go on."""


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Every numeral of a text in order of place, none over another."""
    plain = _NOT_PLAIN.sub(_as_plain, text)
    found: list[Numeral] = []
    at = last = 0
    search, reader = _NEXT.search, _READERS.get
    while begin := search(plain, at):
        start = begin.start()
        read = reader(plain[start], _latin)
        result = read(plain, start)
        if result.__class__ is int:
            at = result if result > start else start + 1
            continue
        first, at, _, kind, value, unit, about, low, high = cast(Numeral, result)
        if kind == "figure" and plain[first - 1 : first] in _ABOUT_ENDS:
            said = _ABOUT.search(plain, max(last, first - 4), first)
            first, about = (said.start(), True) if said else (first, about)
        found.append(_new_numeral((first, at, text[first:at], kind, value, unit, about, low, high)))
        last = at
    return tuple(found)


def _as_plain(found: re.Match[str]) -> str:
    return found[0].translate(_PLAIN)


def _other(told: tuple[Other, int] | None, at: int, otherwise: int) -> _Found:
    return otherwise if told is None else Numeral(at, told[1], "", told[0])


def _latin(text: str, at: int) -> _Found:
    return skipped(text, at)


def _bracket(text: str, at: int) -> _Found:
    return _other(bracketed(text, at), at, at + 1)


def _number_sign(text: str, at: int) -> _Found:
    return _other(numbered(text, at), at, at + 1)


def _enclosed(_text: str, at: int) -> _Found:
    return Numeral(at, at + 1, "", "ordinal")


def _none(text: str, at: int) -> _Found:
    match = _NONE.match(text, at)
    return Numeral(at, match.end(), "", "none", Decimal(0)) if match else at + 1


# --- figures in digits ------------------------------------------------------------------------------------


def _digits(text: str, at: int) -> _Found:
    if plain := _PLAIN_FIGURE.match(text, at):
        return _new_numeral((at, plain.end(), "", "figure", Decimal(plain[1]), plain[2], False, None, None))
    told = digits_other(text, at)
    if told is not None:
        return Numeral(at, told[1], "", told[0])
    if match := _FRACTION.match(text, at):
        return _fraction(at, match.end(), Decimal(match["part"]), Decimal(match["of"]))
    match = _DIGITS.match(text, at)
    return _number(text, match) if match else at + 1


def _number(text: str, match: re.Match[str]) -> _Found:
    if len(match["number"]) > _MOST_DIGITS:
        return Numeral(match.start(), match.end("number"), "", "unreadable")
    if text[match.end() : match.end() + 1] in _TO and (between := _compiled(*_RANGE).match(text, match.start())):
        return _range(between)
    about = match["more"] or match["again"] or match["some"] or match["above"]
    return _figure(match.start(), match, Decimal(match["number"].replace(",", "")), bool(about))


def _figure(at: int, match: re.Match[str], value: Decimal, about: bool) -> Numeral:
    scale, unit = match["scale"], match["unit"]
    end = _without_blank(match)
    value, unit = _scaled(value, scale, unit)
    if match["more"] == "几":
        step = Decimal(_SCALE[scale]) if scale else Decimal(1)
        return Numeral(at, end, "", "figure", None, unit, True, value + step, value + 9 * step)
    return Numeral(at, end, "", "figure", value, unit, about)


def _without_blank(match: re.Match[str]) -> int:
    end = match.end()
    while match.string[end - 1] == " ":
        end -= 1
    return end


def _scaled(value: Decimal, scale: str | None, unit: str | None) -> tuple[Decimal, str | None]:
    """Multiplied out, but money keeps 万 and 亿."""
    if unit and unit.endswith("元") and scale:
        rest = {"十万": (10, "万"), "百万": (100, "万"), "千万": (1000, "万"), "万": (1, "万"), "亿": (1, "亿")}
        if scale in rest:
            factor, kept = rest[scale]
            return _plain(value * factor), kept + unit
    if scale:
        value = _plain(value * _SCALE[scale])
    return value, OTHER_NAMES.get(unit, unit) if unit else None


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that a product leaves behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _range(match: re.Match[str]) -> _Found:
    if len(match["low"]) > _MOST_DIGITS or len(match["number"]) > _MOST_DIGITS:
        return Numeral(match.start(), match.end(), "", "unreadable")
    about = bool(match["more"] or match["again"] or match["some"] or match["above"])
    high, unit = _scaled(Decimal(match["number"].replace(",", "")), match["scale"], match["unit"])
    low = Decimal(match["low"].replace(",", ""))
    if match["scale"] or match["lowscale"]:
        low, _ = _scaled(low, match["lowscale"] or match["scale"], match["unit"])
    own = match["lowunit"]
    if (own and unit != OTHER_NAMES.get(own, own)) or low >= high:
        return _figure_alone(match)
    return Numeral(match.start(), _without_blank(match), "", "figure", None, unit, about, low, high)


def _figure_alone(match: re.Match[str]) -> _Found:
    """The first number of what looked like a range and is none: 由35件到28件."""
    alone = _DIGITS.match(match.string, match.start())
    if alone is None:
        return match.end()
    return _figure(match.start(), alone, Decimal(alone["number"].replace(",", "")), bool(alone["more"]))


def _fraction(start: int, end: int, part: Decimal, of: Decimal, about: bool = False) -> _Found:
    """A part of a whole in percent where that ends behind the point, else between two bounds."""
    if not of:
        return end
    value = part / of
    if value * of == part and -int(value.as_tuple().exponent) <= _MOST_DIGITS:
        return Numeral(start, end, "", "figure", _plain(value), None, about)
    low = value.quantize(Decimal("0.0001"), rounding="ROUND_DOWN")
    return Numeral(start, end, "", "figure", None, None, about, low, low + Decimal("0.0001"))


# --- figures in Chinese signs -----------------------------------------------------------------------------


def _han(text: str, at: int) -> _Found:
    if match := _SHARE.match(text, at):
        return _share(match)
    told = han_other(text, at)
    if told is not None:
        return Numeral(at, told[1], "", told[0])
    if text[at] == "零" and (zero := _zero(text, at)):
        return zero
    run = _HAN_RUN.match(text, at)
    return _han_range(text, at) or _han_number(text, run) if run else at + 1


def _han_range(text: str, at: int) -> Numeral | None:
    """三至五个; 两三个."""
    has_range = _BETWEEN.search(text, at, at + _LONGEST_LOW)
    if has_range and (between := _compiled(*_HAN_RANGE).match(text, at)):
        low, high = number_of(between["low"]), number_of(between["high"])
        if low is not None and high is not None and low < high and between["lowunit"] in (None, between["unit"]):
            return Numeral(at, between.end(), "", "figure", None, between["unit"], False, low, high)
    if _TWO_SIGNS.match(text, at) and (two := _compiled(*_TWO).match(text, at)):
        low, high = number_of(two["low"]), number_of(two["high"])
        if low is not None and high is not None and (high == low + 1 or two[0].startswith("三五")):
            step = _SCALE[two["scale"]] if two["scale"] else 1
            return Numeral(at, two.end(), "", "figure", None, two["unit"], True, low * step, high * step)
    return None


def _han_number(text: str, run: re.Match[str]) -> _Found:
    at, end = run.span()
    signs = run[0]
    if signs[-1] in "万亿" and text[end : end + 1] == "元":
        signs, end = signs[:-1], end - 1  # 三十万元: 万 is of the unit
    value = number_of(signs)
    if value is None:
        vague = _compiled(*_SCALED).match(text, at)
        return _figure(at, vague, Decimal(1), True) if vague else run.end()
    behind = _HAN_BEHIND.match(text, end)
    if behind is None:
        stands_alone = len(signs) > 1 and any(sign in signs for sign in "十百千万") and _END.match(text, end)
        return Numeral(at, end, "", "figure", value) if stands_alone else run.end()
    if _is_word(text, at, signs, behind):
        return end
    if behind["more"] == "几":
        step = _SCALE[signs[-1]] // 10
        return Numeral(at, behind.end(), "", "figure", None, behind["unit"], True, value + step, value + 9 * step)
    return _figure(at, behind, value, bool(behind["more"] or behind["again"] or behind["above"]))


def _is_word(text: str, at: int, signs: str, behind: re.Match[str]) -> bool:
    """Whether a numeral with a unit behind it is a word of its own all the same: 统一项目, 一类, 三来一补."""
    if signs == "一":
        return behind["unit"] not in OF_ONE or (at > 0 and text[at - 1] in _NOT_ONE)
    return behind["more"] in ("几", "来") and signs[-1] not in "十百千万"


def _zero(text: str, at: int) -> Numeral | None:
    """均为零; 零申请."""
    if _ZERO_OF.match(text, at):
        return Numeral(at, at + 1, "", "none", Decimal(0))
    said = _IS_ZERO.search(text, max(0, at - 4), at)
    if said and _END.match(text, at + 1):
        return Numeral(said.start(), at + 1, "", "none", Decimal(0))
    return None


def _share(match: re.Match[str]) -> _Found:
    digits = match["part"]
    part = Decimal(digits) if digits[0].isascii() else Decimal(100) if digits == "百" else number_of(digits)
    if part is None:
        return match.end()
    about = bool(match["more"] or match["above"])
    if match["of"] in ("百", "一百"):
        return Numeral(match.start(), match.end(), "", "figure", part, PERCENT, about)
    of = {"千": Decimal(1000), "万": Decimal(10_000)}.get(match["of"]) or number_of(match["of"])
    return match.end() if of is None else _fraction(match.start(), match.end(), part, of, about)


def _vague(text: str, at: int) -> _Found:
    match = _compiled(*_VAGUE).match(text, at) if _VAGUE_SIGNS.match(text, at) else None
    if match is None or (text[at] == "数" and at and text[at - 1] in _NUMBERS_OF):  # 粉丝数十场
        return at + 1
    if match["how"] in "近约逾超上":
        return _figure(at, match, Decimal(1), True)
    low, unit = _scaled(Decimal(2), match["scale"], match["unit"])
    high, _ = _scaled(Decimal(9), match["scale"], match["unit"])
    return Numeral(at, match.end(), "", "figure", None, unit, True, low, high)


def _readers() -> dict[str, Callable[[str, int], _Found]]:
    """What to try at each sign; all others are letters."""
    table: dict[str, Callable[[str, int], _Found]] = dict.fromkeys("0123456789", _digits)
    table |= dict.fromkeys(SIGNS, _han)
    table |= dict.fromkeys("数几上近约逾超", _vague)
    table |= dict.fromkeys("未没无不", _none)
    table |= dict.fromkeys("〔[﹝［（(【", _bracket)
    table |= dict.fromkeys((*map(chr, range(0x2460, 0x249C)), *map(chr, range(0x3220, 0x322A))), _enclosed)
    return table | {"第": _number_sign}


_READERS = _readers()
