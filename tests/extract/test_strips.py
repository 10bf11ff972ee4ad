"""Lines into strips: a label with its values, however the page has broken them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.documents import strips
from toolkit.extract.strips.strips import Strip


def texts(found: list[Strip]) -> list[list[str]]:
    """The tokens' texts by strip."""
    return [[token.text for token in strip.tokens] for strip in found]


def test_a_row_of_a_table_is_a_strip_as_it_stands() -> None:
    (strip,) = strips([["（三）不予公开", "1.属于国家秘密", "1", "2"]])
    assert strip.words == (0, 1)
    assert strip.has_values
    assert strip.has_room


def test_a_merged_head_beside_the_row_is_its_path() -> None:
    _, second = strips([[("（三）不予公开", 1, 2), "1.属于国家秘密", "1"], ["2.其他法律行政法规禁止公开", "2"]])
    assert [token.text for token in second.path] == ["（三）不予公开"]


def test_a_value_that_reaches_down_is_above_and_no_path() -> None:
    _, second = strips([["规章", ("1", 1, 2)], ["行政处罚"]])
    assert second.path == ()
    assert [token.text for token in second.above] == ["1"]


def test_one_cell_a_line_folds_into_a_label_with_its_values() -> None:
    found = strips("（一）予以公开", "6", "0", "7", "（二）部分公开", "12", "0", "13")
    assert texts(found) == [["（一）予以公开", "6", "0", "7"], ["（二）部分公开", "12", "0", "13"]]
    assert {strip.stacked for strip in found} == {True}
    assert [(strip.first, strip.last) for strip in found] == [(0, 3), (4, 7)]


def test_an_empty_line_among_single_cells_is_a_blank_cell() -> None:
    (strip,) = strips("行政处罚", "57", "", "53")
    assert [token.is_blank for token in strip.tokens] == [False, False, True, False]


def test_a_line_of_values_alone_goes_on_with_the_row_before() -> None:
    assert texts(strips("（一）予以公开   6   0", "   0   6")) == [["（一）予以公开", "6", "0", "0", "6"]]


def test_prose_parts_strips() -> None:
    assert texts(strips("行政处罚", "本年度未作出行政处罚决定。", "57")) == [["行政处罚"], ["57"]]


def test_a_head_set_by_blanks_is_a_strip_of_its_own() -> None:
    found = strips("信息内容   本年制发件数   本年废止件数   现行有效件数", "规章   1   2   3")
    assert texts(found) == [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"]]
    assert [strip.has_values for strip in found] == [False, True]


def test_running_numbers_on_lines_of_their_own_are_no_values_of_the_row_before() -> None:
    names = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政收费"]
    cells = [text for number, name in enumerate(names, 1) for text in (str(number), name, str(70 + number))]
    found = strips(*cells)
    assert [[token.text for token in strip.tokens[strip.words[0] :]] for strip in found if strip.words] == [
        [name, str(70 + number)] for number, name in enumerate(names, 1)
    ]


def test_words_behind_the_first_value_are_no_label() -> None:
    found = strips([["（三）不予公开", "1.属于国家秘密", "0", "无关"], ["12", "规章", "3"], ["1", "2", "规章"]])
    assert [strip.words for strip in found] == [(0, 1), (1,), ()]  # 12 is the row's own number
    assert [strip.last_word for strip in found] == ["1.属于国家秘密", "规章", ""]


def test_a_number_before_the_label_is_no_value_of_the_row() -> None:
    (numbered,) = strips([["1", "规章", ""]])
    assert not numbered.has_values
    assert numbered.has_room


@given(
    st.lists(st.sampled_from(["规章", "行政处罚", "1", "２", "", "—", "规章   1   2", "O", "行政许可\t4"]), max_size=12)
)
@settings(max_examples=100, deadline=None)
def test_no_value_is_lost_or_doubled_and_strips_rise(parts: list[str]) -> None:
    found = strips(*parts)
    ends = [(strip.first, strip.last) for strip in found]
    assert all(first <= last for first, last in ends)
    assert all(a[1] < b[0] for a, b in pairwise(ends))
    kept = [token.text for strip in found for token in strip.tokens if not token.is_blank]
    assert kept == [piece for part in parts for piece in part.split() if piece]
