"""Who reports, and on which year: from the title, else from titles outside the text, the prose, the signature, the
file's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from toolkit.model import Note

_LONGEST = 60  # characters of a title
_SEARCHED = 60  # lines before the first section
_WINDOW = 3  # lines of one title

_ENDINGS = (
    "人民政府|政府|街道办事处|街道办|办事处|委员会|管委会|居委会|村委会|办公室|办公厅|管理局|总局|分局|局|委|办|厅|署|院|中心|总队|支队|大队"
    "|公司|集团|学校|大学|学院|中学|小学|幼儿园|医院|卫生院|银行|联合会|总会|协会|部|所|处|站|馆|社|队"
)
_NAME = r"[\u3400-\u9fff（）()·〇]"
_ORGAN = re.compile(rf"{_NAME}{{2,38}}?(?:{_ENDINGS})(?:[（(]{_NAME}{{1,20}}[)）])?")
_YEAR = r"(?:19|20)\d\d"
_HAN_YEAR = "[二一][〇○零0O九][〇○零一二三四五六七八九0O]{2}"
_ANY_YEAR = rf"(?:(?<!\d){_YEAR}(?!\d)|{_HAN_YEAR}(?=年))"
_HAN_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_TOPIC = r"(?:政府信息公[开開]|政[务務]信息公[开開]|信息公[开開]|政[务務]公[开開])"
_KIND = r"(?:[报報]告[书書]?|年[报報])"
# What a title ends with; the organ and mostly the year stand before it.
_TAIL = re.compile(
    rf"(?:的|关于|开展)*{_TOPIC}(?:工作|情况|的|年度|年|度|总结|{_ANY_YEAR}|[（(]{_ANY_YEAR}年?度?[)）])*{_KIND}"
    r"(?:[（(][^（）()]{1,12}[)）]|全文|正文)*"
)
_LOOSE_TITLE = re.compile(rf"{_TOPIC}.*?(?:{_KIND})(?!制)|(?:年度|{_ANY_YEAR}年?).{{0,12}}?{_TOPIC}.*?{_KIND}(?!制)")
_TELLS_REPORT = re.compile(f"{_TOPIC}|{_KIND}")
_PART_OF_TITLE = re.compile(f"{_TOPIC}|{_KIND}$")
_YEAR_WORDS = re.compile(rf"[（(]?{_ANY_YEAR}\s*(?:年度|年)?[)）]?")
_AROUND = re.compile(
    r"^(?:关于|发布|公布|印发|公开|转发|附件?\d*[：:、]?|标题[：:])+|(?:关于|开展|的|年度|年|度|工作|本)+$"
)
_QUOTES = re.compile('[《》〈〉“”"「」『』【】]')
_NAVIGATION = re.compile(
    r"[>»›|｜＞]|首页|当前位置|您的位置|您现在|所在位置|索引号|上一篇|下一篇|相关|发布(?:日期|时间|机构)|信息来源|目录|字体|打印|浏览|点击|附件[:：]"
)
_SET_WIDE = re.compile(r"(?<=[\u2e80-\u9fff\d\uff10-\uff19》《〇○])\s+(?=[\u2e80-\u9fff\d\uff10-\uff19》《〇○（(])")
_OF_YEAR, _YEAR_ALONE = re.compile(rf"(?<!\d)({_YEAR})(?=年)"), re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_SPELT_YEAR = re.compile(rf"{_HAN_YEAR}(?=年)")
_NAME_ALONE = re.compile(rf"(?:{_NAME}|[、\-A-Za-z\d])+")
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+|——|(?<=报告)\s*[-–—]\s*(?=[\u4e00-\u9fff])")
_SENTENCE = re.compile(r"[，。；！？!?;,]|根据|现将|如下|编制|予以公布")

_DAY = r"\d{1,2}\s*[日号]"
_PERIOD = re.compile(
    rf"({_YEAR})\s*年?\s*\d{{1,2}}\s*月\s*{_DAY}\s*(?:开始|起)?\s*[,、]?\s*(?:至|到|[-—–~]+)\s*(?:({_YEAR})\s*年?\s*)?12\s*月\s*3[01]\s*[日号]?"
)
_MONTH = re.compile("[月\u2f49\u32c0-\u32cb]")
_NAMED_YEAR = re.compile(rf"(?<!\d)({_YEAR})\s*年(?:度|[,，]|我|全|本)")
_CAPTION = re.compile(
    rf"(?<!\d)({_YEAR})\s*年度?.{{0,10}}{_TOPIC}.{{0,8}}统计表|{_TOPIC}.{{0,8}}统计表\s*[（(]\s*({_YEAR})"
)
_COLUMN = re.compile(rf"\s*({_YEAR})\s*年度?\s*")
_DATED = re.compile(
    rf"\s*({_YEAR}|{_HAN_YEAR})\s*[年.\-/]\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*[月.\-/].{{0,12}}"
)
_DATE_LINE = re.compile(
    rf"(?:发布|公开|成文|生成|发文|印发|制发)(?:日期|时间)\s*[:：]?\s*({_YEAR})\s*[年.\-/]\s*(\d{{1,2}})"
)
_ISSUER = rf"(?:发布机构|发文机关|公开主体|制作单位|公开机关|信息来源|来源)\s*[:：]\s*({_ORGAN.pattern})"
_MONTHS = {month: n for n, month in enumerate(("一", "二", "三", "四", "五", "六"), 1)}
_DUE = 6  # a report is signed early in the next year; a later date says nothing of its year

_VERBS = "坚持|认真|严格|深入|全面|切实|按照|根据|贯彻|高度|积极|以|在|紧紧|围绕|扎实|持续|始终|不断|政府信息公开"
_IN_PROSE = (
    rf"({_ORGAN.pattern})(?={_YEAR}年?度?政府信息公开)",
    rf"(?:由|公布|公开)({_ORGAN.pattern})(?=编制|制作|负责编制|向社会)",
    rf"{_YEAR}年度?[,，]\s*({_ORGAN.pattern})(?={_VERBS})",
    rf"(?:请|可)?(?:直接)?(?:与|向|同)({_ORGAN.pattern})(?=联系|[（(]地址|[（(]联系|咨询)",
)
_LEADING = re.compile(r"^(?:关于|现将|特|将|以及|和|根据|按照|由|现公布|公布)+")
_OWN = re.compile(r"^(?:本|我|各|全|该|上级|同级|有关|相关|其他)|^(?:县|市|区|镇|乡|省)?(?:人民)?政府(?:办公室)?$")
_SUB_OFFICE = re.compile(r"(?<=[局会厅])(?:办公室|[\u4e00-\u9fff]{2}科|[\u4e00-\u9fff]{2}股)$")
_STEM = re.compile(r"^[\d\W_]+|\.[A-Za-z]{1,5}$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that most reports do without, since their title names the organ."""
    return re.compile(pattern)


