"""Tables and rows of which not all can be told: what is certain is read, the rest is left open and said to be."""

from __future__ import annotations

from tests.extract.documents import (
    APPLICANTS,
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    OTHER,
    OUTCOMES,
    RESULTS,
    SECTIONS,
    TITLE,
    Rows,
    Text,
    codes,
    disclosure,
    disputes,
    expected,
    extracted,
    figures,
    flat,
    of_row,
    printed,
    read_text,
    shown,
)
from toolkit.model import CellId, Report


def assert_none_is_wrong(report: Report) -> None:
    found = printed(report)
    assert found == {cell: expected()[cell] for cell in found}


def at_row(rows: list[list[str]], label: str) -> int:
    return next(number for number, row in enumerate(rows) if row[0] == label)


# --- values that are words --------------------------------------------------------------------------------


def test_a_word_among_the_values_of_a_row_without_a_label_is_no_name_before_them() -> None:
    head, values = disputes()[:3], list(disputes()[3])
    lines = [
        "\t".join(text if isinstance(text, str) else text[0] + "\t" * (text[1] - 1) for text in row) for row in head
    ]
    row = "\t".join(["1", "不详", *(str(value) for value in values[2:])]) + "\t" * 6
    report = read_text("\n".join([TITLE, SECTIONS[4], *lines, row]))
    figure = report.figures[CellId("disputes.review.corrected")]
    assert (figure.status, figure.raw) == ("unreadable", "不详")
    found = printed(report, "disputes")
    assert found == {cell: DISPUTES[cell] for cell in found}
    assert len(found) == 14


def test_a_word_that_may_be_the_first_value_or_the_name_of_its_row_leaves_the_row_open() -> None:
    values = [str(value) for value in DISPUTES.values()]
    rows: list[list[Text]] = [*(list(row) for row in disputes()[:3]), ["未统计", *values[1:], "", ""]]
    found = printed(extracted(SECTIONS[4], rows, ragged=True), "disputes")
    assert found == {cell: DISPUTES[cell] for cell in found}


# --- rows ---------------------------------------------------------------------------------------------------


def test_a_rows_values_on_two_lines_that_both_have_its_groups_are_one_row() -> None:
    lines = [SECTIONS[3], " " * 90 + "   ".join(f"{kind:　<6}" for kind in KINDS)]
    for row, labels in APPLICATIONS.items():
        groups = "".join(f"{label}    " for label in labels[:-1])
        start = 90 - sum(1 if c.isascii() else 2 for c in groups + labels[-1])
        cells = [f"{value:<15}" for value in shown(row)]
        if row == "denied.secret":
            lines.append(groups + labels[-1] + " " * start + "".join(cells[:2]))
            lines.append(
                groups + " " * (90 - sum(1 if c.isascii() else 2 for c in groups)) + " " * 30 + "".join(cells[2:])
            )
        else:
            lines.append(groups + labels[-1] + " " * max(2, start) + "".join(cells))
    found = printed(read_text("\n".join([TITLE, *lines])))
    assert [found[f"applications.denied.secret.{column}"] for column in APPLICANTS] == figures("denied.secret")


def test_a_subtotal_of_a_group_is_not_the_groups_last_row() -> None:
    rows = flat(without=("other.rest",))
    rows.insert(at_row(rows, "（七）总计"), [f"{OUTCOMES}{OTHER}小计", *shown("other.rest")])
    report = extracted(SECTIONS[3], rows)
    assert_none_is_wrong(report)
    assert not any(cell.startswith("applications.other.rest.") for cell in printed(report))


def test_two_signs_of_a_label_may_have_changed_places() -> None:
    rows = flat(without=("other.no_correction", "other.unpaid", "other.rest"))
    rows.insert(at_row(rows, "（七）总计"), ["（六）他其处理", *shown("other")])
    found = printed(extracted(SECTIONS[3], rows))
    assert [found[f"applications.other.{column}"] for column in APPLICANTS] == figures("other")


def test_a_row_that_cannot_be_told_is_listed_however_many_other_rows_the_sheet_has() -> None:
    others: list[list[Text]] = [[f"栏目{number}", str(number), "3"] for number in range(12)]
    rows = flat()
    rows.insert(at_row(rows, "（七）总计"), ["另行登记", *shown("other")])
    report = extracted([*others, [SECTIONS[3]], *rows])
    assert any(note.code == "row.extra" and "另行登记" in note.message for note in report.notes)


def test_the_figure_of_a_row_beside_another_one_is_not_read_as_that_ones() -> None:
    over = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "信息内容", "本年处理决定数量"]
    pieces: list[list[Text]] = [
        ["规章", "1", "2", "13", "行政处罚", "88"],
        ["行政规范性文件", "4", "5", "46", "行政强制", "9"],
        ["行政许可", ("707", 3), "行政事业性收费", "10.5"],
    ]
    tables: list[Rows] = [[list(over), piece] for piece in pieces]
    found = printed(extracted(SECTIONS[2], *tables), "disclosure")
    assert found["disclosure.normative.in_force"] == 46
    assert found == {cell: DISCLOSURE[cell] for cell in found}


