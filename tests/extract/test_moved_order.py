"""Rows that stand in other columns than their head: read in its order where their sums confirm it, else left open."""

from __future__ import annotations

from collections.abc import Mapping

from tests.extract.documents import (
    APPLICATIONS,
    KINDS,
    SECTIONS,
    SEVEN,
    Text,
    codes,
    expected,
    extracted,
    printed,
    shown,
)
from toolkit.model import Report

FIRST = 12
"""The rows before stand under their head, those from here on a column further left."""


def moved(change: Mapping[str, list[str]] | None = None, kinds: tuple[str, ...] = KINDS) -> Report:
    """A table whose lower part has lost a column of labels, so that all of its cells have moved."""
    rows: list[list[Text]] = [["项目", "", "", *kinds, ""]]
    for number, (row, labels) in enumerate(APPLICATIONS.items()):
        values = (change or {}).get(row, shown(row))
        before = [labels[-1], "", ""] if number < FIRST else [labels[-1], ""]
        rows.append([*before, *values, *[""] * (11 - len(before) - len(values))])
    return extracted(SECTIONS[3], rows)


def test_rows_a_column_aside_are_read_in_the_heads_order_where_their_sums_confirm_it() -> None:
    report = moved()
    assert printed(report) == expected()
    assert "order.moved" in codes(report)


def test_rows_a_column_aside_whose_sums_do_not_hold_stay_open() -> None:
    wrong = {row: [*shown(row)[:6], "9999"] for row in list(APPLICATIONS)[FIRST:]}
    found = printed(moved(wrong))
    assert not {cell for cell in found if cell.split(".", 1)[1].rsplit(".", 1)[0] in wrong}


def test_one_row_whose_sum_does_not_hold_stays_open_among_others_that_do() -> None:
    found = printed(moved({"refused.repeat": [*shown("refused.repeat")[:6], "9999"]}))
    assert found == {cell: value for cell, value in expected().items() if ".refused.repeat." not in cell}


def test_rows_a_column_aside_with_one_and_the_same_figure_need_no_sums() -> None:
    noughts = {row: ["0"] * SEVEN for row in list(APPLICATIONS)[FIRST:]}
    found = printed(moved(noughts))
    assert {f"applications.{row}.natural" for row in noughts} <= set(found)


def test_blanks_count_as_nothing_where_only_the_order_is_asked_for_and_stay_blank() -> None:
    sparse = {row: ["5", "", "", "", "2", "", "7"] for row in list(APPLICATIONS)[FIRST:]}
    report = moved(sparse)
    assert {cell: value for cell, value in printed(report).items() if ".refused.repeat." in cell} == {
        "applications.refused.repeat.natural": 5,
        "applications.refused.repeat.legal": 2,
        "applications.refused.repeat.total": 7,
    }
    assert report.figures["applications.refused.repeat.company"].status == "blank"  # type: ignore[index]


def test_where_a_column_is_not_there_the_rest_of_a_total_may_be_its() -> None:
    kinds = tuple(kind for kind in KINDS if kind != "法律服务机构")
    fewer = {row: [value for place, value in enumerate(shown(row)) if place != 4] for row in APPLICATIONS}
    equal = {
        row: [*fewer[row][:5], str(sum(map(int, fewer[row][:5])))] for row in list(APPLICATIONS)[FIRST : FIRST + 4]
    }
    found = printed(moved({**fewer, **equal}, kinds))
    assert found["applications.total.total"] == expected()["applications.total.total"]
    assert "applications.total.legal" not in found


def test_figures_without_a_label_below_a_row_left_blank_are_not_taken_for_its_own_moved_ones() -> None:
    rows: list[list[Text]] = [["项目", "", *KINDS]]
    for row, labels in APPLICATIONS.items():
        label, values = labels[-1], shown(row)
        if row == "refused.repeat":
            values = [""] * SEVEN
        if row == "refused.publication":  # nobody knows whose figures these are
            label, values = "", ["0"] * SEVEN
        rows.append([label, *values, ""] if row == "refused.publication" else [label, "", *values])
    found = printed(extracted(SECTIONS[3], rows))
    assert not {cell for cell in found if ".refused.repeat." in cell}
