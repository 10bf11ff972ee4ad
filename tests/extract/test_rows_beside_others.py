"""A row's blanks are doubted beside figures without a name that may be its own, but not where these are others'."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    OUTCOMES,
    RESULTS,
    SECTIONS,
    SOURCE,
    TITLE,
    Text,
    applications,
    codes,
    disclosure,
    disputes,
    expected,
    extracted,
    flat,
    layout,
    printed,
    read_text,
    shown,
    strips,
    table,
)
from toolkit.extract.heads.headings import HeadFinder
from toolkit.extract.heads.vocabulary import vocabulary_of
from toolkit.extract.report import extract
from toolkit.forms import load
from toolkit.model import CellId, Document, Paragraph, Report, Table

ISSUED = ("本年制发件数", "本年废止件数", "现行有效件数")
BLANK = [""] * 7
LAST, FIRST = "四、结转下年度继续办理", "一、本年新收政府信息公开申请数量"
ABUSIVE = "4.无正当理由大量反复申请"


def blanks(report: Report, row: str) -> list[str]:
    return [figure.status for name, figure in report.figures.items() if name.startswith(f"{row}.")]


def raws(report: Report, row: str) -> list[str | None]:
    """What is printed in a row."""
    row_figures = [figure for name, figure in report.figures.items() if name.startswith(f"{row}.")]
    return [figure.raw for figure in row_figures if figure.status == "printed"]


def with_row(label: str, *values: str) -> list[list[str]]:
    """The applications without groups, and other values in a row."""
    return [[label, *values] if row[0] == label else row for row in flat()]


@pytest.mark.parametrize("name", ["甲", "栏次", "乙"])
def test_the_row_of_the_columns_numbers_is_no_rest_of_the_blank_row_below_it(name: str) -> None:
    head, *rows = with_row(FIRST, *BLANK)
    report = extracted(SECTIONS[3], [head, [name, *"1234567"], *rows])
    assert blanks(report, "applications.new") == ["blank"] * 7
    assert raws(report, "applications.carried_in") == shown("carried_in")


@pytest.mark.parametrize("mark", ["- 2 -", "— 12 —", "第 3 页 共 9 页"])
def test_a_pages_number_alone_in_its_row_of_a_csv_file_is_no_rest_of_the_row_over_it(mark: str) -> None:
    rows = with_row(ABUSIVE, *BLANK)
    at = next(n for n, row in enumerate(rows) if row[0] == ABUSIVE) + 1
    lines = [*rows[:at], [mark], *rows[at:]]
    report = read_text("\n".join([TITLE, SECTIONS[3], *(",".join(row) for row in lines)]), "report.csv")
    assert blanks(report, "applications.refused.abusive") == ["blank"] * 7
    assert raws(report, "applications.refused.reconfirm") == shown("refused.reconfirm")


def test_the_values_of_disputes_are_no_rest_of_a_blank_row_over_their_head() -> None:
    *head, values = disputes()
    rows = [*with_row(LAST, *BLANK), *head, values]
    report = extracted(SECTIONS[3], rows)
    assert blanks(report, "applications.carried_out") == ["blank"] * 7
    assert printed(report, "disputes") == DISPUTES


def test_nor_where_a_title_with_a_slip_and_labels_with_slips_stand_between() -> None:
    *head, values = disputes()
    slips = [[("结果纠证" if text == "结果纠正" else text) for text in row] for row in head]
    rows = [[*row, *[""] * 8] for row in with_row(LAST, *BLANK)]
    text = "\n".join([TITLE, SECTIONS[3], *(",".join(row) for row in rows), "四,政府信息公开行政复议、行政诉讼情况"])
    wide = [",".join(t if isinstance(t, str) else t[0] + "," * (t[1] - 1) for t in row) for row in [*slips, values]]
    report = read_text("\n".join([text, *wide]), "report.csv")
    assert blanks(report, "applications.carried_out") == ["blank"] * 7


@pytest.mark.parametrize("corrected", ["结果纠正", "结果纠证"])
def test_a_row_of_another_table_right_over_a_blank_one_is_none_of_its_values(corrected: str) -> None:
    rows = [[label, "", "件", *values, ""] for label, *values in flat()]
    down: list[list[Text]] = [
        [("", 2), "结果维持", corrected, "其他结果", "尚未审结", "总计", *[""] * 4],
        [("行政复的议", 2), *[""] * 9],
        [("行政诉讼", 1, 2), "未经复议直接起诉", "1", "2", "3", "4", "10", *[""] * 4],
        ["复议后起诉", "2", "3", "4", "5", "14", *[""] * 4],
    ]
    for report in (extracted(SECTIONS[3], rows, SECTIONS[4], down), extracted(SECTIONS[3], [*rows, *down])):
        assert set(blanks(report, "disputes.review")) == {"blank"}
        assert raws(report, "disputes.suit_after_review")[-1] == "14"


def test_a_row_with_the_number_of_the_next_one_is_no_half_of_the_blank_row_over_it() -> None:
    rows = with_row("二、上年结转政府信息公开申请数量", *BLANK)
    report = extracted(
        SECTIONS[3], [["（一）矛以矛矛" if row[0] == "（一）予以公开" else row[0], *row[1:]] for row in rows]
    )
    assert blanks(report, "applications.carried_in") == ["blank"] * 7


@pytest.mark.parametrize("count", [3, 4, 6])
def test_values_that_go_on_where_labels_stand_fill_a_row_behind_blank_columns_of_labels(count: int) -> None:
    values = shown("granted")
    rows = [[label, "", *row] for label, *row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0] == "（一）予以公开")
    broken = [
        ["（一）予以公开", "", *values[:count], *[""] * (7 - count)],
        [*values[count:], *[""] * (2 + count)],
    ]
    report = extracted(SECTIONS[3], [*rows[:at], *broken, *rows[at + 1 :]])
    assert raws(report, "applications.granted") in (values, [])
    if count < 6:
        assert raws(report, "applications.granted") == values


def test_too_few_values_below_blank_columns_of_labels_fill_no_row() -> None:
    values = shown("granted")
    rows = [[label, "", *row] for label, *row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0] == "（一）予以公开")
    broken = [["（一）予以公开", "", *values[:4], "", "", ""], [*values[4:6], *[""] * 7]]
    report = extracted(SECTIONS[3], [*rows[:at], *broken, *rows[at + 1 :]])
    assert raws(report, "applications.granted") == []


def test_a_row_whose_groups_are_printed_again_without_its_own_name_goes_on_there() -> None:
    groups = "三、本年度办理结果（五）不予处理"
    values = shown("refused.abusive")
    rows = flat({label: "".join(path) for path in APPLICATIONS.values() for label in path[-1:]})
    at = next(n for n, row in enumerate(rows) if row[0] == groups + ABUSIVE)
    broken = [[groups + ABUSIVE, *values[:5], "", ""], [groups, *[""] * 5, *values[5:]]]
    report = extracted(SECTIONS[3], [*rows[:at], *broken, *rows[at + 1 :]])
    assert raws(report, "applications.refused.abusive") == values


def test_a_label_broken_below_its_values_may_have_a_slip_in_its_first_piece() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0] == "4.保护第三方合法权益")
    broken = [["4.保的护", *rows[at][1:]], ["第三方合法权益", *BLANK]]
    report = extracted(SECTIONS[3], [*rows[:at], *broken, *rows[at + 1 :]])
    assert raws(report, "applications.denied.third_party") == shown("denied.third_party")


@pytest.mark.parametrize(
    "other",
    [
        [["类别", "本年公开条数", "上年", "前年"], ["其他", "53", "2", "1"], ["总计", "63", "4", "5"]],
        [
            ["名称", "件数"],
            *([label, str(n)] for n, label in enumerate(["规章", "行政许可", "行政处罚", "行政强制"] * 3)),
        ],
    ],
)
def test_rows_named_like_those_of_another_table_are_no_disputes(other: list[list[str]]) -> None:
    sentence = "本年度本机关未发生政府信息公开行政复议、行政诉讼案件。"
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], applications(), SECTIONS[4], sentence, other)
    assert {figure.status for name, figure in report.figures.items() if name.startswith("disputes.")} == {"missing"}
    assert "table.unread" not in codes(report)


def test_last_years_tables_behind_the_signature_are_no_disputes() -> None:
    sentence = "本年度本机关未发生政府信息公开行政复议、行政诉讼案件。"
    more = "附：2022年度有关数据（供对比）"
    report = extracted(
        SECTIONS[2],
        disclosure(),
        SECTIONS[3],
        applications(),
        SECTIONS[4],
        sentence,
        more,
        disclosure(),
        flat(head=KINDS),
    )
    assert {figure.status for name, figure in report.figures.items() if name.startswith("disputes.")} == {"missing"}
    assert printed(report, "disclosure") == DISCLOSURE


# --- values under columns that are seen -------------------------------------------------------------------


@pytest.mark.parametrize("word", ["未统计", "5件左右"])
def test_a_word_under_the_first_column_of_a_head_without_labels_is_a_value_gone_wrong(word: str) -> None:
    *head, values = disputes()
    report = extracted(SECTIONS[4], [*head, [word, *values[1:]]])
    assert report.figures[CellId("disputes.review.upheld")].status == "unreadable"
    assert printed(report, "disputes") == dict(list(DISPUTES.items())[1:])


def test_a_row_pushed_aside_with_its_label_casts_no_doubt_on_the_blanks_of_others() -> None:
    rows = [list(row) for row in applications(values={"granted": [*shown("granted")[:4], "", *shown("granted")[5:]]})]
    at = next(n for n, row in enumerate(rows) if ("8.属于行政查询事项", 1, 1) in row)
    rows[at : at + 1] = [[*rows[at], ""]]
    pushed = table(rows)
    cells = [
        cell._replace(column=cell.column - 1) if cell.row == at and cell.column > 1 and cell.text else cell
        for cell in pushed.cells
        if not (cell.row == at and not cell.text)
    ]
    report = extract(Document("html", (Paragraph(TITLE, 0), Paragraph(SECTIONS[3], 1), Table(2, tuple(cells)))), SOURCE)
    assert raws(report, "applications.granted") == [value for n, value in enumerate(shown("granted")) if n != 4]


@pytest.mark.parametrize("row", ["granted", "total"])
def test_a_blank_row_without_a_head_has_its_cells_in_the_columns_of_the_rows_beside_it(row: str) -> None:
    rows = [
        [*labels, *[""] * (3 - len(labels)), *(BLANK if name == row else shown(name))]
        for name, labels in APPLICATIONS.items()
    ]
    report = extracted(SECTIONS[3], rows)
    assert blanks(report, f"applications.{row}") == ["blank"] * 7


def test_rows_behind_another_tables_head_that_has_its_own_row_have_no_head_that_is_not_known() -> None:
    rows: list[list[Text]] = [
        ["信息类别", ("本年收费金额（单位：万元）", 7)],
        ["行政事业性收费", ("10.5", 7)],
        *(list[Text](row) for row in flat(head=())),
    ]
    report = extracted(SECTIONS[2], rows)
    assert printed(report) == expected()


@pytest.mark.parametrize("name", ["三、本年度办理结果（五）不予处理小计", "（五）不予处理小计"])
def test_a_subtotal_behind_the_names_of_its_groups_is_no_row_that_is_missing(name: str) -> None:
    rows = flat(without=["other.no_correction", "other.unpaid", "other.rest"])
    at = next(n for n, row in enumerate(rows) if row[0] == "（七）总计")
    report = extracted(SECTIONS[3], [*rows[:at], [name, *"0000000"], *rows[at:]])
    assert "row.doubtful" not in codes(report)


def test_a_bare_number_from_edge_to_edge_of_a_wide_table_is_a_pages() -> None:
    rows: list[list[Text]] = [list(row) for row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0] == "2.重复申请")
    report = extracted(SECTIONS[3], [*rows[: at + 1], [("4", 8)], rows[0], *rows[at + 1 :]])
    assert printed(report) == expected()


def test_a_head_printed_again_with_a_slip_is_no_blank_row_of_totals() -> None:
    slip: list[list[Text]] = [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 1, 3), ("申请人情况", 7), ""],
        [("自然人", 1, 2), ("法或人其他组织", 5), ("总计", 1, 2), ""],
        [*KINDS[1:6], ""],
    ]
    rows = [[label, *values, ""] for label, *values in flat({"（七）总计": "三、本年度半理结果（七）总计"}, head=())]
    report = extracted(SECTIONS[3], [*slip, *rows[:9], *slip, *rows[9:-2], *slip, *rows[-2:]])
    assert raws(report, "applications.total") == shown("total")


@pytest.mark.parametrize("legal", ["法律服务组织", "法律附务组织"])
def test_a_column_is_known_by_the_other_names_that_reports_give_it(legal: str) -> None:
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    head: list[Text] = [(corner, 3), "合计", "自然人", "企业", "科研机构", "社会公益组织", legal, "其他组织"]
    rows: list[list[Text]] = [[(label, 3), values[6], *values[:6]] for label, *values in flat(head=())]
    assert printed(extracted(SECTIONS[3], [head, *rows])) == expected()


def test_rows_stand_elsewhere_than_the_form_has_them_also_where_units_have_a_column() -> None:
    names = {path[-1]: "三 本年度办理情况" + "".join(path[1:]) for path in APPLICATIONS.values() if len(path) > 1}
    rows = [[label, "件", *values] for label, *values in flat(names, head=())]
    rows[10], rows[11] = rows[11], rows[10]
    assert printed(extracted(SECTIONS[3], [["", "单位", *KINDS], *rows])) == expected()


def test_a_row_that_nobody_can_read_is_no_rest_of_the_blank_row_below_it_where_units_have_a_column() -> None:
    rows = [[label, "件", *values] for label, *values in with_row("1.属于国家秘密", *BLANK)[1:]]
    rows[3][0] = "（二□□□□□（区□□□的□只计□一□□，不计□他□形□"
    report = extracted(SECTIONS[3], [["", "单位", *KINDS], *rows])
    assert blanks(report, "applications.denied.secret") == ["blank"] * 7


@pytest.mark.parametrize("count", [4, 6])
def test_values_go_on_where_labels_stand_also_where_units_have_a_column(count: int) -> None:
    values = shown("denied.secret")
    rows = [[label, "件", *row] for label, *row in flat(head=())]
    broken = [["1.属于国家秘密", "件", *values[:count], *[""] * (7 - count)], [*values[count:], *[""] * (2 + count)]]
    report = extracted(SECTIONS[3], [["", "单位", *KINDS], *rows[:4], *broken, *rows[5:]])
    assert raws(report, "applications.denied.secret") in (values, values[:6], [])
    assert count == 6 or raws(report, "applications.denied.secret") == values


def test_a_pages_number_between_pieces_of_a_table_is_no_row_that_is_missing_there() -> None:
    rows = list(flat(without=["denied.law", "denied.stability"]))
    at = next(n for n, row in enumerate(rows) if row[0] == "1.属于国家秘密") + 1
    report = extracted(SECTIONS[3], rows[:at], "4", rows[at:])
    assert "row.doubtful" not in codes(report)
    assert blanks(report, "applications.denied.law") == ["missing"] * 7


def test_the_names_of_groups_left_alone_at_the_top_of_a_page_are_no_head_that_is_not_known() -> None:
    rows: list[list[Text]] = [[OUTCOMES if n > 1 else "", *row] for n, row in enumerate(flat(head=()))]
    again: list[Text] = ["三、本年办理结的果", "（五）不予处理", *BLANK]
    report = extracted(SECTIONS[3], rows[:15], [again, *rows[15:]])
    assert printed(report) == expected()


def test_the_columns_of_an_older_form_are_no_known_head_of_the_newer_one() -> None:
    found = strips(
        [
            ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
            ["规章", "0", "0", "1"],
            ["规范性文件", "11", "11", "19"],
        ]
    )
    heads = HeadFinder(found, vocabulary_of((load("2019"), load("2021"))))
    assert heads.is_obscured(2, found[2], layout("disclosure").lines[1].head)


def test_a_table_whose_labels_are_printed_without_their_figures_places_is_not_missing() -> None:
    lines = ["信息内容", "本年制发件数", "规章", "0", "行政规范性文件", "2", "8", "行政许可", "行政处罚"]
    report = extracted(SECTIONS[2], *lines, SECTIONS[3], applications())
    assert "table.missing" not in {note.code for note in report.notes if "主动公开" in note.message}
    assert not blanks(report, "disclosure.penalty")


def test_the_rows_of_another_table_are_none_that_is_missing_at_the_end_of_the_one_before_it() -> None:
    rows = [[label, *values] for label, *values in flat(without=["carried_out"])]
    listed = [[label, str(n), "", "", "", "", "", ""] for n, label in enumerate(RESULTS * 3)]
    report = extracted(SECTIONS[3], [*rows, *listed])
    assert not [note for note in report.notes if note.code == "row.doubtful"]


def test_a_row_with_fewer_cells_goes_on_in_the_next_where_labels_stand() -> None:
    rows: list[list[Text]] = [list(row) for row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0] == "2.重复申请")
    short = table([*rows[:at], rows[at][:5], rows[at][5:], *rows[at + 1 :]])
    report = extract(Document("html", (Paragraph(TITLE, 0), Paragraph(SECTIONS[3], 1), short)), SOURCE)
    assert printed(report) == expected()


@pytest.mark.parametrize("word", ["详见附表", "若干"])
def test_a_word_in_the_first_cell_of_a_row_without_a_head_is_a_value_gone_wrong(word: str) -> None:
    values = [word, *shown("refused.repeat")[1:]]
    rows = [[label, *(values if label == "2.重复申请" else row)] for label, *row in flat(head=())]
    report = extracted(SECTIONS[3], rows)
    assert report.figures[CellId("applications.refused.repeat.natural")].status == "unreadable"
    assert raws(report, "applications.refused.repeat") == values[1:]


def test_a_row_whose_name_is_short_of_its_end_is_not_missing_though_other_tables_have_columns_of_that_name() -> None:
    rows = [["其他" if text == "行政强制" else text for text in row] for row in disclosure()]
    report = extracted(SECTIONS[2], rows, SECTIONS[3], applications())
    assert not blanks(report, "disclosure.coercion")


def test_an_old_list_of_indicators_is_no_table_that_could_not_be_read() -> None:
    listed = [[name, "件", str(n)] for n, name in enumerate(["收到申请数", "申请办结数", "维持具体行政行为数"] * 5, 1)]
    report = extracted(SECTIONS[2], "本年度无此类情况。", listed, SECTIONS[3], applications())
    assert blanks(report, "disclosure.penalty") == ["missing"]


def test_rows_are_not_missing_where_one_of_them_stands_beside_others() -> None:
    head = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "信息内容", "本年处？？？量"]
    rows = [head, ["规章", "1", "2", "13", "行政处罚", "88"], ["行政规范性文件", "4", "5", "46", "政行强制", "9"]]
    report = extracted(SECTIONS[2], rows, SECTIONS[3], applications())
    assert not [name for name in ("penalty", "coercion") if "missing" in blanks(report, f"disclosure.{name}")]


def test_a_row_of_whose_name_only_the_number_is_left_is_not_missing() -> None:
    rows = [["7." if row[0] == "7.属于行政执法案卷" else row[0], *row[1:]] for row in flat()]
    at = next(n for n, row in enumerate(rows) if row[0] == "7.")
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    assert blanks(extracted(SECTIONS[3], rows), "applications.denied.enforcement") in ([], ["printed"] * 7)


def test_nor_is_one_where_each_row_of_disputes_has_a_table_of_its_own() -> None:
    review: list[list[Text]] = [[("行政复议", 5)], list(RESULTS), ["详见附表", "2", "3", "4", "10"]]
    suits: list[list[Text]] = [
        [("行政诉讼", 10)],
        [("未经复议直接起诉", 5), ("复议后起诉", 5)],
        list(RESULTS * 2),
        [str(value) for value in list(DISPUTES.values())[5:]],
    ]
    report = extracted(SECTIONS[4], review, suits)
    assert blanks(report, "disputes.review") == ["unreadable", *["printed"] * 4]


def test_the_totals_of_the_table_before_are_none_of_a_first_rows_blanks() -> None:
    rows = [[label, *values, ""] for label, *values in flat(without=["carried_out"])]
    rows[-1] = ["（七）总计", "", "", "", "4", "", "", "", ""]
    down = [["", *RESULTS, "", "", ""], ["行政复议", "", "", "", "0", "", "", "", ""]]
    more = [["未经复议直接起诉", *"12306", "", "", ""], ["复议后起诉", *"10001", "", "", ""]]
    assert blanks(extracted(SECTIONS[3], [*rows, *down, *more]), "disputes.review").count("blank") == 4


def test_a_row_whose_merged_total_is_pushed_out_of_its_column_is_open() -> None:
    head: list[list[Text]] = [["", *KINDS[:6], (KINDS[6], 4)]]
    rows: list[list[Text]] = [[label, *values[:6], (values[6], 4)] for label, *values in flat(head=())]
    at = next(n for n, row in enumerate(rows) if row[0] == "（七）总计")
    values = shown("total")
    rows[at - 1] = [rows[at - 1][0], ("", 1, 2), *rows[at - 1][1:]]
    rows[at] = ["（七）总计", *values[:5], "", (values[6], 4)]
    assert raws(extracted(SECTIONS[3], [*head, *rows]), "applications.total") == []


def test_the_sentences_over_a_table_are_no_blank_rows_of_it() -> None:
    sentences = [["予以公开0件", *BLANK], ["部分公开0件", *BLANK], ["不予公开0件", *BLANK]]
    report = extracted([*sentences, *flat(without=["granted"])])
    assert "blank" not in blanks(report, "applications.granted")


def test_a_unit_on_a_line_of_its_own_before_a_sum_is_the_sums() -> None:
    normative, decisions = "行政规范性文件", "本年处理决定数量"
    figures = {f"规章·{name}": value for name, value in zip(ISSUED, ("1", "2", "13"), strict=True)}
    figures |= {f"{normative}·{name}": value for name, value in zip(ISSUED, ("4", "5", "46"), strict=True)}
    figures |= {
        f"{kind}·{decisions}": value for kind, value in (("行政许可", "707"), ("行政处罚", "88"), ("行政强制", "9"))
    }
    lines = [text for pair in figures.items() for text in pair]
    money = ["行政事业性收费·本年收费金额", "（单位：元）", "374710"]
    report = extracted(SECTIONS[2], "项目", "数量", *lines, *money, SECTIONS[3], applications())
    assert report.figures[CellId("disclosure.fees.amount")].value == Decimal("37.471")


def test_the_parts_of_disputes_are_not_told_by_gaps_between_labels_that_all_of_them_have() -> None:
    def line(*texts: str) -> str:
        return "".join(
            text + " " * (14 - 2 * len(text) if text and text[0] > "z" else 14 - len(text)) for text in texts
        )

    lines = [line("行政复议"), line(*RESULTS), line(*"01012"), line("行政诉讼"), line(*[""] * 5, "复议后起诉")]
    lines += [line(*RESULTS * 2), line(*"1100210001")]
    report = read_text("\n".join([TITLE, SECTIONS[4], *lines, SECTIONS[5], "无。"]))
    assert raws(report, "disputes.review") in (list("01012"), [])
    assert raws(report, "disputes.suit_after_review") in (list("10001"), [])


@pytest.mark.parametrize("label", [("行政许可", 4), "行政许可"])
def test_a_number_from_edge_to_edge_below_a_label_alone_is_no_pages(label: Text) -> None:
    rows: list[list[Text]] = [list(row) for row in disclosure()]
    at = next(n for n, row in enumerate(rows) if row[0] == "行政许可")
    named: list[Text] = [label] if not isinstance(label, str) else [label, "", "", ""]
    report = extracted(SECTIONS[2], [*rows[:at], named, [("707", 4)], *rows[at + 1 :]], SECTIONS[3], applications())
    assert "missing" not in blanks(report, "disclosure.licensing")
    assert "blank" not in blanks(report, "disclosure.licensing")
