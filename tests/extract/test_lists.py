"""Lists of indicators: the layouts that reports have for them, and what must not be taken for the year's figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.documents import Rows, document
from toolkit.extract.labels import normalise, wordings
from toolkit.extract.report import extract
from toolkit.forms import load
from toolkit.model import CellId, Report, Source
from toolkit.reports import read_report

TITLE = "青禾市水务局2016年政府信息公开工作年度报告"
HEAD = ["统计指标", "单位", "统计数"]
OFFICIAL = [row for row in load("2014").tables[0].rows if not row.is_local]
VALUES = {row.id: 3 * number + 1 for number, row in enumerate(OFFICIAL)}


def rows_with(*behind: str, heads: bool = True) -> list[list[str]]:
    """The official rows: label, and behind it what is asked for (``unit``, ``value``, other texts as they are)."""
    found: list[list[str]] = []
    shown: tuple[str, ...] = ()
    labels = {row.label.text for row in OFFICIAL}
    for row in OFFICIAL:
        over = tuple(group.text for group in row.groups if group.text not in labels)
        for depth, head in enumerate(over):
            if heads and shown[: depth + 1] != over[: depth + 1]:
                found.append([head, *("----" if what == "unit" else "" for what in behind)])
        shown = over
        words = {"unit": row.unit or "", "value": str(VALUES[row.id])}
        found.append([row.label.text, *(words.get(what, what) for what in behind)])
    return found


def read(*parts: str | Rows, title: str = TITLE) -> Report:
    return extract(document(title, *parts), Source("report.docx", "report.docx", "ab" * 32, "docx"))


def read_text(lines: Sequence[str]) -> Report:
    text = "\n".join([TITLE, "一、概述", "2016年，我局开展了政府信息公开工作。", *lines])
    return read_report(text.encode(), "report.txt", "report.txt")


def values_of(report: Report) -> dict[str, int | None]:
    """By indicator what was read; None for what is no number."""
    return {
        cell.removeprefix("indicators."): None if figure.value is None else int(figure.value)
        for cell, figure in report.figures.items()
    }


def row(name: str) -> list[str]:
    found = next(row for row in OFFICIAL if row.id == name)
    return [found.label.text, found.unit or "", str(VALUES[name])]


# --- layouts ------------------------------------------------------------------------------------------------


def test_the_official_table_is_read_whole_and_tells_the_form() -> None:
    report = read([HEAD, *rows_with("unit", "value")])
    assert report.form == "2014"
    assert values_of(report) == VALUES
    assert [note.code for note in report.notes] == []


def test_codes_and_running_numbers_are_no_figures() -> None:
    coded = [[label, unit, f"{n:02d}", value] for n, (label, unit, value) in enumerate(rows_with("unit", "value"), 1)]
    assert values_of(read([["指标名称", "计量单位", "代码", "数值"], *coded])) == VALUES
    numbered = [[str(n), *cells] for n, cells in enumerate(rows_with("unit", "value"), 1)]
    assert values_of(read([["序号", *HEAD], *numbered])) == VALUES
    assert values_of(read(numbered)) == VALUES  # without a head too


def test_two_sides_of_unequal_length_are_one_list() -> None:
    rows = rows_with("unit", "value")
    left, right = rows[:40], rows[40:]
    side_by_side = [a + (right[n] if n < len(right) else ["", "", ""]) for n, a in enumerate(left)]
    assert values_of(read([HEAD * 2, *side_by_side])) == VALUES


@pytest.mark.parametrize("spoilt", [0, 2, 17])
def test_rows_beside_which_the_right_side_has_run_out_are_of_the_left_though_a_label_is_misspelt(spoilt: int) -> None:
    rows = rows_with("unit", "value", heads=False)
    left, right = rows[:38], rows[38:]
    label = left[20 + spoilt][0]
    left[20 + spoilt][0] = label[:-2] + label[-1]
    side_by_side = [a + (right[n] if n < len(right) else ["", "", ""]) for n, a in enumerate(left)]
    assert values_of(read([HEAD * 2, *side_by_side])) == VALUES


def test_a_table_cut_over_pages_keeps_the_head_of_its_first_piece() -> None:
    rows = rows_with("unit", "9", "value")
    report = read([["指标", "单位", "本期实际", "本年累计"], *rows[:20]], "— 2 —", rows[20:])
    assert values_of(report) == VALUES


def test_labels_nested_in_merged_cells_are_read_with_their_sums() -> None:
    nested: Rows = [
        [("指标", 3), "单位", "数量"],
        [("三、依申请公开情况", 1, 8), ("（一）收到申请数", 1, 5), "合计", "件", "9"],
        ["1.当面申请数", "件", "2"],
        ["2.传真申请数", "件", "0"],
        ["3.网络申请数", "件", "6"],
        ["4.信函申请数", "件", "1"],
        [("（二）申请办结数", 1, 3), "小计", "件", "8"],
        ["1.按时办结数", "件", "7"],
        ["2.延期办结数", "件", "1"],
    ]
    assert values_of(read(nested)) == {
        "received": 9,
        "received_in_person": 2,
        "received_by_fax": 0,
        "received_online": 6,
        "received_by_letter": 1,
        "completed": 8,
        "completed_on_time": 7,
        "completed_extended": 1,
    }


@pytest.mark.parametrize("between", ["\t", " | ", "    ", "\n"])
def test_a_list_in_plain_text_is_read_whole(between: str) -> None:
    lines = [between.join(cells) for cells in [HEAD, *rows_with("unit", "value", heads=False)]]
    assert values_of(read_text(lines)) == VALUES


@pytest.mark.parametrize("between", ["：", " ", ""])
def test_items_in_lines_of_their_own_are_read_with_their_units(between: str) -> None:
    lines = [f"{label}{between}{value}{unit}" for label, unit, value in rows_with("unit", "value", heads=False)]
    report = read_text(["附件：政府信息公开情况统计表", *lines])
    assert values_of(report) == VALUES
    assert report.figures[CellId("indicators.received")].raw == f"{VALUES['received']}件"


def padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells in columns of a fixed-width screen."""
    return "".join(
        text + " " * (width - sum(2 - c.isascii() for c in text)) for text, width in zip(cells, widths, strict=True)
    )


