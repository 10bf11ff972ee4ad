"""Lists read item by item, brackets, second counts, noughts of several things, and 无 below a heading."""

from __future__ import annotations

import pytest

from tests.prose.test_mentions import tied
from toolkit.forms import load
from toolkit.prose import read_prose
from toolkit.prose.grammar import grammar_from_yaml

ANSWERS = "依申请公开政府信息情况"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "对上述申请，5件予以公开，2件经仔细检索不存在",
            {"answered_granted": "5件", "answered_not_exist": "2件"},
        ),
        (
            "收到的9件申请中，6件已向申请人公开，3件经核实信息不存在",
            {"answered_granted": "6件", "answered_not_exist": "3件"},
        ),
        (
            "答复9件，其中予以公开6件、第三方明确表示不同意的商业秘密3件",
            {"answered": "9件", "answered_granted": "6件", "denied_trade_secret": "3件"},
        ),
    ],
)
def test_an_item_of_a_list_of_answers_is_the_one_kind_that_it_names(text: str, expected: dict[str, str]) -> None:
    found = tied(text, title=ANSWERS)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "答复9件，其中予以公开6件，因国家秘密和商业秘密3件",  # two kinds
        "答复9件，其中予以公开6件，商业秘密方面的举证材料300件",  # more than the whole
        "予以公开6件，涉及商业秘密的举报投诉3件",  # of something else
    ],
)
def test_an_item_that_names_no_single_kind_is_tied_to_nothing(text: str) -> None:
    assert "denied_trade_secret" not in tied(text, title=ANSWERS)


def test_a_semicolon_behind_the_first_item_parts_the_list_and_does_not_end_it() -> None:
    text = "主动公开政府信息154条。其中，机构信息1条；决策信息0条；工作信息103条，占66.9%。"
    assert tied(text, title="主动公开政府信息情况") == {"disclosed": "154条"}


def test_a_bracket_behind_a_figure_holds_its_parts() -> None:
    text = "主动公开政府信息455条（规范性文件84条，计划规划20条），公开规范性文件解读12篇。"
    assert tied(text) == {"disclosed": "455条", "disclosed_normative": "84条", "interpretations": "12篇"}


def test_the_second_count_of_a_thing_is_in_another_unit() -> None:
    assert tied("举办信息公开业务培训2期、64人次。") == {"trainings": "2期", "trainees": "64人次"}
    assert tied("受理政府信息公开申请2件、3件。") == {"received": "2件"}


def test_a_nought_of_several_things_is_of_each() -> None:
    assert tied("因政府信息公开被申请行政复议、提起行政诉讼0件。") == {"reviews": "0件", "suits": "0件"}
    assert tied("因政府信息公开被申请行政复议、提起行政诉讼3件。") == {}


def test_several_channels_together_are_no_one_channels_figure() -> None:
    assert tied("通过门户网站、公告栏主动公开政府信息80条。") == {"disclosed": "80条"}
    assert tied("通过微博、微信主动公开政府信息80条。") == {}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", {"reviews": "没有发生", "suits": "没有发生"}),
        ("政府信息公开的收费及减免情况", {"fees": "没有发生", "fees_waived": "没有发生"}),
        ("其他需要报告的事项", {}),
    ],
)
def test_none_alone_is_of_what_the_heading_names(title: str, expected: dict[str, str]) -> None:
    assert tied("全年没有发生此类情况。", title=title) == expected


def test_not_a_single_one_is_none() -> None:
    assert tied("全镇未发生一起因政府信息公开申请行政复议、提起行政诉讼的事项。") == {
        "reviews": "未发生一起",
        "suits": "未发生一起",
    }


def test_what_is_not_charged_for_other_things_is_no_fee() -> None:
    assert tied("查询档案1870人次，打印材料5300页，均未收费。") == {}


def test_what_was_to_be_done_is_not_what_was_done() -> None:
    text = "收到申请143件，上年结转5件，全年办理148件。"
    assert "completed" not in tied(text)
    assert tied(text.replace("148", "146"))["completed"] == "146件"


def test_the_reports_own_year_says_nothing_and_another_year_does() -> None:
    text = "累计主动公开政府信息32.6万条，其中2011年8.4万条。"
    assert tied(text, year=2011, title="主动公开政府信息情况") == {"disclosed": "8.4万条"}
    assert tied(text, year=2012, title="主动公开政府信息情况") == {}
    assert tied("2019年行政处罚93件，2020年行政处罚15件。", form="2019", year=2020) == {
        "disclosure.penalty.decisions": "15件"
    }


def test_spellings_are_composed_of_parts() -> None:
    words = "parts: {us: 本局 我局}\nclasses: {a: '{非|不属于}{us}{|的}信息'}\n"
    sentences = "table_forms: []\nunits: {}\nindicators: [{id: x, units: [件], patterns: ['a #']}]\n"
    assert len(grammar_from_yaml(words, sentences).lexicon.words) == 8


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_row_of_the_official_tables_is_pointed_at_by_its_own_words(form: str) -> None:
    for cell, said in _said_of_rows(form):
        mentions = read_prose([("", ""), ("", said)], form, None).mentions
        assert cell in [mention.indicator for mention in mentions if mention.value == 7], said


_UNSAID = ("previous_items", "change", "fees.amount", "other.rest", "applications.total")
"""Columns that no prose speaks of by their heads, and rows that are only 其他 or 总计."""


def _said_of_rows(form: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, cell in load(form).cells.items():
        table, *_, column = name.split(".")
        label = cell.row.label.text.lstrip("一二三四五六七、（）12345678.")
        is_alternative = form == "2021" and name == "applications.other.total"
        if any(word in name for word in _UNSAID) or is_alternative:
            continue
        head = cell.column.label.text if cell.column is not None else ""
        unit = "万元" if cell.is_money else "件"
        if table == "disclosure":
            found.append((name, f"{label}{head}7{unit}。"))
        elif table == "disputes":
            found.append((name, f"{label}7件。" if column == "total" else f"{label}9件，其中{head}7件。"))
        elif column == "total":
            first = "" if label.startswith("本年新收") else "收到政府信息公开申请900件。"
            found.append((name, f"{first}{label}7件。"))
    return found
