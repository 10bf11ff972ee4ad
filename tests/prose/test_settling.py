"""What a whole sentence tells of its figures: totals by their parts, and figures that are only parts of a thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prose.test_claims import lists
from tests.prose.test_mentions import tied


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "现场咨询64次，电话咨询230次，总计294次",
            {"consultations_in_person": "64次", "consultations_by_phone": "230次", "consultations": "294次"},
        ),
        ("检索费120元、复印费36.5元，合计156.5元", {"fees": "156.5元"}),
        ("市本级收到申请40件，各区县收到90件，全市合计130件", {"received": "130件"}),
        ("各镇公开信息20条，县直单位公开信息30条，全县合计主动公开信息50条", {"disclosed": "50条"}),
        (
            "工作人员5人，其中专职1人、兼职4人",
            {"staff": "5人", "staff_full_time": "1人", "staff_part_time": "4人"},
        ),
    ],
)
def test_a_total_is_what_its_parts_add_up_to(text: str, expected: dict[str, str]) -> None:
    assert tied(text) == expected


def test_a_total_that_does_not_add_up_is_tied_to_nothing() -> None:
    assert tied("现场咨询64次，电话咨询230次，总计300次") == {
        "consultations_in_person": "64次",
        "consultations_by_phone": "230次",
    }


@given(st.lists(st.integers(1, 900), min_size=2, max_size=6))
def test_a_sum_is_a_list_of_what_it_adds(values: list[int]) -> None:
    kinds = "、".join(f"甲{'乙' * n}{value}条" for n, value in enumerate(values))
    assert lists(f"涉及{kinds}，合计主动公开{sum(values)}条。") == [
        ("parts", f"{sum(values)}条", tuple(f"{value}条" for value in values))
    ]


def test_categories_of_the_next_sentence_are_a_list_where_they_add_up() -> None:
    assert lists("主动公开信息83条。机构类5条，财政类31条，民生类47条。") == [
        ("parts", "83条", ("5条", "31条", "47条"))
    ]
    assert lists("主动公开信息83条。机构类5条，财政类31条。") == []


@pytest.mark.parametrize(
    "text",
    [
        "市网站公开信息2.1万条，县网站公开信息8.7万条",
        "东岭县受理申请45件、云浦区38件",
        "有12个部门未收到政府信息公开申请",
        "第四季度收到政府信息公开申请4件",
        "收到申请后，5个工作日内答复13件",
        "召开常务会议24次",
        "复议机关对3起案件作出决定",
    ],
)
def test_a_figure_of_a_part_is_tied_to_nothing(text: str) -> None:
    assert tied(text) == {}


def test_a_figure_that_became_another_is_the_new_one() -> None:
    assert tied("答复数量由去年的63件降至50件") == {"answered": "50件"}


def test_the_later_of_two_years_counts_where_the_reports_year_is_not_known() -> None:
    assert tied("2013年收到申请6件；2012年收到申请9件") == {"received": "6件"}
    assert tied("2012年收到申请9件；2013年收到申请6件") == {"received": "6件"}


def test_what_stands_behind_a_colon_is_not_what_the_figure_before_is_of() -> None:
    assert tied("全年办理答复51件：予以公开20件，部分公开4件", "2019") == {
        "applications.granted.total": "20件",
        "applications.partial.total": "4件",
    }


def test_what_a_channel_posts_counts_as_the_channels() -> None:
    assert tied("政务微博发布信息406条") == {"by_weibo": "406条"}
    assert tied("政务微博发布信息406条", "2021") == {"by_weibo": "406条"}


def test_an_answer_behind_another_is_one_though_the_text_has_said_what_is_public() -> None:
    text = "在答复的9件申请中，“不予公开”1件，因内部文件不对外公开；“信息不存在”2件。"
    assert tied(text) == {"answered": "9件", "answered_denied": "1件", "answered_not_exist": "2件"}
