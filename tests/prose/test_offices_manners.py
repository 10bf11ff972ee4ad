"""How offices say it that no set was written after: channels of a clause before, counts to date, what remains."""

from __future__ import annotations

import pytest

from tests.prose.test_mentions import tied

PUBLIC, ASKED = "主动公开政府信息情况", "依申请公开政府信息情况"
DISPUTES, PEOPLE = "行政复议、行政诉讼情况", "机构、培训和收费情况"


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        (PUBLIC, "微信、微博分别发布信息1826条、2386条。", {"by_wechat": "1826条", "by_weibo": "2386条"}),
        (PUBLIC, "公众号“云溪”关注6.2万人，全年发布信息412条。", {"by_wechat": "412条"}),
        (PUBLIC, "在县政府网站设专栏，全面公示机构简介，全年共发布信息130条。", {"by_website": "130条"}),
        (PUBLIC, "累计公开信息2410条。其中2012年公开385条。", {"disclosed": "385条"}),
        (PUBLIC, "制作政府信息521条，除14条涉密外，其余507条全部主动公开。", {"disclosed": "507条"}),
        (PUBLIC, "县政府网站公开20条，乡公开栏8条。", {"by_website": "20条", "by_other": "8条"}),
        (ASKED, "申请数量大幅增加，由上年的18件增至47件。", {"received": "47件"}),
        (ASKED, "按时办结8件，延期1件。", {"completed_on_time": "8件", "completed_extended": "1件"}),
        (ASKED, "未收取与政府信息公开申请有关的任何费用。", {"fees": "未收取"}),
        (DISPUTES, "被申请复议3件。应诉2件，胜诉2件。", {"reviews": "3件", "suits": "2件", "suits_upheld": "2件"}),
        (PEOPLE, "收取成本费3件，计52元。", {"fees": "52元"}),
        (PEOPLE, "举办信息公开培训班3期，覆盖90人次。", {"trainings": "3期", "trainees": "90人次"}),
        (PEOPLE, "咨询212次，其中来电187次。", {"consultations": "212次", "consultations_by_phone": "187次"}),
    ],
)  # fmt: skip
def test_a_figure_is_tied_by_what_stands_further_off(title: str, text: str, found: dict[str, str]) -> None:
    assert tied(text, year=2012, title=title) == found


@pytest.mark.parametrize(
    ("title", "text", "not_said"),
    [
        (ASKED, "收到申请16件，内容涉及用地审批10件、不动产登记4件。", "4件"),
        (PUBLIC, "网站公开64条，工作动态39条，其他25条。", "25条"),
        (PUBLIC, "“一网通办”平台公开事项1362项。", "1362项"),
        (PUBLIC, "全年公开党务、村务、财务信息1836条。", "1836条"),
        (PUBLIC, "报送解读稿件16篇。", "16篇"),
        (DISPUTES, "行政诉讼3件，均为上年度案件。", "3件"),
        (DISPUTES, "行政机关负责人出庭应诉3次。", "3次"),
        (PEOPLE, "设信息公开专职人员2名，投入经费2万元用于制作公开栏。", "2万元"),
    ],
)
def test_what_something_objects_to_is_tied_to_nothing(title: str, text: str, not_said: str) -> None:
    assert not_said not in tied(text, year=2012, title=title).values()


def test_a_total_is_not_what_its_parts_say_if_its_own_verb_says_otherwise() -> None:
    assert "completed" not in tied("答复86件，其中按时答复85件、延期答复1件。", year=2012, title=ASKED)


def test_what_is_public_by_now_is_a_count_to_date() -> None:
    found = tied("制发规范性文件4件，对外公开4件，累计对外公开规范性文件29件。", "2019")
    assert found == {
        "disclosure.normative.made": "4件",
        "disclosure.normative.published": "4件",
        "disclosure.normative.public_total": "29件",
    }


def test_what_two_channels_have_together_is_not_all_if_the_total_names_a_channel() -> None:
    text = "政务新媒体发布2040条，其中微信1530条、微博510条。"
    assert tied(text, year=2012, title=PUBLIC) == {"by_wechat": "1530条", "by_weibo": "510条"}


def test_a_figure_says_of_what_the_next_ones_are_where_nothing_else_does() -> None:
    assert tied("收到书面申请5件，办结4件。", year=2012) == {"received": "5件", "completed": "4件"}


def test_reviews_that_are_named_before_their_applications_are_no_applications() -> None:
    found = tied("行政复议方面，收到申请4件，其中3件维持，1件撤销。", year=2012)
    assert found == {"reviews": "4件", "reviews_upheld": "3件", "reviews_corrected": "1件"}


def test_figures_of_several_things_that_are_not_named_beside_them_are_nobodys() -> None:
    text = "编印《云溪县人民政府公报》6期；新开专题2个，分别发布信息130条、100条。"
    assert tied(text, year=2012, title=PUBLIC) == {}


def test_what_an_account_is_called_says_nothing_of_what_it_does() -> None:
    assert tied("微信公众号“泉镇发布”发布信息735条。", year=2012, title=PUBLIC) == {"by_wechat": "735条"}


def test_another_applicants_share_does_not_change_what_a_list_is_of() -> None:
    found = tied("收到申请73件，其中个人申请66件、单位申请7件；当面12件、信函61件。", year=2012, title=ASKED)
    assert found == {"received": "73件", "received_in_person": "12件", "received_by_letter": "61件"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在县政府官网、“云溪发布”微信公众号等平台公开信息165条。", {}),
        ("微信账号（1个）发布信息149条；微博账号（1个）发布信息150条。", {"by_wechat": "149条", "by_weibo": "150条"}),
    ],
)
def test_an_account_has_what_it_alone_has_posted(text: str, found: dict[str, str]) -> None:
    assert tied(text, year=2012, title=PUBLIC) == found


def test_two_equal_parts_of_one_kind_are_neither_all_of_it() -> None:
    found = tied("行政诉讼4件，其中1件已撤回，1件不予立案。", year=2012, title=DISPUTES)
    assert found == {"suits": "4件"}
