"""What a sentence may use, and why it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from toolkit.draft.metrics import Metric, Metrics

TITLE = re.compile(r"《[^》]+》")
"""The title of a document."""
_OfNumbers = Literal["digit", "numeral", "sign", "slot", "unit", "noun"]
_OfWords = Literal["direction", "comparison", "whole", "name", "deed", "cliche", "talk"]
Kind = _OfNumbers | _OfWords


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a sentence can't be taken; ``is_false``: the figures contradict it, and not only fail to carry it."""

    kind: Kind
    reason: str
    quote: str
    is_false: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a sentence may use.

    ``slots`` and ``gaps`` it may have, ``metrics`` are all there are, ``named`` is the input's text: what is named
    there may be named. ``organ`` is the name of the organ that reports. A plan says what will be done: its words of
    direction are aims and no claims.
    """

    metrics: Metrics
    slots: frozenset[str]
    gaps: frozenset[str] = frozenset()
    named: str = ""
    organ: str = ""
    is_plan: bool = False

    def defined(self, name: str) -> Metric | None:
        """The metric of that name, if it has a value."""
        metric = self.metrics.get(name)
        return metric if metric is not None and metric.value is not None else None


SlotKind = Literal["count", "delta", "change", "trend", "share", "points", "year"]
_KINDS: tuple[SlotKind, ...] = ("delta", "change", "trend", "share", "points")


@dataclass(frozen=True, slots=True)
class SlotName:
    """The parts of a metric's name: ``last.share.granted`` is of last year, a share, and of ``granted``."""

    kind: SlotKind
    base: str
    is_last: bool = field(default=False)

    @property
    def is_move(self) -> bool:
        """Whether it says by how much something moved, so that a word of direction must stand before it."""
        return self.kind in ("delta", "change", "points")


def slot_name(metric: str) -> SlotName:
    """The parts of a metric's name."""
    is_last = metric.startswith("last.")
    rest = metric.removeprefix("last.")
    for kind in _KINDS:
        if rest.startswith(f"{kind}."):
            return SlotName(kind, rest.removeprefix(f"{kind}."), is_last)
    return SlotName("year" if rest == "report.year" else "count", rest, is_last)
