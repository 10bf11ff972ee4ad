"""An invented organ, its size and its year, with figures that add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from bench.foreign.wording import COLUMNS, DISCLOSURE, RESULTS, lines

_FIRST = "云青白临安永南长清宁泰丰和瑞石东"
_SECOND = "溪河山阳川州岭原江湖桥塘水陵田浦"
_KINDS: tuple[tuple[str, str, int], ...] = (
    ("县", "{}镇人民政府", 0),
    ("县", "{}乡人民政府", 0),
    ("市", "{}街道办事处", 0),
    ("县", "农业农村局", 1),
    ("市", "市场监督管理局", 2),
    ("县", "卫生健康局", 1),
    ("区", "教育局", 1),
    ("市", "自然资源和规划局", 2),
    ("县", "人力资源和社会保障局", 1),
    ("市", "水利局", 1),
    ("县", "人民政府办公室", 1),
    ("市", "人民政府", 3),
    ("区", "人民政府", 3),
    ("县", "住房和城乡建设局", 2),
    ("市", "高新技术产业开发区管理委员会", 1),
    ("区", "城市管理综合行政执法局", 2),
    ("县", "气象局", 0),
    ("市", "烟草专卖局", 1),
    ("县", "医疗保障局", 1),
    ("市", "公安局", 2),
    ("区", "税务局", 2),
)
"""Level, office, size from 0 (a township) to 3 (a government)."""
_BUSY = (3, 15, 70, 400)
_NO_APPLICATIONS = (0.55, 0.3, 0.15, 0.0)
APPLICANTS = tuple(column for column, _ in COLUMNS if column != "total")
SUITORS = ("review", "suit_direct", "suit_after_review")


@dataclass(frozen=True, slots=True)
class Story:
    """What a report tells, before anybody writes it. ``one_other``: （六） is one row."""

    organ: str
    year: int
    form: str
    one_other: bool
    figures: dict[str, Decimal]


def story(dice: Random) -> Story:
    """An organ's year."""
    form = "2019" if dice.random() < 0.2 else "2021"
    level, office, size = dice.choice(_KINDS)
    organ = place(dice) + level + office.format(place(dice))
    year = dice.choice((2019, 2020)) if form == "2019" else dice.randint(2021, 2025)
    if form == "2019" and dice.random() < 0.25:
        year = dice.choice((2021, 2022))
    one_other = form == "2019" or dice.random() < 0.06
    return Story(organ, year, form, one_other, figures(dice, form, size, one_other))


def place(dice: Random) -> str:
    """An invented place's name."""
    return dice.choice(_FIRST) + dice.choice(_SECOND)


def figures(dice: Random, form: str, size: int, one_other: bool) -> dict[str, Decimal]:
    """A value for each cell of the form; the sums hold."""
    found = _applications(dice, form, size, one_other)
    for suitor in SUITORS:
        counts = [_count(dice, _BUSY[size] / 10, 0.75) for _ in RESULTS[:-1]]
        for (result, _), count in zip(RESULTS, (*counts, sum(counts)), strict=True):
            found[f"disputes.{suitor}.{result}"] = Decimal(count)
    for part in DISCLOSURE[form]:
        for row, _ in part.rows:
            for column, _ in part.columns:
                found[f"disclosure.{row}.{column}"] = _disclosed(dice, row, column, size)
    return found


def _count(dice: Random, top: float, none: float) -> int:
    return 0 if dice.random() < none else dice.randint(1, max(1, int(top)))


def _applications(dice: Random, form: str, size: int, one_other: bool) -> dict[str, Decimal]:
    rows = [line.id for line in lines(form, one_other) if line.id is not None]
    outcomes = [row for row in rows if row not in ("new", "carried_in", "total", "carried_out")]
    counts = {row: dict.fromkeys(APPLICANTS, 0) for row in rows}
    asked = dice.random() > _NO_APPLICATIONS[size]
    busy = _BUSY[size]
    for column in APPLICANTS:
        if not asked or (column != "natural" and dice.random() >= 0.35):
            continue
        for row in outcomes:
            top = busy / (3 if column == "natural" else 18)
            counts[row][column] = _count(dice, top, 0.35 if row == "granted" else 0.8)
        done = sum(counts[row][column] for row in outcomes)
        left = _count(dice, busy / 12, 0.7)
        brought = min(_count(dice, busy / 12, 0.7), done + left)
        counts["total"][column] = done
        counts["carried_out"][column] = left
        counts["carried_in"][column] = brought
        counts["new"][column] = done + left - brought
    found = {}
    for row, values in counts.items():
        for column, count in (*values.items(), ("total", sum(values.values()))):
            found[f"applications.{row}.{column}"] = Decimal(count)
    return found


def _disclosed(dice: Random, row: str, column: str, size: int) -> Decimal:
    if column == "amount":
        top = dice.choice((3, 90, 8000)) if row == "fees" else dice.choice((40, 3000))
        if dice.random() < (0.55 if row == "fees" else 0.4):
            return Decimal(0)
        return Decimal(str(round(dice.uniform(0.1, top), dice.choice((0, 1, 2, 4)))))
    if column == "change":
        return Decimal(0 if dice.random() < 0.6 else dice.randint(-12, 20))
    if column == "decisions":
        top = dice.choice((9, 300, 5000, 48000)) if size else 30
        return Decimal(_count(dice, top, 0.45))
    if row in ("rules", "normative"):
        top = _BUSY[size] * (2 if column == "in_force" else 1)
        return Decimal(_count(dice, top, 0.85 if row == "rules" else 0.4))
    return Decimal(_count(dice, 30 if row == "procurement" else 60, 0.4))
