"""Heads read: which columns stand over the values, in which order and where."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.documents import KINDS, layout, strips
from toolkit.extract.heads.heads import HeadMap, read_head
from toolkit.extract.heads.sisters import Columns
from toolkit.extract.labels import wordings
from toolkit.extract.layouts import Head
from toolkit.extract.lines.lines import Token
from toolkit.extract.lines.units import unit_in

SEVEN = layout("applications").lines[0].head
THREE = layout("disclosure").lines[0].head
FIFTEEN = layout("disputes", "across").lines[0].head
FOREIGN = wordings(["备注", "合计占比"])
ASIDES = wordings(["信息内容", "申请情况统计表"])
ORDER = list(range(7))


def head(*rows: Sequence[str | tuple[str, int] | tuple[str, int, int]], of: Head = SEVEN) -> HeadMap | None:
    """What is read of a head that stands in a table."""
    return read([strip.tokens for strip in strips([*rows])], "true", of)


def read(lines: Sequence[Sequence[Token]], kind: Columns, of: Head = SEVEN) -> HeadMap | None:
    """A head in these lines."""
    return read_head(lines, of, FOREIGN, ASIDES, kind, 1)


def found(head_map: HeadMap | None) -> HeadMap:
    """The head, which must be there."""
    assert head_map is not None
    return head_map


def single(labels: Sequence[str]) -> HeadMap:
    """A head in one row of a table, the rows' labels before it."""
    return found(head(["", *labels]))


def test_a_head_of_one_line_knows_each_slots_column() -> None:
    seen = single(KINDS)
    assert seen.order == (0, 1, 2, 3, 4, 5, 6)
    assert seen.columns == {slot: (slot + 1, slot + 2) for slot in range(7)}
    assert seen.whole
    assert seen.unknown == 0
    assert set(seen.likeness.values()) == {1.0}


def test_a_head_of_three_lines_with_its_groups_is_the_same() -> None:
    seen = found(
        head(
            [("", 3, 3), ("申请人情况", 7)],
            [("自然人", 1, 2), ("法人或其他组织", 5), ("总计", 1, 2)],
            ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
        )
    )
    assert seen.columns == {slot: (slot + 3, slot + 4) for slot in range(7)}
    assert seen.whole
    assert seen.hits == 9


@given(st.permutations(ORDER))
@settings(max_examples=25, deadline=None)
def test_columns_in_any_order_are_read_by_their_labels(order: list[int]) -> None:
    seen = single([KINDS[slot] for slot in order])
    assert seen.columns == {slot: (place + 1, place + 2) for place, slot in enumerate(order)}
    assert seen.whole


@pytest.mark.parametrize(
    ("label", "slot"), [("商业/企业", 1), ("社会公益组只", 3), ("法 律 服 务 机 构", 4), ("自然 人", 0), ("合计", 6)]
)
def test_damaged_and_other_labels_are_their_slots(label: str, slot: int) -> None:
    seen = single([label if place == slot else text for place, text in enumerate(KINDS)])
    assert seen.whole
    assert seen.texts[slot] == label


def test_a_slot_that_is_not_printed_is_not_in_the_order() -> None:
    seen = single([text for text in KINDS if text != "科研机构"])
    assert not seen.whole
    assert seen.order == (0, 1, 3, 4, 5, 6)
    assert seen.unknown == 0


def test_a_strange_label_is_a_column_of_its_own_and_may_be_a_slots() -> None:
    seen = single([("个体工商户" if text == "科研机构" else text) for text in KINDS])
    assert seen.order == (0, 1, None, 3, 4, 5, 6)
    assert seen.unknown == 1
    assert not seen.whole


def test_a_label_known_to_be_no_slots_is_a_column_without_doubt() -> None:
    seen = single([*KINDS, "备注"])
    assert seen.whole
    assert seen.unknown == 0
    assert seen.order == (0, 1, 2, 3, 4, 5, 6, None)


def test_columns_printed_for_two_years_are_parted() -> None:
    assert single([*KINDS, *KINDS]).is_parted


def test_sisters_of_the_same_name_belong_to_the_groups_over_them() -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    seen = found(
        head(
            [("行政复议", 5, 2), ("行政诉讼", 10)],
            [("未经复议直接起诉", 5), ("复议后起诉", 5)],
            results * 3,
            of=FIFTEEN,
        )
    )
    assert seen.whole
    assert seen.columns == {slot: (slot, slot + 1) for slot in range(15)}


def test_labels_on_different_lines_are_in_the_order_of_their_columns() -> None:
    seen = found(
        head(
            ["", "", ("法人或其他组织", 5), ""],
            ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        )
    )
    assert seen.order == (0, 1, 2, 3, 4, 5, 6)
    assert seen.columns == {slot: (slot + 1, slot + 2) for slot in range(7)}


def test_one_label_a_line_gives_an_order_and_no_columns() -> None:
    lines = [strip.tokens for strip in strips(*KINDS)]
    seen = found(read([[token] for line in lines for token in line], "none"))
    assert seen.order == (0, 1, 2, 3, 4, 5, 6)
    assert seen.columns == {}
    assert seen.whole


@pytest.mark.parametrize("damaged", ["自燃人", "自然入"])
def test_the_first_label_of_a_head_may_be_damaged_though_each_stands_on_a_line_of_its_own(damaged: str) -> None:
    lines = [strip.tokens for strip in strips("本列数据的勾稽关系", damaged, *KINDS[1:])]
    seen = found(read([[token] for line in lines for token in line], "none"))
    assert seen.whole
    assert seen.order == (0, 1, 2, 3, 4, 5, 6)


def test_a_label_broken_over_lines_is_one() -> None:
    lines = [strip.tokens for strip in strips("本年制", "发件数", "本年废止件数", "现行有效件数")]
    seen = found(read([[token] for line in lines for token in line], "none", THREE))
    assert seen.order == (0, 1, 2)


def test_a_head_set_by_blanks_knows_the_columns_of_the_screen() -> None:
    (line,) = strips("信息内容      本年制发件数  本年废止件数  现行有效件数")
    seen = found(read([line.tokens], "screen", THREE))
    assert seen.columns == {0: (14, 26), 1: (28, 40), 2: (42, 54)}
    assert seen.kind == "screen"


def test_lines_without_any_label_of_it_are_no_head() -> None:
    assert head(["信息内容", "上一年项目数量"], of=SEVEN) is None
    assert read([], "true") is None


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("采购总金额(万元)", "万元"),
        ("金额（元）", "元"),
        ("单位：亿元", "亿元"),
        ("采购总金额", None),
        ("单元数量", None),
    ],
)
def test_a_label_may_name_a_money_unit(label: str, unit: str | None) -> None:
    assert unit_in(label) == unit


def test_labels_that_stand_astray_in_a_head_count_as_unknown_since_their_columns_are_somewhere() -> None:
    leaves = [kind for kind in KINDS[1:6] if kind != "社会公益组织"]
    seen = found(
        head(
            [
                ("", 2),
                ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
                ("申请人情况", 6),
            ],
            ["", ("自然人", 1, 2), ("法人或其他组织", 4), ("总计", 1, 2)],
            ["", *leaves],
        )
    )
    assert set(seen.likeness) == {1, 2, 4, 5}
    assert seen.unknown == 2
