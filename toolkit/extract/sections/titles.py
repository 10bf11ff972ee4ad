"""A line as the heading of a section: the list sign before it, the title, the section of the form that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from toolkit.extract.labels import likeness, normalise, wordings
from toolkit.extract.lines.sentences import is_prose
from toolkit.forms import all_forms
from toolkit.forms.form import Column, Form, Row
from toolkit.numbers import has_han

Sign = Literal["part", "main", "none", "bracket", "digit", "roman"]
"""``part`` 第一部分, ``main`` 一、, ``bracket`` （一）, ``digit`` 1. or (1), ``roman`` Ⅰ., and none at all."""

_LISTS: frozenset[Sign] = frozenset({"bracket", "digit", "roman"})
_LONGEST = 44
_SIGN_ROOM = 12  # characters in which a sign ends
_LONGEST_OWN = 24  # a title that is none of the form's
_KNOWN = 0.74
_FOR_NUMBER = 0.12  # so much less likeness is enough where the printed number is the section's
_TIE = 0.05  # and of two sections much alike the printed number tells
_NEARLY = 0.9  # word for word but for a slip: asked of a line without sign, and of a title in a line with other text
_ROW_LABEL = 0.8

_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)} | {"十": 10}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
# Letter for letter, so that places stay: full-width signs, and the radicals and marks that stand for these signs.
_PLAIN = str.maketrans(
    {0xFF01 + i: chr(0x21 + i) for i in range(94)} | dict(zip("⼀⼆⼋⼗﹑､", "一二八十、、", strict=True))
)
_HAN = "[一二三四五六七八九十]{1,3}"
_SIGNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"\s*第\s*({_HAN}|\d{{1,2}})\s*(?:部分|章|节|篇)[\s、.,:：·]*")),
    ("main", re.compile(rf"\s*({_HAN})(?:\s*[、.,:;·•]\s*|\s+|(?=[^\W\d_是]))")),
    ("bracket", re.compile(rf"\s*(?:[(〔\[【〈]\s*({_HAN})\s*[)〕\]】〉]|({_HAN})\s*\)|([㈠-㈩]))\s*[、.]?\s*")),
    ("digit", re.compile(r"\s*(?:[(〔\[【]\s*(\d{1,2})\s*[)〕\]】]|(\d{1,2})\s*[、.)](?!\d))\s*[、.]?\s*")),
    ("roman", re.compile(r"\s*(?:([\u2160-\u2169])\s*[、.,:]?|([IVX]{1,4})\s*[、.,:])\s*")),
)
_MAYBE_SIGNED = re.compile(r"\s*[一二三四五六七八九十第(〔\[【〈㈠-㈩\d\u2160-\u2169IVX]")
_FIRM = re.compile(rf"\s*(?:第|{_HAN}\s*[、.])")
_MAYBE_FIRM = re.compile(r"\s*[第一二三四五六七八九十⼀⼆⼋⼗]")
_SIGN_ALONE = re.compile(rf"\s*(?:第{_HAN}部分|{_HAN}\s*[、.]?|[(]{_HAN}[)])\s*")
_STOP = re.compile(r"[。；;，,：:！？!?]")
_GAP = re.compile(r"[\t|｜│]+|[ \u00a0]{2,}|[\u2002\u2003\u3000]+")
_ENDS = "：:。 \t\u3000\u00a0"
_CONTENTS_LINE = re.compile(r"\S.*(?:[.…·‧┄—－\-_\s]{2,}|\s)[(（]?\s*\d{1,3}\s*[)）]?\s*")
_CAPTION = re.compile(
    r"\s*[(（]?\s*(?:附\s*[表件图录]?|[表图])\s*[\d一二三四五六七八九十]{0,3}(?:\s*[-—.]\s*\d)?\s*[)）]?\s*[：:、.．\s]*"
)
_TELLING = re.compile(r"[情概]\s*[况況述]|事\s*[项項]|[问問]\s*[题題]|措\s*施|公\s*[开開]|申\s*[请請]|[\u2e80-\u2fdf]")
_WITHIN = re.compile(rf"(?:第{_HAN}部分|{_HAN}\s*[、.．])(?=\s*[\u2e80-\u9fff])")
_BEFORE = re.compile(r"[。)）\]|｜\s\d”\"]")
_NOTHING = re.compile(r"无|無|没有|沒有")  # 无其他需要报告的事项 is what stands under a heading
_PIECE_ENDS = "。|｜│┃"
_PIECE_END = re.compile(f"[{_PIECE_ENDS}]")
_RUN_IN = re.compile(r"[。：:]|\s+|(?<=[\u4e00-\u9fff])(?=[\d(（〔])")


class HeadLine(NamedTuple):
    """A line as a heading. ``number`` is the printed one; ``section`` the form's (None: a title of its own), and
    ``like`` how like its title is to that section's, from 0 to 1. ``is_caption``: it stands over a table (附表1：…).
    """

    sign: Sign
    number: int | None
    title: str
    section: int | None
    like: float
    is_caption: bool = False


class TitleIndex:
    """The wordings of the forms' section titles, and the labels of rows and heads, which are no headings."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        known: dict[int, set[str]] = {}
        for form in forms:
            for section in form.sections:
                known.setdefault(section.number, set()).update(wordings(section.label.wordings))
        self._known = {number: frozenset(texts) for number, texts in known.items()}
        self._exact = {text: number for number, texts in self._known.items() for text in texts}
        labels = list(_labels(forms))
        self._labels = frozenset(wordings(labels)).difference(self._exact)
        self._signed_rows = wordings(label for label in labels if _FIRM.match(label))

    def section_of(self, title: str, number: int | None) -> tuple[int | None, float]:
        """The form's section that a title names, and how like it is; a printed number counts for it, or against it."""
        text = normalise(title)
        if text in self._exact:
            return self._exact[text], 1.0
        if not 2 <= len(text) <= _LONGEST:
            return None, 0.0
        likes = {section: likeness(text, known) for section, known in self._known.items()}
        best = max(likes, key=lambda section: likes[section] + (_TIE if section == number else 0.0))
        bar = _KNOWN if len(text) > 5 else _NEARLY
        like = likes[best]
        return (best, like) if like >= (bar - _FOR_NUMBER if best == number else bar) else (None, 0.0)

    def is_title(self, text: str) -> bool:
        """Whether a text is a section's title word for word."""
        return len(text) <= _LONGEST and normalise(text) in self._exact

    def is_label(self, text: str) -> bool:
        """Whether a text is the label of a row, a column or a group of the forms."""
        return normalise(text) in self._labels

    def is_signed_row(self, title: str) -> bool:
        """Whether a title is nearly the label of a row or group that is numbered as sections are (一、本年新收…)."""
        return likeness(normalise(title), self._signed_rows) >= _ROW_LABEL


