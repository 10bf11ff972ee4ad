"""Tables side by side in one grid are read as the two that they are."""

from __future__ import annotations

from tests.extract.documents import (
    DISCLOSURE,
    KINDS,
    SECTIONS,
    TITLE,
    Rows,
    document,
    expected,
    extracted,
    flat,
    printed,
    read_text,
)
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


# --- set by blanks -----------------------------------------------------------------------------------------

BY_BLANKS = """
第二十条第（一）项                                          第二十条第（六）项
信息内容          本年制发件数  本年废止件数  现行有效件数  信息内容        本年处理决定数量
规章              1             2             13            行政处罚        88
行政规范性文件    4             5             46            行政强制        9
第二十条第（五）项                                          第二十条第（八）项
信息内容          本年处理决定数量                          信息内容        本年收费金额（单位：万元）
行政许可          707                                       行政事业性收费  10.5
"""


def test_halves_set_by_blanks_are_parted_where_the_second_row_of_a_line_begins() -> None:
    assert printed(read_text(f"{TITLE}\n\n{SECTIONS[2]}\n{BY_BLANKS}"), "disclosure") == DISCLOSURE


def test_a_table_below_whose_units_stand_where_the_halves_part_keeps_its_lines_whole() -> None:
    rows = [["项目", "单位", *KINDS], *([label, "件", *values] for label, *values in flat(head=[]))]
    below = "\n".join(f"{wide(row[0], 60)}{wide(row[1], 8)}{''.join(wide(v, 16) for v in row[2:])}" for row in rows)
    report = read_text(f"{TITLE}\n\n{SECTIONS[2]}\n{BY_BLANKS}\n{SECTIONS[3]}\n{below}\n")
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report) == expected()


def test_halves_set_by_blanks_in_which_something_reaches_across_are_left_open() -> None:
    text = BY_BLANKS.replace(
        "第二十条第（五）项                                          第二十条第（八）项", "备注：" + "右" * 40
    )
    report = read_text(f"{TITLE}\n\n{SECTIONS[2]}\n{text}")
    assert printed(report, "disclosure").items() <= DISCLOSURE.items()


def wide(text: str, columns: int) -> str:
    """A text filled up with blanks to so many columns, of which a Chinese character takes two."""
    return text + " " * max(columns - sum(2 if ord(c) > 0x2E7F else 1 for c in text), 1)
