"""The form's arithmetic where figures are unknown: blank cells, dashes, rows that are not there."""

from __future__ import annotations

import pytest

from tests.checks.reports import ANSWERED, TOTAL_ROW, TOTALS, changes_of, errors, only_error, problems, report_from


def test_known_parts_above_their_total_are_an_error_though_others_are_blank() -> None:
    finding = only_error(
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
    text = ANSWERED + TOTALS.replace("total.natural 22", f"total.natural {unknown}")
    assert errors(report_from(text, "2019")) == []


def test_more_carried_out_than_there_was_is_one_error() -> None:
    # The flow fails too, as there cannot be less than no answers; that is the same thing said again.
    finding = only_error(
        "applications.new.natural 3\napplications.carried_in.natural 1\napplications.carried_out.natural 6"
    )
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
    finding = only_error(ANSWERED + "\n".join(f"applications.{cell} 空" for cell in blank), "2019")
    assert (finding.slip, finding.repair_status) == ("total_row_empty", "unique")
    assert changes_of(finding) == TOTAL_ROW
    assert "（七）总计·自然人 应为 22" in finding.message


def test_the_cell_that_no_other_sum_speaks_of_follows_from_the_rest_of_its_row() -> None:
    text = ANSWERED + "applications.new.natural 空\napplications.denied.secret.natural 空"
    assert (
        "（七）总计·自然人 应为 22（24−1−1，按“总计列 = 自然人与五类法人或其他组织之和”）"
        in only_error(text, "2019").message
    )


def test_sums_left_empty_are_one_finding_though_some_are_known_only_in_part() -> None:
    finding = only_error(
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
    finding = only_error(
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
    text = (ANSWERED + TOTALS).replace("granted.natural 6", "granted.natural 9")
    finding = only_error(text + "applications.granted.company 空", "2019")
    assert changes_of(finding) == {"applications.granted.natural": 6}


def test_a_row_with_a_blank_is_as_likely_to_be_wrong_as_one_without() -> None:
    # 本年新收 is 3 too many in two columns; that its third column is blank must not put the blame on another row.
    text = (ANSWERED + TOTALS).replace("new.natural 22", "new.natural 25").replace("new.total 24", "new.total 27")
    finding = only_error(text + "applications.new.company 空", "2019")
    assert (finding.rule, finding.repair_status) == ("applications.flow_balances", "ambiguous")
    assert {"applications.new.natural": 22, "applications.new.total": 24} in [
        repair.changes for repair in finding.repairs
    ]
