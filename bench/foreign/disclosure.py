"""Layouts of section two's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.foreign.grid import Block, Box, Paragraph, Row, Table
from bench.foreign.style import Style
from bench.foreign.wording import DISCLOSURE, Part

Layout = Callable[[Style, str], list[Block]]


def _item(style: Style, part: Part) -> str:
    brackets = "({})" if style.numbering == "ascii" else "（{}）"
    return style.label(f"第二十条第{brackets.format(part.item)}项")


def _part_rows(style: Style, part: Part, width: int) -> list[Row]:
    """Heads and rows of a part, stretched over ``width`` columns by its last box."""
    shapes = [[style.words(("信息内容",)), *(style.words(words) for _, words in part.columns)]]
    for row, words in part.rows:
        values = [style.value(f"disclosure.{row}.{column}") for column, _ in part.columns]
        shapes.append([style.words(words), *values])
    free = width - len(shapes[0])
    return [(*shape[:-1], replace(shape[-1], cols=1 + free)) for shape in shapes]


def official(style: Style, form: str) -> list[Block]:
    """One table, the item of article 20 over each part."""
    rows: list[Row] = []
    for part in DISCLOSURE[form]:
        rows += [(Box(_item(style, part), cols=4),), *_part_rows(style, part, 4)]
    return [Table(tuple(rows), role="disclosure")]


def halves(style: Style, form: str) -> list[Block]:
    """As official, on a grid of six columns (CMS editors split what is merged evenly)."""
    rows: list[Row] = []
    for part in DISCLOSURE[form]:
        rows.append((Box(_item(style, part), cols=6),))
        for row in _part_rows(style, part, 1 + len(part.columns)):
            share, rest = divmod(6, len(row))
            spans = [share + (place < rest) for place in range(len(row))]
            rows.append(tuple(replace(box, cols=span) for box, span in zip(row, spans, strict=True)))
    return [Table(tuple(rows), role="disclosure")]


def separate(style: Style, form: str) -> list[Block]:
    """A table a part, the item as a caption above."""
    blocks: list[Block] = []
    for part in DISCLOSURE[form]:
        blocks.append(Paragraph(_item(style, part)))
        blocks.append(Table(tuple(_part_rows(style, part, 1 + len(part.columns))), role="disclosure"))
    return blocks


def item_column(style: Style, form: str) -> list[Block]:
    """The item in a first column, merged over its rows."""
    rows: list[Row] = []
    for part in DISCLOSURE[form]:
        body = _part_rows(style, part, 4)
        rows.append((Box(_item(style, part), rows=len(body)), *body[0]))
        rows += body[1:]
    return [Table(tuple(rows), role="disclosure")]


def no_items(style: Style, form: str) -> list[Block]:
    """Without the lines of article 20."""
    rows = [row for part in DISCLOSURE[form] for row in _part_rows(style, part, 4)]
    return [Table(tuple(rows), role="disclosure")]


def listed(style: Style, form: str) -> list[Block]:
    """A row a figure: item, kind, indicator, figure."""
    rows: list[Row] = [tuple(Box(style.label(head), head=True) for head in ("条款", "信息内容", "指标", "数量"))]
    for part in DISCLOSURE[form]:
        count = len(part.rows) * len(part.columns)
        first = [Box(_item(style, part), rows=count)]
        for row, words in part.rows:
            lead = [replace(style.words(words), rows=len(part.columns))]
            for column, heads in part.columns:
                rows.append((*first, *lead, style.words(heads), style.value(f"disclosure.{row}.{column}")))
                first, lead = [], []
    return [Table(tuple(rows), head=1, role="disclosure")]


def pairs(style: Style, form: str) -> list[Block]:
    """A row a figure, kind and indicator in one label."""
    rows: list[Row] = [tuple(Box(style.label(head), head=True) for head in ("信息内容", "数量"))]
    joint = style.dice.choice(("", "—", "-", "："))
    for part in DISCLOSURE[form]:
        for row, words in part.rows:
            for column, heads in part.columns:
                label = f"{style.text(words)}{joint}{style.text(heads)}"
                rows.append((Box(label), style.value(f"disclosure.{row}.{column}")))
    return [Table(tuple(rows), head=1, role="disclosure")]


def remarks(style: Style, form: str) -> list[Block]:
    """Official with a column of remarks, mostly empty."""
    rows: list[Row] = []
    for part in DISCLOSURE[form]:
        body = _part_rows(style, part, 4)
        rows.append((Box(_item(style, part), cols=5),))
        rows.append((*body[0], Box("备注")))
        rows += [(*row, Box(style.dice.choice(("", "", "", "含下属单位", "截至12月31日")))) for row in body[1:]]
    return [Table(tuple(rows), role="disclosure")]


def last_year(style: Style, form: str) -> list[Block]:
    """A table a part with last year's figure of the last column beside it, named so."""
    blocks: list[Block] = []
    for part in DISCLOSURE[form]:
        body = _part_rows(style, part, 1 + len(part.columns))
        last = part.columns[-1][1][0].replace("本年", "").replace("（单位：万元）", "（万元）")
        rows: list[Row] = [(*body[0], Box(style.label(f"上年{last}")))]
        rows += [(*row, Box(str(style.dice.randint(0, 90)))) for row in body[1:]]
        blocks += [Paragraph(_item(style, part)), Table(tuple(rows), role="disclosure")]
    return blocks


LAYOUTS: dict[str, tuple[Layout, int]] = {
    "official": (official, 8),
    "halves": (halves, 3),
    "separate": (separate, 3),
    "item_column": (item_column, 3),
    "no_items": (no_items, 2),
    "listed": (listed, 1),
    "pairs": (pairs, 1),
    "remarks": (remarks, 1),
    "last_year": (last_year, 1),
}
