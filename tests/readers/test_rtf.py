r"""RTF files: text of any code page, tables, what is not part of the text, revisions, fields, list numbers."""

from __future__ import annotations

import random

import pytest

from tests.readers.looking import cell_at, codes, grid, lines, only_table, rows, spans, tables
from toolkit.model import Document, Paragraph, Table, TableOrigin, Unreadable
from toolkit.readers import read

HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\froman\fcharset0 Times;}}"


def rtf(body: str, head: str = HEAD) -> bytes:
    return (head + body + "}").encode("latin-1")


def read_rtf(body: str, head: str = HEAD) -> Document:
    return read(rtf(body, head), "报告.doc")


def escaped(text: str) -> str:
    """A text in the escapes of code page 936."""
    return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("gb18030"))


def row(*cells: str, edges: tuple[int, ...] = (), flags: tuple[str, ...] = ()) -> str:
    r"""A row as Word writes it: its definition, its cells, its definition again."""
    edges = edges or tuple(1000 * number for number in range(1, len(cells) + 1))
    of_cells = "".join(
        f"{flags[number] if flags else ''}\\clbrdrt\\brdrs\\cellx{edge}" for number, edge in enumerate(edges)
    )
    definition = f"\\trowd\\trgaph108\\trleft0{of_cells}"
    inner = "".join(f"\\pard\\plain\\intbl {escaped(cell)}\\cell " for cell in cells)
    return f"{definition}{inner}{{{definition}\\row}}\\pard "


# --- text -----------------------------------------------------------------------------------------------------


def test_text_of_the_code_page_and_unicode_is_read() -> None:
    document = read_rtf(
        escaped("总体情况") + r"\par \u26412\'b1\'be\u24180 ?22" + "\n" + r"\par \uc0\u-10179\u-8368\uc1 x\par"
    )
    assert document.format == "rtf"
    assert lines(document.blocks) == ["总体情况", "本年22", "\U0001f750x"]


def test_a_character_may_be_half_an_escape_and_half_a_letter() -> None:
    assert lines(read_rtf(r"\'81A\'95\\\'84\}\par").blocks) == [b"\x81A\x95\\\x84}".decode("gb18030")]


def test_a_fallback_of_two_bytes_is_left_out() -> None:
    assert lines(read_rtf(r"\uc2\u26412\'b1\'be{\uc1\u24180?}\u21333\'b5\'a53\par").blocks) == ["本年单3"]


def test_a_word_is_no_fallback() -> None:
    assert lines(read_rtf(r"\u26412\par\u24180\b?3\par").blocks) == ["本", "年?3"]


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f5\fcharset134 a;}}", r"\f5\'b1\'be", "本"),
        (r"{\rtf1\ansi\ansicpg950", r"\'a5\'bb", "本"),
        (r"{\rtf1\ansi\ansicpg1252", r"\'93a\'94", "“a”"),
        (r"{\rtf1\ansi\ansicpg936", r"{\'93}a", "“a"),
        (r"{\rtf1\ansi\ansicpg65001", "\u672c".encode().decode("latin-1"), "本"),
    ],
)
def test_the_font_or_the_file_names_the_code_page(head: str, text: str, expected: str) -> None:
    assert lines(read_rtf(text + r"\par", head).blocks) == [expected]


def test_bytes_that_are_no_characters_are_said() -> None:
    document = read_rtf(r"\'b1\'be\'ff\'ff\par")
    assert codes(document) == ["rtf.encoding"]


def test_signs_and_breaks_are_read_as_they_are_printed() -> None:
    body = r"a\tab b\line c\~d\_e\-f\emdash\ldblquote g\rdblquote\{\\\}\page h\par"
    assert lines(read_rtf(body).blocks) == ["a\tb\nc\xa0d-ef—“g”{\\}\nh"]


def test_what_is_no_text_is_left_out() -> None:
    body = (
        r"{\stylesheet{\s0 Normal;}}{\colortbl;\red0;}{\info{\author X}{\title " + escaped("云溪县年报") + r"}}"
        r"{\header 9\par}{\footer 8\par}{\*\unknown{\par 7}}{\*\generator Word;}{\*\pn\pnlvlbody}"
        r"{\*\bkmkstart a}" + escaped("正文") + r"{\*\bkmkend a}\par{\*\themedata 504b}{\*\datastore 01}"
    )
    document = read_rtf(body)
    assert lines(document.blocks) == ["正文"]
    assert document.titles == ("云溪县年报",)


