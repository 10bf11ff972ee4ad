"""Rows of PDF tables without lines, told by the order in which the file draws their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fixtures.writers.pdf_canvas import Canvas
from tests.readers.looking import only_table, rows, tables
from tests.readers.printing import PLAIN, canvas
from toolkit.model import Table
from toolkit.readers.page.full_rows import columns_of_full_rows
from toolkit.readers.page.model import Glyph
from toolkit.readers.page.text import TextLine, piece_of
from toolkit.readers.pdf import read

OPEN = replace(PLAIN, borders="none")
NAME = "某县2023年报.pdf"
COLUMNS = (60.0, 200.0, 260.0, 320.0)
STEP = 14.0

Spot = tuple[float, str]
"""How far below its row's top a cell begins, in lines, and its text."""

RANDOM: Sequence[Sequence[Spot]] = (
    [(0, "行政规范\n性文件"), (0, "1"), (1, "2"), (0, "3")],
    [(1, "其他对外\n管理事项"), (0, "4"), (2, "5"), (0, "6")],
    [(0, "政府集中\n采购"), (1, "7"), (0, "8"), (1, "9")],
    [(0, "规章"), (0, "10"), (0, "11"), (0, "12")],
)
"""Rows of a table whose figures stand at any height."""
TEXTS = [
    ["行政规范性文件", "1", "2", "3"],
    ["其他对外管理事项", "4", "5", "6"],
    ["政府集中采购", "7", "8", "9"],
    ["规章", "10", "11", "12"],
]
HEAD = ["信息内容", "本年新收", "上年结转", "总计"]


def lines_of(table_of: Sequence[Sequence[Spot]], top: float = 130) -> list[tuple[float, float, str]]:
    """The lines of a table's cells, each at x and the y of its baseline, row by row and cell by cell."""
    found = []
    for row in table_of:
        height = max(down + text.count("\n") + 1 for down, text in row)
        for x, (down, text) in zip(COLUMNS, row, strict=True):
            found += [(x, top + STEP * (down + n), line) for n, line in enumerate(text.split("\n"))]
        top += STEP * height
    return found


def drawn(table_of: Sequence[Sequence[Spot]], *, by_cell: bool = True) -> Canvas:
    """A page with a table and its head, drawn cell by cell, or line by line."""
    made = canvas(OPEN)
    for x, text in zip(COLUMNS, HEAD, strict=True):
        made.text(x, 110, text, 10)
    found = lines_of(table_of)
    for x, y, text in found if by_cell else sorted(found, key=lambda line: (line[1], line[0])):
        made.text(x, y, text, 10)
    return made


def read_of(made: Canvas) -> Table:
    return only_table(read(made.file(None), NAME))


def test_figures_at_any_height_are_in_the_row_that_the_file_draws_them_in() -> None:
    found = [[text.replace("\n", "") for text in row] for row in rows(read_of(drawn(RANDOM)))]
    assert found == [HEAD, *TEXTS]


def test_what_a_file_draws_line_by_line_shows_no_rows() -> None:
    assert len(read_of(drawn(RANDOM, by_cell=False)).cells) == 1


def last_row(table_of: Sequence[Sequence[Spot]]) -> list[str]:
    *_, last = rows(read_of(drawn(table_of)))
    return [last[0].replace("\n", ""), *last[1:]]


def test_a_label_that_may_be_two_rows_labels_is_unreadable() -> None:
    # A line that had room for more, and no figure beside it: it may be of a row left blank.
    unsure = [(0, "收费\n处罚"), (1, "5"), (1, "6"), (1, "7")]
    assert last_row([*RANDOM, unsure]) == ["\ufffd" * 4, "5", "6", "7"]


def test_figures_beside_the_first_line_of_a_label_are_its_own() -> None:
    assert last_row([*RANDOM, [(0, "收费\n处罚"), (1, "5"), (0, "6"), (1, "7")]]) == ["收费处罚", "5", "6", "7"]


def test_a_row_whose_figures_stand_otherwise_than_in_all_others_may_be_two() -> None:
    at_top = [[(0, text) for _, text in row] for row in RANDOM]
    full = [(0, "行政许可\n行政处罚"), (1, "5"), (1, "6"), (1, "7")]
    assert last_row([*at_top, *at_top, full]) == ["\ufffd" * 8, "5", "6", "7"]


def test_a_list_sign_begins_a_row() -> None:
    table_of = [*RANDOM, [(0, "1.行政许可\n2.行政处罚"), (1, "5"), (1, "6"), (1, "7")]]
    found = [[text.replace("\n", "") for text in row] for row in rows(read_of(drawn(table_of)))]
    assert found[-1] == ["2.行政处罚", "5", "6", "7"]
    assert found[-2][0] == "1.行政许可"
    assert not any(found[-2][1:])


