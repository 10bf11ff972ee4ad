"""Tables set by blanks in which a text longer than its column pushes aside what stands behind it on its line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest

from tests.extract.documents import APPLICATIONS, SECTIONS, TITLE, expected, flat, of_row, printed, read_text
from toolkit.model import CellId

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def set_by_blanks(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Rows as lines: each text where its column begins, or two blanks behind the text that reaches so far."""
    starts = [sum(widths[:column]) for column in range(len(widths))]
    lines = []
    for row in rows:
        line = ""
        for start, text in zip(starts, row, strict=False):
            if text:
                line += " " * (max(start - _width(line), 2) if line else start) + text
        lines.append(line)
    return lines


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _head(before: Sequence[str], behind: Sequence[str]) -> list[list[str]]:
    """Three lines of labels, with other columns before and behind the form's."""
    blanks = [""] * len(before)
    return [
        [CORNER, *before, "申请人情况", *[""] * 6, *behind],
        ["", *blanks, "自然人", "法人或其他组织", *[""] * 4, "总计"],
        ["", *blanks, "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]


def _lines(before: Sequence[str], behind: Sequence[str], labels: int = 44) -> list[str]:
    rows = [[label, *["件"] * len(before), *values] for label, *values in flat(head=())]
    widths = [labels, *[8] * len(before), 10, 12, 12, 16, 16, 8, 8, *[8] * len(behind)]
    return set_by_blanks([*_head(before, behind), *rows], widths)


@pytest.mark.parametrize("labels", [28, 44, 68])
@pytest.mark.parametrize(("before", "behind"), [([], ["备注"]), (["单位"], []), (["单位"], ["备注"])])
def test_other_columns_names_pushed_over_the_forms_columns_by_a_long_corner_do_not_part_them(
    before: list[str], behind: list[str], labels: int
) -> None:
    report = read_text("\n".join([TITLE, SECTIONS[3], *_lines(before, behind, labels)]))
    assert printed(report) == expected()


@pytest.mark.parametrize("labels", [28, 44])
def test_shares_behind_the_figures_and_numbers_before_the_labels_do_not_part_them_either(labels: int) -> None:
    heads = [["序号", *_head([], ["占比"])[0]], *(["", *line] for line in _head([], ["占比"])[1:])]
    rows = [[str(n), *row, f"{n}.5%"] for n, row in enumerate(flat(head=()), 1)]
    lines = set_by_blanks([*heads, *rows], [8, labels, 10, 12, 12, 16, 16, 8, 8, 8])
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines]))) == expected()


def test_a_value_left_out_of_a_row_in_its_columns_is_blank_and_in_a_row_pushed_aside_open() -> None:
    pushed, kept = "other.unpaid", "denied.internal"
    rows = [
        [label, *("" if number == 2 and row in (pushed, kept) else text for number, text in enumerate(values))]
        for row, (label, *values) in zip(APPLICATIONS, flat(head=()), strict=True)
    ]
    lines = set_by_blanks([*_head([], ["备注"]), *rows], [44, 10, 12, 12, 16, 16, 8, 8, 8])
    report = read_text("\n".join([TITLE, SECTIONS[3], *lines]))
    assert not of_row(pushed, report)
    assert report.figures[CellId(f"applications.{kept}.research")].status == "blank"
    whole = {cell: value for cell, value in expected().items() if cell.startswith(f"applications.{kept}.")}
    assert {**of_row(kept, report), f"applications.{kept}.research": 8} == whole
