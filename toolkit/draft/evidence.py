"""Why a problem is in the draft, for the person who edits it: metric, value, formula, last year."""

from __future__ import annotations

from toolkit.draft.metrics import Metric, Metrics
from toolkit.draft.plan import Theme


def comment_on(theme: Theme, metrics: Metrics) -> str:
    """The evidence of a theme, a metric a line."""
    lines = [f"依据（{theme.spec.topic}）："]
    lines += [_line(metric, metrics) for metric in theme.evidence(metrics)]
    return "\n".join(lines)


def _line(metric: Metric, metrics: Metrics) -> str:
    last = metrics.get(f"last.{metric.id}")
    before = ""
    if last is not None:
        before = f"；上年 {last.text}" if last.value is not None else f"；上年：{last.why}"
    return f"{metric.name} {metric.text} ＝ {metric.formula}{before}"
