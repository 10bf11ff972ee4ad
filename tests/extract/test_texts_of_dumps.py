"""Texts of one cell a line, of bars, of Markdown and of columns set by blanks, as programs dump reports."""

from __future__ import annotations

from collections.abc import Sequence

from tests.extract.documents import (
    APPLICANTS,
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    Rows,
    applications,
    cell,
    disclosure,
    disputes,
    expected,
    figures,
    flat,
    of_row,
    printed,
    read_text,
    shown,
)

OTHERS_TITLE = "岚山县民政局2023年政府信息公开工作年度报告"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
TURNED = [6, 0, 1, 2, 3, 4, 5]


def texts_of(rows: Rows) -> list[list[str]]:
    return [[text if isinstance(text, str) else text[0] for text in row] for row in rows]


def width_of(row: Sequence[object]) -> int:
    return sum(1 if isinstance(text, str) else text[1] for text in row if isinstance(text, str | tuple))


# --- bars -------------------------------------------------------------------------------------------------


def closed(rows: Rows, blanks: bool = False) -> list[str]:
    """One cell a line, each closed by a bar, and a bar for each column that a merged cell covers."""
    lines: list[str] = []
    for row in rows:
        lines += [f"{text} |" if text or not blanks else " |" for text in texts_of([row])[0]]
        lines += ["|" * (width_of(row) - len(row))] if width_of(row) > len(row) else []
    return lines


def test_a_lone_bar_behind_a_rows_last_cell_fills_it_up_and_is_no_blank_cell() -> None:
    lacking = ("other.no_correction", "other.unpaid", "other.rest")
    rows = list(applications(without=lacking))
    rows.insert(-2, [("（六）其他处理", 2), *"1234560"])
    text = [TITLE, SECTIONS[2], *closed(disclosure()), SECTIONS[3], *closed(rows), SECTIONS[4]]
    report = read_text("\n".join([*text, *closed(disputes()), SECTIONS[5]]))
    own = dict(zip(map("applications.other.{}".format, APPLICANTS), (1, 2, 3, 4, 5, 6, 0), strict=True))
    assert printed(report) == expected(lacking) | own
    assert printed(report, "disclosure") == DISCLOSURE


def test_a_lone_bar_with_a_blank_before_it_closes_a_blank_cell() -> None:
    cells = ["", *shown("granted")[1:]]
    rows = applications(values={"granted": cells})
    report = read_text("\n".join([TITLE, SECTIONS[3], *closed(rows, blanks=True), SECTIONS[4]]))
    assert cell(report, "applications.granted.natural").status == "blank"
    assert of_row("granted", report)["applications.granted.company"] == figures("granted")[1]


def bars(rows: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in rows]


def test_a_total_before_the_other_columns_of_one_line_of_labels_is_read() -> None:
    """Two lines would have the labels of the group on the second."""
    order = [0, 6, 1, 2, 3, 4, 5]
    rows = [[CORNER, *(KINDS[at] for at in order)]]
    rows += [[labels[-1], *(shown(row)[at] for at in order)] for row, labels in APPLICATIONS.items()]
    rows.insert(4, ["三、本年度办理结果"])
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *bars(rows), SECTIONS[4]]))) == expected()


def test_remarks_behind_labels_that_stand_below_one_another_show_that_these_are_one_line() -> None:
    order = [0, 6, 1, 2, 3, 4, 5]
    lines = [CORNER, *(KINDS[at] for at in order), "备注"]
    for row, labels in APPLICATIONS.items():
        lines += [labels[-1], *(shown(row)[at] for at in order), ""]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines, SECTIONS[4]]))) == expected()


def test_a_blank_label_between_others_is_a_columns_without_a_name_where_all_rows_have_a_cell_for_it() -> None:
    rows = [["指标名称", "单位", *[KINDS[at] for at in TURNED[:6]], "", KINDS[5]]]
    groups: set[str] = set()
    for row, labels in APPLICATIONS.items():
        cells = ["", *shown(row)[:6]] if row == "denied.law" else [shown(row)[at] for at in TURNED]
        over = ["" if text in groups else text for text in labels[:-1]]
        groups |= set(labels)
        rows.append([*over, labels[-1], "件", *cells[:6], "", cells[6]])
    report = read_text("\n".join([TITLE, SECTIONS[3], *bars(rows), SECTIONS[4]]))
    own = {name: value for name, value in zip(KINDS, figures("denied.law"), strict=True) if name != KINDS[6]}
    assert [figure for name, figure in of_row("denied.law", report).items()] == list(own.values())
    assert cell(report, "applications.denied.law.total").status == "blank"
    assert printed(report) == expected(["denied.law"]) | of_row("denied.law", report)