class Naming(NamedTuple):
    """What a report says of itself, and what is to be said of how that was found. ``title_lines`` are the numbers of
    the lines that are it.
    """

    title: str | None
    organ: str | None
    year: int | None
    notes: tuple[Note, ...]
    title_lines: tuple[int, ...] = ()


class _Title(NamedTuple):
    """A title as printed, where it stands, and what it says."""

    text: str
    lines: tuple[int, ...]
    organ: str | None
    year: int | None


def name_report(
    opening: Sequence[str],
    titles: Sequence[str],
    prose: Sequence[str],
    ending: Sequence[str],
    file_name: str,
    tables: Iterable[str] = (),
) -> Naming:
    """Name a report.

    Args:
        opening: the lines before the first section, in order.
        titles: titles that stand outside the text.
        prose: the preamble and the first sections' text.
        ending: the last lines, where the report is signed.
        file_name: the file's own name.
        tables: what stands in words in tables and over them; looked at only where the title has no year.
    """
    outside = [found for text in titles for part in _SITE.split(text) if (found := _read_title((part,), ()))]
    before = opening[:_SEARCHED]
    best = max(_titles_in(before), key=lambda found: found[0], default=None)
    title = best[1] if best else next(iter(outside), None)
    if title is not None and title.year is not None and title.organ is not None:
        prose = [part for part in prose if _MONTH.search(part)]  # asked for the period alone
    text = unicodedata.normalize("NFKC", "\n".join(prose))
    notes: list[Note] = []
    if title is None:
        notes.append(Note("title.missing", "没有找到报告标题（形如“某某局2023年政府信息公开工作年度报告”）"))
    year = title.year if title else None
    if year is None:
        year, where = _year_elsewhere(outside, text, before, ending, tables, file_name)
        lacks = "标题里没有年份" if title else "没有标题"
        said = f"{lacks}，按{where}认定为 {year} 年" if year else "标题、正文、落款和文件名里都没有找到报告年度"
        notes.append(Note("year.not_in_title" if year else "year.missing", said))
    elif (period := _period(text)) and period.years != {year}:
        notes.append(Note("year.disagrees", _disagreement(year, period)))
    organ = title.organ if title else None
    if organ is None:
        organ, where = _organ_elsewhere(outside, before, text, ending, file_name)
        lacks = "标题里没有机关名称" if title else "没有标题"
        said = f"{lacks}，按{where}认定为“{organ}”" if organ else "标题、正文、落款和文件名里都没有找到机关名称"
        notes.append(Note("organ.not_in_title" if organ else "organ.missing", said))
    return Naming(title.text if title else None, organ, year, tuple(notes), _lines_of(title, before) if title else ())


