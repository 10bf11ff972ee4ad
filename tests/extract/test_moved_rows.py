"""Rows that no longer stand where their head says: left open, never read into the wrong column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    SECTIONS,
    TITLE,
    Rows,
    Text,
    applications,
    disclosure,
    disputes,
    extracted,
    figures,
    flat,
    read_text,
    shown,
)
from toolkit.model import CellId, Report

COLUMNS = ("natural", "company", "research", "charity", "legal", "other_org", "total")
TRUE = {
    f"applications.{row}.{c}": value for row in APPLICATIONS for c, value in zip(COLUMNS, figures(row), strict=True)
}


def printed(report: Report) -> Mapping[str, object]:
    return {cell: figure.value for cell, figure in report.figures.items() if figure.status == "printed"}


def assert_none_is_wrong(report: Report) -> None:
    found = printed(report)
    assert found == {cell: TRUE[cell] for cell in found}


def row_of(rows: Rows, label: str) -> int:
    return next(n for n, row in enumerate(rows) if any((t if isinstance(t, str) else t[0]) == label for t in row))


def test_a_piece_pasted_in_two_columns_further_is_not_read_under_the_old_head() -> None:
    rows = [[*row[:-1], (row[-1], 3) if isinstance(row[-1], str) else row[-1]] for row in map(list, applications())]
    rows[0] = [rows[0][0], ("申请人情况", 9)]
    rows[1] = [("自然人", 1, 2), ("法人或其他组织", 5), ("总计", 3, 2)]
    rows[2] = list(applications()[2])
    at = row_of(rows, "4.保护第三方合法权益")
    moved: list[list[Text]] = [["", "", *row] for row in rows[at : at + 5]]
    report = extracted(SECTIONS[3], [*rows[:at], *moved, *rows[at + 5 :]])
    assert_none_is_wrong(report)
    moved_cell = "applications.denied.third_party.research"
    assert printed(report)[moved_cell] == TRUE[moved_cell]  # in the head's order, as the sums confirm
    assert printed(report)["applications.total.natural"] == TRUE["applications.total.natural"]


@pytest.mark.parametrize("is_behind", [True, False])
def test_the_other_half_of_a_row_is_neither_blank_nor_lost_without_a_word(is_behind: bool) -> None:
    rows = [list(row) for row in flat()]
    at = row_of(rows, "（七）总计")
    label, *values = rows[at]
    halves: list[list[str]] = [[label, *values[:4], "", "", ""], ["", "", "", "", "", *values[4:]]]
    rows[at : at + 1] = halves if is_behind else halves[::-1]
    report = extracted(SECTIONS[3], rows)
    assert_none_is_wrong(report)
    assert not any(f.status == "blank" for c, f in report.figures.items() if c.startswith("applications.total."))


def test_a_row_cut_by_the_next_tables_head_is_left_open() -> None:
    rows = [list(row) for row in flat()]
    at = row_of(rows, "2.重复申请")
    label, *values = rows[at]
    first = [*rows[:at], [label, *values[:5], "", ""]]
    second = [rows[0], ["", "", "", "", "", "", *values[5:]], *rows[at + 1 :]]
    report = extracted(SECTIONS[3], first, "（续表）", second)
    assert_none_is_wrong(report)
    assert "applications.refused.repeat.total" not in report.figures


LOST = ("□□□□□□", "？？？？？")


@pytest.mark.parametrize("label", LOST)
def test_a_row_whose_label_is_lost_is_the_one_that_the_form_has_between_its_neighbours(label: str) -> None:
    report = extracted(SECTIONS[3], applications({"7.属于行政执法案卷": label}))
    assert printed(report) == TRUE
    assert report.figures[CellId("applications.denied.enforcement.total")].confidence == 0.5


@pytest.mark.parametrize("label", [*LOST, "现章"])
def test_the_first_row_whose_label_is_lost_is_held_by_its_head(label: str) -> None:
    rows = [list(row) for row in disclosure()]
    at = row_of(rows, "规章")
    rows[at][0] = label
    report = extracted(SECTIONS[2], rows)
    values = [f.value for cell, f in report.figures.items() if cell.startswith("disclosure.rules")]
    assert [str(value) for value in values] == rows[at][1:]
    rows.insert(at + 1, ["其中：地方性法规", "7", "8", "9"])
    report = extracted(SECTIONS[2], rows)
    assert not any(f.value is not None for cell, f in report.figures.items() if cell.startswith("disclosure.rules"))


@pytest.mark.parametrize("label", [*LOST, "7."])
def test_two_rows_whose_labels_are_lost_stay_open_and_are_not_said_to_be_missing(label: str) -> None:
    lost = ("6.属于四类过程性信息", "7.属于行政执法案卷")
    report = extracted(SECTIONS[3], applications(dict.fromkeys(lost, label)))
    assert_none_is_wrong(report)
    assert not any(
        cell.startswith(("applications.denied.process", "applications.denied.enf")) for cell in report.figures
    )
    said = [note for note in report.notes if "applications.denied.enforcement.total" in note.cells]
    assert {note.code for note in said} == {"row.doubtful"}


def test_a_row_with_a_label_of_its_own_is_not_held_by_its_neighbours() -> None:
    report = extracted(SECTIONS[3], applications({"7.属于行政执法案卷": "7.涉及商业秘密"}))
    assert_none_is_wrong(report)
    assert not any(f.value is not None for c, f in report.figures.items() if c.startswith("applications.denied.enf"))


def test_a_lost_label_is_not_held_where_the_form_has_two_rows() -> None:
    rows = [list(row) for row in flat()]
    del rows[row_of(rows, "6.属于四类过程性信息")]
    rows[row_of(rows, "7.属于行政执法案卷")][0] = "□□□□□□"
    report = extracted(SECTIONS[3], rows)
    assert_none_is_wrong(report)
    assert not any(f.value is not None for c, f in report.figures.items() if c.startswith("applications.denied.enf"))


def broken(label: str, *, wraps: bool) -> list[list[str]]:
    """The rows of the table; of one of them the last three values stand in a row below it."""
    rows = [list(row) for row in flat()]
    at = row_of(rows, label)
    _, *values = rows[at]
    rest = [*values[4:], "", "", "", ""] if wraps else ["", "", "", "", *values[4:]]
    rows[at : at + 1] = [[label, *values[:4], "", "", ""], ["", *rest] if not wraps else [*rest, ""]]
    return rows


@pytest.mark.parametrize("wraps", [True, False])
@pytest.mark.parametrize("name", ["2.重复申请", "2.重复申清"])
def test_values_that_go_on_in_the_next_row_fill_all_its_blanks_or_none(name: str, wraps: bool) -> None:
    rows = broken("2.重复申请", wraps=wraps)
    rows[row_of(rows, "2.重复申请")][0] = name
    assert printed(extracted(SECTIONS[3], rows)) == TRUE


def test_values_that_go_on_at_the_beginning_of_the_next_row_and_are_too_few_stay_open() -> None:
    rows = broken("2.重复申请", wraps=True)
    del rows[row_of(rows, "2.重复申请") + 1][0]  # nobody knows which value is gone
    report = extracted(SECTIONS[3], [[*row, *[""] * (8 - len(row))] for row in rows])
    assert_none_is_wrong(report)
    assert not any(cell.startswith("applications.refused.repeat") for cell in report.figures)


def test_a_subtotal_is_not_the_other_half_of_a_row_left_blank() -> None:
    rows = [list(row) for row in flat()]
    at = row_of(rows, "1.本机关不掌握相关政府信息")
    rows[at][1:] = [""] * 7
    rows.insert(at, ["小计", *["5"] * 7])
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {c: v for c, v in TRUE.items() if "unavailable.not_held" not in c}
    assert report.figures[CellId("applications.unavailable.not_held.total")].status == "blank"


def test_a_page_number_within_a_grid_is_no_row() -> None:
    rows = [list(row) for row in flat()]
    rows.insert(row_of(rows, "（一）予以公开"), ["— 3 —", "", "", "", "", "", "", ""])
    assert printed(extracted(SECTIONS[3], rows)) == TRUE


def test_a_page_number_behind_a_row_with_blanks_fills_none_of_them() -> None:
    rows = [list(row) for row in flat()]
    at = row_of(rows, "2.重复申请")
    rows[at][1] = ""
    rows.insert(at + 1, ["", "— 3 —", "", "", "", "", "", ""])
    report = extracted(SECTIONS[3], rows)
    assert report.figures[CellId("applications.refused.repeat.natural")].status == "blank"
    assert printed(report) == {cell: v for cell, v in TRUE.items() if cell != "applications.refused.repeat.natural"}


def test_rows_exchanged_are_as_sure_as_their_labels() -> None:
    rows = [list(row) for row in flat()]
    at = row_of(rows, "3.危及“三安全一稳定”")
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    assert printed(extracted(SECTIONS[3], rows)) == TRUE


def test_list_signs_in_another_style_are_the_same_numbers() -> None:
    label = "3.危及“三安全一稳定”"
    assert printed(extracted(SECTIONS[3], applications({label: "(3)危及“全一稳和定”"}))) == TRUE


def test_with_one_cell_a_line_a_blank_within_a_line_parts_no_number() -> None:
    rows = flat()
    lines = [cell for row in rows[1:] for cell in row]
    place = lines.index(shown("new")[0])
    lines[place] = " ".join(lines[place])  # 1 0 0
    text = "\n".join(["青禾市水务局2023年政府信息公开工作年度报告", SECTIONS[3], *rows[0][1:], *lines])
    report = read_text(text)
    assert printed(report)["applications.new.natural"] == TRUE["applications.new.natural"]
    assert_none_is_wrong(report)


def test_blanks_that_part_label_and_values_in_full_rows_are_no_cells_elsewhere() -> None:
    rows = flat()
    lines = [cell for label, *cells in rows[1:] for cell in (label, "", *cells, "")]
    place = lines.index("（一）予以公开")
    lines[place + 8] = ""  # the total, before the line that parts the rows
    text = "\n".join(["青禾市水务局2023年政府信息公开工作年度报告", SECTIONS[3], *rows[0][1:], *lines])
    assert_none_is_wrong(read_text(text))


def test_a_group_printed_alone_beside_half_a_row_is_no_row_of_the_form() -> None:
    rows = [
        list(row) for row in flat({"（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "三、本年度办理结果"})
    ]
    assert_none_is_wrong(extracted(SECTIONS[3], rows))


def test_rows_of_one_table_are_not_another_tables_too() -> None:
    report = extracted(SECTIONS[4], applications(), "政府信息公开行政复议、行政诉讼情况见附件")
    assert not any(f.status == "printed" for cell, f in report.figures.items() if cell.startswith("disputes"))


def test_a_piece_set_further_left_is_read_in_the_order_of_the_whole_head_where_it_has_a_value_for_each_column() -> None:
    rows = flat()
    at = row_of(rows, "4.保护第三方合法权益")
    wide: list[list[Text]] = [["", *row, ""] for row in rows[:at]]
    moved: list[list[Text]] = [[*row, ("", 2)] for row in rows[at:]]
    assert printed(extracted(SECTIONS[3], [*wide, *moved])) == TRUE
    gappy: list[list[Text]] = [[row[0], *row[1:4], "", *row[5:8], ("", 2)] for row in rows[at:]]
    assert_none_is_wrong(extracted(SECTIONS[3], [*wide, *gappy]))


def _cut(rows: list[list[str]], label: str, number: list[str]) -> tuple[list[list[str]], list[list[str]]]:
    """The rows in two tables, the values of one over the cut and its label under it."""
    at = row_of(rows, label)
    values = rows[at][1:]
    over = [*rows[:at], ["三、本年度办理结果", *values]]
    return over, [rows[0], [label, *("" for _ in values)], *rows[at + 1 :], *([number] if number else [])]


@pytest.mark.parametrize("between", ["（续表）", "- 2 -"])
def test_a_row_left_blank_under_a_cut_whose_values_stand_over_it_is_left_open(between: str) -> None:
    over, under = _cut([list(row) for row in flat()], "（一）予以公开", [])
    report = extracted(SECTIONS[3], over, between, under)
    assert_none_is_wrong(report)
    assert not any(f.status == "blank" for c, f in report.figures.items() if c.startswith("applications.granted."))


def test_values_that_go_on_before_the_next_rows_blanks_are_its_own_numbers_apart_those_of_the_row() -> None:
    rows = [["序号", *flat()[0]], *([str(n), *row] for n, row in enumerate(flat()[1:], 1))]
    at = row_of(rows, "6.属于四类过程性信息")
    number, label, *values = rows[at]
    rows[at : at + 1] = [
        [number, label, *values[:2], "", "", "", "", ""],
        [str(int(number) + 1), "", "", "", *values[2:]],
    ]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == TRUE


def test_dashes_that_go_on_under_a_rows_own_number_are_its_values() -> None:
    rows = [["", "", *flat()[0]], *(["", "", row[0], *("—" for _ in row[1:])] for row in flat()[1:])]
    at = row_of(rows, "6.属于四类过程性信息")
    rows[at : at + 1] = [["", "", "6.属于四类过程性信息", *"—————", "", ""], ["—", "—", *("" for _ in range(8))]]
    report = extracted(SECTIONS[3], rows)
    assert not any(figure.status == "blank" for figure in report.figures.values())


def test_a_head_printed_again_does_not_displace_the_row_of_a_group_that_has_values() -> None:
    rows = [list(row) for row in flat(without=("other.no_correction", "other.unpaid", "other.rest"))]
    at = row_of(rows, "（七）总计")
    values = [str(value) for value in figures("other.rest")]
    again: Rows = [
        [("（本列数据的勾稽关系）", 1, 3), ("申请人况", 7)],
        [("自然人", 1, 2), ("法人或其他组织", 5), ("总计", 1, 2)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    report = extracted(SECTIONS[3], [*rows[:at], ["（六）其他处理", *values], *again, *rows[at:]])
    found = printed(report)
    assert [found.get(f"applications.other.{column}") for column in COLUMNS] == list(figures("other.rest"))


def test_values_under_another_heads_columns_do_not_leave_the_rows_own_columns_blank() -> None:
    lines = [
        "第二十条第（一）项,,,,第二十条第（六）项,,,",
        "信息内容,本年新制作数量,本年新公开数量,对外公开总数量,信息内容,上一年项目数量,本年增/减,处理决定数量",
        "规章,0,0,2,行政处罚,134,-9,0",
        "规范性文件,7,4,6,行政强制,203,-1,87",
        "第二十条第（五）项,,,,第二十条第（八）项,,,",
        "信息内容,上一年项目数量,本年增/减,处理决定数量,信息内容,上一年项目数量,本年增/减,",
        "行政许可,168,12,78,行政事业性收费,154,-38,",
        "以上为本年度数据,,,,,,,",
        "第二十条第（一）项,,,,第二十条第（六）项,,,",
        "信息内容,本年新制作数量,本年新公开数量,对外公开总数量,信息内容,上一年项目数量,本年增/减,处理决定数量",
        "其他对外管理服务事项,6,4,82,第二十条第（九）项,,,",
        ",,,,信息内容,采购项目数量,采购总金额,",
        ",,,,政府集中采购,3,4.5,",
    ]
    report = read_text("\n".join([TITLE.replace("2023", "2019"), SECTIONS[2], *lines]), "report.csv")
    assert printed(report)["disclosure.penalty.decisions"] == 0
    assert not any(c.startswith("disclosure.other_services.") for c in report.figures)


def test_wide_gaps_within_the_labels_of_a_head_with_one_a_line_part_no_columns() -> None:
    kinds = ["自然人", "商业企业", "科研　　机构", "社会公益组  织", "法律服务组织", "其他组织", "总　　计"]
    lines = [SECTIONS[3], "本列数据的勾稽关系", *kinds]
    for row in flat()[1:]:
        lines += [*(["三、本年度办理结果"] if row[0] == "（一）予以公开" else []), row[0], *row[1:], ""]
    report = read_text("\n".join([TITLE, *lines]))
    assert printed(report) == TRUE


def _pushed_left(rows: Sequence[Sequence[str]], label: str) -> list[list[Text]]:
    """The rows, each with its label over two columns; but this one's, as where merged cells end too soon."""
    return [[(row[0], 2) if at else ("", 2), *row[1:]] if row[0] != label else list(row) for at, row in enumerate(rows)]


