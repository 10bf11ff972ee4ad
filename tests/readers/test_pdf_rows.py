"""Rows of PDF tables where lines are lacking or columns are narrow, and text in fonts that are not there."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.readers.looking import codes, only_table, rows, tables
from tests.readers.printing import PLAIN, canvas, table
from toolkit.readers.pdf import read

OPEN = replace(PLAIN, borders="none")
NAME = "某县2023年报.pdf"

WITHOUT_FONTS = """
import ctypes, sys
from pathlib import Path
import pypdfium2
import pypdfium2.raw as pdfium
from toolkit.model import Unreadable
from toolkit.readers.pdf import read
info = pdfium.FPDF_SYSFONTINFO()
info.version = 1
for name, of in pdfium.FPDF_SYSFONTINFO._fields_[1:]:
    nothing = None if of._restype_ in (None, ctypes.c_void_p) else 0
    setattr(info, name, of(lambda *_, nothing=nothing: nothing))
pdfium.FPDF_SetSystemFontInfo(info)
try:
    (table,) = read(Path(sys.argv[1]).read_bytes(), "年报.pdf").blocks
    print([cell.text for cell in table.cells])
except Unreadable as refused:
    print(refused.why)
"""


def read_cell(stack: str, width: float = 14, beside: str = "3") -> str:
    """What is read of a stack of digits in a column so wide, in a table with a label broken over two lines."""
    made = canvas()
    table(made, [["规范性文件\n数量", stack, beside]], widths=[60, width, 60], height=48)
    return rows(only_table(read(made.file(None), NAME)))[0][1]


def test_a_number_with_one_digit_to_a_line_is_whole_where_two_had_no_room() -> None:
    assert read_cell("1\n6") == "16"
    assert read_cell("1\n1\n7") == "117"


@pytest.mark.parametrize(
    ("stack", "width", "beside"),
    [("1\n6", 60, "3"), ("0\n6", 14, "3"), ("1\n6", 14, "0\n5"), ("1\n6", 14, "2\n-")],
    ids=["two had room", "no number begins with 0", "rows run into one another", "another cell has several figures"],
)
def test_two_numbers_one_under_the_other_are_not_one(stack: str, width: float, beside: str) -> None:
    assert read_cell(stack, width, beside) == stack


def test_digits_farther_apart_than_lines_are_not_one_number() -> None:
    made = canvas()
    table(made, [["规范性文件\n数量", "", "3"]], widths=[60, 14, 60], height=60)
    made.text(125, 115, "1", 10)
    made.text(125, 140, "6", 10)
    assert rows(only_table(read(made.file(None), NAME)))[0][1] == "1\n6"


def ruled_rows(labels: int) -> bytes:
    """A table with lines between its rows only, whose labels are so many lines around the middle of their figures."""
    made = canvas(OPEN)
    for column, text in enumerate(("内容", "甲数量", "乙数量", "丙数量")):
        made.text(70 + 110 * column, 90, text, 10)
    height = 12 * labels + 12
    edges = [(60.0, 100.0 + height * n, 480.0, 100.0 + height * n) for n in range(5)]
    made.lines(edges)
    for row, sign in enumerate("甲乙丙丁"):
        top = 100 + height * row
        for line in range(labels):
            made.text(65, top + 14 + 12 * line, f"{sign}类的一些事项", 10)
        for column in range(3):
            made.text(190 + 110 * column, top + 14 + 6 * (labels - 1), str(row + column), 10)
    return made.file(None)


@pytest.mark.parametrize("labels", [1, 2, 3, 4])
def test_what_stands_between_two_lines_is_one_row(labels: int) -> None:
    (only,) = tables(read(ruled_rows(labels), NAME))
    assert [row[-3:] for row in rows(only)[1:]] == [[str(n + c) for c in range(3)] for n in range(4)]


def without_fonts(data: bytes, folder: Path) -> str:
    """What is read of a file on a machine that has no fonts."""
    path = folder / "report.pdf"
    path.write_bytes(data)
    command = [sys.executable, "-c", WITHOUT_FONTS, str(path)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    return told.stdout


def test_text_in_a_font_that_is_nowhere_is_read(tmp_path: Path) -> None:
    made = canvas()
    table(made, [["行政许可", "２"], ["行政处罚", "0"]])
    assert without_fonts(made.file(None), tmp_path) == "['行政许可', '２', '行政处罚', '0']\n"


def test_a_damaged_title_is_none() -> None:
    made = canvas()
    made.text(50, 100, "正文", 12)
    whole = made.file("标题")
    damaged = whole.replace("标题".encode("utf-16-be").hex().upper().encode(), b"D8006807")
    assert damaged != whole
    document = read(damaged, NAME)
    assert document.titles == ()
    assert codes(document) == []


def browsers(data: bytes) -> bytes:
    """A file as a browser says of its files that they are; no byte moves."""
    at = data.index(b"/Title <")
    end = data.index(b">", at) + 1
    return data[:at] + b"/Creator (Chromium)".ljust(end - at) + data[end:]


def test_a_browser_breaks_no_number() -> None:
    made = canvas()
    table(made, [["规范性文件\n数量", "12\n0", "3"]], widths=[60, 20, 60], height=48)
    data = made.file("某县2023年报")
    assert rows(only_table(read(data, NAME)))[0][1] == "120"  # two digits fill the cell
    assert rows(only_table(read(browsers(data), NAME)))[0][1] == "12\n0"


def test_a_head_printed_again_over_the_head_of_another_table_is_no_part_of_it() -> None:
    made = canvas(OPEN)
    for y, texts in (
        (110, ["信息内容", "本年新收", "总计"]),
        (130, ["", "第二十条第（五）项", ""]),
        (150, ["信息内容", "上一年", "处理决定"]),
        (170, ["1.行政许可", "1", "2"]),
        (190, ["2.其他事项", "3", "4"]),
        (210, ["3.行政处罚", "5", "6"]),
    ):
        for column, text in enumerate(texts):
            if text:
                made.text(60 + 120 * column, y, text, 10)
    assert rows(only_table(read(made.file(None), NAME)))[0] == ["信息内容", "上一年", "处理决定"]
