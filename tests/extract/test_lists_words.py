"""What stands in the place of a list's figure and is no number: it is neither blank nor part of the label."""

from __future__ import annotations

import pytest

from tests.extract.test_lists import OFFICIAL, VALUES, read, read_text, rows_with, values_of
from toolkit.model import CellId, Report

CAPTION = "附件：政府信息公开情况统计表"
WORDS = ["约5", "不详", "未统计", "见附表", "（不详）", "3人左右"]
OTHERS = {name: value for name, value in VALUES.items() if name != OFFICIAL[20].id}


def status(report: Report, number: int = 20) -> str | None:
    figure = report.figures.get(CellId(f"indicators.{OFFICIAL[number].id}"))
    return figure.status if figure is not None else None


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("behind", [("unit", "value"), ("value",), ("unit", "value", "77")])
def test_a_word_in_a_cell_of_figures_is_unreadable(word: str, behind: tuple[str, ...]) -> None:
    names = [{"unit": "单位", "value": "本年", "77": "上年"}[what] for what in behind]
    rows = rows_with(*behind, heads=False)
    rows[20][1 + behind.index("value")] = word
    report = read([["指标", *names], *rows])
    assert status(report) == "unreadable"
    assert values_of(report) == VALUES | {OFFICIAL[20].id: None}


def test_a_blank_row_of_the_next_table_is_not_that_of_a_label_with_a_word_beside_it() -> None:
    rows = rows_with("value", heads=False)
    rows[20][1] = "约5"
    report = read([["指标", "数量"], *rows[:21]], [["", ""], ["指标", "数量"], *rows[21:]])
    assert status(report) == "unreadable"
    assert OTHERS.items() <= values_of(report).items()


@pytest.mark.parametrize("word", [*WORDS, "O", "无数据", "5（其中3）"])
@pytest.mark.parametrize("gap", [[], [""]])
def test_a_word_behind_the_colon_of_an_item_is_unreadable(word: str, gap: list[str]) -> None:
    items = [f"{label}：{value}" for label, value in rows_with("value", heads=False)]
    items[20] = f"{OFFICIAL[20].label.text}：{word}"
    report = read_text([CAPTION, *(line for item in items for line in (item, *gap))])
    assert status(report) == "unreadable"
    assert OTHERS.items() <= values_of(report).items()


@pytest.mark.parametrize("sign", ["无", "/", "——"])
def test_none_behind_the_colon_of_an_item_is_a_dash_though_its_label_is_misspelt(sign: str) -> None:
    items = [f"{label}：{value}" for label, value in rows_with("value", heads=False)]
    at = next(at for at, row in enumerate(OFFICIAL) if row.id == "received_by_fax")
    items[at] = f"2.传真申请请数：{sign}"
    report = read_text([CAPTION, *(line for item in items for line in (item, ""))])
    assert status(report, at) == "dash"


@pytest.mark.parametrize("between", ["", " "])
@pytest.mark.parametrize("word", ["不详", "未统计", "无数据"])
def test_an_empty_line_between_items_is_no_blank_cell_of_one_whose_figure_was_not_told_from_its_label(
    between: str, word: str
) -> None:
    items = [f"{label}{between}{value}" for label, value in rows_with("value", heads=False)]
    items[20] = f"{OFFICIAL[20].label.text}{between}{word}"
    report = read_text([CAPTION, *(line for item in items for line in (item, ""))])
    assert status(report) is None
    assert values_of(report) == OTHERS
