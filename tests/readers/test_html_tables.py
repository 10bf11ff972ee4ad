"""Tables of web pages: which cell stands where, and what is in it, however the markup is written."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.looking import cell_at, codes, grid, lines, only_table, rows, spans, tables
from tests.readers.web import of
from toolkit.model import Paragraph, Table, TableOrigin


def table_of(content: str) -> Table:
    return only_table(of(f"<table>{content}</table>"))


# --- rows and cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "<tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>",
        "<tbody><tr><td>甲<td>1<tr><td>乙<td>2",
        "<td>甲<td>1<tr><td>乙<td>2",
        "<form><tr><td>甲</td><td>1</td></tr></form><tr><th>乙</th><td>2</td></tr>",
        "<tr><td><div>甲<td>1<tr><td><span>乙<td><p>2",
        "<tr><td><b>甲<td>1</b><tr><td><font><p>乙</td></font><td>2",
        "<thead><tr><td>甲<td>1</thead><tbody><tr><td>乙<td>2</tbody>",
        "<colgroup><col><col></colgroup><TR><TD>甲</TD><TD>1</TD></TR>\n<TR><TD>乙</TD><TD>2</TD></TR>",
        "<tr><div><td>甲</td></div><div><td>1</td></div></tr><tr><td>乙<td>2</tr>",
    ],
)
def test_cells_stand_where_a_browser_shows_them(written: str) -> None:
    assert rows(table_of(written)) == [["甲", "1"], ["乙", "2"]]


def test_the_head_is_shown_first_and_the_foot_last() -> None:
    assert rows(table_of("<tfoot><tr><td>总计</tfoot><tbody><tr><td>1</tbody><thead><tr><td>头</thead>")) == [
        ["头"],
        ["1"],
        ["总计"],
    ]


def test_a_table_within_a_table_but_in_no_cell_follows_it() -> None:
    document = of("<table><tr><td>1</td></tr><table><tr><td>2</td></tr></table><tr><td>3</td></tr></table><p>后")
    assert [rows(table) for table in tables(document)] == [[["1"], ["3"]], [["2"]]]
    assert [block.block for block in document.blocks] == [0, 1, 2]


WORDS = st.sampled_from(["", "12", "自然人", " 1 2 ", "<p>甲</p>", "<b>乙</b>丙", "&nbsp;", "行政<span>许可</span>"])


BARE = st.sampled_from(
    ["", "12", "自然人", " 1 2 ", "1,234", "a&amp;b", "1 &lt; 2", "&nbsp;", "&#160;3", "甲&#10;乙", "　"]
)


@given(st.lists(st.lists(BARE, min_size=1, max_size=5), min_size=1, max_size=5), st.sampled_from(["td", "th"]))
@settings(max_examples=60, deadline=None)
def test_a_bare_row_is_read_as_one_whose_cells_have_attributes_or_blanks_between(
    texts: list[list[str]], cell: str
) -> None:
    def table(begin: str, between: str = "") -> Table:
        return table_of("".join(f"<tr>{between.join(f'{begin}{t}</{cell}>' for t in row)}</tr>" for row in texts))

    assert table(f"<{cell}>") == table(f"<{cell} class=a>") == table(f"<{cell}>", "\n  ")


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_row_of_words_is_read_as_one_with_a_cell_that_holds_more(texts: list[list[str]]) -> None:
    written = ["".join(f"\n<td>{text}</td>" for text in row) for row in texts]
    alone, beside_more = (
        table_of("".join(f"<tr>注{row}{more}</tr>" for row in written)) for more in ("", "<td>第一行<br>第二行</td>")
    )
    more = {(row, len(cells)) for row, cells in enumerate(texts)}
    assert alone.cells == tuple(cell for cell in beside_more.cells if (cell.row, cell.column) not in more)


@pytest.mark.parametrize("row", ["单位：件<td>1</td>", "<td>1</td>单位：件", "<td><i></i>1<br></td>单位：件"])
def test_text_between_the_cells_is_shown_over_the_table(row: str) -> None:
    document = of(f"<table><tr>{row}</tr></table>")
    assert lines(document.blocks) == ["单位：件"]
    assert rows(only_table(document)) == [["1"]]


def test_cells_in_no_table_are_paragraphs() -> None:
    assert lines(of("<tr><td>12</td><td>34</td></tr>").blocks) == ["12", "34"]


def test_a_table_without_cells_is_a_block() -> None:
    assert [block.block for block in of("<table></table><p>后").blocks] == [0, 1]


# --- spans ------------------------------------------------------------------------------------------------


def test_spans_take_their_places_in_the_grid() -> None:
    table = table_of(
        "<tr><td rowspan=2 colspan=2>项目<td colspan=2>申请人<td rowspan=2>总计<tr><td>自然人<td>企业"
        "<tr><td>新收<td>件<td>1<td>2<td>3"
    )
    assert grid(table) == {
        (0, 0): "项目",
        (0, 2): "申请人",
        (0, 4): "总计",
        (1, 2): "自然人",
        (1, 3): "企业",
        **{(2, column): text for column, text in enumerate(["新收", "件", "1", "2", "3"])},
    }
    assert spans(table) == {(0, 0): (2, 2), (0, 2): (1, 2), (0, 4): (2, 1)}


@pytest.mark.parametrize(
    ("written", "span"),
    [("2", 2), (" 2 ", 2), ("2px", 2), ("+2", 2), ("2.9", 2), ("0", 1), ("-2", 1), ("", 1), ("二", 1), ("２", 1)],
)
def test_a_colspan_is_read_as_browsers_do(written: str, span: int) -> None:
    assert table_of(f'<tr><td colspan="{written}">甲<td>1').cells[1].column == span


def test_an_absurd_colspan_is_bounded() -> None:
    assert table_of("<tr><td colspan=100000>甲").cells[0].colspan == 255


def test_a_rowspan_ends_with_the_table() -> None:
    assert spans(table_of("<tr><td rowspan=100>甲<td>1<tr><td>2")) == {(0, 0): (2, 1)}


def test_a_rowspan_of_nought_reaches_to_the_end_of_its_group() -> None:
    table = table_of("<tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3<tbody><tr><td>乙<td>4")
    assert spans(table) == {(0, 0): (3, 1)}


def test_a_rowspan_ends_with_its_group_unless_the_table_then_has_a_gap() -> None:
    fits = table_of("<tbody><tr><td rowspan=9>甲<td>1<tr><td>2<tbody><tr><td>乙<td>3")
    assert spans(fits) == {(0, 0): (2, 1)}
    assert cell_at(fits, 2, 1).text == "3"
    torn = table_of("<thead><tr><td rowspan=2>项目<td>总计</thead><tbody><tr><td>合计<tr><td>甲<td>1")
    assert spans(torn) == {(0, 0): (2, 1)}
    assert cell_at(torn, 1, 1).text == "合计"


def test_a_cell_that_would_cover_another_ends_before_it() -> None:
    table = table_of("<tr><td>1<td rowspan=2>2<td>3<tr><td colspan=3>甲")
    assert spans(table) == {(0, 1): (2, 1)}
    assert cell_at(table, 1, 0).text == "甲"


def test_short_rows_and_rows_without_cells_stay_as_they_are() -> None:
    table = table_of("<tr><td>1<td>2<td>3<tr><tr><td>4")
    assert grid(table) == {(0, 0): "1", (0, 1): "2", (0, 2): "3", (2, 0): "4"}


def test_a_rowspan_that_pushes_the_last_row_out_of_the_table_is_cut() -> None:
    document = of(
        "<table><tr><td colspan=2>项目<td>自然人<td>总计<tr><td rowspan=9>三<td>（一）<td>1<td>2"
        "<tr><td>（二）<td>3<td>4<tr><td colspan=2>四<td>5<td>6</table>"
    )
    table = only_table(document)
    assert spans(table) == {(0, 0): (1, 2), (1, 0): (2, 1), (3, 0): (1, 2)}
    assert [cell_at(table, 3, column).text for column in (0, 2, 3)] == ["四", "5", "6"]
    assert [(note.code, note.origin) for note in document.notes] == [("html.rowspan", TableOrigin(0, 1, 0))]


def test_a_rowspan_of_a_head_that_pushes_all_rows_to_the_right_is_cut() -> None:
    table = table_of("<tr><td rowspan=99>项目<td>件数<tr><td>规章<td>0<tr><td>文件<td>1")
    assert rows(table) == [["项目", "件数"], ["规章", "0"], ["文件", "1"]]
    assert {cell.column for cell in table.cells} == {0, 1}


@pytest.mark.parametrize("more", ["<td>", "<td>（含上年）"])
def test_a_row_with_a_blank_or_a_remark_more_than_the_others_is_no_reason_to_cut(more: str) -> None:
    document = of(f"<table><tr><td rowspan=3>三<td>（一）<td>1<tr><td>（二）<td>2<tr><td>（三）<td>3{more}</table>")
    assert cell_at(only_table(document), 2, 2).text == "3"
    assert codes(document) == []


# --- what stands in a cell --------------------------------------------------------------------------------


def test_paragraphs_and_breaks_in_a_cell_are_lines() -> None:
    assert rows(table_of("<tr><td><p>商业</p>\n<p></p><p>企业</p><td>商业<br>企业<td><div>商业</div>企业")) == [
        ["商业\n企业", "商业\n企业", "商业\n企业"]
    ]


@pytest.mark.parametrize(
    "blank", ["", "&nbsp;", "<br>", "<p></p>", "<p>&nbsp;</p>", " \n ", "<span> </span>", "<p><br></p>"]
)
def test_a_cell_without_words_is_empty(blank: str) -> None:
    assert rows(table_of(f"<tr><td>甲<td>{blank}</td><td>1")) == [["甲", "", "1"]]


def test_digits_on_two_lines_stay_on_two_lines() -> None:
    assert rows(table_of("<tr><td>1<br>2<td><p>1</p><p>2</p><td>1</p>2")) == [["1\n2", "1\n2", "1\n2"]]


@pytest.mark.parametrize(
    "written",
    [
        "<span>1</span><span>2</span>",
        "<p class=MsoNormal align=center><span lang=EN-US>1</span><span lang=EN-US>2<o:p></o:p></span></p>",
        "\n      <p>\n        12\n      </p>\n    ",
        "<input type=text value=12>",
        "<font><b>12</b></font>",
        "<del></del>12",
        "<sup>12</sup>",
        "<div style='display:inline-block'>12</div>",
        '<p style="vertical-align: middle; text-decoration: none">12</p>',
    ],
)
def test_a_number_is_read_however_it_is_wrapped(written: str) -> None:
    assert rows(table_of(f"<tr><td>甲<td>{written}</td>")) == [["甲", "12"]]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("12<sup>1</sup>", "12〔1〕"),
        ("<input value=1><input value=2>", "1\n2"),
        ("1<select><option>2</select>", "1\n2"),
        ("<b style='display:inline-block'>1</b><b style='float:left'>2</b>", "1\n2"),
        ("<s>12</s>", "〔12〕"),
        ("<s>12</s>13", "13"),
    ],
)
def test_numbers_that_are_set_apart_never_fuse(written: str, text: str) -> None:
    assert rows(table_of(f"<tr><td>甲<td>{written}</td>")) == [["甲", text]]


def test_a_figure_given_as_a_picture_is_noted() -> None:
    document = of("<table><tr><td>甲<td>1<td><img src=2.png alt=2></table>")
    assert rows(only_table(document)) == [["甲", "1", ""]]
    assert codes(document) == ["picture"]
    assert "第 1 个表格第 1 行第 3 列" in document.notes[0].message


def test_pictures_that_dress_a_page_up_are_not_noted() -> None:
    assert codes(of("<table><tr><td><img src=banner.jpg><td><a>首页</a></table>")) == []


# --- nested tables ----------------------------------------------------------------------------------------


def test_a_table_in_a_cell_has_a_path_and_places_of_its_own() -> None:
    document = of(
        "<p>前<table><tr><td>导航<td><h1>题</h1><table><tr><td>1</table><p>文</p><table><tr><td>2<td>3</table></table>"
    )
    cell = cell_at(only_table(document), 0, 1)
    assert cell.text == "题\n文"
    assert [(type(block), block.block) for block in cell.nested] == [
        (Paragraph, 0),
        (Table, 1),
        (Paragraph, 2),
        (Table, 3),
    ]
    last = cell.nested[3]
    assert isinstance(last, Table)
    assert last.cells[1].origin == TableOrigin(3, 0, 1, None, ((1, 0, 1),))
    assert cell.origin == TableOrigin(1, 0, 1)


def test_a_table_deeper_down_has_a_longer_path() -> None:
    table = only_table(of("<table><tr><td>1<td>甲<table><tr><td>2<tr><td>乙<table><tr><td>3</table></table></table>"))
    inner = cell_at(table, 0, 1).nested[1]
    assert isinstance(inner, Table)
    innermost = cell_at(inner, 1, 0).nested[1]
    assert isinstance(innermost, Table)
    assert innermost.cells[0].origin == TableOrigin(1, 0, 0, None, ((0, 0, 1), (1, 1, 0)))


def test_paragraphs_in_a_layout_cell_keep_their_container_and_heading() -> None:
    table = only_table(
        of("<table><tr><td><ul><li>首页</ul><div><h2>题</h2><p>文<table><tr><td>1</table></div></table>")
    )
    menu, title, prose, inner = table.cells[0].nested
    assert menu.container != title.container
    assert title.container == prose.container == inner.container
    assert isinstance(title, Paragraph)
    assert title.heading == 2


# --- tables made with CSS ---------------------------------------------------------------------------------


def test_elements_set_as_a_table_are_one() -> None:
    page = """<style>.row {display: table-row} .row span {color: red}</style><div style="display: table">
        <div class=row><span style="display:table-cell">甲</span><span style="display:table-cell">1</span></div>
        <div class=row><div style="display:table-cell">乙</div><div style="display:table-cell">2</div></div></div>"""
    assert rows(only_table(of(page))) == [["甲", "1"], ["乙", "2"]]


def test_an_element_set_as_a_table_without_cells_is_a_block() -> None:
    document = of('<div style="display:table"><p>甲</p></div>')
    assert lines(document.blocks) == ["甲"]
    assert tables(document) == []


def test_an_element_set_as_a_cell_within_a_cell_leaves_the_table_alone() -> None:
    table = table_of('<tr><td><div style="display:table-cell">甲</div><td>1')
    assert rows(table) == [["甲", "1"]]


# --- any grid, however it is written ----------------------------------------------------------------------

Box = tuple[int, int, int, int]

_WORDS = ("自然人", "总计", "（一）予以公开", "12", "0", "1,234", "—", "", "251000元", "商业\n企业", "规　章")


@st.composite
def _boxes(draw: st.DrawFn) -> tuple[int, int, list[Box]]:
    """Cells with spans that fill a grid: row, column, rowspan, colspan. No row or column is only spanned."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            down, across = draw(st.integers(1, 3)), draw(st.integers(1, 3))
            down, across = min(down, height - row), min(across, width - column)
            while any((row, column + step) in taken for step in range(across)):
                across -= 1
            boxes.append((row, column, down, across))
            taken.update((row + r, column + c) for r in range(down) for c in range(across))
    return height, width, boxes


