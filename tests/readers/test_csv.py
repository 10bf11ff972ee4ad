"""Separated values: delimiters, quotes, paragraphs between tables."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.looking import lines, only_table, rows, tables
from toolkit.model import Document, Paragraph, Table, TextOrigin
from toolkit.readers.text.csv import looks_like_values, read

TABLE = "项目,自然人,总计\n本年新收,22,24\n上年结转,,0\n"


def of(text: str) -> Document:
    return read(text.encode(), "报告.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "｜"])
def test_fields_are_parted_by_the_delimiter_that_parts_evenly(delimiter: str) -> None:
    assert rows(only_table(of(TABLE.replace(",", delimiter)))) == [
        ["项目", "自然人", "总计"],
        ["本年新收", "22", "24"],
        ["上年结转", "", "0"],
    ]


def test_a_declared_delimiter_counts() -> None:
    assert rows(only_table(of("sep=:\n甲:1\n乙:2\n"))) == [["甲", "1"], ["乙", "2"]]


def test_commas_that_only_group_digits_part_nothing() -> None:
    items = ["收到申请数:1,136件", "接受培训人员数:3,120人次"]
    assert lines(of("\n".join(items)).blocks) == items


def test_quotes_hold_delimiters_newlines_and_doubled_quotes() -> None:
    assert rows(only_table(of('项目,值\n"本年,\r\n""新收""","1,234"\n结转,0\n')))[1] == ['本年,\n"新收"', "1,234"]


def test_a_quote_within_a_field_is_a_mark_of_the_text() -> None:
    assert rows(only_table(of('3.危及"三安全一稳定",0\n甲,1\n乙,2\n')))[0] == ['3.危及"三安全一稳定"', "0"]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest() -> None:
    assert rows(only_table(of('甲,"1\n乙,2\n丙,3\n'))) == [["甲", '"1'], ["乙", "2"], ["丙", "3"]]


def test_fields_know_their_places_in_the_text() -> None:
    text = 'a\r\n甲, 22 ,"3"\r\n乙,"",4\r\n'
    for block in of(text).blocks:
        for cell in block.cells if isinstance(block, Table) else ():
            assert isinstance(cell.origin, TextOrigin)
            assert text[cell.origin.start : cell.origin.end] == cell.text.strip()
            assert cell.origin.line == text[: cell.origin.start].count("\n") + 1


def test_a_row_of_blanks_beside_a_label_is_a_row_of_blank_cells() -> None:
    assert rows(only_table(of("项目,甲,乙\n行政强制,,\n总计,0,0\n")))[1] == ["行政强制", "", ""]


def test_titles_and_sentences_part_the_tables() -> None:
    text = (
        '云溪县水务局2023年政府信息公开工作年度报告,,\n一、总体情况,,\n"主动公开12条,其中规范性文件3件。",,\n'
        "二、主动公开政府信息情况,,\n信息内容,制发,有效\n规章,0,0\n,,\n三、收到和处理政府信息公开申请情况,,\n项目,甲,乙\n新收,1,2\n"
    )
    document = of(text)
    assert lines(document.blocks) == [
        "云溪县水务局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "主动公开12条,其中规范性文件3件。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
    ]
    assert [rows(table) for table in tables(document)] == [
        [["信息内容", "制发", "有效"], ["规章", "0", "0"], ["", "", ""]],  # a row of blank cells, for all we know
        [["项目", "甲", "乙"], ["新收", "1", "2"]],
    ]


def test_lines_of_one_field_are_paragraphs_with_their_places() -> None:
    text = "总体情况,,\n甲,1,2\n"
    first = of('"第一行。\n第二行。",,\n' + text).blocks[:2]
    assert [(block.text, block.span) for block in first if isinstance(block, Paragraph)] == [
        ("第一行。", TextOrigin(1, 5, 1)),
        ("第二行。", TextOrigin(6, 10, 2)),
    ]


@pytest.mark.parametrize(
    ("text", "doubtful", "expected"),
    [
        (TABLE, False, True),
        ("本年度，公开12条,其中3条。\n其余9条,均已公开。\n另,有1条。\n", False, False),
        ("甲,1\n乙,2\n", False, False),
        ("甲,1\n乙,2\n", True, True),
        ("云溪县水务局\n", True, False),
        ("sep=;\n", False, True),
        ("", True, False),
    ],
)
def test_values_are_told_from_prose(text: str, doubtful: bool, expected: bool) -> None:
    assert looks_like_values(text, doubtful=doubtful) is expected


cells = st.text("甲乙总计12,.;\"' \n-/", max_size=5)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=3, max_size=8)
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_program_wrote_is_read_back(made: list[list[str]], newline: str) -> None:
    made = [[f"甲{number}", *row, "1"] for number, row in enumerate(made)]
    file = StringIO()
    csv.writer(file, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(made)
    assert rows(only_table(of(file.getvalue()))) == made


def test_what_a_data_frame_adds_is_no_part_of_the_table() -> None:
    text = (
        ",青禾市水务局2023年政府信息公开工作年度报告,Unnamed: 1,Unnamed: 2\n0,项目,自然人,总计\n1,本年新收,22.0,24.0\n"
    )
    assert rows(only_table(of(text))) == [["项目", "自然人", "总计"], ["本年新收", "22.0", "24.0"]]
    assert lines(of(text).blocks)[0] == "青禾市水务局2023年政府信息公开工作年度报告"


def test_numbers_before_the_records_of_a_table_that_no_data_frame_wrote_stay() -> None:
    assert rows(only_table(of(",项目,自然人\n0,本年新收,22\n1,上年结转,0\n")))[1] == ["0", "本年新收", "22"]
