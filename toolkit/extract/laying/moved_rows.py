"""Rows of a grid that stand in other columns than their head: read in its order where their sums confirm that.

A piece of a table pasted further left or right, or rows from which a merged label's cell is gone, have all their cells
side by side, but under none of the head's columns or under the wrong ones. Their order is the head's all the same. The
sums only confirm it: they choose no value, and where one of them contradicts, all rows stay open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.laying.ordering import ZERO, as_printed, holds, sums_within, with_rows
from toolkit.extract.laying.shifts import MOVED
from toolkit.extract.placing.placed import Placed
from toolkit.extract.placing.placing import BY_ELIMINATION, MISFIT, in_order
from toolkit.forms.form import Form
from toolkit.model import Note

_ASIDE = (MISFIT, MOVED)
"""Why rows are open whose columns alone are in doubt."""
_LEAST = 2
"""Rows whose sums hold though their figures differ: fewer may be chance, unless each row has just the head's cells."""
_SLIPS = 4
"""For each row whose sum doesn't hold so many must hold: clerks slip, too."""


def settle_moved(laid: Laid, form: Form) -> tuple[Laid, tuple[Note, ...]]:
    """The table with rows that stand beside their head's columns read in its order, if their sums confirm it, or if all
    figures of a row are the same, so that there is nothing to confuse.
    """
    read = {row.strip.first: row._replace(placed=placed) for row, placed in _moved(laid.rows)}
    cases = sums_within(laid, form) if read else {}
    confirmed: set[int] = set()
    for head in {id(row.head) for row in read.values()}:
        of_head = [row for row in read.values() if id(row.head) == head]
        verdicts = {row.strip.first: holds(row, laid, cases.get(row.line, ()), as_printed, ZERO) for row in of_head}
        wins, fails = (list(verdicts.values()).count(verdict) for verdict in (True, False))
        are_exact = all(len(row.strip.tokens) - row.label.end == len(row.placed.tokens) for row in of_head)
        if wins >= (1 if are_exact else _LEAST) and wins >= _SLIPS * fails:
            confirmed |= {first for first, verdict in verdicts.items() if verdict is not False}
    confirmed |= {first for first, row in read.items() if _is_all_alike(row)}
    if not confirmed:
        return laid, ()
    rows = tuple(read[row.strip.first] if row.strip.first in confirmed else row for row in laid.rows)
    cells = tuple(cell for row in rows if row.strip.first in confirmed for cell in laid.layout.lines[row.line].cells)
    said = "这些行的格子与表头的列错开，各列按表头的次序认定，与各行总计相符（数字都相同的行，次序无须分辨）"
    return with_rows(laid, rows), (Note("order.moved", said, None, cells),)


def _is_all_alike(row: Row) -> bool:
    """Whether a row has the same figure for each column, and nothing else."""
    values = {token.reading.value if token is not None and token.is_printed else None for token in row.placed.tokens}
    printed = sum(1 for token in row.strip.tokens[row.label.end :] if token.is_printed)
    return len(values) == 1 and None not in values and printed == len(row.placed.tokens)


def _moved(rows: Sequence[Row]) -> Iterator[tuple[Row, Placed]]:
    """Rows of a grid that are open for their columns alone, and have cells for all columns of their head, with
    those in its order.
    """
    for row in rows:
        head, strip = row.head, row.strip
        if (
            row.placed.why not in _ASIDE
            or head is None
            or head.kind != "true"
            or strip.layout != "grid"
            or head.run != strip.run
        ):
            continue
        tokens = strip.tokens[row.label.end :]
        if head.is_parted or head.unknown or (not head.whole and len(head.order) == len(row.placed.tokens)):
            continue
        placed = in_order(tokens, len(row.placed.tokens), head.order, min(*head.likeness.values(), BY_ELIMINATION))
        if placed is not None and (placed.printed > 1 or len(tokens) == len(head.order)):
            yield row, placed