class _Scribe:
    """Writes a table as HTML, one of many ways at each choice."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._omits = self._dice.random() < 0.4

    def table(self, height: int, boxes: list[tuple[Box, str]]) -> str:
        written = []
        for row in range(height):
            cells = "".join(self._cell(box, text) for box, text in boxes if box[0] == row)
            written.append(self._ended("tr", cells))
        body = "".join(written)
        return (
            f"<table {self._one_of('border=1', 'class=MsoNormalTable', '')}>{self._one_of('<tbody>', '')}{body}</table>"
        )

    def _one_of(self, *ways: str) -> str:
        return self._dice.choice(ways)

    def _ended(self, tag: str, content: str, attributes: str = "") -> str:
        if self._omits:
            return f"<{tag}{attributes}>{content}"
        return f"{self._one_of('', chr(10), '  ')}<{tag}{attributes}>{content}</{tag}>"

    def _cell(self, box: Box, text: str) -> str:
        _, _, down, across = box
        attributes = self._span("rowspan", down) + self._span("colspan", across)
        attributes += self._one_of("", " style='width:60px;border:solid windowtext 1.0pt'", " nowrap valign=top")
        return self._ended(self._one_of("td", "td", "td", "th"), self._content(text), attributes)

    def _span(self, name: str, span: int) -> str:
        if span == 1:
            return self._one_of("", "", f" {name}=1", f" {name}=''", f" {name}=-3")
        return self._one_of(f" {name}={span}", f' {name}="{span}"', f" {name.upper()}='{span} '", f" {name}={span}px")

    def _content(self, text: str) -> str:
        if not text:
            return self._one_of("", "&nbsp;", "<br>", "<p></p>", "<p><o:p>&nbsp;</o:p></p>", "\n")
        parts = [self._run(part) for part in text.split("\n")]
        if self._dice.random() < 0.4:
            return "".join(f"<p class=MsoNormal>{part}</p>" for part in parts)
        return self._one_of("", "\n   ") + "<br>".join(parts) + self._one_of("", " \n")

    def _run(self, text: str) -> str:
        if self._dice.random() < 0.3:
            return "".join(f"<span lang=EN-US>{character}</span>" for character in text)
        if self._dice.random() < 0.2:
            return "".join(f"&#{ord(character)};" for character in text)
        return self._one_of(text, f"<b>{text}</b>", f"<span style='font-size:12pt'><font>{text}</font></span>")


@settings(max_examples=120, deadline=None)
@given(_boxes(), st.data(), st.integers(0, 2**32))
def test_any_grid_reads_back_exactly(laid: tuple[int, int, list[Box]], data: st.DataObject, seed: int) -> None:
    height, _, boxes = laid
    texts = data.draw(st.lists(st.sampled_from(_WORDS), min_size=len(boxes), max_size=len(boxes)))
    page = _Scribe(seed).table(height, list(zip(boxes, texts, strict=True)))
    found = {(c.row, c.column, c.rowspan, c.colspan): c.text for c in only_table(of(page)).cells}
    assert found == dict(zip(boxes, texts, strict=True))