def test_a_row_all_of_whose_cells_stand_one_column_aside_is_read_in_order() -> None:
    report = extracted(SECTIONS[3], _pushed_left(flat(), "（七）总计"))
    assert printed(report) == TRUE


def test_a_row_that_is_aside_and_begins_with_a_blank_has_its_cells_where_the_full_rows_have_them() -> None:
    label = "2.重复申请"
    rows = [[row[0], "", *row[2:]] if row[0] == label else row for row in flat()]
    report = extracted(SECTIONS[3], _pushed_left(rows, label))
    assert [cell for cell, figure in report.figures.items() if figure.status == "blank"] == [
        "applications.refused.repeat.natural"
    ]
    assert_none_is_wrong(report)
    assert len(printed(report)) == len(TRUE) - 1


def test_a_unit_behind_a_groups_label_does_not_make_it_a_row_of_the_group() -> None:
    rows = [list(row) for row in flat(without=("other.no_correction", "other.unpaid", "other.rest"))]
    at = row_of(rows, "（七）总计")
    rows.insert(at, ["(六)其他处理", *(str(value) for value in figures("other.rest"))])
    united: list[list[Text]] = [
        [("三、本年度办理结果" if n else "", 1), row[0], "件" if n else "计量单位", *row[1:]]
        for n, row in enumerate(rows)
    ]
    found = printed(extracted(SECTIONS[3], united))
    assert [found.get(f"applications.other.{column}") for column in COLUMNS] == list(figures("other.rest"))
    assert not any(cell.startswith("applications.other.rest.") for cell in found)


