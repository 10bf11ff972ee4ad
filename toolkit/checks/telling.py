"""The arithmetic's findings put into words: the place, what it should be and why, and what probably happened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from toolkit.checks.changes_told import line_told, repairs_told
from toolkit.checks.constraints import Constraint
from toolkit.checks.explanations import Explanation
from toolkit.checks.rule import Observation
from toolkit.checks.sheet import Sheet
from toolkit.checks.slips import WORDS
from toolkit.checks.wording import number, sum_of, worked_out
from toolkit.forms.form import FormCell, Identity
from toolkit.model import CellId

_MOST_WORKED = 4
"""Cells of a line for each of which it is told how its figure comes about."""
_MOST_TAKEN = 6
"""Terms that are taken away one by one."""
_ADVICE = "请对照底稿改正"


@dataclass(frozen=True)
class Telling:
    """What is to be said of an explanation, told by one of the identities that fail."""

    sheet: Sheet
    constraints: Sequence[Constraint]
    explanation: Explanation
    lead: Identity

    def observation(self) -> Observation:
        """The explanation as a finding's content."""
        if self.explanation.changes:
            return self._mended()
        told = [constraint for constraint in self.explanation.failing if constraint.identity is self.lead]
        exact = [constraint for constraint in told if constraint.exact]
        if not self._stand_at_zero(told):
            if not exact:
                return self._too_many(told[0])
            told = exact
        confirmed = self._confirmed({constraint.case.result for constraint in told})
        return self._unequal(told, confirmed) if confirmed or not self._can_be(exact) else self._wrong_sums(told)

    @cached_property
    def _values(self) -> Mapping[CellId, Decimal]:
        """The figures; those that earlier findings correct, as they would be then."""
        return {**self.sheet.values, **self.explanation.assumed}

    # --- one set of changes would mend it -----------------------------------------------------------------

    def _mended(self) -> Observation:
        new = self.explanation.changes
        changes = {cell: new[cell] for cell in self.sheet.cells if cell in new}
        found = {cell: self._base(cell) for cell in changes}
        bases = {cell: base for cell, base in found.items() if base is not None}
        used = {base.identity.id for base in bases.values()}
        mended = {c.identity.id: c.identity.says for c in self.explanation.failing if c.exact}
        agreeing = [f"与“{says}”算得的一致" for identity_id, says in mended.items() if identity_id not in used]
        slip = self.explanation.slip
        guess = [WORDS[slip]] if slip else []
        line = line_told(self.sheet, changes, _MOST_WORKED)
        right = [line, f"按“{self.lead.says}”"] if line else [*self._should_be(bases), *self._moved_here(found)]
        return Observation(
            message="；".join([*right, *agreeing, *self._assumption(), *guess, *self._remark(), _ADVICE]),
            cells=tuple(changes),
            expected=next(iter(changes.values())) if len(changes) == 1 else None,
            slip=slip,
            repairs=self.explanation.repairs,
            repair_status=self.explanation.status,
            related=self._related(),
        )

    def _moved_here(self, found: Mapping[CellId, Constraint | None]) -> Iterator[str]:
        """What belongs into cells of which no equation speaks, because of blanks beside them: it stands in another."""
        for cell, base in found.items():
            if base is None:
                right, old = number(self.explanation.changes[cell]), number(self._values[cell])
                yield f"{self.sheet.cells[cell].name} 应为 {right}，表中为 {old}"

    def _base(self, cell: CellId) -> Constraint | None:
        """The equation that says what a changed cell should be: best one that fails and sees no other changed cell."""
        others = self.explanation.changes.keys() - {cell}

        def rank(base: Constraint) -> tuple[bool, bool, int, bool]:
            is_its_sum = cell == base.case.result and base.identity.computed is not None
            # 13 = 20−7 says more to a person than 859−587−70 and seventeen terms more.
            terms = 0 if is_its_sum else sum(1 for term in self._terms(base, cell).values() if term)
            return bool(others & base.signs.keys()), not is_its_sum, terms, base.identity is not self.lead

        failing = [c for c in self.explanation.failing if c.exact and cell in c.signs]
        return min(failing or [c for c in self.constraints if c.exact and cell in c.signs], key=rank, default=None)

    # --- several changes would mend it, or none of those that were tried ----------------------------------

    def _wrong_sums(self, told: Sequence[Constraint]) -> Observation:
        """What sums should be, as far as their parts are known."""
        bases = {cell: c for cell in self.sheet.cells for c in told if c.case.result == cell}
        exact = {cell: base for cell, base in bases.items() if base.exact}
        slip, guess = self._left_at_zero(bases) if self._stand_at_zero(told) else self._likeliest()
        clauses = [*self._should_be(exact), *(self._exceeding(base) for base in bases.values() if not base.exact)]
        return Observation(
            message="；".join(
                [*clauses, *self._not_counted(told), *self._assumption(), *guess, *self._choices(), "请对照底稿核对"]
            ),
            cells=tuple(bases),
            expected=self._expected(told[0], told[0].case.result) if len(told) == len(exact) == 1 else None,
            slip=slip,
            repairs=self.explanation.repairs,
            repair_status=self.explanation.status,
            related=self._related(),
        )

    def _unequal(self, told: Sequence[Constraint], confirmed: str | None) -> Observation:
        """Both sides of equations of which the result is not the wrong one, or is not known to be."""
        cells = self._in_order(constraint.case.result for constraint in told)
        blame = [f"{self._named(cells)} 与“{confirmed}”相符，多半是其余各格有漏填或填错"] if confirmed else []
        slip, guess = self._likeliest()
        clauses = [*self._sides(told), *self._not_counted(told), *self._assumption(), *blame, *guess]
        return Observation(
            "；".join([*clauses, *self._choices(), "请逐格核对"]),
            cells,
            slip=slip,
            repairs=self.explanation.repairs,
            repair_status=self.explanation.status,
            related=self._related(),
        )

    def _likeliest(self) -> tuple[str | None, list[str]]:
        """The slip that stands out among several that would do, and how it is told."""
        slip = self.explanation.slip
        return slip, [f"最像的一种：{WORDS[slip]}"] if slip else []

    def _choices(self) -> Iterator[str]:
        """What else fails of the slip, how many ways there are to mend it, and how the search went."""
        others = dict.fromkeys(
            f"“{c.identity.says}”" for c in self.explanation.failing if c.identity is not self.lead and c.exact
        )
        if others:
            yield f"这里的失误还使{'、'.join(others)}不成立"
        if len(self.explanation.repairs) > 1:
            told = repairs_told(self.sheet, self.explanation.repairs)
            yield f"至少有 {len(self.explanation.repairs)} 种改法，从数上分不出是哪一种：{told}"
        yield from self._remark()

    def _remark(self) -> list[str]:
        return [self.explanation.remark] if self.explanation.remark else []

    def _stand_at_zero(self, told: Iterable[Constraint]) -> bool:
        """Whether these say what cells are the sums of that stand at 0."""
        return all(constraint.defines and self._values.get(constraint.case.result) == 0 for constraint in told)

    def _can_be(self, told: Iterable[Constraint]) -> bool:
        """Whether the results could be what the equations say."""
        results = ((constraint.case.result, constraint) for constraint in told)
        return all(self._expected(c, cell) >= 0 or self.sheet.cells[cell].column.signed for cell, c in results)

    def _confirmed(self, cells: set[CellId]) -> str | None:
        """What another identity says that holds for all these cells, among figures that are not all 0."""
        holding: dict[str, set[CellId]] = {}
        for constraint in self.constraints:
            speaks = constraint.exact and any(self._values[cell] for cell in constraint.signs)
            if speaks and constraint.identity is not self.lead and constraint.holds(self._values):
                holding.setdefault(constraint.identity.says, set()).update(constraint.signs)
        return next((says for says, seen in holding.items() if seen >= cells), None)

    def _sides(self, told: Iterable[Constraint]) -> Iterator[str]:
        """Both sides of what fails, where no cell can be said to be the wrong one."""
        opening = f"“{self.lead.says}”不成立："
        for constraint in told:
            if not constraint.exact:
                yield self._exceeding(constraint)
                continue
            result = self.sheet.cells[constraint.case.result]
            left, right = ([self._values[c] for c, its in constraint.signs.items() if its == sign] for sign in (1, -1))
            difference = number(abs(constraint.excess(self._values)))
            if constraint.defines:
                total, parts = (left, right) if constraint.case.left == (result.id,) else (right, left)
                clause = f"{result.name} 为 {number(total[0])}，{self.lead.computed}为 {worked_out(parts)}"
            else:
                column = f"{result.column.label.text} 一列" if result.column.id else ""  # a list has but one
                clause = f"{opening}{column}左边 {worked_out(left)}，右边 {worked_out(right)}"
                opening = ""
            yield f"{clause}，相差 {difference}"

    # --- more than there can be ---------------------------------------------------------------------------

    def _too_many(self, told: Constraint) -> Observation:
        """An inequality that fails."""
        reason = f"应满足“{self.lead.says}”：{self.lead.why}请核对"
        clauses = [self._exceeding(told), *self._not_counted([told]), *self._assumption(), reason]
        too_many = [cell for cell, sign in told.signs.items() if sign > 0 and self._values[cell]]
        cells = [told.case.result] if told.case.result in told.signs else too_many or told.signs
        return Observation("；".join(clauses), self._in_order(cells), related=self._related())

    def _exceeding(self, constraint: Constraint) -> str:
        """What is too many, and by how many."""
        more, less = ([cell for cell, its in constraint.signs.items() if its == sign] for sign in (1, -1))
        excess = number(constraint.excess(self._values))
        if not more:
            return f"{self._summed(less)}，小于 0"
        if less == [constraint.case.result] and self.lead.computed:
            done = worked_out([self._values[cell] for cell in more])
            return f"{self._summed(less)}，已填的{self.lead.computed}已达 {done}，超出 {excess}"
        return f"{self._summed(more)}，大于 {self._summed(less, verb='的')}，超出 {excess}"

    def _not_counted(self, told: Iterable[Constraint]) -> list[str]:
        unknown = sum(len(constraint.unknown) for constraint in told)
        return [f"还有 {unknown} 格没有数，未计"] if unknown else []

    def _summed(self, cells: Sequence[CellId], verb: str = "为") -> str:
        """Cells by name with what they come to."""
        values = [self._values[cell] for cell in cells]
        names = [self.sheet.cells[cell].name for cell in cells]
        if len(names) == 1:
            return f"{names[0]} {verb} {number(values[0])}"
        listed = " 与 ".join(names) if len(names) == 2 else f"{names[0]} 等 {len(names)} 格"
        return f"{listed} 合计 {worked_out(values)}"

    # --- what all of them say -----------------------------------------------------------------------------

    def _should_be(self, bases: Mapping[CellId, Constraint]) -> Iterator[str]:
        """A clause for each cell: what it should be by its equation, and how that comes about."""
        how_before = ""
        for cell, base in bases.items():
            computed = base.identity.computed if cell == base.case.result else None
            how = computed or f"按“{base.identity.says}”"
            worked = [self._working(base, cell), *([how] if how != how_before else [])]
            expected, old = self._expected(base, cell), self._values[cell]
            yield (
                f"{self.sheet.cells[cell].name} 应为 {number(expected)}（{'，'.join(worked)}），"
                f"表中为 {number(old)}，相差 {number(abs(expected - old))}"
            )
            how_before = how

    def _terms(self, constraint: Constraint, cell: CellId) -> dict[CellId, Decimal]:
        """What a cell should be the sum of, by an equation; other cells that are changed with it, as they would be."""
        values = {**self._values, **self.explanation.changes}
        mine = constraint.signs[cell]
        return {other: -sign * mine * values[other] for other, sign in constraint.signs.items() if other != cell}

    def _expected(self, constraint: Constraint, cell: CellId) -> Decimal:
        return sum(self._terms(constraint, cell).values(), Decimal(0))

    def _working(self, constraint: Constraint, cell: CellId) -> str:
        """The sum that says what a cell should be, zeros left out; a single term is named."""
        terms = {other: term for other, term in self._terms(constraint, cell).items() if term}
        taken = [term for term in terms.values() if term < 0]
        if len(taken) > _MOST_TAKEN and len(terms) > len(taken):
            given = sum_of(term for term in terms.values() if term > 0)
            return f"{given}{sum_of([sum(taken, Decimal(0))])}，后一数是其余 {len(taken)} 项之和"
        if len(terms) != 1:
            return sum_of(terms.values()) if terms else "各项都是 0"
        (other, term), mine = next(iter(terms.items())), self.sheet.cells[cell]
        there = self.sheet.cells[other]
        return f"只有“{there.row.name if there.column is mine.column else there.column.label.text}” {number(term)}"

    def _left_at_zero(self, results: Collection[CellId]) -> tuple[str, list[str]]:
        """The slip's name and a guess, of sums that stand at 0 and should not."""
        cells = [self.sheet.cells[cell] for cell in results]
        rows, columns = {cell.row.id for cell in cells}, {cell.column.id for cell in cells}
        if len(cells) > 1 and len(rows) == 1 and self._all_zero(lambda cell: cell.row.id in rows):
            return "total_row_empty", ["整行为 0，疑似漏填"]
        if len(cells) > 1 and len(columns) == 1 and self._all_zero(lambda cell: cell.column.id in columns):
            return "total_column_empty", ["整列为 0，疑似漏填"]
        return "total_cell_empty", ["填的是 0，疑似漏填"]

    def _all_zero(self, chosen: Callable[[FormCell], bool]) -> bool:
        cells = (cell for cell in self.sheet.cells.values() if cell.table == self.lead.table and chosen(cell))
        return not any(self._values.get(cell.id) for cell in cells)

    def _in_order(self, cells: Iterable[CellId]) -> tuple[CellId, ...]:
        """Cells once each, in the order of print."""
        wanted = set(cells)
        return tuple(cell for cell in self.sheet.cells if cell in wanted)

    def _assumption(self) -> list[str]:
        """Which figures this finding takes as already corrected."""
        assumed = list(self.explanation.assumed)
        return [f"{self._named(assumed)} 已按改正后的数计算"] if assumed else []

    def _named(self, cells: Iterable[CellId]) -> str:
        """Cells by name; several of one row, or many of one column, by that."""
        named = [self.sheet.cells[cell] for cell in cells]
        if len(named) > 1 and len({cell.row.id for cell in named}) == 1:
            return named[0].row.name
        if len(named) > 2 and len({(cell.table, cell.column.id) for cell in named}) == 1 and named[0].column.id:
            return f"{named[0].column.label.text} 一列的这 {len(named)} 格"
        return "、".join(cell.name for cell in named)

    def _related(self) -> tuple[CellId, ...]:
        """The cells of the sums that fail, but for the zeros among them."""
        seen = {cell for c in self.explanation.failing for cell in (*c.signs, *c.unknown)}
        return tuple(cell for cell in self.sheet.cells if cell in seen and self.sheet.values.get(cell) != 0)
