"""Labels as they are compared: what typography adds is taken away, and likeness is a number from 0 to 1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

# CJK radicals that NFKC leaves alone (U+2E80–2EFF), as copied from PDF text layers.
_RADICALS = str.maketrans(
    "⺠⺁⺄⺆⺇⺈⺊⺌⺍⺕⺗⺘⺙⺝⺟⺡⺢⺣⺥⺧⺨⺩⺫⺬⺭⺮⺰⺱⺲⺴⺶⺸⺹⺺⺻⺼⺽⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻳",
    "民厂乙冂几刀卜小小彐心手攴月母氵水灬爪牛犬王目示礻竹纟网罒网羊羊老聿聿肉臼艹虎衤覀西见角角讠贝足车辶辶辶邑钅长长长门阜青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿竜龙龟",
)
# Traditional script of the characters that the forms' labels are written with (mirrors of mainland sites).
_SIMPLIFIED = str.maketrans(
    "報告條規範開對總數許處罰強決減項務費採購額單萬請況組織業機構會計結轉區這屬於國穩護權類內過執詢無關沒現補後確訪舉訴"
    "復複複認獲繳納當維糾審經議問題進體動與節頁產證據電網門據歷發廢檢實應讓辦頒佈爲為負責員協調領導監督導標錄財書專優點它",
    "报告条规范开对总数许处罚强决减项务费采购额单万请况组织业机构会计结转区这属于国稳护权类内过执询无关没现补后确访举诉"
    "复复复认获缴纳当维纠审经议问题进体动与节页产证据电网门据历发废检实应让办颁布为为负责员协调领导监督导标录财书专优点他",
)
_PINYIN = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü ]+[)）]")
_BRACKETS = re.compile(r"[(\[{（［【〔〈《][^()\[\]{}（）［］【】〔〕〈〉《》]*[)\]}）］】〕〉》]")
_OPENING = re.compile(r"[(（\[［【〔]")
_SQUARE = str.maketrans("【】〔〕", "[][]")
_CIRCLED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]")
_MANY_LEVELS = r"[0-9]{1,2}(?:[.．][0-9]{1,2})+(?=[、.．\s]*[^0-9、.．\s])"  # 3.1: of a row in its chapter
_LIST_SIGN = re.compile(
    rf"^\s*(?:{_MANY_LEVELS}|"
    r"[(（〔\[［【]\s*(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s*[)）〕\]］】]"
    r"|(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s*[、.．。,，:：)）〕\]］】·﹒]"
    r"|[0-9]{1,2}(?=[^0-9]))[、.．\s]*"
)
_NOT_LETTERS = re.compile(r"(?:[^\w□]|_)+")
_BOXES = re.compile(r"(?P<lost>(?<=[^\W\d_])[□▢▯◻■〓]+)|[□▢▯◻■〓]")


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """A label with all that is typography taken away: list signs, blanks, punctuation, widths, script variants. Boxes
    behind a letter stay, each for a character that was lost (``其他□□`` is no ``其他``); before one they are bullets.
    """
    text = _CIRCLED.sub("", text.strip())
    text = unicodedata.normalize("NFKC", text.translate(_RADICALS)).translate(_SIMPLIFIED)
    text = _PINYIN.sub("", text)
    stripped = _LIST_SIGN.sub("", text, count=1)
    return _NOT_LETTERS.sub("", _BOXES.sub(_as_lost, "".join((stripped or text).split()))).lower()


def _as_lost(boxes: re.Match[str]) -> str:
    return "□" * len(boxes.group("lost") or "")


_MARKS = re.compile(r"[□■▢▯◻◼○●◇◆*?？_\ufffd×～~]")
_LOST_END = re.compile(rf"(?:{_MARKS.pattern}\s*){{2,}}$")
_SIGN_BEHIND = re.compile(r"(?<![0-9])[0-9]{1,2}[)、.。,:·]+$")
_SIGN_ALONE = re.compile(
    r"[(\[{〔【]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)\]}〕】、.。,:·]*"
)  # or what is left of one
_OPENINGS = frozenset("（(【[〔")
_ILLEGIBLE = 0.4  # of a label's signs
_LOST_WORD = 4  # characters


@lru_cache(maxsize=8192)
def is_illegible(text: str) -> bool:
    """Whether nothing can be told from a label: most of its characters were lost to marks, or only a sign is left."""
    signs = "".join(text.split())
    is_sign_alone = _SIGN_ALONE.fullmatch(unicodedata.normalize("NFKC", signs)) is not None
    return is_sign_alone or not normalise(text) or len(_MARKS.findall(signs)) >= _ILLEGIBLE * len(signs)


def is_damaged(text: str) -> bool:
    """Whether any of a text's characters was lost to marks."""
    return _MARKS.search(text) is not None


