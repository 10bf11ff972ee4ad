"""Web pages: blocks and their texts, list numbers, titles, encodings, pages that are damaged or hold no text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.looking import codes, grid, lines, only_table, tables
from toolkit.model import Block, Document, Paragraph, Table, Unreadable
from toolkit.readers.html import read


def of(page: str) -> Document:
    return read(page.encode(), "报告.html")


def texts(page: str) -> list[str]:
    return lines(of(page).blocks)


def text(page: str) -> str:
    (only,) = texts(page)
    return only


def why(page: str | bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(page.encode() if isinstance(page, str) else page, "报告.html")
    return caught.value.why


# --- blocks -----------------------------------------------------------------------------------------------


def test_each_innermost_block_element_is_a_block_and_so_is_each_table() -> None:
    document = of("<div><h1>题</h1><div><p>一<p>二</div></div><table><tr><td><p>甲<p>乙</table><ul><li>三</ul>")
    assert [(block.block, type(block)) for block in document.blocks] == [
        (0, Paragraph),
        (1, Paragraph),
        (2, Paragraph),
        (3, Table),
        (4, Paragraph),
    ]
    assert lines(document.blocks) == ["题", "一", "二", "三"]


def test_an_empty_block_element_is_a_block() -> None:
    assert texts("<p>一</p><p></p><div></div><hr><p>&nbsp;</p><p>二</p>") == ["一", "", "", "", "\xa0", "二"]


def test_text_between_blocks_is_a_block_and_blanks_are_not() -> None:
    assert texts("<div>前 <p>中</p> 后 </div> \n <div> <p>末</p> </div>") == ["前", "中", "后", "末"]


def test_a_block_in_an_inline_element_still_ends_the_paragraph() -> None:
    assert texts("<span>前<div>中</div>后</span>") == ["前", "中", "后"]


def test_unknown_elements_are_inline() -> None:
    assert (
        text("<p>收到<ucapcontent>申请</ucapcontent><o:p>6</o:p><st1:chsdate year=2023>件</st1:chsdate></p>")
        == "收到申请6件"
    )


def test_headings_have_their_level() -> None:
    document = of("<h1>题</h1><h2><span>一、总体情况</span></h2><p>文</p><h3></h3>")
    assert [block.heading for block in document.blocks if isinstance(block, Paragraph)] == [1, 2, None, None]


def test_paragraphs_of_one_element_have_one_container_and_others_have_others() -> None:
    document = of("<div><ul><li>首页<li>年报</ul></div><div><p>甲<p>乙<table><tr><td>1</table>丙</div>")
    chains = [block.container for block in document.blocks]
    assert chains[0] == chains[1] != chains[2]
    assert chains[2] == chains[3] == chains[4] == chains[5]
    assert chains[0][0] == chains[2][0]


def test_a_caption_stands_before_its_table_with_its_number() -> None:
    document = of("<p>前<table><caption>单位：件</caption><tr><td>1</table><p>后")
    assert [(block.block, type(block)) for block in document.blocks] == [
        (0, Paragraph),
        (1, Paragraph),
        (1, Table),
        (2, Paragraph),
    ]


def test_what_stands_behind_the_end_of_the_page_is_read() -> None:
    assert texts("<html><body><p>一</p></body></html><p>二</p><html><body><p>三</p></body></html>四") == [
        "一",
        "二",
        "三",
        "四",
    ]


# --- text -------------------------------------------------------------------------------------------------


def test_blanks_and_line_ends_of_the_source_are_one_blank() -> None:
    assert text("<p>\n  Open   data\n\t 2023  </p>") == "Open data 2023"


def test_a_line_end_of_the_source_between_chinese_characters_is_nothing() -> None:
    assert text("<p>政府信息\r\n   公开，\n年度报告</p>") == "政府信息公开，年度报告"


def test_no_break_and_full_width_blanks_are_printed() -> None:
    assert text("<p>　　规&nbsp;章　</p>") == "　　规\xa0章　"


def test_zero_width_characters_stay() -> None:
    assert text("<p>1&#8203;2&shy;3</p>") == "1\u200b2\u00ad3"


def test_a_span_for_each_character_joins_without_blanks() -> None:
    assert text("<p><span>2</span><span>0</span><font>2</font><b>3</b><span>年</span></p>") == "2023年"


@pytest.mark.parametrize("written", ["一<br>二", "一<br/>二", "一</br>二", "一<BR></BR>二", "一 <br>\n 二"])
def test_a_break_is_a_line_end(written: str) -> None:
    assert text(f"<p>{written}</p>") == "一\n二"


def test_preformatted_text_is_read_as_it_stands() -> None:
    assert text("<pre>\n一  二\n\t三 \n</pre>") == "一  二\n\t三 "
    assert text('<p style="white-space: pre-wrap">一  二\n三</p>') == "一  二\n三"


def test_words_own_conditional_comments_are_no_text() -> None:
    page = (
        "<p><![if !supportEmptyParas]>甲<![endif]></p><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
    )
    assert text(page) == "甲"


def test_what_a_browser_does_not_show_is_no_text() -> None:
    page = """<title>题</title><p>甲<script>var a = "<p>1</p>";</script><style>p {}</style><template>2</template>
        <noscript>3</noscript><svg><text>4</text></svg><iframe>5</iframe><w:WordDocument>6</w:WordDocument></p>"""
    assert text(page) == "甲"


def test_a_reading_aid_is_not_read() -> None:
    assert text("<p><ruby>報<rp>(</rp><rt>bào</rt><rp>)</rp></ruby>告</p>") == "報告"


@pytest.mark.parametrize("tag", ["sup", "sub", 'span style="vertical-align: super"'])
def test_raised_digits_never_fuse_with_a_number(tag: str) -> None:
    end = tag.partition(" ")[0]
    assert text(f"<p>收到12<{tag}>1</{end}></p>") == "收到12〔1〕"
    assert text(f"<p><{tag}>1</{end}>3件</p>") == "〔1〕3件"


def test_raised_characters_a_span_each_are_one_sign() -> None:
    assert text("<p>12<sup>1</sup><sup>0</sup></p>") == "12〔10〕"


def test_raised_digits_beside_words_and_a_text_that_is_raised_as_a_whole_are_plain() -> None:
    assert text("<p>规范性文件<sup>1</sup></p>") == "规范性文件1"
    assert text("<p><sup>12</sup></p>") == "12"


def test_paragraph_ends_that_close_nothing_still_part_numbers() -> None:
    assert text("<div>12</p>34</div>") == "12\n34"


def test_text_struck_through_is_left_out_and_noted() -> None:
    document = of('<p>收到<del>12</del><s>3</s><span style="text-decoration: line-through">4</span>5件</p>')
    assert lines(document.blocks) == ["收到5件"]
    assert codes(document) == ["html.struck"]
    assert "“1234”" in document.notes[0].message


def test_form_controls_print_their_values() -> None:
    page = """<p>共<input value=5>件，<select><option>甲<option selected>乙</select><textarea>一 二</textarea>
        <input type=checkbox checked>是<input type=radio>否<input type=hidden value=9><input type=file value=8></p>"""
    assert text(page) == "共5件，乙一 二 ☑是☐否"


def test_a_form_control_never_fuses_with_a_number() -> None:
    assert text("<p>1<input value=2>件</p>") == "1\t2件"


def test_boxes_that_float_are_columns() -> None:
    page = "".join(f"<span style='float:left'>{column}</span>" for column in ("一、本年新收", "6", "0"))
    assert text(f"<p>{page}</p>") == "一、本年新收\t6\t0"


def test_digits_in_boxes_of_their_own_never_fuse() -> None:
    assert text('<p><b style="display:inline-block">6</b><b style="display:inline-block">0</b></p>') == "6\t0"


def test_blocks_that_are_set_inline_run_on() -> None:
    assert text('<div>收到<div style="display: inline">申请</div>6件</div>') == "收到申请6件"


def test_an_inline_element_that_is_set_as_a_block_is_one() -> None:
    assert texts('<div>甲<span style="display:block">乙</span>丙</div>') == ["甲", "乙", "丙"]


# --- list numbers -----------------------------------------------------------------------------------------


def test_numbers_of_a_list_stand_before_its_texts() -> None:
    assert texts("<ol><li>甲<li><p>乙</p><p>丙</p><li>2023年</ol>") == ["1.甲", "2.乙", "丙", "3. 2023年"]


@pytest.mark.parametrize(
    ("opened", "numbers"),
    [
        ("<ol start=3>", ["3.", "4."]),
        ("<ol type=a>", ["a.", "b."]),
        ("<ol type=I>", ["I.", "II."]),
        ("<ol reversed>", ["2.", "1."]),
        ("<ol style='list-style: cjk-ideographic inside'>", ["一、", "二、"]),
        ("<ol style='list-style-type:none'>", ["", ""]),
        ("<ul>", ["", ""]),
    ],
)
def test_lists_number_as_they_say(opened: str, numbers: list[str]) -> None:
    assert texts(f"{opened}<li>甲<li>乙") == [f"{numbers[0]}甲", f"{numbers[1]}乙"]


def test_an_item_may_have_a_number_of_its_own() -> None:
    assert texts("<ol><li value=5>甲<li>乙</ol>") == ["5.甲", "6.乙"]


def test_lists_within_lists_count_for_themselves() -> None:
    assert texts("<ol><li>甲<ol type=a><li>乙</ol><li>丙</ol>") == ["1.甲", "a.乙", "2.丙"]


def test_an_item_with_a_list_sign_of_its_own_gets_no_other() -> None:
    assert texts("<ol><li>一、总体情况<li>（二）部分公开<li>3.无法提供</ol>") == [
        "一、总体情况",
        "（二）部分公开",
        "3.无法提供",
    ]


def test_in_a_table_numbers_stand_before_chinese_text_only() -> None:
    page = "<table><tr><td><ol><li>国家秘密</ol><td><ol><li>12</ol></table>"
    assert grid(only_table(of(page))) == {(0, 0): "1.国家秘密", (0, 1): "12"}


# --- titles -----------------------------------------------------------------------------------------------


def test_titles_come_best_first_and_once() -> None:
    page = """<title>云溪县水务局2023年报告-云溪县人民政府</title>
        <meta name=ArticleTitle content="云溪县水务局2023年度报告">
        <meta property="og:title" content="云溪县水务局2023年度报告"><h1>云溪县人民政府</h1><h1>另一个 标题</h1>"""
    assert of(page).titles == (
        "云溪县水务局2023年度报告",
        "云溪县水务局2023年报告-云溪县人民政府",
        "云溪县人民政府",
        "另一个 标题",
    )


def test_a_headline_that_makes_up_most_of_the_page_title_goes_before_it() -> None:
    page = (
        "<title>云溪县水务局2023年度报告_云溪县人民政府</title><h1>云溪县人民政府</h1><h1>云溪县水务局2023年度报告</h1>"
    )
    assert of(page).titles[:2] == ("云溪县水务局2023年度报告", "云溪县水务局2023年度报告_云溪县人民政府")


def test_a_page_without_titles_has_none() -> None:
    assert of("<p>甲").titles == ()


# --- encodings --------------------------------------------------------------------------------------------

_PAGE = (
    "<html><head>{}<title>青禾市水务局年度报告</title></head><body><p>政府信息公开工作年度报告，镕㙍</p></body></html>"
)


@pytest.mark.parametrize("declared", ["", "<meta charset=gb2312>", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_page_is_read_in_its_encoding_whatever_it_declares(encoding: str, declared: str) -> None:
    document = read(_PAGE.format(declared).encode(encoding), "报告.html")
    assert (lines(document.blocks), document.titles) == (["政府信息公开工作年度报告，镕㙍"], ("青禾市水务局年度报告",))


def test_a_traditional_page_is_read() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>政府資訊公開年度報告，申請總計</p>'
    assert lines(read(page.encode("big5"), "报告.html").blocks) == ["政府資訊公開年度報告，申請總計"]


def test_an_xml_declaration_does_no_harm() -> None:
    page = '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html><html><body><p>政府信息公开</p></body></html>'
    assert lines(read(page.encode("gb18030"), "报告.html").blocks) == ["政府信息公开"]


def test_bytes_that_cannot_be_decoded_are_noted() -> None:
    document = read("<p>政府信息公开年度报告</p>\n<p>申请".encode() + b"\xff" + "总计</p>".encode(), "报告.html")
    assert codes(document) == ["encoding.broken"]
    assert "第 2 行" in document.notes[0].message


def test_entities_are_read_and_a_doctype_declares_none() -> None:
    assert text("<p>&lt;&amp;&#25919;&#x5E9C;&nosuch;</p>") == "<&政府&nosuch;"
    assert "aa" not in "".join(texts("<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><p>&b;</p>"))


# --- pictures and frames ----------------------------------------------------------------------------------


def test_a_picture_among_the_text_of_the_page_is_noted_and_a_logo_is_not() -> None:
    document = of(
        """<div><img src=logo.png></div><div><p>三、收到和处理政府信息公开申请情况如下：</p><p><img src=a.png></p>
        <p>四、政府信息公开行政复议、行政诉讼情况</p><p><img src=icon.gif width=16></p></div>"""
    )
    assert codes(document) == ["picture"]
    assert "1 处" in document.notes[0].message
    assert "网页第 3 段" in document.notes[0].message


def test_a_picture_between_text_is_no_block() -> None:
    assert texts("<div><p>甲</p><img src=a.png><p>乙</p></div>") == ["甲", "乙"]


def test_a_file_shown_in_a_frame_is_noted() -> None:
    document = of("<p>见附件<iframe src='/view?file=a.pdf'></iframe><iframe src='about:blank'></iframe>")
    assert codes(document) == ["html.frame"]
    assert "a.pdf" in document.notes[0].message


def test_a_banner_in_a_frame_is_not_noted_beside_a_table() -> None:
    assert codes(of("<iframe src=top.html></iframe><table><tr><td>甲<td>1</table>")) == []


def test_a_page_of_frames_is_refused_with_the_page_to_open() -> None:
    assert "main.html" in why("<frameset><frame src=menu.html><frame src=main.html></frameset>")


def test_a_page_that_a_script_fills_is_refused_with_what_to_do() -> None:
    assert "脚本" in why("<div id=app></div><script src=app.js></script>")


def test_a_page_without_text_has_empty_blocks_only() -> None:
    assert texts("<p></p>") == [""]
    assert of("<!-- nothing -->").blocks == ()


# --- damage and harm --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>甲</p><p class='a", "标签中间"),
        ("<p>甲</p><!-- <p>乙</p>", "注释"),
        ("<p>甲</p><script>var a; <p>乙</p>", "<script>"),
        ("<p>甲</p><textarea><p>乙</p>", "<textarea>"),
    ],
)
def test_what_is_swallowed_at_the_end_of_the_file_is_noted(page: str, said: str) -> None:
    document = of(page)
    assert codes(document) == ["html.cut"]
    assert said in document.notes[0].message


def test_elements_nested_absurdly_deep_are_refused() -> None:
    assert "嵌套过深" in why("<div>" * 100_000)


def test_elements_nested_as_deep_as_unclosed_tags_make_them_are_read() -> None:
    assert texts("<font><b>" * 900 + "<p>末</p>") == ["末"]


def test_tables_nested_absurdly_deep_are_refused() -> None:
    assert "嵌套过深" in why("<table><tr><td>" * 200)


def test_a_page_that_is_too_big_is_refused() -> None:
    assert "超出上限" in why(b"<p>" + b" " * (33 * 1024 * 1024))


def test_a_page_with_too_many_tags_is_refused() -> None:
    assert "标签" in why("<br>" * 500_000)


def test_a_tag_with_too_many_attributes_is_refused() -> None:
    assert "属性" in why("<p " + " ".join(f"a{number}" for number in range(30_000)) + ">甲")


def test_nul_characters_are_nothing() -> None:
    assert text("<p>1\x002件</p>") == "12件"


def test_the_marks_of_the_reader_itself_mean_nothing_in_a_page() -> None:
    assert text("<p>1\ufdd02\ufdd33\ufdd44</p>") == "1\ufffd2\ufffd3\ufffd4"


_TAGS = (
    *("table", "tr", "td", "th", "tbody", "thead", "tfoot", "col", "caption", "div", "p", "span", "br", "ul", "ol"),
    *("li", "sup", "del", "pre", "input", "select", "form", "h1", "dialog"),
)
_ATTRIBUTES = (
    *("rowspan=0", "rowspan=99", "colspan=-1", "colspan=3", "hidden", "class=x", "value=5", "height=0", "span=2"),
    *(f'style="{style}"' for style in ("display:none", "visibility:hidden", "display:table", "display:table-row")),
    *(f'style="{style}"' for style in ("display:table-cell", "vertical-align:sub", "float:left", "display:inline")),
)
_PIECES = st.one_of(
    st.builds(
        lambda tag, attributes: f"<{' '.join([tag, *attributes])}>",
        st.sampled_from(_TAGS),
        st.lists(st.sampled_from(_ATTRIBUTES), max_size=2),
    ),
    st.sampled_from([f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(
        ["12", "政府信息公开。", "&nbsp;", "<", ">", "'", '"', "<!--", "-->", "\0", "\ufdd0", "信息。" * 40]
    ),
    st.just("<style>.x{display:none}</style>"),
)


def _paragraphs_and_tables(blocks: tuple[Block, ...]) -> list[Block]:
    inner = [nested for block in blocks if isinstance(block, Table) for cell in block.cells for nested in cell.nested]
    return [*blocks, *(_paragraphs_and_tables(tuple(inner)) if inner else ())]


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_page_however_damaged_does_more_than_be_refused(page: str) -> None:
    try:
        document = of(page)
    except Unreadable:
        return
    numbers = [block.block for block in document.blocks]
    assert all(after - before in (0, 1) for before, after in pairwise(numbers))
    for block in _paragraphs_and_tables(document.blocks):
        if isinstance(block, Table):
            places = [
                (row, column)
                for cell in block.cells
                for row in range(cell.row, cell.row + cell.rowspan)
                for column in range(cell.column, cell.column + cell.colspan)
            ]
            assert len(places) == len(set(places))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 80))
def test_any_bytes_in_a_page_are_read_or_refused(junk: bytes, at: int) -> None:
    page = "<table><tr><td>（一）予以公开</td><td>6</td></tr></table><p>政府信息公开</p>".encode()
    try:
        read(page[:at] + junk + page[at:], "报告.html")
    except Unreadable:
        return


def test_a_table_made_to_do_harm_is_refused_soon() -> None:
    page = "<table><tr>" + "<td rowspan=60000>1" * 20_000 + "<tr><td>1" * 20_000
    began = time.perf_counter()
    assert "过大" in why(page)
    assert time.perf_counter() - began < 20
    assert len(tables(of("<table>" + "<tr><td colspan=1000000 rowspan=1000000>1" * 50))) == 1
