"""What the form's identities say of the figures that are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.checks.sheet import Sheet
from toolkit.forms.form import Case, Identity
from toolkit.model import CellId


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a case of an identity says of known figures: Σ sign × value = 0 (``exact``), or ≤ 0.

    ``unknown`` holds the case's cells in which no number stands. They are at least 0, so of an equation with unknown
    cells on one side there remains that the known cells of the other side are not too few; of one with unknown cells
    on both sides nothing remains.
    """

    identity: Identity
    case: Case
    exact: bool
    signs: Mapping[CellId, int]
    unknown: tuple[CellId, ...] = ()

    def excess(self, values: Mapping[CellId, Decimal]) -> Decimal:
        """Σ sign × value: 0 where an exact constraint holds, at most 0 where another does."""
        return sum((sign * values[cell] for cell, sign in self.signs.items()), Decimal(0))

    @property
    def defines(self) -> bool:
        """Whether the case's result stands alone on its side, and so is the sum of the rest."""
        return (self.case.result,) in (self.case.left, self.case.right)

    def holds(self, values: Mapping[CellId, Decimal]) -> bool:
        """Whether the figures keep it, within the identity's tolerance."""
        return self.allows(self.excess(values))

    def allows(self, excess: Decimal) -> bool:
        """Whether an excess of this size keeps it."""
        return (abs(excess) if self.exact else excess) <= self.identity.tolerance


def constraints_of(sheet: Sheet) -> Iterator[Constraint]:
    """All that follows from the form's identities for this report, in the form's order."""
    if sheet.form is None:
        return
    for identity in sheet.form.identities:
        for case in identity.cases:
            constraint = _constraint(identity, case, sheet)
            if constraint is not None:
                yield constraint


def _constraint(identity: Identity, case: Case, sheet: Sheet) -> Constraint | None:
    signs: dict[CellId, int] = {}
    unknown: dict[int, list[CellId]] = {1: [], -1: []}
    for sign, cells in ((1, case.left), (-1, case.right)):
        for cell in cells:
            if cell in sheet.values:
                signs[cell] = sign
            elif cell in sheet.cells:
                unknown[sign].append(cell)
    every = (*unknown[1], *unknown[-1])
    if not every:
        return Constraint(identity, case, identity.relation == "equal", signs)
    if any(sheet.cells[cell].column.signed for cell in every):
        return None
    if not unknown[-1]:
        greater = 1
    elif not unknown[1] and identity.relation == "equal":
        greater = -1
    else:
        return None
    # Only figures that stand on the greater side can be too many.
    if greater not in signs.values():
        return None
    return Constraint(identity, case, False, {cell: greater * sign for cell, sign in signs.items()}, every)
