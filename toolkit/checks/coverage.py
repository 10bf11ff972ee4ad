"""What no rule can see: for each figure, whether one wrong digit in it would be noticed, and pinned down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from toolkit.checks.constraints import constraints_of
from toolkit.checks.rule import Observation, rule
from toolkit.checks.said import all_said, spoken_for
from toolkit.checks.series import Series
from toolkit.checks.sheet import Sheet
from toolkit.model import CellId

Protection = Literal["none", "detected", "located"]
_NAMED = 6


def protection(sheet: Sheet) -> Mapping[CellId, Protection]:
    """For each known figure, what would happen to a wrong one, were all others right.

    A figure in no equation is not protected. The equations that fail and the signs of their excesses are a figure's
    column of the equations' matrix, times the error. So it is located if no other figure's column is a multiple of its
    own: then no other single change would mend the same sums.
    """
    columns: dict[CellId, list[tuple[int, int]]] = {cell: [] for cell in sheet.values}
    exact = (constraint for constraint in constraints_of(sheet) if constraint.exact)
    for number, constraint in enumerate(exact):
        for cell, sign in constraint.signs.items():
            columns[cell].append((number, sign))
    # All entries are 1 or −1: columns are multiples of each other if they are the same but for their sign.
    shapes = {cell: tuple((n, sign * column[0][1]) for n, sign in column) for cell, column in columns.items()}
    alike = Counter(shapes.values())
    return {cell: "none" if not s else "located" if alike[s] == 1 else "detected" for cell, s in shapes.items()}


@rule("coverage.unprotected", severity="info")
def unprotected(series: Series) -> Iterator[Observation]:
    """What: 每个数填错一位都会被某条规则发现。
    Why: 有的格不在任何一条等式里，填错了谁也看不出来，只能由人对照底稿看一遍。这些格按容易出错的程度排列。
    Example:
        disclosure.licensing.decisions 1204
        disclosure.penalty.decisions 57
        applications.new.natural 1
        finds disclosure.licensing.decisions disclosure.penalty.decisions applications.new.natural
    Citation: 由各条勾稽关系推出
    """
    sheet = series.sheet
    protected = protection(sheet)
    followed = _followed_from_last_year(series)
    followed |= {cell for cell, value in spoken_for(all_said(sheet.report), sheet) if value == sheet.values[cell]}
    cells = [cell for cell, how in protected.items() if how == "none" and cell not in followed]
    if not cells:
        return
    places = {cell: place for place, cell in enumerate(sheet.cells)}
    cells.sort(key=lambda cell: (*_likely_wrong(sheet, cell), places[cell]))
    names = "、".join(sheet.cells[cell].name for cell in cells[:_NAMED])
    more = f" 等 {len(cells)} 格" if len(cells) > _NAMED else ""
    only_noticed = sum(how == "detected" for how in protected.values())
    also = f"；另有 {only_noticed} 格填错会被发现，但说不准是哪一格" if only_noticed else ""
    yield Observation(f"这些格没有别的数可以核对，填错了查不出来，请对照底稿看一遍：{names}{more}{also}", tuple(cells))


def _followed_from_last_year(series: Series) -> set[CellId]:
    """The figures that last year's report speaks of."""
    last, values = series.last, series.sheet.values
    if last is None:
        return set()
    seen: set[CellId] = set()
    for row in ("rules", "normative"):
        cells = [CellId(f"disclosure.{row}.{column}") for column in ("in_force", "issued", "repealed")]
        if cells[0] in last.values and all(cell in values for cell in cells):
            seen.update(cells)
    for cell in values:
        table, _, rest = cell.partition(".")
        row, _, column = rest.rpartition(".")
        before: tuple[str, ...] = ()
        if row == "carried_in":
            before = (f"{table}.carried_out.{column}",)
        elif column == "previous_items":
            before = (f"{table}.{row}.previous_items", f"{table}.{row}.change")
        if before and all(CellId(there) in last.values for there in before):
            seen.add(cell)
    return seen


def _likely_wrong(sheet: Sheet, cell: CellId) -> tuple[float, int, bool]:
    """The likeliest wrong first: those that were hard to read, then those with many digits, money before counts."""
    digits = len(sheet.values[cell].normalize().as_tuple().digits) if sheet.values[cell] != Decimal(0) else 0
    return sheet.report.figures[cell].confidence, -digits, not sheet.cells[cell].is_money
