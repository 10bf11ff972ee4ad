"""A report of an invented organ: its figures, its clerk, its layouts, put together before any file is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from bench.foreign import applications, clerk, disclosure, disputes, facts
from bench.foreign.grid import Block, Document, Paragraph, Table, Value, cells, cut
from bench.foreign.style import NUMBERINGS, Style
from bench.foreign.wording import COLUMNS, lines

T = TypeVar("T")
TITLES = {
    "disclosure": "主动公开政府信息情况",
    "applications": "收到和处理政府信息公开申请情况",
    "disputes": "政府信息公开行政复议、行政诉讼情况",
}
_MANNERS = {"careful": 2, "usual": 4, "hasty": 3, "rough": 1}
_SCRIPTS = {"plain": 14, "ascii": 2, "traditional": 1, "kangxi": 1}
_PAGES = {"sections": 10, "captions": 3, "appendix": 2, "untitled": 1, "picture": 1, "last_year": 2}


def weighted(dice: Random, weights: Mapping[T, int]) -> T:
    """One of the keys, by weight."""
    return dice.choices(list(weights), list(weights.values()))[0]


def document(dice: Random, *, exact_values: bool, flowing: bool) -> Document:
    """A report. ``exact_values``: no spaces or breaks within values, for files where they would part columns.
    ``flowing``: the file is text or a web page, where a layout without tables is met.
    """
    form = dice.choice(("2019", "2021"))
    year = dice.choice((2019, 2020)) if form == "2019" else dice.randint(2021, 2025)
    name = facts.organ(dice)
    manner_name = weighted(dice, _MANNERS)
    manner = clerk.MANNERS[manner_name]
    script = weighted(dice, _SCRIPTS) if manner_name != "careful" else "plain"
    one_other = form == "2019" or dice.random() < 0.08
    values = clerk.write_values(dice, manner, facts.figures(dice, form, one_other))
    if exact_values:
        values = {cell: _tight(value) for cell, value in values.items()}
    numbering = "official" if manner_name == "careful" or dice.random() < 0.5 else dice.choice(list(NUMBERINGS))
    label = clerk.labels(dice, manner, script, breaks=not exact_values)
    style = Style(dice, manner, label, numbering, values)
    page = weighted(dice, _PAGES)
    tables, layout = _tables(style, form, one_other, flowing)
    lost = dice.choice(list(tables)) if page == "picture" else ""
    if lost:
        tables[lost] = [Paragraph(dice.choice(("（详见下图）", "[图片]", "表格见附件。", "")))]
    title = f"{name}{year}年{dice.choice(('', '度'))}政府信息公开工作年度报告"
    blocks = _blocks(style, name, year, title, page, tables)
    if page == "last_year":
        blocks += _last_year(dice, style, form, one_other, name, year)
    kept = _printed_cells(tables, values, in_words=layout["applications"] == "listed" and lost != "applications")
    return Document(
        name,
        year,
        form,
        title,
        tuple(blocks),
        kept,
        layout | {"page": page, "numbering": numbering, "manner": manner_name, "script": script},
        tuple(sorted({manner_name, *(("typeset",) if script != "plain" else ())})),
    )


def _tight(value: Value) -> Value:
    return Value("".join(value.text.split()), value.status, value.value, value.open)


def _printed_cells(
    tables: Mapping[str, Sequence[Block]], values: Mapping[str, Value], *, in_words: bool
) -> dict[str, Value]:
    """The values that the tables print, all others missing; ``in_words``: applications stand in lines of words."""
    shown = [block for blocks in tables.values() for block in blocks if isinstance(block, Table)]
    there = {cell for table in shown for cell in cells(table)}
    if in_words:
        there |= {cell for cell in values if cell.startswith("applications.")}
    if not any(cell.startswith("applications.") for cell in there):
        values = _with_all_rows(values)
    missing = Value("", "missing")
    return {cell: value if cell in there else missing for cell, value in values.items()}


def _with_all_rows(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The cells of a report without the table: nobody sees that （六） would be one row, so it is the form's three."""
    if "disclosure.rules.issued" not in values:
        return values
    missing = Value("", "missing")
    rows = ("no_correction", "unpaid", "rest")
    kept = {cell: value for cell, value in values.items() if not cell.startswith("applications.other.")}
    return kept | {f"applications.other.{row}.{column}": missing for row in rows for column, _ in COLUMNS}


def _tables(style: Style, form: str, one_other: bool, flowing: bool) -> tuple[dict[str, list[Block]], dict[str, str]]:
    dice = style.dice
    first = weighted(dice, {name: weight for name, (_, weight) in disclosure.LAYOUTS.items()})
    last = weighted(dice, {name: weight for name, (_, weight) in disputes.LAYOUTS.items()})
    middle, middle_name, head = _applications(style, form, one_other, flowing)
    return (
        {
            "disclosure": disclosure.LAYOUTS[first][0](style, form),
            "applications": middle,
            "disputes": disputes.LAYOUTS[last][0](style),
        },
        {"disclosure": first, "applications": middle_name, "applications.head": head, "disputes": last},
    )


