"""Many inputs, each read (and checked) by itself: what goes wrong with one does not touch the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.commands import streams
from toolkit.commands.problems import defect_line
from toolkit.inputs import Input, Listed, Listing, open_file
from toolkit.model import Finding, Report, Unreadable
from toolkit.pointing import OPEN_NOTES, Pointer
from toolkit.readers.pages import Pages


@dataclass(frozen=True, slots=True)
class Done:
    """An input that was read. ``findings`` is None where it wasn't checked, ``page`` where no web page was wanted.
    ``open_input`` is the input itself, where that was asked for and a model may read more of it.
    """

    shown: str
    output: str
    in_zip: bool
    report: Report
    findings: tuple[Finding, ...] | None
    page: str | None = None
    open_input: Input | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be read, and the line that says why."""

    shown: str
    line: str


if TYPE_CHECKING:
    from toolkit.checks.preferences import Preferences

Outcome = Done | Failed
Task = Callable[[Input], Outcome]


@dataclass(frozen=True, slots=True)
class Manner:
    """How inputs are read: these pages only; asking ``pointer``; or with the input kept for whoever will ask one."""

    only: Pages | None = None
    pointer: Pointer | None = None
    keep_open: bool = False


_USUAL = Manner()


def read(given: Input, manner: Manner = _USUAL) -> Outcome:
    """Read one input."""
    return _attempted(given, manner, None)


@dataclass(frozen=True, slots=True)
class Ways:
    """How reports are to be checked: beside which reports of earlier years, and what the office wishes of the rules.

    ``any_organ``: reports of other organs are compared as well, and that is itself found.
    """

    previous: Sequence[Report] = ()
    any_organ: bool = False
    preferences: Preferences | None = None

    def findings(self, report: Report) -> tuple[Finding, ...]:
        """What is found in a report."""
        from toolkit.checks import check
        from toolkit.checks.series import comparable

        found = check(report, self.previous if self.any_organ else comparable(report, self.previous))
        return found if self.preferences is None else self.preferences.applied(found, report.organ)


_PLAIN = Ways()


def read_and_check(given: Input, manner: Manner = _USUAL, ways: Ways = _PLAIN) -> Outcome:
    """Read and check one input."""
    return _attempted(given, manner, ways.findings)


def _attempted(given: Input, manner: Manner, checked: Callable[[Report], tuple[Finding, ...]] | None) -> Outcome:
    from toolkit.reports import read_report

    if isinstance(given.content, Unreadable):
        return unreadable(given.shown, given.content)
    try:
        report = read_report(given.content, given.name, given.path, manner.only, manner.pointer)
        findings = checked(report) if checked else None
        is_open = manner.keep_open and any(note.code in OPEN_NOTES for note in report.notes)
        return Done(given.shown, given.output, given.in_zip, report, findings, open_input=given if is_open else None)
    except Unreadable as why:
        return unreadable(given.shown, why)
    except Exception as error:  # a defect that one file brings out: it is named, and the other files are still done
        return Failed(given.shown, defect_line(error, f"读取 {given.shown} 时"))


@dataclass(frozen=True, slots=True)
class AllRead:
    """The reports that were read of a few inputs, and whether all were."""

    reports: tuple[Report, ...]
    complete: bool


def read_all(listing: Listing) -> AllRead:
    """Read a few inputs, one after another; what can't be read is complained of in a line each."""
    outcomes = [read(given) for given in inputs(listing, lambda: None)]
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    for failure in failed:
        streams.complain(failure.line)
    return AllRead(tuple(outcome.report for outcome in outcomes if isinstance(outcome, Done)), not failed)


def unreadable(shown: str, why: Unreadable) -> Failed:
    """The line for an input that can't be read."""
    return Failed(shown, f"{shown}：{why.why}")


def inputs(listing: Listing, opened: Callable[[], None]) -> Iterator[Input]:
    """Every input in order, read from the disk when it is wanted; ``opened`` is called after each entry."""
    for entry in listing.entries:
        yield from _inputs_of(entry)
        opened()


def _inputs_of(entry: Listed | Unreadable) -> Iterable[Input]:
    if isinstance(entry, Listed):
        return open_file(entry)
    return [Input(entry.name, entry.name, entry.name, entry.name, entry)]
