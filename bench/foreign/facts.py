"""Figures of an invented organ that add up, and its name."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from bench.foreign.wording import COLUMNS, DISCLOSURE, RESULTS, lines

PLACES = ("临滨", "安平", "云溪", "东岭", "清河湾", "石桥", "望川", "南浦", "新渡", "金堤", "柳泉", "松岗")
KINDS = ("县", "市", "区")
OFFICES = (
    "人民政府办公室",
    "教育局",
    "司法局",
    "水务局",
    "卫生健康委员会",
    "市场监督管理局",
    "交通运输局",
    "应急管理局",
    "统计局",
    "农业农村局",
    "城市管理局",
)
SUITORS = ("review", "suit_direct", "suit_after_review")


def organ(dice: Random) -> str:
    """An invented office's name."""
    place = dice.choice(PLACES) + dice.choice(KINDS)
    return dice.choice((f"{place}人民政府", *(place + office for office in OFFICES)))


def figures(dice: Random, form: str, one_other: bool) -> dict[str, Decimal]:
    """A value for each cell of the form. Sums hold; slips come later."""
    busy = dice.choice((0.05, 0.25, 0.5, 0.75))
    found: dict[str, Decimal] = {}
    found |= _disclosure(dice, form)
    found |= _applications(dice, form, one_other, busy)
    found |= _disputes(dice, busy)
    return found


def _count(dice: Random, busy: float, top: int) -> int:
    return dice.randint(1, max(1, int(top ** dice.random()))) if dice.random() < busy else 0


def _disclosure(dice: Random, form: str) -> dict[str, Decimal]:
    found = {}
    for part in DISCLOSURE[form]:
        for row, _ in part.rows:
            for column, _ in part.columns:
                found[f"disclosure.{row}.{column}"] = _disclosed(dice, column)
    return found


def _disclosed(dice: Random, column: str) -> Decimal:
    if column == "amount":
        if dice.random() < 0.3:
            return Decimal(0)
        return Decimal(dice.randint(1, 10 ** dice.choice((3, 5, 7)))).scaleb(-dice.choice((0, 1, 2, 4)))
    if column == "change":
        return Decimal(dice.choice((0, 0, dice.randint(1, 40), -dice.randint(1, 40))))
    return Decimal(_count(dice, 0.75, 5000 if column in ("decisions", "public_total") else 300))


def _applications(dice: Random, form: str, one_other: bool, busy: float) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    outcomes = [
        line.id
        for line in lines(form, one_other)
        if line.id is not None and line.id not in ("new", "carried_in", "total", "carried_out")
    ]
    weights = {"natural": 1.0, "company": 0.5, "research": 0.12, "charity": 0.12, "legal": 0.25, "other_org": 0.2}
    rows: dict[str, dict[str, int]] = {row: {} for row in ("new", "carried_in", *outcomes, "total", "carried_out")}
    for column, weight in weights.items():
        top = 400 if column == "natural" else 40
        for row in outcomes:
            rows[row][column] = _count(dice, busy * weight if dice.random() < 0.8 else busy, top)
        done = sum(rows[row][column] for row in outcomes)
        rows["total"][column] = done
        rows["carried_out"][column] = _count(dice, busy * weight, 12)
        rows["carried_in"][column] = min(_count(dice, busy * weight, 12), done)
        rows["new"][column] = done + rows["carried_out"][column] - rows["carried_in"][column]
    for row, values in rows.items():
        for column, _ in COLUMNS[:-1]:
            found[f"applications.{row}.{column}"] = Decimal(values[column])
        found[f"applications.{row}.total"] = Decimal(sum(values.values()))
    return found


def _disputes(dice: Random, busy: float) -> dict[str, Decimal]:
    found = {}
    for row in SUITORS:
        counts = [_count(dice, busy, 30) for _ in RESULTS[:-1]]
        for (column, _), count in zip(RESULTS, (*counts, sum(counts)), strict=True):
            found[f"disputes.{row}.{column}"] = Decimal(count)
    return found
