"""One cell a line, each closed by a bar, as programs write a page's table whose cells hold paragraphs: ``规章 |``.

Such a line is a cell and no row of one cell. Bars behind the last cell of a row fill it up to the table's width and
stand for nothing. A lone bar may be either: where each cell has a blank before its bar, one with a blank before it
closes a blank cell, and one without is such a filling, unless values follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.readers.text.lines import Line, piece

_CELL = re.compile(r"(?P<text>[^|]*[^|\s])(?P<gap>\s*)\|[|\s]*")
_FILLING = re.compile(r"\s*\|(?:\s*\|)+\s*")
_LONE = re.compile(r"(?P<gap>\s*)\|\s*")
_LEAST = 12  # cells, which a table of a report always has
_EACH = 9  # in ten lines with bars


def without_closing_bars(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a text, its cells without the bars that close them where nearly all lines with bars are such."""
    barred = [line for line in lines if "|" in line.text]
    cells = [cell for line in barred if (cell := _CELL.fullmatch(line.text)) is not None]
    others = sum(1 for line in barred if line.text.strip(" |")) - len(cells)
    if len(cells) < _LEAST or len(cells) * (10 - _EACH) < others * _EACH:
        return lines
    are_apart = all(cell["gap"] for cell in cells) and not _is_before_value(barred)
    opened = (_opened(line, are_apart=are_apart) if "|" in line.text else line for line in lines)
    return [line for line in opened if line is not None]


def _is_before_value(barred: Sequence[Line]) -> bool:
    """Whether a lone bar without a blank stands before a value, so that it is no end of a row."""
    for line, following in pairwise(barred):
        cell = _CELL.fullmatch(following.text)
        if line.text.rstrip() == "|" and cell is not None and piece(cell["text"], 0, 0).is_value:
            return True
    return False


def _opened(line: Line, *, are_apart: bool) -> Line | None:
    """A line without these bars, None for one that only fills a row up; ``are_apart``: blanks part cells from bars."""
    if (cell := _CELL.fullmatch(line.text)) is not None:
        return replace(line, text=cell["text"])
    if _FILLING.fullmatch(line.text):
        return None if are_apart else replace(line, text="")
    lone = _LONE.fullmatch(line.text)
    if lone is None:
        return line
    if are_apart:
        return replace(line, text="") if lone["gap"] else None
    return replace(line, text="\t")