def test_a_numbered_label_with_a_slip_below_a_head_is_no_column_of_it() -> None:
    """As where spans are written once, and a row of blanks follows the head."""
    rows = [[CORNER, "", "自然人", "法人或其他组织", *[""] * 4, "总计"], list(KINDS[1:6]), ["三、办理果", *[""] * 8]]
    flat_rows = {row: [labels[-1], "", *shown(row)] for row, labels in APPLICATIONS.items()}
    flat_rows["partial"][2:] = ["1", "2", "3", "4", "5件", "6", ""]
    report = read_text("\n".join([TITLE, SECTIONS[3], *bars([*rows, *flat_rows.values()]), SECTIONS[4]]))
    of_partial = of_row("partial", report)
    right = dict(zip(map("applications.partial.{}".format, APPLICANTS), (1, 2, 3, 4, 5, 6), strict=False))
    assert of_partial in ({}, right)
    assert printed(report) == expected(["partial"]) | of_partial


def test_a_label_over_numbered_lines_again_and_again_is_the_first_line_of_theirs() -> None:
    """antiword wraps （三）不予公开1.属于国家秘密 where the number begins."""
    lines = ["|指标          |" + "|".join(f"{name:　<6}" for name in KINDS) + "|"]
    for row, labels in APPLICATIONS.items():
        text = "".join(labels[1:]) if len(labels) == 3 else labels[-1]
        pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
        if labels[1:2] and len(labels) == 3:
            own = labels[-1]
            pieces = [labels[1].ljust(7, "　"), *(own[at : at + 7] for at in range(0, len(own), 7))]
        for number, piece in enumerate(pieces):
            wide = sum(2 if sign > "⺀" or sign in "“”" else 1 for sign in piece)
            values = shown(row) if number == 0 else [""] * 7
            lines.append("|" + piece + " " * (14 - wide) + "|" + "|".join(value.ljust(12) for value in values) + "|")
    found = printed(read_text("\n".join([TITLE, SECTIONS[3], *lines, SECTIONS[4], "无。"])))
    assert found == expected()


def test_a_number_that_its_column_breaks_in_two_is_not_read_by_halves() -> None:
    rows = [
        "|信息内容      |本年制发件数|本年废止件数|现行有效件数|",
        "|规章          |1           |2           |13          |",
    ]
    rows += ["|行政规范性文件|4           |5           |46          |", "单位：万元", "|信息内容      |本年收费|"]
    rows += ["|              |金额(单 |", "|              |位：万元|", "|              |)       |"]
    rows += ["|行政事业性收费|4680.144|", "|              |6       |"]
    report = read_text("\n".join([TITLE, SECTIONS[2], *rows, SECTIONS[3]]))
    assert printed(report, "disclosure")["disclosure.rules.in_force"] == 13
    assert "disclosure.fees.amount" not in printed(report, "disclosure")


# --- Markdown ---------------------------------------------------------------------------------------------


def pipes(rows: Sequence[Sequence[str]]) -> str:
    lines = bars(rows)
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def test_another_organs_report_under_a_heading_of_markdown_is_not_this_ones() -> None:
    own = pipes(flat())
    others = pipes([row if number == 0 else [row[0], *["9999"] * 7] for number, row in enumerate(flat())])
    parts = [f"# {TITLE}", "## 三、收到和处理申请情况", own, f"## {OTHERS_TITLE}"]
    report = read_text("\n\n".join([*parts, f"**{SECTIONS[3]}**", others]))
    assert (report.title, report.organ) == (TITLE, "青禾市水务局")
    assert 9999 not in printed(report).values()


# --- one cell a line --------------------------------------------------------------------------------------


def test_the_gap_behind_a_table_is_no_blank_cell_where_no_row_shows_one() -> None:
    lines: list[str] = [CORNER, *KINDS]
    for row, labels in APPLICATIONS.items():
        cells = shown(row)
        lines += [labels[-1], *(cells[1:] if row in ("carried_in", "carried_out") else cells)]
    report = read_text("\n".join([TITLE, SECTIONS[3], *lines, "", SECTIONS[4], "无。"]))
    assert printed(report) == expected(["carried_in", "carried_out"])
    assert "applications.carried_out.total" not in report.figures


def test_a_row_of_this_year_over_one_of_last_year_is_the_reports_where_a_text_has_folded_the_head() -> None:
    values = [str(value) for value in DISPUTES.values()]
    lines = ["年度", "行政复议", "行政诉讼", *RESULTS, "未经复议直接起诉", "复议后起诉", *RESULTS, *RESULTS]
    lines += ["2023年", *values, "2022年", *["8"] * 15]
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], *lines, SECTIONS[5]])), "disputes") == DISPUTES


def test_a_year_before_a_row_whose_last_cell_is_blank_is_its_name_and_no_cell() -> None:
    heads = [["年度", "行政复议", "行政诉讼", *[""] * 13]]
    heads += [[*RESULTS, "未经复议直接起诉", "复议后起诉", *[""] * 8], [*RESULTS, *RESULTS]]
    values = [str(value) for value in DISPUTES.values()]
    text = bars([*heads, ["2023年", *values[:-1], ""], ["2022年", *["8"] * 15]])
    report = read_text("\n".join([TITLE, SECTIONS[4], *text, SECTIONS[5]]))
    last = "disputes.suit_after_review.total"
    assert printed(report, "disputes") == {name: value for name, value in DISPUTES.items() if name != last}
    assert cell(report, last).status == "blank"


