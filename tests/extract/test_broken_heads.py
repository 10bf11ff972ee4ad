"""Heads of tables that a text has broken, parted or put in front of each row, and what may stand over rows instead."""

from __future__ import annotations

from tests.extract.documents import (
    APPLICATIONS,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    Rows,
    Text,
    applications,
    disclosure,
    disputes,
    expected,
    extracted,
    flat,
    printed,
    read_text,
    shown,
)
from toolkit.model import CellId

PARTS = ("disputes.review", "disputes.suit_direct", "disputes.suit_after_review")
GROUPS = ("行政复议", "行政诉讼未经复议直接起诉", "行政诉讼复议后起诉")


def stacked(*lines: str) -> str:
    return "\n".join([TITLE, *lines])


def values_of(part: str) -> list[str]:
    return [str(value) for cell, value in DISPUTES.items() if cell.startswith(part + ".")]


# --- labels in pieces -------------------------------------------------------------------------------------


def test_the_label_of_a_group_is_no_piece_of_the_broken_one_behind_it() -> None:
    broken = ["结果维", "　持", *RESULTS[1:4], "总", "计"]
    head = ["行政复议", "行政诉讼", *broken, "未经复议直接起诉", "复议后起诉", *broken, *broken]
    report = read_text(stacked(SECTIONS[4], *head, *map(str, DISPUTES.values())))
    assert printed(report, "disputes") == DISPUTES


def test_a_damaged_label_under_each_of_several_groups_that_are_named_is_known_by_its_place() -> None:
    rows: Rows = [[text if text != "总计" else "总记" for text in row] for row in disputes()]
    lines = ["\t".join(str(text[0] if isinstance(text, tuple) else text) for text in row) for row in rows]
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], *lines])), "disputes") == DISPUTES


def test_the_broken_label_of_a_row_is_no_strange_head() -> None:
    lines = [SECTIONS[3]]
    for row, labels in APPLICATIONS.items():
        label = labels[-1]
        lines += ["三", "、本年度办理结果", label[:3], label[3:]] if row == "granted" else [label]
        lines += shown(row)
    assert printed(read_text(stacked(*lines))) == expected()


def test_a_label_in_two_pieces_is_one_where_every_other_has_a_line_of_its_own() -> None:
    head = ["白然人（单位：件）", *KINDS[1:4], "法服律务　　机构", *KINDS[5:]]
    lines = [SECTIONS[3], "指标名称", "申请人情况", *head]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *shown(row)]
    assert printed(read_text(stacked(*lines))) == expected()


def test_the_damaged_end_of_a_head_that_went_on_below_is_its_last_column() -> None:
    width = 12
    head = "".join(" " * 24 + "".join(f"{label:<{width - 4}}" for label in RESULTS[:4]))
    lines = [SECTIONS[4], head, "        忠计"]
    for name, part in zip(("行政复议", "未经复议直接起诉", "复议后起诉"), PARTS, strict=True):
        values = values_of(part)
        row = name + " " * (24 - 2 * len(name)) + "".join(f"{value:<{width}}" for value in values[:4])
        lines += [row, f"        {values[4]}"]
    found = printed(read_text(stacked(*lines)), "disputes")
    assert found == {cell: DISPUTES[cell] for cell in found}


# --- heads in parts ---------------------------------------------------------------------------------------


def test_each_band_of_a_table_may_have_both_its_groups_in_one_label() -> None:
    lines = [SECTIONS[4]]
    for group, part in zip(GROUPS, PARTS, strict=True):
        lines += [group, *RESULTS, *values_of(part)]
    assert printed(read_text(stacked(*lines)), "disputes") == DISPUTES


def test_two_halves_of_a_table_are_read_though_blanks_stand_for_the_merged_cells_of_their_heads() -> None:
    review, direct, after = map(values_of, PARTS)
    lines = [
        "行政复议" + "\t" * 4,
        "\t".join(RESULTS),
        "\t".join(review),
        "行政诉讼" + "\t" * 9,
        "未经复议直接起诉" + "\t" * 5 + "复议后起诉" + "\t" * 4,
        "\t".join(RESULTS * 2),
        "\t".join(direct + after),
    ]
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], *lines])), "disputes") == DISPUTES


