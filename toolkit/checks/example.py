"""The notation of the rules' examples: what a report has, a line a cell, and what must be found in it.

::

    year 2023                      the report's year (without this line: the form's first)
    form 2021                      its form (without this line: the newest)
    rest 0                         what stands in the cells that no other line names (without it: they are not placed)
    applications.new.natural 22    what stands in a cell: as printed, or 空 (it is empty), 缺 (the report does not have
                                   it), 认不出 (it could not be placed)
    finds applications.new.total   the cells of the finding, over several lines if need be; a bare ``finds``: none
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.forms import form_ids, load
from toolkit.model import CellId, Figure, Report, Source
from toolkit.numbers import read_cell

SOURCE = Source(name="example.txt", path="example.txt", sha256="0" * 64, format="txt")
"""What an example's report says it was read from."""


@dataclass(frozen=True, slots=True)
class Example:
    """A report in few words, and the cells of the finding that a rule must bring for it."""

    report: Report
    finds: tuple[CellId, ...]


def read_example(text: str, form_id: str | None = None) -> Example:
    """Read an example; ``form_id`` is the form where no line names one.

    Raises:
        ValueError: a line has no value, or names a cell that the form does not have.
    """
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    finds = [CellId(cell) for word, *rest in lines if word == "finds" for cell in " ".join(rest).split()]
    said = {word: rest[0].strip() for word, *rest in lines if word != "finds" and rest}
    bare = [word for word, *rest in lines if word != "finds" and not rest]
    if bare:
        raise ValueError(f"no value after {bare[0]!r}")
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
    report = Report(
        organ=None,
        year=year,
        form=form_name,
        title=None,
        source=SOURCE,
        figures={cell: _figure(printed) for cell, printed in texts.items() if printed != "认不出"},
        sections=(),
    )
    return Example(report, tuple(finds))


def _figure(printed: str) -> Figure:
    if printed == "缺":
        return Figure(value=None, status="missing", raw="", method="table", confidence=1.0, origin=None)
    raw = "" if printed == "空" else printed
    reading = read_cell(raw)
    return Figure(value=reading.value, status=reading.status, raw=raw, method="table", confidence=1.0, origin=None)
