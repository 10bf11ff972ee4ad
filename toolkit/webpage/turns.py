"""How a page lies: told by the figures of its tables, of which the next in a row stands in the direction of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from toolkit.model import PageOrigin, Report
from toolkit.readers.page.model import Box


@dataclass(frozen=True, slots=True)
class Turns:
    """The direction in which each page is read, in quarter turns clockwise from rightwards.

    ``by_page`` are the pages on which figures stand; ``others``: how all others lie.
    """

    by_page: Mapping[int, int]
    others: int

    def of(self, page: int) -> int:
        """The direction of a page."""
        return self.by_page.get(page, self.others)


def turns_of(report: Report) -> Turns:
    """How the pages lie. One without figures lies as all the others do, or upright if they are of two minds."""
    rows: dict[tuple[int, int], dict[int, Box]] = {}
    votes: dict[int, Counter[int]] = {}
    for figure in report.figures.values():
        origin = figure.origin
        if isinstance(origin, PageOrigin):
            votes.setdefault(origin.page, Counter())
            if origin.row is not None and origin.column is not None:
                rows.setdefault((origin.page, origin.row), {})[origin.column] = origin.box
    for (page, _), boxes in rows.items():
        for (_, before), (_, after) in pairwise(sorted(boxes.items())):
            votes[page][_direction(before, after)] += 1
    by_page = {page: own.most_common(1)[0][0] if own else 0 for page, own in votes.items()}
    ways = set(by_page.values())
    return Turns(by_page, ways.pop() if len(ways) == 1 else 0)


def _direction(before: Box, after: Box) -> int:
    across = after[0] + after[2] - before[0] - before[2]
    down = after[1] + after[3] - before[1] - before[3]
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down > 0 else 3