def _lines_of(title: _Title, lines: Sequence[str]) -> tuple[int, ...]:
    """The lines that are the title, those that say it once more included."""
    again = (n for n, line in enumerate(lines) if _closed(_unquoted(line)) == title.text)
    return tuple(sorted({*title.lines, *again}))


def _disagreement(year: int, period: _Period) -> str:
    return (
        f"标题是 {year} 年，正文的统计期限却写作“{period.text}”，按标题认定为 {year} 年；请核对是否沿用了其他年度的文字"
    )


# --- title ------------------------------------------------------------------------------------------------


def _titles_in(lines: Sequence[str]) -> Iterator[tuple[tuple[int, int, int], _Title]]:
    """One to three lines that make a title together: how much they say, how few and how early they are; the title."""
    plain = [_closed(line.strip().strip('"')) for line in lines]
    short = [
        0 < len(line) <= _LONGEST and not _NAVIGATION.search(line) and not _SENTENCE.search(line) for line in plain
    ]
    told = [_TELLS_REPORT.search(line) is not None for line in plain]
    for first in range(len(lines)):
        for count in range(1, _WINDOW + 1):
            window = range(first, first + count)
            if window.stop > len(lines) or not all(short[n] for n in window):
                break
            if not any(told[n] for n in window) or (count > 1 and not all(_adds(plain[n]) for n in window)):
                continue
            title = _read_title([lines[n] for n in window], tuple(window))
            if title is None or (count > 1 and _is_enough(plain, window)):
                continue
            says = 4 * (title.year is not None) + 4 * (title.organ is not None)
            yield (says, -count, -first), title


def _adds(line: str) -> bool:
    """Whether a line may be a part of a title that is set on several lines."""
    return bool(
        _YEAR_WORDS.fullmatch(line) or _PART_OF_TITLE.search(line) or _ORGAN.fullmatch(_YEAR_WORDS.sub("", line))
    )


def _is_enough(plain: Sequence[str], window: range) -> bool:
    """Whether one line of the window is a whole title by itself, so that the others are none of it."""
    return any((title := _read_title((plain[n],), ())) and title.organ and title.year for n in window)


def _read_title(lines: Sequence[str], numbers: tuple[int, ...]) -> _Title | None:
    """The lines as a title; None if they are no report's."""
    text = "".join(_closed(_unquoted(line)) for line in lines)
    if text.count('"') == 1 or len(lines) > 1:
        text = text.strip('"')
    plain = _plain(text)
    if not 6 <= len(plain) <= _LONGEST or _NAVIGATION.search(plain) or _SENTENCE.search(plain):
        return None
    tails = list(_TAIL.finditer(plain))
    if len(tails) > 1 and len(lines) > 1:
        return None  # two titles, one under the other
    if not tails:
        if not _LOOSE_TITLE.search(plain):
            return None
        rest = _LOOSE_TITLE.sub("", plain)
    else:
        rest = plain[: tails[-1].start()]
    return _Title(text, numbers, _organ(rest), _year(plain))


def organ_in_title(text: str) -> str | None:
    """The organ that a text names as the title of its report of a year; None where it is no such title."""
    if _TELLS_REPORT.search(text) is None:
        return None
    title = _read_title((text,), ())
    if title is None or title.organ is None or title.year is None or _ORGAN.fullmatch(title.organ) is None:
        return None
    return title.organ


def _unquoted(line: str) -> str:
    """Without the signs that stand around the whole line."""
    line = line.strip()
    for opening, closing in ("《》", "““", "“”", '""', "「」", "【】", "[]"):
        if len(line) > 2 and line[0] == opening and line[-1] == closing and opening not in line[1:-1]:
            return line[1:-1].strip()
    return line


def _closed(line: str) -> str:
    """Without the blanks that set a line wide: beside Chinese characters and digits they mean nothing."""
    return _SET_WIDE.sub("", line.strip())


def _plain(text: str) -> str:
    """For reading: full-width and radicals folded, no blanks, no quotation marks."""
    return _QUOTES.sub("", "".join(unicodedata.normalize("NFKC", text).split()))


