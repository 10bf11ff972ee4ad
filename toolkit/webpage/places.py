"""What on the page leads where: each finding's number and address, its cells, its words, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from toolkit.checks.finding import problems, to_look_at
from toolkit.checks.private import masked_text
from toolkit.forms.form import Form, FormCell
from toolkit.model import CellId, Evidence, Finding, PageOrigin, Report, SectionOrigin, Severity
from toolkit.view.marks import worst
from toolkit.view.names import Names, cell_names, form_of
from toolkit.view.report import shown_cells

_MOST_WORDS = 50
"""Places in the prose that a finding leads to."""


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with its number on the page. ``group`` is the class of all that belongs to it."""

    number: int
    finding: Finding

    @property
    def anchor(self) -> str:
        """The address of the finding."""
        return f"f-{self.number}"

    @property
    def group(self) -> str:
        """What its cells, its words and itself have in common."""
        return f"n{self.number}"


class Words(NamedTuple):
    """Words of a section (0: of the preamble) that a finding is about."""

    section: int
    start: int
    end: int
    item: Item
    anchor: str


@dataclass(frozen=True)
class Places:
    """A report with all that leads from one place of its page to another.

    ``shown`` are the cells of the form that the page shows, ``absent`` the tables that the report does not have.
    ``pictured``: the pages of which there are pictures.
    """

    report: Report
    form: Form | None
    names: Names
    items: tuple[Item, ...]
    look_at: tuple[Item, ...]
    shown: Mapping[CellId, FormCell]
    absent: frozenset[str]
    by_cell: Mapping[CellId, tuple[Item, ...]]
    words: tuple[Words, ...]
    pictured: frozenset[int]

    def address(self, cell: CellId) -> str | None:
        """Where a cell stands on the page: at least the word that its table is not there."""
        if cell not in self.shown:
            return None
        table = self.shown[cell].table
        return f"#t-{table}" if table in self.absent else f"#c-{cell}"

    def name(self, cell: CellId) -> str:
        """What people call a cell."""
        form_cell = self.shown.get(cell)
        return form_cell.name if form_cell is not None else str(self.names.get(cell, cell))

    def row_and_column(self, cell: CellId) -> tuple[str | None, str]:
        """The names of a cell's row and, in it, of the cell; a list has no columns to tell apart."""
        form_cell = self.shown.get(cell)
        name = self.names.get(cell)
        if form_cell is None or name is None or form_cell.row.unit is not None:
            return None, self.name(cell)
        return name.row, name.column

    def picture_address(self, cell: CellId) -> str | None:
        """Where a cell stands in the pictures of the pages."""
        figure = self.report.figures.get(cell)
        if figure is None or not isinstance(figure.origin, PageOrigin) or figure.origin.page not in self.pictured:
            return None
        return f"#p-{cell}"

    def looked_at(self, cell: CellId) -> Item | None:
        """What says that no rule protects the cell."""
        return self._unprotected.get(cell)

    @cached_property
    def _unprotected(self) -> Mapping[CellId, Item]:
        return {cell: item for item in self.look_at for cell in item.finding.cells}

    def words_of(self, item: Item) -> Sequence[Words]:
        """The words of the prose that a finding is about."""
        return self._by_item.get(item.number, ())

    @cached_property
    def _by_item(self) -> Mapping[int, Sequence[Words]]:
        found: dict[int, list[Words]] = {}
        for words in self.words:
            found.setdefault(words.item.number, []).append(words)
        return found

    def sections_of(self, item: Item) -> Sequence[tuple[int, str]]:
        """The sections (by place, from 1) that a finding about no cell and no words names by their titles."""
        if item.finding.cells or self.words_of(item):
            return ()
        named = ((number, section.title) for number, section in enumerate(self.report.sections, 1))
        return [(number, title) for number, title in named if len(title) > 1 and title in item.finding.message]

    def text_of(self, words: Words) -> str:
        """The very words."""
        return self.texts[words.section][words.start : words.end]

    @cached_property
    def texts(self) -> Sequence[str]:
        """The preamble and the sections' texts, private numbers in them masked (before anything cuts through one)."""
        return [masked_text(text) for text in (self.report.preamble, *(s.text for s in self.report.sections))]

    @cached_property
    def by_section(self) -> Mapping[int, Sequence[Item]]:
        """The findings that lead to a section's heading."""
        found: dict[int, list[Item]] = {}
        for item in self.items:
            for number, _ in self.sections_of(item):
                found.setdefault(number, []).append(item)
        return found

    def is_own(self, evidence: Evidence) -> bool:
        """Whether evidence comes from this report and no other."""
        return evidence.source == self.report.source.name and evidence.year == self.report.year

    def severity(self, cell: CellId) -> Severity | None:
        """The worst that is said of a cell."""
        return worst(item.finding for item in self.by_cell.get(cell, ()))

    def mended(self, cell: CellId) -> Decimal | None:
        """What should stand in the cell, where a finding is certain of it."""
        for item in self.by_cell.get(cell, ()):
            sure = item.finding.repairs[:1] if item.finding.repair_status == "unique" else ()
            for repair in sure:
                if cell in repair.changes:
                    return repair.changes[cell]
        return None


def places_of(report: Report, findings: Sequence[Finding], pictured: frozenset[int]) -> Places:
    """Everything that leads somewhere on a report's page."""
    form = form_of(report.form)
    found = problems(findings)
    items = tuple(Item(number, finding) for number, finding in enumerate(found, 1))
    look_at = tuple(Item(number, finding) for number, finding in enumerate(to_look_at(findings), len(items) + 1))
    by_cell: dict[CellId, list[Item]] = {}
    for item in items:
        for cell in dict.fromkeys(item.finding.cells):
            by_cell.setdefault(cell, []).append(item)
    return Places(
        report=report,
        form=form,
        names=cell_names(report.form),
        items=items,
        look_at=look_at,
        shown={} if form is None else shown_cells(report, form),
        absent=frozenset() if form is None else _absent(report, form),
        by_cell={cell: tuple(own) for cell, own in by_cell.items()},
        words=tuple(words for item in items for words in _words(item, report)),
        pictured=pictured,
    )


def _absent(report: Report, form: Form) -> frozenset[str]:
    """The tables that the report does not have at all."""
    there: dict[str, bool] = {}
    for table in form.tables:
        present = [report.figures[cell.id] for cell in table.cells if cell.id in report.figures]
        there[table.id] = not present or any(figure.status != "missing" for figure in present)
    return frozenset(table for table, is_there in there.items() if not is_there)


def _words(item: Item, report: Report) -> list[Words]:
    texts = [report.preamble, *(section.text for section in report.sections)]
    spans: dict[tuple[int, int, int], None] = {}
    for evidence in item.finding.evidence:
        origin = evidence.origin
        is_ours = evidence.source == report.source.name and evidence.year == report.year
        if not is_ours or not isinstance(origin, SectionOrigin) or origin.section >= len(texts):
            continue
        start, end = _stripped(texts[origin.section], origin.start, origin.end)
        if start < end:
            spans[origin.section, start, end] = None
    return [Words(*span, item, f"w-{item.number}-{at}") for at, span in enumerate(list(spans)[:_MOST_WORDS], 1)]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without the white space at its ends: a line of it alone is not on the page."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