@cache
def title_index() -> TitleIndex:
    """The titles of all forms."""
    return TitleIndex(all_forms())


def _labels(forms: tuple[Form, ...]) -> Iterator[str]:
    for form in forms:
        for table in form.tables:
            for part in table.parts:
                yield from (text for text in (part.heading, part.corner) if text)
                lines: tuple[Row | Column, ...] = (*part.rows, *part.columns)
                for line in lines:
                    for label in (line.label, *line.groups):
                        yield from label.wordings


def is_sign_alone(text: str) -> bool:
    """Whether a text is a heading's sign without a title, as in a sheet that has the signs in a column of their own."""
    return len(text) < _SIGN_ROOM and _SIGN_ALONE.fullmatch(text.translate(_PLAIN)) is not None


def head_line(text: str, titles: TitleIndex) -> HeadLine | None:
    """What a line is as the heading of a section; None for one that can be none."""
    text = text.strip()
    if len(text) > 2 and text[0] == text[-1] == '"':
        text = text[1:-1]  # a cell of a file of separated values that was taken for plain text
    if not 2 <= len(text) <= _LONGEST or (text[-1] not in "。；" and is_prose(text)):
        return None
    head = _read(text, titles)
    if head and text[-1] in "。；" and (head.section is None or head.like < _NEARLY):
        return None  # a sentence
    return head


@lru_cache(maxsize=4096)
def _read(text: str, titles: TitleIndex) -> HeadLine | None:
    plain = text[:_SIGN_ROOM].translate(_PLAIN)
    if _MAYBE_SIGNED.match(plain):
        signed = _signed(plain)
        return _signed_head(text, *signed, titles) if signed else None
    if not _TELLING.search(text):
        return None
    caption = _CAPTION.match(text)
    title = (text[caption.end() :] if caption else text).strip().rstrip(_ENDS)
    section, like = titles.section_of(title, None)
    if section is None or like < _NEARLY or titles.is_label(title) or _NOTHING.match(title):
        return _captioned(title, titles) if caption else None
    return HeadLine("none", None, title, section, like, is_caption=caption is not None)


def _captioned(title: str, titles: TitleIndex) -> HeadLine | None:
    """The caption over a table: 附表：…情况统计表."""
    section, like = titles.section_of(re.sub(r"(?:统计|情况)?(?:一览)?表$", "", title), None)
    return HeadLine("none", None, title, section, like, is_caption=True) if section else None


def _signed(plain: str) -> tuple[Sign, int, int] | None:
    """The sign at a line's beginning, its number, and where the title begins."""
    for sign, pattern in _SIGNS:
        found = pattern.match(plain)
        if found:
            number = _number(next(group for group in found.groups() if group))
            if number is not None:
                return sign, number, found.end()
    return None


