"""Rules about whose report it is and of which year, as its words say, and about what is counted off in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rule import Observation, rule
from toolkit.checks.sheet import Sheet

_OF_YEAR = re.compile(
    r"(?:现将|编制[了]?|公布|发布)[^，。；\n]{0,24}?((?:19|20)\d{2})\s*年度?\s*(?:政府)?信息公开[^，。；\n]{0,12}?(?:报告|情况)"
)
_OPENING = re.compile(r"^\s*(?:[（(]?一[)）]?[、.．]?\s*)?((?:19|20)\d{2})\s*年(?:度|来)?[，,]")
_PART_OF_YEAR = re.compile(r"截[至止到]((?:19|20)\d{2})?年?(\d{1,2})月(底|末|\d{1,2}日)")
_SELF: dict[str, str] = {"我局": "局", "我镇": "镇", "我乡": "乡", "我街道": "街道", "我厅": "厅"}
_KINDS = ("街道", "局", "镇", "乡", "厅")
_PROVINCE = re.compile("围绕着?省委、?省政府[^，。；]{0,8}")
_TOWNSHIP = re.compile("(街道|镇|乡)(办事处|人民政府|政府)?$")
_ORDINALS = "一二三四五六七八九十"
_FIRSTS = re.compile("([一二三四五六七八九十])是")
_PARTS = re.compile("由([^。；\n]{10,200}?)等?([一二三四五六七八九十]|\\d)个?部分组成")


@rule("prose.year", severity="warning")
def year(sheet: Sheet) -> Iterator[Observation]:
    """What: 正文说的年度是报告的年度，数字统计到年底。
    Why: 从上年的报告改来时，题目改了，正文常常漏改；只统计到年中的数也不是全年的。
    Example:
        year 2021
        section 一 2020年，我镇认真贯彻条例，现将2020年度政府信息公开工作情况报告如下。
        finds
    Citation: 政府信息公开条例第四十九条、第五十条
    """
    mine = sheet.report.year
    if mine is None:
        return
    texts = [sheet.report.preamble, *(section.text for section in sheet.report.sections)]
    quotes = [m for text in texts for m in _OF_YEAR.finditer(text)]
    first = next((text for text in texts[:2] if text.strip()), "")
    quotes += [m for text in dict.fromkeys([first, *texts[1:2]]) if (m := _OPENING.match(text))]
    wrong = list(dict.fromkeys(" ".join(m.group().split()) for m in quotes if int(m[1]) != mine))
    # 2020年，… in the report for 2021 may only look back, where the rest speaks of 2021.
    if wrong and not any(int(m[1]) == mine for m in quotes):
        listed = "、".join(f"“{words}”" for words in wrong)
        yield Observation(
            f"这是 {mine} 年度的报告，正文却写{listed}；疑似留着往年的文字，请改正，并核对数字是不是当年的",
            quotes=tuple(wrong),
            slip="last_years_text",
        )
    for text in texts:
        yield from _until(text, mine)


def _until(text: str, mine: int) -> Iterator[Observation]:
    for found in _PART_OF_YEAR.finditer("".join(text.split())):
        of = int(found[1]) if found[1] else mine
        month = int(found[2])
        if of == mine and 3 <= month <= 11:
            words = found.group()
            yield Observation(
                f"正文的数只“{words}”；年度报告应当统计到 {mine} 年 12 月 31 日，请补足全年的数", quotes=(words,)
            )
            return


@rule("prose.organ", severity="warning")
def organ(sheet: Sheet) -> Iterator[Observation]:
    """What: 正文自称的是本机关，说的是本级的话。
    Why: 照抄别的机关的报告时，“我局”“我镇”和上级的套话会留下来。
    Example:
        year 2021
        organ 云溪县柳林街道办事处
        section 一 2021年，我镇围绕省委、省政府中心工作，扎实推进政务公开。
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    name = sheet.report.organ
    if name is None:
        return
    mine = _kind(name)
    texts = [sheet.report.preamble, *(section.text for section in sheet.report.sections)]
    whole = "\n".join(texts)
    others = [words for words, kind in _SELF.items() if words in whole and mine is not None and kind != mine]
    if others and len(others) == len([words for words in _SELF if words in whole]):
        told = [f"正文自称“{'”“'.join(others)}”，报告的机关是“{name}”"]
    else:
        told = []
    level = _PROVINCE.search(whole) if _TOWNSHIP.search(name) else None
    if level:
        told.append(f"“{level.group()}”不像{name}的口吻")
    if told:
        quotes = (*others, *([level.group()] if level else []))
        yield Observation(
            f"{'；'.join(told)}；疑似照抄别的机关的报告，请核对", quotes=quotes, slip="other_organs_words"
        )


def _kind(name: str) -> str | None:
    """What an organ calls itself: 局, 镇 …; None where it may be anything."""
    plain = re.sub("(人民政府|政府|办事处|党政办公室|办公室)+$", "", name)
    return next((kind for kind in _KINDS if plain.endswith(kind)), None)


@rule("prose.counted_off", severity="warning")
def counted_off(sheet: Sheet) -> Iterator[Observation]:
    """What: “一是、二是”从一开始、不跳号，说有几部分就列几部分。
    Why: 少了“一是”，多半是删改时丢了一段；说的部分数与列出的不同，读者不知少了什么。
    Example:
        year 2023
        section 五 二是加强培训，请县司法局授课2次。三是改版网站，增设专栏3个。
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    for section in sheet.report.sections:
        for paragraph in _blocks(section.text):
            signs = _FIRSTS.findall(paragraph)
            if signs and signs[0] == "二" and "其一" not in paragraph:
                yield Observation(
                    f"“{section.title}”从“{signs[0]}是”说起，没有“一是”；请核对是不是丢了一段",
                    quotes=(paragraph[:30],),
                )
    for text in [sheet.report.preamble, *(section.text for section in sheet.report.sections)]:
        found = _PARTS.search(text)
        if found is None or "等" in found.group()[: found.end(2) - found.start()]:
            continue
        listed = [item for item in re.split("[、，,]|以及|和(?=[^、，]*$)", found[1]) if item.strip()]
        said = _ORDINALS.index(found[2]) + 1 if found[2] in _ORDINALS else int(found[2])
        if len(listed) > said:
            yield Observation(
                f"正文说由 {said} 部分组成，列出 {len(listed)} 部分：{'、'.join(listed)}；请核对",
                quotes=(found.group(),),
            )


def _blocks(text: str) -> list[str]:
    """A section's text, cut where a new list may begin."""
    return [
        block
        for block in re.split(r"\n\s*(?=[（(][一二三四五六七八九十]+[)）])|\n\s*(?=\d[.、．])", text)
        if block.strip()
    ]


@rule("compliance.title_year", severity="warning")
def title_year(sheet: Sheet) -> Iterator[Observation]:
    """What: 标题写明年度。
    Why: 没有年度的标题，读者和汇总的机关都不知道是哪一年的报告。
    Example:
        year 2023
        title 云溪县水务局政府信息公开工作年度报告
        finds
    Citation: 国办公开办函〔2021〕30号 附件
    """
    title = sheet.report.title
    if title and "报告" in title and re.search(r"\d{2,4}|[〇零○一二三四五六七八九]{4}", title) is None:
        yield Observation(f"标题“{' '.join(title.split())}”没有年度；请写明是哪一年的报告", quotes=(title,))
