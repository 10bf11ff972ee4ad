from __future__ import annotations

from dataclasses import replace

import pytest

from tests.samples import CLEAN, sample
from toolkit.checks.quoting import quoted
from toolkit.model import Report, Section, SectionOrigin


def report(*texts: str, preamble: str = "") -> Report:
    sections = tuple(Section(number, f"第{number}部分", text) for number, text in enumerate(texts, 1))
    return replace(sample(CLEAN), sections=sections, preamble=preamble)


def places(of: Report, *quotes: str) -> list[SectionOrigin | None]:
    return [each.origin for each in quoted(of, quotes) if each.origin is None or isinstance(each.origin, SectionOrigin)]


def test_a_quote_is_found_with_its_section_and_place() -> None:
    (found,) = quoted(report("一", "收到申请22件。"), ["22件"])
    assert (found.origin, found.quote) == (SectionOrigin(2, 4, 7), "22件")
    assert (found.source, found.year) == ("年报.docx", 2021)
    assert places(report("一", preamble="收到22件"), "22件") == [SectionOrigin(0, 2, 5)]


def test_the_same_words_quoted_again_are_the_next_ones() -> None:
    of = report("22件和22件", "22件")
    expected = [SectionOrigin(1, 0, 3), SectionOrigin(1, 4, 7), SectionOrigin(2, 0, 3)]
    assert places(of, "22件", "22件", "22件") == expected
    assert places(of, *["22件"] * 4) == [*expected, expected[-1]]


def test_width_and_white_space_make_no_difference_and_the_place_is_that_of_the_print() -> None:
    (found,) = quoted(report("共 ２２\n 件。"), ["22件"])
    assert (found.origin, found.quote) == (SectionOrigin(1, 2, 7), "２２\n 件")


def test_a_masked_number_is_found_and_stays_masked() -> None:
    (found,) = quoted(report("手机13812345678。"), ["138******78"])
    assert (found.origin, found.quote) == (SectionOrigin(1, 2, 13), "138******78")


def test_what_stands_nowhere_in_the_text_is_no_evidence() -> None:
    assert places(report("一"), "第1部分", "", "  ") == []


@pytest.mark.parametrize("text", ["等等…共22件", "①②\u3000㎡ 22\n件", "´22件"])
def test_characters_that_are_several_in_plain_form_move_no_place(text: str) -> None:
    (found,) = quoted(report(text), ["22件"])
    assert found.origin == SectionOrigin(1, text.index("22"), len(text))
