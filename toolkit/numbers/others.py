"""Numerals that are no quantities, each by the signs that tell it: dates, documents, articles, telephones, names.

All patterns are bounded, or repeat over one class of signs that nothing behind it can begin with: their time grows
with the length of what they match.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from toolkit.numbers.units import UNIT

Other = Literal["date", "document", "article", "ordinal", "telephone", "postcode", "address", "name"]

_FLAGS = re.VERBOSE | re.ASCII
_HAN = "[一二三四五六七八九十]"
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_COUNTS = rf"[ ]?(?:{UNIT}|余|多|[%‰万亿千百,.]|\d)"
_LINES = "345|315|318|319|320|328|329|333|336|338|348|350|355|356|358|360|365|366|367|369|377|380|385|388|389|393|396"
_DIGITS: tuple[tuple[Other, re.Pattern[str]], ...] = (
    (
        "telephone",
        re.compile(
            rf"""0\d{{2,3}}[ ]?-{{1,2}}[ ]?\d{{7,8}}(?:[-转]\d{{1,5}})?(?!\d) | [48]00-\d{{3,4}}-?\d{{3,4}}(?!\d)
            | 0\d{{9,11}}(?!\d) | \d{{3,4}}-\d{{7,8}}(?!\d)
            | (?:1[3-9]\d{{9}}|\d{{7,8}}(?:[-/、]\d{{7,8}})+)(?!\d)(?!{_COUNTS})""",
            _FLAGS,
        ),
    ),
    (
        "date",
        re.compile(
            rf"""{_YEAR}[ ]?年度?(?:[ ]?\d{{1,2}}[ ]?(?:[-~至到][ ]?\d{{1,2}}[ ]?)?月份?(?:[ ]?\d{{1,2}}[ ]?[日号])?)?
            | {_YEAR}(?:[ ]?[-~至到、和及][ ]?{_YEAR})+(?:[ ]?年度?|(?!{_COUNTS}))
            | {_YEAR}\d{{1,2}}月(?:\d{{1,2}}[日号])? | {_YEAR}\d{{2,4}}[日号]
            | {_YEAR}([-./])\d{{1,2}}\1\d{{1,2}}(?!\d)
            | (?:1[0-2]|0?[1-9])[ ]?(?:[-~至、][ ]?\d{{1,2}}[ ]?)?月(?:份|底|初|末|[上中下]旬)?
              (?:[ ]?\d{{1,2}}[ ]?[日号])?
            | (?:[12]\d|3[01]|[1-9])[ ]?日(?![ ]?(?:内|之内|以内|均))
            | (?:[01]?\d|2[0-4]):[0-5]\d(?!\d) | (?:[01]?\d|2[0-4])时(?:[0-5]?\d分)?
            | 0\d年(?:度|底|末|初)? | \d\d年(?:度|底|末|初) | [1-4][ ]?季度
            | {_YEAR}(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))?(?!{_COUNTS})""",
            _FLAGS,
        ),
    ),
    (
        "address",
        re.compile(r"\d{1,5}[ ]?(?:-\d{1,5}[ ]?)?(?:号楼|号院|号窗|号门|室|楼|层|栋|幢|单元|弄|巷)", _FLAGS),
    ),
    ("document", re.compile(r"\d{1,6}[ ]?号(?:[、和及][ ]?\d{1,6}[ ]?号)*", _FLAGS)),
    (
        "name",
        re.compile(
            rf"""12(?:{_LINES})(?:(?!{_COUNTS})|(?=[、和及]\d{{3,5}}(?:热线|平台)))
            | 1(?:10|19|20|22|14)(?=报警|联动|指挥|宣传|平台|热线|接处警|接警|急救|出警)
            | \d{{1,2}}[ ]?[×xX*✕✖][ ]?\d{{1,2}}(?:小时)?
            | \d+(?!(?:GB|MB|KB|TB|km)(?![A-Za-z]))[A-Za-z][A-Za-z0-9]*
            | \d+(?:\.\d+){{2,}} | \d+\.\d+(?=[ ]?版) | \d{{1,3}}\+[A-Za-z一-鿿N]""",
            _FLAGS,
        ),
    ),
)
_YEAR_ALONE = re.compile(rf"{_YEAR}年(?![ \d度])", re.ASCII)  # most dates, found without trying all else
_ITEM = re.compile(rf"\d{{1,2}}[ ]?[.、)）](?:(?!\d)|(?={_YEAR}[ ]?年))", re.ASCII)
_ITEM_BEFORE = re.compile(r"(?:^|[\n。；;：:？！?!])[ \t]*$")
_ITEM_BEHIND_COMMA = re.compile(r"[，,][ ]?$")
_FAR = 26  # so many characters before a number can tell what it is
_CALL = re.compile(
    r"(?:电话|传真|热线|手机|致电|拨打|总机|值班)(?:号码|传真|[(（]传真[)）])?[：:为是（( ]{0,3}"
    r"(?:[\d\-]+[、/，和或 ]+)?$"
)
_POST = re.compile(r"(?:邮编|邮政编码|邮码)[^\d，。；\n]{0,4}$")
_CODE = re.compile(r"(?:QQ群?|群号|微信号|索引号|信用代码|备案号|编号|编码|代码|文号|账号|卡号)[^\d，。；\n]{0,3}$")
_DIALLED = re.compile(r"\d{3,12}(?:-\d{1,8})?(?!\d)", re.ASCII)


def digits_other(text: str, at: int) -> tuple[Other, int] | None:
    """What digits from ``at`` on are, if they are no quantity, and where that ends."""
    if year := _YEAR_ALONE.match(text, at):
        return "date", year.end()
    before = text[max(0, at - _FAR) : at]
    if match := _ITEM.match(text, at):
        begins = _ITEM_BEFORE.search(before if at <= _FAR else "_" + before)
        if begins or (match[0][-1] != "、" and _ITEM_BEHIND_COMMA.search(before)):
            return "ordinal", match.end() - 1
    for kind, pattern in _DIGITS:
        if match := pattern.match(text, at):
            return kind, match.end()
    return _introduced(text, at, before)


def _introduced(text: str, at: int, before: str) -> tuple[Other, int] | None:
    """A telephone number, a postcode or a code by the word before it, where no unit follows."""
    run = _DIALLED.match(text, at)
    if run is None or not before:
        return None
    kind: Other
    if run.end() - at == 6 and _POST.search(before):
        kind = "postcode"
    elif _CALL.search(before):
        kind = "telephone"
    elif _CODE.search(before):
        kind = "name"
    else:
        return None
    return None if _counted().match(text, run.end()) else (kind, run.end())


@cache
def _counted() -> re.Pattern[str]:
    """What a quantity goes on with: a pattern that few reports need."""
    return re.compile(_COUNTS, _FLAGS)


_HAN_OTHERS: tuple[tuple[Other, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            rf"""[一二][〇零○一二三四五六七八九0]{{3}}年度?(?:{_HAN}{{1,2}}月份?(?:{_HAN}{{1,3}}[日号])?)?
            | (?:十[一二]?|[一二三四五六七八九])月(?:份|底|初|末|[上中下]旬)?(?:{_HAN}{{1,3}}[日号])?
            | {_HAN}{{1,3}}日(?!内|之内|以内|游|常|益|均|后|子|志|记) | [一二三四]季度
            | [〇零○][一二三四五六七八九]年""",
            re.VERBOSE,
        ),
    ),
    ("ordinal", re.compile(rf"{_HAN}{{1,2}}(?=是|要|则|来)")),
    ("article", re.compile(rf"{_HAN}{{1,3}}条(?=规定|第|之规定|所称)")),
    (
        "name",
        re.compile(
            r"""[两三四五六七八九十]个(?=维护|意识|自信|代表|确立|全面|结合|务必|服从|率先|文明|清单|一批|统一|公开)
            | 一(?:件事|次性|次办|本通|本账|个窗口|条龙|站式|部分|方面|年)
            | 一起(?!行政|诉讼|复议|案|投诉|举报|因|政府信息|信息公开)
            | 三类(?=内部|内容|内务) | 四类(?=过程) | 十分(?!之) | 二次(?=供水|元|审核|创业|污染|加压|开发)
            | 三年(?=行动) | [一二三四五六]级 | 百分(?=百|制|比|点|数)
            | [一二三四五六七八九十两双]{1,2}(?=届|中全会|大报告)""",
            re.VERBOSE,
        ),
    ),
)
_HAN_ITEM = re.compile(rf"{_HAN}{{1,3}}[ ]?[、.)）]")


def han_other(text: str, at: int) -> tuple[Other, int] | None:
    """What a Chinese numeral from ``at`` on is, if it is no quantity, and where that ends."""
    for kind, pattern in _HAN_OTHERS:
        if match := pattern.match(text, at):
            return kind, match.end()
    if match := _HAN_ITEM.match(text, at):
        before = text[at - 4 : at] if at >= 4 else text[:at]
        if _ITEM_BEFORE.search("_" + before if at > 4 else before):
            return "ordinal", match.end() - 1
    return None


_NUMBERED = re.compile(
    rf"""第[ ]?(?:[(（]?(?:{_HAN}|[百零〇]){{1,7}}[)）]?|[(（]?\d{{1,5}}[)）]?)[ ]?(?P<what>条|款|项|目|号令?)?""",
    _FLAGS,
)
_YEARED = re.compile(
    rf"""[〔\[﹝［【][ ]?{_YEAR}[ ]?[〕\]﹞］】][ ]?第?[ ]?(?:\d{{1,5}}[ ]?号?)?
    | [(（][ ]?{_YEAR}[ ]?[)）][ ]?第?[ ]?\d{{1,5}}[ ]?号
    | [〔\[﹝［]{_YEAR}\d{{1,4}}号""",
    _FLAGS,
)
_BRACKETED = re.compile(rf"[(（](?:{_HAN}{{1,3}}|\d{{1,2}})[)）]", re.ASCII)


def numbered(text: str, at: int) -> tuple[Other, int] | None:
    """第…: an article with its paragraphs and items, a document's number, an ordinal."""
    match = _NUMBERED.match(text, at)
    if match is None:
        return None
    kind: Other = {"号": "document", "号令": "document", None: "ordinal"}.get(match["what"], "article")  # type: ignore[assignment]
    return kind, match.end()


def bracketed(text: str, at: int) -> tuple[Other, int] | None:
    """〔2020〕35号, or a list's sign in brackets."""
    if match := _YEARED.match(text, at):
        return "document", match.end()
    if match := _BRACKETED.match(text, at):
        return "ordinal", match.end()
    return None


_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]{0,80}》){0,120}》")
_QUOTED = re.compile(r"“[^“”\n。]{1,10}”|「[^「」\n。]{1,10}」")
_LATIN = re.compile(
    r"(?:GB|DB|ISO|HB)[A-Z0-9/]*[ ]?\d[\d.\-]*|[A-Za-z][A-Za-z0-9._@/:?=&%#+~\-]*(?:[ ]\d[\d.\-]{2,}(?=[》”]))?",
    re.ASCII,
)


def skipped(text: str, at: int) -> int:
    """Where to go on behind a title in 《》, a short name in quotes, or a word in Latin letters."""
    sign = text[at]
    pattern = _TITLE if sign == "《" else _QUOTED if sign in "“「" else _LATIN
    match = pattern.match(text, at)
    return match.end() if match else at + 1
