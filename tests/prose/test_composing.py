"""Words that several classes make together, items that say what they are of, and clauses that are but a figure."""

from __future__ import annotations

import pytest

from tests.prose.test_mentions import tied
from toolkit.forms.spec import FormError
from toolkit.prose.grammar import grammar_from_yaml

SENTENCES = "table_forms: []\nunits: {}\nindicators: [{id: x, units: [件], patterns: ['a #']}]\n"


@pytest.mark.parametrize(
    "said",
    [
        "非本委管辖范围",
        "不属于我镇职责",
        "不在本单位掌握范围内",
        "本机关未掌握相关信息",
        "非我局制作的信息",
        "不归本处管理",
    ],
)
def test_what_is_not_held_may_be_said_in_words_that_nobody_wrote_down(said: str) -> None:
    assert tied(f"收到申请9件，予以公开7件，{said}2件。")["answered_not_held"] == "2件"


def test_a_kind_in_the_clause_of_a_figure_narrows_what_a_pattern_says() -> None:
    assert tied("受理申请9件，非本机关职责范围答复5件。") == {"received": "9件", "answered_not_held": "5件"}
    assert tied("受理申请9件，复议1件，复议结果为1件维持。")["reviews_upheld"] == "1件"


def test_a_kind_that_is_denied_is_another() -> None:
    assert tied("收到申请9件，予以公开7件，不予以公开2件。").get("answered_granted") == "7件"
    assert "answered_granted" not in tied("收到申请9件，未公开的2件。")


def test_a_list_shares_its_first_items_verb() -> None:
    assert tied("全年制发规章2件、规范性文件14件。", "2021")["disclosure.normative.issued"] == "14件"


def test_a_clause_that_is_but_a_figure_says_how_many_of_what_the_one_before_names() -> None:
    assert tied("当面申请最多，为45件；其次是网络申请，33件。") == {
        "received_in_person": "45件",
        "received_online": "33件",
    }
    assert tied("申请数量增加5件，达到32件。") == {"received": "32件"}
    assert "received" not in tied("全市收到申请，县国土局受理最多，达39件。")


def test_behind_a_stock_the_years_own_figure_is_of_the_same() -> None:
    assert tied("历年累计刊登文件620件，2011年刊登96件。", year=2011) == tied("无关。")
    assert tied("通过公报累计发布文件620件，2011年发布96件。", year=2011) == {"by_gazette": "96件"}


def test_two_kinds_together_have_one_figure() -> None:
    assert "answered_not_exist" not in tied("答复9件，其余7件为信息不存在、非本机关掌握等情形。")


def test_a_phrase_of_no_class_is_said_with_its_name() -> None:
    with pytest.raises(FormError, match="a phrase is of 'b'"):
        grammar_from_yaml("classes: {a: 甲}\nphrases: {b: [a]}\n", SENTENCES)
    with pytest.raises(FormError, match="names 'c'"):
        grammar_from_yaml("classes: {a: 甲}\nphrases: {a: ['c a']}\n", SENTENCES)
