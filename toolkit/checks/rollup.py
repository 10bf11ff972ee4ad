"""A government's report against those of its organs: what is summed, what is missing, what is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from unicodedata import normalize

from toolkit.checks.rule import Observation, rule
from toolkit.checks.series import evidence
from toolkit.checks.sheet import Sheet, sheet_of
from toolkit.checks.wording import number, sum_of
from toolkit.model import CellId, Report

_SHOWN = 5
_MOST_NAMES = 20
_MANY = 5
"""Cells in which the parts have less than the whole: of fewer it may be that single figures are wrong."""
_LEAST_NAME = 3
_OFFICES = ("办公室", "办公厅", "政府办", "府办")


@dataclass(frozen=True)
class Rollup:
    """A report of the whole and those of its parts; only parts on the same form and of the same year are summed."""

    parent: Sheet
    children: tuple[Sheet, ...]
    expected: tuple[str, ...] = ()
    """The organs whose reports must be there, where somebody has given a list."""

    @cached_property
    def summed(self) -> tuple[Sheet, ...]:
        """The children whose figures can be added up."""
        mine = self.parent.report
        return tuple(c for c in self.children if (c.report.year, c.report.form) == (mine.year, mine.form))

    @cached_property
    def sums(self) -> Mapping[CellId, Decimal]:
        """The children's sums, of cells that all of them have; a blank is not 0."""
        cells = [cell for cell in self.parent.values if all(cell in child.values for child in self.summed)]
        if not self.summed:
            return {}
        return {cell: sum((child.values[cell] for child in self.summed), Decimal(0)) for cell in cells}

    @property
    def has_office(self) -> bool:
        """Whether the government's own office is among the children, so that nothing else is left."""
        return any((child.report.organ or "").endswith(_OFFICES) for child in self.children)


def rollup_of(parent: Report, children: Sequence[Report], expected: Sequence[str] = ()) -> Rollup:
    """Lay all of them on their forms."""
    return Rollup(sheet_of(parent), tuple(sheet_of(child) for child in children), tuple(expected))


def _name(sheet: Sheet) -> str:
    return sheet.report.organ or sheet.report.source.name


def _plain(name: str) -> str:
    return "".join(normalize("NFKC", name).split())


@rule("rollup.child_missing", severity="error")
def child_missing(rollup: Rollup) -> Iterator[Observation]:
    """What: 名单上的每个下级机关都有报告，没有名单以外的。
    Why: 少一份，汇总的数就少一份；名单以外的报告可能是别处的，或机关改了名称。
    Example:
        year 2023
        expect 云溪县水务局
        expect 云溪县林业局
        child organ 云溪县水务局
        child rest 0
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    if not rollup.expected:
        return
    here = {_plain(_name(child)): _name(child) for child in rollup.summed}
    missing = [name for name in rollup.expected if not any(_is_same(_plain(name), there) for there in here)]
    strange = [
        name for there, name in here.items() if not any(_is_same(_plain(wanted), there) for wanted in rollup.expected)
    ]
    if missing:
        also = f"；另有名单上没有的：{_listed(strange)}，请核对是不是改了名称" if strange else ""
        yield Observation(
            f"名单上的 {len(rollup.expected)} 个机关缺 {len(missing)} 份报告：{_listed(missing)}{also}；请补齐再汇总",
            quotes=tuple(missing),
        )
    elif strange:
        yield Observation(
            f"有名单上没有的报告：{_listed(strange)}；请核对名单，不该汇总的拿出来",
            quotes=tuple(strange),
            severity="warning",
        )


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one organ: the same, or one without the place's name before it (水务局)."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _LEAST_NAME and longer.endswith(shorter))


def _listed(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > _MOST_NAMES else ""
    return "、".join(f"“{name}”" for name in names[:_MOST_NAMES]) + more


@rule("rollup.child_twice", severity="error")
def child_twice(rollup: Rollup) -> Iterator[Observation]:
    """What: 每个下级机关只有一份报告。
    Why: 同一机关的报告放了两份，汇总时就重复计算。
    Example:
        child organ 云溪县水务局
        child rest 0
        child organ 云溪县水务局
        child rest 0
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    of: dict[str, list[Sheet]] = {}
    for child in rollup.summed:
        of.setdefault(_plain(_name(child)), []).append(child)
    twice = {name: sheets for name, sheets in of.items() if len(sheets) > 1}
    if twice:
        told = "；".join(
            f"“{name}”有 {len(sheets)} 份（{'、'.join(sheet.report.source.name for sheet in sheets)}）"
            for name, sheets in twice.items()
        )
        yield Observation(f"{told}；请只留一份再汇总", quotes=tuple(twice))


@rule("rollup.child_other_year", severity="error")
def child_other_year(rollup: Rollup) -> Iterator[Observation]:
    """What: 下级机关的报告与本级报告是同一年度、同一格式的。
    Why: 混进别的年度的报告，汇总就错了；格式不同的数不能相加。这样的报告没有计入汇总。
    Example:
        year 2023
        child year 2022
        child organ 云溪县水务局
        child rest 0
        finds
    Citation: 国办公开办函〔2021〕30号
    """
    others = [child for child in rollup.children if child not in rollup.summed]
    if others:
        mine = rollup.parent.report
        told = "、".join(
            f"“{_name(c)}”（{c.report.year or '年度未读到'}，格式 {c.report.form or '未能判断'}）" for c in others
        )
        yield Observation(
            f"本级报告是 {mine.year or '年度未读到'}，格式 {mine.form or '未能判断'}；{told} 与它不同，没有计入汇总",
            quotes=tuple(_name(child) for child in others),
        )