def test_the_heading_of_a_part_in_front_of_its_rows_is_no_column() -> None:
    lines = [SECTIONS[2]]
    part = ""
    for row in disclosure():
        texts = [text[0] if isinstance(text, tuple) else text for text in row]
        if len(texts) == 1:
            part = texts[0]
        elif texts[0] == "信息内容":
            lines += texts
        else:
            lines += [part[:4], part[4:], *texts]
    found = printed(read_text(stacked(*lines)), "disclosure")
    assert found == printed(extracted(SECTIONS[2], disclosure()), "disclosure")


# --- columns beside ---------------------------------------------------------------------------------------


def test_what_stands_over_the_labels_of_the_rows_is_no_column_where_a_table_goes_on_without_its_head() -> None:
    head: Rows = [["序号", "项目", *KINDS]]
    rows: list[list[Text]] = [[str(n), *row] for n, row in enumerate(flat()[1:], 1)]
    report = extracted(SECTIONS[3], [*head, *rows[:12]], rows[12:])
    assert printed(report) == expected()


def test_columns_for_remarks_behind_the_forms_may_be_blank_in_a_text_that_has_lost_blanks() -> None:
    lines = [SECTIONS[3], *KINDS, "占比", "备注"]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *shown(row), "12.5%"]
    assert printed(read_text(stacked(*lines))) == expected()


def test_a_blank_first_row_under_a_misspelt_label_is_blank_whatever_head_it_is_taken_to_have() -> None:
    rows = [list(row) for row in applications()]
    rows[3] = [("一 本年新收政府信息公开申请数量", 3), *[""] * 7]
    report = extracted(SECTIONS[3], rows)
    cells = [cell for cell in expected() if cell.startswith("applications.new.")]
    assert [report.figures[CellId(cell)].status for cell in cells] == ["blank"] * 7
    assert printed(report) == expected(without=["new"])


# --- rows -------------------------------------------------------------------------------------------------


def test_a_row_of_single_dashes_below_a_head_in_bars_is_values_and_one_of_several_is_a_rule() -> None:
    labels = [group + result for group in ("行政复议", "未经复议直接起诉", "复议后起诉") for result in RESULTS]
    bars = ["| " + " | ".join(labels) + " |", "| " + " | ".join("-" * 15) + " |"]
    dashed = read_text("\n".join([TITLE, SECTIONS[4], *bars, "五、存在的主要问题及改进情况"]))
    assert dashed.figures[CellId("disputes.review.upheld")].status == "dash"
    ruled = read_text("\n".join([TITLE, SECTIONS[4], *bars, "| " + " | ".join(map(str, DISPUTES.values())) + " |"]))
    assert printed(ruled, "disputes") == DISPUTES


def test_values_below_a_blank_row_are_the_next_rows_where_that_is_not_there() -> None:
    rows = [list(row) for row in flat()]
    place = next(n for n, row in enumerate(rows) if row[0] == "5.属于三类内部事务信息")
    rows[place][1:] = [""] * 7
    rows[place + 1][0] = ""
    report = extracted(SECTIONS[3], rows)
    found = printed(report)
    assert found == {cell: expected()[cell] for cell in found}
    assert not any(cell.startswith("applications.denied.internal.") for cell in found)


def test_a_label_whose_end_is_lost_behind_its_group_is_not_the_groups_own_row() -> None:
    rows = [row for row in flat() if not row[0].startswith(("1.申请人", "2.申请人"))]
    place = next(n for n, row in enumerate(rows) if row[0] == "3.其他")
    rows[place][0] = "（六）其他处理？？？？？？"
    found = printed(extracted(SECTIONS[2], disclosure(), SECTIONS[3], rows))
    assert found == {cell: expected()[cell] for cell in found}


