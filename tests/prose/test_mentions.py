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


PUBLIC, ASKED, PAID = "主动公开政府信息情况", "依申请公开政府信息情况", "收费情况"
ANSWERS = {"answered": "9件", "answered_granted": "6件", "answered_other_channel": "3件"}


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        (PUBLIC, "主动发布各类信息314条，全文电子化率达100%。", {"disclosed": "314条"}),
        (PUBLIC, "截止12月31日，年度累计主动公开政府信息158条，历年累计545条。", {"disclosed": "158条"}),
        (PUBLIC, "通过政府网站、微博、微信等形式，发布政府信息321条。", {"disclosed": "321条"}),
        (PUBLIC, "通过网站、微信公众号等网络渠道主动发布信息700条。", {}),
        (PUBLIC, "通过报刊、电视、政务微信等媒体新闻发布形式主动公开政府信息285条。", {}),
        (PUBLIC, "在门户网站上主动公开和更新了各类信息112条。", {"by_website": "112条"}),
        (PUBLIC, "借助微信公众号平台“云溪”，全年发布信息392条。", {"by_wechat": "392条"}),
        (PUBLIC, "全年产生政府信息16条，均已主动公开。", {"disclosed": "16条"}),
        (PUBLIC, "网站发布信息107条，其中公文法规6条，公文解读2条。", {"by_website": "107条"}),
        (PUBLIC, "公开信息687条，其中主动公开668条，依申请公开19条。", {"disclosed": "668条"}),
        (PUBLIC, "官方微博更新92条，官方微信更新103条。", {"by_weibo": "92条", "by_wechat": "103条"}),
        (PUBLIC, "回应公众关注热点和舆情448件，其中人民网5件。", {"responses": "448件"}),
        (PUBLIC, "主动公开《关于规范停车收费的通知》等32件规范性文件。", {"disclosed_normative": "32件"}),
        (PUBLIC, "本年度未制发规范性文件。", {"normative_issued": "未制发"}),
        (PUBLIC, "截至6月底，主动公开政府信息192条。", {}),
        (PUBLIC, "截至12月底，主动公开政府信息192条。", {"disclosed": "192条"}),
        (PUBLIC, "通过今日头条公众号发布信息120条。", {}),
        (ASKED, "答复9件。其中公开6件，告知其他途径3件。", ANSWERS),
        ("", "在全部9件答复中，“同意公开”的6件，通过其他途径办理的3件。", ANSWERS),
        ("", "受理的申请主要涉及土地征收46件、房屋拆迁38件，合计84件。", {"received": "84件"}),
        (ASKED, "未接到公众、法人或其他组织要求公开政府信息的申请。", {"received": "未接到"}),
        (ASKED, "除3件结转下一年度外，其余61件全部办结。", {"carried_out": "3件", "completed": "61件"}),
        (ASKED, "接到城市规划、手续办理等方面的咨询电话约300人次。", {"consultations_by_phone": "约300人次"}),
        (PAID, "未向申请人收取费用。", {"fees": "未向申请人收取"}),
        (PAID, "没有收取复印、传真、递送等任何费用。", {"fees": "没有收取"}),
        (PAID, "用于印制资料，网站建设和更新等费用30万元。", {}),
        (PAID, "未存在政府信息公开收费及减免情况。", {"fees": "未存在", "fees_waived": "未存在"}),
    ],
)  # fmt: skip
def test_what_published_reports_say_in_their_own_manner(title: str, text: str, found: dict[str, str]) -> None:
    assert tied(text, year=2012, title=title) == found


def test_items_of_licensing_are_no_decisions() -> None:
    assert tied("及时调整国务院决定设定的行政许可事项14项。", "2021") == {}
    assert tied("办理行政许可事项746件。", "2021") == {"disclosure.licensing.decisions": "746件"}
