"""Layouts of section four's table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.foreign.grid import Row, Table
from bench.foreign.wording import AFTER, DIRECT, RESULTS, REVIEW, SUITS, Words
from bench.third.pen import Pen
from bench.third.story import SUITORS

_TITLES = ("政府信息公开行政复议、行政诉讼情况", "行政复议、行政诉讼情况（单位：件）")


def _values(pen: Pen, *suitors: str) -> Row:
    return tuple(pen.value(f"disputes.{suitor}.{result}") for suitor in suitors for result, _ in _order(pen))


def _results(pen: Pen, rows: int = 1) -> Row:
    return tuple(pen.label(words[0], rows) for _, words in _order(pen))


def _order(pen: Pen) -> Sequence[tuple[str, Words]]:
    return (*RESULTS[:2], RESULTS[-1], *RESULTS[2:-1]) if pen.mid_total else RESULTS


def official(pen: Pen) -> list[Table]:
    """The form's: fifteen columns, one row of figures."""
    return [
        Table(
            (
                (pen.label(REVIEW[0], cols=5), pen.label(SUITS[0], cols=10)),
                (*_results(pen, 2), pen.label(DIRECT[0], cols=5), pen.label(AFTER[0], cols=5)),
                (*_results(pen), *_results(pen)),
                _values(pen, *SUITORS),
            ),
            head=3,
            role="disputes",
        )
    ]


def titled(pen: Pen) -> list[Table]:
    """The form's below a row with the table's name."""
    table = official(pen)[0]
    title = (pen.label(pen.dice.choice(_TITLES), cols=15),)
    return [Table((title, *table.rows), head=4, role="disputes")]


def down(pen: Pen) -> list[Table]:
    """Three rows."""
    corner = pen.dice.choice(("类别", "项目", ""))
    return [
        Table(
            (
                (pen.label(corner, cols=2), *_results(pen)),
                (pen.label(REVIEW[0], cols=2), *_values(pen, "review")),
                (pen.label(SUITS[0], 2), pen.label(DIRECT[0]), *_values(pen, "suit_direct")),
                (pen.label(AFTER[0]), *_values(pen, "suit_after_review")),
            ),
            head=1,
            role="disputes",
        )
    ]


def apart(pen: Pen) -> list[Table]:
    """A table for reviews, another for suits."""
    review = ((pen.label(REVIEW[0], cols=5),), _results(pen), _values(pen, "review"))
    suits = (
        (pen.label(SUITS[0], cols=10),),
        (pen.label(DIRECT[0], cols=5), pen.label(AFTER[0], cols=5)),
        (*_results(pen), *_results(pen)),
        _values(pen, *SUITORS[1:]),
    )
    return [Table(review, head=2, role="disputes"), Table(suits, head=3, role="disputes")]


LAYOUTS: dict[str, tuple[Callable[[Pen], list[Table]], int]] = {
    "official": (official, 73),
    "down": (down, 12),
    "apart": (apart, 8),
    "titled": (titled, 7),
}
