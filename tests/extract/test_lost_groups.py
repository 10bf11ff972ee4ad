"""Heads in which the label of a group of columns is gone, or is broken within its columns."""

from __future__ import annotations

from collections.abc import Sequence

from tests.extract.documents import (
    APPLICATIONS,
    KINDS,
    SECTIONS,
    TITLE,
    Rows,
    applications,
    expected,
    extracted,
    printed,
    read_text,
    shown,
)

LABELS = 58  # columns of a screen that the longest label takes, and a gap
WIDTH = 16


def without_group(order: Sequence[int] = range(7)) -> Rows:
    """The applications table with a blank cell over the columns of the five kinds of organisations."""
    head: Rows = [
        [("项目", 3, 3), ("申请人情况", 7)],
        [("", 5) if column is None else (KINDS[column], 1, 2) for column in (*order[:1], None, *order[6:])],
        [KINDS[column] for column in order[1:6]],
    ]
    return [*head, *applications(head=False)]


def on_screen(text: str, width: int) -> str:
    """A text filled up with blanks; a character of Chinese takes two columns."""
    return text + " " * (width - sum(2 if ord(sign) > 0x2E80 else 1 for sign in text))


def set_by_blanks(*head: Sequence[str], blank: int | None = None) -> str:
    """A text with the applications set by blanks alone, under a head of lines with a text or a gap for each column;
    that of one column may be blank in all rows but the first.
    """
    rows = [*(["", *line] for line in head), *([labels[-1][:20], *shown(row)] for row, labels in APPLICATIONS.items())]
    if blank is not None:
        for row in rows[len(head) + 1 :]:
            row[blank + 1] = ""
    lines = ("".join([on_screen(label, LABELS), *(on_screen(cell, WIDTH) for cell in cells)]) for label, *cells in rows)
    return "\n".join([TITLE, SECTIONS[3], *lines])


def test_a_blank_cell_over_the_columns_of_a_group_is_no_blank_row() -> None:
    assert printed(extracted(SECTIONS[3], without_group())) == expected()


def test_a_blank_cell_over_a_groups_columns_is_known_between_damaged_labels() -> None:
    rows = [list(row) for row in without_group()]
    rows[1][2] = ("怠计", 1, 2)
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_where_cells_are_counted_a_blank_cell_stands_for_the_columns_below_it() -> None:
    head = [["项目", "申请人情况"], ["", "自然人", "", "总计"], ["", "", *KINDS[1:6], ""]]
    rows = [*head, *([labels[-1], *shown(row)] for row, labels in APPLICATIONS.items())]
    text = "\n".join([TITLE, SECTIONS[3], *("\n".join(f"\t{cell}" for cell in row) + "\n" for row in rows)])
    assert printed(read_text(text)) == expected()


def test_labels_on_the_lower_line_of_a_head_set_by_blanks_stand_between_those_of_the_upper_one() -> None:
    text = set_by_blanks(["申请人情况"], ["自然人", *[""] * 5, "总计"], ["", *KINDS[1:6], ""])
    assert printed(read_text(text)) == expected()


def test_labels_broken_within_columns_set_by_blanks_are_whole() -> None:
    text = set_by_blanks(
        ["申请人情况"],
        ["自然人", "法人或", *[""] * 4, "总"],
        ["", "其他组织", *[""] * 4, "计"],
        ["", "商业", "科研机构", "社会", "法律服务", "其"],
        ["", "企业", "", "公益", "机构", "他"],
        ["", "", "", "组织"],
    )
    assert printed(read_text(text)) == expected()


def test_the_broken_label_of_a_group_is_not_one_with_that_of_its_column() -> None:
    text = set_by_blanks(
        ["申"],
        ["请人情况"],
        ["自然人", "法人或", *[""] * 4, "总计"],
        ["", "其他组织"],
        ["", *KINDS[1:6]],
    )
    assert printed(read_text(text)) == expected()


def test_a_damaged_label_of_two_characters_set_apart_is_one_though_blanks_stand_among_its_figures() -> None:
    figures = printed(read_text(set_by_blanks(["自然人", *KINDS[1:6], "怠　计"], blank=3)))
    assert figures == {
        cell: value
        for cell, value in expected().items()
        if not cell.endswith(".charity") or cell.startswith("applications.new.")
    }


def test_a_column_is_not_called_blank_where_its_figures_stand_under_what_may_be_a_piece_of_its_label() -> None:
    report = read_text(set_by_blanks(["自然人", *KINDS[1:6], "共   总计"], blank=3))
    assert not [cell for cell, figure in report.figures.items() if cell.endswith(".total") and figure.status == "blank"]


def test_columns_of_a_group_before_its_sisters_are_no_row_though_blanks_stand_under_these() -> None:
    order = (2, 1, 4, 5, 3, 0, 6)
    head = [
        ["项目", "申请人情况", *[""] * 6],
        ["", "法人或其他组织", *[""] * 4, "自然人", "总计"],
        ["", *(KINDS[column] for column in order[:5]), "", ""],
    ]
    rows = [[labels[-1], *(shown(row)[column] for column in order)] for row, labels in APPLICATIONS.items()]
    text = "\n".join([TITLE, SECTIONS[3], *(" | ".join(row) for row in [*head, *rows])])
    assert printed(read_text(text)) == expected()


def stacked(*head: str, order: Sequence[int]) -> str:
    """A text with one cell a line."""
    rows = [[labels[-1], *(shown(row)[column] for column in order)] for row, labels in APPLICATIONS.items()]
    return "\n".join([TITLE, SECTIONS[3], *head, *(cell for row in rows for cell in row)])


def test_a_groups_label_printed_for_each_of_its_columns_says_where_these_stand() -> None:
    order = (0, 2, 1, 4, 5, 3, 6)
    groups = ["法人或其他组织"] * 5
    text = stacked("申请人情况", "自然人", *groups, "总计", *(KINDS[column] for column in order[1:6]), order=order)
    assert printed(read_text(text)) == expected()


def test_a_groups_label_printed_for_some_of_its_columns_does_not_say_where_the_others_stand() -> None:
    groups = ["法人或其他组织"] * 3
    text = stacked("申请人情况", "自然人", *groups, "总计", *KINDS[1:6], order=range(7))
    assert not printed(read_text(text))


def test_cells_are_not_called_blank_where_their_figures_stand_below_the_end_of_the_rows_label() -> None:
    lines = set_by_blanks([*KINDS]).split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("2.重复申请"))
    first, *others = shown("refused.repeat")
    rest = on_screen("", LABELS + WIDTH) + "".join(on_screen(cell, WIDTH) for cell in others)
    lines[at : at + 1] = [on_screen("2.重复申", LABELS) + first, "请", rest]
    figures = read_text("\n".join(lines)).figures
    assert not any(figure.status == "blank" for figure in figures.values())


def test_a_groups_whole_label_is_not_one_with_a_piece_of_what_stands_over_it() -> None:
    text = set_by_blanks(
        ["申请人", "情况"],
        ["自然人", "法人或其他组织", *[""] * 4, "计"],
        ["", "商业业", *KINDS[2:6]],
    )
    found = printed(read_text(text))
    assert found == {cell: expected()[cell] for cell in found}
