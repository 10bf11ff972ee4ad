"""Which form a report is on, and where its tables stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.documents import Rows, applications, disclosure, disputes, document, flat
from toolkit.extract.laying.credible import is_credible
from toolkit.extract.laying.ordering import settle_order
from toolkit.extract.laying.standing import Page
from toolkit.extract.lines.lines import walk
from toolkit.extract.strips.strips import strips_of
from toolkit.extract.tables import LaidForm, head_finder, lay_form
from toolkit.forms import all_forms

OLD_DISCLOSURE: Rows = [
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", "1", "2", "3"],
    ["规范性文件", "4", "5", "6"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政许可", "7", "8", "9"],
    ["其他对外管理服务事项", "10", "11", "12"],
    ["行政处罚", "13", "14", "15"],
    ["行政强制", "16", "17", "18"],
]


def laid(
    *parts: str | Rows, year: int | None = 2023, sections: Sequence[tuple[int, int | None]] = ()
) -> LaidForm | None:
    """The likeliest form laid on these parts."""
    lines = walk(document(*parts)).lines
    return lay_form(strips_of(lines), all_forms(), Page(year, lines, sections))


def form_of(found: LaidForm | None) -> tuple[str, str]:
    """The form, and what told it."""
    assert found is not None
    return found.form.id, found.form_by


def tables_of(found: LaidForm | None) -> set[str]:
    """The tables that were found."""
    assert found is not None
    return {name for name, table in found.tables.items() if table is not None}


@pytest.mark.parametrize("year", [None, 2019, 2023])
def test_the_columns_of_the_disclosure_table_tell_the_form_whatever_the_year(year: int | None) -> None:
    assert form_of(laid(disclosure(), year=year)) == ("2021", "columns")
    assert form_of(laid(OLD_DISCLOSURE, year=year)) == ("2019", "columns")


def test_without_that_table_the_rows_of_other_outcomes_tell_it() -> None:
    three = ["other.no_correction", "other.unpaid", "other.rest"]
    single = [*flat(without=three)]
    single.insert(-2, ["（六）其他处理", *["5"] * 6, "30"])
    assert form_of(laid(flat(), year=None)) == ("2021", "rows")
    assert form_of(laid(flat(), year=2019)) == ("2021", "rows")
    assert form_of(laid(single, year=2019)) == ("2019", "year")  # the single row occurs on either form


@pytest.mark.parametrize(("year", "form"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2024, "2021")])
def test_without_either_the_year_tells_it(year: int, form: str) -> None:
    assert form_of(laid(disputes(), year=year)) == (form, "year")
    assert form_of(laid("无表格", year=year)) == (form, "year")


def test_without_tables_an_old_report_is_free_prose_and_one_of_no_year_is_of_no_form() -> None:
    assert form_of(laid("无表格", year=2012)) == ("2008", "year")
    assert form_of(laid("无表格", year=2018)) == ("2008", "year")
    assert laid("无表格", year=None) is None


def test_tables_are_known_in_any_order_and_without_sections() -> None:
    assert tables_of(laid(disputes(), applications(), disclosure())) == {"disclosure", "applications", "disputes"}
    assert tables_of(laid(applications())) == {"applications"}


def test_a_table_that_is_none_of_the_forms_is_none() -> None:
    staff = [["科室", "自然人", "总计"], ["办公室", "1", "2"], ["财务科", "3", "4"]]
    assert tables_of(laid(staff, disclosure())) == {"disclosure"}


def first_figure(found: LaidForm | None) -> str | None:
    """The first figure of the applications table as printed."""
    assert found is not None
    table = found.tables["applications"]
    assert table is not None
    token = table.rows[0].placed.tokens[0]
    return token.text if token else None


@pytest.mark.parametrize(
    "caption",
    [
        "2022年收到和处理政府信息公开申请情况",
        "上年度数据",
        "第一季度申请情况",
        "各科室申请情况对比",
        "2021—2022年申请情况",
    ],
)
def test_a_table_under_a_caption_of_another_period_or_part_is_passed_over(caption: str) -> None:
    other = flat()
    other[1][1] = "9999"
    assert first_figure(laid(caption, other, "2023年收到和处理政府信息公开申请情况", flat())) == "100"
    assert first_figure(laid("2023年收到和处理政府信息公开申请情况", flat(), caption, other)) == "100"


def test_the_table_of_its_own_section_goes_before_a_copy_elsewhere() -> None:
    other = flat()
    other[1][1] = "9999"
    sections = [(0, 1), (len(other) + 2, 3)]
    assert first_figure(laid("一、总体情况", other, "三、申请", flat(), sections=sections)) == "100"


def test_the_year_of_a_document_number_or_a_date_is_no_year_of_a_table() -> None:
    caption = "（国办公开办函〔2021〕30号，截至2022年12月31日）"
    assert tables_of(laid(caption, applications())) == {"applications"}


def test_a_line_or_two_of_a_table_are_no_table() -> None:
    lone = [["（一）予以公开", *"1234567"], ["（二）部分公开", *"1234567"]]
    assert tables_of(laid(lone, disclosure())) == {"disclosure"}


def test_a_table_found_whole_is_credible() -> None:
    found = laid(disclosure(), applications(), disputes())
    assert found is not None
    assert all(table is not None and is_credible(table) for table in found.tables.values())


# --- the order where no head tells it ---------------------------------------------------------------------


def order_of(rows: Rows) -> tuple[list[str | None], str | None]:
    """The first row of a table without a head in the order settled, and what is said of it."""
    found = laid(rows)
    assert found is not None
    table = found.tables["applications"]
    assert table is not None
    texts = [token.text if token else None for token in table.rows[0].placed.tokens]
    return texts, found.notes[0].code if found.notes else None


def test_sums_confirm_the_order_of_the_form() -> None:
    assert order_of(flat(head=())) == (["100", "31", "0", "3", "7", "0", "141"], "order.assumed")


def test_sums_confirm_totals_first() -> None:
    rows = [[row[0], row[-1], *row[1:-1]] for row in flat(head=())]
    assert order_of(rows) == (["100", "31", "0", "3", "7", "0", "141"], "order.total_first")


def test_rows_that_are_all_alike_need_no_order() -> None:
    assert order_of([[row[0], *["0"] * 7] for row in flat(head=())]) == (["0"] * 7, "order.assumed")


def test_an_order_that_no_sum_confirms_is_left_open() -> None:
    rows = [[row[0], *row[2:4], row[7], row[1], *row[4:7]] for row in flat(head=())]
    assert order_of(rows) == ([None] * 7, "order.unknown")


def test_a_table_under_a_head_is_settled_already() -> None:
    found = laid(applications())
    assert found is not None
    table = found.tables["applications"]
    assert table is not None
    assert settle_order(table, found.form) == (table, ())


def test_heads_are_found_over_each_stretch_of_rows() -> None:
    lines = walk(document(disclosure())).lines
    strips = strips_of(lines)
    heads = head_finder(strips, all_forms())
    assert [heads.is_first_below(number) for number, strip in enumerate(strips) if strip.has_values] == [
        True,
        False,
        True,
        True,
        False,
        True,
    ]