def test_blanks_within_the_lines_of_a_label_part_no_cell() -> None:
    made = drawn(RANDOM)
    for x, y, text in (
        (60, 270, "1."),
        (86, 270, "行政"),
        (60, 284, "处罚决"),
        (60, 298, "定"),
        (92, 298, "数"),
        (200, 270, "5"),
        (260, 298, "6"),
        (320, 270, "7"),
    ):
        made.text(x, y, text, 10)
    last = rows(read_of(made))[-1]
    assert ["".join(text.split()) for text in last] == ["1.行政处罚决定数", "5", "6", "7"]


def test_a_label_whose_second_line_begins_far_to_the_left_is_one() -> None:
    made = drawn(RANDOM)
    for x, y, text in (
        (95, 270, "（类"),
        (60, 284, "四）无"),
        (60, 298, "法"),
        (200, 270, "5"),
        (260, 270, "6"),
        (320, 270, "7"),
    ):
        made.text(x, y, text, 10)
    last = rows(read_of(made))[-1]
    assert last[-3:] == ["5", "6", "7"]
    assert sorted("".join("".join(last[:-3]).split())) == sorted("（类四）无法")


def figures_at(*places: float) -> list[TextLine]:
    """A row of figures that begin at such places."""
    return [piece_of([Glyph("5", x, 0, x + 5, 10, 8, 10)]) for x in places]


def test_rows_with_a_figure_in_every_column_show_where_columns_are_though_blanks_have_moved_some() -> None:
    full = [figures_at(100, 150, 200), figures_at(112, 150, 212)]
    assert columns_of_full_rows(full) == [(100, 117), (150, 155), (200, 217)]
    assert columns_of_full_rows([*full, figures_at(122)]) == [(100, 127), (150, 155), (200, 217)]


@pytest.mark.parametrize(
    "rows_of_it",
    [
        [figures_at(100, 150, 200), figures_at(112, 150, 200), figures_at(133)],
        [figures_at(100, 150, 200), figures_at(150, 200, 250)],
        [figures_at(100, 150, 200), figures_at(100), figures_at(150)],
    ],
    ids=["one stands between two columns", "columns run into one another", "most rows are not full"],
)
def test_they_do_not_where_it_is_not_clear(rows_of_it: Sequence[Sequence[TextLine]]) -> None:
    assert columns_of_full_rows(rows_of_it) == []


def wide(labels: Sequence[str]) -> Table:
    """Wide cells with labels set to the middle and figures to the right, the first column not as wide as the others."""
    made = canvas(OPEN)
    for x, text in zip((110, 180, 300, 470), ("项目", *labels), strict=True):
        made.text(x, 110, text, 10)
    for number in range(3):
        made.text(60, 130 + 20 * number, f"{number + 1}.某类事项", 10)
        for column, x in enumerate((225, 400, 520)):
            made.text(x, 130 + 20 * number, str(10 + column), 10)
    return tables(read(made.file(None), NAME))[0]


def test_labels_are_over_their_columns_in_their_order() -> None:
    table = wide(["自然人", "商业企业", "总计"])
    assert table.columns == "grid"
    assert rows(table)[:2] == [["项目", "自然人", "商业企业", "总计"], ["1.某类事项", "10", "11", "12"]]


def spaced(figures: Sequence[str], *, at: float, figure_size: int = 3) -> list[Table]:
    """Rows set with blanks, wrapped behind so many figures; the rest of each begins at ``at``."""
    made = canvas(OPEN)
    for left, text in zip((60, 190, 280, 370, 440), ("项目", "自然人", "商业企业", "科研机构", "总计"), strict=True):
        made.text(left, 110, text, 10)
    for number, label in enumerate(("1.本年新收申请", "2.上年结转", "3.予以公开的信息", "4.总计")):
        top = 130 + 28 * number
        made.text(60, top, label, 10)
        for column, figure in enumerate(figures):
            is_rest = column >= figure_size
            x = at + 30 * (column - figure_size) if is_rest else 330 + 17 * number + 60 * column
            made.text(x, top + (14 if is_rest else 0), figure, 10)
    return tables(read(made.file(None), NAME))


def test_rows_set_with_blanks_and_wrapped_are_their_cells_in_order() -> None:
    (table,) = spaced(["7", "8", "9", "24"], at=60)
    assert table.columns == "ragged"
    assert rows(table)[1:] == [
        [label, "7", "8", "9", "24"] for label in ("1.本年新收申请", "2.上年结转", "3.予以公开的信息", "4.总计")
    ]


def test_lower_figures_that_stand_not_under_the_label_are_no_rest_of_a_row() -> None:
    assert not any("24" in row for table in spaced(["7", "8", "9", "24"], at=240) for row in rows(table))


def test_rows_with_fewer_figures_than_the_head_has_labels_stay_text() -> None:
    assert all(len(table.cells) == 1 for table in spaced(["7", "8", "24"], at=60))
