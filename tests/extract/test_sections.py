"""Which paragraphs are headings, and what stands under each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.lines.lines import walk
from toolkit.extract.sections.sections import Sections, find_sections, flow_of, headings_in
from toolkit.extract.sections.titles import title_index
from toolkit.model import Cell, Document, Paragraph, Table, TableOrigin

TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
NUMERALS = "一二三四五六七八"
TEXT = "本年度，各项工作按计划完成，没有其他情况。"


def parted(*lines: str, containers: Sequence[tuple[int, ...]] = ()) -> Sections:
    """The sections of these paragraphs."""
    chains = containers or [()] * len(lines)
    blocks = tuple(
        Paragraph(text, block, container=chain) for block, (text, chain) in enumerate(zip(lines, chains, strict=True))
    )
    return sections_of(Document("html" if containers else "docx", blocks))


def sections_of(document: Document) -> Sections:
    titles = title_index()
    items = flow_of(walk(document), titles)
    return find_sections(items, headings_in(items, titles))


def whole(sign: str = "{}、", titles: Sequence[str] = TITLES) -> list[str]:
    """A report's headings, each with a paragraph."""
    return [line for n, title in enumerate(titles) for line in (sign.format(NUMERALS[n]) + title, f"{n}号：{TEXT}")]


def numbers(sections: Sections) -> list[int | None]:
    return [section.number for section in sections.sections]


