"""Words of direction beside numbers, held against the metrics: 增长 on a fall is an error whoever wrote it.

Words without a number beside them are the guard's matter (``toolkit.draft.guard.false_claims``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.draft.metrics import Direction, Metric, Metrics
from toolkit.draft.tying import Tied
from toolkit.model import CellId

UP = "增长|增加|上升|提高|提升|攀升|增至|升至|增多|上涨|多出|翻番"
DOWN = "下降|减少|降低|回落|下滑|降至|减至|缩减|下跌|少了"
SAME = "持平|相同|没有变化"
_WORD = re.compile(f"(?P<up>{UP})|(?P<down>{DOWN})|(?P<same>{SAME})")
_CLAUSE = re.compile(r"[，。；！？：\n（）]")
_MOVES = ("change.", "delta.", "points.")
_SAID = {"up": "上升", "down": "下降", "same": "持平"}

Wrong = tuple[str, str, tuple[CellId, ...]]
"""A message, the quote, the cells."""


def wrong_directions(text: str, tied: Sequence[Tied], metrics: Metrics) -> Iterator[Wrong]:
    """Where a paragraph says another direction than its metrics have."""
    for number, each in enumerate(tied):
        metric = metrics.get(each.metric) if each.metric else None
        if metric is None or metric.value is None:
            continue
        at = _word_of(text, number, tied, metric)
        if at is None:
            continue
        moved = _moved(metric, number, tied, metrics)
        if moved is not None and moved.direction is not None and moved.direction != _direction(at):
            yield _wrong(text, at, moved)


def _word_of(text: str, number: int, tied: Sequence[Tied], metric: Metric) -> re.Match[str] | None:
    """The word that says the direction of a metric: before the number within its clause, behind it for a trend."""
    numeral = tied[number].numeral
    if metric.id.startswith("trend."):
        return _WORD.match(text, numeral.end)
    before = tied[number - 1].numeral.end if number else 0
    start = max([before, *(found.end() for found in _CLAUSE.finditer(text, 0, numeral.start))])
    words = list(_WORD.finditer(text, start, numeral.start))
    return words[-1] if words else None


def _moved(metric: Metric, number: int, tied: Sequence[Tied], metrics: Metrics) -> Metric | None:
    """The metric whose direction the word says: the number's own, or of 由上年的… to … the difference of the two."""
    if metric.id.startswith((*_MOVES, "trend.")):
        return metric
    if not number or tied[number - 1].metric != f"last.{metric.id}":
        return None
    kind, _, name = metric.id.rpartition(".")
    return metrics.get(f"points.{name}" if kind == "share" else f"delta.{metric.id}")


def _direction(found: re.Match[str]) -> Direction:
    return "up" if found["up"] else "down" if found["down"] else "same"


def _wrong(text: str, at: re.Match[str], metric: Metric) -> Wrong:
    quote = " ".join(text[max(0, at.start() - 14) : at.end() + 8].split())
    truth = _SAID[metric.direction or "same"]
    return f"“{quote}”：{metric.name}是{truth}的（{metric.formula}），写成了“{at[0]}”", quote, metric.cells
