from __future__ import annotations

import pytest

from toolkit.model import Origin, PageOrigin, SectionOrigin, TableOrigin, TextOrigin
from toolkit.view.places import place, table_places


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (TableOrigin(31, 3, 2), "正文第 32 块的表格 4行3列"),
        (TableOrigin(4, 1, 2, path=((4, 0, 1),)), "正文第 5 块的表格 1行2列内的表格 2行3列"),
        (TableOrigin(0, 3, 2, sheet="表三"), "工作表“表三” C4"),
        (TableOrigin(0, 9, 27, sheet="表三"), "工作表“表三” AB10"),
        (TextOrigin(100, 102, 57), "第 57行"),
        (PageOrigin(3, (1.0, 2.0, 3.0, 4.0), 4, 5), "第 3 页 5行"),
        (PageOrigin(3, (72.4, 120.0, 3.0, 4.0)), "第 3 页 (72, 120)"),
        (SectionOrigin(1, 11, 14), "第 1 部分正文 12字"),
        (SectionOrigin(0, 11, 14), "开头的文字 12字"),
        (None, "没有出处"),
    ],
)
def test_a_place_is_said_in_words_counted_from_one(origin: Origin | None, said: str) -> None:
    assert place(origin) == said


def row(block: int, row: int, columns: range) -> list[Origin]:
    return [TableOrigin(block, row, column) for column in columns]


def test_what_all_rows_have_in_common_stands_in_the_note() -> None:
    places = table_places({"new": row(31, 3, range(3, 10)), "total": row(31, 25, range(3, 10))})
    assert places.rows == {"new": "4行", "total": "26行"}
    assert places.note == "出处：正文第 32 块的表格，4–10列（从 1 数起）"


def test_a_row_with_other_columns_keeps_them() -> None:
    places = table_places(
        {
            "a": row(1, 1, range(1, 4)),
            "b": row(1, 2, range(1, 4)),
            "c": row(1, 3, range(1, 4)),
            "d": row(1, 4, range(1, 2)),
        }
    )
    assert places.rows == {"a": "2行", "b": "3行", "c": "4行", "d": "5行2列"}


def test_a_table_cut_in_two_says_which_part_each_row_is_in() -> None:
    places = table_places({"new": row(31, 3, range(3)), "total": row(33, 0, range(3))})
    assert places.rows == {"new": "表1 4行1–3列", "total": "表2 1行1–3列"}
    assert places.note == "出处：表1 是正文第 32 块的表格，表2 是正文第 34 块的表格（从 1 数起）"


def test_a_row_broken_over_lines_of_text_names_the_first_and_the_last() -> None:
    places = table_places({"new": [TextOrigin(0, 1, 57), TextOrigin(5, 6, 63)]})
    assert (places.rows, places.note) == ({"new": "57–63行"}, "出处：纯文本的行（从 1 数起）")


def test_a_row_of_a_workbook_is_named_as_the_program_names_it() -> None:
    cells: list[Origin] = [TableOrigin(0, 4, column, sheet="表三") for column in range(2, 9)]
    places = table_places({"new": cells})
    assert (places.rows, places.note) == ({"new": "C5:I5"}, "出处：工作表“表三”")


def test_a_table_without_places_says_so() -> None:
    assert table_places({}).note == "出处：没有记录"
