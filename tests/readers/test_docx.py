"""Word files: the text of the body and its block numbers."""

from __future__ import annotations

import pytest

from tests.readers.building import NAMES, docx, p, package, run, tbl, tc, tr
from tests.readers.looking import codes, grid, lines, only_table, tables
from toolkit.model import Document, Paragraph, Table, TableOrigin, Unreadable
from toolkit.readers.docx import read

TEXT_BOX = "<w:txbxContent>{}</w:txbxContent>"
IN_SHAPE = (
    f"<mc:AlternateContent><mc:Choice>{TEXT_BOX}</mc:Choice><mc:Fallback>{TEXT_BOX}</mc:Fallback></mc:AlternateContent>"
)


def of(body: str, **parts: str) -> Document:
    return read(docx(body, **parts), "报告.docx")


def text_of(*runs: str) -> str:
    (block,) = of(f"<w:p>{''.join(runs)}</w:p>").blocks
    assert isinstance(block, Paragraph)
    return block.text


def cell_of(*runs: str) -> str:
    return grid(only_table(of(tbl(tr(tc(f"<w:p>{''.join(runs)}</w:p>"), "旁")))))[0, 0]


# --- blocks -----------------------------------------------------------------------------------------------


def test_paragraphs_and_tables_are_numbered_in_order_empty_ones_included() -> None:
    blocks = of(p("云溪县水务局") + p() + tbl(["甲", "1"]) + p("结尾")).blocks
    assert [block.block for block in blocks] == [0, 1, 2, 3]
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Table, Paragraph]


def test_content_controls_are_opened_and_not_counted() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    blocks = of(control.format(p("一") + control.format(tbl(["甲", "1"]))) + p("二")).blocks
    assert [block.block for block in blocks] == [0, 1, 2]
    assert lines(blocks) == ["一", "二"]


def test_content_controls_around_rows_cells_and_runs_are_opened() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = tr(control.format(tc("甲")), tc(f"<w:p>{control.format(run('12'))}</w:p>"))
    assert grid(only_table(of(tbl(control.format(row))))) == {(0, 0): "甲", (0, 1): "12"}


def test_custom_xml_and_smart_tags_are_opened() -> None:
    body = f"<w:customXml>{p('一')}</w:customXml><w:p><w:smartTag>{run('二')}</w:smartTag></w:p>"
    assert lines(of(body).blocks) == ["一", "二"]


def test_cells_know_the_block_of_their_table() -> None:
    table = only_table(of(p() + p() + tbl(["甲", "1"])))
    assert [cell.origin for cell in table.cells] == [TableOrigin(2, 0, 0), TableOrigin(2, 0, 1)]


def test_a_heading_has_its_outline_level() -> None:
    style = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    blocks = of(p("一、总体情况", '<w:pStyle w:val="1"/>') + p("文", '<w:outlineLvl w:val="1"/>'), styles=style).blocks
    assert [block.heading for block in blocks if isinstance(block, Paragraph)] == [1, 2]


def test_a_style_takes_its_outline_level_from_the_one_it_is_based_on() -> None:
    styles = (
        '<w:style w:styleId="a"><w:name w:val="标题 2"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="自定"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="c"/></w:style>'
    )
    blocks = of(p("甲", '<w:pStyle w:val="b"/>') + p("乙", '<w:pStyle w:val="c"/>'), styles=styles).blocks
    assert [block.heading for block in blocks if isinstance(block, Paragraph)] == [2, None]


def test_the_title_in_the_properties_is_a_candidate() -> None:
    core = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> 云溪县 报告 </dc:title></p>'
    assert read(docx(p("文"), **{"docProps__core_xml": core}), "x").titles == ("云溪县 报告",)


def test_damaged_properties_do_not_lose_the_report() -> None:
    document = read(docx(p("文"), **{"docProps__core_xml": "<p>"}), "x")
    assert (lines(document.blocks), document.titles) == (["文"], ())


def test_a_body_without_anything_is_an_empty_document() -> None:
    assert of("").blocks == ()


# --- text -------------------------------------------------------------------------------------------------


def test_runs_are_joined_without_anything_between() -> None:
    assert text_of(run("主动公"), run("开"), run("1"), run("2条")) == "主动公开12条"


def test_tabs_breaks_and_hyphens_are_signs_of_the_text() -> None:
    assert text_of("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>") == "a\tb\nc"
    assert text_of("<w:r><w:noBreakHyphen/><w:t>35</w:t></w:r>") == "-35"
    assert text_of("<w:r><w:t>1</w:t><w:softHyphen/><w:t>2</w:t></w:r>") == "12"


def test_a_page_break_before_a_heading_is_no_part_of_it() -> None:
    assert text_of('<w:r><w:br w:type="page"/></w:r>', run("一、总体情况")) == "一、总体情况"


def test_blanks_at_the_ends_count_only_where_they_are_preserved() -> None:
    assert text_of("<w:r><w:t> 甲 </w:t></w:r>", run(" 乙")) == "甲 乙"


