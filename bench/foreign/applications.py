"""Layouts of section three's table: a head and a way to set the labels of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bench.foreign.grid import Block, Box, Paragraph, Row, Table
from bench.foreign.style import Style
from bench.foreign.wording import APPLICANTS, COLUMNS, CORNER, ORGANISATIONS, OUTCOMES, Line, Words, lines

Columns = Sequence[tuple[str, Words]]
_WHOLE = ("natural", "total")  # columns without a group
TOTAL_FIRST = (COLUMNS[-1], *COLUMNS[:-1])
_GROUPS = {
    "denied": (3, ("不予公开",)),
    "unavailable": (4, ("无法提供",)),
    "refused": (5, ("不予处理",)),
    "other": (6, ("其他处理",)),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the applications table is made of: rows, columns, and empty or foreign columns behind them."""

    style: Style
    lines: tuple[Line, ...]
    columns: Columns
    extra: tuple[str, ...] = ()

    def values(self, line: Line) -> tuple[Box, ...]:
        """The boxes of a row's values."""
        own = (self.style.value(f"applications.{line.id}.{column}") for column, _ in self.columns)
        return (*own, *(Box(_foreign(self.style, name)) for name in self.extra))

    def label(self, line: Line) -> str:
        """A row's label with its number."""
        return self.style.text(line.words, line.level, line.number)


def _foreign(style: Style, name: str) -> str:
    if "备注" in name:
        return style.dice.choice(("", "", "", "", "无", "已办结"))
    return str(style.dice.choice((0, 0, style.dice.randint(1, 60))))


def _group_of(line: Line) -> str | None:
    head = (line.id or "").partition(".")[0]
    return head if "." in (line.id or "") else None


# --- heads ------------------------------------------------------------------------------------------------


def full_head(setting: Setting, depth: int) -> list[Row]:
    """The form's three rows over ``depth`` columns of labels."""
    style = setting.style
    corner = replace(style.words(CORNER), rows=3, cols=depth)
    natural, total = (replace(style.words(words), rows=2) for column, words in setting.columns if column in _WHOLE)
    firms = [style.words(words) for column, words in setting.columns if column not in _WHOLE]
    width = len(setting.columns)
    extra = [Box(style.label(name), rows=3) for name in setting.extra]
    middle: list[Box] = []
    for column, _ in setting.columns:
        if column == "natural":
            middle.append(natural if setting.columns[0][0] == "natural" else total)
        elif column == "total":
            middle.append(total if setting.columns[0][0] == "natural" else natural)
        elif column == "company":
            middle.append(replace(style.words(ORGANISATIONS), cols=5))
    return [(corner, replace(style.words(APPLICANTS), cols=width), *extra), tuple(middle), tuple(firms)]


def two_rows(setting: Setting, depth: int) -> list[Row]:
    """Without the row 申请人情况."""
    first, second, third = full_head(setting, depth)
    corner = replace(first[0], rows=2)
    extra = tuple(replace(box, rows=2) for box in first[2:])
    return [(corner, *second, *extra), third]


def flat_head(setting: Setting, depth: int) -> list[Row]:
    """One row of names."""
    style = setting.style
    corner = replace(style.words(CORNER), cols=depth)
    names = [style.words(words) for _, words in setting.columns]
    return [(corner, *names, *(Box(style.label(name)) for name in setting.extra))]


# --- rows -------------------------------------------------------------------------------------------------


def nested(setting: Setting) -> list[Row]:
    """The form's three columns of labels, groups merged downwards."""
    rows: list[Row] = []
    outcomes = [line for line in setting.lines if line.id and line.level > 1]
    lead: list[Box] = [Box(setting.style.text(OUTCOMES, 1, 3), rows=len(outcomes))]
    seen: set[str] = set()
    for line in setting.lines:
        if line.id is None:
            continue
        group = _group_of(line)
        if line.level == 1:
            rows.append((Box(setting.label(line), cols=3), *setting.values(line)))
        elif group is None:
            rows.append((*lead, Box(setting.label(line), cols=2), *setting.values(line)))
            lead = []
        else:
            boxes = list(lead)
            lead = []
            if group not in seen:
                seen.add(group)
                number, words = _GROUPS[group]
                size = sum(_group_of(each) == group for each in outcomes)
                boxes.append(Box(setting.style.text(words, 2, number), rows=size))
            rows.append((*boxes, Box(setting.label(line)), *setting.values(line)))
    return rows


def repeated(setting: Setting) -> list[Row]:
    """Three columns of labels without merging, each group said again in each row."""
    rows: list[Row] = []
    outcome = setting.style.text(OUTCOMES, 1, 3)
    said: dict[str, str] = {}
    for line in setting.lines:
        if line.id is None:
            continue
        group = _group_of(line)
        if line.level == 1:
            labels = [setting.label(line), "", ""]
        elif group is None:
            labels = [outcome, setting.label(line), ""]
        else:
            number, words = _GROUPS[group]
            if group not in said:
                said[group] = setting.style.text(words, 2, number)
            labels = [outcome, said[group], setting.label(line)]
        rows.append((*(Box(label) for label in labels), *setting.values(line)))
    return rows