def sheet(*rows: tuple[str, ...], block: int = 0) -> Table:
    """A sheet with these rows."""
    cells = tuple(
        Cell(text, row, column, 1, 1, TableOrigin(block, row, column, sheet="年报"))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(block, cells)


@pytest.mark.parametrize(
    "sign",
    ["{}、", "{}．", "{} ", "{},", "{}.", "（{}）", "({})", "第{}部分 ", "第{}部分：", "第{}章 ", "  {}、　", "{}", ""],
)
def test_headings_are_known_by_any_sign_or_none(sign: str) -> None:
    sections = parted("云溪县水务局的报告", *whole(sign))
    assert [section.title for section in sections.sections] == list(TITLES)
    assert [section.text for section in sections.sections] == [f"{n}号：{TEXT}" for n in range(6)]
    assert numbers(sections) == ([None] * 6 if not sign else [1, 2, 3, 4, 5, 6])
    assert sections.kinds == (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    "signs",
    [
        ["1.", "2.", "3.", "4.", "5.", "6."],
        ["㈠", "㈡", "㈢", "㈣", "㈤", "㈥"],
        ["Ⅰ. ", "Ⅱ. ", "Ⅲ. ", "Ⅳ. ", "Ⅴ. ", "Ⅵ. "],
    ],
)
def test_headings_may_be_numbered_as_lists_are(signs: list[str]) -> None:
    lines = [line for sign, title in zip(signs, TITLES, strict=True) for line in (sign + title, TEXT)]
    assert numbers(parted(*lines)) == [1, 2, 3, 4, 5, 6]


def test_titles_in_other_words_in_radicals_and_traditional_script_are_known() -> None:
    titles = [
        "概述",
        "主动公开情况",
        "依申请公开情况",
        "⾏政复议、⾏政诉讼情况",
        "存在的主要問題及改進情況",
        "其他需要報告的事項",
    ]
    sections = parted(*whole(titles=titles))
    assert sections.kinds == (1, 2, 3, 4, 5, 6)
    assert [section.title for section in sections.sections] == titles


def test_a_title_set_wide_is_one() -> None:
    assert numbers(parted("一、总　体　情　况", TEXT, "二、 主动公开政府信息情况", TEXT)) == [1, 2]


@pytest.mark.parametrize("between", ["。", "：", "  ", "　", ""])
def test_a_title_that_its_first_sentence_follows_is_cut_off(between: str) -> None:
    sections = parted(f"一、总体情况{between}2023年，全县{TEXT}", "二、主动公开政府信息情况", TEXT)
    assert sections.sections[0].title == "总体情况"
    assert sections.sections[0].text == f"2023年，全县{TEXT}"


def test_a_heading_glued_behind_other_text_begins_its_section() -> None:
    sections = parted("云溪县水务局2023年政府信息公开工作年度报告一、总体情况", f"{TEXT}二、主动公开政府信息情况", TEXT)
    assert numbers(sections) == [1, 2]
    assert sections.preamble == "云溪县水务局2023年政府信息公开工作年度报告"
    assert sections.sections[0].text == TEXT


def test_a_sentence_that_names_the_sections_is_no_heading() -> None:
    said = f"本报告包括：{'；'.join(f'{n}、{t}' for n, t in zip(NUMERALS, TITLES, strict=False))}。"
    sections = parted(said, said.replace("；", "  "), *whole())
    assert sections.preamble == said + "\n" + said.replace("；", "  ")
    assert numbers(sections) == [1, 2, 3, 4, 5, 6]


def test_lists_within_a_section_are_no_sections() -> None:
    lines = whole()
    lines[9:10] = [
        "一、存在的主要问题",
        "（一）主动公开情况",
        TEXT,
        "二、改进情况",
        "1.总体情况",
        TEXT,
        "（二）改进情况",
        TEXT,
    ]
    sections = parted(*lines)
    assert numbers(sections) == [1, 2, 3, 4, 5, 6]
    assert "二、改进情况" in sections.sections[4].text


def test_a_list_is_no_section_where_the_section_lacks_its_heading() -> None:
    lines = whole()
    del lines[8]
    lines[8:8] = ["（一）存在的主要问题", TEXT, "（二）改进情况"]
    assert numbers(parted(*lines)) == [1, 2, 3, 4, 6]


def test_a_report_without_headings_has_none_for_its_lists() -> None:
    sections = parted(TEXT, "（一）存在的主要问题", TEXT, "（二）改进情况", TEXT)
    assert sections.sections == ()
    assert sections.preamble.count("\n") == 4


def test_sections_out_of_order_stand_as_they_are_printed() -> None:
    lines = whole()
    assert numbers(parted(*lines[4:], *lines[:4])) == [3, 4, 5, 6, 1, 2]


def test_a_table_of_contents_is_no_heading() -> None:
    contents = [f"{n}、{title}" for n, title in zip(NUMERALS, TITLES, strict=False)]
    for listed in (contents, [f"{line}……{n}" for n, line in enumerate(contents)], [f"{c}\t3" for c in contents]):
        sections = parted("目录", *listed, *whole())
        assert numbers(sections) == [1, 2, 3, 4, 5, 6]
        assert sections.sections[0].text == f"0号：{TEXT}"
        assert sections.preamble == "\n".join(["目录", *listed])


def test_sections_of_a_free_report_are_known_by_their_numbers() -> None:
    titles = [
        "概述",
        "主动公开情况",
        "依申请公开情况",
        "收费及减免情况",
        "复议诉讼情况",
        "存在问题及改进情况",
        "说明与附表",
    ]
    sections = parted(*whole(titles=titles))
    assert numbers(sections) == [1, 2, 3, 4, 5, 6, 7]
    assert sections.kinds == (1, 2, 3, None, 4, 5, None)


def test_a_free_report_may_begin_with_what_the_form_has_second() -> None:
    titles = ["政府信息主动公开情况", "政府信息依申请公开情况", "机构建设情况", "存在不足及改进", "其他"]
    assert [section.title for section in parted(*whole(titles=titles)).sections] == titles


def test_a_list_may_begin_right_behind_the_title() -> None:
    sections = parted(f"一、总体情况（一）机制。{TEXT}", "二、主动公开政府信息情况", TEXT)
    assert sections.sections[0].text == f"（一）机制。{TEXT}"


def test_a_seventh_section_follows_the_form_s() -> None:
    assert numbers(parted(*whole(), "七、附件", TEXT)) == [1, 2, 3, 4, 5, 6, 7]


def test_rows_and_captions_of_tables_are_no_headings() -> None:
    lines = whole()
    rows = [
        "一、本年新收政府信息公开申请数量",
        "三、本年度办理结果",
        "四、结转下一年度继续办理",
        "附表2：收到和处理政府信息公开申请情况",
    ]
    sections = parted(*lines[:5], *rows, *lines[5:])
    assert numbers(sections) == [1, 2, 3, 4, 5, 6]
    assert [kind for _, kind in sections.starts].count(3) == 2


def test_a_sheet_that_holds_the_report_has_sections() -> None:
    rows = [
        ("云溪县水务局",),
        ("一、", "总体情况"),
        (TEXT,),
        ("二、主动公开政府信息情况",),
        ("规章", "0", "1", "2"),
        (TEXT,),
    ]
    sections = sections_of(Document("xlsx", (sheet(*rows),)))
    assert [section.text for section in sections.sections] == [TEXT, TEXT]
    assert sections.preamble == "云溪县水务局"


def test_navigation_and_footer_of_a_web_page_are_in_no_text() -> None:
    lines = ["首页", "政务公开", *whole(), "网站标识码：3200000001"]
    sections = parted(*lines, containers=[(1, 2), (1, 2), *[(1, 3)] * 12, (1, 4)])
    assert sections.preamble == ""
    assert sections.sections[-1].text == f"5号：{TEXT}"
    assert sorted(item.text for item in sections.outside) == ["政务公开", "网站标识码：3200000001", "首页"]


def test_text_behind_the_last_heading_is_kept_wherever_it_stands() -> None:
    sections = parted(*whole(), containers=[*[(1, 3)] * 11, (1, 4)])
    assert sections.sections[-1].text == f"5号：{TEXT}"


def test_the_lines_of_the_title_are_in_no_text() -> None:
    titles = title_index()
    blocks = (
        Paragraph("云溪县水务局\n2023年年报", 0),
        Paragraph(TEXT, 1),
        Paragraph("一、总体情况", 2),
        Paragraph(TEXT, 3),
    )
    items = flow_of(walk(Document("docx", blocks)), titles)
    sections = find_sections(items, headings_in(items, titles), frozenset(items[:2]))
    assert sections.preamble == TEXT


def test_a_trace_and_page_marks_are_dropped_and_places_still_fit() -> None:
    line = "[bookmark: _GoBack]一、总体情况。2023年办理7件。"
    sections = parted(line, "— 3 —", "第 2 页 共 9 页", "二、主动公开政府信息情况", TEXT)
    start = line.index("7件")
    assert sections.place_of(0, start, start + 2) == (1, len("2023年办理"), len("2023年办理7件"))
    assert sections.place_of(0, line.index("总体"), line.index("总体") + 2) is None
    assert sections.sections[0].text == "2023年办理7件。"


LINES = st.sampled_from(
    [
        *(f"{n}、{title}" for n, title in zip(NUMERALS, TITLES, strict=False)),
        *TITLES,
        "（一）存在的主要问题",
        "二、改进情况",
        "七、附件",
        f"一、总体情况。{TEXT}",
        f"{TEXT}三、收到和处理政府信息公开申请情况",
        "甲\n二、主动公开政府信息情况\n乙",
        "  云溪县水务局 ",
        "2024年1月15日",
        "规章\t0\t1",
        TEXT,
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_every_line_is_a_heading_or_in_exactly_one_text(lines: list[str]) -> None:
    sections = parted(*lines)
    texts = [sections.preamble, *(section.text for section in sections.sections)]
    headings = sum(len(_letters(section.title)) for section in sections.sections)
    signs = sum(1 for section in sections.sections if section.number)
    everything = "".join(map(_letters, lines))
    kept = "".join(map(_letters, texts))
    assert len(kept) + headings + signs == len(everything)
    for number, pieces in sections.places.items():
        for piece in pieces:
            assert (
                texts[piece.section][piece.at : piece.at + piece.end - piece.start]
                == lines[number][piece.start : piece.end]
            )


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
