"""Texts that other programs made of a report: rows are read as they stood on the page, or left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.extract.documents import (
    APPLICANTS,
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    SECTIONS,
    TITLE,
    Rows,
    Text,
    applications,
    cell,
    disputes,
    expected,
    extracted,
    figures,
    of_row,
    printed,
    read_text,
    shown,
)
from toolkit.model import CellId

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


# --- pages of narrow columns, as they were laid out -------------------------------------------------------

WIDE = 4  # characters of a label column
FIRST, PITCH = 13, 7  # characters before the first figures, and from these to the next


def set_at(places: Mapping[int, str], before: str = "") -> str:
    """A line with these texts in the columns of the figures."""
    line = before
    for column, text in places.items():
        line = line.ljust(FIRST + PITCH * column) + text
    return line


NARROW_HEAD = [
    set_at({0: "申请人情况"}, "（本列数据的"),
    set_at({0: "自然人", 1: "法人或其他组织", 6: "总计"}, "勾稽关系为：第"),
    set_at({1: "商业企", 2: "科研机", 3: "社会公", 4: "法律服", 5: "其他"}, "一项加第二"),
    set_at({1: "业", 2: "构", 3: "益组织", 4: "务机构"}, "项之和）"),
]


def narrow(values: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """The rows of the applications table with labels that wrap, those of groups beside those of their rows."""
    lines: list[str] = []
    groups: set[str] = set()
    for row, labels in APPLICATIONS.items():
        *over, own = labels
        group = over[-1] if over[1:] and over[-1] not in groups else ""
        groups.add(group)
        beside = bool(over[1:])
        room = " " * (WIDE + 2) if beside else ""
        cells = (values or {}).get(row, shown(row))
        figures_of = "".join(text.ljust(PITCH) for text in cells)
        wide = WIDE if beside else 2 * WIDE + 2
        left = [group[at : at + WIDE] for at in range(0, len(group), WIDE)]
        right = [own[at : at + wide] for at in range(0, len(own), wide)]
        for number in range(max(len(left), len(right))):
            over_text = (left[number] if number < len(left) else "").ljust(len(room)) if beside else ""
            text = over_text + (right[number] if number < len(right) else "")
            lines.append((text.ljust(FIRST) + (figures_of if number == 0 else "")).rstrip())
    return lines


def on_pages(lines: Sequence[str], *ends: int) -> str:
    """Lines of a report, with the ends of pages before those of these numbers."""
    paged = ["\f" + line if number in ends else line for number, line in enumerate(lines)]
    return "\n".join([TITLE, SECTIONS[3], *NARROW_HEAD, *paged, SECTIONS[4], "无。", "\f"])


@pytest.mark.parametrize("end", range(1, 90, 7))
def test_labels_that_wrap_beside_those_of_their_groups_are_read_across_the_ends_of_pages(end: int) -> None:
    assert printed(read_text(on_pages(narrow(), end, end + 40))) == expected()


def test_a_row_with_blank_cells_is_read_where_its_figures_stand_between_those_of_full_rows() -> None:
    cells = [text if number in (1, 6) else "" for number, text in enumerate(shown("denied.law"))]
    report = read_text(on_pages(narrow({"denied.law": cells})))
    right = {f"applications.denied.law.{of}": int(cells[at]) for at, of in ((1, "company"), (6, "total"))}
    assert printed(report) == expected(["denied.law"]) | right
    assert cell(report, "applications.denied.law.natural").status == "blank"


@pytest.mark.parametrize("moved", [2, 3, 4, 5])
def test_a_row_with_blank_cells_whose_figures_were_pushed_aside_is_left_open(moved: int) -> None:
    lines = narrow({"denied.law": ["", "4", "", "", "", "", "4"]})
    at = next(n for n, line in enumerate(lines) if "2.其他" in line)
    lines[at] = lines[at].replace("2.其他", "2.其他" + " " * moved)
    report = read_text(on_pages(lines))
    assert printed(report) == expected(["denied.law"])


def test_a_figure_that_goes_on_below_is_not_read_without_its_end() -> None:
    lines = narrow()
    at = next(n for n, line in enumerate(lines) if "2.其他" in line)
    lines[at + 1] = lines[at + 1].ljust(FIRST) + "7"
    assert printed(read_text(on_pages(lines))) == expected(["denied.law"])


def test_a_label_below_its_figures_that_is_not_numbered_is_no_row_of_its_own() -> None:
    """Where figures stand in the middle of their labels, as the numbers show, nothing is laid by these rules."""
    lines = narrow()
    figures_at = [n for n, line in enumerate(lines) if len(line) > FIRST]
    for at in figures_at:
        if at + 1 < len(lines) and at + 1 not in figures_at:
            lines[at], lines[at + 1] = lines[at][:FIRST].rstrip(), lines[at + 1].ljust(FIRST) + lines[at][FIRST:]
    found = printed(read_text(on_pages(lines)))
    assert found == {name: expected()[name] for name in found}


def test_a_head_that_is_cut_by_a_pages_end_is_read_by_the_figures_below_it() -> None:
    lines = [*NARROW_HEAD[:2], "\f" + NARROW_HEAD[2], NARROW_HEAD[3], *narrow()]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines, SECTIONS[4], "无。", "\f"]))) == expected()


def test_figures_of_other_tables_on_the_page_before_the_head_do_not_hide_the_table() -> None:
    """Such lines are what a page of two columns leaves."""
    others = [" 其他    26  43%  规章     无    无    无  请情况", " 合计   282 100% 规章    3    无   1 情况"]
    lines = [*others, *NARROW_HEAD, *narrow()]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines, SECTIONS[4], "无。", "\f"]))) == expected()


def test_words_below_a_figure_are_of_its_cell_alone() -> None:
    lines = narrow()
    at = next(n for n, line in enumerate(lines) if "2.其他" in line)
    lines[at + 1] = set_at({5: "（其中"}, lines[at + 1])
    lines[at + 2] = set_at({5: "罚1件）"}, lines[at + 2])
    report = read_text(on_pages(lines))
    assert printed(report) == {name: v for name, v in expected().items() if name != "applications.denied.law.other_org"}
    assert cell(report, "applications.denied.law.other_org").status == "unreadable"


def test_a_note_between_two_rows_does_not_open_the_row_before_it() -> None:
    lines = narrow()
    at = next(n for n, line in enumerate(lines) if "二、上年" in line)
    lines.insert(at, set_at({1: "其中 2 件为合并办理"}))
    assert printed(read_text(on_pages(lines))) == expected()


def test_rows_with_blank_cells_on_a_page_without_a_full_row_show_its_columns_together() -> None:
    def of_row_number(number: int, row: str) -> list[str]:
        return [text if at not in (number % 6, 5) else "" for at, text in enumerate(shown(row))]

    values = {row: of_row_number(number, row) for number, row in enumerate(APPLICATIONS) if number > 11}
    values["refused.repeat"] = ["1", "", "", "", "2", "3", "6"]
    lines = narrow(values)
    page = next(n for n, line in enumerate(lines) if "1.本机" in line)
    found = printed(read_text(on_pages(lines, page)))
    assert found == expected(values) | {
        f"applications.{row}.{name}": int(text)
        for row, texts in values.items()
        for name, text in zip(APPLICANTS, texts, strict=True)
        if text
    }


SHORT = """\
    第二十条第（一）项
