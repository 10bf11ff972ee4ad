"""The official forms: the cells that everyone relies on, and their identities."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files

import pytest

from toolkit.forms import all_forms, form_ids, form_of_year, load
from toolkit.forms.form import Case, Form
from toolkit.forms.loading import wording_from_yaml
from toolkit.model import CellId

# The ids that stand for ever, written down by hand: they are promised to other programs.
_APPLICATION_COLUMNS = "natural company research charity legal other_org total"
_APPLICATION_ROWS_BEFORE_OTHER = """
    new carried_in granted partial
    denied.secret denied.law denied.stability denied.third_party
    denied.internal denied.process denied.enforcement denied.inquiry
    unavailable.not_held unavailable.to_make unavailable.unclear
    refused.petition refused.repeat refused.publication refused.abusive refused.reconfirm
"""
_DISPUTES = {
    f"disputes.{row}": "upheld corrected other pending total" for row in ["review", "suit_direct", "suit_after_review"]
}

_INDICATORS = """
    disclosed disclosed_normative digitised normative_issued by_gazette by_website by_weibo by_wechat by_other
    responses press_conferences press_conferences_by_head online_interviews online_interviews_by_head interpretations
    responses_by_social_media responses_by_other
    consultations consultations_in_person consultations_by_phone consultations_online carried_in
    received received_in_person received_by_fax received_by_email received_online received_by_letter received_by_other
    completed completed_on_time completed_extended
    answered answered_already_public answered_granted answered_partial answered_denied
    denied_state_secret denied_trade_secret denied_privacy denied_stability denied_not_government_information
    denied_other_law answered_not_held answered_not_exist answered_correction answered_other_channel
    answered_not_government_information answered_unclear answered_repeat carried_out
    reviews reviews_upheld reviews_corrected reviews_other suits suits_upheld suits_corrected suits_other
    appeals complaints fees fees_waived offices reading_points staff staff_full_time staff_part_time funds
    meetings trainings trainees
"""
"""Both lists have them all, each in an order of its own."""
_LOCAL = """
    digitised consultations consultations_in_person consultations_by_phone consultations_online carried_in
    received_by_email received_by_other answered_not_government_information answered_unclear answered_repeat carried_out
    appeals fees_waived
