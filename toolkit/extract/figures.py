"""Tokens into figures: what is printed in a cell, in the unit of its column."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from toolkit.extract.lines.lines import Place, Token
from toolkit.extract.lines.units import unit_in
from toolkit.forms.form import FormCell
from toolkit.model import Alternative, Figure, Note, Origin, Seen, new_figure
from toolkit.numbers import MONEY_IN_WAN, CellReading

OriginOf = Callable[[Place], Origin | None]
_UNIT_UNKNOWN = 0.9
"""Confidence in a sum of money whose unit is printed nowhere."""

MISSING = Figure(None, "missing", "", "table", 1.0, None)


def figure_of(
    cell: FormCell, token: Token, label: str | None, confidence: float, origin_of: OriginOf
) -> tuple[Figure, Note | None]:
    """The figure that a token is. ``label`` is what is printed over and beside it, where a unit of money may be.

    Of one that was read from a picture, confidence is at most that of its least sure character.
    """
    text, reading, is_word, _, _, _, place, seen = token
    if seen is None and reading.value is not None and reading.unit is None and not (is_word or cell.is_money):
        origin = origin_of(place) if isinstance(place, Place) else place
        return new_figure((reading.value, reading.status, text.strip(), "table", confidence, origin, ())), None
    figure, note = _printed(cell, token, label, confidence, origin_of)
    if seen is None:
        return figure, note
    confidence = round(min(figure.confidence, seen.score), 2)
    others = _others_in_unit(cell, token, label, seen) if figure.status in ("printed", "unreadable") else ()
    return figure._replace(method="ocr", confidence=confidence, alternatives=others), note


def _others_in_unit(cell: FormCell, token: Token, label: str | None, seen: Seen) -> tuple[Alternative, ...]:
    """The other readings of a number, in the unit that its own reading would have."""
    others = []
    for other in seen.alternatives:
        value, _ = _in_unit(cell, CellReading("printed", other.value, token.reading.unit), other.value, label, None)
        if value is not None:
            others.append(Alternative(value, other.score))
    return tuple(others)


def _printed(
    cell: FormCell, token: Token, label: str | None, confidence: float, origin_of: OriginOf
) -> tuple[Figure, Note | None]:
    reading, place = token.reading, token.place
    origin = origin_of(place) if isinstance(place, Place) else place
    raw = token.text.strip()
    if token.is_word or reading.status == "unreadable" or (reading.status == "printed" and reading.value is None):
        what = f"是“{_short(raw)}”，不是数字" if token.seen is None else f"认出“{_short(raw)}”，没有把握是哪个数"
        said = Note("cell.unreadable", f"“{cell.name}”里{what}，没有取值，请对照原件", origin, (cell.id,))
        return Figure(None, "unreadable", raw, "table", confidence, origin), said
    if reading.status != "printed" or reading.value is None:
        return Figure(None, reading.status, raw, "table", confidence, origin), None
    value, note = _in_unit(cell, reading, reading.value, label, origin)
    if value is None:
        return Figure(None, "unreadable", raw, "table", confidence, origin), note
    if note is not None:
        confidence = min(confidence, _UNIT_UNKNOWN)
    return Figure(value, "printed", raw, "table", confidence, origin), note


def _in_unit(
    cell: FormCell, reading: CellReading, value: Decimal, label: str | None, origin: Origin | None
) -> tuple[Decimal | None, Note | None]:
    """The value in the column's unit; None if it is one that can't be turned into it."""
    if cell.is_money:
        unit = reading.unit or (unit_in(label) if label else None)
        if unit in MONEY_IN_WAN:
            return _plain(value * MONEY_IN_WAN[unit]), None
        if unit is None:
            said = f"“{cell.name}”的金额没有写明单位，按表中数字 {value} 记，单位当作万元，请核对"
            return value, Note("unit.unknown", said, origin, (cell.id,))
    elif reading.unit in ("万", "亿"):
        return _plain(value * {"万": 10_000, "亿": 100_000_000}[reading.unit]), None
    elif reading.unit not in MONEY_IN_WAN:
        return value, None
    said = f"“{cell.name}”的单位是{cell.unit}，格子里却写着“{reading.unit}”，没有取值，请对照原件"
    return None, Note("unit.foreign", said, origin, (cell.id,))


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that the multiplication leaves behind: 25.1, not 25.1000."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else line[:20] + "……"
