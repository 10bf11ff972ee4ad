from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.guarded import allowed_in, bad_sentences, good_sentences
from bench.hostile import spoilt
from tests.draft.stories import years
from toolkit.draft.document import DraftParagraph, Gap, slots_in
from toolkit.draft.guard import Allowed, Refusal, false_claims, refusals
from toolkit.draft.guard.lexicon import expanded, lexicon, words_spec
from toolkit.draft.metrics import metrics_of
from toolkit.draft.spec import metrics_spec
from toolkit.draft.write import write_draft

TRUE = "本年新收申请{new}，比上年增长{change.new}。"


def refused(text: str, story: str = "rise") -> tuple[Refusal, ...]:
    return refusals(text, allowed_in(story))


@pytest.mark.parametrize(("kind", "text"), bad_sentences())
def test_a_sentence_that_says_what_the_figures_do_not_is_refused_for_that(kind: str, text: str) -> None:
    assert kind in {refusal.kind for refusal in refused(text)}


def test_the_good_sentences_that_it_was_developed_on_are_taken_but_for_a_few() -> None:
    good = [each for each in good_sentences() if not each.aside]
    taken = [each for each in good if not refusals(each.text, allowed_in(each.story))]
    assert len(taken) >= len(good) * 0.9


def test_good_sentences_spoilt_in_any_way_are_refused() -> None:
    good = good_sentences()[::5]
    for each in good:
        for text, way in spoilt(each.text, allowed_in(each.story).metrics, Random(each.text)).items():
            assert refusals(text, allowed_in(each.story)), (way, text)


@pytest.mark.parametrize("seed", range(12))
def test_every_sentence_of_the_templates_is_taken(seed: int) -> None:
    this, last = years(seed, ("2021", "2019")[seed % 2])
    metrics = metrics_of(this, [last])
    for block in write_draft(this, [last]).blocks:
        for run in block.runs if isinstance(block, DraftParagraph) else ():
            if run.kind == "plan" or (run.kind == "fact" and slots_in(run.text)):
                gaps = frozenset(piece.text for piece in run.pieces if isinstance(piece, Gap))
                allowed = Allowed(metrics, frozenset(slots_in(run.text)), gaps, is_plan=run.kind == "plan")
                assert refusals(run.text, allowed) == (), run.text


@given(st.characters(categories=["Nd", "Nl", "No"]), st.integers(0, len("本年新收申请")))
def test_a_digit_of_any_script_is_refused_wherever_it_stands(digit: str, at: int) -> None:
    assert refused(TRUE[:at] + digit + TRUE[at:])


@given(st.integers(1, 10**9))
def test_no_number_in_digits_or_in_chinese_is_taken(number: int) -> None:
    for written in (str(number), chinese(number)):
        assert refused(f"本年新收申请{{new}}，共{written}件。"), written


def chinese(number: int) -> str:
    signs, units = "零一二三四五六七八九", ("", "十", "百", "千", "万", "十", "百", "千", "亿", "十")
    return "".join(
        signs[int(digit)] + units[len(str(number)) - 1 - at] for at, digit in enumerate(str(number)) if digit != "0"
    )


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12))
def test_words_that_it_does_not_know_are_never_taken_beside_a_slot(words: str) -> None:
    known = lexicon()
    if not any(
        words[a:b] in known.words or words[a:b] in known.nouns
        for a in range(len(words))
        for b in range(a + 1, len(words) + 1)
    ):
        assert refused(f"{words}申请{{new}}。")


def test_idioms_with_numerals_are_taken() -> None:
    for words in ("进一步", "统一", "第一时间", "一并", "逐一"):
        assert refused(f"{words}说明理由。", "plan") == ()


def test_a_direction_is_judged_by_the_figures_of_the_year() -> None:
    falling = "本年新收申请{new}，比上年下降{change.new}。"
    assert refused(TRUE) == ()
    assert refused(falling, "fall") == ()
    assert [each.kind for each in refused(falling)] == ["direction"]
    assert [each.kind for each in refused(TRUE, "fall")] == ["direction"]
    assert refused("新收申请与上年持平。", "equal") == ()
    assert refused("新收申请与上年持平。") != ()


def test_a_claim_of_none_may_stand_where_there_is_none() -> None:
    assert refused("本年没有发生行政复议。", "quiet") == ()
    assert refused("本年没有发生行政复议。")[0].is_false


def test_what_the_input_names_may_be_named() -> None:
    allowed = allowed_in("rise")
    text = "按照《云溪县信息公开办法》，本年新收申请{new}。"
    named = Allowed(allowed.metrics, allowed.slots, named="依据《云溪县信息公开办法》编制。")
    assert "name" in {refusal.kind for refusal in refusals(text, allowed)}
    assert refusals(text, named) == ()


def test_what_people_say_beyond_the_figures_is_no_false_claim() -> None:
    allowed = allowed_in("rise")
    for text in (
        "上年没有行政复议。",
        "下属单位没有行政复议。",
        "公众满意度上升。",
        "申请均按期办结。",
        "对申请增长较快的领域提前公开。",
    ):
        assert false_claims(text, allowed) == (), text


def test_every_quantity_has_names_and_every_part_has_its_whole() -> None:
    quantities = metrics_spec().quantities
    assert set(lexicon().wholes) == set(quantities)
    for share in metrics_spec().shares.values():
        assert share.whole in lexicon().wholes[share.part] | {"denied", "answered", "open", "judged"}
    assert all(whole in quantities for wholes in lexicon().wholes.values() for whole in wholes)


def test_a_pattern_of_words_is_all_that_it_says() -> None:
    assert list(expanded("(甲|乙|)丙|丁")) == ["甲丙", "乙丙", "丙", "丁"]
    assert not set(expanded(words_spec().up)) & set(expanded(words_spec().down))
