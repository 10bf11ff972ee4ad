"""How long a report takes that nobody would mend by hand: three slips and more, figures that have nothing to do with
each other, rows and columns emptied at random.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from time import process_time

from bench.clean import clean_figures, report_of
from bench.planted import PLANTED
from fixtures.figures import Figures
from toolkit.checks import check
from toolkit.forms.form import Form

Breaker = Callable[[Figures, Form, Random], Figures]


def _slips(count: int) -> Breaker:
    def broken(figures: Figures, form: Form, rng: Random) -> Figures:
        printed = dict(figures)
        for _ in range(count):
            printed.update(PLANTED[rng.choice(list(PLANTED))](printed, form, rng))
        return printed

    return broken


def _unrelated(figures: Figures, form: Form, rng: Random) -> Figures:
    return {cell: Decimal(rng.randint(0, 99)) for cell in figures}


def _partly_unrelated(figures: Figures, form: Form, rng: Random) -> Figures:
    return {cell: Decimal(rng.randint(0, 99)) if rng.random() < 0.3 else value for cell, value in figures.items()}


def _half_empty(figures: Figures, form: Form, rng: Random) -> Figures:
    return {cell: value if rng.random() < 0.5 else Decimal(0) for cell, value in figures.items()}


BROKEN: Mapping[str, tuple[str, Breaker]] = {
    "three": ("三处失误", _slips(3)),
    "six": ("六处失误", _slips(6)),
    "unrelated": ("各格都是随意的数", _unrelated),
    "partly": ("三成的格是随意的数", _partly_unrelated),
    "empty": ("一半的格为 0", _half_empty),
}
"""How a report is broken, and what does it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken report: how long its check took, and whether a finding says that the search was broken off."""

    kind: str
    seconds: float
    broken_off: bool


def broken(seed: int, number: int, kind: str) -> Broken:
    """Break a report and check it."""
    rng = Random(f"broken/{seed}/{number}/{kind}")
    form, figures = clean_figures(rng)
    report = report_of(BROKEN[kind][1](figures, form, rng), form)
    started = process_time()
    found = check(report)
    seconds = process_time() - started
    return Broken(kind, seconds, any(finding.repair_status == "bound_reached" for finding in found))
