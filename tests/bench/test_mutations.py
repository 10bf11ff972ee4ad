"""The measurement of findings: what it plants is wrong, and what it says of the checks is so."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bench.clean import clean_figures, report_of
from bench.mutations import planted_result
from bench.planted import PLANTED
from bench.prose_slips import PLANTED as SAID
from bench.prose_slips import told
from bench.rows_shown import exchange_shown_by
from bench.shown import Shown
from bench.slip_files import in_file
from bench.with_last import ONLY_LAST, with_last
from fixtures.figures import APPLICANTS, Figures
from toolkit.checks import check
from toolkit.model import CellId, Figure


def test_figures_without_a_slip_have_no_error() -> None:
    for seed in range(20):
        form, figures = clean_figures(Random(seed))
        assert [f for f in check(report_of(figures, form)) if f.severity == "error"] == []


@pytest.mark.parametrize("kind", [kind for kind in PLANTED if kind != "rows_exchanged"])
def test_every_kind_of_slip_is_planted_and_found(kind: str) -> None:
    results = [result for number in range(8) if (result := planted_result(5, number, [kind])) is not None]
    assert results
    assert all(result.detected for result in results)


@pytest.mark.parametrize("kind", [kind for kind in PLANTED if kind != "any_figure"])
def test_a_planted_slip_is_among_those_that_would_explain_the_figures_unless_every_sum_holds(kind: str) -> None:
    for seed in range(6):
        rng = Random(f"shown/{seed}")
        form, figures = clean_figures(rng)
        assert Shown(figures, form).kinds() == frozenset()
        shown = Shown({**figures, **PLANTED[kind](figures, form, rng)}, form)
        assert (kind in shown.kinds()) == bool(shown.failing)


def test_slips_beside_blanks_are_checked_whatever_the_blanks_hide() -> None:
    for number, kind in enumerate(PLANTED):
        for seed in range(3):
            rng = Random(f"blanks/{kind}/{seed}")
            form, figures = clean_figures(rng)
            report = report_of({**figures, **PLANTED[kind](figures, form, rng)}, form)
            blank = Figure(None, "blank", "", "table", 1.0, None)
            blanks = dict.fromkeys(rng.sample(list(figures), 4 * number), blank)
            assert all(finding.message for finding in check(replace(report, figures={**report.figures, **blanks})))


def test_exchanged_rows_are_shown_where_last_years_report_has_them_the_other_way_round() -> None:
    columns = (*APPLICANTS, "total")

    def cells(row: str) -> list[CellId]:
        return [CellId(f"applications.{row}.{column}") for column in columns]

    def exchanged(one: str, other: str) -> Figures:
        there = zip((*cells(one), *cells(other)), (*cells(other), *cells(one)), strict=True)
        return {**figures, **{cell: figures[from_] for cell, from_ in there}}

    made = (clean_figures(Random(seed)) for seed in range(100))
    form, figures = next(pair for pair in made if pair[1][CellId("applications.granted.total")] > 200)
    carried = dict(zip(cells("carried_out"), (figures[cell] for cell in cells("carried_in")), strict=True))
    last = {**figures, **carried}
    assert exchange_shown_by(exchanged("granted", "partial"), figures, last, form) == "likeness"
    assert exchange_shown_by(exchanged("refused.publication", "refused.abusive"), figures, last, form) == "nothing"
    assert exchange_shown_by(exchanged("total", "carried_out"), figures, last, form) == "sums"
    assert exchange_shown_by(exchanged("new", "carried_in"), figures, last, form) == "carried"


def test_what_one_kind_of_slip_explains_is_named_so() -> None:
    results = [planted_result(10, number, [kind]) for kind in PLANTED if kind != "any_figure" for number in range(2)]
    shown = [result for result in results if result is not None and result.show == "one kind"]
    assert len(shown) > 15
    assert all(result.diagnosed for result in shown)


def test_beside_last_years_report_a_true_one_has_no_error_and_figures_left_standing_are_named() -> None:
    assert not [r for n in range(5) if (r := with_last(11, n, None)) is not None and r.errors]
    left = [r for kind in ONLY_LAST for n in range(10) if (r := with_last(11, n, kind)) is not None]
    assert {r.kind for r in left} == set(ONLY_LAST)
    assert all(r.named for r in left)


def test_a_slip_that_only_one_change_undoes_is_located_first() -> None:
    results = [planted_result(6, number, ["any_figure"]) for number in range(8)]
    alone = [result for result in results if result is not None and result.only_one]
    assert alone
    assert all(result.first and result.sure for result in alone)


def test_true_words_with_figures_of_other_things_among_them_have_no_finding() -> None:
    results = [result for number in range(6) if (result := told(7, number, None)) is not None]
    assert [(result.errors, result.warnings) for result in results] == [((), ())] * 6


@pytest.mark.parametrize("kind", SAID)
def test_every_slip_of_words_is_planted_and_found_by_its_rule(kind: str) -> None:
    result = next(result for number in range(12) if (result := told(8, number, kind)) is not None)
    assert result.wanted in (*result.errors, *result.warnings)


def test_a_slip_in_a_file_is_found_and_a_file_without_one_has_no_error() -> None:
    results = [r for n in range(6) if (r := in_file(9, n, "txt", PLANTED["total_row_empty"])) is not None]
    assert results
    assert all(result.detected for result in results)
    clean = [r for n in range(6) if (r := in_file(9, n, "txt", None)) is not None]
    assert not [rule for result in clean for severity, rule in result.rules if severity == "error"]
