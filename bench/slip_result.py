"""What came of one report with planted slips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FiguresShow = Literal["nothing", "one kind", "several kinds"]


@dataclass(frozen=True, slots=True)
class Result:
    """What was planted in a report and what the checks said.

    ``show``: what the figures show of it. ``only_one``: no other change of one cell would do. ``sure``: every finding
    says that its repair is the only one; ``sure_and_wrong``: one says so and is wrong; ``looks_less``: what was planted
    looks just like fewer slips.
    """

    planted: tuple[str, ...]
    show: FiguresShow
    detected: bool
    only_one: bool | None
    first: bool
    sure: bool
    sure_and_wrong: bool
    looks_less: bool
    diagnosed: bool
    findings: int
    seconds: float
