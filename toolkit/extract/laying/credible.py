"""Whether what was laid is a table of the form, and not a few lines that speak of the same."""

from __future__ import annotations

from toolkit.extract.heads.sisters import SURE
from toolkit.extract.laying.laid import Laid

_LEAST_OF_LIST = 5  # rows
_PLAIN_ROWS = 5  # with the form's own labels and a value for each column, that need no head
_WHOLE_ROWS = 2  # the same, under a head of which every label is there


def is_credible(laid: Laid) -> bool:
    """Whether so much of a table is there that it is this table, and not a line or two that speak of the same."""
    lines = laid.layout.lines
    if laid.layout.is_list:
        return len(laid.rows) >= _LEAST_OF_LIST and laid.filled * 2 >= len(laid.rows)
    if len(lines) == 1 and not lines[0].known:
        return laid.head_hits * 2 >= len(lines[0].cells) or laid.filled == len(lines[0].cells)
    wanted = len(lines) - len({number for line in lines for number in line.instead_of})
    if len(laid.rows) == 1 < wanted and not laid.rows[0].placed.printed:
        return False  # a label with nothing beside it, as in the head of a table that is set another way
    cells = sum(len(row.placed.tokens) for row in laid.rows)
    with_head = sum(1 for row in laid.rows if row.head is not None)
    is_seen = laid.filled * 2 >= cells or not laid.layout.tells_form
    if not with_head:
        return (is_seen and len(laid.rows) * 2 > wanted) or (not laid.layout.tells_form and _are_plain(laid))
    return _are_whole(laid) or (laid.head_hits > 1 and is_seen and len(laid.rows) * 4 > wanted)


def _are_whole(laid: Laid) -> bool:
    """Whether few rows leave no doubt, as a report has them that prints those alone in which something happened: under
    a whole head, each with a label of the form and a value for each column.
    """
    return len(laid.rows) >= _WHOLE_ROWS and all(
        row.head is not None and row.head.whole and row.label.likeness >= SURE and row.placed.is_complete
        for row in laid.rows
    )


def _are_plain(laid: Laid) -> bool:
    """Whether rows without a head leave no doubt: several, most with the form's own label, a value for each column."""
    exact = sum(1 for row in laid.rows if row.label.likeness >= 1.0)
    return (
        len(laid.rows) >= _PLAIN_ROWS
        and exact * 4 >= len(laid.rows) * 3
        and all(row.label.likeness >= SURE and row.placed.is_complete for row in laid.rows)
    )
