"""What a report's tables stand, and what is said of them: documents into reports, by the one way in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.documents import (
    APPLICANTS,
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    Text,
    applications,
    codes,
    disclosure,
    disputes,
    document,
    expected,
    extracted,
    figures,
    flat,
    printed,
    read_text,
    shown,
    table,
    values_of,
)
from toolkit.extract.report import extract
from toolkit.forms import form_ids, load
from toolkit.model import CellId, Document, Figure, Paragraph, Report, SectionOrigin, Source, TableOrigin, Unreadable
from toolkit.reports import read_report

SOURCE = Source("report.docx", "report.docx", "ab" * 32, "docx")


def cell(report: Report, name: str) -> Figure:
    """A figure by its id."""
    return report.figures[CellId(name)]


def of_row(name: str, report: Report) -> dict[str, Decimal | None]:
    """The printed values of a row of the applications table."""
    return values_of(report, lambda i, f: i.startswith(f"applications.{name}.") and f.status == "printed")


def messages(report: Report, code: str) -> list[str]:
    """What the notes of a code say."""
    return [note.message for note in report.notes if note.code == code]


# --- the whole report -------------------------------------------------------------------------------------


def test_a_report_as_the_form_has_it_is_read_whole_and_without_a_word() -> None:
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], applications(), SECTIONS[4], disputes())
    assert printed(report) == expected()
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report, "disputes") == DISPUTES
    assert (report.organ, report.year, report.form, report.title) == ("青禾市水务局", 2023, "2021", TITLE)
    assert report.notes == ()
    assert {figure.confidence for figure in report.figures.values()} == {1.0}
    assert {figure.method for figure in report.figures.values()} == {"table"}


def test_a_head_that_another_report_had_elsewhere_is_read_where_it_stands() -> None:
    *head, new, second, third = applications()[:6]
    short = [*head, new[:-1], second, third, *applications()[6:]]  # only columns tell which figure the row lacks
    first = extracted(SECTIONS[3], short)
    behind = extracted(SECTIONS[2], disclosure(), "全年情况如下。", SECTIONS[3], short)
    lacks = {cell: value for cell, value in expected().items() if cell != "applications.new.total"}
    assert printed(first) == printed(behind) == lacks


def test_every_cell_of_the_form_has_a_key_whatever_stands_in_it() -> None:
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], applications(), SECTIONS[4], disputes())
    form = load("2021")
    one_row = {cell_id for cell_id, found in form.cells.items() if found.row.instead_of}
    assert report.figures.keys() == form.cells.keys() - one_row


def test_a_figures_origin_is_its_cell_in_the_grid() -> None:
    rows = applications()
    report = extracted(SECTIONS[3], rows)
    grid = {(c.row, c.column): c.text for c in table(rows).cells}
    found = {name: cell(report, name).origin for name in expected()}
    assert all(isinstance(o, TableOrigin) and o.block == 2 for o in found.values())
    texts = {name: grid[o.row, o.column] for name, o in found.items() if isinstance(o, TableOrigin)}
    assert texts == {name: str(value) for name, value in expected().items()}


def test_a_figure_in_a_plain_text_knows_its_code_points_and_its_line() -> None:
    text = "\n".join([TITLE, SECTIONS[3], *("\t".join(row) for row in flat())])
    report = read_text(text)
    assert printed(report) == expected()
    for figure in report.figures.values():
        if figure.origin is not None and figure.origin.kind == "text":
            assert text[figure.origin.start : figure.origin.end].strip() == figure.raw
            assert text[: figure.origin.start].count("\n") + 1 == figure.origin.line


def test_figures_set_in_paragraphs_of_a_word_file_stand_in_their_section() -> None:
    report = extracted(SECTIONS[3], *(" | ".join(row) for row in flat()))
    assert printed(report) == expected()
    for name in expected():
        figure = cell(report, name)
        assert isinstance(figure.origin, SectionOrigin)
        text = report.sections[figure.origin.section - 1].text
        assert text[figure.origin.start : figure.origin.end] == figure.raw


def test_a_table_is_no_prose_of_its_section() -> None:
    report = extracted(SECTIONS[3], "本年度情况如下表。", applications(), "以上为全年数。", SECTIONS[4], disputes())
    assert [section.text for section in report.sections] == ["本年度情况如下表。\n以上为全年数。", ""]


# --- where the layouts differ -----------------------------------------------------------------------------


@pytest.mark.parametrize("separator", ["\t", " | ", "|", "｜", "   ", "\n"])
def test_a_text_is_read_however_its_cells_are_parted(separator: str) -> None:
    text = "\n".join([TITLE, SECTIONS[3], *(separator.join(row) for row in flat())])
    assert printed(read_text(text)) == expected()


def test_a_text_with_its_rows_parted_by_blank_lines_is_read() -> None:
    rows = ["".join(f"\t{text}\n" for text in row) for row in flat()]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *rows]))) == expected()


@pytest.mark.parametrize("between", ["", "\n"])
def test_with_one_cell_a_line_an_empty_line_between_values_is_a_blank_cell(between: str) -> None:
    blank = {f"applications.granted.{column}" for column in ("research", "charity")}
    rows = [[*row[:3], "", "", *row[5:]] if row[0] == "（一）予以公开" else row for row in flat()]
    report = read_text("\n".join([TITLE, SECTIONS[3], *("\n".join(row) + between for row in rows)]))
    assert printed(report) == {name: value for name, value in expected().items() if name not in blank}
    assert {cell(report, name).status for name in blank} == {"blank"}


def test_with_one_cell_a_line_a_row_that_lost_cells_is_open() -> None:
    rows = [[*row[:3], *row[5:]] if row[0] == "（一）予以公开" else row for row in flat()]
    report = read_text("\n".join([TITLE, SECTIONS[3], *("\n".join(row) for row in rows)]))
    assert printed(report) == expected(without=["granted"])
    assert not [name for name in report.figures if name.startswith("applications.granted.")]
    assert "一格一行的文本里空格的位置已失" in messages(report, "cell.unplaced")[0]


@pytest.mark.parametrize("first", ["total", "charity"])
def test_columns_in_another_order_are_read_by_their_labels(first: str) -> None:
    at = APPLICANTS.index(first)
    order = [at, *(column for column in range(7) if column != at)]
    assert printed(extracted(SECTIONS[3], applications(order=order))) == expected()
    rows = [[row[0], *(row[column + 1] for column in order)] for row in flat()]
    text = "\n".join([TITLE, SECTIONS[3], *("\t".join(row) for row in rows)])
    assert printed(read_text(text)) == expected()


def test_without_a_head_the_order_that_fits_the_sums_is_taken_and_said() -> None:
    report = extracted(SECTIONS[3], applications(head=False))
    assert printed(report) == expected()
    assert "次序" in messages(report, "order.assumed")[0]
    assert max(cell(report, name).confidence for name in expected()) < 1


def test_without_a_head_totals_printed_first_are_known_by_the_sums() -> None:
    rows = [[row[0], row[-1], *row[1:-1]] for row in flat(head=())]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected()
    assert "总计当作第一列" in messages(report, "order.total_first")[0]


def test_without_a_head_figures_that_fit_no_order_are_left_open() -> None:
    rows = [[row[0], *row[1:4], row[7], *row[4:7]] for row in flat(head=())]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {}
    assert "order.unknown" in codes(report)


def test_disputes_are_read_across_down_turned_and_in_a_list() -> None:
    values = [str(value) for value in DISPUTES.values()]
    rows = ("行政复议", "未经复议直接起诉", "复议后起诉")
    down = [["", *RESULTS], *([name, *values[5 * n : 5 * n + 5]] for n, name in enumerate(rows))]
    turned = [["", *rows], *([name, *values[n::5]] for n, name in enumerate(RESULTS))]
    listed = [[f"{name}{result}", values[5 * n + m]] for n, name in enumerate(rows) for m, result in enumerate(RESULTS)]
    for way in (disputes(), down, turned, listed):
        report = extracted(SECTIONS[3], applications(), SECTIONS[4], way)
        assert printed(report, "disputes") == DISPUTES


def test_a_list_names_its_groups_in_their_first_rows_alone() -> None:
    values = [str(value) for value in DISPUTES.values()]
    groups = (("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("", "复议后起诉"))
    rows = [
        [*(name if m == 0 else "" for name in group), result, values[5 * n + m]]
        for n, group in enumerate(groups)
        for m, result in enumerate(RESULTS)
    ]
    assert printed(extracted(SECTIONS[4], rows), "disputes") == DISPUTES
    assert printed(extracted(SECTIONS[4], rows[1:]), "disputes").items() <= DISPUTES.items()


# --- damaged labels ---------------------------------------------------------------------------------------


def test_a_row_run_together_with_a_damaged_group_is_known_by_its_own_label() -> None:
    labels = ("3.要求提供公开出版物", "4.无正当理由大量反复申请")
    rows = flat({label: f"三、本年度半理情况（五）不予处里{label}" for label in labels})
    at = next(n for n, row in enumerate(rows) if row[0].endswith(labels[0]))
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


_TYPOS = {
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "5.属于三类内部事务信息": "5.属于三类内容事务信息",
    "6.属于四类过程性信息": "6.属于四类过程性性信息",
    "1.本机关不掌握相关政府信息": "1.本机关不掌握相关政府信",
    "四、结转下年度继续办理": "四、转结下年度继续办理",
    "3.补正后申请内容仍不明确": "3.补正申请内容仍不明",
}


def test_labels_with_wrong_missing_and_doubled_characters_are_known_and_less_sure() -> None:
    report = extracted(SECTIONS[3], applications(_TYPOS))
    assert printed(report) == expected()
    assert cell(report, "applications.denied.law.natural").confidence < 1
    assert cell(report, "applications.granted.natural").confidence == 1


@pytest.mark.parametrize(
    "change",
    [
        " ".join,
        "\n".join,
        "　".join,
        lambda text: f" \u00a0{text}\u200b",
        lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
        lambda text: unicodedata.normalize("NFKC", text),
        lambda text: text.replace("（", "(").replace("）", ")").replace("、", "."),
        lambda text: re.sub(r"^(?:[一二三四]、|（.）|\d\.)", "", text),
    ],
    ids=["spaced", "broken", "wide", "invisible", "full-width", "half-width", "brackets", "no signs"],
)
def test_labels_are_known_whatever_typography_does_to_them(change: Callable[[str], str]) -> None:
    changed = {text: change(text) for labels in APPLICATIONS.values() for text in labels}
    report = extracted(SECTIONS[3], applications(changed))
    assert printed(report) == expected()


@pytest.mark.parametrize(
    ("kind", "printed_as"),
    [
        ("社会公益组织", "社会公益\n组织"),
        ("法律服务机构", "法律服务机枸"),
        ("科研机构", "科 研 机 构"),
        ("商业企业", "企业"),
    ],
)
def test_damaged_labels_of_columns_are_known(kind: str, printed_as: str) -> None:
    rows = [[printed_as if text == kind else text for text in row] for row in applications()]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected()


def test_a_strange_column_among_the_known_is_open_and_moves_no_figure() -> None:
    rows = [[("个体工商户" if text == "商业企业" else text) for text in row] for row in flat()]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {name: value for name, value in expected().items() if not name.endswith(".company")}
    assert not [name for name in report.figures if name.startswith("applications.") and name.endswith(".company")]
    assert "表头里有认不出的列名" in messages(report, "cell.unplaced")[0]


def test_group_labels_repeated_in_every_row_or_dropped_change_nothing() -> None:
    head = ["", "", "", *KINDS]
    repeated = [
        [*labels[:-1], *[""] * (3 - len(labels)), labels[-1], *shown(row)] for row, labels in APPLICATIONS.items()
    ]
    assert printed(extracted(SECTIONS[3], [head, *repeated])) == expected()
    assert printed(extracted(SECTIONS[3], flat())) == expected()


def test_labels_run_together_with_their_groups_are_known() -> None:
    joined = [["", *KINDS], *(["".join(labels), *shown(row)] for row, labels in APPLICATIONS.items())]
    assert printed(extracted(SECTIONS[3], joined)) == expected()


# --- rows and columns that are not the form's ---------------------------------------------------------------


def test_an_absent_row_is_missing_and_said_to_be() -> None:
    gone = ("denied.internal", "refused.abusive")
    report = extracted(SECTIONS[3], applications(without=gone))
    assert printed(report) == expected(without=gone)
    for row in gone:
        assert {cell(report, f"applications.{row}.{column}").status for column in APPLICANTS} == {"missing"}
    assert messages(report, "row.missing") == [
        "表中没有“5.属于三类内部事务信息”这一行，记为缺",
        "表中没有“4.无正当理由大量反复申请”这一行，记为缺",
    ]


def test_an_absent_column_is_missing_and_not_the_next_ones_figures() -> None:
    rows = [[*row[:3], *row[4:]] for row in flat()]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {name: value for name, value in expected().items() if not name.endswith(".research")}
    assert cell(report, "applications.new.research").status == "missing"
    assert "科研机构列" in messages(report, "column.missing")[0]


def test_an_absent_column_beside_one_that_is_not_the_forms_is_missing_still() -> None:
    head, *rows = ([*row[:3], *row[4:]] for row in flat())
    rows = [[*head, "上年同期"], *([row[0], "", "", *row[1:], "8"] for row in rows)]  # a merged label's other columns
    text = "\n".join([TITLE, SECTIONS[3], *("\t".join(row) for row in rows)])
    wanted = {name: value for name, value in expected().items() if not name.endswith(".research")}
    assert printed(read_text(text)) == wanted
    unknown = text.replace("上年同期", "科技组织")  # 科研机构 gone wrong, or a column of its own?
    assert printed(read_text(unknown)).items() <= wanted.items()


def test_a_column_behind_its_groups_may_have_each_of_them_in_other_words() -> None:
    rows = flat()
    rows[0] = ["", *(f"申请人类别{name.replace('总计', '合计')}" for name in rows[0][1:])]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_an_extra_row_has_no_cell_and_a_note_that_names_it() -> None:
    rows = flat()
    rows.insert(5, ["其中：涉企信息公开申请", *["9"] * 7])
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected()
    assert messages(report, "row.extra") == ["“其中：涉企信息公开申请”一行不在规定格式之内，没有取值"]
    note = next(note for note in report.notes if note.code == "row.extra")
    assert note.origin == TableOrigin(2, 5, 0)


def test_a_2021_table_with_a_single_row_of_other_outcomes_keeps_the_groups_id() -> None:
    three = [row for row in APPLICATIONS if row.startswith("other.")]
    rows = [*flat(without=three)]
    rows.insert(-2, ["（六）其他处理", *map(str, figures("other"))])
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], rows)
    assert report.form == "2021"
    assert of_row("other", report) == {
        f"applications.other.{column}": value for column, value in zip(APPLICANTS, figures("other"), strict=True)
    }
    assert not [i for i in report.figures if i.startswith(tuple(f"applications.{row}." for row in three))]


def test_a_groups_head_with_figures_beside_its_three_rows_is_no_row() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("1.申请人无正当理由"))
    rows.insert(at, ["（六）其他处理", *["99"] * 7])
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], rows)
    assert printed(report) == expected()


@pytest.mark.parametrize("separator", ["\t", "   ", " | "])
@pytest.mark.parametrize("at", [1, 4, 6])
def test_a_rows_values_broken_over_two_lines_are_one_row(separator: str, at: int) -> None:
    granted = next(row for row in flat() if row[0] == "（一）予以公开")
    broken = [separator.join(granted[: at + 1]), separator.join(["", *granted[at + 1 :]])]
    lines = [line for row in flat() for line in (broken if row == granted else [separator.join(row)])]
    assert printed(read_text("\n".join([TITLE, SECTIONS[3], *lines]))) == expected()


def test_a_label_broken_over_two_rows_of_a_table_is_one_label() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0].startswith("2.申请人逾期未按"))
    label, *values = rows[at]
    rows[at : at + 1] = [[label[:15], *[""] * 7], [label[15:], *values]]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


def test_a_table_cut_in_two_by_a_caption_is_one_table() -> None:
    rows = flat()
    report = extracted(SECTIONS[3], rows[:14], "（续表）", rows[14:])
    assert printed(report) == expected()


# --- where the tables stand -------------------------------------------------------------------------------


def test_tables_in_the_wrong_sections_are_known_by_what_they_are() -> None:
    report = extracted(SECTIONS[2], disputes(), SECTIONS[3], disclosure(), SECTIONS[4], applications())
    assert printed(report) == expected()
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report, "disputes") == DISPUTES


def test_tables_without_any_caption_are_known() -> None:
    report = extracted(disclosure(), applications(), disputes())
    assert printed(report) == expected()
    assert printed(report, "disclosure") == DISCLOSURE
    assert printed(report, "disputes") == DISPUTES


def test_a_table_of_last_year_beside_this_years_is_not_taken() -> None:
    old = flat()
    for row in old[1:]:
        row[1:] = ["4"] * 6 + ["24"]
    report = extracted(
        SECTIONS[3], "2022年收到和处理政府信息公开申请情况", old, "2023年收到和处理政府信息公开申请情况", flat()
    )
    assert printed(report) == expected()


def test_a_report_whose_tables_are_pictures_has_its_cells_missing_and_says_so() -> None:
    prose = "本年度未发生行政复议、行政诉讼，有关情况见图。"
    report = extracted(*(part for heading in SECTIONS.values() for part in (heading, prose)))
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.form == "2021"
    assert report.figures.keys() == {*expected(), *DISCLOSURE, *DISPUTES}
    assert {figure.status for figure in report.figures.values()} == {"missing"}
    assert codes(report) == {"form.by_year", "table.missing"}


def test_of_a_table_that_may_be_in_what_was_not_read_nothing_is_said_to_be_missing() -> None:
    whole = document(TITLE, SECTIONS[2], disclosure(), SECTIONS[3], applications(), SECTIONS[4], "（见图）")
    report = extract(replace(whole, is_partial=True), Source("report.pdf", "report.pdf", "ab" * 32, "pdf"))
    assert not set(DISPUTES) & report.figures.keys()
    (note,) = [note for note in report.notes if note.code == "table.unread"]
    assert set(note.cells) == set(DISPUTES)


def test_one_table_missing_is_said_and_each_of_its_cells_is_missing() -> None:
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], applications(), SECTIONS[4], "（见图）")
    assert {cell(report, name).status for name in DISPUTES} == {"missing"}
    (note,) = [note for note in report.notes if note.code == "table.missing"]
    assert set(note.cells) == set(DISPUTES)
    assert "图片" in note.message


# --- values -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "status", "value"),
    [
        ("１２", "printed", 12),
        ("1,234", "printed", 1234),
        ("1，234", "printed", 1234),
        ("1 2", "printed", 12),
        (" 12 ", "printed", 12),
        ("12件", "printed", 12),
        ("1.2万件", "printed", 12000),
        ("0", "printed", 0),
        ("-", "dash", None),
        ("—", "dash", None),
        ("/", "dash", None),
        ("无", "dash", None),
        ("", "blank", None),
        ("　\u00a0\n", "blank", None),
        ("O", "unreadable", None),
        ("l2", "unreadable", None),
        ("3?", "unreadable", None),
        ("①", "unreadable", None),
        ("1\n2", "unreadable", None),
    ],
)
def test_a_cell_is_read_for_what_stands_in_it(raw: str, status: str, value: int | None) -> None:
    values = shown("partial")
    report = extracted(SECTIONS[3], applications(values={"partial": [values[0], raw, *values[2:]]}))
    figure = cell(report, "applications.partial.company")
    assert (figure.status, figure.value, figure.raw) == (status, value, raw.strip())
    assert {n: v for n, v in printed(report).items() if n != "applications.partial.company"} == {
        n: v for n, v in expected().items() if n != "applications.partial.company"
    }


def test_what_is_no_number_is_named_by_a_note_with_its_place() -> None:
    values = shown("partial")
    report = extracted(SECTIONS[3], applications(values={"partial": [*values[:6], "O"]}))
    (note,) = [note for note in report.notes if note.code == "cell.unreadable"]
    assert note.message == "“（二）部分公开·总计”里是“O”，不是数字，没有取值"
    assert note.cells == ("applications.partial.total",)
    assert note.origin == cell(report, "applications.partial.total").origin


def test_a_row_of_blanks_is_blank_and_never_nought() -> None:
    report = extracted(SECTIONS[3], applications(values={"denied.law": [""] * 7}))
    found = [cell(report, f"applications.denied.law.{column}") for column in APPLICANTS]
    assert {(figure.status, figure.value) for figure in found} == {("blank", None)}
    assert printed(report) == expected(without=["denied.law"])


def with_fee(raw: str, label: str = "本年收费金额（单位：万元）") -> Report:
    """A report with this fee under this label."""
    rows = [
        [(raw, 3) if t == ("10.5", 3) else (label, 3) if t[0].startswith("本年收费") else t for t in r]
        for r in disclosure()
    ]
    return extracted(SECTIONS[2], rows, SECTIONS[3], applications())


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("28068.751万元", "28068.751"),
        ("251000元", "25.1"),
        ("0.3亿元", "3000"),
        ("123元", "0.0123"),
        ("18.8710", "18.8710"),
    ],
)
def test_money_is_counted_in_ten_thousands_with_the_printed_text_kept(raw: str, value: str) -> None:
    figure = cell(with_fee(raw), "disclosure.fees.amount")
    assert (figure.status, figure.value, figure.raw) == ("printed", Decimal(value), raw)
    assert figure.confidence == 1


def test_money_under_a_label_in_yuan_is_turned_into_ten_thousands() -> None:
    figure = cell(with_fee("251000", "本年收费金额（单位：元）"), "disclosure.fees.amount")
    assert (figure.value, figure.raw) == (Decimal("25.1"), "251000")


def test_money_without_any_unit_is_as_printed_less_sure_and_noted() -> None:
    report = with_fee("25.1", "本年收费金额")
    figure = cell(report, "disclosure.fees.amount")
    assert figure.value == Decimal("25.1")
    assert figure.confidence < 1
    (note,) = [note for note in report.notes if note.code == "unit.unknown"]
    assert note.cells == ("disclosure.fees.amount",)
    assert "没有写明单位" in note.message


def test_money_where_a_count_should_stand_is_no_figure() -> None:
    values = shown("partial")
    report = extracted(SECTIONS[3], applications(values={"partial": ["12元", *values[1:]]}))
    figure = cell(report, "applications.partial.natural")
    assert (figure.status, figure.value, figure.raw) == ("unreadable", None, "12元")
    assert "unit.foreign" in codes(report)


@pytest.mark.parametrize(("raw", "value"), [("+2", 2), ("增4", 4), ("-1", -1), ("－1", -1), ("减35", -35), ("0", 0)])
def test_changes_on_the_2019_form_have_their_sign(raw: str, value: int) -> None:
    rows = [
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "1", "2", "3"],
        ["规范性文件", "4", "5", "6"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "50", raw, "70"],
        ["其他对外管理服务事项", "8", "0", "9"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政处罚", "10", "0", "11"],
        ["行政强制", "12", "0", "13"],
        ["信息内容", "上一年项目数量", "本年增/减"],
        ["行政事业性收费", "14", "0"],
        ["信息内容", "采购项目数量", "采购总金额"],
        ["政府集中采购", "15", "251000元"],
    ]
    report = extracted(SECTIONS[2], rows)
    assert report.form == "2019"
    assert cell(report, "disclosure.licensing.change").value == value
    assert cell(report, "disclosure.licensing.decisions").value == 70
    assert cell(report, "disclosure.procurement.amount").value == Decimal("25.1")


# --- what can't be placed ---------------------------------------------------------------------------------


def test_a_row_with_too_few_figures_has_no_keys_and_a_note_that_names_its_cells() -> None:
    text = "\n".join([TITLE, SECTIONS[3], *("   ".join(row) for row in flat())])
    short = "   ".join(["（一）予以公开", *shown("granted")])
    report = read_text(text.replace(short, "（一）予以公开   7   7"))
    assert not [name for name in report.figures if name.startswith("applications.granted.")]
    named = {name for note in report.notes if note.code == "cell.unplaced" for name in note.cells}
    assert named == {f"applications.granted.{column}" for column in APPLICANTS}
    assert printed(report) == expected(without=["granted"])


def test_cells_merged_over_two_columns_are_open_and_the_others_read() -> None:
    values = shown("granted")
    merged: list[Text] = ["（一）予以公开", values[0], ("38", 2), *values[3:]]
    report = extracted(SECTIONS[3], [merged if row[0] == "（一）予以公开" else row for row in flat()])
    open_cells = ("applications.granted.company", "applications.granted.research")
    assert report.figures.keys().isdisjoint(open_cells)
    assert printed(report) == {name: value for name, value in expected().items() if name not in open_cells}
    (note,) = [note for note in report.notes if note.code == "cell.unplaced"]
    assert note.cells == open_cells


# --- what is no report, and what nobody can foresee -------------------------------------------------------


@pytest.mark.parametrize("parts", [(), ("会议通知", "请各科室参加会议。"), ([["科室", "人数"], ["办公室", "3"]],)])
def test_what_is_no_report_is_unreadable_in_one_chinese_line(parts: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(document(*parts), SOURCE)
    assert caught.value.name == "report.docx"
    assert "\n" not in caught.value.why


_PIECES = st.one_of(
    st.sampled_from([text for labels in APPLICATIONS.values() for text in labels]),
    st.sampled_from([*KINDS, *RESULTS, *SECTIONS.values(), TITLE, "规章", "行政许可", "本年处理决定数量"]),
    st.sampled_from(["", "0", "12", "３", "1,234", "-", "无", "251000元", "O", "1\n2", "九"]),
    st.text(alphabet="一二三政府信息公开年度报告总计0123456789.,-—/|\t\n 　（）、元万件", max_size=12),
)


@given(
    st.lists(st.one_of(st.lists(st.lists(_PIECES, max_size=9), max_size=9), _PIECES), max_size=8),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_no_document_of_random_texts_makes_up_a_figure(
    parts: list[list[list[str]] | str], is_ragged: bool, is_titled: bool
) -> None:
    made = document(*parts, ragged=is_ragged)
    if is_titled:
        made = Document("docx", (Paragraph(TITLE, len(parts)), *made.blocks))
    try:
        report = extract(made, SOURCE)
    except Unreadable:
        return
    everything = "".join(part if isinstance(part, str) else "".join(t for row in part for t in row) for part in parts)
    if report.form in form_ids():
        accounted = {*report.figures, *(cell_id for note in report.notes for cell_id in note.cells)}
        other = ("applications.other.",)  # one row or three
        assert [i for i in load(report.form).cells if i not in accounted and not i.startswith(other)] == []
    for figure in report.figures.values():
        assert figure.raw in everything
        assert (figure.value is not None) == (figure.status == "printed")
        assert 0 <= figure.confidence <= 1
        if figure.value is not None:
            # Nothing but the point may move, when a unit is turned into another.
            digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", figure.raw)).strip("0")
            assert digits == re.sub(r"\D", "", f"{figure.value:f}").strip("0") or figure.raw.strip() in "零〇"


@pytest.mark.parametrize(("year", "form"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")])
def test_a_report_of_a_later_year_without_tables_is_of_its_years_form_and_its_prose_names_cells(
    year: int, form: str
) -> None:
    text = (
        f"青岚市水务局{year}年政府信息公开工作年度报告\n一、总体情况\n{year}年，我局收到政府信息公开申请12件。\n"
        "三、收到和处理政府信息公开申请情况\n予以公开5件，不予公开2件。\n"
    )
    report = read_report(text.encode(), "report.txt", "report.txt")
    assert report.form == form
    assert {figure.status for figure in report.figures.values()} == {"missing"}
    assert {mention.raw: mention.indicator for mention in report.mentions} == {
        "12件": "applications.new.total",
        "5件": "applications.granted.total",
        "2件": "indicators.answered_denied",
    }
    (note,) = [note for note in report.notes if note.code == "form.by_year"]
    assert note.message.startswith(f"没有规定的表格，按报告年度 {year} 年认定为 {form} 年版格式")
