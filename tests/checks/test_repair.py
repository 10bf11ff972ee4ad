"""Repairs: what makes a report agree with itself, how sure it is, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from random import Random
from time import thread_time

import pytest

from tests.checks.reports import errors, report_from, report_of, true_values, with_figures
from toolkit.model import Alternative, CellId

_DISPUTES = "rest 0\ndisputes.review.upheld 14\ndisputes.review.pending 2\ndisputes.review.total {}"


def test_another_reading_of_a_scan_decides_between_repairs_that_the_sums_leave_open() -> None:
    report = report_from(_DISPUTES.format(18))
    upheld = CellId("disputes.review.upheld")
    (open_,) = errors(report)
    assert open_.repair_status == "ambiguous"
    scanned = report.figures[upheld]._replace(method="ocr", alternatives=(Alternative(Decimal(16), 0.9),))
    (settled,) = errors(with_figures(report, {upheld: scanned}))
    assert settled.repair_status == "unique"
    assert settled.repairs[0].changes == {upheld: 16}


def test_two_ways_to_mend_a_sum_are_ranked_by_what_people_do() -> None:
    (finding,) = errors(report_from(_DISPUTES.format(61)))
    assert finding.repairs[0].changes == {"disputes.review.total": 16}
    assert finding.slip == "digits_swapped"
    assert "疑似相邻两位数字写颠倒了" in finding.message
    assert finding.repair_status == "ambiguous"


def test_a_cost_is_explained() -> None:
    (finding,) = errors(report_from(_DISPUTES.format(61)))
    assert "代价 3.3（1 处失误计 3，这种失误的罕见程度计 0.3）" in finding.repairs[0].reason


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_a_row_that_stands_one_column_off_is_one_finding_that_says_so(form_id: str) -> None:
    columns = ("natural", "company", "research", "charity", "legal", "other_org")
    for seed in range(8):
        values = true_values(Random(seed), form_id)
        cells = [CellId(f"applications.granted.{column}") for column in columns]
        true = [31, 7, 0, 2, 12, 4]
        moved = {cell: value - values[cell] for cell, value in zip(cells, true, strict=True)}
        for row in ("granted", "total", "new"):
            for column, cell in zip(columns, cells, strict=True):
                values[CellId(f"applications.{row}.{column}")] += moved[cell]
            values[CellId(f"applications.{row}.total")] += sum(moved.values())
        if min(values.values()) < 0 and form_id == "2021":
            continue
        printed = {**values, **dict(zip(cells, [true[-1], *true[:-1]], strict=True))}
        if any(value < 0 for cell, value in values.items() if cell.startswith("applications.")):
            continue
        (finding,) = errors(report_of(printed, form_id))
        assert finding.slip == "row_shifted"
        assert finding.repair_status == "unique"
        assert {**printed, **finding.repairs[0].changes} == values


def test_a_search_that_is_broken_off_says_so_and_ends_in_time() -> None:
    values = tangled()
    started = thread_time()
    found = errors(report_of(values, "2021"))
    assert thread_time() - started < 1
    assert {finding.repair_status for finding in found} >= {"bound_reached"}
    assert any("查找改法到" in finding.message for finding in found)


_WITHOUT_HIGHS = """
import sys; sys.modules['highspy'] = None
from tests.checks.reports import errors, report_of
from tests.checks.test_repair import spoilt, tangled
print([(f.rule, f.repair_status, f.slip, f.message) for f in errors(report_of({}, '2021'))])
"""


def spoilt(slips: int) -> dict[CellId, int]:
    """A true report in which so many figures are odd, each in a row and a column of its own."""
    values = true_values(Random(2), "2021", most=400)
    odd = [CellId(f"applications.{cell}") for cell in ("granted.natural", "new.company")[:slips]]
    return {**values, **{cell: values[cell] + 137 + 11 * at for at, cell in enumerate(odd)}}


def tangled() -> dict[CellId, int]:
    """Figures that have nothing to do with each other."""
    random = Random(3)
    return {cell: random.randint(0, 99) for cell in true_values(random, "2021")}


@pytest.mark.parametrize("slips", [1, 2])
def test_without_highs_one_slip_and_two_are_mended_all_the_same(slips: int) -> None:
    # In a process of its own in which the package can't be found.
    code = _WITHOUT_HIGHS.format(f"spoilt({slips})")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(
        [(f.rule, f.repair_status, f.slip, f.message) for f in errors(report_of(spoilt(slips), "2021"))]
    )
    assert done.stdout.count("'unique'") == slips


def test_without_highs_it_is_said_of_what_is_more_tangled_that_repairs_were_not_compared() -> None:
    code = _WITHOUT_HIGHS.format("tangled()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "没有安装 xxgk[repair]" in done.stdout


def test_nothing_but_findings_is_printed() -> None:
    code = f"from tests.checks.reports import errors, report_from; errors(report_from({_DISPUTES.format(18)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_search_says_the_same_however_busy_the_machine_is() -> None:
    random = Random(5)
    values = {cell: random.randint(0, 99) for cell in true_values(random, "2021")}
    for cell in list(values)[40:]:
        values[cell] = 0
    first, again = (errors(report_of(values, "2021")) for _ in range(2))
    assert first == again


def test_two_slips_in_one_place_are_not_called_the_only_way() -> None:
    # Two odd figures in one row and its sums: one slip can't have made both.
    values = true_values(Random(2), "2021", most=400)
    natural, company = (CellId(f"applications.granted.{column}") for column in ("natural", "company"))
    printed = {**values, natural: values[natural] + 137, company: values[company] + 59}
    found = errors(report_of(printed, "2021"))
    unique = [f.repairs[0].changes for f in found if f.repair_status == "unique"]
    assert all(len(changes) == 1 for changes in unique)
    assert all({**printed, **changes}[cell] == values[cell] for changes in unique for cell in changes)


def test_figures_that_moved_in_a_row_beside_blanks_are_told_where_no_sum_speaks_of_a_cell() -> None:
    # The blank leaves no equation for 科研机构; what belongs there stands one column to the left.
    values: dict[CellId, int | None] = dict(true_values(Random(7), "2021"))
    for row, figures in {"new": (3, 1, 0), "granted": (3, 1, 0), "total": (3, 1, 0)}.items():
        for column, value in zip(("natural", "company", "research"), figures, strict=True):
            values[CellId(f"applications.{row}.{column}")] = value
    right = _only(values, {"new", "granted", "total"})
    shifted = dict(zip(("natural", "company", "research"), (0, 3, 1), strict=True))
    printed = {**right, **{CellId(f"applications.new.{column}"): value for column, value in shifted.items()}}
    blanks = dict.fromkeys((CellId("applications.carried_in.research"), CellId("applications.new.legal")), None)
    (finding,) = errors(report_of({**printed, **blanks}, "2021"))
    assert finding.slip == "row_shifted"
    assert {**printed, **finding.repairs[0].changes} == right
    assert "本年新收政府信息公开申请数量·科研机构 应为 0，表中为 1" in finding.message


def _only(values: dict[CellId, int | None], rows: set[str]) -> dict[CellId, int | None]:
    """The figures of three columns in these rows with their sums; all else is 0."""
    cells = {f"applications.{row}.{column}" for row in rows for column in ("natural", "company", "research")}
    kept = {cell: value if cell in cells else 0 for cell, value in values.items()}
    sums = {CellId(f"applications.{row}.total"): 4 for row in rows}
    return {**kept, **sums}


def test_a_total_row_left_at_zero_is_one_slip_also_where_no_sum_of_rows_could_be_read() -> None:
    (finding,) = errors(
        report_from(
            """
            rest 0
            applications.new.natural 2
            applications.new.company 1
            applications.new.total 空
            applications.granted.natural 2
            applications.granted.company 1
            applications.granted.total 空
            applications.denied.secret.natural 空
            applications.denied.secret.company 空
            applications.total.total 空
            """
        )
    )
    assert finding.slip == "total_row_empty"
    assert finding.cells == ("applications.total.natural", "applications.total.company")
    assert finding.repairs[0].changes == {"applications.total.natural": 2, "applications.total.company": 1}


def test_what_two_slips_in_the_same_cells_left_is_not_called_the_only_way_of_other_cells() -> None:
    # 商业企业 and 社会公益组织 exchanged, then a digit dropped: another cell's dropped digit looks like it too.
    values = {**true_values(Random(3), "2021"), **dict.fromkeys(_column_cells("company", "charity"), 0)}
    for row, (company, charity) in {"new": (843, 81), "granted": (843, 81), "total": (843, 81)}.items():
        values[CellId(f"applications.{row}.company")] = company
        values[CellId(f"applications.{row}.charity")] = charity
    for row in {cell.split(".", 1)[1].rpartition(".")[0] for cell in values if cell.startswith("applications.")}:
        parts = [values[cell] for cell in values if cell.rpartition(".")[0] == f"applications.{row}"]
        values[CellId(f"applications.{row}.total")] = sum(parts) - values[CellId(f"applications.{row}.total")]
    assert errors(report_of(values, "2021")) == []
    spoilt = {**values, CellId("applications.new.company"): 81, CellId("applications.new.charity"): 43}
    found = errors(report_of(spoilt, "2021"))
    mended = [{**spoilt, **f.repairs[0].changes} for f in found if f.repair_status == "unique"]
    assert all(one[cell] == values[cell] for one in mended for cell in _column_cells("company", "charity"))
    assert found[0].repairs[0].changes == {"applications.new.company": 843, "applications.new.charity": 81}


def _column_cells(*columns: str) -> list[CellId]:
    cells = true_values(Random(0), "2021")
    return [cell for cell in cells if cell.startswith("applications.") and cell.rpartition(".")[2] in columns]