def _signed_head(text: str, sign: Sign, number: int, begin: int, titles: TitleIndex) -> HeadLine | None:
    title = text[begin:].strip().rstrip(_ENDS)
    if not title or _CONTENTS_LINE.fullmatch(text) or any(not has_han(piece) for piece in _GAP.split(title)):
        return None
    may_be_known = sign not in _LISTS or _TELLING.search(title)  # lists are long, and comparing costs time
    section, like = titles.section_of(title, number) if may_be_known else (None, 0.0)
    if sign in _LISTS and titles.is_label(title):
        return None
    if section is not None:
        return HeadLine(sign, number, title, section, like)
    if len(title) > _LONGEST_OWN or _STOP.search(title):
        return None
    if sign == "main" and (not _FIRM.match(text[:_SIGN_ROOM].translate(_PLAIN)) or titles.is_signed_row(title)):
        return None
    return HeadLine(sign, number, title, None, 0.0)


def _number(sign: str) -> int | None:
    if "㈠" <= sign <= "㈩":
        return ord(sign) - ord("㈠") + 1
    if "\u2160" <= sign <= "\u2169":
        return ord(sign) - 0x2160 + 1
    if sign.isascii():
        return int(sign) if sign.isdigit() else _ROMAN.get(sign)
    if len(sign) == 1:
        return _DIGITS[sign]
    tens, ten, ones = sign.partition("十")
    if not ten or len(tens) > 1 or len(ones) > 1:
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


# --- a heading and other text in one line ----------------------------------------------------------------


def cut_line(text: str, titles: TitleIndex) -> list[str]:
    """A line cut where a section begins in it: behind other text (…报告一、总体情况), and behind a title that its first
    sentence follows (一、总体情况。2023年，…). Joined, the pieces are the line.

    A line that names several sections one behind another is a list of them, and stays whole.
    """
    if (at := title_at_end(text, titles)) is not None:
        return [*cut_line(text[:at], titles), text[at:]]
    begins = [0] if _MAYBE_FIRM.match(text) and _FIRM.match(text[:_SIGN_ROOM].translate(_PLAIN)) else []
    begins += [at for found in _WITHIN.finditer(text) if (at := found.start()) and _is_behind_text(text, at)]
    if not begins or (len(text) <= _LONGEST and _CONTENTS_LINE.fullmatch(text)):
        return [text]
    cuts: list[int] = []
    for begin in begins:
        end = _title_end(text, begin, titles)
        if end is None:
            continue
        if cuts and not text[cuts[-1] : begin].strip(" \t\u3000\u00a0。；;、，,：:"):
            return [text]
        cuts += [begin, end]
    places = sorted({0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)})
    pieces = [text[a:b] for a, b in pairwise(places)]
    return _with_blanks_joined(pieces)


def title_at_end(text: str, titles: TitleIndex) -> int | None:
    """Where a title without a sign begins that stands at a line's end, behind a sentence or the last bar of a row: word
    for word the form's, and alone of its kind there. None without one.
    """
    if text[-1:] in _PIECE_ENDS:
        return None  # nothing behind the last one
    last = max([text.rfind(end) for end in _PIECE_ENDS])
    if last < 0 or not titles.is_title(text[last + 1 :].strip()):
        return None
    stops = [found.end() for found in _PIECE_END.finditer(text)]
    if not text[: stops[-1]].strip():
        return None
    before = text[stops[-2] if len(stops) > 1 else 0 : stops[-1] - 1]
    return None if titles.is_title(before.strip()) else stops[-1]


def _is_behind_text(text: str, at: int) -> bool:
    """Whether a sign may begin a title there, and is no part of a list in a sentence."""
    return _BEFORE.match(text, at - 1) is not None or text.startswith("报告", at - 2)


def _title_end(text: str, begin: int, titles: TitleIndex) -> int | None:
    """Where the title ends that stands behind the sign at ``begin``; None if none of the form's stands there."""
    signed = _signed(text[begin : begin + _SIGN_ROOM].translate(_PLAIN))
    if not signed:
        return None
    _, number, at = signed
    start = begin + at
    stops = [*_RUN_IN.finditer(text, start, min(len(text), start + _LONGEST)), None]
    for stop in stops:
        end = stop.start() if stop else len(text)
        if not 4 <= end - start <= _LONGEST or (stop and stop.start() == start):
            continue
        section, like = titles.section_of(text[start:end], number)
        if section is not None and like >= _NEARLY and (section == number or (like == 1.0 and begin == 0)):
            return stop.end() if stop else end
    return None


def _with_blanks_joined(pieces: list[str]) -> list[str]:
    """A piece of blanks, or of a full stop alone, belongs to the one before it."""
    joined: list[str] = []
    for piece in pieces:
        if joined and not piece.strip(_ENDS):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
