"""Layouts of section two's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.foreign.grid import Box, Row, Table
from bench.foreign.wording import DISCLOSURE, Part
from bench.third.pen import Pen

WIDTH = 4
_OTHERS = ("其他主动公开文件", "行政确认", "行政检查", "行政裁决", "公共服务事项", "其他文件")
_REMARKS = ("", "", "", "", "无", "历年累计", "含镇（街）数", "按职权划转")


@dataclass(frozen=True, slots=True)
class Block:
    """One part's rows: what the part is, its columns' heads, its figures."""

    heading: str
    heads: Row
    rows: tuple[Row, ...]


def _blocks(pen: Pen) -> list[Block]:
    dice = pen.dice
    in_year = dice.random() < 0.06
    others = dice.random() < 0.12
    return [_block(pen, part, in_year=in_year, others=others) for part in DISCLOSURE[pen.story.form]]


def _block(pen: Pen, part: Part, *, in_year: bool, others: bool) -> Block:
    dice = pen.dice
    official = f"第二十条第（{part.item}）项"
    heading = dice.choice(
        (
            official,
            official,
            official,
            official.replace("（", "(").replace("）", ")"),
            official.replace("（", "").replace("）", ""),
            f"《条例》{official}",
            f"{official}规定",
        )
    )
    spans = [1] * (len(part.columns) - 1) + [WIDTH - len(part.columns)]
    heads = [pen.label("信息内容")]
    for (_, words), cols in zip(part.columns, spans, strict=True):
        text = words[0].replace("本年", f"本年（{pen.story.year}）") if in_year else words[0]
        heads.append(pen.label(text, cols=cols))
    rows: list[Row] = []
    for row, words in part.rows:
        values = (
            pen.value(f"disclosure.{row}.{column}", cols) for (column, _), cols in zip(part.columns, spans, strict=True)
        )
        rows.append((pen.label(words[0]), *values))
    if others and dice.random() < 0.4:
        rows.append((Box(dice.choice(_OTHERS)), *(Box(str(dice.randint(0, 40)), cols=cols) for cols in spans)))
    return Block(pen.clerk.label(heading), tuple(heads), tuple(rows))


def _titled(pen: Pen, rows: list[Row], width: int) -> Table:
    if pen.dice.random() < 0.12:
        rows = [(pen.label("主动公开政府信息情况", cols=width),), *rows]
    return Table(tuple(rows), role="disclosure")


def official(pen: Pen) -> list[Table]:
    """The form's: each part's name over its heads."""
    rows: list[Row] = []
    for block in _blocks(pen):
        rows += [(Box(block.heading, cols=WIDTH, head=True),), block.heads, *block.rows]
    return [_titled(pen, rows, WIDTH)]


def parts(pen: Pen) -> list[Table]:
    """A table for each part."""
    return [
        Table(((Box(block.heading, cols=WIDTH, head=True),), block.heads, *block.rows), role="disclosure")
        for block in _blocks(pen)
    ]


def remarked(pen: Pen) -> list[Table]:
    """A column of remarks at the end."""
    dice = pen.dice
    rows: list[Row] = []
    for block in _blocks(pen):
        rows.append((Box(block.heading, cols=WIDTH + 1, head=True),))
        rows.append((*block.heads, pen.label(dice.choice(("备注", "说明")))))
        rows += [(*row, Box(dice.choice(_REMARKS))) for row in block.rows]
    return [_titled(pen, rows, WIDTH + 1)]


def beside(pen: Pen) -> list[Table]:
    """Each part's name in a column of its own, beside its rows."""
    rows: list[Row] = []
    for block in _blocks(pen):
        name = Box(block.heading, rows=1 + len(block.rows), head=True)
        rows += [(name, *block.heads), *block.rows]
    return [_titled(pen, rows, WIDTH + 1)]


def numbered(pen: Pen) -> list[Table]:
    """A column of running numbers before each row."""
    rows: list[Row] = []
    for block in _blocks(pen):
        rows.append((Box(block.heading, cols=WIDTH + 1, head=True),))
        rows.append((Box("序号"), *block.heads))
        rows += [(Box(str(len(rows) + number)), *row) for number, row in enumerate(block.rows)]
    return [_titled(pen, rows, WIDTH + 1)]


LAYOUTS: dict[str, tuple[Callable[[Pen], list[Table]], int]] = {
    "official": (official, 62),
    "parts": (parts, 12),
    "remarked": (remarked, 10),
    "beside": (beside, 8),
    "numbered": (numbered, 8),
}
