"""Whether a form's equations can hold of a report that has something to report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import gcd

from toolkit.forms.form import Form
from toolkit.forms.spec import FormError
from toolkit.model import CellId

Line = dict[CellId, int]
"""Σ coefficient × cell = 0."""


def refuse_unbalanced(form: Form, name: str) -> None:
    """Refuse equations that, taken together, force a cell to 0: all cells above 0 must be thinkable.

    Each line of the reduced system must have terms of both signs. That finds a sign or a side mistaken, a total among
    its own parts, and two sums of one total that cannot both hold; it is no proof that there is a solution. Of a group
    and the one row that may replace it only one kind stands, so each kind is tried.

    Raises:
        FormError: with the identity and the cells.
    """
    one_row = {cell.id for cell in form.cells.values() if cell.row.instead_of}
    for printed in [set[CellId](), one_row] if one_row else [set[CellId]()]:
        for identity_id, line in _reduced(_equations(form, printed)):
            if all(value > 0 for value in line.values()) or all(value < 0 for value in line.values()):
                cells = "、".join(sorted(line))
                raise FormError(f"{name}: identities.{identity_id}: with the others it forces to zero: {cells}")


def _equations(form: Form, printed: set[CellId]) -> Iterator[tuple[str, Line]]:
    standing = form.standing_cells(printed)
    for identity in form.identities:
        if identity.relation == "equal":
            for case in identity.cases:
                left = {cell: 1 for cell in case.left if cell in standing}
                yield identity.id, left | {cell: -1 for cell in case.right if cell in standing}


def _reduced(equations: Iterator[tuple[str, Line]]) -> Iterator[tuple[str, Line]]:
    """Gauss–Jordan elimination on sparse lines of whole numbers; equations that say nothing new vanish."""
    done: list[tuple[CellId, str, Line]] = []
    for identity_id, line in equations:
        for pivot, _, known in done:
            _eliminate(line, known, pivot)
        if line:
            pivot = next(iter(line))
            for _, _, known in done:
                _eliminate(known, line, pivot)
            done.append((pivot, identity_id, line))
    return ((identity_id, line) for _, identity_id, line in done)


def _eliminate(line: Line, other: Mapping[CellId, int], pivot: CellId) -> None:
    """Take the multiple of another line away that leaves no pivot, in place."""
    here = line.get(pivot)
    if not here:
        return
    there = other[pivot]
    divisor = gcd(here, there)
    times, factor = there // divisor, here // divisor
    if times != 1:
        for cell in line:
            line[cell] *= times
    for cell, value in other.items():
        rest = line.get(cell, 0) - factor * value
        if rest:
            line[cell] = rest
        else:
            line.pop(cell, None)
