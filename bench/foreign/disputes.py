"""Layouts of section four's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.foreign.facts import SUITORS
from bench.foreign.grid import Block, Box, Paragraph, Row, Table
from bench.foreign.style import Style
from bench.foreign.wording import AFTER, DIRECT, RESULTS, REVIEW, SUITS, Words

Layout = Callable[[Style], list[Block]]
_NAMES: dict[str, Words] = {"review": REVIEW, "suit_direct": DIRECT, "suit_after_review": AFTER}


def _values(style: Style, row: str) -> list[Box]:
    return [style.value(f"disputes.{row}.{column}") for column, _ in RESULTS]


def _results(style: Style) -> list[Box]:
    return [style.words(words) for _, words in RESULTS]


def across(style: Style) -> list[Block]:
    """The form's: fifteen columns, one row of figures."""
    heads = [replace(box, rows=2) for box in _results(style)]
    first = (replace(style.words(REVIEW), cols=5), replace(style.words(SUITS), cols=10))
    second = (*heads, replace(style.words(DIRECT), cols=5), replace(style.words(AFTER), cols=5))
    third = (*_results(style), *_results(style))
    values = tuple(box for row in SUITORS for box in _values(style, row))
    return [Table((first, second, third, values), head=3, role="disputes")]


def across_flat(style: Style) -> list[Block]:
    """Fifteen columns under two rows of heads."""
    first = tuple(replace(style.words(_NAMES[row]), cols=5) for row in SUITORS)
    second = tuple(box for _ in SUITORS for box in _results(style))
    values = tuple(box for row in SUITORS for box in _values(style, row))
    return [Table((first, second, values), head=2, role="disputes")]


def down(style: Style) -> list[Block]:
    """Three rows."""
    rows: list[Row] = [(Box("", cols=2), *_results(style))]
    rows.append((replace(style.words(REVIEW), cols=2), *_values(style, "review")))
    rows.append((replace(style.words(SUITS), rows=2), style.words(DIRECT), *_values(style, "suit_direct")))
    rows.append((style.words(AFTER), *_values(style, "suit_after_review")))
    return [Table(tuple(rows), head=1, role="disputes")]


def down_flat(style: Style) -> list[Block]:
    """Three rows, one column of labels that say 行政诉讼 too."""
    corner = style.dice.choice(("类别", "项目", ""))
    rows: list[Row] = [(Box(corner), *_results(style)), (style.words(REVIEW), *_values(style, "review"))]
    for row in SUITORS[1:]:
        label = f"{style.text(SUITS)}{style.dice.choice(('—', '（', '-'))}{style.text(_NAMES[row])}"
        rows.append((Box(label + ("）" if "（" in label else "")), *_values(style, row)))
    return [Table(tuple(rows), head=1, role="disputes")]


def turned(style: Style) -> list[Block]:
    """Results downwards, the three kinds across."""
    first = (Box("", rows=2), replace(style.words(REVIEW), rows=2), replace(style.words(SUITS), cols=2))
    rows: list[Row] = [first, (style.words(DIRECT), style.words(AFTER))]
    for column, words in RESULTS:
        rows.append((style.words(words), *(style.value(f"disputes.{row}.{column}") for row in SUITORS)))
    return [Table(tuple(rows), head=2, role="disputes")]


def two_tables(style: Style) -> list[Block]:
    """A table for reviews, another for suits."""
    review = Table(
        ((replace(style.words(REVIEW), cols=5),), tuple(_results(style)), tuple(_values(style, "review"))),
        head=2,
        role="disputes",
    )
    suits = Table(
        (
            (replace(style.words(SUITS), cols=10),),
            (replace(style.words(DIRECT), cols=5), replace(style.words(AFTER), cols=5)),
            (*_results(style), *_results(style)),
            (*_values(style, "suit_direct"), *_values(style, "suit_after_review")),
        ),
        head=3,
        role="disputes",
    )
    return [review, suits]


def three_tables(style: Style) -> list[Block]:
    """A table a kind, named above it in a paragraph."""
    blocks: list[Block] = []
    names = (style.text(REVIEW), "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    for number, (row, name) in enumerate(zip(SUITORS, names, strict=True), 1):
        blocks.append(Paragraph(style.label(f"（{'一二三'[number - 1]}）{name}")))
        blocks.append(Table((tuple(_results(style)), tuple(_values(style, row))), head=1, role="disputes"))
    return blocks


def listed(style: Style) -> list[Block]:
    """A row a figure."""
    rows: list[Row] = [tuple(Box(head, head=True) for head in ("类型", "结果", "件数"))]
    names = (style.text(REVIEW), "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    for row, name in zip(SUITORS, names, strict=True):
        lead = [Box(style.label(name), rows=5)]
        for column, words in RESULTS:
            rows.append((*lead, style.words(words), style.value(f"disputes.{row}.{column}")))
            lead = []
    return [Table(tuple(rows), head=1, role="disputes")]


LAYOUTS: dict[str, tuple[Layout, int]] = {
    "across": (across, 10),
    "across_flat": (across_flat, 2),
    "down": (down, 3),
    "down_flat": (down_flat, 2),
    "turned": (turned, 1),
    "two_tables": (two_tables, 1),
    "three_tables": (three_tables, 1),
    "listed": (listed, 1),
}