@rule("rollup.exceeds_whole", severity="error")
def exceeds_whole(rollup: Rollup) -> Iterator[Observation]:
    """What: 下级机关的数加起来不超过本级报告的数；本级办公室也在其中时，二者相等。
    Why: 本级报告汇总本级和各下级机关。下级之和更大，说明漏汇、重报，或有人事后改过数。
    Example:
        rest 0
        applications.new.natural 5
        applications.new.total 5
        child organ 云溪县水务局
        child rest 0
        child applications.new.natural 4
        child applications.new.total 4
        child organ 云溪县林业局
        child rest 0
        child applications.new.natural 3
        child applications.new.total 3
        finds applications.new.natural applications.new.total
    Citation: 国办公开办函〔2021〕30号
    """
    values = rollup.parent.values
    apart = {
        c: s - values[c] for c, s in rollup.sums.items() if s > values[c] or (rollup.has_office and s != values[c])
    }
    if not apart:
        return
    clauses = [
        f"{rollup.parent.cells[cell].name} 本级填 {number(values[cell])}，下级合计 {number(rollup.sums[cell])}"
        f"（{sum_of([child.values[cell] for child in rollup.summed])}），"
        f"{'多' if delta > 0 else '少'} {number(abs(delta))}"
        for cell, delta in list(apart.items())[:_SHOWN]
    ]
    more = [f"另有 {len(apart) - _SHOWN} 格"] if len(apart) > _SHOWN else []
    again = _equal_to_a_child(rollup, apart)
    lacking = len(apart) >= _MANY and all(delta < 0 for delta in apart.values())
    guess = [f"多出的恰好是“{again}”的数，疑似重复，或本级没有汇入"] if again else []
    if lacking:
        guess = ["没有一格是下级多的，疑似缺一份下级报告；有下级机关的名单，可用 --expect 查出缺哪一份"]
    yield Observation(
        "；".join([*clauses, *more, *guess, "请与下级核对这些数，改正错的一方"]),
        tuple(apart),
        slip="child_counted_twice" if again else "child_missing" if lacking else None,
        elsewhere=tuple(e for child in rollup.summed for e in evidence(child, list(apart)[:1])),
    )


def _equal_to_a_child(rollup: Rollup, apart: Mapping[CellId, Decimal]) -> str | None:
    """The child whose figures are just what is too much."""
    for child in rollup.summed:
        figures = {cell: value for cell, value in child.values.items() if value and cell in rollup.sums}
        if figures and figures == dict(apart):
            return _name(child)
    return None


@rule("rollup.remainder", severity="info")
def remainder(rollup: Rollup) -> Iterator[Observation]:
    """What: 本级报告比下级之和多出的，是本级机关自己的数。
    Why: 多出的数如果不是本级机关自己的，就是少了一份下级报告。
    Example:
        rest 0
        applications.new.natural 5
        applications.new.total 5
        child organ 云溪县水务局
        child rest 0
        child applications.new.natural 4
        child applications.new.total 4
        finds applications.new.natural applications.new.total
    Citation: 国办公开办函〔2021〕30号
    """
    if rollup.has_office:
        return
    values = rollup.parent.values
    left = {cell: values[cell] - total for cell, total in rollup.sums.items() if values[cell] > total}
    if left:
        told = "、".join(f"{rollup.parent.cells[c].name} {number(v)}" for c, v in list(left.items())[:_SHOWN])
        more = f" 等 {len(left)} 格" if len(left) > _SHOWN else ""
        yield Observation(
            f"本级报告比这 {len(rollup.summed)} 份下级报告之和多：{told}{more}；"
            "请核对是不是本级机关自己的数，不是的话就少了一份下级报告",
            tuple(left),
        )


@rule("rollup.not_comparable", severity="warning")
def not_comparable(rollup: Rollup) -> Iterator[Observation]:
    """What: 每份下级报告的每一格都有数，可以相加。
    Why: 空白不是 0；有一份是空白，这一格的合计就不知道，没有核对。
    Example:
        rest 0
        child organ 云溪县水务局
        child rest 0
        child applications.new.natural 空
        finds applications.new.natural
    Citation: 国办公开办函〔2021〕30号
    """
    if not rollup.summed:
        return
    cells = tuple(cell for cell in rollup.parent.values if cell not in rollup.sums)
    if cells:
        whose = [_name(child) for child in rollup.summed if any(cell not in child.values for cell in cells)]
        listed = "、".join(f"“{name}”" for name in whose[:_SHOWN])
        more = f" 等 {len(whose)} 份" if len(whose) > _SHOWN else ""
        names = "、".join(rollup.parent.cells[cell].name for cell in cells[:_SHOWN])
        rest = f" 等 {len(cells)} 格" if len(cells) > _SHOWN else ""
        yield Observation(
            f"{names}{rest} 没有核对，因为 {listed}{more} 的报告里没有数（空白不当作 0）；请下级补填后再核对", cells
        )
