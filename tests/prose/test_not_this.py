"""Figures beside an indicator's words that are not its: of other organs, on other matters, of other times."""

from __future__ import annotations

import pytest

from toolkit.prose import read_prose

TITLES = {
    "主动公开": "主动公开政府信息情况",
    "依申请": "依申请公开政府信息情况",
    "复议": "行政复议、行政诉讼情况",
    "其他": "机构、会议、培训和收费情况",
}


def tied(kind: str, text: str) -> dict[str, str]:
    prose = read_prose([("", ""), (TITLES[kind], text)], "2014", 2012)
    return {m.indicator.removeprefix("indicators."): m.raw for m in prose.mentions if m.indicator is not None}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("复议", "市政府作为复议机关受理行政复议申请42件，作出维持决定20件，撤销5件。"),
        ("复议", "全年办理行政复议案件31件，作出维持决定20件，撤销5件。"),
        ("复议", "市中级人民法院受理信息公开行政诉讼案件18件。"),
        ("复议", "未产生与诉讼（行政复议、行政申诉）有关的费用支出。"),
        ("主动公开", "各乡镇主动公开政府信息1890条。"),
        ("主动公开", "二级单位主动公开信息218条。"),
        ("主动公开", "1至6月公开政府信息230条。"),
        ("主动公开", "五年来共主动公开政府信息2.3万条，受理申请320件。"),
        ("主动公开", "“十二五”期间主动公开政府信息1.1万条。"),
        ("主动公开", "重点领域公开政府信息数共24条。"),
        ("主动公开", "网站全年更新信息1316条。"),
        ("主动公开", "全年拟制公文560件，确定为主动公开120件、依申请公开90件、不予公开350件。"),
        ("主动公开", "转载国务院政策解读86篇。"),
        ("主动公开", "本年度政府信息数量为：规范性文件2条，政策解读5条，工作动态86条，合计93条。"),
        ("主动公开", "全年向县政府信息公开网报送主动公开信息236条。"),
        ("依申请", "受理政务服务申请1.2万件，办结1.19万件。"),
        ("依申请", "受理行政许可申请340件，办结338件。"),
        ("依申请", "未按期答复0件。"),
        ("其他", "举办全县电子政务培训2期，培训人员130人次。"),
        ("其他", "消防安全培训3期，参训200人。"),
        ("其他", "专兼职人员人均培训2次。"),
        ("其他", "组织干部参加市里组织的信息公开培训班2次。"),
        ("其他", "参加上级信息公开会议2次。"),
        ("其他", "召开新闻通气会3次，听证会2次。"),
        ("其他", "市、县两级共有工作机构56个。"),
        ("其他", "减免企业各类收费320万元。"),
        ("其他", "信息公开网站维护费用2.5万元。"),
        ("其他", "12345热线接听咨询电话3.2万个。"),
        ("其他", "税务咨询热线受理咨询15万次。"),
        ("其他", "现场解答群众法律咨询230人次。"),
        ("其他", "向其他机关转办咨询5件。"),
        ("其他", "通过微博、微信回应网民关切36次。"),
        ("其他", "组织在线访谈直播，网民提问230条，回应188条。"),
    ],
)
def test_what_is_not_the_indicators_is_tied_to_nothing(kind: str, text: str) -> None:
    assert tied(kind, text) == {}


def test_of_cases_of_all_kinds_those_on_information_are_the_figure() -> None:
    assert tied("复议", "应诉行政诉讼案件7件，其中信息公开类2件。") == {"suits": "2件"}
    assert tied("复议", "全年行政诉讼案件7件，其中败诉1件。") == {"suits": "7件", "suits_corrected": "1件"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各乡镇公开信息1890条，县直部门公开信息2110条，全县共公开4000条。", {"disclosed": "4000条"}),
        ("1至6月公开政府信息230条，7至12月公开政府信息256条，全年共486条。", {"disclosed": "486条"}),
        ("县直各部门和各乡镇主动公开政府信息1890条。", {"disclosed": "1890条"}),
    ],
)
def test_parts_of_the_year_and_of_the_organ_make_the_total_they_add_up_to(text: str, expected: dict[str, str]) -> None:
    assert tied("主动公开", text) == expected


def test_what_has_never_happened_has_not_happened_this_year() -> None:
    assert tied("依申请", "自2008年以来一直未收到政府信息公开申请。") == {"received": "未收到"}


def test_noughts_belong_to_the_total() -> None:
    assert tied("其他", "收取检索费0元，复印费45.6元，邮寄费22元，共计67.6元。") == {"fees": "67.6元"}