def test_a_line_that_says_that_the_table_goes_on_is_no_label_of_its_head() -> None:
    values = [str(value) for value in DISPUTES.values()]
    lines = ["单位：件", "行政复议", *RESULTS, *values[:5], "（续上表）", "行政诉讼", "未经复议直接起诉", "复议后起诉"]
    lines += [*RESULTS, *RESULTS, *values[5:]]
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], *lines, SECTIONS[5]])), "disputes") == DISPUTES


def test_a_viewers_copy_of_the_older_form_is_not_read_as_the_newer_one_where_its_heads_alone_tell() -> None:
    lines = ["第二十条第（一）项", "信息内容 本年新制作数量 本年新公开数量 对外公开总数量 备注", "规章", " - -"]
    lines += ["规范性文件", "历年累计 70件 8", "第二十条第（九）项", "信息内容 采购项目数量 采购总金额（万元） 说明"]
    lines += ["政府集中采购", " 10", SECTIONS[3]]
    for row, labels in APPLICATIONS.items():
        if not row.startswith("other."):
            lines += [labels[-1], " ".join(shown(row)[:5])]
    report = read_text("\n".join([TITLE, SECTIONS[2], *lines, SECTIONS[4], "无。"]))
    assert report.form == "2019"


# --- columns set by blanks --------------------------------------------------------------------------------


def spaced(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Each cell filled up to its column; a Chinese character takes two."""

    def filled(text: str, wide: int) -> str:
        return text + " " * (wide - sum(2 if sign > "⺀" else 1 for sign in text))

    return ["".join(map(filled, row, widths)).rstrip() for row in rows]


WIDTHS = (50, 12, 12, 12, 16, 16, 10, 8, 8)


def test_a_label_set_wide_stands_over_the_column_in_which_it_begins() -> None:
    rows = [["项目", "自然人", "商　业业", "科研机构", "社会公益组织", "法律服务机构", "其　他", "总计"]]
    values = {row: shown(row) for row in APPLICATIONS} | {"granted": ["7", "5", "", "", "1", "", "13"]}
    rows += [[labels[-1][:20], *values[row]] for row, labels in APPLICATIONS.items()]
    report = read_text("\n".join([TITLE, SECTIONS[3], *spaced(rows, WIDTHS), SECTIONS[4], "无。"]))
    granted = {"natural": 7, "company": 5, "legal": 1, "total": 13}
    assert of_row("granted", report) == {f"applications.granted.{name}": value for name, value in granted.items()}


def test_last_years_column_is_not_counted_among_this_years_where_a_row_lacks_a_figure() -> None:
    rows = [["项目", *KINDS, "2022年"]]
    for number, (row, labels) in enumerate(APPLICATIONS.items()):
        cells = ["", *shown(row)[1:]] if number % 3 == 0 else shown(row)
        rows.append([labels[-1][:20], *cells, "66"])
    report = read_text("\n".join([TITLE, SECTIONS[3], *spaced(rows, WIDTHS), SECTIONS[4], "无。"]))
    assert 66 not in printed(report).values()
    assert of_row("new", report).items() <= {**expected()}.items()


def test_a_table_is_not_called_missing_because_another_one_has_a_row_of_it() -> None:
    """The last row has lost its figures, the labels over the columns can't be told, and the disputes follow at once."""
    lines = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "1", "0", "1"]
    lines += [CORNER, "申请人情况", "发人　　或其他组织", "忠计", "发人　　或其他组织", "自然人", "其他", "商业  企业"]
    lines += ["法律 服务机构", "社 会公益组织", "科研机构"]
    for row, labels in APPLICATIONS.items():
        own = {"total": "（七　　）总计", "carried_out": "四、结转下年度  继续办理"}.get(row, labels[-1])
        over = {"granted": [labels[0]], "denied.secret": ["（三）不予公幵"]}.get(row, [])
        lines += [*over, own, *(shown(row) if row != "carried_out" else [])]
    results = ["果结维持", "结果纠正", "其他结  果", "尚未审结", "总计"]
    lines += [
        "政府信息公开行政复议、行政诉讼情况",
        "行政　　复议",
        "行政诉讼",
        *results,
        "未经复议直接起诉",
        "复议后起诉",
    ]
    lines += [*results, *results, *["0"] * 15, SECTIONS[3], "", SECTIONS[4], "", SECTIONS[5]]
    report = read_text("\n".join([TITLE, SECTIONS[2], "", *lines]))
    statuses = {figure.status for name, figure in report.figures.items() if name.startswith("applications.")}
    assert "missing" not in statuses
