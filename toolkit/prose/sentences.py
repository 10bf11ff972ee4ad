"""Text into sentences of signs: what the grammar's patterns are matched against."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from toolkit.numbers import Numeral
from toolkit.prose.lexicon import DATE, FIGURE, MARKS, NONE, SHARE, UNKNOWN, Lexicon, Word

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_LONGEST = 2000
"""Characters of a sentence: what goes on for longer is none, and reading it takes time by the square of its length."""
_COLONS = ("：", ":")
_SHARES = frozenset({"%", "‰", "百分点", "倍", "成"})
_SHORT = 40  # a line of so few characters may be a heading, and say what the next sentences speak of
_INFOPUB, _REGULATIONS = "信息公开", "条例"
_PAPERS = {"公报": "公报", "报": "报纸", "月刊": "期刊", "简报": "简报"}
_ACCOUNT = re.compile(r"“[^“”，。；]{2,10}发布”")
"""“清漳发布”: what an account is called says nothing of what it does."""
_SIGNS = {**dict.fromkeys(" \t\u3000\u00a0。！？!?.", ""), **MARKS}
"""The signs of characters that are no words; those that say nothing have none, and all others are unknown."""
_YEAR = re.compile(r"\d{4}")
_HAN_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")


@dataclass(slots=True, init=False)
class Sentence:
    """A sentence as signs. ``numerals`` has for each sign the numeral it stands for, or -1; ``words`` the class of each
    sign that is a word, by place; ``starts`` where in the text each sign's word begins; ``unseen`` the words that have
    no sign, with the place before which they stand.
    """

    start: int
    end: int
    signs: str
    numerals: list[int]
    starts: list[int]
    words: dict[int, Word]
    unseen: list[tuple[int, Word]]

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end, self.signs = start, end, ""
        self.numerals, self.starts, self.words, self.unseen = [], [], {}, []


def sentences_of(text: str, numerals: Sequence[Numeral], lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences that have a figure, or words for none, in them, and short lines; in order of place."""
    at = 0
    count = len(numerals)
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        while at < count and numerals[at].end <= start:
            at += 1
        first, says_number = at, False
        while at < count and numerals[at].start < end:
            says_number = says_number or numerals[at].kind in ("figure", "none")
            at += 1
        if end - start <= _SHORT or (says_number and end - start <= _LONGEST):
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


_Token = tuple[str, int, int, Word | None]
"""A word, a numeral, a mark or something unknown: its sign, where it begins, the numeral's number or -1, the word."""


def _read(text: str, start: int, end: int, among: range, numerals: Sequence[Numeral], lexicon: Lexicon) -> Sentence:
    sentence = Sentence(start, end)
    signs: list[str] = []
    parts, last = lexicon.parts, ""
    for token_sign, begin, number, word in _with_phrases(_tokens(text, start, end, among, numerals, lexicon), lexicon):
        sign = parts.get(token_sign, token_sign)
        if not sign:
            if word is not None:
                sentence.unseen.append((len(signs), word))
            continue
        if sign == UNKNOWN and number < 0:
            if last == UNKNOWN:
                continue
        elif word is not None:
            sentence.words[len(signs)] = word
        last = sign
        signs.append(sign)
        sentence.numerals.append(number)
        sentence.starts.append(begin)
    sentence.signs = "".join(signs)
    return sentence


def _tokens(
    text: str, start: int, end: int, among: range, numerals: Sequence[Numeral], lexicon: Lexicon
) -> list[_Token]:
    words, lengths, first_characters, signs = lexicon.words, lexicon.lengths, lexicon.begins, _SIGNS
    tokens: list[_Token] = []
    number, stop, at = among.start, among.stop, start
    numeral = numerals[number] if number < stop else None
    begins = numeral.start if numeral is not None else end
    while at < end:
        while begins < at and numeral is not None:  # it was read, or a word has passed over it
            number += 1
            numeral = numerals[number] if number < stop else None
            begins = numeral.start if numeral is not None else end
        character, behind, word = text[at], at + 1, None
        if character in first_characters:
            for length in lengths.get(text[at : at + 2], ()):  # the longest spelling first
                behind = at + length
                if behind <= end and (word := words.get(text[at:behind])) is not None:
                    break
            else:
                behind = at + 1
                word = words.get(character)
        if character == "“" and (account := _ACCOUNT.match(text, at, end)):
            tokens.append((UNKNOWN, at, -1, None))
            behind = account.end()
        elif word is not None and (behind <= begins or numeral is None or _goes_before(at, behind, numeral)):
            tokens.append((word.sign, at, -1, word))
        elif at == begins and numeral is not None:
            behind = numeral.end
            tokens.append((_sign_of(numeral), at, number, None))
        elif character == "《":
            said, behind = _title(text, at, end)
            titled = words.get(said)
            tokens.append((UNKNOWN, behind - 1, -1, None) if titled is None else (titled.sign, at, -1, titled))
        else:
            behind = at + 1
            if sign := signs.get(character, UNKNOWN):
                tokens.append((sign, at, -1, None))
        at = behind
    return tokens


