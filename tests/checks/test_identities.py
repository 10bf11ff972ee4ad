"""The form's arithmetic: what fails is told once, with the cell to blame where the figures show it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

import pytest

from tests.checks.reports import PERSONS, errors, problems, report_from, report_of, true_values
from toolkit.model import CellId, Finding


def _one(text: str, form_id: str = "2021") -> Finding:
    (finding,) = errors(report_from(text, form_id))
    return finding


def _changes(finding: Finding) -> Mapping[CellId, Decimal]:
    (repair,) = finding.repairs
    return repair.changes


# A report in which 22 natural persons, a law firm and another organisation asked, and all were answered.
_ANSWERED = """
    rest 0
    applications.new.natural 22
    applications.new.legal 1
    applications.new.other_org 1
    applications.new.total 24
    applications.granted.natural 6
    applications.granted.other_org 1
    applications.granted.total 7
    applications.partial.natural 12
    applications.partial.legal 1
    applications.partial.total 13
    applications.unavailable.not_held.natural 4
    applications.unavailable.not_held.total 4
"""
_TOTALS = """
    applications.total.natural 22
    applications.total.legal 1
    applications.total.other_org 1
    applications.total.total 24
"""

_TOTAL_ROW = {
    "applications.total.natural": 22,
    "applications.total.legal": 1,
    "applications.total.other_org": 1,
    "applications.total.total": 24,
}


def test_the_answered_report_is_in_order() -> None:
    assert problems(report_from(_ANSWERED + _TOTALS, "2019")) == ()


# --- one slip, one finding --------------------------------------------------------------------------------


def test_a_total_row_left_at_zero_is_one_finding_with_one_repair() -> None:
    finding = _one(_ANSWERED, "2019")
    assert finding.rule == "applications.total_is_sum"
    assert finding.cells == tuple(
        f"applications.total.{column}" for column in ("natural", "legal", "other_org", "total")
    )
    assert _changes(finding) == dict(zip(finding.cells, (22, 1, 1, 24), strict=True))
    assert (finding.slip, finding.repair_status) == ("total_row_empty", "unique")
    assert (finding.printed, finding.expected) == (None, None)


def test_the_message_names_each_cell_its_sum_the_difference_and_what_probably_happened() -> None:
    assert _one(_ANSWERED, "2019").message == (
        "（七）总计·自然人 应为 22（6+12+4，各项办理结果之和），表中为 0，相差 22；"
        "（七）总计·法律服务机构 应为 1（只有“（二）部分公开” 1），表中为 0，相差 1；"
        "（七）总计·其他 应为 1（只有“（一）予以公开” 1），表中为 0，相差 1；"
        "（七）总计·总计 应为 24（7+13+4），表中为 0，相差 24；"
        "与“本年新收 + 上年结转 = 总计 + 结转下年度”算得的一致；整行为 0，疑似漏填；请对照底稿改正"
    )


def test_a_long_row_or_column_is_told_in_one_breath() -> None:
    values = true_values(Random(4), "2021", most=90)
    cells = [cell for cell, value in values.items() if cell.endswith(".total") and "applications." in cell and value]
    (finding,) = errors(report_of({**values, **dict.fromkeys(cells, 0)}, "2021"))
    assert finding.slip == "total_column_empty"
    assert finding.message.startswith(f"总计 一列 {len(cells)} 格应为：一、本年新收")
    assert "表中都是 0；按“总计列 = 自然人与五类法人或其他组织之和”；整列为 0，疑似漏填" in finding.message
    assert all(f"{values[cell]}" in finding.message for cell in cells)


def test_a_wrong_figure_is_explained_by_the_sum_with_the_fewest_terms() -> None:
    values = true_values(Random(4), "2021", most=90)
    cell = CellId("applications.refused.repeat.legal")
    (finding,) = errors(report_of({**values, cell: values[cell] + 5}, "2021"))
    assert f"2.重复申请·法律服务机构 应为 {values[cell]}（" in finding.message
    assert "按“总计列 = 自然人与五类法人或其他组织之和”" in finding.message.split("；")[0]


def test_the_evidence_is_the_cells_and_the_figures_that_speak_with_them() -> None:
    report = report_of({**true_values(Random(1), "2019"), CellId("applications.total.natural"): 999}, "2019")
    (finding,) = errors(report)
    first, *others = finding.evidence
    assert (first.cell, first.quote, first.year) == ("applications.total.natural", "999", 2019)
    assert first.origin == report.figures[finding.cells[0]].origin
    assert others
    for evidence in others:
        assert evidence.cell is not None
        assert evidence.quote == str(report.figures[evidence.cell].value)
        assert evidence.quote != "0"


def test_a_total_column_left_at_zero_is_one_finding() -> None:
    report = report_from(_ANSWERED + _TOTALS, "2019")
    text = "\n".join(
        f"    {cell} {0 if cell.startswith('applications.') and cell.endswith('.total') else figure.raw}"
        for cell, figure in report.figures.items()
    )
    finding = _one(text, "2019")
    assert (finding.rule, finding.slip, finding.repair_status) == (
        "applications.row_is_sum",
        "total_column_empty",
        "unique",
    )
    assert _changes(finding)[CellId("applications.new.total")] == 24
    assert len(finding.cells) == 5


@pytest.mark.parametrize(
    ("cell", "wrong", "rule"),
    [
        ("applications.granted.natural", 9, "applications.total_is_sum"),
        ("applications.new.natural", 23, "applications.row_is_sum"),
        ("applications.total.natural", 2, "applications.total_is_sum"),
        ("applications.total.total", 42, "applications.total_is_sum"),
        ("applications.granted.total", 70, "applications.total_is_sum"),
        ("applications.denied.secret.charity", 1, "applications.total_is_sum"),
        ("applications.carried_out.company", 3, "applications.row_is_sum"),
    ],
)
def test_a_wrong_cell_is_one_finding_that_names_it_and_its_figure(cell: str, wrong: int, rule: str) -> None:
    report = report_from(_ANSWERED + _TOTALS, "2019")
    right = report.figures[CellId(cell)].value
    values = {id_: int(figure.value or 0) for id_, figure in report.figures.items()} | {CellId(cell): wrong}
    (finding,) = errors(report_of(values, "2019"))
    assert (finding.rule, finding.cells) == (rule, (cell,))
    assert finding.printed == wrong
    assert finding.expected == right
    assert _changes(finding) == {cell: right}
    assert finding.repair_status == "unique"
    assert f"应为 {right}" in finding.message
    assert f"表中为 {wrong}" in finding.message


def test_two_cells_exchanged_in_a_row_are_one_finding() -> None:
    text = _ANSWERED.replace("new.natural 22", "new.natural 1").replace("new.legal 1", "new.legal 22") + _TOTALS
    finding = _one(text, "2019")
    assert _changes(finding) == {"applications.new.natural": 22, "applications.new.legal": 1}


def test_wrong_cells_in_different_rows_and_columns_are_findings_apart() -> None:
    text = (_ANSWERED + _TOTALS).replace("granted.natural 6", "granted.natural 8").replace("new.legal 1", "new.legal 4")
    findings = errors(report_from(text, "2019"))
    assert [_changes(finding) for finding in findings] == [
        {"applications.new.legal": 1},
        {"applications.granted.natural": 6},
    ]


def test_a_wrong_cell_is_found_below_a_total_row_left_at_zero() -> None:
    findings = errors(report_from(_ANSWERED.replace("granted.natural 6", "granted.natural 9"), "2019"))
    changes: dict[CellId, Decimal] = {}
    for finding in findings:
        changes.update(_changes(finding))
    assert changes == {
        "applications.granted.natural": 6,
        **dict(
            zip(
                [f"applications.total.{c}" for c in ("natural", "legal", "other_org", "total")],
                (22, 1, 1, 24),
                strict=True,
            )
        ),
    }
    assert any("已按改正后的数计算" in finding.message for finding in findings)


# --- where several changes would do -----------------------------------------------------------------------


def test_a_row_of_outcomes_left_out_is_one_finding_that_does_not_blame_the_total() -> None:
    text = (_ANSWERED + _TOTALS).replace("partial.natural 12", "partial.natural 0")
    text = text.replace("partial.legal 1", "partial.legal 0").replace("partial.total 13", "partial.total 0")
    finding = _one(text, "2019")
    assert finding.rule == "applications.total_is_sum"
    assert (finding.repair_status, finding.expected) == ("ambiguous", None)
    for repair in finding.repairs:  # any row that is all 0 may be the one that was left out
        assert {cell.rpartition(".")[2]: value for cell, value in repair.changes.items()} == {
            "natural": 12,
            "legal": 1,
            "total": 13,
        }
        assert "整行为 0，疑似漏填" in repair.reason
    assert len(finding.repairs) == 5
    assert "（七）总计·自然人 为 22，各项办理结果之和为 10（6+4），相差 12" in finding.message
    assert "（七）总计 与“本年新收 + 上年结转 = 总计 + 结转下年度”相符" in finding.message
    assert "应为" not in finding.message


_NEW_MISCOUNTED = {"applications.new.natural": 22, "applications.new.total": 24}


def test_a_row_of_new_applications_miscounted_is_one_finding_that_shows_both_sides() -> None:
    text = (_ANSWERED + _TOTALS).replace("new.natural 22", "new.natural 25").replace("new.total 24", "new.total 27")
    finding = _one(text, "2019")
    assert (finding.rule, finding.repair_status) == ("applications.flow_balances", "ambiguous")
    assert "自然人 一列左边 25，右边 22，相差 3；总计 一列左边 27，右边 24，相差 3" in finding.message
    assert _NEW_MISCOUNTED in [repair.changes for repair in finding.repairs]


def test_two_errors_of_the_same_size_that_could_be_two_others_are_one_finding_with_both_repairs() -> None:
    text = (
        (_ANSWERED + _TOTALS)
        .replace("granted.natural 6", "granted.natural 7")
        .replace("partial.legal 1", "partial.legal 2")
        .replace("granted.legal 0", "granted.legal 1")
    )
    text += "applications.granted.legal 1\napplications.granted.total 8\napplications.total.legal 2\n"
    text += "applications.new.legal 2\napplications.new.total 25\napplications.total.total 25"
    finding = _one(text, "2019")
    assert finding.repair_status == "ambiguous"
    assert [dict(repair.changes) for repair in finding.repairs[:2]] in (
        [_WRONG_ONE_WAY, _WRONG_THE_OTHER_WAY],
        [_WRONG_THE_OTHER_WAY, _WRONG_ONE_WAY],
    )


_WRONG_ONE_WAY = {"applications.granted.natural": 6, "applications.partial.legal": 1}
_WRONG_THE_OTHER_WAY = {"applications.granted.legal": 0, "applications.partial.natural": 11}


def test_a_dispute_row_that_does_not_add_up_names_the_total_and_gives_the_ways_to_mend_it() -> None:
    finding = _one("rest 0\ndisputes.review.upheld 4\ndisputes.review.pending 2\ndisputes.review.total 7")
    assert (finding.rule, finding.cells) == ("disputes.total_is_sum", ("disputes.review.total",))
    assert finding.printed == 7
    assert finding.expected == 6
    assert (finding.repair_status, finding.slip) == ("ambiguous", None)
    assert {"disputes.review.total": 6} in [repair.changes for repair in finding.repairs]
    assert finding.message == (
        "行政复议·总计 应为 6（4+2，四种结果之和），表中为 7，相差 1；至少有 5 种改法，从数上分不出是哪一种："
        "①行政复议·结果纠正 0→1（填的是 0，疑似漏填），②行政复议·其他结果 0→1（填的是 0，疑似漏填），"
        "③行政复议·总计 7→6（疑似有一位数字写错） 等；请对照底稿核对"
    )


def test_a_dispute_total_left_at_zero_beside_several_figures_can_only_be_the_total() -> None:
    finding = _one("rest 0\ndisputes.review.upheld 10\ndisputes.review.corrected 1")
    assert finding.printed == 0
    assert finding.expected == 11
    assert (finding.slip, finding.repair_status) == ("total_cell_empty", "unique")
    assert finding.message.endswith("填的是 0，疑似漏填；请对照底稿改正")


def test_a_dispute_total_left_at_zero_beside_one_figure_may_be_either() -> None:
    finding = _one("rest 0\ndisputes.suit_after_review.upheld 5")
    assert finding.cells == ("disputes.suit_after_review.total",)
    assert finding.expected == 5
    assert (finding.slip, finding.repair_status) == ("total_cell_empty", "ambiguous")
    assert [repair.changes for repair in finding.repairs] == [
        {"disputes.suit_after_review.total": 5},
        {"disputes.suit_after_review.upheld": 0},
    ]


# --- what follows though figures are unknown --------------------------------------------------------------


def test_known_parts_above_their_total_are_an_error_though_others_are_blank() -> None:
    finding = _one(
        """
        applications.granted.natural 6
        applications.partial.natural 12
        applications.denied.secret.natural 空
        applications.total.natural 15
        """
    )
    assert (finding.rule, finding.cells) == ("applications.total_is_sum", ("applications.total.natural",))
    assert finding.printed == 15
    assert (finding.expected, finding.repair_status) == (None, "none")
    assert "已填的各项办理结果之和已达 18（6+12），超出 3" in finding.message
    assert "还有 19 格没有数，未计" in finding.message


def test_known_parts_below_their_total_say_nothing_while_others_are_blank() -> None:
    assert errors(report_from("applications.granted.natural 6\napplications.total.natural 15")) == []


@pytest.mark.parametrize("unknown", ["空", "/", "O", "缺", "认不出"])
def test_a_total_that_is_not_known_is_not_zero(unknown: str) -> None:
    text = _ANSWERED + _TOTALS.replace("total.natural 22", f"total.natural {unknown}")
    assert errors(report_from(text, "2019")) == []


def test_more_carried_out_than_there_was_is_one_error() -> None:
    # The flow fails too, as there cannot be less than no answers; that is the same thing said again.
    finding = _one("applications.new.natural 3\napplications.carried_in.natural 1\napplications.carried_out.natural 6")
    assert (finding.rule, finding.cells) == (
        "applications.carried_out_within_received",
        ("applications.carried_out.natural",),
    )
    assert "四、结转下年度继续办理·自然人 为 6，大于" in finding.message
    assert "合计 4（3+1），超出 2" in finding.message


def test_more_carried_out_than_there_was_is_not_told_beside_the_flow_that_fails() -> None:
    findings = errors(
        report_from(
            """
            applications.new.natural 3
            applications.carried_in.natural 1
            applications.total.natural 4
            applications.carried_out.natural 6
            """
        )
    )
    assert [finding.rule for finding in findings] == ["applications.flow_balances"]


def test_an_unknown_change_of_items_may_be_negative_and_so_nothing_follows() -> None:
    assert (
        problems(report_from("rest 0\ndisclosure.penalty.previous_items 5\ndisclosure.penalty.change 空", "2019"))[
            0
        ].rule
        == "table.blank"
    )


# --- slips among blanks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "blank",
    [
        ["denied.secret.natural"],
        ["new.natural"],
        ["new.natural", "denied.secret.natural"],
        ["granted.company", "partial.research", "carried_in.other_org"],
    ],
)
def test_a_total_row_left_at_zero_is_found_beside_blank_cells(blank: list[str]) -> None:
    finding = _one(_ANSWERED + "\n".join(f"applications.{cell} 空" for cell in blank), "2019")
    assert (finding.slip, finding.repair_status) == ("total_row_empty", "unique")
    assert _changes(finding) == _TOTAL_ROW
    assert "（七）总计·自然人 应为 22" in finding.message


def test_the_cell_that_no_other_sum_speaks_of_follows_from_the_rest_of_its_row() -> None:
    text = _ANSWERED + "applications.new.natural 空\napplications.denied.secret.natural 空"
    assert (
        "（七）总计·自然人 应为 22（24−1−1，按“总计列 = 自然人与五类法人或其他组织之和”）" in _one(text, "2019").message
    )


def test_sums_left_empty_are_one_finding_though_some_are_known_only_in_part() -> None:
    finding = _one(
        """
        applications.granted.natural 6
        applications.granted.company 3
        applications.total.natural 0
        applications.total.company 0
        """
    )
    assert finding.cells == ("applications.total.natural", "applications.total.company")
    assert (finding.slip, finding.repair_status) == ("total_row_empty", "none")
    assert finding.message == (
        "（七）总计·自然人 为 0，已填的各项办理结果之和已达 6，超出 6；"
        "（七）总计·商业企业 为 0，已填的各项办理结果之和已达 3，超出 3；"
        "还有 40 格没有数，未计；整行为 0，疑似漏填；请对照底稿核对"
    )


def test_a_total_of_zero_that_the_flow_confirms_is_not_blamed_though_known_parts_exceed_it() -> None:
    finding = _one(
        """
        rest 0
        applications.new.natural 3
        applications.new.total 3
        applications.carried_out.natural 3
        applications.carried_out.total 3
        applications.granted.natural 2
        applications.granted.total 空
        applications.partial.natural 空
        """
    )
    assert finding.cells == ("applications.total.natural",)
    assert (finding.expected, finding.slip, finding.repair_status) == (None, None, "none")
    assert "（七）总计·自然人 为 0，已填的各项办理结果之和已达 2，超出 2；还有 1 格没有数，未计" in finding.message
    assert "（七）总计·自然人 与“本年新收 + 上年结转 = 总计 + 结转下年度”相符" in finding.message


def test_a_wrong_cell_is_located_by_a_row_that_is_known_only_in_part() -> None:
    text = (_ANSWERED + _TOTALS).replace("granted.natural 6", "granted.natural 9")
    finding = _one(text + "applications.granted.company 空", "2019")
    assert _changes(finding) == {"applications.granted.natural": 6}


def test_a_row_with_a_blank_is_as_likely_to_be_wrong_as_one_without() -> None:
    # 本年新收 is 3 too many in two columns; that its third column is blank must not put the blame on another row.
    text = (_ANSWERED + _TOTALS).replace("new.natural 22", "new.natural 25").replace("new.total 24", "new.total 27")
    finding = _one(text + "applications.new.company 空", "2019")
    assert (finding.rule, finding.repair_status) == ("applications.flow_balances", "ambiguous")
    assert _NEW_MISCOUNTED in [repair.changes for repair in finding.repairs]


# --- inequalities with honest exceptions ------------------------------------------------------------------


def test_more_published_than_made_is_a_warning_that_says_when_it_may_be_right() -> None:
    report = report_from("rest 0\ndisclosure.normative.published 5\ndisclosure.normative.public_total 9", "2019")
    (finding,) = problems(report)
    assert (finding.rule, finding.severity) == ("disclosure.published_within_made", "warning")
    assert "规范性文件·本年新公开数量 为 5，大于 规范性文件·本年新制作数量 的 0，超出 5" in finding.message
    assert "公开往年文件时可以例外" in finding.message


def test_more_repealed_items_than_there_were_is_a_warning() -> None:
    report = report_from("rest 0\ndisclosure.penalty.previous_items 12\ndisclosure.penalty.change -15", "2019")
    (finding,) = problems(report)
    assert finding.rule == "disclosure.items_not_negative"
    assert "合计 -3（12−15），小于 0" in finding.message


def test_equal_figures_are_within_an_inequality() -> None:
    cells = ("made", "published", "public_total")
    text = "rest 0\n" + "\n".join(f"disclosure.normative.{cell} 5" for cell in cells)
    assert problems(report_from(text, "2019")) == ()


# --- single （六） row ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [("other",), ("other.no_correction", "other.unpaid", "other.rest")])
def test_other_outcomes_count_whether_printed_as_one_row_or_three(rows: tuple[str, ...]) -> None:
    values: dict[CellId, int | None] = dict(true_values(Random(3), "2021"))
    for cell in [cell for cell in values if cell.startswith("applications.other.")]:
        del values[cell]
    for row in rows:
        for person in (*PERSONS, "total"):
            values[CellId(f"applications.{row}.{person}")] = 0
    # What was under （六） before is missing now: the sums fail until it is put into any one of the rows.
    totals = {
        person: sum(v or 0 for cell, v in values.items() if _is_outcome(cell) and cell.endswith(f".{person}"))
        for person in (*PERSONS, "total")
    }
    for person, total in totals.items():
        asked = values[CellId(f"applications.total.{person}")] or 0
        values[CellId(f"applications.{rows[-1]}.{person}")] = asked - total
    assert errors(report_of(values, "2021")) == []
    values[CellId(f"applications.{rows[-1]}.natural")] = (values[CellId(f"applications.{rows[-1]}.natural")] or 0) + 7
    (finding,) = errors(report_of(values, "2021"))
    assert finding.cells == (f"applications.{rows[-1]}.natural",)


def _is_outcome(cell: str) -> bool:
    row = cell.removeprefix("applications.").rsplit(".", 1)[0]
    return cell.startswith("applications.") and row not in {"new", "carried_in", "total", "carried_out"}


def test_a_sum_of_the_2014_list_names_its_indicator_and_the_difference() -> None:
    (finding,) = errors(
        report_from(
            "indicators.received 12\nindicators.received_in_person 2\nindicators.received_by_fax 0\n"
            "indicators.received_online 5\nindicators.received_by_letter 4",
            "2014",
        )
    )
    assert finding.rule == "indicators.received_is_sum"
    assert finding.message.startswith("（一）收到申请数 应为 11（2+5+4，各种方式申请数之和），表中为 12，相差 1")


def test_a_row_of_a_local_list_belongs_to_the_sum_where_it_is_printed() -> None:
    parts = "indicators.received_in_person 2\nindicators.received_by_fax 0\nindicators.received_online 5\n"
    rest = "indicators.received_by_letter 4\nindicators.received_by_email 1\nindicators.received 12"
    assert errors(report_from(parts + rest, "2014")) == []


def test_of_a_list_what_a_report_does_not_name_is_neither_missing_nor_too_few() -> None:
    assert problems(report_from("indicators.received 12\nindicators.received_online 5", "2014")) == ()
    assert problems(report_from("indicators.received 12\nindicators.received_online 5", "2008")) == ()
    (finding,) = problems(report_from("indicators.received 12\nindicators.received_online 15", "2008"))
    assert (finding.rule, finding.severity) == ("indicators.received_parts_within_total", "error")


def test_blank_indicators_are_named_by_their_labels() -> None:
    (finding,) = problems(report_from("indicators.reviews 0\nindicators.suits_corrected 空", "2014"))
    assert finding.rule == "table.blank"
    assert finding.message.startswith("五、行政诉讼数量·（二）被依法纠错数 是空白")
