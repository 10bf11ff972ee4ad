"""Signs that a sentence must not have: digits of any script, Chinese numerals that are quantities, all but Han text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from toolkit.draft.guard.allowed import TITLE, Allowed, Refusal
from toolkit.draft.guard.lexicon import alternatives, words_spec
from toolkit.draft.guard.said import Said
from toolkit.numbers import find_numerals

_HAN_NUMERALS = "〇零一二三四五六七八九十百千万亿两俩仨半双倍廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟萬億兆弌弍弎贰參陸"
_PUNCTUATION = frozenset("，。；：、！？（）“”‘’—…·\n")
_SUMMED = re.compile(r"(?:两项|两者|二者)(?=[合共总]计)")
_DOUBLED = re.compile(r"[，。；：、！？]{2,}|^[，。；：、！？）]|（）")
_VAGUE = re.compile(
    r"过半|近半|大半|半数|对半|成倍|翻[番倍]|若干|数(?:[十百千万件起次])|几[十百千万件起次个]|好几|多数|大部分|少数|小部分"
    r"|绝大[多部]|寥寥|屈指可数"
)


@cache
def _numeral_words() -> re.Pattern[str]:
    ordinals = r"(?:(?<=[，。；：、！？\n])|^)[一二三四五六七八](?:是|要|则|方面)"
    return re.compile(f"{ordinals}|{alternatives(words_spec().numeral_words)}")


def wrong_signs(said: Said, allowed: Allowed) -> Iterator[Refusal]:
    """Digits, numerals and signs that are refused wherever they stand, but in a title that the input names."""
    text = "".join(token.text if token.kind not in ("slot", "gap") else "\x00" for token in said.tokens)
    text = TITLE.sub(lambda found: "\x01" if found[0] in allowed.named else found[0], text)
    yield from _characters(text)
    doubled = _DOUBLED.search(text)
    if doubled:
        yield Refusal("sign", f"标点重复：“{doubled[0]}”", doubled[0])
    plain = _numeral_words().sub(lambda found: "\x01" * len(found[0]), text)
    numeral = next((sign for sign in plain if sign in _HAN_NUMERALS), None)
    if numeral is not None:
        at = plain.index(numeral)
        quote = text[max(0, at - 3) : at + 4].replace("\x00", "")
        yield Refusal("numeral", f"“{quote}”里有中文数字“{numeral}”，数量只能用空位", numeral)
    else:
        for each in find_numerals(_SUMMED.sub("\x01", text).replace("\x00", "；")):
            if each.kind in ("figure", "unreadable"):
                yield Refusal("numeral", f"“{each.raw}”是数量，只能用空位", each.raw)
    vague = _VAGUE.search(text)
    if vague:
        yield Refusal("numeral", f"“{vague[0]}”说的是数量，只能用空位", vague[0])


def _characters(text: str) -> Iterator[Refusal]:
    digit = next((sign for sign in text if unicodedata.category(sign) in ("Nd", "Nl", "No") and sign != "〇"), None)
    if digit is not None:
        yield Refusal("digit", f"有数字“{digit}”，数字只能用空位", digit)
    other = next((sign for sign in text if not _is_plain(sign) and sign != digit), None)
    if other is not None:
        yield Refusal("sign", f"有不能用的字符“{other}”（U+{ord(other):04X}），只能写汉字、中文标点和空位", other)


def _is_plain(sign: str) -> bool:
    return "一" <= sign <= "鿿" or "㐀" <= sign <= "䶿" or sign in "〇\x00\x01" or sign in _PUNCTUATION
