"""What blank cells must be, where the sums say so: proposals for a person, never figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.checks.constraints import constraints_of
from toolkit.checks.sheet import Sheet
from toolkit.checks.wording import number, sum_of
from toolkit.forms.form import Case, Identity
from toolkit.model import CellId


@dataclass(frozen=True, slots=True)
class Filled:
    """What a blank cell must be, the equation that says so, and how it comes about."""

    value: Decimal
    identity: Identity
    working: str


def determined(sheet: Sheet) -> Mapping[CellId, Filled]:
    """The blank cells that equations determine, one after the other: each is the only unknown of an equation.

    Nothing is said of a cell of which two equations say different things, of one that would be less than 0 or no whole
    number, and of one whose equation shares figures with a sum that fails: one of them may be wrong.
    """
    values, filled = dict(sheet.values), dict[CellId, Filled]()
    wrong = {cell for c in constraints_of(sheet) if not c.holds(sheet.values) for cell in c.signs}
    refused: set[CellId] = set()
    while True:
        said: dict[CellId, list[Filled]] = {}
        for identity, case in _equations(sheet):
            unknown = [cell for cell in (*case.left, *case.right) if cell in sheet.cells and cell not in values]
            if len(unknown) == 1 and unknown[0] not in refused:
                said.setdefault(unknown[0], []).append(_solved(unknown[0], identity, case, sheet, values))
        new = {cell: options[0] for cell, options in said.items() if _is_sure(cell, options, sheet, wrong)}
        refused |= said.keys() - new.keys()
        if not new:
            blank = {c for c, f in sheet.report.figures.items() if f.status == "blank"}
            return {cell: found for cell, found in filled.items() if cell in blank}
        filled.update(new)
        values.update({cell: found.value for cell, found in new.items()})


def _equations(sheet: Sheet) -> Iterator[tuple[Identity, Case]]:
    for identity in sheet.form.identities if sheet.form else ():
        if identity.relation == "equal" and identity.severity == "error":
            yield from ((identity, case) for case in identity.cases)


def _solved(cell: CellId, identity: Identity, case: Case, sheet: Sheet, values: Mapping[CellId, Decimal]) -> Filled:
    mine, others = (case.left, case.right) if cell in case.left else (case.right, case.left)
    terms = [values[c] for c in others if c in values] + [-values[c] for c in mine if c in values and c != cell]
    return Filled(sum(terms, Decimal(0)), identity, sum_of(terms))


def _is_sure(cell: CellId, options: list[Filled], sheet: Sheet, wrong: set[CellId]) -> bool:
    found, of = options[0].value, sheet.cells[cell]
    agree = all(option.value == found for option in options)
    possible = (found >= 0 or of.column.signed) and (of.is_money or found == found.to_integral_value())
    near = {
        c
        for option in options
        for case in option.identity.cases
        if cell in (*case.left, *case.right)
        for c in (*case.left, *case.right)
    }
    return agree and possible and wrong.isdisjoint(near)


def told(sheet: Sheet, found: Mapping[CellId, Filled], most: int) -> str:
    """The proposals in words."""
    clauses = [
        f"{sheet.cells[cell].name} 应为 {number(each.value)}"
        + (f"（{each.working}，“{each.identity.says}”）" if each.value else "")
        for cell, each in list(found.items())[:most]
    ]
    more = f" 等 {len(found)} 格" if len(found) > most else ""
    return "、".join(clauses) + more
