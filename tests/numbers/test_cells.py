"""A cell's text, read exactly: what is a number, a dash, nothing, or something else."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.numbers import COUNTING_UNITS, has_han, read_cell


def value_of(text: str) -> Decimal | None:
    return read_cell(text).value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        ("１２", "12"),
        (" 12 ", "12"),
        ("\u300012\u2002", "12"),
        ("\n12\n", "12"),
        ("1\u200b2", "12"),
        ("\ufeff12", "12"),
        ("1,234", "1234"),
        ("1，234，567", "1234567"),
        ("1 234", "1234"),
        ("1 2", "12"),
        ("1 2 3", "123"),
        ("1\u00a0234", "1234"),
        ("18.8710", "18.8710"),
        ("18．87", "18.87"),
        ("+2", "2"),
        ("＋2", "2"),
        ("-35", "-35"),
        ("－35", "-35"),
        ("−35", "-35"),
        ("–35", "-35"),
        ("- 35", "-35"),
        ("-0", "0"),
        ("增4", "4"),
        ("增加4", "4"),
        ("减35", "-35"),
        ("减少35", "-35"),
        ("减 3", "-3"),
        ("零", "0"),
        ("〇", "0"),
    ],
)
def test_a_number_is_read_through_its_typography(text: str, value: str) -> None:
    assert read_cell(text).status == "printed"
    assert str(value_of(text)) == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12件", "12", "件"),
        ("12 人次", "12", "人次"),
        ("28068.751万元", "28068.751", "万元"),
        ("28068.751（万元）", "28068.751", "万元"),
        ("12 (件)", "12", "件"),
        ("251000元", "251000", "元"),
        ("1.5亿元", "1.5", "亿元"),
        ("3万", "3", "万"),
        ("2.36万件", "23600", "件"),
        ("1.25亿条", "125000000", "条"),
    ],
)
def test_a_unit_is_kept_and_only_counts_are_multiplied_out(text: str, value: str, unit: str) -> None:
    reading = read_cell(text)
    assert (str(reading.value), reading.unit) == (value, unit)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000", "\u200b\ufeff"])
def test_nothing_but_white_space_is_blank(text: str) -> None:
    assert (read_cell(text).status, value_of(text)) == ("blank", None)


@pytest.mark.parametrize("text", ["-", "—", "——", "--", "/", "／", "\\", "无", "無", "⽆", " — ", "～", "─", "ー"])
def test_a_sign_of_nothing_alone_is_a_dash(text: str) -> None:
    assert (read_cell(text).status, value_of(text)) == ("dash", None)


@pytest.mark.parametrize("text", ["3（含上年结转）", "３（均为网上申请）", "3件(其中有网上申请)", "3（不含撤回）"])
def test_a_remark_without_a_number_behind_a_number_is_looked_over(text: str) -> None:
    assert read_cell(text).status == "printed"
    assert value_of(text) == 3


@pytest.mark.parametrize(
    "text", ["3（含撤回1）", "3（含撤回一件）", "3（年）", "3（属于国家秘密）", "3（含）", "（含上年）", "3*"]
)
def test_any_other_text_in_brackets_behind_a_number_leaves_it_unreadable(text: str) -> None:
    assert read_cell(text).status == "unreadable"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "O",
            "o",
            "1O",
            "l2",
            "012",
            "00",
            "3?",
            "约5",
            "5余",
            "5+3",
            "1-2",
            "12、3",
            "3,5",
            "12,34",
            "1,2345",
            ".5",
            "5.",
        ),
        *(
            "①",
            "²",
            "12²",
            "½",
            "٣",
            "Ⅻ",
            "㈠",
            "一",
            "十二",
            "见附件",
            "无数据",
            "12〔1〕",
            "〔12〕",
            "50%",
            "1e3",
            "2023-01-01",
        ),
        *("=SUM(A1)", "#DIV/0!", "\ufffd", "12件3件", "万", "元", "减", "增-3", "--3", "12个工作日", "9" * 21, "0x12"),
    ],
)
def test_what_is_no_number_is_unreadable_and_never_guessed(text: str) -> None:
    assert (read_cell(text).status, value_of(text)) == ("unreadable", None)


@pytest.mark.parametrize("text", ["1\n2", "12\n34", "3\t5", "3  5", "22 0 0 0", "1 , 234", "1\u20282", "3\u3000 5"])
def test_digits_that_may_be_two_numbers_are_not_joined(text: str) -> None:
    assert value_of(text) is None


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789０９,，.．-+−—增减万亿元件 \u3000\n\tOl〇零一①²/", max_size=9))
@example("1 2\n")
def test_a_value_never_has_other_digits_than_the_text(text: str) -> None:
    reading = read_cell(text)
    if reading.value is None:
        return
    printed = "".join(
        c for c in unicodedata.normalize("NFKC", text).replace("〇", "0").replace("零", "0") if c in "0123456789."
    )
    scale = (
        10_000
        if "万" in text and reading.unit in COUNTING_UNITS
        else 10**8
        if "亿" in text and reading.unit in COUNTING_UNITS
        else 1
    )
    assert abs(reading.value) == Decimal(printed) * scale


@settings(max_examples=100, deadline=None)
@given(st.integers(-(10**12), 10**12), st.sampled_from(["{}", "{:,}", " {} ", "{}件", "\n{}"]))
def test_every_whole_number_is_read_as_itself(number: int, shape: str) -> None:
    assert value_of(shape.format(number)) == number


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=8))
def test_a_value_needs_a_digit(text: str) -> None:
    reading = read_cell(text)
    assert (reading.value is not None) == (reading.status == "printed")
    if reading.value is not None:
        assert re.search(r"[0-9０-９零〇]", text)


@pytest.mark.parametrize(
    ("text", "expected"), [("自然人", True), ("⼯作", True), ("⻓", True), ("12 - a。", False), ("", False)]
)
def test_chinese_characters_are_seen(text: str, expected: bool) -> None:
    assert has_han(text) is expected
