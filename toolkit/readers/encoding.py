"""Bytes to text: which encoding a file is in, where at best a web page's own word says so.

The encodings of this field are UTF-8, GB18030 (with GBK and GB2312 in it), UTF-16 and Big5. A byte order mark decides.
Strict UTF-8 with a character that takes three bytes decides too: GB18030 text hardly ever looks like that by chance.
Everything else is tried, and the reading that looks most like Chinese wins: by how common its characters are, by the
words that a report is full of, by what could not be decoded. Nothing is ever taken for Korean or Japanese.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections import Counter
from functools import cache
from typing import NamedTuple


class Decoded(NamedTuple):
    """A file's text without its byte order mark, newlines as they were.

    ``encoding`` is Python's name for it. ``broken`` counts the places that could not be decoded: U+FFFD stands there.
    """

    text: str
    encoding: str
    broken: int


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a file of any encoding of this field. Never fails: what can't be decoded becomes U+FFFD and is counted.

    Args:
        declared: the charset that the file names itself, or None. It only tips the scales: many a page that says
            gb2312 is UTF-8, and a server's iso-8859-1 means nothing.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            marked = _decode_as(data[len(mark) :], encoding)
            if marked.broken <= 2 + len(marked.text) // 50:
                return marked
            data = data[len(mark) :]  # a mark that was put before a text of another encoding
            break
    if b"\0" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if _THREE_BYTES.search(text) or (text.isascii() and not _CONTROLS.search(text)):
                return Decoded(text.lstrip("\ufeff"), "utf-8", 0)
    return _decode_as(data, _likeliest(data, canonical(declared)))


def canonical(declared: str | None) -> str | None:
    """The encoding that a declared charset means here; None for one that says nothing (a single-byte one, UTF-16)."""
    name = (declared or "").strip(" \t\r\n\"'").lower().replace("_", "-")
    return next((encoding for names, encoding in _DECLARED if names.fullmatch(name)), None)


_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DECLARED = (
    (re.compile(r"utf-?8|unicode-1-1-utf-8|x-unicode20utf8"), "utf-8"),
    (re.compile(r"(?:x-)?gbk|(?:cs)?gb-?2312(?:-80)?|gb-2312-80|gb-?18030|chinese|cp936|ms936|windows-936"), "gb18030"),
    (re.compile(r"(?:cn-|cs|x-x-)?big-?5(?:-hkscs|-eten)?|cp950|ms950|windows-950"), "big5hkscs"),
)
_THREE_BYTES = re.compile("[\u0800-\ufefe\uff00-\ufffd]")  # a byte order mark within says nothing


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        text, broken = data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        broken = text.count("\ufffd")
    if encoding == "gb18030":  # GBK's second full-width blank, which Python leaves in the private area
        text = text.replace("\ue5e5", "\u3000")
    return Decoded(text.lstrip("\ufeff"), encoding, broken)


# --- which reading is the likeliest -----------------------------------------------------------------------

_SAMPLE = 8 * 1024
_BEHIND_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_NOT_PLAIN = re.compile(r"[^\t-\r -\x7e]+")
_OFTEN = 8
"""A character counts so often at the most: a drawn line is one sign many times over in whatever encoding."""

# What a reading must do better than the others, in points: UTF-16 without a mark and without a NUL is rare.
_HANDICAP = {"utf-8": 0.0, "gb18030": 0.0, "big5hkscs": 6.0, "utf-16-le": 3.0, "utf-16-be": 4.0, "utf-32-le": 6.0}

_WORDS = (
    *("政府信息公开", "年度报告", "主动公开", "申请", "公开", "信息", "情况", "自然人", "总计", "行政", "规范性文件"),
    *("本年", "结转", "不予", "其他", "机关", "工作", "人民政府", "办理", "数量", "处理", "结果"),
    *("政府信息公開", "年度報告", "主動公開", "申請", "公開", "資訊", "情況", "總計", "機關", "規範性文件", "結轉"),
)
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处府信息报告申请予规范许可罚收费复议诉讼维持纠正尚审未自然科研构益律服务社会团企商不其他合计转续继度告年季省市县镇"
    "乡街道办局委厅院校站网网站政策督导查询办结答依据主题目录更及时准确推进完善存在改进措施说明附件附注元万亿份项个件条次人"
    "這個們時來對會發動過說產種後學經進著電裡現實體機當點從業應開還間樣與關數變條沒結題總員圖統較將組見計別論運農幾區強決處報請規範"
    "許罰費復議訴訟維糾審構務團轉續縣鄉廳網導詢辦錄準確"
)


@cache
def _frequent(encoding: str) -> frozenset[str]:
    """The characters that a Chinese code itself has set apart as the frequent ones."""
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(b for lead in range(0xA4, 0xC7) for trail in trails for b in (lead, trail))
    in_gb, in_big5 = simplified.decode("gb2312", "ignore"), traditional.decode("big5", "ignore")
    if encoding == "gb18030":
        return frozenset(in_gb)
    return frozenset(in_big5) if encoding == "big5hkscs" else frozenset(in_gb + in_big5)


def _likeliest(data: bytes, declared: str | None) -> str:
    # Up to the first byte that is not ASCII all encodings but UTF-16 agree, and no character is cut there.
    has_nul = b"\0" in data[: 2 * _SAMPLE]
    first = None if has_nul else _BEHIND_ASCII.search(data)
    start = max(0, first.start() - 2) if first else 0
    sample = data[start - start % 2 : start + _SAMPLE]
    whole = len(sample) == len(data)
    candidates = ["gb18030", "utf-8", "big5hkscs", "utf-16-le", "utf-16-be"]
    if declared and declared != "gb18030":
        candidates.remove(declared)
        candidates.insert(0, declared)
    if has_nul:
        candidates.append("utf-32-le")
    best, most = "utf-8", float("-inf")
    for encoding in candidates:
        score, clear = _score(sample, encoding, whole=whole)
        if clear:
            return encoding
        if encoding == declared:
            score += 4 + abs(score) / 5
        if score > most:
            best, most = encoding, score
    return best


def _score(sample: bytes, encoding: str, *, whole: bool) -> tuple[float, bool]:
    """How much like a Chinese text a reading looks, in points; and whether there can be no doubt."""
    text = getincrementaldecoder(encoding)("replace").decode(sample, final=whole)
    odd = "".join(_NOT_PLAIN.findall(text))
    frequent = _frequent(encoding)
    counts = {character: min(count, _OFTEN) for character, count in Counter(odd).items()}
    score = sum(count * _likeness(character, frequent) for character, count in counts.items())
    score += sum(4 * odd.count(word) for word in _WORDS)
    counted = sum(counts.values())
    return score - _HANDICAP[encoding], counted >= 100 and score > 2 * counted


def _likeness(character: str, frequent: frozenset[str]) -> float:
    if character in _COMMON:
        return 3
    if character in frequent or character in _PUNCTUATION or _IS_WIDE_OR_DRAWN.match(character):
        return 1
    if "\u4e00" <= character <= "\u9fff" or character in _SYMBOLS:
        return -1
    if character < "\xa0" or character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
        return -6  # a control character or a private one
    return -3  # of another script


_IS_WIDE_OR_DRAWN = re.compile("[\uff01-\uff5e\u2500-\u257f]")  # full-width signs, and what tables are drawn with
_PUNCTUATION = "\u3000、。〈〉《》「」『』【】〔〕—…‘’“”·"
_SYMBOLS = "\u00a0℃№ⅠⅡⅢⅣⅤ①②③④⑤⑥⑦⑧⑨⑩㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩×÷±°□○●△▲☆★→←√■◆◇"
