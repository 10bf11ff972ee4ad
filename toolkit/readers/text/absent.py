"""Marks that programs for data print in the place of empty cells: ``NaN``, and ``Unnamed: 3`` over columns without a
name, as pandas does and those that use it to turn a workbook into text.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"(?<=[|\t])([ ]*)(NaN|nan|Unnamed: \d+(?:_level_\d+)?)(?=[ ]*(?:[|\t]|$))", re.MULTILINE)
_SURELY = 10
"""So many show that they stand for empty cells: a report with a few may mean something by them."""


def without_absent(text: str) -> str:
    """The text with blanks in the place of each mark, so that all else stands where it stood."""
    if text.count("NaN") + text.count("nan") < _SURELY or len(_MARK.findall(text)) < _SURELY:
        return text
    return _MARK.sub(lambda found: " " * len(found.group()), text)
