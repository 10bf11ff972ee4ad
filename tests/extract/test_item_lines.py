"""Items of a list each in a line of its own, the figure right behind the label: where the one ends and the other
begins.
"""

from __future__ import annotations

import pytest

from tests.extract.test_lists import VALUES, read_text, rows_with, values_of
from toolkit.model import CellId

CAPTION = "附表：2016年政府信息公开情况统计表"


def items(between: str, instead_of: dict[str, str]) -> list[str]:
    """The official items, each with a blank line behind it."""
    rows = rows_with("value", "unit", heads=False)
    return [
        line for label, value, unit in rows for line in (f"{instead_of.get(label, label)}{between}{value}{unit}", "")
    ]


@pytest.mark.parametrize("between", ["", ":", "："])
@pytest.mark.parametrize(
    ("label", "spelt"),
    [
        (
            "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）",
            "（一）主动公开政府信息总数（不同渠道和方式公开相同信息计1条）",
        ),
        (
            "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）",
            "（一）回应公众关注热典或重大舆情数（不同方式回应同一热点或舆情计1次）",
        ),
        ("（一）维持具体行政行为数", "（一）维持具体行政行为"),
    ],
)
def test_a_figure_within_a_misspelt_label_and_a_label_that_ends_as_a_verb_do_not_hide_the_items_figure(
    between: str, label: str, spelt: str
) -> None:
    assert label in {row[0] for row in rows_with(heads=False)}
    assert values_of(read_text([CAPTION, *items(between, {label: spelt})])) == VALUES


def test_an_item_whose_figure_cannot_be_told_from_its_label_is_not_blank() -> None:
    known = {"1.当面申请数": "1.当面申请（共有3件）数的"}
    report = read_text([CAPTION, *items("", known)])
    assert report.figures.get(CellId("indicators.received_in_person")) is None
