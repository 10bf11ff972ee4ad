"""Who reports, and on which year: from the title, else from the prose, else from the file's name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.model import Note

_SUFFIXES = (
    "人民政府|政府|街道办事处|办事处|委员会|管委会|办公室|管理局|局|委|办|厅|署|院|中心|大队|支队|总队|分局|所|处|站|馆|社|队"
    "|公司|集团|学校|大学|医院|银行|联合会|总会|协会"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*(?:年度|年)?")
_HAN_YEAR = re.compile(r"([二一][〇○零Ｏ0九][〇○零一二三四五六七八九O0]{2})\s*年")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九ＯO", "0001234567890" + "0")
_PERIOD = re.compile(
    r"((?:19|20)\d\d)年\s*1\s*月\s*1\s*日\s*(?:起)?\s*(?:至|到|[-—–~～]+)\s*((?:19|20)\d\d)?年?\s*12\s*月\s*31\s*日"
)
_TOPIC = re.compile(r"(?:政府|政务)?信息公开|政务公开")
_KIND = re.compile(r"报\s*告|年\s*报")
_TITLE_WORDS = re.compile(
    r"(?:政府信息公开|政务信息公开|信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度|年)?(?:工作)?(?:情况)?(?:报告|年报)?"
    r"(?:年度)?(?:报告|年报)?(?:全文|正文)?"
)
_NAVIGATION = re.compile(r"[>»›|｜]|首页|当前位置|您的位置|您现在|索引号|上一篇|下一篇|相关|发布日期|信息来源|目录")
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+|——")
_SIGNED = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,38}}(?:{_SUFFIXES})")
_DATED = re.compile(
    r"\s*(?:(?:19|20)\d\d|[二一][〇○零九][〇○零一二三四五六七八九]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月.*"
)
_MADE_BY = re.compile(
    rf"(?:由|现将|现公布|现公开|公布|公开)([\u4e00-\u9fff]{{2,30}}?(?:{_SUFFIXES}))(?=(?:19|20)\d\d年|编制|制作|向社会)"
)
_BEFORE_YEAR = re.compile(rf"([\u4e00-\u9fff]{{2,30}}(?:{_SUFFIXES}))\s*(?:19|20)\d\d\s*年?(?:度)?政府信息公开")
_LEADING = re.compile(r"^(?:关于|现将|特|本|将|以及|和|根据|按照)+")
_LONGEST = 60


class Naming(NamedTuple):
    """What a report says of itself, and what is to be said of how that was found."""

    title: str | None
    organ: str | None
    year: int | None
    notes: tuple[Note, ...]


def name_report(
    before: Sequence[str], titles: Sequence[str], prose: Sequence[str], ending: Sequence[str], file_name: str
) -> Naming:
    """Name a report.

    Args:
        before: the paragraphs before the first section, in order.
        titles: titles that stand outside the text.
        prose: the first sections' text and the preamble.
        ending: the last paragraphs, where the report is signed.
        file_name: the file's own name.
    """
    notes: list[Note] = []
    title = _title(before, titles)
    if title is None:
        notes.append(Note("title.missing", "没有找到报告标题（形如“某某局2023年政府信息公开工作年度报告”）"))
    year = _year(title) if title else None
    if year is None:
        year, where = _year_elsewhere(prose, file_name)
        said = f"标题里没有年份，按{where}认定为 {year} 年" if year else "标题、正文和文件名里都没有找到报告年度"
        notes.append(Note("year.not_in_title" if year else "year.missing", said))
    organ = _organ(title) if title else None
    if organ is None:
        organ, where = _organ_elsewhere(before, prose, ending, file_name)
        said = (
            f"标题里没有机关名称，按{where}认定为“{organ}”" if organ else "标题、正文、落款和文件名里都没有找到机关名称"
        )
        notes.append(Note("organ.not_in_title" if organ else "organ.missing", said))
    return Naming(title, organ, year, tuple(notes))


# --- title ------------------------------------------------------------------------------------------------


def _title(before: Sequence[str], titles: Sequence[str]) -> str | None:
    found = max(_title_windows(before), default=None)
    if found is not None:
        return found[2]
    for text in titles:
        parts = [part.strip() for part in _SITE.split(" ".join(text.split())) if _is_title(part)]
        if parts:
            return parts[0]
    return None


def _title_windows(before: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """One to three short lines that make a title together: how good, how early, the text."""
    lines = [" ".join(text.split()) for text in before if text.strip()]
    for first in range(min(len(lines), 40)):
        for count in (1, 2, 3):
            window = lines[first : first + count]
            if len(window) < count or any(len(line) > _LONGEST or _NAVIGATION.search(line) for line in window):
                continue
            text = "".join(_closed(line) for line in window)
            if not _is_title(text) or (
                count > 1 and any(_is_title(line) and _organ(line) and _year(line) for line in window)
            ):
                continue
            good = 4 * (_year(text) is not None) + 4 * (_organ(text) is not None) - count
            if count > 1 and not all(_adds(line) for line in window):
                continue
            yield good, -first, text


def _closed(line: str) -> str:
    """Blanks set a title wide; between Chinese characters they mean nothing."""
    return re.sub(r"(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff\d])", "", line)


def _adds(line: str) -> bool:
    closed = _closed(line)
    return bool(_TOPIC.search(closed) or _KIND.search(closed) or _year(closed) or _SIGNED.fullmatch(closed))


def _is_title(text: str) -> bool:
    plain = _closed(text)
    return (
        len(plain) <= _LONGEST
        and _TOPIC.search(plain) is not None
        and _KIND.search(plain) is not None
        and not _NAVIGATION.search(plain)
        and not plain.endswith(("。", "；", "：", "，"))
        and "，" not in plain
    )


# --- year -------------------------------------------------------------------------------------------------


def _year(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text)
    found = _YEAR.search("".join(plain.split()))
    if found:
        return int(found[1])
    spelt = _HAN_YEAR.search(plain)
    return int(spelt[1].translate(_HAN_DIGITS)) if spelt else None


def _year_elsewhere(prose: Sequence[str], file_name: str) -> tuple[int | None, str]:
    text = unicodedata.normalize("NFKC", "\n".join(prose))
    period = _PERIOD.search(text)
    if period:
        return int(period[1]), "正文里的统计期限"
    named = Counter(int(year) for year in re.findall(r"((?:19|20)\d\d)\s*年(?:度|,|，|我|全|，)", text[:2000]))
    if named:
        return named.most_common(1)[0][0], "正文里提到的年份"
    in_name = _YEAR.search(file_name)
    return (int(in_name[1]), "文件名") if in_name else (None, "")


# --- organ ------------------------------------------------------------------------------------------------


def _organ(title: str) -> str | None:
    plain = "".join(_closed(title).split())
    plain = unicodedata.normalize("NFKC", plain) if any("\uff10" <= c <= "\uff19" for c in plain) else plain
    plain = re.sub(r"[《》“”\"「」]|[（(](?:全文|正文|公开稿|发布稿)?[)）]", "", plain)
    rest = _TITLE_WORDS.sub("", _HAN_YEAR.sub("", _YEAR.sub("", plain)))
    rest = re.sub(r"^(?:关于|发布|公布|印发)+|(?:关于|的|年度|年|度|报告|年报|工作|本)+$", "", rest)
    return rest if 2 <= len(rest) <= 40 and re.search(r"[\u4e00-\u9fff]{2}", rest) else None


def _organ_elsewhere(
    before: Sequence[str], prose: Sequence[str], ending: Sequence[str], file_name: str
) -> tuple[str | None, str]:
    signed = [text.strip() for text in ending if text.strip()]
    for text, following in zip(signed, signed[1:], strict=False):
        if _DATED.fullmatch(following) and _SIGNED.fullmatch("".join(text.split())):
            return "".join(text.split()), "落款"
    text = "\n".join(prose)
    for pattern in (_BEFORE_YEAR, _MADE_BY):
        found = pattern.search(text)
        if found:
            return _LEADING.sub("", found[1]), "正文"
    for line in before:
        if _SIGNED.fullmatch("".join(line.split())):
            return "".join(line.split()), "标题前的文字"
    stem = re.sub(r"\.[A-Za-z]{1,5}$", "", file_name)
    organ = _organ(stem) if _TOPIC.search(stem) else None
    return (organ, "文件名") if organ else (None, "")
