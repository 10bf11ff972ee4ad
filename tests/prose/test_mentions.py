"""Sentences into mentions: which figure is which indicator's, and which is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from toolkit.model import Mention
from toolkit.prose import read_prose


def mentions(text: str, form: str = "2008", year: int | None = None, title: str = "") -> list[Mention]:
    return list(read_prose([("", ""), (title, text)], form, year).mentions)


def tied(text: str, form: str = "2008", year: int | None = None, title: str = "") -> dict[str, str]:
    """What is printed, by the indicator's id without its head."""
    return {
        m.indicator.removeprefix("indicators."): m.raw
        for m in mentions(text, form, year, title)
        if m.indicator is not None
    }


def test_every_figure_is_a_mention_with_its_place() -> None:
    text = "全年抽查栏目40个，整改率95%。"
    found = mentions(text)
    assert [(m.id, m.raw, m.value, m.unit, m.section) for m in found] == [
        ("m1", "40个", Decimal(40), "个", 1),
        ("m2", "95%", Decimal(95), "%", 1),
    ]
    assert [text[m.start : m.end] for m in found] == ["40个", "95%"]


def test_dates_documents_and_hotlines_are_no_mentions() -> None:
    assert mentions("2019年，按国办发〔2019〕14号文件，12345热线7×24小时受理。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共收到政府信息公开申请35件，其中当面申请5件、网上申请30件",
            {"received": "35件", "received_in_person": "5件", "received_online": "30件"},
        ),
        ("受理10件依申请公开申请", {"received": "10件"}),
        (
            "申请35件全部答复。同意公开30件，部分公开5件",
            {"received": "35件", "answered_granted": "30件", "answered_partial": "5件"},
        ),
        ("通过政府网站公开信息300条", {"by_website": "300条"}),
        ("编印《青岚市人民政府公报》12期，刊登文件136件", {"by_gazette": "136件"}),
        (
            "行政复议2件，维持1件；行政诉讼3件，驳回2件",
            {"reviews": "2件", "reviews_upheld": "1件", "suits": "3件", "suits_upheld": "2件"},
        ),
        ("举办培训班2期，培训60人次", {"trainings": "2期", "trainees": "60人次"}),
        ("在办结的26件申请中，“同意公开”20件", {"completed": "26件", "answered_granted": "20件"}),
        ("收到申请9件，另有2件结转下年度办理", {"received": "9件", "carried_out": "2件"}),
        ("对4件申请予以公开", {}),
    ],
)
def test_a_figure_is_tied_by_the_words_around_it(text: str, expected: dict[str, str]) -> None:
    found = tied(text)
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "办理人大代表建议96件、政协提案143件，答复率100%",
        "全年回复群众来信35件",
        "制作政府信息512条，其中依申请公开31条、不予公开13条",
        "网站访问量35万次",
        "涉及征地拆迁的申请12件",
        "予以公开或部分公开59件",
        "通过微博、微信公开信息535条",
        "比上年增加申请14件",
        "没有超期未答复的申请",
    ],
)
def test_a_figure_of_something_else_is_tied_to_nothing(text: str) -> None:
    assert tied(text) == {}


def test_the_same_words_are_another_indicator_where_the_text_speaks_of_something_else() -> None:
    assert tied("受理咨询90人次，其中当面咨询20人次") == {
        "consultations": "90人次",
        "consultations_in_person": "20人次",
    }
    assert tied("行政诉讼5件。维持4件") == {"suits": "5件", "suits_upheld": "4件"}


def test_a_sections_title_says_what_its_text_speaks_of() -> None:
    assert tied("共收到24件。", title="依申请公开政府信息情况") == {"received": "24件"}
    assert tied("共收到24件。", title="存在的问题") == {}


def test_a_stock_is_not_the_years_figure() -> None:
    text = "截至2012年底，累计主动公开政府信息40100条；2012年主动公开政府信息3100条。"
    assert tied(text, year=2012) == {"disclosed": "3100条"}
    assert tied("全年累计主动公开政府信息3100条。", year=2012) == {"disclosed": "3100条"}
    assert tied("自2008年条例施行以来，累计收到申请57件。", year=2012) == {}


def test_another_years_figure_is_not_this_years() -> None:
    assert tied("2011年收到申请12件，2012年收到申请15件。", year=2012) == {"received": "15件"}
    assert tied("去年收到申请12件。", year=2012) == {}
    assert tied("2013年计划公开政府信息500条。", year=2012) == {}


def test_words_for_none_are_a_figure_of_zero_where_they_speak_of_an_indicator() -> None:
    found = mentions("全年未收到公民、法人和其他组织的政府信息公开申请，行政复议、行政诉讼均为零。")
    assert [(m.raw, m.value, m.unit, m.indicator) for m in found] == [
        ("未收到", Decimal(0), None, "indicators.received"),
        ("均为零", Decimal(0), None, "indicators.reviews"),
        ("均为零", Decimal(0), None, "indicators.suits"),
    ]
    assert mentions("没有发生泄密事件，未收到表扬信。") == []


def test_one_figure_of_two_things_is_two_mentions() -> None:
    found = mentions("行政复议、行政诉讼各1件。")
    assert [(m.raw, m.indicator) for m in found] == [("1件", "indicators.reviews"), ("1件", "indicators.suits")]


def test_figures_in_a_row_go_to_what_is_named_in_a_row() -> None:
    assert tied("受理数和答复数分别为35件和33件。") == {"received": "35件", "answered": "33件"}


def test_table_forms_have_their_own_cells() -> None:
    text = "收到政府信息公开申请35件，予以公开20件，不予公开5件，无法提供6件；行政复议3件，结果维持2件。"
    assert tied(text, form="2021") == {
        "applications.new.total": "35件",
        "applications.granted.total": "20件",
        "answered_denied": "5件",
        "disputes.review.total": "3件",
        "disputes.review.upheld": "2件",
    }


def test_about_and_ranges_are_kept_as_said() -> None:
    about, some = mentions("培训近百人次，发放资料数百份。")
    assert (about.value, about.approximate, about.indicator) == (Decimal(100), True, "indicators.trainees")
    assert (some.value, some.low, some.high) == (None, Decimal(200), Decimal(900))
