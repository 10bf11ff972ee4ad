"""Layouts of section three's table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bench.foreign.grid import Box, Row, Table, cut, squares
from bench.foreign.wording import COLUMNS, Line, lines
from bench.third.pen import CHINESE, Pen

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_CORNERS = ("", "项目", "指标", "办理情况")
_EXTRA = ("其中：网上申请", "其中：信函申请", "其中：当面申请")
_WEIGHTS = {
    "official": 50,
    "flat": 8,
    "two": 10,
    "groups": 8,
    "numbered": 7,
    "remarked": 6,
    "over pages": 6,
    "joined": 5,
}
_BEFORE = ("new", "carried_in")
_FIRST = ("granted", "partial")
Columns = Sequence[tuple[str, str]]
"""Column's id and its name."""
OFFICIAL: Columns = tuple((column, words[0]) for column, words in COLUMNS)
TOTAL_FIRST: Columns = (OFFICIAL[-1], *OFFICIAL[:-1])
TOTAL_SECOND: Columns = (OFFICIAL[0], OFFICIAL[-1], *OFFICIAL[1:-1])


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: its words, and each row."""

    name: str
    rows: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A table's head and body before they are put together; ``labels`` columns stand before the figures."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    labels: int


def words(line: Line) -> str:
    """A row's label in the form's words."""
    sign = (f"{CHINESE[line.number]}、", f"（{CHINESE[line.number]}）", f"{line.number}.")[line.level - 1]
    return sign + line.words[0]


def sets(pen: Pen) -> tuple[dict[str, Line], tuple[Group, ...]]:
    """Rows that stand alone, by id, and the groups in their order."""
    alone: dict[str, Line] = {}
    groups: list[Group] = []
    for line in lines(pen.story.form, pen.story.one_other):
        if line.level == 3:
            groups[-1] = replace(groups[-1], rows=(*groups[-1].rows, line))
        elif line.id is None:
            groups.append(Group(words(line), ()))
        else:
            alone[line.id] = line
    return alone, tuple(group for group in groups if group.rows)


def values(pen: Pen, line: Line, columns: Columns) -> Row:
    """A row's figures."""
    return tuple(pen.value(f"applications.{line.id}.{column}") for column, _ in columns)


def heads(pen: Pen, labels: int, columns: Columns) -> tuple[Row, ...]:
    """The rows of heads: the form's three, two without the applicants' row, or one."""
    dice = pen.dice
    corner = dice.choice(_CORNERS) if dice.random() < 0.12 else CORNER
    kind = dice.choices(("official", "two", "one"), (80, 10, 10))[0]
    names = dict(OFFICIAL)
    if kind == "one" or columns is not OFFICIAL:
        return ((pen.label(corner, cols=labels), *(pen.label(name) for _, name in columns)),)
    organisations = tuple(pen.label(names[column]) for column, _ in OFFICIAL[1:-1])
    upper = (pen.label("自然人", 2), pen.label("法人或其他组织", cols=5), pen.label("总计", 2))
    if kind == "two":
        return ((pen.label(corner, 2, labels), *upper), organisations)
    return ((pen.label(corner, 3, labels), pen.label("申请人情况", cols=7)), upper, organisations)


def _official(pen: Pen, columns: Columns, *, numbered: bool = False) -> Parts:
    """The form's three columns of labels; ``numbered`` has running numbers before them."""
    alone, groups = sets(pen)
    body: list[Row] = [(pen.label(words(alone[row]), cols=3), *values(pen, alone[row], columns)) for row in _BEFORE]
    count = 3 + sum(len(group.rows) for group in groups) + ("other" in alone)
    inner: list[Row] = [(pen.label(words(alone[row]), cols=2), *values(pen, alone[row], columns)) for row in _FIRST]
    for group in groups:
        lead: Row = (pen.label(group.name, len(group.rows)),)
        for line in group.rows:
            inner.append((*lead, pen.label(words(line)), *values(pen, line, columns)))
            lead = ()
    last = ("other", "total") if "other" in alone else ("total",)
    inner += [(pen.label(words(alone[row]), cols=2), *values(pen, alone[row], columns)) for row in last]
    body += [(pen.label("三、本年度办理结果", count), *inner[0]), *inner[1:]]
    body.append((pen.label(words(alone["carried_out"]), cols=3), *values(pen, alone["carried_out"], columns)))
    head = heads(pen, 3, columns)
    if not numbered:
        return Parts(head, tuple(body), 3)
    first = (Box("序号", head[0][0].rows, head=True), *head[0])
    rows = tuple((Box(str(number)), *row) for number, row in enumerate(body, 1))
    return Parts((first, *head[1:]), rows, 4)


