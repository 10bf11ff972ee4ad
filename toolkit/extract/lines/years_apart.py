"""Where a report prints another year's tables beside its own: no table has rows of both."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from toolkit.extract.lines.lines import Line
from toolkit.extract.lines.sentences import is_prose
from toolkit.model import TableOrigin

YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d|[条件次篇人个元])")
"""A year in a title; not a number of things."""
DATES = re.compile(
    r"(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{0,2}\s*日?|[〔\[(（]\s*(?:19|20)\d\d\s*[〕\])）]"
)
"""A day, and the year of a document's number: they say nothing of a table's year."""
LONGEST = 40  # characters of a title
_TITLE = re.compile(r"(?:情况|统计表|汇总表|对比表|年度表|附表|报告|年报|数据)\s*(?:[(（][^()（）]*[)）])?\s*[:：]?$")
_ITEM = re.compile(r"\d\s*[条件次篇人个元万]{0,2}[;；。]?\s*$")


def title_of(line: Line) -> str | None:
    """The text of a line, or of a table's row, that has no other; None where a figure stands behind it."""
    printed = [token for token in line.tokens if not token.is_blank]
    if len(printed) != 1 or not printed[0].is_word:
        return None
    text = printed[0].text.strip()
    return text if _ITEM.search(text[-4:]) is None and not is_prose(text) else None


def names_other_years(text: str, year: int | None) -> bool:
    """Whether a title names other years only."""
    years = years_in(text)
    return year is not None and bool(years) and year not in years


def years_in(text: str) -> set[int]:
    """The years that a title names."""
    return {int(year) for year in YEARS.findall(DATES.sub("", text))}


def is_title_of(text: str, year: int | None) -> bool:
    """Whether a text is the title of something of that year."""
    return year in years_in(text) and len(text) <= LONGEST and _TITLE.search(text) is not None


def sheet_of(line: Line) -> str | None:
    """The sheet of a workbook that a line stands in."""
    place = line.tokens[0].place if line.tokens else None
    return place.sheet if isinstance(place, TableOrigin) else None


class YearsApart:
    """The lines of a report in stretches: its own, and those under a title of another year."""

    def __init__(self, lines: Sequence[Line], year: int | None, sections: Sequence[tuple[int, int | None]]) -> None:
        self._starts: list[int] = []
        self._others: list[bool] = []
        if year is None:
            return
        headings = {first for first, _ in sections}
        is_annex = False
        sheet: str | None = None
        for number, line in enumerate(lines):
            if sheet_of(line) != sheet:
                sheet, is_annex = sheet_of(line), False
                self._begin(number, other=False)
            text = title_of(line)
            if text is None or len(text) > LONGEST:
                continue
            years = years_in(text)
            is_title = years and (_TITLE.search(text) is not None or text.startswith("附"))
            if is_title and year not in years:
                is_annex = is_annex or text.startswith("附")
                self._begin(number, other=True)
            elif (is_title and year in years) or (number in headings and not is_annex):
                is_annex = False
                self._begin(number, other=False)

    def _begin(self, number: int, *, other: bool) -> None:
        if other or (self._others and self._others[-1]):
            self._starts.append(number)
            self._others.append(other)

    def stretch(self, line: int) -> int:
        """The number of the stretch of another year that a line is in; 0 for the report's own lines."""
        at = bisect_right(self._starts, line)
        return at if at and self._others[at - 1] else 0
