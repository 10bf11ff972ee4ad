"""A report on the screen: whose it is, the tables as the form prints them, what is wrong, how the reading went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from toolkit.checks.finding import problems, to_look_at
from toolkit.forms.form import Form, FormCell
from toolkit.model import CellId, Finding, Note, Report, Status
from toolkit.view import figures
from toolkit.view.findings import FindingList, tally
from toolkit.view.marks import marks
from toolkit.view.names import cell_names, form_of, is_said, named
from toolkit.view.places import place
from toolkit.view.tables import TableView
from toolkit.view.wrapping import shortened, wrap

STATUSES: Mapping[Status, str] = {
    "printed": "有数",
    "blank": "空",
    "dash": "短横等",
    "unreadable": "无法识别",
    "missing": "缺",
}
"""What people call a figure's status."""

_MOST_CELLS_OF_NOTE = 4


class ReportView:
    """A rich renderable of a report.

    ``shown`` names the file. ``findings`` None: it has not been checked. ``places``: list each figure's place.
    """

    def __init__(
        self, report: Report, shown: str, findings: Sequence[Finding] | None = None, *, places: bool = False
    ) -> None:
        self._report = report
        self._shown = shown
        self._findings = findings
        self._places = places
        self._form = form_of(report.form)
        self._names = cell_names(report.form)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """All of it, in the order in which a person reads."""
        width = options.max_width
        yield from self._head(width)
        yield from self._tables(width)
        if self._places:
            yield ""
            yield from self._every_place(width)
        if self._findings is not None:
            yield ""
            yield from self._found(problems(self._findings))
            yield from self._left_to_look_at(self._findings, width)
        if self._report.notes:
            yield ""
            yield from self._notes(width)

    # --- head ---------------------------------------------------------------------------------------------

    def _head(self, width: int) -> Iterator[Text]:
        report = self._report
        title = report.title or f"{report.organ or '（机关名称未读到）'}政府信息公开工作年度报告"
        for line in wrap(" ".join(title.split()), width):
            yield Text(line, style="bold")
        year = "未读到" if report.year is None else f"{report.year} 年"
        form = f"{self._form.id}（{self._form.issued_as}）" if self._form else report.form or "未能判断"
        yield _labelled("文件", f"{self._shown}（{report.source.format}）")
        yield _labelled("机关", f"{report.organ or '未读到'}　年度 {year}　格式 {form}")
        yield _labelled("数据", counts_text(figure_counts(report)))

    # --- tables -------------------------------------------------------------------------------------------

    def _tables(self, width: int) -> Iterator[RenderableType]:
        report = self._report
        if self._form is None:
            yield ""
            yield Text("没有可以显示的表格：看不出这份报告用的是哪一种格式。", style="dim")
            return
        marked = marks(problems(self._findings or ()))
        cells = shown_cells(report, self._form)
        for table in self._form.tables:
            yield ""
            yield TableView(table, report.figures, marked, cells)
            unsaid = sum(1 for cell in table.cells if cell.id not in cells) if table.is_list else 0
            if unsaid:
                yield Text(f"报告没有提到的另外 {unsaid} 项没有列出。", style="dim")
        seen = {figures.sign_of(report.figures.get(cell)) for cell in cells}
        legend = "；".join(f"{sign} {meaning}" for sign, meaning in figures.SIGNS.items() if sign in seen)
        if legend:
            yield from (Text(line, style="dim") for line in wrap(f"图例：{legend}。", width))

    def _every_place(self, width: int) -> Iterator[Text]:
        yield Text("每个数据的出处", style="bold")
        for cell, figure in self._report.figures.items():
            value, style = figures.shown(figure)
            name = self._names.get(cell, cell)
            raw = shortened(figure.raw, 24)
            said = f"，原文“{raw}”" if raw and raw != value else ""
            where = "报告中没有" if figure.status == "missing" else place(figure.origin)
            doubt = "" if figure.confidence >= 1 else f"，把握 {figure.confidence:.2f}"
            for line in wrap(f"{name} = {value}{said}，{where}{doubt}　{cell}", width):
                yield Text(line, style=style)

    # --- findings and notes -------------------------------------------------------------------------------

    def _found(self, findings: Sequence[Finding]) -> Iterator[RenderableType]:
        if not findings:
            yield Text("没有发现问题。", style="green")
            return
        yield Text(f"发现的问题：{tally(findings)}", style="bold")
        yield FindingList(findings, self._names)

    def _left_to_look_at(self, findings: Sequence[Finding], width: int) -> Iterator[RenderableType]:
        for finding in to_look_at(findings):
            yield ""
            yield Text("请自己看一遍", style="bold")
            for line in wrap(finding.message, width - 2):
                yield Text("  " + line)

    def _notes(self, width: int) -> Iterator[Text]:
        yield Text(f"读取说明（{len(self._report.notes)} 条）", style="bold")
        for note in self._report.notes:
            first, *more = wrap(self._note(note), width - 2)
            yield Text(f"· {first}")
            for line in more:
                yield Text(f"  {line}")

    def _note(self, note: Note) -> str:
        where = f"（{place(note.origin)}）" if note.origin is not None else ""
        if is_said(note.message, note.cells, self._names):
            return note.message + where
        return f"{note.message}{where}：{named(note.cells, self._names, _MOST_CELLS_OF_NOTE)}"


Counts = Mapping[Status | None, int]
"""Figures by status; None: cells of the form for which no place was found in the report."""


def figure_counts(report: Report) -> Counter[Status | None]:
    """The figures of a report, and the cells that it should have and for which no figure was found."""
    counts: Counter[Status | None] = Counter(figure.status for figure in report.figures.values())
    form = form_of(report.form)
    if form is not None:
        counts[None] = sum(1 for cell in shown_cells(report, form) if cell not in report.figures)
    return counts


def shown_cells(report: Report, form: Form) -> Mapping[CellId, FormCell]:
    """The cells that the report should have; of a list those that it has, or that a note speaks of."""
    standing = form.standing_cells(set(report.figures))
    of_lists = {cell.id for table in form.tables if table.is_list for cell in table.cells}
    if not of_lists:
        return standing
    said = set(report.figures).union(*(note.cells for note in report.notes))
    return {cell: each for cell, each in standing.items() if cell not in of_lists or cell in said}


def counts_text(counts: Counts) -> str:
    """How many cells, and of which status: ``284 格：有数 283、空 1``."""
    labels: list[tuple[Status | None, str]] = [*STATUSES.items(), (None, "没有对上")]
    parts = "、".join(f"{label} {counts[status]:,}" for status, label in labels if counts.get(status))
    return f"{sum(counts.values()):,} 格" + (f"：{parts}" if parts else "")


def _labelled(label: str, text: str) -> Text:
    return Text.assemble((label, "dim"), "  ", text)
