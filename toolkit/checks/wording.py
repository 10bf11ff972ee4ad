"""Numbers and sums as the messages write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal


def number(value: Decimal) -> str:
    """A number without an exponent and without zeros at the end of its fraction: 22, 28068.751, -2."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def sum_of(terms: Iterable[Decimal]) -> str:
    """A sum as a person would write it down, zeros left out, what is taken away at the end: 6+12+4, 22−12."""
    written = ""
    for term in sorted((term for term in terms if term), key=lambda term: term < 0):
        sign = "−" if term < 0 else "+" if written else ""
        written += sign + number(abs(term))
    return written or "0"


def worked_out(terms: Sequence[Decimal]) -> str:
    """What a sum comes to, with its terms if several of them are not 0: 10（6+4）."""
    total = number(sum(terms, Decimal(0)))
    return f"{total}（{sum_of(terms)}）" if sum(term != 0 for term in terms) > 1 else total
