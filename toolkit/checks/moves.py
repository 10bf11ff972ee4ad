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


def moves(sheet: Sheet, constraints: Sequence[Constraint]) -> list[Changes]:
    """Moves of figures that would mend more of these sums than they spoil, each once."""
    of_cell: dict[CellId, list[Constraint]] = {}
    for constraint in constraints:
        for cell in constraint.signs:
            of_cell.setdefault(cell, []).append(constraint)
    failing = {cell for c in constraints if not c.holds(sheet.values) for cell in c.signs}
    amounts = {abs(c.excess(sheet.values)) for c in constraints}
    asked = _asked(sheet, constraints)
    found: dict[tuple[tuple[CellId, Decimal], ...], Changes] = {}
    every = (
        *_left_out(sheet, asked),
        *_with_their_sums(sheet, asked),
        *_compensating(sheet, asked),
        *_rotations(sheet, failing),
        *_exchanges(sheet, failing, amounts),
        *_of_rows(sheet, failing),
    )
    for move in every:
        if all(v >= 0 or sheet.cells[c].column.signed for c, v in move.items()) and _mends(move, sheet, of_cell):
            found.setdefault(tuple(sorted(move.items())), move)
    return list(found.values())


def _mends(move: Changes, sheet: Sheet, of_cell: Mapping[CellId, Sequence[Constraint]]) -> bool:
    after = {**sheet.values, **move}
    balance = 0
    for constraint in {id(c): c for cell in move for c in of_cell.get(cell, ())}.values():
        balance += constraint.holds(after) - constraint.holds(sheet.values)
    return balance > 1


def _known_lines(sheet: Sheet) -> Iterator[tuple[str, tuple[CellId, ...]]]:
    for way, line in lines(sheet):
        yield way, tuple(cell for cell in line if cell in sheet.values)


def _moved(sheet: Sheet, cells: Sequence[CellId], figures: Sequence[CellId]) -> Changes:
    """These cells with the figures of those; what stays the same is left out."""
    values = sheet.values
    return {a: values[b] for a, b in zip(cells, figures, strict=True) if values[a] != values[b]}


def _left_out(sheet: Sheet, asked: Asked) -> Iterator[Changes]:
    """The figures that one kind of equation asks for in a row or column that is all 0."""
    for _, line in _known_lines(sheet):
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


def _compensating(sheet: Sheet, asked: Asked) -> Iterator[Changes]:
    """Two cells of a row or of a column of which one has just what the other lacks."""
    for _, line in _known_lines(sheet):
        for amounts in asked.values():
            mine = [cell for cell in line if cell in amounts]
            for one, other in combinations(mine, 2):
                if amounts[one] == -amounts[other]:
                    yield {cell: sheet.values[cell] + amounts[cell] for cell in (one, other)}


def _asked(sheet: Sheet, constraints: Sequence[Constraint]) -> Asked:
    """By how much the failing equations of each identity want each cell changed, if it alone is wrong in them."""
    asked: dict[str, dict[CellId, Decimal]] = {}
    for constraint in constraints:
        excess = constraint.excess(sheet.values)
        if constraint.exact and not constraint.allows(excess):
            amounts = asked.setdefault(constraint.identity.id, {})
            amounts.update({cell: -sign * excess for cell, sign in constraint.signs.items()})
    return asked


def _rotations(sheet: Sheet, failing: set[CellId]) -> Iterator[Changes]:
    """A row's figures one column on or back, round the end; its last cell may be its sum, which stays."""
    for way, line in _known_lines(sheet):
        if way == "row" and not failing.isdisjoint(line):
            for cells in (line, line[:-1]):
                if len(cells) > 2:
                    yield _moved(sheet, cells, (*cells[1:], cells[0]))
                    yield _moved(sheet, cells, (cells[-1], *cells[:-1]))


def _exchanges(sheet: Sheet, failing: set[CellId], amounts: set[Decimal]) -> Iterator[Changes]:
    """Two cells of a row or of a column, where they differ by as much as a sum fails."""
    for _, line in _known_lines(sheet):
        for one, other in combinations([cell for cell in line if cell in failing], 2):
            apart = abs(sheet.values[one] - sheet.values[other])
            if apart and apart in amounts:
                yield _moved(sheet, (one, other), (other, one))


def _of_rows(sheet: Sheet, failing: set[CellId]) -> Iterator[Changes]:
    """Two rows, one below the other."""
    rows = [line for way, line in _known_lines(sheet) if way == "row"]
    for one, other in pairwise(rows):
        names = [[cell.rpartition(".")[2] for cell in line] for line in (one, other)]
        if names[0] == names[1] and not failing.isdisjoint(one):
            yield _moved(sheet, (*one, *other), (*other, *one))
