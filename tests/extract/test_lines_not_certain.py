"""Lines of texts that may be a row's or another's: what stays open, and what other lines tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.extract.documents import (
    APPLICATIONS,
    KINDS,
    SECTIONS,
    TITLE,
    expected,
    flat,
    of_row,
    printed,
    read_text,
    shown,
)
from toolkit.model import Report


def report_of(*lines: str) -> Report:
    return read_text("\n".join([TITLE, SECTIONS[3], *lines]))


# --- one cell a line --------------------------------------------------------------------------------------

HEAD = [
    *["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况", *[""] * 6, "备注"],
    *["", "", "", "自然人", "法人或其他组织", *[""] * 4, "总计", ""],
    *["", "", "", "", *KINDS[1:6], "", ""],
]
"""Each cell with its line, the blanks of merged ones too."""


def with_remarks(remarks: Mapping[str, str]) -> list[str]:
    """A table of which each cell has its line, those of merged labels and of remarks too."""
    lines = list(HEAD)
    for row, labels in APPLICATIONS.items():
        lines += [*labels, *[""] * (3 - len(labels)), *shown(row), remarks.get(row, "")]
    return lines


NONE = ["denied.secret", "denied.stability", "denied.internal", "unavailable.not_held", "unavailable.unclear"]
DONE = ["granted", "partial", "denied.law", "refused.petition", "refused.abusive"]
REMARKS = {**dict.fromkeys(NONE, "无"), **dict.fromkeys(DONE, "已办结")}


def test_where_each_cell_has_its_line_words_in_the_column_for_remarks_stand_where_they_should() -> None:
    assert printed(report_of(*with_remarks(REMARKS))) == expected()


def test_a_row_that_ends_in_a_figure_where_its_remarks_should_be_has_no_blank_for_its_first_cell() -> None:
    lines = with_remarks(REMARKS)
    lines.insert(lines.index("3.危及“三安全一稳定”"), "")  # so that lines do not count out the table
    statuses = {f.status for name, f in report_of(*lines).figures.items() if name.startswith("applications.granted.")}
    assert "blank" not in statuses


def stacked(rows: Sequence[Sequence[str]]) -> list[str]:
    return [text for row in rows for text in (*row, "")]


def test_an_open_bracket_with_the_next_rows_number_is_no_value() -> None:
    rows = [[row[0].replace("3.危及", "（3）危及").replace("2.其他", "（2）其他"), *row[1:]] for row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0].startswith("（3）"))
    before, own = rows[at - 1], rows[at]
    blank = [*before[:6], "", before[7]]
    lines = [*stacked([*rows[: at - 1], blank]), "（3", own[0][2:], *own[1:], *stacked(rows[at + 1 :])]
    found = of_row("denied.law", report_of(*lines))
    assert found.get("applications.denied.law.total") in (None, int(before[7]))
    assert "applications.denied.law.other_org" not in found


def test_seven_values_of_which_one_stands_behind_a_blank_cell_are_not_all_the_rows() -> None:
    rows = flat()
    own = rows[5]
    stray = [*own[:4], "", *own[5:], "3"]
    report = report_of(*stacked([*rows[:5], stray, *rows[6:]]))
    assert not of_row("denied.secret", report)


# --- set by blanks ----------------------------------------------------------------------------------------


def spaced(rows: Sequence[Sequence[str]], widths: Sequence[int] = (48, *[14] * 7)) -> list[str]:
    """Rows in columns of a screen, on which a Chinese character takes two."""
    return [
        "".join(
            text + " " * (width - sum(1 + (c >= "㐀") for c in text)) for text, width in zip(row, widths, strict=False)
        )
        for row in rows
    ]


def test_a_row_that_goes_on_beside_its_groups_label_has_no_blanks_at_its_end() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("4.无正当理由"))
    own = rows[at]
    halves = [[*own[:4]], ["（五）不予处理", "", "", "", *own[4:]]]
    report = report_of(*spaced([*rows[:at], *halves, *rows[at + 1 :]]))
    statuses = {f.status for n, f in report.figures.items() if n.startswith("applications.refused.abusive.")}
    assert "blank" not in statuses


def test_a_value_left_of_all_columns_of_a_head_that_lacks_one_is_that_ones() -> None:
    rows = flat(head=("自", *KINDS[1:]))
    rows[0][1] = ""
    rows[1] = [rows[1][0], *rows[1][1:4], "", *rows[1][5:]]
    found = of_row("new", report_of(*spaced(rows)))
    values = {name: value for name, value in expected().items() if name.startswith("applications.new.")}
    assert all(values[name] == value for name, value in found.items())


# --- labels that go on below ------------------------------------------------------------------------------


def test_a_label_below_a_row_of_a_list_is_a_row_without_its_figure_though_labels_elsewhere_go_on_below() -> None:
    acts = ["规章—本年制发件数", "规章—本年废止件数", "规章—现行有效件数", "行政规范性文件—木年制发件数"]
    more = [
        "行政规范性文件—现行有效件数",
        "行政许可—本年处理决定数量",
        "行政处罚—本年处理决定数量",
        "行政强制—本年处理决定数量",
    ]
    lines = spaced([[label, str(11 + n)] for n, label in enumerate(acts)])
    lines += ["行政规范性文件—本年废止件数", *spaced([[label, str(21 + n)] for n, label in enumerate(more)])]
    table = spaced([["", *KINDS]], (10, *[14] * 7))
    for row, labels in APPLICATIONS.items():
        label = labels[-1]
        pieces = [label[at : at + 4] for at in range(0, len(label), 4)]
        table += [*spaced([[pieces[0], *shown(row)]], (10, *[14] * 7)), *pieces[1:]]
    report = read_text("\n".join([TITLE, SECTIONS[2], *lines, SECTIONS[3], *table]))
    found = printed(report, "disclosure")
    assert found.get("disclosure.normative.repealed") is None
    assert found["disclosure.normative.in_force"] == 21


# --- figures alone on a line ------------------------------------------------------------------------------


def test_a_number_alone_below_a_row_that_lacks_one_is_none_of_the_rows() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("4.无正当理由"))
    short = [*rows[at][:3], "", *rows[at][4:]]
    report = report_of(*spaced([*rows[:at], short]), "12", *spaced(rows[at + 1 :]))
    found = of_row("refused.abusive", report)
    assert found == {name: value for name, value in expected().items() if name in found}


# --- words parted by single blanks ------------------------------------------------------------------------

OVER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 申请人情况"
GROUPED = [OVER, "自然人 法人或其他组织 总计", "商业企业 科研机构 社会公益组织 法律服务机构 其他"]


def in_words(rows: Sequence[Sequence[str]], head: Sequence[str] = GROUPED) -> list[str]:
    return [*head, *(" ".join(row) for row in rows)]


def test_a_head_of_words_parted_by_single_blanks_tells_the_columns_of_rows_that_have_all() -> None:
    assert printed(report_of(*in_words(flat(head=())))) == expected()


def test_such_a_head_with_a_column_more_that_cannot_be_told_tells_nothing() -> None:
    head = [OVER + " 上年总汁", *GROUPED[1:]]
    rows = [[*row, "0"] for row in flat(head=())]
    rows[0].pop(2)  # a blank cell leaves no trace
    assert not of_row("new", report_of(*in_words(rows, head)))


def test_two_rows_that_were_joined_are_neither() -> None:
    rows = flat({"7.属于行政执法案卷": "7.属于行政执去案卷"}, head=())
    at = next(n for n, row in enumerate(rows) if row[0].startswith("6.属于"))
    rows[at] = [rows[at][0], "6", "1", "0件", "0", "0", "0", "7"]
    lines = in_words(rows, [])
    lines[at : at + 2] = [lines[at] + lines[at + 1]]
    assert not of_row("denied.process", report_of(*lines))
