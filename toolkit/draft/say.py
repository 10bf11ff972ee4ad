"""Wordings to text: the first that may be said, with its slots still open."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.draft.conditions import hold
from toolkit.draft.document import slots_in
from toolkit.draft.metrics import Metrics
from toolkit.draft.spec import SentenceSpec, Wordings, WordingSpec, sections_spec

_MACRO = "@"
PLACE = "&"
"""Stands in a macro for the metric that it is used for."""


def first_said(wordings: Wordings, metrics: Metrics) -> str | None:
    """The first wording whose conditions hold and whose slots are all defined."""
    for wording in _expanded(wordings):
        if hold(wording.when, metrics) and all(_is_defined(slot, metrics) for slot in slots_in(wording.say)):
            return wording.say
    return None


def sentence(spec: SentenceSpec, metrics: Metrics) -> str | None:
    """The sentence with those of its parts that may be said; None where it isn't said at all."""
    first = first_said(spec.first, metrics)
    if first is None:
        return None
    parts = [said for wordings in spec.parts if (said := first_said(wordings, metrics)) is not None]
    return first + (spec.before + spec.between.join(parts) if parts else "") + spec.end


def for_metric(text: str, metric: str) -> str:
    """A macro's text for a metric."""
    return text.replace(PLACE, metric)


def wordings_for(wordings: Wordings, metric: str) -> Wordings:
    """A macro's wordings for a metric."""
    return tuple(
        WordingSpec(for_metric(each.say, metric), tuple(for_metric(condition, metric) for condition in each.when))
        for each in _expanded(wordings)
    )


def _expanded(wordings: Wordings) -> Iterator[WordingSpec]:
    for wording in wordings:
        if isinstance(wording, WordingSpec):
            yield wording
        elif wording.startswith(_MACRO):
            name, _, metric = wording.removeprefix(_MACRO).partition(" ")
            yield from (w for w in wordings_for(sections_spec().macros[name], metric) if isinstance(w, WordingSpec))
        else:
            yield WordingSpec(wording)


def _is_defined(metric: str, metrics: Metrics) -> bool:
    return metric in metrics and metrics[metric].value is not None
