"""The same slips in files: a report of every format with one slip in its tables, read and checked, and clean ones.

Those with a slip have the noise of ordinary files, so that what reading loses is counted too; the clean ones have none
that is itself worth a finding (a blank cell, a table that is a picture).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from fixtures.compose import compose
from fixtures.dice import Dice
from fixtures.figures import Figures
from fixtures.make import write_page
from fixtures.media import any_medium
from fixtures.story import Story, invent_story
from toolkit.checks import check
from toolkit.forms.form import Form
from toolkit.model import CellId, Finding, Format, Unreadable
from toolkit.reports import read_report

FORMATS: tuple[Format, ...] = ("docx", "html", "xlsx", "txt", "csv", "pdf")
_NOISE = 1
Changes = dict[CellId, object]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What a file's check says. ``planted``: one slip is in it; ``rules``: those of errors and warnings."""

    format: Format
    planted: bool
    detected: bool
    first: bool
    rules: tuple[tuple[str, str], ...]


def in_file(
    seed: int, number: int, file_format: Format, plant: Callable[[Figures, Form, Random], Figures] | None
) -> FileResult | None:
    """A file with one slip, or with none; None where the report has nothing that could be wrong like that."""
    dice = Dice(f"slips/{seed}/{number}/{file_format}", 0 if plant is None else _NOISE)
    story = invent_story(dice)
    if story.slips:
        return None
    printed = dict(story.figures)
    if plant is not None:
        printed.update(plant(printed, story.form, Random(f"{seed}/{number}/{file_format}")))
        if printed == story.figures:
            return None
    data, name = _written(replace(story, figures=printed), dice, file_format)
    try:
        findings = check(read_report(data, name, name))
    except Unreadable:
        return FileResult(file_format, plant is not None, False, False, (("error", "unreadable"),))
    wrong = {cell: value for cell, value in story.figures.items() if printed[cell] != value}
    errors = [finding for finding in findings if finding.severity == "error"]
    return FileResult(
        file_format,
        plant is not None,
        bool(errors),
        _first(errors) == wrong,
        tuple((f.severity, f.rule) for f in findings if f.severity != "info"),
    )


def _written(story: Story, dice: Dice, file_format: Format) -> tuple[bytes, str]:
    medium = any_medium(file_format, dice)
    written = write_page(compose(story, dice, medium), dice, medium, file_format)
    return written.data, f"report.{written.ending}"


def _first(errors: list[Finding]) -> Changes:
    """The first repairs of all errors together."""
    return {c: v for finding in errors if finding.repairs for c, v in finding.repairs[0].changes.items()}
