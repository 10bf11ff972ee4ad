"""Sets of changes that are one slip and make all sums hold: of one cell, of a line left empty, or a move of figures.

They are worked out in exact numbers without a search: a cell's figure follows from a sum that fails, those of an empty
line from the sums that see just one of its cells. Where one slip explains all that fails, nothing else needs to be
looked for: two slips cost more (``slips``), unless something beside the table speaks for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.checks.syndrome import Amounts, Line, Syndrome
from toolkit.model import CellId


@dataclass(frozen=True, slots=True)
class OneSlip:
    """The sets of changes, each once; ``is_complete`` is False where an empty line's figures do not follow."""

    sets: tuple[Amounts, ...]
    is_complete: bool


def one_slip_sets(syndrome: Syndrome, lines: Sequence[Line] | None = None) -> OneSlip:
    """All sets of changes that are one slip, after which the sums hold; ``lines``, if given, are those in which
    figures may have been moved.
    """
    network, failing = syndrome.network, syndrome.failing
    if not network.is_exact:
        return OneSlip((), False)  # within a tolerance several figures would do
    if not network.is_within_one_slip(failing):
        return OneSlip((), True)
    empty = [
        _filled(syndrome, line)
        for line in syndrome.left
        if not failing & ~line.mask and _asks_for_figures(syndrome, line)
    ]
    lines = network.lines if lines is None else lines
    found: dict[frozenset[tuple[CellId, int]], Amounts] = {}
    for changes in (
        *(changes for changes, _ in empty),
        *_by_one_amount(syndrome),
        *_along(syndrome, [line for line in lines if not failing & ~line.mask]),
        *_of_rows(syndrome, lines),
    ):
        if syndrome.would_do(changes):
            found.setdefault(frozenset(changes.items()), changes)
    return OneSlip(tuple(found.values()), all(is_complete for _, is_complete in empty))


def two_slips_cost(rebates: Sequence[float], one: float, least: float) -> float:
    """The least that two slips can cost: each ``one`` less what speaks for it, or ``least`` if it moves figures."""
    first, second = sorted((*(one - rebate for rebate in rebates), least, least))[:2]
    return first + second


def _by_one_amount(syndrome: Syndrome) -> Iterator[Amounts]:
    """Amounts of a cell, or of two, by an amount by which each sum that fails is off, or by twice that."""
    if are_of_one_amount(syndrome.excess[number] for number in syndrome.equations):
        yield from _single_cells(syndrome)
        yield from _pairs(syndrome)


def are_of_one_amount(off: Iterable[int]) -> bool:
    """Whether sums are off by one amount, or by twice that, either way: as one cell or a pair may make them."""
    amounts = {abs(amount) for amount in off}
    return len(amounts) == 1 or (len(amounts) == 2 and max(amounts) == 2 * min(amounts))


def _single_cells(syndrome: Syndrome) -> Iterator[Amounts]:
    """What a sum that fails asks of each of its cells that is in all sums that fail."""
    network = syndrome.network
    for number in syndrome.equations[:1]:
        for cell in network.constraints[number].signs:
            if not syndrome.failing & ~network.masks[cell]:
                yield {cell: syndrome.values[cell] + syndrome.asked(number, cell)}


def _asks_for_figures(syndrome: Syndrome, line: Line) -> bool:
    """Whether what the sums across a line ask of its cells are figures that could stand there."""
    values, signed = syndrome.values, syndrome.network.signed
    across = syndrome.across(line)
    return all(values[cell] + syndrome.asked(number, cell) >= 0 or cell in signed for number, cell in across)


def _filled(syndrome: Syndrome, line: Line) -> tuple[Amounts, bool]:
    """The figures of a line, one after the other from the equations that see only one cell that is still open, and
    whether they leave nothing open. What stays as it is, as far as is known, is left out.
    """
    network, left = syndrome.network, set(line.cells)
    near = [(n, signs) for n, signs in network.equations if line.mask >> n & 1]
    deltas: dict[CellId, int] = {}
    while left:
        said = next(((n, its, its.keys() & left) for n, its in near if len(its.keys() & left) == 1), None)
        if said is None:
            break
        number, its, (cell,) = said
        shift = sum((its[c] * delta for c, delta in deltas.items() if c in its))
        deltas[cell] = -its[cell] * (syndrome.excess[number] + shift)
        left.remove(cell)
    changes = {cell: syndrome.values[cell] + delta for cell, delta in deltas.items() if delta}
    return changes, not left


