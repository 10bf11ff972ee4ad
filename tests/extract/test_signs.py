"""Words that are a number's sign, set apart from it by a blank."""

from __future__ import annotations

import pytest

from tests.extract.documents import SECTIONS, cell, read_text

TITLE = "青禾市水务局2020年政府信息公开工作年度报告"
ROWS = ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费")


@pytest.mark.parametrize("change", ["减 34", "减少 34", "-34"])
@pytest.mark.parametrize("gap", ["      ", " "])
def test_a_number_whose_sign_is_a_word_before_a_blank_keeps_it_where_blanks_set_the_table(
    change: str, gap: str
) -> None:
    lines = [gap.join(["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"])]
    lines += [gap.join([row, "57", change, "97"]) for row in ROWS]
    report = read_text("\n".join([TITLE, SECTIONS[2], "第二十条第（五）项", *lines]))
    assert cell(report, "disclosure.licensing.change").value == -34
    assert cell(report, "disclosure.licensing.decisions").value == 97


def test_a_row_that_names_its_column_keeps_the_sign_of_its_number() -> None:
    names = {"上一年项目数量": "57", "本年增/减": "减 34", "处理决定数量": "97"}
    lines = [f"{row}{name}      {value}" for row in ROWS for name, value in names.items()]
    report = read_text("\n".join([TITLE, SECTIONS[2], *lines]))
    assert cell(report, "disclosure.other_services.change").value == -34


def test_the_end_of_a_label_that_blanks_have_broken_is_no_sign() -> None:
    names = {"上一年项目数量": "57", "本年增 / 减": "34", "处理决定数量": "97"}
    lines = [f"{row}{name} {value}" for row in ROWS for name, value in names.items()]
    report = read_text("\n".join([TITLE, SECTIONS[2], *lines]))
    assert cell(report, "disclosure.licensing.change").value == 34