def test_a_row_that_lacks_a_cell_is_not_read_by_a_narrower_head() -> None:
    kinds = ["上年总计", *(text for text in flat()[0] if text)]
    lines = [SECTIONS[3], "申请人情况", *kinds]
    for row in flat()[1:]:
        cells = [*row[1:6], "", *row[7:]] if row[0] == "1.属于国家秘密" else row[1:]
        lines += [row[0], *cells, "7", ""]
    found = printed(read_text("\n".join([TITLE, *lines])))
    assert found["applications.total.total"] == TRUE["applications.total.total"]
    assert all(found[cell] == TRUE[cell] for cell in found)


@pytest.mark.parametrize("left", ["（七", "七）", "三、本年办理结果（ 七 ） 合 计"])
def test_the_last_row_but_one_may_have_lost_most_of_its_label(left: str) -> None:
    rows = [[left if text == "（七）总计" else text for text in row] for row in flat()]
    assert printed(extracted(SECTIONS[3], rows)) == TRUE


def test_circled_numbers_part_a_row_from_the_name_of_its_group() -> None:
    signs = {"no_correction": "①逾期不补正", "unpaid": "②逾期未缴费", "rest": "③其他"}
    circled = {
        APPLICATIONS[f"other.{row}"][-1]: f"三、本年办理结果（六）其他处理情况{sign}" for row, sign in signs.items()
    }
    report = extracted(SECTIONS[3], flat(circled))
    assert_none_is_wrong(report)
    assert not any(c.removeprefix("applications.other.") in COLUMNS for c in report.figures)
    assert printed(report)["applications.other.rest.total"] == TRUE["applications.other.rest.total"]


