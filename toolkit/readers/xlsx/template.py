"""Our own workbook to fill in (``xxgk template``), known by its defined names.

Of each table's sheet the labels and this year's columns are read, or the labels and last year's: never both. No other
cell of the workbook is a figure. Sums that no spreadsheet program has computed are computed here: only in the form in
which the template has them, and only when every cell of the sum holds a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lxml import etree

from toolkit.readers.xlsx.places import MAIN, Area, Place, to_area
from toolkit.readers.xlsx.sheet import Sheet

TITLE, LAST_TITLE = "xxgk_title", "xxgk_last_title"
LABELS, THIS, LAST = "xxgk_labels_", "xxgk_this_", "xxgk_last_"
"""Defined names; the last three go before a table's id."""

Columns = Literal["this", "last"]

_REFERENCE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!]+))!(?P<area>[$A-Za-z0-9:]+)")
_SUM = re.compile(
    r"""IF\(COUNT\((?P<area>[$A-Z0-9:]+)\)=ROWS\((?P=area)\)\*COLUMNS\((?P=area)\),SUM\((?P=area)\),""\)""", re.ASCII
)
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Template:
    """Where a workbook to fill in has what: of each table its sheet, and the areas of it that are read."""

    title: tuple[str, Place] | None
    areas: Mapping[str, tuple[Area, ...]]


def template_of(workbook: etree._Element, columns: Columns) -> Template | None:
    """The template that a workbook is; None for any other workbook."""
    names = dict(_names(workbook))
    title = names.get(TITLE if columns == "this" else LAST_TITLE)
    figures = THIS if columns == "this" else LAST
    areas: dict[str, tuple[Area, ...]] = {}
    for name, (sheet, area) in names.items():
        labels = names.get(LABELS + name.removeprefix(figures))
        if name.startswith(figures) and labels is not None and labels[0] == sheet:
            areas[sheet] = (labels[1], area)
    if not areas or TITLE not in names:
        return None
    return Template(None if title is None else (title[0], title[1][:2]), areas)


def _names(workbook: etree._Element) -> Iterator[tuple[str, tuple[str, Area]]]:
    for element in workbook.iter(f"{MAIN}definedName"):
        found = _REFERENCE.fullmatch((element.text or "").strip())
        area = to_area(found["area"]) if found else None
        if found and area:
            sheet = found["quoted"].replace("''", "'") if found["quoted"] else found["bare"]
            yield element.get("name", ""), (sheet, area)


def keep_areas(sheet: Sheet, areas: tuple[Area, ...]) -> None:
    """Compute the sums of a template's sheet, and leave nothing on it but these areas."""
    _compute_sums(sheet)
    sheet.texts = {place: text for place, text in sheet.texts.items() if _is_within(place, areas)}
    sheet.merged = [area for area in sheet.merged if _is_within(area[:2], areas)]
    for kind in list(sheet.remarks):
        kept = [remark for remark in sheet.remarks[kind] if _is_within(remark[0], areas)]
        if kept:
            sheet.remarks[kind] = kept
        else:
            del sheet.remarks[kind]


def _is_within(place: Place, areas: tuple[Area, ...]) -> bool:
    return any(top <= place[0] <= bottom and left <= place[1] <= right for top, left, bottom, right in areas)


def _compute_sums(sheet: Sheet) -> None:
    """Put the value for each sum without one, nothing where it isn't complete; sums of sums after their parts."""
    left = {place for place, _ in sheet.remarks.get("formula_without_value", ())}
    sums = {place: area for place in left if (area := _summed(sheet.texts.get(place, "")))}
    done: set[Place] = set()
    while ready := [place for place in sums.keys() - done if not _places(sums[place]) & (sums.keys() - done)]:
        for place in ready:
            value = _sum(sheet, _places(sums[place]))
            if value is None:
                del sheet.texts[place]
            else:
                sheet.texts[place] = format(value, "f")
        done.update(ready)
    remarks = [remark for remark in sheet.remarks.get("formula_without_value", ()) if remark[0] not in done]
    sheet.remarks.pop("formula_without_value", None)
    if remarks:
        sheet.remarks["formula_without_value"] = remarks


def _summed(formula: str) -> Area | None:
    found = _SUM.fullmatch(formula.removeprefix("=").replace(" ", ""))
    return to_area(found["area"]) if found else None


_MOST_SUMMED = 1000  # cells: a form has some thirty in one sum


def _places(area: Area) -> set[Place]:
    top, left, bottom, right = area
    bottom, right = min(bottom, top + _MOST_SUMMED), min(right, left + _MOST_SUMMED)
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}


def _sum(sheet: Sheet, places: set[Place]) -> Decimal | None:
    total = Decimal(0)
    for place in places:
        text = sheet.texts.get(place, "")
        if not _NUMBER.fullmatch(text):
            return None
        total += Decimal(text)
    return total
