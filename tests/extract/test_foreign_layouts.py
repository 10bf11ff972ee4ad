"""Layouts and slips that the second generator (``bench.foreign``) brought up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

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
    expected,
    extracted,
    flat,
    printed,
    read_text,
    shown,
)
from toolkit.extract.labels import list_sign, normalise
from toolkit.extract.lines.lines import walk
from toolkit.extract.lines.screen import counts_characters
from toolkit.extract.lines.years_apart import YearsApart
from toolkit.model import Document, Paragraph

# --- other years ------------------------------------------------------------------------------------------


def of_other_year(*, year: str) -> Rows:
    """A table of disputes of which only the suits are there, with figures of its own."""
    results = list(RESULTS)
    return [
        [(f"{year}行政诉讼情况", 10)],
        [("未经复议直接起诉", 5), ("复议后起诉", 5)],
        [*results, *results],
        [str(90 + n) for n in range(10)],
    ]


def test_a_table_has_no_row_of_another_years() -> None:
    own: Rows = [["", *RESULTS], ["行政复议", "1", "2", "3", "4", "10"], ["行政讼拆-起诉", "5", "6", "7", "8", "26"]]
    last = "附：青禾市水务局2022年政府信息公开工作年度报告统计表（供对比）"
    report = extracted(SECTIONS[4], own, SECTIONS[6], last, of_other_year(year="2022年"))
    values = printed(report, "disputes")
    assert not {str(value) for value in values.values()} & {str(90 + n) for n in range(10)}
    assert values["disputes.review.total"] == 10


def test_a_title_of_this_year_ends_the_stretch_of_another() -> None:
    texts = ["2022年主动公开情况", "规章", "2023年主动公开情况", "规章", "截至2022年12月31日", "2022年收到12件"]
    lines = walk(Document("docx", tuple(Paragraph(text, n) for n, text in enumerate(texts)))).lines
    apart = YearsApart(lines, 2023, ())
    assert [apart.stretch(number) > 0 for number in range(len(texts))] == [True, True, False, False, False, False]


def test_a_heading_ends_the_stretch_of_a_caption_but_not_of_an_annex() -> None:
    texts = ["附：2022年年度报告", "三、收到和处理政府信息公开申请情况", "规章"]
    lines = walk(Document("docx", tuple(Paragraph(text, n) for n, text in enumerate(texts)))).lines
    assert YearsApart(lines, 2023, [(1, 3)]).stretch(2) > 0
    captioned = [lines[0]._replace(tokens=(lines[0].tokens[0]._replace(text="2022年主动公开情况"),)), *lines[1:]]
    assert YearsApart(captioned, 2023, [(1, 3)]).stretch(2) == 0


# --- text from pages --------------------------------------------------------------------------------------


def test_columns_may_be_counted_in_characters() -> None:
    counted = "商业企   科研机   社会公   法律服\n业     构     益组织   务机构\n"
    assert counts_characters([counted * 2])
    on_screen = "商业企   科研机   社会公   法律服\n业       构       益组织   务机构\n"
    assert not counts_characters([on_screen * 2])
    assert not counts_characters(["规章  1  2\n行政许可  3  4"])


def below(label: str, values: Sequence[str]) -> list[str]:
    """A row whose label is broken after three characters, its figures beside the first of them."""
    pieces = [label[at : at + 3] for at in range(0, len(label), 3)]
    return [f"{pieces[0]:<3}   {'  '.join(f'{value:>4}' for value in values)}", *pieces[1:]]


BAND = f"| {' | '.join(RESULTS)} |"
BLANK = "|  |  |  |  |  |"
HEAD_OF_PIECES = [
    "项目   自然人   商业企   科研机   社会公   法律服   其他    总计",
    "             业     构     益组织   务机构",
]


def test_labels_go_on_below_their_figures() -> None:
    rows = [line for name, labels in APPLICATIONS.items() for line in below(labels[-1], shown(name))]
    report = read_text("\n".join([TITLE, SECTIONS[3], "", *rows, "", SECTIONS[4]]))
    assert printed(report) == expected()


def test_figures_between_two_labels_that_go_on_below_are_neither_ones() -> None:
    lines: list[str] = []
    for name, labels in APPLICATIONS.items():
        broken = below(labels[-1], shown(name))
        if name == "total":
            first, figures = broken[0][:3], broken[0][3:]
            broken = [f"   {figures}", first, *broken[1:]]
        lines += broken
    report = read_text("\n".join([TITLE, SECTIONS[3], "", *lines, "", SECTIONS[4]]))
    values = printed(report)
    assert values.items() <= expected().items()
    assert len(values) > 140


def test_labels_of_a_head_broken_downwards_are_no_columns_in_another_order() -> None:
    rows = [line for name, labels in APPLICATIONS.items() for line in below(labels[-1], shown(name))]
    report = read_text("\n".join([TITLE, SECTIONS[3], "", *HEAD_OF_PIECES, *rows, "", SECTIONS[4]]))
    values = printed(report)
    assert values.items() <= expected().items()


@pytest.mark.parametrize("number", ["5", "12"])
def test_a_lone_number_below_a_row_is_not_read_into_its_blank(number: str) -> None:
    rows: list[list[str]] = [list(map(str, row)) for row in flat()]
    place = next(n for n, row in enumerate(rows) if "重复申请" in row[0])
    rows[place][-1] = ""
    rows.insert(place + 1, [number])
    assert printed(extracted(SECTIONS[3], rows)).items() <= expected().items()


def test_blank_lines_between_bars_that_close_each_row_are_rules() -> None:
    rows = [list(map(str, row)) for row in flat()]
    width = max(map(len, rows))
    lines = [line for row in rows for line in (f"|{'|'.join(row)}|", f"|{'|'.join([' ' * 4] * width)}|")]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], "", *lines, "", SECTIONS[4]]))) == expected()


def test_the_mark_of_data_programs_for_nothing_is_a_blank_cell() -> None:
    rows = [[*map(str, row), *["NaN"] * 3] for row in flat()]
    rows[5][4] = "NaN"
    bars = [f"| {' | '.join(row)} |" for row in rows]
    heads = f"| {SECTIONS[3]} | {' | '.join(f'Unnamed: {n}' for n in range(1, len(rows[0])))} |"
    rule = f"|{' --- |' * len(rows[0])}"
    report = read_text("\n".join([TITLE, "", heads, rule, *bars, "", SECTIONS[4]]))
    blank = [name for name, figure in report.figures.items() if figure.status == "blank"]
    assert len(blank) == 1
    assert printed(report).items() == {k: v for k, v in expected().items() if k != blank[0]}.items()


# --- tables set another way -------------------------------------------------------------------------------


def test_the_applications_table_may_be_turned() -> None:
    columns = [shown(name) for name in APPLICATIONS]
    turned = [["申请人", *(labels[-1] for labels in APPLICATIONS.values())]]
    turned += [[kind, *(column[n] for column in columns)] for n, kind in enumerate(KINDS)]
    report = extracted(SECTIONS[3], turned)
    assert printed(report) == expected()
    assert len(printed(report)) == len(APPLICANTS) * len(APPLICATIONS)


LISTED: Rows = [
    ["条款", "信息内容", "指标", "数量"],
    ["第二十条第（一）项", "规章", "本年制发件数", "1"],
    ["", "", "本年废止件数", "2"],
    ["", "", "现行有效件数", "13"],
    ["", "行政规范性文件", "本年制发件数", "4"],
    ["", "", "本年废止件数", "5"],
    ["", "", "现行有效件数", "46"],
    ["第二十条第（五）项", "行政许可", "本年处理决定数量", "707"],
    ["第二十条第（六）项", "行政处罚", "本年处理决定数量", "88"],
    ["", "行政强制", "本年处理决定数量", "9"],
    ["第二十条第（八）项", "行政事业性收费", "本年收费金额（单位：万元）", "10.5"],
]


def test_a_rows_name_reaches_down_over_the_blanks_of_lost_merged_cells() -> None:
    assert printed(extracted(SECTIONS[2], LISTED), "disclosure") == DISCLOSURE


def test_and_over_cells_that_the_rows_below_lack() -> None:
    rows = [[text for text in row if text] for row in LISTED]
    assert printed(extracted(SECTIONS[2], rows, ragged=True), "disclosure") == DISCLOSURE


def test_rows_whose_columns_cant_be_read_tell_no_form() -> None:
    rows = [
        "规章 1 3 0",
        "规范性文件 2 42 0",
        "行政许可 1 18 2110",
        "行政处罚 0 29 59",
        "行政强制 0 0 1",
        "政府集中采购 2 7",
    ]
    text = "\n".join([TITLE.replace("2023", "2019"), SECTIONS[2], "", *rows, "", SECTIONS[3]])
    figures = read_text(text).figures
    assert not {name for name, figure in figures.items() if name.endswith(".in_force") and figure.value is not None}


# --- labels and cells -------------------------------------------------------------------------------------


def test_a_list_sign_may_have_several_levels() -> None:
    assert (normalise("3.7 总计"), list_sign("3.7 总计")) == ("总计", None)
    assert normalise("3.1.2　重复申请") == "重复申请"
    assert (normalise("1.属于国家秘密"), list_sign("1.属于国家秘密")) == ("属于国家秘密", "1.")


def test_a_row_broken_off_before_blank_lines_may_begin_with_a_blank_cell() -> None:
    lines: list[str] = []
    for name, labels in APPLICATIONS.items():
        values = shown(name)
        label = labels[-1]
        if name == "refused.reconfirm":
            label, values = label[:12] + "　" + label[12:], ["", *values[1:6], ""]
        lines += [label, *values]
    report = read_text("\n".join([TITLE, SECTIONS[3], *lines, SECTIONS[4]]))
    assert printed(report).items() <= expected().items()


def test_a_row_short_of_a_value_is_open_where_no_blank_ever_stands_between_values() -> None:
    lines = [text for row in applications() for each in row if (text := each if isinstance(each, str) else each[0])]
    values = [str(value) for value in DISPUTES.values()]
    del values[3]
    heads = ["行政复议", "行政诉讼", *RESULTS, "未经复议直接起诉", "复议后起诉", *RESULTS, *RESULTS]
    report = read_text(
        "\n".join([TITLE, SECTIONS[3], "", *lines, "", SECTIONS[4], "", *heads, *values, "", SECTIONS[5]])
    )
    assert printed(report, "disputes") == {}


def test_bands_of_which_none_is_filled_in_keep_their_blank_rows() -> None:
    bands = [
        line
        for name in ("行政复议", "行政诉讼未经复议直接起诉", "行政诉讼复议后起诉")
        for line in (f"| {name} |", BAND, BLANK)
    ]
    report = read_text("\n".join([TITLE, SECTIONS[4], "", *bands, "", SECTIONS[5]]))
    assert {figure.status for name, figure in report.figures.items() if name in DISPUTES} == {"blank"}


def test_figures_in_the_name_of_a_row_are_no_blank_cells() -> None:
    rows: list[list[str]] = []
    for name, labels in APPLICATIONS.items():
        words = "，".join(f"{kind}{value}" for kind, value in zip(KINDS, shown(name), strict=True))
        rows.append([f"{labels[-1]}：{words}", *[""] * 7])
    report = extracted(SECTIONS[3], [["项目", *KINDS], *rows])
    assert not {figure.status for name, figure in report.figures.items() if name.startswith("applications.")} - {
        "missing"
    }


def test_a_row_with_fewer_figures_than_the_others_is_open_where_no_head_is_seen() -> None:
    lines = []
    for name, labels in APPLICATIONS.items():
        values = shown(name) if name == "refused.repeat" else [*shown(name), "9"]
        lines.append(f"{labels[-1]} {' '.join(values)}")
    report = read_text("\n".join([TITLE, SECTIONS[3], "", *lines, "", SECTIONS[4]]))
    assert printed(report) == {}


def test_a_value_under_a_piece_of_a_label_leaves_no_blank_beside_it() -> None:
    heads = "行政复议                                        未经复议直接起诉                              复议后起诉"
    labels = "结果维持  结菓　纠正  其他结果  尚未审结  总计  " + "结果维持  结果纠正  其他结果  尚未审结  总计  " * 2
    values = "1         2           3         4         10    " + "".join(f"{n:<10}" for n in (5, 6, 7, 8))
    values += "26    " + "".join(f"{n:<10}" for n in (9, 11, 12, 13)) + "45"
    report = read_text("\n".join([TITLE, SECTIONS[4], "", heads, labels, values, "", SECTIONS[5]]))
    assert printed(report, "disputes").items() <= DISPUTES.items()
    assert "blank" not in {figure.status for name, figure in report.figures.items() if name in DISPUTES}


def test_a_label_between_two_lines_of_figures_has_neither() -> None:
    lines: list[str] = []
    for name, labels in APPLICATIONS.items():
        broken = below(labels[-1], shown(name))
        if name in ("other.rest", "total"):
            broken = [f"   {broken[0][3:]}", broken[0][:3], *broken[1:]]
        lines += broken
    report = read_text("\n".join([TITLE, SECTIONS[3], "", *lines, "", SECTIONS[4]]))
    assert printed(report).items() <= expected().items()
