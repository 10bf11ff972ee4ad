"""One cell a line, each closed by a bar, as programs write a page's table whose cells hold paragraphs: ``规章 |``.

Such a line is a cell and no row of one cell. A lone bar is a blank cell; bars behind the last cell of a row fill it up
to the table's width and stand for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.readers.text.lines import Line

_CELL = re.compile(r"(?P<text>[^|]*[^|\s])\s*\|[|\s]*")
_FILLING = re.compile(r"\s*\|(?:\s*\|)+\s*")
_LEAST = 12  # cells, which a table of a report always has
_EACH = 9  # in ten lines with bars


def without_closing_bars(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a text, its cells without the bars that close them where nearly all lines with bars are such."""
    barred = [line for line in lines if "|" in line.text]
    cells = sum(1 for line in barred if _CELL.fullmatch(line.text))
    others = sum(1 for line in barred if line.text.strip(" |") and not _CELL.fullmatch(line.text))
    if cells < _LEAST or cells * (10 - _EACH) < others * _EACH:
        return lines
    return [_opened(line) if "|" in line.text else line for line in lines]


def _opened(line: Line) -> Line:
    cell = _CELL.fullmatch(line.text)
    if cell is not None:
        return replace(line, text=cell["text"])
    if line.text.strip() == "|":
        return replace(line, text="\t")
    return replace(line, text="") if _FILLING.fullmatch(line.text) else line
