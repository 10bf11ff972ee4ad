"""A report of any format as a Word file, its findings as comments: what ``annotate`` makes where there is no .docx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain
from typing import NamedTuple

from toolkit.checks.sheet import sheet_of
from toolkit.draft.grid import grid_of
from toolkit.draft.word_parts import Comments, package, paragraph, run
from toolkit.draft.word_tables import Marks, table_xml
from toolkit.forms.form import FormTable
from toolkit.model import CellId, Evidence, Finding, Report, Section, SectionOrigin

LABELS = {"error": "错误", "warning": "提醒", "info": "说明"}


class ReportDocx(NamedTuple):
    """The file, and how many findings stand at the title because they are about no cell and no words."""

    data: bytes
    at_title: int


def report_docx(report: Report, findings: Sequence[Finding]) -> ReportDocx:
    """Title, sections and the form's tables; a finding stands at its first cell, else its words, else the title."""
    return _Writing(report, findings).document()


def _numbered(section: Section) -> str:
    ordinals = "一二三四五六七八九十"
    number = section.number or 0
    return f"{ordinals[number - 1]}、{section.title}" if 0 < number <= len(ordinals) else section.title


class _Remark(NamedTuple):
    """What is said of a stretch of a section's text."""

    start: int
    end: int
    said: str


class _Writing:
    """One file being written."""

    def __init__(self, report: Report, findings: Sequence[Finding]) -> None:
        self._report = report
        self._comments = Comments("年报核对", "核")
        self._sheet = sheet_of(report)
        self._by_cell: dict[CellId, str] = {}
        self._by_section: dict[int, list[_Remark]] = {}
        self._rest: list[str] = []
        for finding in findings:
            self._place(finding, f"{LABELS[finding.severity]}：{finding.message}\n规则：{finding.rule}")

    def _place(self, finding: Finding, said: str) -> None:
        first = next((cell for cell in finding.cells if cell in self._sheet.cells), None)
        words = next((origin for origin in map(self._origin, finding.evidence) if origin is not None), None)
        if first is not None:
            self._by_cell[first] = "\n".join(filter(None, (self._by_cell.get(first), said)))
        elif words is not None:
            self._by_section.setdefault(words.section, []).append(_Remark(words.start, words.end, said))
        else:
            self._rest.append(said)

    def _origin(self, evidence: Evidence) -> SectionOrigin | None:
        """Where words stand that a finding quotes, if they are this report's and there."""
        origin = evidence.origin
        if not isinstance(origin, SectionOrigin) or evidence.source != self._report.source.name:
            return None
        if not 0 <= origin.section <= len(self._report.sections):
            return None
        return origin if self._text_of(origin.section)[origin.start : origin.end].strip() else None

    def _text_of(self, number: int) -> str:
        return self._report.sections[number - 1].text if number else self._report.preamble

    def document(self) -> ReportDocx:
        """The file."""
        report = self._report
        title = report.title or "政府信息公开工作年度报告"
        heading = run(title)
        for said in self._rest:
            heading = self._comments.put(said, heading)
        body = [paragraph("Title", heading), *self._prose(0)]
        tables = list(self._sheet.form.tables) if self._sheet.form else []
        for number, section in enumerate(report.sections, 1):
            body.append(paragraph("Heading1", run(_numbered(section))))
            body += self._prose(number)
            due = [table for table in tables if table.section == section.number]
            body += [self._table(table) for table in due]
            tables = [table for table in tables if table not in due]
        body += chain.from_iterable((paragraph("Heading1", run(t.title)), self._table(t)) for t in tables)
        if body[-1].endswith("</w:tbl>"):  # Word wants a paragraph behind each table
            body.append(paragraph("Body", ""))
        return ReportDocx(package("".join(body), self._comments.xml, escape(title, quote=False)), len(self._rest))

    def _prose(self, number: int) -> Iterator[str]:
        """The paragraphs of a section's text (0: of the preamble), with the remarks at their words."""
        remarks = sorted(self._by_section.get(number, ()))
        at = 0
        for line in self._text_of(number).splitlines(keepends=True):
            here = [
                _Remark(max(0, remark.start - at), min(len(line), remark.end - at), remark.said)
                for remark in remarks
                if at <= remark.start < at + len(line)
            ]
            if line.strip():
                yield paragraph("Body", self._line(line.rstrip("\r\n"), here))
            at += len(line)

    def _line(self, line: str, remarks: Sequence[_Remark]) -> str:
        """The runs of a line; remarks whose words overlap stand round the same words."""
        pieces: list[str] = []
        at = 0
        for group in _overlapping(remarks):
            start, end = group[0].start, max(remark.end for remark in group)
            xml = run(line[start:end])
            for remark in group:
                xml = self._comments.put(remark.said, xml)
            pieces += [run(line[at:start]) if at < start else "", xml]
            at = end
        return "".join([*pieces, run(line[at:]) if at < len(line) else ""])

    def _table(self, table: FormTable) -> str:
        grid = grid_of(table, self._sheet.cells, as_printed=True)
        return table_xml(grid, self._report, Marks(self._by_cell, self._comments.put))


def _overlapping(remarks: Sequence[_Remark]) -> list[list[_Remark]]:
    groups: list[list[_Remark]] = []
    for remark in remarks:
        if groups and remark.start < max(other.end for other in groups[-1]):
            groups[-1].append(remark)
        else:
            groups.append([remark])
    return groups
