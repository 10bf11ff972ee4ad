"""What a form's arithmetic says against a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from toolkit.forms.form import Case, Form, Identity
from toolkit.model import CellId


def broken_identity(form: Form, cell: CellId, values: Mapping[CellId, Decimal | None]) -> Identity | None:
    """An identity that has a cell in it and cannot hold of these values. A cell whose value isn't known may be
    anything from 0 up.
    """
    for identity in form.identities:
        for case in identity.cases:
            if (cell in case.left or cell in case.right) and not _can_hold(identity, case, values):
                return identity
    return None


def _can_hold(identity: Identity, case: Case, values: Mapping[CellId, Decimal | None]) -> bool:
    (left, left_known), (right, right_known) = (_side(side, values) for side in (case.left, case.right))
    if right_known and left > right + identity.tolerance:
        return False
    return identity.relation == "at_most" or not (left_known and right > left + identity.tolerance)


def _side(cells: Sequence[CellId], values: Mapping[CellId, Decimal | None]) -> tuple[Decimal, bool]:
    """The sum of what is known, and whether that is all."""
    known = [value for cell in cells if (value := values.get(cell)) is not None]
    return sum(known, Decimal(0)), len(known) == len(cells)
