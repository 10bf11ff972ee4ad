"""What a rule is: a function with an id, a severity and its reasons; and what it yields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from toolkit.model import CellId, Evidence, Repair, RepairStatus, Severity

Subject = TypeVar("Subject")
"""What a rule looks at: a report, a report with those of earlier years, a report with those of its parts."""

HEADS = ("What", "Why", "Example", "Citation")
"""The heads that a rule's docstring must have, in this order."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What a rule has seen: a finding before it is given its id, its source and its evidence.

    ``cells`` are the checked report's own; ``related`` are those beside them whose figures speak for it, ``elsewhere``
    is what other reports say. ``quotes`` are the words of the report that it is about. ``severity`` is set where this
    case weighs otherwise than the rule.
    """

    message: str
    cells: tuple[CellId, ...] = ()
    expected: Decimal | None = None
    slip: str | None = None
    repairs: tuple[Repair, ...] = ()
    repair_status: RepairStatus = "none"
    related: tuple[CellId, ...] = ()
    elsewhere: tuple[Evidence, ...] = ()
    quotes: tuple[str, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A rule. ``what``, ``why`` and ``citation`` are for people; ``example`` is in the notation of ``example.py``."""

    id: str
    severity: Severity
    what: str
    why: str
    example: str
    citation: str
    observe: Callable[[Subject], Iterator[Observation]]


def rule(rule_id: str, *, severity: Severity) -> Callable[[Callable[[Subject], Iterator[Observation]]], Rule[Subject]]:
    """Make a ``Rule`` of a function whose docstring has the four heads; nothing is registered.

    Raises:
        ValueError: a head is missing, empty or out of order.
    """

    def make(observe: Callable[[Subject], Iterator[Observation]]) -> Rule[Subject]:
        what, why, example, citation = _heads_of(observe.__doc__ or "", rule_id)
        return Rule(rule_id, severity, what, why, example, citation, observe)

    return make


def _heads_of(docstring: str, rule_id: str) -> list[str]:
    pieces = re.split(r"^\s*(\w+):[ \t]*", docstring, flags=re.MULTILINE)
    heads, bodies = tuple(pieces[1::2]), pieces[2::2]
    if heads != HEADS or not all(body.strip() for body in bodies):
        raise ValueError(f"rule {rule_id}: its docstring must have {', '.join(HEADS)}, each filled, in this order")
    return ["\n".join(line.strip() for line in body.strip().splitlines()) for body in bodies]
