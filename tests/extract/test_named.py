"""Lines that name each of their figures are rows of a table, in a text and in paragraphs of any format."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    DISPUTES,
    KINDS,
    RESULTS,
    SECTIONS,
    TITLE,
    expected,
    extracted,
    of_row,
    printed,
    read_text,
    shown,
)
from toolkit.extract.lines.named import named_rows
from toolkit.model import Paragraph, Report

Pairs = Callable[[Sequence[str], Sequence[str]], str]


def pairs(names: Sequence[str], values: Sequence[str]) -> str:
    return "；".join(f"{name}：{value}" for name, value in zip(names, values, strict=True))


def with_commas(names: Sequence[str], values: Sequence[str]) -> str:
    return "，".join(f"{name}:{value}件" for name, value in zip(names, values, strict=True)) + "。"


def with_units(names: Sequence[str], values: Sequence[str]) -> str:
    return "，".join(f"{name}{value}件" for name, value in zip(names, values, strict=True)) + "；"


def lines_of(row_of: Pairs = pairs, gap: str = "\u3000", names: Sequence[str] = KINDS) -> list[str]:
    """The applications table with a line for each row, the labels of groups on lines of their own."""
    lines: list[str] = [SECTIONS[3]]
    over: tuple[str, ...] = ()
    for row, labels in APPLICATIONS.items():
        lines += [label for label in labels[:-1] if label not in over]
        over = labels[:-1]
        lines.append(labels[-1] + gap + row_of(names, shown(row)))
    return lines


def read_as_text(*lines: str) -> Report:
    return read_text("\n".join([TITLE, *lines]))


@pytest.mark.parametrize("gap", ["\u3000", "  ", " ", "："])
@pytest.mark.parametrize("row_of", [pairs, with_commas, with_units])
def test_a_figure_is_read_under_the_name_before_it(row_of: Pairs, gap: str) -> None:
    assert printed(read_as_text(*lines_of(row_of, gap))) == expected()


@pytest.mark.parametrize("unit", ["宗", "份", "件次"])
def test_figures_with_any_counting_unit_are_read_under_the_names_before_them(unit: str) -> None:
    lines = [line.replace("件", unit) if "自然人" in line else line for line in lines_of(with_units)]
    assert printed(read_as_text(*lines)) == expected()


def test_paragraphs_of_a_word_file_that_name_their_figures_are_read_too() -> None:
    assert printed(extracted(*lines_of())) == expected()


def test_blanks_within_the_first_name_are_none_between_label_and_name() -> None:
    assert printed(read_as_text(*lines_of(names=["自  然  人", *KINDS[1:]]))) == expected()


def test_a_name_with_nothing_behind_it_has_a_blank_cell() -> None:
    lines = [line.replace("科研机构：0；", "科研机构：；") for line in lines_of()]
    report = read_as_text(*lines)
    blanks = {name for name, figure in report.figures.items() if figure.status == "blank"}
    assert blanks == {"applications.new.research"}


def test_a_line_that_names_fewer_figures_has_those_under_their_own_names() -> None:
    lines = lines_of()
    at = next(n for n, line in enumerate(lines) if line.startswith("2.重复申请"))
    lines[at] = "2.重复申请\u3000" + pairs(
        [*KINDS[:2], *KINDS[3:]], [*shown("refused.repeat")[:2], *shown("refused.repeat")[3:]]
    )
    found = of_row("refused.repeat", read_as_text(*lines))
    assert found == {name: value for name, value in expected().items() if name in found}
    assert "applications.refused.repeat.research" not in found


def test_names_in_another_order_on_one_line_take_their_figures_with_them() -> None:
    lines = lines_of()
    at = next(n for n, line in enumerate(lines) if line.startswith("2.重复申请"))
    own = shown("refused.repeat")
    lines[at] = "2.重复申请\u3000" + pairs([KINDS[1], KINDS[0], *KINDS[2:]], [own[1], own[0], *own[2:]])
    found = of_row("refused.repeat", read_as_text(*lines))
    assert found == {name: value for name, value in expected().items() if name in found}


def test_a_table_of_one_row_names_each_figure_with_its_groups() -> None:
    names = [
        group + name for group in ("行政复议", "行政诉讼未经复议直接起诉", "行政诉讼复议后起诉") for name in RESULTS
    ]
    lines = [SECTIONS[4], pairs(names, [str(value) for value in DISPUTES.values()])]
    assert printed(read_as_text(*lines_of(), *lines), "disputes") == DISPUTES


@pytest.mark.parametrize("at", [1, 2])
def test_a_line_that_was_broken_within_a_figure_or_before_it_is_no_row(at: int) -> None:
    lines = [line.replace("科研机构：7；", "科研机构：77；") for line in lines_of()]
    place = next(n for n, line in enumerate(lines) if "科研机构：77" in line)
    row = next(row for row, labels in APPLICATIONS.items() if lines[place].startswith(labels[-1]))
    end = lines[place].index("：77") + at
    lines[place : place + 1] = [lines[place][:end], lines[place][end:]]
    report = read_as_text(*lines)
    assert not of_row(row, report)
    assert f"applications.{row}.research" not in report.figures


@pytest.mark.parametrize(
    "text",
    [
        "联系人：张三；电话：12345；地址：青禾路1号",
        "本年新收申请10件，其中：自然人5件；法人5件。",
        "时间：9：00；地点：三楼；人数：5；",
        "自然人：5；自然人：6；自然人：7；自然人：8",
        "本年新收申请10件，上年结转2件，办结9件，结转下年3件。",
    ],
)
def test_a_sentence_with_colons_is_no_row(text: str) -> None:
    assert not named_rows([Paragraph(text, 0)])
