"""Slips whose right figures can be said beforehand: a line left at 0, a row one column off, cells exchanged.

Only moves are given that mend sums that fail and spoil fewer than they mend, so that there are few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from toolkit.checks.constraints import Constraint
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import Changes, lines
from toolkit.model import CellId

Asked = Mapping[str, Mapping[CellId, Decimal]]
"""By identity, the amount by which each cell would have to change."""
Line = tuple[CellId, ...]


def moves(sheet: Sheet, constraints: Sequence[Constraint]) -> list[Changes]:
    """Moves of figures that would mend more of these sums than they spoil, each once."""
    of_cell: dict[CellId, list[Constraint]] = {}
    for constraint in constraints:
        for cell in constraint.signs:
            of_cell.setdefault(cell, []).append(constraint)
    excess = {id(constraint): constraint.excess(sheet.values) for constraint in constraints}
    failing = {cell for c in constraints if not c.allows(excess[id(c)]) for cell in c.signs}
    amounts = {abs(amount) for amount in excess.values()}
    asked = _asked(constraints, excess)
    known = [(way, tuple(cell for cell in line if cell in sheet.values)) for way, line in lines(sheet)]
    rows = [line for way, line in known if way == "row"]
    found: dict[tuple[tuple[CellId, Decimal], ...], Changes] = {}
    every = (
        *_left_out(sheet, known, asked),
        *_with_their_sums(sheet, asked),
        *_compensating(sheet, known, asked),
        *_rotations(sheet, rows, failing),
        *_exchanges(sheet, known, failing, amounts),
        *_of_rows(sheet, rows, failing),
    )
    for move in every:
        possible = all(v >= 0 or sheet.cells[c].column.signed for c, v in move.items())
        if possible and _balance(move, sheet, of_cell, excess) > 1:
            found.setdefault(tuple(sorted(move.items())), move)
    return list(found.values())


def _balance(
    move: Changes, sheet: Sheet, of_cell: Mapping[CellId, Sequence[Constraint]], excess: Mapping[int, Decimal]
) -> int:
    """How many more sums hold after a move than before."""
    shifts: dict[int, Decimal] = {}
    near: dict[int, Constraint] = {}
    for cell, value in move.items():
        delta = value - sheet.values[cell]
        for constraint in of_cell.get(cell, ()):
            number = id(constraint)
            near[number] = constraint
            shifts[number] = shifts.get(number, Decimal(0)) + constraint.signs[cell] * delta
    return sum(c.allows(excess[n] + shifts[n]) - c.allows(excess[n]) for n, c in near.items())


def _moved(sheet: Sheet, cells: Sequence[CellId], figures: Sequence[CellId]) -> Changes:
    """These cells with the figures of those; what stays the same is left out."""
    values = sheet.values
    return {a: values[b] for a, b in zip(cells, figures, strict=True) if values[a] != values[b]}


def _left_out(sheet: Sheet, known: Sequence[tuple[str, Line]], asked: Asked) -> Iterator[Changes]:
    """The figures that one kind of equation asks for in a row or column that is all 0."""
    for _, line in known:
        if not any(sheet.values[cell] for cell in line):
            for amounts in asked.values():
                yield {cell: amounts[cell] for cell in line if amounts.get(cell, Decimal(0)) > 0}


def _with_their_sums(sheet: Sheet, asked: Asked) -> Iterator[Changes]:
    """A cell and its sum, where the same amount is asked of both: the sum was made with the wrong figure.

    A blank among the other parts is no reason to think less of it, so this goes by the form, not by what is known.
    """
    for identity in sheet.form.identities if sheet.form else ():
        for case in identity.cases:
            if case.left != (case.result,):
                continue
            for amounts in asked.values():
                both = (amounts.get(case.result), sheet.values.get(case.result))
                for part in case.right:
                    if None not in both and amounts.get(part) == amounts[case.result]:
                        yield {cell: sheet.values[cell] + amounts[cell] for cell in (part, case.result)}


def _compensating(sheet: Sheet, known: Sequence[tuple[str, Line]], asked: Asked) -> Iterator[Changes]:
    """Two cells of a row or of a column of which one has just what the other lacks."""
    for _, line in known:
        for amounts in asked.values():
            mine = [cell for cell in line if cell in amounts]
            for one, other in combinations(mine, 2):
                if amounts[one] == -amounts[other]:
                    yield {cell: sheet.values[cell] + amounts[cell] for cell in (one, other)}


def _asked(constraints: Sequence[Constraint], excess: Mapping[int, Decimal]) -> Asked:
    """By how much the failing equations of each identity want each cell changed, if it alone is wrong in them."""
    asked: dict[str, dict[CellId, Decimal]] = {}
    for constraint in constraints:
        too_much = excess[id(constraint)]
        if constraint.exact and not constraint.allows(too_much):
            amounts = asked.setdefault(constraint.identity.id, {})
            amounts.update({cell: -sign * too_much for cell, sign in constraint.signs.items()})
    return asked


def _rotations(sheet: Sheet, rows: Sequence[Line], failing: set[CellId]) -> Iterator[Changes]:
    """A row's figures one column on or back, round the end; its last cell may be its sum, which stays."""
    for line in rows:
        if not failing.isdisjoint(line):
            for cells in (line, line[:-1]):
                if len(cells) > 2:
                    yield _moved(sheet, cells, (*cells[1:], cells[0]))
                    yield _moved(sheet, cells, (cells[-1], *cells[:-1]))


def _exchanges(
    sheet: Sheet, known: Sequence[tuple[str, Line]], failing: set[CellId], amounts: set[Decimal]
) -> Iterator[Changes]:
    """Two cells of a row or of a column, where they differ by as much as a sum fails."""
    for _, line in known:
        for one, other in combinations([cell for cell in line if cell in failing], 2):
            apart = abs(sheet.values[one] - sheet.values[other])
            if apart and apart in amounts:
                yield _moved(sheet, (one, other), (other, one))


def _of_rows(sheet: Sheet, rows: Sequence[Line], failing: set[CellId]) -> Iterator[Changes]:
    """Two rows, one below the other."""
    for one, other in pairwise(rows):
        names = [[cell.rpartition(".")[2] for cell in line] for line in (one, other)]
        if names[0] == names[1] and not failing.isdisjoint((*one, *other)):
            yield _moved(sheet, (*one, *other), (*other, *one))