"""
LISTS = ("2008", "2014")

PROMISED = {
    "2019": {
        "disclosure.rules": "made published public_total",
        "disclosure.normative": "made published public_total",
        "disclosure.licensing": "previous_items change decisions",
        "disclosure.other_services": "previous_items change decisions",
        "disclosure.penalty": "previous_items change decisions",
        "disclosure.coercion": "previous_items change decisions",
        "disclosure.fees": "previous_items change",
        "disclosure.procurement": "projects amount",
        **{
            f"applications.{row}": _APPLICATION_COLUMNS
            for row in f"{_APPLICATION_ROWS_BEFORE_OTHER} other total carried_out".split()
        },
        **_DISPUTES,
    },
    "2021": {
        "disclosure.rules": "issued repealed in_force",
        "disclosure.normative": "issued repealed in_force",
        "disclosure.licensing": "decisions",
        "disclosure.penalty": "decisions",
        "disclosure.coercion": "decisions",
        "disclosure.fees": "amount",
        **{
            f"applications.{row}": _APPLICATION_COLUMNS
            for row in f"""{_APPLICATION_ROWS_BEFORE_OTHER}
                other other.no_correction other.unpaid other.rest total carried_out""".split()
        },
        **_DISPUTES,
    },
}


def _cells(rows: dict[str, str]) -> list[str]:
    return [f"{row}.{column}" for row, columns in rows.items() for column in columns.split()]


@pytest.fixture(params=PROMISED)
def form(request: pytest.FixtureRequest) -> Form:
    return load(request.param)


def test_every_form_has_its_promised_cells_in_the_order_of_print_and_no_other() -> None:
    of_tables = {form.id: list(form.cells) for form in all_forms() if form.id not in LISTS}
    assert of_tables == {id_: _cells(rows) for id_, rows in PROMISED.items()}


@pytest.mark.parametrize("form_id", LISTS)
def test_the_lists_have_the_promised_indicators(form_id: str) -> None:
    cells = load(form_id).cells
    assert sorted(cells) == sorted(f"indicators.{name}" for name in _INDICATORS.split())
    units = {cell.row.id: cell.unit for cell in cells.values()}
    assert {units[name] for name in ("disclosed", "by_website", "digitised")} == {"条"}
    assert {units[name] for name in ("received_by_email", "carried_in", "answered_repeat", "appeals")} == {"件"}
    assert (units["interpretations"], units["staff"], units["trainees"], units["offices"]) == ("篇", "人", "人次", "个")
    assert {name for name, cell in cells.items() if cell.is_money} == {
        "indicators.fees",
        "indicators.fees_waived",
        "indicators.funds",
    }


def test_the_list_of_2014_is_in_the_order_of_print_and_local_rows_stand_only_where_they_are_printed() -> None:
    form = load("2014")
    assert [cell.removeprefix("indicators.") for cell in form.cells] == _INDICATORS.split()
    official = [name for name in _INDICATORS.split() if name not in _LOCAL.split()]
    assert [cell.removeprefix("indicators.") for cell in form.standing_cells(set())] == official
    assert CellId("indicators.appeals") in form.standing_cells({CellId("indicators.appeals")})
    assert not any(row.is_local for row in load("2008").tables[0].rows)


def test_an_indicator_is_named_by_its_label_and_where_that_stands_twice_by_what_it_stands_under() -> None:
    names = {cell.row.id: cell.name for cell in load("2014").cells.values()}
    assert names["received"] == "（一）收到申请数"
    assert names["denied_state_secret"] == "1.涉及国家秘密"
    assert names["reviews_corrected"] == "四、行政复议数量·（二）被依法纠错数"
    assert names["suits_corrected"] == "五、行政诉讼数量·（二）被依法纠错数"
    assert len(set(names.values())) == len(names)


def test_forms_are_found_by_year() -> None:
    assert form_ids() == ("2008", "2014", "2019", "2021")
    due = {year: form_of_year(year) for year in (2007, 2008, 2018, 2019, 2020, 2021, 2035)}
    assert {year: due and due.id for year, due in due.items()} == {
        2007: None,
        2008: "2008",
        2018: "2008",
        2019: "2019",
        2020: "2019",
        2021: "2021",
        2035: "2021",
    }


def test_the_2019_form_was_only_encouraged_for_its_first_year() -> None:
    assert load("2019").encouraged_years == (2019,)
    assert load("2021").encouraged_years == ()


def test_six_sections_with_the_official_titles(form: Form) -> None:
    assert [(section.number, section.label.text) for section in form.sections] == [
        (1, "总体情况"),
        (2, "主动公开政府信息情况"),
        (3, "收到和处理政府信息公开申请情况"),
        (4, "政府信息公开行政复议、行政诉讼情况"),
        (5, "存在的主要问题及改进情况"),
        (6, "其他需要报告的事项"),
    ]
    assert {table.id: table.section for table in form.tables} == {"disclosure": 2, "applications": 3, "disputes": 4}


def test_only_amounts_are_money_and_only_changes_may_be_negative(form: Form) -> None:
    money = {cell.id for cell in form.cells.values() if cell.is_money}
    signed = {cell.id for cell in form.cells.values() if cell.column.signed}
    if form.id == "2019":
        assert money == {"disclosure.procurement.amount"}
        rows = ("licensing", "other_services", "penalty", "coercion", "fees")
        assert signed == {f"disclosure.{row}.change" for row in rows}
    else:
        assert money == {"disclosure.fees.amount"}
        assert signed == set()


def test_cells_are_named_as_a_person_would_name_them(form: Form) -> None:
    assert form.cells[CellId("applications.total.natural")].name == "（七）总计·自然人"
    assert form.cells[CellId("applications.partial.company")].name == "（二）部分公开·商业企业"
    assert form.cells[CellId("disputes.review.upheld")].name == "行政复议·结果维持"


# --- the single （六） row -----------------------------------------------------------------------------------


def test_a_2021_report_has_the_three_rows_of_other_outcomes_or_the_single_one() -> None:
    form = load("2021")
    single = {CellId(f"applications.other.{column}") for column in _APPLICATION_COLUMNS.split()}
    three = {cell for cell in form.cells if cell.startswith("applications.other.")} - single
    assert len(three) == 21
    everything_else = set(form.cells) - single - three
    assert set(form.standing_cells(set())) == everything_else | three
    assert set(form.standing_cells(three)) == everything_else | three
    assert set(form.standing_cells(single)) == everything_else | single
    # One cell of the row is enough to know that the row is printed.
    assert set(form.standing_cells({CellId("applications.other.total")})) == everything_else | single


def test_standing_cells_keep_the_order_of_print(form: Form) -> None:
    order = list(form.cells)
    standing = list(form.standing_cells(set()))
    assert standing == [cell for cell in order if cell in set(standing)]


def test_the_2019_form_has_no_alternatives() -> None:
    form = load("2019")
    assert set(form.standing_cells(set())) == set(form.cells)


# --- identities -------------------------------------------------------------------------------------------


def _case(form: Form, identity_id: str, result: str) -> Case:
    identity = next(identity for identity in form.identities if identity.id == identity_id)
    return next(case for case in identity.cases if case.result == result)


def test_the_flow_is_spelt_out_for_each_column(form: Form) -> None:
    case = _case(form, "applications.flow_balances", "applications.total.legal")
    assert case.left == ("applications.new.legal", "applications.carried_in.legal")
    assert case.right == ("applications.total.legal", "applications.carried_out.legal")


def test_the_total_is_the_sum_of_every_outcome(form: Form) -> None:
    case = _case(form, "applications.total_is_sum", "applications.total.natural")
    no_outcome = {"new", "carried_in", "total", "carried_out"}
    rows = [row.id for row in form.table("applications").rows if row.id not in no_outcome]
    assert case.left == ("applications.total.natural",)
    assert case.right == tuple(f"applications.{row}.natural" for row in rows)


def test_every_row_of_applications_is_the_sum_of_its_six_columns(form: Form) -> None:
    identity = next(identity for identity in form.identities if identity.id == "applications.row_is_sum")
    assert len(identity.cases) == len(form.table("applications").rows)
    case = _case(form, "applications.row_is_sum", "applications.carried_in.total")
    assert case.right == tuple(
        f"applications.carried_in.{column}"
        for column in ["natural", "company", "research", "charity", "legal", "other_org"]
    )


def test_every_row_of_disputes_is_the_sum_of_its_four_outcomes(form: Form) -> None:
    case = _case(form, "disputes.total_is_sum", "disputes.suit_direct.total")
    assert case.right == tuple(
        f"disputes.suit_direct.{column}" for column in ["upheld", "corrected", "other", "pending"]
    )


def test_identities_name_only_cells_of_the_form_and_have_words_for_people(form: Form) -> None:
    for identity in form.identities:
        assert identity.cases
        assert identity.tolerance == Decimal(0)
        assert identity.says
        assert identity.why.endswith("。")
        assert identity.citation.startswith(form.issued_as)
        for case in identity.cases:
            assert {*case.left, *case.right, case.result} <= set(form.cells)


def test_what_the_form_itself_prints_is_an_error_and_what_has_honest_exceptions_a_warning(form: Form) -> None:
    severities = {identity.id: identity.severity for identity in form.identities}
    errors = {identity_id for identity_id, severity in severities.items() if severity == "error"}
    assert errors == {
        "applications.flow_balances",
        "applications.total_is_sum",
        "applications.row_is_sum",
        "applications.carried_out_within_received",
        "disputes.total_is_sum",
    }
    assert set(severities.values()) == {"error", "warning"}


# --- other wordings ---------------------------------------------------------------------------------------


def test_every_wording_belongs_to_a_row_column_group_or_section_of_some_form() -> None:
    text = (files("toolkit.forms") / "wording.yaml").read_text(encoding="utf-8")
    wording = wording_from_yaml(text, "wording.yaml")
    for table_id, words in wording.tables.items():
        tables = [table for form in all_forms() for table in form.tables if table.id == table_id]
        rows = [row for table in tables for row in table.rows]
        columns = [column for table in tables for part in table.parts for column in part.columns]
        values = {value.text for table in tables for value in table.values}
        assert set(words.rows) <= {row.id for row in rows}
        assert set(words.columns) <= {column.id for column in columns} | values
        # A group that may be printed as one row is looked for by its name too.
        names = {group.text for row in rows for group in row.groups} | {
            row.label.text for row in rows if row.instead_of
        }
        assert set(words.row_groups) <= names
        assert set(words.column_groups) <= {group.text for column in columns for group in column.groups}
    assert set(wording.sections) <= {section.number for form in all_forms() for section in form.sections}


@pytest.mark.parametrize(
    ("form_id", "cell", "printed"),
    [
        ("2021", "disclosure.normative.issued", "规范性文件"),
        ("2021", "disclosure.normative.in_force", "现行有效件"),
        ("2019", "disclosure.other_services.change", "其他行政管理服务事项"),
        ("2019", "applications.denied.internal.natural", "三类内容事务信息"),
        ("2019", "applications.denied.process.natural", "四类过程性性信息"),
        ("2019", "applications.unavailable.to_make.natural", "需另行制作"),
        ("2019", "applications.unavailable.unclear.natural", "补正后仍不明确"),
        ("2019", "applications.refused.reconfirm.natural", "要求确认或重新出具已获取信息"),
        ("2021", "applications.carried_out.natural", "结转下年继续办理"),
        ("2021", "applications.carried_out.natural", "结转下一年度继续办理"),
        ("2021", "applications.total.total", "合计"),
        ("2021", "applications.new.company", "企业"),
        ("2021", "applications.new.charity", "社会团体"),
        ("2021", "applications.new.other_org", "其他组织"),
        ("2021", "disputes.review.corrected", "纠正"),
    ],
)
def test_wordings_met_in_published_reports_are_known(form_id: str, cell: str, printed: str) -> None:
    found = load(form_id).cells[CellId(cell)]
    assert printed in (*found.row.label.wordings, *found.column.label.wordings)
