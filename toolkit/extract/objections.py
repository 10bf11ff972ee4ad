"""What a form's arithmetic says against a figure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from toolkit.forms.form import Case, Form, Identity
from toolkit.model import CellId


def broken_identity(form: Form, cell: CellId, values: Mapping[CellId, Decimal | None]) -> Identity | None:
    """An identity that has a cell in it and does not hold of these values. Of one with a value that isn't known that
    can't be said.
    """
    for identity in form.identities:
        for case in identity.cases:
            if cell in (*case.left, *case.right) and not _holds(identity, case, values):
                return identity
    return None


def _holds(identity: Identity, case: Case, values: Mapping[CellId, Decimal | None]) -> bool:
    left, right = ([values.get(cell) for cell in side] for side in (case.left, case.right))
    if None in left or None in right:
        return True
    difference = sum(filter(None, left), Decimal(0)) - sum(filter(None, right), Decimal(0))
    return difference <= identity.tolerance and (identity.relation == "at_most" or -difference <= identity.tolerance)