def is_cut_short(text: str) -> bool:
    """Whether several characters at a text's end were lost to marks."""
    return _LOST_END.search(text) is not None


def is_lost(text: str) -> bool:
    """Whether a text of several characters was lost to marks, every one: no value is so long."""
    signs = "".join(text.split())
    return len(signs) >= _LOST_WORD and len(_MARKS.findall(signs)) == len(signs)


def is_begun(text: str) -> bool:
    """Whether a text is no more than the bracket that a label begins with, as where a line's end has broken it."""
    return text.strip() in _OPENINGS


_SIGN_DIGITS = {sign: str(number) for number, sign in enumerate("零一二三四五六七八九")} | {"十": "10"}


@lru_cache(maxsize=8192)
def list_sign(text: str) -> str | None:
    """The list sign in front of a label in one spelling: ``1:`` for ``一、``, ``(3)`` for ``（三）``, ``2.``."""
    plain = unicodedata.normalize("NFKC", text.strip()[:8])
    found = _LIST_SIGN.match(plain)
    if not found:
        return None
    sign = "".join(found.group().split())
    if "." in sign[:-1]:
        return None  # of several levels
    number = "".join(c for c in sign if c.isalnum())
    value = _SIGN_DIGITS.get(number, number)
    if sign[0] in "([{〔【" or sign[-1] in ")]}〕】":
        return f"({value})"
    return f"{value}." if number.isascii() else f"{value}:"


_INNER_SIGN = re.compile(
    r"(?<=[\u4e00-\u9fff)\]])\s*(?=[(\[]\s*[一二三四五六七八九十0-9]{1,2}\s*[)\]]|[0-9]{1,2}\s?[.、\s])"
)


_AS_SIGN = str.maketrans({chr(0x2460 + number): f"{number + 1}." for number in range(20)})  # ① to ⑳


@lru_cache(maxsize=8192)
def parts_of(text: str) -> tuple[str, ...]:
    """A label cut before each list sign within it: ``（五）不予处理2.重复申请`` are a group and one of its rows."""
    plain = unicodedata.normalize("NFKC", text.strip().translate(_AS_SIGN)).translate(_SQUARE)
    return tuple(_INNER_SIGN.split(plain))


