"""Rows and columns that are absent, additional, broken or merged: what can't be placed is left out and said."""

from __future__ import annotations

import pytest

from tests.extract.documents import (
    APPLICANTS,
    APPLICATIONS,
    SECTIONS,
    TITLE,
    Text,
    applications,
    cell,
    disclosure,
    expected,
    extracted,
    figures,
    flat,
    messages,
    of_row,
    printed,
    read_text,
    shown,
)
from toolkit.model import TableOrigin

# --- rows and columns that are not the form's -------------------------------------------------------------------


def test_an_absent_row_is_missing_and_said_to_be() -> None:
    gone = ("denied.internal", "refused.abusive")
    report = extracted(SECTIONS[3], applications(without=gone))
    assert printed(report) == expected(without=gone)
    for row in gone:
        assert {cell(report, f"applications.{row}.{column}").status for column in APPLICANTS} == {"missing"}
    assert messages(report, "row.missing") == [
        "表中没有“5.属于三类内部事务信息”这一行，记为缺",
        "表中没有“4.无正当理由大量反复申请”这一行，记为缺",
    ]


def test_an_absent_column_is_missing_and_not_the_next_ones_figures() -> None:
    rows = [[*row[:3], *row[4:]] for row in flat()]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {name: value for name, value in expected().items() if not name.endswith(".research")}
    assert cell(report, "applications.new.research").status == "missing"
    assert "科研机构列" in messages(report, "column.missing")[0]


def test_an_absent_column_beside_one_that_is_not_the_forms_is_missing_still() -> None:
    head, *rows = ([*row[:3], *row[4:]] for row in flat())
    rows = [[*head, "上年同期"], *([row[0], "", "", *row[1:], "8"] for row in rows)]  # a merged label's other columns
    text = "\n".join([TITLE, SECTIONS[3], *("\t".join(row) for row in rows)])
    wanted = {name: value for name, value in expected().items() if not name.endswith(".research")}
    assert printed(read_text(text)) == wanted
    unknown = text.replace("上年同期", "科技组织")  # 科研机构 gone wrong, or a column of its own?
    assert printed(read_text(unknown)).items() <= wanted.items()


def test_a_column_behind_its_groups_may_have_each_of_them_in_other_words() -> None:
    rows = flat()
    rows[0] = ["", *(f"申请人类别{name.replace('总计', '合计')}" for name in rows[0][1:])]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_an_extra_row_has_no_cell_and_a_note_that_names_it() -> None:
    rows = flat()
    rows.insert(5, ["其中：涉企信息公开申请", *["9"] * 7])
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected()
    assert messages(report, "row.extra") == ["“其中：涉企信息公开申请”一行不在规定格式之内，没有取值"]
    note = next(note for note in report.notes if note.code == "row.extra")
    assert note.origin == TableOrigin(2, 5, 0)


def test_a_2021_table_with_a_single_row_of_other_outcomes_keeps_the_groups_id() -> None:
    three = [row for row in APPLICATIONS if row.startswith("other.")]
    rows = [*flat(without=three)]
    rows.insert(-2, ["（六）其他处理", *map(str, figures("other"))])
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], rows)
    assert report.form == "2021"
    assert of_row("other", report) == {
        f"applications.other.{column}": value for column, value in zip(APPLICANTS, figures("other"), strict=True)
    }
    assert not [i for i in report.figures if i.startswith(tuple(f"applications.{row}." for row in three))]


def test_a_groups_head_with_figures_beside_its_three_rows_is_no_row() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("1.申请人无正当理由"))
    rows.insert(at, ["（六）其他处理", *["99"] * 7])
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], rows)
    assert printed(report) == expected()


@pytest.mark.parametrize(
    ("separator", "at"), [(mark, at) for mark in ("\t", "   ", " | ") for at in (1, 4, 6) if (mark, at) != ("   ", 6)]
)
def test_a_rows_values_broken_over_two_lines_are_one_row(separator: str, at: int) -> None:
    granted = next(row for row in flat() if row[0] == "（一）予以公开")
    broken = [separator.join(granted[: at + 1]), separator.join(["", *granted[at + 1 :]])]
    lines = [line for row in flat() for line in (broken if row == granted else [separator.join(row)])]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines]))) == expected()


def test_a_label_broken_over_two_rows_of_a_table_is_one_label() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("2.申请人逾期未按"))
    label, *values = rows[at]
    rows[at : at + 1] = [[label[:15], *[""] * 7], [label[15:], *values]]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_a_table_cut_in_two_by_a_caption_is_one_table() -> None:
    rows = flat()
    report = extracted(SECTIONS[3], rows[:14], "（续表）", rows[14:])
    assert printed(report) == expected()


# --- what can't be placed ---------------------------------------------------------------------------------------


def test_a_row_with_too_few_figures_has_no_keys_and_a_note_that_names_its_cells() -> None:
    text = "\n".join([TITLE, SECTIONS[3], *("   ".join(row) for row in flat())])
    short = "   ".join(["（一）予以公开", *shown("granted")])
    report = read_text(text.replace(short, "（一）予以公开   7   7"))
    assert not [name for name in report.figures if name.startswith("applications.granted.")]
    named = {name for note in report.notes if note.code == "cell.unplaced" for name in note.cells}
    assert named == {f"applications.granted.{column}" for column in APPLICANTS}
    assert printed(report) == expected(without=["granted"])


def test_cells_merged_over_two_columns_are_open_and_the_others_read() -> None:
    values = shown("granted")
    merged: list[Text] = ["（一）予以公开", values[0], ("38", 2), *values[3:]]
    report = extracted(SECTIONS[3], [merged if row[0] == "（一）予以公开" else row for row in flat()])
    open_cells = ("applications.granted.company", "applications.granted.research")
    assert report.figures.keys().isdisjoint(open_cells)
    assert printed(report) == {name: value for name, value in expected().items() if name not in open_cells}
    (note,) = [note for note in report.notes if note.code == "cell.unplaced"]
    assert note.cells == open_cells
