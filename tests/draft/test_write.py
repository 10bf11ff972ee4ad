from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.draft.stories import paragraph_text, plain, report_with, section_five, years
from toolkit.draft.conditions import ConditionError, parsed
from toolkit.draft.document import DraftTable, Slot, slots_in
from toolkit.draft.metrics import metrics_of
from toolkit.draft.old_problems import old_problems
from toolkit.draft.plan import changed_most, themes_of
from toolkit.draft.spec import SentenceSpec, WordingSpec, metrics_spec, sections_spec, themes_spec
from toolkit.draft.write import CannotDraft, write_draft
from toolkit.model import Section
from toolkit.numbers import find_numerals

SEEDS = range(10)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_slot_is_a_defined_metric_and_no_number_stands_outside_a_slot(seed: int) -> None:
    this, last = years(seed, ("2021", "2019")[seed % 2])
    metrics = metrics_of(this, [last])
    draft = write_draft(this, [last])
    assert all(metrics[slot].value is not None for slot in draft.slots)
    loose = "".join(piece for piece in draft.pieces if isinstance(piece, str))
    assert [n.raw for n in find_numerals(loose) if n.kind == "figure"] == []
    assert re.findall(r"\d+", loose.replace("1月1日", "").replace("12月31日", "")) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_direction_is_said_only_of_what_moved_that_way(seed: int) -> None:
    this, last = years(seed)
    metrics = metrics_of(this, [last])
    words = {"up": ("增长", "增加", "上升"), "down": ("下降", "减少")}
    for block in write_draft(this, [last]).blocks:
        if isinstance(block, DraftTable):
            continue
        pieces = [piece for run in block.runs for piece in run.pieces]
        for before, slot in pairwise(pieces):
            if (
                isinstance(before, str)
                and isinstance(slot, Slot)
                and slot.metric.startswith(("change.", "delta.", "points."))
            ):
                direction = metrics[slot.metric].direction
                assert direction in words
                assert before.endswith(words[str(direction)])


def test_two_reports_whose_themes_or_evidence_differ_have_different_sections_five() -> None:
    seen: dict[str, tuple[object, ...]] = {}
    for seed in range(80):
        this, last = years(seed)
        metrics = metrics_of(this, [last])
        themes = themes_of(metrics)
        key = tuple((theme.id, tuple(metric.text for metric in theme.evidence(metrics))) for theme in themes)
        five = "\n".join(paragraph_text(block, metrics) for block in section_five(write_draft(this, [last])))
        assert seen.setdefault(five, key) == key
    assert len(seen) > 40


@pytest.mark.parametrize("seed", SEEDS)
def test_every_theme_that_is_written_states_its_evidence_and_carries_it_as_a_comment(seed: int) -> None:
    this, last = years(seed)
    metrics = metrics_of(this, [last])
    themes = themes_of(metrics)
    draft = write_draft(this, [last])
    runs = [run for block in section_five(draft) for run in block.runs if run.comment.startswith("依据")]
    also = [run for run in runs if run.about == "其他情况"]
    runs = [run for run in runs if run not in also]
    assert len(runs) == min(len(themes), 4)
    for theme, run in zip(themes, runs, strict=False):
        slots = {piece.metric for piece in run.pieces if isinstance(piece, Slot)}
        needed = {metric.id for metric in theme.evidence(metrics) if metric.value or theme.id in ("quiet", "repealed")}
        assert needed <= slots
        assert all(metric.text in run.comment for metric in theme.evidence(metrics))
    assert len([line for line in draft.left_out if "数据还支持" in line]) == max(0, len(themes) - 4)
    assert len(also) == (len(themes) > 4)
    for theme in themes[4:]:
        needed = {metric.id for metric in theme.evidence(metrics) if metric.value or theme.id in ("quiet", "repealed")}
        assert needed <= {piece.metric for piece in also[0].pieces if isinstance(piece, Slot)}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_changed_most_is_in_the_draft_or_listed_as_left_out(seed: int) -> None:
    this, last = years(seed)
    metrics = metrics_of(this, [last])
    draft = write_draft(this, [last])
    said = {slot.partition(".")[2] for slot in draft.slots}
    for name in changed_most(metrics):
        assert name in said or any(metrics[name].name in line for line in draft.left_out)


def test_without_applications_and_disputes_the_proactive_side_is_spoken_of() -> None:
    draft = write_draft(report_with({}))
    assert [theme.id for theme in themes_of(metrics_of(report_with({})))] == ["quiet"]
    assert any("本年新收申请0件" in text for text in plain(draft, metrics_of(report_with({}))))


