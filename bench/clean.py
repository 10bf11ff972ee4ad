"""Clean reports: figures that agree with each other and are such as organs have."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Literal

from fixtures.figures import Figures, invent_figures
from toolkit.forms import load
from toolkit.forms.form import Form
from toolkit.model import CellId, Figure, Report, Source

SOURCE = Source("made.json", "made.json", "0" * 64, "json")
_ORGANS: Mapping[Literal["tiny", "small", "county", "city"], str] = {
    "tiny": "云溪县档案馆",
    "small": "云溪县水务局",
    "county": "云溪县人民政府",
    "city": "青岚市人民政府",
}


def clean_figures(rng: Random) -> tuple[Form, Figures]:
    """Figures that agree with each other."""
    form = load(rng.choice(["2019", "2021"]))
    return form, plausible(invent_figures(form, rng.choice(list(_ORGANS)), rng, single_other=False))


def plausible(figures: Figures) -> Figures:
    """The same figures, but no list of items grows to more than twice what it was, or by more than a few."""
    mended = dict(figures)
    for cell, value in figures.items():
        row, _, column = cell.rpartition(".")
        if column == "change" and value > (most := max(5, int(figures[CellId(f"{row}.previous_items")]))):
            mended[cell] = value % (most + 1)
    return mended


def report_of(figures: Figures, form: Form) -> Report:
    """A report with these figures and nothing else, of an organ that might have so many applications."""
    read = {cell: Figure(value, "printed", str(value), "table", 1.0, None) for cell, value in figures.items()}
    return Report(_organ(figures), form.first_year, form.id, None, SOURCE, read, ())


def _organ(figures: Figures) -> str:
    new = figures[CellId("applications.new.total")]
    size: Literal["tiny", "small", "county", "city"] = "tiny"
    if new > 400:
        size = "city"
    elif new > 40:
        size = "county"
    elif new > 4:
        size = "small"
    return _ORGANS[size]
