"""A government's report against those of its organs."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.checks.reports import report_of, true_values
from toolkit.checks import check_rollup
from toolkit.model import CellId, Finding, Report

_ORGANS = ("云溪县水务局", "云溪县林业局", "云溪县民政局")


def _children() -> list[Report]:
    return [
        replace(report_of(true_values(Random(seed), "2021"), "2021", 2023), organ=organ)
        for seed, organ in enumerate(_ORGANS)
    ]


def _sum(children: list[Report], **more: int) -> Report:
    values = {cell: sum(int(child.figures[cell].value or 0) for child in children) for cell in children[0].figures}
    for cell, value in more.items():
        values[CellId(cell.replace("__", "."))] += value
    return replace(report_of(values, "2021", 2023), organ="云溪县人民政府")


def _found(parent: Report, children: list[Report]) -> dict[str, Finding]:
    return {finding.rule: finding for finding in check_rollup(parent, children)}


def test_a_report_that_is_the_sum_of_its_parts_has_no_findings() -> None:
    assert _found(_sum(_children()), _children()) == {}


def test_parts_that_exceed_the_whole_are_an_error_that_shows_the_sum() -> None:
    finding = _found(_sum(_children(), applications__new__natural=-1), _children())["rollup.exceeds_whole"]
    assert finding.cells == ("applications.new.natural",)
    assert "多 1" in finding.message


def test_what_is_over_is_the_governments_own_or_a_missing_report() -> None:
    found = _found(_sum(_children(), applications__new__natural=6), _children())
    assert list(found) == ["rollup.remainder"]
    assert "一、本年新收政府信息公开申请数量·自然人 6" in found["rollup.remainder"].message


def test_with_the_governments_own_office_among_the_parts_the_sums_must_be_equal() -> None:
    children = _children()
    children[0] = replace(children[0], organ="云溪县人民政府办公室")
    found = _found(_sum(children, applications__new__natural=6), children)
    assert list(found) == ["rollup.exceeds_whole"]
    assert "少 6" in found["rollup.exceeds_whole"].message


def test_a_part_that_was_not_put_in_or_is_there_twice_is_named() -> None:
    children = _children()
    found = _found(_sum(children), [*children, children[1]])
    assert "云溪县林业局" in found["rollup.child_twice"].message
    assert found["rollup.exceeds_whole"].slip == "child_counted_twice"
    assert "“云溪县林业局”" in found["rollup.exceeds_whole"].message


def test_a_part_that_is_missing_is_guessed_where_nothing_else_is_left() -> None:
    children = _children()
    children[0] = replace(children[0], organ="云溪县人民政府办公室")
    (finding,) = _found(_sum(children), children[:2]).values()
    assert finding.slip == "child_missing"
    assert "疑似缺一份下级报告" in finding.message
    (figure,) = _found(_sum(children, applications__new__natural=6), children).values()
    assert figure.slip is None


def test_a_report_of_another_year_is_named_and_not_summed() -> None:
    children = _children()
    found = _found(_sum(children), [*children, replace(children[0], year=2022, organ="云溪县审计局")])
    assert list(found) == ["rollup.child_other_year"]
    assert "“云溪县审计局”（2022" in found["rollup.child_other_year"].message


def test_a_blank_is_not_summed_as_zero() -> None:
    children = _children()
    cell = CellId("applications.new.natural")
    blank = children[0].figures[cell]._replace(value=None, status="blank", raw="")
    parent = _sum(children)
    children[0] = replace(children[0], figures={**children[0].figures, cell: blank})
    found = _found(parent, children)
    assert list(found) == ["rollup.not_comparable"]
    assert found["rollup.not_comparable"].cells == (cell,)


def test_an_organ_of_the_list_without_a_report_is_named_and_one_beyond_it_too() -> None:
    children = _children()
    (missing,) = [f for f in check_rollup(_sum(children), children[:2], _ORGANS) if f.rule == "rollup.child_missing"]
    assert missing.severity == "error"
    assert "缺 1 份报告：“云溪县民政局”" in missing.message
    (strange,) = [f for f in check_rollup(_sum(children), children, _ORGANS[:2]) if f.rule == "rollup.child_missing"]
    assert strange.severity == "warning"
    assert "“云溪县民政局”" in strange.message


def test_a_list_may_leave_out_the_countys_name() -> None:
    short = ["水务局", "林业局", "云溪县　民政局"]
    assert not [f for f in check_rollup(_sum(_children()), _children(), short) if f.rule == "rollup.child_missing"]
