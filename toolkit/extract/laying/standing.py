"""Where a table stands in a report, and what its captions say of it: this year's own, or another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from toolkit.extract.heads.sisters import SURE
from toolkit.extract.labels import label_likeness
from toolkit.extract.laying.laid import Laid
from toolkit.extract.lines.lines import Line
from toolkit.extract.lines.sentences import is_prose
from toolkit.extract.lines.years_apart import is_title_of, names_other_years, sheet_of, title_of
from toolkit.forms.form import FormTable
from toolkit.model import TableOrigin

_CAPTIONS = 8  # lines before a table's first row that may speak of it
_LONGEST_CAPTION = 40
_ITEM = re.compile(r"\d\s*[条件次篇人个元万]{0,2}[;；。]?\s*$")
_ANOTHER = re.compile(
    r"对比|比较|同比|上年度?(?:数据|情况|收到|主动|政府|申请)|去年|上一年度?(?:数据|情况|收到|主动|政府)|往年|历年"
    r"|季度|上半年|下半年|月份|各部门|各单位|各科室|所属|下属|所辖|按(?:渠道|部门|月|季)"
)
_ANNEXED = re.compile(r"\s*附(?:件|表|录|注)?\s*\d?\s*[:：、.]")


Standing = Literal["own", "elsewhere", "annexed", "other year", "other"]
"""Where a table stands: in its own section; in another; in an annex; under a caption of another year; under one that
says that it is another table (a comparison, a quarter, a part of the organ)."""


class Page(NamedTuple):
    """What stands around the tables: the year, the lines, and the sections by the line that each begins at (None: no
    section of the form); and whose report it is.
    """

    year: int | None
    lines: Sequence[Line]
    sections: Sequence[tuple[int, int | None]]
    organ: str | None = None

    def standing(self, laid: Laid, table: FormTable) -> Standing:
        """Where a table stands, and what its caption says of it."""
        first = laid.extent[0]
        captions = [text for text in self._captions(laid) if len(text) <= _LONGEST_CAPTION]
        if any(_ANOTHER.search(text) for text in captions):
            return "other"
        if any(self._is_of_other_year(text) for text in captions):
            return "other year"
        annex = self._annex_over(first)
        if _ANOTHER.search(annex) or self._is_of_other_year(annex):
            return "other year"  # with sections and captions of its own, as where a whole report of last year's follows
        if table.section in (None, self.section_at(first)):
            return "own"
        return "annexed" if any(_ANNEXED.match(text) for text in captions) else "elsewhere"

    def is_in_section(self, laid: Laid, table: FormTable) -> bool:
        """Whether a table stands in its own section, whatever its caption says."""
        return self.section_at(laid.extent[0]) == table.section

    def section_at(self, line: int) -> int | None:
        """The section in which a line stands."""
        return next((kind for first, kind in reversed(self.sections) if first <= line), None)

    def _captions(self, laid: Laid) -> Iterator[str]:
        """What stands alone on a line over a table and its head, up to the last line with values; and its sheet's
        name.
        """
        first = laid.extent[0]
        place = self.lines[first].tokens[0].place if self.lines[first].tokens else None
        if isinstance(place, TableOrigin) and place.sheet and not self._is_titled(first, place.sheet):
            yield place.sheet
        room = _CAPTIONS
        while first < laid.extent[1] and _is_word_alone(self.lines[first]):
            first += 1  # its head, or the caption itself, was folded into its first strip
        for line in reversed(self.lines[:first]):
            if not room or any(token.is_printed for token in line.tokens):
                return
            printed = [token for token in line.tokens if not token.is_blank]
            if len(printed) == 1 and is_prose(printed[0].text):
                return
            if len(printed) == 1 and printed[0].is_word:
                if label_likeness(printed[0].text, laid.layout.columns) >= SURE:
                    continue  # of a head with one label a line
                yield printed[0].text
            room -= 1

    def _is_titled(self, first: int, sheet: str) -> bool:
        """Whether a title of this year stands over a line in its sheet: the sheet's name is then of no weight, as in a
        workbook that is last year's, filled in anew.
        """
        for line in reversed(self.lines[:first]):
            if sheet_of(line) != sheet:
                return False
            text = title_of(line)
            if text is not None and is_title_of(text, self.year):
                return True
        return False

    def _annex_over(self, first: int) -> str:
        """The title of the annex in which a line stands; nothing in the report itself. No annex goes on in another
        sheet, or behind a title of this year.
        """
        sheet = sheet_of(self.lines[first])
        for line in reversed(self.lines[:first]):
            text = title_of(line)
            if sheet_of(line) != sheet or (text is not None and is_title_of(text, self.year)):
                return ""
            if text is not None and _ANNEXED.match(text) and len(text) <= _LONGEST_CAPTION:
                return text
        return ""

    def _is_of_other_year(self, text: str) -> bool:
        """Whether a caption names other years only. Dates and the numbers of documents name none."""
        return names_other_years(text, self.year)


def _is_word_alone(line: Line) -> bool:
    """Whether a line is a text without a figure behind it (收到申请数：12件 is a row)."""
    is_alone = line.layout == "loose" and len(line.tokens) == 1 and line.tokens[0].is_word
    return is_alone and _ITEM.search(line.tokens[0].text[-4:]) is None
