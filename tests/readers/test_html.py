"""Web pages: blocks and their texts, list numbers, titles, encodings, pages that hold no text."""

from __future__ import annotations

import pytest

from tests.readers.looking import codes, grid, lines, only_table
from tests.readers.web import of, text, texts, why
from toolkit.model import Paragraph, Table
from toolkit.readers.html import read

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
