"""Last year's problems out of made sections five: the same problems in every shape that a section five comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest

from tests.draft.stories import paragraph_text, report_with, section_five
from toolkit.draft.document import Gap
from toolkit.draft.metrics import metrics_of
from toolkit.draft.old_problems import MOST_FOLLOWED, old_problems, theme_of
from toolkit.draft.write import write_draft
from toolkit.model import Report, Section

PROBLEMS = (
    *("部分栏目更新不够及时", "解读形式较为单一", "答复文书说理不足", "专职人员力量薄弱", "对条例的学习不够深入"),
    *("依申请公开的办理流程有待规范", "公众参与的渠道偏少", "基层单位报送信息滞后", "公开指南内容不完善"),
    *("公开目录需进一步细化和完善", "政策解读的针对性还需加强", "信息检索功能不健全"),
)
DETAILS = ("，最长间隔超过30日", "，主要原因是人手紧", "，抽查50份中有7份需要重写", "")
LEADS = (
    "2024年，我局政府信息公开工作取得了一定成效，但还存在一些不足",
    "对照上级要求和群众期盼，我县工作仍存在一定差距",
    "一年来工作虽有进展，但与公众需求相比，仍然存在以下问题",
)
MEASURES = (
    "下一步，一是加强学习培训，二是完善工作制度，不断提高公开质量。",
    "针对上述问题，我局将从以下方面改进：（一）健全机制。（二）加强督查，解决更新不及时的问题。",
    "2025年，我局将进一步完善目录，丰富形式不足的栏目。",
    "在今后的工作中，将不断加强队伍建设。",
)
Shape = Callable[[Random, Sequence[str]], str]


def _numbered(random: Random, problems: Sequence[str], marks: str) -> str:
    return "".join(
        f"{marks.replace('N', sign)}{problem}{random.choice(DETAILS)}。"
        for sign, problem in zip("一二三四五六", problems, strict=False)
    )


def as_a_run(random: Random, problems: Sequence[str]) -> str:
    return f"{random.choice(LEADS)}：{_numbered(random, problems, 'N是')}\n{random.choice(MEASURES)}"


def as_items(random: Random, problems: Sequence[str]) -> str:
    return f"{random.choice(LEADS)}。\n{_numbered(random, problems, '（N）')}\n{random.choice(MEASURES)}"


def under_headings(random: Random, problems: Sequence[str]) -> str:
    items = "".join(f"{n}.{problem}{random.choice(DETAILS)}。\n" for n, problem in enumerate(problems, 1))
    return f"（一）存在的主要问题\n{items}（二）改进情况\n1.上半年完成栏目梳理；2.每季度通报更新不及时的单位。"


def under_headings_as_a_run(random: Random, problems: Sequence[str]) -> str:
    return f"一、主要问题\n{_numbered(random, problems, 'N是')}\n二、改进措施\n一是组织培训。二是督促更新。"


def in_one_sentence(random: Random, problems: Sequence[str]) -> str:
    sign = random.choice("、，")
    return f"{random.choice(LEADS)}，如{sign.join(problems)}等。{random.choice(MEASURES)}"


def in_sentences(random: Random, problems: Sequence[str]) -> str:
    return f"{random.choice(LEADS)}。{'。'.join(problems)}。{random.choice(MEASURES)}"


SHAPES: tuple[Shape, ...] = (
    as_a_run,
    as_items,
    under_headings,
    under_headings_as_a_run,
    in_one_sentence,
    in_sentences,
)


def with_five(text: str) -> Report:
    return replace(report_with({}, year=2024), sections=(Section(5, "存在的主要问题及改进情况", text),))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_problem_is_read_and_no_measure_in_every_shape(shape: Shape) -> None:
    for seed in range(60):
        random = Random(f"{shape.__name__} {seed}")
        problems = random.sample(PROBLEMS, random.randint(2, 4))
        text = shape(random, problems)
        assert [problem.words for problem in old_problems(with_five(text))] == problems, text


@pytest.mark.parametrize(
    "text", ["", "无。", "本年度没有存在的问题。", *MEASURES, LEADS[0] + "。", LEADS[1] + "。" + MEASURES[0]]
)
def test_where_no_problem_is_named_none_is_read(text: str) -> None:
    assert old_problems(with_five(text)) == ()


@pytest.mark.parametrize(
    ("words", "theme"),
    [
        ("答复文书不够规范", "corrected"),
        ("个别申请办理不够及时", "backlog"),
        ("部分栏目更新不够及时", "quiet"),
        ("信访类申请较多", "misdirected"),
        ("申请数量增长较快", "growth"),
        ("公开指南内容不完善", None),  # as much of one theme as of another
        ("专职人员仅有少数几名", None),
    ],
)
def test_a_problem_is_a_themes_only_where_its_words_are_no_others(words: str, theme: str | None) -> None:
    assert theme_of(words) == theme


def last_part(text: str, values: dict[str, int | None], before: dict[str, int | None]) -> tuple[str, list[Gap], str]:
    """The text about last year's problems, its gaps, its comments."""
    this = report_with(values)
    last = replace(report_with(before, year=2024), sections=with_five(text).sections)
    block = section_five(write_draft(this, [last]))[-1]
    gaps = [piece for run in block.runs for piece in run.pieces if isinstance(piece, Gap)]
    return paragraph_text(block, metrics_of(this, [last])), gaps, "\n".join(run.comment for run in block.runs)


def test_what_the_figures_say_of_an_old_problem_is_said_and_the_rest_is_asked_for_together() -> None:
    text = "一是申请办理不够及时。二是解读形式偏少。三是专职人员仅3名。"
    said, gaps, comments = last_part(text, {"applications.carried_out.total": 1}, {"applications.carried_out.total": 4})
    assert said.startswith("上年报告提出“申请办理不够及时”，年末结转的申请由上年的4件减少到本年的1件。")
    assert "上年报告提出的“解读形式偏少”等问题，〔待填：" in said
    assert len(gaps) == 1
    assert "专职人员仅3名" in comments
    assert "3名" not in said


def test_two_old_problems_of_one_theme_do_not_get_the_same_figures_twice() -> None:
    text = "一是答复办理不够及时。二是个别申请超期。"
    said, _, _ = last_part(text, {"applications.carried_out.total": 1}, {"applications.carried_out.total": 4})
    assert said.count("年末结转的申请") == 1
    assert "“个别申请超期”" in said


def test_old_problems_beyond_those_written_are_listed_as_left_out() -> None:
    many = with_five("".join(f"{n}、{problem}。" for n, problem in enumerate(PROBLEMS[:9], 1)))
    left = [line for line in write_draft(report_with({}), [many]).left_out if "上年报告提出" in line]
    assert len(left) == 9 - MOST_FOLLOWED
