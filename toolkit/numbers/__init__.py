"""Numbers as print has them: what stands in a table's cell, and every numeral of a text with its place."""

from toolkit.numbers.cells import (
    BLANK,
    COUNTING_UNIT,
    COUNTING_UNITS,
    DASH,
    MONEY_IN_WAN,
    UNREADABLE,
    CellReading,
    CellStatus,
    has_han,
    read_cell,
)
from toolkit.numbers.numerals import Kind, Numeral, find_numerals

__all__ = [
    "BLANK",
    "COUNTING_UNIT",
    "COUNTING_UNITS",
    "DASH",
    "MONEY_IN_WAN",
    "UNREADABLE",
    "CellReading",
    "CellStatus",
    "Kind",
    "Numeral",
    "find_numerals",
    "has_han",
    "read_cell",
]
