"""A draft as a Word file.

Each slot is a content control whose tag is the metric, within a bookmark: an editor's program may drop the one (no tag
survives LibreOffice) and keep the other. The controls are of rich text: those of plain text LibreOffice 7.4 saves with
their text doubled. ``toolkit.draft.verify`` reads them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha1
from html import escape
from itertools import count

from toolkit.checks.sheet import sheet_of
from toolkit.draft.document import Draft, DraftParagraph, Gap, Piece, Run, Slot
from toolkit.draft.grid import grid_of
from toolkit.draft.metrics import Metrics
from toolkit.draft.report_docx import LABELS
from toolkit.draft.word_parts import Comments, package, paragraph, run
from toolkit.draft.word_tables import Marks, table_xml
from toolkit.forms import load
from toolkit.model import CellId, Finding, Report

_STYLES = {"heading": "Heading1", "subheading": "Heading2", "body": "Body"}
_DATE = "〔待填：成文日期〕"
_LONGEST_ALIAS = 64
_TITLE_SIGNS = 20  # of 22 points on 156 mm
_UNTOUCHED = frozenset({"table.blank", "coverage.unprotected"})
"""Rules whose findings mark no figure: a blank is a gap already, an unprotected cell isn't wrong."""


def docx_of(draft: Draft, report: Report, metrics: Metrics, findings: Sequence[Finding] = ()) -> bytes:
    """The draft as a .docx; the slots and cells that findings touch are marked and have the findings as comments."""
    return _Writer(metrics, _marks(findings)).document(draft, report)


def bookmark_name(metric: str, occurrence: int) -> str:
    """The name of the bookmark round a slot: at most 40 letters, digits and _, and unique."""
    return f"{bookmark_key(metric)}_{occurrence}"


def bookmark_key(metric: str) -> str:
    """What the names of all bookmarks of a metric begin with."""
    return "x" + sha1(metric.encode(), usedforsecurity=False).hexdigest()[:10]


def _marks(findings: Iterable[Finding]) -> Mapping[CellId, str]:
    """What is wrong with a cell, for all cells that a finding touches."""
    said: dict[CellId, list[str]] = {}
    for finding in findings:
        if finding.severity != "info" and finding.rule not in _UNTOUCHED:
            for cell in finding.cells:
                said.setdefault(cell, []).append(f"{LABELS[finding.severity]}：{finding.message}")
    return {cell: "\n".join(messages) for cell, messages in said.items()}


class _Writer:
    """Writes one file: hands out the ids of controls, bookmarks and comments as it goes."""

    def __init__(self, metrics: Metrics, wrong: Mapping[CellId, str]) -> None:
        self._metrics = metrics
        self._wrong = wrong
        self._ids = count(1)
        self._occurrences: dict[str, int] = {}
        self._said: set[str] = set()
        self._comments = Comments("年报起草", "稿")

    def document(self, draft: Draft, report: Report) -> bytes:
        sheet = sheet_of(report)
        form = load(report.form) if report.form else None
        body = [paragraph("Title", _title(draft))]
        for number, block in enumerate(draft.blocks, 1):
            if isinstance(block, DraftParagraph):
                content = "".join(map(self._commented, block.runs))
                # The signature doesn't stand on a page alone.
                kept, apart = number == len(draft.blocks), body[-1].endswith("</w:tbl>")
                body.append(paragraph(_STYLES[block.style], content, kept=kept, apart=apart))
            elif form is not None:
                grid = grid_of(form.table(block.table), sheet.cells, as_printed=True)
                body.append(table_xml(grid, report, Marks(self._wrong, self._comments.put)))
        body += [paragraph("Signature", run(draft.organ), kept=True), paragraph("Signature", _gap(_DATE))]
        return package("".join(body), self._comments.xml, escape(draft.title, quote=False))

    def _commented(self, said: Run) -> str:
        text = "".join(self._piece(piece) for piece in said.pieces)
        return self._comments.put(said.comment, text) if said.comment else text

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Slot):
            return self._slot(piece.metric)
        return _gap(piece.text) if isinstance(piece, Gap) else run(piece)

    def _slot(self, name: str) -> str:
        metric = self._metrics[name]
        occurrence = self._occurrences[name] = self._occurrences.get(name, 0) + 1
        wrong = list(dict.fromkeys(self._wrong[cell] for cell in metric.cells if cell in self._wrong))
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFC7CE"/>' if wrong else ""
        number = next(self._ids)
        control = (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(name, occurrence)}"/>'
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(metric.name[:_LONGEST_ALIAS])}"/>'
            f'<w:tag w:val="{name}"/><w:id w:val="{number}"/></w:sdtPr>'
            f"<w:sdtContent>{run(metric.text, shade)}</w:sdtContent></w:sdt>"
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
        # Every slot that a finding touches is coloured; what it says stands at the first.
        new = [remark for remark in wrong if remark not in self._said]
        self._said.update(new)
        return self._comments.put("这里用到的数据：\n" + "\n".join(new), control) if new else control


def _title(draft: Draft) -> str:
    """The title; where it is longer than a line, broken before what every report is called, not within a word."""
    name = f"{draft.year}年"
    head, found, tail = draft.title.partition(name)
    if len(draft.title) <= _TITLE_SIGNS or not found or not tail:
        return run(draft.title)
    return f"{run(head + found)}<w:r><w:br/></w:r>{run(tail)}"


def _gap(text: str) -> str:
    return run(text, '<w:highlight w:val="yellow"/>')
