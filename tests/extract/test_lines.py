"""Documents into lines of tokens, whatever the layout."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.documents import document, table
from toolkit.extract.lines.lines import Line, Place, cell_paragraphs, is_layout, walk
from toolkit.extract.lines.sentences import is_prose
from toolkit.model import Cell, Document, Paragraph, Table, TableOrigin, TextOrigin


def lines(*parts: str) -> list[Line]:
    """The lines of paragraphs."""
    return walk(document(*parts)).lines


def texts(line: Line) -> list[str]:
    return [token.text for token in line.tokens]


def test_a_row_of_a_table_is_a_line_whose_tokens_know_their_columns() -> None:
    (line,) = walk(document([[("（一）予以公开", 3), "6", ""]])).lines
    assert [(t.text, t.start, t.end, t.is_word, t.is_blank) for t in line.tokens] == [
        ("（一）予以公开", 0, 3, True, False),
        ("6", 3, 4, False, False),
        ("", 4, 5, False, True),
    ]
    assert line.layout == "grid"


def test_cells_of_earlier_rows_reach_down_into_a_line() -> None:
    first, second = walk(document([[("（三）不予公开", 1, 2), "1.属于国家秘密", "1"], ["2.其他", "2"]])).lines
    assert texts(second) == ["2.其他", "2"]
    assert [token.text for token in second.above] == ["（三）不予公开"]
    assert first.above == ()


def test_a_dumped_tables_columns_are_only_an_order() -> None:
    assert {line.layout for line in walk(document([["规章", "1"]], ragged=True)).lines} == {"ragged"}


@pytest.mark.parametrize("line", ["规章 | 1 |  | 3", "| 规章 | 1 |  | 3 |", "规章｜1｜｜3", "规章\t1\t\t3"])
def test_bars_and_tabs_part_cells_and_nothing_between_two_is_a_blank_cell(line: str) -> None:
    (found,) = lines(line)
    assert texts(found) == ["规章", "1", "", "3"]
    assert found.layout == "ragged"


@pytest.mark.parametrize("line", ["（一）予以公开 6 0 7", "（一）予以公开   6   0   7", "（一）予以公开　6　0　7"])
def test_gaps_part_a_label_and_its_values(line: str) -> None:
    (found,) = lines(line)
    assert texts(found) == ["（一）予以公开", "6", "0", "7"]
    assert found.layout == "loose"


def test_single_blanks_do_not_part_the_words_of_a_label() -> None:
    (found,) = lines("行政 规范性 文件 4 5 46")
    assert texts(found) == ["行政 规范性 文件", "4", "5", "46"]


def test_chinese_characters_take_two_columns_of_a_screen() -> None:
    (found,) = lines("规章  1")
    assert [(token.start, token.end) for token in found.tokens] == [(0, 4), (6, 7)]


def test_a_signed_number_alone_on_its_line_is_one_token() -> None:
    assert [texts(line) for line in lines("- 2", "规章")] == [["- 2"], ["规章"]]


def test_page_marks_and_ruled_lines_are_no_lines() -> None:
    assert [texts(line) for line in lines("规章", "— 3 —", "第 3 页 共 9 页", "3/9", "|---|---|", "行政处罚")] == [
        ["规章"],
        ["行政处罚"],
    ]


def test_prose_is_no_line_and_ends_a_run() -> None:
    found = walk(document("规章", "本年度共收到申请12件，均按时答复。", "行政处罚"))
    assert [texts(line) for line in found.lines] == [["规章"], ["行政处罚"]]
    assert found.lines[0].run != found.lines[1].run
    assert [paragraph.lines for paragraph in found.paragraphs] == [1, 0, 1]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("全年共收到申请12件。", True),
        ("一是加强领导；", True),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", False),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", False),
        ("", False),
    ],
)
def test_sentences_are_prose_and_labels_are_not(text: str, is_one: bool) -> None:
    assert is_prose(text) is is_one


def test_a_token_without_a_place_of_its_own_knows_its_paragraph() -> None:
    first, second = lines("规章\t1", "行政处罚\t88")
    assert first.tokens[1].place == Place(0, 3, 4)
    assert second.tokens[1].place == Place(1, 5, 7)


def test_a_token_of_a_plain_text_has_its_code_points() -> None:
    paragraph = Paragraph("规章\t1", 0, span=TextOrigin(100, 104, 7))
    (line,) = walk(Document("txt", (paragraph,))).lines
    assert line.tokens[1].place == TextOrigin(103, 104, 7)


# --- tables that arrange the page -------------------------------------------------------------------------


def frame(*nested: Paragraph | Table) -> Table:
    """A table of one cell, which holds these."""
    return Table(0, (Cell("", 0, 0, 1, 1, TableOrigin(0, 0, 0), tuple(nested)),))


def test_a_table_around_the_report_is_opened() -> None:
    inner = table([["规章", "1"], ["行政处罚", "2"]])
    found = walk(Document("html", (frame(Paragraph("一、总体情况", 0), inner),)))
    assert [texts(line) for line in found.lines] == [["一、总体情况"], ["规章", "1"], ["行政处罚", "2"]]
    assert [paragraph.text for paragraph in found.paragraphs] == ["一、总体情况"]


def test_a_frame_around_a_single_figure_is_looked_through() -> None:
    boxed = Cell("", 0, 1, 1, 1, TableOrigin(0, 0, 1), (table([["12"]], block=5),))
    texts_beside = enumerate(["规章", "", "3"])
    plain = [Cell(text, 0, column, 1, 1, TableOrigin(0, 0, column)) for column, text in texts_beside if text]
    (line,) = walk(Document("docx", (Table(0, (*plain, boxed)),))).lines
    assert texts(line) == ["规章", "12", "3"]
    assert line.tokens[1].place == TableOrigin(5, 0, 0)


def test_a_column_of_paragraphs_is_a_layout_and_a_table_of_figures_is_none() -> None:
    assert is_layout(table([["一、总体情况"], ["二、主动公开政府信息情况"]]))
    assert not is_layout(table([["规章", "1"], ["行政处罚", "2"]]))


def test_paragraphs_of_an_opened_cell_keep_their_code_points() -> None:
    cell = Cell("一、总体情况\n无", 0, 0, 1, 1, TextOrigin(10, 18, 3))
    found = cell_paragraphs(cell, Table(0, (cell,)))
    assert [paragraph.text for paragraph in found] == ["一、总体情况", "无"]
    spans = [paragraph.span for paragraph in found]
    assert [(span.start, span.end) for span in spans if span] == [(10, 16), (17, 18)]


_SEPARATORS = re.compile(r"[\s|｜]")


@given(st.lists(st.text(alphabet="一规章0123 　\t|｜-。.,—件", max_size=24), max_size=6))
@settings(max_examples=100, deadline=None)
def test_no_sign_of_a_line_is_lost_but_separators_and_every_place_shows_its_token(parts: list[str]) -> None:
    found = walk(document(*parts))
    assert [paragraph.text for paragraph in found.paragraphs] == parts
    for line in found.lines:
        for token in line.tokens:
            assert isinstance(token.place, Place)
            text = parts[token.place.paragraph]
            assert text[token.place.start : token.place.end] == token.text
        kept = "".join(token.text for token in line.tokens)
        assert _SEPARATORS.sub("", kept) == _SEPARATORS.sub("", parts[line.flow])