def test_a_field_prints_its_result_and_not_its_code() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE) </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text_of(run("共"), field.format(run("22")), run("件")) == "共22件"
    inner = field.replace("separate", "end").replace("{}", run("7"))  # its code ends without a result
    assert text_of(field.format(inner + run("22"))) == "722"


def test_a_field_within_the_code_of_another_prints_nothing() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>' for part in ("begin", "separate", "end"))
    inner = begin + separate + run("9") + end
    assert text_of(begin, inner, separate, run("22"), end) == "22"


def test_a_formula_drawn_by_a_field_is_no_blank_cell() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> EQ \\o\\ac(○,1) </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert cell_of(field) == "\ufffd"


def test_a_simple_field_and_a_link_print_what_they_hold() -> None:
    assert (
        text_of(f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', f"<w:hyperlink>{run('网')}</w:hyperlink>")
        == "3网"
    )


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        ('w:font="Wingdings" w:char="F0FE"', "☑"),
        ('w:font="Symbol" w:char="F032"', "\uf032"),  # a 2 in Symbol's own shape
        ('w:font="宋体" w:char="0032"', "\uf032"),
        ('w:font="宋体" w:char="FF12"', "\ufffd"),
        ('w:font="宋体" w:char="25CB"', "○"),
        ('w:font="宋体" w:char="zz"', "\ufffd"),
    ],
)
def test_a_symbol_never_becomes_a_digit(symbol: str, text: str) -> None:
    assert text_of(f"<w:r><w:sym {symbol}/></w:r>") == text


def test_ruby_prints_the_base_only() -> None:
    ruby = f"<w:ruby><w:rt>{run('yún')}</w:rt><w:rubyBase>{run('云')}</w:rubyBase></w:ruby>"
    assert text_of(f"<w:r>{ruby}</w:r>", run("溪")) == "云溪"