def test_a_row_of_whose_label_only_its_number_is_left_is_known_behind_its_group() -> None:
    lines = [SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        label = labels[-1]
        if label.startswith("1."):
            lines.append(labels[-2])
        lines += ["1." if row == "refused.petition" else label, *shown(row)]
    assert printed(read_text(stacked(*lines))) == expected()


def test_a_damaged_label_that_is_like_no_other_is_known_where_two_rows_have_changed_places() -> None:
    rows = [list(row) for row in flat()]
    place = next(n for n, row in enumerate(rows) if row[0] == "4.保护第三方合法权益")
    rows[place][0] = "4.保护第三方合法益"
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


# --- heads that contradict themselves -------------------------------------------------------------------------


def test_a_head_whose_groups_stand_over_the_columns_of_others_is_believed_only_in_an_order_that_its_columns_have() -> (
    None
):
    values = [str(value) for value in DISPUTES.values()]
    below = [(text, 1, 2) for text in RESULTS]
    head = [("行政复议", 5), ("行政诉讼", 10)]
    suits: list[Text] = [("未经复议直接起诉", 5), ("复议后起诉", 5)]
    crossed: Rows = [head, [*suits, *below], [*RESULTS, *RESULTS], values]
    assert printed(extracted(SECTIONS[4], crossed), "disputes") == {}
    wide: Rows = [[("行政复议", 10), ("行政诉讼", 5)], [*below, *suits], [*RESULTS, *RESULTS], values]
    assert printed(extracted(SECTIONS[4], wide), "disputes") == DISPUTES


def test_a_row_whose_first_figure_runs_into_its_label_is_left_open() -> None:
    lines = [SECTIONS[3], " " * 90 + "".join(f"{kind:　<8}" for kind in KINDS)]
    for row, labels in APPLICATIONS.items():
        label = labels[-1]
        first, *rest = shown(row)
        gap = " " * max(2, 90 - sum(1 if c.isascii() else 2 for c in label))
        fused = row == "denied.law"
        lines.append(
            (label + first + gap if fused else label + gap + f"{first:<16}") + "".join(f"{v:<16}" for v in rest)
        )
    found = printed(read_text(stacked(*lines)))
    assert not any(cell.startswith("applications.denied.law.") for cell in found)
    assert found == expected(without=["denied.law"])


# --- rows beside others ---------------------------------------------------------------------------------------


def test_the_columns_of_the_older_form_before_a_row_say_that_its_figures_are_not_the_newer_forms() -> None:
    lines = [
        *(SECTIONS[2], "第二十条第（一）项", "信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        *("规章", "规范性文件", "2", "2", "6"),
        *("第二十条第（五）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "113"),
        *("第二十条第（八）项", "信息内容", "上一年项目数量", "本年增/减", "行政事业性收费", "54"),
    ]
    assert printed(read_text(stacked(*lines)), "disclosure") == {}


def test_rows_that_stand_together_are_read_though_many_of_another_table_stand_below_them() -> None:
    rows: list[list[Text]] = [list(row) for row in flat()]
    place = next(n for n, row in enumerate(rows) if row[0] == "1.信访举报投诉类申请")
    damaged: list[Text] = ["(五)不予处", *[""] * 7]
    parted = [*rows[:place], damaged, *rows[place:]]
    names = [f"{group}·{result}" for group in ("行政复议", "未经复议直接起诉", "复议后起诉") for result in RESULTS]
    below: list[list[Text]] = [[name, "1", *[""] * 6] for name in names]
    assert printed(extracted(SECTIONS[3], [*parted, *below])) == expected()


def test_blank_lines_below_a_label_are_its_cells_and_values_further_down_are_not() -> None:
    lines = [SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        label = labels[-1]
        if row == "refused.reconfirm":
            lines += [label, *[""] * 9]
        elif row == "other.no_correction":
            lines += ["(六)其他        处理", *shown(row)]
        else:
            lines += [label, *shown(row)]
    found = printed(read_text(stacked(*lines)))
    assert not any(cell.startswith("applications.refused.reconfirm.") for cell in found)


def test_a_row_with_a_value_lost_is_not_laid_like_one_with_fewer_labels_before_its_values() -> None:
    rows: list[list[Text]] = [["指标", "", "", "总计", *KINDS[:6]]]
    for row, labels in APPLICATIONS.items():
        *six, total = shown(row)
        values = [total, *six]
        rows.append([*labels, *(values[:6] if row == "denied.process" else values)])
    found = printed(extracted(SECTIONS[3], rows, ragged=True))
    assert found == {cell: expected()[cell] for cell in found}


def test_a_row_whose_unit_stands_in_another_column_than_the_others_is_left_open() -> None:
    rows: list[list[Text]] = [["项目", "单位", "占比", *KINDS]]
    rows += [[labels[-1], "件", "7%", *shown(row)] for row, labels in APPLICATIONS.items()]
    place = next(n for n, row in enumerate(rows) if row[0] == "2.重复申请")
    rows[place] = ["2.", "重复申请", "件", "7%", *rows[place][3:9]]
    found = printed(extracted(SECTIONS[3], rows))
    assert found == {cell: expected()[cell] for cell in found}
    assert len(found) >= len(expected()) - 7


def test_two_years_side_by_side_under_the_newer_forms_columns_are_no_figures_of_the_older_form() -> None:
    acts: list[Text] = ["本年制发件数", "本年废止件数", "现行有效件数"]
    rows: list[list[Text]] = [
        ["", "2023年（本年，请填写）", "", "", "", "2022年（上年，供对照）", "", ""],
        ["第二十条第（一）项", *[""] * 7],
        ["信息内容", *acts, "", *acts],
        ["规章", "0", "0", "0", "", "0", "0", "1"],
        ["行政规范性文件", "3", "0", "8", "", "5", "0", "82"],
    ]
    for name, this, last in (("行政许可", "1214", "7"), ("行政处罚", "2612", "3"), ("行政强制", "56", "5")):
        rows += [
            ["信息内容", "本年处理决定数量", "", "", "", "本年处理决定数量", "", ""],
            [name, this, *[""] * 3, last, "", ""],
        ]
    assert printed(extracted(SECTIONS[2], rows), "disclosure") == {}


def test_a_head_whose_lines_begin_under_each_other_is_one_line_broken_and_so_may_its_rows_be_elsewhere() -> None:
    head = [
        "        自然人  法人或其他组织商业企业  法人或其他组织科研机构",
        "        法人或其他组织社会公益组织  法律服务机构",
    ]
    lines = [SECTIONS[3], *head, "        法人或其他组织其他  总计"]
    for row, labels in APPLICATIONS.items():
        first, *rest = shown(row)
        lines += [f"{labels[-1]}          {first}", "        " + "  ".join(rest)]
    assert printed(read_text(stacked(*lines))) == expected()


def test_a_head_whose_lower_line_fills_the_gaps_of_the_upper_one_has_columns_and_rows_on_one_line_are_left_open() -> (
    None
):
    head = ["自然人                     科研机构                      法律服务机构          总计"]
    head += ["           商业企业                    社会公益组织                    其他"]
    lines = [SECTIONS[3], *("        " + line for line in head)]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], "        " + "  ".join(shown(row))]
    got = printed(read_text(stacked(*lines)))
    assert all(value == expected()[cell] for cell, value in got.items())


def test_labels_on_two_lines_between_bars_are_those_of_the_columns_in_which_they_stand() -> None:
    lines = [
        "|第二十条第（一）项                                       |",
        "|信息内容      |本年（2023）制|本年（2023）废|现行有效件数|",
        "|              |发件数        |止件数        |            |",
        "|规章          |0             |0             |1           |",
        "|行政规范性文件|5             |/             |16          |",
        "|第二十条第（五）项                                       |",
        "|信息内容      |本年（2023）处理决定数量                  |",
        "|行政许可      |7                                         |",
        "|第二十条第（六）项                                       |",
        "|信息内容      |本年（2023）处理决定数量                  |",
        "|行政处罚      |291                                       |",
        "|行政强制      |1241                                      |",
    ]
    report = read_text(
        "\n".join([TITLE, "二.主动公开政府信息情况", "", *lines, "", "五.存在的主要问题及改进情况", "无。"])
    )
    found = printed(report, "disclosure")
    assert found["disclosure.normative.issued"] == 5
    assert "disclosure.normative.repealed" not in found
    assert found["disclosure.normative.in_force"] == 16
    assert found["disclosure.coercion.decisions"] == 1241
