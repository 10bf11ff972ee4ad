"""Web pages that are damaged, or made to do harm."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.looking import codes, tables
from tests.readers.web import of, text, texts, why
from toolkit.model import Block, Table, Unreadable
from toolkit.readers.html import read


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
    began = time.process_time()
    assert "过大" in why(page)
    assert time.process_time() - began < 20
    assert len(tables(of("<table>" + "<tr><td colspan=1000000 rowspan=1000000>1" * 50))) == 1
