"""PDF files with text: what shows becomes words, what is ruled becomes tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.make import make, truth_text
from fixtures.writers.pdf_canvas import Ink
from fixtures.writers.pdf_file import WHITE
from fixtures.writers.pdf_style import Borders, Turned
from tests.readers.looking import cell_at, codes, grid, lines, only_table, rows, spans
from tests.readers.printing import HELVETICA, PLAIN, canvas, file_of, printed, table
from toolkit.evaluate import evaluate_bytes, truth_from_json
from toolkit.model import CellId, Document, PageOrigin, Table
from toolkit.readers.pdf import read
from toolkit.reports import read_report

FIGURES = [["规章", "1", "22"], ["规范性文件", "0", "345"]]
MAKES: tuple[Borders, ...] = ("lines", "segments", "rectangles", "boxes", "double", "dashes", "dots")


def of(data: bytes) -> Document:
    return read(data, "某县2023年报.pdf")


# --- tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("borders", MAKES)
def test_a_ruled_table_is_read_whatever_its_lines_are_made_of(borders: Borders) -> None:
    made = canvas(replace(PLAIN, borders=borders))
    table(made, FIGURES)
    assert rows(only_table(of(made.file(None)))) == FIGURES


@pytest.mark.parametrize("turned", ["rotated", "upside_down", "sideways"])
def test_a_page_is_turned_so_that_its_text_can_be_read(turned: Turned) -> None:
    made = canvas(replace(PLAIN, turned=turned))
    table(made, FIGURES)
    assert rows(only_table(of(made.file(None)))) == FIGURES


def test_a_cell_knows_its_page_and_its_box_from_the_top_left() -> None:
    made = canvas()
    made.new_page()
    table(made, FIGURES)
    origin = cell_at(only_table(of(made.file(None))), 1, 2).origin
    assert origin == PageOrigin(2, (180.0, 124.0, 240.0, 148.0), 1, 2)


def test_a_box_is_on_the_page_as_it_is_displayed() -> None:
    made = canvas(replace(PLAIN, turned="sideways"))
    table(made, FIGURES)
    origin = cell_at(only_table(of(made.file(None))), 0, 0).origin
    assert origin == PageOrigin(1, (100.0, 480.0, 124.0, 540.0), 0, 0)


def test_a_drawing_within_a_form_is_read_like_any_other() -> None:
    made = canvas(replace(PLAIN, in_form=True))
    table(made, FIGURES)
    assert rows(only_table(of(made.file(None)))) == FIGURES


def test_merged_cells_span_rows_and_columns() -> None:
    made = canvas()
    texts = [["申请人情况", "", ""], ["自然人", "商业企业", "总计"], ["不予公开", "1", "2"], ["", "3", "4"]]
    table(made, texts, merged=[(0, 0, 1, 3), (2, 0, 4, 1)])
    read_table = only_table(of(made.file(None)))
    assert spans(read_table) == {(0, 0): (1, 3), (2, 0): (2, 1)}
    assert grid(read_table)[3, 1] == "3"


def test_a_blank_cell_is_blank() -> None:
    made = canvas()
    table(made, [["规章", "", "0"], ["规范性文件", "1", ""]])
    assert rows(only_table(of(made.file(None)))) == [["规章", "", "0"], ["规范性文件", "1", ""]]


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    made = canvas()
    for y in (100, 124, 148):
        made.rule((60, y, 240, y))
    for x in (120, 180):
        made.rule((x, 100, x, 148))
    for number, cells in enumerate(FIGURES):
        for column, text in enumerate(cells):
            made.text(65 + 60 * column, 115 + 24 * number, text, 10)
    assert rows(only_table(of(made.file(None)))) == FIGURES


def test_frames_and_shaded_paragraphs_are_no_tables() -> None:
    made = canvas()
    made.area(50, 80, 550, 110, (0.8, 0.8, 0.8))
    made.text(60, 100, "一、总体情况", 12)
    made.box(50, 120, 550, 150)
    made.text(60, 140, "本年共收到申请12件。", 12)
    assert lines(of(made.file(None)).blocks) == ["一、总体情况", "本年共收到申请12件。"]


def test_a_table_within_a_cell_is_kept_in_it() -> None:
    made = canvas()
    table(made, [["版面", ""], ["", ""]], widths=[60, 400], height=150)
    table(made, FIGURES, top=120, left=140)
    cell = cell_at(only_table(of(made.file(None))), 0, 1)
    assert [rows(block) for block in cell.nested if isinstance(block, Table)] == [FIGURES]


@given(
    st.lists(st.lists(st.integers(0, 99999), min_size=4, max_size=4), min_size=2, max_size=12),
    st.sampled_from(MAKES),
    st.sampled_from(["upright", "rotated", "sideways"]),
)
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
def test_any_ruled_table_comes_back_as_it_was_drawn(numbers: list[list[int]], borders: Borders, turned: Turned) -> None:
    texts = [[f"第{n}项", *map(str, row)] for n, row in enumerate(numbers)]
    made = canvas(replace(PLAIN, borders=borders, turned=turned))
    table(made, texts)
    assert rows(only_table(of(made.file(None)))) == texts


# --- text in cells ----------------------------------------------------------------------------------------


def test_a_label_broken_over_lines_is_one_and_two_lines_stay_two() -> None:
    made = canvas()
    table(made, [["社会公益\n组织", "商业\n企业", "1"]], widths=[50, 60, 60], height=40)
    assert rows(only_table(of(made.file(None)))) == [["社会公益组织", "商业\n企业", "1"]]


def test_a_number_too_long_for_its_cell_is_one_number() -> None:
    made = canvas()
    table(made, [["总计", "1361\n2"]], widths=[60, 30], height=40)
    assert rows(only_table(of(made.file(None)))) == [["总计", "13612"]]


def test_two_numbers_in_a_cell_are_not_made_one() -> None:
    made = canvas()
    table(made, [["总计", "12\n3"], ["合计", "12   3"]], widths=[60, 60], height=40)
    assert rows(only_table(of(made.file(None)))) == [["总计", "12\n3"], ["合计", "12  3"]]


def test_two_numbers_set_to_the_right_are_not_made_one() -> None:
    made = canvas()
    table(made, [["总计", ""]], widths=[60, 36], height=40)
    made.text(140, 115, "12", 10)
    made.text(145, 128, "0", 10)
    assert cell_at(only_table(of(made.file(None))), 0, 1).text == "12\n0"


def test_lines_of_few_characters_are_not_read_downwards() -> None:
    lined = "法\n人\n及\n其\n他\n组\n织社\n会"
    made = canvas()
    table(made, [[lined, "1"]], widths=[40, 60], height=120)
    assert "".join(cell_at(only_table(of(made.file(None))), 0, 0).text.split()) == "法人及其他组织社会"


def test_a_cell_a_line_does_not_join_the_label_before_it() -> None:
    label = "部分公开区分处理的只计这一情形不计其他情形" * 2
    full = label[: int((600 - 100) / 12)]
    data = printed((50, 100, full), *((50, 120 + 20 * n, text) for n, text in enumerate(["14", "12", "2"])))
    assert lines(of(data).blocks)[1:] == ["14", "12", "2"]


def test_text_that_runs_downwards_is_read_column_by_column_from_the_right() -> None:
    made = canvas()
    table(made, [["", "1"], ["", "2"], ["", "3"], ["", "4"]], merged=[(0, 0, 4, 1)])
    for number, character in enumerate("三、本年度办理结果"):
        made.text(95 - 15 * (number // 5), 115 + 14 * (number % 5), character, 12)
    assert cell_at(only_table(of(made.file(None))), 0, 0).text == "三、本年度办理结果"


def test_figures_drawn_twice_for_bold_are_there_once() -> None:
    made = canvas()
    table(made, [["总计", "110"]])
    made.text(125.3, 115, "110", 10)
    assert rows(only_table(of(made.file(None)))) == [["总计", "110"]]


def test_letters_printed_over_one_another_cannot_be_read() -> None:
    made = canvas()
    table(made, [["总计", "17"]])
    made.text(125, 115, "24", 10)
    assert "\ufffd" in rows(only_table(of(made.file(None))))[0][1]


def test_a_figure_that_a_border_cuts_stays_whole() -> None:
    made = canvas()
    table(made, [["总计", "", ""]])
    made.text(172, 115, "1200", 10)
    texts = rows(only_table(of(made.file(None))))[0]
    assert texts in (["总计", "", "1200"], ["总计", "1200\ufffd", "\ufffd"])
    assert "12" not in texts


def test_full_width_digits_and_radicals_are_what_is_printed() -> None:
    made = canvas()
    table(made, [["⼯作⼈员", "１２"]])
    assert rows(only_table(of(made.file(None)))) == [["工作人员", "１２"]]


# --- what does not show -----------------------------------------------------------------------------------


def test_text_that_does_not_show_is_left_out_and_said() -> None:
    made = canvas()
    table(made, [["总计", ""]])
    made.text(125, 115, "7", 10, Ink(mode=3))
    made.text(140, 115, "8", 10, Ink(WHITE))
    made.text(700, 115, "9", 10)
    document = of(made.file(None))
    assert rows(only_table(document)) == [["总计", ""]]
    assert codes(document) == ["hidden"]
    assert "第 1 页有看不见的文字" in document.notes[0].message


def test_text_that_is_clipped_away_is_left_out() -> None:
    shown = b"BT /F1 12 Tf 50 700 Td (shown) Tj ET "
    clipped = b"q 40 640 200 30 re W n BT /F1 12 Tf 50 645 Td (kept) Tj 0 -40 Td (away) Tj ET Q"
    document = of(file_of(shown + clipped, HELVETICA))
    assert lines(document.blocks) == ["shown", "kept"]
    assert codes(document) == ["hidden"]


def test_white_text_on_a_dark_ground_shows() -> None:
    made = canvas()
    made.area(60, 100, 180, 124, (0, 0, 0.5))
    made.text(65, 115, "总计", 10, Ink(WHITE))
    assert lines(of(made.file(None)).blocks) == ["总计"]


def test_text_under_an_area_drawn_later_is_covered() -> None:
    made = canvas()
    made.text(65, 115, "旧数", 10)
    made.area(60, 100, 180, 124, WHITE)
    made.text(65, 145, "新数", 10)
    assert lines(of(made.file(None)).blocks) == ["新数"]


def test_a_watermark_is_left_out_and_said() -> None:
    made = canvas()
    table(made, FIGURES)
    made.slanted(100, 200, "征求意见稿", 40)
    document = of(made.file(None))
    assert rows(only_table(document)) == FIGURES
    assert codes(document) == ["pdf.slanted"]


def test_struck_out_figures_are_left_out_and_said() -> None:
    made = canvas()
    table(made, [["总计", "7 12"]])
    made.rule((124, 111.5, 131, 111.5))
    document = of(made.file(None))
    assert rows(only_table(document)) == [["总计", "12"]]
    assert codes(document) == ["pdf.struck"]


# --- prose ------------------------------------------------------------------------------------------------


def test_a_paragraph_goes_on_over_lines_and_pages() -> None:
    made = canvas()
    for number in range(8):
        made.text(
            50 if number else 74,
            500 + 20 * number,
            "本年度政府信息公开" * 4 + ("工作稳步推进" if number else "工作稳步"),
            12,
        )
    made.new_page()
    made.text(50, 60, "成效明显。", 12)
    made.text(74, 80, "下一步继续努力。", 12)
    texts = lines(of(made.file(None)).blocks)
    assert len(texts) == 2
    assert texts[0].endswith("工作稳步推进成效明显。")


def test_a_short_line_ends_its_paragraph() -> None:
    data = printed(
        (50, 100, "一、总体情况"),
        (50, 120, "本年共收到申请十二件，均按时办结并答复申请人，没有结转。"),
        (50, 140, "二、其他"),
    )
    assert lines(of(data).blocks) == [
        "一、总体情况",
        "本年共收到申请十二件，均按时办结并答复申请人，没有结转。",
        "二、其他",
    ]


def test_page_numbers_and_running_heads_are_in_no_text() -> None:
    made = canvas()
    for page in range(3):
        if page:
            made.new_page()
        made.text(60, 30, "某县政府信息公开资料", 9)
        made.text(60, 300, f"第{'一二三'[page]}页的正文。", 12)
        made.text(290, 780, str(page + 1), 9)
    document = of(made.file(None))
    assert lines(document.blocks) == ["第一页的正文。", "第二页的正文。", "第三页的正文。"]
    assert codes(document) == ["page.furniture"]


# --- whole reports ----------------------------------------------------------------------------------------


@given(st.integers(0, 10**6))
@settings(max_examples=6, deadline=None, derandomize=True, database=None)
def test_no_value_of_a_made_report_is_wrong_or_invented(seed: int) -> None:
    fixture = make(seed, 0, 1, ("pdf",))
    truth = truth_from_json(truth_text(fixture).encode("utf-8"), f"{fixture.name}.json")
    result = evaluate_bytes(fixture.data, truth, lambda data, name: read_report(data, name, name))
    assert result.failure is None
    assert [miss for miss in result.misses if miss.verdict in ("wrong", "invented")] == []


@pytest.mark.parametrize("number", range(6))
def test_an_official_report_is_read_whole(number: int) -> None:
    fixture = make(77, number, 0, ("pdf",))
    truth = truth_from_json(truth_text(fixture).encode("utf-8"), f"{fixture.name}.json")
    result = evaluate_bytes(fixture.data, truth, lambda data, name: read_report(data, name, name))
    assert [miss.cell for miss in result.misses] == []
    assert all(result.heads.values())


def test_a_published_report_over_pages_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "hongze-2023.pdf"
    report = read_report(path.read_bytes(), path.name, path.name)
    assert (report.year, report.form, len(report.figures)) == (2023, "2021", 186)
    assert {figure.status for figure in report.figures.values()} == {"printed"}
    value = {cell: int(figure.value) for cell, figure in report.figures.items() if figure.value is not None}
    rows_of = {
        "new": "21 0 0 0 0 0 21",
        "partial": "4 0 0 0 0 0 4",
        "denied.secret": "1 0 0 0 0 0 1",
        "denied.process": "1 0 0 0 0 0 1",
        "denied.enforcement": "1 0 0 0 0 0 1",
        "unavailable.not_held": "10 0 0 0 0 0 10",
        "unavailable.to_make": "3 0 0 0 0 0 3",
        "refused.petition": "1 0 0 0 0 0 1",
        "total": "21 0 0 0 0 0 21",
    }
    columns = ("natural", "company", "research", "charity", "legal", "other_org", "total")
    for row in {cell.rpartition(".")[0] for cell in value if cell.startswith("applications.")}:
        expected = rows_of.get(row.removeprefix("applications."), "0 0 0 0 0 0 0")
        assert " ".join(str(value[CellId(f"{row}.{column}")]) for column in columns) == expected, row
    outcomes = ("upheld", "corrected", "other", "pending", "total")
    assert [value[CellId(f"disputes.review.{outcome}")] for outcome in outcomes] == [10, 1, 0, 0, 0]
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


def test_letters_stand_on_their_line_however_far_their_font_reaches_below_it() -> None:
    made = canvas()
    table(made, [["规章", "1"], ["规范性文件", "2"], ["其他", "3"]], widths=[100, 60], height=16)
    low = made.file(None).replace(b"/FontBBox [-25 -254 1000 880]", b"/FontBBox [-9 -1299 1000 880]")
    low = low.replace(b"/Descent -120 /CapHeight 880", b"/Descent -1299 /CapHeight 88")
    assert rows(only_table(read(low, "某年报.pdf"))) == [["规章", "1"], ["规范性文件", "2"], ["其他", "3"]]