def test_binary_data_is_stepped_over() -> None:
    assert lines(read_rtf(r"{\pict\bin5 }}{{{}" + r"{\*\objdata\bin3 \'a}" + r"a\bin2 }}b\par").blocks) == ["ab"]


def test_pictures_and_notes_are_said() -> None:
    document = read_rtf(r"{\pict\pngblip 8950}\par{\*\shppict{\pict 89}}{\nonshppict{\pict 89}}\par a{\footnote b}\par")
    assert lines(document.blocks) == ["", "", "a"]
    assert sorted(codes(document)) == ["docx.footnotes", "picture"]


def test_a_fields_result_is_read_and_its_code_is_not() -> None:
    body = r"a{\field{\*\fldinst { PAGE {\field{\*\fldinst X}{\fldrslt 7}}}}{\fldrslt {24}}}b\par"
    assert lines(read_rtf(body).blocks) == ["a24b"]


def test_a_ringed_number_drawn_by_its_code_is_no_text() -> None:
    document = read_rtf(r"{\field{\*\fldinst EQ \\o(1)}{\fldrslt }}\par{\field{\*\fldinst EQ 1}}\par")
    assert lines(document.blocks)[1] == "�"


def test_hidden_struck_and_raised_text() -> None:
    document = read_rtf(r"1{\v 2}{\strike 3}{\striked1 4}5{\super 6}\plain 7\v 8\v0 9\par")
    assert lines(document.blocks) == ["15〔6〕79"]
    assert sorted(codes(document)) == ["docx.struck", "hidden"]


def test_revisions_are_read_as_accepted() -> None:
    document = read_rtf(r"1{\deleted 2\tab\u26412?{\pict 00}}{\revised 3}\par{4\deleted\par}\pard\plain 5\par")
    assert lines(document.blocks) == ["13", "", "45"]
    assert codes(document) == ["docx.revisions"]


def test_headings_are_known_by_level_or_style() -> None:
    head = (
        HEAD
        + r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 a;}{\s2\sbasedon0 heading 2;}{\s3 "
        + escaped("标题 3")
        + ";}}"
    )
    body = r"\pard\s1 a\par\pard\s2 b\par\pard\s3 c\par\pard\outlinelevel3 d\par\pard\s1\outlinelevel9 e\par\pard f\par"
    document = read_rtf(body, head)
    assert [block.heading for block in document.blocks if isinstance(block, Paragraph)] == [1, 2, 3, 4, None, None]


@pytest.mark.parametrize("mark", [r"\u-3913 ?", r"\'6e", r"\u183 ?"])
def test_a_bullet_is_no_number(mark: str) -> None:
    body = r"{\listtext\pard\plain\f3 " + mark + r"\tab}\pard\ls3 " + escaped("甲") + r"\par"
    document = read_rtf(body)
    assert (lines(document.blocks), document.notes) == (["甲"], ())


def test_list_numbers_are_read_from_the_text_beside_them() -> None:
    body = (
        r"{\listtext\pard\plain " + escaped("一、") + r"}\ls1 " + escaped("总体") + r"\par"
        r"{\pntext\f0 1.\tab}\pard\ls2 " + escaped("甲") + r"\par{\listtext \u9679?\tab}\pard\ls3 "
        + escaped("乙") + r"\par\pard\ls4 " + escaped("丙") + r"\par"
    )  # fmt: skip
    document = read_rtf(body)
    assert lines(document.blocks) == ["一、总体", "1. 甲", "乙", "丙"]
    assert codes(document) == ["rtf.numbers"]


# --- tables ---------------------------------------------------------------------------------------------------


def test_paragraphs_and_tables_are_blocks_in_order() -> None:
    document = read_rtf(r"a\par\par" + row("本年新收", "22") + r"b\par")
    assert [(type(block).__name__, block.block) for block in document.blocks] == [
        ("Paragraph", 0), ("Paragraph", 1), ("Table", 2), ("Paragraph", 3),
    ]  # fmt: skip
    assert rows(only_table(document)) == [["本年新收", "22"]]
    assert cell_at(only_table(document), 0, 1).origin == TableOrigin(2, 0, 1)
    assert document.notes == ()


