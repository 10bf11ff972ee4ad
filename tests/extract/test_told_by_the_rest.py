"""Cells that are certain though their own row or column is damaged: the rest of the table says which they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    OTHER,
    OUTCOMES,
    RESULTS,
    SECTIONS,
    TITLE,
    Text,
    applications,
    cell,
    disclosure,
    expected,
    extracted,
    flat,
    printed,
    read_text,
    shown,
)
from toolkit.model import CellId, Report

OWN_LABELS = {labels[-1]: "".join(labels) for labels in APPLICATIONS.values()}
"""Each row's label, and that label behind those of its groups as where all were run together."""


def statuses(report: Report, row: str) -> set[str | None]:
    """What the cells of a row are; None for one that was left open."""
    cells = [name for name in (*expected(), *DISCLOSURE) if name.rpartition(".")[0] == row]
    return {figure.status if (figure := report.figures.get(CellId(name))) else None for name in cells}


def in_bars(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as paragraphs with bars between their cells and none around them."""
    return [" | ".join(row) for row in rows]


# --- rows -------------------------------------------------------------------------------------------------


def test_the_only_row_below_the_last_head_of_a_table_is_its_own_though_rows_without_a_head_follow() -> None:
    rows = applications(head=False)
    report = extracted(SECTIONS[2], disclosure(), rows, SECTIONS[3])
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report) == expected()


def listed(change: dict[int, str]) -> list[list[Text]]:
    """The disputes with one figure a row; ``change`` replaces labels by their number."""
    labels = [change.get(n, label) for n, label in enumerate(RESULTS * 3)]
    rows: list[list[Text]] = [[label, str(value)] for label, value in zip(labels, DISPUTES.values(), strict=True)]
    for at, texts in ((0, ["行政复议"]), (5, ["行政诉讼", "未经复议直接起诉"]), (10, ["复议后起诉"])):
        high = [10 if text == "行政诉讼" else 5 for text in texts]
        wide = [2 if text == "行政复议" else 1 for text in texts]
        rows[at] = [*((text, w, h) for text, w, h in zip(texts, wide, high, strict=True)), *rows[at]]
    return rows


def test_a_slip_in_a_short_label_is_seen_through_between_two_rows_that_have_one_between_them_on_the_form() -> None:
    assert printed(extracted(SECTIONS[4], listed({4: "忠计"})), "disputes") == DISPUTES


def test_a_word_unlike_the_label_that_is_wanted_there_is_no_row() -> None:
    found = printed(extracted(SECTIONS[4], listed({4: "已办数"})), "disputes")
    assert found == {name: value for name, value in DISPUTES.items() if name != "disputes.review.total"}


def test_a_label_of_which_only_its_groups_is_legible_is_known_by_its_neighbours() -> None:
    rows = flat({**OWN_LABELS, "（一）予以公开": f"{OUTCOMES}□一□□□□□"})
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_a_row_is_no_groups_own_where_other_rows_of_the_group_are_printed() -> None:
    label = APPLICATIONS["other.no_correction"][-1]
    damaged = f"{OUTCOMES}{OTHER}{label.removeprefix('1.').replace('不再', '不不再')}"
    rows = flat({**OWN_LABELS, label: damaged})
    at = next(n for n, row in enumerate(rows) if row[0] == damaged)
    rows[at][1:] = [""] * len(KINDS)
    report = extracted(SECTIONS[3], rows, ragged=True)
    assert statuses(report, "applications.other.no_correction") == {"blank"}
    assert printed(report) == expected(without=["other.no_correction"])


def test_rows_are_no_less_sure_where_the_table_is_printed_once_more() -> None:
    rows = flat({"四、结转下年度继续办理": "四、转结下年度继续办理"})
    rows[-1][1:] = [""] * len(KINDS)
    once = extracted(SECTIONS[3], rows, ragged=True)
    twice = extracted(SECTIONS[3], rows, SECTIONS[4], rows, ragged=True)
    name = "applications.carried_out.total"
    assert cell(once, name).status == cell(twice, name).status == "blank"
    assert cell(once, name).confidence == cell(twice, name).confidence


def test_a_blank_first_row_with_a_slip_in_its_label_stands_between_the_head_and_the_second() -> None:
    rows = [list(row) for row in disclosure()]
    rows[2] = ["规张", "", "", ""]
    report = extracted(SECTIONS[2], rows, ragged=True)
    assert statuses(report, "disclosure.rules") == {"blank"}
    assert printed(report, "disclosure") == {c: v for c, v in DISCLOSURE.items() if ".rules." not in c}


def test_a_blank_row_with_a_slip_in_its_label_is_no_part_of_the_head_over_it() -> None:
    rows = [list(row) for row in disclosure()]
    rows[-1] = ["行政业事性收费", ("", 3)]
    report = extracted(SECTIONS[2], rows, SECTIONS[3], applications(head=False))
    assert statuses(report, "disclosure.fees") == {"blank"}


def test_a_blank_cell_on_a_line_of_its_own_is_the_rows_whose_label_stands_behind_its_head() -> None:
    head = ["信息内容", "本年处理决定数量"]
    lines = [SECTIONS[2], "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "1", "2", "13"]
    lines += ["行政规范性文件", "4", "5", "46", *head, "行政许可", "", *head, "行政处罚", "88", "行政强制", "9"]
    report = read_text("\n".join([TITLE, *lines, SECTIONS[3]]))
    assert statuses(report, "disclosure.licensing") == {"blank"}
    assert cell(report, "disclosure.penalty.decisions").value == 88


def test_a_row_with_a_blank_is_laid_like_those_beside_it_where_a_table_is_set_anew_behind_a_cut() -> None:
    lines = [SECTIONS[3], " " * 40 + "".join(f"{kind:　<8}" for kind in KINDS)]
    paths = list(APPLICATIONS.items())
    for row, labels in paths[:2]:
        lines.append(f"{labels[-1]:　<18}" + "".join(f"{value:<16}" for value in shown(row)))
    lines.append("（接上表）")
    for row, labels in paths[2:-1]:
        lines.append(f"{labels[-1]:　<40}" + "".join(f"{value:<10}" for value in shown(row)))
    lines.append(f"{paths[-1][1][-1]:　<40}" + "".join(f"{value:<10}" for value in shown("carried_out")[:-1]))
    report = read_text("\n".join([TITLE, *lines, SECTIONS[4]]))
    assert cell(report, "applications.carried_out.total").status == "blank"
    assert printed(report) == {c: v for c, v in expected().items() if c != "applications.carried_out.total"}


# --- columns ----------------------------------------------------------------------------------------------


def test_a_damaged_label_of_a_head_is_as_sure_as_the_others_make_it() -> None:
    label = APPLICATIONS["unavailable.not_held"][-1]
    damaged = f"{OUTCOMES}（四）无法提供本关机不掌握相关政府信息"
    rows = flat({label: damaged}, head=[*KINDS[:5], "共他", KINDS[6]])
    at = next(n for n, row in enumerate(rows) if row[0] == damaged)
    rows[at][1:] = [""] * len(KINDS)
    report = extracted(SECTIONS[3], rows, ragged=True)
    assert statuses(report, "applications.unavailable.not_held") == {"blank"}
    assert printed(report) == expected(without=["unavailable.not_held"])


LACKING = [kind for kind in KINDS if kind != "法律服务机构"]


def test_a_column_that_the_head_lacks_is_missing_though_nobody_knows_which_values_are_whose() -> None:
    lines = [SECTIONS[3], "项目", *LACKING]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *([] if row == "denied.law" else shown(row)[:3])]
    report = read_text("\n".join([TITLE, *lines, SECTIONS[4]]))
    for row in ("new", "denied.law", "carried_out"):
        assert cell(report, f"applications.{row}.legal").status == "missing"
        assert CellId(f"applications.{row}.company") not in report.figures


def test_a_column_is_not_said_to_be_missing_where_rows_have_more_values_than_the_head_has_labels() -> None:
    lines = [SECTIONS[3], "项目", *LACKING]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *(shown(row) if row == "new" else shown(row)[:3])]
    report = read_text("\n".join([TITLE, *lines, SECTIONS[4]]))
    assert CellId("applications.granted.legal") not in report.figures


def test_a_label_without_cells_is_left_open_and_not_said_to_be_missing() -> None:
    lines = [SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        if row in ("new", "refused.publication"):
            lines.append(labels[-1].replace("要求提供", "要求提共"))
        else:
            lines += [labels[-1], *shown(row)]
    report = read_text("\n".join([TITLE, *lines, SECTIONS[4]]))
    assert statuses(report, "applications.refused.publication") == {None}
    assert statuses(report, "applications.new") == {None}
    assert printed(report) == expected(without=["new", "refused.publication"])


# --- rows of bars -----------------------------------------------------------------------------------------


def padded(without: Sequence[int] = ()) -> list[list[str]]:
    """The applications table with three columns for labels, cells merged over them blank; without some columns."""
    head = [["", "", "", *KINDS]]
    rows = []
    before: tuple[str, ...] = ()
    for row, labels in APPLICATIONS.items():
        texts = [text if before[depth : depth + 1] != (text,) else "" for depth, text in enumerate(labels)]
        rows.append([*texts, *[""] * (3 - len(texts)), *shown(row)])
        before = labels
    return [[text for place, text in enumerate(row) if place - 3 not in without] for row in (*head, *rows)]


def test_rows_of_bars_with_as_many_cells_each_have_true_columns() -> None:
    report = extracted(SECTIONS[3], *in_bars(padded(without=[2])), SECTIONS[4])
    assert printed(report) == {c: v for c, v in expected().items() if not c.endswith(".research")}
    assert cell(report, "applications.new.research").status == "missing"


def test_tables_in_bars_may_follow_one_another() -> None:
    disputes = [["", *RESULTS], *(["", *["0"] * 5] for _ in range(3))]
    for row, label in zip(disputes[1:], ("行政复议", "未经复议直接起诉", "复议后起诉"), strict=True):
        row[0] = label
    text = "\n".join("| " + " | ".join(row) + " |" for row in (*padded(without=[2]), *disputes))
    report = read_text("\n".join([TITLE, SECTIONS[3], text, SECTIONS[5]]))
    assert printed(report) == {c: v for c, v in expected().items() if not c.endswith(".research")}
    assert set(printed(report, "disputes").values()) == {0}


def test_the_place_of_a_cell_is_no_column_where_merged_cells_were_written_once() -> None:
    rows = [["项目", "申请人情况"], list(KINDS), *padded()[1:]]
    assert printed(extracted(SECTIONS[3], *in_bars(rows), SECTIONS[4])) == expected()


def test_a_row_that_is_blank_at_both_ends_has_these_cells_where_bars_only_part_cells() -> None:
    rows = [["信息内容", "", "本年制发件数", "本年废止件数", "现行有效件数"], ["第（一）项", "规章", "1", "2", ""]]
    rows.append(["", "行政规范性文件", "4", "5", ""])
    report = extracted(SECTIONS[2], *in_bars(rows), SECTIONS[3])
    assert statuses(report, "disclosure.normative") == {"printed", "blank"}
    assert cell(report, "disclosure.normative.in_force").status == "blank"
    assert cell(report, "disclosure.normative.issued").value == 4


def test_bars_around_rows_are_no_cells() -> None:
    rows = ["| " + " | ".join(row) + " |" for row in (["", *RESULTS], ["行政复议", "1", "2", "3", "4", ""])]
    report = extracted(SECTIONS[4], *rows, SECTIONS[5])
    assert cell(report, "disputes.review.total").status == "blank"
    assert cell(report, "disputes.review.pending").value == 4


def test_a_sections_title_behind_the_last_bar_of_a_row_is_a_heading_and_no_value() -> None:
    rows = flat()
    rows[-1][-1] = "　　存在的主要问题及改进情况"
    report = extracted(SECTIONS[3], *in_bars(rows), "还有不足之处。其他需要报告的事项", "无。")
    assert cell(report, "applications.carried_out.total").status == "blank"
    assert printed(report) == {c: v for c, v in expected().items() if c != "applications.carried_out.total"}
    assert [section.title for section in report.sections][-2:] == ["存在的主要问题及改进情况", "其他需要报告的事项"]
    assert report.sections[-2].text == "还有不足之处。"


# --- rows that look whole and are not ---------------------------------------------------------------------


def broken(at: str, printed_first: int, *, moved: bool) -> list[list[str]]:
    """The applications table as a sheet has it, with the end of a row below a line of words: in its own columns, or
    ``moved`` to the first ones.
    """
    rows = [[*row, "", ""] for row in flat()]
    place = next(n for n, row in enumerate(rows) if row[0] == at)
    values = rows[place][1:8]
    rest = values[printed_first:]
    rows[place][1:8] = [*values[:printed_first], *[""] * len(rest)]
    below = [*rest, *[""] * (10 - len(rest))] if moved else ["", *[""] * printed_first, *rest, "", ""]
    return [*rows[: place + 1], ["（续上表）", *[""] * 9], below, *rows[place + 1 :]]


@pytest.mark.parametrize("moved", [False, True])
def test_the_blanks_of_a_row_that_goes_on_below_a_line_of_words_are_no_blanks(moved: bool) -> None:
    label = APPLICATIONS["denied.stability"][-1]
    report = extracted(SECTIONS[3], broken(label, 3, moved=moved))
    found = printed(report)
    assert found == {name: expected()[name] for name in found}
    assert "blank" not in statuses(report, "applications.denied.stability")
    assert expected(without=["denied.stability"]).keys() <= found.keys()


def test_a_column_left_of_what_stands_over_the_labels_of_rows_is_none_to_believe() -> None:
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    at = (84, 112, 124, 136, 152, 168, 184)
    lines = [SECTIONS[3], " " * 56 + corner + "  申请人情况"]
    lines.append(" " * 124 + "自然人      法人或其他组织" + " " * 50 + "总计")
    lines.append(" " * 28 + "商业企业" + " " * 100 + "科研机构        社会公益组织    法律服务机构    其他")
    for row, labels in APPLICATIONS.items():
        line = labels[-1]
        for column, value in zip(at, shown(row), strict=True):
            width = sum(1 if c.isascii() else 2 for c in line)
            line += " " * max(2, column - width) + value
        lines.append(line)
    found = printed(read_text("\n".join([TITLE, *lines, SECTIONS[4]])))
    assert found == {name: expected()[name] for name in found}


def test_a_word_where_a_figure_should_stand_is_no_part_of_a_damaged_label() -> None:
    names = iter(DISPUTES.values())
    rows: list[list[Text]] = []
    for group, kind in (("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("", "复议后起诉")):
        for result in RESULTS:
            is_first = result == RESULTS[0]
            own: list[Text] = [(result, 2)] if not kind else [kind if is_first else "", result]
            rows.append([group if is_first else "", *own, str(next(names)), "", ""])
    place = next(n for n, row in enumerate(rows) if row[1] == "未经复议直接起诉") + 1
    rows[place][3] = "无数据"
    figure = extracted(SECTIONS[4], rows).figures.get(CellId("disputes.suit_direct.corrected"))
    assert figure is None or figure.status == "unreadable"
