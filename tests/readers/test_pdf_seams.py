"""Tables of PDF pages told apart where they touch, rows that have fewer cells than others, columns left blank, and rows
told by the gaps between their labels.
"""

from __future__ import annotations

from dataclasses import replace

from fixtures.writers.pdf_canvas import Canvas
from tests.readers.looking import rows, tables
from tests.readers.printing import PLAIN, canvas
from toolkit.readers.page.gaps import gaps_of
from toolkit.readers.page.model import Glyph
from toolkit.readers.page.rows import Columns, Row, row_of
from toolkit.readers.page.text import TextLine, line_of
from toolkit.readers.pdf import read

NAME = "某县2023年报.pdf"
OPEN = replace(PLAIN, borders="none")
LEFT, RIGHT, TOP, HIGH = 60.0, 480.0, 100.0, 24.0

Edge = tuple[float, float, float, float]


def ruled(top: float, rows: int, inner: list[float], apart: float = 0.0) -> list[Edge]:
    """The lines of a table: so many rows, sides between columns there; ``apart`` parts the two lines of each row."""
    edges: list[Edge] = []
    for row in range(rows):
        y0, y1 = top + HIGH * row, top + HIGH * (row + 1) - (apart if row < rows - 1 else 0.0)
        edges += [(LEFT, y, RIGHT, y) for y in (y0, y1)]
        edges += [(x, y0, x, y1) for x in (LEFT, *inner, RIGHT)]
    return edges


def set_in_rows(made: Canvas, top: float, texts: list[list[str]], xs: list[float]) -> None:
    for number, row in enumerate(texts):
        for x, text in zip(xs, row, strict=True):
            made.text(x + 4, top + HIGH * number + 16, text, 10)


UPPER, LOWER = [["许可", "12"], ["处罚", "7"]], [["甲", "1", "2"], ["乙", "3", "4"]]


def test_tables_that_touch_are_two() -> None:
    made = canvas(OPEN)
    set_in_rows(made, TOP, UPPER, [LEFT, 200])
    set_in_rows(made, TOP + 2 * HIGH + 1, LOWER, [LEFT, 300, 380])
    made.lines([*ruled(TOP, 2, [200]), *ruled(TOP + 2 * HIGH + 1, 2, [300, 380])])
    assert [rows(table) for table in tables(read(made.file(None), NAME))] == [UPPER, LOWER]


def test_three_tables_that_touch_are_three_be_each_wider_than_the_one_before() -> None:
    made = canvas(OPEN)
    for number, (right, inner) in enumerate([(300.0, 150.0), (360.0, 200.0), (420.0, 260.0)]):
        top = TOP + (2 * HIGH + 1) * number
        set_in_rows(made, top, UPPER, [LEFT, inner])
        made.lines([(LEFT, top + HIGH * n, right, top + HIGH * n) for n in range(3)])
        made.lines([(x, top + HIGH * n, x, top + HIGH * (n + 1)) for n in range(2) for x in (LEFT, inner, right)])
    assert [rows(table) for table in tables(read(made.file(None), NAME))] == [UPPER] * 3


def test_a_table_with_two_lines_between_all_rows_is_one() -> None:
    made = canvas(OPEN)
    set_in_rows(made, TOP, [*LOWER, ["丙", "5", "6"]], [LEFT, 300, 380])
    set_in_rows(made, TOP + 3 * HIGH + 1, [["总计", "9"]], [LEFT, 200])
    made.lines([*ruled(TOP, 3, [300, 380], 1.0), *ruled(TOP + 3 * HIGH + 1, 1, [200])])
    assert len(tables(read(made.file(None), NAME))) == 1


def short_row(text: str) -> list[list[str]]:
    """A table of three columns whose second row has two cells, with this text where the third would stand."""
    made = canvas(OPEN)
    texts = [["甲", "1", "2", "3"], ["乙", "4", "", text], ["丙", "5", "6", "7"], ["丁", "8", "9", "0"]]
    xs = [LEFT, 200, 300, 400]
    set_in_rows(made, TOP, texts, xs)
    edges = [
        edge for edge in ruled(TOP, 4, [200, 300, 400]) if not (edge[0] == edge[2] == 400 and edge[1] == TOP + HIGH)
    ]
    made.lines(edges)
    (table,) = tables(read(made.file(None), NAME))
    return rows(table)


def test_the_room_beside_a_short_row_is_no_blank_cell() -> None:
    assert short_row("")[1] == ["乙", "4"]


def test_what_stands_beside_a_short_row_is_kept() -> None:
    assert short_row("无")[1] == ["乙", "4", "无"]


def test_a_column_left_blank_takes_no_other_columns_figures() -> None:
    made = canvas(OPEN)
    texts = [
        ["内容", "甲数量", "乙数量", "备注"],
        *([f"{sign}类", str(n), str(n + 1), ""] for n, sign in enumerate("甲乙丙丁")),
    ]
    for number, row in enumerate(texts):
        for x, text in zip((60, 200, 300, 420), row, strict=True):
            made.text(x, 100 + 20 * number, text, 10)
    (table,) = tables(read(made.file(None), NAME))
    assert rows(table)[0] == ["内容", "甲数量", "乙数量"]
    assert rows(table)[1:] == [row[:3] for row in texts[1:]]


# --- rows told by gaps ------------------------------------------------------------------------------------

COLUMNS = Columns(((200.0, 206.0), (300.0, 306.0)), (60.0,), 320.0)


def line(x: float, y: float, text: str) -> TextLine:
    glyphs = [Glyph(letter, x + 10 * n, y, x + 10 * n + 10, y + 10, y + 8, 10.0, 0, n) for n, letter in enumerate(text)]
    return line_of(glyphs)


def label_and_figures(y: float, lines: int, at: float) -> list[Row]:
    """A row whose label has so many lines, with its figures so far below the label's top."""
    made = [row_of(0, line(60, y + 12 * n, "某类事项")) for n in range(lines)]
    figures = [*line(200, y + at, "5").glyphs, *line(300, y + at, "6").glyphs]
    for number, row in enumerate(made):
        if abs(row.line.y0 - y - at) < 1:
            made[number] = row_of(0, line_of([*row.line.glyphs, *figures]))
            return made
    return sorted([*made, row_of(0, line_of(figures))], key=lambda row: row.line.y)


def test_gaps_between_labels_part_rows_whose_figures_stand_at_their_middle() -> None:
    found = [row for n in range(4) for row in label_and_figures(100 + 50 * n, 2, 6)]
    assert [round(rule.at) for rule in gaps_of(found, COLUMNS)] == [136, 186, 236]


def test_gaps_part_nothing_where_one_row_has_its_figures_elsewhere() -> None:
    found = [row for n in range(3) for row in label_and_figures(100 + 50 * n, 2, 6)]
    assert gaps_of([*found, *label_and_figures(250, 2, 12)], COLUMNS) == []


def test_gaps_part_nothing_where_labels_have_one_line_each() -> None:
    found = [row for n in range(4) for row in label_and_figures(100 + 50 * n, 1, 0)]
    assert gaps_of(found, COLUMNS) == []
