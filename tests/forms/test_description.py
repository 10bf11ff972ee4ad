"""A form as JSON."""

from __future__ import annotations

from typing import Any

from toolkit.forms import all_forms, load
from toolkit.forms.description import form_to_json
from toolkit.interchange import json_text


def _described(form_id: str) -> Any:
    return form_to_json(load(form_id))


def test_every_form_can_be_written_as_json() -> None:
    for form in all_forms():
        assert json_text(form_to_json(form)).startswith("{")


def test_the_cells_can_be_put_together_again_from_the_json() -> None:
    for form in all_forms():
        cells = [
            f"{table['id']}.{row['id']}.{column['id']}"
            for table in _described(form.id)["tables"]
            for part in table.get("parts", ())
            for row in part["rows"]
            for column in part["columns"]
        ]
        cells += [
            f"{table['id']}.{row['id']}"
            for table in _described(form.id)["tables"]
            if "values" in table
            for row in table["rows"]
        ]
        assert cells == list(form.cells)


def test_json_says_of_a_list_what_its_figures_stand_under_and_the_unit_of_each_row() -> None:
    (table,) = _described("2014")["tables"]
    assert [value["label"] for value in table["values"]] == ["本年累计", "统计数", "累计", "本期实际"]
    rows = {row["id"]: row for row in table["rows"]}
    assert rows["received_in_person"]["unit"] == "件"
    assert [group["label"] for group in rows["received_in_person"]["groups"]] == [
        "三、依申请公开情况",
        "（一）收到申请数",
    ]
    assert (rows["received"]["local"], rows["received_by_email"]["local"]) == (False, True)


def test_json_says_years_units_alternatives_and_identities() -> None:
    described = _described("2021")
    assert described["report_years"] == [2021, None]
    assert described["issued_as"] == "国办公开办函〔2021〕30号"
    disclosure, applications, _ = described["tables"]
    assert disclosure["parts"][3]["columns"] == [
        {
            "id": "amount",
            "label": "本年收费金额（单位：万元）",
            "also": ["采购总额", "采购金额", "本年收费金额", "收费金额", "收费总金额", "本年收费总金额"],
            "unit": "万元",
            "signed": False,
        }
    ]
    rows = {row["id"]: row for row in applications["parts"][0]["rows"]}
    assert rows["other"]["instead_of"] == ["other.no_correction", "other.unpaid", "other.rest"]
    assert [group["label"] for group in rows["denied.secret"]["groups"]] == ["三、本年度办理结果", "（三）不予公开"]
    disputes = next(i for i in described["identities"] if i["id"] == "disputes.total_is_sum")
    assert disputes["relation"] == "equal"
    assert disputes["cases"][0] == {
        "left": ["disputes.review.total"],
        "right": [f"disputes.review.{column}" for column in ("upheld", "corrected", "other", "pending")],
        "result": "disputes.review.total",
    }