def sign_behind(text: str) -> tuple[str, str]:
    """A text without the list sign at its end, and that sign as ``list_sign`` gives it; empty if there is none."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    found = _SIGN_BEHIND.search(plain)
    return (plain[: found.start()], list_sign(found.group()) or "") if found else (plain, "")


def is_same_number(one: str, other: str) -> bool:
    """Whether two list signs (as ``list_sign`` gives them) have one number: ``(3)`` for ``3.``, but not ``三、``."""
    return one == other or (":" not in one + other and one.strip("().") == other.strip("()."))


@lru_cache(maxsize=8192)
def without_brackets(text: str) -> str:
    """The label normalised without what stands in brackets behind its words (definitions, units)."""
    signless = _LIST_SIGN.sub("", unicodedata.normalize("NFKC", text.strip()), count=1)
    cut = _BRACKETS.sub("", signless)
    return normalise(cut) if cut.strip() else ""


def wordings(texts: Iterable[str]) -> frozenset[str]:
    """The normal forms under which labels are known: each text with and without its brackets.

    For the same texts it is the same set, so that what is remembered of one set is found again.
    """
    return _wordings(tuple(texts))


@lru_cache(maxsize=1024)
def _wordings(texts: tuple[str, ...]) -> frozenset[str]:
    known = {form for text in texts for form in (normalise(text), without_brackets(text))}
    return frozenset(form for form in known if form)


_LAST_YEAR = re.compile(r"上年|上一年|去年|上期|同期")
_NO_SLIP = re.compile(r"^(?:非|其中|民办|不含|未)|小计|本月|本季|季度|上半年|下半年")
"""Words that no slip of the pen puts into a label, nor leaves out: they make it another one."""


_PART = 4  # characters of a wording, or of a label, that tell it from others where the rest is cut off

_nearest: Callable[..., tuple[str, float, int] | None] = extractOne  # its own types forget that there may be none


class _Comparable:
    """Known wordings of one kind, so that all that are like a label are found at once."""

    def __init__(self, wordings: Sequence[str]) -> None:
        self._wordings = wordings
        self._all = "\n".join(wordings)
        self._by_begin: dict[str, list[str]] = {}
        for wording in wordings:
            if len(wording) >= _PART:
                self._by_begin.setdefault(wording[:_PART], []).append(wording)

    def spelled_like(self, label: str) -> float:
        """How like a label is to the nearest, character by character."""
        nearest = _nearest(label, self._wordings, scorer=OSA.normalized_similarity)
        return OSA.normalized_similarity(label, nearest[0]) if nearest is not None else 0.0

    def within(self, label: str) -> Iterator[str]:
        """Those that a label is a part of, or that are a part of it."""
        if len(label) < _PART:
            return
        if label in self._all:
            yield from (wording for wording in self._wordings if label in wording)
        for at in range(len(label) - _PART + 1):
            for wording in self._by_begin.get(label[at : at + _PART], ()):
                if label.startswith(wording, at):
                    yield wording


@lru_cache(maxsize=1024)
def _comparable_of(known: frozenset[str], last_year: bool, this_year: bool, other: str | None) -> _Comparable:
    return _Comparable(
        [
            wording
            for wording in known
            if (other is None or other in wording)
            and not (last_year and not _LAST_YEAR.search(wording))
            and not (this_year and _LAST_YEAR.search(wording) and "本年" not in wording)
        ]
    )


def _comparable(label: str, known: frozenset[str]) -> _Comparable:
    """The wordings that a label may be a damaged form of: those with its 上年 or without, and without its 非."""
    other = _NO_SLIP.search(label)
    return _comparable_of(
        known, _LAST_YEAR.search(label) is not None, "本年" in label, None if other is None else other.group()
    )


@lru_cache(maxsize=65536)
def likeness(label: str, known: frozenset[str]) -> float:
    """How like a normalised label is to the nearest of the known wordings: 1 for equal, 0 for nothing in common.

    Edit distance carries most of it; a label that is a clear beginning, end or middle of a wording (cut off, or with
    a definition behind it) counts as near as it covers.
    """
    if not label:
        return 0.0
    if label in known:
        return 1.0
    best = spelling_likeness(label, known)
    for wording in _comparable(label, known).within(label):
        short, long = (label, wording) if len(label) < len(wording) else (wording, label)
        best = max(best, 0.6 + 0.38 * len(short) / len(long))
    return min(best, 0.99)


@lru_cache(maxsize=65536)
def spelling_likeness(label: str, known: frozenset[str]) -> float:
    """How like a normalised label is to the nearest of the known wordings, character by character."""
    return 1.0 if label in known else _comparable(label, known).spelled_like(label)


@lru_cache(maxsize=65536)
def label_likeness(text: str, known: frozenset[str]) -> float:
    """How like a printed label is to the known wordings, with and without its own brackets."""
    score = likeness(normalise(text), known)
    if score < 1.0 and _OPENING.search(text):
        score = max(score, likeness(without_brackets(text), known))
    return score


@lru_cache(maxsize=65536)
def printed_likeness(text: str, known: frozenset[str]) -> float:
    """The same by spelling alone: a label that holds another one is not like it."""
    score = spelling_likeness(normalise(text), known)
    if score < 1.0 and _OPENING.search(text):
        score = max(score, spelling_likeness(without_brackets(text), known))
    return score
