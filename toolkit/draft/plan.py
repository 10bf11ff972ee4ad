"""What the draft speaks of: the problems that the figures support, what changed most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.draft.conditions import hold
from toolkit.draft.metrics import Metric, Metrics
from toolkit.draft.spec import ThemeSpec, metrics_spec, themes_spec

MOST_PROBLEMS = 4
"""A report names two to four; those with less strength are listed as left out."""
_MOST_CHANGES = 3
_NOTABLE = Decimal("2.5")  # so many times what chance alone makes of a count: the root of the count


@dataclass(frozen=True, slots=True)
class Theme:
    """A problem that figures support. ``strength`` is from 0 to 1."""

    id: str
    spec: ThemeSpec
    strength: Decimal

    def evidence(self, metrics: Metrics) -> tuple[Metric, ...]:
        """The metrics that carry it, as far as they are defined."""
        return tuple(
            metrics[name] for name in self.spec.evidence if name in metrics and metrics[name].value is not None
        )


def themes_of(metrics: Metrics) -> tuple[Theme, ...]:
    """The themes that are triggered, the strongest first."""
    found = [
        Theme(name, spec, _strength(spec, metrics))
        for name, spec in themes_spec().themes.items()
        if any(hold(conditions, metrics) for conditions in spec.triggers)
    ]
    return tuple(sorted(found, key=lambda theme: -theme.strength))


def _strength(spec: ThemeSpec, metrics: Metrics) -> Decimal:
    metric = metrics.get(spec.strength.metric)
    value = metric.value if metric is not None else None
    return Decimal(0) if value is None else max(Decimal(0), min(Decimal(1), value / spec.strength.full))


# --- what changed most ------------------------------------------------------------------------------------


def changed_most(metrics: Metrics) -> tuple[str, ...]:
    """The quantities that changed most against last year, the most notable first."""
    scores: dict[str, Decimal] = {}
    for name, spec in metrics_spec().quantities.items():
        if spec.derived:
            continue
        delta, this, last = (metrics.get(each) for each in (f"delta.{name}", name, f"last.{name}"))
        if delta is None or this is None or last is None:
            continue
        if delta.value and this.value is not None and last.value is not None:
            scores[name] = abs(delta.value) / max(this.value, last.value).sqrt()
    ranked = sorted(scores, key=lambda name: -scores[name])
    return tuple(name for name in ranked if scores[name] >= _NOTABLE)[:_MOST_CHANGES]


def unsaid(names: Sequence[str], slots: Sequence[str]) -> tuple[str, ...]:
    """Those of the quantities of whose change no slot speaks."""
    said = {slot.partition(".")[2] for slot in slots if slot.startswith(("delta.", "change.", "last."))}
    return tuple(name for name in names if name not in said)


def is_followed(name: str, metrics: Metrics) -> bool:
    """Whether a quantity changed only as another did of which the draft speaks: what is answered follows what came."""
    follows = metrics_spec().quantities[name].follows
    return follows is not None and metrics[f"delta.{follows}"].direction == metrics[f"delta.{name}"].direction
