from __future__ import annotations

import pytest

from toolkit.draft.fluency import clumsy
from toolkit.draft.matter import added, is_lost

PLAIN = "年末未办结的申请偏多，结转下年度{carried_out}，占应办理申请的{share.carried_out}。"
PLAN = "申请按收到日期建立台账，临近期限前提醒承办科室，优先办结结转的申请。"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("结转下年度{carried_out}，占应办理申请的{share.carried_out}，并且。", "没有写完"),
        ("约未办结的申请偏多，结转下年度{carried_out}，占{share.carried_out}。", "不能以“约”开头"),
        ("结转下年度{carried_out}，“占应办理申请的{share.carried_out}。", "不成对"),
        ("年末未办结的申请{carried_out}，年末未办结的申请占{share.carried_out}。", "说了两遍"),
        ("新收自然人申请全部是自然人申请，结转{carried_out}，占{share.carried_out}。", "说了两遍"),
        ("结转结转下年度{carried_out}，占应办理申请的{share.carried_out}。", "重复"),
        ("结转下年度{carried_out}，占{share.carried_out}的比例。", "不再写“比例”"),
        ("结转下年度{carried_out}，占应办理申请的比例，{share.carried_out}。", "没有写占多少"),
        ("结转下年度{carried_out}（含上年的），占应办理申请的{share.carried_out}。", "括号"),
        ("我们结转下年度{carried_out}，占应办理申请的{share.carried_out}。", "口语"),
        ("结转" + "下年度继续办理的各类申请" * 4 + "{carried_out}，占{share.carried_out}。", "没有停顿"),
    ],
)
def test_a_sentence_that_reads_badly_is_refused_with_the_reason(text: str, why: str) -> None:
    assert any(why in reason for reason in clumsy(text, PLAIN)), clumsy(text, PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "结转下年度继续办理的申请偏多，有{carried_out}，占应办理申请的{share.carried_out}。",
        "未办结的申请在年末偏多：结转下年度{carried_out}，占比为{share.carried_out}。",
        "申请结转下年度{carried_out}，占{share.carried_out}，比例比上年上升{points.carried_out}。",
    ],
)
def test_a_sentence_that_reads_well_has_no_fault(text: str) -> None:
    assert clumsy(text, PLAIN) == ()


def test_a_fault_that_the_templates_sentence_has_too_is_none() -> None:
    twice = "因政府信息公开被申请行政复议{review}，因政府信息公开被提起行政诉讼{suits}。"
    assert clumsy(twice, "因政府信息公开被申请行政复议{review}、被提起行政诉讼{suits}。")
    assert clumsy(twice.replace("被提起", "提起"), twice) == ()


def test_a_sentence_may_not_begin_as_its_neighbour_nor_say_the_same_once_more() -> None:
    neighbour = "本年新收政府信息公开申请{new}，新收数量比上年增长{change.new}。"
    assert any("开头相同" in reason for reason in clumsy("本年新收未办结的{carried_out}。", PLAIN, [neighbour]))
    again = "新收政府信息公开申请{new}，新收数量比上年增长{change.new}。"
    assert any("几乎一样" in reason for reason in clumsy(again, PLAIN, [neighbour]))
    assert clumsy(PLAIN, PLAIN, [PLAIN]) == ()


def test_a_clause_that_the_plain_sentence_does_not_say_is_told() -> None:
    assert added("公众不了解申请流程，年末结转下年度{carried_out}。", PLAIN) == "公众不了解申请流程"
    assert added("年末结转{carried_out}，这给经办人员带来了不小的压力。", PLAIN) == "这给经办人员带来了不小的压力"
    assert added("总体来看，年末未办结的申请数量偏多，结转下年度{carried_out}。", PLAIN) is None
    assert added("从办理情况看，未办结的申请偏多，结转下年度{carried_out}。", PLAIN) is None


def test_a_plan_in_other_words_must_still_say_what_will_be_done() -> None:
    assert not is_lost("建立申请台账，按收到日期登记，期限临近时提醒承办科室，结转的申请优先办结。", PLAN)
    assert not is_lost("对每件申请登记收到的日期，到期前向承办科室发出提醒，先办上年结转下来的。", PLAN)
    assert is_lost("加强台账管理。", PLAN)
    assert is_lost("进一步提高工作人员的业务能力和服务水平。", PLAN)