def two_sides(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    half = (len(rows) + 1) // 2
    return [
        [*left, *right] for left, right in zip(rows[:half], [*rows[half:], [""] * len(rows[0])][:half], strict=True)
    ]


WIDE = [*rows_with("unit", "9", "value", heads=False)]
YEARS = ["统计指标", "单位", "2015年", "2016年"]


@pytest.mark.parametrize("heads", [True, False])
def test_a_list_with_one_cell_a_line_and_figures_of_two_years_is_read_whole(heads: bool) -> None:
    rows = [YEARS, *rows_with("unit", "9", "value", heads=heads)]
    if heads:  # heads without cells beside them: a row is as long as what stands behind its label
        rows = [cells if cells[2] else cells[:1] for cells in rows]
    assert values_of(read_text([cell for cells in rows for cell in cells])) == VALUES


@pytest.mark.parametrize("head", [HEAD, YEARS])
def test_two_sides_in_plain_text_are_read_whole(head: list[str]) -> None:
    rows = rows_with("unit", "value", heads=False) if head is HEAD else WIDE
    sides = two_sides([head, *rows][1:])
    widths = [96, 10, 10, 10][: len(head)]
    by_blanks = [padded(cells, [*widths, *widths]) for cells in [[*head, *head], *sides]]
    assert values_of(read_text(by_blanks)) == VALUES
    one_a_line = [cell for cells in [[*head, *head], *sides] for cell in cells]
    assert values_of(read_text(one_a_line)) == VALUES


def test_columns_names_broken_over_lines_are_known_where_there_is_one_for_each_column() -> None:
    widths = [96, 10, 10, 10]
    lines = ["统计指标" + " " * 88 + "计量", "单位      2015年    2016年", *(padded(cells, widths) for cells in WIDE)]
    assert values_of(read_text(lines)) == VALUES


def test_a_line_out_of_its_columns_has_no_figure() -> None:
    widths = [96, 10, 10, 10]
    lines = [padded(cells, widths) for cells in [YEARS, *WIDE]]
    pushed = "（一）收到申请数  件  7"  # of which year, nothing shows
    lines = [pushed if "收到申请数" in line else line for line in lines]
    read_values = values_of(read_text(lines))
    assert "received" not in read_values
    assert read_values == {name: value for name, value in VALUES.items() if name != "received"}


def test_a_pages_number_between_the_pieces_of_a_table_is_no_figure() -> None:
    rows = rows_with("unit", "value", heads=False)
    rows[20] = [*rows[20][:2], ""]
    report = read([HEAD, *rows[:21]], "4", [HEAD, *rows[21:]])
    assert values_of(report)[OFFICIAL[20].id] is None


def test_about_is_no_number_and_unseen_signs_are_none_of_it() -> None:
    lines = [f"{label}：{value}{unit}" for label, unit, value in rows_with("unit", "value", heads=False)]
    lines = ["（一）收到申请数：约5件" if "收到申请数" in line else line for line in lines]
    lines = ["（二）申请办结数\u200b1\u200d9件" if "申请办结数" in line else line for line in lines]
    found = values_of(read_text(["附件：政府信息公开情况统计表", *lines]))
    assert (found["received"], found["completed"]) == (None, 19)


def test_the_tables_year_goes_before_that_of_the_files_name() -> None:
    rows = [["统计指标", "单位", "2016年", "2015年"], *rows_with("unit", "value", "9")]
    title = "青禾市水务局政府信息公开工作年度报告"
    report = extract(document(title, rows), Source("2014-report.docx", "2014-report.docx", "ab" * 32, "docx"))
    assert report.year == 2016
    assert values_of(report) == VALUES


def test_rows_that_two_indicators_share_are_told_apart_by_what_they_stand_under() -> None:
    report = read([HEAD, *rows_with("unit", "value")])
    assert report.figures[CellId("indicators.reviews_other")].value == VALUES["reviews_other"]
    assert report.figures[CellId("indicators.suits_other")].value == VALUES["suits_other"]


def test_a_label_of_two_rows_is_left_open_where_nothing_says_whose_it_is() -> None:
    rows = [row(name) for name in ("disclosed", "received", "completed", "answered", "complaints")]
    report = read([HEAD, *rows[:4], ["（二）被依法纠错数", "件", "77"], rows[4]])
    assert 77 not in values_of(report).values()
    told = read([HEAD, *rows[:4], row("suits"), ["（二）被依法纠错数", "件", "77"], rows[4]])
    assert values_of(told)["suits_corrected"] == 77


# --- which column -------------------------------------------------------------------------------------------


def test_the_year_so_far_is_taken_before_the_period() -> None:
    assert values_of(read([["指标", "单位", "本期实际", "本年累计"], *rows_with("unit", "9", "value")])) == VALUES
    assert values_of(read([["指标", "单位", "本期"], *rows_with("unit", "value")])) == VALUES


@pytest.mark.parametrize("own", ["本年", "统计数", "2016年", "数量"])
def test_a_sum_of_unsaid_years_is_not_taken_for_the_years_beside_it(own: str) -> None:
    assert values_of(read([["指标", "单位", own, "累计"], *rows_with("unit", "value", "9000")])) == VALUES
    assert values_of(read([["指标", "单位", "累计", own], *rows_with("unit", "9000", "value")])) == VALUES


def test_the_years_sum_is_known_with_its_year_in_brackets_and_alone() -> None:
    for own in ("累计（本年）", "累计"):
        assert values_of(read([["指标", "单位", "本期实际", own], *rows_with("unit", "9", "value")])) == VALUES


@pytest.mark.parametrize(
    ("names", "behind"),
    [
        (["2016年", "2015年"], ["value", "7"]),
        (["2015年", "2016年"], ["7", "value"]),
        (["2016年度", "历年累计"], ["value", "7000"]),
        (["上年同期", "统计数"], ["7", "value"]),
        (["统计数", "备注"], ["value", ""]),
    ],
)
def test_the_column_of_the_reports_year_is_taken_by_its_name(names: list[str], behind: list[str]) -> None:
    assert values_of(read([["指标", "单位", *names], *rows_with("unit", *behind)])) == VALUES


def test_of_several_columns_without_a_known_name_none_is_taken() -> None:
    levels = ["区政府统计数", "区直单位统计数", "乡镇街道统计数"]
    report = read([["指标", "单位", *levels], *rows_with("unit", "value", "3", "4")])
    assert report.figures == {}
    assert values_of(read(rows_with("unit", "value", "3"))) == {}
    # The label of the year's column is damaged: what is beside it is not taken in its place.
    assert values_of(read([["指标", "单位", "本期实际", "木年景汁"], *rows_with("unit", "9", "value")])) == {}


@pytest.mark.parametrize("lost", ["□□", "4"])
def test_what_is_left_of_a_label_among_labels_makes_no_column_of_figures(lost: str) -> None:
    denied = ["1.涉及国家秘密", "2.涉及商业秘密", "3.涉及个人隐私", "5.不是《条例》所指政府信息", "6.其他情形"]
    nested: Rows = [
        [("指标名称", 3), "单位", "统计数", "备注"],
        [("（三）申请答复数", 1, 10), ("小计", 2), "件", "28", ""],
        [("1.属于已主动公开范围数", 2), "件", "8", ""],
        [("2.同意公开答复数", 2), "件", "14", ""],
        [("3.同意部分公开答复数", 2), "件", "2", ""],
        [("4.不同意公开答复数", 1, 6), lost, "件", "5", ""],
        *[[label, "件", "1", ""] for label in denied],
    ]
    found = values_of(read(nested))
    assert found.get("answered_denied") is None
    assert (found["answered"], found["answered_already_public"], found["denied_privacy"]) == (28, 8, 1)


def test_a_blank_in_the_years_column_is_blank_though_a_figure_stands_beside_it() -> None:
    rows = [
        [*cells[:2], "", cells[2]] if n % 3 == 0 else [*cells[:2], cells[2], "5"]
        for n, cells in enumerate(rows_with("unit", "value"))
    ]
    read_values = values_of(read([["指标", "单位", "2016年", "2015年"], *rows]))
    assert None in read_values.values()
    assert all(value in (None, VALUES[name]) for name, value in read_values.items())


@pytest.mark.parametrize("names", [["本期实际", "本年累计"], ["本年累计", "本期实际"]])
def test_a_blank_under_the_year_so_far_is_blank_though_the_period_has_a_figure(names: list[str]) -> None:
    own = names.index("本年累计")
    rows = [
        [label, unit, "", ""] if unit == "----" else [label, unit, *(["0", ""] if own else ["", "0"])]
        for label, unit in rows_with("unit")
    ]
    rows[2][2 + own] = "7"
    report = read([["指标", "单位", *names], *rows])
    assert {figure.status for figure in report.figures.values()} == {"blank", "printed"}
    assert [figure.value for figure in report.figures.values() if figure.value is not None] == [7]
    assert len(report.figures) == len(VALUES)


@pytest.mark.parametrize("between", ["续表", "填报单位：水务局"])
def test_a_blank_of_this_year_below_a_cut_is_blank_though_all_years_have_a_figure(between: str) -> None:
    rows = rows_with("unit", "value", "900", heads=False)
    for at in range(31, 45):
        rows[at][2] = ""
    found = values_of(read([["指标", "单位", "2016年度", "历年累计"], *rows[:30]], between, rows[30:]))
    assert found == {row.id: None if 31 <= at < 45 else VALUES[row.id] for at, row in enumerate(OFFICIAL)}


# --- what stands in a cell ----------------------------------------------------------------------------------


def test_blanks_dashes_and_scribbles_are_kept_as_what_they_are() -> None:
    rows = [
        row(name)
        for name in ("received", "received_in_person", "received_by_fax", "received_online", "completed", "answered")
    ]
    rows[1][2], rows[2][2], rows[3][2] = "", "—", "O"
    report = read([HEAD, *rows])
    status = {cell.removeprefix("indicators."): figure.status for cell, figure in report.figures.items()}
    assert status == {
        "received": "printed",
        "received_in_person": "blank",
        "received_by_fax": "dash",
        "received_online": "unreadable",
        "completed": "printed",
        "answered": "printed",
    }


@pytest.mark.parametrize(
    ("label", "unit", "printed", "value"),
    [
        ("依申请公开信息收取的费用", "元", "251", "0.0251"),
        ("依申请公开信息收取的费用（元）", "", "251", "0.0251"),
        ("依申请公开信息收取的费用", "万元", "1.25", "1.25"),
        ("依申请公开信息收取的费用", "万元", "1250元", "0.125"),
    ],
)
def test_money_is_in_wan_yuan_wherever_its_unit_stands(label: str, unit: str, printed: str, value: str) -> None:
    report = read(
        [HEAD, *[row(name) for name in ("received", "completed", "answered", "reviews")], [label, unit, printed]]
    )
    figure = report.figures[CellId("indicators.fees")]
    assert (figure.value, figure.raw) == (Decimal(value), printed)


def test_only_rows_that_are_printed_have_figures_and_none_is_called_missing() -> None:
    names = ("received", "completed", "answered", "reviews", "suits")
    report = read([HEAD, *[row(name) for name in names]])
    assert values_of(report) == {name: VALUES[name] for name in names}
    assert [note for note in report.notes if "missing" in note.code] == []


def test_local_rows_are_read_where_they_are_printed_and_strange_ones_are_not_taken_for_others() -> None:
    rows = [row(name) for name in ("received", "received_in_person", "received_by_fax", "completed", "answered")]
    report = read([HEAD, *rows[:3], ["电子邮件申请数", "件", "5"], ["微信小程序申请数", "件", "6"], *rows[3:]])
    assert values_of(report)["received_by_email"] == 5
    assert 6 not in values_of(report).values()
    assert any("微信小程序申请数" in note.message for note in report.notes)


# --- which form ---------------------------------------------------------------------------------------------


def test_a_list_of_2010_is_one_of_a_free_report_and_a_later_one_is_the_national_list() -> None:
    title = "青禾市水务局{}年政府信息公开工作年度报告"
    rows = [HEAD, *[row(name) for name in ("disclosed", "received", "completed", "answered", "reviews", "suits")]]
    assert read(rows, title=title.format(2010)).form == "2008"
    assert read(rows, title=title.format(2014)).form == "2014"
    assert read(rows, title=title.format(2018)).form == "2014"


def test_a_report_before_2019_without_any_table_is_free_prose_and_has_no_figures() -> None:
    report = read("一、概述", "2016年，我局进一步做好政府信息公开工作。", "二、主动公开政府信息情况", "内容较多。")
    assert (report.form, report.figures) == ("2008", {})
    assert [note.message for note in report.notes if note.code == "form.by_year"] == [
        "没有规定的表格，也没有统计表，按报告年度 2016 年认定为 2008 年条例下的文字报告，数据取自正文的句子"
    ]


def test_a_few_rows_of_the_list_behind_a_later_report_tell_no_form() -> None:
    rows = [HEAD, *[row(name) for name in ("disclosed", "received", "completed", "answered", "reviews", "suits")]]
    report = read("一、总体情况", rows, title="青禾市水务局2023年政府信息公开工作年度报告")
    assert report.form == "2021"


# --- whatever is printed ------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), kept=st.integers(6, 58))
def test_any_rows_with_any_figures_are_read_as_printed(seed: int, kept: int) -> None:
    random = Random(seed)
    drawn = {OFFICIAL[n].id for n in random.sample(range(len(OFFICIAL)), kept)}
    drawn |= {name.partition("_")[0] for name in drawn if name.startswith(("reviews_", "suits_"))}
    chosen = [n for n, row in enumerate(OFFICIAL) if row.id in drawn]
    figures = {OFFICIAL[n].id: random.choice([0, random.randint(0, 9), random.randint(0, 10**6)]) for n in chosen}
    rows = [[OFFICIAL[n].label.text, OFFICIAL[n].unit or "", str(figures[OFFICIAL[n].id])] for n in chosen]
    found = values_of(read([HEAD, *rows]))
    assert {name: value for name, value in found.items() if value != figures.get(name)} == {}
    assert set(figures) == set(found)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_no_damage_to_labels_puts_a_figure_into_another_indicator(seed: int) -> None:
    random = Random(seed)
    rows = rows_with("unit", "value")
    names = {wording for row in OFFICIAL for wording in wordings(row.label.wordings)}
    for cells in random.sample(rows, 12):
        at = random.randrange(len(cells[0]))
        damaged = cells[0][:at] + random.choice(["", "的", "口", "□"]) + cells[0][at + random.randint(0, 2) :]
        if normalise(damaged) not in names:  # 按时办结数 without its 按时 is another row's name
            cells[0] = damaged
    found = values_of(read([HEAD, *rows]))
    assert {name: value for name, value in found.items() if value != VALUES[name]} == {}
    assert len(found) > len(VALUES) // 2


def test_a_document_is_read_alike_whatever_it_is_saved_as() -> None:
    rows = [HEAD, *rows_with("unit", "value")]
    as_csv = "\n".join([TITLE, *(",".join(cells) for cells in rows)])
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>" for cells in rows)
    as_html = f"<html><body><h1>{TITLE}</h1><table>{body}</table></body></html>"
    for name, text in (("report.csv", as_csv), ("report.html", as_html)):
        assert values_of(read_report(text.encode(), name, name)) == VALUES, name


def test_about_behind_a_number_is_no_figure_of_a_list_nor_of_its_prose() -> None:
    lines = [f"{label}{value}{unit}" for label, unit, value in rows_with("unit", "value", heads=False)]
    lines = ["（一）收到申请数5件左右" if "收到申请数" in line else line for line in lines]
    assert values_of(read_text(["附件：政府信息公开情况统计表", *lines])).get("received") is None
