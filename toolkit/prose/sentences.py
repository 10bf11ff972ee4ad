"""Text into sentences of signs: what the grammar's patterns are matched against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.numbers import Numeral
from toolkit.prose.lexicon import DATE, FIGURE, MARKS, NONE, SHARE, UNKNOWN, Lexicon, Word

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_LONGEST = 2000
"""Characters of a sentence: what goes on for longer is none, and reading it takes time by the square of its length."""
_SHARES = frozenset({"%", "‰", "百分点", "倍", "成"})
_SHORT = 40  # a line of so few characters may be a heading, and say what the next sentences speak of
_INFOPUB, _REGULATIONS = "信息公开", "条例"
_PAPERS = {"公报": "公报", "报": "报纸", "月刊": "期刊", "简报": "简报"}
_MARK_SIGNS = frozenset(MARKS.values())
_NOTHING = frozenset(" \t\u3000\u00a0。！？!?.")
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
    tokens = _with_phrases(list(_tokens(text, start, end, among, numerals, lexicon)), lexicon)
    sentence = Sentence(start, end)
    signs: list[str] = []
    for token in tokens:
        sign = lexicon.parts.get(token.sign, token.sign)
        if not sign:
            if token.word is not None:
                sentence.unseen.append((len(signs), token.word))
            continue
        if sign == UNKNOWN and token.numeral < 0:
            if signs[-1:] == [UNKNOWN]:
                continue
        elif token.word is not None:
            sentence.words[len(signs)] = token.word
        signs.append(sign)
        sentence.numerals.append(token.numeral)
        sentence.starts.append(token.start)
    sentence.signs = "".join(signs)
    return sentence


class _Token(NamedTuple):
    """A word, a numeral, a mark or something unknown, with its sign and where it begins."""

    sign: str
    start: int
    numeral: int = -1
    word: Word | None = None


def _tokens(
    text: str, start: int, end: int, among: range, numerals: Sequence[Numeral], lexicon: Lexicon
) -> Iterator[_Token]:
    number = among.start
    at = start
    is_behind_unknown = False
    while at < end:
        was_behind_unknown, is_behind_unknown = is_behind_unknown, False
        while number < among.stop and numerals[number].start < at:
            number += 1  # a word has passed over it
        numeral = numerals[number] if number < among.stop else None
        spelling = _spelling(text, at, end, lexicon)
        word = lexicon.words.get(spelling)
        if word and numeral and not _goes_before(at, at + len(spelling), numeral):
            word = None
        if word:
            yield _Token(word.sign, at, -1, word)
            at += len(spelling)
        elif numeral and at == numeral.start:
            if sign := _sign_of(numeral):
                yield _Token(sign, at, number)
            at = numeral.end
        else:
            begun = at
            sign, at = _mark(text, at, end)
            if titled := lexicon.words.get(sign):
                yield _Token(titled.sign, begun, -1, titled)
            elif sign in _MARK_SIGNS:
                yield _Token(sign, at - 1)
            elif text[at - 1] in _NOTHING:
                is_behind_unknown = was_behind_unknown
            else:
                is_behind_unknown = True
                if not was_behind_unknown:
                    yield _Token(UNKNOWN, at - 1)


def _with_phrases(tokens: list[_Token], lexicon: Lexicon) -> list[_Token]:
    """The tokens, with one for each phrase; words that nothing sees stand in none, and don't part one."""
    if lexicon.phrases is None:
        return tokens
    seen = [number for number, token in enumerate(tokens) if token.sign]
    signs = "".join(tokens[number].sign for number in seen)
    done: list[_Token] = []
    at = 0
    for found in lexicon.phrases.finditer(signs):
        first, last = seen[found.start()], seen[found.end() - 1]
        word = lexicon.of_phrases[found.lastgroup or ""]
        inside = [token for token in tokens[first : last + 1] if not token.sign and token.word is not None]
        done += [*tokens[at:first], *inside, _Token(word.sign, tokens[first].start, -1, word)]
        at = last + 1
    return [*done, *tokens[at:]]


def _spelling(text: str, at: int, end: int, lexicon: Lexicon) -> str:
    """The longest spelling that stands at a place, or its one character."""
    for length in lexicon.lengths.get(text[at : at + 2], ()):
        if at + length <= end and text[at : at + length] in lexicon.words:
            return text[at : at + length]
    return text[at]


def _goes_before(start: int, end: int, numeral: Numeral) -> bool:
    """Whether a word is meant, and not the numeral that begins in it: 没有现成信息 is a word, whatever 没有 alone says;
    so are 四类过程性信息 and 第三方合法权益. Figures and dates go before words.
    """
    is_wider = start <= numeral.start and numeral.end <= end and (start, end) != (numeral.start, numeral.end)
    return end <= numeral.start or (numeral.kind in ("none", "name", "ordinal") and is_wider)


def _mark(text: str, at: int, end: int) -> tuple[str, int]:
    """The sign of a character that is in no word, and where to go on. A title says nothing, but for that of a gazette
    or a newspaper, which is its word: 《云溪县人民政府公报》6期; and 《条例》, which is that of 信息公开.
    """
    if text[at] == "《" and (close := text.find("》", at, end)) > 0:
        if text.find(_INFOPUB, at, close) > 0 or text[at + 1 : close] == _REGULATIONS:
            return _INFOPUB, close + 1
        return next((word for ending, word in _PAPERS.items() if text.endswith(ending, at, close)), UNKNOWN), close + 1
    return MARKS.get(text[at], UNKNOWN), at + 1


def year_of(raw: str) -> int | None:
    """The year that a date names."""
    found = _YEAR.search(raw.translate(_HAN_YEAR))
    return int(found[0]) if found else None
