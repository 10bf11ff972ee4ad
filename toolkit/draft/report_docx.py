"""A report of any format as a Word file, its findings as comments: what ``annotate`` makes where there is no .docx."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from xml.sax.saxutils import escape

from toolkit.checks.sheet import sheet_of
from toolkit.draft.grid import grid_of
from toolkit.draft.word_parts import Comments, package, paragraph, run
from toolkit.draft.word_tables import Marks, table_xml
from toolkit.forms.form import FormTable
from toolkit.model import CellId, Finding, Report, Section

LABELS = {"error": "错误", "warning": "提醒", "info": "说明"}


def report_docx(report: Report, findings: Sequence[Finding]) -> bytes:
    """Title, sections and the form's tables; a finding stands at its first cell, else at the title."""
    return _Writing(report, findings).document()


def _numbered(section: Section) -> str:
    ordinals = "一二三四五六七八九十"
    number = section.number or 0
    return f"{ordinals[number - 1]}、{section.title}" if 0 < number <= len(ordinals) else section.title


class _Writing:
    """One file being written."""

    def __init__(self, report: Report, findings: Sequence[Finding]) -> None:
        self._report = report
        self._comments = Comments("年报核对", "核")
        self._sheet = sheet_of(report)
        self._by_cell: dict[CellId, str] = {}
        self._rest: list[str] = []
        for finding in findings:
            said = f"{LABELS[finding.severity]}：{finding.message}\n规则：{finding.rule}"
            first = next((cell for cell in finding.cells if cell in self._sheet.cells), None)
            if first is None:
                self._rest.append(said)
            else:
                self._by_cell[first] = "\n".join(filter(None, (self._by_cell.get(first), said)))

    def document(self) -> bytes:
        """The file."""
        report = self._report
        title = report.title or "政府信息公开工作年度报告"
        heading = run(title)
        for said in self._rest:
            heading = self._comments.put(said, heading)
        body = [paragraph("Title", heading), *(paragraph("Body", run(line)) for line in report.preamble.splitlines())]
        tables = list(self._sheet.form.tables) if self._sheet.form else []
        for section in report.sections:
            body.append(paragraph("Heading1", run(_numbered(section))))
            body += [paragraph("Body", run(line)) for line in section.text.splitlines() if line.strip()]
            due = [table for table in tables if table.section == section.number]
            body += [self._table(table) for table in due]
            tables = [table for table in tables if table not in due]
        body += chain.from_iterable((paragraph("Heading1", run(t.title)), self._table(t)) for t in tables)
        return package("".join(body), self._comments.xml, escape(title))

    def _table(self, table: FormTable) -> str:
        grid = grid_of(table, self._sheet.cells, as_printed=True)
        return table_xml(grid, self._report, Marks(self._by_cell, self._comments.put))
