"""A form's table laid on strips: which are its rows, what is left over, and what stays open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.documents import APPLICATIONS, KINDS, Rows, flat, layout, shown, strips
from toolkit.extract.laying.laid import Laid
from toolkit.extract.laying.laying import lay
from toolkit.extract.layouts import TableLayout
from toolkit.extract.strips.joining import pairs_of
from toolkit.extract.tables import head_finder
from toolkit.forms import all_forms

TABLE = layout("applications")
NAMES = [line.cells[0].split(".", 1)[1].removesuffix(".natural") for line in TABLE.lines]


def all_laid(*parts: str | Rows, of: TableLayout = TABLE, ragged: bool = False) -> list[Laid]:
    """The ways in which a table lies on these parts."""
    found = strips(*parts, ragged=ragged)
    return lay(of, found, pairs_of(found), head_finder(found, all_forms()))


def laid(*parts: str | Rows, ragged: bool = False) -> Laid:
    """The best way."""
    return all_laid(*parts, ragged=ragged)[0]


def rows_of(found: Laid) -> dict[str, list[str | None]]:
    """The values placed by row, as printed."""
    return {NAMES[row.line]: [t.text if t else None for t in row.placed.tokens] for row in found.rows}


def whole(without: Sequence[str] = ()) -> dict[str, list[str]]:
    """The same as they should be."""
    return {name: shown(name) for name in APPLICATIONS if name not in without}


def test_each_line_of_the_form_is_found_once() -> None:
    found = laid(flat())
    assert rows_of(found) == whole()
    assert (found.left, found.doubtful, found.empty) == ((), {}, frozenset())
    assert {row.confidence for row in found.rows} == {1.0}
    assert found.filled == 175


def test_a_row_that_is_not_printed_is_no_row() -> None:
    found = laid(flat(without=["denied.internal"]))
    assert rows_of(found) == whole(without=["denied.internal"])


@pytest.mark.parametrize("name", ["carried_in", "denied.law", "total"])
def test_two_rows_exchanged_do_not_exchange_their_figures(name: str) -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0] == APPLICATIONS[name][-1])
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    found = laid(rows)
    placed = rows_of(found)
    assert placed.items() <= whole().items()
    lost = [row for row in whole() if row not in placed]
    # Which of the two stands where it should can't be told: at most that one is open, and said to be.
    assert len(lost) <= 1
    assert {NAMES[line] for lines in found.doubtful.values() for line in lines} >= set(lost)


def test_labels_that_are_the_same_for_two_rows_go_by_the_order_of_the_form() -> None:
    short = {"1.属于国家秘密": "1.其他", "3.其他": "3.其他"}
    found = rows_of(laid(flat(short)))
    assert found.items() <= whole().items()
    assert found["other.rest"] == shown("other.rest")


def test_a_strange_row_among_them_is_left_over() -> None:
    rows = flat()
    rows.insert(6, ["其中涉及企业的", *["9"] * 7])
    found = laid(rows)
    assert rows_of(found) == whole()
    assert [strip.last_word for strip in found.left] == ["其中涉及企业的"]
    assert found.doubtful == {}


def test_half_a_label_under_another_rows_number_is_not_taken() -> None:
    rows = flat(without=["refused.publication"])
    at = next(n for n, row in enumerate(rows) if row[0].startswith("2.重复"))
    rows.insert(at + 1, ["6.要求提供公开的资料", *["9"] * 7])
    found = laid(rows)
    assert rows_of(found) == whole(without=["refused.publication"])
    assert [strip.last_word for strip in found.left] == ["6.要求提供公开的资料"]


def test_a_label_whose_cells_were_lost_is_empty_and_takes_nobody_elses() -> None:
    rows: list[list[str]] = [row if row[0] != "（一）予以公开" else [row[0]] for row in flat()]
    found = laid(rows, ragged=True)
    assert "granted" not in rows_of(found)
    assert rows_of(found) == whole(without=["granted"])
    assert [NAMES[line] for line in found.empty] == ["granted"]


def test_a_table_printed_twice_is_laid_twice() -> None:
    second = [[row[0], *(["9"] * 7 if row[0] else row[1:])] for row in flat()]
    found = all_laid(flat(), "另附：", second)
    assert len(found) == 2
    assert [rows_of(each)["new"] for each in found] in (
        [shown("new"), ["9"] * 7],
        [["9"] * 7, shown("new")],
    )
    one, other = sorted(each.extent for each in found)
    assert one[1] < other[0]


def test_a_group_printed_as_one_row_is_that_row() -> None:
    rows = flat(without=["other.no_correction", "other.unpaid", "other.rest"])
    rows.insert(-2, ["（六）其他处理", *["5"] * 6, "30"])
    found = rows_of(laid(rows))
    assert found["other"] == ["5"] * 6 + ["30"]
    assert not [name for name in found if name.startswith("other.")]


def test_a_rows_values_in_the_next_row_of_a_table_are_its_own() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0] == "（一）予以公开")
    label, *values = rows[at]
    rows[at : at + 1] = [[label, *values[:3], *[""] * 4], ["", *[""] * 3, *values[3:]]]
    assert rows_of(laid(rows)) == whole()


def test_figures_of_a_strange_row_below_fill_no_gaps() -> None:
    rows = flat()
    at = next(n for n, row in enumerate(rows) if row[0] == "（一）予以公开")
    label, *values = rows[at]
    rows[at : at + 1] = [[label, *values[:3], *[""] * 4], ["", *["9"] * 7]]
    found = rows_of(laid(rows))
    assert found["granted"] == [*values[:3], *[""] * 4]
    assert found | {"granted": []} == whole() | {"granted": []}


def test_confidence_falls_with_the_damage_to_a_label() -> None:
    def confidence(label: str) -> float:
        rows = [[label if row[0] == "（一）予以公开" else row[0], *row[1:]] for row in flat()]
        return {NAMES[row.line]: row.confidence for row in laid(rows).rows}.get("granted", 0.0)

    assert confidence("（一）予以公开") == 1
    assert confidence("（一）予以公井") < 1
    assert confidence("（一）子以公井") <= confidence("（一）予以公井")


def test_nothing_of_the_table_is_nothing_laid() -> None:
    assert all_laid("一、总体情况") == []
    assert all_laid() == []


_TOUCHES = st.lists(
    st.tuples(st.integers(1, 25), st.sampled_from(["drop", "typo", "extra", "blank", "space"])), max_size=5
)


@given(_TOUCHES)
@settings(max_examples=40, deadline=None)
def test_no_damage_moves_a_figure_to_another_row(touches: list[tuple[int, str]]) -> None:
    rows = [list(row) for row in flat()]
    numbers = list(range(len(rows)))
    for at, how in touches:
        if at not in numbers:
            continue
        place = numbers.index(at)
        label = rows[place][0]
        if how == "drop":
            del rows[place], numbers[place]
        elif how == "typo":
            rows[place][0] = label[: len(label) // 2] + "某" + label[len(label) // 2 + 1 :]
        elif how == "space":
            rows[place][0] = " ".join(label)
        elif how == "blank":
            rows[place][1:] = [""] * len(KINDS)
        else:
            rows.insert(place, ["某项不在格式之内的数字", *["7777"] * 7])
            numbers.insert(place, -1)
    truth = whole()
    for found in all_laid(rows):
        for name, values in rows_of(found).items():
            assert all(v in (None, "", w) for v, w in zip(values, truth[name], strict=True)), name