def _organ(rest: str) -> str | None:
    """The organ among what a title has besides its fixed words."""
    name = _YEAR_WORDS.sub("", rest)
    for _ in range(2):
        name = _AROUND.sub("", name)
    name = name.strip("-—_:：、·")
    if not 3 <= len(name) <= 40 or not _NAME_ALONE.fullmatch(name):
        return None
    return name


# --- year -------------------------------------------------------------------------------------------------


class _Period(NamedTuple):
    """The period that the prose states: its words, and the years that stand in it."""

    text: str
    years: frozenset[int]


def _year(plain: str) -> int | None:
    found = _OF_YEAR.search(plain) or _YEAR_ALONE.search(plain)
    if found:
        return int(found[1])
    spelt = _SPELT_YEAR.search(plain)
    return _spelt_year(spelt[0]) if spelt else None


def _spelt_year(text: str) -> int:
    return int(text.translate(_HAN_DIGITS))


def _period(text: str) -> _Period | None:
    found = _PERIOD.search(text)
    if not found:
        return None
    return _Period(" ".join(found[0].split()), frozenset(int(year) for year in found.groups() if year))


def _year_elsewhere(
    outside: Sequence[_Title],
    text: str,
    before: Sequence[str],
    ending: Sequence[str],
    tables: Iterable[str],
    file_name: str,
) -> tuple[int | None, str]:
    for title in outside:
        if title.year:
            return title.year, "网页或文件属性里的标题"
    if period := _period(text):
        return max(period.years), "正文里的统计期限"
    named = Counter(int(year) for year in _NAMED_YEAR.findall(text[:2000]))
    if named:
        return named.most_common(1)[0][0], "正文里提到的年份"
    if dated := _year_dated(before, ending):
        return dated
    in_table, in_name = _year_of_tables(tuple(tables)), _year(_plain(file_name))
    if in_table:
        return in_table, "统计表的标题或表头"
    return in_name, "文件名" if in_name else ""


def _year_dated(before: Sequence[str], ending: Sequence[str]) -> tuple[int, str] | None:
    """The year before that of a date early in the year, at which a report is signed or issued."""
    for line in reversed(ending):
        dated = _DATED.fullmatch(unicodedata.normalize("NFKC", line))
        if dated and (year := _year_before(dated[1], dated[2])):
            return year, "落款日期（次年年初）"
    for line in before:
        issued = _DATE_LINE.search(unicodedata.normalize("NFKC", line))
        if issued and (year := _year_before(issued[1], issued[2])):
            return year, "发布日期（次年年初）"
    return None


def _year_of_tables(tables: Sequence[str]) -> int | None:
    """The year in a table's caption; without one the latest that is a column's name: no report has a later year's."""
    captions = [int(found[1] or found[2]) for text in tables if (found := _CAPTION.search(text))]
    columns = [int(found[1]) for text in tables if (found := _COLUMN.fullmatch(text))]
    return Counter(captions).most_common(1)[0][0] if captions else max(columns, default=None)


def _year_before(year: str, month: str) -> int | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month, _DUE + 1)
    if not 1 <= number <= _DUE:
        return None
    return (int(year) if year.isascii() and year.isdigit() else _spelt_year(year)) - 1


# --- organ ------------------------------------------------------------------------------------------------


def _organ_elsewhere(
    outside: Sequence[_Title], before: Sequence[str], text: str, ending: Sequence[str], file_name: str
) -> tuple[str | None, str]:
    for title in outside:
        if title.organ:
            return title.organ, "网页或文件属性里的标题"
    signed = [_plain(line) for line in ending if line.strip()]
    for line, following in pairwise(signed):
        if _DATED.fullmatch(following) and _ORGAN.fullmatch(line):
            return line, "落款"
    for pattern in _IN_PROSE:
        for found in _compiled(pattern).finditer(text):
            organ = _SUB_OFFICE.sub("", _LEADING.sub("", found[1]))
            if len(organ) > 3 and not _OWN.search(organ):
                return organ, "正文"
    lines = [_plain(line) for line in before]
    for line in lines:
        issuer = _compiled(_ISSUER).fullmatch(line) or _compiled(_ISSUER).search(line)
        if issuer:
            return issuer[1], "发布信息"
    for line in lines:
        if _ORGAN.fullmatch(line) and not _OWN.search(line):
            return line, "标题前的文字"
    stem = _STEM.sub("", _STEM.sub("", file_name))
    named = _read_title((stem,), ())
    return (named.organ, "文件名") if named and named.organ else (None, "")
