"""Word documents as one XML file: of Word 2003, and packages laid flat."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from tests.readers.building import NAMES, TOP, UNDER, p, tbl, tc, tr
from tests.readers.looking import codes, grid, lines, only_table, rows, spans
from toolkit.model import Document, Paragraph, Unreadable
from toolkit.readers import read

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n'
FLAT_NAME = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
OLD_NAMES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
)


def old(body: str, more: str = "") -> bytes:
    inner = f"{more}<w:body>{body}</w:body>"
    return f'{HEAD}<w:wordDocument {OLD_NAMES} xml:space="preserve">{inner}</w:wordDocument>'.encode()


def flat(body: str, more: str = "") -> bytes:
    main = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    parts = (
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{main}</pkg:xmlData></pkg:part>{more}'
        '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>iVBOR</pkg:binaryData></pkg:part>'
    )
    return f"{HEAD}<pkg:package {FLAT_NAME}>{parts}</pkg:package>".encode()


def read_xml(data: bytes) -> Document:
    document = read(data, "报告.doc")
    assert document.format == "wordml"
    return document


def text(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(content)}</w:t></w:r></w:p>"


def test_a_package_laid_flat_is_read_as_a_docx() -> None:
    styles = (
        '<pkg:part pkg:name="/word/styles.xml"><pkg:xmlData>'
        f'<w:styles {NAMES}><w:style w:styleId="a"><w:name w:val="heading 1"/></w:style></w:styles>'
        "</pkg:xmlData></pkg:part>"
    )
    document = read_xml(flat(p("总体", '<w:pStyle w:val="a"/>') + tbl(("本年新收", "22")), styles))
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].heading == 1
    assert rows(only_table(document)) == [["本年新收", "22"]]


def test_a_document_of_word_2003_is_read() -> None:
    body = (
        f"<wx:sect><wx:sub-section>{text(' 总体 情况 ')}</wx:sub-section>"
        "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
        f"{text('申请人')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge w:val='restart'/></w:tcPr>{text('甲')}</w:tc>"
        f"<w:tc>{text('1')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc>"
        f"<w:tc>{text('2')}</w:tc></w:tr></w:tbl><w:p><w:r><w:t>共</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
        "<aml:annotation aml:id='1' w:type='Word.Deletion'><aml:content><w:r><w:delText>3</w:delText></w:r>"
        "</aml:content></aml:annotation>"
        "<aml:annotation aml:id='2' w:type='Word.Insertion'><aml:content><w:r><w:t>4</w:t></w:r>"
        "</aml:content></aml:annotation><aml:annotation aml:id='3' w:type='Word.Comment'><aml:content>"
        f"{text('批注')}</aml:content></aml:annotation>"
        f"<w:r><w:t>件</w:t><w:footnote>{text('脚注')}</w:footnote></w:r></w:p>"
        "<w:p><w:r><w:pict><w:binData w:name='a'>iVBOR</w:binData><v:shape><v:imagedata src='a'/></v:shape></w:pict>"
        "</w:r></w:p><w:sectPr/></wx:sect>"
    )
    title = "<o:DocumentProperties><o:Title>云溪县年报</o:Title></o:DocumentProperties>"
    document = read_xml(old(body, title))
    assert lines(document.blocks) == [" 总体 情况 ", "共4件", ""]
    assert spans(only_table(document)) == {(0, 0): (1, 2), (1, 0): (2, 1)}
    assert grid(only_table(document))[2, 1] == "2"
    assert sorted(codes(document)) == ["docx.footnotes", "docx.revisions", "hidden", "picture"]
    assert document.titles == ("云溪县年报",)


def test_lists_of_word_2003_are_numbered() -> None:
    lists = (
        "<w:lists><w:listDef w:listDefId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:nfc w:val='39'/>"
        "<w:lvlText w:val='%1、'/><w:suff w:val='Nothing'/></w:lvl></w:listDef>"
        "<w:list w:ilfo='1'><w:ilst w:val='0'/></w:list></w:lists>"
    )
    listed = "<w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='1'/></w:listPr>"
    document = read_xml(old(text("总体情况", listed) + text("主动公开", listed), lists))
    assert lines(document.blocks) == ["一、总体情况", "二、主动公开"]


def test_a_main_part_alone_is_read() -> None:
    data = f"{HEAD}<w:document {NAMES}><w:body>{p('甲')}</w:body></w:document>".encode()
    assert lines(read_xml(data).blocks) == ["甲"]


def test_merges_of_the_new_names_stay() -> None:
    table = tbl(tr(tc("甲", properties=TOP), "1"), tr(tc("", properties=UNDER), "2"))
    assert spans(only_table(read_xml(flat(table)))) == {(0, 0): (2, 1)}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (flat(p("甲"))[:-30], "XML 有错"),
        (
            f"{HEAD}<pkg:package {FLAT_NAME}/>".encode(),
            "没有 Word 正文",
        ),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + old(text("甲")).partition(b"\r\n")[2], "XML"),
    ],
)
def test_what_is_damaged_or_would_do_harm_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, "报告.xml")
    assert words in refused.value.why
