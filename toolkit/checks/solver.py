"""The integer programmes of the repair search, and HiGHS that solves them. Loaded only where sums fail.

HiGHS comes with the extra ``repair``; without it the checks find the same errors, with fewer repairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from math import inf
from time import thread_time
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from types import ModuleType

_SEED = 1  # the same report has the same repairs on every run
_HALF = 0.5


def is_installed() -> bool:
    """Whether HiGHS is there."""
    return find_spec("highspy") is not None


@dataclass(frozen=True, slots=True)
class Row:
    """``low`` ≤ Σ factor × variable ≤ ``high``."""

    factors: tuple[tuple[int, float], ...]
    low: float
    high: float


@dataclass
class Programme:
    """Variables by number with their costs, bounds and kinds, and the rows that hold between them."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, cost: float = 0.0, upper: float = inf, *, whole: bool = True) -> int:
        """A new variable from 0 to ``upper``."""
        self.costs.append(cost)
        self.uppers.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1


Ending = Literal["solved", "impossible", "bound_reached"]


@dataclass
class Budget:
    """What the searches for a report may take.

    ``steps`` are the programmes given to HiGHS and the times that it asks whether to go on: the same on every machine
    and at every load. ``until``, by ``thread_time``, is for a slow machine, and for what takes long between two steps.
    """

    steps: int
    until: float

    @property
    def is_spent(self) -> bool:
        """Whether to break off."""
        return self.steps <= 0 or thread_time() > self.until

    def spend(self) -> None:
        """One step."""
        self.steps -= 1


class Solver:
    """A programme in HiGHS's hands; rows may be added between solutions."""

    def __init__(self, programme: Programme, budget: Budget) -> None:
        import highspy

        class Quiet(highspy.Highs):
            """Silent from the start: as it is made it would print a line, where findings are printed as JSON."""

            def enableCallbacks(self) -> None:  # noqa: N802 (HiGHS's name)
                self.setOptionValue("output_flag", False)
                super().enableCallbacks()  # type: ignore[no-untyped-call]

        self._highspy: ModuleType = highspy
        self._highs: Any = Quiet()  # type: ignore[no-untyped-call]
        for option, value in (
            ("threads", 1),
            ("random_seed", _SEED),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.01),
        ):
            self._highs.setOptionValue(option, value)
        self._highs.passModel(self._model(programme))
        self._budget = budget
        self._highs.cbMipInterrupt.subscribe(self._go_on)
        self._costs = programme.costs

    def _model(self, programme: Programme) -> Any:
        highspy, model = self._highspy, self._highspy.HighsLp()
        count, rows = len(programme.costs), programme.rows
        model.num_col_, model.num_row_ = count, len(rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = programme.costs, [0.0] * count, programme.uppers
        model.row_lower_, model.row_upper_ = [row.low for row in rows], [row.high for row in rows]
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in programme.whole]
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        starts = [0]
        for row in rows:
            starts.append(starts[-1] + len(row.factors))
        matrix.start_ = starts
        matrix.index_ = [number for row in rows for number, _ in row.factors]
        matrix.value_ = [factor for row in rows for _, factor in row.factors]
        matrix.num_col_, matrix.num_row_ = count, len(rows)
        return model

    def solve(self) -> tuple[Ending, Sequence[float]]:
        """The cheapest values of all variables, unless the budget is spent before."""
        if self._budget.is_spent:
            return "bound_reached", ()
        self._budget.spend()
        self._highs.run()
        status, statuses = self._highs.getModelStatus(), self._highspy.HighsModelStatus
        if status == statuses.kOptimal:
            return "solved", self._highs.getSolution().col_value
        if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
            return "impossible", ()
        return "bound_reached", ()

    def _go_on(self, event: Any) -> None:
        """Broken off where the budget is spent."""
        self._budget.spend()
        if self._budget.is_spent:
            event.interrupt()

    def limit(self, cost: float) -> None:
        """No more solutions that cost more."""
        priced = [(number, price) for number, price in enumerate(self._costs) if price]
        self._highs.addRow(-inf, cost, len(priced), [number for number, _ in priced], [price for _, price in priced])

    def forbid(self, chosen: Sequence[int]) -> int:
        """No more solutions in which all these 0–1 variables are 1; returns the row's number."""
        self._highs.addRow(-inf, len(chosen) - 1.0, len(chosen), list(chosen), [1.0] * len(chosen))
        return int(self._highs.getNumRow()) - 1

    def allow(self, row: int) -> None:
        """Take a row back."""
        self._highs.changeRowBounds(row, -inf, inf)


def is_one(value: float) -> bool:
    """Whether a 0–1 variable's value means 1."""
    return value > _HALF
