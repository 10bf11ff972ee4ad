"""Lists with figures of other years beside the year's in which a row has lost a cell: which is left, nothing shows."""

from __future__ import annotations

import pytest

from tests.extract.test_lists import OFFICIAL, VALUES, read, read_text, rows_with, values_of

BOTH_YEARS = ["统计指标", "单位", "本年", "历年累计"]
CAPTION = "附件：政府信息公开情况统计表"
ALL_YEARS = "9000"


def with_both_years() -> list[list[str]]:
    """The official rows with a figure of the year and one of all years, as a report prints them."""
    return [[r.label.text, r.unit or "件", str(VALUES[r.id]), ALL_YEARS] for r in OFFICIAL]


@pytest.mark.parametrize("number", [0, 9, len(OFFICIAL) - 1])
def test_a_row_of_a_table_that_lost_its_figure_of_this_year_is_left_open_and_named(number: int) -> None:
    rows = with_both_years()
    del rows[number][2]
    report = read([BOTH_YEARS, *rows])
    lost = OFFICIAL[number].id
    assert values_of(report) == {row: value for row, value in VALUES.items() if row != lost}
    assert any(note.code == "cell.unplaced" and f"indicators.{lost}" in note.cells for note in report.notes)


def test_a_row_that_lost_a_cell_moves_no_figure_of_the_other_side() -> None:
    half = len(OFFICIAL) // 2
    left, right = with_both_years()[:half], with_both_years()[half : 2 * half]
    del left[9][2]
    found = values_of(read([BOTH_YEARS * 2, *([*a, *b] for a, b in zip(left, right, strict=True))]))
    assert OFFICIAL[9].id not in found
    assert all(VALUES[row] == value for row, value in found.items())
    assert len(found) >= 2 * half - 2


def test_a_blank_cell_shows_which_figure_a_row_has() -> None:
    rows = with_both_years()
    rows[9][3] = ""
    assert values_of(read([BOTH_YEARS, *rows])) == VALUES


def test_a_row_of_a_list_with_one_figure_each_is_read_though_it_lacks_its_remark() -> None:
    rows = [[label, unit, value, ""] for label, unit, value, _ in with_both_years()]
    rows[9].pop()
    assert values_of(read([["统计指标", "单位", "统计数", "备注"], *rows])) == VALUES


@pytest.mark.parametrize("word", ["未统计", "约5", "见附表"])
def test_a_word_in_place_of_a_figure_is_a_cell_of_its_row(word: str) -> None:
    rows = with_both_years()
    rows[9][2] = word
    assert values_of(read([BOTH_YEARS, *rows])) == VALUES | {OFFICIAL[9].id: None}


@pytest.mark.parametrize("number", [0, 9, len(OFFICIAL) - 1])
def test_a_row_that_lost_its_unit_has_not_the_figure_beside_the_years(number: int) -> None:
    rows = with_both_years()
    del rows[number][1]
    report = read([BOTH_YEARS, *rows])
    lost = OFFICIAL[number].id
    assert values_of(report) == {row: value for row, value in VALUES.items() if row != lost}
    assert any(note.code == "cell.unplaced" and f"indicators.{lost}" in note.cells for note in report.notes)


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("number", [0, 9, 30, len(OFFICIAL) - 2, len(OFFICIAL) - 1])
@pytest.mark.parametrize("cell", [0, 1, 2])
def test_no_figure_is_another_cells_where_a_text_of_one_cell_a_line_lost_a_line(
    numbered: bool, number: int, cell: int
) -> None:
    names = ["序号", "指标", "单位", "统计数"] if numbered else BOTH_YEARS
    rows = [
        [f"{at}", *cells[:2], f"{int(cells[2]) + 600}"]
        if numbered
        else [*cells[:2], f"{int(cells[2]) + 600}", cells[3]]
        for at, cells in enumerate(with_both_years(), 1)
    ]
    del rows[number][cell + 1]
    found = values_of(read_text([CAPTION, *names, *(text for cells in rows for text in cells)]))
    assert all(value == VALUES[name] + 600 for name, value in found.items() if value is not None)


def test_the_code_of_a_last_row_that_lost_its_figure_is_no_figure() -> None:
    rows = [[label, f"{at:02d}", unit, value] for at, (label, unit, value, _) in enumerate(with_both_years(), 1)]
    texts = [text for cells in [["指标", "代码", "单位", "统计数"], *rows] for text in cells]
    found = values_of(read_text([CAPTION, *texts[:-1]]))
    assert found.get(OFFICIAL[-1].id) is None
    assert VALUES.items() <= (found | {OFFICIAL[-1].id: VALUES[OFFICIAL[-1].id]}).items()


def test_a_figure_whose_label_was_lost_is_not_that_of_the_blank_row_before_it() -> None:
    rows = [[f"{label}（{unit}）", value] for label, unit, value, _ in with_both_years()]
    rows[20][1] = ""
    dump = [[f"\t{text}" for text in cells] for cells in rows]
    dump[21] = dump[21][-1:]
    report = read_text([CAPTION, *(line for cells in dump for line in ("", *cells))])
    assert values_of(report).get(OFFICIAL[20].id) is None


def test_a_figure_without_a_label_below_a_heading_is_not_the_headings() -> None:
    heading = "五、行政复议、行政诉讼情况"
    rows = [[label, unit, value] for label, unit, value, _ in with_both_years() if "行政诉讼数量" not in label]
    texts = [line for label, unit, value in rows for line in (f"{label}    {unit}", f"        {value}")]
    found = values_of(
        read_text([heading, "有关情况见统计表。", CAPTION, "指标    单位    统计数", "        1394", *texts])
    )
    assert "suits" not in found


@pytest.mark.parametrize("between", ["：", " ", ""])
def test_the_figure_of_an_item_that_follows_on_the_same_line_is_not_the_first_ones(between: str) -> None:
    items = [f"{label}{between}{value}{unit}" for label, unit, value, _ in with_both_years()]
    joined = [*items[:13], items[13] + items[14], *items[15:]]
    found = values_of(read_text([CAPTION, *joined]))
    assert all(value == VALUES[name] for name, value in found.items())
    assert OFFICIAL[13].id not in found


def test_a_figure_behind_an_empty_line_is_not_the_labels_where_others_stand_right_below() -> None:
    rows = [["" if at % 2 else text, label] for at, (label, text) in enumerate(rows_with("value", heads=False))]
    half = len(rows) // 2
    sides = zip(rows, rows[half:], strict=False)
    texts = [
        "指标",
        "统计数",
        "指标",
        "统计数",
        *(text for side in sides for value, label in side for text in (label, value)),
    ]
    at = texts.index(rows[11][1])
    assert texts[at + 1] == ""
    found = values_of(read_text([CAPTION, *texts[: at + 2], *texts[at + 3 :]]))
    assert all(value == VALUES[name] for name, value in found.items() if value is not None)
