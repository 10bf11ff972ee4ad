"""Text into sentences of signs: what the grammar's patterns are matched against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.numbers import Numeral
from toolkit.prose.grammar import DATE, FIGURE, MARKS, NONE, SHARE, UNKNOWN, Lexicon, Word

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_LONGEST = 2000
"""Characters of a sentence: what goes on for longer is none, and reading it takes time by the square of its length."""
_SHARES = frozenset({"%", "‰", "百分点", "倍", "成"})
_SHORT = 40  # a line of so few characters may be a heading, and say what the next sentences speak of
_GAZETTE = "公报"
_NOTHING = frozenset(" \t\u3000\u00a0。！？!?")
_YEAR = re.compile(r"\d{4}")
_HAN_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")


@dataclass(slots=True)
class Sentence:
    """A sentence as signs. ``numerals`` has for each sign the numeral it stands for, or -1; ``words`` the class of each
    sign that is a word, by place; ``starts`` where in the text each sign's word begins; ``unseen`` the words that have
    no sign, with the place before which they stand.
    """

    start: int
    end: int
    signs: str = ""
    numerals: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    words: dict[int, Word] = field(default_factory=dict)
    unseen: list[tuple[int, Word]] = field(default_factory=list)


def sentences_of(text: str, numerals: Sequence[Numeral], lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences that have a figure, or words for none, in them, and short lines; in order of place."""
    at = 0
    count = len(numerals)
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        while at < count and numerals[at].end <= start:
            at += 1
        first = at
        while at < count and numerals[at].start < end:
            at += 1
        told = end - start <= _LONGEST and any(numeral.kind in ("figure", "none") for numeral in numerals[first:at])
        if told or end - start <= _SHORT:
            yield _read(text, start, end, range(first, at), numerals, lexicon)


def _sign_of(numeral: Numeral) -> str:
    match numeral.kind:
        case "figure":
            is_part = numeral.unit is None and numeral.value is not None and 0 < numeral.value < 1
            return SHARE if numeral.unit in _SHARES or is_part else FIGURE
        case "none":
            return NONE
        case "date":
            return DATE
        case "ordinal":
            return ""
    return UNKNOWN


def _read(text: str, start: int, end: int, among: range, numerals: Sequence[Numeral], lexicon: Lexicon) -> Sentence:
    sentence = Sentence(start, end)
    signs: list[str] = []
    words, lengths = lexicon.words, lexicon.lengths
    pending = iter(among)
    number = next(pending, -1)
    begin = numerals[number].start if number >= 0 else end
    at = start
    while at < end:
        character = text[at]
        tried = lengths.get(text[at : at + 2])
        length = next((n for n in tried if at + n <= end and text[at : at + n] in words), 1) if tried else 1
        word = words.get(text[at : at + length] if length > 1 else character)
        if at >= begin:
            numeral = numerals[number]
            # 没有现成信息 is a word of its own, whatever 没有 alone says; so is 四类过程性信息.
            if not (word and numeral.kind in ("none", "name") and at + length > numeral.end):
                sign = _sign_of(numeral)
                if sign:
                    signs.append(sign)
                    sentence.numerals.append(number)
                    sentence.starts.append(at)
                at = numeral.end
                number = next(pending, -1)
                begin = numerals[number].start if number >= 0 else end
                continue
            number = next(pending, -1)
            begin = numerals[number].start if number >= 0 else end
        if word and (at + length <= begin or begin <= at):
            if word.sign:
                sentence.words[len(signs)] = word
                signs.append(word.sign)
                sentence.numerals.append(-1)
                sentence.starts.append(at)
            else:
                sentence.unseen.append((len(signs), word))
            at += length
            continue
        sign = MARKS.get(character, UNKNOWN)
        if character == "《" and (close := text.find("》", at, end)) > 0:
            # A title says nothing, but for a gazette's: 《云溪县人民政府公报》6期.
            gazette = words.get(_GAZETTE) if text.endswith(_GAZETTE, at, close) else None
            if gazette is not None:
                sentence.words[len(signs)] = gazette
                sign = gazette.sign
            at = close
        at += 1
        if sign != UNKNOWN or ((not signs or signs[-1] != UNKNOWN) and text[at - 1] not in _NOTHING):
            signs.append(sign)
            sentence.numerals.append(-1)
            sentence.starts.append(at - 1)
    sentence.signs = "".join(signs)
    return sentence


def year_of(raw: str) -> int | None:
    """The year that a date names."""
    found = _YEAR.search(raw.translate(_HAN_YEAR))
    return int(found[0]) if found else None
