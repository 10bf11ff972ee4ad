"""What reports do to the form's tables besides laying them out: columns and rows of their own, notes, faults of spans.

Each trait takes a report's tables and gives them changed. Figures that are not this report's have no cell's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bench.foreign.grid import Block, Box, Paragraph, Row, Table, squares
from bench.third.pen import Pen

Blocks = Mapping[str, Sequence[Block]]
"""Each section's tables, and what belongs to them."""
Trait = Callable[[Pen, Blocks], Blocks]
_COUNTED = ("宗", "份", "次", "项", "起")


def _each(blocks: Blocks, change: Callable[[str, Table], Sequence[Block]], *roles: str) -> Blocks:
    """The blocks with the tables of some roles changed."""
    found: dict[str, list[Block]] = {}
    for role, each in blocks.items():
        found[role] = []
        for block in each:
            changes = isinstance(block, Table) and role in roles
            found[role] += change(role, block) if changes and isinstance(block, Table) else [block]
    return found


def _width(table: Table) -> int:
    return len(squares(table)[0])


def units_in_heads(pen: Pen, blocks: Blocks) -> Blocks:
    """单位：件 in the corner, in a row over the heads, or behind each head."""
    kind = pen.dice.choice(("corner", "row", "each"))

    def change(role: str, table: Table) -> list[Block]:
        if kind == "row" or role == "disclosure" or not table.head:
            text = "单位：件、万元" if role == "disclosure" else pen.dice.choice(("单位：件", "（单位：件）"))
            head = table.head + 1 if table.head else 0
            return [replace(table, rows=((Box(text, cols=_width(table)),), *table.rows), head=head)]
        heads = table.rows[: table.head]
        if kind == "corner" and role == "applications":
            corner = replace(heads[0][0], text="单位：件")
            return [replace(table, rows=((corner, *heads[0][1:]), *table.rows[1:]))]
        marked = tuple(tuple(_with_unit(box) for box in row) for row in heads)
        return [replace(table, rows=(*marked, *table.rows[table.head :]))]

    return _each(blocks, change, "disclosure", "applications", "disputes")


def _with_unit(box: Box) -> Box:
    short = box.cols == 1 and box.text and len(box.text) < 10
    return replace(box, text=f"{box.text}（件）") if short else box


def note_within(pen: Pen, blocks: Blocks) -> Blocks:
    """A sentence over the whole width between two rows."""
    dice = pen.dice

    def change(role: str, table: Table) -> list[Block]:
        grid = squares(table)
        places = [
            number
            for number in range(max(table.head, 1) + 1, len(grid))
            if all(above[0] is not below[0] for above, below in zip(grid[number - 1], grid[number], strict=True))
        ]
        if not places:
            return [table]
        place = dice.choice(places)
        text = dice.choice(
            (
                "注：含上年结转3件。",
                "说明：以下各项数据截至12月31日",
                "其中2件为合并办理",
                "（以下为办理结果，单位：件）",
            )
        )
        note: Row = (Box(text, cols=_width(table)),)
        return [replace(table, rows=(*table.rows[:place], note, *table.rows[place:]))]

    return _each(blocks, change, "disclosure", "applications")


def footnotes(pen: Pen, blocks: Blocks) -> Blocks:
    """Marks behind labels, and what they stand for below the table."""
    dice = pen.dice
    mark = dice.choice(("①", "*", "[1]", "注1", "※"))

    def change(role: str, table: Table) -> list[Block]:
        rows = [list(row) for row in table.rows]
        labels = [
            (at, place)
            for at, row in enumerate(rows)
            for place, box in enumerate(row)
            if box.head and len(box.text) > 3 and at >= table.head and any(each.cell for each in row)
        ]
        for at, place in dice.sample(labels, min(2, len(labels))):
            box = rows[at][place]
            rows[at][place] = replace(box, text=box.text + mark)
        below = Paragraph(
            f"{mark}：{dice.choice(('含所属事业单位2家', '本栏数据含12345热线转办5件', '按办结时间统计'))}。"
        )
        return [replace(table, rows=tuple(map(tuple, rows))), below]

    return _each(blocks, change, "disclosure", "applications", "disputes")


def counted(pen: Pen, blocks: Blocks) -> Blocks:
    """A counting word behind each figure."""
    unit = pen.dice.choice(_COUNTED)

    def change(role: str, table: Table) -> list[Block]:
        rows = (tuple(replace(box, text=_counted(box, unit)) for box in row) for row in table.rows)
        return [replace(table, rows=tuple(rows))]

    return _each(blocks, change, "disclosure", "applications", "disputes")


def _counted(box: Box, unit: str) -> str:
    money = box.cell is not None and box.cell.endswith((".amount", ".change"))
    return box.text + unit if box.cell is not None and not money and box.text.isdigit() else box.text


