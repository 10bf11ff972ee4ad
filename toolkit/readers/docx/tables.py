"""Which cell of a Word table stands where in its grid: spans, vertical merges, skipped columns, hidden rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from toolkit.readers.docx.blocks import cells_in, rows_in
from toolkit.readers.docx.names import (
    CELL_DEL,
    DEL,
    GRID_LIMIT,
    TC_PR,
    TR_PR,
    VAL,
    W,
    is_on,
    number_of,
    to_int,
)

_GRID_SPAN, _V_MERGE, _H_MERGE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_GRID_BEFORE, _HIDDEN = f"{W}gridBefore", f"{W}hidden"
_SETTINGS = (_GRID_SPAN, _V_MERGE, _H_MERGE, CELL_DEL, _GRID_BEFORE, _HIDDEN, DEL)

Merge = Literal["restart", "continue"]


@dataclass(slots=True)
class Place:
    """A cell at its top left place in the grid; ``is_swallowed`` if a merge covers it."""

    cell: etree._Element
    row: int
    column: int
    colspan: int
    vertical: Merge | None = None
    rowspan: int = 1
    is_swallowed: bool = False

    @property
    def content(self) -> Sequence[etree._Element]:
        """What stands in it."""
        content = list(self.cell)
        return content[1:] if content and content[0].tag == TC_PR else content


_CellProperties = tuple[int, Merge | None, Merge | None, bool]
"""A cell's span, its vertical and its horizontal merge, whether it is deleted."""
_PLAIN: _CellProperties = (1, None, None, False)


@dataclass(slots=True)
class Straight:
    """The cells of a row behind the last that has settings, one behind the other from a column on: most cells."""

    row: int
    column: int
    cells: Sequence[etree._Element]

    @property
    def places(self) -> list[Place]:
        """Each at its place."""
        return [Place(cell, self.row, column, 1) for column, cell in enumerate(self.cells, self.column)]


@dataclass(slots=True)
class HiddenRow:
    """A row that is not printed."""

    row: int
    element: etree._Element


Settings = Mapping[etree._Element, Sequence[etree._Element]]
"""The properties of rows and cells that bear on the layout; most have none."""


def settings_in(root: etree._Element) -> Settings:
    """The settings of all rows and cells below."""
    found: dict[etree._Element, list[etree._Element]] = {}
    for setting in root.iter(*_SETTINGS):
        properties = setting.getparent()
        if properties is None or properties.tag not in (TC_PR, TR_PR):
            continue
        owner = properties.getparent()
        if owner is not None and (properties.tag == TR_PR or owner[0] is properties):
            found.setdefault(owner, []).append(setting)
    return found


def lay_out(table: etree._Element, settings: Settings) -> list[Place | HiddenRow]:
    """A table's cells and hidden rows, in reading order; see ``laid``."""
    places: list[Place | HiddenRow] = []
    for each in laid(table, settings):
        places += each.places if isinstance(each, Straight) else (each,)
    return places


def laid(table: etree._Element, settings: Settings) -> list[Place | Straight | HiddenRow]:
    """A table's cells and hidden rows, in reading order, cells without settings together.

    Every row of the file counts, hidden and deleted ones included. A cell that continues a vertical merge is
    swallowed if the cell over it has the same columns and reaches down to it; otherwise it is a cell of its own.
    The table's own list of columns (``w:tblGrid``) is not trusted, nor needed.
    """
    places: list[Place | Straight | HiddenRow] = []
    open_merges: dict[int, Place] = {}
    for row, element in enumerate(rows_in(table)):
        column, is_hidden, is_deleted = _row_properties(settings.get(element, ()))
        cells = list(cells_in(element))
        own = [settings.get(cell) for cell in cells]
        first = len(own)
        while first and own[first - 1] is None:
            first -= 1
        in_row, column = _places_in_row(cells[:first], own, row, column)
        for place in in_row:
            if place.vertical:
                _merge_down(place, open_merges, starts=not (is_hidden or is_deleted))
        if is_hidden:
            places.append(HiddenRow(row, element))
        elif not is_deleted:
            places += in_row
            places.append(Straight(row, column, cells[first:]))
    return places


def _places_in_row(
    cells: Sequence[etree._Element], settings: Sequence[Sequence[etree._Element] | None], row: int, column: int
) -> tuple[list[Place], int]:
    """A row's cells, horizontal merges done, and the column behind them."""
    places: list[Place] = []
    left: Place | None = None  # the cell that a legacy horizontal merge extends
    for cell, own in zip(cells, settings, strict=False):
        if own is None:
            places.append(Place(cell, row, column, 1))
            left = None
            column += 1
            continue
        span, vertical, horizontal, is_deleted = _cell_properties(own)
        if is_deleted:
            continue
        if horizontal == "continue" and left is not None:
            places.append(Place(cell, row, column, span, is_swallowed=True))
            left.colspan += span
        else:
            place = Place(cell, row, column, span, vertical)
            places.append(place)
            left = place if horizontal else None
        column += span
    return places, column


def _merge_down(place: Place, open_merges: dict[int, Place], starts: bool) -> None:
    """Let the merge over a cell swallow it, or a merge start with it."""
    over = open_merges.get(place.column)
    if (
        place.vertical == "continue"
        and over is not None
        and over.row + over.rowspan == place.row
        and over.colspan == place.colspan
    ):
        place.is_swallowed = True
        over.rowspan += 1
    elif starts:
        open_merges[place.column] = place


def _row_properties(settings: Sequence[etree._Element]) -> tuple[int, bool, bool]:
    """The column that a row starts in, whether it is hidden, whether it is deleted."""
    before, is_hidden, is_deleted = 0, False, False
    for setting in settings:
        tag = setting.tag
        if tag == _GRID_BEFORE:
            before = max(0, min(number_of(setting), GRID_LIMIT))
        elif tag == _HIDDEN:
            is_hidden = is_on(setting)
        elif tag == DEL:
            is_deleted = True
    return before, is_hidden and not is_deleted, is_deleted


def _cell_properties(settings: Sequence[etree._Element]) -> _CellProperties:
    span, vertical, horizontal, is_deleted = _PLAIN
    for setting in settings:
        tag = setting.tag
        if tag == _GRID_SPAN:
            span = max(1, min(to_int(setting.get(VAL), 1), GRID_LIMIT))
        elif tag == _V_MERGE:
            vertical = "restart" if setting.get(VAL) == "restart" else "continue"
        elif tag == _H_MERGE:
            horizontal = "restart" if setting.get(VAL) == "restart" else "continue"
        elif tag == CELL_DEL:
            is_deleted = True
    return span, vertical, horizontal, is_deleted
