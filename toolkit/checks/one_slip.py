"""Sets of changes that are one slip and make all sums hold: of one cell, of a line left empty, or a move of figures.

They are worked out in exact numbers without a search: a cell's figure follows from a sum that fails, those of an empty
line from the sums that see just one of its cells. Where one slip explains all that fails, nothing else needs to be
looked for: two slips cost more (``slips``), unless something beside the table speaks for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from toolkit.checks.slips import Changes
from toolkit.checks.syndrome import Line, Syndrome
from toolkit.model import CellId


@dataclass(frozen=True, slots=True)
class OneSlip:
    """The sets of changes, each once; ``is_complete`` is False where an empty line's figures do not follow."""

    sets: tuple[Changes, ...]
    is_complete: bool


def one_slip_sets(syndrome: Syndrome) -> OneSlip:
    """All sets of changes that are one slip, after which the sums hold."""
    if any(constraint.identity.tolerance for constraint in syndrome.network.constraints):
        return OneSlip((), False)  # within a tolerance several figures would do
    empty = [_filled(syndrome, line) for line in syndrome.network.lines if _may_be_left(syndrome, line)]
    found: dict[tuple[tuple[CellId, Decimal], ...], Changes] = {}
    for changes in (
        *_single_cells(syndrome),
        *(changes for changes, _ in empty),
        *_pairs(syndrome),
        *_along_lines(syndrome),
        *_of_rows(syndrome),
    ):
        if syndrome.would_do(changes):
            found.setdefault(tuple(sorted(changes.items())), changes)
    return OneSlip(tuple(found.values()), all(is_complete for _, is_complete in empty))


def _single_cells(syndrome: Syndrome) -> Iterator[Changes]:
    """What a sum that fails asks of each of its cells that is in all sums that fail."""
    first = syndrome.asking
    if first is None:
        return
    for cell, sign in syndrome.network.constraints[first].signs.items():
        if not syndrome.failing & ~syndrome.network.masks[cell]:
            yield {cell: syndrome.values[cell] - sign * syndrome.excess[first]}


# --- lines left as they were ------------------------------------------------------------------------------


def _may_be_left(syndrome: Syndrome, line: Line) -> bool:
    """Whether a line is all 0, or has last year's figures, and every sum that fails sees one of its cells."""
    values, last = syndrome.values, syndrome.network.last
    return not syndrome.failing & ~line.mask and (
        not any(values[cell] for cell in line.cells) or all(last.get(cell) == values[cell] for cell in line.cells)
    )


def _filled(syndrome: Syndrome, line: Line) -> tuple[Changes, bool]:
    """The figures of a line, one after the other from the equations that see only one cell that is still open, and
    whether they leave nothing open. What stays as it is, as far as is known, is left out.
    """
    network, left = syndrome.network, set(line.cells)
    near = [(n, signs) for n, signs in network.equations if line.mask >> n & 1]
    deltas: dict[CellId, Decimal] = {}
    while left:
        said = next(((n, its, its.keys() & left) for n, its in near if len(its.keys() & left) == 1), None)
        if said is None:
            break
        number, its, (cell,) = said
        shift = sum((its[c] * delta for c, delta in deltas.items() if c in its), Decimal(0))
        deltas[cell] = -its[cell] * (syndrome.excess[number] + shift)
        left.remove(cell)
    changes = {cell: syndrome.values[cell] + delta for cell, delta in deltas.items() if delta}
    return changes, not left


# --- moves of figures -------------------------------------------------------------------------------------


def _pairs(syndrome: Syndrome) -> Iterator[Changes]:
    """Two cells of a line, of which one has what the other lacks (exchanged, or written in the wrong cell), and a cell
    with a sum that was made with it.
    """
    network, first = syndrome.network, syndrome.asking
    if first is None:
        return
    for one in network.constraints[first].signs:
        rest = syndrome.failing & ~network.masks[one]
        for line in network.lines_of.get(one, ()):
            if rest & ~line.mask:
                continue
            for other in line.cells:
                if other != one and not rest & ~network.masks[other]:
                    yield from _pair(syndrome, first, one, other)


def _pair(syndrome: Syndrome, first: int, one: CellId, other: CellId) -> Iterator[Changes]:
    network, values = syndrome.network, syndrome.values
    signs = network.constraints[first].signs
    together = network.is_sum_of(one, other) or network.is_sum_of(other, one)
    same = 1 if together else -1
    factor = signs[one] + same * signs.get(other, 0)
    if factor:
        delta = -syndrome.excess[first] / factor
        yield {one: values[one] + delta, other: values[other] + same * delta}


def _along_lines(syndrome: Syndrome) -> Iterator[Changes]:
    """Figures of a line one place on or back: all of them, or from the first that is wrong to the last."""
    for line in syndrome.network.lines:
        if syndrome.failing & ~line.mask:
            continue
        for cells in _spans(syndrome, line):
            for step in (1, -1):
                moved = (*cells[step:], *cells[:step])
                changes = {a: syndrome.values[b] for a, b in zip(cells, moved, strict=True)}
                yield {cell: value for cell, value in changes.items() if value != syndrome.values[cell]}
                yield from _with_one_lost(syndrome, cells[:-1] if step > 0 else cells[1:], changes)


def _spans(syndrome: Syndrome, line: Line) -> Iterator[tuple[CellId, ...]]:
    """The parts of a line that may have been moved; its last cell may be its sum, which stays."""
    network = syndrome.network
    along = [n for n in syndrome.numbers if len(network.constraints[n].signs.keys() & set(line.cells)) == 1]
    mask = sum(1 << n for n in along)
    wrong = [at for at, cell in enumerate(line.cells) if network.masks[cell] & mask]
    if not wrong:
        return
    spans = [line.cells, line.cells[:-1], line.cells[wrong[0] : wrong[-1] + 1]]
    yield from (cells for cells in dict.fromkeys(spans) if len(cells) > 2)


def _with_one_lost(syndrome: Syndrome, kept: Sequence[CellId], moved: Changes) -> Iterator[Changes]:
    """Figures moved back where a 0 stands in the first place and the last one was lost: it follows from its sums."""
    (lost,) = moved.keys() - set(kept)
    back = {cell: moved[cell] for cell in kept if moved[cell] != syndrome.values[cell]}
    if moved[lost] or len(back) < 2:
        return
    after = syndrome.after(back)
    first = after.asking
    if first is not None and not after.failing & ~syndrome.network.masks[lost]:
        sign = syndrome.network.constraints[first].signs[lost]
        yield {**back, lost: syndrome.values[lost] - sign * after.excess[first]}


def _of_rows(syndrome: Syndrome) -> Iterator[Changes]:
    """Two rows, one below the other."""
    rows = [line for line in syndrome.network.lines if line.way == "row"]
    for one, other in pairwise(rows):
        if syndrome.failing & ~(one.mask | other.mask):
            continue
        names = [[cell.rpartition(".")[2] for cell in line.cells] for line in (one, other)]
        if names[0] == names[1]:
            there, values = (*other.cells, *one.cells), syndrome.values
            pairs = zip((*one.cells, *other.cells), there, strict=True)
            yield {a: values[b] for a, b in pairs if values[a] != values[b]}


def two_slips_cost(rebates: Sequence[float], one: float, least: float) -> float:
    """The least that two slips can cost: each ``one`` less what speaks for it, or ``least`` if it moves figures."""
    first, second = sorted((*(one - rebate for rebate in rebates), least, least))[:2]
    return first + second