def _pairs(syndrome: Syndrome) -> Iterator[Amounts]:
    """Two cells of a line, of which one has what the other lacks (exchanged, or written in the wrong cell), and a cell
    with a sum that was made with it.
    """
    network, failing = syndrome.network, syndrome.failing
    for number in syndrome.equations[:1]:
        for one in network.constraints[number].signs:
            rest = failing & ~network.masks[one]
            lines = (line for line in network.lines_of.get(one, ()) if not rest & ~line.mask)
            others = (c for line in lines for c in line.cells if c != one and not rest & ~network.masks[c])
            found = (pair(syndrome, number, one, other) for other in others)
            yield from (changes for changes in found if changes)


def pair(syndrome: Syndrome, number: int, one: CellId, other: CellId) -> Amounts | None:
    """Two cells changed by as much as an equation that fails asks, in opposite ways; a cell and its sum alike.

    None where it says nothing of them, or a figure would be below 0.
    """
    network, values = syndrome.network, syndrome.values
    signs = network.constraints[number].signs
    same = 1 if (one, other) in network.with_sum else -1
    factor = signs[one] + same * signs.get(other, 0)
    if not factor or syndrome.excess[number] % factor:
        return None
    delta = -syndrome.excess[number] // factor
    mine, its = values[one] + delta, values[other] + same * delta
    if (mine < 0 or its < 0) and not network.signed:
        return None
    return {one: mine, other: its}


# --- figures that stand in other places -------------------------------------------------------------------


def _along(syndrome: Syndrome, reached: Sequence[Line]) -> Iterator[Amounts]:
    """Figures of a line one place on or back: all of them, or from the first that is wrong to the last."""
    for line in reached:
        for cells in _spans(line, syndrome.wrong_places(line)):
            for step in (1, -1):
                if syndrome.would_turn(cells, step):
                    yield rotated(syndrome, cells, step)
                if not syndrome.values[cells[0 if step > 0 else -1]]:
                    yield from _with_one_lost(syndrome, cells, step)


def _spans(line: Line, wrong: Sequence[int]) -> Iterator[tuple[CellId, ...]]:
    """The parts of a line that may have been moved; its last cell may be its sum, which stays."""
    if wrong:
        spans = [line.cells, line.cells[:-1], line.cells[wrong[0] : wrong[-1] + 1]]
        yield from (cells for cells in dict.fromkeys(spans) if len(cells) > 2)


def rotated(syndrome: Syndrome, cells: Sequence[CellId], step: int) -> Amounts:
    """Figures one place back (``step`` 1) or on (−1), round the end; what stays the same is left out."""
    values = syndrome.values
    moved = (*cells[step:], *cells[:step])
    return {a: values[b] for a, b in zip(cells, moved, strict=True) if values[a] != values[b]}


def _with_one_lost(syndrome: Syndrome, cells: Sequence[CellId], step: int) -> Iterator[Amounts]:
    """Figures moved back where a 0 stands in the first place and the last one was lost: it follows from its sums."""
    lost = cells[-1 if step > 0 else 0]
    back = {cell: value for cell, value in rotated(syndrome, cells, step).items() if cell != lost}
    if len(back) < 2:
        return
    after = syndrome.after(back)
    if after.equations and not after.failing & ~syndrome.network.masks[lost]:
        yield {**back, lost: syndrome.values[lost] + after.asked(after.equations[0], lost)}


def _of_rows(syndrome: Syndrome, lines: Sequence[Line]) -> Iterator[Amounts]:
    """Two rows, one below the other."""
    for one, other in syndrome.network.neighbours if lines else ():
        if not syndrome.failing & ~(one.mask | other.mask) and (one in lines or other in lines):
            yield exchanged(syndrome, one, other)


def exchanged(syndrome: Syndrome, one: Line, other: Line) -> Amounts:
    """The figures of two rows, each where the other's stand."""
    values = syndrome.values
    pairs = zip((*one.cells, *other.cells), (*other.cells, *one.cells), strict=True)
    return {a: values[b] for a, b in pairs if values[a] != values[b]}
