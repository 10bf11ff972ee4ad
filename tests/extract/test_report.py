"""The whole report: what is read of one as the form has it, where its tables may stand, and what is no report."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.documents import (
    APPLICATIONS,
    DISCLOSURE,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    SOURCE,
    TITLE,
    applications,
    cell,
    codes,
    disclosure,
    disputes,
    document,
    expected,
    extracted,
    flat,
    printed,
    read_text,
    table,
)
from toolkit.extract.report import extract
from toolkit.forms import form_ids, load
from toolkit.model import Document, Paragraph, SectionOrigin, Source, TableOrigin, Unreadable
from toolkit.reports import read_report

# --- the whole report -------------------------------------------------------------------------------------------


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
    wide = [*new[:4], (str(new[4]), 2), *new[6:]]  # only columns tell whose the figures beside a merged cell are
    short = [*head, wide, second, third, *applications()[6:]]
    first = extracted(SECTIONS[3], short)
    behind = extracted(SECTIONS[2], disclosure(), "全年情况如下。", SECTIONS[3], short)
    open_cells = ("applications.new.charity", "applications.new.legal")
    lacks = {cell: value for cell, value in expected().items() if cell not in open_cells}
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


# --- where the tables stand -------------------------------------------------------------------------------------


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


def test_a_row_that_may_stand_in_a_part_that_was_not_read_is_not_said_to_be_missing() -> None:
    whole = document(TITLE, SECTIONS[3], applications(without=["denied.inquiry"]))
    report = extract(replace(whole, is_partial=True), Source("report.pdf", "report.pdf", "ab" * 32, "pdf"))
    (note,) = [note for note in report.notes if note.code == "row.unread"]
    assert "8.属于行政查询事项" in note.message
    assert not any(cell.startswith("applications.denied.inquiry.") for cell in report.figures)


def test_one_table_missing_is_said_and_each_of_its_cells_is_missing() -> None:
    report = extracted(SECTIONS[2], disclosure(), SECTIONS[3], applications(), SECTIONS[4], "（见图）")
    assert {cell(report, name).status for name in DISPUTES} == {"missing"}
    (note,) = [note for note in report.notes if note.code == "table.missing"]
    assert set(note.cells) == set(DISPUTES)
    assert "图片" in note.message


# --- what is no report, and what nobody can foresee -------------------------------------------------------------


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
