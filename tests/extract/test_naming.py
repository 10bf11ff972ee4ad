"""Who reports, and on which year."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.sections.naming import Naming, name_report


def named(
    *opening: str,
    titles: Sequence[str] = (),
    prose: Sequence[str] = (),
    ending: Sequence[str] = (),
    file: str = "年报.docx",
) -> Naming:
    return name_report(opening, titles, prose, ending, file)


def codes(naming: Naming) -> list[str]:
    return [note.code for note in naming.notes]


@pytest.mark.parametrize(
    "title",
    [
        "云溪县水务局2023年政府信息公开工作年度报告",
        "云溪县水务局2023年度政府信息公开工作年度报告（公开版）",
        "云溪县水务局二〇二三年政府信息公开工作年度报告",
        "云溪县水务局二○二三年度政府信息公开工作报告",
        "云溪县水务局２０２３年政府信息公开工作年度报告",
        "2023年云溪县水务局政府信息公开年度报告",
        "云溪县水务局政府信息公开2023年度报告",
        "云溪县水务局政府信息公开工作年度报告（2023年度）",
        "云溪县水务局关于2023年政府信息公开工作情况的报告",
        "关于印发《云溪县水务局2023年政府信息公开工作年度报告》的通知",
        "关于云溪县水务局2023年政府信息公开工作年度报告的公告",
        "云溪县水务局2023年信息公开年报",
        "云溪县水务局2023年政务公开工作总结报告",
        "云 溪 县 水 务 局 2 0 2 3 年 政 府 信 息 公 开 工 作 年 度 报 告",
        "云溪县水务局⼆〇⼆三年政府信息公开⼯作年度报告",
        "云溪县水务局2023年政府信息公開工作年度報告",
    ],
)
def test_organ_and_year_are_read_from_titles_of_any_wording(title: str) -> None:
    naming = named(title)
    assert (naming.organ, naming.year, naming.notes, naming.title_lines) == ("云溪县水务局", 2023, (), (0,))


@pytest.mark.parametrize(
    "organ",
    [
        "青禾市政务公开办公室",
        "青禾市信息公开服务中心",
        "青禾市政务公开和政务服务管理局",
        "青禾市人民政府",
        "青禾市人民政府办公室",
        "云溪县杏坪镇人民政府",
        "青禾市柳圩街道办事处",
        "青禾高新技术产业开发区管委会",
        "青禾市公共交通集团有限公司",
        "青禾市第一人民医院",
        "青禾市职业技术学校",
        "云溪县水务局（县水土保持局）",
    ],
)
def test_organs_of_any_kind_keep_their_whole_name(organ: str) -> None:
    assert named(f"{organ}2023年政府信息公开工作年度报告").organ == organ.replace("（", "(").replace("）", ")")
    assert named(organ, "2023年政府信息公开工作年度报告").organ == organ.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize(
    "lines",
    [
        ("云溪县水务局", "2023年政府信息公开工作年度报告"),
        ("云溪县水务局2023年", "政府信息公开工作年度报告"),
        ("云溪县水务局", "二〇二三年度", "政府信息公开工作年度报告"),
        ("云溪县水务局", "政府信息公开", "2023年度报告"),
    ],
)
def test_a_title_may_be_set_on_several_lines(lines: tuple[str, ...]) -> None:
    naming = named("首页 > 政务公开 > 年报", *lines, "2024年1月15日")
    assert (naming.title, naming.organ, naming.year) == ("".join(lines), "云溪县水务局", 2023)
    assert naming.title_lines == tuple(range(1, 1 + len(lines)))


def test_of_two_titles_the_first_is_the_report_s() -> None:
    naming = named("云溪县水务局2023年政府信息公开工作年度报告", "云溪县水务局2022年政府信息公开工作年度报告")
    assert (naming.year, naming.title_lines) == (2023, (0,))


def test_a_title_that_stands_twice_is_taken_out_twice() -> None:
    title = "2023年政府信息公开工作年度报告"
    naming = named("年报", title, title)
    assert (naming.title, naming.title_lines) == (title, (1, 2))


def test_what_a_site_prints_around_a_report_is_no_title() -> None:
    naming = named(
        "当前位置：首页 > 政府信息公开年报 > 报告",
        "索引号：QH-2024-001　发布日期：2024-01-20",
        "政府信息公开指南",
        "青禾市水务局2023年政府信息公开工作年度报告",
        "发布机构：青禾市水务局",
    )
    assert naming.title_lines == (3,)


def test_a_sentence_or_another_report_is_no_title() -> None:
    naming = named("根据条例，现将2023年政府信息公开工作年度报告公布如下", "云溪县2023年法治政府建设年度报告")
    assert naming.title is None
    assert codes(naming) == ["title.missing", "year.missing", "organ.missing"]


def test_a_title_outside_the_text_names_what_the_printed_one_lacks() -> None:
    naming = named("政府信息公开工作年度报告", titles=["云溪县水务局2023年政府信息公开工作年度报告_青禾市门户网站"])
    assert (naming.title, naming.organ, naming.year) == ("政府信息公开工作年度报告", "云溪县水务局", 2023)
    assert codes(naming) == ["year.not_in_title", "organ.not_in_title"]


def test_a_title_that_stands_only_outside_the_text_loses_its_site() -> None:
    assert named(titles=["云溪县水务局2023年政府信息公开工作年度报告 - 青禾市"]).title == (
        "云溪县水务局2023年政府信息公开工作年度报告"
    )


@pytest.mark.parametrize(
    "period",
    [
        "自2023年1月1日起至2023年12月31日止",
        "2023年1月1日至12月31日",
        "从20231月1日到2023年12月31日",
        "2023年1月1日—2023年12月30日",
        "２０２３年１月１日至１２月３１日",
        "2023 年 1 月 1 日 至 2023 年 12 月 31 日",
    ],
)
def test_the_year_is_read_from_the_period(period: str) -> None:
    naming = named("云溪县水务局政府信息公开工作年度报告", prose=[f"本报告的统计期限{period}。"])
    assert naming.year == 2023
    assert "统计期限" in naming.notes[0].message


@pytest.mark.parametrize("date", ["2024年1月15日", "二〇二四年一月十五日", "2024-01-15", "２０２４年３月１日"])
def test_a_report_signed_early_in_a_year_is_of_the_year_before(date: str) -> None:
    naming = named("政府信息公开工作年度报告", ending=["无。", "云溪县水务局", date])
    assert (naming.organ, naming.year) == ("云溪县水务局", 2023)


def test_a_date_late_in_a_year_tells_nothing() -> None:
    assert named("政府信息公开工作年度报告", ending=["云溪县水务局", "2023年11月2日"]).year is None


def test_the_file_s_name_is_the_last_to_be_asked() -> None:
    naming = named(file="03-云溪县水务局2022年政府信息公开工作年度报告.docx")
    assert (naming.title, naming.organ, naming.year) == (None, "云溪县水务局", 2022)
    assert "文件名" in naming.notes[1].message


@pytest.mark.parametrize(
    "prose",
    [
        "2023年，云溪县水务局坚持以公开为常态。",
        "如有疑问，请与云溪县水务局办公室联系（电话：0000-1234567）。",
        "本报告由云溪县水务局编制。",
        "现将云溪县水务局2023年度政府信息公开工作报告如下。",
    ],
)
def test_the_organ_is_read_from_the_prose(prose: str) -> None:
    assert named("2023年政府信息公开工作年度报告", prose=[prose]).organ == "云溪县水务局"


def test_words_for_any_organ_name_none() -> None:
    prose = "2023年，我局坚持公开。请与本机关办公室联系。由各部门编制。请向县政府办公室咨询。"
    assert named("2023年政府信息公开工作年度报告", prose=[prose]).organ is None


@pytest.mark.parametrize("period", ["2022年1月1日至2022年12月31日", "2023年1月1日至2022年12月31日"])
def test_a_period_of_another_year_is_said_and_the_title_holds(period: str) -> None:
    naming = named("云溪县水务局2023年政府信息公开工作年度报告", prose=[f"统计期限为{period}。"])
    assert naming.year == 2023
    assert codes(naming) == ["year.disagrees"]
    assert period in naming.notes[0].message


ORGANS = st.sampled_from(["云溪县水务局", "青禾市人民政府", "霁川县政务公开中心", "绛霞区柳圩街道办事处"])
TAILS = st.sampled_from(["政府信息公开工作年度报告", "政府信息公开年度报告", "信息公开年报", "政务公开工作总结报告"])


@settings(max_examples=80, deadline=None)
@given(ORGANS, st.integers(2008, 2030), TAILS, st.sampled_from(["", " ", "　", "\n"]), st.booleans())
def test_however_a_title_is_set_it_says_the_same(organ: str, year: int, tail: str, gap: str, annual: bool) -> None:
    naming = named(*f"{organ}{gap}{year}年{'度' if annual else ''}{gap}{tail}".split("\n"))
    assert (naming.organ, naming.year, naming.notes) == (organ, year, ())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text('云溪县水务局年度报告政府信息公开2023 ，。"《》（）', max_size=30), max_size=6))
def test_whatever_stands_there_is_named_or_said_to_be_missing(lines: list[str]) -> None:
    naming = named(*lines, titles=lines[:1], prose=lines, ending=lines, file="".join(lines))
    missing = {"title.missing": naming.title, "year.missing": naming.year, "organ.missing": naming.organ}
    assert all((code in codes(naming)) == (value is None) for code, value in missing.items())
