"""Rules about what a report must contain, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from toolkit.checks.private import masked
from toolkit.checks.private import private_numbers as private_numbers_in
from toolkit.checks.rule import Observation, rule
from toolkit.checks.sections import other_section, problems_section
from toolkit.checks.sheet import Sheet
from toolkit.model import Section

_REVISED = 2019
"""The first report year under the regulation as it was revised."""
_NAMED = 4
"""Clichés that are quoted."""
_LEAST = 40
"""Characters of a problems section that says something: the usual 150 to 300, and this is far below."""
_CLICHES = re.compile(
    "取得了?一定的?成[绩效]|坚强领导下|还?有一?定?差距|意识(还)?(有待|需)(进一步)?(加强|提高|增强)|认识(程度)?(还)?(有待|需)(进一步)?提高"
    "|内容(还)?不够(丰富|全面|细)|时效性(还)?(有待|不强|需)(进一步)?(提高|加强)?|形式(还)?(较为|比较|不够)(单一|丰富|多样)"
    "|队伍建设(还)?(有待|需)(进一步)?(加强|提高)|业务(水平|能力)(还)?(有待|需)(进一步)?(提[升高]|加强)"
    "|进一步加强学习|加大(信息)?公开力度|不断完善(工作)?(机制|制度)|创新公开(形式|方式)|下一步将?继续努力"
)
_FACT = re.compile(r"\d|[一二三四五六七八九十百两]+(件|条|次|个|名|份|篇|期|起|家|项)")
_FEE = re.compile("信息处理费|收费|费用")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_PERIOD = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(?:起)?\s*[至到—–-]+\s*(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)


@rule("compliance.sections", severity="warning")
def sections(sheet: Sheet) -> Iterator[Observation]:
    """What: 规定的六个部分都在，次序不乱，标题是规定的。
    Why: 统一格式规定了六个部分及其标题；缺一部分、颠倒次序，都要退回重报。
    Example:
        year 2023
        section 一 全年工作。
        section 二 见表。
        section 四 见表。
        section 五 问题。
        section 六 无。
        finds
    Citation: 国办公开办函〔2021〕30号 附件；政府信息公开条例第五十条
    """
    printed = [section for section in sheet.report.sections if section.number is not None]
    if sheet.form is None or not sheet.form.sections or not printed:
        # Before 2019 no sections were laid down. And the text may be a list of figures alone: that tables are missing
        # is another rule's matter.
        return
    official = {section.number: section.label for section in sheet.form.sections}
    numbers = [section.number or 0 for section in printed]
    missing = [number for number in official if number not in numbers]
    clauses = [f"缺少“{_numeral(number)}、{official[number].text}”" for number in missing]
    known = [number for number in numbers if number in official]
    if known != sorted(set(known)):
        clauses.append(f"次序或编号不对：{'、'.join(_numeral(number) for number in numbers)}")
    clauses += [f"多出“{_numeral(s.number or 0)}、{s.title}”" for s in printed if s.number not in official]
    clauses += [
        f"“{_numeral(section.number)}、{section.title}”的规定标题是“{official[section.number].text}”"
        for section in printed
        if section.number in official and not _is_title(section, official[section.number].wordings)
    ]
    if clauses:
        yield Observation(
            "；".join([*clauses, "请按规定的格式补上或改正"]), quotes=tuple(section.title for section in printed)
        )


def _is_title(section: Section, wordings: tuple[str, ...]) -> bool:
    """Whether a title says what it must: nothing in it, or every character of one of the wordings but a few."""
    title = _plain(section.title)
    return not title or any(
        _plain(wording) in title or len(set(_plain(wording)) - set(title)) <= len(_plain(wording)) // 4
        for wording in wordings
    )


def _plain(text: str) -> str:
    return re.sub(r"[^\w]", "", normalize("NFKC", text))


def _numeral(number: int) -> str:
    numerals = "一二三四五六七八九十"
    return numerals[number - 1] if 0 < number <= len(numerals) else str(number)


@rule("compliance.period", severity="warning")
def period(sheet: Sheet) -> Iterator[Observation]:
    """What: 报告写明的统计期限是报告年度的 1 月 1 日至 12 月 31 日。
    Why: 年度报告统计全年；期限写错，多半是从上年的报告改来时漏改，数字也可能是别的期间的。
    Example:
        year 2023
        section 一 本报告所列数据的统计期限自2023年1月1日至2022年12月31日止。
        finds
    Citation: 政府信息公开条例第四十九条、第五十条
    """
    year = sheet.report.year
    for _, text in _texts(sheet):
        found = _PERIOD.search(text)
        if found is None or year is None:
            continue
        first, last = found.group(1, 2, 3), (found[4] or found[1], found[5], found[6])
        if (*map(int, first), *map(int, last)) != (year, 1, 1, year, 12, 31):
            yield Observation(
                f"统计期限写的是“{found.group()}”，{year} 年度的报告应为 {year}年1月1日"
                f"至{year}年12月31日；请核对，并查看数字是不是全年的",
                quotes=(found.group(),),
            )
        return


@rule("compliance.deadline", severity="warning")
def deadline(sheet: Sheet) -> Iterator[Observation]:
    """What: 报告在次年 1 月 31 日前公布；政府的汇总报告、2018 年度及以前的报告在 3 月 31 日前公布。
    Why: 条例规定了公布的期限，逾期要被通报。以报告末尾的落款日期为准，没有落款的不查。
    Example:
        year 2023
        section 六 无。段2024年5月12日
        finds
    Citation: 政府信息公开条例第四十九条（2019 年修订前第三十一条）
    """
    year = sheet.report.year
    lines = [line.strip() for _, text in _texts(sheet) for line in text.splitlines() if line.strip()]
    signed = _DATE.fullmatch(lines[-1]) if lines else None
    if signed is None or year is None:
        return
    day = tuple(map(int, signed.groups()))
    if (year + 1, 3, 31) < day:
        yield Observation(
            f"落款日期是 {signed.group()}，已过 {year + 1} 年 3 月 31 日；{_due(year)}",
            quotes=(signed.group(),),
        )
    elif (
        year >= _REVISED
        and (year + 1, 1, 31) < day
        and not (sheet.report.organ or "").endswith(("人民政府", "政府", "政府办公室", "办公厅"))
    ):
        yield Observation(
            f"落款日期是 {signed.group()}，已过 {year + 1} 年 1 月 31 日；只有政府的汇总报告可到 3 月 31 日",
            quotes=(signed.group(),),
        )
    elif day <= (year, 12, 31):
        yield Observation(
            f"落款日期是 {signed.group()}，{year} 年还没有结束；请核对落款，或确认数字是全年的",
            quotes=(signed.group(),),
        )


def _due(year: int) -> str:
    if year < _REVISED:
        return f"{year} 年度的报告应在次年 3 月 31 日前公布"
    return "各机关的报告应在次年 1 月 31 日前公布，政府的汇总报告可到 3 月 31 日"


@rule("compliance.fees_told", severity="info")
def fees_told(sheet: Sheet) -> Iterator[Observation]:
    """What: “其他需要报告的事项”说明了收取信息处理费的情况，没有收取的也要说明。
    Why: 国办规定年度报告要写明发出收费通知的件数、总金额和实际收取的金额。
    Example:
        year 2023
        section 六 本年度没有其他需要报告的事项。
        finds
    Citation: 国办函〔2020〕109号
    """
    other = other_section(sheet)
    year = sheet.report.year
    if other is None or year is None or year < 2021 or not other.text.strip():
        return
    if not any(_FEE.search(text) for _, text in _texts(sheet)):
        yield Observation(
            "“其他需要报告的事项”没有说明信息处理费；请写明发出收费通知的件数、总金额和实际收取的金额，没有收取的也请写明",
            quotes=(other.text.strip()[:40],),
        )


@rule("compliance.problems_empty", severity="warning")
def problems_empty(sheet: Sheet) -> Iterator[Observation]:
    """What: “存在的主要问题及改进情况”写了具体的问题和措施，不是几句套话。
    Why: 问题写得空泛是历年评估批评最多的；“有待加强”之类要有本机关的事实和数字支持。
    Example:
        year 2023
        section 五 一是公开意识有待加强，二是公开内容不够丰富。下一步将继续努力，进一步加强学习，加大公开力度。
        finds
    Citation: 政府信息公开条例第五十条
    """
    section = problems_section(sheet)
    if section is None:
        return
    title = section.title.strip() or "存在的主要问题及改进情况"
    text = "".join(section.text.split())
    if len(text) < _LEAST:
        said = f"只有 {len(text)} 个字" if text else "没有写"
        yield Observation(f"“{title}”{said}；请写本机关当年的问题、上年问题的改进情况和下一步的措施", quotes=(text,))
        return
    cliches = list(dict.fromkeys(match.group() for match in _CLICHES.finditer(text)))
    facts = _FACT.findall(re.sub(r"第?[一二三四五六七八九十]是|[（(][一二三四五六七八九十]+[)）]|\d{4}年度?", "", text))
    if len(cliches) >= 2 and not facts:
        named = "、".join(f"“{words}”" for words in cliches[:_NAMED]) + (" 等" if len(cliches) > _NAMED else "")
        yield Observation(
            f"“{title}”有 {len(cliches)} 处套话（{named}），没有一个具体的数或事；请写明是哪些事、多少件、何时由谁改",
            quotes=tuple(cliches),
        )


@rule("compliance.private_numbers", severity="error")
def private_numbers(sheet: Sheet) -> Iterator[Observation]:
    """What: 报告里没有个人的手机号码和身份证号码。
    Why: 年度报告要向社会公布，印出个人的号码就泄露了个人信息。对外办公的固定电话不在此列。
    Example:
        year 2023
        section 一 申请人的身份证号为11010519491231002X。
        finds
    Citation: 政府信息公开条例第十五条；个人信息保护法
    """
    found: list[tuple[str, str, str]] = []
    for place, text in _texts(sheet):
        found += [(number.kind, number.digits, place) for number in private_numbers_in(text)]
    if found:
        told = "、".join(f"{place}的{kind} {masked(digits)}" for kind, digits, place in found)
        only_phones = all(kind == "手机号码" for kind, _, _ in found)
        yield Observation(
            f"印有个人号码：{told}；公布前请删去或遮盖",
            quotes=tuple(masked(digits) for _, digits, _ in found),
            severity="warning" if only_phones else None,  # an office may have no other number
        )


def _texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The texts of the report with the names of their places."""
    if sheet.report.preamble:
        yield "开头", sheet.report.preamble
    for section in sheet.report.sections:
        yield f"“{section.title}”部分" if section.title else "正文", section.text
