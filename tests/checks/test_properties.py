"""What must hold of the checks whatever a report says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.reports import PERSONS, errors, problems, report_of, true_values
from toolkit.forms import form_ids, load
from toolkit.model import CellId, Figure, Report, Section

FORMS = ("2019", "2021")
seeds = st.integers(0, 2**32 - 1)
forms = st.sampled_from(FORMS)

_numbers = st.one_of(
    st.integers(-3, 40).map(Decimal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=10**9),
)
_figures = st.one_of(
    _numbers.map(lambda value: Figure(value, "printed", str(value), "table", 1.0, None)),
    st.sampled_from(["blank", "dash", "unreadable", "missing"]).map(
        lambda status: Figure(None, status, "/", "table", 1.0, None)  # type: ignore[arg-type]
    ),
    # What only damaged JSON could hold.
    st.sampled_from([Decimal("NaN"), Decimal("Infinity"), None]).map(
        lambda value: Figure(value, "printed", "", "table", 1.0, None)
    ),
)


def _covered(form_id: str) -> list[CellId]:
    """The cells of which an equation of the form speaks."""
    standing = load(form_id).standing_cells(set())
    equations = [identity for identity in load(form_id).identities if identity.relation == "equal"]
    seen = {cell for identity in equations for case in identity.cases for cell in (*case.left, *case.right)}
    return [cell for cell in standing if cell in seen]


# A report of random figures is searched until the bound, and so takes a tenth of a second.
@settings(max_examples=25, deadline=None)
@given(
    form_id=st.sampled_from([*FORMS, "2014", "2008", "1999", None]),
    year=st.sampled_from([None, 1900, 2019, 2023]),
    data=st.data(),
)
def test_checks_never_raise_and_never_give_an_id_twice(
    form_id: str | None, year: int | None, data: st.DataObject
) -> None:
    cells = [cell for known in form_ids() for cell in load(known).cells]
    figures = data.draw(st.dictionaries(st.sampled_from(cells), _figures, max_size=60))
    rest = data.draw(st.one_of(st.none(), _figures))
    if rest is not None and form_id in form_ids():
        figures = {cell: figures.get(cell, rest) for cell in load(form_id).cells}
    source = report_of({}, "2021").source
    findings = problems(Report(None, year, form_id, None, source, figures, ()))
    assert len({finding.id for finding in findings}) == len(findings)
    for finding in findings:
        assert finding.message
        assert all(finding.message.split("；"))
        assert finding.cells or finding.rule.startswith("form.")
        assert set(finding.cells) <= set(load(form_id).cells if form_id in form_ids() else ())
        assert len(set(finding.cells)) == len(finding.cells)
        assert len(finding.cells) == 1 or (finding.printed is None and finding.expected is None)
        if finding.repair_status == "unique":
            assert len(finding.repairs) == 1
            assert set(finding.repairs[0].changes) == set(finding.cells)
        if finding.repair_status == "none":
            assert finding.repairs == ()
        costs = [repair.cost for repair in finding.repairs]
        assert costs == sorted(costs)
        assert len(costs) <= 5


@settings(max_examples=60, deadline=None)
@given(form_id=forms, seed=seeds)
def test_a_report_whose_sums_hold_has_no_findings(form_id: str, seed: int) -> None:
    assert problems(report_of(true_values(Random(seed), form_id), form_id)) == ()


@settings(max_examples=60, deadline=None)
@given(form_id=forms, seed=seeds, data=st.data())
def test_a_wrong_figure_in_a_sum_is_an_error_whose_sums_contain_it(
    form_id: str, seed: int, data: st.DataObject
) -> None:
    values: dict[CellId, int] = true_values(Random(seed), form_id)
    cell = data.draw(st.sampled_from(_covered(form_id)))
    wrong = data.draw(st.integers(0, 99).filter(lambda value: value != values[cell]))
    found = errors(report_of({**values, cell: wrong}, form_id))
    assert len(found) == 1
    identity = next(identity for identity in load(form_id).identities if identity.id == found[0].rule)
    sums = [{*case.left, *case.right} for case in identity.cases]
    assert any(cell in cells and cells.issuperset(found[0].cells) for cells in sums)
    if cell.startswith("applications."):  # two sums cross there: the cell and its figure are known
        assert found[0].cells == (cell,)
        assert found[0].expected == values[cell]
        assert f"应为 {values[cell]}" in found[0].message


@settings(max_examples=25, deadline=None)
@given(form_id=forms, seed=seeds, data=st.data())
def test_findings_keep_their_ids_when_something_that_they_do_not_speak_of_is_edited(
    form_id: str, seed: int, data: st.DataObject
) -> None:
    values: dict[CellId, int] = true_values(Random(seed), form_id)
    cells = sorted(cell for cell in _covered(form_id) if cell.startswith("applications."))
    spoilt = {**values, data.draw(st.sampled_from(cells)): data.draw(st.integers(0, 99))}
    before = {f.id: f.cells for f in problems(report_of(spoilt, form_id)) if f.rule.startswith("applications.")}
    elsewhere = sorted(cell for cell in values if not cell.startswith("applications."))
    edits = data.draw(st.dictionaries(st.sampled_from(elsewhere), st.integers(0, 99), max_size=4))
    edited = report_of({**spoilt, **edits}, form_id)
    words = Section(1, "总体情况", data.draw(st.sampled_from(["", "全年工作平稳。", "共召开会议12次。"])))
    edited = replace(edited, title=data.draw(st.sampled_from([None, "年度报告"])), sections=(words,))
    assert before.keys() <= {finding.id for finding in problems(edited)}


@settings(max_examples=25, deadline=None)
@given(form_id=forms, seed=seeds, data=st.data())
def test_a_finding_keeps_its_id_when_another_slip_in_the_same_table_is_mended(
    form_id: str, seed: int, data: st.DataObject
) -> None:
    values: dict[CellId, int] = true_values(Random(seed), form_id)
    rows = sorted({cell.rpartition(".")[0] for cell in _covered(form_id) if cell.startswith("applications.")})
    one, other = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique=True))
    cell = CellId(f"{one}.{data.draw(st.sampled_from(PERSONS))}")
    beside = CellId(f"{other}.{data.draw(st.sampled_from(PERSONS))}")
    slips = {cell: values[cell] + data.draw(st.integers(100, 140))}
    others = {beside: values[beside] + data.draw(st.integers(200, 240))}
    both = errors(report_of({**values, **slips, **others}, form_id))
    if [finding.repair_status for finding in both] == ["unique", "unique"]:
        for alone in (slips, others):
            (finding,) = errors(report_of({**values, **alone}, form_id))
            assert finding.id in {each.id for each in both}


@settings(max_examples=60, deadline=None)
@given(form_id=forms, seed=seeds, data=st.data())
def test_blanks_in_a_true_report_are_warnings_and_never_errors(form_id: str, seed: int, data: st.DataObject) -> None:
    values: dict[CellId, int | None] = dict(true_values(Random(seed), form_id))
    blank = data.draw(st.sets(st.sampled_from(sorted(values)), min_size=1, max_size=60))
    findings = problems(report_of({cell: None if cell in blank else value for cell, value in values.items()}, form_id))
    assert {finding.rule for finding in findings} == {"table.blank"}
    named = [cell for finding in findings for cell in finding.cells]
    assert sorted(named) == sorted(blank)  # each blank cell in just one finding


@settings(max_examples=25, deadline=None)
@given(form_id=forms, seed=seeds, data=st.data())
def test_repairs_make_every_sum_hold_that_they_speak_of(form_id: str, seed: int, data: st.DataObject) -> None:
    values: dict[CellId, int] = true_values(Random(seed), form_id)
    cells = data.draw(st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=5, unique=True))
    spoilt = {**values, **{cell: data.draw(st.integers(0, 60)) for cell in cells}}
    found = errors(report_of(spoilt, form_id))
    if not found or any(finding.repair_status != "unique" for finding in found):
        return
    mended: dict[CellId, int | Decimal] = dict(spoilt)
    for finding in found:
        mended.update(finding.repairs[0].changes)
    assert errors(report_of(mended, form_id)) == []


@pytest.mark.parametrize("form_id", FORMS)
def test_a_total_row_left_at_zero_is_one_finding_that_gives_the_true_row(form_id: str) -> None:
    # 15 reports of either form, each with the slip.
    for seed in range(15):
        values = true_values(Random(seed), form_id)
        total: Mapping[CellId, int] = {
            cell: value for cell, value in values.items() if cell.startswith("applications.total.") and value
        }
        if len([cell for cell in total if not cell.endswith(".total")]) < 2:
            continue
        (finding,) = errors(report_of({**values, **dict.fromkeys(total, 0)}, form_id))
        assert finding.slip == "total_row_empty"
        assert finding.repairs[0].changes == total