def test_a_fraction_and_a_power_do_not_fuse_their_digits() -> None:
    def m(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:oMath><m:f><m:num>{m('1')}</m:num><m:den>{m('2')}</m:den></m:f></m:oMath>"
    power = f"<m:oMath><m:sSup><m:e>{m('10')}</m:e><m:sup>{m('3')}</m:sup></m:sSup></m:oMath>"
    assert (text_of(fraction), text_of(power)) == ("1/2", "10〔3〕")


# --- how runs look ----------------------------------------------------------------------------------------

RAISED = '<w:vertAlign w:val="superscript"/>'


def test_a_raised_digit_does_not_fuse_with_the_number_before_it() -> None:
    assert cell_of(run("12"), run("1", RAISED)) == "12〔1〕"
    assert cell_of(run("1", RAISED), run("12")) == "〔1〕12"
    assert cell_of(run("12"), run("1", RAISED), run("0", RAISED)) == "12〔10〕"


def test_a_number_that_is_raised_as_a_whole_or_behind_words_is_left_alone() -> None:
    assert cell_of(run("12", RAISED)) == "12"
    assert cell_of(run("面积5m"), run("2", RAISED)) == "面积5m2"


def test_a_raised_style_counts_as_raised() -> None:
    style = f'<w:style w:styleId="ref"><w:rPr>{RAISED}</w:rPr></w:style>'
    mark = run("1", '<w:rStyle w:val="ref"/>')
    assert lines(of(f"<w:p>{run('12')}{mark}</w:p>", styles=style).blocks) == ["12〔1〕"]


def test_a_footnote_mark_is_no_part_of_the_number_and_the_notes_are_noted() -> None:
    document = of(tbl(tr(tc("<w:p>" + run("12") + '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'), "旁")))
    assert (grid(only_table(document))[0, 0], codes(document)) == ("12", ["docx.footnotes"])


def test_hidden_text_is_not_read_and_noted() -> None:
    document = of(f"<w:p>{run('公开')}{run('（内部稿）', '<w:vanish/>')}{run('12条')}</w:p>")
    assert lines(document.blocks) == ["公开12条"]
    assert [note.message for note in document.notes] == ["正文第 1 段（表格也算一段）有隐藏的文字，未读：“（内部稿）”"]


def test_what_a_style_hides_a_run_can_show() -> None:
    style = '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = run("现", '<w:vanish w:val="0"/>') + run("也现", '<w:rStyle w:val="h"/>')
    paragraph = p("隐", '<w:pStyle w:val="h"/>').replace("</w:p>", f"{shown}</w:p>")
    assert lines(of(paragraph, styles=style).blocks) == ["现也现"]


def test_text_that_is_struck_through_is_not_read_and_noted() -> None:
    body = tbl(tr(tc(f"<w:p>{run('12', '<w:strike/>')}{run('15')}</w:p>"), "旁"))
    document = of(body)
    assert grid(only_table(document))[0, 0] == "15"
    assert [(note.code, note.origin) for note in document.notes] == [("docx.struck", TableOrigin(0, 0, 0))]


def test_a_cell_in_which_all_is_struck_through_is_not_blank() -> None:
    assert cell_of(run("12", "<w:dstrike/>")) == "〔12〕"


# --- revisions --------------------------------------------------------------------------------------------


def test_insertions_are_read_and_deletions_are_not() -> None:
    runs = f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{run('文')}"
    document = of(f"<w:p>{runs}</w:p>")
    assert (lines(document.blocks), codes(document)) == (["新文"], ["docx.revisions"])


def test_moved_text_is_read_where_it_went() -> None:
    body = f"<w:p><w:moveFrom>{run('移')}</w:moveFrom></w:p><w:p><w:moveTo>{run('移')}</w:moveTo></w:p>"
    assert lines(of(body).blocks) == ["", "移"]


def test_a_paragraph_whose_end_is_deleted_runs_into_the_next() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    blocks = of(p("公开", deleted) + p("12条") + p("完")).blocks
    assert (lines(blocks), [block.block for block in blocks]) == (["", "公开12条", "完"], [0, 1, 2])


def test_deleted_rows_and_cells_are_not_read_but_rows_count() -> None:
    body = tbl(tr("删", properties="<w:del/>"), tr(tc("甲"), tc("删", properties="<w:cellDel/>"), tc("1")))
    assert grid(only_table(of(body))) == {(1, 0): "甲", (1, 1): "1"}


def test_table_rules_named_like_revisions_are_none() -> None:
    assert codes(of("<w:tbl><w:tblPr><w:tblBorders><w:insideH/></w:tblBorders></w:tblPr></w:tbl>")) == []


# --- text boxes, pictures, other files --------------------------------------------------------------------


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = IN_SHAPE.replace("{}", p("框里"))
    blocks = of(f"<w:p>{run('主')}<w:r>{box}</w:r></w:p>" + p("下")).blocks
    assert [(block.block, block.text) for block in blocks if isinstance(block, Paragraph)] == [
        (0, "主"),
        (0, "框里"),
        (1, "下"),
    ]


def test_a_table_in_a_text_box_is_read() -> None:
    assert grid(only_table(of(f"<w:p><w:r>{TEXT_BOX.format(tbl(['甲', '1']))}</w:r></w:p>"))) == {
        (0, 0): "甲",
        (0, 1): "1",
    }


def test_a_text_box_in_a_cell_is_part_of_the_cell() -> None:
    assert cell_of(f"<w:r>{TEXT_BOX.format(p('12'))}</w:r>") == "12"


def test_paragraphs_that_are_only_pictures_are_noted_once() -> None:
    picture = "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"
    document = of(picture + picture)
    assert [note.message for note in document.notes] == [
        "文档里有 2 处只有图片、没有文字（首处在正文第 1 段（表格也算一段）），图片里的内容未读"
    ]


def test_an_embedded_file_is_noted_and_has_no_number() -> None:
    document = of('<w:altChunk r:id="r1"/>' + p("文"))
    assert ([block.block for block in document.blocks], codes(document)) == ([0], ["docx.altchunk"])


# --- files of other makes ---------------------------------------------------------------------------------


def test_strict_open_xml_is_read() -> None:
    transitional, strict = "http://schemas.openxmlformats.org/{}/2006/", "http://purl.oclc.org/ooxml/{}/"
    body = p("云溪县") + tbl([("甲"), ("1")])
    content = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    for family in ("wordprocessingml", "officeDocument"):
        content = content.replace(transitional.format(family), strict.format(family))
    assert grid(only_table(read(package({"word/document.xml": content}), "x"))) == {(0, 0): "甲", (0, 1): "1"}


def test_the_main_part_is_found_by_its_relationship() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/Word/Document2.xml"/></Relationships>'
    )
    content = f"<w:document {NAMES}><w:body>{p('文')}</w:body></w:document>"
    assert lines(read(package({"_rels/.rels": rels, "word\\document2.xml": content}), "x").blocks) == ["文"]


def test_a_utf_16_part_is_read() -> None:
    content = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMES}><w:body>{p("文")}</w:body></w:document>'
    assert lines(read(package({"word/document.xml": content.encode("utf-16")}), "x").blocks) == ["文"]


def test_a_package_without_a_word_body_says_so() -> None:
    with pytest.raises(Unreadable, match="没有正文"):
        read(package({"xl/workbook.xml": "<a/>"}), "x.docx")


def test_a_python_docx_file_is_read() -> None:
    from io import BytesIO

    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("青禾市水务局2023年政府信息公开工作年度报告", 0)
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "并"
    table.cell(2, 2).text = "7"
    file = BytesIO()
    made.save(file)
    document = read(file.getvalue(), "x")
    assert lines(document.blocks) == ["青禾市水务局2023年政府信息公开工作年度报告"]
    (found,) = tables(document)
    assert (grid(found)[0, 0], grid(found)[2, 2], found.cells[0].rowspan, found.cells[0].colspan) == ("并", "7", 2, 2)
