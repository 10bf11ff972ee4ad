"""docs/json.md says what the program writes and reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.samples import sample
from toolkit.checks.finding import finding_id
from toolkit.interchange import finding_to_json, json_text, report_from_json, report_to_json
from toolkit.model import CellId, Finding, Report

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "json.md").read_text(encoding="utf-8")


def example(name: str) -> str:
    found = re.search(rf"<!-- example: {name} -->\n```json\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def example_report() -> Report:
    return report_from_json(example("report").encode(), "json.md")


def test_the_report_in_the_document_is_written_exactly_so() -> None:
    assert json_text(report_to_json(example_report())) == example("report")


def test_every_key_of_a_report_is_explained() -> None:
    keys = {"alternatives", "preamble", "approximate", "low", "high", *report_to_json(example_report())}
    for key in keys:
        assert f"`{key}`" in TEXT or f'"{key}"' in TEXT, key


def test_the_finding_in_the_document_has_the_keys_that_are_written() -> None:
    (written,) = json.loads(example("finding"))
    cell = CellId("disputes.review.total")
    source = example_report().source
    finding = Finding("", "disputes.total_is_sum", "error", source, "", (cell,))
    assert list(written) == list(finding_to_json(finding))
    assert all(f"`{key}`" in TEXT for key in written)


def test_the_id_in_the_document_is_the_one_that_is_computed() -> None:
    (written,) = json.loads(example("finding"))
    report = sample("rest 0")
    assert finding_id(written["rule"], [CellId(cell) for cell in written["cells"]], report.figures) == written["id"]