def test_rows_with_a_blank_are_open_where_the_rows_beside_have_more_values_than_the_head() -> None:
    rows: list[list[Text]] = [[*row, "12.5%"] if n else list(row) for n, row in enumerate(flat())]
    rows[0] = ["", *KINDS]
    at = at_row([[str(text) for text in row] for row in rows], "7.属于行政执法案卷")
    rows[at] = [rows[at][0], "", *rows[at][2:]]
    report = extracted(SECTIONS[3], rows, ragged=True)
    assert_none_is_wrong(report)


# --- heads ----------------------------------------------------------------------------------------------------


def test_all_columns_of_form_2019_in_one_head_are_read_though_most_hold_dashes() -> None:
    columns = ["本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "本年增/减", "处理决定数量"]
    columns += ["采购项目数量", "采购总金额"]
    cells = {
        "规章": ["1", "2", "3", "/", "/", "/", "/", "/"],
        "规范性文件": ["4", "5", "6", "/", "/", "/", "/", "/"],
        "行政许可": ["/", "/", "/", "127", "16", "8", "/", "/"],
        "其他对外管理服务事项": ["/", "/", "/", "10", "-2", "9", "/", "/"],
        "行政处罚": ["/", "/", "/", "11", "0", "214", "/", "/"],
        "行政强制": ["/", "/", "/", "12", "15", "190", "/", "/"],
        "行政事业性收费": ["/", "/", "/", "126", "7", "/", "/", "/"],
        "政府集中采购": ["/", "/", "/", "/", "/", "/", "31", "21.84"],
    }

    def set_out(texts: list[str]) -> str:
        return "".join(text + "　" * (12 - (len(text) + sum(not c.isascii() for c in text)) // 2) for text in texts)

    lines = [set_out(["指标", *columns]), *(set_out([label, *values]) for label, values in cells.items())]
    found = printed(read_text("\n".join([TITLE.replace("2023", "2020"), SECTIONS[2], *lines])), "disclosure")
    assert found["disclosure.licensing.previous_items"] == 127
    assert found["disclosure.penalty.decisions"] == 214
    assert found["disclosure.procurement.projects"] == 31


def test_the_blanks_of_a_heads_merged_cells_are_no_row_left_blank() -> None:
    names = ["总计", "结果维持", "结果纠正", "其他结果", "尚未 审结"]
    head = ["行政复　议", "行政诉讼", *names, "未经复  议直接起诉", "复议后起诉", *[""] * 5, *names, *names]
    found = list(DISPUTES.values())
    values = [str(value) for at in (0, 5, 10) for value in (found[at + 4], *found[at : at + 4])]
    report = read_text("\n".join([TITLE, SECTIONS[4], *head, *values, SECTIONS[5]]))
    assert printed(report, "disputes") == DISPUTES


def test_rows_above_a_groups_name_have_as_many_cells_as_those_below() -> None:
    lines = [SECTIONS[3], *KINDS]
    for row, labels in APPLICATIONS.items():
        cells = [*shown(row), "9"]
        if row == "new":
            del cells[4]  # a blank that was lost
        lines += [*labels[-2 if row in ("granted", "denied.secret") else -1 :], *cells]
    report = read_text("\n".join([TITLE, *lines]))
    assert_none_is_wrong(report)
    assert not any(cell.startswith("applications.new.") for cell in printed(report))


# --- tables -----------------------------------------------------------------------------------------------


def test_a_few_rows_without_a_head_are_read_if_each_has_the_forms_label_and_a_value_for_each_column() -> None:
    rows = [row for row in flat(head=()) if row[0][0] in "1一（"][:8]
    report = extracted(SECTIONS[3], rows)
    assert_none_is_wrong(report)
    assert len(printed(report)) == 8 * len(KINDS)


def test_a_table_of_which_only_a_row_is_found_is_unread_not_missing() -> None:
    row = next(row for row in flat() if row[0] == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], [row])
    assert "table.unread" in codes(report)
    assert not any(cell.startswith("applications.") for cell in report.figures)


def test_a_table_whose_rows_are_named_in_the_text_is_unread_too() -> None:
    names = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"]
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], *names, SECTIONS[4], disputes())
    assert "table.unread" in codes(report)
    assert not any(cell.startswith("applications.") for cell in report.figures)


def test_captions_between_tables_on_one_sheet_hide_no_head() -> None:
    width = 8
    over = [[(text, width)] for text in (SECTIONS[3], "本年共收到申请141件，详见下表：", "附表：申请情况统计表")]
    sheet: Rows = [*disclosure(), *over, *flat(head=())]
    assert printed(extracted(sheet)) == expected()


def test_a_table_of_which_nothing_is_found_is_missing() -> None:
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], SECTIONS[4], disputes())
    assert "table.missing" in codes(report)
    assert report.figures[CellId("applications.new.total")].status == "missing"