def single(setting: Setting) -> list[Row]:
    """One column of labels; a group is a row of its own, its values empty."""
    width = len(setting.columns) + len(setting.extra)
    rows: list[Row] = []
    indent = setting.style.dice.choice(("", "　", "  "))
    for line in setting.lines:
        label = indent * (line.level - 1) + setting.label(line)
        if line.id is None:
            rows.append((Box(label), *(Box("") for _ in range(width))))
        else:
            rows.append((Box(label), *setting.values(line)))
    return rows


def banner(setting: Setting) -> list[Row]:
    """One column of labels; a group is a row merged right across."""
    width = 1 + len(setting.columns) + len(setting.extra)
    rows: list[Row] = []
    for line in setting.lines:
        label = Box(setting.label(line), cols=width if line.id is None else 1)
        rows.append((label,) if line.id is None else (label, *setting.values(line)))
    return rows


def groupless(setting: Setting) -> list[Row]:
    """One column of labels, the groups lost."""
    return [(Box(setting.label(line)), *setting.values(line)) for line in setting.lines if line.id is not None]


def joined(setting: Setting) -> list[Row]:
    """One column of labels that say the group before the item."""
    rows: list[Row] = []
    joint = setting.style.dice.choice(("", "-", "：", "——"))
    for line in setting.lines:
        if line.id is None:
            continue
        group = _group_of(line)
        lead = "" if group is None else setting.style.text(_GROUPS[group][1], 2, _GROUPS[group][0]) + joint
        rows.append((Box(lead + setting.label(line)), *setting.values(line)))
    return rows


def two_columns(setting: Setting) -> list[Row]:
    """Two columns of labels: the group and the item; 三、本年度办理结果 is a row merged right across."""
    rows: list[Row] = []
    seen: set[str] = set()
    width = 2 + len(setting.columns) + len(setting.extra)
    for line in setting.lines:
        group = _group_of(line)
        if line.id is None:
            if line.level == 1:
                rows.append((Box(setting.label(line), cols=width),))
        elif group is None:
            rows.append((Box(setting.label(line), cols=2), *setting.values(line)))
        elif group in seen:
            rows.append((Box(setting.label(line)), *setting.values(line)))
        else:
            seen.add(group)
            number, words = _GROUPS[group]
            size = sum(_group_of(each) == group for each in setting.lines)
            lead = Box(setting.style.text(words, 2, number), rows=size)
            rows.append((lead, Box(setting.label(line)), *setting.values(line)))
    return rows


def subtotals(setting: Setting) -> list[Row]:
    """As ``single``, each group's row with the sum of its items: figures that the form does not ask for."""
    values = setting.style.values
    rows: list[Row] = []
    for line in setting.lines:
        if line.id is not None or line.level == 1:
            boxes = setting.values(line) if line.id else tuple(Box("") for _ in setting.columns)
            rows.append((Box(setting.label(line)), *boxes))
            continue
        group = next(key for key, (number, _) in _GROUPS.items() if number == line.number)
        items = [each.id for each in setting.lines if _group_of(each) == group]
        sums = []
        for column, _ in setting.columns:
            parts = [values[f"applications.{item}.{column}"].value for item in items]
            sums.append(Box(str(sum(part for part in parts if part is not None))))
        rows.append((Box(setting.label(line)), *sums))
    return rows


ROWS: dict[str, tuple[Callable[[Setting], list[Row]], int, int]] = {
    "nested": (nested, 3, 8),
    "repeated": (repeated, 3, 2),
    "single": (single, 1, 3),
    "banner": (banner, 1, 2),
    "groupless": (groupless, 1, 1),
    "joined": (joined, 1, 1),
    "two_columns": (two_columns, 2, 2),
    "subtotals": (subtotals, 1, 1),
}
"""Name to function, columns of labels, weight."""
HEADS: dict[str, tuple[Callable[[Setting, int], list[Row]], int]] = {
    "full": (full_head, 8),
    "two_rows": (two_rows, 2),
    "flat": (flat_head, 3),
}
EXTRAS: tuple[tuple[str, ...], ...] = (*(((),) * 12), ("备注",), ("上年总计",))


def table(setting: Setting, head: str, rows: str) -> Table:
    """The table in a layout."""
    set_rows, depth, _ = ROWS[rows]
    top = HEADS[head][0](setting, depth)
    return Table((*top, *set_rows(setting)), head=len(top), role="applications")


def transposed(style: Style, form: str, one_other: bool) -> list[Block]:
    """Applicants downwards, rows across: what a spreadsheet's owner makes of it."""
    setting = Setting(style, lines(form, one_other), COLUMNS)
    shown = [line for line in setting.lines if line.id is not None]
    head = (Box("申请人"), *(Box(setting.label(line)) for line in shown))
    body = [
        (style.words(words), *(style.value(f"applications.{line.id}.{column}") for line in shown))
        for column, words in COLUMNS
    ]
    return [Table((head, *body), head=1, role="applications")]


def listed(style: Style, form: str, one_other: bool) -> list[Block]:
    """A line a row: the label, then each applicant with its figure."""
    setting = Setting(style, lines(form, one_other), COLUMNS)
    blocks: list[Block] = []
    for line in setting.lines:
        if line.id is None:
            blocks.append(Paragraph(setting.label(line)))
            continue
        parts = (
            f"{style.text(words)}{style.values[f'applications.{line.id}.{column}'].text.strip()}"
            for column, words in COLUMNS
        )
        blocks.append(Paragraph(f"{setting.label(line)}：{'，'.join(parts)}"))
    return blocks
