"""Where a page goes on with another organ's report: what stands there is not this one's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from toolkit.extract.lines.lines import Line
from toolkit.extract.lines.years_apart import title_of
from toolkit.extract.sections.naming import organ_in_title

_FIGURES = 3  # in a line: before there are any, titles of others are a menu's
_SLIP = 1  # characters: two are another place of the same length


class OtherReports:
    """The stretches of a document that stand under the title of another organ's report, behind this one's figures."""

    def __init__(self, lines: Sequence[Line], organ: str | None) -> None:
        self._starts: list[int] = []
        is_other = False
        if organ is None:
            return
        has_figures = False
        for number, line in enumerate(lines):
            if not has_figures:
                has_figures = sum(token.is_printed for token in line.tokens) >= _FIGURES
                continue
            text = title_of(line)
            named = organ_in_title(text) if text is not None else None
            if named is not None and _is_same(named, organ) == is_other:
                self._starts.append(number)
                is_other = not is_other

    def stretch(self, line: int) -> int:
        """The number of the stretch of another organ's report that a line is in; 0 for this report's own lines."""
        at = bisect_right(self._starts, line)
        return at if at % 2 else 0


def _is_same(one: str, other: str) -> bool:
    return one in other or other in one or OSA.distance(one, other) <= _SLIP