def _with_phrases(tokens: list[_Token], lexicon: Lexicon) -> list[_Token]:
    """The tokens, with one for each phrase; words that nothing sees stand in none, and don't part one."""
    signs = "".join([sign for sign, _, _, _ in tokens])
    if lexicon.phrases is None or lexicon.phrases.search(signs) is None:
        return tokens
    seen = [number for number, token in enumerate(tokens) if token[0]]
    done: list[_Token] = []
    at = 0
    for found in lexicon.phrases.finditer(signs):
        first, last = seen[found.start()], seen[found.end() - 1]
        phrase = lexicon.of_phrases[found.lastgroup or ""]
        inside = [token for token in tokens[first : last + 1] if not token[0] and token[3] is not None]
        done += [*tokens[at:first], *inside, (phrase.sign, tokens[first][1], -1, phrase)]
        at = last + 1
    return [*done, *tokens[at:]]


def _goes_before(start: int, end: int, numeral: Numeral) -> bool:
    """Whether a word is meant, and not the numeral that begins in it: 没有现成信息 is a word, whatever 没有 alone says;
    so are 四类过程性信息, 第三方合法权益 and 上一年. Figures and dates go before words.
    """
    is_wider = numeral.end < end or (numeral.end == end and start < numeral.start)
    return end <= numeral.start or (numeral.kind in ("none", "name", "ordinal") and is_wider)


def _title(text: str, at: int, end: int) -> tuple[str, int]:
    """What a title says, and where to go on: nothing, but for that of a gazette or a newspaper, which is its word
    (《云溪县人民政府公报》6期), and 《条例》, which is that of 信息公开.
    """
    close = text.find("》", at, end)
    if close < 0:
        return UNKNOWN, at + 1
    if text.find(_INFOPUB, at, close) > 0 or text[at + 1 : close] == _REGULATIONS:
        return _INFOPUB, close + 1
    return next((word for ending, word in _PAPERS.items() if text.endswith(ending, at, close)), UNKNOWN), close + 1


def is_behind_colon(text: str, numeral: Numeral) -> bool:
    """Whether what stands before a figure only leads to the list that begins with it: 全部按时答复：2件公开."""
    return text[max(0, numeral.start - 1) : numeral.start] in _COLONS


def leads_to_list(text: str, sentence: Sentence, at: int, numeral: Numeral) -> bool:
    """Whether a colon stands behind a figure, before the next word that is seen: 已答复的27件中：全部公开11件."""
    next_word = sentence.starts[at + 1] if at + 1 < len(sentence.starts) else sentence.end
    between = text[numeral.end : next_word]
    return "：" in between or ":" in between


def outside_brackets(signs: str) -> list[int]:
    """The places of the figures that stand in no bracket."""
    if "(" not in signs:
        return [place for place, sign in enumerate(signs) if sign == FIGURE]
    places, depth = [], 0
    for place, sign in enumerate(signs):
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif sign == FIGURE and not depth:
            places.append(place)
    return places


def last_of(bounds: Collection[str], signs: str, before: int) -> int:
    """The last place before one at which one of some signs stands; -1 where none does."""
    for at in range(before - 1, -1, -1):
        if signs[at] in bounds:
            return at
    return -1


def year_of(raw: str) -> int | None:
    """The year that a date names."""
    first = raw[:4]
    if len(first) == 4 and first.isdecimal():
        return int(first)  # as in most
    found = _YEAR.search(raw.translate(_HAN_YEAR))
    return int(found[0]) if found else None
