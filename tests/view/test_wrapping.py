from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from toolkit.view.wrapping import balanced, shortened, wrap

texts = st.text(st.sampled_from("公开数量（）“”，。、·1234 abc"), max_size=60)


def test_lines_break_between_chinese_characters() -> None:
    assert wrap("社会公益组织", 4) == ["社会", "公益", "组织"]


def test_a_closing_sign_begins_no_line_and_an_opening_one_ends_none() -> None:
    assert wrap("规章、规范性文件", 4) == ["规", "章、", "规范", "性文", "件"]
    assert wrap("总计（件）", 6) == ["总计", "（件）"]


def test_words_and_numbers_stay_whole_where_they_fit() -> None:
    assert wrap("规则 table.blank 共 28068 条", 12) == ["规则", "table.blank", "共 28068 条"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("applications", 5) == ["appli", "catio", "ns"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


@settings(max_examples=100, deadline=None)
@given(texts, st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_balanced_lines_are_of_like_length_and_no_more() -> None:
    assert balanced("商业企业", 7) == ["商业", "企业"]
    assert balanced("商业企业", 8) == ["商业企业"]
    assert balanced("本年收费金额（单位：万元）", 14) == ["本年收费金额", "（单位：万元）"]


def test_a_cut_text_says_so_and_fits() -> None:
    assert shortened("见附件\n第三页", 20) == "见附件 第三页"
    assert shortened("见附件第三页", 8) == "见附件…"
