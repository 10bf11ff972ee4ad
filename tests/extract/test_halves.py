"""Tables side by side in one grid are read as the two that they are."""

from __future__ import annotations

from tests.extract.documents import DISCLOSURE, SECTIONS, Rows, document, extracted
from toolkit.extract.lines.halves import set_apart
from toolkit.extract.lines.lines import walk

SIDE_BY_SIDE: Rows = [
    [("第二十条第（一）项", 4), ("第二十条第（六）项", 4)],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "信息内容", ("本年处理决定数量", 3)],
    ["规章", "1", "2", "13", "行政处罚", ("88", 3)],
    ["行政规范性文件", "4", "5", "46", "行政强制", ("9", 3)],
    [("第二十条第（五）项", 4), ("第二十条第（八）项", 4)],
    ["信息内容", ("本年处理决定数量", 3), "信息内容", ("本年收费金额（单位：万元）", 3)],
    ["行政许可", ("707", 3), "行政事业性收费", ("10.5", 3)],
]


def test_both_halves_are_read() -> None:
    report = extracted(SECTIONS[2], SIDE_BY_SIDE)
    printed = {cell: figure.value for cell, figure in report.figures.items() if figure.status == "printed"}
    assert printed == DISCLOSURE


def test_a_table_below_in_the_same_grid_keeps_its_lines_whole() -> None:
    below: Rows = [["一、本年新收", "1", "2", "3", "申请人情况", "5"], ["说明", "1", "2", "3", "4", "5"]]
    lines = walk(document([*SIDE_BY_SIDE, *below])).lines
    runs = iter(range(100, 200))
    labels = frozenset({"规章", "行政规范性文件", "行政处罚", "行政强制", "行政许可", "行政事业性收费"})
    apart = set_apart(lines, labels, lambda: next(runs))
    assert [token.text for token in apart[-1].tokens] == list(below[-1])


def test_a_running_number_or_a_unit_between_labels_parts_nothing() -> None:
    rows: Rows = [
        ["规章", "1", "规章", "5", "6"],
        ["行政许可", "2", "行政许可", "7", "8"],
        ["总计", "3", "件", "9", "9"],
    ]
    lines = walk(document(rows)).lines
    assert set_apart(lines, frozenset({"规章", "行政许可"}), lambda: 99) == lines


def test_a_hidden_column_before_the_second_labels_is_no_matter() -> None:
    left, right = ("规章", "行政许可", "行政强制"), ("行政处罚", "行政事业性收费", "行政规范性文件")
    rows: Rows = [[one, "1", "隐", other, "5"] for one, other in zip(left, right, strict=True)]
    walked = walk(document(rows)).lines
    lines = [line._replace(tokens=tuple(t for t in line.tokens if t.text != "隐")) for line in walked]
    apart = set_apart(lines, frozenset((*left, *right)), lambda: 99)
    assert [line.tokens[0].text for line in apart] == [*left, *right]
