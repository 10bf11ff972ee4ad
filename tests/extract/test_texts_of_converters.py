"""Texts that other programs made of a report: rows are read as they stood on the page, or left open."""

from __future__ import annotations

from tests.extract.documents import SECTIONS, TITLE, applications, cell, extracted, figures, of_row, read_text

DISCLOSED = (
    ("第二十条第（一）项", ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "", "5"]),
    ("第二十条第（五）项", ["信息内容", "本年处理决定数量"], ["行政许可", " "]),
    ("第二十条第（六）项", ["信息内容", "本年处理决定数量"], ["行政处罚", "1"]),
    ("第二十条第（八）项", ["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "0.36"]),
)


def test_a_number_alone_between_two_pieces_of_a_dumped_table_is_not_the_blank_rows_above_it() -> None:
    """It is the page's."""
    lines = [TITLE, SECTIONS[2]]
    for number, (part, head, row) in enumerate(DISCLOSED):
        page = ["4"] if number == 2 else []
        lines += [f"\t{part}", "", *page, *(f"\t{text}" for text in head), "", *(f"\t{text}" for text in row), ""]
    report = read_text("\n".join(lines))
    assert cell(report, "disclosure.penalty.decisions").value == 1
    assert cell(report, "disclosure.licensing.decisions").status == "blank"


def test_a_row_is_not_laid_as_a_blank_one_beside_it_whose_columns_nothing_shows() -> None:
    """Behind a page's end the table has no head; before the values of both rows stands a cell left of a merged one."""
    rows = applications(order=(6, 0, 1, 2, 3, 4, 5))
    behind = [
        ["", "", "3.其他", *[""] * 7],
        ["", "（六）其他处理", "", *[""] * 7],
        ["", "（七）总计", "", "7", "6", *[""] * 5],
    ]
    report = extracted(SECTIONS[3], rows[:8], "- 2 -", behind)
    assert of_row("carried_in", report)["applications.carried_in.total"] == figures("carried_in")[-1]
    right = {"applications.total.natural": 6, "applications.total.total": 7}
    assert of_row("total", report) in ({}, right)
