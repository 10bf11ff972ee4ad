"""What a sentence says of several figures together."""

from __future__ import annotations

import pytest

from toolkit.prose import read_prose

Told = tuple[str, str | None, tuple[str, ...]]


def claims(text: str, year: int | None = None) -> list[Told]:
    """Kind, the whole and the parts as printed."""
    prose = read_prose([("", text)], "2008", year)
    raw = {mention.id: mention.raw for mention in prose.mentions}
    return [
        (claim.kind, raw[claim.whole] if claim.whole else None, tuple(raw[part] for part in claim.parts))
        for claim in prose.claims
    ]


def lists(text: str) -> list[Told]:
    return [claim for claim in claims(text) if claim[0] in ("parts", "outcomes")]


def is_complete(text: str) -> list[bool]:
    return [claim.complete for claim in read_prose([("", text)], "2008", None).claims]


def test_a_total_has_the_parts_that_stand_behind_among_them() -> None:
    assert lists("公开信息67条，其中：动态13条、采购17条、批准服务12条。") == [
        ("parts", "67条", ("13条", "17条", "12条"))
    ]


def test_a_list_may_stand_in_brackets() -> None:
    assert lists("收到申请112件（当面14件、网络83件、信函15件），办结109件。") == [
        ("parts", "112件", ("14件", "83件", "15件"))
    ]


def test_a_list_ends_where_something_else_is_counted() -> None:
    assert lists("收到申请10件，其中当面2件、网上8件，办结9件，召开会议3次。") == [("parts", "10件", ("2件", "8件"))]
    assert lists("复议6件，其中维持4件，纠错2件；收到来信3件。") == [("parts", "6件", ("4件", "2件"))]


def test_a_part_with_parts_of_its_own_is_two_lists() -> None:
    assert lists("答复申请36件，其中同意公开30件，不予公开4件（其中商业秘密1件、个人隐私3件），信息不存在2件。") == [
        ("outcomes", "36件", ("30件", "4件", "2件")),
        ("parts", "4件", ("1件", "3件")),
    ]


def test_shares_and_changes_stand_in_no_list() -> None:
    assert lists("收到申请10件，同比增长25%，其中当面4件，占40%；网上6件，占60%。") == [
        ("parts", "10件", ("4件", "6件"))
    ]


def test_a_figure_greater_than_the_whole_is_no_part_of_it() -> None:
    assert lists("公开信息172条，其中网站公开100条、公告栏公开72条，微信关注224条。") == [
        ("parts", "172条", ("100条", "72条"))
    ]


def test_what_figures_are_makes_a_list_without_a_word_for_it() -> None:
    assert lists("行政复议7件，维持5件，被依法纠错2件。") == [("parts", "7件", ("5件", "2件"))]
    assert lists("政府网站公开300条，政务微博公开20条。") == []


def test_a_list_is_said_to_be_all_by_its_opening_or_by_a_rest() -> None:
    assert is_complete("收到申请5件，分别为当面2件、网上3件。") == [True]
    assert is_complete("公开信息60条，其中财政20条，采购30条，其他10条。") == [True]
    assert is_complete("公开信息60条，其中财政20条，采购30条。") == [False]


def test_a_share_names_its_count_and_its_whole() -> None:
    assert ("share", "10件", ("4件", "40%")) in claims("收到申请10件，其中当面4件，占40%，网上6件，占60%。")
    assert ("share", "134个", ("108个", "80%")) in claims("录入目录134个，挂接资源108个，挂接率达到80%。")


def test_a_change_says_of_what_which_way_and_against_what() -> None:
    prose = read_prose([("", "收到申请86件，比2011年增加14件，同比下降8.7%。")], "2008", 2012)
    told = [(c.kind, c.direction, c.against) for c in prose.claims]
    assert told == [("change", "up", "比2011年"), ("change", "down", "同比")]


def test_a_stock_stands_beside_the_years_figure() -> None:
    assert claims("截至2013年底，累计主动公开政府信息5210条，其中2013年新增806条。", 2013) == [
        ("cumulative", "5210条", ("806条",))
    ]


# --- lists that their sum shows ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("登记申请37件，25件由申请人在网上填报，12件到窗口递交。", {"37件": ["25件", "12件"]}),
        ("收到的8件申请中，5件已公开，2件告知向其他机关申请，1件请其补正。", {"8件": ["5件", "2件", "1件"]}),
        ("公开信息274条。工作动态121条，办事指南47条，其他106条。", {"274条": ["121条", "47条", "106条"]}),
        ("不予公开22件，其中信息不存在9件，商业秘密8件，内容不明确5件。", {"22件": ["9件", "8件", "5件"]}),
        ("公开5236条，历年累计31874条，其中乡镇2105条，区直部门3131条。", {"5236条": ["2105条", "3131条"]}),
        ("公开78条，其中动态50条、解读8条；震情13条，科普7条。", {"78条": ["50条", "8条", "13条", "7条"]}),
        ("复议10件，维持7件，其余3件正在审理，其中1件中止，2件延期。", {"10件": ["7件", "3件"], "3件": ["1件", "2件"]}),
    ],
)
def test_figures_that_make_one_before_them_are_its_parts(text: str, found: dict[str, list[str]]) -> None:
    assert {whole: list(parts) for _, whole, parts in lists(text)} == found


def test_a_total_may_be_parted_twice() -> None:
    told = lists("受理53件。按方式分，信函21件、互联网32件；按内容分，土地30件、规划23件。")
    assert [(whole, parts) for _, whole, parts in told] == [("53件", ("21件", "32件")), ("53件", ("30件", "23件"))]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请16件，上年结转1件，共答复17件。",
        "收到申请5件，答复3件，结转下年2件。",
        "主动公开信息186条，通过网站公开171条，通过其他方式公开15条。",
        "较2015年的742条增长16.6%，其中规范性文件7条。",
        "主动公开政府信息987条，主动公开规范性文件3条。",
    ],
)
def test_figures_of_other_things_are_no_parts_though_they_may_add_up(text: str) -> None:
    assert lists(text) == []


def test_of_so_many_the_next_figures_are_parts_even_where_some_are_left_out() -> None:
    assert lists("不同意公开的33件中，涉及商业秘密的16件，涉及个人隐私的8件。") == [("parts", "33件", ("16件", "8件"))]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("公开信息1254条，其中局机关390条，7个直属单位864条。", "1254条", ("390条", "864条")),
        ("发布信息12680条，日均34条；其中财政类1322条、项目类407条。", "12680条", ("1322条", "407条")),
        ("收到申请41件，较2015年的29件增长41.4%；征地22件，移民7件，其他12件。", "41件", ("22件", "7件", "12件")),
        ("受理申请6件，其中征地5件。答复如下：公开2件，不存在3件，告知1件。", "6件", ("2件", "3件", "1件")),
        ("收到申请12件（个人10件、单位2件），其中11件已办结，1件转到2013年。", "12件", ("11件", "1件")),
    ],
)
def test_a_list_is_of_the_total_that_all_its_figures_make(text: str, whole: str, parts: tuple[str, ...]) -> None:
    assert (whole, parts) in [(of, listed) for _, of, listed in lists(text)]
