"""A report with the same organ's reports of earlier years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from toolkit.checks.sheet import Sheet, sheet_of
from toolkit.model import CellId, Evidence, Report


@dataclass(frozen=True, slots=True)
class Series:
    """A report and earlier ones, the newest first. ``last`` is the one of the year before, if it is there."""

    sheet: Sheet
    earlier: tuple[Sheet, ...]

    @property
    def last(self) -> Sheet | None:
        """The report of the year before."""
        year = self.sheet.report.year
        newest = self.earlier[0] if self.earlier else None
        return newest if newest is not None and year is not None and newest.report.year == year - 1 else None


def series_of(sheet: Sheet, previous: Iterable[Report]) -> Series:
    """The report with those of ``previous`` that are of an earlier year, one a year (the first given)."""
    earlier: dict[int, Report] = {}
    for report in previous:
        if report.year is not None and is_earlier(report, sheet.report):
            earlier.setdefault(report.year, report)
    return Series(sheet, tuple(sheet_of(earlier[of]) for of in sorted(earlier, reverse=True)))


def is_earlier(one: Report, other: Report) -> bool:
    """Whether a report is known to be of an earlier year than another."""
    return one.year is not None and other.year is not None and one.year < other.year


def same_organ(one: Report, other: Report) -> bool:
    """Whether two reports name the same organ; one that names none may be any."""
    return one.organ is None or other.organ is None or _plain(one.organ) == _plain(other.organ)


def _plain(name: str) -> str:
    return "".join(normalize("NFKC", name).split())


def comparable(report: Report, candidates: Sequence[Report]) -> tuple[Report, ...]:
    """The candidates that are earlier reports of the report's organ."""
    return tuple(other for other in candidates if same_organ(report, other) and is_earlier(other, report))


def evidence(sheet: Sheet, cells: Iterable[CellId]) -> tuple[Evidence, ...]:
    """What an earlier report says in these cells."""
    report = sheet.report
    return tuple(
        Evidence(report.source.name, report.year, cell, report.figures[cell].origin, report.figures[cell].raw)
        for cell in cells
        if cell in report.figures
    )