def test_a_row_left_blank_before_one_whose_label_is_lost_stays_blank() -> None:
    rows = [list(row) for row in flat()]
    at = row_of(rows, "1.属于国家秘密")
    rows[at][1:] = ["" for _ in rows[at][1:]]
    rows[at + 1][0] = "？？？？？？？？？？？？？"
    report = extracted(SECTIONS[3], rows)
    assert_none_is_wrong(report)
    assert not any(cell.startswith("applications.denied.secret.") for cell in printed(report))


def test_values_that_go_on_in_the_next_row_are_read_where_the_sheet_is_wider_than_the_table() -> None:
    rows: list[list[Text]] = [[*row, *[""] * 4] for row in flat()]
    place = next(n for n, row in enumerate(rows) if row[0] == "2.重复申请")
    values = rows[place][1:8]
    rows[place : place + 1] = [["2.重复申请", *values[:3], *[""] * 8], [*values[3:], *[""] * 8]]
    assert printed(extracted(SECTIONS[3], rows)) == TRUE


def test_the_figures_of_the_next_table_are_not_half_of_a_row_with_blanks() -> None:
    values = {"carried_out": ["4", "", "", "", "", "", "4"]}
    report = extracted(SECTIONS[3], applications(values=values), SECTIONS[4], disputes())
    found = {cell: value for cell, value in printed(report).items() if ".carried_out." in cell}
    assert found == {"applications.carried_out.natural": 4, "applications.carried_out.total": 4}


def test_a_row_whose_label_took_the_groups_place_is_left_open_if_blanks_at_both_ends_hide_where_it_stands() -> None:
    values = {"refused.reconfirm": ["", "", "0", "", "3", "", "3"]}
    rows = [list(row) for row in applications(values=values)]
    at = row_of(rows, "（五）不予处理")
    rows[at] = [(cell[0], 1, 4) if cell[0] == "（五）不予处理" else cell for cell in rows[at]]  # a row too few
    last = row_of(rows, "5.要求行政机关确认或重新出具已获取信息")
    rows[last].append("")
    report = extracted(SECTIONS[3], rows)
    assert not [cell for cell in report.figures if "reconfirm" in cell]
    said = [note.message for note in report.notes if CellId("applications.refused.reconfirm.total") in note.cells]
    assert ["数字可能移了位" in message for message in said] == [True]
    assert printed(report)["applications.refused.abusive.total"] == TRUE["applications.refused.abusive.total"]
    assert printed(report)["applications.other.rest.total"] == TRUE["applications.other.rest.total"]