def test_columns_and_merges_come_from_the_rows_definitions() -> None:
    body = (
        row("申请人情况", "总计", edges=(3000, 4000))
        + row("甲", "", "乙", "丙", edges=(1000, 2000, 3000, 4000), flags=("\\clvmgf", "", "\\clmgf", "\\clmrg"))
        + row("", "1", "2", "3", edges=(1010, 2000, 3000, 4000), flags=("\\clvmrg", "", "", ""))
    )
    table = only_table(read_rtf(body))
    assert spans(table) == {(0, 0): (1, 3), (1, 0): (2, 1), (1, 2): (1, 2)}
    assert grid(table)[0, 3] == "总计"
    assert grid(table)[2, 3] == "3"


def test_cells_without_the_sign_for_it_are_in_the_table() -> None:
    body = r"\trowd\cellx900\cellx1900\pard a\cell\pard b\par c\cell\row\pard d\par"
    document = read_rtf(body)
    assert rows(only_table(document)) == [["a", "b\nc"]]
    assert lines(document.blocks) == ["d"]


def test_a_row_without_a_definition_of_its_own_has_the_last_one() -> None:
    body = r"\trowd\cellx900\cellx1900\intbl a\cell b\cell\row c\cell d\cell\row\pard"
    assert rows(only_table(read_rtf(body))) == [["a", "b"], ["c", "d"]]


def test_a_table_in_a_cell_has_a_path() -> None:
    inner = (
        r"\pard\intbl\itap2 7\nestcell 8\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    )
    body = r"\trowd\cellx1000\cellx2000\pard\intbl a\cell " + inner + r"\pard\intbl\itap1 x\cell\row\pard"
    outer = only_table(read_rtf(body))
    (nested,) = (block for block in cell_at(outer, 0, 1).nested if isinstance(block, Table))
    assert rows(nested) == [["7", "8"]]
    assert nested.cells[1].origin == TableOrigin(0, 0, 1, None, ((0, 0, 1),))
    assert grid(outer)[0, 1] == "x"


def test_text_boxes_follow_the_paragraph_they_are_anchored_in() -> None:
    box = r"{\shp{\*\shpinst\shpleft0{\sp{\sn fill}{\sv 1}}{\shptxt \pard\plain " + row("甲", "5") + r"b\par}}"
    body = r"a" + box + r"{\shprslt{\*\do{\dptxbxtext b\par}}}}c\par d{\*\do\dobxpage{\dptxbxtext\pard e\par}}\par"
    document = read_rtf(body)
    assert lines(document.blocks) == ["ac", "b", "d", "e"]
    assert [block.block for block in document.blocks] == [0, 0, 0, 1, 1]
    assert rows(tables(document)[0]) == [["甲", "5"]]


# --- damage and harm ------------------------------------------------------------------------------------------


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        read(data, "报告.rtf")
    assert "\n" not in error.value.why
    return error.value.why


def test_a_file_cut_off_is_refused() -> None:
    assert "不完整" in refused(rtf(row("甲", "5"))[:-20])


def test_what_would_do_harm_is_refused() -> None:
    assert "嵌套" in refused(b"{\\rtf1" + b"{" * 5000 + b"}")
    assert "表格里套表格" in refused(rtf(r"\pard\intbl\itap99 a\nestcell"))


def read_or_refused(data: bytes) -> Document | None:
    try:
        return read(data, "报告.rtf")
    except Unreadable:
        return None


def test_changed_bytes_never_raise_anything_else() -> None:
    whole = rtf(
        r"{\info{\title x}}{\listtext 1.\tab}\ls1 a\par" + row("甲", "5", flags=("\\clvmgf", "\\clmgf"))
        + r"{\field{\*\fldinst X}{\fldrslt 1}}{\shp{\*\shpinst{\shptxt b\par}}}\u26412\'b1\'be\bin2 xx{\pict 00}\par"
        + r"\pard\intbl\itap2 7\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}\pard\intbl\cell\row"
    )  # fmt: skip
    dice = random.Random(7)
    for _ in range(800):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 5)):
            place = dice.randrange(len(data))
            data[place : place + dice.randint(0, 3)] = dice.choice(
                [b"{", b"}", b"\\", b"\\'", b"9" * 12, b"\\bin9 ", b"\xff"]
            )
        read_or_refused(bytes(data) + b"}")
