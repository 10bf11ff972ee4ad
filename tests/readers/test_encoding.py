"""Which encoding a text is in, told by its bytes alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.readers.encoding import canonical, decode

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
REPORT = "云溪县水务局2023年政府信息公开工作年度报告\n本年度主动公开政府信息12条，未收到依申请公开申请。\n"
TRADITIONAL = "雲溪縣水務局2023年政府信息公開工作年度報告\n本年度主動公開政府信息12條，未收到依申請公開申請。\n"

PHRASES = (
    *(
        "政府信息公开",
        "工作",
        "年度报告",
        "总体情况",
        "主动公开",
        "依申请公开",
        "本年新收",
        "上年结转",
        "自然人",
        "总计",
    ),
    *(
        "商业企业",
        "科研机构",
        "予以公开",
        "不予公开",
        "其他处理",
        "结转下年度继续办理",
        "行政许可",
        "规范性文件",
        "我局",
    ),
    *("现行有效件数", "存在的主要问题及改进情况", "认真贯彻落实", "条例", "一是", "加强", "及时", "群众", "微信公众号"),
    *("全年", "共", "件", "条", "次", "一、", "（一）", "，", "。", "、", "；", "：", "《", "》", "“", "”"),
    *("12", "0", "35", "2023年", "\n", "\n\t", "\u3000\u3000", " "),
)
report_like = st.lists(st.sampled_from(PHRASES), min_size=3, max_size=60).map(
    lambda made: "".join(("政府信息公开", *made))
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32"]
)
def test_a_report_is_decoded_in_every_encoding(encoding: str) -> None:
    assert decode(REPORT.encode(encoding)).text == REPORT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_a_traditional_report_is_decoded_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@settings(max_examples=150, deadline=None)
@given(report_like, st.sampled_from(ENCODINGS[:4]))
@example("一、一是一一一、2023年一一一", "utf-16-le")
def test_anything_that_reads_like_a_report_is_decoded_right(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["政府信息公開", "主動公開", "申請", "總計", "機關", "規範性文件", "12", "件", "，", "。", "\n"]
        ),
        min_size=6,
    )
)
def test_traditional_text_in_big5_is_decoded_right(phrases: list[str]) -> None:
    text = "".join(("政府信息公開", *phrases))
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize("text", ["12\t0\t7\n", "a,b\n1,2\n", "", "\n"])
def test_ascii_is_ascii(text: str) -> None:
    assert decode(text.encode()).text == text


def test_rare_characters_of_gb18030_are_decoded() -> None:
    text = REPORT + "㐂䶮𠮷镇"
    assert decode(text.encode("gb18030")).text == text


def test_the_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbf" + REPORT.encode()).text == REPORT


def test_a_mark_before_text_of_another_encoding_is_not_believed() -> None:
    assert decode(b"\xef\xbb\xbf" + REPORT.encode("gb18030")).text == REPORT


def test_a_wrong_declaration_does_not_win_over_the_bytes() -> None:
    assert decode(REPORT.encode(), "gb2312").text == REPORT
    assert decode(REPORT.encode("gb18030"), "utf-8").text == REPORT
    assert decode(REPORT.encode("gb18030"), "iso-8859-1").text == REPORT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_text_that_was_cut_within_a_character_loses_only_that(encoding: str) -> None:
    text = REPORT * 20
    cut = decode(text.encode(encoding)[:-3])
    assert cut.broken <= 2
    assert text.startswith(cut.text.rstrip("\ufffd"))


def test_what_cannot_be_decoded_is_counted_and_marked() -> None:
    data = (REPORT * 5).encode()
    broken = decode(data[:40] + b"\xff\xfe\xfd" + data[40:])
    assert (broken.encoding, broken.broken) == ("utf-8", 3)
    assert broken.text.count("\ufffd") == 3


def test_the_second_blank_of_gbk_is_a_full_width_blank() -> None:
    assert decode(REPORT.encode("gb18030") + b"\xa3\xa0").text == REPORT + "\u3000"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_somehow(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.broken == 0 or "\ufffd" in decoded.text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("GB2312", "gb18030"), (" 'utf8' ", "utf-8"), ("Big5-HKSCS", "big5hkscs"), ("iso-8859-1", None), (None, None)],
)
def test_a_declared_charset_means_what_it_means_here(declared: str | None, encoding: str | None) -> None:
    assert canonical(declared) == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", ["─", "═", "│ ", "┼──"])
def test_drawn_lines_do_not_tell_an_encoding(encoding: str, line: str) -> None:
    words = ("政府信息公開", "年度報告", "申請 12 件", "行政機關")
    text = "\n".join(f"{line * 400}\n│ {said} │" for said in words)
    assert decode(text.encode(encoding)).text == text


def test_a_simplified_text_full_of_drawn_lines_is_gb18030() -> None:
    text = "┏━━━━━━┳━━━━━━┓\n" * 200 + "┃自然人┃总计┃\n┃12┃13┃\n" + "┗━━━━━━┻━━━━━━┛\n" * 200
    assert decode(text.encode("gb18030")).text == text
