"""Report files with their truth, by any hand: what is written how, and through which programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.foreign import office
from bench.foreign.grid import Document

Write = Callable[[Document, Random, str], bytes]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a file comes about: the format it ends in, what is written, and the steps through other programs.

    ``exact``: its values may hold no spaces or breaks. ``loses``: an empty box leaves no trace. ``weight``: how often.
    """

    format: str
    name: str
    write: Write
    manner: str
    steps: tuple[str, ...] = ()
    exact: bool = False
    loses: bool = False
    weight: int = 2

    @property
    def lacking(self) -> str | None:
        """A program that it needs and this machine does not have."""
        return next((lacking for step in self.steps if (lacking := office.lacking(step)) is not None), None)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file and its truth, as ``toolkit.evaluate`` reads it."""

    name: str
    setting: Setting
    document: Document
    data: bytes
    seed: str

    def truth(self) -> bytes:
        """The truth as JSON."""
        document = self.document
        figures = {}
        for cell, value in document.values.items():
            number: int | float | None = None
            if value.value is not None:
                whole = value.value == value.value.to_integral()
                number = int(value.value) if whole else float(value.value)
            figures[cell] = {"value": number, "status": value.status}
        return json.dumps(
            {
                "file": self.name,
                "format": self.setting.format,
                "setting": self.setting.name,
                "seed": self.seed,
                "noises": list(document.noises),
                "organ": document.organ,
                "year": document.year,
                "form": document.form,
                "title": document.title,
                "layout": document.layout,
                "figures": figures,
                "lenient": sorted(self._open()),
            },
            ensure_ascii=False,
        ).encode()

    def _open(self) -> set[str]:
        said = {cell for cell, value in self.document.values.items() if value.open}
        return said | open_cells(self.document) if self.setting.loses else said


def open_cells(document: Document) -> set[str]:
    """Cells whose row has an empty box: where that leaves no trace, nobody can say which figure is whose."""
    found: set[str] = set()
    for table in document.tables:
        for row in table.rows:
            own = [box for box in row if box.cell is not None]
            if any(not box.text.strip() for box in own):
                found |= {box.cell for box in own if box.cell is not None}
    return found


Begin = Callable[[int, int, str | None], Foreign]
"""A hand: the file of a seed and a number as it is first written, before other programs have it; or one format's."""


def make(begin: Begin, seed: int, numbers: Sequence[int], only: str | None = None) -> list[Foreign]:
    """The files of a seed. Files that go through the same program go together; what it can't convert is left out."""
    made = [begin(seed, number, only) for number in numbers]
    steps = max((len(each.setting.steps) for each in made), default=0)
    for place in range(steps):
        made = _stepped(made, place)
    return made


def _stepped(made: Sequence[Foreign], place: int) -> list[Foreign]:
    waiting: dict[str, dict[str, bytes]] = {}
    for each in made:
        if place < len(each.setting.steps):
            waiting.setdefault(each.setting.steps[place], {})[each.name.partition(".")[0]] = each.data
    done = {step: office.convert(step, files) for step, files in waiting.items()}
    found = []
    for each in made:
        if place >= len(each.setting.steps):
            found.append(each)
            continue
        data = done[each.setting.steps[place]].get(each.name.partition(".")[0])
        if data is not None:
            found.append(replace(each, data=data))
    return found
