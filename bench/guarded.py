"""The sentences by which the guard is measured, and the figures that they are about: two years, in the second of which
all rose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from toolkit.draft.guard import Allowed
from toolkit.draft.metrics import YEAR, Metrics, metrics_of
from toolkit.forms import load
from toolkit.model import Figure, Report, Source

SENTENCES = Path(__file__).parent / "sentences"

_LESS = {
    **{"new.natural": 40, "new.company": 10, "new.research": 1, "new.legal": 2, "new.other_org": 1, "new.total": 54},
    **{"carried_in.total": 3, "total.total": 53, "carried_out.total": 4, "granted.total": 30, "partial.total": 6},
    **{"denied.internal.total": 2, "denied.process.total": 2, "denied.law.total": 1, "denied.third_party.total": 2},
    **{"unavailable.not_held.total": 3, "unavailable.to_make.total": 1, "unavailable.unclear.total": 1},
    **{"refused.petition.total": 2, "refused.repeat.total": 1, "other.no_correction.total": 1, "other.rest.total": 1},
}
_MORE = {
    **{"new.natural": 60, "new.company": 20, "new.research": 2, "new.legal": 3, "new.other_org": 1, "new.total": 86},
    **{"carried_in.total": 4, "total.total": 84, "carried_out.total": 6, "granted.total": 40, "partial.total": 12},
    **{"denied.internal.total": 4, "denied.process.total": 6, "denied.law.total": 2, "denied.third_party.total": 3},
    **{"unavailable.not_held.total": 6, "unavailable.to_make.total": 1, "unavailable.unclear.total": 1},
    **{"refused.petition.total": 3, "refused.repeat.total": 2},
    **{"other.no_correction.total": 2, "other.unpaid.total": 1, "other.rest.total": 1},
}
_FEW_DISPUTES = {
    "review.upheld": 2,
    "review.other": 1,
    "review.total": 3,
    "suit_direct.upheld": 1,
    "suit_direct.total": 1,
}
_MANY_DISPUTES = {
    **{"review.upheld": 3, "review.corrected": 1, "review.other": 1, "review.pending": 1, "review.total": 6},
    **{"suit_direct.upheld": 1, "suit_direct.corrected": 1, "suit_direct.total": 2},
}
_LITTLE = {
    **{"normative.issued": 3, "normative.repealed": 1, "normative.in_force": 45, "licensing.decisions": 100},
    **{"penalty.decisions": 50, "coercion.decisions": 6, "fees.amount": 10},
}
_MUCH = {
    **{"normative.issued": 5, "normative.repealed": 2, "normative.in_force": 48, "licensing.decisions": 120},
    **{"penalty.decisions": 60, "coercion.decisions": 8, "fees.amount": 13},
}
_NOTHING = {"normative.in_force": 10}
_SOURCE = Source("年报.json", "年报.json", "0" * 64, "json")
_LATER, _FRESH = "_later", "_fresh"
_ORGAN = "云溪县水务局"


def _year(
    year: int, applications: Mapping[str, int], disputes: Mapping[str, int], disclosure: Mapping[str, int]
) -> Report:
    """A report on the form of 2021, 0 where nothing is given. Its columns need not add up: these tell totals."""
    tables = {"applications": applications, "disputes": disputes, "disclosure": disclosure}
    given = {f"{name}.{cell}": value for name, table in tables.items() for cell, value in table.items()}
    figures = {}
    for cell in load("2021").standing_cells(set()):
        value = given.get(cell, 0)
        figures[cell] = Figure(Decimal(value), "printed", str(value), "table", 1.0, None)
    return Report(_ORGAN, year, "2021", f"{_ORGAN}{year}年政府信息公开工作年度报告", _SOURCE, figures, ())


def two_years(story: str) -> tuple[Report, Report]:
    """The report of a year and of the one before in a story: rise, fall, quiet, equal."""
    less = (_LESS, _FEW_DISPUTES, _LITTLE)
    more = (_MORE, _MANY_DISPUTES, _MUCH)
    nothing: tuple[Mapping[str, int], ...] = ({}, {}, _NOTHING)
    this, last = {"fall": (less, more), "quiet": (nothing, nothing), "equal": (more, more)}.get(story, (more, less))
    return _year(2025, *this), _year(2024, *last)


@cache
def allowed_in(story: str) -> Allowed:
    """What a sentence about a story may use."""
    this, last = two_years(story)
    metrics = metrics_of(this, [last])
    return Allowed(metrics, slots_of(metrics), organ=_ORGAN, is_plan=story == "plan")


def slots_of(metrics: Metrics) -> frozenset[str]:
    """All slots of defined metrics but the year."""
    return frozenset(name for name, metric in metrics.items() if metric.value is not None and name != YEAR)


@dataclass(frozen=True, slots=True)
class Good:
    """A true sentence; ``aside``: it was set aside while the guard was developed."""

    story: str
    text: str
    aside: bool


def good_sentences() -> tuple[Good, ...]:
    """The sentences that should be taken."""
    read = yaml.safe_load((SENTENCES / "good.yaml").read_text(encoding="utf-8"))
    return tuple(
        Good(story.removesuffix(_LATER).removesuffix(_FRESH), text, story.endswith(_FRESH))
        for story, texts in read.items()
        for text in texts
    )


def bad_sentences() -> tuple[tuple[str, str], ...]:
    """What is wrong, and the sentence, about the figures that rose."""
    read = yaml.safe_load((SENTENCES / "bad.yaml").read_text(encoding="utf-8"))
    return tuple((kind, text) for kind, texts in read.items() for text in texts)
