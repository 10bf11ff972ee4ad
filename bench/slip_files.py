"""The same slips in files: a report of every format with one slip in its tables, read and checked, and clean ones.

Those with a slip have the noise of ordinary files, so that what reading loses is counted too; the clean ones have none
that is itself worth a finding (a blank cell, a table that is a picture).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.clean import plausible
from fixtures.compose import compose
from fixtures.dice import Dice
from fixtures.figures import Figures
from fixtures.make import write_page
from fixtures.media import any_medium
from fixtures.story import Story, invent_story
from toolkit.checks import check
from toolkit.checks.sheet import sheet_of
from toolkit.forms.form import Form
from toolkit.model import CellId, Finding, Format, Report, Unreadable
from toolkit.reports import read_report

FORMATS: tuple[Format, ...] = ("docx", "html", "xlsx", "txt", "csv", "pdf")
_NOISE = 1
Changes = dict[CellId, object]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What a file's check says. ``planted``: one slip is in it; ``rules``: those of errors and warnings; ``whole``: a
    number was read in every cell of the form's sums.
    """

    format: Format
    planted: bool
    detected: bool
    first: bool
    rules: tuple[tuple[str, str], ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A file, and the right figures of the cells that are wrong in it."""

    format: Format
    data: bytes
    name: str
    wrong: Changes
    planted: bool


def sample(
    seed: int, number: int, file_format: Format, plant: Callable[[Figures, Form, Random], Figures] | None
) -> Sample | None:
    """A file with one slip, or with none; None where the report has nothing that could be wrong like that."""
    dice = Dice(f"slips/{seed}/{number}/{file_format}", 0 if plant is None else _NOISE)
    story = invent_story(dice)
    if story.slips:
        return None
    figures = plausible(story.figures)
    printed = dict(figures)
    if plant is not None:
        printed.update(plant(printed, story.form, Random(f"{seed}/{number}/{file_format}")))
        if printed == figures:
            return None
    data, name = _written(replace(story, figures=printed), dice, file_format)
    wrong: Changes = {cell: value for cell, value in figures.items() if printed[cell] != value}
    return Sample(file_format, data, name, wrong, plant is not None)


def in_file(
    seed: int, number: int, file_format: Format, plant: Callable[[Figures, Form, Random], Figures] | None
) -> FileResult | None:
    """What the checks say of such a file, as it is read."""
    made = sample(seed, number, file_format, plant)
    if made is None:
        return None
    try:
        report = read_report(made.data, made.name, made.name)
        return result_of(made, report, check(report))
    except Unreadable:
        return FileResult(file_format, made.planted, False, False, (("error", "unreadable"),))


def result_of(made: Sample, report: Report, findings: Sequence[Finding]) -> FileResult:
    """Whether the slip was found and its repair comes first."""
    errors = [finding for finding in findings if finding.severity == "error"]
    rules = tuple((f.severity, f.rule) for f in findings if f.severity != "info")
    return FileResult(made.format, made.planted, bool(errors), _first(errors) == made.wrong, rules, _is_whole(report))


def _is_whole(report: Report) -> bool:
    sheet = sheet_of(report)
    summed = [cell for cell in sheet.cells if cell.startswith(("applications.", "disputes."))]
    return bool(summed) and all(cell in sheet.values for cell in summed)


def _written(story: Story, dice: Dice, file_format: Format) -> tuple[bytes, str]:
    medium = any_medium(file_format, dice)
    written = write_page(compose(story, dice, medium), dice, medium, file_format)
    return written.data, f"report.{written.ending}"


def _first(errors: list[Finding]) -> Changes:
    """The first repairs of all errors together."""
    return {c: v for finding in errors if finding.repairs for c, v in finding.repairs[0].changes.items()}