def _applications(style: Style, form: str, one_other: bool, flowing: bool) -> tuple[list[Block], str, str]:
    dice = style.dice
    odd = dice.random()
    if odd < 0.02:
        return applications.transposed(style, form, one_other), "transposed", "transposed"
    if odd < 0.04 and flowing:
        return applications.listed(style, form, one_other), "listed", "listed"
    rows = weighted(dice, {name: weight for name, (_, _, weight) in applications.ROWS.items()})
    head = weighted(dice, {name: weight for name, (_, weight) in applications.HEADS.items()})
    columns = "total_first" if dice.random() < 0.08 else "official"
    extra = dice.choice(applications.EXTRAS)
    dropped: frozenset[str] = frozenset()
    if dice.random() < style.manner.slip / 6:
        dropped = frozenset({dice.choice([line.id for line in lines(form, one_other) if line.level == 3 and line.id])})
    extra = () if rows == "subtotals" else extra
    order = applications.TOTAL_FIRST if columns == "total_first" else COLUMNS
    shown = tuple(line for line in lines(form, one_other) if line.id not in dropped)
    table = applications.table(applications.Setting(style, shown, order, extra), head, rows)
    name = "-".join((rows, *(() if columns == "official" else (columns,)), *extra, *(("dropped",) if dropped else ())))
    return _over_pages(style, table), name, head


def _over_pages(style: Style, table: Table) -> list[Block]:
    dice = style.dice
    if dice.random() > 0.25:
        return [table]
    above, below = cut(table, dice.randint(table.head + 2, len(table.rows) - 2))
    between: list[Block] = []
    kind = dice.random()
    if kind < 0.3:
        between = [Paragraph(dice.choice(("续表", "（续上表）", "— 4 —", "- 5 -", "5")))]
    if dice.random() < 0.5:
        below = Table((*table.rows[: table.head], *below.rows), head=table.head, role=below.role)
    return [above, *between, below]


def _blocks(
    style: Style, name: str, year: int, title: str, page: str, tables: Mapping[str, Sequence[Block]]
) -> list[Block]:
    dice = style.dice
    opening = (
        f"根据《中华人民共和国政府信息公开条例》（以下简称《条例》）规定，编制{name}{year}年政府信息公开工作年度报告。"
        f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    )
    shown = page not in ("appendix",)
    blocks: list[Block] = [Paragraph(title, 0), Paragraph(opening)]
    headed = page != "untitled"
    general = (
        f"{year}年，我单位通过门户网站公开信息{dice.randint(20, 900)}条，政务新媒体发布{dice.randint(5, 400)}条，"
        f"组织培训{dice.randint(1, 5)}次。"
    )
    blocks += [*_heading("一、总体情况", headed), Paragraph(general)]
    for number, role in zip("二三四", TITLES, strict=True):
        blocks += _heading(f"{number}、{TITLES[role]}", headed)
        if shown:
            blocks += _with_caption(style, role, page, tables[role])
        else:
            blocks.append(Paragraph("见附表。"))
    blocks += _heading("五、存在的主要问题及改进情况", headed)
    blocks.append(Paragraph("一是公开形式还不够丰富；二是业务培训还需加强。下一步将开展2次专题培训。"))
    blocks += [*_heading("六、其他需要报告的事项", headed), Paragraph("本年度未收取信息处理费，无其他需要报告的事项。")]
    if not shown:
        for place, role in enumerate(TITLES, 1):
            blocks += [Paragraph(f"附表{place}　{TITLES[role]}"), *tables[role]]
    return blocks


def _heading(text: str, headed: bool) -> list[Block]:
    return [Paragraph(text, 1)] if headed else []


def _with_caption(style: Style, role: str, page: str, blocks: Sequence[Block]) -> list[Block]:
    dice = style.dice
    found = list(blocks)
    if page == "captions":
        number = list(TITLES).index(role) + 1
        caption = dice.choice((f"表{number}：{TITLES[role]}表", f"{TITLES[role]}统计表", "单位：件"))
        found.insert(0, Paragraph(caption))
    if dice.random() < 0.12:
        found.append(Paragraph(dice.choice(("注：数据统计截至12月31日，共1表。", "备注：以上数据含下属3家单位。"))))
    return found


def _last_year(dice: Random, style: Style, form: str, one_other: bool, name: str, year: int) -> list[Block]:
    """Last year's tables behind the report, named so."""
    values = clerk.write_values(dice, clerk.MANNERS["careful"], facts.figures(dice, form, one_other))
    old = Style(dice, style.manner, style.label, style.numbering, values)
    tables, _ = _tables(old, form, one_other, flowing=False)
    blocks: list[Block] = [Paragraph(f"附：{name}{year - 1}年政府信息公开工作年度报告统计表（供对比）", 1)]
    for role in dice.sample(list(TITLES), dice.randint(1, 3)):
        blocks += [Paragraph(f"{year - 1}年{TITLES[role]}"), *(_nameless(block) for block in tables[role])]
    return blocks


def _nameless(block: Block) -> Block:
    """The block without the names of cells: its values are not this report's."""
    if isinstance(block, Paragraph):
        return block
    return replace(block, rows=tuple(tuple(replace(box, cell=None) for box in row) for row in block.rows))
