"""Word's automatic list numbers, which are printed and stand nowhere in the text."""

from __future__ import annotations

import pytest

from tests.readers.building import docx, p
from tests.readers.looking import lines
from toolkit.readers.docx import read
from toolkit.readers.list_numbers import format_number


def level(number: int, text: str, style: str = "decimal", more: str = "") -> str:
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{shape}</w:lvl>'


def abstract(*levels: str, number: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str, list_number: int = 1, list_level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{list_level}"/><w:numId w:val="{list_number}"/></w:numPr>')


def lines_of(body: str, numbering: str, styles: str = "") -> list[str]:
    return lines(read(docx(body, styles, numbering), "报告.docx").blocks)


def test_section_numbers_stand_before_their_titles() -> None:
    numbering = abstract(level(0, "%1、", "chineseCountingThousand")) + num(1)
    assert lines_of(item("总体情况") + p("文") + item("主动公开政府信息情况"), numbering) == [
        "一、总体情况",
        "文",
        "二、主动公开政府信息情况",
    ]


def test_a_deeper_level_counts_anew_under_each_higher_one() -> None:
    numbering = abstract(level(0, "%1."), level(1, "%1.%2")) + num(1)
    body = item("甲") + item("乙", 1, 1) + item("丙", 1, 1) + item("丁") + item("戊", 1, 1)
    assert lines_of(body, numbering) == ["1. 甲", "1.1 乙", "1.2 丙", "2. 丁", "2.1 戊"]


def test_a_level_can_go_on_under_the_next_higher_one() -> None:
    numbering = abstract(level(0, "%1."), level(1, "(%2)", more='<w:lvlRestart w:val="0"/>')) + num(1)
    assert lines_of(item("甲") + item("乙", 1, 1) + item("丙") + item("丁", 1, 1), numbering)[3] == "(2)丁"


def test_two_lists_of_one_definition_count_on_unless_one_starts_over() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(level(0, "%1.")) + num(1) + num(2) + num(3, more=override)
    assert lines_of(item("甲") + item("乙", 2) + item("丙", 3), numbering) == ["1. 甲", "2. 乙", "1. 丙"]


def test_a_legal_level_prints_digits_for_all() -> None:
    numbering = abstract(level(0, "第%1章", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1)
    assert lines_of(item("甲") + item("乙", 1, 1), numbering) == ["第一章 甲", "1.1 乙"]


def test_a_style_can_put_its_paragraphs_in_a_list() -> None:
    numbering = abstract(level(0, "（%1）", "chineseCounting", '<w:pStyle w:val="h"/>')) + num(1)
    styles = '<w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert lines_of(p("甲", '<w:pStyle w:val="h"/>'), numbering, styles) == ["（一）甲"]


def test_a_list_style_stands_for_its_own_list() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    styles = '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert lines_of(item("甲", 2), abstract(level(0, "%1)")) + linked + num(1) + num(2, 1), styles) == ["1)甲"]


def test_bullets_and_unknown_lists_print_nothing() -> None:
    assert lines_of(item("甲"), abstract(level(0, "●", "bullet")) + num(1)) == ["甲"]
    assert lines_of(item("甲", 9), abstract(level(0, "%1.")) + num(1)) == ["甲"]
    assert lines_of(item("甲", 0), abstract(level(0, "%1.")) + num(1)) == ["甲"]


def test_a_number_does_not_fuse_with_digits_behind_it() -> None:
    numbering = abstract(level(0, "%1.", more='<w:suff w:val="nothing"/>')) + num(1)
    assert lines_of(item("5条建议"), numbering) == ["1. 5条建议"]


def test_a_paragraph_without_text_counts_and_prints_nothing() -> None:
    assert lines_of(item("") + item("乙"), abstract(level(0, "%1.")) + num(1)) == ["", "2. 乙"]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一〇〇"}),
        (
            "chineseCountingThousand",
            {10: "十", 105: "一百零五", 110: "一百一十", 1001: "一千零一", 20010: "二万零一十"},
        ),
        ("japaneseCounting", {10: "十", 21: "二十一", 100: "百", 105: "百五"}),
        ("ideographDigital", {10: "一〇", 23: "二三"}),
        ("chineseLegalSimplified", {12: "壹拾贰", 100: "壹佰"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX", 4000: "4000"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("bullet", {1: ""}),
        ("someday", {7: "7"}),
    ],
)
def test_numbers_are_written_as_word_does(style: str, numbers: dict[int, str]) -> None:
    assert {number: format_number(number, style) for number in numbers} == numbers
