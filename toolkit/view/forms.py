"""The official forms on the terminal: what a form asks for, in its own order and words, with ids, units, identities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from toolkit.forms.form import Column, Form, FormTable, Identity, Label, Part, Row
from toolkit.view.marks import SEVERITIES
from toolkit.view.wrapping import wrap

_INDENT = 2
_GAP = 2
_LABEL_AT_LEAST = 20
_OVERVIEW_INDENT = 6
LOCAL = "（地方）"
"""The mark of a row that only local lists have."""

_NUMERALS = "〇一二三四五六七八九十"


def forms_overview(forms: Iterable[Form]) -> RenderableType:
    """All forms in short: id, who issued it, for which years, how much is in it."""
    return _Overview(tuple(forms))


def form_view(form: Form) -> RenderableType:
    """A whole form: its sections, each table's columns and rows, the identities with severity and citation."""
    return _FormView(form)


@dataclass(frozen=True)
class _Overview:
    forms: tuple[Form, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for form in self.forms:
            yield Text.assemble((form.id, "bold"), "  ", form.name)
            yield from _paragraph(f"{form.issued_as}，用于 {_years(form)}", options, _OVERVIEW_INDENT)
            cells = len(form.standing_cells(set()))
            size = f"{len(form.tables)} 张表，{cells} 格，{len(form.identities)} 条勾稽关系"
            if all(table.is_list for table in form.tables):
                size = f"{cells} 项指标，{len(form.identities)} 条勾稽关系"
            yield from _paragraph(size, options, _OVERVIEW_INDENT)
        yield Text()
        yield from _paragraph("xxgk forms 编号：看一种格式的全部行、列和勾稽关系。", options, 0)


@dataclass(frozen=True)
class _FormView:
    form: Form

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        form = self.form
        yield Text.assemble((form.id, "bold"), "  ", form.name)
        yield from _paragraph(f"{form.issued_as}，用于 {_years(form)}", options, 0)
        yield Text()
        for section in form.sections:
            yield Text(f"{_numeral(section.number)}、{section.label.text}")
        entries = [entry for table in form.tables for part in table.parts for entry in _entries(table, part)]
        layout = _Layout.fitting(entries, options.max_width)
        for table in form.tables:
            yield from _table(table, layout)
        yield Text()
        yield Text("勾稽关系", style="bold")
        for identity in form.identities:
            yield from _identity(identity, options)
        yield Text()
        if any(row.is_local for table in form.tables for row in table.rows):
            yield from _paragraph(f"标着“{LOCAL}”的行国家的统计表没有，只在印有它的报告里取数。", options, 0)
        what = "一项指标的编号是“表.行”" if any(table.is_list for table in form.tables) else "一格的编号是“表.行.列”"
        yield from _paragraph(f"{what}，如 {next(iter(form.cells))}。", options, 0)


def _years(form: Form) -> str:
    if form.last_year is None:
        years = f"{form.first_year} 年度起"
    else:
        years = "—".join(str(year) for year in sorted({form.first_year, form.last_year})) + " 年度"
    encouraged = "、".join(str(year) for year in form.encouraged_years)
    return f"{years}（{encouraged} 年度为鼓励采用）" if encouraged else years


def _numeral(number: int) -> str:
    return _NUMERALS[number] if 0 <= number < len(_NUMERALS) else str(number)


def _paragraph(text: str, options: ConsoleOptions, indent: int) -> Iterator[Text]:
    for line in wrap(text, options.max_width - indent):
        yield Text(" " * indent + line, style="dim")


# --- tables -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row, a column or the name of a group: its label set in, its id and unit if it has them, a remark beneath it."""

    label: Label
    depth: int
    id: str = ""
    unit: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The widths of the three columns in which entries are listed, in cells; ``all`` is the width of the screen."""

    label: int
    id: int
    all: int

    @classmethod
    def fitting(cls, entries: Sequence[_Entry], width: int) -> _Layout:
        """The ids whole, and for the labels what they need or what is left."""
        ids = max(cell_len(entry.id) for entry in entries)
        units = max(cell_len(entry.unit) for entry in entries)
        wanted = max(_INDENT * (entry.depth + 1) + cell_len(entry.label.text) for entry in entries)
        return cls(max(_LABEL_AT_LEAST, min(wanted, width - ids - units - 2 * _GAP)), ids, width)


def _table(table: FormTable, layout: _Layout) -> Iterator[Text]:
    yield Text()
    sign = "" if table.section is None else f"{_numeral(table.section)}、"
    yield Text.assemble((sign + table.title, "bold"), "  ", (table.id, "cyan"))
    for part in table.parts:
        if part.heading:
            yield Text(part.heading, style="italic")
        for entry in _entries(table, part):
            yield from _listed(entry, layout)


def _entries(table: FormTable, part: Part) -> Iterator[_Entry]:
    """The columns from left to right (of a list those that may hold its figures), then the rows from above."""
    yield _Entry(Label("［列］"), -1)
    shown: tuple[Label, ...] = ()
    for column in () if table.is_list else part.columns:
        yield from _opened(column.groups, shown)
        shown = column.groups
        yield _Entry(column.label, len(column.groups), column.id, _unit(column))
    for value in table.values:
        yield _Entry(value, 0)
    yield _Entry(Label("［行］"), -1)
    shown = ()
    for row in part.rows:
        yield from _opened(row.groups, shown)
        yield _Entry(row.label, len(row.groups), row.id, _row_unit(row), _remark(row))
        # A row that others stand under, or may stand for them, is their head too.
        shown = (*row.groups, row.label)


def _opened(groups: tuple[Label, ...], shown: tuple[Label, ...]) -> Iterator[_Entry]:
    """The names of the groups that open here."""
    for depth, group in enumerate(groups):
        if shown[: depth + 1] != groups[: depth + 1]:
            yield _Entry(group, depth)


def _unit(column: Column) -> str:
    return f"{column.unit}，可为负" if column.signed else column.unit


def _row_unit(row: Row) -> str:
    return f"{row.unit or ''}{LOCAL if row.is_local else ''}"


def _remark(row: Row) -> str:
    return f"只印成一行时用这个编号，否则用下面 {len(row.instead_of)} 行的编号" if row.instead_of else ""


def _listed(entry: _Entry, layout: _Layout) -> Iterator[Text]:
    indent = " " * (_INDENT * (entry.depth + 1))
    first, *more = wrap(entry.label.text, (layout.label if entry.id else layout.all) - len(indent))
    line = Text(indent + first, style="" if entry.depth >= 0 else "dim")
    if entry.id:
        line.append(" " * (layout.label - cell_len(line.plain) + _GAP))
        line.append(entry.id, style="cyan")
        line.append(" " * (layout.id - cell_len(entry.id) + _GAP) + entry.unit)
        line.rstrip()
    yield line
    for rest in more:
        yield Text(indent + rest)
    also = ["也写作 " + "、".join(entry.label.others)] if entry.label.others else []
    for remark in [*also, *([entry.remark] if entry.remark else [])]:
        for rest in wrap(remark, layout.all - len(indent) - _INDENT):
            yield Text(indent + " " * _INDENT + rest, style="dim")


# --- identities -------------------------------------------------------------------------------------------


def _identity(identity: Identity, options: ConsoleOptions) -> Iterator[Text]:
    name, style = SEVERITIES[identity.severity]
    first, *more = wrap(identity.says, options.max_width - _INDENT - cell_len(name) - _GAP)
    yield Text.assemble(" " * _INDENT, (name, style), " " * _GAP, first)
    indent = _INDENT + cell_len(name) + _GAP
    for rest in more:
        yield Text(" " * indent + rest)
    yield Text(" " * indent + identity.id, style="cyan")
    tolerance = f"允许相差 {identity.tolerance}。" if identity.tolerance else ""
    yield from _paragraph(f"{identity.why}{tolerance}（{identity.citation}）", options, indent)
