"""Labels compared: typography makes no difference, a slip of the pen little, another word much."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.labels import (
    label_likeness,
    likeness,
    list_sign,
    normalise,
    printed_likeness,
    spelling_likeness,
    without_brackets,
    wordings,
)

ROWS = wordings(["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"])
SECRET = wordings(["1.属于国家秘密"])


@pytest.mark.parametrize(
    "printed",
    [
        "规章",
        " 规　章 ",
        "规\n章",
        "规\u200b章",
        "1.规章",
        "1、规章",
        "(1)规章",
        "（一）规章",
        "一、规章",
        "①规章",
        "⒈规章",
        "㈠规章",
        "規章",
        "規(guī)章(zhāng)",
        "“规章”：",
    ],
)
def test_one_label_in_many_settings_is_the_same(printed: str) -> None:
    assert normalise(printed) == "规章"


def test_radicals_copied_from_a_pdf_are_their_characters() -> None:
    assert normalise("⾏政处罚") == "行政处罚"  # a Kangxi radical
    assert normalise("⻓期") == "长期"  # a radical that NFKC leaves alone


def test_a_label_that_is_only_a_list_sign_keeps_it() -> None:
    assert normalise("（三）") == "三"


def test_figures_within_a_label_are_no_list_sign() -> None:
    assert normalise("2023年收到数") == normalise("２０２３年收到数")
    assert "2023" in normalise("2023年收到数")


@pytest.mark.parametrize(
    ("label", "sign"),
    [
        ("一、本年新收", "1:"),
        ("（三）不予公开", "(3)"),
        ("(三) 不予公开", "(3)"),
        ("三）不予公开", "(3)"),
        ("2.重复申请", "2."),
        ("２．重复申请", "2."),
        ("十、其他", "10:"),
        ("重复申请", None),
    ],
)
def test_list_signs_have_one_spelling(label: str, sign: str | None) -> None:
    assert list_sign(label) == sign


def test_what_stands_in_brackets_can_be_left_out() -> None:
    assert without_brackets("（二）部分公开（区分处理的，只计这一情形）") == "部分公开"
    assert without_brackets("本年收费金额（单位：万元）") == "本年收费金额"


def test_wordings_are_known_with_and_without_their_brackets() -> None:
    assert wordings(["金额（万元）", "（）"]) == {"金额万元", "金额"}


def test_a_slip_is_likelier_its_own_row_than_any_other() -> None:
    assert likeness(normalise("本年新收政府信息公开申清数"), ROWS) > 0.8
    assert likeness(normalise("属于国家机密"), SECRET) > 0.8
    assert likeness(normalise("属于国家机密"), ROWS) < 0.5


def test_the_beginning_of_a_label_is_like_it() -> None:
    assert likeness("结转下年度", ROWS) > 0.75
    assert likeness("结转", ROWS) < 0.5


def test_last_years_is_no_slip_of_this_years() -> None:
    assert likeness(normalise("上年新收政府信息公开申请数量"), wordings(["本年新收政府信息公开申请数量"])) == 0
    assert likeness(normalise("非政府采购"), wordings(["政府采购"])) == 0


def test_a_label_that_holds_another_is_like_it_but_not_in_spelling() -> None:
    known = wordings(["行政处罚"])
    long = "行政处罚以外的各种行政决定数量"
    assert likeness(long, known) > spelling_likeness(long, known)


def test_a_definition_in_brackets_does_not_count_against_a_label() -> None:
    label = "行政规范性文件（指经合法性审查并以机关名义公开发布的文件）"
    known = wordings(["行政规范性文件"])
    assert label_likeness(label, known) == 1
    assert printed_likeness(label, known) == 1


_LABELS = st.text(alphabet="一二三（）、.1本年新收结转政府信息公开申请 　abＡ上规章", max_size=14)


@given(_LABELS)
@settings(max_examples=100, deadline=None)
def test_a_normal_form_has_no_typography_left(label: str) -> None:
    plain = normalise(label)
    assert plain.isalnum() or not plain
    assert normalise(f" {label}　") == plain


@given(_LABELS, st.lists(_LABELS, max_size=4))
@settings(max_examples=100, deadline=None)
def test_likeness_is_between_0_and_1_and_1_for_equals_alone(label: str, known: list[str]) -> None:
    wanted = wordings(known)
    found = likeness(normalise(label), wanted)
    assert 0 <= found <= 1
    assert (found == 1) == (normalise(label) in wanted)
