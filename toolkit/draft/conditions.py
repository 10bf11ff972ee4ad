"""Conditions in the data of this folder: ``denied > 0``, ``share.denied >= 20``, ``change.new up``, ``new known``.

A condition on an undefined metric does not hold (but for ``unknown`` and ``incomparable``), nor one on a metric that
the form doesn't have.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from toolkit.draft.metrics import INCOMPARABLE, Metrics

_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
}
_STATES = ("up", "down", "same", "known", "unknown", "incomparable")


class ConditionError(ValueError):
    """A condition that is not written as one."""


def hold(conditions: Iterable[str], metrics: Metrics) -> bool:
    """Whether all conditions hold."""
    return all(holds(condition, metrics) for condition in conditions)


def holds(condition: str, metrics: Metrics) -> bool:
    """Whether a condition holds.

    Raises:
        ConditionError: it is not written as one.
    """
    name, state, right = parsed(condition)
    metric = metrics.get(name)
    if state == "unknown":
        return metric is not None and metric.value is None
    if state == "incomparable":
        return metric is not None and metric.why == INCOMPARABLE
    if metric is None or metric.value is None:
        return False
    if right is None:
        return state in ("known", metric.direction)
    other = metrics.get(right) if isinstance(right, str) else None
    bound = right if isinstance(right, Decimal) else None if other is None else other.value
    return bound is not None and _COMPARISONS[state](metric.value, bound)


def parsed(condition: str) -> tuple[str, str, Decimal | str | None]:
    """The metric's name, the state or the comparison, and what it is compared with: a number or a metric's name.

    Raises:
        ConditionError: it is not written as one.
    """
    match condition.split():
        case [name, state] if state in _STATES:
            return name, state, None
        case [name, comparison, right] if comparison in _COMPARISONS:
            try:
                return name, comparison, Decimal(right)
            except InvalidOperation:
                return name, comparison, right
    raise ConditionError(condition)
