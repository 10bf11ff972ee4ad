"""Where no head says which column is which: whether the order of the form, or the total first, fits the sums."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence, Set
from decimal import Decimal

from toolkit.extract.heads import total_places
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.lines.lines import Line
from toolkit.forms.form import Case, Form
from toolkit.model import CellId, Note

ZERO = Decimal(0)
_NOTHING = frozenset({"blank", "dash"})
Order = Callable[[Sequence[CellId], CellId], list[CellId]]


def settle_order(laid: Laid, form: Form, lines: Sequence[Line] = ()) -> tuple[Laid, tuple[Note, ...]]:
    """The table with rows that have no head put in the order that their sums confirm; left open where none does.

    The sums only choose between two orders that occur in print (as on the form, and the totals first): they write no
    value. Rows whose values are all the same say nothing, and keep the form's order. Where the ``lines`` over them have
    the columns' labels, though they make no head, an order that these contradict is none, whatever the sums say.
    """
    headless = [row for row in laid.rows if row.head is None and len(row.placed.tokens) > 1 and row.placed.is_complete]
    if not headless:
        return laid, ()
    cases = sums_within(laid, form)
    bare = [row for row in headless if _has_bare_edge(row, headless, laid) or _is_blank_beside_fewer(row, laid)]
    if bare:
        laid = with_rows(laid, tuple(_opened(row) if row in bare else row for row in laid.rows))
        headless = [row for row in headless if row not in bare]
    if not headless or not cases:
        return laid, ()
    as_form, total_first = _verdicts(headless, laid, cases)
    wins, fails = as_form.count(True), as_form.count(False)
    places = _printed_places(headless, laid, cases, lines)
    if (
        wins >= fails
        and total_first.count(True) - total_first.count(False) <= wins - fails
        and (not places or "last" in places or _are_alike(headless))
    ):
        said = "没有表头，各列按规定格式的次序认定" + (
            "，与各行总计相符" if wins else "；各行数字相同，次序无从也无须分辨"
        )
        return laid, (_note("order.assumed", said, headless, laid),)
    if total_first.count(True) > total_first.count(False) and (not places or "first" in places):
        rows = tuple(_reordered(row, laid, cases.get(row.line, ())) if row in headless else row for row in laid.rows)
        said = "没有表头，各行的数字只有把总计当作第一列才相符，按总计在前认定"
        return with_rows(laid, rows), (_note("order.total_first", said, headless, laid),)
    rows = tuple(_opened(row) if row in headless else row for row in laid.rows)
    said = (
        "表头没有认出，各行数字所合的次序又与上方列名的次序不符，无法确定各列，没有取值，请对照原件"
        if places
        else "没有表头，各行数字按规定次序和总计在前都对不上，无法确定各列，没有取值，请对照原件"
    )
    return with_rows(laid, rows), (_note("order.unknown", said, headless, laid),)


def _are_alike(rows: Sequence[Row]) -> bool:
    """Whether each row has the same figure in all columns."""
    return all(
        len({token.reading.value for token in row.placed.tokens if token}) == 1 and row.placed.tokens for row in rows
    )


def _printed_places(
    rows: Sequence[Row], laid: Laid, cases: Mapping[int, Sequence[Case]], lines: Sequence[Line]
) -> Set[total_places.Place]:
    """Where the labels over rows without a head have the total among those of its parts."""
    found: set[total_places.Place] = set()
    for row in {id(laid.layout.lines[row.line].head): row for row in reversed(rows)}.values():
        cells, head = laid.layout.lines[row.line].cells, laid.layout.lines[row.line].head
        totals = {cells.index(case.result) for case in cases.get(row.line, ()) if case.result in cells}
        # The words of a row without a label may be its head's.
        over = [line for line in lines[: row.strip.last] if line.run == row.strip.run]
        found |= total_places.places(over, head, totals)
    return found


def _verdicts(
    rows: Sequence[Row], laid: Laid, cases: Mapping[int, Sequence[Case]]
) -> tuple[list[bool | None], list[bool | None]]:
    """Whether each row's sums hold in the form's order, and with the total first; where no row has all its numbers,
    as in a table whose zeros are dashes or blanks, by what is printed.
    """
    for blank in (None, ZERO):
        as_form, total_first = (
            [holds(row, laid, cases.get(row.line, ()), order, blank) for row in rows]
            for order in (as_printed, _total_first)
        )
        if any(verdict is not None for verdict in as_form):
            break
    return as_form, total_first


def _has_bare_edge(row: Row, rows: Sequence[Row], laid: Laid) -> bool:
    """Whether the first or the last column is blank in all rows beside it: then it may be no column of the table.
    A row in which nothing is printed has nothing that could be in another column.
    """
    head = laid.layout.lines[row.line].head
    beside = [other.placed.tokens for other in rows if laid.layout.lines[other.line].head is head]
    if not row.placed.printed:
        return False
    edges = [[token for tokens in beside if (token := tokens[edge]) is not None] for edge in (0, -1)]
    return any(all(token.is_blank for token in tokens) for tokens in edges)


def _is_blank_beside_fewer(row: Row, laid: Laid) -> bool:
    """Whether a row is blank throughout, and others stand under a head that lacks columns: it may lack them as well."""
    heads = [
        other.head for other in laid.rows if laid.layout.lines[other.line].head is laid.layout.lines[row.line].head
    ]
    return not row.placed.printed and any(head is not None and not head.whole for head in heads)


def with_rows(laid: Laid, rows: tuple[Row, ...]) -> Laid:
    """The table with other rows."""
    return dataclasses.replace(laid, rows=rows)


def sums_within(laid: Laid, form: Form) -> dict[int, list[Case]]:
    """By line of the layout the sums whose cells all stand in it."""
    line_of = {cell: number for number, line in enumerate(laid.layout.lines) for cell in line.cells}
    found: dict[int, list[Case]] = {}
    for identity in form.identities:
        if identity.relation != "equal" or identity.table != laid.layout.table:
            continue
        for case in identity.cases:
            lines = {line_of.get(cell) for cell in (*case.left, *case.right)}
            line = lines.pop()
            if line is not None and not lines:
                found.setdefault(line, []).append(case)
    return found


def as_printed(cells: Sequence[CellId], _: CellId) -> list[CellId]:
    """The order of the columns as they were read."""
    return list(cells)


def _total_first(cells: Sequence[CellId], result: CellId) -> list[CellId]:
    return [result, *(cell for cell in cells if cell != result)]


def holds(row: Row, laid: Laid, cases: Sequence[Case], order: Order, blank: Decimal | None = None) -> bool | None:
    """Whether a row's sums hold in an order; None where they say nothing: something is unknown, or all is alike.
    ``blank``: what a blank cell or a dash counts for, if only the order is asked for.
    """
    cells = laid.layout.lines[row.line].cells
    verdicts: list[bool] = []
    for case in cases:
        within = [cell for cell in cells if cell in case.left or cell in case.right]
        if not within or case.result not in within:
            continue
        whole = len(within)
        if blank is not None:  # nothing is printed for a column that the head lacks
            within = [cell for cell in within if cells.index(cell) not in row.placed.absent]
        tokens = [row.placed.tokens[cells.index(cell)] for cell in within]
        values = {
            cell: None if token is None else blank if token.reading.status in _NOTHING else token.reading.value
            for cell, token in zip(order(within, case.result), tokens, strict=True)
        }
        if any(value is None for value in values.values()) or len(set(values.values())) == 1:
            continue
        left, right = _sum(case.left, values), _sum(case.right, values)
        if len(values) < whole and _sum([case.result], values) > min(left, right):
            continue  # the rest may be of the columns that aren't there
        verdicts.append(left == right)
    return all(verdicts) if verdicts else None


def _sum(cells: Sequence[CellId], values: dict[CellId, Decimal | None]) -> Decimal:
    return sum((values[cell] or Decimal(0) for cell in cells if cell in values), Decimal(0))


def _reordered(row: Row, laid: Laid, cases: Sequence[Case]) -> Row:
    cells = laid.layout.lines[row.line].cells
    tokens = list(row.placed.tokens)
    for case in cases:
        within = [cell for cell in cells if cell in case.left or cell in case.right]
        if within and case.result in within:
            values = [row.placed.tokens[cells.index(cell)] for cell in within]
            for cell, token in zip(_total_first(within, case.result), values, strict=True):
                tokens[cells.index(cell)] = token
    return row._replace(placed=dataclasses.replace(row.placed, tokens=tuple(tokens)))


def _opened(row: Row) -> Row:
    slots = len(row.placed.tokens)
    return row._replace(
        placed=dataclasses.replace(row.placed, tokens=(None,) * slots, sure=0.0, why="没有表头，无法确定各列的次序")
    )


def _note(code: str, said: str, rows: Sequence[Row], laid: Laid) -> Note:
    cells = tuple(cell for row in rows for cell in laid.layout.lines[row.line].cells)
    return Note(code, said, None, cells)
