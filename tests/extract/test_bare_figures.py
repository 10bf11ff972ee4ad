"""The figures of a table set across that has lost its head: nothing but its title stands over them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import DISPUTES, SECTIONS, TITLE, codes, extracted, printed, read_text

FIGURES = [str(value) for value in DISPUTES.values()]
TOTAL_FIRST = [FIGURES[start + at] for start in (0, 5, 10) for at in (4, 0, 1, 2, 3)]


@pytest.mark.parametrize("figures", [FIGURES, TOTAL_FIRST])
def test_figures_right_below_the_title_of_their_table_are_read_in_the_order_that_their_sums_confirm(
    figures: Sequence[str],
) -> None:
    report = extracted(SECTIONS[4], [figures])
    assert printed(report, "disputes") == DISPUTES
    assert codes(report) & {"order.assumed", "order.total_first"}
    assert printed(read_text("\n".join([TITLE, SECTIONS[4], " | ".join(figures)])), "disputes") == DISPUTES


def test_figures_whose_sums_confirm_no_order_or_that_are_too_few_are_left_open_without_a_head() -> None:
    assert not printed(extracted(SECTIONS[4], [["90", *FIGURES[1:]]]), "disputes")
    assert not printed(extracted(SECTIONS[4], [FIGURES[:-1]]), "disputes")


def test_figures_below_something_else_than_the_title_of_their_table_are_left_open() -> None:
    assert not printed(extracted(SECTIONS[4], "附表：", [FIGURES]), "disputes")