信息内  本年制   本年废   现行有
 容   发件数   止件数   效件数
 规章    1     2     13
行政规    4     5     46
范性文
 件
    第二十条第（五）项
信息内     本年处理决定数量
 容
行政许        707
 可
    第二十条第（六）项
信息内     本年处理决定数量
 容
行政处        88
 罚
行政强        9
 制
    第二十条第（八）项
信息内  本年收费金额（单位：万
 容        元）
行政事       10.5 万元
业性收
 费
"""
"""The disclosure table in narrow columns, as pdftotext lays it out."""


def test_short_tables_of_narrow_columns_are_read_with_heads_and_labels_that_wrap() -> None:
    report = read_text("\n".join([TITLE, SECTIONS[2], SHORT, SECTIONS[3], "无。", "\f"]))
    assert printed(report, "disclosure") == DISCLOSURE


def test_a_row_of_a_short_table_that_lacks_a_figure_is_read_where_the_others_stand_below_their_labels() -> None:
    text = SHORT.replace(" 规章    1     2     13", " 规章    1           13")
    report = read_text("\n".join([TITLE, SECTIONS[2], text, SECTIONS[3], "无。", "\f"]))
    assert printed(report, "disclosure") == {n: v for n, v in DISCLOSURE.items() if n != "disclosure.rules.repealed"}
    assert cell(report, "disclosure.rules.repealed").status == "blank"


def test_the_label_of_a_row_without_figures_is_not_the_rest_of_the_one_before_it() -> None:
    pairs = ["规范性文件—本年制发件数    76", "规范性文件—本年废止件数", "规范性文件—现行有效件数    8"]
    lines = ["项目            件数", "规章—本年制发件数       1", *pairs, "行政许可—本年处理决定数量   3"]
    report = read_text("\n".join([TITLE, SECTIONS[2], *lines, SECTIONS[3], "无。", "\f"]))
    assert printed(report, "disclosure").get(CellId("disclosure.normative.repealed")) is None
    assert printed(report, "disclosure").get(CellId("disclosure.normative.issued")) in (76, None)


# --- bars that stand in the same columns of every line ----------------------------------------------------


def barred(rows: Rows, widths: Sequence[int]) -> list[str]:
    """Rows of cells in columns of these widths (a character of Chinese takes two), without rules between them."""
    lines: list[str] = []
    for row in rows:
        cells: list[tuple[list[str], int]] = []
        at = 0
        for given in row:
            text, wide = (given, 1) if isinstance(given, str) else given[:2]
            room = sum(widths[at : at + wide]) + wide - 1
            cells.append((wrapped(text, room), room))
            at += wide
        for number in range(max(len(pieces) for pieces, _ in cells)):
            texts = [(pieces[number] if number < len(pieces) else "", room) for pieces, room in cells]
            lines.append("|" + "|".join(text + " " * (room - screen(text)) for text, room in texts) + "|")
    return lines


def screen(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def wrapped(text: str, room: int) -> list[str]:
    pieces = [""]
    for sign in text:
        if screen(pieces[-1] + sign) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def without_merged_rows(rows: Rows) -> list[list[Text]]:
    """Rows with an empty cell wherever one reaches down into them."""
    down: dict[int, tuple[int, int]] = {}
    found: list[list[Text]] = []
    for row in rows:
        cells: list[Text] = []
        at = 0
        for given in [*row, None]:
            while (reach := down.get(at, (0, 0)))[1]:
                down[at] = (reach[0], reach[1] - 1)
                cells.append(("", reach[0]))
                at += reach[0]
            if given is not None:
                text, wide, high = (given, 1, 1) if isinstance(given, str) else (*given, 1)[:3]
                cells.append((text, wide))
                down[at] = (wide, high - 1)
                at += wide
        found.append(cells)
    return found


def test_bars_say_which_columns_a_cell_covers_and_full_cells_go_on_in_the_next_line() -> None:
    widths = [14, 14, 14, 6, 8, 8, 8, 8, 6, 6]
    table = barred(without_merged_rows(applications()), widths)
    across = barred(disputes(), [6] * 15)
    report = read_text("\n".join([TITLE, SECTIONS[3], *table, SECTIONS[4], *across]))
    assert printed(report) == expected()
    assert printed(report, "disputes") == DISPUTES


def test_a_row_without_figures_is_not_the_end_of_a_label_that_had_room_for_more() -> None:
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "", "", ""],
        ["行政规范性文件", *"456"],
    ]
    report = read_text("\n".join([TITLE, SECTIONS[2], *barred(rows, [14, 12, 12, 12])]))
    assert cell(report, "disclosure.rules.issued").status == "blank"
    assert cell(report, "disclosure.normative.in_force").value == 6


def test_blank_lines_between_bars_part_the_rows_wherever_the_bars_stand() -> None:
    rows = without_merged_rows(applications(order=(6, 0, 1, 2, 3, 4, 5)))
    widths = [14, 14, 14, 6, 8, 8, 8, 8, 6, 6]
    blank = "|" + "|".join(" " * width for width in widths) + "|"
    lines = [line for row in rows for line in (*barred([row], widths), blank)]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines]))) == expected()