def shares(pen: Pen, blocks: Blocks) -> Blocks:
    """A last column of shares in section three, with their sign or without."""
    dice = pen.dice
    signed = dice.random() < 0.6
    figures = pen.story.figures
    whole = figures["applications.total.total"]

    def share(row: Row) -> str:
        total = next((box.cell for box in row if box.cell is not None and box.cell.endswith(".total")), None)
        if total is None or not whole or total.split(".")[1] in ("new", "carried_in", "carried_out"):
            return ""
        return f"{100 * figures[total] / whole:.1f}{'%' if signed else ''}"

    head = "占比" if signed else "占比（%）"
    return _each(blocks, lambda role, table: [_widened(table, head, share)], "applications")


def last_year(pen: Pen, blocks: Blocks) -> Blocks:
    """A last column with the year before, or below the figures of section four a row."""
    dice, year = pen.dice, pen.story.year
    name = dice.choice(("上年总计", f"{year - 1}年", "上年同期", f"{year - 1}年总计"))
    signs = dice.random() < 0.3

    def before(row: Row) -> str:
        return str(dice.randint(0, 40)) if any(box.cell for box in row) else ""

    def change(role: str, table: Table) -> list[Block]:
        if role == "disputes" and sum(box.cell is not None for box in table.rows[-1]) == 15:
            return [_two_years(pen, table)]
        widened = _widened(table, name, before)
        return [_widened(widened, "同比增减", lambda row: f"{dice.randint(-90, 90)}%")] if signs else [widened]

    return _each(blocks, change, "applications", "disputes")


def _widened(table: Table, head: str, cell: Callable[[Row], str]) -> Table:
    """The table with one more column."""
    first: Row = (*table.rows[0], Box(head, max(table.head, 1), head=True))
    heads = table.rows[1 : table.head]
    body = ((*row, Box(cell(row))) for row in table.rows[max(table.head, 1) :])
    return replace(table, rows=(first, *heads, *body))


def _two_years(pen: Pen, table: Table) -> Table:
    """Years before the figures, and a second row of them."""
    year = pen.story.year
    first: Row = (Box("年度", table.head, head=True), *table.rows[0])
    now: Row = (Box(f"{year}年"), *table.rows[-1])
    past: Row = (Box(f"{year - 1}年"), *(Box(str(pen.dice.randint(0, 9))) for _ in range(15)))
    figures = (now, past) if pen.dice.random() < 0.5 else (past, now)
    return replace(table, rows=(first, *table.rows[1:-1], *figures))


def short_span(pen: Pen, blocks: Blocks) -> Blocks:
    """A group's box ends a row early, or goes on a row too far: one row stands a column to the left or the right."""
    too_far = pen.dice.random() < 0.3

    def change(role: str, table: Table) -> list[Block]:
        rows = [list(row) for row in table.rows]
        boxes = [
            (at, place)
            for at, row in enumerate(rows)
            for place, box in enumerate(row)
            if at >= table.head and 2 < box.rows < 12 and box.cols == 1
        ]
        if not boxes:
            return [table]
        at, place = pen.dice.choice(boxes)
        box = rows[at][place]
        rows[at][place] = replace(box, rows=box.rows + (1 if too_far else -1))
        return [replace(table, rows=tuple(map(tuple, rows)))]

    return _each(blocks, change, "applications")


def total_apart(pen: Pen, blocks: Blocks) -> Blocks:
    """（七）总计 over all columns of labels, as though it were no outcome."""

    def change(role: str, table: Table) -> list[Block]:
        rows = list(table.rows)
        at = next((at for at, row in enumerate(rows) if any(box.cell == _TOTAL for box in row)), None)
        if at is None:
            return [table]
        width = len(rows[at]) - 1
        outer = next(
            (
                (number, place)
                for number, row in enumerate(rows[:at])
                for place, box in enumerate(row)
                if box.rows > 1 and number + box.rows == at + 1
            ),
            None,
        )
        if outer is None or not width:
            return [table]
        number, place = outer
        long = list(rows[number])
        long[place] = replace(long[place], rows=long[place].rows - 1)
        rows[number] = tuple(long)
        rows[at] = (replace(rows[at][0], cols=rows[at][0].cols + long[place].cols), *rows[at][1:])
        return [replace(table, rows=tuple(rows))]

    return _each(blocks, change, "applications")


_TOTAL = "applications.total.natural"

TRAITS: dict[str, Trait] = {
    "units in heads": units_in_heads,
    "note within": note_within,
    "footnotes": footnotes,
    "counted": counted,
    "shares": shares,
    "last year": last_year,
    "short span": short_span,
    "total apart": total_apart,
}
"""The traits that change tables. ``total in the middle`` is a layout's, ``another organ`` the report's; text boxes and
pages with menus are settings of files."""
