"""The notation of the rules' examples: what a report has, a line a cell, and what must be found in it.

::

    year 2023                      the report's year (without this line: the form's first)
    form 2021                      its form (without this line: the newest)
    organ 云溪县水务局               the organ that it names
    rest 0                         what stands in the cells that no other line names (without it: they are not placed)
    applications.new.natural 22    what stands in a cell: as printed, or 空 (it is empty), 缺 (the report does not have
                                   it), 认不出 (it could not be placed)
    title 云溪县水务局…年度报告      its title
    section 五 words               the text of the section with that number, 段 standing for a new paragraph
    last …                         any of these lines for the report of the year before
    child …                        any of these lines for the report of a subordinate; its ``organ`` is its first line
    expect 云溪县林业局              an organ that must be among the subordinates
    finds applications.new.total   the cells of the finding, over several lines if need be; a bare ``finds``: none
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.forms import form_ids, load
from toolkit.model import CellId, Figure, Report, Section, Source
from toolkit.numbers import read_cell
from toolkit.prose import read_prose

SOURCE = Source(name="example.txt", path="example.txt", sha256="0" * 64, format="txt")
"""What an example's report says it was read from."""
_NUMBERS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Example:
    """A report in few words, and the cells of the finding that a rule must bring for it."""

    report: Report
    finds: tuple[CellId, ...]
    previous: tuple[Report, ...] = ()
    children: tuple[Report, ...] = ()
    expected: tuple[str, ...] = ()


def read_example(text: str, form_id: str | None = None) -> Example:
    """Read an example; ``form_id`` is the form where no line names one.

    Raises:
        ValueError: a line has no value, or names a cell that the form does not have.
    """
    stripped = [line.strip() for line in text.splitlines() if line.strip()]
    children = _apart([line.removeprefix("child ") for line in stripped if line.startswith("child ")])
    expected = tuple(line.removeprefix("expect ") for line in stripped if line.startswith("expect "))
    stripped = [line for line in stripped if not line.startswith(("child ", "expect "))]
    last = [line.removeprefix("last ") for line in stripped if line.startswith("last ")]
    lines = [line.split(maxsplit=1) for line in stripped if not line.startswith("last ")]
    finds = [CellId(cell) for word, *rest in lines if word == "finds" for cell in " ".join(rest).split()]
    report = _report([line for line in lines if line[0] != "finds"], form_id, finds)
    year = report.year or 0
    return Example(
        report,
        tuple(finds),
        tuple(_of_year(year - 1, lines, form_id) for lines in ([last] if last else [])),
        tuple(_of_year(year, lines, form_id) for lines in children),
        expected,
    )


def _apart(lines: Sequence[str]) -> list[list[str]]:
    """The children's lines, each beginning with its organ, or what stands before it of its year."""
    children: list[list[str]] = []
    for line in lines:
        starts = line.startswith("organ ") and (
            not children or any(other.startswith("organ ") for other in children[-1])
        )
        if starts or not children:
            children.append([])
        children[-1].append(line)
    return children


def _of_year(year: int, lines: Sequence[str], form_id: str | None) -> Report:
    """A report of that year, unless a line says another."""
    return _report([["year", str(year)], *(line.split(maxsplit=1) for line in lines)], form_id, [])


def _report(lines: Sequence[Sequence[str]], form_id: str | None, finds: Sequence[CellId]) -> Report:
    bare = [line[0] for line in lines if len(line) == 1]
    if bare:
        raise ValueError(f"no value after {bare[0]!r}")
    sections = tuple(_section(line[1]) for line in lines if line[0] == "section")
    named = {line[0]: line[1].strip() for line in reversed(lines) if line[0] in ("organ", "title")}
    said = {line[0]: line[1].strip() for line in lines if line[0] not in ("section", "organ", "title")}
    form_name = said.pop("form", form_id or form_ids()[-1])
    form = load(form_name) if form_name in form_ids() else None
    year = int(said.pop("year", form.first_year if form else 2000))
    others = said.pop("rest", None)
    texts = {CellId(cell): printed for cell, printed in said.items()}
    unknown = [cell for cell in (*texts, *finds) if form is None or cell not in form.cells]
    if unknown:
        raise ValueError(f"form {form_name} has no cell {unknown[0]!r}")
    if form is not None and others is not None:
        texts = {cell: texts.get(cell, others) for cell in form.standing_cells(set(texts))}
    prose = read_prose([("", ""), *((section.title, section.text) for section in sections)], form_name, year)
    return Report(
        organ=named.get("organ"),
        year=year,
        form=form_name,
        title=named.get("title"),
        source=SOURCE,
        figures={cell: _figure(printed) for cell, printed in texts.items() if printed != "认不出"},
        sections=sections,
        mentions=prose.mentions,
        claims=prose.claims,
    )


def _section(text: str) -> Section:
    number, _, words = text.partition(" ")
    place = _NUMBERS.index(number) + 1
    form = load(form_ids()[-1])
    title = next(section.label.text for section in form.sections if section.number == place)
    return Section(place, title, words.replace("段", "\n"))


def _figure(printed: str) -> Figure:
    if printed == "缺":
        return Figure(value=None, status="missing", raw="", method="table", confidence=1.0, origin=None)
    raw = "" if printed == "空" else printed
    reading = read_cell(raw)
    return Figure(value=reading.value, status=reading.status, raw=raw, method="table", confidence=1.0, origin=None)