def test_a_sentence_in_a_sheet_that_names_next_year_is_no_caption_of_a_table_below() -> None:
    width = 4
    sheet: list[list[Text]] = [
        [(SECTIONS[5], width)],
        [("1.2024年上半年完成栏目梳理。", width)],
        [("附表1：主动公开政府信息情况", width)],
        *(list(row) for row in disclosure()),
    ]
    assert printed(extracted(sheet), "disclosure") == DISCLOSURE


def test_two_thirds_of_a_head_whose_groups_are_not_over_it_tell_no_column() -> None:
    values = list(DISPUTES.values())
    rows: list[list[Text]] = [list(RESULTS * 2), [str(value) for value in values[5:]]]
    report = extracted(SECTIONS[4], "行政复议", "行政诉讼", "未经复议直接起诉  复议后起诉", rows)
    found = printed(report, "disputes")
    assert found == {cell: DISPUTES[cell] for cell in found}


def test_the_rest_of_a_label_below_the_columns_numbers_is_no_row_left_blank() -> None:
    numbers: list[Text] = ["序号", *(str(number) for number in range(1, 8))]
    rows: list[list[Text]] = [list(row) for row in flat()]
    at = next(number for number, row in enumerate(rows) if str(row[0]).startswith("2.申请人逾期未按"))
    label = str(rows[at][0])
    rows[at] = ["2.申请", *rows[at][1:]]
    rows[at + 1 : at + 1] = [numbers, [label.removeprefix("2.申请"), *[""] * 7]]
    report = extracted(SECTIONS[3], [rows[0], numbers, *rows[1:]])
    assert_none_is_wrong(report)
    assert not any(f.status == "blank" for c, f in report.figures.items() if c.startswith("applications.other.unpaid"))


def test_a_last_value_that_went_on_below_the_rows_number_is_not_taken_for_the_next_number() -> None:
    rows: list[list[Text]] = [["序号", "", *KINDS]]
    rows += [[str(number), *row] for number, row in enumerate(flat(head=()), 1)]
    at = next(number for number, row in enumerate(rows) if str(row[1]).startswith("1.信访举报"))
    last = rows[at][-1]
    rows[at] = [*rows[at][:-1], ""]
    rows.insert(at + 1, [last, *[""] * 8])
    report = extracted(SECTIONS[3], rows)
    assert_none_is_wrong(report)
    assert not any(f.status == "blank" for f in report.figures.values())


def test_a_subtotal_beside_its_groups_names_is_no_row_of_the_group() -> None:
    rows: list[list[Text]] = [[OUTCOMES, "（三）不予公开", *row] for row in flat(head=(), without=("denied.inquiry",))]
    at = next(number for number, row in enumerate(rows) if row[2] == "7.属于行政执法案卷")
    rows.insert(at + 1, [OUTCOMES, "（三）不予公开", "小计", *shown("denied.secret")])
    report = extracted(SECTIONS[3], rows)
    assert not any(cell.startswith("applications.denied.inquiry.") for cell in printed(report))


def test_a_figure_under_another_column_leaves_the_rows_own_column_open() -> None:
    rows: list[list[Text]] = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "信息内容", "本年处理决定数量"],
        ["规章", "1", "2", "13", "行政强制", "9"],
        ["行政规范性文件", "4", "5", "46", ("第二十条第（八）项", 2)],
        [("第二十条第（五）项", 4), "信息内容", "本年收费金额（单位：万元）"],
        ["信息内容", ("本年处理决定数量", 3), "行政事业性收费", "10.5"],
        ["行政许可", ("707", 3), ("", 2)],
    ]
    report = extracted(SECTIONS[2], rows)
    figure = report.figures.get(CellId("disclosure.licensing.decisions"))
    assert figure is None or figure.value == 707


def test_values_beside_a_label_that_nobody_can_read_are_not_those_of_the_blank_row_below() -> None:
    others = [name for name in APPLICATIONS if name.startswith(("denied.", "unavailable."))][2:]
    groups = {name: ["本年办理结果", APPLICATIONS[name][1][3:]] for name in others}
    own: list[list[Text]] = [[*groups[name], APPLICATIONS[name][2][2:], *shown(name)] for name in others]
    rows: Rows = [
        [("", 3, 2), ("自然人", 1, 2), ("法人或其他组织", 5), ("总计", 1, 2)],
        list(KINDS[1:6]),
        ["本年办理结果", "不予公开", "？？？？？？", "1", "", "1", "", "", "", "2"],
        ["本年办理结果", "不予公开", "其他法律行政法规禁止公开", *[""] * 7],
        *own,
        [("结转下一年度继续办理", 3), *shown("carried_out")],
    ]
    report = extracted(SECTIONS[3], rows)
    assert not of_row("denied.law", report)
    assert len(of_row("carried_out", report)) == len(APPLICANTS)