def _two(pen: Pen, columns: Columns, *, joined: bool = False) -> Parts:
    """Two columns of labels; the outcomes' heading is a row of its own, or ``joined`` to each label."""
    alone, groups = sets(pen)
    before = "三、本年度办理结果" if joined else ""

    def wide(row: str, lead: str = "") -> Row:
        return (pen.label(lead + words(alone[row]), cols=2), *values(pen, alone[row], columns))

    body = [wide(row) for row in _BEFORE]
    if not joined and pen.dice.random() < 0.5:
        body.append((pen.label("三、本年度办理结果", cols=2 + len(columns)),))
    elif not joined:
        body.append((pen.label("三、本年度办理结果", cols=2), *(Box("") for _ in columns)))
    body += [wide(row, before) for row in _FIRST]
    for group in groups:
        lead: Row = (pen.label(before + group.name, len(group.rows)),)
        for line in group.rows:
            body.append((*lead, pen.label(words(line)), *values(pen, line, columns)))
            lead = ()
    body += [wide(row, before) for row in ("other", "total") if row in alone]
    return Parts(heads(pen, 2, columns), (*body, wide("carried_out")), 2)


def _one(pen: Pen, columns: Columns, *, grouped: bool) -> Parts:
    """One column of labels: ``grouped`` by rows of headings, blank or with sums, or each label with its heading's."""
    dice = pen.dice
    alone, groups = sets(pen)
    sums = dice.random() < 0.5
    tie = dice.choice(("", "-", "："))

    def row(name: str) -> Row:
        return (pen.label(words(alone[name])), *values(pen, alone[name], columns))

    body = [row(name) for name in _BEFORE]
    if grouped:
        body.append((pen.label("三、本年度办理结果"), *(Box("") for _ in columns)))
    body += [row(name) for name in _FIRST]
    for group in groups:
        if grouped:
            shown = _sums(pen, group, columns) if sums else ["" for _ in columns]
            body.append((pen.label(group.name), *(Box(text) for text in shown)))
        lead = "" if grouped else group.name + tie
        body += [(pen.label(lead + words(line)), *values(pen, line, columns)) for line in group.rows]
    body += [row(name) for name in ("other", "total") if name in alone]
    return Parts(heads(pen, 1, columns), (*body, row("carried_out")), 1)


def _sums(pen: Pen, group: Group, columns: Columns) -> list[str]:
    figures = pen.story.figures
    return [str(sum(figures[f"applications.{line.id}.{column}"] for line in group.rows)) for column, _ in columns]


def _remarked(parts: Parts, pen: Pen) -> Parts:
    head = ((*parts.head[0], Box("备注", len(parts.head), head=True)), *parts.head[1:])
    body = ((*row, Box(pen.dice.choice(("",) * 9 + ("已办结", "见第六部分")))) for row in parts.body)
    return replace(parts, head=head, body=tuple(body))


def _with_extra(parts: Parts, pen: Pen) -> Parts:
    """A row that the form has not, below the first."""
    width = len(squares(Table((*parts.head, *parts.body)))[0])
    figures = (Box(str(pen.dice.randint(0, 3))) for _ in OFFICIAL)
    rest = (Box("") for _ in range(width - parts.labels - len(OFFICIAL)))
    row = (Box(pen.dice.choice(_EXTRA), cols=parts.labels), *figures, *rest)
    return replace(parts, body=(parts.body[0], row, *parts.body[1:]))


BUILDERS: dict[str, Callable[[Pen, Columns], Parts]] = {
    "official": _official,
    "flat": lambda pen, columns: _one(pen, columns, grouped=False),
    "two": _two,
    "groups": lambda pen, columns: _one(pen, columns, grouped=True),
    "numbered": lambda pen, columns: _official(pen, columns, numbered=True),
    "remarked": lambda pen, columns: _remarked(_official(pen, columns), pen),
    "over pages": _official,
    "joined": lambda pen, columns: _two(pen, columns, joined=True),
}


def draw(pen: Pen) -> tuple[str, list[Table]]:
    """A layout's name and its tables."""
    dice = pen.dice
    name = dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    columns = TOTAL_SECOND if pen.mid_total else TOTAL_FIRST if dice.random() < 0.04 else OFFICIAL
    parts = BUILDERS[name](pen, columns)
    extra = dice.random() < 0.06
    if extra:
        parts = _with_extra(parts, pen)
    said = "-".join(_said(name, columns, extra=extra))
    table = Table((*parts.head, *parts.body), head=len(parts.head), role="applications")
    if name != "over pages":
        return said, [table]
    above, below = cut(table, len(parts.head) + 12, again=dice.random() < 0.5)
    return said, [above, replace(below, rows=(*parts.head, *below.rows), head=table.head)]


def _said(name: str, columns: Columns, *, extra: bool) -> Iterator[str]:
    yield name
    if columns is not OFFICIAL:
        yield "total first" if columns is TOTAL_FIRST else "total second"
    if extra:
        yield "extra row"


def plain(pen: Pen) -> tuple[str, list[Table]]:
    """The form's own table."""
    parts = _official(pen, OFFICIAL)
    return "official", [Table((*parts.head, *parts.body), head=len(parts.head), role="applications")]