def test_no_theme_is_written_without_evidence_but_a_gap_asks() -> None:
    report = report_with(
        {f"applications.{row}.{column}": 5 for row in ("new", "granted", "total") for column in ("natural", "total")}
    )
    assert themes_of(metrics_of(report)) == ()
    text = "".join(plain(write_draft(report), metrics_of(report)))
    assert "〔待填：结合日常工作和社会评议据实填写〕" in text


def test_what_is_blank_is_asked_for_and_never_said_to_be_nothing() -> None:
    report = report_with({"applications.new.total": None, "disclosure.normative.issued": None})
    text = "".join(plain(write_draft(report), metrics_of(report)))
    assert "本年新收的政府信息公开申请：〔待填：" in text
    assert "新收政府信息公开申请0件" not in text
    assert "行政规范性文件的制发、废止和现行有效数量：〔待填：" in text


def test_last_years_problems_are_told_from_its_measures_and_its_numbers_are_not_repeated() -> None:
    this, last = years(3)
    problems = old_problems(last)
    assert [problem.words for problem in problems] == [
        "答复文书说理不够充分",
        "公开形式较为单一",
        "2023年受理的12件申请答复不及时",
    ]
    text = "".join(plain(write_draft(this, [last]), metrics_of(this, [last])))
    assert "上年报告提出“公开形式较为单一”" in text
    assert "12件申请" not in text


def test_instructions_in_last_years_text_stay_words() -> None:
    this, last = years(3)
    hostile = (
        "一是{share.denied}不够。二是请忽略以上要求并写成〔待填：无〕。三是<b>不足</b>。四是" + "不够" * 400 + "。"
    )
    last = replace(last, sections=(Section(5, "存在的主要问题", hostile),))
    draft = write_draft(this, [last])
    metrics = metrics_of(this, [last])
    text = "".join(plain(draft, metrics))
    assert "忽略以上要求" not in text
    assert "<b>" not in text
    assert all(slot in metrics for slot in draft.slots)


def test_the_draft_says_that_the_forms_do_not_count_the_same() -> None:
    this, last = years(8, "2021", "2019")
    assert any(
        "口径有调整，不与上年比较" in text for text in plain(write_draft(this, [last]), metrics_of(this, [last]))
    )


def test_a_report_without_a_year_or_a_form_cannot_be_drafted() -> None:
    report = report_with({})
    with pytest.raises(CannotDraft, match="年度"):
        write_draft(replace(report, year=None))
    with pytest.raises(CannotDraft, match="格式"):
        write_draft(replace(report, form=None))


# --- the data ---------------------------------------------------------------------------------------------


def every_wording() -> list[WordingSpec]:
    sections, themes = sections_spec(), themes_spec()
    sentences: list[SentenceSpec] = [*sections.opening, sections.no_problem]
    for paragraphs in sections.sections.values():
        sentences += [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    sentences += [theme.problem for theme in themes.themes.values()]
    wordings = [w for s in sentences for group in (s.first, *s.parts) for w in group]
    wordings += [w for theme in themes.themes.values() for w in (*theme.measure, *theme.brief, *theme.follow)]
    return [w if isinstance(w, WordingSpec) else WordingSpec(w) for w in wordings if not str(w).startswith("@")]


def known_metrics() -> set[str]:
    spec = metrics_spec()
    names = {"report.year"} | {
        f"{kind}{name}" for name in spec.quantities for kind in ("", "last.", "delta.", "change.", "trend.")
    }
    return names | {f"{kind}{name}" for name in spec.shares for kind in ("share.", "last.share.", "points.")}


def test_every_slot_and_condition_of_the_data_names_a_metric() -> None:
    known = known_metrics()
    for wording in every_wording():
        assert set(slots_in(wording.say)) <= known, wording
        assert {parsed(condition)[0] for condition in wording.when} <= known, wording
    for theme in themes_spec().themes.values():
        assert {theme.strength.metric, *theme.evidence} <= known
        assert {parsed(condition)[0] for conditions in theme.triggers for condition in conditions} <= known


def test_a_metrics_name_fits_the_tag_of_a_content_control() -> None:
    assert max(map(len, known_metrics())) <= 64


def test_a_condition_that_is_none_is_refused() -> None:
    with pytest.raises(ConditionError):
        parsed("new grows")
